//! Ids and paths of the files that texts become.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::text::{SourceSite, SourceText, TextIdentity as Identity, TextRole};
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::lang::{Lang, Languages};
use crate::load::{ContentKind, slug, transliterated};

/// Paths of griot's own pages at the root of a site.
pub(super) const RESERVED: [&str; 13] = [
    "actors",
    "articles",
    "assets",
    "corrections",
    "coverage",
    "data",
    "events",
    "media",
    "regions",
    "search",
    "sources",
    "topics",
    "home",
];

/// Gives each text its id, its language and the path of its file. A text in a language that the
/// site does not have gets no path, and is reported.
pub(super) fn place(site: &mut SourceSite, languages: &Languages, report: &mut ImportReport) {
    let default = default_language(site, languages, report);
    let (mut ids, mut taken) = (BTreeMap::new(), HashMap::new());
    for identity in folders(site) {
        let id = free_id(&identity, &taken);
        taken.insert((ContentKind::Page, id.clone()), identity.clone());
        ids.insert(identity, id);
    }
    let originals = original_languages(site, default.as_deref(), languages);
    let mut paths: HashMap<String, String> = HashMap::new();
    for text in &mut site.texts {
        report.rows += 1;
        let tag = text.lang_tag.clone().or_else(|| default.clone());
        let lang = tag.as_deref().map(|tag| (tag, language(tag, languages)));
        let skip = match lang {
            Some((tag, None)) => Some((ProblemKind::NoLanguage, tag.to_owned())),
            _ if is_made_by_griot(text) => {
                report.add(Problem::of_cell(
                    0,
                    &text.path,
                    "",
                    ProblemKind::EmptyText,
                    "",
                ));
                report.rows -= 1;
                continue;
            }
            _ if text.role == TextRole::ArticleSection => {
                Some((ProblemKind::SectionText, String::new()))
            }
            _ => None,
        };
        if let Some((kind, value)) = skip {
            report.add(Problem::of_cell(1, &text.path, "", kind, &value));
            report.skipped += 1;
            continue;
        }
        let lang = lang.and_then(|(_, lang)| lang);
        text.lang = lang.filter(|lang| *lang != languages.default());
        let identity = text.identity();
        // Only articles may say that they are originals in another language.
        if text.kind() == ContentKind::Article
            && text.lang.is_some()
            && text.lang == originals.get(&identity).copied().flatten()
        {
            text.own_lang = text.lang.take();
        }
        let id = match ids.get(&identity) {
            Some(id) => id.clone(),
            None => {
                let id = match text.role {
                    TextRole::Home => "home".to_owned(),
                    _ => free_id(&identity, &taken),
                };
                taken.insert((text.kind(), id.clone()), identity.clone());
                ids.insert(identity, id.clone());
                id
            }
        };
        if text.role != TextRole::Home && id != id_of(&text.name) {
            let kind = ProblemKind::ChangedId;
            report.add(Problem::of_cell(0, &text.path, "", kind, &id));
        }
        text.id = id;
        let target = path_of(text, &ids);
        if let Some(other) = paths.insert(target.clone(), text.path.clone()) {
            let kind = ProblemKind::RepeatedText;
            report.add(Problem::of_cell(0, &text.path, "", kind, &other));
            report.skipped += 1;
            continue;
        }
        text.target = target;
    }
}

/// Returns the language of the original of each text: the first of the site's languages that there
/// is a text in, or `None` for the site's first one.
fn original_languages(
    site: &SourceSite,
    default: Option<&str>,
    languages: &Languages,
) -> HashMap<Identity, Option<Lang>> {
    let place = |lang: Lang| languages.iter().position(|other| other == lang);
    let mut originals: HashMap<Identity, Option<Lang>> = HashMap::new();
    for text in &site.texts {
        let lang = match text.lang_tag.as_deref().or(default) {
            Some(tag) => language(tag, languages),
            None => Some(languages.default()),
        };
        let is_none = is_made_by_griot(text) || text.role == TextRole::ArticleSection;
        let Some(lang) = lang.filter(|_| !is_none) else {
            continue;
        };
        let known = originals.entry(text.identity()).or_insert(Some(lang));
        if known.is_some_and(|known| place(lang) < place(known)) {
            *known = Some(lang);
        }
    }
    for lang in originals.values_mut() {
        *lang = lang.filter(|lang| *lang != languages.default());
    }
    originals
}

