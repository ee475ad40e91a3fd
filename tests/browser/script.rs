//! What is asked of the script that adds to pages: lists are filtered and downloaded, maps zoom,
//! links have previews, passages and citations are copied, by mouse, keyboard and touch; and
//! nothing is lost without it.
//!
//! A small site of its own is asked, of which is known what each list holds.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::checks::{console, holds};
use crate::webdriver::{ENTER, Session, TAB};

/// A check of the script; it is told the address of the site.
pub type Check = fn(&mut Session, &str) -> Result<(), String>;

/// With the names of their tests.
pub const CHECKS: [(&str, Check); 13] = [
    (
        "script::lists_are_filtered_by_keyboard",
        lists_are_filtered_by_keyboard,
    ),
    ("script::lists_have_addresses", lists_have_addresses),
    ("script::lists_sort", lists_sort),
    ("script::claims_are_filtered_too", claims_are_filtered_too),
    ("script::rows_are_downloaded", rows_are_downloaded),
    (
        "script::a_list_that_cannot_be_loaded_says_so",
        a_list_that_cannot_be_loaded_says_so,
    ),
    ("script::maps_zoom_by_keyboard", maps_zoom_by_keyboard),
    ("script::maps_zoom_by_touch", maps_zoom_by_touch),
    (
        "script::maps_are_tied_to_their_list",
        maps_are_tied_to_their_list,
    ),
    ("script::links_have_previews", links_have_previews),
    ("script::citations_are_copied", citations_are_copied),
    ("script::claims_have_citations", claims_have_citations),
    ("script::passages_have_addresses", passages_have_addresses),
];

const SITE: &str = "title: Mali news\nbase_url: https://griot.example/repo/\nlanguages: [en]\npublisher: The desk of Bamako\nundeclared: error\n";

const FILES: [(&str, &str); 11] = [
    (
        "content/regions/mali.md",
        "---\nname: Mali\nlevel: country\niso_3166: ML\n---\n",
    ),
    (
        "content/regions/mopti.md",
        "---\nname: Mopti\nlevel: adm1\niso_3166: ML-5\npart_of: mali\n---\n\nA region in the centre.\n",
    ),
    (
        "content/regions/gao.md",
        "---\nname: Gao\nlevel: adm1\niso_3166: ML-7\npart_of: mali\n---\n",
    ),
    (
        "content/actors/army.md",
        "---\nname: The army\nactor_type: State forces\nactive: 1960/..\n---\n\nThe army of Mali. It was founded in 1960[^1].\n\n[^1]: A note.\n",
    ),
    (
        "content/actors/armed-group.md",
        "---\nname: An armed group\nactor_type: Rebel group\n---\n",
    ),
    (
        "content/sources/paper.md",
        "---\ntitle: \"A {report} of 100% & more\"\nkind: news\npublisher: The paper\nauthor: A. Writer\ndate: 2021-03-02\nurl: https://example.org/report\n\
         archive_url: https://archive.example.org/report\narchived_at: 2021-03-03\n---\n",
    ),
    (
        "content/events/attack.md",
        "---\ntitle: \"An attack, \\\"at night\\\"\"\ndate: 2021-03-01\nevent_type: Battles\nregions: [mopti]\nplace: {name: Sévaré, lat: 14.53, lon: -4.09}\n\
         where_prec: exact\nside_a: [army]\nside_b: [armed-group]\nclaims:\n  - {id: many, measure: killed, count: 30, claimant: army, sources: [paper], grade: contested, contradicted_by: [few]}\n  \
         - {id: few, measure: killed, count: 4, claimant: armed-group, sources: [paper], grade: contested}\n---\n\nIt happened at night.\n",
    ),
    (
        "content/events/arrests.md",
        "---\ntitle: =Arrests\ndate: 2021-05-01\nevent_type: Strategic developments\nsub_event_type: Arrests\nregions: [gao]\nplace: {name: Gao, lat: 16.27, lon: -0.04}\n\
         where_prec: exact\nside_a: [army]\nclaims:\n  - {id: eight, measure: arrested, label: suspects, count: 8, claimant: army, sources: [paper], grade: weak}\n---\n",
    ),
    (
        "content/events/patrol.md",
        "---\ntitle: A patrol\ndate: 2022-01..2022-02\nevent_type: Battles\nregions: [gao]\nplace: {name: Ansongo, lat: 15.66, lon: 0.5}\nwhere_prec: near\nside_a: [army]\n---\n",
    ),
    (
        "content/articles/news.md",
        "---\ntitle: What is known\ndate: 2021-05-06\nauthors: [B. Editor]\nevents: [attack, arrests, patrol]\n---\n\n\
         The army of Mali speaks of [30 dead](claim:attack#many), and the other side of four. [[army|It]] counts on its own.\n\n\
         ## Afterwards\n\nNobody else was there to count, and the road was closed for weeks after it. See [the attack](../events/attack.md).\n",
    ),
    (
        "content/pages/home.md",
        "---\ntitle: Home\n---\n\nA site.\n",
    ),
];

