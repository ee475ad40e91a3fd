//! A parser of figures, and checks of every one of them.

use std::collections::BTreeMap;

use griot::draw::label::{LEADING, RISE, SIZE, width};
use griot::draw::map::{PHONE_TYPE_SIZE, WIDE_TYPE_SIZE};
use griot::draw::plane::{PlanePoint, Rect};
use quick_xml::XmlVersion;
use quick_xml::events::Event as XmlEvent;

/// A drawn element of a figure, with its position.
#[derive(Debug)]
pub struct Seen {
    pub rect: Rect,
    pub text: String,
}

/// A line of a text as it is written.
#[derive(Clone, Debug, Default)]
struct Line {
    x: f64,
    y: f64,
    /// Below `y`, in sizes of the type.
    shift: f64,
    /// The share of the line that is to the left of `x`.
    side: f64,
    class: String,
    text: String,
}

impl Line {
    fn seen(&self, size: f64) -> Seen {
        let wide = width(&self.text) * size / SIZE;
        let left = self.x - wide * self.side;
        let top = self.y + (self.shift - RISE) * size;
        Seen {
            rect: Rect {
                left,
                right: left + wide,
                top,
                bottom: top + size * LEADING,
            },
            text: self.text.clone(),
        }
    }

    fn has(&self, class: &str) -> bool {
        self.class.split(' ').any(|known| known == class)
    }
}

/// Reads a figure as XML; checks what holds for every figure, at the sizes that its type has on a
/// phone and where labels of the second class are shown; returns the boxes of all its texts at the
/// last of them.
pub fn checked(svg: &str) -> Vec<Seen> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut texts, mut open, mut hidden) = (Vec::<Line>::new(), Vec::<String>::new(), 0);
    let mut marks: Vec<Rect> = Vec::new();
    let mut is_map = false;
    let mut frame = Rect::sized(PlanePoint::new(0.0, 0.0), 0.0, 0.0);
    let mut direction = String::new();
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {svg}"));
        let (tag, is_empty) = match &event {
            XmlEvent::Eof => break,
            XmlEvent::Start(tag) => (tag, false),
            XmlEvent::Empty(tag) => (tag, true),
            XmlEvent::End(_) => {
                let name = open.pop().expect("it was opened");
                if matches!(name.as_str(), "defs") {
                    hidden -= 1;
                }
                continue;
            }
            XmlEvent::Text(text) => {
                // The space that parts two lines belongs to neither.
                let text = text.decode().expect("UTF-8").into_owned();
                // Title and description come before any text that is drawn.
                if let Some(line) = texts.last_mut() {
                    line.text.push_str(text.trim_end_matches(' '));
                }
                continue;
            }
            XmlEvent::GeneralRef(name) => {
                let name = name.decode().expect("UTF-8").into_owned();
                if let Some(line) = texts.last_mut() {
                    line.text.push_str(if name == "amp" { "&" } else { "<" });
                }
                continue;
            }
            other => panic!("{other:?} in {svg}"),
        };
        let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
        let attributes: BTreeMap<String, String> = tag
            .attributes()
            .map(|attribute| {
                let attribute = attribute.expect("it is well formed");
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                let value = value.expect("its entities are known").into_owned();
                (
                    String::from_utf8_lossy(attribute.key.as_ref()).into_owned(),
                    value,
                )
            })
            .collect();
        assert!(
            !attributes.contains_key("style")
                && !attributes.keys().any(|key| key.starts_with("on")),
            "{svg}"
        );
        assert!(
            !matches!(
                name.as_str(),
                "style" | "script" | "foreignObject" | "image"
            ),
            "{svg}"
        );
        let number = |key: &str| -> f64 {
            let value: f64 = attributes
                .get(key)
                .map_or(0.0, |value| value.parse().expect("a number"));
            assert!(value.is_finite());
            value
        };
        let class = attributes.get("class").map_or("", String::as_str);
        if name == "svg" {
            let sizes: Vec<f64> = attributes["viewBox"]
                .split(' ')
                .map(|n| n.parse().expect("a number"))
                .collect();
            frame = Rect::sized(PlanePoint::new(0.0, 0.0), sizes[2], sizes[3]);
            direction.clone_from(&attributes["direction"]);
            is_map = class.ends_with("map");
        }
        if hidden == 0 && class != "hit" {
            let mut points = Vec::new();
            match name.as_str() {
                "circle" => {
                    let around =
                        Rect::round(PlanePoint::new(number("cx"), number("cy")), number("r"));
                    if is_map && matches!(class, "dot" | "ring") {
                        marks.push(around);
                    }
                    points.extend([
                        PlanePoint::new(around.left, around.top),
                        PlanePoint::new(around.right, around.bottom),
                    ]);
                }
                "rect" => {
                    let (at, size) = (
                        PlanePoint::new(number("x"), number("y")),
                        (number("width"), number("height")),
                    );
                    assert!(size.0 >= 0.0 && size.1 >= 0.0, "{svg}");
                    points.extend([at, PlanePoint::new(at.x + size.0, at.y + size.1)]);
                }
                "path" => points.extend(path_points(&attributes["d"])),
                "text" => {
                    let side = match (class.split(' ').next_back(), direction.as_str()) {
                        (Some("m"), _) => 0.5,
                        (Some("e"), "ltr") => 1.0,
                        (Some("e"), _) => 0.0,
                        (_, "rtl") => 1.0,
                        _ => 0.0,
                    };
                    texts.push(Line {
                        x: number("x"),
                        y: number("y"),
                        shift: ems(&attributes),
                        side,
                        class: class.to_owned(),
                        text: String::new(),
                    });
                }
                "tspan" => {
                    let before = texts.last().cloned().expect("within a text");
                    texts.push(Line {
                        shift: before.shift + ems(&attributes),
                        text: String::new(),
                        ..before
                    });
                }
                _ => {}
            }
            for point in points {
                assert!(
                    frame.grown(0.3).has(point),
                    "{name} {class} {point:?} is not in {frame:?}: {svg}"
                );
            }
        }
        if !is_empty {
            if name == "defs" {
                hidden += 1;
            }
            open.push(name);
        }
    }
    assert!(open.is_empty());
    let screens: &[(f64, bool)] = match is_map {
        true => &[
            (PHONE_TYPE_SIZE, false),
            (WIDE_TYPE_SIZE, true),
            (WIDE_TYPE_SIZE * 0.8, true),
        ],
        false => &[(SIZE, true), (SIZE * 0.6, true)],
    };
    for (size, is_wide) in screens {
        apart(&texts, *size, *is_wide, &frame, &marks);
    }
    let size = if is_map { WIDE_TYPE_SIZE } else { SIZE };
    texts.iter().map(|line| line.seen(size)).collect()
}

