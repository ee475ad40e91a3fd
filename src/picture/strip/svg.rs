//! SVG: a drawing is a document, and may hold a programme, an address to fetch, or the name of whoever drew it.
//!
//! What only tells of the maker (metadata, comments, the marks of drawing programmes) is left out in silence. What would
//! act or load is refused instead, because taking it out could change what the drawing shows, and an editor must know.
//! Photographs within a drawing are stripped like others.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use super::{Orientation, Stripped};
use crate::picture::{Flaw, Format};

/// Elements of SVG that draw, or that shape what is drawn.
const ELEMENTS: &[&str] = &[
    "a",
    "animate",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// How deep elements may stand in each other.
const DEEPEST: usize = 200;

pub fn strip(bytes: &[u8]) -> Result<Stripped, Flaw> {
    let text =
        std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).map_err(|_| Flaw::OtherKind)?;
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut open: Vec<String> = Vec::new();
    let mut size = None;
    let mut begun = false;
    loop {
        let event = reader
            .read_event()
            .map_err(|_| if begun { Flaw::Damaged } else { Flaw::OtherKind })?;
        let in_style = open.last().is_some_and(|name| name == "style");
        let written = match event {
            // A second root: what a browser does with it is not for us to find out.
            Event::Start(_) | Event::Empty(_) if begun && open.is_empty() => return Err(Flaw::Damaged),
            Event::Start(start) => match element(&start)? {
                Some((own, name)) => {
                    if !begun {
                        size = root(&name, &start)?;
                        begun = true;
                    }
                    if open.len() >= DEEPEST {
                        return Err(Flaw::Damaged);
                    }
                    open.push(name);
                    Some(Event::Start(own))
                }
                None => {
                    reader.read_to_end(start.name()).map_err(|_| Flaw::Damaged)?;
                    None
                }
            },
            Event::Empty(start) => match element(&start)? {
                Some((own, name)) => {
                    if !begun {
                        size = root(&name, &start)?;
                        begun = true;
                    }
                    Some(Event::Empty(own))
                }
                None => None,
            },
            Event::End(end) => {
                open.pop().ok_or(Flaw::Damaged)?;
                Some(Event::End(end))
            }
            Event::Text(text) => {
                let plain = text.decode().map_err(|_| Flaw::Damaged)?;
                if in_style {
                    style(&plain)?;
                }
                (!open.is_empty()).then_some(Event::Text(text))
            }
            Event::CData(data) => {
                let plain = data.decode().map_err(|_| Flaw::Damaged)?;
                if in_style {
                    style(&plain)?;
                }
                Some(Event::Text(BytesText::new(&plain).into_owned()))
            }
            // A letter by its number or one of the five names; what a document type would define is defined nowhere else.
            Event::GeneralRef(name) => {
                let known = matches!(&*name, b"amp" | b"lt" | b"gt" | b"quot" | b"apos") || name.is_char_ref();
                if !known || in_style {
                    return Err(Flaw::Active("an entity"));
                }
                Some(Event::GeneralRef(name))
            }
            Event::Decl(_) | Event::Comment(_) | Event::DocType(_) | Event::PI(_) => None,
            Event::Eof => break,
        };
        if let Some(event) = written {
            writer.write_event(event).map_err(|_| Flaw::Damaged)?;
        }
    }
    if !begun {
        return Err(Flaw::OtherKind);
    }
    if !open.is_empty() {
        return Err(Flaw::Truncated);
    }
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(Stripped {
        bytes,
        size,
        orientation: Orientation::UPRIGHT,
        profile: None,
        animated: false,
    })
}

/// The element without foreign attributes, and its name; nothing where it is a drawing programme's own.
fn element(start: &BytesStart) -> Result<Option<(BytesStart<'static>, String)>, Flaw> {
    let full = std::str::from_utf8(start.name().0)
        .map_err(|_| Flaw::Damaged)?
        .to_owned();
    let name = full.strip_prefix("svg:").unwrap_or(&full);
    if name.contains(':') || name == "metadata" {
        return Ok(None);
    }
    match name {
        "script" | "handler" | "listener" => return Err(Flaw::Active("a script")),
        name if !ELEMENTS.contains(&name) => return Err(Flaw::Active("something that is no part of a drawing")),
        _ => {}
    }
    let mut own = BytesStart::new(full.clone());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Flaw::Damaged)?;
        if let Some((key, value)) = checked(name, &attribute)? {
            own.push_attribute((key.as_str(), value.as_str()));
        }
    }
    Ok(Some((own, name.to_owned())))
}

/// An attribute as it is published; nothing where it is not.
fn checked(element: &str, attribute: &Attribute) -> Result<Option<(String, String)>, Flaw> {
    let key = std::str::from_utf8(attribute.key.0).map_err(|_| Flaw::Damaged)?;
    let value = attribute.unescape_value().map_err(|_| Flaw::Active("an entity"))?;
    let foreign = key.starts_with("data-")
        || match key.split_once(':') {
            Some(("xmlns", prefix)) => !matches!(prefix, "svg" | "xlink"),
            Some((prefix, _)) => !matches!(prefix, "xlink" | "xml"),
            None => false,
        };
    if foreign || key == "xml:base" {
        return Ok(None);
    }
    let key = key.to_owned();
    if key.to_ascii_lowercase().starts_with("on") {
        return Err(Flaw::Active("a script"));
    }
    // An animation may set an address; none that draws needs to.
    if matches!(element, "animate" | "set") && key == "attributeName" && value.to_ascii_lowercase().contains("href") {
        return Err(Flaw::Active("a script"));
    }
    if matches!(key.as_str(), "href" | "xlink:href" | "src") {
        return Ok(Some((key, address(element, value.trim())?)));
    }
    style(&value)?;
    Ok(Some((key, value.into_owned())))
}

