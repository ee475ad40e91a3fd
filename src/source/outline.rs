//! The outline of a front matter: which lines belong to which key.

use std::collections::BTreeMap;
use std::ops::Range;

/// The entries and items of a front matter at every depth, by their lines. It is read by its lines
/// and their indentation alone, so it says where to look first, and nothing for certain.
pub struct YamlOutline {
    /// The first is the whole; every other stands behind the one that it is part of.
    parts: Vec<OutlinePart>,
}

/// What begins in a line of its own, or behind the hyphen of an item, and goes on as long as lines
/// are further in.
#[derive(Default)]
pub struct OutlinePart {
    lines: Range<usize>,
    /// How many items begin in its first line, before it does: `- - key`.
    hyphens: usize,
    entries: BTreeMap<String, usize>,
    items: Vec<usize>,
}

impl OutlinePart {
    /// Its lines, by their bytes in the front matter.
    pub fn lines(&self) -> Range<usize> {
        self.lines.clone()
    }

    /// How many items begin in its first line, before it does.
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
        // The parts that go on, each with its column, and whether it is an item.
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

    /// Ends the parts, the innermost first, that are at a column, and are items or not, as told.
    fn close(
        &mut self,
        open: &mut Vec<(usize, bool, usize)>,
        end: usize,
        ends: impl Fn(usize, bool) -> bool,
    ) {
        while let Some((_, _, part)) = open.pop_if(|(column, is_item, _)| ends(*column, *is_item)) {
            // What begins in the line that ends it is part of it all the same.
            self.parts[part].lines.end = end.max(self.parts[part].lines.end);
        }
    }

    /// Begins an entry with a key, or an item.
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

    /// All of it.
    pub fn whole(&self) -> &OutlinePart {
        &self.parts[0]
    }

    /// The entry of a part that has this key.
    pub fn entry(&self, of: &OutlinePart, key: &str) -> Option<&OutlinePart> {
        of.entries.get(key).map(|part| &self.parts[*part])
    }

    /// The item of a part.
    pub fn item(&self, of: &OutlinePart, index: usize) -> Option<&OutlinePart> {
        of.items.get(index).map(|part| &self.parts[*part])
    }
}

/// The key that a line without its indentation begins with.
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
        let of = |key| outline.entry(outline.whole(), key).expect("it is there");
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
