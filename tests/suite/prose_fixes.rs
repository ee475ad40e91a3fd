//! Fixes of texts and of front matter of other tools: what is written, and that many mistakes in one
//! paragraph are all undone, to the byte.

use std::fs;

use griot::edit::{self, Fixes};

use crate::support::{Random, Site, findings, options};

const SITE: &str = "title: Site\nlanguages: [en]\nbase_url: https://example.org/\n";

const ARTICLE: &str = "content/articles/a.md";

/// Returns an article after its fixes, and what is still found.
fn fixed(article: &str, fixes: Fixes) -> (String, String) {
    let site = Site::new(&[
        ("content/site.yaml", SITE),
        (ARTICLE, article),
        (
            "content/sources/afp.md",
            "---\ntitle: A report\nkind: news\npublisher: AFP\ndate: 2022-02-23\n---\n",
        ),
        (
            "content/actors/fama.md",
            "---\nname: FAMa\nactor_type: State forces\n---\n\nThe army, in [an article](../articles/a.md).\n",
        ),
        (
            "content/regions/mali.md",
            "---\nname: Mali\nlevel: country\niso_3166: ML\n---\n",
        ),
        (
            "content/events/attack.md",
            "---\ntitle: An attack\ndate: 2022-02-22\nregions: [mali]\nside_a: [fama]\n\
             place: {name: Gao, lat: -0.04, lon: 16.27}\nwhere_prec: exact\nclaims:\n  - id: deaths\n    \
             measure: killed\n    count: 19\n    claimant: fama\n    sources: [afp]\n---\n",
        ),
    ]);
    let check = || Ok(griot::compile(site.root(), &options(), |_| {}).expect("it can be read"));
    let (after, _) = edit::fix_site(site.root(), fixes, check).expect("it can be fixed");
    let text = fs::read_to_string(site.root().join(ARTICLE)).expect("it is there");
    (text, findings(&after))
}

fn article(body: &str) -> String {
    format!("---\ntitle: A\ndate: 2022-02-23\nsummary: S\n---\n\n{body}\n")
}

/// What an editor wrote, and what should stand there. A space stands on both sides.
const PAIRS: &[(&str, &str)] = &[
    ("==stress==", "**stress**"),
    ("%%who says so?%%", "<!-- who says so? -->"),
    ("{>>ask them<<}", "<!-- ask them -->"),
    ("H~2~O", "H₂O"),
    ("m^2^", "m²"),
    ("$x^2$", "x²"),
    (":smile:", "😄"),
    ("'''bold'''", "**bold**"),
    ("[b]strong[/b]", "**strong**"),
    ("[-@afp]", "[@afp]"),
    ("[see @afp, p. 3]", "see [@afp, p. 3]"),
    (
        "[the list] (https://example.com/list)",
        "[the list](https://example.com/list)",
    ),
    (
        "(the map)[https://example.com/map]",
        "[the map](https://example.com/map)",
    ),
    (
        "[a file](https://example.com/a b.pdf)",
        "[a file](https://example.com/a%20b.pdf)",
    ),
    (
        "[the army] (../actors/fama.md)",
        "[the army](../actors/fama.md)",
    ),
    (
        "[https://example.com/x the site]",
        "[the site](https://example.com/x)",
    ),
    (
        "[x](https://example.com/y “Title”)",
        "[x](https://example.com/y \"Title\")",
    ),
    ("![[fama]]", "[[fama]]"),
    ("[[fama#^block-1|the army]]", "[[fama|the army]]"),
    ("\\textbf{heavy}", "**heavy**"),
];

