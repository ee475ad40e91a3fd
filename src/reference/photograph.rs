//! Photographs.

use super::{Form, Key, Place, Section, section};

section! {
    /// The metadata file of a picture.
    PHOTOGRAPH "photograph" Place::Files("content/**/*.jpg.yaml");
    en "What is known of a picture, in a file beside it: `photo.jpg.yaml` for `photo.jpg`."
    fr "Ce que l'on sait d'une image, dans un fichier à côté d'elle : `photo.jpg.yaml` pour `photo.jpg`."
    minimal "credit: A. Photographer\nlicence: CC-BY-4.0\n"

    shows: Form::Translated,
        example "shows: The market of Mopti"
        en "What it shows."
        fr "Ce qu'elle montre.";
    not_shown: Form::Translated,
        example "not_shown: The checkpoint at its entrance"
        en "What it does not show, where that matters."
        fr "Ce qu'elle ne montre pas, si cela compte.";
    place: Form::Translated,
        example "place: Mopti"
        en "Where it was taken."
        fr "Où elle a été prise.";
    date: Form::Date,
        example "date: 2019-05"
        en "When it was taken."
        fr "Quand elle a été prise.";
    credit required: Form::Translated,
        example "credit: A. Photographer"
        en "Who took it."
        fr "Qui l'a prise.";
    licence required: Form::Translated,
        example "licence: CC-BY-4.0"
        en "Under what licence it is shown, or by whose permission."
        fr "Sous quelle licence elle est montrée, ou avec la permission de qui.";
    licence_url: Form::Address,
        example "licence_url: https://creativecommons.org/licenses/by/4.0/"
        en "The address of the licence. Those of Creative Commons need none."
        fr "L'adresse de la licence. Celles de Creative Commons n'en ont pas besoin.";
    source_url: Form::Address,
        example "source_url: https://commons.wikimedia.org/wiki/File:Mopti.jpg"
        en "Where it was found."
        fr "Où elle a été trouvée.";
    allow: Form::Mappings("allow"),
        example "allow: [{code: loaded-word, reason: The word is on the banner}]"
        en "Warnings that are not reported about this record."
        fr "Les avertissements qui ne sont pas signalés sur cette fiche.";
}
