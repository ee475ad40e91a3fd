//! The manual as a site, in its own theme: what is asked of any page is asked of two of its pages.

#[path = "../../examples/docs_site/manual.rs"]
mod manual;

use std::fs;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::server::Server;
use crate::{BASE, support};

/// Pages by name: a text with code, terminals and pictures, and tables in French.
pub const PAGES: [(&str, &str); 2] = [
    ("tutorial", "tutorial/"),
    ("reference", "fr/reference-event/"),
];

/// The address of the manual, which is built once.
pub fn base_url() -> Result<&'static str, String> {
    static SITE: OnceLock<Result<(Server, TempDir), String>> = OnceLock::new();
    match SITE.get_or_init(served) {
        Ok((server, _)) => Ok(&server.base_url),
        Err(message) => Err(message.clone()),
    }
}

fn served() -> Result<(Server, TempDir), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let files = manual::site(&support::project()).map_err(|error| error.to_string())?;
    for (path, bytes) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("it stands in a folder"))
            .and_then(|()| fs::write(&file, bytes))
            .map_err(|error| format!("{}: {error}", file.display()))?;
    }
    let public = folder.path().join("public");
    crate::build(folder.path(), &public)?;
    Ok((Server::start(&public, BASE), folder))
}
