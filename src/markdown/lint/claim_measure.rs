//! Compares what the words around a figure say with the measure of the claim that it links to.
//!
//! A claim of "neutralised" does not say who was killed, so the site's own voice must not say so
//! either. A word belongs to at most one number: to the next one if only words such as "at least"
//! are in between, or to the one before if only its noun and auxiliaries are. Quotations and
//! sentences that deny, ask or leave open are not checked, and a sentence that also names the
//! claim's measure is right.

use std::collections::BTreeMap;
use std::ops::Range;

use super::sentences::Sentences;
use super::sentences::is_clause_mark;
use super::{LintFinding, LintPass, overlap};
use crate::diag::{Code, Field};
use crate::lang::Lang;
use crate::message;
use crate::model::Measure;
use crate::model::terms::Term;
use crate::number::{NumberKind, readings};
use crate::wordlists::{MeasureGrammar, MeasureWord, MeasureWords};

/// The maximum number of words between a measure word and the number after it.
const MAX_BETWEEN: usize = 5;

/// The maximum number of words of the noun that a number counts.
const MAX_NOUN: usize = 3;

/// The maximum number of auxiliaries between the noun and the measure word.
const MAX_AUXILIARIES: usize = 3;

/// A claim that a text links to.
pub struct LinkedClaim {
    pub measure: Measure,
    /// The measure in the front matter of the event.
    pub field: Field,
    /// Other claims of the event with the same figure: what they count, and their addresses.
    pub others: Vec<(Measure, String)>,
}

/// A word that says something else than the claim.
pub struct MeasureFinding {
    pub finding: LintFinding,
    pub claim: LinkedClaim,
}

/// Returns findings for the links of a block whose words name another measure than their claim.
pub fn mismatches(
    pass: &LintPass,
    words: &MeasureWords,
    claims: &dyn Fn(&str) -> Option<LinkedClaim>,
    lang: Lang,
) -> Vec<(Range<usize>, MeasureFinding)> {
    let block = pass.block;
    if block.claimed.is_empty() {
        return Vec::new();
    }
    let named = words.find(&pass.text, &pass.words);
    if named.is_empty() {
        return Vec::new();
    }
    let clauses = MeasureClauses::new(pass, words.grammar(), named, lang);
    let excluded = pass.excluded_ranges();
    let is_own = |range: &Range<usize>| {
        first_after(&excluded, range.start).is_none_or(|other| !overlap(other, range))
    };
    let mut said = SaidMeasures::new(pass, &clauses);
    let mut found = Vec::new();
    for (link, destination) in block.claimed.iter().zip(&block.claims) {
        let bound = clauses.bound_to(link);
        if bound.is_empty() {
            continue;
        }
        let Some(claim) = claims(destination).filter(|claim| counts_people(claim.measure)) else {
            continue;
        };
        let is_strict = claim.measure == Measure::Neutralised;
        let is_right = |word: &BoundWord| agree(claim.measure, clauses.named[word.at].1.measure);
        if bound.iter().any(is_right)
            || said.leaves_open(link.start)
            || !is_strict && said.names(link.start, claim.measure)
        {
            continue;
        }
        let wrong = bound.iter().find(|word| {
            let (range, named) = &clauses.named[word.at];
            named.measure != Measure::Neutralised
                && (is_strict || !word.is_definite)
                && is_own(range)
        });
        if let Some(word) = wrong {
            let (range, named) = clauses.named[word.at].clone();
            let finding = measure_finding(&block.text[range.clone()], named, &claim, lang);
            found.push((range, MeasureFinding { finding, claim }));
        }
    }
    found
}

/// Returns the first of some sorted ranges that ends after an offset.
fn first_after(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    ranges.get(ranges.partition_point(|range| range.end <= at))
}

/// What each sentence of a block says besides its figures. A sentence may have any number of links,
/// so it is read once.
struct SaidMeasures<'c> {
    clauses: &'c MeasureClauses<'c>,
    sentences: Sentences,
    /// The measures in each sentence that belong to no number.
    named: BTreeMap<usize, Vec<Measure>>,
    /// Whether a sentence leaves open what happened.
    open: BTreeMap<usize, bool>,
}

