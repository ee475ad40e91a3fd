//! Figures drawn from data, put together for a page: which events, in whose words, with the table
//! behind them.
//!
//! `draw` knows shapes; here the atlas becomes what it draws, in the page's language, and every
//! figure gets a legend, what it could not show in words, and a table that holds the same facts for
//! those who do not see it.

mod claims;
mod graph;
mod map;
mod origins;
mod table;
mod time;

use std::collections::BTreeSet;

use super::context::PageContext;
use super::view::FigureView;
use crate::draw::Caption;
use crate::html::escaped;
use crate::markdown::{FigureFilter, FigureKind, FigureRequest};
use crate::model::{Actor, Article, Date, Entity, Event, Id, Region};
use crate::relations::participants;

/// Up to so many relations of an actor are listed on its page, and not drawn.
const LISTED: usize = 6;

/// Up to so many events are read more easily in their list than on a timeline, unless a text asks
/// for one.
const FEW: usize = 3;

/// The words that say how many events a figure shows, and where the same is found in words: in a
/// table, or in the text above.
const IN_TABLE: &str = "figure_events";
const IN_TEXT: &str = "figure_events_told";

/// The words of a figure, from which its caption is made.
struct FigureWords<'t> {
    /// Unique on the page.
    id: &'t str,
    title: String,
    description: String,
}

