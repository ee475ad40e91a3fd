//! Every folder below `tests/cases/` with an `expect.md` is a test: a small site, with the expected
//! output of griot.
//!
//! The folder is copied to a temporary one, where the fences of `expect.md` are executed in order:
//!
//! * ```` ```sh ```` is run first, by `sh -e`. It makes what git cannot hold, such as a FIFO or a
//!   thousand files.
//! * ```` ```console ```` holds commands, `$ griot check`, each with all that it prints, standard
//!   output first. `? 1` in a line of its own is an exit code other than 0. Durations are written
//!   as `[TIME]`.
//! * ```` ```html public/index.html ```` names a file that the commands before it wrote. Each line
//!   of the fence has to stand in that file, in this order, white space at the ends aside. With
//!   `not` before the path none of the lines may.
//! * ```` ```html public/index.html main ```` holds the whole main part of a page, a block element
//!   a line, without what stands in drawings.
//!
//! `UPDATE_CASES=1 cargo test --test suite cases::` writes what the commands print. The day is 1
//! January 2026.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::canonical;

/// 1 January 2026 at noon, in seconds since 1970.
const NOW: &str = "1767268800";

/// One test for each path below `tests/cases/`, and the list of them.
macro_rules! cases {
    ($($test:ident $path:literal)*) => {
        const CASES: &[&str] = &[$($path),*];
        $(
            #[test]
            fn $test() -> Result<(), String> {
                run(&root().join($path))
            }
        )*
    };
}

