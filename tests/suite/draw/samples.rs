//! The figures that the tests draw: the crisis in Mali, and words that are good enough to be looked at.

use std::fs;
use std::path::Path;

use griot::draw::chart::{Chart, Claim};
use griot::draw::geo::Place;
use griot::draw::geojson;
use griot::draw::graph::{Graph, Node, Tie, TieKind};
use griot::draw::map::{Area, Hatch, Map, Mark, Precision, Spot, Town};
use griot::draw::timeline::{Event, Lane, Timeline};
use griot::draw::{Caption, Fold, Sign, TimeWords, Unit};
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

/// The map that the project began with: Ségou, Mopti and Tombouctou, and Bandiagara within Mopti.
pub fn founding_map(tag: &str) -> Map {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("content/geo/mali-adm1.geojson")).expect("it is there");
    let features = geojson::read(&text).expect("it is well formed");
    let arabic = |name: &str| match name {
        "Kayes" => "كايس",
        "Timbuktu" => "تمبكتو",
        "Mopti" => "موبتي",
        "Ségou" => "سيغو",
        "Sikasso" => "سيكاسو",
        "Kidal" => "كيدال",
        "Koulikoro" => "كوليكورو",
        "Gao" => "غاو",
        "Bamako" => "باماكو",
        _ => "باندياغارا",
    };
    let name = |name: &str| match (tag, name) {
        ("ar", name) => arabic(name).to_owned(),
        ("fr", "Timbuktu") => "Tombouctou".to_owned(),
        (_, name) => name.to_owned(),
    };
    let events = |count: usize| match tag {
        "ar" => format!("{count} أحداث"),
        "fr" => format!("{count} événements"),
        _ => format!("{count} events"),
    };
    let mark = |hatch, count| Mark {
        hatch,
        note: events(count),
        href: Some("/regions/x/".into()),
        says: events(count),
    };
    let mut areas: Vec<Area> = features
        .into_iter()
        .map(|feature| {
            let known = feature.properties["name"].as_str().expect("a name").to_owned();
            Area {
                mark: match known.as_str() {
                    "Timbuktu" => Some(mark(Hatch::Rising, 4)),
                    "Mopti" => Some(mark(Hatch::Rising, 11)),
                    "Ségou" => Some(mark(Hatch::Rising, 3)),
                    _ => None,
                },
                name: name(&known),
                rings: feature.rings,
                parent: None,
                seat: None,
            }
        })
        .collect();
    areas.push(Area {
        name: name("Bandiagara"),
        rings: Vec::new(),
        parent: Some(2),
        seat: Some(Place {
            lat: 14.35005,
            lon: -3.61038,
        }),
        mark: Some(mark(Hatch::Dotted, 2)),
    });
    let names = if tag == "ar" {
        [
            ("MR", "موريتانيا"),
            ("DZ", "الجزائر"),
            ("NE", "النيجر"),
            ("BF", "بوركينا فاسو"),
            ("SN", "السنغال"),
            ("GN", "غينيا"),
            ("CI", "ساحل العاج"),
        ]
    } else {
        [
            ("MR", "Mauritanie"),
            ("DZ", "Algérie"),
            ("NE", "Niger"),
            ("BF", "Burkina Faso"),
            ("SN", "Sénégal"),
            ("GN", "Guinée"),
            ("CI", "Côte d’Ivoire"),
        ]
    };
    Map {
        caption: caption(&format!("map-{tag}"), tag),
        home: vec!["ML".into()],
        names: names.map(|(code, name)| (code.to_owned(), name.to_owned())).into(),
        areas,
        spots: Vec::new(),
        towns: [(12.65, -8.0), (14.4843, -4.18296), (16.27, -0.04)]
            .iter()
            .zip([name("Bamako"), name("Mopti"), name("Gao")])
            .map(|(&(lat, lon), name)| Town {
                name,
                place: Place { lat, lon },
            })
            .collect(),
    }
}

/// Places of events in the same country.
pub fn places_map(tag: &str) -> Map {
    let spot = |name: &str, lat, lon, count, precision| Spot {
        name: name.into(),
        place: Place { lat, lon },
        precision,
        count,
        note: if count > 1 { count.to_string() } else { String::new() },
        href: Some("/events/".into()),
        says: format!("{name}, {count}"),
    };
    let mut map = founding_map(tag);
    map.caption.id = format!("places-{tag}");
    for area in &mut map.areas {
        area.mark = None;
    }
    map.areas.truncate(9);
    map.towns.clear();
    map.spots = vec![
        spot("Bamako", 12.65, -8.0, 12, Precision::Exact),
        spot("Konna", 14.95, -3.89, 1, Precision::Exact),
        spot("Ogossagou", 14.1, -3.5, 2, Precision::Exact),
        spot("Moura", 14.35, -4.6, 1, Precision::Exact),
        spot("Tessit", 15.2, 0.4, 1, Precision::Near),
        spot("Ménaka", 15.92, 2.4, 3, Precision::Exact),
        spot("Indelimane", 15.9, 1.3, 1, Precision::Near),
        spot("Sévaré", 14.53, -4.1, 4, Precision::Exact),
        spot("Kidal", 18.44, 1.41, 5, Precision::Exact),
        spot("Tessalit", 20.2, 1.0, 1, Precision::Exact),
        spot("Diabaly", 14.68, -6.0, 1, Precision::Exact),
        spot("Forêt de Tela", 11.4, -7.5, 1, Precision::Near),
    ];
    map
}

