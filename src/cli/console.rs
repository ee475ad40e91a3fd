//! Where messages go, and in which language.

use std::env;
use std::path::Path;

use crate::config;
use crate::message;
use crate::messages::{Message, MessageLanguage};

/// The environment variable that chooses the language if no option does.
const VARIABLE: &str = "GRIOT_LANG";

/// Prints messages to standard error in one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Console {
    pub language: MessageLanguage,
    /// Whether `--lang` or `GRIOT_LANG` chose the language.
    is_chosen: bool,
}

impl Console {
    /// Returns the console of `--lang`, else of `GRIOT_LANG`, else of the system's locale, else in
    /// English.
    pub fn new(option: Option<MessageLanguage>) -> Console {
        let variable = || MessageLanguage::from_tag(&env::var(VARIABLE).ok()?);
        let chosen = option.or_else(variable);
        Console {
            language: chosen.or_else(of_locale).unwrap_or_default(),
            is_chosen: chosen.is_some(),
        }
    }

    /// Returns the console for findings of a site: its first language, unless another is chosen.
    pub fn for_site(self, root: &Path) -> Console {
        if self.is_chosen {
            return self;
        }
        let first = config::first_language(root);
        let first = first.and_then(|lang| MessageLanguage::from_tag(lang.tag()));
        Console {
            language: first.unwrap_or(self.language),
            ..self
        }
    }

    /// Returns the language that an option or variable chose.
    #[cfg(feature = "lsp")]
    pub fn chosen(self) -> Option<MessageLanguage> {
        self.is_chosen.then_some(self.language)
    }

    /// Returns a message as text.
    pub fn text(self, message: &Message) -> String {
        message.text(self.language)
    }

    /// Prints a message as a line.
    pub fn note(self, message: &Message) {
        super::note(&self.text(message));
    }

    /// Prints an error as one line.
    pub fn error(self, message: &Message) {
        let text = self.text(message);
        self.note(&message!("error: {text}", text = super::one_line(&text)));
    }
}

/// Returns the language of the system's locale.
fn of_locale() -> Option<MessageLanguage> {
    let tag = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))?;
    MessageLanguage::from_tag(&tag)
}
