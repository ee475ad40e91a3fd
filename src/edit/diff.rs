//! The difference of two texts, as `diff -u` prints it.

use std::fmt::Write as _;
use std::ops::Range;

use super::FileChange;

/// The number of unchanged lines around a change.
const CONTEXT: usize = 3;

/// The largest product of two numbers of lines that are compared one by one.
const MAX_COMPARED: usize = 4_000_000;

/// Lines of the old text, and the lines of the new text that replace them.
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// Returns the difference between the old and the new text of a file, or nothing if they are the
/// same. `path` is shown in its head.
pub fn unified_diff(change: &FileChange, path: &str) -> String {
    let old: Vec<&str> = change.old.split_inclusive('\n').collect();
    let new: Vec<&str> = change.new.split_inclusive('\n').collect();
    let hunks = hunks(&old, &new);
    let mut out = String::new();
    if hunks.is_empty() {
        return out;
    }
    write(&mut out, &format!("--- a/{path}\n+++ b/{path}\n"));
    let close = |one: &Hunk, next: &Hunk| next.old.start - one.old.end <= 2 * CONTEXT;
    for group in hunks.chunk_by(close) {
        let (first, last) = (&group[0], &group[group.len() - 1]);
        let before = first.old.start.min(CONTEXT);
        let after = (old.len() - last.old.end).min(CONTEXT);
        let old_range = first.old.start - before..last.old.end + after;
        let new_range = first.new.start - before..last.new.end + after;
        let head = format!("@@ -{} +{} @@\n", shown(&old_range), shown(&new_range));
        write(&mut out, &head);
        let mut at = old_range.start;
        for hunk in group {
            lines(&mut out, ' ', &old[at..hunk.old.start]);
            lines(&mut out, '-', &old[hunk.old.clone()]);
            lines(&mut out, '+', &new[hunk.new.clone()]);
            at = hunk.old.end;
        }
        lines(&mut out, ' ', &old[at..old_range.end]);
    }
    out
}

fn write(out: &mut String, text: &str) {
    out.write_str(text)
        .expect("writing to a String cannot fail");
}

fn shown(range: &Range<usize>) -> String {
    match range.len() {
        1 => format!("{}", range.start + 1),
        0 => format!("{},0", range.start),
        length => format!("{},{length}", range.start + 1),
    }
}

fn lines(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        write(out, &format!("{sign}{line}"));
        if !line.ends_with('\n') {
            write(out, "\n\\ No newline at end of file\n");
        }
    }
}

/// Returns the lines that differ.
fn hunks(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let start = (old.iter().zip(new))
        .take_while(|(old, new)| old == new)
        .count();
    let end = (old[start..].iter().rev().zip(new[start..].iter().rev()))
        .take_while(|(old, new)| old == new)
        .count();
    let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    if a.is_empty() && b.is_empty() {
        return Vec::new();
    }
    if a.len().saturating_mul(b.len()) > MAX_COMPARED {
        return vec![Hunk {
            old: start..start + a.len(),
            new: start..start + b.len(),
        }];
    }
    common(a, b)
        .into_iter()
        .map(|(old, new)| Hunk {
            old: start + old.start..start + old.end,
            new: start + new.start..start + new.end,
        })
        .collect()
}

/// Returns the ranges of two lists that are not in their longest common subsequence.
fn common(a: &[&str], b: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let is_deleted = j == b.len()
            || i < a.len() && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1];
        let (next_i, next_j) = if is_deleted { (i + 1, j) } else { (i, j + 1) };
        match found.last_mut() {
            Some((old, new)) if old.end == i && new.end == j => {
                (old.end, new.end) = (next_i, next_j);
            }
            _ => found.push((i..next_i, j..next_j)),
        }
        (i, j) = (next_i, next_j);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(old: &str, new: &str) -> String {
        let change = FileChange {
            path: String::new(),
            old: old.to_owned(),
            new: new.to_owned(),
            is_front: false,
        };
        unified_diff(&change, "a.md")
    }

    #[test]
    fn changes_have_lines_around_them() {
        assert_eq!(diff("a\n", "a\n"), "");
        assert_eq!(
            diff(
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"
            ),
            "--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
        assert_eq!(
            diff("1\n2", "1\n2\n3\n"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@\n 1\n-2\n\\ No newline at end of file\n+2\n+3\n"
        );
    }

    #[test]
    fn distant_changes_are_apart() {
        let old: String = (0..40).map(|line| format!("{line}\n")).collect();
        let new = old.replace("\n3\n", "\nx\n").replace("\n30\n", "\n");
        let diff = diff(&old, &new);
        assert_eq!(diff.matches("@@ -").count(), 2, "{diff}");
        assert!(diff.contains("-30\n"), "{diff}");
    }
}
