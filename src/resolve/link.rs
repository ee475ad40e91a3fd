//! Looking up names, and making things for those that nothing declares.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::collect::{Collected, CollectedRecord};
use super::names::{NameMatch, NameTable};
use super::unreadable::Unreadable;
use crate::config::{Config, Undeclared};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Severity};
use crate::fuzzy::{Confidence, FuzzyIndex};
use crate::lang::{Lang, fold};
use crate::load::{ContentKind, slug, transliterated};
use crate::model::{Actor, Article, ClaimRef, Event, Id, Region, Source};
use crate::schema::Reference;
use crate::source::FileId;

/// Looks up names, and makes things for those that nothing declares.
pub struct Linker<'a> {
    pub directories: BTreeMap<ContentKind, NameTable>,
    pub order: BTreeMap<ContentKind, Vec<usize>>,
    pub withheld: BTreeSet<(ContentKind, String)>,
    pub unreadable: Unreadable,
    pub media: &'a BTreeSet<String>,
    pub sources: &'a crate::source::SourceFiles,
    pub config: &'a Config,
    pub diagnostics: &'a mut Diagnostics,
    pub actor_stubs: Vec<Stub>,
    pub region_stubs: Vec<Stub>,
    /// Names of events and sources that nothing has.
    pub unknown: Vec<(ContentKind, Reference)>,
}

/// The known names of one kind, to be searched for near ones.
#[derive(Default)]
struct NameSearch {
    index: FuzzyIndex,
    /// The place of the thing with each name.
    places: Vec<usize>,
}

impl NameSearch {
    fn new(directory: &NameTable) -> NameSearch {
        let mut known = NameSearch::default();
        directory
            .all()
            .for_each(|(name, place)| known.add(name, place));
        known
    }

    fn add(&mut self, name: &str, place: usize) {
        self.index.add(name);
        self.places.push(place);
    }

    /// The nearest name and the thing that has it.
    fn near(&self, name: &str) -> Option<(usize, &str, Confidence)> {
        let folded = fold(name);
        let mut near = self.index.near(&folded).into_iter();
        near.find_map(|(number, likeness)| {
            let known = self.index.name(number);
            // Acronyms differ by a letter because they are different: MINUSMA is not MINUSCA.
            let is_other = is_shouted(name)
                && known.chars().count() == folded.chars().count()
                && !same_letters(known, &folded);
            (!is_other).then_some((self.places[number], known, likeness))
        })
    }
}

fn is_shouted(name: &str) -> bool {
    !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase)
}

fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

