//! Events, their claims and the desk's estimates.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// An event.
    EVENT "event" Place::Files("content/events/*.md");
    en "Something that happened, at a time and in a place. It stands in a file, or whole in an article's `events`; there it may have an `id` and a `role` too."
    fr "Un fait, à un moment et en un lieu. Il a son fichier, ou figure entier dans les `events` d’un article ; il peut alors avoir aussi un `id` et un `role`."
    ar "أمر وقع في وقت ومكان. له ملف، أو يُكتب كاملا في `events` من مقال، ويجوز أن يكون له هناك `id` و`role` أيضا."
    minimal "title: Clash near Moura\ndate: 2022-03-27\nregions: [mopti]\n"

    title required: Form::Translated,
        example "title: Clash near Moura"
        en "What happened, in a few words."
        fr "Ce qui s’est passé, en quelques mots."
        ar "ما حدث، في كلمات قليلة.";
    date required: Form::Date,
        example "date: 2022-03-27/2022-03-31"
        en "When it happened, as exactly as that is known; a time of day is allowed."
        fr "Quand cela s’est passé, aussi exactement qu’on le sait ; une heure est permise."
        ar "متى حدث، بقدر ما يُعرف من الدقة؛ ويجوز ذكر الساعة.";
    event_type: Form::Choice(values::EVENT_TYPE),
        example "event_type: Battles"
        en "The kind of event (ACLED)."
        fr "Le type d’événement (ACLED)."
        ar "نوع الحدث (ACLED).";
    sub_event_type: Form::Choice(values::SUB_EVENT_TYPE),
        example "event_type: Battles\nsub_event_type: Armed clash"
        en "The kind of event, more exactly (ACLED). It has to belong to the `event_type`."
        fr "Le type plus exact (ACLED). Il doit relever du `event_type`."
        ar "نوعه على وجه أدق (ACLED). يجب أن يندرج تحت `event_type`.";
    type_of_violence: Form::Choice(values::VIOLENCE_TYPE),
        example "type_of_violence: state-based"
        en "Who fights whom (UCDP, whose numbers 1 to 3 are accepted)."
        fr "Qui combat qui (UCDP, dont les numéros 1 à 3 sont acceptés)."
        ar "من يقاتل من (UCDP، وتُقبل أرقامه من 1 إلى 3).";
    event_clarity rare: Form::Choice(values::EVENT_CLARITY),
        example "event_clarity: 1"
        en "Whether the source reports this event, or a total of several (UCDP)."
        fr "Si la source rapporte cet événement ou un total de plusieurs (UCDP)."
        ar "هل يورد المصدر هذا الحدث، أم مجموع عدة أحداث (UCDP).";
    regions required: Form::References("region"),
        example "regions: [mopti]"
        en "Where it happened: at least one region, with or without a file."
        fr "Où cela s’est passé : au moins une région, avec ou sans fichier."
        ar "أين حدث: منطقة واحدة على الأقل، لها ملف أو ليس لها.";
    place: Form::TextOrMapping("event-place"),
        example "place: {name: Moura, lat: 14.2269, lon: -4.5219}"
        en "The place, if it is known, with or without coordinates."
        fr "Le lieu, s’il est connu, avec ou sans coordonnées."
        ar "المكان إن عُرف، مع إحداثياته أو من دونها.";
    where_prec: Form::Choice(values::PRECISION),
        example "where_prec: adm1"
        en "How exactly the place is known (UCDP)."
        fr "Avec quelle exactitude on connaît le lieu (UCDP)."
        ar "بأي دقة يُعرف المكان (UCDP).";
    where_description: Form::Translated,
        example "where_description: several villages of the cercle"
        example_fr "where_description: plusieurs villages du cercle"
        example_ar "where_description: عدة قرى من الدائرة"
        en "Where it was, in words, for what no region says."
        fr "Où c’était, en mots, pour ce qu’aucune région ne dit."
        ar "أين كان، بالكلمات، لما لا تقوله أي منطقة.";
    side_a: Form::References("actor"),
        example "side_a: [fama]"
        en "The actors of one side; in one-sided violence, those who used it."
        fr "Les acteurs d’un côté ; dans une violence unilatérale, ceux qui l’ont exercée."
        ar "فاعلو أحد الجانبين؛ وفي العنف من جانب واحد، من مارسه.";
    side_b: Form::References("actor"),
        example "side_b: [jnim]"
        en "The actors of the other side; in one-sided violence, those who suffered it."
        fr "Les acteurs de l’autre côté ; dans une violence unilatérale, ceux qui l’ont subie."
        ar "فاعلو الجانب الآخر؛ وفي العنف من جانب واحد، من تعرض له.";
    actors: Form::References("actor"),
        example "actors: [minusma]"
        en "Others who took part, on no side."
        fr "Les autres participants, d’aucun côté."
        ar "مشاركون آخرون ليسوا في أي من الجانبين.";
    claims: Form::Mappings("claim"),
        example "claims: [{id: neutralised-fama, measure: neutralised, count: 19, claimant: fama, sources: [afp]}]"
        en "Who says what of it, each with sources."
        fr "Qui en dit quoi, et d’après quelles sources."
        ar "من يقول ماذا عنه، ولكل قول مصادره.";
    estimate: Form::OneOrMore("estimate"),
        example "estimate: {measure: killed, low: 300, best: 500, high: 600, basis: Three inquiries, by: Desk, date: 2022-05-01}"
        en "The desk's own figure, signed, if it makes one."
        fr "Le chiffre de la rédaction, signé, si elle en donne un."
        ar "رقم هيئة التحرير نفسها، موقّعا، إن قدّرت رقما.";
    sources: Form::References("source"),
        example "sources: [afp]"
        en "Sources of the event, beside those of its claims."
        fr "Les sources de l’événement, outre celles de ses affirmations."
        ar "مصادر الحدث، إضافة إلى مصادر إفاداته.";
    publish_precision: Form::Choice(values::PRECISION),
        example "publish_precision: adm1"
        en "The most exact place that is published, to protect people. Coordinates and names that are more exact appear nowhere."
        fr "Le lieu le plus exact qui soit publié, pour protéger des personnes. Coordonnées et noms plus précis n’apparaissent nulle part."
        ar "أدق مكان يُنشر، حماية لأشخاص. ما هو أدق منه من إحداثيات وأسماء لا يظهر في أي مكان.";
    graphic: Form::YesNo, default "no",
        example "graphic: yes"
        en "Whether the text describes violence in detail. Readers are told before."
        fr "Si le texte décrit la violence en détail. Les lecteurs en sont avertis."
        ar "هل يصف النص العنف بالتفصيل. يُنبَّه القراء إلى ذلك مسبقا.";
    redirect_from rare: Form::Paths,
        example "redirect_from: [/events/old/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent."
        ar "عناوين في هذا الموقع تؤدي إليه.";
}

