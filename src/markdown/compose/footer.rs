//! Composes the footer of the site: the short Markdown text of a setting.
//!
//! It has the inline syntax, lists and quotations of Markdown, and links to files of the site. A
//! setting is no page, so it has no headings, pictures, figures, citations or mentions. A finding
//! points at a link within the value if that can be found there, because YAML may fold and indent
//! the text.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::output::Output;
use super::typography::untouched;
use crate::address::{self, AddressTarget};
use crate::config::{Config, RawHtml};
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::fields::Located;
use crate::html::escaped;
use crate::lang::Lang;
use crate::markdown::anchors::{WantedAnchor, check_anchor, fixed_anchors};
use crate::markdown::target::{LinkTarget, LinkTargets};
use crate::markdown::{Placeholder, Prose, ProseIndex};
use crate::message;
use crate::messages::Message;
use crate::model::{Atlas, Entity};
use crate::resolve::{NameMeaning, Names};
use crate::source::{SourceFiles, Span};
use crate::yaml::Sought;

/// What the links of a footer are checked against.
#[derive(Clone, Copy)]
pub struct FooterInputs<'a> {
    pub atlas: &'a Atlas,
    pub names: &'a Names,
    pub files: &'a LinkTargets<'a>,
    pub prose: &'a ProseIndex,
    pub config: &'a Config,
    pub sources: &'a SourceFiles,
}

/// Composes the footer in one language.
pub fn footer(
    inputs: FooterInputs,
    lang: Lang,
    text: &Located<String>,
    diagnostics: &mut Diagnostics,
) -> Prose {
    let mut composer = FooterComposer {
        inputs,
        lang,
        text,
        prose: Prose::default(),
        output: Output::default(),
        closing: Vec::new(),
        diagnostics,
    };
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS;
    // Within a picture nothing is written.
    let mut pictures = 0;
    for event in TextMergeStream::new(Parser::new_ext(&text.value, options)) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                composer.report_picture(&dest_url);
                pictures += 1;
            }
            Event::End(TagEnd::Image) => pictures -= 1,
            _ if pictures > 0 => {}
            event => composer.event(event),
        }
    }
    let typography = inputs.config.typography.then_some(lang);
    let output = composer.output.into_html(text.value.len() * 2, typography);
    let mut prose = composer.prose;
    prose.set_html(output.html);
    prose.placeholders = output.placeholders;
    prose.finish();
    prose
}

/// A footer on its way to HTML.
struct FooterComposer<'w, 'a> {
    inputs: FooterInputs<'a>,
    lang: Lang,
    text: &'w Located<String>,
    prose: Prose,
    output: Output<'w>,
    /// The closing tags of open links; empty for those that are broken.
    closing: Vec<&'static str>,
    diagnostics: &'w mut Diagnostics,
}

