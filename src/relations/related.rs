//! Related articles: how much two articles have in common.
//!
//! They are compared through shared actors, regions, events and topics. A feature counts the more
//! the fewer articles have it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{RelatedArticle, Relations};
use crate::model::{Article, Atlas, Entity, Id};
use foldhash::HashMap;

/// The maximum number of related articles that an article shows.
const MAX_RELATED: usize = 4;

/// Features that more articles than this have in common are ignored: they say little, and comparing
/// all their articles would be quadratic.
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
        })
        .collect();
    let mut articles_by_feature: HashMap<SharedFeature, Vec<Id<Article>>> = HashMap::default();
    for (at, list) in features.iter().enumerate() {
        for feature in list {
            articles_by_feature
                .entry(*feature)
                .or_default()
                .push(Id::new(at));
        }
    }
    // An integer, so that sums do not depend on their order.
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
                let mut best = scores.drain();
                best.retain(|(other, _)| other.index() != at);
                let key = |(other, score): &(Id<Article>, u32)| {
                    (
                        std::cmp::Reverse(*score),
                        std::cmp::Reverse(atlas.articles[*other].date),
                        *other,
                    )
                };
                // The score alone rules out most articles.
                if best.len() > MAX_RELATED {
                    let (_, (_, least), _) = best
                        .select_nth_unstable_by_key(MAX_RELATED - 1, |(_, score)| {
                            std::cmp::Reverse(*score)
                        });
                    let least = *least;
                    best.retain(|(_, score)| *score >= least);
                }
                best.sort_by_key(key);
                best.truncate(MAX_RELATED);
                let related = |(other, _): (Id<Article>, u32)| RelatedArticle {
                    article: other,
                    shared: shared_entities(list, &features[other.index()], weight),
                };
                best.into_iter().map(related).collect()
            },
        )
        .collect()
}

/// Similarity of all articles to one of them. The table is allocated once and reused.
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

/// Returns the actors and regions that two articles share, rarest first.
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