impl PageContext<'_> {
    /// A figure that a text asks for, as HTML inside a `<figure>`.
    pub fn drawing(&self, drawing: &FigureRequest) -> String {
        let id = format!("drawn-{}", drawing.number);
        let (mut events, mut claims) = match drawing.claim {
            Some(claim) => (vec![claim.event], Vec::new()),
            None => (self.selected(drawing), Vec::new()),
        };
        let is_of_claims = match drawing.kind {
            FigureKind::Chart => true,
            FigureKind::Table => drawing.filter.measure.is_some(),
            _ => false,
        };
        if is_of_claims {
            claims = self.counted_claims(&events, &drawing.filter);
            let with_claims: BTreeSet<Id<Event>> = claims.iter().map(|at| at.event).collect();
            events.retain(|id| with_claims.contains(id));
        } else {
            events.retain(|id| {
                self.atlas.events[*id]
                    .date
                    .intersects(drawing.filter.from, drawing.filter.to)
            });
        }
        let told = FigureWords {
            id: &id,
            title: drawing.alt.clone(),
            description: match drawing.claim {
                Some(claim) => self.evidence_words(self.provenances.get(claim)),
                None => self.words.say("figure_events", Some(events.len()), &[]),
            },
        };
        match drawing.kind {
            FigureKind::Map => match self.map(&told, &events, self.focus(drawing.about)) {
                Some(map) => format!("{map}{}", self.event_table(&events, drawing.about)),
                None => self.no_figure(&events, drawing.about),
            },
            FigureKind::Timeline if events.is_empty() => self.no_figure(&events, drawing.about),
            FigureKind::Timeline => format!(
                "{}{}",
                self.timeline(&told, &events, &[]),
                self.event_table(&events, drawing.about)
            ),
            FigureKind::Graph => match drawing.about {
                Some(Entity::Actor(actor)) => match self.graph(&told, actor) {
                    Some(graph) => format!("{graph}{}", self.relation_table(actor)),
                    None => self.no_figure(&events, drawing.about),
                },
                _ => String::new(),
            },
            FigureKind::Origins => match drawing.claim {
                Some(claim) => self.origins_figure(&told, claim),
                None => String::new(),
            },
            FigureKind::Chart => self.chart(&told, &claims, drawing.about),
            FigureKind::Table => match drawing.filter.measure {
                Some(_) => self.claim_table(&claims, drawing.about),
                None => self.open_event_table(&events, drawing.about),
            },
        }
    }

    /// The map and the timeline of some events, with one table behind both; none where there is
    /// nothing to draw.
    pub fn event_figures(&self, events: &[Id<Event>], about: Option<Entity>) -> Option<FigureView> {
        let body = self.map_and_timeline(events, about, IN_TABLE)?;
        Some(FigureView {
            body,
            table: self.event_table(events, about),
        })
    }

    /// The same of events that the page tells in full, without a table that would tell them again.
    pub fn told_figures(&self, events: &[Id<Event>]) -> Option<FigureView> {
        let body = self.map_and_timeline(events, None, IN_TEXT)?;
        Some(FigureView {
            body,
            table: String::new(),
        })
    }

    fn map_and_timeline(
        &self,
        events: &[Id<Event>],
        about: Option<Entity>,
        facts: &str,
    ) -> Option<String> {
        let map = self.event_map(events, about, facts);
        let timeline = self.event_timeline(events, &[], facts);
        (map.is_some() || timeline.is_some())
            .then(|| [map, timeline].into_iter().flatten().collect())
    }

    /// The timeline of some events alone, some of which are turning points with numbers; none where
    /// there are few.
    fn event_timeline(
        &self,
        events: &[Id<Event>],
        turning_points: &[Id<Event>],
        facts: &str,
    ) -> Option<String> {
        (events.len() > FEW).then(|| {
            self.timeline(
                &FigureWords {
                    id: "part-timeline",
                    title: self.words.get("timeline_title").to_owned(),
                    description: self.words.say(facts, Some(events.len()), &[]),
                },
                events,
                turning_points,
            )
        })
    }

    /// The map of some events with the table behind it; `None` where nothing can be drawn.
    pub fn map_figure(&self, events: &[Id<Event>]) -> Option<FigureView> {
        Some(FigureView {
            body: self.event_map(events, None, IN_TABLE)?,
            table: String::new(),
        })
    }

    /// The timeline of some events with the table behind it; `None` where there are few.
    pub fn timeline_figure(
        &self,
        events: &[Id<Event>],
        turning_points: &[Id<Event>],
    ) -> Option<FigureView> {
        Some(FigureView {
            body: self.event_timeline(events, turning_points, IN_TABLE)?,
            table: self.event_table(events, None),
        })
    }

    /// The map of some events alone.
    fn event_map(
        &self,
        events: &[Id<Event>],
        about: Option<Entity>,
        facts: &str,
    ) -> Option<String> {
        self.map(
            &FigureWords {
                id: "part-map",
                title: self.words.get("map_title").to_owned(),
                description: self.words.say(facts, Some(events.len()), &[]),
            },
            events,
            self.focus(about),
        )
    }

    /// Whom an actor stands with, as a figure; few relations are read more easily in their list.
    pub fn actor_graph(&self, actor: Id<Actor>) -> Option<FigureView> {
        let own = self.atlas.actors[actor].relations.len();
        if own + self.relations.actors[actor.index()].inverse.len() <= LISTED {
            return None;
        }
        let name = self.name(Entity::Actor(actor)).text;
        let body = self.graph(
            &FigureWords {
                id: "part-graph",
                title: self.words.say("graph_title", None, &[("name", &name)]),
                description: self.words.get("graph_description").to_owned(),
            },
            actor,
        )?;
        Some(FigureView {
            body,
            table: String::new(),
        })
    }

    fn focus(&self, about: Option<Entity>) -> Option<Id<Region>> {
        match about {
            Some(Entity::Region(region)) => Some(region),
            _ => None,
        }
    }

    /// The events of a figure: those of what it is about that meet every condition but that of
    /// time, earliest first.
    fn selected(&self, drawing: &FigureRequest) -> Vec<Id<Event>> {
        let relations = self.relations;
        let all: Vec<Id<Event>> = match drawing.about {
            Some(Entity::Region(id)) => relations.regions[id.index()].events.clone(),
            Some(Entity::Actor(id)) => relations.actors[id.index()].events.clone(),
            Some(Entity::Article(id)) => self.events_of(id),
            Some(Entity::Event(id)) => vec![id],
            _ => relations.timeline.clone(),
        };
        all.into_iter()
            .filter(|id| self.meets(*id, &drawing.filter))
            .collect()
    }

    /// The events of an article, earliest first.
    pub fn events_of(&self, article: Id<Article>) -> Vec<Id<Event>> {
        let uses = &self.atlas.articles[article].events;
        let mut events: Vec<Id<Event>> = uses.iter().map(|used| used.event).collect();
        events.sort_by_key(|id| (self.atlas.events[*id].date, *id));
        events.dedup();
        events
    }

    fn meets(&self, id: Id<Event>, filter: &FigureFilter) -> bool {
        let event = &self.atlas.events[id];
        let everywhere =
            |region: &Id<Region>| self.relations.regions[region.index()].events.contains(&id);
        filter
            .actors
            .iter()
            .all(|actor| participants(event).any(|other| other == *actor))
            && filter.regions.iter().all(everywhere)
            && filter
                .event_type
                .is_none_or(|kind| event.event_type == Some(kind))
    }

    /// What stands where nothing can be drawn.
    fn no_figure(&self, events: &[Id<Event>], about: Option<Entity>) -> String {
        let word = if events.is_empty() {
            "figure_nothing"
        } else {
            "figure_not_mapped"
        };
        format!(
            "<p class=\"meta\">{}</p>{}",
            escaped(&self.words.say(word, Some(events.len()), &[])),
            self.event_table(events, about)
        )
    }

    fn caption(&self, told: &FigureWords) -> Caption {
        Caption {
            id: told.id.to_owned(),
            title: told.title.clone(),
            description: told.description.clone(),
            lang: self.lang,
        }
    }

    /// Samples with their meaning.
    fn legend(&self, samples: impl IntoIterator<Item = (String, String)>) -> String {
        let items: String = samples
            .into_iter()
            .map(|(svg, words)| format!("<li>{svg} {}</li>", escaped(&words)))
            .collect();
        if items.is_empty() {
            return String::new();
        }
        format!("<ul class=\"legend\">{items}</ul>\n")
    }

    /// A title with its date, for those who do not see a figure.
    fn says(&self, event: &Event, date: &Date) -> String {
        format!(
            "{}{}{}",
            self.text(&event.title).text,
            self.words.get("list_separator"),
            self.words.date(date)
        )
    }
}
