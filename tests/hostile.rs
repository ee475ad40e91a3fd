//! Bad input gets findings, never a panic: whatever bytes stand in a file, compiling ends with a verdict.

mod support;

use std::fs;

use proptest::prelude::*;
use support::Site;

const SAMPLE: &str = "---\ntitle: \"A : b\"\ndate: 2022-02-16..2022-02-22\nactors: [FAMa, {x: y}]\nevents:\n  - id: e\n    title: {en: E}\n    date: 2022\n    regions: [Mopti]\n    claims:\n      - {measure: killed, count: {low: 1, best: 2, high: 3}, claimant: fama, sources: [s]}\nsources:\n  - {id: s, title: S, derives_from: [s]}\n---\n\n# Heading [[fama|x]] ![a](b.jpg) [@s; @t, p. 3]\n\n| a | b |\n|:-:|--:|\n| [[x\\|y]] | <b> |\n\n> [!NOTE]\n> x[^1]\n\n[^1]: note\n\n- [x] done\n\n```rust\nfn x() {}\n```\n";

fn survives(bytes: &[u8]) {
    let site = Site::new(&[("content/site.yaml", "title: My site\nlanguages: [en, ar]\n")]);
    fs::create_dir_all(site.root().join("content/articles")).expect("folders can be made");
    fs::write(site.root().join("content/articles/x.md"), bytes).expect("files can be written");
    let compiled = site.compile();
    // Findings can be drawn, whatever they point at.
    let _ = griot::diag::emit::render(
        &compiled.findings,
        &compiled.sources,
        griot::diag::emit::Format::Human,
        griot::diag::emit::Style::Plain,
    );
    let _ = support::findings(&compiled);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn any_front_matter(text in "[ -~\\n\\t{}\\[\\]:,&*#?|>'\"é«ل]{0,200}") {
        survives(format!("---\n{text}\n---\n{text}").as_bytes());
    }

    #[test]
    fn a_document_with_a_part_cut_out_and_another_put_in(from in 0..SAMPLE.len(), length in 0..40usize, insert in "[\\PC\\n]{0,12}") {
        let mut start = from;
        while !SAMPLE.is_char_boundary(start) { start -= 1; }
        let mut end = (start + length).min(SAMPLE.len());
        while !SAMPLE.is_char_boundary(end) { end += 1; }
        survives(format!("{}{insert}{}", &SAMPLE[..start], &SAMPLE[end..]).as_bytes());
    }
}

#[test]
fn shapes_that_are_known_to_be_hard() {
    for shape in [
        "[", "![", "> ", "*", "- ", "[^1]", "`", "<", "| ", "&", "[[", "**a", "_a_ ", "#",
    ] {
        survives(format!("---\ntitle: A\ndate: 2022\n---\n{}", shape.repeat(3000)).as_bytes());
    }
    survives(format!("---\na: {}\n---\n", "[".repeat(5000)).as_bytes());
    survives(b"---\ntitle: A\ndate: 2022\n---\n&#1;0&#1; `&#1;` [a&#1;](x&#1;y \"&#1;9&#1;\") ![&#1;](b&#1;) <a b=&#1;>\n\n```a&#1;b\n&#1;\n```\n\n# &#1;99&#1;\n");
    survives(b"---\ntitle: \"A\\x01\"\ndate: 2022\n---\n");
    survives(b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n---\n");
}

/// Pieces of Markdown, each `W` of which is a word that a reader has to see, or a finding has to speak of.
const PIECES: &[&str] = &[
    "W W\nW",
    "*W* **W** ~~W~~ `W`",
    "W  \nW\\\nW",
    "[W](https://example.org/W \"W\") <https://example.org/W> https://example.org/W",
    "[W][r]\n\n[r]: https://example.org/W \"W\"",
    "[W]: https://example.org/W",
    "[W]: W",
    "[W]: <W W> \"W\"\n[W]: W",
    "W[^a]\n\n[^a]: W\n\n[^A]: W",
    "[^unused]: W\n    W",
    "| W | W |\n|---|---|\n| W | W | W |\n| W |\n| W \\| W | `W` |",
    "## W {#w}",
    "## W {.w W}",
    "W\n===",
    "W {W}",
    "```W W\nW\n```",
    "~~~\nW\n~~~ W",
    "    W\n    W",
    "- W\n- [x] W\n  1. W\n  2. W\n\n     W",
    "3. W\n5. W",
    "> W\n> > W\nW",
    "> [!NOTE]\n> W",
    "> [!WARNING] W\n> W",
    "W\n: W\n\n: W",
    "<!-- hidden --> W",
    "<!-- hidden\n\nhidden --> W\nW",
    "W <!-- hidden --> W",
    "<div>\nW\n</div>\n\nW",
    "W <b>W</b> <br> W",
    "<details>\n\nW",
    "W &amp; W &nosuch; W &#0; W",
    "W\u{a0}W\u{200b}W",
    "[W] [W][] [W][W] [W] (W) (W)[W]",
    "![W W](x y.png) [W](a b)",
    "[[W]]",
    "{{< W >}} {% W %} {{ W }} {# W #} %%W%% ==W== $W$ :W: #W ^W",
    ":::W\nW\n:::",
    "*[W]: W",
    "W\n---\nW\n***\nW",
    "---\nW: W\n---",
    "\\W \\* \\_W",
    "1986\\. W",
    "W ![W](data:x) W",
    "W~W~W W^W^ W",
    "- W\n\n      W\n\n  W\n- W",
    "1) W\n- W\n* W\n+ W",
    "| W |\n| - |\nW | W",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_word_is_seen_or_spoken_of(
        chosen in proptest::collection::vec((0..PIECES.len(), prop::sample::select(vec!["\n\n", "\n\n", "\n"])), 1..8),
        inside in prop::sample::select(vec!["", "", "> ", "- ", "    "]),
    ) {
        let mut body = String::new();
        for (piece, gap) in chosen {
            for (number, line) in PIECES[piece].lines().enumerate() {
                body += if number == 0 || inside != "- " { inside } else { "  " };
                body += line;
                body.push('\n');
            }
            body += gap;
        }
        let mut text = "---\ntitle: A\ndate: 2022-02-23\nsummary: s\n---\n\n".to_owned();
        let mut words = 0;
        for c in body.chars() {
            if c == 'W' {
                text += &format!("word{words}x");
                words += 1;
            } else {
                text.push(c);
            }
        }
        let site = Site::new(&[("content/site.yaml", "title: T\nlanguages: [en]\n"), ("content/articles/x.md", &text)]);
        let compiled = site.compile();
        let page = compiled.artifacts.iter().find(|file| file.path == "articles/x/index.html");
        // Where nothing is written, the errors are what is wrong.
        if let Some(page) = page {
            let html = String::from_utf8_lossy(&page.bytes).into_owned();
            let told: String = compiled
                .findings
                .iter()
                .filter_map(|finding| finding.span)
                .map(|span| {
                    let line = |at: usize| text[..at].matches('\n').count();
                    let (first, last) = (line(span.start as usize), line(span.end as usize));
                    text.lines().skip(first).take(last + 1 - first).collect::<Vec<_>>().join("\n")
                })
                .collect();
            for number in 0..words {
                let word = format!("word{number}x");
                prop_assert!(html.contains(&word) || told.contains(&word), "`{word}` is lost in\n{text}\n{}", support::findings(&compiled));
            }
            // In code everything is meant as it stands.
            prop_assert!(!html.contains("hidden") || html.contains("<pre"), "a comment is published in\n{text}");
        }
    }
}
