//! References in running text: wiki-links, citations, claims, figures and paths of links.
//!
//! Code in fences is left alone.

use std::ops::Range;

use super::super::TextEdit;
use super::Renamed;
use crate::load::ContentKind;

/// The schemes of figures that name an entity.
const FIGURES: [&str; 5] = ["map:", "timeline:", "graph:", "chart:", "table:"];

/// Returns the edits that rewrite the references in a text. `folder` is that of its file, below
/// `content/`.
pub(super) fn references(text: &str, folder: &str, renamed: &Renamed) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (Some(_), _) => {}
            (None, None) => {
                let mut found = line_references(line, folder, renamed);
                found.iter_mut().for_each(|edit| {
                    (edit.start, edit.end) = (edit.start + start, edit.end + start);
                });
                edits.append(&mut found);
            }
        }
    }
    edits
}

fn line_references(line: &str, folder: &str, renamed: &Renamed) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    wiki_links(line, folder, renamed, &mut edits);
    if renamed.kind == ContentKind::Source {
        citations(line, renamed, &mut edits);
    }
    for range in destinations(line) {
        destination(line, range, folder, renamed, &mut edits);
    }
    edits
}

/// Returns the range of a part of a text without the spaces around it.
fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    let text = &line[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// Finds `[[name]]`, `[[kind:name#Heading|words]]` and `[[../folder/name.md]]`.
fn wiki_links(line: &str, folder: &str, renamed: &Renamed, edits: &mut Vec<TextEdit>) {
    for (open, _) in line.match_indices("[[") {
        let start = open + 2;
        let Some(close) = line[start..].find("]]") else {
            return;
        };
        let inner = &line[start..start + close];
        let end = start + inner.find(['|', '#', '^', '\\']).unwrap_or(close);
        let range = trimmed(line, start..end);
        let target = &line[range.clone()];
        if let Some(new) = renamed.moved(folder, target) {
            edits.push(TextEdit::new(range, new));
            continue;
        }
        let (kind, name) = match target.split_once(':') {
            Some((kind, name)) => (Some(kind.trim()), name),
            None => (None, target),
        };
        let is_kind = match kind {
            Some(kind) => kind == renamed.kind.noun(),
            None => !renamed.is_shared,
        };
        if is_kind && renamed.is_meant(name) {
            let own = trimmed(line, range.end - name.len()..range.end);
            edits.push(TextEdit::new(own, renamed.new));
        }
    }
}

/// Finds `[@source, p. 3; @other]`.
fn citations(line: &str, renamed: &Renamed, edits: &mut Vec<TextEdit>) {
    for (at, _) in line.match_indices('@') {
        let before = &line[..at];
        let is_inside = before.rfind('[') > before.rfind(']');
        if !is_inside || !before.ends_with(['[', ' ', ';']) {
            continue;
        }
        let start = at + 1;
        let length = line[start..]
            .find([',', ';', ']', '\n'])
            .unwrap_or(line.len() - start);
        let range = trimmed(line, start..start + length);
        if renamed.is_meant(&line[range.clone()]) {
            edits.push(TextEdit::new(range, renamed.new));
        }
    }
}

/// Returns the ranges of destinations: those of links and pictures, and of definitions `[a]: b`.
fn destinations(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("](") {
        let start = at + 2;
        let rest = &line[start..];
        let (start, length) = match rest.strip_prefix('<') {
            Some(inner) => (start + 1, inner.find('>')),
            None => (start, rest.find([')', ' ', '\n', '\t'])),
        };
        found.push(start..start + length.unwrap_or(line.len() - start));
    }
    if line.starts_with('[')
        && let Some(at) = line.find("]: ")
    {
        let range = trimmed(line, at + 3..line.len());
        let length = line[range.clone()].find(' ').unwrap_or(range.len());
        found.push(range.start..range.start + length);
    }
    found
}

/// Rewrites what a destination names: a claim, the subject and conditions of a figure, or a file.
fn destination(
    line: &str,
    range: Range<usize>,
    folder: &str,
    renamed: &Renamed,
    edits: &mut Vec<TextEdit>,
) {
    let written = &line[range.clone()];
    let mut name = |offset: usize, name: &str| {
        if renamed.is_meant(name) {
            let start = range.start + offset;
            edits.push(TextEdit::new(start..start + name.len(), renamed.new));
        }
    };
    for scheme in ["claim:", "origins:"] {
        if let Some(rest) = written.strip_prefix(scheme) {
            let event = rest.split('#').next().unwrap_or(rest);
            if renamed.kind == ContentKind::Event {
                name(scheme.len(), event);
            }
            return;
        }
    }
    let figure = FIGURES.iter().find(|scheme| written.starts_with(**scheme));
    if let Some(scheme) = figure {
        let rest = &written[scheme.len()..];
        let (about, query) = rest.split_once('?').unwrap_or((rest, ""));
        let is_measure = matches!(*scheme, "chart:" | "table:");
        if !is_measure && !renamed.is_shared {
            name(scheme.len(), about);
        }
        let mut at = scheme.len() + about.len() + 1;
        for condition in query.split('&') {
            let value = condition.strip_prefix(renamed.kind.noun());
            if let Some(value) = value.and_then(|value| value.strip_prefix('=')) {
                name(at + condition.len() - value.len(), value);
            }
            at += condition.len() + 1;
        }
        return;
    }
    if let Some(new) = renamed.moved(folder, written) {
        edits.push(TextEdit::new(range, new));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn renamed(kind: ContentKind, text: &str) -> String {
        let renamed = Renamed {
            kind,
            old: "fama",
            new: "army",
            names: BTreeSet::from(["forces armees".to_owned()]),
            paths: vec![
                format!("{}/fama.md", kind.folder()),
                format!("{}/fama.fr.md", kind.folder()),
            ],
            is_shared: false,
        };
        let mut edits = references(text, "articles", &renamed);
        edits.sort();
        super::super::apply(text, &edits)
    }

    #[test]
    fn links_by_id_and_by_path_are_rewritten() {
        let actor = |text: &str| renamed(ContentKind::Actor, text);
        for (old, new) in [
            ("[[fama]] and [[fama|words]]", "[[army]] and [[army|words]]"),
            ("[[actor:fama#Past]]", "[[actor:army#Past]]"),
            ("[[region:fama]] [[famas]]", "[[region:fama]] [[famas]]"),
            ("[[Forces armées]]", "[[Forces armées]]"),
            ("[a](../actors/fama.md#x)", "[a](../actors/army.md#x)"),
            ("[a](<../actors/fama.fr.md>)", "[a](<../actors/army.fr.md>)"),
            ("[a](fama.md)", "[a](fama.md)"),
            ("[a]: ../actors/fama.md", "[a]: ../actors/army.md"),
            (
                "![a](map:fama?actor=fama&region=fama)",
                "![a](map:army?actor=army&region=fama)",
            ),
            (
                "![a](chart:killed?actor=fama)",
                "![a](chart:killed?actor=army)",
            ),
            (
                "```\n[[fama]]\n```\n[[fama]]",
                "```\n[[fama]]\n```\n[[army]]",
            ),
        ] {
            assert_eq!(actor(old), new, "{old}");
        }
    }

    #[test]
    fn citations_and_claims_are_rewritten() {
        let source = |text: &str| renamed(ContentKind::Source, text);
        assert_eq!(
            source("So [@fama, p. 3; @other; @fama]. me@fama"),
            "So [@army, p. 3; @other; @army]. me@fama"
        );
        let event = |text: &str| renamed(ContentKind::Event, text);
        assert_eq!(
            event("[a](claim:fama#deaths) ![b](origins:fama#deaths)"),
            "[a](claim:army#deaths) ![b](origins:army#deaths)"
        );
    }
}
