//! The single numbers of a text, and whether each counts something.
//!
//! `grammar` determines the value of a number. Here the words around it show whether it is a
//! percentage, an ordinal, a time of day or part of a longer word.

use std::ops::Range;

use super::grammar;
use super::scan::{self, NumberToken, TokenKind};
use super::words::{NumberLanguage, NumberWord};

/// A number that may still be the end of a range or part of a date.
pub(super) struct NumberPhrase {
    pub range: Range<usize>,
    pub value: u64,
    pub kind: PhraseKind,
    /// The multiple and the unit, if the number ends with a unit: "trois millions" is three times a
    /// million.
    pub counted: Option<(u64, u64)>,
    /// Whether the number is four digits without a separator, as years are written.
    pub is_bare_four: bool,
}

/// What a number is in its context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseKind {
    Number,
    /// A percentage.
    Percentage,
    /// `un`, `une` or `one` alone.
    LoneOne,
    /// An ordinal, or part of a longer word, a time or a date.
    Other,
}

impl NumberPhrase {
    /// Whether the number can be a year of the 20th or 21st century.
    pub fn is_year(&self) -> bool {
        self.is_bare_four && (1900..=2100).contains(&self.value)
    }
}

/// Returns the numbers of a text, from left to right.
pub(super) fn phrases(
    language: NumberLanguage,
    text: &str,
    tokens: &[NumberToken],
) -> Vec<NumberPhrase> {
    let mut phrases: Vec<NumberPhrase> = Vec::new();
    let mut at = 0;
    // Tokens before this offset belong to "pour cent" or a time of day.
    let mut taken = 0;
    while at < tokens.len() {
        if tokens[at].range.start < taken {
            at += 1;
            continue;
        }
        let Some(mut read) = grammar::number(text, tokens, at) else {
            at += 1;
            continue;
        };
        if scan::follows(text, tokens[at].range.start, language.between()) {
            read = grammar::lower_of_pair(text, tokens, at).unwrap_or(read);
        }
        let (value, next) = read;
        let range = tokens[at].range.start..tokens[next - 1].range.end;
        let (kind, end) = classify(language, text, &tokens[at..next]);
        taken = end;
        phrases.push(NumberPhrase {
            range,
            value,
            kind,
            counted: counted(value, &tokens[at..next]),
            is_bare_four: next == at + 1
                && matches!(tokens[at].kind, TokenKind::Figure(figure) if figure.is_bare_four),
        });
        at = next;
    }
    phrases
}

/// Returns the status of a number in its context, and the offset at which the next one may begin.
fn classify(language: NumberLanguage, text: &str, tokens: &[NumberToken]) -> (PhraseKind, usize) {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return (PhraseKind::Other, 0);
    };
    let (start, end) = (first.range.start, last.range.end);
    let rest = text[end..].trim_start_matches(scan::is_space);
    let share = language.share().iter().find(|share| {
        rest.get(..share.len())
            .is_some_and(|word| scan::same_word(word, share))
    });
    if let Some(share) = share {
        return (
            PhraseKind::Percentage,
            text.len() - rest.len() + share.len(),
        );
    }
    let is_figure = matches!(first.kind, TokenKind::Figure(_));
    if !is_figure && is_glued(text, start, end) || is_ordinal(language, text, end) {
        return (PhraseKind::Other, end);
    }
    let after = scan::word_after(text, end);
    if language == NumberLanguage::French && matches!(&text[after.clone()], "h" | "H") {
        // In "18 h 30" the minutes are not a number either.
        let minutes = text[after.end..].trim_start_matches(scan::is_space);
        let digits = minutes.len()
            - minutes
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        return (PhraseKind::Other, text.len() - minutes.len() + digits);
    }
    match tokens {
        [
            NumberToken {
                kind: TokenKind::Word(NumberWord::One),
                ..
            },
        ] => (PhraseKind::LoneOne, end),
        _ => (PhraseKind::Number, end),
    }
}

/// Whether a number in words is part of a longer word: "two-day", "Saint-Six".
fn is_glued(text: &str, start: usize, end: usize) -> bool {
    let mut before = text[..start].chars().rev();
    let mut after = text[end..].chars();
    let is_glue = |c: char| scan::is_hyphen(c) || matches!(c, '_' | '@' | '#' | '/');
    before.next().is_some_and(is_glue) && before.next().is_some_and(char::is_alphanumeric)
        || after.next().is_some_and(is_glue) && after.next().is_some_and(char::is_alphanumeric)
}

/// Whether the words after a number make it an ordinal or a fraction: "vingt et unième", "two
/// thirds".
fn is_ordinal(language: NumberLanguage, text: &str, end: usize) -> bool {
    let mut after = scan::word_after(text, end);
    if matches!(&text[after.clone()], "et" | "and") {
        after = scan::word_after(text, after.end);
    }
    language.is_part(&text[after])
}

/// Returns the multiple and the unit, if the last word of a number is its unit.
fn counted(value: u64, tokens: &[NumberToken]) -> Option<(u64, u64)> {
    let [_, .., last] = tokens else { return None };
    let unit = match last.kind {
        TokenKind::Word(NumberWord::Cent | NumberWord::Hundred | NumberWord::Plural(100)) => 100,
        TokenKind::Word(NumberWord::Mille | NumberWord::Thousand) => 1000,
        TokenKind::Word(
            NumberWord::Scale(n) | NumberWord::Collective(n) | NumberWord::Collectives(n),
        ) => n,
        _ => return None,
    };
    value.is_multiple_of(unit).then_some((value / unit, unit))
}
