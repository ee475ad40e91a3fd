//! The external addresses of a site, with the places where each stands.

use std::collections::BTreeMap;

use url::Url;

use crate::diag::{Field, Location};
use crate::markdown::syntax;
use crate::model::{Atlas, Entity, Id, Origin, Source};
use crate::source::{FileId, SourceFiles, Span};

/// The external addresses of a site.
#[derive(Debug, Default)]
pub struct ExternalLinks {
    /// The places of each address, in the order of the site.
    pub places: BTreeMap<String, Vec<Location>>,
    /// The sources that have an address and no copy in an archive.
    pub not_archived: Vec<Id<Source>>,
}

/// Collects the addresses of sources, actors and texts. Only what is published is asked.
pub fn collect(atlas: &Atlas, sources: &SourceFiles) -> ExternalLinks {
    let mut links = ExternalLinks::default();
    for (id, source) in atlas.sources.iter() {
        let field = field_of(&source.origin);
        for (key, address) in [("url", &source.url), ("archive_url", &source.archive_url)] {
            links.add(address.as_deref(), || (&field.key(key)).into());
        }
        if source.url.is_some() && source.archive_url.is_none() {
            links.not_archived.push(id);
        }
    }
    for (_, actor) in atlas.actors.iter() {
        let field = field_of(&actor.origin);
        links.add(actor.url.as_deref(), || (&field.key("url")).into());
    }
    let files = atlas.entities().flat_map(|entity: Entity| {
        let bodies = atlas.bodies(entity).iter();
        bodies.map(|(_, body)| body.file).collect::<Vec<_>>()
    });
    for file in files {
        links.add_text(file, sources);
    }
    links
}

/// Returns the front matter, or the part of one, that defines an entity.
pub(super) fn field_of(origin: &Origin) -> Field {
    match origin {
        Origin::Declared(file) => Field::top(*file),
        Origin::Inline(_, field) | Origin::Stub(field) => field.clone(),
    }
}

impl ExternalLinks {
    fn add(&mut self, address: Option<&str>, place: impl FnOnce() -> Location) {
        let Some(address) = address else {
            return;
        };
        let is_web = Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if is_web {
            let places = self.places.entry(address.to_owned()).or_default();
            places.push(place());
        }
    }

    /// Adds the addresses of links in a Markdown text.
    fn add_text(&mut self, file: FileId, sources: &SourceFiles) {
        let text = sources.text(file);
        let body = body_start(text, sources.front(file).end);
        let found = syntax(&text[body..]);
        let links = found.links.iter().filter(|link| !link.is_reference);
        let links = links.map(|link| {
            let range = link.place.clone().unwrap_or(link.range.clone());
            (&link.destination, range)
        });
        let definitions = found.definitions.iter();
        let definitions = definitions.map(|one| (&one.destination, one.place.clone()));
        for (address, range) in links.chain(definitions) {
            let range = body + range.start..body + range.end;
            self.add(Some(address), || Span::new(file, range).into());
        }
    }
}

/// Returns where the body of a file begins: after the line that closes the front matter.
fn body_start(text: &str, front: usize) -> usize {
    if front == 0 {
        return 0;
    }
    let rest = &text[front..];
    rest.find('\n').map_or(text.len(), |at| front + at + 1)
}
