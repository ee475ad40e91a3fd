//! Bare addresses, which GitHub turns into links, and other words that are not prose: file names,
//! handles, hashtags.
//!
//! The rules are those of GitHub's extended autolinks. An address starts at the beginning of a word
//! with `http://`, `https://` or `www.`, or is an e-mail address. It ends before white space, `<`,
//! or punctuation that ends a sentence.

use std::ops::Range;

/// The maximum number of bytes before and after a word that are searched to tell whether it is part
/// of an address.
const MAX_WORD: usize = 200;

/// A bare address: its range and kind.
#[derive(Debug, PartialEq, Eq)]
pub struct BareAddress {
    pub range: Range<usize>,
    pub kind: BareAddressKind,
}

/// The kinds of bare addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareAddressKind {
    /// The address starts with its scheme.
    Web,
    /// The address starts with `www.`, without a scheme.
    Host,
    Mail,
}

/// Returns the bare addresses of a text from left to right.
pub fn addresses(text: &str) -> Vec<BareAddress> {
    let mut found: Vec<BareAddress> = Vec::new();
    // Most texts have no addresses.
    if !text.contains("://") && !text.contains('@') && !contains_www(text) {
        return found;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = next_trigger(bytes, at) {
        let after = found.last().map_or(0, |last| last.range.end);
        let address = match bytes[next] {
            b':' => web(text, next, after),
            b'@' => mail(text, next, after),
            _ => host(text, next),
        };
        at = next + 1;
        if let Some(address) = address {
            at = at.max(address.range.end);
            found.push(address);
        }
    }
    found
}

/// Whether a text contains `www.` in any case.
fn contains_www(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .windows(4)
        .any(|four| four.eq_ignore_ascii_case(b"www."))
}

/// Finds the next character that may be part of an address: a colon, an at sign, or the first
/// letter of `www.`.
fn next_trigger(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let is_trigger = |(at, byte): (usize, &u8)| match byte {
        b':' => rest[at..].starts_with(b"://"),
        b'@' => true,
        b'w' | b'W' => rest[at..]
            .get(..4)
            .is_some_and(|four| four.eq_ignore_ascii_case(b"www.")),
        _ => false,
    };
    rest.iter()
        .enumerate()
        .position(is_trigger)
        .map(|at| from + at)
}

/// Parses `https://example.org/x`, given the position of its colon.
fn web(text: &str, colon: usize, after: usize) -> Option<BareAddress> {
    let start = ["https", "http"]
        .into_iter()
        .filter_map(|scheme| colon.checked_sub(scheme.len()).map(|start| (start, scheme)))
        .find(|(start, scheme)| {
            text.get(*start..colon)
                .is_some_and(|word| word.eq_ignore_ascii_case(scheme))
        })?
        .0;
    if start < after || !may_begin(text, start) {
        return None;
    }
    let domain = colon + 3;
    let end = address_end(text, domain);
    is_domain(&text[domain..end], false).then_some(BareAddress {
        range: start..end,
        kind: BareAddressKind::Web,
    })
}

/// Parses `www.example.org/x`, given its start.
fn host(text: &str, start: usize) -> Option<BareAddress> {
    if !may_begin(text, start) {
        return None;
    }
    let end = address_end(text, start);
    is_domain(&text[start..end], true).then_some(BareAddress {
        range: start..end,
        kind: BareAddressKind::Host,
    })
}

/// Parses `name@example.org`, given the position of its at sign.
fn mail(text: &str, at: usize, after: usize) -> Option<BareAddress> {
    let bytes = text.as_bytes();
    let is_local =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let local = bytes[after..at]
        .iter()
        .rev()
        .take_while(|byte| is_local(byte))
        .count();
    let start = at - local;
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let host = bytes[at + 1..]
        .iter()
        .take_while(|byte| is_host(byte))
        .count();
    let host = text[at + 1..at + 1 + host].trim_end_matches('.');
    let is_good = local > 0
        && host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
        && !host.ends_with(['-', '_'])
        // After a letter of another script, the name is only the end of a longer word. `mailto:`
        // may precede the name.
        && !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '/' || c == '@');
    is_good.then(|| BareAddress {
        range: start..at + 1 + host.len(),
        kind: BareAddressKind::Mail,
    })
}

