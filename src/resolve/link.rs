//! Looking up names, and making things for those that nothing declares.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::names::{Directory, Found};
use super::pool::{Entry, Pool};
use super::unreadable::Unreadable;
use crate::config::{Config, Undeclared};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Severity};
use crate::lang::{Lang, fold};
use crate::load::{Kind, slug, transliterated};
use crate::model::{Actor, ClaimRef, Event, Id, Region, Source};
use crate::schema::Reference;
use crate::source::FileId;

/// Looks up names, and makes things for those that nothing declares.
pub struct Linker<'a> {
    pub directories: BTreeMap<Kind, Directory>,
    pub order: BTreeMap<Kind, Vec<usize>>,
    pub withheld: BTreeSet<(Kind, String)>,
    pub unreadable: Unreadable,
    pub media: &'a BTreeSet<String>,
    pub sources: &'a crate::source::Sources,
    pub config: &'a Config,
    pub diagnostics: &'a mut Diagnostics,
    pub actor_stubs: Vec<Stub>,
    pub region_stubs: Vec<Stub>,
}

/// Looks up names when all are known. Things are built by several of these at once.
pub struct Builder<'a> {
    directories: &'a BTreeMap<Kind, Directory>,
    order: &'a BTreeMap<Kind, Vec<usize>>,
    withheld: &'a BTreeSet<(Kind, String)>,
    unreadable: &'a Unreadable,
    pub media: &'a BTreeSet<String>,
    pub sources: &'a crate::source::Sources,
    pub config: &'a Config,
    pub diagnostics: Diagnostics,
    /// Claims that name other claims, to be looked up when all are built.
    pub claim_links: Vec<ClaimLink>,
}

/// A thing known only by its name.
pub struct Stub {
    pub id: String,
    pub name: String,
    pub field: Field,
    pub lang: Lang,
}

