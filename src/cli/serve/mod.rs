//! `griot serve`: the site on this machine, as it is written.
//!
//! One thread watches the disk and makes the site; others answer browsers from what it made last, which is held in memory and
//! never written. Pages that are open hear what changed, and what was found.

mod browser;
mod http;
mod live;
mod page;
mod server;
mod shelf;
mod site;
mod watch;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;

use self::live::{Findings, Live};
use self::shelf::Shelf;
use self::site::{Rebuilt, Site};
use self::watch::Watch;
use super::show::{note_withheld, show};
use super::site::{SiteArguments, Verdict, require_folder};
use super::{Outcome, note, one_line};
use crate::Withheld;
use crate::diag::count;
use crate::plan::Addresses;

#[derive(Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The port; where it is taken, one of the next. 0 means any that is free
    #[arg(long, value_name = "N", default_value_t = 4000)]
    port: u16,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Look for changes twice a second instead of waiting to be told: for drives and containers that do not tell
    #[arg(long)]
    poll: bool,
}

/// How often a site is read again that could not be read: a file may be gone just when its turn comes, because it is being replaced.
const TRIES: usize = 3;
const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// Serves the site until the process is ended.
pub(super) fn serve(arguments: &ServeArguments) -> Outcome {
    let site = &arguments.site;
    require_folder(&site.root)?;
    // What is wrong with the arguments is told before anything is done.
    site.options(Addresses::FromRoot)?;
    let (listener, port) = server::listen(arguments.port)?;
    if port != arguments.port && arguments.port != 0 {
        note(&format!("port {} is taken, so this is port {port}", arguments.port));
    }
    let origin = format!("http://127.0.0.1:{port}");
    // Before the first reading: what changes from here on is noticed.
    let mut watch = Watch::begin(&site.root, arguments.poll)?;
    let shelf = Arc::new(Shelf::default());
    let live = Arc::new(Live::default());
    let mut workshop = Workshop {
        arguments: site,
        site: Site::new(site, origin, Arc::clone(&shelf))?,
        shelf: Arc::clone(&shelf),
        live: Arc::clone(&live),
        told: None,
        withheld: Vec::new(),
    };
    // A site that cannot be read now is read again when something changes.
    workshop.make(&BTreeSet::from([PathBuf::new()]));
    server::start(listener, shelf, live)?;
    let address = workshop.site.address();
    note(&format!("serving {address}; Ctrl-C ends it"));
    if arguments.open
        && let Err(error) = browser::open(&address)
    {
        note(&format!("no browser could be opened: {error}"));
    }
    loop {
        let changed = watch.next()?;
        if !workshop.make(&changed) {
            watch.forget();
        }
    }
}

/// Makes the site, and tells everyone.
struct Workshop<'a> {
    arguments: &'a SiteArguments,
    site: Site<'a>,
    shelf: Arc<Shelf>,
    live: Arc<Live>,
    /// What was found last.
    told: Option<Findings>,
    /// What was not published yet when the site was made last.
    withheld: Vec<Withheld>,
}

impl Workshop<'_> {
    /// Makes the site again; tells whether it could be read.
    fn make(&mut self, changed: &BTreeSet<PathBuf>) -> bool {
        let begun = Instant::now();
        let is_first = self.shelf.read().site.is_none();
        let mut outcome = self.site.rebuild(changed);
        for _ in 1..TRIES {
            if outcome.is_err() {
                thread::sleep(BETWEEN_TRIES);
                // What changed meanwhile is not known.
                outcome = self.site.rebuild(&BTreeSet::from([PathBuf::new()]));
            }
        }
        match outcome {
            Ok(rebuilt) => {
                self.tell(&rebuilt, is_first, begun.elapsed());
                true
            }
            Err(message) => {
                note(&format!("error: {}", one_line(&message)));
                self.announce(Findings::failure(&message));
                false
            }
        }
    }

    fn tell(&mut self, rebuilt: &Rebuilt, is_first: bool, time: Duration) {
        let findings = Findings::of(&rebuilt.compiled, rebuilt.verdict, self.arguments);
        if self.told.as_ref() != Some(&findings) {
            show(&rebuilt.compiled, self.arguments);
        }
        if self.arguments.timings {
            note(&rebuilt.laps.table());
        }
        note(&summary(rebuilt, &findings.tally, is_first, time));
        if self.withheld != rebuilt.compiled.withheld {
            note_withheld(&rebuilt.compiled.withheld, self.arguments);
            self.withheld.clone_from(&rebuilt.compiled.withheld);
        }
        self.announce(findings);
        if rebuilt.verdict == Verdict::Clean {
            let base = self.shelf.read().site.as_ref().map(|site| site.base.clone());
            self.live.tell_changes(rebuilt, &base.unwrap_or_default(), is_first);
        }
    }

    fn announce(&mut self, findings: Findings) {
        if self.told.as_ref() == Some(&findings) {
            return;
        }
        self.shelf.write().failure = findings.text();
        self.live.tell_findings(&findings);
        self.told = Some(findings);
    }
}

/// What a new site brought, in a line.
fn summary(rebuilt: &Rebuilt, tally: &str, is_first: bool, time: Duration) -> String {
    let time = format!("{:.2} s", time.as_secs_f64());
    let found = if tally.is_empty() {
        String::new()
    } else {
        format!("{tally}; ")
    };
    if rebuilt.verdict != Verdict::Clean {
        let shown = if is_first {
            "the site is shown when this is mended"
        } else {
            "the last good site is still shown"
        };
        return format!("{found}{shown} ({time})");
    }
    if is_first {
        let pages = count(rebuilt.compiled.counts.pages, "page");
        return format!("{found}built {pages} in {time}");
    }
    let changes = match (rebuilt.changed.len(), rebuilt.deleted.len()) {
        (0, 0) => "nothing changed".to_owned(),
        (changed, 0) => format!("{} changed", count(changed, "file")),
        (changed, deleted) => format!("{} changed, {deleted} deleted", count(changed, "file")),
    };
    format!("{found}{changes} in {time}")
}
