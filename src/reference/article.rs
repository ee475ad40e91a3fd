//! Articles, and the mappings that they hold.

use super::{Form, Key, Place, Section, section};

section! {
    /// An article.
    ARTICLE "article" Place::Files("content/articles/*.md");
    en "A dated text that explains something, with the events, actors and regions it is about."
    fr "Un texte daté qui explique quelque chose, avec les événements, acteurs et régions dont il parle."
    ar "نص مؤرخ يشرح أمرا، مع ما يتناوله من أحداث وفاعلين ومناطق."
    minimal "title: What the army says of its operations\ndate: 2022-02-23\n"

    title required: Form::Translated,
        example "title: What the army says of its operations"
        en "The title."
        fr "Le titre."
        ar "العنوان.";
    date required: Form::Moment,
        example "date: 2022-02-23"
        en "The day of publication. An article of a day to come is not published yet."
        fr "Le jour de publication. Un article daté de plus tard n’est pas encore publié."
        ar "يوم النشر. المقال المؤرخ بيوم لم يأت بعد لا يُنشر قبله.";
    updated: Form::Moment,
        example "updated: 2022-02-24"
        en "The day of the last change that matters to readers."
        fr "Le jour du dernier changement qui compte pour les lecteurs."
        ar "يوم آخر تغيير يهم القراء.";
    summary: Form::Translated,
        example "summary: What the army says of its operations in the centre, and what others say."
        example_fr "summary: Ce que l'armée dit de ses opérations dans le centre, et ce qu'en disent d'autres."
        example_ar "summary: ما يقوله الجيش عن عملياته في الوسط، وما يقوله غيره."
        en "One or two sentences, shown in lists, feeds and previews."
        fr "Une ou deux phrases, montrées dans les listes, les flux et les aperçus."
        ar "جملة أو جملتان تظهران في القوائم والخلاصات والمعاينات.";
    authors: Form::TranslatedList,
        example "authors: [The desk]"
        example_fr "authors: [La rédaction]"
        example_ar "authors: [هيئة التحرير]"
        en "Who wrote it."
        fr "Les auteurs."
        ar "من كتبه.";
    actors: Form::References("actor"),
        example "actors: [fama]"
        en "Actors the article is about, beside those of its events, which need not be named again."
        fr "Les acteurs dont parle l’article, outre ceux de ses événements, qu’il est inutile de redire."
        ar "الفاعلون الذين يتناولهم المقال، إضافة إلى فاعلي أحداثه، ولا حاجة إلى إعادة ذكرهم.";
    regions: Form::References("region"),
        example "regions: [mopti]"
        en "Regions the article is about, beside those of its events."
        fr "Les régions dont parle l’article, outre celles de ses événements."
        ar "المناطق التي يتناولها المقال، إضافة إلى مناطق أحداثه.";
    topics: Form::TranslatedList,
        example "topics: [sanctions]"
        en "Topics. Each has a page."
        fr "Les thèmes. Chacun a sa page."
        ar "المواضيع. لكل منها صفحة.";
    events: Form::Uses("event"),
        example "events: [clash, {event: coup, role: background}]"
        en "Events the article tells of: by id, with a `role`, or in full with the keys of `event` if no other article needs them."
        fr "Les événements que raconte l’article : par identifiant, avec un `role`, ou entiers avec les clés de `event` si lui seul en a besoin."
        ar "الأحداث التي يرويها المقال: بمعرّفاتها، أو مع `role`، أو كاملة بمفاتيح `event` إن كان لا يحتاج إليها غيره.";
    sources: Form::Uses("source"),
        example "sources: [afp]"
        en "Sources for the list at the end that the text does not cite: by id, or in full with the keys of `source`."
        fr "Des sources pour la liste finale que le texte ne cite pas : par identifiant, ou entières avec les clés de `source`."
        ar "مصادر للقائمة الأخيرة لا يستشهد بها النص: بمعرّفاتها، أو كاملة بمفاتيح `source`.";
    corrections: Form::Mappings("correction"),
        example "corrections: [{date: 2022-02-24, text: The number of wounded was wrong.}]"
        en "What was wrong, and is corrected in the open."
        fr "Ce qui était faux, et qui est corrigé publiquement."
        ar "ما كان خطأ، وصُحح علنا.";
    open_questions: Form::TranslatedList,
        example "open_questions: [What does \"neutralised\" mean here?]"
        example_fr "open_questions: [Que veut dire « neutralisés » ici ?]"
        example_ar "open_questions: [ماذا تعني كلمة «تحييد» هنا؟]"
        en "What is not known, as questions."
        fr "Ce que l’on ne sait pas, sous forme de questions."
        ar "ما لا يُعرف، في صيغة أسئلة.";
    established: Form::TranslatedList,
        example "established: [A fight took place on 22 February.]"
        example_fr "established: [Un combat a eu lieu le 22 février.]"
        example_ar "established: [وقع قتال يوم 22 فبراير.]"
        en "What is sure, one line each."
        fr "Ce qui est établi, une ligne chacun."
        ar "ما هو ثابت، سطر لكل أمر.";
    not_established: Form::TranslatedList,
        example "not_established: [How many people died.]"
        example_fr "not_established: [Le nombre de morts.]"
        example_ar "not_established: [عدد القتلى.]"
        en "What is not sure, one line each."
        fr "Ce qui ne l’est pas, une ligne chacun."
        ar "ما ليس ثابتا، سطر لكل أمر.";
    review_by: Form::Day,
        example "review_by: 2030-01-01"
        en "The day by which somebody should read it again. From then on a warning says so."
        fr "Le jour avant lequel il faut le relire. Ensuite un avertissement le rappelle."
        ar "اليوم الذي ينبغي أن تُعاد فيه قراءة المقال. بعده يذكّر تحذير بذلك.";
    image: Form::Mapping("image"),
        example "image: {src: ../media/map.png, alt: A map of the region}"
        en "The picture above the text, also used where the article is shared. `griot new photograph` makes a file for its place, date and licence."
        fr "L’image au-dessus du texte, aussi employée quand l’article est partagé. `griot new photograph` crée un fichier pour son lieu, sa date et sa licence."
        ar "الصورة التي فوق النص، وتُستعمل أيضا حيث يُشارَك المقال. ينشئ `griot new photograph` ملفا لمكانها وتاريخها ورخصتها.";
    draft: Form::YesNo, default "no",
        example "draft: true"
        en "Drafts are not published, except with `--drafts`. Delete this line when the article is ready."
        fr "Un brouillon n’est pas publié, sauf avec `--drafts`. Supprimer cette ligne quand l’article est prêt."
        ar "المسودة لا تُنشر إلا مع `--drafts`. احذف هذا السطر حين يكون المقال جاهزا.";
    lang rare: Form::LanguageTag,
        example "lang: en"
        en "The language of the text, where the file name does not say it."
        fr "La langue du texte, si le nom du fichier ne la dit pas."
        ar "لغة النص، إن لم يذكرها اسم الملف.";
    redirect_from rare: Form::Paths,
        example "redirect_from: [/old/address/]"
        en "Addresses on this site that lead to it, such as those it had before."
        fr "Les adresses de ce site qui y mènent, par exemple celles qu’il avait avant."
        ar "عناوين في هذا الموقع تؤدي إليه، مثل عناوينه السابقة.";
}

