//! Words in running text: what a word is, and where known phrases stand as words.
//!
//! A phrase of a [`PhraseMatcher`] can only begin where a word does, so a text is taken apart into
//! its words once, and one automaton is asked where a word is like the first of some phrase. Words
//! end at French elisions and at hyphens; Arabic proclitics (و ف ب ل ك ال), which are written
//! together with the word after them, are seen through. [`even`] makes texts comparable without
//! case and keeps every byte in its place.

mod words;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, StartKind};

use self::words::{begins_word, ends_word, word_end};
pub use self::words::{is_arabic, normalized, without_proclitics, words};

/// Phrases to be found in running text.
pub struct PhraseMatcher {
    /// Phrases that begin with a letter or digit.
    usual: Option<AhoCorasick>,
    firsts: FirstWordFilter,
    /// The bytes of the longest of them.
    longest: usize,
    /// All others, and their places in the list.
    others: Option<AhoCorasick>,
    other_places: Vec<usize>,
}

impl PhraseMatcher {
    /// A lexicon of these phrases; each is called by its place in the list.
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
        // Building fails only beyond two thousand million states; then nothing is found.
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

    /// The bytes of the longest phrase that begins with a letter or digit.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Every phrase that stands as words, with its place in the list: from left to right, the
    /// longer first. They may overlap; [`apart`] chooses among them. `words` are the [`words`] of
    /// the text.
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
                even: Vec::new(),
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

/// Where phrases are looked for.
struct PhraseSearch<'s> {
    text: &'s str,
    phrases: &'s PhraseMatcher,
    usual: &'s AhoCorasick,
    /// Whether Arabic particles may stand before a phrase.
    particles: bool,
    /// A stretch of text without its line ends.
    even: Vec<u8>,
    hits: &'s mut Vec<(Range<usize>, usize)>,
}

impl PhraseSearch<'_> {
    /// Phrases that begin with a word, or within it after Arabic particles.
    fn word(&mut self, word: &Range<usize>) {
        let bytes = self.text.as_bytes();
        if self.phrases.firsts.may_be(&bytes[word.clone()]) && begins_word(self.text, word.start) {
            self.phrases(word.start);
        }
        if !self.particles {
            return;
        }
        for (at, c) in self.text[word.clone()].char_indices().skip(1) {
            // What begins with a mark is among the other phrases.
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

    /// The phrases that begin at a place.
    fn phrases(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let mut stretch = &bytes[start..bytes.len().min(start + self.phrases.longest)];
        // Line ends separate words as spaces do; both are one byte, so places stay the same.
        if stretch.contains(&b'\n') {
            self.even.clear();
            let spaces = stretch
                .iter()
                .map(|byte| if *byte == b'\n' { b' ' } else { *byte });
            self.even.extend(spaces);
            stretch = &self.even;
        }
        let input = Input::new(stretch).anchored(Anchored::Yes);
        let mut state = OverlappingState::start();
        // The automaton can be asked for this, so there is no error.
        while self
            .usual
            .try_find_overlapping(input.clone(), &mut state)
            .is_ok()
            && let Some(hit) = state.get_match()
        {
            // Phrases within a phrase are found too.
            let end = start + hit.end();
            if hit.start() == 0 && ends_word(self.text, end) {
                self.hits.push((start..end, hit.pattern().as_usize()));
            }
        }
    }
}

/// A quick answer to whether a word may be the first of a phrase: a set of bits, by its length, its
/// first two bytes and its last.
struct FirstWordFilter {
    bits: Vec<u64>,
    /// How many bits of a hash are left out.
    shift: u32,
}

impl FirstWordFilter {
    fn new(words: &[&str]) -> FirstWordFilter {
        // One in thirty other words is taken for one of these.
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

/// Whether letters stand in a text that may be Arabic particles: all begin with one of two bytes.
fn has_particles(text: &str) -> bool {
    let is_one = |byte: &u8| matches!(byte, 0xd8 | 0xd9);
    let mut pieces = text.as_bytes().chunks(64);
    !text.is_ascii()
        && pieces.any(|piece| piece.iter().fold(false, |found, byte| found | is_one(byte)))
}

/// A text with spaces for its line ends.
fn spaced(text: &str) -> Cow<'_, str> {
    if text.contains('\n') {
        Cow::Owned(text.replace('\n', " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Of hits in their order, those that do not touch one before them: the leftmost, and of these the
/// longest.
pub fn apart<T>(mut hits: Vec<(Range<usize>, T)>) -> Vec<(Range<usize>, T)> {
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
