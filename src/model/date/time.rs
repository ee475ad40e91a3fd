//! Times of day, with the offset of their time zone.

use std::fmt;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A time of day as written: `05:30`, `05:30:10`, `05:30Z`, `05:30+02:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// 0 to 60, because leap seconds exist.
    pub second: Option<i8>,
    /// The offset from UTC in minutes, positive to the east. `None` means the site's own time zone.
    pub offset: Option<i16>,
    /// The offset from the site's time zone in minutes, positive to the east. It is 0 until
    /// [`Date::in_zone`](super::Date::in_zone) sets it.
    pub(super) ahead: i16,
}

impl TimeOfDay {
    /// Parses `05:30`, with or without seconds and a zone.
    ///
    /// If a part has the right form but its value is out of range, the error has that part.
    pub(super) fn parse(text: &str) -> Result<TimeOfDay, Option<String>> {
        let zone = text.find(['Z', '+', '-']).unwrap_or(text.len());
        let (clock, zone) = text.split_at(zone);
        // Some tools write fractions of a second, which are dropped.
        let (clock, fraction) = clock
            .split_once('.')
            .map_or((clock, "0"), |(clock, fraction)| (clock, fraction));
        let parts: Vec<&str> = clock.split(':').collect();
        let two_digits = |text: &str| (text.len() == 2).then(|| digits(text)).flatten();
        let numbers: Vec<i8> = parts.iter().filter_map(|part| two_digits(part)).collect();
        if numbers.len() != parts.len()
            || digits::<u64>(fraction).is_none()
            || clock.len() < 8 && fraction != "0"
        {
            return Err(None);
        }
        let (hour, minute, second) = match numbers.as_slice() {
            [hour, minute] => (*hour, *minute, None),
            [hour, minute, second] => (*hour, *minute, Some(*second)),
            _ => return Err(None),
        };
        let offset = match zone {
            "" => None,
            "Z" => Some(0),
            zone => {
                let (hours, minutes) = zone[1..].split_once(':').unwrap_or((&zone[1..], "00"));
                let hours: i16 = two_digits(hours).ok_or(None)?.into();
                let minutes: i16 = two_digits(minutes).ok_or(None)?.into();
                if hours > 14 || minutes > 59 {
                    return Err(Some(zone.to_owned()));
                }
                let ahead = hours * 60 + minutes;
                Some(if zone.starts_with('-') { -ahead } else { ahead })
            }
        };
        // 60 is a leap second.
        if hour > 23 || minute > 59 || second.is_some_and(|second| second > 60) {
            return Err(Some(clock.to_owned()));
        }
        Ok(TimeOfDay {
            hour,
            minute,
            second,
            offset,
            ahead: 0,
        })
    }

    /// Returns the minutes since midnight in the site's time zone. The result is negative, or more
    /// than a day, if it is another day there.
    pub(super) fn minutes(self) -> i16 {
        i16::from(self.hour) * 60 + i16::from(self.minute) - self.ahead
    }

    /// Returns the time on that day, with its offset from the site's time zone.
    pub(super) fn in_zone(self, day: civil::Date, zone: &TimeZone) -> TimeOfDay {
        let Some(offset) = self.offset else {
            return self;
        };
        // On the day on which summer time begins or ends, the offset depends on the hour.
        let moment = day.at(self.hour, self.minute, 0, 0);
        let site = zone
            .to_ambiguous_zoned(moment)
            .compatible()
            .map_or(0, |zoned| zoned.offset().seconds() / 60);
        let ahead = offset - i16::try_from(site).unwrap_or(0);
        TimeOfDay {
            offset: (ahead != 0).then_some(offset),
            ahead,
            ..self
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

/// Parses a number of ASCII digits only.
pub(super) fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}
