//! Patterns of paths, as generators have them in their settings.

/// Whether a file is the one at a path, or in the folder at it. `*` stands for names and parts of
/// them, `**` for folders.
pub(super) fn is_below(path: &str, scope: &str) -> bool {
    if scope.is_empty() {
        return true;
    }
    let parts: Vec<&str> = path.split('/').collect();
    let patterns: Vec<&str> = scope.split('/').collect();
    matches(&parts, &patterns)
}

fn matches(parts: &[&str], patterns: &[&str]) -> bool {
    match (parts, patterns) {
        (_, []) => true,
        ([], _) => false,
        (_, ["**", rest @ ..]) => (0..parts.len()).any(|from| matches(&parts[from..], rest)),
        ([part, parts @ ..], [pattern, patterns @ ..]) => {
            is_name(part, pattern) && matches(parts, patterns)
        }
    }
}

/// Whether a name is that of a pattern with `*`.
fn is_name(name: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return name == pattern;
    };
    let Some(after) = name.strip_prefix(start) else {
        return false;
    };
    let ends = after.char_indices().map(|(at, _)| at).chain([after.len()]);
    ends.into_iter().any(|at| is_name(&after[at..], rest))
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
            ("section/x/special-a.md", "section/*/special-*.md", true),
            ("section/x/y/a.md", "section/*/a.md", false),
            ("section/x/y/a.md", "section/**/a.md", true),
            ("a.md", "", true),
        ] {
            assert_eq!(is_below(path, scope), is_own, "{path} {scope}");
        }
    }
}
