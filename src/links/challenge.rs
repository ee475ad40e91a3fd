//! Pages that ask whether their reader is human. They come instead of the page that was asked for,
//! often with status 200, and say nothing about it.

use crate::http::Response;

/// Headers of services that stand before a host, with the value that announces a challenge.
const HEADERS: [(&str, &str); 2] = [("cf-mitigated", "challenge"), ("x-amzn-waf-action", "")];

/// Parts of such pages: scripts of Cloudflare, Imperva, DataDome, HUMAN, Anubis and AWS.
const PARTS: [&str; 8] = [
    "/cdn-cgi/challenge-platform/",
    "<title>Just a moment...</title>",
    "_Incapsula_Resource",
    "captcha-delivery.com",
    "px-captcha",
    "/.within.website/x/cmd/anubis/",
    "awswaf.com",
    "/_fs-ch-",
];

/// The size above which a page is an article that loads such a script, and no challenge.
const MAX_CHALLENGE: usize = 16 << 10;

/// Whether an answer is a challenge.
pub(super) fn is_challenge(response: &Response) -> bool {
    let has_header = |(name, value): &(&str, &str)| {
        let header = response.header(name);
        header.is_some_and(|header| header.contains(value))
    };
    if HEADERS.iter().any(has_header) {
        return true;
    }
    if response.is_cut || response.body.len() >= MAX_CHALLENGE {
        return false;
    }
    let body = String::from_utf8_lossy(&response.body);
    PARTS.iter().any(|part| body.contains(part))
}
