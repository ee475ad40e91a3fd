//! Settings of the frame of every page: logo, style sheets, lines for the head, menu, footer and
//! policies. What they refer to is looked up by [`crate::frame`].

use super::choice::read_choice;
use super::head::{HeadElement, elements};
use crate::diag::{Code, Diagnostic, Location};
use crate::fields::{FieldContext, FieldMap, Located, text_of};
use crate::lang::Localized;
use crate::message;
use crate::model::LocalizedText;
use crate::reference;
use crate::yaml::Value;

/// What an editor sets of the frame of every page.
#[derive(Clone, Debug, Default, Hash)]
pub struct FrameSettings {
    pub logo: Option<LogoSetting>,
    /// The paths of style sheets below `content/`.
    pub css: Vec<Located<String>>,
    pub head: Vec<Located<HeadElement>>,
    /// The entries of the menu. `None` for the built-in menu.
    pub menu: Option<Vec<MenuSetting>>,
    /// The Markdown of the footer.
    pub footer: Localized<Located<String>>,
    pub referrer: Referrer,
    pub policy: ContentPolicy,
}

/// A picture in place of the site's name, or beside it.
#[derive(Clone, Debug, Hash)]
pub struct LogoSetting {
    pub src: Located<String>,
    /// The picture for dark colours.
    pub dark: Option<Located<String>>,
    /// What the picture shows. If it is empty, the site's name stands beside the picture.
    pub alt: LocalizedText,
}

/// An entry of the menu.
#[derive(Clone, Debug, Hash)]
pub struct MenuSetting {
    pub link: Located<String>,
    pub label: LocalizedText,
}

/// What browsers tell other sites about the page that a reader comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Referrer {
    #[default]
    NoReferrer,
    SameOrigin,
    StrictOrigin,
    StrictOriginWhenCrossOrigin,
}

/// What pages may load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ContentPolicy {
    /// Files of the site alone.
    #[default]
    Strict,
    /// Also pictures, sound, film and frames of other hosts.
    Embeds,
    /// Pages have no policy, since the host sends one.
    None,
}

const REFERRERS: [(&str, Referrer); 4] = [
    ("no-referrer", Referrer::NoReferrer),
    ("same-origin", Referrer::SameOrigin),
    ("strict-origin", Referrer::StrictOrigin),
    (
        "strict-origin-when-cross-origin",
        Referrer::StrictOriginWhenCrossOrigin,
    ),
];

const POLICIES: [(&str, ContentPolicy); 3] = [
    ("strict", ContentPolicy::Strict),
    ("embeds", ContentPolicy::Embeds),
    ("none", ContentPolicy::None),
];

impl Referrer {
    /// Returns the value of the referrer policy.
    pub fn text(self) -> &'static str {
        let mut known = REFERRERS.iter();
        known
            .find(|(_, value)| *value == self)
            .map_or("", |(text, _)| text)
    }
}

impl ContentPolicy {
    /// Returns the value as it is written in site.yaml.
    pub fn text(self) -> &'static str {
        let mut known = POLICIES.iter();
        known
            .find(|(_, value)| *value == self)
            .map_or("", |(text, _)| text)
    }
}

/// Reads the settings of the frame.
pub(super) fn read(site: &FieldMap, context: &mut FieldContext) -> FrameSettings {
    FrameSettings {
        logo: logo(site, context),
        css: site.lines("css", context),
        head: head(site, context),
        menu: menu(site, context),
        footer: site.located_phrase("footer", context),
        referrer: read_choice(site, "referrer", &REFERRERS, context).unwrap_or_default(),
        policy: read_choice(site, "content_security_policy", &POLICIES, context)
            .unwrap_or_default(),
    }
}

/// Reads the logo: a mapping, or the path of the picture alone.
fn logo(site: &FieldMap, context: &mut FieldContext) -> Option<LogoSetting> {
    if let Some(Value::Text(_)) = site.raw("logo").map(|raw| raw.value) {
        return Some(LogoSetting {
            src: site.text("logo", context)?,
            dark: None,
            alt: LocalizedText::default(),
        });
    }
    let logo = site.mapping("logo", reference::LOGO.names, context)?;
    logo.require(
        "src",
        Code::MissingField,
        message!("a logo needs `src`"),
        context,
    );
    Some(LogoSetting {
        src: logo.text("src", context)?,
        dark: logo.text("dark", context),
        alt: logo.phrase("alt", context),
    })
}

/// Reads the lines for the head.
fn head(site: &FieldMap, context: &mut FieldContext) -> Vec<Located<HeadElement>> {
    let mut all = Vec::new();
    for line in site.lines("head", context) {
        match elements(&line.value) {
            Ok(found) => all.extend(found.into_iter().map(|value| Located {
                value,
                field: line.field.clone(),
            })),
            Err(error) => {
                let word = &line.value[error.at];
                let place = Location::of_word(&line.field, word, context.sources);
                let finding = Diagnostic::new(Code::BadHead, place, error.message);
                context.diagnostics.push(finding.help(error.help));
            }
        }
    }
    all
}

/// Reads the menu. An item is a mapping, or a text that is its target.
fn menu(site: &FieldMap, context: &mut FieldContext) -> Option<Vec<MenuSetting>> {
    site.raw("menu")?;
    let mut entries = Vec::new();
    for Located { value, field } in site.list("menu", context) {
        if let Value::Map(_) = value {
            let Some(item) = FieldMap::open(value, field, reference::MENU.names, context) else {
                continue;
            };
            item.require(
                "link",
                Code::MissingField,
                message!("an entry of the menu needs `link`"),
                context,
            );
            let label = item.phrase("label", context);
            entries.extend(
                item.text("link", context)
                    .map(|link| MenuSetting { link, label }),
            );
        } else if let Some(text) = text_of(value, "menu", &field, context) {
            entries.push(MenuSetting {
                link: Located { value: text, field },
                label: LocalizedText::default(),
            });
        }
    }
    Some(entries)
}
