//! `SUMMARY.md`: the chapters of a book in their order.

use crate::address::decoded;
use crate::import::sites::body::Body;
use crate::markdown::syntax;

/// A chapter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chapter {
    pub title: String,
    /// The path of its file; `None` if it is not written yet.
    pub path: Option<String>,
    /// The line in `SUMMARY.md`.
    pub line: u64,
}

/// Returns the chapters of a book.
pub(super) fn chapters(text: &str) -> Vec<Chapter> {
    let body = Body::new(text, 1);
    let links = syntax(text).links.into_iter();
    let links = links.filter(|link| !link.is_picture && !link.destination.contains("://"));
    links
        .map(|link| Chapter {
            path: (!link.destination.is_empty()).then(|| decoded(&link.destination)),
            line: body.line(link.range.start),
            title: link.text,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_in_their_order() {
        let text = "# Summary\n\n[Intro](README.md)\n\n# Part\n\n- [A `b`](a.md)\n    - [B](b/c%20d.md)\n- [Draft]()\n";
        let found = chapters(text);
        let found: Vec<(&str, Option<&str>, u64)> = found
            .iter()
            .map(|chapter| {
                (
                    chapter.title.as_str(),
                    chapter.path.as_deref(),
                    chapter.line,
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("Intro", Some("README.md"), 3),
                ("A b", Some("a.md"), 7),
                ("B", Some("b/c d.md"), 8),
                ("Draft", None, 9)
            ]
        );
    }
}
