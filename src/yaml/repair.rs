//! Repairs of syntax errors: the line that the help of an error suggests, as an edit.
//!
//! A repair is only returned if the text can be read after it, or if its next mistake is further
//! down.

use std::ops::Range;

use super::lines::{YamlLine, odd_space};
use super::{SyntaxError, parse_mapping};

/// An edit after which a syntax error is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    pub range: Range<usize>,
    pub text: String,
    /// The line that the help suggests; empty if a line is deleted.
    pub line: String,
    /// Whether only signs change: the words and the order of lines stay.
    pub is_safe: bool,
}

impl SyntaxError {
    /// Returns the edit that the help suggests, if it is one and it helps.
    pub fn repair(&self, text: &str) -> Option<Repair> {
        let line = YamlLine::at(text, self.at);
        if let Some(deleted) = self.repeated_line(text, line) {
            return Some(deleted);
        }
        let right = self.help.as_ref()?.text_argument("line")?;
        if right.contains('\n') {
            return None;
        }
        let whole = line.start..line.start + line.text.len();
        let content = line.start + line.content()..whole.end;
        let ranges = match right.starts_with(' ') {
            true => vec![whole],
            false => vec![line.range(), content, whole],
        };
        let found = ranges
            .into_iter()
            .find(|range| helps(text, range, right, line.start))?;
        let new = format!("{}{right}", &text[line.start..found.start]);
        Some(Repair {
            is_safe: is_same_but_for_signs(line.text, &new),
            text: right.to_owned(),
            line: right.trim().to_owned(),
            range: found,
        })
    }

    /// Returns the deletion of a line that repeats another one.
    fn repeated_line(&self, text: &str, line: YamlLine) -> Option<Repair> {
        let (first, _) = self.other.as_ref()?;
        let first = YamlLine::at(text, first.start);
        let entry = line.entry().filter(|entry| !entry.value.is_empty())?;
        let is_alone = entry.before.bytes().all(|byte| byte == b' ')
            && first
                .entry()
                .is_some_and(|other| other.key == entry.key && other.value == entry.value);
        let end = text[line.start..]
            .find('\n')
            .map_or(text.len(), |at| line.start + at + 1);
        let range = line.start..end;
        (is_alone && helps(text, &range, "", line.start)).then(|| Repair {
            range,
            text: String::new(),
            line: String::new(),
            is_safe: true,
        })
    }
}

/// Whether a text can be read after an edit, or has its next mistake further down.
fn helps(text: &str, range: &Range<usize>, new: &str, line: usize) -> bool {
    let edited = format!("{}{new}{}", &text[..range.start], &text[range.end..]);
    if edited == text {
        return false;
    }
    match parse_mapping(&edited) {
        Ok(_) => true,
        Err(next) => !new.is_empty() && next.at > line + new.len(),
    }
}

/// Whether two lines have the same words and begin in the same column. White space that is not a
/// space has no column.
fn is_same_but_for_signs(old: &str, new: &str) -> bool {
    let words = |line: &str| -> String { line.chars().filter(|c| c.is_alphanumeric()).collect() };
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_space = |c: char| c.is_whitespace() || odd_space(c).is_some();
    let margin = old.len() - old.trim_start_matches(is_space).len();
    let has_odd_margin = old[..margin].chars().any(|c| c != ' ');
    // With quotes, what was a comment may become a part of the text.
    let marks = |line: &str| line.matches(['"', '\'']).count();
    let bullet = |line: &str| {
        !line
            .trim_start_matches(is_space)
            .starts_with(char::is_alphanumeric)
    };
    words(old) == words(new)
        && (!old.contains(" #") || marks(old) == marks(new))
        && (has_odd_margin || indentation(old) == indentation(new))
        && (bullet(old) || !bullet(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> Option<(String, bool)> {
        let error = parse_mapping(text).expect_err(text);
        let repair = error.repair(text)?;
        let mut new = text.to_owned();
        new.replace_range(repair.range, &repair.text);
        Some((new, repair.is_safe))
    }

    #[test]
    fn lines_are_repaired_as_the_help_says() {
        for (text, new, is_safe) in [
            ("title: Mali: a war\n", "title: \"Mali: a war\"\n", true),
            ("title: “Mali: a war”\n", "title: \"Mali: a war\"\n", true),
            ("a:\n\tb: 1\nc: 2\n", "a:\n  b: 1\nc: 2\n", true),
            ("a: 1\r\ntitle:\u{a0}x\r\n", "a: 1\r\ntitle: x\r\n", true),
            (
                "a: 1\ndate:2022-02-22\nb: 2\n",
                "a: 1\ndate: 2022-02-22\nb: 2\n",
                true,
            ),
            ("a: [b, c\nd: 1\n", "a: [b, c]\nd: 1\n", true),
            ("a: \"b\nc: 1\n", "a: \"b\"\nc: 1\n", true),
            ("a: @b\n", "a: \"@b\"\n", true),
            ("a: 1\nb: 2\na: 1\n", "a: 1\nb: 2\n", true),
            ("a: 1\n  b: 2\n", "a: 1\nb: 2\n", false),
        ] {
            assert_eq!(repaired(text), Some((new.to_owned(), is_safe)), "{text}");
        }
        for text in ["a: 1\na: 2\n", "a:\n  b: 1\na:\n  b: 1\n", "words\n"] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
