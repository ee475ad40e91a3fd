//! What is asked of a page in a browser. Each check has a fresh window, and says what it found
//! wrong.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::webdriver::{ENTER, Session, TAB};

/// The narrowest phones, a usual one, and a laptop, in CSS pixels.
const WIDTHS: [u32; 3] = [320, 360, 1280];

/// A message where a condition does not hold.
pub fn holds(condition: bool, message: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(message()) }
}

/// A list that a script gave, which should be empty.
pub fn none(list: &Value, meaning: &str) -> Result<(), String> {
    let lines: Vec<&str> = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    holds(list.is_array() && lines.is_empty(), || {
        format!("{meaning}:\n  {}", lines.join("\n  "))
    })
}

/// What the network log tells about one load.
#[derive(Default)]
pub struct Traffic {
    pub requested: Vec<String>,
    /// With statuses.
    pub answered: Vec<(String, u64)>,
    pub failed: Vec<String>,
}

impl Traffic {
    /// Whether the page and a style were answered: an empty log would prove nothing.
    fn has(&self, url: &str) -> bool {
        let answered =
            |wanted: &dyn Fn(&str) -> bool| self.answered.iter().any(|(asked, _)| wanted(asked));
        answered(&|asked| asked == url) && answered(&|asked| asked.ends_with(".css"))
    }
}

/// What the network has logged since the last call.
pub fn traffic(session: &Session) -> Result<Traffic, String> {
    let mut traffic = Traffic::default();
    for entry in session.log("performance")? {
        let text = entry["message"].as_str().unwrap_or_default();
        let event: Value =
            serde_json::from_str(text).map_err(|error| format!("an entry of the log: {error}"))?;
        let (method, event) = (&event["message"]["method"], &event["message"]["params"]);
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match method.as_str() {
            Some("Network.requestWillBeSent") => {
                traffic.requested.push(word(&event["request"]["url"]));
            }
            Some("Network.responseReceived") => {
                let response = &event["response"];
                let status = response["status"].as_u64().unwrap_or_default();
                traffic.answered.push((word(&response["url"]), status));
            }
            Some("Network.loadingFailed") => {
                let reason = &event["blockedReason"];
                traffic
                    .failed
                    .push(format!("{} {reason}", word(&event["errorText"])));
            }
            _ => {}
        }
    }
    Ok(traffic)
}

/// What the console holds against the page.
pub fn console(session: &Session) -> Result<Vec<String>, String> {
    let severe = |entry: &Value| entry["level"] == "SEVERE";
    let entries = session.log("browser")?;
    let messages = entries.iter().filter(|entry| severe(entry));
    Ok(messages
        .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
        .collect())
}

/// The part of an address that all pages of the site share: origin and base path.
fn site_of(url: &str) -> &str {
    let base = url.find(crate::BASE).map_or(0, |at| at + crate::BASE.len());
    &url[..base]
}

/// Nothing is missing, nothing is refused by the page's own policy, and nobody else is asked for
/// anything.
pub fn loads_cleanly(session: &mut Session, url: &str) -> Result<(), String> {
    session.open(url)?;
    let errors = console(session)?;
    holds(errors.is_empty(), || {
        format!("the console has errors:\n  {}", errors.join("\n  "))
    })?;
    let traffic = traffic(session)?;
    holds(traffic.has(url), || {
        format!(
            "page and style are not both in the log: {:?}",
            traffic.requested
        )
    })?;
    for asked in &traffic.requested {
        holds(
            asked.starts_with(site_of(url)) || asked.starts_with("data:"),
            || format!("a request leaves the site: {asked}"),
        )?;
    }
    for (asked, status) in &traffic.answered {
        holds(*status == 200, || format!("{asked} has status {status}"))?;
    }
    holds(traffic.failed.is_empty(), || {
        format!("requests failed: {:?}", traffic.failed)
    })
}

/// The page never scrolls sideways.
pub fn fits_narrow_screens(session: &mut Session, url: &str) -> Result<(), String> {
    for width in WIDTHS {
        // A headless window does not become this narrow, but its page does.
        let screen =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        session.devtools("Emulation.setDeviceMetricsOverride", &screen)?;
        session.open(url)?;
        let found = session.run(
            "const wide = [...document.body.querySelectorAll('*')]
                .filter((element) => element.getBoundingClientRect().right > innerWidth)
                .map((element) => `<${element.localName} class=\"${element.className}\"> ${element.textContent.trim().slice(0, 40)}`);
            return { page: innerWidth, content: document.documentElement.scrollWidth, wide: wide.slice(0, 10) };",
        )?;
        holds(found["page"] == width, || {
            format!("the page should be {width} px wide: {found}")
        })?;
        holds(found["content"].as_u64() <= Some(u64::from(width)), || {
            let meaning = format!(
                "{} px are wanted where there are {width}; wide are",
                found["content"]
            );
            none(&found["wide"], &meaning).err().unwrap_or(meaning)
        })?;
    }
    Ok(())
}

