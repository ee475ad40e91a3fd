//! The pipeline, and what of it stays while a site is being written.
//!
//! [`Session::compile`] is the whole of it: each phase eats what the one before it made, and nothing flows back. What came out is
//! kept, so that [`Session::amend`] can put a changed text or title in its place and make again what follows from it. Whatever is
//! not as simple as that is compiled whole; with both, files are the same to the byte (`tests/suite/memo.rs`).

mod amend;
mod front;

use std::collections::BTreeSet;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use jiff::tz::TimeZone;

use crate::allow::Allow;
use crate::boundaries::Boundaries;
use crate::cache::Cache;
use crate::config::{BaseUrl, Config, Updated};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::fingerprint::{self, Fingerprint};
use crate::lineage::Lineages;
use crate::load::Tree;
use crate::markdown::{Keeper, Material, Texts, Tools};
use crate::model::{Atlas, Photographs};
use crate::picture;
use crate::plan::Plan;
use crate::preview::Previews;
use crate::relate::Relations;
use crate::render::theme::Theme;
use crate::render::{Artifact, Extent, Made, Media, Memo, Sink};
use crate::resolve::{Clock, Names};
use crate::review::Known;
use crate::snapshot::{Basis, Linked, Related};
use crate::source::{FileId, Sources, Whole};
use crate::trace::Prints;
use crate::weight::{self, Scales};
use crate::{
    Compiled, Counts, Now, Options, Phase, Withheld, allow, boundaries, cache, config, lineage, load, location,
    markdown, media, permalinks, plan, preview, relate, render, review, schema,
};

/// What a site can be compiled with again and again.
pub struct Session {
    root: PathBuf,
    /// The last site, where nothing was wrong with it.
    site: Option<Box<Site>>,
    /// Texts and pages as they were made last.
    texts: Option<Earlier<markdown::Memo>>,
    pages: Option<Earlier<Memo>>,
    keeps: Keeps,
    /// What is being written into the cache.
    writing: Vec<JoinHandle<()>>,
}

/// What an earlier build kept.
enum Earlier<T> {
    Held(T),
    /// It is being read, while the files of the site are.
    Coming(JoinHandle<T>),
}

impl Drop for Session {
    fn drop(&mut self) {
        for writing in self.writing.drain(..) {
            // A cache that could not be written is no failure.
            let _ = writing.join();
        }
    }
}

/// Lets go of something large on another thread: nobody has to wait for that.
fn later<T: Send + 'static>(value: T) {
    rayon::spawn(move || drop(value));
}

/// Whether a session will compile more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// What was made goes into the cache, for the next program.
    Cache,
    /// It is held in memory too.
    Memory,
}

/// A site that was compiled.
struct Site {
    config: Config,
    sources: Sources,
    permalinks: Option<FileId>,
    wants_addresses: bool,
    tree: Tree,
    theme: Theme,
    clock: Clock,
    allowed: Vec<Allow>,
    atlas: Atlas,
    names: Names,
    lineages: Lineages,
    boundaries: Boundaries,
    tools: Tools,
    texts: Texts,
    relations: Relations,
    plan: Plan,
    media: Media,
    previews: Previews,
    prints: Prints,
    /// The fingerprint of all that counts for every page.
    world: u64,
    findings: Findings,
    /// The texts that are not published yet.
    withheld: Vec<Withheld>,
}

/// What was found, by where it came from.
#[derive(Default)]
struct Findings {
    /// Before texts are composed.
    early: Diagnostics,
    /// Of what nothing uses.
    related: Diagnostics,
    /// Of addresses and pictures.
    planned: Diagnostics,
}

impl Session {
    pub fn new(root: &Path, keeps: Keeps) -> Session {
        Session {
            root: root.to_owned(),
            site: None,
            texts: None,
            pages: None,
            keeps,
            writing: Vec::new(),
        }
    }

