//! Elements of an SVG document.

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;

use super::attribute::checked_attribute;
use super::check_characters;
use crate::message;
use crate::messages::Message;
use crate::picture::{ActiveContent, PictureError};

/// The elements of SVG that are published: elements that draw, or that change how others are drawn.
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

/// Returns an element with its published attributes, and its name without prefix. Returns `None` if
/// it is metadata or from another namespace.
///
/// # Errors
/// If the element or an attribute would run or load something, or is not well-formed.
pub(super) fn published_element(
    start: &BytesStart,
    not_well_formed: &impl Fn(Message) -> PictureError,
) -> Result<Option<(BytesStart<'static>, String)>, PictureError> {
    let full = std::str::from_utf8(start.name().0)
        .map_err(|_| PictureError::Damaged)?
        .to_owned();
    let name = full.strip_prefix("svg:").unwrap_or(&full);
    if name.contains(':') || name == "metadata" {
        return Ok(None);
    }
    match name {
        "script" | "handler" | "listener" => {
            return Err(PictureError::Active(ActiveContent::Script));
        }
        name if !ELEMENTS.contains(&name) => {
            return Err(PictureError::Active(ActiveContent::ForeignElement));
        }
        _ => {}
    }
    let mut published = BytesStart::new(full.clone());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| match error {
            AttrError::Duplicated(..) => not_well_formed(message!("duplicate attribute")),
            _ => not_well_formed(message!("attribute value without quotes")),
        })?;
        if !is_name(attribute.key.0) || attribute.value.contains(&b'<') {
            return Err(not_well_formed(message!("invalid attribute")));
        }
        if let Some((key, value)) = checked_attribute(name, &attribute)? {
            check_characters(&value, not_well_formed)?;
            published.push_attribute((key.as_str(), value.as_str()));
        }
    }
    Ok(Some((published, name.to_owned())))
}

/// Whether the bytes can be the name of an attribute.
fn is_name(bytes: &[u8]) -> bool {
    let is_start =
        |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') || !byte.is_ascii();
    let is_part =
        |byte: &u8| is_start(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    bytes.first().is_some_and(is_start) && bytes.iter().all(is_part)
}
