//! Lookups of names while entities are built.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{NameMatch, NameTable};
use super::unreadable::Unreadable;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::load::ContentKind;
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::{Actor, Article, ClaimRef, Event, Id, Region, Source};
use crate::schema::Reference;
use crate::source::{FileId, SourceFiles};

/// Looks up names while entities are built, when the names of all entities are known. Several
/// builders work in parallel.
pub struct Builder<'a> {
    pub(super) name_tables: &'a BTreeMap<ContentKind, NameTable>,
    pub order: &'a BTreeMap<ContentKind, Vec<usize>>,
    pub(super) withheld: &'a BTreeSet<(ContentKind, String)>,
    pub(super) unreadable: &'a Unreadable,
    pub media: &'a BTreeSet<String>,
    pub sources: &'a SourceFiles,
    pub config: &'a Config,
    pub diagnostics: Diagnostics,
    /// Links between claims. They are looked up once all claims are built.
    pub claim_links: Vec<ClaimLink>,
    /// References to events and sources that do not exist.
    pub unknown: Vec<(ContentKind, Reference)>,
}

/// A link from a claim to another one.
pub struct ClaimLink {
    pub from: ClaimRef,
    pub to: Reference,
    /// Whether the key of the link is `responds_to`; otherwise it is `contradicted_by`.
    pub answers: bool,
}

impl Builder<'_> {
    /// Returns the id of the entity at a position in the unsorted list.
    pub fn id<T>(&self, kind: ContentKind, place: usize) -> Id<T> {
        Id::new(self.order[&kind][place])
    }

    /// Looks up an actor.
    pub fn actor(&mut self, name: &Reference) -> Option<Id<Actor>> {
        self.look_up(ContentKind::Actor, name)
    }

    /// Looks up a region.
    pub fn region(&mut self, name: &Reference) -> Option<Id<Region>> {
        self.look_up(ContentKind::Region, name)
    }

    /// Looks up an event.
    pub fn event(&mut self, name: &Reference) -> Option<Id<Event>> {
        self.look_up(ContentKind::Event, name)
    }

    /// Looks up a source.
    pub fn source(&mut self, name: &Reference) -> Option<Id<Source>> {
        self.look_up(ContentKind::Source, name)
    }

    /// Looks up an article.
    pub fn article_id(&mut self, name: &Reference) -> Option<Id<Article>> {
        self.look_up(ContentKind::Article, name)
    }

    /// Returns the event with this name, without a finding if there is none.
    pub fn known_event(&self, name: &str) -> Option<Id<Event>> {
        match self.name_tables[&ContentKind::Event].find_reference(name) {
            NameMatch::One(place) => Some(self.id(ContentKind::Event, place)),
            _ => None,
        }
    }

    /// Looks up a reference, and reports it if it is ambiguous, withheld or unknown.
    pub fn look_up<T>(&mut self, kind: ContentKind, name: &Reference) -> Option<Id<T>> {
        match self.name_tables[&kind].find_reference(&name.value) {
            NameMatch::One(place) => {
                if let Some(file) = self.unreadable.at(kind, place) {
                    self.diagnostics.unchecked(file, 1);
                }
                Some(self.id(kind, place))
            }
            NameMatch::Several(places)
                if places
                    .iter()
                    .any(|place| self.unreadable.at(kind, *place).is_some()) =>
            {
                let file = places
                    .iter()
                    .find_map(|place| self.unreadable.at(kind, *place));
                file.into_iter()
                    .for_each(|file| self.diagnostics.unchecked(file, 1));
                places.first().map(|place| self.id(kind, *place))
            }
            NameMatch::Several(places) => {
                let ids: Vec<String> = places
                    .iter()
                    .filter_map(|place| self.id_text(kind, *place))
                    .collect();
                let list = or_list(ids.iter().map(String::as_str));
                let finding = Diagnostic::new(
                    Code::AmbiguousName,
                    &name.field,
                    ambiguous(kind, &name.value),
                )
                .help(message!("write the id: {list}", list));
                self.diagnostics
                    .push(ids.iter().fold(finding, |finding, id| {
                        let fix = Fix::not_safe(message!("write `{line}`", line = id));
                        finding.fix(fix.replace_name(&name.field, &name.value, id.as_str()))
                    }));
                None
            }
            NameMatch::None if self.withheld.contains(&(kind, name.value.clone())) => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::WithheldLink,
                        &name.field,
                        withheld(kind, &name.value),
                    )
                    .help(message!(
                        "publish both together, or build with --drafts or a later --now to see them"
                    )),
                );
                None
            }
            NameMatch::None if self.unreadable.may_define(kind, &name.value).is_some() => {
                let file = self.unreadable.may_define(kind, &name.value);
                file.into_iter()
                    .for_each(|file| self.diagnostics.unchecked(file, 1));
                None
            }
            NameMatch::None => {
                // Actors and regions without a slug were reported when stubs were added.
                if matches!(
                    kind,
                    ContentKind::Article
                        | ContentKind::Event
                        | ContentKind::Source
                        | ContentKind::Page
                ) {
                    self.unknown.push((kind, name.clone()));
                }
                None
            }
        }
    }

    /// Returns the file of an event if the file cannot be parsed.
    pub fn unreadable_event(&self, id: &str) -> Option<FileId> {
        match self.name_tables[&ContentKind::Event].find(id) {
            NameMatch::One(place) => self.unreadable.at(ContentKind::Event, place),
            _ => None,
        }
    }

    /// Returns the text of an actor's id, if the name is that of one actor.
    pub fn actor_id(&self, name: &Reference) -> Option<String> {
        match self.name_tables[&ContentKind::Actor].find_reference(&name.value) {
            NameMatch::One(place) => self.id_text(ContentKind::Actor, place),
            _ => None,
        }
    }

    /// Returns the text of an entity's id, by its position in the unsorted list.
    pub fn id_text(&self, kind: ContentKind, place: usize) -> Option<String> {
        self.name_tables[&kind].id_of(place).map(str::to_owned)
    }
}

/// Returns the message about a name that several entities have.
fn ambiguous(kind: ContentKind, name: &str) -> Message {
    match kind {
        ContentKind::Article => {
            message!(
                "`{name}` is ambiguous: several articles have this name",
                name
            )
        }
        ContentKind::Actor => {
            message!("`{name}` is ambiguous: several actors have this name", name)
        }
        ContentKind::Region => {
            message!(
                "`{name}` is ambiguous: several regions have this name",
                name
            )
        }
        ContentKind::Event => {
            message!("`{name}` is ambiguous: several events have this name", name)
        }
        ContentKind::Source => {
            message!(
                "`{name}` is ambiguous: several sources have this name",
                name
            )
        }
        ContentKind::Page => {
            message!("`{name}` is ambiguous: several pages have this name", name)
        }
    }
}

/// Returns the message about a mention of an entity that is not published yet.
fn withheld(kind: ContentKind, name: &str) -> Message {
    match kind {
        ContentKind::Article => message!(
            "the article `{name}` is not published yet, so this mention of it is left out",
            name
        ),
        ContentKind::Actor => message!(
            "the actor `{name}` is not published yet, so this mention of it is left out",
            name
        ),
        ContentKind::Region => message!(
            "the region `{name}` is not published yet, so this mention of it is left out",
            name
        ),
        ContentKind::Event => message!(
            "the event `{name}` is not published yet, so this mention of it is left out",
            name
        ),
        ContentKind::Source => message!(
            "the source `{name}` is not published yet, so this mention of it is left out",
            name
        ),
        ContentKind::Page => message!(
            "the page `{name}` is not published yet, so this mention of it is left out",
            name
        ),
    }
}
