//! `griot serve` as a process of its own, and as much of HTTP as tests need to talk to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// The timeout of every wait; machines that compile meanwhile are slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; it ends with this value.
pub struct Served {
    process: Child,
    host: String,
    pub port: u16,
    /// Origin and base path.
    pub address: String,
    said: Arc<Mutex<String>>,
}

/// An answer of the server.
#[allow(dead_code, reason = "each test target uses a part of it")]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

#[allow(dead_code, reason = "each test target uses a part of it")]
impl Answer {
    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let mut named = lines.filter(|(own, _)| own.eq_ignore_ascii_case(name));
        named.next().map_or("", |(_, value)| value.trim())
    }
}

#[allow(dead_code, reason = "each test target uses a part of it")]
impl Served {
    /// Serves the site below `root` as of New Year 2026, at a free port unless the arguments name
    /// one.
    pub fn start(root: &Path, arguments: &[&str]) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_griot"));
        command.env("GRIOT_LANG", "en");
        command
            .args(["serve", "--now", "2026-01-01", "--root"])
            .arg(root);
        if !arguments.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        let mut process = command
            .args(arguments)
            .env_remove("SOURCE_DATE_EPOCH")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("griot can be started");
        let stderr = process.stderr.take().expect("it is piped");
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut heard = heard.lock().expect("nothing panics while it holds this");
                heard.push_str(&line);
                heard.push('\n');
            }
        });
        // From here on, whatever fails, the process ends with this value.
        let mut served = Served {
            process,
            host: String::new(),
            port: 0,
            address: String::new(),
            said,
        };
        let line = served.wait_for("; press Ctrl-C to stop");
        let addresses = line.strip_prefix("serving ").expect("it says what it does");
        let address = addresses.split([';', ' ']).next().unwrap_or_default();
        served.address = address.to_owned();
        let host = address
            .split('/')
            .nth(2)
            .and_then(|host| host.rsplit_once(':'));
        let (host, port) = host.expect("the address has a port");
        served.host = host.to_owned();
        served.port = port.parse().expect("a port is a number");
        served
    }

    /// Returns its output so far.
    pub fn said(&self) -> String {
        self.said
            .lock()
            .expect("nothing panics while it holds this")
            .clone()
    }

    /// Waits for a line of output with these words, and returns it.
    pub fn wait_for(&self, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let said = self.said();
            if let Some(line) = said.lines().find(|line| line.contains(words)) {
                return line.to_owned();
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "it does not say `{words}`:\n{said}"
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Opens a connection.
    pub fn connection(&self) -> TcpStream {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).expect("it listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("it can be set");
        stream
    }

    /// Sends a request unchanged, and reads the response to its end.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = self.connection();
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Answer {
            status: status.unwrap_or_else(|| panic!("no status in {head}")),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.port
        ))
    }

    /// Listens as a page does that is as it was served.
    pub fn listen(&self, page: &Answer) -> Events {
        let attribute = |name: &str| {
            let (_, rest) = page
                .body
                .split_once(&format!("data-{name}=\""))
                .expect("it has our script");
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        self.listen_as(&attribute("page"), &attribute("stamp"))
    }

    pub fn listen_as(&self, page: &str, stamp: &str) -> Events {
        let mut stream = self.connection();
        let path = format!("/_griot/events?page={page}&stamp={stamp}");
        stream
            .write_all(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").as_bytes())
            .expect("it reads");
        let mut events = Events(BufReader::new(stream));
        let mut line = String::new();
        events.0.read_line(&mut line).expect("it answers");
        assert!(line.contains(" 200 "), "{line}");
        events
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Both fail only for a process that has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A stream of events.
pub struct Events(BufReader<TcpStream>);

#[allow(dead_code, reason = "each test target uses a part of it")]
impl Events {
    /// Returns the next event: its name and data.
    pub fn next(&mut self) -> (String, Value) {
        let begun = Instant::now();
        let mut name = String::new();
        loop {
            // Something comes every few seconds, be it no event.
            assert!(begun.elapsed() < PATIENCE, "no event comes");
            let mut line = String::new();
            self.0.read_line(&mut line).expect("the stream goes on");
            assert!(!line.is_empty(), "the stream has ended");
            if let Some(word) = line.strip_prefix("event: ") {
                name = word.trim().to_owned();
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return (name, serde_json::from_str(data).expect("it is JSON"));
            }
        }
    }

    /// Returns the data of the next event, which must have this name.
    pub fn expect(&mut self, name: &str) -> Value {
        let (found, data) = self.next();
        assert_eq!(found, name, "{data}");
        data
    }
}
