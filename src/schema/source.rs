//! Sources and free pages in front matter.

use super::codes::{coded, web_address};
use super::names::is_sha256;
use super::texts::{add_texts, titled};
use super::{Fields, RawHome, Reference, home};
use crate::address;
use crate::diag::{Code, Diagnostic, Fix, Location, Severity, Target};
use crate::fields::{FieldContext, FieldMap, no_tag};
use crate::lang::Lang;
use crate::load::{is_folder_index, page_folder};
use crate::message;
use crate::model::terms::{Scale, SourceKind};
use crate::model::{Date, LocalizedText};
use crate::reference;
use crate::yaml::Value;

/// A source as written.
///
/// The fields are those of [`Source`](crate::model::Source), with names in place of ids.
#[derive(Clone)]
pub struct RawSource {
    pub title: LocalizedText,
    pub kind: Option<SourceKind>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub date: Option<Date>,
    pub url: Option<String>,
    pub archive_url: Option<String>,
    pub archived_at: Option<Date>,
    pub accessed: Option<Date>,
    pub lang: Option<Lang>,
    pub scale: Option<Scale>,
    pub original: Option<Reference>,
    pub derives_from: Vec<Reference>,
    pub sha256: Option<String>,
}

impl Fields for RawSource {
    const KEYS: &'static [&'static str] = reference::SOURCE.names;
    const TRANSLATED: &'static [&'static str] = &["title", "redirect_from"];

    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self {
        let lang = front.text("lang", context).and_then(|tag| {
            let lang = Lang::parse(&tag.value);
            if lang.is_none() {
                let finding = no_tag(&tag, "lang: ", &["fr", "ar", "bm"]);
                context.diagnostics.push(finding);
            }
            lang
        });
        // A title without a language is in the language of the source.
        let ours = context.lang;
        context.lang = lang.unwrap_or(ours);
        let title = titled(
            front,
            "title",
            id,
            message!("this source has no `title`"),
            context,
        );
        context.lang = ours;
        let url = web_address(front, "url", context);
        // The addresses are compared as written, because both may be invalid.
        let is_original = match (written(front, "url"), written(front, "archive_url")) {
            (Some(url), Some(archive)) => address::is_same(url, archive),
            _ => false,
        };
        let archive_url = if is_original {
            url.clone()
        } else {
            web_address(front, "archive_url", context)
        };
        if is_original {
            let written = written(front, "url").unwrap_or_default();
            let address = address::web_fault(written)
                .and_then(|fault| fault.write)
                .unwrap_or_else(|| written.to_owned());
            context.diagnostics.push(
                Diagnostic::new(
                    Code::NotArchived,
                    &front.field.key("archive_url"),
                    message!("the archive copy is the original itself, which may change or vanish"),
                )
                .severity(Severity::Error)
                .help(message!(
                    "save it at https://web.archive.org/save/{address} and write the address of the copy, or delete `archive_url`",
                    address
                )),
            );
        }
        RawSource {
            title,
            kind: front.term("kind", context).map(|at| at.value),
            publisher: front.text("publisher", context).map(|text| text.value),
            author: front.text("author", context).map(|text| text.value),
            date: front.date("date", context).map(|at| at.value),
            url,
            archive_url,
            archived_at: front.date("archived_at", context).map(|at| at.value),
            accessed: front.date("accessed", context).map(|at| at.value),
            lang,
            scale: front.term("scale", context).map(|at| at.value),
            original: front.text("original", context),
            derives_from: front.texts("derives_from", context),
            sha256: coded(
                front,
                "sha256",
                is_sha256,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                context,
            ),
        }
    }

    fn translate(&mut self, front: &FieldMap, context: &mut FieldContext) {
        add_texts(&mut self.title, front, "title", context);
    }
}

fn written<'v>(front: &FieldMap<'v>, key: &'static str) -> Option<&'v str> {
    match front.raw(key)?.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// A free page as written; see [`FreePage`](crate::model::FreePage).
#[derive(Clone)]
pub struct RawPage {
    pub title: LocalizedText,
    pub summary: LocalizedText,
    /// The sections of the home page; empty on other pages.
    pub home: RawHome,
    /// Whether the page is not published.
    pub draft: bool,
    /// The pages that come first in the list of a folder.
    pub pages: Vec<Reference>,
    /// The folder below `content/pages/`, which is set once all pages are known.
    pub folder: String,
    /// Whether the page is about a folder of pages.
    pub is_folder: bool,
}

impl Fields for RawPage {
    const KEYS: &'static [&'static str] = reference::PAGE_KEYS;
    const TRANSLATED: &'static [&'static str] = &[
        "title",
        "summary",
        "draft",
        "redirect_from",
        "lead",
        "sides",
    ];

    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self {
        let path = context.sources.path(front.field.file);
        let is_folder = is_folder_index(path);
        let title = match is_folder && !front.has("title") && !front.is_meant("title") {
            true => folder_title(context.lang, id),
            false => titled(
                front,
                "title",
                id,
                message!("this page has no `title`"),
                context,
            ),
        };
        if let Some(at) = front.raw("pages").filter(|_| !is_folder) {
            let fix = Fix::not_safe(message!("delete `{key}`", key = "pages"))
                .delete(Target::Entry(at.field.clone()));
            let place = Location::Key(at.field);
            let message = message!("`pages` belongs in the `_index.md` of a folder of pages");
            let finding = Diagnostic::new(Code::UnknownKey, place, message);
            context
                .diagnostics
                .push(finding.help(message!("delete it")).fix(fix));
        }
        RawPage {
            title,
            summary: front.phrase("summary", context),
            home: home::read(front, id, context),
            draft: Self::is_draft(front, context),
            pages: match is_folder {
                true => front.texts("pages", context),
                false => Vec::new(),
            },
            folder: page_folder(path).to_owned(),
            is_folder,
        }
    }

    fn is_draft(front: &FieldMap, context: &mut FieldContext) -> bool {
        front.flag("draft", context).unwrap_or(false)
    }

    fn translate(&mut self, front: &FieldMap, context: &mut FieldContext) {
        front.require(
            "title",
            Code::MissingField,
            message!("this translation has no `title`"),
            context,
        );
        add_texts(&mut self.title, front, "title", context);
        add_texts(&mut self.summary, front, "summary", context);
        self.home.translate(front, context);
    }
}

/// Returns the title of a folder of pages that has none: its name, as words.
pub fn folder_title(lang: Lang, id: &str) -> LocalizedText {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    let title = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    };
    LocalizedText::one(lang, title)
}
