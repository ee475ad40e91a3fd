//! The keys of a new file: those that are filled in, then all others of the reference as comments.
//!
//! A comment is the meaning of a key, with the values of its closed list. The line below it is its
//! example, which becomes valid YAML without the `# ` before it. Mappings are in block form, with
//! their own keys explained. Keys that are marked `rare` are only named.

use std::fmt::Write as _;
use std::mem::{self, Discriminant};

use crate::lang::Lang;
use crate::messages::MessageLanguage;
use crate::reference::print::form;
use crate::reference::{self, COMMON, Form, Key, ListValue, Place, Section, Translations};
use crate::render::{theme, words};
use crate::yaml::{self, Value};

/// The width at which comments are wrapped.
const WIDTH: usize = 110;

/// The meanings of a closed list are given if they have at most this many bytes in English, which
/// is about four lines. A longer list has a word for each value.
const MEANINGS: usize = 440;

/// A list with more values is not shown: nobody reads it in a comment.
const VALUES: usize = 20;

const HOW_TO_USE: Translations = Translations {
    en: "Delete the `# ` before a key to use it.",
    fr: "Supprimer le `# ` devant une clé pour l'employer.",
    ar: "احذف `# ` الذي قبل المفتاح لاستعماله.",
};

const NAMES: Translations = Translations {
    en: "Other files are named by id, name or alias.",
    fr: "Les autres fichiers se nomment par identifiant, nom ou alias.",
    ar: "تُسمّى الملفات الأخرى بالمعرّف أو الاسم أو الاسم البديل.",
};

const LANGUAGES: Translations = Translations {
    en: "A text can be in several languages: `{en: ..., fr: ...}`.",
    fr: "Un texte peut être en plusieurs langues : `{fr: ..., en: ...}`.",
    ar: "ويجوز أن يكون النص بعدة لغات: `{ar: ..., fr: ...}`.",
};

const REQUIRED: Translations = Translations {
    en: "Required.",
    fr: "Obligatoire.",
    ar: "إلزامي.",
};

const RARE: Translations = Translations {
    en: "Rarely needed: {keys}. `griot explain {topic}` explains them and more.",
    fr: "Plus rares : {keys}. `griot explain {topic}` les explique, et d'autres choses encore.",
    ar: "نادرا ما تلزم: {keys}. يشرحها `griot explain {topic}` ويشرح غيرها.",
};

const IN_EVERY_FILE: Translations = Translations {
    en: "In every file: {keys} (`griot explain common`).",
    fr: "Dans tout fichier : {keys} (`griot explain common`).",
    ar: "في كل ملف: {keys} (`griot explain common`).",
};

const SAME_VALUES: Translations = Translations {
    en: "It has the values of `{key}`.",
    fr: "Les valeurs sont celles de `{key}`.",
    ar: "قيمه هي قيم `{key}`.",
};

const MANY_VALUES: Translations = Translations {
    en: "`griot explain {topic}` lists the values.",
    fr: "`griot explain {topic}` en donne la liste.",
    ar: "يسرد `griot explain {topic}` القيم.",
};

const COMMA: Translations = Translations {
    en: ", ",
    fr: ", ",
    ar: "، ",
};

const SEMICOLON: Translations = Translations {
    en: "; ",
    fr: " ; ",
    ar: "؛ ",
};

const OR: Translations = Translations {
    en: " or ",
    fr: " ou ",
    ar: " أو ",
};

/// Returns the lines of a section: keys with a value first, in the order of the section, then the
/// others in comments. The name or title is not explained.
pub(super) fn keys(
    section: &'static Section,
    filled: &[(&str, String)],
    language: MessageLanguage,
) -> String {
    let mut skeleton = Skeleton {
        language,
        words: theme_words(language),
        forms: Vec::new(),
        lists: Vec::new(),
    };
    let mut out = String::new();
    let is_document = matches!(section.place, Place::Files(path) if path.ends_with(".md"));
    if !is_document {
        write_comment(section.text.in_language(language), "# ", &mut out);
    }
    for key in section.keys {
        let Some((_, value)) = filled.iter().find(|(name, _)| *name == key.name) else {
            continue;
        };
        if !matches!(key.name, "title" | "name") {
            write_comment(&skeleton.explain(section, key, ""), "# ", &mut out);
        }
        let _ = writeln!(out, "{}: {value}", key.name);
    }
    let sentences = match is_document {
        true => &[HOW_TO_USE, NAMES, LANGUAGES][..],
        false => &[HOW_TO_USE, LANGUAGES],
    };
    let sentences: Vec<&str> = (sentences.iter())
        .map(|sentence| sentence.in_language(language))
        .collect();
    write_comment(&sentences.join(" "), "# ", &mut out);
    let is_open = |key: &&Key| !key.is_rare && filled.iter().all(|(name, _)| *name != key.name);
    for key in section.keys.iter().filter(is_open) {
        let mut comment = skeleton.explain(section, key, "");
        if key.is_required {
            let _ = write!(comment, " {}", REQUIRED.in_language(language));
        }
        write_comment(&comment, "# ", &mut out);
        for line in skeleton.example(section, key).lines() {
            let _ = writeln!(out, "# {line}");
        }
    }
    if let Some(mut rare) = skeleton.rare(section) {
        if is_document {
            let common = skeleton.list(COMMON.names.iter().copied());
            let words = IN_EVERY_FILE.in_language(language);
            let _ = write!(rare, " {}", words.replace("{keys}", &common));
        }
        write_comment(&rare, "# ", &mut out);
    }
    out
}

