//! The order of keys in YAML: that of the reference.
//!
//! Only whole lines move. A key takes its comments along, those directly above it and those within
//! its value; its text, quotes and line breaks stay as they are. A text whose meaning would change
//! is left as it is.

use crate::load::split;
use crate::reference;
use crate::yaml::{self, SyntaxError, Value};

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formatted {
    /// The keys are in order.
    Unchanged,
    Changed(String),
    /// The YAML cannot be read. `at` is the position in the text.
    Unreadable {
        error: SyntaxError,
        at: usize,
    },
    /// The YAML is written in a way in which lines cannot move, such as in braces or with anchors.
    LeftAlone,
}

/// The keys of a mapping in their order, and where it is in the reference.
struct KeyOrder {
    /// The path of the mapping, such as `event` or `event.claims`.
    path: String,
    names: Vec<&'static str>,
}

impl KeyOrder {
    /// Returns the order of the keys of a file, by its path below the site's root. `None` if it is
    /// no file with keys.
    fn of_file(path: &str) -> Option<KeyOrder> {
        let section = reference::of_file(path)?;
        // The keys of a free page and of the home page are read alike.
        let keys = match section.name {
            name if name == reference::PAGE.name || name == reference::HOME.name => {
                reference::PAGE_KEYS
            }
            _ => section.names,
        };
        Some(KeyOrder {
            path: section.name.to_owned(),
            names: keys.to_vec(),
        })
    }

    /// Returns the order of the keys of the mappings below a key.
    fn below(&self, key: &str) -> Option<KeyOrder> {
        let path = format!("{}.{key}", self.path);
        let sections = reference::mappings_at(&path);
        let names: Vec<&str> = sections
            .iter()
            .flat_map(|section| section.names.iter().copied())
            .collect();
        (!names.is_empty()).then_some(KeyOrder { path, names })
    }

    /// Returns the place of a key: those of the reference, others, and then those that every kind
    /// has.
    fn rank(&self, key: &str) -> (u8, usize) {
        let place = |names: &[&str]| names.iter().position(|name| *name == key);
        match (place(&self.names), place(reference::COMMON.names)) {
            (Some(at), _) => (0, at),
            (None, Some(at)) => (2, at),
            (None, None) => (1, 0),
        }
    }
}

/// Returns a file with its keys in order. `path` is relative to the site's root.
pub fn format(path: &str, text: &str) -> Formatted {
    let Some(order) = KeyOrder::of_file(path) else {
        return Formatted::Unchanged;
    };
    let range = match path.ends_with(".yaml") {
        true => 0..text.len(),
        false => split(text).front,
    };
    let front = &text[range.clone()];
    let value = match yaml::parse_mapping(front) {
        Ok(value) => value,
        Err(error) => {
            let at = range.start + error.at;
            return Formatted::Unreadable { error, at };
        }
    };
    let sorted = in_order(front, &order);
    if sorted == front {
        return Formatted::Unchanged;
    }
    let is_same = yaml::parse_mapping(&sorted)
        .is_ok_and(|read| without_order(&read) == without_order(&value));
    match is_same {
        true => Formatted::Changed(format!(
            "{}{sorted}{}",
            &text[..range.start],
            &text[range.end..]
        )),
        false => Formatted::LeftAlone,
    }
}

/// Returns a value whose mappings are sorted by their keys.
fn without_order(value: &Value) -> Value {
    match value {
        Value::Map(entries) => {
            let mut entries: Vec<(String, Value)> = entries
                .iter()
                .map(|(key, value)| (key.clone(), without_order(value)))
                .collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Map(entries)
        }
        Value::List(items) => Value::List(items.iter().map(without_order).collect()),
        value => value.clone(),
    }
}

/// An entry with the lines that move with it.
struct Entry<'t> {
    key: &'t str,
    /// Comments and empty lines above the key.
    lead: Vec<&'t str>,
    lines: Vec<&'t str>,
}

/// Returns the lines of a block mapping with its entries in order.
fn in_order(text: &str, order: &KeyOrder) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let is_closed = text.is_empty() || text.ends_with('\n');
    let whole = match is_closed {
        true => text.to_owned(),
        false => format!("{text}{newline}"),
    };
    let sorted = sorted(&whole, order);
    match is_closed {
        true => sorted,
        false => sorted.strip_suffix(newline).unwrap_or(&sorted).to_owned(),
    }
}

fn sorted(text: &str, order: &KeyOrder) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let Some(column) = lines.iter().find_map(|line| {
        let is_content = !is_blank(line) && !is_comment(line);
        is_content.then(|| indentation(line))
    }) else {
        return text.to_owned();
    };
    let (head, mut entries, tail) = entries(&lines, column);
    entries.sort_by_key(|entry| order.rank(entry.key));
    let mut out = head.concat();
    for entry in entries {
        out.push_str(&entry.lead.concat());
        out.push_str(&match order.below(entry.key) {
            Some(below) => nested(&entry.lines, column, &below),
            None => entry.lines.concat(),
        });
    }
    out + &tail.concat()
}

