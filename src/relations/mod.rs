//! Who belongs with whom: what the atlas and the prose together say of each thing.
//!
//! Actors and regions of articles are derived from their events; events of a region include those
//! of its parts, as they were at the event's date; mentions become backlinks; shared actors,
//! regions, events and topics make articles related, rare ones more than common ones. Every list
//! has a defined order.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::Diagnostics;
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{Table, TableHashes, TrackedValue, TrackedVec};
use crate::markdown::ProseIndex;
use crate::model::{
    Actor, Article, Atlas, ClaimRef, Date, Entity, Event, Id, Region, Source, Topic,
};
use crate::resolve;
use foldhash::HashMap;

/// How many related articles an article shows.
const RELATED: usize = 4;

/// A feature that more articles than this share says little, and is passed over when articles are
/// compared.
const COMMON: u32 = 400;

/// What is derived, each list by the index of its kind. What is read is noted; see
/// [`crate::incremental::track`].
#[derive(Serialize, Deserialize)]
pub struct Relations {
    pub articles: TrackedVec<ArticleRelations>,
    pub actors: TrackedVec<ActorRelations>,
    pub regions: TrackedVec<RegionRelations>,
    pub events: TrackedVec<EventRelations>,
    pub sources: TrackedVec<SourceRelations>,
    /// Newest first.
    pub articles_by_date: TrackedValue<Vec<Id<Article>>>,
    /// Those of all articles, newest first.
    pub corrections: TrackedValue<Vec<CorrectionRef>>,
    /// Earliest first.
    pub timeline: TrackedValue<Vec<Id<Event>>>,
    /// Places in `timeline` where each year begins and ends.
    pub years: TrackedValue<BTreeMap<i16, Vec<Id<Event>>>>,
    pub topics: TrackedVec<TopicRelations>,
    /// Claims that others answer or contradict.
    pub claims: TrackedValue<BTreeMap<ClaimRef, ClaimRelations>>,
    /// Sources that title, publisher and date do not tell apart from another.
    pub twins: TrackedValue<BTreeSet<Id<Source>>>,
}

impl Relations {
    /// The fingerprints of all lists.
    pub fn rows(&self) -> [(Table, TableHashes); 12] {
        [
            self.articles.row(),
            self.actors.row(),
            self.regions.row(),
            self.events.row(),
            self.sources.row(),
            self.topics.row(),
            self.articles_by_date.row(),
            self.corrections.row(),
            self.timeline.row(),
            self.years.row(),
            self.claims.row(),
            self.twins.row(),
        ]
    }
}

/// What is derived of an article.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct ArticleRelations {
    /// Its own and those of its events.
    pub actors: Vec<Id<Actor>>,
    pub regions: Vec<Id<Region>>,
    /// Most akin first.
    pub related: Vec<RelatedArticle>,
    pub backlinks: Vec<Entity>,
    /// Newest first.
    pub corrections: Vec<CorrectionRef>,
    /// In time.
    pub previous: Option<Id<Article>>,
    pub next: Option<Id<Article>>,
}

/// An article that shares something, and what.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct RelatedArticle {
    pub article: Id<Article>,
    /// Actors and regions in common, rarest first.
    pub shared: Vec<Entity>,
}

/// What is derived of an actor.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct ActorRelations {
    /// Earliest first.
    pub events: Vec<Id<Event>>,
    /// Newest first.
    pub articles: Vec<Id<Article>>,
    pub backlinks: Vec<Entity>,
    /// With how many events: of the same side, of the other side, and otherwise of the same event.
    pub beside: Vec<(Id<Actor>, usize)>,
    pub against: Vec<(Id<Actor>, usize)>,
    pub together: Vec<(Id<Actor>, usize)>,
    pub claims_made: Vec<ClaimRef>,
    pub claims_about: Vec<ClaimRef>,
    /// Relations that others declare to this actor: who, and the place in its list.
    pub inverse: Vec<(Id<Actor>, usize)>,
}

