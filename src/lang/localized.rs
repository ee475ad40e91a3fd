//! The languages of a site, and values in several of them.

use serde::{Deserialize, Serialize};

use super::Lang;

/// The languages of a site; the first is the default, whose pages are at the root.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Languages {
    list: Vec<Lang>,
}

impl Languages {
    /// Returns the languages in the order of `site.yaml`; an empty list becomes English.
    pub fn new(mut list: Vec<Lang>) -> Languages {
        // Drop duplicates.
        let mut seen = std::collections::BTreeSet::new();
        list.retain(|lang| seen.insert(*lang));
        if list.is_empty() {
            list.push(Lang::parse("en").expect("`en` is a tag"));
        }
        Languages { list }
    }

    /// Returns the language of files without a suffix.
    pub fn default(&self) -> Lang {
        self.list[0]
    }

    /// Returns all languages, the default first.
    pub fn iter(&self) -> impl Iterator<Item = Lang> + '_ {
        self.list.iter().copied()
    }

    /// Whether the site has this language.
    pub fn contains(&self, lang: Lang) -> bool {
        self.list.contains(&lang)
    }

    /// Returns the number of languages.
    pub fn count(&self) -> usize {
        self.list.len()
    }
}

/// A value in one or several languages, in the order in which they were written. It is not empty if
/// its field is required.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// Returns a value in one language.
    pub fn one(lang: Lang, value: T) -> Self {
        Localized {
            entries: vec![(lang, value)],
        }
    }

    /// Adds or replaces the value in a language.
    pub fn set(&mut self, lang: Lang, value: T) {
        match self.entries.iter_mut().find(|(known, _)| *known == lang) {
            Some((_, old)) => *old = value,
            None => {
                // Most values have only one language. There are many values, so reserving space for
                // one saves memory.
                self.entries.reserve_exact(1);
                self.entries.push((lang, value));
            }
        }
    }

    /// Returns the value in exactly this language.
    pub fn exact(&self, lang: Lang) -> Option<&T> {
        self.entries
            .iter()
            .find(|(known, _)| *known == lang)
            .map(|(_, value)| value)
    }

    /// Returns the value in this language, or else the first value, with its language.
    pub fn get(&self, lang: Lang) -> Option<(Lang, &T)> {
        self.entries
            .iter()
            .find(|(known, _)| *known == lang)
            .or(self.entries.first())
            .map(|(lang, value)| (*lang, value))
    }

    /// Returns every language with its value, mutably.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Lang, &mut T)> {
        self.entries.iter_mut().map(|(lang, value)| (*lang, value))
    }

    /// Returns every language with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.entries.iter().map(|(lang, value)| (*lang, value))
    }

    /// Whether there is no value in any language.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
