//! Reading of texts, and the errors that make a text unreadable: size, encoding, merge conflicts
//! and control characters.

use std::io;
use std::path::Path;

use super::encoding;
use crate::conflict;
use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::files::{self, AccessError};
use crate::message;
use crate::messages::{Message, MessageError, io_error};
use crate::source::{FileId, InvisibleKind, SourceFiles, Span, first_invisible, invisible_kind};
use crate::yaml::Repair;

/// The maximum size of a text that is read, in bytes.
pub const MAX_TEXT: u64 = 10 * 1024 * 1024;

/// The outcome of reading a text.
pub(super) enum ReadText {
    Read(String),
    TooLarge(u64),
    /// The bytes of a text in another encoding.
    NotUtf8(Vec<u8>),
}

/// Reads the text at a path below `content/`.
pub(super) fn read_text(root: &Path, path: &str, sources: &SourceFiles) -> io::Result<ReadText> {
    read_below(root, &format!("content/{path}"), sources)
}

/// Reads the text at a path below the root.
pub(super) fn read_below(root: &Path, path: &str, sources: &SourceFiles) -> io::Result<ReadText> {
    read_with(&mut files::FileReader::new(root), root, path, sources)
}

/// Reads the text at a path below the root: the unsaved one of `sources`, or else the file. Every
/// text of a site except for its settings is read here.
pub(super) fn read_with(
    reader: &mut files::FileReader,
    root: &Path,
    path: &str,
    sources: &SourceFiles,
) -> io::Result<ReadText> {
    if let Some(text) = sources.unsaved(path) {
        return Ok(match text.len() as u64 {
            size if size > MAX_TEXT => ReadText::TooLarge(size),
            _ => ReadText::Read(text.to_owned()),
        });
    }
    let bytes = match reader.read(path, MAX_TEXT) {
        Ok(bytes) => bytes,
        Err(AccessError::TooLarge(size)) => return Ok(ReadText::TooLarge(size)),
        Err(error) => return Err(io_error_at(&root.join(path), &error.into())),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(ReadText::Read(text)),
        Err(error) => Ok(ReadText::NotUtf8(error.into_bytes())),
    }
}

/// Why a file cannot be read, with the range of text that shows the error.
pub(super) struct FileError {
    pub(super) code: Code,
    pub(super) at: std::ops::Range<usize>,
    pub(super) message: Message,
    pub(super) help: Option<Message>,
    pub(super) related: Vec<(std::ops::Range<usize>, Message)>,
    /// The edit after which the error is gone, and where its text begins in the file.
    pub(super) repair: Option<Box<(usize, Repair)>>,
}

impl FileError {
    /// Returns an error without related ranges.
    pub(super) fn new(
        code: Code,
        at: std::ops::Range<usize>,
        message: Message,
        help: Message,
    ) -> FileError {
        FileError {
            code,
            at,
            message,
            help: Some(help),
            related: Vec::new(),
            repair: None,
        }
    }

    /// Adds the edit of a range after which the error is gone.
    pub(super) fn repaired(mut self, range: std::ops::Range<usize>, new: &str) -> FileError {
        self.repair = Some(Box::new((
            0,
            Repair {
                range,
                text: new.to_owned(),
                line: new.trim().to_owned(),
                is_safe: true,
            },
        )));
        self
    }

    /// Returns the finding about the error.
    pub(super) fn at(self, file: FileId) -> Diagnostic {
        let finding = Diagnostic::new(self.code, Span::new(file, self.at), self.message)
            .maybe_help(self.help)
            .fix((self.repair).map(|repair| {
                let (start, repair) = *repair;
                Fix::of_repair(file, start, repair)
            }));
        (self.related.into_iter()).fold(finding, |finding, (at, words)| {
            finding.related(Span::new(file, at), words)
        })
    }
}

/// Returns the text of a file without its byte order mark. If the file cannot be read, returns an
/// approximation of the text with the error.
pub(super) fn text_or_error(text: ReadText) -> (String, Option<FileError>) {
    match text {
        ReadText::Read(text) => (
            text.strip_prefix('\u{feff}')
                .map(str::to_owned)
                .unwrap_or(text),
            None,
        ),
        ReadText::TooLarge(size) => {
            let error = FileError::new(
                Code::TooLarge,
                0..0,
                message!(
                    "this file has {size} bytes; the limit is {limit} (10 MiB)",
                    size,
                    limit = MAX_TEXT
                ),
                message!("split it, or put it into content/media/ and link to it"),
            );
            (String::new(), Some(error))
        }
        ReadText::NotUtf8(bytes) => {
            let (text, at, encoding) = encoding::decoded(&bytes);
            let line = text[..at].matches('\n').count() + 1;
            let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            let error = FileError::new(
                Code::NotUtf8,
                at..end,
                match encoding {
                    Some(name) => {
                        message!("this file is not UTF-8 text: it is encoded as {name}", name)
                    }
                    None => {
                        message!(
                            "this file is not UTF-8 text: a letter on line {line} has another encoding",
                            line
                        )
                    }
                },
                message!("save it again as UTF-8"),
            );
            (text, Some(error))
        }
    }
}

/// Returns the first merge conflict in a text. From the byte `body` on, the text is Markdown.
pub(super) fn merge_conflict(text: &str, body: usize) -> Option<FileError> {
    conflict::find(text, body).map(|found| {
        let (message, help) = (found.message(), found.help());
        FileError::new(Code::MergeConflict, found.at, message, help)
    })
}

/// The maximum number of invisible characters of a text that are reported.
const MAX_INVISIBLE: usize = 20;

/// Returns the first invisible character at or after a position.
pub(super) fn invisible_error(text: &str, from: usize) -> Option<FileError> {
    let at = from + first_invisible(&text[from..])?;
    let found = text[at..].chars().next()?;
    let range = at..at + found.len_utf8();
    let error = FileError::new(
        Code::ControlCharacter,
        range.clone(),
        match invisible_kind(found) {
            InvisibleKind::Control => message!("found an invisible control character"),
            InvisibleKind::Reversing(name) => message!(
                "found an invisible character that reverses the text after it ({name})",
                name
            ),
            InvisibleKind::Invalid(name) => message!("found an invalid character ({name})", name),
        },
        message!("delete it; it often comes with text pasted from a PDF"),
    );
    Some(error.repaired(range, ""))
}

/// Reports the invisible characters of a body. The body is read in spite of them.
pub(super) fn invisible_in_body(
    file: FileId,
    text: &str,
    body: usize,
    diagnostics: &mut Diagnostics,
) {
    let mut from = body;
    for _ in 0..MAX_INVISIBLE {
        let Some(error) = invisible_error(text, from) else {
            return;
        };
        from = error.at.end;
        diagnostics.push(error.at(file));
    }
}

pub(super) fn io_error_at(path: &Path, error: &io::Error) -> io::Error {
    let message = message!(
        "{path}: {error}",
        path = path.display(),
        error = io_error(error)
    );
    io::Error::new(error.kind(), MessageError(message))
}
