//! Pictures of the sample's pages in the manual, none of which shows what a page no longer has.
//!
//! `UPDATE_PICTURES=1 GRIOT_BROWSER=required cargo test --test browser pictures::` takes them. Pixels
//! differ between versions of Chromium, so a picture is not compared: recorded beside it is a hash
//! of what the page showed then, its text and its drawings. If the page shows something else now,
//! its picture is old, and the check fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::palette;
use crate::support;
use crate::webdriver::Session;

/// The hashes, each with the path of its picture, as `b3sum` would write them.
const RECORD: &str = "docs/src/pictures/pages.b3";

/// A picture of the top of a page.
pub struct Picture {
    /// Its path below the project.
    pub file: &'static str,
    /// The address of the page below the site's.
    page: &'static str,
    width: u32,
    is_dark: bool,
    /// The element at which it ends.
    until: &'static str,
}

pub const PICTURES: [Picture; 9] = [
    Picture {
        file: ".github/images/article.png",
        page: "en/articles/2022-02-23-army-operations/",
        width: 1280,
        is_dark: false,
        until: ".noted h2 ~ p ~ p",
    },
    Picture {
        file: ".github/images/claims.png",
        page: "en/events/2022-03-27-moura/",
        width: 1280,
        is_dark: false,
        until: ".who",
    },
    Picture {
        file: ".github/images/figures.png",
        page: "en/events/",
        width: 990,
        is_dark: false,
        until: ".figures .legend",
    },
    Picture {
        file: "docs/src/pictures/home.png",
        page: "en/",
        width: 1280,
        is_dark: false,
        until: ".turns",
    },
    Picture {
        file: "docs/src/pictures/home-phone.png",
        page: "",
        width: 360,
        is_dark: false,
        until: ".home .legend",
    },
    Picture {
        file: "docs/src/pictures/event-phone-dark.png",
        page: "events/2022-03-27-moura/",
        width: 360,
        is_dark: true,
        until: ".who tbody",
    },
    Picture {
        file: "docs/src/pictures/article-arabic-dark.png",
        page: "ar/articles/2022-02-23-army-operations/",
        width: 1280,
        is_dark: true,
        until: ".noted h2 ~ p ~ p",
    },
    Picture {
        file: "docs/src/pictures/region.png",
        page: "regions/mopti/",
        width: 1280,
        is_dark: false,
        until: ".figures .legend",
    },
    Picture {
        file: "docs/src/pictures/actor-dark.png",
        page: "en/actors/fama/",
        width: 768,
        is_dark: true,
        until: ".noted p ~ p ~ p",
    },
];

/// Below the last element, in pixels.
const MARGIN: f64 = 16.0;

impl Picture {
    /// The name of its check.
    pub fn name(&self) -> String {
        let file = self.file.rsplit('/').next().unwrap_or_default();
        format!(
            "pictures::{}",
            file.trim_end_matches(".png").replace('-', "_")
        )
    }

    /// Takes the picture again if that was asked; else fails if the page shows something else than
    /// when it was taken.
    pub fn check(&self, session: &mut Session, base: &str) -> Result<(), String> {
        self.set_screen(session)?;
        let scheme = if self.is_dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        session.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        )?;
        session.open(&format!("{base}{}", self.page))?;
        let (shown, bottom) = self.shown(session)?;
        let hash = blake3::hash(shown.as_bytes()).to_hex().to_string();
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            let screenshot = session.screenshot(self.width, bottom)?;
            let bytes = STANDARD
                .decode(screenshot)
                .map_err(|error| error.to_string())?;
            let picture = palette::reduced(&bytes)?;
            fs::write(self.path(), picture).map_err(|error| error.to_string())?;
            return record(self.file, &hash);
        }
        self.is_as_recorded(&hash)
    }

    fn is_as_recorded(&self, hash: &str) -> Result<(), String> {
        let again = "take it with UPDATE_PICTURES=1, and look at it";
        if recorded()?.get(self.file).map(String::as_str) != Some(hash) {
            return Err(format!(
                "{} shows what /{} no longer does: {again}",
                self.file, self.page
            ));
        }
        // A PNG file has its width in bytes 16 to 20 (www.w3.org/TR/png-3/#11IHDR).
        let file = fs::read(self.path()).map_err(|error| format!("{}: {error}", self.file))?;
        if file.get(16..20) != Some(self.width.to_be_bytes().as_slice()) {
            return Err(format!("{} is not {} wide: {again}", self.file, self.width));
        }
        Ok(())
    }

    fn path(&self) -> PathBuf {
        support::project().join(self.file)
    }

    fn set_screen(&self, session: &Session) -> Result<(), String> {
        let screen = json!({
            "width": self.width, "height": 900, "deviceScaleFactor": 1, "mobile": false,
        });
        session.devtools("Emulation.setDeviceMetricsOverride", &screen)
    }

    /// What the page shows from its top to the end of the picture, and where that is.
    fn shown(&self, session: &Session) -> Result<(String, f64), String> {
        let script = format!(
            "const end = document.querySelector({});
            if (!end) return null;
            const range = document.createRange();
            range.setStart(document.body, 0);
            range.setEndAfter(end);
            const shown = [];
            const visit = (node) => {{
                if (!range.intersectsNode(node)) return;
                if (node.nodeType === Node.TEXT_NODE) {{
                    const text = node.data.replace(/\\s+/g, ' ').trim();
                    if (text) shown.push(text);
                    return;
                }}
                if (node.nodeType !== Node.ELEMENT_NODE || !node.checkVisibility()) return;
                if (node.localName === 'svg') shown.push(node.outerHTML);
                else if (node.localName === 'img') shown.push(node.getAttribute('src'));
                else node.childNodes.forEach(visit);
            }};
            visit(document.body);
            const bottom = end.getBoundingClientRect().bottom + scrollY;
            return {{ shown: shown.join('\\n'), bottom }};",
            json!(self.until)
        );
        let found = session.run(&script)?;
        let (Some(shown), Some(bottom)) = (found["shown"].as_str(), found["bottom"].as_f64())
        else {
            return Err(format!("/{} has no element `{}`", self.page, self.until));
        };
        if shown.is_empty() || bottom <= 0.0 {
            return Err(format!(
                "/{} shows nothing before `{}`",
                self.page, self.until
            ));
        }
        Ok((shown.to_owned(), (bottom + MARGIN).round()))
    }
}

/// The hashes by the path of their picture.
fn recorded() -> Result<BTreeMap<String, String>, String> {
    let text = fs::read_to_string(support::project().join(RECORD))
        .map_err(|error| format!("{RECORD}: {error}"))?;
    let lines = text.lines().filter_map(|line| line.split_once("  "));
    Ok(lines
        .map(|(hash, file)| (file.to_owned(), hash.to_owned()))
        .collect())
}

/// Records the hash of a picture that was just taken. Pictures of which none is taken are dropped.
fn record(file: &str, hash: &str) -> Result<(), String> {
    static WRITES: Mutex<()> = Mutex::new(());
    let _one_at_a_time = WRITES.lock().expect("nothing panics while it holds this");
    let mut all = recorded().unwrap_or_default();
    all.insert(file.to_owned(), hash.to_owned());
    all.retain(|file, _| PICTURES.iter().any(|picture| picture.file == file));
    let lines: String = all
        .iter()
        .map(|(file, hash)| format!("{hash}  {file}\n"))
        .collect();
    fs::write(support::project().join(RECORD), lines).map_err(|error| error.to_string())
}
