//! Measures each phase of a build: `cargo bench --profile dist`, with `-- 5000` for 5,000 articles.
//!
//! Builds the corpus of `examples/corpus` several times: with an empty store, with the store of the
//! build before, and after one article got one more sentence. Prints the median of each phase and
//! its share. Times can be compared only with others of the same machine and day.

#![allow(clippy::print_stdout, reason = "it is a table for whoever runs it")]

#[path = "../examples/corpus/main.rs"]
#[allow(dead_code, reason = "the example is a program of its own")]
mod corpus;

use std::cell::RefCell;
use std::fs;
use std::io::{Result, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use griot::compile::Compiler;
use griot::incremental::Store;
use griot::plan::Addresses;
use griot::resolve::Drafts;
use griot::write::{OutputFolder, Staging};
use griot::{Now, Options};

/// The number of builds of each kind.
const RUNS: usize = 5;
const ARTICLES: usize = 1000;

/// The times of one build by phase, in order.
type PhaseTimes = Vec<(String, Duration)>;

fn main() -> Result<()> {
    let wanted = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let articles = wanted.unwrap_or(ARTICLES);
    let folder = tempfile::tempdir()?;
    let root = folder.path().join("site");
    corpus::write(articles, &root)?;
    let article = first_article(&root)?;
    println!("{articles} articles, the median of {RUNS} builds, in milliseconds");
    let mut kinds = [
        ("cold", Vec::new()),
        ("again", Vec::new()),
        ("one sentence more", Vec::new()),
    ];
    for _ in 0..RUNS {
        for folder in ["public", ".griot-cache"] {
            let folder = root.join(folder);
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
        }
        kinds[0].1.push(build(&root)?);
        kinds[1].1.push(build(&root)?);
        let mut file = fs::File::options().append(true).open(&article)?;
        writeln!(file, "\nOne sentence more.")?;
        kinds[2].1.push(build(&root)?);
    }
    for (kind, runs) in &kinds {
        table(kind, runs);
    }
    Ok(())
}

fn first_article(root: &Path) -> Result<PathBuf> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(root.join("content/articles"))? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths.swap_remove(0))
}

/// Builds the site once.
fn build(root: &Path) -> Result<PhaseTimes> {
    let options = Options {
        base_url: None,
        now: Now::Day(jiff::civil::date(2026, 1, 1)),
        drafts: Drafts::Hidden,
        addresses: Addresses::FromRoot,
        permalinks: false,
        needs_address: false,
    };
    let starts: RefCell<Vec<(String, Instant)>> = RefCell::default();
    let record = |words: String| starts.borrow_mut().push((words, Instant::now()));
    let output =
        OutputFolder::claim(&root.join("public"), |_| {}).expect("nobody else builds here");
    let store = Arc::new(Store::open(root));
    let staging = Staging::new(output, Some((root, &store)));
    let mut compiler = Compiler::new(root, Arc::clone(&store));
    let compiled = compiler.compile(&options, &staging, |phase| record(phase.words().english()))?;
    assert!(
        compiled.findings.is_empty(),
        "the corpus builds without a finding"
    );
    record("writing".to_owned());
    let written = staging.commit(compiled.build);
    store.save();
    assert!(written.is_ok(), "it can be written");
    record("in all".to_owned());
    let starts = starts.into_inner();
    let ends = starts.iter().skip(1).map(|(_, started)| *started);
    let mut phases: PhaseTimes = starts
        .iter()
        .zip(ends)
        .map(|((words, started), end)| (words.clone(), end.duration_since(*started)))
        .collect();
    let all = phases.iter().map(|(_, time)| *time).sum();
    phases.push(("in all".to_owned(), all));
    Ok(phases)
}

fn table(kind: &str, runs: &[PhaseTimes]) {
    println!("\n{kind}");
    let median = |at: usize| {
        let mut times: Vec<Duration> = runs.iter().map(|starts| starts[at].1).collect();
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1000.0
    };
    let last = runs[0].len() - 1;
    for (at, (words, _)) in runs[0].iter().enumerate() {
        println!(
            "  {words:<28} {:>9.1} {:>5.1} %",
            median(at),
            100.0 * median(at) / median(last)
        );
    }
}
