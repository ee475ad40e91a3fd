//! What is known of a picture, said once for all texts that show it.

use std::collections::BTreeMap;

use crate::diag::Field;
use crate::lang::Lang;
use crate::model::{Date, Licence, LocalizedText};

/// The record of a picture.
#[derive(Clone, Debug, Hash)]
pub struct Photograph {
    /// The top of its file.
    pub top: Field,
    pub shows: LocalizedText,
    pub not_shown: LocalizedText,
    pub place: LocalizedText,
    pub date: Option<Date>,
    pub credit: LocalizedText,
    pub licence: Option<Licence>,
    pub licence_url: Option<String>,
    pub source_url: Option<String>,
}

/// All records, by the path of the picture below `content/`.
#[derive(Clone, Debug, Default, Hash)]
pub struct Photographs {
    records: BTreeMap<String, Photograph>,
}

impl Photographs {
    /// The record of a picture.
    pub fn get(&self, picture: &str) -> Option<&Photograph> {
        self.records.get(picture)
    }

    /// Every record, with the path of its picture.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Photograph)> {
        self.records
            .iter()
            .map(|(path, record)| (path.as_str(), record))
    }

    /// Adds a record.
    pub fn insert(&mut self, picture: String, record: Photograph) {
        self.records.insert(picture, record);
    }

    /// What texts are compared with: whose the pictures are.
    pub fn credits(&self) -> BTreeMap<&str, &LocalizedText> {
        self.iter()
            .map(|(path, record)| (path, &record.credit))
            .collect()
    }
}

impl Photograph {
    /// Whose the picture is by its record, where a text says otherwise; case and spaces are no
    /// difference.
    pub fn other_credit(&self, lang: Lang, written: &str) -> Option<&str> {
        let (_, own) = self.credit.get(lang)?;
        let plain = |text: &str| -> String {
            let kept = text.chars().filter(|c| c.is_alphanumeric());
            kept.flat_map(char::to_lowercase).collect()
        };
        (plain(own) != plain(written)).then_some(own)
    }
}
