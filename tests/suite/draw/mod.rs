//! Figures of any data are valid XML within their frame, and their labels do not overlap.
//!
//! With `DRAW_OUT` set to a folder, the samples are also written there as pages, to be looked at in
//! a browser.

mod reading;
mod samples;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use griot::draw::chart::{Chart, ChartClaim};
use griot::draw::geo::LonLat;
use griot::draw::graph::{EdgeKind, Graph, GraphEdge, GraphNode};
use griot::draw::label::SIZE;
use griot::draw::map::{
    Area, BaseMapData, MapFigure, MapLegendItem, MapSpot, PHONE_TYPE_SIZE, Precision,
    SharedOutline, View, WIDE_TYPE_SIZE,
};
use griot::draw::timeline::{Lane, Timeline, TimelineEvent, TimelineLegendItem};
use griot::draw::{Sign, SignShape};
use griot::model::{Count, Date};
use proptest::prelude::*;

use reading::checked;
use samples::*;

#[test]
fn the_samples_hold_and_are_the_same_each_time() {
    let lands = BaseMapData::default();
    for tag in ["fr", "en", "ar"] {
        for map in maps(tag) {
            let svg = map.draw(&lands, &Words(tag)).svg;
            let seen = checked(&svg);
            assert!(seen.len() > 1 && seen.iter().all(|seen| !seen.text.is_empty()));
            assert_eq!(svg, map.draw(&BaseMapData::default(), &Words(tag)).svg);
            assert!(svg.contains("A &lt;title&gt; &amp; more"));
        }
        for timeline in timelines(tag) {
            let drawn = timeline.draw(&Words(tag));
            assert!(checked(&drawn.svg).len() > 3);
            assert_eq!(drawn, timeline.draw(&Words(tag)));
        }
        for origins in [origins(tag, 4, 2), origins(tag, 30, 0), origins(tag, 0, 0)] {
            let drawn = origins.draw();
            checked(&drawn.svg);
            assert_eq!(drawn, origins.draw());
        }
        let drawn = graph(tag).draw();
        checked(&drawn.svg);
        for part in drawn.svg.split("class=\"tie").skip(1) {
            assert!(part.contains("d=\"M"), "a line is to be seen");
        }
        assert_eq!(drawn, graph(tag).draw());
        let drawn = chart(tag).draw(&Words(tag));
        checked(&drawn.svg);
        assert_eq!(drawn, chart(tag).draw(&Words(tag)));
    }
}

