//! Shortcodes, tags and attributes in braces.

use std::ops::Range;

use super::addresses::MeantLink;
use super::fixes::{SyntaxFix, with_spaces};
use super::marks::{MAX_CONSTRUCT, SegmentPosition};
use super::tool_syntax::ToolSyntax;
use super::{ForeignSearch, short};
use crate::message;
use crate::messages::Message;

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
                    let fix = SyntaxFix::delete(with_spaces(self.body, &(start..end)));
                    self.report(start..end, ToolSyntax::TagStart, message!("delete it"))
                        .fix(fix.not_safe());
                    return Some(end - place.base);
                }
                continue;
            };
            let inner = self.body[after..end - close.len()].to_owned();
            match open {
                "{{" => self.double_brace(start..end, &inner),
                "{%" => {
                    let help = message!("griot has no tags: write the text itself, or delete it");
                    self.report(start..end, ToolSyntax::LiquidTag, help);
                }
                _ => self.critic_mark(start..end, open, &inner),
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
            let fix = SyntaxFix::delete(with_spaces(self.body, &range));
            self.report(range, ToolSyntax::Attribute, help).fix(fix);
            return Some(place.at + end + 1);
        }
        None
    }

    /// Reports `{++new++}`, `{--old--}`, `{~~old~>new~~}` and `{==text==}`. Whether a change was
    /// accepted is not known, so both texts are offered.
    fn critic_mark(&mut self, range: Range<usize>, open: &str, inner: &str) {
        let (old, new) = match open {
            "{++" => ("", inner),
            "{--" => (inner, ""),
            "{~~" => inner.split_once("~>").unwrap_or((inner, inner)),
            _ => (inner, inner),
        };
        let help = message!(
            "write the text as it should be: `{text}`",
            text = short(if new.is_empty() { old } else { new }.trim())
        );
        let mut fixes: Vec<SyntaxFix> = Vec::new();
        for text in [new, old] {
            let fix = match text.is_empty() {
                true => SyntaxFix::delete(with_spaces(self.body, &range)),
                false => SyntaxFix::write(range.clone(), text),
            };
            fixes.push(fix.not_safe());
        }
        if old == new {
            fixes.truncate(1);
        }
        let found = self.report(range, ToolSyntax::CriticMarkup, help);
        found.fixes = fixes;
    }

    /// Returns the help and the fix for the shortcode of a picture. `is_whole` says whether it has
    /// no other values.
    fn shortcode_picture(
        &self,
        range: &Range<usize>,
        src: String,
        alt: Option<String>,
        is_whole: bool,
    ) -> (Message, Option<SyntaxFix>) {
        let found = self.known.file(&src, true);
        let is_certain = found.as_ref().map(|file| file.is_certain);
        let file = found.map_or(src, |file| file.path);
        let Some(alt) = alt else {
            return (message!("write `![what it shows]({file})`", file), None);
        };
        let picture = MeantLink {
            label: &alt,
            address: &file,
            title: "",
            is_picture: true,
        };
        // Without the file the picture would be an error.
        let fix = is_certain.map(|is_certain| {
            SyntaxFix::write(range.clone(), picture.source()).safe_if(is_certain && is_whole)
        });
        (message!("write `![{alt}]({file})`", alt, file), fix)
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
        // What a video shows is not known, so these words are still to be written.
        let link = |address: String| {
            let line = format!("[what it shows]({address})");
            Some(SyntaxFix::write(range.clone(), line).not_safe())
        };
        let (help, fix) = match name {
            "youtube" if !first.is_empty() => {
                let id = value("id").unwrap_or(first);
                let fix = link(format!("https://www.youtube.com/watch?v={id}"));
                let help = message!(
                    "link to it: `[what it shows](https://www.youtube.com/watch?v={id})`",
                    id
                );
                (help, fix)
            }
            "vimeo" if !first.is_empty() => {
                let id = value("id").unwrap_or(first);
                let fix = link(format!("https://vimeo.com/{id}"));
                let help = message!("link to it: `[what it shows](https://vimeo.com/{id})`", id);
                (help, fix)
            }
            "figure" | "img" | "image" if value("src").is_some() => {
                let src = value("src").unwrap_or_default();
                let alt = value("alt").or_else(|| value("caption"));
                // Other values, such as a caption or a link, would be lost.
                let is_whole = trimmed.matches('=').count() == 2;
                self.shortcode_picture(&range, src, alt, is_whole)
            }
            "ref" | "relref" if !first.is_empty() => {
                let file = self.known.file(&first, false);
                let fix = (file.as_ref())
                    .filter(|file| !file.path.contains(char::is_whitespace))
                    .filter(|_| self.body[..range.start].ends_with("]("))
                    .map(|file| {
                        SyntaxFix::write(range.clone(), file.path.as_str()).safe_if(file.is_certain)
                    });
                let file = file.map_or(first, |file| file.path);
                let help = message!("write the file itself: `[text]({file})`", file);
                (help, fix)
            }
            _ => (
                message!("griot has no shortcodes: write the text itself, or delete it"),
                None,
            ),
        };
        let syntax = if is_hugo {
            ToolSyntax::HugoShortcode
        } else if inner.contains('|') || !inner.starts_with([' ', '-']) && !inner.contains('(') {
            ToolSyntax::WikiTemplate
        } else {
            ToolSyntax::LiquidTag
        };
        self.report(range, syntax, help).fix(fix);
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
