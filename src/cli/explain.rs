//! `griot explain`: the meaning of a finding, a problem of an import, a kind of file or a key, and
//! the JSON Schema of findings.

use super::outcome::{CommandResult, ExitStatus};
use super::print;
use crate::diag::emit::JSON_SCHEMA;
use crate::diag::{Code, nearest};
use crate::import::ProblemKind;
use crate::import::explain as import;
use crate::message;
use crate::messages::{Message, MessageLanguage, or_list};
use crate::reference::{self, Place};

/// Prints the page about a finding's code, a kind of problem of imports (`import.no-id`), a kind of
/// file (`event`) or a key (`event.side_a`). Without a topic, prints one line for each code and each
/// kind of problem.
pub(super) fn explain(topic: Option<&str>, language: MessageLanguage) -> CommandResult {
    let Some(topic) = topic else {
        print(&all_codes(language));
        return Ok(ExitStatus::Clean);
    };
    let topic = topic.trim_matches(['[', ']', '`']);
    let page = Code::from_word(topic)
        .map(|code| code.page(language).to_owned())
        .or_else(|| reference_page(topic, language))
        .or_else(|| Some(import::page(import::kind(topic)?, language)));
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
    let problem = |kind: &ProblemKind| {
        let name = format!("{}{}", import::PREFIX, kind.name());
        let severity = kind.severity().words().text(language);
        format!(
            "{name:<28} {severity:<13} {}\n",
            kind.message().text(language)
        )
    };
    let codes = Code::ALL.iter().map(line);
    codes.chain(ProblemKind::ALL.iter().map(problem)).collect()
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
    let mut keys = reference::topics();
    let problems = ProblemKind::ALL.iter();
    keys.extend(problems.map(|kind| format!("{}{}", import::PREFIX, kind.name())));
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
