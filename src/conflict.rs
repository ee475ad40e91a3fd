//! Merge conflicts: the markers that git leaves in a file when it cannot merge two versions.
//!
//! A marker is seven equal characters at the beginning of a line. `=======` and `|||||||` also
//! occur in Markdown, as an underlined heading or an empty table row. They count only together with
//! a marker that has no other meaning.

use crate::message;
use crate::messages::{Message, and_list};

use std::ops::Range;

/// The markers of the first conflict in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The range of the line with the first marker.
    pub at: Range<usize>,
    /// The distinct marker lines.
    pub lines: Vec<String>,
}

impl Conflict {
    /// Returns the message of a finding.
    pub fn message(&self) -> Message {
        match self.lines.len() {
            1 => message!("unresolved merge conflict: git left a marker here"),
            _ => message!("unresolved merge conflict: git left two versions here"),
        }
    }

    /// Returns the help of a finding.
    pub fn help(&self) -> Message {
        let lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        match lines.as_slice() {
            [one] => {
                message!(
                    "delete the line `{one}`, and look for other leftovers of the conflict",
                    one
                )
            }
            [_, _, ..] => {
                message!(
                    "keep one version, and delete the other and the lines {lines}",
                    lines = and_list(lines.iter().copied())
                )
            }
            [] => message!("keep one version"),
        }
    }
}

/// Finds the first conflict in a text. From the byte `body` on, the text is Markdown, where fenced
/// code may show markers.
pub fn find(text: &str, body: usize) -> Option<Conflict> {
    // A quick test first: every text is searched, and hardly any has a conflict.
    let has = |marker: &str| memchr::memmem::find(text.as_bytes(), marker.as_bytes()).is_some();
    if !has("<<<<<<<") && !has(">>>>>>>") {
        return None;
    }
    let mut conflict: Option<Conflict> = None;
    let mut fence: Option<(char, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if start >= body {
            match (fence, fence_of(line)) {
                (None, Some((sign, length, _))) => {
                    fence = Some((sign, length));
                    continue;
                }
                (Some((open, least)), Some((sign, length, true)))
                    if sign == open && length >= least =>
                {
                    fence = None;
                    continue;
                }
                (Some(_), _) => continue,
                (None, None) => {}
            }
        }
        let Some(sign) = marker(line) else {
            continue;
        };
        match &mut conflict {
            None if is_certain(sign, line) => {
                conflict = Some(Conflict {
                    at: start..start + line.len(),
                    lines: vec![line.to_owned()],
                });
            }
            None => {}
            Some(found) => {
                if !found.lines.iter().any(|known| known == line) {
                    found.lines.push(line.to_owned());
                }
                if sign == '>' {
                    break;
                }
            }
        }
    }
    conflict
}

/// Returns the character of a marker line.
fn marker(line: &str) -> Option<char> {
    let sign = line
        .chars()
        .next()
        .filter(|sign| matches!(sign, '<' | '|' | '=' | '>'))?;
    let rest = line.trim_start_matches(sign);
    (line.len() - rest.len() == 7 && (rest.is_empty() || rest.starts_with(' '))).then_some(sign)
}

/// Whether a marker line alone proves a conflict. Seven `>` without a word do not: they are an
/// empty quotation.
fn is_certain(sign: char, line: &str) -> bool {
    sign == '<' || sign == '>' && line.len() > 7
}

/// Returns the character and length of a code fence, and whether the line may close a fence.
fn fence_of(line: &str) -> Option<(char, usize, bool)> {
    let inner = line.trim_start_matches(' ');
    if line.len() - inner.len() > 3 {
        return None;
    }
    let sign = inner
        .chars()
        .next()
        .filter(|sign| matches!(sign, '`' | '~'))?;
    let rest = inner.trim_start_matches(sign);
    let length = inner.len() - rest.len();
    // Three backticks with another one later in the line are inline code.
    (length >= 3 && !(sign == '`' && rest.contains('`'))).then_some((
        sign,
        length,
        rest.trim().is_empty(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Option<Vec<String>> {
        find(text, 0).map(|conflict| conflict.lines)
    }

    #[test]
    fn markers_are_found_at_the_beginning_of_a_line() {
        let text = "a\n<<<<<<< HEAD\nb\n||||||| base\nc\n=======\r\nd\n>>>>>>> other branch\ne\n";
        let conflict = find(text, 0).expect("there is one");
        assert_eq!(&text[conflict.at.clone()], "<<<<<<< HEAD");
        assert_eq!(
            conflict.lines,
            [
                "<<<<<<< HEAD",
                "||||||| base",
                "=======",
                ">>>>>>> other branch"
            ]
        );
        assert_eq!(
            lines("a\n>>>>>>> theirs\n"),
            Some(vec![">>>>>>> theirs".to_owned()])
        );
        for none in [
            "Title\n=======\ntext\n",
            "|||||||\n",
            ">>>>>>>\n",
            ">>>>>>>> quoted\n",
            "a <<<<<<< b\n",
            "    <<<<<<< HEAD\n",
            "```\n<<<<<<< HEAD\n=======\n>>>>>>> x\n```\n",
            "~~~ diff\n<<<<<<< HEAD\n```\n>>>>>>> x\n~~~~\n",
        ] {
            assert_eq!(lines(none), None, "{none}");
        }
    }

    #[test]
    fn front_matter_has_no_code() {
        assert!(find("---\n```\n<<<<<<< HEAD\n", 8).is_some());
    }
}
