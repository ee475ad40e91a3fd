//! No text makes time grow faster than the text: known hard shapes, doubled until they take long enough to be measured.

mod support;

use std::time::{Duration, Instant};

use support::Site;

/// A shape: its name, and a text of about so many bytes.
type Shape = (&'static str, fn(usize) -> String);

fn repeated(part: &str, size: usize) -> String {
    part.repeat(size / part.len())
}

/// Lines made of their numbers.
fn numbered(size: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&line(number));
    }
    text
}

const SHAPES: &[Shape] = &[
    ("comments of others", |size| repeated("%%a ", size)),
    ("shortcodes that open", |size| repeated("{{< a ", size)),
    ("highlights that open", |size| repeated("==a ", size)),
    ("formulas that open", |size| repeated("$a_ ", size)),
    ("notes that open", |size| repeated("^[a ", size)),
    ("comments that open", |size| repeated("a <!-- ", size)),
    ("addresses with spaces", |size| repeated("[a](b c.md ", size)),
    ("brackets the wrong way round", |size| repeated("(a)[b ", size)),
    ("wide brackets", |size| repeated("［a］（", size)),
    ("bare addresses", |size| repeated("https://example.org/_a_(b) ", size)),
    ("addresses without spaces", |size| repeated("www.a.org", size)),
    ("mailboxes", |size| repeated("a@b.", size)),
    ("broken links", |size| numbered(size, |n| format!("[a](b-{n}.md) "))),
    ("pictures that are not there", |size| {
        numbered(size, |n| format!("![a](b-{n}.png) "))
    }),
    ("links to claims that are not there", |size| {
        numbered(size, |n| format!("[1 a](claim:b-{n}) "))
    }),
    ("definitions that nothing uses", |size| {
        numbered(size, |n| format!("[a{n}]: https://example.org\n"))
    }),
    ("definitions of one label", |size| {
        "[a] ".to_owned() + &repeated("[a]: https://example.org\n", size)
    }),
    ("numbers that are not shown", |size| {
        repeated("7. a\n9. b\n\na\n\n", size)
    }),
    ("cells beyond the head", |size| {
        "| a |\n|---|\n".to_owned() + &repeated("| a | b |\n", size)
    }),
    ("loaded words", |size| repeated("the terrorists say. ", size)),
    ("loaded words in one sentence", |size| {
        repeated("the terrorists say ", size)
    }),
    ("names in emphasis", |size| repeated("FA*Ma* FAMa ", size)),
    ("open brackets", |size| repeated("[", size)),
    ("closed brackets", |size| repeated("[a](", size)),
    ("open images", |size| repeated("![", size)),
    ("nested brackets", |size| "[".repeat(size / 2) + &"]".repeat(size / 2)),
    ("reference links", |size| repeated("[a][b] ", size)),
    ("open wiki links", |size| repeated("[[", size)),
    ("wiki links to nothing", |size| {
        numbered(size, |n| format!("[[nobody-{n}]] "))
    }),
    ("citations", |size| repeated("words [@paper]. ", size)),
    ("emphasis that opens", |size| repeated("*a ", size)),
    ("emphasis of both kinds", |size| repeated("a**b_c ", size)),
    ("strikes", |size| repeated("~~a~", size)),
    ("backticks", |size| {
        numbered(size, |n| format!("{}a ", "`".repeat(n % 80 + 1)))
    }),
    ("nested quotes", |size| repeated("> ", size.min(20_000)) + "a"),
    ("many quotes", |size| repeated("> a\n\n", size)),
    ("a quote of many lines", |size| repeated("> a\n", size)),
    ("nested lists", |size| {
        numbered(size, |n| format!("{}- a\n", " ".repeat(n % 100)))
    }),
    ("quotation marks that open", |size| repeated("« a ", size)),
    ("quotation marks of all kinds", |size| repeated("“a” «b» \"c ", size)),
    ("footnotes that are used", |size| {
        numbered(size, |n| format!("a[^{n}]\n\n[^{n}]: b\n\n"))
    }),
    ("one footnote, used often", |size| {
        repeated("a[^1] ", size) + "\n\n[^1]: b\n"
    }),
    ("footnotes without a text", |size| {
        numbered(size, |n| format!("a[^{n}] "))
    }),
    ("footnotes in footnotes", |size| {
        numbered(size, |n| format!("[^{n}]: a[^{}]\n\n", n + 1)) + "a[^0]\n"
    }),
    ("headings of one name", |size| repeated("## A heading\n\n", size)),
    ("headings of many names", |size| {
        numbered(size, |n| format!("## Heading {n}\n\n"))
    }),
    ("links to headings", |size| {
        numbered(size / 2, |n| format!("## H {n}\n\n")) + &numbered(size / 2, |n| format!("[a](#h-{n}) "))
    }),
    ("links to a file", |size| repeated("[a](other.md#end) ", size)),
    ("links to no file", |size| {
        numbered(size, |n| format!("[a](no-{n}.md) "))
    }),
    ("addresses", |size| {
        repeated("<https://x.org/a?b=c&d> https://y.org/ ", size)
    }),
    ("HTML that opens", |size| repeated("<div><!-- ", size)),
    ("entities", |size| repeated("&amp;&#x61;&nope; ", size)),
    ("a wide table", |size| {
        format!("{}\n{}\n", "|a".repeat(size / 4), "|-".repeat(size / 4))
    }),
    ("a long table", |size| {
        "|a|b|\n|-|-|\n".to_owned() + &repeated("|c|d|\n", size)
    }),
    ("names", |size| repeated("The army met the group in Mopti. ", size)),
    ("near-misses of names", |size| {
        repeated("The grouppe met in Mopty. ", size)
    }),
    ("figures that nobody claims", |size| {
        numbered(size, |n| format!("{n} people were killed. "))
    }),
    ("figures of a claim", |size| repeated("[8 dead](claim:raid#c) ", size)),
    ("code", |size| {
        format!("```rust\n{}\n```\n", repeated("fn a() { b(\"c\") } // d\n", size))
    }),
    ("one long word", |size| repeated("a", size)),
    ("one long line of spaces", |size| repeated(" \t", size) + "a"),
    ("backslashes", |size| repeated("\\*\\[\\\\", size)),
    ("definitions", |size| repeated("a\n: b\n\n", size)),
    ("reference definitions", |size| {
        numbered(size, |n| format!("[r{n}]: /x{n}\n")) + "[r1]"
    }),
];

