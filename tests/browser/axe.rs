//! What axe-core finds against the rules of WCAG 2.0 to 2.2, levels A and AA.
//!
//! A page is examined on a phone and on a laptop, in light colours by all rules and in dark colours
//! by those about colour, which alone could differ. The script comes through WebDriver, so the
//! page's own policy does not have to allow it.

use serde_json::{Value, json};

use crate::checks::{holds, none};
use crate::webdriver::Session;

/// The script, and the version that its README names.
const AXE: &str = include_str!("axe/axe.min.js");
const VERSION: &str = "4.14.1";

/// Widths of a phone and a laptop, in CSS pixels.
const WIDTHS: [u32; 2] = [360, 1280];

/// Gives what axe-core finds; rules about the size of targets are off unless they are asked for.
const EXAMINE: &str = "
    const byTag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
    const inColour = ['color-contrast', 'link-in-text-block'];
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const options = dark
        ? { runOnly: { type: 'rule', values: inColour } }
        : { runOnly: { type: 'tag', values: byTag }, rules: { 'target-size': { enabled: true } } };
    return axe.run(document, { ...options, resultTypes: ['violations'], preload: false }).then((results) => ({
        dark,
        width: innerWidth,
        version: results.testEngine.version,
        rules: [results.passes, results.violations, results.incomplete].flat().map((rule) => rule.id),
        found: results.violations.flatMap((rule) =>
            rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}`)),
    }));";

/// Nothing is found, on either screen and in either scheme of colours.
pub fn finds_nothing(session: &mut Session, url: &str) -> Result<(), String> {
    session.open(url)?;
    session.run(AXE)?;
    for width in WIDTHS {
        let screen =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        session.devtools("Emulation.setDeviceMetricsOverride", &screen)?;
        for scheme in ["light", "dark"] {
            let features =
                json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            session.devtools("Emulation.setEmulatedMedia", &features)?;
            let results = session.run(EXAMINE)?;
            is_thorough(&results, width, scheme)?;
            none(
                &results["found"],
                &format!("at {width} px with {scheme} colours axe-core finds"),
            )?;
        }
    }
    Ok(())
}

/// What has mistakes does not pass: a picture without words, and grey on grey.
pub fn finds_what_is_wrong(session: &mut Session) -> Result<(), String> {
    const PAGE: &str = "data:text/html,<html lang=en><title>A</title><main><h1>A</h1><a href='%23'>b</a><img src='data:,'>\
                        <p style='color:%23888;background:%23999'>grey</p></main>";
    let found = finds_nothing(session, PAGE).err().unwrap_or_default();
    holds(
        found.contains("image-alt") && found.contains("color-contrast"),
        || format!("axe-core should find two mistakes: {found}"),
    )
}

/// Whether the page was examined as meant: a run without rules finds nothing anywhere.
fn is_thorough(results: &Value, width: u32, scheme: &str) -> Result<(), String> {
    let rules = results["rules"].as_array().map_or(&[][..], Vec::as_slice);
    let meant = results["width"] == width
        && results["dark"] == (scheme == "dark")
        && results["version"] == VERSION;
    let wanted: &[&str] = match scheme {
        "dark" => &["color-contrast"],
        _ => &[
            "color-contrast",
            "document-title",
            "html-has-lang",
            "link-name",
            "target-size",
        ],
    };
    holds(
        meant && wanted.iter().all(|rule| rules.contains(&json!(rule))),
        || {
            format!(
                "at {width} px with {scheme} colours the page was not examined as meant: {results}"
            )
        },
    )
}
