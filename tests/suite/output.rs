//! The output folder: only changed files are written, only griot's own are deleted, other folders
//! are refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::support::Site;
use griot::write::{MANIFEST, WriteError};

fn site() -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nlanguages: [en]\nbase_url: https://x.org/\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n",
        ),
        (
            "content/articles/b.md",
            "---\ntitle: B\ndate: 2022-02-24\n---\n\nText.\n",
        ),
    ])
}

#[test]
fn unchanged_files_are_not_touched() {
    let site = site();
    let first = site.build().expect("it can be written");
    assert_eq!((first.unchanged, first.deleted), (0, 0));
    let page = site.root().join("public/articles/a/index.html");
    let before = fs::metadata(&page)
        .and_then(|about| about.modified())
        .expect("it is there");
    let second = site.build().expect("it can be written");
    assert_eq!((second.written, second.unchanged), (0, first.written));
    assert_eq!(
        fs::metadata(&page)
            .and_then(|about| about.modified())
            .expect("it is there"),
        before
    );
    site.put(
        "content/articles/b.md",
        "---\ntitle: B\ndate: 2022-02-24\n---\n\nOther text.\n",
    );
    let third = site.build().expect("it can be written");
    assert!(third.written > 0 && third.unchanged > 0, "{third:?}");
    assert!(site.page("articles/b/index.html").contains("Other text."));
}

#[test]
fn stale_files_of_ours_go_and_others_stay() {
    let site = site();
    // The search index has files that change with every page.
    site.put(
        "content/site.yaml",
        "title: My site\nlanguages: [en]\nsearch: no\n",
    );
    site.build().expect("it can be written");
    site.put("public/CNAME", "example.org");
    site.put("public/articles/notes.txt", "somebody's own");
    fs::remove_file(site.root().join("content/articles/b.md")).expect("it is there");
    let report = site.build().expect("it can be written");
    assert_eq!(report.deleted, 1);
    assert!(!site.has("articles/b"), "the empty folder goes too");
    assert!(
        site.has("CNAME") && site.has("articles/notes.txt") && site.has("articles/a/index.html")
    );
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let site = site();
    site.put("public/thesis.doc", "three years of work");
    assert!(matches!(site.build(), Err(WriteError::Foreign(_))));
    assert_eq!(
        fs::read_dir(site.root().join("public"))
            .expect("it is there")
            .count(),
        1
    );
}

#[test]
fn dot_files_neither_count_nor_change() {
    let site = site();
    site.put("public/.gitignore", "*\n");
    site.put(
        "public/.well-known/security.txt",
        "Contact: mailto:x@example.org",
    );
    site.build()
        .expect("dot files do not make a folder foreign");
    assert_eq!(site.page(".gitignore"), "*\n");
    assert!(site.has(".well-known/security.txt"));
}

