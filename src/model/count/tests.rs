//! Intervals of counts, and their comparison.

use proptest::prelude::*;

use super::*;

/// Parses `60`, `60~`, `10-15`, `500+` (at least) and `-60` (at most). `~` before the sign makes
/// the bound approximate.
fn count(text: &str) -> Count {
    let number = |text: &str| {
        let (digits, is_about) = match text.strip_suffix('~') {
            Some(digits) => (digits, true),
            None => (text, false),
        };
        (!digits.is_empty()).then(|| Number {
            value: digits.parse().expect("a number"),
            is_about,
        })
    };
    let (low, high) = match text.strip_suffix('+') {
        Some(low) => (number(low), None),
        None => match text.split_once('-') {
            Some((low, high)) => (number(low), number(high)),
            None => return Count::new(number(text).expect("a number")),
        },
    };
    Count::within(Interval { low, high })
}

fn written(count: &Count) -> String {
    let number = |number: Option<Number>| {
        number.map_or(String::new(), |n| {
            format!("{}{}", n.value, if n.is_about { "~" } else { "" })
        })
    };
    let interval = count.interval().expect("in order");
    match (interval.low, interval.high) {
        (low, high) if low == high => number(low),
        (low, None) => format!("{}+", number(low)),
        (low, high) => format!("{}-{}", number(low), number(high)),
    }
}

fn said(texts: &str) -> String {
    let counts: Vec<Count> = texts.split(' ').map(count).collect();
    match compare(&counts) {
        None => "-".into(),
        Some(Aggregation::Agree(joint)) => format!("agree on {}", written(&joint)),
        Some(Aggregation::Nearly) => "nearly".into(),
        Some(Aggregation::Apart { by, ends }) => {
            let ends = ends.map_or(String::new(), |(low, high)| {
                format!(
                    ", {} to {}",
                    written(&Count::new(low)),
                    written(&Count::new(high))
                )
            });
            format!("apart by {}{ends}", written(&by))
        }
    }
}

#[test]
fn every_pair_of_kinds_of_counts() {
    // Exact, range, at least, at most, approximate: each is compared with each, in agreement and
    // not.
    for (pair, wanted) in [
        ("19 19", "agree on 19"),
        ("7 19", "apart by 12, 7 to 19"),
        ("12 10-15", "agree on 12"),
        ("20 10-15", "apart by 5-10"),
        ("5 10-15", "apart by 5-10"),
        ("500 500+", "agree on 500"),
        ("600 500+", "agree on 600"),
        ("0 500+", "apart by 500+"),
        ("60 -60", "agree on 60"),
        ("61 -60", "apart by 1-61"),
        ("60 60~", "agree on 60"),
        ("57 60~", "nearly"),
        ("66 60~", "nearly"),
        ("67 60~", "apart by 7~, 60~ to 67"),
        ("100 60~", "apart by 40~, 60~ to 100"),
        ("10-15 12-20", "agree on 12-15"),
        ("10-15 15-20", "agree on 15"),
        ("10-15 20-30", "apart by 5-20"),
        ("10-15 12+", "agree on 12-15"),
        ("10-15 15+", "agree on 15"),
        ("10-15 20+", "apart by 5+"),
        ("10-15 -12", "agree on 10-12"),
        ("10-15 -8", "apart by 2-15"),
        ("50-70 60~", "agree on 60~"),
        ("62-70 60~", "nearly"),
        ("80-90 60~", "apart by 20~-30~"),
        ("134+ 157+", "agree on 157+"),
        ("500+ -500", "agree on 500"),
        ("500+ -600", "agree on 500-600"),
        ("500+ -20", "apart by 480+"),
        ("50+ 60~", "agree on 60~"),
        ("65+ 60~", "nearly"),
        ("500+ 60~", "apart by 440~+"),
        ("-20 -60", "agree on -20"),
        ("-60 60~", "agree on 60"),
        ("-58 60~", "nearly"),
        ("-20 60~", "apart by 40~-60~"),
        ("60~ 60~", "agree on 60~"),
        ("60~ 65~", "nearly"),
        ("60~ 200~", "apart by 140~, 60~ to 200~"),
        ("100~+ 50", "apart by 50~+"),
        ("100~+ 95", "nearly"),
        ("0 0~", "agree on 0"),
    ] {
        let (a, b) = pair.split_once(' ').expect("a pair");
        assert_eq!(said(pair), wanted, "{pair}");
        assert_eq!(said(&format!("{b} {a}")), wanted, "{b} {a}");
    }
}

