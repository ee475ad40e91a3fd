//! `griot lsp`: the language server on standard input and output.

use std::io::{BufReader, stdin, stdout};

use clap::Args;

use super::console::Console;
use super::outcome::{CommandResult, ExitStatus};
use super::site::epoch;
use crate::compile::{Now, Options};
use crate::lsp::{self, Ending, Environment};
use crate::messages::{MessageLanguage, io_error};
use crate::plan::Addresses;
use crate::resolve::Drafts;

#[derive(Args)]
pub(super) struct LspArguments {
    /// Language of messages [default: GRIOT_LANG, else the editor's]
    #[arg(long, value_name = "LANG")]
    lang: Option<MessageLanguage>,
    // Clients of many editors give it to every server.
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves an editor until it ends the session.
pub(super) fn lsp(_: &LspArguments, console: Console) -> CommandResult {
    // A wrong SOURCE_DATE_EPOCH is told at once, and not with every analysis.
    epoch()?;
    let environment = Environment {
        options: Box::new(options),
        language: Box::new(move |root| console.for_site(root).language),
        chosen: console.chosen(),
    };
    let ending = lsp::serve(BufReader::new(stdin()), stdout().lock(), environment);
    match ending.map_err(|error| io_error(&error))? {
        Ending::Orderly => Ok(ExitStatus::Clean),
        Ending::Abrupt => Ok(ExitStatus::Findings),
    }
}

/// Returns the options of an analysis at this time. Drafts are part of it, because most texts are
/// drafts while they are written.
fn options() -> Options {
    Options {
        base_url: None,
        now: epoch().unwrap_or_else(|_| Now::Moment(jiff::Timestamp::now())),
        drafts: Drafts::Shown,
        addresses: Addresses::FromRoot,
        permalinks: false,
        needs_address: true,
    }
}
