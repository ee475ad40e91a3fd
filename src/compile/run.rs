//! The phases of one compilation, in the order in which [`Compiler::compile`] runs them.
//!
//! [`Compiler::compile`]: super::Compiler::compile

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::linked::{self, CachedRelations, LinkInputs, LinkedSite, Reuse};
use super::{Compiled, Counts, Options, Phase, history};
use crate::boundaries::{self, Boundaries};
use crate::checks::editorial::{self, ReviewContext};
use crate::checks::size_limits::{self, SizeSink};
use crate::checks::{self, dates, location, permalinks};
use crate::config::{self, BaseUrl, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::frame::{self, Frame, FrameInputs, MenuEntry, MenuInputs};
use crate::history::{SiteHistory, link};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::Fingerprints;
use crate::incremental::{Memo, Store, program};
use crate::load::{self, ContentTree};
use crate::markdown::{ComposedTexts, ProseIndex, ProseInputs, ProseTools};
use crate::media;
use crate::model::{Atlas, Photographs};
use crate::picture;
use crate::plan::{self, Plan};
use crate::preview;
use crate::provenance::{self, Provenances};
use crate::relations::{self, Relations};
use crate::render::checksums::ChecksumSink;
use crate::render::theme::Theme;
use crate::render::{self, Artifact, PublishedMedia, Sink, SiteData};
use crate::resolve::Clock;
use crate::schema;
use crate::source::{FileId, SourceFiles};
use crate::suppress::{self, Suppression};

/// The state that the phases of one compilation share.
pub(super) struct Run<'a> {
    pub root: &'a Path,
    pub options: &'a Options,
    pub reuse: Reuse<'a>,
    pub progress: &'a dyn Fn(Phase),
    pub sources: SourceFiles,
    pub diagnostics: Diagnostics,
}

/// The settings and content files of the site, as read.
pub(super) struct Content {
    pub config: Config,
    /// The list of published addresses, if the site has one.
    permalinks: Option<FileId>,
    pub tree: ContentTree,
}

/// The data that is derived from records alone.
pub(super) struct Facts {
    pub provenances: Provenances,
    pub boundaries: Boundaries,
    pub photographs: Photographs,
    /// The suppressions that metadata files of pictures declare.
    suppressions: Vec<Suppression>,
}

/// The prose of a site, and the fingerprints of all data that pages may read.
pub(super) struct ComposedProse {
    pub articles: ProseIndex,
    pub fingerprints: Fingerprints,
}

