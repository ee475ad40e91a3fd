//! Addresses, and codes of other data sets such as Wikidata and ISO 3166.

use super::names::is_iso_3166;
use crate::address;
use crate::diag::{Code, Diagnostic, Fix, Severity};
use crate::fields::{FieldContext, FieldMap};
use crate::fuzzy;
use crate::message;

/// Reads a web address. Reports an address that is not http or https, or not public.
pub(super) fn web_address(
    front: &FieldMap,
    key: &'static str,
    context: &mut FieldContext,
) -> Option<String> {
    let text = front.text(key, context)?;
    if let Some(fault) = address::web_fault(&text.value) {
        let fix = fault.write.map(|address| {
            Fix::safe(message!("write `{line}`", line = address))
                .replace_scalar(&text.field, address)
        });
        let finding = Diagnostic::new(Code::LinkScheme, &text.field, fault.message);
        context.diagnostics.push(finding.help(fault.help).fix(fix));
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
        let corrected = corrected_code(&text.value, is_valid);
        let fix = corrected.as_ref().map(|code| {
            Fix::safe(message!("write `{line}`", line = code))
                .replace_scalar(&text.field, code.as_str())
        });
        context.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                &text.field,
                message!(
                    "`{text}` does not look like a valid `{key}`",
                    text = text.value,
                    key
                ),
            )
            .fix(fix)
            .help(match corrected {
                Some(code) => message!("write `{line}`", line = format!("{key}: {code}")),
                None => message!("write something like `{example}`", example),
            }),
        );
        return None;
    }
    Some(text.value)
}

/// Reads a code of ISO 3166. Reports a country that ISO 3166-1 does not have.
///
/// Of a part only the form is checked: ISO 3166-2 has some 5000 codes and changes every year, and a
/// list of last year would call right codes wrong.
pub(super) fn iso_3166(front: &FieldMap, context: &mut FieldContext) -> Option<String> {
    let code = coded(front, "iso_3166", is_iso_3166, "ML-5", context)?;
    let (country, part) = code.split_at_checked(2)?;
    if fuzzy::country(country, "en").is_none() {
        let field = front.field.key("iso_3166");
        let message = message!("`{country}` is not a country of ISO 3166-1", country);
        let other = OTHER_CODES.iter().find(|(other, _)| *other == country);
        let fix = other.map(|(_, known)| {
            let line = format!("{known}{part}");
            Fix::safe(message!("write `{line}`", line)).replace_scalar(&field, line)
        });
        let help = match other {
            Some((_, known)) => message!("write `iso_3166: {known}{part}`", known, part),
            None => message!(
                "write two letters such as `ML` for a country, and `ML-5` for a part of one; if the \
                 code is right, allow the warning"
            ),
        };
        context.diagnostics.push(
            Diagnostic::new(Code::NotInList, &field, message)
                .severity(Severity::Warning)
                .help(help)
                .fix(fix),
        );
    }
    Some(code)
}

/// Codes in use elsewhere for countries that have another one in ISO 3166-1.
const OTHER_CODES: [(&str, &str); 2] = [("UK", "GB"), ("EL", "GR")];

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
