//! Addresses of entries and pages by the rules of Astro.
//!
//! An entry has its `slug`, or one made of its path, in which github-slugger makes a part of an
//! address of each name: `packages/astro/src/content/utils.ts` (`getContentEntryIdAndSlug`) and
//! `content/loaders/glob.ts` in Astro 5. A file in `src/pages/` has the address that its path is
//! (<https://docs.astro.build/en/guides/routing/>). `build.format` and `trailingSlash` decide how
//! addresses end (<https://docs.astro.build/en/reference/configuration-reference/#buildformat>).

use std::collections::BTreeMap;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::{PAGES, definitions, quoted_after};
use crate::import::sites::source::{SourceFolder, folder, name, stem};
use crate::import::sites::text::SourceText;

/// How addresses end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AddressEnd {
    Slash,
    Bare,
    Html,
    /// `.html`, and a slash for files called `index`.
    AsWritten,
}

/// A file that makes the pages of a collection.
struct Route {
    /// The parts of the folders that it is in. `None` stands for the language.
    parts: Vec<Option<String>>,
}

/// The addresses of a site.
pub(super) struct Addresses {
    end: AddressEnd,
    routes: BTreeMap<String, Route>,
    /// Whether a function of the site gives entries their ids.
    has_own_ids: bool,
}

impl Addresses {
    /// Reads the settings, which are a program, and the files that make pages of collections.
    pub fn new(settings: &str, files: &SourceFolder) -> Addresses {
        let first = |word| quoted_after(settings, word).next();
        let end = match (first("format:"), first("trailingSlash:")) {
            (Some("file"), _) => AddressEnd::Html,
            (Some("preserve"), _) => AddressEnd::AsWritten,
            (_, Some("never")) => AddressEnd::Bare,
            _ => AddressEnd::Slash,
        };
        Addresses {
            end,
            routes: routes(files),
            has_own_ids: definitions(files).contains("generateId"),
        }
    }

    /// Returns the address of an entry of a collection. `below` is its path in the collection.
    /// `None` if a function of the site makes its id.
    pub fn of_entry(&self, text: &SourceText, collection: &str, below: &str) -> Option<String> {
        let id = match text.front.text("slug") {
            Some(slug) => slug.trim_matches('/').to_owned(),
            None if self.has_own_ids => return None,
            None => id(below),
        };
        let mut parts: Vec<String> = id.split('/').map(str::to_owned).collect();
        let mut above = Vec::new();
        match self.routes.get(collection) {
            None => above.push(collection.to_owned()),
            Some(route) => {
                for part in &route.parts {
                    match (part, &text.lang_tag) {
                        (Some(part), _) => above.push(part.clone()),
                        // The language is the first part of the id, or is not in the address.
                        (None, Some(tag)) if is_first(&parts, tag) => {
                            above.push(parts.remove(0));
                        }
                        (None, Some(tag)) => above.push(tag.clone()),
                        (None, None) => return None,
                    }
                }
            }
        }
        above.extend(parts);
        Some(self.address(above, false))
    }

    /// Returns the address of a page by its path below `src/pages/`.
    pub fn of_page(&self, below: &str) -> String {
        let mut parts: Vec<String> = below.split('/').map(str::to_owned).collect();
        parts.pop();
        let is_index = stem(below) == "index";
        if !is_index {
            parts.push(stem(below).to_owned());
        }
        self.address(parts, is_index)
    }

    fn address(&self, parts: Vec<String>, is_index: bool) -> String {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let path = parts.join("/");
        match self.end {
            _ if path.is_empty() => "/".to_owned(),
            AddressEnd::AsWritten if is_index => format!("/{path}/"),
            AddressEnd::Slash => format!("/{path}/"),
            AddressEnd::Bare => format!("/{path}"),
            AddressEnd::Html | AddressEnd::AsWritten => format!("/{path}.html"),
        }
    }
}

fn is_first(parts: &[String], tag: &str) -> bool {
    parts
        .first()
        .is_some_and(|part| part.eq_ignore_ascii_case(tag))
}

/// Returns the files of `src/pages/` that make the pages of each collection: `blog/` for
/// `src/pages/blog/[...slug].astro`.
fn routes(files: &SourceFolder) -> BTreeMap<String, Route> {
    let mut routes = BTreeMap::new();
    for path in &files.files {
        let below = path
            .strip_prefix(PAGES)
            .filter(|_| path.ends_with(".astro"));
        let Some(below) = below.filter(|below| name(below).starts_with('[')) else {
            continue;
        };
        let text = files.settings(path).unwrap_or_default();
        let Some(collection) = quoted_after(&text, "getCollection(").next() else {
            continue;
        };
        let parts = folder(below).split('/').filter(|part| !part.is_empty());
        let parts = parts.map(|part| match part {
            "[lang]" | "[locale]" | "[language]" => None,
            part => Some(part.to_owned()),
        });
        let parts: Vec<Option<String>> = parts.collect();
        let is_known =
            |part: &Option<String>| part.as_ref().is_none_or(|part| !part.starts_with('['));
        if parts.iter().all(is_known) {
            routes
                .entry(collection.to_owned())
                .or_insert(Route { parts });
        }
    }
    routes
}

/// Returns the id of an entry: its path, with a part of an address for each name, and without
/// `index` at its end.
fn id(below: &str) -> String {
    let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
    let parts: Vec<String> = bare.split('/').map(slug).collect();
    let id = parts.join("/");
    id.strip_suffix("/index").unwrap_or(&id).to_owned()
}

/// Returns a name as github-slugger writes it: in lower case, without punctuation, with a hyphen
/// for each space.
fn slug(name: &str) -> String {
    let name = name.to_lowercase();
    let kept = name.chars().filter(|c| {
        let is_own = matches!(
            c.general_category(),
            GeneralCategory::NonspacingMark
                | GeneralCategory::SpacingMark
                | GeneralCategory::EnclosingMark
                | GeneralCategory::DecimalNumber
                | GeneralCategory::LetterNumber
                | GeneralCategory::ConnectorPunctuation
        );
        c.is_alphabetic() || is_own || matches!(c, ' ' | '-')
    });
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs_as_in_github_slugger() {
        for (name, expected) in [
            ("Hello World", "hello-world"),
            ("v1.0 notes", "v10-notes"),
            ("a  b", "a--b"),
            ("snake_case", "snake_case"),
            ("Élan à Ségou!", "élan-à-ségou"),
            ("I ♥ unicode", "i--unicode"),
            ("m² हिन्दी", "m-हिन्दी"),
            ("№ 5 Ⅷ", "-5-ⅷ"),
            ("ΑΣ", "ας"),
            ("İstanbul", "i\u{307}stanbul"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn ids_are_made_of_paths() {
        for (path, expected) in [
            ("First Post.md", "first-post"),
            ("2022/First/index.mdx", "2022/first"),
            ("index.md", "index"),
            ("Index/a.md", "index/a"),
        ] {
            assert_eq!(id(path), expected, "{path}");
        }
    }
}
