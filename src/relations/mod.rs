//! Relations between entities, derived from the atlas and the prose.
//!
//! Actors and regions of articles are derived from their events. Events of a region include those
//! of its parts, by the memberships on the date of the event. Mentions become backlinks. Every list
//! has a defined order.

mod backlinks;
mod derive;
mod newest;
mod orphans;
mod related;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use self::derive::{derive, fingerprint};
pub use self::orphans::orphans;
use crate::incremental::track::{Table, TableHashes, TrackedValue, TrackedVec};
use crate::model::{
    Actor, Article, Atlas, ClaimRef, Date, Entity, Event, Id, Region, Source, Topic,
};

/// All derived relations. Each table is indexed by id. Reads are tracked; see
/// [`crate::incremental::track`].
#[derive(Serialize, Deserialize)]
pub struct Relations {
    pub articles: TrackedVec<ArticleRelations>,
    pub actors: TrackedVec<ActorRelations>,
    pub regions: TrackedVec<RegionRelations>,
    pub events: TrackedVec<EventRelations>,
    pub sources: TrackedVec<SourceRelations>,
    /// All articles, newest first.
    pub articles_by_date: TrackedValue<Vec<Id<Article>>>,
    /// Corrections of all articles, newest first.
    pub corrections: TrackedValue<Vec<CorrectionRef>>,
    /// All events, earliest first.
    pub timeline: TrackedValue<Vec<Id<Event>>>,
    /// The events of each year, earliest first.
    pub years: TrackedValue<BTreeMap<i16, Vec<Id<Event>>>>,
    pub topics: TrackedVec<TopicRelations>,
    /// Claims that other claims respond to or contradict.
    pub claims: TrackedValue<BTreeMap<ClaimRef, ClaimRelations>>,
    /// Sources that have the same title, publisher and date as another source.
    pub ambiguous_sources: TrackedValue<BTreeSet<Id<Source>>>,
}

impl Relations {
    /// Returns the hashes of all tables.
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
            self.ambiguous_sources.row(),
        ]
    }
}

/// Relations of an article.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct ArticleRelations {
    /// Actors declared by the article, followed by the actors of its events.
    pub actors: Vec<Id<Actor>>,
    pub regions: Vec<Id<Region>>,
    /// Related articles, most similar first.
    pub related: Vec<RelatedArticle>,
    pub backlinks: Vec<Entity>,
    /// Corrections of the article, newest first.
    pub corrections: Vec<CorrectionRef>,
    /// The neighbours by date.
    pub previous: Option<Id<Article>>,
    pub next: Option<Id<Article>>,
}

/// An article that has something in common with another.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct RelatedArticle {
    pub article: Id<Article>,
    /// Actors and regions in common, the rarest first.
    pub shared: Vec<Entity>,
}

/// Relations of an actor.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct ActorRelations {
    /// Events in which the actor takes part, earliest first.
    pub events: Vec<Id<Event>>,
    /// Articles about the actor, newest first.
    pub articles: Vec<Id<Article>>,
    pub backlinks: Vec<Entity>,
    /// Other participants with the number of shared events: on the same side, on the opposing side,
    /// and neither.
    pub allies: Vec<(Id<Actor>, usize)>,
    pub opponents: Vec<(Id<Actor>, usize)>,
    pub others: Vec<(Id<Actor>, usize)>,
    pub claims_made: Vec<ClaimRef>,
    pub claims_about: Vec<ClaimRef>,
    /// Relations that other actors declare to this one: the other actor, and the index in that
    /// actor's list.
    pub inverse: Vec<(Id<Actor>, usize)>,
    /// The date of the newest content that the page rests on.
    pub newest: Option<Date>,
}

/// Relations of a region.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct RegionRelations {
    /// Events of the region and its parts, earliest first.
    pub events: Vec<Id<Event>>,
    /// Articles about the region, newest first.
    pub articles: Vec<Id<Article>>,
    pub backlinks: Vec<Entity>,
    pub actors: Vec<(Id<Actor>, usize)>,
    /// Regions that are or were part of this one, each with the index in its list of memberships.
    pub parts: Vec<(Id<Region>, usize)>,
    /// The date of the newest content that the page rests on.
    pub newest: Option<Date>,
}

/// Relations of an event.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct EventRelations {
    pub articles: Vec<Id<Article>>,
    pub backlinks: Vec<Entity>,
    /// The neighbours by date.
    pub previous: Option<Id<Event>>,
    pub next: Option<Id<Event>>,
    /// The date of the newest content that the page rests on.
    pub newest: Option<Date>,
}

/// Relations of a source.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct SourceRelations {
    pub claims: Vec<ClaimRef>,
    pub events: Vec<Id<Event>>,
    pub articles: Vec<Id<Article>>,
    /// Actors, regions and pages that cite or mention the source.
    pub backlinks: Vec<Entity>,
    pub derived: Vec<Id<Source>>,
}

/// The relations of other claims to a claim, in the order of the events.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct ClaimRelations {
    /// Claims that respond to the claim.
    pub responses: Vec<ClaimRef>,
    /// Claims whose `contradicted_by` names this claim.
    pub contradicts: Vec<ClaimRef>,
}

/// A reference to a correction of an article. Its numbers stay the same when corrections are added,
/// whether editors write the newest correction first or last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CorrectionRef {
    pub article: Id<Article>,
    /// The index in the article's list, as written.
    pub written: usize,
    /// Rank among the article's corrections by date, starting with 1 for the oldest.
    pub number: usize,
    /// Rank among the article's corrections of the same date, from 1.
    pub of_day: usize,
}

/// A topic and its articles, newest first.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct TopicRelations {
    pub topic: Topic,
    pub articles: Vec<Id<Article>>,
}

/// Returns the actors of an event: both sides, then the others.
pub fn participants(event: &Event) -> impl Iterator<Item = Id<Actor>> + '_ {
    event
        .side_a
        .iter()
        .chain(&event.side_b)
        .chain(&event.actors)
        .copied()
}

/// Returns a region and all regions that enclosed it at a date, directly or indirectly. Each occurs
/// once, even if the memberships are circular.
pub fn with_enclosing(atlas: &Atlas, region: Id<Region>, date: &Date) -> Vec<Id<Region>> {
    let mut found = vec![region];
    let mut at = 0;
    while at < found.len() {
        for part in &atlas.regions[found[at]].part_of {
            if part.applies_at(date) && !found.contains(&part.region) {
                found.push(part.region);
            }
        }
        at += 1;
    }
    found
}
