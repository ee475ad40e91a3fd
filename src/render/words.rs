//! What a language says: the strings of a theme's `i18n/<lang>.yaml`, and how dates, numbers and
//! lists are put into words with them.
//!
//! Plural categories and digits come from ICU (CLDR). Months and the frames of dates are data of
//! the theme: so a site can speak a language that CLDR has no dates for, and French its "1er".

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil;

use super::view::When;
use crate::draw::TickUnit;
use crate::lang::{Direction, Lang, typeset};
use crate::model::Date;
use crate::model::date::{Certainty, DatePart, DateShape, TimeOfDay};
use crate::yaml::Value;
use foldhash::HashMap;

/// The words of one language.
pub struct LanguageWords {
    pub lang: Lang,
    texts: HashMap<String, WordForms>,
    /// The numbers from nought on, since most are small.
    small: Vec<String>,
    plurals: Option<PluralRules>,
    numbers: Option<DecimalFormatter>,
}

/// How many numbers are known in writing.
const SMALL: u64 = 100;

#[derive(Clone, Debug)]
enum WordForms {
    Text(String),
    /// By CLDR plural category.
    Plural(BTreeMap<String, String>),
    List(Vec<String>),
}

/// How a word is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordShape {
    /// One text.
    Text,
    /// A text for each form of the plural.
    Plural,
    /// Several texts, such as the months.
    List,
}

