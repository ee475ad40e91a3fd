//! The page of every code is a test: its example gives exactly the output on the page.
//!
//! A fence is named by a path (```` ```yaml content/site.yaml ````). A site.yaml that a page does
//! not give is two lines with one language. Three kinds of fences make what text cannot show: `hex`
//! gives bytes, `size` a number of bytes, `link` the target of a symbolic link. `UPDATE_CODES=1
//! cargo test --test suite codes::` writes outputs.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use griot::compile::Compiler;
use griot::diag::emit::{self, ColorChoice, EmitContext, OutputFormat};
use griot::diag::{Code, Finding};
use griot::incremental::Store;
use griot::links::{self, Answers};
use griot::messages::MessageLanguage;
use griot::resolve::Drafts;
use griot::source::SourceFiles;
use griot::{Now, Options, compile};

const SITE: &str = "title: Example\nlanguages: [en]\n";

struct Fence {
    language: String,
    path: Option<String>,
    text: String,
    /// Bytes of the text within the page.
    range: std::ops::Range<usize>,
}

fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(String, Option<String>, usize, String)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let end = at + line.len();
        match &mut open {
            // A longer fence may contain a shorter one.
            Some((language, path, start, mark)) if line.trim_end() == mark.as_str() => {
                fences.push(Fence {
                    language: language.clone(),
                    path: path.clone(),
                    text: page[*start..at].to_owned(),
                    range: *start..at,
                });
                open = None;
            }
            Some(_) => {}
            None if line.starts_with("```") => {
                let info = line.trim_start_matches('`');
                let mark = line[..line.len() - info.len()].to_owned();
                let mut words = info.split_whitespace();
                let language = words.next().unwrap_or_default().to_owned();
                open = Some((language, words.next().map(str::to_owned), end, mark));
            }
            None => {}
        }
        at = end;
    }
    fences
}

fn write_example(root: &Path, fence: &Fence, path: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a file stands in a folder"))
        .expect("folders can be made");
    match fence.language.as_str() {
        "hex" => {
            let digits: String = fence.text.split_whitespace().collect();
            let bytes: Vec<u8> = (0..digits.len())
                .step_by(2)
                .map(|at| {
                    u8::from_str_radix(&digits[at..at + 2], 16).expect("two hexadecimal digits")
                })
                .collect();
            fs::write(file, bytes).expect("files can be written");
        }
        "size" => {
            let size: usize = fence.text.trim().parse().expect("a number of bytes");
            fs::write(file, "x".repeat(size)).expect("files can be written");
        }
        #[cfg(unix)]
        "link" => std::os::unix::fs::symlink(fence.text.trim(), file).expect("links can be made"),
        _ => fs::write(file, &fence.text).expect("files can be written"),
    }
}

/// Calls `act` with every code and the site of its example.
pub fn each_site(mut act: impl FnMut(&str, &Path)) {
    for code in Code::ALL {
        let root = tempfile::tempdir().expect("a folder of our own");
        let settings = root.path().join("content/site.yaml");
        for fence in fences(code.page(MessageLanguage::English)) {
            if let Some(path) = &fence.path {
                write_example(root.path(), &fence, path);
            }
        }
        if !settings.exists() && *code != Code::MissingSite {
            fs::create_dir_all(root.path().join("content")).expect("folders can be made");
            fs::write(settings, SITE).expect("files can be written");
        }
        act(code.word(), root.path());
    }
}

/// Returns what the example of a page prints in a language, and the codes of its findings.
fn output_of(
    fences: &[Fence],
    site: &str,
    code: Code,
    language: MessageLanguage,
) -> (String, Vec<Code>) {
    let root = tempfile::tempdir().expect("a folder of our own");
    let examples: Vec<&Fence> = fences.iter().filter(|fence| fence.path.is_some()).collect();
    for fence in &examples {
        write_example(root.path(), fence, fence.path.as_deref().expect("filtered"));
    }
    let settings = root.path().join("content/site.yaml");
    if !settings.exists() && !site.is_empty() {
        fs::create_dir_all(root.path().join("content")).expect("folders can be made");
        fs::write(settings, site).expect("files can be written");
    }
    let options = Options {
        base_url: None,
        now: Now::Day(jiff::civil::date(2026, 1, 1)),
        drafts: Drafts::Hidden,
        addresses: griot::plan::Addresses::FromRoot,
        permalinks: false,
        needs_address: code == Code::NoBaseUrl,
    };
    let mut compiled = compile(root.path(), &options, |_| {}).expect("the example can be read");
    if matches!(code, Code::GoneLink | Code::BlockedLink) {
        (compiled.sources, compiled.findings) = links_of(root.path(), &options);
    }
    let context = EmitContext {
        sources: &compiled.sources,
        language,
        prefix: "",
    };
    let text = emit::render_with(
        &compiled.findings,
        &[],
        context,
        OutputFormat::Human,
        ColorChoice::Plain,
    );
    let codes = compiled
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    (text.trim_end().to_owned() + "\n", codes)
}

