//! The text of a page in the form in which the index reads it: words, and markers between them.

pub(super) const ANCHOR: &str = "___PAGEFIND_ANCHOR___";

pub(super) const WEIGHT: &str = "___PAGEFIND_WEIGHT___";

pub(super) const AUTO_WEIGHT: &str = "___PAGEFIND_AUTO_WEIGHT___";

pub(super) const END_WEIGHT: &str = "___END_PAGEFIND_WEIGHT___";

/// A word of a digest, or a marker in it.
pub(super) enum DigestToken<'d> {
    Word(&'d str),
    /// An anchor: the name of its element, its index, and its id.
    Anchor(&'d str, usize, &'d str),
    Weight(f32),
    AutoWeight(f32),
    EndWeight,
    /// A malformed marker.
    Nothing,
}

impl DigestToken<'_> {
    /// Reads a token of a digest.
    pub fn new(word: &str) -> DigestToken<'_> {
        let number = |text: &str| text.parse().unwrap_or(1.0);
        if !word.starts_with("___") {
            DigestToken::Word(word)
        } else if let Some(rest) = word.strip_prefix(ANCHOR) {
            let anchor = rest.split_once(':').and_then(|(element, rest)| {
                let (at, id) = rest.split_once(':')?;
                Some(DigestToken::Anchor(element, at.parse().ok()?, id))
            });
            anchor.unwrap_or(DigestToken::Nothing)
        } else if let Some(rest) = word.strip_prefix(WEIGHT) {
            DigestToken::Weight(number(rest))
        } else if let Some(rest) = word.strip_prefix(AUTO_WEIGHT) {
            DigestToken::AutoWeight(number(rest))
        } else if word.starts_with(END_WEIGHT) {
            DigestToken::EndWeight
        } else {
            DigestToken::Word(word)
        }
    }
}
