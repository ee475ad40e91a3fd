//! SVG: a drawing is a document, and may hold a programme, an address to fetch, or the name of
//! whoever drew it.
//!
//! What only tells of the maker (metadata, comments, the marks of drawing programmes) is left out
//! in silence. What would act or load is refused instead, because taking it out could change what
//! the drawing shows, and an editor must know. Photographs within a drawing are stripped like
//! others.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::attributes::{AttrError, Attribute};
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion};

use super::{Orientation, Stripped};
use crate::picture::{PictureError, PictureFormat};
use crate::source::first_invisible;

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

/// The namespace of drawings, and that of their links.
const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

pub fn strip(bytes: &[u8]) -> Result<Stripped, PictureError> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
        .map_err(|_| PictureError::OtherKind)?;
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut open: Vec<String> = Vec::new();
    let mut size = None;
    let mut begun = false;
    loop {
        let event = reader.read_event();
        let before = usize::try_from(reader.buffer_position().min(reader.error_position()))
            .unwrap_or(usize::MAX);
        let line = || {
            text.as_bytes()
                .iter()
                .take(before)
                .filter(|&&byte| byte == b'\n')
                .count()
                + 1
        };
        let wrong = |why| PictureError::NotWellFormed(why, line());
        let event = event.map_err(|error| {
            if begun {
                wrong(reason(&error))
            } else {
                PictureError::OtherKind
            }
        })?;
        let in_style = open.last().is_some_and(|name| name == "style");
        let written = match event {
            // A second root: what a browser does with it is not for us to find out.
            Event::Start(_) | Event::Empty(_) if begun && open.is_empty() => {
                return Err(wrong("unexpected element after the drawing"));
            }
            Event::Start(start) | Event::Empty(start) if !begun && !is_drawing(&start) => {
                return Err(match start.name().0.to_ascii_lowercase().as_slice() {
                    b"html" | b"head" | b"body" => PictureError::OtherKind,
                    _ => PictureError::NoDrawing(full_name(&start)),
                });
            }
            Event::Start(start) => match element(&start, &wrong)? {
                Some((mut own, name)) => {
                    if !begun {
                        size = root(&start);
                        named(&mut own, text)?;
                        begun = true;
                    }
                    if open.len() >= DEEPEST {
                        return Err(wrong("elements are nested too deeply"));
                    }
                    open.push(name);
                    Some(Event::Start(own))
                }
                None => {
                    let end = start.name().0.to_vec();
                    reader
                        .read_to_end(quick_xml::name::QName(&end))
                        .map_err(|error| wrong(reason(&error)))?;
                    None
                }
            },
            Event::Empty(start) => match element(&start, &wrong)? {
                Some((mut own, _)) => {
                    if !begun {
                        size = root(&start);
                        named(&mut own, text)?;
                        begun = true;
                    }
                    Some(Event::Empty(own))
                }
                None => None,
            },
            Event::End(end) => {
                open.pop().ok_or_else(|| wrong("unmatched closing tag"))?;
                Some(Event::End(end))
            }
            Event::Text(text) => {
                let plain = text.decode().map_err(|_| PictureError::Damaged)?;
                allowed(&plain, &wrong)?;
                if plain.contains("]]>") {
                    return Err(wrong("unexpected `]]>` in text"));
                }
                if in_style {
                    style(&plain)?;
                }
                (!open.is_empty()).then_some(Event::Text(text))
            }
            Event::CData(data) => {
                let plain = data.decode().map_err(|_| PictureError::Damaged)?;
                allowed(&plain, &wrong)?;
                if in_style {
                    style(&plain)?;
                }
                (!open.is_empty()).then(|| Event::Text(BytesText::new(&plain).into_owned()))
            }
            // A letter by its number or one of the five names; what a document type would define is
            // defined nowhere else.
            Event::GeneralRef(name) => {
                let known = matches!(&*name, b"amp" | b"lt" | b"gt" | b"quot" | b"apos")
                    || name.is_char_ref();
                if !known || in_style {
                    return Err(PictureError::Active("an entity"));
                }
                if name.is_char_ref() {
                    let letter = name.resolve_char_ref().ok().flatten();
                    let letter = letter.ok_or_else(|| wrong("invalid character reference"))?;
                    allowed(letter.encode_utf8(&mut [0; 4]), &wrong)?;
                }
                (!open.is_empty()).then_some(Event::GeneralRef(name))
            }
            Event::Decl(_) | Event::Comment(_) | Event::DocType(_) | Event::PI(_) => None,
            Event::Eof => break,
        };
        if let Some(event) = written {
            writer
                .write_event(event)
                .map_err(|_| PictureError::Damaged)?;
        }
    }
    if !begun {
        return Err(PictureError::OtherKind);
    }
    if !open.is_empty() {
        return Err(PictureError::Truncated);
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

/// What the reader says is wrong, in a few words.
fn reason(error: &quick_xml::Error) -> &'static str {
    use quick_xml::errors::IllFormedError;
    match error {
        quick_xml::Error::IllFormed(
            IllFormedError::MismatchedEndTag { .. }
            | IllFormedError::UnmatchedEndTag(_)
            | IllFormedError::MissingEndTag(_),
        ) => "mismatched closing tag",
        quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => {
            "unescaped `&`: write `&amp;`"
        }
        quick_xml::Error::Syntax(_) => "something is never closed",
        _ => "invalid XML",
    }
}