/// What is derived of a region.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct RegionRelations {
    /// Its own and its parts', earliest first.
    pub events: Vec<Id<Event>>,
    /// Newest first.
    pub articles: Vec<Id<Article>>,
    pub backlinks: Vec<Entity>,
    pub actors: Vec<(Id<Actor>, usize)>,
    /// Regions that are or were part of it, and the place in their list of memberships.
    pub parts: Vec<(Id<Region>, usize)>,
}

/// What is derived of an event.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct EventRelations {
    pub articles: Vec<Id<Article>>,
    pub backlinks: Vec<Entity>,
    /// In time.
    pub previous: Option<Id<Event>>,
    pub next: Option<Id<Event>>,
}

/// What is derived of a source.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct SourceRelations {
    pub claims: Vec<ClaimRef>,
    pub events: Vec<Id<Event>>,
    pub articles: Vec<Id<Article>>,
    /// Profiles and pages that cite or mention it.
    pub backlinks: Vec<Entity>,
    pub derived: Vec<Id<Source>>,
}

/// What other claims say to a claim, in the order of the events.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct ClaimRelations {
    /// Claims that respond to it.
    pub responses: Vec<ClaimRef>,
    /// Claims that it is named to contradict.
    pub contradicts: Vec<ClaimRef>,
}

/// A correction of an article, under names that stay when others are added: editors write the
/// newest first or last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CorrectionRef {
    pub article: Id<Article>,
    /// Its place in the article's list as written.
    pub written: usize,
    /// Its place among the article's corrections by date, the oldest 1.
    pub number: usize,
    /// Its place among the article's corrections of the same date, from 1.
    pub of_day: usize,
}

/// A topic and its articles, newest first.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct TopicRelations {
    pub topic: Topic,
    pub articles: Vec<Id<Article>>,
}

/// Derives everything.
pub fn relations(atlas: &Atlas, articles: &ProseIndex) -> Relations {
    let mut relations = Relations {
        articles: table(Table::ArticleRelations, atlas.articles.len()),
        actors: table(Table::ActorRelations, atlas.actors.len()),
        regions: table(Table::RegionRelations, atlas.regions.len()),
        events: table(Table::EventRelations, atlas.events.len()),
        sources: table(Table::SourceRelations, atlas.sources.len()),
        articles_by_date: TrackedValue::new(Table::ArticlesByDate, Vec::new()),
        corrections: TrackedValue::new(Table::Corrections, Vec::new()),
        timeline: TrackedValue::new(Table::Timeline, Vec::new()),
        years: TrackedValue::new(Table::Years, BTreeMap::new()),
        topics: TrackedVec::new(Table::Topics, Vec::new()),
        claims: TrackedValue::new(Table::Answers, BTreeMap::new()),
        twins: TrackedValue::new(Table::Twins, BTreeSet::new()),
    };
    let derive = || {
        order(atlas, &mut relations);
        from_events(atlas, &mut relations);
        from_articles(atlas, articles, &mut relations);
        from_profiles(atlas, &mut relations);
        from_claims(atlas, &mut relations);
        *relations.corrections = corrections(atlas);
        for at in relations.corrections.iter() {
            relations.articles[at.article.index()].corrections.push(*at);
        }
        related(atlas, &relations)
    };
    let (akin, (mentioned, twins)) =
        rayon::join(derive, || (mentioned(atlas, articles), twins(atlas)));
    *relations.twins = twins;
    backlinks(mentioned, &mut relations);
    for (own, akin) in relations.articles.iter_mut().zip(akin) {
        own.related = akin;
    }
    relations
}

/// The fingerprint of what [`relations`] takes from texts.
pub fn print(articles: &ProseIndex) -> u64 {
    let mut print = Fingerprint::default();
    for (entity, _, prose) in articles.iter() {
        print.value(&(entity, &prose.mentions));
        for citation in &prose.citations {
            print.number(citation.source.index() as u64);
        }
    }
    print.finish()
}

