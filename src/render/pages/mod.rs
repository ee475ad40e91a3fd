//! Each kind of page as one struct of the theme contract.

mod actor;
mod article;
mod corrections;
mod coverage;
mod home;
mod html;
mod letters;
mod region;
mod search;
mod source;

pub use html::html;
pub use letters::LetterLists;
use letters::part_of;

use crate::model::{Alias, Article, ClaimRef, Entity, Event, FreePage, Id};
use crate::plan::{CLAIMS, PageKind};
use crate::render::brief::take_summary;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::view::{
    ArticlesPage, ClaimLine, CountedLink, EventPage, EventsPage, Fact, FreePageView, LinkView,
    Listing, ListingPage, NotFoundPage, Pager, TopicsPage, YearGroup, YearPage,
};

/// How many of each the home page shows.
const LATEST: usize = 8;
const MAIN: usize = 12;

/// How many events of a year the timeline shows before it leads to the year's own page.
const PER_YEAR: usize = 25;

/// How many events of all years the timeline shows: where there are many years, it has fewer of
/// each.
const ALL_YEARS: usize = 400;

/// How many topics stand beside the list of articles.
const TOPICS: usize = 20;

/// How many others an actor's page names as company.
const COMPANY: usize = 20;

impl PageContext<'_> {
    /// Those that count most, then by name.
    fn most(&self, mut counts: Vec<(Entity, usize)>, limit: usize) -> Vec<CountedLink> {
        counts.retain(|(_, count)| *count > 0);
        counts.sort_by_key(|(entity, count)| (std::cmp::Reverse(*count), *entity));
        counts.truncate(limit);
        counts
            .into_iter()
            .map(|(entity, count)| self.counted(entity, count))
            .collect()
    }

    /// Years with their counts, latest first.
    fn years(&self) -> Vec<CountedLink> {
        self.relations
            .years
            .iter()
            .rev()
            .map(|(year, events)| {
                self.plain(year.to_string())
                    .leading_to(self.url(PageKind::Year(*year, 1)))
                    .counted(events.len())
            })
            .collect()
    }

    /// The part of a list that a page shows.
    pub fn part<'i, T>(&self, items: &'i [T], number: usize) -> &'i [T] {
        part_of(items, number, self.plan.page_size)
    }

    pub fn pager(
        &self,
        count: usize,
        number: usize,
        kind: impl Fn(usize) -> PageKind,
    ) -> Option<Pager> {
        self.pager_by(self.plan.page_size, count, number, kind)
    }

    /// The way through the pages of a list with so many items a page.
    pub fn pager_by(
        &self,
        size: usize,
        count: usize,
        number: usize,
        kind: impl Fn(usize) -> PageKind,
    ) -> Option<Pager> {
        let total = count.div_ceil(size).max(1);
        (total > 1).then(|| Pager {
            number,
            total,
            first: (number > 1).then(|| self.url(kind(1))),
            previous: (number > 1).then(|| self.url(kind(number - 1))),
            next: (number < total).then(|| self.url(kind(number + 1))),
            last: (number < total).then(|| self.url(kind(total))),
        })
    }

    pub fn articles(&self, number: usize) -> Themed<ArticlesPage> {
        let all = &self.relations.articles_by_date;
        // The newest say what they are about. Who goes on is looking for one.
        let form = match number {
            1 => ListItemForm::Summary2,
            _ => ListItemForm::Line,
        };
        Ok(ArticlesPage {
            page: self.page(PageKind::Articles(number)),
            list: Listing {
                items: self.listed_articles(self.part(all, number), form)?,
                count: all.len(),
                all: None,
            },
            pager: self.pager(all.len(), number, PageKind::Articles),
            topics: self.main_topics(),
            topics_url: self
                .plan
                .has_topics()
                .then(|| self.url(PageKind::Topics(1))),
        })
    }

    /// The topics with most articles, in the order of all.
    fn main_topics(&self) -> Vec<CountedLink> {
        let all = &self.relations.topics;
        let mut topics: Vec<usize> = (0..all.len()).collect();
        if topics.len() > TOPICS {
            topics.sort_by_key(|at| (std::cmp::Reverse(all[*at].articles.len()), *at));
            topics.truncate(TOPICS);
            topics.sort_unstable();
        }
        topics.into_iter().map(|at| self.topic_link(at)).collect()
    }

    fn topic_link(&self, at: usize) -> CountedLink {
        let topic = &self.relations.topics[at];
        self.text(&topic.topic.name)
            .leading_to(self.url(PageKind::Topic(at, 1)))
            .counted(topic.articles.len())
    }

    /// Names of this language, and those that belong to none.
    pub fn aliases(&self, aliases: &[Alias]) -> Vec<crate::render::view::TextView> {
        aliases
            .iter()
            .filter(|alias| alias.lang.is_none_or(|lang| lang == self.lang))
            .map(|alias| self.plain(self.typeset_name(&alias.name)))
            .collect()
    }

    pub fn fact(&self, term: &str, text: impl Into<String>) -> Fact {
        Fact {
            term: self.words.get(term).to_owned(),
            text: self.plain(text),
            url: None,
        }
    }

    pub fn link_fact(&self, term: &str, link: LinkView) -> Fact {
        Fact {
            term: self.words.get(term).to_owned(),
            url: Some(link.url.clone()),
            text: link.label(),
        }
    }

    pub fn web_fact(&self, term: &str, text: &str, url: String) -> Fact {
        Fact {
            url: Some(url),
            ..self.fact(term, text)
        }
    }

    pub fn events_page(&self) -> Themed<EventsPage> {
        let figures = self.wanted("events.html", "figures", || {
            self.event_figures(&self.relations.timeline, None)
        });
        let per_year = PER_YEAR.min(ALL_YEARS / self.relations.years.len().max(1));
        let group = |(year, events): (&i16, &Vec<Id<Event>>)| {
            Ok(YearGroup {
                year: year.to_string(),
                url: self.url(PageKind::Year(*year, 1)),
                count: events.len(),
                events: self.listed_events(events.iter().take(per_year))?,
            })
        };
        Ok(EventsPage {
            page: self.drawn_page(PageKind::Events, None, figures.as_ref()),
            figures,
            count: self.relations.timeline.len(),
            years: self
                .relations
                .years
                .iter()
                .rev()
                .map(group)
                .collect::<Themed<_>>()?,
        })
    }

    pub fn year(&self, year: i16, number: usize) -> Themed<YearPage> {
        let events = &self.relations.years[&year];
        let link = |(year, events): (&i16, &Vec<Id<Event>>)| {
            self.plain(year.to_string())
                .leading_to(self.url(PageKind::Year(*year, 1)))
                .counted(events.len())
        };
        Ok(YearPage {
            page: self.page(PageKind::Year(year, number)),
            year: year.to_string(),
            list: Listing {
                items: self.listed_events(self.part(events, number))?,
                count: events.len(),
                all: None,
            },
            pager: self.pager(events.len(), number, |n| PageKind::Year(year, n)),
            previous: self.relations.years.range(..year).next_back().map(link),
            next: self.relations.years.range(year + 1..).next().map(link),
        })
    }

    pub fn event_page(&self, id: Id<Event>) -> Themed<EventPage> {
        let event = &self.atlas.events[id];
        let own = &self.relations.events[id.index()];
        let entity = Entity::Event(id);
        let sources = event
            .sources
            .iter()
            .chain(event.claims.iter().flat_map(|claim| &claim.sources))
            .copied();
        let figures = self.wanted("event.html", "figures", || self.event_figures(&[id], None));
        let (summary, prose) = take_summary(self.prose(entity));
        Ok(EventPage {
            page: self.drawn_page(PageKind::Event(id), Some(entity), figures.as_ref()),
            figures,
            event: self.event(id, None),
            cite: self.cite_event(id),
            summary,
            prose,
            sources: self.source_list(self.own_prose(entity), sources),
            articles: self.listing(&own.articles, PageKind::EventArticles(id, 1), |article| {
                self.listed_article(article, ListItemForm::Line)
            })?,
            backlinks: self.backlinks(entity, &own.backlinks),
            previous: own.previous.map(|other| self.link(Entity::Event(other))),
            next: own.next.map(|other| self.link(Entity::Event(other))),
        })
    }

    fn cite_event(&self, id: Id<Event>) -> String {
        let event = &self.atlas.events[id];
        let address =
            self.plan
                .absolute(&self.plan.address(self.atlas, Entity::Event(id), self.lang));
        self.cite("", &self.text(&event.title).text, "", &address)
    }

    pub fn topics_page(&self, number: usize) -> TopicsPage {
        let all: Vec<usize> = (0..self.relations.topics.len()).collect();
        let part = self.part(&all, number);
        TopicsPage {
            page: self.page(PageKind::Topics(number)),
            count: all.len(),
            topics: part.iter().map(|at| self.topic_link(*at)).collect(),
            pager: self.pager(all.len(), number, PageKind::Topics),
        }
    }

    /// A page of a list, of which its maker fills in one kind of items.
    pub fn listing_page(&self, kind: PageKind, pager: Option<Pager>) -> ListingPage {
        ListingPage {
            page: self.page(kind),
            of: kind.listed_of().map(|entity| self.link(entity)),
            articles: None,
            events: None,
            claims: None,
            part: None,
            actors: None,
            relations: None,
            parts: None,
            links: None,
            pager,
        }
    }

    /// A page of links: of pages that mention a thing, or of sources that derive from one.
    pub fn link_listing<T>(
        &self,
        items: &[T],
        number: usize,
        kind: impl Fn(usize) -> PageKind,
        link: impl Fn(&T) -> LinkView,
    ) -> ListingPage {
        ListingPage {
            links: Some(self.whole(items, number, link)),
            ..self.listing_page(kind(number), self.pager(items.len(), number, kind))
        }
    }

    /// The items of a page of a list.
    pub fn whole<T, V>(&self, items: &[T], number: usize, view: impl FnMut(&T) -> V) -> Listing<V> {
        Listing {
            items: self.part(items, number).iter().map(view).collect(),
            count: items.len(),
            all: None,
        }
    }

    /// The first items of a long list, and where all of them are.
    pub fn beginning<T, V>(
        &self,
        items: &[T],
        all: PageKind,
        view: impl FnMut(&T) -> V,
    ) -> Listing<V> {
        let size = self.plan.page_size;
        Listing {
            items: items.iter().take(size).map(view).collect(),
            count: items.len(),
            all: (items.len() > size).then(|| self.url(all)),
        }
    }

    /// Pages that mention a thing without listing it.
    pub fn backlinks(&self, entity: Entity, pages: &[Entity]) -> Listing<LinkView> {
        self.beginning(pages, PageKind::Backlinks(entity, 1), |page| {
            self.link(*page)
        })
    }

    /// All pages that mention a thing without listing it.
    pub fn mentions(&self, entity: Entity) -> &[Entity] {
        let at = entity.index();
        match entity {
            Entity::Article(_) => &self.relations.articles[at].backlinks,
            Entity::Actor(_) => &self.relations.actors[at].backlinks,
            Entity::Region(_) => &self.relations.regions[at].backlinks,
            Entity::Event(_) => &self.relations.events[at].backlinks,
            Entity::Source(_) => &self.relations.sources[at].backlinks,
            Entity::Page(_) => &[],
        }
    }

    /// All articles of a topic, an actor or a region.
    pub fn article_listing(
        &self,
        ids: &[Id<Article>],
        number: usize,
        kind: impl Fn(usize) -> PageKind,
    ) -> Themed<ListingPage> {
        let form = match kind(number) {
            PageKind::Topic(_, 1) => ListItemForm::Summary2,
            _ => ListItemForm::Line,
        };
        Ok(ListingPage {
            articles: Some(Listing {
                items: self.listed_articles(self.part(ids, number), form)?,
                count: ids.len(),
                all: None,
            }),
            ..self.listing_page(kind(number), self.pager(ids.len(), number, kind))
        })
    }

    /// All claims of a source, or that an actor made or that are about it.
    pub fn claim_listing(
        &self,
        claims: &[ClaimRef],
        number: usize,
        kind: impl Fn(usize) -> PageKind,
    ) -> ListingPage {
        let part = match kind(number) {
            PageKind::ActorClaims(..) => "claimant",
            PageKind::ActorClaimsAbout(..) => "about",
            _ => "source",
        };
        ListingPage {
            claims: Some(self.whole(claims, number, |at| self.claim_line(*at))),
            part: Some(part),
            ..self.listing_page(kind(number), self.pager(claims.len(), number, kind))
        }
    }

    /// The first of some claims, and where all of them are.
    pub fn listed_claims(&self, claims: &[ClaimRef], all: PageKind) -> Listing<ClaimLine> {
        Listing {
            items: (claims.iter().take(self.shown(claims.len(), CLAIMS)))
                .map(|at| self.claim_line(*at))
                .collect(),
            count: claims.len(),
            all: (claims.len() > CLAIMS).then(|| self.url(all)),
        }
    }

    /// All events of an actor or a region, newest first.
    pub fn event_listing(
        &self,
        ids: &[Id<Event>],
        number: usize,
        kind: impl Fn(usize) -> PageKind,
    ) -> Themed<ListingPage> {
        let newest: Vec<Id<Event>> = ids.iter().rev().copied().collect();
        Ok(ListingPage {
            events: Some(Listing {
                items: self.listed_events(self.part(&newest, number))?,
                count: ids.len(),
                all: None,
            }),
            ..self.listing_page(kind(number), self.pager(ids.len(), number, kind))
        })
    }

    pub fn free_page(&self, id: Id<FreePage>) -> FreePageView {
        let entity = Entity::Page(id);
        FreePageView {
            page: self.drawn_page(PageKind::Free(id), Some(entity), None),
            prose: self.prose(entity).unwrap_or_default(),
            sources: self.source_list(self.own_prose(entity), []),
        }
    }

    pub fn not_found(&self) -> NotFoundPage {
        NotFoundPage {
            page: self.page(PageKind::NotFound),
        }
    }
}

/// Claims from the latest to the earliest.
pub fn newest_first(claims: &[ClaimRef]) -> Vec<ClaimRef> {
    claims.iter().rev().copied().collect()
}
