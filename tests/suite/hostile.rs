//! Bad input gives findings, never a panic, whatever the bytes of a file.

use std::fs;

use crate::support::{self, Site};
use griot::incremental::Store;
use proptest::prelude::*;

const SAMPLE: &str = "---\ntitle: \"A : b\"\ndate: 2022-02-16..2022-02-22\nactors: [FAMa, {x: y}]\nevents:\n  - id: e\n    title: {en: E}\n    date: 2022\n    regions: [Mopti]\n    claims:\n      - {measure: killed, count: {low: 1, best: 2, high: 3}, claimant: fama, sources: [s]}\nsources:\n  - {id: s, title: S, derives_from: [s]}\n---\n\n# Heading [[fama|x]] ![a](b.jpg) [@s; @t, p. 3]\n\n| a | b |\n|:-:|--:|\n| [[x\\|y]] | <b> |\n\n> [!NOTE]\n> x[^1]\n\n[^1]: note\n\n- [x] done\n\n```rust\nfn x() {}\n```\n";

fn survives(bytes: &[u8]) {
    let site = Site::new(&[("content/site.yaml", "title: My site\nlanguages: [en, ar]\n")]);
    fs::create_dir_all(site.root().join("content/articles")).expect("folders can be made");
    fs::write(site.root().join("content/articles/x.md"), bytes).expect("files can be written");
    let compiled = site.compile();
    // Findings can be rendered, whatever their location.
    let _ = griot::diag::emit::render(
        &compiled.findings,
        &compiled.sources,
        griot::diag::emit::OutputFormat::Human,
        griot::diag::emit::ColorChoice::Plain,
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

/// Pieces of Markdown. Each `W` is a word that has to be visible, or be in a finding.
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
        // If nothing is written, there are errors.
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
            // In code everything is literal.
            let shown = html.replace("aria-hidden", "");
            prop_assert!(!shown.contains("hidden") || html.contains("<pre"), "a comment is published in\n{text}");
        }
    }
}

#[test]
fn a_cache_that_was_forged_is_made_again() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nbase_url: https://x.org/\nlanguages: [en]\nundeclared: allow\n",
        ),
        (
            "content/actors/army.md",
            "---\nname: The army\n---\n\nIt is armed.\n",
        ),
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        (
            "content/sources/paper.md",
            "---\ntitle: A paper\nurl: https://x.org/a\narchive_url: https://y.org/a\n---\n",
        ),
        (
            "content/events/raid.md",
            "---\ntitle: R\ndate: 2022\nregions: [mopti]\nside_a: [army]\nclaims: [{id: c, measure: killed, count: 8, claimant: army, sources: [paper]}]\n---\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\nevents: [raid]\ntopics: [war]\n---\n\nThe army killed [8 people](claim:raid#c) in Mopti [@paper].\n\n[More](b.md)\n",
        ),
        (
            "content/articles/b.md",
            "---\ntitle: B\ndate: 2022-02-23\nactors: [army]\n---\n\n![x](timeline:?actor=army)\n",
        ),
    ]);
    let build = |what: &str| {
        let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("griot"))
            .env("GRIOT_LANG", "en")
            .current_dir(site.root())
            .args(["build", "--now", "2026-01-01"])
            .output()
            .expect("the program is built");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // A forged cache may make pages wrong or be refused, but it may not cause a panic.
        assert!(
            matches!(output.status.code(), Some(0..=2)),
            "{what}: {:?} {said}",
            output.status
        );
        assert!(
            !said.contains("panicked") && !said.contains("mistake of its own"),
            "{what}: {said}"
        );
    };
    let cache = site.root().join(".griot-cache");
    let mut random = 88_172_645_463_325_252_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % (below.max(1) as u64)).expect("it is small")
    };
    for round in 0..60 {
        // The complete cache of a build, then some values are changed, with valid checksums.
        let _ = fs::remove_dir_all(&cache);
        build("first");
        // A build after a change, so that all of the cache is read.
        site.put(
            "content/articles/b.md",
            &format!("---\ntitle: B\ndate: 2022-02-23\nactors: [army]\n---\n\nRound {round}.\n"),
        );
        let store = Store::open(site.root());
        let keys = store.keys();
        assert!(keys.len() > 20, "{}", keys.len());
        for key in keys {
            if next(3) > 0 {
                continue;
            }
            let mut value = store.get(key).expect("it is there");
            match round {
                0 => value.clear(),
                1 => value.truncate(value.len() / 2),
                2 => value.fill(0xff),
                3 => value.fill(0),
                4 => value.extend([5, 1].repeat(200_000)),
                _ => {
                    for _ in 0..1 + next(8) {
                        let at = next(value.len());
                        if let Some(byte) = value.get_mut(at) {
                            *byte = u8::try_from(next(256)).expect("it is a byte");
                        }
                    }
                }
            }
            store.put(key, &value);
        }
        store.save();
        build(&format!("round {round}"));
    }
    let _ = fs::remove_dir_all(&cache);
    build("last");
}

