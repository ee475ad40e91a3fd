//! Interface texts: the strings of a theme's `i18n/<lang>.yaml`. With them, dates, numbers and
//! lists are formatted.
//!
//! Plural categories and digits come from ICU (CLDR). Names of months and patterns of dates are
//! part of the theme: a site may use a language for which CLDR has no dates, and French needs its
//! "1er".

mod dates;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_plurals::{PluralCategory, PluralRules};

use crate::lang::{Direction, Lang, typeset};
use crate::yaml::Value;

/// The interface texts of one language.
pub struct LanguageWords {
    pub lang: Lang,
    texts: HashMap<String, WordForms>,
    /// The formatted numbers below [`CACHED_NUMBERS`]. Most numbers are small.
    small: Vec<String>,
    plurals: Option<PluralRules>,
    numbers: Option<DecimalFormatter>,
}

/// The number of numbers that are formatted in advance, from 0.
const CACHED_NUMBERS: u64 = 100;

/// The value of an interface text.
#[derive(Clone, Debug)]
enum WordForms {
    Text(String),
    /// A text for each CLDR plural category.
    Plural(BTreeMap<String, String>),
    List(Vec<String>),
}

/// The shape of the value of an interface text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordShape {
    /// One text.
    Text,
    /// A text for each plural category.
    Plural,
    /// A list of texts, such as the months.
    List,
}

