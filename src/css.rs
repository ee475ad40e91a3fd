//! References in style sheets: what `url(…)` and `@import` name.

use std::ops::Range;

/// Returns whether an address has a scheme, such as `data:` or `https:`, and so is not a path.
pub fn has_scheme(address: &str) -> bool {
    let end = address
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
        .unwrap_or(address.len());
    address[end..].starts_with(':')
}

/// Returns the ranges of references in a style sheet: the contents of `url(…)`, with or without
/// quotes, and the string after `@import`.
pub fn references(css: &str) -> Vec<Range<usize>> {
    let mut target = Vec::new();
    let mut at = 0;
    let mut imports = false;
    while let Some(first) = css[at..].chars().next() {
        let rest = &css[at..];
        if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        }
        if matches!(first, '"' | '\'') {
            let end = at + 1 + quoted(&rest[1..], first);
            if imports {
                target.push(at + 1..end);
            }
            imports = false;
            at = (end + 1).min(css.len());
            continue;
        }
        let word = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '@')))
            .unwrap_or(rest.len());
        if rest[..word].eq_ignore_ascii_case("url") && rest[word..].starts_with('(') {
            let inside = at + word + 1;
            let open = inside + (css[inside..].len() - css[inside..].trim_start().len());
            imports = false;
            at = match css[open..].chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let end = open + 1 + quoted(&css[open + 1..], quote);
                    target.push(open + 1..end);
                    (end + 1).min(css.len())
                }
                _ => {
                    let end = css[open..].find(')').map_or(css.len(), |end| open + end);
                    target.push(open..open + css[open..end].trim_end().len());
                    end
                }
            };
            continue;
        }
        if word > 0 {
            imports = rest[..word].eq_ignore_ascii_case("@import");
            at += word;
        } else {
            imports = imports && first.is_whitespace();
            at += first.len_utf8();
        }
    }
    target
}

/// Returns the length of a string up to its closing quote, with backslash escapes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    text.find(|c: char| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })
    .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(css: &str) -> Vec<&str> {
        references(css)
            .into_iter()
            .map(|range| &css[range])
            .collect()
    }

    #[test]
    fn style_sheets_name_files_in_several_ways() {
        assert_eq!(named("a { background: url(dot.png) }"), ["dot.png"]);
        assert_eq!(
            named("@font-face { src: url( \"f/é.woff2\" ) format(\"woff2\") }"),
            ["f/é.woff2"]
        );
        assert_eq!(
            named("@import 'a.css'; @import url('b.css') print;"),
            ["a.css", "b.css"]
        );
        assert_eq!(
            named("/* url(no.png) */ a::after { content: \"url(no.png)\" }"),
            Vec::<&str>::new()
        );
        assert_eq!(named("a { --x-url(no): 1 } url("), [""]);
        assert_eq!(named("a { content: '\\''; b: URL(x.svg#y) }"), ["x.svg#y"]);
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert!(
            has_scheme("data:image/png") && has_scheme("https://x") && !has_scheme("img/a:b.png")
        );
    }
}
