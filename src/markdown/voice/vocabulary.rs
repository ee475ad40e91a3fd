//! The words of all names that a site knows, so that none of them is taken for a misspelling of another.

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::is_shouted;
use crate::fingerprint;
use crate::lang::fold;
use crate::lexicon::{is_arabic, without_proclitics, words};
use crate::model::{Alias, Atlas, Phrase};
use crate::trace::{self, Row, Shelf};

/// How lookups of words are noted.
const WORD: &str = "word";

/// Words of names and titles, in any language.
#[derive(Default)]
pub struct Vocabulary {
    /// Folded, with their spellings in lower case.
    words: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    /// All names that a site knows.
    pub fn of(atlas: &Atlas) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (_, actor) in atlas.actors.iter() {
            vocabulary.phrase(&actor.name);
            vocabulary.aliases(&actor.aliases);
            actor.labels.iter().for_each(|label| vocabulary.phrase(&label.text));
            actor.acled_name.iter().for_each(|name| vocabulary.text(name));
        }
        for (_, region) in atlas.regions.iter() {
            vocabulary.phrase(&region.name);
            vocabulary.aliases(&region.aliases);
        }
        for (_, source) in atlas.sources.iter() {
            vocabulary.phrase(&source.title);
            source.publisher.iter().for_each(|name| vocabulary.text(name));
            source.author.iter().for_each(|name| vocabulary.text(name));
        }
        for (_, event) in atlas.events.iter() {
            let place = event.place.iter().filter_map(|place| place.name.as_ref());
            place.for_each(|name| vocabulary.phrase(name));
        }
        for (_, article) in atlas.articles.iter() {
            article.authors.iter().for_each(|author| vocabulary.phrase(author));
        }
        vocabulary
    }

    /// The fingerprints of all words.
    pub(super) fn row(&self) -> (Shelf, Row) {
        let words = self.words.iter().map(|(word, spellings)| {
            // Names come in any order, and their spellings with them.
            let spellings: BTreeSet<&String> = spellings.iter().collect();
            (trace::name(WORD, word), fingerprint::of(&(word, spellings)))
        });
        (Shelf::Words, Row::names(words, 0))
    }

    fn phrase(&mut self, phrase: &Phrase) {
        phrase.iter().for_each(|(_, text)| self.text(text));
    }

    fn aliases(&mut self, aliases: &[Alias]) {
        aliases.iter().for_each(|alias| self.text(&alias.name));
    }

    /// Adds the words of a name or title.
    pub(super) fn text(&mut self, text: &str) {
        for range in words(text) {
            for form in without_proclitics(&text[range]) {
                let spellings = self.words.entry(fold(form)).or_default();
                let spelling = form.to_lowercase();
                if !spellings.contains(&spelling) {
                    spellings.push(spelling);
                }
            }
        }
    }

    /// Whether a word is as it should be: in its own spelling, or without accents because it is all capitals. `asked` is given what was looked
    /// up, as it is to be noted.
    pub(super) fn knows(&self, word: &str, folded: &str, asked: &mut Vec<usize>) -> bool {
        without_proclitics(folded).any(|form| {
            asked.push(trace::name(WORD, form));
            self.words.get(form).is_some_and(|spellings| {
                let spelt = |word: &str| spellings.iter().any(|spelling| spelling == word);
                match word.is_ascii() {
                    true => spelt(folded) || is_shouted(word),
                    false => is_arabic(word) || is_shouted(word) || spelt(&word.to_lowercase()),
                }
            })
        })
    }
}
