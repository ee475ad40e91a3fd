//! Where sentences begin and end in a block.

use std::ops::Range;

/// The sentences of a text.
pub struct Sentences {
    /// Where each begins; the first at 0.
    starts: Vec<usize>,
    length: usize,
}

impl Sentences {
    /// A text by its sentences: they end at a full stop, a question or exclamation mark before
    /// white space, and where something is left out between line ends.
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
                // What closes a quotation, and a citation, belong to what is before them.
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

    /// The sentence that holds a place.
    pub fn around(&self, at: usize) -> Range<usize> {
        self.get(self.number(at))
    }

    /// The number of the sentence that holds a place, from 0.
    pub fn number(&self, at: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// A sentence by its number.
    pub fn get(&self, number: usize) -> Range<usize> {
        let end = self.starts.get(number + 1).copied().unwrap_or(self.length);
        self.starts[number]..end
    }

    /// Which sentences are about a subject, by their numbers: from one that has a word of it to the
    /// next one that has a word of another.
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

    /// How many there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

/// The first of some ranges, in their order, that lies in another one.
pub fn first_in<'r>(ranges: &'r [Range<usize>], within: &Range<usize>) -> Option<&'r Range<usize>> {
    let next = ranges.partition_point(|range| range.start < within.start);
    ranges.get(next).filter(|range| range.end <= within.end)
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
