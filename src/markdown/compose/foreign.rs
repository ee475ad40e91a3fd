//! Reports syntax of other tools.

use super::{Composer, PlacedEvent};
use crate::diag::{Code, Fix, Safety};
use crate::load::ContentKind;
use crate::markdown::ComposeContext;
use crate::markdown::foreign::{self, SiteNames, Unresolved};
use crate::markdown::target::LinkTarget;
use crate::message;
use crate::model::Entity;
use crate::resolve::NameMeaning;

impl Composer<'_, '_> {
    /// Reports syntax of other tools, and brackets that do not form a link.
    pub(super) fn report_foreign_syntax(
        &mut self,
        events: &[PlacedEvent],
        unresolved: Vec<Unresolved>,
    ) {
        let site = ForeignContext {
            context: self.context,
            folder: self.body.folder,
        };
        for found in foreign::find_all(self.body.text, events, unresolved, &site) {
            let safety = match found.code {
                Code::NoLink => Safety::Unsafe,
                _ => Safety::Safe,
            };
            let fix = found.replacement.map(|new| {
                Fix::new(safety, message!("write `{line}`", line = new))
                    .replace(self.span(&found.range), new)
            });
            self.report_with_fix(found.code, &found.range, found.message, found.help, fix);
            self.findings.add_foreign_range(found.range);
        }
    }
}

/// Resolves the names in a text, with paths relative to the folder of its file.
struct ForeignContext<'s, 'a> {
    context: &'s ComposeContext<'a>,
    folder: &'s str,
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

    fn file(&self, written: &str, is_picture: bool) -> Option<String> {
        let files = &self.context.files;
        if is_picture && files.picture(self.folder, written).is_some() {
            return Some(written.to_owned());
        }
        match files.target(self.folder, written) {
            LinkTarget::Entity { .. } | LinkTarget::Media(_) => Some(written.to_owned()),
            LinkTarget::Missing(near) => near,
            _ => None,
        }
    }
}
