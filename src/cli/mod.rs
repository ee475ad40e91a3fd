//! The command line: arguments in, exit code out.
//!
//! Only this module prints, knows whether there is a terminal, and reads the day of a build from
//! the clock. Findings for people go to standard error, and findings for machines to standard
//! output. Exit codes: 0 for success, 1 if the content has errors or warnings that are not allowed,
//! 2 for wrong usage or something that cannot be read or written.

mod build;
mod changed;
mod changes;
mod cms;
mod console;
mod explain;
mod fix;
mod fmt;
mod import;
mod init;
mod links;
#[cfg(feature = "lsp")]
mod lsp;
mod names;
mod new;
mod outcome;
mod progress;
mod rename;
mod report;
mod schema;
mod serve;
mod shell;
mod site;
mod stats;
mod theme;
mod timings;
mod usage;
mod verify;
mod version;
mod words;

use std::io::Write as _;
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use self::build::Permalinks;
use self::changes::ChangesArguments;
use self::cms::CmsArguments;
use self::console::Console;
use self::fix::FixArguments;
use self::fmt::FmtArguments;
use self::import::ImportArguments;
use self::init::InitArguments;
use self::links::LinksArguments;
#[cfg(feature = "lsp")]
use self::lsp::LspArguments;
use self::names::NamesArguments;
use self::new::NewArguments;
use self::rename::RenameArguments;
use self::schema::SchemaArguments;
use self::serve::ServeArguments;
use self::site::SiteArguments;
use self::stats::StatsArguments;
use self::theme::ThemeArguments;
use self::words::WordsArguments;
use crate::message;
use crate::messages::{Message, MessageLanguage};
use crate::plan::Addresses;

/// A static site generator that explains conflicts.
#[derive(Parser)]
#[command(
    name = "griot",
    version,
    disable_version_flag = true,
    arg_required_else_help = true,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
struct Arguments {
    /// Print the version
    #[arg(short = 'V', long, required = true)]
    version: bool,
    /// With --version: print also where this griot was built from
    #[arg(short, long, requires = "version")]
    verbose: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Create a new site with example content
    Init(InitArguments),
    /// Create an article, actor, region, event or source from a commented template
    New(NewArguments),
    /// Build the site from content/ into public/
    Build {
        #[command(flatten)]
        site: SiteArguments,
        /// Output folder [default: public in the root folder]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Link pages by relative paths, so that the site opens from a disk
        #[arg(long)]
        relative: bool,
        /// Record the addresses of this build in permalinks.lock; later builds fail if one
        /// disappears
        #[arg(long, conflicts_with_all = ["drafts", "relative"])]
        update_permalinks: bool,
    },
    /// Preview the site locally, reloading on save
    Serve(ServeArguments),
    /// Check the site without writing it
    Check {
        #[command(flatten)]
        site: SiteArguments,
        /// Report only findings caused by changes since a git revision, such as `origin/main`
        #[arg(long, value_name = "REV", conflicts_with = "fixes")]
        changed_since: Option<String>,
        #[command(flatten)]
        fixes: FixArguments,
    },
    /// Put the keys of front matter in the order of the reference
    Fmt(FmtArguments),
    /// Give an article, actor, region, event, source or page another id
    Rename(RenameArguments),
    /// List figures, grades, sources and titles that differ from a git revision
    Changes(ChangesArguments),
    /// Import a data set, or the site of another generator
    Import(ImportArguments),
    /// Ask which external addresses still answer, and which sources have no archived copy
    Links(LinksArguments),
    /// Print the words of all names, as a dictionary for a program that checks spelling
    Names(NamesArguments),
    /// Count claims, texts and sources, and list what is missing or due
    Stats(StatsArguments),
    /// Build the site again and compare it with a folder
    Verify {
        #[command(flatten)]
        site: SiteArguments,
        /// Folder with the files of a build
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Compare with a build whose pages link by relative paths
        #[arg(long)]
        relative: bool,
    },
    /// Explain a finding, a kind of file or a key; without a topic, list all codes
    Explain {
        /// Code (`unknown-key`, `import.no-id`), kind of file (`event`) or key (`event.side_a`)
        topic: Option<String>,
        /// Language of messages [default: GRIOT_LANG, else the system's]
        #[arg(long, value_name = "LANG")]
        lang: Option<MessageLanguage>,
        /// Print the JSON Schema of `--format json`
        #[arg(long, conflicts_with = "topic")]
        json_schema: bool,
    },
    /// Serve an editor over the Language Server Protocol, on standard input and output
    #[cfg(feature = "lsp")]
    Lsp(LspArguments),
    /// Print the JSON Schema of front matter, for editors and other programs
    Schema(SchemaArguments),
    /// Configure a content management system for the site
    Cms(CmsArguments),
    /// Show or create themes
    Theme(ThemeArguments),
    /// Write the theme's texts that a language lacks, to be translated
    Words(WordsArguments),
    /// Generate shell completions
    Completions {
        /// Shell to generate completions for
        shell: shell::Shell,
    },
    /// Print a man page
    Man {
        /// Command, such as `build` [default: griot itself]
        command: Option<String>,
    },
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let console = Console::new(lang_of_arguments());
    let mut command = usage::localized(Arguments::command(), console.language);
    usage::build(&mut command, console.language);
    let arguments = command
        .try_get_matches()
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(error) => usage::exit(&error, console),
    };
    let Some(command) = arguments.command else {
        version::version(arguments.verbose);
        return ExitCode::SUCCESS;
    };
    if matches!(command, Command::Serve(_)) {
        return run(command, console);
    }
    // A cache that was tampered with may make a compilation panic. The site is then compiled again
    // without the cache, so the panic is not printed. A panic that ends the process is.
    let panic_message = Arc::new(Mutex::new(String::new()));
    let recorder = Arc::clone(&panic_message);
    panic::set_hook(Box::new(move |about| {
        recorder
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_str(&format!("{about}\n"));
    }));
    panic::catch_unwind(|| run(command, console)).unwrap_or_else(|_| {
        let panic_message = panic_message.lock().unwrap_or_else(PoisonError::into_inner);
        console.note(&message!(
            "error: internal error: this is a bug in griot; please report it"
        ));
        print_stderr(&panic_message);
        ExitCode::from(101)
    })
}

