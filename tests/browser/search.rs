//! What is asked of the search: it finds in each language, its filters and addresses work, a
//! keyboard suffices, without scripts there is the index, and nothing leaves the site.
//!
//! Most of it is asked of a small site of its own, of which is known what can be found; its Arabic
//! words are a few of a theme's. The sample is asked for a region in French and in Arabic.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::checks::{self, Traffic, console, holds, none};
use crate::webdriver::{ENTER, Session, TAB};

/// A check of the search; it is told the address of the site.
pub type Check = fn(&mut Session, &str) -> Result<(), String>;

/// With the names of their tests.
pub const CHECKS: [(&str, Check); 16] = [
    ("search::finds_in_french", finds_in_french),
    ("search::finds_in_arabic", finds_in_arabic),
    (
        "search::nothing_loads_before_it_is_touched",
        nothing_loads_before_it_is_touched,
    ),
    (
        "search::claims_are_found_at_their_place",
        claims_are_found_at_their_place,
    ),
    ("search::filters_narrow", filters_narrow),
    ("search::requests_have_addresses", requests_have_addresses),
    (
        "search::says_when_nothing_is_found",
        says_when_nothing_is_found,
    ),
    ("search::asks_what_was_meant", asks_what_was_meant),
    (
        "search::loads_filters_when_they_are_opened",
        loads_filters_when_they_are_opened,
    ),
    ("search::keyboard_suffices", keyboard_suffices),
    (
        "search::header_box_leads_to_results",
        header_box_leads_to_results,
    ),
    ("search::index_without_scripts", index_without_scripts),
    (
        "search::results_fit_and_are_readable",
        results_fit_and_are_readable,
    ),
    ("search::loads_cleanly", |session, base| {
        checks::loads_cleanly(session, &page(base))
    }),
    ("search::tab_reaches_everything", |session, base| {
        checks::tab_reaches_everything(session, &page(base))
    }),
    ("search::prints", |session, base| {
        checks::fingerprints(session, &page(base))
    }),
];

/// Checks of the search in the sample.
pub const SAMPLE_CHECKS: [(&str, Check); 10] = [
    ("search::sample_searches_in_a_worker", searches_in_a_worker),
    (
        "search::sample_searches_where_no_worker_is",
        |session, home| searches_without(session, home, NO_WORKERS),
    ),
    (
        "search::sample_searches_where_a_worker_cannot_start",
        |session, home| {
            searches_without(
                session,
                home,
                "const Own = Worker; window.Worker = function () { return new Own('/none.js'); };",
            )
        },
    ),
    (
        "search::sample_searches_where_a_worker_may_not_count",
        |session, home| searches_without(session, home, REFUSED),
    ),
    (
        "search::sample_finds_a_word_before_longer_ones",
        finds_a_word_before_longer_ones,
    ),
    (
        "search::sample_finds_a_region_in_french",
        |session, base| finds_region(session, base, "Tombouctou"),
    ),
    (
        "search::sample_finds_a_region_in_arabic",
        |session, base| finds_region(session, &format!("{base}ar/"), "تمبكتو"),
    ),
    (
        "search::sample_has_whole_words_first",
        whole_words_come_first,
    ),
    ("search::sample_has_sources_last", sources_come_last),
    ("search::sample_fits_a_phone", results_fit_a_phone),
];

