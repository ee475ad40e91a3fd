//! Anchors: the ids that links can lead to, and the check of links to them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Safety, is_only_near, nearest};
use crate::lang::{Lang, fold};
use crate::message;
use crate::messages::or_list;
use crate::model::{Atlas, Claim, Entity, Origin};
use crate::source::Span;

/// A link to an anchor of another page. It is checked once all bodies are composed.
#[derive(Serialize, Deserialize)]
pub(super) struct WantedAnchor {
    pub span: Span,
    pub entity: Entity,
    pub lang: Lang,
    pub anchor: String,
}

/// Returns the anchors that a page has regardless of its prose: those of its claims, and those of
/// events declared in an article.
pub(super) fn fixed_anchors(atlas: &Atlas, entity: Entity) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    match entity {
        Entity::Article(article) => {
            for used in &atlas.articles[article].events {
                let event = &atlas.events[used.event];
                if matches!(event.origin, Origin::Inline(home, _) if home == article) {
                    anchors.insert(event.id.clone());
                    anchors.extend(
                        (event.claims.iter())
                            .flat_map(claim_names)
                            .map(|name| claim_anchor(Some(&event.id), name)),
                    );
                }
            }
        }
        Entity::Event(event) => anchors.extend(
            (atlas.events[event].claims.iter())
                .flat_map(claim_names)
                .map(|name| claim_anchor(None, name)),
        ),
        _ => {}
    }
    anchors
}

/// Returns the names of a claim on its page: its anchor and, if that is another, its id.
fn claim_names(claim: &Claim) -> impl Iterator<Item = &str> {
    let id = (claim.id != claim.anchor).then_some(claim.id.as_str());
    [claim.anchor.as_str()].into_iter().chain(id)
}

/// Returns the anchor of a claim on a page. In an article the id of the event precedes it.
pub fn claim_anchor(event: Option<&str>, claim: &str) -> String {
    event.map_or_else(|| claim.to_owned(), |event| format!("{event}-{claim}"))
}

/// Returns the anchor of a source in a list of sources.
pub fn source_anchor(source: &str) -> String {
    format!("source-{source}")
}

/// Reports a link to an anchor that its page does not have.
pub(super) fn check_anchor(
    want: &WantedAnchor,
    anchors: &BTreeSet<String>,
    atlas: &Atlas,
    diagnostics: &mut Diagnostics,
) {
    if anchors.contains(&want.anchor) {
        return;
    }
    let wanted = fold(&want.anchor);
    let same = anchors.iter().find(|known| fold(known) == wanted);
    let known = || anchors.iter().map(String::as_str);
    let near = nearest(&want.anchor, known());
    let is_certain = same.is_some() || is_only_near(&want.anchor, known());
    let safety = if is_certain {
        Safety::Safe
    } else {
        Safety::Unsafe
    };
    let fix = same.map(String::as_str).or(near).map(|new| {
        let new = format!("#{new}");
        Fix::new(safety, message!("write `{line}`", line = new)).replace_part(
            want.span,
            &format!("#{}", want.anchor),
            new,
        )
    });
    let help = match same {
        Some(known) => message!("write `#{known}`", known),
        None => match near {
            Some(near) => message!("did you mean `#{near}`?", near),
            None if anchors.is_empty() => {
                message!("it has no headings: delete the `#` and what follows")
            }
            None if anchors.len() <= 12 => {
                let known: Vec<String> = anchors.iter().map(|known| format!("#{known}")).collect();
                message!(
                    "write {list}",
                    list = or_list(known.iter().map(String::as_str))
                )
            }
            None => {
                message!("a heading's anchor is its text in lower case, with hyphens between words")
            }
        },
    };
    let id = atlas.id(want.entity);
    diagnostics.push(
        Diagnostic::new(
            Code::BrokenAnchor,
            want.span,
            message!(
                "`{id}` has no heading with the anchor `{anchor}`",
                id,
                anchor = want.anchor
            ),
        )
        .help(help)
        .fix(fix),
    );
}
