//! Errors of the template engine, as findings.
//!
//! The engine counts lines and columns in its own way, and returns some errors only as messages.
//! Here each becomes a finding in the site's own file, with a help.

use tera::ErrorKind;

use super::engine::{TemplateOrigin, TemplateOrigins};
use crate::diag::{Code, Diagnostic, Location, nearest, or_list};
use crate::source::{FileId, SourceFiles, Span};

/// The maximum number of names that a help lists.
const MAX_NAMES: usize = 24;

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
    let (message, available) = message_and_names(report.message());
    let help = match error.kind() {
        ErrorKind::SyntaxError(_) if message.contains("unknown tag") || message.contains("end of input") => {
            "tags are closed in the reverse order: an `{% if %}` inside a block by `{% endif %}` before `{% endblock %}`"
                .to_owned()
        }
        ErrorKind::SyntaxError(_) => {
            "perhaps a quotation mark, a bracket, `}}` or `%}` is missing before this".to_owned()
        }
        _ => suggestion(&message, &available),
    };
    Diagnostic::new(Code::Template, place, message).help(help)
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
            format!("there is no template `{parent}` to extend"),
            "the theme's own templates are `base.html`, `article.html` and so on",
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
                format!("the template `{template}` extends or includes itself"),
                "to use the template that it replaces, name the theme that has it: `default/article.html`, or `__builtin/article.html`",
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
                "keep one of the two"
            } else {
                "check how the name is spelt"
            };
            (place, message_and_names(first).0, help)
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

/// Returns what to write instead of an unknown name. `available` are the known names.
fn suggestion(message: &str, available: &[&str]) -> String {
    let name = message.split('`').nth(1).unwrap_or_default();
    match nearest(name, available.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if (1..=MAX_NAMES).contains(&available.len()) => {
            format!("it can be {}", or_list(available.iter().copied()))
        }
        None => "see themes/README.md for the values that each template gets".to_owned(),
    }
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

/// Rewrites a message of the engine in griot's form. Returns the message with the names that it
/// lists as available.
fn message_and_names(message: &str) -> (String, Vec<&str>) {
    let (first, names) = match message.split_once(". Available ") {
        Some((first, list)) => (first, list.split_once(": ").map_or("", |(_, names)| names)),
        None => (message, ""),
    };
    let available = names.split(", ").filter(|name| !name.is_empty()).collect();
    let mut letters = first.trim_end_matches('.').chars();
    let sentence = match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "invalid template".to_owned(),
    };
    (sentence, available)
}
