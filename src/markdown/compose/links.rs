//! Links: to files, to names, to addresses elsewhere. One that cannot be made leaves its words and
//! a finding.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

use super::claim_links::CLAIM;
use super::typography::untouched;
use super::{Composer, heading_slug, matching_end, noun, plain_text};
use crate::address::{self, AddressTarget};
use crate::diag::Code;
use crate::html::escaped;
use crate::lang::{Lang, composed, suggested_tag};
use crate::load::{ContentKind, is_id};
use crate::markdown::bare_address::{BareAddressKind, addresses, is_extension};
use crate::markdown::target::LinkTarget;
use crate::markdown::{Placeholder, WantedAnchor};
use crate::model::Entity;
use crate::resolve::NameMeaning;

/// How words in another language are marked.
const LANG: &str = "lang:";

impl<'w> Composer<'w, '_> {
    pub(super) fn link(
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
        if destination.starts_with(CLAIM) && kind != LinkType::Email {
            self.claim_link(events, (at, end), destination);
            return end + 1;
        }
        if let Some(tag) = destination.strip_prefix(LANG)
            && kind != LinkType::Email
        {
            self.in_language(events, (at, end), tag);
            return end + 1;
        }
        let open = if kind == LinkType::Email {
            Some(format!("<a href=\"mailto:{}\"", escaped(destination)))
        } else {
            self.opening_tag(destination, &range)
        };
        // A link that cannot be made leaves its words.
        let Some(open) = open else {
            self.steps(events, at + 1, end);
            return end + 1;
        };
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escaped(&self.typeset(title)))
        };
        self.push_html(format!("{open}{title}>"));
        let text = plain_text(&events[at + 1..end]);
        if is_address(&text, kind) {
            self.push_lead(&text);
            self.out.push(untouched(&text));
        } else {
            self.linked_words(events, at + 1, end);
        }
        self.push_html("</a>");
        end + 1
    }

    /// `[« texte »](lang:fr)`: words in another language.
    fn in_language(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        (at, end): (usize, usize),
        tag: &str,
    ) {
        let range = events[at].1.clone();
        let Some(lang) = Lang::parse(tag).filter(|lang| lang.is_known()) else {
            let guess = guessed_language(tag);
            let write = |tag: &str| self.with_address(&range, &format!("{LANG}{tag}"));
            let help = match guess {
                Some(guess) => format!("write `{}`", write(&guess)),
                None => format!(
                    "write the code of the language (ISO 639): `{}`",
                    write("fr")
                ),
            };
            self.report(
                Code::UnknownLanguage,
                &range,
                format!("`{tag}` is not the tag of a language"),
                help,
            );
            self.steps(events, at + 1, end);
            return;
        };
        // Words of the language around them need no mark.
        if lang == self.lang {
            self.steps(events, at + 1, end);
            return;
        }
        self.push_html(format!(
            "<span lang=\"{lang}\" dir=\"{}\">",
            lang.direction().html()
        ));
        let own = std::mem::replace(&mut self.lang, lang);
        self.linked_words(events, at + 1, end);
        self.lang = own;
        self.push_html("</span>");
    }

    /// The beginning of a link's tag, or a finding.
    fn opening_tag(&mut self, destination: &str, range: &Range<usize>) -> Option<String> {
        match self.context.files.target(self.folder, destination) {
            LinkTarget::Elsewhere(address) => {
                if !self.check_external(address, range) {
                    return None;
                }
                Some(format!(
                    "<a href=\"{}\"",
                    escaped(&address.replace(' ', "%20"))
                ))
            }
            LinkTarget::Here(anchor) => {
                if anchor.is_empty() {
                    return Some("<a href=\"#\"".to_owned());
                }
                self.here.push((self.span(range), anchor.clone()));
                Some(format!("<a href=\"#{}\"", escaped(&anchor)))
            }
            LinkTarget::Thing { file, .. } if file.unreadable.is_some() => {
                file.unreadable
                    .into_iter()
                    .for_each(|file| self.diagnostics.unchecked(file, 1));
                None
            }
            LinkTarget::Thing { file, anchor } => {
                let Some(entity) = file.entity else {
                    self.report(
                        Code::WithheldLink,
                        range,
                        "this links to an article that is not published yet, so it is shown as text".to_owned(),
                        "publish both together, or build with --drafts or a later --now to see them",
                    );
                    return None;
                };
                // A file of another language than ours is meant as such; one without a language, or
                // of ours, as the thing.
                let lang = file.suffix.filter(|suffix| *suffix != self.lang);
                if let Some(anchor) = &anchor {
                    self.wanted.push(WantedAnchor {
                        span: self.span(range),
                        entity,
                        lang: file.suffix.unwrap_or_else(|| self.shown_lang(entity)),
                        anchor: anchor.clone(),
                    });
                }
                self.linked.insert(entity);
                let address = self.address(entity, lang, anchor);
                Some(format!("<a href=\"{address}\""))
            }
            LinkTarget::Media(path) => {
                self.prose.media.insert(path.clone());
                let address = self.placeholder(Placeholder::Media(path));
                Some(format!("<a href=\"{address}\""))
            }
            LinkTarget::Copied(path) => {
                let address = self.placeholder(Placeholder::File(path));
                Some(format!("<a href=\"{address}\""))
            }
            LinkTarget::Drawing(address) => {
                let scheme = address.split(':').next().unwrap_or(address);
                self.report(
                    Code::BadFigure,
                    range,
                    format!("`{scheme}:` inserts a figure, but this is a link"),
                    format!("write an exclamation mark before it: `![what it shows]({address})`"),
                );
                None
            }
            LinkTarget::Scheme(address) => {
                self.report_scheme(address, range);
                None
            }
            LinkTarget::Rooted => {
                let files = &self.context.files;
                let path = destination
                    .strip_prefix(self.context.config.base.path.as_str())
                    .unwrap_or(destination);
                let file = files.file_at_address(self.folder, destination, self.lang);
                let file = file.or_else(|| files.file_at_address(self.folder, path, self.lang));
                let help = match file.or_else(|| files.suggested_file(self.folder, destination)) {
                    Some(file) => {
                        format!("link to the file: `{}`", self.with_address(range, &file))
                    }
                    None => {
                        "link to the file, by its path from this one, such as `../actors/fama.md`"
                            .to_owned()
                    }
                };
                let message = format!(
                    "`{destination}` is an address, and addresses change with the site's base path"
                );
                self.report(Code::BrokenLink, range, message, help);
                None
            }
            LinkTarget::Nowhere(near) => {
                self.report_missing_file(destination, near, range);
                None
            }
        }
    }

    /// Whether an address works for others; reports one that does not.
    fn check_external(&mut self, address: &str, range: &Range<usize>) -> bool {
        let base = &self.context.config.base;
        let files = &self.context.files;
        if let Some(fault) = address::fault(address) {
            let path = address.splitn(4, '/').nth(3).unwrap_or_default();
            let file = files.file_at_address(self.folder, path, self.lang);
            let file = file.or_else(|| {
                files.file_at_address(
                    self.folder,
                    format!("/{path}").strip_prefix(base.path.as_str())?,
                    self.lang,
                )
            });
            let is_link = self.label(range).is_some();
            let help = match (file, fault.write) {
                (Some(file), None) if is_link => {
                    format!("link to the file: `{}`", self.with_address(range, &file))
                }
                (_, Some(write)) if is_link => {
                    format!("write `{}`", self.with_address(range, &write))
                }
                _ if !is_link && fault.message.contains("computer") => {
                    format!("to show it without a link, write it as code: `` `{address}` ``")
                }
                _ => fault.help,
            };
            self.report(Code::BrokenLink, range, fault.message, help);
            return false;
        }
        if let AddressTarget::Own(path) = address::whose(address, &base.origin, &base.path)
            && !self.is_own_page(&path)
        {
            let near = path
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default();
            let help = match files.suggested_file(self.folder, &format!("{near}.md")) {
                Some(file) => format!("link to the file: `{}`", self.with_address(range, &file)),
                None => {
                    "link to a file of this site, by its path from this one, such as `../actors/fama.md`".to_owned()
                }
            };
            let message = format!("this site has no page at `{address}`");
            self.report(Code::BrokenLink, range, message, help);
            return false;
        }
        true
    }

    /// Whether a page of this site may stand at a path below its root. Lists have pages of their
    /// own, and files too.
    fn is_own_page(&self, path: &str) -> bool {
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts
            .first()
            .and_then(|part| Lang::parse(part))
            .is_some_and(|lang| self.context.config.languages.contains(lang))
        {
            parts.remove(0);
        }
        let atlas = self.context.atlas;
        let is_known = match parts.as_slice() {
            [] => true,
            [one] => {
                let lists = [
                    "articles",
                    "actors",
                    "regions",
                    "events",
                    "sources",
                    "topics",
                    "coverage",
                    "corrections",
                    "search",
                ];
                lists.contains(one)
                    || one.contains('.')
                    || self
                        .context
                        .files
                        .file_at_address("", one, self.lang)
                        .is_some()
            }
            [
                folder @ ("articles" | "actors" | "regions" | "events" | "sources"),
                id,
                ..,
            ] => {
                let kind = ContentKind::ALL
                    .into_iter()
                    .find(|kind| kind.folder() == *folder);
                matches!(
                    self.context.names.find(kind, id),
                    NameMeaning::One(_) | NameMeaning::Several(_)
                ) || *id == "page"
                    || *folder == "events"
                        && id.len() == 4
                        && id.bytes().all(|byte| byte.is_ascii_digit())
            }
            [first, ..] => {
                matches!(*first, "topics" | "corrections")
                    || parts.last().is_some_and(|last| last.contains('.'))
            }
        };
        is_known
            || atlas.entities().any(|entity| {
                atlas
                    .redirects(entity)
                    .iter()
                    .any(|redirect| redirect.path.trim_matches('/') == path.trim_matches('/'))
            })
    }

    fn report_scheme(&mut self, address: &str, range: &Range<usize>) {
        let scheme = address.split(':').next().unwrap_or(address);
        let is_local = scheme.eq_ignore_ascii_case("file") || scheme.len() == 1;
        let message = if is_local {
            format!("`{address}` is a file on your computer, which readers cannot open")
        } else {
            format!("links with `{scheme}:` are not published")
        };
        let file = is_local
            .then(|| self.context.files.suggested_file(self.folder, address))
            .flatten();
        let slip = address::web_fault(address)
            .and_then(|fault| fault.write)
            .filter(|_| address.contains("//") && !is_local);
        let help = match file {
            None if slip.is_some() => format!(
                "write `{}`",
                self.with_address(range, &slip.unwrap_or_default())
            ),
            Some(file) => format!(
                "link to the file of the site: `{}`",
                self.with_address(range, &file)
            ),
            None if is_local => {
                let name = address.rsplit(['/', '\\']).next().unwrap_or_default();
                format!(
                    "copy it into content/media/ and write `{}`",
                    self.with_address(range, &format!("../media/{name}"))
                )
            }
            None => "use https, http, mailto or tel, or link to a file of the site".to_owned(),
        };
        self.report(Code::LinkScheme, range, message, help);
    }

    fn report_missing_file(
        &mut self,
        destination: &str,
        near: Option<String>,
        range: &Range<usize>,
    ) {
        let message = if destination.is_empty() {
            "this link has no address: its brackets are empty".to_owned()
        } else {
            format!("there is no file `{destination}`")
        };
        // A path from the root of the content, or of the site.
        let files = &self.context.files;
        let behind = || {
            files
                .file_at_address(self.folder, destination, self.lang)
                .filter(|_| destination.contains('/'))
        };
        let help = if let Some(address) = guessed_address(destination) {
            format!("write `{}`", self.with_address(range, &address))
        } else if let Some(file) = behind() {
            format!("link to the file: `{}`", self.with_address(range, &file))
        } else if let Some(near) = near {
            let anchor = destination
                .split_once('#')
                .map_or(String::new(), |(_, anchor)| format!("#{anchor}"));
            format!(
                "did you mean `{}`?",
                self.with_address(range, &format!("{near}{anchor}"))
            )
        } else {
            "a link names a file by its path from this one, such as `../actors/fama.md`; an address elsewhere begins with https://".to_owned()
        };
        self.report(Code::BrokenLink, range, message, help);
    }

    /// The text of a link as it is written; none where it is not `[text](address)`.
    fn label(&self, range: &Range<usize>) -> Option<&'w str> {
        let text = self.text;
        let written = &text[range.clone()];
        let end = written.rfind("](")?;
        written[..end].strip_prefix('[')
    }

    /// A link, as it is written, to another address.
    pub(super) fn with_address(&self, range: &Range<usize>, address: &str) -> String {
        let address = if address.contains(char::is_whitespace) {
            format!("<{address}>")
        } else {
            address.to_owned()
        };
        match self.label(range) {
            Some(label) => format!("[{}]({address})", one_line(label)),
            None => address,
        }
    }

    /// The language in which a thing is shown to readers of this text.
    fn shown_lang(&self, entity: Entity) -> Lang {
        let bodies = self.context.atlas.bodies(entity);
        bodies.get(self.lang).map_or(self.lang, |(lang, _)| lang)
    }

    pub(super) fn wiki_link(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        (at, end): (usize, usize),
        destination: &str,
        has_pothole: bool,
    ) {
        let range = events[at].1.clone();
        // In a table the bar is written `\|`, and the parser leaves the backslash.
        let written = destination.trim_end_matches('\\').trim();
        if matches!(written.to_ascii_lowercase().as_str(), "toc" | "_toc_")
            && matches!(self.context.names.find(None, written), NameMeaning::None(_))
        {
            let message = format!(
                "`[[{written}]]` is a marker for a table of contents, which griot does not support"
            );
            self.report(
                Code::ForeignMarkup,
                &range,
                message,
                "delete it: the theme can make one from the headings",
            );
            return;
        }
        let (path, anchor) = written
            .split_once('#')
            .map_or((written, None), |(name, anchor)| {
                // Headings below headings are written `#one#two`.
                let last = anchor.rsplit('#').next();
                (
                    name.trim(),
                    last.map(|anchor| composed(anchor.trim()).into_owned()),
                )
            });
        // Anchors of blocks are Obsidian's, and their page is linked.
        let (path, block) = match path.split_once('^') {
            Some((name, block)) if !name.is_empty() && !block.contains(' ') => {
                (name.trim(), Some(block.to_owned()))
            }
            _ => (
                path,
                anchor
                    .as_ref()
                    .and_then(|anchor| anchor.strip_prefix('^'))
                    .map(str::to_owned),
            ),
        };
        let anchor = anchor.filter(|anchor| block.is_none() && !anchor.is_empty());
        if let Some(block) = block {
            let bar = if has_pothole { "|text" } else { "" };
            let message = format!("`^{block}` is an Obsidian anchor, which griot does not support");
            self.report(
                Code::ForeignMarkup,
                &range,
                message,
                format!("write `[[{path}{bar}]]`, or `[[{path}#Heading{bar}]]`"),
            );
        }
        if path.is_empty()
            && let Some(anchor) = &anchor
        {
            self.wiki_anchor(events, (at, end), anchor, has_pothole);
            return;
        }
        let (kind, name) = match path.split_once(':') {
            Some((word, name)) => match ContentKind::ALL
                .into_iter()
                .find(|kind| kind.noun() == word.trim())
            {
                Some(kind) => (Some(kind), name.trim()),
                None => (None, path),
            },
            None => (None, path),
        };
        // Obsidian writes paths, and the end of a file's name.
        let (kind, name) = match self.context.names.find(kind, name) {
            NameMeaning::None(_) if kind.is_none() => parse_path(name),
            _ => (kind, name),
        };
        let is_path = name.len() < path.len() && !path.contains(':');
        let mut shown = name;
        let entity = match self.context.names.find(kind, name) {
            NameMeaning::One(entity) => Some(entity),
            NameMeaning::Several(entities) => {
                let list: Vec<String> = entities
                    .iter()
                    .map(|entity| {
                        format!("[[{}:{}]]", noun(*entity), self.context.atlas.id(*entity))
                    })
                    .collect();
                let help = format!(
                    "write {}",
                    crate::diag::or_list(list.iter().map(String::as_str))
                );
                self.report(
                    Code::AmbiguousName,
                    &range,
                    format!("`{name}` is ambiguous"),
                    help,
                );
                None
            }
            NameMeaning::Withheld => {
                // An id is no text for readers, and tells of what is withheld.
                let is_bare = !has_pothole && is_id(name);
                let (message, help) = if is_bare {
                    shown = "…";
                    (
                        format!("`{name}` is not published yet, so three dots are shown instead"),
                        format!(
                            "give the link words of its own: `[[{name}|words]]`; or publish both together"
                        ),
                    )
                } else {
                    (
                        format!("`{name}` is not published yet, so it is shown as text"),
                        "publish both together, or build with --drafts or a later --now to see them".to_owned(),
                    )
                };
                self.report(Code::WithheldLink, &range, message, help);
                None
            }
            NameMeaning::Unreadable(file) => {
                self.diagnostics.unchecked(file, 1);
                None
            }
            NameMeaning::None(near) => {
                let bar = match has_pothole {
                    true => format!("|{}", one_line(&plain_text(&events[at + 1..end]))),
                    false => String::new(),
                };
                let files = &self.context.files;
                let file = name
                    .contains('.')
                    .then(|| files.suggested_file(self.folder, name))
                    .flatten();
                let help = match (near, file) {
                    (_, Some(file)) => format!(
                        "write `[{}]({file})`",
                        if has_pothole { &bar[1..] } else { name }
                    ),
                    (Some(near), None) => {
                        format!("did you mean `[[{}{bar}]]`?", self.context.atlas.id(near))
                    }
                    (None, None) => {
                        "create a file for it, or write the name without brackets".to_owned()
                    }
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
        let shown = (!has_pothole).then(|| self.shown_name(entity, shown, is_path));
        if let Some(entity) = entity {
            if let Some(anchor) = &anchor {
                self.wanted.push(WantedAnchor {
                    span: self.span(&range),
                    entity,
                    lang: self.shown_lang(entity),
                    anchor: wiki_slug(anchor),
                });
            }
            self.linked.insert(entity);
            let address = self.address(entity, None, anchor.as_deref().map(wiki_slug));
            self.push_html(format!("<a href=\"{address}\">"));
        }
        match shown {
            Some(name) => {
                self.push_lead(&name);
                self.out.push(Event::Text(name.into()));
            }
            None => self.linked_words(events, at + 1, end),
        }
        if entity.is_some() {
            self.push_html("</a>");
        }
    }

    /// `[[#Heading]]`: a place in the same text.
    fn wiki_anchor(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        (at, end): (usize, usize),
        heading: &str,
        has_pothole: bool,
    ) {
        let anchor = wiki_slug(heading);
        let span = self.span(&events[at].1);
        self.here.push((span, anchor.clone()));
        self.push_html(format!("<a href=\"#{}\">", escaped(&anchor)));
        self.quiet += 1;
        if has_pothole {
            self.steps(events, at + 1, end);
        } else {
            self.out.push(Event::Text(heading.to_owned().into()));
        }
        self.quiet -= 1;
        self.push_html("</a>");
    }

    /// What a wiki-link without words of its own shows: the name as written, or the thing's name
    /// when its id or path was written.
    fn shown_name(&self, entity: Option<Entity>, written: &str, is_path: bool) -> String {
        let atlas = self.context.atlas;
        let Some(entity) = entity else {
            return written.to_owned();
        };
        if atlas.id(entity) != written && !is_path {
            return written.to_owned();
        }
        atlas
            .name(entity)
            .get(self.lang)
            .map_or_else(|| written.to_owned(), |(_, name)| name.clone())
    }
}

/// Whether the text of a link is an address, in which no mark may be changed.
fn is_address(text: &str, kind: LinkType) -> bool {
    text.contains(['"', '\'', ';', '?', '!'])
        && (matches!(kind, LinkType::Autolink | LinkType::Email)
            || matches!(addresses(text).as_slice(), [bare] if bare.range == (0..text.len())))
}

/// How many bytes of an editor's line are repeated in a finding.
const LINE: usize = 90;

/// A text for a finding: in one line, cut after some word where it is long.
pub(super) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() <= LINE {
        return line;
    }
    let cut = line.floor_char_boundary(LINE);
    let end = line[..cut].rfind(' ').unwrap_or(cut);
    format!("{} ...", &line[..end])
}

/// What is meant by an address without its scheme: of a mailbox, or of a host.
fn guessed_address(written: &str) -> Option<String> {
    let bare = addresses(written);
    let whole = bare.first().filter(|bare| bare.range == (0..written.len()));
    match whole.map(|bare| bare.kind) {
        Some(BareAddressKind::Mail) => return Some(format!("mailto:{written}")),
        Some(BareAddressKind::Host) => return Some(format!("https://{written}")),
        _ => {}
    }
    // Slips of the hand in the scheme.
    if let Some(address) = address::web_fault(written)
        .and_then(|fault| fault.write)
        .filter(|_| written.contains("//"))
    {
        return Some(address);
    }
    let host = written.split(['/', '?', '#']).next()?;
    let (name, end) = host.rsplit_once('.')?;
    let is_host = !name.is_empty()
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && end.len() >= 2
        && end.bytes().all(|byte| byte.is_ascii_lowercase())
        && !is_extension(end)
        && (host.len() < written.len()
            || matches!(
                end,
                "com" | "org" | "net" | "int" | "info" | "fr" | "ml" | "eu" | "io" | "uk" | "gov"
            ));
    is_host.then(|| format!("https://{written}"))
}

/// A name that is written as a path: its kind, by the folder, and its last part without `.md`.
fn parse_path(written: &str) -> (Option<ContentKind>, &str) {
    let path = written.trim_end_matches('/');
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = [".md", ".markdown", ".MD"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    let kind = folder.split('/').find_map(|part| {
        ContentKind::ALL
            .into_iter()
            .find(|kind| kind.folder().eq_ignore_ascii_case(part))
    });
    (kind, name.trim())
}

/// The tag that is meant by another spelling of it, or by the name of a language.
fn guessed_language(written: &str) -> Option<String> {
    let lower = written.trim().to_lowercase().replace('_', "-");
    let tag = match lower.split_once('-') {
        Some((language, region)) if region.len() == 2 => {
            format!("{language}-{}", region.to_uppercase())
        }
        _ => lower,
    };
    let known = |tag: &str| Lang::parse(tag).filter(|lang| lang.is_known());
    let lang = known(&tag).or_else(|| suggested_tag(written).filter(|lang| lang.is_known()))?;
    Some(lang.tag().to_owned())
}

/// The anchor of a heading that is named by its text, as Obsidian does, or by the anchor itself.
fn wiki_slug(heading: &str) -> String {
    heading_slug(heading)
}
