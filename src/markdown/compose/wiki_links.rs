//! Wiki-links: `[[name]]`, `[[kind:name#Heading|words]]`.

use std::ops::Range;

use pulldown_cmark::Event;

use super::body_findings::publish_both;
use super::headings::heading_slug;
use super::links::one_line;
use super::{Composer, Element, noun};
use crate::diag::{Code, Fix, Safety};
use crate::html::escaped;
use crate::lang::composed;
use crate::load::{ContentKind, is_id};
use crate::markdown::WantedAnchor;
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::Entity;
use crate::resolve::NameMeaning;

/// The parts of a wiki-link's destination.
struct WikiTarget<'d> {
    /// A name or path; empty for a link within the page.
    path: &'d str,
    /// The heading, as text or as its anchor.
    anchor: Option<String>,
    /// The block anchor (`^id`). Only Obsidian has such anchors, so the link leads to the page
    /// alone.
    block: Option<String>,
}

impl<'d> WikiTarget<'d> {
    fn parse(written: &'d str) -> WikiTarget<'d> {
        let (path, anchor) = written
            .split_once('#')
            .map_or((written, None), |(name, anchor)| {
                // Obsidian writes headings below headings as `#one#two`.
                let last = anchor.rsplit('#').next();
                (
                    name.trim(),
                    last.map(|anchor| composed(anchor.trim()).into_owned()),
                )
            });
        let (path, block) = match path.split_once('^') {
            Some((name, block)) if !name.is_empty() && !block.contains(' ') => {
                (name.trim(), Some(block.to_owned()))
            }
            _ => (
                path,
                anchor
                    .as_ref()
                    .and_then(|anchor| anchor.strip_prefix('^'))
                    .map(str::to_owned),
            ),
        };
        WikiTarget {
            path,
            anchor: anchor.filter(|anchor| block.is_none() && !anchor.is_empty()),
            block,
        }
    }
}

/// The entity that a wiki-link leads to.
#[derive(Clone, Copy)]
enum WikiEntity {
    Found(Entity),
    /// The entity is not published, and its id must not be shown.
    Secret,
    Missing,
}

impl<'w> Composer<'w, '_> {
    /// Composes a wiki-link. `has_pothole` says whether it has a text of its own.
    pub(super) fn wiki_link(
        &mut self,
        element: Element<'_, 'w>,
        destination: &str,
        has_pothole: bool,
    ) {
        let range = element.range();
        // In a table the bar is written `\|`, and the parser does not remove the backslash.
        let written = destination.trim_end_matches('\\').trim();
        if matches!(written.to_ascii_lowercase().as_str(), "toc" | "_toc_")
            && matches!(self.context.names.find(None, written), NameMeaning::None(_))
        {
            let message = message!(
                "`[[{written}]]` is a marker for a table of contents, which griot does not support",
                written
            );
            let help = message!("delete it: the theme can make one from the headings");
            self.report(Code::ForeignMarkup, range, message, help);
            return;
        }
        let target = WikiTarget::parse(written);
        let path = target.path;
        if let Some(block) = target.block {
            let message = message!(
                "`^{block}` is an Obsidian anchor, which griot does not support",
                block
            );
            let help = if has_pothole {
                message!(
                    "write `[[{path}|text]]`, or `[[{path}#Heading|text]]`",
                    path
                )
            } else {
                message!("write `[[{path}]]`, or `[[{path}#Heading]]`", path)
            };
            self.report(Code::ForeignMarkup, range, message, help);
        }
        let anchor = target.anchor;
        if path.is_empty()
            && let Some(anchor) = &anchor
        {
            self.wiki_anchor(element, anchor, has_pothole);
            return;
        }
        let (kind, name) = self.wiki_name(path);
        let is_path = name.len() < path.len() && !path.contains(':');
        let entity = self.wiki_entity(element, kind, name, has_pothole);
        let shown = (!has_pothole).then(|| match entity {
            WikiEntity::Found(entity) => self.shown_name(entity, name, is_path),
            WikiEntity::Secret => "…".to_owned(),
            WikiEntity::Missing => name.to_owned(),
        });
        let entity = match entity {
            WikiEntity::Found(entity) => Some(entity),
            WikiEntity::Secret | WikiEntity::Missing => None,
        };
        if let Some(entity) = entity {
            if let Some(anchor) = &anchor {
                self.anchors.wanted.push(WantedAnchor {
                    span: self.span(range),
                    entity,
                    lang: self.shown_lang(entity),
                    anchor: heading_slug(anchor),
                });
            }
            self.references.link(entity);
            let address = self.address(entity, None, anchor.as_deref().map(heading_slug));
            self.push_html(format!("<a href=\"{address}\">"));
        }
        match shown {
            Some(name) => {
                self.push_lead(&name);
                self.output.push(Event::Text(name.into()));
            }
            None => self.link_content(element),
        }
        if entity.is_some() {
            self.push_html("</a>");
        }
    }

