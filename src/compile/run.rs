//! The phases of one compilation, in the order in which [`Compiler::compile`] runs them.
//!
//! [`Compiler::compile`]: super::Compiler::compile

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::linked::{self, CachedRelations, LinkedSite, Reuse};
use super::{Compiled, Counts, Options, Phase};
use crate::boundaries::{self, Boundaries};
use crate::checks::editorial::{self, ReviewContext};
use crate::checks::size_limits::{self, SizeSink};
use crate::checks::{self, location, permalinks};
use crate::config::{self, BaseUrl, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::Fingerprints;
use crate::incremental::{Memo, Store, program};
use crate::load::{self, ContentTree};
use crate::markdown::{ComposedTexts, ProseIndex, ProseInputs, ProseTools};
use crate::model::{Atlas, Photographs};
use crate::picture;
use crate::plan::{self, Plan};
use crate::preview;
use crate::provenance::{self, Provenances};
use crate::relations::{self, Relations};
use crate::render::theme::Theme;
use crate::render::{self, Artifact, PublishedMedia, Sink, SiteData};
use crate::resolve::Clock;
use crate::schema;
use crate::source::{FileId, SourceFiles};
use crate::suppress::{self, Suppression};

/// One compilation: what its phases share.
pub(super) struct Run<'a> {
    pub root: &'a Path,
    pub options: &'a Options,
    pub reuse: Reuse<'a>,
    pub progress: &'a dyn Fn(Phase),
    pub sources: SourceFiles,
    pub diagnostics: Diagnostics,
}

/// What was read of the site.
pub(super) struct Content {
    pub config: Config,
    /// The list of published addresses, if the site has one.
    permalinks: Option<FileId>,
    pub tree: ContentTree,
}

/// What is derived from records alone.
pub(super) struct Facts {
    pub provenances: Provenances,
    pub boundaries: Boundaries,
    pub photographs: Photographs,
    /// The suppressions that records of photographs declare.
    suppressions: Vec<Suppression>,
}

/// The prose of a site, and the fingerprints of all that pages may read.
pub(super) struct ComposedProse {
    pub articles: ProseIndex,
    pub fingerprints: Fingerprints,
}

