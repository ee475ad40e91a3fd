//! One body: the events of the Markdown parser, changed on their way to HTML.
//!
//! Text is gathered across soft line breaks, so that a name may be broken over two lines. Where HTML
//! depends on the page (an address, a word of its language) a marker is written, which no text can hold
//! because control characters are refused when files are read; in the end markers become holes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag,
    TagEnd, html,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::target::Target;
use super::{Citation, Composed, Heading, Hole, Prose, Wanted, Workshop, fixed_anchors, source_anchor};
use crate::config::RawHtml;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::html::escaped;
use crate::lang::{Lang, typeset};
use crate::load::Kind;
use crate::model::{Body, Id, Source, Thing};
use crate::resolve::Meaning;
use crate::source::Span;

/// Stands before and after the number of a hole.
const MARK: char = '\u{1}';

/// How many bytes of plain text a description is made from.
const LEAD: usize = 400;

/// Beginnings of ids that belong to the theme and to us.
const RESERVED: &[&str] = &["part-", "source-", "cite-", "fn-", "fnref-"];

/// A body on its way to HTML.
pub(super) struct Composer<'w, 'a> {
    workshop: &'w Workshop<'a>,
    thing: Thing,
    lang: Lang,
    body: &'w Body,
    text: &'w str,
    /// The folder of the file, below `content/`.
    folder: String,
    out: Vec<Event<'w>>,
    /// Footnotes by label: their events, once they are read.
    notes: BTreeMap<String, Note<'w>>,
    note_order: Vec<String>,
    holes: Vec<Hole>,
    prose: Prose,
    linked: BTreeSet<Thing>,
    citations: BTreeMap<Id<Source>, usize>,
    here: Vec<(Span, String)>,
    wanted: Vec<Wanted>,
    diagnostics: Diagnostics,
    /// How deep we are in what takes no automatic links.
    quiet: usize,
    shift: u8,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_body: bool,
}

#[derive(Default)]
struct Note<'e> {
    events: Vec<Event<'e>>,
    span: Option<Span>,
    references: usize,
}

impl<'w, 'a> Composer<'w, 'a> {
    /// A composer for the body of `thing` in `lang`.
    pub(super) fn new(workshop: &'w Workshop<'a>, thing: Thing, lang: Lang, body: &'w Body) -> Self {
        let path = workshop.sources.path(body.file).trim_start_matches("content/");
        Composer {
            workshop,
            thing,
            lang,
            body,
            text: &workshop.sources.text(body.file)[body.range.clone()],
            folder: path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(),
            out: Vec::new(),
            notes: BTreeMap::new(),
            note_order: Vec::new(),
            holes: Vec::new(),
            prose: Prose {
                anchors: fixed_anchors(workshop.atlas, thing),
                ..Prose::default()
            },
            linked: BTreeSet::from([thing]),
            citations: BTreeMap::new(),
            here: Vec::new(),
            wanted: Vec::new(),
            diagnostics: Diagnostics::default(),
            quiet: 0,
            shift: 0,
            columns: Vec::new(),
            column: 0,
            in_head: false,
            in_body: false,
        }
    }

