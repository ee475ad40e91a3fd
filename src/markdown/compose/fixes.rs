//! Fixes of what a body says: a part of a link, or a line.

use std::ops::Range;

use super::Composer;
use crate::diag::{Fix, Safety};
use crate::load::ContentKind;
use crate::message;
use crate::model::Entity;

impl Composer<'_, '_> {
    /// Returns the fix that writes another text within a range, where `old` stands once. `None` if
    /// it does not: then the source differs from what was read, such as by an escape.
    pub(super) fn rewritten(
        &self,
        range: &Range<usize>,
        old: &str,
        new: &str,
        safety: Safety,
    ) -> Option<Fix> {
        let written = self.body.text.get(range.clone())?;
        let mut places = written.match_indices(old).filter(|_| !old.is_empty());
        let (at, _) = places.next()?;
        if places.next().is_some() {
            return None;
        }
        let start = range.start + at;
        let span = self.span(&(start..start + old.len()));
        Some(Fix::new(safety, message!("write `{line}`", line = new)).replace(span, new))
    }

    /// Returns the fix that gives a link or picture another address.
    pub(super) fn redirected(
        &self,
        range: &Range<usize>,
        old: &str,
        new: &str,
        safety: Safety,
    ) -> Option<Fix> {
        let written = self.body.text.get(range.clone())?;
        let open = written.rfind("](").map_or(0, |at| at + 2);
        let is_bracketed = written[open..].starts_with('<');
        let inner = range.start + open..range.end;
        let new = match new.contains(char::is_whitespace) && !is_bracketed {
            true => format!("<{new}>"),
            false => new.to_owned(),
        };
        self.rewritten(&inner, old, &new, safety)
    }

    /// Returns how safe it is to write the name of an entity for a similar one.
    pub(super) fn name_safety(
        &self,
        kind: Option<ContentKind>,
        name: &str,
        near: Entity,
    ) -> Safety {
        match self.context.names.is_only_near(kind, name, near) {
            true => Safety::Safe,
            false => Safety::Unsafe,
        }
    }
}
