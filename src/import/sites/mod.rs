//! Imports of sites of other generators.
//!
//! A generator's module reads its settings, tells what its texts are and what addresses they have,
//! and turns its own syntax into Markdown. All else is the same for each: front matter becomes the
//! keys that griot has and `extra`; links and pictures lead to files; files that texts use go to
//! `content/media/`. A text keeps its line numbers while it is rewritten, so that the report tells
//! where in the source something stands.

mod astro;
mod body;
mod calls;
mod context;
mod dates;
mod fields;
mod front;
mod hugo;
mod jekyll;
mod keys;
mod later;
mod links;
mod lists;
mod markup;
mod mdbook;
mod media;
mod names;
mod obsidian;
mod old_list;
mod patterns;
mod place;
mod references;
mod remote;
mod roles;
mod scan;
mod settings;
mod source;
mod tags;
mod text;
mod title;
mod translation;
mod zola;

use std::collections::BTreeSet;
use std::path::Path;

use self::body::Body;
use self::context::{RewriteContext, Tally};
use self::media::MediaPlan;
pub use self::remote::FetchOptions;
use self::remote::RemotePictures;
use self::scan::{Finder, Ranges};
use self::source::SourceFolder;
use self::text::{SourceSite, TextIndex};
use super::document::ImportedDocument;
use super::report::{ImportReport, ImportUnit, Problem, ProblemKind, Severity};
use super::site::SiteNames;
use super::writer::{ImportMode, SiteWriter};
use crate::files;
use crate::lang::Languages;
use crate::load::ContentKind;
use crate::markdown::syntax;
use crate::message;
use crate::messages::{Message, MessageLanguage};

/// A generator whose sites can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    Hugo,
    Jekyll,
    Zola,
    Astro,
    Obsidian,
    Mdbook,
}

/// What to import, and where to.
pub struct SiteOptions<'a> {
    pub generator: Generator,
    pub root: &'a Path,
    /// The folder of the other site.
    pub folder: &'a Path,
    pub mode: ImportMode,
    /// Copies pictures of other hosts.
    pub fetch: Option<FetchOptions>,
}

impl Generator {
    /// Returns the name in `imports.lock` and in `extra`.
    pub fn name(self) -> &'static str {
        match self {
            Generator::Hugo => "hugo",
            Generator::Jekyll => "jekyll",
            Generator::Zola => "zola",
            Generator::Astro => "astro",
            Generator::Obsidian => "obsidian",
            Generator::Mdbook => "mdbook",
        }
    }

    /// Returns the key of all that griot has no key for.
    fn extra_key(self) -> &'static str {
        match self {
            Generator::Hugo => "extra.hugo",
            Generator::Jekyll => "extra.jekyll",
            Generator::Zola => "extra.zola",
            Generator::Astro => "extra.astro",
            Generator::Obsidian => "extra.obsidian",
            Generator::Mdbook => "extra.mdbook",
        }
    }

    /// Whether a folder has what the generator writes, and not what it reads.
    fn is_output(self, path: &str) -> bool {
        match self {
            Generator::Hugo => matches!(path, "public" | "resources"),
            Generator::Jekyll => matches!(path, "_site" | "vendor"),
            Generator::Zola => path == "public",
            Generator::Astro => path == "dist",
            Generator::Mdbook => path == "book",
            Generator::Obsidian => false,
        }
    }

    /// Whether a text of several topics has them between spaces.
    fn splits_at_spaces(self) -> bool {
        matches!(self, Generator::Jekyll | Generator::Obsidian)
    }

    /// Whether `aliases` are old addresses.
    fn has_alias_addresses(self) -> bool {
        self != Generator::Obsidian
    }

    /// Whether `aliases` without a slash are relative to the folder of their page.
    fn has_relative_aliases(self) -> bool {
        self == Generator::Hugo
    }
}

