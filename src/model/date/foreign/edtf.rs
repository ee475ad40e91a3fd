//! Forms of EDTF (ISO 8601-2:2019) that griot does not accept.

use super::parts::{date_part, four_digit_year, months};
use super::{Readings, part_of};
use crate::model::date::part::last_of_month;
use crate::model::date::time::digits;
use crate::model::date::{Certainty, DatePart, DateShape};

/// Parses sets (`[a..b]`, `{a,b}`), the qualifier `%`, and a qualifier within a date (`2022~-02`).
pub(super) fn edtf(text: &str) -> Readings {
    let set = |open, close| {
        text.strip_prefix(open)
            .and_then(|rest: &str| rest.strip_suffix(close))
    };
    if let Some(inside) = set('[', ']').or_else(|| set('{', '}')) {
        let all = text.starts_with('{');
        let (from, to) = match inside.split_once("..") {
            Some((from, to)) => (from, to),
            None => match (inside.split(',').next(), inside.rsplit(',').next()) {
                (Some(from), Some(to)) => (from, to),
                _ => return Vec::new(),
            },
        };
        return match (part_of(from), part_of(to)) {
            (Some(from), Some(to)) if all => vec![DateShape::Lasted(Some(from), Some(to))],
            (Some(from), Some(to)) => vec![DateShape::Within(from, to)],
            (None, to) if from.trim().is_empty() && to.is_some() => {
                vec![DateShape::Lasted(None, to)]
            }
            (from, None) if to.trim().is_empty() && from.is_some() => {
                vec![DateShape::Lasted(from, None)]
            }
            _ => Vec::new(),
        };
    }
    let is_marked = text.contains(['~', '?', '%']);
    if is_marked
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'~' | b'?' | b'%' | b' '))
    {
        let certainty = match text.contains(['~', '%']) {
            true => Certainty::Approximate,
            false => Certainty::Uncertain,
        };
        let bare = text.replace(['~', '%', '?', ' '], "");
        return part_of(&bare)
            .map(|part| DateShape::At(DatePart { certainty, ..part }))
            .into_iter()
            .collect();
    }
    Vec::new()
}

/// Returns the first month and the number of months of a code of EDTF from 21 to 41: seasons,
/// quarters, quadrimesters and semesters.
///
/// Seasons are those of the northern hemisphere, except for codes 29 to 32.
pub(super) fn season(code: i8) -> Option<(i8, i8)> {
    let period =
        |first: i8, length: i8, begins: i8| Some(((code - first) * length + begins, length));
    match code {
        21..=24 => period(21, 3, 3),
        25..=28 => period(25, 3, 3),
        // In the southern hemisphere, spring begins in September.
        29 => Some((9, 3)),
        30 => Some((12, 3)),
        31 | 32 => period(31, 3, 3),
        33..=36 => period(33, 3, 1),
        37..=39 => period(37, 4, 1),
        40 | 41 => period(40, 6, 1),
        _ => None,
    }
}

/// Parses `2022-21` as a season and `2021-22` as two years.
pub(super) fn season_or_years(text: &str) -> Readings {
    let Some((year, code)) = text.split_once('-') else {
        return Vec::new();
    };
    let (Some(year), Some(code)) = (
        four_digit_year(year),
        digits::<i8>(code).filter(|_| code.len() == 2),
    ) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if i16::from(code) > year % 100 {
        found.push(DateShape::Lasted(
            Some(date_part(year, None, None)),
            Some(date_part(year - year % 100 + i16::from(code), None, None)),
        ));
    }
    if let Some((first, count)) = season(code) {
        found.push(months(year, first, count));
    }
    found
}

/// Parses unspecified digits: `2022-XX`, `2022-02-uu`, `201X`, `2022-00-00`, `2022-02-1X`.
pub(super) fn unspecified(text: &str) -> Readings {
    const ANY: [char; 4] = ['x', 'u', '*', '?'];
    let pieces: Vec<&str> = text.split('-').collect();
    let fits = pieces.len() <= 3
        && pieces
            .iter()
            .zip([4, 2, 2])
            .all(|(piece, length)| piece.len() == length)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '-' || ANY.contains(&c));
    if !fits {
        return Vec::new();
    }
    let is_any = |piece: &str| piece.chars().all(|c| ANY.contains(&c)) || piece == "00";
    let bound = |piece: &str, digit: &str| digits::<i16>(&piece.replace(ANY, digit));
    let known: Vec<&str> = pieces
        .iter()
        .copied()
        .take_while(|piece| !is_any(piece))
        .collect();
    if known.is_empty() || pieces[known.len()..].iter().any(|piece| !is_any(piece)) {
        return Vec::new();
    }
    let (Some(low), Some(high)) = (bound(known[0], "0"), bound(known[0], "9")) else {
        return Vec::new();
    };
    if low != high {
        return match known.len() {
            1 => vec![DateShape::Within(
                date_part(low, None, None),
                date_part(high, None, None),
            )],
            _ => Vec::new(),
        };
    }
    let bounds = |piece: &str, least: i16, most: i16| {
        let (low, high) = (bound(piece, "0")?.max(least), bound(piece, "9")?.min(most));
        (low <= high).then(|| {
            (
                i8::try_from(low).unwrap_or(1),
                i8::try_from(high).unwrap_or(1),
            )
        })
    };
    let Some(months) = known.get(1).map(|piece| bounds(piece, 1, 12)) else {
        return vec![DateShape::At(date_part(low, None, None))];
    };
    match (months, known.get(2)) {
        (Some((first, last)), None) if first == last => {
            vec![DateShape::At(date_part(low, Some(first), None))]
        }
        (Some((first, last)), None) => vec![DateShape::Within(
            date_part(low, Some(first), None),
            date_part(low, Some(last), None),
        )],
        (Some((month, last)), Some(day)) if month == last => {
            match bounds(day, 1, last_of_month(low, month).day().into()) {
                Some((first, last)) => {
                    vec![DateShape::Within(
                        date_part(low, Some(month), Some(first)),
                        date_part(low, Some(month), Some(last)),
                    )]
                }
                None => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}
