//! A minimal HTTP/1.1 server for one person. Each connection has one request, and requests have no
//! body.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::hosts::Hosts;

/// The maximum size of a request in bytes, and the maximum number of its headers.
const MAX_REQUEST: usize = 32 * 1024;
const MAX_HEADERS: usize = 100;

/// The maximum time in which a client has to send a request. Browsers open connections before they
/// need them, and send nothing on some of them.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// The maximum time in which a client has to read a piece of an answer.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(30);

/// A request.
pub(super) struct Request {
    /// Whether the method is `HEAD`, so that the answer has no body.
    pub is_head: bool,
    /// The path as it was sent, without the query. It begins with a slash.
    pub path: String,
    pub query: Option<String>,
    /// The entity tags of `If-None-Match`.
    pub known: String,
}

/// An answer.
pub(super) struct Answer {
    pub status: &'static str,
    pub content_type: &'static str,
    pub location: Option<String>,
    pub tag: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Returns an answer with a sentence as plain text.
    pub(super) fn plain(status: &'static str, text: &str) -> Answer {
        Answer {
            status,
            content_type: "text/plain; charset=utf-8",
            location: None,
            tag: None,
            body: format!("{text}\n").into_bytes(),
        }
    }
}

/// Sets the timeouts of a connection.
///
/// # Errors
/// If the connection is closed.
pub(super) fn set_timeouts(stream: &TcpStream) -> io::Result<()> {
    stream.set_write_timeout(Some(RESPONSE_TIMEOUT))
}

/// Reads a request. Returns the answer to send instead if it is not valid.
///
/// # Errors
/// If the client sends nothing or is too slow.
pub(super) fn request(stream: &mut TcpStream, hosts: Hosts) -> io::Result<Result<Request, Answer>> {
    let started = Instant::now();
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let left = REQUEST_TIMEOUT.saturating_sub(started.elapsed());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut piece) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        if let Some(outcome) = parsed(&bytes, hosts) {
            return Ok(outcome);
        }
        if bytes.len() > MAX_REQUEST {
            let message = "the request is too large";
            return Ok(Err(Answer::plain(
                "431 Request Header Fields Too Large",
                message,
            )));
        }
    }
}

/// Parses the request in `bytes`, or returns `None` if it is not complete.
fn parsed(bytes: &[u8], hosts: Hosts) -> Option<Result<Request, Answer>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => Some(understood(&request, hosts)),
        Ok(httparse::Status::Partial) => None,
        Err(error) => Some(Err(Answer::plain(
            "400 Bad Request",
            &format!("invalid request: {error}"),
        ))),
    }
}

/// Checks a parsed request. If it is not accepted, returns the answer to send instead.
fn understood(request: &httparse::Request, hosts: Hosts) -> Result<Request, Answer> {
    let is_head = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => {
            return Err(Answer::plain(
                "405 Method Not Allowed",
                "only GET and HEAD are answered here",
            ));
        }
    };
    let values = |name: &'static str| {
        request
            .headers
            .iter()
            .filter(move |header| header.name.eq_ignore_ascii_case(name))
            .map(|header| String::from_utf8_lossy(header.value))
    };
    let mut named = values("host");
    let host = match (named.next(), named.next()) {
        (Some(host), None) if hosts.allows(&host) => host,
        _ => return Err(Answer::plain("403 Forbidden", &hosts.refusal())),
    };
    if !values("origin").all(|origin| hosts.allows_origin(&origin, &host)) {
        return Err(Answer::plain(
            "403 Forbidden",
            "this server answers only its own pages",
        ));
    }
    let target = request.path.unwrap_or_default();
    if !target.starts_with('/') {
        return Err(Answer::plain(
            "400 Bad Request",
            "the address must begin with a slash",
        ));
    }
    let target = target.split('#').next().unwrap_or_default();
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    Ok(Request {
        is_head,
        path: path.to_owned(),
        query,
        known: values("if-none-match").collect::<Vec<_>>().join(","),
    })
}

