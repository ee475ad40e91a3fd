//! Questions that `griot init` asks on a terminal. Without a terminal, defaults are used.

use std::io::{IsTerminal as _, Write as _};

use super::SampleLanguage;
use crate::cli::console::Console;
use crate::cli::words;
use crate::lang::Lang;
use crate::message;
use crate::messages::{Message, io_error};

/// Asks for the language of the new site.
pub(super) fn language(console: Console) -> Result<Lang, Message> {
    let english = crate::render::words::english();
    if !is_terminal() {
        return Ok(english);
    }
    let first = of_environment().unwrap_or(english);
    loop {
        let answer = answer(
            &message!("language of the site: en, fr or ar with example content, or another tag"),
            first.tag(),
            console,
        )?;
        match words::language(&answer) {
            Ok(language) => return Ok(language),
            Err(error) => console.note(&error),
        }
    }
}

/// Asks for the title of the new site.
pub(super) fn title(first: &str, console: Console) -> Result<String, Message> {
    if is_terminal() {
        answer(&message!("title of the site"), first, console)
    } else {
        Ok(first.to_owned())
    }
}

fn is_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks a question and returns the answer, or the default if it is empty.
fn answer(question: &Message, offered: &str, console: Console) -> Result<String, Message> {
    let mut line = String::new();
    write!(
        std::io::stderr(),
        "{} [{offered}]: ",
        console.text(question)
    )
    .and_then(|()| std::io::stderr().flush())
    .and_then(|()| std::io::stdin().read_line(&mut line))
    .map_err(|error| io_error(&error))?;
    let line = line.trim();
    Ok(if line.is_empty() { offered } else { line }.to_owned())
}

/// Returns the language that the environment sets (`LANG` and similar variables), if there is
/// example content in it.
fn of_environment() -> Option<Lang> {
    let tag = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?;
    Lang::parse(tag.get(..2)?).filter(|lang| SampleLanguage::of(*lang).is_some())
}