// `UPDATE_CASES=1 cargo test --test suite cases::` writes what stands between the braces.
cases! {
    a_link_within_a_link "a-link-within-a-link"
    a_video_is_no_picture "a-video-is-no-picture"
    accountability_coverage_and_corrections "accountability/coverage-and-corrections"
    addresses_of_a_site "addresses-of-a-site"
    addresses_of_sources "addresses/of-sources"
    an_obsidian_vault "an-obsidian-vault"
    approximate_figures "approximate-figures"
    approximate_figures_in_prose "approximate-figures-in-prose"
    approximate_figures_written_otherwise "approximate-figures-written-otherwise"
    arabic_spelling "arabic-spelling"
    bare_addresses "bare-addresses"
    citations_without_an_address "citations-without-an-address"
    claims_of_another_day "claims-of-another-day"
    clean_site "clean-site"
    content_is_a_link "content-is-a-link"
    data_set_beside_its_source "data-set-beside-its-source"
    dates_as_others_write_them "dates/as-others-write-them"
    dates_days_that_cannot_be "dates/days-that-cannot-be"
    dates_odd "dates/odd"
    dates_same_day_range "dates/same-day-range"
    dates_times "dates/times"
    dates_times_wrong "dates/times-wrong"
    drawings_that_are_none "drawings-that-are-none"
    drawings_that_browsers_draw "drawings-that-browsers-draw"
    duplicate_ids "duplicate-ids"
    empty_records "empty-records"
    estimates "estimates"
    evidence_origins_and_answers "evidence/origins-and-answers"
    features_that_are_not_there "features-that-are-not-there"
    fields_closed_lists "fields/closed-lists"
    fields_empty_is_absent "fields/empty-is-absent"
    fields_nothing_dropped "fields/nothing-dropped"
    fields_wrong_shapes "fields/wrong-shapes"
    figures_in_words "figures-in-words"
    figures_kept_as_published "figures-kept-as-published"
    figures_out_of_order "figures-out-of-order"
    figures_without_their_claim "figures-without-their-claim"
    files_that_are_not_read "files-that-are-not-read"
    files_under_another_name "files-under-another-name"
    footnote_labels "footnote-labels"
    frame_a_logo_beside_the_name "frame/a-logo-beside-the-name"
    frame_every_key "frame/every-key"
    frame_mistakes_in_logo_and_styles "frame/mistakes-in-logo-and-styles"
    frame_mistakes_in_the_footer "frame/mistakes-in-the-footer"
    frame_mistakes_in_the_head "frame/mistakes-in-the-head"
    frame_mistakes_in_the_menu "frame/mistakes-in-the-menu"
    free_pages_only "free-pages-only"
    front_matters_that_do_not_begin "front-matters-that-do-not-begin"
    import_astro "import/astro"
    import_explain "import/explain"
    import_hugo "import/hugo"
    import_jekyll "import/jekyll"
    import_mdbook "import/mdbook"
    import_obsidian "import/obsidian"
    import_zola "import/zola"
    iso_3166 "iso-3166"
    keys_extra_wrong "keys/extra-wrong"
    keys_ignored_and_extra "keys/ignored-and-extra"
    keys_of_other_tools "keys/of-other-tools"
    links_and_pipes_below_the_site "links-and-pipes-below-the-site"
    links_that_are_none "links-that-are-none"
    links_that_were_asked "links-that-were-asked"
    links_that_work_for_nobody_else "links-that-work-for-nobody-else"
    list_numbers "list-numbers"
    lost_text "lost-text"
    marks_in_silence "marks-in-silence"
    measures_of_claims "measures-of-claims"
    merge_conflict_in_settings "merge-conflict-in-settings"
    merge_conflicts "merge-conflicts"
    metadata_of_static_files "metadata-of-static-files"
    name_with_other_spaces "name-with-other-spaces"
    names_and_statistics "names-and-statistics"
    names_in_one_unicode_form "names-in-one-unicode-form"
    names_that_are_too_long "names-that-are-too-long"
    names_misspelt "names/misspelt"
    names_never_misspellings "names/never-misspellings"
    names_one_misspelling "names/one-misspelling"
    names_other_forms "names/other-forms"
    near_names "near-names"
    no_characters_in_feeds "no-characters-in-feeds"
    notes_and_marks_of_others "notes-and-marks-of-others"
    one_unreadable_source "one-unreadable-source"
    open_bounds "open-bounds"
    page_bundles "page-bundles"
    page_folders_lists "page-folders/lists"
    page_folders_mistakes "page-folders/mistakes"
    page_named_like_a_built_in_one "page-named-like-a-built-in-one"
    pages_linked_things "pages/linked-things"
    photographs_captions "photographs/captions"
    photographs_records "photographs/records"
    pictures_are_looked_at_in_the_first_run "pictures-are-looked-at-in-the-first-run"
    pictures_by_other_names "pictures-by-other-names"
    points_that_are_swapped_or_missing "points-that-are-swapped-or-missing"
    redirects_as_copied "redirects/as-copied"
    redirects_not_clear "redirects/not-clear"
    regions_that_were_part_of "regions-that-were-part-of"
    settings_with_another_name "settings-with-another-name"
    source_cited_by_many "source-cited-by-many"
    static_files "static-files"
    text_after_a_hash "text-after-a-hash"
    texts_in_another_encoding "texts-in-another-encoding"
    thirty_withheld_articles "thirty-withheld-articles"
    translations_alone "translations-alone"
    translations_without_text "translations-without-text"
    translations_one_language "translations/one-language"
    translations_repeated "translations/repeated"
    typography_by_language "typography/by-language"
    typography_left_alone "typography/left-alone"
    unreadable_files "unreadable-files"
    what_figures_count "what-figures-count"
    wiki_links "wiki-links"
    withheld_articles "withheld-articles"
    withheld_translation "withheld-translation"
    words_in_another_language "words-in-another-language"
    words_of_a_theme "words-of-a-theme"
    words_in_a_file "words/in-a-file"
    words_in_german "words/in-german"
    words_of_no_language "words/of-no-language"
    yaml_that_cannot_be_read "yaml-that-cannot-be-read"
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The line of the list for a case.
fn listed(path: &str) -> String {
    let name = path.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    let name = if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("case_{name}")
    } else {
        name
    };
    format!("    {name} \"{path}\"\n")
}