impl Run<'_> {
    /// Reads the settings and all content files.
    ///
    /// # Errors
    /// When a file or folder exists and cannot be read.
    pub fn read(&mut self) -> io::Result<Content> {
        (self.progress)(Phase::Reading);
        let (sources, diagnostics) = (&mut self.sources, &mut self.diagnostics);
        let config = settings(self.root, self.options, sources, diagnostics)?;
        let permalinks = load::plain(self.root, permalinks::FILE, sources, diagnostics)?;
        let store = Some(&**self.reuse.store);
        let tree = load::tree(self.root, &config.languages, sources, store, diagnostics)?;
        Ok(Content {
            config,
            permalinks,
            tree,
        })
    }

    /// Reads the theme, and the fingerprint of all that it is made of.
    ///
    /// # Errors
    /// When a file or folder exists and cannot be read.
    pub fn read_theme(&mut self, config: &Config) -> io::Result<(Theme, u64)> {
        let own = load::themes(self.root, &config.theme, &mut self.diagnostics)?;
        let hash = theme_fingerprint(&own);
        let theme = Theme::new(own, config, &mut self.sources, &mut self.diagnostics);
        Ok((theme, hash))
    }

    /// The result for a site whose settings cannot be read: other files that cannot be read either.
    pub fn stopped(mut self, content: &Content) -> Compiled {
        checks::stop(&content.tree, &self.sources, &mut self.diagnostics);
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
    pub fn link(&mut self, content: &Content, previous: Option<LinkedSite>) -> LinkedSite {
        (self.progress)(Phase::Typing);
        let Content { config, tree, .. } = content;
        let (clock, files) = (self.clock(config), (tree, &self.sources));
        let linked = linked::linked(
            self.root,
            files,
            config,
            clock,
            (&self.reuse, previous),
            self.progress,
        );
        self.diagnostics.append(linked.findings.clone());
        linked
    }

    /// Derives what follows from records alone: provenances, outlines, photographs.
    ///
    /// # Errors
    /// When a file of outlines exists and cannot be read.
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

    /// Renders every body to HTML with placeholders, and drops the texts that no finding needs.
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
        let texts = bodies.iter().map(|file| sources.whole(*file)).collect();
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
            articles: composed.articles,
            fingerprints,
        }
    }

    /// Derives what relates entities to each other.
    pub fn relate(
        &mut self,
        linked: &LinkedSite,
        prose: &mut ComposedProse,
        previous: Option<CachedRelations>,
    ) -> CachedRelations {
        (self.progress)(Phase::Relating);
        let related = linked::related(linked, &prose.articles, (&self.reuse, previous));
        prose.fingerprints.extend(related.rows.iter().cloned());
        related
    }

    /// Checks which entities and files are used by nothing.
    pub fn check_use(
        &mut self,
        content: &Content,
        atlas: &Atlas,
        relations: &Relations,
        used: &BTreeSet<String>,
    ) {
        // Nothing is known to be unused while something is missing.
        let is_whole = !self.diagnostics.has_errors();
        if is_whole {
            relations::orphans(atlas, relations, &mut self.diagnostics);
        }
        checks::strays(&content.tree, atlas, used, is_whole, &mut self.diagnostics);
    }

    /// Runs the editorial checks.
    pub fn review(
        &mut self,
        content: &Content,
        atlas: &Atlas,
        relations: &Relations,
        facts: &Facts,
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
        };
        let clock = self.clock(&content.config);
        editorial::review(&known, &content.config, clock, &mut self.diagnostics);
    }

    /// Decides which pages there are, and checks that published addresses still lead somewhere.
    pub fn plan(&mut self, content: &Content, atlas: &Atlas, relations: &Relations) -> Plan {
        (self.progress)(Phase::Planning);
        let (addresses, diagnostics) = (self.options.addresses, &mut self.diagnostics);
        let plan = plan::plan(atlas, relations, &content.config, addresses, diagnostics);
        if let Some(list) = content.permalinks {
            permalinks::check(list, &plan, atlas, &self.sources, diagnostics);
        }
        plan
    }

    /// Reads the pictures and other files that pages use, and makes what is published of them.
    ///
    /// # Errors
    /// When a file exists and cannot be read.
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
        checks::pictures(&pictures, &mut self.diagnostics);
        Ok(PublishedMedia::new(
            pictures.files,
            tree.copied.clone(),
            photographs.clone(),
        ))
    }

    /// Applies suppressions, and puts the result together.
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

    /// What is published at the time of this compilation.
    fn clock(&self, config: &Config) -> Clock {
        self.options.clock(&config.time_zone)
    }
}

/// Renders the site, checks the sizes of its files, and copies those that are copied as they are.
///
/// # Errors
/// When a file that is copied cannot be read.
pub(super) fn render(
    (root, store): (&Path, &Arc<Store>),
    made: SiteData,
    (theme, theme_hash): (&mut Theme, u64),
    fingerprints: &mut Fingerprints,
    sink: &dyn Sink,
    (diagnostics, progress): (&mut Diagnostics, &dyn Fn(Phase)),
) -> io::Result<()> {
    let previews = preview::previews(&render::cards(&made, theme), store);
    let made = SiteData {
        previews: &previews,
        ..made
    };
    progress(Phase::Rendering);
    let world = render::prepare(&made, theme, fingerprints, theme_hash);
    let memo = Memo {
        store,
        fingerprints,
    };
    let sizes = SizeSink::before(sink, store, size_limits::GITHUB);
    render::files(&made, theme, memo, world, &sizes, diagnostics);
    for path in made.media.copied() {
        let (bytes, error) = load::copied(root, path)?;
        diagnostics.extend(error);
        sizes.take(
            Artifact {
                path: path.to_owned(),
                bytes,
            },
            None,
        );
    }
    sizes.weights().report(size_limits::GITHUB, diagnostics);
    Ok(())
}

/// The site's settings, overridden by those of the command line.
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
        checks::address(&config, diagnostics);
    }
    Ok(config)
}

/// The fingerprint of the site's own themes, and of the program, which contains the built-in ones.
fn theme_fingerprint(own: &[load::ThemeFolder]) -> u64 {
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