    /// Splits a path into the kind and the name of an entity.
    fn wiki_name<'d>(&self, path: &'d str) -> (Option<ContentKind>, &'d str) {
        let (kind, name) = match path.split_once(':') {
            Some((word, name)) => match ContentKind::ALL
                .into_iter()
                .find(|kind| kind.noun() == word.trim())
            {
                Some(kind) => (Some(kind), name.trim()),
                None => (None, path),
            },
            None => (None, path),
        };
        // Obsidian writes paths and file extensions.
        match self.context.names.find(kind, name) {
            NameMeaning::None(_) if kind.is_none() => parse_path(name),
            _ => (kind, name),
        }
    }

    /// Finds the entity that a name refers to, or reports why there is none.
    fn wiki_entity(
        &mut self,
        element: Element<'_, 'w>,
        kind: Option<ContentKind>,
        name: &str,
        has_pothole: bool,
    ) -> WikiEntity {
        let range = element.range();
        match self.context.names.find(kind, name) {
            NameMeaning::One(entity) => return WikiEntity::Found(entity),
            NameMeaning::Several(entities) => {
                let full = |entity: &Entity| {
                    format!("{}:{}", noun(*entity), self.context.atlas.id(*entity))
                };
                let list: Vec<String> = entities
                    .iter()
                    .map(|entity| format!("[[{}]]", full(entity)))
                    .collect();
                let fixes: Vec<Fix> = entities
                    .iter()
                    .filter_map(|entity| self.renamed(range, name, &full(entity), Safety::Unsafe))
                    .collect();
                self.report_with_fix(
                    Code::AmbiguousName,
                    range,
                    message!("`{name}` is ambiguous", name),
                    message!(
                        "write {list}",
                        list = or_list(list.iter().map(String::as_str))
                    ),
                    fixes,
                );
            }
            // An id is not text for readers, and it would reveal unpublished content.
            NameMeaning::Withheld if !has_pothole && is_id(name) => {
                self.report(
                    Code::WithheldLink,
                    range,
                    message!(
                        "`{name}` is not published yet, so three dots are shown instead",
                        name
                    ),
                    message!(
                        "give the link words of its own: `[[{name}|words]]`; or publish both together",
                        name
                    ),
                );
                return WikiEntity::Secret;
            }
            NameMeaning::Withheld => self.report(
                Code::WithheldLink,
                range,
                message!(
                    "`{name}` is not published yet, so it is shown as text",
                    name
                ),
                publish_both(),
            ),
            NameMeaning::Unreadable(file) => self.findings.unchecked(file),
            NameMeaning::None(near) => {
                let text = has_pothole.then(|| one_line(&element.text()));
                let message = match kind {
                    Some(_) => message!("none of that kind is called `{name}`", name),
                    None => message!("nothing is called `{name}`", name),
                };
                let fix = near.filter(|_| !name.contains('.')).and_then(|near| {
                    let safety = self.name_safety(kind, name, near);
                    self.renamed(range, name, self.context.atlas.id(near), safety)
                });
                let help = self.unknown_name_help(name, near, text.as_deref());
                self.report_with_fix(Code::UnknownReference, range, message, help, fix);
            }
        }
        WikiEntity::Missing
    }

    /// Returns the fix that writes another name in a wiki-link.
    fn renamed(&self, range: &Range<usize>, old: &str, new: &str, safety: Safety) -> Option<Fix> {
        let written = self.body.text.get(range.clone())?;
        let end = written.find(['|', '#']).unwrap_or(written.len());
        self.rewritten(&(range.start..range.start + end), old, new, safety)
    }

    /// Returns the help for an unknown name: what to write instead. `text` is the link's own text.
    fn unknown_name_help(&self, name: &str, near: Option<Entity>, text: Option<&str>) -> Message {
        let files = &self.context.files;
        let file = name
            .contains('.')
            .then(|| files.suggested_file(self.body.folder, name))
            .flatten();
        match (near, file) {
            (_, Some(file)) => {
                message!(
                    "write `[{text}]({file})`",
                    text = text.unwrap_or(name),
                    file
                )
            }
            (Some(near), None) => {
                let bar = text.map_or(String::new(), |text| format!("|{text}"));
                let near = format!("[[{}{bar}]]", self.context.atlas.id(near));
                message!("did you mean `{name}`?", name = near)
            }
            (None, None) => message!("create a file for it, or write the name without brackets"),
        }
    }

    /// Composes `[[#Heading]]`, a link within the page.
    fn wiki_anchor(&mut self, element: Element<'_, 'w>, heading: &str, has_pothole: bool) {
        let anchor = heading_slug(heading);
        let span = self.span(element.range());
        self.anchors.link_here(span, anchor.clone());
        self.push_html(format!("<a href=\"#{}\">", escaped(&anchor)));
        self.scope.no_mentions += 1;
        if has_pothole {
            self.content(element);
        } else {
            self.output.push(Event::Text(heading.to_owned().into()));
        }
        self.scope.no_mentions -= 1;
        self.push_html("</a>");
    }

    /// Returns the text of a wiki-link without a text of its own: the name as written, or the
    /// entity's name if its id or path is written.
    fn shown_name(&self, entity: Entity, written: &str, is_path: bool) -> String {
        let atlas = self.context.atlas;
        if atlas.id(entity) != written && !is_path {
            return written.to_owned();
        }
        atlas
            .name(entity)
            .get(self.scope.lang)
            .map_or_else(|| written.to_owned(), |(_, name)| name.clone())
    }
}

/// Parses a name written as a path. The folder is the kind, and the last part without extension is
/// the name.
fn parse_path(written: &str) -> (Option<ContentKind>, &str) {
    let path = written.trim_end_matches('/');
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = [".md", ".markdown", ".MD"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    let kind = folder.split('/').find_map(|part| {
        ContentKind::ALL
            .into_iter()
            .find(|kind| kind.folder().eq_ignore_ascii_case(part))
    });
    (kind, name.trim())
}
