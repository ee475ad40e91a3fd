//! Time grows linearly with the text: known hard shapes are doubled until they take long enough to
//! be measured.

use std::time::{Duration, Instant};

use crate::support::Site;
use griot::diag::emit::{self, ColorChoice, OutputFormat};

/// A shape: its name, and a function that makes a text of about a number of bytes.
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
    ("addresses with spaces", |size| {
        repeated("[a](b c.md ", size)
    }),
    ("brackets the wrong way round", |size| {
        repeated("(a)[b ", size)
    }),
    ("wide brackets", |size| repeated("［a］（", size)),
    ("bare addresses", |size| {
        repeated("https://example.org/_a_(b) ", size)
    }),
    ("addresses without spaces", |size| {
        repeated("www.a.org", size)
    }),
    ("mailboxes", |size| repeated("a@b.", size)),
    ("broken links", |size| {
        numbered(size, |n| format!("[a](b-{n}.md) "))
    }),
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
    ("loaded words", |size| {
        repeated("the terrorists say. ", size)
    }),
    ("loaded words in one sentence", |size| {
        repeated("the terrorists say ", size)
    }),
    ("names in emphasis", |size| repeated("FA*Ma* FAMa ", size)),
    ("open brackets", |size| repeated("[", size)),
    ("closed brackets", |size| repeated("[a](", size)),
    ("open images", |size| repeated("![", size)),
    ("nested brackets", |size| {
        "[".repeat(size / 2) + &"]".repeat(size / 2)
    }),
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
    ("nested quotes", |size| {
        repeated("> ", size.min(20_000)) + "a"
    }),
    ("many quotes", |size| repeated("> a\n\n", size)),
    ("a quote of many lines", |size| repeated("> a\n", size)),
    ("nested lists", |size| {
        numbered(size, |n| format!("{}- a\n", " ".repeat(n % 100)))
    }),
    ("quotation marks that open", |size| repeated("« a ", size)),
    ("quotation marks of all kinds", |size| {
        repeated("“a” «b» \"c ", size)
    }),
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
    ("headings of one name", |size| {
        repeated("## A heading\n\n", size)
    }),
    ("headings of many names", |size| {
        numbered(size, |n| format!("## Heading {n}\n\n"))
    }),
    ("links to headings", |size| {
        numbered(size / 2, |n| format!("## H {n}\n\n"))
            + &numbered(size / 2, |n| format!("[a](#h-{n}) "))
    }),
    ("links to a file", |size| {
        repeated("[a](other.md#end) ", size)
    }),
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
    ("names", |size| {
        repeated("The army met the group in Mopti. ", size)
    }),
    ("near-misses of names", |size| {
        repeated("The grouppe met in Mopty. ", size)
    }),
    ("figures that nobody claims", |size| {
        numbered(size, |n| format!("{n} people were killed. "))
    }),
    ("figures of a claim", |size| {
        repeated("[8 dead](claim:raid#c) ", size)
    }),
    ("figures that are not the claim's", |size| {
        repeated("[9 dead](claim:raid#c) ", size)
    }),
    ("figures of no claim", |size| {
        numbered(size, |n| format!("[8 dead](claim:no-{n}#c) "))
    }),
    ("one figure, said often", |size| {
        repeated("8 people were killed. ", size)
    }),
    ("loaded words", |size| {
        repeated("The terrorist regime. ", size)
    }),
    ("citations of nothing", |size| {
        numbered(size, |n| format!("words [@no-{n}]. "))
    }),
    ("pictures that are missing", |size| {
        numbered(size, |n| format!("![a](no-{n}.jpg)\n\n"))
    }),
    ("anchors that are missing", |size| {
        numbered(size, |n| format!("[a](#no-{n}) "))
    }),
    ("characters that are none", |size| repeated("&#1; ", size)),
    ("code", |size| {
        format!(
            "```rust\n{}\n```\n",
            repeated("fn a() { b(\"c\") } // d\n", size)
        )
    }),
    ("one long word", |size| repeated("a", size)),
    ("one long line of spaces", |size| {
        repeated(" \t", size) + "a"
    }),
    ("backslashes", |size| repeated("\\*\\[\\\\", size)),
    ("definitions", |size| repeated("a\n: b\n\n", size)),
    ("reference definitions", |size| {
        numbered(size, |n| format!("[r{n}]: /x{n}\n")) + "[r1]"
    }),
];

