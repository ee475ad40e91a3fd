//! `griot links` against a server on this machine that plays every part.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use griot::http::{Curl, Resolver};
use griot::links::{Answers, Client, LinkState, Reason, check};
use jiff::civil::date;

/// The requests that a server has got: `HEAD /path`.
type Requests = Arc<Mutex<Vec<String>>>;

/// Names that lead to this machine, as the test allows it, and one that leads into a network.
struct Names;

impl Resolver for Names {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        match host {
            "nowhere.example" => Err(io::Error::other("Name or service not known")),
            "later.example" => Err(io::Error::other("Temporary failure in name resolution")),
            "home.example" => Ok(vec![IpAddr::V4(Ipv4Addr::new(192, 168, 1, 1))]),
            _ => Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]),
        }
    }

    fn allows(&self, address: IpAddr) -> bool {
        address.is_loopback() || griot::http::is_public(address)
    }
}

/// Starts a server. Returns its port and what it is asked.
fn server() -> (u16, Requests) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a port");
    let port = listener.local_addr().expect("it is bound").port();
    let requests = Requests::default();
    let recorded = Arc::clone(&requests);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let recorded = Arc::clone(&recorded);
            thread::spawn(move || answer(stream, port, &recorded));
        }
    });
    (port, requests)
}

fn answer(mut stream: TcpStream, port: u16, requests: &Requests) {
    let mut bytes = [0; 4096];
    let length = stream.read(&mut bytes).unwrap_or(0);
    let text = String::from_utf8_lossy(&bytes[..length]).into_owned();
    let request = text.split(" HTTP/").next().unwrap_or_default().to_owned();
    let mut list = requests.lock().expect("no test panics");
    list.push(request.clone());
    drop(list);
    let (method, path) = request.split_once(' ').unwrap_or_default();
    let is_head = method == "HEAD";
    let mut reply = |status: &str, headers: &str, body: &str| {
        let body = if is_head { "" } else { body };
        let _ = write!(
            stream,
            "HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n{body}"
        );
    };
    match path {
        "/alive" => reply("200 OK", "", "<p>Text"),
        "/gone" => reply("410 Gone", "", ""),
        "/missing" => reply("404 Not Found", "", ""),
        "/refused" => reply("403 Forbidden", "", ""),
        "/busy" => reply("429 Too Many Requests", "Retry-After: 60\r\n", ""),
        "/broken" => reply("500 Internal Server Error", "", ""),
        "/no-head" if is_head => reply("405 Method Not Allowed", "", ""),
        "/no-head" => reply("206 Partial Content", "", "<p>Text"),
        "/liar" if is_head => reply("404 Not Found", "", ""),
        "/liar" => reply("200 OK", "", "<p>Text"),
        "/challenge" if is_head => reply("403 Forbidden", "", ""),
        "/challenge" => reply("200 OK", "", "<title>Just a moment...</title>"),
        "/waf" => reply("202 Accepted", "x-amzn-waf-action: challenge\r\n", ""),
        "/loop" => reply("302 Found", "Location: /loop\r\n", ""),
        "/moved" => reply("301 Moved Permanently", "Location: alive\r\n", ""),
        "/lost" => reply("301 Moved Permanently", "Location: /missing\r\n", ""),
        "/home" => reply("302 Found", "Location: http://home.example/x\r\n", ""),
        "/metadata" => reply("302 Found", "Location: http://169.254.169.254/x\r\n", ""),
        "/file" => reply("302 Found", "Location: file:///etc/passwd\r\n", ""),
        "/password" => {
            let target = format!("Location: http://x:y@alive.example:{port}/alive\r\n");
            reply("302 Found", &target, "");
        }
        "/endless" if is_head => reply("405 Method Not Allowed", "", ""),
        "/endless" => {
            reply("200 OK", "", "");
            let mut sent = 0_u64;
            while stream.write_all(&[b'x'; 65536]).is_ok() {
                sent += 1;
                assert!(sent < 10_000, "the client reads on and on");
            }
        }
        "/slow" => thread::sleep(Duration::from_secs(6)),
        // It closes the connection.
        _ => {}
    }
}

