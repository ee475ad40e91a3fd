//! Reading a figure as XML, and what holds for every one of them.

use std::collections::BTreeMap;

use griot::draw::label::{Block, LINE, width};
use griot::draw::plane::{Point, Rect};
use quick_xml::XmlVersion;
use quick_xml::events::Event as XmlEvent;

/// An element of a figure that is drawn, with its place.
#[derive(Debug)]
pub struct Seen {
    pub rect: Rect,
    pub text: String,
}

/// Reads a figure as XML; checks what holds for every figure, and returns the boxes of its texts.
pub fn checked(svg: &str) -> Vec<Seen> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut texts, mut open, mut hidden) = (Vec::<Seen>::new(), Vec::<String>::new(), 0);
    let mut frame = Rect::sized(Point::new(0.0, 0.0), 0.0, 0.0);
    let mut direction = String::new();
    let mut block: Option<(f64, f64, String)> = None;
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {svg}"));
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
                add_text(&mut texts, text.decode().expect("UTF-8").trim_end_matches(' '));
                continue;
            }
            XmlEvent::GeneralRef(name) => {
                let name = name.decode().expect("UTF-8").into_owned();
                add_text(&mut texts, if name == "amp" { "&" } else { "<" });
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
                (String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value)
            })
            .collect();
        assert!(
            !attributes.contains_key("style") && !attributes.keys().any(|key| key.starts_with("on")),
            "{svg}"
        );
        assert!(
            !matches!(name.as_str(), "style" | "script" | "foreignObject" | "image"),
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
            frame = Rect::sized(Point::new(0.0, 0.0), sizes[2], sizes[3]);
            direction.clone_from(&attributes["direction"]);
        }
        if hidden == 0 && class != "hit" {
            let mut points = Vec::new();
            match name.as_str() {
                "circle" => {
                    let around = Rect::round(Point::new(number("cx"), number("cy")), number("r"));
                    points.extend([
                        Point::new(around.left, around.top),
                        Point::new(around.right, around.bottom),
                    ]);
                }
                "rect" => {
                    let (at, size) = (
                        Point::new(number("x"), number("y")),
                        (number("width"), number("height")),
                    );
                    assert!(size.0 >= 0.0 && size.1 >= 0.0, "{svg}");
                    points.extend([at, Point::new(at.x + size.0, at.y + size.1)]);
                }
                "path" => points.extend(path_points(&attributes["d"])),
                "text" => {
                    let side = match (attributes.get("text-anchor").map(String::as_str), direction.as_str()) {
                        (Some("middle"), _) => 0.5,
                        (Some("end"), "ltr") | (None, "rtl") => 1.0,
                        _ => 0.0,
                    };
                    block = Some((number("x"), number("y"), side.to_string()));
                    texts.push(line(&block));
                }
                "tspan" => {
                    if let Some((_, y, _)) = &mut block {
                        *y += LINE;
                    }
                    texts.push(line(&block));
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
    for (at, text) in texts.iter().enumerate() {
        assert!(frame.grown(0.3).holds(&text.rect), "{text:?} is not in {frame:?}");
        for other in &texts[..at] {
            let shrunk = text.rect.grown(-0.2);
            assert!(!shrunk.overlaps(&other.rect), "{text:?} meets {other:?}");
        }
    }
    texts
}

/// An empty line of a text; its box grows with what is read.
fn line(block: &Option<(f64, f64, String)>) -> Seen {
    let (x, y, side) = block.clone().expect("within a text");
    Seen {
        rect: Rect {
            left: x,
            right: x,
            top: y - Block::ASCENT,
            bottom: y - Block::ASCENT + LINE,
        },
        text: format!("{side}|"),
    }
}

fn add_text(texts: &mut [Seen], text: &str) {
    // Title and description come before any text that is drawn.
    let Some(seen) = texts.last_mut() else {
        return;
    };
    let (side, _) = seen.text.split_once('|').expect("as `line` makes it");
    let side: f64 = side.parse().expect("a number");
    let anchor = seen.rect.left + seen.rect.width() * side;
    seen.text.push_str(text);
    let wide = width(seen.text.split_once('|').expect("it is there").1);
    seen.rect.left = anchor - wide * side;
    seen.rect.right = seen.rect.left + wide;
}

/// The points of a path of `M`, `l` and `z`.
fn path_points(d: &str) -> Vec<Point> {
    let mut points = Vec::new();
    for part in d.split('M').skip(1) {
        let numbers: Vec<f64> = numbers(part);
        let (mut x, mut y) = (0.0, 0.0);
        for pair in numbers.chunks(2) {
            x += pair[0];
            y += pair[1];
            points.push(Point::new(x, y));
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
                let ends = c == '-' || c == '.' && numbers.last().is_some_and(|number| number.contains('.'));
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
        .map(|number| number.parse().unwrap_or_else(|_| panic!("{number} in {text}")))
        .collect()
}
