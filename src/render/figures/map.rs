//! Maps: where events were, as exactly as that is known.

use std::collections::{BTreeMap, BTreeSet};

use super::FigureWords;
use crate::draw::geo::LonLat;
use crate::draw::map::{
    Area, DrawnMap, MapFigure, MapLegendItem, MapSpot, MapTown, MapWords, Precision, View,
};
use crate::draw::nature;
use crate::fuzzy;
use crate::html::escaped;
use crate::lang::fold;
use crate::model::Precision as Known;
use crate::model::{Date, Entity, Event, GeoPoint, Id, Level, Region};
use crate::relations::with_wholes;
use crate::render::context::PageContext;

/// More places than this are not marked one by one.
const PLACES: usize = 45;
/// How many marks stand side by side at most where there are more.
const CELLS: i64 = 11;
/// Up to so many events a region in which one was, nobody knows where, is hatched; more of them
/// count in its tint.
const FEW: usize = 3;
/// Of how many regions it is said one by one in which others their events count.
const SINGLY: usize = 3;
/// How far, in degrees, a town that is built in may be from where the site says it is.
const NEAR: f64 = 0.4;

/// What some events put on a map.
#[derive(Default)]
struct MapContents {
    /// Regions with a boundary, with how many events were in them.
    counts: BTreeMap<Id<Region>, usize>,
    /// Those of them with an event that has no mark of its own.
    vague: BTreeSet<Id<Region>>,
    /// Places by their point, with their events.
    points: BTreeMap<RoundedPoint, Vec<EventMark>>,
    /// Regions without a boundary, and those with one in which their events count.
    within: BTreeSet<(Id<Region>, Id<Region>)>,
    /// How many events are known to their region only.
    region_only: usize,
    /// Events known no more exactly than a country, or in regions that no map shows.
    unmapped: usize,
}

/// A point in degrees to four digits.
type RoundedPoint = (i64, i64);

/// An event at a place.
#[derive(Clone, Copy)]
struct EventMark {
    event: Id<Event>,
    /// Where the place is that of a region.
    region: Option<Id<Region>>,
    is_exact: bool,
}

