//! The outline of a file, and the parts that can be folded.

use std::ops::Range;

use gen_lsp_types as lsp;

use super::context::FileContext;
use super::position::Lines;
use super::yaml_tokens::{PathStep, YamlToken, tokens};
use crate::markdown::{WrittenHeading, syntax};

/// The number of list items of a key that are shown.
const MAX_ITEMS: usize = 200;

/// Returns the keys of the front matter and the headings of the text.
pub(super) fn symbols(context: &FileContext) -> Vec<lsp::DocumentSymbol> {
    let parts = context.parts();
    let lines = context.lines();
    let mut symbols = front_symbols(context.text(), &parts.front, &lines);
    let body = &context.text()[parts.body.clone()];
    let headings = syntax(body).headings;
    let ends = section_ends(&headings, body.len());
    let start = parts.body.start;
    let headings: Vec<(u8, lsp::DocumentSymbol)> = headings
        .into_iter()
        .zip(ends)
        .map(|(heading, end)| {
            let own = start + heading.range.start..start + heading.range.end;
            let whole = own.start..start + end;
            let kind = lsp::SymbolKind::String;
            (
                heading.level,
                symbol(&lines, heading.text, kind, whole, own),
            )
        })
        .collect();
    symbols.extend(nested(&mut headings.into_iter().peekable(), 0));
    symbols
}

/// Returns headings below others, by their levels.
fn nested(
    headings: &mut std::iter::Peekable<std::vec::IntoIter<(u8, lsp::DocumentSymbol)>>,
    above: u8,
) -> Vec<lsp::DocumentSymbol> {
    let mut found = Vec::new();
    while let Some((level, mut symbol)) = headings.next_if(|(level, _)| *level > above) {
        let below = nested(headings, level);
        symbol.children = (!below.is_empty()).then_some(below);
        found.push(symbol);
    }
    found
}

/// Returns the end of the section of each heading.
fn section_ends(headings: &[WrittenHeading], end: usize) -> Vec<usize> {
    let ends = headings.iter().enumerate().map(|(at, heading)| {
        let after = headings[at + 1..].iter();
        let mut after = after.filter(|other| other.level <= heading.level);
        after.next().map_or(end, |next| next.range.start)
    });
    ends.collect()
}

/// Returns the keys at the top of a front matter, with the items of their lists.
fn front_symbols(text: &str, front: &Range<usize>, lines: &Lines) -> Vec<lsp::DocumentSymbol> {
    let yaml = &text[front.clone()];
    let all = tokens(yaml);
    let mut symbols = Vec::new();
    for (at, end) in top_keys(&all) {
        let key = &all[at];
        let own = front.start + key.range.start..front.start + key.range.end;
        let last = all[at..end]
            .last()
            .map_or(key.range.end, |token| token.range.end);
        let name = yaml[key.range.clone()].to_owned();
        let whole = own.start..front.start + last;
        let kind = lsp::SymbolKind::Property;
        let mut of_key = symbol(lines, name, kind, whole, own);
        let items = item_symbols(yaml, front.start, &all[at + 1..end], lines);
        of_key.children = (!items.is_empty()).then_some(items);
        if let [value] = &all[at + 1..end] {
            of_key.detail = Some(yaml[value.range.clone()].to_owned());
        }
        symbols.push(of_key);
    }
    symbols
}

/// Returns the mappings in the list of a key, each by its id or first value.
fn item_symbols(
    yaml: &str,
    start: usize,
    tokens: &[YamlToken],
    lines: &Lines,
) -> Vec<lsp::DocumentSymbol> {
    let index = |token: &YamlToken| match token.path.as_slice() {
        [_, PathStep::Index(index), PathStep::Key(_), ..] => Some(*index),
        _ => None,
    };
    let mut symbols = Vec::new();
    for item in tokens.chunk_by(|a, b| index(a) == index(b)).take(MAX_ITEMS) {
        let is_key = |token: &&YamlToken, name: &str| {
            token.path.len() == 3 && token.path[2] == PathStep::Key(name.to_owned())
        };
        let values = || item.iter().filter(|token| !token.is_key);
        let named = ["id", "title", "name"]
            .into_iter()
            .find_map(|name| values().find(|token| is_key(token, name)));
        let (Some(first), Some(last), Some(shown)) =
            (item.first(), item.last(), named.or_else(|| values().next()))
        else {
            continue;
        };
        if index(first).is_none() {
            continue;
        }
        let own = start + shown.range.start..start + shown.range.end;
        let whole = start + first.range.start..start + last.range.end.max(shown.range.end);
        let name = yaml[shown.range.clone()].to_owned();
        symbols.push(symbol(lines, name, lsp::SymbolKind::Object, whole, own));
    }
    symbols
}

/// Returns the range of the tokens of each key at the top.
fn top_keys(all: &[YamlToken]) -> Vec<(usize, usize)> {
    let is_top = |token: &YamlToken| token.is_key && token.path.len() == 1;
    let starts: Vec<usize> = (0..all.len()).filter(|at| is_top(&all[*at])).collect();
    let ends = starts.iter().skip(1).copied().chain([all.len()]);
    starts.iter().copied().zip(ends).collect()
}

fn symbol(
    lines: &Lines,
    name: String,
    kind: lsp::SymbolKind,
    whole: Range<usize>,
    own: Range<usize>,
) -> lsp::DocumentSymbol {
    #[expect(
        deprecated,
        reason = "the struct has no other constructor with all fields"
    )]
    lsp::DocumentSymbol {
        // Clients refuse a symbol without a name.
        name: if name.trim().is_empty() {
            "…".to_owned()
        } else {
            name
        },
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: lines.range(whole),
        selection_range: lines.range(own),
        children: None,
    }
}

/// Returns the parts of a file that can be folded: the front matter, its keys, and sections.
pub(super) fn folding(context: &FileContext) -> Vec<lsp::FoldingRange> {
    let parts = context.parts();
    let text = context.text();
    let lines = context.lines();
    let mut ranges = Vec::new();
    let is_whole = parts.front.start == 0;
    if !parts.front.is_empty() && !is_whole {
        ranges.push(0..parts.front.end);
    }
    let yaml = &text[parts.front.clone()];
    let all = tokens(yaml);
    for (at, end) in top_keys(&all) {
        let last = all[at..end].last().map_or(0, |token| token.range.end);
        let start = parts.front.start;
        ranges.push(start + all[at].range.start..start + last);
    }
    let body = &text[parts.body.clone()];
    let headings = syntax(body).headings;
    for (heading, end) in headings.iter().zip(section_ends(&headings, body.len())) {
        let end = body[..end].trim_end().len();
        ranges.push(parts.body.start + heading.range.start..parts.body.start + end);
    }
    let folds = ranges.into_iter().filter_map(|range| {
        let range = lines.range(range);
        let fold = lsp::FoldingRange {
            start_line: range.start.line,
            end_line: range.end.line,
            kind: Some(lsp::FoldingRangeKind::Region),
            ..lsp::FoldingRange::default()
        };
        (fold.start_line < fold.end_line).then_some(fold)
    });
    folds.collect()
}
