//! Implausible points: 0, 0, and points far outside of the region to which they are assigned.
//!
//! The outline of a region is its own boundary, or else that of its country, or else that of a
//! region that contains it. Outlines are coarse and lack islands, so a point up to `MAX_DISTANCE`
//! kilometres outside counts as inside. If a typing error is likely (latitude and longitude
//! swapped, a minus sign lost), the finding has the corrected point.

use crate::boundaries::Boundaries;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Fix};
use crate::draw::geo::{LonLat, outside};
use crate::message;
use crate::messages::{Argument, Grouped, Message, and_list};
use crate::model::{Atlas, Date, Event, GeoPoint, Id, Level, Precision, Region};
use crate::resolve::field_of;

/// The maximum distance of a point from an outline, in kilometres.
const MAX_DISTANCE: f64 = 75.0;

/// An outline, and the region to which it belongs.
struct RegionOutline<'a> {
    rings: &'a [Vec<LonLat>],
    of: Id<Region>,
}

/// Reports implausible points of regions and events.
pub fn check(atlas: &Atlas, boundaries: &Boundaries, diagnostics: &mut Diagnostics) {
    let map = RegionMap { atlas, boundaries };
    for (id, region) in atlas.regions.iter() {
        if let Some(point) = region.point {
            let field = field_of(&region.origin).key("point");
            let outlines = map.outlines(id, None).unwrap_or_default();
            report(
                map.finding(point, &field, &outlines, &PointOwner::Region),
                diagnostics,
            );
        }
    }
    for (_, event) in atlas.events.iter() {
        let Some(point) = event.place.as_ref().and_then(|place| place.point) else {
            continue;
        };
        let field = field_of(&event.origin).key("place");
        let outlines = map.outlines_of_event(event).unwrap_or_default();
        let finding = map.finding(point, &field, &outlines, &PointOwner::Event(event));
        report(
            finding.or_else(|| map.far_from_town(point, &field, event)),
            diagnostics,
        );
    }
}

fn report(finding: Option<Diagnostic>, diagnostics: &mut Diagnostics) {
    if let Some(finding) = finding {
        diagnostics.push(finding);
    }
}

/// The region or event that has a point.
enum PointOwner<'a> {
    Region,
    Event(&'a Event),
}

/// The regions of a site, and their boundaries.
struct RegionMap<'a> {
    atlas: &'a Atlas,
    boundaries: &'a Boundaries,
}