/// An address within the drawing, a photograph that is part of it, or what a reader may go to.
fn address(element: &str, value: &str) -> Result<String, Flaw> {
    let goes = element == "a" && (value.starts_with("https://") || value.starts_with("http://"));
    if value.starts_with('#') || goes {
        return Ok(value.to_owned());
    }
    let Some((kind, data)) = value
        .strip_prefix("data:image/")
        .and_then(|rest| rest.split_once(";base64,"))
    else {
        return Err(Flaw::Active("an address to load something from"));
    };
    let format = match kind {
        "jpeg" | "jpg" => Format::Jpeg,
        "png" => Format::Png,
        "webp" => Format::Webp,
        "gif" => Format::Gif,
        _ => return Err(Flaw::Active("a picture of a kind that cannot be checked")),
    };
    let packed: String = data.split_whitespace().collect();
    let bytes = STANDARD.decode(packed).map_err(|_| Flaw::Damaged)?;
    let plain = super::strip(format, &bytes)?.bytes;
    Ok(format!("data:image/{kind};base64,{}", STANDARD.encode(plain)))
}

/// Rules of style, in an element or in an attribute, may name addresses: only those within the drawing are let through.
fn style(text: &str) -> Result<(), Flaw> {
    let text = text.to_ascii_lowercase();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("url(") {
        rest = &rest[at + 4..];
        if !rest.trim_start().trim_start_matches(['"', '\'']).starts_with('#') {
            return Err(Flaw::Active("an address to load something from"));
        }
    }
    // A letter written as a number could hide any of these.
    let loads = ["@import", "image-set(", "image(", "src(", "javascript:", "\\"];
    if loads.iter().any(|word| text.contains(word)) {
        return Err(Flaw::Active("an address to load something from"));
    }
    Ok(())
}

/// The size that the root gives the drawing.
fn root(name: &str, start: &BytesStart) -> Result<Option<(u32, u32)>, Flaw> {
    if name != "svg" {
        return Err(Flaw::OtherKind);
    }
    let value = |key: &str| {
        let attribute = start.try_get_attribute(key).ok()??;
        Some(attribute.unescape_value().ok()?.into_owned())
    };
    let pixels = |text: String| {
        let number: f64 = text.trim().trim_end_matches("px").trim().parse().ok()?;
        whole(number)
    };
    let given = value("width").and_then(pixels).zip(value("height").and_then(pixels));
    let shown = || {
        let text = value("viewBox")?;
        let numbers: Vec<f64> = text
            .split([' ', ',', '\t', '\n'])
            .filter_map(|part| part.parse().ok())
            .collect();
        match numbers[..] {
            [_, _, width, height] => whole(width).zip(whole(height)),
            _ => None,
        }
    };
    Ok(given.or_else(shown))
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is between 1 and 100 000"
)]
fn whole(number: f64) -> Option<u32> {
    (1.0..=100_000.0).contains(&number).then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str =
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">"#;

    fn drawn(inner: &str) -> Result<String, Flaw> {
        let stripped = strip(format!("{OPEN}{inner}</svg>").as_bytes())?;
        assert_eq!(stripped.size, Some((20, 10)));
        Ok(String::from_utf8(stripped.bytes).expect("it was UTF-8"))
    }

    #[test]
    fn a_drawing_says_nothing_of_its_maker() {
        let inner = r#"<!--SECRET--><metadata><rdf:RDF>SECRET</rdf:RDF></metadata><sodipodi:namedview inkscape:x="SECRET"/><path inkscape:label="SECRET" d="M0 0&#10;h1" style="fill:url(#a)"/>"#;
        let drawn = drawn(inner).expect("it does nothing");
        assert!(!drawn.contains("SECRET"), "{drawn}");
        assert!(
            drawn.contains("<path d=\"M0 0") && drawn.contains("fill:url(#a)"),
            "{drawn}"
        );
    }

    #[test]
    fn a_drawing_does_nothing_but_draw() {
        for inner in [
            "<script>x</script>",
            "<path onclick=\"x\"/>",
            "<image href=\"https://example.org/x.png\"/>",
            "<image xlink:href=\"x.png\"/>",
            "<a href=\"javascript:x\"/>",
            "<a href=\"&#106;avascript:x\"/>",
            "<foreignObject/>",
            "<iframe/>",
            "<style>@import 'x';</style>",
            "<style><![CDATA[a{fill:url(https://x)}]]></style>",
            "<path style=\"fill:url( 'http://x')\"/>",
            "<path fill=\"u\\72l(//x)\"/>",
            "<text>&x;</text>",
            "<set attributeName=\"href\" to=\"javascript:x\"/>",
        ] {
            assert!(matches!(drawn(inner), Err(Flaw::Active(_))), "{inner}");
        }
        assert!(matches!(drawn("<g>"), Err(Flaw::Damaged | Flaw::Truncated)));
    }
}
