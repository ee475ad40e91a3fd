//! Facts about a page for the search index: names, dates and filters.

use super::search;
use crate::model::{Actor, Alias, Date, Entity, Id, LocalizedText, Region};
use crate::plan::PageKind;
use crate::relations;
use crate::render::context::PageContext;
use crate::render::search::PageFacts;

/// Returns the facts of a page for the index. Returns `None` if the page is not searchable, such as
/// a list, which only leads to other pages.
pub fn page_facts(context: &PageContext, kind: PageKind) -> Option<PageFacts> {
    let (atlas, relations) = (context.atlas, context.relations);
    let entity = kind.entity()?;
    let mut facts = PageFacts::default();
    facts
        .filters
        .push(("kind", search::kind_word(context, entity).to_owned()));
    match entity {
        Entity::Article(id) => {
            let (article, own) = (&atlas.articles[id], &relations.articles[id.index()]);
            facts.date = Some(context.words.date(&article.date));
            add_names(
                context,
                &mut facts,
                &own.actors,
                &with_enclosing_regions(context, &own.regions, None),
            );
            let about: Vec<i16> = article
                .events
                .iter()
                .map(|part| atlas.events[part.event].date.year())
                .collect();
            // An article without events is filed under the year of its publication.
            let written = article.date.year();
            add_years(
                &mut facts,
                if about.is_empty() {
                    vec![written]
                } else {
                    about
                },
            );
        }
        Entity::Event(id) => {
            let event = &atlas.events[id];
            facts.date = Some(context.words.date(&event.date));
            let actors: Vec<Id<Actor>> = relations::participants(event).collect();
            add_names(
                context,
                &mut facts,
                &actors,
                &with_enclosing_regions(context, &event.regions, Some(&event.date)),
            );
            add_years(&mut facts, vec![event.date.year()]);
        }
        Entity::Actor(id) => {
            let actor = &atlas.actors[id];
            facts.names = all_names(context, &actor.name, &actor.aliases);
            add_names(context, &mut facts, &[id], &[]);
            let events = relations.actors[id.index()].events.iter();
            add_years(
                &mut facts,
                events
                    .map(|event| atlas.events[*event].date.year())
                    .collect(),
            );
        }
        Entity::Region(id) => {
            let region = &atlas.regions[id];
            facts.names = all_names(context, &region.name, &region.aliases);
            // Titles of articles and events contain names of places. This additional name ranks the
            // place above them.
            facts.names.insert(0, context.name(entity).text);
            add_names(
                context,
                &mut facts,
                &[],
                &with_enclosing_regions(context, &[id], None),
            );
            let events = relations.regions[id.index()].events.iter();
            add_years(
                &mut facts,
                events
                    .map(|event| atlas.events[*event].date.year())
                    .collect(),
            );
        }
        Entity::Source(id) => {
            facts.title = Some(context.name(entity).text);
            let date = atlas.sources[id].date.as_ref();
            facts.date = date.map(|date| context.words.date(date));
            add_years(
                &mut facts,
                date.map(|date| date.year()).into_iter().collect(),
            );
        }
        Entity::Page(_) => {}
    }
    Some(facts)
}

/// Adds the names of actors and regions to a page's filters.
fn add_names(
    context: &PageContext,
    facts: &mut PageFacts,
    actors: &[Id<Actor>],
    regions: &[Id<Region>],
) {
    let actors = actors.iter().map(|id| ("actor", Entity::Actor(*id)));
    let regions = regions.iter().map(|id| ("region", Entity::Region(*id)));
    for (filter, entity) in actors.chain(regions) {
        let value = (filter, context.name(entity).text);
        if !facts.filters.contains(&value) {
            facts.filters.push(value);
        }
    }
}

/// Returns regions with all regions that enclose them at a date, or at any time. So filtering by a
/// region also finds its parts.
fn with_enclosing_regions(
    context: &PageContext,
    regions: &[Id<Region>],
    at: Option<&Date>,
) -> Vec<Id<Region>> {
    let mut enclosing = regions.to_vec();
    let mut next = 0;
    while let Some(id) = enclosing.get(next) {
        for membership in &context.atlas.regions[*id].part_of {
            if at.is_none_or(|date| membership.applies_at(date))
                && !enclosing.contains(&membership.region)
            {
                enclosing.push(membership.region);
            }
        }
        next += 1;
    }
    enclosing
}

/// Returns all names and aliases other than the title. Names in other languages are not on the
/// page. Names in its own language are added because a name ranks above a word of the text.
fn all_names(context: &PageContext, name: &LocalizedText, aliases: &[Alias]) -> Vec<String> {
    let title = name.get(context.lang).map(|(_, title)| title);
    let names = name.iter().map(|(lang, name)| (Some(lang), name));
    let aliases = aliases.iter().map(|alias| (alias.lang, &alias.name));
    names
        .chain(aliases)
        .filter(|(_, name)| Some(*name) != title)
        .map(|(lang, name)| {
            context
                .typeset(lang.unwrap_or(context.lang), name)
                .into_owned()
        })
        .collect()
}

/// Adds years to a page's filters, each once.
#[cfg(feature = "search")]
fn add_years(facts: &mut PageFacts, mut years: Vec<i16>) {
    years.sort_unstable();
    years.dedup();
    facts
        .filters
        .extend(years.into_iter().map(|year| ("year", year.to_string())));
}
