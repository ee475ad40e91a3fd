//! Words in running text: what a word is, and where known phrases stand as words.
//!
//! A phrase of a [`PhraseMatcher`] can only begin where a word does, so a text is taken apart into
//! its words once, and one automaton is asked where a word is like the first of some phrase. Words
//! end at French elisions and at hyphens; Arabic proclitics (و ف ب ل ك ال), which are written
//! together with the word after them, are seen through. [`even`] makes texts comparable without
//! case and keeps every byte in its place.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, StartKind};
use unicode_normalization::char::is_combining_mark;

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

/// A text in lower case, with Arabic alif whatever its hamza, in which each byte stands where it
/// stood. A letter whose lower case takes another number of bytes stays as it is.
pub fn normalized(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        let plain = match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            c => {
                let mut lower = c.to_lowercase();
                match (lower.next(), lower.next()) {
                    (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                    _ => c,
                }
            }
        };
        out.push(plain);
    }
    out
}

/// The words of a text, in bytes: letters and digits, with the marks on them.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = word_start(text, at)?;
        at = word_end(text, start);
        Some(start..at)
    })
}

/// Where the next word begins. Most of what is between words is ASCII, and quicker as bytes.
fn word_start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let byte = text.as_bytes().get(at)?;
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            }
            at += 1;
        } else {
            let c = text[at..].chars().next()?;
            if c.is_alphanumeric() {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
}

/// Where the word that begins at `start` ends. Most letters are ASCII, and quicker as bytes.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while at < bytes.len() && is_ascii_in_word(bytes[at]) {
            at += 1;
        }
        match bytes.get(at) {
            Some(byte) if !byte.is_ascii() => match text[at..].chars().next() {
                Some(c) if is_in_word(c) => at += c.len_utf8(),
                _ => return at,
            },
            _ => return at,
        }
    }
}

/// An Arabic word, then what is left of it when one particle after the other is taken off; other
/// words as they are.
pub fn without_proclitics(word: &str) -> impl Iterator<Item = &str> {
    let mut forms = [Some(word), None, None, None];
    if is_arabic(word) {
        let mut rest = word;
        for (form, particles) in forms[1..].iter_mut().zip(PROCLITICS) {
            if let Some(after) = particles
                .iter()
                .find_map(|particle| rest.strip_prefix(particle))
            {
                rest = after;
                *form = Some(rest);
            }
        }
    }
    forms.into_iter().flatten()
}

/// Whether a word is written in Arabic letters.
pub fn is_arabic(word: &str) -> bool {
    word.starts_with(
        |c| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' | '\u{750}'..='\u{77f}'),
    )
}

/// Arabic particles in the order in which they may follow each other; after ل the article is ل too.
const PROCLITICS: [&[&str]; 3] = [&["و", "ف"], &["لل", "ب", "ل", "ك"], &["ال"]];

/// Which bytes are ASCII and belong to a word. Every letter of a text is asked for.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    table
};

