//! `griot serve`: its responses, and the events for open pages when files change.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::served::Served;
use crate::support::Site;

const SETTINGS: &str = "title: My site\nlanguages: [en]\nundeclared: allow\nsearch: no\n";

const ARTICLE: &str = "content/articles/2022-02-23-operations.md";

/// Where the article stands below the base path, and in the site.
const ADDRESS: &str = "articles/2022-02-23-operations/";
const PAGE: &str = "articles/2022-02-23-operations/index.html";

fn article(text: &str) -> String {
    format!("---\ntitle: Operations\ndate: 2022-02-23\nactors: [FAMa]\n---\n\n{text}\n")
}

fn site() -> Site {
    Site::new(&[
        ("content/site.yaml", SETTINGS),
        (ARTICLE, &article("The FAMa were in Mopti.")),
        (
            "content/pages/about.md",
            "---\ntitle: About\n---\n\nWho we are.\n",
        ),
        (
            "content/articles/later.md",
            "---\ntitle: Later\ndate: 2022-02-24\ndraft: yes\n---\n\nNot yet.\n",
        ),
    ])
}

/// Saves like editors: to a hidden file beside it, which is then renamed.
fn replace(site: &Site, path: &str, text: &str) {
    let file = site.root().join(path);
    let beside = file.with_file_name(".saved.tmp");
    fs::write(&beside, text).expect("files can be written");
    fs::rename(beside, file).expect("files can be moved");
}

#[test]
fn pages_are_served_with_a_script_that_their_policy_lets_in() {
    let site = site();
    let served = Served::start(site.root(), &["--base-url", "https://example.org/repo/"]);
    assert_eq!(
        served.address,
        format!("http://127.0.0.1:{}/repo/", served.port)
    );
    let first = served.get("/");
    assert_eq!((first.status, first.header("location")), (302, "/repo/"));

    let page = served.get(&format!("/repo/{ADDRESS}"));
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(
        page.body.contains(
            "The <a class=\"mention\" href=\"/repo/actors/fama/\">FAMa</a> were in Mopti."
        )
    );
    let canonical = format!(
        "<link rel=\"canonical\" href=\"{}{ADDRESS}\">",
        served.address
    );
    assert!(page.body.contains(&canonical), "{}", page.body);
    let script = format!("<script src=\"/_griot/live.js\" data-page=\"{PAGE}\" data-stamp=\"");
    assert_eq!(page.body.matches(&script).count(), 1, "{}", page.body);
    let (_, policy) = page
        .body
        .split_once("Content-Security-Policy\" content=\"")
        .expect("it has a policy");
    let policy = policy.split('"').next().unwrap_or_default();
    assert_eq!(
        policy,
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; \
         connect-src 'self'; script-src 'self'"
    );
    assert_eq!(
        served.get("/_griot/live.js").header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        served.get("/_griot/live.css").header("content-type"),
        "text/css; charset=utf-8"
    );

    let host = "Host: 127.0.0.1";
    let tag = page.header("etag");
    let again = served.send(&format!(
        "GET /repo/{ADDRESS} HTTP/1.1\r\n{host}\r\nIf-None-Match: {tag}\r\n\r\n"
    ));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let head = served.send(&format!("HEAD /repo/{ADDRESS} HTTP/1.1\r\n{host}\r\n\r\n"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), page.body.len().to_string());

    let without_slash = served.get(&format!("/repo/{}", ADDRESS.trim_end_matches('/')));
    assert_eq!(
        (without_slash.status, without_slash.header("location")),
        (302, &*format!("/repo/{ADDRESS}"))
    );
    for path in [
        "/repo/no/such/page",
        "/elsewhere/",
        "/repo/../content/site.yaml",
        "/repo/articles/later/",
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            answer.body.contains("data-kind=\"not_found\""),
            "{path}: {}",
            answer.body
        );
    }
    assert!(!site.root().join("public").exists(), "nothing is written");
}

