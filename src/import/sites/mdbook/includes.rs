//! Includes of files, `{{#include file.rs:2:10}}`, and other marks of mdBook.

use crate::import::report::ProblemKind;
use crate::import::sites::body::{Body, Edit};
use crate::import::sites::context::RewriteContext;
use crate::import::sites::scan::Finder;
use crate::import::sites::source::{folder, join};

/// The maximum depth of includes in included files.
const MAX_DEPTH: usize = 8;

/// The maximum size of a text with all that it includes, in bytes.
const MAX_TEXT: usize = 4 * 1024 * 1024;

/// Replaces includes by the lines of their files, and removes the titles of pages.
pub(in crate::import::sites) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    let path = context.text.path.clone();
    let text = body.text.clone();
    let mut edits = Vec::new();
    let mut ends = Finder::new(&text, "}}");
    for (start, _) in text.match_indices("{{#") {
        if text[..start].ends_with('\\') {
            continue;
        }
        let Some(end) = ends.at_or_after(start).map(|end| end + 2) else {
            continue;
        };
        let range = start..end;
        let line = body.line(start);
        let inner = text[start + 3..end - 2].trim();
        let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        match name {
            "include" | "rustdoc_include" | "playground" => {
                match included(arguments.trim(), &path, 0, context) {
                    Some(lines) => {
                        context.flag(line, ProblemKind::KnownShortcode, name, arguments);
                        edits.push(Edit::new(range, lines));
                    }
                    None => context.flag(line, ProblemKind::BrokenLink, name, arguments),
                }
            }
            "title" => {
                context.flag(line, ProblemKind::RemovedMark, name, arguments);
                edits.push(body.removal(range));
            }
            _ => context.count(line, ProblemKind::UnknownShortcode, name),
        }
    }
    body.edit(edits);
}

/// Returns the lines of a file that an include names, with its own includes. `None` if the file is
/// not in the book's folder.
fn included(arguments: &str, path: &str, depth: usize, context: &RewriteContext) -> Option<String> {
    let written = arguments.split([' ', ',']).next()?;
    let (file, lines) = written.split_once(':').unwrap_or((written, ""));
    let file = join(folder(path), file)?;
    if depth > MAX_DEPTH || !context.site.folder.files.contains(&file) {
        return None;
    }
    let text = context.site.folder.text(&file).ok()?.text;
    let mut chosen = chosen(&text, lines)?;
    while let Some(start) = chosen.find("{{#include ") {
        let end = start + chosen[start..].find("}}")? + 2;
        let inner = included(
            chosen[start + 11..end - 2].trim(),
            &file,
            depth + 1,
            context,
        )?;
        chosen.replace_range(start..end, &inner);
        if chosen.len() > MAX_TEXT {
            return None;
        }
    }
    Some(chosen.trim_end_matches('\n').to_owned())
}

/// Returns the lines of a text that are wanted: all, `2`, `2:10`, `:10`, `2:`, or those between the
/// comments `ANCHOR: name` and `ANCHOR_END: name`.
fn chosen(text: &str, wanted: &str) -> Option<String> {
    let is_mark = |line: &str| line.contains("ANCHOR:") || line.contains("ANCHOR_END:");
    let lines: Vec<&str> = text.lines().collect();
    let joined = |lines: &[&str]| {
        let lines = lines.iter().filter(|line| !is_mark(line));
        lines.copied().collect::<Vec<_>>().join("\n")
    };
    if wanted.is_empty() {
        return Some(joined(&lines));
    }
    let (from, to) = wanted.split_once(':').unwrap_or((wanted, wanted));
    let number = |text: &str, default: usize| match text {
        "" => Some(default),
        text => text.parse::<usize>().ok(),
    };
    if let (Some(from), Some(to)) = (number(from, 1), number(to, lines.len())) {
        let to = to.min(lines.len());
        return Some(joined(lines.get(from.max(1) - 1..to)?));
    }
    let ends_with = |line: &&str, mark: &str| {
        let name = line.split_once(mark).map(|(_, name)| name.trim());
        name.and_then(|name| name.split_whitespace().next()) == Some(wanted)
    };
    let start = lines.iter().position(|line| ends_with(line, "ANCHOR:"))?;
    let end = lines
        .iter()
        .position(|line| ends_with(line, "ANCHOR_END:"))?;
    Some(joined(lines.get(start + 1..end)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_chosen() {
        let text = "a\n// ANCHOR: x\nb\n// ANCHOR_END: x\nc\n";
        for (wanted, lines) in [
            ("", Some("a\nb\nc")),
            ("1", Some("a")),
            ("3:5", Some("b\nc")),
            (":1", Some("a")),
            ("5:", Some("c")),
            ("x", Some("b")),
            ("y", None),
            ("9:10", None),
        ] {
            assert_eq!(chosen(text, wanted).as_deref(), lines, "{wanted}");
        }
    }
}
