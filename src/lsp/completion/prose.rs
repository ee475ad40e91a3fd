//! Completion in Markdown: wiki-links, citations, claims, figures, files and headings.

use std::ops::Range;

use gen_lsp_types::CompletionItemKind as ItemKind;

use super::item::Offered;
use super::paths;
use crate::lang::fold;
use crate::load::ContentKind;
use crate::lsp::context::FileContext;
use crate::lsp::describe;
use crate::lsp::mentions::{FIGURES, kind_before};
use crate::lsp::name_matches::{NameMatch, matches};
use crate::lsp::view::{SiteView, kind};
use crate::markdown::{relative, syntax};
use crate::model::terms::Term;
use crate::model::{Claim, Entity, EventType, Measure};
use crate::resolve::join;

/// The conditions of figures.
const CONDITIONS: [&str; 7] = ["actor", "region", "type", "from", "to", "measure", "lang"];

/// The maximum number of files that are offered.
const MAX_FILES: usize = 100;

/// Returns what may be written at an offset of a body.
pub(super) fn offered(context: &FileContext, body: &Range<usize>, offset: usize) -> Vec<Offered> {
    let Some(view) = context.view else {
        return Vec::new();
    };
    let text = context.text();
    let start = text[..offset]
        .rfind('\n')
        .map_or(0, |end| end + 1)
        .max(body.start);
    let completion = ProseCompletion {
        context,
        view,
        body: body.clone(),
        offset,
        before: &text[start..offset],
    };
    completion
        .wiki_link()
        .or_else(|| completion.citation())
        .or_else(|| completion.destination())
        .unwrap_or_default()
}

struct ProseCompletion<'c> {
    context: &'c FileContext<'c>,
    view: &'c SiteView,
    body: Range<usize>,
    offset: usize,
    /// The line before the cursor.
    before: &'c str,
}

impl<'c> ProseCompletion<'c> {
    /// Returns the names after `[[`, or the headings after `[[name#`. `None` outside a wiki-link.
    fn wiki_link(&self) -> Option<Vec<Offered>> {
        let inner = &self.before[self.before.rfind("[[")? + 2..];
        if inner.contains("]]") || inner.contains('|') {
            return None;
        }
        let end = if self.after().starts_with("]]") {
            ""
        } else {
            "]]"
        };
        if let Some((name, heading)) = inner.split_once('#') {
            let (wanted, skipped) = kind_before(name);
            let entity = self.view.named(wanted, name[skipped..].trim())?;
            let headings = self.headings_of(entity).into_iter();
            let headings = headings.filter(|(text, _)| fits(text, heading));
            return Some(
                headings
                    .map(|(text, _)| self.heading(&text, &format!("{text}{end}"), heading))
                    .collect(),
            );
        }
        let (wanted, skipped) = kind_before(inner);
        let typed = inner[skipped..].trim_start();
        let range = self.offset - inner.len()..self.offset;
        let offer = |found: NameMatch| {
            let target = match self.view.named(None, found.text) {
                Some(entity) if entity == found.entity => found.text.to_owned(),
                _ => format!(
                    "{}:{}",
                    kind(found.entity).noun(),
                    self.view.atlas().id(found.entity)
                ),
            };
            self.entity(
                found.entity,
                found.text,
                format!("{target}{end}"),
                range.clone(),
                typed,
            )
        };
        Some(
            matches(self.view, wanted, typed)
                .into_iter()
                .map(offer)
                .collect(),
        )
    }

    /// Returns the sources after `[@`. `None` outside a citation.
    fn citation(&self) -> Option<Vec<Offered>> {
        let inner = &self.before[self.before.rfind('[')? + 1..];
        let last = inner.rsplit(';').next()?.trim_start();
        let typed = last.strip_prefix('@')?;
        if inner.contains(']') || typed.contains(',') || !inner.trim_start().starts_with('@') {
            return None;
        }
        let closes = self.after().starts_with([']', ';', ',']);
        let end = if closes { "" } else { "]" };
        let range = self.offset - typed.len()..self.offset;
        let found = matches(self.view, Some(ContentKind::Source), typed);
        let offer = |found: NameMatch| {
            let id = self.view.atlas().id(found.entity);
            self.entity(
                found.entity,
                found.text,
                format!("{id}{end}"),
                range.clone(),
                typed,
            )
        };
        Some(found.into_iter().map(offer).collect())
    }