/// Refuses characters that XML does not allow.
fn allowed(text: &str, wrong: &impl Fn(&'static str) -> PictureError) -> Result<(), PictureError> {
    match first_invisible(text) {
        Some(_) => Err(wrong("a character that XML does not allow")),
        None => Ok(()),
    }
}

fn full_name(start: &BytesStart) -> String {
    format!("<{}>", String::from_utf8_lossy(start.name().0))
}

/// Gives the first element the namespaces without which browsers draw nothing, where it has none.
fn named(own: &mut BytesStart, text: &str) -> Result<(), PictureError> {
    let is_prefixed = own.name().0.starts_with(b"svg:");
    let own_key = if is_prefixed { "xmlns:svg" } else { "xmlns" };
    for (key, namespace) in [(own_key, SVG), ("xmlns:xlink", XLINK)] {
        let given = own
            .try_get_attribute(key)
            .map_err(|_| PictureError::Damaged)?;
        match given.map(|attribute| attribute.value.into_owned()) {
            Some(value) if value == namespace.as_bytes() => {}
            Some(value) => {
                return Err(PictureError::NoDrawing(format!(
                    "{key}=\"{}\"",
                    String::from_utf8_lossy(&value)
                )));
            }
            None if key == "xmlns:xlink" && !text.contains("xlink:") => {}
            None => own.push_attribute((key, namespace)),
        }
    }
    Ok(())
}

/// The element without foreign attributes, and its name; nothing where it is a drawing programme's
/// own.
fn element(
    start: &BytesStart,
    wrong: &impl Fn(&'static str) -> PictureError,
) -> Result<Option<(BytesStart<'static>, String)>, PictureError> {
    let full = std::str::from_utf8(start.name().0)
        .map_err(|_| PictureError::Damaged)?
        .to_owned();
    let name = full.strip_prefix("svg:").unwrap_or(&full);
    if name.contains(':') || name == "metadata" {
        return Ok(None);
    }
    match name {
        "script" | "handler" | "listener" => return Err(PictureError::Active("a script")),
        name if !ELEMENTS.contains(&name) => {
            return Err(PictureError::Active("an element that is not part of SVG"));
        }
        _ => {}
    }
    let mut own = BytesStart::new(full.clone());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| match error {
            AttrError::Duplicated(..) => wrong("duplicate attribute"),
            _ => wrong("attribute value without quotes"),
        })?;
        if !is_name(attribute.key.0) || attribute.value.contains(&b'<') {
            return Err(wrong("invalid attribute"));
        }
        if let Some((key, value)) = checked(name, &attribute)? {
            allowed(&value, wrong)?;
            own.push_attribute((key.as_str(), value.as_str()));
        }
    }
    Ok(Some((own, name.to_owned())))
}

/// Whether some bytes can be the name of an attribute.
fn is_name(bytes: &[u8]) -> bool {
    let begins =
        |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') || !byte.is_ascii();
    let goes_on = |byte: &u8| begins(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    bytes.first().is_some_and(begins) && bytes.iter().all(goes_on)
}

/// An attribute as it is published; nothing where it is not.
fn checked(element: &str, attribute: &Attribute) -> Result<Option<(String, String)>, PictureError> {
    let key = std::str::from_utf8(attribute.key.0).map_err(|_| PictureError::Damaged)?;
    let value = attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(|_| PictureError::Active("an entity"))?;
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
        return Err(PictureError::Active("a script"));
    }
    // An animation may set an address; none that draws needs to.
    if matches!(element, "animate" | "set")
        && key == "attributeName"
        && value.to_ascii_lowercase().contains("href")
    {
        return Err(PictureError::Active("a script"));
    }
    if matches!(key.as_str(), "href" | "xlink:href" | "src") {
        return Ok(Some((key, address(element, value.trim())?)));
    }
    style(&value)?;
    Ok(Some((key, value.into_owned())))
}

/// An address within the drawing, a photograph that is part of it, or what a reader may go to.
fn address(element: &str, value: &str) -> Result<String, PictureError> {
    let goes = element == "a" && (value.starts_with("https://") || value.starts_with("http://"));
    if value.starts_with('#') || goes {
        return Ok(value.to_owned());
    }
    let Some((kind, data)) = value
        .strip_prefix("data:image/")
        .and_then(|rest| rest.split_once(";base64,"))
    else {
        return Err(PictureError::Active("a link to an external resource"));
    };
    let format = match kind {
        "jpeg" | "jpg" => PictureFormat::Jpeg,
        "png" => PictureFormat::Png,
        "webp" => PictureFormat::Webp,
        "gif" => PictureFormat::Gif,
        _ => {
            return Err(PictureError::Active(
                "an embedded picture in an unsupported format",
            ));
        }
    };
    let packed: String = data.split_whitespace().collect();
    let bytes = STANDARD.decode(packed).map_err(|_| PictureError::Damaged)?;
    let plain = super::strip(format, &bytes)?.bytes;
    Ok(format!(
        "data:image/{kind};base64,{}",
        STANDARD.encode(plain)
    ))
}