    /// Reads the body through.
    pub(super) fn compose(mut self) -> Composed {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_WIKILINKS;
        // Citations are references that nothing defines; the parser asks, and everything else stays text.
        let citation = |link: BrokenLink<'w>| {
            link.reference
                .trim_start()
                .starts_with('@')
                .then(|| (CowStr::from(format!("cite:{}", link.reference)), CowStr::Borrowed("")))
        };
        let events: Vec<(Event, Range<usize>)> =
            Parser::new_with_broken_link_callback(self.text, options, Some(citation))
                .into_offset_iter()
                .collect();
        let top = |(event, _): &(Event, Range<usize>)| {
            matches!(
                event,
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1,
                    ..
                })
            )
        };
        // The page's title is its only h1.
        self.shift = u8::from(events.iter().any(top));
        let mut at = 0;
        while at < events.len() {
            at = self.step(&events, at);
        }
        self.footnotes();
        self.finish()
    }

    /// Handles the event at `at` and those that belong to it; returns the place of the next one.
    fn step(&mut self, events: &[(Event<'w>, Range<usize>)], at: usize) -> usize {
        let (event, range) = &events[at];
        match event {
            Event::Text(_) | Event::SoftBreak => self.run(events, at),
            Event::Start(Tag::Heading { level, id, .. }) => self.heading(events, at, *level, id.as_deref()),
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(events, at, kind),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }) => self.link(events, at, *link_type, dest_url, title),
            Event::Start(Tag::Paragraph) if is_lone_image(events, at) => self.step(events, at + 1),
            Event::Start(Tag::Image { dest_url, title, .. }) => self.image(events, at, dest_url, title),
            Event::Start(Tag::FootnoteDefinition(label)) => self.footnote(events, at, label),
            Event::FootnoteReference(label) => {
                self.footnote_reference(label);
                at + 1
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                self.raw_html(text, range, matches!(event, Event::Html(_)));
                at + 1
            }
            // Lines of a block come as Html events; the block itself adds nothing.
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => at + 1,
            Event::Start(Tag::BlockQuote(kind)) => {
                self.block_quote(*kind);
                at + 1
            }
            Event::End(TagEnd::BlockQuote(kind)) => {
                if kind.is_some() {
                    self.html("</div>\n");
                } else {
                    self.quiet -= 1;
                    self.html("</blockquote>\n");
                }
                at + 1
            }
            Event::TaskListMarker(done) => {
                let word = self.hole(Hole::Word(if *done { "task_done" } else { "task_open" }, None));
                let checked = if *done { " checked" } else { "" };
                self.html(format!(
                    "<input type=\"checkbox\" disabled{checked} aria-label=\"{word}\"> "
                ));
                at + 1
            }
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => {
                self.table(event);
                at + 1
            }
            other => {
                self.out.push(other.clone());
                at + 1
            }
        }
    }

    fn html(&mut self, html: impl Into<String>) {
        self.out.push(Event::InlineHtml(CowStr::from(html.into())));
    }

    /// A marker that becomes a hole.
    fn hole(&mut self, hole: Hole) -> String {
        self.holes.push(hole);
        format!("{MARK}{}{MARK}", self.holes.len() - 1)
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let start = self.body.range.start;
        Span::new(self.body.file, start + range.start..start + range.end)
    }

    fn report(&mut self, code: Code, range: &Range<usize>, message: String, help: impl Into<String>) {
        let span = self.span(range);
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    /// Text across soft breaks, with names linked.
    fn run(&mut self, events: &[(Event<'w>, Range<usize>)], at: usize) -> usize {
        let mut next = at;
        let mut text = String::new();
        while let Some((Event::Text(_) | Event::SoftBreak, _)) = events.get(next) {
            match &events[next].0 {
                Event::Text(part) => text.push_str(part),
                _ => text.push('\n'),
            }
            next += 1;
        }
        self.lead(&text);
        self.text_with_names(text);
        next
    }

    /// Keeps the first words of the body, for descriptions.
    fn lead(&mut self, text: &str) {
        if self.quiet == 0 && self.prose.lead.len() < LEAD {
            self.prose.lead.push_str(text);
            self.prose.lead.push(' ');
        }
    }

    fn text_with_names(&mut self, text: String) {
        if self.quiet > 0 {
            self.out
                .push(Event::Text(typeset(self.lang, &text).into_owned().into()));
            return;
        }
        let text = typeset(self.lang, &text).into_owned();
        let text = match is_nfc_quick(text.chars()) {
            IsNormalized::Yes => text,
            _ => text.nfc().collect(),
        };
        let found = self
            .workshop
            .mentions
            .get(&self.lang)
            .map_or_else(Vec::new, |mentions| mentions.find(&text));
        let mut done = 0;
        for (range, thing) in found {
            if self.linked.contains(&thing) {
                continue;
            }
            self.linked.insert(thing);
            self.out.push(Event::Text(text[done..range.start].to_owned().into()));
            let address = self.address(thing, None, None);
            self.html(format!("<a class=\"mention\" href=\"{address}\">"));
            self.out.push(Event::Text(text[range.clone()].to_owned().into()));
            self.html("</a>");
            done = range.end;
        }
        self.out.push(Event::Text(text[done..].to_owned().into()));
    }

    fn address(&mut self, thing: Thing, lang: Option<Lang>, anchor: Option<String>) -> String {
        if thing != self.thing {
            self.prose.mentions.insert(thing);
        }
        self.hole(Hole::Address { thing, lang, anchor })
    }

    fn heading(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        at: usize,
        level: HeadingLevel,
        id: Option<&str>,
    ) -> usize {
        let end = matching_end(events, at);
        let text = plain_text(&events[at + 1..end]);
        let level = (level as u8 + self.shift).clamp(2, 6);
        let base = id.map_or_else(|| heading_slug(&text), str::to_owned);
        let anchor = self.free_anchor(base);
        self.html(format!("<h{level} id=\"{}\">", escaped(&anchor)));
        self.quiet += 1;
        self.steps(events, at + 1, end);
        self.quiet -= 1;
        self.html(format!("</h{level}>\n"));
        self.prose.headings.push(Heading {
            level,
            anchor,
            text: text.trim().to_owned(),
        });
        end + 1
    }

    /// An anchor that nothing else in the page has.
    fn free_anchor(&mut self, base: String) -> String {
        let base = if base.is_empty() || RESERVED.iter().any(|prefix| base.starts_with(prefix)) {
            format!("h-{base}").trim_end_matches('-').to_owned()
        } else {
            base
        };
        let mut anchor = base.clone();
        let mut number = 1;
        while !self.prose.anchors.insert(anchor.clone()) {
            anchor = format!("{base}-{number}");
            number += 1;
        }
        anchor
    }

    fn steps(&mut self, events: &[(Event<'w>, Range<usize>)], from: usize, end: usize) {
        let mut at = from;
        while at < end {
            at = self.step(events, at);
        }
    }

    fn code_block(&mut self, events: &[(Event<'w>, Range<usize>)], at: usize, kind: &CodeBlockKind) -> usize {
        let end = matching_end(events, at);
        let code = plain_text(&events[at + 1..end]);
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or("").to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let marked = if language.is_empty() {
            None
        } else {
            self.workshop.highlighter.highlight(&code, &language)
        };
        let class = if language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escaped(&language))
        };
        let inner = marked.unwrap_or_else(|| escaped(&code));
        // The box scrolls sideways, so it has to be reachable by keyboard.
        self.html(format!(
            "<pre class=\"code\" tabindex=\"0\"><code{class} translate=\"no\" dir=\"ltr\">{inner}</code></pre>\n"
        ));
        end + 1
    }

    fn link(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        at: usize,
        kind: LinkType,
        destination: &str,
        title: &str,
    ) -> usize {
        let end = matching_end(events, at);
        let range = events[at].1.clone();
        if let LinkType::WikiLink { has_pothole } = kind {
            self.wiki_link(events, (at, end), destination, has_pothole);
            return end + 1;
        }
        if let Some(list) = destination.strip_prefix("cite:")
            && matches!(
                kind,
                LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown
            )
        {
            if kind == LinkType::ReferenceUnknown {
                self.steps(events, at + 1, end);
            }
            self.citation(list, &range);
            return end + 1;
        }
        let open = if kind == LinkType::Email {
            Some(format!("<a href=\"mailto:{}\"", escaped(destination)))
        } else {
            self.opened(destination, &range)
        };
        // A link that cannot be made leaves its words.
        let Some(open) = open else {
            self.steps(events, at + 1, end);
            return end + 1;
        };
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escaped(title))
        };
        self.html(format!("{open}{title}>"));
        self.quiet += 1;
        self.steps(events, at + 1, end);
        self.quiet -= 1;
        self.html("</a>");
        end + 1
    }

    /// The beginning of a link's tag, or a finding.
    fn opened(&mut self, destination: &str, range: &Range<usize>) -> Option<String> {
        match self.workshop.files.target(&self.folder, destination) {
            Target::Elsewhere(address) => Some(format!("<a href=\"{}\"", escaped(&address.replace(' ', "%20")))),
            Target::Here(anchor) => {
                if anchor.is_empty() {
                    return Some("<a href=\"#\"".to_owned());
                }
                self.here.push((self.span(range), anchor.clone()));
                Some(format!("<a href=\"#{}\"", escaped(&anchor)))
            }
            Target::Thing { file, anchor } => {
                let Some(thing) = file.thing else {
                    self.report(
                        Code::WithheldLink,
                        range,
                        "this links to an article that is not published yet, so it stays text".to_owned(),
                        "publish both together, or build with --drafts or a later --now to see them",
                    );
                    return None;
                };
                // A file of another language than ours is meant as such; one without a language, or of ours, as the thing.
                let lang = file.suffix.filter(|suffix| *suffix != self.lang);
                if let Some(anchor) = &anchor {
                    self.wanted.push(Wanted {
                        span: self.span(range),
                        thing,
                        lang: file.suffix.unwrap_or_else(|| self.existing(thing)),
                        anchor: anchor.clone(),
                    });
                }
                self.linked.insert(thing);
                let address = self.address(thing, lang, anchor);
                Some(format!("<a href=\"{address}\""))
            }
            Target::Media(path) => {
                self.prose.media.insert(path.clone());
                let address = self.hole(Hole::Media(path));
                Some(format!("<a href=\"{address}\""))
            }
            Target::Later(address) => {
                let what = if address.starts_with("claim:") {
                    "a link to a claim"
                } else {
                    "a link to a figure"
                };
                self.report(
                    Code::NotYet,
                    range,
                    format!("{what} is not supported by this version"),
                    "link to the event's file instead",
                );
                None
            }
            Target::Scheme(address) => {
                let scheme = address.split(':').next().unwrap_or(address);
                self.report(
                    Code::LinkScheme,
                    range,
                    format!("links with `{scheme}:` are not published"),
                    "use https, http, mailto or tel, or link to a file of the site",
                );
                None
            }
            Target::Rooted => {
                self.report(
                    Code::BrokenLink,
                    range,
                    format!("`{destination}` is an address, and addresses change with the site's base path"),
                    "link to the file: `../actors/fama.md`",
                );
                None
            }
            Target::Nowhere(near) => {
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "a link names a file by its path from this one, such as `../actors/fama.md`; an address elsewhere begins with https://".to_owned(),
                };
                self.report(
                    Code::BrokenLink,
                    range,
                    format!("there is no file `{destination}`"),
                    help,
                );
                None
            }
        }
    }

    /// The language in which a thing is shown to readers of this text.
    fn existing(&self, thing: Thing) -> Lang {
        let bodies = super::body_of(self.workshop.atlas, thing);
        bodies.get(self.lang).map_or(self.lang, |(lang, _)| lang)
    }

    fn wiki_link(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        (at, end): (usize, usize),
        destination: &str,
        has_pothole: bool,
    ) {
        let range = events[at].1.clone();
        // In a table the bar is written `\|`, and the parser leaves the backslash.
        let written = destination.trim_end_matches('\\').trim();
        let (path, anchor) = written.split_once('#').map_or((written, None), |(name, anchor)| {
            (name.trim(), Some(anchor.trim().to_owned()))
        });
        let (kind, name) = match path.split_once(':') {
            Some((word, name)) => match Kind::ALL.into_iter().find(|kind| kind.noun() == word.trim()) {
                Some(kind) => (Some(kind), name.trim()),
                None => (None, path),
            },
            None => (None, path),
        };
        let thing = match self.workshop.names.find(kind, name) {
            Meaning::One(thing) => Some(thing),
            Meaning::Several(things) => {
                let list: Vec<String> = things
                    .iter()
                    .map(|thing| format!("[[{}:{}]]", noun(*thing), super::id_of(self.workshop.atlas, *thing)))
                    .collect();
                let help = format!("write {}", crate::diag::or_list(list.iter().map(String::as_str)));
                self.report(
                    Code::AmbiguousName,
                    &range,
                    format!("`{name}` fits several things"),
                    help,
                );
                None
            }
            Meaning::Withheld => {
                self.report(
                    Code::WithheldLink,
                    &range,
                    format!("`{name}` is not published yet, so this link stays text"),
                    "publish both together, or build with --drafts or a later --now to see them",
                );
                None
            }
            Meaning::None(near) => {
                let help = match near {
                    Some(near) => format!("did you mean `[[{}]]`?", super::id_of(self.workshop.atlas, near)),
                    None => "create a file for it, or write the name without brackets".to_owned(),
                };
                let what = kind.map_or("nothing", |_| "none of that kind");
                self.report(
                    Code::UnknownReference,
                    &range,
                    format!("{what} is called `{name}`"),
                    help,
                );
                None
            }
        };
        let shown = (!has_pothole).then(|| self.shown_name(thing, name));
        if let Some(thing) = thing {
            if let Some(anchor) = &anchor {
                self.wanted.push(Wanted {
                    span: self.span(&range),
                    thing,
                    lang: self.existing(thing),
                    anchor: anchor.clone(),
                });
            }
            self.linked.insert(thing);
            let address = self.address(thing, None, anchor);
            self.html(format!("<a href=\"{address}\">"));
        }
        self.quiet += 1;
        match shown {
            Some(name) => self.out.push(Event::Text(name.into())),
            None => self.steps(events, at + 1, end),
        }
        self.quiet -= 1;
        if thing.is_some() {
            self.html("</a>");
        }
    }

    /// What a wiki-link without words of its own shows: the name as written, or the thing's name when an id was written.
    fn shown_name(&self, thing: Option<Thing>, written: &str) -> String {
        let atlas = self.workshop.atlas;
        let Some(thing) = thing else {
            return written.to_owned();
        };
        if super::id_of(atlas, thing) != written {
            return written.to_owned();
        }
        let name = match thing {
            Thing::Actor(id) => &atlas.actors[id].name,
            Thing::Region(id) => &atlas.regions[id].name,
            Thing::Article(id) => &atlas.articles[id].title,
            Thing::Event(id) => &atlas.events[id].title,
            Thing::Source(id) => &atlas.sources[id].title,
            Thing::Page(id) => &atlas.pages[id].title,
        };
        name.get(self.lang)
            .map_or_else(|| written.to_owned(), |(_, name)| name.clone())
    }

    /// `@a; @b, p. 3`: numbers that lead to the list of sources.
    fn citation(&mut self, list: &str, range: &Range<usize>) {
        let mut links = Vec::new();
        for part in list.split(';') {
            let part = part.trim();
            let (name, locator) = part
                .split_once(',')
                .map_or((part, ""), |(name, locator)| (name.trim_end(), locator.trim()));
            let Some(name) = name.strip_prefix('@') else {
                self.report(
                    Code::UnknownReference,
                    range,
                    format!("`{part}` in a citation does not begin with `@`"),
                    "write `[@first; @second]`",
                );
                continue;
            };
            let source = match self.workshop.names.find(Some(Kind::Source), name) {
                Meaning::One(Thing::Source(source)) => source,
                Meaning::Withheld => {
                    self.report(
                        Code::WithheldLink,
                        range,
                        format!("the source `{name}` is not published yet, so it is not cited"),
                        "give it a file of its own in content/sources/",
                    );
                    continue;
                }
                meaning => {
                    let help = match meaning {
                        Meaning::None(Some(near)) => {
                            format!("did you mean `@{}`?", super::id_of(self.workshop.atlas, near))
                        }
                        _ => format!(
                            "create content/sources/{}.md",
                            crate::load::slug(name).unwrap_or_else(|| "its-id".into())
                        ),
                    };
                    self.report(
                        Code::UnknownReference,
                        range,
                        format!("there is no source `{name}`"),
                        help,
                    );
                    continue;
                }
            };
            let next = self.citations.len();
            let number = *self.citations.entry(source).or_insert(next);
            if number == next {
                self.prose.citations.push(Citation {
                    source,
                    anchors: Vec::new(),
                });
            }
            let places = &mut self.prose.citations[number].anchors;
            let anchor = format!("cite-{}-{}", number + 1, places.len() + 1);
            places.push(anchor.clone());
            let target = source_anchor(&self.workshop.atlas.sources[source].id);
            let word = self.hole(Hole::Word("citation", Some(number + 1)));
            let locator = if locator.is_empty() {
                String::new()
            } else {
                format!(", {}", escaped(locator))
            };
            links.push(format!(
                "<a id=\"{anchor}\" href=\"#{target}\" role=\"doc-biblioref\" aria-label=\"{word}\">{}</a>{locator}",
                number + 1
            ));
        }
        if !links.is_empty() {
            // The space before a mark is taken back: it belongs to the word before it.
            if let Some(Event::Text(text)) = self.out.last_mut()
                && text.ends_with([' ', '\n'])
            {
                *text = text.trim_end_matches([' ', '\n']).to_owned().into();
            }
            self.html(format!("<sup class=\"cite\">[{}]</sup>", links.join(", ")));
        }
    }

    fn image(&mut self, events: &[(Event<'w>, Range<usize>)], at: usize, destination: &str, title: &str) -> usize {
        let end = matching_end(events, at);
        let range = events[at].1.clone();
        let alone = at > 0 && is_lone_image(events, at - 1);
        let next = if alone { end + 2 } else { end + 1 };
        let alt = plain_text(&events[at + 1..end]);
        match self.workshop.files.target(&self.folder, destination) {
            Target::Later(_) => {
                self.report(
                    Code::NotYet,
                    &range,
                    "figures drawn from data are not supported by this version".to_owned(),
                    "leave the figure out for now",
                );
                return next;
            }
            Target::Elsewhere(_) => {
                self.report(
                    Code::BrokenImage,
                    &range,
                    "pictures of other hosts are not loaded: they would tell that host who reads this".to_owned(),
                    "save the picture in content/media/ and name it from there",
                );
                return next;
            }
            Target::Scheme(_) => {
                self.report(
                    Code::LinkScheme,
                    &range,
                    "a picture is a file of the site".to_owned(),
                    "save the picture in content/media/ and name it from there",
                );
                return next;
            }
            _ => {}
        }
        if alt.trim().is_empty() {
            self.report(
                Code::MissingAlt,
                &range,
                "this picture has no text for those who do not see it".to_owned(),
                "say in the square brackets what it shows: `![A street in Mopti](mopti.jpg)`",
            );
        }
        let Some(path) = self.workshop.files.picture(&self.folder, destination) else {
            self.report(
                Code::BrokenImage,
                &range,
                format!("there is no picture `{destination}`"),
                "put it into content/media/ or beside this file",
            );
            return next;
        };
        self.prose.media.insert(path.clone());
        let picture = self.hole(Hole::Picture(path));
        let img = format!(
            "<img {picture} alt=\"{}\" loading=\"lazy\" decoding=\"async\">",
            escaped(&alt)
        );
        if alone {
            let caption = if title.is_empty() {
                String::new()
            } else {
                format!("<figcaption>{}</figcaption>", escaped(title))
            };
            self.html(format!("<figure>{img}{caption}</figure>\n"));
        } else {
            self.html(img);
        }
        next
    }

    fn block_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            self.quiet += 1;
            self.html("<blockquote>\n");
            return;
        };
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "note_title"),
            BlockQuoteKind::Tip => ("tip", "tip_title"),
            BlockQuoteKind::Important => ("important", "important_title"),
            BlockQuoteKind::Warning => ("warning", "warning_title"),
            BlockQuoteKind::Caution => ("caution", "caution_title"),
        };
        let word = self.hole(Hole::Word(word, None));
        self.html(format!(
            "<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{word}</p>\n"
        ));
    }

    /// Tables without style attributes, in a box that scrolls.
    fn table(&mut self, event: &Event) {
        match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns.clone_from(columns);
                self.in_body = false;
                let label = self.hole(Hole::Word("table_label", None));
                self.html(format!(
                    "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"
                ));
            }
            Event::End(TagEnd::Table) => {
                let body = if self.in_body { "</tbody>" } else { "" };
                self.html(format!("{body}</table></div>\n"));
            }
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                self.column = 0;
                self.html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                self.html("</tr></thead>\n");
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                let body = if self.in_body { "" } else { "<tbody>" };
                self.in_body = true;
                self.html(format!("{body}<tr>"));
            }
            Event::End(TagEnd::TableRow) => self.html("</tr>\n"),
            Event::Start(Tag::TableCell) => {
                let class = match self.columns.get(self.column) {
                    Some(Alignment::Right) => " class=\"end\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                self.column += 1;
                let cell = if self.in_head {
                    format!("<th scope=\"col\"{class}>")
                } else {
                    format!("<td{class}>")
                };
                self.html(cell);
            }
            _ => {
                let cell = if self.in_head { "</th>" } else { "</td>" };
                self.html(cell);
            }
        }
    }

    fn raw_html(&mut self, text: &str, range: &Range<usize>, is_block: bool) {
        if self.workshop.config.html == RawHtml::Allow {
            self.html(text.to_owned());
            return;
        }
        // A comment is a note of the desk to itself: it is neither passed through nor shown.
        let trimmed = text.trim();
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") {
            return;
        }
        self.report(
            Code::RawHtml,
            range,
            "HTML is shown to readers as text".to_owned(),
            "write Markdown instead, or `html: allow` in site.yaml if all authors of the site are trusted",
        );
        if is_block {
            self.html(format!("<p>{}</p>\n", escaped(trimmed)));
        } else {
            self.out.push(Event::Text(text.to_owned().into()));
        }
    }

    fn footnote_reference(&mut self, label: &str) {
        let note = self.notes.entry(label.to_owned()).or_default();
        note.references += 1;
        let times = note.references;
        if !self.note_order.iter().any(|known| known == label) {
            self.note_order.push(label.to_owned());
        }
        let number = self
            .note_order
            .iter()
            .position(|known| known == label)
            .map_or(0, |at| at + 1);
        let suffix = if times == 1 { String::new() } else { format!("-{times}") };
        self.html(format!("<sup class=\"fnref\"><a id=\"fnref-{number}{suffix}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// The text of a note, kept until all is read.
    fn footnote(&mut self, events: &[(Event<'w>, Range<usize>)], at: usize, label: &str) -> usize {
        let end = matching_end(events, at);
        let before = std::mem::take(&mut self.out);
        self.steps(events, at + 1, end);
        let inner = std::mem::replace(&mut self.out, before);
        let span = self.span(&events[at].1);
        let note = self.notes.entry(label.to_owned()).or_default();
        note.events = inner;
        note.span = Some(span);
        end + 1
    }

    /// The list of notes, in the order in which they are referred to.
    fn footnotes(&mut self) {
        for (label, note) in &self.notes {
            if note.references == 0
                && let Some(span) = note.span
            {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedFootnote,
                        span,
                        format!("nothing refers to the footnote `{label}`, so readers will not see it"),
                    )
                    .help(format!("write `[^{label}]` where it belongs, or delete it")),
                );
            }
        }
        if self.note_order.is_empty() {
            return;
        }
        let word = self.hole(Hole::Word("footnotes", None));
        self.html(format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2 id=\"part-footnotes\">{word}</h2>\n<ol>\n"
        ));
        for (at, label) in self.note_order.clone().into_iter().enumerate() {
            let number = at + 1;
            let note = self.notes.remove(&label).unwrap_or_default();
            self.html(format!("<li id=\"fn-{number}\">"));
            let mut events = note.events;
            let back: Vec<String> = (1..=note.references)
                .map(|time| {
                    let suffix = if time == 1 { String::new() } else { format!("-{time}") };
                    let word = self.hole(Hole::Word("back_to_text", None));
                    format!(
                        " <a href=\"#fnref-{number}{suffix}\" role=\"doc-backlink\" aria-label=\"{word}\">↩\u{fe0e}</a>"
                    )
                })
                .collect();
            // The way back stands in the note's last paragraph.
            let closing = matches!(events.last(), Some(Event::End(TagEnd::Paragraph)))
                .then(|| events.pop())
                .flatten();
            self.out.append(&mut events);
            self.html(back.concat());
            self.out.extend(closing);
            self.html("</li>\n");
        }
        self.html("</ol>\n</section>\n");
    }

    /// Writes the HTML, and turns markers into holes.
    fn finish(mut self) -> Composed {
        let mut marked = String::with_capacity(self.text.len() * 2);
        html::push_html(&mut marked, std::mem::take(&mut self.out).into_iter());
        let mut parts = marked.split(MARK);
        let mut clean = String::with_capacity(marked.len());
        clean.push_str(parts.next().unwrap_or_default());
        while let (Some(number), Some(text)) = (parts.next(), parts.next()) {
            let number: usize = number.parse().expect("we wrote the number between two marks");
            self.prose.holes.push((clean.len(), self.holes[number].clone()));
            clean.push_str(text);
        }
        self.prose.html = clean;
        // Headings may come after the links to them, so these are checked last.
        let citations = self
            .prose
            .citations
            .iter()
            .flat_map(|citation| citation.anchors.iter().cloned());
        let mut known: BTreeSet<String> = self.prose.anchors.iter().cloned().chain(citations).collect();
        known.extend(
            self.prose
                .citations
                .iter()
                .map(|citation| source_anchor(&self.workshop.atlas.sources[citation.source].id)),
        );
        for (span, anchor) in std::mem::take(&mut self.here) {
            if !known.contains(&anchor) {
                self.wanted.push(Wanted {
                    span,
                    thing: self.thing,
                    lang: self.lang,
                    anchor,
                });
            }
        }
        Composed {
            prose: self.prose,
            wanted: self.wanted,
            diagnostics: self.diagnostics,
        }
    }
}

/// Whether a paragraph begins at `at` that holds one picture and nothing else.
fn is_lone_image(events: &[(Event, Range<usize>)], at: usize) -> bool {
    matches!(events.get(at), Some((Event::Start(Tag::Paragraph), _)))
        && matches!(events.get(at + 1), Some((Event::Start(Tag::Image { .. }), _)))
        && matches!(
            events.get(matching_end(events, at + 1) + 1),
            Some((Event::End(TagEnd::Paragraph), _))
        )
}

/// The place of the event that ends what begins at `at`.
fn matching_end(events: &[(Event, Range<usize>)], at: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, (event, _)) in events[at..].iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                if depth == 0 {
                    return at + offset;
                }
            }
            _ => {}
        }
    }
    events.len().saturating_sub(1)
}

fn plain_text(events: &[(Event, Range<usize>)]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// The anchor of a heading, as GitHub makes it: lower case, letters and digits of any script, hyphens for spaces.
fn heading_slug(text: &str) -> String {
    text.trim()
        .nfc()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' | '\u{a0}' | '\u{202f}' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' || unicode_normalization::char::is_combining_mark(c) => {
                Some(c)
            }
            _ => None,
        })
        .collect()
}

fn noun(thing: Thing) -> &'static str {
    match thing {
        Thing::Article(_) => "article",
        Thing::Actor(_) => "actor",
        Thing::Region(_) => "region",
        Thing::Event(_) => "event",
        Thing::Source(_) => "source",
        Thing::Page(_) => "page",
    }
}
