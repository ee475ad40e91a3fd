//! Front matter that sections of Hugo, and its settings, give to the texts below them.
//!
//! `hugolib/page__meta.go` applies a `cascade` to the section itself too, and an entry closer to a
//! text counts more; `page/page_matcher.go` has the targets
//! (<https://gohugo.io/content-management/front-matter/#cascade>).

use super::super::front::scalar;
use super::super::patterns::is_match;
use super::super::settings::{Settings, below};
use super::super::text::{SourceText, TextRole};
use crate::yaml::Value;

/// What a section gives to the texts below it.
struct Cascade {
    /// The path of the section.
    folder: Vec<String>,
    tag: Option<String>,
    entries: Vec<CascadeEntry>,
}

/// Values, and what they are for.
struct CascadeEntry {
    target: Option<Value>,
    values: Vec<(String, Value)>,
}

/// Adds the values that sections and settings give to texts, and that these do not have.
pub(super) fn apply(texts: &mut [SourceText], settings: &Settings, default_tag: &str) {
    let mut cascades: Vec<Cascade> = Vec::new();
    for text in texts.iter() {
        if let (Some(folder), Some(cascade)) = (section(text), text.front.get("cascade")) {
            cascades.push(Cascade {
                folder,
                tag: text.lang_tag.clone(),
                entries: entries(cascade),
            });
        }
    }
    // The nearest section first, then the settings of the site.
    cascades.sort_by_key(|cascade| std::cmp::Reverse(cascade.folder.len()));
    let of_site = settings.get(&["cascade"]).map(entries).unwrap_or_default();
    for text in texts {
        let own = section(text).unwrap_or_else(|| text.folder.clone());
        let page = target_page(text, default_tag);
        let above = cascades
            .iter()
            .filter(|cascade| own.starts_with(&cascade.folder) && cascade.tag == text.lang_tag);
        let above = above.flat_map(|cascade| &cascade.entries).chain(&of_site);
        let above =
            above.filter(|entry| entry.target.as_ref().is_none_or(|target| page.is(target)));
        for (key, value) in above.flat_map(|entry| &entry.values) {
            text.front.add_default(key, value.clone());
        }
    }
}

/// Returns the path of the section that a text is the page of.
fn section(text: &SourceText) -> Option<Vec<String>> {
    match text.role {
        TextRole::Home => Some(Vec::new()),
        TextRole::Folder | TextRole::ArticleSection => {
            let mut path = text.folder.clone();
            path.push(text.name.clone());
            Some(path)
        }
        _ => None,
    }
}

/// Reads a cascade: a mapping, or a list of mappings.
fn entries(cascade: &Value) -> Vec<CascadeEntry> {
    let one = |value: &Value| {
        let Value::Map(all) = value else {
            return None;
        };
        let target = below(value, "target").or_else(|| below(value, "_target"));
        let mut values = Vec::new();
        for (key, value) in all {
            match (key.to_lowercase().as_str(), value) {
                ("target" | "_target", _) => {}
                ("params", Value::Map(params)) => values.extend(params.iter().cloned()),
                _ => values.push((key.clone(), value.clone())),
            }
        }
        Some(CascadeEntry {
            target: target.cloned(),
            values,
        })
    };
    match cascade {
        Value::List(items) => items.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    }
}

/// What targets are compared with.
struct TargetPage {
    path: String,
    kind: &'static str,
    lang: String,
}

fn target_page(text: &SourceText, default_tag: &str) -> TargetPage {
    let mut parts = text.folder.clone();
    let kind = match text.role {
        TextRole::Home => "home",
        TextRole::Folder | TextRole::ArticleSection => "section",
        _ => "page",
    };
    if text.role != TextRole::Home {
        parts.push(text.name.clone());
    }
    let path = format!("/{}", parts.join("/").to_lowercase().replace(' ', "-"));
    TargetPage {
        path,
        kind,
        lang: text
            .lang_tag
            .clone()
            .unwrap_or_else(|| default_tag.to_owned()),
    }
}

impl TargetPage {
    /// Whether all patterns of a target are those of the page.
    fn is(&self, target: &Value) -> bool {
        let Value::Map(patterns) = target else {
            return true;
        };
        patterns.iter().all(|(key, pattern)| {
            let pattern = scalar(pattern).unwrap_or_default().to_lowercase();
            match key.to_lowercase().as_str() {
                "path" => is_match(&self.path, &pattern),
                "kind" => is_match(self.kind, &pattern),
                "lang" => is_match(&self.lang.to_lowercase(), &pattern),
                "environment" => is_match("production", &pattern),
                _ => true,
            }
        })
    }
}
