//! What stands at the top of every page: title, description, address, translations, breadcrumbs,
//! feed.

use super::context::PageContext;
use super::extra::ExtraView;
use super::view::{
    Feed, FigureView, LinkView, NavItem, PageView, SiteView, TextView, TranslationView,
};
use crate::markdown::Prose;
use crate::model::{Entity, Extra};
use crate::plan::{self, PageKind};

/// How many letters a description has at most.
const DESCRIPTION: usize = 160;

impl PageContext<'_> {
    /// The head of a page.
    pub(super) fn page(&self, kind: PageKind) -> PageView {
        let title = self.title(kind);
        let site = self.text(&self.config.title).text;
        let number = kind.number();
        let suffix = if number > 1 {
            self.words.say("page_suffix", Some(number), &[])
        } else {
            String::new()
        };
        let head_title = match kind {
            PageKind::Home => site,
            _ => format!("{}{suffix} · {site}", self.unique_title(kind, &title)),
        };
        let path = self.url(kind);
        PageView {
            kind: name_of(kind),
            description: self.description(kind, &suffix),
            canonical: self.plan.absolute(&path),
            translations: self.translations(kind),
            feed: self.feed(kind),
            breadcrumbs: self.breadcrumbs(kind),
            edit: self.edit(kind),
            drawn: false,
            pictured: false,
            image: self.shared(kind),
            noindex: kind == PageKind::NotFound,
            script: None,
            extra: ExtraView(
                kind.entity()
                    .map_or_else(Extra::default, |entity| self.atlas.extra(entity, self.lang)),
            ),
            url: path,
            head_title,
            title,
        }
    }

    fn title(&self, kind: PageKind) -> TextView {
        let word = |key: &str| self.plain(self.words.get(key));
        let of = |key: &str, entity: Entity| {
            let name = self.name(entity).text;
            self.plain(self.words.say(key, None, &[("name", &name)]))
        };
        match kind {
            PageKind::Home => self.text(&self.config.title),
            PageKind::Articles(_) => word("articles_title"),
            PageKind::Actors => word("actors_title"),
            PageKind::Regions(_) => word("regions_title"),
            PageKind::Events => word("events_title"),
            PageKind::Sources(_) => word("sources_title"),
            PageKind::Topics(_) => word("topics_title"),
            PageKind::Coverage => word("coverage_title"),
            PageKind::Corrections(_) => word("corrections_title"),
            PageKind::Search => word("search_title"),
            PageKind::Letter(letter, _) => {
                let name = self.letter_name(letter);
                self.plain(self.words.say("letter_title", None, &[("letter", &name)]))
            }
            PageKind::ActorsOfLetter(letter, _) => {
                let name = self.letter_name(letter);
                self.plain(
                    self.words
                        .say("actors_letter_title", None, &[("letter", &name)]),
                )
            }
            PageKind::ActorsOfType(kind, _) => self.plain(self.actor_types_name(kind)),
            PageKind::ActorRelations(id, _) => of("listing_relations_title", Entity::Actor(id)),
            PageKind::RegionParts(id, _) => of("listing_parts_title", Entity::Region(id)),
            PageKind::SourceDerived(id, _) => of("listing_derived_title", Entity::Source(id)),
            PageKind::Backlinks(entity, _) => of("listing_backlinks_title", entity),
            PageKind::NotFound => word("not_found_title"),
            PageKind::Year(year, _) => self.plain(self.words.say(
                "year_title",
                None,
                &[("year", &year.to_string())],
            )),
            PageKind::Topic(at, _) => self.plain(self.words.say(
                "topic_title",
                None,
                &[(
                    "name",
                    &self.text(&self.relations.topics[at].topic.name).text,
                )],
            )),
            PageKind::ActorArticles(id, _) => of("listing_articles_title", Entity::Actor(id)),
            PageKind::ActorEvents(id, _) => of("listing_events_title", Entity::Actor(id)),
            PageKind::ActorClaims(id, _) => of("listing_claims_made_title", Entity::Actor(id)),
            PageKind::ActorClaimsAbout(id, _) => {
                of("listing_claims_about_title", Entity::Actor(id))
            }
            PageKind::EventArticles(id, _) => of("listing_articles_title", Entity::Event(id)),
            PageKind::SourceClaims(id, _) => of("listing_claims_title", Entity::Source(id)),
            PageKind::SourceEvents(id, _) => of("listing_events_title", Entity::Source(id)),
            PageKind::SourceArticles(id, _) => of("listing_articles_title", Entity::Source(id)),
            PageKind::RegionArticles(id, _) => of("listing_articles_title", Entity::Region(id)),
            PageKind::RegionEvents(id, _) => of("listing_events_title", Entity::Region(id)),
            PageKind::Article(id) => self.name(Entity::Article(id)),
            PageKind::Actor(id) => self.name(Entity::Actor(id)),
            PageKind::Region(id) => self.name(Entity::Region(id)),
            PageKind::Event(id) => self.name(Entity::Event(id)),
            PageKind::Source(id) => self.name(Entity::Source(id)),
            PageKind::Free(id) => self.name(Entity::Page(id)),
        }
    }

    /// The title with what tells it from others of the same name: two sources may have one title,
    /// an event its article's.
    fn unique_title(&self, kind: PageKind, title: &TextView) -> String {
        match kind {
            PageKind::Source(id) => {
                let source = &self.atlas.sources[id];
                let mut parts = vec![title.text.clone()];
                parts.extend(
                    source
                        .publisher
                        .as_ref()
                        .map(|name| self.typeset_name(name).into_owned()),
                );
                parts.extend(source.date.as_ref().map(|date| self.words.date(date)));
                if self.relations.twins.contains(&id) {
                    parts.push(source.id.clone());
                }
                parts.join(self.words.get("list_separator"))
            }
            PageKind::Event(id) => {
                let date = self.words.date(&self.atlas.events[id].date);
                if title.text.contains(&date) {
                    title.text.clone()
                } else {
                    format!("{} ({date})", title.text)
                }
            }
            // A region and an actor may share a name, and so may an article and its subject.
            PageKind::Actor(_) => format!("{} · {}", title.text, self.words.get("actors_title")),
            PageKind::Region(_) => format!("{} · {}", title.text, self.words.get("regions_title")),
            _ => title.text.clone(),
        }
    }

    fn description(&self, kind: PageKind, suffix: &str) -> String {
        let word = |key: &str| format!("{}{suffix}", self.words.get(key));
        match kind {
            PageKind::Home => {
                let own = self.text(&self.config.description).text;
                if own.is_empty() {
                    self.text(&self.config.title).text
                } else {
                    own
                }
            }
            PageKind::Articles(_) => word("articles_description"),
            PageKind::Actors => word("actors_description"),
            PageKind::Regions(_) => word("regions_description"),
            PageKind::Events => word("events_description"),
            PageKind::Sources(_) => word("sources_description"),
            PageKind::Topics(_) => word("topics_description"),
            PageKind::Coverage => word("coverage_description"),
            PageKind::Corrections(_) => word("corrections_description"),
            PageKind::Search => word("search_description"),
            PageKind::NotFound => word("not_found_description"),
            PageKind::Year(year, _) => format!(
                "{}{suffix}",
                self.words
                    .say("year_description", None, &[("year", &year.to_string())])
            ),
            PageKind::Topic(at, _) => format!(
                "{}{suffix}",
                self.words.say(
                    "topic_description",
                    None,
                    &[(
                        "name",
                        &self.text(&self.relations.topics[at].topic.name).text
                    )]
                )
            ),
            PageKind::ActorArticles(..)
            | PageKind::ActorEvents(..)
            | PageKind::ActorClaims(..)
            | PageKind::ActorClaimsAbout(..)
            | PageKind::EventArticles(..)
            | PageKind::SourceClaims(..)
            | PageKind::SourceEvents(..)
            | PageKind::SourceArticles(..)
            | PageKind::RegionArticles(..)
            | PageKind::RegionEvents(..)
            | PageKind::ActorsOfType(..)
            | PageKind::ActorsOfLetter(..)
            | PageKind::ActorRelations(..)
            | PageKind::RegionParts(..)
            | PageKind::SourceDerived(..)
            | PageKind::Backlinks(..)
            | PageKind::Letter(..) => {
                let name = self.title(kind).text;
                format!(
                    "{}{suffix}",
                    self.words
                        .say("listing_description", None, &[("name", &name)])
                )
            }
            PageKind::Article(id) => {
                let summary = self.atlas.articles[id].summary.exact(self.lang).cloned();
                self.described(summary, Entity::Article(id))
                    .unwrap_or_else(|| self.name(Entity::Article(id)).text)
            }
            PageKind::Free(id) => {
                let summary = self.atlas.pages[id].summary.exact(self.lang).cloned();
                self.described(summary, Entity::Page(id))
                    .unwrap_or_else(|| self.name(Entity::Page(id)).text)
            }
            PageKind::Actor(id) => self.described(None, Entity::Actor(id)).unwrap_or_else(|| {
                let count = self.relations.actors[id.index()].events.len();
                self.words.say(
                    "actor_description",
                    Some(count),
                    &[("name", &self.name(Entity::Actor(id)).text)],
                )
            }),
            PageKind::Region(id) => self.described(None, Entity::Region(id)).unwrap_or_else(|| {
                let count = self.relations.regions[id.index()].events.len();
                self.words.say(
                    "region_description",
                    Some(count),
                    &[("name", &self.name(Entity::Region(id)).text)],
                )
            }),
            PageKind::Event(id) => self.described(None, Entity::Event(id)).unwrap_or_else(|| {
                let date = self.words.date(&self.atlas.events[id].date);
                self.words.say(
                    "event_description",
                    None,
                    &[
                        ("title", &self.name(Entity::Event(id)).text),
                        ("date", &date),
                    ],
                )
            }),
            PageKind::Source(id) => {
                let title = self.unique_title(kind, &self.name(Entity::Source(id)));
                self.words
                    .say("source_description", None, &[("title", &title)])
            }
        }
    }

    /// A summary, else the first words of the prose, where that is in the page's language.
    fn described(&self, summary: Option<String>, entity: Entity) -> Option<String> {
        let text = summary.or_else(|| {
            let prose = self.articles.exact(entity, self.lang)?;
            (!prose.lead.trim().is_empty()).then(|| prose.lead.clone())
        })?;
        Some(
            self.typeset(self.lang, &shortened(&text, DESCRIPTION))
                .into_owned(),
        )
    }

    fn translations(&self, kind: PageKind) -> Vec<TranslationView> {
        // An unknown address says nothing of its reader's language: its page leads to the home of
        // each.
        let (kind, languages) = match kind {
            PageKind::NotFound => (PageKind::Home, self.config.languages.iter().collect()),
            kind => (kind, self.plan.languages_of(self.atlas, kind)),
        };
        if languages.len() < 2 {
            return Vec::new();
        }
        languages
            .into_iter()
            .map(|lang| {
                let url = self.plan.path(self.atlas, plan::PlannedPage { kind, lang });
                TranslationView {
                    lang: lang.tag().to_owned(),
                    dir: lang.direction().html(),
                    name: self
                        .own_names
                        .get(&lang)
                        .cloned()
                        .unwrap_or_else(|| lang.tag().to_owned()),
                    canonical: self.plan.absolute(&url),
                    current: lang == self.lang,
                    url,
                }
            })
            .collect()
    }

    /// The feed of the corrections, or of an actor or region that has articles in this language,
    /// else that of the site.
    fn feed(&self, kind: PageKind) -> Feed {
        if let PageKind::Corrections(_) = kind {
            return Feed {
                title: self.corrections_title(),
                url: format!("{}feed.xml", self.url(PageKind::Corrections(1))),
            };
        }
        let entity = match kind {
            PageKind::Actor(id) => Some(Entity::Actor(id)),
            PageKind::Region(id) => Some(Entity::Region(id)),
            _ => None,
        };
        let own = entity.filter(|entity| !self.feed_articles(*entity).is_empty());
        let (name, page) = match own {
            Some(entity) => (self.name(entity).text, kind),
            None => (self.text(&self.config.title).text, PageKind::Home),
        };
        Feed {
            title: self.words.say("feed_title", None, &[("name", &name)]),
            url: format!("{}feed.xml", self.url(page)),
        }
    }

    fn breadcrumbs(&self, kind: PageKind) -> Vec<LinkView> {
        let mut crumbs = Vec::new();
        let mut step = |key: &str, kind: PageKind| {
            crumbs.push(self.plain(self.words.get(key)).leading_to(self.url(kind)));
        };
        match kind {
            PageKind::Home | PageKind::NotFound => return crumbs,
            _ => step("home", PageKind::Home),
        }
        match kind {
            PageKind::ActorsOfType(..) | PageKind::ActorsOfLetter(..) => {
                step("actors_title", PageKind::Actors);
            }
            PageKind::Year(..) => step("events_title", PageKind::Events),
            PageKind::Topic(..) => step("topics_title", PageKind::Topics(1)),
            PageKind::Letter(..) => step("search_title", PageKind::Search),
            _ => match kind.entity().or_else(|| kind.listed_of()) {
                Some(Entity::Article(_)) => step("articles_title", PageKind::Articles(1)),
                Some(Entity::Actor(_)) => step("actors_title", PageKind::Actors),
                Some(Entity::Region(_)) => step("regions_title", PageKind::Regions(1)),
                Some(Entity::Event(_)) => step("events_title", PageKind::Events),
                Some(Entity::Source(_)) => step("sources_title", PageKind::Sources(1)),
                Some(Entity::Page(_)) | None => {}
            },
        }
        match kind {
            PageKind::Event(id) => {
                let year = self.atlas.events[id].date.year();
                crumbs.push(
                    self.plain(year.to_string())
                        .leading_to(self.url(PageKind::Year(year, 1))),
                );
            }
            kind => crumbs.extend(kind.listed_of().map(|entity| self.link(entity))),
        }
        crumbs
    }

    /// The page as such, where figures may stand on it: its own, or in the text of `thing`.
    pub fn drawn_page(
        &self,
        kind: PageKind,
        entity: Option<Entity>,
        figures: Option<&FigureView>,
    ) -> PageView {
        let prose = entity.and_then(|entity| self.own_prose(entity));
        let has_image =
            matches!(kind, PageKind::Article(id) if self.atlas.articles[id].image.is_some());
        PageView {
            drawn: figures.is_some() || prose.is_some_and(Prose::has_drawings),
            pictured: has_image || prose.is_some_and(Prose::has_pictures),
            ..self.page(kind)
        }
    }

    /// Where the file of a page can be edited: its text in this language, else the original.
    fn edit(&self, kind: PageKind) -> Option<String> {
        let address = self.config.edit_url.as_ref()?;
        let entity = kind.entity()?;
        let (_, body) = self.atlas.bodies(entity).get(self.lang)?;
        let path = self.files.path(body.file);
        Some(if address.contains("{path}") {
            address.replace("{path}", path)
        } else {
            format!("{}/{path}", address.trim_end_matches('/'))
        })
    }

    /// What is the same on all pages of this language.
    pub(super) fn site(&self, style: &str, icon: &str, script: Option<&str>) -> SiteView {
        let search = self
            .config
            .search
            .then_some(("search", "nav_search", PageKind::Search));
        let nav = [
            ("articles", "nav_articles", PageKind::Articles(1)),
            ("actors", "nav_actors", PageKind::Actors),
            ("regions", "nav_regions", PageKind::Regions(1)),
            ("events", "nav_events", PageKind::Events),
            ("sources", "nav_sources", PageKind::Sources(1)),
        ];
        let mut footer: Vec<LinkView> = self
            .atlas
            .pages
            .iter()
            .filter(|(_, page)| page.id != plan::HOME)
            .map(|(id, _)| self.link(Entity::Page(id)))
            .collect();
        if self.plan.has_topics() {
            footer.push(
                self.plain(self.words.get("nav_topics"))
                    .leading_to(self.url(PageKind::Topics(1))),
            );
        }
        let accounts = [
            ("nav_corrections", PageKind::Corrections(1)),
            ("nav_coverage", PageKind::Coverage),
        ];
        footer.extend(
            accounts
                .into_iter()
                .map(|(word, kind)| self.plain(self.words.get(word)).leading_to(self.url(kind))),
        );
        SiteView {
            title: self.text(&self.config.title).text,
            description: self.text(&self.config.description).text,
            home: self.url(PageKind::Home),
            style: self.plan.file(style),
            icon: self.plan.file(icon),
            script: script.map(|path| self.plan.file(path)),
            signs: format!("{}#part-signs", self.url(PageKind::Coverage)),
            nav: nav
                .into_iter()
                .chain(search)
                .map(|(key, word, kind)| NavItem {
                    key,
                    label: self.words.get(word).to_owned(),
                    url: self.url(kind),
                })
                .collect(),
            footer,
            publisher: self
                .config
                .publisher
                .as_ref()
                .map(|name| self.typeset_name(name).into_owned()),
            licence: self.maybe(&self.config.licence).map(|text| text.text),
            generator: env!("CARGO_PKG_VERSION").to_owned(),
            extra: ExtraView(self.config.extra.clone()),
        }
    }
}