impl<'a> RegionMap<'a> {
    /// Returns the outlines of an event's regions, or `None` if a region has none or the event is
    /// not in a single country.
    fn outlines_of_event(&self, event: &Event) -> Option<Vec<RegionOutline<'a>>> {
        if event.where_prec == Some(Precision::International) {
            return None;
        }
        let each = event
            .regions
            .iter()
            .map(|region| self.outlines(*region, Some(&event.date)));
        Some(
            each.collect::<Option<Vec<_>>>()?
                .into_iter()
                .flatten()
                .collect(),
        )
    }

    /// Returns the outlines in which a region lies: its own, or else its country's, or else those
    /// of the regions that contain it. With a date, only regions that contained it then are used.
    /// `None` if there are no outlines.
    fn outlines(&self, region: Id<Region>, date: Option<&Date>) -> Option<Vec<RegionOutline<'a>>> {
        let mut found = Vec::new();
        let mut seen = vec![region];
        let mut at = 0;
        while at < seen.len() {
            let id = seen[at];
            at += 1;
            let region = &self.atlas.regions[id];
            if let Some(outline) = self.boundaries.get(id) {
                let rings = outline.rings();
                found.push(RegionOutline { rings, of: id });
            } else if let Some(rings) = region
                .iso_3166
                .as_deref()
                .and_then(|code| self.country(code))
            {
                found.push(RegionOutline { rings, of: id });
            } else {
                for part in &region.part_of {
                    if date.is_none_or(|date| part.applies_at(date)) && !seen.contains(&part.region)
                    {
                        seen.push(part.region);
                    }
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    fn country(&self, code: &str) -> Option<&'a [Vec<LonLat>]> {
        let country = self.boundaries.lands().countries().get(code)?;
        Some(country.rings.as_slice())
    }

    /// Reports a point outside of all outlines. The finding has the corrected point if a typing
    /// error is likely.
    fn finding(
        &self,
        point: GeoPoint,
        field: &Field,
        outlines: &[RegionOutline],
        owner: &PointOwner,
    ) -> Option<Diagnostic> {
        let lat = field.key("lat");
        if point.lat == 0.0 && point.lon == 0.0 {
            return Some(
                Diagnostic::new(
                    Code::FarAway,
                    &lat,
                    message!(
                        "0, 0 usually means that coordinates are missing: it lies in the sea off West Africa"
                    ),
                )
                .help(owner.without_point()),
            );
        }
        let (nearest, distance) = nearest(point, outlines)?;
        if distance <= MAX_DISTANCE {
            return None;
        }
        let suggested = suggested_point(point, outlines);
        let fix = suggested
            .as_ref()
            .map(|(_, meant)| moved(point, *meant, field));
        let help = match suggested {
            Some((slip, meant)) => slip.help(point, meant),
            None => owner.correct(),
        };
        let message = self.outside(outlines, nearest, kilometres(distance));
        let finding = Diagnostic::new(Code::FarAway, &lat, message).help(help);
        Some(finding.fix(fix))
    }

    /// Reports a point of an event that is far from the town where the event happened.
    fn far_from_town(&self, point: GeoPoint, field: &Field, event: &Event) -> Option<Diagnostic> {
        let [region] = event.regions.as_slice() else {
            return None;
        };
        let town = &self.atlas.regions[*region];
        if town.level != Some(Level::Place) || event.where_prec == Some(Precision::International) {
            return None;
        }
        let ring = vec![place(town.point?)];
        let distance = outside(place(point), &[ring]);
        let name = town
            .name
            .iter()
            .next()
            .map_or(town.id.as_str(), |(_, name)| name);
        (distance > MAX_DISTANCE).then(|| {
            Diagnostic::new(
                Code::FarAway,
                &field.key("lat"),
                message!(
                    "this point lies {distance} km from `{name}`",
                    distance = kilometres(distance),
                    name
                ),
            )
            .help(message!(
                "correct `lat` and `lon`, or name in `regions` where it was"
            ))
        })
    }

    /// Returns the message about a point outside of all outlines. It names the regions if they
    /// are few, else the nearest one.
    fn outside(
        &self,
        outlines: &[RegionOutline],
        nearest: &RegionOutline,
        distance: Grouped,
    ) -> Message {
        let name = |id: Id<Region>| {
            let region = &self.atlas.regions[id];
            let first = region.name.iter().next();
            first.map_or(region.id.as_str(), |(_, name)| name)
        };
        // The outline of a part without a boundary is that of its country.
        let is_country_of = |id: Id<Region>| {
            let code = self.atlas.regions[id].iso_3166.as_deref();
            code.is_some_and(|code| code.contains('-')) && self.boundaries.get(id).is_none()
        };
        if is_country_of(nearest.of) {
            return message!(
                "this point lies {distance} km outside the country of `{name}`",
                distance,
                name = name(nearest.of)
            );
        }
        let mut names: Vec<&str> = outlines.iter().map(|outline| name(outline.of)).collect();
        names.dedup();
        if names.len() > 3 || outlines.iter().any(|outline| is_country_of(outline.of)) {
            names = vec![name(nearest.of)];
        }
        message!(
            "this point lies {distance} km outside {names}",
            distance,
            names = and_list(names)
        )
    }
}

impl PointOwner<'_> {
    /// Returns the help for a point of 0, 0.
    fn without_point(&self) -> Message {
        match self {
            PointOwner::Region => message!(
                "write where it is, as in `point: {{lat: 16.27, lon: -0.04}}`, or delete `point`"
            ),
            PointOwner::Event(event) if event.where_prec == Some(Precision::Exact) => message!(
                "write where it was in `lat` and `lon`; or delete both, and write how exactly the place is known: `where_prec: adm1`"
            ),
            PointOwner::Event(_) => {
                message!("write where it was in `lat` and `lon`, or delete both")
            }
        }
    }

    /// Returns the help that names the fields to correct.
    fn correct(&self) -> Message {
        match self {
            PointOwner::Region => {
                message!("correct `point`, or what the region is `part_of`")
            }
            PointOwner::Event(_) => message!(
                "correct `lat` and `lon`, or `regions`; for what was in several countries or at sea write `where_prec: international`"
            ),
        }
    }
}

/// A typing error in coordinates.
#[derive(Clone, Copy)]
enum Slip {
    Swapped,
    LonSign,
    LatSign,
    BothSigns,
    SwappedLonSign,
    SwappedLatSign,
    SwappedBothSigns,
}

