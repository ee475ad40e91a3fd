//! Values that each language of a site may have.

use serde::{Deserialize, Serialize};

use super::Lang;

/// The languages of a site; the first is the default, whose pages stand at the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages {
    list: Vec<Lang>,
}

impl Languages {
    /// The languages in the order of `site.yaml`; an empty list becomes English.
    pub fn new(mut list: Vec<Lang>) -> Languages {
        // A language that is named twice is there once.
        let mut seen = std::collections::BTreeSet::new();
        list.retain(|lang| seen.insert(*lang));
        if list.is_empty() {
            list.push(Lang::parse("en").expect("`en` is a tag"));
        }
        Languages { list }
    }

    /// The language of files without a suffix.
    pub fn default(&self) -> Lang {
        self.list[0]
    }

    /// All of them, the default first.
    pub fn iter(&self) -> impl Iterator<Item = Lang> + '_ {
        self.list.iter().copied()
    }

    /// Whether the site has this language.
    pub fn contains(&self, lang: Lang) -> bool {
        self.list.contains(&lang)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }
}

/// A thing in one or several languages, in the order in which it was written; never empty when it
/// is required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized<T> {
    entries: Vec<(Lang, T)>,
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Localized {
            entries: Vec::new(),
        }
    }
}

impl<T> Localized<T> {
    /// The thing in one language.
    pub fn one(lang: Lang, value: T) -> Self {
        Localized {
            entries: vec![(lang, value)],
        }
    }

    /// Adds or replaces the thing in a language.
    pub fn set(&mut self, lang: Lang, value: T) {
        match self.entries.iter_mut().find(|(known, _)| *known == lang) {
            Some((_, old)) => *old = value,
            None => {
                // Most have one language, and there are many of them.
                self.entries.reserve_exact(1);
                self.entries.push((lang, value));
            }
        }
    }

    /// The thing in exactly this language.
    pub fn exact(&self, lang: Lang) -> Option<&T> {
        self.entries
            .iter()
            .find(|(known, _)| *known == lang)
            .map(|(_, value)| value)
    }

    /// The thing in this language, else in the first it was written in, with the language it is in.
    pub fn get(&self, lang: Lang) -> Option<(Lang, &T)> {
        self.entries
            .iter()
            .find(|(known, _)| *known == lang)
            .or(self.entries.first())
            .map(|(lang, value)| (*lang, value))
    }

    /// Every language and what it has, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Lang, &mut T)> {
        self.entries.iter_mut().map(|(lang, value)| (*lang, value))
    }

    /// Every language and what it has.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.entries.iter().map(|(lang, value)| (*lang, value))
    }

    /// Whether it exists in no language at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