/// Writes the site's files below `root`.
pub fn write_site(root: &Path) {
    for (path, text) in FILES.into_iter().chain([("content/site.yaml", SITE)]) {
        let file = root.join(path);
        let folder = file.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(folder).expect("folders can be made");
        std::fs::write(&file, text).expect("files can be written");
    }
}

/// Waits until a script gives what is wanted.
fn until(
    session: &Session,
    script: &str,
    wanted: impl Fn(&Value) -> bool,
) -> Result<Value, String> {
    let begun = Instant::now();
    loop {
        let given = session.run(script)?;
        if wanted(&given) {
            return Ok(given);
        }
        holds(begun.elapsed() < Duration::from_secs(10), || {
            format!("this does not come to give what is wanted, but {given}:\n{script}")
        })?;
        thread::sleep(Duration::from_millis(50));
    }
}

fn is(session: &Session, script: &str, wanted: &Value) -> Result<(), String> {
    until(session, script, |given| given == wanted)
        .map(drop)
        .map_err(|error| format!("{error}\nwanted: {wanted}"))
}

const SHOWN: &str = "return [...document.querySelectorAll('.explorer tbody tr')].map((row) => row.querySelector('a').textContent);";
const COUNT: &str = "return document.querySelector('.explorer [role=status]')?.textContent;";
const QUERY: &str = "return location.search;";

fn choose(session: &Session, name: &str, value: &str) -> Result<(), String> {
    session.click(&format!(
        ".explorer select[name={name}] option[value='{value}']"
    ))
}

fn clean(session: &Session) -> Result<(), String> {
    let errors = console(session)?;
    holds(errors.is_empty(), || {
        format!("the console has errors: {errors:?}")
    })
}

fn lists_are_filtered_by_keyboard(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}actors/army/"))?;
    let own = session.run(
        "return [...document.querySelectorAll('table.events a')].map((link) => link.textContent);",
    )?;
    session.run("document.querySelector('.sift[data-list=events] button').focus();")?;
    session.press(ENTER, 1)?;
    // The list is the page's own, in the same order.
    is(session, SHOWN, &own)?;
    holds(
        own == json!(["A patrol", "=Arrests", "An attack, “at night”"]),
        || own.to_string(),
    )?;
    is(session, COUNT, &json!("3 of 3"))?;
    is(
        session,
        "return document.activeElement.name;",
        &json!("actor"),
    )?;
    // The static list waits.
    is(
        session,
        "return document.querySelector('table.events:not(.explorer *)').checkVisibility();",
        &json!(false),
    )?;
    let options = session.run(
        "return Object.fromEntries([...document.querySelectorAll('.explorer select')].map((select) => [select.name, [...select.options].map((option) => option.text)]));",
    )?;
    holds(
        options["actor"] == json!(["all", "An armed group", "The army"]),
        || options.to_string(),
    )?;
    holds(
        options["region"] == json!(["all", "Gao", "Mali", "Mopti"]),
        || options.to_string(),
    )?;
    holds(options["year"] == json!(["all", "2022", "2021"]), || {
        options.to_string()
    })?;
    // Gao is the second choice of the second list.
    session.press(TAB, 1)?;
    session.press("G", 1)?;
    is(session, COUNT, &json!("2 of 3"))?;
    is(session, SHOWN, &json!(["A patrol", "=Arrests"]))?;
    session.run("document.querySelector('.explorer [name=disputed]').focus();")?;
    session.press(" ", 1)?;
    is(session, COUNT, &json!("0 of 3"))?;
    session.run("[...document.querySelectorAll('.explorer .tools button')].at(-1).focus();")?;
    session.press(ENTER, 1)?;
    is(
        session,
        "return document.querySelector('table.events:not(.explorer *)').checkVisibility();",
        &json!(true),
    )?;
    is(session, QUERY, &json!(""))?;
    is(
        session,
        "return document.activeElement.parentElement.className;",
        &json!("sift"),
    )?;
    clean(session)
}

