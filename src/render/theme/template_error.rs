//! Errors of the template engine, as findings.
//!
//! The engine counts lines and columns in its own way, and returns some errors only as messages.
//! Here each becomes a finding in the site's own file, with a help.

use tera::ErrorKind;

use super::engine::{TemplateOrigin, TemplateOrigins};
use super::engine_message::EngineMessage;
use crate::diag::{Code, Diagnostic, Location};
use crate::message;
use crate::source::{FileId, SourceFiles, Span};

/// Returns a template error as a finding, in the site's own file if possible.
pub(super) fn finding(
    error: &tera::Error,
    origins: &TemplateOrigins,
    sources: &SourceFiles,
) -> Diagnostic {
    let report = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report,
        _ => return unknown_name(error, origins, sources),
    };
    let at = report.span();
    let place = place_in(report.filename(), origins, |file| {
        let text = sources.text(file);
        let start = offset(text, at.start_line, at.start_col);
        Span::new(
            file,
            start..offset(text, at.end_line, at.end_col).max(start),
        )
    });
    let said = report.message();
    let read = EngineMessage::read(said);
    let help = match error.kind() {
        ErrorKind::SyntaxError(_)
            if said.contains("Unknown tag") || said.contains("end of input") =>
        {
            message!(
                "tags are closed in the reverse order: an `{{% if %}}` inside a block by `{{% endif %}}` before `{{% endblock %}}`"
            )
        }
        ErrorKind::SyntaxError(_) => {
            message!("perhaps a quotation mark, a bracket, `}}}}` or `%}}` is missing before this")
        }
        _ => read.suggestion(),
    };
    Diagnostic::new(Code::Template, place, read.message).help(help)
}

/// Returns a finding for an unknown name. The engine gives such an error without a location, or
/// draws the location into the message.
fn unknown_name(
    error: &tera::Error,
    origins: &TemplateOrigins,
    sources: &SourceFiles,
) -> Diagnostic {
    let first_line = |file: FileId| {
        Span::new(
            file,
            0..sources.text(file).lines().next().map_or(0, str::len),
        )
    };
    let (place, message, help) = match error.kind() {
        ErrorKind::MissingParent { current, parent } => (
            place_in(current, origins, first_line),
            message!("there is no template `{parent}` to extend", parent),
            message!("the theme's own templates are `base.html`, `article.html` and so on"),
        ),
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain: chain,
        }
        | ErrorKind::CircularInclude {
            tpl,
            include_chain: chain,
        } => {
            // The cycle may be found in a built-in template, but be closed by one of the site's own
            // templates.
            let template = chain
                .iter()
                .chain([tpl])
                .find(|name| matches!(origins.get(*name), Some(TemplateOrigin::Own(_))))
                .unwrap_or(tpl);
            (
                place_in(template, origins, first_line),
                message!(
                    "the template `{template}` extends or includes itself",
                    template
                ),
                message!(
                    "to use the template that it replaces, name the theme that has it: `default/article.html`, or `__builtin/article.html`"
                ),
            )
        }
        _ => {
            let full = error.to_string();
            let mut lines = full.lines();
            let first = lines
                .next()
                .unwrap_or_default()
                .trim_start_matches("error: ");
            let place = lines.find_map(|line| {
                let mut parts = line.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
                let column: usize = parts.next()?.parse().ok()?;
                let row: usize = parts.next()?.parse().ok()?;
                Some((parts.next()?, row, column.checked_sub(1)?))
            });
            let width = lines
                .find(|line| line.contains('^'))
                .map_or(0, |line| line.matches('^').count());
            let place = match place {
                Some((template, row, column)) => place_in(template, origins, |file| {
                    let text = sources.text(file);
                    Span::new(
                        file,
                        offset(text, row, column)..offset(text, row, column + width),
                    )
                }),
                None => first_mentioned(first, origins, first_line),
            };
            let help = if first.contains(" is defined in both ") {
                message!("keep one of the two")
            } else {
                message!("check how the name is spelt")
            };
            (place, EngineMessage::read(first).message, help)
        }
    };
    Diagnostic::new(Code::Template, place, message).help(help)
}

/// Returns a location in a template: in the site's own file, or else the path of the built-in
/// template.
fn place_in(
    template: &str,
    origins: &TemplateOrigins,
    span: impl FnOnce(FileId) -> Span,
) -> Location {
    match origins.get(template) {
        Some(TemplateOrigin::Own(file)) => Location::Span(span(*file)),
        Some(TemplateOrigin::BuiltIn(path)) => Location::Path(path.clone()),
        None => Location::Path("themes".into()),
    }
}

/// Returns the first of the site's own templates that a message names in backticks, for errors
/// without a location.
fn first_mentioned(
    message: &str,
    origins: &TemplateOrigins,
    span: impl FnOnce(FileId) -> Span,
) -> Location {
    let is_own = |name: &&str| matches!(origins.get(*name), Some(TemplateOrigin::Own(_)));
    let name = message.split('`').find(is_own).unwrap_or_default();
    place_in(name, origins, span)
}

/// Returns the byte offset of a line, counted from 1, and a column, counted from 0.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or("");
    start
        + rest
            .char_indices()
            .nth(column)
            .map_or(rest.len().min(column), |(at, _)| at)
}
