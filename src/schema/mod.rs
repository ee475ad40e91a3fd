//! Documents become records: typed fields, names still as text.
//!
//! The documents of one id (an original and its translations) become one [`Record`]. Structure is
//! read from the original; a translation adds its texts and its body. What a field may hold is
//! checked here; whom it names is found out in `resolve`. Records are read in parallel, and their
//! findings merged in order.

mod actor;
mod amount;
mod article;
mod event;
mod home;
mod names;
mod photograph;
mod region;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use jiff::civil;
use rayon::prelude::*;

use crate::address;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location, Severity};
use crate::fields::{FieldContext, FieldMap, Located};
use crate::lang::{Lang, Localized};
use crate::load::{ContentKind, ContentTree, Document, sibling};
use crate::model::{BodyFile, Date, Extra, LocalizedText, Redirect};
use crate::source::{FileId, SourceFiles};
use crate::suppress::{self, Suppression, SuppressionScope};
use crate::yaml::Value;

pub use self::actor::{RawActor, RawLabel, RawRelation};
pub use self::article::{RawArticle, RawCorrection, RawImage, RawSourceUse};
pub use self::event::{RawClaim, RawEstimate, RawEvent, RawEventUse};
pub use self::home::{RawHome, RawSide};
pub use self::photograph::photographs;
pub use self::region::{RawMembership, RawRegion};
pub use self::source::{RawPage, RawSource};

/// A name, alias or id that `resolve` will look up.
pub type Reference = Located<String>;

/// All records of a site; each list is sorted by id.
#[derive(Default)]
pub struct Records {
    pub articles: Vec<Record<RawArticle>>,
    pub actors: Vec<Record<RawActor>>,
    pub regions: Vec<Record<RawRegion>>,
    pub events: Vec<Record<RawEvent>>,
    pub sources: Vec<Record<RawSource>>,
    pub pages: Vec<Record<RawPage>>,
    /// Warnings that files silence.
    pub allowed: Vec<Suppression>,
    /// What files that cannot be read may define, folded.
    pub guesses: Vec<SalvagedNames>,
}

/// Words of a file that cannot be read.
pub struct SalvagedNames {
    pub kind: ContentKind,
    pub file: FileId,
    pub words: BTreeSet<String>,
}

impl Records {
    /// Gives articles that do not say when they were updated the day of the last change to their
    /// file, by its path, where that is later than their date. The original's file counts: a
    /// translation that comes later changes nothing in it.
    pub fn updated_by(&mut self, days: &BTreeMap<String, civil::Date>, sources: &SourceFiles) {
        for record in &mut self.articles {
            let Some(day) = days.get(sources.path(record.top.file)) else {
                continue;
            };
            let field = record.top.key("updated");
            let whole = record.with_drafts.iter_mut().map(|whole| &mut whole.fields);
            for fields in std::iter::once(&mut record.fields).chain(whole) {
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

/// A thing that has a file.
pub struct Record<T> {
    pub id: String,
    /// The top of the original's front matter.
    pub top: Field,
    pub fields: T,
    pub bodies: Localized<BodyFile>,
    pub redirects: Vec<Redirect>,
    /// What only a theme knows of it.
    pub extra: Localized<Extra>,
    /// The record with its translations that are drafts, where there are any.
    with_drafts: Option<Box<Record<T>>>,
    /// The languages and files of these drafts.
    pub drafts: Vec<(Lang, FileId)>,
    /// The file of the original, where it cannot be read: then the fields are a guess.
    pub unreadable: Option<FileId>,
    allowed: Vec<Suppression>,
}

impl<T> Record<T> {
    /// The record with the translations that are drafts.
    #[must_use]
    pub fn with_drafts(self) -> Record<T> {
        match self.with_drafts {
            Some(whole) => *whole,
            None => self,
        }
    }
}

/// Reads all documents.
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
    let read: Vec<(Option<FieldResult>, Diagnostics)> = groups
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
        guesses,
    } = &mut records;
    guesses.extend(tree.unreadable().map(|document| SalvagedNames {
        kind: document.kind,
        file: document.file,
        words: document.salvage.clone().unwrap_or_default(),
    }));
    for (read, findings) in read {
        diagnostics.append(findings);
        match read {
            Some(FieldResult::Article(record)) => add_record(*record, articles, allowed),
            Some(FieldResult::Actor(record)) => add_record(*record, actors, allowed),
            Some(FieldResult::Region(record)) => add_record(*record, regions, allowed),
            Some(FieldResult::Event(record)) => add_record(*record, events, allowed),
            Some(FieldResult::Source(record)) => add_record(*record, known_sources, allowed),
            Some(FieldResult::Page(record)) => add_record(*record, pages, allowed),
            None => {}
        }
    }
    records
}

fn add_record<T>(mut record: Record<T>, list: &mut Vec<Record<T>>, allowed: &mut Vec<Suppression>) {
    allowed.append(&mut record.allowed);
    list.push(record);
}

enum FieldResult {
    Article(Box<Record<RawArticle>>),
    Actor(Box<Record<RawActor>>),
    Region(Box<Record<RawRegion>>),
    Event(Box<Record<RawEvent>>),
    Source(Box<Record<RawSource>>),
    Page(Box<Record<RawPage>>),
}

/// What every kind of record knows how to do.
trait Fields: Clone {
    /// Keys of an original.
    const KEYS: &'static [&'static str];
    /// Keys of a translation.
    const TRANSLATED: &'static [&'static str];