/// The files of the site.
const FILES: [(&str, &str); 9] = [
    (
        "content/site.yaml",
        "title: {fr: Le Mali, ar: مالي}\nlanguages: [fr, ar]\nundeclared: allow\n",
    ),
    (
        "themes/default/i18n/ar.yaml",
        "language_name: \"العربية\"\nnav_search: \"بحث\"\nsearch_title: \"بحث\"\nsearch_kind_region: \"منطقة\"\nsearch_count: \"النتائج: {n}\"\n",
    ),
    (
        "content/regions/tombouctou.md",
        "---\nname: {fr: Tombouctou, ar: تمبكتو}\nlevel: adm1\n---\n\nUne région du nord, au bord du fleuve.\n",
    ),
    (
        "content/regions/tombouctou.ar.md",
        "---\nname: تمبكتو\n---\n\nمنطقة في شمال مالي على ضفاف نهر النيجر.\n",
    ),
    (
        "content/regions/gao.md",
        "---\nname: {fr: Gao, ar: غاو}\nlevel: adm1\n---\n\nUne autre région du nord, voisine de Tombouctou.\n",
    ),
    (
        "content/actors/fama.md",
        "---\nname: {fr: Forces armées maliennes, ar: القوات المسلحة المالية}\nactor_type: State forces\n---\n\nL’armée.\n",
    ),
    (
        "content/sources/communique.md",
        "---\ntitle: Communiqué du 22 février\nkind: communique\noriginal: fama\n---\n",
    ),
    (
        "content/events/2022-02-arrests.md",
        "---\ntitle: {fr: Des arrestations, ar: اعتقالات}\ndate: 2022-02-22\nevent_type: Strategic developments\nsub_event_type: Arrests\n\
         regions: [tombouctou]\nside_a: [fama]\nclaims:\n  - id: eight\n    measure: arrested\n    count: 8\n    claimant: fama\n    \
         sources: [communique]\n    quote: {fr: appréhendés près du goudron}\n---\n\nLe communiqué est bref.\n",
    ),
    (
        "content/articles/long.md",
        "---\ntitle: Ce que l’on sait\ndate: 2021-05-06\nregions: [gao]\nredirect_from: [/ancien/]\n---\n\nUn premier texte.\n\n## Au bord du fleuve\n\nOn y parle de Tombouctou.\n",
    ),
];

/// Writes the site's files below `root`.
pub fn write_site(root: &Path) {
    for (path, text) in FILES {
        let file = root.join(path);
        let folder = file.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(folder).expect("folders can be made");
        std::fs::write(&file, text).expect("files can be written");
    }
}

fn page(base: &str) -> String {
    format!("{base}search/")
}

/// What the page shows of a search.
fn shown(session: &Session) -> Result<Value, String> {
    session.run(
        "const status = document.querySelector('.found h2');
        return {
            status: !status || status.hidden ? '' : status.innerText,
            titles: [...document.querySelectorAll('.found h3')].map((title) => title.innerText),
            links: [...document.querySelectorAll('.found h3 a')].map((link) => link.href),
            places: [...document.querySelectorAll('.found li li a')].map((link) => link.href),
            marks: [...document.querySelectorAll('.found mark')].map((mark) => mark.innerText),
        };",
    )
}

/// Waits until the page shows what is wanted; it is late because it loads, and because it waits for
/// another key.
fn wait(session: &Session, wanted: impl Fn(&Value) -> bool) -> Result<Value, String> {
    let begun = Instant::now();
    loop {
        let shown = shown(session)?;
        if wanted(&shown) {
            return Ok(shown);
        }
        holds(begun.elapsed() < Duration::from_secs(15), || {
            format!("the page does not come to show what is wanted; it shows {shown}")
        })?;
        thread::sleep(Duration::from_millis(50));
    }
}

fn enter(session: &Session, words: &str) -> Result<(), String> {
    session.click(".search input[name=q]")?;
    session.run("document.activeElement.select();")?;
    for letter in words.chars() {
        session.press(&letter.to_string(), 1)?;
    }
    Ok(())
}

fn first_title(shown: &Value) -> &str {
    shown["titles"][0].as_str().unwrap_or_default()
}