impl PageContext<'_> {
    /// A map of some events, with its legend and notes; none where nothing of it can be drawn.
    /// `about` is a region that the map is fitted to.
    pub(super) fn map(
        &self,
        told: &FigureWords,
        events: &[Id<Event>],
        about: Option<Id<Region>>,
    ) -> Option<String> {
        let put = self.map_contents(events);
        let focus = about.filter(|region| self.boundaries.get(*region).is_some());
        if put.counts.is_empty() && put.points.is_empty() && focus.is_none() {
            return None;
        }
        let (areas, view) = self.areas(&put, events, focus);
        let map = MapFigure {
            caption: self.caption(told),
            home: self.home_countries(events, about),
            spots: self.spots(&put),
            towns: self.seats(),
            areas,
            view,
        };
        let drawn = map.draw(self.boundaries.lands(), self);
        Some(format!(
            "{}{}{}",
            drawn.svg,
            self.map_legend(&drawn, view),
            self.map_notes(&drawn, &put, events.len())
        ))
    }

    fn map_contents(&self, events: &[Id<Event>]) -> MapContents {
        let mut put = MapContents::default();
        for id in events {
            let event = &self.atlas.events[*id];
            let bounded = self.bounded(event, &mut put.within);
            for region in &bounded {
                *put.counts.entry(*region).or_default() += 1;
            }
            if let Some((at, mark)) = self.mark_of_event(*id) {
                put.points.entry(rounded(at)).or_default().push(mark);
            } else if bounded.is_empty() {
                put.unmapped += 1;
            } else {
                put.region_only += 1;
                put.vague.extend(bounded);
            }
        }
        put
    }

    /// The regions with a boundary that an event was in: its own, else the next that these were
    /// part of.
    fn bounded(
        &self,
        event: &Event,
        within: &mut BTreeSet<(Id<Region>, Id<Region>)>,
    ) -> BTreeSet<Id<Region>> {
        let mut found = BTreeSet::new();
        for region in &event.regions {
            let mut wholes = with_wholes(self.atlas, *region, &event.date).into_iter();
            if let Some(whole) = wholes.find(|whole| self.boundaries.get(*whole).is_some()) {
                found.insert(whole);
                if whole != *region {
                    within.insert((*region, whole));
                }
            }
        }
        found
    }

    /// Where an event is marked: at its place as far as a district, else at that of a small region
    /// that has a point.
    fn mark_of_event(&self, id: Id<Event>) -> Option<(GeoPoint, EventMark)> {
        let event = &self.atlas.events[id];
        let known = event.where_prec.unwrap_or(Known::Exact);
        let point = event.place.as_ref().and_then(|place| place.point);
        if let Some(point) = point.filter(|_| known <= Known::Adm2) {
            let mark = EventMark {
                event: id,
                region: None,
                is_exact: known <= Known::Near,
            };
            return Some((point, mark));
        }
        event.regions.iter().find_map(|region| {
            let known = &self.atlas.regions[*region];
            let is_small = match known.level {
                Some(Level::Place | Level::Adm2) => self.boundaries.get(*region).is_none(),
                // Without any boundary the seat of a large region is all that can be shown of it.
                Some(Level::Adm1) => self.bounded(event, &mut BTreeSet::new()).is_empty(),
                _ => false,
            };
            let mark = EventMark {
                event: id,
                region: Some(*region),
                is_exact: false,
            };
            Some((known.point.filter(|_| is_small)?, mark))
        })
    }

    /// Every region with a boundary; and what the map is fitted to.
    fn areas(
        &self,
        put: &MapContents,
        events: &[Id<Event>],
        focus: Option<Id<Region>>,
    ) -> (Vec<Area>, View) {
        let at = events
            .last()
            .map_or_else(today, |id| self.atlas.events[*id].date);
        let is_few = events.len() <= FEW;
        let mut view = View::Marks;
        let areas = self
            .boundaries
            .regions()
            .enumerate()
            .map(|(number, (id, outline))| {
                if focus == Some(id) {
                    view = View::Area(number);
                }
                // A map of one region tells nothing of the others; that of few events no more than
                // where these were.
                let is_part =
                    focus.is_none_or(|focus| with_wholes(self.atlas, id, &at).contains(&focus));
                let is_vague = put.vague.contains(&id);
                let count = put.counts.get(&id).copied().unwrap_or(0);
                let count = if is_part && (is_vague || !is_few) {
                    count
                } else {
                    0
                };
                let name = self.name(Entity::Region(id)).text;
                Area {
                    outline: outline.clone(),
                    is_vague: is_vague && count > 0,
                    is_hatched: is_few && is_vague && count > 0,
                    href: (focus != Some(id))
                        .then(|| self.plan.address(self.atlas, Entity::Region(id), self.lang)),
                    accessible_name: self.counted_there(&name, count),
                    name,
                    count,
                }
            });
        (areas.collect(), view)
    }

    /// A mark for each place, or where these are too many, for those that lie close to one another.
    fn spots(&self, put: &MapContents) -> Vec<MapSpot> {
        if put.points.len() <= PLACES {
            return put
                .points
                .iter()
                .filter_map(|(at, marks)| self.spot(*at, marks))
                .collect();
        }
        let side = |of: fn(&(i64, i64)) -> i64| {
            let (least, most) = (
                put.points.keys().map(of).min(),
                put.points.keys().map(of).max(),
            );
            most.zip(least).map_or(0, |(most, least)| most - least)
        };
        let cell = side(|point| point.0).max(side(|point| point.1)) / CELLS + 1;
        let mut heaps: BTreeMap<RoundedPoint, Vec<(RoundedPoint, &Vec<EventMark>)>> =
            BTreeMap::new();
        for ((lat, lon), marks) in &put.points {
            let heap = heaps
                .entry((lat.div_euclid(cell), lon.div_euclid(cell)))
                .or_default();
            heap.push(((*lat, *lon), marks));
        }
        heaps
            .into_values()
            .filter_map(|heap| {
                // It stands where most of it was.
                let (at, most) = heap.iter().rev().max_by_key(|(_, marks)| marks.len())?;
                let spot = self.spot(*at, most)?;
                if heap.len() == 1 {
                    return Some(spot);
                }
                let count = heap.iter().map(|(_, marks)| marks.len()).sum();
                Some(MapSpot {
                    precision: Precision::Several,
                    count,
                    accessible_name: self.counted_there(&spot.name, count),
                    href: None,
                    ..spot
                })
            })
            .collect()
    }

    /// A mark for the events of one place.
    fn spot(&self, (lat, lon): (i64, i64), marks: &[EventMark]) -> Option<MapSpot> {
        let first = marks.first()?;
        let event = &self.atlas.events[first.event];
        let own = event.place.as_ref().and_then(|place| place.name.as_ref());
        let name = match (first.region, own) {
            (Some(region), _) => self.name(Entity::Region(region)).text,
            (None, Some(name)) => self.text(name).text,
            (None, None) => self.text(&event.title).text,
        };
        // One event is a link to it; several at one place to their region, whose page lists them.
        let target = match (marks.len(), event.regions.first()) {
            (1, _) | (_, None) => Entity::Event(first.event),
            (_, Some(region)) => Entity::Region(*region),
        };
        let count = marks.len();
        Some(MapSpot {
            place: LonLat {
                lat: from_rounded(lat),
                lon: from_rounded(lon),
            },
            precision: match marks.iter().any(|mark| mark.is_exact) {
                true => Precision::Place,
                false => Precision::District,
            },
            count,
            href: Some(self.plan.address(self.atlas, target, self.lang)),
            // What is seen comes first, so that a reader who speaks it finds the link.
            accessible_name: match count {
                1 => format!(
                    "{name}{} {}",
                    self.words.get("colon"),
                    self.says(event, &event.date)
                ),
                count => self.counted_there(&name, count),
            },
            // What stands in brackets explains the place; the table has it.
            name: name.split(" (").next().unwrap_or(&name).to_owned(),
        })
    }

    /// "Mopti: 11 events".
    fn counted_there(&self, name: &str, count: usize) -> String {
        let events = self.words.say("events_count", Some(count), &[]);
        format!("{name}{} {events}", self.words.get("colon"))
    }

    /// The seats of the site's regions and its places, by which a reader finds their way.
    fn seats(&self) -> Vec<MapTown> {
        let regions = self.atlas.regions.iter();
        let small = regions.filter(|(_, region)| {
            matches!(region.level, Some(Level::Adm1 | Level::Adm2 | Level::Place))
                && region.point.is_some()
        });
        small
            .filter_map(|(id, region)| {
                Some(MapTown {
                    name: self.name(Entity::Region(id)).text,
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
        match about {
            // What else happened in an event of the region makes no other map of it.
            Some(region) => add(region, &today()),
            None => {
                for id in events {
                    let event = &self.atlas.events[*id];
                    event
                        .regions
                        .iter()
                        .for_each(|region| add(*region, &event.date));
                }
            }
        }
        codes.into_iter().collect()
    }

    /// What the map shows; the tint of a region alone needs no explanation.
    fn map_legend(&self, drawn: &DrawnMap, view: View) -> String {
        let tints = drawn
            .legend
            .iter()
            .filter(|sample| matches!(sample.what, MapLegendItem::Tint(..)));
        let is_alone = matches!(view, View::Area(_)) && tints.count() == 1;
        let samples = drawn.legend.iter().filter_map(|sample| {
            let words = match sample.what {
                MapLegendItem::Tint(..) if is_alone => return None,
                MapLegendItem::Tint(low, high) if low == high => {
                    self.words.say("events_count", Some(low), &[])
                }
                MapLegendItem::Tint(low, high) => {
                    let (low, high) = (MapWords::number(self, low), MapWords::number(self, high));
                    self.words
                        .say("legend_range", None, &[("low", &low), ("high", &high)])
                }
                MapLegendItem::Hatch => self.words.get("legend_hatch").to_owned(),
                MapLegendItem::Place => self.words.get("legend_place").to_owned(),
                MapLegendItem::District => self.words.get("legend_district").to_owned(),
                MapLegendItem::Several => self.words.get("legend_several").to_owned(),
            };
            Some((sample.svg.clone(), words))
        });
        let scaled = drawn
            .is_scaled
            .then(|| (String::new(), self.words.get("legend_scaled").to_owned()));
        self.legend(samples.chain(scaled))
    }

    /// What the map could not show as it is, folded under how many events that are.
    fn map_notes(&self, drawn: &DrawnMap, put: &MapContents, events: usize) -> String {
        let mut notes = Vec::new();
        let mut counted = |word: &str, count: usize| {
            if count > 0 {
                notes.push(self.words.say(word, Some(count), &[]));
            }
        };
        counted("note_unmapped", put.unmapped);
        counted(
            "note_region_only",
            if events > FEW { put.region_only } else { 0 },
        );
        counted("note_left_out", drawn.left_out.len());
        if put.within.len() > SINGLY {
            counted("note_within_many", put.within.len());
        } else {
            notes.extend(put.within.iter().map(|(region, whole)| {
                let name = |id: &Id<Region>| self.name(Entity::Region(*id)).text;
                let names = (name(region), name(whole));
                self.words.say(
                    "note_within",
                    None,
                    &[("name", &names.0), ("parent", &names.1)],
                )
            }));
        }
        notes.push(self.words.get("map_credit").to_owned());
        let missing = put.unmapped + drawn.left_out.len();
        let all = MapWords::number(self, events);
        let summary = match (missing, put.region_only) {
            (0, 0) => self.words.get("map_about").to_owned(),
            (0, vague) => self
                .words
                .say("map_region_only", Some(vague), &[("all", &all)]),
            (missing, _) => self
                .words
                .say("map_not_shown", Some(missing), &[("all", &all)]),
        };
        format!(
            "<details class=\"data notes\"><summary>{}</summary>\n<p>{}</p></details>\n",
            escaped(&summary),
            escaped(&notes.join(" "))
        )
    }
}

impl MapWords for PageContext<'_> {
    fn distance(&self, kilometres: u32) -> String {
        let number = self.words.number(u64::from(kilometres));
        self.words.say("kilometres", None, &[("n", &number)])
    }

    fn number(&self, number: usize) -> String {
        self.words.number(u64::try_from(number).unwrap_or(u64::MAX))
    }

    fn country(&self, code: &str) -> Option<String> {
        let mut regions = self.atlas.regions.iter();
        let own = regions.find(|(_, region)| {
            region.level == Some(Level::Country) && region.iso_3166.as_deref() == Some(code)
        });
        own.map(|(id, _)| self.name(Entity::Region(id)).text)
            .or_else(|| fuzzy::country(code, self.lang.tag()).map(str::to_owned))
    }

    fn town(&self, town: &nature::NaturalEarthTown) -> Option<String> {
        // What the site itself calls it, in this language.
        let name = fold(&town.name);
        let own = self.atlas.regions.iter().find(|(_, region)| {
            region.point.is_some_and(|point| {
                (point.lat - town.place.lat).abs() < NEAR
                    && (point.lon - town.place.lon).abs() < NEAR
            }) && (region.name.iter().any(|(_, known)| fold(known) == name)
                || region.aliases.iter().any(|alias| fold(&alias.name) == name))
        });
        own.map(|(id, _)| self.name(Entity::Region(id)).text)
            .or_else(|| self.built_in(&town.name))
    }

    fn river(&self, name: &str) -> Option<String> {
        // Some rivers have the name of a country, which then stands on the same map.
        match self.boundaries.lands().namesake(name) {
            Some(code) => {
                let name = self.country(code).or_else(|| self.built_in(name))?;
                Some(self.words.say("map_river", None, &[("name", &name)]))
            }
            None => self.built_in(name),
        }
    }
}

impl PageContext<'_> {
    /// The name of a built-in town or river in this language; `None` where only one in Latin
    /// letters is known, and the language is written in others.
    fn built_in(&self, name: &str) -> Option<String> {
        let own = nature::name_in(name, self.lang.tag());
        let known = own.or_else(|| self.words.has_latin_letters().then_some(name));
        known.map(str::to_owned)
    }
}

fn place(point: GeoPoint) -> LonLat {
    LonLat {
        lat: point.lat,
        lon: point.lon,
    }
}

/// A point to about ten metres, so that events of one place meet.
#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees are far below the limits of i64"
)]
fn rounded(point: GeoPoint) -> (i64, i64) {
    (
        (point.lat * 1e4).round() as i64,
        (point.lon * 1e4).round() as i64,
    )
}

#[expect(
    clippy::cast_precision_loss,
    reason = "degrees are far below the limits of f64"
)]
fn from_rounded(value: i64) -> f64 {
    value as f64 / 1e4
}

/// The time of a map that no event dates: no membership has ended by then that has not ended for
/// good.
fn today() -> Date {
    Date::parse("9000").expect("a year is a date")
}
