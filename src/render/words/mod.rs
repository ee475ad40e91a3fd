//! Interface texts: the strings of a theme's `i18n/<lang>.yaml`. With them, dates, numbers and
//! lists are formatted.
//!
//! A text that a language lacks is the English one, with English plurals. On pages it is marked as
//! English ([`fallback`]).
//!
//! Plural categories and digits come from ICU (CLDR). Names of months and patterns of dates are
//! part of the theme: a site may use a language for which CLDR has no dates, and French needs its
//! "1er".

mod dates;
pub mod fallback;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_plurals::{PluralCategory, PluralRules};

use crate::lang::{Direction, Lang, own_name, typeset};
use crate::yaml::Value;

/// The interface texts of one language.
pub struct LanguageWords {
    pub lang: Lang,
    texts: HashMap<String, WordForms>,
    /// The keys whose text is English, because the language has none.
    missing: BTreeSet<String>,
    /// The keys of texts that lack a form of the plural.
    incomplete: BTreeSet<String>,
    /// Whether the English texts among them are marked.
    marks: Marks,
    /// The formatted numbers below [`CACHED_NUMBERS`]. Most numbers are small.
    small: Vec<String>,
    plurals: Option<PluralRules>,
    english_plurals: Option<PluralRules>,
    numbers: Option<DecimalFormatter>,
}