/// Waits for another rebuild, and returns its line.
fn rebuilt(served: &Served, before: usize) -> String {
    let begun = Instant::now();
    loop {
        let said = served.said();
        let mut lines = said.lines().filter(|line| line.contains(" rebuilt"));
        if let Some(line) = lines.nth(before) {
            return line.to_owned();
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{said}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_rebuild_names_its_files_and_its_time() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let root = site.root().display();
    assert!(!served.said().contains(" changed"), "{}", served.said());

    replace(&site, ARTICLE, &article("The FAMa were in Gao."));
    let line = rebuilt(&served, 0);
    let (cause, done) = line.split_once(": ").expect("it names the file");
    assert_eq!(cause, format!("{root}/{ARTICLE} changed"));
    assert!(
        done.contains(" page") && done.contains(" rebuilt in ") && done.ends_with(" s"),
        "{done}"
    );

    fs::remove_file(site.root().join(ARTICLE)).expect("it can be deleted");
    let line = rebuilt(&served, 1);
    let gone = format!("{root}/{ARTICLE} deleted: ");
    assert!(
        line.starts_with(&gone) && line.contains(" deleted in "),
        "{line}"
    );
}

#[test]
fn a_file_name_says_nothing_to_the_terminal() {
    let site = site();
    // A folder that is new is named itself.
    site.put("content/static/plain.txt", "x\n");
    let served = Served::start(site.root(), &[]);
    site.put("content/static/\u{1b}[31mred.txt", "x\n");
    let line = served.wait_for("red.txt changed: ");
    assert!(!line.contains('\u{1b}'), "{line:?}");
}

#[test]
fn at_all_addresses_names_of_others_are_still_refused() {
    let site = site();
    let served = Served::start(site.root(), &["--host", "0.0.0.0"]);
    assert!(
        served
            .address
            .starts_with(&format!("http://127.0.0.1:{}/", served.port)),
        "{}",
        served.address
    );
    served.wait_for("warning: others on the network can read this preview, including drafts");
    for host in [
        "localhost",
        "127.0.0.1:1",
        "[::1]:4000",
        "192.168.1.5:4000",
        "10.0.0.1",
        "[fd00::5]:4000",
    ] {
        let answer = served.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(answer.status, 200, "{host}");
    }
    for host in [
        "example.org",
        "example.org:4000",
        "192.168.1.5.example.org",
        "192.168.1.5.nip.io:4000",
        "localhost.example.org",
        "",
    ] {
        for path in ["/", "/_griot/events"] {
            let answer = served.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
            assert_eq!(answer.status, 403, "{host}");
            assert!(!answer.body.contains("My site"), "{}", answer.body);
        }
    }
    // Pages of other servers cannot read this one.
    let ask = |host: &str, origin: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n\r\n");
        served.send(&request).status
    };
    assert_eq!(ask("192.168.1.5:4000", "http://192.168.1.5:4000"), 200);
    assert_eq!(ask("192.168.1.5:4000", "http://192.168.1.6:4000"), 403);
    assert_eq!(ask("192.168.1.5:4000", "http://example.org"), 403);
    assert_eq!(ask("192.168.1.5:4000", "null"), 403);
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "only Linux has more than one loopback address by itself"
)]
fn a_concrete_address_is_answered_and_no_other() {
    let site = site();
    let served = Served::start(site.root(), &["--host", "127.0.0.2"]);
    assert!(
        served.address.starts_with("http://127.0.0.2:"),
        "{}",
        served.address
    );
    for (host, status) in [
        ("127.0.0.2:4000", 200),
        ("localhost", 200),
        ("127.0.0.3:4000", 403),
        ("192.168.1.5", 403),
        ("example.org", 403),
    ] {
        let answer = served.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(answer.status, status, "{host}");
        assert!(
            status == 200 || answer.body == "this server answers to localhost and 127.0.0.2 only\n",
            "{}",
            answer.body
        );
    }
    assert!(
        !served.said().contains("warning:"),
        "nobody else reaches it: {}",
        served.said()
    );
}

