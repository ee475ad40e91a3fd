//! Texts that Zola does not publish: those of a section that is a draft, and those that are not
//! rendered.
//!
//! `components/site/src/lib.rs` passes over the folder of a section with `draft = true`
//! (<https://www.getzola.org/documentation/content/section/#front-matter>).

use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::import::sites::source::{folder, name};
use crate::import::sites::text::SourceText;
use crate::yaml::Value;

/// Makes drafts of the texts that Zola does not publish, and reports them.
pub(super) fn set_drafts(texts: &mut [SourceText], report: &mut ImportReport) {
    let sections = texts.iter().filter(|text| {
        let is_draft = text.front.get("draft") == Some(&Value::Bool(true));
        is_draft && name(&text.path).starts_with("_index.")
    });
    let sections: Vec<String> = sections
        .map(|text| format!("{}/", folder(&text.path)))
        .collect();
    for text in texts {
        let section = sections
            .iter()
            .find(|section| text.path.starts_with(*section));
        let is_hidden = text.front.get("render") == Some(&Value::Bool(false));
        let is_page = !name(&text.path).starts_with("_index.");
        let (key, value) = match section {
            Some(section) => ("draft", section.as_str()),
            // A section without a page of its own still publishes its pages.
            None if is_hidden && is_page => ("render", "false"),
            None => continue,
        };
        if text.front.get("draft") != Some(&Value::Bool(true)) {
            let kind = ProblemKind::Unpublished;
            report.add(Problem::of_cell(1, &text.path, key, kind, value));
        }
        text.is_draft = true;
    }
}
