//! Entries of BibTeX, with the types and fields of biblatex.
//!
//! Titles and names are in double braces, so that no style changes their case or takes names apart.

use std::fmt::Write as _;

use crate::model::Date;
use crate::model::date::DateShape;

/// An entry that is being written.
pub struct Entry {
    text: String,
}

impl Entry {
    /// Begins an entry, such as `@online{key`. `key` is made of what every program reads in a key:
    /// ASCII letters, digits, full stops and hyphens.
    pub fn new(kind: &str, key: &str) -> Entry {
        Entry {
            text: format!("@{kind}{{{}", safe_key(key)),
        }
    }

    /// Adds a title, or the name of an institution.
    pub fn name(&mut self, field: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.field(field, &format!("{{{}}}", escaped(text)));
        }
    }

    /// Adds names of persons or groups, each as it is shown.
    pub fn names(&mut self, field: &str, names: &[String]) {
        let names: Vec<String> = (names.iter())
            .map(|name| format!("{{{}}}", escaped(name)))
            .collect();
        if !names.is_empty() {
            self.field(field, &names.join(" and "));
        }
    }

    /// Adds a date, unless biblatex has no form for it: what happened once within limits.
    pub fn date(&mut self, field: &str, date: Option<&Date>) {
        if let Some(date) = date.filter(|date| !matches!(date.shape(), DateShape::Within(..))) {
            self.field(field, &date.without_time().edtf());
        }
    }

    /// Adds an address.
    pub fn address(&mut self, field: &str, address: Option<&str>) {
        if let Some(address) = address {
            self.field(field, &encoded(address));
        }
    }

    /// Adds a text whose case a style may change.
    pub fn text(&mut self, field: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.field(field, &escaped(text));
        }
    }

    /// Adds a note: words, which may be empty, and an address.
    pub fn note(&mut self, words: &str, address: Option<&str>) {
        if let Some(address) = address {
            // In an argument of a command, these two have a meaning for TeX.
            let address = encoded(address).replace('%', "\\%").replace('#', "\\#");
            let note = format!("{} \\url{{{address}}}", escaped(words));
            self.field("note", note.trim_start());
        }
    }

    /// Returns the whole entry.
    pub fn finish(mut self) -> String {
        self.text.push_str("\n}");
        self.text
    }

    /// Adds a field with a value that is BibTeX already.
    fn field(&mut self, field: &str, value: &str) {
        self.text.push_str(",\n  ");
        self.text.push_str(field);
        self.text.push_str(" = {");
        self.text.push_str(value);
        self.text.push('}');
    }
}

/// Returns a key without other signs, which become hyphens.
fn safe_key(key: &str) -> String {
    let mut safe = String::with_capacity(key.len());
    for sign in key.chars() {
        match sign {
            _ if sign.is_ascii_alphanumeric() || sign == '.' => safe.push(sign),
            _ if safe.is_empty() || safe.ends_with('-') => {}
            _ => safe.push('-'),
        }
    }
    safe.truncate(safe.trim_end_matches('-').len());
    safe
}

/// Returns an address without the characters that would end a field.
fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for sign in address.chars() {
        match sign {
            '{' | '}' | '\\' | '^' | ' ' => {
                write!(encoded, "%{:02X}", u32::from(sign)).expect("text takes all");
            }
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
            // Signs that isolate the direction of a text are for pages.
            '\u{2066}'..='\u{2069}' => {}
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
            encoded("https://x.example/a b{c}?d=%20"),
            "https://x.example/a%20b%7Bc%7D?d=%20"
        );
    }
}