/// Returns the value of `--lang` before arguments are parsed, because errors in them have a
/// language too.
fn lang_of_arguments() -> Option<MessageLanguage> {
    let mut arguments = std::env::args_os().filter_map(|one| one.into_string().ok());
    // The option of `griot new` is about the file that it creates.
    if arguments.nth(1).is_some_and(|command| command == "new") {
        return None;
    }
    loop {
        let argument = arguments.next()?;
        if argument == "--lang" {
            return MessageLanguage::from_tag(&arguments.next()?);
        }
        if let Some(tag) = argument.strip_prefix("--lang=") {
            return MessageLanguage::from_tag(tag);
        }
    }
}

/// Returns all English texts of the command line: names of commands in other languages are not.
pub fn texts() -> Vec<String> {
    let mut texts = vec!["Print help".to_owned()];
    usage::texts(&Arguments::command(), &mut texts);
    texts
}

/// Runs a command and returns the exit code.
fn run(command: Command, console: Console) -> ExitCode {
    let outcome = match command {
        Command::Init(arguments) => init::init(&arguments, console),
        Command::New(arguments) => new::new(&arguments, console),
        Command::Build {
            mut site,
            out,
            relative,
            update_permalinks,
        } => {
            let addresses = if relative {
                Addresses::Relative
            } else {
                Addresses::FromRoot
            };
            let permalinks = if update_permalinks {
                Permalinks::Update
            } else {
                Permalinks::Keep
            };
            site.console = console.for_site(&site.root);
            build::build(&site, out, addresses, permalinks)
        }
        Command::Serve(mut arguments) => {
            arguments.site.console = console.for_site(&arguments.site.root);
            serve::serve(&arguments)
        }
        Command::Check {
            mut site,
            changed_since,
            fixes,
        } => {
            site.console = console.for_site(&site.root);
            build::check(&site, changed_since.as_deref(), &fixes)
        }
        Command::Fmt(arguments) => {
            let console = console.for_site(&arguments.root);
            fmt::fmt(&arguments, console)
        }
        Command::Rename(arguments) => {
            let console = console.for_site(&arguments.root);
            rename::rename(&arguments, console)
        }
        Command::Changes(arguments) => {
            changes::changes(&arguments, console.for_site(&arguments.root))
        }
        Command::Import(arguments) => import::import(&arguments, console),
        Command::Links(mut arguments) => {
            arguments.site.console = console.for_site(&arguments.site.root);
            links::links(&arguments)
        }
        Command::Names(mut arguments) => {
            arguments.site.console = console.for_site(&arguments.site.root);
            names::names(&arguments)
        }
        Command::Stats(mut arguments) => {
            arguments.site.console = console.for_site(&arguments.site.root);
            stats::stats(&arguments)
        }
        Command::Verify {
            mut site,
            folder,
            relative,
        } => {
            let addresses = if relative {
                Addresses::Relative
            } else {
                Addresses::FromRoot
            };
            site.console = console.for_site(&site.root);
            verify::verify(&site, &folder, addresses)
        }
        Command::Explain {
            json_schema: true, ..
        } => explain::schema(),
        Command::Explain { topic, .. } => explain::explain(topic.as_deref(), console.language),
        #[cfg(feature = "lsp")]
        Command::Lsp(arguments) => lsp::lsp(&arguments, console),
        Command::Schema(arguments) => schema::schema(&arguments, console),
        Command::Cms(arguments) => cms::cms(&arguments, console),
        Command::Theme(arguments) => theme::theme(&arguments, console),
        Command::Words(arguments) => {
            let console = console.for_site(&arguments.root);
            words::words(&arguments, console)
        }
        Command::Completions { shell } => shell::completions(shell),
        Command::Man { command } => shell::man(command.as_deref(), console.language),
    };
    match outcome {
        Ok(status) => status.into(),
        Err(error) => {
            console.error(&error.message);
            error.exit_code()
        }
    }
}

/// Returns a message in one line. It may contain a path or the output of another program, and
/// neither may begin a line of a log.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// Prints a line to standard error.
fn note(text: &str) {
    print_stderr(&format!("{text}\n"));
}

/// Prints a text to standard error. Errors are ignored.
fn print_stderr(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Prints a text to standard output. Errors are ignored, because a reader such as `head` may stop
/// early.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Returns a text as a double-quoted YAML scalar. It is written as a JSON string, which is valid
/// YAML.
fn quoted(text: &str) -> Result<String, Message> {
    if text.is_empty() {
        return Err(message!("the name or title is empty"));
    }
    if text.contains(|c: char| c.is_control()) {
        return Err(message!("the name or title contains a control character"));
    }
    serde_json::to_string(text).map_err(|error| Message::verbatim(error.to_string()))
}
