//! Lines for the head of every page: `<meta>` and `<link>` elements in HTML.
//!
//! They are parsed and written anew, so nothing else can get into a page. Elements that run code,
//! load something from another host, or repeat what griot writes are refused.

use crate::message;
use crate::messages::Message;
use std::ops::Range;

use crate::html::push_escaped;

/// An element for the head of every page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeadElement {
    pub name: &'static str,
    /// The attributes with their values as HTML. The address of a file is in `file`.
    attributes: Vec<(String, String)>,
    /// The path of the static file that the element links to, below `content/static/`.
    pub file: Option<String>,
}

/// What is wrong with a line for the head.
#[derive(Debug, PartialEq, Eq)]
pub struct HeadError {
    /// The part of the line that is wrong.
    pub at: Range<usize>,
    pub message: Message,
    pub help: Message,
}

/// The attributes of each element that are written.
const META: &[&str] = &["name", "property", "content", "media", "itemprop", "lang"];
const LINK: &[&str] = &[
    "rel", "href", "hreflang", "type", "title", "sizes", "media", "color", "lang",
];

/// Names of `<meta>` that griot writes itself.
const OWN_NAMES: &[&str] = &["referrer", "viewport", "description", "generator"];

/// Returns what to do about a `<meta>` that griot writes itself.
fn instead_of_own(name: &str) -> Message {
    match name {
        "referrer" => message!("delete it, and write `referrer: same-origin` in site.yaml"),
        "description" => {
            message!("delete it, and write `description:` in site.yaml and `summary:` in texts")
        }
        _ => message!("delete it"),
    }
}

/// Relations of `<link>` that make a browser load or open something.
const LOADING: &[&str] = &[
    "stylesheet",
    "preload",
    "modulepreload",
    "prefetch",
    "prerender",
    "preconnect",
    "dns-prefetch",
    "manifest",
    "import",
    "expect",
    "compression-dictionary",
];

/// Relations of `<link>` to pictures, which have to be files of the site.
const ICONS: &[&str] = &[
    "icon",
    "apple-touch-icon",
    "apple-touch-icon-precomposed",
    "apple-touch-startup-image",
    "mask-icon",
];

impl HeadElement {
    /// Returns the element as HTML. `address` is that of its file.
    pub fn html(&self, address: impl Fn(&str) -> String) -> String {
        let mut out = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{value}\""));
        }
        if let Some(file) = &self.file {
            out.push_str(" href=\"");
            push_escaped(&mut out, &address(file));
            out.push('"');
        }
        out.push('>');
        out
    }
}

/// Parses a text with elements. Comments between them are left out.
///
/// # Errors
/// Returns what is wrong with the first element that is refused.
pub fn elements(text: &str) -> Result<Vec<HeadElement>, HeadError> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if rest.is_empty() {
            return Ok(found);
        }
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        let (element, end) = HeadTag::parse(text, at)?.checked()?;
        found.push(element);
        at = end;
    }
}

/// An opening tag as written.
struct HeadTag<'t> {
    name: String,
    /// The place of the name.
    at: Range<usize>,
    /// Names in lower case, values as written, and the place of each attribute.
    attributes: Vec<(String, &'t str, Range<usize>)>,
    end: usize,
}

