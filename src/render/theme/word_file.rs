//! Files of interface texts to translate: `griot words`.
//!
//! A file lists what a language lacks, each text with the English one and the templates that show
//! it. An existing file is extended line by line, so that the words, comments and order of its
//! translator stay as they are.

mod lines;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use self::lines::{Block, Blocks};
use super::layer::{self, ThemeLayer};
use super::names::{ShownKey, shown_keys};
use super::vocabulary::words_of;
use super::word_keys::{self, KnownKeys};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::lang::{Lang, family, own_name};
use crate::load::ThemeFolder;
use crate::message;
use crate::messages::Message;
use crate::render::words::{LanguageWords, plural_categories};
use crate::source::SourceFiles;
use crate::yaml::{self, Value};

/// The text before the English text of an entry.
const ENGLISH: &str = "# English: ";
/// The text before an English text that has changed since.
const FORMER: &str = "# The English text was: ";
/// The comment above an entry that no page shows.
const OBSOLETE: &str = "# Obsolete: no page shows this text any more.";
/// The number of templates that an entry names.
const MAX_TEMPLATES: usize = 4;

/// What the theme of a site says in one language.
pub struct WordFile {
    lang: Lang,
    /// The path, relative to the site.
    pub path: String,
    /// Every text of the theme, in the order of the English files.
    entries: Vec<Entry>,
    words: LanguageWords,
    /// The site's own file of this language.
    own: Option<String>,
    /// The keys in that file that no page shows.
    obsolete: BTreeSet<String>,
}

/// A text of the theme.
struct Entry {
    key: String,
    english: Value,
    /// The heading above it in the English file.
    section: String,
    /// The comment about this entry alone.
    note: Option<String>,
    /// The templates that show it.
    templates: Vec<String>,
}

/// A file of interface texts with what was missing.
pub struct ExtendedFile {
    pub text: String,
    /// The number of entries that were added.
    pub added: usize,
    /// The number of entries whose English text has changed.
    pub changed: usize,
    /// The number of entries that no page shows.
    pub obsolete: usize,
}

impl WordFile {
    /// Reads what a site's theme says in a language, and what it does not. Errors in its files are
    /// reported as findings.
    pub fn read(
        lang: Lang,
        site_themes: Vec<ThemeFolder>,
        config: &Config,
        sources: &mut SourceFiles,
        diagnostics: &mut Diagnostics,
    ) -> WordFile {
        let layers = layer::layers(site_themes, config, sources, diagnostics);
        let sources = &*sources;
        let words = words_of(lang, &layers, sources, diagnostics);
        let inside = format!("i18n/{lang}.yaml");
        let own = layers
            .iter()
            .filter(|layer| layer.is_own && layer.theme == config.theme)
            .find_map(|layer| layer.text(&inside, sources));
        WordFile {
            lang,
            path: format!("themes/{}/{inside}", config.theme),
            entries: entries(&layers, sources),
            obsolete: own.map_or_else(BTreeSet::new, |text| {
                word_keys::unused(&layers, text, sources)
            }),
            own: own.map(str::to_owned),
            words,
        }
    }

    /// Returns whether the site has a file of its own for this language.
    pub fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// Returns whether the site's own file has this text.
    pub fn is_same(&self, text: &str) -> bool {
        self.own.as_deref() == Some(text)
    }

    /// Returns the language whose built-in texts are used: `pt` for `pt-BR`.
    pub fn built_in(&self) -> Lang {
        family(self.lang).unwrap_or(self.lang)
    }

    /// Returns the number of texts that are still to be translated.
    pub fn missing(&self) -> usize {
        let untranslated = self.words.untranslated();
        let keys = self.entries.iter().map(|entry| entry.key.as_str());
        keys.filter(|key| untranslated.contains(key)).count()
    }

    /// Returns the number of all texts.
    pub fn total(&self) -> usize {
        self.entries.len()
    }

