//! `griot explain`: the page of a finding code, the list of all codes, and the JSON Schema of
//! findings.

use super::outcome::{CommandResult, ExitStatus};
use super::print;
use crate::diag::emit::JSON_SCHEMA;
use crate::diag::{Code, nearest};

/// Prints the page of a code, or one line for each code.
pub(super) fn explain(code: Option<&str>) -> CommandResult {
    let text = match code {
        None => Code::ALL
            .iter()
            .map(|code| {
                format!(
                    "{:<28} {:<8} {}\n",
                    code.word(),
                    code.severity().word(),
                    code.meaning()
                )
            })
            .collect(),
        Some(word) => match Code::from_word(word.trim_matches(['[', ']', '`'])) {
            Some(code) => code.page().to_owned(),
            None => {
                let near = nearest(word, Code::ALL.iter().map(|code| code.word()));
                let help = near.map_or_else(
                    || "run `griot explain` to list all codes".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(format!("unknown code `{word}`; {help}").into());
            }
        },
    };
    print(&text);
    Ok(ExitStatus::Clean)
}

/// Prints the JSON Schema of a line of `--format json`.
pub(super) fn schema() -> CommandResult {
    print(JSON_SCHEMA);
    Ok(ExitStatus::Clean)
}
