//! Entities from their records, with ids in place of names.

mod actor;
mod article;
mod claim;
mod event;
mod page;
mod region;
mod source;

use std::collections::BTreeMap;

use self::actor::actor_stub;
pub use self::event::derived_claim_id;
use self::region::region_stub;
use super::builder::Builder;
use super::collect::Collected;
use super::linker::{Linker, sorted_by_rank};
use super::topics::TopicSlugs;
use super::{Names, checks, folders, precision};
use crate::load::ContentKind;
use crate::model::{Atlas, FreePage, Id, List};
use crate::schema::Reference;

impl Linker<'_> {
    /// Builds the atlas from all records, then runs the checks that need several entities.
    pub fn build(mut self, collected: Collected) -> (Atlas, Names) {
        let Collected {
            articles,
            actors,
            regions,
            events,
            sources,
            pages,
            event_uses,
            source_uses,
            ..
        } = collected;
        let topics = TopicSlugs::gather(&articles, self.config, self.diagnostics);
        let articles = articles
            .into_iter()
            .zip(event_uses.into_iter().zip(source_uses));
        let (articles, _) = self.build_all(
            articles.collect(),
            |builder, _, (entry, (events, sources))| {
                builder.article_of(entry, events, sources, &topics)
            },
        );
        let (mut built_actors, _) =
            self.build_all(actors, |builder, _, entry| builder.actor_of(entry));
        built_actors.extend(
            std::mem::take(&mut self.actor_stubs)
                .into_iter()
                .map(actor_stub),
        );
        let (mut built_regions, _) =
            self.build_all(regions, |builder, _, entry| builder.region_of(entry));
        built_regions.extend(
            std::mem::take(&mut self.region_stubs)
                .into_iter()
                .map(region_stub),
        );
        let (events, claim_links) = self.build_all(events, |builder, place, entry| {
            builder.event_of(place, entry)
        });
        let (sources, _) = self.build_all(sources, |builder, _, entry| builder.source_of(entry));
        let mut atlas = Atlas {
            articles: List::new(sorted_by_rank(articles, &self.order[&ContentKind::Article])),
            actors: List::new(sorted_by_rank(
                built_actors,
                &self.order[&ContentKind::Actor],
            )),
            regions: List::new(sorted_by_rank(
                built_regions,
                &self.order[&ContentKind::Region],
            )),
            events: List::new(sorted_by_rank(events, &self.order[&ContentKind::Event])),
            sources: List::new(sorted_by_rank(sources, &self.order[&ContentKind::Source])),
            pages: List::new(Vec::new()),
        };
        let mut builder = self.builder();
        builder.claim_links(claim_links, &mut atlas);
        let mut listed = BTreeMap::new();
        let pages: Vec<FreePage> = (pages.into_iter())
            .map(|entry| {
                let first = builder.listed_pages(&entry);
                listed.extend((!first.is_empty()).then(|| (entry.id.clone(), first)));
                builder.page_of(entry, &atlas.events)
            })
            .collect();
        let mut pages = sorted_by_rank(pages, &builder.order[&ContentKind::Page]);
        folders::fill_folders(&mut pages, &listed, &mut builder.diagnostics);
        atlas.pages = List::new(pages);
        let (diagnostics, unknown) = (builder.diagnostics, builder.unknown);
        self.diagnostics.append(diagnostics);
        self.unknown.extend(unknown);
        self.report_unknown();
        checks::atlas(&atlas, self.diagnostics);
        precision::coarsen(&mut atlas, self.diagnostics);
        let names = Names {
            name_tables: self.name_tables,
            order: self.order,
            withheld: self.withheld,
            unreadable: self.unreadable,
        };
        (atlas, names)
    }
}

impl Builder<'_> {
    /// Looks up every name. Returns each entity once, even if several names mean it.
    pub(super) fn look_up_all<T>(
        &mut self,
        names: &[Reference],
        look_up: fn(&mut Self, &Reference) -> Option<Id<T>>,
    ) -> Vec<Id<T>> {
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            if let Some(id) = look_up(self, name)
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
        found
    }
}
