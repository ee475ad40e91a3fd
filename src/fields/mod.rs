//! Typed values out of a YAML mapping, with a finding for everything that is not as it should be.
//!
//! A serde derive stops at its first error; an editor wants all of them. So front matter is read
//! from a [`Value`] tree by a [`FieldMap`], key by key: whatever is missing, misspelt or of the
//! wrong type becomes a finding with its own place, and reading goes on without it.

mod degrees;
mod figure;
mod keys;
mod meaning;
mod values;

use jiff::tz::TimeZone;

use crate::address::SiteRoot;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location, or_list};
use crate::lang::{self, Lang, Languages};
use crate::model::date::Date;
use crate::model::terms::Term;
use crate::model::{Extra, GeoPoint, LocalizedText};
use crate::source::{SourceFiles, first_invisible, invisible_words};
use crate::yaml::{Sought, Value};

pub use self::figure::sensed;

/// How many unknown keys of a mapping are reported one by one.
const MOST_KEYS: usize = 40;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    pub value: T,
    pub field: Field,
}

/// What reading needs besides the value.
pub struct FieldContext<'a> {
    pub sources: &'a SourceFiles,
    pub languages: &'a Languages,
    /// The language of the file: that of its plain texts.
    pub lang: Lang,
    /// The site's time zone.
    pub zone: TimeZone,
    /// Where the site stands.
    pub base: SiteRoot,
    /// Keys of other tools that are passed over at the top of a file.
    pub ignored: &'a [String],
    pub diagnostics: Diagnostics,
}

impl<'a> FieldContext<'a> {
    /// What reading needs where no site says otherwise.
    pub fn new(sources: &'a SourceFiles, languages: &'a Languages, lang: Lang) -> FieldContext<'a> {
        FieldContext {
            sources,
            languages,
            lang,
            zone: TimeZone::UTC,
            base: SiteRoot::default(),
            ignored: &[],
            diagnostics: Diagnostics::default(),
        }
    }

    fn wrong_type(&mut self, field: &Field, key: &str, value: &Value, wanted: &str) -> Diagnostic {
        let message = match value {
            Value::Null => format!("`{key}` is empty; expected {wanted}"),
            _ => format!("`{key}` is {}; expected {wanted}", value.noun()),
        };
        Diagnostic::new(Code::WrongType, field, message)
    }

    /// A value in one line of YAML.
    pub fn in_line(&self, value: &Value, field: &Field) -> String {
        values::flow(value, field, self).unwrap_or_else(|| "...".to_owned())
    }

    /// What to do about a language that the site does not have.
    pub fn no_language(&self, tag: &str) -> String {
        let known: Vec<String> = self.languages.iter().map(|lang| lang.to_string()).collect();
        let one_of = or_list(known.iter().map(String::as_str));
        match lang::suggested_tag(tag).or_else(|| Lang::parse(tag)) {
            Some(lang) if self.languages.contains(lang) => format!("write `{lang}`"),
            Some(lang) => format!(
                "write {one_of}, or `languages: [{}, {lang}]` in site.yaml",
                known.join(", ")
            ),
            None => format!("write {one_of}"),
        }
    }

    /// A number or a yes as its author wrote it: `1.10` stays `1.10`.
    fn written(&self, field: &Field) -> String {
        let span = field.span(self.sources, Sought::Value);
        self.sources.text(field.file)[span.start as usize..span.end as usize].to_owned()
    }
}

/// A YAML mapping that is being read.
pub struct FieldMap<'v> {
    pub field: Field,
    entries: &'v [(String, Value)],
    /// Keys that a misspelt one was taken for: they are not missed as well.
    meant: Vec<&'static str>,
}

