//! Resolves the destination of a link: a file of the site, an anchor, an external address, or an
//! error.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::address::decoded;
use crate::fuzzy;
use crate::incremental::fingerprint::Fingerprint;
use crate::lang::{Lang, composed, fold};
use crate::load::{ContentKind, ContentTree, Document};
use crate::model::{Atlas, Entity, Id};
use crate::resolve::{Names, find_media, join};
use crate::source::{FileId, SourceFiles};
use foldhash::HashMap;

/// All files that links can name. Keys are paths below `content/` in Unicode form NFC.
pub struct LinkTargets<'a> {
    entities: BTreeMap<Cow<'a, str>, FileEntity>,
    media: BTreeSet<&'a str>,
    /// Files below `static/`, which are copied unchanged.
    copied: &'a BTreeSet<String>,
    /// The entries of `entities` in a hash map, for lookups.
    by_path: HashMap<Cow<'a, str>, FileEntity>,
    /// Documents by kind and id. Documents without a language in their name come first.
    documents: BTreeMap<(&'static str, &'a str), Vec<DocumentPath<'a>>>,
    /// All files by name. Only sites with broken links need the index, so it is built for the first
    /// broken link.
    names: OnceLock<FileNames>,
}

/// The language in the name of a document's file, and the path of the file.
type DocumentPath<'a> = (Option<Lang>, &'a str);

/// All files by name.
struct FileNames {
    /// Paths by folded file name.
    paths: BTreeMap<String, Vec<String>>,
    index: fuzzy::FuzzyIndex,
}

impl FileNames {
    /// Returns the only file whose name begins with the same day, `2022-02-26-`.
    fn of_same_day(&self, name: &str) -> Option<&String> {
        let day = name.get(..11)?;
        let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 | 10 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        let mut named = self
            .paths
            .range(day.to_owned()..)
            .flat_map(|(name, paths)| {
                let same = name.starts_with(day);
                paths.iter().filter(move |_| same)
            });
        let first = named.next().filter(|_| is_day)?;
        named.next().is_none().then_some(first)
    }
}

/// The entity of a Markdown file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileEntity {
    /// The kind of the file.
    pub kind: ContentKind,
    /// The entity; `None` if it is not published yet.
    pub entity: Option<Entity>,
    /// The language in the file's name.
    pub suffix: Option<Lang>,
    /// The file that cannot be read: this file, or the original of its entity.
    pub unreadable: Option<FileId>,
}