/// The texts of a map; those of a phone, or all.
fn names(svg: &str, is_wide: bool) -> Vec<String> {
    let texts = svg.split("<text ").skip(1).filter(|text| {
        let tag = text.split('>').next().expect("a tag");
        let class = tag
            .split("class=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        is_wide || !class.is_some_and(|class| class.split(' ').any(|name| name == "w"))
    });
    let text = |text: &str| {
        let content = text.split("</text>").next()?.split_once('>')?.1;
        let parts = content
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        Some(parts.collect::<String>())
    };
    texts.filter_map(text).collect()
}

#[test]
fn a_region_where_nobody_knows_the_place_is_hatched_and_named() {
    let drawn = founding_map("fr").draw(&BaseMapData::default(), &Words("fr"));
    let shown: Vec<MapLegendItem> = drawn.legend.iter().map(|sample| sample.what).collect();
    assert_eq!(shown, [MapLegendItem::Hatch]);
    let seen = names(&drawn.svg, false);
    for name in ["Ségou", "Mopti", "Tombouctou", "Algérie", "Mauritanie"] {
        assert!(seen.iter().any(|text| text == name), "{name}: {seen:?}");
    }
    assert_eq!(drawn.svg.matches("fill=\"url(#map-fr-hatch)\"").count(), 3);
    assert!(drawn.svg.contains("role=\"group\""), "it has links");
}

#[test]
fn tints_are_three_classes_with_their_limits() {
    let drawn = tinted_map("fr").draw(&BaseMapData::default(), &Words("fr"));
    let shown: Vec<MapLegendItem> = drawn.legend.iter().map(|sample| sample.what).collect();
    assert_eq!(
        shown,
        [
            MapLegendItem::Tint(1, 1),
            MapLegendItem::Tint(2, 3),
            MapLegendItem::Tint(5, 12)
        ]
    );
    let count = |class: &str| {
        drawn
            .svg
            .matches(&format!("class=\"area {class}\""))
            .count()
    };
    assert_eq!(
        [count("t0"), count("t1"), count("t2"), count("t3")],
        [2, 2, 2, 3]
    );
    assert!(!drawn.svg.contains("hatch"));
}

#[test]
fn a_map_is_fitted_to_what_it_shows() {
    let lands = BaseMapData::default();
    let scale = |map: &MapFigure| {
        let svg = map.draw(&lands, &Words("en")).svg;
        let bar = names(&svg, false)
            .into_iter()
            .find_map(|text| text.strip_suffix(" km")?.parse::<u32>().ok());
        (bar.expect("a scale bar"), svg.contains("class=\"locator\""))
    };
    let (country, has_locator) = scale(&places_map("en"));
    assert!(country >= 200 && !has_locator, "{country}");
    for map in [villages_map("en"), region_map("en")] {
        let (kilometres, has_locator) = scale(&map);
        assert!(kilometres <= 100 && has_locator, "{kilometres}");
    }
    let one = MapFigure {
        spots: vec![spot("Moura", 14.35, -4.6, 1, Precision::Place)],
        ..villages_map("en")
    };
    let (kilometres, _) = scale(&one);
    assert!(
        (20..=100).contains(&kilometres),
        "a village alone has the country around it: {kilometres}"
    );
}

#[test]
fn the_largest_mark_is_named_first_and_counted() {
    let drawn = crowded_map("fr").draw(&BaseMapData::default(), &Words("fr"));
    let seen = names(&drawn.svg, false);
    assert!(
        seen.iter().any(|text| text == "Bangui") && seen.iter().any(|text| text == "221"),
        "{seen:?}"
    );
    let hamlets = |names: &[String]| {
        names
            .iter()
            .filter(|text| text.starts_with("Hamlet"))
            .count()
    };
    assert!(hamlets(&seen) < 10, "{seen:?}");
    assert!(hamlets(&names(&drawn.svg, true)) > hamlets(&seen));
    assert!(drawn.is_scaled);
    // Areas are proportional to counts, down to the smallest visible mark.
    let radii: Vec<f64> = drawn
        .svg
        .split("<circle class=\"dot\"")
        .skip(1)
        .map(|tag| {
            tag.split("r=\"")
                .nth(1)
                .and_then(|r| r.split('"').next()?.parse().ok())
                .expect("a radius")
        })
        .collect();
    assert!(
        (radii[0] - 26.0).abs() < 0.1 && radii[1..].iter().all(|r| (3.0..4.0).contains(r)),
        "{radii:?}"
    );
}

#[test]
fn type_is_thirteen_pixels_on_the_smallest_phone() {
    let css = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets/figures.css"),
    )
    .expect("it is there");
    // What `label` and `map` compute with is what the stylesheet says.
    assert!(
        css.contains(&format!("var(--f, {SIZE}px)"))
            && css.contains(&format!("--f: {PHONE_TYPE_SIZE}px"))
    );
    assert!(css.contains(&format!("--f: {WIDE_TYPE_SIZE}px")));
    for (size, beside) in [(PHONE_TYPE_SIZE, 0.0), (SIZE, 16.0)] {
        for phone in [320.0, 360.0] {
            assert!(
                size * (phone - beside) / griot::draw::WIDTH >= 13.0,
                "{size} at {phone}"
            );
        }
    }
    // Each step of the stylesheet is valid down to its narrowest figure.
    let steps = css.split("@container drawing (min-width: ").skip(1);
    let mut found = 0;
    for step in steps {
        let rem: f64 = step
            .split("rem")
            .next()
            .and_then(|n| n.parse().ok())
            .expect("a width");
        let size: f64 = step
            .split("--f: ")
            .nth(1)
            .and_then(|rest| rest.split("px").next()?.parse().ok())
            .expect("a size");
        assert!(
            size * rem * 16.0 / griot::draw::WIDTH >= 13.0,
            "{size} from {rem}rem"
        );
        found += 1;
    }
    assert!(found >= 4);
}

fn days(count: usize) -> Vec<TimelineEvent> {
    let event = |n: usize| {
        event(
            "Un événement",
            &format!("{}-{:02}-{:02}", 2012 + n % 11, 1 + n % 12, 1 + n % 28),
        )
    };
    (0..count).map(event).collect()
}

#[test]
fn above_a_hundred_events_a_timeline_counts_them() {
    let draw = |count| timeline("t", "fr", vec![("Combats", days(count))]).draw(&Words("fr"));
    let marks = |svg: &str| {
        (
            svg.matches("<circle class=\"solid\"").count(),
            svg.matches("<rect class=\"count\"").count(),
        )
    };
    let (few, many) = (draw(100), draw(101));
    assert_eq!(marks(&few.svg), (100, 0), "each event has a mark");
    let (dots, bars) = marks(&many.svg);
    assert_eq!(dots, 0);
    assert_eq!(bars, 11, "eleven years have a bar each");
    assert!(
        many.legend
            .iter()
            .any(|sample| sample.what == TimelineLegendItem::Count)
    );
    // The largest bar has its number.
    assert!(
        names(&many.svg, true).iter().any(|text| text == "10"),
        "{}",
        many.svg
    );
    // A quarter with many events would be too high a stack.
    let one_month = (0..60).map(|n| event("Un événement", &format!("2022-03-{:02}", 1 + n % 28)));
    let years = ["2012-01-01", "2024-01-01"].map(|date| event("Début", date));
    let heap = timeline(
        "t",
        "fr",
        vec![("Combats", one_month.chain(years).collect())],
    )
    .draw(&Words("fr"));
    assert_eq!(marks(&heap.svg).0, 0);
}

