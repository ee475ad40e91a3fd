//! Pictures, which become figures with captions, and figures drawn from data.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::{Composer, Element, PlacedEvent};
use crate::diag::{Code, Safety};
use crate::markdown::Placeholder;
use crate::markdown::target::{LinkTarget, is_picture};
use crate::media::{self, Use};
use crate::message;
use crate::messages::Message;

/// Where a picture is placed in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PictureSetting {
    /// Alone in its paragraph.
    Alone,
    /// In a paragraph with other pictures.
    Gallery,
    /// Within a sentence, where there is no room for a caption.
    InText,
}

/// A picture as the text shows it.
pub(super) struct WrittenPicture<'p> {
    /// The path below `content/`.
    pub path: &'p str,
    /// The path as written.
    pub destination: &'p str,
    pub alt: &'p str,
    pub title: &'p str,
}

impl<'w> Composer<'w, '_> {
    /// Composes a picture, or a figure drawn from data, which has the same syntax.
    pub(super) fn picture(
        &mut self,
        events: &[PlacedEvent<'w>],
        at: usize,
        setting: PictureSetting,
    ) {
        let element = Element::new(events, at);
        let (
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            }),
            range,
        ) = &events[at]
        else {
            return;
        };
        let (destination, title): (&str, &str) = (dest_url, title);
        let mut alt = element.text();
        if matches!(link_type, LinkType::WikiLink { .. }) {
            // In place of an alternative text, Obsidian writes a width. A file name is not text for
            // readers either.
            let is_size = alt
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'x');
            if is_size || alt == destination {
                alt.clear();
            }
            if !is_picture(destination) {
                self.embed(destination, range);
                return;
            }
        }
        let target = self.context.files.target(self.body.folder, destination);
        if let LinkTarget::Drawing(request) = target {
            self.placed_drawing(request, &alt, title, setting, range);
            return;
        }
        if self.is_unusable(&target, destination, &alt, range) {
            return;
        }
        let Some(path) = self.find_picture(destination, &alt, range) else {
            return;
        };
        let picture = WrittenPicture {
            path: &path,
            destination,
            alt: &alt,
            title,
        };
        self.check_caption(&picture, setting, range);
        self.write_picture(&picture, setting);
    }

    /// Composes a figure drawn from data, which must be in a paragraph of its own.
    fn placed_drawing(
        &mut self,
        request: &str,
        alt: &str,
        title: &str,
        setting: PictureSetting,
        range: &Range<usize>,
    ) {
        if setting == PictureSetting::Alone {
            let alt = self.typeset(alt).into_owned();
            let title = self.typeset(title).into_owned();
            self.drawing(request, &alt, &title, range);
        } else {
            self.report(
                Code::BadFigure,
                range,
                message!("a figure must be in a paragraph of its own"),
                message!("put an empty line before and after it"),
            );
        }
    }

    /// Whether a destination cannot be shown as a picture of the site. If so, reports it.
    fn is_unusable(
        &mut self,
        target: &LinkTarget,
        destination: &str,
        alt: &str,
        range: &Range<usize>,
    ) -> bool {
        match target {
            LinkTarget::External(_) => {
                let help = self.save_picture_help(destination, destination, alt);
                self.report(
                    Code::BrokenImage,
                    range,
                    message!(
                        "pictures from other hosts are not allowed: the host would learn who reads this"
                    ),
                    help,
                );
            }
            LinkTarget::Copied(path) => {
                let name = path.rsplit('/').next().unwrap_or(path);
                self.report(
                    Code::BrokenImage,
                    range,
                    message!(
                        "files in static/ are copied unchanged, with any metadata about who took the picture"
                    ),
                    message!(
                        "move the file to `content/media/{name}`, and write `![{alt}]({name})`",
                        name,
                        alt
                    ),
                );
            }
            LinkTarget::Scheme(_) => {
                let help = self.save_picture_help(file_name(destination), destination, alt);
                self.report(
                    Code::LinkScheme,
                    range,
                    message!("a picture must be a file of the site"),
                    help,
                );
            }
            _ => return false,
        }
        true
    }

    /// Returns help for a missing picture: the source of a picture with a name similar to
    /// `searched`, or where to save the file.
    fn save_picture_help(&self, searched: &str, destination: &str, alt: &str) -> Message {
        match self.context.files.near_picture(self.body.folder, searched) {
            Some(file) => message!("write `{line}`", line = picture_source(alt, &file)),
            None => message!(
                "save the picture in content/media/ and write `{source}`",
                source = picture_source(alt, file_name(destination))
            ),
        }
    }

    /// Finds the file of a picture. Reports a missing file, a file that is not a picture, and a
    /// missing alternative text.
    fn find_picture(
        &mut self,
        destination: &str,
        alt: &str,
        range: &Range<usize>,
    ) -> Option<String> {
        let found = self.context.files.picture(self.body.folder, destination);
        let near = match found {
            Some(_) => None,
            None => self
                .context
                .files
                .near_picture(self.body.folder, destination),
        };
        if alt.trim().is_empty() && not_a_picture(destination).is_none() {
            let file = near.as_deref().unwrap_or(destination);
            self.report(
                Code::MissingAlt,
                range,
                message!("this picture has no alternative text"),
                message!(
                    "say in the square brackets what it shows: `{source}`",
                    source = described_by_file_name(file)
                ),
            );
        }
        let Some(path) = found else {
            let fix = near.as_ref().and_then(|file| {
                let safety = match self.context.files.is_certain(destination, file) {
                    true => Safety::Safe,
                    false => Safety::Unsafe,
                };
                self.redirected(range, destination, file, safety)
            });
            let help = match near {
                Some(file) => {
                    message!("did you mean `{name}`?", name = picture_source(alt, &file))
                }
                None => message!("put it into content/media/ or beside this file"),
            };
            self.report_with_fix(
                Code::BrokenImage,
                range,
                message!("there is no picture `{destination}`", destination),
                help,
                fix,
            );
            return None;
        };
        self.prose.media.insert(path.clone());
        let Some(message) = not_a_picture(&path) else {
            return Some(path);
        };
        let link = match alt.trim() {
            "" => message!("[what it shows]({destination})", destination),
            words => message!("[{words}]({destination})", words, destination),
        };
        self.report(
            Code::BrokenImage,
            range,
            message,
            message!(
                "link to it: `{link}`; it is published with all its metadata, so remove that first: `exiftool -all= {name}`",
                link,
                name = file_name(&path)
            ),
        );
        None
    }

    /// Writes a picture, with its caption unless it is within a sentence.
    fn write_picture(&mut self, picture: &WrittenPicture, setting: PictureSetting) {
        let alt = self.typeset(picture.alt).into_owned();
        let img = self.placeholder(Placeholder::Picture {
            path: picture.path.to_owned(),
            alt,
            is_half: setting == PictureSetting::Gallery,
        });
        if setting == PictureSetting::InText {
            self.push_html(img);
            return;
        }
        let credit = self.typeset(picture.title.trim()).into_owned();
        let caption = self.placeholder(Placeholder::Caption {
            path: picture.path.to_owned(),
            credit,
        });
        self.push_html(format!("<figure>{img}{caption}</figure>\n"));
    }

    /// Reports `![[page]]`, which embeds a page in Obsidian.
    fn embed(&mut self, name: &str, range: &Range<usize>) {
        let message = message!(
            "`{written}` is an Obsidian embed, which griot does not support",
            written = self.body.text[range.clone()]
        );
        self.report(
            Code::ForeignMarkup,
            range,
            message,
            message!("link to it: `[[{name}]]`", name),
        );
    }
}

