//! The scope of the current event: its language and the elements around it.

use crate::lang::Lang;

/// The language and the kind of element that the current event is in.
pub(super) struct Scope {
    /// The language of the text.
    pub lang: Lang,
    /// The number of open elements without automatic links: links, headings, block quotes.
    pub no_mentions: usize,
    /// The number of open elements that are left out of the lead: headings, block quotes,
    /// footnotes.
    pub no_lead: usize,
    pub in_heading: bool,
    /// The number of levels by which headings are lowered.
    pub heading_shift: u8,
}

impl Scope {
    /// Returns the scope at the beginning of a body.
    pub fn new(lang: Lang) -> Scope {
        Scope {
            lang,
            no_mentions: 0,
            no_lead: 0,
            in_heading: false,
            heading_shift: 0,
        }
    }

    /// Enters a heading.
    pub fn start_heading(&mut self) {
        self.in_heading = true;
        self.start_aside();
    }

    /// Leaves a heading.
    pub fn end_heading(&mut self) {
        self.in_heading = false;
        self.end_aside();
    }

    /// Enters an element that has no automatic links and is left out of the lead.
    pub fn start_aside(&mut self) {
        self.no_mentions += 1;
        self.no_lead += 1;
    }

    /// Leaves an element that has no automatic links and is left out of the lead.
    pub fn end_aside(&mut self) {
        self.no_mentions -= 1;
        self.no_lead -= 1;
    }
}