impl<'v> FieldMap<'v> {
    /// Opens a mapping, and reports keys that are not among `allowed`. An empty value is an empty
    /// mapping at the top of a file.
    pub fn open(
        value: &'v Value,
        field: Field,
        allowed: &[&'static str],
        context: &mut FieldContext,
    ) -> Option<FieldMap<'v>> {
        let entries: &[(String, Value)] = match value {
            Value::Map(entries) => entries,
            Value::Null if field.is_top() => &[],
            other => {
                let (message, help) = match other {
                    Value::Null => (
                        "expected a mapping, found nothing".to_owned(),
                        format!(
                            "write keys and values, such as `{}`, or delete the line",
                            allowed.first().copied().unwrap_or_default()
                        ),
                    ),
                    _ => {
                        let text = ["text", "title", "name", "code"]
                            .into_iter()
                            .find(|key| allowed.contains(key));
                        let written = values::flow(other, &field, context)
                            .filter(|_| !matches!(other, Value::List(_)));
                        let help = match (text, written) {
                            (Some(key), Some(text)) => format!("write `{{{key}: {text}}}`"),
                            _ => format!(
                                "write keys and values, one a line; a key can be {}",
                                or_list(allowed.iter().copied())
                            ),
                        };
                        (format!("expected a mapping, found {}", other.noun()), help)
                    }
                };
                context
                    .diagnostics
                    .push(Diagnostic::new(Code::WrongType, &field, message).help(help));
                return None;
            }
        };
        let mut mapping = FieldMap {
            field,
            entries,
            meant: Vec::new(),
        };
        mapping.unknown_keys(allowed, context);
        Some(mapping)
    }

