//! A host for static files, as GitHub Pages is one: a folder below a base path, and nothing beside
//! it.
//!
//! A folder gives its `index.html`, and without the slash at its end a redirect; what is not there
//! gives `404.html` with status 404. Types are said and not to be guessed (`nosniff`), so a wrong
//! one shows.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use percent_encoding::percent_decode_str;

/// A server that runs until the process ends.
pub struct Server {
    /// Origin and base path, with a slash at the end.
    pub base_url: String,
}

struct Answer {
    status: &'static str,
    content_type: &'static str,
    location: Option<String>,
    body: Vec<u8>,
}

impl Server {
    /// Serves `folder` below `base`, which begins and ends with a slash, at a free port.
    pub fn start(folder: &Path, base: &'static str) -> Server {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("this machine has a free port");
        let port = listener
            .local_addr()
            .expect("a bound socket has an address")
            .port();
        let folder = folder.to_owned();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let folder = folder.clone();
                // A browser opens connections ahead of need, so none may hold up another. One that
                // breaks off is the browser's affair; it logs the request as failed.
                thread::spawn(move || serve(stream, &folder, base).ok());
            }
        });
        Server {
            base_url: format!("http://127.0.0.1:{port}{base}"),
        }
    }
}

fn serve(mut stream: TcpStream, folder: &Path, base: &str) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    // The headers change nothing here, but unread bytes would make the close a reset.
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let answer = answer(method, target, folder, base);
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n",
        answer.status,
        answer.content_type,
        answer.body.len()
    );
    if let Some(location) = answer.location {
        head.push_str(&format!("Location: {location}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

fn answer(method: &str, target: &str, folder: &Path, base: &str) -> Answer {
    let plain = |status, text: &str| Answer {
        status,
        content_type: "text/plain; charset=utf-8",
        location: None,
        body: text.as_bytes().to_vec(),
    };
    if !matches!(method, "GET" | "HEAD") {
        return plain("405 Method Not Allowed", "only GET and HEAD");
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Some(below) = path.strip_prefix(base) else {
        return plain("404 Not Found", "nothing stands outside the base path");
    };
    let found = |file: &Path, status| {
        fs::read(file).ok().map(|body| Answer {
            status,
            content_type: content_type(file),
            location: None,
            body,
        })
    };
    let file = local(folder, below);
    if let Some(file) = &file
        && file.is_dir()
        && !path.ends_with('/')
    {
        return Answer {
            location: Some(format!("{path}/")),
            ..plain("301 Moved Permanently", "")
        };
    }
    let file = file.map(|file| {
        if file.is_dir() {
            file.join("index.html")
        } else {
            file
        }
    });
    file.and_then(|file| found(&file, "200 OK"))
        .or_else(|| found(&folder.join("404.html"), "404 Not Found"))
        .unwrap_or_else(|| plain("404 Not Found", "the site has no 404.html"))
}

/// The file or folder at an address; none when the address would leave the site or names a dot
/// file.
fn local(folder: &Path, below: &str) -> Option<PathBuf> {
    let below = percent_decode_str(below).decode_utf8().ok()?;
    let inside = Path::new(below.as_ref()).components().all(
        |part| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.')),
    );
    // A slash after a file's name is another address than the file's.
    let local = folder.join(below.trim_end_matches('/'));
    (inside && (local.is_dir() || !below.ends_with('/'))).then_some(local)
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("xml") => "application/xml",
        Some("json" | "geojson") => "application/json",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("gif") => "image/gif",
        Some("pdf") => "application/pdf",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
