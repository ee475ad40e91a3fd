//! The languages of messages.

use clap::ValueEnum;
use clap::builder::PossibleValue;
use icu_locale_core::{Locale, locale};
use serde::{Deserialize, Serialize};

/// A language of griot's own texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageLanguage {
    #[default]
    English,
    French,
    Arabic,
}

impl MessageLanguage {
    /// All languages, English first.
    pub const ALL: [MessageLanguage; 3] = [
        MessageLanguage::English,
        MessageLanguage::French,
        MessageLanguage::Arabic,
    ];

    /// Returns the language of a tag such as `fr-ML` or of a locale such as `fr_FR.UTF-8`. `None`
    /// if griot has no texts in it.
    pub fn from_tag(tag: &str) -> Option<MessageLanguage> {
        let language = tag.split(['-', '_', '.']).next()?;
        match language.to_ascii_lowercase().as_str() {
            "en" | "c" | "posix" => Some(MessageLanguage::English),
            "fr" => Some(MessageLanguage::French),
            "ar" => Some(MessageLanguage::Arabic),
            _ => None,
        }
    }

    /// Returns the language tag.
    pub fn tag(self) -> &'static str {
        match self {
            MessageLanguage::English => "en",
            MessageLanguage::French => "fr",
            MessageLanguage::Arabic => "ar",
        }
    }

    pub(super) fn locale(self) -> Locale {
        match self {
            MessageLanguage::English => locale!("en"),
            MessageLanguage::French => locale!("fr"),
            MessageLanguage::Arabic => locale!("ar"),
        }
    }

    /// Returns the separator between thousands.
    pub(super) fn thousands(self) -> &'static str {
        match self {
            MessageLanguage::French => "\u{202f}",
            MessageLanguage::English | MessageLanguage::Arabic => ",",
        }
    }

    pub(super) fn decimal_point(self) -> &'static str {
        match self {
            MessageLanguage::French => ",",
            MessageLanguage::English | MessageLanguage::Arabic => ".",
        }
    }

    /// Returns what separates items of a list.
    pub(super) fn comma(self) -> &'static str {
        match self {
            MessageLanguage::Arabic => "، ",
            MessageLanguage::English | MessageLanguage::French => ", ",
        }
    }

    /// Returns what separates the last item of a list from the one before.
    pub(super) fn conjunction(self, conjunction: ListConjunction) -> &'static str {
        match (self, conjunction) {
            (_, ListConjunction::Comma) => self.comma(),
            (MessageLanguage::English, ListConjunction::And) => " and ",
            (MessageLanguage::English, ListConjunction::Or) => " or ",
            (MessageLanguage::French, ListConjunction::And) => " et ",
            (MessageLanguage::French, ListConjunction::Or) => " ou ",
            (MessageLanguage::Arabic, ListConjunction::And) => " و",
            (MessageLanguage::Arabic, ListConjunction::Or) => " أو ",
        }
    }
}

/// The word before the last item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListConjunction {
    /// A comma, for lists that are no sentence.
    Comma,
    And,
    Or,
}

impl ValueEnum for MessageLanguage {
    fn value_variants<'a>() -> &'a [MessageLanguage] {
        &MessageLanguage::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.tag()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_locales_are_read() {
        for (tag, language) in [
            ("fr", Some(MessageLanguage::French)),
            ("fr_ML.UTF-8", Some(MessageLanguage::French)),
            ("FR-ca", Some(MessageLanguage::French)),
            ("C.UTF-8", Some(MessageLanguage::English)),
            ("ar_EG", Some(MessageLanguage::Arabic)),
            ("bm", None),
            ("", None),
        ] {
            assert_eq!(MessageLanguage::from_tag(tag), language, "{tag}");
        }
    }
}