section! {
    /// The place of an event.
    EVENT_PLACE "event-place" Place::Keys(&["event.place"]);
    en "A named place."
    fr "Un lieu nommé."
    ar "مكان له اسم."
    minimal "name: Moura\n"

    name: Form::Translated,
        example "name: Moura"
        en "The name."
        fr "Le nom."
        ar "الاسم.";
    lat: Form::Degrees,
        example "lat: 14.2269\nlon: -4.5219"
        en "Latitude in degrees (WGS 84), north positive. Needs `lon`."
        fr "Latitude en degrés (WGS 84), positive au nord. Demande `lon`."
        ar "خط العرض بالدرجات (WGS 84)، موجب شمالا. يلزم معه `lon`.";
    lon: Form::Degrees,
        example "lat: 14.2269\nlon: -4.5219"
        en "Longitude in degrees (WGS 84), east positive. Needs `lat`."
        fr "Longitude en degrés (WGS 84), positive à l’est. Demande `lat`."
        ar "خط الطول بالدرجات (WGS 84)، موجب شرقا. يلزم معه `lat`.";
}

section! {
    /// A claim.
    CLAIM "claim" Place::Keys(&["event.claims"]);
    en "What somebody says of an event. Every figure of a site is a claim: with its author and its source."
    fr "Ce que quelqu’un dit d’un événement. Tout chiffre d’un site est une affirmation : avec son auteur et sa source."
    ar "ما يقوله أحد عن حدث. كل رقم في الموقع إفادة: لها صاحبها ومصدرها."
    minimal "measure: killed\ncount: 19\nclaimant: fama\nsources: [afp]\n"

    id: Form::Text,
        example "id: neutralised-fama"
        en "The id, for links such as `claim:event#id`, and its address on the page. Without it the id is made of the measure, the address of measure and claimant."
        fr "L’identifiant, pour des liens comme `claim:event#id`, et son adresse dans la page. Sans lui, l’identifiant est tiré de la mesure, l’adresse de la mesure et de l’auteur."
        ar "المعرّف، لروابط مثل `claim:event#id`، وعنوانها في الصفحة. من دونه يُشتق المعرّف من المقياس، والعنوان من المقياس ومن الجهة التي تفيد به.";
    measure required: Form::Choice(values::MEASURE),
        example "measure: neutralised"
        en "What is counted or said."
        fr "Ce qui est compté ou dit."
        ar "ما يُعدّ أو يُقال.";
    label rare: Form::Translated,
        example "measure: other\nlabel: schools closed"
        en "What is counted, where `measure` is `other`."
        fr "Ce qui est compté, si `measure` est `other`."
        ar "ما يُعدّ، إن كان `measure` هو `other`.";
    count: Form::Count,
        example "count: 19"
        en "The number. Either this or `value` is required."
        fr "Le nombre. Il faut `count` ou `value`."
        ar "العدد. يجب كتابته أو كتابة `value`.";
    value rare: Form::Translated,
        example "measure: participation\nvalue: with foreign soldiers"
        en "What is said, where it is no number."
        fr "Ce qui est dit, si ce n’est pas un nombre."
        ar "ما يُقال، إن لم يكن عددا.";
    as_published rare: Form::YesNo, default "no",
        example "count: {low: 5, best: 3, high: 8}\nas_published: yes"
        en "Whether numbers out of order are kept as a data set published them."
        fr "Si des nombres en désordre sont gardés comme un jeu de données les a publiés."
        ar "هل تُترك أعداد غير مرتبة كما نشرتها مجموعة بيانات.";
    date: Form::Date,
        example "date: 2022-04-01"
        en "The day that the figure is of, where that is not the event's."
        fr "Le jour dont date le chiffre, si ce n’est pas celui de l’événement."
        ar "تاريخ الرقم، إن لم يكن تاريخ الحدث.";
    of: Form::Reference("actor"),
        example "of: jnim"
        en "Whom it counts: those killed, arrested and so on."
        fr "De qui il s’agit : les tués, les arrêtés, etc."
        ar "من هم المعدودون: القتلى أو الموقوفون أو غيرهم.";
    claimant required: Form::Reference("actor"),
        example "claimant: fama"
        en "Who says it."
        fr "Qui le dit."
        ar "من يقول ذلك.";
    sources required: Form::References("source"),
        example "sources: [afp]"
        en "Where that can be read."
        fr "Où on peut le lire."
        ar "أين يمكن قراءة ذلك.";
    quote: Form::Translated,
        example "quote: 19 terrorists were neutralised"
        example_fr "quote: 19 terroristes ont été neutralisés"
        example_ar "quote: تم تحييد 19 إرهابيا"
        en "The words of the source, by language if that is not the file's."
        fr "Les mots de la source, par langue si ce n’est pas celle du fichier."
        ar "كلمات المصدر، بحسب اللغة إن لم تكن لغة الملف.";
    grade: Form::Choice(values::GRADE),
        example "grade: weak"
        en "How well it is supported (Airwars)."
        fr "À quel point elle est étayée (Airwars)."
        ar "درجة ما يدعمها (Airwars).";
    status rare: Form::Choice(values::STATUS),
        example "status: accepted"
        en "Whether the source was found to say so (Security Force Monitor)."
        fr "Si la source le dit bien, vérification faite (Security Force Monitor)."
        ar "هل تبيّن أن المصدر يقول ذلك فعلا (Security Force Monitor).";
    notes rare: Form::Translated,
        example "notes: The dispatch gives the number in its title alone."
        en "Notes for readers."
        fr "Des notes pour les lecteurs."
        ar "ملاحظات للقراء.";
    responds_to rare: Form::Text,
        example "responds_to: clash#killed"
        en "The claim it answers: an id, or `event#id`."
        fr "L’affirmation à laquelle elle répond : un identifiant, ou `event#id`."
        ar "الإفادة التي ترد عليها: معرّف، أو `event#id`.";
    contradicted_by rare: Form::Texts,
        example "contradicted_by: [clash#killed]"
        en "The claims that say something else: ids, or `event#id`."
        fr "Les affirmations qui disent autre chose : identifiants, ou `event#id`."
        ar "الإفادات التي تقول غير ذلك: معرّفات، أو `event#id`.";
}