impl LanguageWords {
    /// The words of `lang` in some YAML files; a later file replaces single words of an earlier
    /// one.
    pub fn new<'v>(lang: Lang, files: impl IntoIterator<Item = &'v Value>) -> LanguageWords {
        let mut texts = HashMap::default();
        for file in files {
            if let Value::Map(entries) = file {
                texts.extend(
                    entries
                        .iter()
                        .filter_map(|(key, value)| Some((key.clone(), word(lang, value)?))),
                );
            }
        }
        let mut words = LanguageWords {
            lang,
            texts,
            small: Vec::new(),
            plurals: PluralRules::try_new_cardinal(lang.locale().into()).ok(),
            numbers: DecimalFormatter::try_new(
                lang.locale().into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .ok(),
        };
        words.small = (0..SMALL).map(|number| words.number(number)).collect();
        words
    }

    /// The plain strings, for templates.
    pub fn plain(&self) -> BTreeMap<&str, &str> {
        self.texts
            .iter()
            .filter_map(|(key, word)| match word {
                WordForms::Text(text) => Some((key.as_str(), text.as_str())),
                _ => None,
            })
            .collect()
    }

    /// The form of the word with this key, if there is one.
    pub fn form(&self, key: &str) -> Option<WordShape> {
        self.texts.get(key).map(|word| match word {
            WordForms::Text(_) => WordShape::Text,
            WordForms::Plural(_) => WordShape::Plural,
            WordForms::List(_) => WordShape::List,
        })
    }

    /// All keys, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let keys: BTreeSet<&str> = self.texts.keys().map(String::as_str).collect();
        keys.into_iter()
    }

    /// Whether the language is written in Latin letters: its first month says so.
    pub fn has_latin_letters(&self) -> bool {
        self.month(1).chars().any(|c| c.is_ascii_alphabetic())
    }

    /// Whether there is a word with this key.
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// A string without parameters; the key itself where the theme has none, so that the lack is
    /// seen.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        match self.texts.get(key) {
            Some(WordForms::Text(text)) => text,
            _ => key,
        }
    }

    /// A string with `{name}` replaced. Where the string has plural forms, `n` chooses; `{n}` is
    /// the number in digits, `{words}` in a word where it is small.
    pub fn say(&self, key: &str, n: Option<usize>, parts: &[(&str, &str)]) -> String {
        let pattern = match self.texts.get(key) {
            Some(WordForms::Text(text)) => text.as_str(),
            Some(WordForms::Plural(forms)) => {
                let category = self.category(n.unwrap_or(0));
                forms
                    .get(category)
                    .or_else(|| forms.get("other"))
                    .map_or(key, String::as_str)
            }
            _ => return key.to_owned(),
        };
        let mut text = String::with_capacity(pattern.len() + 32);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            match parts.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => text.push_str(&self.isolated(value)),
                None if name == "words" => {
                    text.push_str(&n.map_or_else(String::new, |n| self.spelled(n)));
                }
                None if name == "n" => {
                    text.push_str(&n.map_or_else(String::new, |n| self.number(n as u64)));
                }
                None => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
            rest = tail;
        }
        text.push_str(rest);
        text
    }

    fn category(&self, n: usize) -> &'static str {
        match self.plurals.as_ref().map(|rules| rules.category_for(n)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            _ => "other",
        }
    }

    /// A number with the digits and separators of the language.
    pub fn number(&self, number: u64) -> String {
        let known = usize::try_from(number)
            .ok()
            .and_then(|number| self.small.get(number));
        if let Some(known) = known {
            return known.clone();
        }
        match &self.numbers {
            Some(format) => format.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }

    /// A day, month or year on an axis, as short as it can be.
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

    /// A small number as a word, where the language has its word; else in digits.
    fn spelled(&self, number: usize) -> String {
        match self.texts.get("small_numbers") {
            Some(WordForms::List(words)) if number < words.len() => words[number].clone(),
            _ => self.number(number as u64),
        }
    }

    /// A name in Latin letters within a text that runs from right to left, in marks that keep what
    /// stands around it in place (Unicode Standard Annex 9: first strong isolate, pop directional
    /// isolate).
    pub fn isolated<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let foreign = self.lang.direction() == Direction::RightToLeft
            && text.chars().any(|c| c.is_ascii_alphabetic());
        if foreign && !text.starts_with('\u{2068}') {
            Cow::Owned(format!("\u{2068}{text}\u{2069}"))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// "a", "a and b", "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [a, b] => self.say("list_two", None, &[("a", a), ("b", b)]),
            [first @ .., last] => {
                let first = first.join(self.get("list_separator"));
                self.say("list_last", None, &[("a", &first), ("b", last)])
            }
        }
    }

    /// A date in words, with its precision.
    pub fn date(&self, date: &Date) -> String {
        match date.shape() {
            DateShape::At(part) => self.part(part),
            DateShape::Within(from, to) => self.span("date_within", from, to),
            DateShape::Lasted(Some(from), Some(to)) => self.span("date_lasted", from, to),
            DateShape::Lasted(Some(from), None) => self.open("date_since", "from", from),
            DateShape::Lasted(None, Some(to)) => self.open("date_until", "to", to),
            DateShape::Lasted(None, None) => String::new(),
        }
    }

    /// A period given by two dates, as of a membership: "since 2016", "until 12 March 2023".
    pub fn period(&self, from: Option<Date>, until: Option<Date>) -> Option<String> {
        let at = |date: Date| match date.shape() {
            DateShape::At(part) => Some(part),
            _ => None,
        };
        match (from, until) {
            (None, None) => None,
            (Some(from), None) => Some(at(from).map_or_else(
                || self.date(&from),
                |part| self.open("date_since", "from", part),
            )),
            (None, Some(until)) => Some(at(until).map_or_else(
                || self.date(&until),
                |part| self.open("date_until", "to", part),
            )),
            (Some(from), Some(until)) => match (at(from), at(until)) {
                (Some(a), Some(b)) => Some(self.span("date_lasted", a, b)),
                _ => Some(format!("{} – {}", self.date(&from), self.date(&until))),
            },
        }
    }

    /// A word with the date of what it names, "consulted 3 March 2022". Beside the form for a day a
    /// language has one for months and years (`_coarse`), and one for dates of another shape
    /// (`_other`).
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

    /// A part of a whole, "12 of 47 (26%)". A part that is there is never said to be nothing, nor
    /// one that lacks something all.
    pub fn share(&self, part: usize, whole: usize) -> String {
        let percent = |n: usize| self.say("percent", None, &[("n", &self.number(n as u64))]);
        let rounded = (part * 100 + whole / 2).checked_div(whole).unwrap_or(0);
        let percent = match rounded {
            0 if part > 0 => self.say("percent_under", None, &[("percent", &percent(1))]),
            100 if part < whole => self.say("percent_over", None, &[("percent", &percent(99))]),
            n => percent(n),
        };
        let (part, whole) = (self.number(part as u64), self.number(whole as u64));
        self.say(
            "share",
            None,
            &[("n", &part), ("total", &whole), ("percent", &percent)],
        )
    }

    /// A date for templates.
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

    fn part(&self, part: DatePart) -> String {
        let plain = self.plain_part(part, &part_pattern(part));
        match part.certainty {
            Certainty::Sure => plain,
            Certainty::Approximate if part.day.is_some() => {
                self.say("date_about", None, &[("date", &plain)])
            }
            Certainty::Approximate => self.say("date_about_coarse", None, &[("date", &plain)]),
            Certainty::Uncertain => self.say("date_uncertain", None, &[("date", &plain)]),
        }
    }

    fn plain_part(&self, part: DatePart, pattern: &str) -> String {
        let year = part.year.to_string();
        let month = part
            .month
            .map_or(Cow::Borrowed(""), |month| self.month(month));
        let day = match part.day {
            Some(1) => self.get("first_day").to_owned(),
            Some(day) => self.number(u64::from(day.unsigned_abs())),
            None => String::new(),
        };
        let date = match pattern {
            "day" => day,
            "year" => year,
            pattern => self.say(
                pattern,
                None,
                &[("day", &day), ("month", &month), ("year", &year)],
            ),
        };
        match part.time {
            Some(time) => self.say(
                "date_time",
                None,
                &[("date", &date), ("time", &self.time(time))],
            ),
            None => date,
        }
    }

    /// A time of day, with its zone where that is not the site's.
    fn time(&self, time: TimeOfDay) -> String {
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

    fn month(&self, month: i8) -> Cow<'_, str> {
        let index = usize::from(month.unsigned_abs()) - 1;
        match self.texts.get("months") {
            Some(WordForms::List(months)) if months.len() == 12 => Cow::Borrowed(&months[index]),
            _ => Cow::Owned(format!("{month:02}")),
        }
    }

    /// Two parts in a frame, without saying a year or month twice: "between 16 and 22 February
    /// 2022".
    fn span(&self, frame: &str, from: DatePart, to: DatePart) -> String {
        // On one day from one time to another, the day is said once.
        if let (Some(first), Some(last)) = (from.time, to.time)
            && from.first_day() == to.first_day()
        {
            let times = self.say(
                &format!("{frame}_times"),
                None,
                &[("from", &self.time(first)), ("to", &self.time(last))],
            );
            let day = DatePart { time: None, ..to };
            return self.say(
                "date_time_span",
                None,
                &[("date", &self.part(day)), ("times", &times)],
            );
        }
        let days = from.day.is_some() && to.day.is_some();
        let sure = from.certainty == Certainty::Sure && to.certainty == Certainty::Sure;
        let bare = from.time.is_none() && to.time.is_none();
        let first = match (
            days && sure && bare,
            from.year == to.year,
            from.month == to.month,
        ) {
            (true, true, true) => self.plain_part(from, "day"),
            (true, true, false) => self.plain_part(from, "date_day_month"),
            _ => self.part(from),
        };
        let frame = if days {
            frame.to_owned()
        } else {
            format!("{frame}_coarse")
        };
        self.say(&frame, None, &[("from", &first), ("to", &self.part(to))])
    }

    fn open(&self, frame: &str, name: &str, part: DatePart) -> String {
        let frame = if part.day.is_some() {
            frame.to_owned()
        } else {
            format!("{frame}_coarse")
        };
        self.say(&frame, None, &[(name, &self.part(part))])
    }
}

