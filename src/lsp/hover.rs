//! What is shown at the pointer: an entity, a claim, a key or a value, and why there is a finding.

use gen_lsp_types as lsp;

use super::context::FileContext;
use super::describe;
use super::target::{Target, target_at};

/// Returns what is shown at a position.
pub(super) fn hover(context: &FileContext, position: lsp::Position) -> Option<lsp::Hover> {
    let lines = context.lines();
    let offset = lines.offset(position);
    let found = target_at(context, offset);
    let text = found.as_ref().and_then(|found| {
        let written = &context.text()[found.range.clone()];
        shown(context, found.target, written)
    });
    let range = found
        .filter(|_| text.is_some())
        .map(|found| lines.range(found.range));
    let reasons = reasons(context, position);
    let parts: Vec<String> = text.into_iter().chain(reasons).collect();
    (!parts.is_empty()).then(|| lsp::Hover {
        contents: lsp::Contents::MarkupContent(lsp::MarkupContent {
            kind: lsp::MarkupKind::Markdown,
            value: parts.join("\n\n---\n\n"),
        }),
        range,
    })
}

fn shown(context: &FileContext, target: Target, written: &str) -> Option<String> {
    match target {
        Target::Entity(entity) => Some(describe::entity(context.view?, entity, context)),
        Target::Claim(claim) => {
            let view = context.view?;
            Some(describe::claim(view, claim.event, claim.claim, context))
        }
        Target::Key(place) => Some(describe::key(place, context.language)),
        Target::Value(place) => {
            let language = context.language;
            let meaning = describe::meaning(place.section, place.key.name, written, language);
            (!meaning.is_empty()).then(|| format!("`{written}`: {meaning}"))
        }
    }
}

/// Returns the meaning of each code that has a finding at a position.
fn reasons(context: &FileContext, position: lsp::Position) -> Vec<String> {
    let findings = context.findings.into_iter().flat_map(|file| &file.list);
    let here = findings.filter(|finding| {
        let range = finding.diagnostic.range;
        (range.start..=range.end).contains(&position)
    });
    let mut codes: Vec<_> = here.map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let explain = |code: crate::diag::Code| {
        let meaning = code.reason(context.language);
        format!("`{}`: {meaning}", code.word())
    };
    codes.into_iter().map(explain).collect()
}
