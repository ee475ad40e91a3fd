//! Words in running text: what a word is, and where known phrases stand as words.
//!
//! One automaton finds all phrases of a [`Lexicon`] in one pass. Words end at French elisions and at
//! hyphens; Arabic proclitics (و ف ب ل ك ال), which are written together with the word after them, are
//! seen through. [`even`] makes texts comparable without case and keeps every byte in its place.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use unicode_normalization::char::is_combining_mark;

/// Up to how many bytes of phrases a lexicon is made for speed, without regard to memory.
const SMALL: usize = 32 * 1024;

/// Phrases to be found in running text.
pub struct Lexicon {
    automaton: Option<AhoCorasick>,
}

impl Lexicon {
    /// A lexicon of these phrases; each is called by its place in the list.
    pub fn new(phrases: &[String]) -> Lexicon {
        let size: usize = phrases.iter().map(String::len).sum();
        // Twice as fast, and as large as the number of its states times that of its letters.
        let kind = (size <= SMALL).then_some(AhoCorasickKind::DFA);
        // Building fails only beyond two thousand million states; then nothing is found.
        let automaton = AhoCorasick::builder().kind(kind).build(phrases).ok();
        Lexicon {
            automaton: automaton.filter(|_| !phrases.is_empty()),
        }
    }

    /// Every phrase that stands as words, with its place in the list: from left to right, the longer first.
    /// They may overlap; [`apart`] chooses among them.
    pub fn hits(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        // Line ends separate words as spaces do; both are one byte, so places stay the same.
        let haystack: Cow<str> = if text.contains('\n') {
            Cow::Owned(text.replace('\n', " "))
        } else {
            Cow::Borrowed(text)
        };
        let mut hits: Vec<(Range<usize>, usize)> = automaton
            .find_overlapping_iter(haystack.as_ref())
            .map(|hit| (hit.range(), hit.pattern().as_usize()))
            .filter(|(range, _)| stands_alone(&haystack, range))
            .collect();
        hits.sort_by_key(|(range, phrase)| (range.start, Reverse(range.end), *phrase));
        hits
    }
}

/// Of hits in their order, those that do not touch one before them: the leftmost, and of these the longest.
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

/// A text in lower case, with Arabic alif whatever its hamza, in which each byte stands where it stood.
/// A letter whose lower case takes another number of bytes stays as it is.
pub fn even(text: &str) -> String {
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
        let start = at + text[at..].find(char::is_alphanumeric)?;
        at = word_end(text, start);
        Some(start..at)
    })
}

/// Where the word that begins at `start` ends. Most letters are ASCII, and quicker as bytes.
fn word_end(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            if !byte.is_ascii_alphanumeric() && *byte != b'_' {
                break;
            }
            at += 1;
        } else {
            match text[at..].chars().next() {
                Some(c) if is_in_word(c) => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

/// An Arabic word, then what is left of it when one particle after the other is taken off; other words as they are.
pub fn without_proclitics(word: &str) -> impl Iterator<Item = &str> {
    let mut forms = [Some(word), None, None, None];
    if is_arabic(word) {
        let mut rest = word;
        for (form, particles) in forms[1..].iter_mut().zip(PROCLITICS) {
            if let Some(after) = particles.iter().find_map(|particle| rest.strip_prefix(particle)) {
                rest = after;
                *form = Some(rest);
            }
        }
    }
    forms.into_iter().flatten()
}

/// Whether a word is written in Arabic letters.
pub fn is_arabic(word: &str) -> bool {
    word.starts_with(|c| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' | '\u{750}'..='\u{77f}'))
}

/// Arabic particles in the order in which they may follow each other; after ل the article is ل too.
const PROCLITICS: [&[&str]; 3] = [&["و", "ف"], &["لل", "ب", "ل", "ك"], &["ال"]];

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    if text[range.end..].chars().next().is_some_and(is_in_word) {
        return false;
    }
    let before = &text[..range.start];
    if !before.chars().next_back().is_some_and(is_in_word) {
        return true;
    }
    // Four particles at most: و, ل and the article's two letters.
    let mut start = range.start;
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
        if let Some(after) = particles.iter().find_map(|particle| rest.strip_prefix(particle)) {
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
        apart(Lexicon::new(&phrases).hits(text))
            .into_iter()
            .map(|(range, _)| &text[range])
            .collect()
    }

    #[test]
    fn phrases_stand_as_words() {
        assert_eq!(
            found(&["ennemi", "base"], "l'ennemi, l’ennemi ; ennemis, base-ennemi"),
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
            assert_eq!(even(text).len(), text.len(), "{text}");
        }
        assert_eq!(even("RÉGIME إرهابي"), "régime ارهابي");
    }

    #[test]
    fn words_are_letters_and_digits() {
        let text = "L’armée d'Ansar-Dine, 19 «mots»";
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["L", "armée", "d", "Ansar", "Dine", "19", "mots"]);
    }
}
