//! Web addresses that an editor wrote: whether they work for other readers, and the corrected
//! address.
//!
//! Browsers and libraries silently repair an address (`http:/example.org` becomes
//! `http://example.org`), so the text itself is checked. Nothing here uses the network.

use crate::message;
use crate::messages::Message;

mod host;
mod old_path;

use url::Url;

use self::host::{host_error, mail_error};
pub use self::old_path::{SiteRoot, old_path};

/// Why an address does not work for readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressError {
    /// What is wrong, with the address in it: the message of a finding.
    pub message: Message,
    /// The help of a finding, with the text to write if it is known.
    pub help: Message,
    /// The address to write instead, if it is known.
    pub write: Option<String>,
}

impl AddressError {
    /// Returns an error without a corrected address.
    fn new(message: Message, help: Message) -> AddressError {
        AddressError {
            message,
            help,
            write: None,
        }
    }

    /// Returns an error with a corrected address.
    fn with_correction(message: Message, address: String) -> AddressError {
        AddressError {
            message,
            help: message!("write `{line}`", line = address),
            write: Some(address),
        }
    }
}

/// Where an address leads, relative to the site that contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressTarget {
    /// To another host, or to none.
    Another,
    /// To the site's own host, outside the folder of the site.
    Beside,
    /// To the site itself. The text is the decoded path below the site's root, without query and
    /// fragment. Like `redirect_from`, it begins with a slash.
    Own(String),
}

/// Returns what is wrong with an address of http, https, mailto or tel, or `None` if it may work
/// for other readers.
///
/// Addresses of other schemes, or without a scheme, are not checked here: see [`web_fault`].
pub fn fault(address: &str) -> Option<AddressError> {
    let (scheme, rest) = address.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        scheme @ ("http" | "https") => host_error(address, scheme, rest),
        "mailto" => mail_error(address, rest),
        "tel" if !rest.contains(|c: char| c.is_ascii_digit()) => Some(AddressError::new(
            message!("`{address}` has no telephone number", address),
            message!("write the number after `tel:`, such as `tel:+22320222222`"),
        )),
        _ => None,
    }
}

/// Returns what is wrong with an address that must be http or https.
pub fn web_fault(address: &str) -> Option<AddressError> {
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("http:") || lower.starts_with("https:") {
        return fault(address);
    }
    let message = message!("`{address}` is not a web address", address);
    // Typing errors in the scheme, or a missing scheme.
    let after_slip = [
        "htp://",
        "htps://",
        "htttp://",
        "htttps://",
        "ttps://",
        "ttp://",
        "hxxp://",
        "hxxps://",
        "https//",
        "http//",
        "://",
        "//",
    ]
    .iter()
    .find_map(|slip| lower.starts_with(slip).then(|| &address[slip.len()..]));
    let bare = after_slip.unwrap_or(address);
    let guess = format!("https://{bare}");
    let looks_whole = !bare.contains(char::is_whitespace)
        && !bare.starts_with(['/', '.', '#'])
        && !bare
            .split('/')
            .next()
            .unwrap_or_default()
            .contains(['@', ':'])
        && host_error(&guess, "https", &format!("//{bare}")).is_none();
    if looks_whole {
        return Some(AddressError::with_correction(message, guess));
    }
    Some(AddressError::new(
        message,
        message!("write the whole address, with `https://` or `http://`"),
    ))
}

/// Returns whether an address leads to the site itself. The site is at `origin` (scheme, host and
/// port), below `path` (with a slash at both ends).
pub fn whose(address: &str, origin: &str, path: &str) -> AddressTarget {
    let (Ok(url), Ok(own)) = (Url::parse(address), Url::parse(origin)) else {
        return AddressTarget::Another;
    };
    // http and https lead to the same site.
    let host = |url: &Url| {
        url.host_str()
            .map(|host| host.trim_start_matches("www.").to_owned())
    };
    if !matches!(url.scheme(), "http" | "https")
        || host(&url).is_none()
        || host(&url) != host(&own)
        || url.port() != own.port()
    {
        return AddressTarget::Another;
    }
    let target = decoded(url.path());
    let root = decoded(path);
    match target.strip_prefix(root.as_str()) {
        Some(rest) => AddressTarget::Own(format!("/{rest}")),
        None if target == root.trim_end_matches('/') => AddressTarget::Own("/".to_owned()),
        None => AddressTarget::Beside,
    }
}