/// The meaning of a destination.
#[derive(Debug, PartialEq, Eq)]
pub enum LinkTarget<'d> {
    /// An anchor of the same page.
    SamePage(String),
    /// A document of the site, with an anchor if there is one.
    Entity {
        file: FileEntity,
        anchor: Option<String>,
    },
    /// A file of the site that is not a document.
    Media(String),
    /// A file that is copied unchanged, by its path in the site.
    Copied(String),
    /// An external address with an allowed scheme.
    External(&'d str),
    /// A figure drawn from data.
    Drawing(&'d str),
    /// An address with a scheme that is not allowed.
    Scheme(&'d str),
    /// An absolute path.
    Absolute,
    /// A relative path to a missing file, with the nearest existing path if there is a similar one.
    Missing(Option<String>),
}

/// Schemes of figures drawn from data.
const DRAWINGS: &[&str] = &["map", "timeline", "graph", "chart", "origins", "table"];

impl<'a> LinkTargets<'a> {
    /// Collects the files of a site.
    pub fn new(
        tree: &'a ContentTree,
        sources: &'a SourceFiles,
        atlas: &Atlas,
        names: &Names,
    ) -> LinkTargets<'a> {
        let ids = Ids::new(atlas);
        let entities: BTreeMap<Cow<str>, FileEntity> = tree
            .documents
            .iter()
            .map(|document| {
                let path = composed(sources.path(document.file).trim_start_matches("content/"));
                // A translation of a published article may itself be unpublished.
                let is_published = |entity: &Entity| {
                    !matches!(document.kind, ContentKind::Article | ContentKind::Page)
                        || atlas
                            .bodies(*entity)
                            .iter()
                            .any(|(_, body)| body.file == document.file)
                };
                let file = FileEntity {
                    kind: document.kind,
                    entity: ids.find(document).filter(is_published),
                    suffix: document.suffix,
                    unreadable: match document.is_readable() {
                        true => names.unreadable(document.kind, &document.id),
                        false => Some(document.file),
                    },
                };
                (path, file)
            })
            .collect();
        let mut documents: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for document in &tree.documents {
            let path = sources.path(document.file).trim_start_matches("content/");
            let of_id: &mut Vec<_> = documents
                .entry((document.kind.folder(), document.id.as_str()))
                .or_default();
            of_id.push((document.suffix, path));
        }
        documents.values_mut().for_each(|of_id| of_id.sort());
        LinkTargets {
            documents,
            names: OnceLock::new(),
            by_path: entities
                .iter()
                .map(|(path, file)| (path.clone(), *file))
                .collect(),
            copied: &tree.copied,
            entities,
            media: tree.media.iter().map(String::as_str).collect(),
        }
    }

    /// Adds all files to a fingerprint.
    pub fn fingerprint(&self, fingerprint: &mut Fingerprint) {
        fingerprint.value(&(&self.entities, &self.media, self.copied));
    }

    /// Resolves the destination of a link in a document of `folder`.
    pub fn target<'d>(&self, folder: &str, destination: &'d str) -> LinkTarget<'d> {
        if let Some(anchor) = destination.strip_prefix('#') {
            return LinkTarget::SamePage(composed(&decoded(anchor)).into_owned());
        }
        if destination.starts_with('/') {
            return LinkTarget::Absolute;
        }
        if let Some(scheme) = scheme(destination) {
            let scheme = scheme.to_ascii_lowercase();
            return match scheme.as_str() {
                "http" | "https" | "mailto" | "tel" => LinkTarget::External(destination),
                scheme if DRAWINGS.contains(&scheme) => LinkTarget::Drawing(destination),
                _ => LinkTarget::Scheme(destination),
            };
        }
        let (path, anchor) = destination
            .split_once('#')
            .map_or((destination, None), |(path, anchor)| (path, Some(anchor)));
        let path = decoded(path.split('?').next().unwrap_or(path));
        let Some(joined) = join(folder, &path) else {
            return LinkTarget::Missing(None);
        };
        let joined = composed(&joined).into_owned();
        if let Some(file) = self.by_path.get(joined.as_str()) {
            return LinkTarget::Entity {
                file: *file,
                anchor: anchor
                    .filter(|anchor| !anchor.is_empty())
                    .map(|anchor| composed(&decoded(anchor)).into_owned()),
            };
        }
        if self.media.contains(joined.as_str()) {
            return LinkTarget::Media(joined);
        }
        if let Some(below) = joined.strip_prefix("static/")
            && self.copied.contains(below)
        {
            return LinkTarget::Copied(below.to_owned());
        }
        LinkTarget::Missing(self.nearest_file(folder, &joined))
    }

    /// Resolves the path of a picture in a document of `folder`.
    pub fn picture(&self, folder: &str, src: &str) -> Option<String> {
        find_media(folder, &decoded(src), |path| self.media.contains(path))
    }

    /// Returns the existing file nearest to a missing one, relative to `folder`. It has the same
    /// name in another folder, or a similar name.
    fn nearest_file(&self, folder: &str, missing: &str) -> Option<String> {
        // A folder stands for the index file in it.
        let inside = |path: &&str| {
            let rest = path
                .strip_prefix(missing)
                .and_then(|rest| rest.strip_prefix('/'));
            rest.is_some_and(|rest| {
                matches!(
                    rest,
                    "index.md" | "index.markdown" | "_index.md" | "_index.markdown"
                )
            })
        };
        let bundled = self.entities.keys().map(|path| &**path).find(inside);
        let path = bundled.or_else(|| self.nearest(missing, |_| true))?;
        Some(relative(folder, path))
    }

    /// Returns the existing picture nearest to a missing one, relative to `folder`.
    pub fn near_picture(&self, folder: &str, missing: &str) -> Option<String> {
        let missing = decoded(missing);
        let path = self.nearest(&missing, |path| {
            self.media.contains(path) && is_picture(path)
        })?;
        // Pictures in `media/` are written without that folder.
        Some(match path.strip_prefix("media/") {
            Some(name) => name.to_owned(),
            None => relative(folder, path),
        })
    }

    /// Returns the file that a path means if the path is from the author's computer or from the
    /// root of `content/`.
    pub fn suggested_file(&self, folder: &str, path: &str) -> Option<String> {
        let path = decoded(path).replace('\\', "/");
        let trimmed = path.trim_start_matches('/').trim_start_matches("content/");
        if self.by_path.contains_key(trimmed) || self.media.contains(trimmed) {
            return Some(relative(folder, trimmed));
        }
        let same = self
            .file_names()
            .paths
            .get(&fold(name_of(trimmed)))?
            .first()?;
        Some(relative(folder, same))
    }

    /// Returns the wanted file whose name is nearest to that of a missing one.
    fn nearest(&self, missing: &str, is_wanted: impl Fn(&str) -> bool) -> Option<&str> {
        let names = self.file_names();
        let wanted = fold(name_of(missing));
        // The missing name may lack its extension.
        let document = format!("{wanted}.md");
        // The missing name may be the name of the page, or of a translation that does not exist.
        let stem = wanted
            .rsplit_once('.')
            .map_or(wanted.as_str(), |(stem, _)| stem);
        let original = stem
            .rsplit_once('.')
            .filter(|(_, lang)| Lang::parse(lang).is_some())
            .map_or(stem, |(stem, _)| stem);
        let page = if matches!(wanted.rsplit('.').next(), Some("md" | "html" | "htm")) {
            format!("{original}.md")
        } else {
            String::new()
        };
        let same = [&wanted, &document, &page]
            .into_iter()
            .filter_map(|name| names.paths.get(name))
            .flatten();
        let mut near = same.chain(
            names
                .index
                .near(&wanted)
                .into_iter()
                .flat_map(|(number, _)| &names.paths[names.index.name(number)]),
        );
        near.find(|path| is_wanted(path))
            .or_else(|| names.of_same_day(&wanted).filter(|path| is_wanted(path)))
            .map(String::as_str)
    }

    /// Whether the nearest file is surely the missing one: it has the same name in another folder,
    /// case or format, or no other name is similar.
    pub fn is_certain(&self, missing: &str, near: &str) -> bool {
        let path = |path: &str| decoded(path.split(['#', '?']).next().unwrap_or(path));
        let (missing, near) = (path(missing), path(near));
        let stem = |path: &str| {
            let name = fold(name_of(path.trim_end_matches('/')));
            let ends = [".md", ".markdown", ".html", ".htm"];
            let stem = ends.iter().find_map(|end| name.strip_suffix(end));
            stem.unwrap_or(&name).to_owned()
        };
        let names = self.file_names();
        let found = names.paths.get(&fold(name_of(&near)));
        let is_alone = found.is_some_and(|paths| paths.len() == 1);
        if !is_alone || stem(&missing) == stem(&near) {
            return is_alone;
        }
        let similar = names.index.near(&fold(name_of(&missing)));
        matches!(similar.as_slice(), [(_, fuzzy::Confidence::Strong)])
    }

    /// Returns the index of file names, and builds it if necessary.
    fn file_names(&self) -> &FileNames {
        self.names.get_or_init(|| {
            let mut paths: BTreeMap<String, Vec<String>> = BTreeMap::new();
            let entities = self.entities.keys().map(|path| &**path);
            for path in entities.chain(self.media.iter().copied()) {
                paths
                    .entry(fold(name_of(path)))
                    .or_default()
                    .push(path.to_owned());
            }
            let mut index = fuzzy::FuzzyIndex::default();
            for name in paths.keys() {
                index.add(name);
            }
            FileNames { paths, index }
        })
    }

    /// Returns the file of the page at an address of this site, for a text in `lang`. The path is
    /// relative to `folder`.
    pub fn file_at_address(&self, folder: &str, address: &str, lang: Lang) -> Option<String> {
        let (path, anchor) = address
            .split_once('#')
            .map_or((address, None), |(path, anchor)| (path, Some(anchor)));
        let path = decoded(path.split('?').next().unwrap_or(path));
        let mut parts: Vec<&str> = path
            .split('/')
            .filter(|part| !part.is_empty() && *part != "index.html")
            .collect();
        let written = parts
            .first()
            .and_then(|part| Lang::parse(part))
            .filter(|_| parts.len() > 1);
        if written.is_some() {
            parts.remove(0);
        }
        let key = match parts.as_slice() {
            [page] => (ContentKind::Page.folder(), page.trim_end_matches(".html")),
            [.., page] if parts.first().is_none_or(|first| !is_kind(first)) => {
                (ContentKind::Page.folder(), page.trim_end_matches(".html"))
            }
            [folder, id, ..] => {
                let kind = ContentKind::ALL
                    .into_iter()
                    .find(|kind| kind.folder() == *folder)?;
                (kind.folder(), id.trim_end_matches(".html"))
            }
            [] => return None,
        };
        let files = self.documents.get(&key)?;
        let (_, path) = files
            .iter()
            .find(|(suffix, _)| *suffix == written.or(Some(lang)))
            .or(files.first())?;
        let anchor = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
        Some(format!("{}{anchor}", relative(folder, path)))
    }
}

