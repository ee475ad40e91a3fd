//! `griot serve`: a local preview of the site, rebuilt on save.
//!
//! One thread watches the disk and builds the site. Others answer browsers with the last good
//! build, which is never written to the output folder. Open pages receive changes and findings.

mod broadcast;
mod browser;
mod hosts;
mod http;
mod page;
mod page_store;
mod served_site;
mod server;
mod site_builder;
mod watch;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;

use self::broadcast::{Broadcaster, Findings};
use self::hosts::Hosts;
use self::served_site::SharedSite;
use self::site_builder::{Rebuilt, SiteBuilder};
use self::watch::SiteWatcher;
use super::outcome::CommandResult;
use super::report::{self, note_withheld};
use super::site::{BuildVerdict, SiteArguments, require_folder};
use crate::message;
use crate::messages::{Argument, Decimal, ListConjunction, Message, ToArgument as _, io_error};
use crate::plan::Addresses;
use crate::resolve::Withheld;

#[derive(Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// Address to listen at; 0.0.0.0 or :: for all, so that others on the network can connect
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = hosts::parse)]
    host: IpAddr,
    /// Port; the next free one if taken, 0 for any free port
    #[arg(long, value_name = "N", default_value_t = 4000)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Poll for changes (network drives, containers)
    #[arg(long)]
    poll: bool,
}

/// The maximum number of attempts to read a site: a file may be missing for a moment while it is
/// replaced.
const MAX_ATTEMPTS: usize = 3;
const RETRY_INTERVAL: Duration = Duration::from_millis(50);

/// Serves the site until the process ends.
pub(super) fn serve(arguments: &ServeArguments) -> CommandResult {
    let site = &arguments.site;
    require_folder(&site.root)?;
    // Errors in the arguments are reported before anything else.
    site.options(Addresses::FromRoot)?;
    let hosts = Hosts::new(arguments.host);
    let (listener, port) = server::listen(arguments.host, arguments.port)?;
    if port != arguments.port && arguments.port != 0 {
        site.console.note(&message!(
            "port {taken} is taken; using {port}",
            taken = arguments.port,
            port
        ));
    }
    let origin = format!("http://{}:{port}", hosts.own());
    // Watching begins before the site is read, so that no change is missed.
    let mut watch = SiteWatcher::begin(&site.root, arguments.poll)?;
    let shared = Arc::new(SharedSite::new(Box::new(watch.wake())));
    let broadcaster = Arc::new(Broadcaster::default());
    let mut context = Rebuilder {
        arguments: site,
        site: SiteBuilder::new(site, origin, Arc::clone(&shared))?,
        shared: Arc::clone(&shared),
        broadcaster: Arc::clone(&broadcaster),
        reported: None,
        withheld: Vec::new(),
    };
    // A site that cannot be read now is read again after the next change.
    context.rebuild(&BTreeSet::from([PathBuf::new()]));
    server::start(listener, hosts, shared, broadcaster)?;
    let address = context.site.address();
    let others = hosts.others();
    let others = others
        .iter()
        .map(|host| context.site.address_at(&format!("http://{host}:{port}")));
    let addresses: Vec<String> = std::iter::once(address.clone()).chain(others).collect();
    let addresses = addresses.iter().map(|one| one.to_argument()).collect();
    site.console.note(&message!(
        "serving {addresses}; press Ctrl-C to stop",
        addresses = Argument::List(addresses, ListConjunction::And)
    ));
    if !hosts.is_local() {
        site.console.note(&message!(
            "warning: others on the network can read this preview, including drafts and \
             unpublished changes"
        ));
    }
    if arguments.open
        && let Err(error) = browser::open(&address)
    {
        let error = io_error(&error);
        site.console
            .note(&message!("cannot open a browser: {error}", error));
    }
    loop {
        let changed = watch.next()?;
        if !context.rebuild(&changed) {
            watch.rewatch();
        }
    }
}

