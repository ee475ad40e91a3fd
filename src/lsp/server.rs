//! The state of a session, and its messages.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::analyzer::{self, Analyzed, Job, Wording};
use super::buffers::Buffers;
use super::context::FileContext;
use super::features::EditFeatures;
use super::locations::{SitePath, path_of, root_above, uri_of};
use super::position::Encoding;
use super::requests::{self, RequestError};
use super::site_state::SiteState;
use super::transport::{Incoming, Malformed};
use super::{Ending, Environment, ServerEvent};
use crate::messages::MessageLanguage;

/// The error code of a request that the client took back.
const CANCELLED: i32 = -32800;

/// The error code of a text that is not JSON.
const PARSE_ERROR: i32 = -32700;

/// A session with one client.
pub(super) struct Server<W> {
    output: W,
    environment: Arc<Environment>,
    events: Sender<ServerEvent>,
    /// Events that were received and not handled yet.
    queue: VecDeque<ServerEvent>,
    stage: Stage,
    buffers: Buffers,
    sites: BTreeMap<PathBuf, SiteState>,
    /// Requests about sites that are being analysed for the first time.
    waiting: Vec<(PathBuf, Request)>,
    wording: Wording,
    watches: bool,
    features: EditFeatures,
}

/// The stage of a session.
enum Stage {
    New,
    /// Initialized, with the analyzer.
    Running(Sender<Job>),
    ShutDown,
}

impl<W: Write> Server<W> {
    pub fn new(output: W, environment: Arc<Environment>, events: Sender<ServerEvent>) -> Server<W> {
        let language = environment.chosen;
        Server {
            output,
            environment,
            events,
            queue: VecDeque::new(),
            stage: Stage::New,
            buffers: Buffers::default(),
            sites: BTreeMap::new(),
            waiting: Vec::new(),
            wording: Wording {
                encoding: Encoding::default(),
                language,
            },
            watches: false,
            features: EditFeatures::default(),
        }
    }

    /// Handles events until the session ends.
    pub fn run(mut self, incoming: &Receiver<ServerEvent>) -> io::Result<Ending> {
        loop {
            // Everything that has arrived is looked through for requests that were taken back.
            self.queue.extend(incoming.try_iter());
            let event = match self.queue.pop_front() {
                Some(event) => event,
                None => match incoming.recv() {
                    Ok(event) => event,
                    Err(_) => return Ok(Ending::Abrupt),
                },
            };
            match event {
                ServerEvent::Analyzed(analyzed) => self.analyzed(*analyzed)?,
                ServerEvent::Incoming(Incoming::Message(message)) => {
                    if let Some(ending) = self.message(message)? {
                        return Ok(ending);
                    }
                }
                ServerEvent::Incoming(Incoming::Malformed(reason)) => self.malformed(reason)?,
                ServerEvent::Incoming(Incoming::End) => {
                    return Ok(match self.stage {
                        Stage::ShutDown => Ending::Orderly,
                        Stage::New | Stage::Running(_) => Ending::Abrupt,
                    });
                }
            }
        }
    }

    /// Handles a message. Returns how the session ends, if it does.
    fn message(&mut self, message: Message) -> io::Result<Option<Ending>> {
        match message {
            Message::Request(request) => self.request(request)?,
            Message::Notification(about) if about.method == "exit" => {
                return Ok(Some(match self.stage {
                    Stage::ShutDown => Ending::Orderly,
                    Stage::New | Stage::Running(_) => Ending::Abrupt,
                }));
            }
            Message::Notification(about) => self.notification(about)?,
            // The server asks only to be told of changed files, and goes on without an answer.
            Message::Response(_) => {}
        }
        Ok(None)
    }

    fn send(&mut self, message: &Message) -> io::Result<()> {
        message.write(&mut self.output)
    }

    fn notify(&mut self, method: &str, params: impl Serialize) -> io::Result<()> {
        self.send(&Notification::new(method.to_owned(), params).into())
    }

    fn refuse(&mut self, id: RequestId, code: i32, message: &str) -> io::Result<()> {
        self.send(&Response::new_err(id, code, message.to_owned()).into())
    }

