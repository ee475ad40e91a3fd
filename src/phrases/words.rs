//! Words of running text, and where they begin and end.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// Returns the ranges of words in bytes: letters and digits with their combining marks.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = word_start(text, at)?;
        at = word_end(text, start);
        Some(start..at)
    })
}

/// Returns the start of the next word. Bytes between words are mostly ASCII, which is faster to
/// test.
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

/// Returns the end of the word that begins at `start`. Letters are mostly ASCII, which is faster to
/// test.
pub(super) fn word_end(text: &str, start: usize) -> usize {
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

/// What stands at the end of a normalized Arabic word in place of its vowel marks. It is as long as
/// a mark, separates words, and occurs in no text: control characters are refused.
pub(super) const FILL: char = '\u{85}';

/// Whether a character is an Arabic vowel mark or the stroke that lengthens a word (tatweel). All
/// have two bytes.
fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// Moves the letters of Arabic words together: `قُتِل` becomes `قتل` and as much [`FILL`] as the marks
/// were long. A mark at the start of a word stays.
fn without_vowel_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        let in_word = is_in_word(c);
        if in_word && is_vowel_mark(c) && out.ends_with(|c: char| is_in_word(c) && !c.is_ascii()) {
            marks += 1;
            continue;
        }
        if !in_word {
            out.extend(std::iter::repeat_n(FILL, marks));
            marks = 0;
        }
        out.push(c);
    }
    out.extend(std::iter::repeat_n(FILL, marks));
    out
}

/// Returns a text in lower case, with plain Arabic alif, and with the vowel marks of Arabic words
/// after their letters, as `FILL`. Every other byte keeps its offset, and every word its first: a
/// letter whose lower case has another length in bytes is left unchanged.
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
    if out.contains(is_vowel_mark) {
        out = without_vowel_marks(&out);
    }
    out
}

/// Returns an Arabic word, followed by the rest of the word as its particles are removed one by
/// one. Returns any other word alone.
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

/// Arabic particles in the order in which they can follow each other. After ل the article is
/// written as ل too.
const PROCLITICS: [&[&str]; 3] = [&["و", "ف"], &["لل", "ب", "ل", "ك"], &["ال"]];

/// The ASCII bytes that belong to a word. A table, because it is looked up for every byte of a
/// text.
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

pub(super) fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

/// Whether a word can end at an offset.
pub(super) fn ends_word(text: &str, end: usize) -> bool {
    match text.as_bytes().get(end) {
        None => true,
        Some(byte) if byte.is_ascii() => !is_ascii_in_word(*byte),
        Some(_) => !text[end..].chars().next().is_some_and(is_in_word),
    }
}

/// Whether a word can begin at an offset: no letter precedes it, or only Arabic particles do.
pub(super) fn begins_word(text: &str, start: usize) -> bool {
    let before = &text[..start];
    match before.as_bytes().last() {
        None => return true,
        Some(byte) if byte.is_ascii() => return !is_ascii_in_word(*byte),
        Some(_) => {}
    }
    if !before.chars().next_back().is_some_and(is_in_word) {
        return true;
    }
    // There are at most four letters: و, ل, and the article's two.
    let mut start = start;
    for (at, c) in before.char_indices().rev().take(5) {
        if !is_in_word(c) {
            break;
        }
        start = at;
    }
    is_proclitic(&before[start..])
}

/// Whether letters before a word are Arabic particles only.
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
