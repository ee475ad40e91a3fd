//! Events, their claims and the desk's estimates.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// An event.
    EVENT "event" Place::Files("content/events/*.md");
    en "Something that happened, at a time and in a place. It stands in a file, or whole in an article's `events`; there it may have an `id` and a `role` too."
    fr "Un fait, à un moment et en un lieu. Il a son fichier, ou figure entier dans les `events` d'un article ; il peut alors avoir aussi un `id` et un `role`."
    minimal "title: Clash near Moura\ndate: 2022-03-27\nregions: [mopti]\n"

    title required: Form::Translated,
        example "title: Clash near Moura"
        en "What happened, in a few words."
        fr "Ce qui s'est passé, en quelques mots.";
    date required: Form::Date,
        example "date: 2022-03-27/2022-03-31"
        en "When it happened, as exactly as that is known; a time of day is allowed."
        fr "Quand cela s'est passé, aussi exactement qu'on le sait ; une heure est permise.";
    event_type: Form::Choice(values::EVENT_TYPE),
        example "event_type: Battles"
        en "What kind of event it is (ACLED)."
        fr "Le type d'événement (ACLED).";
    sub_event_type: Form::Choice(values::SUB_EVENT_TYPE),
        example "event_type: Battles\nsub_event_type: Armed clash"
        en "What kind it is, more exactly (ACLED). It has to belong to the `event_type`."
        fr "Le type plus exact (ACLED). Il doit relever du `event_type`.";
    type_of_violence: Form::Choice(values::VIOLENCE_TYPE),
        example "type_of_violence: state-based"
        en "Who fights whom (UCDP)."
        fr "Qui combat qui (UCDP).";
    event_clarity: Form::Choice(values::EVENT_CLARITY),
        example "event_clarity: 1"
        en "Whether the source reports this event, or a total of several (UCDP)."
        fr "Si la source rapporte cet événement ou un total de plusieurs (UCDP).";
    regions required: Form::References("region"),
        example "regions: [mopti]"
        en "Where it happened: regions, which may be undeclared."
        fr "Où cela s'est passé : des régions, avec ou sans fichier.";
    place: Form::Mapping("event-place"),
        example "place: {name: Moura, lat: 14.2269, lon: -4.5219}"
        en "The place, if it is known, with or without coordinates."
        fr "Le lieu, s'il est connu, avec ou sans coordonnées.";
    where_prec: Form::Choice(values::PRECISION),
        example "where_prec: adm1"
        en "How exactly the place is known (UCDP)."
        fr "Avec quelle exactitude on connaît le lieu (UCDP).";
    where_description: Form::Translated,
        example "where_description: several villages of the cercle"
        en "Where it was, in words, for what no region says."
        fr "Où c'était, en mots, pour ce qu'aucune région ne dit.";
    side_a: Form::References("actor"),
        example "side_a: [fama]"
        en "The actors of one side; in one-sided violence, those who used it."
        fr "Les acteurs d'un côté ; dans une violence unilatérale, ceux qui l'ont exercée.";
    side_b: Form::References("actor"),
        example "side_b: [jnim]"
        en "The actors of the other side; in one-sided violence, those who suffered it."
        fr "Les acteurs de l'autre côté ; dans une violence unilatérale, ceux qui l'ont subie.";
    actors: Form::References("actor"),
        example "actors: [minusma]"
        en "Others who took part, on no side."
        fr "Les autres participants, d'aucun côté.";
    claims: Form::Mappings("claim"),
        example "claims: [{measure: killed, count: 19, claimant: fama, sources: [afp]}]"
        en "Who says what of it, each with sources."
        fr "Qui en dit quoi, chacun avec ses sources.";
    estimate: Form::OneOrMore("estimate"),
        example "estimate: {measure: killed, low: 300, best: 500, high: 600, basis: Three inquiries, by: Desk, date: 2022-05-01}"
        en "The desk's own figure, signed, if it makes one."
        fr "Le chiffre de la rédaction, signé, si elle en donne un.";
    sources: Form::References("source"),
        example "sources: [afp]"
        en "Sources of the event, beside those of its claims."
        fr "Les sources de l'événement, outre celles de ses affirmations.";
    publish_precision: Form::Choice(values::PRECISION),
        example "publish_precision: adm1"
        en "The most exact place that is published, to protect people. Coordinates and names below it are left out of everything."
        fr "Le lieu le plus exact qui soit publié, pour protéger des personnes. Coordonnées et noms plus précis n'apparaissent nulle part.";
    graphic: Form::YesNo, default "no",
        example "graphic: yes"
        en "Whether the text describes violence in detail. Readers are told before."
        fr "Si le texte décrit la violence en détail. Les lecteurs en sont avertis.";
    redirect_from: Form::Paths,
        example "redirect_from: [/events/old/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent.";
}

section! {
    /// The place of an event.
    EVENT_PLACE "event-place" Place::Keys(&["event.place"]);
    en "A named place."
    fr "Un lieu nommé."
    minimal "name: Moura\n"

    name: Form::Translated,
        example "name: Moura"
        en "The name."
        fr "Le nom.";
    lat: Form::Degrees,
        example "lat: 14.2269\nlon: -4.5219"
        en "Latitude in degrees (WGS 84), north positive. Needs `lon`."
        fr "Latitude en degrés (WGS 84), positive au nord. Demande `lon`.";
    lon: Form::Degrees,
        example "lat: 14.2269\nlon: -4.5219"
        en "Longitude in degrees (WGS 84), east positive. Needs `lat`."
        fr "Longitude en degrés (WGS 84), positive à l'est. Demande `lat`.";
}