impl LanguageWords {
    /// Reads the interface texts of `lang` from YAML files. Texts of a later file replace those of
    /// an earlier one.
    pub fn new<'v>(lang: Lang, files: impl IntoIterator<Item = &'v Value>) -> LanguageWords {
        let mut texts = HashMap::default();
        for file in files {
            if let Value::Map(entries) = file {
                texts.extend(
                    entries
                        .iter()
                        .filter_map(|(key, value)| Some((key.clone(), word(lang, value)?))),
                );
            }
        }
        let mut words = LanguageWords {
            lang,
            texts,
            small: Vec::new(),
            plurals: PluralRules::try_new_cardinal(lang.locale().into()).ok(),
            numbers: DecimalFormatter::try_new(
                lang.locale().into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .ok(),
        };
        words.small = (0..CACHED_NUMBERS)
            .map(|number| words.number(number))
            .collect();
        words
    }

    /// Returns the interface texts that are built in for a language, or for a related one, or else
    /// the English ones.
    pub fn built_in(lang: Lang) -> LanguageWords {
        let texts = crate::yaml::parse(&super::theme::built_in_words(lang));
        LanguageWords::new(lang, &texts)
    }

    /// Returns the interface texts that are plain texts, for templates.
    pub fn plain(&self) -> BTreeMap<&str, &str> {
        self.texts
            .iter()
            .filter_map(|(key, word)| match word {
                WordForms::Text(text) => Some((key.as_str(), text.as_str())),
                _ => None,
            })
            .collect()
    }

    /// Returns the shape of the interface text with this key, if it exists.
    pub fn form(&self, key: &str) -> Option<WordShape> {
        self.texts.get(key).map(|word| match word {
            WordForms::Text(_) => WordShape::Text,
            WordForms::Plural(_) => WordShape::Plural,
            WordForms::List(_) => WordShape::List,
        })
    }

    /// Returns all keys in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let keys: BTreeSet<&str> = self.texts.keys().map(String::as_str).collect();
        keys.into_iter()
    }

    /// Returns whether the language is written in Latin letters. The name of its first month is
    /// examined.
    pub fn has_latin_letters(&self) -> bool {
        self.month(1).chars().any(|c| c.is_ascii_alphabetic())
    }

    /// Returns whether there is an interface text with this key.
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// Returns an interface text without parameters. Returns the key itself if the theme does not
    /// have it, so that the omission is visible.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        match self.texts.get(key) {
            Some(WordForms::Text(text)) => text,
            _ => key,
        }
    }

    /// Returns a message with each `{name}` replaced. `n` selects the plural form; `{n}` is the
    /// number in digits, and `{words}` the number as a word if it is small.
    pub fn say(&self, key: &str, n: Option<usize>, parts: &[(&str, &str)]) -> String {
        let pattern = match self.texts.get(key) {
            Some(WordForms::Text(text)) => text.as_str(),
            Some(WordForms::Plural(forms)) => {
                let category = self.category(n.unwrap_or(0));
                forms
                    .get(category)
                    .or_else(|| forms.get("other"))
                    .map_or(key, String::as_str)
            }
            _ => return key.to_owned(),
        };
        let mut text = String::with_capacity(pattern.len() + 32);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            match parts.iter().find(|(formatted, _)| *formatted == name) {
                Some((_, value)) => text.push_str(&self.isolated(value)),
                None if name == "words" => {
                    text.push_str(&n.map_or_else(String::new, |n| self.spelled(n)));
                }
                None if name == "n" => {
                    text.push_str(&n.map_or_else(String::new, |n| self.number(n as u64)));
                }
                None => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
            rest = tail;
        }
        text.push_str(rest);
        text
    }

    /// Returns the CLDR plural category of a number.
    fn category(&self, n: usize) -> &'static str {
        match self.plurals.as_ref().map(|rules| rules.category_for(n)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            _ => "other",
        }
    }

    /// Formats a number with the digits and separators of the language.
    pub fn number(&self, number: u64) -> String {
        let formatted = usize::try_from(number)
            .ok()
            .and_then(|number| self.small.get(number));
        if let Some(formatted) = formatted {
            return formatted.clone();
        }
        match &self.numbers {
            Some(format) => format.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }

    /// Returns a small number as a word if the language has one, or else in digits.
    fn spelled(&self, number: usize) -> String {
        match self.texts.get("small_numbers") {
            Some(WordForms::List(words)) if number < words.len() => words[number].clone(),
            _ => self.number(number as u64),
        }
    }

    /// Isolates a text in Latin letters within a right-to-left text, so that it does not reorder
    /// the text around it (Unicode Standard Annex 9: first strong isolate, pop directional
    /// isolate).
    pub fn isolated<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let foreign = self.lang.direction() == Direction::RightToLeft
            && text.chars().any(|c| c.is_ascii_alphabetic());
        if foreign && !text.starts_with('\u{2068}') {
            Cow::Owned(format!("\u{2068}{text}\u{2069}"))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// Returns "a", "a and b" or "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [a, b] => self.say("list_two", None, &[("a", a), ("b", b)]),
            [first @ .., last] => {
                let first = first.join(self.get("list_separator"));
                self.say("list_last", None, &[("a", &first), ("b", last)])
            }
        }
    }

    /// Returns a share: "12 of 47 (26%)". Rounding never shows a part as 0% unless it is none, or
    /// as 100% unless it is all.
    pub fn share(&self, part: usize, total: usize) -> String {
        let percent = |n: usize| self.say("percent", None, &[("n", &self.number(n as u64))]);
        let rounded = (part * 100 + total / 2).checked_div(total).unwrap_or(0);
        let percent = match rounded {
            0 if part > 0 => self.say("percent_under", None, &[("percent", &percent(1))]),
            100 if part < total => self.say("percent_over", None, &[("percent", &percent(99))]),
            n => percent(n),
        };
        let (part, total) = (self.number(part as u64), self.number(total as u64));
        self.say(
            "share",
            None,
            &[("n", &part), ("total", &total), ("percent", &percent)],
        )
    }
}

/// Converts a YAML value to an interface text, with the typography of `lang`.
fn word(lang: Lang, value: &Value) -> Option<WordForms> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(typeset(lang, text).into_owned()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::List(items) => Some(WordForms::List(items.iter().filter_map(text).collect())),
        Value::Map(entries) => Some(WordForms::Plural(
            entries
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), text(value)?)))
                .collect(),
        )),
        scalar => text(scalar).map(WordForms::Text),
    }
}

