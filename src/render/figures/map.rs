//! Maps of events, each placed as exactly as its location is known.

use std::collections::{BTreeMap, BTreeSet};

use super::FigureWords;
use crate::draw::geo::LonLat;
use crate::draw::map::{
    Area, DrawnMap, MapFigure, MapLegendItem, MapSpot, MapTown, MapWords, Precision, View,
};
use crate::html::escaped;
use crate::model::{Date, Entity, Event, GeoPoint, Id, Level, Precision as PlacePrecision, Region};
use crate::relations::with_enclosing;
use crate::render::context::PageContext;

/// The maximum number of places with a mark each. If there are more, nearby places are merged into
/// one mark.
const MAX_PLACES: usize = 45;

/// The maximum number of marks side by side once places are merged.
const MAX_CELLS: i64 = 11;

/// The maximum number of events of a map on which regions with an event of unknown place are
/// hatched. On a map of more events, such events only count in the tint of the region.
const MAX_HATCHED_EVENTS: usize = 3;

/// The maximum number of regions that are named one by one if their events count in another region.
const MAX_NAMED_REGIONS: usize = 3;

/// The data that events add to a map.
#[derive(Default)]
struct MapContents {
    /// The number of events of each region with a boundary.
    counts: BTreeMap<Id<Region>, usize>,
    /// The regions in `counts` that have an event without a mark.
    vague: BTreeSet<Id<Region>>,
    /// The events at each place, by its point.
    points: BTreeMap<RoundedPoint, Vec<EventMark>>,
    /// Pairs of a region without a boundary and the enclosing region in which the events of the
    /// former are counted.
    within: BTreeSet<(Id<Region>, Id<Region>)>,
    /// The number of events that are only located by region.
    region_only: usize,
    /// The number of events that are located no more exactly than a country, or in regions without
    /// a boundary.
    unmapped: usize,
}

/// Latitude and longitude in ten-thousandths of a degree.
type RoundedPoint = (i64, i64);

/// An event at a place.
#[derive(Clone, Copy)]
struct EventMark {
    event: Id<Event>,
    /// The region, if the place is a region's point.
    region: Option<Id<Region>>,
    is_exact: bool,
}

/// Returns a map of events with its legend and notes, or `None` if nothing can be drawn. `about` is
/// the region that the map is fitted to.
pub fn map(
    context: &PageContext,
    words: &FigureWords,
    events: &[Id<Event>],
    about: Option<Id<Region>>,
) -> Option<String> {
    let contents = map_contents(context, events);
    let focus = about.filter(|region| context.boundaries.get(*region).is_some());
    if contents.counts.is_empty() && contents.points.is_empty() && focus.is_none() {
        return None;
    }
    let (areas, view) = areas(context, &contents, events, focus);
    let map = MapFigure {
        caption: super::caption(context, words),
        home: home_countries(context, events, about),
        spots: spots(context, &contents),
        towns: seats(context),
        areas,
        view,
    };
    let drawn = map.draw(context.boundaries.lands(), context);
    Some(format!(
        "{}{}{}",
        drawn.svg,
        map_legend(context, &drawn, view),
        map_notes(context, &drawn, &contents, events.len())
    ))
}

/// Collects the data that events add to a map.
fn map_contents(context: &PageContext, events: &[Id<Event>]) -> MapContents {
    let mut contents = MapContents::default();
    for id in events {
        let event = &context.atlas.events[*id];
        let bounded = bounded_regions(context, event, &mut contents.within);
        for region in &bounded {
            *contents.counts.entry(*region).or_default() += 1;
        }
        if let Some((at, mark)) = event_mark(context, *id) {
            contents.points.entry(rounded(at)).or_default().push(mark);
        } else if bounded.is_empty() {
            contents.unmapped += 1;
        } else {
            contents.region_only += 1;
            contents.vague.extend(bounded);
        }
    }
    contents
}

