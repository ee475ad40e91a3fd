//! Style sheets and scripts of the built-in theme, without what only their authors need: comments,
//! indentation, spaces.
//!
//! Strings and addresses stay as they are, and so does each space that could mean something, such
//! as those between selectors and around signs of arithmetic.

/// The same style in fewer bytes.
pub fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    // How much of the output no longer changes: a space after an escape can belong to it.
    let mut fixed = 0;
    while let Some(first) = rest.chars().next() {
        let length = verbatim(rest);
        if length > 0 {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            fixed = out.len();
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            // It may be all that keeps two words apart.
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
            let binds = |sign: char| matches!(sign, '{' | '}' | ';' | ',');
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

/// A script of ours without its indentation and the lines that are comments. It relies on what a
/// test holds: a comment has lines of its own, and no text goes on over several lines.
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

/// How many bytes at the beginning are a string, an address without quotation marks, or an escape.
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
            // One with quotation marks is a string in brackets.
            let quoted = css[4..].trim_ascii_start().starts_with(['"', '\'']);
            css.find(')').filter(|_| !quoted).map_or(0, |end| end + 1)
        }
        _ => 0,
    }
}

/// The first place at or after a byte where a character begins.
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
            "@media screen and (width > 1px){a>b{top:0}}",
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
