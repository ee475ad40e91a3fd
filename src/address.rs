//! Web addresses that an editor wrote: whether they work for anybody else, and what to write where
//! they do not.
//!
//! Browsers and libraries mend an address without a word (`http:/example.org` becomes
//! `http://example.org`), so the text itself is looked at. Nothing here asks the network.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Why an address does not work for readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressError {
    /// What is wrong, with the address in it: a sentence of a finding.
    pub message: String,
    /// What to do, with the very text to write where that is known.
    pub help: String,
    /// The address to write instead, where that is known.
    pub write: Option<String>,
}

impl AddressError {
    fn new(message: String, help: impl Into<String>) -> AddressError {
        AddressError {
            message,
            help: help.into(),
            write: None,
        }
    }

    fn write(message: String, address: String) -> AddressError {
        AddressError {
            message,
            help: format!("write `{address}`"),
            write: Some(address),
        }
    }
}

/// Where an address leads, seen from the site that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressTarget {
    /// To another host, or to none.
    Another,
    /// To the site's own host, outside the folder in which the site stands.
    Beside,
    /// To the site itself: the path below its root, as it is written in `redirect_from` (it begins
    /// with a slash), decoded, without query and fragment.
    Own(String),
}

/// What is wrong with an address of http, https, mailto or tel; none where it may work for others.
/// An address of another scheme, or without one, is none of these: see [`web_fault`].
pub fn fault(address: &str) -> Option<AddressError> {
    let (scheme, rest) = address.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        scheme @ ("http" | "https") => host_fault(address, scheme, rest),
        "mailto" => mail_fault(address, rest),
        "tel" if !rest.contains(|c: char| c.is_ascii_digit()) => Some(AddressError::new(
            format!("`{address}` has no telephone number"),
            "write the number after `tel:`, such as `tel:+22320222222`",
        )),
        _ => None,
    }
}

/// What is wrong with a text that has to be an address of http or https.
pub fn web_fault(address: &str) -> Option<AddressError> {
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("http:") || lower.starts_with("https:") {
        return fault(address);
    }
    let message = format!("`{address}` is not a web address");
    // Slips of the hand in the scheme, or none at all.
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
        && host_fault(&guess, "https", &format!("//{bare}")).is_none();
    if looks_whole {
        return Some(AddressError::write(message, guess));
    }
    Some(AddressError::new(
        message,
        "write the whole address, with `https://` or `http://`",
    ))
}

/// Whether an address leads to the site itself, which stands at `origin` (scheme, host and port)
/// below `path` (with a slash at both ends).
pub fn whose(address: &str, origin: &str, path: &str) -> AddressTarget {
    let (Ok(url), Ok(own)) = (Url::parse(address), Url::parse(origin)) else {
        return AddressTarget::Another;
    };
    // Whether it is written with http or https, both lead to the same site.
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
    let whole = decoded(url.path());
    let root = decoded(path);
    match whole.strip_prefix(root.as_str()) {
        Some(rest) => AddressTarget::Own(format!("/{rest}")),
        None if whole == root.trim_end_matches('/') => AddressTarget::Own("/".to_owned()),
        None => AddressTarget::Beside,
    }
}

/// Whether two addresses lead to the same page: scheme, `www.` and a slash at the end make no
/// other.
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

/// Where a site stands: its scheme, host and port, and the path below it, with a slash at both
/// ends.
#[derive(Clone, Debug, Default)]
pub struct SiteRoot {
    pub origin: String,
    pub path: String,
}

/// The path of an earlier time below the site's root, as an address bar, a log or another tool
/// writes it: a whole address of the site, percent-encoded, without the slash before it.
///
/// # Errors
/// When it is not clear which path is meant; with the path to write where there is one.
pub fn old_path(written: &str, root: &SiteRoot) -> Result<String, AddressError> {
    let cannot = |message: String| {
        AddressError::new(
            message,
            "write the old address from the site's root, without host or query: `/old/address/`",
        )
    };
    let no_path = || cannot(format!("`{written}` is not a path of this site"));
    let lower = written.to_ascii_lowercase();
    let is_whole = lower.starts_with("http:") || lower.starts_with("https:");
    let path = if is_whole {
        match whose(written, &root.origin, &root.path) {
            AddressTarget::Own(path) => path,
            AddressTarget::Beside => {
                return Err(cannot(format!(
                    "`{written}` is outside this site, whose base path is `{}`",
                    root.path
                )));
            }
            AddressTarget::Another => match Url::parse(written) {
                // The site had another host once.
                Ok(url) if url.host_str().is_some() => {
                    let path = decoded(url.path());
                    let message = format!(
                        "`{written}` is an address of another host, from which this site cannot redirect"
                    );
                    return Err(if path.len() > 1 {
                        AddressError::write(message, path)
                    } else {
                        cannot(message)
                    });
                }
                _ => return Err(no_path()),
            },
        }
    } else {
        if lower
            .split('/')
            .next()
            .is_some_and(|first| first.contains(':'))
            || written.starts_with("//")
            || written.contains('\\')
        {
            return Err(no_path());
        }
        decoded(written)
    };
    let path = format!("/{}", path.trim().trim_start_matches('/'));
    // Neither a query nor a fragment reaches the file that redirects.
    let bare = if is_whole {
        path.as_str()
    } else {
        path.split(['?', '#']).next().unwrap_or(&path)
    };
    let bare = bare.trim_end();
    if bare == "/" {
        return Err(no_path());
    }
    let has_rest = !is_whole && bare != path || is_whole && written.contains(['?', '#']);
    if has_rest {
        return Err(AddressError::write(
            format!("`{written}` has a query or a fragment; redirects match the path only"),
            bare.to_owned(),
        ));
    }
    if bare.split('/').any(|part| part == "." || part == "..")
        || bare.chars().any(char::is_control)
        || bare.contains("//")
    {
        return Err(no_path());
    }
    Ok(bare.to_owned())
}

