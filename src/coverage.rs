//! Coverage: what a site covers and what it does not, counted from its own data.
//!
//! The results are counts and lists of ids; the page explains them. Something is *missing* if the
//! content model has a field for it and the field is empty: a region without an event, an actor
//! without a profile, a source without an archived copy, an article without a translation.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::{Lang, Languages};
use crate::markdown::ProseIndex;
use crate::model::date::{DatePart, DateShape};
use crate::model::terms::Term;
use crate::model::{
    Actor, Atlas, ClaimRef, Date, Entity, Event, Grade, Id, Origin, Region, Scale, Source,
    SourceKind,
};
use crate::plan::HOME;
use crate::provenance::{Provenance, Provenances};
use crate::relations::Relations;

/// The coverage of a site.
#[derive(Debug, Default)]
pub struct Coverage {
    /// The period of all events; `None` if there are no events.
    pub period: Option<Period>,
    /// Regions with events of their own or of their parts, most events first.
    pub regions: Vec<RegionEvents>,
    /// Regions that have a file and no event.
    pub regions_without_events: Vec<Id<Region>>,
    /// The languages, in the order of the site's settings.
    pub languages: Vec<LanguageCoverage>,
    /// The evidence of claims.
    pub claims: ClaimCoverage,
    /// The sources.
    pub sources: SourceCoverage,
    /// Events without claims. Like the lists below, these are sorted by date, the earliest first.
    pub events_without_claims: Vec<Id<Event>>,
    /// Events without a source in their fields, their claims or their text.
    pub events_without_sources: Vec<Id<Event>>,
    /// Actors without a text in any language.
    pub actors_without_profile: Vec<Id<Actor>>,
    /// Regions without a text in any language.
    pub regions_without_profile: Vec<Id<Region>>,
}

/// The period from the first event to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The earliest beginning, with its precision.
    pub from: DatePart,
    /// The latest end that is known.
    pub to: DatePart,
    /// Runs of years without an event: the first and the last year of each.
    pub gaps: Vec<(i16, i16)>,
}

/// The events of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionEvents {
    /// The region.
    pub region: Id<Region>,
    /// The number of events that name the region itself.
    pub direct: usize,
    /// The number of events that name the region or one of its parts. Each event counts the parts
    /// that the region had on its date.
    pub with_parts: usize,
}

/// The texts in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageCoverage {
    /// The language.
    pub lang: Lang,
    /// Articles.
    pub articles: Presence,
    /// Free pages.
    pub pages: Presence,
    /// Profiles of actors and regions.
    pub profiles: Presence,
}

/// The entities with a text in one language, and those that have texts in other languages only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// The number of entities with a text in the language.
    pub there: usize,
    /// The entities with a text in other languages only.
    pub missing: Vec<Entity>,
}

impl Presence {
    /// The number of texts in any language.
    pub fn total(&self) -> usize {
        self.there + self.missing.len()
    }
}

/// The evidence of claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimCoverage {
    /// The number of claims.
    pub count: usize,
    /// The number of claims with a single origin, however many sources report it.
    pub single_origin: usize,
    /// Claims whose origins all speak for a party to the conflict.
    pub only_parties: Vec<ClaimRef>,
    /// The number of such claims for each party, highest first; `None` stands for origins of
    /// several parties.
    pub by_party: Vec<(Option<Id<Actor>>, usize)>,
    /// The number of claims of each grade that occurs, in the order of the closed list, `None`
    /// last.
    pub grades: Vec<(Option<Grade>, usize)>,
    /// Claims without a grade.
    pub without_grade: Vec<ClaimRef>,
}

/// The sources of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceCoverage {
    /// The number of sources.
    pub count: usize,
    /// The number of sources of each kind that occurs, in the order of the closed list, `None`
    /// last.
    pub kinds: Vec<(Option<SourceKind>, usize)>,
    /// The number of sources of each `scale` that occurs, in the order of the closed list, `None`
    /// last.
    pub scales: Vec<(Option<Scale>, usize)>,
    /// The number of sources with an address, be it of the original or of an archived copy.
    pub with_address: usize,
    /// Sources without an address.
    pub without_address: Vec<Id<Source>>,
    /// Sources with an address but without an archived copy.
    pub not_archived: Vec<Id<Source>>,
    /// The number of sources that derive from another one.
    pub derived: usize,
}

