//! Addresses of pages and sections by Zola's rules.
//!
//! They are in `components/content/src/page.rs`, `section.rs` and `file_info.rs`, and how names
//! become parts of addresses in `components/utils/src/slugs.rs`
//! (<https://www.getzola.org/documentation/content/page/#output-paths>). `transparent` sections
//! pass their pages on to other lists, and change no address.

use crate::import::sites::settings::Settings;
use crate::import::sites::source::{name, stem};
use crate::import::sites::text::{SourceText, TextRole};
use crate::model::Date;

/// How a name becomes a part of an address (`slugify.paths`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum SlugStrategy {
    On,
    Safe,
    Off,
}

/// The addresses of a site.
pub(super) struct Addresses {
    default_lang: String,
    strategy: SlugStrategy,
    keeps_dates: bool,
}

impl Addresses {
    pub fn new(settings: &Settings) -> Addresses {
        Addresses {
            default_lang: settings
                .text(&["default_language"])
                .unwrap_or_else(|| "en".to_owned()),
            strategy: strategy(settings.text(&["slugify", "paths"]).as_deref()),
            keeps_dates: settings.is_true(&["slugify", "paths_keep_dates"]),
        }
    }

    /// Returns the address of a text. `None` if Zola makes no page of it.
    pub fn of(&self, text: &SourceText) -> Option<String> {
        if text.front.text("render").as_deref() == Some("false") {
            return None;
        }
        let is_section = name(&text.path).starts_with("_index.");
        if let Some(path) = text.front.text("path").filter(|_| !is_section) {
            // The language is no part of a path that a page gives itself.
            return Some(format!("/{}/", path.trim_matches('/')));
        }
        let tag = text.lang_tag.as_deref();
        let mut parts: Vec<String> = Vec::new();
        parts.extend(
            tag.filter(|tag| *tag != self.default_lang)
                .map(str::to_owned),
        );
        // The names of folders stay as they are.
        parts.extend(text.folder.iter().cloned());
        match text.role {
            TextRole::Home => {}
            _ if is_section => parts.push(text.name.clone()),
            _ => parts.push(self.slug(text)),
        }
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(match parts.is_empty() {
            true => "/".to_owned(),
            false => format!("/{}/", parts.join("/")),
        })
    }

    /// Returns what the addresses in the language of a text begin with: `/fr`, or nothing.
    pub fn prefix(&self, text: &SourceText) -> String {
        let tag = text.lang_tag.as_deref();
        let tag = tag.filter(|tag| *tag != self.default_lang);
        tag.map(|tag| format!("/{tag}")).unwrap_or_default()
    }

    /// Returns the name of a taxonomy or term as a part of an address.
    pub fn term(&self, name: &str, settings: &Settings) -> String {
        let strategy = strategy(settings.text(&["slugify", "taxonomies"]).as_deref());
        slug(name, strategy)
    }

    /// Returns the last part of the address of a page.
    fn slug(&self, text: &SourceText) -> String {
        if let Some(own) = text.front.text("slug") {
            return slug(&own, self.strategy);
        }
        let file = stem(&text.path);
        // Zola takes no language off a name that has the default one.
        let has_default_tag = text.lang_tag.as_ref() == Some(&self.default_lang);
        let name = match has_default_tag {
            true => file,
            false => text.name.as_str(),
        };
        match dateless(name).filter(|_| !self.keeps_dates) {
            Some(rest) => slug(rest, self.strategy),
            None => slug(name, self.strategy),
        }
    }
}

/// Returns the strategy that a setting names.
fn strategy(setting: Option<&str>) -> SlugStrategy {
    match setting {
        Some("safe") => SlugStrategy::Safe,
        Some("off") => SlugStrategy::Off,
        _ => SlugStrategy::On,
    }
}

/// Returns what stands behind the date at the beginning of a name, after a hyphen or an
/// underscore. `None` without a date, or without anything behind it.
fn dateless(name: &str) -> Option<&str> {
    let day = name.get(..10).filter(|day| Date::parse(day).is_ok())?;
    let mut rest = &name[day.len()..];
    if let Some(time) = rest.strip_prefix('T') {
        // A time ends with its zone: `T15:00:00Z`, `T15:00:00+02:00`.
        let zone = time.find(['Z', '+', '-'])?;
        let length = match time[zone..].starts_with('Z') {
            true => 1,
            false => "+02:00".len(),
        };
        rest = time.get(zone + length..)?;
    }
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let rest = rest.strip_prefix(['_', '-'])?;
    (!rest.is_empty()).then_some(rest)
}

/// Returns a name as a part of an address.
fn slug(name: &str, strategy: SlugStrategy) -> String {
    match strategy {
        SlugStrategy::Off => name.to_owned(),
        SlugStrategy::Safe => {
            let name = name.trim_end_matches([' ', '.']);
            name.chars()
                .filter(|c| !"<>:\"/\\|?*".contains(*c))
                .collect()
        }
        SlugStrategy::On => {
            let mut slug = String::with_capacity(name.len());
            for c in name.chars() {
                let ascii = deunicode::deunicode_char(c).unwrap_or("-");
                for c in ascii.chars() {
                    if c.is_ascii_alphanumeric() {
                        slug.push(c.to_ascii_lowercase());
                    } else if !slug.is_empty() && !slug.ends_with('-') {
                        slug.push('-');
                    }
                }
            }
            slug.trim_end_matches('-').to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_parts_of_addresses_as_in_zola() {
        for (name, on, safe) in [
            ("test ", "test", "test"),
            ("tes t", "tes-t", "tes t"),
            ("dot. ", "dot", "dot"),
            ("日本", "ri-ben", "日本"),
            ("héhé", "hehe", "héhé"),
            ("test (hey)", "test-hey", "test (hey)"),
            ("hello-&-world", "hello-world", "hello-&-world"),
        ] {
            assert_eq!(slug(name, SlugStrategy::On), on, "{name}");
            assert_eq!(slug(name, SlugStrategy::Safe), safe, "{name}");
            assert_eq!(slug(name, SlugStrategy::Off), name);
        }
    }

    #[test]
    fn dates_are_no_part_of_names() {
        for (name, rest) in [
            ("2018-10-10-first", Some("first")),
            ("2018-10-10_first", Some("first")),
            ("2018-10-10 -first", Some("first")),
            ("2018-10-02T15:00:00Z-first", Some("first")),
            ("2018-10-02T15:00:00+02:00-first", Some("first")),
            ("2018-10-10 first", None),
            ("2018-10-10", None),
            ("2018-13-10-first", None),
        ] {
            assert_eq!(dateless(name), rest, "{name}");
        }
    }
}
