//! Citations: numbers that lead to the list of sources.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::Composer;
use crate::diag::{Code, Fix, Safety};
use crate::html::escaped;
use crate::load::{ContentKind, slug};
use crate::markdown::{Citation, source_anchor};
use crate::message;
use crate::model::{Entity, Id, Source};
use crate::resolve::NameMeaning;

impl Composer<'_, '_> {
    /// Composes the citations `@a; @b, p. 3` as numbers.
    pub(super) fn citation(&mut self, list: &str, range: &Range<usize>) {
        let mut links = Vec::new();
        for part in list.split(';') {
            let part = part.trim();
            let (name, locator) = part.split_once(',').map_or((part, ""), |(name, locator)| {
                (name.trim_end(), locator.trim())
            });
            let Some(name) = name.strip_prefix('@') else {
                let right = with_at_signs(list);
                let fix = self.rewritten(range, list, &right, Safety::Safe);
                self.report_with_fix(
                    Code::UnknownReference,
                    range,
                    message!("`{part}` in a citation does not begin with `@`", part),
                    message!("write `[{list}]`", list = right),
                    fix,
                );
                continue;
            };
            let Some(source) = self.cited_source(name, range) else {
                continue;
            };
            let (number, is_new) = self.references.cite(source);
            if is_new {
                self.prose.citations.push(Citation { source });
            }
            let target = source_anchor(&self.context.atlas.sources[source].id);
            let locator = if locator.is_empty() {
                String::new()
            } else {
                format!(", {}", escaped(locator))
            };
            links.push(format!(
                "<a role=\"doc-biblioref\" href=\"#{target}\">{number}</a>{locator}",
            ));
        }
        if !links.is_empty() {
            self.prose.lead.truncate(self.prose.lead.trim_end().len());
            // The space before a citation is removed, so that the number is attached to the
            // preceding word.
            if let Some(Event::Text(text)) = self.output.events.last_mut()
                && text.ends_with([' ', '\n'])
            {
                let trimmed = text.trim_end_matches([' ', '\n']).len();
                *text = match text {
                    CowStr::Borrowed(text) => CowStr::Borrowed(&text[..trimmed]),
                    _ => text[..trimmed].to_owned().into(),
                };
            }
            self.push_html(format!("<sup class=\"cite\">[{}]</sup>", links.join(", ")));
        }
    }

    /// Finds a source by its name, or reports that there is none.
    fn cited_source(&mut self, name: &str, range: &Range<usize>) -> Option<Id<Source>> {
        match self.context.names.find(Some(ContentKind::Source), name) {
            NameMeaning::One(Entity::Source(source)) => return Some(source),
            NameMeaning::Unreadable(file) => self.findings.unchecked(file),
            NameMeaning::Withheld => self.report(
                Code::WithheldLink,
                range,
                message!(
                    "the source `{name}` is not published yet, so it is not cited",
                    name
                ),
                message!("give it a file of its own in content/sources/"),
            ),
            meaning => {
                let shorter = self.source_by_prefix(name);
                let fix = match (&shorter, &meaning) {
                    (Some(shorter), _) => self.cited(range, name, shorter, Safety::Unsafe),
                    (None, NameMeaning::None(Some(near))) => {
                        let safety = self.name_safety(Some(ContentKind::Source), name, *near);
                        self.cited(range, name, self.context.atlas.id(*near), safety)
                    }
                    _ => None,
                };
                let help = match (shorter, meaning) {
                    (Some(shorter), _) => message!("did you mean `@{near}`?", near = shorter),
                    (None, NameMeaning::None(Some(near))) => {
                        message!(
                            "did you mean `@{near}`?",
                            near = self.context.atlas.id(near)
                        )
                    }
                    _ => match slug(name) {
                        Some(id) => message!("create content/sources/{id}.md", id),
                        None => message!("create content/sources/its-id.md"),
                    },
                };
                self.report_with_fix(
                    Code::UnknownReference,
                    range,
                    message!("there is no source `{name}`", name),
                    help,
                    fix,
                );
            }
        }
        None
    }

    /// Returns the fix that cites another source.
    fn cited(&self, range: &Range<usize>, old: &str, new: &str, safety: Safety) -> Option<Fix> {
        self.rewritten(range, &format!("@{old}"), &format!("@{new}"), safety)
    }

    /// Finds the source whose id is a prefix of a name: `afp` for `afp-2022`.
    fn source_by_prefix(&self, name: &str) -> Option<String> {
        let mut rest = name;
        while let Some((shorter, _)) = rest.rsplit_once('-') {
            if let NameMeaning::One(entity) =
                self.context.names.find(Some(ContentKind::Source), shorter)
            {
                return Some(self.context.atlas.id(entity).to_owned());
            }
            rest = shorter;
        }
        None
    }
}

/// Returns the list with each citation starting at its `@`.
fn with_at_signs(list: &str) -> String {
    let parts = list
        .split(';')
        .map(str::trim)
        .map(|part| match part.find('@') {
            Some(at) => part[at..].to_owned(),
            None => format!("@{part}"),
        });
    parts.collect::<Vec<_>>().join("; ")
}
