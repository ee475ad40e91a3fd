//! What the changes of the past are about today: only what is published now is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{ClaimFacts, FactPart, PastFacts};
use super::figures::{FigureSpans, figure_spans};
use super::{HistoryLimit, PastChange, PastChanges, PastCommit};
use crate::incremental::track::{Table, TrackedValue, TrackedVec};
use crate::lang::Lang;
use crate::load::ContentKind;
use crate::model::terms::{Grade, Measure, Status};
use crate::model::{Actor, Amount, Atlas, ClaimRef, Entity, Id, LocalizedText, Source};
use crate::resolve::{NameMeaning, Names};

/// The history of what a site publishes today.
#[derive(Debug)]
pub struct SiteHistory {
    /// All changes, newest first.
    pub changes: TrackedValue<Vec<EntityChange>>,
    /// The figures of claims that have changed, by the index of the event.
    pub figures: TrackedVec<FigureSpans>,
    /// What is left out of a long history.
    pub limit: Option<HistoryLimit>,
}

/// The changes of one entity in one commit.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct EntityChange {
    pub commit: PastCommit,
    pub entity: Entity,
    /// At least one.
    pub parts: Vec<PartChange>,
}

/// A change of a title, claim or estimate.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct PartChange {
    pub part: ChangedPart,
    /// What is different; for a claim or estimate that is new or gone, its figure.
    pub facts: Vec<ChangedFact>,
}

/// What has changed.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum ChangedPart {
    Title,
    Claim(ChangedClaim),
    Estimate(Measure),
}

/// A claim that has changed, with what is needed to name it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ChangedClaim {
    /// The claim, if the event still has it.
    pub now: Option<ClaimRef>,
    pub measure: Measure,
    pub label: Option<LocalizedText>,
    /// Whom the figure counts, if the site still has this actor.
    pub of: Option<Id<Actor>>,
    /// The claimant, if the site still has this actor.
    pub claimant: Option<Id<Actor>>,
}

/// A value before and after.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct FromTo<T> {
    pub before: T,
    pub after: T,
}

/// A difference.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum ChangedFact {
    Title(Lang, FromTo<String>),
    /// `before` is `None` for what is new, `after` for what is gone.
    Figure(FromTo<Option<Amount>>),
    Measure(FromTo<Measure>),
    Claimant(FromTo<Id<Actor>>),
    Grade(FromTo<Option<Grade>>),
    Status(FromTo<Option<Status>>),
    SourcesAdded(SourceChange),
    SourcesRemoved(SourceChange),
}

/// Sources that a claim gained or lost.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub struct SourceChange {
    pub sources: Vec<Id<Source>>,
    /// The number of other sources, which the site does not have today.
    pub unlisted: usize,
}

/// Keeps the changes of what the site publishes, with ids in place of names. A source or actor that
/// it does not have today is not named.
pub fn link(past: &PastChanges, atlas: &Atlas, names: &Names) -> SiteHistory {
    let linker = HistoryLinker::new(past, atlas, names);
    let mut groups: BTreeMap<usize, BTreeMap<Entity, Vec<PartChange>>> = BTreeMap::new();
    let mut figures: BTreeMap<ClaimRef, Vec<&PastChange>> = BTreeMap::new();
    for change in &past.changes {
        let Some(entity) = linker.entity(change.subject.kind, &change.subject.id) else {
            continue;
        };
        if let Some(claim) = linker.claim_ref(entity, &change.subject.part) {
            figures.entry(claim).or_default().push(change);
        }
        if let Some(part) = linker.part(entity, change) {
            let of_commit = groups.entry(change.commit).or_default();
            of_commit.entry(entity).or_default().push(part);
        }
    }
    // Newest commit first, and the entities of a commit in their order.
    let newest = groups.into_iter().rev();
    let changes = newest.flat_map(|(commit, entities)| {
        let commit = &past.commits[commit];
        entities.into_iter().map(|(entity, parts)| EntityChange {
            commit: commit.clone(),
            entity,
            parts,
        })
    });
    let changes = changes.collect();
    let mut spans: Vec<FigureSpans> = vec![FigureSpans::default(); atlas.events.len()];
    for (at, changes) in figures {
        let claim = &atlas.events[at.event].claims[at.claim];
        if let Amount::Count(now) = &claim.amount {
            let found = figure_spans(&changes, &past.commits, now);
            if !found.is_empty() {
                spans[at.event.index()].0.insert(at.claim, found);
            }
        }
    }
    SiteHistory {
        changes: TrackedValue::new(Table::Changes, changes),
        figures: TrackedVec::new(Table::FigureHistory, spans),
        limit: past.limit,
    }
}