    /// Reports the keys that are not among `allowed`, each with what was meant. What two of them
    /// say together is one mistake.
    fn unknown_keys(&mut self, allowed: &[&'static str], context: &mut FieldContext) {
        let mut said: Vec<String> = Vec::new();
        let is_passed_over = |key: &String| self.field.is_top() && context.ignored.contains(key);
        let strange = self
            .entries
            .iter()
            .filter(|(key, _)| !allowed.contains(&key.as_str()) && !is_passed_over(key));
        let strange: Vec<&(String, Value)> = strange.collect();
        // A file of another kind has one mistake, not a thousand.
        let (first, rest) = strange.split_at(strange.len().min(MOST_KEYS));
        if let [(key, _), ..] = rest {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownKey,
                    Location::Key(self.field.key(key.clone())),
                    format!("{} more unknown keys here, from `{key}` on", rest.len()),
                )
                .help("if these are data for your theme, put them under `extra:`; if this file is not for griot, move it out of content/"),
            );
        }
        for (key, value) in first.iter().copied() {
            if said.contains(key) {
                continue;
            }
            let field = self.field.clone();
            let cure = keys::cure(
                &keys::UnknownKey {
                    key,
                    value,
                    field: &field,
                    entries: self.entries,
                    allowed,
                },
                context,
            );
            self.apply(&cure);
            said.extend(cure.with);
            let place = Location::Key(field.key(key.clone()));
            context.diagnostics.push(
                Diagnostic::new(Code::UnknownKey, place, format!("unknown key `{key}`"))
                    .help(cure.help),
            );
        }
    }

    /// Whether a key is there with something in it.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn get(&self, key: &str) -> Option<&'v Value> {
        self.entries
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
    }

    /// Whether a key is written with a list of nothing.
    pub fn is_empty_list(&self, key: &str) -> bool {
        let written = self.entries.iter().find(|(known, _)| known == key);
        written.is_some_and(|(_, value)| matches!(value, Value::List(items) if items.is_empty()))
    }

    /// Whether another key was taken for this one.
    pub fn is_meant(&self, key: &str) -> bool {
        self.meant.contains(&key)
    }

    /// Reports a required key that is not there.
    pub fn require(
        &self,
        key: &'static str,
        code: Code,
        message: String,
        context: &mut FieldContext,
    ) {
        if self.has(key) || self.meant.contains(&key) {
            return;
        }
        let written = self.entries.iter().any(|(known, _)| known == key);
        let place = if written {
            Location::Key(self.field.key(key))
        } else {
            Location::Value(self.field.clone())
        };
        let example = match key {
            "date" => "2022-02-23",
            "regions" | "sources" => "[...]",
            _ => "...",
        };
        context
            .diagnostics
            .push(Diagnostic::new(code, place, message).help(format!("add `{key}: {example}`")));
    }

    /// A text of one language.
    pub fn text(&self, key: &'static str, context: &mut FieldContext) -> Option<Located<String>> {
        let value = self.get(key)?;
        let field = self.field.key(key);
        text_of(value, key, &field, context).map(|value| Located { value, field })
    }

    /// A text for readers: one string, or a map by language. Empty where there is none.
    pub fn phrase(&self, key: &'static str, context: &mut FieldContext) -> LocalizedText {
        match self.get(key) {
            Some(value) => phrase_of(value, key, &self.field.key(key), context),
            None => LocalizedText::default(),
        }
    }

    /// A yes or a no.
    pub fn flag(&self, key: &'static str, context: &mut FieldContext) -> Option<bool> {
        let value = self.get(key)?;
        match value {
            Value::Bool(flag) => return Some(*flag),
            Value::Text(text) if text == "yes" => return Some(true),
            Value::Text(text) if text == "no" => return Some(false),
            _ => {}
        }
        let field = self.field.key(key);
        let finding = context.wrong_type(&field, key, value, "`yes` or `no`");
        let help = match values::is_yes(value) {
            Some(true) => format!("write `{key}: yes`"),
            Some(false) => format!("write `{key}: no`"),
            None => format!("write `{key}: yes` or `{key}: no`"),
        };
        context.diagnostics.push(finding.help(help));
        None
    }

    /// A whole number, not negative.
    pub fn count(&self, key: &'static str, context: &mut FieldContext) -> Option<u64> {
        let value = self.get(key)?;
        count_of(value, key, &self.field.key(key), context)
    }

    /// A date with its precision. Where a time of day is written, it stays unsaid.
    pub fn date(&self, key: &'static str, context: &mut FieldContext) -> Option<Located<Date>> {
        let date = self.moment(key, context)?;
        Some(Located {
            value: date.value.without_time(),
            field: date.field,
        })
    }

    /// A date with its precision, and the time of day where it has one.
    pub fn moment(&self, key: &'static str, context: &mut FieldContext) -> Option<Located<Date>> {
        let value = self.get(key)?;
        let field = self.field.key(key);
        if let Value::List(_) | Value::Map(_) = value {
            let finding = context.wrong_type(&field, key, value, "a date");
            let help = match values::date(value, &field, context) {
                Some(date) => format!("write `{key}: {date}`"),
                None => format!(
                    "write it in one text, such as `{key}: 2022-02-22` or `{key}: 2022-02-16/2022-02-22`"
                ),
            };
            context.diagnostics.push(finding.help(help));
            return None;
        }
        let text = text_of(value, key, &field, context)?;
        match Date::parse(&text) {
            Ok(value) => Some(Located {
                value: value.in_zone(&context.zone),
                field,
            }),
            Err(error) => {
                context
                    .diagnostics
                    .push(Diagnostic::new(Code::BadDate, &field, error.message).help(error.help));
                None
            }
        }
    }

    /// A value of a closed list.
    pub fn term<T: Term>(
        &self,
        key: &'static str,
        context: &mut FieldContext,
    ) -> Option<Located<T>> {
        self.term_or(key, context, |_| None)
    }

    /// A value of a closed list. Where what stands there is none of it, and no other word for one,
    /// `other` may know what was meant.
    pub fn term_or<T: Term>(
        &self,
        key: &'static str,
        context: &mut FieldContext,
        other: impl Fn(&str) -> Option<String>,
    ) -> Option<Located<T>> {
        let text = self.text(key, context)?;
        if let Some(value) = T::from_text(&text.value) {
            return Some(Located {
                value,
                field: text.field,
            });
        }
        let help = match meaning::suggested_term::<T>(&text.value) {
            Some(term) => format!("did you mean `{key}: {}`?", term.text()),
            None => other(&text.value).unwrap_or_else(|| {
                format!("write {}", or_list(T::ALL.iter().map(|term| term.text())))
            }),
        };
        let message = format!("`{}` is not a valid `{key}`", text.value);
        context
            .diagnostics
            .push(Diagnostic::new(Code::NotInList, &text.field, message).help(help));
        None
    }

    /// A list of texts, such as names.
    pub fn texts(&self, key: &'static str, context: &mut FieldContext) -> Vec<Located<String>> {
        let items = self.list(key, context);
        let mut texts = Vec::with_capacity(items.len());
        for Located { value, field } in items {
            if let Value::List(inner) = value
                && let Some(name) = bracketed(inner)
            {
                // `[[FAMa]]` is a list in a list.
                let finding = context.wrong_type(&field, key, value, "text");
                context
                    .diagnostics
                    .push(finding.help(format!("write `{name}`, without the second brackets")));
                continue;
            }
            let Some(text) = text_of(value, key, &field, context) else {
                continue;
            };
            let parts = several(&text);
            if parts.len() > 1 {
                context
                    .diagnostics
                    .push(one_of_several(&field, &text, &parts));
            }
            texts.extend(parts.into_iter().map(|part| Located {
                value: part.to_owned(),
                field: field.clone(),
            }));
        }
        texts
    }

    /// A list of texts for readers, each one string or a map by language.
    pub fn phrases(
        &self,
        key: &'static str,
        context: &mut FieldContext,
    ) -> Vec<Located<LocalizedText>> {
        let mut phrases = Vec::new();
        for item in self.list(key, context) {
            // Topics and authors are names; questions are sentences.
            let parts = match item.value {
                Value::Text(text) if matches!(key, "topics" | "authors") => several(text),
                _ => Vec::new(),
            };
            if parts.len() > 1 {
                let Value::Text(text) = item.value else {
                    continue;
                };
                context
                    .diagnostics
                    .push(one_of_several(&item.field, text.trim(), &parts));
                continue;
            }
            let value = phrase_of(item.value, key, &item.field, context);
            if !value.is_empty() {
                phrases.push(Located {
                    value,
                    field: item.field,
                });
            }
        }
        phrases
    }

    /// The items of a list, unread. Empty where there is none.
    pub fn list(&self, key: &'static str, context: &mut FieldContext) -> Vec<Located<&'v Value>> {
        let field = self.field.key(key);
        match self.get(key) {
            None => Vec::new(),
            Some(Value::List(items)) => items
                .iter()
                .enumerate()
                .map(|(index, value)| Located {
                    value,
                    field: field.index(index),
                })
                .collect(),
            Some(other) => {
                let finding = context.wrong_type(&field, key, other, "a list");
                let line =
                    values::line(key, other, &field, context).filter(|_| values::holds_texts(key));
                let help = match (line, other) {
                    (Some(line), Value::Map(_)) => format!("write `{line}`"),
                    (None, Value::Map(_)) => {
                        "begin it with `- `: it is the first item of a list".to_owned()
                    }
                    (Some(line), _) => format!("put it in brackets: `{line}`"),
                    (None, _) => {
                        format!("put it in brackets: `{key}: [{}]`", context.written(&field))
                    }
                };
                context.diagnostics.push(finding.help(help));
                Vec::new()
            }
        }
    }

    /// A value as it is, for keys that may hold several shapes.
    pub fn raw(&self, key: &'static str) -> Option<Located<&'v Value>> {
        self.get(key).map(|value| Located {
            value,
            field: self.field.key(key),
        })
    }

    /// What only the theme knows: a mapping that is handed to templates as it is.
    pub fn extra(&self, context: &mut FieldContext) -> Extra {
        match self.get("extra") {
            None => Extra::default(),
            Some(Value::Map(entries)) => Extra::new(entries.clone()),
            Some(other) => {
                let field = self.field.key("extra");
                let finding = context.wrong_type(&field, "extra", other, "a mapping");
                let written =
                    values::flow(other, &field, context).unwrap_or_else(|| "...".to_owned());
                context.diagnostics.push(finding.help(format!(
                    "give it a key, such as `extra: {{note: {written}}}`"
                )));
                Extra::default()
            }
        }
    }

    /// A mapping below a key.
    pub fn mapping(
        &self,
        key: &'static str,
        allowed: &[&'static str],
        context: &mut FieldContext,
    ) -> Option<FieldMap<'v>> {
        let value = self.get(key)?;
        let field = self.field.key(key);
        if !matches!(value, Value::Map(_))
            && let Some(line) = values::line(key, value, &field, context)
            && line.contains('{')
        {
            let finding = context.wrong_type(&field, key, value, "a mapping");
            context
                .diagnostics
                .push(finding.help(format!("write `{line}`")));
            return None;
        }
        if !matches!(value, Value::Map(_)) && key == "point" {
            let finding = context.wrong_type(&field, key, value, "a mapping");
            let help = "write decimal degrees, such as `point: {lat: 14.4843, lon: -4.1833}`";
            context.diagnostics.push(finding.help(help));
            return None;
        }
        FieldMap::open(value, field, allowed, context)
    }

    /// Degrees in `lat` and `lon`, both or none.
    pub fn point(&self, context: &mut FieldContext) -> Option<GeoPoint> {
        let lat = self.degrees("lat", 90.0, context);
        let lon = self.degrees("lon", 180.0, context);
        match (self.has("lat"), self.has("lon")) {
            (true, false) => self.require(
                "lon",
                Code::MissingField,
                "`lat` is given without `lon`".into(),
                context,
            ),
            (false, true) => self.require(
                "lat",
                Code::MissingField,
                "`lon` is given without `lat`".into(),
                context,
            ),
            _ => {}
        }
        Some(GeoPoint {
            lat: lat?,
            lon: lon?,
        })
    }

    fn degrees(&self, key: &'static str, limit: f64, context: &mut FieldContext) -> Option<f64> {
        let value = self.get(key)?;
        let field = self.field.key(key);
        let number = match value {
            Value::Float(number) => *number,
            #[allow(clippy::cast_precision_loss, reason = "degrees are small numbers")]
            Value::Int(number) => *number as f64,
            other => {
                let finding = context.wrong_type(&field, key, other, "a number of degrees");
                let degrees = match other {
                    Value::Text(text) => degrees::degrees(text),
                    _ => None,
                };
                let help = match degrees {
                    Some(degrees) => format!("write `{key}: {degrees}`"),
                    None => format!("write decimal degrees, such as `{key}: 14.4843`"),
                };
                context.diagnostics.push(finding.help(help));
                return None;
            }
        };
        if !number.is_finite() || number.abs() > limit {
            let message = format!("`{key}` is {number}; it must be between -{limit} and {limit}");
            let mut finding = Diagnostic::new(Code::BadCoordinates, &field, message);
            if key == "lat" && number.abs() <= 180.0 {
                finding =
                    finding.help("`lat` is north, `lon` is east: perhaps the two are swapped");
            } else {
                finding =
                    finding.help("write decimal degrees, such as `14.4843`: perhaps the decimal point is missing");
            }
            context.diagnostics.push(finding);
            return None;
        }
        Some(number)
    }
}

/// The value of a closed list that a text means in other words.
pub fn suggested_term<T: Term>(text: &str) -> Option<T> {
    meaning::suggested_term(text)
}

/// A point that is written in another form, as it is to be written: `{lat: 14.4833, lon: -4.1833}`.
pub fn point_of(value: &Value) -> Option<String> {
    degrees::point(value)
}

/// A finding about a text that is no language tag; `key` stands before the tag in what is to be
/// written.
pub fn no_tag(tag: &Located<String>, key: &str, examples: &str) -> Diagnostic {
    let message = format!("`{}` is not a language tag", tag.value);
    let finding = Diagnostic::new(Code::UnknownLanguage, &tag.field, message);
    finding.help(match lang::suggested_tag(&tag.value) {
        Some(lang) => format!("write `{key}{lang}`"),
        None => format!("write a BCP 47 tag in lower case, such as {examples}"),
    })
}

/// A text, whatever scalar YAML took it for.
pub fn text_of(
    value: &Value,
    key: &str,
    field: &Field,
    context: &mut FieldContext,
) -> Option<String> {
    match value {
        value if value.is_empty() => {
            let finding = context.wrong_type(field, key, &Value::Null, "text");
            context
                .diagnostics
                .push(finding.help("write something here, or delete it"));
            None
        }
        Value::Text(text) => {
            // YAML's escapes can write what no editor sees, and what XML does not allow.
            let found = first_invisible(text).and_then(|at| text[at..].chars().next());
            if let Some(found) = found.or_else(|| text.contains('\r').then_some('\r')) {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::ControlCharacter,
                        field,
                        format!("`{key}` contains {}", invisible_words(found)),
                    )
                    .help(format!("delete the escape `\\{}`", escape(found))),
                );
                return None;
            }
            Some(text.trim().to_owned())
        }
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => Some(context.written(field)),
        other => {
            let finding = context.wrong_type(field, key, other, "text");
            let finding =
                finding.maybe_help(quoted(other).or_else(|| one_text(other, key, field, context)));
            context.diagnostics.push(finding);
            None
        }
    }
}

