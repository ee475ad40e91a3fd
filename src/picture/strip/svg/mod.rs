//! SVG: removes metadata, and refuses scripts and external resources.
//!
//! Parts that only describe the author (metadata, comments, elements and attributes of drawing
//! programs) are removed without a message. Parts that would run or load something are refused
//! instead, because removing them could change the drawing, and an editor must know. Pictures
//! embedded in a drawing are stripped like others.

mod attribute;
mod element;
mod root;

use quick_xml::events::{BytesText, Event};
use quick_xml::{Reader, Writer};

use self::attribute::check_style;
use self::element::published_element;
use self::root::{add_namespaces, full_name, is_root, size_of};
use super::{Orientation, Stripped};
use crate::message;
use crate::messages::Message;
use crate::picture::{ActiveContent, PictureError};
use crate::source::first_invisible;

/// The maximum nesting depth of elements.
const MAX_DEPTH: usize = 200;

/// Rebuilds a drawing from the elements and attributes that are published.
///
/// # Errors
/// If the file is not a well-formed SVG document, or contains scripts, entities, or links to
/// external resources.
pub fn strip(bytes: &[u8]) -> Result<Stripped, PictureError> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
        .map_err(|_| PictureError::OtherKind)?;
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut open: Vec<String> = Vec::new();
    let mut size = None;
    let mut has_root = false;
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
        let not_well_formed = |why| PictureError::NotWellFormed(why, line());
        let event = event.map_err(|error| {
            if has_root {
                not_well_formed(reason(&error))
            } else {
                PictureError::OtherKind
            }
        })?;
        let in_style = open.last().is_some_and(|name| name == "style");
        let written = match event {
            // This is a second root. Browsers differ in how they handle one.
            Event::Start(_) | Event::Empty(_) if has_root && open.is_empty() => {
                return Err(not_well_formed(message!(
                    "unexpected element after the drawing"
                )));
            }
            Event::Start(start) | Event::Empty(start) if !has_root && !is_root(&start) => {
                return Err(match start.name().0.to_ascii_lowercase().as_slice() {
                    b"html" | b"head" | b"body" => PictureError::OtherKind,
                    _ => PictureError::NoDrawing(full_name(&start)),
                });
            }
            Event::Start(start) => match published_element(&start, &not_well_formed)? {
                Some((mut published, name)) => {
                    if !has_root {
                        size = size_of(&start);
                        add_namespaces(&mut published, text)?;
                        has_root = true;
                    }
                    if open.len() >= MAX_DEPTH {
                        return Err(not_well_formed(message!("elements are nested too deeply")));
                    }
                    open.push(name);
                    Some(Event::Start(published))
                }
                None => {
                    let end = start.name().0.to_vec();
                    reader
                        .read_to_end(quick_xml::name::QName(&end))
                        .map_err(|error| not_well_formed(reason(&error)))?;
                    None
                }
            },
            Event::Empty(start) => match published_element(&start, &not_well_formed)? {
                Some((mut published, _)) => {
                    if !has_root {
                        size = size_of(&start);
                        add_namespaces(&mut published, text)?;
                        has_root = true;
                    }
                    Some(Event::Empty(published))
                }
                None => None,
            },
            Event::End(end) => {
                open.pop()
                    .ok_or_else(|| not_well_formed(message!("unmatched closing tag")))?;
                Some(Event::End(end))
            }
            Event::Text(text) => {
                let decoded = text.decode().map_err(|_| PictureError::Damaged)?;
                check_characters(&decoded, &not_well_formed)?;
                if decoded.contains("]]>") {
                    return Err(not_well_formed(message!("unexpected `]]>` in text")));
                }
                if in_style {
                    check_style(&decoded)?;
                }
                (!open.is_empty()).then_some(Event::Text(text))
            }
            Event::CData(data) => {
                let decoded = data.decode().map_err(|_| PictureError::Damaged)?;
                check_characters(&decoded, &not_well_formed)?;
                if in_style {
                    check_style(&decoded)?;
                }
                (!open.is_empty()).then(|| Event::Text(BytesText::new(&decoded).into_owned()))
            }
            // Only character references and the five predefined entities are allowed. Others would
            // need the document type, which is removed.
            Event::GeneralRef(name) => {
                let is_resolvable = matches!(&*name, b"amp" | b"lt" | b"gt" | b"quot" | b"apos")
                    || name.is_char_ref();
                if !is_resolvable || in_style {
                    return Err(PictureError::Active(ActiveContent::Entity));
                }
                if name.is_char_ref() {
                    let character = name.resolve_char_ref().ok().flatten();
                    let character = character
                        .ok_or_else(|| not_well_formed(message!("invalid character reference")))?;
                    check_characters(character.encode_utf8(&mut [0; 4]), &not_well_formed)?;
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
    if !has_root {
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

/// Returns a short description of an error of the XML reader.
fn reason(error: &quick_xml::Error) -> Message {
    use quick_xml::errors::IllFormedError;
    match error {
        quick_xml::Error::IllFormed(
            IllFormedError::MismatchedEndTag { .. }
            | IllFormedError::UnmatchedEndTag(_)
            | IllFormedError::MissingEndTag(_),
        ) => message!("mismatched closing tag"),
        quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => {
            message!("unescaped `&`: write `&amp;`")
        }
        quick_xml::Error::Syntax(_) => message!("something is never closed"),
        _ => message!("invalid XML"),
    }
}

/// Checks that a text has only characters that XML allows.
fn check_characters(
    text: &str,
    not_well_formed: &impl Fn(Message) -> PictureError,
) -> Result<(), PictureError> {
    match first_invisible(text) {
        Some(_) => Err(not_well_formed(message!(
            "a character that XML does not allow"
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::root::{SVG, XLINK};
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
