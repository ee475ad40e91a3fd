//! The editors' estimates in the front matter of an event.

use super::amount::range_of;
use super::texts::placeholder;
use crate::diag::Code;
use crate::fields::{FieldContext, FieldMap};
use crate::model::terms::Measure;
use crate::model::{Count, Date, LocalizedText};
use crate::reference;
use crate::yaml::Value;

/// An estimate as written; see [`Estimate`](crate::model::Estimate).
#[derive(Clone)]
pub struct RawEstimate {
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
    let items = match at.value {
        Value::List(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (value, at.field.index(index)))
            .collect(),
        value => vec![(value, at.field)],
    };
    items
        .into_iter()
        .filter_map(|(value, field)| {
            let estimate = FieldMap::open(value, field, reference::ESTIMATE.names, context)?;
            estimate.require(
                "measure",
                Code::MissingField,
                "this estimate does not say what it measures".into(),
                context,
            );
            let range = range_of(&estimate, None, context);
            if range.is_empty() && !estimate.is_meant("best") && !estimate.is_meant("high") {
                estimate.require(
                    "low",
                    Code::MissingField,
                    "this estimate has no figure".into(),
                    context,
                );
            }
            for (key, question) in [
                ("basis", "what does it rest on?"),
                ("by", "whose is it?"),
                ("date", "when was it made?"),
            ] {
                estimate.require(
                    key,
                    Code::UnsignedEstimate,
                    format!("this estimate has no `{key}`: {question}"),
                    context,
                );
            }
            Some(RawEstimate {
                measure: estimate
                    .term("measure", context)
                    .map_or(Measure::Other, |at| at.value),
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