/// Whether a part of an address is the folder of a kind of content.
fn is_kind(part: &str) -> bool {
    ContentKind::ALL.iter().any(|kind| kind.folder() == part)
}

/// Returns the last part of a path.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a file is a picture, by its name.
pub fn is_picture(path: &str) -> bool {
    let end = path
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| {
        matches!(
            end.as_str(),
            "jpg" | "jpeg" | "png" | "webp" | "gif" | "svg"
        )
    })
}

/// Entities by kind and id.
struct Ids<'a> {
    articles: BTreeMap<&'a str, Entity>,
    actors: BTreeMap<&'a str, Entity>,
    regions: BTreeMap<&'a str, Entity>,
    events: BTreeMap<&'a str, Entity>,
    sources: BTreeMap<&'a str, Entity>,
    pages: BTreeMap<&'a str, Entity>,
}

impl<'a> Ids<'a> {
    fn new(atlas: &'a Atlas) -> Ids<'a> {
        fn index<'a, T>(
            items: impl Iterator<Item = (Id<T>, &'a String)>,
            entity: fn(Id<T>) -> Entity,
        ) -> BTreeMap<&'a str, Entity> {
            items
                .map(|(id, text)| (text.as_str(), entity(id)))
                .collect()
        }
        Ids {
            articles: index(
                atlas.articles.iter().map(|(id, item)| (id, &item.id)),
                Entity::Article,
            ),
            actors: index(
                atlas.actors.iter().map(|(id, item)| (id, &item.id)),
                Entity::Actor,
            ),
            regions: index(
                atlas.regions.iter().map(|(id, item)| (id, &item.id)),
                Entity::Region,
            ),
            events: index(
                atlas.events.iter().map(|(id, item)| (id, &item.id)),
                Entity::Event,
            ),
            sources: index(
                atlas.sources.iter().map(|(id, item)| (id, &item.id)),
                Entity::Source,
            ),
            pages: index(
                atlas.pages.iter().map(|(id, item)| (id, &item.id)),
                Entity::Page,
            ),
        }
    }

    fn find(&self, document: &Document) -> Option<Entity> {
        let index = match document.kind {
            ContentKind::Article => &self.articles,
            ContentKind::Actor => &self.actors,
            ContentKind::Region => &self.regions,
            ContentKind::Event => &self.events,
            ContentKind::Source => &self.sources,
            ContentKind::Page => &self.pages,
        };
        index.get(document.id.as_str()).copied()
    }
}

/// Returns the scheme of an address: letters before a colon.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let mut bytes = scheme.bytes();
    let first = bytes.next()?;
    (first.is_ascii_alphabetic()
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')))
    .then_some(scheme)
}

/// Returns the path of a file relative to a folder.
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(&to[common..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_lead_from_folder_to_file() {
        assert_eq!(relative("articles", "actors/fama.md"), "../actors/fama.md");
        assert_eq!(relative("articles/2022", "articles/x.md"), "../x.md");
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("javascript:alert(1)"), Some("javascript"));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("x.md"), None);
    }
}
