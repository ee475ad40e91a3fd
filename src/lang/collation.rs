//! Collation: the dictionary order of a language.

use std::cmp::Ordering;

use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::{Collator, CollatorBorrowed};

use super::Lang;

/// The dictionary order of a language.
pub struct Collation {
    collator: CollatorBorrowed<'static>,
}

impl Collation {
    /// Returns the CLDR collation of a language.
    ///
    /// # Panics
    /// Never: a language without data falls back to the root collation.
    pub fn new(lang: Lang) -> Collation {
        // Brackets and quotation marks before a title are ignored.
        let mut options = CollatorOptions::default();
        options.alternate_handling = Some(AlternateHandling::Shifted);
        let collator = Collator::try_new(lang.locale().into(), options)
            .expect("the root collation is compiled in");
        Collation { collator }
    }

    /// Compares two texts in dictionary order; equal only if they are identical.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_sort_beside_their_letters() {
        let order = Collation::new(Lang::parse("fr").expect("a tag"));
        let mut names = vec!["Tombouctou", "Éleveurs", "Zone", "Etat"];
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(names, ["Éleveurs", "Etat", "Tombouctou", "Zone"]);
    }
}
