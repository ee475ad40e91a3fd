//! The pipeline: a site's files become the files of a website.
//!
//! [`Compiler::compile`] is the only way to it. `build`, `check` and `serve` call it, `serve` once for every save. Each phase takes
//! what those before it made. What a phase made before is reused where its input is the same ([`crate::incremental`]), so the
//! result is that of a first build (`tests/suite/memo.rs`).

mod inputs;
mod linked;
mod options;

use std::collections::BTreeSet;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use self::inputs::Inputs;
use self::linked::{Linked, Related};
pub use self::options::{Compiled, Counts, Now, Options, Phase};
use crate::allow;
use crate::boundaries;
use crate::checks;
use crate::config::{self, BaseUrl, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::fingerprint::Fingerprint;
use crate::incremental::{Hash, Memo, Store, program};
use crate::lineage;
use crate::load::{self, Tree};
use crate::location;
use crate::markdown::{Material, Texts, Tools};
use crate::permalinks;
use crate::picture;
use crate::plan;
use crate::preview::{self, Previews};
use crate::relate;
use crate::render::theme::Theme;
use crate::render::{self, Artifact, Made, Media, Sink};
use crate::review::{self, Known};
use crate::schema;
use crate::source::{FileId, Sources};
use crate::weight::{self, Scales};

/// Compiles a site, again and again.
pub struct Compiler {
    root: PathBuf,
    store: Arc<Store>,
    /// What the last compilation made of the site as a whole, if it is the next one's too.
    previous: Option<(Linked, Related)>,
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

    /// Compiles the site. Its files go to the sink as they are made, and must not be published when there is an error; `progress` is
    /// told when a phase begins.
    ///
    /// # Errors
    /// When a file or folder that is there cannot be read. Everything that is wrong with what is read is a finding instead.
    pub fn compile(&mut self, options: &Options, sink: &dyn Sink, progress: impl Fn(Phase)) -> io::Result<Compiled> {
        progress(Phase::Comparing);
        // Whoever compiles again is told what has changed.
        let inputs = if self.is_long_lived {
            None
        } else {
            Inputs::of(&self.root, options)
        };
        let known = inputs.as_ref().and_then(|inputs| inputs.known(&self.root, &self.store));
        if let Some(compiled) = known.filter(|known| known.build.is_some_and(|build| sink.keep_all(build))) {
            return Ok(compiled);
        }
        let mut compiled = self.compile_anyway(options, sink, &progress)?;
        if let Some(inputs) = inputs {
            inputs.keep(&self.store, &mut compiled);
        }
        Ok(compiled)
    }

    fn compile_anyway(
        &mut self,
        options: &Options,
        sink: &dyn Sink,
        progress: &impl Fn(Phase),
    ) -> io::Result<Compiled> {
        // Entries of the store are checked for damage, and not for sense. One that somebody forged may not fit the site, and one that
        // was there may be gone when it is wanted. Then everything is compiled without them.
        let attempt = panic::catch_unwind(AssertUnwindSafe(|| self.compile_once(options, sink, progress)));
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
        sink.forget();
        self.compile_once(options, sink, progress)
    }

    fn compile_once(&mut self, options: &Options, sink: &dyn Sink, progress: &impl Fn(Phase)) -> io::Result<Compiled> {
        let root = self.root.as_path();
        let store = &self.store;
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        progress(Phase::Reading);
        let config = settings(root, options, &mut sources, &mut diagnostics)?;
        let permalinks = load::plain(root, permalinks::FILE, &mut sources, &mut diagnostics)?;
        let mut tree = load::tree(root, &config.languages, &mut sources, Some(store), &mut diagnostics)?;
        if !config.is_known {
            return Ok(stopped(&tree, sources, diagnostics));
        }
        let own_themes = load::themes(root, &config.theme, &mut diagnostics)?;
        let made_from = fingerprint_of(&own_themes);
        let mut theme = Theme::new(own_themes, &config, &mut sources, &mut diagnostics);
        progress(Phase::Typing);
        let clock = options.clock(&config.time_zone);
        let (linked, related) = self.previous.take().unzip();
        let linked = linked::linked(
            root,
            (&tree, &sources),
            &config,
            clock,
            (store, linked, !self.is_long_lived),
            progress,
        );
        let Linked { atlas, names, .. } = &linked;
        diagnostics.append(linked.findings.clone());
        progress(Phase::Tracing);
        let lineages = lineage::lineages(atlas);
        let outlines = load::files(root, &tree.present(&boundaries::wanted(atlas)), &tree, &mut diagnostics)?;
        let boundaries = boundaries::boundaries(atlas, &outlines, &mut diagnostics);
        location::check(atlas, &boundaries, &mut diagnostics);
        let (photographs, judged) = schema::photographs(&tree, &config, &sources, &mut diagnostics);
        progress(Phase::Composing);
        let tools = Tools::of(atlas, &tree, &config, &sources, &mut diagnostics);
        // Most of what was read is wanted once more, by whoever composes it.
        let bodies = Material::files(atlas);
        let wholes = bodies.iter().map(|file| sources.whole(*file)).collect();
        let told = diagnostics.files();
        sources.forget_bodies(bodies.into_iter().filter(|file| !told.contains(file)));
        let material = Material {
            atlas,
            names,
            tree: &tree,
            config: &config,
            sources: &sources,
            photographs: &photographs,
            tools: &tools,
        };
        let mut prints = linked.prints.clone();
        let (texts, told) = Texts::of(material, wholes, store, &mut prints);
        told.into_iter().for_each(|whole| sources.give_back(whole));
        tree.forget_fronts();
        texts.findings(atlas, &checks::unreadable(&tree, &diagnostics), &mut diagnostics);
        progress(Phase::Relating);
        let related = linked::related(&linked, &texts.articles, (store, related, !self.is_long_lived));
        let relations = &related.relations;
        prints.extend(related.rows.iter().cloned());
        let used = render::used_media(atlas, &texts.articles);
        // What is used is known only when nothing is missing.
        let is_whole = !diagnostics.has_errors();
        if is_whole {
            relate::orphans(atlas, relations, &mut diagnostics);
        }
        checks::strays(&tree, atlas, &used, is_whole, &mut diagnostics);
        progress(Phase::Reviewing);
        let known = Known {
            atlas,
            lineages: &lineages,
            relations,
            sources: &sources,
            photographs: &photographs,
        };
        review::review(&known, &config, clock, &mut diagnostics);
        progress(Phase::Planning);
        let plan = plan::plan(atlas, relations, &config, options.addresses, &mut diagnostics);
        if let Some(list) = permalinks {
            permalinks::check(list, &plan, atlas, &sources, &mut diagnostics);
        }
        progress(Phase::Picturing);
        let is_sound = !diagnostics.has_errors() && theme.is_complete(&config);
        let files = load::files(root, &used, &tree, &mut diagnostics)?;
        let pictures = picture::published(files, store, is_sound);
        checks::pictures(&pictures, &mut diagnostics);
        let media = Media::new(pictures.files, tree.copied.clone(), photographs);
        let mut made = Made {
            atlas,
            lineages: &lineages,
            boundaries: &boundaries,
            articles: &texts.articles,
            relations,
            plan: &plan,
            config: &config,
            media: &media,
            previews: &Previews::default(),
            sources: &sources,
        };
        if is_sound {
            let previews = preview::previews(&render::cards(&made, &theme), store);
            made.previews = &previews;
            progress(Phase::Rendering);
            let world = render::prepare(&made, &mut theme, &mut prints, made_from);
            let memo = Memo { store, prints: &prints };
            rendered(root, &made, &theme, (memo, world), sink, &mut diagnostics)?;
        }
        progress(Phase::Settling);
        let addresses = options.permalinks;
        let addresses = addresses.then(|| permalinks::updated(permalinks, &plan, atlas, &sources));
        let allowed = config
            .allowed
            .iter()
            .chain(&linked.allowed)
            .chain(&judged)
            .cloned()
            .collect::<Vec<_>>();
        let published: BTreeSet<FileId> = atlas
            .things()
            .flat_map(|thing| atlas.bodies(thing).iter().map(|(_, body)| body.file))
            .chain(media.photographs().iter().map(|(_, record)| record.top.file))
            .collect();
        checks::settle(&tree, &sources, &mut diagnostics);
        allow::apply(&allowed, &published, &mut diagnostics);
        diagnostics.join(Code::NearName);
        let pages = if diagnostics.has_errors() { 0 } else { plan.pages.len() };
        let compiled = Compiled {
            findings: diagnostics.settle(&sources),
            artifacts: Vec::new(),
            counts: Counts {
                articles: atlas.articles.len(),
                actors: atlas.actors.len(),
                regions: atlas.regions.len(),
                events: atlas.events.len(),
                sources: atlas.sources.len(),
                pages,
            },
            addresses,
            withheld: linked.withheld.clone(),
            build: None,
            sources,
        };
        if self.is_long_lived {
            self.previous = Some((linked, related));
        }
        Ok(compiled)
    }
}

/// The site's settings, with what the command line says instead.
fn settings(
    root: &Path,
    options: &Options,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> io::Result<Config> {
    let mut config = config::read(root, sources, diagnostics)?;
    if let Some(base_url) = &options.base_url {
        match BaseUrl::parse(base_url, &config.base) {
            Ok(base) => {
                config.base = base;
                config.base_at = config.base_at.filter(|_| base_url.starts_with('/'));
            }
            Err(bad) => diagnostics
                .push(Diagnostic::new(Code::LinkScheme, Place::Path("--base-url".into()), bad.message).help(bad.help)),
        }
    }
    if options.needs_address && config.is_known {
        checks::address(&config, diagnostics);
    }
    Ok(config)
}

/// Renders the site, weighs its files, and copies those that are copied as they are.
fn rendered(
    root: &Path,
    made: &Made,
    theme: &Theme,
    (memo, world): (Memo, u64),
    sink: &dyn Sink,
    diagnostics: &mut Diagnostics,
) -> io::Result<()> {
    let scales = Scales::before(sink, memo.store, weight::GITHUB);
    render::files(made, theme, memo, world, &scales, diagnostics);
    for path in made.media.copied() {
        let (bytes, flaw) = load::copied(root, path)?;
        flaw.into_iter().for_each(|flaw| diagnostics.push(flaw));
        let path = path.to_owned();
        scales.take(Artifact { path, bytes }, None);
    }
    scales.weights().report(weight::GITHUB, diagnostics);
    Ok(())
}

/// What is known of a site whose settings cannot be read: other files that cannot be read either, and nothing else.
fn stopped(tree: &Tree, sources: Sources, mut diagnostics: Diagnostics) -> Compiled {
    checks::stop(tree, &sources, &mut diagnostics);
    Compiled {
        findings: diagnostics.settle(&sources),
        sources,
        artifacts: Vec::new(),
        counts: Counts::default(),
        addresses: None,
        withheld: Vec::new(),
        build: None,
    }
}

/// A fingerprint of the site's own themes, and of the program, which has the built-in ones.
fn fingerprint_of(own: &[load::ThemeFolder]) -> u64 {
    let mut print = Fingerprint::default();
    print.number(program());
    for folder in own {
        print.value(&folder.name);
        for file in &folder.files {
            print.value(&file.path);
            print.bytes(&file.bytes);
        }
    }
    print.finish()
}

/// Compiles the site below `root`; see [`Compiler::compile`].
///
/// # Errors
/// When a file or folder that is there cannot be read.
pub fn compile_into(root: &Path, options: &Options, sink: &dyn Sink, progress: impl Fn(Phase)) -> io::Result<Compiled> {
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
    let kept = Kept::default();
    let mut compiled = compile_into(root, options, &kept, progress)?;
    if !compiled.has_errors() {
        compiled.artifacts = kept.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        compiled.artifacts.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(compiled)
}

/// A site's files, in memory.
#[derive(Default)]
struct Kept(Mutex<Vec<Artifact>>);

impl Sink for Kept {
    fn take(&self, artifact: Artifact, _: Option<Hash>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(artifact);
    }

    fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
