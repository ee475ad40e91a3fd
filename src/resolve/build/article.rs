//! Articles from their records.

use crate::diag::{Code, Diagnostic};
use crate::load::ContentKind;
use crate::media::Use;
use crate::message;
use crate::model::{Article, Correction, EventUse, Image, Topic};
use crate::resolve::builder::Builder;
use crate::resolve::collect::{CollectedRecord, CollectedUse};
use crate::resolve::media_path::{find_media, folder_of};
use crate::resolve::topics::TopicSlugs;
use crate::schema::RawArticle;

impl Builder<'_> {
    /// Builds an article. `events` and `sources` are the ones that its front matter names.
    pub(super) fn article_of(
        &mut self,
        entry: CollectedRecord<RawArticle>,
        events: Vec<CollectedUse>,
        sources: Vec<CollectedUse>,
        topics: &TopicSlugs,
    ) -> Article {
        let raw = entry.fields;
        let folder = folder_of(&entry.top, self);
        let image = raw.image.and_then(|image| {
            let media = find_media(&folder, &image.src.value, |path| self.media.contains(path));
            if media.is_none() {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::BrokenImage,
                        &image.src.field,
                        message!("there is no file `{file}`", file = image.src.value),
                    )
                    .help(message!("put it into content/media/ or beside the article")),
                );
            }
            if let Some(path) = &media
                && crate::media::use_of(path) != Use::Picture
            {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::BrokenImage,
                        &image.src.field,
                        message!("`{file}` is not a picture", file = image.src.value),
                    )
                    .help(message!(
                        "write the name of a picture, and link to this file in the text"
                    )),
                );
            }
            Some(Image {
                media: media?,
                alt: image.alt,
                credit: image.credit,
            })
        });
        let config = self.config;
        let topics = raw.topics.into_iter().filter_map(|topic| {
            Some(Topic {
                slug: topics.slug(&topic.value, config)?,
                name: topic.value,
            })
        });
        let mut article = Article {
            id: entry.id,
            title: raw.title,
            bodies: entry.bodies,
            date: raw.date.value,
            updated: raw.updated.map(|at| at.value),
            summary: raw.summary,
            authors: raw.authors,
            actors: self.look_up_all(&raw.actors, Self::actor),
            regions: self.look_up_all(&raw.regions, Self::region),
            topics: topics.collect(),
            events: events
                .into_iter()
                .filter_map(|used| {
                    let (event, role) = match used {
                        CollectedUse::Named(name, role) => (self.event(&name)?, role),
                        CollectedUse::Inline(place, role) => {
                            (self.id(ContentKind::Event, place), role)
                        }
                    };
                    Some(EventUse { event, role })
                })
                .collect(),
            sources: sources
                .into_iter()
                .filter_map(|used| match used {
                    CollectedUse::Named(name, _) => self.source(&name),
                    CollectedUse::Inline(place, _) => Some(self.id(ContentKind::Source, place)),
                })
                .collect(),
            corrections: raw
                .corrections
                .into_iter()
                .map(|correction| Correction {
                    date: correction.date,
                    text: correction.text,
                })
                .collect(),
            open_questions: raw.open_questions,
            established: raw.established,
            not_established: raw.not_established,
            review_by: raw.review_by,
            image,
            in_translation: entry.drafts,
            redirects: entry.redirects,
            extra: entry.extra,
        };
        // Collecting in place reuses the allocations of larger items.
        article.events.shrink_to_fit();
        article.sources.shrink_to_fit();
        article
    }
}