/// The first sentence or so: whole words, and an ellipsis where something is left out.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let end = text
        .char_indices()
        .nth(most - 1)
        .map_or(text.len(), |(at, _)| at);
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!(
        "{}…",
        text[..cut].trim_end_matches([',', ';', ':', ' ', '\u{a0}', '(', '«'])
    )
}

fn name_of(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Articles(_) => "articles",
        PageKind::Article(_) => "article",
        PageKind::Actors => "actors",
        PageKind::Actor(_) => "actor",
        PageKind::Regions(_) => "regions",
        PageKind::Region(_) => "region",
        PageKind::Events => "events",
        PageKind::Year(..) => "year",
        PageKind::Event(_) => "event",
        PageKind::Sources(_) => "sources",
        PageKind::Source(_) => "source",
        PageKind::Topics(_) => "topics",
        PageKind::Topic(..) => "topic",
        PageKind::Coverage => "coverage",
        PageKind::Corrections(_) => "corrections",
        PageKind::ActorArticles(..)
        | PageKind::ActorEvents(..)
        | PageKind::ActorClaims(..)
        | PageKind::ActorClaimsAbout(..)
        | PageKind::EventArticles(..)
        | PageKind::SourceClaims(..)
        | PageKind::SourceEvents(..)
        | PageKind::SourceArticles(..)
        | PageKind::RegionArticles(..)
        | PageKind::RegionEvents(..)
        | PageKind::ActorsOfType(..)
        | PageKind::ActorsOfLetter(..)
        | PageKind::ActorRelations(..)
        | PageKind::RegionParts(..)
        | PageKind::SourceDerived(..)
        | PageKind::Backlinks(..) => "listing",
        PageKind::Search => "search",
        PageKind::Letter(..) => "letter",
        PageKind::Free(_) => "page",
        PageKind::NotFound => "not_found",
    }
}
