//! Tables of an event's claims: disputed claims first. The figures of a table share a scale.

use std::cmp::Reverse;

use super::context::PageContext;
use super::view::{ClaimRow, ClaimTable, ClaimView, Difference, LinkView};
use super::{claims, evidence};
use crate::draw::scale::{BestGuess, ClaimScale};
use crate::model::{Amount, Claim, ClaimRef, Count, Entity, Event, Id, Measure};

/// The maximum number of claims that are shown if none is disputed. The others are folded.
const MAX_OPEN: usize = 6;

/// The maximum ratio of a figure to the next smaller one. A larger figure would squeeze all others
/// on their scale.
const MAX_RATIO: u64 = 5;

/// The tables of an event's claims.
#[derive(Default)]
pub struct ClaimTables {
    /// Disputed claims and parts of figures, or all claims if none is disputed.
    pub first: Vec<ClaimTable>,
    /// The claims that are not in `first`.
    pub others: Vec<ClaimTable>,
}

/// The reason for which claims are in one table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TableReason {
    Disputed,
    /// Parts of a larger figure of the same claimant, which must not be added to that figure.
    Parts,
    People,
    Things,
    Words,
}

impl TableReason {
    fn key(self) -> &'static str {
        match self {
            TableReason::Disputed => "disputed",
            TableReason::Parts => "parts",
            TableReason::People => "people",
            TableReason::Things => "things",
            TableReason::Words => "words",
        }
    }
}

/// Returns the claims of an event in tables.
pub fn claim_tables(context: &PageContext, id: Id<Event>) -> ClaimTables {
    let claims = &context.atlas.events[id].claims;
    let disputed = disputed_claims(context, id);
    let is_part = |at: usize| {
        claims[at].label.is_some()
            && claims.iter().enumerate().any(|(other, whole)| {
                other != at
                    && whole.label.is_none()
                    && whole.measure == claims[at].measure
                    && whole.claimant == claims[at].claimant
                    && whole.date == claims[at].date
            })
    };
    let mut groups: [(TableReason, Vec<usize>); 5] = [
        (TableReason::Disputed, Vec::new()),
        (TableReason::Parts, Vec::new()),
        (TableReason::People, Vec::new()),
        (TableReason::Things, Vec::new()),
        (TableReason::Words, Vec::new()),
    ];
    for (at, claim) in claims.iter().enumerate() {
        let reason = match claim.amount {
            _ if is_part(at) => TableReason::Parts,
            _ if disputed.contains(&at) => TableReason::Disputed,
            Amount::Value(_) => TableReason::Words,
            Amount::Count(_) if counts_people(claim.measure) => TableReason::People,
            Amount::Count(_) => TableReason::Things,
        };
        let group = groups.iter_mut().find(|(other, _)| *other == reason);
        group.expect("every reason has a group").1.push(at);
    }
    let mut tables = ClaimTables::default();
    // If only claims in words are disputed, the figures are not folded.
    let is_disputed = groups[0]
        .1
        .iter()
        .any(|at| matches!(claims[*at].amount, Amount::Count(_)));
    let mut open = 0;
    for (reason, mut group) in groups {
        if group.is_empty() {
            continue;
        }
        group.sort_by_key(|at| (claims[*at].date.is_some(), Reverse(top(&claims[*at]))));
        if reason == TableReason::Disputed {
            group = in_answers(id, claims, &group);
        }
        for part in split(claims, group, reason) {
            let first = match reason {
                TableReason::Disputed | TableReason::Parts => true,
                _ => open == 0 || !is_disputed && open + part.len() <= MAX_OPEN,
            };
            open += part.len();
            let table = table_for_reason(context, id, reason, &part);
            if first {
                &mut tables.first
            } else {
                &mut tables.others
            }
            .push(table);
        }
    }
    tables
}

/// Returns the indexes of claims that others contradict, or whose figures differ from others about
/// the same subject.
pub fn disputed_claims(context: &PageContext, id: Id<Event>) -> Vec<usize> {
    let claims = &context.atlas.events[id].claims;
    let mut disputed: Vec<usize> = Vec::new();
    for group in groups(id, claims) {
        if evidence::difference(context, group.iter().map(|at| &claims[*at])).is_some() {
            disputed.extend(&group);
        }
    }
    for (at, claim) in claims.iter().enumerate() {
        let claim_ref = ClaimRef {
            event: id,
            claim: at,
        };
        let replies = context.relations.claims.get(&claim_ref);
        let is_named = replies.is_some_and(|others| !others.contradicts.is_empty());
        if !claim.contradicted_by.is_empty() || is_named {
            disputed.push(at);
        }
    }
    disputed.sort_unstable();
    disputed.dedup();
    disputed
}

