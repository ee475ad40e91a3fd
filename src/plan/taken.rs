//! Checks of addresses: two pages at one address, and names that file systems refuse.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::{PageKind, Plan};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
use crate::message;
use crate::messages::Message;
use crate::model::{Atlas, Entity};

/// The maximum length in bytes of the name of a file or folder on common file systems.
pub const MAX_NAME: usize = 255;
/// The maximum length in bytes of a path below the output folder. The rest of the limit of systems
/// is for the path of that folder itself.
const MAX_PATH: usize = 1000;

impl Plan {
    /// Returns the file of the first article that has a topic.
    fn place_of_topic(&self, atlas: &Atlas, at: usize) -> Location {
        let slug = &self.topics[at];
        let mut articles = atlas.articles.iter();
        let found =
            articles.find(|(_, article)| article.topics.iter().any(|topic| topic.slug == *slug));
        found.map_or_else(settings, |(id, _)| place_of(atlas, PageKind::Article(id)))
    }

    /// Reports pages and redirects that would be written to the same file, and names that file
    /// systems refuse.
    pub(super) fn check_addresses(&mut self, atlas: &Atlas, diagnostics: &mut Diagnostics) {
        let mut taken: BTreeMap<String, (String, Location)> = BTreeMap::new();
        // A redirect may name the file of a page, such as `a/index.html`.
        let key = |path: &str| -> String {
            let key = collision_key(path.trim_matches('/'));
            let folder = key
                .strip_suffix("index.html")
                .map(|folder| folder.trim_end_matches('/'));
            folder.map_or(key.clone(), str::to_owned)
        };
        for page in self.pages.iter() {
            let path = self.relative(atlas, *page);
            let place = match page.kind {
                PageKind::Topic(at, _) => self.place_of_topic(atlas, at),
                kind => place_of(atlas, kind),
            };
            let preview = self.preview(atlas, *page).unwrap_or_default();
            if let Some(message) = too_long(&path).or_else(|| too_long(&preview)) {
                let help = match page.kind {
                    PageKind::Article(_)
                    | PageKind::Event(_)
                    | PageKind::Source(_)
                    | PageKind::Free(_)
                    | PageKind::Backlinks(
                        Entity::Article(_) | Entity::Event(_) | Entity::Source(_),
                        _,
                    ) => message!("give the file a shorter name"),
                    PageKind::Topic(..) => {
                        message!("write a shorter topic, and put the rest in the text")
                    }
                    _ => message!("write a shorter name, or give it a file with a short id"),
                };
                diagnostics
                    .push(Diagnostic::new(Code::LongAddress, place.clone(), message).help(help));
            }
            if let Some((_, first)) = taken.get(&key(&path)) {
                diagnostics.push(match page.kind {
                    PageKind::Free(id) if atlas.pages[id].contents.is_some() => {
                        let message = message!("the folder of this page has the address `/{path}`, which is taken by another page", path);
                        let finding = Diagnostic::new(Code::AddressTaken, place, message);
                        finding.help(message!("rename the folder"))
                    }
                    _ => same_address(&path, place, first.clone()),
                });
            } else {
                taken.insert(key(&path), (format!("/{path}"), place));
            }
        }
        let redirects = atlas.entities().flat_map(|entity| {
            atlas
                .redirects(entity)
                .iter()
                .map(move |redirect| (entity, redirect))
        });
        for (entity, redirect) in redirects {
            let place = Location::Value(redirect.field.clone());
            if let Some(message) = too_long(&redirect.path) {
                diagnostics.push(
                    Diagnostic::new(Code::LongAddress, place.clone(), message)
                        .help(message!("delete it: no host had a page at such an address")),
                );
                continue;
            }
            if let Some((path, first)) = taken.get(&key(&redirect.path)) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::AddressTaken,
                        place,
                        taken_address(&redirect.path, path),
                    )
                    .help(message!(
                        "delete this redirect: an address leads to one page only"
                    ))
                    .related(first.clone(), message!("it is taken by this one")),
                );
            } else {
                taken.insert(key(&redirect.path), (redirect.path.clone(), place));
                let page = self.page_of(atlas, entity, redirect.lang).0;
                self.redirects
                    .push((redirect.path.trim_start_matches('/').to_owned(), page));
            }
        }
    }
}

/// Returns what is too long about an address. `None` if nothing is.
fn too_long(path: &str) -> Option<Message> {
    let name = path
        .split('/')
        .max_by_key(|name| name.len())
        .unwrap_or_default();
    let begin: String = name.chars().take(30).collect();
    if name.len() > MAX_NAME {
        return Some(message!(
            "the address `.../{begin}...` has a name of {bytes} bytes; the limit of file systems is {limit}",
            begin,
            bytes = name.len(),
            limit = MAX_NAME
        ));
    }
    (path.len() > MAX_PATH).then(|| {
        message!(
            "the address `.../{begin}...` has {bytes} bytes; the limit is {limit}",
            begin,
            bytes = path.len(),
            limit = MAX_PATH
        )
    })
}

