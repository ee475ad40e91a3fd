//! Where Jekyll has its posts, drafts, collections and pages, and which of them it publishes.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::sites::front::scalar;
use crate::import::sites::settings::Settings;
use crate::import::sites::source::{is_below, stem};
use crate::model::Date;
use crate::yaml::Value;

/// The folders of a site.
pub(super) struct Layout {
    /// The folder of all collections, with a final slash; empty if it is the site itself.
    collections_dir: String,
    /// Whether Jekyll makes pages of a collection, by its label.
    outputs: BTreeMap<String, bool>,
    /// Folders with an underscore whose files Jekyll reads all the same.
    included: BTreeSet<String>,
    /// The files and folders that Jekyll passes over, as patterns.
    excluded: Vec<String>,
}

/// What a text is for Jekyll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TextClass {
    Post,
    Draft,
    /// A text of a collection with pages, by its label.
    Collection(String),
    Page,
    /// A text that Jekyll makes no page of.
    Unpublished,
}

impl Layout {
    pub fn new(settings: &Settings) -> Layout {
        let folder = settings.text(&["collections_dir"]).unwrap_or_default();
        let collections_dir = match folder.trim_matches(['/', '.']) {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let mut outputs = BTreeMap::new();
        match settings.get(&["collections"]) {
            Some(Value::Map(entries)) => {
                for (label, _) in entries {
                    let output = settings.is_true(&["collections", label, "output"]);
                    outputs.insert(label.clone(), output);
                }
            }
            Some(Value::List(labels)) => {
                let labels = labels.iter().filter_map(scalar);
                outputs.extend(labels.map(|label| (label, false)));
            }
            _ => {}
        }
        let list = |key: &str| match settings.get(&[key]) {
            Some(Value::List(items)) => items.iter().filter_map(scalar).collect(),
            _ => Vec::new(),
        };
        let excluded = list("exclude").into_iter();
        let excluded = excluded.map(|pattern| pattern.trim_matches('/').to_owned());
        Layout {
            collections_dir,
            outputs,
            included: list("include").into_iter().collect(),
            excluded: excluded.filter(|pattern| !pattern.is_empty()).collect(),
        }
    }

    /// Returns a path below the folder of collections, or the path itself.
    pub fn below<'p>(&self, path: &'p str) -> &'p str {
        path.strip_prefix(&self.collections_dir).unwrap_or(path)
    }

    /// Returns what a text is, by its path.
    pub fn class(&self, path: &str) -> TextClass {
        let below = self.below(path);
        let folders = below.rsplit_once('/').map_or("", |(folders, _)| folders);
        let has = |name: &str| folders.split('/').any(|part| part == name);
        let is_excluded = |pattern: &String| is_below(path, pattern) || is_below(below, pattern);
        if self.excluded.iter().any(is_excluded) {
            return TextClass::Unpublished;
        }
        if has("_drafts") {
            return TextClass::Draft;
        }
        if has("_posts") {
            return match dated(stem(path)) {
                Some(_) => TextClass::Post,
                None => TextClass::Unpublished,
            };
        }
        let label = folders
            .split('/')
            .next()
            .and_then(|first| first.strip_prefix('_'));
        match label.map(|label| (label, self.outputs.get(label))) {
            Some((label, Some(true))) => TextClass::Collection(label.to_owned()),
            Some((_, Some(false))) => TextClass::Unpublished,
            _ if path.split('/').any(|part| self.is_ignored(part)) => TextClass::Unpublished,
            _ => TextClass::Page,
        }
    }

    /// Whether Jekyll passes over files and folders with a name.
    fn is_ignored(&self, name: &str) -> bool {
        name.starts_with(['_', '#', '~']) && !self.included.contains(name)
    }
}

/// Splits the day at the beginning of the name of a post from the rest. Jekyll takes months and
/// days of one digit too, and years of two.
pub(super) fn dated(stem: &str) -> Option<(String, &str)> {
    let mut parts = stem.splitn(4, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let rest = parts.next().filter(|rest| !rest.is_empty())?;
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(year, 2..=4) || !is_number(month, 1..=2) || !is_number(day, 1..=2) {
        return None;
    }
    let year: i32 = match (year.len(), year.parse().ok()?) {
        (2, year @ 69..) => 1900 + year,
        (2, year) => 2000 + year,
        (4, year) => year,
        _ => return None,
    };
    let day = format!("{year:04}-{month:0>2}-{day:0>2}");
    Date::parse(&day).is_ok().then_some((day, rest))
}
