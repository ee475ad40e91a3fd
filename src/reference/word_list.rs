//! The word lists of a site.

use super::{Form, Key, Place, Section, section};

section! {
    /// A word list.
    WORD_LIST "word-list" Place::Files("content/style/*.yaml");
    en "Words of a language that take a side, and words that make a number a casualty figure. The file `en.yaml` adds to the built-in list for English, or makes one for a language without."
    fr "Les mots d’une langue qui prennent parti, et ceux qui font d’un nombre un bilan. Le fichier `en.yaml` complète la liste d’origine pour l’anglais, ou en crée une pour une langue qui n’en a pas."
    ar "كلمات من لغة تنحاز إلى طرف، وكلمات تجعل العدد حصيلة ضحايا. الملف `en.yaml` يضيف إلى القائمة المدمجة للإنجليزية، أو ينشئ قائمة للغة ليست لها قائمة."
    minimal "names: [Niono]\n"

    words: Form::Mappings("word-entry"),
        example "words: [{forms: [rebel, rebels], reason: the group does not call itself so, instead: \"`fighters`, with the name of the group\"}]"
        en "Words that are reported outside quotations. An entry with a form of the built-in list replaces the entry there."
        fr "Les mots signalés hors des citations. Une entrée qui a une forme de la liste d’origine remplace l’entrée de celle-ci."
        ar "كلمات يُنبَّه إليها خارج الاقتباسات. المدخل الذي فيه صيغة من القائمة المدمجة يحل محل مدخلها.";
    without: Form::Texts,
        example "without: [regime]"
        en "Words of the built-in list that the site allows."
        fr "Les mots de la liste d’origine que le site permet."
        ar "كلمات من القائمة المدمجة يسمح بها الموقع.";
    casualties: Form::Texts,
        example "casualties: [drowned]"
        en "Words that make a number beside them a casualty figure, which needs a claim."
        fr "Les mots qui font d’un nombre voisin un bilan, lequel demande une affirmation."
        ar "كلمات تجعل العدد المجاور لها حصيلة ضحايا، وهي تحتاج إلى إفادة.";
    figures: Form::Mapping("casualty-words"),
        example "figures: {units: [paces]}"
        en "Which number belongs to a casualty word."
        fr "Quel nombre revient à un mot de bilan."
        ar "أي عدد يعود إلى كلمة من كلمات الحصيلة.";
    topics: Form::Mapping("topic-words"),
        example "topics: {elsewhere: [wrestling match]}"
        en "Words that tell what a sentence is about."
        fr "Les mots qui disent de quoi parle une phrase."
        ar "كلمات تدل على موضوع الجملة.";
    names: Form::Texts,
        example "names: [Niono]"
        en "Names that are near a known name and are not meant to be it."
        fr "Les noms proches d’un nom connu qui ne sont pas ce nom."
        ar "أسماء قريبة من اسم معروف وليست هو.";
}

section! {
    /// An entry of `words`.
    WORD_ENTRY "word-entry" Place::Keys(&["word-list.words"]);
    en "A word that takes a side, in all its forms."
    fr "Un mot qui prend parti, sous toutes ses formes."
    ar "كلمة تنحاز إلى طرف، بكل صيغها."
    minimal "forms: [rebel]\nreason: the group does not call itself so\ninstead: \"`fighters`\"\n"

    forms required: Form::Texts,
        example "forms: [rebel, rebels]"
        en "The words that are looked for: whole words, in upper or lower case."
        fr "Les mots cherchés : des mots entiers, en majuscules ou en minuscules."
        ar "الكلمات المطلوبة: كلمات كاملة، بأحرف كبيرة أو صغيرة.";
    except: Form::Texts,
        example "except: [rebel movement]"
        en "Phrases in which the word is neutral."
        fr "Les expressions dans lesquelles le mot est neutre."
        ar "عبارات تكون فيها الكلمة محايدة.";
    reason required: Form::Text,
        example "reason: the group does not call itself so"
        example_fr "reason: le groupe ne se nomme pas ainsi"
        example_ar "reason: الجماعة لا تسمي نفسها هكذا"
        en "Why the word takes a side. The warning says it."
        fr "Pourquoi le mot prend parti. L’avertissement le dit."
        ar "لماذا تنحاز الكلمة. يذكره التحذير.";
    instead required: Form::Text,
        example "instead: \"`fighters`, with the name of the group\""
        example_fr "instead: \"`combattants`, avec le nom du groupe\""
        example_ar "instead: \"`مقاتلون`، مع اسم الجماعة\""
        en "What can be written instead."
        fr "Ce que l’on peut écrire à la place."
        ar "ما يمكن كتابته بدلا منها.";
}

