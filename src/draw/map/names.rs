//! Marks and names on a map: what is told first, what helps to find one's way where there is room.

use super::super::label::{Anchor, Block};
use super::super::place::{Placer, Spot as Position, around, farther, leader_end};
use super::super::plane::{Point, Rect, contains, depth, visual_centre};
use super::super::svg::{End, Svg, Tag, path};
use super::super::{Key, WIDTH, real};
use super::{Drawn, Form, Ground, Map, Note, Precision, Spot};

/// A map that is being drawn.
pub struct Sheet<'a> {
    pub svg: Svg,
    pub placer: Placer,
    pub ground: &'a Ground,
    pub forms: &'a [(usize, Form)],
}

/// The name of a marked area, with its place, the end of the line that leads there, and where that line begins.
struct Named {
    number: usize,
    block: Block,
    found: Option<(Position, Option<Point>, Point)>,
}

/// The widest that a name may be before it goes on a second line.
const ROOM: f64 = 112.0;
/// Names for more spots than this are not tried: there is no room for them.
const NAMED: usize = 160;

impl Sheet<'_> {
    pub fn frame(&self) -> Rect {
        self.ground.land.frame()
    }

    /// Writes a block at a position.
    fn write(&mut self, block: &Block, position: Position) {
        let at = Point::new(position.rect.left, position.rect.top);
        self.svg.block(block, at, position.anchor);
    }
}

impl Map {
    /// Takes the places of all marks, before any name is placed.
    pub(super) fn take_marks(&self, sheet: &mut Sheet) {
        for (_, form) in sheet.forms {
            if let Form::Disc { centre, radius, .. } = form {
                sheet.placer.take(Rect::round(*centre, *radius * 0.8));
            }
        }
        for spot in &self.spots {
            if let Some(point) = sheet.ground.projection.point(spot.place) {
                sheet.placer.take(Rect::round(point, reach(spot)));
            }
        }
    }

    /// Draws spots and all names: what is marked first, then what helps to find one's way.
    pub(super) fn draw_names(&self, sheet: &mut Sheet, drawn: &mut Drawn) {
        let forms = sheet.forms;
        let is_disc = |form: &Form| matches!(form, Form::Disc { .. });
        let (discs, outlines): (Vec<_>, Vec<_>) = forms.iter().partition(|(_, form)| is_disc(form));
        // What lies on another's hatch can be named in fewer places, and is named first.
        let on_discs: Vec<Named> = discs
            .iter()
            .filter_map(|(n, form)| self.name(sheet, *n, form))
            .collect();
        let on_outlines: Vec<Named> = outlines
            .iter()
            .filter_map(|(n, form)| self.name(sheet, *n, form))
            .collect();
        // It is drawn last, for a link that lies under another cannot be followed.
        for named in on_outlines.iter().chain(&on_discs) {
            self.draw_area(sheet, named);
        }
        self.draw_spots(sheet, drawn);
        self.draw_towns(sheet);
        for (number, area) in self.areas.iter().enumerate().filter(|(_, area)| area.mark.is_none()) {
            let block = Block::new(&area.name, "soft", ROOM);
            let shape = sheet.ground.shape(number);
            if let Some(position) = within(&sheet.placer, shape, &block, |_| SPILLS) {
                sheet.placer.take(position.rect);
                sheet.write(&block, position);
            }
        }
        let ground = sheet.ground;
        for (name, shape) in ground.land.neighbours(&self.names) {
            let block = Block::new(name, "country", ROOM);
            if let Some(position) = within(&sheet.placer, &shape, &block, |_| SPILLS) {
                sheet.placer.take(position.rect);
                sheet.write(&block, position);
            }
        }
    }

