//! What a Markdown text refers to, and where: wiki-links, citations, claims, figures and files.

use std::ops::Range;

use crate::address::decoded;
use crate::load::ContentKind;
use crate::markdown::syntax;
use crate::resolve::join;

/// A name, id or path in a text, without the marks around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The range in the file.
    pub range: Range<usize>,
    pub meaning: Meaning,
}

/// What a mention refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An entity by id, name or alias.
    Name(Option<ContentKind>, String),
    /// A claim of an event.
    Claim { event: String, claim: String },
    /// A file, by its path below `content/`.
    File(String),
}

/// The schemes of figures.
pub(super) const FIGURES: [&str; 6] = ["map", "timeline", "graph", "chart", "origins", "table"];

/// Returns the mentions in the body of a file in a folder of `content/`, in order.
pub(super) fn mentions(text: &str, body: Range<usize>, folder: &str) -> Vec<Mention> {
    let start = body.start;
    let Some(body) = text.get(body) else {
        return Vec::new();
    };
    let found = syntax(body);
    let mut mentions = Vec::new();
    for link in &found.links {
        if let Some(place) = &link.place {
            destination(body, place.clone(), folder, &mut mentions);
        }
    }
    for definition in &found.definitions {
        destination(body, definition.place.clone(), folder, &mut mentions);
    }
    let is_code = |at: usize| found.code.iter().any(|code| code.contains(&at));
    bracketed(body, is_code, &mut mentions);
    for mention in &mut mentions {
        mention.range = start + mention.range.start..start + mention.range.end;
    }
    mentions.sort_by_key(|mention| mention.range.start);
    mentions
}

/// Adds the mentions in the destination of a link.
fn destination(text: &str, place: Range<usize>, folder: &str, mentions: &mut Vec<Mention>) {
    let written = &text[place.clone()];
    let inner = written
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    let start = place.start + usize::from(inner.is_some());
    let written = inner.unwrap_or(written);
    let name = |range: Range<usize>, kind| Mention {
        meaning: Meaning::Name(kind, decoded(&text[range.clone()])),
        range,
    };
    let Some((scheme, rest)) = written.split_once(':') else {
        let path = written.split(['#', '?']).next().unwrap_or(written);
        let joined = join(folder, &decoded(path)).filter(|_| !path.is_empty());
        mentions.extend(
            joined
                .filter(|_| !path.starts_with('/'))
                .map(|file| Mention {
                    range: start..start + path.len(),
                    meaning: Meaning::File(file),
                }),
        );
        return;
    };
    let at = start + scheme.len() + 1;
    if scheme == "claim" || scheme == "origins" {
        let Some((event, claim)) = rest.split_once('#') else {
            return;
        };
        mentions.push(name(at..at + event.len(), Some(ContentKind::Event)));
        let from = at + event.len() + 1;
        mentions.push(Mention {
            range: from..from + claim.len(),
            meaning: Meaning::Claim {
                event: decoded(event),
                claim: decoded(claim),
            },
        });
        return;
    }
    if !FIGURES.contains(&scheme) {
        return;
    }
    let (about, query) = rest.split_once('?').unwrap_or((rest, ""));
    if !about.is_empty() && !matches!(scheme, "chart" | "table") {
        mentions.push(name(at..at + about.len(), None));
    }
    let mut from = at + about.len() + 1;
    for condition in query.split('&') {
        let end = from + condition.len();
        if let Some((key, value)) = condition.split_once('=') {
            let kind = match key {
                "actor" => Some(ContentKind::Actor),
                "region" => Some(ContentKind::Region),
                _ => None,
            };
            let value = end - value.len()..end;
            mentions.extend(kind.map(|kind| name(value, Some(kind))));
        }
        from = end + 1;
    }
}

/// Adds the mentions in wiki-links and citations.
fn bracketed(text: &str, is_code: impl Fn(usize) -> bool, mentions: &mut Vec<Mention>) {
    for (open, _) in text.match_indices("[[").filter(|(at, _)| !is_code(*at)) {
        let at = open + 2;
        let line = text[at..].lines().next().unwrap_or_default();
        let Some(end) = line.find("]]") else {
            continue;
        };
        let inner = &line[..end];
        let target = inner.split(['|', '#', '^']).next().unwrap_or(inner);
        let (kind, skipped) = kind_before(target);
        mentions.extend(
            trimmed(text, at + skipped..at + target.len()).map(|range| Mention {
                meaning: Meaning::Name(kind, text[range.clone()].to_owned()),
                range,
            }),
        );
    }
    for (open, _) in text.match_indices("[@").filter(|(at, _)| !is_code(*at)) {
        let at = open + 1;
        let Some(end) = text[at..].find(']') else {
            continue;
        };
        let mut from = at;
        for part in text[at..at + end].split(';') {
            let name = part.split(',').next().unwrap_or(part);
            let range = trimmed(text, from..from + name.len());
            let range = range.filter(|range| text[range.clone()].starts_with('@'));
            mentions.extend(range.map(|range| {
                let range = range.start + 1..range.end;
                let name = text[range.clone()].to_owned();
                let meaning = Meaning::Name(Some(ContentKind::Source), name);
                Mention { range, meaning }
            }));
            from += part.len() + 1;
        }
    }
}

/// Returns the kind before a name, as in `region:mali`, and the length of what precedes the name.
pub(super) fn kind_before(target: &str) -> (Option<ContentKind>, usize) {
    let kind = target.split_once(':').and_then(|(word, _)| {
        let kind = ContentKind::ALL
            .into_iter()
            .find(|kind| kind.noun() == word.trim())?;
        Some((Some(kind), word.len() + 1))
    });
    kind.unwrap_or((None, 0))
}

/// Returns a range without surrounding white space, or `None` if nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    let length = inner.trim().len();
    (length > 0).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_mention_is_found() {
        let text = "x [[FAMa]] [[region: mali|y]] [[a#B]] `[[no]]` [@afp-1, p. 2; @b]\n\n\
            [19](claim:ev#c) [l](../actors/fama.md#x) ![m](map:mopti?from=2012&actor=jnim) \
            [e](https://example.org) ![c](chart:killed?region=gao) [r]\n\n[r]: <../b%20c.md>\n";
        let found = mentions(text, 2..text.len(), "articles");
        let shown: Vec<String> = found
            .iter()
            .map(|mention| {
                let written = &text[mention.range.clone()];
                match &mention.meaning {
                    Meaning::Name(kind, name) => {
                        let kind = kind.map_or("any", ContentKind::noun);
                        format!("{written} = {kind} {name}")
                    }
                    Meaning::Claim { event, claim } => format!("{written} = claim {event} {claim}"),
                    Meaning::File(path) => format!("{written} = file {path}"),
                }
            })
            .collect();
        let expected = [
            "FAMa = any FAMa",
            "mali = region mali",
            "a = any a",
            "afp-1 = source afp-1",
            "b = source b",
            "ev = event ev",
            "c = claim ev c",
            "../actors/fama.md = file actors/fama.md",
            "mopti = any mopti",
            "jnim = actor jnim",
            "gao = region gao",
            "../b%20c.md = file b c.md",
        ];
        assert_eq!(shown, expected);
    }
}