/// Every case is in the list of tests.
#[test]
fn every_folder_is_a_test() {
    let mut folders = Vec::new();
    find(&root(), &mut folders);
    let mut there: Vec<String> = folders
        .iter()
        .map(|folder| folder.strip_prefix(root()).expect("it is below"))
        .map(|path| path.display().to_string().replace('\\', "/"))
        .collect();
    there.sort();
    if there == CASES {
        return;
    }
    let list: String = there.iter().map(|path| listed(path)).collect();
    if std::env::var_os("UPDATE_CASES").is_some() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file!());
        let text = fs::read_to_string(&file).expect("this file is there");
        let (head, rest) = text.split_once("\ncases! {\n").expect("the list begins");
        let (_, tail) = rest.split_once("}\n").expect("the list ends");
        fs::write(&file, format!("{head}\ncases! {{\n{list}}}\n{tail}"))
            .expect("it can be written");
        panic!("the list was written: run the tests again");
    }
    panic!(
        "tests/cases/ holds other folders than the list in {}, which should be:\n{list}",
        file!()
    );
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    if folder.join("expect.md").is_file() {
        found.push(folder.to_owned());
        return;
    }
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let entry = entry.expect("it can be read");
        if entry.file_type().expect("it has a type").is_dir() {
            find(&entry.path(), found);
        }
    }
}

fn run(case: &Path) -> Result<(), String> {
    let file = case.join("expect.md");
    let page = fs::read_to_string(&file).map_err(|error| error.to_string())?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    copy(case, folder.path()).map_err(|error| error.to_string())?;
    let (seen, problems) = carry_out(&page, folder.path())?;
    if std::env::var_os("UPDATE_CASES").is_some() && seen != page {
        fs::write(&file, &seen).map_err(|error| error.to_string())?;
    } else if seen != page {
        return Err(format!("expected:\n{page}\nfound:\n{seen}"));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

/// Calls `act` with the path of every case and its site, after its scripts have run.
pub fn each_site(mut act: impl FnMut(&str, &Path)) {
    for case in CASES {
        let folder = tempfile::tempdir().expect("a folder of our own");
        copy(&root().join(case), folder.path()).expect("cases can be copied");
        let page = fs::read_to_string(root().join(case).join("expect.md"));
        let page = page.expect("cases can be read");
        for script in page.split("```sh\n").skip(1) {
            let script = script.split("\n```").next().unwrap_or_default();
            // A script between two builds may need files of the first; the site is good without.
            let _ = Command::new("sh")
                .args(["-c", script])
                .current_dir(folder.path())
                .stderr(Stdio::null())
                .status();
        }
        act(case, folder.path());
    }
}

/// Copies a case without its expectation. Links stay links.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            #[cfg(unix)]
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, &target)?;
        } else if entry.file_name() != "expect.md" {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Returns the page with the actual output of its commands, and the failures of its other fences.
fn carry_out(page: &str, folder: &Path) -> Result<(String, Vec<String>), String> {
    let mut seen = String::with_capacity(page.len());
    let mut problems = Vec::new();
    let mut checks = 0;
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        seen.push_str(line);
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let mut text = String::new();
        let end = loop {
            match lines.next() {
                Some(line) if line.trim_end() == "```" => break line,
                Some(line) => text.push_str(line),
                None => return Err("a fence is not closed".to_owned()),
            }
        };
        let words: Vec<&str> = info.split_whitespace().collect();
        match words.as_slice() {
            ["console"] => {
                checks += 1;
                for command in text.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    seen.push_str(&format!("$ {command}\n{}", griot(command, folder)?));
                }
            }
            ["sh"] => {
                seen.push_str(&text);
                let status = Command::new("sh")
                    .args(["-e", "-c", &text])
                    .current_dir(folder)
                    .status();
                if !status.map_err(|error| error.to_string())?.success() {
                    return Err("the script failed".to_owned());
                }
            }
            [_, path, "main"] => {
                checks += 1;
                let file = fs::read_to_string(folder.join(path))
                    .map_err(|error| format!("{path}: {error}"))?;
                let main = canonical::main_part(&file);
                seen.push_str(&main.ok_or_else(|| format!("{path} has no main part"))?);
            }
            [_, "not", path] => {
                checks += 1;
                seen.push_str(&text);
                let file = fs::read_to_string(folder.join(path))
                    .map_err(|error| format!("{path}: {error}"))?;
                let unwanted = text
                    .lines()
                    .map(str::trim)
                    .filter(|line| file.contains(line));
                problems.extend(unwanted.map(|line| format!("{path} has `{line}`, and must not")));
            }
            [_, path] => {
                checks += 1;
                seen.push_str(&text);
                let file = fs::read_to_string(folder.join(path))
                    .map_err(|error| format!("{path}: {error}"))?;
                let mut rest = file.as_str();
                for line in text.lines().map(str::trim) {
                    match rest.find(line) {
                        Some(at) => rest = &rest[at + line.len()..],
                        None => problems.push(format!(
                            "{path} has no `{line}` here, but\n{}",
                            about(&file, line)
                        )),
                    }
                }
            }
            _ => return Err(format!("a fence of no kind: {info}")),
        }
        seen.push_str(end);
    }
    if checks == 0 {
        return Err("nothing is expected".to_owned());
    }
    Ok((seen, problems))
}

