//! Related articles: how much two articles have in common.
//!
//! Articles are compared through shared actors, regions, events and topics. The fewer articles
//! share a feature, the more it counts.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{RelatedArticle, Relations};
use crate::model::{Article, Atlas, Entity, Id};
use foldhash::HashMap;

/// The maximum number of related articles that an article shows.
const MAX_RELATED: usize = 4;

/// The maximum number of articles that share a feature. Features of more articles are ignored: they
/// say little, and comparing all their articles would be quadratic.
const MAX_ARTICLES: u32 = 400;

/// A feature that two articles can have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum SharedFeature {
    Entity(Entity),
    /// A topic, by its index in the list of topics.
    Topic(usize),
}

/// Returns the most similar articles of each article.
pub(super) fn related(atlas: &Atlas, relations: &Relations) -> Vec<Vec<RelatedArticle>> {
    let features = features(atlas, relations);
    let mut articles_by_feature: HashMap<SharedFeature, Vec<Id<Article>>> = HashMap::default();
    for (at, list) in features.iter().enumerate() {
        for feature in list {
            articles_by_feature
                .entry(*feature)
                .or_default()
                .push(Id::new(at));
        }
    }
    // The weight is an integer, so that sums do not depend on their order.
    let weight = |feature: &SharedFeature| {
        let count = u32::try_from(articles_by_feature[feature].len()).unwrap_or(u32::MAX);
        if (2..=MAX_ARTICLES).contains(&count) {
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
                        articles_by_feature[feature]
                            .iter()
                            .for_each(|other| scores.add(*other, weight));
                    }
                }
                let mut candidates = scores.drain();
                candidates.retain(|(other, _)| other.index() != at);
                let related = |other: Id<Article>| RelatedArticle {
                    article: other,
                    shared: shared_entities(list, &features[other.index()], weight),
                };
                most_similar(atlas, candidates)
                    .into_iter()
                    .map(related)
                    .collect()
            },
        )
        .collect()
}

/// Returns the features of each article in ascending order.
fn features(atlas: &Atlas, relations: &Relations) -> Vec<Vec<SharedFeature>> {
    let topics: HashMap<&str, usize> = relations
        .topics
        .iter()
        .enumerate()
        .map(|(at, topic)| (topic.topic.slug.as_str(), at))
        .collect();
    let of_article = |(id, article): (Id<Article>, &Article)| {
        let own = &relations.articles[id.index()];
        let actors = own
            .actors
            .iter()
            .map(|actor| SharedFeature::Entity(Entity::Actor(*actor)));
        let regions = own
            .regions
            .iter()
            .map(|region| SharedFeature::Entity(Entity::Region(*region)));
        let events = article
            .events
            .iter()
            .map(|used| SharedFeature::Entity(Entity::Event(used.event)));
        let topics = article
            .topics
            .iter()
            .filter_map(|topic| topics.get(topic.slug.as_str()))
            .map(|at| SharedFeature::Topic(*at));
        let all: BTreeSet<SharedFeature> =
            actors.chain(regions).chain(events).chain(topics).collect();
        all.into_iter().collect()
    };
    atlas.articles.iter().map(of_article).collect()
}

/// Returns the articles with the highest scores, the newest first among equals.
fn most_similar(atlas: &Atlas, mut candidates: Vec<(Id<Article>, u32)>) -> Vec<Id<Article>> {
    // The score alone rules out most articles.
    if candidates.len() > MAX_RELATED {
        let (_, (_, least), _) = candidates
            .select_nth_unstable_by_key(MAX_RELATED - 1, |(_, score)| std::cmp::Reverse(*score));
        let least = *least;
        candidates.retain(|(_, score)| *score >= least);
    }
    candidates.sort_by_key(|(other, score)| {
        (
            std::cmp::Reverse(*score),
            std::cmp::Reverse(atlas.articles[*other].date),
            *other,
        )
    });
    candidates.truncate(MAX_RELATED);
    candidates.into_iter().map(|(other, _)| other).collect()
}

/// The similarity of all articles to one article. The table is allocated once and reused.
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

    /// Returns the articles with a score, and resets all scores.
    fn drain(&mut self) -> Vec<(Id<Article>, u32)> {
        let all = &mut self.all;
        self.touched
            .drain(..)
            .map(|article| (article, std::mem::take(&mut all[article.index()])))
            .collect()
    }
}

/// Returns the actors and regions that two articles share, the rarest first.
fn shared_entities(
    own: &[SharedFeature],
    other: &[SharedFeature],
    weight: impl Fn(&SharedFeature) -> u32,
) -> Vec<Entity> {
    let mut common: Vec<(std::cmp::Reverse<u32>, Entity)> = own
        .iter()
        .filter(|feature| other.binary_search(feature).is_ok())
        .filter_map(|feature| match feature {
            SharedFeature::Entity(entity @ (Entity::Actor(_) | Entity::Region(_))) => {
                Some((std::cmp::Reverse(weight(feature)), *entity))
            }
            _ => None,
        })
        .collect();
    common.sort();
    common.into_iter().map(|(_, entity)| entity).collect()
}
