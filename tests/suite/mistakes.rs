//! Random mistakes: each is the inverse of a known edit, so its fix has to give the site back, to
//! the byte.
//!
//! The generator has a seed of its own, so every run makes the same mistakes.

use std::fs;
use std::path::Path;

use griot::edit::{self, Fixes};

use crate::support::{Random, Site, findings, options};

const SITE: &str = "# Settings\ntitle: Site\nlanguages: [en]\nbase_url: https://example.org/\n\
    undeclared: error\n";

const ARTICLE: &str = "---\ntitle: \"Mopti: two weeks\" # the title\ndate: 2024-02-23\n\
    summary: \"What happened, and who says so: a summary.\"\nactors: [malian-army, minusma]\n\
    regions:\n  - mopti\n  - segou\ntopics: [army, elections]\nsources: [afp-report, un-report]\n\
    ---\n\nThe army ([[malian-army]]) said so [@afp-report], and [19 people were killed]\
    (claim:sokolo#deaths).\nSee [the army](../actors/malian-army.md) and \
    [the region](../regions/segou.md).\n\n![Where it was](map:mopti)\n";

const EVENT: &str = "---\ntitle: \"Sokolo: an attack\"\ndate: 2024-01-26\nevent_type: Battles\n\
    sub_event_type: Armed clash\nside_a: [malian-army]\nside_b: [\"Katiba of Macina\"]\n\
    regions: [segou]\nclaims:\n  - id: deaths\n    measure: killed\n    count: 19\n    \
    claimant: malian-army\n    sources: [afp-report]\n  - id: injuries\n    \
    measure: wounded\n    count: 5\n    claimant: minusma\n    sources: [un-report]\n---\n";

const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", SITE),
    ("content/articles/two-weeks.md", ARTICLE),
    ("content/events/sokolo.md", EVENT),
    (
        "content/actors/malian-army.md",
        "---\nname: Malian Armed Forces\naliases: [FAMa]\nactor_type: State forces\n---\n\nThe army.\n",
    ),
    (
        "content/actors/minusma.md",
        "---\nname: MINUSMA\nactor_type: External/Other forces\n---\n\nA mission.\n",
    ),
    (
        "content/actors/katiba-macina.md",
        "---\nname: Katiba of Macina\nactor_type: Rebel group\n---\n",
    ),
    (
        "content/regions/mopti.md",
        "---\nname: Mopti\nlevel: adm1\n---\n\nA region.\n",
    ),
    (
        "content/regions/segou.md",
        "---\nname: Ségou\nlevel: adm1\n---\n\nA region.\n",
    ),
    (
        "content/sources/afp-report.md",
        "---\ntitle: \"AFP: nineteen dead\"\nkind: news\npublisher: AFP\ndate: 2024-01-27\n\
        url: https://example.com/afp\narchive_url: https://archive.org/afp\n---\n",
    ),
    (
        "content/sources/un-report.md",
        "---\ntitle: UN report\nkind: report\npublisher: United Nations\ndate: 2024-03\n\
        url: https://example.com/un\narchive_url: https://archive.org/un\n---\n",
    ),
];

/// Makes a mistake in a text, if there is a place for it.
type Mistake = fn(&str, &mut Random) -> Option<String>;

/// Returns a text with one of the places of `old` replaced.
fn replaced(text: &str, old: &str, new: &str, random: &mut Random) -> Option<String> {
    let places: Vec<usize> = text.match_indices(old).map(|(at, _)| at).collect();
    let at = *places.get(random.below(places.len().max(1)))?;
    Some(format!("{}{new}{}", &text[..at], &text[at + old.len()..]))
}

/// Misspells one of some words by a letter: doubled, left out, or exchanged with the next.
fn misspelt(text: &str, words: &[&str], random: &mut Random) -> Option<String> {
    let word = words[random.below(words.len())];
    let at = 1 + random.below(word.len() - 2);
    let (before, rest) = word.split_at(at);
    let (letter, after) = rest.split_at(1);
    let new = match random.below(3) {
        0 => format!("{before}{letter}{letter}{after}"),
        1 => format!("{before}{after}"),
        _ => {
            let (next, after) = after.split_at(1);
            format!("{before}{next}{letter}{after}")
        }
    };
    if new == word || new.contains("--") {
        return None;
    }
    replaced(text, word, &new, random)
}

