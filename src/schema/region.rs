//! Regions in front matter, with their memberships and boundaries.

use super::codes::{coded, iso_3166};
use super::names::{aliases, is_digits, is_wikidata, period, translate_names};
use super::texts::titled;
use super::{Fields, Reference};
use crate::diag::{Code, Diagnostic, Fix};
use crate::fields::{FieldContext, FieldMap, Located, text_of};
use crate::lang::composed;
use crate::message;
use crate::model::terms::Level;
use crate::model::{Alias, Date, GeoPoint, Geometry, LocalizedText};
use crate::reference;
use crate::yaml::Value;

/// A region as written.
///
/// The fields are those of [`Region`](crate::model::Region), with names in place of ids.
#[derive(Clone)]
pub struct RawRegion {
    pub name: LocalizedText,
    pub aliases: Vec<Located<Alias>>,
    pub level: Option<Level>,
    pub iso_3166: Option<String>,
    pub part_of: Vec<RawMembership>,
    pub point: Option<GeoPoint>,
    pub geometry: Option<Located<Geometry>>,
    pub geonames: Option<String>,
    pub wikidata: Option<String>,
}

/// A membership of a region as written; see [`Membership`](crate::model::Membership).
#[derive(Clone)]
pub struct RawMembership {
    pub region: Reference,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Fields for RawRegion {
    const KEYS: &'static [&'static str] = reference::REGION.names;
    const TRANSLATED: &'static [&'static str] = &["name", "aliases", "redirect_from"];

    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self {
        RawRegion {
            name: titled(
                front,
                "name",
                id,
                message!("this region has no `name`"),
                context,
            ),
            aliases: aliases(front, context),
            level: front.term("level", context).map(|at| at.value),
            iso_3166: iso_3166(front, context),
            part_of: part_of(front, context),
            point: front
                .mapping("point", reference::POINT.names, context)
                .and_then(|point| {
                    point.require(
                        "lat",
                        Code::MissingField,
                        message!("a point needs `lat` and `lon`"),
                        context,
                    );
                    point.point(context)
                }),
            geometry: geometry(front, context),
            geonames: coded(front, "geonames", is_digits, "2453866", context),
            wikidata: coded(front, "wikidata", is_wikidata, "Q912", context),
        }
    }

    fn translate(&mut self, front: &FieldMap, context: &mut FieldContext) {
        translate_names(&mut self.name, &mut self.aliases, front, context);
    }
}

fn part_of(front: &FieldMap, context: &mut FieldContext) -> Vec<RawMembership> {
    let always = |region: Reference| RawMembership {
        region,
        from: None,
        until: None,
    };
    if let Some(at) = front.raw("part_of")
        && matches!(at.value, Value::Map(_))
    {
        let written = context.in_line(at.value, &at.field);
        let finding = Diagnostic::new(
            Code::WrongType,
            &at.field,
            message!("`part_of` with dates must be a list"),
        );
        let list = format!("[{written}]");
        let title = message!("write `{line}`", line = format!("part_of: {list}"));
        let fix = Fix::safe(title.clone()).replace(&at.field, list);
        context.diagnostics.push(finding.help(title).fix(fix));
        return Vec::new();
    }
    if !front
        .raw("part_of")
        .is_some_and(|at| matches!(at.value, Value::List(_)))
    {
        return front
            .text("part_of", context)
            .map(always)
            .into_iter()
            .collect();
    }
    let mut memberships = Vec::new();
    for item in front.list("part_of", context) {
        if !matches!(item.value, Value::Map(_)) {
            if let Some(value) = text_of(item.value, "part_of", &item.field, context) {
                memberships.push(always(Located {
                    value,
                    field: item.field,
                }));
            }
            continue;
        }
        let Some(membership) =
            FieldMap::open(item.value, item.field, reference::MEMBERSHIP.names, context)
        else {
            continue;
        };
        membership.require(
            "region",
            Code::MissingField,
            message!("a part of what? `region` is missing"),
            context,
        );
        let (from, until) = period(&membership, context);
        if let Some(region) = membership.text("region", context) {
            memberships.push(RawMembership {
                region,
                from,
                until,
            });
        }
    }
    memberships
}

/// Reads a reference to a boundary: `geo/mali-adm1.geojson#name=Mopti`.
fn geometry(front: &FieldMap, context: &mut FieldContext) -> Option<Located<Geometry>> {
    let text = front.text("geometry", context)?;
    let parts = text.value.split_once('#').and_then(|(file, feature)| {
        feature
            .split_once('=')
            .map(|(property, value)| (file, property, value))
    });
    let Some((file, property, value)) = parts.filter(|(file, property, value)| {
        !file.is_empty() && !property.is_empty() && !value.is_empty()
    }) else {
        context.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                &text.field,
                message!("`{text}` does not say which feature of which file", text = text.value),
            )
            .help(message!(
                "write `geo/file.geojson#property=value`, such as `geo/mali-adm1.geojson#name=Mopti`, in quotes"
            )),
        );
        return None;
    };
    Some(Located {
        value: Geometry {
            // The path is in NFC, like the paths of files.
            file: composed(file).into_owned(),
            property: property.to_owned(),
            value: value.to_owned(),
        },
        field: text.field,
    })
}
