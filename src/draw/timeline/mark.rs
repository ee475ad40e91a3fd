//! The marks of a timeline: dots, filled, hollow and fading bars.

use super::super::WIDTH;
use super::super::label::LINE;
use super::super::plane::Point;
use super::super::svg::{Svg, Tag, along};
use super::super::ticks::TimeAxis;
use super::fold::Entry;
use crate::lang::{Direction, Lang};
use crate::model::Date;
use crate::model::date::{Certainty, Part, Shape};

/// The height of a bar.
pub const BAR: f64 = 7.0;
/// Half of the shortest bar, and a dot's radius.
const LEAST: f64 = 3.4;

/// An entry's mark, from its left to its right end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub left: f64,
    pub right: f64,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// One day.
    Dot(Certainty),
    /// It lasted; how each end is known, the left one first.
    Filled(Edge, Edge),
    /// Some time within.
    Hollow(Certainty),
    /// Several events.
    Folded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Sure,
    Fading,
}

impl Mark {
    /// The mark of an entry on an axis, the way the language runs.
    pub fn new(entry: &Entry, axis: &TimeAxis, lang: Lang) -> Mark {
        let (first, last, kind) = match entry {
            Entry::Fold(fold) => (axis.begin(fold.from), axis.end(fold.until), Kind::Folded),
            Entry::Event(event) => {
                let date = &event.date;
                let first = date.earliest().map_or(axis.start(), |day| axis.begin(day));
                let last = date.latest().map_or(axis.stop(), |day| axis.end(day));
                (first, last, kind(date))
            }
        };
        let middle = f64::midpoint(first, last).clamp(LEAST, WIDTH - LEAST);
        let (first, last) = if matches!(kind, Kind::Dot(_)) || last - first < 2.0 * LEAST {
            (middle - LEAST, middle + LEAST)
        } else {
            (first, last)
        };
        let (a, b) = (along(lang, first), along(lang, last));
        let kind = match (kind, lang.direction()) {
            (Kind::Filled(from, to), Direction::RightToLeft) => Kind::Filled(to, from),
            (kind, _) => kind,
        };
        Mark {
            left: a.min(b),
            right: a.max(b),
            kind,
        }
    }

    /// The name of the gradient that fills the mark, if one does.
    pub fn fill(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Filled(Edge::Fading, Edge::Sure) => Some("in"),
            Kind::Filled(Edge::Sure, Edge::Fading) => Some("out"),
            Kind::Filled(Edge::Fading, Edge::Fading) => Some("both"),
            _ => None,
        }
    }

    /// Whether it stands for several events.
    pub fn is_fold(&self) -> bool {
        self.kind == Kind::Folded
    }

    /// Draws the mark round a height.
    pub fn draw(&self, svg: &mut Svg, y: f64) {
        match self.kind {
            Kind::Dot(certainty) => {
                let class = match certainty {
                    Certainty::Sure => "dot",
                    _ => "about",
                };
                let middle = Point::new(f64::midpoint(self.left, self.right), y);
                svg.draw(
                    &Tag::new("circle")
                        .class(class)
                        .at(["cx", "cy"], middle)
                        .number("r", LEAST),
                );
            }
            Kind::Hollow(certainty) => {
                let class = match certainty {
                    Certainty::Sure => "hollow",
                    _ => "hollow about",
                };
                svg.draw(&self.bar(class, y, BAR - 1.0).number("rx", 2.0));
            }
            Kind::Filled(..) => match self.fill() {
                Some(name) => {
                    let fill = svg.url(name);
                    svg.draw(&self.bar("faded", y, BAR).text("fill", &fill));
                }
                None => svg.draw(&self.bar("bar", y, BAR)),
            },
            // A hair between one and the next.
            Kind::Folded => svg.draw(
                &Mark {
                    right: self.right - 0.8,
                    ..*self
                }
                .bar("fold", y, LINE),
            ),
        }
    }
}

impl Mark {
    fn bar(&self, class: &str, y: f64, height: f64) -> Tag {
        let tag = Tag::new("rect").class(class);
        tag.at(["x", "y"], Point::new(self.left, y - height / 2.0))
            .number("width", self.right - self.left)
            .number("height", height)
    }
}

/// Defines the gradients of bars whose ends fade.
pub fn define_fades(svg: &mut Svg) {
    for (name, stops) in [
        ("in", [(0.0, 0.0), (0.6, 1.0), (1.0, 1.0)]),
        ("out", [(0.0, 1.0), (0.4, 1.0), (1.0, 0.0)]),
        ("both", [(0.0, 0.0), (0.5, 1.0), (1.0, 0.0)]),
    ] {
        let mut element = format!("<linearGradient id=\"{}\">", crate::html::escaped(&svg.id(name)));
        for (offset, opacity) in stops {
            let stop = Tag::new("stop")
                .number("offset", offset)
                .number("stop-opacity", opacity);
            element.push_str(&super::super::svg::element(&stop));
        }
        element.push_str("</linearGradient>");
        svg.define(&element);
    }
}

fn kind(date: &Date) -> Kind {
    let certainty = |a: Part, b: Part| match (a.certainty, b.certainty) {
        (Certainty::Sure, other) | (other, _) => other,
    };
    let edge = |part: Option<Part>| match part {
        Some(part) if part.certainty == Certainty::Sure => Edge::Sure,
        _ => Edge::Fading,
    };
    match date.shape() {
        Shape::At(part) if part.day.is_some() => Kind::Dot(part.certainty),
        Shape::At(part) => Kind::Hollow(part.certainty),
        Shape::Within(from, to) => Kind::Hollow(certainty(from, to)),
        Shape::Lasted(from, to) => Kind::Filled(edge(from), edge(to)),
    }
}
