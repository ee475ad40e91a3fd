//! Sources from their records.

use crate::load::ContentKind;
use crate::model::{Origin, Source};
use crate::resolve::builder::Builder;
use crate::resolve::collect::CollectedRecord;
use crate::schema::RawSource;

impl Builder<'_> {
    /// Builds a source.
    pub(super) fn source_of(&mut self, entry: CollectedRecord<RawSource>) -> Source {
        let raw = entry.fields;
        Source {
            id: entry.id,
            title: raw.title,
            kind: raw.kind,
            publisher: raw.publisher,
            author: raw.author,
            date: raw.date,
            url: raw.url,
            archive_url: raw.archive_url,
            archived_at: raw.archived_at,
            accessed: raw.accessed,
            lang: raw.lang,
            scale: raw.scale,
            original: raw.original.and_then(|actor| self.actor(&actor)),
            derives_from: self.look_up_all(&raw.derives_from, Self::source),
            sha256: raw.sha256,
            bodies: entry.bodies,
            origin: match entry.inside {
                Some(article) => Origin::Inline(self.id(ContentKind::Article, article), entry.top),
                None => Origin::Declared(entry.top.file),
            },
            redirects: entry.redirects,
            extra: entry.extra,
        }
    }
}
