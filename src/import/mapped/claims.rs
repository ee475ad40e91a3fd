//! Figures in cells as claims.

use super::MappedImport;
use super::cells::cell;
use super::mapping::ClaimColumns;
use crate::import::document::{map, text, texts};
use crate::import::entities::NamedActor;
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped, whole};
use crate::model::terms::Term;
use crate::yaml::Value;

impl MappedImport<'_> {
    /// Returns the claims of a row, and the columns of figures that became none. `sources` are
    /// those of the event, which a claim without its own has.
    pub(super) fn claims(
        &mut self,
        row: &InputRow,
        sources: &[String],
    ) -> Result<(Value, Vec<String>), Skipped> {
        let mapping = self.mapping;
        let (mut claims, mut left) = (Vec::new(), Vec::new());
        for (number, columns) in mapping.claims.iter().enumerate() {
            let Some(count) = self.count(row, columns, &mut left) else {
                continue;
            };
            let (column, name) = cell(row, &columns.claimant);
            let claimant = match name {
                "" => return Err(Skipped::new(column, ProblemKind::NoClaimant, "")),
                name => self.named_actor(row, column, name)?,
            };
            let of = match columns.of.as_ref().map(|of| cell(row, of)) {
                None | Some((_, "")) => None,
                Some((column, name)) => Some(self.named_actor(row, column, name)?),
            };
            let own = self.sources(row, &columns.sources);
            let sources = if own.is_empty() { sources } else { &own };
            if sources.is_empty() {
                let columns: Vec<&str> = columns
                    .counts
                    .iter()
                    .flatten()
                    .map(String::as_str)
                    .collect();
                let column = columns.join(", ");
                self.rows.flag(row, &column, ProblemKind::NoSource, "");
                left.extend(columns.into_iter().map(str::to_owned));
                continue;
            }
            // A later mapping with more claims keeps the ids of the first ones.
            let id = format!(
                "{}-{}",
                columns.measure.text().replace('_', "-"),
                number + 1
            );
            claims.push(map([
                ("id", Some(text(id))),
                ("measure", Some(text(columns.measure.text()))),
                ("count", Some(count)),
                ("of", of.map(text)),
                ("claimant", Some(text(claimant))),
                ("sources", Some(texts(sources))),
            ]));
        }
        Ok((Value::List(claims), left))
    }

    /// Reads the count of a claim. `None` if there is no number, or only a 0.
    fn count(
        &mut self,
        row: &InputRow,
        columns: &ClaimColumns,
        left: &mut Vec<String>,
    ) -> Option<Value> {
        let numbers = columns.counts.each_ref().map(|column| {
            let column = column.as_ref()?;
            let written = row.get(column);
            if written.is_empty() {
                return None;
            }
            match written.parse::<u32>() {
                Ok(number) => Some(u64::from(number)),
                Err(_) => {
                    self.rows.flag(row, column, ProblemKind::NoCount, written);
                    left.push(column.clone());
                    None
                }
            }
        });
        if numbers.iter().flatten().all(|number| *number == 0) {
            let zeros = columns.counts.iter().zip(numbers);
            for (column, number) in zeros {
                if let (Some(column), Some(_)) = (column, number) {
                    self.rows.flag(row, column, ProblemKind::Zero, "0");
                    left.push(column.clone());
                }
            }
            return None;
        }
        let is_ordered = numbers.iter().flatten().is_sorted();
        if !is_ordered {
            let value = columns.counts.each_ref();
            let value = value.map(|column| column.as_ref().map_or("", |column| row.get(column)));
            self.rows
                .flag(row, "", ProblemKind::NoOrder, &value.join(", "));
            left.extend(columns.counts.iter().flatten().cloned());
            return None;
        }
        Some(match numbers {
            [None, Some(best), None] => whole(best),
            [low, best, high] => map([
                ("low", low.map(whole)),
                ("best", best.map(whole)),
                ("high", high.map(whole)),
            ]),
        })
    }

    /// Returns the id of an actor with a name.
    pub(super) fn named_actor(
        &mut self,
        row: &InputRow,
        column: &str,
        name: &str,
    ) -> Result<String, Skipped> {
        let actor = NamedActor {
            name,
            number: None,
            actor_type: None,
        };
        self.rows.actor(row, column, actor)
    }
}
