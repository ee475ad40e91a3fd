//! The requests that the server answers, and what it tells of them.

use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::context::FileContext;
use super::position::Encoding;

/// Why a request is not answered.
#[derive(Debug)]
pub(super) struct RequestError {
    pub code: i32,
    pub message: String,
}

/// The requests that the server answers, besides those of the session itself.
const METHODS: &[&str] = &[];

/// Whether the server answers a request.
pub(super) fn is_known(method: &str) -> bool {
    METHODS.contains(&method)
}

/// Returns what the server can do.
pub(super) fn capabilities(encoding: Encoding) -> lsp::ServerCapabilities {
    lsp::ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(lsp::TextDocumentSync::Options(lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::Incremental),
            save: Some(lsp::Save::Bool(true)),
            ..lsp::TextDocumentSyncOptions::default()
        })),
        ..lsp::ServerCapabilities::default()
    }
}

/// Answers a request about a file, or with nothing if the file is not open or belongs to no site.
///
/// # Errors
/// If the parameters are not those of the request.
pub(super) fn answer(
    method: &str,
    params: Value,
    context: Option<&FileContext>,
) -> Result<Value, RequestError> {
    match method {
        _ => Ok(Value::Null),
    }
}
