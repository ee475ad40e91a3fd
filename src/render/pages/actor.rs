//! Actors: the index by type and letter, and the page of one.

use super::{COMPANY, initial, newest_first};
use crate::model::terms::{ActorType, Term};
use crate::model::{Actor, Id, Origin, Thing};
use crate::plan::PageKind;
use crate::render::brief::take_summary;
use crate::render::desk::Desk;
use crate::render::items::{Heading, Themed};
use crate::render::view::{
    ActorGroup, ActorLabelView, ActorPage, ActorsPage, DescribedLink, Fact, Label, LetterGroup, RelationView, Text,
};
use crate::render::words::key;

impl Desk<'_> {
    pub fn actors_page(&self) -> ActorsPage {
        let mut sorted: Vec<(Id<Actor>, String)> = self
            .atlas
            .actors
            .iter()
            .map(|(id, _)| (id, self.name(Thing::Actor(id)).text))
            .collect();
        sorted.sort_by(|a, b| self.order.compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
        let link = |id: Id<Actor>| self.counted(Thing::Actor(id), self.relations.actors[id.index()].events.len());
        let mut types: Vec<ActorGroup> = Vec::new();
        for kind in ActorType::ALL.iter().copied().map(Some).chain([None]) {
            let actors: Vec<DescribedLink> = sorted
                .iter()
                .filter(|(id, _)| self.atlas.actors[*id].actor_type == kind)
                .map(|(id, _)| DescribedLink {
                    link: link(*id),
                    text: self.described_in_brief(Thing::Actor(*id)),
                })
                .collect();
            if !actors.is_empty() {
                let label = kind.map_or_else(
                    || Label {
                        key: "none".into(),
                        name: self.words.get("actor_types_none").to_owned(),
                    },
                    |kind| self.label("actor_types_", kind),
                );
                types.push(ActorGroup { label, actors });
            }
        }
        let mut letters: Vec<LetterGroup> = Vec::new();
        for (id, name) in &sorted {
            let letter = initial(name);
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
        }
    }

    pub fn actor(&self, id: Id<Actor>) -> Themed<ActorPage> {
        let actor = &self.atlas.actors[id];
        let own = &self.relations.actors[id.index()];
        let thing = Thing::Actor(id);
        let sourced = actor
            .relations
            .iter()
            .flat_map(|relation| &relation.sources)
            .chain(actor.labels.iter().filter_map(|label| label.source.as_ref()));
        let company = |list: &[(Id<Actor>, usize)]| {
            list.iter()
                .take(COMPANY)
                .map(|(other, count)| self.counted(Thing::Actor(*other), *count))
                .collect()
        };
        let (summary, prose) = take_summary(self.prose(thing));
        let (graph, figures) = (
            self.actor_graph(id),
            self.event_figures(&own.events, Some(Thing::Actor(id))),
        );
        Ok(ActorPage {
            page: self.drawn_page(PageKind::Actor(id), Some(thing), graph.as_ref().or(figures.as_ref())),
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
                        .map_or_else(Text::default, |(lang, words)| self.quoted(lang, words)),
                    used_by: label.used_by.map(|other| self.link(Thing::Actor(other))),
                    source: label.source.map(|source| self.link(Thing::Source(source))),
                })
                .collect(),
            relations: self.relations_of(id),
            events: self.event_rows(&own.events, PageKind::ActorEvents(id, 1), Some(id)),
            articles: self.listing(&own.articles, PageKind::ActorArticles(id, 1), |article| {
                self.listed_article(article, Heading::H3)
            })?,
            backlinks: self.links(&own.backlinks),
            beside: company(&own.beside),
            against: company(&own.against),
            together: company(&own.together),
            claims_made: self.listed_claims(&newest_first(&own.claims_made), PageKind::ActorClaims(id, 1)),
            claims_about: self.listed_claims(&newest_first(&own.claims_about), PageKind::ActorClaimsAbout(id, 1)),
            sources: self.source_list(self.own_prose(thing), sourced.copied()),
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
            facts.push(self.web_fact("fact_wikidata", item, format!("https://www.wikidata.org/wiki/{item}")));
        }
        if let Some(url) = &actor.url {
            facts.push(self.web_fact("fact_website", url, url.clone()));
        }
        facts
    }

    /// Relations that the actor declares, and those that others declare to it.
    pub fn relations_of(&self, id: Id<Actor>) -> Vec<RelationView> {
        let own = self.atlas.actors[id]
            .relations
            .iter()
            .map(|relation| (relation, relation.actor, ""));
        let inverse = self.relations.actors[id.index()]
            .inverse
            .iter()
            .map(|(other, at)| (&self.atlas.actors[*other].relations[*at], *other, "_inverse"));
        own.chain(inverse)
            .map(|(relation, other, end)| {
                let word = key("relation_", relation.relation_type.text());
                RelationView {
                    words: self.words.get(&format!("{word}{end}")).to_owned(),
                    key: relation.relation_type.text(),
                    actor: self.link(Thing::Actor(other)),
                    when: self.words.period(relation.from, relation.until),
                    sources: self.sources(&relation.sources),
                }
            })
            .collect()
    }
}
