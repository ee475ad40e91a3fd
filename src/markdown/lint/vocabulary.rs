//! The words of all known names. None of them is taken for a misspelling of another.

use std::collections::{BTreeMap, BTreeSet};

use super::edit_distance::is_all_caps;
use crate::incremental::fingerprint;
use crate::incremental::track::{self, Table, TableHashes};
use crate::lang::fold;
use crate::model::{Alias, Atlas, LocalizedText};
use crate::phrases::{is_arabic, without_proclitics, words};
use foldhash::HashMap;

/// The kind under which word lookups are recorded as dependencies.
const WORD: &str = "word";

/// Names of countries by code, in English, French and Arabic.
const COUNTRIES: &str = include_str!("../../fuzzy/countries.txt");

/// Names of peoples, languages and missions, one per line.
const OTHERS: &str = include_str!("others.txt");

/// Words of names and titles in any language.
#[derive(Default)]
pub struct Vocabulary {
    /// Folded words with their spellings in lower case.
    words: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    /// Collects the words of all names that a site knows.
    pub fn new(atlas: &Atlas) -> Vocabulary {
        let countries = lines(COUNTRIES)
            .filter_map(|line| line.split_once(';'))
            .flat_map(|(_, names)| names.split('|'));
        Vocabulary::of_names(names(atlas).chain(countries).chain(lines(OTHERS)))
    }

    pub(super) fn of_names<'n>(names: impl Iterator<Item = &'n str>) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        // Most words occur in many names.
        let mut seen: HashMap<&str, ()> = HashMap::default();
        for name in names {
            for range in words(name) {
                let word = &name[range];
                if seen.insert(word, ()).is_none() {
                    vocabulary.add(word);
                }
            }
        }
        vocabulary
    }

    /// Returns the hashes of all words.
    pub(super) fn row(&self) -> (Table, TableHashes) {
        let words = self.words.iter().map(|(word, spellings)| {
            // The order of names, and thus of their spellings, is arbitrary.
            let spellings: BTreeSet<&String> = spellings.iter().collect();
            (
                track::name(WORD, word),
                fingerprint::of_value(&(word, spellings)),
            )
        });
        (Table::Words, TableHashes::names(words, 0))
    }

    fn add(&mut self, word: &str) {
        for form in without_proclitics(word) {
            let spellings = self.words.entry(fold(form)).or_default();
            let spelling = form.to_lowercase();
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
    }

    /// Whether a word occurs in a known name with the same accents. Accents are not compared in
    /// capitals and in Arabic. Lookups are added to `lookups`, to be recorded as dependencies.
    pub(super) fn knows(&self, word: &str, folded: &str, lookups: &mut Vec<usize>) -> bool {
        without_proclitics(folded).any(|form| {
            lookups.push(track::name(WORD, form));
            self.words.get(form).is_some_and(|spellings| {
                let is_spelled = |word: &str| spellings.iter().any(|spelling| spelling == word);
                match word.is_ascii() {
                    true => is_spelled(folded) || is_all_caps(word),
                    false => {
                        is_arabic(word) || is_all_caps(word) || is_spelled(&word.to_lowercase())
                    }
                }
            })
        })
    }
}

fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

/// Returns all names and labels of a site, and the titles of its sources.
fn names(atlas: &Atlas) -> impl Iterator<Item = &str> {
    fn texts(phrase: &LocalizedText) -> impl Iterator<Item = &str> {
        phrase.iter().map(|(_, text)| text.as_str())
    }
    fn aliases(aliases: &[Alias]) -> impl Iterator<Item = &str> {
        aliases.iter().map(|alias| alias.name.as_str())
    }
    let actors = atlas.actors.iter().flat_map(|(_, actor)| {
        let labels = actor.labels.iter().flat_map(|label| texts(&label.text));
        let names = texts(&actor.name).chain(aliases(&actor.aliases));
        names.chain(labels).chain(actor.acled_name.as_deref())
    });
    let regions = (atlas.regions.iter())
        .flat_map(|(_, region)| texts(&region.name).chain(aliases(&region.aliases)));
    let sources = atlas.sources.iter().flat_map(|(_, source)| {
        let makers = source
            .publisher
            .as_deref()
            .into_iter()
            .chain(source.author.as_deref());
        texts(&source.title).chain(makers)
    });
    let places = (atlas.events.iter()).filter_map(|(_, event)| event.place.as_ref()?.name.as_ref());
    let authors = atlas
        .articles
        .iter()
        .flat_map(|(_, article)| &article.authors);
    actors
        .chain(regions)
        .chain(sources)
        .chain(places.chain(authors).flat_map(texts))
}
