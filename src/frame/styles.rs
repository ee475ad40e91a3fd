//! Style sheets of the site's own. Files that they refer to are published, and written with their
//! published addresses.

use std::io;

use super::files::{self, SiteFile};
use super::{Frame, FrameInputs};
use crate::address::decoded;
use crate::config::ContentPolicy;
use crate::css::{has_scheme, references};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::fields::Located;
use crate::load::{self, STATIC};
use crate::message;
use crate::messages::Message;
use crate::source::{FileId, SourceFiles, Span};

/// A style sheet of the site's own.
#[derive(Debug, PartialEq, Eq)]
pub struct StyleSheet {
    /// The path below `content/`.
    pub path: String,
    pub parts: Vec<StylePart>,
}

/// A part of a style sheet.
#[derive(Debug, PartialEq, Eq)]
pub enum StylePart {
    Text(String),
    /// The address of a file that is published because the style sheet names it.
    Media(String),
    /// The address of a file that is copied unchanged.
    Copied(String),
}

/// Reads the style sheets that the settings name.
///
/// # Errors
/// If an existing file cannot be read.
pub(super) fn styles(
    inputs: &FrameInputs,
    frame: &mut Frame,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> io::Result<Vec<StyleSheet>> {
    let mut sheets = Vec::new();
    for written in &inputs.config.frame.css {
        let found = files::find(inputs.tree, "", &written.value);
        let path = match found.filter(|_| is_sheet(&written.value)) {
            Some(SiteFile::Media(path)) => path,
            Some(SiteFile::Copied(below)) => format!("{STATIC}/{below}"),
            None => {
                diagnostics.push(no_sheet(written, inputs));
                continue;
            }
        };
        if !frame.sheets.insert(path.clone()) {
            continue;
        }
        let name = format!("content/{path}");
        let Some(file) = load::read_root_file(inputs.root, &name, sources, diagnostics)? else {
            continue;
        };
        let mut reader = SheetReader {
            inputs,
            frame,
            sources,
            diagnostics,
            file,
            folder: path.rsplit_once('/').map_or("", |(folder, _)| folder),
        };
        let parts = reader.parts();
        sheets.push(StyleSheet { path, parts });
    }
    Ok(sheets)
}

/// Whether a file is a style sheet, by its name.
fn is_sheet(path: &str) -> bool {
    let path = std::path::Path::new(path);
    path.extension().is_some_and(|extension| extension == "css")
}

/// Reports a style sheet that does not exist.
fn no_sheet(written: &Located<String>, inputs: &FrameInputs) -> Diagnostic {
    let path = &written.value;
    if !is_sheet(path) {
        let message = message!("`{path}` is not a style sheet", path);
        return Diagnostic::new(Code::BrokenLink, &written.field, message).help(message!(
            "write the path of a file below content/ that ends in `.css`"
        ));
    }
    let near = files::near(inputs.tree, path).filter(|near| is_sheet(near));
    let fix = near.as_ref().map(|near| {
        let title = message!("write `{line}`", line = near.as_str());
        Fix::not_safe(title).replace_name(&written.field, path, near.as_str())
    });
    let help = match near {
        Some(near) => message!("did you mean `{near}`?", near),
        None => {
            let place = files::place_for(path, "style");
            let setting = place.trim_start_matches("content/");
            message!(
                "put it at {place}, and write `css: [{setting}]`",
                place,
                setting
            )
        }
    };
    let message = message!("there is no style sheet `{path}`", path);
    Diagnostic::new(Code::BrokenLink, &written.field, message)
        .help(help)
        .fix(fix)
}

/// Reads one style sheet.
struct SheetReader<'a> {
    inputs: &'a FrameInputs<'a>,
    frame: &'a mut Frame,
    sources: &'a SourceFiles,
    diagnostics: &'a mut Diagnostics,
    file: FileId,
    folder: &'a str,
}

impl SheetReader<'_> {
    /// Returns the parts of the style sheet.
    fn parts(&mut self) -> Vec<StylePart> {
        let text = self.sources.text(self.file);
        let mut parts = Vec::new();
        let mut from = 0;
        for range in references(text) {
            let written = &text[range.clone()];
            let path = written.split(['#', '?']).next().unwrap_or(written);
            let at = range.start..range.start + path.len();
            if path.is_empty() {
                continue;
            }
            if has_scheme(path) || path.starts_with("//") {
                self.check_policy(written, range);
                continue;
            }
            let found = match path.starts_with('/') {
                true => None,
                false => files::find(self.inputs.tree, self.folder, &decoded(path)),
            };
            let part = match found {
                Some(file) if is_sheet(path) => {
                    // It is named, though not as it should be.
                    if let SiteFile::Media(path) = file {
                        self.frame.sheets.insert(path);
                    }
                    let message = message!("`{path}` is a style sheet of its own", path);
                    let help = message!(
                        "name it under `css` in site.yaml, before this one, and delete the `@import`"
                    );
                    self.report(at, message, help);
                    continue;
                }
                Some(SiteFile::Media(media)) => {
                    self.frame.media.insert(media.clone());
                    StylePart::Media(media)
                }
                Some(SiteFile::Copied(below)) => StylePart::Copied(below),
                None => {
                    let near = files::near(self.inputs.tree, path);
                    let help = match near {
                        Some(near) => message!("the nearest file is content/{near}", near),
                        None => message!(
                            "write the path of a file from the style sheet, such as `../media/serif.woff2`"
                        ),
                    };
                    self.report(at, message!("there is no file `{path}`", path), help);
                    continue;
                }
            };
            parts.push(StylePart::Text(text[from..at.start].to_owned()));
            parts.push(part);
            from = at.end;
        }
        parts.push(StylePart::Text(text[from..].to_owned()));
        parts
    }

    /// Reports an address that the pages' policy does not allow.
    fn check_policy(&mut self, written: &str, at: std::ops::Range<usize>) {
        if self.inputs.config.frame.policy != ContentPolicy::Strict {
            return;
        }
        let scheme: String = written.chars().take_while(|c| *c != ',').take(60).collect();
        let message = message!(
            "browsers do not load `{scheme}`: the pages' policy allows files of the site alone",
            scheme
        );
        let help = message!("save it in content/media/, and write its path from the style sheet");
        self.report(at, message, help);
    }

    fn report(&mut self, at: std::ops::Range<usize>, message: Message, help: Message) {
        let span = Span::new(self.file, at);
        self.diagnostics
            .push(Diagnostic::new(Code::BrokenLink, span, message).help(help));
    }
}
