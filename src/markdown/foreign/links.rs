//! Brackets that look like a link but are not one.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::marks::closing;
use super::visible::Segment;
use super::{ForeignSearch, Unresolved, short};
use crate::diag::Code;
use crate::message;
use crate::messages::Message;

/// The maximum number of bytes between the start and the end of a link.
const MAX_LINK: usize = 400;

/// Full-width brackets, each with the ASCII bracket that it stands for.
const WIDE: &[(char, char)] = &[
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('（', '('),
    ('）', ')'),
];

impl ForeignSearch<'_> {
    /// Reports `[text][name]` if `name` is not defined.
    pub(super) fn unresolved(&mut self, unresolved: Vec<Unresolved>) {
        for Unresolved {
            mut range,
            reference,
            kind,
        } in unresolved
        {
            if kind == LinkType::Collapsed && self.body[range.end..].starts_with("[]") {
                range.end += 2;
            }
            let before = self.body[..range.start].chars().next_back();
            let written = &self.body[range.clone()];
            let text = written[1..].split(']').next().unwrap_or_default();
            // This is an array index, such as `a[i][j]`.
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | ')'))
                || is_editorial(text) && is_editorial(&reference)
            {
                continue;
            }
            let help = if self.known.is_source(&reference) {
                message!(
                    "write `{text} [@{reference}]`, if the source is cited",
                    text,
                    reference
                )
            } else if let Some(name) = self.known.wiki_name(&reference) {
                match kind == LinkType::Collapsed {
                    true => message!("write `[[{name}|{text}]]`", name, text),
                    false => message!(
                        "write `[[{name}|{text}]]`, or `[{text}](https://example.org)` with the address",
                        name,
                        text
                    ),
                }
            } else {
                message!(
                    "add a line `[{reference}]: https://example.org` with the address, or write it into the text: `[{text}](https://example.org)`",
                    reference,
                    text
                )
            };
            let message = message!(
                "`{written}` is not a link, and readers would see its brackets: no line says where `{reference}` leads",
                written = short(written),
                reference = short(&reference)
            );
            self.push(Code::NoLink, range, message, help);
        }
    }

    /// Finds links that the parser did not recognize in a segment of running text.
    pub(super) fn links(&mut self, segment: &Segment) {
        let text = &self.visible.text[segment.range.clone()];
        let base = segment.range.start;
        if !text.contains(['[', ']', '('])
            && !text.contains(|c| WIDE.iter().any(|(wide, _)| *wide == c))
        {
            return;
        }
        let bytes = text.as_bytes();
        for at in 0..bytes.len() {
            match bytes[at] {
                b']' if bytes.get(at + 1) == Some(&b'(') => self.inline(text, base, at, at + 1),
                b']' if matches!(bytes.get(at + 1), Some(b' ' | b'\n')) => {
                    let gap = bytes[at + 1..]
                        .iter()
                        .take(4)
                        .take_while(|byte| matches!(**byte, b' ' | b'\n'))
                        .count();
                    if bytes.get(at + 1 + gap) == Some(&b'(') {
                        self.spaced(text, base, at, at + 1 + gap);
                    }
                }
                b']' if bytes[at + 1..].starts_with(b":(") => self.spaced(text, base, at, at + 2),
                b')' if bytes.get(at + 1) == Some(&b'[') => self.reversed(text, base, at),
                b'(' if at > 0 && !bytes[at - 1].is_ascii_whitespace() && bytes[at - 1] != b']' => {
                    self.unclosed_text(text, base, at);
                }
                b'[' => self.wiki_address(text, base, at),
                0xe3 | 0xef => self.wide(text, base, at),
                _ => {}
            }
        }
    }

    /// Reports `[text](an address with spaces)` and other invalid addresses.
    fn inline(&mut self, text: &str, base: usize, close: usize, open: usize) {
        let Some(start) = opening(text, close) else {
            return;
        };
        let label = self.body[base + start + 1..base + close].to_owned();
        let limit = text.floor_char_boundary((open + MAX_LINK).min(text.len()));
        let end = closing(&self.body[base + open..base + limit], b'(', b')').map(|end| open + end);
        let is_picture = text[..start].ends_with('!');
        let from = if is_picture { start - 1 } else { start };
        let before = text[..from].chars().next_back();
        let Some(end) = end else {
            // The bracket is never closed. The address ends with the word.
            let word = self.body[base + open + 1..base + limit]
                .split([' ', '\n', '<'])
                .next()
                .unwrap_or_default();
            let address = word.trim_end_matches(['.', ',', ';', ':', '!', '?']);
            if is_address(address) {
                let range = base + from..base + open + 1 + address.len();
                let help = message!(
                    "close it: `{link}`",
                    link = link(&label, address, "", is_picture)
                );
                self.none(range, &message!("its bracket is never closed"), help);
            }
            return;
        };
        let inside = self.body[base + open + 1..base + end].trim().to_owned();
        if before.is_some_and(char::is_alphanumeric) && !is_address(&inside) {
            return;
        }
        let (path, title) = parts(&inside);
        let (path, sized) = without_size(path);
        let is_meant = is_picture
            || is_address(path)
            || path.contains('/')
            || self.known.file(path, is_picture).is_some();
        if path.is_empty() || !is_meant {
            return;
        }
        if !is_picture && let Some(text) = unnested(&label, &inside) {
            self.none(
                base + from..base + end + 1,
                &message!("there is another link in its text"),
                write_link(&text),
            );
            return;
        }
        let why = if title.is_some_and(|title| title.starts_with(|c: char| !c.is_ascii())) {
            message!("a title needs straight quotation marks")
        } else if sized {
            message!("Markdown has no sizes for pictures")
        } else if path.contains(char::is_whitespace) {
            message!("its address has spaces")
        } else {
            message!("Markdown does not read its address")
        };
        let title = title.map_or(String::new(), |title| {
            format!(" \"{}\"", title.trim_matches(is_quote).replace('"', "'"))
        });
        let path = path.trim_matches(['<', '>']);
        let file = self.known.file(path, is_picture);
        let address = file.as_deref().unwrap_or(path);
        let help = write_link(&link(&label, address, &title, is_picture));
        self.none(base + from..base + end + 1, &why, help);
    }

    /// Reports `[text] (address)`.
    fn spaced(&mut self, text: &str, base: usize, close: usize, open: usize) {
        let Some(start) = opening(text, close) else {
            return;
        };
        let label = self.body[base + start + 1..base + close].to_owned();
        let limit = text.floor_char_boundary((open + MAX_LINK).min(text.len()));
        let Some(end) =
            closing(&self.body[base + open..base + limit], b'(', b')').map(|end| open + end)
        else {
            return;
        };
        let address = self.body[base + open + 1..base + end].trim().to_owned();
        let is_meant = is_address(&address)
            || !address.contains(char::is_whitespace) && self.known.file(&address, false).is_some();
        if is_editorial(&label) || !is_meant || address.contains(char::is_whitespace) {
            return;
        }
        let is_picture = text[..start].ends_with('!');
        let from = if is_picture { start - 1 } else { start };
        let address = self.known.file(&address, is_picture).unwrap_or(address);
        self.none(
            base + from..base + end + 1,
            &message!("there is text between its brackets"),
            write_link(&link(&label, &address, "", is_picture)),
        );
    }

    /// Reports `(text)[address]`.
    fn reversed(&mut self, text: &str, base: usize, close: usize) {
        let limit = text.floor_char_boundary((close + MAX_LINK).min(text.len()));
        let Some(end) = text[close + 1..limit].find(']').map(|end| close + 1 + end) else {
            return;
        };
        let address = self.body[base + close + 2..base + end].trim().to_owned();
        let from = text.floor_char_boundary(close.saturating_sub(MAX_LINK));
        let Some(start) = text[from..close].rfind('(').map(|start| from + start) else {
            return;
        };
        let is_meant = is_address(&address) || self.known.file(&address, false).is_some();
        if !is_meant || address.contains(char::is_whitespace) {
            return;
        }
        let label = self.body[base + start + 1..base + close].to_owned();
        let address = self.known.file(&address, false).unwrap_or(address);
        self.none(
            base + start..base + end + 1,
            &message!("its brackets are the wrong way round"),
            write_link(&link(&label, &address, "", false)),
        );
    }

    /// Reports `[text(https://example.org)`.
    fn unclosed_text(&mut self, text: &str, base: usize, open: usize) {
        let from = text.floor_char_boundary(open.saturating_sub(MAX_LINK / 2));
        let Some(start) = text[from..open]
            .rfind(['[', ']', '(', ')'])
            .map(|start| from + start)
        else {
            return;
        };
        if text.as_bytes()[start] != b'[' {
            return;
        }
        let limit = text.floor_char_boundary((open + MAX_LINK).min(text.len()));
        let rest = &self.body[base + open + 1..base + limit];
        let Some(end) = rest.find([')', ']', '\n', ' ']) else {
            return;
        };
        let address = rest[..end].to_owned();
        if !is_address(&address) || rest.as_bytes()[end] != b')' {
            return;
        }
        let label = self.body[base + start + 1..base + open].to_owned();
        let closes = usize::from(rest[end + 1..].starts_with(']'));
        self.none(
            base + start..base + open + 2 + end + closes,
            &message!("the bracket after its text is missing"),
            write_link(&link(&label, &address, "", false)),
        );
    }

    /// Reports `[https://example.org text]`, a link in wiki syntax.
    fn wiki_address(&mut self, text: &str, base: usize, open: usize) {
        let rest = &text[open + 1..];
        if !rest.starts_with("http://") && !rest.starts_with("https://") {
            return;
        }
        let limit = rest.floor_char_boundary(MAX_LINK.min(rest.len()));
        let Some(end) = rest[..limit].find(']') else {
            return;
        };
        if let Some((address, label)) = rest[..end].split_once([' ', '\n'])
            && !label.trim().is_empty()
            && !rest[end..].starts_with("](")
        {
            self.none(
                base + open..base + open + end + 2,
                &message!("this is wiki syntax"),
                write_link(&link(label.trim(), address, "", false)),
            );
        }
    }

    /// Reports `［text］（address）`.
    fn wide(&mut self, text: &str, base: usize, at: usize) {
        let Some(c) = text[at..].chars().next() else {
            return;
        };
        let narrow = |c: char| {
            WIDE.iter()
                .find(|(wide, _)| *wide == c)
                .map_or(c, |(_, narrow)| *narrow)
        };
        // Either the end of the text or the bracket after it is full-width.
        let (close, open) = match narrow(c) {
            ']' => (at, at + c.len_utf8()),
            '(' if text[..at].ends_with([']']) => (at - 1, at),
            _ => return,
        };
        if text[open..].chars().next().map(narrow) != Some('(') {
            return;
        }
        let open_end = open + text[open..].chars().next().map_or(1, char::len_utf8);
        let limit = text.floor_char_boundary((open + MAX_LINK).min(text.len()));
        let Some(end) = text[open_end..limit]
            .find(|c| narrow(c) == ')')
            .map(|end| open_end + end)
        else {
            return;
        };
        let from = text.floor_char_boundary(close.saturating_sub(MAX_LINK));
        let Some((start, first)) = text[from..close]
            .char_indices()
            .rev()
            .find(|(_, c)| narrow(*c) == '[')
        else {
            return;
        };
        let start = from + start;
        let address = self.body[base + open_end..base + end].trim().to_owned();
        if !is_address(&address) {
            return;
        }
        let label = self.body[base + start + first.len_utf8()..base + close].to_owned();
        let end = end + text[end..].chars().next().map_or(1, char::len_utf8);
        self.none(
            base + start..base + end,
            &message!("its brackets are full-width"),
            write_link(&link(&label, &address, "", false)),
        );
    }

    /// Adds a finding about brackets that form no link; `why` is a sentence.
    fn none(&mut self, range: Range<usize>, why: &Message, help: Message) {
        let message = message!(
            "`{written}` is not a link, and readers would see its brackets: {why}",
            written = self.quote(&range),
            why
        );
        // What a help shortens or leaves out is not replaced.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let replacement = help
            .text_argument("line")
            .filter(|line| letters(line) >= letters(&self.body[range.clone()]))
            // A picture may be missing, and the number of a claim is another.
            .filter(|line| !line.starts_with('!') && !line.contains("](claim:"))
            .map(str::to_owned);
        self.push(Code::NoLink, range, message, help);
        if let Some(replacement) = replacement {
            self.replace_last(replacement);
        }
    }
}