#[test]
fn a_manifest_that_was_tampered_with_deletes_nothing_outside() {
    let site = site();
    site.build().expect("it can be written");
    let manifest = site.root().join("public").join(MANIFEST);
    let mut text = fs::read_to_string(&manifest).expect("it is there");
    let absolute = site.root().join("precious.txt");
    text.push_str(&format!(
        "../precious.txt\n{}\narticles/../../precious.txt\n",
        absolute.display()
    ));
    fs::write(&manifest, text).expect("it can be written");
    fs::write(&absolute, "precious").expect("it can be written");
    site.build().expect("it can be written");
    assert!(absolute.exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let site = site();
    let outside = tempfile::tempdir().expect("a folder of our own");
    fs::create_dir_all(site.root().join("public")).expect("folders can be made");
    fs::write(
        site.root().join("public").join(MANIFEST),
        "griot manifest 1\n",
    )
    .expect("files can be written");
    std::os::unix::fs::symlink(outside.path(), site.root().join("public/articles"))
        .expect("links can be made");
    assert!(matches!(site.build(), Err(WriteError::Link(_))));
    assert_eq!(
        fs::read_dir(outside.path()).expect("it is there").count(),
        0
    );
}

#[test]
fn a_page_may_become_a_folder_and_back() {
    let site = site();
    site.put(
        "content/pages/about.md",
        "---\ntitle: About\nredirect_from: [/old.html]\n---\n\nText.\n",
    );
    site.build().expect("it can be written");
    assert!(site.has("old.html"));
    site.put(
        "content/pages/about.md",
        "---\ntitle: About\nredirect_from: [/old.html/inner.html]\n---\n\nText.\n",
    );
    site.build().expect("a file gives way to a folder");
    assert!(site.has("old.html/inner.html"));
    site.put(
        "content/pages/about.md",
        "---\ntitle: About\nredirect_from: [/old.html]\n---\n\nText.\n",
    );
    site.build().expect("a folder gives way to a file");
    assert!(site.page("old.html").contains("/about/"));
}

#[test]
fn a_file_that_no_host_takes_is_a_warning_like_others() {
    let site = site();
    site.put(
        "content/articles/b.md",
        "---\ntitle: B\ndate: 2022-02-24\n---\n\n[All figures](../media/figures.csv).\n",
    );
    fs::create_dir_all(site.root().join("content/media")).expect("folders can be made");
    let file = fs::File::create(site.root().join("content/media/figures.csv"))
        .expect("files can be written");
    // No byte of it is written: the disk knows only its length.
    file.set_len(griot::checks::size_limits::GITHUB.file + 1)
        .expect("it can be long");
    let run = |arguments: &[&str], code: i32| {
        let run = crate::support::griot()
            .current_dir(site.root())
            .args(arguments)
            .args(["--now", "2026-01-01"])
            .assert()
            .code(code);
        String::from_utf8_lossy(&run.get_output().stderr).into_owned()
    };
    let said = run(&["build", "--deny", "warnings"], 1);
    assert!(
        said.contains("warning[heavy]: the file `media/figures.csv` is 100.1 MB; the limit of GitHub is 100 MB"),
        "{said}"
    );
    run(&["build", "--max-warnings", "0"], 1);
    assert!(!site.has("index.html"), "nothing was written");
    run(&["check", "--max-warnings", "0"], 1);
    run(&["build", "--max-warnings", "1"], 0);
    assert!(site.has("media/figures.csv"));
    site.put(
        "content/site.yaml",
        "title: My site\nbase_url: https://x.org/\nlanguages: [en]\nallow: [{code: heavy, reason: Our own server takes it}]\n",
    );
    run(&["build", "--deny", "warnings"], 0);
    // At the limit nothing is reported.
    site.put(
        "content/site.yaml",
        "title: My site\nbase_url: https://x.org/\nlanguages: [en]\n",
    );
    file.set_len(griot::checks::size_limits::GITHUB.file)
        .expect("it can be shorter");
    run(&["build", "--deny", "warnings"], 0);
}

/// The command in a folder, with a fixed day.
fn griot(folder: &Path, arguments: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("griot"));
    command.env("GRIOT_LANG", "en");
    command
        .current_dir(folder)
        .args(arguments)
        .args(["--now", "2026-01-01", "--jobs", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Returns the output with the exit code.
fn said(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = griot(folder, arguments)
        .output()
        .expect("the program is built");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// A small site with a word on its pages.
fn saying(word: &str, articles: usize) -> Site {
    let site = Site::new(&[(
        "content/site.yaml",
        "title: My site\nbase_url: https://example.org/\nlanguages: [en]\nsearch: no\n",
    )]);
    for number in 0..articles {
        site.put(
            &format!("content/articles/{word}-{number}.md"),
            &format!(
                "---\ntitle: Number {number} of {word}\ndate: 2022-02-23\n---\n\nIt says {word}.\n"
            ),
        );
    }
    site
}

/// The files below a folder; hidden ones only where that is asked.
fn files(folder: &Path, hidden: bool) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, below: &str, hidden: bool, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') && !hidden {
                continue;
            }
            let path = format!("{below}{name}");
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{path}/"), hidden, found);
            } else {
                found.insert(path, fs::read(entry.path()).unwrap_or_default());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", hidden, &mut found);
    found
}

#[test]
fn two_builds_into_one_folder_leave_one_whole_site() {
    let sites = [saying("alpha", 3), saying("beta", 2)];
    let out = tempfile::tempdir().expect("a folder of our own");
    let out = out.path().join("public");
    let into = out.to_str().expect("it is text");
    let whole = sites.each_ref().map(|site| {
        assert_eq!(said(site.root(), &["build"]).0, Some(0));
        files(&site.root().join("public"), false)
    });
    assert_ne!(whole[0], whole[1]);
    let (mut waited, mut refused) = (0, 0);
    for round in 0..100 {
        if round % 10 == 0 {
            let _ = fs::remove_dir_all(&out);
        }
        let builds = sites.each_ref().map(|site| {
            griot(site.root(), &["build", "--out", into])
                .spawn()
                .expect("it runs")
        });
        for build in builds {
            let output = build.wait_with_output().expect("it ends");
            let said = String::from_utf8_lossy(&output.stderr);
            waited += usize::from(said.contains("waiting for another griot"));
            refused += usize::from(!output.status.success());
            assert!(output.status.success(), "{said}");
        }
        let found = files(&out, false);
        assert!(whole.contains(&found), "round {round}: {:?}", found.keys());
    }
    assert!(
        waited > 0 && refused == 0,
        "{waited} waited, {refused} were refused"
    );
    let hidden: Vec<String> = files(&out, true)
        .into_keys()
        .filter(|path| path.starts_with('.'))
        .collect();
    assert_eq!(hidden, [MANIFEST]);
}

#[test]
fn a_build_that_is_killed_publishes_nothing_that_must_not_be() {
    let site = saying("good", 2);
    let site_of_another_day = saying("good", 3);
    let secret = "---\ntitle: SECRET\ndate: 2022-02-23\n---\n\nThis SECRET is not for readers.\n";
    let public = site.root().join("public");
    assert_eq!(said(site_of_another_day.root(), &["build"]).0, Some(0));
    let whole = files(&site_of_another_day.root().join("public"), false);
    let kill = |arguments: &[&str], after: u64| {
        let mut build = griot(site.root(), arguments).spawn().expect("it runs");
        std::thread::sleep(Duration::from_millis(after));
        let _ = build.kill();
        build.wait().expect("it ends");
    };
    for round in 0..100_u64 {
        let after = round * 37 % 151;
        if round % 2 == 0 {
            // With a warning that forbids to publish it; all pages are made before that is known.
            site.put("content/articles/secret.md", secret);
            site.put("content/stray.txt", "a warning");
            kill(&["build", "--deny", "warnings"], after);
            fs::remove_file(site.root().join("content/articles/secret.md")).expect("it is there");
            fs::remove_file(site.root().join("content/stray.txt")).expect("it is there");
        } else {
            site.put(
                "content/articles/good-2.md",
                &format!("---\ntitle: Number {round}\ndate: 2022-02-23\n---\n\nIt says so.\n"),
            );
            kill(&["build"], after);
        }
        for (path, bytes) in files(&public, true) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("SECRET"), "round {round}: {path}");
        }
        if round % 10 == 9 {
            site.put(
                "content/articles/good-2.md",
                "---\ntitle: Number 2 of good\ndate: 2022-02-23\n---\n\nIt says good.\n",
            );
            let (code, said) = said(site.root(), &["build"]);
            assert_eq!(code, Some(0), "{said}");
            assert_eq!(files(&public, false), whole, "round {round}");
            let hidden: Vec<String> = files(&public, true)
                .into_keys()
                .filter(|path| path.starts_with('.'))
                .collect();
            assert_eq!(hidden, [MANIFEST], "round {round}");
            let waiting = files(&site.root().join(".griot-cache/staging"), true);
            assert!(waiting.is_empty(), "round {round}: {:?}", waiting.keys());
        }
    }
}

