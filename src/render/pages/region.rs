//! Regions: the tree over time, and the page of a region.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::MAX_CO_ACTORS;
use super::{data, facts, listing};
use crate::data::EventScope;
use crate::lang::Direction;
use crate::model::{Entity, Id, Level, Origin, Region};
use crate::plan::{self, MAX_ROOTS, PageKind};
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::paging::page_slice;
use crate::render::summary::take_summary;
use crate::render::view::{Fact, ListingPage, MembershipView, RegionNode, RegionPage, RegionsPage};
use crate::render::{
    brief, citation, event_rows, figures, head, list_items, paging, prose, sources,
};

/// The maximum number of regions on a page of the list.
const MAX_NODES: usize = 500;

/// Returns a page of the list of regions.
pub fn regions_page(context: &PageContext, number: usize) -> RegionsPage {
    // A region that is currently part of no other is a root. It is also listed below its former
    // parents.
    let roots: Vec<Id<Region>> = (context.atlas.regions.iter())
        .filter(|(_, region)| plan::is_root(region))
        .map(|(id, _)| id)
        .collect();
    let roots = regions_by_name(context, roots);
    let part = page_slice(&roots, number, MAX_ROOTS);
    let depth = tree_depth(context, part);
    RegionsPage {
        page: head::page_view(context, PageKind::Regions(number)),
        count: context.atlas.regions.len(),
        tree: part
            .iter()
            .map(|id| region_node(context, *id, None, depth, &mut Vec::new()))
            .collect(),
        pager: paging::pager_of_size(context, MAX_ROOTS, roots.len(), number, PageKind::Regions),
    }
}

/// Returns how many levels of these trees fit on a page: all, or as many as have at most
/// [`MAX_NODES`] regions.
fn tree_depth(context: &PageContext, roots: &[Id<Region>]) -> usize {
    let mut level = roots.to_vec();
    let (mut depth, mut count) = (0, 0);
    // Depth is limited too, because cyclic memberships have no last level.
    while !level.is_empty() && depth <= context.atlas.regions.len() {
        count += level.len();
        if count > MAX_NODES && depth > 0 {
            return depth;
        }
        depth += 1;
        level = (level.iter())
            .flat_map(|id| {
                let parts = &context.relations.regions[id.index()].parts;
                let parts: BTreeSet<Id<Region>> = parts.iter().map(|(part, _)| *part).collect();
                parts
            })
            .take(MAX_NODES + 1)
            .collect();
    }
    depth
}

/// Sorts regions by name.
fn regions_by_name(context: &PageContext, mut regions: Vec<Id<Region>>) -> Vec<Id<Region>> {
    regions.sort_by(|a, b| {
        context
            .order
            .compare(
                &context.name(Entity::Region(*a)).text,
                &context.name(Entity::Region(*b)).text,
            )
            .then(a.cmp(b))
    });
    regions
}

/// Returns the node of a region with at most `depth` levels below it. `above` has the ancestors;
/// with them, cyclic memberships end.
fn region_node(
    context: &PageContext,
    id: Id<Region>,
    when: Option<String>,
    depth: usize,
    above: &mut Vec<Id<Region>>,
) -> RegionNode {
    above.push(id);
    let relations = &context.relations.regions[id.index()];
    let mut memberships: BTreeMap<Id<Region>, Vec<usize>> = BTreeMap::new();
    for (part, at) in relations
        .parts
        .iter()
        .filter(|(part, _)| !above.contains(part))
    {
        memberships.entry(*part).or_default().push(*at);
    }
    let whole_name = context.name(Entity::Region(id)).text;
    let frame = match context.atlas.regions[id].level {
        Some(Level::Country) => "member_period_country",
        _ => "member_period",
    };
    let hidden = if depth > 1 { 0 } else { memberships.len() };
    if hidden > 0 {
        memberships.clear();
    }
    let parts = regions_by_name(context, memberships.keys().copied().collect())
        .into_iter()
        .map(|part| {
            let membership = memberships[&part]
                .iter()
                .map(|at| &context.atlas.regions[part].part_of[*at]);
            // A membership without dates covers all time, even if others have dates.
            let periods: Option<Vec<String>> = membership
                .map(|membership| context.words.period(membership.from, membership.until))
                .collect();
            let when = periods.map(|periods| {
                let when = periods.join(context.words.get("list_separator"));
                let parts = [("name", whole_name.as_str()), ("when", &when)];
                context.words.say(frame, None, &parts)
            });
            region_node(context, part, when, depth - 1, above)
        })
        .collect();
    above.pop();
    RegionNode {
        link: context.counted(Entity::Region(id), relations.events.len()),
        level: context.atlas.regions[id]
            .level
            .map(|level| context.label("level_", level)),
        when,
        parts,
        hidden,
    }
}

