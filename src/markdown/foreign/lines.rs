//! Line-level syntax of other tools.

use std::ops::Range;

use super::ForeignSearch;
use super::fixes::{SyntaxFix, is_alone, line_around, newline, quote_prefix, with_spaces};
use super::tables::CALLOUTS;
use super::tool_syntax::ToolSyntax;
use super::visible::Segment;
use crate::diag::Safety;
use crate::message;
use crate::messages::Message;

impl ForeignSearch<'_> {
    /// Finds line-level syntax in a segment.
    pub(super) fn lines(&mut self, segment: &Segment, text: &str) {
        let mut start = segment.range.start;
        for (number, line) in text.split('\n').enumerate() {
            let lead = line.len() - line.trim_start_matches([' ', '\u{1}']).len();
            let inner = line.trim_matches([' ', '\u{1}']).trim_end();
            let range = start + lead..start + lead + inner.len();
            // If a line begins with code or consumed syntax, the text after that is not the
            // beginning of the line.
            let is_first = self.body[start..start + lead]
                .trim_matches(['>', ' ', '\t'])
                .is_empty()
                || number == 0;
            if is_first && !inner.is_empty() {
                self.line(segment, number, inner, range);
            }
            start += line.len() + 1;
        }
    }

    /// Finds syntax in one line of a segment.
    fn line(&mut self, segment: &Segment, number: usize, line: &str, range: Range<usize>) {
        if number == 0 && line.starts_with("[!") {
            self.callout(segment, line, range);
            return;
        }
        let is_found = self.contents_marker(line, &range)
            || self.abbreviation(line, &range)
            || self.container(line, &range)
            || self.directive(line, &range)
            || self.wiki_heading(line, &range)
            || self.mdx_line(line, &range)
            || self.dataview_field(line, &range);
        if !is_found {
            self.block_anchor(segment, line, &range);
        }
    }

    /// Finds a marker for a table of contents.
    fn contents_marker(&mut self, line: &str, range: &Range<usize>) -> bool {
        let is_marker = line.eq_ignore_ascii_case("[toc]")
            || line.eq_ignore_ascii_case("[[_toc_]]")
            || line == "${toc}";
        if is_marker {
            let help = message!("delete it: the theme can make one from the headings");
            let fix = SyntaxFix::delete(with_spaces(self.body, range));
            self.report(range.clone(), ToolSyntax::ContentsMarker, help)
                .fix(fix);
        }
        is_marker
    }

    /// Finds `*[term]: meaning`.
    fn abbreviation(&mut self, line: &str, range: &Range<usize>) -> bool {
        let Some((term, meaning)) = line
            .strip_prefix("*[")
            .and_then(|rest| rest.split_once("]:"))
            .filter(|(term, _)| !term.is_empty())
        else {
            return false;
        };
        let meaning = meaning.trim();
        let help = message!(
            "write `{meaning} ({term})` where it comes first in the text, and delete this line",
            meaning,
            term
        );
        let line = format!("{meaning} ({term})");
        let gone = with_spaces(self.body, range);
        let fix = SyntaxFix::new(
            Safety::Unsafe,
            message!("write `{line}`", line = line.as_str()),
        );
        // In the definition of another abbreviation the term is not a text for readers.
        let first = self
            .first_word(term)
            .filter(|first| first.end <= gone.start);
        let fix = match first {
            Some(first) => fix.edit(first, line),
            None => fix,
        };
        self.report(range.clone(), ToolSyntax::Abbreviation, help)
            .fix(fix.edit(gone, ""));
        true
    }

    /// Returns the range of the first word of the text that is this one.
    fn first_word(&self, word: &str) -> Option<Range<usize>> {
        let text = self.visible.text.as_str();
        let mut found = text.match_indices(word);
        let (at, _) = found.find(|(at, _)| {
            !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '[')
                && !text[at + word.len()..].starts_with(char::is_alphanumeric)
        })?;
        Some(at..at + word.len())
    }

    /// Finds `:::note`, which starts or ends a block.
    fn container(&mut self, line: &str, range: &Range<usize>) -> bool {
        let Some(rest) = line.strip_prefix(":::") else {
            return false;
        };
        let word = rest
            .trim_start_matches([':', ' ', '{', '.'])
            .split([' ', '{', '}', '['])
            .next()
            .unwrap_or_default();
        if !word.is_empty()
            || rest.trim_matches([':', ' ']).is_empty()
                && !self
                    .found
                    .iter()
                    .any(|found| self.body[found.range.clone()].starts_with(":::"))
        {
            let kind = callout(word).unwrap_or("NOTE");
            let help = message!(
                "write `> [!{kind}]`, with `> ` before each line that belongs to it, and delete the `:::` at its end",
                kind
            );
            self.report(range.clone(), ToolSyntax::Container, help);
        }
        true
    }

    /// Finds `!!! note` and `.. note::`.
    fn directive(&mut self, line: &str, range: &Range<usize>) -> bool {
        if let Some(rest) = line
            .strip_prefix("!!!")
            .or_else(|| line.strip_prefix("???"))
            && let Some(kind) = callout(
                rest.trim_start_matches('+')
                    .trim_start()
                    .split(' ')
                    .next()
                    .unwrap_or_default(),
            )
        {
            self.report(range.clone(), ToolSyntax::Admonition, alert_help(kind));
            return true;
        }
        if let Some(rest) = line.strip_prefix("..").filter(|rest| rest.starts_with(' '))
            && let Some((word, _)) = rest.trim_start().split_once("::")
            && is_word(word)
        {
            let help = match callout(word) {
                Some(kind) => alert_help(kind),
                None => message!("write it in Markdown, or delete it"),
            };
            self.report(range.clone(), ToolSyntax::Directive, help);
            return true;
        }
        false
    }

    /// Finds `== Title ==`.
    fn wiki_heading(&mut self, line: &str, range: &Range<usize>) -> bool {
        let Some(title) = wiki_heading(line) else {
            return false;
        };
        let level = line.bytes().take_while(|byte| *byte == b'=').count().min(6);
        let marks = "#".repeat(level);
        let written = self.body[range.clone()].trim_matches(['=', ' ']);
        let fix = is_alone(self.body, range)
            .then(|| SyntaxFix::write(range.clone(), format!("{marks} {written}")));
        let help = message!("write `{marks} {title}`", marks, title);
        self.report(range.clone(), ToolSyntax::WikiHeading, help)
            .fix(fix);
        true
    }

    /// Finds imports and exports of MDX.
    fn mdx_line(&mut self, line: &str, range: &Range<usize>) -> bool {
        let is_import = line.starts_with("import ")
            && (line.contains(" from '")
                || line.contains(" from \"")
                || line.starts_with("import '")
                || line.starts_with("import \""));
        let is_export = line.starts_with("export const ")
            || line.starts_with("export default ")
            || line.starts_with("export function ");
        if is_import || is_export {
            // What an export says may be in several lines.
            let fix = SyntaxFix::delete(with_spaces(self.body, range)).safe_if(is_import);
            let help = message!("delete it: griot runs no code in pages");
            self.report(range.clone(), ToolSyntax::MdxLine, help)
                .fix(fix);
        }
        is_import || is_export
    }

    /// Finds `key:: value` of Obsidian Dataview.
    fn dataview_field(&mut self, line: &str, range: &Range<usize>) -> bool {
        let Some((word, value)) = line.split_once("::").filter(|(word, value)| {
            (value.is_empty() || value.starts_with(' ')) && is_word(word) && word.len() < 30
        }) else {
            return false;
        };
        let help = message!(
            "put it into the front matter: `{word}: {value}`, or delete it",
            word,
            value = value.trim()
        );
        self.report(range.clone(), ToolSyntax::DataviewField, help);
        true
    }

    /// Finds a block anchor, which is at the end of a block's last line.
    fn block_anchor(&mut self, segment: &Segment, line: &str, range: &Range<usize>) {
        let is_last = range.end + 2 >= segment.range.end
            || self.visible.text[range.end..segment.range.end]
                .trim()
                .is_empty();
        if is_last
            && let Some(at) = line.rfind('^')
            && (at == 0 || line[..at].ends_with(' '))
            && is_id(&line[at + 1..])
        {
            let start = range.start + at;
            let range = start..start + (line.len() - at);
            let fix = SyntaxFix::delete(with_spaces(self.body, &range));
            let help = message!("delete it: links lead to headings, `[text](file.md#heading)`");
            self.report(range, ToolSyntax::BlockAnchor, help).fix(fix);
        }
    }

    /// Reports `[!kind] title` at the beginning of a quote. An alert has only its kind in the first
    /// line.
    fn callout(&mut self, segment: &Segment, line: &str, range: Range<usize>) {
        let Some((word, rest)) = line[2..].split_once(']') else {
            return;
        };
        if !is_word(word) {
            return;
        }
        let is_ours = matches!(
            word.to_ascii_uppercase().as_str(),
            "NOTE" | "TIP" | "IMPORTANT" | "WARNING" | "CAUTION"
        );
        let line = range.start..line_around(self.body, range.start).end;
        let title = self.body[line.clone()]
            .split_once(']')
            .map_or(rest, |(_, title)| title);
        let title = title.trim_start_matches(['+', '-']).trim().to_owned();
        let kind = callout(word).unwrap_or("NOTE");
        let is_quote = matches!(word.to_ascii_lowercase().as_str(), "quote" | "cite");
        let alone = |kind: &str| match title.as_str() {
            "" => message!("write `> [!{kind}]` alone in its line", kind),
            title => message!(
                "write `> [!{kind}]` alone in its line, and in the next line `> **{title}**`",
                kind,
                title
            ),
        };
        let place = range.start..range.start + word.len() + 3;
        if !segment.begins_quote {
            let fix = self.quoted(segment, &line, kind, &title);
            self.report(place, ToolSyntax::UnquotedAlert, alert_help(kind))
                .fix(fix);
        } else if is_quote {
            let (help, fix) = if title.is_empty() {
                (
                    message!("delete this line: a quote needs only its `>`"),
                    SyntaxFix::delete(with_spaces(self.body, &line)),
                )
            } else {
                (
                    message!("write `> {title}`: a quote needs only its `>`", title),
                    SyntaxFix::write(line, title.as_str()),
                )
            };
            self.report(place, ToolSyntax::Callout, help).fix(fix);
        } else {
            // The title of a callout without one is its kind, which an alert may not have.
            let is_same = !title.is_empty() || is_alert_kind(word);
            let fix = self.alert(line, kind, &title);
            let fix = fix.map(|fix| fix.safe_if(is_ours || is_same));
            let (place, syntax) = match is_ours {
                true => (range, ToolSyntax::AlertWithText),
                false => (place, ToolSyntax::Callout),
            };
            self.report(place, syntax, alone(kind)).fix(fix);
        }
    }

    /// Returns the fix that writes the first line of an alert, and its title in a line of its own.
    fn alert(&self, line: Range<usize>, kind: &str, title: &str) -> Option<SyntaxFix> {
        let start = line_around(self.body, line.start).start;
        let before = &self.body[start..line.start];
        // The first line of an item of a list begins with its mark.
        let prefix: String = before
            .chars()
            .map(|c| if matches!(c, '>' | '\t') { c } else { ' ' })
            .collect();
        let first = format!("[!{kind}]");
        if title.is_empty() {
            return Some(SyntaxFix::write(line, first));
        }
        let newline = newline(self.body);
        let text = format!("{first}{newline}{prefix}**{}**", title.trim_matches('*'));
        Some(SyntaxFix::write(line, text))
    }

    /// Returns the fix that makes a quote of a paragraph that begins like an alert. `None` within
    /// another block.
    fn quoted(
        &self,
        segment: &Segment,
        line: &Range<usize>,
        kind: &str,
        title: &str,
    ) -> Option<SyntaxFix> {
        if !quote_prefix(self.body, line.start)?.is_empty() {
            return None;
        }
        let text = &self.body[line.end..segment.range.end.max(line.end)];
        let newline = newline(self.body);
        let first = match title {
            "" => format!("> [!{kind}]"),
            title => format!("> [!{kind}]{newline}> {title}"),
        };
        let mut fix = SyntaxFix::write(line.clone(), first);
        for (at, _) in text.trim_end().match_indices('\n') {
            let at = line.end + at + 1;
            fix = fix.edit(at..at, "> ");
        }
        Some(fix)
    }
}

/// Whether a word for a callout means the same as the alert that is written for it.
fn is_alert_kind(word: &str) -> bool {
    const SAME: &[&str] = &[
        "note",
        "info",
        "tip",
        "hint",
        "important",
        "warning",
        "attention",
        "caution",
        "danger",
    ];
    SAME.contains(&word.to_ascii_lowercase().as_str())
}

/// Returns the help that an alert is written as a quote.
fn alert_help(kind: &str) -> Message {
    message!(
        "write `> [!{kind}]`, with `> ` before each line that belongs to it",
        kind
    )
}

fn callout(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    CALLOUTS
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, kind)| *kind)
}

fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether a word is a block anchor.
fn is_id(word: &str) -> bool {
    word.len() > 1
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Returns the title of a wiki heading, `== Title ==`.
fn wiki_heading(line: &str) -> Option<&str> {
    let marks = line.bytes().take_while(|byte| *byte == b'=').count();
    let title = line.get(marks..)?.strip_suffix(&"=".repeat(marks))?;
    let is_heading = (2..=6).contains(&marks)
        && title.starts_with(' ')
        && title.ends_with(' ')
        && !title.contains("==");
    (is_heading && !title.trim().is_empty()).then(|| title.trim())
}