/// Whether an address may begin here: at the start, or after white space or an opening mark.
fn may_begin(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| {
        c.is_whitespace()
            || !c.is_alphanumeric() && !matches!(c, '/' | '.' | '@' | '-' | '\\' | '&' | '=')
    })
}

/// Returns the end of an address: before white space, `<`, and punctuation of the surrounding
/// sentence.
fn address_end(text: &str, from: usize) -> usize {
    let is_end = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '\u{2}' | '«' | '»' | '“' | '”' | '"' | '،' | '؛' | '\u{200b}'
            )
    };
    let mut end = text[from..].find(is_end).map_or(text.len(), |at| from + at);
    let mut depth = depth_of(&text[from..end], *b"()");
    let mut brackets = depth_of(&text[from..end], *b"[]");
    loop {
        let address = &text[from..end];
        let Some(last) = address.chars().next_back() else {
            return end;
        };
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '’' | '…' | '؟' | '。' => {
            }
            ')' if depth < 0 => depth += 1,
            ']' if brackets < 0 => brackets += 1,
            ';' => {
                // This may be a character reference, which is not part of the address.
                let name = address[..address.len() - 1]
                    .bytes()
                    .rev()
                    .take_while(u8::is_ascii_alphanumeric)
                    .count();
                let start = address.len() - 1 - name;
                if name > 0 && address[..start].ends_with('&') {
                    end = from + start - 1;
                    continue;
                }
            }
            _ => return end,
        }
        end -= last.len_utf8();
    }
}

/// Counts the brackets that are opened but not closed.
fn depth_of(text: &str, pair: [u8; 2]) -> isize {
    text.bytes().fold(0, |depth, byte| match byte {
        byte if byte == pair[0] => depth + 1,
        byte if byte == pair[1] => depth - 1,
        _ => depth,
    })
}

/// Whether an address starts with a domain: labels of letters, digits, hyphens and underscores,
/// with no underscore in the last two.
fn is_domain(address: &str, needs_dot: bool) -> bool {
    let is_in_domain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = address.find(|c| !is_in_domain(c)).unwrap_or(address.len());
    let domain = address[..end].trim_end_matches('.');
    let mut parts = domain.rsplit('.');
    let last_two = parts.next().into_iter().chain(parts.next());
    !domain.is_empty()
        && last_two.fold(true, |good, part| {
            good && !part.contains('_') && !part.is_empty()
        })
        && (!needs_dot || domain.contains('.'))
}

/// Whether the word around a range is not prose but part of an address, a file name, a handle or a
/// hashtag, such as `news.example.org/regime`, `mali.pdf`, `@fama` or `#mali`.
pub fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    let is_gap = |c: &char| c.is_whitespace() || matches!(c, '\u{2}' | '\u{200b}' | '\u{fffc}');
    let before = text[..range.start]
        .chars()
        .rev()
        .take(MAX_WORD)
        .take_while(|c| !is_gap(c));
    let after = text[range.end..]
        .chars()
        .take(MAX_WORD)
        .take_while(|c| !is_gap(c));
    let start = range.start - before.map(char::len_utf8).sum::<usize>();
    let end = range.end + after.map(char::len_utf8).sum::<usize>();
    let word = &text[start..end];
    let before = &text[start..range.start];
    word.contains("://")
        || word.contains('@')
        || word.contains(":\\")
        || before.ends_with('#')
            && !before
                .trim_end_matches('#')
                .ends_with(char::is_alphanumeric)
        || has_dot_inside(word)
}

/// Whether there is a dot between a letter or digit and a lowercase letter, as in the name of a
/// host or file.
fn has_dot_inside(word: &str) -> bool {
    word.match_indices('.').any(|(at, _)| {
        word[..at].ends_with(char::is_alphanumeric)
            && word[at + 1..].starts_with(char::is_lowercase)
            || is_extension(&word[at + 1..])
    })
}

