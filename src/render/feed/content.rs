//! The text of an article as HTML for feeds: without scripts and styles, with absolute addresses.
//!
//! Readers of feeds have neither the style sheets nor the script of the site. So only elements and
//! attributes that have a meaning without them are copied; all others are unwrapped or dropped.

use url::Url;

use crate::html::{escaped, push_attribute};
use crate::lang::Direction;
use crate::markdown::Placeholder;
use crate::model::{ClaimRef, Entity};
use crate::render::context::PageContext;
use crate::render::{claims, prose};

/// The elements that are copied. The content of others is copied without them.
const COPIED: &[&str] = &[
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
];

/// The elements that are dropped with their content.
const DROPPED: &[&str] = &[
    "audio", "button", "canvas", "embed", "form", "iframe", "math", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
];

/// The attributes that are copied. Those of addresses are made absolute.
const ATTRIBUTES: &[&str] = &[
    "alt", "cite", "colspan", "datetime", "dir", "headers", "height", "href", "id", "lang",
    "reversed", "rowspan", "scope", "span", "src", "start", "title", "value", "width",
];

/// The attributes that are addresses.
const ADDRESSES: [&str; 3] = ["cite", "href", "src"];

/// The schemes that an address may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Returns the text of an entity in the language of the page, or `None` if it is empty. `page` is
/// the absolute address of its page.
pub(super) fn full_text(context: &PageContext, entity: Entity, page: &str) -> Option<String> {
    let text = context.articles.exact(entity, context.lang)?;
    if text.is_empty() {
        return None;
    }
    let html = text.fill(|placeholder| match placeholder {
        Placeholder::Note(claim, _) => claim_link(context, *claim),
        // A drawing needs the style sheet of figures, and its table would be without it.
        Placeholder::Drawing(_) => String::new(),
        placeholder => prose::fill_placeholder(context, placeholder, context.lang),
    });
    let base = Url::parse(page).ok();
    let absolute = |address: &str| {
        // In a site that opens from a disk, the base path is a marker.
        let own = address.strip_prefix(context.plan.file("").as_str());
        let address = match own.filter(|_| !address.starts_with("//")) {
            Some(path) => context.plan.absolute(&context.plan.file(path)),
            None => address.to_owned(),
        };
        let url = match &base {
            Some(base) => base.join(&address).ok()?,
            None => Url::parse(&address).ok()?,
        };
        SCHEMES.contains(&url.scheme()).then(|| url.into())
    };
    let text = cleaned(html.trim(), &absolute);
    Some(match context.lang.direction() {
        Direction::LeftToRight => text,
        // Readers of feeds show text from left to right, whatever the language of the feed.
        direction => format!(
            "<div lang=\"{}\" dir=\"{}\">{text}</div>",
            context.lang,
            direction.html()
        ),
    })
}

/// Returns the end of a figure: a link to its claim, which says how well it is supported.
fn claim_link(context: &PageContext, at: ClaimRef) -> String {
    let claim = &context.atlas.events[at.event].claims[at.claim];
    let label = match claim.grade {
        Some(grade) => claims::graded(context, "grade_", grade).name,
        None => context.name(Entity::Actor(claim.claimant)).text,
    };
    format!(
        "</label> <small>[<a href=\"{}\">{}</a>]</small>",
        escaped(&claims::claim_address(context, at)),
        escaped(&label)
    )
}

/// Copies HTML without what readers of feeds may not or cannot use.
fn cleaned(html: &str, absolute: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some((tag, after)) = Tag::read(rest) else {
            // A lone `<` is text.
            out.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        rest = after;
        if DROPPED.contains(&tag.name.as_str()) {
            if !tag.is_end {
                rest = after_element(rest, &tag.name);
            }
        } else if COPIED.contains(&tag.name.as_str()) {
            let length = out.len();
            tag.push(&mut out, absolute);
            // A picture whose address may not be used shows nothing.
            if tag.name == "img" && !out[length..].contains(" src=\"") {
                out.truncate(length);
            }
        }
    }
    out.push_str(rest);
    out
}

/// Returns what stands behind the end tag of an element that has just begun. Elements of the same
/// name within it end before it.
fn after_element<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    let mut depth = 1;
    while let Some(at) = rest.find('<') {
        let Some((tag, after)) = Tag::read(&rest[at..]) else {
            rest = &rest[at + 1..];
            continue;
        };
        rest = after;
        if tag.name != name {
            continue;
        }
        match tag.is_end {
            true => depth -= 1,
            // Scripts and styles contain no elements.
            false if !matches!(name, "script" | "style" | "embed") => depth += 1,
            false => {}
        }
        if depth == 0 {
            return rest;
        }
    }
    ""
}

/// A tag, with its attributes as they are written.
struct Tag<'h> {
    /// The name in lower case.
    name: String,
    is_end: bool,
    attributes: &'h str,
}

