//! Links to files, names and external addresses. A broken link leaves its text and a finding.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::body_findings::publish_both;
use super::claim_links::CLAIM;
use super::foreign_words::LANG;
use super::typography::untouched;
use super::{Composer, Element, PlacedEvent};
use crate::diag::Code;
use crate::html::escaped;
use crate::lang::Lang;
use crate::load::ContentKind;
use crate::markdown::bare_address::addresses;
use crate::markdown::target::{FileEntity, LinkTarget};
use crate::markdown::{Placeholder, WantedAnchor};
use crate::message;
use crate::model::Entity;

impl<'w> Composer<'w, '_> {
    /// Composes the link that starts at `at`. Returns the index of the next event.
    pub(super) fn link(
        &mut self,
        events: &[PlacedEvent<'w>],
        at: usize,
        kind: LinkType,
        destination: &str,
        title: &str,
    ) -> usize {
        let element = Element::new(events, at);
        self.link_element(element, kind, destination, title);
        element.end + 1
    }

    /// Composes a link by its kind and destination.
    fn link_element(
        &mut self,
        element: Element<'_, 'w>,
        kind: LinkType,
        destination: &str,
        title: &str,
    ) {
        let range = element.range();
        if let LinkType::WikiLink { has_pothole } = kind {
            self.wiki_link(element, destination, has_pothole);
            return;
        }
        if let Some(list) = destination.strip_prefix("cite:")
            && matches!(
                kind,
                LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown
            )
        {
            if kind == LinkType::ReferenceUnknown {
                self.content(element);
            }
            self.citation(list, range);
            return;
        }
        if destination.starts_with(CLAIM) && kind != LinkType::Email {
            self.claim_link(element, destination);
            return;
        }
        if let Some(tag) = destination.strip_prefix(LANG)
            && kind != LinkType::Email
        {
            self.foreign_words(element, tag);
            return;
        }
        let open = if kind == LinkType::Email {
            Some(format!("<a href=\"mailto:{}\"", escaped(destination)))
        } else {
            self.opening_tag(destination, range)
        };
        // A broken link leaves its text.
        let Some(open) = open else {
            self.content(element);
            return;
        };
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escaped(&self.typeset(title)))
        };
        self.push_html(format!("{open}{title}>"));
        let text = element.text();
        if is_address(&text, kind) {
            self.push_lead(&text);
            self.output.push(untouched(&text));
        } else {
            self.link_content(element);
        }
        self.push_html("</a>");
    }

    /// Returns the opening tag without its end, or reports the broken link.
    fn opening_tag(&mut self, destination: &str, range: &Range<usize>) -> Option<String> {
        match self.context.files.target(self.body.folder, destination) {
            LinkTarget::External(address) => {
                if !self.check_external(address, range) {
                    return None;
                }
                Some(format!(
                    "<a href=\"{}\"",
                    escaped(&address.replace(' ', "%20"))
                ))
            }
            LinkTarget::SamePage(anchor) => {
                if anchor.is_empty() {
                    return Some("<a href=\"#\"".to_owned());
                }
                self.anchors.link_here(self.span(range), anchor.clone());
                Some(format!("<a href=\"#{}\"", escaped(&anchor)))
            }
            LinkTarget::Entity { file, .. } if file.unreadable.is_some() => {
                file.unreadable
                    .into_iter()
                    .for_each(|file| self.findings.unchecked(file));
                None
            }
            LinkTarget::Entity { file, anchor } => self.entity_tag(&file, anchor, range),
            LinkTarget::Media(path) => {
                self.prose.media.insert(path.clone());
                let address = self.placeholder(Placeholder::Media(path));
                Some(format!("<a href=\"{address}\""))
            }
            LinkTarget::Copied(path) => {
                let address = self.placeholder(Placeholder::File(path));
                Some(format!("<a href=\"{address}\""))
            }
            LinkTarget::Drawing(address) => {
                let scheme = address.split(':').next().unwrap_or(address);
                self.report(
                    Code::BadFigure,
                    range,
                    message!("`{scheme}:` inserts a figure, but this is a link", scheme),
                    message!(
                        "write an exclamation mark before it: `![what it shows]({address})`",
                        address
                    ),
                );
                None
            }
            LinkTarget::Scheme(address) => {
                self.report_scheme(address, range);
                None
            }
            LinkTarget::Absolute => {
                self.report_absolute(destination, range);
                None
            }
            LinkTarget::Missing(near) => {
                self.report_missing_file(destination, near, range);
                None
            }
        }
    }

    /// Returns the opening tag of a link to an entity, or reports that it is not published yet.
    fn entity_tag(
        &mut self,
        file: &FileEntity,
        anchor: Option<String>,
        range: &Range<usize>,
    ) -> Option<String> {
        let Some(entity) = file.entity else {
            self.report(
                Code::WithheldLink,
                range,
                match file.kind {
                    ContentKind::Page => message!(
                        "this links to a page that is not published yet, so it is shown as text"
                    ),
                    _ => message!(
                        "this links to an article that is not published yet, so it is shown as text"
                    ),
                },
                publish_both(),
            );
            return None;
        };
        // A link to a file in another language means that translation. A link to a file without a
        // language, or in this language, means the entity.
        let lang = file.suffix.filter(|suffix| *suffix != self.scope.lang);
        if let Some(anchor) = &anchor {
            self.anchors.wanted.push(WantedAnchor {
                span: self.span(range),
                entity,
                lang: file.suffix.unwrap_or_else(|| self.shown_lang(entity)),
                anchor: anchor.clone(),
            });
        }
        self.references.link(entity);
        let address = self.address(entity, lang, anchor);
        Some(format!("<a href=\"{address}\""))
    }

    /// Returns the source of the link's text, or `None` if the link is not written as
    /// `[text](address)`.
    pub(super) fn label(&self, range: &Range<usize>) -> Option<&'w str> {
        let text = self.body.text;
        let written = &text[range.clone()];
        let end = written.rfind("](")?;
        written[..end].strip_prefix('[')
    }

    /// Returns the source of a link with another address.
    pub(super) fn with_address(&self, range: &Range<usize>, address: &str) -> String {
        let address = if address.contains(char::is_whitespace) {
            format!("<{address}>")
        } else {
            address.to_owned()
        };
        match self.label(range) {
            Some(label) => format!("[{}]({address})", one_line(label)),
            None => address,
        }
    }

    /// Returns the language in which an entity is shown to readers of this text.
    pub(super) fn shown_lang(&self, entity: Entity) -> Lang {
        let bodies = self.context.atlas.bodies(entity);
        bodies
            .get(self.scope.lang)
            .map_or(self.scope.lang, |(lang, _)| lang)
    }
}

/// Whether the text of a link is an address, which typography must not change.
fn is_address(text: &str, kind: LinkType) -> bool {
    text.contains(['"', '\'', ';', '?', '!'])
        && (matches!(kind, LinkType::Autolink | LinkType::Email)
            || matches!(addresses(text).as_slice(), [bare] if bare.range == (0..text.len())))
}

/// The maximum number of bytes of a source line that a finding quotes.
const MAX_QUOTE: usize = 90;

/// Joins a text into one line for a finding, and cuts it after a word if it is long.
pub(super) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() <= MAX_QUOTE {
        return line;
    }
    let cut = line.floor_char_boundary(MAX_QUOTE);
    let end = line[..cut].rfind(' ').unwrap_or(cut);
    format!("{} ...", &line[..end])
}