/// Rebuilds the site, and reports to the terminal and to open pages.
struct Rebuilder<'a> {
    arguments: &'a SiteArguments,
    site: SiteBuilder<'a>,
    shared: Arc<SharedSite>,
    broadcaster: Arc<Broadcaster>,
    /// The last reported findings.
    reported: Option<Findings>,
    /// The texts that the last build did not publish yet.
    withheld: Vec<Withheld>,
}

impl Rebuilder<'_> {
    /// Rebuilds the site. Returns whether it could be read.
    fn rebuild(&mut self, changed: &BTreeSet<PathBuf>) -> bool {
        let started = Instant::now();
        let is_first = self.shared.read().site.is_none();
        let was_indexed = self.is_indexed();
        let mut outcome = self.site.rebuild();
        for _ in 1..MAX_ATTEMPTS {
            if outcome.is_err() {
                thread::sleep(RETRY_INTERVAL);
                outcome = self.site.rebuild();
            }
        }
        match outcome {
            Ok(rebuilt) => {
                let is_same = rebuilt.changed.is_empty() && rebuilt.deleted.is_empty() && !is_first;
                if is_same && !was_indexed && self.is_indexed() {
                    self.arguments.console.note(&message!(
                        "search index made in {seconds} s",
                        seconds = Decimal(started.elapsed().as_secs_f64(), 2)
                    ));
                } else {
                    self.report_rebuilt(changed, &rebuilt, is_first, started.elapsed());
                }
                true
            }
            Err(message) => {
                self.arguments.console.error(&message);
                self.announce(Findings::failure(&message, self.arguments.console));
                false
            }
        }
    }

    /// Whether the shown site has a search index.
    fn is_indexed(&self) -> bool {
        self.shared
            .read()
            .site
            .as_ref()
            .is_some_and(|site| site.is_indexed)
    }

    /// Prints the findings and the summary of a build, and sends both to open pages.
    fn report_rebuilt(
        &mut self,
        changed: &BTreeSet<PathBuf>,
        rebuilt: &Rebuilt,
        is_first: bool,
        time: Duration,
    ) {
        let findings = Findings::new(&rebuilt.compiled, rebuilt.verdict, self.arguments);
        if self.reported.as_ref() != Some(&findings) {
            report::print_findings(&rebuilt.compiled, self.arguments);
        }
        if self.arguments.timings {
            super::note(&rebuilt.timings.table(self.arguments.console.language));
        }
        let summary = Summary {
            cause: self.reported.is_some().then(|| {
                let root = &self.arguments.root;
                cause(changed, root, |path| {
                    root.join(path).symlink_metadata().is_ok()
                })
            }),
            rebuilt,
            tally: &findings.tally,
            is_fixed: findings.tally.is_empty()
                && self
                    .reported
                    .as_ref()
                    .is_some_and(|reported| !reported.tally.is_empty()),
            is_first,
            time,
        };
        for line in summary.lines() {
            self.arguments.console.note(&line);
        }
        if self.withheld != rebuilt.compiled.withheld {
            note_withheld(&rebuilt.compiled.withheld, self.arguments);
            self.withheld.clone_from(&rebuilt.compiled.withheld);
        }
        self.announce(findings);
        if rebuilt.verdict == BuildVerdict::Clean {
            let base = self
                .shared
                .read()
                .site
                .as_ref()
                .map(|site| site.base.clone());
            self.broadcaster
                .send_changes(rebuilt, &base.unwrap_or_default(), is_first);
        }
    }

    fn announce(&mut self, findings: Findings) {
        if self.reported.as_ref() == Some(&findings) {
            return;
        }
        {
            let mut state = self.shared.write();
            state.failure = findings.text();
            state.language = self.arguments.console.language;
        }
        self.broadcaster.send_findings(&findings);
        self.reported = Some(findings);
    }
}

