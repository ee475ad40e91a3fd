//! `--into year`: the files of events in folders.

use std::fs;
use std::path::Path;

use super::{MAP, fixture, import, mapped, site};
use crate::support::Site;

/// Returns the paths of the files of events, below `content/events/`.
fn events(site: &Site) -> Vec<String> {
    let root = site.root().join("content/events");
    let mut paths = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("it can be read").path();
            match path.is_dir() {
                true => folders.push(path),
                false => paths.push(below(&root, &path)),
            }
        }
    }
    paths.sort();
    paths
}

fn below(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).expect("it is below");
    path.to_string_lossy().replace('\\', "/")
}

#[test]
fn events_go_into_the_folder_of_their_year() {
    let [flat, divided] = [&[][..], &["--into", "year"]].map(|more| {
        let site = site();
        let file = fixture("acled.csv");
        let mut arguments = vec!["acled", file.to_str().expect("it is UTF-8")];
        arguments.extend(more);
        let (printed, report) = import(&site, &arguments);
        assert_eq!(report["imported"], 25, "{printed}");
        assert!(!site.findings().contains("error"), "{}", site.findings());
        site
    });
    let paths = events(&divided);
    assert!(paths.len() > 10, "{paths:?}");
    for path in &paths {
        let (year, name) = path
            .split_once('/')
            .unwrap_or_else(|| panic!("{path} has a folder"));
        let own = text(&divided, path);
        let date = own.lines().find_map(|line| line.strip_prefix("date: "));
        assert!(
            date.is_some_and(|date| date.starts_with(year)),
            "{path}: {own}"
        );
        // The file and its id are the same, whichever folder it is in.
        assert_eq!(own, text(&flat, name));
    }
    assert_eq!(paths.len(), events(&flat).len());
}

fn text(site: &Site, name: &str) -> String {
    let path = site.root().join("content/events").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_other_choice_moves_no_file() {
    let site = site();
    let file = site.root().join("incidents.csv");
    let rows = fs::read_to_string(fixture("incidents.csv")).expect("it is there");
    let lines: Vec<&str> = rows.lines().collect();
    // All rows but the last, and then all.
    let some = lines[..lines.len() - 1].join("\n");
    fs::write(&file, &some).expect("it can be written");
    mapped(&site, &file, MAP, &[]);
    let before = events(&site);
    let own = site.root().join("content/events").join(&before[0]);
    let edited = fs::read_to_string(&own).expect("it is there") + "\nA word of the desk.\n";
    fs::write(&own, &edited).expect("it can be written");
    fs::write(&file, &rows).expect("it can be written");
    let (printed, report) = mapped(&site, &file, MAP, &["--into", "year"]);
    let after = events(&site);
    assert_eq!(report["imported"], 3, "{printed}");
    let new: Vec<&String> = after.iter().filter(|path| !before.contains(path)).collect();
    assert!(
        matches!(new.as_slice(), [new] if new.contains('/')),
        "{after:?}"
    );
    assert!(before.iter().all(|path| after.contains(path)), "{after:?}");
    assert_eq!(fs::read_to_string(&own).expect("it is there"), edited);
    // Without the option, the file in the folder is known again.
    let (printed, report) = mapped(&site, &file, MAP, &[]);
    assert_eq!(report["files"]["created"], 0, "{printed}");
    assert_eq!(events(&site), after);
}

#[test]
fn years_are_for_events() {
    let site = site();
    let file = site.root().join("names.csv");
    fs::write(&file, "n\nA\n").expect("it can be written");
    let map = "kind: actor\nid: n\ntitle: n\n";
    let (printed, _) = mapped(&site, &file, map, &["--into", "year"]);
    assert!(printed.contains("`--into year` is for events"), "{printed}");
}
