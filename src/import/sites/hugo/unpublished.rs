//! Texts that Hugo does not publish as pages.

use super::super::dates::date;
use super::super::settings::below;
use super::super::text::SourceText;
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::yaml::Value;

/// Keys of the day from which a text is no longer published.
const EXPIRY: [&str; 2] = ["expiryDate", "unpublishDate"];

/// Keys of what Hugo builds of a text.
const BUILD: [&str; 2] = ["build", "_build"];

/// Returns the day of today in UTC.
pub(super) fn today() -> String {
    super::super::later::now().strftime("%Y-%m-%d").to_string()
}

/// Makes a draft of a text that Hugo does not publish, and reports it.
pub(super) fn set_draft(text: &mut SourceText, today: &str, report: &mut ImportReport) {
    let Some((key, value)) = reason(text, today) else {
        return;
    };
    let entries = text.front.entries.iter();
    let line = entries
        .filter(|entry| entry.key.eq_ignore_ascii_case(key))
        .map(|entry| entry.line)
        .next();
    let kind = ProblemKind::Unpublished;
    let path = &text.path;
    report.add(Problem::of_cell(line.unwrap_or(1), path, key, kind, &value));
    text.is_draft = true;
}

/// Returns the key and value for which a text is not published.
fn reason(text: &SourceText, today: &str) -> Option<(&'static str, String)> {
    for key in BUILD {
        // griot lists all that it publishes.
        let list = text.front.get(key).and_then(|build| below(build, "list"));
        match list {
            Some(Value::Bool(false)) => return Some((key, "list: false".to_owned())),
            Some(Value::Text(word)) if matches!(word.as_str(), "never" | "local") => {
                return Some((key, format!("list: {word}")));
            }
            _ => {}
        }
    }
    for key in EXPIRY {
        let day = text.front.get(key).and_then(date);
        if let Some(day) = day.filter(|day| day.get(..10).is_some_and(|day| day <= today)) {
            return Some((key, day));
        }
    }
    hidden(text)
}

/// Returns the key and value for which a text has no page at all.
fn hidden(text: &SourceText) -> Option<(&'static str, String)> {
    if text.front.get("headless") == Some(&Value::Bool(true)) {
        return Some(("headless", "true".to_owned()));
    }
    for key in BUILD {
        let render = text.front.get(key).and_then(|build| below(build, "render"));
        match render {
            Some(Value::Bool(false)) => return Some((key, "render: false".to_owned())),
            Some(Value::Text(word)) if matches!(word.as_str(), "never" | "link") => {
                return Some((key, format!("render: {word}")));
            }
            _ => {}
        }
    }
    None
}

/// Whether a text has a page in the old site while it is published.
pub(super) fn has_page(text: &SourceText) -> bool {
    hidden(text).is_none()
}
