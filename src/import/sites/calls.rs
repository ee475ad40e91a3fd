//! Shortcodes and tags of templates: what they are called with, and what they are in Markdown.

use super::context::SOURCE_SCHEME;
use std::ops::Range;

use super::markup::{one_line, picture, plain_words};

/// The arguments of a shortcode, with their names if they have any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CallArguments {
    all: Vec<(Option<String>, String)>,
}

impl CallArguments {
    /// Reads arguments between white space or commas: `src="a b.png" 12 alt=x`.
    pub fn parse(text: &str) -> CallArguments {
        let mut all = Vec::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
            let name = end.and_then(|end| {
                let after = rest[end..].trim_start();
                let value = after
                    .strip_prefix('=')
                    .or_else(|| after.strip_prefix(":="))?;
                (end > 0).then(|| (rest[..end].to_owned(), value.trim_start()))
            });
            let (name, value) = match name {
                Some((name, value)) => (Some(name), value),
                None => (None, rest),
            };
            let (value, after) = argument(value);
            all.push((name, value));
            rest = after.trim_start_matches([',', ' ', '\t', '\n', '\r', '}', '{']);
        }
        CallArguments { all }
    }

    /// Returns the argument with one of these names.
    pub fn named(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let own = self
                .all
                .iter()
                .find(|(key, _)| key.as_deref() == Some(*name))?;
            Some(own.1.as_str()).filter(|value| !value.is_empty())
        })
    }

    /// Returns the argument at a place among those without a name.
    pub fn at(&self, place: usize) -> Option<&str> {
        let mut plain = self.all.iter().filter(|(name, _)| name.is_none());
        plain.nth(place).map(|(_, value)| value.as_str())
    }

    /// Returns the argument with one of these names, else the one at a place.
    pub fn get(&self, names: &[&str], place: usize) -> Option<&str> {
        self.named(names).or_else(|| self.at(place))
    }
}

/// Splits the first argument off a text: in quotes, or up to white space.
fn argument(text: &str) -> (String, &str) {
    // An expression of JSX stands in braces.
    let text = text.strip_prefix('{').unwrap_or(text);
    if let Some(quote) = text.chars().next().filter(|c| "\"'`“".contains(*c)) {
        let close = if quote == '“' { '”' } else { quote };
        let mut value = String::new();
        let mut is_escaped = false;
        for (at, c) in text.char_indices().skip(1) {
            match c {
                '\\' if !is_escaped => {
                    is_escaped = true;
                    continue;
                }
                c if c == close && !is_escaped => return (value, &text[at + c.len_utf8()..]),
                c => value.push(c),
            }
            is_escaped = false;
        }
        return (value, "");
    }
    let end = text
        .find(|c: char| c.is_whitespace() || c == ',' || c == '}')
        .unwrap_or(text.len());
    let end = match end {
        0 => text.chars().next().map_or(0, char::len_utf8),
        end => end,
    };
    (text[..end].to_owned(), &text[end..])
}

/// Returns the Markdown of a shortcode that many sites have, or `None` if it is unknown.
pub(super) fn markdown(name: &str, arguments: &CallArguments) -> Option<String> {
    let id = || {
        arguments
            .get(&["id", "video", "url", "src"], 0)
            .filter(|id| is_plain(id))
    };
    let web = |address: String| Some(format!("<{address}>"));
    match name.to_ascii_lowercase().as_str() {
        "figure" | "image" | "img" | "picture" | "fig" => {
            let src = arguments.get(&["src", "url", "path", "image", "image_path", "file"], 0)?;
            let caption = caption(arguments);
            let alt = arguments
                .named(&["alt", "alttext"])
                .or_else(|| arguments.at(1));
            // Hugo takes the caption where there is no alternative text.
            let own = arguments.named(&["caption", "title", "description"]);
            let own = own.map(plain_words).unwrap_or_default();
            let shown = picture(alt.unwrap_or(&own), src, &credit(arguments));
            let shown = match arguments.named(&["link", "href"]) {
                Some(link) if !link.contains(char::is_whitespace) => format!("[{shown}]({link})"),
                _ => shown,
            };
            Some(match caption.is_empty() {
                true => shown,
                false => format!("{shown}{CAPTION_BREAK}{caption}"),
            })
        }
        "youtube" | "youtubelite" | "youtube_lite" => {
            let id = id()?;
            match id.contains("://") {
                true => web(id.to_owned()),
                false => web(format!("https://www.youtube.com/watch?v={id}")),
            }
        }
        "vimeo" => {
            let id = id()?;
            match id.contains("://") {
                true => web(id.to_owned()),
                false => web(format!("https://vimeo.com/{id}")),
            }
        }
        "tweet" | "twitter" | "x" => {
            let id = arguments.get(&["id", "url"], 0).filter(|id| is_plain(id))?;
            match (id.contains("://"), arguments.named(&["user"])) {
                (true, _) => web(id.to_owned()),
                (false, Some(user)) => web(format!("https://twitter.com/{user}/status/{id}")),
                (false, None) => web(format!("https://twitter.com/i/web/status/{id}")),
            }
        }
        "instagram" => web(format!("https://www.instagram.com/p/{}/", id()?)),
        "gist" => {
            let first = arguments.at(0).filter(|id| is_plain(id))?;
            match arguments
                .at(1)
                .filter(|id| is_plain(id) && !id.contains('.'))
            {
                Some(id) => web(format!("https://gist.github.com/{first}/{id}")),
                None => web(format!("https://gist.github.com/{first}")),
            }
        }
        _ => None,
    }
}

