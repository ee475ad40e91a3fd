//! Former addresses of pages, from which they redirect.

use url::Url;

use super::{AddressError, AddressTarget, decoded, whose};
use crate::message;
use crate::messages::Message;

/// Where a site is published: scheme, host and port, and the path below it, with a slash at both
/// ends.
#[derive(Clone, Debug, Default)]
pub struct SiteRoot {
    pub origin: String,
    pub path: String,
}

/// Normalizes a former address, as an editor wrote it, to a path below the site's root.
///
/// Accepts what people copy from an address bar, a log or another tool: a full address of the site,
/// percent-encoding, a missing slash at the beginning.
///
/// # Errors
/// If the text has several possible meanings or none. The error has the path to write, if there is
/// one.
pub fn old_path(written: &str, root: &SiteRoot) -> Result<String, AddressError> {
    let cannot = |message: Message| {
        AddressError::new(
            message,
            message!(
                "write the old address from the site's root, without host or query: `/old/address/`"
            ),
        )
    };
    let no_path = || cannot(message!("`{written}` is not a path of this site", written));
    let lower = written.to_ascii_lowercase();
    let is_absolute = lower.starts_with("http:") || lower.starts_with("https:");
    let path = if is_absolute {
        match whose(written, &root.origin, &root.path) {
            AddressTarget::Own(path) => path,
            AddressTarget::Beside => {
                return Err(cannot(message!(
                    "`{written}` is outside this site, whose base path is `{root}`",
                    written,
                    root = root.path
                )));
            }
            AddressTarget::Another => match Url::parse(written) {
                // The site may have been on another host.
                Ok(url) if url.host_str().is_some() => {
                    let path = decoded(url.path());
                    let message = message!(
                        "`{written}` is an address of another host, from which this site cannot redirect",
                        written
                    );
                    return Err(if path.len() > 1 {
                        AddressError::with_correction(message, path)
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
    // Query and fragment never reach the file that redirects.
    let bare = if is_absolute {
        path.as_str()
    } else {
        path.split(['?', '#']).next().unwrap_or(&path)
    };
    let bare = bare.trim_end();
    if bare == "/" {
        return Err(no_path());
    }
    let has_rest = !is_absolute && bare != path || is_absolute && written.contains(['?', '#']);
    if has_rest {
        return Err(AddressError::with_correction(
            message!(
                "`{written}` has a query or a fragment; redirects match the path only",
                written
            ),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::twice;

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
}
