//! griot compiles articles about a conflict, with their events, actors, regions and sources, into a
//! linked static site, and refuses what does not fit together.
//!
//! Each phase eats what the one before it made, and nothing flows back. [`compile`] is the whole
//! pipeline as one function; `check` and `build` both use it. Modules stand in groups, and a module uses
//! only groups above its own; `tests/layers.rs` holds that.

pub mod fingerprint;
pub mod html;
pub mod lexicon;
pub mod source;
pub mod yaml;

pub mod cache;
pub mod trace;

pub mod diag;
pub mod lang;

pub mod number;

pub mod model;

pub mod draw;

pub mod fields;

pub mod allow;

pub mod config;

pub mod git;
pub mod load;

pub mod schema;
pub mod style;

pub mod resolve;

pub mod boundaries;
pub mod lineage;

pub mod markdown;

pub mod relate;

pub mod review;

pub mod plan;

pub mod coverage;
pub mod permalinks;

pub mod picture;
pub mod preview;

pub mod render;

pub mod weight;
pub mod write;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::{Timestamp, civil, tz::TimeZone};

use crate::cache::Cache;
use crate::config::{BaseUrl, Updated};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Finding, Place, Severity};
use crate::fingerprint::Fingerprint;
use crate::git::{Git, NoHistory};
use crate::plan::Addresses;
use crate::preview::Previews;
use crate::render::theme::Theme;
use crate::render::{Artifact, Made, Media, Memo, Sink};
use crate::resolve::{Clock, Drafts};
use crate::review::Known;
use crate::source::{FileId, Sources};
use crate::trace::Prints;
use crate::weight::Scales;

/// What a build is told besides what the site says.
#[derive(Clone, Debug)]
pub struct Options {
    /// Another base address than that of `site.yaml`; a path alone keeps the site's origin.
    pub base_url: Option<String>,
    pub now: Now,
    pub drafts: Drafts,
    pub addresses: Addresses,
}

/// The time at which a site is built: what is dated later is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// A day, wherever the site is.
    Day(civil::Date),
    /// A moment; the site's time zone says which day it is.
    Moment(Timestamp),
}

/// Where the pipeline is; for a progress line, and for a table of how long each phase took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Reading,
    Typing,
    Linking,
    Tracing,
    Composing,
    Relating,
    Reviewing,
    Planning,
    Picturing,
    Rendering,
    Settling,
}

impl Phase {
    /// What it does, in words.
    pub fn words(self) -> &'static str {
        match self {
            Phase::Reading => "reading the files",
            Phase::Typing => "reading the fields",
            Phase::Linking => "linking names",
            Phase::Tracing => "tracing claims and outlines",
            Phase::Composing => "composing the texts",
            Phase::Relating => "relating things",
            Phase::Reviewing => "reviewing",
            Phase::Planning => "planning the pages",
            Phase::Picturing => "making pictures",
            Phase::Rendering => "rendering the pages",
            Phase::Settling => "settling findings",
        }
    }
}

/// A compiled site, whether or not it may be written.
pub struct Compiled {
    pub sources: Sources,
    /// Sorted by place.
    pub findings: Vec<Finding>,
    /// By path; empty when there is an error, and when another sink took them.
    pub artifacts: Vec<Artifact>,
    pub counts: Counts,
    /// What `permalinks.lock` would hold with the addresses of this build; see [`permalinks`].
    pub addresses: String,
}

impl Compiled {
    /// Whether the site must not be published.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// How many of each a site has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub articles: usize,
    pub actors: usize,
    pub regions: usize,
    pub events: usize,
    pub sources: usize,
    pub pages: usize,
}

/// A site's files, in memory.
#[derive(Default)]
struct Kept(Mutex<Vec<Artifact>>);

impl Sink for Kept {
    fn take(&self, artifact: Artifact) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(artifact);
    }
}

