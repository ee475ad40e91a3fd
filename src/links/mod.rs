//! External links: which addresses a site has, whether they still answer, and which have no copy in
//! a web archive.
//!
//! [`collect()`] finds the addresses in the linked site, `check` asks their hosts, and `findings`
//! reports what they say at each place that has the address. Nothing here reads or writes a file:
//! the caller caches the [`Answer`]s.

pub mod archive;
mod challenge;
mod collect;
mod probe;
mod report;
mod schedule;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::collect::{ExternalLinks, collect};
pub use self::probe::Client;
pub use self::report::{LinkCounts, count, findings};
pub use self::schedule::check;
use crate::message;
use crate::messages::Message;

/// What is known of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkState {
    /// It answers.
    Alive,
    /// The host says that it has nothing at the address, or the host does not exist.
    Gone,
    /// The host does not say: it refuses programs, or does not answer now.
    Blocked,
}

/// Why an address has its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A status of HTTP.
    Status(u16),
    /// There is no host of this name.
    NoHost,
    /// The name cannot be resolved now.
    Unresolved,
    /// The host is in a private network, and is not asked.
    Private,
    /// The host does not answer in time.
    Timeout,
    /// The encryption of the host is not valid.
    Encryption,
    /// There is no connection.
    NoConnection,
    /// The host asks whether its reader is human.
    Challenge,
    /// There are too many redirects.
    Redirects,
    /// A redirect leads to an address that is not asked: another scheme, or one with a password.
    RedirectTarget,
    /// The host failed before, or asked to wait, and was left alone.
    LeftAlone,
}

impl Reason {
    /// Returns the reason as the end of a sentence about an address.
    pub fn words(self) -> Message {
        match self {
            Reason::Status(status) => message!("the host answers with status {status}", status),
            Reason::NoHost => message!("there is no host of this name"),
            Reason::Unresolved => message!("the name of the host cannot be resolved now"),
            Reason::Private => message!("it leads into a private network, and is not asked"),
            Reason::Timeout => message!("the host does not answer in time"),
            Reason::Encryption => message!("the encryption of the host is not valid"),
            Reason::NoConnection => message!("the host does not answer"),
            Reason::Challenge => message!("the host asks whether its reader is human"),
            Reason::Redirects => message!("the address redirects too often"),
            Reason::RedirectTarget => {
                message!("it redirects to an address that griot does not ask")
            }
            Reason::LeftAlone => message!("the host was left alone after other addresses failed"),
        }
    }
}

/// What was found out about an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub state: LinkState,
    pub reason: Reason,
    /// The day on which it was asked.
    pub asked: Date,
}

impl Answer {
    /// Whether the answer is still good on a day.
    pub fn is_fresh(&self, today: Date, max_age: u16) -> bool {
        // A host that was left alone was not asked for this address.
        let age = (today - self.asked).get_days();
        self.reason != Reason::LeftAlone && (0..=i32::from(max_age)).contains(&age)
    }
}

/// The answers of a site, by address.
pub type Answers = BTreeMap<String, Answer>;