#[test]
fn an_address_of_another_machine_is_refused() {
    let site = site();
    // 203.0.113.1 is reserved for documentation (RFC 5737).
    for (host, words) in [
        (
            "203.0.113.1",
            "--host: 203.0.113.1 is not an address of this machine",
        ),
        ("example.org", "expected an IP address"),
    ] {
        let run = crate::support::griot()
            .args(["serve", "--port", "0", "--host", host, "--root"])
            .arg(site.root())
            .timeout(Duration::from_secs(60))
            .assert();
        let run = run.code(2);
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn only_this_machine_is_answered_and_only_when_it_reads() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    for host in ["localhost", "127.0.0.1:1", "[::1]:4000"] {
        let answer = served.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(answer.status, 200, "{host}");
    }
    for host in [
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org:4000",
        "192.168.1.5:4000",
    ] {
        for path in ["/", "/_griot/events"] {
            let answer = served.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
            assert_eq!(answer.status, 403, "{host}");
            assert!(!answer.body.contains("My site"), "{}", answer.body);
        }
    }
    let post = served.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
    assert_eq!((post.status, post.header("allow")), (405, "GET, HEAD"));
    assert_eq!(served.send("nonsense\r\n\r\n").status, 400);
    let long = format!(
        "GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "a".repeat(100_000)
    );
    assert_eq!(served.send(&long).status, 431);
}

#[test]
fn a_saved_file_is_heard_of_and_served() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let page = served.get(&format!("/{ADDRESS}"));
    let mut events = served.listen(&page);
    assert_eq!(events.expect("findings")["list"], serde_json::json!([]));

    replace(&site, ARTICLE, &article("The FAMa were in Gao."));
    let reload = events.expect("reload");
    let pages = reload["pages"].as_array().expect("there are few");
    assert!(pages.contains(&PAGE.into()), "{reload}");
    assert!(!pages.contains(&"about/index.html".into()), "{reload}");
    let after = served.get(&format!("/{ADDRESS}"));
    assert!(after.body.contains("were in Gao."), "{}", after.body);

    // A page that was served before the change, and begins to listen after it, has missed
    // something.
    let mut late = served.listen(&page);
    let mut heard = [late.next().0, late.next().0];
    heard.sort();
    assert_eq!(heard, ["findings", "reload"]);
    let mut timely = served.listen(&after);
    timely.expect("findings");

    // A folder that was not there, with a file in it at once.
    assert_eq!(served.get("/articles/new/").status, 404);
    site.put(
        "content/articles/deep/deeper/new.md",
        &article("Something new."),
    );
    let reload = timely.expect("reload");
    let pages = reload["pages"].as_array().expect("there are few");
    assert!(
        pages.contains(&"articles/new/index.html".into()),
        "{reload}"
    );
    assert_eq!(served.get("/articles/new/").status, 200);
    site.put(
        "content/articles/deep/deeper/new.md",
        &article("Something newer."),
    );
    timely.expect("reload");
    assert!(
        served
            .get("/articles/new/")
            .body
            .contains("Something newer.")
    );

    fs::remove_dir_all(site.root().join("content/articles/deep")).expect("it can be deleted");
    timely.expect("reload");
    assert_eq!(served.get("/articles/new/").status, 404);
}

#[test]
fn a_folder_may_go_and_come_back_more_than_once() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let mut events = served.listen(&served.get("/"));
    events.expect("findings");
    let (inside, outside) = (
        site.root().join("content/articles"),
        site.root().join("put-away"),
    );
    for _ in 0..3 {
        fs::rename(&inside, &outside).expect("it can be moved");
        events.expect("reload");
        assert_eq!(served.get(&format!("/{ADDRESS}")).status, 404);
        fs::rename(&outside, &inside).expect("it can be moved");
        events.expect("reload");
        assert_eq!(served.get(&format!("/{ADDRESS}")).status, 200);
        // Its files are watched again, and one by one.
        fs::remove_file(site.root().join(ARTICLE)).expect("it can be deleted");
        events.expect("reload");
        site.put(ARTICLE, &article("The FAMa were in Mopti."));
        events.expect("reload");
    }
}

#[test]
fn what_is_no_part_of_the_site_is_passed_over() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let mut events = served.listen(&served.get("/"));
    events.expect("findings");
    let begun = served.said().lines().count();
    for path in [
        "public/index.html",
        ".griot-cache/x",
        "content/articles/.operations.md.swp",
        "content/articles/operations.md~",
        "content/.git/HEAD",
        "notes.txt",
    ] {
        site.put(path, "nothing of the site");
        thread::sleep(Duration::from_millis(60));
    }
    // Saved without a change: nobody has seen what it held before, so once it may be looked at, and
    // then no more.
    for _ in 0..3 {
        replace(&site, ARTICLE, &article("The FAMa were in Mopti."));
        thread::sleep(Duration::from_millis(200));
    }
    replace(&site, ARTICLE, &article("The FAMa were in Gao."));
    events.expect("reload");
    served.wait_for("rebuilt in");
    let said = served.said();
    let lines: Vec<&str> = said.lines().skip(begun).collect();
    assert!(lines.len() <= 2, "{lines:?}");
    assert!(
        lines
            .iter()
            .rev()
            .skip(1)
            .all(|line| line.contains("changed: nothing to rebuild")),
        "{lines:?}"
    );
}

