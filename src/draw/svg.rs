//! Writer of SVG: tags, texts, links and paths, escaped and rounded.
//!
//! Coordinates are written to a tenth of a unit, which is less than a pixel of any screen that a
//! figure is made for. Paths have relative commands. Together this saves about half the bytes. A
//! number that is not finite is written as zero, because it would be a syntax error.

use crate::html::{push_attribute, push_escaped};
use crate::lang::{Direction, Lang};

use super::label::{LEADING, LabelBlock, RISE, TextAnchor, VerticalAnchor};
use super::place::LabelSpot;
use super::plane::PlanePoint;
use super::{Caption, WIDTH, real};

/// A tag while it is written.
pub struct Tag {
    name: &'static str,
    attributes: String,
}

impl Tag {
    pub fn new(name: &'static str) -> Tag {
        Tag {
            name,
            attributes: String::new(),
        }
    }

    pub fn text(mut self, name: &str, value: &str) -> Tag {
        push_attribute(&mut self.attributes, name, value);
        self
    }

    pub fn class(self, value: &str) -> Tag {
        self.text("class", value)
    }

    pub fn number(self, name: &str, value: f64) -> Tag {
        let value = number(value);
        self.text(name, &value)
    }

    /// Adds two attributes for the coordinates of a point, such as `x` and `y`.
    pub fn at(self, names: [&str; 2], at: PlanePoint) -> Tag {
        self.number(names[0], at.x).number(names[1], at.y)
    }
}

/// An SVG while it is written.
pub struct Svg {
    id: String,
    direction: Direction,
    kind: &'static str,
    /// The accessible texts of the figure.
    accessible_text: String,
    defs: String,
    body: String,
    has_links: bool,
}

impl Svg {
    /// Begins a figure; `kind` is its class in the stylesheet.
    pub fn new(caption: &Caption, kind: &'static str) -> Svg {
        Svg {
            accessible_text: match caption.description.as_str() {
                "" => caption.title.clone(),
                more => format!("{}. {more}", caption.title.trim_end_matches('.')),
            },
            id: caption.id.clone(),
            direction: caption.lang.direction(),
            kind,
            defs: String::new(),
            body: String::new(),
            has_links: false,
        }
    }

    /// Begins a part of figures, without texts and definitions of its own.
    pub fn fragment() -> Svg {
        Svg {
            id: String::new(),
            direction: Direction::LeftToRight,
            kind: "",
            accessible_text: String::new(),
            defs: String::new(),
            body: String::new(),
            has_links: false,
        }
    }

    /// Begins a part of a figure that has links and definitions of the figure.
    pub fn part_of(caption: &Caption) -> Svg {
        Svg {
            id: caption.id.clone(),
            direction: caption.lang.direction(),
            ..Svg::fragment()
        }
    }

    /// Appends a part of this figure.
    pub fn append(&mut self, part: &Svg) {
        self.defs.push_str(&part.defs);
        self.body.push_str(&part.body);
        self.has_links |= part.has_links;
    }

