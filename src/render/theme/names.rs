//! Names that a template writes out: words (`t.nav_events`, `say(key="events_count")`) and assets
//! (`asset(name="style.css")`).
//!
//! The engine finds a misspelt one only where a page is made of it, and never in a condition. So
//! the site's own templates are read for them before anything is rendered. A name that is worked
//! out while a page is made is the engine's. Loops over the fields of a value are found here too:
//! the engine keeps fields in no order, and a page has to be the same in each build.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::layer::ThemeLayer;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::render::words::{LanguageWords, WordShape};
use crate::source::{FileId, SourceFiles, Span};

/// Reports the names in a site's own templates that mean nothing.
pub(super) fn check(
    layers: &[ThemeLayer],
    words: &[Arc<LanguageWords>],
    assets: &BTreeMap<String, String>,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) {
    for layer in layers {
        for name in layer.names("templates/") {
            let Some(file) = layer.own_file(&format!("templates/{name}")) else {
                continue;
            };
            let text = sources.text(file);
            for (kind, range) in named(text) {
                let problem = match kind {
                    NameKind::Word | NameKind::Said => wordless(kind, &text[range.clone()], words),
                    NameKind::Asset => missing(&text[range.clone()], assets),
                    NameKind::Fields => Some((
                        "the fields of a value have no order, so a page would differ from build to build".to_owned(),
                        "write `{% for pair in value | pairs %}`: they are sorted by key, and `pair[0]` is the key, `pair[1]` the value"
                            .to_owned(),
                    )),
                };
                if let Some((message, help)) = problem {
                    diagnostics.push(finding(file, range, message).help(help));
                }
            }
        }
    }
}

fn finding(file: FileId, range: Range<usize>, message: String) -> Diagnostic {
    Diagnostic::new(Code::Template, Span::new(file, range), message)
}

/// What is wrong with the key of a word, and what to do.
fn wordless(kind: NameKind, key: &str, words: &[Arc<LanguageWords>]) -> Option<(String, String)> {
    let lacking: Vec<&Arc<LanguageWords>> = words
        .iter()
        .filter(|words| words.form(key).is_none())
        .collect();
    if let Some(first) = lacking.first() {
        let tags: Vec<String> = lacking
            .iter()
            .map(|words| format!("`{}`", words.lang))
            .collect();
        let help = match nearest(key, first.keys()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "add `{key}: …` to i18n/en.yaml of the theme, and to each other language file"
            ),
        };
        return Some((
            format!("the theme has no word `{key}` in {}", tags.join(", ")),
            help,
        ));
    }
    let form = words.iter().find_map(|words| words.form(key))?;
    match (kind, form) {
        (_, WordShape::List) => Some((
            format!("`{key}` is a list of words, which templates cannot show"),
            "give each word that is shown a key of its own".to_owned(),
        )),
        (NameKind::Word, WordShape::Plural) => Some((
            format!("`{key}` has a form for each number"),
            format!("write `say(key=\"{key}\", n=…)` with the number"),
        )),
        _ => None,
    }
}

/// What is wrong with the name of an asset, and what to do.
fn missing(name: &str, assets: &BTreeMap<String, String>) -> Option<(String, String)> {
    if assets.contains_key(name) {
        return None;
    }
    let help = match nearest(name, assets.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("put it into the theme's folder as assets/{name}"),
    };
    Some((format!("the theme has no asset `{name}`"), help))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameKind {
    /// `t.key`
    Word,
    /// `say(key="key")`
    Said,
    /// `asset(name="name")`
    Asset,
    /// `for key, value in`
    Fields,
}

/// The names that a template writes out, and where.
fn named(template: &str) -> Vec<(NameKind, Range<usize>)> {
    let tokens = tokens(template);
    let text = |at: usize| {
        tokens
            .get(at)
            .map_or("", |range: &Range<usize>| &template[range.clone()])
    };
    // Where `t` is a name of the template's own, it means no words.
    let own_t = (0..tokens.len())
        .any(|at| text(at) == "t" && matches!(before(at, text), "for" | "set" | "set_global"));
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        match text(at) {
            "t" if !own_t
                && before(at, text) != "."
                && text(at + 1) == "."
                && is_name(text(at + 2)) =>
            {
                found.push((NameKind::Word, tokens[at + 2].clone()));
            }
            "for" if text(at + 2) == "," && text(at + 4) == "in" => {
                found.push((NameKind::Fields, tokens[at + 1].start..tokens[at + 3].end));
            }
            function @ ("say" | "asset") if text(at + 1) == "(" => {
                let (kind, wanted) = match function {
                    "say" => (NameKind::Said, "key"),
                    _ => (NameKind::Asset, "name"),
                };
                let end = (at + 2..tokens.len())
                    .find(|at| text(*at) == ")")
                    .unwrap_or(tokens.len());
                let key = (at + 2..end).find(|at| text(*at) == wanted && text(at + 1) == "=");
                if let Some(range) = key.and_then(|at| tokens.get(at + 2))
                    && template[range.clone()].starts_with(['"', '\'', '`'])
                    // A text that goes on is worked out while the page is made.
                    && matches!(key.map(|at| text(at + 3)), Some("," | ")"))
                {
                    found.push((kind, range.start + 1..range.end - 1));
                }
            }
            _ => {}
        }
    }
    found
}

