//! Records: documents with typed fields, in which other entities are still named by text.
//!
//! The documents of one id, an original and its translations, become one [`Record`]. All fields are
//! read from the original; a translation adds its texts and its body. The values of fields are
//! checked here; names are looked up in [`crate::resolve`]. Records are read in parallel, and their
//! findings are merged in order.

mod actor;
mod amount;
mod article;
mod claim;
mod codes;
mod estimate;
mod event;
mod home;
mod names;
mod original;
mod photograph;
mod record;
mod region;
mod source;
mod texts;
mod translation;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use rayon::prelude::*;

use crate::config::Config;
use crate::diag::{Diagnostics, Field};
use crate::fields::{FieldContext, FieldMap, Located};
use crate::lang::{Lang, Localized};
use crate::load::{ContentKind, ContentTree, Document};
use crate::model::{BodyFile, Date, Extra, Redirect};
use crate::reference;
use crate::source::{FileId, SourceFiles};
use crate::suppress::Suppression;

pub use self::actor::{RawActor, RawLabel, RawRelation};
pub use self::article::{RawArticle, RawCorrection, RawImage, RawSourceUse};
pub use self::claim::RawClaim;
pub use self::estimate::RawEstimate;
pub use self::event::{RawEvent, RawEventUse};
pub use self::home::{RawHome, RawSide};
use self::original::OpenDocument;
pub use self::photograph::photographs;
use self::record::record;
pub use self::region::{RawMembership, RawRegion};
pub use self::source::{RawPage, RawSource, folder_title};

/// A name, alias or id that `resolve` will look up.
pub type Reference = Located<String>;

/// All records of a site; each list is sorted by id.
#[derive(Default)]
pub struct Records {
    /// The articles.
    pub articles: Vec<Record<RawArticle>>,
    /// The actors.
    pub actors: Vec<Record<RawActor>>,
    /// The regions.
    pub regions: Vec<Record<RawRegion>>,
    /// The events with a file of their own. Inline events are in the fields of their articles.
    pub events: Vec<Record<RawEvent>>,
    /// The sources with a file of their own. Inline sources are in the fields of their articles.
    pub sources: Vec<Record<RawSource>>,
    /// The free pages.
    pub pages: Vec<Record<RawPage>>,
    /// Suppressions (`allow:`) declared in front matter.
    pub allowed: Vec<Suppression>,
    /// The names that files which cannot be parsed may define.
    pub salvaged: Vec<SalvagedNames>,
}

/// The words of a file that cannot be parsed. Any of them may be an id or a name.
pub struct SalvagedNames {
    /// The kind of entity, by the folder of the file.
    pub kind: ContentKind,
    /// The file.
    pub file: FileId,
    /// The words, folded.
    pub words: BTreeSet<String>,
}

impl Records {
    /// Sets `updated` of articles that lack it to the day of the latest commit to their file. The
    /// day must be later than the article's date.
    ///
    /// `days` has the day for each path. Only the file of the original counts, because a later
    /// translation does not change the article itself.
    pub fn set_updated(&mut self, days: &BTreeMap<String, civil::Date>, sources: &SourceFiles) {
        for record in &mut self.articles {
            let Some(day) = days.get(sources.path(record.top.file)) else {
                continue;
            };
            let field = record.top.key("updated");
            let with_drafts = record
                .with_drafts
                .iter_mut()
                .map(|record| &mut record.fields);
            for fields in std::iter::once(&mut record.fields).chain(with_drafts) {
                let is_later = fields.date.value.latest().is_some_and(|date| *day > date);
                if fields.updated.is_none() && is_later {
                    fields.updated = Some(Located {
                        value: Date::day(*day),
                        field: field.clone(),
                    });
                }
            }
        }
    }
}

/// The fields of an entity that has a file, as written.
pub struct Record<T> {
    /// The file name without language tag and extension.
    pub id: String,
    /// The top of the original's front matter, for diagnostics.
    pub top: Field,
    /// The fields of its kind.
    pub fields: T,
    /// The Markdown text, one file for each language.
    pub bodies: Localized<BodyFile>,
    /// Former addresses of its page.
    pub redirects: Vec<Redirect>,
    /// The theme's own fields, by the language of the file.
    pub extra: Localized<Extra>,
    /// A second record that includes draft translations. `None` if there are no draft translations.
    with_drafts: Option<Box<Record<T>>>,
    /// The languages and files of draft translations.
    pub drafts: Vec<(Lang, FileId)>,
    /// The file of the original if it cannot be parsed. If so, the fields are a guess.
    pub unreadable: Option<FileId>,
    allowed: Vec<Suppression>,
}

