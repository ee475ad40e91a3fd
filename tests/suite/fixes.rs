//! Fixes: what they change, what they leave alone, and that they undo known mistakes to the byte.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use griot::Compiled;
use griot::diag::{Code, Safety, Severity};
use griot::edit::{self, FixReport, Fixes};

use crate::support::{Site, findings, options, project, run_in};
use crate::{cases, codes};

/// Applies the fixes of a site.
fn fix(root: &Path, fixes: Fixes) -> (Compiled, FixReport) {
    let check = || Ok(griot::compile(root, &options(), |_| {}).expect("the site can be read"));
    edit::fix_site(root, fixes, check).expect("the site can be fixed")
}

fn errors(compiled: &Compiled) -> usize {
    let findings = compiled.findings.iter();
    findings
        .filter(|finding| finding.severity == Severity::Error)
        .count()
}

/// Returns every file below a folder, by path.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let about = fs::symlink_metadata(&path).expect("it is there");
            if about.is_dir() {
                // The cache is no part of the site.
                if !path.ends_with(".griot-cache") {
                    open.push(path);
                }
            } else if about.is_file() {
                let name = path.strip_prefix(root).expect("it is below");
                let name = name.display().to_string().replace('\\', "/");
                let bytes = fs::read(&path).unwrap_or_default();
                files.insert(name, bytes);
            }
        }
    }
    files
}

/// Whether a file is a text, whatever its ending looks like.
fn is_text(path: &str) -> bool {
    let end = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    let ends = [
        "md", "markdown", "mdx", "mdown", "mkd", "txt", "text", "qmd", "rmd", "yaml", "yml",
    ];
    ends.contains(&end.as_str())
}

/// Applies the fixes of a site, and returns the errors before, whether each file could be read, and
/// the last check. `None` if the site cannot be compiled as a whole.
fn fix_case(root: &Path, fixes: Fixes) -> Option<(usize, bool, Compiled, FixReport)> {
    let mut first = None;
    let check = || {
        let compiled = griot::compile(root, &options(), |_| {})
            .map_err(|error| griot::messages::Message::verbatim(error.to_string()))?;
        let unreadable = |finding: &griot::diag::Finding| finding.code.is_unreadable();
        let was_read = !compiled.findings.iter().any(unreadable);
        first.get_or_insert((errors(&compiled), was_read));
        Ok(compiled)
    };
    let (after, report) = edit::fix_site(root, fixes, check).ok()?;
    let (before, was_read) = first?;
    Some((before, was_read, after, report))
}

