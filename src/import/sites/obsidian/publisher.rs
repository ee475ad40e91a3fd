//! What publishes a vault, with its addresses and the notes that it leaves out.
//!
//! Obsidian Publish: <https://obsidian.md/help/publish/permalinks>. Its settings are in
//! `.obsidian/publish.json`. Quartz: `slugifyFilePath` in `quartz/util/path.ts` of Quartz 4
//! (<https://quartz.jzhao.xyz/configuration>). Without either, notes have no addresses but those
//! that they give themselves.

use crate::import::report::ImportReport;
use crate::import::sites::front::{Front, scalar};
use crate::import::sites::settings::Settings;
use crate::import::sites::source::{SourceFolder, is_below};
use crate::yaml::Value;

/// The files in which Quartz has its settings.
const QUARTZ: [&str; 2] = ["quartz.config.ts", "quartz.config.js"];

/// What makes a website of a vault.
pub(super) enum Publisher {
    None,
    Publish {
        /// The folders that are not published.
        excluded: Vec<String>,
    },
    Quartz {
        /// The files and folders that are not published, as patterns.
        ignored: Vec<String>,
        /// Whether only notes with `publish: true` are published.
        is_explicit: bool,
    },
}

impl Publisher {
    pub fn of(folder: &SourceFolder, report: &mut ImportReport) -> Publisher {
        let quartz = QUARTZ.iter().find_map(|path| folder.settings(path));
        if let Some(program) = quartz {
            return Publisher::Quartz {
                ignored: quoted_list(&program, "ignorePatterns:"),
                is_explicit: is_called(&program, "Plugin.ExplicitPublish("),
            };
        }
        let path = ".obsidian/publish.json";
        if folder.settings(path).is_none() {
            return Publisher::None;
        }
        let settings = Settings::read(folder, &[path], report);
        let excluded = match settings.get(&["excluded"]) {
            Some(Value::List(items)) => items.iter().filter_map(scalar).collect(),
            _ => Vec::new(),
        };
        Publisher::Publish { excluded }
    }

    /// Returns the folder of the notes, with a final slash; empty if it is the vault itself.
    pub fn root(&self) -> &'static str {
        match self {
            Publisher::Quartz { .. } => "content/",
            _ => "",
        }
    }

    /// Returns why a note is not published: the key or setting, and its value. `below` is its path
    /// below the root. What a note says itself is read with its other keys.
    pub fn hides(&self, below: &str, front: &Front) -> Option<(&'static str, String)> {
        let is_published = front.get("publish") == Some(&Value::Bool(true))
            || front.text("publish").as_deref() == Some("true");
        match self {
            Publisher::None => None,
            Publisher::Publish { excluded } => {
                let mut folders = excluded.iter().filter(|_| !is_published);
                let folder = folders.find(|folder| is_below(below, folder.trim_matches('/')))?;
                Some(("excluded", folder.clone()))
            }
            Publisher::Quartz {
                ignored,
                is_explicit,
            } => {
                let pattern = |pattern: &&String| is_below(below, pattern.trim_matches('/'));
                if let Some(pattern) = ignored.iter().find(pattern) {
                    return Some(("ignorePatterns", pattern.clone()));
                }
                (*is_explicit && !is_published).then(|| ("ExplicitPublish", String::new()))
            }
        }
    }

    /// Returns the address that the path of a note is. `below` is its path below the root.
    pub fn address(&self, below: &str) -> Option<String> {
        let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
        match self {
            Publisher::None => None,
            Publisher::Publish { .. } => Some(format!("/{}", bare.replace(' ', "+"))),
            Publisher::Quartz { .. } => {
                let mut slug = String::new();
                for c in bare.chars() {
                    match c {
                        '&' => slug.push_str("-and-"),
                        '%' => slug.push_str("-percent"),
                        '?' | '#' => {}
                        c if c.is_whitespace() => slug.push('-'),
                        c => slug.push(c),
                    }
                }
                let folder = match slug.rsplit_once('/') {
                    Some((folder, "index" | "_index")) => Some(folder),
                    None if matches!(slug.as_str(), "index" | "_index") => Some(""),
                    _ => None,
                };
                Some(match folder {
                    Some("") => "/".to_owned(),
                    Some(folder) => format!("/{folder}/"),
                    None => format!("/{slug}"),
                })
            }
        }
    }

    /// Returns the other names of a note that lead to it in the published vault, as addresses.
    pub fn redirects(&self, front: &Front) -> Vec<String> {
        let mut names = Vec::new();
        for key in ["aliases", "alias"] {
            match front.get(key) {
                Some(Value::List(items)) => names.extend(items.iter().filter_map(scalar)),
                Some(value) => names.extend(scalar(value)),
                None => {}
            }
        }
        // In Publish, a name without folders is a name in the vault alone.
        let names = names.into_iter().filter(|name| match self {
            Publisher::None => false,
            Publisher::Publish { .. } => name.contains('/'),
            Publisher::Quartz { .. } => true,
        });
        names
            .filter_map(|name| self.address(&format!("{}.md", name.trim_matches('/'))))
            .collect()
    }
}

/// Whether a program calls a function outside of a comment.
fn is_called(program: &str, call: &str) -> bool {
    let lines = program
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line));
    lines.into_iter().any(|line| line.contains(call))
}

/// Returns the texts in a list that follows a word in a program.
fn quoted_list(program: &str, word: &str) -> Vec<String> {
    let Some((_, rest)) = program.split_once(word) else {
        return Vec::new();
    };
    let list = rest.trim_start().strip_prefix('[').unwrap_or_default();
    let list = list.split(']').next().unwrap_or_default();
    let items = list
        .split(',')
        .map(|item| item.trim().trim_matches(['"', '\'', '`']));
    items
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        let publish = Publisher::Publish {
            excluded: Vec::new(),
        };
        let quartz = Publisher::Quartz {
            ignored: Vec::new(),
            is_explicit: false,
        };
        for (path, of_publish, of_quartz) in [
            (
                "Company/About us.md",
                "/Company/About+us",
                "/Company/About-us",
            ),
            ("R&D 100%?.md", "/R&D+100%?", "/R-and-D-100-percent"),
            ("Places/index.md", "/Places/index", "/Places/"),
            ("index.md", "/index", "/"),
        ] {
            assert_eq!(publish.address(path).as_deref(), Some(of_publish));
            assert_eq!(quartz.address(path).as_deref(), Some(of_quartz));
        }
        assert_eq!(Publisher::None.address("a.md"), None);
    }

    #[test]
    fn settings_of_quartz_are_read_of_its_program() {
        let program =
            "x: 1,\n ignorePatterns: [\"private\", 'templates'],\n // Plugin.ExplicitPublish()";
        assert_eq!(
            quoted_list(program, "ignorePatterns:"),
            ["private", "templates"]
        );
        assert!(!is_called(program, "Plugin.ExplicitPublish("));
    }
}
