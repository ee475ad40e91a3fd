//! Ids: which names are valid, and which id a name becomes.

use crate::lang::composed;

/// Whether a text can be an id: `[a-z0-9-]+`, with something in it besides hyphens.
pub fn is_id(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && text.bytes().any(|b| b != b'-')
}

/// The id that a name becomes: Latin letters without accents, hyphens between words. Scripts that
/// cannot be written so without guessing (Arabic, N'Ko, Tifinagh) give none: such a name needs a
/// file with an id that somebody chose.
pub fn slug(name: &str) -> Option<String> {
    let composed = composed(name);
    let guessed = composed
        .chars()
        .any(|c| c.is_alphabetic() && !is_european(c));
    if guessed {
        return None;
    }
    transliterated(&composed)
}

/// A name in Latin letters, whatever its script, hyphens between words; for what nobody has to
/// spell, since letters of other scripts are guessed one by one.
pub fn transliterated(name: &str) -> Option<String> {
    let ascii = deunicode::deunicode(&name.replace(['\'', '’'], "-"));
    let mut slug = String::with_capacity(ascii.len());
    for c in ascii.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    is_id(&slug).then_some(slug)
}

/// Latin, Greek and Cyrillic, whose usual romanizations are one to one.
fn is_european(c: char) -> bool {
    matches!(u32::from(c), 0x41..=0x24f | 0x250..=0x2af | 0x370..=0x52f | 0x1e00..=0x1fff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_latin_or_none() {
        assert_eq!(
            slug("Forces armées maliennes").as_deref(),
            Some("forces-armees-maliennes")
        );
        assert_eq!(slug("Côte d’Ivoire").as_deref(), Some("cote-d-ivoire"));
        assert_eq!(slug("تمبكتو"), None);
        assert_eq!(slug("---"), None);
    }
}
