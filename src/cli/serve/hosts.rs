//! Checks of `Host` and `Origin` of a request, against DNS rebinding.
//!
//! A foreign page could make its own name point to this machine, and so read what is not published
//! yet. Its requests have that name as their `Host`, so all names except `localhost` are refused.
//! An IP address as `Host` is safe, because no page can take one over.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use crate::message;

/// The hosts that always mean this machine.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The address at which the server listens. It determines which hosts are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hosts {
    address: IpAddr,
}

impl Hosts {
    pub(super) fn new(address: IpAddr) -> Hosts {
        Hosts { address }
    }

    /// Whether only this machine can connect.
    pub(super) fn is_local(self) -> bool {
        self.address.to_canonical().is_loopback()
    }

    /// Whether a `Host` header is accepted.
    pub(super) fn allows(self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        if LOCAL.iter().any(|local| name.eq_ignore_ascii_case(local)) {
            return true;
        }
        let Some(literal) = literal(name) else {
            return false;
        };
        self.address.is_unspecified() || literal.to_canonical() == self.address.to_canonical()
    }

    /// Whether a request with this `Origin` is accepted at this `Host`. Only pages of this server
    /// may send requests.
    pub(super) fn allows_origin(self, origin: &str, host: &str) -> bool {
        let own = origin.strip_prefix("http://");
        own.is_some_and(|own| own.eq_ignore_ascii_case(host) && self.allows(own))
    }

    /// Returns the message for a host that is not accepted.
    pub(super) fn refusal(self) -> String {
        let address = self.address.to_canonical();
        if address.is_unspecified() {
            "this server answers to localhost and IP addresses only".to_owned()
        } else if LOCAL.contains(&written(address).as_str()) {
            "this server answers to localhost and 127.0.0.1 only".to_owned()
        } else {
            format!(
                "this server answers to localhost and {} only",
                written(address)
            )
        }
    }

    /// Returns the host by which this machine opens the site, as it is written in a URL.
    pub(super) fn own(self) -> String {
        written(match self.address {
            IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            address => address,
        })
    }

    /// Returns the hosts by which other machines can open the site, if the server listens at all
    /// addresses.
    ///
    /// Asks the system which of its addresses it would use to reach the internet. Nothing is sent.
    pub(super) fn others(self) -> Vec<String> {
        if !self.address.is_unspecified() {
            return Vec::new();
        }
        // These addresses are reserved for documentation (RFC 5737 and 3849).
        let probes: [(IpAddr, IpAddr); 2] = [
            (
                Ipv4Addr::UNSPECIFIED.into(),
                Ipv4Addr::new(192, 0, 2, 1).into(),
            ),
            (
                Ipv6Addr::UNSPECIFIED.into(),
                Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into(),
            ),
        ];
        let reachable = |(from, _): &&(IpAddr, IpAddr)| from.is_ipv4() || self.address.is_ipv6();
        let found = probes.iter().filter(reachable).filter_map(|(from, to)| {
            let socket = UdpSocket::bind((*from, 0)).ok()?;
            socket.connect(SocketAddr::new(*to, 9)).ok()?;
            Some(socket.local_addr().ok()?.ip())
        });
        let usable = |address: &IpAddr| !address.is_loopback() && !address.is_unspecified();
        found.filter(usable).map(written).collect()
    }
}

/// Parses a host. `None` if it is not an IP address.
fn literal(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[') {
        Some(rest) => rest
            .strip_suffix(']')?
            .parse::<Ipv6Addr>()
            .ok()
            .map(IpAddr::V6),
        None => host.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
    }
}

/// Returns an address as it is written in a URL.
fn written(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// Parses the argument of `--host`.
///
/// # Errors
/// If the text is not an IP address. The error is an English sentence without placeholders, which is
/// translated when it is printed.
pub(super) fn parse(text: &str) -> Result<IpAddr, String> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    bare.parse().map_err(|_| {
        message!("expected an IP address, such as 0.0.0.0 for all addresses of this machine")
            .english()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Hosts {
        Hosts::new(parse(address).expect("it is an address"))
    }

    /// Names that a foreign page can have, and texts that are not hosts.
    const FOREIGN: [&str; 12] = [
        "",
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org:4000",
        "192.168.1.5.example.org",
        "192.168.1.5.nip.io:4000",
        "::1",
        "127.0.0.1:x",
        "example.org:127.0.0.1",
        "localhost:1:2",
        "[::1",
        "0x7f.1",
    ];

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        for address in ["127.0.0.1", "::1", "192.168.1.5", "0.0.0.0", "::"] {
            let hosts = at(address);
            for host in [
                "localhost",
                "localhost:4000",
                "LOCALHOST:1",
                "127.0.0.1:4000",
                "[::1]",
                "[::1]:4000",
            ] {
                assert!(hosts.allows(host), "{host} at {address}");
            }
            for host in FOREIGN {
                assert!(!hosts.allows(host), "{host} at {address}");
            }
        }
    }

    #[test]
    fn a_concrete_address_allows_itself_and_no_other() {
        for (address, own, other) in [
            ("192.168.1.5", "192.168.1.5:4000", "192.168.1.6:4000"),
            ("fd00::5", "[fd00::5]:4000", "[fd00::6]:4000"),
            ("fd00::5", "[FD00:0::5]", "fd00::5"),
            ("::ffff:192.168.1.5", "192.168.1.5", "192.168.1.6"),
            ("127.0.0.1", "127.0.0.1", "192.168.1.5:4000"),
        ] {
            assert!(at(address).allows(own), "{own} at {address}");
            assert!(!at(address).allows(other), "{other} at {address}");
        }
    }

    #[test]
    fn all_addresses_allow_every_literal() {
        for address in ["0.0.0.0", "::"] {
            for host in ["192.168.1.5", "10.0.0.1:4000", "[fd00::5]:4000"] {
                assert!(at(address).allows(host), "{host} at {address}");
            }
        }
    }

    #[test]
    fn an_origin_is_the_page_of_the_same_host() {
        let hosts = at("0.0.0.0");
        assert!(hosts.allows_origin("http://192.168.1.5:4000", "192.168.1.5:4000"));
        assert!(hosts.allows_origin("http://LocalHost:4000", "localhost:4000"));
        for (origin, host) in [
            ("http://192.168.1.6:4000", "192.168.1.5:4000"),
            ("http://192.168.1.5:8000", "192.168.1.5:4000"),
            ("https://192.168.1.5:4000", "192.168.1.5:4000"),
            ("http://example.org", "example.org"),
            ("http://example.org", "localhost:4000"),
            ("null", "localhost:4000"),
            ("", ""),
        ] {
            assert!(!hosts.allows_origin(origin, host), "{origin} at {host}");
        }
    }

    #[test]
    fn addresses_are_read_and_written_as_in_urls() {
        assert_eq!(at("0.0.0.0").own(), "127.0.0.1");
        assert_eq!(at("::").own(), "[::1]");
        assert_eq!(at("[fd00::5]").own(), "[fd00::5]");
        assert_eq!(at("localhost").own(), "127.0.0.1");
        assert!(
            parse("example.org").is_err() && parse("").is_err() && parse("127.0.0.1:80").is_err()
        );
        assert!(at("127.0.0.1").is_local() && at("::1").is_local() && at("127.0.0.2").is_local());
        assert!(!at("0.0.0.0").is_local() && !at("::").is_local() && !at("192.168.1.5").is_local());
        assert!(at("192.168.1.5").others().is_empty());
        assert!(
            !at("::")
                .others()
                .iter()
                .any(|host| host == "[::1]" || host == "127.0.0.1")
        );
    }
}
