//! Marks and names on a map: what is told first, then what helps to find one's way.

use super::super::WIDTH;
use super::super::label::{LabelBlock, TextAnchor, VerticalAnchor};
use super::super::nature::TownKind;
use super::super::place::{LabelPlacer, LabelSpot as Position, around};
use super::super::plane::{PlanePoint, Rect, contains, enters};
use super::super::svg::{PathEnd, Svg, Tag, path};
use super::{BaseMap, COUNTED, Disc, MapFigure, MapWords, PHONE, Precision, Tints, View, WIDE};

/// A map that is being drawn.
pub struct MapSheet<'a> {
    pub svg: Svg,
    pub placer: LabelPlacer,
    pub ground: &'a BaseMap,
    pub tints: &'a Tints,
    pub words: &'a dyn MapWords,
}

/// Which labels are being placed: those for every screen, or those for wide ones, round the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    First,
    Second,
}

impl Pass {
    fn size(self) -> f64 {
        match self {
            Pass::First => PHONE,
            Pass::Second => WIDE,
        }
    }

    /// How many marks, towns and rivers get a name.
    fn most(self) -> (usize, usize, usize) {
        match self {
            Pass::First => (7, 6, 1),
            Pass::Second => (40, 24, 2),
        }
    }
}

/// The widest that a name may be before it goes on a second line, in sizes of its type.
const ROOM: f64 = 8.0;
/// How far a town keeps from marks.
const APART: f64 = 6.0;
/// The radius of a town's ring.
const TOWN: f64 = 2.2;
/// The letters of neighbouring countries stand apart by this share of their size.
const SPACED: f64 = 0.06;
/// A river that is shorter on the map has no name.
const SHORTEST: f64 = 70.0;

/// What has its name already.
#[derive(Default)]
struct NamedPlaces {
    spots: Vec<bool>,
    /// With the pass in which it was named.
    towns: Vec<Option<Pass>>,
    areas: Vec<bool>,
    /// By code.
    countries: Vec<String>,
    rivers: Vec<bool>,
    /// What stands on the map: nothing is named twice.
    names: Vec<String>,
}

impl MapSheet<'_> {
    pub fn frame(&self) -> Rect {
        self.ground.land.frame()
    }

    /// Writes a label with a halo in the colour of the ground that it stands on.
    fn write(&mut self, pass: Pass, block: &LabelBlock, position: &Position, map: &MapFigure) {
        let middle = position.rect.centre();
        let shapes = self.ground.shapes.iter().zip(&map.areas);
        let on = shapes.rev().find(|(shape, _)| contains(shape, middle));
        let ground = match on {
            Some((_, area)) if area.is_hatched => Some("k1"),
            Some((_, area)) => Some(["k0", "k1", "k2", "k3"][self.tints.class(area.count).min(3)]),
            None if self.ground.is_home(middle) => Some("k0"),
            None => None,
        };
        let wide = (pass == Pass::Second).then_some("w");
        let classes: Vec<&str> = [ground, wide].into_iter().flatten().collect();
        self.svg.label(block, position, &classes.join(" "));
    }
}

/// A town on the map.
struct Settlement {
    name: String,
    at: PlanePoint,
    kind: TownKind,
}

