//! Maps: where events were, as exactly as that is known.

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use crate::draw::geo::Place;
use crate::draw::map::{Area, Drawn, Hatch, Map, Mark, Note, Precision, Shown, Spot, Town};
use crate::html::escaped;
use crate::model::Precision as Known;
use crate::model::{Date, Event, Id, Level, Point, Region, Thing};
use crate::relate::with_wholes;
use crate::render::desk::Desk;

/// Patterns in the order in which regions get them.
const HATCHES: [Hatch; 6] = [
    Hatch::Rising,
    Hatch::Level,
    Hatch::Dotted,
    Hatch::Falling,
    Hatch::Upright,
    Hatch::Crossed,
];

/// More places than this are not marked one by one.
const PLACES: usize = 60;
/// How many marks stand side by side at most where there are more.
const CELLS: i64 = 16;

/// Of how many regions or places it is said one by one why they are not drawn as they are.
const SINGLY: usize = 3;

/// What some events put on a map.
#[derive(Default)]
struct Put {
    /// Regions that are told of as a whole, with how many events.
    regions: BTreeMap<Id<Region>, usize>,
    /// Places by their point in degrees to four digits, with their events.
    points: BTreeMap<(i64, i64), Vec<Id<Event>>>,
    /// Events known no more exactly than a country, or in regions that no map shows.
    unmapped: usize,
}