struct HistoryLinker<'a> {
    atlas: &'a Atlas,
    names: &'a Names,
    /// The entities of today by kind and id.
    entities: BTreeMap<(ContentKind, &'a str), Entity>,
}

impl<'a> HistoryLinker<'a> {
    fn new(past: &PastChanges, atlas: &'a Atlas, names: &'a Names) -> HistoryLinker<'a> {
        let mut entities = BTreeMap::new();
        if !past.changes.is_empty() {
            let all = atlas.entities();
            entities.extend(all.map(|entity| ((kind_of(entity), atlas.id(entity)), entity)));
        }
        HistoryLinker {
            atlas,
            names,
            entities,
        }
    }

    fn entity(&self, kind: ContentKind, id: &str) -> Option<Entity> {
        self.entities.get(&(kind, id)).copied()
    }

    /// Looks up a name that was written at the time.
    fn named(&self, kind: ContentKind, name: &str) -> Option<Entity> {
        let by_id = self.entity(kind, name);
        by_id.or_else(|| match self.names.find(Some(kind), name) {
            NameMeaning::One(entity) => Some(entity),
            _ => None,
        })
    }

    fn actor(&self, name: Option<&String>) -> Option<Id<Actor>> {
        match self.named(ContentKind::Actor, name?) {
            Some(Entity::Actor(id)) => Some(id),
            _ => None,
        }
    }

    fn claim_ref(&self, entity: Entity, part: &FactPart) -> Option<ClaimRef> {
        let (Entity::Event(event), FactPart::Claim(id)) = (entity, part) else {
            return None;
        };
        let claims = &self.atlas.events[event].claims;
        let claim = claims.iter().position(|claim| claim.id == *id)?;
        Some(ClaimRef { event, claim })
    }

    /// Returns what has changed for readers, or `None` if they see no difference.
    fn part(&self, entity: Entity, change: &PastChange) -> Option<PartChange> {
        let (part, facts) = match (&change.before, &change.after) {
            (Some(PastFacts::Title(before)), Some(PastFacts::Title(after))) => {
                (ChangedPart::Title, self.titles(entity, before, after))
            }
            (Some(PastFacts::Claim(before)), Some(PastFacts::Claim(after))) => (
                self.claim(entity, change, after),
                self.claim_facts(before, after),
            ),
            (Some(PastFacts::Claim(gone)), None) => (
                self.claim(entity, change, gone),
                figure(Some(&gone.amount), None),
            ),
            (None, Some(PastFacts::Claim(new))) => (
                self.claim(entity, change, new),
                figure(None, Some(&new.amount)),
            ),
            (before, after) => {
                let count = |facts: &Option<PastFacts>| match facts {
                    Some(PastFacts::Estimate(count)) => Some(Amount::Count(*count)),
                    _ => None,
                };
                let FactPart::Estimate(measure, _) = change.subject.part else {
                    return None;
                };
                let facts = figure(count(before).as_ref(), count(after).as_ref());
                (ChangedPart::Estimate(measure), facts)
            }
        };
        (!facts.is_empty()).then_some(PartChange { part, facts })
    }

    /// Returns the titles that differ, in the languages in which the entity has a title today.
    fn titles(
        &self,
        entity: Entity,
        before: &LocalizedText,
        after: &LocalizedText,
    ) -> Vec<ChangedFact> {
        let today = self.atlas.name(entity);
        let differing = after.iter().filter_map(|(lang, after)| {
            let before = before.exact(lang).filter(|before| *before != after)?;
            today.exact(lang)?;
            let titles = FromTo {
                before: before.clone(),
                after: after.clone(),
            };
            Some(ChangedFact::Title(lang, titles))
        });
        differing.collect()
    }

    fn claim(&self, entity: Entity, change: &PastChange, facts: &ClaimFacts) -> ChangedPart {
        ChangedPart::Claim(ChangedClaim {
            now: self.claim_ref(entity, &change.subject.part),
            measure: facts.measure,
            label: facts.label.clone(),
            of: self.actor(facts.of.as_ref()),
            claimant: self.actor(facts.claimant.as_ref()),
        })
    }

    fn claim_facts(&self, before: &ClaimFacts, after: &ClaimFacts) -> Vec<ChangedFact> {
        let mut facts = Vec::new();
        if is_known(&before.amount) && is_known(&after.amount) {
            facts.extend(figure(Some(&before.amount), Some(&after.amount)));
        }
        if before.measure != after.measure {
            facts.push(ChangedFact::Measure(FromTo {
                before: before.measure,
                after: after.measure,
            }));
        }
        let claimants = (
            self.actor(before.claimant.as_ref()),
            self.actor(after.claimant.as_ref()),
        );
        if let (Some(old), Some(new)) = claimants
            && old != new
        {
            facts.push(ChangedFact::Claimant(FromTo {
                before: old,
                after: new,
            }));
        }
        if before.grade != after.grade {
            facts.push(ChangedFact::Grade(FromTo {
                before: before.grade,
                after: after.grade,
            }));
        }
        if before.status != after.status {
            facts.push(ChangedFact::Status(FromTo {
                before: before.status,
                after: after.status,
            }));
        }
        let added = self.sources(after, before);
        let removed = self.sources(before, after);
        if added != SourceChange::default() {
            facts.push(ChangedFact::SourcesAdded(added));
        }
        if removed != SourceChange::default() {
            facts.push(ChangedFact::SourcesRemoved(removed));
        }
        facts
    }

    /// Returns the sources of a claim that another version of it does not have.
    fn sources(&self, claim: &ClaimFacts, other: &ClaimFacts) -> SourceChange {
        let known = |name: &String| match self.named(ContentKind::Source, name) {
            Some(Entity::Source(id)) => Some(id),
            _ => None,
        };
        let others: BTreeSet<Id<Source>> = other.sources.iter().filter_map(known).collect();
        let mut change = SourceChange::default();
        for name in &claim.sources {
            match known(name) {
                Some(id) if !others.contains(&id) && !change.sources.contains(&id) => {
                    change.sources.push(id);
                }
                Some(_) => {}
                None => change.unlisted += usize::from(!other.sources.contains(name)),
            }
        }
        change
    }
}