/// Counts the coverage of a site.
pub fn coverage(
    atlas: &Atlas,
    provenances: &Provenances,
    articles: &ProseIndex,
    relations: &Relations,
    languages: &Languages,
) -> Coverage {
    let has_profile = |entity: Entity| {
        atlas
            .bodies(entity)
            .iter()
            .any(|(lang, _)| has_text(articles, entity, lang))
    };
    let events = |lacks: &dyn Fn(Id<Event>) -> bool| -> Vec<Id<Event>> {
        relations
            .timeline
            .iter()
            .copied()
            .filter(|id| lacks(*id))
            .collect()
    };
    Coverage {
        period: period(atlas),
        regions: regions(atlas, relations),
        regions_without_events: atlas
            .regions
            .iter()
            .filter(|(id, region)| {
                matches!(region.origin, Origin::Declared(_))
                    && relations.regions[id.index()].events.is_empty()
            })
            .map(|(id, _)| id)
            .collect(),
        languages: languages
            .iter()
            .map(|lang| language(atlas, articles, lang))
            .collect(),
        claims: claims(atlas, provenances),
        sources: sources(atlas),
        events_without_claims: events(&|id| atlas.events[id].claims.is_empty()),
        events_without_sources: events(&|id| !names_a_source(atlas, articles, id)),
        actors_without_profile: atlas
            .actors
            .iter()
            .map(|(id, _)| id)
            .filter(|id| !has_profile(Entity::Actor(*id)))
            .collect(),
        regions_without_profile: atlas
            .regions
            .iter()
            .map(|(id, _)| id)
            .filter(|id| !has_profile(Entity::Region(*id)))
            .collect(),
    }
}

fn has_text(articles: &ProseIndex, entity: Entity, lang: Lang) -> bool {
    articles
        .exact(entity, lang)
        .is_some_and(|prose| !prose.is_empty())
}

fn period(atlas: &Atlas) -> Option<Period> {
    let ends: Vec<(DatePart, DatePart)> = atlas
        .events
        .iter()
        .filter_map(|(_, event)| ends(&event.date))
        .collect();
    Some(Period {
        from: ends
            .iter()
            .map(|(from, _)| *from)
            .min_by_key(DatePart::first_day)?,
        to: ends
            .iter()
            .map(|(_, to)| *to)
            .max_by_key(DatePart::last_day)?,
        gaps: gaps(atlas),
    })
}

/// Returns the beginning and the end of a date. `None` if the date has neither.
fn ends(date: &Date) -> Option<(DatePart, DatePart)> {
    match date.without_time().shape() {
        DateShape::At(part) => Some((part, part)),
        DateShape::Within(from, to) => Some((from, to)),
        DateShape::Lasted(from, to) => Some((from.or(to)?, to.or(from)?)),
    }
}

/// Returns the runs of years without an event, between the first and the last year with one.
fn gaps(atlas: &Atlas) -> Vec<(i16, i16)> {
    let mut spans: Vec<(i16, i16)> = atlas
        .events
        .iter()
        .map(|(_, event)| {
            // An event with an open end may include any year, so it leaves no gap on that side.
            let from = event.date.earliest().map_or(i16::MIN, |day| day.year());
            (from, event.date.latest().map_or(i16::MAX, |day| day.year()))
        })
        .collect();
    spans.sort_unstable();
    let mut gaps = Vec::new();
    let mut reached = None;
    for (from, to) in spans {
        if let Some(reached) = reached
            && i32::from(from) - i32::from(reached) > 1
        {
            gaps.push((reached + 1, from - 1));
        }
        reached = reached.max(Some(to));
    }
    gaps
}

fn regions(atlas: &Atlas, relations: &Relations) -> Vec<RegionEvents> {
    let mut direct = vec![0; atlas.regions.len()];
    for (_, event) in atlas.events.iter() {
        let named: BTreeSet<Id<Region>> = event.regions.iter().copied().collect();
        for region in named {
            direct[region.index()] += 1;
        }
    }
    let mut regions: Vec<RegionEvents> = atlas
        .regions
        .iter()
        .map(|(region, _)| RegionEvents {
            region,
            direct: direct[region.index()],
            with_parts: relations.regions[region.index()].events.len(),
        })
        .filter(|counted| counted.with_parts > 0)
        .collect();
    regions.sort_by_key(|counted| std::cmp::Reverse((counted.with_parts, counted.direct)));
    regions
}

fn language(atlas: &Atlas, articles: &ProseIndex, lang: Lang) -> LanguageCoverage {
    let mut coverage = LanguageCoverage {
        lang,
        articles: Presence::default(),
        pages: Presence::default(),
        profiles: Presence::default(),
    };
    for entity in atlas.entities() {
        // An article or page counts even if its text is empty. The home page and profiles count
        // only with a text.
        let (presence, is_there): (_, &dyn Fn(Lang) -> bool) = match entity {
            Entity::Article(_) => (&mut coverage.articles, &|_| true),
            Entity::Page(id) if atlas.pages[id].id == HOME => (&mut coverage.pages, &|lang| {
                has_text(articles, entity, lang)
            }),
            Entity::Page(_) => (&mut coverage.pages, &|_| true),
            Entity::Actor(_) | Entity::Region(_) => (&mut coverage.profiles, &|lang| {
                has_text(articles, entity, lang)
            }),
            Entity::Event(_) | Entity::Source(_) => continue,
        };
        let mut written = atlas
            .bodies(entity)
            .iter()
            .map(|(lang, _)| lang)
            .filter(|lang| is_there(*lang))
            .peekable();
        if written.peek().is_none() {
            continue;
        }
        if written.any(|there| there == lang) {
            presence.there += 1;
        } else {
            presence.missing.push(entity);
        }
    }
    coverage
}

