//! Word lists: words that take a side, and words that make a number a casualty figure.
//!
//! Lists for French, English and Arabic are built in. A site's `content/style/<lang>.yaml` adds to
//! the list of its language, replaces entries, or allows words (`without`). Matching ignores case.
//! An entry's `except` phrases, in which the word is neutral, suppress the match. Errors in lists
//! are reported as for any other file.
//!
//! Built-in reasons come in each language of messages, because a finding is in the language of the
//! editor and not of the text. They are beside their words and not in a catalogue, because whoever
//! adds a word gives its reason.

mod measures;
mod raw;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use self::measures::{MeasureGrammar, MeasureWord, MeasureWords};
use self::raw::{ListOrigin, RawWordList, built_in, merged, read_list};
use crate::diag::{Diagnostics, Field};
use crate::fields::FieldContext;
use crate::lang::{Lang, Languages};
use crate::load::ContentTree;
use crate::messages::Argument;
use crate::phrases::{PhraseMatcher, leftmost_longest};
use crate::source::SourceFiles;

/// The word lists of a site by language.
#[derive(Default)]
pub struct WordLists {
    by_lang: BTreeMap<Lang, WordList>,
}

impl WordLists {
    /// Returns the list of a language, or `None` if there is none.
    pub fn get(&self, lang: Lang) -> Option<&WordList> {
        self.by_lang.get(&lang)
    }
}

/// The word list of one language.
pub struct WordList {
    entries: Vec<LoadedWord>,
    matcher: PhraseMatcher,
    /// The meaning of each phrase of `matcher`, in the same order.
    meanings: Vec<WordMeaning>,
    figures: CasualtyWords,
    measures: Option<MeasureWords>,
    names: BTreeSet<String>,
}

/// Rules for the number to which a casualty word belongs. All words are in lower case.
#[derive(Clone, Debug, Default)]
pub struct CasualtyWords {
    /// Words allowed between a casualty word and the number after it: "killed at least 19".
    pub between: BTreeSet<String>,
    /// Words directly before a casualty word that separate it from an earlier number: "3 attacks
    /// have killed".
    pub not_after: BTreeSet<String>,
    /// Words directly after a casualty word that separate it from an earlier number: "three men
    /// killed a farmer".
    pub not_before: BTreeSet<String>,
    /// Units that are not casualties: "killed two days later".
    pub units: BTreeSet<String>,
}

/// Words that indicate what a sentence is about.
#[derive(Clone, Debug, Default)]
pub struct TopicWords {
    /// The sentence is about a word, or attributes it: "the term", "called".
    pub about: Vec<String>,
    /// The sentence is about sport, art, business or nature, where words of war have other
    /// meanings.
    pub elsewhere: Vec<String>,
    /// The deaths in the sentence are not part of a conflict: "malaria", "crash".
    pub apart: Vec<String>,
    /// The sentence is about violence: "attack", "shelling".
    pub conflict: Vec<String>,
}

/// A word that takes a side, in all its forms.
#[derive(Clone, Debug)]
pub struct LoadedWord {
    pub forms: Vec<String>,
    /// Phrases in which the word is neutral.
    pub except: Vec<String>,
    /// Why the word takes a side, as a sentence.
    pub reason: Argument,
    /// What to write instead.
    pub instead: Argument,
    /// The file of the site that has the entry; `None` in a built-in list.
    pub file: Option<String>,
}

/// Matches of a word list in a text, from left to right.
pub struct WordMatches<'s> {
    pub loaded: Vec<(Range<usize>, &'s LoadedWord)>,
    pub casualties: Vec<Range<usize>>,
    /// Words that indicate what a sentence is about; see [`TopicWords`].
    pub about: Vec<Range<usize>>,
    pub elsewhere: Vec<Range<usize>>,
    pub apart: Vec<Range<usize>>,
    pub conflict: Vec<Range<usize>>,
}

/// The role of a phrase. Entries are given by their index.
#[derive(Clone, Copy)]
enum WordMeaning {
    Loaded(usize),
    Neutral(usize),
    Casualty,
    About,
    Elsewhere,
    Apart,
    Conflict,
}

impl WordList {
    /// Finds the words of the list in a text that was [`normalized`](crate::phrases::normalized).
    pub fn find(&self, text: &str, words: &[Range<usize>]) -> WordMatches<'_> {
        let hits = self.matcher.hits(text, words.iter().cloned());
        let neutral: Vec<(Range<usize>, usize)> = hits
            .iter()
            .filter_map(|(range, phrase)| match self.meanings[*phrase] {
                WordMeaning::Neutral(entry) => Some((range.clone(), entry)),
                _ => None,
            })
            .collect();
        let mut loaded = Vec::new();
        let mut casualties = Vec::new();
        let [mut about, mut elsewhere, mut others, mut conflict] = [const { Vec::new() }; 4];
        for (range, phrase) in hits {
            match self.meanings[phrase] {
                WordMeaning::Loaded(entry) => {
                    let hidden = neutral.iter().any(|(around, of)| {
                        *of == entry && around.start <= range.start && range.end <= around.end
                    });
                    if !hidden {
                        loaded.push((range, &self.entries[entry]));
                    }
                }
                WordMeaning::Casualty => casualties.push((range, ())),
                WordMeaning::Neutral(_) => {}
                WordMeaning::About => about.push(range),
                WordMeaning::Elsewhere => elsewhere.push(range),
                WordMeaning::Apart => others.push(range),
                WordMeaning::Conflict => conflict.push(range),
            }
        }
        WordMatches {
            loaded: leftmost_longest(loaded),
            casualties: leftmost_longest(casualties)
                .into_iter()
                .map(|(range, ())| range)
                .collect(),
            about,
            elsewhere,
            apart: others,
            conflict,
        }
    }

    /// Returns the rules for casualty words and numbers.
    pub fn figures(&self) -> &CasualtyWords {
        &self.figures
    }

    /// Returns the words that name measures, or `None` if the language has none.
    pub fn measures(&self) -> Option<&MeasureWords> {
        self.measures.as_ref()
    }

    /// Whether the site lists a folded word as a name that is spelled correctly.
    pub fn is_name(&self, word: &str) -> bool {
        self.names.contains(word)
    }
}

