//! Missing or malformed fences around front matter, and the fence that the author meant.

use std::ops::Range;

use super::{FileError, FrontMatterSplit};
use crate::diag::{Code, count};

/// The line that begins and ends a front matter.
const FENCE: &str = "---";

/// Returns what is wrong with the fences of a text that looks like front matter.
pub(super) fn fence_error(text: &str, split: &FrontMatterSplit) -> Option<FileError> {
    if split.unclosed.is_some() {
        return Some(unclosed(text, split));
    }
    if split.has_front {
        return None;
    }
    missing_fence(text)
}

fn missing(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> FileError {
    FileError::new(Code::MissingFrontMatter, at, message, help)
}

/// Returns lines with their ranges, without line ends.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        (start..start + line.len(), line)
    })
}

/// Explains a front matter whose first fence is missing or malformed.
fn missing_fence(text: &str) -> Option<FileError> {
    let (at, first) = lines(text).find(|(_, line)| !is_blank(line))?;
    let above = text[..at.start].matches('\n').count();
    let line = first.trim();
    let key_below = lines(&text[at.end..])
        .skip(1)
        .find(|(_, line)| !is_blank(line));
    let has_keys = key_below.is_some_and(|(_, line)| key(line).is_some());
    let bare = line.trim_matches(is_unseen);
    if text.starts_with("---\r") && !text.contains('\n') {
        return Some(missing(
            0..3,
            "this file has classic Mac line endings (CR)",
            "save it again with LF line endings",
        ));
    }
    if bare == FENCE && above > 0 {
        let empty = count(above, "empty line");
        return Some(missing(
            at,
            "the front matter must begin on the first line",
            format!(
                "delete the {empty} above `---`",
                empty = empty.trim_start_matches("1 ")
            ),
        ));
    }
    if bare == FENCE {
        return Some(missing(
            at,
            "unexpected space or invisible character next to these three hyphens",
            "retype the line: `---` and nothing else",
        ));
    }
    if let Some(message) = almost_fence(bare).filter(|_| has_keys) {
        return Some(missing(at, message, "write `---`"));
    }
    if line.starts_with("+++") {
        return Some(toml(text, at));
    }
    if line.starts_with('{') && line.len() == 1 || line.starts_with("{\"") {
        return Some(missing(
            at,
            "this front matter is JSON; expected YAML between two lines `---`",
            "write a line `---` above the first brace and one below the last: JSON is valid YAML",
        ));
    }
    if let Some(rest) = bare
        .strip_prefix(FENCE)
        .map(str::trim)
        .filter(|rest| !rest.starts_with('-'))
        && has_keys
    {
        return Some(missing(
            at,
            "the line that begins the front matter has more than three hyphens",
            match key(rest) {
                Some(_) => format!("write `---` alone in the first line, and `{rest}` below it"),
                None => format!("write `---` alone, without `{rest}`"),
            },
        ));
    }
    if line.starts_with("```") && has_keys {
        return Some(missing(
            at,
            "the front matter is inside a code block",
            "write `---` in place of the line of backticks, above and below the keys",
        ));
    }
    let known = key(line).is_some_and(|key| KEYS.contains(&key));
    let closes = || {
        lines(&text[at.end..])
            .skip(1)
            .find(|(_, line)| key(line).is_none())
    };
    if known && (has_keys || closes().is_some_and(|(_, line)| line.trim_end() == FENCE)) {
        let end = lines(&text[at.end..]).any(|(_, line)| line.trim_end() == FENCE);
        let below = if end {
            ""
        } else {
            ", and another one below the last key"
        };
        return Some(missing(
            at,
            "the front matter does not begin with a line `---`",
            format!("write a line `---` above `{line}`{below}"),
        ));
    }
    None
}

/// Typical first keys of a front matter.
const KEYS: &[&str] = &[
    "title", "name", "date", "summary", "kind", "actors", "regions", "authors", "topics", "layout",
    "tags", "id", "lang",
];

