//! Text that YAML silently drops: everything after ` #`.

use std::ops::Range;

use super::lines::{YamlLine, quoted};
use crate::message;
use crate::messages::Message;

/// A piece of a text that is dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct DroppedText {
    pub at: Range<usize>,
    pub message: Message,
    /// What to do, with the value in quotes: the help of the finding.
    pub help: Message,
    /// The value with what is dropped, and the same in quotes.
    pub value: Range<usize>,
    pub quoted: String,
}

/// Returns the pieces of values that YAML drops. A comment begins with `# `, or follows two or more
/// spaces, or follows a value that is not text (a number, a date, an id, a list). Any other text
/// after ` #` was meant to be read.
pub fn dropped_texts(text: &str) -> Vec<DroppedText> {
    let mut dropped = Vec::new();
    if !text.contains(" #") {
        return dropped;
    }
    // The column of a key with a block scalar, whose lines are indented further.
    let mut below: Option<usize> = None;
    for line in YamlLine::all(text) {
        let inner = line.text.trim();
        if inner.is_empty() || inner.starts_with('#') {
            continue;
        }
        if let Some(column) = below {
            if line.indentation() > column {
                continue;
            }
            below = None;
        }
        let content = line.content();
        let (key, value) = match line.entry() {
            Some(entry) => (format!("{}: ", entry.key), entry.value),
            None if content > line.indentation() => ("- ".to_owned(), line.text[content..].trim()),
            None => continue,
        };
        let from = line.start + line.text.trim_end().len() - value.len();
        if opens_text(value) {
            below = Some(if key == "- " {
                line.indentation()
            } else {
                content
            });
            continue;
        }
        if let Some(found) = comment(&key, value, from) {
            dropped.push(found);
        }
    }
    dropped
}

/// Whether a value is a block scalar, which has no comments.
fn opens_text(value: &str) -> bool {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    value.starts_with(['|', '>']) || quote.is_some_and(|quote| !value[1..].contains(quote))
}

fn comment(key: &str, value: &str, from: usize) -> Option<DroppedText> {
    if value.starts_with(['"', '\'', '[', '{', '#', '&', '*', '!']) {
        return None;
    }
    let at = value.find(" #")?;
    let (text, rest) = (value[..at].trim_end(), &value[at + 1..]);
    let spaces = at + 1 - text.len();
    let comment = rest[1..].trim_start();
    let is_attached = comment.len() + 1 == rest.len();
    let is_number = comment.starts_with(|c: char| c.is_ascii_digit());
    let is_meant =
        spaces == 1 && (is_attached && comment.starts_with(char::is_alphanumeric) || is_number);
    if !is_meant || !is_text(text) {
        return None;
    }
    let quoted = quoted(value);
    Some(DroppedText {
        at: from + at + 1..from + value.len(),
        message: message!("the text after ` #` is a comment, and is not shown"),
        help: message!(
            "if it belongs to the text, put that in quotes: `{line}`; a comment begins with `# `",
            line = format!("{key}{quoted}")
        ),
        value: from..from + value.len(),
        quoted,
    })
}

/// Whether a value is words, and not a number, date, id or code.
fn is_text(value: &str) -> bool {
    let is_word = value
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
    let is_id = value.bytes().all(|b| b.is_ascii_lowercase());
    value.contains(' ') && value.contains(char::is_alphabetic) || is_word && !is_id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        dropped_texts(text)
            .into_iter()
            .map(|dropped| &text[dropped.at])
            .collect()
    }

    #[test]
    fn a_hash_that_was_meant_is_found() {
        assert_eq!(
            pieces("title: Army operations #1 in Mali\n"),
            ["#1 in Mali"]
        );
        assert_eq!(
            pieces("topics:\n  - Droits #humains\nname: Bataillon # 3\n"),
            ["#humains", "# 3"]
        );
        assert_eq!(
            dropped_texts("a: Mali \"x\" #1\n")[0].help.english(),
            "if it belongs to the text, put that in quotes: `a: 'Mali \"x\" #1'`; a comment begins with `# `"
        );
    }

    #[test]
    fn comments_are_left_alone() {
        for text in [
            "actors: [MINUSMA]            # only those\n",
            "count: 19 #approx\n",
            "date: 2022-02-22 #1\n",
            "kind: wire #afp\n",
            "wikidata: Q1 #x\n",
            "title: Army # a draft\n",
            "title: Army operations   #1\n",
            "title: \"Army #1\"\n",
            "summary: >\n  Army #1\n  more #2\ntitle: x\n",
            "# a #b\n",
            "title: C#1\n",
        ] {
            assert_eq!(pieces(text), Vec::<&str>::new(), "{text}");
        }
    }
}
