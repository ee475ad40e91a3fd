//! Checks of the linked atlas: cycles, events in regions that did not exist on their date, and
//! entities without references.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
use crate::message;
use crate::messages::{Argument, ListConjunction, Message};
use crate::model::{Actor, Atlas, Event, Id, List, Origin, Region, Tracked};

/// Checks the linked atlas.
pub fn atlas(atlas: &Atlas, diagnostics: &mut Diagnostics) {
    cycles(
        &atlas.regions,
        "part_of",
        |region| region.part_of.iter().map(|part| part.region).collect(),
        |region| (&region.id, &region.origin),
        diagnostics,
    );
    cycles(
        &atlas.sources,
        "derives_from",
        |source| source.derives_from.clone(),
        |source| (&source.id, &source.origin),
        diagnostics,
    );
    for (_, event) in atlas.events.iter() {
        regions_in_time(event, atlas, diagnostics);
    }
}

/// The maximum nesting depth of regions, which are shown as a tree.
const MAX_DEPTH: usize = 64;

/// Reports each cycle once, at its first member by id.
fn cycles<T: Tracked>(
    list: &List<T>,
    key: &'static str,
    next: impl Fn(&T) -> Vec<Id<T>>,
    name: impl Fn(&T) -> (&String, &Origin),
    diagnostics: &mut Diagnostics,
) {
    let mut done = vec![false; list.len()];
    for (start, _) in list.iter() {
        // The stack is explicit, because a chain of a hundred thousand sources would overflow the
        // call stack.
        let mut path: Vec<(Id<T>, Vec<Id<T>>)> = Vec::new();
        let mut on_path = BTreeSet::new();
        if done[start.index()] {
            continue;
        }
        path.push((start, next(&list[start])));
        on_path.insert(start);
        while let Some((here, rest)) = path.last_mut() {
            let here = *here;
            let Some(to) = rest.pop() else {
                done[here.index()] = true;
                on_path.remove(&here);
                path.pop();
                continue;
            };
            if on_path.contains(&to) {
                let from = path
                    .iter()
                    .position(|(id, _)| *id == to)
                    .expect("it is on the path");
                let ring: Vec<String> = path[from..]
                    .iter()
                    .map(|(id, _)| *id)
                    .chain([to])
                    .map(|id| format!("`{}`", name(&list[id]).0))
                    .collect();
                let (id, origin) = name(&list[to]);
                let place = match origin.place() {
                    Location::File(file) => Location::Value(Field::top(file).key(key)),
                    Location::Value(field) => Location::Value(field.key(key)),
                    other => other,
                };
                diagnostics.push(
                    Diagnostic::new(
                        Code::Cycle,
                        place,
                        message!(
                            "`{key}` of `{id}` is a cycle: {ring}",
                            key,
                            id,
                            ring = ring.join(" → ")
                        ),
                    )
                    .help(message!("remove one of these steps")),
                );
            } else if !done[to.index()] {
                on_path.insert(to);
                path.push((to, next(&list[to])));
                if key == "part_of" && path.len() == MAX_DEPTH + 1 {
                    let (id, origin) = name(&list[start]);
                    diagnostics.push(
                        Diagnostic::new(
                            Code::Cycle,
                            origin.place(),
                            message!(
                                "`{key}` of `{id}` is more than {most} regions deep",
                                key,
                                id,
                                most = MAX_DEPTH
                            ),
                        )
                        .help(message!(
                            "remove steps: a place is part of a handful of others"
                        )),
                    );
                }
            }
        }
    }
}

/// Reports an event in a region that did not exist on its date, which means that the region was
/// part of no other region then.
fn regions_in_time(event: &Event, atlas: &Atlas, diagnostics: &mut Diagnostics) {
    for (at, region) in event.regions.iter().enumerate() {
        let region = &atlas.regions[*region];
        if region.part_of.is_empty()
            || region
                .part_of
                .iter()
                .any(|part| part.applies_at(&event.date))
        {
            continue;
        }
        let field = field_of(&event.origin);
        let spans = region
            .part_of
            .iter()
            .map(|part| {
                let whole = &atlas.regions[part.region].id;
                Argument::Message(match (part.from, part.until) {
                    (Some(from), Some(until)) => {
                        message!(
                            "it was part of `{whole}` from {from} until {until}",
                            whole,
                            from,
                            until
                        )
                    }
                    (Some(from), None) => {
                        message!("it was part of `{whole}` from {from}", whole, from)
                    }
                    (None, Some(until)) => {
                        message!("it was part of `{whole}` until {until}", whole, until)
                    }
                    (None, None) => message!("it was part of `{whole}`", whole),
                })
            })
            .collect();
        let spans = Argument::List(spans, ListConjunction::And);
        diagnostics.push(
            Diagnostic::new(
                Code::RegionOutOfTime,
                &field.key("regions").index(at),
                message!(
                    "the region `{region}` is used for {date}, outside its dates",
                    region = region.id,
                    date = event.date
                ),
            )
            .help(message!(
                "{spans}; name the region that it was in then",
                spans
            )),
        );
    }
}

/// Returns the top of the front matter of an entity, for diagnostics.
pub fn field_of(origin: &Origin) -> Field {
    match origin {
        Origin::Declared(file) => Field::top(*file),
        Origin::Inline(_, field) | Origin::Stub(field) => field.clone(),
    }
}

/// Reports actors and regions that have a file but no reference.
///
/// `used_actors` and `used_regions` are the actors and regions that an article, event, source or
/// text names.
pub fn orphans(
    atlas: &Atlas,
    used_actors: &BTreeSet<Id<Actor>>,
    used_regions: &BTreeSet<Id<Region>>,
    diagnostics: &mut Diagnostics,
) {
    let mut related = BTreeSet::new();
    for (id, actor) in atlas.actors.iter() {
        for relation in &actor.relations {
            related.insert(relation.actor);
            related.insert(id);
        }
        related.extend(actor.labels.iter().filter_map(|label| label.used_by));
    }
    for (id, actor) in atlas.actors.iter() {
        if let Origin::Declared(file) = actor.origin
            && !used_actors.contains(&id)
            && !related.contains(&id)
        {
            diagnostics.push(orphan(
                file,
                message!(
                    "the actor `{id}` has a file, but nothing refers to it",
                    id = actor.id
                ),
            ));
        }
    }
    let wholes: BTreeSet<Id<Region>> = atlas
        .regions
        .iter()
        .flat_map(|(_, region)| region.part_of.iter().map(|part| part.region))
        .collect();
    for (id, region) in atlas.regions.iter() {
        if let Origin::Declared(file) = region.origin
            && !used_regions.contains(&id)
            && !wholes.contains(&id)
            && region.part_of.is_empty()
        {
            diagnostics.push(orphan(
                file,
                message!(
                    "the region `{id}` has a file, but nothing refers to it",
                    id = region.id
                ),
            ));
        }
    }
}

fn orphan(file: crate::source::FileId, message: Message) -> Diagnostic {
    Diagnostic::new(Code::Orphan, Location::File(file), message).help(message!(
        "refer to it in an article or event, or delete the file"
    ))
}