#[test]
fn many_files_at_once_are_one_change() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let mut events = served.listen(&served.get("/"));
    events.expect("findings");
    let begun = served.said().lines().count();
    for number in 0..40 {
        site.put(
            &format!("content/articles/many-{number}.md"),
            &article("One of many."),
        );
    }
    let begun_waiting = Instant::now();
    while served.get("/articles/many-39/").status != 200 {
        assert!(
            begun_waiting.elapsed() < Duration::from_secs(60),
            "{}",
            served.said()
        );
        thread::sleep(Duration::from_millis(20));
    }
    events.expect("reload");
    let lines = served.said().lines().skip(begun).count();
    assert!(lines <= 3, "{}", served.said());
}

#[test]
fn styles_are_swapped_where_nothing_else_changed() {
    let site = site();
    site.put("content/site.yaml", &format!("{SETTINGS}theme: mine\n"));
    site.put("themes/mine/theme.yaml", "extends: default\ncontract: 3\n");
    site.put("themes/mine/assets/style.css", "body { color: black }\n");
    let served = Served::start(site.root(), &["--base-url", "/repo/"]);
    let page = served.get("/repo/");
    let mut events = served.listen(&page);
    events.expect("findings");
    let sheet = |page: &str| {
        let (_, rest) = page
            .split_once("href=\"/repo/assets/style.")
            .expect("it has a style sheet");
        format!(
            "/repo/assets/style.{}",
            rest.split('"').next().unwrap_or_default()
        )
    };
    let old = sheet(&page.body);
    replace(
        &site,
        "themes/mine/assets/style.css",
        "body { color: navy }\n",
    );
    let told = events.expect("css");
    let new = told["sheets"][&old]
        .as_str()
        .unwrap_or_else(|| panic!("{old} is not in {told}"));
    assert_ne!(new, old);
    assert!(served.get(new).body.contains("navy"));
    assert_eq!(sheet(&served.get("/repo/").body), new);

    // With a text it has.
    replace(
        &site,
        "themes/mine/assets/style.css",
        "body { color: teal }\n",
    );
    replace(&site, ARTICLE, &article("The FAMa were in Gao."));
    let mut heard = events.next().0;
    if heard == "css" {
        // The machine took longer between the two than a burst of changes lasts.
        heard = events.next().0;
    }
    assert_eq!(heard, "reload");
}