/// Returns the regions with a boundary in which an event happened. A region without a boundary is
/// replaced by the nearest region with one that encloses it.
fn bounded_regions(
    context: &PageContext,
    event: &Event,
    within: &mut BTreeSet<(Id<Region>, Id<Region>)>,
) -> BTreeSet<Id<Region>> {
    let mut bounded = BTreeSet::new();
    for region in &event.regions {
        let mut enclosing = with_enclosing(context.atlas, *region, &event.date).into_iter();
        if let Some(enclosing_region) =
            enclosing.find(|enclosing_region| context.boundaries.get(*enclosing_region).is_some())
        {
            bounded.insert(enclosing_region);
            if enclosing_region != *region {
                within.insert((*region, enclosing_region));
            }
        }
    }
    bounded
}

/// Returns the point at which an event is marked: its place, if at least its district is known, or
/// else the point of a small region.
fn event_mark(context: &PageContext, id: Id<Event>) -> Option<(GeoPoint, EventMark)> {
    let event = &context.atlas.events[id];
    let precision = event.where_prec.unwrap_or(PlacePrecision::Exact);
    let point = event.place.as_ref().and_then(|place| place.point);
    if let Some(point) = point.filter(|_| precision <= PlacePrecision::Adm2) {
        let mark = EventMark {
            event: id,
            region: None,
            is_exact: precision <= PlacePrecision::Near,
        };
        return Some((point, mark));
    }
    event.regions.iter().find_map(|region| {
        let record = &context.atlas.regions[*region];
        let is_small = match record.level {
            Some(Level::Place | Level::Adm2) => context.boundaries.get(*region).is_none(),
            // Without any boundary, only the point of a large region can be shown.
            Some(Level::Adm1) => bounded_regions(context, event, &mut BTreeSet::new()).is_empty(),
            _ => false,
        };
        let mark = EventMark {
            event: id,
            region: Some(*region),
            is_exact: false,
        };
        Some((record.point.filter(|_| is_small)?, mark))
    })
}

/// Returns every region with a boundary, and the extent that the map is fitted to.
fn areas(
    context: &PageContext,
    contents: &MapContents,
    events: &[Id<Event>],
    focus: Option<Id<Region>>,
) -> (Vec<Area>, View) {
    let at = events
        .last()
        .map_or_else(today, |id| context.atlas.events[*id].date);
    let is_few = events.len() <= MAX_HATCHED_EVENTS;
    let mut view = View::Marks;
    let areas = context
        .boundaries
        .regions()
        .enumerate()
        .map(|(number, (id, outline))| {
            if focus == Some(id) {
                view = View::Area(number);
            }
            // A map of one region only shows counts of its parts. A map of few events only shows
            // counts where the place of an event is unknown.
            let is_part =
                focus.is_none_or(|focus| with_enclosing(context.atlas, id, &at).contains(&focus));
            let is_vague = contents.vague.contains(&id);
            let count = contents.counts.get(&id).copied().unwrap_or(0);
            let count = if is_part && (is_vague || !is_few) {
                count
            } else {
                0
            };
            let name = context.name(Entity::Region(id)).text;
            Area {
                outline: outline.clone(),
                is_vague: is_vague && count > 0,
                is_hatched: is_few && is_vague && count > 0,
                href: (focus != Some(id)).then(|| {
                    context
                        .plan
                        .address(context.atlas, Entity::Region(id), context.lang)
                }),
                accessible_name: events_there(context, &name, count),
                name,
                count,
            }
        });
    (areas.collect(), view)
}

