//! Missing or malformed fences around front matter, and the fence that the author meant.

use std::ops::Range;

use super::{FileError, FrontMatterSplit};
use crate::diag::Code;
use crate::message;
use crate::messages::{Argument, ListConjunction, Message};
use crate::yaml::{self, Repair};

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

fn missing(at: Range<usize>, message: Message, help: Message) -> FileError {
    FileError::new(Code::MissingFrontMatter, at, message, help)
}

/// Replaces a range so that the front matter can be read. Its text stays, unless that is not safe.
fn rewritten(error: FileError, range: Range<usize>, text: String, is_safe: bool) -> FileError {
    let repair = Repair {
        range,
        text,
        line: FENCE.to_owned(),
        is_safe,
    };
    FileError {
        repair: Some(Box::new((0, repair))),
        ..error
    }
}

/// Returns the line break that a text has.
fn newline(text: &str) -> &'static str {
    match text.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    }
}

/// Returns the error about a line that was meant as a fence.
fn no_fence(at: Range<usize>, message: Message, help: Message) -> FileError {
    missing(at.clone(), message, help).repaired(at, FENCE)
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
            message!("this file has classic Mac line endings (CR)"),
            message!("save it again with LF line endings"),
        ));
    }
    if bare == FENCE && above > 0 {
        let error = missing(
            at.clone(),
            message!("the front matter must begin on the first line"),
            message!(
                above =>
                    "delete the empty line above `---`",
                    "delete the {count} empty lines above `---`"
            ),
        );
        return Some(error.repaired(0..at.start, ""));
    }
    if bare == FENCE {
        return Some(no_fence(
            at,
            message!("unexpected space or invisible character next to these three hyphens"),
            message!("retype the line: `---` and nothing else"),
        ));
    }
    if let Some(message) = almost_fence(bare, true).filter(|_| has_keys) {
        return Some(no_fence(at, message, message!("write `---`")));
    }
    if line.starts_with("+++") {
        return Some(toml(text, at));
    }
    if line.starts_with('{') && line.len() == 1 || line.starts_with("{\"") {
        return Some(json(text, at));
    }
    if let Some(rest) = bare
        .strip_prefix(FENCE)
        .map(str::trim)
        .filter(|rest| !rest.starts_with('-'))
        && has_keys
    {
        let has_key = key(rest).is_some();
        let error = missing(
            at.clone(),
            message!("the line that begins the front matter has more than three hyphens"),
            match has_key {
                true => message!(
                    "write `---` alone in the first line, and `{rest}` below it",
                    rest
                ),
                false => message!("write `---` alone, without `{rest}`", rest),
            },
        );
        let line = match has_key {
            true => format!("{FENCE}{}{rest}", newline(text)),
            false => FENCE.to_owned(),
        };
        return Some(rewritten(error, at, line, has_key));
    }
    if line.starts_with("```") && has_keys {
        let close = lines(&text[at.end..]).skip(1);
        let close = close.map(|(range, line)| (at.end + range.start..at.end + range.end, line));
        let close = { close }.find(|(_, line)| line.starts_with("```"));
        let error = missing(
            at.clone(),
            message!("the front matter is inside a code block"),
            message!("write `---` in place of the line of backticks, above and below the keys"),
        );
        return Some(match close {
            Some((close, _)) => {
                let keys = format!("{FENCE}{}{FENCE}", &text[at.end..close.start]);
                rewritten(error, at.start..close.end, keys, true)
            }
            None => error,
        });
    }
    let known = key(line).is_some_and(|key| KEYS.contains(&key));
    let closes = || {
        lines(&text[at.end..])
            .skip(1)
            .find(|(_, line)| key(line).is_none())
    };
    if known && (has_keys || closes().is_some_and(|(_, line)| line.trim_end() == FENCE)) {
        let end = lines(&text[at.end..]).any(|(_, line)| line.trim_end() == FENCE);
        let start = at.start;
        let message = message!("the front matter does not begin with a line `---`");
        return Some(match end {
            true => {
                let help = message!("write a line `---` above `{line}`", line);
                missing(at, message, help).repaired(0..start, &format!("{FENCE}{}", newline(text)))
            }
            false => {
                let help = message!(
                    "write a line `---` above `{line}`, and another one below the last key",
                    line
                );
                let error = missing(at.clone(), message, help);
                let last = lines(&text[at.start..]).take_while(|(_, line)| key(line).is_some());
                let end = at.start + last.last().map_or(0, |(range, _)| range.end);
                let rest = text[end..].trim_start_matches(['\r', '\n']);
                // Lines after the keys may belong to the last one.
                let is_apart = rest.is_empty() || text[end..].len() >= rest.len() + 2;
                let newline = newline(text);
                let keys = &text[at.start..end];
                let fenced = format!("{FENCE}{newline}{keys}{newline}{FENCE}");
                match is_apart {
                    true => rewritten(error, 0..end, fenced, true),
                    false => error,
                }
            }
        });
    }
    None
}

/// Typical first keys of a front matter.
const KEYS: &[&str] = &[
    "title", "name", "date", "summary", "kind", "actors", "regions", "authors", "topics", "layout",
    "tags", "id", "lang",
];

