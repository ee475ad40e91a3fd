//! The canvas of a map, and its labels.

use super::{BaseMap, MapFigure, MapWords, PHONE_TYPE_SIZE, Tints, WIDE_TYPE_SIZE};
use crate::draw::label::LabelBlock;
use crate::draw::place::{LabelPlacer, LabelSpot};
use crate::draw::plane::{PlanePoint, Rect, contains};
use crate::draw::svg::Svg;

/// The width at which a name is broken into a second line, in multiples of the type size.
pub(super) const NAME_WIDTH: f64 = 8.0;

/// A map while it is drawn, with the space that is already taken.
pub struct MapCanvas<'a> {
    pub svg: Svg,
    pub placer: LabelPlacer,
    pub ground: &'a BaseMap,
    pub tints: &'a Tints,
    pub words: &'a dyn MapWords,
}

impl MapCanvas<'_> {
    /// Returns the box of the map itself, without the scale bar and locator below it.
    pub fn frame(&self) -> Rect {
        self.ground.land.frame()
    }

    /// Draws a label with a halo in the colour of the ground below it.
    pub(super) fn write(&mut self, label: &PlacedLabel, map: &MapFigure) {
        let middle = label.position.rect.centre();
        let shapes = self.ground.shapes.iter().zip(&map.areas);
        let area_below = shapes.rev().find(|(shape, _)| contains(shape, middle));
        let ground = match area_below {
            Some((_, area)) if area.is_hatched => Some("k1"),
            Some((_, area)) => Some(["k0", "k1", "k2", "k3"][self.tints.class(area.count).min(3)]),
            None if self.ground.is_home(middle) => Some("k0"),
            None => None,
        };
        let wide = (label.pass == Pass::Second).then_some("w");
        let classes: Vec<&str> = [ground, wide].into_iter().flatten().collect();
        self.svg
            .label(&label.block, &label.position, &classes.join(" "));
    }
}

/// A class of labels. Labels for all screens are placed first, and labels for wide screens around
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    First,
    Second,
}

impl Pass {
    /// Returns the size of type, in units of the drawing.
    pub(super) fn size(self) -> f64 {
        match self {
            Pass::First => PHONE_TYPE_SIZE,
            Pass::Second => WIDE_TYPE_SIZE,
        }
    }

    /// Returns the limits of names.
    pub(super) fn limits(self) -> NameLimits {
        match self {
            Pass::First => NameLimits {
                spots: 7,
                towns: 6,
                rivers: 1,
            },
            Pass::Second => NameLimits {
                spots: 40,
                towns: 24,
                rivers: 2,
            },
        }
    }
}

/// A label with its position.
pub(super) struct PlacedLabel {
    pub(super) pass: Pass,
    pub(super) block: LabelBlock,
    pub(super) position: LabelSpot,
    /// The line from the label to the place that it names, if the place is far off.
    pub(super) leader: Option<(PlanePoint, PlanePoint)>,
}

/// The maximum numbers of marks, towns and rivers that are named.
pub(super) struct NameLimits {
    pub(super) spots: usize,
    pub(super) towns: usize,
    pub(super) rivers: usize,
}

/// The names that the map has so far.
#[derive(Default)]
pub(super) struct MapNames {
    pub(super) spots: Vec<bool>,
    /// The pass in which each town was named.
    pub(super) towns: Vec<Option<Pass>>,
    pub(super) areas: Vec<bool>,
    /// The named countries, by ISO 3166-1 code.
    pub(super) countries: Vec<String>,
    pub(super) rivers: Vec<bool>,
    /// The texts of the names. No text is written twice.
    pub(super) texts: Vec<String>,
    pub(super) labels: Vec<PlacedLabel>,
}
