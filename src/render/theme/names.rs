//! Checks the names in templates: keys of interface texts (`t.nav_events`,
//! `say(key="events_count")`) and assets (`asset(name="style.css")`).
//!
//! The engine only reports a misspelt name when a page is rendered with it, and never in a
//! condition. So the site's own templates are checked before anything is rendered. Names that are
//! computed during rendering are left to the engine. Loops over the fields of a value are reported
//! too: their order in the engine is unspecified, but builds have to be reproducible.

use std::collections::BTreeMap;
use std::ops::Range;

use super::layer::ThemeLayer;
use super::vocabulary::Vocabulary;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::message;
use crate::messages::{Argument, ListConjunction, Message};
use crate::render::words::{LanguageWords, WordShape};
use crate::source::{FileId, SourceFiles, Span};

/// Reports unknown names in a site's own templates.
pub(super) fn check(
    layers: &[ThemeLayer],
    words: &[Vocabulary],
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
            for (kind, range) in find_names(text) {
                let problem = match kind {
                    NameKind::Word | NameKind::Said => {
                        word_problem(kind, &text[range.clone()], words)
                    }
                    NameKind::Asset => asset_problem(&text[range.clone()], assets),
                    NameKind::Fields => Some((
                        message!(
                            "the fields of a value have no order, so a page would differ from build to build"
                        ),
                        message!(
                            "write `{{% for pair in value | pairs %}}`: they are sorted by key, and `pair[0]` is the key, `pair[1]` the value"
                        ),
                    )),
                };
                if let Some((message, help)) = problem {
                    diagnostics.push(finding(file, range, message).help(help));
                }
            }
        }
    }
}

fn finding(file: FileId, range: Range<usize>, message: Message) -> Diagnostic {
    Diagnostic::new(Code::Template, Span::new(file, range), message)
}

/// Returns a message and a help if the key of an interface text is wrong.
fn word_problem(kind: NameKind, key: &str, words: &[Vocabulary]) -> Option<(Message, Message)> {
    let lacking: Vec<&LanguageWords> = words
        .iter()
        .map(|vocabulary| &*vocabulary.plain)
        .filter(|words| words.form(key).is_none())
        .collect();
    if let Some(first) = lacking.first() {
        let tags = lacking
            .iter()
            .map(|words| Argument::Text(format!("`{}`", words.lang)));
        let languages = Argument::List(tags.collect(), ListConjunction::Comma);
        let help = match nearest(key, first.keys()) {
            Some(near) => message!("did you mean `{near}`?", near),
            None => message!(
                "add `{key}: …` to i18n/en.yaml of the theme, and to each other language file",
                key
            ),
        };
        return Some((
            message!(
                "the theme has no word `{key}` in {languages}",
                key,
                languages
            ),
            help,
        ));
    }
    let form = (words.iter()).find_map(|vocabulary| vocabulary.plain.form(key))?;
    match (kind, form) {
        (_, WordShape::List) => Some((
            message!(
                "`{key}` is a list of words, which templates cannot show",
                key
            ),
            message!("give each word that is shown a key of its own"),
        )),
        (NameKind::Word, WordShape::Plural) => Some((
            message!("`{key}` has a form for each number", key),
            message!("write `say(key=\"{key}\", n=…)` with the number", key),
        )),
        _ => None,
    }
}

/// Returns a message and a help text if an asset is unknown.
fn asset_problem(name: &str, assets: &BTreeMap<String, String>) -> Option<(Message, Message)> {
    if assets.contains_key(name) {
        return None;
    }
    let help = match nearest(name, assets.keys().map(String::as_str)) {
        Some(near) => message!("did you mean `{near}`?", near),
        None => message!("put it into the theme's folder as assets/{name}", name),
    };
    Some((message!("the theme has no asset `{name}`", name), help))
}

/// A kind of name in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameKind {
    /// The key in `t.key`.
    Word,
    /// The key in `say(key="key")`.
    Said,
    /// The name in `asset(name="name")`.
    Asset,
    /// The loop variables in `for key, value in`.
    Fields,
}

/// Returns the names in a template with their ranges.
fn find_names(template: &str) -> Vec<(NameKind, Range<usize>)> {
    let tokens = tokens(template);
    let text = |at: usize| {
        tokens
            .get(at)
            .map_or("", |range: &Range<usize>| &template[range.clone()])
    };
    // If the template declares a name `t`, it does not mean the interface texts.
    let own_t = (0..tokens.len())
        .any(|at| text(at) == "t" && matches!(before(at, text), "for" | "set" | "set_global"));
    let mut names = Vec::new();
    for at in 0..tokens.len() {
        match text(at) {
            "t" if !own_t
                && before(at, text) != "."
                && text(at + 1) == "."
                && is_name(text(at + 2)) =>
            {
                names.push((NameKind::Word, tokens[at + 2].clone()));
            }
            "for" if text(at + 2) == "," && text(at + 4) == "in" => {
                names.push((NameKind::Fields, tokens[at + 1].start..tokens[at + 3].end));
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
                    // A string with an operator after it is computed during rendering.
                    && matches!(key.map(|at| text(at + 3)), Some("," | ")"))
                {
                    names.push((kind, range.start + 1..range.end - 1));
                }
            }
            _ => {}
        }
    }
    names
}

/// The key of an interface text in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShownKey<'t> {
    Whole(&'t str),
    /// The beginning of a key whose end is computed.
    Beginning(&'t str),
}

impl ShownKey<'_> {
    /// Returns whether a key is meant.
    pub fn means(self, key: &str) -> bool {
        match self {
            ShownKey::Whole(shown) => key == shown,
            ShownKey::Beginning(shown) => key.starts_with(shown),
        }
    }
}

/// Returns the keys of interface texts that a template shows.
pub(super) fn shown_keys(template: &str) -> Vec<ShownKey<'_>> {
    let names = find_names(template).into_iter();
    let mut keys: Vec<ShownKey> = names
        .filter(|(kind, _)| matches!(kind, NameKind::Word | NameKind::Said))
        .map(|(_, range)| ShownKey::Whole(&template[range]))
        .collect();
    let tokens: Vec<&str> = tokens(template)
        .into_iter()
        .map(|range| &template[range])
        .collect();
    keys.extend(tokens.windows(4).filter_map(|window| {
        let [name, equals, beginning, sign] = window else {
            return None;
        };
        let is_computed = *name == "key" && *equals == "=" && *sign == "~";
        let beginning = beginning.trim_matches(['"', '\'', '`']);
        (is_computed && !beginning.is_empty()).then_some(ShownKey::Beginning(beginning))
    }));
    keys
}

/// Returns the token before the one at `at`.
fn before<'t>(at: usize, text: impl Fn(usize) -> &'t str) -> &'t str {
    at.checked_sub(1).map_or("", text)
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Returns the tokens inside the tags of a template: names, strings with their quotes, and single
/// characters.
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

/// Adds the tokens of a tag. Returns the end of the tag.
fn tag(template: &str, start: usize, tokens: &mut Vec<Range<usize>>) -> usize {
    let mut at = start;
    while let Some(first) = template[at..].chars().next() {
        let rest = &template[at..];
        if rest.starts_with("}}") || rest.starts_with("%}") {
            // An empty token prevents matches across the end of a tag.
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
        let named = find_names(template);
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
        // Unclosed tags are left to the engine.
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