/// Returns the page of a region.
pub fn region_page(context: &PageContext, id: Id<Region>) -> Themed<RegionPage> {
    let region = &context.atlas.regions[id];
    let relations = &context.relations.regions[id.index()];
    let entity = Entity::Region(id);
    let (summary, prose) = take_summary(prose::prose_view(context, entity));
    let figures = context.if_shown("region.html", "figures", || {
        figures::event_figures(context, &relations.events, Some(entity))
    });
    Ok(RegionPage {
        citations: citation::citations(context, PageKind::Region(id)),
        data: data::events_link(context, EventScope::Region(id)),
        page: head::page_with_figures(
            context,
            PageKind::Region(id),
            Some(entity),
            figures.as_ref(),
        ),
        figures,
        stub: matches!(region.origin, Origin::Stub(_)),
        level: region.level.map(|level| context.label("level_", level)),
        aliases: facts::aliases(context, &region.aliases),
        summary,
        brief: brief::region_brief(context, id),
        facts: region_facts(context, region),
        prose,
        part_of: region
            .part_of
            .iter()
            .map(|part| MembershipView {
                region: context.link(Entity::Region(part.region)),
                when: context.words.period(part.from, part.until),
            })
            .collect(),
        parts: paging::first_items(
            context,
            &relations.parts,
            PageKind::RegionParts(id, 1),
            |part| membership_view(context, part.0, part.1),
        ),
        events: event_rows::event_rows(
            context,
            &relations.events,
            PageKind::RegionEvents(id, 1),
            None,
        ),
        articles: paging::listing(
            context,
            &relations.articles,
            PageKind::RegionArticles(id, 1),
            |article| {
                list_items::listed_article(
                    context,
                    article,
                    ListItemForm::for_count(relations.articles.len()),
                )
            },
        )?,
        backlinks: listing::backlinks(context, entity, &relations.backlinks),
        actors: relations
            .actors
            .iter()
            .take(MAX_CO_ACTORS)
            .map(|(actor, count)| context.counted(Entity::Actor(*actor), *count))
            .collect(),
        sources: sources::source_list(context, prose::own_prose(context, entity), []),
    })
}

/// Returns a part of a region. `at` is the index of the membership in the part's own list.
fn membership_view(context: &PageContext, part: Id<Region>, at: usize) -> MembershipView {
    let membership = &context.atlas.regions[part].part_of[at];
    MembershipView {
        region: context.link(Entity::Region(part)),
        when: context.words.period(membership.from, membership.until),
    }
}

/// Returns a page of all parts of a region.
pub fn parts_listing(context: &PageContext, id: Id<Region>, number: usize) -> ListingPage {
    let parts = &context.relations.regions[id.index()].parts;
    let kind = |n| PageKind::RegionParts(id, n);
    ListingPage {
        parts: Some(paging::page_listing(context, parts, number, |part| {
            membership_view(context, part.0, part.1)
        })),
        ..listing::listing_page(
            context,
            kind(number),
            paging::pager(context, parts.len(), number, kind),
        )
    }
}

/// Returns the position of a region and its identifiers in other data sets.
fn region_facts(context: &PageContext, region: &Region) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(code) = &region.iso_3166 {
        facts.push(facts::fact(context, "fact_iso", code));
    }
    if let Some(point) = &region.point {
        let mut place = format!("{:.4}, {:.4}", point.lat, point.lon);
        if context.lang.direction() == Direction::RightToLeft {
            // Bidirectional text would move a minus sign to the other end of its number.
            place = format!("\u{2066}{place}\u{2069}");
        }
        facts.push(facts::fact(context, "fact_point", place));
    }
    if let Some(number) = &region.geonames {
        facts.push(facts::web_fact(
            context,
            "fact_geonames",
            number,
            format!("https://www.geonames.org/{number}"),
        ));
    }
    if let Some(item) = &region.wikidata {
        facts.push(facts::wikidata_fact(context, item));
    }
    facts
}
