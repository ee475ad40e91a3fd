//! Actors: the list by type and letter, and the page of an actor.

use std::collections::BTreeMap;

use super::facts::MAX_CO_ACTORS;
use super::listing::newest_first;
use super::{LetterLists, data, facts, letters, listing};
use crate::data::EventScope;
use crate::model::terms::{ActorType, Term};
use crate::model::{Actor, Entity, Id, Origin, Relation};
use crate::plan::{Letter, PageKind};
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::summary::take_summary;
use crate::render::view::{
    ActorGroup, ActorLabelView, ActorPage, ActorsPage, Fact, LabelView, LetterGroup, ListingPage,
    RelationView, TextView,
};
use crate::render::words::key;
use crate::render::{
    brief, citation, event_rows, figures, head, list_items, paging, prose, sources,
};

/// The maximum number of actors of each type in a long list.
const MAX_PER_TYPE: usize = 10;

/// A relation as seen from one of its ends.
pub struct ActorTie<'a> {
    relation: &'a Relation,
    /// The actor at the other end.
    other: Id<Actor>,
    /// Whether the actor at the other end declares the relation.
    is_inverse: bool,
}

/// Returns the list of actors.
pub fn actors_page(context: &PageContext, lists: &LetterLists) -> ActorsPage {
    let sorted = lists.actors(context);
    let many = context.plan.has_many_actors(context.lang);
    let link = |id: Id<Actor>| {
        context.counted(
            Entity::Actor(id),
            context.relations.actors[id.index()].events.len(),
        )
    };
    let mut types: Vec<ActorGroup> = Vec::new();
    for kind in ActorType::ALL.iter().copied().map(Some).chain([None]) {
        let mut actors: Vec<Id<Actor>> = (sorted.iter())
            .filter(|(id, _)| context.atlas.actors[*id].actor_type == kind)
            .map(|(id, _)| *id)
            .collect();
        let count = actors.len();
        let is_cut = many && count > MAX_PER_TYPE;
        if is_cut {
            actors.sort_by_key(|id| {
                std::cmp::Reverse(context.relations.actors[id.index()].events.len())
            });
            actors.truncate(MAX_PER_TYPE);
        }
        if count > 0 {
            types.push(ActorGroup {
                label: LabelView {
                    key: kind.map_or_else(|| "none".to_owned(), |kind| key("", kind.text())),
                    name: actor_types_name(context, kind),
                },
                actors: actors
                    .into_iter()
                    .map(|id| letters::described_actor(context, id))
                    .collect(),
                count,
                all: is_cut.then(|| context.url(PageKind::ActorsOfType(kind, 1))),
            });
        }
    }
    let mut letters: Vec<LetterGroup> = Vec::new();
    let mut counts: BTreeMap<Letter, usize> = BTreeMap::new();
    for (id, letter) in sorted {
        if many {
            *counts.entry(*letter).or_default() += 1;
            continue;
        }
        let letter = letters::letter_name(context, *letter);
        match letters.last_mut().filter(|group| group.letter == letter) {
            Some(group) => group.actors.push(link(*id)),
            None => letters.push(LetterGroup {
                anchor: format!("part-letter-{}", letters.len() + 1),
                letter,
                actors: vec![link(*id)],
            }),
        }
    }
    ActorsPage {
        page: head::page_view(context, PageKind::Actors),
        count: sorted.len(),
        types,
        letters,
        letter_pages: letters::letter_links(context, counts, |letter| {
            PageKind::ActorsOfLetter(letter, 1)
        }),
    }
}

/// Returns the plural name of an actor type.
pub fn actor_types_name(context: &PageContext, kind: Option<ActorType>) -> String {
    kind.map_or_else(
        || context.words.get("actor_types_none").to_owned(),
        |kind| context.label("actor_types_", kind).name,
    )
}

