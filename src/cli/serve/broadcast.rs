//! Server-sent events to open pages, each one line of JSON.
//!
//! * `findings`: the current findings. Sent when a page begins to listen, and after every build.
//! * `css`: only style sheets changed. Has the old address of each and its new one.
//! * `reload`: pages changed. Says which, and whether a file that many pages share did.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::site_builder::Rebuilt;
use crate::Compiled;
use crate::cli::console::Console;
use crate::cli::report;
use crate::cli::site::{BuildVerdict, SiteArguments};
use crate::diag::emit::{self, ColorChoice, EmitContext, OutputFormat};
use crate::diag::{Finding, Severity};
use crate::message;
use crate::messages::{Message, MessageLanguage};

/// The maximum number of pages that listen at once. The limit of connections is higher, so that
/// pages can always be loaded.
const MAX_LISTENERS: usize = 128;

/// The maximum number of messages that wait for a page. A page that does not read them is
/// disconnected. If it is still open, it connects again.
const MAX_WAITING: usize = 16;

/// The maximum number of findings that a page shows. The terminal shows all.
const MAX_FINDINGS: usize = 50;

/// The maximum number of changed pages that a message names. If there are more, all pages reload.
const MAX_NAMES: usize = 1000;

/// The list of all open pages.
#[derive(Default)]
pub(super) struct Broadcaster(Mutex<Listeners>);

/// The channels of open pages, and the message for new ones.
#[derive(Default)]
struct Listeners {
    next: usize,
    list: Vec<(usize, SyncSender<Arc<str>>)>,
    /// The first message to a new listener.
    findings: Option<Arc<str>>,
}

/// A page that receives messages until this value is dropped.
pub(super) struct Listener<'a> {
    live: &'a Broadcaster,
    number: usize,
    pub messages: Receiver<Arc<str>>,
}

impl Drop for Listener<'_> {
    fn drop(&mut self) {
        self.live
            .lock()
            .list
            .retain(|(number, _)| *number != self.number);
    }
}

impl Broadcaster {
    fn lock(&self) -> MutexGuard<'_, Listeners> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a listener. Its first message is the current findings. Returns `None` if there are too
    /// many listeners.
    pub(super) fn listen(&self) -> Option<Listener<'_>> {
        let mut listeners = self.lock();
        if listeners.list.len() >= MAX_LISTENERS {
            return None;
        }
        let (sender, messages) = mpsc::sync_channel(MAX_WAITING);
        if let Some(findings) = &listeners.findings {
            // This cannot fail: the channel is empty, and its receiver is in scope.
            let _ = sender.try_send(Arc::clone(findings));
        }
        let number = listeners.next;
        listeners.next += 1;
        listeners.list.push((number, sender));
        Some(Listener {
            live: self,
            number,
            messages,
        })
    }

    fn send(listeners: &mut Listeners, message: &Arc<str>) {
        listeners
            .list
            .retain(|(_, sender)| sender.try_send(Arc::clone(message)).is_ok());
    }

    /// Sends findings to all listeners. Later listeners get them when they begin to listen.
    pub(super) fn send_findings(&self, findings: &Findings) {
        let message: Arc<str> = event("findings", findings).into();
        let mut listeners = self.lock();
        listeners.findings = Some(Arc::clone(&message));
        Broadcaster::send(&mut listeners, &message);
    }

    /// Sends the changes of a build to all listeners. `base` is the base path of the site.
    pub(super) fn send_changes(&self, rebuilt: &Rebuilt, base: &str, is_first: bool) {
        let message = if is_first {
            Some(reload_all())
        } else {
            reload_message(rebuilt, base)
        };
        if let Some(message) = message {
            Broadcaster::send(&mut self.lock(), &message.into());
        }
    }
}

/// Returns the message that makes every page reload.
pub(super) fn reload_all() -> String {
    event(
        "reload",
        &Reload {
            pages: None,
            shared: true,
        },
    )
}

/// The message that some pages changed.
#[derive(Serialize)]
struct Reload<'a> {
    /// The pages that changed, appeared or were deleted; `None` if there are too many to name.
    pages: Option<Vec<&'a str>>,
    /// Whether a picture, script or other file changed that any page may show.
    shared: bool,
}

/// The message that only style sheets changed.
#[derive(Serialize)]
struct Restyled {
    sheets: BTreeMap<String, String>,
}

fn reload_message(rebuilt: &Rebuilt, base: &str) -> Option<String> {
    if !rebuilt.restyled.is_empty() {
        let address = |path: &String| format!("{base}{path}");
        let sheets = rebuilt
            .restyled
            .iter()
            .map(|(old, new)| (address(old), address(new)));
        return Some(event(
            "css",
            &Restyled {
                sheets: sheets.collect(),
            },
        ));
    }
    let all = || {
        rebuilt
            .changed
            .iter()
            .chain(&rebuilt.deleted)
            .map(String::as_str)
    };
    let pages: Vec<&str> = all().filter(|path| path.ends_with(".html")).collect();
    let shared = all().any(is_shown);
    (shared || !pages.is_empty()).then(|| {
        let pages = (pages.len() <= MAX_NAMES).then_some(pages);
        event("reload", &Reload { pages, shared })
    })
}