/// Returns the tag of the language of texts that do not say theirs. `None` stands for the first one
/// of the new site: settings of a source in one language are often as they came.
fn default_language(
    site: &SourceSite,
    languages: &Languages,
    report: &mut ImportReport,
) -> Option<String> {
    let tag = site.default_lang.clone()?;
    let has_others = site.texts.iter().any(|text| text.lang_tag.is_some());
    if has_others || language(&tag, languages).is_some() {
        return Some(tag);
    }
    let first = site.texts.first()?;
    let kind = ProblemKind::AssumedLanguage;
    report.add(Problem::of_cell(0, &first.path, "", kind, &tag));
    None
}

/// Whether a text is empty, and griot makes its page itself: a list, the search or the
/// home page.
fn is_made_by_griot(text: &SourceText) -> bool {
    const LISTS: [&str; 6] = ["archive", "categories", "home", "search", "tags", "topics"];
    let layout = ["layout", "template", "type"].iter();
    let mut layouts = layout.filter_map(|key| text.front.text(key));
    let is_list = layouts.any(|layout| {
        LISTS
            .iter()
            .any(|list| layout.to_lowercase().contains(list))
    });
    let is_own = matches!(text.role, TextRole::ArticleSection | TextRole::Home)
        || text.role == TextRole::Page && is_list;
    is_own && text.body.text.trim().is_empty()
}

/// Returns the language of the site that a tag means: `en-us` is `en` where there is no such region.
pub(super) fn language(tag: &str, languages: &Languages) -> Option<Lang> {
    let tag = tag.trim().replace('_', "-");
    let (language, region) = tag.split_once('-').unwrap_or((&tag, ""));
    let language = language.to_lowercase();
    let region = Lang::parse(&format!("{language}-{}", region.to_uppercase()));
    [region, Lang::parse(&language)]
        .into_iter()
        .flatten()
        .find(|lang| languages.contains(*lang))
}

/// Returns the id of a name.
pub(super) fn id_of(name: &str) -> String {
    slug(name)
        .or_else(|| transliterated(name))
        .unwrap_or_else(|| "text".to_owned())
}

/// Returns all folders of pages, as the pages that they have.
fn folders(site: &SourceSite) -> BTreeSet<Identity> {
    let pages = site
        .texts
        .iter()
        .filter(|text| matches!(text.role, TextRole::Page | TextRole::Folder));
    let mut folders = BTreeSet::new();
    for text in pages {
        let mut path = text.folder.clone();
        if text.role == TextRole::Folder {
            path.push(text.name.clone());
        }
        while let Some(name) = path.pop() {
            folders.insert((ContentKind::Page, path.clone(), name));
        }
    }
    folders
}

/// Returns an id that no other text has: that of its name, else with that of its folder before it,
/// else with a number behind it.
fn free_id(identity: &Identity, taken: &HashMap<(ContentKind, String), Identity>) -> String {
    let (kind, folder, name) = identity;
    let own = id_of(name);
    let is_free = |id: &str| {
        let is_reserved = id == "home" || folder.is_empty() && RESERVED.contains(&id);
        let other = taken.get(&(*kind, id.to_owned()));
        !(*kind == ContentKind::Page && is_reserved) && other.is_none_or(|other| other == identity)
    };
    if is_free(&own) {
        return own;
    }
    let longer = match folder.last() {
        Some(above) => format!("{}-{own}", id_of(above)),
        None => format!("{own}-page"),
    };
    let numbered = (2..).map(|number| format!("{longer}-{number}"));
    std::iter::once(longer.clone())
        .chain(numbered)
        .find(|id| is_free(id))
        .expect("there are more numbers than texts")
}

/// Returns the path of the file below `content/`.
fn path_of(text: &SourceText, ids: &BTreeMap<Identity, String>) -> String {
    let tag = text.lang.map(|lang| format!(".{lang}")).unwrap_or_default();
    let id = &text.id;
    let mut above = String::new();
    for (depth, name) in text.folder.iter().enumerate() {
        let identity = (
            ContentKind::Page,
            text.folder[..depth].to_vec(),
            name.clone(),
        );
        let part = ids.get(&identity).cloned().unwrap_or_else(|| id_of(name));
        above.push_str(&format!("{part}/"));
    }
    match text.role {
        TextRole::Article | TextRole::ArticleSection => format!("articles/{id}{tag}.md"),
        TextRole::Home => format!("pages/home{tag}.md"),
        TextRole::Page => format!("pages/{above}{id}{tag}.md"),
        TextRole::Folder => format!("pages/{above}{id}/_index{tag}.md"),
    }
}
