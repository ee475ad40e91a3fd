//! Actors, their relations and what others call them.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// An actor.
    ACTOR "actor" Place::Files("content/actors/*.md");
    en "A person, group, force or organization. The text below the front matter is its profile, and may be empty."
    fr "Une personne, un groupe, une force ou une organisation. Le texte sous l'en-tête est son portrait, et peut être vide."
    minimal "name: Malian Armed Forces\n"

    name required: Form::Translated,
        example "name: {fr: Forces armées maliennes, en: Malian Armed Forces}"
        en "The name, as pages show it."
        fr "Le nom, tel que les pages le montrent.";
    aliases: Form::Names,
        example "aliases: {fr: [l'armée malienne], en: [Malian army]}"
        en "Other names. Wherever a text uses one, it becomes a link."
        fr "Les autres noms. Partout où un texte en emploie un, il devient un lien.";
    actor_type: Form::Choice(values::ACTOR_TYPE),
        example "actor_type: State forces"
        en "Who it is (ACLED `inter`, and those who act without arms)."
        fr "Ce qu'il est (`inter` d'ACLED, et ceux qui agissent sans armes).";
    active: Form::Interval,
        example "active: 2012/.."
        en "Since when, and until when, it exists."
        fr "Depuis quand, et jusqu'à quand, il existe.";
    relations: Form::Mappings("relation"),
        example "relations: [{type: opposed-to, actor: jnim}]"
        en "How it is related to other actors."
        fr "Ses liens avec d'autres acteurs.";
    region: Form::Reference("region"),
        example "region: mopti"
        en "The country or region it belongs to."
        fr "Le pays ou la région dont il relève.";
    party_to_conflict: Form::YesNo,
        example "party_to_conflict: yes"
        en "Whether it is a party to the conflict. A claim whose every origin is a party is marked as such."
        fr "S'il est partie au conflit. Une affirmation dont toutes les origines sont des parties est marquée comme telle.";
    labels: Form::Mappings("label"),
        example "labels: [{text: terrorists, used_by: jnim, source: afp}]"
        en "What others call it, and who does."
        fr "Comment d'autres l'appellent, et qui.";
    acled_name: Form::Text,
        example "acled_name: Military Forces of Mali (2021-)"
        en "Its name in ACLED's data, by which rows of a data set are matched."
        fr "Son nom dans les données d'ACLED, par lequel on reconnaît les lignes d'un jeu de données.";
    ucdp_id: Form::Text,
        example "ucdp_id: 73"
        en "Its number in UCDP's actor data."
        fr "Son numéro dans les données d'acteurs d'UCDP.";
    wikidata: Form::Text,
        example "wikidata: Q1519521"
        en "Its item in Wikidata."
        fr "Son élément dans Wikidata.";
    url: Form::Address,
        example "url: https://www.fama.ml/"
        en "Its own website."
        fr "Son propre site.";
    redirect_from: Form::Paths,
        example "redirect_from: [/actors/old/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent.";
}

section! {
    /// A relation between two actors.
    RELATION "relation" Place::Keys(&["actor.relations"]);
    en "How the actor is related to another, and when."
    fr "Le lien de l'acteur avec un autre, et quand."
    minimal "type: opposed-to\nactor: jnim\n"

    type required: Form::Choice(values::RELATION_TYPE),
        example "type: opposed-to"
        en "What the relation is."
        fr "La nature du lien.";
    actor required: Form::Reference("actor"),
        example "actor: jnim"
        en "The other actor."
        fr "L'autre acteur.";
    from: Form::Date,
        example "from: 2017-03-02"
        en "Since when."
        fr "Depuis quand.";
    until: Form::Date,
        example "until: 2020"
        en "Until when."
        fr "Jusqu'à quand.";
    sources: Form::References("source"),
        example "sources: [afp]"
        en "Where that can be read."
        fr "Où on peut le lire.";
}

section! {
    /// A name that somebody uses for an actor.
    LABEL "label" Place::Keys(&["actor.labels"]);
    en "A word that others use for the actor. The site itself does not."
    fr "Un mot que d'autres emploient pour l'acteur. Le site lui-même ne l'emploie pas."
    minimal "text: terrorists\n"

    text required: Form::Translated,
        example "text: terrorists"
        en "The word."
        fr "Le mot.";
    used_by: Form::Reference("actor"),
        example "used_by: jnim"
        en "Who uses it."
        fr "Qui l'emploie.";
    source: Form::Reference("source"),
        example "source: afp"
        en "Where that can be read."
        fr "Où on peut le lire.";
}
