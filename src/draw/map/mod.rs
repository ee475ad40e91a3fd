//! A map: regions hatched by what is known of them, places as dots, and where in the world this is.
//!
//! Precision is drawn. A place that is known exactly is a dot, one that is known nearly a ring; where only the region is
//! known, the region is hatched and has its count. A region without a boundary of its own is a hatched disc round its
//! seat, cut off at its parent's border, and [`Map::draw`] returns a [`Note`] so that the figure can say so.
//! Nothing is told by colour alone: hatches differ in their lines, marks in their shape.

mod furniture;
mod ground;
mod hatch;
mod land;
mod names;

pub use ground::{Ground, Lands};
pub use hatch::Hatch;

use super::geo::{Fit, Place};
use super::place::Placer;
use super::plane::{Point, Rect, contains, ring_area, visual_centre};
use super::svg::{End, Svg, Tag, element, path};
use super::{Caption, Key, Sample, WIDTH};
use crate::html::escaped;

/// What a map shows.
#[derive(Clone, Debug)]
pub struct Map {
    pub caption: Caption,
    /// The ISO 3166-1 codes of the countries that the map is about; it shows all of them.
    pub home: Vec<String>,
    /// The names of countries by code; those around the map's own are written where there is room.
    pub names: Vec<(String, String)>,
    pub areas: Vec<Area>,
    pub spots: Vec<Spot>,
    /// Towns by which a reader finds their way; left out where there is no room for their names.
    pub towns: Vec<Town>,
}

/// A region.
#[derive(Clone, Debug)]
pub struct Area {
    pub name: String,
    /// Its boundary under the even-odd rule; empty when none is known.
    pub rings: Vec<Vec<Place>>,
    /// The number of the area that it is part of, among the map's areas.
    pub parent: Option<usize>,
    pub seat: Option<Place>,
    /// `None` when it is only there to be recognised.
    pub mark: Option<Mark>,
}

/// What is told about a region.
#[derive(Clone, Debug)]
pub struct Mark {
    pub hatch: Hatch,
    /// Stands under the region's name, such as a count.
    pub note: String,
    pub href: Option<String>,
    /// The link's name for those who do not see the map.
    pub says: String,
}

/// A place with something to tell.
#[derive(Clone, Debug)]
pub struct Spot {
    pub name: String,
    pub place: Place,
    pub precision: Precision,
    /// How many things are there, which makes the mark larger.
    pub count: usize,
    /// Stands under the place's name; may be empty.
    pub note: String,
    pub href: Option<String>,
    pub says: String,
}

/// How well a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    Exact,
    Near,
    /// Several places, too close to one another to be told apart.
    Several,
}

/// A town.
#[derive(Clone, Debug)]
pub struct Town {
    pub name: String,
    pub place: Place,
}

/// A drawn map and what it could not show as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    pub svg: String,
    pub keys: Vec<Key>,
    pub notes: Vec<Note>,
    /// The hatches and marks that are in use, for a legend.
    pub legend: Vec<Sample<Shown>>,
}

/// What a legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    Area(Hatch),
    /// A region without a boundary of its own.
    Within(Hatch),
    Exact,
    Near,
    /// Several places as one mark.
    Several,
}

/// What a map's caption should say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// An area has no boundary and is drawn in another's.
    Within { area: usize, parent: usize },
    /// An area has no boundary, nor has what it is part of; it is drawn as a disc round its seat.
    Unbounded { area: usize },
    /// A marked area has neither boundary nor place, and is not on the map.
    AreaLeftOut { area: usize },
    /// A spot is not on the globe, and so not on the map.
    SpotLeftOut { spot: usize },
    /// There was no room for the spot's name, nor for a number.
    Unnamed { spot: usize },
}

/// How a marked area is drawn.
enum Form {
    /// Within its boundary.
    Outline,
    /// A disc, cut off at the border of an area when there is one.
    Disc {
        centre: Point,
        radius: f64,
        within: Option<usize>,
    },
}

/// Triangles of less than this many square units are left out of borders.
const SIMPLER: f64 = 0.35;
const FIT: Fit = Fit {
    width: WIDTH,
    height: (190.0, 440.0),
    margin: 16.0,
};

impl Map {
    /// Draws the map; `distance` says a distance in kilometres in the page's language, for the scale bar.
    pub fn draw(&self, lands: &Lands, distance: &dyn Fn(u32) -> String) -> Drawn {
        let ground = lands.ground(self);
        let frame = ground.land.frame();
        let mut drawn = Drawn::default();
        let forms = self.forms(&ground, &frame, &mut drawn.notes);
        let mut svg = Svg::new(&self.caption, "map");
        svg.raw(&ground.drawn);
        self.draw_hatches(&mut svg, &ground, &forms);
        let mut sheet = names::Sheet {
            svg,
            placer: Placer::new(frame),
            ground: &ground,
            forms: &forms,
        };
        self.take_marks(&mut sheet);
        let height = furniture::draw(&mut sheet, distance);
        self.draw_names(&mut sheet, &mut drawn);
        drawn.legend = self.legend(&forms);
        drawn.svg = sheet.svg.finish(height);
        drawn
    }

