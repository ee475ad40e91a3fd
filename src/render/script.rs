//! The script that adds to every page: the theme's, after the words and addresses that it needs.
//!
//! Each language has a file of its own, so that no page has to carry the script's words.

use std::collections::BTreeMap;

use super::Artifact;
use super::context::PageContext;
use super::rows;
use super::theme::{self, Theme};
use crate::config::Config;
use crate::plan::{PageKind, Plan};
use serde::Serialize;

/// What the keys of words begin with that only the script shows.
const WORDS: &str = "tool_";

/// Words of the pages that the script shows too.
const SHARED: [&str; 16] = [
    "about",
    "actor",
    "cite_this",
    "claimant",
    "close",
    "colon",
    "date",
    "event",
    "field_type",
    "figure",
    "grade_none",
    "grade_short",
    "quote_close",
    "quote_open",
    "region",
    "year",
];

#[derive(Serialize)]
struct ScriptSettings<'a> {
    words: BTreeMap<&'a str, &'a str>,
    /// What a browser needs to show what the script adds; fetched by the script.
    style: String,
    /// What makes lists that readers filter; fetched by the script, as is what follows.
    lists: String,
    /// The events and claims.
    rows: String,
    /// Where the pages stand that links show a preview of.
    folders: [String; 4],
    site: String,
    publisher: Option<String>,
}

/// Whether pages have the script. What is opened from a disk may load none.
pub(super) fn is_wanted(config: &Config, plan: &Plan) -> bool {
    config.scripts && !plan.is_relative()
}

/// The script of a language.
pub(super) fn script_asset(context: &PageContext, theme: &Theme) -> Artifact {
    let words = context.words;
    let tool_words = words
        .keys()
        .filter_map(|key| Some((key.strip_prefix(WORDS)?, words.get(key))));
    let settings = ScriptSettings {
        words: tool_words
            .chain(SHARED.map(|key| (key, words.get(key))))
            .collect(),
        style: context.plan.file(&theme.asset(theme::SCRIPT_STYLE)),
        lists: context.plan.file(&theme.asset(theme::LISTS_SCRIPT)),
        rows: rows::rows_url(context),
        folders: [
            PageKind::Actors,
            PageKind::Regions(1),
            PageKind::Events,
            PageKind::Sources(1),
        ]
        .map(|kind| context.url(kind)),
        site: context.text(&context.config.title).text,
        publisher: context.config.publisher.clone(),
    };
    let settings = serde_json::to_string(&settings).expect("texts are JSON");
    let mut bytes = format!("const settings = {settings};\n").into_bytes();
    bytes.extend_from_slice(theme.bytes(theme::SCRIPT).unwrap_or_default());
    let name = theme::SCRIPT.replace(".js", &format!(".{}.js", context.lang));
    Artifact {
        path: theme::fingerprinted(&name, &bytes),
        bytes,
    }
}
