//! Finds casualty figures without a claim.
//!
//! A number next to a casualty word in the same clause is a figure. It has a claim if it is the
//! text of a link to a claim. The number follows the casualty word with only words such as "at
//! least" in between, or precedes it by at most four words. The word list of the language has these
//! words.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::sentences::{Sentences, is_clause_mark};
use super::{LintFinding, LintPass, merged, overlap};
use crate::diag::Code;
use crate::lang::Lang;
use crate::message;
use crate::messages::or_list;
use crate::model::{Amount, Atlas, Measure};
use crate::number::{NumberKind, NumberMatch, readings};
use crate::wordlists::{CasualtyWords, WordList, WordMatches};

/// The maximum number of words by which a casualty word follows its number.
const MAX_AFTER: usize = 4;

/// The maximum number of words between a casualty word and the number after it.
const MAX_BETWEEN: usize = 5;

/// The maximum number of claims that a finding suggests.
const MAX_SUGGESTIONS: usize = 3;

/// The casualty figures that a site records.
#[derive(Default)]
pub struct KnownFigures {
    /// The addresses of claims, by count.
    claims: BTreeMap<u64, BTreeSet<String>>,
    /// Ranges of estimates that the site's editors signed, and what they count.
    estimates: BTreeSet<(u64, u64, Measure)>,
    /// The year of the first event.
    first_year: Option<i16>,
}

impl KnownFigures {
    /// Returns the ranges of the site's own estimates, and what they count.
    pub fn estimates(&self) -> &BTreeSet<(u64, u64, Measure)> {
        &self.estimates
    }

    /// Whether an estimate of the site has this range and counts what a casualty word names. A
    /// word such as "victims" names the dead and the wounded.
    fn has_estimate(&self, low: u64, high: u64, named: Option<Measure>) -> bool {
        let is_of = |measure| self.estimates.contains(&(low, high, measure));
        low != high
            && match named {
                Some(measure) => is_of(measure) || is_of(Measure::Other),
                None => [Measure::Killed, Measure::Wounded, Measure::Other]
                    .into_iter()
                    .any(is_of),
            }
    }

    /// Returns the year of the first event. Figures for earlier years are history and need no
    /// claim.
    pub fn first_year(&self) -> Option<i16> {
        self.first_year
    }

    /// Collects the figures of all events.
    pub fn new(atlas: &Atlas) -> KnownFigures {
        let mut known = KnownFigures::default();
        for (_, event) in atlas.events.iter() {
            if let Some(day) = event.date.earliest() {
                let year = day.year();
                known.first_year = Some(known.first_year.map_or(year, |first| first.min(year)));
            }
            for claim in &event.claims {
                // Neutralised people are not necessarily dead, so a claim about them is not
                // suggested for a number of deaths.
                let casualties = matches!(
                    claim.measure,
                    Measure::Killed | Measure::Wounded | Measure::Other
                );
                if let Amount::Count(count) = &claim.amount
                    && casualties
                {
                    for number in [count.low, count.best, count.high].into_iter().flatten() {
                        let address = format!("claim:{}#{}", event.id, claim.id);
                        known.claims.entry(number).or_default().insert(address);
                    }
                }
            }
            for estimate in &event.estimates {
                if let (Some(low), Some(high)) = (estimate.count.low, estimate.count.high) {
                    known.estimates.insert((low, high, estimate.measure));
                }
            }
        }
        known
    }
}

/// Returns findings for the casualty figures of a block that have no claim.
pub fn unclaimed(
    pass: &LintPass,
    matches: &WordMatches,
    word_list: &WordList,
    known: &KnownFigures,
    lang: Lang,
) -> Vec<(Range<usize>, LintFinding)> {
    let casualties = &matches.casualties;
    if casualties.is_empty() {
        return Vec::new();
    }
    let text = pass.block.text.as_str();
    let mut numbers: Vec<NumberMatch> = readings(lang, text);
    // Arabic number words count seasons, injuries and goals as often as victims, so only digits are
    // checked.
    if lang.tag().split('-').next() == Some("ar") {
        numbers.retain(|number| text[number.range.clone()].contains(char::is_numeric));
    }
    if numbers.is_empty() {
        return Vec::new();
    }
    let mut excluded: Option<Vec<Range<usize>>> = None;
    let clauses = Clauses {
        text: &pass.text,
        words: &pass.words,
        numbers: numbers.iter().map(|number| number.range.clone()).collect(),
        figures: word_list.figures(),
    };
    let mut found: Vec<(Range<usize>, LintFinding)> = Vec::new();
    let exempt = ExemptSentences::new(pass, matches, &numbers, known);
    let mut starts = BTreeSet::new();
    for casualty in casualties {
        let Some(at) = clauses.number_for(casualty) else {
            continue;
        };
        let NumberMatch {
            range,
            low,
            high,
            kind,
        } = &numbers[at];
        let is_excluded = {
            let excluded = excluded.get_or_insert_with(|| {
                let mut all = pass.excluded_ranges();
                all.extend(pass.block.claimed.iter().cloned());
                merged(all)
            });
            let is_within = |range: &Range<usize>| {
                let next = excluded.partition_point(|other| other.end <= range.start);
                excluded
                    .get(next)
                    .is_some_and(|other| overlap(other, range))
            };
            is_within(range) || is_within(casualty)
        };
        let is_repeated = starts.contains(&range.start);
        let named = word_list
            .measures()
            .and_then(|words| words.measure_of(&pass.text[casualty.clone()]));
        let is_estimate = known.has_estimate(*low, *high, named);
        let is_exempt_sentence = exempt.contains(range.start);
        if is_excluded
            || is_repeated
            || is_estimate
            || is_exempt_sentence
            || *kind == NumberKind::Year
            || *high == 0
        {
            continue;
        }
        let whole = range.start..range.end.max(casualty.end);
        let figure = &text[whole.clone()];
        let claims = known.claims.get(high).or_else(|| known.claims.get(low));
        starts.insert(range.start);
        let mut finding = unclaimed_figure_finding(&text[range.clone()], figure, claims);
        let claims = claims.filter(|claims| claims.len() <= MAX_SUGGESTIONS);
        let claims = claims.into_iter().flatten();
        let links = claims.map(|claim| (whole.clone(), format!("[{figure}]({claim})")));
        finding.replacements.extend(links);
        found.push((range.clone(), finding));
    }
    found
}