    /// Returns an id within this figure.
    pub fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.id)
    }

    /// Returns a reference to a definition of this figure, as the value of `fill` or `clip-path`.
    pub fn url(&self, name: &str) -> String {
        format!("url(#{}-{name})", self.id)
    }

    /// Adds an element to the definitions.
    pub fn define(&mut self, element: &str) {
        self.defs.push_str(element);
    }

    /// Writes an element without content.
    pub fn draw(&mut self, tag: &Tag) {
        self.begin(tag);
        self.body.push_str("/>");
    }

    /// Appends SVG that is already text.
    pub fn raw(&mut self, drawn: &str) {
        self.body.push_str(drawn);
    }

    /// Returns the content without the `<svg>` element.
    pub fn into_body(self) -> String {
        self.body
    }

    pub fn open(&mut self, tag: &Tag) {
        self.begin(tag);
        self.body.push('>');
    }

    fn begin(&mut self, tag: &Tag) {
        self.body.push('<');
        self.body.push_str(tag.name);
        self.body.push_str(&tag.attributes);
    }

    pub fn close(&mut self, name: &str) {
        self.body.push_str("</");
        self.body.push_str(name);
        self.body.push('>');
    }

    /// Opens a link if there is an address; `accessible_name` is its accessible name. Returns the
    /// state to pass to `end_link`.
    pub fn link(&mut self, href: Option<&str>, accessible_name: &str) -> LinkState {
        let Some(href) = href else {
            return LinkState::No;
        };
        self.has_links = true;
        let mut tag = Tag::new("a").text("href", href);
        if !accessible_name.is_empty() {
            tag = tag.text("aria-label", accessible_name);
        }
        self.open(&tag);
        LinkState::Yes
    }

    /// Opens a link for pointers only: it duplicates another link of the figure, and is neither
    /// focused nor read out.
    pub fn pointer_link(&mut self, href: Option<&str>) -> LinkState {
        let Some(href) = href else {
            return LinkState::No;
        };
        let tag = Tag::new("a").text("href", href).text("tabindex", "-1");
        self.open(&tag.text("aria-hidden", "true"));
        LinkState::Yes
    }

    pub fn end_link(&mut self, linked: LinkState) {
        if linked == LinkState::Yes {
            self.close("a");
        }
    }

    /// Writes a block of lines whose box has its upper left corner at `at`.
    pub fn block(&mut self, block: &LabelBlock, at: PlanePoint, anchor: TextAnchor) {
        let tag = Tag::new("text");
        let x = anchored(at.x, block.width(), anchor);
        let tag = tag.number("x", x).number("y", at.y + block.ascent());
        self.lines(block, tag, x, anchor, "");
    }

    /// Writes a block at its position. If the stylesheet makes its type smaller, it shrinks towards
    /// its mark. `class` is added to the classes of its lines.
    pub fn label(&mut self, block: &LabelBlock, spot: &LabelSpot, class: &str) {
        let rect = &spot.rect;
        let lines = real(block.count());
        let (y, up) = match spot.rise {
            VerticalAnchor::Top => (rect.top, 0.0),
            VerticalAnchor::Middle => (rect.centre().y, lines / 2.0),
            VerticalAnchor::Bottom => (rect.bottom, lines),
        };
        let tag = Tag::new("text");
        let x = anchored(rect.left, block.width(), spot.anchor);
        let dy = format!("{:.2}em", RISE - up * LEADING);
        let tag = tag
            .number("x", x)
            .number("y", y)
            .text("dy", &dy.replace("0.", "."));
        self.lines(block, tag, x, spot.anchor, class);
    }

    fn lines(&mut self, block: &LabelBlock, mut tag: Tag, x: f64, anchor: TextAnchor, class: &str) {
        // The anchor is a class, which is shorter than an attribute. `start` is the right end of a
        // text in a script from right to left.
        let anchored = match (anchor, self.direction) {
            (TextAnchor::Middle, _) => "m",
            (TextAnchor::Left, Direction::RightToLeft)
            | (TextAnchor::Right, Direction::LeftToRight) => "e",
            _ => "",
        };
        let mut lines = block.lines();
        if let Some(line) = lines.next() {
            let classes = [line.class, class, anchored];
            let classes: Vec<&str> = classes
                .into_iter()
                .filter(|class| !class.is_empty())
                .collect();
            if !classes.is_empty() {
                tag = tag.class(&classes.join(" "));
            }
            self.open(&tag);
            push_plain(&mut self.body, &line.text);
            for line in lines {
                let mut tag = Tag::new("tspan").number("x", x).text("dy", "1.2em");
                if !line.class.is_empty() {
                    tag = tag.class(line.class);
                }
                // Lines belong to one text: without a space a screen reader would join their words.
                self.body.push(' ');
                self.open(&tag);
                push_plain(&mut self.body, &line.text);
                self.close("tspan");
            }
            self.close("text");
        }
    }

    /// Returns the finished element.
    ///
    /// A figure with links has the role of a group, because the content of an image is not
    /// accessible.
    pub fn finish(self, height: f64) -> String {
        let Svg {
            accessible_text: accessible_name,
            body,
            ..
        } = &self;
        let defs = if self.defs.is_empty() {
            String::new()
        } else {
            format!("<defs>{}</defs>", self.defs)
        };
        // `paint-order` is an attribute, because linters of CSS do not know it as a property.
        format!(
            "<svg class=\"drawn {}\" paint-order=\"stroke\" viewBox=\"0 0 {} {}\" direction=\"{}\" role=\"{}\" \
             aria-label=\"{}\">{defs}{body}</svg>",
            self.kind,
            number(WIDTH),
            number(height),
            self.direction.html(),
            if self.has_links { "group" } else { "img" },
            plain(accessible_name),
        )
    }
}

/// Whether a link was opened and has to be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum LinkState {
    Yes,
    No,
}

/// Returns an element without content.
pub fn element(tag: &Tag) -> String {
    format!("<{}{}/>", tag.name, tag.attributes)
}

/// Returns a small figure for a legend, 28 by 14 pixels.
pub fn sample(class: &str, content: &str) -> String {
    format!("<svg class=\"sample {class}\" aria-hidden=\"true\">{content}</svg>")
}

