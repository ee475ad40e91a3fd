//! Articles in front matter, with their inline sources.

use super::event::{self, RawEventUse};
use super::source::RawSource;
use super::texts::{add_sentences, add_texts, placeholder, same_number, sentences, titled};
use super::{Fields, Reference, inline_keys};
use crate::diag::{Code, Diagnostic, Field, Fix, Location, Target};
use crate::fields::{FieldContext, FieldMap, Located, text_of};
use crate::message;
use crate::model::{Date, LocalizedText};
use crate::reference;
use crate::yaml::Value;

/// An article as written.
///
/// The fields are those of [`Article`](crate::model::Article), with names in place of ids.
#[derive(Clone)]
pub struct RawArticle {
    pub title: LocalizedText,
    pub date: Located<Date>,
    pub updated: Option<Located<Date>>,
    pub summary: LocalizedText,
    pub authors: Vec<LocalizedText>,
    pub actors: Vec<Reference>,
    pub regions: Vec<Reference>,
    pub topics: Vec<Located<LocalizedText>>,
    pub events: Vec<RawEventUse>,
    pub sources: Vec<RawSourceUse>,
    pub corrections: Vec<RawCorrection>,
    pub open_questions: Vec<LocalizedText>,
    pub established: Vec<LocalizedText>,
    pub not_established: Vec<LocalizedText>,
    pub review_by: Option<Date>,
    pub image: Option<RawImage>,
    pub draft: bool,
}

/// A source in an article's list, named by its id or written inline.
#[derive(Clone)]
pub enum RawSourceUse {
    Named(Reference),
    Inline {
        id: Reference,
        source: Box<RawSource>,
        field: Field,
    },
}

/// A correction as written; see [`Correction`](crate::model::Correction).
#[derive(Clone)]
pub struct RawCorrection {
    pub date: Date,
    pub text: LocalizedText,
}

/// A picture as written; see [`Image`](crate::model::Image).
#[derive(Clone)]
pub struct RawImage {
    pub src: Located<String>,
    pub alt: LocalizedText,
    pub credit: Option<LocalizedText>,
}

impl Fields for RawArticle {
    const KEYS: &'static [&'static str] = reference::ARTICLE.names;
    const TRANSLATED: &'static [&'static str] = &[
        "title",
        "date",
        "summary",
        "authors",
        "corrections",
        "open_questions",
        "established",
        "not_established",
        "image",
        "draft",
        "lang",
        "redirect_from",
    ];

    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self {
        let title = titled(
            front,
            "title",
            id,
            message!("this article has no `title`"),
            context,
        );
        front.require(
            "date",
            Code::MissingField,
            message!("this article has no `date`"),
            context,
        );
        let date = front.date("date", context);
        let updated = front.date("updated", context);
        if let (Some(date), Some(updated)) = (&date, &updated)
            && updated.value.latest() < date.value.earliest()
        {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::BadDate,
                    &updated.field,
                    message!("the article is updated before its own date"),
                )
                .help(message!("write a day on or after `date`")),
            );
        }
        RawArticle {
            title,
            date: date.unwrap_or_else(|| Located {
                value: placeholder(),
                field: front.field.clone(),
            }),
            updated,
            summary: front.phrase("summary", context),
            authors: front
                .phrases("authors", context)
                .into_iter()
                .map(|at| at.value)
                .collect(),
            actors: front.texts("actors", context),
            regions: front.texts("regions", context),
            topics: front.phrases("topics", context),
            events: event::uses(front, context),
            sources: source_uses(front, context),
            corrections: corrections(front, context),
            open_questions: sentences(front, "open_questions", context),
            established: sentences(front, "established", context),
            not_established: sentences(front, "not_established", context),
            review_by: front.date("review_by", context).map(|at| at.value),
            image: image(front, context),
            draft: Self::is_draft(front, context),
        }
    }

    fn translate(&mut self, front: &FieldMap, context: &mut FieldContext) {
        front.require(
            "title",
            Code::MissingField,
            message!("this translation has no `title`"),
            context,
        );
        add_texts(&mut self.title, front, "title", context);
        add_texts(&mut self.summary, front, "summary", context);
        if let Some(date) = front.date("date", context)
            && date.value != self.date.value
        {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::BadDate,
                    &date.field,
                    message!(
                        "the original is dated {original}, and this translation {own}",
                        original = self.date.value,
                        own = date.value
                    ),
                )
                .help(message!(
                    "delete `date` here: a translation takes it from the original"
                ))
                .fix(
                    Fix::not_safe(message!("delete `{key}`", key = "date"))
                        .delete(Target::Entry(date.field)),
                )
                .related(&self.date.field, message!("the original's date")),
            );
        }
        let authors: Vec<LocalizedText> = front
            .phrases("authors", context)
            .into_iter()
            .map(|at| at.value)
            .collect();
        same_number(front, "authors", self.authors.len(), authors.len(), context);
        for (mine, theirs) in self.authors.iter_mut().zip(authors) {
            for (lang, text) in theirs.iter() {
                mine.set(lang, text.clone());
            }
        }
        add_sentences(&mut self.open_questions, front, "open_questions", context);
        add_sentences(&mut self.established, front, "established", context);
        add_sentences(&mut self.not_established, front, "not_established", context);
        let corrected = corrections(front, context);
        same_number(
            front,
            "corrections",
            self.corrections.len(),
            corrected.len(),
            context,
        );
        for (mine, theirs) in self.corrections.iter_mut().zip(corrected) {
            for (lang, text) in theirs.text.iter() {
                mine.text.set(lang, text.clone());
            }
        }
        if let Some(theirs) = image(front, context) {
            match &mut self.image {
                Some(mine) if mine.src.value == theirs.src.value => {
                    for (lang, text) in theirs.alt.iter() {
                        mine.alt.set(lang, text.clone());
                    }
                    if let Some(credit) = theirs.credit {
                        let mine = mine.credit.get_or_insert_with(LocalizedText::default);
                        credit.iter().for_each(|(lang, text)| mine.set(lang, text.clone()));
                    }
                }
                Some(mine) => context.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownKey,
                        &theirs.src.field,
                        message!(
                            "the picture of an article is the same in all its languages, and the original's is `{src}`",
                            src = mine.src.value
                        ),
                    )
                    .help(message!("write `{line}`", line = format!("src: {}", mine.src.value)))
                    .fix(
                        Fix::not_safe(message!("write `{line}`", line = mine.src.value))
                            .replace_scalar(&theirs.src.field, mine.src.value.as_str()),
                    )
                    .related(&mine.src.field, message!("the original's picture")),
                ),
                None => context.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownKey,
                        Location::Key(front.field.key("image")),
                        message!("`image` belongs in the original, but this is a translation"),
                    )
                    .help(message!("write it in the original, and delete it here")),
                ),
            }
        }
    }

    fn is_draft(front: &FieldMap, context: &mut FieldContext) -> bool {
        front.flag("draft", context).unwrap_or(false)
    }
}

