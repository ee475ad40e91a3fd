//! Minifies style sheets and scripts of the built-in theme: removes comments, indentation and
//! needless spaces.
//!
//! Strings and URLs are unchanged. So is each space that may be significant, such as a space
//! between selectors or around an arithmetic operator.

/// Minifies a style sheet.
pub fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    // The length of the output that is final. A space after an escape may belong to the escape.
    let mut fixed = 0;
    while let Some(first) = rest.chars().next() {
        let length = verbatim(rest);
        if length > 0 {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            fixed = out.len();
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            // The comment may be all that separates two tokens.
            if out.len() > fixed && out.ends_with(['{', '}', ';', ',', ' '])
                || out.is_empty()
                || rest.starts_with(char::is_whitespace)
            {
                continue;
            }
            out.push_str("/**/");
            fixed = out.len();
        } else if first.is_ascii_whitespace() {
            rest = rest.trim_ascii_start();
            let binds = |sign: char| matches!(sign, '{' | '}' | ';' | ',' | '>');
            let needless = out.is_empty()
                || out.len() > fixed
                    && out.ends_with(|sign| binds(sign) || matches!(sign, ':' | ' '))
                || rest.starts_with(binds)
                || rest.is_empty();
            if !needless {
                out.push(' ');
            }
        } else {
            if first == '}' && out.len() > fixed && out.ends_with(';') {
                out.pop();
            }
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// Removes indentation and comment lines from a built-in script. A test checks the assumptions:
/// comments have lines of their own, and no string spans lines.
pub fn compact_script(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        let is_comment = line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/");
        if !line.is_empty() && !is_comment {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Returns the length of a string, unquoted URL or escape at the start of a text, or 0 if there is
/// none.
fn verbatim(css: &str) -> usize {
    let bytes = css.as_bytes();
    match bytes {
        [quote @ (b'"' | b'\''), ..] => {
            let mut at = 1;
            while at < bytes.len() && bytes[at] != *quote {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            boundary(css, at + 1)
        }
        [b'\\', ..] => boundary(css, 2),
        _ if css
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("url(")) =>
        {
            // A quoted URL is a string in parentheses.
            let quoted = css[4..].trim_ascii_start().starts_with(['"', '\'']);
            css.find(')').filter(|_| !quoted).map_or(0, |end| end + 1)
        }
        _ => 0,
    }
}

/// Returns the first character boundary at or after a byte index.
fn boundary(css: &str, at: usize) -> usize {
    (at..css.len())
        .find(|at| css.is_char_boundary(*at))
        .unwrap_or(css.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_lose_their_comments_alone() {
        assert_eq!(
            compact_script(
                "// What it does.\nif (a) {\n  /** Why. */\n  b(`x // y`); // kept\n}\n"
            ),
            "if (a) {\nb(`x // y`); // kept\n}\n"
        );
    }

    #[test]
    fn scripts_are_written_so_that_lines_can_go() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets");
        for name in ["site.js", "lists.js", "search.js", "redirect.js"] {
            let text = std::fs::read_to_string(folder.join(name)).expect("it can be read");
            for line in text.lines() {
                assert_eq!(
                    line.matches('`').count() % 2,
                    0,
                    "{name}: a text over several lines: {line}"
                );
                assert!(
                    !line.contains("/*") || line.contains("*/"),
                    "{name}: a comment over several lines: {line}"
                );
            }
        }
    }

    #[test]
    fn spaces_and_comments_go() {
        let css = "/* Colours */\n:root {\n  --paper: #fff;\n  --ink: #000;\n}\n\n@media (min-width: 40rem) {\n  a, b { margin: 0 1rem }\n}\n";
        assert_eq!(
            compact(css),
            ":root{--paper:#fff;--ink:#000}@media (min-width:40rem){a,b{margin:0 1rem}}"
        );
    }

    #[test]
    fn what_means_something_stays() {
        for css in [
            "a :hover{width:calc(100% + 1rem)}",
            "a::before{content:\" ; /* } \\\" \"}",
            "a{background:url( x;  /*y*/.png )}",
            ".a\\, .b{top:0}",
            ".a\\{ b{top:0}",
            ".\\26 b{top:0}",
            "a{margin:1px/**/2px}",
            "@media screen and (width>1px){a>b{top:0}}",
        ] {
            assert_eq!(compact(css), css);
        }
    }

    #[test]
    fn no_input_is_too_short() {
        for css in ["", "\"", "\\", "/*", "url(", "\"\\é", "é", " ", "}"] {
            compact(css);
        }
    }
}
