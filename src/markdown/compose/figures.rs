//! Figures drawn from data: `![alt](map:mopti)`, `(timeline:?actor=fama)`,
//! `(chart:killed?region=mopti)`.
//!
//! The part after the colon is the subject of the figure; conditions follow a question mark. Names
//! are resolved here, and the figure is drawn when the page is rendered. An invalid request leaves
//! a finding and no figure.

use std::ops::Range;

use super::Composer;
use super::claim_links::ORIGINS;
use crate::address::decoded;
use crate::diag::{Code, Safety, is_only_near, nearest};
use crate::html::escaped;
use crate::lang::Lang;
use crate::load::ContentKind;
use crate::markdown::{FigureFilter, FigureKind, FigureRequest, Placeholder};
use crate::message;
use crate::messages::or_list;
use crate::model::terms::Term;
use crate::model::{Date, Entity, EventType, Measure};
use crate::resolve::NameMeaning;

/// Keys of the conditions that a request can have.
const CONDITIONS: &[&str] = &["actor", "region", "type", "from", "to", "measure", "lang"];

impl Composer<'_, '_> {
    /// Composes a figure with its text alternative and caption.
    pub(super) fn drawing(
        &mut self,
        request: &str,
        alt: &str,
        caption: &str,
        range: &Range<usize>,
    ) {
        let Some(drawing) = self.parse_request(request, alt, range) else {
            return;
        };
        let placeholder = self.placeholder(Placeholder::Drawing(Box::new(drawing)));
        let caption = if caption.is_empty() {
            String::new()
        } else {
            format!("<figcaption>{}</figcaption>", escaped(caption))
        };
        self.push_html(format!(
            "<figure class=\"drawing\">{placeholder}{caption}</figure>\n"
        ));
    }

