//! Front matter: the keys that griot has, and `extra` for all others.

use super::context::{RewriteContext, Tally};
use super::dates::date;
use super::front::{Front, FrontEntry, scalar};
use super::keys::{DATES, TOPICS, UPDATES};
use super::media::{MediaPlan, is_for_readers};
use super::place::RESERVED;
use super::source::{folder, join, relative};
use super::text::{SourceText, TextRole};
use super::translation::SharedFields;
use crate::address::{SiteRoot, old_path};
use crate::import::document::{ImportedDocument, map, text, texts};
use crate::import::report::{ImportReport, ProblemKind};
use crate::lang::Lang;
use crate::source::first_invisible;
use crate::yaml::Value;

const SUMMARIES: [&str; 4] = ["summary", "description", "excerpt", "abstract"];
const AUTHORS: [&str; 2] = ["authors", "author"];
const IMAGES: [&str; 8] = [
    "image",
    "cover",
    "featured_image",
    "featuredImage",
    "heroImage",
    "hero_image",
    "thumbnail",
    "banner",
];
const ALTS: [&str; 7] = [
    "image_alt",
    "imageAlt",
    "cover_alt",
    "coverAlt",
    "heroImageAlt",
    "featured_image_alt",
    "alt",
];
const REDIRECTS: [&str; 2] = ["redirect_from", "aliases"];

/// Keys that give a text its address, which is kept in `redirect_from`.
const ADDRESSES: [&str; 4] = ["slug", "url", "permalink", "path"];

/// Makes the document of a text. `body` is its text in Markdown.
pub(super) fn document(
    front: Front,
    title: String,
    body: String,
    context: &mut RewriteContext,
) -> ImportedDocument {
    let own = context.text;
    let id = match own.lang {
        Some(lang) => format!("{}.{lang}", own.id),
        None => own.id.clone(),
    };
    let mut reader = FieldReader { front, context };
    let is_article = own.role == TextRole::Article;
    reader.front.take("title");
    let summary = reader.summary();
    let (mut shared, mut authors, mut image) = Default::default();
    let mut kept = Vec::new();
    if is_article {
        shared = reader.shared();
        if let Some(original) = reader.original() {
            kept = shared.take_own(&original, reader.context);
        }
        authors = reader.authors();
        image = reader.image();
    }
    let draft = reader.draft();
    let redirects = reader.redirects();
    let listed = reader.listed();
    let extra = reader.extra(kept);
    let mut document = ImportedDocument::new(own.kind(), id)
        .with("title", text(title))
        .with("lang", own.own_lang.map(|lang| text(lang.to_string())))
        .with("date", shared.day.map(text))
        .with("updated", shared.updated.map(text))
        .with("summary", summary.map(text))
        .with("authors", list(authors))
        .with("topics", list(shared.topics))
        .with("image", image)
        .with("draft", draft.then_some(Value::Bool(true)))
        .with("pages", list(listed))
        .with("redirect_from", list(redirects))
        .with(context.site.generator.extra_key(), extra);
    document.path = own.target.clone();
    document.body = body;
    document
}

fn list(items: Vec<String>) -> Option<Value> {
    (!items.is_empty()).then(|| texts(items))
}

/// Reads the front matter of a text, key by key.
struct FieldReader<'c, 's, 'a> {
    front: Front,
    context: &'c mut RewriteContext<'s, 'a>,
}

