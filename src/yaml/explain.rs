//! The YAML library's messages in an editor's words, with what usually cures them.

use super::{SyntaxError, offset};

pub(super) fn explain(text: &str, error: &serde_yaml::Error) -> SyntaxError {
    let full = error.to_string();
    // The library may put the path before the message.
    let full = match full.split_once(": ") {
        Some((path, rest)) if !path.contains(' ') => rest,
        _ => full.as_str(),
    };
    let mut at = offset(text, error).unwrap_or(0);
    let tab = text[at..].starts_with('\t') || text[..at].ends_with('\t');
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let after_closing = text[line_start..at].trim_end().ends_with(['"', '\'', ']', '}']);
    let opening = began(text, full);
    let (message, help) = if tab && full.contains("cannot start any token") || full.contains("tab character") {
        (
            "a tab is used where YAML wants spaces".to_owned(),
            Some("indent with two spaces for each level"),
        )
    } else if full.contains("mapping values are not allowed") && !text[line_start..at].contains(": ") {
        (
            "this line begins further in than its neighbours".to_owned(),
            Some("begin keys that belong together in the same column"),
        )
    } else if full.contains("mapping values are not allowed") {
        (
            "a second `: ` stands in one line".to_owned(),
            Some("put the text in quotes if the colon belongs to it: `title: \"Mali: the crisis\"`"),
        )
    } else if full.contains("could not find expected ':'") {
        at = opening.unwrap_or(at);
        (
            "this line is no key with a value".to_owned(),
            Some("write a key, a colon and a space, then the value: `title: Mali`"),
        )
    } else if full.contains("did not find expected key") && after_closing {
        (
            "something stands behind the closing quotation mark or bracket".to_owned(),
            Some("put the whole text in double quotes: `title: \"[Update] The crisis\"`"),
        )
    } else if full.contains("did not find expected key") {
        (
            "this line does not fit the one above".to_owned(),
            Some("a key is followed by `: `, and the keys of one mapping begin in the same column"),
        )
    } else if full.contains("block sequence entries are not allowed") {
        (
            "a list does not begin in the line of its key".to_owned(),
            Some("begin each item in a line of its own with `- `, or put the list in brackets: `[first, second]`"),
        )
    } else if full.contains("more than one document") {
        let ends = |line: &str| line.starts_with("---") || line.starts_with("...");
        at = text
            .split_inclusive('\n')
            .scan(0, |next, line| {
                let start = *next;
                *next += line.len();
                Some((start, line))
            })
            .find(|(_, line)| ends(line))
            .map_or(at, |(start, _)| start);
        (
            "three hyphens or dots in this line end what is read too early".to_owned(),
            Some("delete this line"),
        )
    } else if full.contains("unknown anchor") {
        (
            "`*` has a meaning of its own at the beginning of a value".to_owned(),
            Some("put the text in quotes"),
        )
    } else if full.contains("YAML tags") {
        (
            "`!` has a meaning of its own at the beginning of a value".to_owned(),
            Some("put the text in quotes"),
        )
    } else if full.contains("did not find expected comment or line break") {
        (
            "`>` and `|` have a meaning of their own at the beginning of a value".to_owned(),
            Some("put the text in quotes, or begin it in the next line, two spaces further in"),
        )
    } else if full.contains("unknown escape character") {
        (
            "a backslash in double quotes has a meaning of its own".to_owned(),
            Some("write `\\\\` for a backslash, or use single quotes"),
        )
    } else if full.contains("found character that cannot start any token") {
        (
            "this character cannot begin a plain text".to_owned(),
            Some("put the text in quotes"),
        )
    } else if full.contains("found unexpected end of stream") {
        at = opening.unwrap_or(at);
        (
            "a quotation mark is opened and never closed".to_owned(),
            Some("close the quotation mark"),
        )
    } else if full.contains("did not find expected ',' or") && opening.is_some_and(|start| start >= line_start) {
        (
            "a comma is missing before this, or quotes".to_owned(),
            Some(
                "put a comma between the items of a list, and an item that holds a colon in quotes: `[first, \"second: more\"]`",
            ),
        )
    } else if full.contains("did not find expected ',' or") {
        at = opening.unwrap_or(at);
        (
            "a bracket is opened and never closed".to_owned(),
            Some("close it, and put a comma between the items"),
        )
    } else {
        let sentence = full.split(" at line ").next().unwrap_or(full);
        (sentence.trim_end_matches('.').to_owned(), None)
    };
    SyntaxError {
        message,
        help: help.map(str::to_owned),
        at,
    }
}

/// Where that began in which a mistake was found: the library says "..., while scanning a quoted scalar at line 3 column 8".
fn began(text: &str, message: &str) -> Option<usize> {
    let (_, place) = message.split_once(", while ")?.1.split_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let line_start: usize = text
        .split_inclusive('\n')
        .take(line.parse::<usize>().ok()?.checked_sub(1)?)
        .map(str::len)
        .sum();
    let digits = column.split(|c: char| !c.is_ascii_digit()).next()?;
    let column = digits.parse::<usize>().ok()?.checked_sub(1)?;
    let line = text.get(line_start..)?;
    Some(line_start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at))
}
