//! `griot changes`: what figures, grades, sources and titles were at a revision, and are now.
//!
//! The revision is checked out into a temporary folder and read as a site, with the same day as the
//! site of today, so that the list shows changes of the content and not of the day.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::changed::Changes;
use super::console::Console;
use super::outcome::{CommandResult, ExitStatus};
use super::site::{epoch, parse_now, require_folder};
use crate::changes::{Change, ChangeKind, FactPart, FactValue, FieldChange, compare};
use crate::compile::{Compiler, ReadFacts};
use crate::git::Git;
use crate::incremental::Store;
use crate::messages::{Message, MessageLanguage, io_error};
use crate::plan::Addresses;
use crate::resolve::Drafts;
use crate::{Now, Options, message};

#[derive(Args)]
pub(super) struct ChangesArguments {
    /// Git revision to compare with, such as `HEAD~10` or `v1`
    #[arg(value_name = "REV")]
    revision: String,
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// Build as of a day (2022-02-23) or moment (2022-02-23T18:00:00Z) [default:
    /// SOURCE_DATE_EPOCH, else the current time]
    #[arg(long, value_name = "TIME", value_parser = parse_now)]
    now: Option<Now>,
    /// Output format of the list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: ListFormat,
    /// Language of messages [default: GRIOT_LANG, else the site's first]
    #[arg(long, value_name = "LANG")]
    lang: Option<MessageLanguage>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// An indented list
    Human,
    /// One JSON object
    Json,
}

/// The list as JSON.
#[derive(Serialize)]
struct ChangeList<'a> {
    /// The commit that the site is compared with.
    since: &'a str,
    changes: &'a [Change],
}

/// Prints what has changed since a revision.
pub(super) fn changes(arguments: &ChangesArguments, console: Console) -> CommandResult {
    require_folder(&arguments.root)?;
    let changes = Changes {
        git: Git {
            root: &arguments.root,
        },
        command: "griot changes",
    };
    let prefix = changes.prefix()?;
    let commit = changes.commit(&arguments.revision)?;
    let checkout = changes.checked_out(&commit)?;
    let root = checkout.path().join("site").join(prefix);
    fs::create_dir_all(&root).map_err(|error| io_error(&error))?;
    let options = options(arguments)?;
    let store = Arc::new(Store::open_read_only(&arguments.root));
    let before = read(&root, &store, &options)?.ok_or_else(|| {
        let revision = &arguments.revision;
        message!(
            "there is no site at `{revision}` that can be read",
            revision
        )
    })?;
    let after = read(&arguments.root, &store, &options)?
        .ok_or_else(|| message!("site.yaml cannot be read; `griot check` says why"))?;
    let list = compare(&before.facts, &after.facts);
    match arguments.format {
        ListFormat::Json => {
            let list = ChangeList {
                since: &commit,
                changes: &list,
            };
            let text = serde_json::to_string_pretty(&list).expect("texts are JSON");
            super::print(&format!("{text}\n"));
        }
        ListFormat::Human => print_list(&list, &arguments.revision, console),
    }
    if before.has_errors {
        let revision = &arguments.revision;
        console.note(&message!(
            "some files at `{revision}` have errors, so what they said may be missing",
            revision
        ));
    }
    if after.has_errors {
        console.note(&message!(
            "some files have errors, so what they say may be missing; `griot check` names them"
        ));
    }
    Ok(ExitStatus::Clean)
}

fn options(arguments: &ChangesArguments) -> Result<Options, Message> {
    Ok(Options {
        base_url: None,
        now: match arguments.now {
            Some(now) => now,
            None => epoch()?,
        },
        drafts: match arguments.drafts {
            true => Drafts::Shown,
            false => Drafts::Hidden,
        },
        addresses: Addresses::FromRoot,
        permalinks: false,
        needs_address: false,
    })
}

fn read(root: &Path, store: &Arc<Store>, options: &Options) -> Result<Option<ReadFacts>, Message> {
    Compiler::new(root, Arc::clone(store))
        .facts(options)
        .map_err(|error| Message::verbatim(error.to_string()))
}

/// Prints changes for people: the entity, what has changed of it, and its fields.
fn print_list(list: &[Change], revision: &str, console: Console) {
    let mut out = String::new();
    let mut entity = None;
    for change in list {
        let this = (change.subject.folder, &change.subject.entity);
        if entity != Some(this) {
            entity = Some(this);
            out.push_str(&format!("{}/{}\n", this.0, this.1));
        }
        let heading = console.text(&heading(change));
        out.push_str(&format!("  {}\n", super::one_line(&heading)));
        for (key, values) in &change.fields {
            out.push_str(&format!("    {key}: {}\n", super::one_line(&field(values))));
        }
    }
    super::print(&out);
    console.note(&match list.len() {
        0 => message!("nothing has changed since `{revision}`", revision),
        count => message!(
            count => "{count} change since `{revision}`",
            "{count} changes since `{revision}`",
            revision
        ),
    });
}

/// Returns what has changed: a title, a claim or an estimate.
fn heading(change: &Change) -> Message {
    match (&change.subject.part, change.change) {
        (FactPart::Title, _) => message!("title"),
        (FactPart::Claim(claim), ChangeKind::Added) => message!("new claim `{claim}`", claim),
        (FactPart::Claim(claim), ChangeKind::Changed) => message!("claim `{claim}`", claim),
        (FactPart::Claim(claim), ChangeKind::Removed) => {
            message!("claim `{claim}`, which is gone", claim)
        }
        (FactPart::Estimate(measure), ChangeKind::Added) => {
            message!("new estimate of `{measure}`", measure)
        }
        (FactPart::Estimate(measure), ChangeKind::Changed) => {
            message!("estimate of `{measure}`", measure)
        }
        (FactPart::Estimate(measure), ChangeKind::Removed) => {
            message!("estimate of `{measure}`, which is gone", measure)
        }
    }
}

/// Returns the values of a field: `22 -> 19`, or `+a -b` for a list that has changed.
fn field(values: &FieldChange) -> String {
    let items = |value: &Option<FactValue>| match value {
        Some(FactValue::List(items)) => items.clone(),
        Some(FactValue::Text(text)) => vec![text.clone()],
        None => Vec::new(),
    };
    let (before, after) = (items(&values.before), items(&values.after));
    match (&values.before, &values.after) {
        (Some(FactValue::List(_)), Some(FactValue::List(_))) => {
            let gone = before.iter().filter(|item| !after.contains(item));
            let new = after.iter().filter(|item| !before.contains(item));
            let parts = new.map(|item| format!("+{item}"));
            let parts: Vec<String> = parts.chain(gone.map(|item| format!("-{item}"))).collect();
            parts.join(" ")
        }
        (None, _) => after.join(", "),
        (_, None) => format!("{} ->", before.join(", ")),
        _ => format!("{} -> {}", before.join(", "), after.join(", ")),
    }
}
