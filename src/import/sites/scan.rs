//! Searching in a text, in time proportional to its length whatever is in it.

use std::ops::Range;

use crate::markdown::MarkdownSyntax;

/// Finds a mark at or after offsets that only grow.
pub(super) struct Finder<'t> {
    text: &'t str,
    mark: &'t str,
    /// The last place that was found, or `None` if there is no further one.
    known: Option<usize>,
}

impl<'t> Finder<'t> {
    pub fn new(text: &'t str, mark: &'t str) -> Finder<'t> {
        let known = text.find(mark);
        Finder { text, mark, known }
    }

    /// Returns the first place of the mark that is not before an offset.
    pub fn at_or_after(&mut self, offset: usize) -> Option<usize> {
        if self.known? < offset {
            let rest = self.text.get(offset..)?;
            self.known = rest.find(self.mark).map(|at| offset + at);
        }
        self.known
    }
}

/// Ranges of a text, in order and without overlaps.
pub(super) struct Ranges(Vec<Range<usize>>);

impl Ranges {
    /// Merges ranges.
    pub fn new(mut all: Vec<Range<usize>>) -> Ranges {
        all.sort_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(all.len());
        for range in all {
            match merged.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        Ranges(merged)
    }

    /// Returns the code of a text.
    pub fn of_code(found: &MarkdownSyntax) -> Ranges {
        Ranges::new(found.code.clone())
    }

    /// Whether an offset is in one of the ranges.
    pub fn contains(&self, at: usize) -> bool {
        let after = self.0.partition_point(|range| range.start <= at);
        after
            .checked_sub(1)
            .is_some_and(|last| self.0[last].contains(&at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_in_order() {
        let mut finder = Finder::new("a--b--c", "--");
        let found = [0, 1, 2, 4, 5].map(|at| finder.at_or_after(at));
        assert_eq!(found, [Some(1), Some(1), Some(4), Some(4), None]);
    }

    #[test]
    fn ranges_are_merged() {
        let ranges = Ranges::new(vec![5..9, 0..2, 6..7]);
        let found = [0, 2, 5, 8, 9].map(|at| ranges.contains(at));
        assert_eq!(found, [true, false, true, true, false]);
    }
}
