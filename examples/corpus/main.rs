//! Writes a site of any size to measure griot with: `cargo run --release --example corpus -- 10000
//! DIR`.
//!
//! Articles have about 600 words and use the complete content model, with about 300 actors and 120
//! regions that do not exist. The same number always gives the same bytes: there is no clock, no
//! floating point, and no randomness but a seeded generator. Such a site builds without a finding,
//! because a benchmark that reports thousands of warnings would measure the reporting.

#![allow(
    clippy::print_stderr,
    reason = "a command says on stderr why it failed"
)]

mod article;
mod code;
mod day;
mod names;
mod prose;
mod random;
mod words;
mod world;
mod yaml;

use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use article::{Calendar, article};
use world::World;

const USAGE: &str =
    "usage: corpus ARTICLES DIR\n\nWrites DIR/content/ with so many articles. DIR is new or empty.";

/// The smallest number of articles that can name every actor. An actor that nothing names would be
/// reported.
const ENOUGH: usize = 75;

fn main() -> ExitCode {
    let Some((count, root)) = arguments(std::env::args().skip(1).collect()) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match write(count, &root) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::from(2)
        }
    }
}

fn arguments(words: Vec<String>) -> Option<(usize, PathBuf)> {
    let [count, root] = <[String; 2]>::try_from(words).ok()?;
    let count = count.parse().ok().filter(|count| *count > 0)?;
    Some((count, root.into()))
}

/// Writes the site below `root`.
pub fn write(count: usize, root: &Path) -> Result<()> {
    refuse_used(root)?;
    let content = root.join("content");
    for kind in ["articles", "actors", "regions", "sources"] {
        fs::create_dir_all(content.join(kind))?;
    }
    fs::write(content.join("site.yaml"), site(count))?;
    let world = World::new();
    for (path, text) in world.files() {
        fs::write(content.join(path), text)?;
    }
    let calendar = Calendar::new(&world, count);
    for number in 0..count {
        let path = format!("articles/{}.md", calendar.id(number));
        fs::write(content.join(path), article(&world, &calendar, number))?;
    }
    Ok(())
}

/// Refuses a folder that is not empty, because it may belong to another project.
fn refuse_used(root: &Path) -> Result<()> {
    let mut entries = match fs::read_dir(root) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(Error::new(
            ErrorKind::AlreadyExists,
            format!(
                "{} is not empty, and nothing is written into it",
                root.display()
            ),
        )),
    }
}

/// Returns `site.yaml`.
fn site(count: usize) -> String {
    let mut text = String::from(
        "title: A corpus to measure with\n\
         description: Articles, actors, regions, events and sources that do not exist.\n\
         base_url: https://corpus.example.org/\n\
         languages: [en]\n\
         time_zone: UTC\n\
         undeclared: warn\n\
         search: no\n\
         previews: no\n\
         publisher: Nobody\n",
    );
    if count < ENOUGH {
        text.push_str("allow: [{code: orphan, reason: So few articles cannot name every actor}]\n");
    }
    text
}
