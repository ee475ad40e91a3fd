//! Stubs: entities for names of actors and regions that no file declares.

use std::collections::{BTreeMap, BTreeSet};

use super::collect::Collected;
use super::linker::{Linker, Stub};
use super::name_search::NameSearch;
use super::names::NameMatch;
use super::other_form::{bare_name, wrong_form};
use crate::config::Undeclared;
use crate::diag::{Code, Diagnostic, Fix, Safety, Severity};
use crate::fuzzy::Confidence;
use crate::lang::fold;
use crate::load::{self, ContentKind, slug, transliterated};
use crate::message;
use crate::messages::Message;
use crate::schema::Reference;

impl Linker<'_> {
    /// Adds a stub for each name of an actor or region that no file declares.
    pub fn stubs(&mut self, collected: &Collected) {
        let mut unknown: Vec<(ContentKind, Reference)> = Vec::new();
        let mut seen = BTreeSet::new();
        collected.each_reference(|kind, name| {
            if self.name_tables[&kind].find_reference(&name.value) == NameMatch::None
                && seen.insert((kind, fold(&name.value)))
            {
                unknown.push((kind, name.clone()));
            }
        });
        // The names of a kind are indexed only if a name is unknown, because indexing is slow.
        let mut searches: BTreeMap<ContentKind, NameSearch> = BTreeMap::new();
        for (kind, name) in unknown {
            let names = searches
                .entry(kind)
                .or_insert_with(|| NameSearch::new(&self.name_tables[&kind]));
            if !self.in_another_form(kind, &name) {
                self.stub(kind, name, collected, names);
            }
        }
    }

    /// Reports a known name that is written as a path, a link or an address. Also reports a text
    /// with several names. Returns whether the text was one of these.
    fn in_another_form(&mut self, kind: ContentKind, name: &Reference) -> bool {
        let directory = &self.name_tables[&kind];
        if let Some(bare) = bare_name(&name.value)
            && let NameMatch::One(place) = directory.find(&bare)
        {
            self.diagnostics.push(wrong_form(kind, name, &bare));
            let directory = self
                .name_tables
                .get_mut(&kind)
                .expect("every kind has a directory");
            directory.add_name(place, &name.value);
            return true;
        }
        let parts: Vec<&str> = name
            .value
            .split([',', ';', '/', '&', '|', '+', '،'])
            .collect();
        let parts: Vec<&str> = parts
            .iter()
            .flat_map(|part| part.split(" and "))
            .flat_map(|part| part.split(" et "))
            .collect();
        let parts: Vec<&str> = parts.into_iter().map(str::trim).collect();
        let is_known = |part: &&str| {
            matches!(
                directory.find(part),
                NameMatch::One(_) | NameMatch::Several(_)
            )
        };
        if parts.len() < 2 || !parts.iter().all(is_known) {
            return false;
        }
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownReference,
                &name.field,
                nobody_called(kind, &name.value),
            )
            .fix(
                Fix::safe(message!("write `{line}`", line = parts.join(", "))).replace_item(
                    &name.field,
                    parts.iter().map(|part| (*part).to_owned()).collect(),
                ),
            )
            .help(match parts.len() {
                2 => message!(
                    "two names? Put a comma between them: `{names}`",
                    names = parts.join(", ")
                ),
                _ => message!(
                    "several names? Put a comma between them: `{names}`",
                    names = parts.join(", ")
                ),
            }),
        );
        true
    }

    /// Adds a stub, or reports that the name is misspelt or has no address.
    fn stub(
        &mut self,
        kind: ContentKind,
        name: Reference,
        collected: &Collected,
        names: &mut NameSearch,
    ) {
        let (declared, stubs) = match kind {
            ContentKind::Actor => (collected.actors.len(), &mut self.actor_stubs),
            _ => (collected.regions.len(), &mut self.region_stubs),
        };
        let directory = self
            .name_tables
            .get_mut(&kind)
            .expect("every kind has a directory");
        let unreadable = self.unreadable.may_define(kind, &name.value);
        // The id is only needed to continue. The unreadable file itself is reported.
        let provisional = || unreadable.and_then(|_| transliterated(&name.value));
        let Some(id) = slug(&name.value).or_else(provisional) else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadId,
                    &name.field,
                    message!(
                        "`{name}` has no file, and no address can be derived from this name",
                        name = name.value
                    ),
                )
                .help(message!(
                    "create a file in content/{folder}/ with an id in Latin letters, and `name: {name}` in it",
                    folder = kind.folder(),
                    name = name.value
                )),
            );
            return;
        };
        if directory.has_id(&id) {
            return;
        }
        let known = names.near(&name.value).map(|(place, folded, likeness)| {
            let spelling = match place.checked_sub(declared) {
                Some(stub) => stubs[stub].name.clone(),
                None => collected.spelling(kind, place, folded),
            };
            (place, spelling, likeness)
        });
        if let Some(file) = unreadable {
            let place = declared + stubs.len();
            directory.add_stub(place, &id, &name.value);
            self.unreadable.add(kind, place, file);
            stubs.push(Stub {
                id,
                name: name.value,
                field: name.field,
                lang: collected.default_lang,
            });
            return;
        }
        let severity = match self.config.undeclared {
            Undeclared::Allow => None,
            Undeclared::Warn => Some(Severity::Warning),
            Undeclared::Error => Some(Severity::Error),
        };
        let path = format!("content/{}/{id}.md", kind.folder());
        if let Some((place, known, Confidence::Strong)) = known {
            // From here on, the misspelt text counts as a name of the known entity, so that each
            // misspelling is reported once.
            directory.add_name(place, &name.value);
            let safety = match names.is_only_near(&name.value, place) {
                true => Safety::Safe,
                false => Safety::Unsafe,
            };
            // An id was meant as an id.
            let is_id = |id: &&str| fold(id) == fold(&known) && load::is_id(&name.value);
            let meant = directory.id_of(place).filter(is_id).unwrap_or(&known);
            let fix = respelling(kind, &name.value, meant, safety, collected);
            self.diagnostics.push(
                Diagnostic::new(
                    Code::MisspeltName,
                    &name.field,
                    nobody_called(kind, &name.value),
                )
                .fix(fix)
                .help(match kind {
                    ContentKind::Region => message!(
                        "did you mean `{known}`? If this is another region, create {path} with `name: {name}`",
                        known,
                        path,
                        name = name.value
                    ),
                    _ => message!(
                        "did you mean `{known}`? If this is another actor, create {path} with `name: {name}`",
                        known,
                        path,
                        name = name.value
                    ),
                }),
            );
            return;
        }
        let place = declared + stubs.len();
        let shown = crate::lang::name(&name.value).into_owned();
        directory.add_stub(place, &id, &shown);
        names.add(&fold(&shown), place);
        if let Some(severity) = severity {
            let help = match known {
                Some((_, known, _)) => message!(
                    "did you mean `{known}`? If not, create {path} with `name: {name}`, or write `undeclared: allow` in site.yaml",
                    known,
                    path,
                    name = name.value
                ),
                None => message!(
                    "create {path} with `name: {name}`, or write `undeclared: allow` in site.yaml",
                    path,
                    name = name.value
                ),
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Undeclared,
                    &name.field,
                    without_file(kind, severity, &name.value),
                )
                .severity(severity)
                .help(help),
            );
        }
        stubs.push(Stub {
            id,
            name: shown,
            field: name.field,
            lang: collected.default_lang,
        });
    }
}

