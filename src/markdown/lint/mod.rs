//! Checks the wording of unquoted prose.
//!
//! Each block of a body, and each text of a front matter, is searched for words that take a side,
//! misspelled names, and casualty figures without a claim. Quotations and block quotes are the
//! words of others and are not checked. The words come from word lists; [`name_index`] knows the
//! names.

mod claim_measure;
mod edit_distance;
mod front_matter;
mod name_forms;
mod name_index;
mod passage;
mod quoted;
mod sentences;
mod unclaimed_number;
mod vocabulary;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Event;

pub use self::claim_measure::LinkedClaim;
use self::name_index::NameIndex;
pub use self::name_index::WordCache;
use self::passage::{Passage, blocks};
pub use self::quoted::quoted;
use self::sentences::Sentences;
use self::unclaimed_number::KnownFigures;
use self::vocabulary::Vocabulary;
use super::bare_address::is_in_address;
use super::mention::Mentions;
use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{Table, TableHashes};
use crate::lang::{Lang, Languages};
use crate::message;
use crate::messages::Message;
use crate::model::Atlas;
use crate::phrases::{normalized, words};
use crate::source::{FileId, Span};
use crate::wordlists::{LoadedWord, WordLists, WordMatches};

/// The maximum number of words between a word that takes a side and an attribution before or after
/// it.
const MAX_BEFORE: usize = 5;
const MAX_AFTER: usize = 3;

/// The linter of a site's prose.
pub struct ProseLint {
    word_lists: WordLists,
    vocabulary: Vocabulary,
    name_indexes: BTreeMap<Lang, NameIndex>,
    known_figures: KnownFigures,
}

impl ProseLint {
    /// Builds the linter of a site with these word lists.
    pub fn new(atlas: &Atlas, languages: &Languages, word_lists: WordLists) -> ProseLint {
        let indexes = || {
            languages
                .iter()
                .map(|lang| (lang, NameIndex::new(lang, atlas)))
                .collect()
        };
        let (vocabulary, (name_indexes, known_figures)) = rayon::join(
            || Vocabulary::new(atlas),
            || (indexes(), KnownFigures::new(atlas)),
        );
        ProseLint {
            word_lists,
            vocabulary,
            name_indexes,
            known_figures,
        }
    }

    /// Adds to a fingerprint the data that all texts are checked against. Word lists are part of
    /// the site's files and the program. Claims only appear in findings, and texts with findings
    /// are always composed again.
    pub fn fingerprint(&self, fingerprint: &mut Fingerprint) {
        self.name_indexes
            .values()
            .for_each(|index| index.fingerprint(fingerprint));
        fingerprint.value(&(
            self.known_figures.estimates(),
            self.known_figures.first_year(),
        ));
    }

    /// Returns the fingerprints of the words that are looked up individually.
    pub fn row(&self) -> (Table, TableHashes) {
        self.vocabulary.row()
    }

    /// Lints a body with its parsed `events`.
    pub fn lint_body(
        &self,
        lang: Lang,
        body: &LintBody,
        events: &[(Event, Range<usize>)],
        mentions: Option<&Mentions>,
        cache: &mut BTreeMap<Lang, WordCache>,
    ) -> Diagnostics {
        let LintBody {
            file,
            start,
            text,
            claims,
        } = *body;
        let mut diagnostics = Diagnostics::default();
        let (word_list, names) = (self.word_lists.get(lang), self.name_indexes.get(&lang));
        let cache = cache.entry(lang).or_default();
        for block in blocks(events, text) {
            let mut findings = Vec::new();
            let pass = LintPass::new(&block, mentions);
            if let Some(word_list) = word_list {
                let matches = word_list.find(&pass.text, &pass.words);
                findings.extend(pass.loaded_words(&matches));
                findings.extend(unclaimed_number::unclaimed(
                    &pass,
                    &matches,
                    word_list,
                    &self.known_figures,
                    lang,
                ));
            }
            if let Some(names) = names {
                findings.extend(names.near_misses(&pass, &self.vocabulary, word_list, cache));
            }
            for (range, mut finding) in findings {
                let source = block.source(&range);
                let fixes = std::mem::take(&mut finding.replacements).into_iter();
                let fixes = fixes.filter_map(|(range, new)| {
                    let source = block.source(&range);
                    let is_written = text.get(source.clone()) == block.text.get(range);
                    let span = Span::new(file, start + source.start..start + source.end);
                    let title = message!("write `{line}`", line = new.as_str());
                    is_written.then(|| Fix::not_safe(title).replace(span, new))
                });
                let fixes = fixes.collect();
                let span = Span::new(file, start + source.start..start + source.end);
                diagnostics.push(finding.at(span).fixes(fixes));
            }
            if let Some(words) = word_list.and_then(|list| list.measures()) {
                for (range, finding) in claim_measure::mismatches(&pass, words, claims, lang) {
                    let source = block.source(&range);
                    let span = Span::new(file, start + source.start..start + source.end);
                    let claim = &finding.claim.field;
                    let words = message!("the measure of the claim");
                    diagnostics.push(finding.finding.at(span).related(claim, words));
                }
            }
        }
        diagnostics
    }
}