/// Explains a line that was meant as a fence, but is not one. The fence begins or ends the front
/// matter.
fn almost_fence(line: &str, begins: bool) -> Option<Message> {
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
        return Some(match (begins, line.len()) {
            (true, 1) => message!("expected `---` to begin the front matter, found one hyphen"),
            (true, 2) => message!("expected `---` to begin the front matter, found two hyphens"),
            (true, 4) => message!("expected `---` to begin the front matter, found four hyphens"),
            (true, number) => message!(
                "expected `---` to begin the front matter, found {number} hyphens",
                number
            ),
            (false, 1) => message!("expected `---` to end the front matter, found one hyphen"),
            (false, 2) => message!("expected `---` to end the front matter, found two hyphens"),
            (false, 4) => message!("expected `---` to end the front matter, found four hyphens"),
            (false, number) => message!(
                "expected `---` to end the front matter, found {number} hyphens",
                number
            ),
        });
    }
    if line.chars().all(|c| is_dash(c) || c == '-') {
        return Some(match line.chars().count() {
            1 => message!(
                "this line is a dash, not three hyphens (autocorrect may have changed them)"
            ),
            _ => message!(
                "this line is made of dashes, not of three hyphens (autocorrect may have changed them)"
            ),
        });
    }
    if line
        .chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| c == '-')
        && line.matches('-').count() == 3
    {
        return Some(message!("unexpected spaces between these three hyphens"));
    }
    matches!(line, "***" | "___" | "===" | "~~~" | ";;;").then(|| {
        if begins {
            message!("a front matter begins with `---`, not with `{line}`", line)
        } else {
            message!("a front matter ends with `---`, not with `{line}`", line)
        }
    })
}

/// Explains a front matter in TOML, as in Hugo and Zola. The help has its first lines as YAML.
fn toml(text: &str, at: Range<usize>) -> FileError {
    let translated: Vec<Argument> = lines(&text[at.end..])
        .skip(1)
        .take_while(|(_, line)| !line.starts_with("+++"))
        .filter_map(|(_, line)| {
            let (key, value) = line.split_once('=')?;
            (!line.starts_with('['))
                .then(|| Argument::Text(format!("`{}: {}`", key.trim(), value.trim())))
        })
        .take(3)
        .collect();
    let help = if translated.is_empty() {
        message!("write `---` in place of both lines `+++`")
    } else {
        let keys = Argument::List(translated, ListConjunction::Comma);
        message!(
            "write `---` in place of both lines `+++`, and the keys with colons: {keys}",
            keys
        )
    };
    let error = missing(
        at.clone(),
        message!("this front matter is TOML; expected YAML"),
        help,
    );
    let start = at.end + text[at.end..].find('\n').map_or(0, |end| end + 1);
    let close = lines(&text[start..]).find(|(_, line)| line.trim_end() == "+++");
    let yaml = close.and_then(|(close, _)| {
        let yaml = yaml::toml_as_yaml(&text[start..start + close.start])?;
        Some((start + close.end, yaml))
    });
    match yaml {
        Some((end, yaml)) => {
            let front = format!("{FENCE}{}{yaml}{FENCE}", newline(text));
            rewritten(error, at.start..end, front, true)
        }
        None => error,
    }
}

/// Explains a front matter in JSON, as in Hugo. `at` is its first line.
fn json(text: &str, at: Range<usize>) -> FileError {
    let error = missing(
        at.clone(),
        message!("this front matter is JSON; expected YAML between two lines `---`"),
        message!(
            "write a line `---` above the first brace and one below the last: JSON is valid YAML"
        ),
    );
    // The last brace is alone in its line, or ends the first one.
    let mut ends = lines(&text[at.start..]).filter(|(range, line)| {
        line.trim_end() == "}" || range.start == 0 && line.trim_end().ends_with('}')
    });
    let Some((end, _)) = ends.next() else {
        return error;
    };
    let front = &text[at.start..at.start + end.end];
    let newline = newline(text);
    match yaml::parse(front) {
        Ok(yaml::Value::Map(_)) => {
            let fenced = format!("{FENCE}{newline}{front}{newline}{FENCE}");
            rewritten(error, 0..at.start + front.len(), fenced, true)
        }
        _ => error,
    }
}

/// Explains a front matter without a closing fence: the line that was meant as one, or where to put
/// it.
fn unclosed(text: &str, split: &FrontMatterSplit) -> FileError {
    let start = split.front.start;
    let mut last: Option<(usize, &str)> = None;
    for (at, line) in lines(&text[start..]) {
        let at = start + at.start..start + at.end;
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
        let meant = if trimmed == FENCE || trimmed == "..." || trimmed == "+++" {
            Some(if trimmed == FENCE {
                message!(
                    "this line does not close the front matter: it is not `---` alone, in the first column"
                )
            } else {
                message!("this line does not close the front matter: it is not `---` alone")
            })
        } else {
            almost_fence(trimmed, false)
                .filter(|_| trimmed.chars().count() > 1 || !trimmed.is_ascii())
        };
        if let Some(message) = meant {
            return no_fence(at, message, message!("write `---`"));
        }
        let goes_on =
            line.starts_with([' ', '\t', '#']) || line.starts_with("- ") || key(line).is_some();
        if goes_on {
            last = Some((at.end, line.trim_end()));
        } else {
            break;
        }
    }
    let help = match last {
        Some((_, line)) => message!(
            "close it with a line of three hyphens, `---`, below `{line}`",
            line = line.trim_start()
        ),
        None => message!("close it with a line of three hyphens, `---`"),
    };
    let error = missing(
        0..FENCE.len(),
        message!("the front matter is never closed"),
        help,
    );
    let Some((end, _)) = last else {
        return error;
    };
    // After an empty line a key may still follow, and a line with `#` may be a heading.
    let rest = text[end..].trim_start();
    let gap = &text[end..text.len() - rest.len()];
    let is_apart = rest.is_empty() || gap.matches('\n').count() > 1;
    let has_heading = lines(&text[start..end]).any(|(_, line)| line.starts_with('#'));
    let next = rest.lines().next().unwrap_or_default();
    let is_safe = key(next).is_none() && is_apart && !has_heading;
    let line = format!("{}{FENCE}", newline(text));
    rewritten(error, end..end, line, is_safe)
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
