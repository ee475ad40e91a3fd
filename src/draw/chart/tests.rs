//! Charts of exact, open, approximate and coinciding claims.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::band::{BandShape, CountAxis, share};
use super::claim::tenths;
use super::*;
use crate::draw::ticks::{FoldedTime, TickUnit, between};
use crate::lang::Lang;
use crate::model::count::Number;

struct Plain;

impl TimeWords for Plain {
    fn tick(&self, day: civil::Date, unit: TickUnit) -> String {
        match unit {
            TickUnit::Year => day.year().to_string(),
            _ => day.to_string(),
        }
    }

    fn count(&self, count: u64) -> String {
        count.to_string()
    }

    fn folded(&self, fold: &FoldedTime) -> String {
        fold.count.to_string()
    }

    fn href(&self, _: &FoldedTime) -> Option<String> {
        None
    }
}

fn chart(tag: &str, claims: Vec<ChartClaim>) -> Chart {
    Chart {
        caption: Caption {
            id: "c".into(),
            title: String::new(),
            description: String::new(),
            lang: Lang::parse(tag).expect("a tag"),
        },
        measure: "killed".into(),
        claimants: vec!["A".into(), "B".into(), "C".into()],
        claims,
    }
}

fn claim(date: &str, count: Count, claimant: usize) -> ChartClaim {
    ChartClaim {
        date: Date::parse(date).expect(date),
        count,
        claimant,
        figure: "x".into(),
        href: None,
        accessible_name: String::new(),
    }
}

/// Returns the middles of all circles, which are the signs of the first claimant, in the order in
/// which they are drawn.
fn circles(svg: &str) -> Vec<(f64, f64)> {
    let attribute = |tag: &str, name: &str| -> f64 {
        let (_, rest) = tag
            .split_once(&format!(" {name}=\""))
            .expect("the attribute");
        rest.split('"')
            .next()
            .and_then(|text| text.parse().ok())
            .expect("a number")
    };
    let tags = svg.split("<circle").skip(1);
    tags.map(|tag| (attribute(tag, "cx"), attribute(tag, "cy")))
        .collect()
}

proptest! {
    #[test]
    fn a_date_is_never_moved(
        days in prop::collection::vec((1990..2030_i16, 1..=12_i8, 1..=28_i8, 0..40_u64), 1..60),
        tag in prop::sample::select(vec!["fr", "ar"]),
    ) {
        let dated: Vec<(civil::Date, u64)> = days.iter().map(|(y, m, d, n)| (civil::Date::constant(*y, *m, *d), *n)).collect();
        let claims = dated.iter().map(|(day, n)| claim(&day.to_string(), Count::new(Number::exact(*n)), 0)).collect();
        let drawn = chart(tag, claims).draw(&Plain);
        // The expected axis is computed independently: from the margin of the highest number to ten
        // units before the edge.
        let most = *whole(dated.iter().map(|(_, n)| *n).max().expect("some"), 5).last().expect("some");
        let texts = whole(dated.iter().map(|(_, n)| *n).max().expect("some"), 5);
        let margin = texts.iter().map(|n| width(&n.to_string())).fold(0.0, f64::max) + 8.0;
        let (first, last) = (dated.iter().map(|d| d.0).min().expect("some"), dated.iter().map(|d| d.0).max().expect("some"));
        let (left, right) = (margin + 8.0, WIDTH - 10.0);
        let expected: Vec<(i64, i64)> = dated
            .iter()
            .map(|(day, n)| {
                let part = (f64::from(between(first, *day)) + 0.5) / (f64::from(between(first, last)) + 1.0);
                let x = left + (right - left) * part;
                let ground = HEIGHT - FOOT;
                let y = ground - (ground - TOP) * share(*n, most);
                (tenths(if tag == "ar" { WIDTH - x } else { x }), tenths(y))
            })
            .collect();
        let mut found: Vec<(i64, i64)> = circles(&drawn.svg).into_iter().map(|(x, y)| (tenths(x), tenths(y))).collect();
        prop_assert_eq!(found.len(), expected.len());
        // A coordinate between two tenths may be written as either.
        for (x, y) in expected {
            let near = |other: &(i64, i64)| (other.0 - x).abs() <= 1 && (other.1 - y).abs() <= 1;
            let at = found.iter().position(near);
            prop_assert!(at.is_some(), "no sign at {x}, {y} among {found:?}");
            found.swap_remove(at.expect("it is there"));
        }
    }
}

#[test]
fn an_open_date_stands_at_its_known_end() {
    let at = |date: &str| {
        let exact = Count::new(Number::exact(5));
        let claims = vec![
            claim("2010", exact, 1),
            claim(date, exact, 0),
            claim("2020-12-31", exact, 1),
        ];
        circles(&chart("fr", claims).draw(&Plain).svg)[0].0
    };
    assert!((at("2015-06-01/..") - at("2015-06-01")).abs() < 0.5);
    assert!((at("../2015-06-01") - at("2015-06-01")).abs() < 0.5);
}

#[test]
fn an_arrow_has_room_at_the_top_of_the_axis() {
    let at_least = Count {
        low: Some(500),
        ..Count::default()
    };
    let scale = CountAxis {
        top: TOP + ARROW,
        ground: HEIGHT + ARROW - FOOT,
        most: 500,
    };
    let shape = BandShape::new(&at_least, &scale);
    let (from, to) = shape.arrow.expect("an arrow");
    assert!((from - to - ARROW).abs() < 0.01 && to >= TOP, "{shape:?}");
    let drawn = chart("fr", vec![claim("2022-03-27", at_least, 0)]).draw(&Plain);
    assert_eq!(
        drawn.kinds.iter().map(|kind| kind.what).collect::<Vec<_>>(),
        [ClaimStyle::AtLeast]
    );
}

#[test]
fn numbers_out_of_order_have_no_band() {
    let published = Count {
        low: Some(105),
        best: Some(104),
        high: Some(102),
        as_published: true,
        ..Count::default()
    };
    let svg = chart("fr", vec![claim("2022", published, 0)])
        .draw(&Plain)
        .svg;
    assert!(!svg.contains("band") && svg.contains("odd"), "{svg}");
}

#[test]
fn claims_that_coincide_are_drawn_round_one_another_and_counted() {
    let exact = Count::new(Number::exact(19));
    let claims = vec![
        claim("2022-03-27", exact, 0),
        claim("2022-03-27", exact, 1),
        claim("2022-03-27", exact, 0),
    ];
    let svg = chart("fr", claims).draw(&Plain).svg;
    assert!(svg.contains("x ×3"), "{svg}");
    let middles: BTreeSet<(i64, i64)> = circles(&svg)
        .iter()
        .map(|(x, y)| (tenths(*x), tenths(*y)))
        .collect();
    assert_eq!(middles.len(), 1, "{svg}");
}
