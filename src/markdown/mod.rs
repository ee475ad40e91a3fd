//! Turns Markdown bodies into HTML with placeholders.
//!
//! Bodies are composed independently and in parallel: names become links, citations get numbers,
//! links between files are resolved. A [`Prose`] contains no addresses. In place of each address it
//! has a [`Placeholder`], which `render` fills for each page. Anchors of links between files are
//! checked once all bodies are composed. The syntax is CommonMark with GitHub's extensions.

mod anchors;
mod bare_address;
mod compose;
mod figure_request;
mod foreign;
mod highlight;
mod inputs;
mod lint;
mod loose_text;
mod memo;
mod mention;
mod prose;
mod quotations;
mod syntax;
mod target;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::Diagnostics;
use crate::incremental::Store;
use crate::incremental::track::Fingerprints;
use crate::lang::Lang;
use crate::load::{ContentTree, Document};
use crate::model::{Atlas, Entity};
use crate::source::{FileId, SourceText};
use foldhash::HashMap;

use self::anchors::{WantedAnchor, check_anchor, fixed_anchors};
pub use self::anchors::{claim_anchor, source_anchor};
use self::compose::Composer;
pub use self::compose::footer::{FooterInputs, footer};
pub use self::figure_request::{FigureFilter, FigureKind, FigureRequest};
use self::inputs::{ComposeContext, ThreadCache};
pub use self::inputs::{ProseInputs, ProseTools};
use self::memo::ProseMemo;
pub use self::prose::{Citation, PROSE, Placeholder, Prose, ProseHeading, ProseIndex};
pub use self::syntax::{
    LinkDefinition, MarkdownSyntax, WrittenHeading, WrittenLink, paragraphs, syntax, words,
};
pub use self::target::{LinkTarget, LinkTargets, is_picture, relative};

/// The minimum number of texts with code that one thread composes in sequence.
const MIN_SEQUENTIAL: usize = 64;

/// A body of the site: its entity, its language, and its place in a file.
struct BodySource {
    entity: Entity,
    lang: Lang,
    file: FileId,
    /// The bytes of the file after its front matter.
    range: Range<usize>,
}

/// The result of composing one body.
#[derive(Serialize, Deserialize)]
struct RenderedBody {
    prose: Prose,
    wanted_anchors: Vec<WantedAnchor>,
    diagnostics: Diagnostics,
}

/// The checks and findings that a composed text leaves.
struct ComposedText {
    wanted_anchors: Vec<WantedAnchor>,
    findings: Diagnostics,
}

/// All composed texts of a site.
pub struct ComposedTexts {
    pub prose: ProseIndex,
    texts: Vec<ComposedText>,
}

