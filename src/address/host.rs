//! Hosts of web and mail addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::{AddressError, decoded};
use crate::message;

pub(super) fn host_error(address: &str, scheme: &str, rest: &str) -> Option<AddressError> {
    let bare = rest.trim_start_matches(['/', '\\']);
    if bare.is_empty() {
        return Some(AddressError::new(
            message!("`{address}` has no host", address),
            message!("write the whole address, or leave it out"),
        ));
    }
    // The scheme is repeated: `https://https://example.org`.
    if let Some(again) = ["http://", "https://"]
        .iter()
        .find(|again| bare.to_ascii_lowercase().starts_with(**again))
    {
        let corrected = format!("{again}{}", &bare[again.len()..]);
        return Some(AddressError::with_correction(
            message!("`{address}` has two schemes", address),
            corrected,
        ));
    }
    if !rest.starts_with("//") || rest.starts_with("///") {
        // A path alone, as in `http:/articles/x`, has no host that could be guessed.
        let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
        if !host.contains('.') {
            return Some(AddressError::new(
                message!("`{address}` has no host", address),
                message!("write the whole address, such as `https://example.org/page`"),
            ));
        }
        return Some(AddressError::with_correction(
            message!("`{address}` lacks the two slashes before its host", address),
            format!("{scheme}://{bare}"),
        ));
    }
    if let Some(space) = address.find(char::is_whitespace) {
        let encoded: String = address
            .chars()
            .map(|c| {
                if c.is_whitespace() {
                    "%20".to_owned()
                } else {
                    c.to_string()
                }
            })
            .collect();
        // After a space, a second address or a remark is likelier than a path that contains a
        // space.
        let first = &address[..space];
        return Some(AddressError {
            help: message!(
                "write `{first}`, or `{encoded}` if the space belongs to the address",
                first,
                encoded
            ),
            message: message!("`{address}` has a space in it", address),
            write: None,
        });
    }
    let Ok(url) = Url::parse(address) else {
        return Some(AddressError::new(
            message!("`{address}` is not a web address", address),
            message!("write it as the browser shows it, such as `https://example.org/page`"),
        ));
    };
    if !url.username().is_empty() || url.password().is_some() {
        let mut plain = url;
        // Neither call fails for an address with a host.
        let _ = plain.set_username("");
        let _ = plain.set_password(None);
        return Some(AddressError {
            message: message!(
                "this address contains a user name or password, which would be published"
            ),
            help: message!(
                "write `{plain}`, and change the password if it was public",
                plain
            ),
            write: Some(plain.into()),
        });
    }
    let host = url.host()?;
    let is_local = match &host {
        Host::Domain(name) => is_local_name(name),
        Host::Ipv4(ip) => is_local_v4(*ip),
        Host::Ipv6(ip) => is_local_v6(*ip),
    };
    if is_local {
        return Some(AddressError::new(
            message!(
                "`{host}` is a local host, so readers cannot open `{address}`",
                host,
                address
            ),
            message!("write its public address"),
        ));
    }
    match &host {
        Host::Domain(name) if !name.trim_end_matches('.').contains('.') => Some(AddressError::new(
            message!(
                "`{name}` in `{address}` is not a public host name",
                name,
                address
            ),
            message!("write the whole address, such as `https://example.org/page`"),
        )),
        _ => None,
    }
}

fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    matches!(
        last,
        "localhost" | "local" | "localdomain" | "internal" | "lan" | "intranet" | "home" | "corp"
    )
}

fn is_local_v4(ip: Ipv4Addr) -> bool {
    ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()
}

/// Whether an IPv6 address can be reached only from this machine or network.
fn is_local_v6(ip: Ipv6Addr) -> bool {
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_unique_local()
        || ip.is_unicast_link_local()
        || ip.to_ipv4_mapped().is_some_and(is_local_v4)
}

pub(super) fn mail_error(address: &str, rest: &str) -> Option<AddressError> {
    let mailbox = rest.split('?').next().unwrap_or_default();
    // A mail link without a mailbox is valid if it has a subject: `mailto:?subject=...` is used to
    // share.
    if mailbox.is_empty() && rest.len() > 1 {
        return None;
    }
    let fits = decoded(mailbox).split(',').all(|one| {
        one.trim().split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.contains('.') && !host.contains(['@', '/', ' '])
        })
    });
    if fits {
        return None;
    }
    let message = match mailbox {
        "" => message!("`{address}` has no mail address", address),
        _ => message!("`{mailbox}` is not a mail address", mailbox),
    };
    let bare = mailbox.trim_start_matches('/');
    if bare != mailbox && mail_error(address, bare).is_none() {
        return Some(AddressError::with_correction(
            message,
            format!("mailto:{bare}"),
        ));
    }
    Some(AddressError::new(
        message,
        message!("write the whole address, such as `mailto:desk@example.org`"),
    ))
}
