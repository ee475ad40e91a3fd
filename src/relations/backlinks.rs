//! Backlinks: which entities mention an entity.

use std::collections::{BTreeMap, BTreeSet};

use super::Relations;
use crate::markdown::ProseIndex;
use crate::model::{Article, Atlas, Entity, Event, Id};

/// Returns, for each entity, the entities that mention or cite it.
pub(super) fn mentions_by_target(
    atlas: &Atlas,
    prose: &ProseIndex,
) -> BTreeMap<Entity, BTreeSet<Entity>> {
    let mut mentioned: BTreeMap<Entity, BTreeSet<Entity>> = BTreeMap::new();
    for (id, actor) in atlas.actors.iter() {
        let relations = actor
            .relations
            .iter()
            .flat_map(|relation| &relation.sources);
        let labels = actor
            .labels
            .iter()
            .filter_map(|label| label.source.as_ref());
        for source in relations.chain(labels) {
            mentioned
                .entry(Entity::Source(*source))
                .or_default()
                .insert(Entity::Actor(id));
        }
    }
    for (entity, _, text) in prose.iter() {
        let cited = text
            .citations
            .iter()
            .map(|citation| Entity::Source(citation.source));
        for target in text.mentions.iter().copied().chain(cited) {
            mentioned.entry(target).or_default().insert(entity);
        }
    }
    mentioned
}

/// Fills in the backlinks of every entity, except those that its page lists anyway.
pub(super) fn backlinks(mentioned: BTreeMap<Entity, BTreeSet<Entity>>, relations: &mut Relations) {
    for (target, by) in mentioned {
        let without = |listed: &dyn Fn(Entity) -> bool| {
            by.iter()
                .copied()
                .filter(|entity| !listed(*entity))
                .collect::<Vec<Entity>>()
        };
        match target {
            Entity::Article(id) => relations.articles[id.index()].backlinks = without(&|_| false),
            Entity::Actor(id) => {
                let listed: BTreeSet<Id<Article>> = relations.actors[id.index()]
                    .articles
                    .iter()
                    .copied()
                    .collect();
                relations.actors[id.index()].backlinks = without(
                    &|entity| matches!(entity, Entity::Article(article) if listed.contains(&article)),
                );
            }
            Entity::Region(id) => {
                let listed: BTreeSet<Id<Article>> = relations.regions[id.index()]
                    .articles
                    .iter()
                    .copied()
                    .collect();
                relations.regions[id.index()].backlinks = without(
                    &|entity| matches!(entity, Entity::Article(article) if listed.contains(&article)),
                );
            }
            Entity::Event(id) => {
                let listed: BTreeSet<Id<Article>> = relations.events[id.index()]
                    .articles
                    .iter()
                    .copied()
                    .collect();
                relations.events[id.index()].backlinks = without(
                    &|entity| matches!(entity, Entity::Article(article) if listed.contains(&article)),
                );
            }
            Entity::Source(id) => {
                let listed: BTreeSet<Id<Event>> = relations.sources[id.index()]
                    .events
                    .iter()
                    .copied()
                    .collect();
                relations.sources[id.index()].backlinks = without(&|entity| match entity {
                    Entity::Article(_) => true,
                    Entity::Event(event) => listed.contains(&event),
                    _ => false,
                });
            }
            Entity::Page(_) => {}
        }
    }
}
