//! The language of griot's messages.

use std::env;

use clap::ValueEnum;

use crate::reference::print::Language;

/// The environment variable that chooses the language if no option does.
const VARIABLE: &str = "GRIOT_LANG";

/// The languages of griot's own texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageLanguage {
    /// English
    En,
    /// French
    Fr,
}

impl MessageLanguage {
    /// Returns the language of the option, else of `GRIOT_LANG`, else of the system's locale, else
    /// English.
    pub fn chosen(option: Option<MessageLanguage>) -> MessageLanguage {
        let locale = || {
            ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
        };
        option
            .or_else(|| env::var(VARIABLE).ok().and_then(|tag| Self::from_tag(&tag)))
            .or_else(|| locale().and_then(|tag| Self::from_tag(&tag)))
            .unwrap_or(MessageLanguage::En)
    }

    /// Returns the language of a tag such as `fr-ML` or a locale such as `fr_FR.UTF-8`. `None` if
    /// griot has no texts in it.
    fn from_tag(tag: &str) -> Option<MessageLanguage> {
        match tag
            .split(['-', '_', '.'])
            .next()?
            .to_ascii_lowercase()
            .as_str()
        {
            "en" | "c" | "posix" => Some(MessageLanguage::En),
            "fr" => Some(MessageLanguage::Fr),
            _ => None,
        }
    }

    /// Returns the same language for the reference.
    pub fn of_reference(self) -> Language {
        match self {
            MessageLanguage::En => Language::English,
            MessageLanguage::Fr => Language::French,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_locales_are_read() {
        for (tag, language) in [
            ("fr", Some(MessageLanguage::Fr)),
            ("fr_ML.UTF-8", Some(MessageLanguage::Fr)),
            ("FR-ca", Some(MessageLanguage::Fr)),
            ("C.UTF-8", Some(MessageLanguage::En)),
            ("ar", None),
            ("", None),
        ] {
            assert_eq!(MessageLanguage::from_tag(tag), language, "{tag}");
        }
    }
}
