//! Edits of single entries of a mapping, which leave all other text as it is.

use std::ops::Range;

use super::{Sought, Step, Value, emit, locate, parse};

/// Returns a mapping with the entry at a path of keys set to a value, or removed if it is `None`.
/// Comments and other entries stay as they are. If the entry is in a flow mapping, the mapping is
/// written again. Returns `None` if the text is not a mapping.
pub fn set_entry(text: &str, path: &[&str], value: Option<&Value>) -> Option<String> {
    let old = match parse(text).ok()? {
        Value::Null => Value::Map(Vec::new()),
        value @ Value::Map(_) => value,
        _ => return None,
    };
    let wanted = with_entry(old, path, value)?;
    let edited = edit(text, path, value);
    // An unusual way of writing YAML may not be edited by lines.
    match edited.filter(|edited| parse(edited).is_ok_and(|read| is_same(&read, &wanted))) {
        Some(edited) => Some(edited),
        None => Some(emit(&wanted)),
    }
}

/// Returns the value at a path of keys.
pub fn entry<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    let Some((key, below)) = path.split_first() else {
        return Some(value);
    };
    let Value::Map(entries) = value else {
        return None;
    };
    let (_, value) = entries.iter().find(|(other, _)| other == key)?;
    entry(value, below)
}

/// Whether the lines of an entry contain a comment, or what may be one.
pub fn has_comment(text: &str, path: &[&str]) -> bool {
    entry_lines(text, path).is_some_and(|range| {
        let mut before = ' ';
        text[range].chars().any(|c| {
            let is_comment = c == '#' && before.is_whitespace();
            before = c;
            is_comment
        })
    })
}

/// Whether two values are the same, where an empty mapping is as good as none.
fn is_same(read: &Value, wanted: &Value) -> bool {
    read == wanted || (*read == Value::Null && *wanted == Value::Map(Vec::new()))
}

/// Sets or removes an entry of a value. `None` if something else than a mapping is on the path.
fn with_entry(value: Value, path: &[&str], entry: Option<&Value>) -> Option<Value> {
    let Some((key, below)) = path.split_first() else {
        return entry.cloned();
    };
    let mut entries = match value {
        Value::Map(entries) => entries,
        Value::Null => Vec::new(),
        _ => return None,
    };
    let at = entries.iter().position(|(other, _)| other == key);
    match (at, entry) {
        (Some(at), None) if below.is_empty() => {
            entries.remove(at);
        }
        (None, None) => {}
        (Some(at), _) => {
            let old = std::mem::replace(&mut entries[at].1, Value::Null);
            entries[at].1 = with_entry(old, below, entry)?;
        }
        (None, Some(_)) => {
            let new = with_entry(Value::Null, below, entry)?;
            entries.push(((*key).to_owned(), new));
        }
    }
    Some(Value::Map(entries))
}

/// Edits the lines of an entry.
fn edit(text: &str, path: &[&str], value: Option<&Value>) -> Option<String> {
    let (key, above) = path.split_last()?;
    if let Some(lines) = entry_lines(text, path) {
        let indentation =
            text[lines.clone()].len() - text[lines.clone()].trim_start_matches(' ').len();
        let new = value.map_or_else(String::new, |value| block(key, value, indentation));
        return Some(format!(
            "{}{new}{}",
            &text[..lines.start],
            &text[lines.end..]
        ));
    }
    let Some(value) = value else {
        // Of an entry in flow style, `set_entry` writes the whole again.
        return Some(text.to_owned());
    };
    let place = match above {
        [] => Some((text.trim_end().len(), 0)),
        above => entry_lines(text, above)
            .map(|lines| lines.end)
            .zip(child_indentation(text, above)),
    };
    let Some((at, indentation)) = place else {
        // What is above is written in flow style, or not there.
        let parent = entry(&parse(text).ok()?, above).cloned();
        let parent = with_entry(parent.unwrap_or(Value::Null), &[key], Some(value))?;
        return edit(text, above, Some(&parent));
    };
    let new = block(key, value, indentation);
    let before = &text[..at];
    let gap = match before.is_empty() || before.ends_with('\n') {
        true => "",
        false => "\n",
    };
    Some(format!(
        "{before}{gap}{new}{}",
        text[at..].trim_start_matches('\n')
    ))
}

/// Returns the indentation of the first entry of the block mapping at a path.
fn child_indentation(text: &str, path: &[&str]) -> Option<usize> {
    let Value::Map(entries) = entry(&parse(text).ok()?, path)?.clone() else {
        return None;
    };
    let (first, _) = entries.first()?;
    let child: Vec<&str> = path.iter().copied().chain([first.as_str()]).collect();
    let lines = entry_lines(text, &child)?;
    Some(text[lines.clone()].len() - text[lines].trim_start_matches(' ').len())
}

