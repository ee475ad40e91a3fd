//! Slugs of topics, which are free text in any script.
//!
//! A topic in Latin, Greek or Cyrillic letters has a slug made from its name. A topic in another
//! script has the slug of its name in another language, if an article has one, because an author
//! chose that name. Otherwise the name is transliterated, which is inexact, but good enough for an
//! address. Two topics with the same slug are reported.

use std::collections::BTreeMap;

use super::collect::CollectedRecord;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Field};
use crate::lang::fold;
use crate::load::{slug, transliterated};
use crate::message;
use crate::messages::Message;
use crate::model::LocalizedText;
use crate::schema::RawArticle;

/// The slugs of topics in scripts without slugs, by folded name.
#[derive(Default)]
pub struct TopicSlugs {
    slugs: BTreeMap<String, String>,
}

/// A topic in a script without slugs.
struct UnsluggedTopic<'r> {
    name: &'r str,
    /// The field in which the topic is first used.
    field: &'r Field,
    /// The slug of the topic's name in another language, if there is one.
    chosen: Option<String>,
}

impl TopicSlugs {
    /// Finds a slug for every topic that needs one.
    pub fn gather(
        articles: &[CollectedRecord<RawArticle>],
        config: &Config,
        diagnostics: &mut Diagnostics,
    ) -> TopicSlugs {
        let default = config.languages.default();
        let mut foreign: BTreeMap<String, UnsluggedTopic> = BTreeMap::new();
        // The name of the topic that has each slug.
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for topic in articles.iter().flat_map(|article| &article.fields.topics) {
            let Some((_, name)) = topic.value.get(default) else {
                continue;
            };
            if let Some(slug) = slug(name) {
                taken.entry(slug).or_insert(name);
                continue;
            }
            let entry = foreign.entry(fold(name)).or_insert(UnsluggedTopic {
                name,
                field: &topic.field,
                chosen: None,
            });
            if entry.chosen.is_none() {
                let others = config
                    .languages
                    .iter()
                    .filter_map(|lang| topic.value.exact(lang));
                entry.chosen = others.map(String::as_str).find_map(slug);
            }
        }
        let mut topics = TopicSlugs::default();
        for (folded, topic) in &foreign {
            if let Some(slug) = &topic.chosen {
                taken.entry(slug.clone()).or_insert(topic.name);
                topics.slugs.insert(folded.clone(), slug.clone());
            }
        }
        for (folded, topic) in foreign
            .into_iter()
            .filter(|(_, topic)| topic.chosen.is_none())
        {
            let report = |message: Message, help: Message| {
                Diagnostic::new(Code::BadId, topic.field, message).help(help)
            };
            let Some(slug) = transliterated(&folded) else {
                diagnostics.push(report(
                    message!(
                        "no address can be derived from the topic `{topic}`",
                        topic = topic.name
                    ),
                    message!("write a name with letters or digits in it"),
                ));
                continue;
            };
            if let Some(other) = taken.get(&slug) {
                let help = match config.languages.iter().find(|lang| *lang != default) {
                    Some(lang) => message!(
                        "give it a name in `{lang}` too, to derive its address from: `{{{default}: {name}, {lang}: ...}}`",
                        lang,
                        default,
                        name = topic.name
                    ),
                    None => message!("choose another word for one of them"),
                };
                let message = message!(
                    "the topics `{topic}` and `{other}` would have one address, `{slug}`",
                    topic = topic.name,
                    other,
                    slug
                );
                diagnostics.push(report(message, help));
                continue;
            }
            taken.insert(slug.clone(), topic.name);
            topics.slugs.insert(folded, slug);
        }
        topics
    }

    /// Returns the slug of a topic, or `None` if the topic has no slug. That was reported.
    pub fn slug(&self, name: &LocalizedText, config: &Config) -> Option<String> {
        let (_, name) = name.get(config.languages.default())?;
        slug(name).or_else(|| self.slugs.get(&fold(name)).cloned())
    }
}
