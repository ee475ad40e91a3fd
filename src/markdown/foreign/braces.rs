//! Shortcodes, tags and attributes in braces.

use std::ops::Range;

use super::marks::{MAX_CONSTRUCT, SegmentPosition};
use super::tool_syntax::ToolSyntax;
use super::{ForeignSearch, short};
use crate::message;

impl ForeignSearch<'_> {
    /// Finds shortcodes, tags and attributes in braces.
    pub(super) fn brace(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = place.rest();
        for (open, close) in [
            ("{{", "}}"),
            ("{%", "%}"),
            ("{++", "++}"),
            ("{--", "--}"),
            ("{~~", "~~}"),
            ("{==", "==}"),
        ] {
            if !rest.starts_with(open) {
                continue;
            }
            let start = place.base + place.at;
            let after = start + open.len();
            let limit = self
                .body
                .floor_char_boundary((after + MAX_CONSTRUCT).min(self.body.len()));
            let end = self.body[after..limit]
                .find(close)
                .map(|at| after + at + close.len());
            let Some(end) = end else {
                // Readers would also see a tag that is not closed.
                if open == "{{" || open == "{%" {
                    let end = start + self.body[start..].lines().next().map_or(2, str::len);
                    self.report(start..end, ToolSyntax::TagStart, message!("delete it"));
                    return Some(end - place.base);
                }
                continue;
            };
            let inner = self.body[after..end - close.len()].to_owned();
            match open {
                "{{" => self.double_brace(start..end, &inner),
                "{%" => self.report(
                    start..end,
                    ToolSyntax::LiquidTag,
                    message!("griot has no tags: write the text itself, or delete it"),
                ),
                _ => self.report(
                    start..end,
                    ToolSyntax::CriticMarkup,
                    message!(
                        "write the text as it should be: `{text}`",
                        text = short(inner.split("~>").last().unwrap_or_default().trim())
                    ),
                ),
            }
            return Some(end - place.base);
        }
        let end = rest.find(['}', '\n'])?;
        let inner = rest.get(1..end)?;
        if rest.as_bytes()[end] == b'}' && is_attributes(inner) {
            let range = place.range(end + 1);
            let help = if inner.contains("width") || inner.contains("height") {
                message!("delete it: pictures take the width of the text")
            } else {
                message!("delete it: the theme sets the style")
            };
            self.report(range, ToolSyntax::Attribute, help);
            return Some(place.at + end + 1);
        }
        None
    }

    /// Reports `{{< x >}}`, `{{ x }}` and `{{x}}`.
    fn double_brace(&mut self, range: Range<usize>, inner: &str) {
        let is_hugo = inner.starts_with(['<', '%']);
        let trimmed = inner.trim_matches(['<', '>', '%', '/', ' ', '\n']);
        let name = trimmed
            .split([' ', '(', '|', '\n'])
            .next()
            .unwrap_or_default();
        let value = |key: &str| {
            let (_, rest) = trimmed.split_once(&format!("{key}="))?;
            let rest = rest.trim_start();
            let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            rest[1..].split(mark).next().map(str::to_owned)
        };
        let first = trimmed[name.len()..]
            .trim_matches([' ', '(', ')', '"', '\''])
            .split([' ', '"', ')'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let help = match name {
            "youtube" if !first.is_empty() => {
                let id = value("id").unwrap_or(first);
                message!(
                    "link to it: `[what it shows](https://www.youtube.com/watch?v={id})`",
                    id
                )
            }
            "vimeo" if !first.is_empty() => {
                let id = value("id").unwrap_or(first);
                message!("link to it: `[what it shows](https://vimeo.com/{id})`", id)
            }
            "figure" | "img" | "image" if value("src").is_some() => {
                let src = value("src").unwrap_or_default();
                let file = self.known.file(&src, true).unwrap_or(src);
                match value("alt").or_else(|| value("caption")) {
                    Some(alt) => message!("write `![{alt}]({file})`", alt, file),
                    None => message!("write `![what it shows]({file})`", file),
                }
            }
            "ref" | "relref" if !first.is_empty() => message!(
                "write the file itself: `[text]({file})`",
                file = self.known.file(&first, false).unwrap_or(first)
            ),
            _ => message!("griot has no shortcodes: write the text itself, or delete it"),
        };
        let syntax = if is_hugo {
            ToolSyntax::HugoShortcode
        } else if inner.contains('|') || !inner.starts_with([' ', '-']) && !inner.contains('(') {
            ToolSyntax::WikiTemplate
        } else {
            ToolSyntax::LiquidTag
        };
        self.report(range, syntax, help);
    }
}

/// Whether braces contain attributes: `.class`, `#id`, `key=value`.
fn is_attributes(inner: &str) -> bool {
    let inner = inner.trim();
    let inner = inner.strip_prefix(':').unwrap_or(inner).trim();
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(['"', '\''])
    };
    let mut words = inner.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    match first.as_bytes()[0] {
        b'.' | b'#' => is_name(&first[1..]),
        _ => {
            first == "toc"
                || first
                    .split_once('=')
                    .is_some_and(|(key, value)| is_name(key) && !value.is_empty())
        }
    }
}
