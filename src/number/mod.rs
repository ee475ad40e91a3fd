//! Finds numbers in running text.
//!
//! [`readings`] reads digits of any script, and number words of French, English and Arabic. The
//! linter compares them with claims, and finds figures without a claim. `scan` splits a text into
//! tokens, `phrase` makes numbers of tokens (with `grammar` and the tables of `words`), `calendar`
//! excludes dates, and this module joins two numbers into a range. Written by hand: the crate
//! `text2num` reads "hundreds of" as 100 and "2 millions" as two numbers, and knows neither "une
//! dizaine" nor "a dozen".

mod arabic;
mod calendar;
mod grammar;
mod phrase;
mod scan;
mod sense;
mod words;

use std::ops::Range;

pub use sense::{Bound, Exactness, Sense, sense};

use phrase::{NumberPhrase, PhraseKind};
use words::NumberLanguage;

use crate::lang::Lang;

/// A number or a range of numbers in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberMatch {
    /// The bytes from the first to the last word of the number or range, without "about" or
    /// "between"; [`sense()`] says how exact it is.
    pub range: Range<usize>,
    pub low: u64,
    /// The same as `low` for a single number.
    pub high: u64,
    pub kind: NumberKind,
}

/// The kinds of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// A count of something.
    Count,
    /// Four digits without a separator from 1900 to 2100, which may be a year or a count; the
    /// caller knows which makes sense. A range is of this kind if both its ends are.
    Year,
}

/// Returns the whole numbers of a text from left to right, without overlaps.
///
/// Recognized are digits, number words of French, English and Arabic, collective nouns ("une
/// dizaine", "two dozen"), digits with a word ("2 millions"), `aucun` and `none` as 0, and ranges
/// ("10-15", "entre dix et quinze"). Digits may be Western, Arabic-Indic or Extended Arabic-Indic.
/// They may be grouped in threes by the separators of `lang`, and in French also by a full stop. A
/// descending range gives two readings.
///
/// Excluded are decimals (also "1.5 million"), percentages, ordinals, fractions, a lone "one" (see
/// [`lone_one`]), and vague plurals ("dozens", "several hundred"). So are numbers within a name,
/// identifier or adjective (`G5`, `A-10`, `10:30`, `57-year-old`), and the days and years of a date
/// with the name of a month. Years are also excluded after a time word ("en 2022", "since 2012"),
/// and if a hyphen joins two of them ("2012-2013").
pub fn readings(lang: Lang, text: &str) -> Vec<NumberMatch> {
    let language = NumberLanguage::for_lang(lang);
    let tokens = scan::tokens(language, text);
    let mut phrases = phrase::phrases(language, text, &tokens);
    calendar::exclude_dates(language, text, &mut phrases);
    let mut readings = Vec::new();
    let mut rest = phrases.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        if let [second, after @ ..] = after
            && let Some(link) = link(language, text, first, second)
        {
            if link == RangeLink::Hyphen
                && first.is_year()
                && (second.is_year() || second.value < first.value)
            {
                // This is a span of years or a season, such as "2012-2013" and "2022-23".
                rest = after;
                continue;
            }
            let low = lower_end(first, second);
            if low <= second.value {
                rest = after;
                if second.kind == PhraseKind::Number {
                    readings.push(NumberMatch {
                        range: first.range.start..second.range.end,
                        low,
                        high: second.value,
                        kind: kind(first.is_year() && second.is_year()),
                    });
                }
                continue;
            }
        }
        if first.kind == PhraseKind::Number {
            readings.push(NumberMatch {
                range: first.range.clone(),
                low: first.value,
                high: first.value,
                kind: kind(first.is_year()),
            });
        }
    }
    readings
}

/// Whether a text has a word for one: `un`, `une`, `one`, `a`, `an`, `واحد`, `واحدة`. These are too
/// common to be readings. Use this if the figure should be 1 and [`readings`] returns nothing.
pub fn lone_one(lang: Lang, text: &str) -> bool {
    let ones = NumberLanguage::for_lang(lang).ones();
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .any(|word| ones.iter().any(|one| scan::same_word(word, one)))
}

/// Whether a text says nobody or nothing: "no civilians", "personne", "لم يُقتل أي مدني". Use this
/// if the figure should be 0 and [`readings`] returns nothing.
pub fn says_none(lang: Lang, text: &str) -> bool {
    let language = NumberLanguage::for_lang(lang);
    let words = language.nothing();
    language == NumberLanguage::Arabic && arabic::is_none(text)
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| words.iter().any(|known| scan::same_word(word, known)))
}

/// Whether a text may have a noun in the dual, which only Arabic has. Use this if the figure should
/// be 2 and [`readings`] returns nothing.
pub fn says_two(lang: Lang, text: &str) -> bool {
    NumberLanguage::for_lang(lang) == NumberLanguage::Arabic && arabic::is_dual(text)
}

/// Returns a small number as a word. `None` if the language is unknown, or its number words are
/// inflected.
pub fn spelled(lang: Lang, number: u64) -> Option<&'static str> {
    let words = NumberLanguage::for_lang(lang).spelled();
    usize::try_from(number)
        .ok()
        .and_then(|number| words.get(number))
        .copied()
}

fn kind(year: bool) -> NumberKind {
    if year {
        NumberKind::Year
    } else {
        NumberKind::Count
    }
}

/// How the two ends of a range are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RangeLink {
    Hyphen,
    Word,
}

/// Returns how two numbers are joined to a range, or `None` if they are not.
fn link(
    language: NumberLanguage,
    text: &str,
    first: &NumberPhrase,
    second: &NumberPhrase,
) -> Option<RangeLink> {
    let begins = matches!(first.kind, PhraseKind::Number | PhraseKind::LoneOne);
    let ends = matches!(second.kind, PhraseKind::Number | PhraseKind::Percentage);
    if !begins || !ends {
        return None;
    }
    let gap = &text[first.range.end..second.range.start];
    let mut chars = gap.chars();
    if chars.next().is_some_and(scan::is_hyphen) && chars.next().is_none() {
        return Some(RangeLink::Hyphen);
    }
    let word = gap.trim_matches(scan::is_space);
    let is_linked = language.to().iter().any(|to| scan::same_word(word, to))
        || (language.and().iter().any(|and| scan::same_word(word, and))
            && scan::follows(text, first.range.start, language.between()));
    is_linked.then_some(RangeLink::Word)
}

/// Returns the first number of a range. It is multiplied by a unit that only the second number has:
/// "deux à trois millions".
fn lower_end(first: &NumberPhrase, second: &NumberPhrase) -> u64 {
    match second.counted {
        Some((count, unit))
            if first.counted.is_none() && first.value <= count && !first.is_year() =>
        {
            first.value.saturating_mul(unit)
        }
        _ => first.value,
    }
}

#[cfg(test)]
mod tests;