fn table<T: Default>(table: Table, count: usize) -> TrackedVec<T> {
    TrackedVec::new(table, defaults(count))
}

fn defaults<T: Default>(count: usize) -> Vec<T> {
    std::iter::repeat_with(T::default).take(count).collect()
}

/// Everybody who takes part in an event: both sides and the others.
pub fn participants(event: &Event) -> impl Iterator<Item = Id<Actor>> + '_ {
    event
        .side_a
        .iter()
        .chain(&event.side_b)
        .chain(&event.actors)
        .copied()
}

fn order(atlas: &Atlas, relations: &mut Relations) {
    *relations.timeline = atlas.events.iter().map(|(id, _)| id).collect();
    relations
        .timeline
        .sort_by_key(|id| (atlas.events[*id].date, *id));
    for pair in relations.timeline.windows(2) {
        relations.events[pair[0].index()].next = Some(pair[1]);
        relations.events[pair[1].index()].previous = Some(pair[0]);
    }
    for event in relations.timeline.iter() {
        relations
            .years
            .entry(atlas.events[*event].date.year())
            .or_default()
            .push(*event);
    }
    *relations.articles_by_date = atlas.articles.iter().map(|(id, _)| id).collect();
    relations
        .articles_by_date
        .sort_by(|a, b| (atlas.articles[*b].date, b).cmp(&(atlas.articles[*a].date, a)));
    for pair in relations.articles_by_date.windows(2) {
        relations.articles[pair[0].index()].previous = Some(pair[1]);
        relations.articles[pair[1].index()].next = Some(pair[0]);
    }
}

/// A region and all that it was part of at a date; each once, however the memberships run.
pub fn with_wholes(atlas: &Atlas, region: Id<Region>, date: &Date) -> Vec<Id<Region>> {
    let mut found = vec![region];
    let mut at = 0;
    while at < found.len() {
        for part in &atlas.regions[found[at]].part_of {
            if part.held_at(date) && !found.contains(&part.region) {
                found.push(part.region);
            }
        }
        at += 1;
    }
    found
}

#[derive(Default)]
struct CoActors {
    beside: BTreeMap<Id<Actor>, usize>,
    against: BTreeMap<Id<Actor>, usize>,
    together: BTreeMap<Id<Actor>, usize>,
}

fn from_events(atlas: &Atlas, relations: &mut Relations) {
    let mut company: Vec<CoActors> = defaults(atlas.actors.len());
    let mut active: Vec<BTreeMap<Id<Actor>, usize>> = defaults(atlas.regions.len());
    for id in relations.timeline.iter() {
        let event = &atlas.events[*id];
        let actors: BTreeSet<Id<Actor>> = participants(event).collect();
        for actor in &actors {
            relations.actors[actor.index()].events.push(*id);
            count_co_actors(event, *actor, &actors, &mut company[actor.index()]);
        }
        let regions: BTreeSet<Id<Region>> = event
            .regions
            .iter()
            .flat_map(|region| with_wholes(atlas, *region, &event.date))
            .collect();
        for region in regions {
            relations.regions[region.index()].events.push(*id);
            for actor in &actors {
                *active[region.index()].entry(*actor).or_default() += 1;
            }
        }
        for source in &event.sources {
            relations.sources[source.index()].events.push(*id);
        }
        for (at, claim) in event.claims.iter().enumerate() {
            let this = ClaimRef {
                event: *id,
                claim: at,
            };
            relations.actors[claim.claimant.index()]
                .claims_made
                .push(this);
            if let Some(of) = claim.of {
                relations.actors[of.index()].claims_about.push(this);
            }
            for source in &claim.sources {
                relations.sources[source.index()].claims.push(this);
            }
        }
    }
    by_day(atlas, relations);
    for (actor, company) in relations.actors.iter_mut().zip(company) {
        actor.beside = by_count(company.beside);
        actor.against = by_count(company.against);
        actor.together = by_count(company.together);
    }
    for (region, active) in relations.regions.iter_mut().zip(active) {
        region.actors = by_count(active);
    }
}

