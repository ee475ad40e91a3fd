//! Finds the expensive values that a template may show: the names in its tags, and in the tags of
//! the templates that it extends or includes.
//!
//! Figures are the most expensive part of a page. A theme that does not show them need not wait for
//! them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::layer::{TEMPLATES, ThemeLayer};
use super::names::tokens;
use crate::source::SourceFiles;

/// The values that are computed only if a template may show them.
const EXPENSIVE: [&str; 4] = ["figures", "graph", "json_ld", "map"];

/// Returns the expensive values that each template may show, by the template's name.
pub(super) fn expensive_by_template(
    layers: &[ThemeLayer],
    sources: &SourceFiles,
) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut shown: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let names = used_names(layers, sources);
    for name in layers.iter().flat_map(|layer| layer.names(TEMPLATES)) {
        if !shown.contains_key(name) {
            let mut search = TagSearch {
                layers,
                sources,
                seen: BTreeSet::new(),
                found: names.clone(),
            };
            search.template(name);
            shown.insert(name.to_owned(), search.found);
        }
    }
    shown
}

/// Returns the expensive values that components take from their caller (`@name`).
fn used_names(layers: &[ThemeLayer], sources: &SourceFiles) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    for layer in layers {
        for name in layer.names(TEMPLATES) {
            let text = layer
                .text(&format!("{TEMPLATES}{name}"), sources)
                .unwrap_or_default();
            let tokens = tokens(text);
            for pair in tokens
                .windows(2)
                .filter(|pair| &text[pair[0].clone()] == "@")
            {
                names.extend(
                    EXPENSIVE
                        .iter()
                        .find(|expensive| **expensive == &text[pair[1].clone()]),
                );
            }
        }
    }
    names
}

/// A search through a template and the templates that it extends or includes.
struct TagSearch<'s> {
    layers: &'s [ThemeLayer],
    sources: &'s SourceFiles,
    /// Files already searched, by layer and name.
    seen: BTreeSet<(usize, &'s str)>,
    found: BTreeSet<&'static str>,
}

impl<'s> TagSearch<'s> {
    /// Searches the template with this name in the first layer that has it. A name with a theme may
    /// mean any layer, so the templates of all layers are searched.
    fn template(&mut self, name: &str) {
        let layers = self.layers;
        let mut is_found = false;
        for (at, layer) in layers.iter().enumerate() {
            for own in layer.names(TEMPLATES) {
                let is_plain = own == name;
                if is_plain && is_found {
                    continue;
                }
                if is_plain || name.ends_with(own) && name[..name.len() - own.len()].ends_with('/')
                {
                    is_found |= is_plain;
                    self.file(at, own);
                }
            }
        }
    }

    /// Searches a file of a layer, once.
    fn file(&mut self, at: usize, name: &'s str) {
        if !self.seen.insert((at, name)) {
            return;
        }
        let Some(text) = self.layers[at].text(&format!("{TEMPLATES}{name}"), self.sources) else {
            return;
        };
        let tokens = tokens(text);
        for (at, range) in tokens.iter().enumerate() {
            let token = &text[range.clone()];
            match token {
                "extends" | "include" => {
                    let named = tokens.get(at + 1).map_or("", |range| &text[range.clone()]);
                    let is_alone = tokens.get(at + 2).is_some_and(Range::is_empty);
                    let named = named.strip_prefix(['"', '\'', '`']).filter(|_| is_alone);
                    match named.and_then(|named| named.strip_suffix(['"', '\'', '`'])) {
                        Some(named) => self.template(named),
                        // Only rendering shows which template is meant.
                        None => self.found.extend(EXPENSIVE),
                    }
                }
                // This value contains all values that the template sees.
                "__tera_context" => self.found.extend(EXPENSIVE),
                token => self
                    .found
                    .extend(EXPENSIVE.iter().find(|expensive| **expensive == token)),
            }
        }
    }
}
