//! Names on a map: first of the map's subject, then for orientation.

use super::canvas::{MapCanvas, MapNames, NAME_WIDTH, Pass, PlacedLabel};
use super::inside::within;
use super::rivers::name_rivers;
use super::towns::TOWN_RADIUS;
use super::{Disc, MIN_LABELLED_COUNT, MapFigure, View, WIDE_TYPE_SIZE};
use crate::draw::WIDTH;
use crate::draw::label::LabelBlock;
use crate::draw::place::around;
use crate::draw::plane::PlanePoint;
use crate::draw::svg::{PathEnd, Svg, Tag, path};

/// The letter spacing in names of neighbouring countries, as a share of their size.
const LETTER_SPACING: f64 = 0.06;

impl MapFigure {
    /// Draws towns, marks and names, in this order, so that marks are above towns and names above
    /// both.
    pub(super) fn draw_names(&self, canvas: &mut MapCanvas, discs: &[Disc]) {
        let towns = self.settlements(canvas, discs);
        let mut names = MapNames {
            spots: vec![false; discs.len()],
            towns: vec![None; towns.len()],
            areas: vec![false; self.areas.len()],
            countries: Vec::new(),
            rivers: vec![false; canvas.ground.rivers.len()],
            texts: Vec::new(),
            labels: Vec::new(),
        };
        for pass in [Pass::First, Pass::Second] {
            self.name_hatched(canvas, pass, &mut names);
            self.name_spots(canvas, pass, discs, &mut names);
            self.name_towns(canvas, pass, &towns, &mut names);
            MapFigure::name_countries(canvas, pass, &mut names);
            name_rivers(canvas, pass, &mut names);
            if pass == Pass::Second {
                self.name_areas(canvas, &mut names);
            }
        }
        for (town, pass) in towns.iter().zip(&names.towns) {
            let class = match pass {
                Some(Pass::First) => "town",
                Some(Pass::Second) => "town w",
                None => continue,
            };
            let ring = Tag::new("circle").class(class).at(["cx", "cy"], town.at);
            canvas.svg.draw(&ring.number("r", TOWN_RADIUS));
        }
        self.draw_discs(canvas, discs);
        for label in names.labels {
            if let Some((from, to)) = label.leader {
                draw_line(&mut canvas.svg, "leader", from, to);
            }
            canvas.write(&label, self);
        }
    }

    /// Names hatched regions: something happened in them, but it is not known where.
    fn name_hatched(&self, canvas: &mut MapCanvas, pass: Pass, names: &mut MapNames) {
        for (number, area) in self.areas.iter().enumerate() {
            if !area.is_hatched || names.areas[number] {
                continue;
            }
            let block = LabelBlock::sized(&area.name, "rg", NAME_WIDTH * pass.size(), pass.size());
            let ground = canvas.ground;
            let found = within(
                &canvas.placer,
                &ground.shapes[number],
                || ground.middle(number),
                &block,
                3,
            );
            if let Some(position) = found {
                canvas.placer.reserve(position.rect);
                names.areas[number] = true;
                names.texts.push(area.name.clone());
                names.labels.push(PlacedLabel {
                    pass,
                    block,
                    position,
                    leader: None,
                });
            }
        }
    }

    /// Names marks, the largest first. The names of the three largest marks may be at a distance,
    /// with a leader line.
    fn name_spots(&self, canvas: &mut MapCanvas, pass: Pass, discs: &[Disc], names: &mut MapNames) {
        let most = pass.limits().spots;
        let mut named = 0;
        let counted: Vec<usize> = self
            .counts(canvas, discs)
            .iter()
            .map(|count| count.disc)
            .collect();
        for (number, disc) in discs.iter().enumerate() {
            let spot = &self.spots[disc.spot];
            if named == most {
                break;
            }
            if names.spots[number] || spot.name.is_empty() || names.texts.contains(&spot.name) {
                continue;
            }
            let mut block =
                LabelBlock::sized(&spot.name, "ev", NAME_WIDTH * pass.size(), pass.size())
                    .limited(2);
            // A count that does not fit into the mark is written with the name.
            if spot.count >= MIN_LABELLED_COUNT && !counted.contains(&number) {
                block = block.and(&canvas.words.number(spot.count), "count", WIDTH);
            }
            let clearance = disc.radius + 3.0;
            let found = if number < 3 {
                canvas.placer.place_near(disc.at, clearance, &block)
            } else {
                let position = canvas.placer.place(around(disc.at, clearance, &block));
                position.map(|position| (position, None))
            };
            if let Some((position, leader)) = found {
                names.spots[number] = true;
                names.texts.push(spot.name.clone());
                names.labels.push(PlacedLabel {
                    pass,
                    block,
                    position,
                    leader: leader.map(|end| (disc.at, end)),
                });
                named += 1;
            }
        }
    }

    /// Names the neighbouring countries. A name never crosses a border.
    fn name_countries(canvas: &mut MapCanvas, pass: Pass, names: &mut MapNames) {
        let ground = canvas.ground;
        for around in &ground.neighbours {
            if names.countries.contains(&around.code) {
                continue;
            }
            let Some(name) = canvas.words.country(&around.code) else {
                continue;
            };
            let block = LabelBlock::sized(&name, "nb", NAME_WIDTH * pass.size(), pass.size())
                .spaced(LETTER_SPACING);
            if let Some(position) =
                within(&canvas.placer, &around.shape, || around.middle(), &block, 0)
            {
                canvas.placer.reserve(position.rect);
                names.countries.push(around.code.clone());
                names.labels.push(PlacedLabel {
                    pass,
                    block,
                    position,
                    leader: None,
                });
            }
        }
    }

    /// Names the other regions of a map that shows less than a country.
    fn name_areas(&self, canvas: &mut MapCanvas, names: &mut MapNames) {
        if canvas.ground.is_whole {
            return;
        }
        for (number, area) in self.areas.iter().enumerate() {
            let is_focus = self.view == View::Area(number);
            let is_known = names.areas[number] || names.texts.contains(&area.name);
            if is_known && !is_focus {
                continue;
            }
            let block = LabelBlock::sized(
                &area.name,
                "rg",
                NAME_WIDTH * WIDE_TYPE_SIZE,
                WIDE_TYPE_SIZE,
            );
            let ground = canvas.ground;
            let found = within(
                &canvas.placer,
                &ground.shapes[number],
                || ground.middle(number),
                &block,
                0,
            );
            if let Some(position) = found {
                canvas.placer.reserve(position.rect);
                names.areas[number] = true;
                names.labels.push(PlacedLabel {
                    pass: Pass::Second,
                    block,
                    position,
                    leader: None,
                });
            }
        }
    }
}

/// Draws a straight line.
fn draw_line(svg: &mut Svg, class: &str, from: PlanePoint, to: PlanePoint) {
    let d = path(&[from, to], PathEnd::Open);
    if !d.is_empty() {
        svg.draw(&Tag::new("path").class(class).text("d", &d));
    }
}
