//! `griot new photograph`: creates the metadata file of a picture beside the picture.

use super::taken_names::TakenNames;
use super::{NewArguments, message_language, skeleton, write};
use crate::cli::outcome::{CommandResult, ExitStatus};
use crate::diag::nearest;
use crate::lang::composed;
use crate::media::{self, Use};
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::Date;
use crate::reference::PHOTOGRAPH;

/// Creates the metadata file of a picture.
pub(super) fn record(arguments: &NewArguments, known: &TakenNames) -> CommandResult {
    if arguments.id.is_some() {
        return Err(message!("--id: a photograph has no id").into());
    }
    let mut filled = Vec::new();
    if let Some(date) = &arguments.date {
        Date::parse(date).map_err(super::bad_date)?;
        filled.push(("date", date.clone()));
    }
    let pictures: Vec<&str> = (known.media().iter().map(String::as_str))
        .filter(|path| media::use_of(path) == Use::Picture)
        .collect();
    let picture = find_picture(arguments.name.trim(), &pictures)?;
    let lang = arguments.lang.unwrap_or(known.config.languages.default());
    let name = picture.rsplit('/').next().unwrap_or(picture);
    let text = skeleton::keys(&PHOTOGRAPH, &filled, message_language(lang))
        // The reference calls its example of a picture this.
        .replace("photo.jpg", name);
    write(&arguments.root, &format!("content/{picture}.yaml"), &text)?;
    Ok(ExitStatus::Clean)
}

/// Returns the picture with this path, or the only picture with this file name.
fn find_picture<'p>(written: &str, pictures: &[&'p str]) -> Result<&'p str, Message> {
    let path = composed(written).replace('\\', "/");
    let path = path.trim_start_matches("./").trim_start_matches("content/");
    let path = path.strip_suffix(".yaml").unwrap_or(path);
    let in_media = format!("media/{path}");
    if let Some(exact) = pictures
        .iter()
        .find(|picture| **picture == path || **picture == in_media)
    {
        return Ok(exact);
    }
    let name = |picture: &'p str| picture.rsplit('/').next().unwrap_or(picture);
    let same: Vec<&str> = pictures
        .iter()
        .copied()
        .filter(|picture| name(picture) == path)
        .collect();
    match same.as_slice() {
        [one] => Ok(one),
        [] => {
            let near = nearest(path, pictures.iter().map(|picture| name(picture)));
            Err(match near {
                Some(near) => message!(
                    "there is no picture `{written}` in content/; did you mean `{near}`?",
                    written,
                    near
                ),
                None => message!(
                    "there is no picture `{written}` in content/; put it into content/media/ or \
                     beside its article first",
                    written
                ),
            })
        }
        several => Err(message!(
            "`{written}` could be several pictures; write {pictures}",
            written,
            pictures = or_list(several.iter().copied())
        )),
    }
}