impl<'c> SaidMeasures<'c> {
    fn new(pass: &LintPass, clauses: &'c MeasureClauses<'c>) -> SaidMeasures<'c> {
        let sentences = Sentences::new(&pass.block.text);
        let mut named: BTreeMap<usize, Vec<Measure>> = BTreeMap::new();
        for ((range, word), bound) in clauses.named.iter().zip(&clauses.bound) {
            let of_sentence = named.entry(sentences.number(range.start)).or_default();
            if bound.is_none() && !of_sentence.contains(&word.measure) {
                of_sentence.push(word.measure);
            }
        }
        SaidMeasures {
            clauses,
            sentences,
            named,
            open: BTreeMap::new(),
        }
    }

    /// Whether the sentence at an offset names a measure, or one that agrees, without a number.
    fn names(&self, at: usize, claimed: Measure) -> bool {
        let named = self.named.get(&self.sentences.number(at));
        named.is_some_and(|named| named.iter().any(|named| agree(claimed, *named)))
    }

    /// Whether the sentence at an offset denies, asks or leaves open what happened.
    fn leaves_open(&mut self, at: usize) -> bool {
        let number = self.sentences.number(at);
        let sentence = self.sentences.get(number);
        let clauses = self.clauses;
        *(self.open.entry(number)).or_insert_with(|| clauses.leaves_open(&sentence))
    }
}

/// Whether a measure is what happened to people. A text may describe the others in any words.
fn counts_people(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Killed
            | Measure::Wounded
            | Measure::Arrested
            | Measure::Neutralised
            | Measure::Abducted
            | Measure::Displaced
            | Measure::Surrendered
            | Measure::Released
            | Measure::Captured
    )
}

/// Whether a text may call what a claim counts by a word of another measure. Captured people may be
/// called arrested, abducted or surrendered, depending on who says it, and captured villages
/// released.
fn agree(claimed: Measure, named: Measure) -> bool {
    let is_taken = |measure| {
        matches!(
            measure,
            Measure::Arrested | Measure::Abducted | Measure::Captured | Measure::Surrendered
        )
    };
    claimed == named
        || is_taken(claimed) && is_taken(named)
        || claimed == Measure::Captured && named == Measure::Released
}

fn measure_finding(word: &str, named: MeasureWord, claim: &LinkedClaim, lang: Lang) -> LintFinding {
    let (claimed, named) = (claim.measure.text(), named.measure.text());
    let of_named = claim
        .others
        .iter()
        .find(|(measure, _)| measure.text() == named);
    let link = match of_named {
        Some((_, address)) => message!("link to `{address}`", address),
        None => message!("link to a claim with `measure: {named}`", named),
    };
    let help = match claim.measure {
        Measure::Neutralised => message!(
            "write `{quoted}`, which is the claimant's word, or {link}",
            quoted = match lang.tag().split('-').next() {
                Some("fr") => "« neutralisés »",
                Some("ar") => "«تحييد»",
                _ => "\"neutralised\"",
            },
            link
        ),
        _ => message!("write a word for `{claimed}`, or {link}", claimed, link),
    };
    LintFinding {
        code: Code::MeasureMismatch,
        message: message!(
            "the text says `{word}`, but the measure of the claim is `{claimed}`",
            word,
            claimed
        ),
        help,
        replacements: Vec::new(),
    }
}

/// The numbers of a block, and the measure words that belong to them.
struct MeasureClauses<'p> {
    /// The text in lower case, with all bytes at the same offsets.
    text: &'p str,
    words: &'p [Range<usize>],
    grammar: &'static MeasureGrammar,
    /// Numbers, and the first word of each link to a claim without a number.
    numbers: Vec<Range<usize>>,
    named: Vec<(Range<usize>, MeasureWord)>,
    /// The number of each word of `named`, and whether it refers to people known already.
    bound: Vec<Option<(usize, bool)>>,
    /// The words of `named` that belong to each number.
    by_number: Vec<Vec<BoundWord>>,
}

/// A measure word that belongs to a number.
#[derive(Clone)]
struct BoundWord {
    /// Its index in `named`.
    at: usize,
    /// Whether the number refers to people known already.
    is_definite: bool,
}

