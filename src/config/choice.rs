//! Settings whose value is a word of a closed list.

use crate::diag::{Code, Diagnostic, Fix, Safety, is_only_near, nearest};
use crate::fields::{FieldContext, FieldMap};
use crate::message;
use crate::messages::or_list;

/// Reads a value that must be one of a closed list of words.
pub(super) fn read_choice<T: Copy>(
    site: &FieldMap,
    key: &'static str,
    choices: &[(&str, T)],
    context: &mut FieldContext,
) -> Option<T> {
    let text = site.text(key, context)?;
    let found = choices
        .iter()
        .find(|(word, _)| *word == text.value)
        .map(|(_, choice)| *choice);
    if found.is_none() {
        let known = || choices.iter().map(|(word, _)| *word);
        let written = text.value.to_lowercase();
        let near = nearest(&written, known());
        let safety = match written == near.unwrap_or_default() || is_only_near(&written, known()) {
            true => Safety::Safe,
            false => Safety::Unsafe,
        };
        let fix = near.map(|near| {
            Fix::new(safety, message!("write `{line}`", line = near))
                .replace_scalar(&text.field, near)
        });
        let words = or_list(choices.iter().map(|(word, _)| *word));
        context.diagnostics.push(
            Diagnostic::new(
                Code::NotInList,
                &text.field,
                message!("`{text}` is not a valid `{key}`", text = text.value, key),
            )
            .fix(fix)
            .help(match near {
                Some(near) => message!("did you mean `{key}: {near}`?", key, near),
                None => message!("write {words}", words),
            }),
        );
    }
    found
}
