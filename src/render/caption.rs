//! What stands below a picture: what it shows, where and when, what it does not show, whose it is
//! and under what licence.

use super::context::PageContext;
use super::evidence::marked;
use super::media::Sizes;
use super::view::{ImageView, TextView};
use crate::html::escaped;
use crate::lang::Lang;
use crate::model::licence::PUBLIC_DOMAIN;
use crate::model::{Image, Licence, Photograph};

impl PageContext<'_> {
    /// The picture at the top of an article.
    pub(super) fn image(&self, image: &Image) -> ImageView {
        let credit = image.credit.as_ref().map(|credit| self.text(credit));
        let record = self.media.photographs().get(&image.media);
        let caption = match record {
            Some(record) => self.recorded(record, credit.as_ref()),
            None => credit
                .as_ref()
                .map_or_else(String::new, |credit| self.credited(&marked(credit))),
        };
        ImageView {
            picture: self.picture(&image.media, Sizes::Column),
            alt: self.text(&image.alt),
            caption: (!caption.is_empty()).then_some(caption),
            credit: record
                .map(|record| self.text(&record.credit))
                .filter(|text| !text.text.is_empty())
                .or(credit),
        }
    }

    /// What stands below a picture in a text, as an element; `around` is the language of the text,
    /// and `credit` what it says.
    pub(super) fn picture_caption(&self, path: &str, credit: &str, around: Lang) -> String {
        let Some(record) = self.media.photographs().get(path) else {
            return match credit {
                "" => String::new(),
                credit => format!("<figcaption>{}</figcaption>", escaped(credit)),
            };
        };
        let is_ours = around == self.lang;
        let credit = (!credit.is_empty()).then(|| TextView {
            text: credit.to_owned(),
            lang: (!is_ours).then(|| around.tag().to_owned()),
            dir: (!is_ours).then(|| around.direction().html()),
        });
        let words = self.recorded(record, credit.as_ref());
        if words.is_empty() {
            return words;
        }
        // What is known of a picture is said in the language of the page, also where the text is in
        // another.
        let own = match is_ours {
            true => String::new(),
            false => format!(
                " lang=\"{}\" dir=\"{}\"",
                self.lang,
                self.lang.direction().html()
            ),
        };
        format!("<figcaption{own}>{words}</figcaption>")
    }

    /// What a record says, as HTML; `written` is the credit of a text, where the record has none.
    fn recorded(&self, record: &Photograph, written: Option<&TextView>) -> String {
        let mut parts = Vec::new();
        if let Some(shows) = self.maybe(&record.shows) {
            parts.push(format!("<span class=\"shows\">{}</span>", marked(&shows)));
        }
        let mut when = Vec::new();
        when.extend(self.maybe(&record.place).map(|place| marked(&place)));
        when.extend(record.date.as_ref().map(|date| {
            let date = self.words.when(date);
            let words = escaped(&date.text);
            date.iso.map_or_else(
                || words.clone(),
                |iso| format!("<time datetime=\"{}\">{words}</time>", escaped(&iso)),
            )
        }));
        if !when.is_empty() {
            parts.push(format!("<span>{}</span>", when.join(&self.separator())));
        }
        if let Some(not_shown) = self.maybe(&record.not_shown) {
            parts.push(format!(
                "<em>{}{} {}</em>",
                escaped(self.words.get("not_shown")),
                escaped(self.words.get("colon")),
                marked(&not_shown)
            ));
        }
        let mut whose = Vec::new();
        let credit = self.maybe(&record.credit);
        if let Some(credit) = credit.as_ref().or(written) {
            let name = match &record.source_url {
                Some(url) => format!("<a href=\"{}\">{}</a>", escaped(url), marked(credit)),
                None => marked(credit),
            };
            whose.push(self.credited(&name));
        }
        whose.extend(
            record
                .licence
                .as_ref()
                .map(|licence| self.licensed(licence, record)),
        );
        if !whose.is_empty() {
            parts.push(format!("<small>{}</small>", whose.join(&self.separator())));
        }
        parts.join(" ")
    }

    fn separator(&self) -> String {
        escaped(self.words.get("list_separator"))
    }

    /// Whose a picture is, with the word for it.
    fn credited(&self, name: &str) -> String {
        format!("{} {name}", escaped(self.words.get("credit")))
    }

    /// The name of a licence, with a link to it where it has an address.
    fn licensed(&self, licence: &Licence, record: &Photograph) -> String {
        let (name, own) = match licence {
            // Its letters run from left to right in every language.
            Licence::Commons { name, url } => {
                (format!("<bdi>{}</bdi>", escaped(name)), Some(url.as_str()))
            }
            Licence::PublicDomain => (
                escaped(self.words.get("public_domain")),
                Some(PUBLIC_DOMAIN),
            ),
            Licence::Other(words) => (marked(&self.text(words)), None),
        };
        match record.licence_url.as_deref().or(own) {
            Some(url) => format!("<a rel=\"license\" href=\"{}\">{name}</a>", escaped(url)),
            None => name,
        }
    }
}
