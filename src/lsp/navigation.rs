//! Definitions and references.

use gen_lsp_types as lsp;
use rayon::prelude::*;

use super::context::FileContext;
use super::position::Lines;
use super::target::{Target, references, target_at};
use super::view::{SiteView, origin};
use crate::diag::{Field, Location};
use crate::model::{ClaimRef, Entity};
use crate::resolve::field_of;
use crate::yaml::Sought;

/// Returns where the entity or claim at a position is defined.
pub(super) fn definition(context: &FileContext, position: lsp::Position) -> Option<lsp::Location> {
    let found = target_at(context, context.lines().offset(position))?;
    location_of(context, context.view?, found.target)
}

/// Returns every place that refers to the entity or claim at a position.
pub(super) fn references_of(
    context: &FileContext,
    position: lsp::Position,
    with_definition: bool,
) -> Option<Vec<lsp::Location>> {
    let view = context.view?;
    let offset = context.lines().offset(position);
    let target = target_at(context, offset)
        .map(|found| found.target)
        .filter(|target| matches!(target, Target::Entity(_) | Target::Claim(_)))
        .or_else(|| own_entity(context, view, offset))?;
    let mut found: Vec<lsp::Location> = all(context, view, target)
        .into_iter()
        .flat_map(|file| {
            file.ranges
                .into_iter()
                .map(move |range| (file.uri.clone(), range))
        })
        .map(|(uri, range)| lsp::Location { uri, range })
        .collect();
    if with_definition {
        let definition = location_of(context, view, target);
        found.extend(definition.filter(|definition| !found.contains(definition)));
    }
    Some(found)
}

/// The places of a file that refer to something.
struct FileReferences {
    uri: lsp::Uri,
    ranges: Vec<lsp::Range>,
}

/// Returns the references to an entity or claim in all files, by path.
fn all(context: &FileContext, view: &SiteView, target: Target) -> Vec<FileReferences> {
    let paths = view.text_paths();
    let in_file = |path: &&str| {
        let text = context.text_of(path)?;
        let lines = Lines::new(&text, context.encoding);
        let found = references(view, path, &text).into_iter();
        let ranges: Vec<lsp::Range> = found
            .filter(|found| found.target.is_same(&target))
            .map(|found| lines.range(found.range))
            .collect();
        let uri = context.uri_of(path)?;
        (!ranges.is_empty()).then_some(FileReferences { uri, ranges })
    };
    paths.par_iter().filter_map(in_file).collect()
}

/// Returns the entity of the file itself, if the position is in a key that names it.
pub(super) fn own_entity(context: &FileContext, view: &SiteView, offset: usize) -> Option<Target> {
    let parts = context.parts();
    let is_in_front = offset <= parts.front.end;
    let (entity, _) = view.entity_at(&context.at.path).filter(|_| is_in_front)?;
    let line = context.text()[..offset]
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let line = &context.text()[line..];
    let is_name = line.starts_with("name:") || line.starts_with("title:");
    is_name.then_some(Target::Entity(entity))
}

fn location_of(context: &FileContext, view: &SiteView, target: Target) -> Option<lsp::Location> {
    match target {
        Target::Entity(entity) => entity_location(context, view, entity),
        Target::Claim(claim) => claim_location(context, view, claim),
        Target::Key(_) | Target::Value(_) => None,
    }
}

/// Returns the file of an entity, or the place where an entity without a file is defined.
fn entity_location(
    context: &FileContext,
    view: &SiteView,
    entity: Entity,
) -> Option<lsp::Location> {
    let place = origin(view.atlas(), entity).map(|origin| origin.place());
    if let Some(Location::Value(field)) = place {
        return field_location(context, view, &field);
    }
    let lang = context.lang()?;
    let uri = context.uri_of(view.file_of(entity, lang)?)?;
    let range = lsp::Range::default();
    Some(lsp::Location { uri, range })
}

fn claim_location(
    context: &FileContext,
    view: &SiteView,
    claim: ClaimRef,
) -> Option<lsp::Location> {
    let event = &view.atlas().events[claim.event];
    let written = event.claims[claim.claim].written;
    let field = field_of(&event.origin).key("claims").index(written);
    field_location(context, view, &field)
}

/// Returns the place of a field, in the text that was analysed.
fn field_location(context: &FileContext, view: &SiteView, field: &Field) -> Option<lsp::Location> {
    let span = field.span(&view.sources, Sought::Value);
    let lines = Lines::new(view.sources.text(span.file), context.encoding);
    let range = lines.range(span.start as usize..span.end as usize);
    let uri = context.uri_of(view.sources.path(span.file))?;
    Some(lsp::Location { uri, range })
}
