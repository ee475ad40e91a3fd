//! Figures: whatever the data, they are XML, within their frame, and their labels keep clear of each other.
//!
//! With `DRAW_OUT` set to a folder, the samples are also written there as pages, to be looked at in a browser.

mod reading;
mod samples;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use griot::draw::Sign;
use griot::draw::chart::{Chart, Claim};
use griot::draw::geo::Place;
use griot::draw::graph::{Graph, Node, Tie, TieKind};
use griot::draw::map::{Area, Hatch, Lands, Map, Mark, Note, Precision, Shown, Spot};
use griot::draw::timeline::{Event, Lane, Timeline};
use griot::model::{Count, Date};
use proptest::prelude::*;

use reading::checked;
use samples::*;

#[test]
fn the_samples_hold_and_are_the_same_each_time() {
    let lands = Lands::default();
    for tag in ["fr", "en", "ar"] {
        for map in [founding_map(tag), places_map(tag), coast_map()] {
            let svg = map.draw(&lands, &kilometres(tag)).svg;
            assert!(checked(&svg).len() > 3);
            assert_eq!(svg, map.draw(&Lands::default(), &kilometres(tag)).svg);
            assert!(svg.contains("A &lt;title&gt; &amp; more"));
        }
        for timeline in timelines(tag) {
            let drawn = timeline.draw(&Words(tag));
            assert!(checked(&drawn.svg).len() > 3);
            assert_eq!(drawn, timeline.draw(&Words(tag)));
        }
        let drawn = graph(tag).draw();
        checked(&drawn.svg);
        assert_eq!(drawn, graph(tag).draw());
        let drawn = chart(tag).draw(&Words(tag));
        checked(&drawn.svg);
        assert_eq!(drawn, chart(tag).draw(&Words(tag)));
    }
}

#[test]
fn the_founding_map_says_what_it_cannot_show() {
    let drawn = founding_map("fr").draw(&Lands::default(), &kilometres("fr"));
    assert_eq!(drawn.notes, [Note::Within { area: 9, parent: 2 }]);
    let shown: Vec<Shown> = drawn.legend.iter().map(|sample| sample.what).collect();
    assert_eq!(shown, [Shown::Area(Hatch::Rising), Shown::Within(Hatch::Dotted)]);
    let texts: Vec<String> = checked(&drawn.svg).into_iter().map(|seen| seen.text).collect();
    for name in ["Ségou", "Mopti", "Tombouctou", "Bandiagara", "11 événements"] {
        assert!(texts.iter().any(|text| text.ends_with(name)), "{name}: {texts:?}");
    }
    assert!(drawn.svg.contains("role=\"group\""), "it has links");
}

#[test]
fn nothing_is_too_much() {
    let begun = Instant::now();
    let lands = Lands::default();
    let spots = (0..1_000).map(|n| Spot {
        name: format!("Place {n}"),
        place: Place {
            lat: 12.0 + f64::from(n % 37) / 7.0,
            lon: -8.0 + f64::from(n % 53) / 6.0,
        },
        precision: Precision::Exact,
        count: 1,
        note: String::new(),
        href: None,
        says: String::new(),
    });
    let map = Map {
        spots: spots.collect(),
        ..places_map("fr")
    };
    checked(&map.draw(&lands, &kilometres("fr")).svg);
    let events = (0..10_000).map(|n| event("Un événement", &format!("{}-{:02}", 1800 + n % 220, 1 + n % 12)));
    checked(
        &timeline("t", "fr", vec![("Mali", events.collect())])
            .draw(&Words("fr"))
            .svg,
    );
    let sample = graph("fr");
    let nodes = (0..2_000).map(|n| Node {
        name: format!("Acteur {n}"),
        ..sample.nodes[0].clone()
    });
    let ties = (0..5_000).map(|n| Tie {
        from: n * 7 % 2_000,
        to: n * 13 % 2_001,
        kind: TieKind::Allied,
    });
    let drawn = Graph {
        nodes: nodes.collect(),
        ties: ties.collect(),
        ..sample
    }
    .draw();
    checked(&drawn.svg);
    assert_eq!(drawn.left_out, 1_960);
    let sample = chart("fr");
    let claims = (0..10_000).map(|n| Claim {
        count: Count {
            low: Some(n),
            high: Some(n * n),
            ..Count::default()
        },
        ..sample.claims[0].clone()
    });
    let drawn = Chart {
        claims: claims.collect(),
        ..sample
    }
    .draw(&Words("fr"));
    checked(&drawn.svg);
    assert_eq!(drawn.left_out, 9_880);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn nothing_is_a_figure_too() {
    for tag in ["fr", "ar"] {
        let map = Map {
            home: Vec::new(),
            areas: Vec::new(),
            spots: Vec::new(),
            towns: Vec::new(),
            ..founding_map(tag)
        };
        checked(&map.draw(&Lands::default(), &kilometres(tag)).svg);
        checked(&timeline("t", tag, Vec::new()).draw(&Words("fr")).svg);
        checked(&timeline("t", tag, vec![("", Vec::new())]).draw(&Words("fr")).svg);
        checked(
            &Graph {
                nodes: Vec::new(),
                ..graph(tag)
            }
            .draw()
            .svg,
        );
        checked(
            &Chart {
                claims: Vec::new(),
                ..chart(tag)
            }
            .draw(&Words("fr"))
            .svg,
        );
    }
}

fn degrees() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -180.0..180.0_f64,
        1 => Just(90.0), 1 => Just(-90.0), 1 => Just(180.0), 1 => Just(-180.0), 1 => Just(0.0),
        1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(1e300),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{1,14}( [a-z]{1,12}){0,6}",
        "\\PC{0,40}",
        "[ا-ي]{2,9}( [ا-ي]{2,9}){0,5}",
        "<&\"'>{1,4}",
        "[a-z]{90,120}"
    ]
}

