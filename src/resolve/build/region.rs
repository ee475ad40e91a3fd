//! Regions from their records and stubs.

use crate::diag::{Code, Diagnostic};
use crate::lang::Localized;
use crate::message;
use crate::model::{LocalizedText, Membership, Origin, Region};
use crate::resolve::builder::Builder;
use crate::resolve::collect::CollectedRecord;
use crate::resolve::linker::Stub;
use crate::schema::RawRegion;

impl Builder<'_> {
    /// Builds a region, and reports a boundary whose file is missing.
    pub(super) fn region_of(&mut self, entry: CollectedRecord<RawRegion>) -> Region {
        let raw = entry.fields;
        if let Some(geometry) = &raw.geometry
            && !self.media.contains(&geometry.value.file)
        {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BrokenLink,
                    &geometry.field,
                    message!(
                        "there is no file `{file}`",
                        file = format!("content/{}", geometry.value.file)
                    ),
                )
                .help(message!(
                    "put the boundaries into content/geo/ and name the file from content/"
                )),
            );
        }
        Region {
            id: entry.id,
            name: raw.name,
            aliases: raw.aliases.into_iter().map(|at| at.value).collect(),
            level: raw.level,
            iso_3166: raw.iso_3166,
            part_of: raw
                .part_of
                .iter()
                .filter_map(|part| {
                    Some(Membership {
                        region: self.region(&part.region)?,
                        from: part.from,
                        until: part.until,
                    })
                })
                .collect(),
            point: raw.point,
            geometry: raw.geometry.map(|at| at.value),
            geonames: raw.geonames,
            wikidata: raw.wikidata,
            bodies: entry.bodies,
            origin: Origin::Declared(entry.top.file),
            redirects: entry.redirects,
            extra: entry.extra,
        }
    }
}

/// Returns a region of which only the name is known.
pub(super) fn region_stub(stub: Stub) -> Region {
    Region {
        id: stub.id,
        name: LocalizedText::one(stub.lang, stub.name),
        aliases: Vec::new(),
        level: None,
        iso_3166: None,
        part_of: Vec::new(),
        point: None,
        geometry: None,
        geonames: None,
        wikidata: None,
        bodies: Localized::default(),
        origin: Origin::Stub(stub.field),
        redirects: Vec::new(),
        extra: Localized::default(),
    }
}