impl<T> Record<T> {
    /// Returns the record with its draft translations.
    #[must_use]
    pub fn with_drafts(self) -> Record<T> {
        match self.with_drafts {
            Some(with_drafts) => *with_drafts,
            None => self,
        }
    }
}

/// Reads the records of all documents.
pub fn records(
    tree: &ContentTree,
    config: &Config,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> Records {
    let mut groups: BTreeMap<(ContentKind, &str), Vec<&Document>> = BTreeMap::new();
    for document in &tree.documents {
        groups
            .entry((document.kind, &document.id))
            .or_default()
            .push(document);
    }
    let groups: Vec<_> = groups.into_iter().collect();
    let read: Vec<(Option<AnyRecord>, Diagnostics)> = groups
        .par_iter()
        .map(|((kind, _), documents)| {
            let mut context = config.context(sources);
            let read = group(*kind, documents, &mut context);
            (read, context.diagnostics)
        })
        .collect();
    let mut records = Records::default();
    let Records {
        articles,
        actors,
        regions,
        events,
        sources: known_sources,
        pages,
        allowed,
        salvaged: guesses,
    } = &mut records;
    guesses.extend(tree.unreadable().map(|document| SalvagedNames {
        kind: document.kind,
        file: document.file,
        words: document.salvage.clone().unwrap_or_default(),
    }));
    for (read, findings) in read {
        diagnostics.append(findings);
        match read {
            Some(AnyRecord::Article(record)) => add_record(*record, articles, allowed),
            Some(AnyRecord::Actor(record)) => add_record(*record, actors, allowed),
            Some(AnyRecord::Region(record)) => add_record(*record, regions, allowed),
            Some(AnyRecord::Event(record)) => add_record(*record, events, allowed),
            Some(AnyRecord::Source(record)) => add_record(*record, known_sources, allowed),
            Some(AnyRecord::Page(record)) => add_record(*record, pages, allowed),
            None => {}
        }
    }
    records
}

/// Adds a record to its list, and its suppressions to those of the site.
fn add_record<T>(mut record: Record<T>, list: &mut Vec<Record<T>>, allowed: &mut Vec<Suppression>) {
    allowed.append(&mut record.allowed);
    list.push(record);
}

/// A record of any kind.
enum AnyRecord {
    Article(Box<Record<RawArticle>>),
    Actor(Box<Record<RawActor>>),
    Region(Box<Record<RawRegion>>),
    Event(Box<Record<RawEvent>>),
    Source(Box<Record<RawSource>>),
    Page(Box<Record<RawPage>>),
}

/// Reads the record of the documents of one id. Returns `None` if no document has usable front
/// matter.
fn group(
    kind: ContentKind,
    documents: &[&Document],
    context: &mut FieldContext,
) -> Option<AnyRecord> {
    let opened = documents.iter().map(|document| OpenDocument {
        front: document.front.value(),
        document,
    });
    let documents = &opened.collect::<Vec<_>>();
    Some(match kind {
        ContentKind::Article => AnyRecord::Article(Box::new(record(documents, context)?)),
        ContentKind::Actor => AnyRecord::Actor(Box::new(record(documents, context)?)),
        ContentKind::Region => AnyRecord::Region(Box::new(record(documents, context)?)),
        ContentKind::Event => AnyRecord::Event(Box::new(record(documents, context)?)),
        ContentKind::Source => AnyRecord::Source(Box::new(record(documents, context)?)),
        ContentKind::Page => AnyRecord::Page(Box::new(record(documents, context)?)),
    })
}

/// The fields of one kind of entity.
trait Fields: Clone {
    /// The keys that an original may have.
    const KEYS: &'static [&'static str];
    /// The keys of [`Fields::KEYS`] that a translation may have too.
    const TRANSLATED: &'static [&'static str];

    /// Reads the fields of an original.
    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self;

    /// Adds the texts of a translation; `context.lang` is its language.
    fn translate(&mut self, front: &FieldMap, context: &mut FieldContext);

    /// Whether the document is a draft. Drafts are not published.
    fn is_draft(_front: &FieldMap, _context: &mut FieldContext) -> bool {
        false
    }
}

/// Returns the keys of an entity in an article: those that it has only there, and all keys of its
/// kind except redirects.
fn inline_keys(kind: &str, keys: &[&'static str]) -> Vec<&'static str> {
    let inline = reference::INLINE.iter().filter(|(name, _)| *name == kind);
    let own = inline.flat_map(|(_, own)| own.iter());
    let keys = keys.iter().filter(|key| **key != "redirect_from");
    own.chain(keys).copied().collect()
}
