//! Inputs of composing, besides the bodies.

use std::collections::BTreeMap;

use super::body_files;
use super::highlight::{HighlightCache, Highlighter};
use super::lint::{ProseLint, WordCache};
use super::mention::Mentions;
use super::quotations::ClaimQuotations;
use super::target::LinkTargets;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::lang::Lang;
use crate::load::ContentTree;
use crate::model::{Atlas, Photographs};
use crate::resolve::Names;
use crate::source::{FileId, SourceFiles};
use crate::wordlists;

/// Shared inputs of all bodies.
pub(super) struct ComposeContext<'a> {
    pub atlas: &'a Atlas,
    pub names: &'a Names,
    pub files: LinkTargets<'a>,
    pub config: &'a Config,
    pub sources: &'a SourceFiles,
    pub photographs: &'a Photographs,
    pub mentions: &'a BTreeMap<Lang, Mentions>,
    pub lint: &'a ProseLint,
    pub quotes: &'a ClaimQuotations,
    pub highlighter: &'a Highlighter,
}

/// Results that later texts of the same thread reuse. They speed up composing, but do not change
/// its output.
#[derive(Default)]
pub(super) struct ThreadCache {
    pub words: BTreeMap<Lang, WordCache>,
    pub lines: HighlightCache,
}

/// Tools that all texts share: matchers of names, quotations and words that take a side.
pub struct ProseTools {
    mentions: BTreeMap<Lang, Mentions>,
    lint: ProseLint,
    quotes: ClaimQuotations,
    highlighter: Highlighter,
}

impl ProseTools {
    /// Builds the tools of a site, and reports errors in its word lists.
    pub fn new(
        atlas: &Atlas,
        tree: &ContentTree,
        config: &Config,
        sources: &SourceFiles,
        diagnostics: &mut Diagnostics,
    ) -> ProseTools {
        let word_lists = wordlists::read_all(tree, &config.languages, sources, diagnostics);
        let mentions = |lang| (lang, Mentions::new(lang, atlas));
        let mentions = config.languages.iter().map(mentions).collect();
        let lint = ProseLint::new(atlas, &config.languages, word_lists);
        for record in &tree.photographs {
            diagnostics.append(lint.lint_photograph(
                config.languages.default(),
                record,
                &mentions,
                sources,
            ));
        }
        ProseTools {
            mentions,
            lint,
            quotes: ClaimQuotations::new(atlas),
            highlighter: Highlighter::default(),
        }
    }
}

/// Inputs from which all texts are composed.
#[derive(Clone, Copy)]
pub struct ProseInputs<'a> {
    pub atlas: &'a Atlas,
    pub names: &'a Names,
    pub tree: &'a ContentTree,
    pub config: &'a Config,
    pub sources: &'a SourceFiles,
    pub photographs: &'a Photographs,
    pub tools: &'a ProseTools,
}

impl<'a> ProseInputs<'a> {
    /// Returns the files of all bodies.
    pub fn files(atlas: &Atlas) -> Vec<FileId> {
        body_files(atlas)
            .into_iter()
            .map(|(.., file)| file)
            .collect()
    }

    /// Borrows everything that composing one body needs.
    pub(super) fn context(self) -> ComposeContext<'a> {
        ComposeContext {
            atlas: self.atlas,
            names: self.names,
            files: LinkTargets::new(self.tree, self.sources, self.atlas, self.names),
            config: self.config,
            sources: self.sources,
            photographs: self.photographs,
            mentions: &self.tools.mentions,
            lint: &self.tools.lint,
            quotes: &self.tools.quotes,
            highlighter: &self.tools.highlighter,
        }
    }
}
