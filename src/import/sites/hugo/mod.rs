//! Hugo: `content/`, sections, page bundles, translations, permalinks and shortcodes.

mod addresses;
mod cascade;
mod config;
mod emoji;
mod lists;
mod refs;
mod unpublished;

use std::collections::HashMap;
use std::ops::Range;

use self::addresses::Addresses;
use super::Generator;
use super::body::{Body, Edit};
use super::calls::{CallArguments, code_block, markdown, placed};
use super::context::RewriteContext;
use super::references::placed as placed_link;
use super::roles::{is_article, set_day, set_order, set_section_roles, tagged};
use super::scan::{Finder, Ranges};
use super::settings::below;
use super::source::{SourceFolder, stem};
use super::text::{SourceSite, SourceText, TextRole};
use crate::import::report::{ImportReport, ProblemKind};
use crate::markdown::syntax;
use crate::yaml::Value;

/// Reads the texts of a site.
pub(super) fn read<'a>(folder: SourceFolder<'a>, report: &mut ImportReport) -> SourceSite<'a> {
    let settings = config::read(&folder, report);
    let mut site = SourceSite::new(Generator::Hugo, folder);
    site.add_own_address(&settings.text(&["baseURL"]).unwrap_or_default());
    site.has_emoji_names = settings.is_true(&["enableEmoji"]);
    site.default_lang = settings
        .text(&["defaultContentLanguage"])
        .or_else(|| settings.text(&["languageCode"]));
    let content = settings
        .text(&["contentDir"])
        .unwrap_or_else(|| "content".to_owned());
    let mut folders: Vec<(String, Option<String>)> = Vec::new();
    for (tag, language) in settings.entries(&["languages"]) {
        site.languages.insert(tag.clone());
        if let Some(Value::Text(own)) = below(language, "contentDir") {
            folders.push((own.clone(), Some(tag.clone())));
        }
    }
    folders.push((content, None));
    for (folder, _) in &mut folders {
        *folder = format!("{}/", folder.trim_matches('/'));
    }
    site.roots = ["static/", "assets/"].map(str::to_owned).to_vec();
    site.roots
        .extend(folders.iter().map(|(folder, _)| folder.clone()));
    // A folder of a language may be within that of the default one.
    folders.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.len()));
    let today = unpublished::today();
    let mut seen = std::collections::BTreeSet::new();
    for (folder, tag) in &folders {
        for path in site.markdown_below(folder) {
            if seen.insert(path.clone())
                && !is_resource(&path, &site)
                && let Some(mut text) = SourceText::read(&site.folder, &path, report)
            {
                place(&mut text, &path[folder.len()..], tag.as_deref(), &site);
                site.texts.push(text);
            }
        }
    }
    let default_tag = site.default_lang.as_deref().unwrap_or("en");
    cascade::apply(&mut site.texts, &settings, default_tag);
    for text in &mut site.texts {
        if text.role == TextRole::Page && is_article(text) {
            text.role = TextRole::Article;
        }
        unpublished::set_draft(text, &today, report);
    }
    report_other_texts(&site, &folders, report);
    site.texts.sort_by(|a, b| a.path.cmp(&b.path));
    set_section_roles(&mut site.texts);
    set_order(&mut site.texts, "weight");
    let addresses = Addresses::new(&settings, &site);
    for text in &mut site.texts {
        text.address = match unpublished::has_page(text) {
            true => addresses.of(text),
            false => None,
        };
        text.alias_root = addresses.prefix(text);
    }
    let lists = lists::lists(&site, &addresses, &settings);
    site.lists = lists;
    site
}

/// Reports the texts that are not Markdown in folders of content, each once.
fn report_other_texts(
    site: &SourceSite,
    folders: &[(String, Option<String>)],
    report: &mut ImportReport,
) {
    let tops = folders.iter().map(|(folder, _)| folder.as_str());
    for folder in tops.clone() {
        let is_below_other = tops
            .clone()
            .any(|other| other.len() < folder.len() && folder.starts_with(other));
        if !is_below_other {
            site.report_other_texts(folder, |path| !is_resource(path, site), report);
        }
    }
}

