//! Composed prose on a page, with its placeholders filled in the language of the page.

use super::context::PageContext;
use super::media::{Sizes, encoded};
use super::view::PictureView;
use super::{caption, claims, evidence, figures, view};
use crate::html::escaped;
use crate::lang::Lang;
use crate::markdown::{Placeholder, Prose};
use crate::model::Entity;

/// Returns the prose of an entity in this language, or else in its first language. Returns `None`
/// if it is empty.
pub fn prose_view(context: &PageContext, entity: Entity) -> Option<view::ProseView> {
    let (lang, _) = context.atlas.bodies(entity).get(context.lang)?;
    let prose = context.articles.exact(entity, lang)?;
    if prose.is_empty() {
        return None;
    }
    let foreign = lang != context.lang;
    Some(view::ProseView {
        body: without_wrapping(
            &prose.fill(|placeholder| fill_placeholder(context, placeholder, lang)),
        ),
        lang: foreign.then(|| lang.tag().to_owned()),
        dir: foreign.then(|| lang.direction().html()),
        language_name: foreign.then(|| context.language(lang)),
        headings: prose
            .headings
            .iter()
            .map(|heading| view::HeadingView {
                level: heading.level,
                anchor: heading.anchor.clone(),
                text: heading.text.clone(),
            })
            .collect(),
    })
}

/// Returns the HTML for a placeholder on a page of this language. `around` is the language of the
/// prose.
pub fn fill_placeholder(context: &PageContext, placeholder: &Placeholder, around: Lang) -> String {
    match placeholder {
        Placeholder::Address {
            entity,
            lang,
            anchor,
        } => {
            let (page, own) =
                context
                    .plan
                    .page_of(context.atlas, *entity, lang.unwrap_or(context.lang));
            let path = context.plan.path(context.atlas, page);
            match anchor.as_ref().or(own.as_ref()) {
                Some(anchor) => escaped(&format!("{path}#{anchor}")),
                None => path,
            }
        }
        Placeholder::File(path) => escaped(&context.plan.file(&encoded(path))),
        Placeholder::Media(path) => escaped(&context.plan.file(&context.media.path(path))),
        Placeholder::Picture { path, alt, is_half } => {
            let sizes = if *is_half { Sizes::Half } else { Sizes::Column };
            picture_html(&context.picture(path, sizes), alt)
        }
        Placeholder::Caption { path, credit } => {
            caption::picture_caption(context, path, credit, around)
        }
        Placeholder::Claim(at) => escaped(&claims::claim_address(context, *at)),
        Placeholder::Note(claim, number) => evidence::claim_note(context, *claim, *number, around),
        Placeholder::Drawing(drawing) => figures::requested_figure(context, drawing),
        Placeholder::Word(word, number) => escaped(&context.words.say(word, *number, &[])),
    }
}

/// Returns the prose of an entity on this page, for its citations.
pub fn own_prose<'a>(context: &PageContext<'a>, entity: Entity) -> Option<&'a Prose> {
    let (lang, _) = context.atlas.bodies(entity).get(context.lang)?;
    context.articles.exact(entity, lang)
}

/// Returns a picture in prose as HTML: loaded lazily, in the size that fits the screen.
fn picture_html(picture: &PictureView, alt: &str) -> String {
    let attribute = |name: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| {
            format!(" {name}=\"{}\"", escaped(value))
        })
    };
    let side = |name: &str, value: Option<u32>| {
        value.map_or_else(String::new, |value| format!(" {name}=\"{value}\""))
    };
    let img = format!(
        "<img src=\"{}\"{}{}{}{} alt=\"{}\" loading=\"lazy\" decoding=\"async\">",
        escaped(&picture.src),
        attribute("srcset", picture.srcset.as_deref()),
        attribute(
            "sizes",
            picture.srcset.as_ref().and(picture.sizes.as_deref())
        ),
        side("width", picture.width),
        side("height", picture.height),
        escaped(alt)
    );
    match &picture.webp {
        Some(webp) => format!(
            "<picture><source type=\"image/webp\"{}{}>{img}</picture>",
            attribute("srcset", Some(webp)),
            attribute("sizes", picture.sizes.as_deref())
        ),
        None => img,
    }
}

/// Wraps the last word of each figure and its button in a `span`, which styles keep on one line.
/// Otherwise a line could break between a figure and the sign of its grade.
pub fn without_wrapping(html: &str) -> String {
    const BUTTON: &str = "<button popovertarget=\"figure-";
    const END: &str = "</button>";
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find(BUTTON) {
        let end = rest[at..]
            .find(END)
            .map_or(rest.len(), |end| at + end + END.len());
        // A non-breaking space is part of the word.
        let word = rest[..at]
            .rfind(['>', ' ', '\n'])
            .map_or(0, |before| before + 1);
        let parts = [&rest[..word], "<span>", &rest[word..end], "</span>"];
        out.push_str(&if word < at {
            parts.concat()
        } else {
            rest[..end].to_owned()
        });
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::without_wrapping;

    #[test]
    fn the_last_word_of_a_figure_holds_its_sign() {
        let button = "<button popovertarget=\"figure-1\" class=\"g-weak\"></button>";
        for (words, wanted) in [
            ("19", format!("<span>19{button}</span>")),
            (
                "15 autres\nmotos",
                format!("15 autres\n<span>motos{button}</span>"),
            ),
            (
                "19 «\u{a0}morts\u{a0}»",
                format!("19 <span>«\u{a0}morts\u{a0}»{button}</span>"),
            ),
            ("<em>19</em>", format!("<em>19</em>{button}")),
        ] {
            let html = format!("<p>a <label>{words}{button}</label>, b</p>");
            assert_eq!(
                without_wrapping(&html),
                format!("<p>a <label>{wanted}</label>, b</p>")
            );
        }
        assert_eq!(without_wrapping("<p>é</p>"), "<p>é</p>");
    }
}