impl<'w> FooterComposer<'w, '_> {
    /// Composes an event.
    fn event(&mut self, event: Event<'w>) {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }) => {
                let open = match link_type {
                    LinkType::Email => Some(format!("mailto:{}", escaped(&dest_url))),
                    LinkType::WikiLink { .. } => self.named(&dest_url),
                    _ => self.address(&dest_url),
                };
                let Some(address) = open else {
                    self.closing.push("");
                    return;
                };
                let title = match title.is_empty() {
                    true => String::new(),
                    false => format!(" title=\"{}\"", escaped(&title)),
                };
                self.push_html(format!("<a href=\"{address}\"{title}>"));
                self.closing.push("</a>");
            }
            Event::End(TagEnd::Link) => {
                let closing = self.closing.pop().unwrap_or_default();
                self.push_html(closing);
            }
            // The page has an outline of its own.
            Event::Start(Tag::Heading { .. }) => self.push_html("<p><b>"),
            Event::End(TagEnd::Heading(_)) => self.push_html("</b></p>\n"),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            other => self.output.push(other),
        }
    }

    /// Writes raw HTML if the site allows it, else as text.
    fn html(&mut self, html: CowStr<'w>) {
        let trimmed = html.trim();
        if trimmed.starts_with("<!--") {
            return;
        }
        if self.inputs.config.html == RawHtml::Allow {
            self.push_html(html);
            return;
        }
        if !trimmed.starts_with("</") {
            self.report(
                Code::RawHtml,
                trimmed,
                message!("HTML is shown to readers as text"),
                message!("write Markdown instead, or `html: allow` in site.yaml if all authors of the site are trusted"),
            );
        }
        self.output.push(untouched(&html));
    }

    /// Returns the address of a wiki-link, or reports it.
    fn named(&mut self, name: &str) -> Option<String> {
        match self.inputs.names.find(None, name.trim()) {
            NameMeaning::One(entity) => Some(self.entity(entity, None, None)),
            NameMeaning::Unreadable(file) => {
                self.diagnostics.unchecked(file, 1);
                None
            }
            NameMeaning::Withheld => {
                self.report_withheld(name);
                None
            }
            NameMeaning::Several(_) => {
                self.report(
                    Code::AmbiguousName,
                    name,
                    message!("`{name}` is ambiguous: several pages have this name", name),
                    message!("link to the file, such as `[words](actors/fama.md)`"),
                );
                None
            }
            NameMeaning::None(near) => {
                let help = match near {
                    Some(entity) => {
                        message!(
                            "did you mean `[[{entity}]]`?",
                            entity = self.inputs.atlas.id(entity)
                        )
                    }
                    None => message!("link to a file, such as `[words](actors/fama.md)`"),
                };
                let message = message!("nothing on this site is called `{name}`", name);
                self.report(Code::BrokenLink, name, message, help);
                None
            }
        }
    }

    /// Returns the address of a link as HTML, or reports it.
    fn address(&mut self, destination: &str) -> Option<String> {
        let files = self.inputs.files;
        match files.target("", destination) {
            LinkTarget::External(address) => self.external(address),
            LinkTarget::Entity { file, .. } if file.unreadable.is_some() => {
                let unreadable = file.unreadable.into_iter();
                unreadable.for_each(|file| self.diagnostics.unchecked(file, 1));
                None
            }
            LinkTarget::Entity { file, anchor } => {
                let Some(entity) = file.entity else {
                    self.report_withheld(destination);
                    return None;
                };
                let lang = file.suffix.filter(|suffix| *suffix != self.lang);
                if let Some(anchor) = &anchor {
                    self.check_anchor(destination, entity, lang, anchor);
                }
                Some(self.entity(entity, lang, anchor))
            }
            LinkTarget::Media(path) => {
                self.prose.media.insert(path.clone());
                Some(self.output.placeholder(Placeholder::Media(path)))
            }
            LinkTarget::Copied(path) => Some(self.output.placeholder(Placeholder::File(path))),
            LinkTarget::Scheme(address) | LinkTarget::Drawing(address) => {
                let scheme = address.split(':').next().unwrap_or(address);
                self.report(
                    Code::LinkScheme,
                    destination,
                    message!("links with `{scheme}:` are not published", scheme),
                    message!("use https, http, mailto or tel, or link to a file of the site"),
                );
                None
            }
            LinkTarget::Absolute => {
                let message = message!(
                    "`{destination}` is an address, and addresses change with the site's base path",
                    destination
                );
                let file = files.file_at_address("", destination, self.lang);
                let help = match file {
                    Some(file) => message!("link to the file: `{file}`", file),
                    None => {
                        message!("link to a file, such as `pages/about.md`; `menu` may name lists")
                    }
                };
                self.report(Code::BrokenLink, destination, message, help);
                None
            }
            LinkTarget::SamePage(_) | LinkTarget::Missing(None) => {
                let file = files
                    .file_at_address("", destination, self.lang)
                    .or_else(|| files.suggested_file("", destination));
                self.report_missing(destination, file);
                None
            }
            LinkTarget::Missing(near) => {
                self.report_missing(destination, near);
                None
            }
        }
    }

    /// Returns an external address as HTML, or reports one that readers cannot open.
    fn external(&mut self, address: &str) -> Option<String> {
        if let Some(fault) = address::fault(address) {
            let help = match fault.write {
                Some(write) => message!("write `{write}`", write),
                None => fault.help,
            };
            self.report(Code::BrokenLink, address, fault.message, help);
            return None;
        }
        let base = &self.inputs.config.base;
        if let AddressTarget::Own(path) = address::whose(address, &base.origin, &base.path)
            && let Some(file) = self.inputs.files.file_at_address("", &path, self.lang)
        {
            let message = message!("this address is of this site, and changes with `base_url`");
            self.report(
                Code::BrokenLink,
                address,
                message,
                message!("link to the file: `{file}`", file),
            );
            return None;
        }
        Some(escaped(&address.replace(' ', "%20")))
    }

    /// Returns the marker of the address of an entity.
    fn entity(&mut self, entity: Entity, lang: Option<Lang>, anchor: Option<String>) -> String {
        self.output.placeholder(Placeholder::Address {
            entity,
            lang,
            anchor,
        })
    }

    /// Checks that a page has an anchor.
    fn check_anchor(
        &mut self,
        destination: &str,
        entity: Entity,
        lang: Option<Lang>,
        anchor: &str,
    ) {
        let atlas = self.inputs.atlas;
        let shown = atlas.bodies(entity).get(lang.unwrap_or(self.lang));
        let Some((lang, _)) = shown else { return };
        let mut anchors = fixed_anchors(atlas, entity);
        if let Some(prose) = self.inputs.prose.exact(entity, lang) {
            anchors.extend(prose.anchors.iter().cloned());
        }
        let want = WantedAnchor {
            span: self.span(destination),
            entity,
            lang,
            anchor: anchor.to_owned(),
        };
        check_anchor(&want, &anchors, atlas, self.diagnostics);
    }

    /// Returns the span of a word of the text.
    fn span(&self, word: &str) -> Span {
        let (field, sources) = (&self.text.field, self.inputs.sources);
        match Location::of_word(field, word, sources) {
            Location::Span(span) => span,
            _ => field.span(sources, Sought::Value),
        }
    }

    fn report_missing(&mut self, destination: &str, near: Option<String>) {
        let message = match destination {
            "" => message!("this link has no address: its brackets are empty"),
            _ => message!("there is no file `{destination}`", destination),
        };
        let help = match near {
            Some(near) => message!("did you mean `{near}`?", near),
            None => message!(
                "a link in site.yaml names a file by its path below content/, such as `pages/about.md`; an address elsewhere begins with https://"
            ),
        };
        self.report(Code::BrokenLink, destination, message, help);
    }

    fn report_withheld(&mut self, word: &str) {
        self.report(
            Code::WithheldLink,
            word,
            message!("this links to a page that is not published yet, so it is shown as text"),
            message!("publish it, or build with --drafts or a later --now to see it"),
        );
    }

    fn report_picture(&mut self, source: &str) {
        self.report(
            Code::BrokenImage,
            source,
            message!("a footer has no pictures"),
            message!("delete it; `logo` in site.yaml shows a picture on every page"),
        );
    }

    fn report(&mut self, code: Code, word: &str, message: Message, help: Message) {
        let place = match word {
            "" => (&self.text.field).into(),
            word => Location::of_word(&self.text.field, word, self.inputs.sources),
        };
        self.diagnostics
            .push(Diagnostic::new(code, place, message).help(help));
    }

    fn push_html(&mut self, html: impl Into<CowStr<'w>>) {
        self.output.push_html(html);
    }
}
