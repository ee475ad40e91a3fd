//! Tables of figures: the same facts as text, with every row.

use std::collections::BTreeSet;

use crate::html::escaped;
use crate::model::{Actor, ClaimRef, Entity, Event, Id};
use crate::plan::PageKind;
use crate::render::claims;
use crate::render::context::PageContext;
use crate::render::markup::{linked, marked};
use crate::render::pages::actor;

/// The maximum number of rows of a table. A longer table is replaced by a link to a list.
const MAX_ROWS: usize = 100;

/// The maximum number of claims in a table.
const MAX_CLAIMS: usize = 200;

/// How a table of events names their regions.
#[derive(Clone, Copy)]
enum RegionColumn {
    /// Linked, in a table that stands alone.
    Linked,
    /// As text, in a table of a figure, because the page of each event links to its regions.
    Named,
}

/// Returns the folded table of a figure's events. If there are many, returns a link to the full
/// list of events of the figure's subject instead.
pub fn event_table(context: &PageContext, events: &[Id<Event>], about: Option<Entity>) -> String {
    if events.is_empty() {
        return String::new();
    }
    // An entity with more events than fit on a page has a list of them.
    if events.len() > MAX_ROWS.max(context.config.page_size) {
        return all_events_link(context, events.len(), about);
    }
    folded(
        context,
        &event_rows_html(context, events, RegionColumn::Named),
    )
}

/// Returns events as a table: the newest if there are many, with a link to all.
pub fn open_event_table(
    context: &PageContext,
    events: &[Id<Event>],
    about: Option<Entity>,
) -> String {
    let newest = &events[events.len().saturating_sub(MAX_ROWS)..];
    let rest = match newest.len() < events.len() {
        true => all_events_link(context, events.len(), about),
        false => String::new(),
    };
    format!(
        "{}{rest}",
        event_rows_html(context, newest, RegionColumn::Linked)
    )
}

/// Returns events as a table of date, event, place and precision.
fn event_rows_html(context: &PageContext, events: &[Id<Event>], shown: RegionColumn) -> String {
    let rows = events.iter().map(|id| {
        let event = &context.atlas.events[*id];
        let place = event.place.as_ref().and_then(|place| place.name.as_ref());
        let mut wheres: Vec<String> = place
            .map(|name| marked(&context.text(name)))
            .into_iter()
            .collect();
        wheres.extend(
            context
                .regions(&event.regions)
                .into_iter()
                .map(|region| match shown {
                    RegionColumn::Linked => linked(&region),
                    RegionColumn::Named => marked(&region.label()),
                }),
        );
        // A place with the same name as its region is written once.
        wheres.dedup();
        let precision = event
            .where_prec
            .map(|term| context.label("where_prec_", term).name);
        vec![
            escaped(&context.words.date(&event.date)),
            linked(&context.link(Entity::Event(*id))),
            wheres.join(&escaped(context.words.get("list_separator"))),
            escaped(&precision.unwrap_or_default()),
        ]
    });
    table_html(
        context,
        &["date", "event", "field_place", "field_precision"],
        rows,
    )
}

/// Returns the folded table of a chart's claims.
pub fn folded_claim_table(
    context: &PageContext,
    claims: &[ClaimRef],
    about: Option<Entity>,
) -> String {
    folded(context, &claim_table(context, claims, about))
}

/// Returns a link to the list of all events of a figure's subject.
fn all_events_link(context: &PageContext, count: usize, about: Option<Entity>) -> String {
    let list = match about {
        Some(Entity::Actor(id))
            if has_list(context, context.relations.actors[id.index()].events.len()) =>
        {
            PageKind::ActorEvents(id, 1)
        }
        Some(Entity::Region(id))
            if has_list(context, context.relations.regions[id.index()].events.len()) =>
        {
            PageKind::RegionEvents(id, 1)
        }
        _ => PageKind::Events,
    };
    list_link(context, "all_events", count, list)
}

/// Returns a link to a list, labelled with its size.
fn list_link(context: &PageContext, word: &str, count: usize, list: PageKind) -> String {
    let all = context.words.say(word, Some(count), &[]);
    format!(
        "<p class=\"meta\"><a href=\"{}\">{}</a></p>\n",
        escaped(&context.url(list)),
        escaped(&all)
    )
}

/// Returns whether an entity with this many events has a list of them on pages of its own.
fn has_list(context: &PageContext, events: usize) -> bool {
    events > context.config.page_size
}

/// Returns claims as a table of date, event, figure, claimant and evidence. If there are many,
/// returns the newest, with a link to all events.
pub fn claim_table(context: &PageContext, claims: &[ClaimRef], about: Option<Entity>) -> String {
    let newest = &claims[claims.len().saturating_sub(MAX_CLAIMS)..];
    let rest = match newest.len() < claims.len() {
        true => {
            let events: BTreeSet<Id<Event>> = claims.iter().map(|at| at.event).collect();
            all_events_link(context, events.len(), about)
        }
        false => String::new(),
    };
    let colon = escaped(context.words.get("colon"));
    let rows = newest.iter().map(|at| {
        let line = claims::claim_line(context, *at);
        vec![
            escaped(&line.date.text),
            linked(&line.event),
            match &line.counted {
                Some(label) => {
                    let parts = (marked(&line.figure), escaped(&line.unit), marked(label));
                    format!("{} {}{colon} {}", parts.0, parts.1, parts.2)
                }
                None => format!("{} {}", marked(&line.figure), escaped(&line.unit)),
            },
            linked(&line.claimant),
            escaped(&line.evidence),
        ]
    });
    let table = table_html(
        context,
        &["date", "event", "claim", "claimant", "evidence_short"],
        rows,
    );
    format!("{table}{rest}")
}

/// Returns the folded table of an actor's relations.
pub fn relation_table(context: &PageContext, actor: Id<Actor>) -> String {
    let ties = actor::actor_ties(context, actor);
    if ties.len() > MAX_ROWS {
        return list_link(
            context,
            "all_of_them",
            ties.len(),
            PageKind::ActorRelations(actor, 1),
        );
    }
    let rows = ties.iter().map(|tie| {
        let relation = actor::relation_view(context, tie);
        vec![
            escaped(&relation.words),
            linked(&relation.actor),
            escaped(&relation.when.unwrap_or_default()),
        ]
    });
    folded(
        context,
        &table_html(context, &["relation", "actor", "period"], rows),
    )
}

/// Returns a table. `heads` are the keys of the interface texts in its header.
pub fn table_html(
    context: &PageContext,
    heads: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    let heads: String = heads
        .iter()
        .map(|word| format!("<th>{}</th>", escaped(context.words.get(word))))
        .collect();
    let rows: String = rows
        .map(|cells| format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>")))
        .collect();
    format!(
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n",
        escaped(context.words.get("figure_table"))
    )
}

/// Returns a folded table.
pub fn folded(context: &PageContext, table: &str) -> String {
    format!(
        "<details class=\"data\"><summary>{}</summary>\n{table}</details>\n",
        escaped(context.words.get("figure_table"))
    )
}
