//! `griot fmt`: the keys of front matter and settings in the order of the reference.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::outcome::{CommandResult, ExitStatus};
use super::report::path_for_person;
use super::site::require_folder;
use crate::edit::{self, ChangeOutcome, FileChange, Formatted};
use crate::files;
use crate::load::{self, MAX_TEXT};
use crate::message;
use crate::messages::{Message, io_error};

#[derive(clap::Args)]
pub(super) struct FmtArguments {
    /// Files or folders [default: all of content/]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Write nothing, and fail if a file is not in order
    #[arg(long)]
    check: bool,
    /// Print what would change, and write nothing
    #[arg(long)]
    diff: bool,
}

/// What was found.
#[derive(Default)]
struct Counts {
    changed: usize,
    left: usize,
}

/// Puts the keys of all files in order.
pub(super) fn fmt(arguments: &FmtArguments, console: Console) -> CommandResult {
    let root = &arguments.root;
    require_folder(root)?;
    let mut counts = Counts::default();
    for path in wanted(arguments)? {
        one(root, &path, arguments, console, &mut counts)?;
    }
    let Counts { changed, left } = counts;
    let is_dry = arguments.check || arguments.diff;
    console.note(&match (changed, is_dry) {
        (0, _) => message!("all keys are in order"),
        (_, true) => message!(
            changed => "{count} file is not in order", "{count} files are not in order"
        ),
        (_, false) => message!(changed => "formatted {count} file", "formatted {count} files"),
    });
    Ok(match left > 0 || is_dry && changed > 0 {
        true => ExitStatus::Findings,
        false => ExitStatus::Clean,
    })
}

/// Returns the paths of the files that have keys, below the site's root.
fn wanted(arguments: &FmtArguments) -> Result<Vec<String>, Message> {
    let all = load::keyed_files(&arguments.root).map_err(|error| io_error(&error))?;
    if arguments.paths.is_empty() {
        return Ok(all);
    }
    let absolute = |path: &Path| {
        path.canonicalize().map_err(|error| {
            message!(
                "`{path}`: {error}",
                path = path.display(),
                error = io_error(&error)
            )
        })
    };
    let root = absolute(&arguments.root)?;
    let mut found = Vec::new();
    for path in &arguments.paths {
        let asked = absolute(path)?;
        let own = all
            .iter()
            .filter(|known| root.join(known).starts_with(&asked));
        let before = found.len();
        found.extend(own.cloned());
        if found.len() == before {
            return Err(message!(
                "`{path}` is not a file with keys of this site",
                path = path.display()
            ));
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Puts the keys of a file in order.
fn one(
    root: &Path,
    path: &str,
    arguments: &FmtArguments,
    console: Console,
    counts: &mut Counts,
) -> Result<(), Message> {
    let shown = || path_for_person(path.as_ref(), root);
    let bytes = files::read(root, path, MAX_TEXT).ok();
    let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        counts.left += 1;
        console.note(&message!(
            "{path} was left alone, because it cannot be read",
            path = shown()
        ));
        return Ok(());
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let new = match edit::format(path, text) {
        Formatted::Unchanged => return Ok(()),
        Formatted::Changed(new) => new,
        Formatted::Unreadable { error, at } => {
            counts.left += 1;
            let line = text[..at].matches('\n').count() + 1;
            console.note(&message!(
                "{path}:{line} was left alone: {message}",
                path = shown(),
                line,
                message = error.message
            ));
            return Ok(());
        }
        Formatted::LeftAlone => {
            counts.left += 1;
            console.note(&message!(
                "{path} was left alone, because its lines cannot move",
                path = shown()
            ));
            return Ok(());
        }
    };
    counts.changed += 1;
    let change = FileChange {
        path: path.to_owned(),
        old: text.to_owned(),
        new,
        is_front: false,
    };
    if arguments.diff {
        super::print(&edit::unified_diff(&change, &shown()));
    } else if arguments.check {
        super::print(&format!("{}\n", shown()));
    } else if edit::write(root, &change)? == ChangeOutcome::Outdated {
        counts.left += 1;
        console.note(&message!(
            "{path} was left alone, because it has changed in the meantime",
            path = shown()
        ));
    }
    Ok(())
}
