//! Finds known phrases in running text, as entire words.
//!
//! A phrase can only begin where a word begins. A text is therefore split into words once, and the
//! automaton of a [`PhraseMatcher`] only runs where a word may be the first one of a phrase. Words
//! end at French elisions and at hyphens. Arabic proclitics (و ف ب ل ك ال), which are written
//! together with the next word, are skipped. [`normalized`] folds case and keeps every byte at its
//! offset.

mod words;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, StartKind};

use self::words::{FILL, begins_word, ends_word, word_end};
pub use self::words::{is_arabic, normalized, without_proclitics, words};

/// A matcher for many phrases at once.
pub struct PhraseMatcher {
    /// The automaton for phrases that begin with a letter or digit.
    usual: Option<AhoCorasick>,
    firsts: FirstWordFilter,
    /// The maximum length of these phrases in bytes.
    longest: usize,
    /// The automaton for all other phrases, with their indexes.
    others: Option<AhoCorasick>,
    other_places: Vec<usize>,
}

impl PhraseMatcher {
    /// Builds a matcher; each phrase is identified by its index.
    pub fn new(phrases: &[String]) -> PhraseMatcher {
        let is_usual = |phrase: &str| phrase.starts_with(char::is_alphanumeric);
        let (mut firsts, mut longest, mut other_places) = (Vec::new(), 0, Vec::new());
        for (place, phrase) in phrases.iter().enumerate() {
            if is_usual(phrase) {
                firsts.push(&phrase[..word_end(phrase, 0)]);
                longest = longest.max(phrase.len());
            } else {
                other_places.push(place);
            }
        }
        // Building only fails with more than `u32::MAX` states. If it does, nothing is found.
        let others = AhoCorasick::new(other_places.iter().map(|place| &phrases[*place])).ok();
        let usual = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .start_kind(StartKind::Anchored)
            .prefilter(false)
            .build(phrases)
            .ok();
        PhraseMatcher {
            usual: usual.filter(|_| !firsts.is_empty()),
            firsts: FirstWordFilter::new(&firsts),
            longest,
            others: others.filter(|_| !other_places.is_empty()),
            other_places,
        }
    }

    /// Returns the maximum length in bytes of the phrases that begin with a letter or digit.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Returns every phrase that occurs as entire words, with the index of the phrase, from left to
    /// right and longer ones first. Matches may overlap; [`leftmost_longest`] selects among them.
    /// `words` are the [`words()`] of the text.
    pub fn hits(
        &self,
        text: &str,
        words: impl IntoIterator<Item = Range<usize>>,
    ) -> Vec<(Range<usize>, usize)> {
        let mut hits = Vec::new();
        if let Some(usual) = &self.usual {
            let mut search = PhraseSearch {
                text,
                phrases: self,
                usual,
                particles: has_particles(text),
                spaced_bytes: Vec::new(),
                hits: &mut hits,
            };
            words.into_iter().for_each(|word| search.word(&word));
        }
        if let Some(others) = &self.others {
            let haystack = spaced(text);
            let found = others
                .find_overlapping_iter(haystack.as_ref())
                .map(|hit| (hit.range(), self.other_places[hit.pattern().as_usize()]));
            hits.extend(
                found.filter(|(range, _)| {
                    ends_word(text, range.end) && begins_word(text, range.start)
                }),
            );
        }
        hits.sort_by_key(|(range, phrase)| (range.start, Reverse(range.end), *phrase));
        hits
    }
}

/// A search in one text.
struct PhraseSearch<'s> {
    text: &'s str,
    phrases: &'s PhraseMatcher,
    usual: &'s AhoCorasick,
    /// Whether Arabic particles may precede a phrase.
    particles: bool,
    /// A part of the text with spaces for line ends.
    spaced_bytes: Vec<u8>,
    hits: &'s mut Vec<(Range<usize>, usize)>,
}

