//! The figures that a claim had, with the days on which they changed.

use std::collections::BTreeMap;

use jiff::civil;

use super::document::PastFacts;
use super::{PastChange, PastCommit};
use crate::model::{Amount, Count};

/// The figures of an event's claims that have changed, by the index of the claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FigureSpans(pub BTreeMap<usize, Vec<FigureSpan>>);

/// A figure, and the days from which and until which it was published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FigureSpan {
    pub count: Count,
    /// `None` if the claim had this figure from the beginning.
    pub from: Option<civil::Date>,
    /// `None` if it has this figure today.
    pub until: Option<civil::Date>,
}

/// Returns the figures of a claim, newest first, from its changes, oldest first. The list is empty
/// if the figure has not changed, or if the last committed figure is not the one of today.
pub(super) fn figure_spans(
    changes: &[&PastChange],
    commits: &[PastCommit],
    now: &Count,
) -> Vec<FigureSpan> {
    // The figures from each day on; the first has no day.
    let mut figures: Vec<(Option<civil::Date>, Count)> = Vec::new();
    for change in changes {
        let count = |facts: &Option<PastFacts>| match facts {
            Some(PastFacts::Claim(claim)) => match &claim.amount {
                Amount::Count(count) if !count.is_empty() => Some(*count),
                _ => None,
            },
            _ => None,
        };
        let (before, after) = (count(&change.before), count(&change.after));
        let day = commits[change.commit].day;
        if change.before.is_none() || change.after.is_none() {
            // A claim that was gone for a time, or was added later, begins anew.
            figures = (after.into_iter().map(|count| (Some(day), count))).collect();
            continue;
        }
        if figures.is_empty() {
            figures.extend(before.map(|count| (None, count)));
        }
        let Some(after) = after else {
            // It was said in words for a time.
            figures.clear();
            continue;
        };
        // Of several changes on one day, the last counts.
        if figures.last().is_some_and(|(from, _)| *from == Some(day)) {
            figures.pop();
        }
        if figures.last().is_none_or(|(_, known)| *known != after) {
            figures.push((Some(day), after));
        }
    }
    let is_current = figures.last().is_some_and(|(_, last)| last == now);
    if figures.len() < 2 || !is_current {
        return Vec::new();
    }
    let until = (figures.iter().skip(1).map(|(from, _)| *from)).chain([None]);
    let spans = figures.iter().zip(until);
    let mut spans: Vec<FigureSpan> = spans
        .map(|((from, count), until)| FigureSpan {
            count: *count,
            from: *from,
            until,
        })
        .collect();
    spans.reverse();
    spans
}