fn source_uses(front: &FieldMap, context: &mut FieldContext) -> Vec<RawSourceUse> {
    let mut uses = Vec::new();
    for item in front.list("sources", context) {
        if !matches!(item.value, Value::Map(_)) {
            if let Some(value) = text_of(item.value, "sources", &item.field, context) {
                uses.push(RawSourceUse::Named(Located {
                    value,
                    field: item.field,
                }));
            }
            continue;
        }
        let allowed = inline_keys("source", RawSource::KEYS);
        if let Some(inline) = FieldMap::open(item.value, item.field.clone(), &allowed, context) {
            inline.require(
                "id",
                Code::MissingField,
                message!("an inline source needs an `id`"),
                context,
            );
            let source = RawSource::read(&inline, "source", context);
            if let Some(id) = inline.text("id", context) {
                uses.push(RawSourceUse::Inline {
                    id,
                    source: Box::new(source),
                    field: item.field,
                });
            }
        }
    }
    uses
}

fn corrections(front: &FieldMap, context: &mut FieldContext) -> Vec<RawCorrection> {
    let items = front.list("corrections", context);
    items
        .into_iter()
        .filter_map(|item| {
            let correction =
                FieldMap::open(item.value, item.field, reference::CORRECTION.names, context)?;
            correction.require(
                "date",
                Code::MissingField,
                message!("this correction has no `date`"),
                context,
            );
            correction.require(
                "text",
                Code::MissingField,
                message!("this correction has no `text`: what was wrong?"),
                context,
            );
            Some(RawCorrection {
                date: correction
                    .date("date", context)
                    .map_or_else(placeholder, |at| at.value),
                text: correction.phrase("text", context),
            })
        })
        .collect()
}

fn image(front: &FieldMap, context: &mut FieldContext) -> Option<RawImage> {
    let image = front.mapping("image", reference::IMAGE.names, context)?;
    image.require(
        "src",
        Code::MissingField,
        message!("this image has no `src`"),
        context,
    );
    image.require(
        "alt",
        Code::MissingAlt,
        message!("this image has no `alt`: what would a reader see?"),
        context,
    );
    Some(RawImage {
        src: image.text("src", context)?,
        alt: image.phrase("alt", context),
        credit: Some(image.phrase("credit", context)).filter(|p| !p.is_empty()),
    })
}
