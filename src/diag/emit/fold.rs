//! Folding: several findings with the same cause become one, which names its first locations and
//! counts the others.
//!
//! If the template of another tool misspells a name, ten thousand files may misspell it, and an
//! editor fixes the template once. Formats for people show such a cause once; formats for machines
//! have every finding.

use std::collections::BTreeMap;

use super::{Code, Finding, Severity};
use crate::message;
use crate::messages::{Argument, Grouped, ListConjunction, Message, ToArgument as _};
use crate::source::SourceFiles;

/// Up to this many findings of one cause are shown separately, because each of them may need
/// another fix.
const APART: usize = 10;

/// How many locations of a cause are shown.
const NAMED: usize = 5;

/// The findings to show, and a sentence about the others.
pub struct FoldedFindings {
    pub findings: Vec<Finding>,
    /// A sentence with the number of findings that are not shown. `None` if all are shown.
    pub rest: Option<Message>,
}

/// Returns at most `limit` findings. Errors come before warnings, and the first finding of every
/// code before the second of any.
pub fn page(findings: &[Finding], sources: &SourceFiles, limit: usize) -> FoldedFindings {
    let folded = folded(findings, sources);
    if folded.len() <= limit {
        return FoldedFindings {
            findings: folded,
            rest: None,
        };
    }
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut ranked: Vec<(Severity, usize, usize)> = Vec::with_capacity(folded.len());
    for (at, finding) in folded.iter().enumerate() {
        let times = seen.entry(finding.code).or_default();
        *times += 1;
        ranked.push((finding.severity, *times, at));
    }
    ranked.sort_unstable();
    let mut shown = vec![false; folded.len()];
    ranked
        .iter()
        .take(limit)
        .for_each(|(_, _, at)| shown[*at] = true);
    let mut left: BTreeMap<Code, usize> = BTreeMap::new();
    let all = folded.len();
    let mut page = Vec::with_capacity(limit);
    for (finding, is_shown) in folded.into_iter().zip(shown) {
        if is_shown {
            page.push(finding);
        } else {
            *left.entry(finding.code).or_default() += 1;
        }
    }
    let mut left: Vec<(usize, &str)> = left
        .into_iter()
        .map(|(code, times)| (times, code.word()))
        .collect();
    left.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let list = left
        .into_iter()
        .map(|(times, word)| message!("{times} {word}", times = Grouped(times), word).to_argument())
        .collect();
    FoldedFindings {
        rest: Some(message!(
            "showing {shown} of {all} findings; not shown: {list}; use --all to show each",
            shown = page.len(),
            all = Grouped(all),
            list = Argument::List(list, ListConjunction::Comma)
        )),
        findings: page,
    }
}

/// Returns all findings. Those with the same cause are folded into one.
pub fn folded(findings: &[Finding], sources: &SourceFiles) -> Vec<Finding> {
    causes(findings)
        .into_iter()
        .flat_map(|cause| match cause.as_slice() {
            [first, others @ ..] if others.len() >= APART => {
                vec![fold_group(first, others, sources)]
            }
            few => few.iter().map(|finding| (*finding).clone()).collect(),
        })
        .collect()
}

/// Returns "3 errors" or "1 error in 11,866 places", or `None` if there are none.
pub fn counted(findings: &[Finding], severity: Severity) -> Option<Message> {
    let of_it: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .collect();
    let number: usize = causes(of_it.iter().copied())
        .iter()
        .map(|cause| if cause.len() > APART { 1 } else { cause.len() })
        .sum();
    if number == 0 {
        return None;
    }
    let shown = Grouped(number);
    let words = match severity {
        Severity::Error => message!(number => "{shown} error", "{shown} errors", shown),
        Severity::Warning => message!(number => "{shown} warning", "{shown} warnings", shown),
    };
    Some(if number == of_it.len() {
        words
    } else {
        message!(
            "{words} in {places} places",
            words,
            places = Grouped(of_it.len())
        )
    })
}

