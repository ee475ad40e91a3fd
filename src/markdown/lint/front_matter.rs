//! Lints the texts of front matter that are unquoted prose.
//!
//! These texts are titles, summaries, questions, corrections, notes, captions and bases of
//! estimates. Quotations, labels, names and titles of sources are not checked. Texts are found by
//! their keys, as in `schema`, because the atlas does not record their locations and a finding
//! should point at the word.

use std::collections::BTreeMap;

use super::{LintPass, Passage, ProseLint};
use crate::diag::{Diagnostics, Field, Location};
use crate::lang::Lang;
use crate::load::{ContentKind, Document, PhotographFile};
use crate::markdown::mention::Mentions;
use crate::source::SourceFiles;
use crate::yaml::{Value, ValueRef};

impl ProseLint {
    /// Lints the front matter of a document in `lang` for words that take a side.
    pub fn lint_front_matter(
        &self,
        lang: Lang,
        document: &Document,
        mentions: &BTreeMap<Lang, Mentions>,
        sources: &SourceFiles,
    ) -> Diagnostics {
        let mut reader = FrontMatterReader::new(self, lang, mentions, sources);
        let top = Field::top(document.file);
        match document.kind {
            ContentKind::Article => reader.article(&document.front.view(), &top),
            ContentKind::Event => reader.event(&document.front.view(), &top),
            ContentKind::Page => reader.page(&document.front.view(), &top),
            ContentKind::Actor | ContentKind::Region | ContentKind::Source => {}
        }
        reader.diagnostics
    }

    /// Lints the texts in a picture's metadata file (`photo.jpg.yaml`).
    ///
    /// `lang` is the language of texts without one.
    pub fn lint_photograph(
        &self,
        lang: Lang,
        record: &PhotographFile,
        mentions: &BTreeMap<Lang, Mentions>,
        sources: &SourceFiles,
    ) -> Diagnostics {
        let mut reader = FrontMatterReader::new(self, lang, mentions, sources);
        let top = Field::top(record.file);
        let Value::Map(entries) = &record.value else {
            return reader.diagnostics;
        };
        for (key, value) in entries {
            if ["shows", "not_shown", "place"].contains(&key.as_str()) {
                let field = top.key(key.clone());
                match value {
                    Value::Text(text) => reader.text(lang, text, &field),
                    Value::Map(texts) => {
                        for (tag, text) in texts {
                            if let (Some(lang), Value::Text(text)) = (Lang::parse(tag), text) {
                                reader.text(lang, text, &field.key(tag.clone()));
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        reader.diagnostics
    }
}

/// Reads the texts of one front matter or metadata file.
struct FrontMatterReader<'a> {
    lint: &'a ProseLint,
    lang: Lang,
    mentions: &'a BTreeMap<Lang, Mentions>,
    sources: &'a SourceFiles,
    diagnostics: Diagnostics,
}

impl<'a> FrontMatterReader<'a> {
    fn new(
        lint: &'a ProseLint,
        lang: Lang,
        mentions: &'a BTreeMap<Lang, Mentions>,
        sources: &'a SourceFiles,
    ) -> FrontMatterReader<'a> {
        FrontMatterReader {
            lint,
            lang,
            mentions,
            sources,
            diagnostics: Diagnostics::default(),
        }
    }

    fn article(&mut self, front: &ValueRef, top: &Field) {
        self.phrases(front, top, &["title", "summary"]);
        for key in ["open_questions", "established", "not_established"] {
            for (value, field) in items(front, top, key) {
                self.phrase(value, &field);
            }
        }
        for (value, field) in items(front, top, "corrections") {
            self.phrases(value, &field, &["text"]);
        }
        if let Some((image, field)) = below(front, top, "image") {
            self.phrases(image, &field, &["alt"]);
        }
        for (value, field) in items(front, top, "events") {
            self.event(value, &field);
        }
    }

    fn page(&mut self, front: &ValueRef, top: &Field) {
        self.phrases(front, top, &["title", "summary", "lead"]);
        for (side, field) in items(front, top, "sides") {
            self.phrases(side, &field, &["name", "text"]);
        }
    }

    fn event(&mut self, event: &ValueRef, field: &Field) {
        self.phrases(event, field, &["title", "where_description"]);
        for (claim, field) in items(event, field, "claims") {
            self.phrases(claim, &field, &["notes"]);
        }
        if let Some((estimate, field)) = below(event, field, "estimate") {
            self.phrases(estimate, &field, &["basis"]);
        }
        for (estimate, field) in items(event, field, "estimate") {
            self.phrases(estimate, &field, &["basis"]);
        }
    }

    fn phrases(&mut self, map: &ValueRef, field: &Field, keys: &[&'static str]) {
        for key in keys {
            if let Some((value, field)) = below(map, field, key) {
                self.phrase(value, &field);
            }
        }
    }

    /// Lints a string, or a map of strings by language.
    fn phrase(&mut self, value: &ValueRef, field: &Field) {
        match value {
            ValueRef::Text(text) => self.text(self.lang, text, field),
            ValueRef::Map(entries) => {
                for (tag, value) in entries {
                    if let (Some(lang), ValueRef::Text(text)) = (Lang::parse(tag), value) {
                        self.text(lang, text, &field.key((*tag).to_owned()));
                    }
                }
            }
            _ => {}
        }
    }

    /// Lints a text in one language.
    fn text(&mut self, lang: Lang, text: &str, field: &Field) {
        let Some(word_list) = self.lint.word_lists.get(lang) else {
            return;
        };
        let block = Passage::plain(text);
        let pass = LintPass::new(&block, self.mentions.get(&lang));
        for (range, finding) in pass.loaded_words(&word_list.find(&pass.text, &pass.words)) {
            let place = Location::of_word(field, &block.text[range], self.sources);
            self.diagnostics.push(finding.at(place));
        }
    }
}

/// Returns the value of a key, with its field.
fn below<'v>(
    value: &'v ValueRef<'v>,
    field: &Field,
    key: &'static str,
) -> Option<(&'v ValueRef<'v>, Field)> {
    let ValueRef::Map(entries) = value else {
        return None;
    };
    let (_, value) = entries.iter().find(|(known, _)| *known == key)?;
    Some((value, field.key(key)))
}

/// Returns the items of a list under a key, with their fields.
fn items<'v>(
    value: &'v ValueRef<'v>,
    field: &Field,
    key: &'static str,
) -> Vec<(&'v ValueRef<'v>, Field)> {
    match below(value, field, key) {
        Some((ValueRef::List(items), field)) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (value, field.index(index)))
            .collect(),
        _ => Vec::new(),
    }
}
