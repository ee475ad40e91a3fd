//! `griot completions` and `griot man`, which are generated from the definition of the command
//! line.

use clap::CommandFactory as _;
pub(super) use clap_complete::Shell;

use super::outcome::{CommandResult, ExitStatus};
use super::{Arguments, print};
use crate::diag::nearest;

/// Prints a completion script for a shell.
pub(super) fn completions(shell: Shell) -> CommandResult {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "griot", &mut script);
    print(&String::from_utf8_lossy(&script));
    Ok(ExitStatus::Clean)
}

/// Prints the man page of griot or of one of its commands.
pub(super) fn man(command: Option<&str>) -> CommandResult {
    // Building sets the full name of each command, such as `griot build`.
    let mut all = Arguments::command();
    all.build();
    let shown = match command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let names = all.get_subcommands().map(clap::Command::get_name);
                let help = nearest(name, names).map_or_else(
                    || "run `griot help` to list all commands".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(format!("unknown command `{name}`; {help}").into());
            }
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(shown)
        .render(&mut page)
        .map_err(|error| error.to_string())?;
    print(&String::from_utf8_lossy(&page));
    Ok(ExitStatus::Clean)
}