/// Looks up names when all are known. Things are built by several of these at once.
pub struct Builder<'a> {
    directories: &'a BTreeMap<ContentKind, NameTable>,
    pub order: &'a BTreeMap<ContentKind, Vec<usize>>,
    withheld: &'a BTreeSet<(ContentKind, String)>,
    unreadable: &'a Unreadable,
    pub media: &'a BTreeSet<String>,
    pub sources: &'a crate::source::SourceFiles,
    pub config: &'a Config,
    pub diagnostics: Diagnostics,
    /// Claims that name other claims, to be looked up when all are built.
    pub claim_links: Vec<ClaimLink>,
    /// Names of events and sources that nothing has.
    pub unknown: Vec<(ContentKind, Reference)>,
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
    pub fn stubs(&mut self, pool: &Collected) {
        let mut unknown: Vec<(ContentKind, Reference)> = Vec::new();
        let mut seen = BTreeSet::new();
        pool.each_reference(|kind, name| {
            if self.directories[&kind].find(&name.value) == NameMatch::None
                && seen.insert((kind, fold(&name.value)))
            {
                unknown.push((kind, name.clone()));
            }
        });
        // Known names are put in order for the search only where a name is unknown.
        let mut known: BTreeMap<ContentKind, NameSearch> = BTreeMap::new();
        for (kind, name) in unknown {
            let names = known
                .entry(kind)
                .or_insert_with(|| NameSearch::new(&self.directories[&kind]));
            if !self.in_another_form(kind, &name) {
                self.stub(kind, name, pool, names);
            }
        }
    }

    /// Reports a known name that is written as a path, a link or an address, and several in one.
    fn in_another_form(&mut self, kind: ContentKind, name: &Reference) -> bool {
        let directory = &self.directories[&kind];
        if let Some(bare) = bare(&name.value)
            && let NameMatch::One(place) = directory.find(&bare)
        {
            self.diagnostics.push(in_form(kind, name, &bare));
            let directory = self
                .directories
                .get_mut(&kind)
                .expect("every kind has a directory");
            directory.name(place, &name.value);
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
                format!("no {} is called `{}`", kind.noun(), name.value),
            )
            .help(format!(
                "{}? Put a comma between them: `{}`",
                if parts.len() == 2 {
                    "two names"
                } else {
                    "several names"
                },
                parts.join(", ")
            )),
        );
        true
    }

    /// Reports names of events and sources that nothing has.
    pub fn report_unknown(&mut self) {
        let mut known: BTreeMap<ContentKind, NameSearch> = BTreeMap::new();
        for (kind, name) in std::mem::take(&mut self.unknown) {
            let directory = &self.directories[&kind];
            if let Some(bare) = bare(&name.value)
                && let NameMatch::One(_) = directory.find(&bare)
            {
                self.diagnostics.push(in_form(kind, &name, &bare));
                continue;
            }
            let known = known
                .entry(kind)
                .or_insert_with(|| NameSearch::new(directory));
            let near = known.near(&name.value).map(|(place, _, _)| place);
            let near = near.or_else(|| directory.by_words(&name.value));
            let help = match near.and_then(|place| directory.id_of(place)) {
                Some(id) => format!("did you mean `{id}`?"),
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
                    format!("there is no {} `{}`", kind.noun(), name.value),
                )
                .help(help),
            );
        }
    }

    fn stub(
        &mut self,
        kind: ContentKind,
        name: Reference,
        pool: &Collected,
        names: &mut NameSearch,
    ) {
        let (declared, stubs) = match kind {
            ContentKind::Actor => (pool.actors.len(), &mut self.actor_stubs),
            _ => (pool.regions.len(), &mut self.region_stubs),
        };
        let directory = self
            .directories
            .get_mut(&kind)
            .expect("every kind has a directory");
        let unreadable = self.unreadable.may_define(kind, &name.value);
        // An id is only wanted to go on with.
        let guessed = || unreadable.and_then(|_| transliterated(&name.value));
        let Some(id) = slug(&name.value).or_else(guessed) else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadId,
                    &name.field,
                    format!(
                        "`{}` has no file, and no address can be derived from this name",
                        name.value
                    ),
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
        let known = names.near(&name.value).map(|(place, folded, likeness)| {
            let spelling = match place.checked_sub(declared) {
                Some(stub) => stubs[stub].name.clone(),
                None => pool.spelling(kind, place, folded),
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
                lang: pool.default_lang,
            });
            return;
        }
        let severity = match self.config.undeclared {
            Undeclared::Allow => None,
            Undeclared::Warn => Some(Severity::Warning),
            Undeclared::Error => Some(Severity::Error),
        };
        let create = format!(
            "create content/{}/{id}.md with `name: {}`",
            kind.folder(),
            name.value
        );
        if let Some((place, known, Confidence::Strong)) = known {
            // It means the known one from here on: one misspelling is one finding, and makes no
            // name ambiguous.
            directory.name(place, &name.value);
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
            return;
        }
        let place = declared + stubs.len();
        let shown = crate::lang::name(&name.value).into_owned();
        directory.add_stub(place, &id, &shown);
        names.add(&fold(&shown), place);
        if let Some(severity) = severity {
            let help = match known {
                Some((_, known, _)) => {
                    format!(
                        "did you mean `{known}`? If not, {create}, or write `undeclared: allow` in site.yaml"
                    )
                }
                None => format!("{create}, or write `undeclared: allow` in site.yaml"),
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Undeclared,
                    &name.field,
                    match severity {
                        Severity::Error => {
                            format!("the {} `{}` has no file", kind.noun(), name.value)
                        }
                        Severity::Warning => format!(
                            "the {} `{}` has no file; its page shows only what other files say",
                            kind.noun(),
                            name.value
                        ),
                    },
                )
                .severity(severity)
                .help(help),
            );
        }
        stubs.push(Stub {
            id,
            name: shown,
            field: name.field,
            lang: pool.default_lang,
        });
    }

    /// Decides the order of every list: by id.
    pub fn sort(&mut self, pool: &Collected) {
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
        order(ContentKind::Article, ids(&pool.articles));
        order(
            ContentKind::Actor,
            [ids(&pool.actors), stub_ids(&self.actor_stubs)].concat(),
        );
        order(
            ContentKind::Region,
            [ids(&pool.regions), stub_ids(&self.region_stubs)].concat(),
        );
        order(ContentKind::Event, ids(&pool.events));
        order(ContentKind::Source, ids(&pool.sources));
        order(ContentKind::Page, ids(&pool.pages));
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
            unknown: Vec::new(),
        }
    }

    /// Builds things from what is written of them, several at once and in their order. Returns the
    /// links of claims too.
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
                |(mut entities, mut builder), (place, raw)| {
                    entities.push(build(&mut builder, place, raw));
                    (entities, builder)
                },
            )
            .collect();
        let mut entities =
            Vec::with_capacity(stretches.iter().map(|(entities, _)| entities.len()).sum());
        let (mut links, mut found) = (Vec::new(), Diagnostics::default());
        let mut unknown = Vec::new();
        for (some, builder) in stretches {
            entities.extend(some);
            links.extend(builder.claim_links);
            unknown.extend(builder.unknown);
            found.append(builder.diagnostics);
        }
        self.diagnostics.append(found);
        self.unknown.extend(unknown);
        (entities, links)
    }
}

