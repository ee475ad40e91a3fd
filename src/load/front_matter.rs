//! Front matter: its fences, and its value, which is cached in the store.

use super::text::{FileError, ReadText, invisible_error, merge_conflict, text_or_error};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::incremental::{Hash, Store};
use crate::source::{FileId, SourceFiles, Span};
use crate::yaml::{self, Value, ValueRef};

/// A front matter. Its value is serialized, which takes a tenth of the memory, and is deserialized
/// on use.
#[derive(Clone)]
pub struct FrontMatter(pub(super) Box<[u8]>);

impl FrontMatter {
    /// Serializes a value.
    pub fn new(value: &Value) -> FrontMatter {
        let bytes = postcard::to_allocvec(value).expect("every value can be written");
        FrontMatter(bytes.into())
    }

    /// Returns the value.
    pub fn value(&self) -> Value {
        postcard::from_bytes(&self.0).expect("a value was written")
    }

    /// Returns the value. Its texts are borrowed from the serialized form.
    pub fn view(&self) -> ValueRef<'_> {
        postcard::from_bytes(&self.0).expect("a view has the form of a value")
    }
}

/// The ranges of front matter and body.
pub struct FrontMatterSplit {
    pub front: std::ops::Range<usize>,
    pub body: std::ops::Range<usize>,
    pub has_front: bool,
    pub(super) unclosed: Option<usize>,
}

/// Splits a text into front matter and body. Front matter is between two lines of three hyphens at
/// the beginning of the text.
pub fn split(text: &str) -> FrontMatterSplit {
    let first = text.lines().next().unwrap_or("");
    if first.trim_end() != "---" {
        return FrontMatterSplit {
            front: 0..0,
            body: 0..text.len(),
            has_front: false,
            unclosed: None,
        };
    }
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return FrontMatterSplit {
                front: start..at,
                body: at + line.len()..text.len(),
                has_front: true,
                unclosed: None,
            };
        }
        at += line.len();
    }
    FrontMatterSplit {
        front: start..text.len(),
        body: text.len()..text.len(),
        has_front: true,
        unclosed: Some(0),
    }
}

/// Parses the YAML in a range of a file.
fn parsed(text: &str, range: &std::ops::Range<usize>) -> Result<Value, FileError> {
    yaml::parse_mapping(&text[range.clone()]).map_err(|error| {
        let at = range.start + error.at;
        let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        let repair = error.repair(&text[range.clone()]);
        FileError {
            repair: repair.map(|repair| Box::new((range.start, repair))),
            code: Code::YamlSyntax,
            at: at..end.max(range.start + error.end),
            message: error.message,
            help: error.help,
            related: (error.other.into_iter())
                .map(|(other, words)| (range.start + other.start..range.start + other.end, words))
                .collect(),
        }
    })
}

/// Returns the front matter in a range of a file, from the store if possible.
pub(super) fn front_matter(
    text: &str,
    range: &std::ops::Range<usize>,
    stored: Option<(&Store, Hash)>,
) -> Result<FrontMatter, FileError> {
    let stored = stored.map(|(store, hash)| (store, store.own_key(hash)));
    let known = stored.and_then(|(store, key)| store.get(key));
    if let Some(bytes) = known.filter(|bytes| yaml::is_written(bytes)) {
        return Ok(FrontMatter(bytes.into()));
    }
    let front = FrontMatter::new(&parsed(text, range)?);
    if let Some((store, key)) = stored {
        store.put(key, &front.0);
    }
    Ok(front)
}

/// Reports the texts in a range of a file that YAML drops, such as everything after ` #`.
pub fn report_dropped_text(
    file: FileId,
    range: &std::ops::Range<usize>,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) {
    for dropped in yaml::dropped_texts(&sources.text(file)[range.clone()]) {
        let span = Span::new(
            file,
            range.start + dropped.at.start..range.start + dropped.at.end,
        );
        let fix = Fix::of_dropped_text(file, range.start, &dropped);
        let finding = Diagnostic::new(Code::DroppedText, span, dropped.message);
        diagnostics.push(finding.help(dropped.help).fix(fix));
    }
}

/// Parses a file that has only YAML. Returns its text, and its value or the error.
pub(super) fn yaml_file(text: ReadText) -> (String, Result<Value, FileError>) {
    let (text, error) = text_or_error(text);
    let error = error
        .or_else(|| merge_conflict(&text, text.len()))
        .or_else(|| invisible_error(&text, 0));
    let value = match error {
        Some(error) => Err(error),
        None => parsed(&text, &(0..text.len())),
    };
    (text, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stands_between_two_lines() {
        let text = "---\ntitle: a\n---\nbody\n";
        let parts = split(text);
        assert_eq!(
            (&text[parts.front], &text[parts.body]),
            ("title: a\n", "body\n")
        );
        assert!(!split("no front").has_front);
        assert!(split("---\ntitle: a\n").unclosed.is_some());
    }
}
