//! Corrections: those of one article, and the list of all.

use crate::model::{Article, Id};
use crate::plan::PageKind;
use crate::relations::CorrectionRef;
use crate::render::context::PageContext;
use crate::render::view::{CorrectionItem, CorrectionView, CorrectionsPage, Listing};

impl PageContext<'_> {
    /// The corrections of an article, newest first.
    pub fn corrections_of(&self, id: Id<Article>) -> Vec<CorrectionView> {
        self.relations.articles[id.index()]
            .corrections
            .iter()
            .map(|at| {
                let correction = &self.atlas.articles[id].corrections[at.written];
                CorrectionView {
                    anchor: self.correction_anchor(*at),
                    date: self.words.when(&correction.date),
                    text: self.text(&correction.text),
                }
            })
            .collect()
    }

    pub fn corrections(&self, number: usize) -> CorrectionsPage {
        let all = &self.relations.corrections;
        CorrectionsPage {
            page: self.page(PageKind::Corrections(number)),
            list: Listing {
                items: self
                    .part(all, number)
                    .iter()
                    .map(|at| self.correction_item(*at))
                    .collect(),
                count: all.len(),
                all: None,
            },
            pager: self.pager(all.len(), number, PageKind::Corrections),
        }
    }

    fn correction_item(&self, at: CorrectionRef) -> CorrectionItem {
        let article = &self.atlas.articles[at.article];
        let correction = &article.corrections[at.written];
        CorrectionItem {
            date: self.words.when(&correction.date),
            text: self.text(&correction.text),
            article: self
                .text(&article.title)
                .leading_to(self.correction_address(at)),
            only_in: self.only_in(at.article),
        }
    }
}
