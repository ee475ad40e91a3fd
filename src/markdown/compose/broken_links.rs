//! Findings about broken links, with the link that was probably meant.

use std::ops::Range;

use super::Composer;
use crate::address::{self, AddressTarget};
use crate::diag::{Code, Safety};
use crate::lang::Lang;
use crate::load::ContentKind;
use crate::markdown::bare_address::{BareAddressKind, addresses, is_extension};
use crate::message;
use crate::resolve::NameMeaning;

impl Composer<'_, '_> {
    /// Reports an address that would not work for readers. Returns whether it works.
    pub(super) fn check_external(&mut self, address: &str, range: &Range<usize>) -> bool {
        let base = &self.context.config.base;
        let files = &self.context.files;
        if let Some(fault) = address::fault(address) {
            let path = address.splitn(4, '/').nth(3).unwrap_or_default();
            let file = files.file_at_address(self.body.folder, path, self.scope.lang);
            let file = file.or_else(|| {
                files.file_at_address(
                    self.body.folder,
                    format!("/{path}").strip_prefix(base.path.as_str())?,
                    self.scope.lang,
                )
            });
            let is_link = self.label(range).is_some();
            let new = file.as_ref().filter(|_| fault.write.is_none() && is_link);
            let new = new.or(fault.write.as_ref());
            let fix = new.and_then(|new| self.redirected(range, address, new, Safety::Safe));
            let help = match (file, fault.write) {
                (Some(file), None) if is_link => message!(
                    "link to the file: `{link}`",
                    link = self.with_address(range, &file)
                ),
                (_, Some(write)) if is_link => {
                    message!("write `{line}`", line = self.with_address(range, &write))
                }
                _ => fault.help,
            };
            self.report_with_fix(Code::BrokenLink, range, fault.message, help, fix);
            return false;
        }
        if let AddressTarget::Own(path) = address::whose(address, &base.origin, &base.path)
            && !self.is_own_page(&path)
        {
            let near = path
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default();
            let file = files.suggested_file(self.body.folder, &format!("{near}.md"));
            let fix = file
                .as_ref()
                .and_then(|file| self.redirected(range, address, file, Safety::Unsafe));
            let help = match file {
                Some(file) => message!(
                    "link to the file: `{link}`",
                    link = self.with_address(range, &file)
                ),
                None => message!(
                    "link to a file of this site, by its path from this one, such as `../actors/fama.md`"
                ),
            };
            let message = message!("this site has no page at `{address}`", address);
            self.report_with_fix(Code::BrokenLink, range, message, help, fix);
            return false;
        }
        true
    }

    /// Whether this site may have a page at a path below its root, including lists and files.
    fn is_own_page(&self, path: &str) -> bool {
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts
            .first()
            .and_then(|part| Lang::parse(part))
            .is_some_and(|lang| self.context.config.languages.contains(lang))
        {
            parts.remove(0);
        }
        let atlas = self.context.atlas;
        let is_known = match parts.as_slice() {
            [] => true,
            [one] => {
                let lists = [
                    "articles",
                    "actors",
                    "regions",
                    "events",
                    "sources",
                    "topics",
                    "coverage",
                    "corrections",
                    "changes",
                    "search",
                ];
                lists.contains(one)
                    || one.contains('.')
                    || self
                        .context
                        .files
                        .file_at_address("", one, self.scope.lang)
                        .is_some()
            }
            [
                folder @ ("articles" | "actors" | "regions" | "events" | "sources"),
                id,
                ..,
            ] => {
                let kind = ContentKind::ALL
                    .into_iter()
                    .find(|kind| kind.folder() == *folder);
                matches!(
                    self.context.names.find(kind, id),
                    NameMeaning::One(_) | NameMeaning::Several(_)
                ) || *id == "page"
                    || *folder == "events"
                        && id.len() == 4
                        && id.bytes().all(|byte| byte.is_ascii_digit())
            }
            [first, ..] => {
                matches!(*first, "topics" | "corrections" | "changes")
                    || parts.last().is_some_and(|last| last.contains('.'))
                    || self
                        .context
                        .files
                        .file_at_address("", path, self.scope.lang)
                        .is_some()
            }
        };
        is_known
            || atlas.entities().any(|entity| {
                atlas
                    .redirects(entity)
                    .iter()
                    .any(|redirect| redirect.path.trim_matches('/') == path.trim_matches('/'))
            })
    }