#[test]
fn a_month_has_a_row_for_each_event_and_its_own_marks() {
    let week = timelines("fr")
        .into_iter()
        .find(|timeline| timeline.caption.id == "week-fr")
        .expect("it is there");
    let drawn = week.draw(&Words("fr"));
    let shown: Vec<TimelineLegendItem> = drawn.legend.iter().map(|sample| sample.what).collect();
    assert_eq!(
        shown,
        [
            TimelineLegendItem::Day,
            TimelineLegendItem::Lasted,
            TimelineLegendItem::Within,
            TimelineLegendItem::Unsure
        ]
    );
    for title in ["Combats à Tessit", "Arrestations"] {
        assert!(
            names(&drawn.svg, true).iter().any(|text| text == title),
            "{title}"
        );
    }
}

#[test]
fn turning_points_have_numbers_that_keep_apart() {
    let turns = timelines("fr").remove(0);
    let drawn = turns.draw(&Words("fr"));
    let numbers = names(&drawn.svg, true);
    for number in ["1", "2", "3", "4", "5"] {
        assert!(numbers.iter().any(|text| text == number), "{numbers:?}");
    }
    assert!(
        drawn
            .legend
            .iter()
            .any(|sample| sample.what == TimelineLegendItem::TurningPoint)
    );
}

