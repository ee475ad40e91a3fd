//! The order of requests: hosts side by side, and the addresses of one host one after the other.

use std::collections::BTreeMap;
use std::thread;

use jiff::civil::Date;
use url::Url;

use super::probe::{Client, Outcome, is_asked};
use super::{Answer, Answers, LinkState, Reason};

/// The number of hosts that are asked at once.
const MAX_HOSTS: usize = 8;

/// The number of addresses in a row without an answer after which a host is left alone.
const MAX_FAILURES: usize = 3;

/// The addresses of a host.
type HostQueue<'a> = Vec<(&'a str, Url)>;

/// Asks for addresses. Returns their answers; addresses that griot does not ask have none.
pub fn check<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    client: &Client<'_>,
    today: Date,
) -> Answers {
    let mut hosts: BTreeMap<String, HostQueue<'a>> = BTreeMap::new();
    for address in addresses {
        let Some(url) = asked_url(address) else {
            continue;
        };
        let host = url.host_str().unwrap_or_default().to_owned();
        hosts.entry(host).or_default().push((address, url));
    }
    // The longest queues first, so that no thread gets two of them while another has none.
    let mut queues: Vec<HostQueue<'a>> = hosts.into_values().collect();
    queues.sort_by_key(|queue| std::cmp::Reverse(queue.len()));
    let mut lanes: Vec<Vec<HostQueue<'a>>> = vec![Vec::new(); MAX_HOSTS];
    for queue in queues {
        let shortest = lanes
            .iter_mut()
            .min_by_key(|lane| lane.iter().map(Vec::len).sum::<usize>());
        if let Some(lane) = shortest {
            lane.push(queue);
        }
    }
    let outcomes: Vec<(&'a str, Outcome)> = thread::scope(|scope| {
        let threads: Vec<_> = lanes
            .iter()
            .map(|lane| {
                scope.spawn(|| {
                    let hosts = lane.iter();
                    hosts
                        .flat_map(|host| check_host(host, client))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
        // A thread does not panic; if one does, its addresses have no answer.
        joined.flat_map(Result::unwrap_or_default).collect()
    });
    let answer = |(state, reason)| Answer {
        state,
        reason,
        asked: today,
    };
    outcomes
        .into_iter()
        .map(|(address, outcome)| (address.to_owned(), answer(outcome)))
        .collect()
}

/// Returns the URL of an address, if griot asks for it. A fragment is not sent.
pub(super) fn asked_url(address: &str) -> Option<Url> {
    let mut url = Url::parse(address).ok().filter(is_asked)?;
    url.set_fragment(None);
    Some(url)
}

/// Asks a host for its addresses, until it asks to wait or does not answer any more.
fn check_host<'a>(host: &HostQueue<'a>, client: &Client<'_>) -> Vec<(&'a str, Outcome)> {
    let mut failures = 0;
    let mut outcomes = Vec::new();
    for (address, url) in host {
        if failures >= MAX_FAILURES {
            outcomes.push((*address, (LinkState::Blocked, Reason::LeftAlone)));
            continue;
        }
        if !outcomes.is_empty() {
            thread::sleep(client.pause);
        }
        let outcome = client.probe(url);
        failures = match outcome.1 {
            Reason::Status(429) => MAX_FAILURES,
            Reason::Timeout | Reason::NoConnection => failures + 1,
            _ => 0,
        };
        outcomes.push((*address, outcome));
    }
    outcomes
}
