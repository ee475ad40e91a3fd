//! Inline syntax of other tools.

use std::ops::Range;

use super::formulas::{high, lowered};
use super::tables::EMOJI;
use super::tool_syntax::ToolSyntax;
use super::visible::Segment;
use super::{ForeignSearch, short};
use crate::message;
use crate::messages::Message;

/// The maximum length of a construct in bytes. It limits the time spent on many unclosed
/// constructs.
pub(super) const MAX_CONSTRUCT: usize = 400;

impl ForeignSearch<'_> {
    /// Finds inline syntax in a segment of running text.
    pub(super) fn marks(&mut self, segment: &Segment) {
        let range = segment.range.clone();
        let text = &self.visible.text[range.clone()];
        self.lines(segment, text);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let place = SegmentPosition {
                text,
                at,
                base: range.start,
            };
            let end = match bytes[at] {
                b'{' => self.brace(&place),
                b'=' => self.pair(&place, "==", ToolSyntax::Highlighting, |inner| {
                    message!("write `**{inner}**`", inner)
                }),
                b'+' => self.pair(&place, "++", ToolSyntax::InsertedText, |inner| {
                    message!("write `{inner}`, or `**{inner}**` to stress it", inner)
                }),
                b'|' => self.pair(&place, "||", ToolSyntax::Spoiler, |inner| {
                    message!("write `{inner}`", inner)
                }),
                b'\'' => self.apostrophes(&place),
                b'$' => self.formula(&place),
                b'~' => self.tilde(&place),
                b'^' => self.caret(&place),
                b':' => self.emoji(&place),
                b'#' => self.hashtag(&place),
                b'@' => self.bare_citation(&place),
                b'[' => self.bracket(&place),
                b'\\' => self.latex(&place),
                b'(' => self.block_reference(&place),
                _ => None,
            };
            at = end.map_or(at + 1, |end| end.max(at + 1));
        }
    }

    /// Finds `==x==` and the like: two characters on either side, with no space inside.
    fn pair(
        &mut self,
        place: &SegmentPosition,
        delimiter: &str,
        syntax: ToolSyntax,
        help: impl Fn(&str) -> Message,
    ) -> Option<usize> {
        let rest = place.rest().strip_prefix(delimiter)?;
        let byte = delimiter.as_bytes()[0];
        if place
            .before()
            .is_some_and(|c| c.is_alphanumeric() || u32::from(c) == u32::from(byte))
        {
            return None;
        }
        let first = rest.chars().next()?;
        if first.is_whitespace() || u32::from(first) == u32::from(byte) {
            return Some(place.at + 2);
        }
        let limit = rest.floor_char_boundary(MAX_CONSTRUCT.min(rest.len()));
        let end = rest[..limit].find(delimiter)?;
        if rest[..end].ends_with(char::is_whitespace)
            || rest[end + 2..].starts_with(char::is_alphanumeric)
        {
            return None;
        }
        let range = place.range(end + 4);
        let inner = short(&self.body[range.start + 2..range.end - 2]);
        self.report(range, syntax, help(inner.trim_matches('*')));
        Some(place.at + end + 4)
    }

    /// Finds `'''bold'''` and `''italic''` of wikis.
    fn apostrophes(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = place.rest();
        let run = rest.bytes().take_while(|byte| *byte == b'\'').count();
        if !(2..=5).contains(&run)
            || place
                .before()
                .is_some_and(|c| c.is_alphanumeric() || matches!(c, '’' | '\u{1}'))
        {
            return Some(place.at + run);
        }
        let inner = &rest[run..];
        let limit = inner.floor_char_boundary(MAX_CONSTRUCT.min(inner.len()));
        let end = inner[..limit].find(&rest[..run])?;
        if end == 0 || inner.starts_with(char::is_whitespace) {
            return Some(place.at + run);
        }
        let range = place.range(end + 2 * run);
        let text = short(&self.body[range.start + run..range.end - run]);
        let (syntax, help) = match run {
            2 => (
                ToolSyntax::WikiItalics,
                message!("write `*{text}*`, or `\"{text}\"` for a quotation", text),
            ),
            3 => (ToolSyntax::WikiBold, message!("write `**{text}**`", text)),
            _ => (
                ToolSyntax::WikiBoldItalics,
                message!("write `***{text}***`", text),
            ),
        };
        self.report(range, syntax, help);
        Some(place.at + end + 2 * run)
    }

    /// Finds `H~2~O`.
    fn tilde(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if !place.before().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let end = rest
            .bytes()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'))
            .count();
        if end == 0 || !rest[end..].starts_with('~') {
            return None;
        }
        let inner = &rest[..end];
        let text = match lowered(inner) {
            Some(low) => format!(
                "{}{low}{}",
                self.word_before(place),
                word_after(&rest[end + 1..])
            ),
            None => format!("{}{inner}", self.word_before(place)),
        };
        let help = message!("write `{text}`", text);
        self.report(place.range(end + 2), ToolSyntax::Subscript, help);
        Some(place.at + end + 2)
    }

    /// Finds `x^2^` and `^[a note]`.
    fn caret(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if rest.starts_with('[') && place.before() != Some('[') {
            let start = place.base + place.at;
            let limit = self
                .body
                .floor_char_boundary((start + MAX_CONSTRUCT * 2).min(self.body.len()));
            let end = closing(&self.body[start + 1..limit], b'[', b']')?;
            let inner = short(&self.body[start + 2..start + 1 + end]);
            let label = (1..)
                .map(|number| number.to_string())
                .find(|label| !self.body.contains(&format!("[^{label}]")))?;
            let help = message!(
                "write `[^{label}]` here, and below the paragraph a line `[^{label}]: {note}`",
                label,
                note = inner
            );
            let end = start + 1 + end + 1;
            self.report(start..end, ToolSyntax::InlineFootnote, help);
            return Some(end - place.base);
        }
        if !place.before().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let end = rest
            .char_indices()
            .take(12)
            .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '+' | '-'))
            .map_or(0, |(at, _)| at);
        if end == 0 || !rest[end..].starts_with('^') {
            return None;
        }
        let inner = &rest[..end];
        let high: Option<String> = inner.chars().map(high).collect();
        let text = self.word_before(place) + high.as_deref().unwrap_or(inner);
        let help = message!("write `{text}`", text);
        self.report(place.range(end + 2), ToolSyntax::Superscript, help);
        Some(place.at + end + 2)
    }

    /// Finds `:smile:`, but not times.
    fn emoji(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if place
            .before()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '/'))
        {
            return None;
        }
        let end = rest
            .bytes()
            .take(40)
            .take_while(|byte| {
                byte.is_ascii_lowercase()
                    || byte.is_ascii_digit()
                    || matches!(byte, b'_' | b'+' | b'-')
            })
            .count();
        if end == 0
            || !rest[end..].starts_with(':')
            || rest[end + 1..].starts_with(|c: char| c.is_alphanumeric() || c == ':')
        {
            return None;
        }
        let name = &rest[..end];
        let sign = EMOJI.iter().find(|(known, _)| *known == name);
        // A single word between colons is prose unless it is a known shortcode.
        if sign.is_none() && !name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let help = match sign {
            Some((_, sign)) => message!("write the sign itself: `{sign}`", sign),
            None => message!("write the sign itself, or delete it"),
        };
        self.report(place.range(end + 2), ToolSyntax::EmojiShortcode, help);
        if let Some((_, sign)) = sign {
            self.replace_last(*sign);
        }
        Some(place.at + end + 2)
    }

    /// Finds `#tag` of Obsidian. A hashtag that is capitalized, quoted, or called a hashtag is
    /// prose.
    fn hashtag(&mut self, place: &SegmentPosition) -> Option<usize> {
        let rest = &place.rest()[1..];
        if place.before().is_some_and(|c| !c.is_whitespace()) {
            return None;
        }
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/')))
            .unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(['-', '/']);
        if !name.starts_with(|c: char| c.is_ascii_lowercase())
            || name.len() < 2
            || name.contains(char::is_uppercase)
        {
            return None;
        }
        let before = place.text[..place.at].trim_end();
        let word = before
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default()
            .to_lowercase();
        if word.contains("hashtag")
            || word.contains("mot-dièse")
            || word.contains("mot-clé")
            || word.contains("هاشتاغ")
            || word.contains("وسم")
        {
            return Some(place.at + 1 + end);
        }
        let topic = name.replace(['/', '_'], "-");
        let help = message!(
            "put it into the front matter, `topics: [{topic}]`; if readers should see it, write `\\#{name}`",
            topic,
            name
        );
        self.report(place.range(1 + name.len()), ToolSyntax::Tag, help);
        Some(place.at + 1 + end)
    }

    /// Finds `((65f1c1a2-...))` of Logseq.
    fn block_reference(&mut self, place: &SegmentPosition) -> Option<usize> {
        let inner = place.rest().strip_prefix("((")?;
        let end = inner
            .bytes()
            .take(40)
            .take_while(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
            .count();
        if end < 32 || !inner[end..].starts_with("))") {
            return None;
        }
        self.report(
            place.range(end + 4),
            ToolSyntax::BlockReference,
            message!("write the text itself, or delete it"),
        );
        Some(place.at + end + 4)
    }

    /// Returns the letters directly before a position.
    fn word_before(&self, place: &SegmentPosition) -> String {
        let before = &place.text[..place.at];
        let start = before
            .char_indices()
            .rev()
            .take(30)
            .take_while(|(_, c)| c.is_alphanumeric())
            .last()
            .map_or(place.at, |(at, _)| at);
        before[start..].to_owned()
    }
}

/// Returns the letters at the beginning of a text.
fn word_after(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    &text[..end]
}

/// A position in a segment of running text that begins at `base` in the body.
pub(super) struct SegmentPosition<'t> {
    pub text: &'t str,
    pub at: usize,
    pub base: usize,
}

impl<'t> SegmentPosition<'t> {
    /// Returns the text from this position, up to the maximum length of a construct.
    pub fn rest(&self) -> &'t str {
        let end = self
            .text
            .floor_char_boundary((self.at + MAX_CONSTRUCT).min(self.text.len()));
        &self.text[self.at..end]
    }

    pub fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// Returns the range of the body that begins at this position and has this length in bytes.
    pub fn range(&self, length: usize) -> Range<usize> {
        let start = self.base + self.at;
        start..start + length
    }
}

/// Returns the position at which the bracket that begins a text is closed.
pub(super) fn closing(text: &str, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}
