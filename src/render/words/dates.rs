//! Dates and times in words, with the patterns of the language.

use std::borrow::Cow;

use jiff::civil;

use super::{LanguageWords, WordForms};
use crate::draw::TickUnit;
use crate::model::Date;
use crate::model::date::{Certainty, DatePart, DateShape, TimeOfDay};
use crate::render::view::When;

impl LanguageWords {
    /// Returns a day, month or year as a short axis label.
    pub fn tick(&self, day: civil::Date, unit: TickUnit) -> String {
        let month = match self.texts.get("months_short") {
            Some(WordForms::List(months)) if months.len() == 12 => {
                Cow::Borrowed(months[usize::from(day.month().unsigned_abs()) - 1].as_str())
            }
            _ => self.month(day.month()),
        };
        let (number, year) = (day.day().to_string(), day.year().to_string());
        match unit {
            TickUnit::Day => self.say("tick_day", None, &[("day", &number), ("month", &month)]),
            TickUnit::Month => self.say("tick_month", None, &[("month", &month), ("year", &year)]),
            TickUnit::Year => year,
        }
    }

    /// Returns a date in words, with its precision and certainty.
    pub fn date(&self, date: &Date) -> String {
        match date.shape() {
            DateShape::At(part) => self.date_part(part, Frame::Alone),
            DateShape::Within(from, to) => self.date_span("date_within", from, to),
            DateShape::Lasted(Some(from), Some(to)) => self.date_span("date_lasted", from, to),
            DateShape::Lasted(Some(from), None) => self.open_span("date_since", "from", from),
            DateShape::Lasted(None, Some(to)) => self.open_span("date_until", "to", to),
            DateShape::Lasted(None, None) => String::new(),
        }
    }

    /// Returns a period in words, such as that of a membership: "since 2016", "until 12 March
    /// 2023".
    pub fn period(&self, from: Option<Date>, until: Option<Date>) -> Option<String> {
        let at = |date: Date| match date.shape() {
            DateShape::At(part) => Some(part),
            _ => None,
        };
        match (from, until) {
            (None, None) => None,
            (Some(from), None) => Some(at(from).map_or_else(
                || self.date(&from),
                |part| self.open_span("date_since", "from", part),
            )),
            (None, Some(until)) => Some(at(until).map_or_else(
                || self.date(&until),
                |part| self.open_span("date_until", "to", part),
            )),
            (Some(from), Some(until)) => match (at(from), at(until)) {
                (Some(a), Some(b)) => Some(self.date_span("date_lasted", a, b)),
                _ => Some(format!("{} – {}", self.date(&from), self.date(&until))),
            },
        }
    }

    /// Returns an interface text with a date: "consulted 3 March 2022". Besides the text for a day,
    /// a language has one for months and years (`_coarse`) and one for other dates (`_other`).
    pub fn on(&self, key: &str, date: &Date) -> String {
        let form = match date.shape() {
            DateShape::At(part) if part.certainty == Certainty::Sure && part.day.is_some() => "on",
            DateShape::At(part) if part.certainty == Certainty::Sure => "on_coarse",
            _ => "on_other",
        };
        self.say(
            &format!("{key}_{form}"),
            None,
            &[("date", &self.date(date))],
        )
    }

    /// Returns a date in the form of a style of citations: a day with the pattern `<key>_day`, a
    /// month with `<key>_month`. Other dates are written as everywhere.
    pub fn cited_date(&self, key: &str, date: &Date) -> String {
        match date.without_time().shape() {
            DateShape::At(part) if part.certainty == Certainty::Sure => {
                let precision = match (part.month, part.day) {
                    (Some(_), Some(_)) => "day",
                    (Some(_), None) => "month",
                    _ => return part.year.to_string(),
                };
                self.date_part_without_certainty(part, &format!("{key}_{precision}"))
            }
            _ => self.date(date),
        }
    }

    /// Returns the view of a date.
    pub fn when(&self, date: &Date) -> When {
        let iso = match date.shape() {
            DateShape::At(part) if part.certainty == Certainty::Sure => Some(date.to_string()),
            _ => None,
        };
        When {
            text: self.date(date),
            iso,
        }
    }

    /// Returns a date with its certainty.
    fn date_part(&self, part: DatePart, frame: Frame) -> String {
        let frame = match part.certainty {
            Certainty::Approximate => Frame::Within,
            Certainty::Sure | Certainty::Uncertain => frame,
        };
        let plain = self.date_part_without_certainty(part, part_pattern(part, frame));
        match part.certainty {
            Certainty::Sure => plain,
            Certainty::Approximate if part.day.is_some() => {
                self.say("date_about", None, &[("date", &plain)])
            }
            Certainty::Approximate => self.say("date_about_coarse", None, &[("date", &plain)]),
            Certainty::Uncertain => self.say("date_uncertain", None, &[("date", &plain)]),
        }
    }

