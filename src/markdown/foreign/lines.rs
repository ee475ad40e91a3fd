//! Line-level syntax of other tools.

use std::ops::Range;

use super::ForeignSearch;
use super::tables::CALLOUTS;
use super::tool_syntax::ToolSyntax;
use super::visible::Segment;
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
            self.report(
                range.clone(),
                ToolSyntax::ContentsMarker,
                message!("delete it: the theme can make one from the headings"),
            );
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
        self.report(range.clone(), ToolSyntax::Abbreviation, help);
        true
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
        self.report(
            range.clone(),
            ToolSyntax::WikiHeading,
            message!("write `{marks} {title}`", marks = "#".repeat(level), title),
        );
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
            self.report(
                range.clone(),
                ToolSyntax::MdxLine,
                message!("delete it: griot runs no code in pages"),
            );
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
            self.report(
                start..start + (line.len() - at),
                ToolSyntax::BlockAnchor,
                message!("delete it: links lead to headings, `[text](file.md#heading)`"),
            );
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
        let title = self.body[range.clone()]
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
            self.report(place, ToolSyntax::UnquotedAlert, alert_help(kind));
        } else if is_quote {
            let help = if title.is_empty() {
                message!("delete this line: a quote needs only its `>`")
            } else {
                message!("write `> {title}`: a quote needs only its `>`", title)
            };
            self.report(place, ToolSyntax::Callout, help);
        } else if is_ours {
            self.report(range, ToolSyntax::AlertWithText, alone(kind));
        } else {
            self.report(place, ToolSyntax::Callout, alone(kind));
        }
    }
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
