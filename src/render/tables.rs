//! The claims of an event in tables: what is disputed first, figures of one table on one scale.

use std::cmp::Reverse;

use super::context::PageContext;
use super::view::{ClaimRow, ClaimTable, Difference, LinkView};
use crate::draw::scale::{BestGuess, ClaimScale};
use crate::model::{Amount, Claim, ClaimRef, Count, Entity, Event, Id, Measure};

/// How many claims stand open where nothing is disputed; the others are folded.
const OPEN: usize = 6;

/// A figure more than so many times the next would press all others of its scale into a point.
const FARTHEST: u64 = 5;

/// The tables of an event.
#[derive(Default)]
pub struct ClaimTables {
    /// What is disputed, and parts of it; all claims where nothing is.
    pub first: Vec<ClaimTable>,
    /// The claims that are not in `first`.
    pub others: Vec<ClaimTable>,
}

/// Why claims stand in one table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TableReason {
    Disputed,
    /// Parts of a larger figure of the same claimant: not to be added to it.
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

impl PageContext<'_> {
    /// The claims of an event in tables.
    pub fn claim_tables(&self, id: Id<Event>) -> ClaimTables {
        let claims = &self.atlas.events[id].claims;
        let disputed = self.disputed(id);
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
            let group = groups.iter_mut().find(|(known, _)| *known == reason);
            group.expect("every reason has a group").1.push(at);
        }
        let mut tables = ClaimTables::default();
        // What is disputed in words alone pushes no figure into a fold.
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
                    _ => open == 0 || !is_disputed && open + part.len() <= OPEN,
                };
                open += part.len();
                let table = self.reasoned_table(id, reason, &part);
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

    /// The claims of an event that others contradict, or whose figures differ from those of others
    /// about the same thing.
    pub fn disputed(&self, id: Id<Event>) -> Vec<usize> {
        let claims = &self.atlas.events[id].claims;
        let mut disputed: Vec<usize> = Vec::new();
        for group in groups(id, claims) {
            if self
                .difference(group.iter().map(|at| &claims[*at]))
                .is_some()
            {
                disputed.extend(&group);
            }
        }
        for (at, claim) in claims.iter().enumerate() {
            let own = ClaimRef {
                event: id,
                claim: at,
            };
            let known = self.relations.claims.get(&own);
            let is_named = known.is_some_and(|others| !others.contradicts.is_empty());
            if !claim.contradicted_by.is_empty() || is_named {
                disputed.push(at);
            }
        }
        disputed.sort_unstable();
        disputed.dedup();
        disputed
    }

    /// How far apart the competing figures of an event are, a sentence for each thing that they are
    /// about.
    pub fn differences(&self, id: Id<Event>) -> Vec<Difference> {
        let claims = &self.atlas.events[id].claims;
        let mut differences: Vec<Difference> = Vec::new();
        let all = groups(id, claims);
        for group in &all {
            let Some(text) = self.difference(group.iter().map(|at| &claims[*at])) else {
                continue;
            };
            let claim = &claims[group[0]];
            let is_twice = all
                .iter()
                .filter(|other| claims[other[0]].measure == claim.measure)
                .count()
                > 1;
            differences.push(Difference {
                measure: self.measure(claim.measure, claim.label.as_ref()),
                of: claim
                    .of
                    .filter(|_| is_twice)
                    .map(|actor| self.name(Entity::Actor(actor))),
                text,
            });
        }
        differences
    }

    fn reasoned_table(&self, event: Id<Event>, reason: TableReason, rows: &[usize]) -> ClaimTable {
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
                    .all(|at| is_words(&self.atlas.events[event].claims[*at])) =>
            {
                "table_words"
            }
            TableReason::Disputed | TableReason::People if self.count_people(&claims) => {
                "table_people"
            }
            TableReason::Disputed | TableReason::People | TableReason::Things => "table_things",
            TableReason::Parts => "table_parts",
            TableReason::Words => "table_words",
        };
        // Parts stand on the scale of what they are parts of.
        let all: Vec<ClaimRef> = match reason {
            TableReason::Parts => (0..self.atlas.events[event].claims.len())
                .filter(|claim| counts_people(self.atlas.events[event].claims[*claim].measure))
                .map(|claim| ClaimRef { event, claim })
                .collect(),
            _ => claims.clone(),
        };
        let scale = self.scale_of(&all);
        let mut table = self.table_on(
            reason.key(),
            self.words.get(caption).to_owned(),
            (&claims, scale),
            false,
        );
        for row in 1..rows.len() {
            let answered = self.atlas.events[event].claims[rows[row]].responds_to;
            table.rows[row].claim.is_answer =
                answered.is_some_and(|to| to.event == event && rows[..row].contains(&to.claim));
        }
        if reason == TableReason::Parts {
            let parts = [self.words.get("not_to_be_added"), &table.note];
            table.note = parts.join(&format!("{} ", self.words.get("semicolon")));
        }
        table
    }

    fn count_people(&self, claims: &[ClaimRef]) -> bool {
        claims
            .iter()
            .all(|at| counts_people(self.atlas.events[at.event].claims[at.claim].measure))
    }

    /// Claims in the order given, their figures on one scale. `with_events` names the event of
    /// each.
    pub fn table_of(
        &self,
        key: &'static str,
        caption: String,
        claims: &[ClaimRef],
        with_events: bool,
    ) -> ClaimTable {
        self.table_on(key, caption, (claims, self.scale_of(claims)), with_events)
    }

    /// A scale that holds the figures of claims; `None` where there are not two to compare.
    fn scale_of(&self, claims: &[ClaimRef]) -> Option<ClaimScale> {
        let claims = claims
            .iter()
            .map(|at| &self.atlas.events[at.event].claims[at.claim]);
        let counts: Vec<&Count> = claims.filter_map(drawn).collect();
        (counts.len() > 1)
            .then(|| ClaimScale::for_counts(counts))
            .flatten()
    }

    fn table_on(
        &self,
        key: &'static str,
        caption: String,
        (claims, scale): (&[ClaimRef], Option<ClaimScale>),
        with_events: bool,
    ) -> ClaimTable {
        let claim = |at: &ClaimRef| &self.atlas.events[at.event].claims[at.claim];
        let top = scale.as_ref().map(ClaimScale::top);
        let end = top.map(|top| {
            let number = self.words.number(top.value);
            match top.is_open {
                true => self.words.say("and_over", None, &[("n", &number)]),
                false => number,
            }
        });
        ClaimTable {
            key,
            caption,
            note: match top {
                Some(top) => {
                    self.words
                        .say("same_scale", None, &[("n", &self.words.number(top.value))])
                }
                None => String::new(),
            },
            scale_end: end,
            rows: claims
                .iter()
                .map(|at| ClaimRow {
                    scale: match (&scale, drawn(claim(at))) {
                        (Some(scale), Some(count)) => Some(scale.draw(count, BestGuess::Given)),
                        _ => None,
                    },
                    event: with_events.then(|| self.event_of(*at)),
                    claim: self.claim(*at),
                })
                .collect(),
        }
    }

    /// The event of a claim, at the claim.
    fn event_of(&self, at: ClaimRef) -> LinkView {
        let title = self.text(&self.atlas.events[at.event].title);
        title.leading_to(self.claim_address(at))
    }
}

