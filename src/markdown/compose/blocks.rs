//! Blocks whose HTML is ours: pictures, alerts, tables that scroll, and HTML that is not passed through.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, Tag, TagEnd};

use super::{Composer, is_lone_image, matching_end, plain_text};
use crate::config::RawHtml;
use crate::diag::Code;
use crate::html::escaped;
use crate::markdown::Hole;
use crate::markdown::target::Target;

impl<'w> Composer<'w, '_> {
    pub(super) fn image(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        at: usize,
        destination: &str,
        title: &str,
    ) -> usize {
        let end = matching_end(events, at);
        let range = events[at].1.clone();
        let alone = at > 0 && is_lone_image(events, at - 1);
        let next = if alone { end + 2 } else { end + 1 };
        let alt = plain_text(&events[at + 1..end]);
        match self.workshop.files.target(self.folder, destination) {
            Target::Drawing(request) => {
                if alone {
                    self.drawing(request, &alt, title, &range);
                } else {
                    self.report(
                        Code::BadFigure,
                        &range,
                        "a figure stands in a paragraph of its own".to_owned(),
                        "leave an empty line before and after it",
                    );
                }
                return next;
            }
            Target::Elsewhere(_) => {
                self.report(
                    Code::BrokenImage,
                    &range,
                    "pictures of other hosts are not loaded: they would tell that host who reads this".to_owned(),
                    "save the picture in content/media/ and name it from there",
                );
                return next;
            }
            Target::Scheme(_) => {
                self.report(
                    Code::LinkScheme,
                    &range,
                    "a picture is a file of the site".to_owned(),
                    "save the picture in content/media/ and name it from there",
                );
                return next;
            }
            _ => {}
        }
        if alt.trim().is_empty() {
            self.report(
                Code::MissingAlt,
                &range,
                "this picture has no text for those who do not see it".to_owned(),
                "say in the square brackets what it shows: `![A street in Mopti](mopti.jpg)`",
            );
        }
        let Some(path) = self.workshop.files.picture(self.folder, destination) else {
            self.report(
                Code::BrokenImage,
                &range,
                format!("there is no picture `{destination}`"),
                "put it into content/media/ or beside this file",
            );
            return next;
        };
        self.prose.media.insert(path.clone());
        let img = self.hole(Hole::Picture { path, alt });
        if alone {
            let caption = if title.is_empty() {
                String::new()
            } else {
                format!("<figcaption>{}</figcaption>", escaped(title))
            };
            self.html(format!("<figure>{img}{caption}</figure>\n"));
        } else {
            self.html(img);
        }
        next
    }

    pub(super) fn block_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            self.quiet += 1;
            self.html("<blockquote>\n");
            return;
        };
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "note_title"),
            BlockQuoteKind::Tip => ("tip", "tip_title"),
            BlockQuoteKind::Important => ("important", "important_title"),
            BlockQuoteKind::Warning => ("warning", "warning_title"),
            BlockQuoteKind::Caution => ("caution", "caution_title"),
        };
        let word = self.hole(Hole::Word(word.into(), None));
        self.html(format!(
            "<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{word}</p>\n"
        ));
    }

    /// Tables without style attributes, in a box that scrolls.
    pub(super) fn table(&mut self, event: &Event) {
        match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns.clone_from(columns);
                self.in_body = false;
                let label = self.hole(Hole::Word("table_label".into(), None));
                self.html(format!(
                    "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"
                ));
            }
            Event::End(TagEnd::Table) => {
                let body = if self.in_body { "</tbody>" } else { "" };
                self.html(format!("{body}</table></div>\n"));
            }
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                self.column = 0;
                self.html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                self.html("</tr></thead>\n");
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                let body = if self.in_body { "" } else { "<tbody>" };
                self.in_body = true;
                self.html(format!("{body}<tr>"));
            }
            Event::End(TagEnd::TableRow) => self.html("</tr>\n"),
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
                self.html(cell);
            }
            _ => {
                let cell = if self.in_head { "</th>" } else { "</td>" };
                self.html(cell);
            }
        }
    }

    pub(super) fn raw_html(&mut self, text: &str, range: &Range<usize>, is_block: bool) {
        if self.workshop.config.html == RawHtml::Allow {
            self.html(text.to_owned());
            return;
        }
        // A comment is a note of the desk to itself: it is neither passed through nor shown.
        let trimmed = text.trim();
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") {
            return;
        }
        // The tag that opens was reported.
        if is_block || !trimmed.starts_with("</") {
            self.report(
                Code::RawHtml,
                range,
                "HTML is shown to readers as text".to_owned(),
                "write Markdown instead, or `html: allow` in site.yaml if all authors of the site are trusted",
            );
        }
        if is_block {
            self.html(format!("<p>{}</p>\n", escaped(trimmed)));
        } else {
            self.out.push(Event::Text(text.to_owned().into()));
        }
    }
}