    /// Parses a request such as `map:mopti?from=2012`.
    fn parse_request(
        &mut self,
        request: &str,
        alt: &str,
        range: &Range<usize>,
    ) -> Option<FigureRequest> {
        let (kind, rest) = request.split_once(':')?;
        let kind = FigureKind::ALL
            .into_iter()
            .find(|known| known.word().eq_ignore_ascii_case(kind))?;
        let (about, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut drawing = FigureRequest {
            kind,
            about: None,
            claim: None,
            filter: FigureFilter::default(),
            lang: None,
            alt: alt.trim().to_owned(),
            number: self.output.next_drawing(),
        };
        let mut understood = self.about(&mut drawing, decoded(about).trim(), range);
        for condition in query.split('&').filter(|condition| !condition.is_empty()) {
            let (key, value) = condition.split_once('=').unwrap_or((condition, ""));
            understood &= self.condition(&mut drawing, key.trim(), decoded(value).trim(), range);
        }
        if drawing.alt.is_empty() {
            self.report(
                Code::MissingAlt,
                range,
                message!("this figure has no alternative text"),
                message!(
                    "say in the square brackets what it shows: `![Where the operations were](map:mopti)`"
                ),
            );
            understood = false;
        }
        understood.then_some(drawing)
    }

    /// Parses the subject of the figure: a measure for charts and tables, a claim for origins, an
    /// entity for other figures. Returns whether it is valid.
    fn about(&mut self, drawing: &mut FigureRequest, about: &str, range: &Range<usize>) -> bool {
        if about.is_empty() {
            if matches!(
                drawing.kind,
                FigureKind::Graph | FigureKind::Chart | FigureKind::Origins
            ) {
                let (message, example) = match drawing.kind {
                    FigureKind::Graph => (
                        message!("this figure does not say which actor it is about"),
                        "graph:fama",
                    ),
                    FigureKind::Origins => (
                        message!("this figure does not say which claim it is about"),
                        "origins:event#claim",
                    ),
                    _ => (
                        message!("this figure does not say which measure it shows"),
                        "chart:killed?region=mopti",
                    ),
                };
                let help = message!("write something like `{example}`", example);
                self.report(Code::BadFigure, range, message, help);
                return false;
            }
            return true;
        }
        if drawing.kind == FigureKind::Origins {
            drawing.claim = self.resolve_claim(&format!("{ORIGINS}{about}"), range);
            return drawing.claim.is_some();
        }
        if matches!(drawing.kind, FigureKind::Chart | FigureKind::Table) {
            return self.measure(drawing, about, range);
        }
        match self.find_entity(None, about, range) {
            Some(entity)
                if drawing.kind != FigureKind::Graph || matches!(entity, Entity::Actor(_)) =>
            {
                drawing.about = Some(entity);
                true
            }
            Some(_) => {
                self.report(
                    Code::BadFigure,
                    range,
                    message!(
                        "`{about}` is not an actor; a graph shows the relations of an actor",
                        about
                    ),
                    message!("name an actor, such as `graph:fama`"),
                );
                false
            }
            None => false,
        }
    }

    /// Parses a condition. Returns whether it is valid.
    fn condition(
        &mut self,
        drawing: &mut FigureRequest,
        key: &str,
        value: &str,
        range: &Range<usize>,
    ) -> bool {
        match key {
            "actor" => match self.find_entity(Some(ContentKind::Actor), value, range) {
                Some(Entity::Actor(actor)) => drawing.filter.actors.push(actor),
                _ => return false,
            },
            "region" => match self.find_entity(Some(ContentKind::Region), value, range) {
                Some(Entity::Region(region)) => drawing.filter.regions.push(region),
                _ => return false,
            },
            "type" => match EventType::ALL
                .iter()
                .find(|term| term.text().eq_ignore_ascii_case(value))
            {
                Some(term) => drawing.filter.event_type = Some(*term),
                None => {
                    let known = || EventType::ALL.iter().map(|term| term.text());
                    return self.report_invalid_value(value, "type", &known(), range);
                }
            },
            "from" | "to" => match Date::parse(value) {
                Ok(date) if key == "from" => drawing.filter.from = date.earliest(),
                Ok(date) => drawing.filter.to = date.latest(),
                Err(error) => {
                    let fix = match error.write.as_slice() {
                        [date] => self.redirected(range, value, date, Safety::Safe),
                        _ => None,
                    };
                    self.report_with_fix(
                        Code::BadDate,
                        range,
                        error.message,
                        message!("write a day, a month or a year: `2022-02-22`, `2022-02`, `2022`"),
                        fix,
                    );
                    return false;
                }
            },
            "measure" => return self.measure(drawing, value, range),
            "lang" => match Lang::parse(value)
                .filter(|lang| self.context.config.languages.contains(*lang))
            {
                Some(lang) => drawing.lang = Some(lang),
                None => {
                    let tags: Vec<String> = self
                        .context
                        .config
                        .languages
                        .iter()
                        .map(|lang| lang.to_string())
                        .collect();
                    return self.report_invalid_value(
                        value,
                        "lang",
                        &tags.iter().map(String::as_str),
                        range,
                    );
                }
            },
            other => {
                let known = || CONDITIONS.iter().copied();
                let near = nearest(other, known());
                let safety = match is_only_near(other, known()) {
                    true => Safety::Safe,
                    false => Safety::Unsafe,
                };
                let (old, new) = (format!("{other}="), near.unwrap_or_default());
                let fix =
                    near.and_then(|_| self.redirected(range, &old, &format!("{new}="), safety));
                let help = match near {
                    Some(near) => message!("did you mean `{name}`?", name = near),
                    None => message!("write {list}", list = or_list(CONDITIONS.iter().copied())),
                };
                self.report_with_fix(
                    Code::BadFigure,
                    range,
                    message!("unknown condition `{condition}`", condition = other),
                    help,
                    fix,
                );
                return false;
            }
        }
        true
    }

    /// Parses a measure. Returns whether it is valid.
    fn measure(&mut self, drawing: &mut FigureRequest, word: &str, range: &Range<usize>) -> bool {
        match Measure::from_text(word) {
            Some(measure) => {
                drawing.filter.measure = Some(measure);
                true
            }
            None => self.report_invalid_value(
                word,
                "measure",
                &Measure::ALL.iter().map(|term| term.text()),
                range,
            ),
        }
    }

    /// Reports a value that is not in the list of valid values. Always returns false.
    fn report_invalid_value<'k>(
        &mut self,
        value: &str,
        key: &str,
        known: &(impl Iterator<Item = &'k str> + Clone),
        range: &Range<usize>,
    ) -> bool {
        let near = nearest(value, known.clone());
        let safety = match is_only_near(value, known.clone()) {
            true => Safety::Safe,
            false => Safety::Unsafe,
        };
        let fix = near.and_then(|near| self.redirected(range, value, near, safety));
        let help = match near {
            Some(near) => message!("did you mean `{name}`?", name = near),
            None => message!("write {list}", list = or_list(known.clone())),
        };
        self.report_with_fix(
            Code::NotInList,
            range,
            message!("`{value}` is not a valid `{key}`", value, key),
            help,
            fix,
        );
        false
    }

    /// Finds an entity by name, or reports that there is none.
    fn find_entity(
        &mut self,
        kind: Option<ContentKind>,
        name: &str,
        range: &Range<usize>,
    ) -> Option<Entity> {
        match self.context.names.find(kind, name) {
            NameMeaning::One(entity) => Some(entity),
            NameMeaning::Unreadable(file) => {
                self.findings.unchecked(file);
                None
            }
            NameMeaning::Several(entities) => {
                let ids: Vec<&str> = entities
                    .iter()
                    .map(|entity| self.context.atlas.id(*entity))
                    .collect();
                self.report(
                    Code::AmbiguousName,
                    range,
                    message!("`{name}` is ambiguous", name),
                    message!("write the id: {list}", list = or_list(ids)),
                );
                None
            }
            meaning => {
                let fix = match meaning {
                    NameMeaning::None(Some(near)) => {
                        let safety = self.name_safety(kind, name, near);
                        self.redirected(range, name, self.context.atlas.id(near), safety)
                    }
                    _ => None,
                };
                let help = match meaning {
                    NameMeaning::None(Some(near)) => {
                        message!("did you mean `{name}`?", name = self.context.atlas.id(near))
                    }
                    _ => message!(
                        "write the id of an actor or region: the name of its file without `.md`"
                    ),
                };
                self.report_with_fix(
                    Code::UnknownReference,
                    range,
                    message!("nothing is called `{name}`", name),
                    help,
                    fix,
                );
                None
            }
        }
    }
}
