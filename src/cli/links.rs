//! `griot links`: asks the external addresses of the site, and tells which are gone.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use url::Url;

use super::outcome::{CommandResult, ExitStatus};
use super::report::print_findings;
use super::site::{BuildVerdict, SiteArguments, require_folder};
use crate::compile::{Compiler, Survey};
use crate::diag::Diagnostics;
use crate::files::{self, Folder};
use crate::http::{Curl, SystemResolver};
use crate::incremental::{self, FOLDER, Store};
use crate::links::archive::{self, ArchiveRequest};
use crate::links::{self, Answers, Client, ExternalLinks, LinkCounts, Reason};
use crate::message;
use crate::messages::{Message, io_error};
use crate::plan::Addresses;
use crate::write;
use crate::{Compiled, Counts};

/// The file of answers below the folder of caches.
const ANSWERS: &str = "links.json";

/// The maximum size of that file.
const MAX_ANSWERS: u64 = 64 << 20;

/// The pause between two requests to a host, and to the archive.
const PAUSE: Duration = Duration::from_millis(1000);
const ARCHIVE_PAUSE: Duration = Duration::from_secs(5);

/// The maximum number of seconds of a request. The archive saves a page while one waits.
const MAX_SECONDS: u16 = 20;
const MAX_SAVE_SECONDS: u16 = 120;
const CONNECT_SECONDS: u16 = 10;

#[derive(Args)]
pub(super) struct LinksArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// Ask again what was asked more than N days ago
    #[arg(long, value_name = "N", default_value_t = 7)]
    max_age: u16,
    /// Ask only this host; can be given several times
    #[arg(long, value_name = "HOST")]
    host: Vec<String>,
    /// Ask nothing; report what earlier runs found
    #[arg(long)]
    offline: bool,
    /// Fail if an address is gone, or also if a host does not say
    #[arg(long, value_name = "STATE")]
    fail_on: Option<FailOn>,
    /// List sources without an archived copy, or find or save copies at web.archive.org
    #[arg(long, value_name = "WHAT", num_args = 0..=1, default_missing_value = "list")]
    archive: Option<ArchiveAction>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Fail if an address is gone
    Gone,
    /// Fail if an address is gone or its host does not say
    Blocked,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ArchiveAction {
    /// List sources without a copy
    List,
    /// Look for copies
    Find,
    /// Ask for copies to be made
    Save,
    /// Print a script that asks for copies
    Script,
}

/// Returns the linked site without pages.
///
/// # Errors
/// If it cannot be read.
pub(super) fn survey(site: &SiteArguments) -> Result<Survey, Message> {
    require_folder(&site.root)?;
    let options = site.options(Addresses::Relative)?;
    let store = Arc::new(Store::open(&site.root));
    let mut compiler = Compiler::new(&site.root, Arc::clone(&store));
    let survey = site
        .thread_pool()?
        .install(|| compiler.survey(&options))
        .map_err(|error| Message::verbatim(error.to_string()))?
        .ok_or_else(|| {
            message!("the settings of the site cannot be read; `griot check` says why")
        })?;
    store.save();
    if survey.has_errors {
        site.console.note(&message!(
            "some files have errors, so what they say may be missing; `griot check` names them"
        ));
    }
    Ok(survey)
}

/// Checks the links of a site, or the copies of its sources.
pub(super) fn links(arguments: &LinksArguments) -> CommandResult {
    let site = &arguments.site;
    let survey = survey(site)?;
    let links = links::collect(survey.atlas(), &survey.sources);
    if let Some(action) = arguments.archive {
        return archive(action, arguments, survey, &links);
    }
    let root = site.root.as_path();
    let mut answers = read_answers(root);
    answers.retain(|_, answer| answer.is_fresh(survey.today, arguments.max_age));
    let links = only_hosts(links, &arguments.host);
    if !arguments.offline {
        ask(&links, &mut answers, root, survey.today)?;
    }
    let counts = links::count(&links, &answers);
    let findings = links::findings(&links, &answers);
    let status = report(survey, findings, site);
    summary(counts, site);
    let failed = match arguments.fail_on {
        Some(FailOn::Gone) => counts.gone > 0,
        Some(FailOn::Blocked) => counts.gone + counts.blocked > 0,
        None => false,
    };
    Ok(if failed { ExitStatus::Findings } else { status })
}

/// Asks for the addresses that have no answer, and writes the file of answers.
fn ask(
    links: &ExternalLinks,
    answers: &mut Answers,
    root: &Path,
    today: Date,
) -> Result<(), Message> {
    let addresses = links.places.keys().map(String::as_str);
    let unknown: Vec<&str> = addresses
        .filter(|address| !answers.contains_key(*address))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let curl = curl("=http,https", MAX_SECONDS)?;
    let client = Client {
        resolver: &SystemResolver,
        transport: &curl,
        pause: PAUSE,
    };
    let fresh = links::check(unknown, &client, today);
    let is_away = |reason| matches!(reason, Reason::Unresolved | Reason::NoHost);
    if fresh.len() > 1 && fresh.values().all(|answer| is_away(answer.reason)) {
        return Err(message!(
            "no name of a host can be resolved; is this machine online?"
        ));
    }
    answers.extend(fresh);
    write_answers(root, answers)
}

