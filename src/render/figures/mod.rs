//! Figures drawn from data: maps, timelines, charts, graphs and origins, as HTML.
//!
//! `draw` knows shapes. Here the data of the site becomes the input of `draw`, in the page's
//! language. Every figure has a legend and a note on what it does not show. As an alternative it
//! has a table with the same facts (WCAG 1.1.1), unless the page describes them in full.

mod chart;
mod graph;
mod map;
mod map_words;
mod origins;
mod table;
mod timeline;

use std::collections::BTreeSet;

use super::context::PageContext;
use super::view::FigureView;
use crate::draw::Caption;
use crate::html::escaped;
use crate::markdown::{FigureFilter, FigureKind, FigureRequest};
use crate::model::{Actor, Article, Date, Entity, Event, Id, Region};
use crate::relations::participants;
use crate::render::evidence;

/// The maximum number of relations of an actor that are only listed on its page, and not drawn.
const MAX_LISTED_RELATIONS: usize = 6;

/// The maximum number of events that are only listed, and not drawn on a timeline, unless prose
/// requests one.
const MAX_LISTED_EVENTS: usize = 3;

/// The keys of interface texts that count the events of a figure and say where the same facts are:
/// in a table, or in the text above.
const IN_TABLE: &str = "figure_events";

const IN_TEXT: &str = "figure_events_told";

/// The texts of a figure's caption.
struct FigureWords<'t> {
    /// The id of the figure, unique on the page.
    id: &'t str,
    title: String,
    description: String,
}

/// Returns a figure that prose requests, as the HTML inside its `<figure>`.
pub fn requested_figure(context: &PageContext, request: &FigureRequest) -> String {
    let id = format!("drawn-{}", request.number);
    let (mut events, mut claims) = match request.claim {
        Some(claim) => (vec![claim.event], Vec::new()),
        None => (selected_events(context, request), Vec::new()),
    };
    let is_of_claims = match request.kind {
        FigureKind::Chart => true,
        FigureKind::Table => request.filter.measure.is_some(),
        _ => false,
    };
    if is_of_claims {
        claims = chart::counted_claims(context, &events, &request.filter);
        let with_claims: BTreeSet<Id<Event>> = claims.iter().map(|at| at.event).collect();
        events.retain(|id| with_claims.contains(id));
    } else {
        events.retain(|id| {
            context.atlas.events[*id]
                .date
                .intersects(request.filter.from, request.filter.to)
        });
    }
    let words = FigureWords {
        id: &id,
        title: request.alt.clone(),
        description: match request.claim {
            Some(claim) => evidence::evidence_words(context, context.provenances.get(claim)),
            None => context.words.say("figure_events", Some(events.len()), &[]),
        },
    };
    match request.kind {
        FigureKind::Map => match map::map(context, &words, &events, focus_region(request.about)) {
            Some(map) => format!(
                "{map}{}",
                table::event_table(context, &events, request.about)
            ),
            None => no_figure(context, &events, request.about),
        },
        FigureKind::Timeline if events.is_empty() => no_figure(context, &events, request.about),
        FigureKind::Timeline => format!(
            "{}{}",
            timeline::timeline(context, &words, &events, &[]),
            table::event_table(context, &events, request.about)
        ),
        FigureKind::Graph => match request.about {
            Some(Entity::Actor(actor)) => match graph::graph(context, &words, actor) {
                Some(graph) => format!("{graph}{}", table::relation_table(context, actor)),
                None => no_figure(context, &events, request.about),
            },
            _ => String::new(),
        },
        FigureKind::Origins => match request.claim {
            Some(claim) => origins::origins_figure(context, &words, claim),
            None => String::new(),
        },
        FigureKind::Chart => chart::chart(context, &words, &claims, request.about),
        FigureKind::Table => match request.filter.measure {
            Some(_) => table::claim_table(context, &claims, request.about),
            None => table::open_event_table(context, &events, request.about),
        },
    }
}

/// Returns the map and the timeline of events with one table for both, or `None` if nothing can be
/// drawn.
pub fn event_figures(
    context: &PageContext,
    events: &[Id<Event>],
    about: Option<Entity>,
) -> Option<FigureView> {
    let body = map_and_timeline(context, events, about, IN_TABLE)?;
    Some(FigureView {
        body,
        table: table::event_table(context, events, about),
    })
}

/// Returns the map and the timeline of events that the page describes in full, without a table.
pub fn figures_without_table(context: &PageContext, events: &[Id<Event>]) -> Option<FigureView> {
    let body = map_and_timeline(context, events, None, IN_TEXT)?;
    Some(FigureView {
        body,
        table: String::new(),
    })
}

/// Returns the map and the timeline of events, or `None` if neither can be drawn. `facts` is the
/// key of the interface text that says where the same facts are.
fn map_and_timeline(
    context: &PageContext,
    events: &[Id<Event>],
    about: Option<Entity>,
    facts: &str,
) -> Option<String> {
    let map = event_map(context, events, about, facts);
    let timeline = event_timeline(context, events, &[], facts);
    (map.is_some() || timeline.is_some()).then(|| [map, timeline].into_iter().flatten().collect())
}

