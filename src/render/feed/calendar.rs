//! The calendar of the timeline (iCalendar, RFC 5545): one `VEVENT` for each event whose day is
//! known.
//!
//! A calendar shows whole days. So an event is in it if its date is a day or lasted from one day to
//! another. "Once, some time within" and dates that are only known to a month or year are left out:
//! a calendar would show that the event lasted that long. An approximate or uncertain day is
//! tentative.

use std::convert::Infallible;

use jiff::civil;

use crate::incremental::fingerprint;
use crate::model::date::{Certainty, Date, DatePart, DateShape};
use crate::model::{Entity, Event, Id};
use crate::plan::{PageKind, PlannedPage};
use crate::render::context::PageContext;
use crate::render::memo::{PageMemo, RenderedFile};
use crate::render::view::TextView;

/// The name of the file, in the folder of the list of events.
const FILE: &str = "calendar.ics";

/// The maximum length of a line in bytes, without its end.
const MAX_LINE: usize = 75;

/// The whole days of an event.
#[derive(Debug, PartialEq, Eq)]
struct CalendarDays {
    first: civil::Date,
    last: civil::Date,
    is_sure: bool,
}

/// Renders the calendar of this language, or returns `None` if the site has none.
pub fn calendar(context: &PageContext, memo: &PageMemo) -> Option<RenderedFile> {
    calendar_address(context)?;
    let page = PlannedPage {
        kind: PageKind::Events,
        lang: context.lang,
    };
    let path = format!("{}{FILE}", context.plan.relative(context.atlas, page));
    let identity = fingerprint::of_value(&("calendar", context.lang));
    let Ok(file) = memo.file(&path, identity, || {
        Ok::<_, Infallible>(write_calendar(context).into_bytes())
    });
    Some(file)
}

/// Returns the address of the calendar, or `None` if no event has a day. A calendar needs at least
/// one event.
pub fn calendar_address(context: &PageContext) -> Option<String> {
    let has_days = |id: &Id<Event>| days(&context.atlas.events[*id].date).is_some();
    (context.config.data && context.relations.timeline.iter().any(has_days))
        .then(|| format!("{}{FILE}", context.url(PageKind::Events)))
}

/// Returns the days of a date, or `None` if a calendar cannot show it.
fn days(date: &Date) -> Option<CalendarDays> {
    let (from, to) = match date.shape() {
        DateShape::At(part) => (part, part),
        DateShape::Lasted(Some(from), Some(to)) => (from, to),
        DateShape::Lasted(..) | DateShape::Within(..) => return None,
    };
    let is_day = |part: &DatePart| part.day.is_some();
    let is_sure = |part: &DatePart| part.certainty == Certainty::Sure;
    (is_day(&from) && is_day(&to)).then(|| CalendarDays {
        first: from.first_day(),
        last: to.last_day(),
        is_sure: is_sure(&from) && is_sure(&to),
    })
}

