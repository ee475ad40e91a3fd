//! Requests by the program `curl` of the system (docs/decisions/0043-pictures-by-curl.md).

use std::io::Read as _;
use std::net::IpAddr;
use std::process::{Child, Command, Stdio};

use url::Url;

use super::{MAX_PICTURE, PORT, Reply, Transport};
use crate::message;
use crate::messages::{Message, io_error};

/// The maximum number of seconds of a request.
const MAX_SECONDS: &str = "60";

/// The maximum number of seconds until a host answers.
const MAX_CONNECT_SECONDS: &str = "10";

/// Requests by `curl`.
pub struct Curl {
    /// The protocols that it may speak.
    pub protocols: &'static str,
    pub port: u16,
}

impl Curl {
    /// Returns a transport over https.
    ///
    /// # Errors
    /// If the system has no `curl`.
    pub fn new() -> Result<Curl, Message> {
        let version = Command::new("curl")
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match version {
            Ok(status) if status.success() => Ok(Curl {
                protocols: "=https",
                port: PORT,
            }),
            _ => Err(message!(
                "`--fetch` needs the program `curl`, which is not installed"
            )),
        }
    }

    fn command(&self, url: &Url, address: IpAddr) -> Command {
        let address = match address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        let host = url.host_str().unwrap_or_default();
        let pinned = format!("{host}:{}:{address}", self.port);
        let mut command = Command::new("curl");
        // `--disable` is the first: no settings of the user. A proxy would choose the address.
        command
            .args(["--disable", "--silent", "--globoff", "--noproxy", "*"])
            .args(["--proto", self.protocols])
            .args(["--max-time", MAX_SECONDS])
            .args(["--connect-timeout", MAX_CONNECT_SECONDS])
            .args(["--resolve", &pinned])
            .args(["--user-agent", concat!("griot/", env!("CARGO_PKG_VERSION"))])
            .args([
                "--write-out",
                "%{stderr}%{response_code}\n%{redirect_url}\n",
            ])
            .args(["--output", "-", "--url", url.as_str()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

impl Transport for Curl {
    fn get(&self, url: &Url, address: IpAddr) -> Result<Reply, Message> {
        let mut child = self
            .command(url, address)
            .spawn()
            .map_err(|error| io_error(&error))?;
        let body = read_body(&mut child).map_err(|error| io_error(&error))?;
        if body.len() as u64 > MAX_PICTURE {
            // It would go on to send what nobody reads.
            let _ = child.kill();
            let _ = child.wait();
            return Ok(Reply::TooLarge);
        }
        let output = child.wait_with_output().map_err(|error| io_error(&error))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let mut lines = said.lines();
        let status: u16 = lines.next().and_then(|line| line.parse().ok()).unwrap_or(0);
        let redirect = lines.next().unwrap_or_default();
        if !output.status.success() || status == 0 {
            let code = output.status.code().unwrap_or_default();
            return Err(message!("the host does not answer (curl: {code})", code));
        }
        Ok(match status {
            200 => Reply::Body(body),
            300..=399 if !redirect.is_empty() => Reply::Redirect(redirect.to_owned()),
            status => Reply::Status(status),
        })
    }
}

/// Reads what a child writes, up to a byte more than a picture may have.
fn read_body(child: &mut Child) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    if let Some(out) = child.stdout.take() {
        out.take(MAX_PICTURE + 1).read_to_end(&mut body)?;
    }
    Ok(body)
}
