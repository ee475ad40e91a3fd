//! The script that enhances every page: the theme's script, preceded by the interface texts and
//! addresses that it needs.
//!
//! Each language has its own file, so that pages need not contain the interface texts of the
//! script.

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::PageContext;
use super::theme::{self, Theme};
use super::{Artifact, rows};
use crate::config::Config;
use crate::plan::{PageKind, Plan};

/// The prefix of the keys of interface texts that only the script shows.
const WORDS: &str = "tool_";

/// Interface texts of the templates that the script shows too.
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

/// The data that the script gets as JSON.
#[derive(Serialize)]
struct ScriptSettings<'a> {
    words: BTreeMap<&'a str, &'a str>,
    /// The style sheet for elements that the script adds. The script fetches it.
    style: String,
    /// The script that makes lists filterable. Like the next file, it is fetched on demand.
    lists: String,
    /// The file of events and claims.
    rows: String,
    /// The folders of pages. Links to pages in them show a preview.
    folders: [String; 4],
    site: String,
}

/// Returns whether pages have the script. Pages opened from a disk may not load scripts.
pub(super) fn is_wanted(config: &Config, plan: &Plan) -> bool {
    config.scripts && !plan.is_relative()
}

/// Returns the script of a language.
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
