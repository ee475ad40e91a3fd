//! Where the links, pictures, headings, code and HTML of a Markdown text stand, for programs that
//! change single destinations and leave all other text as it is.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::compose::{heading_anchors, heading_slug, options};

/// The parts of a Markdown text by their ranges.
#[derive(Debug, Default)]
pub struct MarkdownSyntax {
    /// Code in blocks and in lines, in the order of the text.
    pub code: Vec<Range<usize>>,
    /// What stands behind the fences of blocks of code: the language, and more.
    pub fences: Vec<Range<usize>>,
    /// Links and pictures, in the order of the text. A link is before the pictures in it.
    pub links: Vec<WrittenLink>,
    /// Definitions of references that links and pictures use.
    pub definitions: Vec<LinkDefinition>,
    pub headings: Vec<WrittenHeading>,
    /// HTML, without comments.
    pub html: Vec<Range<usize>>,
    /// HTML that stands in lines of its own, with its comments.
    pub html_blocks: Vec<Range<usize>>,
}

/// A link or picture.
#[derive(Debug, PartialEq, Eq)]
pub struct WrittenLink {
    pub range: Range<usize>,
    pub is_picture: bool,
    /// Whether it is within another link.
    pub is_within_link: bool,
    /// The destination as it is meant, without escapes.
    pub destination: String,
    /// The place of the destination, with its angle brackets. `None` if it stands in a definition,
    /// or is an address between angle brackets.
    pub place: Option<Range<usize>>,
    /// Whether the destination stands in a definition of a reference.
    pub is_reference: bool,
    /// The text, or the alternative text of a picture. A very long one is cut.
    pub text: String,
}

/// A definition `[label]: destination`.
#[derive(Debug, PartialEq, Eq)]
pub struct LinkDefinition {
    pub destination: String,
    pub place: Range<usize>,
}

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub struct WrittenHeading {
    pub range: Range<usize>,
    pub level: u8,
    pub text: String,
    /// The anchor that griot gives it.
    pub anchor: String,
}

/// The length at which the text of a link is cut, in bytes: links may be nested a million times.
const MAX_WORDS: usize = 1000;

/// Finds the parts of a text. Wiki-links are not Markdown, and are not found.
pub fn syntax(text: &str) -> MarkdownSyntax {
    let options = options().difference(Options::ENABLE_WIKILINKS);
    let parser = Parser::new_ext(text, options);
    let definitions = parser.reference_definitions().iter();
    let definitions = definitions.filter_map(|(_, definition)| {
        let place = definition_place(text, &definition.span)?;
        Some(LinkDefinition {
            destination: definition.dest.to_string(),
            place,
        })
    });
    let mut reader = SyntaxReader {
        text,
        found: MarkdownSyntax {
            definitions: definitions.collect(),
            ..MarkdownSyntax::default()
        },
        open: Vec::new(),
        heading: None,
    };
    reader
        .found
        .definitions
        .sort_by_key(|definition| definition.place.start);
    for (event, range) in parser.into_offset_iter() {
        reader.read(event, range);
    }
    let mut found = reader.found;
    let bases = found.headings.iter().map(|heading| heading.anchor.clone());
    let anchors = heading_anchors(bases);
    for (heading, anchor) in found.headings.iter_mut().zip(anchors) {
        heading.anchor = anchor;
    }
    found
}

/// Returns the running text of each paragraph, item and cell, without headings, code and HTML.
pub fn paragraphs(text: &str) -> Vec<String> {
    let options = options().difference(Options::ENABLE_WIKILINKS);
    let mut paragraphs = Vec::new();
    let mut words = String::new();
    let mut skipped = 0;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => skipped += 1,
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock) => skipped -= 1,
            Event::Text(text) if skipped == 0 => words.push_str(&text),
            // Code within a sentence parts the words around it.
            Event::Code(_) => words.push_str(" ` "),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell)
                if !words.trim().is_empty() =>
            {
                paragraphs.push(std::mem::take(&mut words));
            }
            _ => {}
        }
    }
    paragraphs
}

/// Returns the words of a text, without its marks.
pub fn words(text: &str) -> String {
    let mut words = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// Collects the parts of a text from the events of the parser.
struct SyntaxReader<'t> {
    text: &'t str,
    found: MarkdownSyntax,
    /// The links that are open, with the end of what stands in them so far.
    open: Vec<(usize, usize)>,
    heading: Option<WrittenHeading>,
}

