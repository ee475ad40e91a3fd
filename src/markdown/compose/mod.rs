//! One body: the events of the Markdown parser, changed on their way to HTML.
//!
//! Text is gathered across soft line breaks, so that a name may be broken over two lines. Where
//! HTML depends on the page (an address, a word of its language) a marker is written, which no text
//! can hold because control characters are refused when files are read; in the end markers become
//! holes.

mod addresses;
mod blocks;
mod claim_links;
mod comments;
mod context;
mod dropped_text;
mod figures;
mod foreign;
mod gallery;
mod links;
mod lists;
mod notes;
mod typography;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag,
    TagEnd, html,
};

use self::blocks::PictureSetting;
use self::comments::{HIDDEN, without_leading_comments};
use self::dropped_text::definitions;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::html::escaped;
use crate::lang::{Lang, composed, typeset};
use crate::markdown::foreign::Unresolved;
use crate::markdown::loose_text::LINE_BREAK;
use crate::markdown::{
    ComposeContext, Placeholder, Prose, ProseHeading, RenderedBody, ThreadCache, WantedAnchor,
    fixed_anchors, source_anchor,
};
use crate::model::{ClaimRef, Entity, Id, Source};
use crate::source::{FileId, Span, first_invisible, invisible_words, is_invisible};

/// Stands before and after the number of a hole.
const MARK: char = '\u{1}';

/// How many bytes of plain text a description is made from.
const LEAD: usize = 400;

/// Beginnings of ids that belong to the theme and to us.
const RESERVED: &[&str] = &["part-", "source-", "drawn-", "figure-", "fn-", "fnref-"];

/// What a stretch of a text is.
#[derive(Clone, Copy)]
enum Marked {
    /// A name that is linked.
    Name(Entity),
    /// Words in another language.
    Words(Lang),
}

/// Where the reference of a citation leads.
pub(super) fn cited<'w>(link: &BrokenLink) -> Option<(CowStr<'w>, CowStr<'w>)> {
    let is_citation = link.reference.trim_start().starts_with('@');
    is_citation.then(|| {
        (
            CowStr::from(format!("cite:{}", link.reference)),
            CowStr::Borrowed(""),
        )
    })
}

/// What is read beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// The text of a file as it is composed, given where its body is.
pub(super) fn without_comments(whole: &str, body: Range<usize>) -> Cow<'_, str> {
    without_leading_comments(whole, body, options())
}

/// A body on its way to HTML.
pub(super) struct Composer<'w, 'a> {
    context: &'w ComposeContext<'a>,
    cache: &'w mut ThreadCache,
    entity: Entity,
    lang: Lang,
    file: FileId,
    /// Where the body stands in its file.
    range: Range<usize>,
    text: &'w str,
    /// The folder of the file, below `content/`.
    folder: &'w str,
    out: Vec<Event<'w>>,
    /// Footnotes by label: their events, once they are read.
    notes: BTreeMap<String, Footnote<'w>>,
    note_order: Vec<String>,
    placeholders: Vec<Placeholder>,
    prose: Prose,
    /// How many figures drawn from data there are.
    drawings: usize,
    linked: BTreeSet<Entity>,
    citations: BTreeMap<Id<Source>, usize>,
    /// Claims whose figures the text gives, with their numbers.
    figures: BTreeMap<ClaimRef, usize>,
    /// The addresses of all claims by their ids, once one was looked for that is not there.
    claims: Option<BTreeMap<&'w str, Vec<String>>>,
    /// Anchors that headings wanted before, with the next number to tell others apart.
    numbers: BTreeMap<String, usize>,
    here: Vec<(Span, String)>,
    wanted: Vec<WantedAnchor>,
    diagnostics: Diagnostics,
    /// Marks of other tools that were reported.
    reported: Vec<Range<usize>>,
    /// How deep we are in what takes no automatic links.
    quiet: usize,
    /// How deep we are in what is left out of descriptions: headings, quotations and notes.
    aside: usize,
    shift: u8,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_body: bool,
    in_heading: bool,
}

#[derive(Default)]
struct Footnote<'e> {
    /// As written where its text stands.
    label: String,
    events: Vec<Event<'e>>,
    span: Option<Span>,
    /// From 1, in the order of the first references; 0 while there is none.
    number: usize,
    references: usize,
}

