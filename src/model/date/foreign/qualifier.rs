//! Words beside a date that change its meaning: "about", "since", "early".

use super::parts::{date_part, months};
use super::{Readings, first_reading};
use crate::model::date::part::last_of_month;
use crate::model::date::{Certainty, DatePart, DateShape};

/// The meaning of a word beside a date.
#[derive(Clone, Copy)]
pub(super) enum DateQualifier {
    About,
    Maybe,
    Since,
    After,
    Until,
    Before,
    /// The first (0), middle (1) or last (2) third.
    Third(i8),
}

/// Words before a date, folded. A longer word precedes its own prefix.
pub(super) const PREFIXES: &[(&str, DateQualifier)] = &[
    ("approximately", DateQualifier::About),
    ("approx.", DateQualifier::About),
    ("approx", DateQualifier::About),
    ("around", DateQualifier::About),
    ("about", DateQualifier::About),
    ("circa", DateQualifier::About),
    ("ca.", DateQualifier::About),
    ("ca", DateQualifier::About),
    ("c.", DateQualifier::About),
    ("c", DateQualifier::About),
    ("~", DateQualifier::About),
    ("+/-", DateQualifier::About),
    ("±", DateQualifier::About),
    ("aux alentours de", DateQualifier::About),
    ("aux environs de", DateQualifier::About),
    ("autour de", DateQualifier::About),
    ("environ", DateQualifier::About),
    ("env.", DateQualifier::About),
    ("vers le", DateQualifier::About),
    ("vers", DateQualifier::About),
    ("hacia", DateQualifier::About),
    ("um", DateQualifier::About),
    ("حوالي", DateQualifier::About),
    ("نحو", DateQualifier::About),
    ("قرابه", DateQualifier::About),
    ("قرابة", DateQualifier::About),
    ("perhaps", DateQualifier::Maybe),
    ("possibly", DateQualifier::Maybe),
    ("probably", DateQualifier::Maybe),
    ("maybe", DateQualifier::Maybe),
    ("peut-etre", DateQualifier::Maybe),
    ("probablement", DateQualifier::Maybe),
    ("sans doute", DateQualifier::Maybe),
    ("?", DateQualifier::Maybe),
    ("ربما", DateQualifier::Maybe),
    ("since", DateQualifier::Since),
    ("starting in", DateQualifier::Since),
    ("starting", DateQualifier::Since),
    ("as of", DateQualifier::Since),
    ("from", DateQualifier::Since),
    ("depuis", DateQualifier::Since),
    ("a partir du", DateQualifier::Since),
    ("a partir de", DateQualifier::Since),
    ("des le", DateQualifier::Since),
    ("des", DateQualifier::Since),
    ("desde", DateQualifier::Since),
    ("seit", DateQualifier::Since),
    ("منذ", DateQualifier::Since),
    ("ابتداء من", DateQualifier::Since),
    ("after", DateQualifier::After),
    ("apres le", DateQualifier::After),
    ("apres", DateQualifier::After),
    (">", DateQualifier::After),
    ("بعد", DateQualifier::After),
    ("until", DateQualifier::Until),
    ("till", DateQualifier::Until),
    ("up to", DateQualifier::Until),
    ("jusqu'au", DateQualifier::Until),
    ("jusqu'en", DateQualifier::Until),
    ("jusqu'a", DateQualifier::Until),
    ("hasta", DateQualifier::Until),
    ("bis", DateQualifier::Until),
    ("حتي", DateQualifier::Until),
    ("before", DateQualifier::Before),
    ("prior to", DateQualifier::Before),
    ("avant le", DateQualifier::Before),
    ("avant", DateQualifier::Before),
    ("<", DateQualifier::Before),
    ("قبل", DateQualifier::Before),
    ("early", DateQualifier::Third(0)),
    ("beginning of", DateQualifier::Third(0)),
    ("start of", DateQualifier::Third(0)),
    ("debut", DateQualifier::Third(0)),
    ("اوائل", DateQualifier::Third(0)),
    ("بدايه", DateQualifier::Third(0)),
    ("بداية", DateQualifier::Third(0)),
    ("مطلع", DateQualifier::Third(0)),
    ("middle of", DateQualifier::Third(1)),
    ("mid", DateQualifier::Third(1)),
    ("milieu", DateQualifier::Third(1)),
    ("mi", DateQualifier::Third(1)),
    ("منتصف", DateQualifier::Third(1)),
    ("اواسط", DateQualifier::Third(1)),
    ("late", DateQualifier::Third(2)),
    ("end of", DateQualifier::Third(2)),
    ("fin", DateQualifier::Third(2)),
    ("اواخر", DateQualifier::Third(2)),
    ("نهايه", DateQualifier::Third(2)),
    ("نهاية", DateQualifier::Third(2)),
];