fn write_calendar(context: &PageContext) -> String {
    let mut out = String::with_capacity(512 * context.relations.timeline.len());
    let name = context.text(&context.config.title).text;
    let page = context.plan.absolute(&context.url(PageKind::Events));
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//griot//griot//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    text(&mut out, "NAME", &context.plain(name.as_str()));
    text(&mut out, "X-WR-CALNAME", &context.plain(name.as_str()));
    line(&mut out, &format!("URL:{page}"));
    for id in context.relations.timeline.iter() {
        event(&mut out, context, *id);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// Writes an event, if its days are known.
fn event(out: &mut String, context: &PageContext, id: Id<Event>) {
    let event = &context.atlas.events[id];
    let Some(days) = days(&event.date) else {
        return;
    };
    let Ok(end) = days.last.tomorrow() else {
        return;
    };
    let address = context
        .plan
        .address(context.atlas, Entity::Event(id), context.lang);
    let site = context.plan.absolute(&context.plan.file(""));
    let site = site.split_once("://").map_or(site.as_str(), |(_, at)| at);
    line(out, "BEGIN:VEVENT");
    let uid = format!("{}@{}", event.id, site.trim_end_matches('/'));
    text(out, "UID", &context.plain(uid));
    let newest = context.relations.events[id.index()].newest;
    let newest = newest.and_then(|date| date.earliest());
    let revised = newest.map_or(days.last, |day| day.max(days.last));
    line(out, &format!("DTSTAMP:{}T000000Z", basic(revised)));
    line(out, &format!("DTSTART;VALUE=DATE:{}", basic(days.first)));
    line(out, &format!("DTEND;VALUE=DATE:{}", basic(end)));
    if !days.is_sure {
        line(out, "STATUS:TENTATIVE");
    }
    line(out, "TRANSP:TRANSPARENT");
    text(out, "SUMMARY", &context.text(&event.title));
    text(
        out,
        "DESCRIPTION",
        &context.plain(context.words.date(&event.date)),
    );
    let place = event.place.as_ref().and_then(|place| place.name.as_ref());
    match place {
        Some(name) => text(out, "LOCATION", &context.text(name)),
        None if !event.regions.is_empty() => {
            let regions = event.regions.iter();
            let names: Vec<String> = regions
                .map(|region| context.name(Entity::Region(*region)).text)
                .collect();
            let names = names.join(context.words.get("list_separator"));
            text(out, "LOCATION", &context.plain(names));
        }
        None => {}
    }
    line(out, &format!("URL:{}", context.plan.absolute(&address)));
    line(out, "END:VEVENT");
}

/// Returns a day in the basic format, such as `20220223`.
fn basic(day: civil::Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Writes a property whose value is text, with its language if that is not the page's.
fn text(out: &mut String, name: &str, value: &TextView) {
    let lang = value.lang.as_ref();
    let lang = lang.map_or_else(String::new, |lang| format!(";LANGUAGE={lang}"));
    let mut escaped = String::with_capacity(value.text.len());
    for character in value.text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    line(out, &format!("{name}{lang}:{escaped}"));
}

/// Writes a line. A line that is too long is folded between characters, and continues after a space.
fn line(out: &mut String, content: &str) {
    let mut rest = content;
    let mut space_left = MAX_LINE;
    while rest.len() > space_left {
        let (part, after) = rest.split_at(rest.floor_char_boundary(space_left));
        out.push_str(part);
        out.push_str("\r\n ");
        rest = after;
        space_left = MAX_LINE - 1;
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days_of(date: &str) -> Option<(String, String, bool)> {
        let date = Date::parse(date).expect("a date");
        days(&date).map(|days| (basic(days.first), basic(days.last), days.is_sure))
    }

    #[test]
    fn a_calendar_shows_days_and_no_other_dates() {
        let shown =
            |first: &str, last: &str, is_sure| Some((first.to_owned(), last.to_owned(), is_sure));
        for (date, wanted) in [
            ("2022-02-23", shown("20220223", "20220223", true)),
            ("2022-02-23T05:30", shown("20220223", "20220223", true)),
            ("2022-02-23~", shown("20220223", "20220223", false)),
            ("2022-02-16/2022-02-22", shown("20220216", "20220222", true)),
            (
                "2022-02-16/2022-02-22?",
                shown("20220216", "20220222", false),
            ),
            ("2022-02-16..2022-02-22", None),
            ("2022-02", None),
            ("2022-01/2022-02", None),
            ("2022-02-16/2022-03", None),
            ("2022-02-16/..", None),
        ] {
            assert_eq!(days_of(date), wanted, "{date}");
        }
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, &format!("SUMMARY:{}", "é".repeat(80)));
        for part in out.trim_end().split("\r\n") {
            assert!(part.len() <= MAX_LINE, "{part}");
        }
        assert_eq!(out.replace("\r\n ", "").trim_end().chars().count(), 88);
    }

    #[test]
    fn text_is_escaped() {
        let mut out = String::new();
        let value = TextView {
            text: "a, b; c\\d\ne\r".to_owned(),
            lang: Some("fr".to_owned()),
            dir: None,
        };
        text(&mut out, "SUMMARY", &value);
        assert_eq!(out, "SUMMARY;LANGUAGE=fr:a\\, b\\; c\\\\d\\ne\r\n");
    }
}
