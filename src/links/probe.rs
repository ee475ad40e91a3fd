//! One address: its host is asked, through redirects.

use std::time::Duration;

use url::Url;

use super::challenge::is_challenge;
use super::{LinkState, Reason};
use crate::http::{
    HostError, Method, Request, Resolver, Response, Transport, TransportError, checked_address,
};

/// The maximum number of redirects.
const MAX_REDIRECTS: usize = 8;

/// The maximum size of what is read of a page.
const MAX_BYTES: u64 = 64 << 10;

/// Who asks, and how politely.
pub struct Client<'a> {
    pub resolver: &'a dyn Resolver,
    pub transport: &'a dyn Transport,
    /// The pause between two requests to a host.
    pub pause: Duration,
}

/// What an address was found to be.
pub(super) type Outcome = (LinkState, Reason);

impl Client<'_> {
    /// Asks for an address, first without its body. An answer that is no success is checked with a
    /// second request, because many hosts refuse the first kind.
    pub(super) fn probe(&self, url: &Url) -> Outcome {
        let first = self.follow(url, Method::Head);
        match first {
            (LinkState::Alive, _)
            | (_, Reason::Status(429) | Reason::Challenge | Reason::NoHost)
            | (_, Reason::Unresolved | Reason::Private | Reason::RedirectTarget) => first,
            _ => {
                std::thread::sleep(self.pause);
                self.follow(url, Method::GetStart)
            }
        }
    }

    /// Sends one request, at an address that is checked.
    pub(super) fn send(
        &self,
        url: &Url,
        method: Method,
        max_bytes: u64,
    ) -> Result<Response, Reason> {
        let address = checked_address(url, self.resolver).map_err(|error| match error {
            HostError::Unknown => Reason::NoHost,
            HostError::Unresolved => Reason::Unresolved,
            HostError::Private(_) => Reason::Private,
        })?;
        let request = Request {
            url,
            method,
            max_bytes,
        };
        let response = self.transport.send(&request, address);
        response.map_err(|error| match error {
            TransportError::Timeout => Reason::Timeout,
            TransportError::Encryption => Reason::Encryption,
            TransportError::Curl(_) => Reason::NoConnection,
        })
    }

    fn follow(&self, url: &Url, method: Method) -> Outcome {
        let mut url = url.clone();
        for hop in 0..=MAX_REDIRECTS {
            if hop > 0 {
                std::thread::sleep(self.pause);
            }
            match self.send(&url, method, MAX_BYTES) {
                // The address itself exists, wherever it leads.
                Err(Reason::NoHost) if hop == 0 => return (LinkState::Gone, Reason::NoHost),
                Err(reason) => return (LinkState::Blocked, reason),
                Ok(response) => match response.redirect {
                    Some(next) if !is_asked(&next) => {
                        return (LinkState::Blocked, Reason::RedirectTarget);
                    }
                    Some(next) => url = next,
                    None => return verdict(&response),
                },
            }
        }
        (LinkState::Blocked, Reason::Redirects)
    }
}

/// Whether griot asks for an address: over HTTP, without a password.
pub(super) fn is_asked(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
}

/// Returns what the last answer means.
fn verdict(response: &Response) -> Outcome {
    let reason = Reason::Status(response.status);
    match response.status {
        _ if is_challenge(response) => (LinkState::Blocked, Reason::Challenge),
        // A host that does not know ranges, or has an empty page.
        200..=299 | 304 | 416 => (LinkState::Alive, reason),
        404 | 410 => (LinkState::Gone, reason),
        _ => (LinkState::Blocked, reason),
    }
}
