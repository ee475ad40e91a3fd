//! Explanations of the kinds of problems that imports report: a paragraph for each, in `kinds/`.

use super::problem_kind::{ProblemKind, Severity};
use crate::message;
use crate::messages::MessageLanguage;

/// What names of kinds begin with as topics of `griot explain`: some are codes of findings too.
pub const PREFIX: &str = "import.";

const ENGLISH: &str = include_str!("kinds/en.md");
const FRENCH: &str = include_str!("kinds/fr.md");

/// Returns the kind of a topic: `import.no-id`, or `no-id`.
pub fn kind(topic: &str) -> Option<ProblemKind> {
    let name = topic.strip_prefix(PREFIX).unwrap_or(topic);
    let mut kinds = ProblemKind::ALL.iter().copied();
    kinds.find(|kind| kind.name() == name)
}

/// Returns the paragraph about a kind: what it means, and what to do.
pub fn paragraph(kind: ProblemKind, language: MessageLanguage) -> &'static str {
    let text = match language {
        MessageLanguage::French => FRENCH,
        _ => ENGLISH,
    };
    let mut sections = text.split("## ").skip(1);
    let section = sections.find_map(|section| {
        let (name, rest) = section.split_once('\n')?;
        (name == kind.name()).then_some(rest.trim())
    });
    section.unwrap_or_default()
}

/// Returns the page about a kind.
pub fn page(kind: ProblemKind, language: MessageLanguage) -> String {
    format!(
        "# {PREFIX}{} ({})\n\n{}\n\n{}\n",
        kind.name(),
        kind.severity().words().text(language),
        kind.message().text(language),
        paragraph(kind, language)
    )
}

/// Returns the page of the manual about all kinds, the worst first.
pub fn manual(language: MessageLanguage) -> String {
    let title = message!("Problems in reports of imports");
    let introduction = message!(
        "What an import skips, keeps or flags, by the name in brackets. `griot explain import.no-id` prints one."
    );
    let mut out = format!(
        "# {}\n\n{}\n",
        title.text(language),
        introduction.text(language)
    );
    for severity in [Severity::Skipped, Severity::Kept, Severity::Flagged] {
        out.push_str(&format!(
            "\n## {}\n\n{}\n",
            severity.words().text(language),
            severity.meaning().text(language)
        ));
        let mut kinds: Vec<ProblemKind> = ProblemKind::ALL.to_vec();
        kinds.retain(|kind| kind.severity() == severity);
        kinds.sort_by_key(|kind| kind.name());
        for kind in kinds {
            out.push_str(&format!(
                "\n### {}\n\n**{}**\n\n{}\n",
                kind.name(),
                kind.message().text(language),
                paragraph(kind, language)
            ));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_paragraph_in_each_language() {
        let names: Vec<&str> = ProblemKind::ALL.iter().map(|kind| kind.name()).collect();
        for text in [ENGLISH, FRENCH] {
            let sections = text.lines().filter_map(|line| line.strip_prefix("## "));
            assert_eq!(sections.collect::<Vec<_>>(), names);
        }
        for kind in ProblemKind::ALL {
            let [english, french] = [MessageLanguage::English, MessageLanguage::French]
                .map(|language| paragraph(*kind, language));
            assert!(english.len() > 60 && french.len() > 60, "{}", kind.name());
            assert!(
                !english.contains('\n') && !french.contains('\n'),
                "{}",
                kind.name()
            );
            assert_ne!(english, french);
        }
    }
}
