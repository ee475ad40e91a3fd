//! Where the cursor is in front matter, and what may stand there.

use std::ops::Range;

use super::schema_path::Expected;
use super::yaml_tokens::{PathStep, YamlToken, tokens};
use crate::reference::Section;

/// A character that no text has. It stands at the cursor, so that an empty value is a token.
const MARK: &str = "\u{e000}";

/// The place of the cursor in front matter.
pub(super) struct FrontCursor {
    /// What may stand here.
    pub expected: Expected,
    /// The text of the token before the cursor.
    pub typed: String,
    /// The range of the token in the file.
    pub range: Range<usize>,
    /// Whether the token is a key with its colon.
    pub is_key: bool,
    pub is_quoted: bool,
    /// The other keys of the mapping in which the token stands or would stand.
    pub siblings: Vec<String>,
}

impl FrontCursor {
    /// Returns the place of an offset in a file with this front matter.
    pub fn at(
        text: &str,
        front: &Range<usize>,
        offset: usize,
        sections: &[&'static Section],
    ) -> Option<FrontCursor> {
        if !(front.start..=front.end).contains(&offset) {
            return None;
        }
        let at = offset - front.start;
        let yaml = &text[front.clone()];
        let marked = [&yaml[..at], MARK, &yaml[at..]].concat();
        let all = tokens(&marked);
        let token = all
            .iter()
            .find(|token| (token.range.start..token.range.end).contains(&at))?;
        let path = match token.is_key {
            true => &token.path[..token.path.len() - 1],
            false => token.path.as_slice(),
        };
        let start = front.start + token.range.start;
        let end = front.start + token.range.end - MARK.len();
        Some(FrontCursor {
            expected: Expected::at(sections, path),
            typed: marked[token.range.start..at].to_owned(),
            range: start..end,
            is_key: token.is_key,
            is_quoted: token.is_quoted,
            siblings: siblings(&all, path),
        })
    }
}

/// Returns the keys of the mapping at a path, without the one at the cursor.
fn siblings(all: &[YamlToken], path: &[PathStep]) -> Vec<String> {
    let keys = all
        .iter()
        .filter_map(|token| match token.path.split_last() {
            Some((PathStep::Key(key), above)) if token.is_key && above == path => Some(key),
            _ => None,
        });
    keys.filter(|key| !key.contains(MARK)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::split;
    use crate::lsp::schema_path::sections_of;

    /// Returns the place of `|` in a file.
    fn place(path: &str, text: &str) -> Option<(FrontCursor, String)> {
        let offset = text.find('|')?;
        let text = text.replacen('|', "", 1);
        let front = split(&text).front;
        FrontCursor::at(&text, &front, offset, &sections_of(path)).map(|place| (place, text))
    }

    fn shown(path: &str, text: &str) -> String {
        let Some((place, text)) = place(path, text) else {
            return "nothing".into();
        };
        let expected = match &place.expected {
            Expected::Keys(sections) => format!("keys of {}", sections[0].name),
            Expected::Value(place) => format!("value of {}", place.key.name),
            Expected::Item(place) => format!("item of {}", place.key.name),
            Expected::Unknown => "unknown".into(),
        };
        let of_mapping = place.expected.sections();
        let inner: Vec<&str> = of_mapping.iter().map(|section| section.name).collect();
        format!(
            "{expected} {inner:?} {:?} {:?}",
            place.typed, &text[place.range]
        )
    }

    const EVENT: &str = "content/events/a.md";

    #[test]
    fn places_are_known_in_unfinished_texts() {
        for (text, expected) in [
            (
                "---\n|\n---\n",
                r#"keys of event ["event", "common"] "" """#,
            ),
            (
                "---\ntit|le: a\n---\n",
                r#"keys of event ["event", "common"] "tit" "title""#,
            ),
            (
                "---\nside_a: [fama, jn|\nside_b:\n---\n",
                r#"item of side_a [] "jn" "jn""#,
            ),
            (
                "---\nclaims:\n  - |\n---\n",
                r#"item of claims ["claim"] "" """#,
            ),
            (
                "---\nclaims:\n  - id: a\n    cl|\n---\n",
                r#"item of claims ["claim"] "cl" "cl""#,
            ),
            (
                "---\nclaims:\n  - claimant: |\n---\n",
                r#"value of claimant [] "" """#,
            ),
            (
                "---\nclaims: [{measure: ki|lled}]\n---\n",
                r#"value of measure [] "ki" "killed""#,
            ),
            ("---\ntitle: {fr: a|}\n---\n", r#"unknown [] "a" "a""#),
            ("---\nnonsense: |\n---\n", r#"unknown [] "" """#),
        ] {
            assert_eq!(shown(EVENT, text), expected, "{text}");
        }
        assert_eq!(shown(EVENT, "---\ntitle: a\n---\nbody |"), "nothing");
    }

    #[test]
    fn keys_that_stand_there_are_known() {
        let text = "---\ntitle: a\nclaims:\n  - id: x\n    of: y\n    |\n---\n";
        let (place, _) = place(EVENT, text).expect("it is in the front matter");
        assert_eq!(place.siblings, ["id", "of"]);
    }
}
