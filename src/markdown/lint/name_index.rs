//! Finds words that nearly match the name of a known actor or region.
//!
//! Only words that could be names are checked: capitalized words, or all words in Arabic script,
//! with at least five letters. A near-miss shares its first two or last two letters with the name.
//! It differs by one edit per four letters, but at most by two edits, or only by accents.
//! Inflections (`Maliens`) are not near-misses, nor are words of other names that the site knows:
//! actors, regions, places and sources.

use std::collections::BTreeSet;
use std::ops::Range;

use super::edit_distance::{distance, is_all_caps, limit};
use super::name_forms::{
    begins_as_name, edge_letters, folded_word, folds_to, is_long, letters, push_folded, spelling,
    unhyphened, without_article,
};
use super::vocabulary::Vocabulary;
use super::{LintFinding, LintPass, overlap};
use crate::diag::Code;
use crate::fuzzy;
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{self, Table};
use crate::lang::{Lang, fold};
use crate::markdown::bare_address::is_in_address;
use crate::markdown::mention::names_in;
use crate::message;
use crate::model::Atlas;
use crate::phrases::{is_arabic, without_proclitics, words};
use crate::wordlists::WordList;
use foldhash::HashMap;

/// The minimum length of a checked word: shorter ones resemble too many others.
pub(super) const MIN_LENGTH: usize = 5;

/// The maximum number of cached words.
const MAX_CACHED: usize = 1 << 16;

/// The names of one language, indexed by their words.
pub struct NameIndex {
    lang: Lang,
    names: Vec<IndexedName>,
    /// Words of names by their first two and by their last two letters.
    starts: HashMap<[char; 2], Vec<NameWord>>,
    ends: HashMap<[char; 2], Vec<NameWord>>,
    /// The word counts of names with several words, by the first word of the name.
    word_counts: HashMap<String, BTreeSet<usize>>,
    /// Names with several words, by their words joined with spaces.
    multi_word: HashMap<String, Vec<usize>>,
}

/// A name in the forms in which it is compared.
struct IndexedName {
    text: String,
    /// The folded words.
    words: Vec<String>,
    /// The form in which other spellings are compared; empty for a single word.
    unhyphened: String,
    spelling: String,
}

/// A word of a name.
#[derive(Clone, Copy)]
struct NameWord {
    name: usize,
    word: usize,
    /// The number of letters, without the Arabic article.
    length: usize,
    letters: u64,
}

/// Results for words that could be names. They depend only on the word and on the site's names.
#[derive(Default)]
pub struct WordCache {
    results: HashMap<Box<str>, CachedWord>,
}

/// The properties of a word that do not depend on its context.
#[derive(Default)]
struct CachedWord {
    /// The word counts of names that begin with another spelling of this word.
    word_counts: Vec<usize>,
    /// Lookups in the vocabulary, to be recorded as dependencies.
    lookups: Vec<usize>,
    /// Words of names that this word may misspell, with the distance if it is known.
    candidates: Vec<(NameWord, Option<usize>)>,
}

impl NameIndex {
    /// Indexes the names of actors and regions that are used in `lang`.
    pub fn new(lang: Lang, atlas: &Atlas) -> NameIndex {
        let actors = atlas
            .actors
            .iter()
            .map(|(_, actor)| (&actor.name, &actor.aliases));
        let regions = atlas
            .regions
            .iter()
            .map(|(_, region)| (&region.name, &region.aliases));
        let texts: BTreeSet<String> = actors
            .chain(regions)
            .flat_map(|(name, aliases)| names_in(lang, name, aliases))
            .collect();
        NameIndex::from_texts(lang, texts)
    }

    fn from_texts(lang: Lang, texts: BTreeSet<String>) -> NameIndex {
        let mut index = NameIndex {
            lang,
            names: Vec::with_capacity(texts.len()),
            starts: HashMap::default(),
            ends: HashMap::default(),
            word_counts: HashMap::default(),
            multi_word: HashMap::default(),
        };
        for text in texts {
            let words: Vec<String> = words(&text).map(|range| fold(&text[range])).collect();
            let (mut unhyphened, mut spelling) = (String::new(), String::new());
            if let [first, _, ..] = words.as_slice() {
                index
                    .word_counts
                    .entry(first.clone())
                    .or_default()
                    .insert(words.len());
                index
                    .multi_word
                    .entry(words.join(" "))
                    .or_default()
                    .push(index.names.len());
                (unhyphened, spelling) = (self::unhyphened(&text), self::spelling(&text));
            }
            for (at, word) in words.iter().enumerate() {
                // The Arabic article is ignored.
                let stem = without_article(word);
                let length = stem.chars().count();
                if let Some((start, end)) = edge_letters(stem)
                    && length >= MIN_LENGTH
                {
                    let candidate = NameWord {
                        name: index.names.len(),
                        word: at,
                        length,
                        letters: letters(stem),
                    };
                    index.starts.entry(start).or_default().push(candidate);
                    index.ends.entry(end).or_default().push(candidate);
                }
            }
            index.names.push(IndexedName {
                text,
                words,
                unhyphened,
                spelling,
            });
        }
        index
    }

