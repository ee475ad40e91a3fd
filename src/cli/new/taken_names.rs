//! Ids and names that a site already uses, in files and inline in articles.

use std::path::Path;

use crate::cli::site::require_settings;
use crate::config::{self, Config};
use crate::diag::Diagnostics;
use crate::fields::Located;
use crate::lang::{Lang, fold};
use crate::load::{self, ContentKind, ContentTree};
use crate::message;
use crate::messages::{Message, io_error};
use crate::model::{Alias, LocalizedText};
use crate::schema::{self, RawEventUse, RawSourceUse, Record, Records};
use crate::source::{FileId, SourceFiles};

/// The site, as far as it can be read. `griot check` reports its errors.
pub(super) struct TakenNames {
    pub config: Config,
    sources: SourceFiles,
    tree: ContentTree,
    records: Records,
}

impl TakenNames {
    /// Reads the site below a folder.
    pub fn read(root: &Path) -> Result<TakenNames, Message> {
        require_settings(root)?;
        let mut sources = SourceFiles::default();
        let mut findings = Diagnostics::default();
        let config =
            config::read(root, &mut sources, &mut findings).map_err(|error| io_error(&error))?;
        let tree = load::tree(root, &config.languages, &mut sources, None, &mut findings)
            .map_err(|error| io_error(&error))?;
        let records = schema::records(&tree, &config, &sources, &mut findings);
        Ok(TakenNames {
            config,
            sources,
            tree,
            records,
        })
    }

    /// Returns the files below `content/` that documents may show or link to.
    pub fn media(&self) -> &[String] {
        &self.tree.media
    }

    /// Refuses an id that is already used for this kind, in any language and in any folder.
    pub fn refuse(&self, kind: ContentKind, id: &str) -> Result<(), Message> {
        let mut places = self.files(kind, id);
        if let Some(article) = self.inline(kind, id) {
            places.push(article);
        }
        if places.is_empty() {
            return Ok(());
        }
        Err(message!(
            "the id `{id}` is taken: {places}; choose another with --id",
            id,
            places = places.join(", ")
        ))
    }

    /// Returns the path of a translation. It is beside the original, and has the same name with a
    /// language tag. Refuses a translation that exists, and one without an original.
    pub fn beside_original(
        &self,
        kind: ContentKind,
        id: &str,
        lang: Lang,
    ) -> Result<String, Message> {
        let places = self.files(kind, id);
        let Some(first) = places.first() else {
            return Err(message!(
                "there is no `{id}` in content/{folder}/ to translate into `{lang}`; give the id \
                 of the original with --id",
                id,
                folder = kind.folder(),
                lang
            ));
        };
        let folder = |path: &str| {
            path.rsplit_once('/')
                .map_or("content", |(folder, _)| folder)
                .to_owned()
        };
        let own = format!("{}/{}", folder(first), load::sibling(first, Some(lang)));
        let is_there = |place: &&String| {
            let name = place.rsplit('/').next().unwrap_or(place);
            let others = [format!("{id}.{lang}.md"), format!("{id}.{lang}.markdown")];
            **place == own || others.iter().any(|other| other == name)
        };
        match places.iter().find(is_there) {
            Some(place) => Err(message!(
                "`{id}` already has a text in `{lang}`: {place}",
                id,
                lang,
                place
            )),
            None => Ok(own),
        }
    }

    /// Refuses a name that another actor or region has, because the name would be ambiguous.
    pub fn refuse_name(&self, kind: ContentKind, name: &str) -> Result<(), Message> {
        let found = match kind {
            ContentKind::Actor => with_name(&self.records.actors, name, |actor| {
                (&actor.name, &actor.aliases)
            }),
            ContentKind::Region => with_name(&self.records.regions, name, |region| {
                (&region.name, &region.aliases)
            }),
            _ => None,
        };
        match found {
            None => Ok(()),
            Some((id, file)) => Err(message!(
                "`{id}` is already called `{name}`: {file}; to create another one, choose an id \
                 with --id",
                id,
                name,
                file = self.sources.path(file)
            )),
        }
    }

    /// Returns the files with an id, including those that cannot be read.
    fn files(&self, kind: ContentKind, id: &str) -> Vec<String> {
        let mut files: Vec<String> = self
            .tree
            .documents
            .iter()
            .filter(|document| document.kind == kind && document.id == id)
            .map(|document| self.sources.path(document.file).to_owned())
            .collect();
        files.sort();
        files
    }

    /// Returns the article that defines inline an event or source with this id.
    fn inline(&self, kind: ContentKind, id: &str) -> Option<String> {
        let article = self.records.articles.iter().find(|article| match kind {
            ContentKind::Event => article.fields.events.iter().any(|event| {
                matches!(event, RawEventUse::Inline { event, .. }
                    if event.id.as_ref().is_some_and(|own| own.value == id))
            }),
            ContentKind::Source => article.fields.sources.iter().any(
                |source| matches!(source, RawSourceUse::Inline { id: own, .. } if own.value == id),
            ),
            _ => false,
        })?;
        Some(self.sources.path(article.top.file).to_owned())
    }
}

/// Returns the id and the file of the first record that has a name or alias. Case and accents are
/// ignored.
fn with_name<'r, T>(
    records: &'r [Record<T>],
    name: &str,
    names: impl Fn(&'r T) -> (&'r LocalizedText, &'r Vec<Located<Alias>>),
) -> Option<(&'r String, FileId)> {
    let wanted = fold(name);
    records.iter().find_map(|record| {
        let (name, aliases) = names(&record.fields);
        let mut all = name
            .iter()
            .map(|(_, text)| text)
            .chain(aliases.iter().map(|alias| &alias.value.name));
        all.any(|text| fold(text) == wanted)
            .then_some((&record.id, record.top.file))
    })
}