/// Words after a date, folded.
const SUFFIXES: &[(&str, DateQualifier)] = &[
    ("(approximately)", DateQualifier::About),
    ("(approx.)", DateQualifier::About),
    ("(circa)", DateQualifier::About),
    ("(environ)", DateQualifier::About),
    ("approx.", DateQualifier::About),
    ("approximately", DateQualifier::About),
    ("environ", DateQualifier::About),
    ("env.", DateQualifier::About),
    ("ca.", DateQualifier::About),
    ("or so", DateQualifier::About),
    (" ~", DateQualifier::About),
    ("(?)", DateQualifier::Maybe),
    ("(uncertain)", DateQualifier::Maybe),
    ("(incertain)", DateQualifier::Maybe),
    ("?", DateQualifier::Maybe),
    ("onwards", DateQualifier::Since),
    ("onward", DateQualifier::Since),
    ("or later", DateQualifier::Since),
    ("ou apres", DateQualifier::Since),
    ("or earlier", DateQualifier::Until),
    ("or before", DateQualifier::Until),
    ("ou avant", DateQualifier::Until),
];

/// Parses `c. 2012`, `since February 2012`, `early 2012`, `2012 onwards`.
pub(super) fn qualified(text: &str) -> Readings {
    let found = PREFIXES.iter().find_map(|(word, meaning)| {
        let rest = text.strip_prefix(word)?;
        let is_letter = word.ends_with(char::is_alphabetic);
        // A word ends before any character that is not a letter, so `c2012` is read too.
        (!is_letter || !rest.starts_with(char::is_alphabetic)).then_some((*meaning, rest))
    });
    let found = found.or_else(|| {
        SUFFIXES
            .iter()
            .find_map(|(word, meaning)| text.strip_suffix(word).map(|rest| (*meaning, rest)))
    });
    let Some((word, rest)) = found else {
        return Vec::new();
    };
    let rest = rest.trim_start_matches(['-', ' ', '.']).trim();
    let Some(inner) = first_reading(rest).filter(|_| !rest.is_empty()) else {
        return Vec::new();
    };
    qualify(inner, word).into_iter().collect()
}

/// Applies a qualifier to a date. Returns `None` if the result is not a date.
pub(super) fn qualify(inner: DateShape, word: DateQualifier) -> Option<DateShape> {
    let (first, last) = match inner {
        DateShape::At(part)
        | DateShape::Lasted(Some(part), None)
        | DateShape::Lasted(None, Some(part)) => (part, part),
        DateShape::Lasted(Some(first), Some(last)) | DateShape::Within(first, last) => {
            (first, last)
        }
        DateShape::Lasted(None, None) => return None,
    };
    let marked = |certainty| {
        let mark = |part: DatePart| DatePart { certainty, ..part };
        match inner {
            DateShape::At(part) => DateShape::At(mark(part)),
            DateShape::Lasted(from, to) => DateShape::Lasted(from.map(mark), to.map(mark)),
            DateShape::Within(from, to) => DateShape::Within(mark(from), mark(to)),
        }
    };
    Some(match word {
        DateQualifier::About => marked(Certainty::Approximate),
        DateQualifier::Maybe => marked(Certainty::Uncertain),
        DateQualifier::Since
            if matches!(
                inner,
                DateShape::Lasted(Some(_), Some(_)) | DateShape::Within(..)
            ) =>
        {
            DateShape::Lasted(Some(first), Some(last))
        }
        DateQualifier::Since => DateShape::Lasted(Some(first), None),
        DateQualifier::Until => DateShape::Lasted(None, Some(last)),
        DateQualifier::After => DateShape::Lasted(Some(adjacent(last, 1)?), None),
        DateQualifier::Before => DateShape::Lasted(None, Some(adjacent(first, -1)?)),
        DateQualifier::Third(third) => third_of(first, last, third)?,
    })
}

/// Returns the next (`step` 1) or previous (-1) date of the same precision.
pub(super) fn adjacent(part: DatePart, step: i8) -> Option<DatePart> {
    match (part.month, part.day) {
        (Some(_), Some(_)) => {
            let day = part
                .first_day()
                .checked_add(jiff::Span::new().days(step))
                .ok()?;
            Some(date_part(day.year(), Some(day.month()), Some(day.day())))
        }
        (Some(_), None) => {
            let day = part
                .first_day()
                .checked_add(jiff::Span::new().months(step))
                .ok()?;
            Some(date_part(day.year(), Some(day.month()), None))
        }
        _ => Some(date_part(part.year.checked_add(step.into())?, None, None)),
    }
}

/// Returns the first (0), middle (1) or last (2) third of a year, a month or a decade.
pub(super) fn third_of(first: DatePart, last: DatePart, third: i8) -> Option<DateShape> {
    let within = |from, to| Some(DateShape::Within(from, to));
    match (first.month, first.day) {
        (_, Some(_)) => None,
        (Some(month), None) if first == last => {
            let end = last_of_month(first.year, month).day();
            let (from, to) = [(1, 10), (11, 20), (21, end)][usize::from(third.unsigned_abs())];
            within(
                date_part(first.year, Some(month), Some(from)),
                date_part(first.year, Some(month), Some(to)),
            )
        }
        (None, None) if first == last => Some(months(first.year, third * 4 + 1, 4)),
        (None, None) if last.year - first.year == 9 => {
            let (from, to) = [(0, 3), (4, 6), (7, 9)][usize::from(third.unsigned_abs())];
            within(
                date_part(first.year + from, None, None),
                date_part(first.year + to, None, None),
            )
        }
        _ => None,
    }
}