/// Returns what `griot links --offline` finds.
fn links_of(root: &Path, options: &Options) -> (SourceFiles, Vec<Finding>) {
    let store = Arc::new(Store::open(root));
    let survey = Compiler::new(root, store).survey(options);
    let survey = survey.expect("it can be read").expect("it has settings");
    let text = fs::read(root.join(".griot-cache/links.json")).expect("the example has answers");
    let answers: Answers = serde_json::from_slice(&text).expect("they are answers");
    let links = links::collect(survey.atlas(), &survey.sources);
    let findings = survey.findings(links::findings(&links, &answers));
    (survey.sources, findings)
}

#[test]
fn every_page_shows_what_its_example_gives() {
    compare("src/diag/codes", MessageLanguage::English);
}

#[test]
fn every_french_page_shows_what_its_example_gives() {
    compare("src/diag/codes/fr", MessageLanguage::French);
}

/// Compares the outputs on the pages of a folder with what their examples print in a language.
fn compare(folder: &str, language: MessageLanguage) {
    let update = std::env::var_os("UPDATE_CODES").is_some();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let word = code.word();
        let file = folder.join(format!("{word}.md"));
        let page = fs::read_to_string(&file).expect("every code has a page");
        let fences = fences(&page);
        let Some(expected) = fences
            .iter()
            .find(|fence| fence.language == "text" && fence.path.is_none())
        else {
            wrong.push(format!("{word}: the page has no output"));
            continue;
        };
        // The one example in which even the settings are missing.
        let site = if *code == Code::MissingSite { "" } else { SITE };
        let (output, codes) = output_of(&fences, site, *code, language);
        if !codes.contains(code) {
            wrong.push(format!("{word}: the example gives {codes:?}\n{output}"));
        }
        if output != expected.text {
            if update {
                let mut page = page.clone();
                page.replace_range(expected.range.clone(), &output);
                fs::write(&file, page).expect("pages can be written");
            } else {
                wrong.push(format!(
                    "{word}: the page shows\n{}\nand the example gives\n{output}",
                    expected.text
                ));
            }
        }
        let headings = match language {
            MessageLanguage::French => ["## Exemple", "## Résultat", "## Remède"],
            MessageLanguage::English | MessageLanguage::Arabic => {
                ["## Example", "## Output", "## Cure"]
            }
        };
        for heading in headings {
            if !page.contains(&format!("\n{heading}\n")) {
                wrong.push(format!("{word}: the page has no `{heading}`"));
            }
        }
        if !page.starts_with(&format!("# {word}\n\n")) {
            wrong.push(format!("{word}: the page does not begin with its code"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_file_is_the_page_of_a_code() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/diag/codes");
    let entries = [folder.clone(), folder.join("fr")].map(fs::read_dir);
    for entry in entries
        .into_iter()
        .flat_map(|list| list.expect("the folder is there"))
    {
        let name = entry
            .expect("it can be read")
            .file_name()
            .into_string()
            .expect("names are text");
        if name == "fr" {
            continue;
        }
        let word = name.strip_suffix(".md").expect("pages are Markdown");
        assert!(
            Code::from_word(word).is_some(),
            "{name} is the page of no code"
        );
    }
}

#[test]
fn french_pages_have_the_examples_of_the_english_ones() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/diag/codes");
    for code in Code::ALL {
        let texts = |path: PathBuf| -> Vec<(Option<String>, String)> {
            let page = fs::read_to_string(&path).expect("every code has a page");
            let examples = fences(&page).into_iter();
            let examples = examples.filter(|fence| fence.path.is_some());
            examples.map(|fence| (fence.path, fence.text)).collect()
        };
        let name = format!("{}.md", code.word());
        assert_eq!(
            texts(folder.join(&name)),
            texts(folder.join("fr").join(&name)),
            "{name}"
        );
    }
}
