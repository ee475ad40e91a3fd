//! The image that social networks show for an article: its own image, or else a preview drawn from
//! its data.

use super::context::PageContext;
use super::media::Shared;
use super::view::SharedImage;
use crate::model::{Article, Entity, Id, Image};
use crate::plan::{self, PageKind};
use crate::preview::{self, Card};

/// Returns the image that an article declares, or else its preview.
pub fn shared_image(context: &PageContext, kind: PageKind) -> Option<SharedImage> {
    let PageKind::Article(id) = kind else {
        return None;
    };
    let absolute = |path: &str| context.plan.absolute(&context.plan.file(path));
    if let Some((image, (path, size))) = chosen_image(context, id) {
        return Some(SharedImage {
            url: absolute(&path),
            width: size.0,
            height: size.1,
            alt: context.text(&image.alt).text,
        });
    }
    let page = plan::PlannedPage {
        kind,
        lang: context.lang,
    };
    let (_, words) = context.previews.pictures.get(&page)?;
    Some(SharedImage {
        url: absolute(&context.plan.preview(context.atlas, page)?),
        width: preview::SIZE.0,
        height: preview::SIZE.1,
        alt: words.clone(),
    })
}

/// Returns the texts of an article's preview, or `None` if the article's own image is used.
pub fn card(context: &PageContext, id: Id<Article>) -> Option<Card> {
    if chosen_image(context, id).is_some() {
        return None;
    }
    let relations = &context.relations.articles[id.index()];
    let mut about = vec![context.words.date(&context.atlas.articles[id].date)];
    about.extend(
        context
            .regions(&relations.regions)
            .into_iter()
            .map(|link| link.text),
    );
    Some(Card {
        site: context.text(&context.config.title).text,
        title: context.name(Entity::Article(id)).text,
        details: [
            about,
            context
                .actors(&relations.actors)
                .into_iter()
                .map(|link| link.text)
                .collect(),
        ],
    })
}

/// Returns the image of an article and the published file, if social networks can show it.
fn chosen_image<'a>(context: &PageContext<'a>, id: Id<Article>) -> Option<(&'a Image, Shared)> {
    let image = context.atlas.articles[id].image.as_ref()?;
    Some((image, context.media.shared(&image.media)?))
}