impl MapFigure {
    /// Draws marks and all names.
    pub(super) fn draw_names(&self, sheet: &mut MapSheet, discs: &[Disc]) {
        let towns = self.settlements(sheet, discs);
        let mut written = NamedPlaces {
            spots: vec![false; discs.len()],
            towns: vec![None; towns.len()],
            areas: vec![false; self.areas.len()],
            countries: Vec::new(),
            rivers: vec![false; sheet.ground.rivers.len()],
            names: Vec::new(),
        };
        // Marks lie on towns, and labels on both.
        let mut labels = Vec::new();
        for pass in [Pass::First, Pass::Second] {
            self.name_hatched(sheet, pass, &mut written, &mut labels);
            self.name_spots(sheet, pass, discs, &mut written, &mut labels);
            self.name_towns(sheet, pass, &towns, &mut written, &mut labels);
            MapFigure::name_countries(sheet, pass, &mut written, &mut labels);
            name_rivers(sheet, pass, &mut written, &mut labels);
            if pass == Pass::Second {
                self.name_areas(sheet, &mut written, &mut labels);
            }
        }
        for (town, pass) in towns.iter().zip(&written.towns) {
            let class = match pass {
                Some(Pass::First) => "town",
                Some(Pass::Second) => "town w",
                None => continue,
            };
            let ring = Tag::new("circle").class(class).at(["cx", "cy"], town.at);
            sheet.svg.draw(&ring.number("r", TOWN));
        }
        self.draw_discs(sheet, discs);
        for (pass, block, position, leader) in labels {
            if let Some((from, to)) = leader {
                draw_line(&mut sheet.svg, "leader", from, to);
            }
            sheet.write(pass, &block, &position, self);
        }
    }

    /// Draws the marks, the largest first so that none hides a smaller one; then their counts.
    fn draw_discs(&self, sheet: &mut MapSheet, discs: &[Disc]) {
        for disc in discs {
            let spot = &self.spots[disc.spot];
            let linked = sheet.svg.link(spot.href.as_deref(), &spot.says);
            if spot.href.is_some() {
                let hit = Tag::new("circle").class("hit").at(["cx", "cy"], disc.at);
                sheet.svg.draw(&hit.number("r", disc.radius.max(12.0)));
            }
            let class = match spot.precision {
                Precision::District => "ring",
                Precision::Place | Precision::Several => "dot",
            };
            let tag = Tag::new("circle").class(class).at(["cx", "cy"], disc.at);
            sheet.svg.draw(&tag.number("r", disc.radius));
            sheet.svg.end_link(linked);
        }
        for (_, pass, block, rect) in &self.counts(sheet, discs) {
            let position = Position {
                rect: *rect,
                anchor: TextAnchor::Middle,
                rise: VerticalAnchor::Middle,
            };
            let wide = if *pass == Pass::Second { "w" } else { "" };
            sheet.svg.label(block, &position, wide);
        }
    }

    /// The counts that have room in their marks and are not hidden by smaller ones, by the number
    /// of the disc.
    fn counts(&self, sheet: &MapSheet, discs: &[Disc]) -> Vec<(usize, Pass, LabelBlock, Rect)> {
        let mut counts: Vec<(usize, Pass, LabelBlock, Rect)> = Vec::new();
        for (number, disc) in discs.iter().enumerate() {
            let spot = &self.spots[disc.spot];
            if spot.count < COUNTED {
                continue;
            }
            let text = sheet.words.number(spot.count);
            let class = match spot.precision {
                Precision::District => "num on",
                _ => "num",
            };
            for pass in [Pass::First, Pass::Second] {
                let size = pass.size();
                let block = LabelBlock::sized(&text, class, WIDTH, size);
                let corner = PlanePoint::new(
                    disc.at.x - block.width() / 2.0,
                    disc.at.y - block.height() / 2.0,
                );
                let rect = block.at(corner);
                let fits = PlanePoint::new(rect.left, disc.at.y - size * 0.36).distance(disc.at)
                    < disc.radius;
                let is_hidden = discs[number + 1..]
                    .iter()
                    .any(|other| Rect::round(other.at, other.radius).overlaps(&rect));
                if fits && !is_hidden && counts.iter().all(|(.., other)| !other.overlaps(&rect)) {
                    counts.push((number, pass, block, rect));
                    break;
                }
            }
        }
        counts
    }

