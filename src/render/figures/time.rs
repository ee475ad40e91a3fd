//! Timelines, and the words of axes of time.

use std::cmp::Reverse;

use jiff::civil;

use super::FigureWords;
use crate::draw::timeline::{Lane, Timeline, TimelineEvent as Mark, TimelineLegendItem as Shown};
use crate::draw::{FoldedTime, SignShape, TickUnit, TimeWords};
use crate::model::terms::{ActorType, EventType, SubEventType, ViolenceType};
use crate::model::{Actor, Date, Entity, Event, Id};
use crate::plan::PageKind;
use crate::render::context::PageContext;

/// How many of those who came and left are shown.
const PRESENT: usize = 5;

/// What an event is, as far as its lane tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LaneKind {
    /// Battles, strikes and arrests.
    Force,
    Civilians,
    /// Who governs, protests, and what groups become.
    Power,
    /// Agreements, sanctions, missions, and what has no type.
    Other,
}

/// The kinds in the order of their lanes, with the mark and the word of each.
const KINDS: [(LaneKind, SignShape, &str); 4] = [
    (LaneKind::Force, SignShape::Circle, "timeline_force"),
    (
        LaneKind::Civilians,
        SignShape::Diamond,
        "timeline_civilians",
    ),
    (LaneKind::Power, SignShape::Square, "timeline_power"),
    (LaneKind::Other, SignShape::Triangle, "timeline_other"),
];

impl PageContext<'_> {
    /// A timeline of some events with its legend. `turning_points` are those that get a number, in
    /// that order. Where there are some, the whole is shown, and with it who came and left.
    pub(super) fn timeline(
        &self,
        told: &FigureWords,
        events: &[Id<Event>],
        turning_points: &[Id<Event>],
    ) -> String {
        let mark = |id: &Id<Event>| {
            let event = &self.atlas.events[*id];
            Mark {
                title: self.text(&event.title).text,
                date: event.date,
                href: Some(self.plan.address(self.atlas, Entity::Event(*id), self.lang)),
                accessible_name: self.says(event, &event.date),
            }
        };
        let lanes = KINDS.map(|(kind, form, word)| {
            let own = events
                .iter()
                .filter(|id| kind_of(&self.atlas.events[**id]) == kind);
            let events: Vec<Mark> = own.map(mark).collect();
            let count = self
                .words
                .number(u64::try_from(events.len()).unwrap_or(u64::MAX));
            Lane {
                name: self.words.say(word, None, &[("n", &count)]),
                form,
                events,
            }
        });
        let drawn = Timeline {
            caption: self.caption(told),
            lanes: lanes.into(),
            turning_points: turning_points
                .iter()
                .map(|id| self.atlas.events[*id].date)
                .collect(),
            presences: match turning_points {
                [] => Vec::new(),
                _ => self.presences(events),
            },
        }
        .draw(self);
        let legend = drawn.legend.iter().map(|sample| {
            let word = match sample.what {
                Shown::Day => "legend_day",
                Shown::Lasted => "legend_lasted",
                Shown::Within => "legend_within",
                Shown::Unsure => "legend_unsure",
                Shown::Count => "legend_count",
                Shown::TurningPoint => "legend_turning_point",
            };
            (sample.svg.clone(), self.words.get(word).to_owned())
        });
        format!("{}{}", drawn.svg, self.legend(legend))
    }
}

impl PageContext<'_> {
    /// The forces from outside that came while the events took place and have the most of them, in
    /// the order of their coming.
    fn presences(&self, events: &[Id<Event>]) -> Vec<Mark> {
        let dates = || events.iter().map(|id| &self.atlas.events[*id].date);
        let (Some(first), Some(last)) = (
            dates().filter_map(Date::earliest).min(),
            dates().filter_map(Date::latest).max(),
        ) else {
            return Vec::new();
        };
        let mut came: Vec<(usize, Date, Id<Actor>)> = Vec::new();
        for (id, actor) in self.atlas.actors.iter() {
            let is_outside = actor.actor_type == Some(ActorType::ExternalForces);
            if let Some(active) = actor.active.filter(|_| is_outside)
                && active
                    .earliest()
                    .is_some_and(|day| first <= day && day <= last)
            {
                came.push((self.relations.actors[id.index()].events.len(), active, id));
            }
        }
        came.sort_by_key(|(count, active, id)| (Reverse(*count), *active, *id));
        came.truncate(PRESENT);
        came.sort_by_key(|(_, active, id)| (*active, *id));
        let mark = |(_, active, id): (usize, Date, Id<Actor>)| {
            let name = self.name(Entity::Actor(id)).text;
            Mark {
                accessible_name: [name.clone(), self.words.date(&active)]
                    .join(self.words.get("list_separator")),
                title: name,
                date: active,
                href: Some(self.plan.address(self.atlas, Entity::Actor(id), self.lang)),
            }
        };
        came.into_iter().map(mark).collect()
    }
}

/// The lane of an event, by its type in ACLED's terms, else by that of UCDP.
fn kind_of(event: &Event) -> LaneKind {
    match (event.event_type, event.sub_event_type) {
        (_, Some(SubEventType::ExcessiveForce)) => LaneKind::Civilians,
        (_, Some(SubEventType::Arrests | SubEventType::DisruptedWeapons)) => LaneKind::Force,
        (
            _,
            Some(
                SubEventType::ChangeToGroup
                | SubEventType::NonViolentTransfer
                | SubEventType::Headquarters,
            ),
        )
        | (Some(EventType::Protests | EventType::Riots), _) => LaneKind::Power,
        (Some(EventType::Battles | EventType::RemoteViolence), _) => LaneKind::Force,
        (Some(EventType::AgainstCivilians), _) => LaneKind::Civilians,
        (Some(EventType::StrategicDevelopments), _) => LaneKind::Other,
        (None, _) => match event.type_of_violence {
            Some(ViolenceType::StateBased | ViolenceType::NonState) => LaneKind::Force,
            Some(ViolenceType::OneSided) => LaneKind::Civilians,
            None => LaneKind::Other,
        },
    }
}

impl TimeWords for PageContext<'_> {
    fn tick(&self, day: civil::Date, unit: TickUnit) -> String {
        self.words.tick(day, unit)
    }

    fn count(&self, count: u64) -> String {
        self.words.number(count)
    }

    fn folded(&self, fold: &FoldedTime) -> String {
        let events = self.words.say("events_count", Some(fold.count), &[]);
        let years = if fold.from.year() == fold.until.year() {
            fold.from.year().to_string()
        } else {
            format!("{}–{}", fold.from.year(), fold.until.year())
        };
        format!("{events}{}{years}", self.words.get("list_separator"))
    }

    fn href(&self, fold: &FoldedTime) -> Option<String> {
        let year = fold.from.year();
        (year == fold.until.year() && self.plan.has_year(year))
            .then(|| self.url(PageKind::Year(year, 1)))
    }
}