/// Nothing is missing or refused, and nobody else is asked for anything; a file that ends so was
/// asked for. What a worker asks for is in no log: a page without one shows that.
fn is_clean(session: &Session, base: &str, end: &str) -> Result<(), String> {
    let errors = console(session)?;
    holds(errors.is_empty(), || {
        format!("the console has errors: {errors:?}")
    })?;
    let traffic: Traffic = checks::traffic(session)?;
    let is_asked = traffic.requested.iter().any(|asked| asked.ends_with(end));
    holds(is_asked, || {
        format!("no {end} was asked for: {:?}", traffic.requested)
    })?;
    for asked in &traffic.requested {
        holds(asked.starts_with(base), || {
            format!("a request leaves the site: {asked}")
        })?;
    }
    for (asked, status) in &traffic.answered {
        holds(*status == 200, || format!("{asked} has status {status}"))?;
    }
    holds(traffic.failed.is_empty(), || {
        format!("requests failed: {:?}", traffic.failed)
    })
}

/// The name of Timbuktu comes with its region's page, before all pages that only mention it.
fn finds_region(session: &mut Session, home: &str, name: &str) -> Result<(), String> {
    session.open(&page(home))?;
    enter(session, name)?;
    let found = wait(session, |shown| first_title(shown) == name)?;
    holds(
        found["links"][0] == format!("{home}regions/tombouctou/"),
        || found.to_string(),
    )?;
    is_clean(session, home.trim_end_matches("ar/"), "/pagefind-worker.js")
}

/// An actor of few words, whose names begin like what is sought, is no better than the event of
/// that name.
fn finds_a_word_before_longer_ones(session: &mut Session, home: &str) -> Result<(), String> {
    session.open(&page(home))?;
    enter(session, "Moura")?;
    let found = wait(session, |shown| !first_title(shown).is_empty())?;
    holds(
        found["links"][0] == format!("{home}events/2022-03-27-moura/"),
        || found.to_string(),
    )
}

fn finds_in_french(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&page(base))?;
    enter(session, "tombouctou")?;
    let found = wait(session, |shown| first_title(shown) == "Tombouctou")?;
    holds(
        found["links"][0] == format!("{base}regions/tombouctou/"),
        || found.to_string(),
    )?;
    holds(
        found["marks"]
            .as_array()
            .is_some_and(|marks| !marks.is_empty()),
        || format!("found words are marked: {found}"),
    )?;
    let heading = format!("{base}articles/long/#au-bord-du-fleuve");
    holds(
        found["places"]
            .as_array()
            .is_some_and(|places| places.contains(&json!(heading))),
        || format!("a heading is a place: {found}"),
    )?;
    is_clean(session, base, "/pagefind-worker.js")
}

fn finds_in_arabic(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{base}ar/search/"))?;
    enter(session, "تمبكتو")?;
    let found = wait(session, |shown| first_title(shown) == "تمبكتو")?;
    holds(
        found["links"][0] == format!("{base}ar/regions/tombouctou/"),
        || found.to_string(),
    )?;
    holds(
        found["status"]
            .as_str()
            .is_some_and(|words| words.starts_with("النتائج")),
        || format!("the words are those of the language: {found}"),
    )?;
    is_clean(session, base, "/pagefind-worker.js")?;
    // By its name in the other language it is found as well.
    enter(session, "Tombouctou")?;
    wait(session, |shown| first_title(shown) == "تمبكتو").map(drop)
}

fn claims_are_found_at_their_place(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&page(base))?;
    enter(session, "goudron")?;
    let found = wait(session, |shown| {
        shown["places"]
            .as_array()
            .is_some_and(|places| !places.is_empty())
    })?;
    let place = format!("{base}events/2022-02-arrests/#eight");
    holds(found["places"][0] == place.as_str(), || found.to_string())?;
    session.click(".found li li a")?;
    holds(session.url()? == place, || {
        "the link leads to the claim".to_owned()
    })?;
    let target = session.run("return document.querySelector(':target')?.localName;")?;
    holds(target == "tr", || format!("the claim is there: {target}"))
}

