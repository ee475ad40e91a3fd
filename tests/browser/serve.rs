//! `griot serve` with a page that is open: what a person sees when files change.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::checks::console;
use super::served::Served;
use super::support::Site;
use super::webdriver::Session;

type Check = fn(&mut Session) -> Result<(), String>;

pub const CHECKS: [(&str, Check); 5] = [
    (
        "serve::a_saved_text_is_shown_at_the_same_place",
        text_is_shown,
    ),
    (
        "serve::styles_are_swapped_without_loading_again",
        styles_are_swapped,
    ),
    (
        "serve::findings_lie_over_the_page_until_they_are_fixed",
        findings_are_shown,
    ),
    (
        "serve::a_site_with_errors_is_shown_when_they_are_fixed",
        first_site_is_shown,
    ),
    ("serve::a_search_finds_what_was_just_written", search_finds),
];

/// Escape, as WebDriver writes it.
const ESCAPE: &str = "\u{e00c}";

const ARTICLE: &str = "content/articles/2022-02-23-operations.md";

fn article(text: &str) -> String {
    let long = "More of the same.\n\n".repeat(200);
    format!("---\ntitle: Operations\ndate: 2022-02-23\n---\n\n{text}\n\n{long}")
}

fn site(text: &str) -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nlanguages: [en]\nsearch: no\ntheme: mine\n",
        ),
        ("themes/mine/theme.yaml", "extends: default\ncontract: 3\n"),
        (
            "themes/mine/assets/style.css",
            "body { color: rgb(1, 2, 3) }\n",
        ),
        (ARTICLE, text),
    ])
}

fn serve(site: &Site) -> (Served, String) {
    let served = Served::start(site.root(), &["--base-url", "/repo/"]);
    let url = format!("{}articles/2022-02-23-operations/", served.address);
    (served, url)
}

/// Waits until a script gives what is wanted. A page that loads again at that moment gives nothing.
fn wait(session: &Session, script: &str, wanted: &Value) -> Result<(), String> {
    let begun = Instant::now();
    loop {
        let found = session.run(script);
        if found.as_ref() == Ok(wanted) {
            return Ok(());
        }
        if begun.elapsed() > Duration::from_secs(30) {
            return Err(format!("{script}\ngives {found:?}, and not {wanted}"));
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Neither the script nor its style or its events are against the policy of the page.
fn is_quiet(session: &Session) -> Result<(), String> {
    let errors = console(session)?;
    if errors.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "the console has errors:\n  {}",
            errors.join("\n  ")
        ))
    }
}

const HAS_GAO: &str = "return document.querySelector('main').innerText.includes('in Gao')";

fn text_is_shown(session: &mut Session) -> Result<(), String> {
    let site = site(&article("They were in Mopti."));
    let (_served, url) = serve(&site);
    session.open(&url)?;
    wait(session, HAS_GAO, &json!(false))?;
    session.run("scrollTo({ top: 700, behavior: 'instant' })")?;
    wait(session, "return Math.round(scrollY)", &json!(700))?;
    site.put(ARTICLE, &article("They were in Gao."));
    wait(session, HAS_GAO, &json!(true))?;
    wait(session, "return Math.round(scrollY)", &json!(700))?;
    wait(
        session,
        "return document.querySelector('griot-findings')",
        &Value::Null,
    )?;
    is_quiet(session)
}

fn styles_are_swapped(session: &mut Session) -> Result<(), String> {
    let site = site(&article("They were in Mopti."));
    let (_served, url) = serve(&site);
    session.open(&url)?;
    let colour = "return getComputedStyle(document.body).color";
    wait(session, colour, &json!("rgb(1, 2, 3)"))?;
    session.run("window.isTheSame = true")?;
    site.put(
        "themes/mine/assets/style.css",
        "body { color: rgb(4, 5, 6) }\n",
    );
    wait(session, colour, &json!("rgb(4, 5, 6)"))?;
    let sheets = "return document.querySelectorAll('link[href*=\"/style.\"]').length";
    wait(session, sheets, &json!(1))?;
    wait(session, "return window.isTheSame === true", &json!(true))?;
    is_quiet(session)
}

