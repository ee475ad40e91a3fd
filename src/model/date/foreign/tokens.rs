//! Texts as tokens, and dates in words, such as "22 February 2022, 5:30 pm".

use super::parts::{date_part, four_digit_year};
use super::words::{is_filler, month};
use crate::model::date::time::digits;
use crate::model::date::{DatePart, TimeOfDay};

/// A date that may lack some parts.
#[derive(Clone, Copy, Default)]
pub(super) struct PartialDate {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) time: Option<TimeOfDay>,
}

impl PartialDate {
    /// Returns the date, or `None` if it has no year, has a day without a month, or does not exist.
    pub(super) fn part(self) -> Option<DatePart> {
        if self.day.is_some() && self.month.is_none() {
            return None;
        }
        let part = DatePart {
            time: self.time.filter(|_| self.day.is_some()),
            ..date_part(self.year?, self.month, self.day)
        };
        DatePart::parse(&part.to_string()).ok()
    }
}

/// A number, a word or another character. White space, commas and brackets are dropped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DateToken<'t> {
    Number(&'t str),
    Word(&'t str),
    Sign(char),
}

/// The tokens of a text, without the time of day that it contains.
pub(super) struct Tokens<'t> {
    pub(super) list: Vec<DateToken<'t>>,
    pub(super) time: Option<TimeOfDay>,
}

impl<'t> Tokens<'t> {
    /// Splits a folded text; see [`super::folded`].
    pub(super) fn new(text: &'t str) -> Tokens<'t> {
        let mut list = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
            let first_kind = kind(c);
            let length = match first_kind {
                (false, false) => c.len_utf8(),
                _ => rest.find(|c| kind(c) != first_kind).unwrap_or(rest.len()),
            };
            let (token, after) = rest.split_at(length);
            match first_kind {
                (true, _) => list.push(DateToken::Number(token)),
                (_, true) => list.push(DateToken::Word(token)),
                _ if matches!(c, ' ' | ',' | '(' | ')' | '\'') => {}
                _ => list.push(DateToken::Sign(c)),
            }
            rest = after;
        }
        let mut tokens = Tokens { list, time: None };
        tokens.take_time();
        tokens
    }

    /// Moves a time of day from the tokens to `time`, such as `10:00`, `10:00:05.000Z`, `10h30` or
    /// `5 pm`. It may have a zone.
    fn take_time(&mut self) {
        use DateToken::{Number, Sign, Word};
        let Some(start) = (0..self.list.len()).find(|start| {
            matches!(
                &self.list[*start..],
                [Number(_), Sign(':'), Number(_), ..] | [Number(_), Word("h" | "am" | "pm"), ..]
            )
        }) else {
            return;
        };
        let number = |at: usize| match self.list.get(at) {
            Some(Number(number)) if number.len() <= 2 => digits::<i8>(number),
            _ => None,
        };
        let Some(mut hour) = number(start) else {
            return;
        };
        let (mut minute, mut second, mut end) = (0, None, start + 1);
        if matches!(self.list[end], Sign(':') | Word("h")) {
            end += 1;
            if let Some(n) = number(end) {
                (minute, end) = (n, end + 1);
            }
            if let (Some(Sign(':')), Some(n)) = (self.list.get(end), number(end + 1)) {
                (second, end) = (Some(n), end + 2);
            }
            if let (Some(Sign('.')), Some(Number(_)), true) =
                (self.list.get(end), self.list.get(end + 1), second.is_some())
            {
                end += 2;
            }
        }
        if let Some(Word(half_day @ ("am" | "pm"))) = self.list.get(end) {
            hour = hour % 12 + if *half_day == "pm" { 12 } else { 0 };
            end += 1;
        }
        let mut offset = None;
        if let Some(Word("z" | "utc" | "gmt")) = self.list.get(end) {
            (offset, end) = (Some(0), end + 1);
        }
        if let (Some(Sign(sign @ ('+' | '-'))), Some(Number(first))) =
            (self.list.get(end), self.list.get(end + 1))
        {
            let (hours, minutes, length) =
                match (first.len(), self.list.get(end + 2), self.list.get(end + 3)) {
                    (1 | 2, Some(Sign(':')), Some(Number(minutes))) => {
                        (digits::<i16>(first), digits(minutes), 4)
                    }
                    (4, ..) => (digits(&first[..2]), digits(&first[2..]), 2),
                    (1 | 2, ..) => (digits(first), Some(0), 2),
                    _ => (None, None, 0),
                };
            if let (Some(hours), Some(minutes)) = (hours, minutes) {
                let ahead = hours * 60 + minutes;
                (offset, end) = (
                    Some(if *sign == '-' { -ahead } else { ahead }),
                    end + length,
                );
            }
        }
        if hour > 23 || minute > 59 {
            return;
        }
        self.time = Some(TimeOfDay {
            hour,
            minute,
            second: second.filter(|second| *second > 0),
            offset,
            ahead: 0,
        });
        let start = match start.checked_sub(1).map(|before| self.list[before]) {
            Some(Word("t" | "at" | "a")) => start - 1,
            _ => start,
        };
        self.list.drain(start..end);
    }

    /// Parses a date in words: the name of a month, a day before or after it, and a year.
    ///
    /// A number of four digits is the year, and a number of one or two digits the day.
    pub(super) fn partial(&self) -> Option<PartialDate> {
        let mut partial = PartialDate {
            time: self.time,
            ..PartialDate::default()
        };
        let mut short_numbers = Vec::new();
        let mut tokens = self.list.iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                DateToken::Number(number) if number.len() == 4 && partial.year.is_none() => {
                    partial.year = four_digit_year(number);
                }
                DateToken::Number(number) if number.len() <= 2 => {
                    short_numbers.push(digits::<i8>(number)?);
                }
                DateToken::Number(_) => return None,
                DateToken::Word("كانون" | "تشرين") if partial.month.is_none() => {
                    let first = matches!(tokens.next()?, DateToken::Word("الاول"));
                    let is_tishrin = *token == DateToken::Word("تشرين");
                    partial.month = Some(match (is_tishrin, first) {
                        (true, true) => 10,
                        (true, false) => 11,
                        (false, true) => 12,
                        (false, false) => 1,
                    });
                }
                DateToken::Word(word) => match month(word) {
                    Some(month) if partial.month.is_none() => partial.month = Some(month),
                    _ if is_filler(word) => {}
                    _ => return None,
                },
                DateToken::Sign('.' | '-' | '/') => {}
                DateToken::Sign(_) => return None,
            }
        }
        match (short_numbers.as_slice(), partial.year) {
            ([], _) => {}
            ([day], _) => partial.day = Some(*day),
            // `22-Feb-22`
            ([day, year], None) if partial.month.is_some() => {
                partial.day = Some(*day);
                partial.year = Some(2000 + i16::from(*year));
            }
            _ => return None,
        }
        Some(partial)
    }
}