/// Returns the timeline of events, with numbered turning points, or `None` if there are few events.
fn event_timeline(
    context: &PageContext,
    events: &[Id<Event>],
    turning_points: &[Id<Event>],
    facts: &str,
) -> Option<String> {
    (events.len() > MAX_LISTED_EVENTS).then(|| {
        timeline::timeline(
            context,
            &FigureWords {
                id: "part-timeline",
                title: context.words.get("timeline_title").to_owned(),
                description: context.words.say(facts, Some(events.len()), &[]),
            },
            events,
            turning_points,
        )
    })
}

/// Returns the map of events, or `None` if nothing can be drawn.
pub fn map_figure(context: &PageContext, events: &[Id<Event>]) -> Option<FigureView> {
    Some(FigureView {
        body: event_map(context, events, None, IN_TABLE)?,
        table: String::new(),
    })
}

/// Returns the timeline of events with its table, or `None` if there are few events.
pub fn timeline_figure(
    context: &PageContext,
    events: &[Id<Event>],
    turning_points: &[Id<Event>],
) -> Option<FigureView> {
    Some(FigureView {
        body: event_timeline(context, events, turning_points, IN_TABLE)?,
        table: table::event_table(context, events, None),
    })
}

/// Returns the map of events without a table.
fn event_map(
    context: &PageContext,
    events: &[Id<Event>],
    about: Option<Entity>,
    facts: &str,
) -> Option<String> {
    map::map(
        context,
        &FigureWords {
            id: "part-map",
            title: context.words.get("map_title").to_owned(),
            description: context.words.say(facts, Some(events.len()), &[]),
        },
        events,
        focus_region(about),
    )
}

/// Returns the graph of an actor's relations. Returns `None` if there are few, because a list reads
/// more easily.
pub fn actor_graph(context: &PageContext, actor: Id<Actor>) -> Option<FigureView> {
    let count = context.atlas.actors[actor].relations.len();
    if count + context.relations.actors[actor.index()].inverse.len() <= MAX_LISTED_RELATIONS {
        return None;
    }
    let name = context.name(Entity::Actor(actor)).text;
    let body = graph::graph(
        context,
        &FigureWords {
            id: "part-graph",
            title: context.words.say("graph_title", None, &[("name", &name)]),
            description: context.words.get("graph_description").to_owned(),
        },
        actor,
    )?;
    Some(FigureView {
        body,
        table: String::new(),
    })
}

/// Returns the region that a map is fitted to.
fn focus_region(about: Option<Entity>) -> Option<Id<Region>> {
    match about {
        Some(Entity::Region(region)) => Some(region),
        _ => None,
    }
}

/// Returns the events of a figure's subject that match its filter, apart from the time, earliest
/// first.
fn selected_events(context: &PageContext, request: &FigureRequest) -> Vec<Id<Event>> {
    let relations = context.relations;
    let all: Vec<Id<Event>> = match request.about {
        Some(Entity::Region(id)) => relations.regions[id.index()].events.clone(),
        Some(Entity::Actor(id)) => relations.actors[id.index()].events.clone(),
        Some(Entity::Article(id)) => article_events(context, id),
        Some(Entity::Event(id)) => vec![id],
        _ => relations.timeline.clone(),
    };
    all.into_iter()
        .filter(|id| matches_filter(context, *id, &request.filter))
        .collect()
}

/// Returns the events of an article, earliest first.
pub fn article_events(context: &PageContext, article: Id<Article>) -> Vec<Id<Event>> {
    let uses = &context.atlas.articles[article].events;
    let mut events: Vec<Id<Event>> = uses.iter().map(|used| used.event).collect();
    events.sort_by_key(|id| (context.atlas.events[*id].date, *id));
    events.dedup();
    events
}

/// Returns whether an event matches a filter, apart from the time.
fn matches_filter(context: &PageContext, id: Id<Event>, filter: &FigureFilter) -> bool {
    let event = &context.atlas.events[id];
    let everywhere = |region: &Id<Region>| {
        context.relations.regions[region.index()]
            .events
            .contains(&id)
    };
    filter
        .actors
        .iter()
        .all(|actor| participants(event).any(|other| other == *actor))
        && filter.regions.iter().all(everywhere)
        && filter
            .event_type
            .is_none_or(|kind| event.event_type == Some(kind))
}

/// Returns a message in place of a figure without contents, with the table of its events.
fn no_figure(context: &PageContext, events: &[Id<Event>], about: Option<Entity>) -> String {
    let word = if events.is_empty() {
        "figure_nothing"
    } else {
        "figure_not_mapped"
    };
    format!(
        "<p class=\"meta\">{}</p>{}",
        escaped(&context.words.say(word, Some(events.len()), &[])),
        table::event_table(context, events, about)
    )
}

fn caption(context: &PageContext, words: &FigureWords) -> Caption {
    Caption {
        id: words.id.to_owned(),
        title: words.title.clone(),
        description: words.description.clone(),
        lang: context.lang,
    }
}

/// Returns a legend: samples with their meaning.
fn legend_html(samples: impl IntoIterator<Item = (String, String)>) -> String {
    let items: String = samples
        .into_iter()
        .map(|(svg, words)| format!("<li>{svg} {}</li>", escaped(&words)))
        .collect();
    if items.is_empty() {
        return String::new();
    }
    format!("<ul class=\"legend\">{items}</ul>\n")
}

/// Returns a title with its date, as text for assistive technology.
fn title_and_date(context: &PageContext, event: &Event, date: &Date) -> String {
    format!(
        "{}{}{}",
        context.text(&event.title).text,
        context.words.get("list_separator"),
        context.words.date(date)
    )
}
