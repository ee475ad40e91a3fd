//! Regions: countries, their divisions, places and other areas.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::lang::Localized;
use crate::model::{Alias, BodyFile, Date, Extra, Id, Level, LocalizedText, Origin, Redirect};

/// A country, an administrative division, a place or another area.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Region {
    /// The file name without language tag and extension; for a stub, made from the name.
    pub id: String,
    /// The name of the region.
    pub name: LocalizedText,
    /// Other names that texts use for the region.
    pub aliases: Vec<Alias>,
    /// The kind of region.
    pub level: Option<Level>,
    /// The code of ISO 3166, such as `ML` (part 1) or `ML-6` (part 2).
    pub iso_3166: Option<String>,
    /// The regions that contain it, each with its period.
    pub part_of: Vec<Membership>,
    /// A point that stands for the region on maps.
    pub point: Option<GeoPoint>,
    /// The boundary, if `content/geo/` has one.
    pub geometry: Option<Geometry>,
    /// The number of the region in GeoNames (`geonameid`).
    pub geonames: Option<String>,
    /// The item of the region in Wikidata, such as `Q123`.
    pub wikidata: Option<String>,
    /// The Markdown text, one file for each language.
    pub bodies: Localized<BodyFile>,
    /// Where it is defined.
    pub origin: Origin,
    /// Former addresses of its page.
    pub redirects: Vec<Redirect>,
    /// The theme's own fields, by the language of the file.
    pub extra: Localized<Extra>,
}

/// A membership: a region that contains another one, and the period in which it does.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Membership {
    /// The containing region.
    pub region: Id<Region>,
    /// The first date of the period, or `None` if the beginning is open.
    pub from: Option<Date>,
    /// The last date of the period, or `None` if the end is open.
    pub until: Option<Date>,
}

impl Membership {
    /// Whether the membership may have applied on some day of `date`.
    pub fn applies_at(&self, date: &Date) -> bool {
        date.intersects(
            self.from.and_then(|from| from.earliest()),
            self.until.and_then(|until| until.latest()),
        )
    }
}

/// A geographic position in decimal degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeoPoint {
    /// Latitude from -90 to 90, positive to the north.
    pub lat: f64,
    /// Longitude from -180 to 180, positive to the east.
    pub lon: f64,
}

// Floating-point numbers have no `Hash`, so their bits are hashed.
impl Hash for GeoPoint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.lat.to_bits(), self.lon.to_bits()).hash(state);
    }
}

/// The GeoJSON feature that is a region's boundary: `geo/regions.geojson#name=Timbuktu`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Geometry {
    /// The path of the file below `content/`.
    pub file: String,
    /// The name of the property by which the feature is found, such as `name`.
    pub property: String,
    /// The value of the property, such as `Timbuktu`.
    pub value: String,
}