    /// Returns what may follow `](`. `None` outside the destination of a link or picture.
    fn destination(&self) -> Option<Vec<Offered>> {
        let open = self.before.rfind("](")?;
        let written = &self.before[open + 2..];
        if written.contains([')', ' ']) {
            return None;
        }
        let bracket = self.before[..open].rfind('[')?;
        let is_picture = self.before[..bracket].ends_with('!');
        let Some((scheme, rest)) = written.split_once(':') else {
            return Some(self.files(written, is_picture));
        };
        match scheme {
            "claim" | "origins" => Some(self.claims(rest)),
            scheme if FIGURES.contains(&scheme) => Some(self.figure(scheme, rest)),
            _ => None,
        }
    }

    /// Returns the events with claims, or the claims of an event after `event#`.
    fn claims(&self, typed: &str) -> Vec<Offered> {
        let Some((event, claim)) = typed.split_once('#') else {
            let found = matches(self.view, Some(ContentKind::Event), typed).into_iter();
            let has_claims = |entity| match entity {
                Entity::Event(id) => !self.view.atlas().events[id].claims.is_empty(),
                _ => false,
            };
            let range = self.offset - typed.len()..self.offset;
            let offer = |found: NameMatch| {
                let target = format!("{}#", self.view.atlas().id(found.entity));
                self.entity(found.entity, found.text, target, range.clone(), typed)
            };
            return found
                .filter(|found| has_claims(found.entity))
                .map(offer)
                .collect();
        };
        let Some(Entity::Event(id)) = self.view.named(Some(ContentKind::Event), event) else {
            return Vec::new();
        };
        let claims = self.view.atlas().events[id].claims.iter().enumerate();
        let claims = claims.filter(|(_, one)| fits(&one.id, claim));
        let offer = |(at, one): (usize, &Claim)| Offered {
            label: one.id.clone(),
            kind: ItemKind::Value,
            detail: Some(describe::claim_line(self.view, id, at, self.context)),
            documentation: Some(describe::claim(self.view, id, at, self.context)),
            range: self.offset - claim.len()..self.offset,
            new_text: one.id.clone(),
            typed: claim.to_owned(),
        };
        claims.map(offer).collect()
    }

    /// Returns the subjects of a figure, or its conditions after `?`.
    fn figure(&self, scheme: &str, rest: &str) -> Vec<Offered> {
        let Some((_, query)) = rest.split_once('?') else {
            return match scheme {
                "chart" | "table" => self.words(terms::<Measure>(), rest, ""),
                "graph" => self.subjects(Some(ContentKind::Actor), rest),
                _ => self.subjects(None, rest),
            };
        };
        let condition = query.rsplit('&').next().unwrap_or(query);
        match condition.split_once('=') {
            None => self.words(CONDITIONS.map(str::to_owned), condition, "="),
            Some(("actor", value)) => self.subjects(Some(ContentKind::Actor), value),
            Some(("region", value)) => self.subjects(Some(ContentKind::Region), value),
            Some(("measure", value)) => self.words(terms::<Measure>(), value, ""),
            Some(("type", value)) => self.words(terms::<EventType>(), value, ""),
            Some(("lang", value)) => {
                let languages = self.view.site.config.languages.iter();
                self.words(languages.map(|lang| lang.tag().to_owned()), value, "")
            }
            Some(_) => Vec::new(),
        }
    }

    fn subjects(&self, wanted: Option<ContentKind>, typed: &str) -> Vec<Offered> {
        let range = self.offset - typed.len()..self.offset;
        let offer = |found: NameMatch| {
            let id = self.view.atlas().id(found.entity).to_owned();
            self.entity(found.entity, found.text, id, range.clone(), typed)
        };
        matches(self.view, wanted, typed)
            .into_iter()
            .map(offer)
            .collect()
    }