    /// Reads an original.
    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self;

    /// Adds the texts of a translation; `context.lang` is its language.
    fn translate(&mut self, front: &FieldMap, context: &mut FieldContext);

    /// Whether a text says of itself that it is not to be published yet.
    fn is_draft(_front: &FieldMap, _context: &mut FieldContext) -> bool {
        false
    }
}

/// A document with its front matter.
struct OpenDocument<'d> {
    document: &'d Document,
    front: Value,
}

impl Deref for OpenDocument<'_> {
    type Target = Document;

    fn deref(&self) -> &Document {
        self.document
    }
}

fn group(
    kind: ContentKind,
    documents: &[&Document],
    context: &mut FieldContext,
) -> Option<FieldResult> {
    let opened = documents.iter().map(|document| OpenDocument {
        front: document.front.value(),
        document,
    });
    let documents = &opened.collect::<Vec<_>>();
    Some(match kind {
        ContentKind::Article => FieldResult::Article(Box::new(record(documents, context)?)),
        ContentKind::Actor => FieldResult::Actor(Box::new(record(documents, context)?)),
        ContentKind::Region => FieldResult::Region(Box::new(record(documents, context)?)),
        ContentKind::Event => FieldResult::Event(Box::new(record(documents, context)?)),
        ContentKind::Source => FieldResult::Source(Box::new(record(documents, context)?)),
        ContentKind::Page => FieldResult::Page(Box::new(record(documents, context)?)),
    })
}

