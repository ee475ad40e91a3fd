//! Callouts, which become GitHub's alerts.

use crate::import::report::ProblemKind;
use crate::import::sites::body::{Body, Edit};
use crate::import::sites::context::RewriteContext;
use crate::import::sites::scan::Ranges;
use crate::markdown::syntax;

/// Replaces `> [!type] Title` by an alert. The title becomes its first paragraph.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    if !text.contains("[!") {
        return;
    }
    let code = Ranges::of_code(&syntax(&text));
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        if let Some((quote, kind, title)) = callout(written)
            && !code.contains(start)
        {
            let alert = alert(kind);
            let is_ours = kind == alert.unwrap_or_default() && title.is_empty();
            if !is_ours {
                let number = body.line(start);
                context.flag(number, ProblemKind::KnownShortcode, "callout", written);
                let range = start..start + written.len();
                edits.push(Edit::new(range, lines(quote, alert, title)));
            }
        }
        start += line.len();
    }
    body.edit(edits);
}

/// Splits the first line of a callout: what stands before it, its type and its title.
fn callout(line: &str) -> Option<(&str, &str, &str)> {
    let at = line.find("[!")?;
    let quote = &line[..at];
    let is_quote = quote.contains('>') && quote.chars().all(|c| c == '>' || c == ' ');
    let (kind, title) = line[at + 2..].split_once(']')?;
    let title = title.trim_start_matches(['+', '-']).trim();
    (is_quote && !kind.is_empty()).then(|| (quote, kind.split('|').next().unwrap_or(kind), title))
}

/// Returns the alert for a type of callout; `None` for a quotation.
fn alert(kind: &str) -> Option<&'static str> {
    match kind.to_lowercase().as_str() {
        "tip" | "hint" | "success" | "check" | "done" => Some("TIP"),
        "important" => Some("IMPORTANT"),
        "warning" | "caution" | "attention" => Some("WARNING"),
        "failure" | "fail" | "missing" | "danger" | "error" | "bug" => Some("CAUTION"),
        "quote" | "cite" => None,
        _ => Some("NOTE"),
    }
}

/// Returns the first lines of an alert.
fn lines(quote: &str, alert: Option<&str>, title: &str) -> String {
    let quote = quote.trim_end();
    let title = (!title.is_empty()).then(|| format!("{quote} **{title}**"));
    match (alert, title) {
        (Some(alert), Some(title)) => format!("{quote} [!{alert}]\n{title}\n{quote}"),
        (Some(alert), None) => format!("{quote} [!{alert}]"),
        (None, Some(title)) => format!("{title}\n{quote}"),
        (None, None) => quote.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callouts_become_alerts() {
        let shown = |line| {
            let (quote, kind, title) = callout(line).expect("it is one");
            lines(quote, alert(kind), title)
        };
        assert_eq!(shown("> [!info]"), "> [!NOTE]");
        assert_eq!(shown("> [!bug]- A title"), "> [!CAUTION]\n> **A title**\n>");
        assert_eq!(shown("> > [!quote] X"), "> > **X**\n> >");
        assert_eq!(callout("a [!x]"), None);
    }
}
