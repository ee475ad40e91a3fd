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

#[cfg(test)]
mod tests {
    use jiff::civil;
    use proptest::prelude::*;

    use super::super::super::ticks::{Fold, TimeWords, Unit, between};
    use super::super::Event;
    use super::*;

    struct Plain;

    impl TimeWords for Plain {
        fn tick(&self, day: civil::Date, _: Unit) -> String {
            day.to_string()
        }

        fn count(&self, count: u64) -> String {
            count.to_string()
        }

        fn folded(&self, _: &Fold) -> String {
            String::new()
        }

        fn href(&self, _: &Fold) -> Option<String> {
            None
        }
    }

    fn day() -> impl Strategy<Value = civil::Date> {
        (1990..2030_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| civil::Date::constant(y, m, d))
    }

    proptest! {
        #[test]
        fn a_mark_stands_at_its_days(first in day(), last in day(), from in day(), until in day(), tag in prop::sample::select(vec!["fr", "ar"])) {
            let (from, until) = (from.min(until), from.max(until));
            let (first, last) = (first.min(last).min(from), last.max(first).max(until));
            let axis = TimeAxis::new((first, last), (10.0, 350.0), &Plain);
            let lang = Lang::parse(tag).expect("a tag");
            let at = |days: i32| 10.0 + 340.0 * f64::from(days) / f64::from(between(first, last) + 1);
            let (begin, end) = (at(between(first, from)), at(between(first, until) + 1));
            let event = Event {
                title: String::new(),
                date: Date::parse(&format!("{from}/{until}")).expect("a duration"),
                href: None,
                says: String::new(),
            };
            let mark = Mark::new(&Entry::Event(&event), &axis, lang);
            let middle = f64::midpoint(mark.left, mark.right);
            prop_assert!((middle - along(lang, f64::midpoint(begin, end))).abs() < 0.05);
            // What is too short to be seen is drawn longer round its middle; a day is a dot.
            prop_assert!(from == until || (mark.right - mark.left - (end - begin).max(2.0 * LEAST)).abs() < 0.05);
        }
    }
}
