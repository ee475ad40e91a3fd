//! Where claims come from: the sources of each, followed back through `derives_from`.
//!
//! An *origin* derives from nothing that is known here. A *report* tells in words of its own what
//! an origin says. What only carries on another's text is neither: a source whose `original` is
//! that of a source it derives from prints it again, and one that goes back to a report adds
//! nothing to it. So five pages may be two reports of one origin, and that origin a party to the
//! conflict. Where a source draws on several origins, those that speak for the claimant are the
//! claim's.
//!
//! A data set is put together from what others wrote, and its rows name their sources. Beside such
//! a source it is a report: it adds no origin of its own, and of the many that the whole set
//! derives from, those cited with it are the claim's. Only one that has a speaker (`original`)
//! publishes what it counted itself.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::incremental::track::{self, Table};
use crate::model::{Actor, Atlas, Claim, ClaimRef, Event, Id, Source, SourceKind};

/// Where one claim comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Provenance {
    /// Each once, in the order in which the claim's sources lead to them; empty where the claim
    /// rests on origins directly.
    pub reports: Vec<Id<Source>>,
    /// Each once, in the order in which the claim's sources lead to them.
    pub origins: Vec<EventOrigin>,
}

/// An origin as one event sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventOrigin {
    pub source: Id<Source>,
    /// Whose words they are.
    pub speaker: Option<Id<Actor>>,
    /// Whether the speaker is a party to the conflict, or on a side of the event.
    pub party: bool,
}

impl Provenance {
    /// Whether there is an origin, and each speaks for a party to the conflict.
    pub fn only_parties(&self) -> bool {
        !self.origins.is_empty() && self.origins.iter().all(|origin| origin.party)
    }
}

/// The lineage of every claim.
#[derive(Debug, Default)]
pub struct Provenances {
    /// By event, then by claim.
    events: Vec<Vec<Provenance>>,
}

impl Provenances {
    /// The lineage of a claim.
    pub fn get(&self, claim: ClaimRef) -> &Provenance {
        track::record(Table::Lineages, claim.event.index());
        &self.events[claim.event.index()][claim.claim]
    }

    /// Every claim with its lineage, by event.
    pub fn iter(&self) -> impl Iterator<Item = (ClaimRef, &Provenance)> {
        track::record_all(Table::Lineages);
        self.events.iter().enumerate().flat_map(|(event, claims)| {
            let event = Id::new(event);
            claims
                .iter()
                .enumerate()
                .map(move |(claim, provenance)| (ClaimRef { event, claim }, provenance))
        })
    }
}

/// Follows every claim of the atlas back.
pub fn provenances(atlas: &Atlas) -> Provenances {
    let ways = ways(atlas);
    Provenances {
        events: atlas
            .events
            .iter()
            .map(|(_, event)| {
                let follow = |claim| provenance(atlas, event, claim, &ways);
                event.claims.iter().map(follow).collect()
            })
            .collect(),
    }
}

fn provenance(atlas: &Atlas, event: &Event, claim: &Claim, ways: &[DerivationPath]) -> Provenance {
    let mut seen = BTreeSet::new();
    let mut provenance = Provenance::default();
    let (compiled, others): (Vec<Id<Source>>, Vec<Id<Source>>) = claim
        .sources
        .iter()
        .partition(|source| is_compiled(&atlas.sources[**source]));
    for source in others.iter().chain(&compiled) {
        let mut way = Cow::Borrowed(&ways[source.index()]);
        if !provenance.origins.is_empty() && compiled.contains(source) {
            way = Cow::Owned(beside(*source, &way, &provenance));
        }
        for report in &way.reports {
            if seen.insert(*report) {
                provenance.reports.push(*report);
            }
        }
        // A text that draws on several origins has a claimant's figure from where the claimant
        // speaks, if that is among them.
        let speaks = |origin: &Id<Source>| atlas.sources[*origin].original == Some(claim.claimant);
        let said_there = way.origins.iter().any(speaks);
        for origin in way
            .origins
            .iter()
            .filter(|origin| !said_there || speaks(origin))
        {
            if seen.insert(*origin) {
                let speaker = atlas.sources[*origin].original;
                provenance.origins.push(EventOrigin {
                    source: *origin,
                    speaker,
                    party: speaker.is_some_and(|actor| is_party(atlas, event, actor)),
                });
            }
        }
    }
    provenance
}

