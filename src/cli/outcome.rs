//! Exit statuses and errors of commands.

use std::process::ExitCode;

/// The exit status of a command that ran to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExitStatus {
    /// Exit code 0: nothing is wrong with the content.
    Clean,
    /// Exit code 1: the content has errors, or more warnings than are allowed.
    Findings,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        match status {
            ExitStatus::Clean => ExitCode::SUCCESS,
            ExitStatus::Findings => ExitCode::from(1),
        }
    }
}

/// The error of a command that could not run to its end: wrong usage, or something that cannot be
/// read or written. Exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CommandError {
    /// A sentence, without "error: " before it.
    pub message: String,
}

impl CommandError {
    /// Returns the exit code of every error.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(2)
    }
}

impl From<String> for CommandError {
    fn from(message: String) -> CommandError {
        CommandError { message }
    }
}

/// The outcome of a command.
pub(super) type CommandResult = Result<ExitStatus, CommandError>;