impl<'p> MeasureClauses<'p> {
    fn new(
        pass: &'p LintPass,
        grammar: &'static MeasureGrammar,
        named: Vec<(Range<usize>, MeasureWord)>,
        lang: Lang,
    ) -> MeasureClauses<'p> {
        let block = pass.block;
        let claimed = &block.claimed;
        let in_link = |range: &Range<usize>| {
            first_after(claimed, range.start).is_some_and(|link| overlap(link, range))
        };
        let mut numbers: Vec<Range<usize>> = readings(lang, &block.text)
            .into_iter()
            .filter(|number| number.kind != NumberKind::Year || in_link(&number.range))
            .map(|number| number.range)
            .collect();
        let is_named = |word: &Range<usize>| {
            let next = named.partition_point(|(range, _)| range.end <= word.start);
            named
                .get(next)
                .is_some_and(|(range, _)| overlap(range, word))
        };
        let implied: Vec<Range<usize>> = claimed
            .iter()
            .filter(|link| {
                first_after(&numbers, link.start).is_none_or(|number| !overlap(number, link))
            })
            .filter_map(|link| first_after(&pass.words, link.start))
            .filter(|first| in_link(first) && !is_named(first))
            .cloned()
            .collect();
        numbers.extend(implied);
        numbers.sort_by_key(|number| number.start);
        let mut clauses = MeasureClauses {
            text: &pass.text,
            words: &pass.words,
            grammar,
            numbers,
            named,
            bound: Vec::new(),
            by_number: Vec::new(),
        };
        clauses.bound = (0..clauses.named.len())
            .map(|at| clauses.number_of(at))
            .collect();
        clauses.by_number = vec![Vec::new(); clauses.numbers.len()];
        for (at, bound) in clauses.bound.iter().enumerate() {
            if let Some((number, is_definite)) = *bound {
                clauses.by_number[number].push(BoundWord { at, is_definite });
            }
        }
        clauses
    }

    /// Returns the measure words that belong to the numbers of a link.
    fn bound_to(&self, link: &Range<usize>) -> Vec<BoundWord> {
        let first = self
            .numbers
            .partition_point(|number| number.end <= link.start);
        let numbers = self.numbers[first..].iter().zip(&self.by_number[first..]);
        numbers
            .take_while(|(number, _)| number.start < link.end)
            .flat_map(|(_, words)| words.iter().cloned())
            .collect()
    }

    /// Returns the number that a measure word belongs to, and whether it is definite.
    fn number_of(&self, at: usize) -> Option<(usize, bool)> {
        let (range, word) = &self.named[at];
        if self.is_alternative(range) {
            return None;
        }
        let after = word.is_before.then(|| self.number_after(range)).flatten();
        let labelled = || self.labelled_number(range);
        let before = || {
            (word.is_noun || word.is_participle)
                .then(|| self.number_before(range, *word))
                .flatten()
        };
        after.or_else(labelled).or_else(before)
    }

    /// Whether a word is one of several that may be right: "killed or captured".
    fn is_alternative(&self, range: &Range<usize>) -> bool {
        let is_or = |word: Option<&Range<usize>>| {
            word.is_some_and(|word| self.grammar.or.contains(&&self.text[word.clone()]))
        };
        let first = self.words.partition_point(|word| word.end <= range.start);
        let next = self.words.partition_point(|word| word.start < range.end);
        is_or(self.words[..first].last()) || is_or(self.words.get(next))
    }

    /// Returns the number after a word: "killed at least 19".
    fn number_after(&self, word: &Range<usize>) -> Option<(usize, bool)> {
        let number = self
            .numbers
            .partition_point(|number| number.start < word.end);
        let gap = word.end..self.numbers.get(number)?.start;
        let between = self.words_between(&gap)?;
        let is_definite = |word: &str| self.grammar.definite.contains(&word);
        let fits = between.len() <= MAX_BETWEEN
            && is_one_clause(&self.text[gap])
            && (between.iter())
                .all(|word| self.grammar.between.contains(word) || is_definite(word))
            && !between
                .windows(2)
                .any(|pair| self.grammar.of.contains(&pair[0]) && is_definite(pair[1]));
        fits.then(|| (number, between.into_iter().any(is_definite)))
    }

    /// Returns the number of a label at the start of its block: "Killed: 19".
    fn labelled_number(&self, word: &Range<usize>) -> Option<(usize, bool)> {
        let number = self
            .numbers
            .partition_point(|number| number.start < word.end);
        let gap = word.end..self.numbers.get(number)?.start;
        let is_label = self.text[..word.start].trim().is_empty() && self.text[gap].trim() == ":";
        is_label.then_some((number, false))
    }

    /// Returns the number before a word: "19 people were killed".
    fn number_before(&self, word: &Range<usize>, named: MeasureWord) -> Option<(usize, bool)> {
        // An Arabic "and" that is written together with the word begins another noun.
        if self.text[..word.start].ends_with(['و', 'ف']) {
            return None;
        }
        let last = self
            .numbers
            .partition_point(|number| number.end <= word.start);
        let number = last.checked_sub(1)?;
        let gap = self.numbers[number].end..word.start;
        let between = self.words_between(&gap)?;
        let grammar = self.grammar;
        let noun = between
            .iter()
            .take_while(|word| !grammar.auxiliary.contains(word))
            .count();
        let (noun, auxiliaries) = between.split_at(noun);
        let is_plain = |word: &&str| {
            !grammar.stop.contains(word)
                && !grammar.doubt.contains(word)
                && !grammar.definite.contains(word)
        };
        let next = self
            .named
            .partition_point(|(range, _)| range.end <= gap.start);
        let has_measure = (self.named.get(next)).is_some_and(|(range, _)| overlap(range, &gap));
        let fits = noun.len() <= MAX_NOUN
            && auxiliaries.len() <= MAX_AUXILIARIES
            && noun.iter().all(is_plain)
            && auxiliaries
                .iter()
                .all(|word| grammar.auxiliary.contains(word))
            && !has_measure
            && is_one_clause(&self.text[gap]);
        if !fits || !named.is_noun && !self.is_passive(word, auxiliaries) {
            return None;
        }
        let is_definite = self.definite_before(number)?;
        Some((number, is_definite))
    }

    /// Whether a participle is passive, going by its auxiliary or by the word after it.
    fn is_passive(&self, word: &Range<usize>, auxiliaries: &[&str]) -> bool {
        let grammar = self.grammar;
        let verb = (auxiliaries.iter().rev())
            .find(|word| grammar.passive.contains(word) || grammar.active.contains(word));
        if let Some(verb) = verb {
            return grammar.passive.contains(verb);
        }
        let next = self.words.partition_point(|other| other.start < word.end);
        grammar.followers.is_empty()
            || self.words.get(next).is_none_or(|next| {
                !is_one_clause(&self.text[word.end..next.start])
                    || grammar.followers.contains(&&self.text[next.clone()])
            })
    }

    /// Whether a definite word is before a number. Returns `None` if only a part of the number is
    /// meant: "of the 19", "among 19".
    fn definite_before(&self, number: usize) -> Option<bool> {
        let grammar = self.grammar;
        let start = self.numbers[number].start;
        let first = self.words.partition_point(|word| word.end <= start);
        let mut is_definite = false;
        let mut end = start;
        for word in self.words[..first].iter().rev().take(MAX_BETWEEN) {
            if !is_one_clause(&self.text[word.end..end]) {
                break;
            }
            let text = &self.text[word.clone()];
            if grammar.partitive.contains(&text) || is_definite && grammar.of.contains(&text) {
                return None;
            }
            let is_article = grammar.definite.contains(&text);
            if !is_article && !grammar.between.contains(&text) {
                break;
            }
            is_definite |= is_article;
            end = word.start;
        }
        Some(is_definite)
    }

    /// Whether a sentence denies, asks or leaves open what happened.
    fn leaves_open(&self, sentence: &Range<usize>) -> bool {
        let words = self.words_in(sentence);
        let is_open = words.iter().enumerate().any(|(at, word)| {
            // "No fewer than 19" and "pas moins de 19" deny nothing.
            let is_bound = words
                .get(at + 1)
                .is_some_and(|next| self.grammar.between.contains(next));
            self.grammar.doubt.contains(word) && !is_bound
        });
        is_open || self.text[sentence.clone()].contains(['?', '؟'])
    }

    /// Returns the few words between a measure word and a number. `None` if they are far apart.
    fn words_between(&self, gap: &Range<usize>) -> Option<Vec<&'p str>> {
        const FAR: usize = 200;
        (gap.len() <= FAR).then(|| self.words_in(gap))
    }

    /// Returns the words within a range.
    fn words_in(&self, range: &Range<usize>) -> Vec<&'p str> {
        let first = self.words.partition_point(|word| word.start < range.start);
        self.words[first..]
            .iter()
            .take_while(|word| word.end <= range.end)
            .map(|word| &self.text[word.clone()])
            .collect()
    }
}

/// Whether a text contains no mark that separates clauses, and no picture.
fn is_one_clause(text: &str) -> bool {
    !text.contains(|c| is_clause_mark(c) || c == '\u{fffc}')
}