/// The maximum number of changed files that are named. The others are counted.
const MAX_NAMED: usize = 3;

/// What a rebuild did, for the terminal.
struct Summary<'a> {
    /// The files that changed, such as "content/articles/a.md changed", or `None` for the first
    /// build.
    cause: Option<Message>,
    rebuilt: &'a Rebuilt,
    /// The numbers of findings; empty if there are none.
    tally: &'a str,
    /// Whether this rebuild removed the last finding.
    is_fixed: bool,
    /// Whether there was no site without errors before.
    is_first: bool,
    time: Duration,
}

impl Summary<'_> {
    /// Returns one line, and a second one if this rebuild removed the last finding.
    fn lines(&self) -> Vec<Message> {
        let time = Decimal(self.time.as_secs_f64(), 2);
        let tally = (!self.tally.is_empty()).then_some(self.tally);
        if self.rebuilt.verdict != BuildVerdict::Clean {
            let tally = self.tally;
            let line = if self.is_first {
                message!(
                    "{tally}; the site is shown once this is fixed ({time} s)",
                    tally,
                    time
                )
            } else {
                message!(
                    "{tally}; the last good site is still shown ({time} s)",
                    tally,
                    time
                )
            };
            return vec![self.with_cause(line)];
        }
        let pages = self.rebuilt.compiled.counts.pages;
        let done = if self.is_first {
            Some(message!(pages => "{count} page built", "{count} pages built"))
        } else {
            summary_line(&self.rebuilt.changed, &self.rebuilt.deleted)
        };
        let fixed = message!("fixed: no findings ({time} s)", time);
        match (done, self.is_fixed, tally) {
            (Some(done), true, _) => vec![self.with_cause(done), fixed],
            (None, true, _) => vec![fixed],
            (Some(done), false, None) => {
                vec![self.with_cause(message!("{done} in {time} s", done, time))]
            }
            (Some(done), false, Some(tally)) => {
                let line = message!("{tally}; {done} in {time} s", tally, done, time);
                vec![self.with_cause(line)]
            }
            (None, false, None) => {
                vec![self.with_cause(message!("nothing to rebuild ({time} s)", time))]
            }
            (None, false, Some(tally)) => {
                let line = message!("{tally}; nothing to rebuild ({time} s)", tally, time);
                vec![self.with_cause(line)]
            }
        }
    }

    /// Returns a line that begins with the changed files.
    fn with_cause(&self, line: Message) -> Message {
        match &self.cause {
            Some(cause) => message!("{cause}: {line}", cause, line),
            None => line,
        }
    }
}

/// Returns a sentence such as "3 pages rebuilt, 1 page deleted", or `None` if no file of the site
/// differs.
fn summary_line(changed: &BTreeSet<String>, deleted: &BTreeSet<String>) -> Option<Message> {
    let pages = |files: &BTreeSet<String>| {
        let pages = files.iter().filter(|path| path.ends_with(".html"));
        pages.count()
    };
    let rebuilt = match (pages(changed), changed.len()) {
        (0, files) => message!(files => "{count} file rebuilt", "{count} files rebuilt"),
        (pages, _) => message!(pages => "{count} page rebuilt", "{count} pages rebuilt"),
    };
    let gone = match (pages(deleted), deleted.len()) {
        (0, files) => message!(files => "{count} file deleted", "{count} files deleted"),
        (pages, _) => message!(pages => "{count} page deleted", "{count} pages deleted"),
    };
    match (changed.is_empty(), deleted.is_empty()) {
        (true, true) => None,
        (false, true) => Some(rebuilt),
        (true, false) => Some(gone),
        (false, false) => Some(message!("{rebuilt}, {gone}", rebuilt, gone)),
    }
}