fn unclaimed_figure_finding(
    number: &str,
    figure: &str,
    claims: Option<&BTreeSet<String>>,
) -> LintFinding {
    let help = match claims {
        Some(claims) if claims.len() <= MAX_SUGGESTIONS => {
            let links: Vec<String> = claims
                .iter()
                .map(|claim| format!("[{figure}]({claim})"))
                .collect();
            message!(
                "if it is the figure of a claim, link to it: {links}",
                links = or_list(links.iter().map(String::as_str))
            )
        }
        _ => message!(
            "link it to a claim: `[{figure}](claim:event#claim)`, with the ids of the event and of its claim",
            figure
        ),
    };
    LintFinding {
        code: Code::UnclaimedFigure,
        message: message!("the casualty figure `{number}` has no claim", number),
        help,
        replacements: Vec::new(),
    }
}

/// Sentences whose deaths need no claim: a source is cited, a disease or an accident caused them,
/// or the year mentioned is before the first event.
struct ExemptSentences {
    sentences: Sentences,
    /// Whether each sentence is exempt, by its index.
    is_exempt: Vec<bool>,
}

impl ExemptSentences {
    fn new(
        pass: &LintPass,
        matches: &WordMatches,
        numbers: &[NumberMatch],
        known: &KnownFigures,
    ) -> ExemptSentences {
        let sentences = Sentences::new(&pass.block.text);
        let mut is_exempt = Vec::with_capacity(sentences.count());
        // The following sentences have the same subject until violence is mentioned.
        let apart = sentences.about(&matches.apart, &matches.conflict);
        let mut is_past = false;
        for (number, is_exempt_sentence) in apart.into_iter().enumerate() {
            let sentence = sentences.get(number);
            let first = numbers.partition_point(|reading| reading.range.start < sentence.start);
            let years = numbers[first..]
                .iter()
                .take_while(|reading| reading.range.start < sentence.end)
                .filter(|reading| reading.kind == NumberKind::Year);
            if let Some(last) = years.map(|year| year.high).max() {
                is_past = known
                    .first_year
                    .is_some_and(|first| last < u64::try_from(first).unwrap_or(0));
            }
            let cited = &pass.block.cited;
            let next = cited.partition_point(|at| *at < sentence.start);
            let is_cited = cited.get(next).is_some_and(|at| *at < sentence.end);
            is_exempt.push(is_exempt_sentence || is_past || is_cited);
        }
        ExemptSentences {
            sentences,
            is_exempt,
        }
    }

    /// Whether an offset is in an exempt sentence.
    fn contains(&self, at: usize) -> bool {
        self.is_exempt
            .get(self.sentences.number(at))
            .copied()
            .unwrap_or(false)
    }
}

/// A text split into clauses.
struct Clauses<'t> {
    /// The text in lower case, with all bytes at the same offsets.
    text: &'t str,
    words: &'t [Range<usize>],
    numbers: Vec<Range<usize>>,
    figures: &'t CasualtyWords,
}

