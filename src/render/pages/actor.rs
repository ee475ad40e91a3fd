//! Actors: the index by type and letter, and the page of one.

use std::collections::BTreeMap;

use super::{COMPANY, LetterLists, newest_first};
use crate::model::terms::{ActorType, Term};
use crate::model::{Actor, Entity, Id, Origin, Relation};
use crate::plan::{Letter, PageKind};
use crate::render::brief::take_summary;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::view::{
    ActorGroup, ActorLabelView, ActorPage, ActorsPage, Fact, LabelView, LetterGroup, ListingPage,
    RelationView, TextView,
};
use crate::render::words::key;

/// How many actors of a type the list of actors shows where there are many.
const MAIN: usize = 10;

/// A relation as seen from one of its ends.
pub struct ActorTie<'a> {
    relation: &'a Relation,
    /// The actor at the other end.
    other: Id<Actor>,
    /// Whether the other end declares it.
    is_inverse: bool,
}

impl PageContext<'_> {
    pub fn actors_page(&self, lists: &LetterLists) -> ActorsPage {
        let sorted = lists.actors(self);
        let many = self.plan.has_many_actors(self.lang);
        let link = |id: Id<Actor>| {
            self.counted(
                Entity::Actor(id),
                self.relations.actors[id.index()].events.len(),
            )
        };
        let mut types: Vec<ActorGroup> = Vec::new();
        for kind in ActorType::ALL.iter().copied().map(Some).chain([None]) {
            let mut actors: Vec<Id<Actor>> = (sorted.iter())
                .filter(|(id, _)| self.atlas.actors[*id].actor_type == kind)
                .map(|(id, _)| *id)
                .collect();
            let count = actors.len();
            let is_cut = many && count > MAIN;
            if is_cut {
                actors.sort_by_key(|id| {
                    std::cmp::Reverse(self.relations.actors[id.index()].events.len())
                });
                actors.truncate(MAIN);
            }
            if count > 0 {
                types.push(ActorGroup {
                    label: LabelView {
                        key: kind.map_or_else(|| "none".to_owned(), |kind| key("", kind.text())),
                        name: self.actor_types_name(kind),
                    },
                    actors: actors
                        .into_iter()
                        .map(|id| self.described_actor(id))
                        .collect(),
                    count,
                    all: is_cut.then(|| self.url(PageKind::ActorsOfType(kind, 1))),
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
            let letter = self.letter_name(*letter);
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
            page: self.page(PageKind::Actors),
            count: sorted.len(),
            types,
            letters,
            letter_pages: self.letter_links(counts, |letter| PageKind::ActorsOfLetter(letter, 1)),
        }
    }

    /// What actors of a type are called.
    pub fn actor_types_name(&self, kind: Option<ActorType>) -> String {
        kind.map_or_else(
            || self.words.get("actor_types_none").to_owned(),
            |kind| self.label("actor_types_", kind).name,
        )
    }

    pub fn actor(&self, id: Id<Actor>) -> Themed<ActorPage> {
        let actor = &self.atlas.actors[id];
        let own = &self.relations.actors[id.index()];
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
        let company = |list: &[(Id<Actor>, usize)]| {
            list.iter()
                .take(COMPANY)
                .map(|(other, count)| self.counted(Entity::Actor(*other), *count))
                .collect()
        };
        let (summary, prose) = take_summary(self.prose(entity));
        let (graph, figures) = (
            self.wanted("actor.html", "graph", || self.actor_graph(id)),
            self.wanted("actor.html", "figures", || {
                self.event_figures(&own.events, Some(Entity::Actor(id)))
            }),
        );
        Ok(ActorPage {
            page: self.drawn_page(
                PageKind::Actor(id),
                Some(entity),
                graph.as_ref().or(figures.as_ref()),
            ),
            graph,
            figures,
            stub: matches!(actor.origin, Origin::Stub(_)),
            actor_type: actor.actor_type.map(|kind| self.label("actor_type_", kind)),
            aliases: self.aliases(&actor.aliases),
            summary,
            brief: self.actor_brief(id),
            facts: self.actor_facts(actor),
            prose,
            labels: actor
                .labels
                .iter()
                .map(|label| ActorLabelView {
                    text: label
                        .text
                        .get(self.lang)
                        .map_or_else(TextView::default, |(lang, words)| self.quoted(lang, words)),
                    used_by: label.used_by.map(|other| self.link(Entity::Actor(other))),
                    source: label.source.map(|source| self.link(Entity::Source(source))),
                })
                .collect(),
            relations: self.beginning(&self.ties_of(id), PageKind::ActorRelations(id, 1), |tie| {
                self.relation(tie)
            }),
            events: self.event_rows(&own.events, PageKind::ActorEvents(id, 1), Some(id)),
            articles: self.listing(&own.articles, PageKind::ActorArticles(id, 1), |article| {
                self.listed_article(article, ListItemForm::for_count(own.articles.len()))
            })?,
            backlinks: self.backlinks(entity, &own.backlinks),
            beside: company(&own.allies),
            against: company(&own.opponents),
            together: company(&own.others),
            claims_made: self.listed_claims(
                &newest_first(&own.claims_made),
                PageKind::ActorClaims(id, 1),
            ),
            claims_about: self.listed_claims(
                &newest_first(&own.claims_about),
                PageKind::ActorClaimsAbout(id, 1),
            ),
            sources: self.source_list(self.own_prose(entity), sourced.copied()),
        })
    }

    fn actor_facts(&self, actor: &Actor) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(name) = &actor.acled_name {
            facts.push(self.fact("fact_acled_name", name));
        }
        if let Some(number) = &actor.ucdp_id {
            facts.push(self.fact("fact_ucdp_id", number));
        }
        if let Some(item) = &actor.wikidata {
            facts.push(self.web_fact(
                "fact_wikidata",
                item,
                format!("https://www.wikidata.org/wiki/{item}"),
            ));
        }
        if let Some(url) = &actor.url {
            facts.push(self.web_fact("fact_website", url, url.clone()));
        }
        facts
    }

    /// Relations that the actor declares, and those that others declare to it.
    pub fn ties_of(&self, id: Id<Actor>) -> Vec<ActorTie<'_>> {
        let own = self.atlas.actors[id]
            .relations
            .iter()
            .map(|relation| ActorTie {
                relation,
                other: relation.actor,
                is_inverse: false,
            });
        let inverse = self.relations.actors[id.index()]
            .inverse
            .iter()
            .map(|(other, at)| ActorTie {
                relation: &self.atlas.actors[*other].relations[*at],
                other: *other,
                is_inverse: true,
            });
        own.chain(inverse).collect()
    }

    /// A relation in words.
    pub fn relation(&self, tie: &ActorTie) -> RelationView {
        let ActorTie {
            relation, other, ..
        } = tie;
        let word = key("relation_", relation.relation_type.text());
        let end = if tie.is_inverse { "_inverse" } else { "" };
        RelationView {
            words: self.words.get(&format!("{word}{end}")).to_owned(),
            key: relation.relation_type.text(),
            actor: self.link(Entity::Actor(*other)),
            when: self.words.period(relation.from, relation.until),
            sources: self.sources(&relation.sources),
        }
    }

    /// All relations of an actor.
    pub fn relation_listing(&self, id: Id<Actor>, number: usize) -> ListingPage {
        let ties = self.ties_of(id);
        let kind = |n| PageKind::ActorRelations(id, n);
        ListingPage {
            relations: Some(self.whole(&ties, number, |tie| self.relation(tie))),
            ..self.listing_page(kind(number), self.pager(ties.len(), number, kind))
        }
    }
}
