//! The outline of a front matter: the lines of each key.

use std::collections::BTreeMap;
use std::ops::Range;

/// The lines of all entries and items of a front matter, at every depth.
///
/// The outline is derived from line beginnings and indentation alone. So it is only a hint where to
/// look first.
pub struct YamlOutline {
    /// The parts. The first is the complete front matter; every other follows the one that contains
    /// it.
    parts: Vec<OutlinePart>,
}

/// A key or list item with the lines that belong to it, which are indented further.
#[derive(Default)]
pub struct OutlinePart {
    lines: Range<usize>,
    /// The number of items that begin before it in its first line: `- - key`.
    hyphens: usize,
    entries: BTreeMap<String, usize>,
    items: Vec<usize>,
}

impl OutlinePart {
    /// Returns the lines of the part as a range of bytes in the front matter.
    pub fn lines(&self) -> Range<usize> {
        self.lines.clone()
    }

    /// Returns the number of items that begin before the part in its first line.
    pub fn hyphens(&self) -> usize {
        self.hyphens
    }
}

impl YamlOutline {
    pub(super) fn new(front: &str) -> YamlOutline {
        let whole = OutlinePart {
            lines: 0..front.len(),
            ..OutlinePart::default()
        };
        let mut outline = YamlOutline { parts: vec![whole] };
        // The open parts, each with its column and whether it is an item.
        let mut open: Vec<(usize, bool, usize)> = Vec::new();
        let mut at = 0;
        for line in front.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let mut bare = line.trim_start_matches(' ');
            let mut column = line.len() - bare.len();
            let mut hyphens = 0;
            while bare.starts_with("- ") || bare.trim_end() == "-" {
                outline.close(&mut open, start, |other, is_item| {
                    other > column || other == column && is_item
                });
                outline.open(&mut open, start, (column, hyphens), None);
                hyphens += 1;
                let rest = bare[1..].trim_start_matches(' ');
                column += bare.len() - rest.len();
                bare = rest;
            }
            if let Some(key) = key_of(bare) {
                outline.close(&mut open, start, |other, _| other >= column);
                outline.open(&mut open, start, (column, hyphens), Some(key));
            }
        }
        outline.close(&mut open, at, |_, _| true);
        outline
    }

    /// Closes the open parts at this column or further in, the innermost first.
    fn close(
        &mut self,
        open: &mut Vec<(usize, bool, usize)>,
        end: usize,
        ends: impl Fn(usize, bool) -> bool,
    ) {
        while let Some((_, _, part)) = open.pop_if(|(column, is_item, _)| ends(*column, *is_item)) {
            // A part that begins in the line that ends it still contains that line.
            self.parts[part].lines.end = end.max(self.parts[part].lines.end);
        }
    }

    /// Opens an entry with a key, or an item.
    fn open(
        &mut self,
        open: &mut Vec<(usize, bool, usize)>,
        start: usize,
        (column, hyphens): (usize, usize),
        key: Option<&str>,
    ) {
        let above = open.last().map_or(0, |(_, _, part)| *part);
        let part = self.parts.len();
        match key {
            Some(key) => {
                self.parts[above].entries.insert(key.to_owned(), part);
            }
            None => self.parts[above].items.push(part),
        }
        self.parts.push(OutlinePart {
            lines: start..start,
            hyphens,
            ..OutlinePart::default()
        });
        open.push((column, key.is_none(), part));
    }

    /// Returns the complete front matter.
    pub fn root(&self) -> &OutlinePart {
        &self.parts[0]
    }

    /// Returns the entry of a part with this key.
    pub fn entry(&self, of: &OutlinePart, key: &str) -> Option<&OutlinePart> {
        of.entries.get(key).map(|part| &self.parts[*part])
    }

    /// Returns the item of a part.
    pub fn item(&self, of: &OutlinePart, index: usize) -> Option<&OutlinePart> {
        of.items.get(index).map(|part| &self.parts[*part])
    }
}

/// Returns the key with which a line without its indentation begins.
fn key_of(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if matches!(first, ' ' | '\t' | '#' | '-' | ']' | '}' | '\n' | '\r') {
        return None;
    }
    let (key, rest) = line.split_once(':')?;
    let is_key = rest.starts_with([' ', '\n', '\r']) || rest.is_empty();
    is_key.then(|| key.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entries_of_a_front_matter_are_known_by_their_lines() {
        let text = "title: A\nevents:\n  - id: a\n    b: c\n\n  - {id: d}\n# x\ntopics:\n- e\n- f\n\"k\": g\n";
        let outline = YamlOutline::new(text);
        let lines = |part: Option<&OutlinePart>| part.map(|part| &text[part.lines()]);
        let of = |key| outline.entry(outline.root(), key).expect("it is there");
        assert_eq!(lines(Some(of("title"))), Some("title: A\n"));
        assert_eq!(lines(Some(of("k"))), Some("\"k\": g\n"));
        let events = of("events");
        let first = outline.item(events, 0).expect("it is there");
        assert_eq!(lines(Some(first)), Some("  - id: a\n    b: c\n\n"));
        assert_eq!(lines(outline.entry(first, "b")), Some("    b: c\n\n"));
        assert_eq!(
            outline.entry(first, "id").map(OutlinePart::hyphens),
            Some(1)
        );
        assert_eq!(lines(outline.item(events, 1)), Some("  - {id: d}\n# x\n"));
        assert_eq!(lines(outline.item(of("topics"), 1)), Some("- f\n"));
        assert_eq!(lines(outline.item(of("title"), 0)), None);
    }
}