#[test]
fn more_than_two_are_told_by_the_farthest() {
    assert_eq!(said("7 19 12"), "apart by 12, 7 to 19");
    assert_eq!(said("134+ 157+ 150-200"), "agree on 157-200");
    assert_eq!(said("0 500+ 203"), "apart by 500+");
    assert_eq!(said("12"), "-");
}

#[test]
fn numbers_out_of_order_are_not_compared() {
    let published = Count {
        low: Some(105),
        best: Some(104),
        high: Some(102),
        as_published: true,
        ..Count::default()
    };
    assert_eq!(published.interval(), None);
    assert_eq!(compare(&[published, count("3")]), None);
    assert!(published.agrees(&count("3")));
    assert_eq!(published.greatest(), Some(105));
}

#[test]
fn a_best_guess_beside_a_bound_is_no_bound() {
    let count = Count {
        low: Some(5),
        best: Some(8),
        ..Count::default()
    };
    assert_eq!(written(&count), "5+");
    assert_eq!(count.single(), None);
}

#[test]
fn what_a_round_number_may_stand_for() {
    let reach = |value| {
        Number {
            value,
            is_about: true,
        }
        .bounds()
    };
    assert_eq!(
        [reach(60), reach(100), reach(30)],
        [(54, 66), (80, 120), (25, 35)]
    );
    assert_eq!(
        [reach(1200), reach(10), reach(19)],
        [(1080, 1320), (8, 12), (17, 21)]
    );
    assert_eq!([reach(0), reach(1)], [(0, 0), (0, 2)]);
    assert_eq!(reach(u64::MAX).1, u64::MAX);
}

fn any_count() -> impl Strategy<Value = Count> {
    let end = || prop::option::of(0..50_u64);
    (end(), end()).prop_filter_map("some end", |(a, b)| {
        let (low, high) = match (a, b) {
            (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
            other => other,
        };
        (low.is_some() || high.is_some()).then(|| {
            Count::within(Interval {
                low: low.map(Number::exact),
                high: high.map(Number::exact),
            })
        })
    })
}

fn allows(count: &Count, number: u64) -> bool {
    let interval = count.interval().expect("in order");
    interval.low.is_none_or(|low| low.value <= number)
        && interval.high.is_none_or(|high| number <= high.value)
}

proptest! {
    #[test]
    fn what_is_said_of_exact_counts_is_true(counts in prop::collection::vec(any_count(), 2..5)) {
        // It is enough to try the numbers up to 100, because no end is above 49.
        let common: Vec<u64> = (0..=100).filter(|n| counts.iter().all(|count| allows(count, *n))).collect();
        match compare(&counts) {
            Some(Aggregation::Agree(joint)) => {
                let joint_numbers: Vec<u64> = (0..=100).filter(|n| allows(&joint, *n)).collect();
                prop_assert_eq!(joint_numbers, common);
            }
            Some(Aggregation::Apart { by, .. }) => {
                prop_assert!(common.is_empty());
                let by = by.interval().expect("in order");
                // The two counts that are farthest apart, found by trying all pairs of numbers that
                // they allow.
                let least = counts.iter().flat_map(|a| counts.iter().map(move |b| (a, b))).map(|(a, b)| {
                    let pairs = (0..=100).filter(|n| allows(a, *n)).flat_map(|n| (0..=100).filter(|m| allows(b, *m)).map(move |m| n.abs_diff(m)));
                    pairs.min().expect("each allows some number")
                }).max();
                prop_assert_eq!(by.low.map(|low| low.value), least);
                let open = counts.iter().any(|count| count.interval().expect("in order").high.is_none());
                prop_assert_eq!(by.high.is_none(), open);
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }
}
