//! Blocks whose HTML is ours: pictures, alerts, tables that scroll, and HTML that is not passed
//! through.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, LinkType, Tag, TagEnd};

use super::comments::{instruction, without_comments};
use super::typography::untouched;
use super::{Composer, matching_end, plain_text};
use crate::config::RawHtml;
use crate::diag::Code;
use crate::html::escaped;
use crate::markdown::Placeholder;
use crate::markdown::target::{LinkTarget, is_picture};
use crate::media::{self, Use};

/// Where a picture stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PictureSetting {
    /// In a paragraph of its own.
    Alone,
    /// In one with other pictures.
    Gallery,
    /// Among words, where there is no place for a caption.
    InText,
}

impl<'w> Composer<'w, '_> {
    /// A picture, or a figure that is written as one.
    pub(super) fn picture(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        at: usize,
        setting: PictureSetting,
    ) {
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
        let (destination, title, range): (&str, &str, _) = (dest_url, title, range.clone());
        let end = matching_end(events, at);
        let mut alt = plain_text(&events[at + 1..end]);
        if matches!(link_type, LinkType::WikiLink { .. }) {
            // Obsidian writes a width where others write a text, and the file's name is no text for
            // readers.
            let is_size = alt
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'x');
            if is_size || alt == destination {
                alt.clear();
            }
            if !is_picture(destination) {
                self.embed(destination, &range);
                return;
            }
        }
        match self.context.files.target(self.folder, destination) {
            LinkTarget::Drawing(request) => {
                if setting == PictureSetting::Alone {
                    let (alt, title) = (
                        self.typeset(&alt).into_owned(),
                        self.typeset(title).into_owned(),
                    );
                    self.drawing(request, &alt, &title, &range);
                } else {
                    self.report(
                        Code::BadFigure,
                        &range,
                        "a figure must be in a paragraph of its own".to_owned(),
                        "put an empty line before and after it",
                    );
                }
                return;
            }
            LinkTarget::Elsewhere(_) => {
                let help = match self.context.files.near_picture(self.folder, destination) {
                    Some(file) => format!("write `{}`", picture(&alt, &file)),
                    None => format!(
                        "save the picture in content/media/ and write `{}`",
                        picture(&alt, file_name(destination))
                    ),
                };
                self.report(
                    Code::BrokenImage,
                    &range,
                    "pictures from other hosts are not allowed: the host would learn who reads this".to_owned(),
                    help,
                );
                return;
            }
            LinkTarget::Copied(path) => {
                let name = path.rsplit('/').next().unwrap_or(&path);
                self.report(
                    Code::BrokenImage,
                    &range,
                    "files in static/ are copied unchanged, with any metadata about who took the picture".to_owned(),
                    format!("move the file to `content/media/{name}`, and write `![{alt}]({name})`"),
                );
                return;
            }
            LinkTarget::Scheme(_) => {
                let help = match self
                    .context
                    .files
                    .near_picture(self.folder, file_name(destination))
                {
                    Some(file) => format!("write `{}`", picture(&alt, &file)),
                    None => format!(
                        "save the picture in content/media/ and write `{}`",
                        picture(&alt, file_name(destination))
                    ),
                };
                self.report(
                    Code::LinkScheme,
                    &range,
                    "a picture must be a file of the site".to_owned(),
                    help,
                );
                return;
            }
            _ => {}
        }
        let found = self.context.files.picture(self.folder, destination);
        let near = match found {
            Some(_) => None,
            None => self.context.files.near_picture(self.folder, destination),
        };
        if alt.trim().is_empty() && not_a_picture(destination).is_none() {
            let file = near.as_deref().unwrap_or(destination);
            self.report(
                Code::MissingAlt,
                &range,
                "this picture has no alternative text".to_owned(),
                format!(
                    "say in the square brackets what it shows: `{}`",
                    picture(&alt_from_file_name(file), file)
                ),
            );
        }
        let Some(path) = found else {
            let help = match near {
                Some(file) => format!("did you mean `{}`?", picture(&alt, &file)),
                None => "put it into content/media/ or beside this file".to_owned(),
            };
            self.report(
                Code::BrokenImage,
                &range,
                format!("there is no picture `{destination}`"),
                help,
            );
            return;
        };
        self.prose.media.insert(path.clone());
        if let Some(message) = not_a_picture(&path) {
            let words = if alt.trim().is_empty() {
                "what it shows"
            } else {
                alt.trim()
            };
            self.report(
                Code::BrokenImage,
                &range,
                message.to_owned(),
                format!(
                    "link to it: `[{words}]({destination})`; it is published with all its metadata, so remove that first: `exiftool -all= {}`",
                    path.rsplit('/').next().unwrap_or(&path)
                ),
            );
            return;
        }
        let written = alt;
        let alt = self.typeset(&written).into_owned();
        self.check_caption((&path, destination), (&written, title), setting, &range);
        let img = self.placeholder(Placeholder::Picture {
            path: path.clone(),
            alt,
            is_half: setting == PictureSetting::Gallery,
        });
        if setting == PictureSetting::InText {
            self.push_html(img);
            return;
        }
        let credit = self.typeset(title.trim()).into_owned();
        let caption = self.placeholder(Placeholder::Caption { path, credit });
        self.push_html(format!("<figure>{img}{caption}</figure>\n"));
    }

    /// `![[page]]`, which shows a page within another in Obsidian.
    fn embed(&mut self, name: &str, range: &Range<usize>) {
        let message = format!(
            "`{}` is an Obsidian embed, which griot does not support",
            &self.text[range.clone()]
        );
        self.report(
            Code::ForeignMarkup,
            range,
            message,
            format!("link to it: `[[{name}]]`"),
        );
    }

    pub(super) fn block_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            self.quiet += 1;
            self.aside += 1;
            self.push_html("<blockquote>\n");
            return;
        };
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "note_title"),
            BlockQuoteKind::Tip => ("tip", "tip_title"),
            BlockQuoteKind::Important => ("important", "important_title"),
            BlockQuoteKind::Warning => ("warning", "warning_title"),
            BlockQuoteKind::Caution => ("caution", "caution_title"),
        };
        let word = self.placeholder(Placeholder::Word(word.into(), None));
        self.push_html(format!(
            "<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{word}</p>\n"
        ));
    }

    /// Tables without style attributes, in a box that scrolls.
    pub(super) fn table(&mut self, event: &Event) {
        match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns.clone_from(columns);
                self.in_body = false;
                let label = self.placeholder(Placeholder::Word("table_label".into(), None));
                self.push_html(format!(
                    "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"
                ));
            }
            Event::End(TagEnd::Table) => {
                let body = if self.in_body { "</tbody>" } else { "" };
                self.push_html(format!("{body}</table></div>\n"));
            }
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                self.column = 0;
                self.push_html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                self.push_html("</tr></thead>\n");
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                let body = if self.in_body { "" } else { "<tbody>" };
                self.in_body = true;
                self.push_html(format!("{body}<tr>"));
            }
            Event::End(TagEnd::TableRow) => self.push_html("</tr>\n"),
            Event::Start(Tag::TableCell) => {
                let class = match self.columns.get(self.column) {
                    Some(Alignment::Right) => " class=\"end\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                self.column += 1;
                let cell = if self.in_head {
                    format!("<th scope=\"col\"{class}>")
                } else {
                    format!("<td{class}>")
                };
                self.push_html(cell);
            }
            _ => {
                let cell = if self.in_head { "</th>" } else { "</td>" };
                self.push_html(cell);
            }
        }
    }

    pub(super) fn raw_html(&mut self, text: &str, range: &Range<usize>, is_block: bool) {
        if let Some((what, help)) = instruction(text) {
            let message = format!("`{}` is {what}, which griot does not support", text.trim());
            self.report(Code::ForeignMarkup, range, message, help);
        }
        // A comment is a note of the desk to itself: it is neither passed through nor shown.
        let (shown, is_open) = without_comments(text);
        if is_open {
            let start = range.start + text.rfind("<!--").unwrap_or(0);
            let line = self.text[start..].lines().next().unwrap_or_default().len();
            self.report(
                Code::UnpublishedComment,
                &(start..start + line),
                "this comment is never closed, so everything after it is lost".to_owned(),
                "write `-->` where it ends",
            );
        }
        let trimmed = shown.trim();
        if trimmed.is_empty() {
            return;
        }
        if self.context.config.html == RawHtml::Allow {
            self.push_html(shown);
            return;
        }
        // The tag that opens was reported.
        if (is_block || !trimmed.starts_with("</")) && !self.is_reported(range) {
            self.report_html(trimmed, range);
        }
        if is_block {
            self.push_html(format!("<p>{}</p>\n", escaped(trimmed)));
        } else {
            self.out.push(untouched(&shown));
        }
    }

    fn report_html(&mut self, html: &str, range: &Range<usize>) {
        let name = html.trim_start_matches('<');
        let name = name
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-')))
            .next()
            .unwrap_or_default();
        if html.starts_with('<')
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.contains(|c: char| c.is_ascii_lowercase())
        {
            self.report(
                Code::ForeignMarkup,
                range,
                format!("`<{name}>` is an MDX component, and readers would see it as is"),
                "griot runs no code in pages: write the text itself, or delete it",
            );
            return;
        }
        self.report(
            Code::RawHtml,
            range,
            "HTML is shown to readers as text".to_owned(),
            "write Markdown instead, or `html: allow` in site.yaml if all authors of the site are trusted",
        );
    }
}

/// A picture as Markdown has it.
pub(super) fn picture(alt: &str, file: &str) -> String {
    let alt = if alt.trim().is_empty() {
        "what it shows"
    } else {
        alt.trim()
    };
    match file.contains(char::is_whitespace) {
        true => format!("![{alt}](<{file}>)"),
        false => format!("![{alt}]({file})"),
    }
}

/// The name of a file without its folders.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// What a picture may show, by the words of its file's name.
fn alt_from_file_name(file: &str) -> String {
    let name = file_name(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> = stem
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty() && word.chars().all(char::is_alphabetic))
        .collect();
    match words.as_slice() {
        [] => "what it shows".to_owned(),
        words => format!("The {}", words.join(" ").to_lowercase()),
    }
}

/// Why a file cannot be shown as a picture; nothing where its name says that it is one.
fn not_a_picture(path: &str) -> Option<&'static str> {
    match media::use_of(path) {
        Use::Picture => None,
        Use::Video => Some("a video is not a picture: browsers would show an empty frame"),
        Use::Sound => Some("a recording is not a picture: browsers would show an empty frame"),
        Use::Document => Some("a document is not a picture: browsers would show an empty frame"),
        Use::Other => Some("this file is not a picture: browsers would show an empty frame"),
    }
}