/// Returns the position of the bracket that is closed at `close`.
fn opening(text: &str, close: usize) -> Option<usize> {
    let from = text.floor_char_boundary(close.saturating_sub(MAX_LINK));
    let mut depth = 0_usize;
    for (at, byte) in text[from..=close].bytes().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' => {
                depth -= 1;
                if depth == 0 {
                    return Some(from + at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns two consecutive links for a link whose text contains another link, or `None` if it
/// contains none.
fn unnested(label: &str, address: &str) -> Option<String> {
    let opens = label.find('[').filter(|at| !label[..*at].ends_with('!'))?;
    let closes = closing(&label[opens..], b'[', b']').map(|end| opens + end)?;
    let after = label[closes + 1..].starts_with('(').then_some(closes + 1)?;
    let end = closing(&label[after..], b'(', b')').map(|end| after + end)?;
    let (before, inner, rest) = (&label[..opens], &label[opens..=end], &label[end + 1..]);
    let words = |text: &str| text.chars().any(char::is_alphanumeric);
    let outer = |text: &str| {
        let bare = text.trim();
        text.replacen(bare, &format!("[{bare}]({address})"), 1)
    };
    let text = if words(before) {
        format!("{}{inner}{rest}", outer(before))
    } else if words(rest) && !rest.contains('[') {
        format!("{before}{inner}{}", outer(rest))
    } else if words(rest) {
        label.to_owned()
    } else {
        // All words of the outer link are in the inner link.
        format!("[{before}{}{rest}]({address})", &label[opens + 1..closes])
    };
    Some(text)
}

/// Splits an address from the title after it.
fn parts(inside: &str) -> (&str, Option<&str>) {
    let title = inside
        .char_indices()
        .find(|(at, c)| is_quote(*c) && inside[..*at].ends_with(char::is_whitespace));
    match title {
        Some((at, _)) => (inside[..at].trim(), Some(inside[at..].trim())),
        None => (inside, None),
    }
}

/// Removes ` =100x200` after an address.
fn without_size(path: &str) -> (&str, bool) {
    match path.rsplit_once(" =") {
        Some((path, size))
            if size
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'x' | b'%' | b'*')) =>
        {
            (path.trim(), true)
        }
        _ => (path, false),
    }
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\u{a0}' | '\u{202f}'
    )
}