/// The first size, in bytes. It is doubled until a text takes long enough to be measured.
const SIZE: usize = 24_000;
const LARGEST: usize = 3_000_000;
const LONG: Duration = Duration::from_millis(150);
/// Twice the text may take so many times the time: two where time grows with it, four where with its square.
const MOST: u32 = 3;
/// How often a shape is measured again that seems to be wrong: other tests run beside this one.
const AGAIN: usize = 3;

/// How long it takes to check a site with such a text: the best of two.
fn time(text: &str) -> Duration {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: T\nbase_url: https://x.org/\nlanguages: [en]\nundeclared: allow\nsearch: no\n",
        ),
        ("content/actors/army.md", "---\nname: the army\naliases: [army]\n---\n"),
        (
            "content/actors/group.md",
            "---\nname: the group\naliases: [Groupe]\n---\n",
        ),
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        ("content/sources/paper.md", "---\ntitle: A paper\n---\n"),
        (
            "content/events/raid.md",
            "---\ntitle: R\ndate: 2022\nregions: [mopti]\nside_a: [army]\nside_b: [group]\nclaims: [{id: c, measure: killed, count: 8, claimant: army, sources: [paper]}]\n---\n",
        ),
        (
            "content/articles/other.md",
            "---\ntitle: O\ndate: 2022\n---\n\n## End\n",
        ),
    ]);
    site.put(
        "content/articles/hard.md",
        &format!("---\ntitle: H\ndate: 2022\n---\n\n{text}\n"),
    );
    let once = || {
        // It should not know the text from the last time.
        let _ = std::fs::remove_dir_all(site.root().join(".griot-cache"));
        let begun = Instant::now();
        site.compile();
        begun.elapsed()
    };
    let first = once();
    if first > LONG { first } else { first.min(once()) }
}

/// How long a shape takes at a size that takes long enough, and at twice that size.
fn pair(shape: fn(usize) -> String) -> (usize, Duration, Duration) {
    let mut size = SIZE;
    let mut before = time(&shape(size));
    loop {
        let after = time(&shape(size * 2));
        if after > LONG && before > LONG / MOST || size * 2 > LARGEST {
            return (size, before, after);
        }
        (size, before) = (size * 2, after);
    }
}

#[test]
#[allow(clippy::print_stdout, reason = "a table for whoever asks with --nocapture")]
fn time_grows_no_faster_than_the_text() {
    let mut wrong = Vec::new();
    for (name, shape) in SHAPES {
        let (mut size, mut one, mut two) = pair(*shape);
        for _ in 0..AGAIN {
            if two > one * MOST {
                (size, one, two) = pair(*shape);
            }
        }
        println!(
            "{name:<32} {size:>8} {:>7.1} {:>7.1} ms",
            one.as_secs_f64() * 1e3,
            two.as_secs_f64() * 1e3
        );
        if two > one * MOST {
            wrong.push(format!("{name}: {one:?} for {size} bytes, {two:?} for twice as many"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_above_the_limit_is_refused() {
    let site = Site::new(&[(
        "content/site.yaml",
        "title: T\nbase_url: https://x.org/\nlanguages: [en]\n",
    )]);
    site.put(
        "content/articles/huge.md",
        &format!("---\ntitle: H\ndate: 2022\n---\n\n{}", "words ".repeat(50_000_000 / 6)),
    );
    let begun = Instant::now();
    let findings = site.findings();
    assert!(
        findings.contains("error[too-large]") && findings.contains("huge.md"),
        "{findings}"
    );
    // It is not even read.
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
