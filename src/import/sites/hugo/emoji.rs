//! Names of emoji between colons, such as `:smile:`, which Hugo shows as signs if the settings say so.

use super::super::body::{Body, Edit};
use super::super::context::RewriteContext;
use super::super::scan::Ranges;
use crate::import::report::ProblemKind;
use crate::markdown::syntax;

/// Replaces names of emoji by the signs, outside of code, HTML and addresses.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    if !context.site.has_emoji_names || !body.text.contains(':') {
        return;
    }
    let found = syntax(&body.text);
    let places = found.links.iter().filter_map(|link| match &link.place {
        Some(place) => Some(place.clone()),
        None => (!link.is_reference).then(|| link.range.clone()),
    });
    let definitions = found.definitions.iter().map(|known| known.place.clone());
    let mut all: Vec<_> = places.chain(definitions).collect();
    all.extend(found.code.iter().chain(&found.html).cloned());
    all.extend(found.html_blocks.iter().cloned());
    let all = Ranges::new(all);
    let mut edits = Vec::new();
    let mut start = None;
    for (at, _) in body.text.match_indices(':') {
        let name = start.map_or("", |start: usize| &body.text[start + 1..at]);
        let sign = emojis::get_by_shortcode(name);
        if let (Some(from), Some(sign)) = (start, sign)
            && !all.contains(from)
        {
            let line = body.line(from);
            context.flag(line, ProblemKind::KnownShortcode, "", &format!(":{name}:"));
            edits.push(Edit::new(from..at + 1, sign.as_str()));
            start = None;
        } else {
            start = Some(at);
        }
    }
    body.edit(edits);
}
