//! Captions of pictures: what is shown, where and when, what is not shown, credit and licence.

use super::context::PageContext;
use super::markup::marked;
use super::media::Sizes;
use super::view::{ImageView, TextView};
use crate::html::escaped;
use crate::lang::Lang;
use crate::model::licence::PUBLIC_DOMAIN;
use crate::model::{Image, Licence, Photograph};

/// Returns the picture at the top of an article.
pub fn image_view(context: &PageContext, image: &Image) -> ImageView {
    let credit = image.credit.as_ref().map(|credit| context.text(credit));
    let record = context.media.photographs().get(&image.media);
    let caption = match record {
        Some(record) => record_html(context, record, credit.as_ref()),
        None => credit
            .as_ref()
            .map_or_else(String::new, |credit| credit_html(context, &marked(credit))),
    };
    ImageView {
        picture: context.picture(&image.media, Sizes::Column),
        alt: context.text(&image.alt),
        caption: (!caption.is_empty()).then_some(caption),
        credit: record
            .map(|record| context.text(&record.credit))
            .filter(|text| !text.text.is_empty())
            .or(credit),
    }
}

/// Returns the `<figcaption>` of a picture in prose. `around` is the language of the prose, and
/// `credit` the credit written in the prose.
pub fn picture_caption(context: &PageContext, path: &str, credit: &str, around: Lang) -> String {
    let Some(record) = context.media.photographs().get(path) else {
        return match credit {
            "" => String::new(),
            credit => format!("<figcaption>{}</figcaption>", escaped(credit)),
        };
    };
    let is_ours = around == context.lang;
    let credit = (!credit.is_empty()).then(|| TextView {
        text: credit.to_owned(),
        lang: (!is_ours).then(|| around.tag().to_owned()),
        dir: (!is_ours).then(|| around.direction().html()),
    });
    let words = record_html(context, record, credit.as_ref());
    if words.is_empty() {
        return words;
    }
    // Data about a picture is in the language of the page, even where the prose is in another.
    let lang_attributes = match is_ours {
        true => String::new(),
        false => format!(
            " lang=\"{}\" dir=\"{}\"",
            context.lang,
            context.lang.direction().html()
        ),
    };
    format!("<figcaption{lang_attributes}>{words}</figcaption>")
}

/// Returns the metadata of a picture as HTML. `written` is the credit from the prose, which is used
/// if the metadata file has none.
fn record_html(context: &PageContext, record: &Photograph, written: Option<&TextView>) -> String {
    let mut parts = Vec::new();
    if let Some(shows) = context.maybe(&record.shows) {
        parts.push(format!("<span class=\"shows\">{}</span>", marked(&shows)));
    }
    let mut when = Vec::new();
    when.extend(context.maybe(&record.place).map(|place| marked(&place)));
    when.extend(record.date.as_ref().map(|date| {
        let date = context.words.when(date);
        let words = escaped(&date.text);
        date.iso.map_or_else(
            || words.clone(),
            |iso| format!("<time datetime=\"{}\">{words}</time>", escaped(&iso)),
        )
    }));
    if !when.is_empty() {
        parts.push(format!("<span>{}</span>", when.join(&separator(context))));
    }
    if let Some(not_shown) = context.maybe(&record.not_shown) {
        parts.push(format!(
            "<em>{}{} {}</em>",
            escaped(context.words.get("not_shown")),
            escaped(context.words.get("colon")),
            marked(&not_shown)
        ));
    }
    let mut whose = Vec::new();
    let credit = context.maybe(&record.credit);
    if let Some(credit) = credit.as_ref().or(written) {
        let name = match &record.source_url {
            Some(url) => format!("<a href=\"{}\">{}</a>", escaped(url), marked(credit)),
            None => marked(credit),
        };
        whose.push(credit_html(context, &name));
    }
    whose.extend(
        record
            .licence
            .as_ref()
            .map(|licence| licence_html(context, licence, record)),
    );
    if !whose.is_empty() {
        parts.push(format!(
            "<small>{}</small>",
            whose.join(&separator(context))
        ));
    }
    parts.join(" ")
}

fn separator(context: &PageContext) -> String {
    escaped(context.words.get("list_separator"))
}

/// Returns a credit with its label.
fn credit_html(context: &PageContext, name: &str) -> String {
    format!("{} {name}", escaped(context.words.get("credit")))
}

/// Returns the name of a licence, linked if the licence has an address.
fn licence_html(context: &PageContext, licence: &Licence, record: &Photograph) -> String {
    let (name, lang_attributes) = match licence {
        // The abbreviation runs from left to right in every language.
        Licence::Commons { name, url } => {
            (format!("<bdi>{}</bdi>", escaped(name)), Some(url.as_str()))
        }
        Licence::PublicDomain => (
            escaped(context.words.get("public_domain")),
            Some(PUBLIC_DOMAIN),
        ),
        Licence::Other(words) => (marked(&context.text(words)), None),
    };
    match record.licence_url.as_deref().or(lang_attributes) {
        Some(url) => format!("<a rel=\"license\" href=\"{}\">{name}</a>", escaped(url)),
        None => name,
    }
}
