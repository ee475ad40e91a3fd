//! The frame of every page, as site.yaml sets it: logo, style sheets, lines for the head, menu and
//! footer. Looks up what the settings refer to; [`crate::render`] writes it.
//!
//! A menu may lead to any page, so it is looked up once all pages are planned. The rest names files
//! alone. An unknown target is a finding that names the nearest one.

mod files;
mod logo;
mod menu;
mod styles;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

pub use self::logo::{Logo, LogoFile};
pub use self::menu::{MenuEntry, MenuInputs, MenuTarget, menu};
pub use self::styles::{StylePart, StyleSheet};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::lang::Localized;
use crate::load::ContentTree;
use crate::markdown::{FooterInputs, LinkTargets, Prose, ProseIndex, footer};
use crate::message;
use crate::model::Atlas;
use crate::resolve::Names;
use crate::source::SourceFiles;

/// The frame of every page.
#[derive(Default)]
pub struct Frame {
    pub logo: Option<Logo>,
    pub styles: Vec<StyleSheet>,
    /// The entries of the menu. `None` for the built-in menu.
    pub menu: Option<Vec<MenuEntry>>,
    /// The text of the footer.
    pub footer: Localized<Prose>,
    /// The files below `content/` that the frame shows or links to.
    pub media: BTreeSet<String>,
    /// The style sheets below `content/` that it is made of.
    pub sheets: BTreeSet<String>,
}

/// What the frame is made from.
pub struct FrameInputs<'a> {
    pub root: &'a Path,
    pub config: &'a Config,
    pub tree: &'a ContentTree,
    pub atlas: &'a Atlas,
    pub names: &'a Names,
    pub prose: &'a ProseIndex,
}

/// Returns the frame without its menu.
///
/// # Errors
/// If an existing file cannot be read.
pub fn frame(
    inputs: &FrameInputs,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> io::Result<Frame> {
    let settings = &inputs.config.frame;
    let mut frame = Frame::default();
    if let Some(logo) = &settings.logo {
        let tree = inputs.tree;
        frame.logo = logo::logo(inputs.root, logo, tree, &mut frame.media, diagnostics)?;
    }
    frame.styles = styles::styles(inputs, &mut frame, sources, diagnostics)?;
    for element in &settings.head {
        let Some(path) = &element.value.file else {
            continue;
        };
        if !inputs.tree.copied.contains(path) {
            let message = message!("there is no file `static/{path}`", path);
            let help = match files::near(inputs.tree, &format!("static/{path}")) {
                Some(near) => {
                    message!(
                        "did you mean `/{file}`?",
                        file = near.trim_start_matches("static/")
                    )
                }
                None => message!("put it at content/static/{path}", path),
            };
            let place = Location::of_word(&element.field, &format!("/{path}"), sources);
            let finding = Diagnostic::new(Code::BrokenLink, place, message);
            diagnostics.push(finding.help(help));
        }
    }
    if !settings.footer.is_empty() {
        let links = LinkTargets::new(inputs.tree, sources, inputs.atlas, inputs.names);
        let inputs = FooterInputs {
            atlas: inputs.atlas,
            names: inputs.names,
            files: &links,
            prose: inputs.prose,
            config: inputs.config,
            sources,
        };
        for (lang, text) in settings.footer.iter() {
            let prose = footer(inputs, lang, text, diagnostics);
            frame.media.extend(prose.media.iter().cloned());
            frame.footer.set(lang, prose);
        }
    }
    Ok(frame)
}
