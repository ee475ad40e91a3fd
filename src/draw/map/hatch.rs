//! Hatches: patterns of lines that tell regions apart without colour, and the samples of a map's legend.

use crate::html::escaped;

use super::super::svg;
use super::Shown;

/// A pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hatch {
    /// Lines that rise to the right.
    Rising,
    /// Lines that fall to the right.
    Falling,
    Level,
    Upright,
    Crossed,
    Dotted,
}

impl Hatch {
    /// The last part of the pattern's id.
    pub(super) fn name(self) -> &'static str {
        match self {
            Hatch::Rising => "rising",
            Hatch::Falling => "falling",
            Hatch::Level => "level",
            Hatch::Upright => "upright",
            Hatch::Crossed => "crossed",
            Hatch::Dotted => "dotted",
        }
    }

    /// The `<pattern>`.
    pub(super) fn pattern(self, id: &str) -> String {
        let (size, content) = match self {
            // The corners are drawn too, or the line would be thinner where two tiles meet.
            Hatch::Rising => (5, "<path class=\"line\" d=\"M-1 1l2-2M0 5l5-5M4 6l2-2\"/>"),
            Hatch::Falling => (5, "<path class=\"line\" d=\"M-1 4l2 2M0 0l5 5M4-1l2 2\"/>"),
            Hatch::Level => (4, "<path class=\"line\" d=\"M0 2h4\"/>"),
            Hatch::Upright => (4, "<path class=\"line\" d=\"M2 0v4\"/>"),
            Hatch::Crossed => (6, "<path class=\"line\" d=\"M0 0l6 6M0 6l6-6\"/>"),
            Hatch::Dotted => (
                4,
                "<circle class=\"grain\" cx=\"1\" cy=\"1\" r=\".8\"/><circle class=\"grain\" cx=\"3\" cy=\"3\" r=\".8\"/>",
            ),
        };
        format!(
            "<pattern id=\"{}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\">{content}</pattern>",
            escaped(id)
        )
    }
}

/// The sample of a hatch or mark; ids in it begin with `prefix`.
pub(super) fn sample(what: Shown, prefix: &str) -> String {
    let filled = |hatch: Hatch, class: &str, element: &str| {
        let id = format!("{prefix}-{class}-{}", hatch.name());
        let pattern = hatch.pattern(&id);
        let id = escaped(&id);
        format!("<defs>{pattern}</defs><{element} class=\"{class}\" fill=\"url(#{id})\"/>")
    };
    let content = match what {
        Shown::Area(hatch) => filled(hatch, "area", "rect x=\".5\" y=\".5\" width=\"27\" height=\"13\""),
        Shown::Within(hatch) => filled(hatch, "disc", "circle cx=\"14\" cy=\"7\" r=\"6.5\""),
        Shown::Exact => "<circle class=\"dot\" cx=\"14\" cy=\"7\" r=\"3.5\"/>".to_owned(),
        Shown::Near => "<circle class=\"ring\" cx=\"14\" cy=\"7\" r=\"4.5\"/>".to_owned(),
        Shown::Several => {
            "<circle class=\"ring\" cx=\"14\" cy=\"7\" r=\"5\"/><circle class=\"dot\" cx=\"14\" cy=\"7\" r=\"3\"/>"
                .to_owned()
        }
    };
    svg::sample("map", &content)
}
