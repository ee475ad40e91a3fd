//! A text that is edited in steps, in which every line knows its line of the source.

use std::ops::Range;

/// The text below a front matter.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub text: String,
    /// Where each line begins, with its line in the source.
    lines: Vec<(usize, u64)>,
}

/// A replacement of a part of a text.
#[derive(Debug)]
pub(super) struct Edit {
    pub range: Range<usize>,
    pub text: String,
}

impl Edit {
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Edit {
        Edit {
            range,
            text: text.into(),
        }
    }
}

impl Body {
    /// Returns the body of a file. `first` is the line on which it begins.
    pub fn new(text: &str, first: u64) -> Body {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(starts);
        Body {
            text: text.to_owned(),
            lines: starts.zip(first..).collect(),
        }
    }

    /// Returns the line of the source at an offset.
    pub fn line(&self, at: usize) -> u64 {
        let after = self.lines.partition_point(|(start, _)| *start <= at);
        after.checked_sub(1).map_or(1, |index| self.lines[index].1)
    }

    /// Returns the edit that removes a range, with its line if nothing else is on it.
    pub fn removal(&self, range: Range<usize>) -> Edit {
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        let start = before.trim_end_matches([' ', '\t']).len();
        let end = self.text.len() - after.trim_start_matches([' ', '\t']).len();
        let begins = start == 0 || before[..start].ends_with('\n');
        if !begins || !(end == self.text.len() || self.text[end..].starts_with('\n')) {
            return Edit::new(range, "");
        }
        let end = self.text.len().min(end + 1);
        // Of the empty lines around it, one stays.
        let is_apart = self.text[..start].ends_with("\n\n") || start == 0;
        let end = match is_apart && self.text[end..].starts_with('\n') {
            true => end + 1,
            false => end,
        };
        Edit::new(start..end, "")
    }

    /// Applies edits. Of edits that overlap, the first stays.
    pub fn edit(&mut self, mut edits: Vec<Edit>) {
        if edits.is_empty() {
            return;
        }
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut text = String::with_capacity(self.text.len());
        let mut lines = vec![(0, self.line(0))];
        let mut at = 0;
        let mut old_lines = self.lines.iter().skip(1).peekable();
        for edit in edits {
            if edit.range.start < at {
                continue;
            }
            // Lines that begin within or right behind a kept part begin there too.
            while let Some((start, line)) =
                old_lines.next_if(|(start, _)| *start <= edit.range.start)
            {
                lines.push((text.len() + start - at, *line));
            }
            text.push_str(&self.text[at..edit.range.start]);
            let line = self.line(edit.range.start);
            for (offset, _) in edit.text.match_indices('\n') {
                lines.push((text.len() + offset + 1, line));
            }
            text.push_str(&edit.text);
            at = edit.range.end;
            // A line break within the edit is gone. What follows is on the line of its end.
            let mut last = None;
            while let Some((_, line)) = old_lines.next_if(|(start, _)| *start <= edit.range.end) {
                last = Some(*line);
            }
            if let Some(line) = last {
                lines.push((text.len(), line));
            }
        }
        for (start, line) in old_lines {
            lines.push((text.len() + start - at, *line));
        }
        text.push_str(&self.text[at..]);
        self.text = text;
        self.lines = lines;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_source() {
        let mut body = Body::new("a\nbb\nccc\nd\n", 5);
        body.edit(vec![Edit::new(2..4, "x\ny"), Edit::new(4..9, "")]);
        assert_eq!(body.text, "a\nx\nyd\n");
        let lines: Vec<u64> = [0, 2, 4, 5].map(|at| body.line(at)).to_vec();
        assert_eq!(lines, [5, 6, 6, 8]);
        body.edit(vec![Edit::new(0..2, "")]);
        assert_eq!(body.text, "x\nyd\n");
        assert_eq!([body.line(0), body.line(3)], [6, 8]);
    }
}
