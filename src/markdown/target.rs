//! What a link's destination means: a file of the site, an anchor, an address elsewhere, or nothing good.

use std::collections::{BTreeMap, BTreeSet};

use crate::fingerprint::Fingerprint;
use crate::lang::Lang;
use crate::load::{Document, Kind, Tree};
use crate::lookup::Lookup;
use crate::model::{Atlas, Id, Thing};
use crate::resolve::{find_media, join};
use crate::source::Sources;

/// Every file that a link may name, by its path below `content/`.
pub struct Files<'a> {
    things: BTreeMap<&'a str, FileThing>,
    media: BTreeSet<&'a str>,
    /// The same things, to be found.
    places: Lookup<&'a str, FileThing>,
}

/// What a Markdown file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileThing {
    /// None when the thing is not published yet.
    pub thing: Option<Thing>,
    /// The language in the file's name.
    pub suffix: Option<Lang>,
}

/// What a destination means.
#[derive(Debug, PartialEq, Eq)]
pub enum Target<'d> {
    /// An anchor of the same page.
    Here(String),
    /// A document of the site, perhaps at an anchor.
    Thing { file: FileThing, anchor: Option<String> },
    /// A file of the site that is no document.
    Media(String),
    /// An address elsewhere, with a scheme that is allowed.
    Elsewhere(&'d str),
    /// A figure drawn from data.
    Drawing(&'d str),
    /// A scheme that is not allowed.
    Scheme(&'d str),
    /// An address from the site's root.
    Rooted,
    /// A relative path to no file; the nearest path, if one is near.
    Nowhere(Option<String>),
}

/// Schemes of our own.
const OURS: &[&str] = &["map", "timeline", "graph", "chart", "table"];

impl<'a> Files<'a> {
    /// The files of a site.
    pub fn of(tree: &'a Tree, sources: &'a Sources, atlas: &Atlas) -> Files<'a> {
        let ids = Ids::of(atlas);
        let things: BTreeMap<&str, FileThing> = tree
            .documents
            .iter()
            .map(|document| {
                let path = sources.path(document.file).trim_start_matches("content/");
                // Of an article that is published, a translation may not be.
                let is_published = |thing: &Thing| {
                    document.kind != Kind::Article
                        || atlas.bodies(*thing).iter().any(|(_, body)| body.file == document.file)
                };
                let file = FileThing {
                    thing: ids.find(document).filter(is_published),
                    suffix: document.suffix,
                };
                (path, file)
            })
            .collect();
        Files {
            places: things.iter().map(|(path, file)| (*path, *file)).collect(),
            things,
            media: tree.media.iter().map(String::as_str).collect(),
        }
    }

    /// Adds all files to a fingerprint.
    pub fn fingerprint(&self, print: &mut Fingerprint) {
        print.value(&(&self.things, &self.media));
    }

    /// What `destination` means in a document of `folder`.
    pub fn target<'d>(&self, folder: &str, destination: &'d str) -> Target<'d> {
        if let Some(anchor) = destination.strip_prefix('#') {
            return Target::Here(decoded(anchor));
        }
        if destination.starts_with('/') {
            return Target::Rooted;
        }
        if let Some(scheme) = scheme(destination) {
            let scheme = scheme.to_ascii_lowercase();
            return match scheme.as_str() {
                "http" | "https" | "mailto" | "tel" => Target::Elsewhere(destination),
                ours if OURS.contains(&ours) => Target::Drawing(destination),
                _ => Target::Scheme(destination),
            };
        }
        let (path, anchor) = destination
            .split_once('#')
            .map_or((destination, None), |(path, anchor)| (path, Some(anchor)));
        let path = decoded(path.split('?').next().unwrap_or(path));
        let Some(joined) = join(folder, &path) else {
            return Target::Nowhere(None);
        };
        if let Some(file) = self.places.get(joined.as_str()) {
            return Target::Thing {
                file: *file,
                anchor: anchor.filter(|anchor| !anchor.is_empty()).map(decoded),
            };
        }
        if self.media.contains(joined.as_str()) {
            return Target::Media(joined);
        }
        Target::Nowhere(self.near(folder, &joined))
    }

    /// The picture that `src` means in a document of `folder`.
    pub fn picture(&self, folder: &str, src: &str) -> Option<String> {
        find_media(folder, &decoded(src), |path| self.media.contains(path))
    }

    /// The path of the file nearest to one that is not there, as it is written from `folder`: the same name elsewhere, or a
    /// name much like it.
    fn near(&self, folder: &str, missing: &str) -> Option<String> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let wanted = name(missing);
        let all = || self.things.keys().copied().chain(self.media.iter().copied());
        let path = all().find(|path| name(path) == wanted).or_else(|| {
            let names: BTreeSet<String> = all().map(name).collect();
            let near = crate::diag::nearest(&wanted, names.iter().map(String::as_str))?.to_owned();
            all().find(|path| name(path) == near)
        })?;
        Some(relative(folder, path))
    }
}

/// Things by kind and id.
struct Ids<'a> {
    articles: BTreeMap<&'a str, Thing>,
    actors: BTreeMap<&'a str, Thing>,
    regions: BTreeMap<&'a str, Thing>,
    events: BTreeMap<&'a str, Thing>,
    sources: BTreeMap<&'a str, Thing>,
    pages: BTreeMap<&'a str, Thing>,
}

impl<'a> Ids<'a> {
    fn of(atlas: &'a Atlas) -> Ids<'a> {
        fn index<'a, T>(
            items: impl Iterator<Item = (Id<T>, &'a String)>,
            thing: fn(Id<T>) -> Thing,
        ) -> BTreeMap<&'a str, Thing> {
            items.map(|(id, text)| (text.as_str(), thing(id))).collect()
        }
        Ids {
            articles: index(atlas.articles.iter().map(|(id, item)| (id, &item.id)), Thing::Article),
            actors: index(atlas.actors.iter().map(|(id, item)| (id, &item.id)), Thing::Actor),
            regions: index(atlas.regions.iter().map(|(id, item)| (id, &item.id)), Thing::Region),
            events: index(atlas.events.iter().map(|(id, item)| (id, &item.id)), Thing::Event),
            sources: index(atlas.sources.iter().map(|(id, item)| (id, &item.id)), Thing::Source),
            pages: index(atlas.pages.iter().map(|(id, item)| (id, &item.id)), Thing::Page),
        }
    }

    fn find(&self, document: &Document) -> Option<Thing> {
        let index = match document.kind {
            Kind::Article => &self.articles,
            Kind::Actor => &self.actors,
            Kind::Region => &self.regions,
            Kind::Event => &self.events,
            Kind::Source => &self.sources,
            Kind::Page => &self.pages,
        };
        index.get(document.id.as_str()).copied()
    }
}

/// The scheme of an address: letters, then a colon.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let mut bytes = scheme.bytes();
    let first = bytes.next()?;
    (first.is_ascii_alphabetic() && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')))
        .then_some(scheme)
}

/// A path or fragment without percent signs.
/// A text without its percent-encoding.
pub fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

fn relative(folder: &str, path: &str) -> String {
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
