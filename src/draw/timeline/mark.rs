//! Marks of dates: a disc, a bar that fades at an unknown end, or a dashed hollow bar.

use super::super::WIDTH;
use super::super::plane::PlanePoint;
use super::super::svg::{Svg, Tag, along};
use super::super::ticks::TimeAxis;
use super::TimelineLegendItem;
use crate::lang::{Direction, Lang};
use crate::model::Date;
use crate::model::date::{Certainty, DatePart, DateShape};

/// The height of a bar.
pub const BAR: f64 = 8.0;
/// Half the minimum length of a bar, and the radius of a disc.
const MIN_BAR: f64 = 4.5;

/// The mark of a date, from its left to its right end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnMark {
    pub left: f64,
    pub right: f64,
    kind: MarkKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum MarkKind {
    /// One day.
    Dot(Certainty),
    /// A duration, with its left and right edge.
    Filled(MarkEdge, MarkEdge),
    /// A single moment somewhere within a period.
    Hollow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkEdge {
    Sure,
    Fading,
}

impl DrawnMark {
    /// Returns the mark of a date on an axis, in the direction of the language.
    pub fn new(date: &Date, axis: &TimeAxis, lang: Lang) -> DrawnMark {
        let first = date.earliest().map_or(axis.start(), |day| axis.begin(day));
        let last = date.latest().map_or(axis.stop(), |day| axis.end(day));
        let kind = kind(date);
        let middle = f64::midpoint(first, last).clamp(MIN_BAR, WIDTH - MIN_BAR);
        let (first, last) = if matches!(kind, MarkKind::Dot(_)) || last - first < 2.0 * MIN_BAR {
            (middle - MIN_BAR, middle + MIN_BAR)
        } else {
            (first, last)
        };
        let (a, b) = (along(lang, first), along(lang, last));
        let kind = match (kind, lang.direction()) {
            (MarkKind::Filled(from, to), Direction::RightToLeft) => MarkKind::Filled(to, from),
            (kind, _) => kind,
        };
        DrawnMark {
            left: a.min(b),
            right: a.max(b),
            kind,
        }
    }

    /// Returns the entry of the legend for the mark.
    pub fn kind(&self) -> TimelineLegendItem {
        match self.kind {
            MarkKind::Dot(Certainty::Sure) => TimelineLegendItem::Day,
            MarkKind::Dot(_) => TimelineLegendItem::Unsure,
            MarkKind::Filled(..) => TimelineLegendItem::Lasted,
            MarkKind::Hollow => TimelineLegendItem::Within,
        }
    }

    /// Returns the name of the gradient that fills the mark, if it has one.
    pub fn fill(&self) -> Option<&'static str> {
        match self.kind {
            MarkKind::Filled(MarkEdge::Fading, MarkEdge::Sure) => Some("in"),
            MarkKind::Filled(MarkEdge::Sure, MarkEdge::Fading) => Some("out"),
            MarkKind::Filled(MarkEdge::Fading, MarkEdge::Fading) => Some("both"),
            _ => None,
        }
    }

    /// Draws the mark with its middle at a height.
    pub fn draw(&self, svg: &mut Svg, y: f64) {
        match self.kind {
            MarkKind::Dot(certainty) => {
                let class = match certainty {
                    Certainty::Sure => "mark",
                    _ => "open",
                };
                let middle = PlanePoint::new(f64::midpoint(self.left, self.right), y);
                let tag = Tag::new("circle").class(class).at(["cx", "cy"], middle);
                svg.draw(&tag.number("r", MIN_BAR));
            }
            MarkKind::Hollow => svg.draw(&self.bar("hollow", y, BAR)),
            MarkKind::Filled(..) => match self.fill() {
                Some(name) => {
                    let fill = svg.url(name);
                    svg.draw(&self.bar("faded", y, BAR).text("fill", &fill));
                }
                None => svg.draw(&self.bar("bar", y, BAR)),
            },
        }
    }

    fn bar(&self, class: &str, y: f64, height: f64) -> Tag {
        let tag = Tag::new("rect").class(class);
        tag.at(["x", "y"], PlanePoint::new(self.left, y - height / 2.0))
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
        let mut element = format!(
            "<linearGradient id=\"{}\">",
            crate::html::escaped(&svg.id(name))
        );
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

fn kind(date: &Date) -> MarkKind {
    let edge = |part: Option<DatePart>| match part {
        Some(part) if part.certainty == Certainty::Sure => MarkEdge::Sure,
        _ => MarkEdge::Fading,
    };
    match date.shape() {
        DateShape::At(part) if part.day.is_some() => MarkKind::Dot(part.certainty),
        DateShape::At(_) | DateShape::Within(..) => MarkKind::Hollow,
        DateShape::Lasted(from, to) => MarkKind::Filled(edge(from), edge(to)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil;
    use proptest::prelude::*;

    use super::super::super::ticks::{FoldedTime, TickUnit, TimeWords, between};
    use super::*;

    struct Plain;

    impl TimeWords for Plain {
        fn tick(&self, day: civil::Date, _: TickUnit) -> String {
            day.to_string()
        }

        fn count(&self, count: u64) -> String {
            count.to_string()
        }

        fn folded(&self, _: &FoldedTime) -> String {
            String::new()
        }

        fn href(&self, _: &FoldedTime) -> Option<String> {
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
            let date = Date::parse(&format!("{from}/{until}")).expect("a duration");
            let mark = DrawnMark::new(&date, &axis, lang);
            let middle = f64::midpoint(mark.left, mark.right);
            prop_assert!((middle - along(lang, f64::midpoint(begin, end))).abs() < 0.05);
            // A bar too short to be seen is lengthened around its middle. A day is a dot.
            prop_assert!(from == until || (mark.right - mark.left - (end - begin).max(2.0 * MIN_BAR)).abs() < 0.05);
        }
    }
}
