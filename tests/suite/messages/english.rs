//! Messages in French have no English words, and nothing of a message is lost.
//!
//! Every case and every example of a code is built, and its messages are read in French. What is in
//! backticks is a name or code and stays as it is.

use std::path::Path;

use griot::diag::Finding;
use griot::messages::{Message, MessageLanguage};
use griot::{Now, Options, compile};

use crate::{cases, codes};

/// English words that are no French words. Those of messages that are not here are rare beside
/// them.
const ENGLISH: &str = "
    a-an an and are as at be been before below but by can cannot did do does either else every
    example expected field file files find first folder followed for found from give has have
    he heading help here how if in-the into is it its itself key last least line lines list match
    means mistake must name names needs neither never nor not nothing number of one only other
    out people person put reads remove rename says see should so some space such text than
    that the their them then there these they this those too two unexpected unknown until use used
    value was what when where which while who whole why will with without words write wrong
    year yet you your
";

/// Returns the English words of a text outside backticks, quotation marks and paths.
fn english_words(text: &str) -> Vec<String> {
    let known: Vec<&str> = ENGLISH.split_whitespace().collect();
    let outside: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ` ");
    let outside = without_quotes(&outside);
    let words = outside.split(|c: char| c.is_whitespace() || "();,!?\u{202f}".contains(c));
    let words = words.map(|word| word.trim_matches(['.', ':', '…']));
    let words = words.filter(|word| !word.contains(['/', '.', '_', '-', '’']));
    let found = words.filter(|word| known.contains(&word.to_lowercase().as_str()));
    found.map(str::to_owned).collect()
}

/// Returns a text without what is between French quotation marks: words of the site.
fn without_quotes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('«') {
        out.push_str(&rest[..at]);
        let after = &rest[at..];
        rest = after.find('»').map_or("", |end| &after[end..]);
    }
    out.push_str(rest);
    out
}

fn messages(finding: &Finding) -> impl Iterator<Item = &Message> {
    let related = finding.related.iter().map(|(_, _, words)| words);
    let own = [&finding.message].into_iter();
    own.chain(&finding.label)
        .chain(&finding.help)
        .chain(related)
}

/// Returns the findings of the site below a folder.
fn findings(root: &Path) -> Vec<Finding> {
    let options = Options {
        base_url: None,
        now: Now::Day(jiff::civil::date(2026, 1, 1)),
        drafts: griot::resolve::Drafts::Hidden,
        addresses: griot::plan::Addresses::FromRoot,
        permalinks: false,
        needs_address: true,
    };
    compile(root, &options, |_| {}).map_or_else(|_| Vec::new(), |compiled| compiled.findings)
}

#[test]
fn messages_in_french_have_no_english_words() {
    let mut faults = Vec::new();
    let mut codes = std::collections::BTreeSet::new();
    let mut look = |name: &str, root: &Path| {
        for finding in findings(root) {
            codes.insert(finding.code);
            for message in messages(&finding) {
                let text = message.text(MessageLanguage::French);
                let words = english_words(&text);
                if !words.is_empty() {
                    faults.push(format!(
                        "{name}: {}: {words:?}: {text}",
                        finding.code.word()
                    ));
                }
            }
        }
    };
    cases::each_site(&mut look);
    codes::each_site(&mut look);
    faults.sort();
    faults.dedup();
    assert!(codes.len() > 50, "{} codes occurred", codes.len());
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn english_words_are_found() {
    let words = |text: &str| english_words(text).join(" ");
    assert_eq!(words("le fichier the `and` « of » content/of.md"), "the");
    assert_eq!(words("aucun acteur ne s’appelle `the army`"), "");
}