fn before<'t>(at: usize, text: impl Fn(usize) -> &'t str) -> &'t str {
    at.checked_sub(1).map_or("", text)
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, texts with their quotation marks, and single signs inside the tags of a template; nothing
/// outside them.
pub(super) fn tokens(template: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(open) = template[at..].find('{').map(|open| at + open) {
        let rest = &template[open..];
        at = if rest.starts_with("{#") {
            rest.find("#}").map_or(template.len(), |end| open + end + 2)
        } else if rest.starts_with("{{") || rest.starts_with("{%") {
            let first = tokens.len();
            let end = tag(template, open + 2, &mut tokens);
            let is_raw = tokens
                .get(first)
                .is_some_and(|token| &template[token.clone()] == "raw");
            match template[end..].find("endraw") {
                Some(raw) if is_raw => end + raw,
                _ => end,
            }
        } else {
            open + 1
        };
    }
    tokens
}

/// The tokens of one tag; gives where it ends.
fn tag(template: &str, start: usize, tokens: &mut Vec<Range<usize>>) -> usize {
    let mut at = start;
    while let Some(first) = template[at..].chars().next() {
        let rest = &template[at..];
        if rest.starts_with("}}") || rest.starts_with("%}") {
            // An empty token, so that nothing is read across the end of a tag.
            tokens.push(at..at);
            return at + 2;
        }
        let length = match first {
            '"' | '\'' | '`' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            c if c.is_alphanumeric() || c == '_' => rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        if !(first.is_whitespace()
            || rest.starts_with("-%")
            || rest.starts_with("-}")
            || (at == start && first == '-'))
        {
            tokens.push(at..at + length);
        }
        at += length;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &str) -> Vec<(NameKind, &str)> {
        let named = named(template);
        named
            .into_iter()
            .map(|(kind, range)| (kind, &template[range]))
            .collect()
    }

    #[test]
    fn names_are_read_in_tags_alone() {
        assert_eq!(
            found("t.a {{ t.b }} {# {{ t.c }} #} {% if t.d and \"t.e\" %}"),
            [(NameKind::Word, "b"), (NameKind::Word, "d")]
        );
        assert_eq!(
            found("{% raw %}{{ t.a }}{% endraw %}{{- t.b -}}"),
            [(NameKind::Word, "b")]
        );
        assert_eq!(
            found("{{ <list title={t.a} level={2} /> }}"),
            [(NameKind::Word, "a")]
        );
        assert_eq!(found("{{ x.t.a }}{{ t[\"a\"] }}{{ t. }}{{ t"), []);
        // What is never closed is the engine's to tell.
        assert_eq!(found("{{ say(key=\"a\""), []);
        assert_eq!(found("{{ t.\""), []);
        assert_eq!(
            found("{% for key, value in page %}{% for value in page | pairs %}"),
            [(NameKind::Fields, "key, value")]
        );
    }

    #[test]
    fn what_is_worked_out_is_left_to_the_engine() {
        assert_eq!(
            found("{{ say(n=list | length, key=\"a\") }}{{ asset(name='b.js') }}"),
            [(NameKind::Said, "a"), (NameKind::Asset, "b.js")]
        );
        assert_eq!(
            found("{{ say(key=\"a_\" ~ kind) }}{{ say(key=kind) }}{{ say(n=1) }}{{ say("),
            []
        );
        assert_eq!(found("{% for t in list %}{{ t.url }}{% endfor %}"), []);
    }
}
