//! What a search reads of a page: its main text in one line with marks in it, its places, filters
//! and fields.
//!
//! It reads as Pagefind 1.6 does, to the letter, because Pagefind's own engine answers from it; the
//! marks that it puts into the text (`___PAGEFIND_…`) are Pagefind's too. Elements that are never
//! closed end where what they stand in ends.

use std::collections::BTreeMap;

use regex::Regex;

use super::PageFacts;
use super::tags::{
    Attributes, after, after_drawing, attribute, attributes, begins_name, name_length, normal,
    raw_end,
};
use crate::html::escaped;

const ANCHOR: &str = "___PAGEFIND_ANCHOR___";
const WEIGHT: &str = "___PAGEFIND_WEIGHT___";
const AUTO_WEIGHT: &str = "___PAGEFIND_AUTO_WEIGHT___";
const END_WEIGHT: &str = "___END_PAGEFIND_WEIGHT___";

/// Elements whose text is a sentence of its own.
const SENTENCES: [&str; 13] = [
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "td", "div", "ul", "li", "article", "section",
];
/// Elements whose text belongs to the place that their parent is.
const INLINE: [&str; 33] = [
    "a", "abbr", "acronym", "b", "bdo", "big", "br", "button", "cite", "code", "dfn", "em", "i",
    "img", "input", "kbd", "label", "map", "object", "output", "q", "samp", "script", "select",
    "small", "span", "strong", "sub", "sup", "textarea", "time", "tt", "var",
];
/// Elements that hold no text for readers.
const REMOVED: [&str; 11] = [
    "head", "style", "script", "noscript", "label", "form", "svg", "footer", "nav", "iframe",
    "template",
];
/// Classes of what the desk writes into prose and would only disturb the reading of an excerpt.
pub(super) const LEFT_OUT: [&str; 3] = ["cite", "footnote-ref", "note"];
/// Elements without an end.
const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];
/// Elements in which nothing but their own end is a tag.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// What was read of a page.
#[derive(Default)]
pub(super) struct ReadPage {
    /// The text, with marks where places and weights begin.
    pub digest: String,
    pub places: Vec<SearchAnchor>,
    pub filters: BTreeMap<String, Vec<String>>,
    pub fields: BTreeMap<String, String>,
    /// Whether the page says which part of it counts.
    pub has_body: bool,
}

/// An element that can be linked to.
pub(super) struct SearchAnchor {
    pub id: String,
    pub title: Option<String>,
    pub text: String,
}

/// A word of a digest, or a mark in it.
pub(super) enum DigestToken<'d> {
    Word(&'d str),
    /// Element, number of the place, and id.
    Anchor(&'d str, usize, &'d str),
    Weight(f32),
    AutoWeight(f32),
    EndWeight,
    /// A mark that says nothing.
    Nothing,
}