/// Opens the filters, and waits until they have their values.
fn open_filters(session: &Session) -> Result<(), String> {
    session.click(".search summary")?;
    let begun = Instant::now();
    while session.run("return document.querySelector('select[name=kind]').options.length < 2;")?
        == true
    {
        holds(begun.elapsed() < Duration::from_secs(15), || {
            "the filters get no values".to_owned()
        })?;
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// A browser that has no workers. What is loaded then is loaded by the page, and can be seen.
const NO_WORKERS: &str = "delete window.Worker;";

/// A worker that says of every search that it cannot do it.
const REFUSED: &str = "window.Worker = class {
    postMessage({ id, method }) {
        const data = method === 'init' ? { id, result: true } : { id, error: 'it may not compile' };
        setTimeout(() => this.onmessage({ data }));
    }
    terminate() {}
};";

/// What is searched for in the sample in each language, and what comes first.
const IN_EACH_LANGUAGE: [(&str, &str); 3] =
    [("", "Tombouctou"), ("en/", "Timbuktu"), ("ar/", "تمبكتو")];

fn nothing_loads_before_it_is_touched(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&page(base))?;
    thread::sleep(Duration::from_millis(500));
    let asked = session.run(
        "return performance.getEntriesByType('resource').map((asked) => asked.name).filter((name) => name.includes('/pagefind/'));",
    )?;
    none(&asked, "loaded before anybody searches")?;
    session.click(".search input[name=q]")?;
    let begun = Instant::now();
    while asked_for(session, "/pagefind-worker.js")? == 0 {
        holds(begun.elapsed() < Duration::from_secs(15), || {
            "the box is touched, and nothing loads".to_owned()
        })?;
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Pagefind counts beside the page, by the page's own policy, and what does it in the page is not
/// loaded.
fn searches_in_a_worker(session: &mut Session, home: &str) -> Result<(), String> {
    for (folder, name) in IN_EACH_LANGUAGE {
        session.open(&page(&format!("{home}{folder}")))?;
        enter(session, name)?;
        let found = wait(session, |shown| first_title(shown) == name)?;
        let asked = (
            asked_for(session, "/pagefind-worker.js")?,
            asked_for(session, "/pagefind.js")?,
        );
        holds(asked == (1, 0), || format!("{name}: {asked:?} {found}"))?;
        let errors = console(session)?;
        holds(errors.is_empty(), || {
            format!("the console has errors: {errors:?}")
        })?;
    }
    Ok(())
}

/// Without a worker the page searches by itself; `script` is run before those of the page.
fn searches_without(session: &mut Session, home: &str, script: &str) -> Result<(), String> {
    session.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": script }),
    )?;
    for (folder, name) in IN_EACH_LANGUAGE {
        session.open(&page(&format!("{home}{folder}")))?;
        enter(session, name)?;
        let found = wait(session, |shown| first_title(shown) == name)?;
        let asked = asked_for(session, "/pagefind.js")?;
        holds(asked == 1, || format!("{name}: {asked} {found}"))?;
        if script == NO_WORKERS {
            is_clean(session, home, ".pf_index")?;
        }
    }
    Ok(())
}

/// What the page has asked the server for that ends so.
fn asked_for(session: &Session, end: &str) -> Result<usize, String> {
    let count = format!(
        "return performance.getEntriesByType('resource').filter((asked) => asked.name.endsWith('{end}')).length;"
    );
    let count = session.run(&count)?;
    Ok(count
        .as_u64()
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(0))
}

fn loads_filters_when_they_are_opened(session: &mut Session, base: &str) -> Result<(), String> {
    session.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": NO_WORKERS }),
    )?;
    session.open(&page(base))?;
    enter(session, "tombouctou")?;
    wait(session, |shown| first_title(shown) == "Tombouctou")?;
    for end in [".pf_filter", ".json"] {
        let asked = asked_for(session, end)?;
        holds(asked == 0, || {
            format!("{asked} files {end} were loaded for a first result")
        })?;
    }
    open_filters(session)?;
    holds(asked_for(session, ".json")? == 1, || {
        "their values are a file".to_owned()
    })?;
    // The engine loads what it needs of the one that is chosen, and counts no others in each
    // search.
    session.click("select[name=kind] option[value='Région']")?;
    wait(session, |shown| {
        shown["titles"]
            .as_array()
            .is_some_and(|titles| titles.len() == 2)
    })?;
    let asked = asked_for(session, ".pf_filter")?;
    holds(asked == 1, || format!("{asked} filters were loaded, of 4"))
}

