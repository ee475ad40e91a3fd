//! Settings whose value is a word of a closed list.

use crate::diag::{Code, Diagnostic, nearest, or_list};
use crate::fields::{FieldContext, FieldMap};

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
        let words = or_list(choices.iter().map(|(word, _)| *word));
        context.diagnostics.push(
            Diagnostic::new(
                Code::NotInList,
                &text.field,
                format!("`{}` is not a valid `{key}`", text.value),
            )
            .help(
                match nearest(
                    &text.value.to_lowercase(),
                    choices.iter().map(|(word, _)| *word),
                ) {
                    Some(near) => format!("did you mean `{key}: {near}`?"),
                    None => format!("write {words}"),
                },
            ),
        );
    }
    found
}
