//! `--changed-since`: only the findings that changes since a revision have caused.
//!
//! A finding in a changed file is reported. A finding in another file is reported if it did not
//! exist at the merge base. To find this out, the merge base is checked out into a temporary
//! directory and compiled, and its findings are subtracted. Neither the work tree nor the index is
//! changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;

use super::site::SiteArguments;
use crate::diag::{Code, Finding};
use crate::git::{Git, GitError};
use crate::incremental::Store;
use crate::messages::{Message, io_error};
use crate::{Options, cli, message};

/// The folders that are read of a site.
const READ: [&str; 2] = ["content", "themes"];

/// Returns the findings among `now` that were caused by changes since the revision.
pub(super) fn caused(
    site: &SiteArguments,
    revision: &str,
    options: &Options,
    now: Vec<Finding>,
) -> Result<Vec<Finding>, Message> {
    let git = Git { root: &site.root };
    let changes = Changes {
        git,
        command: "--changed-since",
    };
    let prefix = changes.prefix()?;
    let base = changes.base(revision)?;
    let changed = changes.changed(&base)?;
    let checkout = changes.checked_out(&base)?;
    let root = checkout.path().join("site").join(prefix);
    fs::create_dir_all(&root).map_err(|error| io_error(&error))?;
    // Unchanged pictures and texts come from the site's store.
    let store = Arc::new(Store::open_read_only(&site.root));
    let before = site.compile_at(&root, &store, options)?;
    Ok(subtract(now, &before.findings, &changed))
}

/// Drops findings outside of changed files that also occur in `before`. Each occurrence there drops
/// one.
fn subtract(now: Vec<Finding>, before: &[Finding], changed: &BTreeSet<String>) -> Vec<Finding> {
    let mut known: BTreeMap<(Code, String, String), usize> = BTreeMap::new();
    for finding in before {
        *known.entry(identity(finding)).or_default() += 1;
    }
    now.into_iter()
        .filter(|finding| {
            if changed.contains(&finding.path) {
                return true;
            }
            match known.get_mut(&identity(finding)) {
                Some(times) if *times > 0 => {
                    *times -= 1;
                    false
                }
                _ => true,
            }
        })
        .collect()
}

/// Returns a finding without its line, because the line moves when text above it changes.
fn identity(finding: &Finding) -> (Code, String, String) {
    (
        finding.code,
        finding.path.clone(),
        finding.message.english(),
    )
}

/// Changes since a revision, as git reports them.
pub(super) struct Changes<'a> {
    pub git: Git<'a>,
    /// The option or command that needs them, for messages.
    pub command: &'static str,
}

impl Changes<'_> {
    /// Returns the path of the site's folder, relative to the top of its repository.
    pub fn prefix(&self) -> Result<PathBuf, Message> {
        let prefix = self
            .git
            .line(&["rev-parse", "--show-prefix"])
            .map_err(|error| {
                let root = self.git.root.display();
                let command = self.command;
                self.explained(
                    &error,
                    message!(
                        "{command} needs a git repository, and `{root}` is not in one",
                        command,
                        root
                    ),
                )
            })?;
        Ok(PathBuf::from(prefix))
    }

    /// Returns the commit that a revision names.
    pub fn commit(&self, revision: &str) -> Result<String, Message> {
        let unknown = message!(
            "unknown git revision `{revision}`; in a shallow clone, fetch more of the history \
             first (`fetch-depth: 0` for actions/checkout)",
            revision
        );
        if revision.starts_with('-') {
            return Err(unknown);
        }
        let commit = format!("{revision}^{{commit}}");
        self.git
            .line(&["rev-parse", "--verify", "--quiet", &commit])
            .map_err(|error| self.explained(&error, unknown))
    }

    /// Returns the merge base of `HEAD` and the revision.
    fn base(&self, revision: &str) -> Result<String, Message> {
        let commit = self.commit(revision)?;
        self.git
            .line(&["merge-base", &commit, "HEAD"])
            .map_err(|error| {
                self.explained(
                    &error,
                    message!(
                        "`{revision}` and what is checked out here have no commit in common; in a \
                     shallow clone, fetch more of the history first (`fetch-depth: 0` for \
                     actions/checkout)",
                        revision
                    ),
                )
            })
    }

    /// Returns the files that differ from the base, and untracked files. Paths are relative to the
    /// site's folder.
    fn changed(&self, base: &str) -> Result<BTreeSet<String>, Message> {
        let mut paths = BTreeSet::new();
        let differing = [
            "diff",
            "--name-only",
            "-z",
            "--no-renames",
            "--no-ext-diff",
            "--relative",
            base,
        ];
        let untracked = ["ls-files", "-z", "--others", "--exclude-standard"];
        for arguments in [&differing[..], &untracked[..]] {
            let arguments: Vec<&str> = arguments
                .iter()
                .copied()
                .chain(["--"])
                .chain(READ)
                .collect();
            let list = self
                .git
                .run(&arguments, None, &[])
                .map_err(|error| self.list_error(&error))?;
            paths.extend(
                list.split(|&b| b == 0)
                    .filter(|path| !path.is_empty())
                    .map(|path| String::from_utf8_lossy(path).into_owned()),
            );
        }
        Ok(paths)
    }

    /// Checks out the site's files of a commit into `site/` in a new temporary directory. Uses an
    /// index of its own.
    pub fn checked_out(&self, commit: &str) -> Result<TempDir, Message> {
        let folder = tempfile::Builder::new()
            .prefix("griot-")
            .tempdir()
            .map_err(|error| io_error(&error))?;
        let index = folder.path().join("index");
        let index = [("GIT_INDEX_FILE", index.as_os_str())];
        let git = |arguments: &[&str], input: Option<&[u8]>| {
            self.git
                .run(arguments, input, &index)
                .map_err(|error| self.list_error(&error))
        };
        git(
            &["-c", "core.sparseCheckout=false", "read-tree", commit],
            None,
        )?;
        let list: Vec<&str> = ["ls-files", "-z", "--"].into_iter().chain(READ).collect();
        let paths = git(&list, None)?;
        // git prepends the prefix as it is, so only the final slash makes it a folder.
        let into = format!("--prefix={}/site/", folder.path().display());
        git(
            &["checkout-index", "--quiet", "-z", "--stdin", &into],
            Some(&paths),
        )?;
        Ok(folder)
    }

    /// Returns a sentence about an error, with the message of git if there is one.
    fn explained(&self, error: &GitError, sentence: Message) -> Message {
        match error {
            GitError::Missing(error) if error.kind() == io::ErrorKind::NotFound => {
                let command = self.command;
                message!(
                    "{command} needs the program `git`, which is not installed",
                    command
                )
            }
            GitError::Missing(error) => {
                message!("cannot run git: {error}", error = io_error(error))
            }
            GitError::Failed(output) if output.is_empty() => sentence,
            GitError::Failed(output) => message!(
                "{sentence} (git says: {output})",
                sentence,
                output = cli::one_line(output)
            ),
        }
    }

    fn list_error(&self, error: &GitError) -> Message {
        self.explained(error, message!("git could not list the changes"))
    }
}