fn asks_what_was_meant(session: &mut Session, base: &str) -> Result<(), String> {
    let cases = [
        ("", "Tombuctou", "Tombouctou"),
        ("ar/", "تمبوكتو", "تمبكتو"),
        ("", "forces armées malliennes", "Forces armées maliennes"),
    ];
    for (folder, typed, meant) in cases {
        session.open(&page(&format!("{base}{folder}")))?;
        enter(session, typed)?;
        let begun = Instant::now();
        let offered = loop {
            let offered = session.run(
                "const meant = document.querySelector('.meant');
                return { shown: !meant.hidden && meant.closest('[role=status]') !== null, first: meant.querySelector('a')?.innerText };",
            )?;
            if offered["shown"] == true || begun.elapsed() > Duration::from_secs(15) {
                break offered;
            }
            thread::sleep(Duration::from_millis(50));
        };
        holds(offered == json!({ "shown": true, "first": meant }), || {
            format!("{typed}: {offered}")
        })?;
        session.click(".meant a")?;
        wait(session, |shown| first_title(shown) == meant)?;
        holds(
            session.run("return document.querySelector('.meant').hidden;")? == true,
            || "what is found is what was meant".to_owned(),
        )?;
    }
    Ok(())
}

/// The kinds of the results that are shown, as their addresses tell them.
fn kinds(shown: &Value) -> Vec<String> {
    let links = shown["links"].as_array().cloned().unwrap_or_default();
    let kind = |link: &Value| -> Option<String> {
        let path = link.as_str()?.trim_end_matches('/');
        path.rsplit('/').nth(1).map(str::to_owned)
    };
    links.iter().filter_map(kind).collect()
}

fn whole_words_come_first(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&page(base))?;
    enter(session, "Moura")?;
    let found = wait(session, |shown| first_title(shown).contains("Moura"))?;
    let titles = found["titles"].as_array().cloned().unwrap_or_default();
    let place = |words: &str| {
        titles
            .iter()
            .position(|title| title.as_str().is_some_and(|title| title.contains(words)))
    };
    let (whole, part) = (place("Moura"), place("Mourabitoun"));
    holds(
        !first_title(&found).contains("Mourabitoun") && whole < part.or(Some(usize::MAX)),
        || format!("Moura comes before Al-Mourabitoun: {found}"),
    )?;
    // A name comes before the titles that hold it.
    enter(session, "Mali")?;
    let found = wait(session, |shown| first_title(shown) == "Mali")?;
    let kinds = kinds(&found);
    let texts = kinds[1..]
        .iter()
        .take_while(|kind| *kind == "events" || *kind == "articles")
        .count();
    let rest = &kinds[1 + texts..];
    holds(
        kinds[0] == "regions" && texts >= 5 && rest.iter().all(|kind| kind == "actors"),
        || format!("the region, then events and articles, then actors: {found}"),
    )?;
    // So does one that is an alias.
    enter(session, "FAMa")?;
    wait(session, |shown| {
        first_title(shown) == "Forces armées maliennes"
    })
    .map(drop)
}

fn sources_come_last(session: &mut Session, base: &str) -> Result<(), String> {
    for words in ["Moura", "Kidal", "FAMa", "ACLED"] {
        session.open(&format!("{}?q={words}", page(base)))?;
        let found = wait(session, |shown| {
            shown["titles"]
                .as_array()
                .is_some_and(|titles| titles.len() > 3)
        })?;
        let kinds = kinds(&found);
        let first = kinds
            .iter()
            .position(|kind| kind == "sources")
            .unwrap_or(kinds.len());
        holds(
            first > 0 && kinds[first..].iter().all(|kind| kind == "sources"),
            || format!("{words}: {kinds:?}"),
        )?;
    }
    Ok(())
}

