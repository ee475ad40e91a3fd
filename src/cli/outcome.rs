//! Exit statuses and errors of commands.

use std::process::ExitCode;

use crate::messages::Message;

/// The exit status of a command that was not stopped by an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExitStatus {
    /// Exit code 0: the content has no error.
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

/// An error that stopped a command: wrong usage, or something that cannot be read or written. Its
/// exit code is 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CommandError {
    /// The message: a sentence without "error: " before it.
    pub message: Message,
}

impl CommandError {
    /// Returns the exit code, which is the same for every error.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(2)
    }
}

impl From<Message> for CommandError {
    fn from(message: Message) -> CommandError {
        CommandError { message }
    }
}

/// The outcome of a command.
pub(super) type CommandResult = Result<ExitStatus, CommandError>;
