//! Completion: keys and values of front matter, and names, files and claims in texts.

mod front;
mod item;
mod paths;
mod prose;

use gen_lsp_types as lsp;

use self::item::Offered;
use super::context::FileContext;

/// The characters after which a client asks for completion by itself. Letters need no mention.
pub(super) const TRIGGERS: [&str; 9] = ["[", "@", ":", "#", "(", "/", " ", "?", "="];

/// Returns what may be written at a position.
pub(super) fn complete(context: &FileContext, position: lsp::Position) -> lsp::CompletionList {
    let offset = context.lines().offset(position);
    let parts = context.parts();
    let offered = match parts.is_front(offset) {
        true => front::offered(context, &parts.front, offset),
        false if offset >= parts.body.start => prose::offered(context, &parts.body, offset),
        false => Vec::new(),
    };
    let lines = context.lines();
    let items = offered.into_iter().enumerate();
    let items = items.map(|(rank, offered): (usize, Offered)| offered.item(rank, &lines));
    lsp::CompletionList {
        is_incomplete: true,
        items: items.collect(),
        ..lsp::CompletionList::default()
    }
}
