//! Metadata of pictures, from their metadata files (`photo.jpg.yaml`). It applies to all texts that
//! show the picture.

use std::collections::BTreeMap;

use crate::diag::Field;
use crate::lang::Lang;
use crate::model::{Date, Licence, LocalizedText};

/// The metadata of a picture: what the picture shows, when and where, by whom, and under which
/// licence.
#[derive(Clone, Debug, Hash)]
pub struct Photograph {
    /// The top of the metadata file, for diagnostics.
    pub top: Field,
    /// What the picture shows.
    pub shows: LocalizedText,
    /// What the picture does not show, but readers could assume.
    pub not_shown: LocalizedText,
    /// Where it was taken.
    pub place: LocalizedText,
    /// When it was taken.
    pub date: Option<Date>,
    /// Who took it.
    pub credit: LocalizedText,
    /// The licence under which it is published.
    pub licence: Option<Licence>,
    /// The address of the licence, if griot does not know the licence.
    pub licence_url: Option<String>,
    /// The address at which the picture was found.
    pub source_url: Option<String>,
}

/// The metadata of all pictures, by the path of the picture below `content/`.
#[derive(Clone, Debug, Default, Hash)]
pub struct Photographs {
    records: BTreeMap<String, Photograph>,
}

impl Photographs {
    /// Returns the metadata of a picture, by the path of the picture below `content/`.
    pub fn get(&self, picture: &str) -> Option<&Photograph> {
        self.records.get(picture)
    }

    /// Returns the metadata of every picture, with the path of the picture.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Photograph)> {
        self.records
            .iter()
            .map(|(path, record)| (path.as_str(), record))
    }

    /// Adds the metadata of a picture.
    pub fn insert(&mut self, picture: String, record: Photograph) {
        self.records.insert(picture, record);
    }

    /// Returns the credit of each picture. The credits in texts are compared with these.
    pub fn credits(&self) -> BTreeMap<&str, &LocalizedText> {
        self.iter()
            .map(|(path, record)| (path, &record.credit))
            .collect()
    }
}

impl Photograph {
    /// Returns the credit of the metadata file if the credit in a text differs from it. Case and
    /// punctuation are ignored.
    pub fn other_credit(&self, lang: Lang, written: &str) -> Option<&str> {
        let (_, own) = self.credit.get(lang)?;
        let plain = |text: &str| -> String {
            let kept = text.chars().filter(|c| c.is_alphanumeric());
            kept.flat_map(char::to_lowercase).collect()
        };
        (plain(own) != plain(written)).then_some(own)
    }
}
