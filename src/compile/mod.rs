//! The pipeline: a site's files become the files of a website.
//!
//! [`Compiler::compile`] is the only way to it. `build`, `check` and `serve` call it, `serve` once
//! for every save. Each phase takes what those before it made. What a phase made before is reused
//! where its input is the same ([`crate::incremental`]), so the result is that of a first build
//! (`tests/suite/memo.rs`).

mod inputs;
mod linked;
mod options;
mod run;

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use self::inputs::InputStamps;
use self::linked::{CachedRelations, LinkedSite, Reuse};
pub use self::options::{Compiled, Counts, Now, Options, Phase};
use self::run::Run;
use crate::diag::Diagnostics;
use crate::incremental::{Hash, Store};
use crate::preview::Previews;
use crate::render::{self, Artifact, Sink, SiteData};
use crate::source::SourceFiles;

/// Compiles a site, again and again.
pub struct Compiler {
    root: PathBuf,
    store: Arc<Store>,
    /// What the last compilation made of the site as a whole, if it is the next one's too.
    previous: Option<(LinkedSite, CachedRelations)>,
    is_long_lived: bool,
}

impl Compiler {
    /// A compiler of the site below `root` that is used once, and keeps everything in the store.
    pub fn new(root: &Path, store: Arc<Store>) -> Compiler {
        Compiler {
            root: root.to_owned(),
            store,
            previous: None,
            is_long_lived: false,
        }
    }

    /// Makes it hold in memory what every compilation begins with.
    #[must_use]
    pub fn long_lived(mut self) -> Compiler {
        self.is_long_lived = true;
        self
    }

    /// Compiles the site. Its files go to the sink as they are made, and must not be published when
    /// there is an error; `progress` is told when a phase begins.
    ///
    /// # Errors
    /// When a file or folder that is there cannot be read. Everything that is wrong with what is
    /// read is a finding instead.
    pub fn compile(
        &mut self,
        options: &Options,
        sink: &dyn Sink,
        progress: impl Fn(Phase),
    ) -> io::Result<Compiled> {
        progress(Phase::Comparing);
        // Whoever compiles again is told what has changed.
        let inputs = if self.is_long_lived {
            None
        } else {
            InputStamps::read(&self.root, options)
        };
        let known = inputs
            .as_ref()
            .and_then(|inputs| inputs.cached_outcome(&self.root, &self.store));
        if let Some(compiled) =
            known.filter(|known| known.build.is_some_and(|build| sink.reuse_all(build)))
        {
            return Ok(compiled);
        }
        let mut compiled = self.compile_anyway(options, sink, &progress)?;
        if let Some(inputs) = inputs {
            inputs.cache(&self.store, &mut compiled);
        }
        Ok(compiled)
    }

    fn compile_anyway(
        &mut self,
        options: &Options,
        sink: &dyn Sink,
        progress: &dyn Fn(Phase),
    ) -> io::Result<Compiled> {
        // Entries of the store are checked for damage, and not for sense. One that somebody forged
        // may not fit the site, and one that was there may be gone when it is wanted. Then
        // everything is compiled without them.
        let attempt = panic::catch_unwind(AssertUnwindSafe(|| {
            self.compile_once(options, sink, progress)
        }));
        let reason = match attempt {
            Ok(outcome) if !self.store.take_damage() => return outcome,
            Ok(_) => None,
            Err(reason) => Some(reason),
        };
        self.previous = None;
        if !self.store.clear()
            && let Some(reason) = reason
        {
            panic::resume_unwind(reason);
        }
        sink.reset();
        self.compile_once(options, sink, progress)
    }

    /// Runs every phase once.
    fn compile_once(
        &mut self,
        options: &Options,
        sink: &dyn Sink,
        progress: &dyn Fn(Phase),
    ) -> io::Result<Compiled> {
        let mut run = Run {
            root: &self.root,
            options,
            reuse: Reuse {
                store: &self.store,
                is_saved: !self.is_long_lived,
            },
            progress,
            sources: SourceFiles::default(),
            diagnostics: Diagnostics::default(),
        };
        let mut content = run.read()?;
        if !content.config.is_known {
            return Ok(run.stopped(&content));
        }
        let (mut theme, theme_hash) = run.read_theme(&content.config)?;
        let (linked, related) = self.previous.take().unzip();
        let linked = run.link(&content, linked);
        let atlas = &linked.atlas;
        let facts = run.trace(&content, atlas)?;
        let mut prose = run.compose(&mut content, &linked, &facts.photographs);
        let related = run.relate(&linked, &mut prose, related);
        let relations = &related.relations;
        let used = render::used_media(atlas, &prose.articles);
        run.check_use(&content, atlas, relations, &used);
        run.review(&content, atlas, relations, &facts);
        let plan = run.plan(&content, atlas, relations);
        let is_sound = !run.diagnostics.has_errors() && theme.is_complete(&content.config);
        let media = run.picture(&content, &facts.photographs, &used, is_sound)?;
        if is_sound {
            let data = SiteData {
                atlas,
                provenances: &facts.provenances,
                boundaries: &facts.boundaries,
                articles: &prose.articles,
                relations,
                plan: &plan,
                config: &content.config,
                media: &media,
                previews: &Previews::default(),
                sources: &run.sources,
            };
            run::render(
                (&self.root, &self.store),
                &data,
                (&mut theme, theme_hash),
                &mut prose.fingerprints,
                sink,
                (&mut run.diagnostics, progress),
            )?;
        }
        let compiled = run.finish(&content, &linked, &facts, &plan);
        if self.is_long_lived {
            self.previous = Some((linked, related));
        }
        Ok(compiled)
    }
}

/// Compiles the site below `root`; see [`Compiler::compile`].
///
/// # Errors
/// When a file or folder that is there cannot be read.
pub fn compile_into(
    root: &Path,
    options: &Options,
    sink: &dyn Sink,
    progress: impl Fn(Phase),
) -> io::Result<Compiled> {
    let store = Arc::new(Store::open(root));
    let compiled = Compiler::new(root, Arc::clone(&store)).compile(options, sink, progress);
    store.save();
    compiled
}

/// Compiles the site below `root` and keeps its files in memory.
///
/// # Errors
/// When a file or folder that is there cannot be read.
pub fn compile(root: &Path, options: &Options, progress: impl Fn(Phase)) -> io::Result<Compiled> {
    let kept = MemorySink::default();
    let mut compiled = compile_into(root, options, &kept, progress)?;
    if !compiled.has_errors() {
        compiled.artifacts = kept.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        compiled
            .artifacts
            .sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(compiled)
}

/// A site's files, in memory.
#[derive(Default)]
struct MemorySink(Mutex<Vec<Artifact>>);

impl Sink for MemorySink {
    fn take(&self, artifact: Artifact, _: Option<Hash>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(artifact);
    }

    fn reset(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}
