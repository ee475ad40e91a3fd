//! A changed text or title put into a site that was compiled, and what follows from it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::{Session, Site, front};
use crate::diag::{Code, Diagnostics};
use crate::load::{self, Front, Kind};
use crate::lookup::Lookup;
use crate::markdown::Material;
use crate::relate;
use crate::render::{Extent, Sink};
use crate::review::{self, Known};
use crate::schema;
use crate::source::FileId;
use crate::yaml;
use crate::{Compiled, Phase};

impl Session {
    /// Makes again what follows from changed texts and titles, where that is all that changed: then the files that the sink did not
    /// take are as they were. `changed` are files below the root. Nothing where it takes more than that; then the site has to be
    /// compiled.
    ///
    /// # Errors
    /// When a file that is there cannot be read.
    pub fn amend(
        &mut self,
        changed: &BTreeSet<PathBuf>,
        sink: &dyn Sink,
        progress: impl Fn(Phase),
    ) -> io::Result<Option<Compiled>> {
        let Some(mut site) = self.site.take() else {
            return Ok(None);
        };
        progress(Phase::Reading);
        let Some(edits) = site.edits(&self.root, changed)? else {
            self.site = Some(site);
            return Ok(None);
        };
        let Some(files) = site.take(edits) else {
            // What was begun is not ended; only a whole compilation knows.
            return Ok(None);
        };
        progress(Phase::Composing);
        let Some(mut diagnostics) = site.follow(&files) else {
            return Ok(None);
        };
        progress(Phase::Rendering);
        if !diagnostics.has_errors() {
            self.render(&mut site, Extent::Pages, sink, &mut diagnostics)?;
        }
        progress(Phase::Settling);
        Ok(Some(self.finish(*site, diagnostics)))
    }
}

/// A document that was changed.
struct Edit {
    /// Its place among the documents.
    document: usize,
    text: load::Reread,
}

impl Site {
    /// The documents that changed, read again; nothing where something else changed too.
    fn edits(&self, root: &Path, changed: &BTreeSet<PathBuf>) -> io::Result<Option<Vec<Edit>>> {
        let by_path: Lookup<&str, usize> = (self.tree.documents.iter().enumerate())
            .map(|(at, document)| (self.sources.path(document.file), at))
            .collect();
        let mut edits = Vec::new();
        for path in changed {
            let place = path
                .iter()
                .map(|part| part.to_str())
                .collect::<Option<Vec<&str>>>()
                .and_then(|parts| by_path.get(parts.join("/").as_str()));
            let Some(document) = place else {
                return Ok(None);
            };
            let old = &self.tree.documents[*document];
            let Some(text) = load::again(root, self.sources.path(old.file))? else {
                return Ok(None);
            };
            edits.push(Edit {
                document: *document,
                text,
            });
        }
        Ok(Some(edits))
    }

    /// Puts changed documents in their places; nothing where more than texts and titles of articles changed.
    fn take(&mut self, edits: Vec<Edit>) -> Option<BTreeSet<FileId>> {
        let mut bodies = Lookup::default();
        let mut titled = BTreeSet::new();
        for Edit { document, text } in edits {
            let old = &self.tree.documents[document];
            let (file, front) = (old.file, self.sources.front(old.file));
            let is_titled = self.sources.text(file)[front] != text.text[text.front.clone()];
            let value = if is_titled {
                let value = yaml::parse(&text.text[text.front.clone()]).ok()?;
                if old.kind != Kind::Article
                    || self.config.previews
                    || self.findings.early.concern(file)
                    || !schema::differ_in_title(&old.front.value(), &value)
                {
                    return None;
                }
                titled.insert(old.id.clone());
                Front::of(&value)
            } else {
                old.front.clone()
            };
            let body = text.body.clone();
            self.sources.replace(file, text.text, text.front);
            let changed = &mut self.tree.documents[document];
            (changed.front, changed.body) = (value, body.clone());
            bodies.insert(file, body);
        }
        self.atlas.set_bodies(&bodies);
        for id in &titled {
            let known = (&mut self.atlas, &mut self.names, &mut self.prints);
            front::retitle(id, (&self.tree, &self.config, &self.sources), known)?;
        }
        // Which letters have pages may have changed with a title.
        if !titled.is_empty() && self.plan.has_other_letters(&self.atlas, &self.config) {
            return None;
        }
        Some(bodies.into_keys().collect())
    }

    /// Makes all that follows from texts in these files, up to the pages; returns all findings. Nothing where other files are shown.
    fn follow(&mut self, files: &BTreeSet<FileId>) -> Option<Diagnostics> {
        let material = Material {
            atlas: &self.atlas,
            names: &self.names,
            tree: &self.tree,
            config: &self.config,
            sources: &self.sources,
            photographs: self.media.photographs(),
            tools: &self.tools,
        };
        let changes = self.texts.amend(material, files, &self.prints);
        if changes.media {
            return None;
        }
        for thing in &changes.things {
            let print = self.texts.articles.fingerprint(*thing);
            self.prints.update(thing.prose_shelf(), thing.index(), print);
        }
        let mut diagnostics = self.findings.early.clone();
        self.texts.findings(&self.atlas, &BTreeSet::new(), &mut diagnostics);
        if changes.relations {
            self.relations = relate::relations(&self.atlas, &self.texts.articles);
            self.prints.extend(self.relations.rows());
            // Which files are used did not change.
            self.findings.related.retain(|finding| finding.code == Code::StrayFile);
            if !diagnostics.has_errors() {
                relate::orphans(&self.atlas, &self.relations, &mut self.findings.related);
            }
        }
        diagnostics.append(self.findings.related.clone());
        let known = Known {
            atlas: &self.atlas,
            lineages: &self.lineages,
            relations: &self.relations,
            sources: &self.sources,
            photographs: self.media.photographs(),
        };
        review::review(&known, &self.config, self.clock, &mut diagnostics);
        diagnostics.append(self.findings.planned.clone());
        Some(diagnostics)
    }
}