impl<'t> HeadTag<'t> {
    /// Parses the tag at a place.
    fn parse(text: &'t str, start: usize) -> Result<HeadTag<'t>, HeadError> {
        let line = start..start + text[start..].lines().next().unwrap_or_default().len();
        let Some(rest) = text[start..].strip_prefix('<') else {
            return Err(error(
                line,
                message!("expected an HTML element, found text"),
                message!(
                    "write elements such as `<meta name=\"fediverse:creator\" content=\"@desk@example.org\">`"
                ),
            ));
        };
        let length = name_length(rest);
        if length == 0 {
            return Err(error(
                line,
                message!("expected an opening tag"),
                message!("write `<meta ...>` or `<link ...>`; neither has a closing tag"),
            ));
        }
        let at = start + 1..start + 1 + length;
        let mut tag = HeadTag {
            name: text[at.clone()].to_ascii_lowercase(),
            at,
            attributes: Vec::new(),
            end: 0,
        };
        let mut at = tag.at.end;
        loop {
            at += text[at..].len() - text[at..].trim_start().len();
            let rest = &text[at..];
            if let Some(end) = ["/>", ">"].iter().find(|end| rest.starts_with(**end)) {
                tag.end = at + end.len();
                return Ok(tag);
            }
            let length = name_length(rest);
            if length == 0 {
                return Err(error(
                    line,
                    message!("this element has no end"),
                    message!("write `>` where it ends, and put each value between quotation marks"),
                ));
            }
            let name = text[at..at + length].to_ascii_lowercase();
            let begin = at;
            at += length;
            let value = value_at(text, &mut at).ok_or_else(|| {
                error(
                    begin..text.len(),
                    message!("the value of this attribute has no end"),
                    message!("write a quotation mark where it ends"),
                )
            })?;
            tag.attributes.push((name, value, begin..at));
        }
    }

    /// Returns the element and where it ends, if it is allowed.
    fn checked(self) -> Result<(HeadElement, usize), HeadError> {
        let (name, allowed) = match self.name.as_str() {
            "meta" => ("meta", META),
            "link" => ("link", LINK),
            other => {
                return Err(error(
                    self.at.clone(),
                    message!("`<{other}>` is not allowed in `head`", other),
                    match other {
                        "style" => {
                            message!(
                                "write the rules in a file, such as content/style/site.css, and `css: [style/site.css]`"
                            )
                        }
                        "script" => {
                            message!("delete it: the pages' policy allows no script but griot's")
                        }
                        "title" => message!("delete it: griot writes the title of each page"),
                        _ => message!("write a `<meta>` or `<link>`, or make a theme of your own"),
                    },
                ));
            }
        };
        for (attribute, value, at) in &self.attributes {
            self.check_attribute(attribute, value, at, allowed)?;
        }
        let has = |wanted: &str| self.value(wanted).is_some_and(|value| !value.is_empty());
        let is_whole = match name {
            "meta" => {
                (has("name") || has("property") || has("itemprop"))
                    && self.value("content").is_some()
            }
            _ => has("rel") && has("href"),
        };
        if !is_whole {
            let (message, help) = match name {
                "meta" => (
                    message!("this element needs `name` or `property`, and `content`"),
                    message!("write it as `<meta name=\"...\" content=\"...\">`"),
                ),
                _ => (
                    message!("this element needs `rel` and `href`"),
                    message!("write it as `<link rel=\"me\" href=\"https://example.org/@desk\">`"),
                ),
            };
            return Err(error(self.at.clone(), message, help));
        }
        let file = self
            .value("href")
            .and_then(|href| href.strip_prefix('/'))
            .map(str::to_owned);
        let attributes = self.attributes.iter();
        let attributes = attributes
            .filter(|(name, ..)| file.is_none() || name != "href")
            .map(|(name, value, _)| (name.clone(), in_quotes(value)));
        Ok((
            HeadElement {
                name,
                attributes: attributes.collect(),
                file,
            },
            self.end,
        ))
    }

    /// Checks one attribute.
    fn check_attribute(
        &self,
        name: &str,
        value: &str,
        at: &Range<usize>,
        allowed: &[&str],
    ) -> Result<(), HeadError> {
        let refused = |message: Message, help: Message| Err(error(at.clone(), message, help));
        if name.starts_with("on") {
            let message = message!("the event handler `{name}` is not allowed", name);
            return refused(
                message,
                message!("delete it: the pages' policy runs no such code"),
            );
        }
        if name == "http-equiv" {
            return refused(
                message!("`http-equiv` is not allowed in `head`"),
                message!(
                    "delete the element; `content_security_policy` and `referrer` in site.yaml set these policies"
                ),
            );
        }
        if !allowed.contains(&name) {
            let element = &self.name;
            return refused(
                message!(
                    "the attribute `{name}` is not allowed in `<{element}>`",
                    name,
                    element
                ),
                message!("delete it"),
            );
        }
        let same = |word: &str| value.trim().eq_ignore_ascii_case(word);
        if name == "name"
            && let Some(word) = OWN_NAMES.iter().find(|word| same(word))
        {
            return refused(
                message!("griot writes `{word}` itself", word),
                instead_of_own(word),
            );
        }
        match name {
            "rel" => self.check_relation(value, at),
            "href" if !value.starts_with('/') || value.starts_with("//") => {
                let schemes = ["https://", "http://", "mailto:"];
                let is_web = schemes.iter().any(|scheme| {
                    value
                        .get(..scheme.len())
                        .is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
                });
                match is_web {
                    true => Ok(()),
                    false => refused(
                        message!("`{value}` is not a web address", value),
                        message!(
                            "write an address such as `https://example.org/@desk`, or `/file.png` for content/static/file.png"
                        ),
                    ),
                }
            }
            _ => Ok(()),
        }
    }

    /// Checks the relations of a link.
    fn check_relation(&self, value: &str, at: &Range<usize>) -> Result<(), HeadError> {
        for word in value.split_ascii_whitespace() {
            let word = word.to_ascii_lowercase();
            let refused = |message: Message, help: Message| Err(error(at.clone(), message, help));
            if word == "canonical" {
                return refused(
                    message!("griot writes the canonical address of each page itself"),
                    message!("delete it, and write `base_url` in site.yaml"),
                );
            }
            if LOADING.contains(&word.as_str()) {
                return refused(
                    message!(
                        "a link with `rel=\"{word}\"` makes browsers load something",
                        word
                    ),
                    match word.as_str() {
                        "stylesheet" => {
                            message!(
                                "save the style sheet as content/style/site.css, and write `css: [style/site.css]`"
                            )
                        }
                        _ => message!("delete it"),
                    },
                );
            }
            let is_own = self
                .value("href")
                .is_none_or(|href| href.starts_with('/') && !href.starts_with("//"));
            if ICONS.contains(&word.as_str()) && !is_own {
                return refused(
                    message!("this icon is not a file of the site"),
                    message!(
                        "save it in content/static/, and write its path there: `href=\"/icon.png\"`"
                    ),
                );
            }
        }
        Ok(())
    }

    /// Returns the value of an attribute.
    fn value(&self, name: &str) -> Option<&'t str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(known, ..)| known == name)
            .map(|(_, value, _)| value.trim())
    }
}

