//! An editor that speaks the protocol with `griot lsp`.

use std::collections::VecDeque;
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// How long an answer may take on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A session of an editor.
pub struct Editor {
    root: PathBuf,
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Messages that were received while another one was awaited.
    earlier: VecDeque<Value>,
    next: i32,
}

impl Editor {
    /// Starts the server, and initializes it with more parameters than the folder.
    pub fn start(root: &Path, more: &Value) -> Editor {
        let mut editor = Editor::connect(root);
        let mut params = json!({
            "processId": null,
            "rootUri": editor.uri(""),
            "capabilities": {},
        });
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        let result = editor.request("initialize", params);
        assert_eq!(result["serverInfo"]["name"], "griot", "{result}");
        editor.notify("initialized", json!({}));
        editor
    }

    /// Starts the server.
    pub fn connect(root: &Path) -> Editor {
        let program = assert_cmd::cargo::cargo_bin("griot");
        let mut server = Command::new(program)
            .args(["lsp", "--stdio"])
            .env_remove("GRIOT_LANG")
            .env("SOURCE_DATE_EPOCH", "1796083200")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let output = server.stdout.take().expect("it has an output");
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Editor {
            root: root.canonicalize().expect("the folder is there"),
            input: server.stdin.take(),
            server,
            messages,
            earlier: VecDeque::new(),
            next: 0,
        }
    }

    /// Returns the address of a file of the site.
    pub fn uri(&self, path: &str) -> String {
        let path = self.root.join(path);
        url::Url::from_file_path(path)
            .expect("the path is absolute")
            .to_string()
    }

    /// Writes bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        self.try_write(bytes).expect("the server reads");
    }

    /// Writes bytes as they are, to a server that may have ended.
    pub fn try_write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes)?;
        input.flush()
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "tests write the parameters in the call"
    )]
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request, and returns its result, or its error as `{"error": …}`.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "tests write the parameters in the call"
    )]
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        match answer.get("error") {
            Some(error) => json!({"error": error}),
            None => answer["result"].clone(),
        }
    }

    /// Sends a request about a position in a file.
    pub fn ask(&mut self, method: &str, path: &str, (line, character): (u32, u32)) -> Value {
        let mut params = json!({
            "textDocument": {"uri": self.uri(path)},
            "position": {"line": line, "character": character},
        });
        if method == "textDocument/references" {
            params["context"] = json!({"includeDeclaration": true});
        }
        self.request(method, params)
    }

    /// Waits for a message.
    pub fn wait(&mut self, is_meant: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.earlier.iter().position(&is_meant) {
            return self.earlier.remove(at).expect("it was found");
        }
        loop {
            let message = self
                .messages
                .recv_timeout(PATIENCE)
                .expect("the server answers");
            if is_meant(&message) {
                return message;
            }
            self.earlier.push_back(message);
        }
    }

    /// Waits for the findings of a version of a file, and returns them.
    pub fn findings(&mut self, path: &str, version: Option<i32>) -> Vec<Value> {
        let uri = self.uri(path);
        let message = self.wait(|message| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && version.is_none_or(|version| params["version"] == version)
        });
        let list = message["params"]["diagnostics"].as_array();
        list.expect("findings are a list").clone()
    }

    pub fn open(&mut self, path: &str, text: &str) {
        let document = json!({
            "uri": self.uri(path),
            "languageId": "markdown",
            "version": 1,
            "text": text,
        });
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces a text.
    pub fn change(&mut self, path: &str, version: i32, text: &str) {
        let change = json!({"text": text});
        self.change_with(path, version, &json!([change]));
    }

    pub fn change_with(&mut self, path: &str, version: i32, changes: &Value) {
        let document = json!({"uri": self.uri(path), "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
    }

    /// Returns what completion offers at the mark `|` in a text, each as `label = new text`.
    pub fn offers(&mut self, path: &str, version: i32, text: &str) -> Vec<String> {
        let (at, text) = marked(text);
        self.change(path, version, &text);
        let list = self.ask("textDocument/completion", path, at);
        let items = list["items"]
            .as_array()
            .expect("completion is a list")
            .iter();
        let show = |item: &Value| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            format!(
                "{} = {}",
                text(&item["label"]),
                text(&item["textEdit"]["newText"])
            )
        };
        items.map(show).collect()
    }

    /// Ends the session, and returns the exit code.
    pub fn end(mut self) -> Option<i32> {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.exit_code()
    }

    /// Closes the input, and returns the exit code.
    pub fn exit_code(mut self) -> Option<i32> {
        drop(self.input.take());
        self.server.wait().expect("the server ends").code()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Returns the position of the mark `|` in UTF-16, and the text without it.
pub fn marked(text: &str) -> ((u32, u32), String) {
    let offset = text.find('|').expect("the text has a mark");
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let character = before[start..].encode_utf16().count();
    let number = |number: usize| u32::try_from(number).expect("texts are short");
    ((number(line), number(character)), text.replacen('|', "", 1))
}

/// Reads a message of the server. `None` at the end.
fn read(output: &mut impl io::BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
