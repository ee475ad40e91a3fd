//! What the text at a position refers to.

use std::ops::Range;

use super::context::FileContext;
use super::mentions::{Meaning, Mention, mentions};
use super::schema_path::{Expected, KeyPlace, sections_of};
use super::view::{SiteView, kind};
use super::yaml_tokens::{PathStep, YamlToken, tokens};
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
    /// Whether it is the `id` of the target itself.
    pub is_own_id: bool,
}

impl Reference {
    fn new(range: Range<usize>, target: Target) -> Reference {
        Reference {
            range,
            target,
            is_own_id: false,
        }
    }
}

/// Returns what the text at an offset refers to.
pub(super) fn target_at(context: &FileContext, offset: usize) -> Option<Reference> {
    let parts = context.parts();
    let text = context.text();
    if parts.is_front(offset) {
        let at = offset - parts.front.start;
        let front = FrontText::new(&context.at.path, &text[parts.front.clone()]);
        let token = front
            .tokens
            .iter()
            .find(|token| (token.range.start..=token.range.end).contains(&at))?;
        return front.reference(context.view, token, parts.front.start);
    }
    let all = mentions(text, parts.body, context.folder());
    let mention = all
        .into_iter()
        .find(|mention| (mention.range.start..=mention.range.end).contains(&offset))?;
    let target = mention_target(context.view?, &mention)?;
    Some(Reference::new(mention.range, target))
}

/// Returns all places of a text that refer to something.
pub(super) fn references(view: &SiteView, path: &str, text: &str) -> Vec<Reference> {
    let parts = super::context::parts(path, text);
    let front = FrontText::new(path, &text[parts.front.clone()]);
    let tokens = front.tokens.iter();
    let mut found: Vec<Reference> = tokens
        .filter_map(|token| front.reference(Some(view), token, parts.front.start))
        .collect();
    let below = path.strip_prefix("content/").unwrap_or_default();
    let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mentions = mentions(text, parts.body, folder);
    found.extend(mentions.into_iter().filter_map(|mention| {
        let target = mention_target(view, &mention)?;
        Some(Reference::new(mention.range, target))
    }));
    found
}

/// A front matter with its tokens.
struct FrontText<'t> {
    path: &'t str,
    sections: Vec<&'static Section>,
    yaml: &'t str,
    tokens: Vec<YamlToken>,
}

impl<'t> FrontText<'t> {
    fn new(path: &'t str, yaml: &'t str) -> FrontText<'t> {
        FrontText {
            path,
            sections: sections_of(path),
            yaml,
            tokens: tokens(yaml),
        }
    }

    /// Returns what a token refers to. `start` is the offset of the front matter in the file.
    fn reference(
        &self,
        view: Option<&SiteView>,
        token: &YamlToken,
        start: usize,
    ) -> Option<Reference> {
        let expected = Expected::at(&self.sections, &token.path);
        let written = &self.yaml[token.range.clone()];
        let mut is_own_id = false;
        let target = match &expected {
            Expected::Value(place) if token.is_key => Target::Key(*place),
            _ if token.is_key => return None,
            _ if expected.is_claim() => {
                Target::Claim(self.claim_named(view?, &token.path, written)?)
            }
            Expected::Value(place) if place.key.name == "id" => {
                is_own_id = true;
                self.own_id(view?, place.section.name, &token.path, written)?
            }
            _ => match (expected.reference(), &expected) {
                (Some(kind), _) => Target::Entity(view?.named(Some(kind), written)?),
                (None, Expected::Value(place)) => Target::Value(*place),
                (None, _) => return None,
            },
        };
        Some(Reference {
            range: start + token.range.start..start + token.range.end,
            target,
            is_own_id,
        })
    }

    /// Returns what an `id` names: an event or source within an article, or a claim.
    fn own_id(
        &self,
        view: &SiteView,
        section: &str,
        path: &[PathStep],
        id: &str,
    ) -> Option<Target> {
        match section {
            "event" => Some(Target::Entity(view.named(Some(ContentKind::Event), id)?)),
            "source" => Some(Target::Entity(view.named(Some(ContentKind::Source), id)?)),
            "claim" => self.claim_named(view, path, id).map(Target::Claim),
            _ => None,
        }
    }

    /// Returns the claim that an id means at a path: a claim of the event there, or of another one
    /// as `event#claim`.
    fn claim_named(&self, view: &SiteView, path: &[PathStep], written: &str) -> Option<ClaimRef> {
        if let Some((event, claim)) = written.split_once('#') {
            return claim_of(view, event, claim);
        }
        match path {
            [PathStep::Key(key), PathStep::Index(_), ..] if key == "events" => {
                let id = [&path[..2], &[PathStep::Key("id".to_owned())]].concat();
                let id = self
                    .tokens
                    .iter()
                    .find(|token| !token.is_key && token.path == id)?;
                claim_of(view, &self.yaml[id.range.clone()], written)
            }
            _ => {
                let (entity, _) = view.entity_at(self.path)?;
                claim_with_id(view.atlas(), entity, written)
            }
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
