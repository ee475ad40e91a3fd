//! Requests to a server on this machine, and the checks before each.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};

use super::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

type Reply = fn(&Url) -> Result<Response, TransportError>;

type Asked = Arc<Mutex<Vec<(String, IpAddr)>>>;

/// Answers from a list, and records what was asked for.
struct Listed {
    replies: BTreeMap<&'static str, Reply>,
    asked: Asked,
}

impl Transport for Listed {
    fn send(&self, request: &Request<'_>, address: IpAddr) -> Result<Response, TransportError> {
        self.asked
            .lock()
            .expect("no test panics")
            .push((request.url.to_string(), address));
        match self.replies.get(request.url.as_str()) {
            Some(reply) => reply(request.url),
            None => Ok(status(404)),
        }
    }
}

/// A resolver with a few names.
struct Names;

impl Resolver for Names {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let address = |text: &str| text.parse().map_err(io::Error::other);
        match host {
            "a.example" => Ok(vec![address("1.1.1.1")?]),
            "b.example" => Ok(vec![address("2606:4700::1111")?, address("1.0.0.1")?]),
            "home.example" => Ok(vec![address("192.168.1.1")?]),
            // One name may have a public address and one at home.
            "mixed.example" => Ok(vec![address("1.1.1.1")?, address("127.0.0.1")?]),
            _ => Err(io::Error::other("unknown")),
        }
    }
}

fn status(status: u16) -> Response {
    Response {
        status,
        ..Response::default()
    }
}

fn body(body: Vec<u8>) -> Response {
    Response {
        body,
        ..status(200)
    }
}

fn redirect(from: &Url, to: &str) -> Response {
    Response {
        redirect: from.join(to).ok(),
        ..status(302)
    }
}