fn error(at: Range<usize>, message: Message, help: Message) -> HeadError {
    HeadError { at, message, help }
}

/// Returns the length of the name of an element or attribute at the beginning of a text.
fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_' | '.')))
        .unwrap_or(text.len())
}

/// Reads the value of an attribute after its name; empty if it has none. `None` if a quotation mark
/// is missing.
fn value_at<'t>(text: &'t str, at: &mut usize) -> Option<&'t str> {
    let rest = &text[*at..];
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return Some("");
    };
    let value = value.trim_start();
    let begin = text.len() - value.len();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (from, to, end) = match quote {
        Some(quote) => {
            let end = value[1..].find(quote)?;
            (begin + 1, begin + 1 + end, begin + end + 2)
        }
        None => {
            let length = value
                .find(|c: char| c.is_whitespace() || c == '>')
                .unwrap_or(value.len());
            (begin, begin + length, begin + length)
        }
    };
    *at = end;
    Some(&text[from..to])
}

/// Returns the value of an attribute for double quotation marks. Its entities stay as they are.
fn in_quotes(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let found =
            elements(text).unwrap_or_else(|error| panic!("{}: {text}", error.message.english()));
        let html = found
            .iter()
            .map(|element| element.html(|file| format!("/base/{file}")));
        html.collect::<Vec<_>>().join("\n")
    }

    fn refused(text: &str) -> String {
        let error = elements(text).expect_err(text);
        format!("{} | {}", &text[error.at], error.message.english())
    }

    #[test]
    fn elements_are_written_anew() {
        assert_eq!(
            html(
                "<!-- ours -->\n<META Name='a:b' content='say \"x\" &amp; <y'/> <link rel=me href=https://x.example/@a>"
            ),
            "<meta name=\"a:b\" content=\"say &quot;x&quot; &amp; &lt;y\">\n<link rel=\"me\" href=\"https://x.example/@a\">"
        );
        assert_eq!(
            html("<link rel=\"apple-touch-icon\" href=\"/touch.png\" sizes=\"180x180\">"),
            "<link rel=\"apple-touch-icon\" sizes=\"180x180\" href=\"/base/touch.png\">"
        );
        assert_eq!(
            html("<meta name=x content>"),
            "<meta name=\"x\" content=\"\">"
        );
    }

    #[test]
    fn what_runs_or_loads_is_refused() {
        for (text, expected) in [
            ("<script>x()</script>", "script | `<script>` is not allowed"),
            (
                "<meta name=a content=b onload=x>",
                "onload=x | the event handler",
            ),
            (
                "<link rel='x STYLESHEET' href=/a.css>",
                "rel='x STYLESHEET' | a link with",
            ),
            (
                "<link rel=me href=javascript:x>",
                "href=javascript:x | `javascript:x` is not",
            ),
            (
                "<link rel=me href=//x.example>",
                "href=//x.example | `//x.example` is not",
            ),
            (
                "<link rel=icon href=https://x.example/i.png>",
                "rel=icon | this icon",
            ),
            (
                "<meta http-equiv=refresh content=0>",
                "http-equiv=refresh | `http-equiv`",
            ),
            (
                "<meta name=\"Referrer\" content=x>",
                "name=\"Referrer\" | griot writes",
            ),
            ("<meta content=x>", "meta | this element needs"),
            (
                "<link rel=me href='https://x",
                "href='https://x | the value",
            ),
            (
                "<link rel=me href=https://x",
                "<link rel=me href=https://x | this element has no",
            ),
            ("google: 12", "google: 12 | expected an HTML element"),
            (
                "</head><script>",
                "</head><script> | expected an opening tag",
            ),
            ("<meta name=a content=b><base href=/>", "base | `<base>`"),
        ] {
            let found = refused(text);
            assert!(found.starts_with(expected), "{text}: {found}");
        }
    }
}