    /// Compiles the site. Its files go to the sink as they are made, and must not be published when there is an error; `progress` is
    /// told when a phase begins.
    ///
    /// # Errors
    /// When a file or folder that is there cannot be read. Everything that is wrong with what is read is a finding instead.
    pub fn compile(&mut self, options: &Options, sink: &dyn Sink, progress: impl Fn(Phase)) -> io::Result<Compiled> {
        // What the cache holds is checked for damage, and not for sense: an entry that somebody else made may fit its checksum and
        // not the site. Nothing can be done with it, so it is deleted and the site is compiled without it.
        let attempt = panic::catch_unwind(AssertUnwindSafe(|| self.compile_once(options, sink, &progress)));
        attempt.unwrap_or_else(|reason| {
            self.writing.drain(..).for_each(|writing| drop(writing.join()));
            if !cache::clear(&self.root) {
                panic::resume_unwind(reason);
            }
            (self.texts, self.pages) = (None, None);
            sink.forget();
            self.compile_once(options, sink, &progress)
        })
    }

    fn compile_once(&mut self, options: &Options, sink: &dyn Sink, progress: &impl Fn(Phase)) -> io::Result<Compiled> {
        self.site = None;
        if self.keeps == Keeps::Cache {
            let texts = Cache::of(&self.root, "texts");
            self.texts = Some(Earlier::Coming(thread::spawn(move || markdown::Memo::read(&texts))));
            let root = self.root.clone();
            self.pages = Some(Earlier::Coming(thread::spawn(move || Memo::read(&root))));
        }
        let root = self.root.clone();
        let root = root.as_path();
        let mut sources = Sources::default();
        let mut early = Diagnostics::default();
        progress(Phase::Reading);
        let mut config = config::read(root, &mut sources, &mut early)?;
        if let Some(base_url) = &options.base_url {
            match BaseUrl::parse(base_url, &config.base) {
                Ok(base) => {
                    config.base = base;
                    config.base_at = config.base_at.filter(|_| base_url.starts_with('/'));
                }
                Err(bad) => early.push(
                    Diagnostic::new(Code::LinkScheme, Place::Path("--base-url".into()), bad.message).help(bad.help),
                ),
            }
        }
        if options.needs_address && config.is_known {
            address(&config, &mut early);
        }
        let permalinks = load::plain(root, permalinks::FILE, &mut sources, &mut early)?;
        let fronts = Cache::of(root, "fronts");
        let mut tree = load::tree(root, &config.languages, &mut sources, Some(&fronts), &mut early)?;
        if !config.is_known {
            return Ok(stopped(&tree, sources, early));
        }
        let own_themes = load::themes(root, &config.theme, &mut early)?;
        let made_from = fingerprint_of_theme(&own_themes);
        let theme = Theme::new(own_themes, &config, &mut sources, &mut early);
        progress(Phase::Typing);
        let clock = clock(options, &config.time_zone);
        let cached = Cache::of(root, "linked");
        let basis = (self.keeps == Keeps::Cache && config.updated == Updated::Written)
            .then(|| Basis::of(&tree, &sources, &config, clock));
        let known = (basis.as_ref()).and_then(|basis| front::known(&cached, basis, &tree, &config, &sources));
        tree.forget_earlier();
        let (linked, is_as_it_was) = known.unwrap_or_else(|| {
            let linked = front::linked(root, &tree, &config, clock, (&sources, basis.as_ref()), progress);
            (linked, false)
        });
        let atlas = &linked.atlas;
        progress(Phase::Tracing);
        let lineages = lineage::lineages(atlas);
        let outlines = load::files(root, &present(&boundaries::wanted(atlas), &tree), &tree, &mut early)?;
        let boundaries = boundaries::boundaries(atlas, &outlines, &mut early);
        location::check(atlas, &boundaries, &mut early);
        progress(Phase::Composing);
        let keep = || {
            let basis = basis
                .as_ref()
                .filter(|_| !is_as_it_was && !linked.findings.has_errors() && tree.unreadable().next().is_none());
            basis.and_then(|basis| linked.write(&cached, basis))
        };
        let (_, tools) = rayon::join(keep, || Tools::of(atlas, &tree, &config, &sources, &mut early));
        let Linked {
            atlas,
            names,
            mut prints,
            mut allowed,
            findings,
            withheld,
            origin,
        } = linked;
        early.append(findings);
        let (photographs, judged) = schema::photographs(&tree, &config, &sources, &mut early);
        allowed.extend(judged);
        allowed.splice(0..0, config.allowed.iter().cloned());
        let bodies = Material::files(&atlas);
        let wholes = bodies.iter().map(|file| sources.whole(*file)).collect();
        if self.keeps == Keeps::Cache {
            // Most of what was read is wanted once more, by whoever composes it.
            let told = early.files();
            sources.forget_bodies(bodies.into_iter().filter(|file| !told.contains(file)));
        }
        let material = Material {
            atlas: &atlas,
            names: &names,
            tree: &tree,
            config: &config,
            sources: &sources,
            photographs: &photographs,
            tools: &tools,
        };
        let (texts, told) = self.texts(material, wholes, &mut prints);
        told.into_iter().for_each(|whole| sources.give_back(whole));
        if self.keeps == Keeps::Cache {
            tree.forget_fronts();
        }
        let mut diagnostics = early.clone();
        texts.findings(&atlas, &unreadable(&tree, &diagnostics), &mut diagnostics);
        progress(Phase::Relating);
        let mut related = Diagnostics::default();
        let cached = Cache::of(root, "related");
        let print = basis.map(|_| fingerprint::of(&(origin, relate::print(&texts.articles))));
        let Related { relations, rows } = match print.and_then(|print| Related::read(&cached, print)) {
            Some(related) => related,
            None => {
                let relations = relate::relations(&atlas, &texts.articles);
                let rows = relations.rows().into();
                let related = Related { relations, rows };
                print.and_then(|print| related.write(&cached, print));
                related
            }
        };
        prints.extend(rows);
        // What is used is known only when nothing is missing.
        if !diagnostics.has_errors() {
            relate::orphans(&atlas, &relations, &mut related);
        }
        let used = render::used_media(&atlas, &texts.articles);
        let is_whole = !diagnostics.has_errors();
        strays(&tree, &atlas, &used, is_whole, &mut related);
        diagnostics.append(related.clone());
        progress(Phase::Reviewing);
        let known = Known {
            atlas: &atlas,
            lineages: &lineages,
            relations: &relations,
            sources: &sources,
            photographs: &photographs,
        };
        review::review(&known, &config, clock, &mut diagnostics);
        progress(Phase::Planning);
        let mut planned = Diagnostics::default();
        let plan = plan::plan(&atlas, &relations, &config, options.addresses, &mut planned);
        if let Some(list) = permalinks {
            permalinks::check(list, &plan, &atlas, &sources, &mut planned);
        }
        progress(Phase::Picturing);
        let is_sound = !diagnostics.has_errors() && !planned.has_errors() && theme.is_complete(&config);
        let files = load::files(root, &used, &tree, &mut planned)?;
        let cache = Cache::of(root, "images");
        // What is wrong with pictures is told with everything else, and nothing is made of them for nothing.
        let pictures = if is_sound {
            let pictures = picture::pictures(files, &cache);
            cache.keep(&pictures.keys);
            pictures
        } else {
            picture::inspected(files, &cache)
        };
        told_of_media(&pictures, &mut planned);
        let pictures = pictures.files;
        diagnostics.append(planned.clone());
        let mut site = Site {
            media: Media::new(pictures, tree.copied.clone(), photographs),
            previews: Previews::default(),
            world: 0,
            findings: Findings {
                early,
                related,
                planned,
            },
            config,
            sources,
            permalinks,
            wants_addresses: options.permalinks,
            tree,
            theme,
            clock,
            allowed,
            atlas,
            names,
            lineages,
            boundaries,
            tools,
            texts,
            relations,
            plan,
            prints,
            withheld,
        };
        if is_sound {
            let cache = Cache::of(root, "previews");
            let (made, theme, _) = site.parts();
            site.previews = preview::previews(&render::cards(&made, theme), &cache);
            cache.keep(&site.previews.keys);
            progress(Phase::Rendering);
            let (made, theme, prints) = site.parts();
            site.world = render::prepare(&made, theme, prints, made_from);
            self.render(&mut site, Extent::All, sink, &mut diagnostics)?;
        }
        if let Some(error) = site.texts.failure() {
            let what = "a cached text in .griot-cache can no longer be read";
            return Err(io::Error::new(error.kind(), format!("{what}: {error}")));
        }
        progress(Phase::Settling);
        Ok(self.finish(site, diagnostics))
    }