/// Imports a site.
///
/// # Errors
/// If the folder is not a site of the generator, or something cannot be read or written.
pub fn import(options: &SiteOptions) -> Result<ImportReport, Message> {
    let generator = options.generator;
    let mut names = SiteNames::read(options.root)?;
    let mut writer = SiteWriter::new(options.root, generator.name(), options.mode)?;
    let mut remote = remote_pictures(options, &writer)?;
    let mut report = ImportReport {
        unit: ImportUnit::Texts,
        ..ImportReport::default()
    };
    let mut site = read(options, &names.config.languages, &mut report)?;
    place::place(&mut site, &names.config.languages, &mut report);
    later::withhold(&mut site, later::now(), &mut report);
    let mut removed = Vec::new();
    for text in &mut site.texts {
        removed.push(match text.target.is_empty() {
            true => None,
            false => title::set_title(text, &mut report),
        });
    }
    let index = TextIndex::new(&site, &removed);
    let (mut media, mut tally) = (MediaPlan::default(), Tally::default());
    let mut seen = BTreeSet::new();
    for text in site.texts.iter().filter(|text| !text.target.is_empty()) {
        let mut context = RewriteContext {
            site: &site,
            index: &index,
            text,
            media: &mut media,
            remote: remote.as_mut(),
            report: &mut report,
            tally: &mut tally,
            topics: Vec::new(),
        };
        let document = document(&mut context);
        writer.put(&document, &mut names, 0, &mut report)?;
        report.imported += 1;
        seen.insert((document.kind, document.id));
    }
    media.copy(&site.folder, &mut writer, &mut report)?;
    if let Some(remote) = &remote {
        media::copy_remote(remote, &mut writer, &mut report)?;
    }
    lists::report(&site, &index, &names.config.languages, &mut report);
    count_others(&site, &media, &report, &mut tally);
    tally.report(&mut report);
    report_gone(&writer, &seen, &names, &mut report);
    writer.finish()?;
    Ok(report)
}

/// Returns names that many texts of a site have, as a list to edit. Nothing is written.
///
/// # Errors
/// If the folder is not a site of the generator, or cannot be read.
pub fn propose(
    options: &SiteOptions,
    kind: ContentKind,
    language: MessageLanguage,
) -> Result<String, Message> {
    let known = SiteNames::read(options.root)?;
    let mut report = ImportReport::default();
    let site = read(options, &known.config.languages, &mut report)?;
    Ok(names::proposal(&site, &known, kind, language))
}

/// Reads the texts of a site.
fn read<'a>(
    options: &SiteOptions<'a>,
    languages: &Languages,
    report: &mut ImportReport,
) -> Result<SourceSite<'a>, Message> {
    let generator = options.generator;
    let paths = (files::resolve(options.folder), files::resolve(options.root));
    let (Ok(folder), Ok(root)) = paths else {
        return Err(message!(
            "`{path}` cannot be read",
            path = options.folder.display()
        ));
    };
    if folder == root {
        return Err(message!(
            "`{path}` is the folder of the griot site itself; give the new site a folder of its own, and import into it with --root",
            path = options.folder.display()
        ));
    }
    // A griot site within the folder is no source.
    let own = root
        .strip_prefix(&folder)
        .ok()
        .map(|own| own.to_string_lossy().into_owned());
    let folder = SourceFolder::open(options.folder, |path| {
        generator.is_output(path) || own.as_deref() == Some(path)
    })?;
    for path in &folder.special {
        report.add(Problem::of_file(
            0,
            ProblemKind::Outside,
            path,
            String::new(),
        ));
    }
    let site = match generator {
        Generator::Hugo => hugo::read(folder, report),
        Generator::Jekyll => jekyll::read(folder, languages, report),
        Generator::Zola => zola::read(folder, report),
        Generator::Astro => astro::read(folder, languages, report),
        Generator::Obsidian => obsidian::read(folder, languages, report),
        Generator::Mdbook => mdbook::read(folder, report)?,
    };
    if site.texts.is_empty() && report.skipped == 0 {
        return Err(message!(
            "`{path}` has no texts of {name}",
            path = options.folder.display(),
            name = generator.name()
        ));
    }
    Ok(site)
}

/// Makes the document of a text.
fn document(context: &mut RewriteContext) -> ImportedDocument {
    let text = context.text;
    let mut body = text.body.clone();
    remove_summary_marks(&mut body, context);
    match context.site.generator {
        Generator::Hugo => hugo::rewrite(&mut body, context),
        Generator::Jekyll => jekyll::rewrite(&mut body, context),
        Generator::Zola => zola::rewrite(&mut body, context),
        Generator::Astro => astro::rewrite(&mut body, context),
        Generator::Obsidian => obsidian::rewrite(&mut body, context),
        Generator::Mdbook => mdbook::rewrite(&mut body, context),
    }
    tags::rewrite(&mut body, context);
    links::rewrite(&mut body, context);
    references::resolve(&mut body, context);
    let title = text.title.clone().unwrap_or_default();
    let body = body.text.trim_matches('\n').trim_end().to_owned();
    fields::document(text.front.clone(), title, body, context)
}

