//! griot compiles articles about a conflict, with their events, actors, regions and sources, into a
//! linked static site, and refuses what does not fit together.
//!
//! Each phase eats what the one before it made, and nothing flows back. [`compile`] is the whole
//! pipeline as one function; `check` and `build` both use it. Modules stand in groups, and a module uses
//! only groups above its own; `tests/suite/layers.rs` holds that.

pub mod address;
pub mod conflict;
pub mod embedded;
pub mod fingerprint;
pub mod html;
pub mod lexicon;
pub mod lookup;
pub mod media;
pub mod source;
pub mod yaml;

pub mod files;

pub mod cache;
pub mod trace;

pub mod diag;
pub mod lang;

pub mod near;
pub mod number;

pub mod model;

pub mod draw;

pub mod fields;

pub mod allow;

pub mod config;

pub mod git;
pub mod load;

pub mod schema;
pub mod style;

pub mod resolve;

pub mod boundaries;
pub mod lineage;

pub mod location;

pub mod markdown;

pub mod relate;

pub mod snapshot;

pub mod review;

pub mod plan;

pub mod coverage;
pub mod permalinks;

pub mod picture;
pub mod preview;

pub mod render;

pub mod weight;

pub mod session;

pub mod write;

use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use crate::diag::{Finding, Severity};
use crate::plan::Addresses;
use crate::render::{Artifact, Sink};
use crate::resolve::Drafts;
use crate::session::{Keeps, Session};
use crate::source::Sources;

/// What a build is told besides what the site says.
#[derive(Clone, Debug)]
pub struct Options {
    /// Another base address than that of `site.yaml`; a path alone keeps the site's origin.
    pub base_url: Option<String>,
    pub now: Now,
    pub drafts: Drafts,
    pub addresses: Addresses,
    /// Whether the list of published addresses is made.
    pub permalinks: bool,
    /// Whether the site is for others, who have to be told its address.
    pub needs_address: bool,
}

/// The time at which a site is built: what is dated later is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// A day, wherever the site is.
    Day(civil::Date),
    /// A moment; the site's time zone says which day it is.
    Moment(Timestamp),
}

/// Where the pipeline is; for a progress line, and for a table of how long each phase took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Reading,
    Typing,
    Linking,
    Tracing,
    Composing,
    Relating,
    Reviewing,
    Planning,
    Picturing,
    Rendering,
    Settling,
}

impl Phase {
    /// What it does, in words.
    pub fn words(self) -> &'static str {
        match self {
            Phase::Reading => "reading the files",
            Phase::Typing => "reading the fields",
            Phase::Linking => "linking names",
            Phase::Tracing => "tracing claims and outlines",
            Phase::Composing => "composing the texts",
            Phase::Relating => "relating things",
            Phase::Reviewing => "reviewing",
            Phase::Planning => "planning the pages",
            Phase::Picturing => "making pictures",
            Phase::Rendering => "rendering the pages",
            Phase::Settling => "settling findings",
        }
    }
}

/// A compiled site, whether or not it may be written.
pub struct Compiled {
    pub sources: Sources,
    /// Sorted by place.
    pub findings: Vec<Finding>,
    /// By path; empty when there is an error, and when another sink took them.
    pub artifacts: Vec<Artifact>,
    pub counts: Counts,
    /// What `permalinks.lock` would hold with the addresses of this build, where that was asked for; see [`permalinks`].
    pub addresses: Option<String>,
    /// Articles and translations that are not part of this build, by path.
    pub withheld: Vec<Withheld>,
}

/// A text that is not published yet, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Withheld {
    /// Its file, relative to the site's root.
    pub path: String,
    /// The day on which it appears, `2022-02-23`, where that is to come.
    pub until: Option<String>,
    pub is_draft: bool,
}

impl Compiled {
    /// Whether the site must not be published.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// How many of each a site has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub articles: usize,
    pub actors: usize,
    pub regions: usize,
    pub events: usize,
    pub sources: usize,
    pub pages: usize,
}

/// A site's files, in memory.
#[derive(Default)]
struct Kept(Mutex<Vec<Artifact>>);

impl Sink for Kept {
    fn take(&self, artifact: Artifact, _: Option<cache::Hash>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(artifact);
    }

    fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Compiles the site below `root` and keeps its files in memory; see [`compile_into`].
///
/// # Errors
/// When a file or folder that is there cannot be read. Everything that is wrong with what is read is a finding instead.
pub fn compile(root: &Path, options: &Options, progress: impl Fn(Phase)) -> io::Result<Compiled> {
    let kept = Kept::default();
    let mut compiled = compile_into(root, options, &kept, progress)?;
    if !compiled.has_errors() {
        compiled.artifacts = kept.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        compiled.artifacts.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(compiled)
}

/// Compiles the site below `root`. Its files go to the sink as they are made, and must not be published when there is an error;
/// `progress` is told when a phase begins.
///
/// # Errors
/// When a file or folder that is there cannot be read. Everything that is wrong with what is read is a finding instead.
pub fn compile_into(root: &Path, options: &Options, sink: &dyn Sink, progress: impl Fn(Phase)) -> io::Result<Compiled> {
    Session::new(root, Keeps::Cache).compile(options, sink, progress)
}

pub mod cli;
