//! A linked site without pages, for commands that tell about it: `links`, `names` and `stats`.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use super::linked::{LinkedSite, Reuse};
use super::run::Run;
use super::{Compiler, Options};
use crate::config::Config;
use crate::coverage::{self, Coverage};
use crate::diag::{Diagnostics, Finding};
use crate::model::Atlas;
use crate::provenance::Provenances;
use crate::resolve::Withheld;
use crate::source::{FileId, SourceFiles};
use crate::suppress::{self, Suppression};

/// What is known of a site when its texts are linked.
pub struct Survey {
    pub config: Config,
    /// All files, with their bodies.
    pub sources: SourceFiles,
    pub provenances: Provenances,
    pub coverage: Coverage,
    /// The day on which the site is looked at.
    pub today: jiff::civil::Date,
    /// Whether files have errors, so that something may be missing.
    pub has_errors: bool,
    linked: Arc<LinkedSite>,
    suppressions: Vec<Suppression>,
}

impl Survey {
    /// Returns the entities.
    pub fn atlas(&self) -> &Atlas {
        &self.linked.atlas
    }

    /// Returns the articles and translations that are not published yet.
    pub fn withheld(&self) -> &[Withheld] {
        &self.linked.withheld
    }

    /// Returns findings without those that the site allows.
    pub fn findings(&self, mut diagnostics: Diagnostics) -> Vec<Finding> {
        // Whether a suppression is unused is for the checks of the site to say.
        let unsearched: BTreeSet<FileId> = BTreeSet::new();
        let site = |allow: &&Suppression| allow.file.is_some();
        let of_files: Vec<_> = self.suppressions.iter().filter(site).cloned().collect();
        suppress::apply(&of_files, &unsearched, &mut diagnostics);
        diagnostics.retain(|finding| {
            let allows = |allow: &Suppression| allow.file.is_none() && allow.code == finding.code;
            !self.suppressions.iter().any(allows)
        });
        diagnostics.into_findings(&self.sources)
    }
}

impl Compiler {
    /// Returns the linked site, or `None` if its settings cannot be read. Makes no pages.
    ///
    /// # Errors
    /// If an existing file or folder cannot be read.
    pub fn survey(&mut self, options: &Options) -> io::Result<Option<Survey>> {
        let mut run = Run {
            root: &self.root,
            options,
            reuse: Reuse {
                store: &self.store,
                is_saved: false,
            },
            progress: &|_| {},
            sources: SourceFiles::default(),
            diagnostics: Diagnostics::default(),
        };
        let mut content = run.read()?;
        if !content.config.is_known {
            return Ok(None);
        }
        let linked = run.link(&content, None);
        let facts = run.trace(&content, &linked.atlas)?;
        // Composing drops bodies.
        let sources = run.sources.clone();
        let mut prose = run.compose(&mut content, &linked, &facts.photographs);
        let related = run.relate(&linked, &mut prose, None);
        let coverage = coverage::coverage(
            &linked.atlas,
            &facts.provenances,
            &prose.articles,
            &related.relations,
            &content.config.languages,
        );
        let suppressions = content.config.allowed.iter().chain(&linked.allowed);
        let suppressions = suppressions.cloned().collect();
        Ok(Some(Survey {
            suppressions,
            today: options.clock(&content.config.time_zone).today,
            has_errors: run.diagnostics.has_errors(),
            config: content.config,
            sources,
            provenances: facts.provenances,
            coverage,
            linked,
        }))
    }
}
