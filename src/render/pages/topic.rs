//! Topics: links to topics with their counts, and the list of all topics.

use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::view::{CountedLink, TopicsPage};
use crate::render::{head, paging};

/// The maximum number of topics beside the list of articles.
const MAX_TOPICS: usize = 20;

/// Returns the topics with the most articles, in their usual order.
pub fn main_topics(context: &PageContext) -> Vec<CountedLink> {
    let all = &context.relations.topics;
    let mut topics: Vec<usize> = (0..all.len()).collect();
    if topics.len() > MAX_TOPICS {
        topics.sort_by_key(|at| (std::cmp::Reverse(all[*at].articles.len()), *at));
        topics.truncate(MAX_TOPICS);
        topics.sort_unstable();
    }
    topics
        .into_iter()
        .map(|at| topic_link(context, at))
        .collect()
}

/// Returns a link to a topic with its count of articles.
fn topic_link(context: &PageContext, at: usize) -> CountedLink {
    let topic = &context.relations.topics[at];
    context
        .text(&topic.topic.name)
        .leading_to(context.url(PageKind::Topic(at, 1)))
        .counted(topic.articles.len())
}

/// Returns a page of the list of topics.
pub fn topics_page(context: &PageContext, number: usize) -> TopicsPage {
    let all: Vec<usize> = (0..context.relations.topics.len()).collect();
    let part = paging::page_items(context, &all, number);
    TopicsPage {
        page: head::page_view(context, PageKind::Topics(number)),
        count: all.len(),
        topics: part.iter().map(|at| topic_link(context, *at)).collect(),
        pager: paging::pager(context, all.len(), number, PageKind::Topics),
    }
}
