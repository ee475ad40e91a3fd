//! Words in another language: `[« texte »](lang:fr)`.

use super::{Composer, Element};
use crate::diag::{Code, Safety};
use crate::lang::{Lang, suggested_tag};
use crate::message;

/// The prefix of destinations that mark words in another language.
pub(super) const LANG: &str = "lang:";

impl<'w> Composer<'w, '_> {
    /// Composes words in another language.
    pub(super) fn foreign_words(&mut self, element: Element<'_, 'w>, tag: &str) {
        let range = element.range();
        let Some(lang) = Lang::parse(tag).filter(|lang| lang.is_known()) else {
            let guess = guessed_language(tag);
            let write = |tag: &str| self.with_address(range, &format!("{LANG}{tag}"));
            let fix = guess.as_ref().and_then(|guess| {
                let (old, new) = (format!("{LANG}{tag}"), format!("{LANG}{guess}"));
                self.rewritten(range, &old, &new, Safety::Safe)
            });
            let help = match guess {
                Some(guess) => message!("write `{line}`", line = write(&guess)),
                None => message!(
                    "write the code of the language (ISO 639): `{link}`",
                    link = write("fr")
                ),
            };
            self.report_with_fix(
                Code::UnknownLanguage,
                range,
                message!("`{tag}` is not the tag of a language", tag),
                help,
                fix,
            );
            self.content(element);
            return;
        };
        // Words in the language of the text need no markup.
        if lang == self.scope.lang {
            self.content(element);
            return;
        }
        self.push_html(format!(
            "<span lang=\"{lang}\" dir=\"{}\">",
            lang.direction().html()
        ));
        let own = std::mem::replace(&mut self.scope.lang, lang);
        self.link_content(element);
        self.scope.lang = own;
        self.push_html("</span>");
    }
}

/// Returns the language that a text means if it is not the tag itself: another spelling of a tag,
/// or the name of a language.
fn guessed_language(written: &str) -> Option<String> {
    let lower = written.trim().to_lowercase().replace('_', "-");
    let tag = match lower.split_once('-') {
        Some((language, region)) if region.len() == 2 => {
            format!("{language}-{}", region.to_uppercase())
        }
        _ => lower,
    };
    let known = |tag: &str| Lang::parse(tag).filter(|lang| lang.is_known());
    let lang = known(&tag).or_else(|| suggested_tag(written).filter(|lang| lang.is_known()))?;
    Some(lang.tag().to_owned())
}
