//! Messages to people, in English, French and Arabic.
//!
//! A [`Message`] is an English template with its arguments. Code writes the English text where the
//! message is made, with the macro [`message!`](crate::message!), and a message becomes text only
//! when it is printed ([`Message::text`]): then its template is looked up in the catalogue of the
//! language (`fr.po`, `ar.po`). A message without a translation is printed in English as a whole.
//!
//! The catalogues are GNU gettext files, which translators have editors for. The English template
//! is the `msgid`, so a changed text needs a new translation; `tests/suite/messages.rs` compares
//! catalogues with the code, and `UPDATE_MESSAGES=1` adds what is missing. A message is one
//! sentence: it may contain names and whole sentences as arguments, and never half of a sentence.

mod argument;
mod catalogue;
mod language;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use self::argument::{
    Argument, Decimal, Grouped, MessageError, ToArgument, TranslatedText, and_list, io_error,
    or_list,
};
pub use self::language::{ListConjunction, MessageLanguage};

/// A message to people: an English template, and what its placeholders stand for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Message(Box<Parts>);

/// The template of a message and its arguments. Boxed, because errors contain messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Parts {
    /// The English text. `{name}` is a placeholder, `{{` a brace.
    template: Cow<'static, str>,
    plural: Option<Plural>,
    arguments: Vec<(Cow<'static, str>, Argument)>,
}

/// The English text for other numbers than one, and the number that decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Plural {
    template: Cow<'static, str>,
    count: u64,
}

/// Makes a [`Message`] of an English template.
///
/// ```
/// # use griot::message;
/// let (name, folder) = ("fama", "actors");
/// let text = message!("no file `{name}` in {place}", name, place = folder).english();
/// assert_eq!(text, "no file `fama` in actors");
/// ```
///
/// A number that decides between singular and plural comes first. It is `{count}` in both
/// templates:
///
/// ```
/// # use griot::message;
/// let text = message!(3 => "{count} file", "{count} files").english();
/// assert_eq!(text, "3 files");
/// ```
///
/// Templates are compared with the names of the arguments when the code is compiled.
#[macro_export]
macro_rules! message {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { $crate::messages::check_names($template, &[$(stringify!($name)),*]) };
        $crate::messages::Message::new($template, vec![
            $((stringify!($name).into(), $crate::message!(@argument $name $(= $value)?))),*
        ])
    }};
    ($count:expr => $one:literal, $other:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { $crate::messages::check_names($other, &["count", $(stringify!($name)),*]) };
        $crate::messages::Message::plural($crate::messages::number($count), $one, $other, vec![
            $((stringify!($name).into(), $crate::message!(@argument $name $(= $value)?))),*
        ])
    }};
    (@argument $name:ident) => { $crate::messages::ToArgument::to_argument(&$name) };
    (@argument $name:ident = $value:expr) => {
        $crate::messages::ToArgument::to_argument(&$value)
    };
}

