//! Splits a text into tokens: figures in digits, and number words.
//!
//! All other text is left out, so tokens belong together only if the text between them joins them
//! (see [`joined`]). A figure that is attached to letters or other digits, such as `G5`, `18h30`,
//! `S/2020/158`, `3,5` or `2022-02-23`, is not a token.

use std::ops::Range;

use super::words::{NumberLanguage, NumberWord};

/// A figure or number word, with its range.
pub(super) struct NumberToken {
    pub range: Range<usize>,
    pub kind: TokenKind,
}

/// The kinds of tokens.
#[derive(Clone, Copy)]
pub(super) enum TokenKind {
    Figure(DigitGroup),
    Word(NumberWord),
}

/// A whole number in digits.
#[derive(Clone, Copy)]
pub(super) struct DigitGroup {
    pub value: u64,
    /// Whether the figure is four digits without a separator, as years are written.
    pub is_bare_four: bool,
}

/// Returns the tokens of a text, from left to right.
pub(super) fn tokens(language: NumberLanguage, text: &str) -> Vec<NumberToken> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        if digit(c).is_some() {
            at = figures(language, text, at, &mut tokens);
        } else if c.is_alphanumeric() {
            let end = word_end(text, at);
            let word = &text[at..end];
            let has_figure = text[end..].chars().next().is_some_and(char::is_numeric);
            if has_figure && !language.is_prefix(word) {
                at = glued_end(text, end);
                continue;
            }
            if language == NumberLanguage::Arabic
                && let Some((value, range)) = super::arabic::number(text, at)
            {
                let is_bare_four = false;
                let kind = TokenKind::Figure(DigitGroup {
                    value,
                    is_bare_four,
                });
                at = range.end;
                tokens.push(NumberToken { range, kind });
                continue;
            }
            if let Some(term) = language.term(word) {
                tokens.push(NumberToken {
                    range: at..end,
                    kind: TokenKind::Word(term),
                });
            }
            at = end;
        } else {
            at += c.len_utf8();
        }
    }
    tokens
}

/// Whether the text between two words joins them into one number: white space within a paragraph,
/// or a hyphen.
pub(super) fn joined(gap: &str) -> bool {
    let mut chars = gap.chars();
    match (chars.next(), chars.next()) {
        (Some('–'), _) => false,
        (Some(c), None) if is_hyphen(c) => true,
        _ => spaces(gap),
    }
}

/// Whether a gap is white space within a paragraph.
pub(super) fn spaces(gap: &str) -> bool {
    !gap.is_empty() && gap.chars().all(is_space) && gap.bytes().filter(|&b| b == b'\n').count() < 2
}

/// Whether a character is white space or an invisible mark of bidirectional text.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}'
        )
}

/// Whether a character is a hyphen or an en dash.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–')
}

/// Whether two words are equal regardless of case; `lower` is in lower case.
pub(super) fn same_word(word: &str, lower: &str) -> bool {
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(lower);
    }
    word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

/// Returns the range of the word before an offset, if only white space is in between.
pub(super) fn word_before(text: &str, at: usize) -> Range<usize> {
    let before = text[..at].trim_end_matches(is_space);
    let start = before.trim_end_matches(char::is_alphanumeric).len();
    start..before.len()
}

/// Returns the range of the word after an offset, if only white space is in between.
pub(super) fn word_after(text: &str, at: usize) -> Range<usize> {
    let rest = &text[at..];
    let start = at + rest.len() - rest.trim_start_matches(is_space).len();
    start..word_end(text, start)
}

/// Whether one of these lowercase words is directly before an offset.
pub(super) fn follows(text: &str, at: usize, words: &[&str]) -> bool {
    let word = &text[word_before(text, at)];
    words.iter().any(|known| same_word(word, known))
}

/// Reads the figure at an offset, or two joined by a hyphen. Returns the offset at which to
/// continue.
fn figures(
    language: NumberLanguage,
    text: &str,
    at: usize,
    tokens: &mut Vec<NumberToken>,
) -> usize {
    let (figure, end) = figure(language, text, at);
    if !is_glued_before(text, at) && !is_glued_after(text, end) {
        let mut found = vec![(figure, at..end)];
        let mut last = end;
        while let Some(next) = after_hyphen(text, last) {
            let (figure, end) = self::figure(language, text, next);
            found.push((figure, next..end));
            last = end;
        }
        // Three figures joined by hyphens are a date or a register number.
        if found.len() <= 2 && !is_glued_after(text, last) {
            tokens.extend(found.into_iter().filter_map(|(figure, range)| {
                Some(NumberToken {
                    range,
                    kind: TokenKind::Figure(figure?),
                })
            }));
            return last;
        }
    }
    glued_end(text, end)
}

