//! The parts that all pages have: head, translations, feed, breadcrumbs, navigation.

use super::context::PageContext;
use super::extra::ExtraView;
use super::feed::FeedFormat;
use super::view::{Feed, FigureView, LinkView, PageView, TranslationView};
use super::{feed, prose, social_image, structured_data, title};
use crate::markdown::Prose;
use crate::model::{Entity, Extra, FreePage, Id};
use crate::plan::{self, PageKind};

/// Returns the view of a page that all templates share.
pub fn page_view(context: &PageContext, kind: PageKind) -> PageView {
    let title = title::page_title(context, kind);
    let site = context.text(&context.config.title).text;
    let number = kind.number();
    let suffix = if number > 1 {
        context.words.say("page_suffix", Some(number), &[])
    } else {
        String::new()
    };
    let head_title = match kind {
        PageKind::Home => site,
        _ => format!(
            "{}{suffix} · {site}",
            title::unique_title(context, kind, &title)
        ),
    };
    let path = context.url(kind);
    let mut view = PageView {
        kind: name_of(kind),
        description: title::page_description(context, kind, &suffix),
        canonical: context.plan.absolute(&path),
        translations: translations(context, kind),
        feed: feed_link(context, kind),
        calendar: match kind {
            PageKind::Events => feed::calendar_address(context),
            _ => None,
        },
        breadcrumbs: breadcrumbs(context, kind),
        edit: edit_url(context, kind),
        drawn: false,
        pictured: false,
        image: social_image::shared_image(context, kind),
        noindex: kind == PageKind::NotFound,
        json_ld: None,
        data: structured_data::article_data(context, kind),
        script: None,
        extra: ExtraView(kind.entity().map_or_else(Extra::default, |entity| {
            context.atlas.extra(entity, context.lang)
        })),
        url: path,
        head_title,
        title,
    };
    view.json_ld = structured_data::json_ld(context, kind, &view);
    view
}

/// Returns the languages of a page with their addresses, or an empty list if there is only one
/// language.
fn translations(context: &PageContext, kind: PageKind) -> Vec<TranslationView> {
    // At an unknown address, the reader's language is not known. So the page links to the home page
    // in each language.
    let (kind, languages) = match kind {
        PageKind::NotFound => (PageKind::Home, context.config.languages.iter().collect()),
        kind => (kind, context.plan.languages_of(context.atlas, kind)),
    };
    if languages.len() < 2 {
        return Vec::new();
    }
    languages
        .into_iter()
        .map(|lang| {
            let url = context
                .plan
                .path(context.atlas, plan::PlannedPage { kind, lang });
            TranslationView {
                lang: lang.tag().to_owned(),
                dir: lang.direction().html(),
                name: context
                    .own_names
                    .get(&lang)
                    .cloned()
                    .unwrap_or_else(|| lang.tag().to_owned()),
                canonical: context.plan.absolute(&url),
                current: lang == context.lang,
                url,
            }
        })
        .collect()
}

/// Returns the feed of a page: the feed of corrections or of changes, the feed of an actor, region or topic with
/// articles in this language, or else the feed of the site.
fn feed_link(context: &PageContext, kind: PageKind) -> Feed {
    let page = match kind {
        PageKind::Corrections(_) => PageKind::Corrections(1),
        PageKind::Changes(_) => PageKind::Changes(1),
        PageKind::Topic(at, _) => PageKind::Topic(at, 1),
        kind => kind,
    };
    let has_feed = matches!(page, PageKind::Corrections(_) | PageKind::Changes(_))
        || !feed::feed_articles(context, page).is_empty();
    let page = if has_feed { page } else { PageKind::Home };
    Feed {
        title: feed::feed_title(context, page),
        url: feed::feed_address(context, page, FeedFormat::Atom).unwrap_or_default(),
        json: feed::feed_address(context, page, FeedFormat::Json),
    }
}

