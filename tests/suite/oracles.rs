//! Our parsers and writers compared with established libraries.

use griot::model::Date;
use proptest::prelude::*;

use crate::support::{self, Theme};

#[test]
fn every_feed_is_read_by_an_atom_library() {
    let compiled = support::published_sample("/repo/", Theme::Default);
    let feeds: Vec<_> = compiled
        .artifacts
        .iter()
        .filter(|file| file.path.ends_with("feed.xml"))
        .collect();
    assert!(
        feeds.len() > 20,
        "the sample has feeds for actors and regions"
    );
    for file in feeds {
        let feed = atom_syndication::Feed::read_from(file.bytes.as_slice())
            .unwrap_or_else(|error| panic!("{}: {error}", file.path));
        assert_eq!(feed.id(), format!("https://x.org/repo/{}", file.path));
        assert!(!feed.entries().is_empty(), "{} has entries", file.path);
        assert!(
            feed.entries()
                .iter()
                .all(|entry| entry.updated() <= feed.updated()),
            "{}",
            file.path
        );
    }
}

proptest! {
    /// Years, months, days and durations are EDTF of levels 0 and 1: both readers agree on what is
    /// one, and on its first and last day.
    #[test]
    fn dates_agree_with_an_edtf_library(year in 1900..2100i32, month in 0..14u8, day in 0..33u8, mark in "[~?]?", shape in 0..4u8) {
        let part = match shape {
            0 => format!("{year}{mark}"),
            1 => format!("{year}-{month:02}{mark}"),
            2 => format!("{year}-{month:02}-{day:02}{mark}"),
            _ => format!("{year}-{month:02}-{day:02}/{}", year + 1),
        };
        let ours = Date::parse(&part);
        let theirs = edtf_core::Edtf::parse(&part);
        // EDTF gives months beyond 20 to seasons; 13 is none for either.
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{}: {:?} {:?}", part, ours, theirs);
    }
}
