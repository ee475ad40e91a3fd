//! Pictures of other hosts, which are copied only if whoever imports asks for it (`--fetch`).
//!
//! A picture comes over https, from a host that the internet has: each name is resolved once, its
//! addresses are checked, and the connection is made to one of those that were checked. The same
//! holds for each redirect. What comes has to be a picture, and no larger than a limit.

mod picture_type;

use self::picture_type::extension;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use url::Url;

use crate::http::{
    self, Curl, HostError, Method, Request, Resolver, Response, Transport, TransportError,
};
use crate::import::lock::ImportLock;
use crate::incremental::Hash;
use crate::load::transliterated;
use crate::message;
use crate::messages::{Message, io_error};

/// The maximum size of a picture: a photograph of a camera as it is.
const MAX_PICTURE: u64 = 20 << 20;

/// The maximum number of pictures of one import.
const MAX_PICTURES: usize = 1000;

/// The maximum size of all pictures of one import.
const MAX_TOTAL: u64 = 1 << 30;

/// The maximum number of redirects of one picture, as in browsers of old.
const MAX_REDIRECTS: usize = 5;

/// The number of failures after which a host is left alone.
const MAX_FAILURES: usize = 3;

/// The maximum number of seconds of a request, and until a host answers.
const MAX_SECONDS: u16 = 60;
const CONNECT_SECONDS: u16 = 10;

/// The folder of copied pictures below `content/`.
const FOLDER: &str = "media/remote";

/// The extensions that a copied picture may have.
const EXTENSIONS: [&str; 5] = ["jpg", "png", "gif", "webp", "avif"];

/// What to copy from other hosts.
#[derive(Clone, Debug, Default)]
pub struct FetchOptions {
    /// The only hosts to copy from; empty for all.
    pub hosts: Vec<String>,
}

/// Returns the transport of pictures: curl, over https alone.
///
/// # Errors
/// If the system has no `curl`.
pub fn transport() -> Result<Curl, Message> {
    if !Curl::is_installed() {
        return Err(message!(
            "`--fetch` needs the program `curl`, which is not installed"
        ));
    }
    Ok(Curl {
        protocols: "=https",
        max_seconds: MAX_SECONDS,
        connect_seconds: CONNECT_SECONDS,
    })
}

/// The pictures of other hosts in an import.
pub struct RemotePictures {
    /// The folder of the site's texts.
    content: PathBuf,
    resolver: Box<dyn Resolver>,
    transport: Box<dyn Transport>,
    hosts: Vec<String>,
    /// The paths of earlier imports below `content/`.
    known: BTreeSet<String>,
    /// The path below `content/`, or why there is none, by the address.
    found: BTreeMap<String, Result<String, Message>>,
    /// The copies, by their paths below `content/`, with their addresses.
    copies: BTreeMap<String, (PathBuf, String)>,
    folder: TempDir,
    total: u64,
    failures: BTreeMap<String, usize>,
}

impl RemotePictures {
    /// Returns the pictures of an import that has none yet.
    ///
    /// # Errors
    /// If there is no folder for copies.
    pub fn new(
        options: &FetchOptions,
        root: &Path,
        lock: &ImportLock,
        resolver: Box<dyn Resolver>,
        transport: Box<dyn Transport>,
    ) -> Result<RemotePictures, Message> {
        let hosts = options.hosts.iter();
        let known = lock.media_below(FOLDER).map(str::to_owned);
        Ok(RemotePictures {
            content: root.join("content"),
            resolver,
            transport,
            hosts: hosts.map(|host| host.to_lowercase()).collect(),
            known: known.collect(),
            found: BTreeMap::new(),
            copies: BTreeMap::new(),
            folder: TempDir::new().map_err(|error| io_error(&error))?,
            total: 0,
            failures: BTreeMap::new(),
        })
    }

    /// Copies the picture at an address, unless an earlier import has. Returns its path below
    /// `content/`.
    ///
    /// # Errors
    /// If it is not copied, with the reason.
    pub fn get(&mut self, address: &str) -> Result<String, Message> {
        if let Some(found) = self.found.get(address) {
            return found.clone();
        }
        let found = self.copy(address);
        self.found.insert(address.to_owned(), found.clone());
        found
    }

    /// Returns the copies: their paths below `content/`, files and addresses.
    pub fn copies(&self) -> impl Iterator<Item = (&str, &Path, &str)> {
        let copies = self.copies.iter();
        copies.map(|(target, (file, address))| (target.as_str(), file.as_path(), address.as_str()))
    }

