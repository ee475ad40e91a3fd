//! Too many events for one figure: the fullest stretches of time become one entry each, with a count.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use super::super::ticks::{Fold, between};
use super::{Event, Lane};

/// More entries than this are not told apart.
const MOST: usize = 40;

/// What is drawn in a lane.
pub enum Entry<'a> {
    Event(&'a Event),
    Fold(Fold),
}

/// A length of time that events are counted by, in months.
const LENGTHS: [i32; 6] = [1, 12, 60, 120, 1_200, 12_000];

/// The entries of each lane, in the order of time.
pub fn fold(lanes: &[Lane]) -> Vec<Vec<Entry<'_>>> {
    let sorted: Vec<Vec<&Event>> = lanes
        .iter()
        .map(|lane| {
            let mut events: Vec<&Event> = lane.events.iter().collect();
            events.sort_by_key(|event| event.date);
            events
        })
        .collect();
    let days = || sorted.iter().flatten().map(|event| day(event));
    let span = match (days().min(), days().max()) {
        (Some(first), Some(last)) => between(first, last),
        _ => 0,
    };
    // Months are too short to be seen in a timeline of more than three years.
    let lengths = if span > 1_100 { &LENGTHS[1..] } else { &LENGTHS[..] };
    let total: usize = sorted.iter().map(Vec::len).sum();
    let mut folded = BTreeSet::new();
    let mut length = LENGTHS[0];
    for next in lengths {
        if total <= MOST {
            break;
        }
        length = *next;
        let (chosen, left) = fullest(&sorted, length, total);
        folded = chosen;
        if left <= MOST {
            break;
        }
    }
    let lanes = sorted.into_iter().enumerate();
    lanes
        .map(|(lane, events)| entries(lane, events, &folded, length))
        .collect()
}

/// The stretches to fold, the fullest first, until no more than [`MOST`] entries are left; and how many are left.
fn fullest(lanes: &[Vec<&Event>], length: i32, total: usize) -> (BTreeSet<(usize, i32)>, usize) {
    let mut counts: BTreeMap<(usize, i32), usize> = BTreeMap::new();
    for (lane, events) in lanes.iter().enumerate() {
        for event in events {
            *counts.entry((lane, stretch(day(event), length))).or_default() += 1;
        }
    }
    let mut order: Vec<((usize, i32), usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    order.sort_by_key(|(stretch, count)| (Reverse(*count), *stretch));
    let mut left = total;
    let mut chosen = BTreeSet::new();
    for (stretch, count) in order {
        if left <= MOST {
            break;
        }
        left -= count - 1;
        chosen.insert(stretch);
    }
    (chosen, left)
}

fn entries<'a>(lane: usize, events: Vec<&'a Event>, folded: &BTreeSet<(usize, i32)>, length: i32) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut open: Option<(i32, usize)> = None;
    for event in events {
        let stretch = stretch(day(event), length);
        if !folded.contains(&(lane, stretch)) {
            entries.push(Entry::Event(event));
            continue;
        }
        match open {
            Some((known, at)) if known == stretch => {
                if let Some(Entry::Fold(fold)) = entries.get_mut(at) {
                    fold.count += 1;
                }
            }
            _ => {
                open = Some((stretch, entries.len()));
                let from = first_day(stretch * length);
                let until = first_day((stretch + 1) * length);
                let until = until.yesterday().unwrap_or(until);
                entries.push(Entry::Fold(Fold { from, until, count: 1 }));
            }
        }
    }
    entries
}

/// The day by which an event is listed.
fn day(event: &Event) -> civil::Date {
    let date = &event.date;
    date.earliest().or(date.latest()).unwrap_or(civil::Date::ZERO)
}

fn stretch(day: civil::Date, length: i32) -> i32 {
    (i32::from(day.year()) * 12 + i32::from(day.month()) - 1).div_euclid(length)
}

/// The first day of a month, counted from the year zero; the last day there is when it is later.
fn first_day(month: i32) -> civil::Date {
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX);
    let month = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    civil::Date::new(year, month, 1).unwrap_or(civil::Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn lane(dates: impl Iterator<Item = String>) -> Lane {
        let event = |date: String| Event {
            title: date.clone(),
            date: Date::parse(&date).expect("a date"),
            href: None,
            says: String::new(),
        };
        Lane {
            name: String::new(),
            events: dates.map(event).collect(),
        }
    }

    #[test]
    fn the_fullest_years_are_folded_and_nothing_is_lost() {
        let many = (1..=28).flat_map(|day| [format!("2013-03-{day:02}"), format!("2014-07-{day:02}")]);
        let few = ["2012-01-17", "2020-08-18"].map(str::to_owned);
        let lanes = [lane(many.chain(few))];
        let folded = fold(&lanes);
        let counts: Vec<usize> = folded[0]
            .iter()
            .map(|entry| match entry {
                Entry::Event(_) => 1,
                Entry::Fold(fold) => fold.count,
            })
            .collect();
        assert_eq!(counts.iter().sum::<usize>(), 58);
        assert!(counts.len() <= MOST && counts.contains(&28), "{counts:?}");
    }

    #[test]
    fn a_thousand_years_are_no_more_entries() {
        let lanes = [lane((1000..2000).map(|year| year.to_string()))];
        assert!(fold(&lanes)[0].len() <= MOST);
    }

    #[test]
    fn the_end_of_the_calendar_is_a_day() {
        let lanes = [lane((0..60).map(|_| "9999-12-31".to_owned()))];
        assert_eq!(fold(&lanes)[0].len(), 1);
    }
}
