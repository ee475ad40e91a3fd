//! Photographs.

use super::{Form, Key, Place, Section, section};

section! {
    /// The metadata file of a picture.
    PHOTOGRAPH "photograph" Place::Files("content/**/*.jpg.yaml");
    en "What is known of a picture, said once for all texts that show it, in a file beside it: `photo.jpg.yaml` for `photo.jpg`."
    fr "Ce que l’on sait d’une image, dit une fois pour tous les textes qui la montrent, dans un fichier à côté d’elle : `photo.jpg.yaml` pour `photo.jpg`."
    ar "ما يُعرف عن صورة، يُقال مرة واحدة لكل النصوص التي تعرضها، في ملف بجانبها: `photo.jpg.yaml` للصورة `photo.jpg`."
    minimal "credit: A. Photographer\nlicence: CC-BY-4.0\n"

    shows: Form::Translated,
        example "shows: The market on the day it reopened"
        example_fr "shows: Le marché le jour de sa réouverture"
        example_ar "shows: السوق يوم إعادة فتحه"
        en "What it shows, in a sentence."
        fr "Ce qu’elle montre, en une phrase."
        ar "ما تُظهره، في جملة.";
    not_shown: Form::Translated,
        example "not_shown: How many stalls stayed closed"
        example_fr "not_shown: Combien d'étals sont restés fermés"
        example_ar "not_shown: كم متجرا بقي مغلقا"
        en "What it does not show, and a reader might take it to."
        fr "Ce qu’elle ne montre pas, et qu’on pourrait y voir."
        ar "ما لا تُظهره، وقد يظن القارئ أنها تُظهره.";
    place: Form::Translated,
        example "place: Mopti"
        example_fr "place: Mopti"
        example_ar "place: موبتي"
        en "Where it was taken, in words, no more exactly than may be told."
        fr "Où elle a été prise, en mots, sans plus de précision qu’on ne peut en dire."
        ar "أين التُقطت، بالكلمات، من دون دقة تزيد على ما يجوز قوله.";
    date: Form::Date,
        example "date: 2019-05"
        en "When it was taken."
        fr "Quand elle a été prise."
        ar "متى التُقطت.";
    credit required: Form::Translated,
        example "credit: A. Photographer"
        en "Who took it."
        fr "Qui l’a prise."
        ar "من التقطها.";
    licence required: Form::Translated,
        example "licence: CC-BY-SA-4.0"
        en "Its licence: `CC-BY-SA-4.0`, `CC0-1.0`, `Public domain`, or in words by whose permission it is shown."
        fr "Sa licence : `CC-BY-SA-4.0`, `CC0-1.0`, `Public domain`, ou en mots avec la permission de qui elle est montrée."
        ar "رخصتها: `CC-BY-SA-4.0` أو `CC0-1.0` أو `Public domain`، أو بالكلمات بإذن من تُعرض.";
    licence_url: Form::Address,
        example "licence_url: https://creativecommons.org/licenses/by/4.0/"
        en "The address of the licence. Those of Creative Commons need none."
        fr "L’adresse de la licence. Celles de Creative Commons n’en ont pas besoin."
        ar "عنوان الرخصة. رخص Creative Commons لا تحتاج إليه.";
    source_url: Form::Address,
        example "source_url: https://commons.wikimedia.org/wiki/File:Mopti.jpg"
        en "Where it was found."
        fr "Où elle a été trouvée."
        ar "أين وُجدت.";
    allow rare: Form::Mappings("allow"),
        example "allow: [{code: loaded-word, reason: The word is on the banner}]"
        en "Warnings that are not reported about this record."
        fr "Les avertissements qui ne sont pas signalés sur cette fiche."
        ar "تحذيرات لا تُعرض عن هذا السجل.";
}
