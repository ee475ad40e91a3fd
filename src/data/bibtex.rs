//! `sources.bib`: the sources in BibTeX, with the types and fields of biblatex.
//!
//! The key of an entry is the id of the source, which is unique and does not change. Titles and
//! names are in double braces, so that no style changes their case or takes names apart.

use super::DataContext;
use super::csl::title;
use crate::model::date::DateShape;
use crate::model::terms::Term;
use crate::model::{Date, Source, SourceKind};

/// Writes the file.
pub fn entries(data: &DataContext) -> Vec<u8> {
    let default = data.config.languages.default();
    let mut out = String::new();
    for (at, (_, source)) in data.atlas.sources.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        entry(&mut out, source, title(source, default));
    }
    out.into_bytes()
}

/// Writes a source.
fn entry(out: &mut String, source: &Source, title: &str) {
    let (kind, publisher) = type_of(source);
    out.push('@');
    out.push_str(kind);
    out.push('{');
    out.push_str(&source.id);
    out.push_str(",\n");
    name(out, "author", source.author.as_deref());
    name(out, "title", Some(title));
    name(out, publisher, source.publisher.as_deref());
    if !matches!(kind, "article" | "dataset") {
        field(out, "type", source.kind.map(Term::text));
    }
    field(out, "date", source.date.and_then(date).as_deref());
    field(out, "url", source.url.as_deref().map(address).as_deref());
    let accessed = source.accessed.and_then(date);
    field(out, "urldate", accessed.as_deref());
    field(out, "language", source.lang.as_ref().map(|lang| lang.tag()));
    field(out, "note", archived(source).as_deref());
    out.push_str("}\n");
}

/// Returns the type of an entry, and the field of the publisher in entries of this type.
fn type_of(source: &Source) -> (&'static str, &'static str) {
    match source.kind {
        Some(SourceKind::Wire | SourceKind::News) if source.publisher.is_some() => {
            ("article", "journaltitle")
        }
        Some(SourceKind::Report) => ("report", "institution"),
        Some(SourceKind::Dataset) => ("dataset", "publisher"),
        Some(SourceKind::Law | SourceKind::Resolution) => ("legislation", "organization"),
        Some(SourceKind::Court) => ("jurisdiction", "organization"),
        _ => match source.url {
            Some(_) => ("online", "organization"),
            None => ("misc", "organization"),
        },
    }
}

/// Writes a title or a name.
fn name(out: &mut String, key: &str, text: Option<&str>) {
    let text = text.map(|text| format!("{{{}}}", escaped(text)));
    field(out, key, text.as_deref());
}

/// Writes a field with a value that is BibTeX already.
fn field(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        for part in ["  ", key, " = {", value, "},\n"] {
            out.push_str(part);
        }
    }
}

/// Returns a date as biblatex reads it. `None` for what happened once within limits, which
/// biblatex has no form for.
fn date(date: Date) -> Option<String> {
    match date.shape() {
        DateShape::Within(..) => None,
        DateShape::At(_) | DateShape::Lasted(..) => Some(date.without_time().edtf()),
    }
}

/// Returns where and when the source was archived.
fn archived(source: &Source) -> Option<String> {
    let address = address(source.archive_url.as_deref()?);
    // In an argument of a command, these two have a meaning for TeX.
    let address = address.replace('%', "\\%").replace('#', "\\#");
    let day = source.archived_at.and_then(date);
    let day = day.map_or_else(String::new, |day| format!(" {}", escaped(&day)));
    Some(format!("Archived{day}: \\url{{{address}}}"))
}

/// Returns an address without the characters that would end a field.
fn address(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for sign in address.chars() {
        match sign {
            '{' | '}' | '\\' | '^' | ' ' => encoded.push_str(&format!("%{:02X}", sign as u32)),
            _ => encoded.push(sign),
        }
    }
    encoded
}

/// Escapes a text. Braces are written as commands, because BibTeX counts escaped ones too.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '%' | '&' | '$' | '#' | '_' => escaped.extend(['\\', sign]),
            '\n' | '\r' | '\t' => escaped.push(' '),
            _ => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_field() {
        for text in [
            "} , x = {",
            "a {b",
            "c} d",
            "\\",
            "100 % & 5 $ #1 a_b ~ ^\n",
        ] {
            let mut depth = 0_i32;
            for sign in escaped(text).chars() {
                depth += i32::from(sign == '{') - i32::from(sign == '}');
                assert!((0..2).contains(&depth), "{text}");
            }
            assert_eq!(depth, 0, "{text}");
        }
        assert_eq!(
            escaped("50 % {R&D} a_b"),
            "50 \\% \\textbraceleft{}R\\&D\\textbraceright{} a\\_b"
        );
        assert_eq!(
            address("https://x.example/a b{c}?d=%20"),
            "https://x.example/a%20b%7Bc%7D?d=%20"
        );
    }
}
