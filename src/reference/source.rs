//! Sources.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// A source.
    SOURCE "source" Place::Files("content/sources/*.md");
    en "Something that can be read and cited. It stands in a file, or whole in an article's `sources`; there it may have an `id` too."
    fr "Quelque chose que l'on peut lire et citer. Elle a son fichier, ou figure entière dans les `sources` d'un article ; elle peut alors avoir aussi un `id`."
    minimal "title: Mali's army says it killed nineteen\n"

    title required: Form::Translated,
        example "title: Mali's army says it killed nineteen"
        en "The title, in the source's language."
        fr "Le titre, dans la langue de la source.";
    kind: Form::Choice(values::SOURCE_KIND),
        example "kind: wire"
        en "What it is."
        fr "Ce qu'elle est.";
    publisher: Form::Text,
        example "publisher: AFP"
        en "Who published it."
        fr "Qui l'a publiée.";
    author: Form::Text,
        example "author: A. Reporter"
        en "Who wrote it."
        fr "Qui l'a écrite.";
    date: Form::Date,
        example "date: 2022-02-23"
        en "When it was published."
        fr "Quand elle a été publiée.";
    url: Form::Address,
        example "url: https://example.com/story"
        en "Its address."
        fr "Son adresse.";
    archive_url: Form::Address,
        example "archive_url: https://web.archive.org/web/20220224000000/https://example.com/story"
        en "The address of a copy in a web archive. Without one a warning says so: pages vanish."
        fr "L'adresse d'une copie dans des archives du web. Sans elle, un avertissement : les pages disparaissent.";
    archived_at: Form::Date,
        example "archived_at: 2022-02-24"
        en "When the copy was made."
        fr "Quand la copie a été faite.";
    accessed: Form::Date,
        example "accessed: 2022-02-24"
        en "When the desk read it."
        fr "Quand la rédaction l'a lue.";
    lang: Form::LanguageTag,
        example "lang: fr"
        en "Its language, if that is not the site's default."
        fr "Sa langue, si ce n'est pas celle du site.";
    scale: Form::Choice(values::SCALE),
        example "scale: National"
        en "How far from the event it is (ACLED `source_scale`)."
        fr "À quelle distance de l'événement elle se tient (`source_scale` d'ACLED).";
    original: Form::Reference("actor"),
        example "original: fama"
        en "The actor whose words it prints, if it prints somebody's."
        fr "L'acteur dont elle reproduit les mots, si c'est le cas.";
    derives_from: Form::References("source"),
        example "derives_from: [afp]"
        en "The sources it repeats. Claims are followed back to their origins along them."
        fr "Les sources qu'elle reprend. Les affirmations sont suivies par elles jusqu'à leurs origines.";
    sha256: Form::Text,
        example "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        en "The SHA-256 of the file that was read, in hexadecimal, so that a copy can be checked."
        fr "Le SHA-256 du fichier lu, en hexadécimal, pour vérifier une copie.";
    redirect_from: Form::Paths,
        example "redirect_from: [/sources/old/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent.";
}