/// How YAML's escape for a character is usually written, without its backslash.
fn escape(c: char) -> String {
    match (c, u32::from(c)) {
        ('\r', _) => "r".to_owned(),
        (_, code @ 0..=0xff) => format!("x{code:02X}"),
        (_, code @ 0..=0xffff) => format!("u{code:04X}"),
        (_, code) => format!("U{code:08X}"),
    }
}

/// A text for readers out of a string or a map by language.
pub fn phrase_of(
    value: &Value,
    key: &str,
    field: &Field,
    context: &mut FieldContext,
) -> LocalizedText {
    let Value::Map(entries) = value else {
        let lang = context.lang;
        return text_of(value, key, field, context).map_or_else(LocalizedText::default, |text| {
            LocalizedText::one(lang, text)
        });
    };
    let mut phrase = LocalizedText::default();
    // `war: north` is a text with a colon in it, and reads as a mapping.
    let is_language = |tag: &str| {
        Lang::parse(tag).is_some_and(|lang| context.languages.contains(lang) || tag.len() == 2)
    };
    if entries.iter().all(|(tag, _)| !is_language(tag))
        && let Some(help) = quoted(value)
    {
        let finding = context.wrong_type(field, key, value, "text");
        context.diagnostics.push(finding.help(help));
        return phrase;
    }
    for (tag, value) in entries.iter().filter(|(_, value)| !value.is_empty()) {
        let below = field.key(tag.clone());
        match Lang::parse(tag).filter(|lang| context.languages.contains(*lang)) {
            Some(lang) => {
                if let Some(text) = text_of(value, tag, &below, context) {
                    phrase.set(lang, text);
                }
            }
            None => {
                let help = match lang::suggested_tag(tag)
                    .filter(|lang| context.languages.contains(*lang))
                {
                    Some(lang) => format!("did you mean `{lang}`?"),
                    None => context.no_language(tag),
                };
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownLanguage,
                        Location::Key(below),
                        format!("`{tag}` is not a language of this site"),
                    )
                    .help(help),
                );
            }
        }
    }
    phrase
}