fn record<T: Fields>(documents: &[OpenDocument], context: &mut FieldContext) -> Option<Record<T>> {
    let (original, lang) = original(documents, context)?;
    let top = Field::top(original.file);
    if !original.has_front {
        context.diagnostics.push(no_front_matter(original, context));
    }
    context.lang = lang;
    let with_common = |keys: &[&'static str]| {
        keys.iter()
            .copied()
            .chain([suppress::KEY, "extra"])
            .collect::<Vec<_>>()
    };
    // What is only guessed gives no findings.
    let unreadable = (!original.is_readable() || !original.has_front).then_some(original.file);
    let found = std::mem::take(&mut context.diagnostics);
    let front = FieldMap::open(&original.front, top.clone(), &with_common(T::KEYS), context);
    let record = front.as_ref().map(|front| Record {
        id: original.id.clone(),
        fields: T::read(front, &original.id, context),
        bodies: Localized::one(lang, body(original)),
        redirects: redirects(front, context),
        extra: extra(front, context),
        with_drafts: None,
        drafts: Vec::new(),
        unreadable,
        allowed: if unreadable.is_none() {
            suppress::read(front, SuppressionScope::File, context)
        } else {
            Vec::new()
        },
        top,
    });
    let own = std::mem::replace(&mut context.diagnostics, found);
    if unreadable.is_none() {
        context.diagnostics.append(own);
    }
    let (Some(front), Some(mut record)) = (front, record) else {
        return None;
    };
    let mut drafts = Vec::new();
    for document in documents
        .iter()
        .filter(|opened| !std::ptr::eq(*opened, original))
    {
        let default = context.languages.default();
        let own = document
            .suffix
            .or_else(|| declared(document, context))
            .unwrap_or(default);
        if own == lang {
            // A second text in one language is no translation; two files of one name were reported
            // when they were read.
            if document.suffix != original.suffix {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        Location::File(document.file),
                        format!(
                            "two files are the `{own}` text of the {} `{}`",
                            document.kind.noun(),
                            document.id
                        ),
                    )
                    .help("keep one of them")
                    .related(Location::File(original.file), "the other one"),
                );
            }
            // What else is wrong in it is reported all the same.
            let keys = with_common(T::KEYS);
            if document.is_readable()
                && let Some(front) =
                    FieldMap::open(&document.front, Field::top(document.file), &keys, context)
            {
                T::read(&front, &document.id, context);
                redirects(&front, context);
            }
            continue;
        }
        if !document.is_readable() {
            record.bodies.set(own, body(document));
            continue;
        }
        if !document.has_front && matches!(document.kind, ContentKind::Article | ContentKind::Page)
        {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::MissingFrontMatter,
                    Location::File(document.file),
                    "this translation has no front matter",
                )
                .help(
                    "begin the file with a line `---`, then `title: ...`, then another line `---`",
                ),
            );
            continue;
        }
        context.lang = own;
        let top = Field::top(document.file);
        let Some(own_front) = FieldMap::open(&document.front, top, &with_common(T::KEYS), context)
        else {
            record.bodies.set(own, body(document));
            continue;
        };
        if unreadable.is_none() {
            structure::<T>(&own_front, &front, lang, context);
        }
        let front = own_front;
        let mut allowed = suppress::read(&front, SuppressionScope::File, context);
        record.allowed.append(&mut allowed);
        if T::is_draft(&front, context) {
            drafts.push((own, document, front));
        } else {
            translate(&mut record, document, &front, context);
        }
    }
    // A draft takes back nothing that is published: it is added to a record of its own.
    if !drafts.is_empty() {
        let mut whole = Record {
            id: record.id.clone(),
            top: record.top.clone(),
            fields: record.fields.clone(),
            bodies: record.bodies.clone(),
            redirects: record.redirects.clone(),
            extra: record.extra.clone(),
            with_drafts: None,
            drafts: Vec::new(),
            unreadable: record.unreadable,
            allowed: Vec::new(),
        };
        for (lang, document, front) in drafts {
            context.lang = lang;
            translate(&mut whole, document, &front, context);
            record.drafts.push((lang, document.file));
        }
        record.with_drafts = Some(Box::new(whole));
    }
    Some(record)
}

/// Adds what a translation says; `context.lang` is its language.
fn translate<T: Fields>(
    record: &mut Record<T>,
    document: &Document,
    front: &FieldMap,
    context: &mut FieldContext,
) {
    record.fields.translate(front, context);
    let mut more = redirects(front, context);
    record.redirects.append(&mut more);
    for (lang, own) in extra(front, context).iter() {
        record.extra.set(lang, own.clone());
    }
    record.bodies.set(context.lang, body(document));
}