/// On a phone the home page answers on its first screen: what the conflict is, who fights whom, and
/// what is contested.
pub fn answers_on_the_first_screen(session: &mut Session, home: &str) -> Result<(), String> {
    const HEIGHT: u64 = 740;
    for prefix in ["", "en/", "ar/"] {
        // The scroll bar of a phone takes no room.
        let screen =
            json!({ "width": 360, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": true });
        session.devtools("Emulation.setDeviceMetricsOverride", &screen)?;
        session.open(&format!("{home}{prefix}"))?;
        let end = session.run(
            "return Math.ceil(document.querySelector('.dispute').getBoundingClientRect().bottom);",
        )?;
        holds(end.as_u64() <= Some(HEIGHT), || {
            format!("{home}{prefix}: the answer ends at {end} px of {HEIGHT}")
        })?;
    }
    Ok(())
}

/// Tab finds the skip link first and shows it; Enter goes to the text, and the next Tab goes on
/// from there.
pub fn skip_link_leads_to_main(session: &mut Session, url: &str) -> Result<(), String> {
    session.open(url)?;
    session.press(TAB, 1)?;
    let focused = session.run(
        "const link = document.activeElement;
        const box = link.getBoundingClientRect();
        const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return {
            first: link === document.querySelector('a[href], button, input, [tabindex]'),
            target: document.getElementById(link.hash?.slice(1))?.localName,
            seen: link.contains(seen),
            html: link.outerHTML.slice(0, 100),
        };",
    )?;
    holds(
        focused["first"] == true && focused["target"] == "main",
        || format!("the first Tab should reach a link to main: {focused}"),
    )?;
    holds(focused["seen"] == true, || {
        format!("the skip link does not show when it has the focus: {focused}")
    })?;
    session.press(ENTER, 1)?;
    let target = session.run(
        "const target = document.querySelector(':target');
        const top = target?.getBoundingClientRect().top;
        return { name: target?.localName, shown: top >= -1 && top < innerHeight };",
    )?;
    holds(target["name"] == "main" && target["shown"] == true, || {
        format!("the skip link should move to main: {target}")
    })?;
    session.press(TAB, 1)?;
    let next = session.run(
        "return { inside: document.activeElement.closest('main') !== null, html: document.activeElement.outerHTML.slice(0, 100) };",
    )?;
    holds(next["inside"] == true, || {
        format!("the Tab after the skip link should reach something in main: {next}")
    })
}

/// Whatever can take the focus takes it from Tab, and shows that it has it.
pub fn tab_reaches_everything(session: &mut Session, url: &str) -> Result<(), String> {
    session.open(url)?;
    let count = session.run(include_str!("focus.js"))?;
    let count = count.as_u64().ok_or("the script gives a number")?;
    holds(count > 0, || "nothing can take the focus".to_owned())?;
    // A few more, for boxes that scroll; what has had the focus may have it again.
    session.press(
        TAB,
        usize::try_from(count).map_err(|error| error.to_string())? + 5,
    )?;
    let found = session.run("return griotFocus();")?;
    none(&found["unreached"], "Tab does not reach")?;
    none(&found["unmarked"], "the focus does not show at")?;
    none(&found["unseen"], "the focus is out of sight at")
}

/// Dark where dark is preferred, light elsewhere, and all text readable in both.
pub fn contrast_suffices(session: &mut Session, url: &str) -> Result<(), String> {
    for scheme in ["light", "dark"] {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        session.devtools("Emulation.setEmulatedMedia", &features)?;
        session.open(url)?;
        let found = session.run(include_str!("contrast.js"))?;
        let background = found["background"]
            .as_f64()
            .ok_or("a luminance is a number")?;
        let fits = if scheme == "dark" {
            background < 0.1
        } else {
            background > 0.7
        };
        holds(fits, || {
            format!("with {scheme} colours the background has luminance {background}")
        })?;
        // Text, links and their surroundings differ, or the script saw no page.
        holds(found["pairs"].as_u64() >= Some(2), || {
            format!("hardly any text was found: {found}")
        })?;
        none(&found["faint"], &format!("too faint with {scheme} colours"))?;
    }
    Ok(())
}

/// The page says the same to a browser that runs no scripts; what a script adds are tools.
pub fn reads_without_scripts(session: &mut Session, url: &str) -> Result<(), String> {
    const READ: &str =
        "document.querySelectorAll('.tools, .sift, .map-tools, .told, details:has(> .tools):not(:has([data-cite]))').forEach((added) => added.remove());
    return {
        headings: [...document.querySelectorAll('h1')].map((heading) => heading.innerText.trim()),
        text: document.querySelector('main')?.innerText.trim() ?? '',
        links: [...document.links].map((link) => link.href),
        inside: document.querySelectorAll('main a[href]').length,
        scripts: [...document.scripts].filter((script) => !script.type || /javascript|module/.test(script.type)).length,
    };";
    session.open(url)?;
    let with = session.run(READ)?;
    session.devtools(
        "Emulation.setScriptExecutionDisabled",
        &json!({ "value": true }),
    )?;
    // The driver's own scripts go on, so a page whose script would show tells whether the setting
    // holds.
    session.open("data:text/html,<h1>off</h1><script>document.querySelector('h1').textContent = 'on'</script>")?;
    let probe = session.run("return document.querySelector('h1').textContent;")?;
    holds(probe == "off", || {
        format!("scripts should be off, and the probe says {probe}")
    })?;
    session.open(url)?;
    let without = session.run(READ)?;
    for part in ["scripts", "headings", "links", "text"] {
        holds(with[part] == without[part], || {
            format!("without scripts the {part} differ")
        })?;
    }
    let headings = without["headings"].as_array().map_or(0, Vec::len);
    holds(headings == 1 && without["headings"][0] != "", || {
        format!(
            "a page has one heading of the first rank: {}",
            without["headings"]
        )
    })?;
    let text = without["text"].as_str().unwrap_or_default();
    holds(text.chars().count() > 200, || {
        format!("there is little text: {text:?}")
    })?;
    holds(without["inside"].as_u64() > Some(0), || {
        "main has no links".to_owned()
    })
}

/// The page prints, with text on it.
pub fn fingerprints(session: &mut Session, url: &str) -> Result<(), String> {
    session.open(url)?;
    let encoded = session.print()?;
    let pdf = decode_base64(&encoded).ok_or("the driver gives base64")?;
    let has = |needle: &[u8]| pdf.windows(needle.len()).any(|bytes| bytes == needle);
    holds(pdf.starts_with(b"%PDF-") && has(b"%%EOF"), || {
        "this is no whole PDF".to_owned()
    })?;
    // An empty page is a PDF too, but one without fonts.
    holds(has(b"/Type /Page") && has(b"/Type /Font"), || {
        format!("the PDF of {} bytes holds no text", pdf.len())
    })
}

/// Base64 (RFC 4648) with padding; none when it is something else.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let mut bits: u32 = 0;
        for digit in group {
            let value = ALPHABET.iter().position(|letter| letter == digit)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        bits <<= 6 * (4 - group.len());
        bytes.extend(&bits.to_be_bytes()[1..group.len()]);
    }
    Some(bytes)
}

/// An address without a page gives the page that says so, with its style and the way home.
pub fn unknown_address(session: &mut Session, url: &str, home: &str) -> Result<(), String> {
    session.open(url)?;
    let traffic = traffic(session)?;
    for (asked, status) in &traffic.answered {
        let expected = if asked == url { 404 } else { 200 };
        holds(*status == expected, || {
            format!("{asked} has status {status}")
        })?;
    }
    let failed = &traffic.failed;
    holds(traffic.has(url) && failed.is_empty(), || {
        format!(
            "page and style should both load: {:?} {failed:?}",
            traffic.requested
        )
    })?;
    // That the status is 404 is itself an error of the console.
    let status = format!("{url} - Failed to load resource");
    let others: Vec<String> = console(session)?
        .into_iter()
        .filter(|message| !message.starts_with(&status))
        .collect();
    holds(others.is_empty(), || {
        format!("the console has errors: {others:?}")
    })?;
    let found = session.run(
        "return {
            kind: document.body.dataset.kind,
            heading: document.querySelector('h1')?.innerText ?? '',
            homes: [...document.querySelectorAll('main a')].map((link) => link.href),
        };",
    )?;
    holds(
        found["kind"] == "not_found" && found["heading"] != "",
        || format!("this is not the page for unknown addresses: {found}"),
    )?;
    let homes = found["homes"].as_array().ok_or("the script gives a list")?;
    holds(homes.iter().any(|link| link == home), || {
        format!("no link in main leads to {home}: {homes:?}")
    })?;
    let path = &home[home.find(crate::BASE).unwrap_or(0)..];
    session.click(&format!("main a[href='{path}']"))?;
    let arrived = session.url()?;
    holds(arrived == home, || {
        format!("the link home leads to {arrived}")
    })
}

/// An address that an article had before leads to it, and to the same place in it.
pub fn old_addresses_lead_on(session: &mut Session, base: &str) -> Result<(), String> {
    let wanted = format!("{base}articles/long/#au-bord-du-fleuve");
    session.open(&format!("{base}ancien/#au-bord-du-fleuve"))?;
    let begun = Instant::now();
    while session.url()? != wanted {
        if begun.elapsed() > Duration::from_secs(10) {
            return Err(format!(
                "it leads to {}, and not to {wanted}",
                session.url()?
            ));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
