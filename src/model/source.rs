//! Sources: the documents that articles cite and that claims are based on.

use serde::{Deserialize, Serialize};

use crate::lang::{Lang, Localized};
use crate::model::{
    Actor, BodyFile, Date, Extra, Id, LocalizedText, Origin, Redirect, Scale, SourceKind,
};

/// A document that can be cited: where it is found, and which sources it derives from.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The file name without language tag and extension. Texts cite the source by this id
    /// (`[@id]`).
    pub id: String,
    /// The title.
    pub title: LocalizedText,
    /// The kind of document.
    pub kind: Option<SourceKind>,
    /// The publisher, as it is shown.
    pub publisher: Option<String>,
    /// The author, as it is shown.
    pub author: Option<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// The address of the document.
    pub url: Option<String>,
    /// The address of a copy in a web archive.
    pub archive_url: Option<String>,
    /// The day on which the copy was made.
    pub archived_at: Option<Date>,
    /// The day on which an editor last read the document at its address.
    pub accessed: Option<Date>,
    /// The language of the document.
    pub lang: Option<Lang>,
    /// The distance of the source from the event: ACLED `source_scale`.
    pub scale: Option<Scale>,
    /// The speaker: the actor whose statement the document reproduces, such as the army in its
    /// communiqué.
    pub original: Option<Id<Actor>>,
    /// The sources from which the document derives (W3C PROV `prov:wasDerivedFrom`). Evidence is
    /// counted by origins, not by copies.
    pub derives_from: Vec<Id<Source>>,
    /// The SHA-256 of the editors' copy, in hexadecimal digits.
    pub sha256: Option<String>,
    /// The Markdown text, one file for each language.
    pub bodies: Localized<BodyFile>,
    /// Where it is defined.
    pub origin: Origin,
    /// Former addresses of its page.
    pub redirects: Vec<Redirect>,
    /// The theme's own fields, by the language of the file.
    pub extra: Localized<Extra>,
}
