//! Tables without style attributes, in a box that scrolls.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::Composer;
use crate::markdown::Placeholder;

/// The state of the table that is open.
#[derive(Default)]
pub(super) struct Tables {
    columns: Vec<Alignment>,
    /// Index of the next cell in its row.
    column: usize,
    in_head: bool,
    in_body: bool,
}

impl Tables {
    /// Opens a table.
    fn start(&mut self, columns: &[Alignment]) {
        self.columns.clear();
        self.columns.extend_from_slice(columns);
        self.in_body = false;
    }

    /// Opens the head.
    fn start_head(&mut self) {
        self.in_head = true;
        self.column = 0;
    }

    /// Opens a row. Returns whether it is the first row of the table's body.
    fn start_row(&mut self) -> bool {
        self.column = 0;
        !std::mem::replace(&mut self.in_body, true)
    }

    /// Returns the opening tag of the next cell.
    fn cell(&mut self) -> String {
        let class = match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"end\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.column += 1;
        if self.in_head {
            format!("<th scope=\"col\"{class}>")
        } else {
            format!("<td{class}>")
        }
    }
}

impl Composer<'_, '_> {
    /// Writes the tag for an event of a table.
    pub(super) fn table(&mut self, event: &Event) {
        match event {
            Event::Start(Tag::Table(columns)) => {
                self.tables.start(columns);
                let label = self.placeholder(Placeholder::Word("table_label".into(), None));
                self.push_html(format!(
                    "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"
                ));
            }
            Event::End(TagEnd::Table) => {
                let body = if self.tables.in_body { "</tbody>" } else { "" };
                self.push_html(format!("{body}</table></div>\n"));
            }
            Event::Start(Tag::TableHead) => {
                self.tables.start_head();
                self.push_html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.tables.in_head = false;
                self.push_html("</tr></thead>\n");
            }
            Event::Start(Tag::TableRow) => {
                let body = if self.tables.start_row() {
                    "<tbody>"
                } else {
                    ""
                };
                self.push_html(format!("{body}<tr>"));
            }
            Event::End(TagEnd::TableRow) => self.push_html("</tr>\n"),
            Event::Start(Tag::TableCell) => {
                let cell = self.tables.cell();
                self.push_html(cell);
            }
            _ => {
                let cell = if self.tables.in_head {
                    "</th>"
                } else {
                    "</td>"
                };
                self.push_html(cell);
            }
        }
    }
}
