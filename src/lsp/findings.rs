//! Findings in the form of the protocol.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use gen_lsp_types as lsp;

use super::locations::uri_of;
use super::position::{Encoding, Lines};
use crate::diag::emit::unchecked_words;
use crate::diag::{Code, FileRename, Finding, Fix, Safety, Severity};
use crate::messages::MessageLanguage;
use crate::source::{FileId, SourceFiles, Span};

/// The name under which editors show findings.
const SOURCE: &str = "griot";

/// The findings of a file.
#[derive(Default)]
pub(super) struct FileFindings {
    pub list: Vec<FileFinding>,
}

impl FileFindings {
    /// Whether a client would see the same.
    pub fn is_same(&self, other: &FileFindings) -> bool {
        fn diagnostics(of: &FileFindings) -> impl Iterator<Item = &lsp::Diagnostic> {
            of.list.iter().map(|one| &one.diagnostic)
        }
        diagnostics(self).eq(diagnostics(other))
    }
}

/// A finding of a file, as it is sent.
pub(super) struct FileFinding {
    pub code: Code,
    pub diagnostic: lsp::Diagnostic,
    pub fixes: Vec<FindingFix>,
}

/// A fix of a finding, with its ranges in the texts that were analysed.
pub(super) struct FindingFix {
    pub title: String,
    pub safety: Safety,
    pub edits: EditsByFile,
    pub renames: Vec<FileRename>,
}

/// Edits of each file, by path.
pub(super) type EditsByFile = BTreeMap<String, Vec<lsp::TextEdit>>;

/// How the findings of a site are told.
pub(super) struct FindingsWriter<'a> {
    pub root: &'a Path,
    pub encoding: Encoding,
    pub language: MessageLanguage,
}

impl FindingsWriter<'_> {
    /// Returns the findings of each file, by path.
    pub fn by_file(
        &self,
        findings: &[Finding],
        sources: &SourceFiles,
    ) -> BTreeMap<String, Arc<FileFindings>> {
        let mut converter = Converter {
            writer: self,
            sources,
            lines: BTreeMap::new(),
        };
        let mut files: BTreeMap<String, FileFindings> = BTreeMap::new();
        for finding in findings {
            let converted = converter.finding(finding);
            let file = files.entry(finding.path.clone()).or_default();
            file.list.push(converted);
        }
        let files = files.into_iter();
        files.map(|(path, file)| (path, Arc::new(file))).collect()
    }
}

/// Converts findings. The lines of a file are found once.
struct Converter<'c> {
    writer: &'c FindingsWriter<'c>,
    sources: &'c SourceFiles,
    lines: BTreeMap<FileId, Lines<'c>>,
}

impl Converter<'_> {
    fn finding(&mut self, finding: &Finding) -> FileFinding {
        let language = self.writer.language;
        let severity = match finding.severity {
            Severity::Error => lsp::DiagnosticSeverity::Error,
            Severity::Warning => lsp::DiagnosticSeverity::Warning,
        };
        let lines = [Some(finding.message.text(language))]
            .into_iter()
            .chain([finding.help.as_ref().map(|help| help.text(language))])
            .chain([unchecked_words(finding).map(|words| words.text(language))]);
        let message: Vec<String> = lines.flatten().collect();
        let range = self.range(finding.span);
        let diagnostic = lsp::Diagnostic {
            range,
            severity: Some(severity),
            code: Some(lsp::Code::String(finding.code.word().to_owned())),
            source: Some(SOURCE.to_owned()),
            message: lsp::Message::String(message.join("\n")),
            tags: is_unneeded(finding.code).then(|| vec![lsp::DiagnosticTag::Unnecessary]),
            related_information: Some(self.related(finding, range)),
            ..lsp::Diagnostic::default()
        };
        let fixes = finding.fixes.iter().filter_map(|fix| self.fix(fix));
        FileFinding {
            code: finding.code,
            diagnostic,
            fixes: fixes.collect(),
        }
    }

    /// Returns a fix, or `None` if its ranges cannot be found.
    fn fix(&mut self, fix: &Fix) -> Option<FindingFix> {
        let resolved = fix.resolve(self.sources)?;
        let mut edits = EditsByFile::new();
        for edit in resolved.edits {
            let path = self.sources.path(edit.span.file).to_owned();
            let range = self.range(Some(edit.span));
            let new_text = edit.text;
            let of_file = edits.entry(path).or_default();
            of_file.push(lsp::TextEdit { range, new_text });
        }
        Some(FindingFix {
            title: fix.title.text(self.writer.language),
            safety: fix.safety,
            edits,
            renames: resolved.renames,
        })
    }

    /// Returns the words beside the caret, and the related places.
    fn related(
        &mut self,
        finding: &Finding,
        range: lsp::Range,
    ) -> Vec<lsp::DiagnosticRelatedInformation> {
        let language = self.writer.language;
        let label = finding
            .label
            .iter()
            .map(|label| (range, &finding.path, label));
        let mut all: Vec<_> = label.collect();
        for (span, path, words) in &finding.related {
            all.push((self.range(*span), path, words));
        }
        let root = self.writer.root;
        let related = all.into_iter().filter_map(|(range, path, words)| {
            let uri = uri_of(root, path)?;
            Some(lsp::DiagnosticRelatedInformation {
                location: lsp::Location { uri, range },
                message: words.text(language),
            })
        });
        related.collect()
    }

    /// Returns the range of a span. A finding without one is at the beginning of its file.
    fn range(&mut self, span: Option<Span>) -> lsp::Range {
        let Some(span) = span else {
            return lsp::Range::default();
        };
        let (sources, encoding) = (self.sources, self.writer.encoding);
        let lines = self
            .lines
            .entry(span.file)
            .or_insert_with(|| Lines::new(sources.text(span.file), encoding));
        lines.range(bytes(span))
    }
}

/// Returns a span as a range of bytes.
fn bytes(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// Whether what a finding is about can be deleted, so that editors show it faded.
fn is_unneeded(code: Code) -> bool {
    matches!(code, Code::UnusedAllow | Code::UnusedFootnote)
}