/// Returns the key of a term's interface text: lower case, with `_` for every run of other
/// characters.
pub fn key(prefix: &str, value: &str) -> String {
    let mut key = String::with_capacity(prefix.len() + value.len());
    key.push_str(prefix);
    for c in value.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !key.ends_with('_') {
            key.push('_');
        }
    }
    key.truncate(key.trim_end_matches('_').len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    pub fn words(tag: &str) -> LanguageWords {
        let text = match tag {
            "fr" => include_str!("../../../themes/default/i18n/fr.yaml"),
            "ar" => include_str!("../../../themes/default/i18n/ar.yaml"),
            _ => include_str!("../../../themes/default/i18n/en.yaml"),
        };
        let value = crate::yaml::parse(text).expect("the words are YAML");
        LanguageWords::new(Lang::parse(tag).expect("a tag"), [&value])
    }

    pub fn said(tag: &str, date: &str) -> String {
        words(tag).date(&Date::parse(date).expect("a date"))
    }

    #[test]
    fn counts_choose_their_form() {
        assert_eq!(words("fr").say("events_count", Some(0), &[]), "0 événement");
        assert_eq!(words("en").say("events_count", Some(1), &[]), "1 event");
        assert_eq!(
            words("en").say("events_count", Some(12345), &[]),
            "12,345 events"
        );
    }

    #[test]
    fn a_share_is_neither_nothing_nor_all_by_rounding() {
        assert_eq!(words("en").share(12, 47), "12 of 47 (26%)");
        assert_eq!(words("fr").share(12, 47), "12 sur 47 (26\u{a0}%)");
        assert_eq!(words("en").share(1, 1000), "1 of 1,000 (under 1%)");
        assert_eq!(words("en").share(999, 1000), "999 of 1,000 (over 99%)");
        assert_eq!(words("en").share(0, 0), "0 of 0 (0%)");
    }

    #[test]
    fn all_languages_have_the_same_words() {
        let keys = |tag: &str| words(tag).keys().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(keys("fr"), keys("en"));
        assert_eq!(keys("ar"), keys("en"));
    }

    #[test]
    fn dates_and_counts_in_arabic() {
        assert_eq!(said("ar", "2022-02-22"), "22 فبراير 2022");
        assert_eq!(
            said("ar", "2022-02-16..2022-02-22"),
            "بين 16 و22 فبراير 2022"
        );
        let forms: BTreeSet<String> = [0, 1, 2, 3, 11, 100]
            .map(|n| words("ar").say("events_count", Some(n), &[]))
            .into();
        assert!(forms.len() >= 5, "{forms:?}");
    }

    #[test]
    fn every_value_of_a_closed_list_has_a_word() {
        use crate::model::terms::*;
        fn check<T: Term>(prefix: &str, words: &LanguageWords, missing: &mut Vec<String>) {
            missing.extend(
                T::ALL
                    .iter()
                    .map(|term| key(prefix, term.text()))
                    .filter(|key| !words.has(key)),
            );
        }
        let (words, mut missing) = (words("en"), Vec::new());
        check::<EventType>("event_type_", &words, &mut missing);
        check::<SubEventType>("sub_event_type_", &words, &mut missing);
        check::<ActorType>("actor_type_", &words, &mut missing);
        check::<ViolenceType>("type_of_violence_", &words, &mut missing);
        check::<EventClarity>("event_clarity_", &words, &mut missing);
        check::<Precision>("where_prec_", &words, &mut missing);
        check::<Measure>("measure_", &words, &mut missing);
        check::<Grade>("grade_", &words, &mut missing);
        check::<Status>("status_", &words, &mut missing);
        check::<SourceKind>("source_kind_", &words, &mut missing);
        check::<Scale>("scale_", &words, &mut missing);
        check::<RelationType>("relation_", &words, &mut missing);
        check::<Level>("level_", &words, &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }
}