/// Returns a mark for each place, or for each cluster of nearby places if there are too many.
fn spots(context: &PageContext, contents: &MapContents) -> Vec<MapSpot> {
    if contents.points.len() <= MAX_PLACES {
        return contents
            .points
            .iter()
            .filter_map(|(at, marks)| spot(context, *at, marks))
            .collect();
    }
    let side = |of: fn(&RoundedPoint) -> i64| {
        let (least, most) = (
            contents.points.keys().map(of).min(),
            contents.points.keys().map(of).max(),
        );
        most.zip(least).map_or(0, |(most, least)| most - least)
    };
    let cell = side(|point| point.0).max(side(|point| point.1)) / MAX_CELLS + 1;
    let mut clusters: BTreeMap<RoundedPoint, Vec<(RoundedPoint, &Vec<EventMark>)>> =
        BTreeMap::new();
    for ((lat, lon), marks) in &contents.points {
        let cluster = clusters
            .entry((lat.div_euclid(cell), lon.div_euclid(cell)))
            .or_default();
        cluster.push(((*lat, *lon), marks));
    }
    clusters
        .into_values()
        .filter_map(|cluster| {
            // The mark is at the place with the most events.
            let (at, most) = cluster.iter().rev().max_by_key(|(_, marks)| marks.len())?;
            let spot = spot(context, *at, most)?;
            if cluster.len() == 1 {
                return Some(spot);
            }
            let count = cluster.iter().map(|(_, marks)| marks.len()).sum();
            Some(MapSpot {
                precision: Precision::Several,
                count,
                accessible_name: events_there(context, &spot.name, count),
                href: None,
                ..spot
            })
        })
        .collect()
}

/// Returns a mark for the events of one place.
fn spot(context: &PageContext, at: RoundedPoint, marks: &[EventMark]) -> Option<MapSpot> {
    let (lat, lon) = at;
    let first = marks.first()?;
    let event = &context.atlas.events[first.event];
    let place_name = event.place.as_ref().and_then(|place| place.name.as_ref());
    let name = match (first.region, place_name) {
        (Some(region), _) => context.name(Entity::Region(region)).text,
        (None, Some(name)) => context.text(name).text,
        (None, None) => context.text(&event.title).text,
    };
    // A single event links to its page. Several events link to their region, whose page lists them.
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
        href: Some(context.plan.address(context.atlas, target, context.lang)),
        // The visible label comes first, so that speech input finds the link (WCAG 2.5.3).
        accessible_name: match count {
            1 => format!(
                "{name}{} {}",
                context.words.get("colon"),
                super::title_and_date(context, event, &event.date)
            ),
            count => events_there(context, &name, count),
        },
        // Text in parentheses explains the place. It is shown in the table.
        name: name.split(" (").next().unwrap_or(&name).to_owned(),
    })
}

/// Returns "Mopti: 11 events".
fn events_there(context: &PageContext, name: &str, count: usize) -> String {
    let events = context.words.say("events_count", Some(count), &[]);
    format!("{name}{} {events}", context.words.get("colon"))
}

/// Returns the seats and places of the site's regions, for orientation.
fn seats(context: &PageContext) -> Vec<MapTown> {
    let regions = context.atlas.regions.iter();
    let small = regions.filter(|(_, region)| {
        matches!(region.level, Some(Level::Adm1 | Level::Adm2 | Level::Place))
            && region.point.is_some()
    });
    small
        .filter_map(|(id, region)| {
            Some(MapTown {
                name: context.name(Entity::Region(id)).text,
                place: lon_lat(region.point?),
            })
        })
        .collect()
}

/// Returns the codes of the countries in which the events happened.
fn home_countries(
    context: &PageContext,
    events: &[Id<Event>],
    about: Option<Id<Region>>,
) -> Vec<String> {
    let mut codes = BTreeSet::new();
    let mut add = |region: Id<Region>, at: &Date| {
        for enclosing_region in with_enclosing(context.atlas, region, at) {
            let region = &context.atlas.regions[enclosing_region];
            if region.level == Some(Level::Country)
                && let Some(code) = &region.iso_3166
            {
                codes.insert(code.clone());
            }
        }
    };
    match about {
        // Other regions of the same events do not change the map of a region.
        Some(region) => add(region, &today()),
        None => {
            for id in events {
                let event = &context.atlas.events[*id];
                event
                    .regions
                    .iter()
                    .for_each(|region| add(*region, &event.date));
            }
        }
    }
    codes.into_iter().collect()
}