impl Builder<'_> {
    pub fn id<T>(&self, kind: ContentKind, place: usize) -> Id<T> {
        Id::new(self.order[&kind][place])
    }

    pub fn actor(&mut self, name: &Reference) -> Option<Id<Actor>> {
        self.look_up(ContentKind::Actor, name)
    }

    pub fn region(&mut self, name: &Reference) -> Option<Id<Region>> {
        self.look_up(ContentKind::Region, name)
    }

    pub fn event(&mut self, name: &Reference) -> Option<Id<Event>> {
        self.look_up(ContentKind::Event, name)
    }

    pub fn source(&mut self, name: &Reference) -> Option<Id<Source>> {
        self.look_up(ContentKind::Source, name)
    }

    pub fn article_named(&mut self, name: &Reference) -> Option<Id<Article>> {
        self.look_up(ContentKind::Article, name)
    }

    /// The event that has this name, without a finding where there is none.
    pub fn known_event(&self, name: &str) -> Option<Id<Event>> {
        match self.directories[&ContentKind::Event].find(name) {
            NameMatch::One(place) => Some(self.id(ContentKind::Event, place)),
            _ => None,
        }
    }

    pub fn look_up<T>(&mut self, kind: ContentKind, name: &Reference) -> Option<Id<T>> {
        let noun = kind.noun();
        match self.directories[&kind].find(&name.value) {
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
                let list = crate::diag::or_list(ids.iter().map(String::as_str));
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::AmbiguousName,
                        &name.field,
                        format!(
                            "`{}` is ambiguous: several {noun}s have this name",
                            name.value
                        ),
                    )
                    .help(format!("write the id: {list}")),
                );
                None
            }
            NameMatch::None if self.withheld.contains(&(kind, name.value.clone())) => {
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
            NameMatch::None if self.unreadable.may_define(kind, &name.value).is_some() => {
                let file = self.unreadable.may_define(kind, &name.value);
                file.into_iter()
                    .for_each(|file| self.diagnostics.unchecked(file, 1));
                None
            }
            NameMatch::None => {
                // Actors and regions without a slug were reported when stubs were made.
                if matches!(
                    kind,
                    ContentKind::Article | ContentKind::Event | ContentKind::Source
                ) {
                    self.unknown.push((kind, name.clone()));
                }
                None
            }
        }
    }

    /// The file of an event, where it cannot be read.
    pub fn unreadable_event(&self, id: &str) -> Option<FileId> {
        match self.directories[&ContentKind::Event].find(id) {
            NameMatch::One(place) => self.unreadable.at(ContentKind::Event, place),
            _ => None,
        }
    }

    /// The id of a thing by its place in the pool.
    pub fn id_text(&self, kind: ContentKind, place: usize) -> Option<String> {
        self.directories[&kind].id_of(place).map(str::to_owned)
    }
}

pub fn ids<T>(entries: &[CollectedRecord<T>]) -> Vec<String> {
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

/// A name without what links, paths and addresses have around it; none where there is nothing of
/// it.
fn bare(name: &str) -> Option<String> {
    let mut bare = name.trim();
    bare = bare
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"))
        .unwrap_or(bare);
    bare = bare.split(['|', '#']).next().unwrap_or(bare);
    bare = bare.strip_prefix('@').unwrap_or(bare).trim_end_matches('/');
    bare = bare
        .trim_end_matches("/index.html")
        .trim_end_matches("/index.md");
    bare = bare.rsplit('/').next().unwrap_or(bare);
    for end in [".md", ".markdown", ".html"] {
        bare = bare.strip_suffix(end).unwrap_or(bare);
    }
    if bare.len() < name.trim().len()
        && let Some((stem, suffix)) = bare.rsplit_once('.')
        && Lang::parse(suffix).is_some()
    {
        bare = stem;
    }
    for kind in ContentKind::ALL {
        if let Some(rest) = bare.strip_prefix(kind.noun()) {
            bare = rest.strip_prefix(':').unwrap_or(bare);
        }
    }
    let bare = bare.trim();
    (!bare.is_empty() && bare != name.trim()).then(|| bare.to_owned())
}

/// A known name in another form than that of a name.
fn in_form(kind: ContentKind, name: &Reference, bare: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownReference,
        &name.field,
        format!(
            "`{}` is not the name or id of {}",
            name.value,
            kind.with_article()
        ),
    )
    .help(format!("write `{bare}`"))
}
