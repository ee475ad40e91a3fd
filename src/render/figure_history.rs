//! The former figures of a claim, in one line.

use super::context::PageContext;
use super::counts;
use crate::history::FigureSpan;
use crate::model::{Amount, ClaimRef, Date};

/// The maximum number of figures in the history of a claim. The list of changes has all.
const MAX_FIGURES: usize = 4;

/// Returns "19 since 23 February 2026; 22 until then", or `None` if the figure has not changed.
pub fn figure_history(context: &PageContext, at: ClaimRef) -> Option<String> {
    let history = context.history?;
    let spans = history.figures[at.event.index()].0.get(&at.claim)?;
    let figure = |span: &FigureSpan| counts::amount_text(context, &Amount::Count(span.count)).text;
    let date = |day| context.words.date(&Date::day(day));
    if let [now, before] = spans.as_slice()
        && let (Some(from), None) = (now.from, before.from)
    {
        let parts = [
            ("now", figure(now)),
            ("date", date(from)),
            ("before", figure(before)),
        ];
        let parts = parts.each_ref().map(|(key, text)| (*key, text.as_str()));
        return Some(context.words.say("figure_once", None, &parts));
    }
    let clauses = spans.iter().take(MAX_FIGURES).map(|span| {
        let figure = figure(span);
        let say = |key: &str, dates: &[(&str, String)]| {
            let dates = dates.iter().map(|(key, text)| (*key, text.as_str()));
            let parts: Vec<(&str, &str)> = dates.chain([("figure", figure.as_str())]).collect();
            context.words.say(key, None, &parts)
        };
        match (span.from, span.until) {
            (Some(from), Some(until)) => say(
                "figure_between",
                &[("from", date(from)), ("to", date(until))],
            ),
            (Some(from), None) => say("figure_since", &[("date", date(from))]),
            (None, Some(until)) => say("figure_until", &[("date", date(until))]),
            (None, None) => figure.clone(),
        }
    });
    let clauses: Vec<String> = clauses.collect();
    Some(clauses.join(context.words.get("clause_separator")))
}