fn lists_have_addresses(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}events/"))?;
    session.click(".sift button")?;
    is(session, COUNT, &json!("3 of 3"))?;
    choose(session, "type", "battles")?;
    choose(session, "year", "2021")?;
    session.click(".explorer [name=disputed]")?;
    is(session, SHOWN, &json!(["An attack, “at night”"]))?;
    let address = session.url()?;
    holds(
        address.ends_with("?list=events&type=battles&year=2021&disputed=yes"),
        || address.clone(),
    )?;
    // What the address says is there again, and what it cannot mean is left out.
    session.open(&format!("{address}&region=nowhere"))?;
    is(session, SHOWN, &json!(["An attack, “at night”"]))?;
    let form = session.run(
        "return [...new FormData(document.querySelector('.explorer'))].map(([, value]) => value);",
    )?;
    holds(
        form == json!(["", "", "battles", "2021", "", "yes"]),
        || form.to_string(),
    )?;
    clean(session)
}

fn lists_sort(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}events/?list=events&sort=most"))?;
    is(
        session,
        SHOWN,
        &json!(["An attack, “at night”", "=Arrests", "A patrol"]),
    )?;
    choose(session, "sort", "old")?;
    is(
        session,
        SHOWN,
        &json!(["An attack, “at night”", "=Arrests", "A patrol"]),
    )?;
    choose(session, "sort", "grade")?;
    is(
        session,
        SHOWN,
        &json!(["=Arrests", "An attack, “at night”", "A patrol"]),
    )?;
    choose(session, "sort", "title")?;
    is(
        session,
        SHOWN,
        &json!(["=Arrests", "A patrol", "An attack, “at night”"]),
    )?;
    choose(session, "sort", "")?;
    is(
        session,
        SHOWN,
        &json!(["A patrol", "=Arrests", "An attack, “at night”"]),
    )
}

fn claims_are_filtered_too(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}actors/army/"))?;
    session.click(".sift[data-list=claims] button")?;
    is(session, COUNT, &json!("2 of 2"))?;
    let figures = "return [...document.querySelectorAll('.explorer tbody tr')].map((row) => row.cells[0].textContent.replace(/\\s+/g, ' '));";
    is(
        session,
        figures,
        &json!(["8 arrested: suspects", "30 killed"]),
    )?;
    session.click(".explorer [name=disputed]")?;
    is(session, figures, &json!(["30 killed"]))?;
    // Those of an event stand in the page as well.
    session.open(&format!("{base}events/attack/"))?;
    session.click(".sift button")?;
    is(session, figures, &json!(["30 killed", "4 killed"]))?;
    is(
        session,
        "return document.querySelector('table.claims').checkVisibility();",
        &json!(true),
    )?;
    session.open(&format!("{base}sources/paper/"))?;
    session.click(".sift[data-list=claims] button")?;
    is(session, COUNT, &json!("3 of 3"))?;
    clean(session)
}

