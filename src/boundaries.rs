//! Boundaries on maps: built-in outlines of countries, and regions from the site's own GeoJSON.
//!
//! A region names its boundary by `geometry: geo/file.geojson#property=value`. Each file is parsed
//! once. If a file is not GeoJSON or lacks the feature, the finding is at the region that names it.
//! The caller reads the files.

use std::collections::{BTreeMap, BTreeSet};

use crate::conflict;
use crate::diag::{Code, Diagnostic, Diagnostics, Location as Where, nearest};
use crate::draw::geojson::{self, GeoJsonFeature};
use crate::draw::map::{BaseMapData, SharedOutline};
use crate::incremental::fingerprint::Fingerprint;
use crate::message;
use crate::messages::{Argument, ListConjunction, ToArgument as _, and_list};
use crate::model::{Atlas, Geometry, Id, Region};
use crate::resolve::field_of;

/// The maximum number of features of a file that a finding lists. They are listed if none has a
/// value similar to the missing one.
const MAX_LISTED: usize = 12;

/// The boundaries of a site.
#[derive(Default)]
pub struct Boundaries {
    lands: BaseMapData,
    regions: BTreeMap<Id<Region>, SharedOutline>,
}

impl Boundaries {
    /// Returns the outlines of countries, with the cache of base maps.
    pub fn lands(&self) -> &BaseMapData {
        &self.lands
    }

    /// Returns the boundary of a region, if the region has one.
    pub fn get(&self, region: Id<Region>) -> Option<&SharedOutline> {
        self.regions.get(&region)
    }

    /// Hashes the boundaries.
    pub fn fingerprint(&self, fingerprint: &mut Fingerprint) {
        for (region, outline) in &self.regions {
            fingerprint.value(region);
            fingerprint.number(outline.fingerprint());
        }
    }

    /// Returns the regions that have a boundary.
    pub fn regions(&self) -> impl Iterator<Item = (Id<Region>, &SharedOutline)> {
        self.regions.iter().map(|(id, outline)| (*id, outline))
    }
}

/// Returns the files below `content/` that regions name as their boundary.
pub fn required_files(atlas: &Atlas) -> BTreeSet<String> {
    let geometries = atlas
        .regions
        .iter()
        .filter_map(|(_, region)| region.geometry.as_ref());
    geometries.map(|geometry| geometry.file.clone()).collect()
}

/// Finds the boundary of each region in the files that the regions name.
pub fn boundaries(
    atlas: &Atlas,
    files: &BTreeMap<String, Vec<u8>>,
    diagnostics: &mut Diagnostics,
) -> Boundaries {
    let mut known = Boundaries::default();
    let mut read: BTreeMap<&str, Option<Vec<GeoJsonFeature>>> = BTreeMap::new();
    for (id, region) in atlas.regions.iter() {
        let Some(geometry) = &region.geometry else {
            continue;
        };
        let Some(bytes) = files.get(&geometry.file) else {
            continue;
        };
        let features = read
            .entry(&geometry.file)
            .or_insert_with(|| features(&geometry.file, bytes, diagnostics));
        let Some(features) = features else {
            continue;
        };
        match features
            .iter()
            .find(|feature| feature.has(&geometry.property, &geometry.value))
        {
            Some(feature) => {
                known
                    .regions
                    .insert(id, SharedOutline::new(feature.rings.clone()));
            }
            None => diagnostics.push(missing(region, geometry, features)),
        }
    }
    known
}

fn features(
    path: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<GeoJsonFeature>> {
    let text = std::str::from_utf8(bytes);
    if let Some(conflict) = text.ok().and_then(|text| conflict::find(text, text.len())) {
        let place = Where::Path(format!("content/{path}"));
        diagnostics.push(
            Diagnostic::new(Code::MergeConflict, place, conflict.message()).help(conflict.help()),
        );
        return None;
    }
    let read = match text {
        Ok(text) => geojson::read(text).map_err(|error| (error.message, error.help)),
        Err(_) => Err((
            message!("this file is not UTF-8 text"),
            message!("export the boundaries as GeoJSON again"),
        )),
    };
    match read {
        Ok(features) => Some(features),
        Err((message, help)) => {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadGeometry,
                    Where::Path(format!("content/{path}")),
                    message,
                )
                .help(help),
            );
            None
        }
    }
}

fn missing(region: &Region, geometry: &Geometry, features: &[GeoJsonFeature]) -> Diagnostic {
    let values: Vec<String> = features
        .iter()
        .filter_map(|feature| feature.properties.get(&geometry.property))
        .map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        })
        .collect();
    let help = match nearest(&geometry.value, values.iter().map(String::as_str)) {
        Some(near) => message!(
            "did you mean `{file}#{property}={near}`?",
            file = geometry.file,
            property = geometry.property,
            near
        ),
        None if values.is_empty() => {
            let keys: BTreeSet<&str> = features
                .iter()
                .flat_map(|feature| feature.properties.keys().map(String::as_str))
                .collect();
            message!(
                "its features have the properties {properties}",
                properties = and_list(keys)
            )
        }
        None => {
            let first = values
                .iter()
                .take(MAX_LISTED)
                .map(|value| value.to_argument());
            let features = Argument::List(first.collect(), ListConjunction::Comma);
            match values.len().saturating_sub(MAX_LISTED) {
                0 => message!("its features are {features}", features),
                rest => message!(
                    rest =>
                    "its features are {features}, and {count} more",
                    "its features are {features}, and {count} more",
                    features
                ),
            }
        }
    };
    Diagnostic::new(
        Code::BadGeometry,
        &field_of(&region.origin).key("geometry"),
        message!(
            "content/{file} has no feature whose `{property}` is `{value}`",
            file = geometry.file,
            property = geometry.property,
            value = geometry.value
        ),
    )
    .help(help)
}