/// A body to lint.
pub struct LintBody<'t> {
    pub file: FileId,
    /// The offset of the body in its file.
    pub start: usize,
    pub text: &'t str,
    /// Returns the claim that a link leads to, if there is one.
    pub claims: &'t dyn Fn(&str) -> Option<LinkedClaim>,
}

/// A finding that has no location yet.
struct LintFinding {
    code: Code,
    message: Message,
    help: Message,
    /// Ranges of the block with texts that may be meant; alternatives, if there are several.
    replacements: Vec<(Range<usize>, String)>,
}

impl LintFinding {
    fn at(self, place: impl Into<crate::diag::Location>) -> Diagnostic {
        Diagnostic::new(self.code, place, self.message).help(self.help)
    }
}

/// A block that is being linted.
struct LintPass<'b> {
    block: &'b Passage,
    /// The ranges of the block's words in `text`.
    words: Vec<Range<usize>>,
    text: String,
    mentions: Option<&'b Mentions>,
}

impl<'b> LintPass<'b> {
    fn new(block: &'b Passage, mentions: Option<&'b Mentions>) -> LintPass<'b> {
        // Words average six bytes, including the space.
        let mut all = Vec::with_capacity(block.text.len() / 5 + 1);
        all.extend(words(&block.text));
        LintPass {
            words: all,
            text: normalized(&block.text),
            block,
            mentions,
        }
    }

    /// Returns findings for words that take a side outside quotations, names and addresses.
    fn loaded_words(&self, matches: &WordMatches) -> Vec<(Range<usize>, LintFinding)> {
        if matches.loaded.is_empty() {
            return Vec::new();
        }
        let text = &self.block.text;
        let others = self.excluded_ranges();
        let sentences = Sentences::new(text);
        let elsewhere = sentences.about(&matches.elsewhere, &matches.conflict);
        let is_excluded = |range: &Range<usize>| {
            let next = others.partition_point(|other| other.end <= range.start);
            others.get(next).is_some_and(|other| overlap(other, range))
        };
        matches
            .loaded
            .iter()
            .filter(|(range, _)| !is_excluded(range))
            .filter(|(range, _)| !is_in_address(text, range) && !self.is_in_name(range))
            .filter(|(range, _)| {
                let sentence = sentences.around(range.start);
                !elsewhere[sentences.number(range.start)]
                    && !self.is_about(range, &sentence, &matches.about)
            })
            .map(|(range, entry)| {
                (
                    range.clone(),
                    loaded_word_finding(&text[range.clone()], entry),
                )
            })
            .collect()
    }

    /// Whether a word is part of a name: it is capitalized, and next to another capitalized word or
    /// a number (Terrorism Act 2000).
    fn is_in_name(&self, range: &Range<usize>) -> bool {
        let text = &self.block.text;
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        let is_joined = |between: &str| {
            !between.contains(|c: char| !matches!(c, ' ' | '\n' | '\u{a0}' | '-' | '’' | '\''))
        };
        if !is_capital(&text[range.clone()]) {
            return false;
        }
        let first = self.words.partition_point(|word| word.end <= range.start);
        let last = self.words.partition_point(|word| word.start < range.end);
        // Function words occur within names.
        let is_small = |word: &str| {
            matches!(
                word,
                "of" | "the"
                    | "de"
                    | "des"
                    | "du"
                    | "la"
                    | "le"
                    | "les"
                    | "d"
                    | "l"
                    | "and"
                    | "et"
                    | "for"
                    | "against"
                    | "contre"
                    | "on"
                    | "s"
                    | "to"
            )
        };
        let is_part = |word: &str| {
            is_capital(word) && word.chars().count() > 1
                || word.starts_with(|c: char| c.is_ascii_digit())
        };
        let mut end = range.end;
        for word in self.words[last..].iter().take(3) {
            let after = &text[word.clone()];
            if !is_joined(&text[end..word.start]) {
                break;
            }
            if is_part(after) {
                return true;
            }
            if !is_small(after) {
                break;
            }
            end = word.end;
        }
        let mut start = range.start;
        for word in self.words[..first].iter().rev().take(3) {
            let before = &text[word.clone()];
            if !is_joined(&text[word.end..start]) {
                break;
            }
            // The first word of a sentence is always capitalized.
            let is_first = text[..word.start].trim_end().is_empty()
                || text[..word.start]
                    .trim_end()
                    .ends_with(['.', '!', '?', ':', '\n']);
            if is_part(before) && (!is_first || !is_small(&before.to_lowercase())) {
                return !is_first || before.chars().count() > 3;
            }
            if !is_small(before) {
                break;
            }
            start = word.start;
        }
        false
    }

    /// Whether a sentence is about the word itself, or attributes it: a word that indicates this
    /// occurs shortly before it or right after it.
    fn is_about(
        &self,
        range: &Range<usize>,
        sentence: &Range<usize>,
        about: &[Range<usize>],
    ) -> bool {
        let first = self.words.partition_point(|word| word.end <= range.start);
        let last = self.words.partition_point(|word| word.start < range.end);
        let from = self.words[first.saturating_sub(MAX_BEFORE)..first]
            .first()
            .map_or(range.start, |word| word.start);
        let to = self.words[last..]
            .iter()
            .take(MAX_AFTER)
            .next_back()
            .map_or(range.end, |word| word.end);
        let nearby = from.max(sentence.start)..to.min(sentence.end);
        sentences::first_in(about, &nearby).is_some()
    }

    /// Returns the ranges that are not the site's own choice of words: quotations, and names of
    /// actors and regions.
    fn excluded_ranges(&self) -> Vec<Range<usize>> {
        let text = &self.block.text;
        let mut others = quoted(text);
        others.extend(self.block.named.iter().cloned());
        others.extend(self.block.foreign.iter().cloned());
        if let Some(mentions) = self.mentions {
            let found = mentions.find(text);
            others.extend(found.into_iter().map(|(range, _)| range));
        }
        merged(others)
    }
}

/// Returns a finding with the reason of a word list. A reason of the site is in its own language,
/// so the message says whose it is.
fn loaded_word_finding(word: &str, entry: &LoadedWord) -> LintFinding {
    let (message, help) = match &entry.file {
        None => (
            message!(
                "`{word}` takes a side: {reason}",
                word,
                reason = entry.reason
            ),
            message!(
                "{instead}; or put it in quotation marks and say whose word it is",
                instead = entry.instead
            ),
        ),
        Some(path) => (
            message!(
                "`{word}` takes a side according to {path}: {reason}",
                word,
                path,
                reason = entry.reason
            ),
            message!(
                "{path} suggests: {instead}; or put it in quotation marks and say whose word it is",
                path,
                instead = entry.instead
            ),
        ),
    };
    LintFinding {
        code: Code::LoadedWord,
        message,
        help,
        replacements: Vec::new(),
    }
}

/// Sorts ranges, and merges those that touch or overlap.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Whether two ranges overlap.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