section! {
    /// A correction.
    CORRECTION "correction" Place::Keys(&["article.corrections"]);
    en "Something that was wrong, and when it was corrected."
    fr "Ce qui était faux, et quand cela a été corrigé."
    ar "أمر كان خطأ، ومتى صُحح."
    minimal "date: 2022-02-24\ntext: The number of wounded was wrong.\n"

    date required: Form::Day,
        example "date: 2022-02-24"
        en "The day of the correction."
        fr "Le jour de la correction."
        ar "يوم التصحيح.";
    text required: Form::Translated,
        example "text: The number of wounded was wrong."
        example_fr "text: Le nombre de blessés était faux."
        example_ar "text: كان عدد الجرحى خطأ."
        en "What was wrong, and what is right."
        fr "Ce qui était faux, et ce qui est juste."
        ar "ما كان خطأ، وما هو الصواب.";
}

section! {
    /// A picture of an article.
    IMAGE "image" Place::Keys(&["article.image"]);
    en "A picture above the text."
    fr "Une image au-dessus du texte."
    ar "صورة فوق النص."
    minimal "src: ../media/map.png\nalt: A map of the region\n"

    src required: Form::Path,
        example "src: ../media/map.png"
        en "The file, from the folder of the article."
        fr "Le fichier, depuis le dossier de l’article."
        ar "الملف، ابتداء من مجلد المقال.";
    alt required: Form::Translated,
        example "alt: A map of the region"
        example_fr "alt: Une carte de la région"
        example_ar "alt: خريطة للمنطقة"
        en "What it shows, for those who do not see it."
        fr "Ce qu’elle montre, pour ceux qui ne la voient pas."
        ar "ما تُظهره، لمن لا يراها.";
    credit: Form::Translated,
        example "credit: The desk"
        example_fr "credit: La rédaction"
        example_ar "credit: هيئة التحرير"
        en "Whose it is."
        fr "À qui elle est."
        ar "لمن هي.";
}

section! {
    /// The use of an event in an article.
    EVENT_USE "event-use" Place::Keys(&["article.events"]);
    en "An event in an article's list, with its part in the article."
    fr "Un événement dans la liste d’un article, avec son rôle dans l’article."
    ar "حدث في قائمة مقال، مع دوره في المقال."
    minimal "event: clash\n"

    event required: Form::Reference("event"),
        example "event: coup"
        en "The event."
        fr "L’événement."
        ar "الحدث.";
    role: Form::Text,
        example "role: background"
        en "`background`, if the article does not tell the event and only refers to it."
        fr "`background`, si l’article ne raconte pas l’événement et ne fait que s’y référer."
        ar "`background` (خلفية)، إن كان المقال لا يروي الحدث بل يشير إليه فقط.";
}