impl Message {
    /// Returns a message of an English template; [`message!`](crate::message!) calls it.
    pub fn new(template: &'static str, arguments: Vec<(Cow<'static, str>, Argument)>) -> Message {
        Message(Box::new(Parts {
            template: Cow::Borrowed(template),
            plural: None,
            arguments,
        }))
    }

    /// Returns a message with a singular and a plural; [`message!`](crate::message!) calls it.
    pub fn plural(
        count: u64,
        one: &'static str,
        other: &'static str,
        mut arguments: Vec<(Cow<'static, str>, Argument)>,
    ) -> Message {
        arguments.push(("count".into(), Argument::Number(count)));
        Message(Box::new(Parts {
            template: Cow::Borrowed(one),
            plural: Some(Plural {
                template: Cow::Borrowed(other),
                count,
            }),
            arguments,
        }))
    }

    /// Returns a message that is the same in all languages: text of the site, or the output of
    /// another program.
    pub fn verbatim(text: impl Into<String>) -> Message {
        Message(Box::new(Parts {
            template: Cow::Borrowed("{text}"),
            plural: None,
            arguments: vec![("text".into(), Argument::Text(text.into()))],
        }))
    }

    /// Returns a message that is a whole text without placeholders. For texts that a library has
    /// stored, such as those of arguments.
    pub fn of_text(text: impl Into<String>) -> Message {
        Message(Box::new(Parts {
            template: Cow::Owned(text.into()),
            plural: None,
            arguments: Vec::new(),
        }))
    }

    /// Returns the text that a placeholder stands for, if it stands for a text.
    pub fn text_argument(&self, name: &str) -> Option<&str> {
        let (_, argument) = self.0.arguments.iter().find(|(known, _)| known == name)?;
        match argument {
            Argument::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text in a language; in English if there is no translation.
    pub fn text(&self, language: MessageLanguage) -> String {
        let translation = catalogue::find(language, &self.0.template);
        let (pattern, language) = match (translation, &self.0.plural) {
            (Some(forms), Some(plural)) => {
                (catalogue::form(language, plural.count, forms), language)
            }
            (Some(forms), None) => (forms[0], language),
            (None, Some(plural)) if plural.count != 1 => {
                (&*plural.template, self.fallback(language))
            }
            (None, _) => (&*self.0.template, self.fallback(language)),
        };
        let mut out = String::with_capacity(pattern.len() + 32);
        self.fill(pattern, language, &mut out);
        out
    }

    /// Whether the text itself, without its arguments, has a translation.
    pub fn is_translated(&self, language: MessageLanguage) -> bool {
        catalogue::find(language, &self.0.template).is_some()
    }

    /// Returns the text in English.
    pub fn english(&self) -> String {
        self.text(MessageLanguage::English)
    }

    /// Returns the language of the arguments of a message that has no translation. A template
    /// without letters has none and needs none.
    fn fallback(&self, language: MessageLanguage) -> MessageLanguage {
        if has_words(&self.0.template) {
            MessageLanguage::English
        } else {
            language
        }
    }

    /// Writes a pattern, with arguments in place of their names.
    fn fill(&self, pattern: &str, language: MessageLanguage, out: &mut String) {
        let mut rest = pattern;
        while let Some(at) = rest.find(['{', '}']) {
            out.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                out.push_str(brace);
                rest = after;
                continue;
            }
            let Some(end) = rest.find('}').filter(|_| brace == "{") else {
                out.push_str(brace);
                continue;
            };
            let name = &rest[..end];
            match self.0.arguments.iter().find(|(known, _)| known == name) {
                Some((_, argument)) => argument.write(language, out),
                // A catalogue with another name is refused by a test.
                None => out.push_str(&format!("{{{name}}}")),
            }
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
    }
}

/// Returns the number that decides between singular and plural; [`message!`](crate::message!) calls
/// it.
pub fn number(count: impl TryInto<u64>) -> u64 {
    // No count is negative, and if one were, it would be a plural.
    count.try_into().unwrap_or(u64::MAX)
}

/// Whether a template has letters outside its placeholders.
pub fn has_words(template: &str) -> bool {
    let mut depth = 0_usize;
    template.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    })
}

/// Checks when the code is compiled that each placeholder of a template has an argument, and each
/// argument a placeholder.
///
/// # Panics
///
/// If they differ, which is an error of compilation.
pub const fn check_names(template: &str, names: &[&str]) {
    let text = template.as_bytes();
    let mut used = 0_u64;
    let mut at = 0;
    while at < text.len() {
        let doubled = at + 1 < text.len() && text[at + 1] == text[at];
        if (text[at] == b'{' || text[at] == b'}') && doubled {
            at += 2;
            continue;
        }
        assert!(text[at] != b'}', "a closing brace without an opening one");
        if text[at] == b'{' {
            let mut end = at + 1;
            while text[end] != b'}' {
                end += 1;
            }
            let mut which = 0;
            while which < names.len() && !same(text, at + 1, end, names[which].as_bytes()) {
                which += 1;
            }
            assert!(which < names.len(), "a placeholder without an argument");
            used |= 1 << which;
            at = end;
        }
        at += 1;
    }
    let mut which = 0;
    while which < names.len() {
        // The number of a plural may decide without being shown.
        let is_count = same(names[which].as_bytes(), 0, names[which].len(), b"count");
        assert!(
            used & (1 << which) != 0 || is_count,
            "an argument without a placeholder"
        );
        which += 1;
    }
}

/// Whether `text[from..to]` is `name`.
const fn same(text: &[u8], from: usize, to: usize, name: &[u8]) -> bool {
    if to - from != name.len() {
        return false;
    }
    let mut at = 0;
    while at < name.len() {
        if text[from + at] != name[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_doubled_braces_are_braces() {
        let name = "fama";
        let message = message!("`{name}` has {{braces}}, {name}", name);
        assert_eq!(message.english(), "`fama` has {braces}, fama");
        let inner = message!("a {{}}");
        assert_eq!(message!("{inner}!", inner).english(), "a {}!");
    }

    #[test]
    fn numbers_decide_between_forms() {
        let text = |n: usize| message!(n => "{count} way", "{count} ways").english();
        assert_eq!(
            (text(0), text(1)),
            ("0 ways".to_owned(), "1 way".to_owned())
        );
    }

    #[test]
    fn what_other_programs_say_is_not_a_template() {
        assert_eq!(
            Message::verbatim("{x} }").text(MessageLanguage::French),
            "{x} }"
        );
    }
}
