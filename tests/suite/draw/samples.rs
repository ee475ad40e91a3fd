//! The figures of the tests: the crisis in Mali, with simple words.

use std::fs;
use std::path::Path;

use griot::draw::chart::{Chart, ChartClaim};
use griot::draw::geo::LonLat;
use griot::draw::geojson;
use griot::draw::graph::{EdgeKind, Graph, GraphEdge, GraphNode};
use griot::draw::map::{
    Area, MapFigure, MapSpot, MapTown, MapWords, Precision, SharedOutline, View,
};
use griot::draw::nature;
use griot::draw::origins::{OriginsFigure, OriginsSource};
use griot::draw::timeline::{Lane, Timeline, TimelineEvent};
use griot::draw::{Caption, FoldedTime, Sign, SignShape, TickUnit, TimeWords};
use griot::fuzzy;
use griot::lang::Lang;
use griot::model::{Count, Date};
use jiff::civil;

pub fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

pub fn caption(id: &str, tag: &str) -> Caption {
    Caption {
        id: id.into(),
        title: "A <title> & more".into(),
        description: "What \"is\" shown".into(),
        lang: lang(tag),
    }
}

/// The outlines of Mali's regions, with how much happened in each.
fn regions(tag: &str, count: impl Fn(&str) -> usize) -> Vec<Area> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("content/geo/mali-adm1.geojson")).expect("it is there");
    let features = geojson::read(&text).expect("it is well formed");
    let name = |name: &str| {
        match (tag, name) {
            ("ar", "Kayes") => "كايس",
            ("ar", "Timbuktu") => "تمبكتو",
            ("ar", "Mopti") => "موبتي",
            ("ar", "Ségou") => "سيغو",
            ("ar", "Sikasso") => "سيكاسو",
            ("ar", "Kidal") => "كيدال",
            ("ar", "Koulikoro") => "كوليكورو",
            ("ar", "Gao") => "غاو",
            ("ar", _) => "باماكو",
            ("fr", "Timbuktu") => "Tombouctou",
            (_, name) => name,
        }
        .to_owned()
    };
    features
        .into_iter()
        .map(|feature| {
            let known = feature.properties["name"]
                .as_str()
                .expect("a name")
                .to_owned();
            let count = count(&known);
            Area {
                accessible_name: format!("{known} {count}"),
                name: name(&known),
                outline: SharedOutline::new(feature.rings),
                count,
                is_vague: count > 0,
                is_hatched: false,
                href: Some("/regions/x/".into()),
            }
        })
        .collect()
}

/// The map that the project began with: something happened somewhere in Ségou, Mopti and
/// Tombouctou.
pub fn founding_map(tag: &str) -> MapFigure {
    let mut areas = regions(tag, |name| {
        usize::from(matches!(name, "Timbuktu" | "Mopti" | "Ségou"))
    });
    for area in &mut areas {
        area.is_hatched = area.is_vague;
    }
    MapFigure {
        caption: caption(&format!("map-{tag}"), tag),
        home: vec!["ML".into()],
        areas,
        spots: Vec::new(),
        towns: [
            (12.65, -8.0, "Bamako"),
            (14.4843, -4.18296, "Mopti"),
            (16.27, -0.04, "Gao"),
        ]
        .map(|(lat, lon, name)| MapTown {
            name: name.into(),
            place: LonLat { lat, lon },
        })
        .into(),
        view: View::Marks,
    }
}

/// The regions of the same country by how much happened there.
pub fn tinted_map(tag: &str) -> MapFigure {
    MapFigure {
        caption: caption(&format!("tints-{tag}"), tag),
        areas: regions(tag, |name| match name {
            "Gao" => 12,
            "Mopti" => 6,
            "Ségou" => 5,
            "Timbuktu" => 3,
            "Kidal" => 2,
            "Bamako" | "Sikasso" => 1,
            _ => 0,
        }),
        ..founding_map(tag)
    }
}

/// One region of that map.
pub fn region_map(tag: &str) -> MapFigure {
    let map = tinted_map(tag);
    let mopti = map
        .areas
        .iter()
        .position(|area| area.count == 6)
        .expect("it is there");
    MapFigure {
        caption: caption(&format!("region-{tag}"), tag),
        view: View::Area(mopti),
        ..map
    }
}

pub fn spot(name: &str, lat: f64, lon: f64, count: usize, precision: Precision) -> MapSpot {
    MapSpot {
        name: name.into(),
        place: LonLat { lat, lon },
        precision,
        count,
        href: Some("/events/".into()),
        accessible_name: format!("{name}, {count}"),
    }
}

