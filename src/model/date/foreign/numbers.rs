//! Single dates, and dates in numbers only: `22/02/2022`, `20220222`.

use super::Readings;
use super::parts::{day, ordinal_date, year_month};
use super::tokens::{DateToken, Tokens};
use crate::model::date::{DatePart, DateShape};

/// Parses a single date in numbers or words, or the name of a period.
pub(super) fn single(text: &str) -> Readings {
    // A hyphen at the beginning or end means an open range.
    if text.starts_with('-') || text.ends_with('-') {
        return Vec::new();
    }
    let tokens = Tokens::new(text);
    if let Some(found) = tokens.period() {
        return found;
    }
    let found = tokens.numbers_only();
    if !found.is_empty() {
        return found;
    }
    let part = tokens.partial().and_then(|partial| partial.part());
    part.map(DateShape::At).into_iter().collect()
}

impl Tokens<'_> {
    /// Parses numbers with separators, in every order that makes a date.
    fn numbers_only(&self) -> Readings {
        let mut numbers = Vec::new();
        for token in &self.list {
            match token {
                DateToken::Number(number) => numbers.push(*number),
                DateToken::Sign('-' | '/' | '.') => {}
                _ => return Vec::new(),
            }
        }
        let with_time = |part: DatePart| {
            DateShape::At(DatePart {
                time: self.time,
                ..part
            })
        };
        let lengths: Vec<usize> = numbers.iter().map(|number| number.len()).collect();
        match (lengths.as_slice(), numbers.as_slice()) {
            ([8], [digits]) => day(&digits[..4], &digits[4..6], &digits[6..])
                .map(with_time)
                .into_iter()
                .collect(),
            ([7], [digits]) => ordinal_date(&digits[..4], &digits[4..])
                .map(with_time)
                .into_iter()
                .collect(),
            ([4, 3], [year, ordinal]) => ordinal_date(year, ordinal)
                .map(with_time)
                .into_iter()
                .collect(),
            ([6], [digits]) => year_month(&digits[..4], &digits[4..]).into_iter().collect(),
            ([4, 1 | 2], [year, month]) | ([1 | 2, 4], [month, year]) => {
                year_month(year, month).into_iter().collect()
            }
            ([4, 1 | 2, 1 | 2], [year, a, b]) => day(year, a, b)
                .or_else(|| day(year, b, a))
                .map(with_time)
                .into_iter()
                .collect(),
            ([1 | 2, 1 | 2, 4], [a, b, year]) => {
                distinct([day(year, b, a), day(year, a, b)], with_time)
            }
            ([2, 2, 2], [a, b, c]) => {
                let century = |year: &str| format!("20{year}");
                distinct(
                    [
                        day(&century(c), b, a),
                        day(&century(c), a, b),
                        day(&century(a), b, c),
                    ],
                    with_time,
                )
            }
            _ => Vec::new(),
        }
    }
}

/// Returns the days among the candidates that exist, each once.
fn distinct<const N: usize>(
    days: [Option<DatePart>; N],
    shape: impl Fn(DatePart) -> DateShape,
) -> Readings {
    let mut found: Vec<DatePart> = Vec::new();
    for day in days.into_iter().flatten() {
        if !found.contains(&day) {
            found.push(day);
        }
    }
    found.into_iter().map(shape).collect()
}
