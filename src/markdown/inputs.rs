//! What composing needs besides the bodies.

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

/// What composing needs besides the body.
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

/// What was found out in texts before. It makes the next ones quicker, and changes nothing in them.
#[derive(Default)]
pub(super) struct ThreadCache {
    pub words: BTreeMap<Lang, WordCache>,
    pub lines: HighlightCache,
}

/// What every text of a site is measured by: the names that are listened for, and the words that
/// take a side.
pub struct ProseTools {
    mentions: BTreeMap<Lang, Mentions>,
    lint: ProseLint,
    quotes: ClaimQuotations,
    highlighter: Highlighter,
}

impl ProseTools {
    /// The tools of a site; what is wrong in its style lists is a finding.
    pub fn new(
        atlas: &Atlas,
        tree: &ContentTree,
        config: &Config,
        sources: &SourceFiles,
        diagnostics: &mut Diagnostics,
    ) -> ProseTools {
        let styles = wordlists::read_all(tree, &config.languages, sources, diagnostics);
        let mentions = |lang| (lang, Mentions::new(lang, atlas));
        let mentions = config.languages.iter().map(mentions).collect();
        let lint = ProseLint::new(atlas, &config.languages, styles);
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

/// What texts are made from.
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
    /// The files whose bodies are composed, one for each body.
    pub fn files(atlas: &Atlas) -> Vec<FileId> {
        body_files(atlas)
            .into_iter()
            .map(|(.., file)| file)
            .collect()
    }

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