impl DigestToken<'_> {
    pub fn new(word: &str) -> DigestToken<'_> {
        let number = |text: &str| text.parse().unwrap_or(1.0);
        if !word.starts_with("___") {
            DigestToken::Word(word)
        } else if let Some(rest) = word.strip_prefix(ANCHOR) {
            let anchor = rest.split_once(':').and_then(|(element, rest)| {
                let (at, id) = rest.split_once(':')?;
                Some(DigestToken::Anchor(element, at.parse().ok()?, id))
            });
            anchor.unwrap_or(DigestToken::Nothing)
        } else if let Some(rest) = word.strip_prefix(WEIGHT) {
            DigestToken::Weight(number(rest))
        } else if let Some(rest) = word.strip_prefix(AUTO_WEIGHT) {
            DigestToken::AutoWeight(number(rest))
        } else if word.starts_with(END_WEIGHT) {
            DigestToken::EndWeight
        } else {
            DigestToken::Word(word)
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NodeStatus {
    Indexing,
    /// Its text does not count, but its filters and fields do.
    Ignored,
    /// Nothing of it counts.
    Excluded,
    Body,
    /// A body stands in it, so that the rest of it does not count.
    AroundBody,
}

/// What an attribute of an element gives to the page when the element ends.
enum AttributeGift {
    Filter(String),
    Field(String),
    /// A field that another of its name replaces.
    Default(String),
}

/// An element that is open.
struct OpenNode {
    name: String,
    /// Where what was written for it begins, and where its text does.
    lead: usize,
    start: usize,
    status: NodeStatus,
    gifts: Vec<AttributeGift>,
    has_weight: bool,
    /// The places to which its text belongs.
    places: Vec<usize>,
}

/// Reads pages. One is made for all pages of a build.
pub(super) struct PageReader {
    /// What a sentence ends with that has no mark at its end.
    unended: Regex,
    /// Marks in what is no digest.
    marks: Regex,
}

impl Default for PageReader {
    fn default() -> PageReader {
        let regex = |pattern| Regex::new(pattern).expect("this pattern is written right");
        PageReader {
            unended: regex(r#"[\w'"\)\$\*]"#),
            marks: regex(r"___PAGEFIND_[\S]+\s?"),
        }
    }
}

impl PageReader {
    pub fn read(&self, html: &str, facts: &PageFacts) -> ReadPage {
        let mut reading = ReadState {
            reader: self,
            page: ReadPage::default(),
            text: String::with_capacity(html.len() / 2),
            nodes: vec![OpenNode {
                name: String::new(),
                lead: 0,
                start: 0,
                status: NodeStatus::Indexing,
                gifts: Vec::new(),
                has_weight: false,
                places: Vec::new(),
            }],
        };
        reading.facts(facts);
        reading.tags(html);
        while reading.nodes.len() > 1 {
            reading.close();
        }
        reading.finish()
    }

    fn is_unended(&self, text: &str) -> bool {
        match text.chars().next_back() {
            Some(last) if last.is_ascii() => {
                last.is_ascii_alphanumeric() || "_'\")$*".contains(last)
            }
            Some(last) => {
                last.is_alphabetic() || self.unended.is_match(last.encode_utf8(&mut [0; 4]))
            }
            None => false,
        }
    }
}

struct ReadState<'r> {
    reader: &'r PageReader,
    page: ReadPage,
    /// The text of all open elements, one after the other.
    text: String,
    /// The open elements; the first stands for what is around the page.
    nodes: Vec<OpenNode>,
}

impl ReadState<'_> {
    /// What the index knows besides, as if it stood in the head.
    fn facts(&mut self, facts: &PageFacts) {
        for (filter, value) in &facts.filters {
            self.give(
                &AttributeGift::Filter(format!("{filter}:{}", escaped(value))),
                "",
            );
        }
        // Also where there is none: Pagefind would take a page's first picture for one, with an
        // address that depends on the base path.
        self.give(&AttributeGift::Field("image:".to_owned()), "");
        if let Some(title) = &facts.title {
            // Its heading is not taken for the title, which has a weight of its own.
            self.give(&AttributeGift::Field("title:".to_owned()), "");
            self.give(
                &AttributeGift::Field(format!("source:{}", escaped(title))),
                "",
            );
        }
        if let Some(date) = &facts.date {
            self.give(&AttributeGift::Field(format!("date:{}", escaped(date))), "");
        }
        if !facts.names.is_empty() {
            let names = facts.names.join(" · ");
            self.give(
                &AttributeGift::Field(format!("names:{}", escaped(&names))),
                "",
            );
        }
    }

    fn tags(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.add(&rest[..at]);
            rest = &rest[at..];
            let next = rest[1..].chars().next();
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            } else if matches!(next, Some('!' | '?')) {
                rest = after(rest, ">");
            } else if rest[1..].strip_prefix('/').is_some_and(begins_name) {
                let name = &rest[2..][..name_length(&rest[2..])];
                self.end(name);
                rest = after(rest, ">");
            } else if begins_name(&rest[1..]) {
                let length = name_length(&rest[1..]);
                let name = &rest[1..=length];
                let (attributes, is_closed, length) = attributes(&rest[1 + length..]);
                let tag = 1 + name.len() + length;
                rest = self.element(name, &attributes, is_closed, &rest[tag..]);
            } else {
                self.add("<");
                rest = &rest[1..];
            }
        }
        self.add(rest);
    }

    /// Takes an element that begins before `rest`, with all in it where nothing in it can count;
    /// returns what follows.
    fn element<'h>(
        &mut self,
        name: &str,
        attributes: &Attributes,
        is_closed: bool,
        rest: &'h str,
    ) -> &'h str {
        let name = name.to_ascii_lowercase();
        if name != "html" && self.nodes.len() == 1 {
            return rest;
        }
        let is_drawn = |name: &str| name == "svg" || name == "math";
        let is_foreign = || is_drawn(&name) || self.nodes.iter().any(|node| is_drawn(&node.name));
        if VOID.contains(&name.as_str()) || is_closed && is_foreign() {
            self.open(&name, attributes, true);
            return rest;
        }
        self.open(&name, attributes, false);
        if name == "svg"
            && !attributes
                .iter()
                .any(|(name, _)| name.starts_with("data-pagefind-"))
        {
            // Most of a page may be drawings, which are not searched.
            let after = after_drawing(rest);
            if !rest[..rest.len() - after.len()].contains("data-pagefind-") {
                self.close();
                return after;
            }
        }
        if RAW.contains(&name.as_str()) {
            let end = raw_end(&name, rest);
            self.add(&rest[..end]);
            return &rest[end..];
        }
        rest
    }

    fn add(&mut self, text: &str) {
        let Some(node) = self
            .nodes
            .last()
            .filter(|_| self.nodes.len() > 1 && !text.is_empty())
        else {
            return;
        };
        self.text.push_str(text);
        if !matches!(node.status, NodeStatus::Ignored | NodeStatus::Excluded) {
            for place in &node.places {
                self.page.places[*place].text.push_str(text);
            }
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes, is_void: bool) {
        let own = |name: &str| attribute(attributes, name);
        let status = match own("data-pagefind-ignore") {
            _ if own("data-pagefind-body").is_some() => NodeStatus::Body,
            Some(how) if ["", "index", "true"].contains(&how.to_ascii_lowercase().as_str()) => {
                NodeStatus::Ignored
            }
            Some(_) => NodeStatus::Excluded,
            None => NodeStatus::Indexing,
        };
        let parent = &self.nodes[self.nodes.len() - 1];
        let mut places = Vec::new();
        if INLINE.contains(&name) {
            places.clone_from(&parent.places);
        }
        let may_be_place = matches!(status, NodeStatus::Indexing | NodeStatus::Body)
            && (parent.status != NodeStatus::AroundBody || status == NodeStatus::Body);
        if let Some(id) = own("id").filter(|_| may_be_place) {
            let id: String = id.split_whitespace().collect();
            let at = self.page.places.len();
            self.text.push_str(&format!(" {ANCHOR}{name}:{at}:{id} "));
            let title = own("data-pagefind-title").map(normal);
            self.page.places.push(SearchAnchor {
                id,
                title: title.filter(|title| !title.is_empty()),
                text: String::new(),
            });
            places.push(at);
        }
        if status != NodeStatus::Excluded {
            for name in own("data-pagefind-index-attrs")
                .into_iter()
                .flat_map(|names| names.split(','))
            {
                let value = own(name.trim()).unwrap_or_default();
                let end = if self.reader.is_unended(value) {
                    "."
                } else {
                    ""
                };
                self.text.push_str(&format!(" {value}{end} "));
            }
            if name == "br" {
                self.text.push(' ');
            }
        }
        let mut gifts = Vec::new();
        for (kind, of) in [
            (
                "data-pagefind-filter",
                AttributeGift::Filter as fn(String) -> AttributeGift,
            ),
            ("data-pagefind-meta", AttributeGift::Field),
            ("data-pagefind-default-meta", AttributeGift::Default),
        ] {
            gifts.extend(
                own(kind)
                    .into_iter()
                    .flat_map(|list| pairs(list, attributes))
                    .map(of),
            );
        }
        let status = match parent.status {
            NodeStatus::Excluded => NodeStatus::Excluded,
            _ => status,
        };
        let classes = own("class").unwrap_or_default();
        let has_class = |wanted: &[&str]| {
            classes
                .split_whitespace()
                .any(|class| wanted.contains(&class))
        };
        // The label of a figure is part of a sentence.
        let is_figure = name == "label" && has_class(&["fig"]);
        let is_removed = REMOVED.contains(&name) && !is_figure || has_class(&LEFT_OUT);
        if is_void {
            if status != NodeStatus::Excluded {
                gifts.iter().for_each(|gift| self.give(gift, ""));
            }
            return;
        }
        let lead = self.text.len();
        let weight = own("data-pagefind-weight");
        if let Some(weight) = weight {
            self.text.push_str(&format!(" {WEIGHT}{weight} "));
        } else if let Some(level) = level(name) {
            self.text.push_str(&format!(" {AUTO_WEIGHT}{} ", 8 - level));
        }
        if SENTENCES.contains(&name) {
            self.text.push(' ');
        }
        self.nodes.push(OpenNode {
            name: name.to_owned(),
            lead,
            start: self.text.len(),
            status: if is_removed {
                NodeStatus::Ignored
            } else {
                status
            },
            gifts,
            has_weight: weight.is_some() || level(name).is_some(),
            places,
        });
    }

    fn end(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        if let Some(at) = self.nodes.iter().rposition(|node| node.name == name) {
            while self.nodes.len() > at {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let node = self.nodes.pop().expect("something is open");
        if node.status == NodeStatus::Excluded {
            self.text.truncate(node.lead);
            return;
        }
        let is_title = node.name == "h1" || node.name == "title";
        if is_title || !node.gifts.is_empty() {
            let text = self.text[node.start..].to_owned();
            node.gifts.iter().for_each(|gift| self.give(gift, &text));
            let fields = &mut self.page.fields;
            if node.name == "h1" && !text.trim().is_empty() {
                fields
                    .entry(TITLE.to_owned())
                    .or_insert_with(|| normal(&text));
            } else if node.name == "title" {
                fields
                    .entry(PAGE_TITLE.to_owned())
                    .or_insert_with(|| normal(&text));
            }
        }
        if node.status == NodeStatus::Ignored {
            self.text.truncate(node.lead);
            return;
        }
        if SENTENCES.contains(&node.name.as_str()) {
            if self.reader.is_unended(&self.text[node.start..]) {
                self.text.push('.');
            }
            self.text.push(' ');
        }
        if node.has_weight {
            self.text.push_str(&format!(" {END_WEIGHT} "));
        }
        let parent = self.nodes.last_mut().expect("the first is never closed");
        let is_body = matches!(node.status, NodeStatus::Body | NodeStatus::AroundBody);
        if is_body {
            if parent.status != NodeStatus::AroundBody {
                self.text.drain(parent.start..node.lead);
            }
            parent.status = NodeStatus::AroundBody;
        } else if parent.status == NodeStatus::AroundBody {
            self.text.truncate(node.lead);
        }
    }

    /// Takes what an attribute says of the page; `text` is that of its element.
    fn give(&mut self, gift: &AttributeGift, text: &str) {
        let (AttributeGift::Filter(pair)
        | AttributeGift::Field(pair)
        | AttributeGift::Default(pair)) = gift;
        let (name, value) = match pair.split_once(':') {
            Some((name, value)) => (name.to_owned(), normal(value)),
            None if text.is_empty() => return,
            None => (pair.clone(), normal(text)),
        };
        let page = &mut self.page;
        match gift {
            AttributeGift::Filter(_) => page.filters.entry(name).or_default().push(normal(&value)),
            AttributeGift::Field(_) => drop(page.fields.insert(name, value)),
            AttributeGift::Default(_) => {
                drop(page.fields.insert(format!("{DEFAULT}{name}"), value));
            }
        }
    }

    fn finish(mut self) -> ReadPage {
        let fields = &mut self.page.fields;
        for title in [TITLE, PAGE_TITLE] {
            if let Some(title) = fields.remove(title) {
                fields.entry("title".to_owned()).or_insert(title);
            }
        }
        let mut rest = std::mem::take(fields);
        let defaults = rest.split_off(DEFAULT);
        let mut all: BTreeMap<String, String> = defaults
            .into_iter()
            .map(|(name, value)| (name.trim_start_matches(DEFAULT).to_owned(), value))
            .collect();
        all.extend(rest);
        let values = self.page.filters.values_mut().flatten();
        for value in values
            .chain(all.values_mut())
            .filter(|value| value.contains("___P"))
        {
            *value = self.reader.marks.replace_all(value, "").into_owned();
        }
        self.page.fields = all;
        self.page.has_body = self.nodes[0].status == NodeStatus::AroundBody;
        self.page.digest = normal(&self.text);
        self.page
    }
}

/// Names under which fields wait until the page is read; no attribute has such names, and they sort
/// after all others.
const DEFAULT: &str = "\u{10ffff}";
const TITLE: &str = "\u{10fffd}h1";
const PAGE_TITLE: &str = "\u{10fffd}title";

fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// The names and values that an attribute of Pagefind's lists: `name`, `name:value` or
/// `name[attribute]`.
fn pairs(list: &str, attributes: &Attributes) -> Vec<String> {
    let (list, literal) = match list.split_once(':') {
        Some((list, literal)) => (list, Some(literal)),
        None => (list, None),
    };
    let mut pairs: Vec<String> = list
        .split(',')
        .map(|pair| {
            let pair = pair.trim();
            let parts = pair.strip_suffix(']').and_then(|pair| pair.split_once('['));
            match parts
                .filter(|(name, own)| !name.is_empty() && !own.is_empty() && !name.contains(']'))
            {
                Some((name, own)) => {
                    format!("{name}:{}", attribute(attributes, own).unwrap_or_default())
                }
                None => pair.to_owned(),
            }
        })
        .collect();
    if let (Some(last), Some(literal)) = (pairs.last_mut(), literal) {
        last.push(':');
        last.push_str(literal);
    }
    pairs
}
