//! Patterns of paths, as generators have them in their settings.

use std::collections::BTreeSet;

/// The maximum number of patterns that one with braces stands for.
const MAX_CHOICES: usize = 64;

/// Whether a file is the one at a path, or in the folder at it. `*` stands for names and parts of
/// them, `**` for folders.
pub(super) fn is_below(path: &str, scope: &str) -> bool {
    if scope.is_empty() {
        return true;
    }
    let parts: Vec<&str> = path.split('/').collect();
    // How many parts of the path the parts of the pattern up to here may stand for.
    let mut reached = BTreeSet::from([0]);
    for pattern in scope.split('/') {
        let first = reached.first().copied();
        reached = match (pattern, first) {
            (_, None) => return false,
            ("**", Some(first)) => (first..=parts.len()).collect(),
            _ => {
                let own = reached.into_iter();
                let own =
                    own.filter(|at| parts.get(*at).is_some_and(|part| is_glob(part, pattern)));
                own.map(|at| at + 1).collect()
            }
        };
    }
    !reached.is_empty()
}

/// Whether a text is that of a pattern as a whole. `*` stands for anything within a folder, `**`
/// for anything, `?` for a character, and `{a,b}` for a choice.
pub(super) fn is_match(text: &str, pattern: &str) -> bool {
    choices(pattern)
        .iter()
        .any(|pattern| is_glob(text, pattern))
}

/// Returns the patterns without braces that one stands for.
fn choices(pattern: &str) -> Vec<String> {
    let mut open = vec![pattern.to_owned()];
    let mut done = Vec::new();
    while let Some(pattern) = open.pop() {
        let braces = pattern.find('{').and_then(|start| {
            let end = pattern[start..].find('}')?;
            Some((start, start + end))
        });
        match braces.filter(|_| open.len() + done.len() < MAX_CHOICES) {
            None => done.push(pattern),
            Some((start, end)) => {
                for choice in pattern[start + 1..end].split(',') {
                    open.push(format!(
                        "{}{choice}{}",
                        &pattern[..start],
                        &pattern[end + 1..]
                    ));
                }
            }
        }
    }
    done
}

/// Whether a text is that of a pattern with `*`, `**` and `?`.
fn is_glob(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // Whether the pattern up to here stands for the text up to each place.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let mut next = vec![false; text.len() + 1];
        if c == '*' {
            let crosses = rest.next_if_eq(&'*').is_some();
            let mut is_within = false;
            for at in 0..=text.len() {
                is_within |= reached[at];
                next[at] = is_within;
                is_within &= crosses || text.get(at) != Some(&'/');
            }
        } else {
            for (at, own) in text.iter().enumerate() {
                let is_own = *own == c || c == '?' && *own != '/';
                next[at + 1] = reached[at] && is_own;
            }
        }
        reached = next;
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_folders_and_patterns() {
        for (path, scope, is_own) in [
            ("posts/a.md", "posts", true),
            ("posts/a.md", "post", false),
            ("posts/a.md", "posts/a.md", true),
            ("posts", "posts/a.md", false),
            ("section/x/special-a.md", "section/*/special-*.md", true),
            ("section/x/y/a.md", "section/*/a.md", false),
            ("section/x/y/a.md", "section/**/a.md", true),
            ("section/a.md", "section/**/a.md", true),
            ("a.md", "", true),
        ] {
            assert_eq!(is_below(path, scope), is_own, "{path} {scope}");
        }
    }

    #[test]
    fn globs_are_those_of_hugo() {
        for (text, pattern, is_own) in [
            ("/blog/a", "/blog/**", true),
            ("/blog/a/b", "/blog/**", true),
            ("/blog", "/blog/**", false),
            ("/blog/a", "/blog/*", true),
            ("/blog/a/b", "/blog/*", false),
            ("/news/a", "{/blog,/news}/**", true),
            ("/other/a", "{/blog,/news}/**", false),
            ("section", "{home,section}", true),
            ("page", "p?ge", true),
            ("", "", true),
        ] {
            assert_eq!(is_match(text, pattern), is_own, "{text} {pattern}");
        }
        // Time grows with the product of the lengths, and not faster.
        assert!(!is_match(
            &"a".repeat(500),
            &format!("{}b", "*a".repeat(200))
        ));
    }
}
