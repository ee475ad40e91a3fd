//! Quotations of claims that are in another language than the text.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::incremental::fingerprint::{self, Fingerprint};
use crate::lang::Lang;
use crate::markdown::lint::quoted;
use crate::markdown::loose_text::LooseText;
use crate::model::Atlas;

/// The minimum length of a quotation: shorter ones may be words that several languages share.
const MIN_LENGTH: usize = 12;

/// The quotations of all claims, with their languages.
#[derive(Default)]
pub struct ClaimQuotations {
    /// The languages of each quotation, by the words of the quotation in loose form.
    by_words: BTreeMap<String, Vec<Lang>>,
    fingerprint: u64,
}

impl ClaimQuotations {
    /// Collects the quotations of a site.
    pub fn new(atlas: &Atlas) -> ClaimQuotations {
        let mut by_words: BTreeMap<String, Vec<Lang>> = BTreeMap::new();
        for (_, event) in atlas.events.iter() {
            for claim in &event.claims {
                for (lang, words) in claim.quote.iter() {
                    let langs = by_words.entry(plain(words)).or_default();
                    if !langs.contains(&lang) {
                        langs.push(lang);
                        langs.sort();
                    }
                }
            }
        }
        by_words.retain(|words, _| words.len() >= MIN_LENGTH);
        ClaimQuotations {
            fingerprint: fingerprint::of_value(&by_words),
            by_words,
        }
    }

    /// Adds the quotations to a fingerprint.
    pub fn fingerprint(&self, fingerprint: &mut Fingerprint) {
        fingerprint.number(self.fingerprint);
    }

    /// Returns the quotations in a text of `lang`, including quotation marks, if claims have the
    /// same words in other languages only.
    pub fn find(&self, text: &str, lang: Lang) -> Vec<(Range<usize>, Lang)> {
        if self.by_words.is_empty() {
            return Vec::new();
        }
        let other = |words: &str| {
            let langs = self.by_words.get(&plain(words))?;
            (!langs.contains(&lang))
                .then(|| langs.first().copied())
                .flatten()
        };
        // A block quote needs no quotation marks.
        if let Some(found) = other(text) {
            return vec![(0..text.len(), found)];
        }
        quoted(text)
            .into_iter()
            .filter_map(|range| other(&text[range.clone()]).map(|lang| (range, lang)))
            .collect()
    }
}

/// Returns words in the form in which they are compared: without case, quotation marks, and
/// punctuation at either end.
fn plain(words: &str) -> String {
    let loose = LooseText::new(words).text;
    loose
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}