section! {
    /// A count as a range.
    COUNT "count" Place::Keys(&["claim.count"]);
    en "A range. `low` alone means \"at least\", `high` alone \"at most\". A number alone, or `60~` for \"about 60\", needs no mapping."
    fr "Une fourchette. `low` seul veut dire « au moins », `high` seul « au plus ». Un nombre seul, ou `60~` pour « environ 60 », n’a pas besoin de ces clés."
    ar "نطاق. `low` وحده يعني «على الأقل»، و`high` وحده «على الأكثر». العدد وحده، أو `60~` بمعنى «نحو 60»، لا يحتاج إلى هذه المفاتيح."
    minimal "low: 200\n"

    low: Form::Figure,
        example "low: 200"
        en "The least."
        fr "Le minimum."
        ar "الأدنى.";
    best: Form::Figure,
        example "low: 200\nbest: 300"
        en "The most probable number."
        fr "Le nombre le plus probable."
        ar "العدد الأرجح.";
    high: Form::Figure,
        example "low: 200\nhigh: 400"
        en "The most."
        fr "Le maximum."
        ar "الأعلى.";
}

section! {
    /// An estimate.
    ESTIMATE "estimate" Place::Keys(&["event.estimate"]);
    en "The desk's own figure. It is never left unsigned."
    fr "Le chiffre de la rédaction. Il est toujours signé."
    ar "رقم هيئة التحرير نفسها. لا يُترك أبدا بلا توقيع."
    minimal "measure: killed\nlow: 300\nbasis: Three inquiries\nby: Desk\ndate: 2022-05-01\n"

    measure required: Form::Choice(values::MEASURE),
        example "measure: killed"
        en "What it counts."
        fr "Ce qu’il compte."
        ar "ما يعدّه.";
    low: Form::Figure,
        example "low: 300"
        en "The least. One of `low`, `best` and `high` is required."
        fr "Le minimum. Il faut `low`, `best` ou `high`."
        ar "الأدنى. يجب كتابة `low` أو `best` أو `high`.";
    best: Form::Figure,
        example "low: 300\nbest: 500"
        en "The most probable number. Written empty (`best:`), it says that the desk gives none."
        fr "Le nombre le plus probable. Laissé vide (`best:`), il dit que la rédaction n’en donne pas."
        ar "العدد الأرجح. وإن تُرك فارغا (`best:`) فمعناه أن هيئة التحرير لا تعطي عددا.";
    high: Form::Figure,
        example "low: 300\nhigh: 600"
        en "The most."
        fr "Le maximum."
        ar "الأعلى.";
    basis required: Form::Translated,
        example "basis: Three inquiries"
        example_fr "basis: Trois enquêtes"
        example_ar "basis: ثلاثة تحقيقات"
        en "What it rests on."
        fr "Sur quoi il repose."
        ar "ما يستند إليه.";
    by required: Form::Translated,
        example "by: The desk"
        example_fr "by: La rédaction"
        example_ar "by: هيئة التحرير"
        en "Who made it."
        fr "Qui l’a fait."
        ar "من وضعه.";
    date required: Form::Day,
        example "date: 2022-05-01"
        en "When it was made."
        fr "Quand il a été fait."
        ar "متى وُضع.";
}