#[test]
fn what_stands_in_the_way_is_told_before_anything_is_moved() {
    let site = site();
    site.build().expect("it can be written");
    let public = site.root().join("public");
    site.put(
        "content/articles/a.md",
        "---\ntitle: A\ndate: 2022-02-23\n---\n\nOther text.\n",
    );
    for id in ["c", "d"] {
        site.put(
            &format!("content/articles/{id}.md"),
            "---\ntitle: New\ndate: 2022-02-24\n---\n\nText.\n",
        );
    }
    site.put("public/articles/c/index.html/mine.txt", "somebody's own");
    site.put("public/articles/d", "somebody's own");
    let before = files(&public, true);
    let error = site
        .build()
        .expect_err("two things stand in the way")
        .message()
        .english();
    for obstacle in [
        "articles/c/index.html` is a folder",
        "articles/d` is where a folder",
    ] {
        assert!(error.contains(obstacle), "{error}");
    }
    assert_eq!(files(&public, true), before);
    fs::remove_dir_all(public.join("articles/c")).expect("it is there");
    fs::remove_file(public.join("articles/d")).expect("it is there");
    // A foreign file at the path of a page is not lost either.
    site.put("public/articles/c/index.html", "somebody's own");
    let error = site
        .build()
        .expect_err("it stands in the way")
        .message()
        .english();
    assert!(
        error.contains("articles/c/index.html` was not made by griot"),
        "{error}"
    );
    fs::remove_file(public.join("articles/c/index.html")).expect("it is there");
    site.build().expect("nothing stands in the way");
    assert!(
        site.page("articles/a/index.html").contains("Other text.")
            && site.has("articles/d/index.html")
    );
}

