//! Fields of an article that are the same in all languages, which translations leave out.

use super::context::RewriteContext;
use super::keys::{DATES, TOPICS, UPDATES};
use crate::import::document::{text, texts};
use crate::import::report::ProblemKind;
use crate::lang::fold;
use crate::yaml::Value;

/// The fields that a translation takes from its original.
#[derive(Default)]
pub(super) struct SharedFields {
    pub day: Option<String>,
    pub updated: Option<String>,
    pub topics: Vec<String>,
}

impl SharedFields {
    /// Takes all fields out of those of a translation. Returns those that the original has not, or
    /// has with another value, and reports them.
    pub fn take_own(
        &mut self,
        original: &SharedFields,
        context: &mut RewriteContext,
    ) -> Vec<(String, Value)> {
        let own = std::mem::take(self);
        let mut kept = Vec::new();
        let days = [
            ("date", own.day, &original.day),
            ("updated", own.updated, &original.updated),
        ];
        for (key, own, theirs) in days {
            if let Some(day) = own.filter(|day| theirs.as_ref() != Some(day)) {
                kept.push((key.to_owned(), text(day)));
            }
        }
        let folded = |topics: &[String]| {
            let mut topics: Vec<String> = topics.iter().map(|topic| fold(topic)).collect();
            topics.sort();
            topics
        };
        if !own.topics.is_empty() && folded(&own.topics) != folded(&original.topics) {
            kept.push(("topics".to_owned(), texts(own.topics)));
        }
        for (key, value) in &kept {
            let value = match value {
                Value::List(items) => {
                    let items = items.iter().filter_map(super::front::scalar);
                    items.collect::<Vec<_>>().join(", ")
                }
                value => super::front::scalar(value).unwrap_or_default(),
            };
            let line = line_of(key, context);
            context.flag(line, ProblemKind::OwnKey, key, &value);
        }
        kept
    }
}

/// Returns the line of the front matter that gives a field.
fn line_of(key: &str, context: &RewriteContext) -> u64 {
    let keys: &[&str] = match key {
        "date" => &DATES,
        "updated" => &UPDATES,
        _ => &TOPICS,
    };
    let entries = context.text.front.entries.iter();
    let known = |other: &str| keys.iter().any(|key| key.eq_ignore_ascii_case(other));
    entries
        .filter(|entry| known(&entry.key))
        .map(|entry| entry.line)
        .next()
        .unwrap_or(1)
}
