//! `griot new photograph`: creates the metadata file of a picture beside the picture.

use super::taken_names::TakenNames;
use super::{NewArguments, SKELETONS, write};
use crate::cli::outcome::{CommandResult, ExitStatus};
use crate::diag::{nearest, or_list};
use crate::embedded;
use crate::lang::{Lang, composed};
use crate::media::{self, Use};
use crate::model::Date;

/// Creates the metadata file of a picture.
pub(super) fn record(arguments: &NewArguments, known: &TakenNames) -> CommandResult {
    if arguments.id.is_some() {
        return Err("--id: a photograph has no id".to_owned().into());
    }
    let date = match &arguments.date {
        None => "# date: 2022-02-23".to_owned(),
        Some(date) => match Date::parse(date) {
            Ok(_) => format!("date: {date}"),
            Err(error) => return Err(format!("--date: {}; {}", error.message, error.help).into()),
        },
    };
    let pictures: Vec<&str> = (known.media().iter().map(String::as_str))
        .filter(|path| media::use_of(path) == Use::Picture)
        .collect();
    let picture = find_picture(arguments.name.trim(), &pictures)?;
    let name = picture.rsplit('/').next().unwrap_or(picture);
    let lang = arguments.lang.unwrap_or(known.config.languages.default());
    let text = text(lang)
        .replace("{dated}", &date)
        .replacen("{name}", name, 1);
    write(&arguments.root, &format!("content/{picture}.yaml"), &text)?;
    Ok(ExitStatus::Clean)
}

/// Returns the picture with this path, or the only picture with this file name.
fn find_picture<'p>(written: &str, pictures: &[&'p str]) -> Result<&'p str, String> {
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
            let near = near.map_or_else(
                || "; put it into content/media/ or beside its article first".to_owned(),
                |near| format!("; did you mean `{near}`?"),
            );
            Err(format!("there is no picture `{written}` in content/{near}"))
        }
        several => Err(format!(
            "`{written}` could be several pictures; write {}",
            or_list(several.iter().copied())
        )),
    }
}

/// Returns the template of a metadata file in a language, or else in English.
fn text(lang: Lang) -> String {
    let language = lang.tag().split('-').next().unwrap_or_default();
    [language, "en"]
        .iter()
        .find_map(|folder| embedded::text(&SKELETONS, &format!("{folder}/photograph.yaml")))
        .expect("there is an English text")
        .to_owned()
}