/// What is to be said of a path that begins with the site's own: it would stand there twice.
pub fn twice(path: &str, root: &SiteRoot) -> Option<AddressError> {
    let below = path
        .strip_prefix(root.path.as_str())
        .filter(|below| root.path != "/" && !below.is_empty())?;
    Some(AddressError::write(
        format!(
            "`{path}` begins with `{}`, the base path that griot adds to every address",
            root.path
        ),
        format!("/{below}"),
    ))
}

/// A text without its percent-encoding.
pub fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

fn host_fault(address: &str, scheme: &str, rest: &str) -> Option<AddressError> {
    let bare = rest.trim_start_matches(['/', '\\']);
    if bare.is_empty() {
        return Some(AddressError::new(
            format!("`{address}` has no host"),
            "write the whole address, or leave it out",
        ));
    }
    // The whole scheme again: `https://https://example.org`.
    if let Some(again) = ["http://", "https://"]
        .iter()
        .find(|again| bare.to_ascii_lowercase().starts_with(**again))
    {
        let whole = format!("{again}{}", &bare[again.len()..]);
        return Some(AddressError::write(
            format!("`{address}` has two schemes"),
            whole,
        ));
    }
    if !rest.starts_with("//") || rest.starts_with("///") {
        // A path alone, as in `http:/articles/x`, has no host to be guessed.
        let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
        if !host.contains('.') {
            return Some(AddressError::new(
                format!("`{address}` has no host"),
                "write the whole address, such as `https://example.org/page`",
            ));
        }
        return Some(AddressError::write(
            format!("`{address}` lacks the two slashes before its host"),
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
        // After a space, a second address or a remark is likelier than a path with a space in it.
        let first = &address[..space];
        return Some(AddressError {
            help: format!("write `{first}`, or `{encoded}` if the space belongs to the address"),
            message: format!("`{address}` has a space in it"),
            write: None,
        });
    }
    let Ok(url) = Url::parse(address) else {
        return Some(AddressError::new(
            format!("`{address}` is not a web address"),
            "write it as the browser shows it, such as `https://example.org/page`",
        ));
    };
    if !url.username().is_empty() || url.password().is_some() {
        let mut plain = url;
        // Neither fails for an address with a host.
        let _ = plain.set_username("");
        let _ = plain.set_password(None);
        return Some(AddressError {
            message: "this address contains a user name or password, which would be published"
                .to_owned(),
            help: format!("write `{plain}`, and change the password if it was public"),
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
            format!("`{host}` is a local host, so readers cannot open `{address}`"),
            "write its public address",
        ));
    }
    match &host {
        Host::Domain(name) if !name.trim_end_matches('.').contains('.') => Some(AddressError::new(
            format!("`{name}` in `{address}` is not a public host name"),
            "write the whole address, such as `https://example.org/page`",
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

fn is_local_v6(ip: Ipv6Addr) -> bool {
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_unique_local()
        || ip.is_unicast_link_local()
        || ip.to_ipv4_mapped().is_some_and(is_local_v4)
}

fn mail_fault(address: &str, rest: &str) -> Option<AddressError> {
    let mailbox = rest.split('?').next().unwrap_or_default();
    // Without a mailbox, a letter can still be begun with a subject: `mailto:?subject=...` is a way
    // to share.
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
        "" => format!("`{address}` has no mail address"),
        _ => format!("`{mailbox}` is not a mail address"),
    };
    let bare = mailbox.trim_start_matches('/');
    if bare != mailbox && mail_fault(address, bare).is_none() {
        return Some(AddressError::write(message, format!("mailto:{bare}")));
    }
    Some(AddressError::new(
        message,
        "write the whole address, such as `mailto:desk@example.org`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_works_for_others_has_no_fault() {
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
    fn what_works_for_nobody_is_a_fault_with_a_cure() {
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
    fn old_addresses_are_read_as_they_are_copied() {
        let root = SiteRoot {
            origin: "https://example.org".to_owned(),
            path: "/repo/".to_owned(),
        };
        for (written, path) in [
            ("/old/", "/old/"),
            ("old/address.html", "/old/address.html"),
            ("/actualit%C3%A9/x/", "/actualité/x/"),
            ("/wiki/Some page/", "/wiki/Some page/"),
            ("/wiki/Some%20page/", "/wiki/Some page/"),
            ("https://example.org/repo/old/", "/old/"),
            ("http://www.example.org/repo/a%C3%A9/", "/aé/"),
        ] {
            assert_eq!(old_path(written, &root).as_deref(), Ok(path), "{written}");
        }
        assert_eq!(
            twice("/repo/old/", &root)
                .and_then(|fault| fault.write)
                .as_deref(),
            Some("/old/")
        );
        assert_eq!(twice("/repository/", &root), None);
        for (written, cure) in [
            ("/old/?p=12", Some("/old/")),
            ("/old/#part", Some("/old/")),
            ("https://example.org/repo/old/?utm=1", Some("/old/")),
            ("https://blog.example.com/old/", Some("/old/")),
            ("https://example.org/other/", None),
            ("//evil", None),
            ("/../x", None),
            ("/", None),
            ("/?p=12", None),
            ("mailto:a@b.org", None),
        ] {
            let fault = old_path(written, &root).expect_err(written);
            assert_eq!(fault.write.as_deref(), cure, "{written}");
            if let Some(cure) = cure {
                assert_eq!(old_path(cure, &root).as_deref(), Ok(cure));
            }
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
