//! The editors' estimates in the front matter of an event.

use super::amount::range_of;
use super::texts::placeholder;
use crate::diag::{Code, Diagnostic, Field};
use crate::fields::{FieldContext, FieldMap, Located};
use crate::message;
use crate::model::terms::{Measure, Term};
use crate::model::{Count, Date, LocalizedText};
use crate::reference;
use crate::yaml::Value;

/// An estimate as written; see [`Estimate`](crate::model::Estimate).
#[derive(Clone)]
pub struct RawEstimate {
    pub written: Option<usize>,
    pub measure: Measure,
    pub count: Count,
    pub basis: LocalizedText,
    pub by: LocalizedText,
    pub date: Date,
}

/// Reads one estimate, or a list of them.
pub(super) fn estimates(front: &FieldMap, context: &mut FieldContext) -> Vec<RawEstimate> {
    let Some(at) = front.raw("estimate") else {
        return Vec::new();
    };
    let items: Vec<(Option<usize>, &Value, Field)> = match at.value {
        Value::List(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (Some(index), value, at.field.index(index)))
            .collect(),
        value => vec![(None, value, at.field)],
    };
    let mut measures: Vec<Located<Measure>> = Vec::new();
    items
        .into_iter()
        .filter_map(|(written, value, field)| {
            let estimate = FieldMap::open(value, field, reference::ESTIMATE.names, context)?;
            estimate.require(
                "measure",
                Code::MissingField,
                message!("this estimate does not say what it measures"),
                context,
            );
            let range = range_of(&estimate, None, context);
            if range.is_empty() && !estimate.is_meant("best") && !estimate.is_meant("high") {
                estimate.require(
                    "low",
                    Code::MissingField,
                    message!("this estimate has no figure"),
                    context,
                );
            }
            for (key, missing) in [
                (
                    "basis",
                    message!("this estimate has no `basis`: what does it rest on?"),
                ),
                ("by", message!("this estimate has no `by`: whose is it?")),
                (
                    "date",
                    message!("this estimate has no `date`: when was it made?"),
                ),
            ] {
                estimate.require(key, Code::UnsignedEstimate, missing, context);
            }
            let measure = estimate.term::<Measure>("measure", context);
            if let Some(measure) = &measure {
                report_second(measure, &measures, context);
                measures.push(measure.clone());
            }
            Some(RawEstimate {
                written,
                measure: measure.map_or(Measure::Other, |at| at.value),
                count: range,
                basis: estimate.phrase("basis", context),
                by: estimate.phrase("by", context),
                date: estimate
                    .date("date", context)
                    .map_or_else(placeholder, |at| at.value),
            })
        })
        .collect()
}

/// Reports a second estimate of the same measure. Those of `other` may be of different things.
fn report_second(
    measure: &Located<Measure>,
    earlier: &[Located<Measure>],
    context: &mut FieldContext,
) {
    let first = earlier.iter().find(|other| other.value == measure.value);
    let Some(first) = first.filter(|first| first.value != Measure::Other) else {
        return;
    };
    let message = message!(
        "a second estimate of `{measure}` for one event",
        measure = measure.value.text()
    );
    context.diagnostics.push(
        Diagnostic::new(Code::TwoEstimates, &measure.field, message)
            .help(message!(
                "keep the later one, and say in its `basis` what has changed"
            ))
            .related(&first.field, message!("the other one")),
    );
}
