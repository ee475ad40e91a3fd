//! Changes of several files, in the form that the client knows.

use gen_lsp_types as lsp;

use super::context::FileContext;
use super::findings::EditsByFile;
use crate::diag::FileRename;

/// Returns edits and renames of files as one change. `None` if the client cannot rename files and
/// some are to be renamed. Texts are edited before their files are renamed.
pub(super) fn workspace_edit(
    context: &FileContext,
    edits: &EditsByFile,
    renames: &[FileRename],
) -> Option<lsp::WorkspaceEdit> {
    let features = context.features;
    if !renames.is_empty() && !features.has_renames {
        return None;
    }
    if !features.has_versions {
        let changes = edits
            .iter()
            .filter_map(|(path, edits)| Some((context.uri_of(path)?, edits.clone())));
        return Some(lsp::WorkspaceEdit {
            changes: Some(changes.collect()),
            ..lsp::WorkspaceEdit::default()
        });
    }
    let edits = edits.iter().filter_map(|(path, edits)| {
        let uri = context.uri_of(path)?;
        let version = context.version_of(path);
        let of_text = lsp::OptionalVersionedTextDocumentIdentifier {
            version,
            text_document_identifier: lsp::TextDocumentIdentifier { uri },
        };
        let edits = edits.iter().cloned().map(lsp::Edit::TextEdit);
        Some(lsp::DocumentChange::TextDocumentEdit(
            lsp::TextDocumentEdit {
                text_document: of_text,
                edits: edits.collect(),
            },
        ))
    });
    let renames = renames.iter().filter_map(|rename| {
        let (old, new) = (context.uri_of(&rename.from)?, context.uri_of(&rename.to)?);
        Some(lsp::DocumentChange::RenameFile(lsp::RenameFile::new(
            old, new, None, None,
        )))
    });
    Some(lsp::WorkspaceEdit {
        document_changes: Some(edits.chain(renames).collect()),
        ..lsp::WorkspaceEdit::default()
    })
}