impl Run<'_> {
    /// Reads the settings and all content files.
    ///
    /// # Errors
    /// If a file or folder exists and cannot be read.
    pub fn read(&mut self) -> io::Result<Content> {
        (self.progress)(Phase::Reading);
        let (sources, diagnostics) = (&mut self.sources, &mut self.diagnostics);
        let config = settings(self.root, self.options, sources, diagnostics)?;
        let permalinks = load::read_root_file(self.root, permalinks::FILE, sources, diagnostics)?;
        let store = Some(&**self.reuse.store);
        let tree = load::tree(self.root, &config.languages, sources, store, diagnostics)?;
        Ok(Content {
            config,
            permalinks,
            tree,
        })
    }

    /// Reads the theme. Returns it with the fingerprint of all its files.
    ///
    /// # Errors
    /// If a file or folder exists and cannot be read.
    pub fn read_theme(&mut self, config: &Config) -> io::Result<(Theme, u64)> {
        let own = load::themes(self.root, &config.theme, &mut self.diagnostics)?;
        let hash = theme_fingerprint(&own);
        let theme = Theme::new(own, config, &mut self.sources, &mut self.diagnostics);
        Ok((theme, hash))
    }

    /// Returns the result for a site with unreadable settings: only the findings about unreadable
    /// files.
    pub fn stopped(mut self, content: &Content) -> Compiled {
        checks::retain_unreadable(&content.tree, &self.sources, &mut self.diagnostics);
        Compiled {
            findings: self.diagnostics.into_findings(&self.sources),
            sources: self.sources,
            artifacts: Vec::new(),
            counts: Counts::default(),
            addresses: None,
            withheld: Vec::new(),
            build: None,
        }
    }

    /// Types all front matters and resolves the names in them.
    pub fn link(
        &mut self,
        content: &Content,
        previous: Option<Arc<LinkedSite>>,
    ) -> Arc<LinkedSite> {
        (self.progress)(Phase::Typing);
        let Content { config, tree, .. } = content;
        let inputs = LinkInputs {
            root: self.root,
            tree,
            sources: &self.sources,
            config,
            clock: self.clock(config),
        };
        let linked = linked::link_or_reuse(&inputs, &self.reuse, previous, self.progress);
        self.diagnostics.append(linked.findings.clone());
        linked
    }

    /// Returns what was published before, if the settings ask for it and it is known.
    pub fn history(&mut self, content: &Content, linked: &LinkedSite) -> Option<SiteHistory> {
        let (config, store) = (&content.config, self.reuse.store);
        let past = history::past_changes(self.root, config, store, &mut self.diagnostics)?;
        Some(link(&past, &linked.atlas, &linked.names))
    }

    /// Derives provenances, outlines and metadata of pictures, which depend on records alone.
    ///
    /// # Errors
    /// If a file of outlines exists and cannot be read.
    pub fn trace(&mut self, content: &Content, atlas: &Atlas) -> io::Result<Facts> {
        (self.progress)(Phase::Tracing);
        let Content { config, tree, .. } = content;
        let diagnostics = &mut self.diagnostics;
        let provenances = provenance::provenances(atlas);
        let wanted = tree.present(&boundaries::required_files(atlas));
        let outlines = load::files(self.root, &wanted, tree, diagnostics)?;
        let boundaries = boundaries::boundaries(atlas, &outlines, diagnostics);
        location::check(atlas, &boundaries, diagnostics);
        let (photographs, suppressions) =
            schema::photographs(tree, config, &self.sources, diagnostics);
        Ok(Facts {
            provenances,
            boundaries,
            photographs,
            suppressions,
        })
    }

    /// Renders every body to HTML with placeholders, and drops the texts that no finding points
    /// into.
    pub fn compose(
        &mut self,
        content: &mut Content,
        linked: &LinkedSite,
        photographs: &Photographs,
    ) -> ComposedProse {
        (self.progress)(Phase::Composing);
        let Content { config, tree, .. } = content;
        let (sources, diagnostics) = (&mut self.sources, &mut self.diagnostics);
        let LinkedSite { atlas, names, .. } = linked;
        let tools = ProseTools::new(atlas, tree, config, sources, diagnostics);
        let bodies = ProseInputs::files(atlas);
        let texts = bodies
            .iter()
            .map(|file| sources.source_text(*file))
            .collect();
        let with_findings = diagnostics.files();
        sources.drop_bodies(
            bodies
                .into_iter()
                .filter(|file| !with_findings.contains(file)),
        );
        let inputs = ProseInputs {
            atlas,
            names,
            tree,
            config,
            sources,
            photographs,
            tools: &tools,
        };
        let mut fingerprints = linked.fingerprints.clone();
        let (composed, still_needed) =
            ComposedTexts::compose(inputs, texts, self.reuse.store, &mut fingerprints);
        still_needed
            .into_iter()
            .for_each(|text| sources.restore_body(text));
        tree.drop_front_matters();
        composed.findings(atlas, &checks::unreadable(tree, diagnostics), diagnostics);
        ComposedProse {
            articles: composed.prose,
            fingerprints,
        }
    }

    /// Derives the relations between entities.
    pub fn relate(
        &mut self,
        linked: &LinkedSite,
        prose: &mut ComposedProse,
        previous: Option<Arc<CachedRelations>>,
    ) -> Arc<CachedRelations> {
        (self.progress)(Phase::Relating);
        let related = linked::relate_or_reuse(linked, &prose.articles, &self.reuse, previous);
        prose.fingerprints.extend(related.rows.iter().cloned());
        related
    }

    /// Looks up what the settings say of the frame of every page, except for its menu.
    ///
    /// # Errors
    /// If an existing file cannot be read.
    pub fn frame(
        &mut self,
        content: &Content,
        linked: &LinkedSite,
        prose: &ProseIndex,
    ) -> io::Result<Frame> {
        let inputs = FrameInputs {
            root: self.root,
            config: &content.config,
            tree: &content.tree,
            atlas: &linked.atlas,
            names: &linked.names,
            prose,
        };
        frame::frame(&inputs, &mut self.sources, &mut self.diagnostics)
    }

    /// Looks up the menu.
    pub fn menu(
        &mut self,
        content: &Content,
        linked: &LinkedSite,
        plan: &Plan,
    ) -> Option<Vec<MenuEntry>> {
        let inputs = MenuInputs {
            config: &content.config,
            tree: &content.tree,
            atlas: &linked.atlas,
            names: &linked.names,
            plan,
            sources: &self.sources,
        };
        frame::menu(&inputs, &mut self.diagnostics)
    }

    /// Checks for entities and files that are unused.
    pub fn check_use(
        &mut self,
        content: &Content,
        atlas: &Atlas,
        relations: &Relations,
        used: &BTreeSet<String>,
    ) {
        // While a file may be missing, nothing is known to be unused.
        let is_complete = !self.diagnostics.has_errors();
        if is_complete {
            relations::orphans(atlas, relations, &mut self.diagnostics);
        }
        checks::report_strays(
            &content.tree,
            atlas,
            used,
            is_complete,
            &mut self.diagnostics,
        );
    }

    /// Runs the editorial checks.
    pub fn review(
        &mut self,
        content: &Content,
        atlas: &Atlas,
        relations: &Relations,
        facts: &Facts,
        articles: &ProseIndex,
    ) {
        (self.progress)(Phase::Reviewing);
        let (provenances, photographs) = (&facts.provenances, &facts.photographs);
        let sources = &self.sources;
        let known = ReviewContext {
            atlas,
            provenances,
            relations,
            sources,
            photographs,
            articles,
        };
        let clock = self.clock(&content.config);
        dates::check(atlas, photographs, clock, &mut self.diagnostics);
        editorial::review(&known, &content.config, clock, &mut self.diagnostics);
    }

    /// Decides which pages exist, and checks that published addresses still work.
    pub fn plan(
        &mut self,
        content: &Content,
        atlas: &Atlas,
        relations: &Relations,
        history: Option<&SiteHistory>,
    ) -> Plan {
        (self.progress)(Phase::Planning);
        let (addresses, diagnostics) = (self.options.addresses, &mut self.diagnostics);
        let config = &content.config;
        let plan = plan::plan(atlas, relations, config, history, addresses, diagnostics);
        if let Some(list) = content.permalinks {
            permalinks::check(list, &plan, atlas, &self.sources, diagnostics);
        }
        plan
    }

    /// Reads the pictures and other files that pages use, and prepares them for publication.
    ///
    /// # Errors
    /// If a file exists and cannot be read.
    pub fn picture(
        &mut self,
        content: &Content,
        photographs: &Photographs,
        used: &BTreeSet<String>,
        is_sound: bool,
    ) -> io::Result<PublishedMedia> {
        (self.progress)(Phase::Picturing);
        let tree = &content.tree;
        let files = load::files(self.root, used, tree, &mut self.diagnostics)?;
        let pictures = picture::prepare(files, self.reuse.store, is_sound);
        checks::check_pictures(&pictures, &mut self.diagnostics);
        Ok(PublishedMedia::new(
            pictures.files,
            tree.copied.clone(),
            photographs.clone(),
        ))
    }

    /// Applies suppressions and returns the result.
    pub fn finish(
        mut self,
        content: &Content,
        linked: &LinkedSite,
        facts: &Facts,
        plan: &Plan,
    ) -> Compiled {
        (self.progress)(Phase::Settling);
        let atlas = &linked.atlas;
        let sources = &self.sources;
        let addresses = self.options.permalinks;
        let addresses =
            addresses.then(|| permalinks::updated(content.permalinks, plan, atlas, sources));
        let declared = content.config.allowed.iter().chain(&linked.allowed);
        let suppressions: Vec<_> = declared.chain(&facts.suppressions).cloned().collect();
        let bodies = atlas
            .entities()
            .flat_map(|entity| atlas.bodies(entity).iter());
        let published: BTreeSet<FileId> = bodies
            .map(|(_, body)| body.file)
            .chain(facts.photographs.iter().map(|(_, record)| record.top.file))
            .collect();
        checks::drop_consequences(&content.tree, sources, &mut self.diagnostics);
        suppress::apply(&suppressions, &published, &mut self.diagnostics);
        self.diagnostics.join(Code::NearName);
        let pages = if self.diagnostics.has_errors() {
            0
        } else {
            plan.pages.len()
        };
        Compiled {
            findings: self.diagnostics.into_findings(sources),
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
            sources: self.sources,
        }
    }

    /// Returns the day of publication, and whether drafts are shown.
    fn clock(&self, config: &Config) -> Clock {
        self.options.clock(&config.time_zone)
    }
}

