//! Text that Markdown drops: cells beyond the head of a table, words in braces after a heading,
//! unused link definitions, and words after the language of a code block.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLinkCallback, CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::links::one_line;
use super::{Composer, PlacedEvent};
use crate::diag::{Code, Fix};
use crate::message;

/// A link definition, `[label]: address "title"`.
pub(super) struct Definition {
    /// The label as folded by [`folded_label`].
    key: String,
    address: String,
    range: Range<usize>,
}

/// Returns the link definitions of a body, except comments.
pub(super) fn definitions<'i, F: BrokenLinkCallback<'i>>(
    parser: &Parser<'i, F>,
    body: &str,
) -> Vec<Definition> {
    let mut all: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| Definition {
            key: folded_label(label),
            address: definition.dest.to_string(),
            range: definition.span.clone(),
        })
        .filter(|definition| !is_comment(definition, body))
        .collect();
    all.sort_by_key(|definition| definition.range.start);
    all
}

/// Whether a definition is a comment such as `[//]: # (a comment)`, which many tools support.
fn is_comment(definition: &Definition, body: &str) -> bool {
    let line = &body[definition.range.clone()];
    definition.key == "//"
        || matches!(definition.address.as_str(), "#" | "")
        || line.starts_with("[comment]:")
        || line.starts_with("[_]:")
}

