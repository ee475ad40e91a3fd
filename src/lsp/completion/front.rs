//! Completion in front matter and settings.

use std::ops::Range;

use gen_lsp_types::CompletionItemKind as ItemKind;

use super::item::Offered;
use super::paths;
use crate::lang::fold;
use crate::load::ContentKind;
use crate::lsp::context::FileContext;
use crate::lsp::cursor::FrontCursor;
use crate::lsp::describe;
use crate::lsp::name_matches::{NameMatch, matches};
use crate::lsp::schema_path::{Expected, KeyPlace, sections_of};
use crate::lsp::view::{SiteView, origin};
use crate::model::{Entity, Origin};
use crate::reference::{Form, ListValue, Section, print};

/// Returns what may be written at an offset of front matter.
pub(super) fn offered(context: &FileContext, front: &Range<usize>, offset: usize) -> Vec<Offered> {
    let sections = sections_of(&context.at.path);
    let Some(cursor) = FrontCursor::at(context.text(), front, offset, &sections) else {
        return Vec::new();
    };
    let completion = FrontCompletion { context, cursor };
    let mut offered = completion.keys(&completion.cursor.expected.sections());
    if !completion.cursor.is_key {
        offered.extend(completion.values());
    }
    offered
}

struct FrontCompletion<'c> {
    context: &'c FileContext<'c>,
    cursor: FrontCursor,
}

