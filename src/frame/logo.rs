//! The logo: a picture in two versions, for light and for dark colours.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::files::{self, SiteFile};
use crate::config::LogoSetting;
use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Location};
use crate::fields::Located;
use crate::load::{self, ContentTree};
use crate::message;
use crate::model::LocalizedText;
use crate::picture::{self, PictureFormat};

/// The logo of the site.
pub struct Logo {
    pub light: LogoFile,
    pub dark: Option<LogoFile>,
    /// What it shows. If it is empty, the site's name stands beside it.
    pub alt: LocalizedText,
}

/// A picture of the logo.
pub enum LogoFile {
    /// A picture of `content/media/`, whose size is known once it is prepared.
    Media(String),
    /// A picture of `content/static/`, with its width and height in pixels.
    Copied(String, Option<(u32, u32)>),
}

/// Looks up the pictures of the logo, and adds those to publish to `media`.
///
/// # Errors
/// If an existing file cannot be read.
pub(super) fn logo(
    root: &Path,
    setting: &LogoSetting,
    tree: &ContentTree,
    media: &mut BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<Logo>> {
    let mut find = |written: &Located<String>| -> io::Result<Option<LogoFile>> {
        let found = files::find(tree, "", &written.value);
        let is_picture = PictureFormat::from_path(&written.value).is_some();
        let Some(file) = found.filter(|_| is_picture) else {
            diagnostics.push(no_picture(written, tree, is_picture));
            return Ok(None);
        };
        Ok(Some(match file {
            SiteFile::Media(path) => {
                media.insert(path.clone());
                LogoFile::Media(path)
            }
            SiteFile::Copied(path) => {
                let (bytes, _) = load::copied(root, &path)?;
                match picture::size(&path, &bytes) {
                    Ok(size) => LogoFile::Copied(path, size),
                    Err(error) => {
                        let (message, help) = error.message_and_help(&path);
                        let place = Location::Path(format!("content/static/{path}"));
                        let finding = Diagnostic::new(Code::BrokenImage, place, message);
                        diagnostics.push(finding.help(help));
                        return Ok(None);
                    }
                }
            }
        }))
    };
    let light = find(&setting.src)?;
    let dark = match &setting.dark {
        Some(dark) => find(dark)?,
        None => None,
    };
    Ok(light.map(|light| Logo {
        light,
        dark,
        alt: setting.alt.clone(),
    }))
}

/// Reports a logo that does not exist or is no picture.
fn no_picture(written: &Located<String>, tree: &ContentTree, is_picture: bool) -> Diagnostic {
    let path = &written.value;
    if !is_picture {
        let message = message!("`{path}` is not a picture", path);
        return Diagnostic::new(Code::BrokenImage, &written.field, message).help(message!(
            "write the path of an SVG, PNG, JPEG, WebP or GIF file in content/media/"
        ));
    }
    let near = files::near(tree, path).filter(|near| PictureFormat::from_path(near).is_some());
    let fix = near.as_ref().map(|near| {
        let title = message!("write `{line}`", line = near.as_str());
        Fix::not_safe(title).replace_name(&written.field, path, near.as_str())
    });
    let help = match near {
        Some(near) => message!("did you mean `{near}`?", near),
        None => message!("put it at {place}", place = files::place_for(path, "media")),
    };
    let message = message!("there is no picture `{path}`", path);
    Diagnostic::new(Code::BrokenImage, &written.field, message)
        .help(help)
        .fix(fix)
}