fn is_ascii_in_word(byte: u8) -> bool {
    IN_WORD[usize::from(byte)]
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

/// Whether what ends at a place ends as a word.
fn ends_word(text: &str, end: usize) -> bool {
    match text.as_bytes().get(end) {
        None => true,
        Some(byte) if byte.is_ascii() => !is_ascii_in_word(*byte),
        Some(_) => !text[end..].chars().next().is_some_and(is_in_word),
    }
}

/// Whether what begins at a place begins as a word: after none, or after Arabic particles.
fn begins_word(text: &str, start: usize) -> bool {
    let before = &text[..start];
    match before.as_bytes().last() {
        None => return true,
        Some(byte) if byte.is_ascii() => return !is_ascii_in_word(*byte),
        Some(_) => {}
    }
    if !before.chars().next_back().is_some_and(is_in_word) {
        return true;
    }
    // Four particles at most: و, ل and the article's two letters.
    let mut start = start;
    for (at, c) in before.char_indices().rev().take(5) {
        if !is_in_word(c) {
            break;
        }
        start = at;
    }
    is_proclitic(&before[start..])
}

/// Whether letters before a word are Arabic particles and nothing else.
fn is_proclitic(letters: &str) -> bool {
    let mut rest = letters;
    for particles in PROCLITICS {
        if let Some(after) = particles
            .iter()
            .find_map(|particle| rest.strip_prefix(particle))
        {
            rest = after;
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(phrases: &[&str], text: &'t str) -> Vec<&'t str> {
        let phrases: Vec<String> = phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
        apart(PhraseMatcher::new(&phrases).hits(text, words(text)))
            .into_iter()
            .map(|(range, _)| &text[range])
            .collect()
    }

    #[test]
    fn phrases_stand_as_words() {
        assert_eq!(
            found(
                &["ennemi", "base"],
                "l'ennemi, l’ennemi ; ennemis, base-ennemi"
            ),
            ["ennemi", "ennemi", "base", "ennemi"]
        );
        assert_eq!(found(&["a b", "a b c"], "a\nb c d, a b"), ["a\nb c", "a b"]);
    }

    #[test]
    fn arabic_particles_are_seen_through() {
        assert_eq!(
            found(&["عدو"], "العدو والعدو للعدو بعدو وبالعدو معدو"),
            ["عدو", "عدو", "عدو", "عدو", "عدو"]
        );
        let forms = |word| without_proclitics(word).collect::<Vec<_>>();
        assert_eq!(forms("وللجيش"), ["وللجيش", "للجيش", "جيش"]);
        assert_eq!(forms("بالجيش"), ["بالجيش", "الجيش", "جيش"]);
    }

    #[test]
    fn even_keeps_every_byte_in_its_place() {
        for text in ["Élan İ ẞ Ⱥ ﬁ", "إرهابي", "ABC", "Σ"] {
            assert_eq!(normalized(text).len(), text.len(), "{text}");
        }
        assert_eq!(normalized("RÉGIME إرهابي"), "régime ارهابي");
    }

    #[test]
    fn even_keeps_words_apart() {
        for c in '\0'..=char::MAX {
            let mut text = [0; 4];
            let even = normalized(c.encode_utf8(&mut text))
                .chars()
                .next()
                .expect("one letter stays one");
            assert_eq!(
                (is_in_word(c), c.is_alphanumeric()),
                (is_in_word(even), even.is_alphanumeric()),
                "{c:?}"
            );
        }
    }

    /// What is found when an automaton reads all of a text.
    fn read_through(automaton: &AhoCorasick, text: &str) -> Vec<(Range<usize>, usize)> {
        let haystack = spaced(text);
        let mut hits: Vec<(Range<usize>, usize)> = automaton
            .find_overlapping_iter(haystack.as_ref())
            .map(|hit| (hit.range(), hit.pattern().as_usize()))
            .filter(|(range, _)| {
                ends_word(&haystack, range.end) && begins_word(&haystack, range.start)
            })
            .collect();
        hits.sort_by_key(|(range, phrase)| (range.start, Reverse(range.end), *phrase));
        hits
    }

    #[test]
    fn phrases_of_all_shapes_are_found() {
        let parts = [
            "a", "b", "_", "-", " ", "\n", "'", "é", "\u{301}", "و", "لل", "ال", "م", "ب", "1", "İ",
        ];
        // Every text of four parts, and the phrases of one and two.
        let two: Vec<String> = parts
            .iter()
            .flat_map(|first| parts.iter().map(move |second| format!("{first}{second}")))
            .collect();
        let mut phrases: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        phrases.extend(two.iter().cloned());
        // One stands twice.
        phrases.push("a b".to_owned());
        phrases.push("a b".to_owned());
        phrases.push("a".to_owned());
        let matcher = PhraseMatcher::new(&phrases);
        let automaton = AhoCorasick::new(&phrases).expect("they are few");
        for first in &two {
            for second in &two {
                let text = format!("{first}{second}");
                assert_eq!(
                    matcher.hits(&text, words(&text)),
                    read_through(&automaton, &text),
                    "{text:?}"
                );
            }
        }
        let text = "abcوللالم وبالم a\nb";
        assert_eq!(
            matcher.hits(text, words(text)),
            read_through(&automaton, text)
        );
        assert_eq!(PhraseMatcher::new(&[]).hits("a", words("a")), Vec::new());
    }

    #[test]
    fn words_are_letters_and_digits() {
        let text = "L’armée d'Ansar-Dine, 19 «mots»";
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["L", "armée", "d", "Ansar", "Dine", "19", "mots"]);
    }
}
