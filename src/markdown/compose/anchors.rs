//! The anchors of a body, and the links to anchors.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::BodyText;
use crate::lang::Lang;
use crate::markdown::{ComposeContext, Prose, WantedAnchor, source_anchor};
use crate::source::Span;

/// The prefixes of ids that themes and griot itself use.
const RESERVED: &[&str] = &["part-", "source-", "drawn-", "figure-", "fn-", "fnref-"];

/// Returns the anchors of the headings of a text, whose slugs or own ids these are.
pub(in crate::markdown) fn heading_anchors(bases: impl Iterator<Item = String>) -> Vec<String> {
    let mut anchors = Anchors::new(BTreeSet::new());
    bases.map(|base| anchors.add(base)).collect()
}

/// Anchors that exist, and anchors that are linked to.
pub(super) struct Anchors {
    ids: BTreeSet<String>,
    /// The next number to append to an id that is already used.
    next_numbers: BTreeMap<String, usize>,
    /// Links to anchors of the same page.
    local: Vec<(Span, String)>,
    /// Links to anchors of other pages.
    pub wanted: Vec<WantedAnchor>,
}

impl Anchors {
    /// Starts with the anchors that the page has regardless of its prose.
    pub fn new(fixed: BTreeSet<String>) -> Anchors {
        Anchors {
            ids: fixed,
            next_numbers: BTreeMap::new(),
            local: Vec::new(),
            wanted: Vec::new(),
        }
    }

    /// Records a link to an anchor of the same page.
    pub fn link_here(&mut self, span: Span, anchor: String) {
        self.local.push((span, anchor));
    }

    /// Adds an anchor, made from `base`, that is unique on the page, and returns it.
    pub fn add(&mut self, base: String) -> String {
        let base = if base.is_empty() || RESERVED.iter().any(|prefix| base.starts_with(prefix)) {
            format!("h-{base}").trim_end_matches('-').to_owned()
        } else {
            base
        };
        if self.ids.insert(base.clone()) {
            return base;
        }
        // Numbers that are known to be in use are not tried again.
        let number = self.next_numbers.entry(base.clone()).or_insert(1);
        loop {
            let anchor = format!("{base}-{number}");
            *number += 1;
            if self.ids.insert(anchor.clone()) {
                return anchor;
            }
        }
    }

    /// Moves the anchors into `prose`. Returns the links whose anchors still have to be checked.
    ///
    /// Links within the page are checked here, because a heading may come after a link to it.
    pub fn finish(
        self,
        context: &ComposeContext,
        body: &BodyText,
        lang: Lang,
        prose: &mut Prose,
    ) -> Vec<WantedAnchor> {
        prose.anchors = self.ids;
        let mut wanted = self.wanted;
        let mut known: BTreeSet<Cow<str>> = BTreeSet::new();
        if !self.local.is_empty() {
            known.extend(prose.anchors.iter().map(Cow::from));
            let sources = prose
                .citations
                .iter()
                .map(|citation| &context.atlas.sources[citation.source]);
            known.extend(sources.map(|source| Cow::from(source_anchor(&source.id))));
        }
        for (span, anchor) in self.local {
            if !known.contains(anchor.as_str()) {
                wanted.push(WantedAnchor {
                    span,
                    entity: body.entity,
                    lang,
                    anchor,
                });
            }
        }
        wanted
    }
}