fn results_fit_a_phone(session: &mut Session, base: &str) -> Result<(), String> {
    let screen = json!({ "width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": true });
    session.devtools("Emulation.setDeviceMetricsOverride", &screen)?;
    session.open(&format!("{}?q=Mali", page(base)))?;
    let found = wait(session, |shown| first_title(shown) == "Mali")?;
    let count = found["titles"].as_array().map_or(0, Vec::len);
    let screens = session.run("return document.documentElement.scrollHeight / 740;")?;
    holds(
        count == 10 && screens.as_f64().is_some_and(|screens| screens <= 8.0),
        || format!("{count} results take {screens} screens"),
    )?;
    session.click(".found .more")?;
    let more = wait(session, |shown| {
        shown["titles"]
            .as_array()
            .is_some_and(|titles| titles.len() > 10)
    })?;
    let count = more["titles"].as_array().map_or(0, Vec::len);
    holds(count == 20, || format!("{count} results after ten more"))
}

fn filters_narrow(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&page(base))?;
    enter(session, "tombouctou")?;
    wait(session, |shown| {
        shown["titles"]
            .as_array()
            .is_some_and(|titles| titles.len() >= 4)
    })?;
    open_filters(session)?;
    let options = session.run(
        "return Object.fromEntries([...document.querySelectorAll('select')].map((select) => [
            select.name, [...select.options].slice(1).map((option) => option.text)]));",
    )?;
    holds(options["year"] == json!(["2022", "2021"]), || {
        format!("the years, latest first: {options}")
    })?;
    holds(options["region"] == json!(["Gao", "Tombouctou"]), || {
        format!("the regions, in order: {options}")
    })?;
    holds(
        options["actor"] == json!(["Forces armées maliennes"]),
        || format!("the actors: {options}"),
    )?;
    session.click("select[name=kind] option[value='Événement']")?;
    let found = wait(session, |shown| {
        shown["titles"] == json!(["Des arrestations"])
    })?;
    session.click("select[name=kind] option[value='']")?;
    session.click("select[name=year] option[value='2021']")?;
    wait(session, |shown| {
        shown["titles"] == json!(["Ce que l’on sait"])
    })?;
    // A filter alone is a request too.
    enter(session, "\u{e017}")?;
    session.click("select[name=region] option[value='Gao']")?;
    wait(session, |shown| {
        shown["titles"] == json!(["Ce que l’on sait"])
    })?;
    holds(session.url()?.ends_with("?region=Gao&year=2021"), || {
        format!("{:?} {found}", session.url())
    })
}

fn requests_have_addresses(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&format!("{}?q=Gao&kind=R%C3%A9gion", page(base)))?;
    wait(session, |shown| first_title(shown) == "Gao")?;
    let form =
        session.run("return [...new FormData(document.querySelector('form.search'))].map(([, value]) => value);")?;
    holds(form == json!(["Gao", "Région", "", "", ""]), || {
        format!("the form holds the request: {form}")
    })?;
    enter(session, "fleuve")?;
    session.press(ENTER, 1)?;
    wait(session, |shown| first_title(shown) == "Tombouctou")?;
    holds(session.url()?.contains("?q=fleuve&"), || {
        format!("{:?}", session.url())
    })?;
    session.run("history.back();")?;
    wait(session, |shown| first_title(shown) == "Gao")?;
    let words = session.run("return document.querySelector('.search input').value;")?;
    holds(words == "Gao", || {
        format!("the way back leads to the request before: {words}")
    })
}

fn says_when_nothing_is_found(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&page(base))?;
    enter(session, "xylophone")?;
    let found = wait(session, |shown| shown["status"] != "")?;
    holds(found["titles"] == json!([]), || found.to_string())?;
    let said = session.run(
        "const status = document.querySelector('.found h2');
        const hint = document.querySelector('.found .try');
        return { role: status.closest('[role=status]') !== null, hint: hint.hidden, leads: document.querySelector(hint.querySelector('a').hash) !== null };",
    )?;
    holds(
        said == json!({ "role": true, "hint": false, "leads": true }),
        || format!("it is announced, and leads to the index: {said}"),
    )
}

