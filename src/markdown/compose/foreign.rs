//! Reports syntax of other tools.

use super::comments::HIDDEN;
use super::{Composer, PlacedEvent};
use crate::diag::Fix;
use crate::load::ContentKind;
use crate::markdown::ComposeContext;
use crate::markdown::foreign::{self, FoundFile, SiteNames, SyntaxFix, Unresolved};
use crate::markdown::target::LinkTarget;
use crate::model::Entity;
use crate::resolve::NameMeaning;

impl Composer<'_, '_> {
    /// Reports syntax of other tools, and brackets that do not form a link.
    pub(super) fn report_foreign_syntax(
        &mut self,
        events: &[PlacedEvent],
        unresolved: Vec<Unresolved>,
    ) {
        let path = self.context.sources.path(self.body.file);
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_original = name.matches('.').count() == 1;
        let site = ForeignContext {
            context: self.context,
            folder: self.body.folder,
            has_topics: is_original && matches!(self.body.entity, Entity::Article(_)),
        };
        for found in foreign::find_all(self.body.text, events, unresolved, &site) {
            let fixes = found.fixes.into_iter();
            let fixes: Vec<Fix> = fixes.filter_map(|fix| self.syntax_fix(fix)).collect();
            self.report_with_fix(found.code, &found.range, found.message, found.help, fixes);
            self.findings.add_foreign_range(found.range);
        }
    }

    /// Returns a fix of foreign syntax with ranges in the file. `None` if it is not exact.
    fn syntax_fix(&self, fix: SyntaxFix) -> Option<Fix> {
        // A blanked comment within a construct is not what the file says.
        let is_written = !fix.edits.iter().any(|(_, text)| text.contains(HIDDEN));
        let start = Fix::new(fix.safety, fix.title);
        let edited = (fix.edits.into_iter()).fold(start, |all, (range, text)| {
            all.replace(self.span(&range), text)
        });
        let whole = match fix.topic {
            Some(topic) => edited.add_item(self.body.file, "topics", topic),
            None => edited,
        };
        is_written.then_some(whole)
    }
}

/// Resolves the names in a text, with paths relative to the folder of its file.
struct ForeignContext<'s, 'a> {
    context: &'s ComposeContext<'a>,
    folder: &'s str,
    /// Whether the text is the original of an article: topics belong there.
    has_topics: bool,
}

impl SiteNames for ForeignContext<'_, '_> {
    fn is_source(&self, name: &str) -> bool {
        matches!(
            self.context.names.find(Some(ContentKind::Source), name),
            NameMeaning::One(_)
        )
    }

    fn wiki_name(&self, name: &str) -> Option<String> {
        match self.context.names.find(None, name) {
            NameMeaning::One(Entity::Source(_))
            | NameMeaning::Withheld
            | NameMeaning::Unreadable(_)
            | NameMeaning::None(_) => None,
            NameMeaning::One(_) | NameMeaning::Several(_) => Some(name.to_owned()),
        }
    }

    fn file(&self, written: &str, is_picture: bool) -> Option<FoundFile> {
        let files = &self.context.files;
        let exact = || FoundFile {
            path: written.to_owned(),
            is_certain: true,
        };
        if is_picture && files.picture(self.folder, written).is_some() {
            return Some(exact());
        }
        match files.target(self.folder, written) {
            LinkTarget::Entity { .. } | LinkTarget::Media(_) => Some(exact()),
            LinkTarget::Missing(near) => near.map(|near| FoundFile {
                is_certain: files.is_certain(written, &near),
                path: near,
            }),
            _ => None,
        }
    }

    fn has_topics(&self) -> bool {
        self.has_topics
    }
}