/// Files that are hard to parse: a name, and a function that makes about a number of bytes.
type Files = (&'static str, fn(usize) -> Vec<(String, String)>);

/// An article with more front matter.
fn front(more: &str) -> Vec<(String, String)> {
    let text = format!("---\ntitle: H\ndate: 2022\n{more}---\n\nText.\n");
    vec![("content/articles/hard.md".to_owned(), text)]
}

/// An event with a list of claims.
fn claims(size: usize, line: impl Fn(usize) -> String) -> Vec<(String, String)> {
    let begin = "---\ntitle: H\ndate: 2022\nregions: [mopti]\nclaims:\n";
    let text = format!("{begin}{}---\n", numbered(size, line));
    vec![("content/events/hard.md".to_owned(), text)]
}

/// A drawing that an article shows.
fn drawing(svg: String) -> Vec<(String, String)> {
    let mut files = front("");
    files[0].1.push_str("\n![A flag](../media/hard.svg)\n");
    files.push(("content/media/hard.svg".to_owned(), svg));
    files
}

const FILES: &[Files] = &[
    ("unknown keys", |size| {
        front(&numbered(size, |n| format!("key{n}: x\n")))
    }),
    ("unknown keys of items", |size| {
        front(&format!(
            "events:\n{}",
            numbered(size, |n| format!(
                "  - {{id: e{n}, title: E, date: 2022, regions: [mopti], colour: x}}\n"
            ))
        ))
    }),
    ("events of one id", |size| {
        front(&format!(
            "events:\n{}",
            numbered(size, |_| {
                "  - {id: same, title: E, date: 2022, regions: [mopti]}\n".into()
            })
        ))
    }),
    ("sources of one id", |size| {
        front(&format!(
            "sources:\n{}",
            numbered(size, |_| "  - {id: same, title: S}\n".into())
        ))
    }),
    ("files of one id", |size| {
        let mut files = Vec::new();
        while files.len() * 40 < size {
            let path = format!("content/articles/{}/same.md", files.len());
            files.push((path, "---\ntitle: H\ndate: 2022\n---\n".to_owned()));
        }
        files
    }),
    ("claims", |size| {
        claims(size, |n| {
            format!(
                "  - {{id: c{n}, measure: killed, count: {n}, claimant: army, sources: [paper]}}\n"
            )
        })
    }),
    ("claims of one id", |size| {
        claims(size, |n| {
            format!(
                "  - {{id: c, measure: killed, count: {n}, claimant: army, sources: [paper]}}\n"
            )
        })
    }),
    ("claims with mistakes", |size| {
        claims(size, |n| {
            format!(
                "  - {{id: c{n}, measure: kiled, count: many, claimant: army, sources: [none{n}]}}\n"
            )
        })
    }),
    ("claims of an inline event with mistakes", |size| {
        let begin =
            "events:\n  - id: e\n    title: E\n    date: 2022\n    regions: [mopti]\n    claims:\n";
        front(&format!(
            "{begin}{}",
            numbered(size, |n| format!(
                "      - {{id: c{n}, measure: killed, count: 8, claimant: army, sources: [paper], colour: x}}\n"
            ))
        ))
    }),
    ("old addresses", |size| {
        front(&format!(
            "redirect_from:\n{}",
            numbered(size, |n| format!("  - /old-{n}/\n"))
        ))
    }),
    ("old addresses that are one", |size| {
        front(&format!(
            "redirect_from:\n{}",
            numbered(size, |_| "  - /old/\n".into())
        ))
    }),
    ("aliases", |size| {
        let aliases = numbered(size, |n| format!("  - Alias {n} of many\n"));
        let text = format!("---\nname: Many\naliases:\n{aliases}---\n");
        vec![("content/actors/hard.md".to_owned(), text)]
    }),
    ("topics that are wrong", |size| {
        front(&format!(
            "topics:\n{}",
            numbered(size, |n| format!("  - {{war{n}: north}}\n"))
        ))
    }),
    ("a drawing with many attributes", |size| {
        let attributes = numbered(size, |n| format!(" a{n}='x'"));
        drawing(format!(
            "<svg xmlns='http://www.w3.org/2000/svg'{attributes}/>"
        ))
    }),
    ("a drawing with many elements", |size| {
        let paths = repeated("\n<path d='M0 0'/>", size);
        drawing(format!(
            "<svg xmlns='http://www.w3.org/2000/svg'>{paths}</svg>"
        ))
    }),
    ("a drawing with many rules", |size| {
        let rules = repeated("a{fill:url(#x)}", size);
        drawing(format!(
            "<svg xmlns='http://www.w3.org/2000/svg'><style>{rules}</style></svg>"
        ))
    }),
];

/// The first size, in bytes. It is doubled until a text takes long enough to be measured.
const SIZE: usize = 24_000;
const LARGEST: usize = 3_000_000;
const LONG: Duration = Duration::from_millis(40);
/// The most times that twice the text may take: two if time is linear, four if it is quadratic.
const MOST: u32 = 3;
/// How often a shape is measured again that seems to be wrong: caches and pages of memory are
/// shared with other tests.
const AGAIN: usize = 3;

/// How long it takes to check a site with such a text as an article.
fn time_of_text(text: &str) -> Duration {
    let article = format!("---\ntitle: H\ndate: 2022\n---\n\n{text}\n");
    time(vec![("content/articles/hard.md".to_owned(), article)])
}

/// How long it takes to check a site with such files, and to write what is found: the best of two.
fn time(files: Vec<(String, String)>) -> Duration {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: T\nbase_url: https://x.org/\nlanguages: [en]\nundeclared: allow\nsearch: no\n",
        ),
        (
            "content/actors/army.md",
            "---\nname: the army\naliases: [army]\n---\n",
        ),
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
    for (path, text) in files {
        site.put(&path, &text);
    }
    let once = || {
        // The text must not be in the cache.
        let _ = std::fs::remove_dir_all(site.root().join(".griot-cache"));
        alone(|| {
            let compiled = site.compile();
            emit::render(
                &compiled.findings,
                &compiled.sources,
                OutputFormat::Json,
                ColorChoice::Plain,
            );
        })
    };
    let first = once();
    if first > LONG {
        first
    } else {
        first.min(once())
    }
}