/// Reports what a translation says of the structure, where the original says otherwise: it is the
/// same in all languages. `lang` is the original's.
fn structure<T: Fields>(
    front: &FieldMap,
    original: &FieldMap,
    lang: Lang,
    context: &mut FieldContext,
) {
    for key in T::KEYS.iter().filter(|key| !T::TRANSLATED.contains(key)) {
        let Some(own) = front.raw(key) else {
            continue;
        };
        let there = original.raw(key);
        if there
            .as_ref()
            .is_some_and(|there| is_same(there.value, own.value))
        {
            continue;
        }
        let finding = Diagnostic::new(
            Code::UnknownKey,
            Location::Key(own.field.clone()),
            match there {
                Some(_) => {
                    format!("`{key}` is the same in all languages, but the original says otherwise")
                }
                None => format!("`{key}` belongs in the original, but this is a translation"),
            },
        );
        let by_language = there.as_ref().and_then(|there| match (there.value, own.value) {
            (Value::List(theirs), Value::List(own)) if *key == "topics" && theirs.len() == own.len() => {
                let pairs: Option<Vec<String>> = theirs
                    .iter()
                    .zip(own)
                    .map(|pair| match pair {
                        (Value::Text(theirs), Value::Text(own)) if theirs == own => Some(theirs.clone()),
                        (Value::Text(theirs), Value::Text(own)) => {
                            Some(format!("{{{lang}: {theirs}, {}: {own}}}", context.lang))
                        }
                        _ => None,
                    })
                    .collect();
                Some(format!(
                    "if these are its names in `{}`, write `{key}: [{}]` in the original, and delete it here",
                    context.lang,
                    pairs?.join(", ")
                ))
            }
            _ => None,
        });
        let help = by_language.unwrap_or_else(|| match there {
            Some(_) => "delete it here: a translation takes it from the original".to_owned(),
            None => "write it in the original, and delete it here".to_owned(),
        });
        let finding = finding.help(help);
        context.diagnostics.push(match &there {
            Some(there) => finding.related(Location::Key(there.field.clone()), "the original's"),
            None => finding,
        });
    }
}

/// Whether two values say the same; the order of a list says nothing.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().all(|item| b.contains(item))
        }
        _ => a == b,
    }
}

/// What only a theme knows, in the language of the file.
fn extra(front: &FieldMap, context: &mut FieldContext) -> Localized<Extra> {
    let extra = front.extra(context);
    if extra == Extra::default() {
        Localized::default()
    } else {
        Localized::one(context.lang, extra)
    }
}

fn body(document: &Document) -> BodyFile {
    BodyFile {
        file: document.file,
    }
}

/// A document without front matter, and the lines that it wants.
fn no_front_matter(document: &Document, context: &FieldContext) -> Diagnostic {
    let text = context.sources.text(document.file);
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let title = match first.trim_start_matches('#').trim() {
        "" => "...".to_owned(),
        title if first.starts_with('#') && !title.contains([':', '#', '"']) => title.to_owned(),
        title if first.starts_with('#') => format!("'{}'", title.replace('\'', "''")),
        _ => "...".to_owned(),
    };
    let keys = match document.kind {
        ContentKind::Article => format!("`title: {title}`, `date: 2022-02-23`"),
        ContentKind::Actor | ContentKind::Region => format!("`name: {title}`"),
        ContentKind::Event => format!("`title: {title}`, `date: 2022-02-23`, `regions: [...]`"),
        ContentKind::Source | ContentKind::Page => format!("`title: {title}`"),
    };
    Diagnostic::new(
        Code::MissingFrontMatter,
        Location::File(document.file),
        format!("this {} has no front matter", document.kind.noun()),
    )
    .help(format!(
        "begin the file with these lines: `---`, {keys}, `---`"
    ))
}