    /// Returns a date without its certainty, with the pattern of an interface text.
    fn date_part_without_certainty(&self, part: DatePart, pattern: &str) -> String {
        let year = part.year.to_string();
        let month = |list| {
            part.month
                .map_or(Cow::Borrowed(""), |month| self.month_of(list, month))
        };
        let day = match part.day {
            Some(1) => self.get("first_day").to_owned(),
            Some(day) => self.number(u64::from(day.unsigned_abs())),
            None => String::new(),
        };
        let date = match pattern {
            "year" => year,
            pattern => self.say(
                pattern,
                None,
                &[
                    ("day", &day),
                    ("month", &month("months")),
                    ("month_alone", &month("months_alone")),
                    ("year", &year),
                ],
            ),
        };
        match part.time {
            Some(time) => self.say(
                "date_time",
                None,
                &[("date", &date), ("time", &self.time_of_day(time))],
            ),
            None => date,
        }
    }

    /// Returns a time of day, with its offset if it differs from the site's.
    fn time_of_day(&self, time: TimeOfDay) -> String {
        let (hour, padded, minute) = (
            time.hour.to_string(),
            format!("{:02}", time.hour),
            format!("{:02}", time.minute),
        );
        let clock = self.say(
            "time",
            None,
            &[
                ("hour", &hour),
                ("hour_padded", &padded),
                ("minute", &minute),
            ],
        );
        let Some(offset) = time.offset else {
            return clock;
        };
        let zone = match (offset.abs() / 60, offset.abs() % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, minutes) => {
                let sign = if offset < 0 { '−' } else { '+' };
                let minutes = if minutes == 0 {
                    String::new()
                } else {
                    format!(":{minutes:02}")
                };
                format!("UTC{sign}{hours}{minutes}")
            }
        };
        self.say("time_zone", None, &[("time", &clock), ("zone", &zone)])
    }

    /// Returns the name of a month as it stands in a date.
    pub(super) fn month(&self, month: i8) -> Cow<'_, str> {
        self.month_of("months", month)
    }

    /// Returns the name of a month from a list: `months`, or `months_alone` for months without a
    /// day. Slavic languages decline the first.
    fn month_of(&self, list: &str, month: i8) -> Cow<'_, str> {
        let index = usize::from(month.unsigned_abs()) - 1;
        match self.texts.get(list) {
            Some(WordForms::List(months)) if months.len() == 12 => Cow::Borrowed(&months[index]),
            _ => Cow::Owned(format!("{month:02}")),
        }
    }

    /// Returns a range of dates without repeating the year or month: "between 16 and 22 February
    /// 2022".
    fn date_span(&self, frame: &str, from: DatePart, to: DatePart) -> String {
        // For a range within one day, the day is written once.
        if let (Some(first), Some(last)) = (from.time, to.time)
            && from.first_day() == to.first_day()
        {
            let times = self.say(
                &format!("{frame}_times"),
                None,
                &[
                    ("from", &self.time_of_day(first)),
                    ("to", &self.time_of_day(last)),
                ],
            );
            let day = DatePart { time: None, ..to };
            return self.say(
                "date_time_span",
                None,
                &[
                    ("date", &self.date_part(day, Frame::Alone)),
                    ("times", &times),
                ],
            );
        }
        let days = from.day.is_some() && to.day.is_some();
        let sure = from.certainty == Certainty::Sure && to.certainty == Certainty::Sure;
        let bare = from.time.is_none() && to.time.is_none();
        let repeated = match (
            days && sure && bare,
            from.year == to.year,
            from.month == to.month,
        ) {
            (true, true, true) => Some("date_day_only"),
            (true, true, false) => Some("date_day_month"),
            _ => None,
        };
        let whole = |part| self.date_part(part, Frame::Within);
        let (first, last) = match repeated {
            Some(short) if self.begins_with_year() => {
                (whole(from), self.date_part_without_certainty(to, short))
            }
            Some(short) => (self.date_part_without_certainty(from, short), whole(to)),
            None => (whole(from), whole(to)),
        };
        let frame = if days {
            frame.to_owned()
        } else {
            format!("{frame}_coarse")
        };
        self.say(&frame, None, &[("from", &first), ("to", &last)])
    }

    /// Whether dates begin with the year, as in Chinese. Then the second date of a range is
    /// shortened, and not the first.
    fn begins_with_year(&self) -> bool {
        let Some(WordForms::Text(pattern)) = self.texts.get("date_day") else {
            return false;
        };
        pattern.find("{year}") < pattern.find("{day}")
    }

    /// Returns a range of dates with one open end.
    fn open_span(&self, frame: &str, name: &str, part: DatePart) -> String {
        let frame = if part.day.is_some() {
            frame.to_owned()
        } else {
            format!("{frame}_coarse")
        };
        self.say(
            &frame,
            None,
            &[(name, &self.date_part(part, Frame::Within))],
        )
    }
}

/// Whether a date stands alone, or within other words such as "since" and "about", which govern
/// the case of a month in some languages.
#[derive(Clone, Copy)]
enum Frame {
    Alone,
    Within,
}

