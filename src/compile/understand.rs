//! The phases before rendering: what a site says, and all findings but those about finished pages.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use super::linked::{CachedRelations, LinkedSite};
use super::run::{ComposedProse, Content, Facts, Run};
use super::{Compiled, Compiler, Options};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::frame::Frame;
use crate::history::SiteHistory;
use crate::markdown::ProseIndex;
use crate::model::Atlas;
use crate::plan::Plan;
use crate::provenance::Provenances;
use crate::render;
use crate::render::theme::Theme;
use crate::resolve::Names;
use crate::source::{SourceFiles, UnsavedTexts};

/// Everything that pages are rendered from, except for pictures.
pub(super) struct Understood {
    pub theme: Theme,
    pub theme_hash: u64,
    pub linked: Arc<LinkedSite>,
    pub history: Option<SiteHistory>,
    pub facts: Facts,
    pub prose: ComposedProse,
    pub related: Arc<CachedRelations>,
    pub frame: Frame,
    /// The media files that pages use.
    pub used: BTreeSet<String>,
    pub plan: Plan,
}

/// Results that the next compilation of this process may reuse.
pub(super) struct Previous {
    linked: Arc<LinkedSite>,
    related: Arc<CachedRelations>,
    /// The findings about pictures, and what they are about. Pictures are large, and an analysis
    /// reads them once.
    pictures: Option<(BTreeSet<String>, Diagnostics)>,
}

/// The findings of a site, and what it says.
pub struct Analysis {
    pub compiled: Compiled,
    /// `None` if the settings cannot be read.
    pub site: Option<AnalyzedSite>,
}

/// What a site says, without its pages.
pub struct AnalyzedSite {
    linked: Arc<LinkedSite>,
    pub config: Config,
    pub articles: ProseIndex,
    pub provenances: Provenances,
    /// The files below `content/` that texts may refer to.
    pub media: Vec<String>,
}

impl AnalyzedSite {
    /// Returns the entities.
    pub fn atlas(&self) -> &Atlas {
        &self.linked.atlas
    }

    /// Returns the names of the entities.
    pub fn names(&self) -> &Names {
        &self.linked.names
    }
}

impl Understood {
    /// Returns what the next compilation may reuse.
    pub fn previous(self) -> Previous {
        Previous {
            linked: self.linked,
            related: self.related,
            pictures: None,
        }
    }
}

impl Run<'_> {
    /// Runs the phases after reading and before pictures.
    ///
    /// # Errors
    /// If an existing file or folder cannot be read.
    pub fn understand(
        &mut self,
        content: &mut Content,
        previous: Option<Previous>,
    ) -> io::Result<Understood> {
        let (theme, theme_hash) = self.read_theme(&content.config)?;
        let (linked, related) = previous.map(|known| (known.linked, known.related)).unzip();
        let linked = self.link(content, linked);
        let atlas = &linked.atlas;
        let history = self.history(content, &linked);
        let facts = self.trace(content, atlas)?;
        let mut prose = self.compose(content, &linked, &facts.photographs);
        let related = self.relate(&linked, &mut prose, related);
        let relations = &related.relations;
        let mut frame = self.frame(content, &linked, &prose.articles)?;
        let mut used = render::used_media(atlas, &prose.articles);
        used.extend(frame.media.iter().cloned());
        let mut known = used.clone();
        known.extend(frame.sheets.iter().cloned());
        self.check_use(content, atlas, relations, &known);
        self.review(content, atlas, relations, &facts, &prose.articles);
        let plan = self.plan(content, atlas, relations, history.as_ref());
        frame.menu = self.menu(content, &linked, &plan);
        Ok(Understood {
            theme,
            theme_hash,
            linked,
            history,
            facts,
            prose,
            related,
            frame,
            used,
            plan,
        })
    }
}

impl Compiler {
    /// Forgets the findings about pictures, which may have changed on the disk.
    pub fn forget_pictures(&mut self) {
        if let Some(previous) = &mut self.previous {
            previous.pictures = None;
        }
    }

    /// Runs every phase up to rendering once.
    pub(super) fn analyze_once(
        &mut self,
        options: &Options,
        unsaved: &Arc<UnsavedTexts>,
    ) -> io::Result<Analysis> {
        let mut previous = self.previous.take();
        let pictures = previous.as_mut().and_then(|known| known.pictures.take());
        let sources = SourceFiles::with_unsaved(Arc::clone(unsaved));
        let mut run = self.run(options, sources, &|_| {});
        let mut content = run.read()?;
        if !content.config.is_known {
            let compiled = run.stopped(&content);
            self.previous = previous;
            return Ok(Analysis {
                compiled,
                site: None,
            });
        }
        let site = run.understand(&mut content, previous)?;
        let pictures = match pictures {
            Some((used, findings)) if used == site.used => findings,
            _ => {
                let before = std::mem::take(&mut run.diagnostics);
                run.picture(&content, &site.facts.photographs, &site.used, false)?;
                std::mem::replace(&mut run.diagnostics, before)
            }
        };
        run.diagnostics.append(pictures.clone());
        let compiled = run.finish(&content, &site.linked, &site.facts, &site.plan);
        let previous = Previous {
            linked: Arc::clone(&site.linked),
            related: Arc::clone(&site.related),
            pictures: Some((site.used, pictures)),
        };
        self.previous = self.is_long_lived.then_some(previous);
        Ok(Analysis {
            compiled,
            site: Some(AnalyzedSite {
                linked: site.linked,
                config: content.config,
                articles: site.prose.articles,
                provenances: site.facts.provenances,
                media: content.tree.media,
            }),
        })
    }
}