/// A whole number, not negative.
pub fn count_of(
    value: &Value,
    key: &str,
    field: &Field,
    context: &mut FieldContext,
) -> Option<u64> {
    match value {
        Value::Int(number) => {
            let count = u64::try_from(*number).ok();
            if count.is_none() {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::BadNumber,
                        field,
                        format!("`{key}` is {number}; a count cannot be negative"),
                    )
                    .help("write a whole number from 0 up"),
                );
            }
            count
        }
        other => {
            let finding = context.wrong_type(field, key, other, "a whole number");
            let help = match figure::count(other, context.lang) {
                Some(count) => format!("write `{key}: {count}`"),
                None => {
                    format!("write digits alone, without quotes or spaces, such as `{key}: 19`")
                }
            };
            context.diagnostics.push(finding.help(help));
            None
        }
    }
}

/// The names of a text in which semicolons part them; no name has one.
fn several(text: &str) -> Vec<&str> {
    text.split([';', '؛'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

fn one_of_several(field: &Field, text: &str, parts: &[&str]) -> Diagnostic {
    let number = if parts.len() == 2 {
        "two names"
    } else {
        "several names"
    };
    let list: Vec<String> = parts.iter().map(|part| values::scalar(part)).collect();
    Diagnostic::new(
        Code::WrongType,
        field,
        format!("`{text}` is read as one name"),
    )
    .help(format!(
        "{number}? Put a comma between them: `{}`",
        list.join(", ")
    ))
}

/// The one text in brackets within brackets.
fn bracketed(items: &[Value]) -> Option<&str> {
    match items {
        [Value::Text(text)] => Some(text.split('|').next().unwrap_or(text).trim()),
        [Value::List(inner)] => bracketed(inner),
        _ => None,
    }
}

/// What to write for a text that reads as a mapping because of the colon in it.
fn quoted(value: &Value) -> Option<String> {
    match value {
        Value::Map(entries) => match entries.as_slice() {
            [(tag, _)] if tag.len() == 2 && Lang::parse(tag).is_some() => None,
            [(key, Value::Text(text))]
                if matches!(
                    key.as_str(),
                    "name" | "id" | "title" | "actor" | "region" | "source" | "event"
                ) =>
            {
                Some(format!("write `{}`", values::scalar(text)))
            }
            [(before, Value::Text(after))] => {
                Some(format!("put the text in quotes: `\"{before}: {after}\"`"))
            }
            [(before, Value::Int(after))] => {
                Some(format!("put the text in quotes: `\"{before}: {after}\"`"))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The line to write for a list or a mapping where one text is wanted.
fn one_text(value: &Value, key: &str, field: &Field, context: &FieldContext) -> Option<String> {
    match value {
        Value::List(items) => match values::line(key, value, field, context) {
            Some(line) => Some(format!("write `{line}`")),
            None => {
                let first = values::flow(items.first()?, &field.index(0), context)?;
                Some(format!("write one of them, such as `{key}: {first}`"))
            }
        },
        _ => None,
    }
}