/// Returns an excerpt of a page that lacks a line: the passage around its first words, or the main
/// part.
fn about<'p>(page: &'p str, line: &str) -> &'p str {
    let main = page.find("<main").map_or(page, |at| &page[at..]);
    let words: String = line.chars().take(12).collect();
    let start = main.find(&words).unwrap_or(0);
    let end = (start..=main.len().min(start + 2000))
        .rev()
        .find(|at| main.is_char_boundary(*at));
    &main[start..end.unwrap_or(start)]
}

/// Returns the output of a command with its exit code.
fn griot(command: &str, folder: &Path) -> Result<String, String> {
    let mut words = command.split_whitespace();
    if words.next() != Some("griot") {
        return Err(format!("only griot is run: {command}"));
    }
    let mut process = Command::new(env!("CARGO_BIN_EXE_griot"));
    process.env("GRIOT_LANG", "en");
    process.args(words).current_dir(folder).stdin(Stdio::null());
    for name in [
        "GITHUB_ACTIONS",
        "GITHUB_STEP_SUMMARY",
        "GITHUB_WORKSPACE",
        "CI",
    ] {
        process.env_remove(name);
    }
    let output = process
        .env("NO_COLOR", "1")
        .env("SOURCE_DATE_EPOCH", NOW)
        .output()
        .map_err(|error| error.to_string())?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    let mut text = without_times(&text);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => text.push_str(&format!("? {code}\n")),
        None => text.push_str("? killed\n"),
    }
    Ok(text)
}

/// `in 0.25 s` as `in [TIME]`.
pub fn without_times(text: &str) -> String {
    let mut parts = text.split(" in ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(" in ");
        let number = part.len()
            - part
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        match part[number..].strip_prefix(" s") {
            Some(rest) if number > 0 && !rest.starts_with(char::is_alphanumeric) => {
                out.push_str("[TIME]");
                out.push_str(rest);
            }
            _ => out.push_str(part),
        }
    }
    out
}

/// The harness detects wrong expectations.
#[test]
fn a_case_that_is_wrong_fails() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    fs::write(folder.path().join("page.html"), "<main>one two</main>")
        .map_err(|error| error.to_string())?;
    for (page, problem) in [
        ("```html page.html\ntwo\none\n```\n", "has no `one` here"),
        ("```html not page.html\none\n```\n", "must not"),
    ] {
        let (_, problems) = carry_out(page, folder.path())?;
        if !problems.iter().any(|found| found.contains(problem)) {
            return Err(format!("{page} gives {problems:?}"));
        }
    }
    let page = "```console\n$ griot explain near-nam\n```\n";
    let (seen, _) = carry_out(page, folder.path())?;
    if seen == page || !seen.contains("\n? 2\n") {
        return Err(format!("another output passes: {seen}"));
    }
    match carry_out("# No fence\n", folder.path()) {
        Err(_) => Ok(()),
        Ok(_) => Err("a page that expects nothing passes".to_owned()),
    }
}