    fn copy(&mut self, address: &str) -> Result<String, Message> {
        let url = match address.strip_prefix("//") {
            Some(rest) => Url::parse(&format!("https://{rest}")),
            None => Url::parse(address),
        };
        let url = url.map_err(|error| Message::verbatim(error.to_string()))?;
        let stem = target(&url);
        let names = EXTENSIONS.map(|extension| format!("{stem}.{extension}"));
        if let Some(known) = names.iter().find(|name| self.known.contains(*name)) {
            return match self.content.join(known).is_file() {
                true => Ok(known.clone()),
                false => Err(message!(
                    "`content/{path}` was deleted, and is not copied again; to get it back, delete its line in imports.lock",
                    path = known
                )),
            };
        }
        if self.copies.len() >= MAX_PICTURES {
            return Err(message!(
                "an import copies {count} pictures at most; import again for the others",
                count = MAX_PICTURES
            ));
        }
        if self.total >= MAX_TOTAL {
            return Err(message!(
                "an import copies {count} MB at most; import again for the others",
                count = MAX_TOTAL >> 20
            ));
        }
        let bytes = self.fetch(url)?;
        let extension = extension(&bytes)
            .ok_or_else(|| message!("it is no picture in JPEG, PNG, GIF, WebP or AVIF"))?;
        let name = format!("{stem}.{extension}");
        let file = self.folder.path().join(self.copies.len().to_string());
        std::fs::write(&file, &bytes).map_err(|error| io_error(&error))?;
        self.total += bytes.len() as u64;
        self.copies.insert(name.clone(), (file, address.to_owned()));
        Ok(name)
    }

    /// Returns what is at an address, through redirects.
    fn fetch(&mut self, mut url: Url) -> Result<Vec<u8>, Message> {
        for _ in 0..=MAX_REDIRECTS {
            let address = self.checked(&url)?;
            let host = url.host_str().unwrap_or_default().to_owned();
            let failures = self.failures.entry(host).or_default();
            if *failures >= MAX_FAILURES {
                return Err(message!(
                    "the host did not answer before, and is not asked again"
                ));
            }
            let request = Request {
                url: &url,
                method: Method::Get,
                max_bytes: MAX_PICTURE,
            };
            let response = self.transport.send(&request, address);
            match response {
                Ok(_) => *failures = 0,
                Err(_) => *failures += 1,
            }
            match response.map_err(no_answer)? {
                Response { is_cut: true, .. } => {
                    return Err(message!(
                        "it is larger than {count} MB",
                        count = MAX_PICTURE >> 20
                    ));
                }
                Response {
                    status: 200, body, ..
                } => return Ok(body),
                Response {
                    redirect: Some(to), ..
                } => url = to,
                Response { status, .. } => {
                    return Err(message!("the host answers with status {status}", status));
                }
            }
        }
        Err(message!("the address redirects too often"))
    }

    /// Returns an address of the host of a URL, if it may be asked.
    fn checked(&self, url: &Url) -> Result<IpAddr, Message> {
        if url.scheme() != "https" {
            return Err(message!("only addresses with https are copied"));
        }
        if url.port().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(message!(
                "addresses with a port or a password are not copied"
            ));
        }
        let name = url.host_str().unwrap_or_default();
        if !self.hosts.is_empty() && !self.hosts.iter().any(|host| host == name) {
            return Err(message!(
                "`--fetch-host` does not name `{host}`",
                host = name
            ));
        }
        http::checked_address(url, &*self.resolver).map_err(|error| match error {
            HostError::Unknown | HostError::Unresolved => {
                message!("the host `{host}` is not known", host = name)
            }
            HostError::Private(address) => message!(
                "the host `{host}` is in a private network ({address})",
                host = name,
                address
            ),
        })
    }
}

/// Returns why a host does not answer.
fn no_answer(error: TransportError) -> Message {
    match error {
        TransportError::Timeout => message!("the host does not answer in time"),
        TransportError::Encryption => {
            message!("the encryption of the host is not valid")
        }
        TransportError::Curl(code) => message!("the host does not answer (curl: {code})", code),
    }
}

/// Returns the path below `content/` of the picture at an address, without an extension: the last
/// part of the address, and a hash by which it differs from others.
fn target(url: &Url) -> String {
    const MAX_NAME: usize = 60;
    let host = url.host_str().unwrap_or_default();
    let host: String = host
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    let name = crate::address::decoded(url.path());
    let name = name
        .rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut name = transliterated(name).unwrap_or_else(|| "picture".to_owned());
    name.truncate(MAX_NAME);
    let mut hash = Hash::of_parts(&[b"remote", url.as_str().as_bytes()]).to_string();
    hash.truncate(8);
    format!("{FOLDER}/{host}/{name}-{hash}")
}

#[cfg(test)]
mod tests;
