//! `griot completions` and `griot man`, which are generated from the definition of the command
//! line.

use clap::CommandFactory as _;
pub(super) use clap_complete::Shell;

use super::outcome::{CommandResult, ExitStatus};
use super::{Arguments, print, usage};
use crate::diag::nearest;
use crate::message;
use crate::messages::{MessageLanguage, io_error};

/// Prints a completion script for a shell.
pub(super) fn completions(shell: Shell) -> CommandResult {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "griot", &mut script);
    print(&String::from_utf8_lossy(&script));
    Ok(ExitStatus::Clean)
}

/// Prints the man page of griot or of one of its commands.
pub(super) fn man(command: Option<&str>, language: MessageLanguage) -> CommandResult {
    // Building sets the full name of each command, such as `griot build`.
    let mut all = usage::localized(Arguments::command(), language);
    all.build();
    let shown = match command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let names = all.get_subcommands().map(clap::Command::get_name);
                let error = match nearest(name, names) {
                    Some(near) => {
                        message!(
                            "unknown command `{name}`; did you mean `{near}`?",
                            name,
                            near
                        )
                    }
                    None => message!(
                        "unknown command `{name}`; run `griot help` to list all commands",
                        name
                    ),
                };
                return Err(error.into());
            }
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(shown)
        .render(&mut page)
        .map_err(|error| io_error(&error))?;
    print(&String::from_utf8_lossy(&page));
    Ok(ExitStatus::Clean)
}
