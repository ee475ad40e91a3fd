//! Each kind of page as one struct of the theme contract.

mod actor;
mod article;
mod corrections;
mod coverage;
mod region;
mod search;
mod source;

use crate::lang::fold;
use crate::model::{Alias, Article, Event, FreePage, Id, Thing};
use crate::plan::{HOME, PageKind};
use crate::render::desk::Desk;
use crate::render::view::{
    ArticlesPage, CountedLink, EventPage, EventsPage, Fact, FreePageView, HomePage, Link, Listing, ListingPage,
    NotFoundPage, Pager, TopicsPage, YearGroup, YearPage,
};

/// How many of each the home page shows.
const LATEST: usize = 8;
const MAIN: usize = 12;

/// How many events of a year the timeline shows before it leads to the year's own page.
const PER_YEAR: usize = 25;

/// How many others an actor's page names as company, and how many claims it lists.
const COMPANY: usize = 20;
const CLAIMS: usize = 100;

impl Desk<'_> {
    pub fn home(&self) -> HomePage {
        let text = self
            .atlas
            .pages
            .iter()
            .find(|(_, page)| page.id == HOME)
            .map(|(id, _)| id);
        let newest: Vec<Id<Event>> = self.relations.timeline.iter().rev().copied().collect();
        let by_events = |counts: Vec<(Thing, usize)>| self.most(counts, MAIN);
        let articles = &self.relations.articles_by_date;
        let figures = self.event_figures(&self.relations.timeline, None);
        HomePage {
            page: self.drawn_page(PageKind::Home, text.map(Thing::Page), figures.as_ref()),
            figures,
            prose: text.and_then(|id| self.prose(Thing::Page(id))),
            articles: Listing {
                items: articles.iter().take(LATEST).map(|id| self.article_item(*id)).collect(),
                count: articles.len(),
                all: Some(self.url(PageKind::Articles(1))),
            },
            years: self.years(),
            actors: by_events(
                self.atlas
                    .actors
                    .iter()
                    .map(|(id, _)| (Thing::Actor(id), self.relations.actors[id.index()].events.len()))
                    .collect(),
            ),
            regions: by_events(
                self.atlas
                    .regions
                    .iter()
                    .map(|(id, _)| (Thing::Region(id), self.relations.regions[id.index()].events.len()))
                    .collect(),
            ),
            events: Listing {
                items: newest.iter().take(LATEST).map(|id| self.event_item(*id)).collect(),
                count: newest.len(),
                all: (!newest.is_empty()).then(|| self.url(PageKind::Events)),
            },
        }
    }

    /// Those that count most, then by name.
    fn most(&self, mut counts: Vec<(Thing, usize)>, limit: usize) -> Vec<CountedLink> {
        counts.retain(|(_, count)| *count > 0);
        counts.sort_by_key(|(thing, count)| (std::cmp::Reverse(*count), *thing));
        counts.truncate(limit);
        counts
            .into_iter()
            .map(|(thing, count)| self.counted(thing, count))
            .collect()
    }

    /// Years with their counts, latest first.
    fn years(&self) -> Vec<CountedLink> {
        self.relations
            .years
            .iter()
            .rev()
            .map(|(year, events)| CountedLink {
                label: self.plain(year.to_string()),
                url: self.url(PageKind::Year(*year, 1)),
                count: events.len(),
            })
            .collect()
    }

    /// The part of a list that a page shows.
    pub fn part<'i, T>(&self, items: &'i [T], number: usize) -> &'i [T] {
        let size = self.plan.page_size;
        let from = ((number - 1) * size).min(items.len());
        &items[from..(from + size).min(items.len())]
    }

    pub fn pager(&self, count: usize, number: usize, kind: impl Fn(usize) -> PageKind) -> Option<Pager> {
        let total = count.div_ceil(self.plan.page_size).max(1);
        (total > 1).then(|| Pager {
            number,
            total,
            first: (number > 1).then(|| self.url(kind(1))),
            previous: (number > 1).then(|| self.url(kind(number - 1))),
            next: (number < total).then(|| self.url(kind(number + 1))),
            last: (number < total).then(|| self.url(kind(total))),
        })
    }

    pub fn articles(&self, number: usize) -> ArticlesPage {
        let all = &self.relations.articles_by_date;
        ArticlesPage {
            page: self.page(PageKind::Articles(number)),
            list: Listing {
                items: self.part(all, number).iter().map(|id| self.article_item(*id)).collect(),
                count: all.len(),
                all: None,
            },
            pager: self.pager(all.len(), number, PageKind::Articles),
            topics: self.topic_links(),
            topics_url: (!self.relations.topics.is_empty()).then(|| self.url(PageKind::Topics)),
        }
    }

    pub fn topic_links(&self) -> Vec<CountedLink> {
        self.relations
            .topics
            .iter()
            .enumerate()
            .map(|(at, topic)| CountedLink {
                label: self.text(&topic.topic.name),
                url: self.url(PageKind::Topic(at, 1)),
                count: topic.articles.len(),
            })
            .collect()
    }

    /// The first events of a list, newest first, under their years.
    pub fn year_groups(&self, newest: &[Id<Event>]) -> Vec<YearGroup> {
        let mut groups: Vec<YearGroup> = Vec::new();
        for id in newest.iter().take(self.plan.page_size) {
            let year = self.atlas.events[*id].date.year();
            let item = self.event_item(*id);
            match groups.last_mut().filter(|group| group.year == year.to_string()) {
                Some(group) => {
                    group.count += 1;
                    group.events.push(item);
                }
                None => groups.push(YearGroup {
                    year: year.to_string(),
                    url: self.url(PageKind::Year(year, 1)),
                    count: 1,
                    events: vec![item],
                }),
            }
        }
        groups
    }

    /// Names of this language, and those that belong to none.
    pub fn aliases(&self, aliases: &[Alias]) -> Vec<crate::render::view::Text> {
        aliases
            .iter()
            .filter(|alias| alias.lang.is_none_or(|lang| lang == self.lang))
            .map(|alias| self.plain(alias.name.clone()))
            .collect()
    }

    pub fn fact(&self, term: &str, text: impl Into<String>) -> Fact {
        Fact {
            term: self.words.get(term).to_owned(),
            text: self.plain(text),
            url: None,
        }
    }

    pub fn link_fact(&self, term: &str, link: Link) -> Fact {
        Fact {
            term: self.words.get(term).to_owned(),
            text: link.label,
            url: Some(link.url),
        }
    }

    pub fn web_fact(&self, term: &str, text: &str, url: String) -> Fact {
        Fact {
            url: Some(url),
            ..self.fact(term, text)
        }
    }

    pub fn events_page(&self) -> EventsPage {
        let figures = self.event_figures(&self.relations.timeline, None);
        EventsPage {
            page: self.drawn_page(PageKind::Events, None, figures.as_ref()),
            figures,
            count: self.relations.timeline.len(),
            years: self
                .relations
                .years
                .iter()
                .rev()
                .map(|(year, events)| YearGroup {
                    year: year.to_string(),
                    url: self.url(PageKind::Year(*year, 1)),
                    count: events.len(),
                    events: events.iter().take(PER_YEAR).map(|id| self.event_item(*id)).collect(),
                })
                .collect(),
        }
    }

    pub fn year(&self, year: i16, number: usize) -> YearPage {
        let events = &self.relations.years[&year];
        let link = |(year, events): (&i16, &Vec<Id<Event>>)| CountedLink {
            label: self.plain(year.to_string()),
            url: self.url(PageKind::Year(*year, 1)),
            count: events.len(),
        };
        YearPage {
            page: self.page(PageKind::Year(year, number)),
            year: year.to_string(),
            list: Listing {
                items: self
                    .part(events, number)
                    .iter()
                    .map(|id| self.event_item(*id))
                    .collect(),
                count: events.len(),
                all: None,
            },
            pager: self.pager(events.len(), number, |n| PageKind::Year(year, n)),
            previous: self.relations.years.range(..year).next_back().map(link),
            next: self.relations.years.range(year + 1..).next().map(link),
        }
    }

    pub fn event_page(&self, id: Id<Event>) -> EventPage {
        let event = &self.atlas.events[id];
        let own = &self.relations.events[id.index()];
        let thing = Thing::Event(id);
        let sources = event
            .sources
            .iter()
            .chain(event.claims.iter().flat_map(|claim| &claim.sources))
            .copied();
        let figures = self.event_figures(&[id], None);
        EventPage {
            page: self.drawn_page(PageKind::Event(id), Some(thing), figures.as_ref()),
            figures,
            event: self.event(id, None),
            prose: self.prose(thing),
            sources: self.source_list(self.own_prose(thing), sources),
            articles: own.articles.iter().map(|article| self.article_item(*article)).collect(),
            backlinks: self.links(&own.backlinks),
            previous: own.previous.map(|other| self.link(Thing::Event(other))),
            next: own.next.map(|other| self.link(Thing::Event(other))),
        }
    }

    pub fn topics_page(&self) -> TopicsPage {
        TopicsPage {
            page: self.page(PageKind::Topics),
            topics: self.topic_links(),
        }
    }

    /// All articles of a topic, an actor or a region.
    pub fn article_listing(
        &self,
        of: Option<Thing>,
        ids: &[Id<Article>],
        number: usize,
        kind: impl Fn(usize) -> PageKind,
    ) -> ListingPage {
        ListingPage {
            page: self.page(kind(number)),
            of: of.map(|thing| self.link(thing)),
            articles: Some(Listing {
                items: self.part(ids, number).iter().map(|id| self.article_item(*id)).collect(),
                count: ids.len(),
                all: None,
            }),
            events: None,
            pager: self.pager(ids.len(), number, kind),
        }
    }

    /// All events of an actor or a region, newest first.
    pub fn event_listing(
        &self,
        of: Thing,
        ids: &[Id<Event>],
        number: usize,
        kind: impl Fn(usize) -> PageKind,
    ) -> ListingPage {
        let newest: Vec<Id<Event>> = ids.iter().rev().copied().collect();
        ListingPage {
            page: self.page(kind(number)),
            of: Some(self.link(of)),
            articles: None,
            events: Some(Listing {
                items: self
                    .part(&newest, number)
                    .iter()
                    .map(|id| self.event_item(*id))
                    .collect(),
                count: ids.len(),
                all: None,
            }),
            pager: self.pager(ids.len(), number, kind),
        }
    }

    pub fn free_page(&self, id: Id<FreePage>) -> FreePageView {
        let thing = Thing::Page(id);
        FreePageView {
            page: self.page(PageKind::Free(id)),
            prose: self.prose(thing).unwrap_or_default(),
            sources: self.source_list(self.own_prose(thing), []),
        }
    }

    pub fn not_found(&self) -> NotFoundPage {
        NotFoundPage {
            page: self.page(PageKind::NotFound),
        }
    }
}

/// The letter under which a dictionary lists a name: without accents, and past quotation marks; one place for all digits.
fn initial(name: &str) -> String {
    match fold(name).chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_numeric() => "0–9".to_owned(),
        Some(c) => c.to_uppercase().collect(),
        None => String::new(),
    }
}