/// Returns curl with these limits.
fn curl(protocols: &'static str, max_seconds: u16) -> Result<Curl, Message> {
    if !Curl::is_installed() {
        return Err(message!(
            "`griot links` needs the program `curl`, which is not installed"
        ));
    }
    Ok(Curl {
        protocols,
        max_seconds,
        connect_seconds: CONNECT_SECONDS,
    })
}

/// Returns the addresses at some hosts; at all of them if none is named.
fn only_hosts(mut links: ExternalLinks, hosts: &[String]) -> ExternalLinks {
    if !hosts.is_empty() {
        links.places.retain(|address, _| {
            let url = Url::parse(address).ok();
            let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
            hosts.iter().any(|named| named.eq_ignore_ascii_case(host))
        });
    }
    links
}

/// Returns the answers of earlier runs. A file that cannot be read has none.
fn read_answers(root: &Path) -> Answers {
    let bytes = files::read(root, &format!("{FOLDER}/{ANSWERS}"), MAX_ANSWERS);
    let answers = bytes
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    answers.unwrap_or_default()
}

fn write_answers(root: &Path, answers: &Answers) -> Result<(), Message> {
    let mut text = serde_json::to_string_pretty(answers)
        .map_err(|error| Message::verbatim(error.to_string()))?;
    text.push('\n');
    let folder = Folder::open(root).and_then(|folder| Ok(folder.create_below(FOLDER)?));
    folder
        .and_then(|folder| incremental::exclude_from_git(&folder))
        .map_err(|error| io_error(&error))?;
    write::replace(root, &format!("{FOLDER}/{ANSWERS}"), text.as_bytes())
        .map_err(|error| error.message())
}

/// Prints findings about a surveyed site. Returns what `--deny` and `--max-warnings` make of them.
fn report(survey: Survey, findings: Diagnostics, site: &SiteArguments) -> ExitStatus {
    let compiled = Compiled {
        findings: survey.findings(findings),
        sources: survey.sources,
        artifacts: Vec::new(),
        counts: Counts::default(),
        addresses: None,
        withheld: Vec::new(),
        build: None,
    };
    print_findings(&compiled, site);
    match site.verdict(&compiled.findings) {
        BuildVerdict::Clean => ExitStatus::Clean,
        _ => ExitStatus::Findings,
    }
}

/// Prints how many addresses are in each state.
fn summary(counts: LinkCounts, site: &SiteArguments) {
    let LinkCounts {
        alive,
        gone,
        blocked,
        unknown,
    } = counts;
    site.console.note(&message!(
        alive + gone + blocked + unknown =>
            "{count} external address: {alive} alive, {gone} gone, {blocked} could not be checked, \
             {unknown} not asked",
            "{count} external addresses: {alive} alive, {gone} gone, {blocked} could not be \
             checked, {unknown} not asked",
        alive,
        gone,
        blocked,
        unknown
    ));
}

/// Lists the sources without a copy, or asks the archive for them.
fn archive(
    action: ArchiveAction,
    arguments: &LinksArguments,
    survey: Survey,
    links: &ExternalLinks,
) -> CommandResult {
    let site = &arguments.site;
    let atlas = survey.atlas();
    let wanted = &links.not_archived;
    let request = match action {
        ArchiveAction::List => {
            for id in wanted {
                let source = &atlas.sources[*id];
                let url = source.url.as_deref().unwrap_or_default();
                super::print(&format!("{}\t{}\n", source.id, super::one_line(url)));
            }
            site.console.note(&message!(
                wanted.len() =>
                    "{count} source has no copy in an archive",
                    "{count} sources have no copy in an archive"
            ));
            return Ok(ExitStatus::Clean);
        }
        ArchiveAction::Script => {
            super::print(&archive::script(atlas, wanted));
            return Ok(ExitStatus::Clean);
        }
        _ if arguments.offline => {
            return Err(message!(
                "`--archive find` and `--archive save` ask the archive, which `--offline` forbids"
            )
            .into());
        }
        ArchiveAction::Find => ArchiveRequest::Find,
        ArchiveAction::Save => ArchiveRequest::Save,
    };
    let curl = curl("=https", MAX_SAVE_SECONDS)?;
    let client = Client {
        resolver: &SystemResolver,
        transport: &curl,
        pause: ARCHIVE_PAUSE,
    };
    let answers = archive::ask(atlas, wanted, request, &client);
    let findings = archive::findings(atlas, &answers);
    Ok(report(survey, findings, site))
}