/// Returns the links from the home page to a page.
fn breadcrumbs(context: &PageContext, kind: PageKind) -> Vec<LinkView> {
    let mut crumbs = Vec::new();
    let mut step = |key: &str, kind: PageKind| {
        crumbs.push(
            context
                .plain(context.words.get(key))
                .leading_to(context.url(kind)),
        );
    };
    match kind {
        PageKind::Home | PageKind::NotFound => return crumbs,
        _ => step("home", PageKind::Home),
    }
    match kind {
        PageKind::ActorsOfType(..) | PageKind::ActorsOfLetter(..) => {
            step("actors_title", PageKind::Actors);
        }
        PageKind::Year(..) => step("events_title", PageKind::Events),
        PageKind::Topic(..) => step("topics_title", PageKind::Topics(1)),
        PageKind::Letter(..) => step("search_title", PageKind::Search),
        _ => match kind.entity().or_else(|| kind.listed_of()) {
            Some(Entity::Article(_)) => step("articles_title", PageKind::Articles(1)),
            Some(Entity::Actor(_)) => step("actors_title", PageKind::Actors),
            Some(Entity::Region(_)) => step("regions_title", PageKind::Regions(1)),
            Some(Entity::Event(_)) => step("events_title", PageKind::Events),
            Some(Entity::Source(_)) => step("sources_title", PageKind::Sources(1)),
            Some(Entity::Page(_)) | None => {}
        },
    }
    if let PageKind::Free(id) | PageKind::Folder(id, _) = kind {
        let above = |id: &Id<FreePage>| context.atlas.pages[*id].parent;
        let folders: Vec<Id<FreePage>> = std::iter::successors(above(&id), above).collect();
        let folders = folders.into_iter().rev();
        crumbs.extend(folders.map(|folder| context.link(Entity::Page(folder))));
    }
    match kind {
        PageKind::Event(id) => {
            let year = context.atlas.events[id].date.year();
            crumbs.push(
                context
                    .plain(year.to_string())
                    .leading_to(context.url(PageKind::Year(year, 1))),
            );
        }
        kind => crumbs.extend(kind.listed_of().map(|entity| context.link(entity))),
    }
    crumbs
}

/// Returns the view of a page that may have figures: its own figures, or those in the prose of
/// `entity`.
pub fn page_with_figures(
    context: &PageContext,
    kind: PageKind,
    entity: Option<Entity>,
    figures: Option<&FigureView>,
) -> PageView {
    let prose = entity.and_then(|entity| prose::own_prose(context, entity));
    let has_image =
        matches!(kind, PageKind::Article(id) if context.atlas.articles[id].image.is_some());
    PageView {
        drawn: figures.is_some() || prose.is_some_and(Prose::has_drawings),
        pictured: has_image || prose.is_some_and(Prose::has_pictures),
        ..page_view(context, kind)
    }
}

/// Returns the address at which a page's file can be edited: its text in this language, or else the
/// original.
fn edit_url(context: &PageContext, kind: PageKind) -> Option<String> {
    let address = context.config.edit_url.as_ref()?;
    let entity = kind.entity()?;
    let (_, body) = context.atlas.bodies(entity).get(context.lang)?;
    let path = context.files.path(body.file);
    Some(if address.contains("{path}") {
        address.replace("{path}", path)
    } else {
        format!("{}/{path}", address.trim_end_matches('/'))
    })
}

/// Returns the name of a kind of page in the theme contract.
fn name_of(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Articles(_) => "articles",
        PageKind::Article(_) => "article",
        PageKind::Actors => "actors",
        PageKind::Actor(_) => "actor",
        PageKind::Regions(_) => "regions",
        PageKind::Region(_) => "region",
        PageKind::Events => "events",
        PageKind::Year(..) => "year",
        PageKind::Event(_) => "event",
        PageKind::Sources(_) => "sources",
        PageKind::Source(_) => "source",
        PageKind::Topics(_) => "topics",
        PageKind::Topic(..) => "topic",
        PageKind::Coverage => "coverage",
        PageKind::Data => "data",
        PageKind::Corrections(_) => "corrections",
        PageKind::Changes(_) => "changes",
        PageKind::ActorArticles(..)
        | PageKind::ActorEvents(..)
        | PageKind::ActorClaims(..)
        | PageKind::ActorClaimsAbout(..)
        | PageKind::EventArticles(..)
        | PageKind::SourceClaims(..)
        | PageKind::SourceEvents(..)
        | PageKind::SourceArticles(..)
        | PageKind::RegionArticles(..)
        | PageKind::RegionEvents(..)
        | PageKind::ActorsOfType(..)
        | PageKind::ActorsOfLetter(..)
        | PageKind::ActorRelations(..)
        | PageKind::RegionParts(..)
        | PageKind::SourceDerived(..)
        | PageKind::Backlinks(..) => "listing",
        PageKind::Search => "search",
        PageKind::Letter(..) => "letter",
        PageKind::Free(_) | PageKind::Folder(..) => "page",
        PageKind::NotFound => "not_found",
    }
}
