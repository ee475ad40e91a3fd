//! Free pages from their records, with the sections of the home page.

use crate::diag::{Code, Diagnostic};
use crate::fields::Located;
use crate::load::ContentKind;
use crate::message;
use crate::model::{Contested, Event, FreePage, Home, List, PageFolder, Side};
use crate::resolve::builder::Builder;
use crate::resolve::collect::CollectedRecord;
use crate::resolve::folders::ListedPage;
use crate::schema::{RawHome, RawPage};

impl Builder<'_> {
    /// Builds a free page. The claims of the home page are looked up in `events`.
    pub(super) fn page_of(
        &mut self,
        entry: CollectedRecord<RawPage>,
        events: &List<Event>,
    ) -> FreePage {
        FreePage {
            id: entry.id,
            title: entry.fields.title,
            summary: entry.fields.summary,
            home: self.home(entry.fields.home, events),
            bodies: entry.bodies,
            redirects: entry.redirects,
            extra: entry.extra,
            folder: entry.fields.folder,
            parent: None,
            contents: entry.fields.is_folder.then(PageFolder::default),
        }
    }

    /// Returns the pages that come first in the list of a folder, as its file names them.
    pub(super) fn listed_pages(&mut self, entry: &CollectedRecord<RawPage>) -> Vec<ListedPage> {
        let mut found = Vec::new();
        for name in &entry.fields.pages {
            if let Some(value) = self.look_up(ContentKind::Page, name) {
                let field = name.field.clone();
                found.push(Located { value, field });
            }
        }
        found
    }

    /// Builds the sections of the home page.
    fn home(&mut self, raw: RawHome, events: &List<Event>) -> Home {
        let sides = raw.sides.into_iter().map(|side| Side {
            name: side.name,
            actors: self.look_up_all(&side.actors, Self::actor),
            text: side.text,
        });
        let sides = sides.collect();
        let mut toll = Vec::new();
        for claim in &raw.toll {
            if claim.value.contains('#') {
                toll.extend(self.claim_ref(claim, None, events));
            } else {
                let help = self.claims_to_write(claim, events);
                let message = message!("`{name}` is not a claim", name = claim.value);
                self.diagnostics.push(
                    Diagnostic::new(Code::UnknownReference, &claim.field, message).help(help),
                );
            }
        }
        let mut contested = Vec::new();
        for item in &raw.contested {
            contested.extend(if item.value.contains('#') {
                self.claim_ref(item, None, events).map(Contested::Claim)
            } else {
                self.event(item).map(Contested::Event)
            });
        }
        Home {
            lead: raw.lead,
            as_of: raw.as_of,
            turning_points: self.look_up_all(&raw.turning_points, Self::event),
            sides,
            toll,
            contested,
            start_here: self.look_up_all(&raw.start_here, Self::article_id),
        }
    }
}