#[test]
fn an_error_leaves_the_last_good_site_and_is_told_with_its_place() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let page = served.get(&format!("/{ADDRESS}"));
    let mut events = served.listen(&page);
    events.expect("findings");

    replace(&site, ARTICLE, &article("See [<there>](nowhere.md)."));
    let findings = events.expect("findings");
    assert_eq!(findings["good"], false, "{findings}");
    assert_eq!(findings["tally"], "1 error, 1 warning", "{findings}");
    let found = &findings["list"][0];
    assert_eq!(found["severity"], "error");
    assert_eq!(found["code"], "broken-link");
    assert!(
        found["file"]
            .as_str()
            .is_some_and(|file| file.ends_with(ARTICLE)),
        "{found}"
    );
    assert_eq!(
        (&found["line"], &found["column"]),
        (&7.into(), &5.into()),
        "{found}"
    );
    let text = found["text"].as_str().expect("it is text");
    assert!(text.contains("7 | See [<there>](nowhere.md)."), "{text}");
    assert!(text.contains("|     ^^^^"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    let kept = served.get(&format!("/{ADDRESS}"));
    assert_eq!((kept.status, &kept.body), (200, &page.body));
    // A new listener gets them too.
    assert_eq!(served.listen(&kept).expect("findings"), findings);
    served.wait_for(&format!(
        "{ARTICLE} changed: 1 error, 1 warning; the last good site is still shown ("
    ));

    replace(&site, ARTICLE, &article("See there."));
    let fixed = events.expect("findings");
    assert_eq!(
        (&fixed["good"], &fixed["list"]),
        (&true.into(), &serde_json::json!([])),
        "{fixed}"
    );
    events.expect("reload");
    assert!(
        served
            .get(&format!("/{ADDRESS}"))
            .body
            .contains("See there.")
    );
    served.wait_for("fixed: no findings (0.");

    // A warning is reported, and the site is served.
    replace(&site, ARTICLE, &article("See <b>there</b>."));
    let warned = events.expect("findings");
    assert_eq!(
        (&warned["good"], &warned["tally"]),
        (&true.into(), &"1 warning".into()),
        "{warned}"
    );
    events.expect("reload");
}

#[test]
fn a_site_that_begins_with_errors_is_shown_when_they_are_fixed() {
    let site = site();
    site.put(ARTICLE, "---\ntitle: Operations\ndtae: <2022>\n---\n");
    let served = Served::start(site.root(), &[]);
    let page = served.get(&format!("/{ADDRESS}"));
    assert_eq!(page.status, 503);
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(
        page.body.contains("error[unknown-key]") && page.body.contains("dtae: &lt;2022&gt;"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("<2022>"), "{}", page.body);
    let mut events = served.listen(&page);
    assert_eq!(events.expect("findings")["good"], false);
    replace(&site, ARTICLE, &article("All is well."));
    assert_eq!(events.expect("findings")["good"], true);
    assert_eq!(events.expect("reload")["pages"], serde_json::Value::Null);
    let page = served.get(&format!("/{ADDRESS}"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("All is well."));
    served.wait_for("; the site is shown once this is fixed (");
    served.wait_for("fixed: no findings (");
}

#[test]
fn a_site_may_have_no_folder_yet() {
    let site = Site::new(&[]);
    let served = Served::start(site.root(), &[]);
    let page = served.get("/");
    assert!(
        page.status == 503 && page.body.contains("missing-site"),
        "{}",
        page.body
    );
    let mut events = served.listen(&page);
    events.expect("findings");
    for (path, text) in [
        ("content/site.yaml", SETTINGS),
        (ARTICLE, &article("Here we are.")),
    ] {
        site.put(path, text);
    }
    while events.next().0 != "reload" {}
    let begun = Instant::now();
    while !served
        .get(&format!("/{ADDRESS}"))
        .body
        .contains("Here we are.")
    {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{}",
            served.said()
        );
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn drafts_and_polling_are_as_the_command_line_says() {
    let site = site();
    let served = Served::start(site.root(), &["--drafts", "--poll"]);
    assert_eq!(served.get("/articles/later/").status, 200);
    let mut events = served.listen(&served.get("/articles/later/"));
    events.expect("findings");
    // Times of files may have no finer grain than this.
    thread::sleep(Duration::from_millis(1100));
    replace(
        &site,
        "content/articles/later.md",
        "---\ntitle: Later\ndate: 2022-02-24\ndraft: yes\n---\n\nSoon.\n",
    );
    events.expect("reload");
    assert!(served.get("/articles/later/").body.contains("Soon."));
}

#[test]
fn a_taken_port_gives_the_next() {
    let site = site();
    // Where the next one is taken too, it goes on; so all that is known is that it is another.
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("this machine has a free port");
    let port = taken.local_addr().expect("it is bound").port();
    let served = Served::start(site.root(), &["--port", &port.to_string()]);
    assert!(
        served.port > port && served.port < port + 20,
        "{} after {port}",
        served.port
    );
    served.wait_for(&format!("port {port} is taken; using {}", served.port));
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn nobody_waits_for_those_who_are_silent_or_listen() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let silent: Vec<_> = (0..60)
        .map(|_| {
            let mut stream = served.connection();
            stream.write_all(b"GET / HT").expect("it reads");
            stream
        })
        .collect();
    let home = served.get("/");
    let mut listening: Vec<_> = (0..100).map(|_| served.listen(&home)).collect();
    let begun = Instant::now();
    assert_eq!(served.get(&format!("/{ADDRESS}")).status, 200);
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
    replace(&site, ARTICLE, &article("The FAMa were in Gao."));
    for events in &mut listening {
        events.expect("findings");
        events.expect("reload");
    }
    drop(silent);
}

#[test]
fn where_too_many_come_the_last_are_told_and_may_come_again() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let mut open: Vec<_> = (0..256).map(|_| served.connection()).collect();
    let mut said = String::new();
    served
        .connection()
        .read_to_string(&mut said)
        .expect("it answers");
    assert!(said.starts_with("HTTP/1.1 503 "), "{said}");
    open.truncate(200);
    let begun = Instant::now();
    loop {
        // Nothing is asked as long as there is no place: then it may be cut off.
        let mut stream = served.connection();
        stream
            .set_read_timeout(Some(Duration::from_millis(200)))
            .expect("it can be set");
        if stream.read(&mut [0]).is_err() {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "those who went still have their places"
        );
    }
    assert_eq!(served.get("/").status, 200);
}

/// The memory of a process, in KiB.
fn resident(id: u32) -> u64 {
    let status = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("status"))
        .expect("it is running");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .expect("it has memory");
    let number = line
        .split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok());
    number.expect("it is a number")
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "only Linux tells of a process's memory in a file"
)]
fn memory_stays_as_it_is_over_many_changes() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let mut events = served.listen(&served.get("/"));
    events.expect("findings");
    let mut edit = |number: usize| {
        replace(
            &site,
            ARTICLE,
            &article(&format!("{} {number}", "A long text. ".repeat(5000))),
        );
        events.expect("reload");
    };
    // The allocator keeps some memory at times, so that a single measurement says little.
    let mut memory: Vec<u64> = Vec::new();
    for number in 0..60 {
        edit(number);
        memory.push(resident(served.id()));
    }
    let before = memory[5..20].iter().max().expect("some");
    let after = memory[50..].iter().min().expect("some");
    // An article of 65 kB, its page, its feeds: 40 of them would be more than this.
    assert!(
        *after < before + 6 * 1024,
        "{before} KiB became {after} KiB"
    );
}