    /// Returns the file with an entry for each text that the language lacks. Nothing in it is
    /// removed.
    ///
    /// # Errors
    /// If the file is not written with one key a line.
    pub fn extended(&self) -> Result<ExtendedFile, Message> {
        let mut blocks = match &self.own {
            Some(text) => self.own_blocks(text)?,
            None => Blocks::new(&heading(self.lang)),
        };
        let categories = plural_categories(self.lang);
        let (mut added, mut changed) = (0, 0);
        let mut section = "";
        // The place behind the last entry that the file has.
        let mut at = 0;
        for entry in &self.entries {
            if let Some(found) = blocks.position(&entry.key) {
                at = found + 1;
                changed += usize::from(update_english(&mut blocks, found, entry));
                if let Value::Map(_) = entry.english {
                    blocks.add_forms(found, &categories);
                }
                section = &entry.section;
            } else if self.words.missing().contains(&entry.key) || self.is_name(entry) {
                let is_new_section = entry.section != section;
                section = &entry.section;
                blocks.insert(at, self.block(entry, &categories, is_new_section));
                at += 1;
                added += 1;
            }
        }
        for key in &self.obsolete {
            if let Some(found) = blocks.position(key) {
                blocks.mark(found, OBSOLETE);
            }
        }
        let text = blocks.text();
        if !self.keeps(&text) {
            return Err(self.cannot_extend());
        }
        let has_returns = self.own.as_ref().is_some_and(|own| own.contains("\r\n"));
        Ok(ExtendedFile {
            text: match has_returns {
                true => text.replace('\n', "\r\n"),
                false => text,
            },
            added,
            changed,
            obsolete: self.obsolete.len(),
        })
    }

    /// Whether the entry is the language's own name, in a file that has nothing yet.
    fn is_name(&self, entry: &Entry) -> bool {
        self.own.is_none() && self.missing() > 0 && entry.key == "language_name"
    }

    /// Returns the lines of the site's own file.
    fn own_blocks(&self, text: &str) -> Result<Blocks, Message> {
        let blocks = Blocks::new(text);
        let keys: Vec<String> = match yaml::parse(text) {
            Ok(Value::Map(entries)) => entries.into_iter().map(|(key, _)| key).collect(),
            _ => Vec::new(),
        };
        match keys.iter().all(|key| blocks.position(key).is_some()) {
            true => Ok(blocks),
            false => Err(self.cannot_extend()),
        }
    }

    /// Whether an extended file says all that the site's own file says.
    fn keeps(&self, extended: &str) -> bool {
        let own = self.own.as_deref().unwrap_or_default();
        match (yaml::parse(own), yaml::parse(extended)) {
            (Ok(Value::Map(own)), Ok(Value::Map(extended))) => is_within(&own, &extended),
            (Ok(Value::Null), Ok(_)) => true,
            _ => false,
        }
    }

    fn cannot_extend(&self) -> Message {
        message!(
            "`{path}` cannot be extended: write each of its keys at the beginning of a line, such as \
             `nav_events: \"Calendar\"`",
            path = self.path
        )
    }

    /// Returns the lines of an entry to translate.
    fn block(&self, entry: &Entry, categories: &[&str], is_new_section: bool) -> Block {
        let mut lead = String::new();
        if is_new_section {
            let _ = write!(lead, "\n# ---- {} ----\n", entry.section);
        }
        let _ = write!(lead, "\n{ENGLISH}{}\n", english_line(&entry.english));
        if let Some(note) = &entry.note {
            let _ = writeln!(lead, "# {note}");
        }
        let placeholders = placeholders(&entry.english);
        if !placeholders.is_empty() {
            let _ = writeln!(lead, "# Keep: {}", placeholders.join(", "));
        }
        if !entry.templates.is_empty() {
            let _ = writeln!(lead, "# Shown in: {}", entry.templates.join(", "));
        }
        let key = &entry.key;
        let body = match &entry.english {
            Value::Map(_) => {
                let forms = categories.iter().map(|form| format!("  {form}: \"\"\n"));
                format!("{key}:\n{}", forms.collect::<String>())
            }
            Value::List(items) => {
                let empty = vec!["\"\""; items.len()];
                format!("{key}: [{}]\n", empty.join(", "))
            }
            _ if key == "language_name" => {
                let name = own_name(self.lang).unwrap_or_default();
                format!("{key}: {}\n", quoted(name))
            }
            _ => format!("{key}: \"\"\n"),
        };
        Block::new(lead, key, body)
    }
}

/// Whether a mapping has all values of another one.
fn is_within(own: &[(String, Value)], extended: &[(String, Value)]) -> bool {
    own.iter().all(|(key, value)| {
        let found = extended.iter().find(|(other, _)| other == key);
        match (value, found.map(|(_, value)| value)) {
            (Value::Map(own), Some(Value::Map(extended))) => is_within(own, extended),
            (value, found) => Some(value) == found,
        }
    })
}