/// Returns, for each subject, a sentence on how far the competing figures are apart.
pub fn differences(context: &PageContext, id: Id<Event>) -> Vec<Difference> {
    let claims = &context.atlas.events[id].claims;
    let mut differences: Vec<Difference> = Vec::new();
    let all = groups(id, claims);
    for group in &all {
        let Some(text) = evidence::difference(context, group.iter().map(|at| &claims[*at])) else {
            continue;
        };
        let claim = &claims[group[0]];
        let is_twice = all
            .iter()
            .filter(|other| claims[other[0]].measure == claim.measure)
            .count()
            > 1;
        differences.push(Difference {
            measure: claims::measure_label(context, claim.measure, claim.label.as_ref()),
            of: claim
                .of
                .filter(|_| is_twice)
                .map(|actor| context.name(Entity::Actor(actor))),
            text,
        });
    }
    differences
}

/// Returns the table of the claims in `rows`, which are together for one reason.
fn table_for_reason(
    context: &PageContext,
    event: Id<Event>,
    reason: TableReason,
    rows: &[usize],
) -> ClaimTable {
    let claims: Vec<ClaimRef> = rows
        .iter()
        .map(|claim| ClaimRef {
            event,
            claim: *claim,
        })
        .collect();
    let caption = match reason {
        TableReason::Disputed
            if rows
                .iter()
                .all(|at| is_words(&context.atlas.events[event].claims[*at])) =>
        {
            "table_words"
        }
        TableReason::Disputed | TableReason::People if all_count_people(context, &claims) => {
            "table_people"
        }
        TableReason::Disputed | TableReason::People | TableReason::Things => "table_things",
        TableReason::Parts => "table_parts",
        TableReason::Words => "table_words",
    };
    // Parts share the scale of their whole.
    let all: Vec<ClaimRef> = match reason {
        TableReason::Parts => (0..context.atlas.events[event].claims.len())
            .filter(|claim| counts_people(context.atlas.events[event].claims[*claim].measure))
            .map(|claim| ClaimRef { event, claim })
            .collect(),
        _ => claims.clone(),
    };
    let scale = common_scale(context, &all);
    let mut table = table_with_scale(
        context,
        reason.key(),
        context.words.get(caption).to_owned(),
        &claims,
        scale,
        false,
    );
    for row in 1..rows.len() {
        let answered = context.atlas.events[event].claims[rows[row]].responds_to;
        table.rows[row].claim.is_answer =
            answered.is_some_and(|to| to.event == event && rows[..row].contains(&to.claim));
    }
    if reason == TableReason::Parts {
        let parts = [context.words.get("not_to_be_added"), &table.note];
        table.note = parts.join(&format!("{} ", context.words.get("semicolon")));
    }
    table
}

/// Returns whether all claims count people.
fn all_count_people(context: &PageContext, claims: &[ClaimRef]) -> bool {
    claims
        .iter()
        .all(|at| counts_people(context.atlas.events[at.event].claims[at.claim].measure))
}

/// Returns claims in the given order, with their figures on a common scale. `with_events` adds the
/// event of each claim.
pub fn claim_table_on_scale(
    context: &PageContext,
    key: &'static str,
    caption: String,
    claims: &[ClaimRef],
    with_events: bool,
) -> ClaimTable {
    table_with_scale(
        context,
        key,
        caption,
        claims,
        common_scale(context, claims),
        with_events,
    )
}

/// Returns a scale for the figures of claims, or `None` if there are fewer than two figures.
fn common_scale(context: &PageContext, claims: &[ClaimRef]) -> Option<ClaimScale> {
    let claims = claims
        .iter()
        .map(|at| &context.atlas.events[at.event].claims[at.claim]);
    let counts: Vec<&Count> = claims.filter_map(drawn).collect();
    (counts.len() > 1)
        .then(|| ClaimScale::for_counts(counts))
        .flatten()
}