impl Composer<'_, '_> {
    /// Reports text that readers would not see.
    pub(super) fn report_dropped_text(
        &mut self,
        events: &[PlacedEvent],
        definitions: &[Definition],
    ) {
        let mut used: Vec<String> = Vec::new();
        let mut cell_end = None;
        let mut places: Vec<Range<usize>> = Vec::new();
        for (event, range) in events {
            match event {
                Event::Start(
                    Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. },
                ) if matches!(
                    link_type,
                    LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
                ) =>
                {
                    used.push(folded_label(id));
                }
                Event::Start(Tag::Heading { classes, attrs, .. })
                    if !classes.is_empty() || !attrs.is_empty() =>
                {
                    self.report_braces(
                        range,
                        attrs.iter().any(|(name, value)| {
                            value.is_none() && name.contains(char::is_alphanumeric)
                        }),
                    );
                }
                Event::End(TagEnd::TableCell) => cell_end = Some(range.end),
                Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                    if let Some(end) = cell_end.take() {
                        self.report_extra_cells(end..range.end);
                    }
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    self.report_info_string(range, info);
                }
                _ => {}
            }
            let is_leaf = matches!(
                event,
                Event::Text(_)
                    | Event::Html(_)
                    | Event::Start(
                        Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_)
                    )
            );
            if is_leaf {
                places.push(range.clone());
            }
        }
        used.sort_unstable();
        for definition in definitions {
            if used.binary_search(&definition.key).is_err() {
                self.report_unused_definition(definition);
            }
        }
        self.report_second_definitions(definitions, &places);
    }

    /// Reports words in braces after a heading, which Markdown reads as attributes.
    fn report_braces(&mut self, heading: &Range<usize>, has_words: bool) {
        let line = self.body.text[heading.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        let Some(start) = line.rfind('{') else {
            return;
        };
        let end = line[start..]
            .find('}')
            .map_or(line.len(), |end| start + end + 1);
        let range = heading.start + start..heading.start + end;
        let (braces, before) = (&line[start..end], line[..start].trim_end());
        let id = braces
            .trim_matches(['{', '}', ' '])
            .split_whitespace()
            .find(|word| word.starts_with('#'));
        if has_words {
            let message = message!(
                "readers will not see `{text}`: words in braces after a heading are its attributes",
                text = one_line(braces)
            );
            // The parser looks for the last brace first, so it is the one to escape.
            let inner = braces.trim_end_matches('}');
            let escaped = one_line(&format!("{before} {inner}\\}}"));
            let help = message!("write `{line}`", line = escaped.as_str());
            let at = range.start + inner.len();
            let at = self.span(&(at..at));
            let fix = Fix::safe(message!("write `{line}`", line = escaped)).replace(at, "\\");
            self.report_with_fix(Code::LostText, &range, message, help, [fix]);
        } else {
            let id = id.map_or(String::new(), |id| format!(" {{{id}}}"));
            let message = message!(
                "`{written}` is a kramdown or Pandoc attribute, which griot does not support",
                written = one_line(braces)
            );
            let help = message!("write `{line}`", line = one_line(&format!("{before}{id}")));
            let title = message!("write `{line}`", line = one_line(&format!("{before}{id}")));
            let gone = self.span(&(heading.start + before.len()..range.end));
            let fix = Fix::safe(title).replace(gone, id);
            self.report_with_fix(Code::ForeignMarkup, &range, message, help, [fix]);
        }
    }

    /// Reports the cells of a row beyond those of the head.
    fn report_extra_cells(&mut self, range: Range<usize>) {
        let rest = self.body.text[range.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        let cells = rest.trim_matches(['|', ' ', '\t', '\r']);
        if cells.is_empty() {
            return;
        }
        let start = range.start + rest.find(cells).unwrap_or(0);
        let message = message!(
            "readers will not see `{text}`: this row has more cells than the first row of the table",
            text = one_line(cells)
        );
        let help = message!(
            "give the first row and the line below it as many cells as this row; write a bar that is text as `\\|`"
        );
        self.report(Code::LostText, &(start..start + cells.len()), message, help);
    }

    /// Reports words after the language of a code block.
    fn report_info_string(&mut self, block: &Range<usize>, info: &str) {
        let language = info.split([' ', ',', '{']).next().unwrap_or_default();
        let rest = info[language.len()..].trim();
        if rest.is_empty() {
            return;
        }
        let line = self.body.text[block.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        let Some(at) = line.rfind(rest) else {
            return;
        };
        let range = block.start + at..block.start + at + rest.len();
        let message = message!(
            "readers will not see `{text}`: only the language of a code block is used",
            text = one_line(rest)
        );
        let help = message!(
            "write `{line}`, and what readers should know in a line above it",
            line = one_line(line[..at].trim_end_matches([' ', ',', '{']))
        );
        // What is deleted may be what readers should know.
        let start = block.start + line[..at].trim_end_matches([' ', ',', '{']).len();
        let gone = self.span(&(start..range.end));
        let fix = Fix::not_safe(message!("delete this")).delete(gone);
        self.report_with_fix(Code::LostText, &range, message, help, [fix]);
    }

    /// Reports a link definition that no link uses.
    fn report_unused_definition(&mut self, definition: &Definition) {
        let written = self.body.text[definition.range.clone()].trim_end();
        let range = definition.range.start..definition.range.start + written.len();
        let label = written[1..].split("]:").next().unwrap_or_default();
        let is_address = definition.address.contains([':', '/', '.', '#']);
        let help = if is_address {
            message!(
                "write `[{label}]` where the link belongs, or delete this line",
                label
            )
        } else {
            message!(
                "if it is text, write `\\{text}`; if it says where a link leads, write `[{label}]` where the link belongs",
                text = one_line(written),
                label
            )
        };
        let message = message!(
            "readers will not see this line: it says where `[{label}]` leads, and no link uses it",
            label = one_line(label)
        );
        self.report(Code::LostText, &range, message, help);
    }

    /// Reports definitions of a label that is already defined. The parser only returns the first
    /// one, so the others are searched for in lines of the body that belong to no block.
    fn report_second_definitions(&mut self, definitions: &[Definition], blocks: &[Range<usize>]) {
        if definitions.is_empty() {
            return;
        }
        let known: BTreeMap<&str, &Definition> = definitions
            .iter()
            .map(|definition| (definition.key.as_str(), definition))
            .collect();
        let mut start = 0;
        let mut block = 0;
        // The furthest end of the blocks that begin before the current line.
        let mut covered = 0;
        for line in self.body.text.split_inclusive('\n') {
            let (line_start, trimmed) = (start, line.trim_start_matches([' ', '>']));
            start += line.len();
            let at = line_start + (line.len() - trimmed.len());
            while blocks.get(block).is_some_and(|range| range.start <= at) {
                covered = covered.max(blocks[block].end);
                block += 1;
            }
            let Some((label, _)) = trimmed
                .strip_prefix('[')
                .and_then(|rest| rest.split_once("]:"))
            else {
                continue;
            };
            if let Some(first) = known.get(folded_label(label).as_str())
                && at > first.range.start
                && covered <= at
                && !label.starts_with('^')
            {
                let written = trimmed.trim_end();
                let message = message!(
                    "readers will not see this line: `[{label}]` leads to `{address}` already",
                    label = one_line(label),
                    address = first.address
                );
                let help = message!(
                    "give it a label of its own: `[{label}-2]:`, and `[{label}-2]` where the link belongs; or delete it",
                    label
                );
                self.report(Code::LostText, &(at..at + written.len()), message, help);
            }
        }
    }
}

/// Folds a label for comparison: ignores case, and treats any white space as one space.
pub(super) fn folded_label(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    // Case is folded twice, because some letters have one uppercase and two lowercase forms.
    words.join(" ").to_uppercase().to_lowercase()
}