struct Skeleton {
    language: MessageLanguage,
    /// The interface texts of the default theme. `Null` in English, whose values are words.
    words: Value,
    /// The forms that are explained already.
    forms: Vec<Discriminant<Form>>,
    /// The closed lists that are explained already, each with the path of its first key.
    lists: Vec<(&'static [ListValue], String)>,
}

impl Skeleton {
    /// Returns the meaning of a key, with its form if that is not obvious, and with its values.
    /// `above` is the path of the key that holds the section, with a dot behind it.
    fn explain(&mut self, section: &Section, key: &Key, above: &str) -> String {
        let mut text = key.text.in_language(self.language).to_owned();
        let path = format!("{above}{}", key.name);
        match &key.form {
            Form::Choice(values) => {
                let topic = format!("{}.{}", section.name, key.name);
                let _ = write!(text, " {}", self.values(key, values, &topic, path));
            }
            Form::Date | Form::Interval if !above.is_empty() => {}
            Form::Date | Form::Interval | Form::Count => {
                let kind = mem::discriminant(&key.form);
                if !self.forms.contains(&kind) {
                    self.forms.push(kind);
                    let form = with_first(&form(&key.form, self.language), char::to_uppercase);
                    let _ = write!(text, " {form}.");
                }
            }
            _ => {}
        }
        text
    }

    /// Returns a sentence with the values of a closed list.
    fn values(
        &mut self,
        key: &Key,
        values: &'static [ListValue],
        topic: &str,
        path: String,
    ) -> String {
        let language = self.language;
        if values.len() > VALUES {
            return MANY_VALUES.in_language(language).replace("{topic}", topic);
        }
        let is_same = |known: &[ListValue]| {
            known
                .iter()
                .map(|v| v.value)
                .eq(values.iter().map(|v| v.value))
        };
        if let Some((_, first)) = self.lists.iter().find(|(known, _)| is_same(known)) {
            return SAME_VALUES.in_language(language).replace("{key}", first);
        }
        self.lists.push((values, path));
        // The same lists have meanings in all languages.
        let length: usize = values
            .iter()
            .map(|value| value.value.len() + value.text.en.len())
            .sum();
        if length <= MEANINGS {
            let meaning = |value: &ListValue| {
                let text = value.text.in_language(language).trim_end_matches('.');
                format!("{} = {}", value.value, with_first(text, char::to_lowercase))
            };
            let meanings: Vec<String> = values.iter().map(meaning).collect();
            return format!("{}.", meanings.join(SEMICOLON.in_language(language)));
        }
        let named = |value: &ListValue| match self.word(key, value) {
            Some(word) => format!("{} ({word})", value.value),
            None => value.value.to_owned(),
        };
        let all: Vec<String> = values.iter().map(named).collect();
        let (last, others) = all.split_last().expect("a closed list has values");
        let others = others.join(COMMA.in_language(language));
        format!("{others}{}{last}.", OR.in_language(language))
    }

    /// Returns the word that pages show for a value, if it is another word.
    fn word(&self, key: &Key, value: &ListValue) -> Option<String> {
        let prefix = match key.name {
            "kind" => "source_kind_",
            "type" => "relation_",
            "publish_precision" => "where_prec_",
            name => &format!("{name}_"),
        };
        let Value::Map(entries) = &self.words else {
            return None;
        };
        let wanted = words::key(prefix, value.value);
        let (_, word) = entries.iter().find(|(name, _)| *name == wanted)?;
        match word {
            Value::Text(word) if word != value.value => Some(with_first(word, char::to_lowercase)),
            _ => None,
        }
    }

    /// Returns the example of a key as YAML. A mapping is in block form. The keys that the example
    /// has are in force in it, and the others are comments.
    fn example(&mut self, section: &Section, key: &Key) -> String {
        let text = own_lines(key, self.language);
        let Some(inner) = inner_section(section, key) else {
            return text;
        };
        let value = match yaml::parse(&text).expect("tests build every example") {
            Value::Map(entries) => entries.into_iter().next().map(|(_, value)| value),
            _ => None,
        };
        let mut out = format!("{}:\n", key.name);
        match value {
            Some(Value::Map(entries)) => self.mapping(inner, key, &entries, "  ", &mut out),
            Some(Value::List(items)) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
                for item in items {
                    match item {
                        Value::Text(id) => {
                            let _ = writeln!(out, "  - {id}");
                        }
                        Value::Map(entries) => {
                            self.mapping(inner, key, &entries, "  - ", &mut out);
                        }
                        _ => {}
                    }
                }
            }
            _ => return text,
        }
        out
    }