/// What rendering needs besides the data of the site.
pub(super) struct RenderInputs<'a> {
    pub root: &'a Path,
    pub store: &'a Arc<Store>,
    pub theme: &'a mut Theme,
    /// The fingerprint of the theme.
    pub theme_hash: u64,
    pub fingerprints: &'a mut Fingerprints,
    pub sink: &'a dyn Sink,
    pub progress: &'a dyn Fn(Phase),
}

/// Renders the site, checks the sizes of its files, and copies static files.
///
/// # Errors
/// If a static file cannot be read.
pub(super) fn render(
    inputs: RenderInputs,
    data: &SiteData,
    diagnostics: &mut Diagnostics,
) -> io::Result<()> {
    let RenderInputs {
        store,
        theme,
        fingerprints,
        ..
    } = inputs;
    let previews = preview::previews(&render::cards(data, theme), store);
    let data = SiteData {
        previews: &previews,
        ..*data
    };
    (inputs.progress)(Phase::Rendering);
    let world = render::prepare(&data, theme, fingerprints, inputs.theme_hash);
    let memo = Memo {
        store,
        fingerprints,
    };
    let sizes = SizeSink::wrap(inputs.sink, store, size_limits::GITHUB);
    let has_checksums = data.config.data && inputs.sink.wants_checksums();
    let base = data.plan.file("");
    let checksums = has_checksums.then(|| ChecksumSink::wrap(&sizes, store, &base));
    let sink: &dyn Sink = match &checksums {
        Some(checksums) => checksums,
        None => &sizes,
    };
    render::files(&data, theme, memo, world, sink, diagnostics);
    for path in data.media.copied() {
        let (bytes, error) = load::copied(inputs.root, path)?;
        diagnostics.extend(error);
        let full = format!("{}/{path}", load::STATIC);
        checks::check_traces(&full, &media::traces(&bytes), diagnostics);
        let path = path.to_owned();
        sink.take(Artifact { path, bytes }, None);
    }
    if let Some(checksums) = checksums {
        sizes.take(checksums.finish(), None);
    }
    sizes.sizes().report(size_limits::GITHUB, diagnostics);
    Ok(())
}

/// Reads the site's settings, overridden by those of the command line.
fn settings(
    root: &Path,
    options: &Options,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> io::Result<Config> {
    let mut config = config::read(root, sources, diagnostics)?;
    if let Some(base_url) = &options.base_url {
        match BaseUrl::parse(base_url, &config.base) {
            Ok(base) => {
                config.base = base;
                config.base_at = config.base_at.filter(|_| base_url.starts_with('/'));
            }
            Err(bad) => {
                let at = Location::Path("--base-url".into());
                let finding = Diagnostic::new(Code::LinkScheme, at, bad.message);
                diagnostics.push(finding.help(bad.help));
            }
        }
    }
    if options.needs_address && config.is_known {
        checks::check_address(&config, diagnostics);
    }
    Ok(config)
}

/// Returns the fingerprint of the site's own themes, and of the program, because it contains the
/// built-in themes.
fn theme_fingerprint(own: &[load::ThemeFolder]) -> u64 {
    let mut fingerprint = Fingerprint::default();
    fingerprint.number(program());
    for folder in own {
        fingerprint.value(&folder.name);
        for file in &folder.files {
            fingerprint.value(&file.path);
            fingerprint.bytes(&file.bytes);
        }
    }
    fingerprint.finish()
}
