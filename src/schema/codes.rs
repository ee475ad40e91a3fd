//! Addresses, and codes of other data sets such as Wikidata and ISO 3166.

use crate::address;
use crate::diag::{Code, Diagnostic};
use crate::fields::{FieldContext, FieldMap};

/// Reads a web address. Reports an address that is not http or https, or not public.
pub(super) fn web_address(
    front: &FieldMap,
    key: &'static str,
    context: &mut FieldContext,
) -> Option<String> {
    let text = front.text(key, context)?;
    if let Some(fault) = address::web_fault(&text.value) {
        context
            .diagnostics
            .push(Diagnostic::new(Code::LinkScheme, &text.field, fault.message).help(fault.help));
        return None;
    }
    Some(text.value)
}

/// Reads a code. Reports a code that `is_valid` rejects.
pub(super) fn coded(
    front: &FieldMap,
    key: &'static str,
    is_valid: fn(&str) -> bool,
    example: &str,
    context: &mut FieldContext,
) -> Option<String> {
    let text = front.text(key, context)?;
    if !is_valid(&text.value) {
        context.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                &text.field,
                format!("`{}` does not look like a valid `{key}`", text.value),
            )
            .help(match corrected_code(&text.value, is_valid) {
                Some(code) => format!("write `{key}: {code}`"),
                None => format!("write something like `{example}`"),
            }),
        );
        return None;
    }
    Some(text.value)
}

/// Returns the valid code in a text that is an address, has another case, or lacks the first
/// letter.
fn corrected_code(text: &str, is_valid: fn(&str) -> bool) -> Option<String> {
    let bare = text.trim_end_matches('/');
    let last = bare
        .rsplit(['/', ':', '#', ' '])
        .next()
        .unwrap_or(bare)
        .trim_end_matches(".html");
    let number = bare.split('/').find(|part| is_valid(part)).unwrap_or(last);
    [
        number.to_owned(),
        last.to_uppercase(),
        last.to_lowercase(),
        format!("Q{last}"),
        last.replace(['_', ' '], "-").to_uppercase(),
    ]
    .into_iter()
    .find(|code| is_valid(code))
}