#[test]
fn a_file_with_the_size_and_time_that_it_had_is_read_all_the_same() {
    let site = saying("alpha", 1);
    let rewrite = |path: &Path, from: &str, to: &str| {
        let about = fs::metadata(path).expect("it is there");
        let text = fs::read_to_string(path)
            .expect("it is text")
            .replace(from, to);
        fs::write(path, text).expect("it can be written");
        let file = fs::File::options()
            .write(true)
            .open(path)
            .expect("it is there");
        file.set_modified(about.modified().expect("it has a time"))
            .expect("it can be set");
        let now = fs::metadata(path).expect("it is there");
        assert_eq!(
            (now.len(), now.modified().ok()),
            (about.len(), about.modified().ok())
        );
    };
    let build = || {
        // The times of files go in steps.
        std::thread::sleep(Duration::from_millis(120));
        let (code, said) = said(site.root(), &["build"]);
        assert_eq!(code, Some(0), "{said}");
    };
    build();
    build();
    let article = site.root().join("content/articles/alpha-0.md");
    rewrite(&article, "It says alpha", "It says omega");
    build();
    assert!(
        site.page("articles/alpha-0/index.html")
            .contains("It says omega")
    );
    build();
    let page = site.root().join("public/articles/alpha-0/index.html");
    rewrite(&page, "It says omega", "It says hello");
    build();
    assert!(
        site.page("articles/alpha-0/index.html")
            .contains("It says omega")
    );
}

#[test]
fn a_folder_that_the_site_is_made_from_is_no_output() {
    let site = site();
    for out in [
        ".",
        "..",
        "content",
        "content/public",
        "themes",
        "themes/x/public",
        "src/public",
        ".git/public",
        ".griot-cache",
        "nowhere/../content/public",
        "/",
    ] {
        let (code, said) = said(site.root(), &["build", "--out", out]);
        assert_eq!(code, Some(2), "{out}: {said}");
        assert!(said.contains("cannot be the output"), "{out}: {said}");
    }
    let names: Vec<String> = files(site.root(), true).into_keys().collect();
    assert!(
        names.iter().all(|name| name.starts_with("content/")),
        "{names:?}"
    );
    assert!(!site.root().join("themes").exists() && !site.root().join("nowhere").exists());
}