/// Whether a source is a data set put together from what others wrote.
fn is_compiled(source: &Source) -> bool {
    source.kind == Some(SourceKind::Dataset) && source.original.is_none()
}

/// How a data set goes back that is cited beside others: to those of its sources that the others go
/// back to as well. Where it names no source, it is one more report of the same; where it names
/// only sources that are not cited, they count as they do without the others.
fn beside(source: Id<Source>, way: &DerivationPath, known: &Provenance) -> DerivationPath {
    let is_known = |origin: &Id<Source>| known.origins.iter().any(|root| root.source == *origin);
    let origins: Vec<Id<Source>> = way.origins.iter().copied().filter(is_known).collect();
    match (way.origins.as_slice(), origins.is_empty()) {
        ([only], true) if *only == source => DerivationPath {
            reports: vec![source],
            origins,
        },
        (_, true) => way.clone(),
        (_, false) => {
            let is_of_it =
                |report: &Id<Source>| *report == source || known.reports.contains(report);
            DerivationPath {
                reports: way.reports.iter().copied().filter(is_of_it).collect(),
                origins,
            }
        }
    }
}

/// A source that another goes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ancestor {
    /// It derives from nothing that is known here.
    pub origin: Id<Source>,
    /// The least number of sources that stand between the two, and the origin itself; 0 for a
    /// source that is its own origin.
    pub steps: usize,
}