    /// Returns the files that a link or picture may lead to, or the headings after `#`.
    fn files(&self, written: &str, is_picture: bool) -> Vec<Offered> {
        if let Some((path, heading)) = written.split_once('#') {
            let headings = self.headings_at(path).into_iter();
            let headings =
                headings.filter(|(text, anchor)| fits(text, heading) || fits(anchor, heading));
            return headings
                .map(|(text, anchor)| self.heading(&text, &anchor, heading))
                .collect();
        }
        let folder = self.context.folder();
        let mut offered = match is_picture {
            true => self.words(paths::pictures(self.view, folder), written, ""),
            false => self.documents(written),
        };
        let schemes: &[&str] = if is_picture { &FIGURES } else { &["claim"] };
        let schemes = schemes.iter().map(|&scheme| scheme.to_owned());
        offered.extend(self.words(schemes, written, ":"));
        offered
    }

    /// Returns the documents whose path or name fits.
    fn documents(&self, typed: &str) -> Vec<Offered> {
        let folder = self.context.folder();
        let name = typed.rsplit('/').next().unwrap_or(typed);
        let fitting = self.view.files().filter_map(|(path, entity, lang)| {
            let below = path.strip_prefix("content/")?;
            let written = relative(folder, below);
            let title = self.view.name(entity, lang);
            let is_meant = fits(&written, typed) || typed.is_empty() || fits(title, name);
            is_meant.then_some((written, title, entity))
        });
        let fitting = fitting
            .filter(|(path, ..)| !path.is_empty())
            .take(MAX_FILES);
        let range = self.offset - typed.len()..self.offset;
        let offer = |(written, title, entity): (String, &str, Entity)| Offered {
            label: written.clone(),
            kind: ItemKind::File,
            detail: Some(title.to_owned()),
            documentation: Some(describe::entity(self.view, entity, self.context)),
            range: range.clone(),
            new_text: written,
            typed: typed.to_owned(),
        };
        fitting.map(offer).collect()
    }

    /// Returns the headings of the file at a path, or of this file, with their anchors.
    fn headings_at(&self, path: &str) -> Vec<(String, String)> {
        if path.is_empty() {
            let headings = syntax(&self.context.text()[self.body.clone()])
                .headings
                .into_iter();
            return headings.map(|one| (one.text, one.anchor)).collect();
        }
        let below = join(self.context.folder(), path).unwrap_or_default();
        let file = self.view.entity_at(&format!("content/{below}"));
        file.map_or_else(Vec::new, |(entity, _)| self.headings_of(entity))
    }

    fn headings_of(&self, entity: Entity) -> Vec<(String, String)> {
        let lang = self.context.lang();
        let prose = lang.and_then(|lang| self.view.prose(entity, lang));
        let headings = prose.into_iter().flat_map(|prose| &prose.headings);
        headings
            .map(|one| (one.text.clone(), one.anchor.clone()))
            .collect()
    }

    fn heading(&self, text: &str, new_text: &str, typed: &str) -> Offered {
        Offered {
            label: text.to_owned(),
            kind: ItemKind::Reference,
            detail: None,
            documentation: None,
            range: self.offset - typed.len()..self.offset,
            new_text: new_text.to_owned(),
            typed: typed.to_owned(),
        }
    }

    fn entity(
        &self,
        entity: Entity,
        name: &str,
        new_text: String,
        range: Range<usize>,
        typed: &str,
    ) -> Offered {
        Offered {
            label: name.to_owned(),
            kind: ItemKind::Reference,
            detail: Some(describe::line(self.view, entity, self.context.lang())),
            documentation: Some(describe::entity(self.view, entity, self.context)),
            range,
            new_text,
            typed: typed.to_owned(),
        }
    }

    fn words(
        &self,
        words: impl IntoIterator<Item = String>,
        typed: &str,
        end: &str,
    ) -> Vec<Offered> {
        let words = words.into_iter().filter(|word| fits(word, typed));
        let offer = |word: String| Offered {
            new_text: format!("{word}{end}"),
            label: word,
            kind: ItemKind::Value,
            detail: None,
            documentation: None,
            range: self.offset - typed.len()..self.offset,
            typed: typed.to_owned(),
        };
        words.map(offer).collect()
    }

    /// Returns the text after the cursor.
    fn after(&self) -> &'c str {
        &self.context.buffer.text[self.offset..]
    }
}

/// Returns the values of a closed list.
fn terms<T: Term>() -> Vec<String> {
    T::ALL.iter().map(|term| term.text().to_owned()).collect()
}

/// Whether a text contains what was typed, whatever the case and the accents.
fn fits(text: &str, typed: &str) -> bool {
    fold(text).contains(&fold(typed))
}
