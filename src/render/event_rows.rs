//! Events as rows of a table: date, title, role of an actor, main figure.

use super::claims::is_against_civilians;
use super::context::PageContext;
use super::tables::groups;
use super::view::{EventFigure, EventRow, Listing};
use super::{claims, counts, paging, tables};
use crate::model::{Actor, Amount, Entity, Event, Id, Measure};
use crate::plan::PageKind;

/// Returns the newest events as rows: all events, or the first few with the address of the full
/// list. `of` is the actor whose role in each event is shown.
pub fn event_rows(
    context: &PageContext,
    earliest_first: &[Id<Event>],
    all: PageKind,
    of: Option<Id<Actor>>,
) -> Listing<EventRow> {
    let size = context.plan.page_size;
    let newest = earliest_first
        .iter()
        .rev()
        .take(paging::shown_count(earliest_first.len(), size));
    Listing {
        items: newest.map(|id| event_row(context, *id, of)).collect(),
        count: earliest_first.len(),
        all: (earliest_first.len() > size).then(|| context.url(all)),
    }
}

fn event_row(context: &PageContext, id: Id<Event>, of: Option<Id<Actor>>) -> EventRow {
    let event = &context.atlas.events[id];
    EventRow {
        date: context.words.when(&event.date),
        event: context.link(Entity::Event(id)),
        role: of.and_then(|actor| actor_role(context, actor, event)),
        figure: event_figure(context, id, &tables::disputed_claims(context, id)),
    }
}

/// Returns an actor's role in an event.
fn actor_role(context: &PageContext, actor: Id<Actor>, event: &Event) -> Option<String> {
    let has_sides = !event.side_a.is_empty() && !event.side_b.is_empty();
    let (a, b) = if is_against_civilians(event) {
        ("part_perpetrator", "part_victim")
    } else {
        ("part_side", "part_side")
    };
    let word = if event.side_a.contains(&actor) && (has_sides || a != "part_side") {
        a
    } else if event.side_b.contains(&actor) {
        b
    } else {
        return None;
    };
    Some(context.words.get(word).to_owned())
}

/// Returns the main figure of an event: the number of killed, or else of other people. `disputed`
/// are the indexes of the event's disputed claims.
pub fn event_figure(
    context: &PageContext,
    id: Id<Event>,
    disputed: &[usize],
) -> Option<EventFigure> {
    let claims = &context.atlas.events[id].claims;
    let of_people = [
        Measure::Killed,
        Measure::Neutralised,
        Measure::Displaced,
        Measure::Abducted,
        Measure::Wounded,
        Measure::Arrested,
    ];
    let top = |at: &usize| match &claims[*at].amount {
        Amount::Count(count) => count.greatest(),
        Amount::Value(_) => None,
    };
    let groups: Vec<Vec<usize>> = (groups(id, claims).into_iter())
        .map(|group| group.into_iter().filter(|at| top(at).is_some()).collect())
        .filter(|group: &Vec<usize>| !group.is_empty())
        .collect();
    let measure = of_people.into_iter().find(|measure| {
        groups
            .iter()
            .any(|group| claims[group[0]].measure == *measure)
    })?;
    // A figure for a part does not stand for the event. A disputed figure comes first.
    let group = groups
        .iter()
        .filter(|group| claims[group[0]].measure == measure)
        .max_by_key(|group| {
            let is_whole = claims[group[0]].label.is_none();
            let is_disputed = group.len() > 1 && group.iter().any(|at| disputed.contains(at));
            (is_whole, is_disputed, group.iter().map(top).max())
        })?;
    let most = *group.iter().max_by_key(|at| top(at))?;
    let least = *group.iter().min_by_key(|at| top(at))?;
    let figure = counts::amount_text(context, &claims[most].amount).text;
    let text = if top(&least) < top(&most) {
        let other = counts::amount_text(context, &claims[least].amount).text;
        context
            .words
            .say("figure_or", None, &[("a", &figure), ("b", &other)])
    } else {
        figure
    };
    let number = top(&most);
    let last = if top(&least) < top(&most) {
        least
    } else {
        most
    };
    let unit = claims::unit(context, &claims[last]);
    let most = &claims[most];
    Some(EventFigure {
        text,
        most: number,
        measure: context.label("measure_", measure),
        unit,
        grade: most
            .grade
            .map(|grade| claims::graded(context, "grade_", grade)),
    })
}