    /// Adds the names to a fingerprint.
    pub(super) fn fingerprint(&self, fingerprint: &mut Fingerprint) {
        fingerprint.value(&self.lang);
        self.names
            .iter()
            .for_each(|name| fingerprint.value(&name.text));
    }

    /// Returns findings for the near-misses in a block.
    pub(super) fn near_misses(
        &self,
        pass: &LintPass,
        vocabulary: &Vocabulary,
        word_list: Option<&WordList>,
        cache: &mut WordCache,
    ) -> Vec<(Range<usize>, LintFinding)> {
        let text = pass.block.text.as_str();
        if self.names.is_empty() {
            return Vec::new();
        }
        let mut misses: Vec<(Range<usize>, &IndexedName)> = Vec::new();
        for (at, range) in pass.words.iter().enumerate() {
            // Most words begin with a lowercase letter.
            if text.as_bytes()[range.start].is_ascii_lowercase() {
                continue;
            }
            let word = &text[range.clone()];
            if !begins_as_name(word) {
                continue;
            }
            // The first part of a compound is not a name: Franco-Malian.
            if word.ends_with('o') && text[range.end..].starts_with('-') {
                continue;
            }
            let new;
            let cached = match cache.results.get(word) {
                Some(cached) => cached,
                None if cache.results.len() < MAX_CACHED => {
                    let cached = self.cached(word, vocabulary, word_list);
                    &*cache.results.entry(word.into()).or_insert(cached)
                }
                None => {
                    new = self.cached(word, vocabulary, word_list);
                    &new
                }
            };
            if let Some((name, around)) =
                self.respelled_name(text, &pass.words, at, &cached.word_counts)
            {
                misses.push((around, name));
                continue;
            }
            cached
                .lookups
                .iter()
                .for_each(|lookup| track::record(Table::Words, *lookup));
            if let Some((name, around)) = self.nearest(text, &pass.words, at, &cached.candidates) {
                misses.push((around, name));
            }
        }
        if misses.is_empty() {
            return Vec::new();
        }
        let excluded = pass.excluded_ranges();
        misses
            .into_iter()
            .filter(|(range, _)| {
                !excluded.iter().any(|other| overlap(other, range)) && !is_in_address(text, range)
            })
            .filter(|(range, name)| {
                !fuzzy::are_distinct(&fold(&text[range.clone()]), &fold(&name.text))
            })
            .map(|(range, name)| {
                let mut finding = near_name_finding(&text[range.clone()], &name.text, self.lang);
                let meant = (range.clone(), name.text.clone());
                finding.replacements.push(meant);
                (range, finding)
            })
            .collect()
    }

    /// Computes the properties of a word that do not depend on its context.
    fn cached(
        &self,
        word: &str,
        vocabulary: &Vocabulary,
        word_list: Option<&WordList>,
    ) -> CachedWord {
        let folded = folded_word(word);
        let mut cached = CachedWord::default();
        if let Some(word_counts) = self.word_counts.get(&folded)
            && !is_arabic(word)
            && !is_all_caps(word)
        {
            cached.word_counts.extend(word_counts);
        }
        if is_long(word)
            && !vocabulary.knows(word, &folded, &mut cached.lookups)
            && !word_list.is_some_and(|word_list| {
                without_proclitics(&folded).any(|form| word_list.is_name(form))
            })
        {
            cached.candidates = self.candidates(word, &folded).unwrap_or_default();
        }
        cached
    }