/// Whether a Markdown file belongs to the page bundle whose folder it is in.
fn is_resource(path: &str, site: &SourceSite) -> bool {
    let folder = super::source::folder(path);
    let is_index = stem(path).split('.').next() == Some("index");
    !is_index && site.folder.files.contains(&format!("{folder}/index.md"))
}

/// Sets the role, the folder and the name of a text. `below` is its path below the folder of the
/// content.
fn place(text: &mut SourceText, below: &str, tag: Option<&str>, site: &SourceSite) {
    let (name, suffix) = tagged(stem(below), |tag| site.languages.contains(tag));
    text.lang_tag = suffix.or(tag).map(str::to_owned);
    let mut folder: Vec<String> = below.split('/').map(str::to_owned).collect();
    folder.pop();
    // Without settings for it, a folder may still be that of a language.
    if text.lang_tag.is_none()
        && folder
            .first()
            .is_some_and(|first| site.languages.contains(first))
    {
        text.lang_tag = Some(folder.remove(0));
    }
    text.name = name.to_owned();
    text.role = TextRole::Page;
    if matches!(name, "_index" | "index") {
        match folder.pop() {
            Some(last) => {
                text.name = last;
                text.role = match name {
                    "_index" => TextRole::Folder,
                    _ => TextRole::Page,
                };
            }
            None => text.role = TextRole::Home,
        }
    }
    text.folder = folder;
    set_day(text);
}

/// A shortcode in a text.
struct Shortcode<'t> {
    range: Range<usize>,
    name: &'t str,
    arguments: &'t str,
    is_closing: bool,
}

/// Replaces shortcodes.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    let code_ranges = Ranges::of_code(&syntax(&text));
    let codes = shortcodes(&text);
    let closes = closes(&codes);
    let mut edits = Vec::new();
    let mut at = 0;
    for (number, code) in codes.iter().enumerate() {
        if let Some(shown) = shown(&text[code.range.clone()]) {
            let is_code = code_ranges.contains(code.range.start);
            let line = body.line(code.range.start);
            context.flag(
                line,
                ProblemKind::KnownShortcode,
                "",
                &text[code.range.clone()],
            );
            let new = match is_code {
                true => shown,
                false => format!("`{shown}`"),
            };
            edits.push(Edit::new(code.range.clone(), new));
            continue;
        }
        // One that begins with `/*` and has no end is a mistake.
        let is_skipped = code.range.start < at || code.name.starts_with("/*");
        if is_skipped || code_ranges.contains(code.range.start) {
            continue;
        }
        let line = body.line(code.range.start);
        let written = &text[code.range.clone()];
        let close = closes[number].map(|close| &codes[close]);
        let kind = match code.name {
            "comment" => ProblemKind::Comment,
            _ => ProblemKind::KnownShortcode,
        };
        if let Some((range, new)) = replacement(code, close, &text, context) {
            context.flag(line, kind, code.name, written);
            at = range.end;
            edits.push(Edit::new(range, new));
        } else if matches!(code.name, "ref" | "relref") {
            context.flag(line, ProblemKind::BrokenLink, code.name, code.arguments);
        } else if !code.is_closing {
            context.count(line, ProblemKind::UnknownShortcode, code.name);
        }
    }
    edits.extend(comments(&text, body, context));
    edits.extend(attribute_lines(&text, body, context));
    body.edit(edits);
    emoji::rewrite(body, context);
}

/// Returns how Hugo shows a shortcode that is a comment of itself: `{{</* x */>}}` as `{{< x >}}`.
fn shown(written: &str) -> Option<String> {
    let (start, end) = (written.get(..3)?, written.get(written.len() - 3..)?);
    let inner = written[3..].strip_suffix(end)?.trim();
    let inner = inner.strip_prefix("/*")?.strip_suffix("*/")?;
    Some(format!("{start}{inner}{end}"))
}

