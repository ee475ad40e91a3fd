//! Served pages. They have a script that listens for changes, and a policy that allows it.
//!
//! Built pages have neither. Their Content Security Policy forbids all scripts, or all but the
//! site's own. It is relaxed for our script, its style sheet and its events, all of which come from
//! the site's own host, and for nothing else.

use std::ops::Range;

use crate::html::escaped;
use crate::message;
use crate::messages::MessageLanguage;

/// The path of our script. The script, its style sheet and its events are at the root of the host,
/// whatever the base path of the site is.
pub(super) const SCRIPT: &str = "/_griot/live.js";
pub(super) const STYLE: &str = "/_griot/live.css";
pub(super) const EVENTS: &str = "/_griot/events";

/// Adds our script to a page. `page` is the path of the page in the site, and `stamp` its version.
pub(super) fn with_script(html: &str, page: &str, stamp: &str) -> String {
    let script = format!(
        "<script src=\"{SCRIPT}\" data-page=\"{}\" data-stamp=\"{}\" defer></script>",
        escaped(page),
        escaped(stamp)
    );
    let mut html = with_open_policies(html);
    // Byte offsets stay valid, because only ASCII letters are changed.
    let end = html
        .to_ascii_lowercase()
        .rfind("</body>")
        .unwrap_or(html.len());
    html.insert_str(end, &script);
    html
}

/// Returns the page that is shown before the first good build. It has the findings and our script,
/// which reloads it when they are fixed.
pub(super) fn without_site(findings: &str, language: MessageLanguage, stamp: &str) -> String {
    let title = message!("The site has errors").text(language);
    let hint = message!("The page reloads once they are fixed.").text(language);
    let lang = language.tag();
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"auto\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n\
         <title>{title} · griot</title>\n\
         <link rel=\"stylesheet\" href=\"{STYLE}\">\n</head>\n<body class=\"griot\">\n\
         <h1>{title}</h1>\n<p>{hint}</p>\n<pre>{}</pre>\n</body>\n</html>\n",
        escaped(findings)
    );
    with_script(&html, "", stamp)
}

/// Relaxes every policy in the head of a page for our script.
fn with_open_policies(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let head = &lower[..lower.find("<body").unwrap_or(lower.len())];
    let mut out = String::with_capacity(html.len() + 256);
    let mut copied = 0;
    for (at, _) in head.match_indices("<meta") {
        if at < copied {
            continue;
        }
        let attributes = attributes(html, at + "<meta".len());
        let value = |name: &str| {
            let mut named = attributes
                .iter()
                .filter(|(own, _)| own.eq_ignore_ascii_case(name));
            named.next().map(|(_, range)| range.clone())
        };
        let (Some(kind), Some(content)) = (value("http-equiv"), value("content")) else {
            continue;
        };
        let kind = unquoted(&html[kind]);
        if !kind.trim().eq_ignore_ascii_case("content-security-policy") {
            continue;
        }
        let policy = relaxed(&unquoted(&html[content.clone()]));
        out.push_str(&html[copied..content.start]);
        out.push_str(&format!("\"{}\"", escaped(&policy)));
        copied = content.end;
    }
    out.push_str(&html[copied..]);
    out
}

/// Returns the attributes of a tag. `at` is where the name of the tag ends. Each attribute has its
/// name, and the range of its value including quotation marks.
fn attributes(html: &str, at: usize) -> Vec<(&str, Range<usize>)> {
    let bytes = html.as_bytes();
    let mut attributes = Vec::new();
    let mut at = at;
    let until = |from: usize, ends: &dyn Fn(u8) -> bool| {
        bytes[from..]
            .iter()
            .position(|&b| ends(b))
            .map_or(bytes.len(), |length| from + length)
    };
    loop {
        at = until(at, &|b| !b.is_ascii_whitespace() && b != b'/');
        if at >= bytes.len() || bytes[at] == b'>' {
            return attributes;
        }
        let name_end = until(at + 1, &|b| {
            b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/')
        });
        let name = at..name_end;
        at = until(name_end, &|b| !b.is_ascii_whitespace());
        if bytes.get(at) != Some(&b'=') {
            continue;
        }
        at = until(at + 1, &|b| !b.is_ascii_whitespace());
        let value_end = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => (until(at + 1, &|b| b == quote) + 1).min(bytes.len()),
            _ => until(at, &|b| b.is_ascii_whitespace() || b == b'>'),
        };
        attributes.push((&html[name], at..value_end));
        at = value_end;
    }
}

