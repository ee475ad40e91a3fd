//! Galleries: paragraphs that contain only pictures. Also compares captions with the metadata of
//! pictures.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::pictures::{PictureSetting, WrittenPicture, picture_source};
use super::{Composer, PlacedEvent, matching_end};
use crate::diag::{Code, Diagnostic, Location};
use crate::markdown::Placeholder;
use crate::markdown::target::{LinkTarget, is_picture};
use crate::message;

/// The maximum number of pictures in a gallery: readers cannot take in more side by side.
const MAX_PICTURES: usize = 6;

impl<'w> Composer<'w, '_> {
    /// Whether the paragraph that starts at `at` contains several pictures, and nothing else except
    /// white space.
    pub(super) fn is_gallery(&self, events: &[PlacedEvent<'w>], at: usize) -> bool {
        if !matches!(
            events.get(at + 1),
            Some((Event::Start(Tag::Image { .. }), _))
        ) {
            return false;
        }
        let is_shown = |at: usize| match &events[at].0 {
            Event::Start(Tag::Image {
                link_type: LinkType::WikiLink { .. },
                dest_url,
                ..
            }) => is_picture(dest_url),
            Event::Start(Tag::Image { dest_url, .. }) => !matches!(
                self.context.files.target(self.body.folder, dest_url),
                LinkTarget::Drawing(_)
            ),
            _ => false,
        };
        pictures(events, at)
            .is_some_and(|pictures| pictures.len() > 1 && pictures.into_iter().all(is_shown))
    }

    /// Composes the gallery that starts at `at`. Returns the index of the next event.
    pub(super) fn gallery(&mut self, events: &[PlacedEvent<'w>], at: usize) -> usize {
        let pictures = pictures(events, at).unwrap_or_default();
        if pictures.len() > MAX_PICTURES {
            self.report(
                Code::LargeGallery,
                &events[at].1,
                message!(
                    pictures.len() =>
                    "this gallery has one picture, and readers look at {limit} at most",
                    "this gallery has {count} pictures, and readers look at {limit} at most",
                    limit = MAX_PICTURES
                ),
                message!(
                    "keep those that show something of their own, or part them by an empty line and a text between"
                ),
            );
        }
        let label = self.placeholder(Placeholder::Word("gallery".into(), Some(pictures.len())));
        self.push_html(format!(
            "<div class=\"gallery\" role=\"group\" aria-label=\"{label}\">\n"
        ));
        for picture in pictures {
            self.picture(events, picture, PictureSetting::Gallery);
        }
        self.push_html("</div>\n");
        matching_end(events, at) + 1
    }

    /// Reports captions that are not shown, and credits that contradict the picture's metadata.
    pub(super) fn check_caption(
        &mut self,
        picture: &WrittenPicture,
        setting: PictureSetting,
        range: &Range<usize>,
    ) {
        let WrittenPicture {
            path,
            destination,
            alt,
            title,
        } = *picture;
        let record = self.context.photographs.get(path);
        if setting == PictureSetting::InText {
            if record.is_some() || !title.trim().is_empty() {
                self.report(
                    Code::HiddenCaption,
                    range,
                    message!(
                        "what is known of this picture is not shown, because the picture stands among words"
                    ),
                    message!(
                        "put it in a paragraph of its own, with an empty line before and after it"
                    ),
                );
            }
            return;
        }
        let Some(record) = record.filter(|_| !title.trim().is_empty()) else {
            return;
        };
        if let Some(own) = record.other_credit(self.scope.lang, title) {
            let message = message!(
                "the credit is `{credit}` here, but `{own}` in the record of the picture, which is shown",
                credit = title.trim(),
                own
            );
            let help = message!(
                "correct the one that is wrong; here `{source}` is enough",
                source = picture_source(alt, destination)
            );
            let finding = Diagnostic::new(Code::TwoCredits, self.span(range), message)
                .help(help)
                .related(
                    Location::Value(record.top.key("credit")),
                    message!("the record"),
                );
            self.findings.push(finding);
        }
    }
}

/// Returns the indexes of the pictures in a paragraph, or `None` if it contains anything else.
fn pictures(events: &[PlacedEvent], at: usize) -> Option<Vec<usize>> {
    let end = matching_end(events, at);
    let mut pictures = Vec::new();
    let mut next = at + 1;
    while next < end {
        match &events[next].0 {
            Event::Start(Tag::Image { .. }) => {
                pictures.push(next);
                next = matching_end(events, next);
            }
            Event::SoftBreak | Event::HardBreak => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
        next += 1;
    }
    Some(pictures)
}