/// Puts claims in the order of the days that they are of; those of one day stay as their events
/// are.
fn by_day(atlas: &Atlas, relations: &mut Relations) {
    let day = |at: &ClaimRef| {
        let event = &atlas.events[at.event];
        event.date_of(&event.claims[at.claim])
    };
    for actor in relations.actors.iter_mut() {
        actor.claims_made.sort_by_key(day);
        actor.claims_about.sort_by_key(day);
    }
    for source in relations.sources.iter_mut() {
        source.claims.sort_by_key(day);
    }
}

fn count_co_actors(
    event: &Event,
    actor: Id<Actor>,
    all: &BTreeSet<Id<Actor>>,
    company: &mut CoActors,
) {
    let (on_a, on_b) = (event.side_a.contains(&actor), event.side_b.contains(&actor));
    for other in all.iter().filter(|other| **other != actor) {
        let (a, b) = (event.side_a.contains(other), event.side_b.contains(other));
        let kind = if (on_a && a) || (on_b && b) {
            &mut company.beside
        } else if (on_a && b) || (on_b && a) {
            &mut company.against
        } else {
            &mut company.together
        };
        *kind.entry(*other).or_default() += 1;
    }
}

/// Most first; equals by id.
fn by_count<T: Ord + Copy>(counts: BTreeMap<T, usize>) -> Vec<(T, usize)> {
    let mut list: Vec<(T, usize)> = counts.into_iter().collect();
    list.sort_by_key(|(item, count)| (std::cmp::Reverse(*count), *item));
    list
}

fn from_articles(atlas: &Atlas, articles: &ProseIndex, relations: &mut Relations) {
    let mut topics: BTreeMap<String, TopicRelations> = BTreeMap::new();
    let mut cited: HashMap<Id<Article>, BTreeSet<Id<Source>>> = HashMap::default();
    for (entity, _, prose) in articles.iter() {
        if let Entity::Article(article) = entity {
            cited
                .entry(article)
                .or_default()
                .extend(prose.citations.iter().map(|citation| citation.source));
        }
    }
    for id in relations.articles_by_date.clone() {
        let article = &atlas.articles[id];
        let mut actors = article.actors.clone();
        let mut regions = article.regions.clone();
        let mut wholes: BTreeSet<Id<Region>> = article
            .regions
            .iter()
            .flat_map(|region| with_wholes(atlas, *region, &article.date))
            .collect();
        let mut sources: BTreeSet<Id<Source>> = article.sources.iter().copied().collect();
        sources.extend(cited.remove(&id).unwrap_or_default());
        for used in &article.events {
            let event = &atlas.events[used.event];
            let claimants = event.claims.iter().map(|claim| claim.claimant);
            for actor in participants(event).chain(claimants) {
                if !actors.contains(&actor) {
                    actors.push(actor);
                }
            }
            for region in &event.regions {
                if !regions.contains(region) {
                    regions.push(*region);
                }
                wholes.extend(with_wholes(atlas, *region, &event.date));
            }
            let list = &mut relations.events[used.event.index()].articles;
            if !list.contains(&id) {
                list.push(id);
            }
        }
        for actor in &actors {
            relations.actors[actor.index()].articles.push(id);
        }
        for region in wholes {
            relations.regions[region.index()].articles.push(id);
        }
        for source in sources {
            relations.sources[source.index()].articles.push(id);
        }
        for topic in &article.topics {
            let entry = topics
                .entry(topic.slug.clone())
                .or_insert_with(|| TopicRelations {
                    topic: topic.clone(),
                    articles: Vec::new(),
                });
            // A name in another language may stand in any of the articles.
            for (lang, name) in topic.name.iter() {
                if entry.topic.name.exact(lang).is_none() {
                    entry.topic.name.set(lang, name.clone());
                }
            }
            if entry.articles.last() != Some(&id) {
                entry.articles.push(id);
            }
        }
        relations.articles[id.index()].actors = actors;
        relations.articles[id.index()].regions = regions;
    }
    relations.topics = TrackedVec::new(Table::Topics, topics.into_values().collect());
}

