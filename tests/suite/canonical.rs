//! HTML printed so that two versions of a page can be compared line by line.

/// Elements that begin a line. The others stand within one.
const BLOCKS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "img",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "script",
    "section",
    "select",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Returns the main part of a page, each block element in a line of its own.
/// What stands in an SVG is left out: drawings have tests of their own.
/// `None` if the page has no main part.
pub fn main_part(page: &str) -> Option<String> {
    let start = page.find("<main")?;
    let end = start + page[start..].find("</main>")?;
    let mut rest = &page[start..end];
    let mut out = String::new();
    while let Some(at) = rest.find('<') {
        push_text(&rest[..at], &mut out);
        let close = at + rest[at..].find('>')? + 1;
        let tag = &rest[at..close];
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let is_block = BLOCKS.contains(&name.as_str());
        if is_block && !tag.starts_with("</") {
            new_line(&mut out);
        }
        out.push_str(tag);
        rest = &rest[close..];
        if name == "svg" && !tag.starts_with("</") {
            let end = rest.find("</svg>")?;
            out.push('…');
            rest = &rest[end..];
        }
        if is_block && tag.starts_with("</") {
            new_line(&mut out);
        }
    }
    push_text(rest, &mut out);
    new_line(&mut out);
    Some(out)
}

/// Adds text with its white space as one space.
fn push_text(text: &str, out: &mut String) {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let begins_line = out.is_empty() || out.ends_with('\n');
    if text.starts_with(|c: char| c.is_ascii_whitespace()) && !begins_line {
        out.push(' ');
    }
    out.push_str(&words.join(" "));
    if text.ends_with(|c: char| c.is_ascii_whitespace()) && !words.is_empty() {
        out.push(' ');
    }
}

fn new_line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

#[test]
fn blocks_stand_in_lines_and_drawings_are_left_out() {
    let page = "<body><main id=x><h1>A\n  title</h1><ul><li>one <b>two</b><li>three</ul>\
                <svg class=\"m\"><path d=\"M0\"/></svg> end</main></body>";
    let expected = "<main id=x>\n<h1>A title</h1>\n<ul>\n<li>one <b>two</b>\n<li>three</ul>\n\
                    <svg class=\"m\">…</svg>\nend\n";
    assert_eq!(main_part(page).as_deref(), Some(expected));
    assert_eq!(main_part("<p>none</p>"), None);
}