/// Whether texts that are English for want of others have marks, which pages need and files of data
/// must not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    Without,
    With,
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
    /// an earlier one. What they lack is taken from the English files.
    pub fn new<'v>(
        lang: Lang,
        english_files: impl IntoIterator<Item = &'v Value>,
        files: impl IntoIterator<Item = &'v Value>,
        marks: Marks,
    ) -> LanguageWords {
        let mut texts = HashMap::default();
        for (key, value) in files.into_iter().flat_map(entries) {
            // An empty text is one that nobody has translated yet, unless it replaces another.
            if let Some(forms) = word(lang, value)
                && (texts.contains_key(key) || is_english(lang) || !forms.is_empty())
            {
                texts.insert(key.to_owned(), forms);
            }
        }
        if !texts.contains_key(LANGUAGE_NAME) && !is_english(lang) {
            let name = own_name(lang).unwrap_or(lang.tag()).to_owned();
            texts.insert(LANGUAGE_NAME.to_owned(), WordForms::Text(name));
        }
        let categories = plural_categories(lang);
        let incomplete = texts
            .iter()
            .filter(|(_, forms)| forms.lacks(&categories))
            .map(|(key, _)| key.clone())
            .collect();
        let mut missing = BTreeSet::new();
        for (key, value) in english_files.into_iter().flat_map(entries) {
            if let Some(forms) = word(english(), value)
                && (missing.contains(key) || !texts.contains_key(key))
            {
                let forms = match marks {
                    Marks::With => forms.marked(),
                    Marks::Without => forms,
                };
                texts.insert(key.to_owned(), forms);
                missing.insert(key.to_owned());
            }
        }
        let plurals = |lang: Lang| PluralRules::try_new_cardinal(lang.locale().into()).ok();
        let mut words = LanguageWords {
            lang,
            texts,
            missing,
            incomplete,
            marks,
            small: Vec::new(),
            plurals: plurals(lang),
            english_plurals: plurals(english()),
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
        let texts = crate::yaml::parse(super::theme::built_in_words(lang));
        LanguageWords::new(lang, [], &texts, Marks::Without)
    }

    /// Returns the keys whose text is English, because the language has none.
    pub fn missing(&self) -> &BTreeSet<String> {
        &self.missing
    }

    /// Returns the keys of texts that are still to be translated, completely or in some of their
    /// forms.
    pub fn untranslated(&self) -> BTreeSet<&str> {
        let keys = self.missing.union(&self.incomplete);
        keys.map(String::as_str).collect()
    }

    /// Returns whether some texts have the marks of [`fallback`].
    pub fn has_marks(&self) -> bool {
        self.marks == Marks::With && !self.missing.is_empty()
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
                let category = self.category(key, n.unwrap_or(0));
                let form = forms.get(category).or_else(|| forms.get("other"));
                form.or_else(|| forms.values().next_back())
                    .map_or(key, String::as_str)
            }
            _ => return key.to_owned(),
        };
        let is_marked = pattern.starts_with(fallback::START);
        let mut text = String::with_capacity(pattern.len() + 32);
        let push_part = |text: &mut String, part: &str| {
            fallback::push_part(text, is_marked, &self.isolated(part));
        };
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            match parts.iter().find(|(formatted, _)| *formatted == name) {
                Some((_, value)) => push_part(&mut text, value),
                None if name == "words" => {
                    let number = n.map_or_else(String::new, |n| self.spelled(n));
                    fallback::push_part(&mut text, is_marked, &number);
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

    /// Returns the CLDR plural category of a number, in the language of a text.
    fn category(&self, key: &str, n: usize) -> &'static str {
        let rules = match self.missing.contains(key) {
            true => &self.english_plurals,
            false => &self.plurals,
        };
        rules
            .as_ref()
            .map_or("other", |rules| category_name(rules.category_for(n)))
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

impl WordForms {
    /// Whether nothing is written, as in a file that is still to be translated. A list is empty if
    /// one of its texts is.
    fn is_empty(&self) -> bool {
        match self {
            WordForms::Text(text) => text.is_empty(),
            WordForms::Plural(forms) => forms.is_empty(),
            WordForms::List(items) => items.iter().any(String::is_empty),
        }
    }

    /// Whether a form of the plural is missing. A form that no language has is a misspelt one, which
    /// is reported where it stands.
    fn lacks(&self, categories: &[&str]) -> bool {
        match self {
            WordForms::Plural(forms) => {
                forms.keys().all(|form| CATEGORIES.contains(&form.as_str()))
                    && categories.iter().any(|form| !forms.contains_key(*form))
            }
            WordForms::Text(_) | WordForms::List(_) => false,
        }
    }

    /// Returns the same texts with marks.
    fn marked(self) -> WordForms {
        let mark = |text: String| fallback::marked(&text);
        match self {
            WordForms::Text(text) => WordForms::Text(mark(text)),
            WordForms::Plural(forms) => {
                let forms = forms.into_iter().map(|(form, text)| (form, mark(text)));
                WordForms::Plural(forms.collect())
            }
            WordForms::List(items) => WordForms::List(items.into_iter().map(mark).collect()),
        }
    }
}

/// The key of the language's name in itself.
const LANGUAGE_NAME: &str = "language_name";

/// The language of the texts that each language falls back to.
pub fn english() -> Lang {
    Lang::parse("en").expect("`en` is a language tag")
}

fn is_english(lang: Lang) -> bool {
    lang.tag().split('-').next() == Some("en")
}

/// Returns the entries of a file of interface texts.
fn entries(file: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let entries = match file {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().map(|(key, value)| (key.as_str(), value))
}

/// Converts a YAML value to an interface text, with the typography of `lang`. Empty forms of the
/// plural are dropped.
fn word(lang: Lang, value: &Value) -> Option<WordForms> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(typeset(lang, text).into_owned()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::List(items) => Some(WordForms::List(items.iter().filter_map(text).collect())),
        Value::Map(entries) => {
            let forms = entries.iter().filter_map(|(form, value)| {
                let text = text(value).filter(|text| !text.is_empty())?;
                Some((form.clone(), text))
            });
            Some(WordForms::Plural(forms.collect()))
        }
        scalar => text(scalar).map(WordForms::Text),
    }
}

/// Returns the name that CLDR gives a plural category.
fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// The plural categories of CLDR.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The numbers that decide which plural forms a language needs. French has one more for millions,
/// and Russian one for fractions.
const COUNTED: std::ops::Range<usize> = 0..1000;

/// Returns the plural categories that whole numbers below 1000 have in a language, in CLDR's order.
pub fn plural_categories(lang: Lang) -> Vec<&'static str> {
    let Ok(rules) = PluralRules::try_new_cardinal(lang.locale().into()) else {
        return vec!["other"];
    };
    let used: BTreeSet<PluralCategory> = COUNTED.map(|n| rules.category_for(n)).collect();
    used.into_iter().map(category_name).collect()
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
mod tests;
