//! Texts that the old site publishes on a later day: griot must not publish them before.

use jiff::Timestamp;

use super::dates::date;
use super::front::{FrontEntry, scalar};
use super::text::{SourceSite, SourceText, TextRole};
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::yaml::Value;

/// Keys of the day from which a text is published.
const PUBLICATION: [&str; 5] = [
    "publishDate",
    "publish_date",
    "pubDate",
    "datePublished",
    "published",
];

/// Returns the time of now, or that of `SOURCE_DATE_EPOCH` (reproducible-builds.org).
pub(super) fn now() -> Timestamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok();
    let fixed = fixed.and_then(|seconds| seconds.parse().ok());
    let fixed = fixed.and_then(|seconds| Timestamp::from_second(seconds).ok());
    fixed.unwrap_or_else(Timestamp::now)
}

/// Withholds the texts that the old site publishes later, and reports them.
///
/// An article gets the later day as its date, which withholds it until then. What has no date of
/// its own (pages, translations), and what appears within a day, becomes a draft.
pub(super) fn withhold(site: &mut SourceSite, now: Timestamp, report: &mut ImportReport) {
    let today = now.strftime("%Y-%m-%d").to_string();
    for text in &mut site.texts {
        let Some((entry, day)) = later(text, now) else {
            continue;
        };
        let value = scalar(&entry.value).unwrap_or_else(|| crate::yaml::emit(&entry.value));
        let day = day.filter(|day| {
            let is_dated = text.role == TextRole::Article && text.lang.is_none();
            let is_today = day.get(..10) <= Some(today.as_str());
            is_dated && !is_today
        });
        let kind = match day {
            Some(_) => ProblemKind::LaterDay,
            None => ProblemKind::Unpublished,
        };
        report.add(Problem::of_cell(
            entry.line.max(1),
            &text.path,
            &entry.key,
            kind,
            &value,
        ));
        match day {
            Some(day) => set_date(text, day, &entry),
            None => text.is_draft = true,
        }
    }
}

/// Makes a day the date of a text.
fn set_date(text: &mut SourceText, day: String, entry: &FrontEntry) {
    let line = text
        .front
        .take("date")
        .map_or(entry.line, |date| date.line)
        .max(1);
    text.front.entries.push(FrontEntry {
        key: "date".to_owned(),
        value: Value::Text(day),
        line,
    });
}

/// Returns the entry for which a text is not published yet, with its day. A day that cannot be
/// read may be a later one.
fn later(text: &SourceText, now: Timestamp) -> Option<(FrontEntry, Option<String>)> {
    let entries = || text.front.entries.iter();
    let named = |entry: &FrontEntry, keys: &[&str]| {
        keys.iter().any(|key| key.eq_ignore_ascii_case(&entry.key)) && !entry.value.is_empty()
    };
    let mut latest: Option<(FrontEntry, Option<String>)> = None;
    for entry in entries().filter(|entry| named(entry, &PUBLICATION)) {
        if matches!(entry.value, Value::Bool(_)) {
            continue;
        }
        match date(&entry.value) {
            Some(day) if !is_later(&day, now) => {}
            Some(day) => {
                let known = latest.as_ref().and_then(|(_, day)| day.as_ref());
                if known.is_none_or(|known| *known < day) {
                    latest = Some((entry.clone(), Some(day)));
                }
            }
            None => return Some((entry.clone(), None)),
        }
    }
    // The date of an article withholds it already.
    let has_date = text.role == TextRole::Article && text.lang.is_none();
    let own = entries().find(|entry| named(entry, &["date"]));
    let own = own.filter(|_| latest.is_none() && !has_date);
    let own = own.and_then(|own| Some((own.clone(), Some(date(&own.value)?))));
    latest.or_else(|| own.filter(|(_, day)| day.as_ref().is_some_and(|day| is_later(day, now))))
}

/// Whether a day, or a time of a day, has not come yet. A time without a zone is in UTC.
fn is_later(day: &str, now: Timestamp) -> bool {
    let time = match day.split_once('T') {
        Some((_, clock)) if !clock.contains(['Z', '+', '-']) => format!("{day}Z"),
        Some(_) => day.to_owned(),
        None => return day > now.strftime("%Y-%m-%d").to_string().as_str(),
    };
    time.parse::<Timestamp>().is_ok_and(|time| time > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_that_have_not_come_are_later() {
        let now: Timestamp = "2026-12-01T04:00:00Z".parse().expect("it is a time");
        for (day, expected) in [
            ("2026-12-01", false),
            ("2026-12-02", true),
            ("2026-12-01T05:30+01:00", true),
            ("2026-12-01T04:30+01:00", false),
            ("2026-12-01T05:30", true),
            ("2026-11-30T23:00-08:00", true),
        ] {
            assert_eq!(is_later(day, now), expected, "{day}");
        }
    }
}
