//! The thread that analyses sites. It waits until an editor pauses, and drops requests that a later
//! one replaces.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::findings::{FileFindings, FindingsContext, by_file};
use super::position::Encoding;
use super::view::SiteView;
use super::{Environment, ServerEvent};
use crate::compile::{Analysis, Compiler};
use crate::incremental::Store;
use crate::messages::{Message, MessageLanguage, io_error};
use crate::source::UnsavedTexts;

/// How long the analyzer waits for another change.
const PAUSE: Duration = Duration::from_millis(60);

/// The number of pauses after which a site is analysed although the editor still types.
const MAX_PAUSES: usize = 5;

/// The number of analyses after which the store is opened again. Results are only added to it, and
/// stay in memory.
const MAX_ANALYSES: usize = 400;

/// A request to analyse a site.
pub(super) struct Job {
    pub root: PathBuf,
    pub unsaved: Arc<UnsavedTexts>,
    /// The version of every open text, by path.
    pub versions: BTreeMap<String, i32>,
    /// Whether files may have changed on the disk.
    pub is_reread: bool,
}

/// The outcome of an analysis.
pub(super) struct Analyzed {
    pub root: PathBuf,
    pub versions: BTreeMap<String, i32>,
    pub result: Result<AnalyzedFiles, Message>,
}

/// What an analysis found.
pub(super) struct AnalyzedFiles {
    /// The findings of each file that has any.
    pub findings: BTreeMap<String, FileFindings>,
    /// What the site says. `None` if a file cannot be read, so that much is missing.
    pub view: Option<Arc<SiteView>>,
    /// Whether every text that is being written could be read.
    pub is_complete: bool,
}

/// How findings are told.
#[derive(Clone, Copy)]
pub(super) struct Wording {
    pub encoding: Encoding,
    /// The language of the editor, or `None` for that of each site.
    pub language: Option<MessageLanguage>,
}

/// Starts the thread. It ends when the sender of jobs is dropped.
pub(super) fn start(
    environment: Arc<Environment>,
    wording: Wording,
    events: Sender<ServerEvent>,
) -> Sender<Job> {
    let (jobs, waiting) = channel();
    thread::spawn(move || {
        let analyzer = Analyzer {
            environment,
            wording,
            sites: BTreeMap::new(),
        };
        analyzer.run(&waiting, &events);
    });
    jobs
}

struct Analyzer {
    environment: Arc<Environment>,
    wording: Wording,
    sites: BTreeMap<PathBuf, SiteCompiler>,
}

/// The compiler of a site, and how often it was used.
struct SiteCompiler {
    compiler: Compiler,
    uses: usize,
}

impl SiteCompiler {
    fn new(root: &std::path::Path) -> SiteCompiler {
        // `build` and `serve` write the store, so this only reads it.
        let store = Arc::new(Store::open_read_only(root));
        SiteCompiler {
            compiler: Compiler::new(root, store).long_lived(),
            uses: 0,
        }
    }
}

impl Analyzer {
    fn run(mut self, waiting: &Receiver<Job>, events: &Sender<ServerEvent>) {
        let mut jobs = BTreeMap::new();
        while let Ok(job) = waiting.recv() {
            add(&mut jobs, job);
            for _ in 0..MAX_PAUSES {
                match waiting.recv_timeout(PAUSE) {
                    Ok(job) => add(&mut jobs, job),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            for (_, job) in std::mem::take(&mut jobs) {
                let analyzed = self.analyze(job);
                if events
                    .send(ServerEvent::Analyzed(Box::new(analyzed)))
                    .is_err()
                {
                    return;
                }
            }
        }
    }

    /// Analyses a site. A panic is an outcome, so that the server goes on.
    fn analyze(&mut self, job: Job) -> Analyzed {
        let attempt = panic::catch_unwind(AssertUnwindSafe(|| self.analyze_once(&job)));
        let result = attempt.unwrap_or_else(|_| {
            self.sites.remove(&job.root);
            Err(crate::message!(
                "error: internal error: this is a bug in griot; please report it"
            ))
        });
        Analyzed {
            root: job.root,
            versions: job.versions,
            result,
        }
    }

    fn analyze_once(&mut self, job: &Job) -> Result<AnalyzedFiles, Message> {
        let options = (self.environment.options)();
        let site = self
            .sites
            .entry(job.root.clone())
            .or_insert_with(|| SiteCompiler::new(&job.root));
        site.uses += 1;
        if site.uses > MAX_ANALYSES {
            *site = SiteCompiler::new(&job.root);
        }
        if job.is_reread {
            site.compiler.forget_pictures();
        }
        let analysis = site.compiler.analyze(&options, &job.unsaved);
        let Analysis { compiled, site } = analysis.map_err(|error| io_error(&error))?;
        let language = self.wording.language;
        let context = FindingsContext {
            root: &job.root,
            sources: &compiled.sources,
            encoding: self.wording.encoding,
            language: language.unwrap_or_else(|| (self.environment.language)(&job.root)),
        };
        let findings = by_file(&compiled.findings, &context);
        let is_complete = (compiled.findings.iter())
            .filter(|finding| finding.code.is_unreadable())
            .all(|finding| !job.unsaved.contains_key(&finding.path));
        let view = site.map(|site| Arc::new(SiteView::new(site, compiled.sources)));
        Ok(AnalyzedFiles {
            findings,
            view,
            is_complete,
        })
    }
}

/// Adds a job, in place of an earlier one about the same site.
fn add(jobs: &mut BTreeMap<PathBuf, Job>, mut job: Job) {
    if let Some(earlier) = jobs.remove(&job.root) {
        job.is_reread |= earlier.is_reread;
    }
    jobs.insert(job.root.clone(), job);
}