/// Whether two addresses lead to the same page. Ignores scheme, `www.` and a final slash.
pub fn is_same(a: &str, b: &str) -> bool {
    let plain = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        decoded(rest.split('#').next().unwrap_or(rest))
            .trim_end_matches('/')
            .to_lowercase()
    };
    plain(a) == plain(b)
}

/// Returns an error for a path that begins with the site's own base path, which would then be
/// repeated.
pub fn twice(path: &str, root: &SiteRoot) -> Option<AddressError> {
    let below = path
        .strip_prefix(root.path.as_str())
        .filter(|below| root.path != "/" && !below.is_empty())?;
    Some(AddressError::with_correction(
        message!(
            "`{path}` begins with `{root}`, the base path that griot adds to every address",
            path,
            root = root.path
        ),
        format!("/{below}"),
    ))
}

/// Returns a text without percent-encoding.
pub fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_working_address_has_no_error() {
        for good in [
            "https://example.org",
            "http://example.org/a?b=c#d",
            "https://example.org:8080/x",
            "https://müller.example/é",
            "https://93.184.216.34/",
            "mailto:desk@example.org",
            "mailto:a@example.org,b@example.org?subject=x",
            "mailto:?subject=x",
            "tel:+22320222222",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
    }

    #[test]
    fn a_broken_address_is_an_error_with_a_correction() {
        let write = |text: &str| web_fault(text).unwrap_or_else(|| panic!("{text}")).write;
        for (text, cure) in [
            ("http:/example.org/x", "http://example.org/x"),
            ("https:example.org", "https://example.org"),
            ("https:///example.org/x", "https://example.org/x"),
            ("https://https://example.org/x", "https://example.org/x"),
            ("example.org/x", "https://example.org/x"),
            ("www.example.org", "https://www.example.org"),
            ("//example.org/x", "https://example.org/x"),
            ("htps://example.org", "https://example.org"),
            ("https//example.org", "https://example.org"),
            ("https://me:secret@example.org/x", "https://example.org/x"),
        ] {
            assert_eq!(write(text).as_deref(), Some(cure), "{text}");
            assert_eq!(web_fault(cure), None, "{cure}");
        }
        for text in [
            "https://",
            "http://localhost:4000/articles/b/",
            "http://127.0.0.1:4000/",
            "http://[::1]/",
            "http://0.0.0.0/",
            "http://192.168.1.4/x",
            "http://box.local/",
            "http://intranet/x",
            "https://example.org/a b",
            "ftp://example.org/",
            "/articles/x/",
            "http:/articles/x",
            "desk@example.org",
            "see the archive",
        ] {
            assert_eq!(write(text), None, "{text}");
        }
        for text in ["mailto:", "mailto:desk", "mailto:a@b", "tel:", "tel:us"] {
            assert!(fault(text).is_some(), "{text}");
        }
    }

    #[test]
    fn own_addresses_are_known_from_others() {
        let whose = |address: &str| whose(address, "https://example.org", "/repo/");
        assert_eq!(
            whose("https://example.org/repo/articles/x/"),
            AddressTarget::Own("/articles/x/".to_owned())
        );
        assert_eq!(
            whose("http://www.example.org/repo"),
            AddressTarget::Own("/".to_owned())
        );
        assert_eq!(
            whose("https://example.org/repo/a%C3%A9?q#f"),
            AddressTarget::Own("/aé".to_owned())
        );
        assert_eq!(whose("https://example.org/other/"), AddressTarget::Beside);
        assert_eq!(whose("https://example.com/repo/"), AddressTarget::Another);
        assert_eq!(whose("mailto:a@example.org"), AddressTarget::Another);
    }
}