fn rows_are_downloaded(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}actors/army/?list=events&year=2021"))?;
    is(session, COUNT, &json!("2 of 3"))?;
    let save = "const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.arrayBuffer().then((bytes) => (window.saved = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))); return make(blob); };";
    session.run(save)?;
    session.click(".explorer .tools button")?;
    let header = "\u{feff}date,title,event_type,sub_event_type,regions,actors,figure,measure,grade,disputed,url";
    let rows = format!(
        "{header}\r\n2021-05-01,'=Arrests,Strategic developments,Arrests,Gao; Mali,The army,8,arrested,weak,no,{0}events/arrests/\r\n\
         2021-03-01,\"An attack, “at night”\",Battles,,Mopti; Mali,An armed group; The army,30 or 4,killed,contested,yes,{0}events/attack/\r\n",
        "https://griot.example/repo/"
    );
    let saved = until(session, "return window.saved ?? null;", |given| {
        !given.is_null()
    })?;
    let saved = saved.as_str().unwrap_or_default();
    let host = saved
        .split(",yes,")
        .nth(1)
        .and_then(|rest| rest.split("events/").next())
        .unwrap_or_default();
    holds(host.ends_with("/repo/"), || {
        format!("addresses are whole: {saved:?}")
    })?;
    let saved = saved.replace(host, "https://griot.example/repo/");
    holds(saved == rows, || {
        format!("wanted {rows:?}\nfound  {saved:?}")
    })?;
    session.open(&format!("{base}actors/army/?list=claims"))?;
    is(session, COUNT, &json!("2 of 2"))?;
    session.run(save)?;
    session.click(".explorer .tools button")?;
    let saved = until(session, "return window.saved ?? null;", |given| {
        !given.is_null()
    })?;
    let lines: Vec<&str> = saved.as_str().unwrap_or_default().split("\r\n").collect();
    holds(lines.len() == 4 && lines[3].is_empty(), || {
        format!("{lines:?}")
    })?;
    let wanted =
        "2021-03-01,\"An attack, “at night”\",30,,killed,30,30,30,The army,,contested,yes,";
    holds(lines[2].starts_with(wanted), || {
        format!("wanted {wanted:?}\nfound  {:?}", lines[2])
    })?;
    clean(session)
}

fn a_list_that_cannot_be_loaded_says_so(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}actors/army/"))?;
    session.devtools("Network.enable", &json!({}))?;
    session.devtools(
        "Network.setBlockedURLs",
        &json!({ "urls": ["*rows.json*"] }),
    )?;
    session.click(".sift button")?;
    let said = "return document.querySelector('.sift [role=alert]').textContent;";
    is(session, said, &json!("The data could not be loaded."))?;
    is(
        session,
        "return document.querySelector('table.events:not(.explorer *)').checkVisibility();",
        &json!(true),
    )?;
    // With the network back, another attempt succeeds.
    session.devtools("Network.setBlockedURLs", &json!({ "urls": [] }))?;
    session.click(".sift button")?;
    is(session, COUNT, &json!("3 of 3"))?;
    is(session, said, &json!(""))
}

const VIEW: &str =
    "return document.querySelector('svg.zooms').getAttribute('viewBox').split(' ').map(Number);";

fn width(view: &Value) -> f64 {
    view[2].as_f64().unwrap_or_default()
}

/// Opens a page whose map has its tools.
fn open_map(session: &Session, url: &str) -> Result<(), String> {
    session.open(url)?;
    is(
        session,
        "return document.querySelector('svg.zooms + .map-tools') !== null;",
        &json!(true),
    )
}

