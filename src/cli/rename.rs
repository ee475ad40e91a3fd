//! `griot rename`: gives an entity another id, with all references and a redirect.

use std::path::PathBuf;

use super::console::Console;
use super::outcome::{CommandError, CommandResult, ExitStatus};
use super::report::path_for_person;
use super::site::require_folder;
use crate::edit::{self, ChangeOutcome};
use crate::import::lock::ImportLock;
use crate::load::ContentKind;
use crate::message;
use crate::messages::{Message, io_error};

#[derive(clap::Args)]
pub(super) struct RenameArguments {
    /// Kind of file
    #[arg(value_name = "KIND")]
    kind: RenamedKind,
    /// Id: the name of the file without `.md`
    #[arg(value_name = "OLD")]
    old: String,
    /// New id
    #[arg(value_name = "NEW")]
    new: String,
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// The kinds of files that can be renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum RenamedKind {
    Article,
    Actor,
    Region,
    Event,
    Source,
    Page,
}

impl RenamedKind {
    fn kind(self) -> ContentKind {
        match self {
            RenamedKind::Article => ContentKind::Article,
            RenamedKind::Actor => ContentKind::Actor,
            RenamedKind::Region => ContentKind::Region,
            RenamedKind::Event => ContentKind::Event,
            RenamedKind::Source => ContentKind::Source,
            RenamedKind::Page => ContentKind::Page,
        }
    }
}

/// Renames an entity.
pub(super) fn rename(arguments: &RenameArguments, console: Console) -> CommandResult {
    let RenameArguments { old, new, root, .. } = arguments;
    require_folder(root)?;
    let plan = edit::plan_rename(root, arguments.kind.kind(), old, new)?;
    let shown = |path: &str| path_for_person(path.as_ref(), root);
    for path in &plan.unread {
        console.note(&message!(
            "{path} cannot be read, so references in it stay",
            path = shown(path)
        ));
    }
    if arguments.dry_run {
        for change in &plan.files {
            super::print(&edit::unified_diff(change, &shown(&change.path)));
        }
        for rename in &plan.renames {
            let (from, to) = (shown(&rename.from), shown(&rename.to));
            super::print(&format!("rename from {from}\nrename to {to}\n"));
        }
        console.note(&message!(
            plan.files.len() =>
                "{count} file would change; nothing was written",
                "{count} files would change; nothing was written"
        ));
        return Ok(ExitStatus::Clean);
    }
    let changed_meanwhile = |path: &str| -> CommandError {
        message!(
            "{path} was left alone, because it has changed in the meantime",
            path = shown(path)
        )
        .into()
    };
    for change in &plan.files {
        if edit::write(root, change)? == ChangeOutcome::Outdated {
            return Err(changed_meanwhile(&change.path));
        }
    }
    for rename in &plan.renames {
        if edit::rename(root, &rename.from, &rename.to)? == ChangeOutcome::Outdated {
            return Err(changed_meanwhile(&rename.to));
        }
        console.note(&message!(
            "renamed {from} to {to}",
            from = shown(&rename.from),
            to = shown(&rename.to)
        ));
    }
    console.note(&changed_files(plan.files.len()));
    let lock = ImportLock::read(root).map_err(|error| io_error(&error))?;
    if lock.get(arguments.kind.kind(), old).is_some() {
        console.note(&message!(
            "imports.lock has `{old}`: a later import tells that its file is gone, and writes nothing",
            old
        ));
    }
    Ok(ExitStatus::Clean)
}

fn changed_files(files: usize) -> Message {
    message!(files => "changed {count} file", "changed {count} files")
}
