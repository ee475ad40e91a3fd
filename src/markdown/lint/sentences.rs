//! Splits a block into sentences.

use std::ops::Range;

/// The sentences of a text.
pub struct Sentences {
    /// The start of each sentence; the first is 0.
    starts: Vec<usize>,
    length: usize,
}

impl Sentences {
    /// Splits a text. A sentence ends at a line end, and at a full stop, question mark or
    /// exclamation mark before white space, a closing mark or a citation.
    pub fn new(text: &str) -> Sentences {
        let mut starts = vec![0];
        let mut letters = text.char_indices().peekable();
        let mut is_over = false;
        while let Some((at, c)) = letters.next() {
            match c {
                '\n' => is_over = true,
                '.' | '!' | '?' | '؟' | '…' | '۔' => {
                    is_over = letters.peek().is_none_or(|(_, next)| {
                        next.is_whitespace() || matches!(next, '»' | '”' | '"' | ')' | '\u{fffc}')
                    });
                }
                // Closing marks and citations belong to the sentence before them.
                '»' | '”' | '"' | ')' | '\u{fffc}' => {}
                c if c.is_whitespace() => {}
                _ if is_over => {
                    starts.push(at);
                    is_over = false;
                }
                _ => {}
            }
        }
        Sentences {
            starts,
            length: text.len(),
        }
    }

    /// Returns the range of the sentence that contains a position.
    pub fn around(&self, at: usize) -> Range<usize> {
        self.get(self.number(at))
    }

    /// Returns the index of the sentence that contains a position.
    pub fn number(&self, at: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// Returns the range of a sentence by its index.
    pub fn get(&self, number: usize) -> Range<usize> {
        let end = self.starts.get(number + 1).copied().unwrap_or(self.length);
        self.starts[number]..end
    }

    /// Returns for each sentence whether it is about a subject. A subject extends from a sentence
    /// with one of its words up to the next sentence with a word of another subject.
    pub fn about(&self, subject: &[Range<usize>], another: &[Range<usize>]) -> Vec<bool> {
        let mut is_about = false;
        let all = (0..self.count()).map(|number| {
            let sentence = self.get(number);
            if first_in(another, &sentence).is_some() {
                is_about = false;
            } else if first_in(subject, &sentence).is_some() {
                is_about = true;
            }
            is_about
        });
        all.collect()
    }

    /// Returns the number of sentences.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

/// Returns the first of some sorted ranges that lies within another range.
pub fn first_in<'r>(ranges: &'r [Range<usize>], within: &Range<usize>) -> Option<&'r Range<usize>> {
    let next = ranges.partition_point(|range| range.start < within.start);
    ranges.get(next).filter(|range| range.end <= within.end)
}

/// Whether a character separates clauses.
pub(super) fn is_clause_mark(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '('
            | ')'
            | '['
            | ']'
            | '—'
            | '–'
            | '\n'
            | '،'
            | '؛'
            | '؟'
            | '…'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_marks_before_white_space() {
        let text = "It cost 4.5 million. « Who? » he asked. Then [\u{fffc}] it ended. \u{fffc} So.";
        let sentences = Sentences::new(text);
        let all: Vec<&str> = (0..sentences.count())
            .map(|number| text[sentences.get(number)].trim())
            .collect();
        assert_eq!(
            all,
            [
                "It cost 4.5 million.",
                "« Who? »",
                "he asked.",
                "Then [\u{fffc}] it ended. \u{fffc}",
                "So."
            ]
        );
    }
}
