//! Messages of the template engine, which are English text, as messages of griot.
//!
//! griot's own functions and filters can return only text through the engine. Their messages pass
//! through it as JSON behind a mark ([`own_error`]). Of the engine's own messages the common ones
//! are recognized by their wording, so that they can be translated; others are quoted.

use serde::{Deserialize, Serialize};

use crate::diag::nearest;
use crate::message;
use crate::messages::{Message, or_list};

/// The beginning of a text that is a message of griot. No message of the engine begins with it.
const MARK: &str = "\u{2}";

/// How many names a help text lists at most.
const NAMES: usize = 24;

/// What the engine reports.
#[derive(Serialize, Deserialize)]
pub(super) struct EngineMessage {
    pub message: Message,
    /// The unknown name, or an empty text.
    name: String,
    /// The names that could have been written.
    available: Vec<String>,
}

/// Returns an error of griot's own for a template, about a name of which some are known.
pub(super) fn own_error<'k>(
    message: Message,
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> tera::Error {
    let own = EngineMessage {
        message,
        name: name.to_owned(),
        available: known.into_iter().map(str::to_owned).collect(),
    };
    let text = serde_json::to_string(&own).expect("messages can be written as JSON");
    tera::Error::message(format!("{MARK}{text}"))
}

impl EngineMessage {
    /// Reads a message of the engine.
    pub fn read(said: &str) -> EngineMessage {
        let own = said.strip_prefix(MARK);
        if let Some(own) = own.and_then(|text| serde_json::from_str(text).ok()) {
            return own;
        }
        let (first, names) = match said.split_once(". Available ") {
            Some((first, list)) => (first, list.split_once(": ").map_or("", |(_, names)| names)),
            None => (said, ""),
        };
        let names = names.split(", ").filter(|name| !name.is_empty());
        EngineMessage {
            message: translatable(first.trim_end_matches('.')),
            name: first.split('`').nth(1).unwrap_or_default().to_owned(),
            available: names.map(str::to_owned).collect(),
        }
    }

    /// Returns what to write instead of an unknown name.
    pub fn suggestion(&self) -> Message {
        let names = self.available.iter().map(String::as_str);
        match nearest(&self.name, names.clone()) {
            Some(near) => message!("did you mean `{near}`?", near),
            None if (1..=NAMES).contains(&self.available.len()) => {
                message!("it can be {names}", names = or_list(names))
            }
            None => message!("see themes/README.md for the values that each template gets"),
        }
    }
}

/// Returns a message of the engine in griot's form.
fn translatable(said: &str) -> Message {
    let one = |before: &str, after: &str| said.strip_prefix(before)?.strip_suffix(after);
    let two = |before: &str, between: &str, after: &str| {
        one(before, after).and_then(|inner| inner.split_once(between))
    };
    if let Some(name) = one("Variable `", "` is not defined") {
        message!("variable `{name}` is not defined", name)
    } else if let Some(name) = one("Field `", "` is not defined") {
        message!("field `{name}` is not defined", name)
    } else if let Some(name) = one("Unknown filter `", "`") {
        message!("unknown filter `{name}`", name)
    } else if let Some(name) = one("Unknown function `", "`") {
        message!("unknown function `{name}`", name)
    } else if let Some(name) = one("Unknown test `", "`") {
        message!("unknown test `{name}`", name)
    } else if let Some(name) = one("Unknown component `", "`") {
        message!("unknown component `{name}`", name)
    } else if let Some(name) = one("Unknown template `", "`") {
        message!("unknown template `{name}`", name)
    } else if let Some(name) = one("Block `", "` is not defined in any parent template") {
        message!("block `{name}` is not defined in any parent template", name)
    } else if let Some(name) = one("Missing keyword argument `", "`") {
        message!("missing keyword argument `{name}`", name)
    } else if let Some(name) = one("Template already contains a block named `", "`") {
        message!(
            "this template already contains a block named `{name}`",
            name
        )
    } else if let Some(kind) = one("Iteration not possible on type `", "`") {
        message!("iteration not possible on type `{kind}`", kind)
    } else if let Some((name, rest)) = two("Component `", "` is defined in both `", "`")
        && let Some((first, second)) = rest.split_once("` and `")
    {
        message!(
            "component `{name}` is defined in both `{first}` and `{second}`",
            name,
            first,
            second
        )
    } else if let Some((found, expected)) = two("Found ", " but expected ", "") {
        message!("found {found} but expected {expected}", found, expected)
    } else {
        match said {
            "" => message!("invalid template"),
            "Unknown tag" => message!("unknown tag"),
            "Unexpected end of input" => message!("unexpected end of input"),
            "unexpected end of string" => message!("unexpected end of string"),
            "Unexpected character" => message!("unexpected character"),
            "Tried to render a variable that is undefined" => {
                message!("tried to render a variable that is undefined")
            }
            "`extends` needs to be the first tag of the template" => {
                message!("`extends` needs to be the first tag of the template")
            }
            _ => message!("the template engine reports: {said}", said),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: &str) -> (String, String) {
        let read = EngineMessage::read(said);
        (read.message.english(), read.suggestion().english())
    }

    #[test]
    fn common_messages_of_the_engine_are_griots_own() {
        let see = "see themes/README.md for the values that each template gets".to_owned();
        assert_eq!(
            read("Field `titel` is not defined. Available fields: title, date"),
            (
                "field `titel` is not defined".to_owned(),
                "did you mean `title`?".to_owned()
            )
        );
        assert_eq!(
            read("Component `a` is defined in both `b.html` and `c.html`").0,
            "component `a` is defined in both `b.html` and `c.html`"
        );
        assert_eq!(
            read("Found `}}` but expected identifier."),
            ("found `}}` but expected identifier".to_owned(), see.clone())
        );
        assert_eq!(
            read("Slicing step cannot be 0"),
            (
                "the template engine reports: Slicing step cannot be 0".to_owned(),
                see
            )
        );
    }

    #[test]
    fn messages_of_griot_pass_through_the_engine() {
        let message = message!("unknown filter `{name}`", name = "a\"b. Available : x");
        let error = own_error(message, "dat", ["date", "title"]);
        let expected = (
            "unknown filter `a\"b. Available : x`",
            "did you mean `date`?",
        );
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert_eq!(read(&error.to_string()), expected);
    }
}