#[cfg(feature = "search")]
#[test]
fn the_index_is_made_when_somebody_searches() {
    let site = site();
    site.put("content/site.yaml", &SETTINGS.replace("search: no\n", ""));
    let served = Served::start(site.root(), &[]);
    assert!(
        served.get("/search/").body.contains("/assets/search."),
        "the page has its script"
    );
    assert!(!served.said().contains("search index"), "{}", served.said());
    let entry = served.get("/assets/pagefind/pagefind-entry.json");
    assert_eq!(entry.status, 200);
    let hash = |entry: &str| -> String {
        let entry: serde_json::Value = serde_json::from_str(entry).expect("JSON");
        entry["languages"]["en"]["hash"]
            .as_str()
            .expect("a hash")
            .to_owned()
    };
    let first = hash(&entry.body);
    let index = |hash: &str| {
        served
            .get(&format!("/assets/pagefind/pagefind.{hash}.pf_meta"))
            .status
    };
    assert_eq!(index(&first), 200);
    served.wait_for("search index made in");
    // From then on it follows.
    let path = format!("content/{}", PAGE.replace("/index.html", ".md"));
    let text = fs::read_to_string(site.root().join(&path)).expect("it is there");
    site.put(&path, &format!("{text}\nOne more word: zeugma.\n"));
    served.wait_for("1 page rebuilt");
    let second = hash(&served.get("/assets/pagefind/pagefind-entry.json").body);
    assert_ne!(first, second);
    assert_eq!((index(&second), index(&first)), (200, 404));
}

#[cfg(feature = "search")]
#[test]
fn the_index_is_made_before_somebody_who_opens_the_search_has_typed() {
    let site = site();
    site.put("content/site.yaml", &SETTINGS.replace("search: no\n", ""));
    let served = Served::start(site.root(), &[]);
    let page = served.get("/search/").body;
    let script = page
        .split('"')
        .find(|part| part.starts_with("/assets/search."));
    assert_eq!(
        served.get(script.expect("the page has its script")).status,
        200
    );
    served.wait_for("search index made in");
}

#[test]
fn a_site_without_search_waits_for_no_index() {
    let site = site();
    let served = Served::start(site.root(), &[]);
    let begun = Instant::now();
    assert_eq!(served.get("/assets/pagefind/pagefind.js").status, 404);
    assert!(begun.elapsed() < Duration::from_secs(20));
    // Nor is the site made again for one.
    let path = format!("content/{}", PAGE.replace("/index.html", ".md"));
    let text = fs::read_to_string(site.root().join(&path)).expect("it is there");
    site.put(&path, &format!("{text}\nOne more sentence.\n"));
    served.wait_for("1 page rebuilt");
    let said = served.said();
    assert!(
        !said.contains("search index") && !said.contains("files changed"),
        "{said}"
    );
}