impl<'w, 'a> Composer<'w, 'a> {
    /// A composer for the body of `thing` in `lang`, in a file whose whole text is given.
    pub(super) fn new(
        context: &'w ComposeContext<'a>,
        (entity, lang): (Entity, Lang),
        (file, range): (FileId, Range<usize>),
        whole: &'w str,
        cache: &'w mut ThreadCache,
    ) -> Self {
        let path = context.sources.path(file).trim_start_matches("content/");
        Composer {
            context,
            cache,
            entity,
            lang,
            file,
            text: &whole[range.clone()],
            range,
            folder: path.rsplit_once('/').map_or("", |(folder, _)| folder),
            out: Vec::new(),
            notes: BTreeMap::new(),
            note_order: Vec::new(),
            placeholders: Vec::new(),
            prose: Prose {
                anchors: fixed_anchors(context.atlas, entity),
                ..Prose::default()
            },
            drawings: 0,
            linked: BTreeSet::from([entity]),
            citations: BTreeMap::new(),
            figures: BTreeMap::new(),
            claims: None,
            numbers: BTreeMap::new(),
            here: Vec::new(),
            wanted: Vec::new(),
            diagnostics: Diagnostics::default(),
            reported: Vec::new(),
            quiet: 0,
            aside: 0,
            shift: 0,
            columns: Vec::new(),
            column: 0,
            in_head: false,
            in_body: false,
            in_heading: false,
        }
    }