/// The claims of an event that are about the same thing: the same measure of the same, on the same
/// day.
pub fn groups(event: Id<Event>, claims: &[Claim]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        let is_about = |group: &Vec<usize>| {
            let first = &claims[group[0]];
            let is_same = (first.measure, &first.label) == (claim.measure, &claim.label);
            // What is of another day is another figure, and not one that differs. An answer is
            // about what it answers, whomever it counts.
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

/// Whether what is counted are people.
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

/// The largest number that a claim names; 0 for words.
fn top(claim: &Claim) -> u64 {
    drawn(claim).and_then(Count::greatest).unwrap_or(0)
}

/// The count of a claim, where it can be drawn: one that is a number, and in order.
fn drawn(claim: &Claim) -> Option<&Count> {
    match &claim.amount {
        Amount::Count(count) if count.interval().is_some() || count.best.is_some() => Some(count),
        _ => None,
    }
}

/// Answers directly under what they answer; all else in its order.
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
    // Answers to answers, and claims that answer one another in a ring.
    let rest: Vec<usize> = group
        .iter()
        .copied()
        .filter(|at| !sorted.contains(at))
        .collect();
    sorted.extend(rest);
    sorted
}

/// Cuts a sorted group where one figure is so much larger than the next that they cannot share a
/// scale. What is disputed stays together: the distance is the point.
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
            last.is_some_and(|last: u64| figure > 0 && last > FARTHEST.saturating_mul(figure));
        match parts.last_mut().filter(|_| !is_far) {
            Some(part) => part.push(at),
            None => parts.push(vec![at]),
        }
        last = Some(figure);
    }
    parts
}
