//! Numbers of deaths of an event, for shapes that have one row for each event.
//!
//! Only an estimate of people killed and claims of people killed count: "neutralised" may be
//! killed, wounded or captured. Claims are never added up, because they may count the same people.

use std::collections::BTreeMap;

use crate::model::{Actor, ActorType, Amount, Atlas, Claim, Count, Event, Grade, Id, Measure};

/// A range with its most likely number, as UCDP's `low`, `best` and `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deaths {
    pub low: Option<u64>,
    /// `None` also if the editors refuse a best estimate.
    pub best: Option<u64>,
    pub high: Option<u64>,
}

/// The deaths of an event, in all and by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventDeaths {
    pub all: Deaths,
    pub side_a: Option<u64>,
    pub side_b: Option<u64>,
    pub civilians: Option<u64>,
}

/// Returns the deaths of an event.
pub fn deaths(atlas: &Atlas, event: &Event) -> EventDeaths {
    let mut groups: BTreeMap<Option<Id<Actor>>, Vec<&Count>> = BTreeMap::new();
    for claim in event.claims.iter().filter(|claim| counts_deaths(claim)) {
        if let Amount::Count(count) = &claim.amount {
            groups.entry(claim.of).or_default().push(count);
        }
    }
    let estimate = event.estimates.iter();
    let estimate = estimate
        .filter(|estimate| estimate.measure == Measure::Killed)
        .max_by_key(|estimate| estimate.date);
    let all = match estimate {
        Some(estimate) => Deaths {
            low: estimate.count.low,
            best: estimate.count.best,
            high: estimate.count.high,
        },
        None => total(&groups),
    };
    let is_civilian =
        |actor: &Id<Actor>| atlas.actors[*actor].actor_type == Some(ActorType::Civilians);
    let of = |belongs: &dyn Fn(&Id<Actor>) -> bool| {
        let mut own = groups
            .iter()
            .filter(|(of, _)| of.is_some_and(|of| belongs(&of)));
        match (own.next(), own.next()) {
            (Some((_, counts)), None) => combined(counts).best,
            _ => None,
        }
    };
    EventDeaths {
        all,
        side_a: of(&|actor| event.side_a.contains(actor) && !is_civilian(actor)),
        side_b: of(&|actor| event.side_b.contains(actor) && !is_civilian(actor)),
        civilians: of(&is_civilian),
    }
}

/// Whether a claim counts people killed. A discounted one does not.
fn counts_deaths(claim: &Claim) -> bool {
    claim.measure == Measure::Killed && claim.grade != Some(Grade::Discounted)
}

/// Returns the deaths of the event from its claims: from those about all of them, or else from
/// those about one group. Several groups are not added up, but each is at most the whole.
fn total(groups: &BTreeMap<Option<Id<Actor>>, Vec<&Count>>) -> Deaths {
    let whole = groups.get(&None);
    match whole.or_else(|| groups.values().next().filter(|_| groups.len() == 1)) {
        Some(counts) => combined(counts),
        None => Deaths {
            low: groups.values().filter_map(|own| combined(own).low).max(),
            ..Deaths::default()
        },
    }
}

/// Returns the range of several counts of the same people. There is a best number only if all
/// counts have the same.
fn combined(counts: &[&Count]) -> Deaths {
    if let [count] = counts {
        return Deaths {
            low: count.low,
            best: count.best,
            high: count.high,
        };
    }
    let mut bests = counts.iter().map(|count| count.best);
    let first = bests.next().flatten();
    // An open end of one count leaves the range open.
    let lows: Option<Vec<u64>> = counts
        .iter()
        .map(|count| count.low.or(count.best))
        .collect();
    let highs: Option<Vec<u64>> = counts
        .iter()
        .map(|count| count.high.or(count.best))
        .collect();
    Deaths {
        low: lows.and_then(|lows| lows.into_iter().min()),
        best: first.filter(|_| bests.all(|best| best == first)),
        high: highs.and_then(|highs| highs.into_iter().max()),
    }
}