/// Checks that the labels that are shown keep clear of one another and of marks, and are within the
/// figure.
fn apart(lines: &[Line], size: f64, is_wide: bool, frame: &Rect, marks: &[Rect]) {
    let shown: Vec<(&Line, Seen)> = lines
        .iter()
        .filter(|line| is_wide || !line.has("w"))
        .map(|line| (line, line.seen(size)))
        .collect();
    for (at, (line, text)) in shown.iter().enumerate() {
        assert!(
            frame.grown(0.3).holds(&text.rect),
            "{text:?} is not in {frame:?}"
        );
        let shrunk = text.rect.grown(-0.2);
        for (_, other) in &shown[..at] {
            assert!(
                !shrunk.overlaps(&other.rect),
                "{text:?} meets {other:?} at {size}"
            );
        }
        let is_count = line.has("num");
        assert!(
            is_count || !marks.iter().any(|mark| shrunk.overlaps(mark)),
            "{text:?} lies on a mark at {size}"
        );
    }
}

/// The `dy` of a text.
fn ems(attributes: &BTreeMap<String, String>) -> f64 {
    let value = attributes.get("dy").map_or("0em", String::as_str);
    value
        .strip_suffix("em")
        .and_then(|value| value.parse().ok())
        .expect("a number of ems")
}

/// The points of a path of `M`, `l` and `z`.
fn path_points(d: &str) -> Vec<PlanePoint> {
    let mut points = Vec::new();
    for part in d.split('M').skip(1) {
        let numbers: Vec<f64> = numbers(part);
        let (mut x, mut y) = (0.0, 0.0);
        for pair in numbers.chunks(2) {
            x += pair[0];
            y += pair[1];
            points.push(PlanePoint::new(x, y));
        }
    }
    points
}

fn numbers(text: &str) -> Vec<f64> {
    let mut numbers: Vec<String> = Vec::new();
    let mut new = true;
    for c in text.chars() {
        match c {
            ' ' | 'l' | 'z' => new = true,
            c => {
                let ends = c == '-'
                    || c == '.' && numbers.last().is_some_and(|number| number.contains('.'));
                if new || ends {
                    numbers.push(String::new());
                }
                new = false;
                numbers.last_mut().expect("there is one").push(c);
            }
        }
    }
    numbers
        .iter()
        .map(|number| {
            number
                .parse()
                .unwrap_or_else(|_| panic!("{number} in {text}"))
        })
        .collect()
}
