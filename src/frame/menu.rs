//! The menu: entries that lead to pages, lists, files, or elsewhere.

use std::collections::BTreeMap;

use crate::address;
use crate::config::{Config, History, MenuSetting};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Safety, nearest};
use crate::lang::Lang;
use crate::load::{ContentKind, ContentTree};
use crate::markdown::{LinkTarget, LinkTargets};
use crate::message;
use crate::messages::Message;
use crate::model::{Atlas, Entity, HOME, LocalizedText};
use crate::plan::{PageKind, Plan, PlannedPage};
use crate::resolve::Names;
use crate::source::SourceFiles;

/// An entry of the menu.
#[derive(Debug, PartialEq, Eq)]
pub struct MenuEntry {
    pub target: MenuTarget,
    /// What it says; if empty, the title of its page.
    pub label: LocalizedText,
}

/// What an entry of the menu leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum MenuTarget {
    /// A page in the language of the reader.
    Page(PageKind),
    /// A page in one language.
    PageIn(PlannedPage),
    /// The page of an entity, in this language if it is set.
    Entity(Entity, Option<Lang>, Option<String>),
    /// An address elsewhere.
    Web(String),
    /// A file, by its path in the site.
    File(String),
}

/// What the menu is looked up in.
pub struct MenuInputs<'a> {
    pub config: &'a Config,
    pub tree: &'a ContentTree,
    pub atlas: &'a Atlas,
    pub names: &'a Names,
    pub plan: &'a Plan,
    pub sources: &'a SourceFiles,
}

/// The pages that a menu names by a word.
const LISTS: [(&str, PageKind); 12] = [
    (HOME, PageKind::Home),
    ("articles", PageKind::Articles(1)),
    ("actors", PageKind::Actors),
    ("regions", PageKind::Regions(1)),
    ("events", PageKind::Events),
    ("sources", PageKind::Sources(1)),
    ("topics", PageKind::Topics(1)),
    ("coverage", PageKind::Coverage),
    ("data", PageKind::Data),
    ("corrections", PageKind::Corrections(1)),
    ("changes", PageKind::Changes(1)),
    ("search", PageKind::Search),
];

/// Looks up the targets of the menu. `None` if the settings have no menu.
pub fn menu(inputs: &MenuInputs, diagnostics: &mut Diagnostics) -> Option<Vec<MenuEntry>> {
    let settings = inputs.config.frame.menu.as_ref()?;
    let links = LinkTargets::new(inputs.tree, inputs.sources, inputs.atlas, inputs.names);
    let mut lookup = MenuLookup {
        inputs,
        links,
        diagnostics,
    };
    let mut entries = Vec::with_capacity(settings.len());
    for setting in settings {
        let Some(target) = lookup.target(setting) else {
            continue;
        };
        let has_title = !matches!(target, MenuTarget::Web(_) | MenuTarget::File(_));
        if setting.label.is_empty() && !has_title {
            let message = message!("an entry of the menu that is not a page needs a `label`");
            let link = &setting.link;
            let finding = Diagnostic::new(Code::MissingField, &link.field, message);
            let help = message!("write `{{link: {link}, label: ...}}`", link = link.value);
            lookup.diagnostics.push(finding.help(help));
            continue;
        }
        let label = setting.label.clone();
        entries.push(MenuEntry { target, label });
    }
    Some(entries)
}

