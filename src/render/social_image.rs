//! What stands for an article where a link to it is shared: its own picture, else a preview drawn
//! from its data.

use super::context::PageContext;
use super::media::Shared;
use super::view::SharedImage;
use crate::model::{Article, Entity, Id, Image};
use crate::plan::{self, PageKind};
use crate::preview::{self, Card};

impl PageContext<'_> {
    /// The picture that an article has chosen, else its preview.
    pub(super) fn shared(&self, kind: PageKind) -> Option<SharedImage> {
        let PageKind::Article(id) = kind else {
            return None;
        };
        let absolute = |path: &str| self.plan.absolute(&self.plan.file(path));
        if let Some((image, (path, size))) = self.chosen(id) {
            return Some(SharedImage {
                url: absolute(&path),
                width: size.0,
                height: size.1,
                alt: self.text(&image.alt).text,
            });
        }
        let page = plan::PlannedPage {
            kind,
            lang: self.lang,
        };
        let (_, words) = self.previews.pictures.get(&page)?;
        Some(SharedImage {
            url: absolute(&self.plan.preview(self.atlas, page)?),
            width: preview::SIZE.0,
            height: preview::SIZE.1,
            alt: words.clone(),
        })
    }

    /// What the preview of an article says; none where its own picture stands for it.
    pub(super) fn card(&self, id: Id<Article>) -> Option<Card> {
        if self.chosen(id).is_some() {
            return None;
        }
        let own = &self.relations.articles[id.index()];
        let mut about = vec![self.words.date(&self.atlas.articles[id].date)];
        about.extend(self.regions(&own.regions).into_iter().map(|link| link.text));
        Some(Card {
            site: self.text(&self.config.title).text,
            title: self.name(Entity::Article(id)).text,
            details: [
                about,
                self.actors(&own.actors)
                    .into_iter()
                    .map(|link| link.text)
                    .collect(),
            ],
        })
    }

    /// An article's own picture, where networks can show it.
    fn chosen(&self, id: Id<Article>) -> Option<(&Image, Shared)> {
        let image = self.atlas.articles[id].image.as_ref()?;
        Some((image, self.media.shared(&image.media)?))
    }
}
