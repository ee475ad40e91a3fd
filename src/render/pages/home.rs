//! The home page: lead, sides, contested figures, turning points, and where to start.

use super::{event, facts};
use crate::html::escaped;
use crate::model::terms::ActorType;
use crate::model::{Actor, Amount, ClaimRef, Contested, Entity, Event, HOME, Home, Id, Side};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::markup::linked;
use crate::render::view::{
    ClaimTable, ContestedView, CountedLink, HomePage, LinkView, Listing, SideView, StartView,
    TurningPoint,
};
use crate::render::{claims, evidence, figures, head, list_items, prose, summary, tables};

/// The maximum number of articles and events on the home page.
const MAX_LATEST: usize = 8;

/// The maximum number of actors and of regions on the home page: those with the most events.
const MAX_MAIN: usize = 12;

/// The maximum number of sides on the home page, if its front matter names none.
const MAX_SIDES: usize = 5;

/// The maximum number of contested events on the home page, if its front matter names none.
const MAX_CONTESTED: usize = 1;

/// The maximum number of figures of an event.
const MAX_FIGURES: usize = 3;

/// The maximum number of starting points.
const MAX_STARTING_POINTS: usize = 3;

/// Returns the home page.
pub fn home_page(context: &PageContext) -> Themed<HomePage> {
    let page = context.atlas.pages.iter().find(|(_, page)| page.id == HOME);
    let text = page.map(|(id, _)| id);
    let none = Home::default();
    let home = page.map_or(&none, |(_, page)| &page.home);
    let timeline = &context.relations.timeline;
    let newest: Vec<Id<Event>> = timeline.iter().rev().copied().collect();
    let articles = &context.relations.articles_by_date;
    let map = context.if_shown("home.html", "map", || {
        figures::map_figure(context, timeline)
    });
    let figures = context.if_shown("home.html", "figures", || {
        figures::timeline_figure(context, timeline, &home.turning_points)
    });
    let corrections = context.relations.corrections.len();
    let by_events = |counts: Vec<(Entity, usize)>| top_links(context, counts, MAX_MAIN);
    let lead = context
        .maybe(&home.lead)
        .or_else(|| context.maybe(&context.config.description));
    Ok(HomePage {
        page: head::page_with_figures(
            context,
            PageKind::Home,
            text.map(Entity::Page),
            map.as_ref().or(figures.as_ref()),
        ),
        lead,
        as_of: home.as_of.as_ref().map(|date| context.words.when(date)),
        sides: if home.sides.is_empty() {
            sides_from_events(context)
        } else {
            home.sides
                .iter()
                .map(|side| side_view(context, side))
                .collect()
        },
        contested: if home.contested.is_empty() {
            // Events with disputed deaths come first.
            let is_of_lives = |id: &Id<Event>| {
                let differences = tables::differences(context, *id);
                differences
                    .iter()
                    .any(|difference| difference.measure.key == "killed")
            };
            let disputed = newest.iter().copied().filter(is_of_lives);
            disputed
                .take(MAX_CONTESTED)
                .filter_map(|id| contested_view(context, Contested::Event(id)))
                .collect()
        } else {
            home.contested
                .iter()
                .filter_map(|item| contested_view(context, *item))
                .collect()
        },
        turning_points: home
            .turning_points
            .iter()
            .map(|id| TurningPoint {
                date: context.words.when(&context.atlas.events[*id].date),
                event: context.link(Entity::Event(*id)),
                text: summary::lead_sentence(context, Entity::Event(*id)),
            })
            .collect(),
        toll: toll_table(context, &home.toll),
        start: starting_points(context, home),
        map,
        figures,
        prose: text.and_then(|id| prose::prose_view(context, Entity::Page(id))),
        articles: Listing {
            items: list_items::listed_articles(
                context,
                articles.iter().take(MAX_LATEST),
                ListItemForm::Summary3,
            )?,
            count: articles.len(),
            all: (!articles.is_empty()).then(|| context.url(PageKind::Articles(1))),
        },
        years: event::year_links(context),
        actors: by_events(
            context
                .atlas
                .actors
                .iter()
                .map(|(id, _)| {
                    (
                        Entity::Actor(id),
                        context.relations.actors[id.index()].events.len(),
                    )
                })
                .collect(),
        ),
        regions: by_events(
            context
                .atlas
                .regions
                .iter()
                .map(|(id, _)| {
                    (
                        Entity::Region(id),
                        context.relations.regions[id.index()].events.len(),
                    )
                })
                .collect(),
        ),
        events: Listing {
            items: list_items::listed_events(context, newest.iter().take(MAX_LATEST))?,
            count: newest.len(),
            all: (!newest.is_empty()).then(|| context.url(PageKind::Events)),
        },
        corrections_url: (corrections > 0).then(|| context.url(PageKind::Corrections(1))),
        corrections,
    })
}