/// Looks up the targets of entries.
struct MenuLookup<'a> {
    inputs: &'a MenuInputs<'a>,
    links: LinkTargets<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl MenuLookup<'_> {
    /// Returns what an entry leads to, or reports that it leads nowhere.
    fn target(&mut self, setting: &MenuSetting) -> Option<MenuTarget> {
        let written = setting.link.value.as_str();
        if let Some((_, kind)) = LISTS.iter().find(|(word, _)| *word == written) {
            return self.list(setting, *kind);
        }
        if let Some(page) = self.page(written) {
            return Some(MenuTarget::Entity(page, None, None));
        }
        if written.starts_with('/') {
            return self.at_address(setting);
        }
        match self.links.target("", written) {
            LinkTarget::External(address) => match address::fault(address) {
                None => Some(MenuTarget::Web(address.replace(' ', "%20"))),
                Some(fault) => {
                    let fix = (fault.write.as_deref())
                        .map(|write| rewritten(setting, write, Safety::Safe));
                    let help = match fault.write {
                        Some(write) => message!("write `{write}`", write),
                        None => fault.help,
                    };
                    self.report_with_fix(setting, fault.message, help, fix);
                    None
                }
            },
            LinkTarget::Entity { file, .. } if file.unreadable.is_some() => {
                let unreadable = file.unreadable.into_iter();
                unreadable.for_each(|file| self.diagnostics.unchecked(file, 1));
                None
            }
            LinkTarget::Entity { file, anchor } => match file.entity {
                Some(entity) => Some(MenuTarget::Entity(entity, file.suffix, anchor)),
                None => {
                    self.report_withheld(setting);
                    None
                }
            },
            LinkTarget::Copied(path) => Some(MenuTarget::File(path)),
            LinkTarget::Scheme(address) | LinkTarget::Drawing(address) => {
                let scheme = address.split(':').next().unwrap_or(address);
                let message = message!("links with `{scheme}:` are not published", scheme);
                let help = message!("use https, http or mailto, or name a page of the site");
                self.report(setting, Code::LinkScheme, message, help);
                None
            }
            LinkTarget::Media(_) => {
                let message = message!("`{written}` is not a page", written);
                let help = message!(
                    "put the file into content/static/, and write its address, such as `/file.pdf`"
                );
                self.report(setting, Code::BrokenLink, message, help);
                None
            }
            LinkTarget::SamePage(_) | LinkTarget::Absolute | LinkTarget::Missing(_) => {
                let is_withheld = |kind| self.inputs.names.is_withheld(kind, written);
                if is_withheld(ContentKind::Page) {
                    self.report_withheld(setting);
                } else if let Some(file) = self.inputs.names.unreadable(ContentKind::Page, written)
                {
                    self.diagnostics.unchecked(file, 1);
                } else {
                    self.report_missing(setting);
                }
                None
            }
        }
    }

    /// Returns a list, if the site has it.
    fn list(&mut self, setting: &MenuSetting, kind: PageKind) -> Option<MenuTarget> {
        let lang = self.inputs.config.languages.default();
        let has_it = |page: &PlannedPage| page.kind == kind && page.lang == lang;
        if self.inputs.plan.pages.iter().any(has_it) {
            return Some(MenuTarget::Page(kind));
        }
        let help = match kind {
            PageKind::Search => message!("delete it, or write `search: yes`"),
            PageKind::Data => message!("delete it, or write `data: yes`"),
            PageKind::Changes(_) if self.inputs.config.history == History::Git => {
                message!("fetch the whole history of the repository, or delete it")
            }
            PageKind::Changes(_) => message!("delete it, or write `history: git`"),
            _ => message!("delete it until an article has `topics`"),
        };
        let message = message!("this site has no page `{link}`", link = setting.link.value);
        self.report(setting, Code::BrokenLink, message, help);
        None
    }

    /// Returns the free page of an id.
    fn page(&self, id: &str) -> Option<Entity> {
        let mut pages = self.inputs.atlas.pages.iter();
        pages
            .find(|(_, page)| page.id == id)
            .map(|(id, _)| Entity::Page(id))
    }

    /// Returns the page or file at an address of the site.
    fn at_address(&mut self, setting: &MenuSetting) -> Option<MenuTarget> {
        let inputs = self.inputs;
        let written = setting.link.value.as_str();
        let below = written
            .strip_prefix(inputs.config.base.path.as_str())
            .unwrap_or(&written[1..]);
        let path = address::decoded(below.split('#').next().unwrap_or(below));
        if inputs.tree.copied.contains(&path) {
            return Some(MenuTarget::File(path));
        }
        let mut pages: BTreeMap<String, PlannedPage> = BTreeMap::new();
        for page in inputs.plan.pages.iter() {
            pages.insert(inputs.plan.relative(inputs.atlas, *page), *page);
        }
        let path = path.strip_suffix("index.html").unwrap_or(&path).to_owned();
        let found = pages.get(&path).or_else(|| pages.get(&format!("{path}/")));
        match found {
            Some(page) if page.lang == inputs.config.languages.default() => {
                Some(MenuTarget::Page(page.kind))
            }
            Some(page) => Some(MenuTarget::PageIn(*page)),
            None => {
                let near = nearest(&path, pages.keys().map(String::as_str));
                let fix = near.map(|near| rewritten(setting, &format!("/{near}"), Safety::Unsafe));
                let help = match near {
                    Some(near) => message!("did you mean `/{near}`?", near),
                    None => {
                        message!(
                            "write the address of a page that exists, such as `/events/`, or its id"
                        )
                    }
                };
                let message = message!("this site has no page at `{written}`", written);
                self.report_with_fix(setting, message, help, fix);
                None
            }
        }
    }

    fn report_missing(&mut self, setting: &MenuSetting) {
        let written = setting.link.value.to_lowercase();
        let pages = self.inputs.atlas.pages.iter();
        let ids: Vec<&str> = pages.map(|(_, page)| page.id.as_str()).collect();
        let words = LISTS.iter().map(|(word, _)| *word);
        let near = nearest(&written, words.clone().chain(ids));
        let fix = near.map(|near| rewritten(setting, near, Safety::Unsafe));
        let help = match near {
            Some(near) => message!("did you mean `{near}`?", near),
            None => {
                let words: Vec<&str> = words.collect();
                message!(
                    "write the id of a page, one of {lists}, a path such as `articles/x.md`, or an address",
                    lists = words.join(", ")
                )
            }
        };
        let message = message!(
            "`{link}` is not a page of this site",
            link = setting.link.value
        );
        self.report_with_fix(setting, message, help, fix);
    }

    fn report_withheld(&mut self, setting: &MenuSetting) {
        let message = message!("this page is not published yet, so the menu does without it");
        let help = message!("publish it, or build with --drafts or a later --now to see it");
        self.report(setting, Code::WithheldLink, message, help);
    }

    /// Reports a broken link, with the change after which it leads to a page.
    fn report_with_fix(
        &mut self,
        setting: &MenuSetting,
        message: Message,
        help: Message,
        fix: Option<Fix>,
    ) {
        let finding = Diagnostic::new(Code::BrokenLink, &setting.link.field, message);
        self.diagnostics.push(finding.help(help).fix(fix));
    }

    fn report(&mut self, setting: &MenuSetting, code: Code, message: Message, help: Message) {
        self.diagnostics
            .push(Diagnostic::new(code, &setting.link.field, message).help(help));
    }
}

/// Returns the fix that gives an entry of the menu another link.
fn rewritten(setting: &MenuSetting, new: &str, safety: Safety) -> Fix {
    let title = message!("write `{line}`", line = new);
    Fix::new(safety, title).replace_name(&setting.link.field, &setting.link.value, new)
}
