//! Each kind of page as one struct of the theme contract.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::view::{
    ActorGroup, ActorLabelView, ActorPage, ActorsPage, ArticleItem, ArticlePage, ArticlesPage, CorrectionView,
    CountedLink, EventPage, EventsPage, Fact, FreePageView, HomePage, ImageView, Label, LetterGroup, Link, Listing,
    ListingPage, MembershipView, NotFoundPage, Pager, RegionNode, RegionPage, RegionsPage, RelationView, SourcePage,
    SourcesPage, TopicsPage, YearGroup, YearPage,
};
use super::words::key;
use crate::lang::fold;
use crate::model::terms::{ActorType, Term};
use crate::model::{Actor, Alias, Article, Event, FreePage, Id, Origin, Region, Source, Thing};
use crate::plan::{HOME, PageKind};
use crate::relate;

/// How many of each the home page shows.
const LATEST: usize = 8;
const MAIN: usize = 12;

/// How many events of a year the timeline shows before it leads to the year's own page.
const PER_YEAR: usize = 25;

/// How many others an actor's page names as company, and how many claims it lists.
const COMPANY: usize = 20;
const CLAIMS: usize = 100;

impl Desk<'_> {
    pub(super) fn home(&self) -> HomePage {
        let text = self
            .atlas
            .pages
            .iter()
            .find(|(_, page)| page.id == HOME)
            .map(|(id, _)| id);
        let newest: Vec<Id<Event>> = self.relations.timeline.iter().rev().copied().collect();
        let by_events = |counts: Vec<(Thing, usize)>| self.most(counts, MAIN);
        let articles = &self.relations.articles_by_date;
        HomePage {
            page: self.page(PageKind::Home),
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
    fn part<'i, T>(&self, items: &'i [T], number: usize) -> &'i [T] {
        let size = self.plan.page_size;
        let from = ((number - 1) * size).min(items.len());
        &items[from..(from + size).min(items.len())]
    }

    fn pager(&self, count: usize, number: usize, kind: impl Fn(usize) -> PageKind) -> Option<Pager> {
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

    pub(super) fn articles(&self, number: usize) -> ArticlesPage {
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

    fn topic_links(&self) -> Vec<CountedLink> {
        self.relations
            .topics
            .iter()
            .enumerate()
            .map(|(at, topic)| CountedLink {
                label: self.plain(topic.topic.name.clone()),
                url: self.url(PageKind::Topic(at, 1)),
                count: topic.articles.len(),
            })
            .collect()
    }

    pub(super) fn article(&self, id: Id<Article>) -> ArticlePage {
        let article = &self.atlas.articles[id];
        let own = &self.relations.articles[id.index()];
        let thing = Thing::Article(id);
        let (mut own_events, mut events) = (Vec::new(), Vec::new());
        let mut claimed = Vec::new();
        for used in &article.events {
            let event = &self.atlas.events[used.event];
            if matches!(event.origin, Origin::Inline(home, _) if home == id) {
                own_events.push(self.event(used.event, used.role.as_deref()));
                claimed.extend(
                    event
                        .sources
                        .iter()
                        .chain(event.claims.iter().flat_map(|claim| &claim.sources))
                        .copied(),
                );
            } else {
                events.push(self.event_item(used.event));
            }
        }
        let sources = article.sources.iter().copied().chain(claimed);
        ArticlePage {
            page: self.page(PageKind::Article(id)),
            date: self.words.when(&article.date),
            updated: article.updated.as_ref().map(|date| self.words.when(date)),
            summary: self.maybe(&article.summary),
            authors: article.authors.clone(),
            image: article.image.as_ref().map(|image| ImageView {
                src: self.plan.file(&self.media.path(&image.media)),
                width: self.media.size(&image.media).map(|size| size.0),
                height: self.media.size(&image.media).map(|size| size.1),
                alt: self.text(&image.alt),
                credit: image.credit.as_ref().map(|credit| self.text(credit)),
            }),
            prose: self.prose(thing).unwrap_or_default(),
            topics: article
                .topics
                .iter()
                .filter_map(|topic| {
                    self.relations
                        .topics
                        .iter()
                        .position(|known| known.topic.slug == topic.slug)
                })
                .map(|at| Link {
                    label: self.plain(self.relations.topics[at].topic.name.clone()),
                    url: self.url(PageKind::Topic(at, 1)),
                })
                .collect(),
            actors: self.actors(&own.actors),
            regions: self.regions(&own.regions),
            own_events,
            events,
            sources: self.source_list(self.own_prose(thing), sources),
            corrections: article
                .corrections
                .iter()
                .map(|correction| CorrectionView {
                    date: self.words.when(&correction.date),
                    text: self.text(&correction.text),
                })
                .collect(),
            open_questions: article
                .open_questions
                .iter()
                .map(|question| self.text(question))
                .collect(),
            related: own.related.iter().map(|related| self.related(related)).collect(),
            backlinks: self.links(&own.backlinks),
            previous: own.previous.map(|other| self.link(Thing::Article(other))),
            next: own.next.map(|other| self.link(Thing::Article(other))),
        }
    }

    fn related(&self, related: &relate::Related) -> ArticleItem {
        let names: Vec<String> = related
            .shared
            .iter()
            .take(3)
            .map(|thing| self.name(*thing).text)
            .collect();
        ArticleItem {
            reason: (!names.is_empty()).then(|| self.words.say("shares", None, &[("names", &self.words.list(&names))])),
            ..self.article_item(related.article)
        }
    }

    pub(super) fn actors_page(&self) -> ActorsPage {
        let mut sorted: Vec<(Id<Actor>, String)> = self
            .atlas
            .actors
            .iter()
            .map(|(id, _)| (id, self.name(Thing::Actor(id)).text))
            .collect();
        sorted.sort_by(|a, b| self.order.compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
        let link = |id: Id<Actor>| self.counted(Thing::Actor(id), self.relations.actors[id.index()].events.len());
        let mut types: Vec<ActorGroup> = Vec::new();
        for kind in ActorType::ALL.iter().copied().map(Some).chain([None]) {
            let actors: Vec<CountedLink> = sorted
                .iter()
                .filter(|(id, _)| self.atlas.actors[*id].actor_type == kind)
                .map(|(id, _)| link(*id))
                .collect();
            if !actors.is_empty() {
                let label = kind.map_or_else(
                    || Label {
                        key: "none".into(),
                        name: self.words.get("actor_type_none").to_owned(),
                    },
                    |kind| self.label("actor_type_", kind),
                );
                types.push(ActorGroup { label, actors });
            }
        }
        let mut letters: Vec<LetterGroup> = Vec::new();
        for (id, name) in &sorted {
            let letter = fold(name)
                .chars()
                .next()
                .map_or_else(String::new, |c| c.to_uppercase().collect());
            match letters.last_mut().filter(|group| group.letter == letter) {
                Some(group) => group.actors.push(link(*id)),
                None => letters.push(LetterGroup {
                    anchor: format!("part-letter-{}", letters.len() + 1),
                    letter,
                    actors: vec![link(*id)],
                }),
            }
        }
        ActorsPage {
            page: self.page(PageKind::Actors),
            count: sorted.len(),
            types,
            letters,
        }
    }

    pub(super) fn actor(&self, id: Id<Actor>) -> ActorPage {
        let actor = &self.atlas.actors[id];
        let own = &self.relations.actors[id.index()];
        let thing = Thing::Actor(id);
        let sourced = actor
            .relations
            .iter()
            .flat_map(|relation| &relation.sources)
            .chain(actor.labels.iter().filter_map(|label| label.source.as_ref()));
        let company = |list: &[(Id<Actor>, usize)]| {
            list.iter()
                .take(COMPANY)
                .map(|(other, count)| self.counted(Thing::Actor(*other), *count))
                .collect()
        };
        let newest: Vec<Id<Event>> = own.events.iter().rev().copied().collect();
        ActorPage {
            page: self.page(PageKind::Actor(id)),
            stub: matches!(actor.origin, Origin::Stub(_)),
            actor_type: actor.actor_type.map(|kind| self.label("actor_type_", kind)),
            aliases: self.aliases(&actor.aliases),
            facts: self.actor_facts(actor),
            prose: self.prose(thing),
            labels: actor
                .labels
                .iter()
                .map(|label| ActorLabelView {
                    text: self.text(&label.text),
                    used_by: label.used_by.map(|other| self.link(Thing::Actor(other))),
                    source: label.source.map(|source| self.link(Thing::Source(source))),
                })
                .collect(),
            relations: self.relations_of(id),
            years: self.year_groups(&newest),
            events: self.listing(&newest, PageKind::ActorEvents(id, 1), |event| self.event_item(event)),
            articles: self.listing(&own.articles, PageKind::ActorArticles(id, 1), |article| {
                self.article_item(article)
            }),
            backlinks: self.links(&own.backlinks),
            beside: company(&own.beside),
            against: company(&own.against),
            together: company(&own.together),
            claims_made: own
                .claims_made
                .iter()
                .rev()
                .take(CLAIMS)
                .map(|at| self.claim_line(*at))
                .collect(),
            claims_about: own
                .claims_about
                .iter()
                .rev()
                .take(CLAIMS)
                .map(|at| self.claim_line(*at))
                .collect(),
            sources: self.source_list(self.own_prose(thing), sourced.copied()),
        }
    }

    /// The first events of a list, newest first, under their years.
    fn year_groups(&self, newest: &[Id<Event>]) -> Vec<YearGroup> {
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
    fn aliases(&self, aliases: &[Alias]) -> Vec<super::view::Text> {
        aliases
            .iter()
            .filter(|alias| alias.lang.is_none_or(|lang| lang == self.lang))
            .map(|alias| self.plain(alias.name.clone()))
            .collect()
    }

    fn fact(&self, term: &str, text: impl Into<String>) -> Fact {
        Fact {
            term: self.words.get(term).to_owned(),
            text: self.plain(text),
            url: None,
        }
    }

    fn link_fact(&self, term: &str, link: Link) -> Fact {
        Fact {
            term: self.words.get(term).to_owned(),
            text: link.label,
            url: Some(link.url),
        }
    }

    fn web_fact(&self, term: &str, text: &str, url: String) -> Fact {
        Fact {
            url: Some(url),
            ..self.fact(term, text)
        }
    }

    fn actor_facts(&self, actor: &Actor) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(active) = &actor.active {
            facts.push(self.fact("fact_active", self.words.date(active)));
        }
        if let Some(region) = actor.region {
            facts.push(self.link_fact("fact_region", self.link(Thing::Region(region))));
        }
        if let Some(party) = actor.party_to_conflict {
            facts.push(self.fact("fact_party", self.words.get(if party { "fact_yes" } else { "fact_no" })));
        }
        if let Some(name) = &actor.acled_name {
            facts.push(self.fact("fact_acled_name", name));
        }
        if let Some(number) = &actor.ucdp_id {
            facts.push(self.fact("fact_ucdp_id", number));
        }
        if let Some(item) = &actor.wikidata {
            facts.push(self.web_fact("fact_wikidata", item, format!("https://www.wikidata.org/wiki/{item}")));
        }
        if let Some(url) = &actor.url {
            facts.push(self.web_fact("fact_website", url, url.clone()));
        }
        facts
    }

    /// Relations that the actor declares, and those that others declare to it.
    fn relations_of(&self, id: Id<Actor>) -> Vec<RelationView> {
        let own = self.atlas.actors[id]
            .relations
            .iter()
            .map(|relation| (relation, relation.actor, ""));
        let inverse = self.relations.actors[id.index()]
            .inverse
            .iter()
            .map(|(other, at)| (&self.atlas.actors[*other].relations[*at], *other, "_inverse"));
        own.chain(inverse)
            .map(|(relation, other, end)| {
                let word = key("relation_", relation.relation_type.text());
                RelationView {
                    words: self.words.get(&format!("{word}{end}")).to_owned(),
                    key: relation.relation_type.text(),
                    actor: self.link(Thing::Actor(other)),
                    when: self.words.period(relation.from, relation.until),
                    sources: self.sources(&relation.sources),
                }
            })
            .collect()
    }

    pub(super) fn regions_page(&self) -> RegionsPage {
        // A region that only ever was part of itself or of nothing is a root.
        let roots: Vec<Id<Region>> = self
            .atlas
            .regions
            .iter()
            .filter(|(_, region)| region.part_of.is_empty())
            .map(|(id, _)| id)
            .collect();
        RegionsPage {
            page: self.page(PageKind::Regions),
            count: self.atlas.regions.len(),
            tree: self
                .by_name(roots)
                .into_iter()
                .map(|id| self.region_node(id, None, &mut Vec::new()))
                .collect(),
        }
    }

    fn by_name(&self, mut regions: Vec<Id<Region>>) -> Vec<Id<Region>> {
        regions.sort_by(|a, b| {
            self.order
                .compare(&self.name(Thing::Region(*a)).text, &self.name(Thing::Region(*b)).text)
                .then(a.cmp(b))
        });
        regions
    }

    /// `above` holds the regions on the way from the root: memberships that lead in a circle end there.
    fn region_node(&self, id: Id<Region>, when: Option<String>, above: &mut Vec<Id<Region>>) -> RegionNode {
        above.push(id);
        let own = &self.relations.regions[id.index()];
        let memberships: BTreeMap<Id<Region>, usize> = own
            .parts
            .iter()
            .copied()
            .filter(|(part, _)| !above.contains(part))
            .collect();
        let parts = self
            .by_name(memberships.keys().copied().collect())
            .into_iter()
            .map(|part| {
                let held = &self.atlas.regions[part].part_of[memberships[&part]];
                self.region_node(part, self.words.period(held.from, held.until), above)
            })
            .collect();
        above.pop();
        RegionNode {
            link: self.counted(Thing::Region(id), own.events.len()),
            level: self.atlas.regions[id].level.map(|level| self.label("level_", level)),
            when,
            parts,
        }
    }

    pub(super) fn region(&self, id: Id<Region>) -> RegionPage {
        let region = &self.atlas.regions[id];
        let own = &self.relations.regions[id.index()];
        let thing = Thing::Region(id);
        let newest: Vec<Id<Event>> = own.events.iter().rev().copied().collect();
        RegionPage {
            page: self.page(PageKind::Region(id)),
            stub: matches!(region.origin, Origin::Stub(_)),
            level: region.level.map(|level| self.label("level_", level)),
            aliases: self.aliases(&region.aliases),
            facts: self.region_facts(region),
            prose: self.prose(thing),
            part_of: region
                .part_of
                .iter()
                .map(|part| MembershipView {
                    region: self.link(Thing::Region(part.region)),
                    when: self.words.period(part.from, part.until),
                })
                .collect(),
            parts: own
                .parts
                .iter()
                .map(|(part, at)| {
                    let held = &self.atlas.regions[*part].part_of[*at];
                    MembershipView {
                        region: self.link(Thing::Region(*part)),
                        when: self.words.period(held.from, held.until),
                    }
                })
                .collect(),
            years: self.year_groups(&newest),
            events: self.listing(&newest, PageKind::RegionEvents(id, 1), |event| self.event_item(event)),
            articles: self.listing(&own.articles, PageKind::RegionArticles(id, 1), |article| {
                self.article_item(article)
            }),
            backlinks: self.links(&own.backlinks),
            actors: own
                .actors
                .iter()
                .take(COMPANY)
                .map(|(actor, count)| self.counted(Thing::Actor(*actor), *count))
                .collect(),
            sources: self.source_list(self.own_prose(thing), []),
        }
    }

    fn region_facts(&self, region: &Region) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(code) = &region.iso_3166 {
            facts.push(self.fact("fact_iso", code));
        }
        if let Some(point) = &region.point {
            facts.push(self.fact("fact_point", format!("{:.4}, {:.4}", point.lat, point.lon)));
        }
        if let Some(number) = &region.geonames {
            facts.push(self.web_fact("fact_geonames", number, format!("https://www.geonames.org/{number}")));
        }
        if let Some(item) = &region.wikidata {
            facts.push(self.web_fact("fact_wikidata", item, format!("https://www.wikidata.org/wiki/{item}")));
        }
        facts
    }

    pub(super) fn events_page(&self) -> EventsPage {
        EventsPage {
            page: self.page(PageKind::Events),
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

    pub(super) fn year(&self, year: i16, number: usize) -> YearPage {
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

    pub(super) fn event_page(&self, id: Id<Event>) -> EventPage {
        let event = &self.atlas.events[id];
        let own = &self.relations.events[id.index()];
        let thing = Thing::Event(id);
        let sources = event
            .sources
            .iter()
            .chain(event.claims.iter().flat_map(|claim| &claim.sources))
            .copied();
        EventPage {
            page: self.page(PageKind::Event(id)),
            event: self.event(id, None),
            prose: self.prose(thing),
            sources: self.source_list(self.own_prose(thing), sources),
            articles: own.articles.iter().map(|article| self.article_item(*article)).collect(),
            backlinks: self.links(&own.backlinks),
            previous: own.previous.map(|other| self.link(Thing::Event(other))),
            next: own.next.map(|other| self.link(Thing::Event(other))),
        }
    }

    /// Sources by title, as a dictionary orders them.
    pub(super) fn bibliography(&self) -> Vec<Id<Source>> {
        let mut sources: Vec<(Id<Source>, String)> = self
            .atlas
            .sources
            .iter()
            .map(|(id, _)| (id, self.name(Thing::Source(id)).text))
            .collect();
        sources.sort_by(|a, b| self.order.compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
        sources.into_iter().map(|(id, _)| id).collect()
    }

    pub(super) fn sources_page(&self, number: usize, bibliography: &[Id<Source>]) -> SourcesPage {
        SourcesPage {
            page: self.page(PageKind::Sources(number)),
            list: Listing {
                items: self
                    .part(bibliography, number)
                    .iter()
                    .map(|id| super::view::SourceItem {
                        rests: Some(self.rests(*id)),
                        ..self.source_item(*id)
                    })
                    .collect(),
                count: bibliography.len(),
                all: None,
            },
            pager: self.pager(bibliography.len(), number, PageKind::Sources),
        }
    }

    pub(super) fn source_page(&self, id: Id<Source>) -> SourcePage {
        let source = &self.atlas.sources[id];
        let own = &self.relations.sources[id.index()];
        SourcePage {
            page: self.page(PageKind::Source(id)),
            source: self.source_item(id),
            facts: self.source_facts(source),
            prose: self.prose(Thing::Source(id)),
            derives_from: self.sources(&source.derives_from),
            derived: self.sources(&own.derived),
            claims: own.claims.iter().map(|at| self.claim_line(*at)).collect(),
            events: own.events.iter().map(|event| self.event_item(*event)).collect(),
            articles: own.articles.iter().map(|article| self.article_item(*article)).collect(),
            backlinks: self.links(&own.backlinks),
        }
    }

    fn source_facts(&self, source: &Source) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(kind) = source.kind {
            facts.push(self.fact("fact_kind", self.label("source_kind_", kind).name));
        }
        if let Some(original) = source.original {
            facts.push(self.link_fact("fact_original", self.link(Thing::Actor(original))));
        }
        let texts = [("fact_author", &source.author), ("fact_publisher", &source.publisher)];
        facts.extend(
            texts
                .into_iter()
                .filter_map(|(term, text)| text.as_ref().map(|text| self.fact(term, text))),
        );
        if let Some(date) = &source.date {
            facts.push(self.fact("fact_date", self.words.date(date)));
        }
        if let Some(lang) = source.lang {
            facts.push(self.fact("fact_language", self.language(lang)));
        }
        if let Some(scale) = source.scale {
            facts.push(self.fact("fact_scale", self.label("scale_", scale).name));
        }
        let urls = [("fact_url", &source.url), ("fact_archive", &source.archive_url)];
        facts.extend(
            urls.into_iter()
                .filter_map(|(term, url)| url.as_ref().map(|url| self.web_fact(term, url, url.clone()))),
        );
        let dates = [
            ("fact_archived_at", &source.archived_at),
            ("fact_accessed", &source.accessed),
        ];
        facts.extend(
            dates
                .into_iter()
                .filter_map(|(term, date)| date.as_ref().map(|date| self.fact(term, self.words.date(date)))),
        );
        if let Some(sum) = &source.sha256 {
            facts.push(self.fact("fact_sha256", sum));
        }
        facts
    }

    pub(super) fn topics_page(&self) -> TopicsPage {
        TopicsPage {
            page: self.page(PageKind::Topics),
            topics: self.topic_links(),
        }
    }

    /// All articles of a topic, an actor or a region.
    pub(super) fn article_listing(
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
    pub(super) fn event_listing(
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

    pub(super) fn free_page(&self, id: Id<FreePage>) -> FreePageView {
        let thing = Thing::Page(id);
        FreePageView {
            page: self.page(PageKind::Free(id)),
            prose: self.prose(thing).unwrap_or_default(),
            sources: self.source_list(self.own_prose(thing), []),
        }
    }

    pub(super) fn not_found(&self) -> NotFoundPage {
        NotFoundPage {
            page: self.page(PageKind::NotFound),
        }
    }
}
