//! Options, progress and result of a compilation.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use crate::diag::{Finding, Severity};
use crate::incremental::Hash;
use crate::message;
use crate::messages::Message;
use crate::plan::Addresses;
use crate::render::Artifact;
use crate::resolve::{Clock, Drafts, Withheld};
use crate::source::SourceFiles;

/// The options of a compilation, besides the site's settings.
#[derive(Clone, Debug)]
pub struct Options {
    /// Overrides the base address of `site.yaml`. If it is only a path, the origin is unchanged.
    pub base_url: Option<String>,
    pub now: Now,
    pub drafts: Drafts,
    pub addresses: Addresses,
    /// Whether the list of published addresses is updated.
    pub permalinks: bool,
    /// Whether the site needs a public base address.
    pub needs_address: bool,
}

impl Options {
    /// Returns the day of publication in the site's time zone, and whether drafts are shown.
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

/// The time of a build. Content with a later date is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// A day, whatever the site's time zone.
    Day(civil::Date),
    /// A moment; the site's time zone determines the day.
    Moment(Timestamp),
}

/// A phase of a compilation, for the progress line and for `--timings`.
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
    /// Returns the description of the phase.
    pub fn words(self) -> Message {
        match self {
            Phase::Comparing => message!("comparing with the last build"),
            Phase::Reading => message!("reading the files"),
            Phase::Typing => message!("reading the fields"),
            Phase::Linking => message!("linking names"),
            Phase::Tracing => message!("tracing claims and outlines"),
            Phase::Composing => message!("composing the texts"),
            Phase::Relating => message!("relating things"),
            Phase::Reviewing => message!("reviewing"),
            Phase::Planning => message!("planning the pages"),
            Phase::Picturing => message!("making pictures"),
            Phase::Rendering => message!("rendering the pages"),
            Phase::Settling => message!("settling findings"),
        }
    }
}

/// A compiled site, with or without errors.
pub struct Compiled {
    pub sources: SourceFiles,
    /// The findings, sorted by location.
    pub findings: Vec<Finding>,
    /// The files, sorted by path; empty if there is an error, or if the caller passed its own sink.
    pub artifacts: Vec<Artifact>,
    pub counts: Counts,
    /// The text of `permalinks.lock` with the addresses of this build, if requested.
    pub addresses: Option<String>,
    /// Articles and translations that are not in this build, by path.
    pub withheld: Vec<Withheld>,
    /// The key of the input, or `None` if the input cannot be identified. By this key a sink knows
    /// whether it already has the files of this compilation.
    pub build: Option<Hash>,
}

impl Compiled {
    /// Whether there are errors, so that the site must not be published.
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

/// The number of entities of each kind, and of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub articles: usize,
    pub actors: usize,
    pub regions: usize,
    pub events: usize,
    pub sources: usize,
    pub pages: usize,
}
