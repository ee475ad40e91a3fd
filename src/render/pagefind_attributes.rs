//! Removes the attributes by which templates annotate pages for the search index
//! (`data-pagefind-…`). The index is built before pages are written, so readers need not download
//! them.

use std::borrow::Cow;

/// The prefix of the attributes, with the space before it.
const MARK: &str = " data-pagefind-";

/// Returns a page without the attributes that only the index needs. Text that mentions them is
/// unchanged. (A raw `<` in an attribute value before such an attribute would be taken for the
/// start of a tag, but escaped text has no raw `<`.)
pub fn without_attributes(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for at in memchr::memmem::find_iter(html.as_bytes(), MARK) {
        let Some(start) = html[..at].rfind('<').filter(|start| *start >= copied) else {
            continue;
        };
        let tag = &html[start..start + tag_length(&html[start..])];
        if start + tag.len() > at {
            if copied == 0 {
                out.reserve(html.len());
            }
            out.push_str(&html[copied..start]);
            push(&mut out, tag);
            copied = start + tag.len();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Returns the length of the tag that starts here, or 1 if it is not a tag.
fn tag_length(html: &str) -> usize {
    if !html[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
        return 1;
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    1
}

/// Appends a tag without the attributes.
fn push(out: &mut String, tag: &str) {
    if !tag.contains(MARK) {
        out.push_str(tag);
        return;
    }
    let bytes = tag.as_bytes();
    let (mut at, mut copied, mut quote) = (0, 0, None);
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (None, b' ') if tag[at..].starts_with(MARK) => {
                out.push_str(&tag[copied..at]);
                at += attribute_length(&tag[at..]);
                copied = at;
                continue;
            }
            (None, byte @ (b'"' | b'\'')) => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        at += 1;
    }
    out.push_str(&tag[copied..]);
}

/// Returns the length of the attribute that starts here with a space. The value is included.
fn attribute_length(tag: &str) -> usize {
    let ends = |sign: char| sign.is_ascii_whitespace() || matches!(sign, '=' | '>' | '/');
    let name = tag[1..].find(ends).map_or(tag.len(), |end| end + 1);
    let Some(value) = tag[name..].strip_prefix('=') else {
        return name;
    };
    let length = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].find(quote).map(|end| end + 2),
        _ => value.find(|sign: char| sign.is_ascii_whitespace() || sign == '>'),
    };
    name + 1 + length.unwrap_or(value.len())
}

#[cfg(test)]
mod tests {
    use super::without_attributes;

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(
            without_attributes(
                "<p id=\"a\" data-pagefind-title=\"1 > 0\" class=\"b\" data-pagefind-ignore>x data-pagefind-ignore</p>\
                 <a title='say data-pagefind-body here' data-pagefind-weight=5>1 < 2</a>"
            ),
            "<p id=\"a\" class=\"b\">x data-pagefind-ignore</p><a title='say data-pagefind-body here'>1 < 2</a>"
        );
    }

    #[test]
    fn broken_tags_stay() {
        for html in [
            "<",
            "<p data-pagefind-x=\"",
            "a <b c='",
            "<!-- data-pagefind-body's -->",
        ] {
            assert_eq!(without_attributes(html), html);
        }
    }
}