impl PhraseSearch<'_> {
    /// Finds phrases that begin at the start of a word, or within it after Arabic particles.
    fn word(&mut self, word: &Range<usize>) {
        let bytes = self.text.as_bytes();
        let letters = self.text[word.clone()].trim_end_matches(FILL).len();
        let word = &(word.start..word.start + letters);
        if self.phrases.firsts.may_be(&bytes[word.clone()]) && begins_word(self.text, word.start) {
            self.phrases(word.start);
        }
        if !self.particles {
            return;
        }
        for (at, c) in self.text[word.clone()].char_indices().skip(1) {
            // Phrases that begin with a mark are in `others`.
            if !c.is_alphanumeric() {
                continue;
            }
            let start = word.start + at;
            if self.phrases.firsts.may_be(&bytes[start..word.end]) && begins_word(self.text, start)
            {
                self.phrases(start);
            }
        }
    }

    /// Finds the phrases that begin at an offset.
    fn phrases(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let mut haystack = &bytes[start..bytes.len().min(start + self.phrases.longest)];
        // Line ends separate words as spaces do. Both are one byte, so offsets stay the same.
        if haystack.contains(&b'\n') {
            self.spaced_bytes.clear();
            let spaces = haystack
                .iter()
                .map(|byte| if *byte == b'\n' { b' ' } else { *byte });
            self.spaced_bytes.extend(spaces);
            haystack = &self.spaced_bytes;
        }
        let input = Input::new(haystack).anchored(Anchored::Yes);
        let mut state = OverlappingState::start();
        // The automaton supports this search, so there is no error.
        while self
            .usual
            .try_find_overlapping(input.clone(), &mut state)
            .is_ok()
            && let Some(hit) = state.get_match()
        {
            // The search also returns phrases that begin later.
            let end = start + hit.end();
            if hit.start() == 0 && ends_word(self.text, end) {
                // The marks of a vowelled word are part of it.
                let rest = &self.text[end..];
                let marks = rest.len() - rest.trim_start_matches(FILL).len();
                self.hits
                    .push((start..end + marks, hit.pattern().as_usize()));
            }
        }
    }
}

/// A Bloom filter of first words, keyed by their length, first two bytes and last byte.
struct FirstWordFilter {
    bits: Vec<u64>,
    /// The number of hash bits that are dropped.
    shift: u32,
}

impl FirstWordFilter {
    fn new(words: &[&str]) -> FirstWordFilter {
        // With this size, about one in thirty other words is a false positive.
        let size = (words.len() * 32).next_power_of_two().clamp(64, 1 << 24);
        let mut firsts = FirstWordFilter {
            bits: vec![0; size / 64],
            shift: u32::BITS - size.ilog2(),
        };
        for word in words {
            let bit = firsts.bit(word.as_bytes());
            firsts.bits[bit / 64] |= 1 << (bit % 64);
        }
        firsts
    }

    /// Whether a word may be the first one of a phrase. `false` is certain, `true` is not.
    fn may_be(&self, word: &[u8]) -> bool {
        let bit = self.bit(word);
        self.bits[bit / 64] & 1 << (bit % 64) != 0
    }

    fn bit(&self, word: &[u8]) -> usize {
        let byte = |at: usize| word.get(at).copied().unwrap_or_default();
        let length = u8::try_from(word.len()).unwrap_or(u8::MAX);
        let key = u32::from_le_bytes([byte(0), byte(1), byte(word.len().wrapping_sub(1)), length]);
        (key.wrapping_mul(0x9e37_79b1) >> self.shift) as usize
    }
}

/// Whether a text may contain Arabic particles, whose letters all begin with one of two bytes.
fn has_particles(text: &str) -> bool {
    let is_one = |byte: &u8| matches!(byte, 0xd8 | 0xd9);
    let mut pieces = text.as_bytes().chunks(64);
    !text.is_ascii()
        && pieces.any(|piece| piece.iter().fold(false, |found, byte| found | is_one(byte)))
}

/// Replaces line ends with spaces.
fn spaced(text: &str) -> Cow<'_, str> {
    if text.contains('\n') {
        Cow::Owned(text.replace('\n', " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Selects non-overlapping matches: the leftmost, and of several at one position the longest.
pub fn leftmost_longest<T>(mut hits: Vec<(Range<usize>, T)>) -> Vec<(Range<usize>, T)> {
    let mut end = 0;
    hits.retain(|(range, _)| {
        let free = range.start >= end;
        if free {
            end = range.end;
        }
        free
    });
    hits
}

#[cfg(test)]
mod tests;
