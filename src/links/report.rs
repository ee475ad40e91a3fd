//! Findings about addresses.

use super::{Answers, ExternalLinks, LinkState};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::message;

/// How many addresses are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkCounts {
    pub alive: usize,
    pub gone: usize,
    pub blocked: usize,
    /// Addresses without an answer, because they were not asked.
    pub unknown: usize,
}

/// Counts the addresses of a site by their state.
pub fn count(links: &ExternalLinks, answers: &Answers) -> LinkCounts {
    let mut counts = LinkCounts::default();
    for address in links.places.keys() {
        let counted = match answers.get(address).map(|answer| answer.state) {
            Some(LinkState::Alive) => &mut counts.alive,
            Some(LinkState::Gone) => &mut counts.gone,
            Some(LinkState::Blocked) => &mut counts.blocked,
            None => &mut counts.unknown,
        };
        *counted += 1;
    }
    counts
}

/// Reports addresses that are gone, and those whose hosts do not say, at each place that has them.
pub fn findings(links: &ExternalLinks, answers: &Answers) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for (address, places) in &links.places {
        let Some(answer) = answers.get(address) else {
            continue;
        };
        let reason = answer.reason.words();
        let (code, message, help) = match answer.state {
            LinkState::Alive => continue,
            LinkState::Gone => (
                Code::GoneLink,
                message!("`{address}` is gone: {reason}", address, reason),
                message!(
                    "find where the page is now, or link to a copy in a web archive: \
                     https://web.archive.org/web/{address}",
                    address
                ),
            ),
            LinkState::Blocked => (
                Code::BlockedLink,
                message!(
                    "`{address}` could not be checked: {reason}",
                    address,
                    reason
                ),
                message!("open the address in a browser"),
            ),
        };
        for place in places {
            let finding = Diagnostic::new(code, place.clone(), message.clone());
            diagnostics.push(finding.help(help.clone()));
        }
    }
    diagnostics
}
