//! `events.geojson`: the events as features (RFC 7946).
//!
//! A feature has a point only if the event itself has one. A point of a region is not that of an
//! event. Properties are the columns of the table of events, with dates in EDTF, and the claims.

use super::DataContext;
use super::events::EVENTS;
use super::json::{self, Object};
use super::table::TextLayout;
use crate::model::terms::Term;
use crate::model::{Amount, Claim, Entity, Event, GeoPoint, Id};

/// Columns of the table that are not properties: the geometry has them.
const SKIPPED: &[&str] = &["latitude", "longitude"];

/// Writes the file.
pub fn events(data: &DataContext) -> Vec<u8> {
    let mut out = Vec::new();
    json::object(&mut out, |object| {
        object.text("type", "FeatureCollection");
        json::lines(object.key("features"), data.timeline(), |out, id| {
            json::object(out, |object| feature(data, id, object));
        });
    });
    out.push(b'\n');
    out
}

/// Writes a feature.
fn feature(data: &DataContext, id: Id<Event>, object: &mut Object) {
    let event = &data.atlas.events[id];
    object.text("type", "Feature");
    object.text("id", &event.id);
    match event.place.as_ref().and_then(|place| place.point) {
        Some(GeoPoint { lat, lon }) => object.object("geometry", |object| {
            object.text("type", "Point");
            object.literal("coordinates", format_args!("[{lon},{lat}]"));
        }),
        None => object.literal("geometry", "null"),
    }
    object.object("properties", |object| {
        EVENTS.members(data, &id, TextLayout::Flat, SKIPPED, object);
        json::array(object.key("claims"), event.claims.iter(), |out, claim| {
            json::object(out, |object| summary(data, claim, object));
        });
    });
}

/// Writes a claim with its figure as it is written in front matter, such as `10..15`.
fn summary(data: &DataContext, claim: &Claim, object: &mut Object) {
    object.text("id", &claim.id);
    object.text("measure", claim.measure.text());
    match &claim.amount {
        Amount::Count(count) => object.text("count", &count.to_string()),
        Amount::Value(value) => object.text("value", data.text(value)),
    }
    if let Some(of) = claim.of {
        object.text("of", data.atlas.id(Entity::Actor(of)));
    }
    object.text("claimant", data.atlas.id(Entity::Actor(claim.claimant)));
    object.maybe("grade", claim.grade.map(Term::text));
}