/// Whether a text looks like an address or a file.
fn is_address(text: &str) -> bool {
    let lower = text.trim_start_matches('<').to_ascii_lowercase();
    let has_scheme = [
        "http://", "https://", "www.", "mailto:", "claim:", "../", "./", "tel:",
    ]
    .iter()
    .any(|start| lower.starts_with(start));
    let extension = lower
        .split(['#', '?'])
        .next()
        .and_then(|path| path.rsplit_once('.'));
    let is_file = extension.is_some_and(|(name, end)| {
        let end = end.trim_end_matches(['"', '\'', '>']);
        !name.is_empty()
            && matches!(
                end,
                "md" | "pdf"
                    | "png"
                    | "jpg"
                    | "jpeg"
                    | "gif"
                    | "webp"
                    | "svg"
                    | "csv"
                    | "doc"
                    | "docx"
                    | "xlsx"
                    | "html"
                    | "htm"
                    | "zip"
                    | "odt"
                    | "mp3"
                    | "mp4"
            )
    });
    has_scheme || is_file
}

/// Whether a text is common in brackets in prose: `[sic]`, `[...]`, `[1]`, `[x]`.
fn is_editorial(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 1
        || text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '…' | ' ' | ',' | '-' | '–'))
        || matches!(
            text.to_lowercase().as_str(),
            "sic" | "ibid" | "ndlr" | "ed" | "red" | "n.d.l.r."
        )
}

fn write_link(link: &str) -> Message {
    message!("write `{line}`", line = link)
}

/// Returns the Markdown source of a link or picture.
fn link(label: &str, address: &str, title: &str, is_picture: bool) -> String {
    let mark = if is_picture { "!" } else { "" };
    let address = if !address.contains(char::is_whitespace) {
        address.to_owned()
    } else if address.contains("://") {
        address.split_whitespace().collect::<Vec<_>>().join("%20")
    } else {
        format!("<{address}>")
    };
    format!("{mark}[{}]({address}{title})", short(label))
}