/// Reads the word lists of a site: the built-in ones, overridden by its own.
pub fn read_all(
    tree: &ContentTree,
    languages: &Languages,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> WordLists {
    let mut lists = WordLists::default();
    for lang in languages.iter() {
        let mut list = built_in(lang);
        for file in tree.styles.iter().filter(|file| file.lang == lang) {
            let mut context = FieldContext::new(sources, languages, lang);
            let origin = ListOrigin::Site(sources.path(file.file));
            let own = read_list(&file.value, Field::top(file.file), origin, &mut context);
            list = Some(merged(list.unwrap_or_default(), own, &mut context));
            diagnostics.append(context.diagnostics);
        }
        if let Some(list) = list {
            lists
                .by_lang
                .insert(lang, compile(list, MeasureWords::for_lang(lang)));
        }
    }
    lists
}

/// Builds the matcher of a list.
fn compile(list: RawWordList, measures: Option<MeasureWords>) -> WordList {
    let mut phrases: Vec<String> = Vec::new();
    let mut meanings = Vec::new();
    let mut add = |form: &String, meaning: WordMeaning| {
        phrases.push(form.clone());
        meanings.push(meaning);
        if form.contains('\'') {
            phrases.push(form.replace('\'', "’"));
            meanings.push(meaning);
        }
    };
    for (number, entry) in list.words.iter().enumerate() {
        entry
            .forms
            .iter()
            .for_each(|form| add(form, WordMeaning::Loaded(number)));
        entry
            .except
            .iter()
            .for_each(|form| add(form, WordMeaning::Neutral(number)));
    }
    list.casualties
        .iter()
        .for_each(|form| add(form, WordMeaning::Casualty));
    let topics = &list.topics;
    topics
        .about
        .iter()
        .for_each(|form| add(form, WordMeaning::About));
    topics
        .elsewhere
        .iter()
        .for_each(|form| add(form, WordMeaning::Elsewhere));
    topics
        .apart
        .iter()
        .for_each(|form| add(form, WordMeaning::Apart));
    topics
        .conflict
        .iter()
        .for_each(|form| add(form, WordMeaning::Conflict));
    WordList {
        matcher: PhraseMatcher::new(&phrases),
        meanings,
        entries: list.words,
        figures: list.figures,
        measures,
        names: list.names.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::raw::{BUILT_IN, read_built_in};
    use super::*;
    use crate::phrases::words;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("a tag")
    }

    #[test]
    fn built_in_lists_have_no_errors() {
        for (tag, text) in BUILT_IN {
            let (list, diagnostics) = read_built_in(text, lang(tag));
            assert!(!diagnostics.has_errors(), "{tag} has findings");
            assert!(
                list.words.len() >= 20,
                "{tag} has {} entries",
                list.words.len()
            );
            assert!(!list.casualties.is_empty(), "{tag}");
            let mut seen = BTreeSet::new();
            for entry in &list.words {
                assert!(!entry.forms.is_empty(), "{tag}: {entry:?}");
                for form in entry.forms.iter().chain(&entry.except) {
                    assert!(seen.insert(form.clone()), "{tag}: `{form}` stands twice");
                }
                for phrase in &entry.except {
                    assert!(
                        entry
                            .forms
                            .iter()
                            .any(|form| phrase.contains(form.as_str())),
                        "{tag}: `{phrase}` hides no form of its entry"
                    );
                }
                for text in [&entry.reason, &entry.instead] {
                    let Argument::Translated(text) = text else {
                        panic!("{tag}: {text:?} is in one language");
                    };
                    for text in [&text.english, &text.french, &text.arabic] {
                        let first = text.chars().next().expect("a text has letters");
                        assert!(
                            !first.is_uppercase() && !text.ends_with('.'),
                            "{tag}: {text}"
                        );
                    }
                }
            }
            let mut casualties = BTreeSet::new();
            for form in &list.casualties {
                assert!(casualties.insert(form), "{tag}: `{form}` stands twice");
            }
        }
    }

    #[test]
    fn a_variety_has_the_list_of_its_language() {
        assert!(built_in(lang("fr-CA")).is_some());
        assert!(built_in(lang("bm")).is_none());
    }

    #[test]
    fn a_phrase_hides_only_the_word_of_its_own_entry() {
        let entry = |form: &str, except: &[&str]| LoadedWord {
            forms: vec![form.to_owned()],
            except: except.iter().map(|phrase| (*phrase).to_owned()).collect(),
            reason: Argument::Text("why".to_owned()),
            instead: Argument::Text("what".to_owned()),
            file: None,
        };
        let list = compile(
            RawWordList {
                words: vec![
                    entry("regime", &["sanctions regime"]),
                    entry("sanctions", &[]),
                ],
                ..RawWordList::default()
            },
            None,
        );
        let text = "the sanctions regime of the regime";
        let words: Vec<Range<usize>> = words(text).collect();
        let matches = list.find(text, &words);
        let found: Vec<Range<usize>> = matches.loaded.into_iter().map(|(range, _)| range).collect();
        assert_eq!(found, [4..13, 28..34]);
    }
}
