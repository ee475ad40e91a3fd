//! Actors, their relations and what others call them.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// An actor.
    ACTOR "actor" Place::Files("content/actors/*.md");
    en "A person, group, force or organization. The text below the front matter is its profile, and may be empty."
    fr "Une personne, un groupe, une force ou une organisation. Le texte sous l’en-tête est son portrait, et peut être vide."
    ar "شخص أو جماعة أو قوة أو منظمة. النص الذي يلي رأس الملف هو التعريف به، ويجوز أن يكون فارغا."
    minimal "name: Malian Armed Forces\n"

    name required: Form::Translated,
        example "name: {fr: Forces armées maliennes, en: Malian Armed Forces}"
        en "The name, as pages show it."
        fr "Le nom, tel que les pages le montrent."
        ar "الاسم كما تعرضه الصفحات.";
    aliases: Form::Names,
        example "aliases: [FAMa]"
        en "Other names. Wherever a text uses one, it becomes a link."
        fr "Les autres noms que lui donnent les textes. Chacun devient un lien."
        ar "أسماء أخرى ترد في النصوص. كل منها يصير رابطا.";
    actor_type: Form::Choice(values::ACTOR_TYPE),
        example "actor_type: State forces"
        en "Who it is (ACLED `inter`, and those who act without arms)."
        fr "Ce qu’il est (`inter` d’ACLED, et ceux qui agissent sans armes)."
        ar "من هو (`inter` في ACLED، ومن يعملون بلا سلاح).";
    active: Form::Interval,
        example "active: 2012/.."
        en "Since when, and until when, it exists."
        fr "Depuis quand, et jusqu’à quand, il existe."
        ar "منذ متى هو موجود، وإلى متى.";
    relations: Form::Mappings("relation"),
        example "relations: [{type: opposed-to, actor: jnim}]"
        en "How it is related to other actors."
        fr "Ses liens avec d’autres acteurs."
        ar "صلاته بفاعلين آخرين.";
    region: Form::Reference("region"),
        example "region: mopti"
        en "The country or region it belongs to."
        fr "Le pays ou la région dont il relève."
        ar "البلد أو المنطقة التي ينتمي إليها.";
    party_to_conflict: Form::YesNo,
        example "party_to_conflict: yes"
        en "Whether it is a party to the conflict. A claim whose every origin is a party is marked as such."
        fr "S’il est partie au conflit. Une affirmation dont toutes les origines sont des parties est marquée comme telle."
        ar "هل هو طرف في النزاع. الإفادة التي كل أصولها أطراف تُعلَّم بذلك.";
    labels: Form::Mappings("label"),
        example "labels: [{text: terrorists, used_by: jnim, source: afp}]"
        en "What others call it, and who does."
        fr "Comment d’autres l’appellent, et qui."
        ar "ما يسميه به آخرون، ومن هم.";
    acled_name rare: Form::Text,
        example "acled_name: Military Forces of Mali (2021-)"
        en "Its name in ACLED's data, by which rows of a data set are matched."
        fr "Son nom dans les données d’ACLED, par lequel on reconnaît les lignes d’un jeu de données."
        ar "اسمه في بيانات ACLED، وبه تُعرف أسطر مجموعة البيانات التي تخصه.";
    ucdp_id rare: Form::Text,
        example "ucdp_id: 73"
        en "Its number in UCDP's actor data."
        fr "Son numéro dans les données d’acteurs d’UCDP."
        ar "رقمه في بيانات الفاعلين لدى UCDP.";
    wikidata: Form::Code("Q[0-9]+"),
        example "wikidata: Q1519521"
        en "Its item in Wikidata."
        fr "Son élément dans Wikidata."
        ar "عنصره في ويكي بيانات.";
    url: Form::Address,
        example "url: https://www.fama.ml/"
        en "Its own website."
        fr "Son propre site."
        ar "موقعه الإلكتروني.";
    redirect_from rare: Form::Paths,
        example "redirect_from: [/actors/old/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent."
        ar "عناوين في هذا الموقع تؤدي إليه.";
}

section! {
    /// A relation between two actors.
    RELATION "relation" Place::Keys(&["actor.relations"]);
    en "How the actor is related to another, and when."
    fr "Le lien de l’acteur avec un autre, et quand."
    ar "صلة الفاعل بفاعل آخر، ومتى."
    minimal "type: opposed-to\nactor: jnim\n"

    type required: Form::Choice(values::RELATION_TYPE),
        example "type: opposed-to"
        en "What the relation is."
        fr "La nature du lien."
        ar "نوع الصلة.";
    actor required: Form::Reference("actor"),
        example "actor: jnim"
        en "The other actor."
        fr "L’autre acteur."
        ar "الفاعل الآخر.";
    from: Form::Date,
        example "from: 2017-03-02"
        en "Since when."
        fr "Depuis quand."
        ar "منذ متى.";
    until: Form::Date,
        example "until: 2020"
        en "Until when."
        fr "Jusqu’à quand."
        ar "إلى متى.";
    sources: Form::References("source"),
        example "sources: [afp]"
        en "Where that can be read."
        fr "Où on peut le lire."
        ar "أين يمكن قراءة ذلك.";
}

section! {
    /// A name that somebody uses for an actor.
    LABEL "label" Place::Keys(&["actor.labels"]);
    en "A word that others use for the actor. The site itself does not."
    fr "Un mot que d’autres emploient pour l’acteur. Le site lui-même ne l’emploie pas."
    ar "كلمة يستعملها آخرون للفاعل، ولا يستعملها الموقع نفسه."
    minimal "text: terrorists\n"

    text required: Form::Translated,
        example "text: terrorists"
        example_fr "text: terroristes"
        example_ar "text: إرهابيون"
        en "The word."
        fr "Le mot."
        ar "الكلمة.";
    used_by: Form::Reference("actor"),
        example "used_by: jnim"
        en "Who uses it."
        fr "Qui l’emploie."
        ar "من يستعملها.";
    source: Form::Reference("source"),
        example "source: afp"
        en "Where that can be read."
        fr "Où on peut le lire."
        ar "أين يمكن قراءة ذلك.";
}