/// How long something keeps a processor busy, all of it in one thread.
fn alone(run: impl FnOnce() + Send) -> Duration {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(1)
                .use_current_thread();
            let pool = pool.build().expect("a pool of one thread");
            let begun = Clock::now();
            pool.install(run);
            begun.elapsed()
        });
        thread.join().expect("it ends well")
    })
}

/// The processor time of this thread, which other tests beside this one leave alone; elsewhere than
/// on Unix, the time of day.
struct Clock(Duration);

impl Clock {
    #[cfg(unix)]
    fn now() -> Clock {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Clock(Duration::try_from(time).expect("it is positive"))
    }

    #[cfg(not(unix))]
    fn now() -> Clock {
        Clock(
            std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .expect("it is later"),
        )
    }

    fn elapsed(&self) -> Duration {
        Clock::now().0.saturating_sub(self.0)
    }
}

/// How long a shape takes at a size that takes long enough, and at twice that size.
fn pair(time: impl Fn(usize) -> Duration) -> (usize, Duration, Duration) {
    let mut size = SIZE;
    let mut before = time(size);
    loop {
        let after = time(size * 2);
        if after > LONG && before > LONG / MOST || size * 2 > LARGEST {
            return (size, before, after);
        }
        (size, before) = (size * 2, after);
    }
}

#[test]
#[allow(
    clippy::print_stdout,
    reason = "a table for whoever asks with --nocapture"
)]
fn time_grows_no_faster_than_the_text() {
    let mut wrong = Vec::new();
    type Timed = (&'static str, Box<dyn Fn(usize) -> Duration>);
    let texts = SHAPES
        .iter()
        .map(|(name, shape)| -> Timed { (name, Box::new(|size| time_of_text(&shape(size)))) });
    let files = FILES
        .iter()
        .map(|(name, files)| -> Timed { (name, Box::new(|size| time(files(size)))) });
    for (name, timed) in files.chain(texts) {
        let (mut size, mut one, mut two) = pair(&timed);
        for _ in 0..AGAIN {
            if two > one * MOST {
                (size, one, two) = pair(&timed);
            }
        }
        println!(
            "{name:<32} {size:>8} {:>7.1} {:>7.1} ms",
            one.as_secs_f64() * 1e3,
            two.as_secs_f64() * 1e3
        );
        if two > one * MOST {
            wrong.push(format!(
                "{name}: {one:?} for {size} bytes, {two:?} for twice as many"
            ));
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
        &format!(
            "---\ntitle: H\ndate: 2022\n---\n\n{}",
            "words ".repeat(50_000_000 / 6)
        ),
    );
    let begun = Instant::now();
    let findings = site.findings();
    assert!(
        findings.contains("error[too-large]") && findings.contains("huge.md"),
        "{findings}"
    );
    // It is not even parsed.
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
}