    /// Names regions of which it is only known that something happened in them.
    fn name_hatched(
        &self,
        sheet: &mut MapSheet,
        pass: Pass,
        written: &mut NamedPlaces,
        labels: &mut Vec<PlacedLabel>,
    ) {
        for (number, area) in self.areas.iter().enumerate() {
            if !area.is_hatched || written.areas[number] {
                continue;
            }
            let block = LabelBlock::sized(&area.name, "rg", ROOM * pass.size(), pass.size());
            let ground = sheet.ground;
            let found = within(
                &sheet.placer,
                &ground.shapes[number],
                || ground.middle(number),
                &block,
                3,
            );
            if let Some(position) = found {
                sheet.placer.reserve(position.rect);
                written.areas[number] = true;
                written.names.push(area.name.clone());
                labels.push((pass, block, position, None));
            }
        }
    }

    /// Names marks, the largest first; the first of them at some distance where there is no room
    /// beside it.
    fn name_spots(
        &self,
        sheet: &mut MapSheet,
        pass: Pass,
        discs: &[Disc],
        written: &mut NamedPlaces,
        labels: &mut Vec<PlacedLabel>,
    ) {
        let (most, ..) = pass.most();
        let mut named = 0;
        let counted: Vec<usize> = self
            .counts(sheet, discs)
            .iter()
            .map(|(number, ..)| *number)
            .collect();
        for (number, disc) in discs.iter().enumerate() {
            let spot = &self.spots[disc.spot];
            if named == most {
                break;
            }
            if written.spots[number] || spot.name.is_empty() || written.names.contains(&spot.name) {
                continue;
            }
            let mut block =
                LabelBlock::sized(&spot.name, "ev", ROOM * pass.size(), pass.size()).limited(2);
            // A count that has no room in the mark stands with the name.
            if spot.count >= COUNTED && !counted.contains(&number) {
                block = block.and(&sheet.words.number(spot.count), "count", WIDTH);
            }
            let clearance = disc.radius + 3.0;
            let found = if number < 3 {
                sheet.placer.place_near(disc.at, clearance, &block)
            } else {
                let position = sheet.placer.place(around(disc.at, clearance, &block));
                position.map(|position| (position, None))
            };
            if let Some((position, leader)) = found {
                written.spots[number] = true;
                written.names.push(spot.name.clone());
                labels.push((pass, block, position, leader.map(|end| (disc.at, end))));
                named += 1;
            }
        }
    }