section! {
    /// Rules for numbers beside casualty words.
    CASUALTY_WORDS "casualty-words" Place::Keys(&["word-list.figures"]);
    en "Words that tell which number belongs to a casualty word. They add to the built-in ones."
    fr "Les mots qui disent quel nombre revient à un mot de bilan. Ils s’ajoutent à ceux d’origine."
    ar "كلمات تبيّن أي عدد يعود إلى كلمة من كلمات الحصيلة. تضاف إلى الكلمات المدمجة."
    minimal "units: [paces]\n"

    between: Form::Texts,
        example "between: [roughly]"
        en "Words between a casualty word and the number behind it, as in \"killed at least 19\"."
        fr "Les mots entre un mot de bilan et le nombre qui le suit, comme dans « tué au moins 19 »."
        ar "كلمات بين كلمة الحصيلة والعدد الذي بعدها، كما في «قتل ما لا يقل عن 19».";
    not_after: Form::Texts,
        example "not_after: [have]"
        en "Words before a casualty word that separate it from an earlier number, as in \"3 attacks have killed\"."
        fr "Les mots avant un mot de bilan qui le séparent d’un nombre antérieur, comme dans « 3 attaques ont tué »."
        ar "كلمات قبل كلمة الحصيلة تفصلها عن عدد سابق.";
    not_before: Form::Texts,
        example "not_before: [a]"
        en "Words behind a casualty word that separate it from an earlier number, as in \"three men killed a farmer\"."
        fr "Les mots après un mot de bilan qui le séparent d’un nombre antérieur, comme dans « trois hommes ont tué un paysan »."
        ar "كلمات بعد كلمة الحصيلة تفصلها عن عدد سابق.";
    units: Form::Texts,
        example "units: [paces]"
        en "Units that are no casualties, as in \"killed two days later\"."
        fr "Les unités qui ne sont pas des victimes, comme dans « tué deux jours plus tard »."
        ar "وحدات ليست ضحايا، كما في «قُتل بعد يومين».";
}

section! {
    /// Words that tell what a sentence is about.
    TOPIC_WORDS "topic-words" Place::Keys(&["word-list.topics"]);
    en "Words that tell what a sentence is about. They add to the built-in ones."
    fr "Les mots qui disent de quoi parle une phrase. Ils s’ajoutent à ceux d’origine."
    ar "كلمات تدل على موضوع الجملة. تضاف إلى الكلمات المدمجة."
    minimal "about: [nickname]\n"

    about: Form::Texts,
        example "about: [nickname]"
        en "The sentence is about a word, or says whose it is: loaded words in it are not reported."
        fr "La phrase parle d’un mot, ou dit de qui il est : les mots partisans n’y sont pas signalés."
        ar "الجملة تتحدث عن كلمة أو تنسبها: لا يُنبَّه إلى الكلمات المنحازة فيها.";
    elsewhere: Form::Texts,
        example "elsewhere: [wrestling match]"
        en "The sentence is about sport, art, business or nature, where words of war have other meanings."
        fr "La phrase parle de sport, d’art, d’affaires ou de nature, où les mots de la guerre ont un autre sens."
        ar "الجملة عن الرياضة أو الفن أو الأعمال أو الطبيعة، حيث لكلمات الحرب معان أخرى.";
    apart: Form::Texts,
        example "apart: [bilharzia]"
        en "The deaths in the sentence are no part of a conflict, unless a word of `conflict` is there too."
        fr "Les morts de la phrase ne relèvent pas d’un conflit, sauf si un mot de `conflict` y figure aussi."
        ar "الوفيات في الجملة ليست من النزاع، إلا إن كانت فيها كلمة من `conflict` أيضا.";
    conflict: Form::Texts,
        example "conflict: [raid]"
        en "The sentence is about violence."
        fr "La phrase parle de violence."
        ar "الجملة عن العنف.";
}