impl FrontCompletion<'_> {
    /// Returns the keys of sections that do not stand there yet: required ones first, rare ones
    /// last.
    fn keys(&self, sections: &[&'static Section]) -> Vec<Offered> {
        if self.cursor.is_quoted {
            return Vec::new();
        }
        let keys = sections.iter().flat_map(|section| {
            section
                .keys
                .iter()
                .map(move |key| KeyPlace { section, key })
        });
        let mut keys: Vec<(bool, KeyPlace)> = keys
            .filter(|place| {
                !self
                    .cursor
                    .siblings
                    .iter()
                    .any(|known| known == place.key.name)
            })
            .filter_map(|place| Some((self.fit(place.key.name)?, place)))
            .collect();
        keys.sort_by_key(|(is_part, place)| (*is_part, !place.key.is_required, place.key.is_rare));
        let language = self.context.language;
        let offer = |(_, place): (bool, KeyPlace)| {
            let colon = if self.cursor.is_key { "" } else { ": " };
            Offered {
                label: place.key.name.to_owned(),
                kind: ItemKind::Property,
                detail: Some(print::form(&place.key.form, language)),
                documentation: Some(print::key(place.section, place.key, language)),
                range: self.cursor.range.clone(),
                new_text: format!("{}{colon}", place.key.name),
                typed: self.cursor.typed.clone(),
            }
        };
        keys.into_iter().map(offer).collect()
    }

    /// Returns whether a word fits only by a part in its middle, or `None` if it does not fit.
    fn fit(&self, word: &str) -> Option<bool> {
        let (word, typed) = (fold(word), fold(&self.cursor.typed));
        match word.find(&typed)? {
            0 => Some(false),
            _ => Some(true),
        }
    }

    /// Returns the values that may stand at the cursor.
    fn values(&self) -> Vec<Offered> {
        let Some(view) = self.context.view else {
            return self.listed();
        };
        if self.cursor.expected.is_claim() {
            return self.claims(view);
        }
        if let Some(kind) = self.cursor.expected.reference() {
            return self.names(view, kind);
        }
        let (Expected::Value(place) | Expected::Item(place)) = &self.cursor.expected else {
            return Vec::new();
        };
        match place.key.form {
            Form::Path => self.paths(view, *place),
            Form::LanguageTag | Form::LanguageTags => {
                let languages = view.site.config.languages.iter();
                let tags: Vec<String> = languages.map(|lang| lang.tag().to_owned()).collect();
                self.words(tags)
            }
            _ => self.listed(),
        }
    }

    /// Returns the values of a closed list.
    fn listed(&self) -> Vec<Offered> {
        let Expected::Value(place) = &self.cursor.expected else {
            return Vec::new();
        };
        let values: &[ListValue] = match place.key.form {
            Form::Choice(values) => values,
            Form::YesNo => return self.words(["yes".to_owned(), "no".to_owned()]),
            _ => return Vec::new(),
        };
        let mut values: Vec<(bool, &ListValue)> = values
            .iter()
            .filter_map(|value| Some((self.fit(value.value)?, value)))
            .collect();
        values.sort_by_key(|(is_part, _)| *is_part);
        let language = self.context.language;
        let offer = |(_, value): (bool, &ListValue)| {
            let meaning = value.text.in_language(language).to_owned();
            let new_text = self.scalar(value.value);
            let detail = Some(meaning.clone());
            self.value(value.value.to_owned(), new_text, detail, Some(meaning))
        };
        values.into_iter().map(offer).collect()
    }

    fn words(&self, words: impl IntoIterator<Item = String>) -> Vec<Offered> {
        let words = words.into_iter().filter(|word| self.fit(word).is_some());
        words
            .map(|word| self.value(word.clone(), word, None, None))
            .collect()
    }

    fn names(&self, view: &SiteView, kind: ContentKind) -> Vec<Offered> {
        let found = matches(view, Some(kind), &self.cursor.typed);
        let offer = |found: NameMatch| {
            let new_text = self.reference(view, found.entity, found.text);
            Offered {
                label: found.text.to_owned(),
                kind: ItemKind::Reference,
                detail: Some(describe::line(view, found.entity, self.context.lang())),
                documentation: Some(describe::entity(view, found.entity, self.context)),
                range: self.cursor.range.clone(),
                new_text,
                typed: self.cursor.typed.clone(),
            }
        };
        found.into_iter().map(offer).collect()
    }

    /// Returns how front matter refers to an entity: by its id. An entity without a file has only
    /// the name that somebody wrote.
    fn reference(&self, view: &SiteView, entity: Entity, name: &str) -> String {
        match origin(view.atlas(), entity) {
            Some(Origin::Stub(_)) => self.scalar(name),
            _ => view.atlas().id(entity).to_owned(),
        }
    }

    /// Returns the claims of the event of this file, then those of events that fit.
    fn claims(&self, view: &SiteView) -> Vec<Offered> {
        let own = view
            .entity_at(&self.context.at.path)
            .map(|(entity, _)| entity);
        let typed = self.cursor.typed.split('#').next().unwrap_or_default();
        let others = matches(view, Some(ContentKind::Event), typed);
        let others = others.into_iter().map(|found| found.entity);
        let events = own
            .into_iter()
            .chain(others.filter(|other| Some(*other) != own));
        let mut offered = Vec::new();
        for entity in events {
            let Entity::Event(id) = entity else {
                continue;
            };
            let event = &view.atlas().events[id];
            for (at, claim) in event.claims.iter().enumerate() {
                let written = match Some(entity) == own {
                    true => claim.id.clone(),
                    false => format!("{}#{}", event.id, claim.id),
                };
                let text = describe::claim(view, id, at, self.context);
                let detail = Some(describe::claim_line(view, id, at, self.context));
                offered.push(self.value(written.clone(), written, detail, Some(text)));
            }
        }
        offered
    }

    fn paths(&self, view: &SiteView, place: KeyPlace) -> Vec<Offered> {
        let is_outline = place.key.name == "geometry";
        let paths = match is_outline {
            true => paths::outlines(view),
            false => paths::pictures(view, self.context.folder()),
        };
        self.words(paths)
    }

    fn value(
        &self,
        label: String,
        new_text: String,
        detail: Option<String>,
        documentation: Option<String>,
    ) -> Offered {
        Offered {
            label,
            kind: ItemKind::Value,
            detail,
            documentation,
            range: self.cursor.range.clone(),
            new_text,
            typed: self.cursor.typed.clone(),
        }
    }

    /// Returns a text as it may be written here: in quotes if YAML would read it as something else.
    fn scalar(&self, text: &str) -> String {
        let is_plain = text.starts_with(char::is_alphabetic)
            && !text.contains([':', '#', ',', '[', ']', '{', '}', '"'])
            && !matches!(
                fold(text).as_str(),
                "yes" | "no" | "true" | "false" | "null" | "on" | "off"
            );
        match is_plain || self.cursor.is_quoted {
            true => text.to_owned(),
            false => serde_json::Value::from(text).to_string(),
        }
    }
}