/// Returns the legend. It does not explain the tint of a single region.
fn map_legend(context: &PageContext, drawn: &DrawnMap, view: View) -> String {
    let tints = drawn
        .legend
        .iter()
        .filter(|sample| matches!(sample.what, MapLegendItem::Tint(..)));
    let is_alone = matches!(view, View::Area(_)) && tints.count() == 1;
    let samples = drawn.legend.iter().filter_map(|sample| {
        let words = match sample.what {
            MapLegendItem::Tint(..) if is_alone => return None,
            MapLegendItem::Tint(low, high) if low == high => {
                context.words.say("events_count", Some(low), &[])
            }
            MapLegendItem::Tint(low, high) => {
                let (low, high) = (
                    MapWords::number(context, low),
                    MapWords::number(context, high),
                );
                context
                    .words
                    .say("legend_range", None, &[("low", &low), ("high", &high)])
            }
            MapLegendItem::Hatch => context.words.get("legend_hatch").to_owned(),
            MapLegendItem::Place => context.words.get("legend_place").to_owned(),
            MapLegendItem::District => context.words.get("legend_district").to_owned(),
            MapLegendItem::Several => context.words.get("legend_several").to_owned(),
        };
        Some((sample.svg.clone(), words))
    });
    let scaled = drawn
        .is_scaled
        .then(|| (String::new(), context.words.get("legend_scaled").to_owned()));
    super::legend_html(samples.chain(scaled))
}

/// Returns the notes on what the map does not show, folded below a summary that counts the events.
fn map_notes(
    context: &PageContext,
    drawn: &DrawnMap,
    contents: &MapContents,
    events: usize,
) -> String {
    let mut notes = Vec::new();
    let mut counted = |word: &str, count: usize| {
        if count > 0 {
            notes.push(context.words.say(word, Some(count), &[]));
        }
    };
    counted("note_unmapped", contents.unmapped);
    counted(
        "note_region_only",
        if events > MAX_HATCHED_EVENTS {
            contents.region_only
        } else {
            0
        },
    );
    counted("note_left_out", drawn.left_out.len());
    if contents.within.len() > MAX_NAMED_REGIONS {
        counted("note_within_many", contents.within.len());
    } else {
        notes.extend(contents.within.iter().map(|(region, enclosing_region)| {
            let name = |id: &Id<Region>| context.name(Entity::Region(*id)).text;
            let names = (name(region), name(enclosing_region));
            context.words.say(
                "note_within",
                None,
                &[("name", &names.0), ("parent", &names.1)],
            )
        }));
    }
    notes.push(context.words.get("map_credit").to_owned());
    let missing = contents.unmapped + drawn.left_out.len();
    let all = MapWords::number(context, events);
    let summary = match (missing, contents.region_only) {
        (0, 0) => context.words.get("map_about").to_owned(),
        (0, vague) => context
            .words
            .say("map_region_only", Some(vague), &[("all", &all)]),
        (missing, _) => context
            .words
            .say("map_not_shown", Some(missing), &[("all", &all)]),
    };
    format!(
        "<details class=\"data notes\"><summary>{}</summary>\n<p>{}</p></details>\n",
        escaped(&summary),
        escaped(&notes.join(" "))
    )
}

fn lon_lat(point: GeoPoint) -> LonLat {
    LonLat {
        lat: point.lat,
        lon: point.lon,
    }
}

/// Rounds a point to about ten metres, so that events at one place are grouped.
#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees are far below the limits of i64"
)]
fn rounded(point: GeoPoint) -> RoundedPoint {
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

/// Returns a date for maps without events. Every membership that ends has ended by then.
fn today() -> Date {
    Date::parse("9000").expect("a year is a date")
}
