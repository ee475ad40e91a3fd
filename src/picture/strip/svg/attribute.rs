//! Attributes, addresses and style rules of an SVG document.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;

use crate::picture::strip;
use crate::picture::{ActiveContent, PictureError, PictureFormat};

/// Returns an attribute as it is published, or `None` if it is from another namespace.
///
/// # Errors
/// If it would run or load something.
pub(super) fn checked_attribute(
    element: &str,
    attribute: &Attribute,
) -> Result<Option<(String, String)>, PictureError> {
    let key = std::str::from_utf8(attribute.key.0).map_err(|_| PictureError::Damaged)?;
    let value = attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(|_| PictureError::Active(ActiveContent::Entity))?;
    let is_foreign = key.starts_with("data-")
        || match key.split_once(':') {
            Some(("xmlns", prefix)) => !matches!(prefix, "svg" | "xlink"),
            Some((prefix, _)) => !matches!(prefix, "xlink" | "xml"),
            None => false,
        };
    if is_foreign || key == "xml:base" {
        return Ok(None);
    }
    let key = key.to_owned();
    if key.to_ascii_lowercase().starts_with("on") {
        return Err(PictureError::Active(ActiveContent::Script));
    }
    // An animation that sets an address is refused. No drawing needs one.
    if matches!(element, "animate" | "set")
        && key == "attributeName"
        && value.to_ascii_lowercase().contains("href")
    {
        return Err(PictureError::Active(ActiveContent::Script));
    }
    if matches!(key.as_str(), "href" | "xlink:href" | "src") {
        return Ok(Some((key, checked_address(element, value.trim())?)));
    }
    check_style(&value)?;
    Ok(Some((key, value.into_owned())))
}

/// Returns an address within the drawing, an embedded picture, or the target of a link.
///
/// # Errors
/// If the address leads elsewhere, or the embedded picture cannot be stripped.
fn checked_address(element: &str, value: &str) -> Result<String, PictureError> {
    let is_link = element == "a" && (value.starts_with("https://") || value.starts_with("http://"));
    if value.starts_with('#') || is_link {
        return Ok(value.to_owned());
    }
    let Some((kind, data)) = value
        .strip_prefix("data:image/")
        .and_then(|rest| rest.split_once(";base64,"))
    else {
        return Err(PictureError::Active(ActiveContent::ExternalLink));
    };
    let format = match kind {
        "jpeg" | "jpg" => PictureFormat::Jpeg,
        "png" => PictureFormat::Png,
        "webp" => PictureFormat::Webp,
        "gif" => PictureFormat::Gif,
        _ => {
            return Err(PictureError::Active(ActiveContent::EmbeddedPicture));
        }
    };
    let encoded: String = data.split_whitespace().collect();
    let bytes = STANDARD
        .decode(encoded)
        .map_err(|_| PictureError::Damaged)?;
    let stripped = strip::strip(format, &bytes)?.bytes;
    Ok(format!(
        "data:image/{kind};base64,{}",
        STANDARD.encode(stripped)
    ))
}

/// Checks that style rules, in an element or an attribute, name no address outside of the drawing.
pub(super) fn check_style(text: &str) -> Result<(), PictureError> {
    let text = text.to_ascii_lowercase();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("url(") {
        rest = &rest[at + 4..];
        if !rest
            .trim_start()
            .trim_start_matches(['"', '\''])
            .starts_with('#')
        {
            return Err(PictureError::Active(ActiveContent::ExternalLink));
        }
    }
    // The backslash begins a CSS escape, which could hide any of the others.
    let loading = [
        "@import",
        "image-set(",
        "image(",
        "src(",
        "javascript:",
        "\\",
    ];
    if loading.iter().any(|word| text.contains(word)) {
        return Err(PictureError::Active(ActiveContent::ExternalLink));
    }
    Ok(())
}
