//! Fields of forms, for any content management system.
//!
//! A form writes one file in one language, so a text by language is a text here, and a field that
//! may hold an id or a whole event holds ids.

use crate::lang::Lang;
use crate::messages::MessageLanguage;
use crate::reference::{self, Form, Key, ListValue, Section, print};
use crate::render::{theme, words};
use crate::yaml::{self, Value};

use super::FileKind;
use super::schema::date_pattern;

/// A field of a form.
pub struct FormField {
    pub name: &'static str,
    /// What the field means, in the language of the form.
    pub hint: String,
    pub is_required: bool,
    /// Whether a translation has its own text.
    pub is_translated: bool,
    pub input: Input,
}

/// What a field lets an editor enter.
pub enum Input {
    /// A line.
    Line,
    /// A line that has to match a regular expression.
    Pattern {
        pattern: String,
        /// What the expression accepts, in words.
        message: String,
    },
    /// Several lines.
    Lines,
    /// A day, written as `2022-02-23`.
    Day,
    /// Whether something is so. Absent and `no` are the same.
    Switch,
    /// One of several values, each with its label.
    Choice(Vec<(String, String)>),
    /// The id of an entity of a kind.
    Reference(&'static str),
    /// The ids of several.
    References(&'static str),
    /// A whole number.
    Whole,
    /// A number with decimals.
    Decimal,
    Texts,
    Mapping(Vec<FormField>),
    Mappings(Vec<FormField>),
}

/// Keys whose text takes several lines.
const LONG: [&str; 8] = [
    "summary",
    "lead",
    "text",
    "quote",
    "notes",
    "basis",
    "where_description",
    "reason",
];

/// Keys of which a translation has its own text.
const TRANSLATED: [&str; 6] = [
    "title",
    "name",
    "summary",
    "where_description",
    "lead",
    "aliases",
];

/// Makes fields in one language.
pub struct FieldWriter {
    language: MessageLanguage,
    /// The words of the pages, which name the values of closed lists.
    words: Value,
}

impl FieldWriter {
    pub fn new(language: MessageLanguage) -> FieldWriter {
        let lang = Lang::parse(language.tag()).expect("a language of messages has a tag");
        FieldWriter {
            language,
            words: yaml::parse(theme::built_in_words(lang)).expect("built-in words are YAML"),
        }
    }

    /// Returns the fields of a kind of file, without its text.
    pub fn fields(&self, kind: &FileKind) -> Vec<FormField> {
        let sections = kind
            .sections
            .iter()
            .filter_map(|name| reference::find(name));
        let mut fields = Vec::new();
        for section in sections {
            fields.extend(self.section(section, true));
        }
        fields
    }

    /// Returns the label of a kind's files, such as "Actors".
    pub fn label(&self, kind: &str) -> String {
        let key = match kind {
            "page" => return self.own("Pages", "Pages", "صفحات"),
            "home" => "home".to_owned(),
            "event" => return self.own("Events", "Événements", "أحداث"),
            kind => format!("nav_{kind}s"),
        };
        self.word(&key).unwrap_or_else(|| kind.to_owned())
    }

    /// Returns the label of the text of a file.
    pub fn body_label(&self) -> String {
        self.own("Text", "Texte", "النص")
    }

    fn own(&self, en: &str, fr: &str, ar: &str) -> String {
        match self.language {
            MessageLanguage::English => en,
            MessageLanguage::French => fr,
            MessageLanguage::Arabic => ar,
        }
        .to_owned()
    }

    fn word(&self, key: &str) -> Option<String> {
        let Value::Map(entries) = &self.words else {
            return None;
        };
        match entries.iter().find(|(name, _)| name == key) {
            Some((_, Value::Text(word))) => Some(word.clone()),
            _ => None,
        }
    }

    fn section(&self, section: &Section, is_top: bool) -> Vec<FormField> {
        let keys = section.keys.iter();
        let field = |key: &Key| {
            let input = self.input(key)?;
            Some(FormField {
                name: key.name,
                hint: key.text.in_language(self.language).to_owned(),
                is_required: key.is_required,
                is_translated: is_top && TRANSLATED.contains(&key.name),
                input,
            })
        };
        keys.filter_map(field).collect()
    }

    /// Returns what a key lets an editor enter. `None` if no form can hold it.
    fn input(&self, key: &Key) -> Option<Input> {
        Some(match key.form {
            Form::Translated | Form::Text if LONG.contains(&key.name) => Input::Lines,
            Form::Text | Form::Path | Form::Translated | Form::LanguageTag => Input::Line,
            Form::Address => self.pattern(key, "^https?://\\S+$".to_owned()),
            Form::Code(pattern) => self.pattern(key, format!("^({pattern})$")),
            Form::Day | Form::Moment => Input::Day,
            Form::Date | Form::Interval => self.pattern(key, date_pattern()),
            Form::Number => Input::Whole,
            Form::Figure | Form::Count => self.pattern(key, "^[0-9]+~?$".to_owned()),
            Form::Degrees => Input::Decimal,
            // A switch writes `no` where nobody has said so.
            Form::YesNo if key.default.is_none() => Input::Choice(self.yes_or_no()),
            Form::YesNo => Input::Switch,
            Form::Choice(values) => Input::Choice(self.choice(key, values)),
            Form::Reference(kind) => Input::Reference(kind),
            Form::References(kind) | Form::Uses(kind) => Input::References(kind),
            Form::OneOrMoreUses(_) => Input::Reference("region"),
            Form::Texts
            | Form::OneOrMoreTexts
            | Form::TranslatedList
            | Form::Names
            | Form::Paths
            | Form::LanguageTags => Input::Texts,
            Form::Mapping(inner) | Form::TextOrMapping(inner) => Input::Mapping(self.inner(inner)),
            Form::Mappings(inner) | Form::OneOrMore(inner) => Input::Mappings(self.inner(inner)),
            Form::Anything => return None,
        })
    }

    /// Returns a line that has to match an expression. A mismatch is explained by an example or by
    /// the form.
    fn pattern(&self, key: &Key, pattern: String) -> Input {
        let message = match key.form {
            Form::Code(_) => key.example.in_language(self.language).to_owned(),
            _ => print::form(&key.form, self.language).replace('`', ""),
        };
        Input::Pattern { pattern, message }
    }

    fn inner(&self, name: &str) -> Vec<FormField> {
        reference::find(name).map_or_else(Vec::new, |section| self.section(section, false))
    }

    fn yes_or_no(&self) -> Vec<(String, String)> {
        vec![
            ("yes".to_owned(), self.own("yes", "oui", "نعم")),
            ("no".to_owned(), self.own("no", "non", "لا")),
        ]
    }

    /// Returns the values of a closed list with the words that pages show for them.
    fn choice(&self, key: &Key, values: &[ListValue]) -> Vec<(String, String)> {
        let prefix = match key.name {
            "kind" => "source_kind_",
            "type" => "relation_",
            "publish_precision" => "where_prec_",
            name => &format!("{name}_"),
        };
        let one = |value: &ListValue| {
            let word = self.word(&words::key(prefix, value.value));
            let label = word.unwrap_or_else(|| value.value.to_owned());
            (value.value.to_owned(), label)
        };
        values.iter().map(one).collect()
    }
}
