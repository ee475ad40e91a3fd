//! The English words that explain columns, for documents that programs read.
//!
//! Pages take them from the theme, where they are in every language. A test compares the two.

/// Words that pages use too.
pub const SHARED: &[(&str, &str)] = &[
    ("data_column_id", "What identifies it; it does not change."),
    (
        "data_column_url",
        "The address of its page or of its place on a page.",
    ),
    (
        "data_column_start",
        "The first possible day; empty if it is not known.",
    ),
    (
        "data_column_end",
        "The last possible day; empty if it is not known.",
    ),
    (
        "data_column_article",
        "The article that describes the event, if it has no page of its own.",
    ),
    ("data_column_event", "The event."),
    ("data_column_actor", "The actor whose file says so."),
    ("data_column_region", "The region."),
    ("data_column_number", "Its position in the list, from 1."),
    (
        "data_column_approximate",
        "Which of the three numbers are approximate.",
    ),
    (
        "data_column_quote_languages",
        "The languages of the quotations, in the same order.",
    ),
    (
        "data_column_reports",
        "Sources that tell in their own words what an origin says.",
    ),
    (
        "data_column_origins",
        "Sources from which all others of the claim derive.",
    ),
    (
        "data_column_only_parties",
        "Whether all origins speak for a party to the conflict.",
    ),
];

/// Words of columns that no page explains.
pub const OWN: &[(&str, &str)] = &[
    (
        "data_column_languages",
        "The languages in which it is written; the original is first.",
    ),
    ("data_column_alias", "The name."),
    (
        "data_column_alias_lang",
        "The language of the name, if it is not the same in all.",
    ),
    ("data_column_origin", "The source."),
    (
        "data_column_party",
        "Whether it speaks for a party to the conflict, or for a side of the event.",
    ),
];

/// Returns what explains a column.
///
/// # Panics
/// If there is no such word.
pub fn word(name: &str) -> &'static str {
    let mut words = SHARED.iter().chain(OWN);
    let found = words.find(|(known, _)| *known == name);
    found.expect("every word of a column is listed").1
}