/// Returns claims in a table with a given scale.
fn table_with_scale(
    context: &PageContext,
    key: &'static str,
    caption: String,
    claims: &[ClaimRef],
    scale: Option<ClaimScale>,
    with_events: bool,
) -> ClaimTable {
    let claim = |at: &ClaimRef| &context.atlas.events[at.event].claims[at.claim];
    let top = scale.as_ref().map(ClaimScale::top);
    let end = top.map(|top| {
        let number = context.words.number(top.value);
        match top.is_open {
            true => context.words.say("and_over", None, &[("n", &number)]),
            false => number,
        }
    });
    ClaimTable {
        key,
        caption,
        note: match top {
            Some(top) => context.words.say(
                "same_scale",
                None,
                &[("n", &context.words.number(top.value))],
            ),
            None => String::new(),
        },
        scale_end: end,
        rows: claims
            .iter()
            .map(|at| {
                let view = claims::claim_view(context, *at);
                let event = with_events.then(|| event_link(context, *at));
                ClaimRow {
                    scale: match (&scale, drawn(claim(at))) {
                        (Some(scale), Some(count)) => Some(scale.draw(count, BestGuess::Given)),
                        _ => None,
                    },
                    claim: match &event {
                        Some(event) => ClaimView {
                            link: event.url.clone(),
                            ..view
                        },
                        None => view,
                    },
                    event,
                }
            })
            .collect(),
    }
}

/// Returns a link to the claim, labelled with its event.
fn event_link(context: &PageContext, at: ClaimRef) -> LinkView {
    let title = context.text(&context.atlas.events[at.event].title);
    title.leading_to(claims::claim_address(context, at))
}

/// Groups the claims of an event by subject: the same measure and label of the same actor on the
/// same day.
pub fn groups(event: Id<Event>, claims: &[Claim]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        let is_about = |group: &Vec<usize>| {
            let first = &claims[group[0]];
            let is_same = (first.measure, &first.label) == (claim.measure, &claim.label);
            // Figures of different days are not compared. A response has the subject of the claim
            // to which it responds, whomever it counts.
            let answered = claim.responds_to.filter(|to| to.event == event);
            let answers = answered.is_some_and(|to| group.contains(&to.claim));
            let is_answer = answers && (claim.date.is_none() || claim.date == first.date);
            is_same && (is_answer || first.of == claim.of && first.date == claim.date)
        };
        match groups.iter_mut().find(|group| is_about(group)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

fn is_words(claim: &Claim) -> bool {
    matches!(claim.amount, Amount::Value(_))
}

/// Returns whether a measure counts people.
fn counts_people(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Killed
            | Measure::Wounded
            | Measure::Arrested
            | Measure::Neutralised
            | Measure::Abducted
            | Measure::Displaced
            | Measure::Surrendered
            | Measure::Released
            | Measure::Captured
            | Measure::Troops
    )
}

/// Returns the maximum number of a claim, or 0 for a value in words.
fn top(claim: &Claim) -> u64 {
    drawn(claim).and_then(Count::greatest).unwrap_or(0)
}

/// Returns the count of a claim if it can be drawn: its numbers are in order.
fn drawn(claim: &Claim) -> Option<&Count> {
    match &claim.amount {
        Amount::Count(count) if count.interval().is_some() || count.best.is_some() => Some(count),
        _ => None,
    }
}

/// Places responses directly below the claims to which they respond, and keeps the order otherwise.
fn in_answers(event: Id<Event>, claims: &[Claim], group: &[usize]) -> Vec<usize> {
    let answers = |at: usize| {
        claims[at]
            .responds_to
            .filter(|to| to.event == event)
            .map(|to| to.claim)
    };
    let mut sorted = Vec::with_capacity(group.len());
    let roots = group
        .iter()
        .filter(|at| answers(**at).is_none_or(|to| !group.contains(&to)));
    for root in roots {
        sorted.push(*root);
        sorted.extend(group.iter().filter(|at| answers(**at) == Some(*root)));
    }
    // The remaining claims are responses to responses, and claims that respond to one another in a
    // cycle.
    let rest: Vec<usize> = group
        .iter()
        .copied()
        .filter(|at| !sorted.contains(at))
        .collect();
    sorted.extend(rest);
    sorted
}

/// Splits a sorted group where a figure is so much larger than the next that the two cannot share a
/// scale. Disputed claims stay together, because their distance matters.
fn split(claims: &[Claim], group: Vec<usize>, reason: TableReason) -> Vec<Vec<usize>> {
    if matches!(
        reason,
        TableReason::Disputed | TableReason::Parts | TableReason::Words
    ) {
        return vec![group];
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for at in group {
        let figure = top(&claims[at]);
        let is_far =
            last.is_some_and(|last: u64| figure > 0 && last > MAX_RATIO.saturating_mul(figure));
        match parts.last_mut().filter(|_| !is_far) {
            Some(part) => part.push(at),
            None => parts.push(vec![at]),
        }
        last = Some(figure);
    }
    parts
}