fn maps_zoom_by_keyboard(session: &mut Session, base: &str) -> Result<(), String> {
    open_map(session, &format!("{base}events/"))?;
    let whole = session.run(VIEW)?;
    session.run("document.querySelector('.map-tools button').focus();")?;
    session.press(ENTER, 2)?;
    let near = until(session, VIEW, |view| width(view) < width(&whole) / 2.0)?;
    let address = session.url()?;
    holds(address.contains("?map=2.56_"), || address.clone())?;
    // The names keep their size on the screen, and so do the signs.
    let sizes = session.run(
        "const of = (name) => document.querySelector(`svg.zooms ${name}`).getBoundingClientRect().height;
        return [of('text.ev'), of('circle.dot, circle.ring')].map(Math.round);",
    )?;
    open_map(session, &address)?;
    until(session, VIEW, |view| {
        (0..4).all(|at| {
            (view[at].as_f64().unwrap_or_default() - near[at].as_f64().unwrap_or_default()).abs()
                < 1.0
        })
    })?;
    session.run(
        "[...document.querySelectorAll('.map-tools button')].find((button) => button.textContent === '→').focus();",
    )?;
    session.press(ENTER, 1)?;
    until(session, VIEW, |view| view[0].as_f64() > near[0].as_f64())?;
    session.run("[...document.querySelectorAll('.map-tools button')].find((button) => button.textContent === 'Whole map').focus();")?;
    session.press(ENTER, 1)?;
    is(session, VIEW, &whole)?;
    is(session, QUERY, &json!(""))?;
    let before = session.run(
        "const of = (name) => document.querySelector(`svg.zooms ${name}`).getBoundingClientRect().height;
        return [of('text.ev'), of('circle.dot, circle.ring')].map(Math.round);",
    )?;
    let close = |at: usize| {
        (before[at].as_f64().unwrap_or_default() - sizes[at].as_f64().unwrap_or_default()).abs()
            <= 3.0
    };
    holds(close(0) && close(1), || {
        format!("sizes before {before} and near {sizes}")
    })?;
    clean(session)
}

fn maps_zoom_by_touch(session: &mut Session, base: &str) -> Result<(), String> {
    open_map(session, &format!("{base}events/"))?;
    session.devtools(
        "Emulation.setTouchEmulationEnabled",
        &json!({ "enabled": true, "maxTouchPoints": 2 }),
    )?;
    session.run("document.querySelector('svg.zooms').scrollIntoView({ block: 'center' });")?;
    let whole = session.run(VIEW)?;
    let middle = session.run(
        "const box = document.querySelector('svg.zooms').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];",
    )?;
    let (x, y) = (
        middle[0].as_f64().unwrap_or_default(),
        middle[1].as_f64().unwrap_or_default(),
    );
    let fingers = |kind: &str, apart: f64| {
        let points = match kind {
            "touchEnd" => json!([]),
            _ => json!([{ "x": x - apart, "y": y, "id": 1 }, { "x": x + apart, "y": y, "id": 2 }]),
        };
        session.devtools(
            "Input.dispatchTouchEvent",
            &json!({ "type": kind, "touchPoints": points }),
        )
    };
    fingers("touchStart", 30.0)?;
    for apart in [40.0, 50.0, 60.0, 75.0, 90.0] {
        fingers("touchMove", apart)?;
    }
    fingers("touchEnd", 90.0)?;
    let near = until(session, VIEW, |view| width(view) < width(&whole) / 1.5)?;
    // One finger moves the map.
    let finger = |kind: &str, x: f64| {
        let points = if kind == "touchEnd" {
            json!([])
        } else {
            json!([{ "x": x, "y": y, "id": 1 }])
        };
        session.devtools(
            "Input.dispatchTouchEvent",
            &json!({ "type": kind, "touchPoints": points }),
        )
    };
    finger("touchStart", x)?;
    finger("touchMove", x - 30.0)?;
    finger("touchMove", x - 60.0)?;
    finger("touchEnd", x - 60.0)?;
    until(session, VIEW, |view| view[0].as_f64() > near[0].as_f64())?;
    holds(session.url()?.contains("?map="), || {
        "what was dragged is no click".to_owned()
    })
}

