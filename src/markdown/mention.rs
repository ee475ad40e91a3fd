//! Finds mentions of known actors and regions in running text.
//!
//! For each language, one matcher contains every name and alias of that language in its loose form
//! ([`LooseText`]). Of the matches that are entire words, the leftmost and longest wins. It is a
//! mention if it is spelled as the site spells it. A part of a longer name is not a mention,
//! however that name is spelled. A name that two entities share is not linked, nor is a name of one
//! or two letters.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::incremental::fingerprint::{self, Fingerprint};
use crate::lang::Lang;
use crate::markdown::loose_text::{LooseText, is_space, tight};
use crate::model::{Alias, Atlas, Entity, LocalizedText};
use crate::phrases::{PhraseMatcher, words};

/// All names of one language.
pub struct Mentions {
    matcher: PhraseMatcher,
    /// The names of the phrases of `matcher`, in the same order.
    names: Vec<LooseName>,
    /// The fingerprint of the names.
    fingerprint: u64,
}

/// A name in its loose form.
#[derive(Debug, Default, Hash)]
struct LooseName {
    /// The spellings of the name, each with the entity that it means, or `None` if two entities
    /// share the spelling. A longer name in another language has no spellings.
    spellings: BTreeMap<String, Option<Entity>>,
    /// The entities that have this name in any language or spelling.
    owners: BTreeSet<Entity>,
}

impl Mentions {
    /// Collects the names that are used in `lang`: names in that language, and names without a
    /// language.
    pub fn new(lang: Lang, atlas: &Atlas) -> Mentions {
        let mut phrases: BTreeMap<String, LooseName> = BTreeMap::new();
        let actors = atlas
            .actors
            .iter()
            .map(|(id, actor)| (Entity::Actor(id), &actor.name, &actor.aliases));
        let regions = atlas
            .regions
            .iter()
            .map(|(id, region)| (Entity::Region(id), &region.name, &region.aliases));
        for (entity, name, aliases) in actors.chain(regions) {
            for name in names_in(lang, name, aliases) {
                add(&mut phrases, &name, entity);
            }
            // A part of a longer name is not a mention, even if that name is in another language.
            let others = name.iter().map(|(_, name)| name);
            for other in others.chain(aliases.iter().map(|alias| &alias.name)) {
                if other.trim().contains(is_space) {
                    phrases
                        .entry(LooseText::new(other.trim()).text)
                        .or_default()
                        .owners
                        .insert(entity);
                }
            }
        }
        Mentions::from_phrases(lang, phrases)
    }

    fn from_phrases(lang: Lang, phrases: BTreeMap<String, LooseName>) -> Mentions {
        let fingerprint = fingerprint::of_value(&(lang, &phrases));
        let (texts, phrases): (Vec<String>, Vec<_>) = phrases.into_iter().unzip();
        Mentions {
            matcher: PhraseMatcher::new(&texts),
            names: phrases,
            fingerprint,
        }
    }

    /// Adds the names to a fingerprint.
    pub fn fingerprint(&self, fingerprint: &mut Fingerprint) {
        fingerprint.number(self.fingerprint);
    }

    /// Returns the maximum distance in bytes at which text around a word may belong to the same
    /// name.
    pub fn reach(&self) -> usize {
        // Characters that are not compared may occur in between.
        self.matcher.longest() * 2
    }

    /// Returns the mentions in a text from left to right, without overlaps.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, Entity)> {
        let loose = LooseText::new(text);
        let mut found: Vec<(Range<usize>, Entity)> = Vec::new();
        // The end and the owners of a longer name that is spelled differently. Its parts are
        // mentions only if they mean the same entity.
        let mut longer: Option<(usize, &BTreeSet<Entity>)> = None;
        let mut end = 0;
        for (range, phrase) in self.matcher.hits(&loose.text, words(&loose.text)) {
            if range.start < end {
                continue;
            }
            let known = &self.names[phrase];
            let owners = longer
                .filter(|(end, _)| range.start < *end)
                .map(|(_, owners)| owners);
            let place = loose.source(&range);
            let written = &text[place.clone()];
            // Most names are written as the site writes them.
            let entity = known
                .spellings
                .get(written)
                .or_else(|| known.spellings.get(&tight(written)));
            match entity.copied().flatten() {
                Some(entity) if owners.is_none_or(|owners| owners.contains(&entity)) => {
                    end = range.end;
                    if !is_particle(written) {
                        found.push((place, entity));
                    }
                }
                None if owners.is_none() => longer = Some((range.end, &known.owners)),
                _ => {}
            }
        }
        found
    }
}

/// Adds a name of an entity in each of its variants.
fn add(phrases: &mut BTreeMap<String, LooseName>, name: &str, entity: Entity) {
    for variant in variants(&tight(name)) {
        let phrase = phrases.entry(LooseText::new(&variant).text).or_default();
        phrase.owners.insert(entity);
        let known = phrase.spellings.entry(variant).or_insert(Some(entity));
        // Two entities share the name, so it is not certain which is meant.
        if *known != Some(entity) {
            *known = None;
        }
    }
}

/// Whether a word is an Arabic particle that ends in alif maqsura and differs from a name only by
/// two dots (على, Ali).
fn is_particle(word: &str) -> bool {
    word.ends_with('ى')
        && matches!(
            word,
            "على" | "إلى" | "الى" | "حتى" | "متى" | "لدى" | "سوى" | "مدى"
        )
}

