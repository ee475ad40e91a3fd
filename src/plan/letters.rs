//! Letters of alphabetical lists, and the lists that are split by letter.

use std::collections::BTreeMap;

use super::HOME;
use crate::lang::{Lang, Languages, fold};
use crate::model::{Atlas, Entity, Origin};

/// The maximum number of names for which the index from A to Z is on one page. Beyond it, each
/// letter has a page.
const MAX_NAMES: usize = 500;

/// The maximum number of actors for which their list is on one page. Beyond it, each type and each
/// letter has a page.
const MAX_ACTORS: usize = 200;

/// The maximum number of names on a page of a letter.
pub const MAX_NAMES_PER_PAGE: usize = 300;

/// A letter of an index: a capital without accents. All digits share one, and all names without a
/// letter or digit share another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letter(char);

impl Letter {
    const DIGIT: Letter = Letter('0');
    const OTHER: Letter = Letter('\u{10ffff}');

    /// Returns the letter under which a name is listed. Quotation marks are ignored.
    pub fn for_name(name: &str) -> Letter {
        match fold(name).chars().find(|c| c.is_alphanumeric()) {
            Some(c) if c.is_numeric() => Letter::DIGIT,
            Some(c) => Letter(c.to_uppercase().next().unwrap_or(c)),
            None => Letter::OTHER,
        }
    }

    /// Returns the letter for readers; empty for names without a letter.
    pub fn text(self) -> String {
        match self {
            Letter::DIGIT => "0–9".to_owned(),
            Letter::OTHER => String::new(),
            Letter(letter) => letter.to_string(),
        }
    }

    /// Returns the part of an address for the letter. For a letter that is not Latin it is the code
    /// point, because its transcription may be the same as that of another letter.
    pub(super) fn address(self) -> String {
        match self {
            Letter::DIGIT => "0-9".to_owned(),
            Letter::OTHER => "other".to_owned(),
            Letter(letter) if letter.is_ascii() => letter.to_ascii_lowercase().to_string(),
            Letter(letter) => format!("u{:04x}", u32::from(letter)),
        }
    }
}

/// The number of pages of each letter in one language. Empty if the list is not split by letter.
pub type LetterPages = BTreeMap<Letter, usize>;

/// Returns all entities in a language's index from A to Z.
pub fn index_entities(atlas: &Atlas, lang: Lang) -> Vec<Entity> {
    let pages = (atlas.pages.iter())
        .filter(|(_, page)| page.id != HOME && page.exists_in(lang))
        .map(|(id, _)| Entity::Page(id));
    let articles = (atlas.articles.iter())
        .filter(|(_, article)| article.bodies.exact(lang).is_some())
        .map(|(id, _)| Entity::Article(id));
    let sources = (atlas.sources.iter())
        .filter(|(_, source)| matches!(source.origin, Origin::Declared(_)))
        .map(|(id, _)| Entity::Source(id));
    pages
        .chain(articles)
        .chain(atlas.regions.iter().map(|(id, _)| Entity::Region(id)))
        .chain(atlas.actors.iter().map(|(id, _)| Entity::Actor(id)))
        .chain(atlas.events.iter().map(|(id, _)| Entity::Event(id)))
        .chain(sources)
        .collect()
}

/// Counts the pages of each letter in each language, for the index and for the list of actors.
pub(super) fn count(atlas: &Atlas, languages: &Languages) -> BTreeMap<Lang, [LetterPages; 2]> {
    let of = |lang| [index_letters(atlas, lang), actor_letters(atlas, lang)];
    languages.iter().map(|lang| (lang, of(lang))).collect()
}

/// Returns the letters of the index with the number of pages of each.
fn index_letters(atlas: &Atlas, lang: Lang) -> LetterPages {
    paged(atlas, lang, &index_entities(atlas, lang), MAX_NAMES)
}

/// Returns the letters of the list of actors with the number of pages of each.
fn actor_letters(atlas: &Atlas, lang: Lang) -> LetterPages {
    let actors: Vec<Entity> = atlas
        .actors
        .iter()
        .map(|(id, _)| Entity::Actor(id))
        .collect();
    paged(atlas, lang, &actors, MAX_ACTORS)
}

fn paged(atlas: &Atlas, lang: Lang, entities: &[Entity], most: usize) -> LetterPages {
    let mut counts = LetterPages::new();
    if entities.len() > most {
        for entity in entities {
            *counts.entry(letter_of(atlas, lang, *entity)).or_default() += 1;
        }
    }
    counts
        .values_mut()
        .for_each(|count| *count = count.div_ceil(MAX_NAMES_PER_PAGE));
    counts
}

/// Returns the letter under which an entity is listed in a language.
pub fn letter_of(atlas: &Atlas, lang: Lang, entity: Entity) -> Letter {
    let name = atlas.name(entity).get(lang);
    name.map_or(Letter::OTHER, |(_, name)| Letter::for_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_a_dictionary() {
        let letter = |name| Letter::for_name(name).text();
        assert_eq!(letter("« Éleveurs »"), "E");
        assert_eq!(letter("œuvre"), "O");
        assert_eq!(letter("2012 coup"), "0–9");
        assert_eq!(letter("أزواد"), "ا");
        assert_eq!(letter("…"), "");
    }

    #[test]
    fn addresses_are_plain_and_differ() {
        let address = |name| Letter::for_name(name).address();
        assert_eq!(address("Éleveurs"), "e");
        assert_eq!(address("7 mai"), "0-9");
        assert_eq!(address("—"), "other");
        assert_eq!(address("حركة"), "u062d");
        assert_ne!(address("حركة"), address("هجوم"));
    }
}