impl Linker<'_> {
    /// Makes a stub for each name of an actor or region that no file declares.
    pub fn stubs(&mut self, pool: &Pool) {
        let mut unknown: Vec<(Kind, Reference)> = Vec::new();
        let mut seen = BTreeSet::new();
        pool.each_reference(|kind, name| {
            if self.directories[&kind].find(&name.value) == Found::None && seen.insert((kind, fold(&name.value))) {
                unknown.push((kind, name.clone()));
            }
        });
        for (kind, name) in unknown {
            self.stub(kind, name, pool);
        }
    }

    pub fn stub(&mut self, kind: Kind, name: Reference, pool: &Pool) {
        let (declared, stubs) = match kind {
            Kind::Actor => (pool.actors.len(), &mut self.actor_stubs),
            _ => (pool.regions.len(), &mut self.region_stubs),
        };
        let directory = self.directories.get_mut(&kind).expect("every kind has a directory");
        let unreadable = self.unreadable.may_define(kind, &name.value);
        // An id is only wanted to go on with.
        let guessed = || unreadable.and_then(|_| transliterated(&name.value));
        let Some(id) = slug(&name.value).or_else(guessed) else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadId,
                    &name.field,
                    format!("`{}` has no file, and no address can be made of this name", name.value),
                )
                .help(format!(
                    "create a file in content/{}/ with an id in Latin letters, and `name: {}` in it",
                    kind.folder(),
                    name.value
                )),
            );
            return;
        };
        if directory.has_id(&id) {
            return;
        }
        let known = directory
            .near(&name.value)
            .map(|(place, folded)| match place.checked_sub(declared) {
                Some(stub) => stubs[stub].name.clone(),
                None => pool.spelling(kind, place, folded),
            });
        let place = declared + stubs.len();
        directory.add(place, &id);
        directory.name(place, &name.value);
        if let Some(file) = unreadable {
            self.unreadable.add(kind, place, file);
            stubs.push(Stub {
                id,
                name: name.value,
                field: name.field,
                lang: pool.default_lang,
            });
            return;
        }
        let severity = match self.config.undeclared {
            Undeclared::Allow => None,
            Undeclared::Warn => Some(Severity::Warning),
            Undeclared::Error => Some(Severity::Error),
        };
        let create = format!("create content/{}/{id}.md with `name: {}`", kind.folder(), name.value);
        if let Some(known) = known {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::MisspeltName,
                    &name.field,
                    format!("no {} is called `{}`", kind.noun(), name.value),
                )
                .help(format!(
                    "did you mean `{known}`? If this is another {}, {create}",
                    kind.noun()
                )),
            );
        } else if let Some(severity) = severity {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Undeclared,
                    &name.field,
                    match severity {
                        Severity::Error => format!("the {} `{}` has no file", kind.noun(), name.value),
                        Severity::Warning => format!(
                            "the {} `{}` has no file; it gets a page with what is known of it",
                            kind.noun(),
                            name.value
                        ),
                    },
                )
                .severity(severity)
                .help(format!("{create}, or write `undeclared: allow` in site.yaml")),
            );
        }
        stubs.push(Stub {
            id,
            name: name.value,
            field: name.field,
            lang: pool.default_lang,
        });
    }

    /// Decides the order of every list: by id.
    pub fn sort(&mut self, pool: &Pool) {
        let stub_ids = |stubs: &[Stub]| stubs.iter().map(|stub| stub.id.clone()).collect::<Vec<_>>();
        let mut order = |kind: Kind, ids: Vec<String>| {
            let mut places: Vec<usize> = (0..ids.len()).collect();
            places.sort_by(|a, b| ids[*a].cmp(&ids[*b]));
            let mut rank = vec![0; ids.len()];
            for (at, place) in places.into_iter().enumerate() {
                rank[place] = at;
            }
            self.order.insert(kind, rank);
        };
        order(Kind::Article, ids(&pool.articles));
        order(Kind::Actor, [ids(&pool.actors), stub_ids(&self.actor_stubs)].concat());
        order(
            Kind::Region,
            [ids(&pool.regions), stub_ids(&self.region_stubs)].concat(),
        );
        order(Kind::Event, ids(&pool.events));
        order(Kind::Source, ids(&pool.sources));
        order(Kind::Page, ids(&pool.pages));
    }

    pub fn builder(&self) -> Builder<'_> {
        Builder {
            directories: &self.directories,
            order: &self.order,
            withheld: &self.withheld,
            unreadable: &self.unreadable,
            media: self.media,
            sources: self.sources,
            config: self.config,
            diagnostics: Diagnostics::default(),
            claim_links: Vec::new(),
        }
    }

    /// Builds things from what is written of them, several at once and in their order. Returns the links of claims too.
    pub fn built<R: Send, T: Send>(
        &mut self,
        raw: Vec<R>,
        build: impl Fn(&mut Builder, usize, R) -> T + Sync,
    ) -> (Vec<T>, Vec<ClaimLink>) {
        let linker = &*self;
        let stretches: Vec<(Vec<T>, Builder)> = raw
            .into_par_iter()
            .enumerate()
            .fold(
                || (Vec::new(), linker.builder()),
                |(mut things, mut builder), (place, raw)| {
                    things.push(build(&mut builder, place, raw));
                    (things, builder)
                },
            )
            .collect();
        let mut things = Vec::with_capacity(stretches.iter().map(|(things, _)| things.len()).sum());
        let (mut links, mut found) = (Vec::new(), Diagnostics::default());
        for (some, builder) in stretches {
            things.extend(some);
            links.extend(builder.claim_links);
            found.append(builder.diagnostics);
        }
        self.diagnostics.append(found);
        (things, links)
    }
}