    /// Finds a place for the name of a marked area.
    fn name(&self, sheet: &mut Sheet, number: usize, form: &Form) -> Option<Named> {
        let area = &self.areas[number];
        let block = Block::new(&area.name, "name", ROOM).and(&area.mark.as_ref()?.note, "count", ROOM);
        let found = match form {
            Form::Outline => {
                match within(&sheet.placer, sheet.ground.shape(number), &block, |probe| {
                    self.cost(sheet, number, probe)
                }) {
                    Some(position) => {
                        sheet.placer.take(position.rect);
                        Some((position, None, sheet.frame().centre()))
                    }
                    None => self.outside(sheet, number, &block),
                }
            }
            Form::Disc { centre, radius, .. } => {
                let near = around(*centre, radius + 2.0, &block);
                let near = near.into_iter().find(|position| sheet.placer.fits(&position.rect));
                near.inspect(|position| sheet.placer.take(position.rect))
                    .map(|position| (position, None, *centre))
                    .or_else(|| {
                        let (position, leader) = sheet.placer.place_near(*centre, *radius, &block)?;
                        Some((position, leader, *centre))
                    })
            }
        };
        Some(Named { number, block, found })
    }

    /// Draws the link of a marked area: the area itself and its name. Where they are apart, with a line between them, the name is
    /// the link and the rest leads to the same for a pointer only: all of it in one would be focused as a box full of holes.
    fn draw_area(&self, sheet: &mut Sheet, named: &Named) {
        let Some(mark) = &self.areas[named.number].mark else {
            return;
        };
        let href = mark.href.as_deref();
        let led = named.found.and_then(|(_, leader, from)| Some((from, leader?)));
        let mut linked = match led {
            Some(_) => sheet.svg.pointer_link(href),
            None => sheet.svg.link(href, &mark.says),
        };
        if href.is_some() {
            let target = format!("#{}", sheet.svg.id(&format!("a{}", named.number)));
            sheet.svg.draw(&Tag::new("use").class("hit").text("href", &target));
        }
        if let Some((from, end)) = led {
            if href.is_some() {
                draw_line(&mut sheet.svg, "reach", from, end);
            }
            // On a hatch a line alone would not be seen.
            draw_line(&mut sheet.svg, "casing", from, end);
            draw_line(&mut sheet.svg, "leader", from, end);
            let tip = Tag::new("circle").class("tip").at(["cx", "cy"], from);
            sheet.svg.draw(&tip.number("r", 1.8));
            sheet.svg.end_link(linked);
            linked = sheet.svg.link(href, &mark.says);
        }
        if let Some((position, ..)) = named.found {
            touch(sheet, href.is_some(), &position.rect, None);
            sheet.write(&named.block, position);
        }
        sheet.svg.end_link(linked);
    }

    /// How wrong a place is for the name of an area: over another area more than over a neighbouring country.
    fn cost(&self, sheet: &Sheet, number: usize, probe: Point) -> usize {
        let shapes = sheet.ground.areas.shapes();
        let other = (0..shapes.len()).find(|area| *area != number && contains(&shapes[*area], probe));
        other.map_or(1, |other| if self.areas[other].mark.is_some() { 3 } else { 1 })
    }

    /// A place for an area's name beside it, with a line that leads there; best where it does not seem to name another marked area.
    fn outside(&self, sheet: &mut Sheet, number: usize, block: &Block) -> Option<(Position, Option<Point>, Point)> {
        let shapes = sheet.ground.areas.shapes();
        let mark = clear_middle(&shapes[number], sheet.forms, &sheet.placer)?;
        let free = farther(mark, block).filter(|position| sheet.placer.fits(&position.rect));
        let position = free.min_by_key(|position| {
            let strange: usize = probes(&position.rect)
                .map(|probe| self.cost(sheet, number, probe))
                .sum();
            let end = leader_end(mark, &position.rect);
            let far = mark.distance(end) > 60.0;
            (
                strange + if far { 4 } else { 0 },
                !sheet.placer.is_clear(mark, end, 6.0),
            )
        })?;
        let end = sheet.placer.take_led(mark, &position, 0.0);
        Some((position, Some(end), mark))
    }