impl<'h> Tag<'h> {
    /// Reads the tag at the start of a text, and returns what follows it.
    fn read(html: &'h str) -> Option<(Tag<'h>, &'h str)> {
        let inside = html.strip_prefix('<')?;
        let is_end = inside.starts_with('/');
        let inside = &inside[usize::from(is_end)..];
        let length = inside
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(inside.len());
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (name, inside) = inside.split_at(length);
        let mut quote = None;
        let end = inside.bytes().position(|byte| match (quote, byte) {
            (None, b'>') => true,
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                false
            }
            (Some(open), byte) if open == byte => {
                quote = None;
                false
            }
            _ => false,
        })?;
        let tag = Tag {
            name: name.to_ascii_lowercase(),
            is_end,
            attributes: &inside[..end],
        };
        Some((tag, &inside[end + 1..]))
    }

    /// Appends the tag with its copied attributes.
    fn push(&self, out: &mut String, absolute: &dyn Fn(&str) -> Option<String>) {
        out.push_str(if self.is_end { "</" } else { "<" });
        out.push_str(&self.name);
        if !self.is_end {
            for (name, value) in self.attributes() {
                if !ATTRIBUTES.contains(&name.as_str()) {
                    continue;
                }
                let value = unescaped(value);
                match ADDRESSES.contains(&name.as_str()) {
                    false => push_attribute(out, &name, &value),
                    true => {
                        if let Some(address) = absolute(value.trim()) {
                            push_attribute(out, &name, &address);
                        }
                    }
                }
            }
        }
        out.push('>');
    }

    /// Returns the attributes, with names in lower case and values as written.
    fn attributes(&self) -> Vec<(String, &'h str)> {
        let mut found = Vec::new();
        let blank = |c: char| c.is_ascii_whitespace() || c == '/';
        let mut rest = self.attributes.trim_start_matches(blank);
        while !rest.is_empty() {
            let end = rest
                .find(|c: char| blank(c) || c == '=')
                .unwrap_or(rest.len());
            // An equals sign without a name is dropped, so that each step is one forward.
            let (name, after) = rest.split_at(end.max(1).min(rest.len()));
            let after = after.trim_start();
            let value = after.strip_prefix('=').map(str::trim_start);
            let (value, after) = match value {
                None => ("", after),
                Some(text) => match text.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        text[1..].split_once(quote).unwrap_or((&text[1..], ""))
                    }
                    _ => text.split_at(
                        text.find(|c: char| c.is_ascii_whitespace())
                            .unwrap_or(text.len()),
                    ),
                },
            };
            found.push((name.to_ascii_lowercase(), value));
            rest = after.trim_start_matches(blank);
        }
        found
    }
}

/// Decodes what [`escaped`] writes, and numeric references, which could hide a scheme.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(';').filter(|end| *end <= 10);
        let decoded = end.and_then(|end| match &rest[..end] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            reference => {
                let number = reference.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)
            }
        });
        match (decoded, end) {
            (Some(character), Some(end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            _ => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        let base = Url::parse("https://x.org/repo/articles/a/").expect("an address");
        cleaned(html, &|address| {
            let url = base.join(address).ok()?;
            SCHEMES.contains(&url.scheme()).then(|| url.into())
        })
    }

    #[test]
    fn addresses_become_absolute() {
        assert_eq!(
            text(
                "<a class=x href=\"/repo/b/?a=1&amp;b\">b</a> <a href='#c'>c</a> <img src=d.png alt=\"e\">"
            ),
            "<a href=\"https://x.org/repo/b/?a=1&amp;b\">b</a> <a href=\"https://x.org/repo/articles/a/#c\">c</a> <img src=\"https://x.org/repo/articles/a/d.png\" alt=\"e\">"
        );
    }

    #[test]
    fn what_could_run_is_dropped() {
        for (html, wanted) in [
            ("a<script>alert('</p>')</script>b", "ab"),
            ("a<SCRIPT src=x>b", "a"),
            ("<p onclick=\"x()\">a</p>", "<p>a</p>"),
            ("<a href=\"java&#115;cript:x()\">a</a>", "<a>a</a>"),
            ("<a href=\" javascript:x()\">a</a>", "<a>a</a>"),
            ("<img src=\"data:image/svg+xml,x\">", ""),
            ("<svg><svg></svg><a>x</a></svg>b", "b"),
            ("<iframe src=\"https://a.example/\"></iframe>b", "b"),
            ("<p title=\"a>b\">c</p>", "<p title=\"a&gt;b\">c</p>"),
            ("a<!-- <b> -->c", "ac"),
            ("1 < 2", "1 &lt; 2"),
            ("<p", "&lt;p"),
            ("<p = =x lang=fr>a", "<p lang=\"fr\">a"),
        ] {
            assert_eq!(text(html), wanted, "{html}");
        }
    }

    #[test]
    fn other_elements_are_unwrapped() {
        assert_eq!(
            text(
                "<label class=\"fig\">19 <span>men<button popovertarget=\"x\"></button></span></label>"
            ),
            "19 <span>men</span>"
        );
    }
}
