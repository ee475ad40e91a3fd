//! Copies in the Wayback Machine of the Internet Archive, by its public interface.

use std::thread;

use jiff::civil::Date;
use serde::Deserialize;
use url::Url;

use super::Reason;
use super::collect::field_of;
use super::probe::Client;
use super::schedule::asked_url;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::http::Method;
use crate::message;
use crate::model::{Atlas, Id, Source};

/// Answers with the copy of an address that is the newest.
const AVAILABLE: &str = "https://archive.org/wayback/available";

/// Saves the address that follows.
const SAVE: &str = "https://web.archive.org/save/";

/// The beginning of the addresses of copies.
const COPIES: &str = "https://web.archive.org/web/";

/// The maximum size of an answer.
const MAX_BYTES: u64 = 64 << 10;

/// The number of requests in a row without an answer after which the archive is left alone.
const MAX_FAILURES: usize = 3;

/// What to ask the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveRequest {
    /// Whether it has copies.
    Find,
    /// To make copies.
    Save,
}

/// A copy of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedCopy {
    pub url: String,
    pub day: Option<Date>,
}

/// What the archive says of a source.
pub type ArchiveAnswer = Result<Option<ArchivedCopy>, Reason>;

/// Asks the archive for the addresses of sources, one after the other.
pub fn ask(
    atlas: &Atlas,
    sources: &[Id<Source>],
    request: ArchiveRequest,
    client: &Client<'_>,
) -> Vec<(Id<Source>, ArchiveAnswer)> {
    let mut failures = 0;
    let mut answers = Vec::new();
    for id in sources {
        let Some(url) = atlas.sources[*id].url.as_deref().and_then(asked_url) else {
            continue;
        };
        if failures >= MAX_FAILURES {
            answers.push((*id, Err(Reason::LeftAlone)));
            continue;
        }
        if !answers.is_empty() {
            thread::sleep(client.pause);
        }
        let answer = match request {
            ArchiveRequest::Find => find(&url, client),
            ArchiveRequest::Save => save(&url, client),
        };
        failures = match answer {
            Err(Reason::Status(429)) => MAX_FAILURES,
            Err(_) => failures + 1,
            Ok(_) => 0,
        };
        answers.push((*id, answer));
    }
    answers
}

/// The answer of [`AVAILABLE`].
#[derive(Default, Deserialize)]
struct Availability {
    #[serde(default)]
    archived_snapshots: Snapshots,
}

#[derive(Default, Deserialize)]
struct Snapshots {
    closest: Option<Snapshot>,
}

#[derive(Deserialize)]
struct Snapshot {
    url: String,
    #[serde(default)]
    status: String,
}

/// Returns the newest copy of an address, if it is one of a page and not of an error.
fn find(url: &Url, client: &Client<'_>) -> ArchiveAnswer {
    let mut query = Url::parse(AVAILABLE).expect("it is a URL");
    query.query_pairs_mut().append_pair("url", url.as_str());
    let response = client.send(&query, Method::Get, MAX_BYTES)?;
    if response.status != 200 {
        return Err(Reason::Status(response.status));
    }
    let found: Availability =
        serde_json::from_slice(&response.body).map_err(|_| Reason::NoConnection)?;
    let closest = found.archived_snapshots.closest;
    let closest = closest.filter(|copy| copy.status.is_empty() || copy.status == "200");
    Ok(closest.and_then(|copy| copy_at(&copy.url)))
}

/// Asks the archive to save an address. Returns the new copy.
fn save(url: &Url, client: &Client<'_>) -> ArchiveAnswer {
    let target = Url::parse(&format!("{SAVE}{url}")).map_err(|_| Reason::NoConnection)?;
    let response = client.send(&target, Method::Get, MAX_BYTES)?;
    let place = response
        .redirect
        .as_ref()
        .map(Url::to_string)
        .or_else(|| response.header("content-location").map(str::to_owned));
    match place.and_then(|place| copy_at(&place)) {
        Some(copy) => Ok(Some(copy)),
        None if (200..300).contains(&response.status) => Ok(None),
        None => Err(Reason::Status(response.status)),
    }
}

/// Returns the copy at an address of the archive, which has the time in it:
/// `/web/20220224101112/https://…`.
fn copy_at(place: &str) -> Option<ArchivedCopy> {
    let rest = place.split_once("/web/")?.1;
    let (time, _) = rest.split_once('/')?;
    let digits = time.get(..8)?;
    if !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(ArchivedCopy {
        url: format!("{COPIES}{rest}"),
        day: Date::strptime("%Y%m%d", digits).ok(),
    })
}

/// Reports the sources without a copy: with the lines to write where the archive has one.
pub fn findings(atlas: &Atlas, answers: &[(Id<Source>, ArchiveAnswer)]) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for (id, answer) in answers {
        let source = &atlas.sources[*id];
        let place = field_of(&source.origin).key("url");
        let (message, help) = match answer {
            Ok(Some(copy)) => {
                let line = format!("archive_url: {}", copy.url);
                let help = match copy.day {
                    Some(day) => {
                        let day = format!("archived_at: {day}");
                        message!("read the copy, then add `{line}` and `{day}`", line, day)
                    }
                    None => message!("read the copy, then add `{line}`", line),
                };
                let message = message!(
                    "the archive has a copy of the source `{source}`",
                    source = source.id
                );
                (message, help)
            }
            Ok(None) => (
                message!(
                    "the archive has no copy of the source `{source}`",
                    source = source.id
                ),
                message!("run `griot links --archive save`, or save the page by hand"),
            ),
            Err(reason) => (
                message!(
                    "the archive does not answer for the source `{source}`: {reason}",
                    source = source.id,
                    reason = reason.words()
                ),
                message!("try again later, or save the page by hand"),
            ),
        };
        diagnostics.push(Diagnostic::new(Code::NotArchived, &place, message).help(help));
    }
    diagnostics
}

/// Returns a script for a POSIX shell that asks the archive to save the addresses of sources.
pub fn script(atlas: &Atlas, sources: &[Id<Source>]) -> String {
    let mut script = String::from(
        "#!/bin/sh\n# Asks web.archive.org to save the sources that have no copy.\nset -u\n",
    );
    for id in sources {
        let source = &atlas.sources[*id];
        if let Some(url) = source.url.as_deref().and_then(asked_url) {
            // A URL has no quotes: they are percent-encoded but for `'`.
            let url = url.as_str().replace('\'', "%27");
            script.push_str(&format!(
                "echo '{}'\ncurl --silent --show-error --globoff --output /dev/null \
                 --write-out '%{{redirect_url}}\\n' '{SAVE}{url}'\nsleep 10\n",
                source.id.replace('\'', "")
            ));
        }
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_copy_is_in_its_address() {
        let copy = copy_at("http://web.archive.org/web/20220224101112/https://a.example/x");
        assert_eq!(
            copy,
            Some(ArchivedCopy {
                url: "https://web.archive.org/web/20220224101112/https://a.example/x".to_owned(),
                day: Some(jiff::civil::date(2022, 2, 24)),
            })
        );
        for place in [
            "https://a.example/",
            "/web/*/x",
            "/web/2022",
            "/web/é/x",
            "/web/2022/x",
        ] {
            assert_eq!(copy_at(place), None, "{place}");
        }
    }
}
