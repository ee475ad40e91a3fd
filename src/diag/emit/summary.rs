//! Findings as Markdown, for the job summary of GitHub Actions.
//!
//! Names in backticks become code. All other text is plain: characters that could be markup are
//! escaped, and words that could be a link or a mention become code, in which nothing is
//! interpreted.

use super::fold::folded;
use super::{EmitContext, Finding, Severity, WithheldText, sentences, tally, visible};
use crate::message;
use crate::messages::MessageLanguage;

/// The size limit of GitHub for a job summary in bytes, less a margin for other steps.
const ROOM: usize = 900 * 1024;

/// Returns all findings, errors first. `content/` is omitted from paths, because every path begins
/// with it.
pub fn summary(findings: &[Finding], context: EmitContext) -> String {
    let language = context.language;
    let Some(tally) = tally(findings) else {
        return format!("### griot: {}\n\n", message!("no findings").text(language));
    };
    let findings = &folded(findings, context.sources);
    let mut out = format!("### griot: {}\n\n", tally.text(language));
    let mut left = 0;
    for (severity, heading) in [
        (Severity::Error, message!("Errors")),
        (Severity::Warning, message!("Warnings")),
    ] {
        let of_it: Vec<&Finding> = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .collect();
        if of_it.is_empty() {
            continue;
        }
        out.push_str(&format!("#### {}\n\n", heading.text(language)));
        for finding in of_it {
            let line = item(finding, context);
            if out.len() + line.len() > ROOM {
                left += 1;
            } else {
                out.push_str(&line);
            }
        }
        out.push('\n');
    }
    if left > 0 {
        let words = message!(
            left =>
                "{count} more is left out, because the summary is too long.",
                "{count} more are left out, because the summary is too long."
        );
        out.push_str(&format!("{}\n\n", words.text(language)));
    }
    out
}

/// How many unpublished texts are listed.
const LISTED: usize = 200;

/// Returns the list of unpublished texts: those with a day of publication by day, then drafts.
/// Empty if there are none.
pub fn withheld(withheld: &[WithheldText], language: MessageLanguage) -> String {
    if withheld.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<&WithheldText> = withheld.iter().collect();
    sorted.sort_by_key(|withheld_text| {
        (
            withheld_text.until.is_none(),
            withheld_text.until.clone(),
            withheld_text.path.clone(),
        )
    });
    let mut out = format!("#### {}\n\n", message!("Not published yet").text(language));
    for withheld_text in sorted.iter().take(LISTED) {
        let path = withheld_text
            .path
            .strip_prefix("content/")
            .unwrap_or(&withheld_text.path);
        let path = plain(&one_line(path));
        let day = withheld_text
            .until
            .as_deref()
            .map(plain)
            .unwrap_or_default();
        let line = match (&withheld_text.until, withheld_text.is_draft) {
            (Some(_), true) => {
                message!("{day}: *{path}*, if it is not a draft by then", day, path)
            }
            (Some(_), false) => message!("{day}: *{path}*", day, path),
            (None, _) => message!("draft: *{path}*", path),
        };
        out.push_str(&format!("- {}\n", line.text(language)));
    }
    if sorted.len() > LISTED {
        let more = sorted.len() - LISTED;
        let words = message!(more => "and {count} more", "and {count} more");
        out.push_str(&format!("- {}\n", words.text(language)));
    }
    out.push('\n');
    out
}

/// Returns the list item of a finding.
fn item(finding: &Finding, context: EmitContext) -> String {
    let path = finding
        .path
        .strip_prefix("content/")
        .unwrap_or(&finding.path);
    let path = plain(&one_line(path));
    let place = match finding.span {
        Some(span) => {
            let line = context.sources.position(span).line;
            message!("In *{path}*, line {line}", path, line)
        }
        None => message!("In *{path}*", path),
    };
    let sentences = sentences(finding, context.language);
    format!(
        "- {}: {} (`{}`)\n",
        place.text(context.language),
        markdown(&one_line(&sentences)),
        finding.code.word()
    )
}

/// Removes line breaks, which would end the list item.
fn one_line(text: &str) -> String {
    visible(&text.replace(['\n', '\u{2028}', '\u{2029}'], " "))
}

/// Renders a text. What is between two backticks becomes code; a single backtick is an ordinary
/// character.
fn markdown(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        let between = at % 2 == 1;
        if between && at + 1 < parts.len() {
            code(part, &mut out);
        } else {
            if between {
                out.push_str("\\`");
            }
            out.push_str(&plain(part));
        }
    }
    out
}

/// Writes a code span. The text must have no backtick. Two adjacent spans would become one, so they
/// are separated.
fn code(text: &str, out: &mut String) {
    if out.ends_with('`') {
        out.push(' ');
    }
    if text.trim().is_empty() {
        out.push_str("\\`\\`");
    } else {
        out.push('`');
        out.push_str(text);
        out.push('`');
    }
}

/// Writes plain text. A word that GitHub would turn into a link or a mention becomes code.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let links = word.contains("://")
            || word.contains('@')
            || word.to_ascii_lowercase().contains("www.");
        if links && !word.contains('`') {
            code(word, &mut out);
            continue;
        }
        for c in word.chars() {
            if matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$'
            ) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_code_and_all_else_is_text() {
        assert_eq!(
            markdown("no actor is called `famaa`. Did you mean `FAMa`?"),
            "no actor is called `famaa`. Did you mean `FAMa`?"
        );
        assert_eq!(
            markdown("`</details>` and <b>*x*</b> [a](b)"),
            "`</details>` and \\<b\\>\\*x\\*\\</b\\> \\[a\\](b)"
        );
        assert_eq!(markdown("called `a`b`<i>"), "called `a`b\\`\\<i\\>");
        assert_eq!(markdown("``<i>``"), "\\`\\`\\<i\\>\\`\\`");
        assert_eq!(markdown("see https://x.org now"), "see `https://x.org` now");
    }
}
