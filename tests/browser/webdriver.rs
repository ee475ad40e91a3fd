//! As much of the WebDriver protocol (www.w3.org/TR/webdriver2) as the checks need, with
//! chromedriver's additions: its logs, and the DevTools protocol for what WebDriver cannot set.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The Tab key, as WebDriver writes it.
pub const TAB: &str = "\u{e004}";
/// The Enter key.
pub const ENTER: &str = "\u{e007}";

/// The key under which WebDriver writes a reference to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Where a driver listens.
#[derive(Clone)]
struct Client {
    agent: ureq::Agent,
    address: String,
}

impl Client {
    /// Sends a command; the answer's `value`, or the error that the driver names.
    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let url = format!("{}{path}", self.address);
        let sent = match method {
            "GET" => self.agent.get(&url).call(),
            "DELETE" => self.agent.delete(&url).call(),
            _ => self
                .agent
                .post(&url)
                .header("Content-Type", "application/json; charset=utf-8")
                .send(body.to_string()),
        };
        let fail = |error: &dyn std::fmt::Display| format!("{method} {path}: {error}");
        let mut response = sent.map_err(|error| fail(&error))?;
        let text = response
            .body_mut()
            .with_config()
            .limit(100_000_000)
            .read_to_string();
        let text = text.map_err(|error| fail(&error))?;
        let mut answer: Value = serde_json::from_str(&text).map_err(|error| fail(&error))?;
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(error) if !response.status().is_success() => {
                let message = value["message"].as_str().unwrap_or_default();
                Err(fail(&format!("{error}: {message}")))
            }
            _ => Ok(value),
        }
    }
}

/// A running chromedriver.
pub struct Driver {
    process: Child,
    client: Client,
}

impl Driver {
    /// Starts chromedriver at a free port.
    pub fn start(chromedriver: &Path) -> Driver {
        let mut process = Command::new(chromedriver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver can be started");
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        // "ChromeDriver was started successfully on port 39837."
        let port: Option<u16> = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        // From here on, whatever fails, the process ends with this value.
        let mut driver = Driver {
            process,
            client: Client {
                agent: agent(),
                address: String::new(),
            },
        };
        let port = port.expect("chromedriver says its port");
        driver.client.address = format!("http://127.0.0.1:{port}");
        // A full pipe would hold it up.
        thread::spawn(move || lines.for_each(drop));
        driver
    }

    /// Starts a browser with an empty profile.
    pub fn session(&self, chromium: &Path) -> Result<Session, String> {
        let profile = tempfile::tempdir().expect("a folder of our own");
        let capabilities = json!({
            "capabilities": { "alwaysMatch": {
                "browserName": "chrome",
                "pageLoadStrategy": "normal",
                "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
                "goog:chromeOptions": {
                    "binary": chromium,
                    "args": [
                        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        // A container's /dev/shm is often too small for a page.
                        "--disable-dev-shm-usage",
                        "--window-size=1280,900",
                        format!("--user-data-dir={}", profile.path().display()),
                    ],
                },
            } },
        });
        let started = self.client.send("POST", "/session", &capabilities)?;
        let id = started["sessionId"]
            .as_str()
            .ok_or("the driver names no session")?;
        Ok(Session {
            client: self.client.clone(),
            path: format!("/session/{id}"),
            _profile: profile,
        })
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        // The driver is on this machine, whatever the environment says about proxies.
        .proxy(None)
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(120)))
        .build()
        .into()
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It ends its browsers when it is asked to end, and leaves them when it is killed.
        if !self.client.address.is_empty()
            && self.client.send("GET", "/shutdown", &Value::Null).is_ok()
        {
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(5) {
                if !matches!(self.process.try_wait(), Ok(None)) {
                    return;
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
        // Both fail only for a process that has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser; it ends with this value.
pub struct Session {
    client: Client,
    path: String,
    _profile: TempDir,
}

impl Drop for Session {
    fn drop(&mut self) {
        // Where this fails, the end of the driver ends the browser.
        let _ = self.client.send("DELETE", &self.path, &Value::Null);
    }
}

impl Session {
    fn get(&self, command: &str) -> Result<Value, String> {
        self.client
            .send("GET", &format!("{}{command}", self.path), &Value::Null)
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value, String> {
        self.client
            .send("POST", &format!("{}{command}", self.path), body)
    }

    /// Puts an empty window in the place of the present one. What is emulated belongs to a window,
    /// so it ends here, and so do the logs.
    pub fn new_window(&self) -> Result<(), String> {
        let new = self.post("/window/new", &json!({ "type": "tab" }))?;
        self.client
            .send("DELETE", &format!("{}/window", self.path), &Value::Null)?;
        self.post("/window", &json!({ "handle": new["handle"] }))?;
        self.log("browser")?;
        self.log("performance")?;
        Ok(())
    }

    /// Opens an address, and waits until it has loaded.
    pub fn open(&self, url: &str) -> Result<(), String> {
        self.post("/url", &json!({ "url": url }))?;
        // On a busy machine the driver may answer before the page is all there.
        for _ in 0..400 {
            if self.run("return document.readyState;")? == "complete" {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(25));
        }
        Err(format!("{url} is not loaded within ten seconds"))
    }

    /// The address of the page that is open.
    pub fn url(&self) -> Result<String, String> {
        Ok(self.get("/url")?.as_str().unwrap_or_default().to_owned())
    }

    /// Runs the body of a function in the page; what it returns.
    pub fn run(&self, script: &str) -> Result<Value, String> {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Presses a key and lets it go, as many times as told.
    pub fn press(&self, key: &str, times: usize) -> Result<(), String> {
        let stroke = [
            json!({ "type": "keyDown", "value": key }),
            json!({ "type": "keyUp", "value": key }),
        ];
        let strokes: Vec<&Value> = (0..times).flat_map(|_| &stroke).collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.post("/actions", &json!({ "actions": [keyboard] }))
            .map(drop)
    }

    /// Clicks on the first element that a CSS selector finds.
    pub fn click(&self, selector: &str) -> Result<(), String> {
        let found = self.post(
            "/element",
            &json!({ "using": "css selector", "value": selector }),
        )?;
        let id = found[ELEMENT]
            .as_str()
            .ok_or("an element has a reference")?;
        self.post(&format!("/element/{id}/click"), &json!({}))
            .map(drop)
    }

    /// What has been logged since the last call: `browser` is the console, `performance` the
    /// network.
    pub fn log(&self, kind: &str) -> Result<Vec<Value>, String> {
        match self.post("/se/log", &json!({ "type": kind }))? {
            Value::Array(entries) => Ok(entries),
            other => Err(format!("a log is a list, and this is {other}")),
        }
    }

    /// Sends a command of the DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<(), String> {
        self.post(
            "/goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
        .map(drop)
    }

    /// The top of the page down to a height as a PNG file, in base64.
    pub fn screenshot(&self, width: u32, height: f64) -> Result<String, String> {
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let taken = self.post(
            "/goog/cdp/execute",
            &json!({
                "cmd": "Page.captureScreenshot",
                "params": { "format": "png", "captureBeyondViewport": true, "clip": clip },
            }),
        )?;
        let data = taken["data"].as_str().ok_or("there is no picture")?;
        Ok(data.to_owned())
    }

    /// The page as a PDF, in base64.
    pub fn print(&self) -> Result<String, String> {
        let pdf = self.post("/print", &json!({}))?;
        Ok(pdf.as_str().unwrap_or_default().to_owned())
    }
}
