//! Coordinates in the forms that people write: degrees and minutes, compass letters, decimal
//! commas, pairs.

use crate::yaml::Value;

/// Returns `{lat: 14.4833, lon: -4.1833}` for a point in another form.
pub(super) fn point(value: &Value) -> Option<String> {
    let (lat, lon) = match value {
        Value::Text(text) => pair(text)?,
        Value::List(items) => match items.as_slice() {
            [lat, lon] => ordered(one(lat)?, one(lon)?)?,
            _ => return None,
        },
        // GeoJSON has longitude first.
        Value::Map(entries) => {
            let (_, coordinates) = entries.iter().find(|(key, _)| key == "coordinates")?;
            match coordinates {
                Value::List(items) => match items.as_slice() {
                    [lon, lat] => ordered(one(lat)?, one(lon)?)?,
                    _ => return None,
                },
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(format!("{{lat: {}, lon: {}}}", shown(lat), shown(lon)))
}

/// Returns the decimal degrees of a text such as `14°29′N` or `14,4833`.
pub(super) fn degrees(text: &str) -> Option<String> {
    let found = read(text)?;
    Some(shown(found.degrees))
}

fn shown(degrees: f64) -> String {
    let text = format!("{degrees:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// A coordinate, and the axis that its compass letter names.
#[derive(Clone, Copy)]
struct DegreeReading {
    degrees: f64,
    /// True for east or west, false for north or south, `None` without a letter.
    is_lon: Option<bool>,
}

/// Parses one coordinate.
fn one(value: &Value) -> Option<DegreeReading> {
    match value {
        Value::Float(degrees) => Some(DegreeReading {
            degrees: *degrees,
            is_lon: None,
        }),
        #[allow(clippy::cast_precision_loss, reason = "degrees are small numbers")]
        Value::Int(degrees) => Some(DegreeReading {
            degrees: *degrees as f64,
            is_lon: None,
        }),
        Value::Text(text) => read(text),
        _ => None,
    }
}

/// Returns latitude and longitude. They are in this order unless letters say otherwise.
fn ordered(first: DegreeReading, second: DegreeReading) -> Option<(f64, f64)> {
    let (lat, lon) = if first.is_lon == Some(true) || second.is_lon == Some(false) {
        (second, first)
    } else {
        (first, second)
    };
    (lat.degrees.abs() <= 90.0 && lon.degrees.abs() <= 180.0).then_some((lat.degrees, lon.degrees))
}

/// Splits a text into two numbers: at a compass letter, at `;` or `/`, at a comma with a space, or
/// at a space.
fn pair(text: &str) -> Option<(f64, f64)> {
    let text = text.trim().trim_matches(['(', ')', '[', ']']);
    let text = text.strip_prefix("geo:").unwrap_or(text);
    for (at, c) in text.char_indices() {
        let is_letter = matches!(c.to_ascii_uppercase(), 'N' | 'S' | 'E' | 'W' | 'O');
        let end = at + c.len_utf8();
        if is_letter && at > 0 {
            // The letter may come before its number.
            if let (Some(first), Some(second)) = (
                read(text[..at].trim_end_matches([',', ';', '/', ' '])),
                read(&text[at..]),
            ) && first.is_lon.is_some()
                && second.is_lon.is_some()
            {
                return ordered(first, second);
            }
        }
        if is_letter && at > 0 && end < text.len() {
            let rest = text[end..].trim_start_matches([',', ';', '/', ' ', '-']);
            if let (Some(first), Some(second)) = (read(&text[..end]), read(rest)) {
                return ordered(first, second);
            }
        }
    }
    for between in [";", "/", ", ", ",", " "] {
        if let Some((first, second)) = text.split_once(between)
            && let (Some(first), Some(second)) = (read(first), read(second))
        {
            return ordered(first, second);
        }
    }
    None
}

/// Parses degrees, with or without minutes and seconds.
fn read(text: &str) -> Option<DegreeReading> {
    let mut text = text.trim().to_uppercase();
    let (mut sign, mut is_lon) = (1.0, None);
    for (letter, letter_sign, lon) in [
        ("N", 1.0, false),
        ("S", -1.0, false),
        ("E", 1.0, true),
        ("W", -1.0, true),
        ("O", -1.0, true),
    ] {
        let bare = text
            .strip_suffix(letter)
            .or_else(|| text.strip_prefix(letter));
        if let Some(bare) = bare {
            (sign, is_lon) = (letter_sign, Some(lon));
            text = bare.trim().to_owned();
            break;
        }
    }
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        sign = -sign;
        text = rest.trim().to_owned();
    }
    let mut numbers = Vec::new();
    for piece in text
        .split(['°', 'º', '\'', '′', '’', '"', '″', '”', ' ', ':'])
        .filter(|piece| !piece.is_empty())
    {
        let number = piece.replace(',', ".");
        let is_number = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        numbers.push(number.parse::<f64>().ok().filter(|_| is_number)?);
    }
    let degrees = match numbers.as_slice() {
        [degrees] => *degrees,
        [degrees, minutes] if *minutes < 60.0 => degrees + minutes / 60.0,
        [degrees, minutes, seconds] if *minutes < 60.0 && *seconds < 60.0 => {
            degrees + minutes / 60.0 + seconds / 3600.0
        }
        _ => return None,
    };
    // A space alone separates two numbers, not degrees and minutes.
    let is_marked = text.contains(['°', 'º', '\'', '′', '’', ':']) || numbers.len() == 1;
    is_marked.then_some(DegreeReading {
        degrees: sign * degrees,
        is_lon,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_many_forms_are_decimal_degrees() {
        let text = |text: &str| point(&Value::Text(text.to_owned()));
        for (written, wanted) in [
            ("14°29′N 4°11′W", "{lat: 14.4833, lon: -4.1833}"),
            (
                "14° 29' 00\" N, 4° 11' 00\" W",
                "{lat: 14.4833, lon: -4.1833}",
            ),
            ("4°11′O 14°29′N", "{lat: 14.4833, lon: -4.1833}"),
            ("N 14.5 W 4.2", "{lat: 14.5, lon: -4.2}"),
            ("14.5, -4.2", "{lat: 14.5, lon: -4.2}"),
            ("14.5 -4.2", "{lat: 14.5, lon: -4.2}"),
            ("14,5; -4,2", "{lat: 14.5, lon: -4.2}"),
            ("14,5 / -4,2", "{lat: 14.5, lon: -4.2}"),
            ("(14.5, -4.2)", "{lat: 14.5, lon: -4.2}"),
            ("geo:14.5,-4.2", "{lat: 14.5, lon: -4.2}"),
            ("14.5,\u{2212}4.2", "{lat: 14.5, lon: -4.2}"),
        ] {
            assert_eq!(text(written).as_deref(), Some(wanted), "{written}");
        }
        assert_eq!(text("near Mopti"), None);
        let list = Value::List(vec![Value::Float(14.5), Value::Float(-4.2)]);
        assert_eq!(point(&list).as_deref(), Some("{lat: 14.5, lon: -4.2}"));
        assert_eq!(degrees("14°29′N").as_deref(), Some("14.4833"));
        assert_eq!(degrees("14,4833").as_deref(), Some("14.4833"));
        assert_eq!(degrees("4.2 W").as_deref(), Some("-4.2"));
        assert_eq!(degrees("somewhere"), None);
    }
}
