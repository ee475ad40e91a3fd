//! The catalogues: texts of `fr.po` and `ar.po` by their English template.
//!
//! The build script reads the files, so that a program that prints one line of French does not
//! parse a thousand.

use icu_plurals::{PluralCategory, PluralRules};

use super::MessageLanguage;

/// A catalogue: English templates in the order of their bytes, each with its forms.
type Catalogue = &'static [(&'static str, &'static [&'static str])];

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// Returns the translation of a template, in one form for each number that the language tells
/// apart. `None` for English, and for a text without a translation.
pub(super) fn find(language: MessageLanguage, template: &str) -> Option<&'static [&'static str]> {
    let catalogue = match language {
        MessageLanguage::English => return None,
        MessageLanguage::French => FRENCH,
        MessageLanguage::Arabic => ARABIC,
    };
    let at = catalogue
        .binary_search_by(|(known, _)| (*known).cmp(template))
        .ok()?;
    Some(catalogue[at].1)
}

/// Returns the form for a number. The order of forms is gettext's for the language
/// (`Plural-Forms` of the file): in French singular and plural, in Arabic zero, one, two, few, many
/// and other.
pub(super) fn form<'f>(language: MessageLanguage, count: u64, forms: &[&'f str]) -> &'f str {
    let category = PluralRules::try_new_cardinal(language.locale().into())
        .map_or(PluralCategory::Other, |rules| rules.category_for(count));
    let at = match (language, category) {
        (MessageLanguage::Arabic, PluralCategory::Zero) => 0,
        (MessageLanguage::Arabic, PluralCategory::One) => 1,
        (MessageLanguage::Arabic, PluralCategory::Two) => 2,
        (MessageLanguage::Arabic, PluralCategory::Few) => 3,
        (MessageLanguage::Arabic, PluralCategory::Many) => 4,
        (_, PluralCategory::One) => 0,
        _ => forms.len() - 1,
    };
    forms[at.min(forms.len() - 1)]
}
