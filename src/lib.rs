//! griot compiles articles about a conflict, with their events, actors, regions and sources, into a
//! linked static site, and refuses what does not fit together.
//!
//! Each phase eats what the one before it made, and nothing flows back. [`compile`] is the whole
//! pipeline as one function; `check` and `build` both use it. Modules stand in groups, and a module uses
//! only groups above its own; `tests/layers.rs` holds that.

pub mod html;
pub mod lexicon;
pub mod source;
pub mod yaml;

pub mod diag;
pub mod lang;

pub mod number;

pub mod model;

pub mod draw;

pub mod fields;

pub mod allow;

pub mod config;

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

pub mod cache;

pub mod picture;
pub mod preview;

pub mod render;

pub mod write;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use jiff::{Timestamp, civil, tz::TimeZone};

use crate::cache::Cache;
use crate::config::BaseUrl;
use crate::diag::{Code, Diagnostic, Diagnostics, Finding, Place};
use crate::plan::Addresses;
use crate::preview::Previews;
use crate::render::theme::Theme;
use crate::render::{Artifact, Made, Media};
use crate::resolve::{Clock, Drafts};
use crate::review::Known;
use crate::source::{FileId, Sources};

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

/// Where the pipeline is; for a progress line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Reading,
    Linking,
    Composing,
    Rendering,
}

/// A compiled site, whether or not it may be written.
pub struct Compiled {
    pub sources: Sources,
    /// Sorted by place.
    pub findings: Vec<Finding>,
    /// Empty when there is an error.
    pub artifacts: Vec<Artifact>,
    pub counts: Counts,
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

/// Compiles the site below `root`; `progress` is told when a phase begins.
///
/// # Errors
/// When a file or folder that is there cannot be read. Everything that is wrong with what is read is a finding instead.
pub fn compile(root: &Path, options: &Options, progress: impl Fn(Phase)) -> io::Result<Compiled> {
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
    let tree = load::tree(root, &config.languages, &mut sources, &mut diagnostics)?;
    let own_themes = load::themes(root, &config.theme, &mut diagnostics)?;
    let mut theme = Theme::new(own_themes, &config, &mut sources, &mut diagnostics);
    progress(Phase::Linking);
    let mut records = schema::records(&tree, &config, &sources, &mut diagnostics);
    let mut allowed = config.allowed.clone();
    allowed.append(&mut records.allowed);
    let media: BTreeSet<String> = tree.media.iter().cloned().collect();
    let clock = clock(options, &config.time_zone);
    let (atlas, names) = resolve::atlas(records, &media, &config, clock, &sources, &mut diagnostics);
    progress(Phase::Composing);
    let lineages = lineage::lineages(&atlas);
    let outlines = load::files(root, &present(&boundaries::wanted(&atlas), &tree))?;
    let boundaries = boundaries::boundaries(&atlas, &outlines, &mut diagnostics);
    let articles = markdown::articles(&atlas, &names, &tree, &config, &sources, &mut diagnostics);
    let relations = relate::relations(&atlas, &articles, &mut diagnostics);
    let known = Known {
        atlas: &atlas,
        lineages: &lineages,
        relations: &relations,
    };
    review::review(&known, &config, clock, &mut diagnostics);
    let plan = plan::plan(&atlas, &relations, &config, options.addresses, &mut diagnostics);
    let mut counts = Counts {
        articles: atlas.articles.len(),
        actors: atlas.actors.len(),
        regions: atlas.regions.len(),
        events: atlas.events.len(),
        sources: atlas.sources.len(),
        pages: plan.pages.len(),
    };
    progress(Phase::Rendering);
    let mut artifacts = Vec::new();
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
        artifacts = render::artifacts(&made, &mut theme, &mut diagnostics);
    }
    let published: BTreeSet<FileId> = atlas
        .things()
        .flat_map(|thing| atlas.bodies(thing).iter().map(|(_, body)| body.file))
        .collect();
    allow::apply(&allowed, &published, &mut diagnostics);
    if diagnostics.has_errors() {
        artifacts.clear();
        counts.pages = 0;
    }
    Ok(Compiled {
        findings: diagnostics.settle(&sources),
        sources,
        artifacts,
        counts,
    })
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