    /// Answers a body that is no message. The protocol's answer has no id, which `lsp_server` cannot
    /// write.
    fn malformed(&mut self, reason: Malformed) -> io::Result<()> {
        let (code, message) = match reason {
            Malformed::NotJson => (PARSE_ERROR, "the message is not valid JSON"),
            Malformed::NotMessage => (ErrorCode::InvalidRequest as i32, "expected a message"),
            Malformed::TooLong => (ErrorCode::InvalidRequest as i32, "the message is too long"),
        };
        let error = json!({"code": code, "message": message});
        let body = json!({"jsonrpc": "2.0", "id": null, "error": error}).to_string();
        write!(self.output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        self.output.flush()
    }

    fn request(&mut self, request: Request) -> io::Result<()> {
        match (request.method.as_str(), &self.stage) {
            ("initialize", Stage::New) => return self.initialize(request),
            (_, Stage::New) => {
                let code = ErrorCode::ServerNotInitialized as i32;
                return self.refuse(request.id, code, "expected `initialize` first");
            }
            ("initialize", _) | (_, Stage::ShutDown) => {
                let code = ErrorCode::InvalidRequest as i32;
                let message = format!("unexpected `{}`", request.method);
                return self.refuse(request.id, code, &message);
            }
            ("shutdown", Stage::Running(_)) => {
                self.stage = Stage::ShutDown;
                return self.send(&Response::new_ok(request.id, Value::Null).into());
            }
            (_, Stage::Running(_)) => {}
        }
        if self.is_cancelled(&request.id) {
            return self.refuse(request.id, CANCELLED, "cancelled");
        }
        if !requests::is_known(&request.method) {
            let code = ErrorCode::MethodNotFound as i32;
            let message = format!("unknown method `{}`", request.method);
            return self.refuse(request.id, code, &message);
        }
        let root = (uri_in(&request.params)).and_then(|uri| Some(SitePath::of(&uri)?.root));
        let site = root.as_ref().and_then(|root| self.sites.get(root));
        if let Some(root) = root
            && site.is_some_and(|site| !site.is_analyzed)
        {
            self.waiting.push((root, request));
            return Ok(());
        }
        self.answer(request)
    }

    /// Whether a later message takes back a request. Such messages are read ahead.
    fn is_cancelled(&self, id: &RequestId) -> bool {
        let is_cancel = |event: &ServerEvent| match event {
            ServerEvent::Incoming(Incoming::Message(Message::Notification(about))) => {
                cancelled_id(about).as_ref() == Some(id)
            }
            _ => false,
        };
        self.queue.iter().any(is_cancel)
    }

    /// Answers a request. A panic becomes an error of this request alone.
    fn answer(&mut self, request: Request) -> io::Result<()> {
        let Request { id, method, params } = request;
        let attempt = panic::catch_unwind(AssertUnwindSafe(|| self.result(&method, params)));
        let response = match attempt {
            Ok(Ok(value)) => Response::new_ok(id, value),
            Ok(Err(error)) => Response::new_err(id, error.code, error.message),
            Err(_) => {
                let code = ErrorCode::InternalError as i32;
                Response::new_err(id, code, format!("internal error in `{method}`"))
            }
        };
        self.send(&response.into())
    }

    fn result(&self, method: &str, params: Value) -> Result<Value, RequestError> {
        let uri = uri_in(&params);
        let buffer = uri.as_ref().and_then(|uri| self.buffers.get(uri));
        let context = buffer.and_then(|buffer| {
            let at = buffer.at.as_ref()?;
            let site = self.sites.get(&at.root);
            Some(FileContext {
                buffers: &self.buffers,
                buffer,
                at,
                view: site.and_then(|site| site.view.as_deref()),
                findings: site
                    .and_then(|site| site.findings.get(&at.path))
                    .map(|file| &**file),
                versions: site.map(|site| &site.versions),
                unreadable: site.map(|site| &site.unreadable),
                features: self.features,
                encoding: self.wording.encoding,
                language: self.language(&at.root),
            })
        });
        requests::answer(method, params, context.as_ref())
    }

    /// Returns the language of messages about a site.
    fn language(&self, root: &Path) -> MessageLanguage {
        let language = self.wording.language;
        language.unwrap_or_else(|| (self.environment.language)(root))
    }

    fn initialize(&mut self, request: Request) -> io::Result<()> {
        let params = &request.params;
        let encodings = params.pointer("/capabilities/general/positionEncodings");
        let encodings = encodings.and_then(Value::as_array).into_iter().flatten();
        self.wording.encoding = Encoding::negotiated(encodings.filter_map(Value::as_str));
        let locale = params.get("locale").and_then(Value::as_str);
        let locale = locale.and_then(MessageLanguage::from_tag);
        self.wording.language = self.wording.language.or(locale);
        let watches = "/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration";
        self.features = EditFeatures::of(params);
        self.watches = params.pointer(watches) == Some(&Value::Bool(true));
        let environment = Arc::clone(&self.environment);
        let jobs = analyzer::start(environment, self.wording, self.events.clone());
        self.stage = Stage::Running(jobs);
        let folders = params.get("workspaceFolders").and_then(Value::as_array);
        let folders = folders
            .into_iter()
            .flatten()
            .filter_map(|one| one.get("uri"));
        let folders: Vec<&Value> = folders.chain(params.get("rootUri")).collect();
        let folders = folders.into_iter().filter_map(Value::as_str);
        let roots: BTreeSet<PathBuf> = folders.filter_map(root_of).collect();
        let result = lsp::InitializeResult {
            capabilities: requests::capabilities(self.wording.encoding),
            server_info: Some(lsp::ServerInfo {
                name: "griot".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        };
        self.send(&Response::new_ok(request.id, result).into())?;
        for root in roots {
            self.analyze(&root, true);
        }
        Ok(())
    }

    fn notification(&mut self, about: Notification) -> io::Result<()> {
        if !matches!(self.stage, Stage::Running(_)) {
            return Ok(());
        }
        let Notification { method, params } = about;
        match method.as_str() {
            "initialized" if self.watches => return self.watch(),
            "textDocument/didOpen" => {
                if let Some(lsp::DidOpenTextDocumentParams { text_document }) = parsed(params) {
                    let uri = text_document.uri;
                    self.buffers
                        .open(uri.clone(), text_document.text, text_document.version);
                    self.changed(&uri, false);
                }
            }
            "textDocument/didChange" => {
                if let Some::<lsp::DidChangeTextDocumentParams>(params) = parsed(params) {
                    let of = params.text_document;
                    let uri = of.text_document_identifier.uri;
                    let (changes, encoding) = (params.content_changes, self.wording.encoding);
                    self.buffers.change(&uri, of.version, changes, encoding);
                    self.changed(&uri, false);
                }
            }
            "textDocument/didSave" => {
                if let Some::<lsp::DidSaveTextDocumentParams>(params) = parsed(params) {
                    self.buffers.save(&params.text_document.uri);
                    self.changed(&params.text_document.uri, true);
                }
            }
            "textDocument/didClose" => {
                if let Some::<lsp::DidCloseTextDocumentParams>(params) = parsed(params) {
                    self.buffers.close(&params.text_document.uri);
                    self.changed(&params.text_document.uri, true);
                }
            }
            "workspace/didChangeWatchedFiles" => {
                let Some::<lsp::DidChangeWatchedFilesParams>(params) = parsed(params) else {
                    return Ok(());
                };
                let files = params
                    .changes
                    .iter()
                    .filter_map(|change| SitePath::of(&change.uri));
                let roots: BTreeSet<PathBuf> = files.map(|at| at.root).collect();
                roots.iter().for_each(|root| self.analyze(root, true));
            }
            "$/cancelRequest" => return self.cancel_waiting(&Notification { method, params }),
            _ => {}
        }
        Ok(())
    }

    /// Asks the client to tell of files that other programs change.
    fn watch(&mut self) -> io::Result<()> {
        let watchers = ["**/content/**", "**/themes/**"].map(|glob| json!({"globPattern": glob}));
        let method = "workspace/didChangeWatchedFiles";
        let registration = json!({
            "id": "griot-files",
            "method": method,
            "registerOptions": {"watchers": watchers},
        });
        let id = RequestId::from("griot-watch".to_owned());
        let params = json!({"registrations": [registration]});
        self.send(&Request::new(id, "client/registerCapability".to_owned(), params).into())
    }

    /// Takes back a request that waits for an analysis.
    fn cancel_waiting(&mut self, about: &Notification) -> io::Result<()> {
        let id = cancelled_id(about);
        let is_meant = |(_, request): &mut (PathBuf, Request)| Some(&request.id) == id.as_ref();
        let cancelled: Vec<_> = self.waiting.extract_if(.., is_meant).collect();
        for (_, request) in cancelled {
            self.refuse(request.id, CANCELLED, "cancelled")?;
        }
        Ok(())
    }

    /// Analyses the site of a file.
    fn changed(&mut self, uri: &lsp::Uri, is_reread: bool) {
        let open = self.buffers.get(uri).and_then(|buffer| buffer.at.clone());
        if let Some(at) = open.or_else(|| SitePath::of(uri)) {
            self.analyze(&at.root, is_reread);
        }
    }

    fn analyze(&mut self, root: &Path, is_reread: bool) {
        let Stage::Running(jobs) = &self.stage else {
            return;
        };
        self.sites.entry(root.to_owned()).or_default();
        let job = Job {
            root: root.to_owned(),
            unsaved: self.buffers.unsaved(root),
            versions: self.buffers.versions(root),
            is_reread,
        };
        // The analyzer ends only with the session.
        let _ = jobs.send(job);
    }

    /// Sends the findings of an analysis, and answers the requests that waited for it.
    fn analyzed(&mut self, analyzed: Analyzed) -> io::Result<()> {
        let Analyzed {
            root,
            versions,
            result,
        } = analyzed;
        let language = self.language(&root);
        let site = self.sites.entry(root.clone()).or_default();
        site.is_analyzed = true;
        match result {
            Err(message) if site.failure.as_ref() == Some(&message) => {}
            Err(message) => {
                site.failure = Some(message.clone());
                let kind = lsp::MessageType::Error;
                let message = message.text(language);
                let params = lsp::ShowMessageParams { kind, message };
                self.notify("window/showMessage", params)?;
            }
            Ok(files) => {
                // While settings cannot be read, the site is known as it was before.
                site.view = files.view.or(site.view.take());
                site.failure = None;
                site.findings = files.findings;
                site.versions = versions;
                site.unreadable = files.unreadable;
                self.publish(&root)?;
            }
        }
        let is_of_site = |(of, _): &mut (PathBuf, Request)| *of == root;
        let waiting: Vec<_> = self.waiting.extract_if(.., is_of_site).collect();
        for (_, request) in waiting {
            self.answer(request)?;
        }
        Ok(())
    }

    /// Sends the findings of each file that has others than before, and those of every text that has
    /// another version.
    fn publish(&mut self, root: &Path) -> io::Result<()> {
        let Some(site) = self.sites.get_mut(root) else {
            return Ok(());
        };
        let mut messages = Vec::new();
        for (path, version) in site.changed_files() {
            let open = self.buffers.at(root, &path).map(|(uri, _)| uri.clone());
            let Some(uri) = open.or_else(|| uri_of(root, &path)) else {
                continue;
            };
            let list = site.findings.get(&path).into_iter();
            let list = list.flat_map(|file| &file.list);
            messages.push(lsp::PublishDiagnosticsParams {
                uri,
                version,
                diagnostics: list.map(|one| one.diagnostic.clone()).collect(),
            });
        }
        for params in messages {
            self.notify("textDocument/publishDiagnostics", params)?;
        }
        Ok(())
    }
}

/// Returns the parameters of a notification, or `None` if they are not what the protocol says.
/// Notifications have no answer, so such a one is ignored.
fn parsed<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

/// Returns the address of the file that a request is about.
fn uri_in(params: &Value) -> Option<lsp::Uri> {
    let uri = params.pointer("/textDocument/uri")?.as_str()?;
    lsp::Uri::parse(uri).ok()
}

/// Returns the id of the request that a message takes back.
fn cancelled_id(about: &Notification) -> Option<RequestId> {
    if about.method != "$/cancelRequest" {
        return None;
    }
    serde_json::from_value(about.params.get("id")?.clone()).ok()
}

/// Returns the root of the site at or above the folder of an address.
fn root_of(uri: &str) -> Option<PathBuf> {
    root_above(&path_of(&lsp::Uri::parse(uri).ok()?)?)
}
