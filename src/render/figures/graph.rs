//! Graphs of an actor's relations: membership, support and opposition.

use std::collections::BTreeMap;

use super::FigureWords;
use crate::draw::Sign;
use crate::draw::graph::{EdgeKind, Graph, GraphEdge, GraphNode};
use crate::model::terms::{ActorType, Term};
use crate::model::{Actor, Entity, Id, RelationType};
use crate::render::context::PageContext;
use crate::render::words::key;

/// Returns the graph of an actor and its relations, or `None` if it has no relations.
pub fn graph(context: &PageContext, words: &FigureWords, focus: Id<Actor>) -> Option<String> {
    let mut members = vec![focus];
    let related = context.atlas.actors[focus]
        .relations
        .iter()
        .map(|relation| relation.actor);
    let inverse = context.relations.actors[focus.index()]
        .inverse
        .iter()
        .map(|(other, _)| *other);
    for actor in related.chain(inverse) {
        if !members.contains(&actor) {
            members.push(actor);
        }
    }
    if members.len() < 2 {
        return None;
    }
    let indices: BTreeMap<Id<Actor>, usize> = members
        .iter()
        .enumerate()
        .map(|(at, id)| (*id, at))
        .collect();
    let mut ties = Vec::new();
    for (from, id) in members.iter().enumerate() {
        for relation in &context.atlas.actors[*id].relations {
            if let Some(to) = indices.get(&relation.actor) {
                ties.push(GraphEdge {
                    from,
                    to: *to,
                    kind: edge_kind(relation.relation_type),
                });
            }
        }
    }
    let sign_of = |kind: Option<ActorType>| {
        let number = kind.and_then(|kind| ActorType::ALL.iter().position(|known| *known == kind));
        Sign::numbered(number.unwrap_or(ActorType::ALL.len()))
    };
    let nodes = members
        .iter()
        .map(|id| {
            let actor = &context.atlas.actors[*id];
            let name = context.name(Entity::Actor(*id)).text;
            GraphNode {
                sign: sign_of(actor.actor_type),
                href: (*id != focus).then(|| {
                    context
                        .plan
                        .address(context.atlas, Entity::Actor(*id), context.lang)
                }),
                accessible_name: name.clone(),
                name,
            }
        })
        .collect();
    let drawn = Graph {
        caption: super::caption(context, words),
        nodes,
        ties,
        focus: Some(0),
    }
    .draw();
    let lines = drawn.lines.iter().map(|sample| {
        let word = match sample.what {
            EdgeKind::Allied => "tie_allied",
            EdgeKind::Opposed => "tie_opposed",
            EdgeKind::Supports => "tie_supports",
            EdgeKind::Member => "tie_member",
            EdgeKind::Follows => "tie_follows",
        };
        (sample.svg.clone(), context.words.get(word).to_owned())
    });
    let signs = drawn.signs.iter().map(|sample| {
        let kind = ActorType::ALL
            .iter()
            .find(|kind| sign_of(Some(**kind)) == sample.what);
        let word = kind.map_or_else(
            || "actor_type_none".to_owned(),
            |kind| key("actor_type_", kind.text()),
        );
        (sample.svg.clone(), context.words.get(&word).to_owned())
    });
    let left_out = if drawn.left_out > 0 {
        format!(
            "<p class=\"meta\">{}</p>",
            crate::html::escaped(
                &context
                    .words
                    .say("graph_left_out", Some(drawn.left_out), &[])
            )
        )
    } else {
        String::new()
    };
    Some(format!(
        "{}{}{left_out}",
        drawn.svg,
        super::legend_html(lines.chain(signs))
    ))
}

fn edge_kind(relation: RelationType) -> EdgeKind {
    match relation {
        RelationType::AlliedWith => EdgeKind::Allied,
        RelationType::OpposedTo => EdgeKind::Opposed,
        RelationType::Supports => EdgeKind::Supports,
        RelationType::MemberOf | RelationType::PartOfCoalition => EdgeKind::Member,
        RelationType::SplitFrom | RelationType::Succeeds => EdgeKind::Follows,
    }
}
