//! Requests by the program `curl` of the system (docs/decisions/0043-pictures-by-curl.md).

use std::io::Read as _;
use std::net::IpAddr;
use std::process::Child;
use std::process::{Command, Stdio};

use url::Url;

use super::{Method, Request, Response, Transport, TransportError};

/// The maximum size of the headers of an answer.
const MAX_HEADERS: u64 = 256 << 10;

/// The range of [`Method::GetStart`]: enough for the title of a page.
const START: &str = "0-16383";

/// Exit codes of curl: time-outs, and errors of TLS.
const TIMEOUT: i32 = 28;
const ENCRYPTION: [i32; 10] = [35, 51, 53, 54, 58, 59, 60, 77, 83, 90];

/// Requests by `curl`.
pub struct Curl {
    /// The protocols that it may speak, such as `=https`.
    pub protocols: &'static str,
    /// The maximum number of seconds of a request.
    pub max_seconds: u16,
    /// The maximum number of seconds until a host answers.
    pub connect_seconds: u16,
}

impl Curl {
    /// Whether the system has the program.
    pub fn is_installed() -> bool {
        let version = Command::new("curl")
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        version.is_ok_and(|status| status.success())
    }

    fn command(&self, request: &Request<'_>, address: IpAddr) -> Command {
        let address = match address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        let url = request.url;
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or_default();
        let pinned = format!("{host}:{port}:{address}");
        let mut command = Command::new("curl");
        // `--disable` is the first: no settings of the user. A proxy would choose the address.
        command
            .args(["--disable", "--silent", "--globoff", "--noproxy", "*"])
            .args(["--proto", self.protocols])
            .args(["--max-time", &self.max_seconds.to_string()])
            .args(["--connect-timeout", &self.connect_seconds.to_string()])
            .args(["--resolve", &pinned])
            .args(["--user-agent", concat!("griot/", env!("CARGO_PKG_VERSION"))])
            .args(match request.method {
                Method::Head => &["--head"][..],
                Method::Get => &["--include"],
                Method::GetStart => &["--include", "--range", START],
            })
            .args(["--output", "-", "--url", url.as_str()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    }
}

impl Transport for Curl {
    fn send(&self, request: &Request<'_>, address: IpAddr) -> Result<Response, TransportError> {
        let failed = |_| TransportError::Curl(0);
        let mut child = self.command(request, address).spawn().map_err(failed)?;
        let limit = request.max_bytes + MAX_HEADERS;
        let bytes = read_limited(&mut child, limit).map_err(failed)?;
        let is_cut = bytes.len() as u64 > limit;
        if is_cut {
            // It would go on to send what nobody reads.
            let _ = child.kill();
        }
        let status = child.wait().map_err(failed)?;
        let code = status.code().unwrap_or_default();
        if !is_cut && !status.success() {
            return Err(match code {
                TIMEOUT => TransportError::Timeout,
                code if ENCRYPTION.contains(&code) => TransportError::Encryption,
                code => TransportError::Curl(code),
            });
        }
        let mut response = parse(&bytes, request.url).ok_or(TransportError::Curl(code))?;
        let max = usize::try_from(request.max_bytes).unwrap_or(usize::MAX);
        response.is_cut = is_cut || response.body.len() > max;
        response.body.truncate(max);
        Ok(response)
    }
}

/// Reads what a child writes, up to a byte more than the limit.
fn read_limited(child: &mut Child, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(out) = child.stdout.take() {
        out.take(limit + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Returns the answer in what curl prints: headers, an empty line, the body. Answers that announce
/// another one (1xx) come first.
fn parse(mut bytes: &[u8], url: &Url) -> Option<Response> {
    loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        bytes = &bytes[end + 4..];
        let mut lines = head.split("\r\n");
        let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        if (100..200).contains(&status) {
            continue;
        }
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let location = headers.iter().find(|(name, _)| name == "location");
        let redirect = location
            .filter(|_| (300..400).contains(&status))
            .and_then(|(_, to)| url.join(to).ok());
        return Some(Response {
            status,
            redirect,
            headers,
            body: bytes.to_vec(),
            is_cut: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_after_those_that_announce_others() {
        let url = Url::parse("https://a.example/x/y").expect("it is a URL");
        let text = b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/2 302 \r\nLocation: ../z\r\n\r\nbody";
        let response = parse(text, &url).expect("it is an answer");
        assert_eq!(response.status, 302);
        let target = response.redirect.as_ref().map(Url::as_str);
        assert_eq!(target, Some("https://a.example/z"));
        assert_eq!(response.header("location"), Some("../z"));
        assert_eq!(response.body, b"body");
        assert!(parse(b"no header", &url).is_none());
    }
}
