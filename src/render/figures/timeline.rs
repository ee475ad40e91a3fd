//! Timelines, and the labels of time axes.

use std::cmp::Reverse;

use jiff::civil;

use super::FigureWords;
use crate::draw::timeline::{Lane, Timeline, TimelineEvent as Mark, TimelineLegendItem as Shown};
use crate::draw::{FoldedTime, SignShape, TickUnit, TimeWords};
use crate::model::terms::{ActorType, EventType, SubEventType, ViolenceType};
use crate::model::{Actor, Date, Entity, Event, Id};
use crate::plan::PageKind;
use crate::render::context::PageContext;

/// The maximum number of external forces on a timeline.
const MAX_EXTERNAL: usize = 5;

/// The lane of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LaneKind {
    /// Battles, strikes and arrests.
    Force,
    Civilians,
    /// Government, protests, and changes to groups.
    Power,
    /// Agreements, sanctions, missions, and events without a type.
    Other,
}

/// The lanes in order, with the sign of each and the key of its title.
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

/// Returns a timeline of events with its legend. `turning_points` are numbered in the given order.
/// If there are any, the timeline also shows the presence of external forces.
pub fn timeline(
    context: &PageContext,
    words: &FigureWords,
    events: &[Id<Event>],
    turning_points: &[Id<Event>],
) -> String {
    let mark = |id: &Id<Event>| {
        let event = &context.atlas.events[*id];
        Mark {
            title: context.text(&event.title).text,
            date: event.date,
            href: Some(
                context
                    .plan
                    .address(context.atlas, Entity::Event(*id), context.lang),
            ),
            accessible_name: super::title_and_date(context, event, &event.date),
        }
    };
    let lanes = KINDS.map(|(kind, form, word)| {
        let of_kind = events
            .iter()
            .filter(|id| kind_of(&context.atlas.events[**id]) == kind);
        let events: Vec<Mark> = of_kind.map(mark).collect();
        let count = context
            .words
            .number(u64::try_from(events.len()).unwrap_or(u64::MAX));
        Lane {
            name: context.words.say(word, None, &[("n", &count)]),
            form,
            events,
        }
    });
    let drawn = Timeline {
        caption: super::caption(context, words),
        lanes: lanes.into(),
        turning_points: turning_points
            .iter()
            .map(|id| context.atlas.events[*id].date)
            .collect(),
        presences: match turning_points {
            [] => Vec::new(),
            _ => presences(context, events),
        },
    }
    .draw(context);
    let legend = drawn.legend.iter().map(|sample| {
        let word = match sample.what {
            Shown::Day => "legend_day",
            Shown::Lasted => "legend_lasted",
            Shown::Within => "legend_within",
            Shown::Unsure => "legend_unsure",
            Shown::Count => "legend_count",
            Shown::TurningPoint => "legend_turning_point",
        };
        (sample.svg.clone(), context.words.get(word).to_owned())
    });
    format!("{}{}", drawn.svg, super::legend_html(legend))
}

/// Returns the periods of external forces that arrived during the events. Returns the forces with
/// the most events, by date of arrival.
fn presences(context: &PageContext, events: &[Id<Event>]) -> Vec<Mark> {
    let dates = || events.iter().map(|id| &context.atlas.events[*id].date);
    let (Some(first), Some(last)) = (
        dates().filter_map(Date::earliest).min(),
        dates().filter_map(Date::latest).max(),
    ) else {
        return Vec::new();
    };
    let mut present: Vec<(usize, Date, Id<Actor>)> = Vec::new();
    for (id, actor) in context.atlas.actors.iter() {
        let is_outside = actor.actor_type == Some(ActorType::ExternalForces);
        if let Some(active) = actor.active.filter(|_| is_outside)
            && active
                .earliest()
                .is_some_and(|day| first <= day && day <= last)
        {
            present.push((
                context.relations.actors[id.index()].events.len(),
                active,
                id,
            ));
        }
    }
    present.sort_by_key(|(count, active, id)| (Reverse(*count), *active, *id));
    present.truncate(MAX_EXTERNAL);
    present.sort_by_key(|(_, active, id)| (*active, *id));
    let mark = |(_, active, id): (usize, Date, Id<Actor>)| {
        let name = context.name(Entity::Actor(id)).text;
        Mark {
            accessible_name: [name.clone(), context.words.date(&active)]
                .join(context.words.get("list_separator")),
            title: name,
            date: active,
            href: Some(
                context
                    .plan
                    .address(context.atlas, Entity::Actor(id), context.lang),
            ),
        }
    };
    present.into_iter().map(mark).collect()
}

/// Returns the lane of an event by its ACLED type, or else by its UCDP type.
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