/// Returns the value of an attribute without quotation marks.
fn unquoted(value: &str) -> String {
    let marks = ['"', '\''];
    let text = value
        .strip_prefix(marks)
        .map_or(value, |rest| rest.strip_suffix(marks).unwrap_or(rest));
    text.replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&apos;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The directives that our script needs, each with the narrower directive that would override it.
const NEEDS: [(&str, &str); 3] = [
    ("script-src", "script-src-elem"),
    ("style-src", "style-src-elem"),
    ("connect-src", "connect-src"),
];

/// Returns a policy that also allows scripts, styles and events from the site's own host.
fn relaxed(policy: &str) -> String {
    let mut directives: Vec<(String, Vec<&str>)> = policy
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_ascii_whitespace();
            Some((words.next()?.to_ascii_lowercase(), words.collect()))
        })
        .collect();
    for (name, narrower) in NEEDS {
        let place = |wanted: &str| directives.iter().position(|(own, _)| own == wanted);
        match place(narrower).or_else(|| place(name)) {
            Some(at) => allow_own_host(&mut directives[at].1),
            // If a policy has neither this directive nor a default, it allows everything.
            None => {
                if let Some(at) = place("default-src") {
                    let mut sources = directives[at].1.clone();
                    allow_own_host(&mut sources);
                    directives.push((name.to_owned(), sources));
                }
            }
        }
    }
    let written: Vec<String> = directives
        .iter()
        .map(|(name, sources)| [&[name.as_str()], &sources[..]].concat().join(" "))
        .collect();
    written.join("; ")
}

/// Adds the site's own host to the sources of a directive.
fn allow_own_host(sources: &mut Vec<&str>) {
    if sources
        .iter()
        .any(|source| source.eq_ignore_ascii_case("'self'"))
    {
        return;
    }
    sources.retain(|source| !source.eq_ignore_ascii_case("'none'"));
    sources.push("'self'");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_lets_in_what_is_needed_and_nothing_else() {
        assert_eq!(
            relaxed("default-src 'none'; style-src 'self'; img-src 'self'"),
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'"
        );
        assert_eq!(
            relaxed(
                "default-src 'self' https://a.example; script-src 'none'; connect-src https://b.example"
            ),
            "default-src 'self' https://a.example; script-src 'self'; connect-src https://b.example 'self'; \
             style-src 'self' https://a.example"
        );
        assert_eq!(
            relaxed("SCRIPT-SRC 'none'; script-src-elem 'none'"),
            "script-src 'none'; script-src-elem 'self'"
        );
        assert_eq!(
            relaxed("base-uri 'none'"),
            "base-uri 'none'",
            "it lets in everything as it is"
        );
    }

    #[test]
    fn policies_are_found_however_they_are_written() {
        for meta in [
            "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">",
            "<META content=\"script-src &#39;none&#39;\" HTTP-EQUIV=content-security-policy />",
            "<meta charset=utf-8><meta\ncontent = \"script-src 'none'\"\thttp-equiv='Content-Security-Policy'>",
        ] {
            let page = with_script(
                &format!("<head>{meta}</head><body>é</body>"),
                "index.html",
                "1",
            );
            assert!(
                page.contains("content=\"script-src 'self'\"")
                    || page.contains("content = \"script-src 'self'\""),
                "{page}"
            );
            assert!(!page.contains("none"), "{page}");
            assert!(
                page.ends_with(
                    "é<script src=\"/_griot/live.js\" data-page=\"index.html\" data-stamp=\"1\" defer></script></body>"
                ),
                "{page}"
            );
        }
        let text = "<head><meta name=a content=\"script-src 'none'\"></head><body><meta http-equiv=content-security-policy content=x>";
        assert_eq!(with_open_policies(text), text, "no policy is in its head");
    }

    #[test]
    fn broken_tags_end_nowhere_and_harm_nothing() {
        for html in [
            "<meta",
            "<meta content",
            "<meta content=",
            "<meta content=\"",
            "<meta =\"é",
            "<meta content='é",
            "",
        ] {
            assert_eq!(with_open_policies(html), html);
        }
    }

    #[test]
    fn findings_are_text_on_the_page_of_errors() {
        let page = without_site(
            "<script>alert(1)</script>",
            MessageLanguage::English,
            "unbuilt",
        );
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(page.contains(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
        ));
    }
}