fn maps_are_tied_to_their_list(session: &mut Session, base: &str) -> Result<(), String> {
    open_map(session, &format!("{base}events/"))?;
    session.run("[...document.querySelectorAll('.map-tools > .tools button')].at(-1).click();")?;
    let items = "return [...document.querySelectorAll('.tied li:not([hidden])')].map((item) => item.textContent);";
    let all = session.run(items)?;
    let has = |list: &Value, words: &str| {
        list.as_array().is_some_and(|list| {
            list.iter()
                .any(|item| item.as_str().is_some_and(|item| item.contains(words)))
        })
    };
    holds(
        has(&all, "Sévaré: An attack, “at night”, 1 March 2021") && has(&all, "Ansongo: A patrol"),
        || all.to_string(),
    )?;
    session.click("h1")?;
    // A mark that has the focus, or is pointed at, is marked in the list, and the other way round.
    session.run(
        "document.querySelector(\"svg.zooms a[aria-label][href$='events/attack/']\").focus();",
    )?;
    is(
        session,
        "return document.querySelector('.tied .lit')?.textContent.includes('Sévaré');",
        &json!(true),
    )?;
    session.run(
        "[...document.querySelectorAll('.tied a')].find((link) => link.textContent.includes('Ansongo')).focus();",
    )?;
    is(
        session,
        "return document.querySelector('svg a.lit').getAttribute('href').endsWith('events/patrol/');",
        &json!(true),
    )?;
    // Near Sévaré the list has what is there. Going to the other by keyboard brings it into view.
    session.run("const map = document.querySelector('svg.zooms'); const url = new URL(location); url.searchParams.set('map', '4_0_0'); location = url;")?;
    until(
        session,
        "return document.readyState === 'complete' && location.search.includes('map=') && document.querySelector('.tied') !== null;",
        |ready| ready == true,
    )?;
    session.run("[...document.querySelectorAll('.map-tools > .tools button')].at(-1).click();")?;
    let few = session.run(items)?;
    holds(
        !has(&few, "Ansongo") && few.as_array().map(Vec::len) < all.as_array().map(Vec::len),
        || few.to_string(),
    )?;
    let said =
        session.run("return document.querySelector('.map-tools [role=status]').textContent;")?;
    let number = few.as_array().map_or(0, Vec::len);
    holds(
        said.as_str()
            .is_some_and(|said| said.starts_with(&format!("{number} of "))),
        || said.to_string(),
    )?;
    session.click("h1")?;
    session.run(
        "document.querySelector(\"svg.zooms a[aria-label][href$='events/patrol/']\").focus();",
    )?;
    until(session, items, |list| has(list, "Ansongo"))?;
    clean(session)
}

fn links_have_previews(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}articles/news/"))?;
    let card = "return document.querySelector('.preview:popover-open')?.innerText.replace(/\\s+/g, ' ') ?? null;";
    let move_to = |selector: &str| -> Result<(), String> {
        let at = session.run(&format!(
            "const link = document.querySelector(\"{selector}\"); link.scrollIntoView({{ block: 'center' }}); const box = link.getBoundingClientRect(); return [box.x + 3, box.y + 3];"
        ))?;
        session.devtools(
            "Input.dispatchMouseEvent",
            &json!({ "type": "mouseMoved", "x": at[0], "y": at[1], "pointerType": "mouse" }),
        )
    };
    move_to(".prose a[href$='actors/army/']")?;
    let shown = until(session, card, |card| !card.is_null())?;
    let words = "The army The army of Mali. It was founded in 1960. What it is: State forces Active: since 1960";
    holds(
        shown.as_str().is_some_and(|shown| shown.starts_with(words)),
        || shown.to_string(),
    )?;
    let described = session.run("return document.querySelector(\".prose a[href$='actors/army/']\").getAttribute('aria-describedby') === document.querySelector('.preview').id;")?;
    holds(described == true, || {
        "the link is described by it".to_owned()
    })?;
    // It goes with Escape, and comes with the focus of a keyboard.
    session.press("\u{e00c}", 1)?;
    is(session, card, &Value::Null)?;
    move_to("h1")?;
    session.run("document.querySelector('.prose h2').tabIndex = 0; document.querySelector('.prose h2').focus();")?;
    session.press(TAB, 1)?;
    is(
        session,
        "return document.activeElement.getAttribute('href').endsWith('events/attack/');",
        &json!(true),
    )?;
    let shown = until(session, card, |card| !card.is_null())?;
    holds(
        shown
            .as_str()
            .is_some_and(|shown| shown.starts_with("An attack, “at night” 1 March 2021")),
        || shown.to_string(),
    )?;
    session.press(TAB, 1)?;
    is(session, card, &Value::Null)?;
    clean(session)
}

