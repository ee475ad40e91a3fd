//! Fixes: what they change, what they leave alone, and that they undo known mistakes to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use griot::Compiled;
use griot::diag::Severity;
use griot::edit::{self, FixReport, Fixes};

use crate::cases;
use crate::support::{Site, findings, options};

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

/// Whether a case can be compiled as a whole.
fn can_be_read(root: &Path) -> bool {
    griot::compile(root, &options(), |_| {}).is_ok()
}

#[test]
fn every_case_is_fixed_once_and_has_no_more_errors_than_before() {
    let mut wrong = Vec::new();
    let mut fixed = 0;
    cases::each_site(|case, root| {
        if !can_be_read(root) {
            return;
        }
        for fixes in [Fixes::Safe, Fixes::All] {
            let before = griot::compile(root, &options(), |_| {}).expect("the site can be read");
            let was_read = !before
                .findings
                .iter()
                .any(|finding| finding.code.is_unreadable());
            let (after, report) = fix(root, fixes);
            fixed += report.fixed;
            if was_read && errors(&after) > errors(&before) {
                wrong.push(format!(
                    "{case}: {} errors became {}:\n{}",
                    errors(&before),
                    errors(&after),
                    findings(&after)
                ));
            }
        }
        let texts = files(root);
        let (_, again) = fix(root, Fixes::All);
        if files(root) != texts {
            wrong.push(format!(
                "{case}: a second run changes {:?} again",
                again.files
            ));
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(fixed > 100, "{fixed} findings of the cases were fixed");
}

/// Line breaks of Windows and a byte order mark stay, and make no difference to fixes.
#[test]
fn fixes_are_the_same_with_other_line_breaks() {
    let with_breaks = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let mut wrong = Vec::new();
    cases::each_site(|case, root| {
        if !can_be_read(root) {
            return;
        }
        let other = Site::new(&[]);
        for (path, bytes) in files(root) {
            let to = other.root().join(&path);
            fs::create_dir_all(to.parent().expect("it is in a folder")).expect("it can be made");
            let is_text = is_text(&path);
            match String::from_utf8(bytes) {
                Ok(text) if is_text && !text.contains('\r') && !text.starts_with('\u{feff}') => {
                    fs::write(&to, with_breaks(&text)).expect("it can be written");
                }
                Ok(text) => fs::write(&to, text).expect("it can be written"),
                Err(error) => fs::write(&to, error.as_bytes()).expect("it can be written"),
            }
        }
        if !can_be_read(other.root()) {
            return;
        }
        fix(root, Fixes::All);
        fix(other.root(), Fixes::All);
        let found = files(other.root());
        for (path, bytes) in files(root) {
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            if !is_text(&path) || text.contains('\r') || text.starts_with('\u{feff}') {
                continue;
            }
            let expected = with_breaks(&text);
            let found = found.get(&path).map(|bytes| String::from_utf8_lossy(bytes));
            if found.as_deref() != Some(expected.as_str()) {
                wrong.push(format!("{case}: {path}:\n{expected:?}\n{found:?}"));
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