    /// Composes all texts, with what is known of them; gives back the files that findings may point into.
    fn texts(&mut self, material: Material, wholes: Vec<Whole>, prints: &mut Prints) -> (Texts, Vec<Whole>) {
        let old = match self.texts.take() {
            Some(Earlier::Held(memo)) => memo,
            Some(Earlier::Coming(reading)) => reading.join().unwrap_or_default(),
            None => markdown::Memo::default(),
        };
        let cache = Cache::of(&self.root, "texts");
        let keeper = match self.keeps {
            Keeps::Cache => Keeper::in_cache(&cache),
            Keeps::Memory => Keeper::in_memory(),
        };
        let (texts, kept, told) = Texts::of(material, wholes, &old, keeper, prints);
        match self.keeps {
            Keeps::Memory => self.texts = Some(Earlier::Held(kept.held(&old))),
            Keeps::Cache if kept.is_in(&old) => later((kept, old)),
            Keeps::Cache => self.writing.push(thread::spawn(move || kept.write(&cache, &old))),
        }
        (texts, told)
    }

    /// Renders what is not as it was.
    ///
    /// # Errors
    /// When a file that is copied as it is cannot be read.
    fn render(
        &mut self,
        site: &mut Site,
        extent: Extent,
        sink: &dyn Sink,
        diagnostics: &mut Diagnostics,
    ) -> io::Result<()> {
        let old = match self.pages.take() {
            Some(Earlier::Held(memo)) => memo,
            Some(Earlier::Coming(reading)) => reading.join().unwrap_or_default(),
            None => Memo::default(),
        };
        let world = site.world;
        let (made, theme, prints) = site.parts();
        let earlier = render::Earlier {
            memo: &old,
            prints,
            world,
        };
        let memo = match extent {
            Extent::All => {
                let scales = Scales::before(sink, weight::GITHUB);
                let memo = render::files(&made, theme, earlier, extent, &scales, diagnostics);
                for path in made.media.copied() {
                    let (bytes, flaw) = load::copied(&self.root, path)?;
                    flaw.into_iter().for_each(|flaw| diagnostics.push(flaw));
                    let path = path.to_owned();
                    scales.take(Artifact { path, bytes }, None);
                }
                scales.weights().report(weight::GITHUB, diagnostics);
                memo
            }
            Extent::Pages => render::files(&made, theme, earlier, extent, sink, diagnostics),
        };
        match self.keeps {
            _ if diagnostics.has_errors() => {}
            Keeps::Cache => {
                let root = self.root.clone();
                self.writing.push(thread::spawn(move || memo.write(&root)));
            }
            Keeps::Memory => self.pages = Some(Earlier::Held(memo)),
        }
        Ok(())
    }