/// Returns the change of a figure, if there is one.
fn figure(before: Option<&Amount>, after: Option<&Amount>) -> Vec<ChangedFact> {
    let is_same = match (before, after) {
        (Some(before), Some(after)) => is_equal(before, after),
        (before, after) => before.or(after).is_none_or(|amount| !is_known(amount)),
    };
    match is_same {
        true => Vec::new(),
        false => vec![ChangedFact::Figure(FromTo {
            before: before.cloned(),
            after: after.cloned(),
        })],
    }
}

/// Whether a claim says something. One whose figure could not be read does not.
fn is_known(amount: &Amount) -> bool {
    match amount {
        Amount::Count(count) => !count.is_empty(),
        Amount::Value(words) => !words.is_empty(),
    }
}

/// Whether amounts are the same for readers of every language that both have.
fn is_equal(a: &Amount, b: &Amount) -> bool {
    match (a, b) {
        (Amount::Count(a), Amount::Count(b)) => a == b,
        (Amount::Value(a), Amount::Value(b)) => {
            let same = |(lang, text): (Lang, &String)| b.exact(lang).is_none_or(|b| b == text);
            a.iter().all(same)
        }
        _ => false,
    }
}

fn kind_of(entity: Entity) -> ContentKind {
    match entity {
        Entity::Article(_) => ContentKind::Article,
        Entity::Actor(_) => ContentKind::Actor,
        Entity::Region(_) => ContentKind::Region,
        Entity::Event(_) => ContentKind::Event,
        Entity::Source(_) => ContentKind::Source,
        Entity::Page(_) => ContentKind::Page,
    }
}
