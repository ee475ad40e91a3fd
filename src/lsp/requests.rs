//! The requests that the server answers, and what it tells of them.

use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::context::FileContext;
use super::position::Encoding;
use super::{actions, completion, hover, navigation, outline, rename};

/// Why a request is not answered.
#[derive(Debug)]
pub(super) struct RequestError {
    pub code: i32,
    pub message: String,
}

impl RequestError {
    /// Returns the error of parameters that are not those of a request.
    fn parameters(error: &serde_json::Error) -> RequestError {
        RequestError {
            code: ErrorCode::InvalidParams as i32,
            message: error.to_string(),
        }
    }
}

/// The requests that the server answers, besides those of the session itself.
const METHODS: &[&str] = &[
    "textDocument/codeAction",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/hover",
    "textDocument/prepareRename",
    "textDocument/references",
    "textDocument/rename",
];

/// Whether the server answers a request.
pub(super) fn is_known(method: &str) -> bool {
    METHODS.contains(&method)
}

/// Returns what the server can do.
pub(super) fn capabilities(encoding: Encoding) -> lsp::ServerCapabilities {
    let sync = lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::Incremental),
        save: Some(lsp::Save::Bool(true)),
        ..lsp::TextDocumentSyncOptions::default()
    };
    let completion = lsp::CompletionOptions {
        trigger_characters: Some(completion::TRIGGERS.map(str::to_owned).to_vec()),
        ..lsp::CompletionOptions::default()
    };
    let rename = lsp::RenameOptions {
        prepare_provider: Some(true),
        ..lsp::RenameOptions::default()
    };
    let actions = lsp::CodeActionOptions {
        code_action_kinds: Some(vec![lsp::CodeActionKind::QuickFix]),
        ..lsp::CodeActionOptions::default()
    };
    lsp::ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(lsp::TextDocumentSync::Options(sync)),
        completion_provider: Some(completion),
        hover_provider: Some(lsp::HoverProvider::Bool(true)),
        rename_provider: Some(lsp::RenameProvider::RenameOptions(rename)),
        definition_provider: Some(lsp::DefinitionProvider::Bool(true)),
        references_provider: Some(lsp::ReferencesProvider::Bool(true)),
        document_symbol_provider: Some(lsp::DocumentSymbolProvider::Bool(true)),
        code_action_provider: Some(lsp::CodeActionProvider::CodeActionOptions(actions)),
        folding_range_provider: Some(lsp::FoldingRangeProvider::Bool(true)),
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
    let with = Answering { context };
    match method {
        "textDocument/codeAction" => with.answer(params, |file, params: lsp::CodeActionParams| {
            Some(actions::quick_fixes(file, &params))
        }),
        "textDocument/completion" => with.answer(params, |file, params: lsp::CompletionParams| {
            let at = params.text_document_position_params.position;
            Some(completion::complete(file, at))
        }),
        "textDocument/definition" => with.answer(params, |file, params: lsp::DefinitionParams| {
            let at = params.text_document_position_params.position;
            navigation::definition(file, at)
        }),
        "textDocument/documentSymbol" => with
            .answer(params, |file, _: lsp::DocumentSymbolParams| {
                Some(outline::symbols(file))
            }),
        "textDocument/foldingRange" => with.answer(params, |file, _: lsp::FoldingRangeParams| {
            Some(outline::folding(file))
        }),
        "textDocument/hover" => with.answer(params, |file, params: lsp::HoverParams| {
            let at = params.text_document_position_params.position;
            hover::hover(file, at)
        }),
        "textDocument/prepareRename" => {
            with.answer(params, |file, params: lsp::PrepareRenameParams| {
                rename::prepare(file, params.text_document_position_params.position)
            })
        }
        "textDocument/rename" => with.try_answer(params, |file, params: lsp::RenameParams| {
            let at = params.text_document_position_params.position;
            let renamed = rename::rename(file, at, &params.new_name);
            renamed.map_err(|message| message.text(file.language))
        }),
        "textDocument/references" => with.answer(params, |file, params: lsp::ReferenceParams| {
            let at = params.text_document_position_params.position;
            navigation::references_of(file, at, params.context.include_declaration)
        }),
        _ => Err(RequestError {
            code: ErrorCode::MethodNotFound as i32,
            message: format!("unknown method `{method}`"),
        }),
    }
}

/// Reads parameters and writes results.
struct Answering<'a> {
    context: Option<&'a FileContext<'a>>,
}

impl Answering<'_> {
    fn answer<P: DeserializeOwned, R: Serialize>(
        &self,
        params: Value,
        answer: impl FnOnce(&FileContext, P) -> Option<R>,
    ) -> Result<Value, RequestError> {
        self.try_answer(params, |context, params| Ok(answer(context, params)))
    }

    /// Answers with an error if `answer` returns one, for those who asked.
    fn try_answer<P: DeserializeOwned, R: Serialize>(
        &self,
        params: Value,
        answer: impl FnOnce(&FileContext, P) -> Result<R, String>,
    ) -> Result<Value, RequestError> {
        let params =
            serde_json::from_value(params).map_err(|error| RequestError::parameters(&error))?;
        let Some(context) = self.context else {
            return Ok(Value::Null);
        };
        let result = answer(context, params).map_err(|message| RequestError {
            code: ErrorCode::RequestFailed as i32,
            message,
        })?;
        serde_json::to_value(result).map_err(|error| RequestError::parameters(&error))
    }
}
