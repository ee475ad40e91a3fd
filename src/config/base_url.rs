//! The base address of a site. The addresses of all its pages and feeds begin with it.

use crate::message;
use crate::messages::Message;

use url::Url;

/// The address at which a site is published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// Scheme, host and port, without a final slash.
    pub origin: String,
    /// The path, which begins and ends with a slash.
    pub path: String,
}

impl BaseUrl {
    /// Parses an absolute address, or a path. A path gets the origin of `before`.
    ///
    /// # Errors
    /// If the text is neither, or if a browser cannot open a folder at the address.
    pub fn parse(text: &str, before: &BaseUrl) -> Result<BaseUrl, BadBase> {
        let joined = if text.starts_with('/') && !text.starts_with("//") {
            format!("{}{text}", before.origin)
        } else {
            text.to_owned()
        };
        let has_host = !joined.contains(":///");
        let url = match Url::parse(&joined) {
            Ok(url)
                if has_host
                    && matches!(url.scheme(), "http" | "https")
                    && url.host_str().is_some() =>
            {
                url
            }
            parsed => return Err(no_address(text, parsed.is_ok() && has_host)),
        };
        // The path is left out to keep messages short.
        let mut right = url.clone();
        right.set_query(None);
        right.set_fragment(None);
        let _ = right
            .set_username("")
            .and_then(|()| right.set_password(None));
        let right_path = match right.path().rsplit_once('/') {
            Some((folder, file)) if is_file(file) => format!("{folder}/"),
            Some((_, "")) => right.path().to_owned(),
            _ => format!("{}/", right.path()),
        };
        right.set_path(&right_path);
        let bad = |message: Message| {
            Err(BadBase {
                message,
                help: message!("write `{line}`", line = right.as_str()),
                write: Some(right.to_string()),
            })
        };
        if !url.username().is_empty() || url.password().is_some() {
            return bad(message!(
                "this address contains a user name or password, which would be published on every page"
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return bad(message!("`{text}` has more than a host and a path", text));
        }
        if url.path().rsplit('/').next().is_some_and(is_file) {
            return bad(message!(
                "`{text}` is the address of a file; expected that of a folder, which ends in `/`",
                text
            ));
        }
        if text.contains(char::is_whitespace) || text.contains('\\') {
            return bad(message!("`{text}` contains a space or a backslash", text));
        }
        if url.path().contains("//") {
            let line = without_repeated_slashes(right.as_str());
            return Err(BadBase {
                message: message!("`{text}` has two slashes in a row", text),
                help: message!("write `{line}`", line = line.as_str()),
                write: Some(line),
            });
        }
        Ok(BaseUrl {
            origin: url.origin().ascii_serialization(),
            path: right_path,
        })
    }

    /// Whether the address has no host of the site's own, but the one for sites without `base_url`.
    pub fn is_unset(&self) -> bool {
        self.origin == BaseUrl::default().origin
    }

    /// Whether the address is on this machine or in a private network.
    pub fn is_local(&self) -> bool {
        let Ok(url) = Url::parse(&self.origin) else {
            return false;
        };
        match url.host() {
            Some(url::Host::Domain(host)) => {
                !host.trim_end_matches('.').contains('.')
                    || [".localhost", ".local", ".test", ".invalid"]
                        .iter()
                        .any(|end| host.ends_with(end))
            }
            Some(url::Host::Ipv4(ip)) => {
                ip.is_loopback() || ip.is_private() || ip.is_unspecified() || ip.is_link_local()
            }
            Some(url::Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unspecified(),
            None => false,
        }
    }
}

/// Why a text is not a valid base address, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadBase {
    pub message: Message,
    pub help: Message,
    /// The address to write, if it is known.
    pub write: Option<String>,
}

fn no_address(text: &str, is_other: bool) -> BadBase {
    let text = text.trim();
    let bare = text.trim_start_matches('/');
    let host = bare.split('/').next().unwrap_or_default();
    let looks_like_host =
        host.contains('.') && !host.contains([' ', ':', '@']) && !host.starts_with('.');
    let guess = match text.split_once(':') {
        Some(("htp" | "ttps" | "hhtps" | "htps" | "httpss" | "https" | "http", rest)) => {
            Some(format!("https://{}", rest.trim_start_matches('/')))
        }
        _ if looks_like_host => Some(format!("https://{bare}")),
        _ => None,
    };
    let guess = guess.filter(|guess| {
        Url::parse(guess).is_ok_and(|url| url.host_str().is_some_and(|host| host.contains('.')))
    });
    let write = guess.map(|guess| format!("{}/", guess.trim_end_matches('/')));
    let help = match &write {
        Some(line) => message!("write `{line}`", line = line.as_str()),
        None => message!("write the whole address, such as `https://name.github.io/site/`"),
    };
    let message = if is_other || looks_like_host {
        message!("`{text}` does not begin with https:// or http://", text)
    } else {
        message!("`{text}` is not a valid site address", text)
    };
    BadBase {
        message,
        help,
        write,
    }
}

/// Whether the last part of a path is the name of a file, not of a folder.
fn is_file(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["html", "htm", "php", "xml", "md", "asp", "aspx"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Replaces repeated slashes by one, except in `https://`.
fn without_repeated_slashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '/' || !out.ends_with('/') || out.ends_with(":/") {
            out.push(c);
        }
    }
    out
}

impl Default for BaseUrl {
    fn default() -> Self {
        BaseUrl {
            origin: "http://localhost".into(),
            path: "/".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_ends_with_a_slash_and_a_path_keeps_the_origin() {
        let site = BaseUrl::parse("https://x.org/repo", &BaseUrl::default()).expect("an address");
        assert_eq!(
            (site.origin.as_str(), site.path.as_str()),
            ("https://x.org", "/repo/")
        );
        let moved = BaseUrl::parse("/a/b/", &site).expect("a path");
        assert_eq!(
            (moved.origin.as_str(), moved.path.as_str()),
            ("https://x.org", "/a/b/")
        );
        assert!(BaseUrl::parse("ftp://x.org/", &site).is_err());
        assert!(BaseUrl::parse("https://x.org/?q=1", &site).is_err());
    }
}