    fn draw_spots(&self, sheet: &mut Sheet, drawn: &mut Drawn) {
        let mut order: Vec<(usize, &Spot)> = self.spots.iter().enumerate().collect();
        order.sort_by_key(|(at, spot)| (std::cmp::Reverse(spot.count), *at));
        for (rank, (at, spot)) in order.into_iter().enumerate() {
            let Some(point) = sheet.ground.projection.point(spot.place) else {
                drawn.notes.push(Note::SpotLeftOut { spot: at });
                continue;
            };
            let radius = radius(spot);
            let block = Block::new(&spot.name, "name", ROOM).and(&spot.note, "count", ROOM);
            let mut placed = None;
            // A name that is heard begins with what is seen.
            let mut says = spot.says.clone();
            if rank < NAMED && block.count() > 0 {
                placed = sheet
                    .placer
                    .place_near(point, radius + 4.0, &block)
                    .map(|found| (block, found));
                // A number stands for a name, and what has none of its own says itself how many it is.
                if placed.is_none() && !spot.name.is_empty() {
                    let number = drawn.keys.len() + 1;
                    let block = Block::new(&number.to_string(), "count", WIDTH);
                    let position = sheet.placer.place(around(point, radius + 3.0, &block));
                    if let Some(position) = position {
                        drawn.keys.push(Key {
                            number,
                            name: spot.name.clone(),
                            href: spot.href.clone(),
                        });
                        says = format!("{number} {says}");
                        placed = Some((block, (position, None)));
                    }
                }
            }
            if placed.is_none() {
                drawn.notes.push(Note::Unnamed { spot: at });
            }
            let linked = sheet.svg.link(spot.href.as_deref(), &says);
            if spot.href.is_some() {
                let hit = Tag::new("circle").class("hit").at(["cx", "cy"], point);
                sheet.svg.draw(&hit.number("r", radius.max(12.0)));
            }
            if let Some((_, (position, leader))) = &placed {
                touch(
                    sheet,
                    spot.href.is_some(),
                    &position.rect,
                    leader.map(|end| (point, end)),
                );
                if let Some(end) = leader {
                    draw_line(&mut sheet.svg, "leader", point, *end);
                }
            }
            let circle = |class: &str, radius: f64| {
                let tag = Tag::new("circle").class(class);
                tag.at(["cx", "cy"], point).number("r", radius)
            };
            match spot.precision {
                Precision::Exact => sheet.svg.draw(&circle("dot", radius)),
                Precision::Near => sheet.svg.draw(&circle("ring", radius)),
                Precision::Several => {
                    sheet.svg.draw(&circle("ring", radius));
                    sheet.svg.draw(&circle("dot", radius - 2.0));
                }
            }
            if let Some((block, (position, _))) = &placed {
                sheet.write(block, *position);
            }
            sheet.svg.end_link(linked);
        }
        drawn.notes.sort_by_key(|note| matches!(note, Note::Unnamed { .. }));
    }

    fn draw_towns(&self, sheet: &mut Sheet) {
        for town in &self.towns {
            let Some(point) = sheet.ground.projection.point(town.place) else {
                continue;
            };
            let dot = Rect::round(point, 2.5);
            let block = Block::new(&town.name, "town", ROOM);
            if !sheet.placer.fits(&dot) {
                continue;
            }
            let Some(position) = sheet.placer.place(around(point, 5.0, &block)) else {
                continue;
            };
            sheet.placer.take(dot);
            let square = Tag::new("rect")
                .class("town")
                .at(["x", "y"], Point::new(dot.left, dot.top));
            sheet.svg.draw(&square.number("width", 5.0).number("height", 5.0));
            sheet.write(&block, position);
        }
    }
}

/// More than a name within a shape may cost; see [`within`].
const SPILLS: usize = 4;

