//! Citations in the syntax of other tools, and shortcodes in square brackets.

use std::ops::Range;

use super::ForeignSearch;
use super::fixes::SyntaxFix;
use super::marks::{MAX_CONSTRUCT, SegmentPosition};
use super::tables::BRACKETED;
use super::tool_syntax::ToolSyntax;
use crate::diag::Safety;
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
        // It may be a handle, and a citation adds no words to a sentence.
        let range = place.range(1 + name.len());
        let fix = (self.known.is_source(name))
            .then(|| SyntaxFix::write(range.clone(), format!("[@{name}]")).not_safe());
        self.report(range, ToolSyntax::BareCitation, help).fix(fix);
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
            let is_known = cited.split(';').all(|part| {
                let name = part.trim().strip_prefix('@');
                let name = name.and_then(|name| name.split([',', ' ']).next());
                name.is_some_and(|name| self.known.is_source(name))
            });
            let fix = is_known.then(|| SyntaxFix::write(range.clone(), citation));
            self.report(range, ToolSyntax::PandocCitation, help)
                .fix(fix);
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
            let fix = self.tag_pair(&range, inner);
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
            self.report(range, ToolSyntax::BracketedTag, help).fix(fix);
            return Some(place.at + end + 1);
        }
        None
    }

    /// Returns the fix of a forum tag: both tags of a pair become Markdown. Both have the same fix.
    fn tag_pair(&self, range: &Range<usize>, inner: &str) -> Option<SyntaxFix> {
        let name = inner.trim_start_matches('/');
        let name = name.split([' ', '=']).next()?.to_ascii_lowercase();
        let (open, close) = match name.as_str() {
            "b" => ("**", "**".to_owned()),
            "i" => ("*", "*".to_owned()),
            "s" => ("~~", "~~".to_owned()),
            "url" => ("[", String::new()),
            _ => return None,
        };
        let last = format!("[/{name}]");
        let (first, end) = if inner.starts_with('/') {
            let limit = self
                .body
                .floor_char_boundary(range.start.saturating_sub(MAX_CONSTRUCT));
            let before = &self.body[limit..range.start];
            (limit + before.rfind(&format!("[{name}"))?, range.clone())
        } else {
            let limit = self
                .body
                .floor_char_boundary((range.end + MAX_CONSTRUCT).min(self.body.len()));
            let at = range.end + self.body[range.end..limit].find(&last)?;
            (range.start, at..at + last.len())
        };
        let first = first..first + self.body[first..end.start].find(']')? + 1;
        let text = &self.body[first.end..end.start];
        if text.is_empty() || text.contains(&format!("[{name}")) || text.contains("\n\n") {
            return None;
        }
        let close = match self.body[first.clone()].split_once('=') {
            Some((_, address)) if name == "url" => {
                let address = address.trim_end_matches(']').trim_matches(['"', '\'']);
                (!address.contains([' ', '(', ')'])).then(|| format!("]({address})"))?
            }
            Some(_) => return None,
            None if name == "url" => return None,
            None => close,
        };
        let is_tight = text.trim() == text;
        let title = message!(
            "write `{line}`",
            line = super::short(&format!("{open}{text}{close}"))
        );
        let fix = SyntaxFix::new(Safety::Safe, title);
        is_tight.then(|| fix.edit(first, open).edit(end, close))
    }
}
