//! `template/` holds what `griot init` makes in each language, with a README for people who only
//! use the browser.
//!
//! `UPDATE_TEMPLATES=1 cargo test --test suite template::` writes it.

use std::fs;

use crate::init::files;
use crate::support;

#[test]
fn it_is_what_init_makes() {
    for lang in ["en", "fr", "ar"] {
        let template = support::project().join("template").join(lang);
        let folder = tempfile::tempdir().expect("a folder of our own");
        let made_in = folder.path().join("site");
        support::griot()
            .args(["init", "--lang", lang])
            .arg(&made_in)
            .assert()
            .success();
        let (mut made, mut there) = (files(&made_in), files(&template));
        let readme = there
            .remove("README.md")
            .expect("a README for people who use the browser");
        if std::env::var_os("UPDATE_TEMPLATES").is_some() && made != there {
            fs::remove_dir_all(&template).expect("it can be deleted");
            made.insert("README.md".to_owned(), readme);
            for (path, bytes) in &made {
                let path = template.join(path);
                fs::create_dir_all(path.parent().expect("it is in a folder"))
                    .expect("folders can be made");
                fs::write(path, bytes).expect("it can be written");
            }
            continue;
        }
        let different: Vec<&String> = made
            .keys()
            .chain(there.keys())
            .filter(|path| made.get(*path) != there.get(*path))
            .collect();
        assert!(different.is_empty(), "{lang}: {different:?}");
        // What it tells people to open is there.
        for path in ["content/site.yaml", "EDITING.md", "content/articles/"] {
            let readme = String::from_utf8_lossy(&readme);
            assert!(
                readme.contains(path) && template.join(path).exists(),
                "{lang}: {path}"
            );
        }
    }
}

/// A reader pastes what README shows into a file of that name.
#[test]
fn the_article_in_readme_is_one() {
    for lang in ["en", "fr", "ar"] {
        let readme = fs::read_to_string(
            support::project()
                .join("template")
                .join(lang)
                .join("README.md"),
        );
        let readme = readme.expect("it is there");
        let (_, rest) = readme
            .split_once("```markdown\n")
            .expect("an article is shown");
        let (article, _) = rest.split_once("```").expect("it ends");
        let article: String = article
            .lines()
            .map(|line| format!("{}\n", line.trim_start()))
            .collect();
        let name = readme
            .split('`')
            .find(|part| part.ends_with(".md") && part.contains("-article"))
            .expect("a name is shown");
        let folder = tempfile::tempdir().expect("a folder of our own");
        let griot = || {
            let mut command = support::griot();
            command.current_dir(folder.path());
            command
        };
        griot().args(["init", "--lang", lang]).assert().success();
        fs::write(folder.path().join("content/articles").join(name), article)
            .expect("it can be written");
        let checked = griot()
            .args(["check", "--now", "2026-02-01", "--deny", "warnings"])
            .assert();
        checked.success();
    }
}