    /// Reads the body through.
    pub(super) fn compose(mut self) -> RenderedBody {
        let options = options();
        // Citations are references that nothing defines; the parser asks, and everything else stays
        // text.
        let mut unresolved = Vec::new();
        let citation = |link: BrokenLink<'w>| {
            let cited = cited(&link);
            if cited.is_none() {
                unresolved.extend(Unresolved::from_broken_link(&link));
            }
            cited
        };
        let parser = Parser::new_with_broken_link_callback(self.text, options, Some(citation));
        let definitions = definitions(&parser, self.text);
        let mut events: Vec<(Event, Range<usize>)> = parser.into_offset_iter().collect();
        self.report_foreign_syntax(&events, unresolved);
        self.report_dropped_text(&events, &definitions);
        events = addresses::with_addresses(events, self.text);
        // Without a character reference nothing is read that is not written.
        if self.text.contains('&') || first_invisible(self.text).is_some() {
            for (event, range) in &mut events {
                if let Event::Text(text) = event
                    && text.starts_with(HIDDEN)
                {
                    let shown = text.trim_start_matches(HIDDEN).trim_start().to_owned();
                    range.start = range.end.saturating_sub(shown.len()).max(range.start);
                    *text = shown.into();
                }
                let (clean, found) =
                    without_control_characters(std::mem::replace(event, Event::Rule));
                *event = clean;
                // What stands in the file as it is was reported when that was read.
                let is_written = first_invisible(&self.text[range.clone()]).is_some();
                if let Some(found) = found.filter(|_| !is_written) {
                    self.report(
                        Code::ControlCharacter,
                        range,
                        format!("a character reference writes {}", invisible_words(found)),
                        "delete it",
                    );
                }
            }
        }
        let mentions = self.context.mentions.get(&self.lang);
        let matches = (self.context.lint).lint_body(
            self.lang,
            (self.file, self.range.start, self.text),
            &events,
            mentions,
            &mut self.cache.cache,
        );
        self.diagnostics.append(matches);
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
        self.check_numbers(&events);
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
        if matches!(event, Event::End(_)) {
            self.separate_lead(event);
        }
        match event {
            Event::Text(_) | Event::SoftBreak | Event::HardBreak => self.run(events, at),
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.heading(events, at, *level, id.as_deref())
            }
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(events, at, kind),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }) => self.link(events, at, *link_type, dest_url, title),
            Event::Start(Tag::Paragraph) if is_lone_image(events, at) => {
                self.picture(events, at + 1, PictureSetting::Alone);
                matching_end(events, at) + 1
            }
            Event::Start(Tag::Paragraph) if self.is_gallery(events, at) => self.gallery(events, at),
            Event::Start(Tag::Image { .. }) => {
                self.picture(events, at, PictureSetting::InText);
                matching_end(events, at) + 1
            }
            Event::Start(Tag::FootnoteDefinition(label)) => self.footnote(events, at, label),
            Event::FootnoteReference(label) => {
                self.footnote_reference(label);
                at + 1
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                self.raw_html(text, range, false);
                at + 1
            }
            // Lines of a block come as events of their own; it is judged as a whole.
            Event::Start(Tag::HtmlBlock) => {
                let end = matching_end(events, at);
                let text: String = events[at + 1..end]
                    .iter()
                    .filter_map(|(event, _)| match event {
                        Event::Html(line) | Event::Text(line) => Some(line.as_ref()),
                        _ => None,
                    })
                    .collect();
                self.raw_html(&text, range, true);
                end + 1
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                self.block_quote(*kind);
                at + 1
            }
            Event::End(TagEnd::BlockQuote(kind)) => {
                if kind.is_some() {
                    self.push_html("</div>\n");
                } else {
                    self.quiet -= 1;
                    self.aside -= 1;
                    self.push_html("</blockquote>\n");
                }
                at + 1
            }
            Event::TaskListMarker(done) => {
                let word = self.placeholder(Placeholder::Word(
                    if *done { "task_done" } else { "task_open" }.into(),
                    None,
                ));
                let checked = if *done { " checked" } else { "" };
                self.push_html(format!(
                    "<input type=\"checkbox\" disabled{checked} aria-label=\"{word}\"> "
                ));
                at + 1
            }
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::End(
                TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell,
            ) => {
                self.table(event);
                at + 1
            }
            other => {
                if let Event::Code(code) = other {
                    self.push_lead(code);
                }
                self.out.push(other.clone());
                at + 1
            }
        }
    }

    /// What is in a link: no other links, but part of the sentence.
    fn linked_words(&mut self, events: &[(Event<'w>, Range<usize>)], from: usize, end: usize) {
        self.quiet += 1;
        self.steps(events, from, end);
        self.quiet -= 1;
    }

    fn push_html(&mut self, html: impl Into<CowStr<'w>>) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// A marker that becomes a hole.
    fn placeholder(&mut self, placeholder: Placeholder) -> String {
        self.placeholders.push(placeholder);
        format!("{MARK}{}{MARK}", self.placeholders.len() - 1)
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let start = self.range.start;
        Span::new(self.file, start + range.start..start + range.end)
    }

    fn report(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: String,
        help: impl Into<String>,
    ) {
        let span = self.span(range);
        self.diagnostics
            .push(Diagnostic::new(code, span, message).help(help));
    }

    /// Text across line breaks, with names linked.
    fn run(&mut self, events: &[(Event<'w>, Range<usize>)], at: usize) -> usize {
        let is_text = |(event, _): &&(Event, Range<usize>)| {
            matches!(event, Event::Text(_) | Event::SoftBreak | Event::HardBreak)
        };
        let next = at + events[at..].iter().take_while(is_text).count();
        let whole = events[at].1.start..events[next - 1].1.end;
        self.report_missing_footnotes(whole.clone());
        let parts = events[at..next].iter().map(|(event, range)| match event {
            Event::Text(part) => (part.as_ref(), range),
            Event::HardBreak => ("\u{2}", range),
            _ => ("\n", range),
        });
        // Most texts are written as they are read.
        let mut end = whole.start;
        let is_written = parts.clone().all(|(part, range)| {
            let follows = range.start == end && self.text.get(range.clone()) == Some(part);
            end = range.end;
            follows
        });
        let text = if is_written {
            Cow::Borrowed(&self.text[whole])
        } else {
            Cow::Owned(parts.map(|(part, _)| part).collect())
        };
        self.push_lead(&text);
        let text = if self.quiet > 0 {
            text
        } else {
            map_text(text, composed)
        };
        let others = self.context.quotes.find(&text, self.lang);
        let names = self.mentions(events, at..next, (&text, &others));
        let mut marked: Vec<(Range<usize>, Marked)> = others
            .into_iter()
            .map(|(range, lang)| (range, Marked::Words(lang)))
            .collect();
        marked.extend(
            names
                .into_iter()
                .map(|(range, entity)| (range, Marked::Name(entity))),
        );
        marked.sort_by_key(|(range, _)| range.start);
        self.marked_text(&text, marked);
        next
    }

    /// Keeps the first words of the body, for descriptions.
    fn push_lead(&mut self, text: &str) {
        if self.aside == 0 && self.prose.lead.len() < LEAD {
            self.prose.lead.push_str(&text.replace(LINE_BREAK, " "));
        }
    }

    /// Parts the texts of two blocks in descriptions.
    fn separate_lead(&mut self, end: &Event) {
        let is_block = !matches!(
            end,
            Event::End(
                TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Link
                    | TagEnd::Image
            )
        );
        if is_block && !self.prose.lead.is_empty() && !self.prose.lead.ends_with(' ') {
            self.prose.lead.push(' ');
        }
    }

    /// Writes a text with links and words in another language, which do not touch one another.
    #[expect(clippy::ptr_arg, reason = "parts of a borrowed text are borrowed")]
    fn marked_text(&mut self, text: &Cow<'w, str>, marked: Vec<(Range<usize>, Marked)>) {
        let mut done = 0;
        for (range, marked) in marked {
            self.text(text, done..range.start);
            let close = match marked {
                Marked::Name(entity) => {
                    let address = self.address(entity, None, None);
                    self.push_html(format!("<a class=\"mention\" href=\"{address}\">"));
                    "</a>"
                }
                Marked::Words(lang) => {
                    self.push_html(format!(
                        "<span lang=\"{lang}\" dir=\"{}\">",
                        lang.direction().html()
                    ));
                    "</span>"
                }
            };
            self.text(text, range.clone());
            self.push_html(close);
            done = range.end;
        }
        self.text(text, done..text.len());
    }

    /// Writes a stretch of a text, in which marks stand for the ends of lines.
    #[expect(clippy::ptr_arg, reason = "parts of a borrowed text are borrowed")]
    fn text(&mut self, text: &Cow<'w, str>, range: Range<usize>) {
        let mut start = range.start;
        for (at, _) in text[range.clone()].match_indices(LINE_BREAK) {
            let end = range.start + at;
            self.out.push(Event::Text(subtext(text, start..end)));
            self.out.push(Event::HardBreak);
            start = end + LINE_BREAK.len_utf8();
        }
        if start < range.end {
            self.out.push(Event::Text(subtext(text, start..range.end)));
        }
    }

    /// A text beside the prose, such as a caption, in the typography of its language.
    fn typeset<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.context.config.typography {
            true => typeset(self.lang, text),
            false => Cow::Borrowed(text),
        }
    }

    fn address(&mut self, entity: Entity, lang: Option<Lang>, anchor: Option<String>) -> String {
        if entity != self.entity {
            self.prose.mentions.insert(entity);
        }
        self.placeholder(Placeholder::Address {
            entity,
            lang,
            anchor,
        })
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
        let base = id.map_or_else(|| heading_slug(&text), |id| composed(id).into_owned());
        let anchor = self.free_anchor(base);
        self.push_html(format!("<h{level} id=\"{}\">", escaped(&anchor)));
        self.quiet += 1;
        self.in_heading = true;
        self.aside += 1;
        self.steps(events, at + 1, end);
        self.in_heading = false;
        self.quiet -= 1;
        self.aside -= 1;
        self.push_html(format!("</h{level}>\n"));
        let shown = match self.context.config.typography {
            true => typography::plain(
                events[at + 1..end].iter().map(|(event, _)| event),
                self.lang,
            ),
            false => text,
        };
        self.prose.headings.push(ProseHeading {
            level,
            anchor,
            text: shown.trim().to_owned(),
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
        if self.prose.anchors.insert(base.clone()) {
            return base;
        }
        // What was taken before still is.
        let number = self.numbers.entry(base.clone()).or_insert(1);
        loop {
            let anchor = format!("{base}-{number}");
            *number += 1;
            if self.prose.anchors.insert(anchor.clone()) {
                return anchor;
            }
        }
    }

    fn steps(&mut self, events: &[(Event<'w>, Range<usize>)], from: usize, end: usize) {
        let mut at = from;
        while at < end {
            at = self.step(events, at);
        }
    }

    fn code_block(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        at: usize,
        kind: &CodeBlockKind,
    ) -> usize {
        let end = matching_end(events, at);
        let code = plain_text(&events[at + 1..end]);
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split([' ', ',', '{']).next().unwrap_or("").to_owned()
            }
            CodeBlockKind::Indented => String::new(),
        };
        let marked = if language.is_empty() {
            None
        } else {
            let lines = &mut self.cache.lines;
            self.context.highlighter.highlight(&code, &language, lines)
        };
        let class = if language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escaped(&language))
        };
        let inner = marked.unwrap_or_else(|| escaped(&code));
        // The box scrolls sideways, so it has to be reachable by keyboard.
        self.push_html(format!(
            "<pre class=\"code\" tabindex=\"0\"><code{class} translate=\"no\" dir=\"ltr\">{inner}</code></pre>\n"
        ));
        end + 1
    }

    /// Writes the HTML, and turns markers into holes.
    fn finish(mut self) -> RenderedBody {
        let mut marked = String::with_capacity(self.text.len() * 2);
        let mut out = std::mem::take(&mut self.out);
        if self.context.config.typography {
            out = typography::typographic(out, self.lang);
        }
        html::push_html(&mut marked, out.into_iter());
        let mut parts = marked.split(MARK);
        let mut clean = String::with_capacity(marked.len());
        clean.push_str(parts.next().unwrap_or_default());
        while let (Some(number), Some(text)) = (parts.next(), parts.next()) {
            let number: usize = number
                .parse()
                .expect("we wrote the number between two marks");
            self.prose
                .placeholders
                .push((clean.len(), self.placeholders[number].clone()));
            clean.push_str(text);
        }
        self.prose.set_html(clean);
        // Headings may come after the links to them, so these are checked last.
        let here = std::mem::take(&mut self.here);
        let mut known: BTreeSet<Cow<str>> = BTreeSet::new();
        if !here.is_empty() {
            let citations = &self.prose.citations;
            known.extend(self.prose.anchors.iter().map(Cow::from));
            let sources = citations
                .iter()
                .map(|citation| &self.context.atlas.sources[citation.source]);
            known.extend(sources.map(|source| Cow::from(source_anchor(&source.id))));
        }
        for (span, anchor) in here {
            if !known.contains(anchor.as_str()) {
                self.wanted.push(WantedAnchor {
                    span,
                    entity: self.entity,
                    lang: self.lang,
                    anchor,
                });
            }
        }
        RenderedBody {
            prose: self.prose,
            wanted_anchors: self.wanted,
            diagnostics: self.diagnostics,
        }
    }
}

/// A text with a change that few need.
fn map_text<'w>(text: Cow<'w, str>, change: impl Fn(&str) -> Cow<'_, str>) -> Cow<'w, str> {
    let text = match text {
        Cow::Borrowed(text) => return change(text),
        Cow::Owned(text) => text,
    };
    if let Cow::Owned(changed) = change(&text) {
        return changed.into();
    }
    text.into()
}

/// A part of a text, copied only where the text itself is a copy.
fn subtext<'w>(text: &Cow<'w, str>, range: Range<usize>) -> CowStr<'w> {
    match text {
        Cow::Borrowed(text) => CowStr::Borrowed(&text[range]),
        Cow::Owned(text) => text[range].to_owned().into(),
    }
}

/// The event without control characters, and the first that it had: a character reference such as
/// `&#1;` could write one, and our marks with it.
fn without_control_characters(event: Event) -> (Event, Option<char>) {
    fn clean<'t>(text: CowStr<'t>, found: &mut Option<char>) -> CowStr<'t> {
        match first_invisible(&text) {
            Some(_) if text.contains(HIDDEN) => clean(text.replace(HIDDEN, "").into(), found),
            Some(at) => {
                *found = found.or_else(|| text[at..].chars().next());
                CowStr::from(text.replace(is_invisible, "\u{fffd}"))
            }
            None => text,
        }
    }
    let found = &mut None;
    let event = match event {
        Event::Text(text) => Event::Text(clean(text, found)),
        Event::Code(text) => Event::Code(clean(text, found)),
        Event::Html(text) => Event::Html(clean(text, found)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text, found)),
        Event::FootnoteReference(label) => Event::FootnoteReference(clean(label, found)),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: clean(dest_url, found),
            title: clean(title, found),
            id,
        }),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: clean(dest_url, found),
            title: clean(title, found),
            id,
        }),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(info, found))))
        }
        other => other,
    };
    (event, *found)
}

/// Whether a paragraph begins at `at` that holds one picture and nothing else.
fn is_lone_image(events: &[(Event, Range<usize>)], at: usize) -> bool {
    matches!(events.get(at), Some((Event::Start(Tag::Paragraph), _)))
        && matches!(
            events.get(at + 1),
            Some((Event::Start(Tag::Image { .. }), _))
        )
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

/// The anchor of a heading, as GitHub makes it: lower case, letters and digits of any script,
/// hyphens for spaces.
fn heading_slug(text: &str) -> String {
    composed(text.trim())
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' | '\u{a0}' | '\u{202f}' => Some('-'),
            c if c.is_alphanumeric()
                || c == '-'
                || c == '_'
                || unicode_normalization::char::is_combining_mark(c) =>
            {
                Some(c)
            }
            _ => None,
        })
        .collect()
}

fn noun(entity: Entity) -> &'static str {
    match entity {
        Entity::Article(_) => "article",
        Entity::Actor(_) => "actor",
        Entity::Region(_) => "region",
        Entity::Event(_) => "event",
        Entity::Source(_) => "source",
        Entity::Page(_) => "page",
    }
}