/// Returns what a shortcode becomes, and what it replaces. `None` if it is unknown, or leads to
/// nothing.
fn replacement(
    code: &Shortcode,
    close: Option<&Shortcode>,
    text: &str,
    context: &RewriteContext,
) -> Option<(Range<usize>, String)> {
    let arguments = CallArguments::parse(code.arguments);
    if let Some(close) = close {
        let (range, inner) = (
            code.range.start..close.range.end,
            &text[code.range.end..close.range.start],
        );
        let new = match code.name {
            "highlight" => code_block(arguments.at(0).unwrap_or_default(), inner),
            "comment" => String::new(),
            "rawhtml" | "html" => inner.to_owned(),
            _ => return None,
        };
        return Some((range, new));
    }
    let new = match code.name {
        "ref" | "relref" => {
            let destination = refs::destination(&arguments, context)?;
            return Some(placed_link(destination, text, &code.range, context));
        }
        _ if code.is_closing => return None,
        name => placed(&markdown(name, &arguments)?, text, &code.range),
    };
    Some((code.range.clone(), new))
}

/// Finds the shortcodes of a text.
fn shortcodes(text: &str) -> Vec<Shortcode<'_>> {
    let mut codes = Vec::new();
    let mut at = 0;
    let (mut plain, mut markdown) = (Finder::new(text, ">}}"), Finder::new(text, "%}}"));
    while let Some(start) = text[at..].find("{{").map(|start| at + start) {
        let end = match text[start + 2..].chars().next() {
            Some('<') => plain.at_or_after(start + 3),
            Some('%') => markdown.at_or_after(start + 3),
            _ => {
                at = start + 2;
                continue;
            }
        };
        let Some(end) = end else {
            at = start + 3;
            continue;
        };
        let inner = text[start + 3..end].trim();
        let inner = inner.strip_suffix('/').unwrap_or(inner).trim();
        let (is_closing, inner) = match inner.strip_prefix('/') {
            Some(rest) if !rest.starts_with('*') => (true, rest.trim()),
            _ => (false, inner),
        };
        let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        at = end + 3;
        codes.push(Shortcode {
            range: start..at,
            name,
            arguments,
            is_closing,
        });
    }
    codes
}

/// Returns the shortcode that closes each of them, if there is one.
fn closes(codes: &[Shortcode]) -> Vec<Option<usize>> {
    let mut next: HashMap<&str, usize> = HashMap::new();
    let mut closes = vec![None; codes.len()];
    for (number, code) in codes.iter().enumerate().rev() {
        match code.is_closing {
            true => {
                next.insert(code.name, number);
            }
            false => closes[number] = next.get(code.name).copied(),
        }
    }
    closes
}

/// Removes comments of Hugo's templates.
fn comments(text: &str, body: &Body, context: &mut RewriteContext) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut ends = Finder::new(text, "*/}}");
    for (start, _) in text.match_indices("{{/*") {
        if let Some(end) = ends.at_or_after(start) {
            let range = start..end + 4;
            let line = body.line(start);
            context.flag(line, ProblemKind::Comment, "", &text[range.clone()]);
            edits.push(body.removal(range));
        }
    }
    edits
}

/// Removes attributes of blocks, which stand on a line of their own: `{.lead}`.
fn attribute_lines(text: &str, body: &Body, context: &mut RewriteContext) -> Vec<Edit> {
    let code = Ranges::of_code(&syntax(text));
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim();
        let is_attribute = inner.len() > 2
            && (inner.starts_with("{.") || inner.starts_with("{#") || inner.starts_with("{style"))
            && inner.ends_with('}')
            && !inner[1..].contains('{');
        if is_attribute && !code.contains(start) {
            context.flag(body.line(start), ProblemKind::RemovedMark, "", inner);
            edits.push(body.removal(start..start + line.trim_end().len()));
        }
        start += line.len();
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_are_found() {
        let codes =
            shortcodes("a {{< b \"c\" >}} {{% /d %}} {{</* e */>}} {{ f }} {{< g />}} {{<h");
        let found: Vec<(&str, &str, bool)> = codes
            .iter()
            .map(|code| (code.name, code.arguments, code.is_closing))
            .collect();
        assert_eq!(
            found,
            [
                ("b", "\"c\"", false),
                ("d", "", true),
                ("/*", "e *", false),
                ("g", "", false)
            ]
        );
    }
}