#[test]
fn nothing_is_too_much() {
    let begun = Instant::now();
    let lands = BaseMapData::default();
    let spots = (0..1_000).map(|n| MapSpot {
        name: format!("Place {n}"),
        place: LonLat {
            lat: 12.0 + f64::from(n % 37) / 7.0,
            lon: -8.0 + f64::from(n % 53) / 6.0,
        },
        precision: Precision::Place,
        count: 1,
        href: None,
        accessible_name: String::new(),
    });
    let map = MapFigure {
        spots: spots.collect(),
        ..places_map("fr")
    };
    checked(&map.draw(&lands, &Words("fr")).svg);
    let events = (0..10_000).map(|n| {
        event(
            "Un événement",
            &format!("{}-{:02}", 1800 + n % 220, 1 + n % 12),
        )
    });
    checked(
        &timeline("t", "fr", vec![("Mali", events.collect())])
            .draw(&Words("fr"))
            .svg,
    );
    let sample = graph("fr");
    let nodes = (0..2_000).map(|n| GraphNode {
        name: format!("Acteur {n}"),
        ..sample.nodes[0].clone()
    });
    let ties = (0..5_000).map(|n| GraphEdge {
        from: n * 7 % 2_000,
        to: n * 13 % 2_001,
        kind: EdgeKind::Allied,
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
    let claims = (0..10_000).map(|n| ChartClaim {
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
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn nothing_is_a_figure_too() {
    for tag in ["fr", "ar"] {
        let map = MapFigure {
            home: Vec::new(),
            areas: Vec::new(),
            spots: Vec::new(),
            towns: Vec::new(),
            ..founding_map(tag)
        };
        checked(&map.draw(&BaseMapData::default(), &Words(tag)).svg);
        checked(&timeline("t", tag, Vec::new()).draw(&Words("fr")).svg);
        checked(
            &timeline("t", tag, vec![("", Vec::new())])
                .draw(&Words("fr"))
                .svg,
        );
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

fn place() -> impl Strategy<Value = LonLat> {
    (degrees(), degrees()).prop_map(|(lat, lon)| LonLat { lat, lon })
}

fn any_spot() -> impl Strategy<Value = MapSpot> {
    (name(), place(), any::<bool>(), 0..2_000_usize).prop_map(|(name, place, is_exact, count)| {
        MapSpot {
            name,
            place,
            precision: if is_exact {
                Precision::Place
            } else {
                Precision::District
            },
            count,
            href: is_exact.then(|| "/x/?a&b".to_owned()),
            accessible_name: String::new(),
        }
    })
}

fn area() -> impl Strategy<Value = Area> {
    let ring = prop::collection::vec(place(), 0..9);
    (
        name(),
        prop::collection::vec(ring, 0..3),
        0..9_usize,
        any::<bool>(),
    )
        .prop_map(|(name, rings, count, is_vague)| Area {
            outline: SharedOutline::new(rings),
            count,
            is_vague,
            is_hatched: is_vague && count == 1,
            href: Some("#".into()),
            accessible_name: name.clone(),
            name,
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
    fn any_map_is_a_figure(tag in tag(), spots in prop::collection::vec(any_spot(), 0..25), areas in prop::collection::vec(area(), 0..7), focus in prop::option::of(0..8_usize), home in prop_oneof![Just("ML"), Just("FJ"), Just("AQ"), Just("MC"), Just("RU"), Just("??")]) {
        let map = MapFigure { caption: caption("<&\">", tag), home: vec![home.into()], spots, areas, view: focus.map_or(View::Marks, View::Area), ..founding_map(tag) };
        checked(&map.draw(&BaseMapData::default(), &Words(tag)).svg);
    }

    #[test]
    fn any_timeline_is_a_figure(tag in tag(), lanes in prop::collection::vec((name(), prop::collection::vec((name(), date()), 0..30)), 0..4), turns in prop::collection::vec(date(), 0..8), there in prop::collection::vec((name(), date()), 0..5)) {
        let lanes = lanes.into_iter().map(|(name, events)| Lane {
            name,
            form: SignShape::Diamond,
            events: events.into_iter().map(|(title, date)| TimelineEvent { accessible_name: title.clone(), title, date, href: None }).collect(),
        });
        let presences = there.into_iter().map(|(title, date)| TimelineEvent { accessible_name: title.clone(), title, date, href: None });
        let timeline = Timeline { caption: caption("t", tag), lanes: lanes.collect(), turning_points: turns, presences: presences.collect() };
        checked(&timeline.draw(&Words("fr")).svg);
    }

    #[test]
    fn any_graph_is_a_figure(tag in tag(), names in prop::collection::vec(name(), 0..45), ties in prop::collection::vec((0..50_usize, 0..50_usize, 0..5_u8), 0..80), focus in prop::option::of(0..50_usize)) {
        let kind = |number| match number { 0 => EdgeKind::Allied, 1 => EdgeKind::Opposed, 2 => EdgeKind::Supports, 3 => EdgeKind::Member, _ => EdgeKind::Follows };
        let nodes = names.into_iter().enumerate().map(|(n, name)| GraphNode { accessible_name: name.clone(), name, sign: Sign::numbered(n), href: Some("/".into()) });
        let ties = ties.into_iter().map(|(from, to, number)| GraphEdge { from, to, kind: kind(number) });
        checked(&Graph { caption: caption("g", tag), nodes: nodes.collect(), ties: ties.collect(), focus }.draw().svg);
    }

    #[test]
    fn any_chart_is_a_figure(tag in tag(), claims in prop::collection::vec((date(), any::<u64>(), prop::option::of(any::<u64>()), 0..30_usize, name()), 0..40)) {
        let claims = claims.into_iter().map(|(date, low, high, claimant, figure)| ChartClaim { date, count: Count { low: Some(low >> 20), high, ..Count::default() }, claimant, figure, href: None, accessible_name: String::new() });
        checked(&Chart { claims: claims.collect(), ..chart(tag) }.draw(&Words("fr")).svg);
    }
}

/// Writes the samples as pages when `DRAW_OUT` says where.
#[test]
fn samples_can_be_looked_at() {
    let Ok(folder) = std::env::var("DRAW_OUT") else {
        return;
    };
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets");
    let css = ["style.css", "figures.css"]
        .map(|name| fs::read_to_string(assets.join(name)).expect("it is there"));
    let css = css.concat();
    let lands = BaseMapData::default();
    for tag in ["fr", "en", "ar"] {
        let mut figures = Vec::new();
        for map in maps(tag) {
            let drawn = map.draw(&lands, &Words(tag));
            let legend: String = drawn
                .legend
                .iter()
                .map(|s| format!("{} {:?} ", s.svg, s.what))
                .collect();
            figures.push(format!("{}<figcaption>{legend}</figcaption>", drawn.svg));
        }
        for timeline in timelines(tag) {
            let drawn = timeline.draw(&Words(tag));
            figures.push(drawn.svg);
        }
        let drawn = graph(tag).draw();
        let legend: String = drawn
            .lines
            .iter()
            .map(|s| format!("{} {:?} ", s.svg, s.what))
            .collect();
        let signs: String = drawn
            .signs
            .iter()
            .map(|s| format!("{} {:?} ", s.svg, s.what.form))
            .collect();
        figures.push(format!(
            "{}<figcaption>{legend}{signs}</figcaption>",
            drawn.svg
        ));
        figures.push(origins(tag, 4, 2).draw().svg);
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
            fs::write(Path::new(&folder).join(format!("{tag}-{number}.svg")), svg)
                .expect("it can be written");
        }
    }
}
