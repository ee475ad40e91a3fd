//! Figures of origins: the sources of a claim, the sources that they repeat, and so on up to the
//! origins.

use super::{FigureWords, table};
use crate::draw::origins::{OriginsFigure, OriginsLegendItem, OriginsSource as Mark};
use crate::html::escaped;
use crate::model::{ClaimRef, Entity, Id, Source};
use crate::render::context::PageContext;
use crate::render::evidence;
use crate::render::markup::linked;

/// Returns the figure of a claim's sources and their ancestors, with a list of the same sources.
pub fn origins_figure(context: &PageContext, words: &FigureWords, at: ClaimRef) -> String {
    let sources = with_ancestors(
        context,
        &context.atlas.events[at.event].claims[at.claim].sources,
    );
    let place = |id: &Id<Source>| sources.iter().position(|known| known == id);
    let marks = sources.iter().map(|id| {
        let source = &context.atlas.sources[*id];
        let title = context.name(Entity::Source(*id)).text;
        let name = source.publisher.clone().unwrap_or_else(|| title.clone());
        Mark {
            repeats: source.derives_from.iter().filter_map(place).collect(),
            href: Some(
                context
                    .plan
                    .address(context.atlas, Entity::Source(*id), context.lang),
            ),
            // The visible label comes first, so that speech input finds the link (WCAG 2.5.3).
            accessible_name: match name == title {
                true => title,
                false => format!("{name}{} {title}", context.words.get("colon")),
            },
            name,
        }
    });
    let drawn = OriginsFigure {
        caption: super::caption(context, words),
        sources: marks.collect(),
    }
    .draw();
    let legend = drawn.legend.iter().map(|sample| {
        let word = match sample.what {
            OriginsLegendItem::Repeats => "legend_repeats",
            OriginsLegendItem::Origin => "legend_origin",
        };
        (sample.svg.clone(), context.words.get(word).to_owned())
    });
    let left_out = match drawn.left_out {
        0 => String::new(),
        count => format!(
            "<p class=\"meta\">{}</p>\n",
            escaped(&context.words.say("note_sources_left_out", Some(count), &[]))
        ),
    };
    let words = evidence::evidence_words(context, context.provenances.get(at));
    format!(
        "{}{}<p class=\"meta\">{}</p>\n{left_out}{}",
        drawn.svg,
        super::legend_html(legend),
        escaped(&words),
        origin_list(context, &sources)
    )
}

/// Returns sources and all sources that they derive from, each once.
fn with_ancestors(context: &PageContext, cited: &[Id<Source>]) -> Vec<Id<Source>> {
    let mut sources: Vec<Id<Source>> = Vec::new();
    let mut next = 0;
    let add = |id: &Id<Source>, sources: &mut Vec<Id<Source>>| {
        if !sources.contains(id) {
            sources.push(*id);
        }
    };
    for id in cited {
        add(id, &mut sources);
    }
    while let Some(id) = sources.get(next).copied() {
        next += 1;
        for parent in &context.atlas.sources[id].derives_from {
            add(parent, &mut sources);
        }
    }
    sources
}

/// Returns a folded list of the sources and of the sources that each repeats.
fn origin_list(context: &PageContext, sources: &[Id<Source>]) -> String {
    let rows = sources.iter().map(|id| {
        let parents = &context.atlas.sources[*id].derives_from;
        let repeats = match parents.is_empty() {
            true => escaped(context.words.get("legend_origin")),
            false => {
                let links: Vec<String> = context.sources(parents).iter().map(linked).collect();
                links.join(&escaped(context.words.get("list_separator")))
            }
        };
        vec![linked(&context.link(Entity::Source(*id))), repeats]
    });
    table::folded(
        context,
        &table::table_html(context, &["figure_source", "legend_repeats"], rows),
    )
}
