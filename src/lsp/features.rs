//! What the client says of itself.

use serde_json::Value;

/// What the client can apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EditFeatures {
    /// Edits of a certain version of a text.
    pub has_versions: bool,
    /// Renames of files.
    pub has_renames: bool,
}

impl EditFeatures {
    /// Returns what the client says of itself when it initializes the server.
    pub fn of(params: &Value) -> EditFeatures {
        let about = params.pointer("/capabilities/workspace/workspaceEdit");
        let has_versions = about.and_then(|about| about.get("documentChanges"));
        let has_versions = has_versions == Some(&Value::Bool(true));
        let operations = about.and_then(|about| about.get("resourceOperations"));
        let operations = operations.and_then(Value::as_array).into_iter().flatten();
        EditFeatures {
            has_versions,
            has_renames: has_versions && operations.clone().any(|one| one == "rename"),
        }
    }
}
