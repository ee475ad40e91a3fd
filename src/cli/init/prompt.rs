//! Questions that `griot init` asks on a terminal. Without a terminal, defaults are used.

use std::io::{IsTerminal as _, Write as _};

use clap::ValueEnum as _;

use super::SampleLanguage;
use crate::cli::console::Console;
use crate::message;
use crate::messages::{Message, io_error};

/// Asks for the language of the new site.
pub(super) fn language(console: Console) -> Result<SampleLanguage, Message> {
    if !is_terminal() {
        return Ok(SampleLanguage::En);
    }
    let first = of_environment().unwrap_or(SampleLanguage::En);
    loop {
        let answer = answer(
            &message!("language of the texts: en, fr or ar"),
            first.tag(),
            console,
        )?;
        match SampleLanguage::from_str(&answer, true) {
            Ok(language) => return Ok(language),
            Err(_) => console.note(&message!("there is no sample in `{answer}`", answer)),
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

/// Returns the language that the environment sets (`LANG` and similar variables).
fn of_environment() -> Option<SampleLanguage> {
    let tag = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?;
    SampleLanguage::from_str(tag.get(..2)?, true).ok()
}
