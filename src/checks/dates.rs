//! Impossible dates: updates, corrections, sources, figures, estimates and pictures with a future
//! date, and corrections that are older than their article.
//!
//! Dates of events are checked by [`super::editorial`], which only warns: an event may be planned.

use crate::diag::{Code, Diagnostic, Diagnostics, Field};
use crate::message;
use crate::messages::Message;
use crate::model::{Article, Atlas, Date, Event, Photograph, Photographs, Source};
use crate::resolve::{Clock, field_of};

/// Reports impossible dates of articles, sources and claims.
pub fn check(
    atlas: &Atlas,
    photographs: &Photographs,
    clock: Clock,
    diagnostics: &mut Diagnostics,
) {
    for (_, article) in atlas.articles.iter() {
        check_article(article, clock, diagnostics);
    }
    for (_, source) in atlas.sources.iter() {
        check_source(source, clock, diagnostics);
    }
    for (_, event) in atlas.events.iter() {
        check_claims(event, clock, diagnostics);
        check_estimates(event, clock, diagnostics);
    }
    for (_, record) in photographs.iter() {
        check_photograph(record, clock, diagnostics);
    }
}

fn check_article(article: &Article, clock: Clock, diagnostics: &mut Diagnostics) {
    let Some((_, body)) = article.bodies.iter().next() else {
        return;
    };
    let top = Field::top(body.file);
    if let Some(updated) = article.updated.filter(|day| is_future(day, clock)) {
        let message = message!("this article is updated in the future: {updated}", updated);
        let help = message!("write the day of the last change, or delete the line");
        diagnostics.push(Diagnostic::new(Code::OddDate, &top.key("updated"), message).help(help));
    }
    for (at, correction) in article.corrections.iter().enumerate() {
        let field = top.key("corrections").index(at).key("date");
        let date = correction.date;
        let message = if is_future(&date, clock) {
            message!("this correction is in the future: {date}", date)
        } else if date.latest() < article.date.earliest() {
            message!("this correction is older than the article: {date}", date)
        } else {
            continue;
        };
        let help = message!(
            "write the day of the correction; the article is of {date}",
            date = article.date
        );
        diagnostics.push(Diagnostic::new(Code::OddDate, &field, message).help(help));
    }
}

fn check_source(source: &Source, clock: Clock, diagnostics: &mut Diagnostics) {
    type Wording = fn(&Date) -> Message;
    let dates: [(&str, &Option<Date>, Wording); 3] = [
        ("date", &source.date, |date| {
            message!("this source is published in the future: {date}", date)
        }),
        ("archived_at", &source.archived_at, |date| {
            message!("this source is archived in the future: {date}", date)
        }),
        ("accessed", &source.accessed, |date| {
            message!("this source is read in the future: {date}", date)
        }),
    ];
    for (key, date, wording) in dates {
        let Some(date) = date.filter(|date| is_future(date, clock)) else {
            continue;
        };
        let message = wording(&date);
        let help = message!("correct the date; if it is right, allow the warning with the reason");
        let field = field_of(&source.origin).key(key);
        diagnostics.push(Diagnostic::new(Code::OddDate, &field, message).help(help));
    }
}

fn check_claims(event: &Event, clock: Clock, diagnostics: &mut Diagnostics) {
    for (at, claim) in event.claims.iter().enumerate() {
        let Some(date) = claim.date.filter(|date| is_future(date, clock)) else {
            continue;
        };
        let field = field_of(&event.origin).key("claims").index(at).key("date");
        let message = message!("this figure is of a day in the future: {date}", date);
        let help = message!("write the day that the figure is of, or delete the line");
        diagnostics.push(Diagnostic::new(Code::OddDate, &field, message).help(help));
    }
}

fn check_estimates(event: &Event, clock: Clock, diagnostics: &mut Diagnostics) {
    for estimate in &event.estimates {
        if !is_future(&estimate.date, clock) {
            continue;
        }
        let field = field_of(&event.origin).key("estimate");
        let field = match estimate.written {
            Some(at) => field.index(at),
            None => field,
        };
        let message = message!(
            "this estimate was made in the future: {date}",
            date = estimate.date
        );
        let help = message!("write the day on which the estimate was made");
        diagnostics.push(Diagnostic::new(Code::OddDate, &field.key("date"), message).help(help));
    }
}

fn check_photograph(record: &Photograph, clock: Clock, diagnostics: &mut Diagnostics) {
    if let Some(date) = record.date.filter(|date| is_future(date, clock)) {
        let message = message!("this picture was taken in the future: {date}", date);
        let help = message!("correct the date, or delete the line");
        let field = record.top.key("date");
        diagnostics.push(Diagnostic::new(Code::OddDate, &field, message).help(help));
    }
}

/// Whether a date is certainly after today. A missing date, which is year 1, never is.
fn is_future(date: &Date, clock: Clock) -> bool {
    date.earliest().is_some_and(|day| day > clock.today)
}