/// The best free position for a name within a shape: near the middle, and as much of it inside as can be. Each corner and
/// middle that is outside has a cost, and together they must stay below [`SPILLS`].
fn within(placer: &Placer, shape: &[Vec<Point>], block: &Block, cost: impl Fn(Point) -> usize) -> Option<Position> {
    const STEPS: i32 = 12;
    let bounds = Rect::of(shape.iter().flatten())?;
    let (middle, _) = visual_centre(shape)?;
    let size = (block.width(), block.height());
    let at = |centre: Point| {
        Rect::sized(
            Point::new(centre.x - size.0 / 2.0, centre.y - size.1 / 2.0),
            size.0,
            size.1,
        )
    };
    let share = |step: i32| f64::from(step) / f64::from(STEPS);
    let grid = (0..=STEPS).flat_map(|row| (0..=STEPS).map(move |column| (share(column), share(row))));
    let centres = std::iter::once(middle)
        .chain(grid.map(|(x, y)| Point::new(bounds.left + bounds.width() * x, bounds.top + bounds.height() * y)));
    let mut best: Option<(usize, f64, Rect)> = None;
    for centre in centres {
        let rect = at(centre);
        let distance = centre.distance(middle);
        if !placer.fits(&rect) {
            continue;
        }
        let strays = probes(&rect).filter(|probe| !contains(shape, *probe));
        let outside: usize = strays.map(&cost).sum();
        if best.is_none_or(|(least, nearest, _)| (outside, distance) < (least, nearest)) {
            best = Some((outside, distance, rect));
        }
    }
    let (_, _, rect) = best.filter(|(outside, ..)| *outside < SPILLS)?;
    Some(Position {
        rect,
        anchor: Anchor::Middle,
    })
}

/// The point of a shape that is farthest from its border and from the discs that lie on it, and that no name covers where
/// that can be had.
fn clear_middle(shape: &[Vec<Point>], forms: &[(usize, Form)], placer: &Placer) -> Option<Point> {
    const STEPS: i32 = 20;
    let discs: Vec<(Point, f64)> = forms
        .iter()
        .filter_map(|(_, form)| match form {
            Form::Disc { centre, radius, .. } if contains(shape, *centre) => Some((*centre, *radius)),
            _ => None,
        })
        .collect();
    if discs.is_empty() {
        return visual_centre(shape).map(|(centre, _)| centre);
    }
    let bounds = Rect::of(shape.iter().flatten())?;
    let share = |step: i32| f64::from(step) / f64::from(STEPS);
    let points = (0..=STEPS).flat_map(|row| (0..=STEPS).map(move |column| (share(column), share(row))));
    points
        .map(|(x, y)| Point::new(bounds.left + bounds.width() * x, bounds.top + bounds.height() * y))
        .map(|point| {
            let off = discs.iter().map(|(centre, radius)| point.distance(*centre) - radius);
            let room = off.fold(depth(shape, point), f64::min);
            (room > 0.0 && placer.fits(&Rect::round(point, 3.0)), room, point)
        })
        .reduce(|a, b| if (b.0, b.1) > (a.0, a.1) { b } else { a })
        .map(|(.., point)| point)
}

/// The corners of a box, the middles of its sides and its centre.
fn probes(rect: &Rect) -> impl Iterator<Item = Point> + use<> {
    let rect = *rect;
    let centre = rect.centre();
    [rect.left, centre.x, rect.right]
        .into_iter()
        .flat_map(move |x| [rect.top + 2.0, centre.y, rect.bottom - 2.0].map(|y| Point::new(x, y)))
}

/// Makes room for a finger on a name and on the line that leads to it.
fn touch(sheet: &mut Sheet, is_link: bool, name: &Rect, leader: Option<(Point, Point)>) {
    if !is_link {
        return;
    }
    if let Some((from, to)) = leader {
        draw_line(&mut sheet.svg, "reach", from, to);
    }
    let tag = Tag::new("rect")
        .class("hit")
        .at(["x", "y"], Point::new(name.left, name.top));
    sheet
        .svg
        .draw(&tag.number("width", name.width()).number("height", name.height()));
}

fn draw_line(svg: &mut Svg, class: &str, from: Point, to: Point) {
    let d = path(&[from, to], End::Open);
    if !d.is_empty() {
        svg.draw(&Tag::new("path").class(class).text("d", &d));
    }
}

/// A mark's area grows with its count, up to a point.
fn radius(spot: &Spot) -> f64 {
    let base = match spot.precision {
        Precision::Exact => 3.2,
        Precision::Near => 4.5,
        Precision::Several => 5.0,
    };
    (base * real(spot.count.max(1)).sqrt().sqrt()).min(9.0)
}

fn reach(spot: &Spot) -> f64 {
    radius(spot) + 1.5
}