    /// Reports an address whose scheme is not allowed.
    pub(super) fn report_scheme(&mut self, address: &str, range: &Range<usize>) {
        let scheme = address.split(':').next().unwrap_or(address);
        let is_local = scheme.eq_ignore_ascii_case("file") || scheme.len() == 1;
        let message = if is_local {
            message!(
                "`{address}` is a file on your computer, which readers cannot open",
                address
            )
        } else {
            message!("links with `{scheme}:` are not published", scheme)
        };
        let file = is_local
            .then(|| self.context.files.suggested_file(self.body.folder, address))
            .flatten();
        let slip = address::web_fault(address)
            .and_then(|fault| fault.write)
            .filter(|_| address.contains("//") && !is_local);
        let fix = match (&file, &slip) {
            (Some(file), _) => self.redirected(range, address, file, Safety::Unsafe),
            (None, Some(slip)) => self.redirected(range, address, slip, Safety::Safe),
            (None, None) => None,
        };
        let help = match file {
            None if slip.is_some() => message!(
                "write `{line}`",
                line = self.with_address(range, &slip.unwrap_or_default())
            ),
            Some(file) => message!(
                "link to the file of the site: `{link}`",
                link = self.with_address(range, &file)
            ),
            None if is_local => {
                let name = address.rsplit(['/', '\\']).next().unwrap_or_default();
                message!(
                    "copy it into content/media/ and write `{link}`",
                    link = self.with_address(range, &format!("../media/{name}"))
                )
            }
            None => message!("use https, http, mailto or tel, or link to a file of the site"),
        };
        self.report_with_fix(Code::LinkScheme, range, message, help, fix);
    }

    /// Reports a link by an absolute path.
    pub(super) fn report_absolute(&mut self, destination: &str, range: &Range<usize>) {
        let files = &self.context.files;
        let path = destination
            .strip_prefix(self.context.config.base.path.as_str())
            .unwrap_or(destination);
        let file = files.file_at_address(self.body.folder, destination, self.scope.lang);
        let file = file.or_else(|| files.file_at_address(self.body.folder, path, self.scope.lang));
        let safety = if file.is_some() {
            Safety::Safe
        } else {
            Safety::Unsafe
        };
        let file = file.or_else(|| files.suggested_file(self.body.folder, destination));
        let fix = file
            .as_ref()
            .and_then(|file| self.redirected(range, destination, file, safety));
        let help = match file {
            Some(file) => message!(
                "link to the file: `{link}`",
                link = self.with_address(range, &file)
            ),
            None => {
                message!("link to the file, by its path from this one, such as `../actors/fama.md`")
            }
        };
        let message = message!(
            "`{destination}` is an address, and addresses change with the site's base path",
            destination
        );
        self.report_with_fix(Code::BrokenLink, range, message, help, fix);
    }

    /// Reports a link to a file that does not exist.
    pub(super) fn report_missing_file(
        &mut self,
        destination: &str,
        near: Option<String>,
        range: &Range<usize>,
    ) {
        let message = if destination.is_empty() {
            message!("this link has no address: its brackets are empty")
        } else {
            message!("there is no file `{destination}`", destination)
        };
        // The path may start at the root of the content or of the site.
        let files = &self.context.files;
        let at_address = || {
            files
                .file_at_address(self.body.folder, destination, self.scope.lang)
                .filter(|_| destination.contains('/'))
        };
        let mut fix = None;
        let help = if let Some(address) = guessed_address(destination) {
            fix = self.redirected(range, destination, &address, Safety::Safe);
            message!("write `{line}`", line = self.with_address(range, &address))
        } else if let Some(file) = at_address() {
            fix = self.redirected(range, destination, &file, Safety::Safe);
            message!(
                "link to the file: `{link}`",
                link = self.with_address(range, &file)
            )
        } else if let Some(near) = near {
            let anchor = destination
                .split_once('#')
                .map_or(String::new(), |(_, anchor)| format!("#{anchor}"));
            let safety = match files.is_certain(destination, &near) {
                true => Safety::Safe,
                false => Safety::Unsafe,
            };
            let new = format!("{near}{anchor}");
            fix = self.redirected(range, destination, &new, safety);
            message!(
                "did you mean `{name}`?",
                name = self.with_address(range, &new)
            )
        } else {
            message!(
                "a link names a file by its path from this one, such as `../actors/fama.md`; an address elsewhere begins with https://"
            )
        };
        self.report_with_fix(Code::BrokenLink, range, message, help, fix);
    }
}

/// Returns the full address for an e-mail address or host without a scheme.
fn guessed_address(written: &str) -> Option<String> {
    let bare = addresses(written);
    let address = bare.first().filter(|bare| bare.range == (0..written.len()));
    match address.map(|bare| bare.kind) {
        Some(BareAddressKind::Mail) => return Some(format!("mailto:{written}")),
        Some(BareAddressKind::Host) => return Some(format!("https://{written}")),
        _ => {}
    }
    // The scheme may have a typing error.
    if let Some(address) = address::web_fault(written)
        .and_then(|fault| fault.write)
        .filter(|_| written.contains("//"))
    {
        return Some(address);
    }
    let host = written.split(['/', '?', '#']).next()?;
    let (name, end) = host.rsplit_once('.')?;
    let is_host = !name.is_empty()
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && end.len() >= 2
        && end.bytes().all(|byte| byte.is_ascii_lowercase())
        && !is_extension(end)
        && (host.len() < written.len()
            || matches!(
                end,
                "com" | "org" | "net" | "int" | "info" | "fr" | "ml" | "eu" | "io" | "uk" | "gov"
            ));
    is_host.then(|| format!("https://{written}"))
}