/// Places of events in the same country.
pub fn places_map(tag: &str) -> MapFigure {
    MapFigure {
        caption: caption(&format!("places-{tag}"), tag),
        areas: regions(tag, |_| 0),
        towns: Vec::new(),
        spots: vec![
            spot("Bamako", 12.65, -8.0, 12, Precision::Place),
            spot("Konna", 14.95, -3.89, 1, Precision::Place),
            spot("Ogossagou", 14.1, -3.5, 2, Precision::Place),
            spot("Moura", 14.35, -4.6, 1, Precision::Place),
            spot("Tessit", 15.2, 0.4, 1, Precision::District),
            spot("Ménaka", 15.92, 2.4, 3, Precision::Place),
            spot("Indelimane", 15.9, 1.3, 1, Precision::District),
            spot("Sévaré", 14.53, -4.1, 4, Precision::Place),
            spot("Kidal", 18.44, 1.41, 5, Precision::Place),
            spot("Tessalit", 20.2, 1.0, 1, Precision::Place),
            spot("Diabaly", 14.68, -6.0, 1, Precision::Place),
            spot("Forêt de Tela", 11.4, -7.5, 1, Precision::District),
        ],
        ..founding_map(tag)
    }
}

/// As many events as a country may have: most of them in its capital, the others in ten hamlets and
/// more around it.
pub fn crowded_map(tag: &str) -> MapFigure {
    let mut map = places_map(tag);
    map.caption = caption(&format!("crowd-{tag}"), tag);
    map.home = vec!["CF".into()];
    map.areas.clear();
    map.spots = (0..59_u32)
        .map(|n| {
            let (lat, lon) = (4.5 + f64::from(n % 9) * 0.6, 15.5 + f64::from(n * 7 % 11));
            spot(
                &format!("Hamlet {n}"),
                lat,
                lon,
                1 + usize::from(n % 5 == 0),
                Precision::Place,
            )
        })
        .collect();
    map.spots
        .push(spot("Bangui", 4.36, 18.58, 221, Precision::Place));
    map
}

/// Three villages near one another.
pub fn villages_map(tag: &str) -> MapFigure {
    let mut map = places_map(tag);
    map.caption = caption(&format!("villages-{tag}"), tag);
    map.spots = vec![
        spot("Konna", 14.95, -3.89, 1, Precision::Place),
        spot("Ogossagou", 14.1, -3.5, 1, Precision::District),
        spot("Moura", 14.35, -4.6, 1, Precision::Place),
    ];
    map
}

/// A place on a coast, with no regions at all.
pub fn coast_map() -> MapFigure {
    MapFigure {
        caption: caption("coast", "en"),
        home: vec!["SO".into()],
        areas: Vec::new(),
        spots: vec![MapSpot {
            href: None,
            ..spot("Mogadishu", 2.04, 45.34, 3, Precision::Place)
        }],
        towns: Vec::new(),
        view: View::Marks,
    }
}

/// Every kind of map.
pub fn maps(tag: &str) -> Vec<MapFigure> {
    let empty = MapFigure {
        areas: regions(tag, |_| 0),
        ..founding_map(tag)
    };
    vec![
        founding_map(tag),
        tinted_map(tag),
        region_map(tag),
        places_map(tag),
        crowded_map(tag),
        villages_map(tag),
        coast_map(),
        empty,
    ]
}

impl MapWords for Words {
    fn distance(&self, kilometres: u32) -> String {
        format!("{kilometres} {}", if self.0 == "ar" { "كم" } else { "km" })
    }

    fn number(&self, number: usize) -> String {
        number.to_string()
    }

    fn country(&self, code: &str) -> Option<String> {
        fuzzy::country(code, self.0).map(str::to_owned)
    }

    fn town(&self, town: &nature::NaturalEarthTown) -> Option<String> {
        self.built_in(&town.name)
    }

    fn river(&self, name: &str) -> Option<String> {
        self.built_in(name)
    }
}

impl Words {
    fn built_in(&self, name: &str) -> Option<String> {
        let own = nature::name_in(name, self.0).or((self.0 != "ar").then_some(name));
        own.map(str::to_owned)
    }
}

