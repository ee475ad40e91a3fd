//! Figures of rows as claims of UCDP.

use super::UcdpImport;
use crate::import::document::{map, text, texts};
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped, whole};
use crate::yaml::Value;

/// The figures of a row. `None` is unknown.
struct Figures {
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    sides: [Option<u64>; 4],
}

/// The columns of deaths by side, in the order of [`Figures::sides`].
pub const SIDES: [&str; 4] = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"];

/// The ids of the claims about sides, in the same order.
const IDS: [&str; 4] = ["deaths-a", "deaths-b", "deaths-civilians", "deaths-unknown"];

/// Whom the claims of a row are about, by ids.
pub struct Parties<'a> {
    pub side_a: &'a str,
    pub side_b: &'a str,
    pub civilians: Option<&'a str>,
    pub claimant: &'a str,
    pub data_set: &'a str,
}

impl UcdpImport<'_> {
    /// Returns the claims of a row. A side without deaths has none: UCDP's 0 says that no death was
    /// attributed to it.
    pub(super) fn claims(&mut self, row: &InputRow, parties: &Parties) -> Result<Value, Skipped> {
        let figures = self.figures(row)?;
        let claim = |id: &str, entries: Vec<(&str, Option<Value>)>| {
            let head = [("id", Some(text(id))), ("measure", Some(text("killed")))];
            let foot = [
                ("claimant", Some(text(parties.claimant))),
                ("sources", Some(texts([parties.data_set]))),
            ];
            map(head.into_iter().chain(entries).chain(foot))
        };
        let mut claims = Vec::new();
        if let Some((count, is_ordered)) = count(&figures) {
            let mut entries = vec![("count", Some(count))];
            if !is_ordered {
                entries.push(("as_published", Some(Value::Bool(true))));
            }
            claims.push(claim("deaths", entries));
        }
        let of = [
            Some(parties.side_a),
            Some(parties.side_b),
            parties.civilians,
            None,
        ];
        for ((id, number), of) in IDS.into_iter().zip(figures.sides).zip(of) {
            let Some(number) = number.filter(|number| *number > 0) else {
                continue;
            };
            let about = match of {
                Some(of) => ("of", Some(text(of))),
                None => ("label", Some(self.unknown_side())),
            };
            claims.push(claim(id, vec![("count", Some(whole(number))), about]));
        }
        Ok(Value::List(claims))
    }

    /// Reads the figures of a row, and reports what is unusual about them.
    fn figures(&mut self, row: &InputRow) -> Result<Figures, Skipped> {
        let [low, best, high] = ["low", "best", "high"].map(|column| self.number(row, column));
        let figures = Figures {
            low: low?,
            best: best?,
            high: high?,
            sides: {
                let [a, b, civilians, unknown] = SIDES.map(|column| self.number(row, column));
                [a?, b?, civilians?, unknown?]
            },
        };
        let numbers = [figures.low, figures.best, figures.high];
        if !is_ordered(&numbers) {
            let value = ["low", "best", "high"]
                .map(|column| row.get(column))
                .join(", ");
            self.rows.flag(row, "low", ProblemKind::Order, &value);
        }
        if let Some(sum) = figures.sides.into_iter().sum::<Option<u64>>()
            && figures.best.is_some_and(|best| best != sum)
        {
            let value = format!("{sum}, {}", row.get("best"));
            self.rows.flag(row, "best", ProblemKind::Sum, &value);
        }
        Ok(figures)
    }

    /// Reads a count. `-1` and an empty cell are unknown.
    fn number(&mut self, row: &InputRow, column: &'static str) -> Result<Option<u64>, Skipped> {
        match row.get(column) {
            "" => Ok(None),
            "-1" => {
                self.rows
                    .flag(row, column, ProblemKind::UnknownNumber, "-1");
                Ok(None)
            }
            cell => match cell.parse::<u64>() {
                // Figures are YAML integers.
                Ok(number) if i64::try_from(number).is_ok() => Ok(Some(number)),
                _ => Err(Skipped::new(column, ProblemKind::BadNumber, cell)),
            },
        }
    }
}

fn is_ordered(numbers: &[Option<u64>]) -> bool {
    numbers.iter().flatten().is_sorted()
}

/// Returns the count of all deaths, and whether its numbers are in order. `None` if there are no
/// numbers.
fn count(figures: &Figures) -> Option<(Value, bool)> {
    let numbers = [figures.low, figures.best, figures.high];
    if numbers.iter().all(Option::is_none) {
        return None;
    }
    let value = match numbers {
        [Some(low), Some(best), Some(high)] if low == best && best == high => whole(best),
        [low, best, high] => map([
            ("low", low.map(whole)),
            ("best", best.map(whole)),
            ("high", high.map(whole)),
        ]),
    };
    Some((value, is_ordered(&numbers)))
}