#[cfg(unix)]
#[test]
fn the_folder_is_reached_through_a_link_only_where_that_was_asked() {
    let site = site();
    let elsewhere = tempfile::tempdir().expect("a folder of our own");
    std::os::unix::fs::symlink(elsewhere.path(), site.root().join("public"))
        .expect("links can be made");
    let (code, said_of_it) = said(site.root(), &["build"]);
    assert_eq!(code, Some(2));
    assert!(
        said_of_it.contains("`public` is a symbolic link"),
        "{said_of_it}"
    );
    assert_eq!(
        fs::read_dir(elsewhere.path()).expect("it is there").count(),
        0
    );
    let (code, said_of_it) = said(site.root(), &["build", "--out", "public"]);
    assert_eq!(code, Some(0), "{said_of_it}");
    assert!(elsewhere.path().join("index.html").exists());
    // Names that could be foreseen lead nowhere.
    let precious = site.root().join("precious.txt");
    fs::write(&precious, "precious").expect("it can be written");
    for name in [
        ".griot-.griot-manifest.tmp",
        ".griot-lock",
        ".griot-staging",
    ] {
        let link = elsewhere.path().join(name);
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(&precious, link).expect("links can be made");
    }
    let _ = said(site.root(), &["build", "--out", "public"]);
    assert_eq!(
        fs::read_to_string(&precious).expect("it is there"),
        "precious"
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_never_opened() {
    let pipe = |path: &Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.expect("there is such a program").success());
    };
    let own = ["content/site.yaml", "permalinks.lock", "themes"];
    let others = [
        "content/articles/pipe.md",
        "content/media/pipe.jpg",
        "content/style/en.yaml",
    ];
    for path in own.into_iter().chain(others) {
        let site = site();
        let full = site.root().join(path);
        fs::create_dir_all(full.parent().expect("it has one")).expect("folders can be made");
        let _ = fs::remove_file(&full);
        pipe(&full);
        for command in ["check", "build"] {
            let (code, said) = said(site.root(), &[command]);
            let wanted = if own.contains(&path) { 1 } else { 0 };
            assert_eq!(code, Some(wanted), "{command} {path}: {said}");
            assert!(
                said.contains("a named pipe") && said.contains(path),
                "{command} {path}: {said}"
            );
        }
    }
    // Links in the cache and in the output are ignored.
    let site = site();
    assert_eq!(said(site.root(), &["build"]).0, Some(0));
    let whole = files(&site.root().join("public"), false);
    for (path, _) in files(&site.root().join(".griot-cache"), true) {
        let full = site.root().join(".griot-cache").join(path);
        fs::remove_file(&full).expect("it is there");
        pipe(&full);
    }
    let page = site.root().join("public/articles/a/index.html");
    fs::remove_file(&page).expect("it is there");
    pipe(&page);
    let (code, said) = said(site.root(), &["build"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(files(&site.root().join("public"), false), whole);
}

#[test]
fn one_cause_in_many_places_is_told_once() {
    let site = saying("alpha", 0);
    for number in 0..300 {
        site.put(
            &format!("content/articles/a-{number:03}.md"),
            &format!("---\ntitle: A\ndate: 2022-02-23\ncssclass: x\n---\n\n[x](no-{number}.md)\n"),
        );
    }
    let (code, said_of_it) = said(site.root(), &["check"]);
    assert_eq!(code, Some(1));
    assert!(said_of_it.lines().count() < 400, "{said_of_it}");
    for part in [
        "`cssclass`",
        ", in 300 places",
        "also at content/articles/a-001.md:4:1, content/articles/a-002.md:4:1",
        "and 294 other places (use --all to show each)",
        "showing 30 of 301 findings; not shown: 271 broken-link; use --all to show each",
        "301 errors in 600 places",
    ] {
        assert!(said_of_it.contains(part), "{part}: {said_of_it}");
    }
    let (_, all) = said(site.root(), &["check", "--all"]);
    assert_eq!(all.matches("error[broken-link]").count(), 300);
    assert_eq!(all.matches("error[unknown-key]").count(), 300);
    let lines = |format: &str| {
        let mut command = griot(site.root(), &["check", "--format", format]);
        let output = command
            .stdout(Stdio::piped())
            .output()
            .expect("the program is built");
        String::from_utf8_lossy(&output.stdout).lines().count()
    };
    assert_eq!(
        (lines("json"), lines("short"), lines("github")),
        (600, 100, 100)
    );
    // Each place counts for the limits, however it is shown.
    for number in 0..300 {
        site.put(&format!("content/stray-{number:03}.txt"), "x");
        fs::remove_file(
            site.root()
                .join(format!("content/articles/a-{number:03}.md")),
        )
        .expect("it is there");
    }
    let (code, few) = said(site.root(), &["check", "--max-warnings", "299"]);
    assert_eq!(code, Some(1), "{few}");
    assert!(
        few.contains("300 warnings, more than --max-warnings 299"),
        "{few}"
    );
    assert_eq!(
        said(site.root(), &["check", "--max-warnings", "300"]).0,
        Some(0)
    );
}

#[cfg(unix)]
#[test]
fn nobody_has_to_listen_to_the_end() {
    let site = saying("alpha", 1);
    for number in 0..300 {
        site.put(&format!("content/stray-{number}.txt"), "x");
    }
    for streams in [
        "2>&1 >/dev/null",
        "--format short 2>/dev/null",
        "--format json 2>/dev/null",
    ] {
        let run = std::process::Command::new("sh")
            .current_dir(site.root())
            .arg("-c")
            .arg(format!(
                "({} check --all {streams}; echo $? >code) | head -n 1",
                assert_cmd::cargo::cargo_bin!("griot").display()
            ))
            .output()
            .expect("there is a shell");
        assert!(!run.stdout.is_empty());
        let code = fs::read_to_string(site.root().join("code")).expect("it was written");
        assert_eq!(code.trim(), "0", "{streams}");
    }
}
