//! Towns on a map, with their names.

use super::canvas::{MapCanvas, MapNames, NAME_WIDTH, Pass, PlacedLabel};
use super::{Disc, MapFigure};
use crate::draw::label::LabelBlock;
use crate::draw::nature::TownKind;
use crate::draw::place::around;
use crate::draw::plane::{PlanePoint, Rect};

/// The minimum distance of a town from marks and other towns.
const MIN_CLEARANCE: f64 = 6.0;
/// The radius of a town's ring.
pub(super) const TOWN_RADIUS: f64 = 2.2;

/// A town at its position on a map.
pub(super) struct Settlement {
    name: String,
    pub(super) at: PlanePoint,
    kind: TownKind,
}

impl MapFigure {
    /// Returns the towns in the frame that are clear of marks. Capitals come first, then towns of
    /// the map's own countries. Among equals, the site's own towns come before built-in ones, and
    /// larger towns before smaller ones.
    pub(super) fn settlements(&self, canvas: &MapCanvas, discs: &[Disc]) -> Vec<Settlement> {
        let ground = canvas.ground;
        let inner = canvas.frame().grown(-MIN_CLEARANCE);
        let own = self.towns.iter().filter_map(|town| {
            let at = ground.projection.point(town.place)?;
            Some(Settlement {
                name: town.name.clone(),
                at,
                kind: TownKind::Seat,
            })
        });
        let built_in = ground.towns.iter().filter_map(|(town, at)| {
            Some(Settlement {
                name: canvas.words.town(town)?,
                at: *at,
                kind: town.kind,
            })
        });
        let mut towns: Vec<Settlement> = Vec::new();
        let (capitals, others): (Vec<_>, Vec<_>) =
            built_in.partition(|town| town.kind == TownKind::Capital);
        for town in capitals.into_iter().chain(own).chain(others) {
            let is_clear = discs
                .iter()
                .all(|disc| disc.at.distance(town.at) > disc.radius + MIN_CLEARANCE);
            // The same town may be in both lists, at slightly different places.
            let is_new = towns.iter().all(|known| {
                let distance = known.at.distance(town.at);
                distance > MIN_CLEARANCE && (known.name != town.name || distance > 40.0)
            });
            if inner.has(town.at) && is_clear && is_new {
                towns.push(town);
            }
        }
        // After capitals, towns of the map's own countries come first, because they help readers
        // more.
        towns.sort_by_key(|town| (town.kind != TownKind::Capital, !ground.is_home(town.at)));
        towns
    }

    /// Names towns.
    pub(super) fn name_towns(
        &self,
        canvas: &mut MapCanvas,
        pass: Pass,
        towns: &[Settlement],
        names: &mut MapNames,
    ) {
        let most = pass.limits().towns;
        let mut named = 0;
        for (number, town) in towns.iter().enumerate() {
            // On a phone the towns of neighbouring countries would leave no room for the names of
            // these countries.
            let is_near =
                pass == Pass::Second || canvas.ground.is_home(town.at) || self.home.is_empty();
            if named == most
                || names.towns[number].is_some()
                || !is_near
                || names.texts.contains(&town.name)
            {
                continue;
            }
            let dot = Rect::round(town.at, TOWN_RADIUS + 1.0);
            if !canvas.placer.fits(&dot) {
                continue;
            }
            let block = LabelBlock::sized(&town.name, "tn", NAME_WIDTH * pass.size(), pass.size());
            if let Some(position) = canvas.placer.place(around(town.at, 5.0, &block)) {
                canvas.placer.reserve(dot);
                names.towns[number] = Some(pass);
                names.texts.push(town.name.clone());
                names.labels.push(PlacedLabel {
                    pass,
                    block,
                    position,
                    leader: None,
                });
                named += 1;
            }
        }
    }
}