impl Desk<'_> {
    /// A map of some events, with its legend and notes; none where nothing of it can be drawn. `about` is a region that is
    /// marked in any case.
    pub(super) fn map(&self, told: &Told, events: &[Id<Event>], about: Option<Id<Region>>) -> Option<String> {
        let mut put = self.put(events);
        let at = events.first().map_or_else(today, |id| self.atlas.events[*id].date);
        if let Some(region) = about.filter(|region| self.can_be_drawn(*region)) {
            put.regions.entry(region).or_insert(0);
        }
        if put.regions.is_empty() && put.points.is_empty() {
            return None;
        }
        let (areas, ids) = self.areas(&put, &at);
        let map = Map {
            caption: self.caption(told),
            home: self.home_countries(events, about),
            names: self.country_names(),
            spots: self.spots(&put),
            towns: self.towns(&put),
            areas,
        };
        let distance = |kilometres: u32| {
            let number = self.words.number(u64::from(kilometres));
            self.words.say("kilometres", None, &[("n", &number)])
        };
        let drawn = map.draw(self.boundaries.lands(), &distance);
        Some(format!(
            "{}{}{}{}",
            drawn.svg,
            self.map_legend(&drawn),
            self.keys(&drawn.keys),
            self.map_notes(&drawn, &map, &ids, put.unmapped)
        ))
    }

    fn put(&self, events: &[Id<Event>]) -> Put {
        let mut put = Put::default();
        for id in events {
            let event = &self.atlas.events[*id];
            let point = event.place.as_ref().and_then(|place| place.point);
            let exact = event.where_prec.is_none_or(|known| known <= Known::Near);
            if let Some(point) = point.filter(|_| exact) {
                put.points.entry(rounded(point)).or_default().push(*id);
                continue;
            }
            let shown: Vec<Id<Region>> = event
                .regions
                .iter()
                .copied()
                .filter(|region| self.can_be_drawn(*region))
                .collect();
            if shown.is_empty() {
                put.unmapped += 1;
            }
            for region in shown {
                *put.regions.entry(region).or_default() += 1;
            }
        }
        put
    }

    /// Whether a region has a place of its own on a map: a boundary, or a point within something that has one.
    fn can_be_drawn(&self, id: Id<Region>) -> bool {
        let region = &self.atlas.regions[id];
        let small = matches!(region.level, Some(Level::Adm1 | Level::Adm2 | Level::Place));
        self.boundaries.of(id).is_some() || (small && region.point.is_some())
    }

    /// Every region with a boundary, and the marked ones without; with their ids.
    fn areas(&self, put: &Put, at: &Date) -> (Vec<Area>, Vec<Id<Region>>) {
        let mut ids: Vec<Id<Region>> = self.boundaries.regions().map(|(id, _)| id).collect();
        let bare: Vec<Id<Region>> = put.regions.keys().copied().filter(|id| !ids.contains(id)).collect();
        ids.extend(bare);
        let mut marked = 0;
        let areas = ids
            .iter()
            .map(|id| {
                let region = &self.atlas.regions[*id];
                let parent = with_wholes(self.atlas, *id, at)
                    .into_iter()
                    .skip(1)
                    .find_map(|whole| ids.iter().position(|other| *other == whole));
                let name = self.name(Thing::Region(*id)).text;
                let mark = put.regions.get(id).map(|count| {
                    let hatch = HATCHES[marked % HATCHES.len()];
                    marked += 1;
                    let note = if *count == 0 {
                        String::new()
                    } else {
                        self.words.say("events_count", Some(*count), &[])
                    };
                    Mark {
                        hatch,
                        says: if note.is_empty() {
                            name.clone()
                        } else {
                            format!("{name} {note}")
                        },
                        note,
                        href: Some(self.plan.address(self.atlas, Thing::Region(*id), self.lang)),
                    }
                });
                Area {
                    rings: self.boundaries.of(*id).cloned().unwrap_or_default(),
                    parent,
                    seat: region.point.map(place),
                    name,
                    mark,
                }
            })
            .collect();
        (areas, ids)
    }

    /// A mark for each place, or where these are too many, for those that lie close to one another.
    fn spots(&self, put: &Put) -> Vec<Spot> {
        if put.points.len() <= PLACES {
            return put.points.values().filter_map(|events| self.spot(events)).collect();
        }
        let side = |of: fn(&(i64, i64)) -> i64| {
            let (least, most) = (put.points.keys().map(of).min(), put.points.keys().map(of).max());
            most.zip(least).map_or(0, |(most, least)| most - least)
        };
        let cell = side(|point| point.0).max(side(|point| point.1)) / CELLS + 1;
        let mut heaps: BTreeMap<(i64, i64), Vec<&Vec<Id<Event>>>> = BTreeMap::new();
        for ((lat, lon), events) in &put.points {
            let heap = heaps.entry((lat.div_euclid(cell), lon.div_euclid(cell))).or_default();
            heap.push(events);
        }
        heaps
            .into_values()
            .filter_map(|heap| {
                // It stands where most of it was.
                let most = heap.iter().rev().max_by_key(|events| events.len())?;
                let spot = self.spot(most)?;
                if heap.len() == 1 {
                    return Some(spot);
                }
                let count = heap.iter().map(|events| events.len()).sum();
                let note = self.words.say("events_count", Some(count), &[]);
                Some(Spot {
                    name: String::new(),
                    place: spot.place,
                    precision: Precision::Several,
                    count,
                    says: note.clone(),
                    note,
                    href: None,
                })
            })
            .collect()
    }

    /// A mark for the events of one place.
    fn spot(&self, events: &[Id<Event>]) -> Option<Spot> {
        let first = &self.atlas.events[*events.first()?];
        let known = first.place.as_ref()?;
        let exact = first.where_prec != Some(Known::Near);
        let name = known
            .name
            .as_ref()
            .map_or_else(|| self.text(&first.title).text, |name| self.text(name).text);
        let note = if events.len() > 1 {
            self.words.say("events_count", Some(events.len()), &[])
        } else {
            String::new()
        };
        Some(Spot {
            place: place(known.point?),
            precision: if exact { Precision::Exact } else { Precision::Near },
            count: events.len(),
            href: Some(self.plan.address(self.atlas, Thing::Event(events[0]), self.lang)),
            // What is seen comes first, so that a reader who speaks it finds the link.
            says: format!(
                "{} {}",
                format!("{name} {note}").trim_end(),
                self.says(first, &first.date)
            ),
            name,
            note,
        })
    }

    /// Places with a point and no events of their own, by which a reader finds their way.
    fn towns(&self, put: &Put) -> Vec<Town> {
        self.atlas
            .regions
            .iter()
            .filter(|(id, region)| region.level == Some(Level::Place) && !put.regions.contains_key(id))
            .filter_map(|(id, region)| {
                Some(Town {
                    name: self.name(Thing::Region(id)).text,
                    place: place(region.point?),
                })
            })
            .collect()
    }

    /// The codes of the countries in which the events were.
    fn home_countries(&self, events: &[Id<Event>], about: Option<Id<Region>>) -> Vec<String> {
        let mut codes = BTreeSet::new();
        let mut add = |region: Id<Region>, at: &Date| {
            for whole in with_wholes(self.atlas, region, at) {
                let region = &self.atlas.regions[whole];
                if region.level == Some(Level::Country)
                    && let Some(code) = &region.iso_3166
                {
                    codes.insert(code.clone());
                }
            }
        };
        for id in events {
            let event = &self.atlas.events[*id];
            event.regions.iter().for_each(|region| add(*region, &event.date));
        }
        if let Some(region) = about {
            add(region, &today());
        }
        codes.into_iter().collect()
    }

    fn country_names(&self) -> Vec<(String, String)> {
        self.atlas
            .regions
            .iter()
            .filter(|(_, region)| region.level == Some(Level::Country))
            .filter_map(|(id, region)| Some((region.iso_3166.clone()?, self.name(Thing::Region(id)).text)))
            .collect()
    }

    fn map_legend(&self, drawn: &Drawn) -> String {
        let mut told = BTreeSet::new();
        let samples = drawn.legend.iter().filter_map(|sample| {
            let word = match sample.what {
                Shown::Area(_) => "legend_area",
                Shown::Within(_) => "legend_within",
                Shown::Exact => "legend_exact",
                Shown::Near => "legend_near",
                Shown::Several => "legend_several",
            };
            // One hatch of each kind is enough: what each region is called stands on the map.
            told.insert(word)
                .then(|| (sample.svg.clone(), self.words.get(word).to_owned()))
        });
        self.legend(samples)
    }

    /// What the map could not show as it is, in words.
    fn map_notes(&self, drawn: &Drawn, map: &Map, ids: &[Id<Region>], unmapped: usize) -> String {
        let name = |area: usize| self.name(Thing::Region(ids[area])).text;
        let kind = |note: &Note| match note {
            Note::Within { .. } => Some("note_within_many"),
            Note::Unbounded { .. } => Some("note_unbounded_many"),
            Note::AreaLeftOut { .. } | Note::SpotLeftOut { .. } => Some("note_left_out_many"),
            Note::Unnamed { .. } => None,
        };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for kind in drawn.notes.iter().filter_map(kind) {
            *counts.entry(kind).or_default() += 1;
        }
        // What is to be said of many is said once.
        counts.retain(|_, count| *count > SINGLY);
        let mut notes: Vec<String> = drawn
            .notes
            .iter()
            .filter(|note| kind(note).is_none_or(|kind| !counts.contains_key(kind)))
            .filter_map(|note| match note {
                Note::Within { area, parent } => Some(self.words.say(
                    "note_within",
                    None,
                    &[("name", &name(*area)), ("parent", &name(*parent))],
                )),
                Note::Unbounded { area } => Some(self.words.say("note_unbounded", None, &[("name", &name(*area))])),
                Note::AreaLeftOut { area } => Some(self.words.say("note_left_out", None, &[("name", &name(*area))])),
                Note::SpotLeftOut { spot } => {
                    let spot = map.spots.get(*spot)?;
                    Some(self.words.say("note_left_out", None, &[("name", &spot.name)]))
                }
                // Its mark is there, and its name stands in the table.
                Note::Unnamed { .. } => None,
            })
            .collect();
        notes.extend(
            counts
                .iter()
                .map(|(word, count)| self.words.say(word, Some(*count), &[])),
        );
        if unmapped > 0 {
            notes.push(self.words.say("note_unmapped", Some(unmapped), &[]));
        }
        notes.push(self.words.get("map_credit").to_owned());
        format!("<p class=\"meta\">{}</p>\n", escaped(&notes.join(" ")))
    }
}

fn place(point: Point) -> Place {
    Place {
        lat: point.lat,
        lon: point.lon,
    }
}

/// A point to about ten metres, so that events of one place meet.
#[expect(clippy::cast_possible_truncation, reason = "degrees are far below the limits of i64")]
fn rounded(point: Point) -> (i64, i64) {
    ((point.lat * 1e4).round() as i64, (point.lon * 1e4).round() as i64)
}

/// The time of a map that no event dates: no membership has ended by then that has not ended for good.
fn today() -> Date {
    Date::parse("9000").expect("a year is a date")
}
