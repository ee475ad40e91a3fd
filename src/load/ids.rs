//! Ids: validation, and ids from names.

use crate::lang::composed;

/// Whether a text is a valid id: `[a-z0-9-]+`, and not only hyphens.
pub fn is_id(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && text.bytes().any(|b| b != b'-')
}

/// Returns the id of a name: Latin letters without accents, hyphens between words.
///
/// Returns `None` for a script whose transliteration is ambiguous (Arabic, N'Ko, Tifinagh). A name
/// in such a script needs a file, and an editor chooses its id.
pub fn slug(name: &str) -> Option<String> {
    let composed = composed(name);
    let salvaged = composed
        .chars()
        .any(|c| c.is_alphabetic() && !is_european(c));
    if salvaged {
        return None;
    }
    transliterated(&composed)
}

/// Transliterates a name of any script to Latin letters, with hyphens between words. It serves only
/// for ids that nobody types, because some scripts are transliterated letter by letter.
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

/// Whether a character is Latin, Greek or Cyrillic. The usual romanizations of these scripts are
/// one to one.
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
