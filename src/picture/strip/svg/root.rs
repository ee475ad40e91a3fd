//! The root of an SVG document: its namespaces and its size.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use crate::picture::PictureError;

/// The namespaces of SVG and of its links.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Whether an element can be the root of a drawing.
pub(super) fn is_root(start: &BytesStart) -> bool {
    matches!(start.name().0, b"svg" | b"svg:svg")
}

/// Returns the name of an element as written, for messages.
pub(super) fn full_name(start: &BytesStart) -> String {
    format!("<{}>", String::from_utf8_lossy(start.name().0))
}

/// Adds the namespaces to the root if it lacks them. Without them, browsers draw nothing.
///
/// # Errors
/// If the root declares another namespace under these prefixes.
pub(super) fn add_namespaces(root: &mut BytesStart, text: &str) -> Result<(), PictureError> {
    let is_prefixed = root.name().0.starts_with(b"svg:");
    let svg_key = if is_prefixed { "xmlns:svg" } else { "xmlns" };
    for (key, namespace) in [(svg_key, SVG), ("xmlns:xlink", XLINK)] {
        let given = root
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
            None => root.push_attribute((key, namespace)),
        }
    }
    Ok(())
}

/// Returns the width and height of the drawing in pixels, from the attributes of the root.
pub(super) fn size_of(root: &BytesStart) -> Option<(u32, u32)> {
    let value = |key: &str| {
        let attribute = root.try_get_attribute(key).ok()??;
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
    let declared = value("width")
        .and_then(pixels)
        .zip(value("height").and_then(pixels));
    let view_box = || {
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
    declared.or_else(view_box)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is between 1 and 100 000"
)]
/// Rounds a size in pixels. Returns `None` if it is not between 1 and 100,000.
fn whole(number: f64) -> Option<u32> {
    (1.0..=100_000.0)
        .contains(&number)
        .then(|| number.round() as u32)
}
