//! Names of periods: quarters, halves of years, weeks, seasons, decades and centuries.

use super::Readings;
use super::parts::{date_part, four_digit_year, months};
use super::tokens::{DateToken, Tokens};
use super::words::is_filler;
use crate::model::date::time::digits;
use crate::model::date::{DatePart, DateShape};

impl Tokens<'_> {
    /// Parses the name of a period, or returns `None` for any other text.
    pub(super) fn period(&self) -> Option<Readings> {
        let (mut year, mut number, mut unit, mut weekday) = (None, None, None, None);
        for token in &self.list {
            match token {
                DateToken::Number(text) if text.len() == 4 => year = four_digit_year(text),
                DateToken::Number(text) if text.len() <= 2 && number.is_none() => {
                    number = digits::<i8>(text);
                }
                DateToken::Number(text) if text.len() == 1 => weekday = digits::<i8>(text),
                DateToken::Word(word) => match (DateUnit::parse(word), ordinal(word)) {
                    (Some(found), _) if unit.is_none() => unit = Some(found),
                    (_, Some(n)) => number = Some(n),
                    _ if is_filler(word) => {}
                    _ => return None,
                },
                DateToken::Sign('-' | '/') => {}
                _ => return None,
            }
        }
        let span = |from: DatePart, to: DatePart| {
            vec![
                DateShape::Lasted(Some(from), Some(to)),
                DateShape::Within(from, to),
            ]
        };
        let span_of_months = |first: i8, count: i8| match months(year?, first, count) {
            DateShape::Within(from, to) => Some(span(from, to)),
            _ => None,
        };
        match (unit?, number) {
            (DateUnit::Quarter, Some(n @ 1..=4)) => span_of_months(n * 3 - 2, 3),
            (DateUnit::Half, Some(n @ 1..=2)) => span_of_months(n * 6 - 5, 6),
            (DateUnit::Season(first), None) => span_of_months(first, 3),
            (DateUnit::Week, Some(week @ 1..=53)) => {
                let monday =
                    jiff::civil::ISOWeekDate::new(year?, week, jiff::civil::Weekday::Monday)
                        .ok()?
                        .date();
                let days_later = |days: i8| {
                    let day = monday.checked_add(jiff::Span::new().days(days)).ok()?;
                    Some(date_part(day.year(), Some(day.month()), Some(day.day())))
                };
                match weekday {
                    Some(weekday @ 1..=7) => Some(vec![DateShape::At(days_later(weekday - 1)?)]),
                    Some(_) => None,
                    None => Some(span(days_later(0)?, days_later(6)?)),
                }
            }
            (DateUnit::Decade, None) if year? % 10 == 0 => Some(span(
                date_part(year?, None, None),
                date_part(year? + 9, None, None),
            )),
            (DateUnit::Decade, None) => Some(vec![DateShape::At(date_part(year?, None, None))]),
            (DateUnit::Century, Some(n @ 1..=21)) => {
                let first = i16::from(n - 1) * 100 + 1;
                Some(span(
                    date_part(first, None, None),
                    date_part(first + 99, None, None),
                ))
            }
            _ => None,
        }
    }
}

/// The kind of period that a word names.
#[derive(Clone, Copy)]
enum DateUnit {
    Quarter,
    Half,
    Week,
    /// A season, by the month in which it begins in the northern hemisphere.
    Season(i8),
    Decade,
    Century,
}

impl DateUnit {
    /// Parses a folded word.
    fn parse(word: &str) -> Option<DateUnit> {
        Some(match word {
            "q" | "t" | "quarter" | "trimestre" | "trim" | "الربع" | "ربع" => {
                DateUnit::Quarter
            }
            "h" | "half" | "semestre" | "semester" | "النصف" => DateUnit::Half,
            "w" | "week" | "semaine" | "sem" | "kw" | "الاسبوع" => DateUnit::Week,
            "spring" | "printemps" | "ربيع" => DateUnit::Season(3),
            "summer" | "ete" | "صيف" => DateUnit::Season(6),
            "autumn" | "fall" | "automne" | "خريف" => DateUnit::Season(9),
            "winter" | "hiver" | "شتاء" => DateUnit::Season(12),
            "s" | "annees" | "decade" => DateUnit::Decade,
            "century" | "siecle" | "القرن" => DateUnit::Century,
            _ => return None,
        })
    }
}

/// Parses an ordinal number in folded words.
fn ordinal(word: &str) -> Option<i8> {
    Some(match word {
        "first" | "premier" | "premiere" | "الاول" => 1,
        "second" | "deuxieme" | "seconde" | "الثاني" => 2,
        "third" | "troisieme" | "الثالث" => 3,
        "fourth" | "quatrieme" | "الرابع" => 4,
        _ => return None,
    })
}
