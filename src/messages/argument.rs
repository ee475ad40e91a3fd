//! What placeholders stand for.

use std::fmt::{Display, Formatter, Result as FmtResult};
use std::io;

use serde::{Deserialize, Serialize};

use super::language::ListConjunction;
use super::{Message, MessageLanguage};
use crate::message;

/// What a placeholder of a message stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Argument {
    /// A name, a path or another text that is the same in all languages.
    Text(String),
    /// A whole number, without separators.
    Number(u64),
    /// A whole number with separators between thousands.
    Grouped(u64),
    /// A number such as `0.25`, as digits with a point.
    Decimal(String),
    /// A message of its own.
    Message(Message),
    /// A list such as "`a`, `b` or `c`".
    List(Vec<Argument>, ListConjunction),
    /// A text that comes in each language, and not from a catalogue.
    Translated(TranslatedText),
}

/// A text in each language of messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TranslatedText {
    pub english: String,
    pub french: String,
    pub arabic: String,
}

/// A number shown with separators between thousands.
#[derive(Clone, Copy, Debug)]
pub struct Grouped(pub usize);

/// A number shown with this many digits after the decimal point.
#[derive(Clone, Copy, Debug)]
pub struct Decimal(pub f64, pub usize);

/// Conversion of a value to an [`Argument`].
pub trait ToArgument {
    fn to_argument(&self) -> Argument;
}

impl<T: Display + ?Sized> ToArgument for T {
    fn to_argument(&self) -> Argument {
        Argument::Text(self.to_string())
    }
}

impl ToArgument for Message {
    fn to_argument(&self) -> Argument {
        Argument::Message(self.clone())
    }
}

impl ToArgument for &Message {
    fn to_argument(&self) -> Argument {
        Argument::Message((*self).clone())
    }
}

impl ToArgument for Argument {
    fn to_argument(&self) -> Argument {
        self.clone()
    }
}

impl ToArgument for Grouped {
    fn to_argument(&self) -> Argument {
        Argument::Grouped(self.0 as u64)
    }
}

impl ToArgument for Decimal {
    fn to_argument(&self) -> Argument {
        Argument::Decimal(format!("{:.*}", self.1, self.0))
    }
}

/// Returns a list of names, such as "`a`, `b` or `c`".
pub fn or_list<'k>(items: impl IntoIterator<Item = &'k str>) -> Argument {
    names(items, ListConjunction::Or)
}

/// Returns a list of names, such as "`a`, `b` and `c`".
pub fn and_list<'k>(items: impl IntoIterator<Item = &'k str>) -> Argument {
    names(items, ListConjunction::And)
}

fn names<'k>(items: impl IntoIterator<Item = &'k str>, conjunction: ListConjunction) -> Argument {
    let items = items.into_iter();
    let items = items.map(|item| Argument::Text(format!("`{item}`")));
    Argument::List(items.collect(), conjunction)
}

/// A message as the cause of an error of the system.
#[derive(Debug)]
pub struct MessageError(pub Message);

impl Display for MessageError {
    fn fmt(&self, f: &mut Formatter) -> FmtResult {
        f.write_str(&self.0.english())
    }
}

impl std::error::Error for MessageError {}

/// Returns an error of the system in words. Rust's own text is English, so the common kinds have
/// their own.
pub fn io_error(error: &io::Error) -> Message {
    let own = (error.get_ref()).and_then(|cause| cause.downcast_ref::<MessageError>());
    if let Some(MessageError(message)) = own {
        return message.clone();
    }
    match error.kind() {
        io::ErrorKind::NotFound => message!("there is no such file or folder"),
        io::ErrorKind::PermissionDenied => message!("permission denied"),
        io::ErrorKind::AlreadyExists => message!("it exists already"),
        io::ErrorKind::IsADirectory => message!("it is a folder"),
        io::ErrorKind::NotADirectory => message!("it is not a folder"),
        io::ErrorKind::ReadOnlyFilesystem => message!("the disk is read-only"),
        io::ErrorKind::StorageFull => message!("the disk is full"),
        io::ErrorKind::QuotaExceeded => message!("the disk quota is used up"),
        io::ErrorKind::AddrInUse => message!("the address is in use"),
        io::ErrorKind::AddrNotAvailable => message!("this computer does not have the address"),
        io::ErrorKind::InvalidFilename => message!("the file name is not valid here"),
        io::ErrorKind::TimedOut => message!("it took too long"),
        _ => Message::verbatim(error.to_string()),
    }
}

impl Argument {
    /// Writes the argument in a language.
    pub(super) fn write(&self, language: MessageLanguage, out: &mut String) {
        match self {
            Argument::Text(text) => out.push_str(text),
            Argument::Number(number) => out.push_str(&number.to_string()),
            Argument::Grouped(number) => {
                out.push_str(&grouped(*number, language.thousands()));
            }
            Argument::Decimal(number) => {
                out.push_str(&number.replace('.', language.decimal_point()));
            }
            Argument::Message(message) => out.push_str(&message.text(language)),
            Argument::Translated(text) => out.push_str(match language {
                MessageLanguage::English => &text.english,
                MessageLanguage::French => &text.french,
                MessageLanguage::Arabic => &text.arabic,
            }),
            Argument::List(items, conjunction) => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 && at + 1 == items.len() {
                        out.push_str(language.conjunction(*conjunction));
                    } else if at > 0 {
                        out.push_str(language.comma());
                    }
                    item.write(language, out);
                }
            }
        }
    }
}

/// Returns a whole number with a separator between thousands.
fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_words(argument: &Argument, language: MessageLanguage) -> String {
        let mut out = String::new();
        argument.write(language, &mut out);
        out
    }

    #[test]
    fn lists_and_numbers_follow_the_language() {
        let list = or_list(["a", "b", "c"]);
        assert_eq!(in_words(&list, MessageLanguage::English), "`a`, `b` or `c`");
        assert_eq!(in_words(&list, MessageLanguage::French), "`a`, `b` ou `c`");
        let number = Grouped(11_866).to_argument();
        assert_eq!(in_words(&number, MessageLanguage::English), "11,866");
        assert_eq!(in_words(&number, MessageLanguage::French), "11\u{202f}866");
        let time = Decimal(0.256, 2).to_argument();
        assert_eq!(in_words(&time, MessageLanguage::French), "0,26");
    }
}