/// Returns every text of the theme: those of built-in layers first, then the theme's own.
fn entries(layers: &[ThemeLayer], sources: &SourceFiles) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    let templates = shown_templates(layers, sources);
    let known = KnownKeys::new(layers, sources);
    for layer in layers.iter().rev() {
        let Some(text) = layer.text("i18n/en.yaml", sources) else {
            continue;
        };
        let Ok(Value::Map(values)) = yaml::parse(text) else {
            continue;
        };
        let blocks = Blocks::new(text);
        let mut section = String::new();
        for (key, english) in values {
            let (heading, note) = blocks
                .position(&key)
                .map_or((None, None), |at| blocks.comments(at));
            section = heading.unwrap_or(section);
            match all.iter_mut().find(|entry| entry.key == key) {
                Some(entry) => entry.english = english,
                None if !known.is_shown(&key) => {}
                None => all.push(Entry {
                    templates: shown_in(&templates, &key),
                    section: section.clone(),
                    key,
                    english,
                    note,
                }),
            }
        }
    }
    all
}

/// Returns the templates that are used, by name, with the keys that each shows.
fn shown_templates<'l>(
    layers: &'l [ThemeLayer],
    sources: &'l SourceFiles,
) -> Vec<(&'l str, Vec<ShownKey<'l>>)> {
    let mut seen = BTreeSet::new();
    let mut templates = Vec::new();
    for layer in layers {
        for name in layer.names(layer::TEMPLATES) {
            let text = layer.text(&format!("{}{name}", layer::TEMPLATES), sources);
            if let Some(text) = text.filter(|_| seen.insert(name)) {
                templates.push((name, shown_keys(text)));
            }
        }
    }
    templates.sort_unstable_by_key(|(name, _)| *name);
    templates
}

/// Returns the names of the templates that show a text.
fn shown_in(templates: &[(&str, Vec<ShownKey>)], key: &str) -> Vec<String> {
    let found: Vec<&str> = templates
        .iter()
        .filter(|(_, keys)| keys.iter().any(|shown| shown.means(key)))
        .map(|(name, _)| *name)
        .collect();
    let mut names: Vec<String> = found
        .iter()
        .take(MAX_TEMPLATES)
        .map(|name| (*name).to_owned())
        .collect();
    if found.len() > MAX_TEMPLATES {
        names.push(format!("and {} more", found.len() - MAX_TEMPLATES));
    }
    names
}

/// Returns the lines at the top of a new file.
fn heading(lang: Lang) -> String {
    format!(
        "# The texts of the theme in `{lang}`. Write each translation between its quotation marks.\n\
         # Names in braces, such as {{n}}, stay as they are; their order may change. A text that is\n\
         # empty is shown in English. `griot words {lang}` adds what is new after an update of griot.\n"
    )
}

/// Returns the English text of an entry on one line, with its forms of the plural.
fn english_line(english: &Value) -> String {
    match english {
        Value::Map(forms) => {
            let forms = forms
                .iter()
                .map(|(form, text)| format!("{form} {}", english_line(text)));
            forms.collect::<Vec<_>>().join(", ")
        }
        Value::List(items) => items
            .iter()
            .map(english_line)
            .collect::<Vec<_>>()
            .join(", "),
        Value::Text(text) => quoted(text),
        Value::Int(number) => number.to_string(),
        _ => String::new(),
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// Returns the placeholders of an entry, with their braces.
fn placeholders(english: &Value) -> Vec<String> {
    let mut found = BTreeSet::new();
    let texts: Vec<&Value> = match english {
        Value::Map(forms) => forms.iter().map(|(_, text)| text).collect(),
        Value::List(items) => items.iter().collect(),
        text => vec![text],
    };
    for text in texts {
        let Value::Text(text) = text else { continue };
        let inside = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'));
        found.extend(inside.map(|(name, _)| format!("{{{name}}}")));
    }
    found.into_iter().collect()
}

/// Replaces the comment with the English text of an entry that the file has. Returns whether it was
/// another one.
fn update_english(blocks: &mut Blocks, at: usize, entry: &Entry) -> bool {
    let current = english_line(&entry.english);
    blocks.replace_comment(at, ENGLISH, &current, FORMER)
}