/// Compiles the site below `root` and keeps its files in memory; see [`compile_into`].
///
/// # Errors
/// When a file or folder that is there cannot be read. Everything that is wrong with what is read is a finding instead.
pub fn compile(root: &Path, options: &Options, progress: impl Fn(Phase)) -> io::Result<Compiled> {
    let kept = Kept::default();
    let mut compiled = compile_into(root, options, &kept, progress)?;
    if !compiled.has_errors() {
        compiled.artifacts = kept.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        compiled.artifacts.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(compiled)
}

/// Compiles the site below `root`. Its files go to the sink as they are made, and must not be published when there is an error;
/// `progress` is told when a phase begins.
///
/// # Errors
/// When a file or folder that is there cannot be read. Everything that is wrong with what is read is a finding instead.
pub fn compile_into(root: &Path, options: &Options, sink: &dyn Sink, progress: impl Fn(Phase)) -> io::Result<Compiled> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    progress(Phase::Reading);
    let mut config = config::read(root, &mut sources, &mut diagnostics)?;
    if let Some(base_url) = &options.base_url {
        match BaseUrl::parse(base_url, &config.base) {
            Ok(base) => config.base = base,
            Err(message) => diagnostics.push(Diagnostic::new(
                Code::LinkScheme,
                Place::Path("--base-url".into()),
                message,
            )),
        }
    }
    let permalinks = load::plain(root, permalinks::FILE, &mut sources, &mut diagnostics)?;
    let tree = load::tree(root, &config.languages, &mut sources, &mut diagnostics)?;
    let own_themes = load::themes(root, &config.theme, &mut diagnostics)?;
    let world = fingerprint_of_theme(&own_themes);
    let mut theme = Theme::new(own_themes, &config, &mut sources, &mut diagnostics);
    progress(Phase::Typing);
    let mut records = schema::records(&tree, &config, &sources, &mut diagnostics);
    let mut allowed = config.allowed.clone();
    allowed.append(&mut records.allowed);
    if config.updated == Updated::Git {
        let zone = TimeZone::get(&config.time_zone).unwrap_or(TimeZone::UTC);
        match (Git { root }).days("content", &zone) {
            Ok(days) => records.updated_by(&days, &sources),
            Err(reason) => diagnostics.push(no_history(&reason, config.updated_at.as_ref())),
        }
    }
    let media: BTreeSet<String> = tree.media.iter().cloned().collect();
    let clock = clock(options, &config.time_zone);
    progress(Phase::Linking);
    let (atlas, names) = resolve::atlas(records, &media, &config, clock, &sources, &mut diagnostics);
    progress(Phase::Tracing);
    let lineages = lineage::lineages(&atlas);
    let outlines = load::files(root, &present(&boundaries::wanted(&atlas), &tree))?;
    let boundaries = boundaries::boundaries(&atlas, &outlines, &mut diagnostics);
    progress(Phase::Composing);
    let mut prints = Prints::default();
    prints.extend(atlas.rows());
    prints.extend([names.row()]);
    let kept_texts = Cache::of(root, "texts");
    let old_texts = markdown::Memo::read(&kept_texts);
    let (articles, texts) = markdown::articles(
        (&atlas, &names),
        &tree,
        &config,
        &sources,
        (&old_texts, &mut prints),
        &mut diagnostics,
    );
    if !texts.is_same(&old_texts) {
        texts.write(&kept_texts);
    }
    drop((texts, old_texts));
    progress(Phase::Relating);
    let relations = relate::relations(&atlas, &articles, &mut diagnostics);
    progress(Phase::Reviewing);
    let known = Known {
        atlas: &atlas,
        lineages: &lineages,
        relations: &relations,
    };
    review::review(&known, &config, clock, &mut diagnostics);
    progress(Phase::Planning);
    let plan = plan::plan(&atlas, &relations, &config, options.addresses, &mut diagnostics);
    if let Some(list) = permalinks {
        permalinks::check(list, &plan, &atlas, &sources, &mut diagnostics);
    }
    let addresses = permalinks::updated(permalinks, &plan, &atlas, &sources);
    let mut counts = Counts {
        articles: atlas.articles.len(),
        actors: atlas.actors.len(),
        regions: atlas.regions.len(),
        events: atlas.events.len(),
        sources: atlas.sources.len(),
        pages: plan.pages.len(),
    };
    progress(Phase::Picturing);
    if !diagnostics.has_errors() && theme.is_complete(&config) {
        let files = load::files(root, &render::used_media(&atlas, &articles))?;
        let cache = Cache::of(root, "images");
        let pictures = picture::pictures(files, &cache);
        for (path, flaw) in &pictures.flaws {
            let (message, help) = flaw.words();
            let place = Place::Path(format!("content/{path}"));
            diagnostics.push(Diagnostic::new(Code::BrokenImage, place, message).help(help));
        }
        cache.keep(&pictures.keys);
        let media = Media::new(pictures.files);
        let none = Previews::default();
        let made = Made {
            atlas: &atlas,
            lineages: &lineages,
            boundaries: &boundaries,
            articles: &articles,
            relations: &relations,
            plan: &plan,
            config: &config,
            media: &media,
            previews: &none,
            sources: &sources,
        };
        let cache = Cache::of(root, "previews");
        let previews = preview::previews(&render::cards(&made, &theme), &cache);
        cache.keep(&previews.keys);
        let made = Made {
            previews: &previews,
            ..made
        };
        progress(Phase::Rendering);
        let cache = Cache::of(root, "pages");
        let memo = Memo::read(&cache);
        let scales = Scales::before(sink, weight::GITHUB);
        let memo = render::files(&made, &mut theme, (&memo, &mut prints, world), &scales, &mut diagnostics);
        scales.weights().report(weight::GITHUB, &mut diagnostics);
        if !diagnostics.has_errors() {
            memo.write(&cache);
        }
    }
    progress(Phase::Settling);
    let published: BTreeSet<FileId> = atlas
        .things()
        .flat_map(|thing| atlas.bodies(thing).iter().map(|(_, body)| body.file))
        .collect();
    allow::apply(&allowed, &published, &mut diagnostics);
    if diagnostics.has_errors() {
        counts.pages = 0;
    }
    Ok(Compiled {
        findings: diagnostics.settle(&sources),
        sources,
        artifacts: Vec::new(),
        counts,
        addresses,
    })
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

/// Why articles have no days from git.
fn no_history(reason: &NoHistory, at: Option<&Field>) -> Diagnostic {
    let (message, help) = match reason {
        NoHistory::NoGit => (
            "articles take their days from git, and the program `git` is not installed here".to_owned(),
            "install git, or write `updated: written`",
        ),
        NoHistory::NoRepository => (
            "articles take their days from git, and this folder is in no repository".to_owned(),
            "build the site from a clone of its repository, or write `updated: written`",
        ),
        NoHistory::Shallow => (
            "articles take their days from git, and only the end of the history is here".to_owned(),
            "fetch all of it: `fetch-depth: 0` for actions/checkout, `git fetch --unshallow` elsewhere; until then no article gets a day, since it would be a wrong one",
        ),
        NoHistory::Failed(said) => (
            format!(
                "articles take their days from git, and git fails: {}",
                said.split_whitespace().collect::<Vec<_>>().join(" ")
            ),
            "mend what it says, or write `updated: written`",
        ),
    };
    let place = at.map_or_else(|| Place::Path(config::FILE.into()), Place::from);
    Diagnostic::new(Code::NoHistory, place, message).help(help)
}

/// The files among `wanted` that are there; what is missing was reported where it is named.
fn present(wanted: &BTreeSet<String>, tree: &load::Tree) -> BTreeSet<String> {
    tree.media
        .iter()
        .filter(|path| wanted.contains(*path))
        .cloned()
        .collect()
}

fn clock(options: &Options, zone: &str) -> Clock {
    let today = match options.now {
        Now::Day(day) => day,
        Now::Moment(moment) => moment.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).date(),
    };
    Clock {
        today,
        drafts: options.drafts,
    }
}

pub mod cli;