fn place() -> impl Strategy<Value = Place> {
    (degrees(), degrees()).prop_map(|(lat, lon)| Place { lat, lon })
}

fn spot() -> impl Strategy<Value = Spot> {
    (name(), place(), any::<bool>(), 0..2_000_usize, name()).prop_map(|(name, place, is_exact, count, note)| Spot {
        name,
        place,
        precision: if is_exact { Precision::Exact } else { Precision::Near },
        count,
        note,
        href: is_exact.then(|| "/x/?a&b".to_owned()),
        says: String::new(),
    })
}

fn area() -> impl Strategy<Value = Area> {
    let ring = prop::collection::vec(place(), 0..9);
    let seat = prop::option::of(place());
    (
        name(),
        prop::collection::vec(ring, 0..3),
        prop::option::of(0..6_usize),
        seat,
        any::<bool>(),
    )
        .prop_map(|(name, rings, parent, seat, is_marked)| Area {
            mark: is_marked.then(|| Mark {
                hatch: Hatch::Crossed,
                note: name.clone(),
                href: Some("#".into()),
                says: name.clone(),
            }),
            name,
            rings,
            parent,
            seat,
        })
}

fn date() -> impl Strategy<Value = Date> {
    let day = || (1_i16..9999, 1..13_u8, 1..29_u8);
    let text = (day(), day(), 0..8_u8).prop_map(|(a, b, form)| {
        let (a, b) = (a.min(b), a.max(b));
        let full = |(y, m, d): (i16, u8, u8)| format!("{y:04}-{m:02}-{d:02}");
        match form {
            0 => format!("{:04}", a.0),
            1 => format!("{:04}-{:02}?", a.0, a.1),
            2 => format!("{}/{}", full(a), full(b)),
            3 => format!("{}..{}", full(a), full(b)),
            4 => format!("{}/..", full(a)),
            5 => format!("../{}", full(b)),
            6 => format!("{}~", full(a)),
            _ => full(b),
        }
    });
    text.prop_map(|text| Date::parse(&text).unwrap_or_else(|error| panic!("{text}: {error:?}")))
}