/// Returns a figure with its groups, and its end. The figure is `None` if it is too large to be a
/// count.
fn figure(language: NumberLanguage, text: &str, at: usize) -> (Option<DigitGroup>, usize) {
    let first = run(text, at);
    let (mut value, mut end, mut separator) = (first.value, first.end, None);
    while first.length <= 3 && first.value != Some(0) {
        let Some(c) = text[end..].chars().next() else {
            break;
        };
        let kind = if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}') {
            ' '
        } else {
            c
        };
        let next = run(text, end + c.len_utf8());
        let is_group =
            language.groups().contains(&kind) && separator.is_none_or(|known| known == kind);
        if !is_group || next.length != 3 || next.zero != first.zero {
            break;
        }
        value = value
            .and_then(|value| value.checked_mul(1000))
            .zip(next.value)
            .and_then(|(value, group)| value.checked_add(group));
        end = next.end;
        separator = Some(kind);
    }
    let figure = value.map(|value| DigitGroup {
        value,
        is_bare_four: separator.is_none() && first.length == 4,
    });
    (figure, end)
}

/// Digits of one script without a separator.
struct DigitRun {
    /// The value of the digits; `None` if it overflows.
    value: Option<u64>,
    length: usize,
    /// The digit zero of the script.
    zero: Option<char>,
    end: usize,
}

fn run(text: &str, at: usize) -> DigitRun {
    let mut run = DigitRun {
        value: Some(0),
        length: 0,
        zero: None,
        end: at,
    };
    for c in text[at..].chars() {
        let Some((zero, digit)) = digit(c) else { break };
        if run.zero.is_some_and(|known| known != zero) {
            break;
        }
        run.zero = Some(zero);
        run.length += 1;
        run.end += c.len_utf8();
        run.value = run
            .value
            .and_then(|value| value.checked_mul(10)?.checked_add(u64::from(digit)));
    }
    run
}

/// Returns the zero of a digit's script, and the digit's value.
fn digit(c: char) -> Option<(char, u32)> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    Some((zero, u32::from(c) - u32::from(zero)))
}

pub(super) fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    // Letters are mostly ASCII, which is faster to test. Every word of a text is scanned here.
    while let Some(&byte) = text.as_bytes().get(end) {
        if byte.is_ascii_alphabetic() {
            end += 1;
            continue;
        }
        match text[end..].chars().next() {
            Some(c) if !byte.is_ascii() && c.is_alphabetic() && !c.is_numeric() => {
                end += c.len_utf8();
            }
            _ => break,
        }
    }
    end
}

/// Returns the start of the next figure if a hyphen joins it.
fn after_hyphen(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].chars();
    let hyphen = chars.next().filter(|&c| is_hyphen(c))?;
    chars.next().and_then(digit)?;
    Some(at + hyphen.len_utf8())
}

fn is_glued_before(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match (before.next(), before.next()) {
        (Some('–' | '.'), Some(c)) => c.is_alphanumeric(),
        (Some(',' | ':' | '\'' | '’'), Some(c)) => c.is_numeric(),
        (Some('/' | '\\' | '⁄' | '_' | '#' | '@' | '=' | '+' | '−' | '°'), _) => true,
        (Some(c), _) => is_hyphen(c) && c != '–',
        (None, _) => false,
    }
}

fn is_glued_after(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    match (after.next(), after.next()) {
        (Some('.' | ',' | ':' | '\'' | '’' | '٫' | '٬' | '،'), Some(c)) => c.is_numeric(),
        (Some('/' | '⁄'), Some(c)) => c.is_alphanumeric(),
        (Some('_' | '°' | '@'), _) => true,
        (Some(hyphen), Some(c)) if is_hyphen(hyphen) => c.is_alphabetic(),
        (Some(c), _) => c.is_alphanumeric(),
        (None, _) => false,
    }
}

/// Returns the end of a chain of letters, digits and single marks between them.
fn glued_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].chars().peekable();
    while let Some(c) = chars.next() {
        let is_mark = is_hyphen(c)
            || matches!(
                c,
                '.' | ',' | ':' | '/' | '⁄' | '\'' | '’' | '_' | '@' | '٫' | '٬' | '،'
            );
        let goes_on = c.is_alphanumeric()
            || (is_mark && chars.peek().is_some_and(|next| next.is_alphanumeric()));
        if !goes_on && c != '°' {
            break;
        }
        end += c.len_utf8();
    }
    end
}
