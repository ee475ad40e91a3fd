//! Addresses in brackets that form no link, and the link that was meant.

use super::{SiteNames, short};
use crate::diag::Safety;

/// The link or picture that was meant by brackets.
pub(super) struct MeantLink<'l> {
    pub label: &'l str,
    pub address: &'l str,
    /// The title with its quotes and the space before it, or nothing.
    pub title: &'l str,
    pub is_picture: bool,
}

impl MeantLink<'_> {
    /// Returns the Markdown source.
    pub fn source(&self) -> String {
        self.with_label(self.label)
    }

    /// Returns the Markdown source in one line, for a message.
    pub fn shown(&self) -> String {
        self.with_label(&short(self.label))
    }

    fn with_label(&self, label: &str) -> String {
        let mark = if self.is_picture { "!" } else { "" };
        let address = if !self.address.contains(char::is_whitespace) {
            self.address.to_owned()
        } else if self.address.contains("://") {
            let words: Vec<&str> = self.address.split_whitespace().collect();
            words.join("%20")
        } else {
            format!("<{}>", self.address)
        };
        format!("{mark}[{label}]({address}{})", self.title)
    }
}

/// An address as a link has to write it.
pub(super) struct MeantAddress {
    pub text: String,
    /// How safe it is to write it. `None` if the link would lead nowhere.
    pub safety: Option<Safety>,
}

impl MeantAddress {
    /// Returns the address that a text in brackets means: a file of the site, or a web address.
    pub fn new(known: &dyn SiteNames, written: &str, is_picture: bool) -> MeantAddress {
        if let Some(file) = known.file(written, is_picture) {
            return MeantAddress {
                text: file.path,
                safety: Some(match file.is_certain {
                    true => Safety::Safe,
                    false => Safety::Unsafe,
                }),
            };
        }
        // Of words after a space, only a file name surely belongs to the address.
        let last = written.rsplit(char::is_whitespace).next();
        let has_spaces = written.contains(char::is_whitespace);
        let is_whole = !has_spaces || last.is_some_and(has_file_ending);
        // A link to a claim is compared with its figure, which the editor has to choose.
        let leads_out = has_scheme(written) && !written.starts_with("claim:") && !is_picture;
        MeantAddress {
            text: written.to_owned(),
            safety: leads_out.then_some(match is_whole {
                true => Safety::Safe,
                false => Safety::Unsafe,
            }),
        }
    }
}

/// Splits an address from the title after it.
pub(super) fn parts(inside: &str) -> (&str, Option<&str>) {
    let title = inside
        .char_indices()
        .find(|(at, c)| is_quote(*c) && inside[..*at].ends_with(char::is_whitespace));
    match title {
        Some((at, _)) => (inside[..at].trim(), Some(inside[at..].trim())),
        None => (inside, None),
    }
}

/// Removes ` =100x200` after an address.
pub(super) fn without_size(path: &str) -> (&str, bool) {
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

pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\u{a0}' | '\u{202f}'
    )
}

/// Whether a text looks like an address or a file.
pub(super) fn is_address(text: &str) -> bool {
    has_scheme(text)
        || ["../", "./"].iter().any(|start| text.starts_with(start))
        || has_file_ending(text)
}

/// Whether a text begins as an address does that is no path.
fn has_scheme(text: &str) -> bool {
    let lower = text.trim_start_matches('<').to_ascii_lowercase();
    ["http://", "https://", "www.", "mailto:", "claim:", "tel:"]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// Whether a text ends like the name of a file.
fn has_file_ending(text: &str) -> bool {
    let lower = text.trim_start_matches('<').to_ascii_lowercase();
    let extension = lower
        .split(['#', '?'])
        .next()
        .and_then(|path| path.rsplit_once('.'));
    extension.is_some_and(|(name, end)| {
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
    })
}

/// Whether a text is common in brackets in prose: `[sic]`, `[...]`, `[1]`, `[x]`.
pub(super) fn is_editorial(text: &str) -> bool {
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