/// A mistake that makes front matter invalid, inserted at a line; `None` if it cannot be inserted
/// there.
type Mistake = fn(&mut Vec<String>, usize) -> Option<()>;

const MISTAKES: &[(&str, Mistake)] = &[
    ("a quotation mark that is never closed", |lines, at| {
        let (key, value) = lines[at].split_once(": ")?;
        let is_plain = !value.contains(['"', '\'', '#']) && !value.starts_with(['|', '>']);
        let broken = format!("{key}: \"{value}");
        is_plain.then(|| lines[at] = broken)
    }),
    ("a tab", |lines, at| {
        lines[at] = format!("\t{}", lines[at].trim_start());
        Some(())
    }),
    ("a space too many", |lines, at| {
        // The first line decides where all others begin.
        let is_key = at > 1 && has_key(&lines[at]);
        is_key.then(|| lines[at].insert(0, ' '))
    }),
    ("a non-breaking space", |lines, at| {
        has_key(&lines[at]).then(|| lines[at] = lines[at].replacen(": ", ":\u{a0}", 1))
    }),
    ("a merge conflict", |lines, at| {
        let line = lines[at].clone();
        let two = format!("<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> desk");
        lines[at] = two;
        Some(())
    }),
];

/// Whether a line has a key, and is not a continued text.
fn has_key(line: &str) -> bool {
    let key = line
        .split_once(": ")
        .map_or("", |(key, _)| key.trim_start_matches(['-', ' ']));
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

#[test]
fn one_mistake_in_any_file_is_one_finding() {
    let folder = support::project().join("src/cli/init/site/fr");
    let mut files = Vec::new();
    let mut next = vec![folder.join("content")];
    while let Some(path) = next.pop() {
        if path.is_dir() {
            next.extend(
                fs::read_dir(&path)
                    .expect("the folder is there")
                    .map(|entry| entry.expect("it can be read").path()),
            );
        } else {
            let below = path
                .strip_prefix(&folder)
                .expect("it is below")
                .to_string_lossy()
                .into_owned();
            files.push((
                below,
                fs::read_to_string(&path)
                    .expect("it is a text")
                    .replace("{title}", "Mon site"),
            ));
        }
    }
    files.sort();
    let site = Site::new(&[]);
    files.iter().for_each(|(path, text)| site.put(path, text));
    assert_eq!(site.findings(), "");
    for (number, (path, text)) in files.iter().enumerate() {
        for (name, mistake) in MISTAKES {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let end = lines
                .iter()
                .skip(1)
                .position(|line| line == "---")
                .map_or(lines.len(), |at| at + 1);
            // Another line in each file, and the next one where that has no room.
            let places = (1..end).cycle().skip(number * 7).take(end);
            let is_free = |at: &usize| {
                !lines[*at].trim().is_empty() && !lines[*at].trim_start().starts_with('#')
            };
            let places: Vec<usize> = places.filter(is_free).collect();
            if places.iter().all(|at| mistake(&mut lines, *at).is_none()) {
                continue;
            }
            site.put(path, &(lines.join("\n") + "\n"));
            let compiled = site.compile();
            let found = support::findings(&compiled);
            assert_eq!(
                compiled.findings.len(),
                1,
                "{name} in {path}:\n{}\n{found}",
                lines.join("\n")
            );
            assert_eq!(&compiled.findings[0].path, path, "{name}: {found}");
            assert!(compiled.findings[0].code.is_unreadable(), "{name}: {found}");
        }
        site.put(path, text);
    }
}