/// Sends the answer to a request. `request` is missing if it could not be read.
///
/// # Errors
/// If the client has disconnected, or does not read.
pub(super) fn send(
    stream: &mut TcpStream,
    request: Option<&Request>,
    answer: &Answer,
) -> io::Result<()> {
    let mut head = String::new();
    let is_known = match (request, &answer.tag) {
        (Some(request), Some(tag)) => contains_tag(&request.known, tag),
        _ => false,
    };
    let status = if is_known {
        "304 Not Modified"
    } else {
        answer.status
    };
    head.push_str(&format!("HTTP/1.1 {status}\r\n"));
    if !is_known {
        head.push_str(&format!("Content-Type: {}\r\n", answer.content_type));
        head.push_str(&format!("Content-Length: {}\r\n", answer.body.len()));
    }
    if let Some(location) = &answer.location {
        head.push_str(&format!("Location: {location}\r\n"));
    }
    match &answer.tag {
        Some(tag) => head.push_str(&format!("Cache-Control: no-cache\r\nETag: \"{tag}\"\r\n")),
        None => head.push_str("Cache-Control: no-store\r\n"),
    }
    if answer.status.starts_with("405") {
        head.push_str("Allow: GET, HEAD\r\n");
    }
    head.push_str(COMMON);
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if !is_known && !request.is_some_and(|request| request.is_head) {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

/// These headers forbid browsers to guess types, and other sites to embed files: a preview is not
/// public.
const COMMON: &str = "X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n";

/// Begins a stream of events.
///
/// # Errors
/// If the client has disconnected.
pub(super) fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\n";
    stream.write_all(format!("{head}{COMMON}\r\n").as_bytes())
}

/// Whether a list of entity tags contains this one.
fn contains_tag(list: &str, tag: &str) -> bool {
    list.split(',')
        .map(|known| known.trim().trim_start_matches("W/").trim_matches('"'))
        .any(|known| known == tag)
}

/// Reads for a moment after an answer was sent. If a connection is closed while it has unread
/// input, it is reset, and the client may not see the answer.
pub(super) fn drain_input(stream: &mut TcpStream) {
    let started = Instant::now();
    let mut piece = [0; 4096];
    let ended = stream.shutdown(std::net::Shutdown::Write).is_err()
        || stream
            .set_read_timeout(Some(Duration::from_millis(200)))
            .is_err();
    while !ended
        && started.elapsed() < Duration::from_secs(1)
        && matches!(stream.read(&mut piece), Ok(1..))
    {}
}

/// Returns the media type of a file by its extension.
pub(super) fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "jsonld" => "application/ld+json; charset=utf-8",
        "geojson" => "application/geo+json; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn parsed(bytes: &[u8]) -> Option<Result<Request, Answer>> {
        super::parsed(bytes, Hosts::new(Ipv4Addr::LOCALHOST.into()))
    }

    #[test]
    fn a_request_is_read_when_it_is_complete() {
        assert!(parsed(b"GET / HTTP/1.1\r\nHost: local").is_none());
        let complete = parsed(b"HEAD /a%20b?c=d HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let Some(Ok(request)) = complete else {
            panic!("it is whole, and a request");
        };
        assert!(request.is_head);
        assert_eq!(request.path, "/a%20b");
        assert_eq!(request.query.as_deref(), Some("c=d"));
    }

    #[test]
    fn what_is_no_request_for_this_server_is_refused() {
        for (text, status) in [
            ("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", "405"),
            ("GET / HTTP/1.1\r\n\r\n", "403"),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.org\r\n\r\n",
                "403",
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://example.org\r\n\r\n",
                "403",
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n\r\n",
                "403",
            ),
            (
                "GET http://example.org/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "400",
            ),
            ("\u{1}\u{2}\r\n\r\n", "400"),
        ] {
            match parsed(text.as_bytes()) {
                Some(Err(answer)) => assert!(
                    answer.status.starts_with(status),
                    "{text:?}: {}",
                    answer.status
                ),
                _ => panic!("{text:?} is not refused"),
            }
        }
    }

    #[test]
    fn tags_are_found_in_lists() {
        assert!(contains_tag("\"a\", W/\"b\"", "b"));
        assert!(!contains_tag("\"ab\"", "b"));
        assert!(!contains_tag("", "b"));
    }
}