/// Asks for paths at hosts of their own.
fn ask(addresses: &[&str]) -> Answers {
    let curl = Curl {
        protocols: "=http,https",
        max_seconds: 2,
        connect_seconds: 1,
    };
    let client = Client {
        resolver: &Names,
        transport: &curl,
        pause: Duration::from_millis(1),
    };
    check(addresses.iter().copied(), &client, date(2026, 1, 1))
}

#[test]
fn each_part_of_a_server_has_its_state() {
    use LinkState::{Alive, Blocked, Gone};
    let (port, requests) = server();
    let parts = [
        ("alive", Alive, Reason::Status(200)),
        ("gone", Gone, Reason::Status(410)),
        ("missing", Gone, Reason::Status(404)),
        ("refused", Blocked, Reason::Status(403)),
        ("busy", Blocked, Reason::Status(429)),
        ("broken", Blocked, Reason::Status(500)),
        ("no-head", Alive, Reason::Status(206)),
        ("liar", Alive, Reason::Status(200)),
        ("challenge", Blocked, Reason::Challenge),
        ("waf", Blocked, Reason::Challenge),
        ("loop", Blocked, Reason::Redirects),
        ("moved", Alive, Reason::Status(200)),
        ("lost", Gone, Reason::Status(404)),
        ("home", Blocked, Reason::Private),
        ("metadata", Blocked, Reason::Private),
        ("file", Blocked, Reason::RedirectTarget),
        ("password", Blocked, Reason::RedirectTarget),
        ("endless", Alive, Reason::Status(200)),
        ("slow", Blocked, Reason::Timeout),
        ("closed", Blocked, Reason::NoConnection),
    ];
    let address = |part: &str| format!("http://{part}.example:{port}/{part}");
    let mut expected: BTreeMap<String, (LinkState, Reason)> = parts
        .iter()
        .map(|(part, state, reason)| (address(part), (*state, *reason)))
        .collect();
    for (address, state, reason) in [
        ("http://nowhere.example/", Gone, Reason::NoHost),
        ("http://later.example/", Blocked, Reason::Unresolved),
        ("http://home.example/", Blocked, Reason::Private),
        ("http://[fd00::1]/", Blocked, Reason::Private),
    ] {
        expected.insert(address.to_owned(), (state, reason));
    }
    let addresses: Vec<&str> = expected.keys().map(String::as_str).collect();
    let answers = ask(&addresses);
    let found: BTreeMap<String, (LinkState, Reason)> = answers
        .into_iter()
        .map(|(address, answer)| (address, (answer.state, answer.reason)))
        .collect();
    assert_eq!(found, expected);
    let requests = requests.lock().expect("no test panics");
    // A host that asks to wait is not asked again, and a page that answers is not read.
    for (once, never) in [("HEAD /busy", "GET /busy"), ("HEAD /alive", "GET /alive")] {
        assert!(requests.iter().any(|request| request == once), "{once}");
        assert!(!requests.iter().any(|request| request == never), "{never}");
    }
}

#[test]
fn a_host_that_does_not_answer_is_left_alone() {
    let (port, requests) = server();
    let addresses: Vec<String> = (0..6)
        .map(|number| format!("http://closed.example:{port}/closed-{number}"))
        .collect();
    let texts: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let answers = ask(&texts);
    let reasons: Vec<Reason> = answers.values().map(|answer| answer.reason).collect();
    assert_eq!(reasons[..3], [Reason::NoConnection; 3]);
    assert_eq!(reasons[3..], [Reason::LeftAlone; 3]);
    // Each is tried twice.
    assert_eq!(requests.lock().expect("no test panics").len(), 6);
    let left = answers.values().next_back().expect("there are six");
    assert!(!left.is_fresh(date(2026, 1, 1), 7), "it was not asked");
    let tried = answers.values().next().expect("there are six");
    assert!(tried.is_fresh(date(2026, 1, 8), 7));
    assert!(!tried.is_fresh(date(2026, 1, 9), 7));
    assert!(!tried.is_fresh(date(2025, 12, 31), 7), "days to come");
}

#[test]
fn addresses_that_are_none_of_the_web_are_not_asked() {
    let answers = ask(&[
        "mailto:a@example.org",
        "http://x:y@alive.example/",
        "no address",
    ]);
    assert!(answers.is_empty(), "{answers:?}");
}