fn claims(atlas: &Atlas, provenances: &Provenances) -> ClaimCoverage {
    let mut coverage = ClaimCoverage::default();
    let mut parties: BTreeMap<Option<Id<Actor>>, usize> = BTreeMap::new();
    let mut grades = Vec::new();
    for (at, provenance) in provenances.iter() {
        let grade = atlas.events[at.event].claims[at.claim].grade;
        coverage.count += 1;
        grades.push(grade);
        if grade.is_none() {
            coverage.without_grade.push(at);
        }
        if provenance.origins.len() == 1 {
            coverage.single_origin += 1;
        }
        if provenance.only_parties() {
            coverage.only_parties.push(at);
            *parties.entry(lone_speaker(provenance)).or_default() += 1;
        }
    }
    coverage.by_party = parties.into_iter().collect();
    coverage
        .by_party
        .sort_by_key(|(actor, count)| (actor.is_none(), std::cmp::Reverse(*count), *actor));
    coverage.grades = tally(&grades);
    coverage
}

/// Returns the actor who speaks in all origins of a claim, or `None` if there are several.
fn lone_speaker(provenance: &Provenance) -> Option<Id<Actor>> {
    let first = provenance.origins.first()?.speaker;
    provenance
        .origins
        .iter()
        .all(|origin| origin.speaker == first)
        .then_some(first)?
}

fn sources(atlas: &Atlas) -> SourceCoverage {
    let all = || atlas.sources.iter().map(|(_, source)| source);
    let is_addressed = |source: &Source| source.url.is_some() || source.archive_url.is_some();
    let those = |lacks: &dyn Fn(&Source) -> bool| -> Vec<Id<Source>> {
        let lacking = atlas.sources.iter().filter(|(_, source)| lacks(source));
        lacking.map(|(id, _)| id).collect()
    };
    SourceCoverage {
        count: atlas.sources.len(),
        kinds: tally(&all().map(|source| source.kind).collect::<Vec<_>>()),
        scales: tally(&all().map(|source| source.scale).collect::<Vec<_>>()),
        with_address: all().filter(|source| is_addressed(source)).count(),
        without_address: those(&|source| !is_addressed(source)),
        not_archived: those(&|source| source.url.is_some() && source.archive_url.is_none()),
        derived: all()
            .filter(|source| !source.derives_from.is_empty())
            .count(),
    }
}

/// Counts how often each value of a closed list occurs, in the order of the list, with `None` last.
fn tally<T: Term + PartialEq>(values: &[Option<T>]) -> Vec<(Option<T>, usize)> {
    let terms = T::ALL.iter().copied().map(Some).chain([None]);
    terms
        .map(|term| (term, values.iter().filter(|value| **value == term).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn names_a_source(atlas: &Atlas, articles: &ProseIndex, id: Id<Event>) -> bool {
    let event = &atlas.events[id];
    let entity = Entity::Event(id);
    let cites = |lang| {
        articles
            .exact(entity, lang)
            .is_some_and(|prose| !prose.citations.is_empty())
    };
    !event.sources.is_empty()
        || event.claims.iter().any(|claim| !claim.sources.is_empty())
        || event.bodies.iter().any(|(lang, _)| cites(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_ends_as_exact_as_it_is() {
        let ends = |text: &str| {
            let (from, to) = ends(&Date::parse(text).expect("a date")).expect("it has an end");
            format!("{from} {to}")
        };
        assert_eq!(ends("2012"), "2012 2012");
        assert_eq!(ends("2012-01-17/.."), "2012-01-17 2012-01-17");
        assert_eq!(ends("2022-02-16..2022-03"), "2022-02-16 2022-03");
    }

    #[test]
    fn values_are_counted_in_the_order_of_their_list() {
        let counted = tally(&[
            None,
            Some(Grade::Weak),
            Some(Grade::Confirmed),
            Some(Grade::Weak),
        ]);
        let expected = [
            (Some(Grade::Confirmed), 1),
            (Some(Grade::Weak), 2),
            (None, 1),
        ];
        assert_eq!(counted, expected);
    }
}