fn pictures(hosts: &[&str], replies: &[(&'static str, Reply)]) -> (RemotePictures, Asked) {
    let asked = Asked::default();
    let transport = Listed {
        replies: replies.iter().copied().collect(),
        asked: Arc::clone(&asked),
    };
    let options = FetchOptions {
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
    };
    let lock = ImportLock::default();
    let all = RemotePictures::new(
        &options,
        Path::new("."),
        &lock,
        Box::new(Names),
        Box::new(transport),
    );
    let all = all.unwrap_or_else(|error| panic!("{}", error.english()));
    (all, asked)
}

fn reason(found: Result<String, Message>) -> String {
    match found {
        Ok(target) => panic!("{target} is copied"),
        Err(message) => message.english(),
    }
}

#[test]
fn a_picture_is_copied_once() {
    let (mut all, asked) = pictures(
        &[],
        &[("https://a.example/x/My%20Picture.jpg?w=2", |_| {
            Ok(body(PNG.to_vec()))
        })],
    );
    let address = "//a.example/x/My Picture.jpg?w=2";
    let target = all.get(address).unwrap_or_default();
    // The extension is that of its format.
    assert!(
        target.starts_with("media/remote/a.example/my-picture-"),
        "{target}"
    );
    assert!(target.ends_with(".png"), "{target}");
    assert_eq!(all.get(address).unwrap_or_default(), target);
    assert_eq!(asked.lock().expect("no test panics").len(), 1);
    let (path, file, from) = all.copies().next().expect("there is one");
    assert_eq!((path, from), (target.as_str(), address));
    assert_eq!(std::fs::read(file).expect("it is there"), PNG);
}

#[test]
fn addresses_at_home_are_not_asked() {
    let (mut all, asked) = pictures(&[], &[]);
    for (address, expected) in [
        (
            "https://home.example/a.png",
            "the host `home.example` is in a private network (192.168.1.1)",
        ),
        (
            "https://mixed.example/a.png",
            "the host `mixed.example` is in a private network (127.0.0.1)",
        ),
        (
            "https://127.0.0.1/a.png",
            "the host `127.0.0.1` is in a private network (127.0.0.1)",
        ),
        (
            "https://0x7f.1/a.png",
            "the host `127.0.0.1` is in a private network (127.0.0.1)",
        ),
        (
            "https://[::1]/a.png",
            "the host `[::1]` is in a private network (::1)",
        ),
        (
            "https://nobody.example/a.png",
            "the host `nobody.example` is not known",
        ),
        (
            "http://a.example/a.png",
            "only addresses with https are copied",
        ),
        (
            "https://a.example:8443/a.png",
            "addresses with a port or a password are not copied",
        ),
        (
            "https://x:y@a.example/a.png",
            "addresses with a port or a password are not copied",
        ),
    ] {
        assert_eq!(reason(all.get(address)), expected, "{address}");
    }
    assert!(
        asked.lock().expect("no test panics").is_empty(),
        "{:?}",
        asked.lock().expect("no test panics")
    );
}

#[test]
fn redirects_are_checked_like_addresses() {
    let (mut all, asked) = pictures(
        &[],
        &[
            ("https://a.example/1.png", |url| Ok(redirect(url, "/2.png"))),
            ("https://a.example/2.png", |url| {
                Ok(redirect(url, "https://b.example/3.png"))
            }),
            ("https://b.example/3.png", |_| Ok(body(PNG.to_vec()))),
            ("https://a.example/home.png", |url| {
                Ok(redirect(url, "https://home.example/x.png"))
            }),
            ("https://a.example/plain.png", |url| {
                Ok(redirect(url, "http://a.example/x.png"))
            }),
            ("https://a.example/loop.png", |url| {
                Ok(redirect(url, "loop.png"))
            }),
        ],
    );
    assert!(all.get("https://a.example/1.png").is_ok());
    let last = asked.lock().expect("no test panics").last().cloned();
    let (url, address) = last.expect("it was asked");
    assert_eq!(url, "https://b.example/3.png");
    assert_eq!(address.to_string(), "2606:4700::1111");
    let home = reason(all.get("https://a.example/home.png"));
    assert!(home.contains("private network"), "{home}");
    let plain = reason(all.get("https://a.example/plain.png"));
    assert_eq!(plain, "only addresses with https are copied");
    let often = reason(all.get("https://a.example/loop.png"));
    assert_eq!(often, "the address redirects too often");
    let asked = asked.lock().expect("no test panics");
    assert!(!asked.iter().any(|(url, _)| url.contains("home.example")));
}

#[test]
fn only_the_named_hosts_are_asked() {
    let (mut all, asked) = pictures(
        &["A.example"],
        &[("https://a.example/1.png", |url| {
            Ok(redirect(url, "https://b.example/3.png"))
        })],
    );
    for address in ["https://b.example/1.png", "https://a.example/1.png"] {
        let reason = reason(all.get(address));
        assert_eq!(reason, "`--fetch-host` does not name `b.example`");
    }
    assert_eq!(asked.lock().expect("no test panics").len(), 1);
}

#[test]
fn what_is_no_picture_is_not_copied() {
    let (mut all, asked) = pictures(
        &[],
        &[
            ("https://a.example/page", |_| {
                Ok(body(b"<!doctype html>".to_vec()))
            }),
            ("https://a.example/large", |_| {
                Ok(Response {
                    is_cut: true,
                    ..status(200)
                })
            }),
            ("https://b.example/1", |_| Err(TransportError::Timeout)),
            ("https://b.example/2", |_| Err(TransportError::Timeout)),
            ("https://b.example/3", |_| Err(TransportError::Timeout)),
        ],
    );
    for (address, expected) in [
        (
            "https://a.example/page",
            "it is no picture in JPEG, PNG, GIF, WebP or AVIF",
        ),
        ("https://a.example/large", "it is larger than 20 MB"),
        ("https://a.example/gone", "the host answers with status 404"),
        ("https://b.example/1", "the host does not answer in time"),
        ("https://b.example/2", "the host does not answer in time"),
        ("https://b.example/3", "the host does not answer in time"),
        (
            "https://b.example/4",
            "the host did not answer before, and is not asked again",
        ),
    ] {
        assert_eq!(reason(all.get(address)), expected, "{address}");
    }
    assert_eq!(all.copies().count(), 0);
    assert_eq!(asked.lock().expect("no test panics").len(), 6);
}

/// Answers requests on this machine, one after the other.
fn serve(replies: Vec<Vec<u8>>) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a port");
    let port = listener.local_addr().expect("it is bound").port();
    std::thread::spawn(move || {
        for reply in replies {
            let Ok((mut stream, _)) = listener.accept() else {
                return;
            };
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            // A client that has enough hangs up.
            let _ = stream.write_all(&reply);
        }
    });
    port
}

#[test]
fn curl_asks_the_checked_address_and_stops_at_the_limit() {
    let head = |status: &str, more: &str| {
        format!("HTTP/1.1 {status}\r\nConnection: close\r\n{more}\r\n").into_bytes()
    };
    let mut large = head("200 OK", "");
    large.resize(
        usize::try_from(MAX_PICTURE).expect("it fits") + 100_000,
        b'x',
    );
    let port = serve(vec![
        [head("200 OK", ""), PNG.to_vec()].concat(),
        head("302 Found", "Location: /b.png\r\nContent-Length: 0\r\n"),
        head("404 Not Found", "Content-Length: 0\r\n"),
        large,
    ]);
    let curl = |protocols| Curl {
        protocols,
        max_seconds: 10,
        connect_seconds: 5,
    };
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    // No resolver knows the name: the address is the one that was passed.
    let url = Url::parse(&format!("http://nowhere.invalid:{port}/a.png")).expect("it is a URL");
    let request = Request {
        url: &url,
        method: Method::Get,
        max_bytes: MAX_PICTURE,
    };
    let get = || curl("=http").send(&request, address).expect("it answers");
    assert_eq!(get().body, PNG);
    let target = format!("http://nowhere.invalid:{port}/b.png");
    assert_eq!(get().redirect.map(String::from), Some(target));
    assert_eq!(get().status, 404);
    assert!(get().is_cut);
    // Over https, a server of http is no answer.
    assert!(curl("=https").send(&request, address).is_err());
}