/// What is shown of findings: whether they lie over the page, what they say, and what the badge
/// says.
const SHOWN: &str = "const root = document.querySelector('griot-findings')?.shadowRoot;
    const dialog = root?.querySelector('dialog');
    const said = dialog?.querySelector('pre')?.innerText ?? '';
    return {
        open: dialog?.open ?? false,
        caret: said.includes('6 | See [<there>](nowhere.md).') && said.includes('|     ^^^^'),
        badge: root?.querySelector('.badge')?.innerText ?? null,
    }";

fn findings_are_shown(session: &mut Session) -> Result<(), String> {
    let site = site(&article("They were in Mopti."));
    let (_served, url) = serve(&site);
    session.open(&url)?;
    let shown = |open: bool, caret: bool, badge: Option<&str>| json!({ "open": open, "caret": caret, "badge": badge });
    wait(session, SHOWN, &shown(false, false, None))?;
    site.put(ARTICLE, &article("See [<there>](nowhere.md)."));
    let tally = Some("1 error, 1 warning");
    wait(session, SHOWN, &shown(true, true, tally))?;
    let kept = "return document.querySelector('main').innerText.includes('in Mopti')";
    wait(session, kept, &json!(true))?;
    let style = "const dialog = document.querySelector('griot-findings').shadowRoot.querySelector('dialog');
        return getComputedStyle(dialog).display + ' ' + getComputedStyle(dialog.querySelector('pre')).whiteSpace";
    wait(session, style, &json!("flex pre"))?;
    session.press(ESCAPE, 1)?;
    wait(session, SHOWN, &shown(false, true, tally))?;
    session.run(
        "document.querySelector('griot-findings').shadowRoot.querySelector('.badge').click()",
    )?;
    wait(session, SHOWN, &shown(true, true, tally))?;
    site.put(ARTICLE, &article("They were in Gao."));
    wait(session, HAS_GAO, &json!(true))?;
    wait(session, SHOWN, &shown(false, false, None))?;

    site.put(ARTICLE, &article("They were <b>there</b>."));
    wait(session, SHOWN, &shown(false, false, Some("1 warning")))?;
    let text = "return document.querySelector('main').innerText.includes('<b>there</b>')";
    wait(session, text, &json!(true))?;
    is_quiet(session)
}

fn first_site_is_shown(session: &mut Session) -> Result<(), String> {
    let site = site("---\ntitle: Operations\n---\n");
    let (_served, url) = serve(&site);
    session.open(&url)?;
    let dialog = "return document.querySelector('griot-findings')?.shadowRoot.querySelector('dialog')?.open ?? false";
    wait(session, dialog, &json!(true))?;
    let text =
        "return document.querySelector('body > pre').innerText.includes('error[missing-field]')";
    wait(session, text, &json!(true))?;
    // The answer says that there is no site, which a browser logs as an error.
    console(session)?;
    site.put(ARTICLE, &article("They were in Gao."));
    wait(session, HAS_GAO, &json!(true))?;
    is_quiet(session)
}

fn search_finds(session: &mut Session) -> Result<(), String> {
    let site = site(&article("They were in Mopti."));
    site.put("content/site.yaml", "title: My site\nlanguages: [en]\n");
    let (served, _) = serve(&site);
    let found = |word: &str| {
        let link =
            "document.querySelector('.found h3 a')?.pathname.endsWith('2022-02-23-operations/')";
        format!("return ({link} ?? false) && location.search.includes('{word}')")
    };
    session.open(&format!("{}search/?q=mopti", served.address))?;
    wait(session, &found("mopti"), &json!(true))?;
    site.put(ARTICLE, &article("They were in Kidal."));
    served.wait_for("1 page rebuilt");
    session.open(&format!("{}search/?q=kidal", served.address))?;
    wait(session, &found("kidal"), &json!(true))?;
    is_quiet(session)
}
