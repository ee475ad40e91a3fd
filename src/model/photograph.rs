//! Records of pictures (`photo.jpg.yaml`). A record applies to all texts that show the picture.

use std::collections::BTreeMap;

use crate::diag::Field;
use crate::lang::Lang;
use crate::model::{Date, Licence, LocalizedText};

/// The record of a picture: what the picture shows, when and where, by whom, and under which
/// licence.
#[derive(Clone, Debug, Hash)]
pub struct Photograph {
    /// The top of the record's file, for diagnostics.
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

/// All records, by the path of the picture below `content/`.
#[derive(Clone, Debug, Default, Hash)]
pub struct Photographs {
    records: BTreeMap<String, Photograph>,
}

impl Photographs {
    /// Returns the record of a picture, by the path of the picture below `content/`.
    pub fn get(&self, picture: &str) -> Option<&Photograph> {
        self.records.get(picture)
    }

    /// Returns every record with the path of its picture.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Photograph)> {
        self.records
            .iter()
            .map(|(path, record)| (path.as_str(), record))
    }

    /// Adds a record.
    pub fn insert(&mut self, picture: String, record: Photograph) {
        self.records.insert(picture, record);
    }

    /// Returns the credit of each picture. The credits in texts are compared with them.
    pub fn credits(&self) -> BTreeMap<&str, &LocalizedText> {
        self.iter()
            .map(|(path, record)| (path, &record.credit))
            .collect()
    }
}

impl Photograph {
    /// Returns the credit of the record if the one in a text differs from it. Case and punctuation
    /// are ignored.
    pub fn other_credit(&self, lang: Lang, written: &str) -> Option<&str> {
        let (_, own) = self.credit.get(lang)?;
        let plain = |text: &str| -> String {
            let kept = text.chars().filter(|c| c.is_alphanumeric());
            kept.flat_map(char::to_lowercase).collect()
        };
        (plain(own) != plain(written)).then_some(own)
    }
}