fn part_pattern(part: DatePart) -> String {
    match (part.month, part.day) {
        (Some(_), Some(_)) => "date_day",
        (Some(_), None) => "date_month",
        _ => "year",
    }
    .to_owned()
}

/// A word as a file has it, in the typography of its language.
fn word(lang: Lang, value: &Value) -> Option<WordForms> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(typeset(lang, text).into_owned()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::List(items) => Some(WordForms::List(items.iter().filter_map(text).collect())),
        Value::Map(entries) => Some(WordForms::Plural(
            entries
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), text(value)?)))
                .collect(),
        )),
        scalar => text(scalar).map(WordForms::Text),
    }
}

/// The key of a value of a closed list: lower case, `_` for every run of other characters.
pub fn key(prefix: &str, value: &str) -> String {
    let mut key = String::with_capacity(prefix.len() + value.len());
    key.push_str(prefix);
    for c in value.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !key.ends_with('_') {
            key.push('_');
        }
    }
    key.truncate(key.trim_end_matches('_').len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str) -> LanguageWords {
        let text = match tag {
            "fr" => include_str!("../../themes/default/i18n/fr.yaml"),
            "ar" => include_str!("../../themes/default/i18n/ar.yaml"),
            _ => include_str!("../../themes/default/i18n/en.yaml"),
        };
        let value = crate::yaml::parse(text).expect("the words are YAML");
        LanguageWords::new(Lang::parse(tag).expect("a tag"), [&value])
    }

    fn said(tag: &str, date: &str) -> String {
        words(tag).date(&Date::parse(date).expect("a date"))
    }

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
    fn counts_choose_their_form() {
        assert_eq!(words("fr").say("events_count", Some(0), &[]), "0 événement");
        assert_eq!(words("en").say("events_count", Some(1), &[]), "1 event");
        assert_eq!(
            words("en").say("events_count", Some(12345), &[]),
            "12,345 events"
        );
    }

    #[test]
    fn a_share_is_neither_nothing_nor_all_by_rounding() {
        assert_eq!(words("en").share(12, 47), "12 of 47 (26%)");
        assert_eq!(words("fr").share(12, 47), "12 sur 47 (26\u{a0}%)");
        assert_eq!(words("en").share(1, 1000), "1 of 1,000 (under 1%)");
        assert_eq!(words("en").share(999, 1000), "999 of 1,000 (over 99%)");
        assert_eq!(words("en").share(0, 0), "0 of 0 (0%)");
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

    #[test]
    fn all_languages_have_the_same_words() {
        let keys = |tag: &str| words(tag).keys().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(keys("fr"), keys("en"));
        assert_eq!(keys("ar"), keys("en"));
    }

    #[test]
    fn dates_and_counts_in_arabic() {
        assert_eq!(said("ar", "2022-02-22"), "22 فبراير 2022");
        assert_eq!(
            said("ar", "2022-02-16..2022-02-22"),
            "بين 16 و22 فبراير 2022"
        );
        let forms: BTreeSet<String> = [0, 1, 2, 3, 11, 100]
            .map(|n| words("ar").say("events_count", Some(n), &[]))
            .into();
        assert!(forms.len() >= 5, "{forms:?}");
    }

    #[test]
    fn every_value_of_a_closed_list_has_a_word() {
        use crate::model::terms::*;
        fn check<T: Term>(prefix: &str, words: &LanguageWords, missing: &mut Vec<String>) {
            missing.extend(
                T::ALL
                    .iter()
                    .map(|term| key(prefix, term.text()))
                    .filter(|key| !words.has(key)),
            );
        }
        let (words, mut missing) = (words("en"), Vec::new());
        check::<EventType>("event_type_", &words, &mut missing);
        check::<SubEventType>("sub_event_type_", &words, &mut missing);
        check::<ActorType>("actor_type_", &words, &mut missing);
        check::<ViolenceType>("type_of_violence_", &words, &mut missing);
        check::<EventClarity>("event_clarity_", &words, &mut missing);
        check::<Precision>("where_prec_", &words, &mut missing);
        check::<Measure>("measure_", &words, &mut missing);
        check::<Grade>("grade_", &words, &mut missing);
        check::<Status>("status_", &words, &mut missing);
        check::<SourceKind>("source_kind_", &words, &mut missing);
        check::<Scale>("scale_", &words, &mut missing);
        check::<RelationType>("relation_", &words, &mut missing);
        check::<Level>("level_", &words, &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }
}