/// The document in the site's default language, else the one that says `lang:` for itself.
fn original<'o, 'd>(
    documents: &'o [OpenDocument<'d>],
    context: &mut FieldContext,
) -> Option<(&'o OpenDocument<'d>, Lang)> {
    let default = context.languages.default();
    let mut plain: Vec<(&OpenDocument, Lang)> = Vec::new();
    for document in documents {
        let declared = declared(document, context);
        if let Some(value) = said_lang(document)
            && (declared.is_none()
                || document
                    .suffix
                    .is_some_and(|suffix| Some(suffix) != declared))
        {
            let (words, help) = match (value, declared, document.suffix) {
                (_, Some(said), Some(suffix)) => (
                    format!("the file's name says `{suffix}`, and `lang` says `{said}`"),
                    "leave `lang` out, or rename the file",
                ),
                (Value::Text(tag), ..) => (format!("`{tag}` is not a language of this site"), ""),
                _ => ("`lang` is not a language tag".to_owned(), ""),
            };
            let help = match value {
                Value::Text(tag) if help.is_empty() => context.no_language(tag),
                _ if help.is_empty() => context.no_language(""),
                _ => help.to_owned(),
            };
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownLanguage,
                    &Field::top(document.file).key("lang"),
                    words,
                )
                .help(help),
            );
        }
        let lang = document.suffix.or(declared).unwrap_or(default);
        if document.suffix.is_none() || lang == default || declared.is_some() {
            plain.push((document, lang));
        }
    }
    match plain.as_slice() {
        [] => {
            let first = documents.first()?;
            // The original may be among those that cannot be read.
            let are_readable = documents.iter().all(|document| document.is_readable());
            for document in documents.iter().filter(|_| are_readable) {
                let tag = document.suffix.unwrap_or(default);
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::TranslationWithoutOriginal,
                        Location::File(document.file),
                        format!("this is the `{tag}` text of `{}`, and there is none in `{default}`, the site's first language", document.id),
                    )
                    .help(if document.kind == ContentKind::Article {
                        let path = context.sources.path(document.file);
                        format!(
                            "add `{}`, or write `lang: {tag}` here if this is the original",
                            sibling(path, Some(default))
                        )
                    } else {
                        let path = context.sources.path(document.file);
                        format!("rename it to `{}`", sibling(path, None))
                    }),
                );
            }
            Some((first, first.suffix.unwrap_or(default)))
        }
        [only] => Some(*only),
        [first, ..] => plain
            .iter()
            .find(|(_, lang)| *lang == default)
            .or(Some(first))
            .copied(),
    }
}

/// The language that an article says to be in, if it is one of the site's.
fn declared(document: &OpenDocument, context: &FieldContext) -> Option<Lang> {
    match said_lang(document)? {
        Value::Text(tag) => Lang::parse(tag).filter(|lang| context.languages.contains(*lang)),
        _ => None,
    }
}

/// The value of an article's own `lang`.
fn said_lang<'o>(document: &'o OpenDocument) -> Option<&'o Value> {
    match &document.front {
        Value::Map(entries) if document.kind == ContentKind::Article => {
            let lang = entries
                .iter()
                .find(|(key, _)| key == "lang")
                .map(|(_, value)| value);
            lang.filter(|value| !value.is_empty())
        }
        _ => None,
    }
}

fn redirects(front: &FieldMap, context: &mut FieldContext) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for old in front.texts("redirect_from", context) {
        match address::old_path(&old.value, &context.base) {
            Ok(path) => {
                let is_whole = old.value.contains("://");
                if let Some(fault) = address::twice(&path, &context.base).filter(|_| !is_whole) {
                    let finding = Diagnostic::new(Code::BrokenLink, &old.field, fault.message);
                    context
                        .diagnostics
                        .push(finding.severity(Severity::Warning).help(fault.help));
                }
                redirects.push(Redirect {
                    path,
                    field: old.field,
                    lang: context.lang,
                });
            }
            Err(fault) => context.diagnostics.push(
                Diagnostic::new(Code::BrokenLink, &old.field, fault.message).help(fault.help),
            ),
        }
    }
    redirects
}

/// The keys of a thing that stands inside an article: some of its own, and those of its kind but
/// for redirects.
fn inline_keys(own: &[&'static str], kind: &[&'static str]) -> Vec<&'static str> {
    let kind = kind.iter().filter(|key| **key != "redirect_from");
    own.iter().chain(kind).copied().collect()
}

