//! Origins: the sources of a claim, what they repeat, and where that ends.

use super::FigureWords;
use crate::draw::origins::{OriginsFigure, OriginsLegendItem, OriginsSource as Mark};
use crate::html::escaped;
use crate::model::{ClaimRef, Entity, Id, Source};
use crate::render::context::PageContext;
use crate::render::evidence::linked;

impl PageContext<'_> {
    /// The sources of a claim and all that they go back to, with the list behind.
    pub(super) fn origins_figure(&self, told: &FigureWords, at: ClaimRef) -> String {
        let sources = self.sources_back(&self.atlas.events[at.event].claims[at.claim].sources);
        let place = |id: &Id<Source>| sources.iter().position(|known| known == id);
        let marks = sources.iter().map(|id| {
            let source = &self.atlas.sources[*id];
            let title = self.name(Entity::Source(*id)).text;
            let name = source.publisher.clone().unwrap_or_else(|| title.clone());
            Mark {
                repeats: source.derives_from.iter().filter_map(place).collect(),
                href: Some(
                    self.plan
                        .address(self.atlas, Entity::Source(*id), self.lang),
                ),
                // What is seen comes first, so that a reader who speaks it finds the link.
                accessible_name: match name == title {
                    true => title,
                    false => format!("{name}{} {title}", self.words.get("colon")),
                },
                name,
            }
        });
        let drawn = OriginsFigure {
            caption: self.caption(told),
            sources: marks.collect(),
        }
        .draw();
        let legend = drawn.legend.iter().map(|sample| {
            let word = match sample.what {
                OriginsLegendItem::Repeats => "legend_repeats",
                OriginsLegendItem::Origin => "legend_origin",
            };
            (sample.svg.clone(), self.words.get(word).to_owned())
        });
        let left_out = match drawn.left_out {
            0 => String::new(),
            count => format!(
                "<p class=\"meta\">{}</p>\n",
                escaped(&self.words.say("note_sources_left_out", Some(count), &[]))
            ),
        };
        let words = self.evidence_words(self.provenances.get(at));
        format!(
            "{}{}<p class=\"meta\">{}</p>\n{left_out}{}",
            drawn.svg,
            self.legend(legend),
            escaped(&words),
            self.origin_list(&sources)
        )
    }

    /// Some sources and all that they derive from, each once.
    fn sources_back(&self, cited: &[Id<Source>]) -> Vec<Id<Source>> {
        let mut found: Vec<Id<Source>> = Vec::new();
        let mut next = 0;
        let add = |id: &Id<Source>, found: &mut Vec<Id<Source>>| {
            if !found.contains(id) {
                found.push(*id);
            }
        };
        for id in cited {
            add(id, &mut found);
        }
        while let Some(id) = found.get(next).copied() {
            next += 1;
            for parent in &self.atlas.sources[id].derives_from {
                add(parent, &mut found);
            }
        }
        found
    }

    /// Each source and what it repeats, folded away.
    fn origin_list(&self, sources: &[Id<Source>]) -> String {
        let rows = sources.iter().map(|id| {
            let parents = &self.atlas.sources[*id].derives_from;
            let repeats = match parents.is_empty() {
                true => escaped(self.words.get("legend_origin")),
                false => {
                    let links: Vec<String> = self.sources(parents).iter().map(linked).collect();
                    links.join(&escaped(self.words.get("list_separator")))
                }
            };
            vec![linked(&self.link(Entity::Source(*id))), repeats]
        });
        self.folded(&self.rows(&["figure_source", "legend_repeats"], rows))
    }
}
