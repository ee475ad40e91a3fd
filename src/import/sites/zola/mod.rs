//! Zola: `content/`, sections, pages with their files, translations and shortcodes.

mod addresses;
mod lists;
mod unpublished;

use self::addresses::Addresses;
use super::Generator;
use super::body::{Body, Edit};
use super::calls::{CallArguments, markdown, placed, source_destination};
use super::context::RewriteContext;
use super::roles::{is_article, set_day, set_order, set_section_roles, tagged};
use super::scan::{Finder, Ranges};
use super::settings::Settings;
use super::source::{SourceFolder, stem};
use super::text::{SourceSite, SourceText, TextRole};
use crate::import::report::{ImportReport, ProblemKind};
use crate::markdown::syntax;

/// The folder of texts.
const CONTENT: &str = "content/";

/// The maximum length of a shortcode with its arguments, in bytes.
const MAX_CALL: usize = 10_000;

/// Reads the texts of a site.
pub(super) fn read<'a>(folder: SourceFolder<'a>, report: &mut ImportReport) -> SourceSite<'a> {
    let settings = Settings::read(&folder, &["config.toml", "zola.toml"], report);
    let mut site = SourceSite::new(Generator::Zola, folder);
    site.add_own_address(&settings.text(&["base_url"]).unwrap_or_default());
    site.default_lang = settings.text(&["default_language"]);
    let languages = settings.entries(&["languages"]).iter();
    site.languages = languages.map(|(tag, _)| tag.clone()).collect();
    site.languages.extend(site.default_lang.clone());
    site.roots = ["static/", CONTENT].map(str::to_owned).to_vec();
    let addresses = Addresses::new(&settings);
    for path in site.markdown_below(CONTENT) {
        let is_asset = !stem(&path).starts_with("index")
            && site
                .folder
                .files
                .contains(&format!("{}/index.md", super::source::folder(&path)));
        if is_asset {
            continue;
        }
        if let Some(mut text) = SourceText::read(&site.folder, &path, report) {
            place(&mut text, &path[CONTENT.len()..], &site);
            text.address = addresses.of(&text);
            site.texts.push(text);
        }
    }
    unpublished::set_drafts(&mut site.texts, report);
    set_section_roles(&mut site.texts);
    set_order(&mut site.texts, "weight");
    let lists = lists::lists(&site, &addresses, &settings);
    site.lists = lists;
    site
}

/// Sets the role, the folder and the name of a text.
fn place(text: &mut SourceText, below: &str, site: &SourceSite) {
    let (name, tag) = tagged(stem(below), |tag| site.languages.contains(tag));
    text.lang_tag = tag.map(str::to_owned);
    let mut folder: Vec<String> = below.split('/').map(str::to_owned).collect();
    folder.pop();
    text.name = name.to_owned();
    text.role = TextRole::Page;
    if matches!(name, "_index" | "index") {
        match folder.pop() {
            Some(last) => {
                text.name = last;
                if name == "_index" {
                    text.role = TextRole::Folder;
                }
            }
            None => text.role = TextRole::Home,
        }
    }
    text.folder = folder;
    set_day(text);
    if text.role == TextRole::Page && is_article(text) {
        text.role = TextRole::Article;
    }
}

/// Replaces shortcodes, and links such as `@/blog/first.md`.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    let found = syntax(&text);
    let code = Ranges::of_code(&found);
    let (mut inline, mut block) = (Finder::new(&text, "}}"), Finder::new(&text, "%}"));
    let mut edits = Vec::new();
    for (start, _) in text.match_indices('{') {
        let (end, is_inline) = match text[start..].get(..2) {
            Some("{{") => (inline.at_or_after(start + 2), true),
            Some("{%") => (block.at_or_after(start + 2), false),
            _ => continue,
        };
        let Some(end) = end.filter(|end| end - start < MAX_CALL) else {
            continue;
        };
        if code.contains(start) {
            continue;
        }
        let inner = text[start + 2..end].trim().trim_matches('-').trim();
        let range = start..end + 2;
        let line = body.line(start);
        if inner.starts_with("/*") {
            continue;
        }
        if let Some((name, arguments)) = inner.split_once('(') {
            let arguments = arguments.trim_end().trim_end_matches(')');
            let new = markdown(name.trim(), &CallArguments::parse(arguments));
            match new.filter(|_| is_inline) {
                Some(new) => {
                    context.flag(
                        line,
                        ProblemKind::KnownShortcode,
                        name,
                        &text[range.clone()],
                    );
                    let new = placed(&new, &text, &range);
                    edits.push(Edit::new(range, new));
                }
                None => context.count(line, ProblemKind::UnknownShortcode, name.trim()),
            }
        }
    }
    for link in &found.links {
        if let (Some(path), Some(place)) = (link.destination.strip_prefix("@/"), &link.place) {
            let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
            let anchor = match anchor {
                "" => String::new(),
                anchor => format!("#{anchor}"),
            };
            let path = format!("{CONTENT}{}", crate::address::decoded(path));
            edits.push(Edit::new(place.clone(), source_destination(&path, &anchor)));
        }
    }
    for definition in &found.definitions {
        if let Some(path) = definition.destination.strip_prefix("@/") {
            let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
            let anchor = match anchor {
                "" => String::new(),
                anchor => format!("#{anchor}"),
            };
            let path = format!("{CONTENT}{}", crate::address::decoded(path));
            let new = source_destination(&path, &anchor);
            edits.push(Edit::new(definition.place.clone(), new));
        }
    }
    body.edit(edits);
}