/// Opens the fold with the tools of the page.
const OPEN: &str = "document.querySelector('details:has(> .tools)').open = true;";

/// Catches what the page copies, and lets it say so for as long as the test looks.
const CATCH: &str =
    "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };
    const later = window.setTimeout;
    window.setTimeout = (work, pause) => (pause === 2500 ? 0 : later(work, pause));";

fn copied(session: &Session, click: &str) -> Result<String, String> {
    session.run("window.copied = null;")?;
    session.run(&format!(
        "const found = {click}; found.focus(); found.click();"
    ))?;
    let copied = until(session, "return window.copied;", |copied| !copied.is_null())?;
    is(
        session,
        "return document.querySelector('.told').textContent;",
        &json!("Copied"),
    )?;
    Ok(copied.as_str().unwrap_or_default().to_owned())
}

fn same(found: &str, wanted: &str) -> Result<(), String> {
    holds(found == wanted, || {
        format!("wanted {wanted:?}\nfound  {found:?}")
    })
}

fn tool(place: &str, words: &str) -> String {
    format!(
        "[...document.querySelectorAll(`{place} .tools button`)].find((button) => button.textContent === '{words}')"
    )
}

fn citations_are_copied(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}articles/news/"))?;
    session.run(CATCH)?;
    session.run("document.querySelector('[data-cite]').closest('details').open = true;")?;
    let canonical = session.run("return document.querySelector('link[rel=canonical]').href;")?;
    let canonical = canonical.as_str().unwrap_or_default();
    same(
        &copied(session, &tool("details", "Chicago"))?,
        &format!("B. Editor. “What is known.” Mali news. May 6, 2021. {canonical}."),
    )?;
    same(
        &copied(session, &tool("details", "APA"))?,
        &format!("B. Editor (2021, May 6). What is known. Mali news. {canonical}"),
    )?;
    // What is copied is what the page says.
    let said = session.run("return document.querySelector('pre[data-cite]').textContent;")?;
    let bib = copied(session, &tool("details", "BibTeX"))?;
    same(&bib, said.as_str().unwrap_or_default())?;
    holds(
        bib.contains("  author = {{B. Editor}},\n") && bib.contains("  date = {2021-05-06},\n"),
        || bib.clone(),
    )?;
    // A source is cited as what it is, with its copy; signs of TeX are written so that TeX reads
    // them.
    session.open(&format!("{base}sources/paper/"))?;
    session.run(CATCH)?;
    session.run(OPEN)?;
    same(
        &copied(session, &tool("main", "Chicago"))?,
        "A. Writer. “A {report} of 100% & more.” The paper. March 2, 2021. https://example.org/report. Archived copy: https://archive.example.org/report.",
    )?;
    let bib = copied(session, &tool("main", "BibTeX"))?;
    holds(
        bib.contains("title = {{A \\textbraceleft{}report\\textbraceright{} of 100\\% \\& more}}")
            && bib.contains("note = {\\url{https://archive.example.org/report}}"),
        || bib.clone(),
    )?;
    session.open(&format!("{base}actors/army/"))?;
    session.run(CATCH)?;
    session.run(OPEN)?;
    let chicago = copied(session, &tool("main", "Chicago"))?;
    holds(
        chicago.starts_with("The desk of Bamako. “The army.” Mali news. Version of ")
            && chicago.ends_with("actors/army/."),
        || chicago.clone(),
    )?;
    same(
        &copied(session, &tool("main", "Copy link"))?,
        session
            .run("return document.querySelector('link[rel=canonical]').href;")?
            .as_str()
            .unwrap_or_default(),
    )?;
    clean(session)
}

