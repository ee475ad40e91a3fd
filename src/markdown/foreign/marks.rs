//! Inline syntax of other tools.

use std::ops::Range;

use super::fixes::{SyntaxFix, line_around, newline, with_spaces};
use super::formulas::{high, lowered};
use super::tool_syntax::ToolSyntax;
use super::visible::Segment;
use super::{ForeignSearch, short};
use crate::diag::Safety;
use crate::message;

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
                b'=' => self.pair(&place, "==", ToolSyntax::Highlighting),
                b'+' => self.pair(&place, "++", ToolSyntax::InsertedText),
                b'|' => self.pair(&place, "||", ToolSyntax::Spoiler),
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
        let text = self.body[range.start + 2..range.end - 2].trim_matches('*');
        let inner = short(text);
        let bold = || SyntaxFix::write(range.clone(), format!("**{text}**"));
        let plain = || SyntaxFix::write(range.clone(), text).not_safe();
        let (help, fixes) = match syntax {
            ToolSyntax::Highlighting => {
                let is_balanced = text.matches('*').count().is_multiple_of(2);
                let fix = bold().safe_if(is_balanced);
                (message!("write `**{inner}**`", inner), vec![fix])
            }
            ToolSyntax::InsertedText => (
                message!("write `{inner}`, or `**{inner}**` to stress it", inner),
                vec![plain(), bold().not_safe()],
            ),
            _ => (message!("write `{inner}`", inner), vec![plain()]),
        };
        self.report(range, syntax, help).fixes = fixes;
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
        let written = &self.body[range.start + run..range.end - run];
        let text = short(written);
        let fixes = match run {
            2 => vec![
                SyntaxFix::write(range.clone(), format!("*{written}*")).not_safe(),
                SyntaxFix::write(range.clone(), format!("\"{written}\"")).not_safe(),
            ],
            3 => vec![SyntaxFix::write(range.clone(), format!("**{written}**"))],
            _ => vec![SyntaxFix::write(range.clone(), format!("***{written}***"))],
        };
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
        self.report(range, syntax, help).fixes = fixes;
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
        let low = lowered(inner);
        let range = place.range(end + 2);
        let sign = low.as_deref().unwrap_or(inner);
        let fix = SyntaxFix::write(range.clone(), sign).safe_if(low.is_some());
        let text = match &low {
            Some(low) => format!(
                "{}{low}{}",
                self.word_before(place),
                word_after(&rest[end + 1..])
            ),
            None => format!("{}{inner}", self.word_before(place)),
        };
        let help = message!("write `{text}`", text);
        self.report(range, ToolSyntax::Subscript, help).fix(fix);
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
            let note = start + 2..start + 1 + end;
            let end = note.end + 1;
            let note = self.body[note].to_owned();
            self.inline_note(start..end, &note, ToolSyntax::InlineFootnote);
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
        let sign = high.as_deref().unwrap_or(inner);
        let text = self.word_before(place) + sign;
        let help = message!("write `{text}`", text);
        let range = place.range(end + 2);
        let fix = SyntaxFix::write(range.clone(), sign).safe_if(high.is_some());
        self.report(range, ToolSyntax::Superscript, help).fix(fix);
        Some(place.at + end + 2)
    }

    /// Reports a footnote that is written where its reference is.
    pub(super) fn inline_note(&mut self, range: Range<usize>, note: &str, syntax: ToolSyntax) {
        let label = loop {
            let label = self.next_note.to_string();
            self.next_note += 1;
            if !self.body.contains(&format!("[^{label}]")) {
                break label;
            }
        };
        let help = message!(
            "write `[^{label}]` here, and below the paragraph a line `[^{label}]: {note}`",
            label,
            note = short(note)
        );
        // At the end of the text the note divides no list and no quote.
        let newline = newline(self.body);
        let end = self.body.trim_end().len();
        let gap = match self.body[..end].lines().next_back() {
            Some(line) if line.starts_with("[^") => newline.to_owned(),
            _ => newline.repeat(2),
        };
        let title = message!(
            "write `{line}`",
            line = format!("[^{label}]: {}", short(note))
        );
        let words: Vec<&str> = note
            .lines()
            .flat_map(|line| line.trim_start_matches(['>', ' ']).split_whitespace())
            .collect();
        let line = format!("{gap}[^{label}]: {}", words.join(" "));
        let reference = format!("[^{label}]");
        let fix = SyntaxFix::new(Safety::Safe, title);
        let fix = match range.end < end {
            true => fix.edit(range.clone(), reference).edit(end..end, line),
            false => fix.edit(range.clone(), reference + &line),
        };
        self.report(range, syntax, help).fix(fix);
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
        let sign = emojis::get_by_shortcode(name).map(emojis::Emoji::as_str);
        // A single word between colons is prose unless it is a known shortcode.
        if sign.is_none() && !name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let help = match sign {
            Some(sign) => message!("write the sign itself: `{sign}`", sign),
            None => message!("write the sign itself, or delete it"),
        };
        let range = place.range(end + 2);
        let fix = sign.map(|sign| SyntaxFix::write(range.clone(), sign));
        self.report(range, ToolSyntax::EmojiShortcode, help)
            .fix(fix);
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
        let range = place.range(1 + name.len());
        let fix = self.known.has_topics().then(|| {
            let mut fix = SyntaxFix::new(
                Safety::Unsafe,
                message!("write `{line}`", line = format!("topics: [{topic}]")),
            );
            fix.topic = Some(topic.clone());
            // Between other words it is one of the sentence.
            match self.is_line_of_tags(&range) {
                true => fix.edit(with_spaces(self.body, &range), ""),
                false => fix.edit(range.start..range.start + 1, ""),
            }
        });
        self.report(range, ToolSyntax::Tag, help).fix(fix);
        Some(place.at + 1 + end)
    }

    /// Whether a line has only tags.
    fn is_line_of_tags(&self, range: &Range<usize>) -> bool {
        let line = &self.body[line_around(self.body, range.start)];
        let mut words = line.trim_start_matches(['>', ' ']).split_whitespace();
        words.all(|word| word.starts_with('#') && word.len() > 1)
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