/// Whether a file affects how pages look.
fn is_shown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    [
        "css", "js", "svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "woff2", "woff",
    ]
    .contains(&ending)
}

fn event(name: &str, data: &impl Serialize) -> String {
    // JSON has no line breaks outside of its strings, and those inside are escaped.
    let data = serde_json::to_string(data).expect("it is made of texts and numbers");
    format!("event: {name}\ndata: {data}\n\n")
}

/// The findings of a build, in the form in which pages show them.
#[derive(Serialize, PartialEq, Eq)]
pub(super) struct Findings {
    /// Whether the site is shown although it has these findings.
    pub good: bool,
    /// The numbers of findings, such as "2 errors, 1 warning".
    pub tally: String,
    /// What pages show beside the findings.
    words: OverlayWords,
    /// The findings, errors first.
    list: Vec<FindingsMessage>,
}

/// Texts of the script that shows findings on pages.
#[derive(Serialize, PartialEq, Eq)]
struct OverlayWords {
    /// The language tag.
    lang: &'static str,
    close: String,
    /// What is shown: the site with warnings, or its last version without errors.
    hint: String,
    /// The hint on a page that is no page of the site yet.
    hint_without_page: String,
    /// How many findings are not in the list. Empty if there are none.
    more: String,
}

impl OverlayWords {
    fn new(good: bool, more: usize, language: MessageLanguage) -> OverlayWords {
        let hint = if good {
            message!("The site is shown anyway.")
        } else {
            message!("This is the last version without errors.")
        };
        let without_page = if good {
            hint.clone()
        } else {
            message!("The page reloads once this is fixed.")
        };
        let more = message!(
            more =>
                "And {count} more: see the terminal.",
                "And {count} more: see the terminal."
        );
        OverlayWords {
            lang: language.tag(),
            close: message!("Close").text(language),
            hint: hint.text(language),
            hint_without_page: without_page.text(language),
            more: more.text(language),
        }
    }
}

/// One finding, in the form in which pages show it.
#[derive(Serialize, PartialEq, Eq)]
struct FindingsMessage {
    severity: &'static str,
    code: &'static str,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    /// The text as in a terminal, with source lines and carets.
    text: String,
}

impl Findings {
    /// Returns the findings of a compilation.
    pub(super) fn new(
        compiled: &Compiled,
        verdict: BuildVerdict,
        site: &SiteArguments,
    ) -> Findings {
        let console = site.console;
        let tally = emit::tally(&compiled.findings).map(|tally| verdict.explain(tally));
        let mut sorted: Vec<&Finding> = compiled.findings.iter().collect();
        sorted.sort_by_key(|finding| finding.severity);
        let list: Vec<FindingsMessage> = sorted
            .iter()
            .take(MAX_FINDINGS)
            .map(|finding| {
                let finding = report::for_person(finding, site);
                finding_message(&finding, compiled, console.language)
            })
            .collect();
        let good = verdict == BuildVerdict::Clean;
        let mut words = OverlayWords::new(good, sorted.len() - list.len(), console.language);
        if sorted.len() == list.len() {
            words.more.clear();
        }
        Findings {
            good,
            tally: tally.map(|tally| console.text(&tally)).unwrap_or_default(),
            words,
            list,
        }
    }

    /// Returns the error about a site that could not be read.
    pub(super) fn failure(message: &Message, console: Console) -> Findings {
        let message = console.text(message);
        let mut words = OverlayWords::new(false, 0, console.language);
        words.more.clear();
        Findings {
            good: false,
            tally: console.text(&message!("the site cannot be read")),
            words,
            list: vec![FindingsMessage {
                severity: Severity::Error.word(),
                code: "",
                file: String::new(),
                line: None,
                column: None,
                text: console.text(&message!("error: {text}", text = message)),
                message,
            }],
        }
    }

    /// Returns all findings as text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for found in &self.list {
            text.push_str(&found.text);
            text.push_str("\n\n");
        }
        text.push_str(&self.tally);
        text
    }
}

fn finding_message(
    finding: &Finding,
    compiled: &Compiled,
    language: MessageLanguage,
) -> FindingsMessage {
    let context = EmitContext {
        sources: &compiled.sources,
        language,
        prefix: "",
    };
    let position = finding.span.map(|span| compiled.sources.position(span));
    let one = std::slice::from_ref(finding);
    FindingsMessage {
        severity: finding.severity.word(),
        code: finding.code.word(),
        file: finding.path.clone(),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        message: finding.message.text(language),
        text: emit::render_with(one, &[], context, OutputFormat::Human, ColorChoice::Plain)
            .trim_end()
            .to_owned(),
    }
}