/// Returns the fix that writes another name wherever this one is used, since one misspelling is one
/// finding.
fn respelling(
    kind: ContentKind,
    name: &str,
    meant: &str,
    safety: Safety,
    collected: &Collected,
) -> Fix {
    let mut fields = Vec::new();
    collected.each_reference(|other, reference| {
        if other == kind && fold(&reference.value) == fold(name) {
            fields.push((reference.field.clone(), reference.value.clone()));
        }
    });
    let fix = Fix::new(safety, message!("write `{line}`", line = meant));
    fields.iter().fold(fix, |fix, (field, written)| {
        fix.replace_name(field, written, meant)
    })
}

/// Returns the message about a name that no actor or region has.
fn nobody_called(kind: ContentKind, name: &str) -> Message {
    match kind {
        ContentKind::Region => message!("no region is called `{name}`", name),
        _ => message!("no actor is called `{name}`", name),
    }
}

/// Returns the message about an actor or region without a file.
fn without_file(kind: ContentKind, severity: Severity, name: &str) -> Message {
    match (kind, severity) {
        (ContentKind::Region, Severity::Error) => message!("the region `{name}` has no file", name),
        (_, Severity::Error) => message!("the actor `{name}` has no file", name),
        (ContentKind::Region, Severity::Warning) => message!(
            "the region `{name}` has no file; its page shows only what other files say",
            name
        ),
        (_, Severity::Warning) => message!(
            "the actor `{name}` has no file; its page shows only what other files say",
            name
        ),
    }
}