    /// The towns in the frame that keep clear of marks: the capital, then the site's own, then
    /// others, the larger first.
    fn settlements(&self, sheet: &MapSheet, discs: &[Disc]) -> Vec<Settlement> {
        let ground = sheet.ground;
        let inner = sheet.frame().grown(-APART);
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
                name: sheet.words.town(town)?,
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
                .all(|disc| disc.at.distance(town.at) > disc.radius + APART);
            // The same town may be in both lists, at places that differ a little.
            let is_new = towns.iter().all(|known| {
                let apart = known.at.distance(town.at);
                apart > APART && (known.name != town.name || apart > 40.0)
            });
            if inner.has(town.at) && is_clear && is_new {
                towns.push(town);
            }
        }
        // In the map's own country first: what lies beyond helps less.
        towns.sort_by_key(|town| (town.kind != TownKind::Capital, !ground.is_home(town.at)));
        towns
    }

    fn name_towns(
        &self,
        sheet: &mut MapSheet,
        pass: Pass,
        towns: &[Settlement],
        written: &mut NamedPlaces,
        labels: &mut Vec<PlacedLabel>,
    ) {
        let (_, most, _) = pass.most();
        let mut named = 0;
        for (number, town) in towns.iter().enumerate() {
            // On a phone the towns of neighbours would crowd out their countries.
            let is_near =
                pass == Pass::Second || sheet.ground.is_home(town.at) || self.home.is_empty();
            if named == most
                || written.towns[number].is_some()
                || !is_near
                || written.names.contains(&town.name)
            {
                continue;
            }
            let dot = Rect::round(town.at, TOWN + 1.0);
            if !sheet.placer.fits(&dot) {
                continue;
            }
            let block = LabelBlock::sized(&town.name, "tn", ROOM * pass.size(), pass.size());
            if let Some(position) = sheet.placer.place(around(town.at, 5.0, &block)) {
                sheet.placer.reserve(dot);
                written.towns[number] = Some(pass);
                written.names.push(town.name.clone());
                labels.push((pass, block, position, None));
                named += 1;
            }
        }
    }

    /// Names the countries around on plain ground: a name never lies over a border.
    fn name_countries(
        sheet: &mut MapSheet,
        pass: Pass,
        written: &mut NamedPlaces,
        labels: &mut Vec<PlacedLabel>,
    ) {
        let ground = sheet.ground;
        for around in &ground.neighbours {
            if written.countries.contains(&around.code) {
                continue;
            }
            let Some(name) = sheet.words.country(&around.code) else {
                continue;
            };
            let block =
                LabelBlock::sized(&name, "nb", ROOM * pass.size(), pass.size()).spaced(SPACED);
            if let Some(position) =
                within(&sheet.placer, &around.shape, || around.middle(), &block, 0)
            {
                sheet.placer.reserve(position.rect);
                written.countries.push(around.code.clone());
                labels.push((pass, block, position, None));
            }
        }
    }

    /// Names the other regions of a map that shows less than a country.
    fn name_areas(
        &self,
        sheet: &mut MapSheet,
        written: &mut NamedPlaces,
        labels: &mut Vec<PlacedLabel>,
    ) {
        if sheet.ground.is_whole {
            return;
        }
        for (number, area) in self.areas.iter().enumerate() {
            let is_focus = self.view == View::Area(number);
            let is_known = written.areas[number] || written.names.contains(&area.name);
            if is_known && !is_focus {
                continue;
            }
            let block = LabelBlock::sized(&area.name, "rg", ROOM * WIDE, WIDE);
            let ground = sheet.ground;
            let found = within(
                &sheet.placer,
                &ground.shapes[number],
                || ground.middle(number),
                &block,
                0,
            );
            if let Some(position) = found {
                sheet.placer.reserve(position.rect);
                written.areas[number] = true;
                labels.push((Pass::Second, block, position, None));
            }
        }
    }
}

/// A label with its place, and the line that leads to it.
type PlacedLabel = (Pass, LabelBlock, Position, Option<(PlanePoint, PlanePoint)>);

/// Names rivers beside their course, on ground that no river crosses.
fn name_rivers(
    sheet: &mut MapSheet,
    pass: Pass,
    written: &mut NamedPlaces,
    labels: &mut Vec<PlacedLabel>,
) {
    const SHARES: [f64; 9] = [0.75, 0.25, 0.85, 0.15, 0.6, 0.4, 0.5, 0.92, 0.08];
    let (.., most) = pass.most();
    let ground = sheet.ground;
    let mut named = written.rivers.iter().filter(|written| **written).count();
    for (number, river) in ground.rivers.iter().enumerate() {
        if named >= most
            || written.rivers[number]
            || river.name.is_empty()
            || river.length < SHORTEST
        {
            continue;
        }
        let Some(name) = sheet.words.river(&river.name) else {
            continue;
        };
        let block = LabelBlock::sized(&name, "rv", ROOM * pass.size(), pass.size());
        let points: Vec<PlanePoint> = river.lines.iter().flat_map(|line| strewn(line)).collect();
        let count = super::real(points.len());
        let position = SHARES.iter().find_map(|share| {
            let at = *points.get(rank(share * count))?;
            around(at, 5.0, &block).into_iter().find(|position| {
                let is_dry = |lines: &[Vec<PlanePoint>]| {
                    !lines.iter().any(|line| enters(line, &position.rect))
                };
                sheet.placer.fits(&position.rect)
                    && ground.rivers.iter().all(|river| is_dry(&river.lines))
            })
        });
        if let Some(position) = position {
            sheet.placer.reserve(position.rect);
            written.rivers[number] = true;
            named += 1;
            labels.push((pass, block, position, None));
        }
    }
}