/// Returns a sentence such as "content/articles/a.md changed". `exists` returns whether a path
/// below the root still exists.
fn cause(changed: &BTreeSet<PathBuf>, root: &Path, exists: impl Fn(&Path) -> bool) -> Message {
    // The empty path is the root, and means that the changed files are not known.
    if changed.contains(Path::new("")) {
        return message!("files changed");
    }
    // If a path was deleted together with a change, it is the temporary file that an editor
    // renamed.
    let there: Vec<&PathBuf> = changed.iter().filter(|path| exists(path)).collect();
    let is_gone = there.is_empty();
    let paths: Vec<&PathBuf> = if is_gone {
        changed.iter().collect()
    } else {
        there
    };
    let number = paths.len();
    if number > MAX_NAMED {
        return if is_gone {
            message!(number => "{count} file deleted", "{count} files deleted")
        } else {
            message!(number => "{count} file changed", "{count} files changed")
        };
    }
    let names = paths
        .iter()
        .map(|path| report::path_for_person(path, root).to_argument());
    let names = Argument::List(names.collect(), ListConjunction::Comma);
    if is_gone {
        message!(number => "{names} deleted", "{names} deleted", names)
    } else {
        message!(number => "{names} changed", "{names} changed", names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause_of(
        changed: &BTreeSet<PathBuf>,
        root: &Path,
        exists: impl Fn(&Path) -> bool,
    ) -> String {
        cause(changed, root, exists).english()
    }

    fn line(changed: &BTreeSet<String>, deleted: &BTreeSet<String>) -> Option<String> {
        summary_line(changed, deleted).map(|line| line.english())
    }

    fn paths(names: &[&str]) -> BTreeSet<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn few_changed_files_are_named_and_many_counted() {
        let here = Path::new(".");
        let all = |_: &Path| true;
        assert_eq!(
            cause_of(&paths(&["content/a.md"]), here, all),
            "content/a.md changed"
        );
        assert_eq!(
            cause_of(
                &paths(&["content/c.md", "content/a.md", "content/b.md"]),
                here,
                all
            ),
            "content/a.md, content/b.md, content/c.md changed"
        );
        assert_eq!(
            cause_of(&paths(&["a", "b", "c", "d"]), here, all),
            "4 files changed"
        );
        assert_eq!(
            cause_of(&paths(&["", "content/a.md"]), here, all),
            "files changed"
        );
        assert_eq!(
            cause_of(&paths(&["content/a.md"]), Path::new("site"), all),
            "site/content/a.md changed",
            "it opens from where the command runs"
        );
        assert_eq!(
            cause_of(&paths(&["content/a\u{1b}[31m\n.md"]), here, all),
            "content/a\u{fffd}[31m\u{fffd}.md changed"
        );
    }

    #[test]
    fn files_that_are_gone_are_deleted() {
        let here = Path::new(".");
        assert_eq!(
            cause_of(&paths(&["content/a.md"]), here, |_| false),
            "content/a.md deleted"
        );
        let one_is_there = |path: &Path| path == Path::new("content/a.md");
        assert_eq!(
            cause_of(
                &paths(&["content/a.md", "content/sedQMJ8fs"]),
                here,
                one_is_there
            ),
            "content/a.md changed"
        );
    }

    #[test]
    fn pages_are_counted_before_other_files() {
        let files = |names: &[&str]| -> BTreeSet<String> {
            names.iter().map(|name| (*name).to_owned()).collect()
        };
        let none = files(&[]);
        assert_eq!(line(&none, &none), None);
        let (page, others) = (
            files(&["a/index.html", "feed.xml"]),
            files(&["a.css", "b.css"]),
        );
        assert_eq!(line(&page, &none).as_deref(), Some("1 page rebuilt"));
        assert_eq!(line(&others, &none).as_deref(), Some("2 files rebuilt"));
        assert_eq!(
            line(&others, &page).as_deref(),
            Some("2 files rebuilt, 1 page deleted")
        );
        assert_eq!(line(&none, &page).as_deref(), Some("1 page deleted"));
    }
}
