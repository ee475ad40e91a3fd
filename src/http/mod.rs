//! Requests to other hosts, for the commands that make some: `import --fetch` and `links`. A build
//! makes none.
//!
//! The name of a host is resolved once, its addresses are checked, and the connection is made to
//! one of those that were checked. Callers follow redirects themselves, so that each is checked
//! like the first address.

mod curl;
mod public_address;

use std::io;
use std::net::{IpAddr, ToSocketAddrs};

use url::{Host, Url};

pub use self::curl::Curl;
pub use self::public_address::is_public;

/// The port that is passed to the system's resolver, which takes no name without one.
const HTTPS: u16 = 443;

/// Finds the addresses of a host.
pub trait Resolver: Sync {
    /// # Errors
    /// If the host has none, or cannot be asked for.
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;

    /// Whether an address may be asked. Only tests, whose server is on this machine, allow more.
    fn allows(&self, address: IpAddr) -> bool {
        is_public(address)
    }
}

/// The resolver of the system.
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let addresses = (host, HTTPS).to_socket_addrs()?;
        Ok(addresses.map(|address| address.ip()).collect())
    }
}

/// Why a host is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostError {
    /// There is no host of this name.
    Unknown,
    /// The name cannot be resolved now.
    Unresolved,
    /// The host is in a private network.
    Private(IpAddr),
}

/// Returns the address at which the host of a URL may be asked.
///
/// # Errors
/// If it has none, or if one of them is in a private network.
pub fn checked_address(url: &Url, resolver: &dyn Resolver) -> Result<IpAddr, HostError> {
    let addresses = match url.host() {
        Some(Host::Ipv4(address)) => vec![IpAddr::V4(address)],
        Some(Host::Ipv6(address)) => vec![IpAddr::V6(address)],
        Some(Host::Domain(name)) => resolver.resolve(name).map_err(|error| host_error(&error))?,
        None => Vec::new(),
    };
    if let Some(address) = addresses.iter().find(|address| !resolver.allows(**address)) {
        return Err(HostError::Private(*address));
    }
    addresses.first().copied().ok_or(HostError::Unknown)
}

/// Returns what an error of the resolver means. The standard library has no kinds for them, so this
/// reads the text of `gai_strerror`.
fn host_error(error: &io::Error) -> HostError {
    let text = error.to_string();
    // glibc and musl, macOS, Windows.
    let unknown = [
        "not known",
        "does not resolve",
        "Name does not",
        "No address associated",
        "nodename nor servname",
        "No such host",
    ];
    match unknown.iter().any(|words| text.contains(words)) {
        true => HostError::Unknown,
        false => HostError::Unresolved,
    }
}

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Head,
    Get,
    /// GET of the first bytes: a range that a host may ignore.
    GetStart,
}

/// A request to a host.
pub struct Request<'a> {
    pub url: &'a Url,
    pub method: Method,
    /// The maximum size of the body. The connection is closed when more comes.
    pub max_bytes: u64,
}

/// What a host answers.
#[derive(Debug, Default)]
pub struct Response {
    pub status: u16,
    /// The target of a redirect.
    pub redirect: Option<Url>,
    /// The headers, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, of which the limit may have cut the rest.
    pub body: Vec<u8>,
    pub is_cut: bool,
}

impl Response {
    /// Returns the value of a header; `name` is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportError {
    Timeout,
    /// The certificate or the encryption is not accepted.
    Encryption,
    /// Any other error, with the exit code of curl; 0 if curl cannot be run.
    Curl(i32),
}

/// Asks a host for something, at an address that was checked.
pub trait Transport: Sync {
    /// # Errors
    /// If there is no answer.
    fn send(&self, request: &Request<'_>, address: IpAddr) -> Result<Response, TransportError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_does_not_exist_differs_from_a_resolver_that_is_away() {
        let error = |text: &str| host_error(&io::Error::other(text));
        for text in [
            "failed to lookup address information: Name or service not known",
            "failed to lookup address information: nodename nor servname provided, or not known",
            "No such host is known. (os error 11001)",
        ] {
            assert_eq!(error(text), HostError::Unknown, "{text}");
        }
        let away = "failed to lookup address information: Temporary failure in name resolution";
        assert_eq!(error(away), HostError::Unresolved);
    }
}
