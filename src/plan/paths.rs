//! Paths of pages.

use super::{PageKind, Plan, PlannedPage};
use crate::model::terms::Term;
use crate::model::{Atlas, Entity, FreePage, Id};

impl Plan {
    /// Returns the path of the preview image of a page.
    ///
    /// The path does not depend on the content: social networks cache the address of a preview, so
    /// it has to stay valid.
    pub fn preview(&self, atlas: &Atlas, page: PlannedPage) -> Option<String> {
        match page.kind {
            PageKind::Article(id) => Some(format!(
                "previews/{}/{}.png",
                page.lang.tag(),
                atlas.id(Entity::Article(id))
            )),
            _ => None,
        }
    }

    /// Returns the path of a page below the base path, without a leading slash: `en/actors/fama/`,
    /// or empty for the home page.
    pub fn relative(&self, atlas: &Atlas, page: PlannedPage) -> String {
        let mut path = String::with_capacity(64);
        self.push_relative(&mut path, atlas, page);
        path
    }

    pub(super) fn push_relative(&self, path: &mut String, atlas: &Atlas, page: PlannedPage) {
        if page.lang != self.languages.default() {
            path.push_str(page.lang.tag());
            path.push('/');
        }
        let mut number = 1;
        let mut add = |parts: &[&str]| {
            for part in parts {
                path.push_str(part);
                path.push('/');
            }
        };
        let mut add_page = |id: Id<FreePage>| {
            let above = atlas.page_folder(id).split('/');
            let above: Vec<&str> = above.filter(|part| !part.is_empty()).collect();
            add(&above);
            add(&[atlas.id(Entity::Page(id))]);
        };
        match page.kind {
            PageKind::Home => {}
            PageKind::Articles(n) => {
                add(&["articles"]);
                number = n;
            }
            PageKind::Article(id) => add(&["articles", atlas.id(Entity::Article(id))]),
            PageKind::Actors => add(&["actors"]),
            PageKind::ActorsOfType(kind, n) => {
                let name = kind.map_or_else(|| "none".to_owned(), |kind| in_address(kind.text()));
                add(&["actors", "types", &name]);
                number = n;
            }
            PageKind::ActorsOfLetter(letter, n) => {
                add(&["actors", "letters", &letter.address()]);
                number = n;
            }
            PageKind::Actor(id) => add(&["actors", atlas.id(Entity::Actor(id))]),
            PageKind::ActorArticles(id, n) => {
                add(&["actors", atlas.id(Entity::Actor(id)), "articles"]);
                number = n;
            }
            PageKind::ActorEvents(id, n) => {
                add(&["actors", atlas.id(Entity::Actor(id)), "events"]);
                number = n;
            }
            PageKind::ActorClaims(id, n) => {
                add(&["actors", atlas.id(Entity::Actor(id)), "claims"]);
                number = n;
            }
            PageKind::ActorClaimsAbout(id, n) => {
                add(&["actors", atlas.id(Entity::Actor(id)), "claims-about"]);
                number = n;
            }
            PageKind::ActorRelations(id, n) => {
                add(&["actors", atlas.id(Entity::Actor(id)), "relations"]);
                number = n;
            }
            PageKind::Regions(n) => {
                add(&["regions"]);
                number = n;
            }
            PageKind::RegionParts(id, n) => {
                add(&["regions", atlas.id(Entity::Region(id)), "parts"]);
                number = n;
            }
            PageKind::Region(id) => add(&["regions", atlas.id(Entity::Region(id))]),
            PageKind::RegionArticles(id, n) => {
                add(&["regions", atlas.id(Entity::Region(id)), "articles"]);
                number = n;
            }
            PageKind::RegionEvents(id, n) => {
                add(&["regions", atlas.id(Entity::Region(id)), "events"]);
                number = n;
            }
            PageKind::Events => add(&["events"]),
            PageKind::Year(year, n) => {
                add(&["events", &format!("{year:04}")]);
                number = n;
            }
            PageKind::Event(id) => add(&["events", atlas.id(Entity::Event(id))]),
            PageKind::EventArticles(id, n) => {
                add(&["events", atlas.id(Entity::Event(id)), "articles"]);
                number = n;
            }
            PageKind::Sources(n) => {
                add(&["sources"]);
                number = n;
            }
            PageKind::Source(id) => add(&["sources", atlas.id(Entity::Source(id))]),
            PageKind::SourceClaims(id, n) => {
                add(&["sources", atlas.id(Entity::Source(id)), "claims"]);
                number = n;
            }
            PageKind::SourceEvents(id, n) => {
                add(&["sources", atlas.id(Entity::Source(id)), "events"]);
                number = n;
            }
            PageKind::SourceArticles(id, n) => {
                add(&["sources", atlas.id(Entity::Source(id)), "articles"]);
                number = n;
            }
            PageKind::SourceDerived(id, n) => {
                add(&["sources", atlas.id(Entity::Source(id)), "derived"]);
                number = n;
            }
            PageKind::Backlinks(entity, n) => {
                add(&[entity.folder(), atlas.id(entity), "backlinks"]);
                number = n;
            }
            PageKind::Topics(n) => {
                add(&["topics"]);
                number = n;
            }
            PageKind::Topic(at, n) => {
                add(&["topics", &self.topics[at]]);
                number = n;
            }
            PageKind::Coverage => add(&["coverage"]),
            PageKind::Data => add(&["data"]),
            PageKind::Corrections(n) => {
                add(&["corrections"]);
                number = n;
            }
            PageKind::Changes(n) => {
                add(&["changes"]);
                number = n;
            }
            PageKind::Search => add(&["search"]),
            PageKind::Letter(letter, n) => {
                add(&["search", &letter.address()]);
                number = n;
            }
            PageKind::Free(id) => add_page(id),
            PageKind::Folder(id, n) => {
                add_page(id);
                number = n;
            }
            PageKind::NotFound => path.push_str("404.html"),
        }
        if number > 1 {
            path.push_str(&format!("page/{number}/"));
        }
    }
}

/// Returns a term as part of an address.
fn in_address(text: &str) -> String {
    text.to_lowercase()
        .replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}
