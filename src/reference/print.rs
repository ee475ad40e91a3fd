//! The reference as Markdown, in English and French.

use std::fmt::Write as _;

use super::{ALL, Form, Key, ListValue, Place, Section};

/// The languages of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    French,
}

impl Language {
    /// Both languages.
    pub const ALL: [Language; 2] = [Language::English, Language::French];

    fn of<'t>(self, en: &'t str, fr: &'t str) -> &'t str {
        match self {
            Language::English => en,
            Language::French => fr,
        }
    }

    /// The colon with the space that belongs before it.
    fn colon(self) -> &'static str {
        self.of(":", "\u{a0}:")
    }
}

/// Returns a page for a kind of file: a table of its keys, each key in full, then the mappings that
/// its keys hold.
pub fn page(section: &Section, language: Language) -> String {
    let mut out = String::new();
    write_section(section, language, 1, &mut out);
    for inner in mappings_of(section) {
        out.push('\n');
        write_section(inner, language, 2, &mut out);
    }
    out
}

/// Returns one section.
pub fn section(section: &Section, language: Language) -> String {
    let mut out = String::new();
    write_section(section, language, 1, &mut out);
    out
}

/// Returns one key in full.
pub fn key(section: &Section, key: &Key, language: Language) -> String {
    let mut out = format!("# `{}.{}`\n", section.name, key.name);
    write_key(key, language, &mut out);
    out
}

/// Returns the sections that are values of the keys of another section, at any depth.
fn mappings_of(section: &Section) -> Vec<&'static Section> {
    let mut found: Vec<&'static Section> = Vec::new();
    let mut open = vec![section.name];
    while let Some(name) = open.pop() {
        for other in ALL {
            let Place::Keys(keys) = other.place else {
                continue;
            };
            let is_inside = keys
                .iter()
                .any(|key| key.split_once('.').is_some_and(|(owner, _)| owner == name));
            if is_inside && !found.iter().any(|known| known.name == other.name) {
                found.push(other);
                open.push(other.name);
            }
        }
    }
    found.sort_by_key(|inner| ALL.iter().position(|known| known.name == inner.name));
    found
}

fn write_section(section: &Section, language: Language, level: usize, out: &mut String) {
    let marks = "#".repeat(level);
    let _ = writeln!(out, "{marks} `{}`\n", section.name);
    let _ = writeln!(out, "{}\n", language.of(section.en, section.fr));
    let _ = match section.place {
        Place::Files(path) => writeln!(
            out,
            "{}{} `{path}`.\n",
            language.of("Files", "Fichiers"),
            language.colon()
        ),
        Place::Keys(keys) => {
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let words = language.of("ListValue of", "Valeur de");
            writeln!(out, "{words} {}.\n", keys.join(", "))
        }
    };
    if !section.minimal.is_empty() {
        let words = language.of("The least that is valid", "Le minimum valable");
        let _ = writeln!(out, "{words}{}\n", language.colon());
        let _ = writeln!(out, "```yaml\n{}```\n", section.minimal);
    }
    let _ = writeln!(
        out,
        "| {} | {} | {} |\n|---|---|---|",
        language.of("key", "clé"),
        language.of("holds", "contient"),
        language.of("meaning", "sens")
    );
    for key in section.keys {
        let required = match key.is_required {
            true => language.of(" (required)", " (obligatoire)"),
            false => "",
        };
        let _ = writeln!(
            out,
            "| `{}`{required} | {} | {} |",
            key.name,
            form(&key.form, language),
            language.of(key.en, key.fr)
        );
    }
    for key in section.keys {
        let _ = writeln!(out, "\n{marks}# `{}`", key.name);
        write_key(key, language, out);
    }
}

fn write_key(key: &Key, language: Language, out: &mut String) {
    let colon = language.colon();
    let _ = writeln!(out, "\n{}\n", language.of(key.en, key.fr));
    let holds = language.of("Holds", "Contient");
    let _ = writeln!(out, "* {holds}{colon} {}", form(&key.form, language));
    let is_required = match key.is_required {
        true => language.of("Required", "Obligatoire"),
        false => language.of("Optional", "Facultatif"),
    };
    let _ = writeln!(out, "* {is_required}");
    if let Some(default) = key.default {
        let words = language.of("Default", "Par défaut");
        let _ = writeln!(out, "* {words}{colon} `{default}`");
    }
    let since = language.of("Since version", "Depuis la version");
    let _ = writeln!(out, "* {since} {}", key.since);
    if let Form::Choice(values) = key.form {
        let _ = writeln!(
            out,
            "\n| {} | {} |\n|---|---|",
            language.of("value", "valeur"),
            language.of("meaning", "sens")
        );
        for ListValue { value, en, fr } in values {
            let _ = writeln!(out, "| `{value}` | {} |", language.of(en, fr));
        }
    }
    let _ = writeln!(out, "\n```yaml\n{}\n```", key.example);
}

