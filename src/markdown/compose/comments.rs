//! HTML comments, which are editors' notes and are not published.
//!
//! In Markdown a comment at the beginning of a line turns the entire line into HTML. To keep text
//! after the comment as text, the comment is blanked out before parsing.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::message;
use crate::messages::Message;

/// The character that replaces each byte of a comment. No text contains it, because control
/// characters are refused when files are read.
pub(super) const HIDDEN: char = '\u{3}';

/// Returns the text of a file in which some comments are blanked out: those in the body with text
/// after them in the same line.
pub(in crate::markdown) fn without_leading_comments(
    file_text: &str,
    body: Range<usize>,
    options: Options,
) -> Cow<'_, str> {
    let text = &file_text[body.clone()];
    let is_followed = |at: usize| {
        !text[at + 3..]
            .lines()
            .next()
            .unwrap_or_default()
            .trim()
            .is_empty()
    };
    if !text.contains("<!--") || !text.match_indices("-->").any(|(at, _)| is_followed(at)) {
        return Cow::Borrowed(file_text);
    }
    let mut bytes = file_text.as_bytes().to_vec();
    let mut is_changed = false;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if !matches!(event, Event::Start(Tag::HtmlBlock)) {
            continue;
        }
        let block = &text[range.clone()];
        let start = block.len() - block.trim_start().len();
        if let Some(end) = block.find("-->").map(|end| end + 3)
            && block[start..].starts_with("<!--")
            && !block[end..].trim().is_empty()
        {
            let from = body.start + range.start;
            bytes[from + start..from + end].fill(HIDDEN as u8);
            is_changed = true;
        }
    }
    match is_changed {
        true => String::from_utf8(bytes).map_or(Cow::Borrowed(file_text), Cow::Owned),
        false => Cow::Borrowed(file_text),
    }
}

/// Returns the HTML without comments, and whether a comment is never closed.
pub(super) fn without_comments(html: &str) -> (String, bool) {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        let Some(end) = rest[start + 4..].find("-->") else {
            return (out, true);
        };
        rest = &rest[start + 4 + end + 3..];
    }
    out.push_str(rest);
    (out, false)
}

/// Recognizes a comment that is an instruction to another tool. Returns the message and the help of
/// a finding, and whether it marks the end of a summary.
pub(super) fn instruction(html: &str) -> Option<(Message, Message, bool)> {
    let written = html.trim();
    let inner = written
        .strip_prefix("<!--")?
        .strip_suffix("-->")?
        .trim()
        .to_ascii_lowercase();
    match inner.as_str() {
        "more" | "truncate" | "excerpt" | "read more" | "readmore" => Some((
            message!(
                "`{written}` is another tool's marker for the end of a summary, which griot does not support",
                written
            ),
            message!(
                "write the summary into the front matter, `summary: ...`, and delete this line"
            ),
            true,
        )),
        "nextpage" | "pagebreak" | "newpage" => Some((
            message!(
                "`{written}` is another tool's marker for the end of a page, which griot does not support",
                written
            ),
            message!("delete it: an article is one page"),
            false,
        )),
        "toc" => Some((
            message!(
                "`{written}` is another tool's marker for a table of contents, which griot does not support",
                written
            ),
            message!("delete it: the theme can make one from the headings"),
            false,
        )),
        _ => None,
    }
}