impl Slip {
    /// Returns the help that explains the error and says what to write.
    fn help(self, old: GeoPoint, new: GeoPoint) -> Message {
        let yaml = corrected_yaml(old, new);
        match self {
            Slip::Swapped => {
                message!(
                    "with `lat` and `lon` swapped it would lie there: write {yaml}",
                    yaml
                )
            }
            Slip::LonSign => {
                message!(
                    "with the other sign of `lon` it would lie there: write {yaml}",
                    yaml
                )
            }
            Slip::LatSign => {
                message!(
                    "with the other sign of `lat` it would lie there: write {yaml}",
                    yaml
                )
            }
            Slip::BothSigns => {
                message!(
                    "with the other sign of both it would lie there: write {yaml}",
                    yaml
                )
            }
            Slip::SwappedLonSign => message!(
                "swapped and with the other sign of `lon` it would lie there: write {yaml}",
                yaml
            ),
            Slip::SwappedLatSign => message!(
                "swapped and with the other sign of `lat` it would lie there: write {yaml}",
                yaml
            ),
            Slip::SwappedBothSigns => message!(
                "swapped and with the other sign of both it would lie there: write {yaml}",
                yaml
            ),
        }
    }
}

/// Converts a point.
fn place(point: GeoPoint) -> LonLat {
    LonLat {
        lat: point.lat,
        lon: point.lon,
    }
}

/// Returns the outline that is nearest to a point, and its distance in kilometres.
fn nearest<'o, 'a>(
    point: GeoPoint,
    outlines: &'o [RegionOutline<'a>],
) -> Option<(&'o RegionOutline<'a>, f64)> {
    let here = place(point);
    let distances = outlines
        .iter()
        .map(|outline| (outline, outside(here, outline.rings)));
    distances
        .filter(|(_, distance)| distance.is_finite())
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Returns the typing error that explains why a point is outside, and the corrected point.
fn suggested_point(point: GeoPoint, outlines: &[RegionOutline]) -> Option<(Slip, GeoPoint)> {
    let GeoPoint { lat, lon } = point;
    let slips = [
        (Slip::Swapped, lon, lat),
        (Slip::LonSign, lat, -lon),
        (Slip::LatSign, -lat, lon),
        (Slip::BothSigns, -lat, -lon),
        (Slip::SwappedLonSign, lon, -lat),
        (Slip::SwappedLatSign, -lon, lat),
        (Slip::SwappedBothSigns, -lon, -lat),
    ];
    let points = slips.map(|(slip, lat, lon)| (slip, GeoPoint { lat, lon }));
    points.into_iter().find(|(_, point)| {
        point.lat.abs() <= 90.0
            && nearest(*point, outlines).is_some_and(|(_, distance)| distance == 0.0)
    })
}

/// Returns the corrected coordinates as YAML. Only those that differ are included.
fn corrected_yaml(old: GeoPoint, new: GeoPoint) -> Argument {
    let mut parts = Vec::new();
    if old.lat.to_bits() != new.lat.to_bits() {
        parts.push(format!("lat: {}", new.lat));
    }
    if old.lon.to_bits() != new.lon.to_bits() {
        parts.push(format!("lon: {}", new.lon));
    }
    and_list(parts.iter().map(String::as_str))
}

/// Returns the fix that writes another point.
fn moved(old: GeoPoint, new: GeoPoint, field: &Field) -> Fix {
    let yaml = format!("{{lat: {}, lon: {}}}", new.lat, new.lon);
    let mut fix = Fix::not_safe(message!("write `{line}`", line = yaml));
    if old.lat.to_bits() != new.lat.to_bits() {
        fix = fix.replace(&field.key("lat"), new.lat.to_string());
    }
    if old.lon.to_bits() != new.lon.to_bits() {
        fix = fix.replace(&field.key("lon"), new.lon.to_string());
    }
    fix
}

/// Returns a distance in whole kilometres.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a distance on the Earth, which is never negative"
)]
fn kilometres(distance: f64) -> Grouped {
    Grouped(distance.round() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_read_at_a_glance() {
        assert_eq!(
            [75.4, 1234.6, 12345.0]
                .map(kilometres)
                .map(|distance| message!("{distance}", distance).english()),
            ["75", "1,235", "12,345"]
        );
    }

    #[test]
    fn only_what_differs_is_to_be_written() {
        let at = |lat, lon| GeoPoint { lat, lon };
        let corrected = |old, new| message!("{yaml}", yaml = corrected_yaml(old, new)).english();
        assert_eq!(corrected(at(14.5, 4.2), at(14.5, -4.2)), "`lon: -4.2`");
        assert_eq!(
            corrected(at(-0.04, 16.27), at(16.27, -0.04)),
            "`lat: 16.27` and `lon: -0.04`"
        );
    }
}
