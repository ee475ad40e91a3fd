//! Coordinates.

use super::context::{FieldContext, Wanted};
use super::degrees;
use super::map::FieldMap;
use crate::diag::{Code, Diagnostic, Fix};
use crate::message;
use crate::model::GeoPoint;
use crate::yaml::Value;

/// Returns the YAML for a point that is written in another form: `{lat: 14.4833, lon: -4.1833}`.
pub fn point_of(value: &Value) -> Option<String> {
    degrees::point(value)
}

impl<'v> FieldMap<'v> {
    /// Reads `lat` and `lon` in degrees, both or none.
    pub fn point(&self, context: &mut FieldContext) -> Option<GeoPoint> {
        let lat = self.degrees("lat", 90.0, context);
        let lon = self.degrees("lon", 180.0, context);
        match (self.has("lat"), self.has("lon")) {
            (true, false) => self.require(
                "lon",
                Code::MissingField,
                message!("`lat` is given without `lon`"),
                context,
            ),
            (false, true) => self.require(
                "lat",
                Code::MissingField,
                message!("`lon` is given without `lat`"),
                context,
            ),
            _ => {}
        }
        Some(GeoPoint {
            lat: lat?,
            lon: lon?,
        })
    }

    fn degrees(&self, key: &'static str, limit: f64, context: &mut FieldContext) -> Option<f64> {
        let value = self.get(key)?;
        let field = self.field.key(key);
        let number = match value {
            Value::Float(number) => *number,
            #[allow(clippy::cast_precision_loss, reason = "degrees are small numbers")]
            Value::Int(number) => *number as f64,
            other => {
                let finding = context.wrong_type(&field, key, other, Wanted::Degrees);
                let degrees = match other {
                    Value::Text(text) => degrees::degrees(text),
                    _ => None,
                };
                let fix = degrees.as_ref().map(|degrees| {
                    let line = format!("{key}: {degrees}");
                    Fix::safe(message!("write `{line}`", line)).replace(&field, degrees.as_str())
                });
                let finding = finding.fix(fix);
                let help = match degrees {
                    Some(degrees) => message!("write `{line}`", line = format!("{key}: {degrees}")),
                    None => message!("write decimal degrees, such as `{key}: 14.4843`", key),
                };
                context.diagnostics.push(finding.help(help));
                return None;
            }
        };
        if !number.is_finite() || number.abs() > limit {
            let message = message!(
                "`{key}` is {number}; it must be between -{limit} and {limit}",
                key,
                number,
                limit
            );
            let mut finding = Diagnostic::new(Code::BadCoordinates, &field, message);
            if key == "lat" && number.abs() <= 180.0 {
                finding = finding.help(message!(
                    "`lat` is north, `lon` is east: perhaps the two are swapped"
                ));
            } else {
                finding = finding.help(message!(
                    "write decimal degrees, such as `14.4843`: perhaps the decimal point is missing"
                ));
            }
            context.diagnostics.push(finding);
            return None;
        }
        Some(number)
    }
}