fn claims_have_citations(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}events/attack/"))?;
    session.run(CATCH)?;
    session.click("#many summary")?;
    until(
        session,
        "return document.querySelectorAll('#many .tools button').length;",
        |count| count == 4,
    )?;
    let link = copied(session, &tool("#many", "Copy link"))?;
    holds(link.ends_with("/events/attack/#many"), || link.clone())?;
    // What the row says is what is copied.
    let said = "return document.querySelector('#many td li:nth-last-child(2)').textContent.trim();";
    let said = session.run(said)?;
    let said = said.as_str().unwrap_or_default();
    let cited = copied(session, &tool("#many", "Chicago"))?;
    same(&format!("Cite this claim: {cited}"), &format!("{said}."))?;
    let begins = "The desk of Bamako. The army: 30 killed. “An attack, ‘at night’.” Mali news. ";
    holds(cited.starts_with(begins), || cited.clone())?;
    let apa = copied(session, &tool("#many", "APA"))?;
    holds(
        apa.contains(" The army: 30 killed. An attack, “at night”. Mali news. "),
        || apa.clone(),
    )?;
    let bib = copied(session, &tool("#many", "BibTeX"))?;
    holds(
        bib.contains("-events-attack-many,\n")
            && bib.contains("title = {{The army: 30 killed. An attack, “at night”}}")
            && bib.contains("/events/attack/#many}"),
        || bib.clone(),
    )?;
    // The others have none until they are opened.
    let others = session.run("return document.querySelectorAll('#few .tools').length;")?;
    holds(others == 0, || others.to_string())
}

fn passages_have_addresses(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}articles/news/"))?;
    session.run(CATCH)?;
    let select = |paragraph: usize, from: usize, to: usize| {
        session.run(&format!(
            "const paragraph = document.querySelectorAll('.prose p')[{paragraph}];
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            const texts = [];
            while (walker.nextNode()) texts.push(walker.currentNode);
            getSelection().setBaseAndExtent(texts[0], {from}, texts.at(-1), texts.length > 1 ? texts.at(-1).length : {to});"
        ))
    };
    session.click(".prose p:last-of-type")?;
    // Part of a word at both ends is left out, since browsers find whole words.
    select(1, 2, 50)?;
    until(
        session,
        "return document.querySelectorAll('.passage button').length;",
        |count| count == 2,
    )?;
    // After the link within the passage, Tab leads there.
    session.press(TAB, 2)?;
    is(
        session,
        "return document.activeElement.textContent;",
        &json!("Copy a link to this passage"),
    )?;
    let link = copied(session, "document.activeElement")?;
    let (_, fragment) = link.split_once('#').unwrap_or_default();
    same(
        fragment,
        ":~:text=else%20was%20there%20to,it.%20See%20the%20attack.",
    )?;
    // A note within is no part of the passage.
    session.run("document.activeElement.blur();")?;
    select(0, 0, 0)?;
    until(
        session,
        "return document.querySelector('.passage')?.previousElementSibling?.textContent.startsWith('The army') ?? false;",
        |there| there == true,
    )?;
    let quotation = copied(session, "document.querySelectorAll('.passage button')[1]")?;
    let wanted = "“The army of Mali speaks of 30 dead, and the other side of four. It counts on its own.”\nB. Editor. “What is known.” Mali news. May 6, 2021. ";
    holds(quotation.starts_with(wanted), || {
        format!("wanted {wanted:?}\nfound  {quotation:?}")
    })?;
    session.run("document.activeElement.blur(); getSelection().removeAllRanges();")?;
    is(
        session,
        "return document.querySelector('.passage') === null;",
        &json!(true),
    )?;
    clean(session)
}
