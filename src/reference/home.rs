//! The home page, and free pages.

use super::{Form, Key, Place, Section, section};

section! {
    /// A free page.
    PAGE "page" Place::Files("content/pages/**/*.md");
    en "A page that is none of the other kinds, such as `about` or `method`."
    fr "Une page qui n’est d’aucun autre type, comme `about` ou `method`."
    ar "صفحة ليست من الأنواع الأخرى، مثل `about` أو `method`."
    minimal "title: About this site\n"

    title required: Form::Translated,
        example "title: About this site"
        en "The title."
        fr "Le titre."
        ar "العنوان.";
    summary: Form::Translated,
        example "summary: Who makes this site, and how."
        en "One or two sentences, for search engines."
        fr "Une ou deux phrases, pour les moteurs de recherche."
        ar "جملة أو جملتان، لمحركات البحث.";
    draft: Form::YesNo, default "no",
        example "draft: yes"
        en "Whether it is left out of the site. A draft `_index.md` leaves out its whole folder."
        fr "Si elle est laissée hors du site. Un `_index.md` en brouillon laisse dehors tout son dossier."
        ar "هل تُترك خارج الموقع. إن كان `_index.md` مسودة تُرك مجلده كله.";
    pages: Form::References("page"),
        example "pages: []"
        en "In the `_index.md` of a folder: the pages that come first in its list. The others follow by title."
        fr "Dans le `_index.md` d’un dossier : les pages qui viennent d’abord dans sa liste. Les autres suivent par titre."
        ar "في `_index.md` من مجلد: الصفحات التي تأتي أولا في قائمته. تليها الأخرى مرتبة بعناوينها.";
    redirect_from: Form::Paths,
        example "redirect_from: [/who/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent."
        ar "عناوين في هذا الموقع تؤدي إليها.";
}

section! {
    /// The home page.
    HOME "home" Place::Files("content/pages/home.md");
    en "What the home page explains, beside the keys of a free page."
    fr "Ce qu’explique la page d’accueil, outre les clés d’une page libre."
    ar "ما تشرحه الصفحة الرئيسية، إضافة إلى مفاتيح الصفحة الحرة."
    minimal "title: Mali explained\n"

    lead: Form::Translated,
        example "lead: Since 2012 the Malian state, armed groups and foreign forces have fought over the north and the centre."
        en "The conflict in one sentence, of at most 190 characters."
        fr "Le conflit en une phrase, de 190 caractères au plus."
        ar "النزاع في جملة واحدة، من 190 حرفا على الأكثر.";
    as_of: Form::Date,
        example "as_of: 2022-05-01"
        en "The day that the page is of."
        fr "Le jour dont date la page."
        ar "تاريخ ما في الصفحة.";
    turning_points: Form::References("event"),
        example "turning_points: [clash, coup, accord]"
        en "The three to seven events without which the story cannot be told."
        fr "Les trois à sept événements sans lesquels l’histoire ne peut être racontée."
        ar "ثلاثة إلى سبعة أحداث لا تُروى القصة من دونها.";
    sides: Form::Mappings("side"),
        example "sides: [{name: The state, actors: [fama], text: The army and its allies}]"
        en "Who fights whom."
        fr "Qui combat qui."
        ar "من يقاتل من.";
    toll: Form::Texts,
        example "toll: [clash#killed]"
        en "The claims that tell what the conflict cost: `event#claim`."
        fr "Les affirmations qui disent le coût du conflit : `event#claim`."
        ar "الإفادات التي تقول ما كلّفه النزاع: `event#claim`.";
    contested: Form::Texts,
        example "contested: [clash]"
        en "What is contested: claims (`event#claim`) or events."
        fr "Ce qui est contesté : affirmations (`event#claim`) ou événements."
        ar "ما هو متنازع عليه: إفادات (`event#claim`) أو أحداث.";
    start_here: Form::References("article"),
        example "start_here: [army]"
        en "The articles to begin with."
        fr "Les articles par lesquels commencer."
        ar "المقالات التي يُبدأ بها.";
}

section! {
    /// A side of the conflict.
    SIDE "side" Place::Keys(&["home.sides"]);
    en "One side of the conflict."
    fr "Un côté du conflit."
    ar "أحد جوانب النزاع."
    minimal "name: The state\n"

    name required: Form::Translated,
        example "name: The state"
        en "What it is called."
        fr "Son nom."
        ar "اسمه.";
    actors: Form::References("actor"),
        example "actors: [fama]"
        en "Its actors."
        fr "Ses acteurs."
        ar "فاعلوه.";
    text: Form::Translated,
        example "text: The army and its allies"
        en "What it wants or does, in at most 90 characters."
        fr "Ce qu’il veut ou fait, en 90 caractères au plus."
        ar "ما يريده أو يفعله، في 90 حرفا على الأكثر.";
}

/// The keys of a free page and of the home page, which are read alike.
pub const PAGE_KEYS: &[&str] = &{
    let mut all = [""; PAGE.names.len() + HOME.names.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = match at.checked_sub(PAGE.names.len()) {
            None => PAGE.names[at],
            Some(at) => HOME.names[at],
        };
        at += 1;
    }
    all
};