/// The words of an axis, good enough to be looked at.
pub struct Words(pub &'static str);

impl TimeWords for Words {
    fn tick(&self, day: civil::Date, unit: TickUnit) -> String {
        let months = match self.0 {
            "ar" => [
                "يناير",
                "فبراير",
                "مارس",
                "أبريل",
                "مايو",
                "يونيو",
                "يوليو",
                "أغسطس",
                "سبتمبر",
                "أكتوبر",
                "نوفمبر",
                "ديسمبر",
            ],
            _ => [
                "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
                "nov.", "déc.",
            ],
        };
        let month = months[usize::try_from(day.month() - 1).expect("a month")];
        match unit {
            TickUnit::Year => day.year().to_string(),
            TickUnit::Month if day.month() == 1 => format!("{month} {}", day.year()),
            TickUnit::Month => month.to_owned(),
            TickUnit::Day => format!("{} {month}", day.day()),
        }
    }

    fn count(&self, count: u64) -> String {
        count.to_string()
    }

    fn folded(&self, fold: &FoldedTime) -> String {
        match self.0 {
            "ar" => format!("{} حدثا", fold.count),
            _ => format!("{} événements", fold.count),
        }
    }

    fn href(&self, fold: &FoldedTime) -> Option<String> {
        Some(format!("/events/{}/", fold.from.year()))
    }
}

pub fn event(title: &str, date: &str) -> TimelineEvent {
    TimelineEvent {
        title: title.into(),
        date: Date::parse(date).expect(date),
        href: Some("/events/x/".into()),
        accessible_name: format!("{title}, {date}"),
    }
}

pub fn timeline(id: &str, tag: &str, lanes: Vec<(&str, Vec<TimelineEvent>)>) -> Timeline {
    Timeline {
        caption: caption(&format!("{id}-{tag}"), tag),
        lanes: lanes
            .into_iter()
            .zip(
                [
                    SignShape::Circle,
                    SignShape::Diamond,
                    SignShape::Square,
                    SignShape::Triangle,
                ]
                .into_iter()
                .cycle(),
            )
            .map(|((name, events), form)| Lane {
                name: name.into(),
                form,
                events,
            })
            .collect(),
        turning_points: Vec::new(),
        presences: Vec::new(),
    }
}

/// A week, some years, and the project's own events.
pub fn timelines(tag: &str) -> Vec<Timeline> {
    let week = if tag == "ar" {
        vec![
            (
                "مالي",
                vec![
                    event("معارك في تيسيت", "2022-02-18"),
                    event("عمليات الجيش في الوسط", "2022-02-16..2022-02-22"),
                    event("انسحاب القوات الأوروبية", "2022-02-17/.."),
                ],
            ),
            (
                "سيغو",
                vec![
                    event("اعتقالات", "2022-02-20~"),
                    event("قتال", "2022-02-19/2022-02-21"),
                ],
            ),
        ]
    } else {
        vec![
            (
                "Mopti",
                vec![
                    event("Combats à Tessit", "2022-02-18"),
                    event(
                        "Opérations de l’armée dans le centre du Mali",
                        "2022-02-16..2022-02-22",
                    ),
                    event("Retrait européen annoncé", "2022-02-17/.."),
                ],
            ),
            (
                "Ségou",
                vec![
                    event("Arrestations", "2022-02-20~"),
                    event("Combats", "2022-02-19/2022-02-21"),
                ],
            ),
        ]
    };
    let years = vec![(
        "",
        vec![
            event("AFISMA", "2012-12-20/2013-07-01"),
            event("Serval", "2013-01-11/2014-08-01"),
            event("EUTM Mali", "2013-02-18/.."),
            event("MINUSMA", "2013-04-25/2023-12-31"),
            event("Barkhane", "2014-08-01/2022-08?"),
            event("Takuba", "2020-03-27/2022-06-30"),
            event("Wagner", "2021~/.."),
        ],
    )];
    let mut own = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/events");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("it is there")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    for file in files
        .iter()
        .filter(|file| !file.to_string_lossy().ends_with(".en.md"))
    {
        let text = fs::read_to_string(file).expect("it can be read");
        let front = text.split("---\n").nth(1).expect("front matter");
        let front: serde_yaml::Value = serde_yaml::from_str(front).expect("YAML");
        let title = front["title"]
            .as_str()
            .map(str::to_owned)
            .unwrap_or_else(|| front["title"]["fr"].as_str().unwrap_or("?").to_owned());
        own.push(event(&title, front["date"].as_str().unwrap_or("2022")));
    }
    let many = (0..900)
        .map(|n| {
            event(
                &format!("Événement {n}"),
                &format!("{}-{:02}-{:02}", 2012 + n % 11, 1 + n % 12, 1 + n % 28),
            )
        })
        .collect();
    let turns = Timeline {
        turning_points: [
            "2012-01-17",
            "2013-01-11",
            "2013-04-25",
            "2020-08-18",
            "2023-12-31",
        ]
        .map(|date| Date::parse(date).expect("a day"))
        .into(),
        presences: vec![
            event("AQMI", "1998/.."),
            event("MINUSMA", "2013-04-25/2023-12-31"),
            event(
                "Un groupe qui est venu vers la fin et qui a un nom très long",
                "2022-12/..",
            ),
        ],
        ..timeline("turns", tag, vec![("Mali", own.clone())])
    };
    vec![
        turns,
        timeline("week", tag, week),
        timeline("years", tag, years),
        timeline("own", tag, vec![("", own)]),
        timeline("many", tag, vec![("Mali", many)]),
    ]
}

/// Actors of the crisis in Mali.
pub fn graph(tag: &str) -> Graph {
    let names = [
        ("Forces armées maliennes", 0),
        ("Transition malienne", 1),
        ("JNIM", 2),
        ("EIGS", 2),
        ("AQMI", 2),
        ("Ansar Dine", 2),
        ("Al-Mourabitoun", 2),
        ("MINUSMA", 3),
        ("Barkhane", 4),
        ("Takuba", 4),
        ("France", 1),
        ("CMA", 5),
        ("MNLA", 5),
        ("Plateforme", 5),
        ("CEDEAO", 3),
        ("Conseil de sécurité des Nations unies", 3),
        ("EUTM Mali", 4),
        ("Union européenne", 3),
    ];
    let ties = [
        (0, 1, EdgeKind::Member),
        (0, 2, EdgeKind::Opposed),
        (0, 3, EdgeKind::Opposed),
        (2, 3, EdgeKind::Opposed),
        (2, 4, EdgeKind::Supports),
        (4, 2, EdgeKind::Member),
        (5, 2, EdgeKind::Member),
        (6, 2, EdgeKind::Member),
        (7, 0, EdgeKind::Supports),
        (8, 0, EdgeKind::Supports),
        (9, 8, EdgeKind::Follows),
        (8, 10, EdgeKind::Member),
        (9, 0, EdgeKind::Supports),
        (8, 2, EdgeKind::Opposed),
        (11, 12, EdgeKind::Follows),
        (12, 11, EdgeKind::Member),
        (13, 0, EdgeKind::Allied),
        (13, 11, EdgeKind::Opposed),
        (14, 1, EdgeKind::Opposed),
        (15, 7, EdgeKind::Supports),
        (16, 17, EdgeKind::Member),
        (16, 0, EdgeKind::Supports),
        (5, 12, EdgeKind::Allied),
    ];
    Graph {
        caption: caption(&format!("graph-{tag}"), tag),
        nodes: names
            .iter()
            .map(|&(name, kind)| GraphNode {
                name: name.into(),
                sign: Sign::numbered(kind),
                href: Some("/actors/".into()),
                accessible_name: name.into(),
            })
            .collect(),
        ties: ties
            .iter()
            .map(|&(from, to, kind)| GraphEdge { from, to, kind })
            .collect(),
        focus: Some(0),
    }
}

/// Pages that repeat dispatches, or without these the communiqué itself.
pub fn origins(tag: &str, pages: usize, dispatches: usize) -> OriginsFigure {
    let source = |name: String, repeats: Vec<usize>| OriginsSource {
        accessible_name: name.clone(),
        name,
        repeats,
        href: Some("/sources/".into()),
    };
    let mut sources = vec![source("État-major général des armées".into(), Vec::new())];
    sources.extend((0..dispatches).map(|n| source(format!("Agence France-Presse {n}"), vec![0])));
    sources.extend((0..pages).map(|n| {
        let repeats = if dispatches == 0 {
            0
        } else {
            1 + n % dispatches
        };
        source(format!("Sahel Intelligence {n}"), vec![repeats])
    }));
    OriginsFigure {
        caption: caption(&format!("origins-{tag}"), tag),
        sources,
    }
}

pub fn chart(tag: &str) -> Chart {
    let claim = |date: &str, low, high: Option<u64>, claimant| ChartClaim {
        date: Date::parse(date).expect(date),
        count: Count {
            low: Some(low),
            high,
            ..Count::default()
        },
        claimant,
        figure: match high {
            Some(high) if high != low => format!("{low}–{high}"),
            Some(_) => low.to_string(),
            None => format!("≥ {low}"),
        },
        href: Some("/events/".into()),
        accessible_name: "x".into(),
    };
    Chart {
        caption: caption(&format!("chart-{tag}"), tag),
        measure: if tag == "ar" {
            "قتلى"
        } else {
            "personnes tuées"
        }
        .into(),
        claimants: ["Armée malienne", "ONU", "HRW"].map(str::to_owned).into(),
        claims: vec![
            claim("2022-03-27/2022-03-31", 203, Some(203), 0),
            claim("2022-03-27/2022-03-31", 300, None, 2),
            claim("2022-03-27/2022-03-31", 500, Some(500), 1),
            claim("2022-02-16..2022-02-22", 19, Some(19), 0),
            claim("2022-01", 27, Some(93), 1),
            claim("2022-05-10", 40, Some(160), 1),
            claim("2022-06-18", 132, Some(132), 0),
            claim("2022-06-18~", 140, Some(200), 2),
        ],
    }
}
