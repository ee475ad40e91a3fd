//! Settings of Hugo: one file at the top, and files in folders of `config/`.

use super::super::settings::Settings;
use super::super::source::{SourceFolder, folder, name};
use crate::import::report::ImportReport;
use crate::lang::Lang;

/// Files at the top, the first of which counts.
const FILES: [&str; 8] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
];

/// Folders of settings. The later ones count more. Hugo builds sites for `production`.
const FOLDERS: [&str; 2] = ["config/_default", "config/production"];

/// Reads the settings of a site as `hugo` without flags reads them.
pub(super) fn read(source: &SourceFolder, report: &mut ImportReport) -> Settings {
    let mut settings = Settings::read(source, &FILES, report);
    for above in FOLDERS {
        let mut paths: Vec<&String> = source
            .files
            .iter()
            .filter(|path| folder(path) == above)
            .collect();
        // The files of all settings come before those of one key.
        paths.sort_by_key(|path| (!is_whole(key_of(path)), path.as_str()));
        for path in paths {
            let is_settings = ["toml", "yaml", "yml", "json"]
                .iter()
                .any(|end| path.rsplit('.').next() == Some(*end));
            if !is_settings {
                continue;
            }
            let own = Settings::read(source, &[path], report);
            settings.merge(below_name(own, key_of(path)));
        }
    }
    settings
}

/// Returns the name of a file without its extension.
fn key_of(path: &str) -> &str {
    let name = name(path);
    name.rsplit_once('.').map_or(name, |(key, _)| key)
}

fn is_whole(key: &str) -> bool {
    matches!(key, "hugo" | "config")
}

/// Returns settings below the keys that the name of their file says: `languages`, or
/// `permalinks.fr` for one language.
fn below_name(settings: Settings, key: &str) -> Settings {
    if is_whole(key) {
        return settings;
    }
    match key.rsplit_once('.') {
        Some((key, tag)) if Lang::parse(&tag.to_lowercase()).is_some() => {
            settings.below_keys(&["languages", tag, key])
        }
        _ => settings.below_keys(&[key]),
    }
}
