//! Ticks of axes: round numbers, and days, months and years as far apart as their labels need.

use jiff::{Span, civil};

use super::label::width;

/// The unit that a tick on an axis of time names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TickUnit {
    Day,
    Month,
    Year,
}

/// A period whose events are shown as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldedTime {
    /// The first day.
    pub from: civil::Date,
    /// The last day.
    pub until: civil::Date,
    /// The number of events.
    pub count: usize,
}

/// The texts of an axis of time, in the page's language.
pub trait TimeWords {
    /// Returns the shortest label of a tick: "2012", "févr. 2022" or "22 févr.".
    fn tick(&self, day: civil::Date, unit: TickUnit) -> String;

    /// Returns a number in the language's digits.
    fn count(&self, count: u64) -> String;

    /// Returns the accessible name of a period, with the number of its events: "12 événements en
    /// 2013".
    fn folded(&self, fold: &FoldedTime) -> String;

    /// Returns the address of the list of these events.
    fn href(&self, fold: &FoldedTime) -> Option<String>;
}

/// An axis of days between two positions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeAxis {
    first: civil::Date,
    last: civil::Date,
    left: f64,
    right: f64,
    unit: TickUnit,
    step: i32,
}

/// A tick with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub at: f64,
    pub text: String,
}

impl TimeAxis {
    /// Returns the axis of some days between two positions, with ticks as far apart as their labels
    /// need.
    pub fn new(
        days: (civil::Date, civil::Date),
        ends: (f64, f64),
        words: &dyn TimeWords,
    ) -> TimeAxis {
        let (first, last) = (days.0.min(days.1), days.0.max(days.1));
        let span = between(first, last);
        let unit = match span {
            ..=62 => TickUnit::Day,
            63..=1100 => TickUnit::Month,
            _ => TickUnit::Year,
        };
        let steps: &[i32] = match unit {
            TickUnit::Day => &[1, 2, 5, 10, 15, 31],
            TickUnit::Month => &[1, 2, 3, 6, 12],
            TickUnit::Year => &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
        };
        let mut axis = TimeAxis {
            first,
            last,
            left: ends.0,
            right: ends.1,
            unit,
            step: 1,
        };
        for step in steps {
            axis.step = *step;
            let ticks = axis.ticks(words);
            let roomy = ticks.windows(2).all(|pair| {
                let need = (width(&pair[0].text) + width(&pair[1].text)) / 2.0 + 8.0;
                (pair[1].at - pair[0].at).abs() >= need
            });
            if roomy {
                break;
            }
        }
        axis
    }

    /// Returns the position of the beginning of a day, clamped to the axis.
    pub fn begin(&self, day: civil::Date) -> f64 {
        self.at(between(self.first, day.clamp(self.first, self.last)))
    }

    /// Returns the position of the end of a day.
    pub fn end(&self, day: civil::Date) -> f64 {
        self.at(between(self.first, day.clamp(self.first, self.last)) + 1)
    }

    /// Returns the position of the middle of a day.
    pub fn middle(&self, day: civil::Date) -> f64 {
        f64::midpoint(self.begin(day), self.end(day))
    }

    /// Returns the width of a day.
    pub fn day(&self) -> f64 {
        (self.right - self.left) / f64::from(between(self.first, self.last) + 1)
    }

    /// Returns the position of the beginning of the axis.
    pub fn start(&self) -> f64 {
        self.left
    }

    /// Returns the position of the end of the axis.
    pub fn stop(&self) -> f64 {
        self.right
    }

    /// Returns the ticks, from the first to the last.
    pub fn ticks(&self, words: &dyn TimeWords) -> Vec<Tick> {
        let mut ticks = Vec::new();
        let mut day = Some(self.first_tick());
        while let Some(next) = day.filter(|day| *day <= self.last) {
            if next >= self.first {
                ticks.push(Tick {
                    at: self.begin(next),
                    text: words.tick(next, self.unit),
                });
            }
            day = self.after(next).filter(|after| *after > next);
        }
        ticks
    }

