//! The pipeline: the files of a site become the files of a website.
//!
//! [`Compiler::compile`] is its only entry point. `build`, `check` and `serve` call it, `serve`
//! after every save. Each phase takes the results of the phases before it. A result is reused if
//! its input is unchanged ([`crate::incremental`]), so the outcome is always that of a cold build
//! (`tests/suite/memo.rs`).

mod history;
mod inputs;
mod linked;
mod options;
mod run;
mod survey;
mod understand;

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use self::inputs::InputStamps;
use self::linked::{LinkedSite, Reuse};
pub use self::options::{Compiled, Counts, Now, Options, Phase};
use self::run::{RenderInputs, Run};
pub use self::survey::Survey;
pub use self::understand::{Analysis, AnalyzedSite};
use self::understand::{Previous, Understood};
use crate::changes::SiteFacts;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::incremental::{Hash, Store};
use crate::model::Atlas;
use crate::preview::Previews;
use crate::render::{Artifact, Sink, SiteData};
use crate::source::{SourceFiles, UnsavedTexts};

/// Compiles a site, once or repeatedly.
pub struct Compiler {
    root: PathBuf,
    store: Arc<Store>,
    /// Results of the last compilation, if the compiler is long-lived.
    previous: Option<Previous>,
    is_long_lived: bool,
}

/// The facts of a site that was read.
pub struct ReadFacts {
    pub facts: SiteFacts,
    /// Whether files have errors, so that facts may be missing.
    pub has_errors: bool,
}

/// Settings and front matters of a site, without its texts.
pub struct ReadSite {
    pub config: Config,
    linked: Arc<LinkedSite>,
    /// Whether files have errors, so that entities may be missing.
    pub has_errors: bool,
}

impl ReadSite {
    /// Returns the entities.
    pub fn atlas(&self) -> &Atlas {
        &self.linked.atlas
    }
}

impl Compiler {
    /// Returns a compiler for one compilation of the site below `root`. It caches all results in
    /// the store.
    pub fn new(root: &Path, store: Arc<Store>) -> Compiler {
        Compiler {
            root: root.to_owned(),
            store,
            previous: None,
            is_long_lived: false,
        }
    }

    /// Makes the compiler keep intermediate results in memory, for repeated compilation.
    #[must_use]
    pub fn long_lived(mut self) -> Compiler {
        self.is_long_lived = true;
        self
    }

