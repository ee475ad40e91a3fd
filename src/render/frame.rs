//! What is the same on all pages of a language: style sheets, logo, menu, footer.

use super::context::PageContext;
use super::extra::ExtraView;
use super::media::{PublishedMedia, encoded};
use super::theme::{Asset, fingerprinted};
use super::view::{
    FooterView, HeadView, LinkView, LogoPicture, LogoView, NavItem, SiteView, TextView,
};
use super::{prose, title};
use crate::frame::{Frame, LogoFile, MenuEntry, MenuTarget, StylePart, StyleSheet};
use crate::model::Entity;
use crate::plan::{self, PageKind, PlannedPage};

/// The built-in entries of the menu: key, word, page.
const BUILT_IN: [(&str, &str, PageKind); 6] = [
    ("articles", "nav_articles", PageKind::Articles(1)),
    ("actors", "nav_actors", PageKind::Actors),
    ("regions", "nav_regions", PageKind::Regions(1)),
    ("events", "nav_events", PageKind::Events),
    ("sources", "nav_sources", PageKind::Sources(1)),
    SEARCH,
];

/// The search, which the menu has unless the site is without.
const SEARCH: (&str, &str, PageKind) = ("search", "nav_search", PageKind::Search);

/// Returns what is the same on all pages of this language.
pub fn site_view(context: &PageContext, own: &Frame, script: Option<&str>) -> SiteView {
    let mut links: Vec<LinkView> = context
        .atlas
        .pages
        .iter()
        .filter(|(_, page)| page.id != plan::HOME && page.folder.is_empty())
        .map(|(id, _)| context.link(Entity::Page(id)))
        .collect();
    if context.plan.has_topics() {
        links.push(
            context
                .plain(context.words.get("nav_topics"))
                .leading_to(context.url(PageKind::Topics(1))),
        );
    }
    let accounts = [
        ("nav_corrections", PageKind::Corrections(1)),
        ("nav_coverage", PageKind::Coverage),
    ];
    let changes = ("nav_changes", PageKind::Changes(1));
    let changes = context.plan.has_changes.then_some(changes);
    let data = ("nav_data", PageKind::Data);
    let data = context.config.data.then_some(data);
    let accounts = accounts.into_iter().chain(changes).chain(data);
    links.extend(accounts.map(|(word, kind)| {
        context
            .plain(context.words.get(word))
            .leading_to(context.url(kind))
    }));
    SiteView {
        title: context.text(&context.config.title).text,
        description: context.text(&context.config.description).text,
        home: context.url(PageKind::Home),
        style: context.plan.file(&context.theme.asset("style.css")),
        styles: style_sheets(context.media, own)
            .iter()
            .map(|sheet| context.plan.file(&encoded(&sheet.path)))
            .collect(),
        icon: context.plan.file(&context.theme.asset("icon.svg")),
        head: head(context),
        policy: context.config.frame.policy.text(),
        referrer: context.config.frame.referrer.text(),
        logo: logo(context, own),
        script: script.map(|path| context.plan.file(path)),
        signs: format!("{}#part-signs", context.url(PageKind::Coverage)),
        nav: nav(context, own),
        footer: links,
        footer_text: footer(context, own),
        publisher: context
            .config
            .publisher
            .as_ref()
            .map(|name| context.typeset_name(name).into_owned()),
        licence: context.maybe(&context.config.licence).map(|text| text.text),
        generator: env!("CARGO_PKG_VERSION").to_owned(),
        extra: ExtraView(context.config.extra.clone()),
    }
}

/// Returns the entries of the menu: the site's own, or the built-in ones.
fn nav(context: &PageContext, frame: &Frame) -> Vec<NavItem> {
    let built_in = |(key, word, kind): (&'static str, &str, PageKind)| NavItem {
        key,
        label: context.words.get(word).to_owned(),
        lang: None,
        dir: None,
        url: context.url(kind),
    };
    let has_search = context.config.search;
    let Some(menu) = &frame.menu else {
        let items = BUILT_IN.into_iter();
        return items
            .filter(|(key, ..)| has_search || *key != "search")
            .map(built_in)
            .collect();
    };
    let mut items: Vec<NavItem> = menu.iter().map(|entry| nav_item(context, entry)).collect();
    if has_search && items.iter().all(|item| item.key != "search") {
        items.push(built_in(SEARCH));
    }
    items
}

