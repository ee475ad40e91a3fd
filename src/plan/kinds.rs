//! The pages that a site has in a language.

use super::{HOME, MAX_CLAIMS, MAX_ROOTS, PageKind, Plan};
use crate::lang::Lang;
use crate::model::terms::{ActorType, Term};
use crate::model::{Atlas, Entity, FreePage, Id, Origin, Region};
use crate::relations::Relations;

impl Plan {
    /// Returns how many pages the list of a folder has in a language.
    pub(super) fn folder_pages(&self, atlas: &Atlas, id: Id<FreePage>, lang: Lang) -> usize {
        let pages = atlas.pages_in(id, lang);
        pages.count().div_ceil(self.page_size).max(1)
    }

    pub(super) fn kinds(&self, atlas: &Atlas, relations: &Relations, lang: Lang) -> Vec<PageKind> {
        let size = self.page_size;
        let pages = |count: usize| 1..=count.div_ceil(size).max(1);
        let mut kinds = vec![PageKind::Home, PageKind::Actors, PageKind::Events];
        let mut backlinks = Vec::new();
        let mut mentioned = |entity: Entity, count: usize| {
            if count > size {
                backlinks.extend(pages(count).map(|page| PageKind::Backlinks(entity, page)));
            }
        };
        kinds.extend(pages(relations.articles_by_date.len()).map(PageKind::Articles));
        kinds.extend(
            atlas
                .articles
                .iter()
                .filter(|(_, article)| article.bodies.exact(lang).is_some())
                .map(|(id, _)| PageKind::Article(id)),
        );
        for (id, _) in
            (atlas.articles.iter()).filter(|(_, article)| article.bodies.exact(lang).is_some())
        {
            mentioned(
                Entity::Article(id),
                relations.articles[id.index()].backlinks.len(),
            );
        }
        if self.has_many_actors(lang) {
            for kind in ActorType::ALL.iter().copied().map(Some).chain([None]) {
                let count = atlas
                    .actors
                    .iter()
                    .filter(|(_, actor)| actor.actor_type == kind)
                    .count();
                if count > 0 {
                    kinds.extend(pages(count).map(|page| PageKind::ActorsOfType(kind, page)));
                }
            }
            kinds.extend(
                self.paged_letters(lang, 1)
                    .map(|(letter, page)| PageKind::ActorsOfLetter(letter, page)),
            );
        }
        for (id, actor) in atlas.actors.iter() {
            let own = &relations.actors[id.index()];
            kinds.push(PageKind::Actor(id));
            mentioned(Entity::Actor(id), own.backlinks.len());
            let related = actor.relations.len() + own.inverse.len();
            if related > size {
                kinds.extend(pages(related).map(|page| PageKind::ActorRelations(id, page)));
            }
            if own.articles.len() > size {
                kinds.extend(
                    pages(own.articles.len()).map(|page| PageKind::ActorArticles(id, page)),
                );
            }
            if own.events.len() > size {
                kinds.extend(pages(own.events.len()).map(|page| PageKind::ActorEvents(id, page)));
            }
            if own.claims_made.len() > MAX_CLAIMS {
                kinds.extend(
                    pages(own.claims_made.len()).map(|page| PageKind::ActorClaims(id, page)),
                );
            }
            if own.claims_about.len() > MAX_CLAIMS {
                kinds.extend(
                    pages(own.claims_about.len()).map(|page| PageKind::ActorClaimsAbout(id, page)),
                );
            }
        }
        let roots = atlas
            .regions
            .iter()
            .filter(|(_, region)| is_root(region))
            .count();
        kinds.extend((1..=roots.div_ceil(MAX_ROOTS).max(1)).map(PageKind::Regions));
        for (id, _) in atlas.regions.iter() {
            let own = &relations.regions[id.index()];
            kinds.push(PageKind::Region(id));
            mentioned(Entity::Region(id), own.backlinks.len());
            if own.parts.len() > size {
                kinds.extend(pages(own.parts.len()).map(|page| PageKind::RegionParts(id, page)));
            }
            if own.articles.len() > size {
                kinds.extend(
                    pages(own.articles.len()).map(|page| PageKind::RegionArticles(id, page)),
                );
            }
            if own.events.len() > size {
                kinds.extend(pages(own.events.len()).map(|page| PageKind::RegionEvents(id, page)));
            }
        }
        for (year, events) in relations.years.iter() {
            kinds.extend(pages(events.len()).map(|page| PageKind::Year(*year, page)));
        }
        let is_own = |origin: &Origin| matches!(origin, Origin::Declared(_));
        for (id, _) in atlas
            .events
            .iter()
            .filter(|(_, event)| is_own(&event.origin))
        {
            kinds.push(PageKind::Event(id));
            mentioned(
                Entity::Event(id),
                relations.events[id.index()].backlinks.len(),
            );
            let articles = relations.events[id.index()].articles.len();
            if articles > size {
                kinds.extend(pages(articles).map(|page| PageKind::EventArticles(id, page)));
            }
        }
        kinds.extend(pages(atlas.sources.len()).map(PageKind::Sources));
        for (id, _) in atlas
            .sources
            .iter()
            .filter(|(_, source)| is_own(&source.origin))
        {
            let own = &relations.sources[id.index()];
            kinds.push(PageKind::Source(id));
            mentioned(Entity::Source(id), own.backlinks.len());
            if own.derived.len() > size {
                kinds
                    .extend(pages(own.derived.len()).map(|page| PageKind::SourceDerived(id, page)));
            }
            if own.claims.len() > MAX_CLAIMS {
                kinds.extend(pages(own.claims.len()).map(|page| PageKind::SourceClaims(id, page)));
            }
            if own.events.len() > size {
                kinds.extend(pages(own.events.len()).map(|page| PageKind::SourceEvents(id, page)));
            }
            if own.articles.len() > size {
                kinds.extend(
                    pages(own.articles.len()).map(|page| PageKind::SourceArticles(id, page)),
                );
            }
        }
        if !relations.topics.is_empty() {
            kinds.extend(pages(relations.topics.len()).map(PageKind::Topics));
        }
        kinds.extend(backlinks);
        for (at, topic) in relations.topics.iter().enumerate() {
            kinds.extend(pages(topic.articles.len()).map(|page| PageKind::Topic(at, page)));
        }
        kinds.push(PageKind::Coverage);
        kinds.extend(pages(relations.corrections.len()).map(PageKind::Corrections));
        kinds.extend(
            atlas
                .pages
                .iter()
                .filter(|(_, page)| page.id != HOME && page.exists_in(lang))
                .flat_map(|(id, _)| {
                    let more = 2..=self.folder_pages(atlas, id, lang);
                    let more = more.map(move |page| PageKind::Folder(id, page));
                    std::iter::once(PageKind::Free(id)).chain(more)
                }),
        );
        kinds
    }
}

/// Whether a region is part of no other region today. It may still be listed under a former parent.
pub fn is_root(region: &Region) -> bool {
    region.part_of.iter().all(|part| part.until.is_some())
}