    /// Writes a mapping in block form, with its keys explained. `start` stands before its first key.
    fn mapping(
        &mut self,
        section: &'static Section,
        holder: &Key,
        used: &[(String, Value)],
        start: &str,
        out: &mut String,
    ) {
        let above = format!("{}.", holder.name);
        let is_used = |key: &Key| used.iter().any(|(name, _)| name == key.name);
        let indent = " ".repeat(start.len());
        // An item of a list begins with a key that is in force.
        let mut keys: Vec<&Key> = section.keys.iter().collect();
        keys.retain(|key| is_used(key) || !key.is_rare);
        let first = keys.iter().position(|key| is_used(key));
        keys[..=first.expect("an example is not empty")].rotate_right(1);
        for (at, key) in keys.into_iter().enumerate() {
            let (dash, indent) = match at {
                0 => (start, &start.replace("- ", "")),
                _ => (indent.as_str(), &indent),
            };
            let comment = self.explain(section, key, &above);
            let hash = if is_used(key) { "" } else { "# " };
            let line = own_lines(key, self.language);
            let line = format!("{dash}{hash}{}", line.trim_end());
            // "# " comes before the line, and "  # " between the two.
            let width = line.chars().count() + comment.chars().count() + 6;
            if width <= WIDTH {
                let _ = writeln!(out, "{line}  # {comment}");
            } else {
                write_comment(&comment, &format!("{indent}# "), out);
                let _ = writeln!(out, "{line}");
            }
        }
        if let Some(rare) = self.rare(section) {
            write_comment(&rare, &format!("{indent}# "), out);
        }
    }

    /// Returns a sentence that names the rare keys of a section, or `None` if it has none.
    fn rare(&self, section: &Section) -> Option<String> {
        let rare = section.keys.iter().filter(|key| key.is_rare);
        let names = self.list(rare.map(|key| key.name));
        let sentence = RARE.in_language(self.language);
        (!names.is_empty()).then(|| {
            sentence
                .replace("{keys}", &names)
                .replace("{topic}", section.name)
        })
    }

    fn list<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        names.join(COMMA.in_language(self.language))
    }
}

/// Returns the interface texts of the default theme in a language other than English.
fn theme_words(language: MessageLanguage) -> Value {
    if language == MessageLanguage::English {
        return Value::Null;
    }
    let lang = Lang::parse(language.tag()).expect("a language of messages has a tag");
    yaml::parse(theme::built_in_words(lang)).expect("built-in words are YAML")
}

/// Returns the section that the mappings of a key have.
fn inner_section(section: &Section, key: &Key) -> Option<&'static Section> {
    match key.form {
        Form::Mapping(name)
        | Form::TextOrMapping(name)
        | Form::Mappings(name)
        | Form::OneOrMore(name)
        | Form::OneOrMoreUses(name) => reference::find(name),
        Form::Uses(_) => {
            let path = format!("{}.{}", section.name, key.name);
            let holds = |inner: &&Section| matches!(inner.place, Place::Keys(keys) if keys.contains(&path.as_str()));
            reference::ALL.into_iter().find(holds)
        }
        _ => None,
    }
}

/// Returns the line of a key's example that is its own. An example may have other keys that it
/// needs.
fn own_lines(key: &Key, language: MessageLanguage) -> String {
    let example = key.example.in_language(language);
    let is_own = |line: &&str| {
        line.strip_prefix(key.name)
            .is_some_and(|rest| rest.starts_with(':'))
    };
    example
        .lines()
        .filter(is_own)
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Writes a comment with `prefix` before each line. Text in backticks stays in one line, and so do
/// punctuation and a word with a colon with the word before them: a line that begins with `word:`
/// would look like a key.
fn write_comment(text: &str, prefix: &str, out: &mut String) {
    // Lines within a mapping get "# " before them.
    let width = match prefix.starts_with(' ') {
        true => WIDTH - prefix.len() - 2,
        false => WIDTH - prefix.len(),
    };
    let mut line = String::new();
    let mut word = String::new();
    let mut parts = text.split(' ').peekable();
    while let Some(part) = parts.next() {
        word.push_str(part);
        let is_open = word.matches('`').count() % 2 == 1;
        let is_joined = |next: &&str| {
            is_open || part == "«" || next.ends_with(':') || matches!(*next, ";" | "?" | "!" | "»")
        };
        if parts.peek().is_some_and(is_joined) {
            word.push(' ');
            continue;
        }
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            let _ = writeln!(out, "{prefix}{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&mem::take(&mut word));
    }
    let _ = writeln!(out, "{prefix}{line}");
}

/// Returns a text with its first letter in another case, unless it begins with an acronym.
fn with_first<C: Iterator<Item = char>>(text: &str, case: impl Fn(char) -> C) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            case(first).chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
