//! Articles, and the mappings that they hold.

use super::{Form, Key, Place, Section, section};

section! {
    /// An article.
    ARTICLE "article" Place::Files("content/articles/*.md");
    en "A dated text that explains something, with the events, actors and regions it is about."
    fr "Un texte daté qui explique quelque chose, avec les événements, acteurs et régions dont il parle."
    minimal "title: What the army says of its operations\ndate: 2022-02-23\n"

    title required: Form::Translated,
        example "title: What the army says of its operations"
        en "The title."
        fr "Le titre.";
    date required: Form::Moment,
        example "date: 2022-02-23"
        en "The day of publication. An article of a day to come is not published yet."
        fr "Le jour de publication. Un article daté de plus tard n'est pas encore publié.";
    updated: Form::Moment,
        example "updated: 2022-02-24"
        en "The day of the last change that matters to readers."
        fr "Le jour du dernier changement qui compte pour les lecteurs.";
    summary: Form::Translated,
        example "summary: The army says that it neutralised nineteen people. Nobody else does."
        en "One or two sentences, shown in lists, feeds and previews."
        fr "Une ou deux phrases, montrées dans les listes, les flux et les aperçus.";
    authors: Form::Texts,
        example "authors: [Desk]"
        en "Who wrote it."
        fr "Les auteurs.";
    actors: Form::References("actor"),
        example "actors: [fama]"
        en "Actors the article is about, beside those of its events."
        fr "Les acteurs dont parle l'article, outre ceux de ses événements.";
    regions: Form::References("region"),
        example "regions: [mopti]"
        en "Regions the article is about, beside those of its events."
        fr "Les régions dont parle l'article, outre celles de ses événements.";
    topics: Form::TranslatedList,
        example "topics: [sanctions]"
        en "Topics. Each has a page."
        fr "Les thèmes. Chacun a sa page.";
    events: Form::Uses("event"),
        example "events: [clash]"
        en "Events the article tells of: ids, `{event, role}`, or whole events, which then stand in the article."
        fr "Les événements que raconte l'article : identifiants, `{event, role}`, ou événements entiers, qui figurent alors dans l'article.";
    sources: Form::Uses("source"),
        example "sources: [afp]"
        en "Sources for the list at the end, beside those that are cited: ids, or whole sources."
        fr "Des sources pour la liste finale, outre celles qui sont citées : identifiants, ou sources entières.";
    corrections: Form::Mappings("correction"),
        example "corrections: [{date: 2022-02-24, text: The number of wounded was wrong.}]"
        en "What was wrong, and is corrected in the open."
        fr "Ce qui était faux, et qui est corrigé publiquement.";
    open_questions: Form::TranslatedList,
        example "open_questions: [What does \"neutralised\" mean here?]"
        en "What is not known. One question each."
        fr "Ce que l'on ne sait pas. Une question par ligne.";
    established: Form::TranslatedList,
        example "established: [A fight took place on 22 February.]"
        en "What is sure, one line each."
        fr "Ce qui est établi, une ligne chacun.";
    not_established: Form::TranslatedList,
        example "not_established: [How many people died.]"
        en "What is not sure, one line each."
        fr "Ce qui ne l'est pas, une ligne chacun.";
    review_by: Form::Day,
        example "review_by: 2030-01-01"
        en "The day by which somebody should read it again. After it a warning says so."
        fr "Le jour avant lequel il faut le relire. Passé ce jour, un avertissement le dit.";
    image: Form::Mapping("image"),
        example "image: {src: ../media/map.png, alt: A map of the region}"
        en "The picture above the text, also used where the article is shared."
        fr "L'image au-dessus du texte, aussi employée quand l'article est partagé.";
    draft: Form::YesNo, default "no",
        example "draft: yes"
        en "Whether it is left out of the site. `--drafts` includes it."
        fr "S'il est laissé hors du site. `--drafts` l'inclut.";
    lang: Form::LanguageTag,
        example "lang: en"
        en "The language of the text, where the file name does not say it."
        fr "La langue du texte, si le nom du fichier ne la dit pas.";
    redirect_from: Form::Paths,
        example "redirect_from: [/old/address/]"
        en "Addresses on this site that lead to it, such as those it had before."
        fr "Les adresses de ce site qui y mènent, par exemple celles qu'il avait avant.";
}

section! {
    /// A correction.
    CORRECTION "correction" Place::Keys(&["article.corrections"]);
    en "Something that was wrong, and when it was corrected."
    fr "Ce qui était faux, et quand cela a été corrigé."
    minimal "date: 2022-02-24\ntext: The number of wounded was wrong.\n"

    date required: Form::Day,
        example "date: 2022-02-24"
        en "The day of the correction."
        fr "Le jour de la correction.";
    text required: Form::Translated,
        example "text: The number of wounded was wrong."
        en "What was wrong, and what is right."
        fr "Ce qui était faux, et ce qui est juste.";
}

section! {
    /// A picture of an article.
    IMAGE "image" Place::Keys(&["article.image"]);
    en "A picture above the text."
    fr "Une image au-dessus du texte."
    minimal "src: ../media/map.png\nalt: A map of the region\n"

    src required: Form::Path,
        example "src: ../media/map.png"
        en "The file, from the folder of the article."
        fr "Le fichier, depuis le dossier de l'article.";
    alt required: Form::Translated,
        example "alt: A map of the region"
        en "What it shows, for those who do not see it."
        fr "Ce qu'elle montre, pour ceux qui ne la voient pas.";
    credit: Form::Translated,
        example "credit: Desk"
        en "Whose it is."
        fr "À qui elle est.";
}

section! {
    /// The use of an event in an article.
    EVENT_USE "event-use" Place::Keys(&["article.events"]);
    en "An event in an article's list, with its part in the article."
    fr "Un événement dans la liste d'un article, avec son rôle dans l'article."
    minimal "event: clash\n"

    event required: Form::Reference("event"),
        example "event: clash"
        en "The event."
        fr "L'événement.";
    role: Form::Text,
        example "role: background"
        en "`background`, if the article does not tell the event and only refers to it."
        fr "`background`, si l'article ne raconte pas l'événement et ne fait que s'y référer.";
}