#[test]
fn each_mistake_has_one_right_text() {
    let mut wrong = Vec::new();
    for (written, right) in PAIRS {
        let before = article(&format!("The text {written} goes on."));
        let after = article(&format!("The text {right} goes on."));
        let (found, left) = fixed(&before, Fixes::Safe);
        if found != after {
            wrong.push(format!("{written}: {found}\n{left}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn many_mistakes_in_one_line_are_all_fixed() {
    let mut random = Random(20220223);
    for _ in 0..12 {
        let (mut before, mut after) = (String::from("The text"), String::from("The text"));
        for _ in 0..5 {
            let (written, right) = PAIRS[random.below(PAIRS.len())];
            let prefix = ["\n> ", " ", " and "][random.below(3)];
            // A quote stays one, because each of its lines begins with its mark.
            let prefix = prefix.replace("\n> ", "\n");
            before.push_str(&format!("{prefix}{written}"));
            after.push_str(&format!("{prefix}{right}"));
        }
        // A line that begins with a comment is HTML, and one with a colon a definition.
        if ["\n%%", "\n{>>", "\n:"]
            .iter()
            .any(|start| before.contains(start))
        {
            continue;
        }
        let (found, left) = fixed(&article(&before), Fixes::Safe);
        assert_eq!(found, article(&after), "{before}\n{left}");
        let quoted = |text: &str| article(&format!("> {}", text.replace('\n', "\n> ")));
        let (found, left) = fixed(&quoted(&before), Fixes::Safe);
        assert_eq!(found, quoted(&after), "{before}\n{left}");
    }
}

#[test]
fn lines_and_blocks_of_other_tools_become_markdown() {
    for (before, after) in [
        ("Text\n{: .lead}\n\nb", "Text\n\nb"),
        ("a\n\n[[_TOC_]]\n\nb", "a\n\n\nb"),
        ("a\n\n<!-- more -->\n\nb", "a\n\n\nb"),
        ("== History ==\n\nb ^block-1", "## History\n\nb"),
        ("## Head {.x #part}\n\nb", "## Head {#part}\n\nb"),
        ("## Head {words here}\n\nb", "## Head {words here\\}\n\nb"),
        ("> [!warning]- Title\n> x", "> [!WARNING]\n> **Title**\n> x"),
        ("[!NOTE]\nx", "> [!NOTE]\n> x"),
        (
            "so^[it says] it^[and so] is",
            "so[^1] it[^2] is\n\n[^1]: it says\n[^2]: and so",
        ),
        ("{{< youtube abc >}}", "{{< youtube abc >}}"),
    ] {
        let (found, left) = fixed(&article(before), Fixes::Safe);
        assert_eq!(found, article(after), "{before}\n{left}");
        let (again, _) = fixed(&found, Fixes::Safe);
        assert_eq!(again, found, "a second run changes nothing");
    }
}

#[test]
fn what_only_a_person_can_judge_is_written_if_asked() {
    let before = article("The UN. Tag #army and 19 people killed.\n\n*[UN]: United Nations");
    assert_eq!(fixed(&before, Fixes::Safe).0, before);
    let (found, left) = fixed(&before, Fixes::All);
    assert_eq!(
        found,
        "---\ntitle: A\ndate: 2022-02-23\nsummary: S\ntopics: [army]\n---\n\n\
         The United Nations (UN). Tag army and [19 people killed](claim:attack#deaths).\n\n",
        "{left}"
    );
    assert!(!left.contains("far-away"), "{left}");
}

#[test]
fn front_matter_of_other_tools_becomes_yaml() {
    let right =
        "---\ntitle: \"A: b\" # the title\ndate: 2022-02-23\ntopics: [\"x\", 'y']\n---\n\nText.\n";
    let toml =
        "+++\ntitle = \"A: b\" # the title\ndate = 2022-02-23\ntags = [\"x\", 'y']\n+++\n\nText.\n";
    let (found, left) = fixed(toml, Fixes::Safe);
    assert_eq!(found, right, "{left}");
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(fixed(&windows(toml), Fixes::Safe).0, windows(right));
    let json =
        "{\n  \"title\": \"A\",\n  \"date\": \"2022-02-23\",\n  \"tags\": [\"x\"]\n}\n\nText.\n";
    let (found, left) = fixed(json, Fixes::Safe);
    assert_eq!(
        found,
        "---\n{\n  \"title\": \"A\",\n  \"date\": \"2022-02-23\",\n  \"topics\": [\"x\"]\n}\n---\n\nText.\n",
        "{left}"
    );
    // A text of several lines has another form in YAML.
    let long = "+++\ntitle = \"\"\"A\nb\"\"\"\ndate = 2022-02-23\n+++\n\nText.\n";
    assert_eq!(fixed(long, Fixes::All).0, long);
    for broken in [
        "--- title: A\ndate: 2022-02-23\n---\n\nText.\n",
        "```yaml\ntitle: A\ndate: 2022-02-23\n```\n\nText.\n",
        "title: A\ndate: 2022-02-23\n\nText.\n",
        "---\ntitle: A\ndate: 2022-02-23\n\nText.\n",
    ] {
        let (found, left) = fixed(broken, Fixes::Safe);
        assert_eq!(
            found, "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n",
            "{left}"
        );
    }
}
