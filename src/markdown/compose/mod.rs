//! Composes one body: turns the events of the Markdown parser into HTML with placeholders.

mod anchors;
mod autolinks;
mod blocks;
mod body_findings;
mod body_text;
mod broken_links;
mod citations;
mod claim_links;
mod claim_numbers;
mod comments;
mod control_characters;
mod dropped_text;
mod element;
mod figures;
mod fixes;
pub mod footer;
mod footnotes;
mod foreign;
mod foreign_words;
mod gallery;
mod headings;
mod links;
mod list_numbers;
mod mentions;
mod output;
mod pictures;
mod raw_html;
mod references;
mod scope;
mod tables;
mod text;
mod typography;
mod wiki_links;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use self::anchors::Anchors;
pub(super) use self::anchors::heading_anchors;
use self::body_findings::BodyFindings;
use self::body_text::BodyText;
use self::claim_links::ClaimLinks;
use self::comments::without_leading_comments;
use self::dropped_text::definitions;
use self::element::{Element, PlacedEvent, is_lone_image, matching_end};
use self::footnotes::Footnotes;
pub(super) use self::headings::heading_slug;
use self::output::Output;
use self::pictures::PictureSetting;
use self::references::References;
use self::scope::Scope;
use self::tables::Tables;
use crate::diag::{Code, Diagnostic, Fix};
use crate::lang::{Lang, typeset};
use crate::markdown::foreign::Unresolved;
use crate::markdown::lint::LintBody;
use crate::markdown::{
    BodySource, ComposeContext, Placeholder, Prose, RenderedBody, ThreadCache, fixed_anchors,
};
use crate::messages::Message;
use crate::model::Entity;
use crate::source::Span;

/// Returns the destination of a citation `[@source]`, which the parser reports as a broken
/// reference.
pub(super) fn citation_link<'w>(link: &BrokenLink) -> Option<(CowStr<'w>, CowStr<'w>)> {
    let is_citation = link.reference.trim_start().starts_with('@');
    is_citation.then(|| {
        (
            CowStr::from(format!("cite:{}", link.reference)),
            CowStr::Borrowed(""),
        )
    })
}

/// Returns the extensions of CommonMark that are parsed.
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

/// Blanks out comments in the text of a file; `body` is the range of its body.
pub(super) fn without_comments(file_text: &str, body: Range<usize>) -> Cow<'_, str> {
    without_leading_comments(file_text, body, options())
}

/// A body while it is composed.
pub(super) struct Composer<'w, 'a> {
    context: &'w ComposeContext<'a>,
    cache: &'w mut ThreadCache,
    body: BodyText<'w>,
    scope: Scope,
    output: Output<'w>,
    prose: Prose,
    references: References,
    anchors: Anchors,
    footnotes: Footnotes<'w>,
    claim_links: ClaimLinks<'w>,
    tables: Tables,
    findings: BodyFindings,
}

impl<'w, 'a> Composer<'w, 'a> {
    /// Returns a composer for a body. `file_text` is the text of the body's file.
    pub(super) fn new(
        context: &'w ComposeContext<'a>,
        body: &BodySource,
        file_text: &'w str,
        cache: &'w mut ThreadCache,
    ) -> Self {
        Composer {
            context,
            cache,
            body: BodyText::new(context, body, file_text),
            scope: Scope::new(body.lang),
            output: Output::default(),
            prose: Prose::default(),
            references: References::new(body.entity),
            anchors: Anchors::new(fixed_anchors(context.atlas, body.entity)),
            footnotes: Footnotes::default(),
            claim_links: ClaimLinks::default(),
            tables: Tables::default(),
            findings: BodyFindings::default(),
        }
    }