    /// Tells what came out, and keeps the site where it is sound.
    fn finish(&mut self, site: Site, mut diagnostics: Diagnostics) -> Compiled {
        let published: BTreeSet<FileId> = site
            .atlas
            .things()
            .flat_map(|thing| site.atlas.bodies(thing).iter().map(|(_, body)| body.file))
            .chain(site.photographs().iter().map(|(_, record)| record.top.file))
            .collect();
        let broken = unreadable(&site.tree, &diagnostics);
        // A list of words that cannot be read may have allowed what is said in its language.
        let has_list = |finding: &Diagnostic| {
            let file = finding.place.file().filter(|_| finding.code.is_unreadable());
            file.is_some_and(|file| site.sources.path(file).starts_with("content/style/"))
        };
        if diagnostics.iter().any(has_list) {
            let codes = [Code::LoadedWord, Code::NearName, Code::UnclaimedFigure];
            diagnostics.retain(|finding| !codes.contains(&finding.code));
        }
        if !broken.is_empty() {
            diagnostics.retain(|diagnostic| !follows(diagnostic, &broken));
        }
        allow::apply(&site.allowed, &published, &mut diagnostics);
        diagnostics.join(Code::NearName);
        let is_sound = !diagnostics.has_errors();
        let compiled = Compiled {
            findings: diagnostics.settle(&site.sources),
            sources: site.sources.clone(),
            artifacts: Vec::new(),
            counts: site.counts(is_sound),
            addresses: site
                .wants_addresses
                .then(|| permalinks::updated(site.permalinks, &site.plan, &site.atlas, &site.sources)),
            withheld: site.withheld.clone(),
        };
        if is_sound && self.keeps == Keeps::Memory {
            self.site = Some(Box::new(site));
        } else {
            later(site);
        }
        compiled
    }
}

