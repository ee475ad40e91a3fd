//! The reference as Markdown.

use std::fmt::Write as _;

use super::{ALL, Form, Key, ListValue, Place, Section};
use crate::messages::MessageLanguage;

/// Returns the one of three texts that is in the language.
fn one_of(language: MessageLanguage, [en, fr, ar]: [&'static str; 3]) -> &'static str {
    match language {
        MessageLanguage::English => en,
        MessageLanguage::French => fr,
        MessageLanguage::Arabic => ar,
    }
}

/// Returns the colon with the space that belongs before it.
pub fn colon(language: MessageLanguage) -> &'static str {
    one_of(language, [":", "\u{a0}:", ":"])
}

/// Returns a page for a kind of file: a table of its keys, each key in full, then the mappings that
/// its keys hold.
pub fn page(section: &Section, language: MessageLanguage) -> String {
    let mut out = String::new();
    write_section(section, language, 1, &mut out);
    for inner in mappings_of(section) {
        out.push('\n');
        write_section(inner, language, 2, &mut out);
    }
    out
}

/// Returns one section.
pub fn section(section: &Section, language: MessageLanguage) -> String {
    let mut out = String::new();
    write_section(section, language, 1, &mut out);
    out
}

/// Returns one key in full.
pub fn key(section: &Section, key: &Key, language: MessageLanguage) -> String {
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

fn write_section(section: &Section, language: MessageLanguage, level: usize, out: &mut String) {
    let marks = "#".repeat(level);
    let _ = writeln!(out, "{marks} `{}`\n", section.name);
    let _ = writeln!(out, "{}\n", section.text.in_language(language));
    let _ = match section.place {
        Place::Files(path) => writeln!(
            out,
            "{}{} `{path}`.\n",
            one_of(language, ["Files", "Fichiers", "الملفات"]),
            colon(language)
        ),
        Place::Keys(keys) => {
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let words = one_of(language, ["Value of", "Valeur de", "قيمة"]);
            writeln!(out, "{words} {}.\n", keys.join(", "))
        }
    };
    if !section.minimal.is_empty() {
        let words = one_of(
            language,
            [
                "The least that is valid",
                "Le minimum valable",
                "أقل ما يصح",
            ],
        );
        let _ = writeln!(out, "{words}{}\n", colon(language));
        let _ = writeln!(out, "```yaml\n{}```\n", section.minimal);
    }
    let _ = writeln!(
        out,
        "| {} | {} | {} |\n|---|---|---|",
        one_of(language, ["key", "clé", "المفتاح"]),
        one_of(language, ["holds", "contient", "ما يحتويه"]),
        one_of(language, ["meaning", "sens", "المعنى"])
    );
    for key in section.keys {
        let required = match key.is_required {
            true => one_of(language, [" (required)", " (obligatoire)", " (إلزامي)"]),
            false => "",
        };
        let _ = writeln!(
            out,
            "| `{}`{required} | {} | {} |",
            key.name,
            form(&key.form, language),
            key.text.in_language(language)
        );
    }
    for key in section.keys {
        let _ = writeln!(out, "\n{marks}# `{}`", key.name);
        write_key(key, language, out);
    }
}

fn write_key(key: &Key, language: MessageLanguage, out: &mut String) {
    let colon = colon(language);
    let _ = writeln!(out, "\n{}\n", key.text.in_language(language));
    let holds = one_of(language, ["Holds", "Contient", "يحتوي على"]);
    let _ = writeln!(out, "* {holds}{colon} {}", form(&key.form, language));
    let is_required = match key.is_required {
        true => one_of(language, ["Required", "Obligatoire", "إلزامي"]),
        false => one_of(language, ["Optional", "Facultatif", "اختياري"]),
    };
    let _ = writeln!(out, "* {is_required}");
    if let Some(default) = key.default {
        let words = one_of(language, ["Default", "Par défaut", "القيمة المبدئية"]);
        let _ = writeln!(out, "* {words}{colon} `{default}`");
    }
    let since = one_of(
        language,
        ["Since version", "Depuis la version", "منذ الإصدار"],
    );
    let _ = writeln!(out, "* {since} {}", key.since);
    if let Form::Choice(values) = key.form {
        let _ = writeln!(
            out,
            "\n| {} | {} |\n|---|---|",
            one_of(language, ["value", "valeur", "القيمة"]),
            one_of(language, ["meaning", "sens", "المعنى"])
        );
        for ListValue { value, text } in values {
            let _ = writeln!(out, "| `{value}` | {} |", text.in_language(language));
        }
    }
    let _ = writeln!(out, "\n```yaml\n{}\n```", key.example.in_language(language));
}

/// Describes the form of a key's value.
pub fn form(form: &Form, language: MessageLanguage) -> String {
    let texts = match form {
        Form::Text | Form::Code(_) => ["a text", "un texte", "نص"],
        Form::Translated => [
            "a text, or a mapping with one for each language",
            "un texte, ou un par langue (`fr: …`)",
            "نص، أو نص لكل لغة (`ar: …`)",
        ],
        Form::TranslatedList => [
            "a list of texts, each of which may be a mapping by language",
            "une liste de textes, chacun éventuellement par langue",
            "قائمة نصوص، وكل منها يجوز أن يكون بحسب اللغة",
        ],
        Form::Texts => ["a list of texts", "une liste de textes", "قائمة نصوص"],
        Form::OneOrMoreTexts => [
            "a text, or a list of texts",
            "un texte, ou une liste de textes",
            "نص، أو قائمة نصوص",
        ],
        Form::Names => [
            "a list of names, or a mapping with a list for each language",
            "une liste de noms, ou une par langue",
            "قائمة أسماء، أو قائمة لكل لغة",
        ],
        Form::Day => [
            "a day, such as `2022-02-23`",
            "un jour, comme `2022-02-23`",
            "يوم، مثل `2022-02-23`",
        ],
        Form::Moment => [
            "a day, or a day and a time, such as `2022-02-23T18:00`",
            "un jour, ou un jour et une heure, comme `2022-02-23T18:00`",
            "يوم، أو يوم وساعة، مثل `2022-02-23T18:00`",
        ],
        Form::Date => [
            "a date (EDTF): `2022-02-22` a day, `2022-02` a month, `2022` a year, \
             `2022-02-16/2022-02-22` all that time, `2022-02-16..2022-02-22` once within it, \
             `2022-02~` approximately, `2022-02?` not certain",
            "une date (EDTF) : `2022-02-22` un jour, `2022-02` un mois, `2022` une année, \
             `2022-02-16/2022-02-22` tout ce temps, `2022-02-16..2022-02-22` une fois dans ce \
             temps, `2022-02~` à peu près, `2022-02?` sans certitude",
            "تاريخ (EDTF): `2022-02-22` يوم، `2022-02` شهر، `2022` سنة، \
             `2022-02-16/2022-02-22` طوال المدة، `2022-02-16..2022-02-22` مرة واحدة خلالها، \
             `2022-02~` على وجه التقريب، `2022-02?` من دون يقين",
        ],
        Form::Interval => [
            "an interval (EDTF): `2012/2017`, or `2012/..` if it has not ended",
            "un intervalle (EDTF) : `2012/2017`, ou `2012/..` s'il n'est pas fini",
            "مدة (EDTF): `2012/2017`، أو `2012/..` إن لم تنته",
        ],
        Form::YesNo => ["`yes` or `no`", "`yes` ou `no`", "`yes` أو `no`"],
        Form::Number => ["a number", "un nombre", "عدد"],
        Form::Figure => [
            "a number, or `60~` for about 60",
            "un nombre, ou `60~` pour environ 60",
            "عدد، أو `60~` لنحو 60",
        ],
        Form::Degrees => ["degrees", "des degrés", "درجات"],
        Form::Count => [
            "a number, `60~` for about 60, or a mapping `count`: `{low: 5, best: 8, high: 12}`, \
             of which `{low: 5}` alone is at least 5",
            "un nombre, `60~` pour environ 60, ou les clés de `count` : `{low: 5, best: 8, \
             high: 12}`, dont `{low: 5}` seul veut dire au moins 5",
            "عدد، أو `60~` لنحو 60، أو مفاتيح `count`: `{low: 5, best: 8, high: 12}`، \
             و`{low: 5}` وحده يعني 5 على الأقل",
        ],
        Form::Choice(_) => [
            "one of the values below",
            "l'une des valeurs ci-dessous",
            "إحدى القيم أدناه",
        ],
        Form::Address => ["a web address", "une adresse web", "عنوان على الويب"],
        Form::Path => ["the path of a file", "le chemin d'un fichier", "مسار ملف"],
        Form::Paths => [
            "a list of paths, such as `/old/`",
            "une liste de chemins, comme `/ancien/`",
            "قائمة مسارات، مثل `/old/`",
        ],
        Form::LanguageTag => [
            "a language tag, such as `fr`",
            "un code de langue, comme `fr`",
            "رمز لغة، مثل `ar`",
        ],
        Form::LanguageTags => [
            "a list of language tags",
            "une liste de codes de langue",
            "قائمة رموز لغات",
        ],
        Form::Anything => ["any mapping", "des clés quelconques", "أي مفاتيح"],
        Form::Reference(_) => [
            "the id, name or alias of one `{}`",
            "l'identifiant, le nom ou un alias (`{}`)",
            "معرّف أو اسم أو اسم بديل (`{}`)",
        ],
        Form::References(_) => [
            "a list of ids, names or aliases (`{}`)",
            "une liste d'identifiants, de noms ou d'alias (`{}`)",
            "قائمة معرّفات أو أسماء أو أسماء بديلة (`{}`)",
        ],
        Form::Mapping(_) => ["the keys of `{}`", "les clés de `{}`", "مفاتيح `{}`"],
        Form::TextOrMapping(_) => [
            "a text, or the keys of `{}`",
            "un texte, ou les clés de `{}`",
            "نص، أو مفاتيح `{}`",
        ],
        Form::Mappings(_) => [
            "a list of `{}`",
            "une liste (chaque élément : `{}`)",
            "قائمة من `{}`",
        ],
        Form::OneOrMore(_) => [
            "one `{}`, or a list of them",
            "un `{}`, ou une liste",
            "`{}` واحد، أو قائمة",
        ],
        Form::Uses(_) => [
            "a list of ids, or of mappings (`{}`)",
            "une liste d'identifiants, ou de clés (`{}`)",
            "قائمة معرّفات، أو مفاتيح (`{}`)",
        ],
        Form::OneOrMoreUses(_) => [
            "an id, or a list of ids and of mappings (`{}`)",
            "un identifiant, ou une liste d'identifiants et de clés (`{}`)",
            "معرّف، أو قائمة معرّفات ومفاتيح (`{}`)",
        ],
    };
    let text = one_of(language, texts);
    match form {
        Form::Reference(name)
        | Form::References(name)
        | Form::Mapping(name)
        | Form::TextOrMapping(name)
        | Form::Mappings(name)
        | Form::OneOrMore(name)
        | Form::Uses(name)
        | Form::OneOrMoreUses(name) => text.replace("{}", name),
        _ => text.to_owned(),
    }
}