/// Whether this is a known file extension, without its dot.
pub fn is_extension(end: &str) -> bool {
    let end = end.trim_end_matches(|c: char| !c.is_alphanumeric());
    const KNOWN: &[&str] = &[
        "pdf", "doc", "docx", "odt", "xls", "xlsx", "csv", "txt", "md", "html", "jpg", "jpeg",
        "png", "gif", "webp", "svg", "mp3", "mp4", "zip", "json", "xml", "ppt", "pptx",
    ];
    KNOWN.iter().any(|known| end.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text)
            .into_iter()
            .map(|bare| &text[bare.range])
            .collect()
    }

    #[test]
    fn addresses_end_as_on_github() {
        for (text, address) in [
            ("www.commonmark.org", "www.commonmark.org"),
            (
                "Visit www.commonmark.org/help for more.",
                "www.commonmark.org/help",
            ),
            ("Visit www.commonmark.org.", "www.commonmark.org"),
            ("Visit www.commonmark.org/a.b.", "www.commonmark.org/a.b"),
            (
                "www.google.com/search?q=Markup+(business)",
                "www.google.com/search?q=Markup+(business)",
            ),
            (
                "www.google.com/search?q=Markup+(business)))",
                "www.google.com/search?q=Markup+(business)",
            ),
            (
                "(www.google.com/search?q=Markup+(business))",
                "www.google.com/search?q=Markup+(business)",
            ),
            (
                "www.google.com/search?q=(business))+ok",
                "www.google.com/search?q=(business))+ok",
            ),
            (
                "www.google.com/search?q=commonmark&hl;",
                "www.google.com/search?q=commonmark",
            ),
            ("www.commonmark.org/he<lp", "www.commonmark.org/he"),
            (
                "(Visit https://encrypted.google.com/search?q=Markup+(business))",
                "https://encrypted.google.com/search?q=Markup+(business)",
            ),
            ("foo@bar.baz", "foo@bar.baz"),
            (
                "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.",
                "hello+xyz@mail.example",
            ),
            ("a.b-c_d@a.b", "a.b-c_d@a.b"),
            ("a.b-c_d@a.b.", "a.b-c_d@a.b"),
            ("voir https://exemple.org/é?", "https://exemple.org/é"),
            ("« https://example.org/x »", "https://example.org/x"),
            ("(HTTP://EXAMPLE.ORG/x),", "HTTP://EXAMPLE.ORG/x"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
        for text in [
            "a.b-c_d@a.b-",
            "a.b-c_d@a.b_",
            "foo@bar",
            "xhttps://a.org",
            "www.",
            "http://",
            "awww.example.org",
            "a@b@c.org:",
            "12:30:45",
            "https://_",
            "@",
            "a:// b",
        ] {
            assert_eq!(
                found(text),
                if text.starts_with("a@b") {
                    vec![]
                } else {
                    Vec::<&str>::new()
                },
                "{text}"
            );
        }
        assert_eq!(
            found("https://a.org/www.b.org http://b.org/c@d.org x@y.org"),
            ["https://a.org/www.b.org", "http://b.org/c@d.org", "x@y.org"]
        );
    }

    #[test]
    fn words_that_are_not_prose() {
        for text in [
            "https://x.org/FAMa",
            "FAMa@example.org",
            "@FAMa",
            "#FAMa",
            "rapport-FAMa.pdf",
            "FAMa.PDF",
            "C:\\FAMa",
            "fama.org/FAMa/x",
        ] {
            let at = text.rfind("FAMa").expect("it is there");
            assert!(is_in_address(text, &(at..at + 4)), "{text}");
        }
        for text in [
            "FAMa.",
            "(FAMa)",
            "FAMa.Le",
            "FAMa/MINUSMA",
            "C# FAMa",
            "l'FAMa...",
            "n°1#FAMa",
        ] {
            let at = text.rfind("FAMa").expect("it is there");
            assert!(!is_in_address(text, &(at..at + 4)), "{text}");
        }
    }
}
