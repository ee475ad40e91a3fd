//! Timelines, and the words of axes of time.

use jiff::civil;

use super::Told;
use crate::draw::timeline::{Event as Mark, Lane, Timeline};
use crate::draw::{Fold, TimeWords, Unit};
use crate::model::{Event, Id, Thing};
use crate::plan::PageKind;
use crate::render::desk::Desk;

impl Desk<'_> {
    /// A timeline of some events, with the names for which it had no room.
    pub(super) fn timeline(&self, told: &Told, events: &[Id<Event>]) -> String {
        let marks = events
            .iter()
            .map(|id| {
                let event = &self.atlas.events[*id];
                Mark {
                    title: self.text(&event.title).text,
                    date: event.date,
                    href: Some(self.plan.address(self.atlas, Thing::Event(*id), self.lang)),
                    says: self.says(event, &event.date),
                }
            })
            .collect();
        let drawn = Timeline {
            caption: self.caption(told),
            lanes: vec![Lane {
                name: String::new(),
                events: marks,
            }],
        }
        .draw(self);
        format!("{}{}", drawn.svg, self.keys(&drawn.keys))
    }
}

impl TimeWords for Desk<'_> {
    fn tick(&self, day: civil::Date, unit: Unit) -> String {
        self.words.tick(day, unit)
    }

    fn count(&self, count: u64) -> String {
        self.words.number(count)
    }

    fn folded(&self, fold: &Fold) -> String {
        let events = self.words.say("events_count", Some(fold.count), &[]);
        let years = if fold.from.year() == fold.until.year() {
            fold.from.year().to_string()
        } else {
            format!("{}–{}", fold.from.year(), fold.until.year())
        };
        format!("{events}{}{years}", self.words.get("list_separator"))
    }

    fn href(&self, fold: &Fold) -> Option<String> {
        let year = fold.from.year();
        (year == fold.until.year() && self.relations.years.contains_key(&year))
            .then(|| self.url(PageKind::Year(year, 1)))
    }
}