pub fn coast_map() -> Map {
    Map {
        caption: caption("coast", "en"),
        home: vec!["SO".into()],
        names: [("ET", "Ethiopia"), ("KE", "Kenya"), ("YE", "Yemen")]
            .map(|(c, n)| (c.to_owned(), n.to_owned()))
            .into(),
        areas: Vec::new(),
        spots: vec![Spot {
            name: "Mogadishu".into(),
            place: Place { lat: 2.04, lon: 45.34 },
            precision: Precision::Exact,
            count: 3,
            note: "3 events".into(),
            href: None,
            says: String::new(),
        }],
        towns: Vec::new(),
    }
}

pub fn kilometres(tag: &str) -> impl Fn(u32) -> String {
    let unit = if tag == "ar" { "كم" } else { "km" };
    move |distance| format!("{distance} {unit}")
}

/// The words of an axis, good enough to be looked at.
pub struct Words(pub &'static str);

impl TimeWords for Words {
    fn tick(&self, day: civil::Date, unit: Unit) -> String {
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
                "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
            ],
        };
        let month = months[usize::try_from(day.month() - 1).expect("a month")];
        match unit {
            Unit::Year => day.year().to_string(),
            Unit::Month if day.month() == 1 => format!("{month} {}", day.year()),
            Unit::Month => month.to_owned(),
            Unit::Day => format!("{} {month}", day.day()),
        }
    }

    fn count(&self, count: u64) -> String {
        count.to_string()
    }

    fn folded(&self, fold: &Fold) -> String {
        match self.0 {
            "ar" => format!("{} حدثا", fold.count),
            _ => format!("{} événements", fold.count),
        }
    }

    fn href(&self, fold: &Fold) -> Option<String> {
        Some(format!("/events/{}/", fold.from.year()))
    }
}

pub fn event(title: &str, date: &str) -> Event {
    Event {
        title: title.into(),
        date: Date::parse(date).expect(date),
        href: Some("/events/x/".into()),
        says: format!("{title}, {date}"),
    }
}

pub fn timeline(id: &str, tag: &str, lanes: Vec<(&str, Vec<Event>)>) -> Timeline {
    Timeline {
        caption: caption(&format!("{id}-{tag}"), tag),
        lanes: lanes
            .into_iter()
            .map(|(name, events)| Lane {
                name: name.into(),
                events,
            })
            .collect(),
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
                vec![event("اعتقالات", "2022-02-20~"), event("قتال", "2022-02-19/2022-02-21")],
            ),
        ]
    } else {
        vec![
            (
                "Mopti",
                vec![
                    event("Combats à Tessit", "2022-02-18"),
                    event("Opérations de l’armée dans le centre du Mali", "2022-02-16..2022-02-22"),
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
    for file in files.iter().filter(|file| !file.to_string_lossy().ends_with(".en.md")) {
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
    vec![
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
        (0, 1, TieKind::Member),
        (0, 2, TieKind::Opposed),
        (0, 3, TieKind::Opposed),
        (2, 3, TieKind::Opposed),
        (2, 4, TieKind::Supports),
        (4, 2, TieKind::Member),
        (5, 2, TieKind::Member),
        (6, 2, TieKind::Member),
        (7, 0, TieKind::Supports),
        (8, 0, TieKind::Supports),
        (9, 8, TieKind::Follows),
        (8, 10, TieKind::Member),
        (9, 0, TieKind::Supports),
        (8, 2, TieKind::Opposed),
        (11, 12, TieKind::Follows),
        (12, 11, TieKind::Member),
        (13, 0, TieKind::Allied),
        (13, 11, TieKind::Opposed),
        (14, 1, TieKind::Opposed),
        (15, 7, TieKind::Supports),
        (16, 17, TieKind::Member),
        (16, 0, TieKind::Supports),
        (5, 12, TieKind::Allied),
    ];
    Graph {
        caption: caption(&format!("graph-{tag}"), tag),
        nodes: names
            .iter()
            .map(|&(name, kind)| Node {
                name: name.into(),
                sign: Sign::numbered(kind),
                href: Some("/actors/".into()),
                says: name.into(),
            })
            .collect(),
        ties: ties.iter().map(|&(from, to, kind)| Tie { from, to, kind }).collect(),
        focus: Some(0),
    }
}

pub fn chart(tag: &str) -> Chart {
    let claim = |date: &str, low, high: Option<u64>, claimant| Claim {
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
        says: "x".into(),
    };
    Chart {
        caption: caption(&format!("chart-{tag}"), tag),
        measure: if tag == "ar" { "قتلى" } else { "personnes tuées" }.into(),
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