/// Describes a line that was meant as a fence, but is not one.
fn almost_fence(line: &str) -> Option<String> {
    if line.is_empty() {
        return None;
    }
    let is_dash = |c: char| {
        matches!(
            c,
            '\u{2010}'
                ..='\u{2015}'
                    | '\u{2212}'
                    | '\u{fe58}'
                    | '\u{fe63}'
                    | '\u{ff0d}'
                    | '\u{2e3a}'
                    | '\u{2e3b}'
        )
    };
    if line.chars().all(|c| c == '-') {
        let hyphens = match line.len() {
            1 => "one hyphen".to_owned(),
            2 => "two hyphens".to_owned(),
            4 => "four hyphens".to_owned(),
            n => format!("{n} hyphens"),
        };
        return Some(format!(
            "expected `---` to begin the front matter, found {hyphens}"
        ));
    }
    if line.chars().all(|c| is_dash(c) || c == '-') {
        return Some(match line.chars().count() {
            1 => "this line is a dash, not three hyphens (autocorrect may have changed them)".to_owned(),
            _ => "this line is made of dashes, not of three hyphens (autocorrect may have changed them)".to_owned(),
        });
    }
    if line
        .chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| c == '-')
        && line.matches('-').count() == 3
    {
        return Some("unexpected spaces between these three hyphens".to_owned());
    }
    matches!(line, "***" | "___" | "===" | "~~~" | ";;;")
        .then(|| format!("a front matter begins with `---`, not with `{line}`"))
}

/// Explains a front matter in TOML, as in Hugo and Zola. The help has its first lines as YAML.
fn toml(text: &str, at: Range<usize>) -> FileError {
    let translated: Vec<String> = lines(&text[at.end..])
        .skip(1)
        .take_while(|(_, line)| !line.starts_with("+++"))
        .filter_map(|(_, line)| {
            let (key, value) = line.split_once('=')?;
            (!line.starts_with('[')).then(|| format!("`{}: {}`", key.trim(), value.trim()))
        })
        .take(3)
        .collect();
    let example = match translated.as_slice() {
        [] => String::new(),
        keys => format!(", and the keys with colons: {}", keys.join(", ")),
    };
    missing(
        at,
        "this front matter is TOML; expected YAML",
        format!("write `---` in place of both lines `+++`{example}"),
    )
}

/// Explains a front matter without a closing fence: the line that was meant as one, or where to put
/// it.
fn unclosed(text: &str, split: &FrontMatterSplit) -> FileError {
    let start = split.front.start;
    let mut last = None;
    for (at, line) in lines(&text[start..]) {
        let at = start + at.start..start + at.end;
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
        let meant = if trimmed == FENCE || trimmed == "..." || trimmed == "+++" {
            Some(format!(
                "this line does not close the front matter: it is not `---` alone{}",
                if trimmed == FENCE {
                    ", in the first column"
                } else {
                    ""
                }
            ))
        } else {
            almost_fence(trimmed)
                .filter(|_| trimmed.chars().count() > 1 || !trimmed.is_ascii())
                .map(|words| {
                    words.replace("a front matter begins with", "a front matter ends with")
                })
        };
        if let Some(message) = meant {
            return missing(at, message, "write `---`");
        }
        let goes_on =
            line.starts_with([' ', '\t', '#']) || line.starts_with("- ") || key(line).is_some();
        if goes_on {
            last = Some(line.trim_end());
        } else {
            break;
        }
    }
    let where_to = match last {
        Some(line) => format!(" below `{}`", line.trim_start()),
        None => String::new(),
    };
    missing(
        0..FENCE.len(),
        "the front matter is never closed",
        format!("close it with a line of three hyphens, `---`,{where_to}")
            .replace("`---`,", if last.is_some() { "`---`," } else { "`---`" }),
    )
}

/// Returns the key of a line such as `key: value`.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let is_key = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    (is_key && (rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']))).then_some(key)
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || is_unseen(c))
}

/// Whether a character is white space or invisible.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}