/// Returns a side as front matter declares it. Its actors are linked where the text names them, or
/// else before the text.
fn side_view(context: &PageContext, side: &Side) -> SideView {
    let line = context.text(&side.text).text;
    let mut body = escaped(&line);
    let mut unnamed: Vec<LinkView> = Vec::new();
    for actor in &side.actors {
        let link = context.link(Entity::Actor(*actor));
        let names = actor_names(context, *actor);
        match names
            .iter()
            .find_map(|name| find_word(&body, &escaped(name)))
        {
            Some(range) => {
                let words = format!(
                    "<a href=\"{}\">{}</a>",
                    escaped(&link.url),
                    &body[range.clone()]
                );
                body.replace_range(range, &words);
            }
            None => unnamed.push(link),
        }
    }
    if !unnamed.is_empty() {
        let links: Vec<String> = unnamed.iter().map(linked).collect();
        let links = links.join(&escaped(context.words.get("list_separator")));
        body = if body.is_empty() {
            links
        } else {
            format!("{links}{} {body}", escaped(context.words.get("colon")))
        };
    }
    SideView {
        name: context.text(&side.name),
        body,
    }
}

/// Returns all names of an actor in this language, longest first.
fn actor_names(context: &PageContext, actor: Id<Actor>) -> Vec<String> {
    let record = &context.atlas.actors[actor];
    let mut names: Vec<String> = facts::aliases(context, &record.aliases)
        .into_iter()
        .map(|alias| alias.text)
        .collect();
    names.push(context.name(Entity::Actor(actor)).text);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// Returns the actors with the most opposing events, each with its opponents.
fn sides_from_events(context: &PageContext) -> Vec<SideView> {
    let mut parties: Vec<(Id<Actor>, usize)> = (context.atlas.actors.iter())
        .filter(|(_, actor)| {
            actor.party_to_conflict != Some(false) && actor.actor_type != Some(ActorType::Civilians)
        })
        .map(|(id, _)| {
            (
                id,
                context.relations.actors[id.index()]
                    .opponents
                    .iter()
                    .map(|(_, count)| count)
                    .sum(),
            )
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    parties.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    parties.truncate(MAX_SIDES);
    parties
        .into_iter()
        .map(|(id, _)| {
            let against = context.relations.actors[id.index()]
                .opponents
                .iter()
                .take(MAX_FIGURES);
            let links: Vec<String> = against
                .map(|(other, _)| linked(&context.link(Entity::Actor(*other))))
                .collect();
            SideView {
                name: context.name(Entity::Actor(id)),
                body: format!(
                    "{} {}",
                    escaped(context.words.get("side_against")),
                    links.join(&escaped(context.words.get("list_separator")))
                ),
            }
        })
        .collect()
}

/// Returns a contested event or claim: the event, and the figures that exclude one another, with
/// their claimants.
fn contested_view(context: &PageContext, item: Contested) -> Option<ContestedView> {
    let (event, wanted) = match item {
        Contested::Event(event) => (event, None),
        Contested::Claim(at) => (at.event, Some(at.claim)),
    };
    let claims = &context.atlas.events[event].claims;
    let groups = tables::groups(event, claims);
    let group = groups.into_iter().find(|group| match wanted {
        Some(claim) => group.contains(&claim),
        None => evidence::difference(context, group.iter().map(|at| &claims[*at])).is_some(),
    });
    let shown: Vec<usize> = group.iter().flatten().take(MAX_FIGURES).copied().collect();
    // The subject of a figure is named if figures have different subjects, or if one of them is a
    // denial: a zero alone is unclear.
    let of = |at: &usize| claims[*at].of;
    let denies = |at: &usize| matches!(&claims[*at].amount, Amount::Count(count) if count.greatest() == Some(0));
    let says_of = shown.iter().any(|at| denies(at) || of(at) != of(&shown[0]));
    let figures: Vec<LinkView> = (shown.into_iter())
        .map(|claim| {
            let at = ClaimRef { event, claim };
            if says_of {
                claims::claim_link_with_subject(context, at)
            } else {
                claims::claim_link(context, at)
            }
        })
        .collect();
    let measure = group
        .as_ref()
        .map(|group| claims::measure_label(context, claims[group[0]].measure, None).name);
    Some(ContestedView {
        event: context.link(Entity::Event(event)),
        date: context.words.when(&context.atlas.events[event].date),
        measure: measure.filter(|_| !figures.is_empty()),
        figures,
    })
}

/// Returns the starting points: the articles named in front matter, followed by the lists of actors
/// and events, up to [`MAX_STARTING_POINTS`].
fn starting_points(context: &PageContext, home: &Home) -> Vec<StartView> {
    let articles = &context.relations.articles_by_date;
    let mut chosen = home.start_here.clone();
    if chosen.is_empty() {
        chosen.extend(articles.first());
    }
    let mut points: Vec<StartView> = (chosen.iter())
        .map(|id| StartView {
            link: context.link(Entity::Article(*id)),
            text: context.maybe(&context.atlas.articles[*id].summary),
        })
        .collect();
    let places = [
        (
            !context.atlas.actors.is_empty(),
            "nav_actors",
            "door_actors",
            PageKind::Actors,
        ),
        (
            !context.relations.timeline.is_empty(),
            "nav_events",
            "door_events",
            PageKind::Events,
        ),
    ];
    for (is_there, name, text, kind) in places {
        if is_there && points.len() < MAX_STARTING_POINTS {
            points.push(StartView {
                link: context
                    .plain(context.words.get(name))
                    .leading_to(context.url(kind)),
                text: Some(context.plain(context.words.get(text))),
            });
        }
    }
    points
}

/// Returns the range of a name as a separate word in HTML, outside of tags and links.
fn find_word(html: &str, name: &str) -> Option<std::ops::Range<usize>> {
    if name.is_empty() {
        return None;
    }
    html.match_indices(name)
        .map(|(at, found)| at..at + found.len())
        .find(|range| {
            let before = html[..range.start].chars().next_back();
            let after = html[range.end..].chars().next();
            let is_free = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            let in_tag = html[..range.start].rfind('<') > html[..range.start].rfind('>');
            let opened = html[..range.start].matches("<a ").count();
            let in_link = opened > html[..range.start].matches("</a>").count();
            is_free(before) && is_free(after) && !in_tag && !in_link
        })
}

/// Returns the table of the claims in the `toll` of the home page, in the given order.
fn toll_table(context: &PageContext, claims: &[ClaimRef]) -> Option<ClaimTable> {
    (!claims.is_empty()).then(|| {
        tables::claim_table_on_scale(
            context,
            "toll",
            context.words.get("toll_caption").to_owned(),
            claims,
            true,
        )
    })
}

/// Returns the entities with the highest counts. Equal counts are sorted by name.
fn top_links(
    context: &PageContext,
    mut counts: Vec<(Entity, usize)>,
    limit: usize,
) -> Vec<CountedLink> {
    counts.retain(|(_, count)| *count > 0);
    counts.sort_by_key(|(entity, count)| (std::cmp::Reverse(*count), *entity));
    counts.truncate(limit);
    counts
        .into_iter()
        .map(|(entity, count)| context.counted(entity, count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_word_outside_of_links() {
        assert_eq!(find_word("the MNLA and CMA", "CMA"), Some(13..16));
        assert_eq!(find_word("the SCMAS", "CMA"), None);
        assert_eq!(find_word("<a href=\"/CMA/\">CMA</a>", "CMA"), None);
        assert_eq!(find_word("", ""), None);
    }
}