/// Returns the Markdown source of a picture, with words in place of a missing alternative text.
pub(super) fn picture_source(alt: &str, file: &str) -> Message {
    let file = destination(file);
    match alt.trim() {
        "" => message!("![what it shows]({file})", file),
        alt => message!("![{alt}]({file})", alt, file),
    }
}

/// Returns a path as the destination of a link or picture.
fn destination(path: &str) -> String {
    match path.contains(char::is_whitespace) {
        true => format!("<{path}>"),
        false => path.to_owned(),
    }
}

/// Returns the name of a file without its folders.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Returns the Markdown source of a picture, with an alternative text from the words of its file
/// name.
fn described_by_file_name(file: &str) -> Message {
    let name = file_name(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> = stem
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty() && word.chars().all(char::is_alphabetic))
        .collect();
    match words.as_slice() {
        [] => picture_source("", file),
        words => message!(
            "![The {words}]({file})",
            words = words.join(" ").to_lowercase(),
            file = destination(file)
        ),
    }
}

/// Returns why a file cannot be shown as a picture, or `None` if its name is that of a picture.
fn not_a_picture(path: &str) -> Option<Message> {
    match media::use_of(path) {
        Use::Picture => None,
        Use::Video => Some(message!(
            "a video is not a picture: browsers would show an empty frame"
        )),
        Use::Sound => Some(message!(
            "a recording is not a picture: browsers would show an empty frame"
        )),
        Use::Document => Some(message!(
            "a document is not a picture: browsers would show an empty frame"
        )),
        Use::Other => Some(message!(
            "this file is not a picture: browsers would show an empty frame"
        )),
    }
}