/// A place in a list of points.
fn rank(value: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between zero and the number of points on a map"
    )]
    let rank = value.max(0.0) as usize;
    rank
}

/// Points along a line, a few units from one to the next.
fn strewn(line: &[PlanePoint]) -> Vec<PlanePoint> {
    const STEP: f64 = 6.0;
    let mut points = Vec::new();
    for pair in line.windows(2) {
        let length = pair[0].distance(pair[1]);
        let steps = rank(length / STEP).clamp(1, 200);
        points.extend((0..steps).map(|step| {
            let share = super::real(step) / super::real(steps);
            PlanePoint::new(
                pair[0].x + (pair[1].x - pair[0].x) * share,
                pair[0].y + (pair[1].y - pair[0].y) * share,
            )
        }));
    }
    points
}

/// The best free position for a name within a shape: near its middle, with at most `spills` of nine
/// points of the name outside.
fn within(
    placer: &LabelPlacer,
    shape: &[Vec<PlanePoint>],
    middle: impl FnOnce() -> Option<PlanePoint>,
    block: &LabelBlock,
    spills: usize,
) -> Option<Position> {
    const STEPS: i32 = 12;
    let bounds = Rect::around(shape.iter().flatten())?;
    let size = (block.width(), block.height());
    // A name that is much larger than its shape has no place in it.
    if bounds.width() < size.0 * 0.7 || bounds.height() < size.1 * 0.7 {
        return None;
    }
    let middle = middle()?;
    let at = |centre: PlanePoint| {
        Rect::sized(
            PlanePoint::new(centre.x - size.0 / 2.0, centre.y - size.1 / 2.0),
            size.0,
            size.1,
        )
    };
    let share = |step: i32| f64::from(step) / f64::from(STEPS);
    let grid =
        (0..=STEPS).flat_map(|row| (0..=STEPS).map(move |column| (share(column), share(row))));
    let mut rects: Vec<(f64, Rect)> = grid
        .map(|(x, y)| {
            PlanePoint::new(
                bounds.left + bounds.width() * x,
                bounds.top + bounds.height() * y,
            )
        })
        .chain([middle])
        .map(|centre| (centre, at(centre)))
        .filter(|(_, rect)| placer.fits(rect))
        .map(|(centre, rect)| (centre.distance(middle), rect))
        .collect();
    rects.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_outside = |probe: &PlanePoint| !contains(shape, *probe);
    let rects = || rects.iter().map(|(_, rect)| *rect);
    let rect = rects()
        .find(|rect| !probes(rect).any(|probe| is_outside(&probe)))
        .or_else(|| {
            if spills == 0 {
                return None;
            }
            let best = rects()
                .map(|rect| (probes(&rect).filter(is_outside).count(), rect))
                .min_by_key(|(outside, _)| *outside)?;
            (best.0 <= spills).then_some(best.1)
        })?;
    Some(Position {
        rect,
        anchor: TextAnchor::Middle,
        rise: VerticalAnchor::Middle,
    })
}

/// The corners of a box, the middles of its sides and its centre.
fn probes(rect: &Rect) -> impl Iterator<Item = PlanePoint> + use<> {
    let rect = *rect;
    let centre = rect.centre();
    [rect.left, centre.x, rect.right]
        .into_iter()
        .flat_map(move |x| [rect.top, centre.y, rect.bottom].map(|y| PlanePoint::new(x, y)))
}

fn draw_line(svg: &mut Svg, class: &str, from: PlanePoint, to: PlanePoint) {
    let d = path(&[from, to], PathEnd::Open);
    if !d.is_empty() {
        svg.draw(&Tag::new("path").class(class).text("d", &d));
    }
}
