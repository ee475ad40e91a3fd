use super::place::priogrid;
use super::table::{ColumnType, Meaning, Table, is_formula, push_cell};
use super::{TableId, articles, entities, events, json, meaning, shapes, word, words};
use crate::messages::MessageLanguage;
use crate::model::GeoPoint;

/// Rows of the UCDP Georeferenced Event Dataset, version 23.1 (CC BY 4.0; Davies, Pettersson and
/// Öberg 2023): latitude, longitude, `priogrid_gid`.
const CELLS: &[(f64, f64, i64)] = &[
    (5.399_784, 26.486_881, 137_213),
    (8.527_696, 23.249_866, 142_247),
    (4.366_667, 18.583_333, 135_758),
    (6.317_222, 16.378_333, 138_633),
];

#[test]
fn points_are_in_the_cells_of_prio_grid() {
    for (lat, lon, cell) in CELLS {
        let point = GeoPoint {
            lat: *lat,
            lon: *lon,
        };
        assert_eq!(priogrid(point), *cell, "{lat} {lon}");
    }
}

#[test]
fn the_edges_of_the_world_are_in_the_grid() {
    let cell = |lat, lon| priogrid(GeoPoint { lat, lon });
    assert_eq!(cell(-90.0, -180.0), 1);
    assert_eq!(cell(90.0, 180.0), 720 * 360);
    assert_eq!(cell(-90.0, 180.0), 720);
}

#[test]
fn numbers_are_no_formulas() {
    for cell in ["-4.52", "-1", "+3", "19", "", "a=b", "2022-02-16"] {
        assert!(!is_formula(cell), "{cell}");
    }
    for cell in ["=1+1", "-a", "+cmd", "@SUM(A1)", "\tx", "-1;2"] {
        assert!(is_formula(cell), "{cell}");
    }
}

#[test]
fn what_a_shape_cannot_say_is_explained_in_every_language() {
    let omitted = shapes::UCDP_OMITS.iter().chain(shapes::ACLED_OMITS);
    for path in omitted {
        for language in [
            MessageLanguage::English,
            MessageLanguage::French,
            MessageLanguage::Arabic,
        ] {
            assert!(meaning(path, language).is_some(), "{path}");
        }
    }
}

/// The names of columns with what explains them.
fn meanings<R>(table: &Table<R>) -> Vec<(&'static str, Meaning)> {
    let columns = table.columns.iter();
    columns
        .map(|column| (column.name, column.meaning))
        .collect()
}

#[test]
fn cells_become_values_of_their_type() {
    let mut out = Vec::new();
    json::object(&mut out, |object| {
        push_cell(object, "empty", ColumnType::Text, "");
        push_cell(object, "text", ColumnType::Text, "a \"b\" \\ \u{2028}é\n");
        push_cell(object, "number", ColumnType::Number, "-4.5");
        push_cell(object, "flag", ColumnType::YesNo, "no");
        push_cell(object, "list", ColumnType::List, "a | b\u{1f}c");
        push_cell(object, "date", ColumnType::Date, "2022-02-16..2022-02-22");
        push_cell(object, "since", ColumnType::Date, "2012/..");
        object.texts("none", std::iter::empty::<&str>());
    });
    let read: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    let expected = serde_json::json!({
        "text": "a \"b\" \\ \u{2028}é\n",
        "number": -4.5,
        "flag": false,
        "list": ["a | b", "c"],
        "date": "[2022-02-16..2022-02-22]",
        "since": "2012/..",
    });
    assert_eq!(read, expected);
}

#[test]
fn our_columns_are_explained() {
    let meanings = [
        meanings(&events::EVENTS),
        meanings(&events::CLAIMS),
        meanings(&events::ORIGINS),
        meanings(&events::ESTIMATES),
        meanings(&entities::SOURCES),
        meanings(&entities::ACTORS),
        meanings(&entities::ALIASES),
        meanings(&entities::LABELS),
        meanings(&entities::RELATIONS),
        meanings(&entities::REGIONS),
        meanings(&entities::MEMBERSHIPS),
        meanings(&articles::ARTICLES),
        meanings(&articles::TOPICS),
        meanings(&articles::EVENT_USES),
        meanings(&articles::CORRECTIONS),
    ];
    for (column, text) in meanings.into_iter().flatten() {
        match text {
            Meaning::Key(path) => {
                assert!(
                    meaning(path, MessageLanguage::English).is_some(),
                    "{column}: {path}"
                );
            }
            Meaning::Word(name) => assert!(!word(name).is_empty(), "{column}"),
            _ => panic!("{column} has no explanation"),
        }
    }
    assert_eq!(TableId::ALL.len(), 10);
}

#[test]
fn programs_and_pages_explain_columns_in_the_same_words() {
    let theme = include_str!("../../themes/default/i18n/en.yaml");
    for (name, text) in words::SHARED {
        let line = format!("\n{name}: \"{text}\"\n");
        assert!(theme.contains(&line), "{name}");
    }
}