/// Returns the names of an entity that are used in `lang` and long enough to be searched for.
pub(super) fn names_in(lang: Lang, name: &LocalizedText, aliases: &[Alias]) -> Vec<String> {
    let mut names: Vec<String> = name
        .get(lang)
        .map(|(_, name)| name.clone())
        .into_iter()
        .collect();
    names.extend(
        aliases
            .iter()
            .filter(|alias| alias.lang.is_none_or(|own| own == lang))
            .map(|alias| alias.name.clone()),
    );
    names.retain(|name| name.chars().filter(|c| c.is_alphanumeric()).count() > 2);
    names
}

/// Returns the variants in which a name in its tight form is written. It may have a capital at the
/// beginning of a sentence, and no capital if a later word has one (opération Serval). In Arabic
/// the article may be contracted with the preposition (لل for ل and ال).
fn variants(name: &str) -> Vec<String> {
    let mut variants = vec![name.to_owned()];
    let mut first = name.chars();
    if let Some(letter) = first.next()
        && letter.is_lowercase()
    {
        variants.push(letter.to_uppercase().chain(first).collect());
    } else if let Some((word, rest)) = name.split_once(' ')
        && word.chars().skip(1).all(char::is_lowercase)
        && word.chars().count() > 3
        && rest.contains(char::is_uppercase)
    {
        variants.push(word.to_lowercase() + " " + rest);
    }
    if let Some(rest) = name.strip_prefix("ال") {
        variants.push(format!("لل{rest}"));
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    fn mentions(names: &[&str]) -> Mentions {
        let mut phrases = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            add(&mut phrases, name, Entity::Actor(Id::new(at)));
        }
        Mentions::from_phrases(Lang::parse("fr").expect("a tag"), phrases)
    }

    fn found(names: &[&str], text: &str) -> Vec<String> {
        mentions(names)
            .find(text)
            .into_iter()
            .map(|(range, _)| text[range].to_owned())
            .collect()
    }

    #[test]
    fn words_end_at_elisions_hyphens_and_line_ends() {
        let names = [
            "armée malienne",
            "Mali",
            "Forces armées maliennes",
            "Côte d'Ivoire",
        ];
        assert_eq!(
            found(&names, "L’armée\nmalienne et le Mali-Niger"),
            ["armée\nmalienne", "Mali"]
        );
        assert_eq!(
            found(&names, "Armée malienne, maliennes, Malien"),
            ["Armée malienne"]
        );
        assert_eq!(found(&names, "la Côte d’Ivoire"), ["Côte d’Ivoire"]);
        assert_eq!(found(&names, "Mali's Malicounda xMali"), ["Mali"]);
    }

    #[test]
    fn the_longest_name_that_stands_alone_wins() {
        assert_eq!(
            found(
                &["Mopti", "Mopti-Ville nord"],
                "Mopti-Ville nord, Mopti-Ville nordique"
            ),
            ["Mopti-Ville nord", "Mopti"]
        );
    }

    #[test]
    fn a_part_of_a_longer_name_is_no_mention() {
        let names = ["Ansar", "Ansar Dine", "Sahel", "État islamique au Sahel"];
        for text in [
            "Ansar\u{a0}Dine",
            "Ansar\u{200b} Dine",
            "Ansar  Dine",
            "Ansar\nDine",
        ] {
            assert_eq!(found(&names, text), [text], "{text:?}");
        }
        for text in [
            "Ansar dine",
            "ANSAR DINE",
            "Ansar-Dine",
            "Etat islamique au Sahel",
        ] {
            assert_eq!(found(&names, text), Vec::<String>::new(), "{text:?}");
        }
        assert_eq!(found(&names, "Ansar. Dine"), ["Ansar"]);
        let one = mentions(&["Force conjointe Takuba"]);
        assert_eq!(one.find("la force conjointe Takuba").len(), 1);
        let mut phrases = BTreeMap::new();
        for name in ["Task Force Takuba", "Takuba"] {
            add(&mut phrases, name, Entity::Actor(Id::new(0)));
        }
        let same = Mentions::from_phrases(Lang::parse("en").expect("a tag"), phrases);
        assert_eq!(
            same.find("the TASK FORCE Takuba"),
            [(15..21, Entity::Actor(Id::new(0)))]
        );
    }

    #[test]
    fn arabic_names_match_in_any_spelling() {
        let names = ["أنصار الدين", "القاعدة", "علي"];
        for text in [
            "أنصارُ الدِّين",
            "انصار الدين",
            "أنصـــار الدين",
            "القاعده",
            "علي",
        ] {
            assert_eq!(found(&names, text), [text], "{text}");
        }
        assert_eq!(found(&names, "وَأنصار الدين على"), ["أنصار الدين"]);
    }

    #[test]
    fn arabic_particles_are_skipped() {
        let names = ["تمبكتو", "الجيش المالي"];
        assert_eq!(found(&names, "في تمبكتو وبتمبكتو"), ["تمبكتو", "تمبكتو"]);
        assert_eq!(found(&names, "والجيش المالي"), ["الجيش المالي"]);
        assert_eq!(found(&names, "للجيش المالي"), ["للجيش المالي"]);
        assert_eq!(found(&names, "سستمبكتو"), Vec::<String>::new());
    }
}