/// The origins of one source, nearest first.
pub fn ancestors(atlas: &Atlas, source: Id<Source>) -> Vec<Ancestor> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([source]);
    let mut level = vec![source];
    for steps in 0.. {
        let mut next = Vec::new();
        for here in level {
            let parents = &atlas.sources[here].derives_from;
            if parents.is_empty() {
                found.push(Ancestor {
                    origin: here,
                    steps,
                });
            }
            next.extend(
                parents
                    .iter()
                    .copied()
                    .filter(|parent| seen.insert(*parent)),
            );
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    found
}

/// Whether an actor is a party to the conflict as a whole, or on a side of this event.
pub fn is_party(atlas: &Atlas, event: &Event, actor: Id<Actor>) -> bool {
    atlas.actors[actor].party_to_conflict == Some(true)
        || event.side_a.contains(&actor)
        || event.side_b.contains(&actor)
}

/// How one source goes back.
#[derive(Clone, Default)]
struct DerivationPath {
    reports: Vec<Id<Source>>,
    origins: Vec<Id<Source>>,
}

/// Works out each source after those that it derives from; with a stack of our own, since a chain
/// may be long. A step that would close a ring is passed over: rings are reported elsewhere.
fn ways(atlas: &Atlas) -> Vec<DerivationPath> {
    let mut ways: Vec<Option<DerivationPath>> = vec![None; atlas.sources.len()];
    let mut open = vec![false; atlas.sources.len()];
    for (start, _) in atlas.sources.iter() {
        let mut stack = vec![(start, 0)];
        while let Some((here, next)) = stack.pop() {
            if ways[here.index()].is_some() {
                continue;
            }
            open[here.index()] = true;
            let parents = &atlas.sources[here].derives_from;
            match parents.get(next) {
                Some(parent) => {
                    stack.push((here, next + 1));
                    if ways[parent.index()].is_none() && !open[parent.index()] {
                        stack.push((*parent, 0));
                    }
                }
                None => {
                    ways[here.index()] = Some(way(atlas, here, &ways));
                    open[here.index()] = false;
                }
            }
        }
    }
    ways.into_iter().map(Option::unwrap_or_default).collect()
}

fn way(atlas: &Atlas, here: Id<Source>, known: &[Option<DerivationPath>]) -> DerivationPath {
    let source = &atlas.sources[here];
    if source.derives_from.is_empty() {
        return DerivationPath {
            reports: Vec::new(),
            origins: vec![here],
        };
    }
    let mut found = DerivationPath::default();
    let mut seen = BTreeSet::new();
    let mut reads_an_origin = false;
    for parent in &source.derives_from {
        let Some(way) = &known[parent.index()] else {
            continue;
        };
        let copies =
            source.original.is_some() && source.original == atlas.sources[*parent].original;
        // What has no report before it is an origin, or the origin's own text printed again.
        reads_an_origin |= way.reports.is_empty() && !copies;
        found
            .reports
            .extend(way.reports.iter().filter(|report| seen.insert(**report)));
        found
            .origins
            .extend(way.origins.iter().filter(|origin| seen.insert(**origin)));
    }
    if reads_an_origin {
        found.reports = vec![here];
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::lang::Localized;
    use crate::model::{Amount, Count, Date, List, LocalizedText, Measure, Origin};

    /// A source by whose words it has and what it derives from.
    fn source(id: usize, (original, parents): &(Option<usize>, Vec<usize>)) -> Source {
        Source {
            id: format!("s{id}"),
            title: LocalizedText::default(),
            kind: None,
            publisher: None,
            author: None,
            date: None,
            url: None,
            archive_url: None,
            archived_at: None,
            accessed: None,
            lang: None,
            scale: None,
            original: original.map(Id::new),
            derives_from: parents.iter().copied().map(Id::new).collect(),
            sha256: None,
            bodies: Localized::default(),
            origin: Origin::Stub(crate::diag::Field::top(file())),
            redirects: Vec::new(),
            extra: Localized::default(),
        }
    }

    fn file() -> crate::source::FileId {
        crate::source::SourceFiles::default().add(String::new(), String::new(), 0..0)
    }

    fn actor(id: usize) -> Actor {
        Actor {
            id: format!("a{id}"),
            name: LocalizedText::default(),
            aliases: Vec::new(),
            actor_type: None,
            active: None,
            relations: Vec::new(),
            region: None,
            party_to_conflict: (id == 0).then_some(true),
            labels: Vec::new(),
            acled_name: None,
            ucdp_id: None,
            wikidata: None,
            url: None,
            bodies: Localized::default(),
            origin: Origin::Stub(crate::diag::Field::top(file())),
            redirects: Vec::new(),
            extra: Localized::default(),
        }
    }

    /// An atlas of such sources, and one event with one claim by actor 3 that rests on `cited`;
    /// actor 1 is on a side.
    fn atlas(sources: &[(Option<usize>, Vec<usize>)], cited: &[usize]) -> Atlas {
        let claim = Claim {
            id: "c".into(),
            written: 0,
            measure: Measure::Killed,
            label: None,
            amount: Amount::Count(Count::default()),
            date: None,
            of: None,
            claimant: Id::new(3),
            sources: cited.iter().copied().map(Id::new).collect(),
            quote: LocalizedText::default(),
            grade: None,
            status: None,
            notes: LocalizedText::default(),
            responds_to: None,
            contradicted_by: Vec::new(),
        };
        let event = Event {
            id: "e".into(),
            title: LocalizedText::default(),
            date: Date::parse("2022").expect("a year"),
            event_type: None,
            sub_event_type: None,
            type_of_violence: None,
            event_clarity: None,
            regions: Vec::new(),
            place: None,
            where_prec: None,
            where_description: None,
            side_a: vec![Id::new(1)],
            side_b: Vec::new(),
            actors: Vec::new(),
            claims: vec![claim],
            estimates: Vec::new(),
            sources: Vec::new(),
            publish_precision: None,
            graphic: false,
            bodies: Localized::default(),
            origin: Origin::Stub(crate::diag::Field::top(file())),
            redirects: Vec::new(),
            extra: Localized::default(),
        };
        Atlas {
            articles: List::new(Vec::new()),
            actors: List::new((0..4).map(actor).collect()),
            regions: List::new(Vec::new()),
            events: List::new(vec![event]),
            sources: List::new(
                sources
                    .iter()
                    .enumerate()
                    .map(|(id, known)| source(id, known))
                    .collect(),
            ),
            pages: List::new(Vec::new()),
        }
    }

    fn counts(sources: &[(Option<usize>, Vec<usize>)], cited: &[usize]) -> (usize, usize, usize) {
        let atlas = atlas(sources, cited);
        let known = provenances(&atlas);
        let (_, provenance) = known.iter().next().expect("the claim");
        let parties = provenance
            .origins
            .iter()
            .filter(|origin| origin.party)
            .count();
        (provenance.reports.len(), provenance.origins.len(), parties)
    }

    #[test]
    fn copies_and_repetitions_are_no_reports() {
        // 0 the communiqué of a party; 1 and 2 agencies that read it; 3 a page that carries 1; 4 a
        // page that prints 0.
        let known = [
            (Some(0), vec![]),
            (None, vec![0]),
            (None, vec![0]),
            (None, vec![1]),
            (Some(0), vec![0]),
        ];
        assert_eq!(counts(&known, &[1, 2, 3, 4]), (2, 1, 1));
        assert_eq!(counts(&known, &[3]), (1, 1, 1));
        assert_eq!(counts(&known, &[4, 0]), (0, 1, 1));
    }

    #[test]
    fn the_speaker_decides_what_is_a_party() {
        let known = [
            (Some(1), vec![]),
            (Some(2), vec![]),
            (None, vec![]),
            (None, vec![0, 1, 2]),
        ];
        assert_eq!(counts(&known, &[3]), (1, 3, 1));
    }

    #[test]
    fn a_claimants_own_words_are_the_origin_of_its_claim() {
        let known = [
            (Some(3), vec![]),
            (Some(0), vec![]),
            (None, vec![0, 1]),
            (None, vec![]),
        ];
        assert_eq!(counts(&known, &[2]), (1, 1, 0));
        assert_eq!(counts(&known, &[2, 3]), (1, 2, 0));
    }

    #[test]
    fn a_long_chain_is_followed() {
        let chain: Vec<_> = (0..100_000)
            .map(|at: usize| (None, at.checked_sub(1).into_iter().collect()))
            .collect();
        assert_eq!(counts(&chain, &[99_999, 50_000]), (1, 1, 0));
    }

    /// Everything that derives from nothing and can be reached.
    fn reachable(sources: &[(Option<usize>, Vec<usize>)], cited: &[usize]) -> BTreeSet<usize> {
        let mut seen: BTreeMap<usize, ()> = BTreeMap::new();
        let mut rest: Vec<usize> = cited.to_vec();
        while let Some(at) = rest.pop() {
            if seen.insert(at, ()).is_none() {
                rest.extend(&sources[at].1);
            }
        }
        seen.into_keys()
            .filter(|at| sources[*at].1.is_empty())
            .collect()
    }

    type Known = Vec<(Option<usize>, Vec<usize>)>;

    /// Sources whose parents are any of them, with rings and all, or only earlier ones.
    fn sources(rings: &'static [bool]) -> impl Strategy<Value = (Known, Vec<usize>)> {
        (1..12_usize, prop::sample::select(rings)).prop_flat_map(|(count, ring)| {
            let each: Vec<_> = (0..count)
                .map(|at| {
                    let below = if ring { count } else { at };
                    let parents = prop::collection::btree_set(0..below.max(1), 0..4.min(below + 1));
                    let parents = parents.prop_map(move |set| {
                        if below == 0 {
                            vec![]
                        } else {
                            set.into_iter().collect()
                        }
                    });
                    // Nobody here speaks for the claimant, so that every origin counts.
                    (prop::option::of(0..3_usize), parents)
                })
                .collect();
            (each, prop::collection::vec(0..count, 1..6))
        })
    }

    proptest! {
        #[test]
        fn origins_are_counted_once_and_all((known, cited) in sources(&[false])) {
            let atlas = atlas(&known, &cited);
            let known_provenances = provenances(&atlas);
            let (_, provenance) = known_provenances.iter().next().expect("the claim");
            let found: Vec<usize> = provenance.origins.iter().map(|origin| origin.source.index()).collect();
            let distinct: BTreeSet<usize> = found.iter().copied().collect();
            prop_assert_eq!(found.len(), distinct.len());
            prop_assert_eq!(distinct, reachable(&known, &cited));
        }

        #[test]
        fn rings_end_and_nothing_is_counted_twice((known, cited) in sources(&[true, false])) {
            let atlas = atlas(&known, &cited);
            let known_provenances = provenances(&atlas);
            let (_, provenance) = known_provenances.iter().next().expect("the claim");
            let origins: BTreeSet<_> = provenance.origins.iter().map(|origin| origin.source).collect();
            let reports: BTreeSet<_> = provenance.reports.iter().copied().collect();
            prop_assert_eq!(origins.len(), provenance.origins.len());
            prop_assert_eq!(reports.len(), provenance.reports.len());
            prop_assert!(origins.is_disjoint(&reports));
        }
    }
}