/// Groups findings by cause: those of the same code and message. A group has the position of its
/// first finding.
fn causes<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<Vec<&'f Finding>> {
    let mut places: BTreeMap<(Severity, Code, &Message), usize> = BTreeMap::new();
    let mut causes: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let key = (finding.severity, finding.code, &finding.message);
        let at = *places.entry(key).or_insert(causes.len());
        match causes.get_mut(at) {
            Some(cause) => cause.push(finding),
            None => causes.push(vec![finding]),
        }
    }
    // If a cause has few findings, they stay separate.
    let mut groups: Vec<Vec<&Finding>> = Vec::with_capacity(causes.len());
    for cause in causes {
        if cause.len() > APART {
            groups.push(cause);
        } else {
            groups.extend(cause.into_iter().map(|finding| vec![finding]));
        }
    }
    // The input is sorted, and so is the result.
    groups.sort_by_cached_key(|group| group[0].key());
    groups
}

/// Folds findings of one cause into one.
fn fold_group(first: &Finding, others: &[&Finding], sources: &SourceFiles) -> Finding {
    let place = |finding: &Finding| match finding.span {
        Some(span) => {
            let position = sources.position(span);
            format!("{}:{}:{}", finding.path, position.line, position.column)
        }
        None => finding.path.clone(),
    };
    let named: Vec<Argument> = others
        .iter()
        .take(NAMED)
        .map(|finding| place(finding).to_argument())
        .collect();
    let more = others.len() - named.len();
    let places = Argument::List(named, ListConjunction::Comma);
    let also = if more == 0 {
        message!("also at {places}", places)
    } else {
        message!(
            more =>
                "also at {places} and {more} other place (use --all to show each)",
                "also at {places} and {more} other places (use --all to show each)",
            places,
            more = Grouped(more)
        )
    };
    Finding {
        message: message!(
            "{message}, in {places} places",
            message = first.message,
            places = Grouped(others.len() + 1)
        ),
        help: Some(match &first.help {
            Some(help) => message!("{help}; {also}", help, also),
            None => also,
        }),
        ..first.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostic, Diagnostics, Location};

    fn found(list: &[(Code, &str, usize)]) -> Vec<Finding> {
        let mut diagnostics = Diagnostics::default();
        for (code, message, times) in list {
            for number in 0..*times {
                let place = Location::Path(format!("content/{number:05}.md"));
                let finding = Diagnostic::new(*code, place, Message::verbatim(*message));
                diagnostics.push(finding.help(message!("fix it")));
            }
        }
        diagnostics.into_findings(&SourceFiles::default())
    }

    #[test]
    fn one_cause_in_many_places_is_one_finding() {
        let findings = found(&[
            (Code::UnknownKey, "a", 11_866),
            (Code::BrokenLink, "b", 2),
            (Code::Heavy, "c", 12),
        ]);
        let folded = folded(&findings, &SourceFiles::default());
        let messages: Vec<String> = folded
            .iter()
            .map(|finding| finding.message.english())
            .collect();
        assert_eq!(
            messages,
            ["b", "c, in 12 places", "a, in 11,866 places", "b"]
        );
        assert_eq!(
            folded[2].help.as_ref().map(Message::english).as_deref(),
            Some(
                "fix it; also at content/00001.md, content/00002.md, content/00003.md, content/00004.md, content/00005.md and 11,860 other places (use --all to show each)"
            )
        );
        assert_eq!(
            counted(&findings, Severity::Error)
                .map(|m| m.english())
                .as_deref(),
            Some("3 errors in 11,868 places")
        );
        assert_eq!(
            counted(&findings, Severity::Warning)
                .map(|m| m.english())
                .as_deref(),
            Some("1 warning in 12 places")
        );
    }

    #[test]
    fn a_page_has_the_first_of_every_code() {
        let messages: Vec<String> = (0..1000).map(|number| number.to_string()).collect();
        let mut list: Vec<(Code, &str, usize)> = messages
            .iter()
            .map(|message| (Code::UnknownKey, message.as_str(), 1))
            .collect();
        list.extend([(Code::Heavy, "x", 1), (Code::BrokenLink, "y", 1)]);
        let page = page(&found(&list), &SourceFiles::default(), 10);
        let codes: Vec<Code> = page.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes.len(), 10);
        assert!(codes.contains(&Code::BrokenLink));
        assert_eq!(
            page.rest.map(|rest| rest.english()).as_deref(),
            Some(
                "showing 10 of 1,002 findings; not shown: 991 unknown-key, 1 heavy; use --all to show each"
            )
        );
    }
}
