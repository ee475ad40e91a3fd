//! Dates in the forms of other tools and languages, to suggest what to write instead.
//!
//! If an author writes `22 February 2022`, `22/02/2022` or `٢٢ فبراير ٢٠٢٢`, the error names the
//! date to write. None of these forms is accepted, because some have two readings, and a file must
//! have one meaning for every reader.

mod edtf;
mod numbers;
mod parts;
mod period;
mod qualifier;
mod span;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use self::edtf::{edtf, season_or_years, unspecified};
use self::numbers::single;
use self::qualifier::qualified;
use self::span::span;
use self::tokens::Tokens;
use super::{Date, DateError, DatePart, DateShape};
use crate::lang::{fold, is_space, is_unseen};
use crate::message;
use crate::messages::{Message, or_list};

/// The possible meanings of a text, the most likely first; empty if it is not a date.
type Readings = Vec<DateShape>;

/// The maximum length in bytes of a text that is parsed. No date is longer, even in words.
const MAX_LENGTH: usize = 80;

/// Returns an error that says what to write instead of a text. `None` if the text is not understood
/// as a date.
pub(super) fn suggestion(text: &str) -> Option<DateError> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    let folded = folded(text);
    let readings = readings(&folded);
    let dates: Vec<String> = readings
        .iter()
        .map(|shape| Date::from(*shape).to_string())
        .filter(|date| Date::parse_strictly(date).is_ok())
        .collect();
    let error = |message: Message, help: Message| {
        Some(DateError {
            message,
            help,
            write: dates.clone(),
            is_final: true,
            has_precise_message: true,
        })
    };
    let message = message!("`{text}` is not in a date format that griot reads", text);
    match (dates.as_slice(), readings.as_slice()) {
        ([], _) => {
            let partial = Tokens::new(&folded).partial()?;
            let (month, day) = (partial.month?, partial.day?);
            partial.year.is_none().then_some(())?;
            let line = format!("2022-{month:02}-{day:02}");
            error(
                message!("`{text}` has no year", text),
                message!("write the year too, such as `{line}`", line),
            )
        }
        ([line], _) if is_in_other_order(&folded, line) => {
            error(message, message!("write year, month, day: `{line}`", line))
        }
        ([line], _) => error(message, message!("write `{line}`", line)),
        ([lasted, within], [DateShape::Lasted(..), DateShape::Within(..)]) => error(
            message,
            message!(
                "write `{lasted}` if it lasted from the first to the last, or `{within}` if it happened once, some time within",
                lasted,
                within
            ),
        ),
        (several, _) => {
            let dates = or_list(several.iter().map(String::as_str));
            let help = if is_in_other_order(&folded, &several[0]) {
                message!("write year, month, day: {dates}", dates)
            } else {
                message!("write {names}", names = dates)
            };
            error(message!("`{text}` can be read in two ways", text), help)
        }
    }
}

/// Whether every date of a reading can be written. A year after 9999 cannot.
fn is_on_calendar(shape: &DateShape) -> bool {
    let parts = match shape {
        DateShape::At(part) => [Some(*part), None],
        DateShape::Lasted(from, to) => [*from, *to],
        DateShape::Within(from, to) => [Some(*from), Some(*to)],
    };
    parts
        .iter()
        .flatten()
        .all(|part| DatePart::parse(&part.to_string()).is_ok())
}

/// Whether an author wrote the numbers of a date in another order than a date in griot's form.
fn is_in_other_order(folded: &str, date: &str) -> bool {
    let is_numbers = folded
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-'));
    let numbers: Vec<&str> = folded
        .split(['/', '.', '-'])
        .filter(|number| !number.is_empty())
        .collect();
    let is_other_order = !date.starts_with(numbers.first().copied().unwrap_or_default());
    is_numbers
        && numbers.len() == 3
        && !folded.contains("..")
        && (is_other_order || folded.contains(['/', '.']))
        && date.len() == 10
}

/// Folds a text for parsing: digits of all scripts become 0 to 9, dashes become hyphens, white
/// space becomes single spaces, and letters become lower case without accents.
fn folded(text: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        match c {
            '\u{660}'..='\u{669}' => replaced.push_str(&(u32::from(c) - 0x660).to_string()),
            '\u{6f0}'..='\u{6f9}' => replaced.push_str(&(u32::from(c) - 0x6f0).to_string()),
            '\u{966}'..='\u{96f}' => replaced.push_str(&(u32::from(c) - 0x966).to_string()),
            '\u{ff10}'..='\u{ff19}' => replaced.push_str(&(u32::from(c) - 0xff10).to_string()),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '→' => {
                replaced.push('-');
            }
            '\u{2044}' | '\u{2215}' | '\u{ff0f}' => replaced.push('/'),
            '…' | '‥' => replaced.push_str(".."),
            '،' | '؛' | ';' => replaced.push(','),
            '؟' => replaced.push('?'),
            '≈' | '≃' | '～' => replaced.push('~'),
            c if is_space(c) => replaced.push(' '),
            c => replaced.push(c),
        }
    }
    // Accents are removed, so `fevrier` is `février`. The hamza of Arabic letters is removed too.
    fold(&replaced)
        .replace("...", "..")
        .trim_matches(['"', '\'', ' '])
        .to_owned()
}

/// Returns the readings of a folded text, by the first form that matches.
fn readings(text: &str) -> Readings {
    if let Ok(date) = Date::parse_strictly(
        &text
            .to_uppercase()
            .replace(" / ", "/")
            .replace(" .. ", ".."),
    ) {
        return vec![date.shape];
    }
    let forms: [fn(&str) -> Readings; 6] =
        [edtf, unspecified, qualified, single, span, season_or_years];
    for parse in forms {
        let mut found = parse(text);
        found.retain(is_on_calendar);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Returns the most likely reading of a part of a folded text.
fn first_reading(text: &str) -> Option<DateShape> {
    readings(text.trim()).first().copied()
}

/// Returns the most likely reading of a part of a folded text, if it is a single date.
fn part_of(text: &str) -> Option<DatePart> {
    match first_reading(text)? {
        DateShape::At(part) => Some(part),
        _ => None,
    }
}
