//! Links: to files, to names, to addresses elsewhere. One that cannot be made leaves its words and a finding.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

use super::figures::CLAIM;
use super::{Composer, matching_end, noun};
use crate::diag::Code;
use crate::html::escaped;
use crate::lang::Lang;
use crate::load::{Kind, is_id};
use crate::markdown::target::Target;
use crate::markdown::{Hole, Wanted};
use crate::model::Thing;
use crate::resolve::Meaning;

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
            self.figure(events, (at, end), destination);
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
        match self.workshop.files.target(self.folder, destination) {
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
            Target::Drawing(address) => {
                let scheme = address.split(':').next().unwrap_or(address);
                self.report(
                    Code::BadFigure,
                    range,
                    format!("`{scheme}:` asks for a figure, and this is a link"),
                    format!("write an exclamation mark before it: `![what it shows]({address})`"),
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
                    if destination.is_empty() {
                        "this link leads nowhere: its brackets are empty".to_owned()
                    } else {
                        format!("there is no file `{destination}`")
                    },
                    help,
                );
                None
            }
        }
    }

    /// The language in which a thing is shown to readers of this text.
    fn existing(&self, thing: Thing) -> Lang {
        let bodies = self.workshop.atlas.bodies(thing);
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
        let mut shown = name;
        let thing = match self.workshop.names.find(kind, name) {
            Meaning::One(thing) => Some(thing),
            Meaning::Several(things) => {
                let list: Vec<String> = things
                    .iter()
                    .map(|thing| format!("[[{}:{}]]", noun(*thing), self.workshop.atlas.id(*thing)))
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
                // An id is no text for readers, and tells of what is withheld.
                let is_bare = !has_pothole && is_id(name);
                let (message, help) = if is_bare {
                    shown = "…";
                    (
                        format!("`{name}` is not published yet, so three dots stand here"),
                        format!("give the link words of its own: `[[{name}|words]]`; or publish both together"),
                    )
                } else {
                    (
                        format!("`{name}` is not published yet, so this link stays text"),
                        "publish both together, or build with --drafts or a later --now to see them".to_owned(),
                    )
                };
                self.report(Code::WithheldLink, &range, message, help);
                None
            }
            Meaning::None(near) => {
                let help = match near {
                    Some(near) => format!("did you mean `[[{}]]`?", self.workshop.atlas.id(near)),
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
        let shown = (!has_pothole).then(|| self.shown_name(thing, shown));
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
        if atlas.id(thing) != written {
            return written.to_owned();
        }
        atlas
            .name(thing)
            .get(self.lang)
            .map_or_else(|| written.to_owned(), |(_, name)| name.clone())
    }
}
