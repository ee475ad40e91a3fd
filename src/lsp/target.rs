//! What the text at a position refers to.

use std::ops::Range;

use super::context::FileContext;
use super::cursor::token_at;
use super::mentions::{Meaning, Mention, mentions};
use super::schema_path::{Expected, KeyPlace, sections_of};
use super::view::{SiteView, kind};
use super::yaml_tokens::{YamlToken, tokens};
use crate::load::ContentKind;
use crate::model::{Atlas, ClaimRef, Entity};
use crate::reference::Section;

/// What a text refers to.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Entity(Entity),
    Claim(ClaimRef),
    Key(KeyPlace),
    /// A value of the closed list of a key.
    Value(KeyPlace),
}

/// A place that refers to something, in a file.
pub(super) struct Reference {
    /// The range of the name, id or path in the file.
    pub range: Range<usize>,
    pub target: Target,
}

/// Returns what the text at an offset refers to.
pub(super) fn target_at(context: &FileContext, offset: usize) -> Option<Reference> {
    let parts = context.parts();
    let text = context.text();
    if parts.front.contains(&offset) || offset == parts.front.end {
        let token = token_at(text, &parts.front, offset)?;
        let written = &text[token.range.clone()];
        let sections = sections_of(&context.at.path);
        let target = front_target(context.view, &context.at.path, &sections, &token, written)?;
        let range = token.range;
        return Some(Reference { range, target });
    }
    let all = mentions(text, parts.body, context.folder());
    let mention = all
        .into_iter()
        .find(|mention| (mention.range.start..=mention.range.end).contains(&offset))?;
    let target = mention_target(context.view?, &mention)?;
    let range = mention.range;
    Some(Reference { range, target })
}

/// Returns all places of a text that refer to entities or claims.
pub(super) fn references(view: &SiteView, path: &str, text: &str) -> Vec<Reference> {
    let parts = super::context::parts(path, text);
    let sections = sections_of(path);
    let front = &text[parts.front.clone()];
    let found = tokens(front).into_iter().filter_map(|token| {
        let written = &front[token.range.clone()];
        let target = front_target(Some(view), path, &sections, &token, written)?;
        let range = parts.front.start + token.range.start..parts.front.start + token.range.end;
        Some(Reference { range, target })
    });
    let mut found: Vec<Reference> = found.collect();
    let below = path.strip_prefix("content/").unwrap_or_default();
    let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mentions = mentions(text, parts.body, folder);
    found.extend(mentions.into_iter().filter_map(|mention| {
        let target = mention_target(view, &mention)?;
        let range = mention.range;
        Some(Reference { range, target })
    }));
    found
}

/// Returns what a token of front matter refers to.
fn front_target(
    view: Option<&SiteView>,
    path: &str,
    sections: &[&'static Section],
    token: &YamlToken,
    written: &str,
) -> Option<Target> {
    if token.is_key {
        return match Expected::at(sections, &token.path) {
            Expected::Value(place) => Some(Target::Key(place)),
            _ => None,
        };
    }
    let expected = Expected::at(sections, &token.path);
    if let Some(kind) = expected.reference() {
        return Some(Target::Entity(view?.named(Some(kind), written)?));
    }
    if expected.is_claim() {
        return claim_named(view?, path, written).map(Target::Claim);
    }
    match expected {
        Expected::Value(place) if place.key.name == "id" => {
            own_id(view?, path, place.section.name, written)
        }
        Expected::Value(place) => Some(Target::Value(place)),
        _ => None,
    }
}

/// Returns what an `id` in front matter names: an event or source within an article, or a claim.
fn own_id(view: &SiteView, path: &str, section: &str, id: &str) -> Option<Target> {
    match section {
        "event" => Some(Target::Entity(view.named(Some(ContentKind::Event), id)?)),
        "source" => Some(Target::Entity(view.named(Some(ContentKind::Source), id)?)),
        "claim" => claim_named(view, path, id).map(Target::Claim),
        _ => None,
    }
}

/// Returns the claim that an id means in the file of an event: a claim of this event, or of another
/// one as `event#claim`.
fn claim_named(view: &SiteView, path: &str, written: &str) -> Option<ClaimRef> {
    match written.split_once('#') {
        Some((event, claim)) => claim_of(view, event, claim),
        None => {
            let (entity, _) = view.entity_at(path)?;
            claim_with_id(view.atlas(), entity, written)
        }
    }
}

fn claim_of(view: &SiteView, event: &str, claim: &str) -> Option<ClaimRef> {
    let entity = view.named(Some(ContentKind::Event), event)?;
    claim_with_id(view.atlas(), entity, claim)
}

fn claim_with_id(atlas: &Atlas, entity: Entity, id: &str) -> Option<ClaimRef> {
    let Entity::Event(event) = entity else {
        return None;
    };
    let claims = &atlas.events[event].claims;
    let claim = claims.iter().position(|claim| claim.id == id)?;
    Some(ClaimRef { event, claim })
}

fn mention_target(view: &SiteView, mention: &Mention) -> Option<Target> {
    match &mention.meaning {
        Meaning::Name(kind, name) => Some(Target::Entity(view.named(*kind, name)?)),
        Meaning::Claim { event, claim } => claim_of(view, event, claim).map(Target::Claim),
        Meaning::File(path) => {
            let (entity, _) = view.entity_at(&format!("content/{path}"))?;
            Some(Target::Entity(entity))
        }
    }
}

impl Target {
    /// Whether both are the same entity or claim. Keys and values are only looked up.
    pub fn is_same(&self, other: &Target) -> bool {
        match (self, other) {
            (Target::Entity(one), Target::Entity(other)) => {
                kind(*one) == kind(*other) && one == other
            }
            (Target::Claim(one), Target::Claim(other)) => one == other,
            _ => false,
        }
    }
}
