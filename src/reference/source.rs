//! Sources.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// A source.
    SOURCE "source" Place::Files("content/sources/*.md");
    en "Something that can be read and cited. It stands in a file, or whole in an article's `sources`; there it may have an `id` too."
    fr "Quelque chose que l’on peut lire et citer. Elle a son fichier, ou figure entière dans les `sources` d’un article ; elle peut alors avoir aussi un `id`."
    ar "شيء يمكن قراءته والاستشهاد به. له ملف، أو يُكتب كاملا في `sources` من مقال، ويجوز أن يكون له هناك `id` أيضا."
    minimal "title: Mali's army says it killed nineteen\n"

    title required: Form::Translated,
        example "title: Mali's army says it killed nineteen"
        en "The title, in the source's language."
        fr "Le titre, dans la langue de la source."
        ar "العنوان، بلغة المصدر.";
    kind: Form::Choice(values::SOURCE_KIND),
        example "kind: wire"
        en "What it is."
        fr "Le genre de la source."
        ar "نوعه.";
    publisher: Form::Text,
        example "publisher: AFP"
        en "Who published it."
        fr "Qui l’a publiée."
        ar "من نشره.";
    author: Form::Text,
        example "author: A. Reporter"
        en "Who wrote it."
        fr "Qui l’a écrite."
        ar "من كتبه.";
    date: Form::Date,
        example "date: 2022-02-23"
        en "When it was published."
        fr "Quand elle a été publiée."
        ar "متى نُشر.";
    url: Form::Address,
        example "url: https://example.com/story"
        en "Its address on the web."
        fr "Son adresse sur le web."
        ar "رابطه.";
    archive_url: Form::Address,
        example "archive_url: https://web.archive.org/web/20220224000000/https://example.com/story"
        en "The address of a copy in a web archive. Without one a warning says so: pages vanish."
        fr "L’adresse d’une copie dans des archives du web. Sans elle, un avertissement : les pages disparaissent."
        ar "رابط نسخة منه في أرشيف للويب. من دونه يظهر تحذير: الصفحات تزول.";
    archived_at: Form::Date,
        example "archived_at: 2022-02-24"
        en "When the copy was made."
        fr "Quand la copie a été faite."
        ar "متى أُخذت النسخة.";
    accessed: Form::Date,
        example "accessed: 2022-02-24"
        en "When the desk read it."
        fr "Quand la rédaction l’a lue."
        ar "متى اطلعت عليه هيئة التحرير.";
    lang: Form::LanguageTag,
        example "lang: fr"
        en "Its language, if that is not the site's default."
        fr "Sa langue, si ce n’est pas celle du site."
        ar "لغته، إن لم تكن لغة الموقع الأساسية.";
    scale: Form::Choice(values::SCALE),
        example "scale: National"
        en "How far from the event it is (ACLED `source_scale`)."
        fr "À quelle distance de l’événement elle se tient (`source_scale` d’ACLED)."
        ar "مدى بعده عن الحدث (`source_scale` في ACLED).";
    original: Form::Reference("actor"),
        example "original: fama"
        en "The actor whose words it prints, if it prints somebody's."
        fr "L’acteur dont elle reproduit les mots, si c’est le cas."
        ar "الفاعل الذي ينقل المصدر كلامه، إن كان ينقل كلام أحد.";
    derives_from: Form::References("source"),
        example "derives_from: [afp]"
        en "The sources it repeats: claims are counted by their origins, not by the copies."
        fr "Les sources qu’elle reprend : on compte les origines d’une affirmation, pas les copies."
        ar "المصادر التي يكررها: تُحسب للإفادة أصولها لا نسخها.";
    sha256 rare: Form::Code("[0-9A-Fa-f]{64}"),
        example "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        en "The SHA-256 of the file that was read, in hexadecimal, so that a copy can be checked."
        fr "Le SHA-256 du fichier lu, en hexadécimal, pour vérifier une copie."
        ar "بصمة SHA-256 للملف الذي قُرئ، بالنظام الست عشري، للتحقق من نسخة منه.";
    redirect_from rare: Form::Paths,
        example "redirect_from: [/sources/old/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent."
        ar "عناوين في هذا الموقع تؤدي إليه.";
}