impl Site {
    /// What is known of pictures.
    fn photographs(&self) -> &Photographs {
        self.media.photographs()
    }

    /// What pages are made from, with what is made ready for them: the theme, and the fingerprints.
    fn parts(&mut self) -> (Made<'_>, &mut Theme, &mut Prints) {
        let made = Made {
            atlas: &self.atlas,
            lineages: &self.lineages,
            boundaries: &self.boundaries,
            articles: &self.texts.articles,
            relations: &self.relations,
            plan: &self.plan,
            config: &self.config,
            media: &self.media,
            previews: &self.previews,
            sources: &self.sources,
        };
        (made, &mut self.theme, &mut self.prints)
    }

    fn counts(&self, is_sound: bool) -> Counts {
        Counts {
            articles: self.atlas.articles.len(),
            actors: self.atlas.actors.len(),
            regions: self.atlas.regions.len(),
            events: self.atlas.events.len(),
            sources: self.atlas.sources.len(),
            pages: if is_sound { self.plan.pages.len() } else { 0 },
        }
    }
}

/// Reports what is wrong with files that are published, and what they tell of whoever made them.
fn told_of_media(pictures: &picture::Pictures, diagnostics: &mut Diagnostics) {
    let place = |path: &str| Place::Path(format!("content/{path}"));
    for (path, flaw) in &pictures.flaws {
        let (message, help) = flaw.words(path);
        let code = match media::use_of(path) {
            media::Use::Picture => Code::BrokenImage,
            _ => Code::OtherKind,
        };
        diagnostics.push(Diagnostic::new(code, place(path), message).help(help));
    }
    for (path, traces) in &pictures.traces {
        let list: Vec<String> = traces
            .iter()
            .map(|(what, value)| match value.as_str() {
                "yes" => format!("its {what}"),
                value => format!("its {what} (`{value}`)"),
            })
            .collect();
        let name = path.rsplit('/').next().unwrap_or(path);
        diagnostics.push(
            Diagnostic::new(
                Code::Metadata,
                place(path),
                format!("this file is published with personal metadata: {}", list.join(", ")),
            )
            .help(format!(
                "remove it from a copy, such as with `exiftool -all= {name}`; or write `allow` in site.yaml with a reason"
            )),
        );
    }
}

/// The files that cannot be read, or have no front matter to read.
fn unreadable(tree: &Tree, diagnostics: &Diagnostics) -> BTreeSet<FileId> {
    let mut files: BTreeSet<FileId> = tree.unreadable().map(|document| document.file).collect();
    files.extend(diagnostics.iter().filter_map(|diagnostic| {
        let file = diagnostic.place.file();
        file.filter(|_| diagnostic.code == Code::MissingFrontMatter)
    }));
    files
}

