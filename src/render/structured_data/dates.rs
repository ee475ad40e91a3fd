//! Dates in the forms of schema.org: days, months and years, and intervals of ISO 8601.
//!
//! A date that is approximate or uncertain has no such form and is left out.

use crate::model::Date;
use crate::model::date::{Certainty, DatePart, DateShape};

/// Returns a date, if it is one and sure.
pub fn iso(date: &Date) -> Option<String> {
    match date.shape() {
        DateShape::At(part) => part_iso(part),
        DateShape::Lasted(..) | DateShape::Within(..) => None,
    }
}

/// Returns when something began and ended. What happened once within limits has neither.
pub fn start_and_end(date: &Date) -> (Option<String>, Option<String>) {
    match date.shape() {
        DateShape::At(part) => (part_iso(part), None),
        DateShape::Lasted(from, to) => (from.and_then(part_iso), to.and_then(part_iso)),
        DateShape::Within(..) => (None, None),
    }
}

/// Returns the interval from the earliest to the latest day of some dates.
pub fn coverage<'d>(dates: impl Iterator<Item = &'d Date> + Clone) -> Option<String> {
    let first = dates.clone().min_by_key(|date| date.earliest())?;
    // `None`, an open end, is later than every day.
    let last = dates.max_by_key(|date| (date.latest().is_none(), date.latest()))?;
    let from = match first.shape() {
        DateShape::At(part) | DateShape::Within(part, _) => Some(part),
        DateShape::Lasted(from, _) => from,
    };
    let to = match last.shape() {
        DateShape::At(part) | DateShape::Within(_, part) => Some(part),
        DateShape::Lasted(_, to) => to,
    };
    let text = |part: Option<DatePart>| part.map_or(Some("..".to_owned()), part_iso);
    let (from, to) = (text(from)?, text(to)?);
    Some(match from == to {
        true => from,
        false => format!("{from}/{to}"),
    })
}

fn part_iso(part: DatePart) -> Option<String> {
    (part.certainty == Certainty::Sure).then(|| part.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(texts: &[&str]) -> Vec<Date> {
        let date = |text: &&str| Date::parse(text).expect("it is a date");
        texts.iter().map(date).collect()
    }

    #[test]
    fn coverage_is_an_interval_of_iso_8601() {
        let covered = |texts: &[&str]| coverage(dates(texts).iter());
        assert_eq!(covered(&[]), None);
        assert_eq!(covered(&["2022-02"]).as_deref(), Some("2022-02"));
        assert_eq!(
            covered(&["2022-02-16..2022-02-22"]).as_deref(),
            Some("2022-02-16/2022-02-22")
        );
        assert_eq!(
            covered(&["2022-02-22", "2012", "2013-01/2013-03"]).as_deref(),
            Some("2012/2022-02-22")
        );
        assert_eq!(covered(&["2012/..", "2022"]).as_deref(), Some("2012/.."));
        assert_eq!(covered(&["../2012", "2022"]).as_deref(), Some("../2022"));
        assert_eq!(covered(&["2012~", "2022"]), None);
    }

    #[test]
    fn only_what_lasted_has_a_start_and_an_end() {
        let both = |text: &str| start_and_end(&dates(&[text])[0]);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(both("2022-03-27T05:30"), (some("2022-03-27T05:30"), None));
        assert_eq!(both("2022-03-27~"), (None, None));
        assert_eq!(both("2022-02-16..2022-02-22"), (None, None));
        assert_eq!(both("2012/.."), (some("2012"), None));
        assert_eq!(both("2012-01/2012-03"), (some("2012-01"), some("2012-03")));
    }
}
