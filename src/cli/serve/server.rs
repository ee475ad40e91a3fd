//! A file server that behaves like GitHub Pages. It serves only the site, below its base path.
//!
//! Each connection has a thread of its own, so a slow or silent one does not delay others.
//! Addresses are looked up in the list of the site's files only, so none leads to another file of
//! this machine.

use std::io::{self, Write as _};
use std::net::{IpAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::Duration;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::form_urlencoded;

use super::broadcast::{Broadcaster, reload_all};
use super::hosts::Hosts;
use super::http::{self, Answer, Request};
use super::page::{self, EVENTS, SCRIPT, STYLE};
use super::served_site::{NOT_FOUND, ServedFile, ServedSite, ServedState, SharedSite};
use crate::incremental::Hash;
use crate::message;
use crate::messages::{Message, io_error};
use crate::render::checksums;

/// The maximum number of ports that are tried, in ascending order.
const MAX_PORTS: u16 = 20;

/// The maximum number of open connections.
const MAX_CONNECTIONS: usize = 256;

/// The interval of comments in a stream of events. A closed connection is only noticed when
/// something is sent.
const PING_INTERVAL: Duration = Duration::from_secs(15);

/// The stack size in bytes of a connection's thread, which holds little more than a request.
const STACK: usize = 256 * 1024;

/// Opens a port at an address of this machine: the given one, or the next free one after it.
///
/// # Errors
/// If none can be opened. The error is a sentence.
pub(super) fn listen(address: IpAddr, port: u16) -> Result<(TcpListener, u16), Message> {
    let last = port.saturating_add(MAX_PORTS - 1);
    for tried in port..=last {
        match TcpListener::bind((address, tried)) {
            Ok(listener) => {
                let port = listener
                    .local_addr()
                    .map_err(|error| io_error(&error))?
                    .port();
                return Ok((listener, port));
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => {
                return Err(message!(
                    "--host: {address} is not an address of this machine; 0.0.0.0 is all of them",
                    address
                ));
            }
            Err(error) => {
                let error = io_error(&error);
                return Err(message!(
                    "cannot open port {port}: {error}",
                    port = tried,
                    error
                ));
            }
        }
    }
    Err(message!(
        "the ports {port} to {last} are taken; choose another with --port, or 0 for any free port",
        port,
        last
    ))
}

/// Starts a thread that accepts connections, and answers each in a thread of its own.
/// Returns at once.
///
/// # Errors
/// If a thread cannot be started.
pub(super) fn start(
    listener: TcpListener,
    hosts: Hosts,
    shared: Arc<SharedSite>,
    broadcaster: Arc<Broadcaster>,
) -> Result<(), Message> {
    let open = Arc::new(AtomicUsize::new(0));
    let accept = move || {
        loop {
            let Ok((mut stream, _)) = listener.accept() else {
                // Too many files may be open for a moment.
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            let place = ConnectionSlot::acquire(&open);
            if place.is_none() {
                // Sending does not block, because the send buffer of a new connection is empty.
                let busy =
                    Answer::plain("503 Service Unavailable", "too many connections are open");
                let _ = http::send(&mut stream, None, &busy);
                continue;
            }
            let (shared, broadcaster) = (Arc::clone(&shared), Arc::clone(&broadcaster));
            // If the thread cannot be started, the connection is closed. Errors of a connection are
            // ignored.
            let _ = thread::Builder::new().stack_size(STACK).spawn(move || {
                let _place = place;
                let _ = serve(&mut stream, hosts, &shared, &broadcaster);
            });
        }
    };
    thread::Builder::new()
        .name("server".into())
        .spawn(accept)
        .map(drop)
        .map_err(|error| io_error(&error))
}

/// A slot among the open connections. It is released on drop.
struct ConnectionSlot(Arc<AtomicUsize>);

impl ConnectionSlot {
    fn acquire(open: &Arc<AtomicUsize>) -> Option<ConnectionSlot> {
        let place = ConnectionSlot(Arc::clone(open));
        (open.fetch_add(1, Ordering::Relaxed) < MAX_CONNECTIONS).then_some(place)
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Reads a request from a connection and answers it.
fn serve(
    stream: &mut TcpStream,
    hosts: Hosts,
    shared: &SharedSite,
    broadcaster: &Broadcaster,
) -> io::Result<()> {
    http::set_timeouts(stream)?;
    let request = match http::request(stream, hosts)? {
        Ok(request) => request,
        Err(refusal) => {
            http::send(stream, None, &refusal)?;
            http::drain_input(stream);
            return Ok(());
        }
    };
    if request.path == EVENTS && !request.is_head {
        return events(stream, &request, shared, broadcaster);
    }
    shared.wait_for_index(&percent_decode_str(&request.path).decode_utf8_lossy());
    let answer = answer(&request, &shared.read());
    http::send(stream, Some(&request), &answer)
}

/// Sends events until the client disconnects.
fn events(
    stream: &mut TcpStream,
    request: &Request,
    shared: &SharedSite,
    broadcaster: &Broadcaster,
) -> io::Result<()> {
    let Some(listener) = broadcaster.listen() else {
        let busy = Answer::plain("503 Service Unavailable", "too many pages are listening");
        return http::send(stream, Some(request), &busy);
    };
    http::begin_events(stream)?;
    stream.write_all(b"retry: 1000\n\n")?;
    // Changes from before the page began to listen are sent now. Later changes are sent as
    // messages.
    let asked = |name: &str| {
        let query = request.query.as_deref().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
    };
    if let (Some(page), Some(stamp)) = (asked("page"), asked("stamp"))
        && shared.read().stamp(&page) != stamp
    {
        stream.write_all(reload_all().as_bytes())?;
    }
    loop {
        match listener.messages.recv_timeout(PING_INTERVAL) {
            Ok(message) => stream.write_all(message.as_bytes())?,
            Err(RecvTimeoutError::Timeout) => stream.write_all(b": ping\n\n")?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

/// Returns the answer to a request.
fn answer(request: &Request, state: &ServedState) -> Answer {
    match request.path.as_str() {
        SCRIPT => {
            return text_answer(
                "text/javascript; charset=utf-8",
                include_str!("client/live.js"),
            );
        }
        STYLE => return text_answer("text/css; charset=utf-8", include_str!("client/live.css")),
        _ => {}
    }
    // The path is decoded only once, because a second decoding would change its meaning.
    let path = percent_decode_str(&request.path).decode_utf8_lossy();
    let Some(site) = &state.site else {
        let stamp = state.stamp("");
        let html = page::without_site(&state.failure, state.language, &stamp);
        return Answer {
            status: "503 Service Unavailable",
            content_type: "text/html; charset=utf-8",
            location: None,
            tag: None,
            body: html.into_bytes(),
        };
    };
    let Some(below) = path.strip_prefix(&site.base) else {
        if path == "/" || format!("{path}/") == site.base {
            return redirect(&site.base, request);
        }
        return missing("", state);
    };
    let wanted = if below.is_empty() || below.ends_with('/') {
        format!("{below}index.html")
    } else {
        below.to_owned()
    };
    if let Some(found) = file(&wanted, "200 OK", state) {
        return found;
    }
    if wanted == checksums::FILE && site.has_data() {
        return sums(site);
    }
    let index = format!("{below}/index.html");
    if site.files.contains_key(&index) {
        return redirect(&format!("{path}/"), request);
    }
    let has_ending = wanted
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    missing(if has_ending { &wanted } else { &index }, state)
}

/// Computes the checksums of the files of a site.
fn sums(site: &ServedSite) -> Answer {
    let read = |(path, file): (&String, &ServedFile)| -> io::Result<_> {
        Ok((path.clone(), checksums::checksum(&file.bytes.read()?)))
    };
    let sums: io::Result<Vec<_>> = site.files.iter().map(read).collect();
    match sums {
        Ok(sums) => {
            let body = checksums::list(sums.iter().map(|(path, sum)| (path.as_str(), *sum)));
            Answer {
                status: "200 OK",
                content_type: "text/plain; charset=utf-8",
                location: None,
                tag: Some(Hash::of(&body).to_string()),
                body,
            }
        }
        Err(error) => unreadable(&error),
    }
}

/// Returns the answer for a file whose bytes can no longer be read.
fn unreadable(error: &io::Error) -> Answer {
    let message = format!("the file can no longer be read: {error}");
    Answer::plain("500 Internal Server Error", &message)
}

/// Returns the "not found" page. `wanted` is the path that does not exist.
fn missing(wanted: &str, state: &ServedState) -> Answer {
    let status = "404 Not Found";
    let Some(file) = state.file(NOT_FOUND) else {
        return Answer::plain(status, "not found");
    };
    let html = file
        .bytes
        .read()
        .map(|bytes| String::from_utf8(bytes.into_owned()));
    let Ok(Ok(html)) = html else {
        return Answer::plain(status, "not found");
    };
    let html = page::with_script(&html, wanted, &state.stamp(wanted));
    Answer {
        status,
        content_type: "text/html; charset=utf-8",
        location: None,
        tag: None,
        body: html.into_bytes(),
    }
}

fn file(path: &str, status: &'static str, state: &ServedState) -> Option<Answer> {
    let file = state.file(path)?;
    let content_type = http::content_type(path);
    let bytes = match file.bytes.read() {
        Ok(bytes) => bytes.into_owned(),
        Err(error) => return Some(unreadable(&error)),
    };
    let (body, tag) = match String::from_utf8(bytes) {
        Ok(html) if content_type.starts_with("text/html") => {
            let html = page::with_script(&html, path, &state.stamp(path)).into_bytes();
            let tag = Hash::of(&html);
            (html, tag)
        }
        other => (
            other.map_or_else(|error| error.into_bytes(), String::into_bytes),
            file.hash,
        ),
    };
    Some(Answer {
        status,
        content_type,
        location: None,
        tag: Some(tag.to_string()),
        body,
    })
}

/// Returns an answer with an embedded text.
fn text_answer(content_type: &'static str, text: &str) -> Answer {
    Answer {
        status: "200 OK",
        content_type,
        location: None,
        tag: Some(Hash::of(text.as_bytes()).to_string()),
        body: text.as_bytes().to_vec(),
    }
}

/// The characters that are percent-encoded in the path of an address.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Redirects to a decoded path. The redirect is temporary, because another site may use this port
/// later.
fn redirect(path: &str, request: &Request) -> Answer {
    let mut location = utf8_percent_encode(path, UNSAFE).to_string();
    if let Some(query) = &request.query {
        location.push('?');
        location.push_str(query);
    }
    Answer {
        location: Some(location),
        ..Answer::plain("302 Found", "moved")
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::page_store::PageStore;
    use super::super::served_site::DATA_PACKAGE;
    use super::super::served_site::{ServedFile, ServedSite};
    use super::*;

    fn state(base: &str) -> ServedState {
        let files = [
            ("index.html", "<body>home</body>"),
            ("a/index.html", "<body>a</body>"),
            ("é/index.html", "<body>é</body>"),
            ("assets/x.css", "x"),
            ("100%25.txt", "percent"),
            ("404.html", "<body>nothing</body>"),
        ];
        // If the folder does not exist, the bytes stay in memory.
        let store = PageStore::new(Path::new("/dev/null"));
        let file = |text: &str| ServedFile {
            bytes: store.add(text.as_bytes().to_vec()),
            hash: Hash::of(text.as_bytes()),
        };
        ServedState {
            site: Some(ServedSite {
                is_indexed: false,
                base: base.into(),
                files: files
                    .map(|(path, text)| (path.to_owned(), file(text)))
                    .into(),
                store: Arc::clone(&store),
            }),
            failure: String::new(),
            language: crate::messages::MessageLanguage::English,
        }
    }

    fn get(state: &ServedState, path: &str) -> (String, String) {
        let (path, query) = path
            .split_once('?')
            .map_or((path, None), |(a, b)| (a, Some(b)));
        let request = Request {
            is_head: false,
            path: path.into(),
            query: query.map(str::to_owned),
            known: String::new(),
        };
        let answer = answer(&request, state);
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        (
            answer.status[..3].to_owned(),
            answer.location.unwrap_or(body),
        )
    }

    #[test]
    fn addresses_lead_to_files_of_the_site_and_nowhere_else() {
        let state = state("/repo/");
        for (path, status, text) in [
            ("/", "302", "/repo/"),
            ("/repo", "302", "/repo/"),
            ("/repo/", "200", "home"),
            ("/repo/a", "302", "/repo/a/"),
            ("/repo/a?b=c", "302", "/repo/a/?b=c"),
            ("/repo/a/", "200", ">a<"),
            ("/repo/%C3%A9", "302", "/repo/%C3%A9/"),
            ("/repo/%C3%A9/", "200", "é"),
            ("/repo/assets/x.css", "200", "x"),
            ("/repo/assets", "404", "nothing"),
            ("/repo/assets/", "404", "nothing"),
            ("/repo/assets/x.css/", "404", "nothing"),
            ("/repo/100%2525.txt", "200", "percent"),
            ("/repo/100%25.txt", "404", "nothing"),
            ("/other/", "404", "nothing"),
            ("/repo/../../etc/passwd", "404", "nothing"),
            ("/repo/%2e%2e/%2e%2e/etc/passwd", "404", "nothing"),
            ("//example.org/", "404", "nothing"),
            ("/repo/%ff", "404", "nothing"),
        ] {
            let (found, said) = get(&state, path);
            assert_eq!(found, status, "{path}: {said}");
            assert!(said.contains(text), "{path}: {said}");
        }
    }

    #[test]
    fn checksums_are_computed_for_a_site_with_data() {
        let mut state = state("/repo/");
        assert_eq!(get(&state, "/repo/SHA256SUMS").0, "404");
        let site = state.site.as_mut().expect("there is a site");
        let file = site.files["assets/x.css"].clone();
        site.files.insert(DATA_PACKAGE.to_owned(), file);
        let (status, text) = get(&state, "/repo/SHA256SUMS");
        assert_eq!(status, "200");
        let site = state.site.as_ref().expect("there is a site");
        let lines: Vec<_> = text.lines().filter_map(checksums::parse_line).collect();
        assert_eq!(lines.len(), site.files.len());
        for (path, sum) in lines {
            let bytes = site.files[&path].bytes.read().expect("it is in memory");
            assert_eq!(sum, checksums::checksum(&bytes), "{path}");
        }
    }

    #[test]
    fn a_page_that_is_missing_knows_where_it_would_be() {
        let state = state("/");
        for (path, page) in [
            ("/b", "b/index.html"),
            ("/b/", "b/index.html"),
            ("/b.txt", "b.txt"),
        ] {
            let (status, html) = get(&state, path);
            assert_eq!(status, "404");
            assert!(
                html.contains(&format!("data-page=\"{page}\"")),
                "{path}: {html}"
            );
            assert!(html.contains("data-stamp=\"missing-"), "{html}");
        }
    }
}
