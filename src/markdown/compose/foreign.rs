//! Findings about what other tools understand and Markdown does not.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Composer;
use crate::load::Kind;
use crate::markdown::Workshop;
use crate::markdown::foreign::{self, Known, Unresolved};
use crate::markdown::target::Target;
use crate::model::Thing;
use crate::resolve::Meaning;

impl Composer<'_, '_> {
    /// Reports marks of other tools, and brackets that are no links.
    pub(super) fn foreign(&mut self, events: &[(Event, Range<usize>)], unresolved: Vec<Unresolved>) {
        let site = Site {
            workshop: self.workshop,
            folder: self.folder,
        };
        for found in foreign::found(self.text, events, unresolved, &site) {
            self.report(found.code, &found.range, found.message, found.help);
            self.reported.push(found.range);
        }
    }

    /// Whether a range lies within a mark that was reported.
    pub(super) fn is_reported(&self, range: &Range<usize>) -> bool {
        let next = self.reported.partition_point(|reported| reported.end < range.end);
        self.reported
            .get(next)
            .is_some_and(|reported| reported.start <= range.start)
    }
}

/// What a site knows, for a text in a folder.
struct Site<'s, 'a> {
    workshop: &'s Workshop<'a>,
    folder: &'s str,
}

impl Known for Site<'_, '_> {
    fn is_source(&self, name: &str) -> bool {
        matches!(self.workshop.names.find(Some(Kind::Source), name), Meaning::One(_))
    }

    fn wiki_name(&self, name: &str) -> Option<String> {
        match self.workshop.names.find(None, name) {
            Meaning::One(Thing::Source(_)) | Meaning::Withheld | Meaning::Unreadable(_) | Meaning::None(_) => None,
            Meaning::One(_) | Meaning::Several(_) => Some(name.to_owned()),
        }
    }

    fn file(&self, written: &str, is_picture: bool) -> Option<String> {
        let files = &self.workshop.files;
        if is_picture && files.picture(self.folder, written).is_some() {
            return Some(written.to_owned());
        }
        match files.target(self.folder, written) {
            Target::Thing { .. } | Target::Media(_) => Some(written.to_owned()),
            Target::Nowhere(near) => near,
            _ => None,
        }
    }
}