/// Reports files in the folders of texts that nothing uses.
fn strays(tree: &Tree, atlas: &Atlas, used: &BTreeSet<String>, all_known: bool, diagnostics: &mut Diagnostics) {
    let mut all = used.clone();
    all.extend(boundaries::wanted(atlas));
    // What cannot be read may use anything; of that, only what is never published in any case is reported.
    let is_whole = all_known && tree.unreadable().next().is_none();
    load::stray::report(&tree.media, &all, is_whole, diagnostics);
}

/// Whether a finding may follow from files that cannot be read: it is about what was guessed of them, or needs the whole site.
fn follows(diagnostic: &Diagnostic, broken: &BTreeSet<FileId>) -> bool {
    let code = diagnostic.code;
    match diagnostic.place.file() {
        // Of a file whose name is at fault, the name is reported.
        Some(file) if broken.contains(&file) => {
            !code.is_unreadable() && !matches!(code, Code::BadId | Code::UnknownLanguage)
        }
        _ => matches!(
            code,
            Code::LostAddress | Code::Orphan | Code::Unadmitted | Code::UnsaidConflict | Code::UnusedAllow
        ),
    }
}

/// What is known of a site whose settings cannot be read: other files that cannot be read either, and nothing else.
fn stopped(tree: &Tree, sources: Sources, mut diagnostics: Diagnostics) -> Compiled {
    let about_site = |diagnostic: &Diagnostic| match &diagnostic.place {
        Place::Path(path) => path == config::FILE,
        place => place.file().is_some_and(|file| sources.path(file) == config::FILE),
    };
    diagnostics.retain(|diagnostic| diagnostic.code.is_unreadable() || about_site(diagnostic));
    let cause = diagnostics.iter().find(|diagnostic| about_site(diagnostic));
    if let Some(file) = cause.and_then(|diagnostic| diagnostic.place.file()) {
        diagnostics.unchecked(file, tree.documents.len());
    }
    Compiled {
        findings: diagnostics.settle(&sources),
        sources,
        artifacts: Vec::new(),
        counts: Counts::default(),
        addresses: None,
        withheld: Vec::new(),
    }
}

/// Reports a site of which nobody outside knows where it is.
fn address(config: &Config, diagnostics: &mut Diagnostics) {
    let finding = match &config.base_at {
        _ if !config.base.is_local() => return,
        // That it is none was reported.
        Some(field) if diagnostics.iter().any(|finding| finding.place == Place::from(field)) => return,
        Some(field) => Diagnostic::new(
            Code::NoBaseUrl,
            field,
            format!(
                "`{}` is a local address, but the sitemap, feeds and shared links use it",
                config.base.origin
            ),
        ),
        None => Diagnostic::new(
            Code::NoBaseUrl,
            Place::Path(config::FILE.into()),
            format!(
                "`base_url` is not set, so the sitemap, feeds and shared links use `{}{}`",
                config.base.origin, config.base.path
            ),
        ),
    };
    let help = "write it in site.yaml, such as `base_url: https://name.github.io/site/`, or give it with `--base-url`";
    diagnostics.push(finding.help(help));
}

/// A fingerprint of what themes are made from: the site's own files, and the program, in which the built-in ones are.
fn fingerprint_of_theme(own: &[load::ThemeFolder]) -> u64 {
    let mut print = Fingerprint::default();
    print.number(cache::program());
    for folder in own {
        print.value(&folder.name);
        for file in &folder.files {
            print.value(&file.path);
            print.bytes(&file.bytes);
        }
    }
    print.finish()
}

/// The files among `wanted` that are there; what is missing was reported where it is named.
fn present(wanted: &BTreeSet<String>, tree: &Tree) -> BTreeSet<String> {
    tree.media
        .iter()
        .filter(|path| wanted.contains(*path))
        .cloned()
        .collect()
}

/// What is published: the day that it is where the site is.
pub fn clock(options: &Options, zone: &str) -> Clock {
    let today = match options.now {
        Now::Day(day) => day,
        Now::Moment(moment) => moment.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).date(),
    };
    Clock {
        today,
        drafts: options.drafts,
    }
}