/// Returns the page of an actor.
pub fn actor_page(context: &PageContext, id: Id<Actor>) -> Themed<ActorPage> {
    let actor = &context.atlas.actors[id];
    let relations = &context.relations.actors[id.index()];
    let entity = Entity::Actor(id);
    let sourced = actor
        .relations
        .iter()
        .flat_map(|relation| &relation.sources)
        .chain(
            actor
                .labels
                .iter()
                .filter_map(|label| label.source.as_ref()),
        );
    let co_actors = |list: &[(Id<Actor>, usize)]| {
        list.iter()
            .take(MAX_CO_ACTORS)
            .map(|(other, count)| context.counted(Entity::Actor(*other), *count))
            .collect()
    };
    let (summary, prose) = take_summary(prose::prose_view(context, entity));
    let (graph, figures) = (
        context.if_shown("actor.html", "graph", || figures::actor_graph(context, id)),
        context.if_shown("actor.html", "figures", || {
            figures::event_figures(context, &relations.events, Some(Entity::Actor(id)))
        }),
    );
    Ok(ActorPage {
        data: data::events_link(context, EventScope::Actor(id)),
        page: head::page_with_figures(
            context,
            PageKind::Actor(id),
            Some(entity),
            graph.as_ref().or(figures.as_ref()),
        ),
        graph,
        figures,
        stub: matches!(actor.origin, Origin::Stub(_)),
        actor_type: actor
            .actor_type
            .map(|kind| context.label("actor_type_", kind)),
        aliases: facts::aliases(context, &actor.aliases),
        summary,
        brief: brief::actor_brief(context, id),
        facts: actor_facts(context, actor),
        prose,
        labels: actor
            .labels
            .iter()
            .map(|label| ActorLabelView {
                text: label
                    .text
                    .get(context.lang)
                    .map_or_else(TextView::default, |(lang, words)| {
                        context.quoted(lang, words)
                    }),
                used_by: label
                    .used_by
                    .map(|other| context.link(Entity::Actor(other))),
                source: label
                    .source
                    .map(|source| context.link(Entity::Source(source))),
            })
            .collect(),
        relations: paging::first_items(
            context,
            &actor_ties(context, id),
            PageKind::ActorRelations(id, 1),
            |tie| relation_view(context, tie),
        ),
        events: event_rows::event_rows(
            context,
            &relations.events,
            PageKind::ActorEvents(id, 1),
            Some(id),
        ),
        articles: paging::listing(
            context,
            &relations.articles,
            PageKind::ActorArticles(id, 1),
            |article| {
                list_items::listed_article(
                    context,
                    article,
                    ListItemForm::for_count(relations.articles.len()),
                )
            },
        )?,
        backlinks: listing::backlinks(context, entity, &relations.backlinks),
        beside: co_actors(&relations.allies),
        against: co_actors(&relations.opponents),
        together: co_actors(&relations.others),
        claims_made: listing::listed_claims(
            context,
            &newest_first(&relations.claims_made),
            PageKind::ActorClaims(id, 1),
        ),
        claims_about: listing::listed_claims(
            context,
            &newest_first(&relations.claims_about),
            PageKind::ActorClaimsAbout(id, 1),
        ),
        sources: sources::source_list(context, prose::own_prose(context, entity), sourced.copied()),
        citations: citation::citations(context, PageKind::Actor(id)),
    })
}

/// Returns the identifiers of an actor in other data sets.
fn actor_facts(context: &PageContext, actor: &Actor) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(name) = &actor.acled_name {
        facts.push(facts::fact(context, "fact_acled_name", name));
    }
    if let Some(number) = &actor.ucdp_id {
        facts.push(facts::fact(context, "fact_ucdp_id", number));
    }
    if let Some(item) = &actor.wikidata {
        facts.push(facts::wikidata_fact(context, item));
    }
    if let Some(url) = &actor.url {
        facts.push(facts::web_fact(context, "fact_website", url, url.clone()));
    }
    facts
}

/// Returns the relations that an actor declares, followed by those that others declare to it.
pub fn actor_ties<'a>(context: &PageContext<'a>, id: Id<Actor>) -> Vec<ActorTie<'a>> {
    let relations = context.atlas.actors[id]
        .relations
        .iter()
        .map(|relation| ActorTie {
            relation,
            other: relation.actor,
            is_inverse: false,
        });
    let inverse = context.relations.actors[id.index()]
        .inverse
        .iter()
        .map(|(other, at)| ActorTie {
            relation: &context.atlas.actors[*other].relations[*at],
            other: *other,
            is_inverse: true,
        });
    relations.chain(inverse).collect()
}

/// Returns the view of a relation.
pub fn relation_view(context: &PageContext, tie: &ActorTie) -> RelationView {
    let ActorTie {
        relation, other, ..
    } = tie;
    let word = key("relation_", relation.relation_type.text());
    let end = if tie.is_inverse { "_inverse" } else { "" };
    RelationView {
        words: context.words.get(&format!("{word}{end}")).to_owned(),
        key: relation.relation_type.text(),
        actor: context.link(Entity::Actor(*other)),
        when: context.words.period(relation.from, relation.until),
        sources: context.sources(&relation.sources),
    }
}

/// Returns a page of all relations of an actor.
pub fn relation_listing(context: &PageContext, id: Id<Actor>, number: usize) -> ListingPage {
    let ties = actor_ties(context, id);
    let kind = |n| PageKind::ActorRelations(id, n);
    ListingPage {
        relations: Some(paging::page_listing(context, &ties, number, |tie| {
            relation_view(context, tie)
        })),
        ..listing::listing_page(
            context,
            kind(number),
            paging::pager(context, ties.len(), number, kind),
        )
    }
}
