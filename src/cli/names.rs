//! `griot names`: the words of the site's names, as dictionaries for programs that check spelling.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use super::links::survey;
use super::outcome::{CommandResult, ExitStatus};
use super::print;
use super::site::SiteArguments;
use crate::model::{Alias, Atlas, LocalizedText};

#[derive(Args)]
pub(super) struct NamesArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// Program that reads the dictionary
    #[arg(long = "for", value_name = "PROGRAM", default_value = "words")]
    reader: DictionaryFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DictionaryFormat {
    /// A word list for cspell, with a comment
    Cspell,
    /// Words of `_typos.toml`
    Typos,
    /// Patterns of Vale, for `accept.txt` of a vocabulary
    Vale,
    /// A dictionary of hunspell (`.dic`), which begins with the number of words
    Hunspell,
    /// A word in each line
    Words,
}

/// Prints the words of all names that are published.
pub(super) fn names(arguments: &NamesArguments) -> CommandResult {
    let survey = survey(&arguments.site)?;
    print(&dictionary(&words(survey.atlas()), arguments.reader));
    Ok(ExitStatus::Clean)
}

/// Returns a dictionary in the format of a program.
fn dictionary(words: &BTreeSet<String>, reader: DictionaryFormat) -> String {
    let lines = |line: &dyn Fn(&String) -> String| words.iter().map(line).collect::<String>();
    let plain = |word: &String| format!("{word}\n");
    match reader {
        DictionaryFormat::Words => lines(&plain),
        DictionaryFormat::Cspell => format!("# Names of the site: griot names\n{}", lines(&plain)),
        DictionaryFormat::Hunspell => format!("{}\n{}", words.len(), lines(&plain)),
        // Words are letters and marks, which a regular expression takes as they are.
        DictionaryFormat::Vale => lines(&plain),
        DictionaryFormat::Typos => {
            // typos compares without case, and a table of TOML has each key once.
            let lower: BTreeSet<String> = words.iter().map(|word| word.to_lowercase()).collect();
            let lines = lower
                .iter()
                .map(|word| format!("\"{word}\" = \"{word}\"\n"));
            format!("[default.extend-words]\n{}", lines.collect::<String>())
        }
    }
}

/// Returns the words of names, other names and labels.
fn words(atlas: &Atlas) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut add = |text: &LocalizedText| {
        for (_, name) in text.iter() {
            words.extend(words_of(name));
        }
    };
    for (_, actor) in atlas.actors.iter() {
        add(&actor.name);
        actor.labels.iter().for_each(|label| add(&label.text));
    }
    atlas
        .regions
        .iter()
        .for_each(|(_, region)| add(&region.name));
    for (_, event) in atlas.events.iter() {
        let name = event.place.as_ref().and_then(|place| place.name.as_ref());
        name.into_iter().for_each(&mut add);
    }
    let aliases: Vec<&Alias> = (atlas.actors.iter().flat_map(|(_, actor)| &actor.aliases))
        .chain(atlas.regions.iter().flat_map(|(_, region)| &region.aliases))
        .collect();
    for alias in aliases {
        words.extend(words_of(&alias.name));
    }
    words
}

/// Returns the words of a name: runs of letters with their marks. Programs that check spelling split
/// at hyphens and apostrophes, and pass over numbers and single letters.
fn words_of(name: &str) -> impl Iterator<Item = String> + '_ {
    let is_part = |c: char| c.is_alphanumeric() || is_mark(c);
    name.split(move |c| !is_part(c))
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .map(str::to_owned)
}

/// Whether a character is a mark on a letter: accents written apart, and vowels of Arabic.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}