impl ComposedTexts {
    /// Composes all bodies. Reuses bodies in the store whose dependencies are unchanged.
    ///
    /// `files` are the texts of the bodies' files, in the order of [`ProseInputs::files`]. Returns
    /// the texts that diagnostics may point into; the others need not stay in memory.
    pub fn compose(
        inputs: ProseInputs,
        files: Vec<SourceText>,
        store: &Arc<Store>,
        fingerprints: &mut Fingerprints,
    ) -> (ComposedTexts, Vec<SourceText>) {
        let context = inputs.context();
        fingerprints.extend([context.lint.row()]);
        let memo = ProseMemo::new(store, fingerprints, &context, inputs.tree);
        let bodies = body_files(inputs.atlas);
        let documents = documents(inputs.tree);
        let compose_one = |cache: &mut ThreadCache, (at, file): (usize, SourceText)| {
            let (entity, lang, id) = bodies[at];
            let document = documents[&id];
            let body = BodySource {
                entity,
                lang,
                file: id,
                range: document.body.clone(),
            };
            let text = file.text();
            let composed = memo.composed(&body, text, || {
                compose(&context, &body, text, document, cache)
            });
            let may_be_reported =
                !composed.diagnostics.is_empty() || !composed.wanted_anchors.is_empty();
            (at, (composed, may_be_reported.then_some(file)))
        };
        // Texts with code are composed by few threads, in parallel to the others, because every
        // thread that uses a grammar makes it larger. Grammars are dropped as soon as these texts
        // are done.
        let (with_code, without): (Vec<_>, Vec<_>) = (files.into_par_iter().enumerate())
            .partition(|(_, file)| highlight::may_be_code(file.text()));
        let compose_with_code = || {
            let texts = with_code.into_par_iter().with_min_len(MIN_SEQUENTIAL);
            let composed: Vec<_> = texts.map_init(ThreadCache::default, compose_one).collect();
            context.highlighter.clear();
            composed
        };
        let compose_others = || {
            without
                .into_par_iter()
                .map_init(ThreadCache::default, compose_one)
                .collect()
        };
        let (mut composed, others): (Vec<_>, Vec<_>) =
            rayon::join(compose_with_code, compose_others);
        composed.extend(others);
        composed.sort_unstable_by_key(|(at, _)| *at);
        let mut reported = Vec::new();
        let mut texts = ComposedTexts {
            prose: ProseIndex::default(),
            texts: Vec::with_capacity(bodies.len()),
        };
        for ((entity, lang, _), (_, (composed, file))) in bodies.into_iter().zip(composed) {
            reported.extend(file);
            texts.texts.push(ComposedText {
                wanted_anchors: composed.wanted_anchors,
                findings: composed.diagnostics,
            });
            texts.prose.insert(entity, lang, composed.prose);
        }
        (texts, reported)
    }

    /// Adds the findings of each text, and the findings about links to anchors of other texts.
    ///
    /// Links into `unreadable` files are counted as unchecked.
    pub fn findings(
        &self,
        atlas: &Atlas,
        unreadable: &BTreeSet<FileId>,
        diagnostics: &mut Diagnostics,
    ) {
        for text in &self.texts {
            diagnostics.append(text.findings.clone());
        }
        let wanted = || self.texts.iter().flat_map(|text| &text.wanted_anchors);
        let pages: BTreeSet<(Entity, Lang)> =
            wanted().map(|want| (want.entity, want.lang)).collect();
        let anchors: BTreeMap<(Entity, Lang), BTreeSet<String>> = pages
            .into_iter()
            .map(|(entity, lang)| {
                let mut all = fixed_anchors(atlas, entity);
                if let Some(prose) = self.prose.exact(entity, lang) {
                    all.extend(prose.anchors.iter().cloned());
                }
                ((entity, lang), all)
            })
            .collect();
        for want in wanted() {
            let body = atlas.bodies(want.entity).exact(want.lang);
            if let Some(body) = body.filter(|body| unreadable.contains(&body.file)) {
                diagnostics.unchecked(body.file, 1);
                continue;
            }
            check_anchor(
                want,
                &anchors[&(want.entity, want.lang)],
                atlas,
                diagnostics,
            );
        }
    }
}

/// Composes a body; `text` is the text of its file.
fn compose(
    context: &ComposeContext,
    body: &BodySource,
    text: &str,
    document: &Document,
    cache: &mut ThreadCache,
) -> RenderedBody {
    let text = compose::without_comments(text, body.range.clone());
    let mut composed = Composer::new(context, body, &text, cache).compose();
    composed.diagnostics.append(context.lint.lint_front_matter(
        body.lang,
        document,
        context.mentions,
        context.sources,
    ));
    composed.prose.finish();
    composed
}

fn documents(tree: &ContentTree) -> HashMap<FileId, &Document> {
    let documents = tree.documents.iter();
    documents
        .map(|document| (document.file, document))
        .collect()
}

/// Returns the file of every body with its entity and language, in the order of the entities.
fn body_files(atlas: &Atlas) -> Vec<(Entity, Lang, FileId)> {
    let of_entity = |entity| {
        atlas
            .bodies(entity)
            .iter()
            .map(move |(lang, body)| (entity, lang, body.file))
    };
    atlas.entities().flat_map(of_entity).collect()
}