/// Rules of style, in an element or in an attribute, may name addresses: only those within the
/// drawing are let through.
fn style(text: &str) -> Result<(), PictureError> {
    let text = text.to_ascii_lowercase();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("url(") {
        rest = &rest[at + 4..];
        if !rest
            .trim_start()
            .trim_start_matches(['"', '\''])
            .starts_with('#')
        {
            return Err(PictureError::Active("a link to an external resource"));
        }
    }
    // A letter written as a number could hide any of these.
    let loads = [
        "@import",
        "image-set(",
        "image(",
        "src(",
        "javascript:",
        "\\",
    ];
    if loads.iter().any(|word| text.contains(word)) {
        return Err(PictureError::Active("a link to an external resource"));
    }
    Ok(())
}

/// Whether an element can be the first of a drawing.
fn is_drawing(start: &BytesStart) -> bool {
    matches!(start.name().0, b"svg" | b"svg:svg")
}

/// The size that the root gives the drawing.
fn root(start: &BytesStart) -> Option<(u32, u32)> {
    let value = |key: &str| {
        let attribute = start.try_get_attribute(key).ok()??;
        Some(
            attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .ok()?
                .into_owned(),
        )
    };
    let pixels = |text: String| {
        let number: f64 = text.trim().trim_end_matches("px").trim().parse().ok()?;
        whole(number)
    };
    let given = value("width")
        .and_then(pixels)
        .zip(value("height").and_then(pixels));
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
    given.or_else(shown)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is between 1 and 100 000"
)]
fn whole(number: f64) -> Option<u32> {
    (1.0..=100_000.0)
        .contains(&number)
        .then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">"#;

    fn drawn(inner: &str) -> Result<String, PictureError> {
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
            assert!(
                matches!(drawn(inner), Err(PictureError::Active(_))),
                "{inner}"
            );
        }
        assert!(matches!(drawn("<g>"), Err(PictureError::NotWellFormed(..))));
    }

    #[test]
    fn a_drawing_gets_the_namespaces_that_it_needs() {
        let plain = |text: &str| {
            strip(text.as_bytes()).map(|stripped| String::from_utf8(stripped.bytes).expect("text"))
        };
        let drawn =
            plain(r##"<svg viewBox="0 0 1 1"><use xlink:href="#a"/></svg>"##).expect("it draws");
        assert!(
            drawn.contains(&format!("xmlns=\"{SVG}\""))
                && drawn.contains(&format!("xmlns:xlink=\"{XLINK}\"")),
            "{drawn}"
        );
        let drawn = plain(r#"<svg:svg viewBox="0 0 1 1"><svg:path d="M0 0"/></svg:svg>"#)
            .expect("it draws");
        assert!(drawn.contains(&format!("xmlns:svg=\"{SVG}\"")), "{drawn}");
        let drawn = plain(&format!("<svg xmlns=\"{SVG}\"/>")).expect("it draws");
        assert_eq!(drawn.matches("xmlns").count(), 1, "{drawn}");
        for other in [
            r#"<svg xmlns="http://www.w3.org/1999/xhtml"/>"#,
            "<drawing/>",
            "<s:svg xmlns:s='x'/>",
        ] {
            assert!(
                matches!(plain(other), Err(PictureError::NoDrawing(_))),
                "{other}: {:?}",
                plain(other)
            );
        }
    }

    #[test]
    fn a_drawing_is_well_formed() {
        for inner in [
            "<g></h>",
            "<path d='M0 0' d='M1 1'/>",
            "<path d=M0/>",
            "<path 1d='M0 0'/>",
            "<text>a & b</text>",
            "<text>a]]>b</text>",
            "<text>\u{ffff}</text>",
            "<text>&#xFFFE;</text>",
            "<text>&#1;</text>",
            "<text x='\u{1}'/>",
            "<path d='<'/>",
        ] {
            assert!(
                matches!(drawn(inner), Err(PictureError::NotWellFormed(_, 1))),
                "{inner}: {:?}",
                drawn(inner)
            );
        }
        assert!(matches!(
            strip(format!("{OPEN}<g>\n\n</h></svg>").as_bytes()),
            Err(PictureError::NotWellFormed(_, 3))
        ));
        assert!(matches!(
            strip(OPEN.as_bytes()),
            Err(PictureError::Truncated | PictureError::NotWellFormed(..))
        ));
    }
}