impl Clauses<'_> {
    /// Returns the index of the number that a casualty word belongs to.
    fn number_for(&self, casualty: &Range<usize>) -> Option<usize> {
        self.after(casualty).or_else(|| self.before(casualty))
    }

    /// Returns the number after the word, if all words in between are allowed there: "killed at
    /// least 19".
    fn after(&self, casualty: &Range<usize>) -> Option<usize> {
        let number = self
            .numbers
            .partition_point(|number| number.start < casualty.end);
        self.numbers.get(number)?;
        let between = casualty.end..self.numbers[number].start;
        let words: Vec<&str> = self
            .words_in(&between)
            .map(|range| &self.text[range.clone()])
            .collect();
        let fits = words.len() <= MAX_BETWEEN
            && words
                .iter()
                .all(|word| self.figures.between.contains(*word));
        (fits && self.is_one_clause(&between) && !self.counts_units(number)).then_some(number)
    }

    /// Returns the nearest number before the word: "19 people killed".
    fn before(&self, casualty: &Range<usize>) -> Option<usize> {
        let number = self
            .numbers
            .partition_point(|number| number.end <= casualty.start)
            .checked_sub(1)?;
        let between = self.numbers[number].end..casualty.start;
        let words: Vec<&str> = self
            .words_in(&between)
            .map(|range| &self.text[range.clone()])
            .collect();
        if words.len() >= MAX_AFTER || !self.is_one_clause(&between) || self.counts_units(number) {
            return None;
        }
        // In "19 of the wounded" the number counts the wounded. In "3 reports of the wounded" it
        // does not.
        let parts = |word: &&str| self.figures.not_after.contains(*word);
        let is_separated = words.last().is_some_and(parts) && !words.iter().all(parts);
        let next = self.words_in(&(casualty.end..self.text.len())).next();
        let is_followed = next.is_some_and(|next| {
            self.is_one_clause(&(casualty.end..next.start))
                && self.figures.not_before.contains(&self.text[next.clone()])
        });
        (!is_separated && !is_followed).then_some(number)
    }

    /// Whether the word after a number is a unit of time, distance or objects.
    fn counts_units(&self, number: usize) -> bool {
        let end = self.numbers[number].end;
        self.words_in(&(end..self.text.len()))
            .next()
            .is_some_and(|next| {
                self.is_one_clause(&(end..next.start))
                    && self.figures.units.contains(&self.text[next.clone()])
            })
    }

    /// Returns the words within a range.
    fn words_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let first = self.words.partition_point(|word| word.start < range.start);
        let end = range.end;
        self.words[first..]
            .iter()
            .take_while(move |word| word.end <= end)
    }

    /// Whether a range contains no mark that separates clauses.
    fn is_one_clause(&self, range: &Range<usize>) -> bool {
        !self.text[range.clone()].contains(is_clause_mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::lang::Languages;
    use crate::load::ContentTree;
    use crate::markdown::lint::passage::Passage;
    use crate::source::SourceFiles;

    fn figures(tag: &str, text: &str) -> Vec<String> {
        let lang = Lang::parse(tag).expect("a tag");
        let languages = Languages::new(vec![lang]);
        let word_lists = crate::wordlists::read_all(
            &ContentTree::default(),
            &languages,
            &SourceFiles::default(),
            &mut Diagnostics::default(),
        );
        let word_list = word_lists.get(lang).expect("the list is built in");
        let block = Passage::plain(text);
        let pass = LintPass::new(&block, None);
        let matches = word_list.find(&pass.text, &pass.words);
        unclaimed(&pass, &matches, word_list, &KnownFigures::default(), lang)
            .into_iter()
            .map(|(range, _)| text[range].to_owned())
            .collect()
    }

    #[test]
    fn numbers_before_and_after_casualty_words_are_figures() {
        for text in [
            "Selon elle, 19 personnes ont été tuées.",
            "Le bilan est de 19 morts.",
            "L'attaque a tué au moins 19 civils.",
            "La mort de 19 soldats",
            "19 des blessés sont partis",
        ] {
            assert_eq!(figures("fr", text), ["19"], "{text}");
        }
        for text in [
            "at least 19 people were killed there",
            "an attack killed 19 villagers",
            "killing at least 19",
            "a death toll of 19",
            "19 of the wounded",
        ] {
            assert_eq!(figures("en", text), ["19"], "{text}");
        }
        for text in ["مقتل 19 شخصا", "مقتل ما لا يقل عن 19 شخصا", "سقط 19 قتيلا"]
        {
            assert_eq!(figures("ar", text), ["19"], "{text}");
        }
        assert_eq!(
            figures("en", "8 killed and 12 wounded, and 3 dead or wounded"),
            ["8", "12", "3"]
        );
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "3 attaques ont tué des civils",
            "tués 3 jours plus tard",
            "2 condamnés à mort",
            "2 familles de victimes",
            "En 2019, des morts",
            "Elle compte 19 régions. Des morts sont signalés.",
            "« 19 morts », dit-il",
            "0 mort et 0 blessés",
        ] {
            assert_eq!(figures("fr", text), Vec::<String>::new(), "{text}");
        }
        for text in [
            "3 men killed a farmer",
            "killed 2 years ago",
            "killed in 2 villages",
            "3 reports on the dead",
        ] {
            assert_eq!(figures("en", text), Vec::<String>::new(), "{text}");
        }
    }
}
