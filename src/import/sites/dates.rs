//! Dates as other generators write them.

use crate::model::Date;
use crate::yaml::Value;

use super::front::scalar;

/// Returns a date as griot writes it, or `None` if it cannot be read without guessing.
///
/// Midnight stands for a day without a time: that is how generators store a day.
pub(super) fn date(value: &Value) -> Option<String> {
    let written = scalar(value)?;
    let text = iso(&written).unwrap_or(written);
    match Date::parse(&text) {
        Ok(_) => Some(text),
        // Several suggestions are several meanings.
        Err(error) => match error.write.as_slice() {
            [only] if Date::parse(only).is_ok() => Some(only.clone()),
            _ => None,
        },
    }
}

/// Returns the day at the beginning of a name such as `2022-02-23-title`, and the rest.
pub(super) fn dated_name(name: &str) -> Option<(&str, &str)> {
    let day = name.get(..10)?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let rest = &name[10..];
    let is_apart = rest.is_empty() || rest.starts_with(['-', '_', ' ', 'T']);
    (is_day && is_apart && Date::parse(day).is_ok())
        .then(|| (day, rest.trim_start_matches(['-', '_', ' '])))
}

/// Returns a date whose year comes first, with or without a time and a zone, as ISO 8601.
fn iso(written: &str) -> Option<String> {
    let end = written.find(['T', ' ']).unwrap_or(written.len());
    let (day, time) = written.split_at(end);
    let day = day.replace('/', "-");
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, date] = parts.as_slice() else {
        return None;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || ![year, month, date].into_iter().all(|part| is_number(part)) {
        return None;
    }
    let day = format!("{year}-{month:0>2}-{date:0>2}");
    let time = time.trim_start_matches('T').trim();
    if time.is_empty() {
        return Some(day);
    }
    let zone = time
        .find(['Z', '+', '-', ' ', 'U', 'G'])
        .unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let zone = match zone.trim() {
        "" => String::new(),
        "Z" | "UTC" | "GMT" => "Z".to_owned(),
        zone => {
            let digits = zone.get(1..)?.replace(':', "");
            let is_offset = zone.starts_with(['+', '-']) && digits.len() == 4 && is_number(&digits);
            is_offset.then(|| format!("{}{}:{}", &zone[..1], &digits[..2], &digits[2..]))?
        }
    };
    let clock = clock.split('.').next().unwrap_or(clock);
    let mut parts = clock.split(':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    if [hour, minute, parts.next().unwrap_or("00")]
        .into_iter()
        .all(|part| part.trim_start_matches('0').is_empty())
    {
        return Some(day);
    }
    Some(format!("{day}T{hour:0>2}:{minute}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_generators_are_read() {
        for (written, date) in [
            ("2022-02-23", Some("2022-02-23")),
            ("2022-2-3", Some("2022-02-03")),
            ("2022/02/23", Some("2022-02-23")),
            ("2022-02-23T00:00:00Z", Some("2022-02-23")),
            ("2022-02-23 05:30:10 +0100", Some("2022-02-23T05:30+01:00")),
            (
                "2022-02-23T05:30:10.123+01:00",
                Some("2022-02-23T05:30+01:00"),
            ),
            ("2022-02-23 05:30 UTC", Some("2022-02-23T05:30Z")),
            ("2022-02-23T5:30", Some("2022-02-23T05:30")),
            ("Jul 08 2022", Some("2022-07-08")),
            ("July 8, 2022", Some("2022-07-08")),
            ("10/8/1932", None),
            ("2022-02-31", None),
            ("soon", None),
            ("2022-02-23 05:30 CEST", None),
        ] {
            let read = super::date(&Value::Text(written.to_owned()));
            assert_eq!(read.as_deref(), date, "{written}");
        }
    }

    #[test]
    fn names_begin_with_days() {
        assert_eq!(dated_name("2022-02-23-a-b"), Some(("2022-02-23", "a-b")));
        assert_eq!(dated_name("2022-02-23"), Some(("2022-02-23", "")));
        assert_eq!(dated_name("2022-02-31-a"), None);
        assert_eq!(dated_name("2022-02-233"), None);
    }
}