#[test]
fn every_case_is_fixed_once_and_has_no_more_errors_than_before() {
    let mut wrong = Vec::new();
    let mut fixed = 0;
    cases::each_site(|case, root| {
        let mut has_changed = false;
        for fixes in [Fixes::Safe, Fixes::All] {
            let Some((before, was_read, after, report)) = fix_case(root, fixes) else {
                return;
            };
            fixed += report.fixed;
            has_changed |= !report.files.is_empty() || !report.renames.is_empty();
            if was_read && errors(&after) > before {
                wrong.push(format!(
                    "{case}: {before} errors became {}:\n{}",
                    errors(&after),
                    findings(&after)
                ));
            }
        }
        if !has_changed {
            return;
        }
        let texts = files(root);
        let again = fix_case(root, Fixes::All).map(|(.., report)| report.files);
        if files(root) != texts {
            wrong.push(format!("{case}: a second run changes {again:?} again"));
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(fixed > 100, "{fixed} findings of the cases were fixed");
}

/// Line breaks of Windows and a byte order mark stay, and make no difference to fixes.
#[test]
fn fixes_are_the_same_with_other_line_breaks() {
    let with_breaks = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let is_plain = |text: &str| !text.contains('\r') && !text.starts_with('\u{feff}');
    let mut wrong = Vec::new();
    cases::each_site(|case, root| {
        let before = files(root);
        let Some((.., report)) = fix_case(root, Fixes::All) else {
            return;
        };
        if report.files.is_empty() {
            return;
        }
        let other = Site::new(&[]);
        for (path, bytes) in before {
            let to = other.root().join(&path);
            fs::create_dir_all(to.parent().expect("it is in a folder")).expect("it can be made");
            match String::from_utf8(bytes) {
                Ok(text) if is_text(&path) && is_plain(&text) => {
                    fs::write(&to, with_breaks(&text)).expect("it can be written");
                }
                Ok(text) => fs::write(&to, text).expect("it can be written"),
                Err(error) => fs::write(&to, error.as_bytes()).expect("it can be written"),
            }
        }
        if fix_case(other.root(), Fixes::All).is_none() {
            return;
        }
        let found = files(other.root());
        for (path, bytes) in files(root) {
            let text = String::from_utf8(bytes).ok();
            let Some(text) = text.filter(|text| is_text(&path) && is_plain(text)) else {
                continue;
            };
            let expected = with_breaks(&text);
            let found = found.get(&path).map(|bytes| String::from_utf8_lossy(bytes));
            if found.as_deref() != Some(expected.as_str()) {
                wrong.push(format!("{case}: {path}:\n{expected:?}\n{found:?}"));
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `griot explain` and the manual tell which findings have fixes; here they have them.
#[test]
fn the_codes_with_fixes_are_those_that_are_told() {
    let mut safe = BTreeSet::new();
    let mut judged = BTreeSet::new();
    let mut note = |root: &Path| {
        let Ok(compiled) = griot::compile(root, &options(), |_| {}) else {
            return;
        };
        for finding in &compiled.findings {
            for fix in &finding.fixes {
                if fix.resolve(&compiled.sources).is_some() {
                    match fix.safety {
                        Safety::Safe => safe.insert(finding.code),
                        Safety::Unsafe => judged.insert(finding.code),
                    };
                }
            }
        }
    };
    cases::each_site(|_, root| note(root));
    codes::each_site(|_, root| note(root));
    let told = |wanted| -> BTreeSet<Code> {
        let all = Code::ALL.iter().copied();
        all.filter(|code| code.fixes() == wanted).collect()
    };
    assert_eq!(told(Some(Safety::Safe)), safe);
    let only_judged: BTreeSet<Code> = judged.difference(&safe).copied().collect();
    assert_eq!(told(Some(Safety::Unsafe)), only_judged);
    let rows = Code::ALL.iter().filter(|code| code.fixes().is_some());
    let rows: String = rows
        .map(|code| {
            let word = code.word();
            let [fix, unsafe_fix] = [safe.contains(code), judged.contains(code)]
                .map(|has| if has { "yes" } else { "" });
            format!("| `{word}` | {fix} | {unsafe_fix} |\n")
        })
        .collect();
    let file = project().join("docs/src/how-to/fixes.md");
    let page = fs::read_to_string(&file).expect("the page is there");
    let (before, rest) = page.split_once("|---|---|---|\n").expect("it has a table");
    let end = rest.find("\n\n").map_or(rest.len(), |at| at + 1);
    let end = if rest.starts_with('\n') { 0 } else { end };
    let expected = format!("{before}|---|---|---|\n{rows}{}", &rest[end..]);
    if std::env::var_os("UPDATE_FIXES").is_some() {
        fs::write(&file, &expected).expect("it can be written");
    } else {
        assert!(
            page == expected,
            "UPDATE_FIXES=1 writes the table of the manual"
        );
    }
}

const ARTICLE: &str =
    "---\r\ntitle: A: b\r\ndate: 22/02/2022 # when\r\ntags: [x]\r\n---\r\n\r\nText.";

const FIXED: &str =
    "---\r\ntitle: \"A: b\"\r\ndate: 2022-02-22 # when\r\ntopics: [x]\r\n---\r\n\r\nText.";

fn check(site: &Site, arguments: &[&str]) -> (Option<i32>, String, String) {
    run_in(site, "check", arguments)
}

#[test]
fn the_command_shows_and_writes_fixes() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: Site\nbase_url: https://example.org/\n",
        ),
        ("content/articles/a.md", ARTICLE),
    ]);
    let file = site.root().join("content/articles/a.md");
    let read = || fs::read_to_string(&file).expect("it is there");
    let (code, shown, note) = check(&site, &["--diff"]);
    assert_eq!(code, Some(1));
    assert!(
        shown.contains("-title: A: b\r\n+title: \"A: b\"\r\n"),
        "{shown}"
    );
    assert!(
        note.starts_with("1 finding would be fixed, 0 left; nothing was written"),
        "{note}"
    );
    assert_eq!(read(), ARTICLE);
    #[cfg(unix)]
    let mode = {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("it is ours");
        || {
            let about = fs::metadata(&file).expect("it is there");
            about.permissions().mode() & 0o777
        }
    };
    let (code, _, note) = check(&site, &["--fix"]);
    assert_eq!(code, Some(0), "{note}");
    assert!(note.starts_with("fixed 3 findings in 1 file\n"), "{note}");
    assert_eq!(read(), FIXED);
    #[cfg(unix)]
    assert_eq!(mode(), 0o640);
    let (_, _, note) = check(&site, &["--fix"]);
    assert!(note.starts_with("no finding was fixed\n"), "{note}");
    let (code, ..) = check(&site, &["--unsafe"]);
    assert_eq!(code, Some(2), "--unsafe is about --fix or --diff");
    assert_eq!(
        check(&site, &["--fix", "--changed-since", "main"]).0,
        Some(2)
    );
}

#[test]
fn a_file_that_has_changed_is_left_alone() {
    let site = Site::new(&[("content/articles/a.md", ARTICLE)]);
    let change = edit::FileChange {
        path: "content/articles/a.md".to_owned(),
        old: ARTICLE.to_owned(),
        new: FIXED.to_owned(),
        is_front: false,
    };
    site.put("content/articles/a.md", &ARTICLE.replace("Text", "Other"));
    let outcome = edit::write(site.root(), &change).expect("it can be read");
    assert_eq!(outcome, edit::ChangeOutcome::Outdated);
    let text = fs::read_to_string(site.root().join(&change.path)).expect("it is there");
    assert!(text.ends_with("Other."));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let elsewhere = Site::new(&[("a.md", ARTICLE)]);
    let site = Site::new(&[("content/articles/b.md", ARTICLE)]);
    let link = site.root().join("content/articles/a.md");
    std::os::unix::fs::symlink(elsewhere.root().join("a.md"), &link).expect("links can be made");
    let change = edit::FileChange {
        path: "content/articles/a.md".to_owned(),
        old: ARTICLE.to_owned(),
        new: FIXED.to_owned(),
        is_front: false,
    };
    assert!(edit::write(site.root(), &change).is_err());
    let text = fs::read_to_string(elsewhere.root().join("a.md")).expect("it is there");
    assert_eq!(text, ARTICLE);
}

/// Of two fixes for one finding, a person chooses.
#[test]
fn alternatives_are_shown_and_not_chosen() {
    let event = "---\ntitle: E\ndate: 2022-02-22\nregions: [mopti]\nclaims:\n  - id: dead\n    \
        measure: killed\n    count: 19\n    claimant: fama\n    sources: [s]\n---\n";
    let article = "---\ntitle: A\ndate: 2022-02-22\n---\n\n[18 killed](claim:e#dead).\n";
    let site = Site::new(&[
        ("content/site.yaml", "title: Site\nundeclared: allow\n"),
        ("content/events/e.md", event),
        ("content/articles/a.md", article),
        (
            "content/sources/s.md",
            "---\ntitle: S\nkind: report\npublisher: P\ndate: 2022\n---\n",
        ),
    ]);
    let compiled = site.compile();
    let finding = compiled
        .findings
        .iter()
        .find(|finding| finding.code == Code::FigureMismatch)
        .expect("the numbers differ");
    let edits: Vec<(String, String)> = finding
        .fixes
        .iter()
        .map(|fix| {
            assert_eq!(fix.safety, Safety::Unsafe);
            let resolved = fix.resolve(&compiled.sources).expect("it has a range");
            let edit = &resolved.edits[0];
            let text = compiled.sources.text(edit.span.file);
            let old = &text[edit.span.start as usize..edit.span.end as usize];
            (old.to_owned(), edit.text.clone())
        })
        .collect();
    let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    assert_eq!(edits, [pair("18", "19"), pair("19", "18")]);
    let (_, report) = fix(site.root(), Fixes::All);
    assert_eq!(report.fixed, 0);
    let texts = files(site.root());
    assert_eq!(texts["content/articles/a.md"], article.as_bytes());
    assert_eq!(texts["content/events/e.md"], event.as_bytes());
}
