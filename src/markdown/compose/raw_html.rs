//! Raw HTML, which is shown as text unless the site allows it.

use std::ops::Range;

use super::Composer;
use super::comments::{instruction, without_comments};
use super::typography::untouched;
use crate::config::RawHtml;
use crate::diag::{Code, Safety};
use crate::html::escaped;
use crate::message;
use crate::model::Entity;

impl Composer<'_, '_> {
    /// Composes a piece of raw HTML: a block, or an inline tag.
    pub(super) fn raw_html(&mut self, text: &str, range: &Range<usize>, is_block: bool) {
        if let Some((message, help, is_summary)) = instruction(text) {
            // Without a summary in the front matter, the marker still says where one ends.
            let safety = match is_summary && !self.has_summary() {
                true => Safety::Unsafe,
                false => Safety::Safe,
            };
            let length = text.trim_end().len();
            let fix = self.deleted(&(range.start..range.start + length), safety);
            self.report_with_fix(Code::ForeignMarkup, range, message, help, [fix]);
        }
        // A comment is an editor's note: it is neither passed through nor shown.
        let (shown, is_open) = without_comments(text);
        if is_open {
            let start = range.start + text.rfind("<!--").unwrap_or(0);
            let line = self.body.text[start..]
                .lines()
                .next()
                .unwrap_or_default()
                .len();
            self.report(
                Code::UnpublishedComment,
                &(start..start + line),
                message!("this comment is never closed, so everything after it is lost"),
                message!("write `-->` where it ends"),
            );
        }
        let trimmed = shown.trim();
        if trimmed.is_empty() {
            return;
        }
        if self.context.config.html == RawHtml::Allow {
            self.push_html(shown);
            return;
        }
        // Of each element, only the opening tag is reported.
        if (is_block || !trimmed.starts_with("</")) && !self.findings.is_foreign(range) {
            self.report_html(trimmed, range);
        }
        if is_block {
            self.push_html(format!("<p>{}</p>\n", escaped(trimmed)));
        } else {
            self.output.push(untouched(&shown));
        }
    }

    /// Whether the front matter has a summary.
    fn has_summary(&self) -> bool {
        match self.body.entity {
            Entity::Article(article) => !self.context.atlas.articles[article].summary.is_empty(),
            _ => false,
        }
    }

    /// Reports raw HTML, or an MDX component.
    fn report_html(&mut self, html: &str, range: &Range<usize>) {
        let name = html.trim_start_matches('<');
        let name = name
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-')))
            .next()
            .unwrap_or_default();
        if html.starts_with('<')
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.contains(|c: char| c.is_ascii_lowercase())
        {
            self.report(
                Code::ForeignMarkup,
                range,
                message!(
                    "`<{name}>` is an MDX component, and readers would see it as is",
                    name
                ),
                message!("griot runs no code in pages: write the text itself, or delete it"),
            );
            return;
        }
        self.report(
            Code::RawHtml,
            range,
            message!("HTML is shown to readers as text"),
            message!(
                "write Markdown instead, or `html: allow` in site.yaml if all authors of the site are trusted"
            ),
        );
    }
}