impl Builder<'_> {
    pub fn id<T>(&self, kind: Kind, place: usize) -> Id<T> {
        Id::new(self.order[&kind][place])
    }

    pub fn actor(&mut self, name: &Reference) -> Option<Id<Actor>> {
        self.look_up(Kind::Actor, name)
    }

    pub fn region(&mut self, name: &Reference) -> Option<Id<Region>> {
        self.look_up(Kind::Region, name)
    }

    pub fn event(&mut self, name: &Reference) -> Option<Id<Event>> {
        self.look_up(Kind::Event, name)
    }

    pub fn source(&mut self, name: &Reference) -> Option<Id<Source>> {
        self.look_up(Kind::Source, name)
    }

    pub fn look_up<T>(&mut self, kind: Kind, name: &Reference) -> Option<Id<T>> {
        let noun = kind.noun();
        match self.directories[&kind].find(&name.value) {
            Found::One(place) => {
                if let Some(file) = self.unreadable.at(kind, place) {
                    self.diagnostics.unchecked(file, 1);
                }
                Some(self.id(kind, place))
            }
            Found::Several(places) if places.iter().any(|place| self.unreadable.at(kind, *place).is_some()) => {
                let file = places.iter().find_map(|place| self.unreadable.at(kind, *place));
                file.into_iter().for_each(|file| self.diagnostics.unchecked(file, 1));
                places.first().map(|place| self.id(kind, *place))
            }
            Found::Several(places) => {
                let ids: Vec<String> = places.iter().filter_map(|place| self.id_text(kind, *place)).collect();
                let list = crate::diag::or_list(ids.iter().map(String::as_str));
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::AmbiguousName,
                        &name.field,
                        format!("`{}` fits several {noun}s", name.value),
                    )
                    .help(format!("write the id: {list}")),
                );
                None
            }
            Found::None if self.withheld.contains(&(kind, name.value.clone())) => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::WithheldLink,
                        &name.field,
                        format!(
                            "the {noun} `{}` is not published yet, so this mention of it is left out",
                            name.value
                        ),
                    )
                    .help("publish both together, or build with --drafts or a later --now to see them"),
                );
                None
            }
            Found::None if self.unreadable.may_define(kind, &name.value).is_some() => {
                let file = self.unreadable.may_define(kind, &name.value);
                file.into_iter().for_each(|file| self.diagnostics.unchecked(file, 1));
                None
            }
            Found::None => {
                // Actors and regions without a slug were reported when stubs were made.
                if matches!(kind, Kind::Event | Kind::Source) {
                    let help = match self.directories[&kind].near(&name.value) {
                        Some((place, near)) => {
                            let id = self.id_text(kind, place).unwrap_or_else(|| near.to_owned());
                            format!("did you mean `{id}`?")
                        }
                        None => format!(
                            "create content/{}/{}.md",
                            kind.folder(),
                            slug(&name.value).unwrap_or_else(|| "its-id".into())
                        ),
                    };
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::UnknownReference,
                            &name.field,
                            format!("there is no {noun} `{}`", name.value),
                        )
                        .help(help),
                    );
                }
                None
            }
        }
    }

    /// The file of an event, where it cannot be read.
    pub fn unreadable_event(&self, id: &str) -> Option<FileId> {
        match self.directories[&Kind::Event].find(id) {
            Found::One(place) => self.unreadable.at(Kind::Event, place),
            _ => None,
        }
    }

    /// The id of a thing by its place in the pool.
    pub fn id_text(&self, kind: Kind, place: usize) -> Option<String> {
        self.directories[&kind].id_of(place).map(str::to_owned)
    }
}

pub fn ids<T>(entries: &[Entry<T>]) -> Vec<String> {
    entries.iter().map(|entry| entry.id.clone()).collect()
}

/// Puts built things into the order that `sort` decided.
pub fn arranged<T>(built: Vec<T>, rank: &[usize]) -> Vec<T> {
    let mut slots: Vec<Option<T>> = built.iter().map(|_| None).collect();
    for (item, at) in built.into_iter().zip(rank) {
        slots[*at] = Some(item);
    }
    slots.into_iter().flatten().collect()
}

/// A claim that names another claim.
pub struct ClaimLink {
    pub from: ClaimRef,
    pub to: Reference,
    pub answers: bool,
}
