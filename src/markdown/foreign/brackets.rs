//! Citations in the syntax of other tools, and shortcodes in square brackets.

use super::ForeignSearch;
use super::marks::{MAX_CONSTRUCT, SegmentPosition};
use super::tables::BRACKETED;
use super::tool_syntax::ToolSyntax;
use crate::message;

impl ForeignSearch<'_> {
    /// Finds `@source` without brackets.
    pub(super) fn bare_citation(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if place
            .before()
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ';' | ','))
        {
            return None;
        }
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
            .unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(['-', '_']);
        if name.is_empty() {
            return None;
        }
        // Handles of social networks have no hyphens; an id of a source often ends with a hyphen
        // and a year.
        let is_id = name.contains('-')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let is_cited = || {
            ["[see @", "[-@", "[cf. @", "[@"]
                .iter()
                .any(|before| self.body.contains(&format!("{before}{name}")))
        };
        if !is_id && !self.known.is_source(name) && !is_cited() {
            return None;
        }
        let help = message!(
            "write `[@{name}]`; if it is somebody's handle, write `\\@{name}`",
            name
        );
        self.report(place.range(1 + name.len()), ToolSyntax::BareCitation, help);
        Some(place.at + 1 + end)
    }

    /// Finds `[see @afp, p. 3]` and `[gallery ids="1"]`.
    pub(super) fn bracket(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = place.rest();
        let limit = rest.floor_char_boundary(MAX_CONSTRUCT.min(rest.len()));
        let end = rest[..limit].find(']')?;
        let inner = &rest[1..end];
        if inner.contains('[') {
            return None;
        }
        let range = place.range(end + 1);
        if let Some(at) = inner.find('@')
            && (at == 0 || inner[..at].ends_with([' ', '-', ';']))
            && inner[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            let (before, cited) = (inner[..at].trim_end_matches('-').trim(), inner[at..].trim());
            let cited = cited.replace("-@", "@");
            let name = cited[1..].split([',', ';', ' ']).next().unwrap_or_default();
            let gap = if before.is_empty() { "" } else { " " };
            let citation = format!("{before}{gap}[{cited}]");
            let help = if self.known.is_source(name) {
                message!("write `{line}`", line = citation)
            } else {
                message!(
                    "write `{citation}`, and create content/sources/{name}.md",
                    citation,
                    name
                )
            };
            self.report(range, ToolSyntax::PandocCitation, help);
            return Some(place.at + end + 1);
        }
        let closing = inner.starts_with('/');
        let bare = inner.trim_start_matches('/');
        let name = bare.split([' ', '=']).next().unwrap_or_default();
        let has_value = bare[name.len()..].contains('=');
        let known = BRACKETED.contains(&name.to_ascii_lowercase().as_str());
        let is_alone = inner == name
            && matches!(
                name,
                "gallery" | "embed" | "caption" | "playlist" | "contact-form-7"
            );
        if known && (closing || has_value || is_alone) {
            let help = match name.to_ascii_lowercase().as_str() {
                "b" => message!("bold is `**text**`"),
                "i" => message!("italics are `*text*`"),
                "url" => message!("a link is `[text](https://example.org)`"),
                "img" | "gallery" | "caption" => {
                    message!("a picture is `![what it shows](picture.jpg)`")
                }
                "quote" => message!("a quote has `> ` before each line"),
                "youtube" | "vimeo" | "video" | "audio" | "embed" => {
                    message!("link to it: `[what it shows](https://example.org)`")
                }
                _ => message!("write it in Markdown, or delete it"),
            };
            self.report(range, ToolSyntax::BracketedTag, help);
            return Some(place.at + end + 1);
        }
        None
    }
}
