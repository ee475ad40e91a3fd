//! The history of a site: what figures, grades, sources and titles were, from its git repository.
//!
//! [`read`] compares the versions of each file, commit by commit, and returns what was published at
//! the time ([`PastChanges`]). [`link()`] keeps of it what is about entities that are published today
//! ([`SiteHistory`]). A draft is in neither, whether it was one then or is one now. Places and
//! texts are not read.
//!
//! The contents of files are read once: what a version says is cached by the hash of its blob, and
//! the list of changes by the commit that is checked out.

mod document;
mod figures;
mod link;
mod past;
mod versions;

use std::path::Path;
use std::sync::Arc;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use self::document::{ClaimFacts, FactPart, FactSubject, PastFacts};
pub use self::figures::{FigureSpan, FigureSpans};
pub use self::link::{
    ChangedClaim, ChangedFact, ChangedPart, EntityChange, FromTo, PartChange, SiteHistory,
    SourceChange, link,
};
use self::versions::Versions;
use crate::config::Config;
use crate::git::{Git, NoHistory};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::{Hash, Store};

/// The folder whose files have a history.
const CONTENT: &str = "content";

/// The maximum number of commits that are read. Earlier ones are left out, with a finding.
const MAX_COMMITS: usize = 10_000;

/// The maximum number of changed files in these commits. Earlier commits are left out, with a
/// finding.
const MAX_VERSIONS: usize = 100_000;

/// All changes of what was published, oldest first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PastChanges {
    /// The commits with changes, oldest first.
    pub commits: Vec<PastCommit>,
    pub changes: Vec<PastChange>,
    /// The limits that were reached, if any.
    pub limit: Option<HistoryLimit>,
}

/// A commit, with its day in the site's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PastCommit {
    pub hash: String,
    pub day: civil::Date,
}

/// A change of a claim, an estimate or a title in a commit.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastChange {
    /// The index of the commit.
    pub commit: usize,
    pub subject: FactSubject,
    /// `None` if the claim or estimate is new.
    pub before: Option<PastFacts>,
    /// `None` if it is gone.
    pub after: Option<PastFacts>,
}

/// What is left out of a long history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLimit {
    /// The number of commits that were read.
    pub commits: usize,
    /// The day of the oldest one.
    pub since: civil::Date,
}

/// The list of changes, with what it was made from.
#[derive(Serialize, Deserialize)]
struct CachedChanges {
    changes: PastChanges,
    /// The keys of the versions that were read. They are used again when there is a new commit.
    versions: Vec<Hash>,
}

/// Reads the changes that the commits of a repository made to a site.
///
/// # Errors
/// If there is no repository, or only a part of its history.
pub fn read(root: &Path, config: &Config, store: &Arc<Store>) -> Result<PastChanges, NoHistory> {
    let git = Git { root };
    let Some(head) = git.head()? else {
        return Ok(PastChanges::default());
    };
    let mut settings = Fingerprint::default();
    settings.value(&(&config.languages, &config.time_zone, &config.ignored));
    let settings = settings.finish().to_le_bytes();
    let prefix = git.line(&["rev-parse", "--show-prefix"])?;
    let key = Hash::of_parts(&[b"history", head.as_bytes(), prefix.as_bytes(), &settings]);
    let key = store.own_key(key);
    if let Some(CachedChanges { changes, versions }) = store.value(key) {
        // They stay in the store as long as the list does.
        versions.iter().for_each(|version| {
            store.has(*version);
        });
        return Ok(changes);
    }
    let mut commits = git.commits(CONTENT, MAX_COMMITS + 1)?;
    let is_long = shorten(&mut commits);
    let zone = TimeZone::get(&config.time_zone).unwrap_or(TimeZone::UTC);
    let mut versions = Versions::new(commits, config, &zone);
    let read = versions.load(&git, store, &settings)?;
    let mut changes = past::changes(&versions);
    changes.limit = versions.oldest().filter(|_| is_long);
    let cached = CachedChanges {
        changes,
        versions: read,
    };
    store.put_value(key, &cached);
    Ok(cached.changes)
}

/// Drops the oldest commits of a long history. Returns whether there were too many.
fn shorten(commits: &mut Vec<crate::git::Commit>) -> bool {
    let mut files = 0;
    let fitting = commits
        .iter()
        .take(MAX_COMMITS)
        .take_while(|commit| {
            // New files are read only if they change later.
            files += (commit.files.iter())
                .filter(|file| file.before.is_some())
                .count();
            files <= MAX_VERSIONS
        })
        .count();
    let is_long = fitting < commits.len();
    commits.truncate(fitting);
    is_long
}
