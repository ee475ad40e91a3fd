//! Derives all relations from the atlas and the prose.

use std::collections::{BTreeMap, BTreeSet};

use super::backlinks::{backlinks, mentions_by_target};
use super::newest::newest_content;
use super::related::related;
use super::{CorrectionRef, Relations, TopicRelations, participants, with_enclosing};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{Table, TrackedValue, TrackedVec};
use crate::markdown::ProseIndex;
use crate::model::{Actor, Article, Atlas, ClaimRef, Entity, Event, Id, Region, Source};
use foldhash::HashMap;

/// Derives all relations.
pub fn derive(atlas: &Atlas, prose: &ProseIndex) -> Relations {
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
        ambiguous_sources: TrackedValue::new(Table::AmbiguousSources, BTreeSet::new()),
    };
    let derive = || {
        sort_by_date(atlas, &mut relations);
        from_events(atlas, &mut relations);
        from_articles(atlas, prose, &mut relations);
        from_profiles(atlas, &mut relations);
        from_claims(atlas, &mut relations);
        newest_content(atlas, prose, &mut relations);
        *relations.corrections = corrections(atlas);
        for at in relations.corrections.iter() {
            relations.articles[at.article.index()].corrections.push(*at);
        }
        related(atlas, &relations)
    };
    let (related_articles, (mentioned, ambiguous)) = rayon::join(derive, || {
        (mentions_by_target(atlas, prose), ambiguous_sources(atlas))
    });
    *relations.ambiguous_sources = ambiguous;
    backlinks(mentioned, &mut relations);
    for (own, related) in relations.articles.iter_mut().zip(related_articles) {
        own.related = related;
    }
    relations
}

/// Returns the fingerprint of everything that [`derive()`] reads from prose: mentions and
/// citations.
pub fn fingerprint(prose: &ProseIndex) -> u64 {
    let mut fingerprint = Fingerprint::default();
    for (entity, _, text) in prose.iter() {
        fingerprint.value(&(entity, &text.mentions));
        for citation in &text.citations {
            fingerprint.number(citation.source.index() as u64);
        }
    }
    fingerprint.finish()
}

fn table<T: Default>(table: Table, count: usize) -> TrackedVec<T> {
    TrackedVec::new(table, defaults(count))
}

fn defaults<T: Default>(count: usize) -> Vec<T> {
    std::iter::repeat_with(T::default).take(count).collect()
}

/// Sorts events and articles by date, and links neighbours.
fn sort_by_date(atlas: &Atlas, relations: &mut Relations) {
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

/// The numbers of events that an actor shares with other actors.
#[derive(Default)]
struct CoActors {
    allies: BTreeMap<Id<Actor>, usize>,
    opponents: BTreeMap<Id<Actor>, usize>,
    others: BTreeMap<Id<Actor>, usize>,
}

/// Derives the relations of actors, regions and sources from events.
fn from_events(atlas: &Atlas, relations: &mut Relations) {
    let mut co_actors: Vec<CoActors> = defaults(atlas.actors.len());
    let mut active: Vec<BTreeMap<Id<Actor>, usize>> = defaults(atlas.regions.len());
    for id in relations.timeline.iter() {
        let event = &atlas.events[*id];
        let actors: BTreeSet<Id<Actor>> = participants(event).collect();
        for actor in &actors {
            relations.actors[actor.index()].events.push(*id);
            count_co_actors(event, *actor, &actors, &mut co_actors[actor.index()]);
        }
        let regions: BTreeSet<Id<Region>> = event
            .regions
            .iter()
            .flat_map(|region| with_enclosing(atlas, *region, &event.date))
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
    sort_claims_by_day(atlas, relations);
    for (actor, co_actors) in relations.actors.iter_mut().zip(co_actors) {
        actor.allies = by_count(co_actors.allies);
        actor.opponents = by_count(co_actors.opponents);
        actor.others = by_count(co_actors.others);
    }
    for (region, active) in relations.regions.iter_mut().zip(active) {
        region.actors = by_count(active);
    }
}

/// Sorts claims by the day they are about. Claims of one day keep the order of their events.
fn sort_claims_by_day(atlas: &Atlas, relations: &mut Relations) {
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

/// Counts the other participants of an event by their side.
fn count_co_actors(
    event: &Event,
    actor: Id<Actor>,
    all: &BTreeSet<Id<Actor>>,
    co_actors: &mut CoActors,
) {
    let (on_a, on_b) = (event.side_a.contains(&actor), event.side_b.contains(&actor));
    for other in all.iter().filter(|other| **other != actor) {
        let (a, b) = (event.side_a.contains(other), event.side_b.contains(other));
        let kind = if (on_a && a) || (on_b && b) {
            &mut co_actors.allies
        } else if (on_a && b) || (on_b && a) {
            &mut co_actors.opponents
        } else {
            &mut co_actors.others
        };
        *kind.entry(*other).or_default() += 1;
    }
}

/// Sorts by count, highest first, then by id.
fn by_count<T: Ord + Copy>(counts: BTreeMap<T, usize>) -> Vec<(T, usize)> {
    let mut list: Vec<(T, usize)> = counts.into_iter().collect();
    list.sort_by_key(|(item, count)| (std::cmp::Reverse(*count), *item));
    list
}

/// Derives actors, regions, sources and topics of articles, and the reverse.
fn from_articles(atlas: &Atlas, prose: &ProseIndex, relations: &mut Relations) {
    let mut topics: BTreeMap<String, TopicRelations> = BTreeMap::new();
    let mut cited: HashMap<Id<Article>, BTreeSet<Id<Source>>> = HashMap::default();
    for (entity, _, text) in prose.iter() {
        if let Entity::Article(article) = entity {
            cited
                .entry(article)
                .or_default()
                .extend(text.citations.iter().map(|citation| citation.source));
        }
    }
    for id in relations.articles_by_date.clone() {
        let article = &atlas.articles[id];
        let mut actors = article.actors.clone();
        let mut regions = article.regions.clone();
        let mut enclosing: BTreeSet<Id<Region>> = article
            .regions
            .iter()
            .flat_map(|region| with_enclosing(atlas, *region, &article.date))
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
                enclosing.extend(with_enclosing(atlas, *region, &event.date));
            }
            let list = &mut relations.events[used.event.index()].articles;
            if !list.contains(&id) {
                list.push(id);
            }
        }
        for actor in &actors {
            relations.actors[actor.index()].articles.push(id);
        }
        for region in enclosing {
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
            // The article may give the topic's name in a language in which no other article did.
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

/// Derives the reverse of relations, memberships and derivations of sources.
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

/// Derives responses and contradictions of claims.
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

/// Returns the corrections of all articles, newest first.
fn corrections(atlas: &Atlas) -> Vec<CorrectionRef> {
    let mut all: Vec<CorrectionRef> = Vec::new();
    for (id, article) in atlas.articles.iter() {
        let mut by_date: Vec<usize> = (0..article.corrections.len()).collect();
        by_date.sort_by_key(|at| (article.corrections[*at].date, *at));
        let mut of_day = 0;
        for (number, at) in by_date.iter().enumerate() {
            let date = article.corrections[*at].date;
            let is_same_day = number > 0 && article.corrections[by_date[number - 1]].date == date;
            of_day = if is_same_day { of_day + 1 } else { 1 };
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

/// Returns the sources that have the same title, publisher and date as another source.
fn ambiguous_sources(atlas: &Atlas) -> BTreeSet<Id<Source>> {
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