/// A date that stands where one is missing; the finding about it stops the build.
fn placeholder() -> Date {
    Date::parse("0001").expect("a year is a date")
}

/// A phrase that stands where one is missing, so that later findings can name the thing.
fn titled(
    front: &FieldMap,
    key: &'static str,
    id: &str,
    noun: &str,
    context: &mut FieldContext,
) -> LocalizedText {
    front.require(
        key,
        Code::MissingField,
        format!("this {noun} has no `{key}`"),
        context,
    );
    let phrase = front.phrase(key, context);
    if phrase.is_empty() {
        LocalizedText::one(context.lang, id.to_owned())
    } else {
        phrase
    }
}

/// Reports a list of a translation that has more or fewer items than that of the original: which is
/// the translation of which?
fn same_number(
    front: &FieldMap,
    key: &'static str,
    original: usize,
    own: usize,
    context: &mut FieldContext,
) {
    if own == 0 || own == original {
        return;
    }
    context.diagnostics.push(
        Diagnostic::new(
            Code::WrongType,
            Location::Key(front.field.key(key)),
            format!("`{key}` has {own} here, but {original} in the original"),
        )
        .help("translate each of the original's, in their order, or leave the key out"),
    );
}

/// A list of sentences for readers.
fn sentences(
    front: &FieldMap,
    key: &'static str,
    context: &mut FieldContext,
) -> Vec<LocalizedText> {
    let items = front.phrases(key, context);
    items.into_iter().map(|at| at.value).collect()
}

/// Adds the sentences of a translation to those of the original, in their order.
fn add_sentences(
    original: &mut [LocalizedText],
    front: &FieldMap,
    key: &'static str,
    context: &mut FieldContext,
) {
    let own = sentences(front, key, context);
    same_number(front, key, original.len(), own.len(), context);
    for (mine, theirs) in original.iter_mut().zip(own) {
        for (lang, text) in theirs.iter() {
            mine.set(lang, text.clone());
        }
    }
}

/// Puts the texts of a translation where the original has its own.
fn add_texts(
    phrase: &mut LocalizedText,
    front: &FieldMap,
    key: &'static str,
    context: &mut FieldContext,
) {
    for (lang, text) in front.phrase(key, context).iter() {
        phrase.set(lang, text.clone());
    }
}

/// A web address of http or https that works for others.
fn web_address(front: &FieldMap, key: &'static str, context: &mut FieldContext) -> Option<String> {
    let text = front.text(key, context)?;
    if let Some(fault) = address::web_fault(&text.value) {
        context
            .diagnostics
            .push(Diagnostic::new(Code::LinkScheme, &text.field, fault.message).help(fault.help));
        return None;
    }
    Some(text.value)
}

/// A code that has to look like something.
fn coded(
    front: &FieldMap,
    key: &'static str,
    looks: fn(&str) -> bool,
    example: &str,
    context: &mut FieldContext,
) -> Option<String> {
    let text = front.text(key, context)?;
    if !looks(&text.value) {
        context.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                &text.field,
                format!("`{}` does not look like a valid `{key}`", text.value),
            )
            .help(match mended(&text.value, looks) {
                Some(code) => format!("write `{key}: {code}`"),
                None => format!("write something like `{example}`"),
            }),
        );
        return None;
    }
    Some(text.value)
}

/// A code that is written with its address, in other letters, or without its first.
fn mended(text: &str, looks: fn(&str) -> bool) -> Option<String> {
    let bare = text.trim_end_matches('/');
    let last = bare
        .rsplit(['/', ':', '#', ' '])
        .next()
        .unwrap_or(bare)
        .trim_end_matches(".html");
    let number = bare.split('/').find(|part| looks(part)).unwrap_or(last);
    [
        number.to_owned(),
        last.to_uppercase(),
        last.to_lowercase(),
        format!("Q{last}"),
        last.replace(['_', ' '], "-").to_uppercase(),
    ]
    .into_iter()
    .find(|code| looks(code))
}