fn keyboard_suffices(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(&page(base))?;
    let field = "return document.activeElement.closest('form.search') !== null && document.activeElement.name === 'q';";
    for _ in 0..40 {
        session.press(TAB, 1)?;
        if session.run(field)? == true {
            break;
        }
    }
    holds(session.run(field)? == true, || {
        "Tab reaches the field".to_owned()
    })?;
    for letter in "fleuve".chars() {
        session.press(&letter.to_string(), 1)?;
    }
    session.press(ENTER, 1)?;
    wait(session, |shown| first_title(shown) == "Ce que l’on sait")?;
    // The button and the summary of the filters, then the first result.
    session.press(TAB, 3)?;
    let focused = session.run("return document.activeElement.closest('.found h3') !== null;")?;
    holds(focused == true, || {
        "after the filters Tab reaches the first result".to_owned()
    })?;
    session.press(ENTER, 1)?;
    let begun = Instant::now();
    while session.url()? != format!("{base}articles/long/") {
        holds(begun.elapsed() < Duration::from_secs(5), || {
            format!("Enter opens it: {:?}", session.url())
        })?;
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// The box in the header of another page asks the search page.
fn header_box_leads_to_results(session: &mut Session, base: &str) -> Result<(), String> {
    session.open(base)?;
    session
        .run("document.querySelector('.burger').click(); document.querySelector('#part-q').focus(); return true;")?;
    for letter in "fleuve".chars() {
        session.press(&letter.to_string(), 1)?;
    }
    session.press(ENTER, 1)?;
    wait(session, |shown| first_title(shown) == "Ce que l’on sait").map(drop)
}

fn index_without_scripts(session: &mut Session, base: &str) -> Result<(), String> {
    session.devtools(
        "Emulation.setScriptExecutionDisabled",
        &json!({ "value": true }),
    )?;
    session.open(&page(base))?;
    let found = session.run(
        "return {
            form: getComputedStyle(document.querySelector('form.search')).display,
            found: document.querySelector('.found').innerText,
            entries: [...document.querySelectorAll('.entries a')].map((link) => link.innerText),
            letters: [...document.querySelectorAll('.jump a')].map((link) => document.querySelector(link.hash)?.innerText),
        };",
    )?;
    holds(found["form"] == "none" && found["found"] == "", || {
        format!("what cannot work does not show: {found}")
    })?;
    let entries = json!([
        "Ce que l’on sait",
        "Communiqué du 22 février",
        "Des arrestations",
        "Forces armées maliennes",
        "Gao",
        "Tombouctou"
    ]);
    holds(found["entries"] == entries, || {
        format!("everything is there, in order: {found}")
    })?;
    holds(found["letters"] == json!(["C", "D", "F", "G", "T"]), || {
        format!("letters lead to their place: {found}")
    })?;
    session.click(".entries a[href$='/regions/gao/']")?;
    holds(session.url()? == format!("{base}regions/gao/"), || {
        format!("{:?}", session.url())
    })
}

fn results_fit_and_are_readable(session: &mut Session, base: &str) -> Result<(), String> {
    for scheme in ["light", "dark"] {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        session.devtools("Emulation.setEmulatedMedia", &features)?;
        let screen =
            json!({ "width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        session.devtools("Emulation.setDeviceMetricsOverride", &screen)?;
        session.open(&format!("{}?q=tombouctou", page(base)))?;
        wait(session, |shown| first_title(shown) == "Tombouctou")?;
        let width = session.run("return document.documentElement.scrollWidth;")?;
        holds(width.as_u64() <= Some(320), || {
            format!("{width} px are wanted where there are 320")
        })?;
        let found = session.run(include_str!("contrast.js"))?;
        none(&found["faint"], &format!("too faint with {scheme} colours"))?;
    }
    Ok(())
}
