//! Checks fields of a translation that only the original may have.

use crate::diag::{Code, Diagnostic, Fix, Location, Target};
use crate::fields::{FieldContext, FieldMap};
use crate::lang::Lang;
use crate::message;
use crate::schema::Fields;
use crate::yaml::Value;

/// Reports a field of a translation that must be the same in all languages, but differs from the
/// original. `lang` is the language of the original.
pub(super) fn check_structure<T: Fields>(
    front: &FieldMap,
    original: &FieldMap,
    lang: Lang,
    context: &mut FieldContext,
) {
    for key in T::KEYS.iter().filter(|key| !T::TRANSLATED.contains(key)) {
        let Some(own) = front.raw(key) else {
            continue;
        };
        let in_original = original.raw(key);
        if in_original
            .as_ref()
            .is_some_and(|theirs| is_same(theirs.value, own.value))
        {
            continue;
        }
        let finding = Diagnostic::new(
            Code::UnknownKey,
            Location::Key(own.field.clone()),
            match in_original {
                Some(_) => {
                    message!(
                        "`{key}` is the same in all languages, but the original says otherwise",
                        key
                    )
                }
                None => message!(
                    "`{key}` belongs in the original, but this is a translation",
                    key
                ),
            },
        );
        let by_language = in_original.as_ref().and_then(|theirs| match (theirs.value, own.value) {
            (Value::List(theirs), Value::List(own)) if *key == "topics" && theirs.len() == own.len() => {
                let pairs: Option<Vec<String>> = theirs
                    .iter()
                    .zip(own)
                    .map(|pair| match pair {
                        (Value::Text(theirs), Value::Text(own)) if theirs == own => Some(theirs.clone()),
                        (Value::Text(theirs), Value::Text(own)) => {
                            Some(format!("{{{lang}: {theirs}, {}: {own}}}", context.lang))
                        }
                        _ => None,
                    })
                    .collect();
                Some(message!(
                    "if these are its names in `{lang}`, write `{line}` in the original, and delete it here",
                    lang = context.lang,
                    line = format!("{key}: [{}]", pairs?.join(", "))
                ))
            }
            _ => None,
        });
        let help = by_language.unwrap_or_else(|| match in_original {
            Some(_) => message!("delete it here: a translation takes it from the original"),
            None => message!("write it in the original, and delete it here"),
        });
        let fix = in_original.as_ref().map(|_| {
            Fix::not_safe(message!("delete `{key}`", key)).delete(Target::Entry(own.field.clone()))
        });
        let finding = finding.help(help).fix(fix);
        context.diagnostics.push(match &in_original {
            Some(theirs) => finding.related(
                Location::Key(theirs.field.clone()),
                message!("the original's"),
            ),
            None => finding,
        });
    }
}

/// Whether two values are equal. The order of lists does not matter.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().all(|item| b.contains(item))
        }
        _ => a == b,
    }
}