fn from_profiles(atlas: &Atlas, relations: &mut Relations) {
    for (id, actor) in atlas.actors.iter() {
        for (at, relation) in actor.relations.iter().enumerate() {
            relations.actors[relation.actor.index()]
                .inverse
                .push((id, at));
        }
    }
    for (id, region) in atlas.regions.iter() {
        for (at, part) in region.part_of.iter().enumerate() {
            relations.regions[part.region.index()].parts.push((id, at));
        }
    }
    for (id, source) in atlas.sources.iter() {
        for from in &source.derives_from {
            relations.sources[from.index()].derived.push(id);
        }
    }
}

fn from_claims(atlas: &Atlas, relations: &mut Relations) {
    for (id, event) in atlas.events.iter() {
        for (at, claim) in event.claims.iter().enumerate() {
            let this = ClaimRef {
                event: id,
                claim: at,
            };
            if let Some(answered) = claim.responds_to {
                relations
                    .claims
                    .entry(answered)
                    .or_default()
                    .responses
                    .push(this);
            }
            for other in &claim.contradicted_by {
                relations
                    .claims
                    .entry(*other)
                    .or_default()
                    .contradicts
                    .push(this);
            }
        }
    }
}

fn corrections(atlas: &Atlas) -> Vec<CorrectionRef> {
    let mut all: Vec<CorrectionRef> = Vec::new();
    for (id, article) in atlas.articles.iter() {
        let mut by_date: Vec<usize> = (0..article.corrections.len()).collect();
        by_date.sort_by_key(|at| (article.corrections[*at].date, *at));
        let mut of_day = 0;
        for (number, at) in by_date.iter().enumerate() {
            let date = article.corrections[*at].date;
            let again = number > 0 && article.corrections[by_date[number - 1]].date == date;
            of_day = if again { of_day + 1 } else { 1 };
            all.push(CorrectionRef {
                article: id,
                written: *at,
                number: number + 1,
                of_day,
            });
        }
    }
    all.sort_by_key(|at| {
        let article = &atlas.articles[at.article];
        let date = article.corrections[at.written].date;
        std::cmp::Reverse((date, article.date, at.article, at.number))
    });
    all
}

fn twins(atlas: &Atlas) -> BTreeSet<Id<Source>> {
    let mut alike: HashMap<_, Vec<Id<Source>>> = HashMap::default();
    for (id, source) in atlas.sources.iter() {
        let title = source.title.iter().next().map(|(_, title)| title.as_str());
        let date = source.date.map(|date| date.to_string());
        alike
            .entry((title, source.publisher.as_deref(), date))
            .or_default()
            .push(id);
    }
    alike
        .into_values()
        .filter(|ids| ids.len() > 1)
        .flatten()
        .collect()
}

/// Who mentions what.
fn mentioned(atlas: &Atlas, articles: &ProseIndex) -> BTreeMap<Entity, BTreeSet<Entity>> {
    let mut mentioned: BTreeMap<Entity, BTreeSet<Entity>> = BTreeMap::new();
    for (id, actor) in atlas.actors.iter() {
        let relations = actor
            .relations
            .iter()
            .flat_map(|relation| &relation.sources);
        let labels = actor
            .labels
            .iter()
            .filter_map(|label| label.source.as_ref());
        for source in relations.chain(labels) {
            mentioned
                .entry(Entity::Source(*source))
                .or_default()
                .insert(Entity::Actor(id));
        }
    }
    for (entity, _, prose) in articles.iter() {
        let cited = prose
            .citations
            .iter()
            .map(|citation| Entity::Source(citation.source));
        for target in prose.mentions.iter().copied().chain(cited) {
            mentioned.entry(target).or_default().insert(entity);
        }
    }
    mentioned
}

