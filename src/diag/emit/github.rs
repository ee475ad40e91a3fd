//! Findings as workflow commands of GitHub Actions: each becomes an annotation at its line.
//!
//! GitHub shows ten errors and ten warnings of a step and drops the rest, so the order matters:
//! errors come first, and the first finding of every code before the second of any. A command is
//! one line. `%` and line breaks are escaped as GitHub's runner expects, and in properties also `:`
//! and `,`.

use std::collections::BTreeMap;

use super::{EmitContext, ends, unchecked_words, visible};
use crate::diag::{Code, Finding};

/// Writes one command for each finding.
pub(super) fn commands(findings: &[Finding], context: EmitContext, out: &mut String) {
    let EmitContext {
        sources, language, ..
    } = context;
    for finding in worst_first(findings) {
        let mut properties = vec![("file", finding.path.clone())];
        if let Some(span) = finding.span {
            let (start, end) = ends(span, sources);
            properties.push(("line", start.line.to_string()));
            // GitHub accepts columns only for a finding within one line.
            if start.line == end.line {
                properties.push(("col", start.column.to_string()));
                properties.push(("endColumn", end.column.to_string()));
            } else {
                properties.push(("endLine", end.line.to_string()));
            }
        }
        properties.push(("title", finding.code.word().to_owned()));
        let properties: Vec<String> = properties
            .into_iter()
            .map(|(key, value)| format!("{key}={}", property(&value)))
            .collect();
        let mut message = finding.message.text(language);
        for more in finding.help.iter().chain(&unchecked_words(finding)) {
            message.push('\n');
            message.push_str(&more.text(language));
        }
        out.push_str(&format!(
            "::{} {}::{}\n",
            finding.severity.word(),
            properties.join(","),
            data(&message)
        ));
    }
}

/// Writes a notice, which is neither an error nor a warning.
pub(super) fn notice(words: &str, out: &mut String) {
    out.push_str(&format!("::notice title=withheld::{}\n", data(words)));
}

/// Returns errors, then warnings. Among each, the first finding of every code comes before the
/// second of every code, and so on.
fn worst_first(findings: &[Finding]) -> Vec<&Finding> {
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, &Finding)> = findings
        .iter()
        .map(|finding| {
            let times = seen.entry(finding.code).or_default();
            *times += 1;
            (*times, finding)
        })
        .collect();
    ranked.sort_by_key(|(times, finding)| (finding.severity, *times));
    ranked.into_iter().map(|(_, finding)| finding).collect()
}

/// Escapes the text of a command, which follows the second `::`.
fn data(text: &str) -> String {
    visible(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_in_its_line_and_its_place() {
        assert_eq!(data("100%\n::error::x\r"), "100%25%0A::error::x\u{fffd}");
        assert_eq!(property("a,line=1::b%0A"), "a%2Cline=1%3A%3Ab%250A");
    }
}