/// Returns the key of the pattern for a date's precision.
fn part_pattern(part: DatePart, frame: Frame) -> &'static str {
    match (part.month, part.day, frame) {
        (Some(_), Some(_), _) => "date_day",
        (Some(_), None, Frame::Alone) => "date_month",
        (Some(_), None, Frame::Within) => "date_month_within",
        _ => "year",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{said, words};
    use crate::model::Date;

    #[test]
    fn dates_in_french() {
        assert_eq!(said("fr", "2022-02-22"), "22 février 2022");
        assert_eq!(said("fr", "2023-08-01"), "1er août 2023");
        assert_eq!(said("fr", "2022-02"), "février 2022");
        assert_eq!(
            said("fr", "2022-02-16..2022-02-22"),
            "entre le 16 et le 22 février 2022"
        );
        assert_eq!(
            said("fr", "2022-02-16/2022-03-01"),
            "du 16 février au 1er mars 2022"
        );
        assert_eq!(said("fr", "2012~"), "vers 2012");
        assert_eq!(said("fr", "2012/.."), "depuis 2012");
        assert_eq!(said("fr", "2012-01-17/.."), "depuis le 17 janvier 2012");
        assert_eq!(said("fr", "2022?"), "2022 (incertain)");
    }

    #[test]
    fn dates_in_english() {
        assert_eq!(
            said("en", "2022-02-16..2022-02-22"),
            "between 16 and 22 February 2022"
        );
        assert_eq!(
            said("en", "2021-12-30/2022-01-02"),
            "30 December 2021 to 2 January 2022"
        );
        assert_eq!(said("en", "2012-04/2013-01"), "April 2012 to January 2013");
    }

    #[test]
    fn dates_in_german_and_slavic_languages() {
        assert_eq!(said("de", "2022-03-01"), "1. März 2022");
        assert_eq!(
            said("de", "2022-02-16..2022-02-22"),
            "zwischen dem 16. und dem 22. Februar 2022"
        );
        assert_eq!(said("ru", "2022-02-22"), "22 февраля 2022");
        // A month that stands alone is in the nominative, one behind a preposition is not.
        assert_eq!(said("ru", "2022-02"), "февраль 2022");
        assert_eq!(said("ru", "2022-02/.."), "с февраля 2022");
        assert_eq!(said("uk", "2022-02~"), "близько лютого 2022");
        assert_eq!(
            said("ru", "2012-04/2013-01"),
            "с апреля 2012 до января 2013"
        );
    }

    #[test]
    fn dates_that_begin_with_the_year_shorten_the_second() {
        assert_eq!(said("zh", "2022-02-22"), "2022年2月22日");
        assert_eq!(said("zh", "2022-02"), "2022年2月");
        assert_eq!(
            said("zh", "2022-02-16..2022-02-22"),
            "2022年2月16日至22日之间"
        );
        assert_eq!(said("zh", "2022-02-16/2022-03-01"), "2022年2月16日至3月1日");
        assert_eq!(
            said("zh", "2021-12-30/2022-01-02"),
            "2021年12月30日至2022年1月2日"
        );
    }

    #[test]
    fn times_of_day_stand_behind_their_day() {
        assert_eq!(said("en", "2022-03-27T05:30"), "27 March 2022, 05:30");
        assert_eq!(said("fr", "2022-03-27T05:30"), "27 mars 2022 à 5 h 30");
        assert_eq!(said("ar", "2022-03-27T05:30"), "27 مارس 2022، الساعة 05:30");
        assert_eq!(
            said("en", "2022-03-27T05:30+05:30"),
            "27 March 2022, 05:30 (UTC+5:30)"
        );
        assert_eq!(
            said("en", "2022-03-27T05:30Z~"),
            "about 27 March 2022, 05:30 (UTC)"
        );
        assert_eq!(
            said("en", "2022-03-27T05:30/2022-03-27T07:00"),
            "27 March 2022, 05:30 to 07:00"
        );
        assert_eq!(
            said("fr", "2022-03-27T05:30..2022-03-27T07:00"),
            "27 mars 2022, entre 5 h 30 et 7 h 00"
        );
        assert_eq!(
            said("en", "2022-03-27T05:30/2022-03-28"),
            "27 March 2022, 05:30 to 28 March 2022"
        );
        let zone = jiff::tz::TimeZone::get("Africa/Bamako").expect("a zone");
        let date = Date::parse("2022-03-27T05:30Z")
            .expect("a date")
            .in_zone(&zone);
        assert_eq!(words("en").date(&date), "27 March 2022, 05:30");
        assert_eq!(
            words("en").when(&date).iso.as_deref(),
            Some("2022-03-27T05:30")
        );
    }

    #[test]
    fn a_day_of_access_is_as_exact_as_it_is_known() {
        let on =
            |tag: &str, date: &str| words(tag).on("consulted", &Date::parse(date).expect("a date"));
        assert_eq!(on("fr", "2022-03-03"), "consulté le 3 mars 2022");
        assert_eq!(on("fr", "2022-03"), "consulté en mars 2022");
        assert_eq!(on("fr", "2022~"), "consulté (vers 2022)");
        assert_eq!(on("en", "2022-03-03"), "consulted 3 March 2022");
    }
}