/// What is between a picture and its caption.
pub(super) const CAPTION_BREAK: &str = "\n\n";

/// Returns what stands below a picture, in Markdown: its title and its caption.
fn caption(arguments: &CallArguments) -> String {
    let mut caption = String::new();
    for keys in [&["title"][..], &["caption", "description"]] {
        let words = arguments.named(keys).map(one_line).unwrap_or_default();
        if caption.ends_with(char::is_alphanumeric) && !words.is_empty() {
            caption.push('.');
        }
        if !caption.is_empty() && !words.is_empty() {
            caption.push(' ');
        }
        caption.push_str(&words);
    }
    caption
}

/// Returns whose a picture is, as plain text.
fn credit(arguments: &CallArguments) -> String {
    let credit = arguments.named(&["attr"]).map(plain_words);
    let credit = credit.unwrap_or_default();
    match arguments.named(&["attrlink"]) {
        Some(link) if credit.is_empty() => link.to_owned(),
        Some(link) => format!("{credit} ({link})"),
        None => credit,
    }
}

/// Returns the Markdown of a shortcode as it can stand at its place: a caption is a paragraph of
/// its own only if the shortcode has its line for itself.
pub(super) fn placed(new: &str, text: &str, range: &Range<usize>) -> String {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n');
    let end = end.map_or(text.len(), |at| range.end + at);
    let indent = &text[start..range.start];
    let has_line = indent.trim().is_empty() && text[range.end..end].trim().is_empty();
    match new.split_once(CAPTION_BREAK) {
        Some((picture, caption)) if picture.contains("](") && !picture.contains('\n') => {
            match has_line {
                true => format!("{picture}{CAPTION_BREAK}{indent}{caption}"),
                false => format!("{picture} {caption}"),
            }
        }
        _ => new.to_owned(),
    }
}

/// Whether a text may stand in an address.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || "<>\"{}".contains(c))
}

/// Returns a destination that names a file by its path in the source.
pub(super) fn source_destination(path: &str, anchor: &str) -> String {
    format!("{SOURCE_SCHEME}{}{}", encoded(path), encoded(anchor))
}

/// Returns a path in which nothing ends a destination, an attribute of HTML or a cell of a table.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            c if c.is_ascii() && (c.is_whitespace() || "%()<>[]|\"'`\\*".contains(c)) => {
                encoded.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => encoded.push(c),
        }
    }
    encoded
}

/// Returns code in a block whose fence is not in it.
pub(super) fn code_block(language: &str, code: &str) -> String {
    let mut fence = "```".to_owned();
    while code.contains(&fence) {
        fence.push('`');
    }
    let code = code.trim_matches('\n');
    format!("{fence}{language}\n{code}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_become_markdown() {
        for (name, arguments, shown) in [
            (
                "figure",
                "src=\"a b.png\" alt=\"X [y]\" caption='Z \"q\"'",
                Some("![X \\[y\\]](<a b.png>)\n\nZ \"q\""),
            ),
            (
                "figure",
                "src=a.png caption=\"C [l](/x/)\" attr=\"D\" attrlink=\"https://d.org\"",
                Some("![C l](a.png \"D (https://d.org)\")\n\nC [l](/x/)"),
            ),
            ("image", "a.png", Some("![](a.png)")),
            (
                "youtube",
                "w7Ft2ymGmfc",
                Some("<https://www.youtube.com/watch?v=w7Ft2ymGmfc>"),
            ),
            (
                "youtube",
                "id=\"w7\", autoplay=true",
                Some("<https://www.youtube.com/watch?v=w7>"),
            ),
            (
                "tweet",
                "user=\"a\" id=\"12\"",
                Some("<https://twitter.com/a/status/12>"),
            ),
            (
                "gist",
                "jane 12ab",
                Some("<https://gist.github.com/jane/12ab>"),
            ),
            ("vimeo", "\"\"", None),
            ("notice", "info", None),
        ] {
            let read = CallArguments::parse(arguments);
            assert_eq!(
                markdown(name, &read).as_deref(),
                shown,
                "{name} {arguments}"
            );
        }
        assert_eq!(code_block("sh", "a ``` b"), "````sh\na ``` b\n````");
    }
}