    /// How each marked area is drawn, by its number; with a note where that is not within its boundary.
    fn forms(&self, ground: &Ground, frame: &Rect, notes: &mut Vec<Note>) -> Vec<(usize, Form)> {
        let projection = &ground.projection;
        let mut forms = Vec::new();
        for (number, area) in self.areas.iter().enumerate().filter(|(_, area)| area.mark.is_some()) {
            if !ground.shape(number).is_empty() {
                forms.push((number, Form::Outline));
                continue;
            }
            let within = self.bounded_parent(ground, number);
            let seat = area.seat.and_then(|seat| projection.point(seat));
            // A seat outside what its region is part of is a mistake that the map does not repeat.
            let seat = seat.filter(|seat| within.is_none_or(|parent| contains(ground.shape(parent), *seat)));
            let middle = || visual_centre(ground.shape(within?)).map(|(centre, _)| centre);
            let Some(centre) = seat.or_else(middle) else {
                notes.push(Note::AreaLeftOut { area: number });
                continue;
            };
            notes.push(match within {
                Some(parent) => Note::Within { area: number, parent },
                None => Note::Unbounded { area: number },
            });
            let size = within.map_or(0.0, |parent| {
                ground
                    .shape(parent)
                    .iter()
                    .map(|ring| ring_area(ring))
                    .sum::<f64>()
                    .abs()
            });
            let edge = centre
                .x
                .min(WIDTH - centre.x)
                .min(centre.y)
                .min(frame.bottom - centre.y);
            let radius = (size.sqrt() * 0.24).clamp(9.0, 40.0).min(edge.max(5.0));
            forms.push((number, Form::Disc { centre, radius, within }));
        }
        part_discs(&mut forms);
        forms
    }

    /// The nearest of the areas above one that has a boundary.
    fn bounded_parent(&self, ground: &Ground, area: usize) -> Option<usize> {
        let mut at = area;
        // A circle of parents is an error elsewhere; here it must only end.
        for _ in 0..self.areas.len() {
            at = self.areas[at].parent.filter(|parent| *parent < self.areas.len())?;
            if !ground.shape(at).is_empty() {
                return Some(at);
            }
        }
        None
    }

    fn draw_hatches(&self, svg: &mut Svg, ground: &Ground, forms: &[(usize, Form)]) {
        let mut hatches: Vec<Hatch> = self.marks(forms).map(|(_, mark, _)| mark.hatch).collect();
        hatches.sort_unstable();
        hatches.dedup();
        for hatch in hatches {
            let id = svg.id(hatch.name());
            svg.define(&hatch.pattern(&id));
        }
        // Discs lie on the hatches of what they are part of.
        for (number, mark, form) in self.marks(forms) {
            if let Form::Outline = form {
                let fill = svg.url(mark.hatch.name());
                let tag = Tag::new("path").text("id", &svg.id(&format!("a{number}")));
                svg.draw(&tag.class("area").text("fill", &fill).text("d", &ground.paths[number]));
            }
        }
        for (number, mark, form) in self.marks(forms) {
            if let Form::Disc { centre, radius, within } = form {
                let circle = |class: &str| {
                    let tag = Tag::new("circle").class(class);
                    tag.at(["cx", "cy"], *centre).number("r", *radius)
                };
                let clip = svg.url(&format!("c{number}"));
                let mut group = Tag::new("g");
                if let Some(parent) = within {
                    let content = element(&Tag::new("path").text("d", &ground.paths[*parent]));
                    let id = svg.id(&format!("c{number}"));
                    svg.define(&format!("<clipPath id=\"{}\">{content}</clipPath>", escaped(&id)));
                    group = group.text("clip-path", &clip);
                }
                svg.open(&group);
                svg.draw(&circle("ground"));
                let fill = svg.url(mark.hatch.name());
                let tag = circle("disc").text("id", &svg.id(&format!("a{number}")));
                svg.draw(&tag.text("fill", &fill));
                svg.close("g");
            }
        }
    }

    /// The marked areas that are drawn.
    fn marks<'a>(&'a self, forms: &'a [(usize, Form)]) -> impl Iterator<Item = (usize, &'a Mark, &'a Form)> {
        forms
            .iter()
            .filter_map(|(number, form)| Some((*number, self.areas[*number].mark.as_ref()?, form)))
    }

    fn legend(&self, forms: &[(usize, Form)]) -> Vec<Sample<Shown>> {
        let areas = self.marks(forms).map(|(_, mark, form)| match form {
            Form::Outline => Shown::Area(mark.hatch),
            Form::Disc { .. } => Shown::Within(mark.hatch),
        });
        let spots = self
            .spots
            .iter()
            .filter(|spot| spot.place.is_on_globe())
            .map(|spot| match spot.precision {
                Precision::Exact => Shown::Exact,
                Precision::Near => Shown::Near,
                Precision::Several => Shown::Several,
            });
        let mut shown: Vec<Shown> = areas.chain(spots).collect();
        shown.sort_unstable();
        shown.dedup();
        let sample = |what| Sample {
            what,
            svg: hatch::sample(what, &self.caption.id),
        };
        shown.into_iter().map(sample).collect()
    }
}

/// Makes discs small enough to keep apart, as far as a disc can be seen at all.
fn part_discs(forms: &mut [(usize, Form)]) {
    let centres: Vec<Option<Point>> = forms
        .iter()
        .map(|(_, form)| match form {
            Form::Disc { centre, .. } => Some(*centre),
            Form::Outline => None,
        })
        .collect();
    for (at, (_, form)) in forms.iter_mut().enumerate() {
        if let Form::Disc { centre, radius, .. } = form {
            let others = centres.iter().enumerate().filter(|(other, _)| *other != at);
            let nearest = others
                .filter_map(|(_, other)| Some(other.as_ref()?.distance(*centre)))
                .fold(f64::INFINITY, f64::min);
            *radius = radius.min((nearest / 2.0 - 1.0).max(5.0));
        }
    }
}

/// The path of a shape, all its rings in one.
fn shape_path(shape: &[Vec<Point>]) -> String {
    shape.iter().map(|ring| path(ring, End::Closed)).collect()
}
