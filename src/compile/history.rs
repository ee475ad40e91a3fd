//! The site's history from git, and why there is none, or not all of it.

use std::path::Path;
use std::sync::Arc;

use crate::config::{self, Config, History, Updated};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
use crate::git::NoHistory;
use crate::history::{self, HistoryLimit, PastChanges};
use crate::incremental::Store;
use crate::message;

/// Returns what was published before, if the settings ask for it and the history is known.
pub(super) fn past_changes(
    root: &Path,
    config: &Config,
    store: &Arc<Store>,
    diagnostics: &mut Diagnostics,
) -> Option<PastChanges> {
    if config.history != History::Git {
        return None;
    }
    match history::read(root, config, store) {
        Ok(past) => {
            diagnostics.extend(past.limit.map(|limit| long_history(limit, config)));
            Some(past)
        }
        Err(reason) => {
            // `updated: git` has reported it.
            if config.updated != Updated::Git {
                let at = config.history_at.as_ref();
                diagnostics.push(no_history(&reason, GitSetting::History, at));
            }
            None
        }
    }
}

/// A setting that needs git.
#[derive(Clone, Copy)]
pub(super) enum GitSetting {
    Updated,
    History,
}

impl GitSetting {
    /// Returns the setting as it is written, and what to write instead.
    fn lines(self) -> (&'static str, &'static str) {
        match self {
            GitSetting::Updated => ("updated: git", "updated: written"),
            GitSetting::History => ("history: git", "history: none"),
        }
    }
}

/// Reports why nothing is known from git.
pub(super) fn no_history(
    reason: &NoHistory,
    setting: GitSetting,
    at: Option<&Field>,
) -> Diagnostic {
    let (setting, instead) = setting.lines();
    let (message, help) = match reason {
        NoHistory::NoGit => (
            message!(
                "`{setting}` needs the program `git`, which is not installed",
                setting
            ),
            message!("install git, or write `{instead}`", instead),
        ),
        NoHistory::NoRepository => (
            message!(
                "`{setting}` needs a git repository, and this folder is not in one",
                setting
            ),
            message!(
                "build the site from a clone of its repository, or write `{instead}`",
                instead
            ),
        ),
        NoHistory::Shallow => (
            message!(
                "`{setting}` needs the whole history, but this clone is shallow",
                setting
            ),
            message!(
                "fetch all of it: `fetch-depth: 0` for actions/checkout, `git fetch --unshallow` elsewhere; until then nothing is taken from git"
            ),
        ),
        NoHistory::Failed(said) => (
            message!(
                "`{setting}` failed: {said}",
                setting,
                said = said.split_whitespace().collect::<Vec<_>>().join(" ")
            ),
            message!("fix what git reports, or write `{instead}`", instead),
        ),
    };
    let place = at.map_or_else(|| Location::Path(config::FILE.into()), Location::from);
    Diagnostic::new(Code::NoHistory, place, message).help(help)
}

/// Reports that old changes are left out.
fn long_history(limit: HistoryLimit, config: &Config) -> Diagnostic {
    let day = limit.since;
    let message = message!(
        limit.commits => "the history is read back to {day}, which is {count} commit; earlier changes are left out",
        "the history is read back to {day}, which is {count} commits; earlier changes are left out",
        day
    );
    let at = config.history_at.as_ref();
    let place = at.map_or_else(|| Location::Path(config::FILE.into()), Location::from);
    Diagnostic::new(Code::NoHistory, place, message).help(message!(
        "nothing has to be done; the page of changes says so too"
    ))
}