    /// Compiles the site. Each file goes to the sink as soon as it is rendered; the caller must not
    /// publish any file if there is an error. `progress` is called at the beginning of each phase.
    ///
    /// # Errors
    /// If an existing file or folder cannot be read. Every other problem is a finding.
    pub fn compile(
        &mut self,
        options: &Options,
        sink: &dyn Sink,
        progress: impl Fn(Phase),
    ) -> io::Result<Compiled> {
        progress(Phase::Comparing);
        // A long-lived compiler is called only after a change.
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

    /// Returns the facts of the site, or `None` if its settings cannot be read. Reads front matters
    /// alone. `has_errors` is whether some of them could not be read.
    ///
    /// # Errors
    /// If an existing file or folder cannot be read.
    pub fn facts(&mut self, options: &Options) -> io::Result<Option<ReadFacts>> {
        let read = self.linked(options)?;
        Ok(read.map(|site| ReadFacts {
            facts: SiteFacts::of(site.atlas()),
            has_errors: site.has_errors,
        }))
    }

    /// Returns the settings and the atlas of the site, or `None` if its settings cannot be read.
    /// Reads front matters alone.
    ///
    /// # Errors
    /// If an existing file or folder cannot be read.
    pub fn linked(&mut self, options: &Options) -> io::Result<Option<ReadSite>> {
        let mut run = self.run(options, SourceFiles::default(), &|_| {});
        run.reuse.is_saved = false;
        let content = run.read()?;
        if !content.config.is_known {
            return Ok(None);
        }
        let linked = run.link(&content, None);
        Ok(Some(ReadSite {
            config: content.config,
            linked,
            has_errors: run.diagnostics.has_errors(),
        }))
    }

    /// Runs every phase up to rendering, with unsaved texts in place of files. The findings are
    /// those of a compilation, except for those about finished pages: their sizes, and what a
    /// theme's templates make of them.
    ///
    /// # Errors
    /// If an existing file or folder cannot be read.
    pub fn analyze(
        &mut self,
        options: &Options,
        unsaved: &Arc<UnsavedTexts>,
    ) -> io::Result<Analysis> {
        self.guarded(|compiler| compiler.analyze_once(options, unsaved), || {})
    }

    /// Compiles the site. Compiles it again without the store if an entry of the store was damaged.
    fn compile_anyway(
        &mut self,
        options: &Options,
        sink: &dyn Sink,
        progress: &dyn Fn(Phase),
    ) -> io::Result<Compiled> {
        self.guarded(
            |compiler| compiler.compile_once(options, sink, progress),
            || sink.reset(),
        )
    }

    /// Runs phases, and runs them again without the store if an entry of it was damaged. `reset` is
    /// called before that.
    fn guarded<T>(
        &mut self,
        run: impl Fn(&mut Compiler) -> io::Result<T>,
        reset: impl FnOnce(),
    ) -> io::Result<T> {
        // Entries of the store are checked for damage, but not for consistency: a forged entry may
        // not fit the site, and an entry may disappear before it is read. In both cases everything
        // is compiled again without the store.
        let attempt = panic::catch_unwind(AssertUnwindSafe(|| run(self)));
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
        reset();
        run(self)
    }

    /// Runs every phase once.
    fn compile_once(
        &mut self,
        options: &Options,
        sink: &dyn Sink,
        progress: &dyn Fn(Phase),
    ) -> io::Result<Compiled> {
        let previous = self.previous.take();
        let mut run = self.run(options, SourceFiles::default(), progress);
        let mut content = run.read()?;
        if !content.config.is_known {
            return Ok(run.stopped(&content));
        }
        let mut site = run.understand(&mut content, previous)?;
        let Understood {
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
        } = &mut site;
        let is_sound = !run.diagnostics.has_errors() && theme.is_complete(&content.config);
        let media = run.picture(&content, &facts.photographs, used, is_sound)?;
        if is_sound {
            let data = SiteData {
                atlas: &linked.atlas,
                provenances: &facts.provenances,
                boundaries: &facts.boundaries,
                articles: &prose.articles,
                relations: &related.relations,
                history: history.as_ref(),
                plan,
                config: &content.config,
                media: &media,
                previews: &Previews::default(),
                frame,
                sources: &run.sources,
            };
            let inputs = RenderInputs {
                root: &self.root,
                store: &self.store,
                theme,
                theme_hash: *theme_hash,
                fingerprints: &mut prose.fingerprints,
                sink,
                progress,
            };
            run::render(inputs, &data, &mut run.diagnostics)?;
        }
        let compiled = run.finish(&content, linked, facts, plan);
        if self.is_long_lived {
            self.previous = Some(site.previous());
        }
        Ok(compiled)
    }

    /// Returns the state of a compilation before its first phase.
    fn run<'a>(
        &'a self,
        options: &'a Options,
        sources: SourceFiles,
        progress: &'a dyn Fn(Phase),
    ) -> Run<'a> {
        Run {
            root: &self.root,
            options,
            reuse: Reuse {
                store: &self.store,
                is_saved: !self.is_long_lived,
            },
            progress,
            sources,
            diagnostics: Diagnostics::default(),
        }
    }
}

/// Compiles the site below `root`; see [`Compiler::compile`].
///
/// # Errors
/// If an existing file or folder cannot be read.
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
/// If an existing file or folder cannot be read.
pub fn compile(root: &Path, options: &Options, progress: impl Fn(Phase)) -> io::Result<Compiled> {
    let memory = MemorySink::default();
    let mut compiled = compile_into(root, options, &memory, progress)?;
    if !compiled.has_errors() {
        compiled.artifacts = memory
            .0
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        compiled
            .artifacts
            .sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(compiled)
}

/// A sink that keeps files in memory.
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
