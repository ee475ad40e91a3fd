//! The linker: the state of the phase that replaces names by ids.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::builder::{Builder, ClaimLink};
use super::collect::{Collected, CollectedRecord};
use super::names::NameTable;
use super::unreadable::Unreadable;
use crate::config::Config;
use crate::diag::{Diagnostics, Field};
use crate::lang::Lang;
use crate::load::ContentKind;
use crate::schema::Reference;
use crate::source::SourceFiles;

/// The data with which names are linked: the tables of names, and the stubs of undeclared names.
pub struct Linker<'a> {
    /// The names of each kind, by position in the unsorted list.
    pub name_tables: BTreeMap<ContentKind, NameTable>,
    /// The index in the atlas for each position in the unsorted list.
    pub order: BTreeMap<ContentKind, Vec<usize>>,
    /// The ids and titles of entities that are not published yet.
    pub withheld: BTreeSet<(ContentKind, String)>,
    pub unreadable: Unreadable,
    /// The files that an image may name, below `content/`.
    pub media: &'a BTreeSet<String>,
    pub sources: &'a SourceFiles,
    pub config: &'a Config,
    pub diagnostics: &'a mut Diagnostics,
    pub actor_stubs: Vec<Stub>,
    pub region_stubs: Vec<Stub>,
    /// References to events and sources that do not exist.
    pub unknown: Vec<(ContentKind, Reference)>,
}

/// An actor or region without a file, known only by its name.
pub struct Stub {
    pub id: String,
    pub name: String,
    /// Where the name is first used.
    pub field: Field,
    /// The language of the name.
    pub lang: Lang,
}

impl Linker<'_> {
    /// Sorts every list by id.
    pub fn sort(&mut self, collected: &Collected) {
        let stub_ids =
            |stubs: &[Stub]| stubs.iter().map(|stub| stub.id.clone()).collect::<Vec<_>>();
        let mut order = |kind: ContentKind, ids: Vec<String>| {
            let mut places: Vec<usize> = (0..ids.len()).collect();
            places.sort_by(|a, b| ids[*a].cmp(&ids[*b]));
            let mut rank = vec![0; ids.len()];
            for (at, place) in places.into_iter().enumerate() {
                rank[place] = at;
            }
            self.order.insert(kind, rank);
        };
        order(ContentKind::Article, ids(&collected.articles));
        order(
            ContentKind::Actor,
            [ids(&collected.actors), stub_ids(&self.actor_stubs)].concat(),
        );
        order(
            ContentKind::Region,
            [ids(&collected.regions), stub_ids(&self.region_stubs)].concat(),
        );
        order(ContentKind::Event, ids(&collected.events));
        order(ContentKind::Source, ids(&collected.sources));
        order(ContentKind::Page, ids(&collected.pages));
    }

    /// Returns a builder with the tables of this linker.
    pub fn builder(&self) -> Builder<'_> {
        Builder {
            name_tables: &self.name_tables,
            order: &self.order,
            withheld: &self.withheld,
            unreadable: &self.unreadable,
            media: self.media,
            sources: self.sources,
            config: self.config,
            diagnostics: Diagnostics::default(),
            claim_links: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Builds entities from their records in parallel. Returns them in the order of the records,
    /// and the links between their claims.
    pub fn build_all<R: Send, T: Send>(
        &mut self,
        raw: Vec<R>,
        build: impl Fn(&mut Builder, usize, R) -> T + Sync,
    ) -> (Vec<T>, Vec<ClaimLink>) {
        let linker = &*self;
        let chunks: Vec<(Vec<T>, Builder)> = raw
            .into_par_iter()
            .enumerate()
            .fold(
                || (Vec::new(), linker.builder()),
                |(mut entities, mut builder), (place, raw)| {
                    entities.push(build(&mut builder, place, raw));
                    (entities, builder)
                },
            )
            .collect();
        let mut entities =
            Vec::with_capacity(chunks.iter().map(|(entities, _)| entities.len()).sum());
        let (mut links, mut diagnostics) = (Vec::new(), Diagnostics::default());
        let mut unknown = Vec::new();
        for (chunk, builder) in chunks {
            entities.extend(chunk);
            links.extend(builder.claim_links);
            unknown.extend(builder.unknown);
            diagnostics.append(builder.diagnostics);
        }
        self.diagnostics.append(diagnostics);
        self.unknown.extend(unknown);
        (entities, links)
    }
}

/// Returns the ids of some records.
fn ids<T>(entries: &[CollectedRecord<T>]) -> Vec<String> {
    entries.iter().map(|entry| entry.id.clone()).collect()
}

/// Sorts built entities. `rank` has the index in the atlas of each entity.
pub fn sorted_by_rank<T>(built: Vec<T>, rank: &[usize]) -> Vec<T> {
    let mut slots: Vec<Option<T>> = built.iter().map(|_| None).collect();
    for (item, at) in built.into_iter().zip(rank) {
        slots[*at] = Some(item);
    }
    slots.into_iter().flatten().collect()
}
