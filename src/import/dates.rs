//! Days in cells. Only those are read that can be read in one way.

use jiff::civil;

/// The order of the numbers of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

impl DayOrder {
    pub const ALL: [DayOrder; 3] = [
        DayOrder::DayMonthYear,
        DayOrder::MonthDayYear,
        DayOrder::YearMonthDay,
    ];

    /// Returns the name in mappings.
    pub fn name(self) -> &'static str {
        match self {
            DayOrder::DayMonthYear => "day-month-year",
            DayOrder::MonthDayYear => "month-day-year",
            DayOrder::YearMonthDay => "year-month-day",
        }
    }
}

/// Names of months in English, French and Arabic, in lower case without accents where fold removes
/// them, by number.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "janvier",
        "janv",
        "يناير",
        "جانفي",
        "كانون الثاني",
    ],
    &[
        "february",
        "feb",
        "fevrier",
        "fevr",
        "فبراير",
        "فيفري",
        "شباط",
    ],
    &["march", "mar", "mars", "مارس", "اذار"],
    &["april", "apr", "avril", "avr", "ابريل", "افريل", "نيسان"],
    &["may", "mai", "مايو", "ماي", "ايار"],
    &["june", "jun", "juin", "يونيو", "جوان", "حزيران"],
    &["july", "jul", "juillet", "juil", "يوليو", "جويلية", "تموز"],
    &["august", "aug", "aout", "اغسطس", "اوت", "اب"],
    &["september", "sep", "sept", "septembre", "سبتمبر", "ايلول"],
    &["october", "oct", "octobre", "اكتوبر", "تشرين الاول"],
    &["november", "nov", "novembre", "نوفمبر", "تشرين الثاني"],
    &["december", "dec", "decembre", "ديسمبر", "كانون الاول"],
];

/// Reads a day as ISO 8601 has it, with or without a time. `3/4/2010` may be March or April.
pub fn iso_day(cell: &str) -> Option<civil::Date> {
    let (day, time) = match cell.split_once([' ', 'T']) {
        Some((day, time)) => (day, time),
        None => (cell, ""),
    };
    let is_time = time
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b":.Z".contains(&byte));
    let has_form = day.len() == "2022-02-22".len() && is_time;
    day.parse().ok().filter(|_| has_form)
}

/// Reads a day with the name of its month, such as `12 September 2009` or `12-sept-2009`. A year
/// of two digits is refused.
pub fn named_day(cell: &str) -> Option<civil::Date> {
    let folded = crate::lang::fold(cell);
    let (day, rest) = folded.split_once([' ', '-', '.'])?;
    let (month, year) = rest.rsplit_once([' ', '-', '.'])?;
    let day = day.strip_suffix("er").unwrap_or(day);
    let month = month.trim_matches([' ', '.', '-', ',']);
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(day) || !is_number(year) || year.len() != 4 {
        return None;
    }
    let month = month_number(month)?;
    civil::Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// Returns the number of a month by its name.
pub fn month_number(name: &str) -> Option<i8> {
    let folded = crate::lang::fold(name);
    let name = folded.trim_matches(['.', ' ']);
    let month = MONTHS.iter().position(|names| names.contains(&name))?;
    i8::try_from(month + 1).ok()
}

/// What three numbers can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumericDay {
    Day(civil::Date),
    /// Two orders give two days, and no order is known.
    Ambiguous,
    /// No day in this order.
    NoDay,
}

/// Reads a day of three numbers, such as `3/4/2010`. Without an order only a day that is the same
/// in every order is read, such as `2/2/2010`, or one that begins with the year. A day that is only
/// one in another order is never swapped.
pub fn numeric_day(cell: &str, order: Option<DayOrder>) -> NumericDay {
    let parts: Vec<&str> = cell.split(['/', '.', '-']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else {
        return NumericDay::NoDay;
    };
    let in_order = |order: DayOrder| {
        let (year, month, day) = match order {
            DayOrder::DayMonthYear => (third, second, first),
            DayOrder::MonthDayYear => (third, first, second),
            DayOrder::YearMonthDay => (first, second, third),
        };
        let number = |text: &str, most: usize| {
            let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            (is_number && text.len() <= most).then(|| text.parse::<i16>().ok())?
        };
        let year = number(year, 4).filter(|_| year.len() == 4)?;
        let month = i8::try_from(number(month, 2)?).ok()?;
        let day = i8::try_from(number(day, 2)?).ok()?;
        civil::Date::new(year, month, day).ok()
    };
    if let Some(order) = order {
        return in_order(order).map_or(NumericDay::NoDay, NumericDay::Day);
    }
    let mut days: Vec<civil::Date> = DayOrder::ALL.into_iter().filter_map(in_order).collect();
    days.dedup();
    match days.as_slice() {
        [] => NumericDay::NoDay,
        // `13/4/2010` is one day only, but it is of a column whose other days may be read wrongly.
        [day]
            if first.len() == 4
                || first.trim_start_matches('0') == second.trim_start_matches('0') =>
        {
            NumericDay::Day(*day)
        }
        _ => NumericDay::Ambiguous,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unambiguous_days_are_read() {
        for cell in [
            "2010-04-03",
            "2010-04-03 00:00:00.000",
            "2010-04-03T00:00:00Z",
        ] {
            assert_eq!(iso_day(cell), Some(civil::date(2010, 4, 3)), "{cell}");
        }
        for cell in [
            "",
            "3/4/2010",
            "2010-4-3",
            "2010-02-30",
            "2010-04-03 noon",
            "40271",
        ] {
            assert_eq!(iso_day(cell), None, "{cell}");
        }
    }

    #[test]
    fn names_of_months_are_read() {
        for cell in [
            "12 September 2009",
            "12 sept. 2009",
            "12-Sep-2009",
            "12 septembre 2009",
        ] {
            assert_eq!(named_day(cell), Some(civil::date(2009, 9, 12)), "{cell}");
        }
        assert_eq!(named_day("1er août 2020"), Some(civil::date(2020, 8, 1)));
        for cell in [
            "12 Sep 09",
            "31 June 2009",
            "12 Foo 2009",
            "September 2009",
            "3/4/2010",
        ] {
            assert_eq!(named_day(cell), None, "{cell}");
        }
    }

    #[test]
    fn numbers_are_never_swapped() {
        let day = |cell, order| numeric_day(cell, order);
        let april = NumericDay::Day(civil::date(2010, 4, 3));
        assert_eq!(day("3/4/2010", Some(DayOrder::DayMonthYear)), april);
        assert_eq!(day("4/3/2010", Some(DayOrder::MonthDayYear)), april);
        assert_eq!(day("2010.4.3", None), april);
        assert_eq!(
            day("4/4/2010", None),
            NumericDay::Day(civil::date(2010, 4, 4))
        );
        assert_eq!(day("3/4/2010", None), NumericDay::Ambiguous);
        assert_eq!(day("13/4/2010", None), NumericDay::Ambiguous);
        assert_eq!(
            day("4/13/2010", Some(DayOrder::DayMonthYear)),
            NumericDay::NoDay
        );
        assert_eq!(
            day("3/4/10", Some(DayOrder::DayMonthYear)),
            NumericDay::NoDay
        );
    }
}