const MISTAKES: &[(&str, Mistake)] = &[
    ("an id in a list", |text, random| {
        let words = ["[malian-army, ", ", minusma]", "  - segou", "[segou]"];
        let words: Vec<&str> = words
            .iter()
            .map(|word| word.trim_matches(['[', ']', ',', ' ', '-']))
            .collect();
        let front = text.find("\n---\n")?;
        let new = misspelt(&text[..front], &words, random)?;
        Some(new + &text[front..])
    }),
    ("the id of a source", |text, random| {
        let front = text.find("\n---\n")?;
        let new = misspelt(&text[..front], &["afp-report", "un-report"], random)?;
        Some(new + &text[front..])
    }),
    ("a name in a text", |text, random| {
        misspelt(text, &["[[malian-army]]", "[@afp-report]"], random)
            .filter(|new| new.contains("[[") && new.contains("[@") && new.contains("]]"))
    }),
    ("the address of a claim", |text, random| {
        misspelt(text, &["claim:sokolo#deaths"], random)
            .filter(|new| new.contains("(claim:") && new.contains('#') && !new.contains("::"))
    }),
    ("a key", |text, random| {
        let words = [
            "summary:",
            "actors:",
            "event_type:",
            "publisher:",
            "measure:",
        ];
        misspelt(text, &words, random)
            .filter(|new| new.matches(':').count() == text.matches(':').count())
    }),
    ("a key of another tool", |text, random| {
        let pairs = [
            ("topics:", "tags:"),
            ("summary:", "description:"),
            ("claimant:", "author:"),
            ("regions:", "region:"),
        ];
        let (old, new) = pairs[random.below(pairs.len())];
        replaced(text, old, new, random)
    }),
    ("a value of a closed list", |text, random| {
        misspelt(
            text,
            &[
                "killed",
                "wounded",
                "Battles",
                "Armed clash",
                "State forces",
                "news",
            ],
            random,
        )
        .filter(|new| new.contains("people were killed") == text.contains("people were killed"))
    }),
    ("a date", |text, random| {
        let dates = [
            ("2024-02-23", "23/02/2024"),
            ("2024-02-23", "23 February 2024"),
            ("2024-01-26", "26.01.2024"),
            ("2024-01-27", "27 janvier 2024"),
            ("2024-03", "March 2024"),
        ];
        let (old, new) = dates[random.below(dates.len())];
        replaced(text, old, new, random)
    }),
    ("quotes around a colon", |text, random| {
        let quoted = ["\"Sokolo: an attack\"", "\"AFP: nineteen dead\""];
        let old = quoted[random.below(quoted.len())];
        replaced(text, old, old.trim_matches('"'), random)
    }),
    ("typographic quotes", |text, random| {
        let old = "\"AFP: nineteen dead\"";
        replaced(text, old, "“AFP: nineteen dead”", random)
    }),
    ("a tab", |text, random| {
        replaced(text, "\n  - mopti", "\n\t- mopti", random)
    }),
    ("a dash for a hyphen", |text, random| {
        let dash = ["–", "—", "•"][random.below(3)];
        replaced(text, "\n  - mopti", &format!("\n  {dash} mopti"), random)
    }),
    ("a non-breaking space", |text, random| {
        let keys = ["title:", "date:", "measure:", "name:"];
        let key = keys[random.below(keys.len())];
        replaced(text, &format!("{key} "), &format!("{key}\u{a0}"), random)
    }),
    ("no space after a colon", |text, random| {
        let keys = ["\ndate:", "\nkind:", "\nlevel:"];
        let key = keys[random.below(keys.len())];
        replaced(text, &format!("{key} "), key, random)
    }),
    ("a list without brackets", |text, random| {
        let lists = [
            "topics: [army, elections]",
            "side_a: [malian-army]",
            "regions: [segou]",
        ];
        let old = lists[random.below(lists.len())];
        replaced(text, old, &old.replace(['[', ']'], ""), random)
    }),
    ("a bracket that is not closed", |text, random| {
        replaced(text, "elections]", "elections", random)
    }),
    ("a line twice", |text, random| {
        let lines = ["date: 2024-02-23\n", "kind: news\n", "level: adm1\n"];
        let line = lines[random.below(lines.len())];
        replaced(text, line, &format!("{line}{line}"), random)
    }),
    ("the path of a link", |text, random| {
        let paths = [
            ("(../actors/malian-army.md)", "(../actors/Malian-Army.md)"),
            ("(../actors/malian-army.md)", "(../actors/malian-army.html)"),
            ("(../actors/malian-army.md)", "(malian-army.md)"),
            ("(../actors/malian-army.md)", "(/actors/malian-army/)"),
            ("(../regions/segou.md)", "(../region/segou.md)"),
            ("(../actors/malian-army.md)", "(../actors/malian-armyy.md)"),
        ];
        let (old, new) = paths[random.below(paths.len())];
        replaced(text, old, new, random)
    }),
];

/// Returns the findings of a site after its safe fixes.
fn fixed(root: &Path) -> String {
    let check = || Ok(griot::compile(root, &options(), |_| {}).expect("the site can be read"));
    let (after, _) = edit::fix_site(root, Fixes::Safe, check).expect("it can be fixed");
    findings(&after)
}

#[test]
fn the_site_has_no_findings() {
    assert_eq!(Site::new(FILES).findings(), "");
}

/// The number of mistakes of each kind.
const ROUNDS: usize = 4;

#[test]
fn the_fix_of_a_known_mistake_gives_the_site_back() {
    let mut random = Random(20240223);
    let mut wrong = Vec::new();
    for (name, mistake) in MISTAKES {
        let mut made = 0;
        for _ in 0..ROUNDS * 40 {
            let (path, text) = FILES[1 + random.below(FILES.len() - 1)];
            let Some(broken) = mistake(text, &mut random).filter(|broken| broken != text) else {
                continue;
            };
            made += 1;
            let site = Site::new(FILES);
            site.put(path, &broken);
            let left = fixed(site.root());
            for (path, text) in FILES {
                let found = fs::read_to_string(site.root().join(path)).expect("it is there");
                if found != *text {
                    wrong.push(format!(
                        "{name}: {path}:\n{broken}\nbecame\n{found}\nwith\n{left}"
                    ));
                }
            }
            if made == ROUNDS {
                break;
            }
        }
        if made < 3 {
            wrong.push(format!("{name}: there were only {made} places for it"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} mistakes are not fixed:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}
