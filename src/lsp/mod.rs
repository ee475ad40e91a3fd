//! The language server, `griot lsp`: findings while an editor types, completion, navigation and
//! renaming, over the Language Server Protocol.
//!
//! [`serve`] reads messages from one stream and writes them to another. One thread reads, one
//! analyses sites (`analyzer`), and the thread of the caller answers. Texts that are not saved are
//! analysed in place of files, by the phases that `check` runs. Requests are answered from the text
//! in the editor and from the last analysis, so they never wait for one, except for the first.
//!
//! Nothing here is written to the disk: a rename is an answer, which the editor applies.

#![cfg(feature = "lsp")]

mod actions;
mod analyzer;
mod buffers;
mod completion;
mod context;
mod cursor;
mod describe;
mod features;
mod findings;
mod hover;
mod locations;
mod mentions;
mod name_matches;
mod navigation;
mod outline;
mod position;
mod rename;
mod requests;
mod schema_path;
mod server;
mod site_state;
mod target;
mod transport;
mod view;
mod workspace_edit;
mod yaml_tokens;

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use self::analyzer::Analyzed;
use self::server::Server;
use self::transport::Incoming;
use crate::compile::Options;
use crate::messages::MessageLanguage;

/// What the command line decides.
pub struct Environment {
    /// Returns the options of an analysis at this time.
    pub options: Box<dyn Fn() -> Options + Send + Sync>,
    /// Returns the language of messages about the site below a root.
    pub language: Box<dyn Fn(&Path) -> MessageLanguage + Send + Sync>,
    /// The language that an option or variable chose, if any. It precedes that of the editor.
    pub chosen: Option<MessageLanguage>,
}

/// How the server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client asked for it, in the order of the protocol.
    Orderly,
    /// The input ended, or the client left out `shutdown`.
    Abrupt,
}

/// What the server reacts to.
enum ServerEvent {
    Incoming(Incoming),
    Analyzed(Box<Analyzed>),
}

/// Serves a client until it ends the session.
///
/// # Errors
/// If messages cannot be written.
pub fn serve(
    mut input: impl BufRead + Send + 'static,
    output: impl Write,
    environment: Environment,
) -> io::Result<Ending> {
    let (events, incoming) = channel();
    let reader = events.clone();
    thread::spawn(move || {
        loop {
            let read = transport::read(&mut input).unwrap_or(Incoming::End);
            let is_end = matches!(read, Incoming::End);
            if reader.send(ServerEvent::Incoming(read)).is_err() || is_end {
                return;
            }
        }
    });
    Server::new(output, Arc::new(environment), events).run(&incoming)
}
