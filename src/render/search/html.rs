//! Reads a page for the search index: the main text on one line with markers in it, anchors,
//! filters and fields.
//!
//! It reads exactly as Pagefind 1.6 does, because Pagefind's engine answers queries. The markers in
//! the text (`___PAGEFIND_…`) are also Pagefind's. An element that is never closed ends with its
//! parent.

use std::collections::BTreeMap;

use regex::Regex;

use super::PageFacts;
use super::digest::{ANCHOR, AUTO_WEIGHT, END_WEIGHT, WEIGHT};
use super::elements::{INLINE, LEFT_OUT, RAW, REMOVED, SENTENCES, VOID, level};
use super::tags::{
    Attributes, after, after_drawing, attribute, attributes, begins_name, name_length, normal,
    pairs, raw_end,
};
use crate::html::escaped;

/// The contents of a page.
#[derive(Default)]
pub(super) struct ReadPage {
    /// The text, with markers where anchors and weights start.
    pub digest: String,
    pub anchors: Vec<SearchAnchor>,
    pub filters: BTreeMap<String, Vec<String>>,
    pub fields: BTreeMap<String, String>,
    /// Whether the page marks the part to index (`data-pagefind-body`).
    pub has_body: bool,
}

/// An element that can be linked to.
pub(super) struct SearchAnchor {
    pub id: String,
    pub title: Option<String>,
    pub text: String,
}

/// How the content of an element is indexed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NodeStatus {
    Indexing,
    /// The text of the element is not indexed, but its filters and fields are.
    Ignored,
    /// Neither its text nor its filters and fields are indexed.
    Excluded,
    Body,
    /// The element contains a body, so only the body in it is indexed.
    AroundBody,
}

/// The effect of an attribute on the page. It is applied when the element ends.
enum AttributeEffect {
    Filter(String),
    Field(String),
    /// A field that is used if no other field has its name.
    Default(String),
}

/// An open element.
struct OpenNode {
    name: String,
    /// The offsets in the text at which the markers of the element start, and at which its own text
    /// starts.
    markers_start: usize,
    text_start: usize,
    status: NodeStatus,
    effects: Vec<AttributeEffect>,
    has_weight: bool,
    /// The anchors to which the text of the element belongs.
    anchors: Vec<usize>,
}

/// Reads pages. One reader serves all pages of a build.
pub(super) struct PageReader {
    /// Characters that end a sentence without a full stop.
    word_end: Regex,
    /// Markers in values that are not digests.
    marks: Regex,
}

impl Default for PageReader {
    fn default() -> PageReader {
        let regex = |pattern| Regex::new(pattern).expect("this pattern is written right");
        PageReader {
            word_end: regex(r#"[\w'"\)\$\*]"#),
            marks: regex(r"___PAGEFIND_[\S]+\s?"),
        }
    }
}

impl PageReader {
    /// Reads a page with its facts.
    pub fn read(&self, html: &str, facts: &PageFacts) -> ReadPage {
        let mut reading = ReadState {
            reader: self,
            page: ReadPage::default(),
            text: String::with_capacity(html.len() / 2),
            nodes: vec![OpenNode {
                name: String::new(),
                markers_start: 0,
                text_start: 0,
                status: NodeStatus::Indexing,
                effects: Vec::new(),
                has_weight: false,
                anchors: Vec::new(),
            }],
        };
        reading.facts(facts);
        reading.tags(html);
        while reading.nodes.len() > 1 {
            reading.close_innermost();
        }
        reading.finish()
    }

    /// Returns whether a text ends with a character after which Pagefind adds a full stop.
    fn lacks_full_stop(&self, text: &str) -> bool {
        match text.chars().next_back() {
            Some(last) if last.is_ascii() => {
                last.is_ascii_alphanumeric() || "_'\")$*".contains(last)
            }
            Some(last) => {
                last.is_alphabetic() || self.word_end.is_match(last.encode_utf8(&mut [0; 4]))
            }
            None => false,
        }
    }
}

/// The state while a page is read.
struct ReadState<'r> {
    reader: &'r PageReader,
    page: ReadPage,
    /// The text of all open elements, concatenated.
    text: String,
    /// The open elements. The first represents everything around the page.
    nodes: Vec<OpenNode>,
}