/// Returns the message about a redirect from an address that leads to another page.
fn taken_address(address: &str, path: &str) -> Message {
    match difference(address, path) {
        Some(PathDifference::Accents) => message!(
            "the address `{address}` is already taken by `{path}`: they differ only in how accents are encoded (Unicode form)",
            address,
            path
        ),
        Some(PathDifference::Case) => message!(
            "the address `{address}` is already taken by `{path}`: they differ only in capital letters",
            address,
            path
        ),
        None => message!("the address `{address}` is already taken", address),
    }
}

/// Returns a key that is the same for paths that differ only in letter case or Unicode
/// normalization. On some hosts and disks such paths are the same file.
pub fn collision_key(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// How two paths differ that some hosts do not distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathDifference {
    /// In how accents are encoded: the Unicode normalization.
    Accents,
    /// In capital letters.
    Case,
}

/// Returns how two paths with the same key differ. `None` if only in slashes or the name of the
/// index file.
pub fn difference(a: &str, b: &str) -> Option<PathDifference> {
    let bare = |path: &str| -> String {
        let path = path.trim_matches('/');
        let folder = path.strip_suffix("index.html").unwrap_or(path);
        folder.trim_end_matches('/').to_owned()
    };
    let (a, b) = (bare(a), bare(b));
    if a == b {
        None
    } else if a.nfc().eq(b.nfc()) {
        Some(PathDifference::Accents)
    } else {
        Some(PathDifference::Case)
    }
}

/// Returns the location for findings about a page: its file, or the site's settings for a generated
/// page.
fn place_of(atlas: &Atlas, kind: PageKind) -> Location {
    let body = |file| Location::Value(Field::top(file));
    match kind {
        PageKind::Article(id) => atlas.articles[id]
            .bodies
            .iter()
            .next()
            .map_or_else(settings, |(_, b)| body(b.file)),
        PageKind::Free(id) | PageKind::Folder(id, _) => {
            match atlas.pages[id].bodies.iter().next() {
                Some((_, own)) => body(own.file),
                // The page of a folder may have no file, but one of its pages has.
                None => {
                    let inside = atlas.pages[id].contents.iter();
                    let mut inside =
                        inside.flat_map(|folder| folder.first.iter().chain(&folder.others));
                    let page = inside.next();
                    page.map_or_else(settings, |page| place_of(atlas, PageKind::Free(*page)))
                }
            }
        }
        PageKind::Actor(id)
        | PageKind::ActorArticles(id, _)
        | PageKind::ActorEvents(id, _)
        | PageKind::ActorClaims(id, _)
        | PageKind::ActorClaimsAbout(id, _)
        | PageKind::ActorRelations(id, _) => atlas.actors[id].origin.place(),
        PageKind::Region(id)
        | PageKind::RegionArticles(id, _)
        | PageKind::RegionEvents(id, _)
        | PageKind::RegionParts(id, _) => atlas.regions[id].origin.place(),
        PageKind::Backlinks(Entity::Article(id), _) => place_of(atlas, PageKind::Article(id)),
        PageKind::Backlinks(Entity::Actor(id), _) => atlas.actors[id].origin.place(),
        PageKind::Backlinks(Entity::Region(id), _) => atlas.regions[id].origin.place(),
        PageKind::Backlinks(Entity::Event(id), _) => atlas.events[id].origin.place(),
        PageKind::Backlinks(Entity::Source(id), _) => atlas.sources[id].origin.place(),
        PageKind::Event(id) | PageKind::EventArticles(id, _) => atlas.events[id].origin.place(),
        PageKind::Source(id)
        | PageKind::SourceClaims(id, _)
        | PageKind::SourceEvents(id, _)
        | PageKind::SourceArticles(id, _)
        | PageKind::SourceDerived(id, _) => atlas.sources[id].origin.place(),
        _ => settings(),
    }
}

fn settings() -> Location {
    Location::Path(crate::config::FILE.into())
}

/// Returns a finding about two pages at one address. A generated page keeps the address, so the
/// file of the other page needs another name.
fn same_address(path: &str, second: Location, first: Location) -> Diagnostic {
    let built_in = |place: &Location| place.file().is_none();
    let (place, other) = if built_in(&second) {
        (first, second)
    } else {
        (second, first)
    };
    if !built_in(&other) {
        let message = message!("two pages have the address `/{path}`", path);
        let finding = Diagnostic::new(Code::AddressTaken, place, message);
        return finding
            .help(message!("rename one of the two files"))
            .related(other, message!("the other one"));
    }
    let name = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(path);
    Diagnostic::new(
        Code::AddressTaken,
        place,
        message!(
            "two pages have the address `/{path}`: this file and the page `{name}` that griot generates",
            path,
            name
        ),
    )
    .help(message!("rename this file, such as to `about-{name}.md`", name))
}
