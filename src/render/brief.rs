//! The facts of the box "in brief" on pages of actors and regions.

use super::context::PageContext;
use super::view::{BriefFact, LinkView};
use crate::model::terms::RelationType;
use crate::model::{Actor, Entity, Id, Level, Region, Relation};

/// The maximum number of entities that a fact names. It only counts the others.
const MAX_NAMED: usize = 5;

/// Returns the facts of an actor's box.
pub fn actor_brief(context: &PageContext, id: Id<Actor>) -> Vec<BriefFact> {
    let actor = &context.atlas.actors[id];
    let relations = &context.relations.actors[id.index()];
    let mut facts = Vec::new();
    if let Some(kind) = actor.actor_type {
        let name = context.label("actor_type_", kind).name;
        let party = match actor.party_to_conflict {
            Some(true) => Some("brief_party"),
            Some(false) => Some("brief_no_party"),
            None => None,
        };
        let text = match party {
            Some(word) => {
                [name, context.words.get(word).to_owned()].join(context.words.get("list_separator"))
            }
            None => name,
        };
        facts.push(fact(context, "brief_what", Some(text), Vec::new()));
    }
    if let Some(active) = &actor.active {
        facts.push(fact(
            context,
            "fact_active",
            Some(context.words.date(active)),
            Vec::new(),
        ));
    }
    if let Some(region) = actor.region {
        facts.push(fact(
            context,
            "fact_region",
            None,
            vec![context.link(Entity::Region(region))],
        ));
    }
    let related =
        |wanted: &[RelationType], inverse: bool| related_actors(context, id, wanted, inverse);
    let parts = [RelationType::MemberOf, RelationType::PartOfCoalition];
    let terms: [(&str, Vec<Id<Actor>>); 5] = [
        ("brief_part_of", related(&parts, false)),
        ("brief_members", related(&parts, true)),
        (
            "brief_split_from",
            related(&[RelationType::SplitFrom], false),
        ),
        ("brief_succeeds", related(&[RelationType::Succeeds], false)),
        (
            "brief_succeeded_by",
            related(&[RelationType::Succeeds], true),
        ),
    ];
    for (term, others) in terms {
        facts.extend(actors_fact(context, term, &others, false));
    }
    // Opponents and allies: declared relations come first, followed by relations that events show.
    for (term, wanted, shown) in [
        (
            "brief_against",
            &[RelationType::OpposedTo][..],
            &relations.opponents,
        ),
        (
            "brief_with",
            &[RelationType::AlliedWith, RelationType::Supports][..],
            &relations.allies,
        ),
    ] {
        let mut declared = related(wanted, false);
        for other in related(wanted, true) {
            if !declared.contains(&other) {
                declared.push(other);
            }
        }
        let mut all = declared.clone();
        all.extend(
            shown
                .iter()
                .map(|(other, _)| *other)
                .filter(|other| !declared.contains(other)),
        );
        facts.extend(actors_fact(context, term, &all, declared.is_empty()));
    }
    facts.extend(counts_fact(
        context,
        relations.events.len(),
        relations.articles.len(),
    ));
    facts
}

/// Returns the actors in relations of some types, each once. These are the relations that the actor
/// declares or, if `inverse`, the relations that others declare to it.
fn related_actors(
    context: &PageContext,
    id: Id<Actor>,
    wanted: &[RelationType],
    inverse: bool,
) -> Vec<Id<Actor>> {
    let actors = &context.atlas.actors;
    let relations: Vec<(&Relation, Id<Actor>)> = if inverse {
        let inverse = context.relations.actors[id.index()].inverse.iter();
        inverse
            .map(|(other, at)| (&actors[*other].relations[*at], *other))
            .collect()
    } else {
        let declared = actors[id].relations.iter();
        declared
            .map(|relation| (relation, relation.actor))
            .collect()
    };
    let mut related: Vec<Id<Actor>> = Vec::new();
    for (relation, other) in relations {
        if wanted.contains(&relation.relation_type) && !related.contains(&other) {
            related.push(other);
        }
    }
    related
}

/// Returns the facts of a region's box.
pub fn region_brief(context: &PageContext, id: Id<Region>) -> Vec<BriefFact> {
    let region = &context.atlas.regions[id];
    let relations = &context.relations.regions[id.index()];
    let mut facts = Vec::new();
    if let Some(level) = region.level {
        facts.push(fact(
            context,
            "brief_what",
            Some(context.label("level_", level).name),
            Vec::new(),
        ));
    }
    let now: Vec<LinkView> = (region.part_of.iter())
        .filter(|part| part.until.is_none())
        .map(|part| context.link(Entity::Region(part.region)))
        .collect();
    if !now.is_empty() {
        facts.push(fact(context, "brief_part_of", None, now));
    }
    let parts = relations
        .parts
        .iter()
        .filter(|(part, at)| context.atlas.regions[*part].part_of[*at].until.is_none());
    let parts: Vec<Id<Region>> = parts.map(|(part, _)| *part).collect();
    let is_country = region.level == Some(Level::Country);
    if !parts.is_empty() && (is_country || parts.len() <= MAX_NAMED) {
        let links = parts
            .iter()
            .take(MAX_NAMED)
            .map(|part| context.link(Entity::Region(*part)))
            .collect();
        facts.push(BriefFact {
            more: and_more(context, parts.len()),
            ..fact(context, "brief_parts", None, links)
        });
    }
    let actors: Vec<Id<Actor>> = relations.actors.iter().map(|(actor, _)| *actor).collect();
    facts.extend(actors_fact(context, "brief_active_here", &actors, false));
    facts.extend(counts_fact(
        context,
        relations.events.len(),
        relations.articles.len(),
    ));
    facts
}

/// Returns a fact without a note.
fn fact(
    context: &PageContext,
    term: &str,
    text: Option<String>,
    links: Vec<LinkView>,
) -> BriefFact {
    BriefFact {
        term: context.words.get(term).to_owned(),
        text: text.map(|text| context.plain(text)),
        links,
        more: None,
        note: None,
    }
}

/// Returns a fact that lists actors, or `None` if there are none. `from_events` means that no
/// relation is declared and the actors are derived from events.
fn actors_fact(
    context: &PageContext,
    term: &str,
    actors: &[Id<Actor>],
    from_events: bool,
) -> Option<BriefFact> {
    (!actors.is_empty()).then(|| BriefFact {
        more: and_more(context, actors.len()),
        note: from_events.then(|| context.words.get("brief_from_events").to_owned()),
        ..fact(
            context,
            term,
            None,
            actors
                .iter()
                .take(MAX_NAMED)
                .map(|other| context.link(Entity::Actor(*other)))
                .collect(),
        )
    })
}

/// Returns "and 12 more", if there are more than [`MAX_NAMED`].
fn and_more(context: &PageContext, count: usize) -> Option<String> {
    let rest = count.saturating_sub(MAX_NAMED);
    (rest > 0).then(|| context.words.say("and_more", Some(rest), &[]))
}

/// Returns the fact that counts events and articles, if there are any.
fn counts_fact(context: &PageContext, events: usize, articles: usize) -> Option<BriefFact> {
    let counts = [("count_of_events", events), ("count_of_articles", articles)];
    let parts: Vec<String> = (counts.into_iter())
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| context.words.say(word, Some(count), &[]))
        .collect();
    let text = parts.join(context.words.get("list_separator"));
    (!parts.is_empty()).then(|| fact(context, "brief_here", Some(text), Vec::new()))
}
