//! Numbers of deaths of an event, for shapes that have one row for each event.
//!
//! Only an estimate of people killed and claims of people killed count: "neutralised" may be
//! killed, wounded or captured. Claims are never added up, because they may count the same people.
//! Discounted claims do not count, nor do those with a `label`, which is about a part of the dead.
//! A contested claim gives no best number and no lower end, only an upper one.

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
    /// Those of the claim with the id [`UNKNOWN_SIDE`].
    pub unknown: Option<u64>,
}

/// The id of a claim about the dead of whom no source says on which side they were.
pub const UNKNOWN_SIDE: &str = "deaths-unknown";

/// The claims about the deaths of one group, or of no group in particular.
type Groups<'a> = BTreeMap<Option<Id<Actor>>, Vec<&'a Claim>>;

/// Returns the deaths of an event.
pub fn deaths(atlas: &Atlas, event: &Event) -> EventDeaths {
    let mut groups = Groups::new();
    for claim in event.claims.iter().filter(|claim| counts_deaths(claim)) {
        groups.entry(claim.of).or_default().push(claim);
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
        None => total(event, &groups),
    };
    let is_civilian =
        |actor: &Id<Actor>| atlas.actors[*actor].actor_type == Some(ActorType::Civilians);
    let of = |belongs: &dyn Fn(&Id<Actor>) -> bool| {
        let mut own = groups
            .iter()
            .filter(|(of, _)| of.is_some_and(|of| belongs(&of)));
        match (own.next(), own.next()) {
            (Some((_, claims)), None) => combined(claims).best,
            _ => None,
        }
    };
    EventDeaths {
        all,
        side_a: of(&|actor| event.side_a.contains(actor) && !is_civilian(actor)),
        side_b: of(&|actor| event.side_b.contains(actor) && !is_civilian(actor)),
        civilians: of(&is_civilian),
        unknown: unknown_side(event),
    }
}

/// Returns the number of the dead whose side is unknown.
fn unknown_side(event: &Event) -> Option<u64> {
    let claims = event.claims.iter();
    let mut claims = claims.filter(|claim| claim.id == UNKNOWN_SIDE && is_of_killed(claim));
    combined(&[claims.next()?]).best
}

/// Whether a claim counts people killed, and not only some of them.
fn counts_deaths(claim: &Claim) -> bool {
    claim.label.is_none() && is_of_killed(claim)
}

fn is_of_killed(claim: &Claim) -> bool {
    claim.measure == Measure::Killed
        && claim.grade != Some(Grade::Discounted)
        && matches!(claim.amount, Amount::Count(_))
}

/// Returns the deaths of the event from its claims. Those about no group in particular are about
/// all the dead, unless a group alone has more. A single group is, unless others may be dead too.
fn total(event: &Event, groups: &Groups) -> Deaths {
    let each: Vec<Deaths> = groups.values().map(|claims| combined(claims)).collect();
    let whole = groups.get(&None).map(|claims| combined(claims));
    let most = each.iter().filter_map(|own| own.high.max(own.low)).max();
    if let Some(whole) = whole
        && (whole.high.is_none_or(|high| Some(high) >= most) || is_as_published(&groups[&None]))
    {
        return whole;
    }
    let is_neutralised = |claim: &Claim| claim.measure == Measure::Neutralised;
    match each.as_slice() {
        [only] if !event.claims.iter().any(is_neutralised) => *only,
        // Each group is at most the whole.
        _ => Deaths {
            low: each.iter().filter_map(|own| own.low).max(),
            ..Deaths::default()
        },
    }
}

/// Whether the only claim is shown as a data set has published it, with numbers out of order.
fn is_as_published(claims: &[&Claim]) -> bool {
    matches!(claims, [claim] if matches!(&claim.amount, Amount::Count(count) if count.as_published))
}

/// Returns the range of several counts of the same people. There is a best number only if all
/// counts have the same.
fn combined(claims: &[&Claim]) -> Deaths {
    let is_contested = (claims.iter()).any(|claim| claim.grade == Some(Grade::Contested));
    let counts: Vec<&Count> = claims
        .iter()
        .filter_map(|claim| match &claim.amount {
            Amount::Count(count) => Some(count),
            Amount::Value(_) => None,
        })
        .collect();
    let deaths = match counts.as_slice() {
        [count] => Deaths {
            low: count.low,
            best: count.best,
            high: count.high,
        },
        counts => {
            let best = counts.first().and_then(|count| count.best);
            // An open end of one count leaves the range open.
            let lows = counts.iter().map(|count| count.low.or(count.best));
            let highs = counts.iter().map(|count| count.high.or(count.best));
            Deaths {
                low: lows.collect::<Option<Vec<u64>>>().and_then(min),
                best: best.filter(|_| counts.iter().all(|count| count.best == best)),
                high: highs.collect::<Option<Vec<u64>>>().and_then(max),
            }
        }
    };
    match is_contested {
        true => Deaths {
            low: None,
            best: None,
            ..deaths
        },
        false => deaths,
    }
}

fn min(numbers: Vec<u64>) -> Option<u64> {
    numbers.into_iter().min()
}

fn max(numbers: Vec<u64>) -> Option<u64> {
    numbers.into_iter().max()
}
