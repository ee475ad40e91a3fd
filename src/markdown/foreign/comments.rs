//! Comments of other tools, and front matter in the body.

use std::ops::Range;

use super::fixes::{SyntaxFix, is_alone, with_spaces};
use super::marks::MAX_CONSTRUCT;
use super::{ForeignSearch, short};
use crate::diag::{Code, Safety};
use crate::message;

impl ForeignSearch<'_> {
    /// Reports a second front matter, which some editors paste with a text.
    pub(super) fn front_matter(&mut self) {
        let start = self.body.len() - self.body.trim_start().len();
        let text = &self.body[start..];
        let Some(fence) = ["---", "+++"].into_iter().find(|fence| {
            text.strip_prefix(fence)
                .is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
        }) else {
            return;
        };
        let lines: Vec<&str> = text.lines().take(60).collect();
        let is_key = |line: &str| {
            let end = line.find([':', '=']).unwrap_or(0);
            end > 0
                && line[..end]
                    .trim_end()
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        };
        let first = lines.get(1).is_some_and(|line| is_key(line));
        let closes = lines.iter().skip(1).any(|line| line.trim_end() == fence);
        if first && closes {
            let message =
                message!("a second front matter begins here, and readers would see it as is");
            let help = message!(
                "move `{line}` and the lines after it into the first front matter, and delete both `{fence}`",
                line = short(lines[1]),
                fence
            );
            self.push(
                Code::ForeignMarkup,
                start..start + fence.len(),
                message,
                help,
            );
        }
    }

    /// Reports comments of other tools, which may span several paragraphs, and HTML comments that
    /// are never closed.
    pub(super) fn comments(&mut self) {
        let text = self.visible.text.as_str();
        let (mut from, mut is_open) = (0, None);
        while let Some(at) = text[from..].find("%%").map(|at| from + at) {
            let run = text[at..].bytes().take_while(|byte| *byte == b'%').count();
            from = at + run;
            let before = text[..at].chars().next_back();
            match is_open {
                // A run of more than two is a rule, not a comment.
                _ if run > 2 => {}
                Some(start) => {
                    self.comment(start..from, "Obsidian", start + 2..at);
                    is_open = None;
                }
                // "50%%" is a typing error, not a comment.
                None if before.is_some_and(char::is_alphanumeric) => {}
                None => is_open = Some(at),
            }
        }
        if let Some(start) = is_open
            && text[start + 2..]
                .trim_start_matches('%')
                .starts_with(|c: char| !c.is_ascii_punctuation())
            && !text[start + 2..].trim().is_empty()
        {
            let end = start + self.body[start..].lines().next().map_or(2, str::len);
            let note = self.body[start + 2..end].trim();
            let fix = (!note.contains("--"))
                .then(|| SyntaxFix::write(start..end, format!("<!-- {note} -->")).not_safe());
            let help = message!(
                "delete it, or write `<!-- {note} -->`, which is not published",
                note = short(note)
            );
            let message = message!("this Obsidian comment is never closed, and would be published");
            self.push(Code::UnpublishedComment, start..end, message, help)
                .fix(fix);
        }
        let starts: Vec<usize> = text.match_indices("<!--").map(|(at, _)| at).collect();
        for start in starts {
            let end = start + self.body[start..].lines().next().map_or(4, str::len);
            let comment = self.body[start..end].trim_end();
            let written = start..start + comment.len();
            let fix = SyntaxFix::write(written, format!("{comment} -->")).not_safe();
            let help = message!("close it: `{comment} -->`", comment = short(comment));
            let message = message!("this comment is never closed, and would be published");
            self.push(Code::UnpublishedComment, start..end, message, help)
                .fix(fix);
        }
        for (open, close, tool) in [
            ("{>>", "<<}", "CriticMarkup"),
            ("{#", "#}", "Jinja"),
            ("{{/*", "*/}}", "Hugo"),
            ("{{!", "}}", "Handlebars"),
            ("{% comment %}", "{% endcomment %}", "Liquid"),
        ] {
            let mut from = 0;
            while let Some(start) = text[from..].find(open).map(|at| from + at) {
                from = start + open.len();
                // The end may be in text that the parser consumed, so it is searched for in the
                // body.
                let limit = self
                    .body
                    .floor_char_boundary((from + MAX_CONSTRUCT * 4).min(self.body.len()));
                let Some(end) = self.body[from..limit].find(close).map(|at| from + at) else {
                    continue;
                };
                // `{#id}` is an attribute.
                if open == "{#" && !self.body[from..end].starts_with([' ', '-', '\n']) {
                    continue;
                }
                let inner = &self.body[from..end];
                let dashes = inner.len() - inner.trim_start_matches('-').len();
                let length = inner.trim_end_matches('-').len().max(dashes);
                self.comment(start..end + close.len(), tool, from + dashes..from + length);
                from = end + close.len();
            }
        }
    }

    /// Adds a finding about a comment of a tool that readers would see. `inner` is the range of the
    /// note in it.
    fn comment(&mut self, range: Range<usize>, tool: &str, inner: Range<usize>) {
        let written = &self.body[inner.clone()];
        let note = written.trim().replace("\n> ", "\n");
        let (help, fix) = if note.is_empty() {
            let gone = with_spaces(self.body, &range);
            (message!("delete it"), Some(SyntaxFix::delete(gone)))
        } else if note.contains("--") {
            let gone = with_spaces(self.body, &range);
            let fix = SyntaxFix::delete(gone).not_safe();
            (message!("delete it"), Some(fix))
        } else {
            let help = message!(
                "delete it, or write `<!-- {note} -->`, which is not published",
                note = short(&note)
            );
            (help, self.html_comment(&range, &inner))
        };
        let message = message!("this {tool} comment would be published", tool);
        self.push(Code::UnpublishedComment, range, message, help)
            .fix(fix);
    }

    /// Returns the fix that writes a comment as one of HTML. `None` if it has an empty line and
    /// text before it, where HTML has no comments of several paragraphs.
    fn html_comment(&self, range: &Range<usize>, inner: &Range<usize>) -> Option<SyntaxFix> {
        let written = &self.body[inner.clone()];
        let is_empty = |line: &str| line.trim_matches(['>', ' ', '\t', '\r']).is_empty();
        let mut between = written.split('\n').skip(1);
        let has_paragraphs = between.by_ref().any(is_empty) && written.trim().contains('\n');
        if has_paragraphs && !is_alone(self.body, range) {
            return None;
        }
        // Spaces of the note stay, and are added where there are none.
        let gap = |is_spaced: bool| if is_spaced { "" } else { " " };
        let open = format!("<!--{}", gap(written.starts_with(char::is_whitespace)));
        let close = format!("{}-->", gap(written.ends_with(char::is_whitespace)));
        let line = format!("<!-- {} -->", short(written.trim()));
        let title = message!("write `{line}`", line);
        Some(
            SyntaxFix::new(Safety::Safe, title)
                .edit(range.start..inner.start, open)
                .edit(inner.end..range.end, close),
        )
    }
}
