//! Renames of entities and claims, in every file of the site.

use std::ops::Range;

use gen_lsp_types as lsp;

use super::context::FileContext;
use super::findings::EditsByFile;
use super::navigation::own_entity;
use super::position::Lines;
use super::target::{Target, references, target_at};
use super::view::{SiteView, kind};
use super::workspace_edit::workspace_edit;
use crate::edit::{RenamePlan, plan_rename_unsaved};
use crate::load::is_id;
use crate::message;
use crate::messages::Message;
use crate::model::{ClaimRef, Entity};

/// Returns the range that is renamed at a position, and the id that stands for it. `None` if nothing
/// there can be renamed.
pub(super) fn prepare(
    context: &FileContext,
    position: lsp::Position,
) -> Option<lsp::PrepareRenamePlaceholder> {
    let view = context.view?;
    let lines = context.lines();
    let offset = lines.offset(position);
    let (target, range) = renamed_at(context, view, offset)?;
    let placeholder = match target {
        Target::Entity(entity) => view.atlas().id(entity).to_owned(),
        Target::Claim(claim) => claim_id(view, claim).to_owned(),
        Target::Key(_) | Target::Value(_) => return None,
    };
    let range = lines.range(range);
    Some(lsp::PrepareRenamePlaceholder { range, placeholder })
}

/// Returns the changes that give the entity or claim at a position another id.
///
/// # Errors
/// If nothing there can be renamed, if the id is taken or not valid, or if a file cannot be read.
pub(super) fn rename(
    context: &FileContext,
    position: lsp::Position,
    new: &str,
) -> Result<lsp::WorkspaceEdit, Message> {
    let nothing = || message!("nothing here has an id that can be renamed");
    let view = context.view.ok_or_else(nothing)?;
    let offset = context.lines().offset(position);
    let (target, _) = renamed_at(context, view, offset).ok_or_else(nothing)?;
    match target {
        Target::Entity(entity) => rename_entity(context, view, entity, new.trim()),
        Target::Claim(claim) => rename_claim(context, view, claim, new.trim()),
        Target::Key(_) | Target::Value(_) => Err(nothing()),
    }
}

/// Returns what is renamed at an offset, with the range of its name.
fn renamed_at(
    context: &FileContext,
    view: &SiteView,
    offset: usize,
) -> Option<(Target, Range<usize>)> {
    let found = target_at(context, offset)
        .filter(|found| matches!(found.target, Target::Entity(_) | Target::Claim(_)));
    match found {
        Some(found) => Some((found.target, found.range)),
        None => Some((own_entity(context, view, offset)?, offset..offset)),
    }
}

fn rename_entity(
    context: &FileContext,
    view: &SiteView,
    entity: Entity,
    new: &str,
) -> Result<lsp::WorkspaceEdit, Message> {
    let (root, old) = (&context.at.root, view.atlas().id(entity));
    let unsaved = context.buffers.unsaved(root);
    let plan = plan_rename_unsaved(root, &unsaved, kind(entity), old, new)?;
    let RenamePlan {
        files,
        edits,
        renames,
        unread,
    } = plan;
    if let Some(path) = unread.first() {
        return Err(message!(
            "{path} cannot be read, so references in it stay",
            path
        ));
    }
    let by_file = files.iter().map(|change| {
        let lines = Lines::new(&change.old, context.encoding);
        let edits = edits.get(&change.path).into_iter().flatten();
        let edits = edits.map(|edit| lsp::TextEdit {
            range: lines.range(edit.start..edit.end),
            new_text: edit.text.clone(),
        });
        (change.path.clone(), edits.collect())
    });
    let by_file: EditsByFile = by_file.collect();
    workspace_edit(context, &by_file, &renames).ok_or_else(|| {
        message!(
            "the editor cannot rename files: run `griot rename {kind} {old} {new}`",
            kind = kind(entity).noun(),
            old,
            new
        )
    })
}

fn rename_claim(
    context: &FileContext,
    view: &SiteView,
    claim: ClaimRef,
    new: &str,
) -> Result<lsp::WorkspaceEdit, Message> {
    if !is_id(new) {
        return Err(message!(
            "`{new}` is not a valid id: use a to z, 0 to 9 and hyphens",
            new
        ));
    }
    let event = &view.atlas().events[claim.event];
    if event.claims.iter().any(|other| other.id == new) {
        return Err(message!(
            "`{new}` exists already: {path}",
            new,
            path = event.id
        ));
    }
    let old = claim_id(view, claim);
    let mut by_file = EditsByFile::new();
    let mut is_written = false;
    for path in view.text_paths() {
        let Some(text) = context.text_of(path) else {
            continue;
        };
        let lines = Lines::new(&text, context.encoding);
        let found = references(view, path, &text).into_iter();
        for found in found.filter(|found| found.target.is_same(&Target::Claim(claim))) {
            let written = &text[found.range.clone()];
            is_written |= found.is_own_id;
            // In front matter, the event may stand before it.
            let start = found.range.end - written.rsplit('#').next().unwrap_or(written).len();
            let edits = by_file.entry(path.to_owned()).or_default();
            edits.push(lsp::TextEdit {
                range: lines.range(start..found.range.end),
                new_text: new.to_owned(),
            });
        }
    }
    if !is_written {
        return Err(message!(
            "this claim has no `id` yet: write `id: {old}` first",
            old
        ));
    }
    workspace_edit(context, &by_file, &[])
        .ok_or_else(|| message!("nothing here has an id that can be renamed"))
}

fn claim_id(view: &SiteView, claim: ClaimRef) -> &str {
    &view.atlas().events[claim.event].claims[claim.claim].id
}