/// Describes the form of a key's value.
fn form(form: &Form, language: Language) -> String {
    let fixed = match form {
        Form::Text => ("a text", "un texte"),
        Form::Translated => (
            "a text, or a mapping with one for each language",
            "un texte, ou un par langue (`fr: …`)",
        ),
        Form::TranslatedList => (
            "a list of texts, each of which may be a mapping by language",
            "une liste de textes, chacun éventuellement par langue",
        ),
        Form::Texts => ("a list of texts", "une liste de textes"),
        Form::Names => (
            "a list of names, or a mapping with a list for each language",
            "une liste de noms, ou une par langue",
        ),
        Form::Day => ("a day, such as `2022-02-23`", "un jour, comme `2022-02-23`"),
        Form::Moment => (
            "a day, or a day and a time, such as `2022-02-23T18:00`",
            "un jour, ou un jour et une heure, comme `2022-02-23T18:00`",
        ),
        Form::Date => (
            "a date (EDTF): `2022-02-22`, `2022-02`, `2022`, `2022~`, `2022?`, \
             `2022-02-16/2022-02-22`, `2022-02-16..2022-02-22`",
            "une date (EDTF) : `2022-02-22`, `2022-02`, `2022`, `2022~`, `2022?`, \
             `2022-02-16/2022-02-22`, `2022-02-16..2022-02-22`",
        ),
        Form::Interval => (
            "an interval (EDTF): `2012/2017`, `2012/..`",
            "un intervalle (EDTF) : `2012/2017`, `2012/..`",
        ),
        Form::YesNo => ("`yes` or `no`", "`yes` ou `no`"),
        Form::Number => ("a number", "un nombre"),
        Form::Degrees => ("degrees", "des degrés"),
        Form::Count => (
            "a number, an approximate one such as `60~`, or a mapping `count`",
            "un nombre, un nombre approché comme `60~`, ou les clés de `count`",
        ),
        Form::Choice(_) => ("one of the values below", "l'une des valeurs ci-dessous"),
        Form::Address => ("a web address", "une adresse web"),
        Form::Path => ("the path of a file", "le chemin d'un fichier"),
        Form::Paths => (
            "a list of paths, such as `/old/`",
            "une liste de chemins, comme `/ancien/`",
        ),
        Form::LanguageTag => (
            "a language tag, such as `fr`",
            "un code de langue, comme `fr`",
        ),
        Form::LanguageTags => ("a list of language tags", "une liste de codes de langue"),
        Form::Anything => ("any mapping", "des clés quelconques"),
        Form::Reference(kind) => {
            return match language {
                Language::English => format!("the id, name or alias of one `{kind}`"),
                Language::French => format!("l'identifiant, le nom ou un alias (`{kind}`)"),
            };
        }
        Form::References(kind) => {
            return match language {
                Language::English => format!("a list of ids, names or aliases (`{kind}`)"),
                Language::French => {
                    format!("une liste d'identifiants, de noms ou d'alias (`{kind}`)")
                }
            };
        }
        Form::Mapping(name) => {
            return format!("{} `{name}`", language.of("the keys of", "les clés de"));
        }
        Form::Mappings(name) => {
            return format!("{} `{name}`", language.of("a list of", "une liste de"));
        }
        Form::OneOrMore(name) => {
            return match language {
                Language::English => format!("one `{name}`, or a list of them"),
                Language::French => format!("un `{name}`, ou une liste"),
            };
        }
        Form::Uses(name) => {
            return match language {
                Language::English => format!("a list of ids, or of mappings (`{name}`)"),
                Language::French => format!("une liste d'identifiants, ou de clés (`{name}`)"),
            };
        }
    };
    language.of(fixed.0, fixed.1).to_owned()
}
