//! What a compilation is told, what it tells while it runs, and what comes of it.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use crate::diag::{Finding, Severity};
use crate::incremental::Hash;
use crate::plan::Addresses;
use crate::render::Artifact;
use crate::resolve::{Clock, Drafts, Withheld};
use crate::source::SourceFiles;

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

impl Options {
    /// What is published: the day that it is where the site is, in its time zone.
    pub fn clock(&self, zone: &str) -> Clock {
        let today = match self.now {
            Now::Day(day) => day,
            Now::Moment(moment) => moment
                .to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
                .date(),
        };
        let drafts = self.drafts;
        Clock { today, drafts }
    }
}

/// The time at which a site is built: what is dated later is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// A day, wherever the site is.
    Day(civil::Date),
    /// A moment; the site's time zone says which day it is.
    Moment(Timestamp),
}

/// A phase of a compilation; for a progress line, and for a table of how long each phase took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Comparing,
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
            Phase::Comparing => "comparing with the last build",
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
    pub sources: SourceFiles,
    /// Sorted by place.
    pub findings: Vec<Finding>,
    /// By path; empty when there is an error, and when another sink took them.
    pub artifacts: Vec<Artifact>,
    pub counts: Counts,
    /// What `permalinks.lock` would hold with the addresses of this build, where that was asked
    /// for.
    pub addresses: Option<String>,
    /// Articles and translations that are not part of this build, by path.
    pub withheld: Vec<Withheld>,
    /// What it was compiled from, by which a sink knows whether it has the files of this
    /// compilation. `None` if that is not certain.
    pub build: Option<Hash>,
}

impl Compiled {
    /// Whether the site must not be published.
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
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
