//! The legend of a map, and the hatch of regions.

use std::collections::BTreeSet;

use super::super::{Sample, svg};
use super::{BaseMap, Disc, MapFigure, Precision, Tints};
use crate::html::escaped;

/// An entry of a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MapLegendItem {
    /// A tint, with the minimum and the maximum number of events of its class.
    Tint(usize, usize),
    /// Something happened somewhere in the region.
    Hatch,
    /// The dot of a place.
    Place,
    /// The ring of a place of which only the district is known.
    District,
    /// Several places as one mark.
    Several,
}

impl MapFigure {
    /// Returns the legend of the drawn marks and tints.
    pub(super) fn legend(
        &self,
        ground: &BaseMap,
        tints: &Tints,
        discs: &[Disc],
    ) -> Vec<Sample<MapLegendItem>> {
        let mut shown = BTreeSet::new();
        let areas = self.areas.iter().zip(&ground.paths);
        for (area, _) in areas.filter(|(area, path)| area.count > 0 && !path.is_empty()) {
            let class = tints.class(area.count);
            shown.insert(match (area.is_hatched, class) {
                (true, _) | (_, 0) => MapLegendItem::Hatch,
                (false, class) => {
                    let (low, high) = tints.limits()[class - 1];
                    MapLegendItem::Tint(low, high)
                }
            });
        }
        let spots = discs.iter().map(|disc| &self.spots[disc.spot]);
        shown.extend(spots.map(|spot| match spot.precision {
            Precision::Place => MapLegendItem::Place,
            Precision::District => MapLegendItem::District,
            Precision::Several => MapLegendItem::Several,
        }));
        let sample = |what| Sample {
            what,
            svg: sample(what, tints, &self.caption.id),
        };
        shown.into_iter().map(sample).collect()
    }
}

/// Returns the `<pattern>` of regions in which the place of an event is unknown.
pub(super) fn hatch(id: &str) -> String {
    // The corners are drawn too. Otherwise the line would be thinner where two tiles meet.
    format!(
        "<pattern id=\"{}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><rect class=\"t1\" width=\"7\" height=\"7\"/>\
         <path class=\"line\" d=\"M-1 1l2-2M0 7l7-7M6 8l2-2\"/></pattern>",
        escaped(id)
    )
}

/// Draws the sample of a tint or mark, with ids that begin with `prefix`.
fn sample(what: MapLegendItem, tints: &Tints, prefix: &str) -> String {
    let rect = "rect x=\".5\" y=\".5\" width=\"27\" height=\"13\"";
    let content = match what {
        MapLegendItem::Tint(low, _) => format!("<{rect} class=\"swatch t{}\"/>", tints.class(low)),
        MapLegendItem::Hatch => {
            let id = format!("{prefix}-key");
            let pattern = hatch(&id);
            let id = escaped(&id);
            format!("<defs>{pattern}</defs><{rect} class=\"swatch\" fill=\"url(#{id})\"/>")
        }
        MapLegendItem::Place => "<circle class=\"dot\" cx=\"14\" cy=\"7\" r=\"4.4\"/>".to_owned(),
        MapLegendItem::District => "<circle class=\"ring\" cx=\"14\" cy=\"7\" r=\"5\"/>".to_owned(),
        MapLegendItem::Several => {
            "<circle class=\"dot\" cx=\"11\" cy=\"7\" r=\"6\"/><circle class=\"dot\" cx=\"20\" cy=\"7\" r=\"3\"/>"
                .to_owned()
        }
    };
    svg::sample("map", &content)
}