/// Who mentions what, without those that list it anyway.
fn backlinks(mentioned: BTreeMap<Entity, BTreeSet<Entity>>, relations: &mut Relations) {
    for (target, by) in mentioned {
        let without = |listed: &dyn Fn(Entity) -> bool| {
            by.iter()
                .copied()
                .filter(|entity| !listed(*entity))
                .collect::<Vec<Entity>>()
        };
        match target {
            Entity::Article(id) => relations.articles[id.index()].backlinks = without(&|_| false),
            Entity::Actor(id) => {
                let listed: BTreeSet<Id<Article>> = relations.actors[id.index()]
                    .articles
                    .iter()
                    .copied()
                    .collect();
                relations.actors[id.index()].backlinks = without(
                    &|entity| matches!(entity, Entity::Article(article) if listed.contains(&article)),
                );
            }
            Entity::Region(id) => {
                let listed: BTreeSet<Id<Article>> = relations.regions[id.index()]
                    .articles
                    .iter()
                    .copied()
                    .collect();
                relations.regions[id.index()].backlinks = without(
                    &|entity| matches!(entity, Entity::Article(article) if listed.contains(&article)),
                );
            }
            Entity::Event(id) => {
                let listed: BTreeSet<Id<Article>> = relations.events[id.index()]
                    .articles
                    .iter()
                    .copied()
                    .collect();
                relations.events[id.index()].backlinks = without(
                    &|entity| matches!(entity, Entity::Article(article) if listed.contains(&article)),
                );
            }
            Entity::Source(id) => {
                let listed: BTreeSet<Id<Event>> = relations.sources[id.index()]
                    .events
                    .iter()
                    .copied()
                    .collect();
                relations.sources[id.index()].backlinks = without(&|entity| match entity {
                    Entity::Article(_) => true,
                    Entity::Event(event) => listed.contains(&event),
                    _ => false,
                });
            }
            Entity::Page(_) => {}
        }
    }
}

/// What two articles may have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum SharedFeature {
    Thing(Entity),
    /// By place in the list of topics.
    Topic(usize),
}

/// Compares articles through what they share; a feature weighs the more the fewer articles have it.
fn related(atlas: &Atlas, relations: &Relations) -> Vec<Vec<RelatedArticle>> {
    let topics: HashMap<&str, usize> = relations
        .topics
        .iter()
        .enumerate()
        .map(|(at, topic)| (topic.topic.slug.as_str(), at))
        .collect();
    let features: Vec<Vec<SharedFeature>> = atlas
        .articles
        .iter()
        .map(|(id, article)| {
            let own = &relations.articles[id.index()];
            let actors = own
                .actors
                .iter()
                .map(|actor| SharedFeature::Thing(Entity::Actor(*actor)));
            let regions = own
                .regions
                .iter()
                .map(|region| SharedFeature::Thing(Entity::Region(*region)));
            let events = article
                .events
                .iter()
                .map(|used| SharedFeature::Thing(Entity::Event(used.event)));
            let topics = article
                .topics
                .iter()
                .filter_map(|topic| topics.get(topic.slug.as_str()))
                .map(|at| SharedFeature::Topic(*at));
            let all: BTreeSet<SharedFeature> =
                actors.chain(regions).chain(events).chain(topics).collect();
            all.into_iter().collect()
        })
        .collect();
    let mut having: HashMap<SharedFeature, Vec<Id<Article>>> = HashMap::default();
    for (at, list) in features.iter().enumerate() {
        for feature in list {
            having.entry(*feature).or_default().push(Id::new(at));
        }
    }
    // A whole number, so that sums do not depend on their order.
    let weight = |feature: &SharedFeature| {
        let count = u32::try_from(having[feature].len()).unwrap_or(u32::MAX);
        if (2..=COMMON).contains(&count) {
            1 + 1000 / count
        } else {
            0
        }
    };
    features
        .par_iter()
        .enumerate()
        .map_init(
            || SimilarityScores::new(features.len()),
            |scores, (at, list)| {
                for feature in list {
                    let weight = weight(feature);
                    if weight > 0 {
                        having[feature]
                            .iter()
                            .for_each(|other| scores.add(*other, weight));
                    }
                }
                let mut best = scores.drain();
                best.retain(|(other, _)| other.index() != at);
                let key = |(other, score): &(Id<Article>, u32)| {
                    (
                        std::cmp::Reverse(*score),
                        std::cmp::Reverse(atlas.articles[*other].date),
                        *other,
                    )
                };
                // Most are out by their score alone.
                if best.len() > RELATED {
                    let (_, (_, least), _) = best
                        .select_nth_unstable_by_key(RELATED - 1, |(_, score)| {
                            std::cmp::Reverse(*score)
                        });
                    let least = *least;
                    best.retain(|(_, score)| *score >= least);
                }
                best.sort_by_key(key);
                best.truncate(RELATED);
                let related = |(other, _): (Id<Article>, u32)| RelatedArticle {
                    article: other,
                    shared: shared(list, &features[other.index()], weight),
                };
                best.into_iter().map(related).collect()
            },
        )
        .collect()
}