/// Returns an entry of the site's own menu.
fn nav_item(context: &PageContext, entry: &MenuEntry) -> NavItem {
    let (key, page, url) = match &entry.target {
        MenuTarget::Page(kind) => {
            let mut known = BUILT_IN.iter();
            let known = known.find(|(_, _, built_in)| built_in == kind);
            let (key, label) = match known {
                Some((key, word, _)) => (*key, context.plain(context.words.get(word))),
                None if *kind == PageKind::Home => {
                    ("page", context.plain(context.words.get("home")))
                }
                None => ("page", title::page_title(context, *kind)),
            };
            (key, label, page_url(context, *kind))
        }
        MenuTarget::PageIn(page) => (
            "page",
            title::page_title(context, page.kind),
            context.plan.path(context.atlas, *page),
        ),
        MenuTarget::Entity(entity, lang, anchor) => {
            let lang = lang.unwrap_or(context.lang);
            let mut url = context.plan.address(context.atlas, *entity, lang);
            if let Some(anchor) = anchor {
                url = format!("{}#{anchor}", url.split('#').next().unwrap_or(&url));
            }
            ("page", context.name(*entity), url)
        }
        MenuTarget::Web(address) => ("link", TextView::default(), address.clone()),
        MenuTarget::File(path) => (
            "link",
            TextView::default(),
            context.plan.file(&encoded(path)),
        ),
    };
    let label = context.maybe(&entry.label).unwrap_or(page);
    NavItem {
        key,
        label: label.text,
        lang: label.lang,
        dir: label.dir,
        url,
    }
}

/// Returns the address of a page in this language, or in one in which it exists.
fn page_url(context: &PageContext, kind: PageKind) -> String {
    let languages = context.plan.languages_of(context.atlas, kind);
    let lang = match languages.contains(&context.lang) {
        true => context.lang,
        false => languages.first().copied().unwrap_or(context.lang),
    };
    let page = PlannedPage { kind, lang };
    context.plan.path(context.atlas, page)
}

/// Returns the site's own elements for the head.
fn head(context: &PageContext) -> Vec<HeadView> {
    let elements = context.config.frame.head.iter();
    let address = |file: &str| context.plan.file(&encoded(file));
    elements
        .map(|element| HeadView {
            body: element.value.html(address),
        })
        .collect()
}

/// Returns the logo. `None` if there is none, or its picture has errors.
fn logo(context: &PageContext, frame: &Frame) -> Option<LogoView> {
    let logo = frame.logo.as_ref()?;
    let picture = |file: &LogoFile| {
        let (path, size) = match file {
            LogoFile::Media(path) => (context.media.path(path), context.media.size(path)),
            LogoFile::Copied(path, size) => (encoded(path), *size),
        };
        LogoPicture {
            src: context.plan.file(&path),
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
        }
    };
    Some(LogoView {
        light: picture(&logo.light),
        dark: logo.dark.as_ref().map(picture),
        alt: context.maybe(&logo.alt),
    })
}

/// Returns the site's own text for the footer, in this language or else the first.
fn footer(context: &PageContext, frame: &Frame) -> Option<FooterView> {
    let (lang, text) = frame.footer.get(context.lang)?;
    if text.is_empty() {
        return None;
    }
    let foreign = lang != context.lang;
    Some(FooterView {
        body: text.fill(|placeholder| prose::fill_placeholder(context, placeholder, lang)),
        lang: foreign.then(|| lang.tag().to_owned()),
        dir: foreign.then(|| lang.direction().html()),
    })
}

/// Returns the site's own style sheets as files, in the order of the settings.
pub fn style_sheets(media: &PublishedMedia, frame: &Frame) -> Vec<Asset> {
    let sheets = frame.styles.iter();
    sheets.map(|sheet| style_sheet(media, sheet)).collect()
}

fn style_sheet(media: &PublishedMedia, sheet: &StyleSheet) -> Asset {
    // The file is published below `assets/`, and refers to others from there.
    let up = "../".repeat(sheet.path.matches('/').count() + 1);
    let mut text = String::new();
    for part in &sheet.parts {
        match part {
            StylePart::Text(part) => text.push_str(part),
            StylePart::Media(path) => text.push_str(&in_style(&up, &media.path(path))),
            StylePart::Copied(path) => text.push_str(&in_style(&up, &encoded(path))),
        }
    }
    let bytes = text.into_bytes();
    Asset {
        name: sheet.path.clone(),
        path: fingerprinted(&sheet.path, &bytes),
        bytes,
    }
}

/// Returns an address as it may stand in `url(…)` with or without quotation marks.
fn in_style(up: &str, path: &str) -> String {
    let path = path.replace('(', "%28").replace(')', "%29");
    format!("{up}{}", path.replace('\'', "%27"))
}