section! {
    /// A claim.
    CLAIM "claim" Place::Keys(&["event.claims"]);
    en "What somebody says of an event. Every figure of a site is a claim: with its author and its source."
    fr "Ce que quelqu'un dit d'un événement. Tout chiffre d'un site est une affirmation : avec son auteur et sa source."
    minimal "measure: killed\ncount: 19\nclaimant: fama\nsources: [afp]\n"

    id: Form::Text,
        example "id: killed-fama"
        en "The id, for links such as `claim:event#id`. Without it one is made of the measure."
        fr "L'identifiant, pour des liens comme `claim:event#id`. Sans lui, il est tiré de la mesure.";
    measure required: Form::Choice(values::MEASURE),
        example "measure: killed"
        en "What is counted or said."
        fr "Ce qui est compté ou dit.";
    label: Form::Translated,
        example "measure: other\nlabel: schools closed"
        en "What is counted, where `measure` is `other`."
        fr "Ce qui est compté, si `measure` est `other`.";
    count: Form::Count,
        example "count: {low: 200, high: 400}"
        en "The number. Either this or `value` is required."
        fr "Le nombre. Il faut `count` ou `value`.";
    value: Form::Translated,
        example "measure: participation\nvalue: with foreign soldiers"
        en "What is said, where it is no number."
        fr "Ce qui est dit, si ce n'est pas un nombre.";
    as_published: Form::YesNo, default "no",
        example "count: {low: 5, best: 3, high: 8}\nas_published: yes"
        en "Whether numbers out of order are kept as a data set published them."
        fr "Si des nombres en désordre sont gardés comme un jeu de données les a publiés.";
    date: Form::Date,
        example "date: 2022-04-01"
        en "The day that the figure is of, where that is not the event's."
        fr "Le jour dont date le chiffre, si ce n'est pas celui de l'événement.";
    of: Form::Reference("actor"),
        example "of: jnim"
        en "Whom it counts: those killed, arrested and so on."
        fr "De qui il s'agit : les tués, les arrêtés, etc.";
    claimant required: Form::Reference("actor"),
        example "claimant: fama"
        en "Who says it."
        fr "Qui le dit.";
    sources required: Form::References("source"),
        example "sources: [afp]"
        en "Where that can be read."
        fr "Où on peut le lire.";
    quote: Form::Translated,
        example "quote: {fr: \"19 terroristes ont été neutralisés\"}"
        en "The words of the source, in its language."
        fr "Les mots de la source, dans sa langue.";
    grade: Form::Choice(values::GRADE),
        example "grade: weak"
        en "How well it is supported (Airwars)."
        fr "Sa solidité (Airwars).";
    status: Form::Choice(values::STATUS),
        example "status: accepted"
        en "Whether the source was found to say so (Security Force Monitor)."
        fr "Si la source le dit bien, vérification faite (Security Force Monitor).";
    notes: Form::Translated,
        example "notes: The dispatch gives the number in its title alone."
        en "Notes for readers."
        fr "Des notes pour les lecteurs.";
    responds_to: Form::Text,
        example "responds_to: clash#killed"
        en "The claim it answers: an id, or `event#id`."
        fr "L'affirmation à laquelle elle répond : un identifiant, ou `event#id`.";
    contradicted_by: Form::Texts,
        example "contradicted_by: [clash#killed]"
        en "The claims that say something else: ids, or `event#id`."
        fr "Les affirmations qui disent autre chose : identifiants, ou `event#id`.";
}

section! {
    /// A count as a range.
    COUNT "count" Place::Keys(&["claim.count"]);
    en "A range. `low` alone means \"at least\", `high` alone \"at most\". A number alone, or `60~` for \"about 60\", needs no mapping."
    fr "Une fourchette. `low` seul veut dire « au moins », `high` seul « au plus ». Un nombre seul, ou `60~` pour « environ 60 », n'a pas besoin de ces clés."
    minimal "low: 200\n"

    low: Form::Number,
        example "low: 200"
        en "The least."
        fr "Le minimum.";
    best: Form::Number,
        example "low: 200\nbest: 300"
        en "The most probable number."
        fr "Le nombre le plus probable.";
    high: Form::Number,
        example "low: 200\nhigh: 400"
        en "The most."
        fr "Le maximum.";
}

section! {
    /// An estimate.
    ESTIMATE "estimate" Place::Keys(&["event.estimate"]);
    en "The desk's own figure. It is never left unsigned."
    fr "Le chiffre de la rédaction. Il est toujours signé."
    minimal "measure: killed\nlow: 300\nbasis: Three inquiries\nby: Desk\ndate: 2022-05-01\n"

    measure required: Form::Choice(values::MEASURE),
        example "measure: killed"
        en "What it counts."
        fr "Ce qu'il compte.";
    low: Form::Number,
        example "low: 300"
        en "The least. One of `low`, `best` and `high` is required."
        fr "Le minimum. Il faut `low`, `best` ou `high`.";
    best: Form::Number,
        example "low: 300\nbest: 500"
        en "The most probable number. Written empty (`best:`), it says that the desk gives none."
        fr "Le nombre le plus probable. Laissé vide (`best:`), il dit que la rédaction n'en donne pas.";
    high: Form::Number,
        example "low: 300\nhigh: 600"
        en "The most."
        fr "Le maximum.";
    basis required: Form::Translated,
        example "basis: Three inquiries"
        en "What it rests on."
        fr "Sur quoi il repose.";
    by required: Form::Translated,
        example "by: Desk"
        en "Who made it."
        fr "Qui l'a fait.";
    date required: Form::Day,
        example "date: 2022-05-01"
        en "When it was made."
        fr "Quand il a été fait.";
}