/// Removes `<!-- more -->`, which ends a summary.
fn remove_summary_marks(body: &mut Body, context: &mut RewriteContext) {
    let text = &body.text;
    if !text.contains("more") {
        return;
    }
    let code = Ranges::of_code(&syntax(text));
    let mut edits = Vec::new();
    let mut ends = Finder::new(text, "-->");
    for (start, _) in text.match_indices("<!--") {
        let Some(end) = ends.at_or_after(start + 4).map(|end| end + 3) else {
            break;
        };
        let inner = text[start + 4..end - 3].trim();
        if inner.eq_ignore_ascii_case("more") && !code.contains(start) {
            let line = body.line(start);
            context.flag(line, ProblemKind::RemovedMark, "", &text[start..end]);
            edits.push(body.removal(start..end));
        }
    }
    body.edit(edits);
}

/// Reports the texts that an earlier import had. `seen` has the ids of those that came in now.
fn report_gone(
    writer: &SiteWriter,
    seen: &BTreeSet<(ContentKind, String)>,
    names: &SiteNames,
    report: &mut ImportReport,
) {
    let unread = unread_ids(report);
    let known = writer.lock().ids(writer.importer());
    let gone = known
        .filter(|(kind, id)| !seen.contains(&(*kind, (*id).to_owned())))
        .filter(|(_, id)| !unread.contains(id.split('.').next().unwrap_or(id)));
    for (kind, id) in gone {
        let path = names.path(kind, id).unwrap_or_default().to_owned();
        report.add(Problem::of_file(0, ProblemKind::GoneText, id, path));
    }
}

/// Returns the pictures of other hosts, if they are to be copied. A dry run asks no other host for
/// anything.
fn remote_pictures(
    options: &SiteOptions,
    writer: &SiteWriter,
) -> Result<Option<RemotePictures>, Message> {
    let is_dry = options.mode == ImportMode::DryRun;
    let Some(fetch) = options.fetch.as_ref().filter(|_| !is_dry) else {
        return Ok(None);
    };
    let (resolver, curl) = (
        Box::new(crate::http::SystemResolver),
        Box::new(remote::transport()?),
    );
    RemotePictures::new(fetch, options.root, writer.lock(), resolver, curl).map(Some)
}

/// Returns the ids that texts may have had which did not come in: they are reported already, and
/// are not gone. The lock does not know which file a text came from.
fn unread_ids(report: &ImportReport) -> BTreeSet<String> {
    let skipped = report.problems.iter();
    let skipped = skipped.filter(|problem| problem.kind.severity() == Severity::Skipped);
    let mut ids = BTreeSet::new();
    for problem in skipped {
        let stem = source::stem(&problem.id);
        let mut names: Vec<&str> = source::folder(&problem.id).split('/').collect();
        match stem.split('.').next().unwrap_or(stem) {
            "index" | "_index" | "README" => {}
            name => names.push(name),
        }
        names.retain(|name| !name.is_empty());
        if let [.., above, own] = names.as_slice() {
            let (above, own) = (place::id_of(above), place::id_of(own));
            ids.insert(format!("{above}-{own}"));
            ids.insert(own);
        } else if let [own] = names.as_slice() {
            ids.insert(place::id_of(own));
        }
    }
    ids
}

/// Counts the files that were left out, by the folder at the top of the source.
fn count_others(site: &SourceSite, media: &MediaPlan, report: &ImportReport, tally: &mut Tally) {
    let mut texts: BTreeSet<&str> = site.texts.iter().map(|text| text.path.as_str()).collect();
    let unread = report
        .problems
        .iter()
        .filter(|problem| problem.kind.severity() == Severity::Skipped);
    texts.extend(unread.map(|problem| problem.id.as_str()));
    for path in &site.folder.files {
        if !texts.contains(path.as_str()) && !media.has(path) {
            let folder = path.split_once('/').map_or("", |(folder, _)| folder);
            tally.count(path, 0, ProblemKind::LeftOut, folder);
        }
    }
}
