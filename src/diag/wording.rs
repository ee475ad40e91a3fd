//! Suggestions of messages: the known name that is nearest to a written one.

/// Returns the item of `known` that is most similar to `name`, if it is similar enough to be a
/// typing error.
///
/// Two words are similar if they differ by at most two edits (insertion, deletion, substitution,
/// transposition), and by at most one edit for every four letters. Words are compared as given, so
/// the caller folds case and accents.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = name.chars().count();
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= 3)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|&(distance, candidate)| {
            // Words without a common letter are never similar, even if they are short.
            let other = candidate.chars().count();
            distance < length.max(other) && distance <= (length.max(other) / 4).clamp(1, 3)
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether only one item of `known` is similar to `name`, so that nothing else can be meant.
pub fn is_only_near<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> bool {
    let near = known
        .into_iter()
        .filter(|candidate| nearest(name, [*candidate]).is_some());
    near.count() == 1
}

/// Returns the Damerau–Levenshtein distance of two words: insertion, deletion, substitution and
/// transposition.
pub fn edits(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_is_not_any() {
        assert_eq!(nearest("famaa", ["fama", "minusma"]), Some("fama"));
        assert_eq!(nearest("dtae", ["date", "title"]), Some("date"));
        assert_eq!(nearest("ab", ["xy"]), None);
        assert_eq!(nearest("3", ["1", "2"]), None);
    }
}