impl SyntaxReader<'_> {
    fn read(&mut self, event: Event, range: Range<usize>) {
        if let Some((_, end)) = self.open.last_mut()
            && !matches!(event, Event::End(TagEnd::Link | TagEnd::Image))
        {
            *end = (*end).max(range.end);
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                if matches!(kind, CodeBlockKind::Fenced(_)) {
                    self.found.fences.extend(info_place(self.text, &range));
                }
                self.found.code.push(range);
            }
            Event::Start(
                Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }
                | Tag::Image {
                    link_type,
                    dest_url,
                    ..
                },
            ) => self.start_link(link_type, &dest_url, range),
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.heading = Some(WrittenHeading {
                    range,
                    level: level as u8,
                    text: String::new(),
                    anchor: id.map(|id| id.to_string()).unwrap_or_default(),
                });
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(mut heading) = self.heading.take() {
                    if heading.anchor.is_empty() {
                        heading.anchor = heading_slug(&heading.text);
                    }
                    self.found.headings.push(heading);
                }
            }
            Event::Start(Tag::HtmlBlock) => self.found.html_blocks.push(range),
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.trim_start();
                if html.starts_with('<') && !html.starts_with("<!--") {
                    self.found.html.push(range);
                }
            }
            Event::Code(code) => {
                self.found.code.push(range);
                self.add_text(&code);
            }
            Event::Text(words) => self.add_text(&words),
            Event::SoftBreak | Event::HardBreak => self.add_text(" "),
            _ => {}
        }
    }

    fn start_link(&mut self, link_type: LinkType, destination: &str, range: Range<usize>) {
        let is_picture = self.text[range.start..].starts_with('!');
        let start = range.start + 1 + usize::from(is_picture);
        let is_reference = !matches!(
            link_type,
            LinkType::Inline | LinkType::Autolink | LinkType::Email
        );
        self.open.push((self.found.links.len(), start));
        self.found.links.push(WrittenLink {
            range,
            is_picture,
            is_within_link: self.open.len() > 1,
            destination: destination.to_owned(),
            // The place is found at the end, when the end of the text is known.
            place: (link_type == LinkType::Inline).then_some(start..start),
            is_reference,
            text: String::new(),
        });
    }

    fn end_link(&mut self) {
        let Some((at, end)) = self.open.pop() else {
            return;
        };
        let link = &mut self.found.links[at];
        if link.place.is_some() {
            link.place = inline_place(self.text, end..link.range.end);
        }
        let (inner, range_end) = (link.text.clone(), link.range.end);
        if let Some((above, end)) = self.open.last_mut() {
            let above = &mut self.found.links[*above].text;
            if above.len() < MAX_WORDS {
                above.push_str(&inner);
            }
            *end = (*end).max(range_end);
        }
    }

    /// Adds words to the innermost link and to the heading that are open.
    fn add_text(&mut self, words: &str) {
        if let Some((at, _)) = self.open.last() {
            let link = &mut self.found.links[*at].text;
            if link.len() < MAX_WORDS {
                link.push_str(words);
            }
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(words);
        }
    }
}

/// Returns the place of what stands behind the fence of a block of code, if anything does.
fn info_place(text: &str, block: &Range<usize>) -> Option<Range<usize>> {
    let line = text.get(block.clone())?.lines().next()?;
    let info = line.trim_start_matches(['`', '~']);
    let start = block.start + line.len() - info.len();
    let info = info.trim_end();
    (!info.is_empty()).then(|| start..start + info.len())
}

/// Returns the place of the destination of an inline link. `rest` begins within the brackets,
/// behind what stands in them.
fn inline_place(text: &str, rest: Range<usize>) -> Option<Range<usize>> {
    let start = rest.start + text.get(rest.clone())?.find("](")? + 2;
    destination_place(text, start, rest.end)
}

/// Returns the place of the destination in a definition.
fn definition_place(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let start = span.start + text.get(span.clone())?.find("]:")? + 2;
    destination_place(text, start, span.end)
}

/// Returns the place of a destination that begins at `start`, after white space.
fn destination_place(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let rest = text.get(start..end)?;
    let start = start + (rest.len() - rest.trim_start().len());
    let rest = text.get(start..end)?;
    if rest.starts_with('<') {
        let length = rest.find('>')? + 1;
        return Some(start..start + length);
    }
    let mut depth = 0;
    let mut is_escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(start..start + at),
            ')' => depth -= 1,
            c if c.is_whitespace() => return Some(start..start + at),
            _ => {}
        }
    }
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_found_where_they_stand() {
        let text = "# A *b* `c`\n\n[x **y**](a.md \"t\") ![p](<b c.png>) [![q](d(1).png)](e.md)\n\
                    [r][l] <https://x.org> `[no](no.md)`\n\n[l]: f.md 'title'\n";
        let found = syntax(text);
        let links: Vec<(&str, Option<&str>, &str)> = (found.links.iter())
            .map(|link| {
                let place = link.place.clone().map(|place| &text[place]);
                (link.destination.as_str(), place, link.text.as_str())
            })
            .collect();
        assert_eq!(
            links,
            [
                ("a.md", Some("a.md"), "x y"),
                ("b c.png", Some("<b c.png>"), "p"),
                ("e.md", Some("e.md"), "q"),
                ("d(1).png", Some("d(1).png"), "q"),
                ("f.md", None, "r"),
                ("https://x.org", None, "https://x.org"),
            ]
        );
        assert_eq!(&text[found.definitions[0].place.clone()], "f.md");
        assert!(found.links[3].is_within_link && found.links[3].is_picture);
        assert_eq!(found.headings[0].anchor, "a-b-c");
        assert_eq!(found.code.len(), 2);
    }

    #[test]
    fn paragraphs_have_running_text() {
        let text = "# No\n\nA [b](c)\n*d* `e` f.\n\n- x\n\n```\nno\n```\n\n| y |\n|---|\n| z |\n";
        assert_eq!(paragraphs(text), ["A b d  `  f.", "x", "y", "z"]);
    }

    #[test]
    fn what_stands_behind_a_fence_is_found() {
        let text = "```rust,ignore\nx\n```\n\n- ~~~ go {a=1} \n  x\n  ~~~\n\n```\nx\n```\n";
        let found = syntax(text);
        let fences: Vec<&str> = (found.fences.into_iter())
            .map(|place| &text[place])
            .collect();
        assert_eq!(fences, ["rust,ignore", " go {a=1}"]);
    }

    #[test]
    fn html_is_found_without_comments() {
        let found = syntax("<!-- a -->\n\nb <br> c\n\n<div>\nx\n</div>\n");
        assert_eq!(found.html.len(), 3, "{found:?}");
    }
}