impl ReadState<'_> {
    /// Adds the facts about the page as if they were in its head.
    fn facts(&mut self, facts: &PageFacts) {
        for (filter, value) in &facts.filters {
            self.apply(
                &AttributeEffect::Filter(format!("{filter}:{}", escaped(value))),
                "",
            );
        }
        // The field is set even without an image. Otherwise Pagefind would use the first picture of
        // the page, whose address depends on the base path.
        self.apply(&AttributeEffect::Field("image:".to_owned()), "");
        if let Some(title) = &facts.title {
            // The title does not use the heading, which has a weight of its own.
            self.apply(&AttributeEffect::Field("title:".to_owned()), "");
            self.apply(
                &AttributeEffect::Field(format!("source:{}", escaped(title))),
                "",
            );
        }
        if let Some(date) = &facts.date {
            self.apply(
                &AttributeEffect::Field(format!("date:{}", escaped(date))),
                "",
            );
        }
        if !facts.names.is_empty() {
            let names = facts.names.join(" · ");
            self.apply(
                &AttributeEffect::Field(format!("names:{}", escaped(&names))),
                "",
            );
        }
    }

    /// Reads tags and the text between them.
    fn tags(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.push_text(&rest[..at]);
            rest = &rest[at..];
            let next = rest[1..].chars().next();
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            } else if matches!(next, Some('!' | '?')) {
                rest = after(rest, ">");
            } else if rest[1..].strip_prefix('/').is_some_and(begins_name) {
                let name = &rest[2..][..name_length(&rest[2..])];
                self.close_element(name);
                rest = after(rest, ">");
            } else if begins_name(&rest[1..]) {
                let length = name_length(&rest[1..]);
                let name = &rest[1..=length];
                let (attributes, is_closed, length) = attributes(&rest[1 + length..]);
                let tag = 1 + name.len() + length;
                rest = self.element(name, &attributes, is_closed, &rest[tag..]);
            } else {
                self.push_text("<");
                rest = &rest[1..];
            }
        }
        self.push_text(rest);
    }

    /// Opens an element whose tag ends before `rest`. Reads the entire element at once if nothing
    /// in it can be indexed. Returns the text that follows.
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
            self.open_element(&name, attributes, true);
            return rest;
        }
        self.open_element(&name, attributes, false);
        if name == "svg"
            && !attributes
                .iter()
                .any(|(name, _)| name.starts_with("data-pagefind-"))
        {
            // Most of a page may be SVG, which is not searched.
            let after = after_drawing(rest);
            if !rest[..rest.len() - after.len()].contains("data-pagefind-") {
                self.close_innermost();
                return after;
            }
        }
        if RAW.contains(&name.as_str()) {
            let end = raw_end(&name, rest);
            self.push_text(&rest[..end]);
            return &rest[end..];
        }
        rest
    }

    /// Appends text to the open element and to its anchors.
    fn push_text(&mut self, text: &str) {
        let Some(node) = self
            .nodes
            .last()
            .filter(|_| self.nodes.len() > 1 && !text.is_empty())
        else {
            return;
        };
        self.text.push_str(text);
        if !matches!(node.status, NodeStatus::Ignored | NodeStatus::Excluded) {
            for anchor in &node.anchors {
                self.page.anchors[*anchor].text.push_str(text);
            }
        }
    }

    /// Opens an element and applies its attributes.
    fn open_element(&mut self, name: &str, attributes: &Attributes, is_void: bool) {
        let attribute_value = |name: &str| attribute(attributes, name);
        let status = match attribute_value("data-pagefind-ignore") {
            _ if attribute_value("data-pagefind-body").is_some() => NodeStatus::Body,
            Some(how) if ["", "index", "true"].contains(&how.to_ascii_lowercase().as_str()) => {
                NodeStatus::Ignored
            }
            Some(_) => NodeStatus::Excluded,
            None => NodeStatus::Indexing,
        };
        let parent = &self.nodes[self.nodes.len() - 1];
        let mut anchors = Vec::new();
        if INLINE.contains(&name) {
            anchors.clone_from(&parent.anchors);
        }
        let may_be_place = matches!(status, NodeStatus::Indexing | NodeStatus::Body)
            && (parent.status != NodeStatus::AroundBody || status == NodeStatus::Body);
        if let Some(id) = attribute_value("id").filter(|_| may_be_place) {
            let id: String = id.split_whitespace().collect();
            let at = self.page.anchors.len();
            self.text.push_str(&format!(" {ANCHOR}{name}:{at}:{id} "));
            let title = attribute_value("data-pagefind-title").map(normal);
            self.page.anchors.push(SearchAnchor {
                id,
                title: title.filter(|title| !title.is_empty()),
                text: String::new(),
            });
            anchors.push(at);
        }
        if status != NodeStatus::Excluded {
            for name in attribute_value("data-pagefind-index-attrs")
                .into_iter()
                .flat_map(|names| names.split(','))
            {
                let value = attribute_value(name.trim()).unwrap_or_default();
                let end = if self.reader.lacks_full_stop(value) {
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
        let mut effects = Vec::new();
        for (kind, of) in [
            (
                "data-pagefind-filter",
                AttributeEffect::Filter as fn(String) -> AttributeEffect,
            ),
            ("data-pagefind-meta", AttributeEffect::Field),
            ("data-pagefind-default-meta", AttributeEffect::Default),
        ] {
            effects.extend(
                attribute_value(kind)
                    .into_iter()
                    .flat_map(|list| pairs(list, attributes))
                    .map(of),
            );
        }
        let status = match parent.status {
            NodeStatus::Excluded => NodeStatus::Excluded,
            _ => status,
        };
        let classes = attribute_value("class").unwrap_or_default();
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
                effects.iter().for_each(|effect| self.apply(effect, ""));
            }
            return;
        }
        let markers_start = self.text.len();
        let weight = attribute_value("data-pagefind-weight");
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
            markers_start,
            text_start: self.text.len(),
            status: if is_removed {
                NodeStatus::Ignored
            } else {
                status
            },
            effects,
            has_weight: weight.is_some() || level(name).is_some(),
            anchors,
        });
    }

    /// Closes the innermost element with this name, and all elements in it.
    fn close_element(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        if let Some(at) = self.nodes.iter().rposition(|node| node.name == name) {
            while self.nodes.len() > at {
                self.close_innermost();
            }
        }
    }

    /// Closes the innermost element and applies the effects of its attributes.
    fn close_innermost(&mut self) {
        let node = self.nodes.pop().expect("something is open");
        if node.status == NodeStatus::Excluded {
            self.text.truncate(node.markers_start);
            return;
        }
        let is_title = node.name == "h1" || node.name == "title";
        if is_title || !node.effects.is_empty() {
            let text = self.text[node.text_start..].to_owned();
            node.effects
                .iter()
                .for_each(|effect| self.apply(effect, &text));
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
            self.text.truncate(node.markers_start);
            return;
        }
        if SENTENCES.contains(&node.name.as_str()) {
            if self.reader.lacks_full_stop(&self.text[node.text_start..]) {
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
                self.text.drain(parent.text_start..node.markers_start);
            }
            parent.status = NodeStatus::AroundBody;
        } else if parent.status == NodeStatus::AroundBody {
            self.text.truncate(node.markers_start);
        }
    }

    /// Applies the effect of an attribute. `text` is the text of its element.
    fn apply(&mut self, effect: &AttributeEffect, text: &str) {
        let (AttributeEffect::Filter(pair)
        | AttributeEffect::Field(pair)
        | AttributeEffect::Default(pair)) = effect;
        let (name, value) = match pair.split_once(':') {
            Some((name, value)) => (name.to_owned(), normal(value)),
            None if text.is_empty() => return,
            None => (pair.clone(), normal(text)),
        };
        let page = &mut self.page;
        match effect {
            AttributeEffect::Filter(_) => {
                page.filters.entry(name).or_default().push(normal(&value));
            }
            AttributeEffect::Field(_) => drop(page.fields.insert(name, value)),
            AttributeEffect::Default(_) => {
                drop(page.fields.insert(format!("{DEFAULT}{name}"), value));
            }
        }
    }

    /// Returns the page, with default values for fields that are not set.
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

/// The prefix of the names of default fields while the page is read. No attribute begins with it,
/// and these names sort last.
const DEFAULT: &str = "\u{10ffff}";

const TITLE: &str = "\u{10fffd}h1";

const PAGE_TITLE: &str = "\u{10fffd}title";