/// Whether a path is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathEnd {
    Open,
    Closed,
}

/// Returns the commands of a path along points; empty if it would be invisible.
pub fn path(points: &[PlanePoint], end: PathEnd) -> String {
    let mut out = String::with_capacity(points.len() * 7 + 8);
    let mut last = (0, 0);
    // The previous number, if no command is between it and the next one.
    let mut before: Option<ShortNumber> = None;
    let mut count = 0;
    for point in points {
        let next = (tenths(point.x), tenths(point.y));
        if count > 0 && next == last {
            continue;
        }
        count += 1;
        match count {
            1 => out.push('M'),
            2 => {
                out.push('l');
                before = None;
            }
            _ => {}
        }
        for value in [next.0 - last.0, next.1 - last.1] {
            let number = ShortNumber::new(value);
            if before.is_some_and(|before| !number.can_follow(before)) {
                out.push(' ');
            }
            number.push(&mut out);
            before = Some(number);
        }
        last = next;
    }
    if count < 2 {
        return String::new();
    }
    if end == PathEnd::Closed {
        out.push('z');
    }
    out
}

/// Like [`path`], but in whole units, for land, which is simplified about as coarsely.
pub fn whole_path(points: &[PlanePoint], end: PathEnd) -> String {
    let whole: Vec<PlanePoint> = points
        .iter()
        .map(|point| PlanePoint::new(point.x.round(), point.y.round()))
        .collect();
    path(&whole, end)
}

/// Writes a number with at most one decimal, without trailing zeros.
pub fn number(value: f64) -> String {
    let mut out = String::new();
    ShortNumber::new(tenths(value)).push(&mut out);
    out
}

/// Returns the anchor position of a text whose box begins at `left`.
fn anchored(left: f64, width: f64, anchor: TextAnchor) -> f64 {
    match anchor {
        TextAnchor::Left => left,
        TextAnchor::Middle => left + width / 2.0,
        TextAnchor::Right => left + width,
    }
}

/// Escapes a text, without the characters that XML does not allow.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_plain(&mut out, text);
    out
}

fn push_plain(out: &mut String, text: &str) {
    let is_forbidden = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    for part in text.split(is_forbidden) {
        push_escaped(out, part);
    }
}

/// Rounds a number to tenths. Returns 0 for NaN, and limits the result to a hundred million.
pub fn tenths(value: f64) -> i64 {
    if !value.is_finite() {
        return 0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a finite number of at most nine digits has room"
    )]
    let tenths = (value.clamp(-1e8, 1e8) * 10.0).round() as i64;
    tenths
}

/// A number of tenths in its shortest form.
#[derive(Clone, Copy)]
struct ShortNumber {
    is_negative: bool,
    whole: u64,
    rest: u8,
}

impl ShortNumber {
    fn new(tenths: i64) -> ShortNumber {
        let size = tenths.unsigned_abs();
        ShortNumber {
            is_negative: tenths < 0,
            whole: size / 10,
            rest: u8::try_from(size % 10).expect("less than ten"),
        }
    }

    /// Whether the number needs no space after the number before it.
    fn can_follow(self, before: ShortNumber) -> bool {
        self.is_negative || (self.whole == 0 && self.rest > 0 && before.rest > 0)
    }

    fn push(self, out: &mut String) {
        if self.is_negative {
            out.push('-');
        }
        if self.whole > 0 || self.rest == 0 {
            out.push_str(itoa::Buffer::new().format(self.whole));
        }
        if self.rest > 0 {
            out.push('.');
            out.push(char::from(b'0' + self.rest));
        }
    }
}

/// Returns the horizontal position at a distance from the start of the line. The start is on the
/// right in scripts from right to left.
pub fn along(lang: Lang, x: f64) -> f64 {
    match lang.direction() {
        Direction::LeftToRight => x,
        Direction::RightToLeft => WIDTH - x,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let written: Vec<String> = [0.04, 0.5, -0.5, 12.0, 12.34, -0.01, f64::NAN, f64::INFINITY]
            .iter()
            .map(|&n| number(n))
            .collect();
        assert_eq!(written, ["0", ".5", "-.5", "12", "12.3", "0", "0", "0"]);
    }

    #[test]
    fn a_path_is_relative_and_says_nothing_twice() {
        let points = [(10.0, 10.0), (10.0, 10.01), (10.5, 10.5), (11.0, 9.0)]
            .map(|(x, y)| PlanePoint { x, y });
        assert_eq!(path(&points, PathEnd::Closed), "M10 10l.5.5.5-1.5z");
        assert_eq!(path(&points[..2], PathEnd::Open), "");
    }
}
