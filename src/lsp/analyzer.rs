//! The thread that analyses sites. It waits until an editor pauses, and drops requests that a later
//! one replaces.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::findings::{FileFindings, FindingsWriter};
use super::position::Encoding;
use super::view::SiteView;
use super::{Environment, ServerEvent};
use crate::compile::{Analysis, Compiler, Options};
use crate::incremental::Store;
use crate::load;
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
    pub findings: FindingsByFile,
    /// What the site says. `None` if its settings cannot be read.
    pub view: Option<Arc<SiteView>>,
    /// The documents that cannot be read, for which an earlier text was analysed.
    pub unreadable: BTreeSet<String>,
}

/// The findings of each file, by path.
pub(super) type FindingsByFile = BTreeMap<String, Arc<FileFindings>>;

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

/// The compiler of a site, and its last results.
struct SiteCompiler {
    root: PathBuf,
    compiler: Compiler,
    /// How often the compiler was used.
    analyses: usize,
    /// The last version of each open document that could be read.
    readable: BTreeMap<String, String>,
    last: Option<LastAnalysis>,
}

/// The last analysis of a site.
struct LastAnalysis {
    /// The texts that were read in place of files.
    unsaved: Arc<UnsavedTexts>,
    findings: FindingsByFile,
    view: Option<Arc<SiteView>>,
}

impl SiteCompiler {
    fn new(root: &Path) -> SiteCompiler {
        SiteCompiler {
            root: root.to_owned(),
            compiler: compiler(root),
            analyses: 0,
            readable: BTreeMap::new(),
            last: None,
        }
    }

    /// Analyses the site with unsaved texts. A document that cannot be read, as it is while somebody
    /// writes its front matter, counts as it was when it could be: else whatever refers to it would
    /// be reported with each letter.
    fn analyze(
        &mut self,
        job: &Job,
        options: &Options,
        findings: &FindingsWriter,
    ) -> Result<AnalyzedFiles, Message> {
        let (unsaved, unreadable) = self.readable_texts(job, findings);
        let is_same = |last: &&LastAnalysis| !job.is_reread && *last.unsaved == unsaved;
        let is_known = self.last.as_ref().filter(is_same).is_some();
        if !is_known {
            self.last = Some(self.analyze_all(job, options, Arc::new(unsaved), findings)?);
        }
        let last = self.last.as_ref().expect("the site was analysed");
        let mut findings = last.findings.clone();
        let paths = unreadable.keys().cloned().collect();
        findings.extend(unreadable);
        Ok(AnalyzedFiles {
            findings,
            view: last.view.clone(),
            unreadable: paths,
        })
    }

    /// Returns the unsaved texts with the last readable version of each document, and the findings
    /// about those that cannot be read.
    fn readable_texts(
        &mut self,
        job: &Job,
        findings: &FindingsWriter,
    ) -> (UnsavedTexts, FindingsByFile) {
        let mut unsaved = (*job.unsaved).clone();
        let mut unreadable = FindingsByFile::new();
        let view = self.last.as_ref().and_then(|last| last.view.as_ref());
        let Some(languages) = view.map(|view| &view.site.config.languages) else {
            return (unsaved, unreadable);
        };
        self.readable.retain(|path, _| unsaved.contains_key(path));
        for (path, text) in job.unsaved.iter() {
            let Some((sources, reasons)) = load::unreadable_document(path, text, languages) else {
                self.readable.insert(path.clone(), text.clone());
                continue;
            };
            unreadable.extend(findings.by_file(&reasons.into_findings(&sources), &sources));
            match self.readable.get(path) {
                Some(readable) => unsaved.insert(path.clone(), readable.clone()),
                // The file counts as it is on the disk; a new one does not count yet.
                None => unsaved.remove(path),
            };
        }
        (unsaved, unreadable)
    }

    fn analyze_all(
        &mut self,
        job: &Job,
        options: &Options,
        unsaved: Arc<UnsavedTexts>,
        findings: &FindingsWriter,
    ) -> Result<LastAnalysis, Message> {
        self.analyses += 1;
        if self.analyses.is_multiple_of(MAX_ANALYSES) {
            self.compiler = compiler(&self.root);
        }
        if job.is_reread {
            self.compiler.forget_pictures();
        }
        let analysis = self.compiler.analyze(options, &unsaved);
        let Analysis { compiled, site } = analysis.map_err(|error| io_error(&error))?;
        let findings = findings.by_file(&compiled.findings, &compiled.sources);
        let view = site.map(|site| Arc::new(SiteView::new(site, compiled.sources)));
        Ok(LastAnalysis {
            unsaved,
            findings,
            view,
        })
    }
}

/// Returns a compiler with a store that it only reads: `build` and `serve` write it.
fn compiler(root: &Path) -> Compiler {
    let store = Arc::new(Store::open_read_only(root));
    Compiler::new(root, store).long_lived()
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
        let language = self.wording.language;
        let findings = FindingsWriter {
            root: &job.root,
            encoding: self.wording.encoding,
            language: language.unwrap_or_else(|| (self.environment.language)(&job.root)),
        };
        let site = self.sites.entry(job.root.clone());
        let site = site.or_insert_with(|| SiteCompiler::new(&job.root));
        site.analyze(job, &options, &findings)
    }
}

/// Adds a job, in place of an earlier one about the same site.
fn add(jobs: &mut BTreeMap<PathBuf, Job>, mut job: Job) {
    if let Some(earlier) = jobs.remove(&job.root) {
        job.is_reread |= earlier.is_reread;
    }
    jobs.insert(job.root.clone(), job);
}
