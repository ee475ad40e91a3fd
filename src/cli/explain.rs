//! `griot explain`: the meaning of a finding, a kind of file or a key, and the JSON Schema of
//! findings.

use super::outcome::{CommandResult, ExitStatus};
use super::print;
use crate::diag::emit::JSON_SCHEMA;
use crate::diag::{Code, Safety, nearest};
use crate::message;
use crate::messages::{Message, MessageLanguage, or_list};
use crate::reference::{self, Place};

/// Prints the page about a finding's code, a kind of file (`event`) or a key (`event.side_a`).
/// Without a topic, prints one line for each code.
pub(super) fn explain(topic: Option<&str>, language: MessageLanguage) -> CommandResult {
    let Some(topic) = topic else {
        print(&all_codes(language));
        return Ok(ExitStatus::Clean);
    };
    let topic = topic.trim_matches(['[', ']', '`']);
    let page = Code::from_word(topic)
        .map(|code| code_page(code, language))
        .or_else(|| reference_page(topic, language));
    let page = page.or_else(|| match reference::with_key(topic).as_slice() {
        [only] => reference_page(only, language),
        _ => None,
    });
    match page {
        Some(page) => {
            print(&page);
            Ok(ExitStatus::Clean)
        }
        None => Err(unknown(topic).into()),
    }
}

/// Returns the page of a code, and whether its findings have fixes.
fn code_page(code: Code, language: MessageLanguage) -> String {
    let page = code.page(language);
    let word = code.word();
    let fixes = match code.fixes() {
        Some(Safety::Safe) => message!(
            "`griot check --fix` fixes findings with this code where only one thing can be meant."
        ),
        Some(Safety::Unsafe) => message!(
            "`griot check --fix --unsafe` fixes some findings with this code; read what it changed."
        ),
        None => message!("`griot check --fix` leaves `{word}` to you.", word),
    };
    format!("{}\n\n{}\n", page.trim_end(), fixes.text(language))
}

/// Returns one line for each code.
fn all_codes(language: MessageLanguage) -> String {
    let line = |code: &Code| {
        format!(
            "{:<28} {:<13} {}\n",
            code.word(),
            code.severity().name().text(language),
            code.meaning(language)
        )
    };
    Code::ALL.iter().map(line).collect()
}

/// Returns the page about a kind of file, a mapping or a key. `None` if nothing has this name.
fn reference_page(topic: &str, language: MessageLanguage) -> Option<String> {
    if let Some(section) = reference::find(topic) {
        return Some(match section.place {
            Place::Files(_) => reference::print::page(section, language),
            Place::Keys(_) => reference::print::section(section, language),
        });
    }
    // In `event.claims.measure`, the key `claims` leads to the mapping that it holds.
    let (path, name) = topic.rsplit_once('.')?;
    let owners =
        reference::find(path).map_or_else(|| reference::mappings_at(path), |one| vec![one]);
    let (owner, key) = owners
        .into_iter()
        .find_map(|owner| Some((owner, owner.key(name)?)))?;
    Some(reference::print::key(owner, key, language))
}

/// Returns why there is nothing to explain, and what the author may have meant.
fn unknown(topic: &str) -> Message {
    let keys = reference::topics();
    let known = || {
        let codes = Code::ALL.iter().map(|code| code.word());
        codes.chain(keys.iter().map(String::as_str))
    };
    // A part of a name is no misspelling: `misspelt` stands for `misspelt-name`.
    let longer = || known().find(|name| topic.len() > 2 && name.contains(topic));
    let near = nearest(topic, known()).or_else(longer);
    let sections = reference::with_key(topic);
    if !sections.is_empty() {
        let topics = or_list(sections.iter().map(String::as_str));
        return message!("`{topic}` is a key; write {topics}", topic, topics);
    }
    match near {
        Some(near) => message!(
            "unknown code or key `{topic}`; did you mean `{near}`?",
            topic,
            near
        ),
        None => message!(
            "unknown code or key `{topic}`; run `griot explain` to list all codes, or write a \
             kind of file, such as `event`",
            topic
        ),
    }
}

/// Prints the JSON Schema of a line of `--format json`.
pub(super) fn schema() -> CommandResult {
    print(JSON_SCHEMA);
    Ok(ExitStatus::Clean)
}
