//! Published addresses stay valid.

use crate::support::Site;

const ARTICLE: &str = "---\ntitle: Operations\ndate: 2022-02-23\nactors: [fama]\n---\n\nA text.\n";

fn site() -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: Example\nlanguages: [en]\nsearch: no\nallow: [{code: undeclared, reason: a test}]\n",
        ),
        ("content/articles/operation.md", ARTICLE),
    ])
}

fn griot(site: &Site, arguments: &[&str]) -> (Option<i32>, String) {
    let run = crate::support::griot()
        .args(arguments)
        .arg("--root")
        .arg(site.root())
        .output()
        .expect("it runs");
    (
        run.status.code(),
        String::from_utf8_lossy(&run.stderr).into_owned(),
    )
}

fn rename(site: &Site, text: &str) {
    std::fs::remove_file(site.root().join("content/articles/operation.md")).expect("it is there");
    site.put("content/articles/operations.md", text);
}

#[test]
fn a_page_that_is_renamed_needs_a_redirect() {
    let site = site();
    let (code, said) = griot(&site, &["build", "--update-permalinks"]);
    assert_eq!(code, Some(0), "{said}");
    let list =
        std::fs::read_to_string(site.root().join("permalinks.lock")).expect("the list was written");
    let addresses: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(addresses, ["/actors/fama/", "/articles/operation/"]);

    rename(&site, ARTICLE);
    let (code, said) = griot(&site, &["build"]);
    assert_eq!(code, Some(1), "{said}");
    for part in [
        "error[lost-address]: `/articles/operation/` was published, but no longer exists",
        "permalinks.lock:4:1",
        "if the page is at `/articles/operations/` now, add `redirect_from: [/articles/operation/]` to its file",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    assert!(
        site.has("articles/operation/index.html"),
        "the published site stays"
    );

    site.put(
        "content/articles/operations.md",
        &ARTICLE.replace("actors:", "redirect_from: [/articles/operation/]\nactors:"),
    );
    let (code, said) = griot(&site, &["build", "--update-permalinks"]);
    assert_eq!(code, Some(0), "{said}");
    let list = std::fs::read_to_string(site.root().join("permalinks.lock")).expect("it is there");
    assert!(
        list.contains("/articles/operation/\n/articles/operations/\n"),
        "nothing is taken out: {list}"
    );
    let page = site.page("articles/operation/index.html");
    assert!(page.contains("data-to=\"/articles/operations/\""), "{page}");
    assert!(page.contains("script-src 'self'"), "{page}");
    let script = page
        .split("<script src=\"/")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let script = script.unwrap_or_else(|| panic!("no script that every folder finds in {page}"));
    assert!(site.page(script).contains("location.hash"), "{script}");
}

#[test]
fn a_site_without_a_list_is_not_held_to_one() {
    let site = site();
    assert_eq!(griot(&site, &["build"]).0, Some(0));
    rename(&site, ARTICLE);
    assert_eq!(griot(&site, &["build"]).0, Some(0));
    assert!(!site.root().join("permalinks.lock").exists());
    assert!(!site.has("articles/operation/index.html"));
}

#[test]
fn a_site_for_disks_leads_on_without_a_script() {
    let site = site();
    rename(
        &site,
        &ARTICLE.replace("actors:", "redirect_from: [/articles/operation/]\nactors:"),
    );
    let (code, said) = griot(&site, &["build", "--relative"]);
    assert_eq!(code, Some(0), "{said}");
    let page = site.page("articles/operation/index.html");
    assert!(!page.contains("<script"), "{page}");
    assert!(
        page.contains("url=../../articles/operations/index.html"),
        "{page}"
    );
}
