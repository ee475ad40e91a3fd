//! Brackets that look like a link but are not one.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::addresses::{
    MeantAddress, MeantLink, is_address, is_editorial, is_quote, parts, without_size,
};
use super::fixes::SyntaxFix;
use super::marks::closing;
use super::visible::Segment;
use super::{ForeignSearch, ForeignSyntax, Unresolved, short};
use crate::diag::{Code, Safety};
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
            let mut fix = None;
            let help = if self.known.is_source(&reference) {
                let line = format!("{text} [@{reference}]");
                fix = Some(SyntaxFix::write(range.clone(), line).not_safe());
                message!(
                    "write `{text} [@{reference}]`, if the source is cited",
                    text,
                    reference
                )
            } else if let Some(name) = self.known.wiki_name(&reference) {
                let line = format!("[[{name}|{text}]]");
                fix = Some(
                    SyntaxFix::write(range.clone(), line).safe_if(kind == LinkType::Collapsed),
                );
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
            self.push(Code::NoLink, range, message, help).fix(fix);
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
                let meant = MeantLink {
                    label: &label,
                    address,
                    title: "",
                    is_picture,
                };
                let help = message!("close it: `{link}`", link = meant.shown());
                let known = MeantAddress::new(self.known, address, is_picture);
                let fix = (known.safety)
                    .filter(|_| known.text == address)
                    .map(|_| SyntaxFix::write(range.clone(), meant.source()));
                let why = message!("its bracket is never closed");
                self.none(range, &why, help).fix(fix);
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
            let range = base + from..base + end + 1;
            let why = message!("there is another link in its text");
            let leads_out = MeantAddress::new(self.known, &inside, false)
                .safety
                .is_some();
            let fix = (leads_out && !text.contains("(claim:"))
                .then(|| SyntaxFix::write(range.clone(), text.as_str()).not_safe());
            self.none(range, &why, write_link(&text)).fix(fix);
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
        let address = MeantAddress::new(self.known, path, is_picture);
        let meant = MeantLink {
            label: &label,
            address: &address.text,
            title: &title,
            is_picture,
        };
        let range = base + from..base + end + 1;
        self.meant(range, &why, &meant, address.safety);
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
        let address = MeantAddress::new(self.known, &address, is_picture);
        let meant = MeantLink {
            label: &label,
            address: &address.text,
            title: "",
            is_picture,
        };
        let range = base + from..base + end + 1;
        let why = message!("there is text between its brackets");
        self.meant(range, &why, &meant, address.safety);
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
        let address = MeantAddress::new(self.known, &address, false);
        let meant = MeantLink {
            label: &label,
            address: &address.text,
            title: "",
            is_picture: false,
        };
        let range = base + start..base + end + 1;
        let why = message!("its brackets are the wrong way round");
        self.meant(range, &why, &meant, address.safety);
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
        let address = MeantAddress::new(self.known, &address, false);
        let meant = MeantLink {
            label: &label,
            address: &address.text,
            title: "",
            is_picture: false,
        };
        let range = base + start..base + open + 2 + end + closes;
        let why = message!("the bracket after its text is missing");
        self.meant(range, &why, &meant, address.safety);
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
            let meant = MeantLink {
                label: label.trim(),
                address,
                title: "",
                is_picture: false,
            };
            let range = base + open..base + open + end + 2;
            self.meant(
                range,
                &message!("this is wiki syntax"),
                &meant,
                Some(Safety::Safe),
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
        let address = MeantAddress::new(self.known, &address, false);
        let meant = MeantLink {
            label: &label,
            address: &address.text,
            title: "",
            is_picture: false,
        };
        let range = base + start..base + end;
        let why = message!("its brackets are full-width");
        self.meant(range, &why, &meant, address.safety);
    }

    /// Adds a finding about brackets that form no link; `why` is a sentence.
    fn none(&mut self, range: Range<usize>, why: &Message, help: Message) -> &mut ForeignSyntax {
        let message = message!(
            "`{written}` is not a link, and readers would see its brackets: {why}",
            written = self.quote(&range),
            why
        );
        self.push(Code::NoLink, range, message, help)
    }

    /// Adds a finding about brackets, with the link that they mean, and how safe it is to write it.
    fn meant(
        &mut self,
        range: Range<usize>,
        why: &Message,
        link: &MeantLink,
        safety: Option<Safety>,
    ) {
        let fix = safety.map(|safety| {
            SyntaxFix::write(range.clone(), link.source()).safe_if(safety == Safety::Safe)
        });
        self.none(range, why, write_link(&link.shown())).fix(fix);
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

fn write_link(link: &str) -> Message {
    message!("write `{line}`", line = link)
}