impl FieldReader<'_, '_, '_> {
    fn own(&self) -> &SourceText {
        self.context.text
    }

    /// Reports a value that is left out.
    fn flag(&mut self, entry: &FrontEntry, kind: ProblemKind) {
        let value = scalar(&entry.value).unwrap_or_else(|| crate::yaml::emit(&entry.value));
        self.context.flag(entry.line, kind, &entry.key, &value);
    }

    /// Takes a text that readers see. A text with invisible characters is left out.
    fn phrase(&mut self, key: &str) -> Option<String> {
        self.front.get(key)?;
        let entry = self.front.take(key)?;
        match scalar(&entry.value) {
            Some(text) if first_invisible(&text).is_none() => Some(text),
            _ => {
                self.flag(&entry, ProblemKind::BadValue);
                None
            }
        }
    }

    /// Takes the first of the keys that has a text. The others stay.
    fn summary(&mut self) -> Option<String> {
        SUMMARIES.iter().find_map(|key| self.phrase(key))
    }

    /// Takes the first of the keys that has a date.
    fn date(&mut self, keys: &[&str]) -> Option<String> {
        for key in keys {
            // `published: false` is no date.
            if matches!(
                self.front.get(key),
                None | Some(Value::Bool(_) | Value::Map(_))
            ) {
                continue;
            }
            let entry = self.front.take(key)?;
            match date(&entry.value) {
                Some(day) => return Some(day),
                None => self.flag(&entry, ProblemKind::UnreadDate),
            }
        }
        None
    }

    /// Returns the fields that all translations share.
    fn shared(&mut self) -> SharedFields {
        SharedFields {
            day: self.day(),
            updated: self.date(&UPDATES),
            topics: self.topics(),
        }
    }

    /// Returns the fields of the original of a translation.
    fn original(&self) -> Option<SharedFields> {
        let original = self.context.index.original(self.own())?;
        let original = &self.context.site.texts[original];
        // What is wrong with them is reported with the original.
        let mut context = RewriteContext {
            site: self.context.site,
            index: self.context.index,
            text: original,
            media: &mut MediaPlan::default(),
            remote: None,
            report: &mut ImportReport::default(),
            tally: &mut Tally::default(),
            topics: Vec::new(),
        };
        let mut reader = FieldReader {
            front: original.front.clone(),
            context: &mut context,
        };
        Some(reader.shared())
    }

    /// Returns the day of publication.
    fn day(&mut self) -> Option<String> {
        let before = self.context.report.problems.len();
        let day = self.date(&DATES).or_else(|| self.own().day.clone());
        // A date that cannot be read was reported.
        let is_original = self.own().lang.is_none();
        if is_original && day.is_none() && self.context.report.problems.len() == before {
            self.context.flag(1, ProblemKind::NoDate, "date", "");
        }
        day
    }

    fn topics(&mut self) -> Vec<String> {
        let mut topics = self.own().topics.clone();
        for key in TOPICS {
            if let Some(entry) = self.front.take(key) {
                topics.extend(self.words(&entry));
            }
        }
        // Zola has them in a table.
        let table = self.front.entries.iter_mut();
        for entry in table.filter(|entry| entry.key == "taxonomies") {
            if let Value::Map(entries) = &mut entry.value {
                entries.retain(|(key, value)| {
                    let is_topic = TOPICS.contains(&key.as_str());
                    if is_topic {
                        topics.extend(items(value).into_iter().filter_map(|item| scalar(&item)));
                    }
                    !is_topic
                });
            }
        }
        topics.append(&mut self.context.topics);
        let mut seen = std::collections::BTreeSet::new();
        topics.retain(|topic| {
            let topic = topic.trim();
            !topic.is_empty() && seen.insert(crate::lang::fold(topic))
        });
        topics
    }

    /// Returns the items of a list, or the words of a text as the generator splits it.
    fn words(&mut self, entry: &FrontEntry) -> Vec<String> {
        let mut words = Vec::new();
        for item in items(&entry.value) {
            let Some(word) = scalar(&item) else {
                self.flag(entry, ProblemKind::BadValue);
                continue;
            };
            let is_list = matches!(entry.value, Value::List(_));
            let splits_at_spaces = self.context.site.generator.splits_at_spaces();
            let parts: Vec<&str> = match is_list {
                true => vec![word.as_str()],
                false if word.contains(',') => word.split(',').collect(),
                // The key in the singular is one topic.
                false if splits_at_spaces && entry.key.ends_with('s') => {
                    word.split_whitespace().collect()
                }
                false => vec![word.as_str()],
            };
            let parts = parts
                .into_iter()
                .map(|part| part.trim().trim_start_matches('#'));
            words.extend(parts.filter(|part| !part.is_empty()).map(str::to_owned));
        }
        words
    }

    fn authors(&mut self) -> Vec<String> {
        let mut authors = Vec::new();
        for key in AUTHORS {
            let Some(entry) = self.front.take(key) else {
                continue;
            };
            for item in items(&entry.value) {
                let name = match &item {
                    Value::Map(entries) => {
                        let name = entries.iter().find(|(key, _)| key == "name");
                        name.and_then(|(_, name)| scalar(name))
                    }
                    item => scalar(item),
                };
                match name {
                    Some(name) => {
                        let known = self.context.site.authors.get(&name);
                        authors.push(known.cloned().unwrap_or(name));
                    }
                    None if item.is_empty() => {}
                    None => self.flag(&entry, ProblemKind::BadValue),
                }
            }
        }
        authors
    }

    /// Returns the picture of an article. Without an alternative text it is written too, so that
    /// `griot check` asks for the text at its place.
    fn image(&mut self) -> Option<Value> {
        let key = IMAGES.iter().find(|key| self.front.get(key).is_some())?;
        let entry = self
            .front
            .entries
            .iter()
            .find(|entry| entry.key.eq_ignore_ascii_case(key))?;
        let entry = entry.clone();
        let field = |names: &[&str]| match &entry.value {
            Value::Map(entries) => names.iter().find_map(|name| {
                let (_, value) = entries.iter().find(|(key, _)| key == name)?;
                scalar(value)
            }),
            _ => None,
        };
        let src = match &entry.value {
            Value::Map(_) => field(&["src", "image", "path", "url", "file"])?,
            Value::List(items) => scalar(items.first()?)?,
            value => scalar(value)?,
        };
        let target = if src.contains("://") || src.starts_with("//") {
            self.context.fetch(entry.line, &entry.key, &src)?
        } else if let Some(path) = self.picture(&src) {
            let site = self.context.site;
            self.context.media.place(site, &path).to_owned()
        } else {
            self.context
                .flag(entry.line, ProblemKind::BrokenLink, &entry.key, &src);
            return None;
        };
        let alt = field(&["alt"]).or_else(|| {
            let key = ALTS.iter().find(|key| self.front.get(key).is_some())?;
            let text = self.front.text(key)?;
            self.front.take(key);
            Some(text)
        });
        if alt.as_ref().is_none_or(|alt| alt.is_empty()) {
            self.context
                .flag(entry.line, ProblemKind::MissingAlt, &entry.key, &src);
        }
        self.front.take(&entry.key);
        // A picture has no caption here, so that and all else is kept.
        if let Value::Map(entries) = &entry.value {
            let is_known = |key: &str| {
                [
                    "src", "image", "path", "url", "file", "alt", "credit", "attr",
                ]
                .contains(&key)
            };
            let mut rest = entries.clone();
            rest.retain(|(key, _)| !is_known(key));
            if !rest.is_empty() {
                let value = Value::Map(rest);
                self.front.entries.push(FrontEntry {
                    value,
                    ..entry.clone()
                });
            }
        }
        let src = relative(folder(&self.context.text.target), &target);
        Some(map([
            ("src", Some(text(src))),
            ("alt", alt.map(text)),
            ("credit", field(&["credit", "attr"]).map(text)),
        ]))
    }

    /// Returns the path of a picture in the source.
    fn picture(&self, src: &str) -> Option<String> {
        let site = self.context.site;
        let below = src.trim_start_matches('/');
        let beside = join(folder(&self.own().path), below).filter(|_| !src.starts_with('/'));
        let rooted = site.roots.iter().map(|root| format!("{root}{below}"));
        let mut paths = beside.into_iter().chain(rooted);
        paths.find(|path| site.folder.files.contains(path) && is_for_readers(path))
    }

    fn draft(&mut self) -> bool {
        let mut is_draft = self.own().is_draft;
        for (key, value) in [("draft", true), ("published", false), ("publish", false)] {
            // Generators take the words for the values.
            let flag = match self.front.text(key).map(|word| word.to_lowercase()) {
                Some(word) if word == "true" => true,
                Some(word) if word == "false" => false,
                _ => continue,
            };
            is_draft |= flag == value;
            self.front.take(key);
        }
        is_draft
    }

    /// Returns the old addresses that lead to the text.
    fn redirects(&mut self) -> Vec<String> {
        let own = self.own();
        let mut written: Vec<(String, u64)> = own
            .address
            .iter()
            .chain(&own.former)
            .map(|old| (old.clone(), 0))
            .collect();
        if self.context.site.generator.has_alias_addresses() {
            for key in REDIRECTS {
                let Some(entry) = self.front.take(key) else {
                    continue;
                };
                for item in items(&entry.value) {
                    match scalar(&item) {
                        Some(old) => written.push((self.alias(&old), entry.line)),
                        None => self.flag(&entry, ProblemKind::BadValue),
                    }
                }
            }
        }
        for key in ADDRESSES {
            self.front.take(key);
        }
        let new = new_address(&self.context.text.target, self.own().own_lang);
        let mut redirects: Vec<String> = Vec::new();
        for (old, line) in written {
            let path = match old_path(&old, &SiteRoot::default()) {
                Ok(path) => path,
                Err(_) => {
                    if !old.trim_matches('/').is_empty() {
                        self.context
                            .flag(line, ProblemKind::BadValue, "redirect_from", &old);
                    }
                    continue;
                }
            };
            // griot's own pages stand at these addresses.
            let bare = path.trim_end_matches("index.html").trim_matches('/');
            if bare.is_empty() {
                continue;
            }
            if RESERVED.contains(&bare) {
                self.context
                    .flag(line, ProblemKind::TakenAddress, "redirect_from", &path);
                continue;
            }
            let is_new = new.trim_matches('/') == path.trim_matches('/');
            if is_new || redirects.contains(&path) {
                continue;
            }
            let at = self.context.index.at_any_address(&path);
            if at.is_some_and(|at| !std::ptr::eq(&self.context.site.texts[at], self.context.text)) {
                self.context
                    .flag(line, ProblemKind::TakenAddress, "redirect_from", &path);
                continue;
            }
            redirects.push(path);
        }
        redirects
    }

    /// Returns an alias from the root of the site. Hugo's may be relative to the page's folder.
    fn alias(&self, alias: &str) -> String {
        if alias.contains("://") {
            return alias.to_owned();
        }
        if alias.starts_with('/') {
            return format!("{}{alias}", self.own().alias_root);
        }
        let address = self.own().address.as_deref().unwrap_or("/");
        let above = folder(address.trim_end_matches('/'));
        let above = match self.context.site.generator.has_relative_aliases() {
            true => above,
            false => "",
        };
        join(above, alias).map_or_else(|| alias.to_owned(), |path| format!("/{path}"))
    }

    /// Returns the ids of the pages that come first in a folder.
    fn listed(&self) -> Vec<String> {
        if self.own().role != TextRole::Folder || self.own().lang.is_some() {
            return Vec::new();
        }
        let index = &self.context.index.by_path;
        let pages = self.own().listed.iter().filter_map(|path| index.get(path));
        let pages = pages.map(|at| &self.context.site.texts[*at]);
        let pages = pages.filter(|page| !page.target.is_empty() && page.lang.is_none());
        pages.map(|page| page.id.clone()).collect()
    }

    /// Returns all other keys after some that are known, and counts them.
    fn extra(&mut self, mut extra: Vec<(String, Value)>) -> Option<Value> {
        let entries = std::mem::take(&mut self.front.entries);
        for entry in entries {
            if entry.value.is_empty() {
                continue;
            }
            // What settings and sections give is not written into each text.
            if entry.line == 0 {
                self.context.count(0, ProblemKind::InheritedKey, &entry.key);
                continue;
            }
            self.context
                .count(entry.line, ProblemKind::ExtraKey, &entry.key);
            extra.push((entry.key, entry.value));
        }
        (!extra.is_empty()).then_some(Value::Map(extra))
    }
}

/// Returns the items of a list; a single value is one item.
fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::List(items) => items.clone(),
        value if value.is_empty() => Vec::new(),
        value => vec![value.clone()],
    }
}

/// Returns the address of a document by the path of its file, such as `/fr/articles/x/`.
pub(super) fn new_address(target: &str, own_lang: Option<Lang>) -> String {
    let below = target.strip_prefix("pages/").unwrap_or(target);
    let below = below.strip_suffix(".md").unwrap_or(below);
    let (above, name) = below.rsplit_once('/').unwrap_or(("", below));
    let (name, lang) = name.split_once('.').unwrap_or((name, ""));
    let own_lang = own_lang.map(|lang| lang.to_string()).unwrap_or_default();
    let parts = [lang, &own_lang, above, name].into_iter();
    let parts: Vec<&str> = parts
        .filter(|part| !part.is_empty() && !matches!(*part, "_index" | "home"))
        .collect();
    format!("/{}/", parts.join("/"))
}