    fn at(&self, days: i32) -> f64 {
        let all = f64::from(between(self.first, self.last) + 1);
        self.left + (self.right - self.left) * f64::from(days) / all
    }

    fn first_tick(&self) -> civil::Date {
        let date = |year, month, day| civil::Date::new(year, month, day).unwrap_or(self.first);
        match self.unit {
            TickUnit::Day if self.step == 1 => self.first,
            TickUnit::Day | TickUnit::Month => date(
                self.first.year(),
                if self.unit == TickUnit::Day {
                    self.first.month()
                } else {
                    1
                },
                1,
            ),
            TickUnit::Year => {
                let year = i32::from(self.first.year());
                let round = year - year.rem_euclid(self.step);
                date(
                    i16::try_from(round).unwrap_or(civil::Date::MIN.year()),
                    1,
                    1,
                )
            }
        }
    }

    fn after(&self, day: civil::Date) -> Option<civil::Date> {
        let span = match self.unit {
            // The first day of a month is always a tick, and no other tick is close before it.
            TickUnit::Day => {
                let next = day.checked_add(Span::new().days(self.step)).ok()?;
                let month = day.last_of_month().tomorrow().ok()?;
                return Some(if self.step > 1 && between(next, month) < self.step {
                    month
                } else {
                    next
                });
            }
            TickUnit::Month => Span::new().months(self.step),
            TickUnit::Year => Span::new().years(self.step),
        };
        day.checked_add(span).ok()
    }
}

/// Returns the number of days from one date to another.
pub fn between(from: civil::Date, to: civil::Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Returns about `count` round numbers, from zero up to at least `most`.
pub fn whole(most: u64, count: u64) -> Vec<u64> {
    let mut step = 1_u64;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut power = 1_u64;
    while most.div_ceil(step) > count {
        let factor = factors.next().unwrap_or(10);
        let Some(next) = power.checked_mul(factor) else {
            break;
        };
        step = next;
        if factor == 10 {
            power = next;
        }
    }
    let top = most.max(1).div_ceil(step);
    (0..=top)
        .map(|number| number.saturating_mul(step))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    struct Plain;

    impl TimeWords for Plain {
        fn tick(&self, day: civil::Date, unit: TickUnit) -> String {
            match unit {
                TickUnit::Year => day.strftime("%Y").to_string(),
                TickUnit::Month => day.strftime("%m.%Y").to_string(),
                TickUnit::Day => day.strftime("%d.%m").to_string(),
            }
        }

        fn count(&self, count: u64) -> String {
            count.to_string()
        }

        fn folded(&self, fold: &FoldedTime) -> String {
            fold.count.to_string()
        }

        fn href(&self, _: &FoldedTime) -> Option<String> {
            None
        }
    }

    fn texts(from: civil::Date, to: civil::Date) -> Vec<String> {
        let axis = TimeAxis::new((from, to), (0.0, 360.0), &Plain);
        axis.ticks(&Plain)
            .into_iter()
            .map(|tick| tick.text)
            .collect()
    }

    #[test]
    fn ticks_have_room_and_are_round() {
        assert_eq!(
            texts(date(2012, 1, 17), date(2022, 12, 31)),
            ["2014", "2016", "2018", "2020", "2022"]
        );
        assert_eq!(
            texts(date(1000, 1, 1), date(2022, 1, 1))
                .first()
                .map(String::as_str),
            Some("1000")
        );
        assert_eq!(texts(date(2022, 2, 16), date(2022, 2, 16)), ["16.02"]);
        assert!(texts(date(2022, 2, 16), date(2022, 3, 20)).contains(&"01.03".to_owned()));
        assert!(texts(civil::Date::MIN, civil::Date::MAX).len() > 2);
    }

    #[test]
    fn numbers_are_round_too() {
        assert_eq!(whole(19, 5), [0, 5, 10, 15, 20]);
        assert_eq!(whole(0, 5), [0, 1]);
        assert_eq!(whole(3, 5), [0, 1, 2, 3]);
        assert_eq!(
            whole(1_000_000, 5),
            [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]
        );
        assert!(whole(u64::MAX, 5).len() < 20);
    }
}
