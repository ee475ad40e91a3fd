//! Questions that `griot init` asks on a terminal. Without a terminal, defaults are used.

use std::io::{IsTerminal as _, Write as _};

use clap::ValueEnum as _;

use super::SampleLanguage;

/// Asks for the language of the new site.
pub(super) fn language() -> Result<SampleLanguage, String> {
    if !is_terminal() {
        return Ok(SampleLanguage::En);
    }
    let first = of_environment().unwrap_or(SampleLanguage::En);
    loop {
        let answer = answer("language of the texts: en, fr or ar", first.tag())?;
        match SampleLanguage::from_str(&answer, true) {
            Ok(language) => return Ok(language),
            Err(_) => super::note(&format!("there is no sample in `{answer}`")),
        }
    }
}

/// Asks for the title of the new site.
pub(super) fn title(first: &str) -> Result<String, String> {
    if is_terminal() {
        answer("title of the site", first)
    } else {
        Ok(first.to_owned())
    }
}

fn is_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks a question and returns the answer, or the default if it is empty.
fn answer(question: &str, offered: &str) -> Result<String, String> {
    let mut line = String::new();
    write!(std::io::stderr(), "{question} [{offered}]: ")
        .and_then(|()| std::io::stderr().flush())
        .and_then(|()| std::io::stdin().read_line(&mut line))
        .map_err(|error| error.to_string())?;
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
