//! Dates in EDTF (ISO 8601-2), for other programs.

use super::{Certainty, Date, DatePart, DateShape};

impl Date {
    /// Returns the date in EDTF. Time within limits is a set of level 2, `[a..b]`; all else is of
    /// level 0 or 1. A time of day is left out where EDTF has none: in intervals and sets, and
    /// beside a qualifier.
    pub fn edtf(&self) -> String {
        let day = |part: DatePart| DatePart { time: None, ..part };
        let open = |part: Option<DatePart>| {
            part.map_or_else(|| "..".to_owned(), |part| day(part).to_string())
        };
        match self.shape() {
            DateShape::At(part) => match part.time {
                Some(time) if part.certainty == Certainty::Sure => {
                    let second = time.second.or(Some(0));
                    let time = Some(super::TimeOfDay { second, ..time });
                    DatePart { time, ..part }.to_string()
                }
                _ => day(part).to_string(),
            },
            DateShape::Lasted(from, to) => format!("{}/{}", open(from), open(to)),
            DateShape::Within(from, to) => format!("[{}..{}]", day(from), day(to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_standard() {
        for (written, edtf) in [
            ("2022-02-22", "2022-02-22"),
            ("2022-02~", "2022-02~"),
            ("2022?", "2022?"),
            ("2012/..", "2012/.."),
            ("../2012", "../2012"),
            ("2012-01?/2013", "2012-01?/2013"),
            ("2022-02-16..2022-02-22", "[2022-02-16..2022-02-22]"),
            ("2022-03-27T05:30", "2022-03-27T05:30:00"),
            ("2022-03-27T05:30:10Z", "2022-03-27T05:30:10Z"),
            ("2022-03-27T05:30~", "2022-03-27~"),
            ("2022-03-27T05:30/2022-03-28T06:00", "2022-03-27/2022-03-28"),
        ] {
            let date = Date::parse(written).expect("it is a date");
            assert_eq!(date.edtf(), edtf, "{written}");
            // The crate reads level 1, without sets.
            if !edtf.starts_with('[') {
                assert!(edtf_core::Edtf::parse(edtf).is_ok(), "{edtf}");
            }
        }
    }
}
