use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::lang::Localized;
use crate::model::{Amount, Count, Date, List, LocalizedText, Measure, Origin};

/// Returns a source with a speaker and parents.
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

/// Returns an atlas of such sources, and one event with one claim by actor 3 that cites `cited`.
/// Actor 1 is on a side.
fn atlas(sources: &[(Option<usize>, Vec<usize>)], cited: &[usize]) -> Atlas {
    let claim = Claim {
        id: "c".into(),
        anchor: "c".into(),
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
    // 0 is the communiqué of a party, 1 and 2 are agencies that read it, 3 is a page that
    // reproduces 1, and 4 a page that copies 0.
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

/// Returns all reachable sources without parents.
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

/// Generates sources whose parents are any of them, including cycles, or only earlier ones.
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
                // No source speaks for the claimant, so that every origin counts.
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
    fn cycles_end_and_nothing_is_counted_twice((known, cited) in sources(&[true, false])) {
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