/// Splits lines into those at the top, the entries in a column, and those at the end. Comments at
/// the top belong to the file if an empty line follows them.
fn entries<'t>(lines: &[&'t str], column: usize) -> (Vec<&'t str>, Vec<Entry<'t>>, Vec<&'t str>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    let mut head = Vec::new();
    for line in lines {
        let is_own = indentation(line) <= column;
        if is_blank(line) || is_comment(line) && is_own {
            above.push(line);
            continue;
        }
        let key = key_of(line).filter(|_| indentation(line) == column);
        match (key, entries.last_mut()) {
            (Some(key), last) => {
                if last.is_none() {
                    let end = above.iter().rposition(|line| is_blank(line));
                    head = above.drain(..end.map_or(0, |at| at + 1)).collect();
                }
                entries.push(Entry {
                    key,
                    lead: std::mem::take(&mut above),
                    lines: vec![line],
                });
            }
            (None, Some(last)) => {
                last.lines.append(&mut above);
                last.lines.push(line);
            }
            // Something else than a mapping begins here.
            (None, None) => {
                head.append(&mut above);
                head.push(line);
            }
        }
    }
    (head, entries, above)
}

/// Returns the lines of an entry with the mappings in it in order.
fn nested(lines: &[&str], column: usize, order: &KeyOrder) -> String {
    let (first, rest) = (lines[0], &lines[1..]);
    let content = rest
        .iter()
        .find(|line| !is_blank(line) && !is_comment(line));
    let Some(content) = content.filter(|_| first.trim_end().ends_with(':')) else {
        return lines.concat();
    };
    let inner = indentation(content);
    if content[inner..].starts_with("- ") {
        return first.to_owned() + &items(rest, inner, order);
    }
    match inner > column {
        true => first.to_owned() + &sorted(&rest.concat(), order),
        false => lines.concat(),
    }
}

/// Returns the lines of a list whose items are mappings, each with its keys in order.
fn items(lines: &[&str], column: usize, order: &KeyOrder) -> String {
    let mut out = String::new();
    let mut item: Vec<&str> = Vec::new();
    for line in lines {
        let begins = indentation(line) == column && line[column..].starts_with("- ");
        if begins {
            out.push_str(&one_item(&item, column, order));
            item.clear();
        }
        item.push(line);
    }
    out + &one_item(&item, column, order)
}

/// Returns the lines of an item with the keys of its mapping in order.
fn one_item(lines: &[&str], column: usize, order: &KeyOrder) -> String {
    let whole = lines.concat();
    let Some(first) = lines.first() else {
        return whole;
    };
    let Some(rest) = first.get(column..).and_then(|line| line.strip_prefix('-')) else {
        return whole;
    };
    let gap = indentation(rest);
    if gap == 0 || key_of(rest).is_none() {
        return whole;
    }
    // The hyphen becomes a space, so that all keys begin in one column.
    let margin = " ".repeat(column + 1);
    let open = format!("{margin}{rest}{}", lines[1..].concat());
    let sorted = sorted(&open, order);
    let is_key = sorted
        .lines()
        .next()
        .is_some_and(|line| !is_comment(line) && indentation(line) == column + 1 + gap);
    match is_key {
        true => format!("{}-{}", " ".repeat(column), &sorted[column + 1..]),
        // A comment cannot stand behind the hyphen.
        false => whole,
    }
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns the key with which a line begins.
fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(' ').trim_end();
    let (key, rest) = line.split_once(':')?;
    let is_key = rest.is_empty() || rest.starts_with([' ', '\t']);
    let bare = key.trim_end().trim_matches(['"', '\'']);
    (is_key && !key.starts_with(['-', '#', '[', '{', '&', '*', '?', '|', '>'])).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(front: &str) -> String {
        let text = format!("---\n{front}---\nText.\n");
        match format("content/events/a.md", &text) {
            Formatted::Changed(text) => {
                let end = text.len() - "---\nText.\n".len();
                text[4..end].to_owned()
            }
            Formatted::Unchanged => front.to_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn keys_take_their_comments_along() {
        assert_eq!(
            formatted(
                "# About the file\n\nregions: [mopti] # where\n# When?\ndate: 2022-02-22\n\
                 title: |\n  # A\n  b\nmine: 1\nclaims: []\n# end\n"
            ),
            "# About the file\n\ntitle: |\n  # A\n  b\n# When?\ndate: 2022-02-22\n\
             regions: [mopti] # where\nclaims: []\nmine: 1\n# end\n"
        );
    }

    #[test]
    fn mappings_within_lists_are_sorted_too() {
        assert_eq!(
            formatted(
                "title: A\nclaims:\n- sources: [a]\n  count: 1\n  id: b\n- {count: 1, id: c}\n\
                 - count:\n      high: 2\n      low: 1\n  id: d\n"
            ),
            "title: A\nclaims:\n- id: b\n  count: 1\n  sources: [a]\n- {count: 1, id: c}\n\
             - id: d\n  count:\n      low: 1\n      high: 2\n"
        );
    }

    #[test]
    fn what_cannot_move_is_left_alone() {
        let text = "---\ndate: &d 2022\ntitle: A\nregions: [*d]\n---\n";
        assert!(matches!(
            format("content/events/a.md", text),
            Formatted::Changed(_)
        ));
        let text = "---\nregions: &d [a]\ntitle: A\ndate: *d\n---\n";
        assert_eq!(format("content/events/a.md", text), Formatted::LeftAlone);
        let text = "---\n{regions: [a], title: A}\n---\n";
        assert_eq!(format("content/events/a.md", text), Formatted::Unchanged);
        let text = "---\ntitle: A: b\n---\n";
        assert!(matches!(
            format("content/events/a.md", text),
            Formatted::Unreadable { at: 12, .. }
        ));
    }
}
