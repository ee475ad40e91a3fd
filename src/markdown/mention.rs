//! Names in running text: where a known actor or region is mentioned.
//!
//! One lexicon for each language holds every name and alias of that language. Among the matches that
//! stand as words, the leftmost and longest wins. A name that fits two things is left alone, as are names
//! of one or two letters.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::fingerprint::{self, Fingerprint};
use crate::lang::{Lang, composed};
use crate::lexicon::{Lexicon, apart};
use crate::model::{Alias, Atlas, Phrase, Thing};

/// All names of one language.
pub struct Mentions {
    lexicon: Lexicon,
    things: Vec<Thing>,
    /// The fingerprint of what both were made from.
    print: u64,
}

impl Mentions {
    /// The names that are used in `lang`: those of that language, and those without one.
    pub fn of(lang: Lang, atlas: &Atlas) -> Mentions {
        let mut patterns: BTreeMap<String, Option<Thing>> = BTreeMap::new();
        let actors = atlas
            .actors
            .iter()
            .map(|(id, actor)| (Thing::Actor(id), &actor.name, &actor.aliases));
        let regions = atlas
            .regions
            .iter()
            .map(|(id, region)| (Thing::Region(id), &region.name, &region.aliases));
        for (thing, name, aliases) in actors.chain(regions) {
            for name in names_in(lang, name, aliases) {
                for variant in variants(&name) {
                    patterns
                        .entry(variant)
                        .and_modify(|known| {
                            // Two things with one name: neither is meant for sure.
                            if *known != Some(thing) {
                                *known = None;
                            }
                        })
                        .or_insert(Some(thing));
                }
            }
        }
        let (texts, things): (Vec<String>, Vec<Thing>) = patterns
            .into_iter()
            .filter_map(|(text, thing)| thing.map(|thing| (text, thing)))
            .unzip();
        Mentions {
            print: fingerprint::of(&(lang, &texts, &things)),
            lexicon: Lexicon::new(&texts),
            things,
        }
    }

    /// Adds the names to a fingerprint.
    pub fn fingerprint(&self, print: &mut Fingerprint) {
        print.number(self.print);
    }

    /// The mentions in a text of these words, from left to right, none touching another.
    pub fn find(&self, text: &str, words: impl IntoIterator<Item = Range<usize>>) -> Vec<(Range<usize>, Thing)> {
        apart(self.lexicon.hits(text, words))
            .into_iter()
            .map(|(range, phrase)| (range, self.things[phrase]))
            .collect()
    }
}

/// The names of a thing that are used in `lang`, without those too short to be found in a text.
pub(super) fn names_in(lang: Lang, name: &Phrase, aliases: &[Alias]) -> Vec<String> {
    let mut names: Vec<String> = name.get(lang).map(|(_, name)| name.clone()).into_iter().collect();
    names.extend(
        aliases
            .iter()
            .filter(|alias| alias.lang.is_none_or(|own| own == lang))
            .map(|alias| alias.name.clone()),
    );
    names.retain(|name| name.chars().filter(|c| c.is_alphanumeric()).count() > 2);
    names
}

/// The ways in which a name is written: with either apostrophe, with a capital at the beginning of a sentence,
/// and in Arabic with the article melted into the preposition (لل for ل and ال).
fn variants(name: &str) -> Vec<String> {
    let name = composed(name).into_owned();
    let mut variants = vec![name.clone()];
    let mut first = name.chars();
    if let Some(letter) = first.next()
        && letter.is_lowercase()
    {
        variants.push(letter.to_uppercase().chain(first).collect());
    }
    if let Some(rest) = name.strip_prefix("ال") {
        variants.push(format!("لل{rest}"));
    }
    for at in 0..variants.len() {
        let variant = &variants[at];
        if variant.contains('\'') {
            variants.push(variant.replace('\'', "’"));
        } else if variant.contains('’') {
            variants.push(variant.replace('’', "'"));
        }
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words;
    use crate::model::Id;

    fn mentions(names: &[&str]) -> Mentions {
        let mut texts = Vec::new();
        let mut things = Vec::new();
        for (at, name) in names.iter().enumerate() {
            for variant in variants(name) {
                texts.push(variant);
                things.push(Thing::Actor(Id::new(at)));
            }
        }
        Mentions {
            print: 0,
            lexicon: Lexicon::new(&texts),
            things,
        }
    }

    fn found(names: &[&str], text: &str) -> Vec<String> {
        mentions(names)
            .find(text, words(text))
            .into_iter()
            .map(|(range, _)| text[range].to_owned())
            .collect()
    }

    #[test]
    fn words_end_at_elisions_hyphens_and_line_ends() {
        let names = ["armée malienne", "Mali", "Forces armées maliennes", "Côte d'Ivoire"];
        assert_eq!(
            found(&names, "L’armée\nmalienne et le Mali-Niger"),
            ["armée\nmalienne", "Mali"]
        );
        assert_eq!(found(&names, "Armée malienne, maliennes, Malien"), ["Armée malienne"]);
        assert_eq!(found(&names, "la Côte d’Ivoire"), ["Côte d’Ivoire"]);
        assert_eq!(found(&names, "Mali's Malicounda xMali"), ["Mali"]);
    }

    #[test]
    fn the_longest_name_that_stands_alone_wins() {
        assert_eq!(
            found(&["Mopti", "Mopti-Ville nord"], "Mopti-Ville nord, Mopti-Ville nordique"),
            ["Mopti-Ville nord", "Mopti"]
        );
    }

    #[test]
    fn arabic_particles_are_seen_through() {
        let names = ["تمبكتو", "الجيش المالي"];
        assert_eq!(found(&names, "في تمبكتو وبتمبكتو"), ["تمبكتو", "تمبكتو"]);
        assert_eq!(found(&names, "والجيش المالي"), ["الجيش المالي"]);
        assert_eq!(found(&names, "للجيش المالي"), ["للجيش المالي"]);
        assert_eq!(found(&names, "سستمبكتو"), Vec::<String>::new());
    }
}