/// Returns an entry as lines.
fn block(key: &str, value: &Value, indentation: usize) -> String {
    let text = emit(&Value::Map(vec![(key.to_owned(), value.clone())]));
    let margin = " ".repeat(indentation);
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| match line.trim().is_empty() {
            true => line.to_owned(),
            false => format!("{margin}{line}"),
        })
        .collect()
}

/// Returns the whole lines of an entry. Comments and empty lines after it are not its own. `None`
/// if there is no entry, or if something else stands on its first line.
fn entry_lines(text: &str, path: &[&str]) -> Option<Range<usize>> {
    let (key, above) = path.split_last()?;
    let start = line_of(text, path)?;
    let value = parse(text).ok()?;
    let Value::Map(siblings) = entry(&value, above)? else {
        return None;
    };
    let at = siblings.iter().position(|(other, _)| other == key)?;
    let end = match siblings.get(at + 1) {
        Some((next, _)) => {
            let next: Vec<&str> = above.iter().copied().chain([next.as_str()]).collect();
            line_of(text, &next)?
        }
        None if above.is_empty() => text.len(),
        None => entry_lines(text, above)?.end,
    };
    let indentation = text[start..].len() - text[start..].trim_start_matches(' ').len();
    let mut own = end;
    for line in text[start..end].split_inclusive('\n').rev() {
        let content = line.trim();
        let is_after = content.is_empty()
            || (content.starts_with('#') && line.len() - line.trim_start().len() <= indentation);
        if !is_after {
            break;
        }
        own -= line.len();
    }
    Some(start..own)
}

/// Returns the start of the line on which the key of an entry stands alone.
fn line_of(text: &str, path: &[&str]) -> Option<usize> {
    let steps: Vec<Step> = path.iter().map(|key| Step::Key(key)).collect();
    let key = locate(text, &steps, Sought::Key)?;
    let start = text[..key.start].rfind('\n').map_or(0, |at| at + 1);
    text[start..key.start]
        .bytes()
        .all(|byte| byte == b' ')
        .then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# About\ntitle: A # the title\n\n# When\ndate: 2022\nclaims:\n- id: a\n  \
        count: 1 # one\nextra:\n  # theirs\n  ucdp:\n    id: 1\n  mine: {a: 1}\n# end\n";

    fn text(value: &str) -> Value {
        Value::Text(value.to_owned())
    }

    #[test]
    fn an_entry_is_set_and_all_else_stays() {
        let set = |path: &[&str], value: Option<Value>| {
            set_entry(TEXT, path, value.as_ref()).expect("it is a mapping")
        };
        assert_eq!(
            set(&["date"], Some(text("2023"))),
            TEXT.replace("date: 2022", "date: '2023'")
        );
        assert_eq!(set(&["date"], None), TEXT.replace("date: 2022\n", ""));
        assert_eq!(
            set(&["extra", "ucdp", "id"], Some(Value::Int(2))),
            TEXT.replace("id: 1\n", "id: 2\n")
        );
        assert_eq!(
            set(&["extra", "ucdp", "year"], Some(Value::Int(2))),
            TEXT.replace("id: 1\n", "id: 1\n    year: 2\n")
        );
        assert_eq!(
            set(&["extra", "acled"], Some(Value::Int(2))),
            TEXT.replace("{a: 1}\n", "{a: 1}\n  acled: 2\n")
        );
        assert_eq!(
            set(&["extra", "mine", "a"], Some(Value::Int(2))),
            TEXT.replace("  mine: {a: 1}\n", "  mine:\n    a: 2\n")
        );
        assert_eq!(
            set(&["new"], Some(Value::Int(2))),
            TEXT.to_owned() + "new: 2\n"
        );
        assert_eq!(set(&["none"], None), TEXT);
    }

    #[test]
    fn a_mapping_in_flow_style_is_written_again() {
        let set = set_entry("{a: 1, b: 2}", &["b"], Some(&Value::Int(3)));
        assert_eq!(set.as_deref(), Some("a: 1\nb: 3\n"));
        assert_eq!(
            set_entry("", &["b"], Some(&Value::Int(3))).as_deref(),
            Some("b: 3\n")
        );
        assert_eq!(set_entry("- a\n", &["b"], Some(&Value::Int(3))), None);
    }

    #[test]
    fn comments_are_found() {
        assert!(has_comment(TEXT, &["title"]));
        assert!(has_comment(TEXT, &["claims"]));
        assert!(!has_comment(TEXT, &["date"]));
    }
}
