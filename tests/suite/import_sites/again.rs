//! Imports of a newer state of the same source.

use std::fs;

use super::{HUGO, has, hugo, import, text};

#[test]
fn the_same_source_again_changes_nothing() {
    let site = hugo();
    import(&site, &HUGO);
    let before = ["imports.lock", "content/articles/a.md"].map(|path| text(&site, path));
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    assert!(
        out.contains("0 files created\n0 files updated\n3 files unchanged"),
        "{out}"
    );
    let after = ["imports.lock", "content/articles/a.md"].map(|path| text(&site, path));
    assert_eq!(before, after);
}

#[test]
fn a_newer_source_changes_what_nobody_has_edited() {
    let site = hugo();
    import(&site, &HUGO);
    let path = "content/articles/a.md";
    // An editor adds a summary and another topic, and changes the second text.
    let edited = text(&site, path).replace("- x\n", "- x\n- mine\nsummary: Mine.\n");
    site.put(path, &edited);
    let other = text(&site, "content/articles/b.md").replace("Text.", "My text.");
    site.put("content/articles/b.md", &other);
    site.put(
        "old/content/posts/a.md",
        "---\ntitle: A, again\ndate: 2022-02-23\ntags: [y]\n---\n\nNew text.\n",
    );
    site.put(
        "old/content/posts/b.md",
        "---\ntitle: B, again\ndate: 2022-02-24\n---\n\nTheir text.\n",
    );
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(1), "{out}");
    let a = text(&site, path);
    for line in ["title: A, again", "- mine", "summary: Mine.", "New text."] {
        assert!(a.contains(line), "{line}: {a}");
    }
    let b = text(&site, "content/articles/b.md");
    assert!(
        b.contains("title: B, again") && b.contains("My text."),
        "{b}"
    );
    assert!(out.contains("kept [kept-field] ×2"), "{out}");
    assert!(out.contains("2 files updated"), "{out}");
}

#[test]
fn texts_that_are_gone_or_deleted_are_told() {
    let site = hugo();
    import(&site, &HUGO);
    fs::remove_file(site.root().join("old/content/posts/a.md")).expect("it is there");
    fs::remove_file(site.root().join("content/articles/b.md")).expect("it is there");
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(1), "{out}");
    assert!(
        out.contains("kept [gone-text] ×1") && out.contains("articles/a.md"),
        "{out}"
    );
    assert!(out.contains("kept [deleted] ×1"), "{out}");
    assert!(has(&site, "content/articles/a.md") && !has(&site, "content/articles/b.md"));
}

#[test]
fn files_follow_the_same_rule_as_texts() {
    let site = hugo();
    import(&site, &HUGO);
    let path = "content/media/s.csv";
    site.put("old/static/s.csv", "a,b,c\n");
    let (_, out) = import(&site, &HUGO);
    assert_eq!(text(&site, path), "a,b,c\n", "{out}");
    site.put(path, "mine\n");
    let (code, out) = import(&site, &HUGO);
    assert_eq!(
        (code, text(&site, path).as_str()),
        (Some(0), "mine\n"),
        "{out}"
    );
    site.put("old/static/s.csv", "theirs\n");
    let (code, out) = import(&site, &HUGO);
    assert_eq!(
        (code, text(&site, path).as_str()),
        (Some(1), "mine\n"),
        "{out}"
    );
    assert!(out.contains("kept [kept-file] ×1"), "{out}");
}

#[test]
fn files_that_no_import_wrote_stay() {
    let site = hugo();
    site.put(
        "content/articles/a.md",
        "---\ntitle: Mine\ndate: 2020-01-01\n---\n\nMine.\n",
    );
    site.put("content/media/s.csv", "mine\n");
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("kept [taken] ×2"), "{out}");
    assert!(text(&site, "content/articles/a.md").contains("title: Mine"));
    assert_eq!(text(&site, "content/media/s.csv"), "mine\n");
}

#[test]
fn a_text_that_cannot_be_read_any_more_is_told_once() {
    let site = hugo();
    import(&site, &HUGO);
    site.put("old/content/posts/a.md", "---\ntitle: [A\n---\n\nText.\n");
    fs::remove_file(site.root().join("old/content/posts/b.md")).expect("it is there");
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("skipped [front-matter] ×1"), "{out}");
    assert!(out.contains("kept [gone-text] ×1"), "{out}");
    assert!(out.contains("\n    b: content/articles/b.md\n"), "{out}");
}

#[test]
fn a_conflict_is_reported_until_it_is_resolved() {
    let site = hugo();
    import(&site, &HUGO);
    let own = text(&site, "content/articles/b.md");
    let own = own
        .replace("title: B", "title: Ours")
        .replace("Text.", "Our text.");
    site.put("content/articles/b.md", &own);
    let theirs = "---\ntitle: Theirs\ndate: 2022-02-24\n---\n\nTheir text.\n";
    site.put("old/content/posts/b.md", theirs);
    for _ in 0..3 {
        let (code, out) = import(&site, &HUGO);
        assert_eq!(code, Some(1), "{out}");
        assert!(out.contains("kept [kept-field] ×2"), "{out}");
        assert!(out.contains("text: - Our text. / + Their text."), "{out}");
        assert_eq!(text(&site, "content/articles/b.md"), own);
    }
    let resolved = own.replace("title: Ours", "title: Theirs");
    let resolved = resolved.replace("Our text.", "Their text.");
    site.put("content/articles/b.md", &resolved);
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    assert!(!out.contains("kept-field"), "{out}");
}