    /// Composes the body, and consumes the composer.
    pub(super) fn compose(mut self) -> RenderedBody {
        let options = options();
        // A citation is a reference without a definition. The parser asks about each such
        // reference; references that are not citations stay text.
        let mut unresolved = Vec::new();
        let on_broken_link = |link: BrokenLink<'w>| {
            let citation = citation_link(&link);
            if citation.is_none() {
                unresolved.extend(Unresolved::from_broken_link(&link));
            }
            citation
        };
        let parser =
            Parser::new_with_broken_link_callback(self.body.text, options, Some(on_broken_link));
        let definitions = definitions(&parser, self.body.text);
        let mut events: Vec<PlacedEvent> = parser.into_offset_iter().collect();
        self.report_foreign_syntax(&events, unresolved);
        self.report_dropped_text(&events, &definitions);
        events = autolinks::with_addresses(events, self.body.text);
        self.remove_control_characters(&mut events);
        let mentions = self.context.mentions.get(&self.scope.lang);
        let findings = self.context.lint.lint_body(
            self.scope.lang,
            &LintBody {
                file: self.body.file,
                start: self.body.range.start,
                text: self.body.text,
                claims: &|destination| claim_links::linked_claim(self.context, destination),
            },
            &events,
            mentions,
            &mut self.cache.words,
        );
        self.findings.diagnostics.append(findings);
        let is_h1 = |(event, _): &PlacedEvent| {
            matches!(
                event,
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1,
                    ..
                })
            )
        };
        // The page's title is its only h1.
        self.scope.heading_shift = u8::from(events.iter().any(is_h1));
        self.check_numbers(&events);
        self.steps(&events, 0, events.len());
        self.footnote_list();
        self.finish()
    }

    /// Composes the event at `at` with the element that it starts. Returns the index of the next
    /// event.
    fn step(&mut self, events: &[PlacedEvent<'w>], at: usize) -> usize {
        let (event, range) = &events[at];
        if matches!(event, Event::End(_)) {
            self.separate_lead(event);
        }
        match event {
            Event::Text(_) | Event::SoftBreak | Event::HardBreak => self.text_run(events, at),
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
            // Each line of an HTML block is an event. The lines are handled as one block.
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
                    self.scope.end_aside();
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
                self.output.push(other.clone());
                at + 1
            }
        }
    }

    /// Composes the content of a link, in which there are no other links.
    fn link_content(&mut self, element: Element<'_, 'w>) {
        self.scope.no_mentions += 1;
        self.content(element);
        self.scope.no_mentions -= 1;
    }

    /// Composes the content of an element.
    fn content(&mut self, element: Element<'_, 'w>) {
        self.steps(element.events, element.start + 1, element.end);
    }

    fn push_html(&mut self, html: impl Into<CowStr<'w>>) {
        self.output.push_html(html);
    }

    /// Adds a placeholder, and returns the marker to write for it.
    fn placeholder(&mut self, placeholder: Placeholder) -> String {
        self.output.placeholder(placeholder)
    }

    /// Returns the span of a range of the body in its file.
    fn span(&self, range: &Range<usize>) -> Span {
        self.body.span(range)
    }

    /// Adds a finding about a range of the body.
    fn report(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<Message>,
        help: impl Into<Message>,
    ) {
        let span = self.span(range);
        self.findings
            .push(Diagnostic::new(code, span, message).help(help));
    }

    /// Adds a finding about a range of the body, with changes after which it is gone.
    fn report_with_fix(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<Message>,
        help: impl Into<Message>,
        fixes: impl IntoIterator<Item = Fix>,
    ) {
        let span = self.span(range);
        let finding = Diagnostic::new(code, span, message).help(help);
        self.findings
            .push(finding.fixes(fixes.into_iter().collect()));
    }

    /// Applies the typography of the language to a text outside the prose, such as a caption.
    fn typeset<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.context.config.typography {
            true => typeset(self.scope.lang, text),
            false => Cow::Borrowed(text),
        }
    }

    /// Returns the marker of an entity's address, and records that it is mentioned.
    fn address(&mut self, entity: Entity, lang: Option<Lang>, anchor: Option<String>) -> String {
        if entity != self.body.entity {
            self.prose.mentions.insert(entity);
        }
        self.placeholder(Placeholder::Address {
            entity,
            lang,
            anchor,
        })
    }

    /// Composes the events from `from` up to `end`.
    fn steps(&mut self, events: &[PlacedEvent<'w>], from: usize, end: usize) {
        let mut at = from;
        while at < end {
            at = self.step(events, at);
        }
    }

    /// Writes the HTML, and collects the data that is checked once all bodies are composed.
    fn finish(mut self) -> RenderedBody {
        let lang = self.scope.lang;
        let typography = self.context.config.typography.then_some(lang);
        let output = self.output.into_html(self.body.text.len() * 2, typography);
        self.prose.set_html(output.html);
        self.prose.placeholders = output.placeholders;
        let wanted_anchors = self
            .anchors
            .finish(self.context, &self.body, lang, &mut self.prose);
        RenderedBody {
            prose: self.prose,
            wanted_anchors,
            diagnostics: self.findings.diagnostics,
        }
    }
}

/// Returns the noun for the kind of an entity.
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