/// How much each article has in common with one of them, in a list with room for all, used again
/// and again.
struct SimilarityScores {
    all: Vec<u32>,
    touched: Vec<Id<Article>>,
}

impl SimilarityScores {
    fn new(articles: usize) -> SimilarityScores {
        SimilarityScores {
            all: vec![0; articles],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, article: Id<Article>, weight: u32) {
        let score = &mut self.all[article.index()];
        if *score == 0 {
            self.touched.push(article);
        }
        *score += weight;
    }

    /// Those with a score; after it there are none.
    fn drain(&mut self) -> Vec<(Id<Article>, u32)> {
        let all = &mut self.all;
        self.touched
            .drain(..)
            .map(|article| (article, std::mem::take(&mut all[article.index()])))
            .collect()
    }
}

/// Actors and regions that two articles share, rarest first.
fn shared(
    mine: &[SharedFeature],
    theirs: &[SharedFeature],
    weight: impl Fn(&SharedFeature) -> u32,
) -> Vec<Entity> {
    let mut common: Vec<(std::cmp::Reverse<u32>, Entity)> = mine
        .iter()
        .filter(|feature| theirs.binary_search(feature).is_ok())
        .filter_map(|feature| match feature {
            SharedFeature::Thing(entity @ (Entity::Actor(_) | Entity::Region(_))) => {
                Some((std::cmp::Reverse(weight(feature)), *entity))
            }
            _ => None,
        })
        .collect();
    common.sort();
    common.into_iter().map(|(_, entity)| entity).collect()
}

/// Reports what nothing uses.
pub fn orphans(atlas: &Atlas, relations: &Relations, diagnostics: &mut Diagnostics) {
    let sourced: BTreeSet<Id<Actor>> = atlas
        .sources
        .iter()
        .filter_map(|(_, source)| source.original)
        .collect();
    let sides = atlas.pages.iter().flat_map(|(_, page)| &page.home.sides);
    let named: BTreeSet<Id<Actor>> = sides.flat_map(|side| &side.actors).copied().collect();
    let actors = atlas
        .actors
        .iter()
        .filter(|(id, _)| {
            let own = &relations.actors[id.index()];
            !own.events.is_empty()
                || !own.articles.is_empty()
                || !own.backlinks.is_empty()
                || !own.claims_made.is_empty()
                || !own.claims_about.is_empty()
                || sourced.contains(id)
                || named.contains(id)
        })
        .map(|(id, _)| id)
        .collect();
    let regions = atlas
        .regions
        .iter()
        .filter(|(id, _)| {
            let own = &relations.regions[id.index()];
            !own.events.is_empty() || !own.articles.is_empty() || !own.backlinks.is_empty()
        })
        .map(|(id, _)| id)
        .collect();
    resolve::orphans(atlas, &actors, &regions, diagnostics);
}
