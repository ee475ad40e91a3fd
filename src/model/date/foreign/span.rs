//! Two dates with words between them: "16 to 22 February 2022".

use super::edtf::{edtf, unspecified};
use super::numbers::single;
use super::qualifier::{DateQualifier, PREFIXES, qualify};
use super::tokens::{PartialDate, Tokens};
use super::{Readings, is_on_calendar};
use crate::model::date::{Date, DatePart, DateShape};

/// Separators between two dates, folded. `Some(true)` means a duration, `Some(false)` a single time
/// between the dates, and `None` that both are possible.
const SEPARATORS: &[(&str, Option<bool>)] = &[
    ("..", Some(false)),
    ("/", Some(true)),
    (" - ", None),
    (" to ", None),
    (" until ", Some(true)),
    (" till ", Some(true)),
    (" through ", Some(true)),
    (" jusqu'au ", Some(true)),
    (" jusqu'en ", Some(true)),
    (" jusqu'a ", Some(true)),
    (" au ", None),
    (" a ", None),
    (" bis ", None),
    (" الي ", None),
    (" حتي ", Some(true)),
    (" and ", None),
    (" et le ", None),
    (" et ", None),
    (" و ", None),
    (" و", None),
    (" & ", None),
    ("-", None),
];

/// Words that are written in place of the last date of a range that has not ended.
const OPEN_ENDS: &[&str] = &[
    "",
    "present",
    "now",
    "today",
    "ongoing",
    "current",
    "open",
    "date",
    "this day",
    "aujourd'hui",
    "maintenant",
    "ce jour",
    "nos jours",
    "en cours",
    "الان",
    "اليوم",
    "..",
    "?",
];

/// Parses two dates with a separator. If one lacks a part (`16 to 22 February 2022`), the part is
/// taken from the other.
pub(super) fn span(text: &str) -> Readings {
    let mut rest = text;
    let mut is_duration = None;
    for (word, meaning) in [
        ("between ", Some(false)),
        ("entre ", Some(false)),
        ("بين ", Some(false)),
        ("from ", None),
        ("du ", None),
        ("de ", None),
        ("le ", None),
        ("من ", None),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            (rest, is_duration) = (after, is_duration.or(meaning));
        }
    }
    for (separator, meaning) in SEPARATORS {
        let padded = format!("{rest} ");
        for (place, _) in padded.match_indices(separator) {
            let (first, second) = (
                padded[..place].trim(),
                padded[place + separator.len()..].trim(),
            );
            let found = two_dates(first, second, is_duration.or(*meaning));
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// Returns the readings of two dates: as a duration, as a single time between them, or as both.
fn two_dates(first: &str, second: &str, is_duration: Option<bool>) -> Readings {
    let both = |from: DatePart, to: DatePart| {
        let (lasts, within) = (
            DateShape::Lasted(Some(from), Some(to)),
            DateShape::Within(from, to),
        );
        let date = Date::from(lasts);
        if date.earliest > date.latest {
            return Vec::new();
        }
        match is_duration {
            Some(true) => vec![lasts],
            Some(false) => vec![within],
            None => vec![lasts, within],
        }
    };
    let is_open_end = |text: &str| OPEN_ENDS.contains(&text.trim_matches(['(', ')', '.']));
    if is_open_end(second) {
        return part_of_two(first)
            .map(|from| DateShape::Lasted(Some(from), None))
            .into_iter()
            .collect();
    }
    if matches!(first, "" | ".." | "unknown" | "inconnu" | "?") {
        return part_of_two(second)
            .map(|to| DateShape::Lasted(None, Some(to)))
            .into_iter()
            .collect();
    }
    if matches!(second, "unknown" | "inconnu") {
        return part_of_two(first)
            .map(|from| DateShape::Lasted(Some(from), None))
            .into_iter()
            .collect();
    }
    match (part_of_two(first), part_of_two(second)) {
        (Some(from), Some(to)) => both(from, to),
        (None, Some(to)) => {
            let Some(from) = Tokens::new(first).partial() else {
                return Vec::new();
            };
            // `16 to 22 February`: a number alone is a day if the other date has one.
            let lacks_month = from.month.is_none() && from.day.is_some();
            let filled = PartialDate {
                year: from.year.or(Some(to.year)),
                month: from.month.or(if lacks_month { to.month } else { None }),
                ..from
            };
            if lacks_month && to.day.is_none() {
                return Vec::new();
            }
            filled.part().map(|from| both(from, to)).unwrap_or_default()
        }
        (Some(from), None) => {
            let Some(to) = Tokens::new(second).partial() else {
                return Vec::new();
            };
            let filled = PartialDate {
                year: to.year.or(Some(from.year)),
                month: to
                    .month
                    .or(if to.day.is_some() { from.month } else { None }),
                ..to
            };
            if to.day.is_some() && from.day.is_none() {
                return Vec::new();
            }
            filled.part().map(|to| both(from, to)).unwrap_or_default()
        }
        (None, None) => {
            // `February 16 - 22, 2022`: the month is at the beginning, the year at the end.
            match (Tokens::new(first).partial(), Tokens::new(second).partial()) {
                (Some(from), Some(to)) if to.year.is_some() && from.month.is_some() => {
                    let from = PartialDate {
                        year: to.year,
                        ..from
                    };
                    let to = PartialDate {
                        month: to.month.or(from.month),
                        ..to
                    };
                    match (from.part(), to.part()) {
                        (Some(from), Some(to)) => both(from, to),
                        _ => Vec::new(),
                    }
                }
                _ => Vec::new(),
            }
        }
    }
}

/// Parses one of the two dates. It may not be a range itself.
fn part_of_two(text: &str) -> Option<DatePart> {
    let ways: [fn(&str) -> Readings; 4] = [edtf, unspecified, qualified_part, single];
    if let Ok(part) = DatePart::parse(&text.to_uppercase()) {
        return Some(part);
    }
    ways.iter().find_map(|way| match way(text).first() {
        Some(shape @ DateShape::At(part)) if is_on_calendar(shape) => Some(*part),
        _ => None,
    })
}

/// Parses a date with "about" or "perhaps" before it.
fn qualified_part(text: &str) -> Readings {
    let inner = PREFIXES.iter().find_map(|(word, meaning)| match meaning {
        DateQualifier::About | DateQualifier::Maybe => {
            text.strip_prefix(word).map(|rest| (rest.trim(), *meaning))
        }
        _ => None,
    });
    let part = inner.and_then(|(rest, word)| Some((*single(rest).first()?, word)));
    part.and_then(|(shape, word)| qualify(shape, word))
        .into_iter()
        .collect()
}