fn tag() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("fr"), Just("ar")]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_map_is_a_figure(tag in tag(), spots in prop::collection::vec(spot(), 0..25), areas in prop::collection::vec(area(), 0..7), home in prop_oneof![Just("ML"), Just("FJ"), Just("AQ"), Just("MC"), Just("RU"), Just("??")]) {
        let map = Map { caption: caption("<&\">", tag), home: vec![home.into()], spots, areas, ..founding_map(tag) };
        checked(&map.draw(&Lands::default(), &kilometres(tag)).svg);
    }

    #[test]
    fn any_timeline_is_a_figure(tag in tag(), lanes in prop::collection::vec((name(), prop::collection::vec((name(), date()), 0..30)), 0..4)) {
        let lanes = lanes.into_iter().map(|(name, events)| Lane {
            name,
            events: events.into_iter().map(|(title, date)| Event { says: title.clone(), title, date, href: None }).collect(),
        });
        let timeline = Timeline { caption: caption("t", tag), lanes: lanes.collect() };
        checked(&timeline.draw(&Words("fr")).svg);
    }

    #[test]
    fn any_graph_is_a_figure(tag in tag(), names in prop::collection::vec(name(), 0..45), ties in prop::collection::vec((0..50_usize, 0..50_usize, 0..5_u8), 0..80), focus in prop::option::of(0..50_usize)) {
        let kind = |number| match number { 0 => TieKind::Allied, 1 => TieKind::Opposed, 2 => TieKind::Supports, 3 => TieKind::Member, _ => TieKind::Follows };
        let nodes = names.into_iter().enumerate().map(|(n, name)| Node { says: name.clone(), name, sign: Sign::numbered(n), href: Some("/".into()) });
        let ties = ties.into_iter().map(|(from, to, number)| Tie { from, to, kind: kind(number) });
        checked(&Graph { caption: caption("g", tag), nodes: nodes.collect(), ties: ties.collect(), focus }.draw().svg);
    }

    #[test]
    fn any_chart_is_a_figure(tag in tag(), claims in prop::collection::vec((date(), any::<u64>(), prop::option::of(any::<u64>()), 0..30_usize, name()), 0..40)) {
        let claims = claims.into_iter().map(|(date, low, high, claimant, figure)| Claim { date, count: Count { low: Some(low >> 20), high, ..Count::default() }, claimant, figure, href: None, says: String::new() });
        checked(&Chart { claims: claims.collect(), ..chart(tag) }.draw(&Words("fr")).svg);
    }
}

/// Writes the samples as pages when `DRAW_OUT` says where.
#[test]
fn samples_can_be_looked_at() {
    let Ok(folder) = std::env::var("DRAW_OUT") else {
        return;
    };
    let css = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets/style.css"))
        .expect("it is there");
    let lands = Lands::default();
    for tag in ["fr", "en", "ar"] {
        let mut figures = Vec::new();
        for map in [founding_map(tag), places_map(tag), coast_map()] {
            let drawn = map.draw(&lands, &kilometres(tag));
            let legend: String = drawn
                .legend
                .iter()
                .map(|s| format!("{} {:?} ", s.svg, s.what))
                .collect();
            figures.push(format!(
                "{}<figcaption>{legend} {:?} {:?}</figcaption>",
                drawn.svg, drawn.notes, drawn.keys
            ));
        }
        for timeline in timelines(tag) {
            let drawn = timeline.draw(&Words(tag));
            figures.push(format!("{}<figcaption>{:?}</figcaption>", drawn.svg, drawn.keys));
        }
        let drawn = graph(tag).draw();
        let legend: String = drawn.lines.iter().map(|s| format!("{} {:?} ", s.svg, s.what)).collect();
        let signs: String = drawn
            .signs
            .iter()
            .map(|s| format!("{} {:?} ", s.svg, s.what.form))
            .collect();
        figures.push(format!("{}<figcaption>{legend}{signs}</figcaption>", drawn.svg));
        let drawn = chart(tag).draw(&Words(tag));
        let legend: String = drawn
            .legend
            .iter()
            .map(|s| format!("{} {:?} ", s.svg, s.what))
            .collect();
        figures.push(format!("{}<figcaption>{legend}</figcaption>", drawn.svg));
        let body: String = figures
            .iter()
            .map(|figure| format!("<figure class=\"drawing\">{figure}</figure>\n"))
            .collect();
        let direction = lang(tag).direction().html();
        let page = format!(
            "<!doctype html><html lang={tag} dir={direction}><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>x</title>\
             <style>{css}</style><main>{body}</main></html>"
        );
        fs::write(Path::new(&folder).join(format!("{tag}.html")), page).expect("it can be written");
        for (number, figure) in figures.iter().enumerate() {
            let svg = figure.split("</svg>").next().unwrap_or_default();
            fs::write(Path::new(&folder).join(format!("{tag}-{number}.svg")), svg).expect("it can be written");
        }
    }
}