    /// Finds a name of several words that begins at word `at` with other accents, or with hyphens
    /// instead of spaces. `counts` are the word counts to try.
    fn respelled_name(
        &self,
        text: &str,
        words: &[Range<usize>],
        at: usize,
        counts: &[usize],
    ) -> Option<(&IndexedName, Range<usize>)> {
        let mut found: Option<(usize, Range<usize>)> = None;
        let mut folded = String::new();
        let mut used = 0;
        // Counts are tried in ascending order, so that each phrase extends the preceding one.
        for count in counts {
            let Some(here) = words.get(at..at + count) else {
                break;
            };
            for range in &here[used..] {
                if used > 0 {
                    folded.push(' ');
                }
                push_folded(&mut folded, &text[range.clone()]);
                used += 1;
            }
            let around = here[0].start..here[count - 1].end;
            let phrase = &text[around.clone()];
            for number in self.multi_word.get(&folded).into_iter().flatten() {
                let name = &self.names[*number];
                if phrase == name.text {
                    return None;
                }
                if unhyphened(phrase) == name.unhyphened {
                    if spelling(phrase) == name.spelling {
                        return None;
                    }
                    if found.as_ref().is_none_or(|(last, _)| last < number) {
                        found = Some((*number, around.clone()));
                    }
                }
            }
        }
        found.map(|(number, around)| (&self.names[number], around))
    }

    /// Returns the words of names that a word may misspell.
    fn candidates(&self, word: &str, folded: &str) -> Option<Vec<(NameWord, Option<usize>)>> {
        let stem = without_proclitics(folded).last()?;
        let length = stem.chars().count();
        if length < MIN_LENGTH {
            return None;
        }
        let own = letters(stem);
        let (start, end) = edge_letters(stem)?;
        let starting = self.starts.get(&start).into_iter().flatten();
        let ending = self.ends.get(&end).into_iter().flatten();
        let mut candidates = Vec::new();
        for candidate in starting.chain(ending) {
            let limit = limit(length.max(candidate.length));
            // An edit removes a letter, adds one, or does both.
            let differing = (own ^ candidate.letters).count_ones() as usize;
            if length.abs_diff(candidate.length) > limit || differing > 2 * limit {
                continue;
            }
            let name = &self.names[candidate.name];
            // For a name with several words, the neighbouring words are compared first, which is
            // cheaper than the distance.
            if name.words.len() > 1 {
                candidates.push((*candidate, None));
            } else if let Some(distance) = distance(
                word,
                stem,
                without_article(&name.words[candidate.word]),
                limit,
            ) {
                candidates.push((*candidate, Some(distance)));
            }
        }
        Some(candidates)
    }

    /// Returns the name nearest to the word `at`, with the range of the text that corresponds to
    /// the name.
    fn nearest(
        &self,
        text: &str,
        words: &[Range<usize>],
        at: usize,
        candidates: &[(NameWord, Option<usize>)],
    ) -> Option<(&IndexedName, Range<usize>)> {
        let mut best: Option<(usize, usize, Range<usize>)> = None;
        for (candidate, known) in candidates {
            let name = &self.names[candidate.name];
            let Some(around) = enclosing_match(text, words, at, name, candidate.word) else {
                continue;
            };
            let Some(distance) = known.or_else(|| {
                let word = &text[words[at].clone()];
                let folded = folded_word(word);
                let stem = without_proclitics(&folded).last()?;
                let limit = limit(stem.chars().count().max(candidate.length));
                distance(
                    word,
                    stem,
                    without_article(&name.words[candidate.word]),
                    limit,
                )
            }) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|(least, first, _)| (distance, candidate.name) < (*least, *first))
            {
                best = Some((distance, candidate.name, around));
            }
        }
        best.map(|(_, number, around)| (&self.names[number], around))
    }
}

fn near_name_finding(word: &str, name: &str, lang: Lang) -> LintFinding {
    LintFinding {
        code: Code::NearName,
        message: message!("no actor or region is called `{word}`", word),
        help: message!(
            "did you mean `{name}`? If it is another name for it, add it to its aliases; if it is something else, add it to `names` in content/style/{lang}.yaml",
            name,
            lang
        ),
        replacements: Vec::new(),
    }
}

/// Returns the range of a name around its misspelled word, if the other words of the name are
/// there.
fn enclosing_match(
    text: &str,
    words: &[Range<usize>],
    at: usize,
    name: &IndexedName,
    word: usize,
) -> Option<Range<usize>> {
    let first = at.checked_sub(word)?;
    let here = words.get(first..first + name.words.len())?;
    let is_match = here
        .iter()
        .zip(&name.words)
        .enumerate()
        .all(|(offset, (range, wanted))| offset == word || folds_to(&text[range.clone()], wanted));
    // An Arabic particle before the first word is not part of the name.
    is_match.then(|| here[0].start..here[here.len() - 1].end)
}

#[cfg(test)]
mod tests;
