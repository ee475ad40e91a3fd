//! The values of closed lists, each with its meaning.
//!
//! Definitions follow ACLED's Codebook (2023), UCDP GED's Codebook (23.1), Airwars' methodology and
//! Security Force Monitor's research handbook, in words of our own.

use super::ListValue;

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident { $($value:literal en $en:literal fr $fr:literal;)+ })+) => {
        $(
            $(#[$doc])*
            pub const $name: &[ListValue] = &[$(ListValue { value: $value, en: $en, fr: $fr }),+];
        )+
    };
}

values! {
    /// What happened (ACLED `event_type`).
    EVENT_TYPE {
        "Battles"
            en "Armed groups, at least two, fight each other."
            fr "Des groupes armés, deux au moins, s'affrontent.";
        "Protests"
            en "People demonstrate in public without using violence, whatever is done to them."
            fr "Des personnes manifestent en public sans violence de leur part, quoi qu'on leur fasse.";
        "Riots"
            en "People who demonstrate, or a crowd, use violence."
            fr "Des manifestants ou une foule usent de violence.";
        "Explosions/Remote violence"
            en "A weapon acts from a distance, or by itself: a bomb, a shell, a strike, a mine."
            fr "Une arme agit à distance ou d'elle-même : bombe, obus, frappe, mine.";
        "Violence against civilians"
            en "An armed group attacks people who are unarmed and do not take part in the fighting."
            fr "Un groupe armé s'en prend à des personnes sans armes qui ne participent pas aux combats.";
        "Strategic developments"
            en "Something that is no violence and changes the course of the conflict: an agreement, arrests, sanctions."
            fr "Un fait sans violence qui change le cours du conflit : accord, arrestations, sanctions.";
    }

    /// What happened, more exactly (ACLED `sub_event_type`).
    SUB_EVENT_TYPE {
        "Government regains territory"
            en "Battles: state forces take back a place that others held."
            fr "Battles : les forces de l'État reprennent un lieu que d'autres tenaient.";
        "Non-state actor overtakes territory"
            en "Battles: an armed group takes a place from the state or from another group."
            fr "Battles : un groupe armé prend un lieu à l'État ou à un autre groupe.";
        "Armed clash"
            en "Battles: fighting after which no place has changed hands."
            fr "Battles : combats après lesquels aucun lieu n'a changé de mains.";
        "Excessive force against protesters"
            en "Protests: peaceful demonstrators are killed or severely wounded."
            fr "Protests : des manifestants pacifiques sont tués ou grièvement blessés.";
        "Protest with intervention"
            en "Protests: peaceful demonstrators are dispersed or arrested, without severe violence."
            fr "Protests : des manifestants pacifiques sont dispersés ou arrêtés, sans violence grave.";
        "Peaceful protest"
            en "Protests: nobody intervenes, and nobody is violent."
            fr "Protests : personne n'intervient et personne n'use de violence.";
        "Violent demonstration"
            en "Riots: people who demonstrate destroy, burn or fight."
            fr "Riots : des manifestants détruisent, brûlent ou se battent.";
        "Mob violence"
            en "Riots: a crowd attacks people or property, apart from a demonstration."
            fr "Riots : une foule s'en prend à des personnes ou à des biens, hors d'une manifestation.";
        "Chemical weapon"
            en "Explosions/Remote violence: a chemical weapon is used."
            fr "Explosions/Remote violence : une arme chimique est employée.";
        "Air/drone strike"
            en "Explosions/Remote violence: aircraft or drones strike."
            fr "Explosions/Remote violence : des aéronefs ou des drones frappent.";
        "Suicide bomb"
            en "Explosions/Remote violence: whoever sets off the explosive dies with it."
            fr "Explosions/Remote violence : la personne qui déclenche l'explosif meurt avec lui.";
        "Shelling/artillery/missile attack"
            en "Explosions/Remote violence: shells, rockets or missiles are fired."
            fr "Explosions/Remote violence : des obus, des roquettes ou des missiles sont tirés.";
        "Remote explosive/landmine/IED"
            en "Explosions/Remote violence: a mine or an improvised device explodes."
            fr "Explosions/Remote violence : une mine ou un engin improvisé explose.";
        "Grenade"
            en "Explosions/Remote violence: a grenade is thrown by hand."
            fr "Explosions/Remote violence : une grenade est lancée à la main.";
        "Sexual violence"
            en "Violence against civilians: sexual violence by an armed group."
            fr "Violence against civilians : violences sexuelles commises par un groupe armé.";
        "Attack"
            en "Violence against civilians: people who do not fight are killed or wounded."
            fr "Violence against civilians : des personnes qui ne combattent pas sont tuées ou blessées.";
        "Abduction/forced disappearance"
            en "Violence against civilians: people are taken away, and it is not a lawful arrest."
            fr "Violence against civilians : des personnes sont emmenées, hors de toute arrestation légale.";
        "Agreement"
            en "Strategic developments: an agreement, a ceasefire, a negotiation."
            fr "Strategic developments : accord, cessez-le-feu, négociation.";
        "Arrests"
            en "Strategic developments: people of importance, or many, are arrested."
            fr "Strategic developments : arrestation de personnes importantes ou nombreuses.";
        "Change to group/activity"
            en "Strategic developments: a group forms, splits, joins another or changes what it does."
            fr "Strategic developments : un groupe se forme, se divise, en rejoint un autre ou change d'activité.";
        "Disrupted weapons use"
            en "Strategic developments: a weapon is found, made safe or intercepted."
            fr "Strategic developments : une arme est trouvée, désamorcée ou interceptée.";
        "Headquarters or base established"
            en "Strategic developments: a base is set up."
            fr "Strategic developments : une base est établie.";
        "Looting/property destruction"
            en "Strategic developments: goods are taken or destroyed, and nobody is attacked."
            fr "Strategic developments : des biens sont pris ou détruits, sans attaque contre des personnes.";
        "Non-violent transfer of territory"
            en "Strategic developments: a place changes hands without fighting."
            fr "Strategic developments : un lieu change de mains sans combat.";
        "Other"
            en "Strategic developments: none of the others, such as a coup or sanctions."
            fr "Strategic developments : rien de ce qui précède, par exemple un coup d'État ou des sanctions.";
    }

    /// Who an actor is (ACLED `inter`, and those who act without arms).
    ACTOR_TYPE {
        "State forces" en "Army, police and others who use force for a state." fr "Armée, police et autres qui emploient la force pour un État.";
        "Rebel group" en "An armed group that fights a government." fr "Groupe armé qui combat un gouvernement.";
        "Political militia" en "An armed group that serves a political aim or an ally, and does not fight to replace the government." fr "Groupe armé au service d'un but politique ou d'un allié, sans chercher à remplacer le gouvernement.";
        "Identity militia" en "An armed group of a community, a place or a faith." fr "Groupe armé d'une communauté, d'un lieu ou d'une confession.";
        "Rioters" en "People who use violence in a crowd or a demonstration." fr "Personnes qui usent de violence dans une foule ou une manifestation.";
        "Protesters" en "People who demonstrate without violence." fr "Personnes qui manifestent sans violence.";
        "Civilians" en "People who do not fight." fr "Personnes qui ne combattent pas.";
        "External/Other forces" en "Forces of another state, peacekeepers, private military companies." fr "Forces d'un autre État, casques bleus, sociétés militaires privées.";
        "Government" en "A state's authorities, apart from its forces." fr "Autorités d'un État, hors de ses forces.";
        "International organization" en "An organization of states, such as the UN or ECOWAS." fr "Organisation d'États, comme l'ONU ou la CEDEAO.";
        "Organization" en "An association, a party, a company, a non-governmental organization." fr "Association, parti, entreprise, organisation non gouvernementale.";
        "Media" en "A news agency, newspaper or broadcaster." fr "Agence de presse, journal, radio ou télévision.";
        "Person" en "A single person." fr "Une seule personne.";
    }

    /// Who fights whom (UCDP `type_of_violence`).
    VIOLENCE_TYPE {
        "state-based" en "A state fights an armed group or another state. UCDP's 1 is accepted." fr "Un État combat un groupe armé ou un autre État. Le 1 d'UCDP est accepté.";
        "non-state" en "Two armed groups fight, and neither is a state. UCDP's 2 is accepted." fr "Deux groupes armés s'affrontent, dont aucun n'est un État. Le 2 d'UCDP est accepté.";
        "one-sided" en "A state or an armed group kills people who do not fight. UCDP's 3 is accepted." fr "Un État ou un groupe armé tue des personnes qui ne combattent pas. Le 3 d'UCDP est accepté.";
    }

    /// Whether a report tells the incident apart (UCDP `event_clarity`).
    EVENT_CLARITY {
        "1" en "The source reports this event by itself." fr "La source rapporte cet événement en particulier.";
        "2" en "The source gives a total of several events." fr "La source donne le total de plusieurs événements.";
    }

    /// How exactly a place is known (UCDP `where_prec`).
    PRECISION {
        "exact" en "The place itself is known. UCDP's 1." fr "Le lieu même est connu. Le 1 d'UCDP.";
        "near" en "Near a known place, up to about 25 km. UCDP's 2." fr "Près d'un lieu connu, à environ 25 km au plus. Le 2 d'UCDP.";
        "adm2" en "Somewhere in a district or cercle. UCDP's 3." fr "Quelque part dans un cercle ou un district. Le 3 d'UCDP.";
        "adm1" en "Somewhere in a region or province. UCDP's 4." fr "Quelque part dans une région ou une province. Le 4 d'UCDP.";
        "fuzzy" en "Somewhere along a line or in an area that is no administrative unit. UCDP's 5." fr "Quelque part le long d'une ligne ou dans une zone qui n'est pas une unité administrative. Le 5 d'UCDP.";
        "country" en "Somewhere in the country. UCDP's 6." fr "Quelque part dans le pays. Le 6 d'UCDP.";
        "international" en "In international waters or airspace, or in several countries. UCDP's 7." fr "Dans les eaux ou l'espace aérien internationaux, ou dans plusieurs pays. Le 7 d'UCDP.";
    }

    /// What a claim counts or says.
    MEASURE {
        "killed" en "People killed." fr "Personnes tuées.";
        "wounded" en "People wounded." fr "Personnes blessées.";
        "arrested" en "People arrested." fr "Personnes arrêtées.";
        "neutralised" en "The claimant's own word, which does not say whether people were killed, wounded or captured. It is never shown or counted as killed." fr "Le mot de l'auteur de l'affirmation, qui ne dit pas si des personnes ont été tuées, blessées ou capturées. Il n'est jamais montré ni compté comme « tuées ».";
        "abducted" en "People taken away by force." fr "Personnes enlevées.";
        "displaced" en "People who had to leave their homes." fr "Personnes qui ont dû quitter leur foyer.";
        "surrendered" en "People who gave themselves up." fr "Personnes qui se sont rendues.";
        "released" en "People set free." fr "Personnes libérées.";
        "captured" en "People captured in fighting." fr "Personnes capturées au combat.";
        "destroyed" en "Things destroyed." fr "Biens ou matériels détruits.";
        "seized" en "Things seized." fr "Biens ou matériels saisis.";
        "bases_dismantled" en "Bases or camps that were cleared." fr "Bases ou camps démantelés.";
        "vehicles" en "Vehicles lost, taken or used." fr "Véhicules perdus, pris ou employés.";
        "weapons" en "Weapons lost, taken or found." fr "Armes perdues, prises ou trouvées.";
        "participation" en "Whether, and with whom, somebody took part. In words, not a number." fr "Si, et avec qui, quelqu'un a participé. En mots, sans nombre.";
        "reason" en "Why something was done, in the words of whoever did it. In words, not a number." fr "Pourquoi une chose a été faite, selon qui l'a faite. En mots, sans nombre.";
        "sanction" en "A sanction that was imposed. In words, not a number." fr "Une sanction prononcée. En mots, sans nombre.";
        "troops" en "Soldiers present, sent or withdrawn." fr "Soldats présents, envoyés ou retirés.";
        "other" en "Something else, which `label` names." fr "Autre chose, que nomme `label`.";
    }

    /// How well a claim is supported (Airwars).
    GRADE {
        "confirmed" en "The party that is accused accepts it." fr "La partie mise en cause le reconnaît.";
        "fair" en "Two or more credible sources report it, independently." fr "Deux sources crédibles ou plus le rapportent, indépendamment.";
        "weak" en "A single source reports it." fr "Une seule source le rapporte.";
        "contested" en "Others claim something else." fr "D'autres affirment autre chose.";
        "discounted" en "It was shown to be wrong, or to be about something else." fr "Il est établi que c'est faux, ou qu'il s'agit d'autre chose.";
    }

    /// Whether the source was found to say so (Security Force Monitor).
    STATUS {
        "accepted" en "The source was read, and says this." fr "La source a été lue et le dit.";
        "conflict" en "The sources do not agree, and `notes` says in what." fr "Les sources ne concordent pas, et `notes` dit en quoi.";
        "work_needed" en "The source has still to be checked." fr "La source reste à vérifier.";
    }

    /// What a source is.
    SOURCE_KIND {
        "communique" en "A statement by a party or an authority." fr "Communiqué d'une partie ou d'une autorité.";
        "wire" en "A news agency's dispatch." fr "Dépêche d'agence.";
        "news" en "A newspaper's or broadcaster's report." fr "Article de journal, reportage de radio ou de télévision.";
        "report" en "A report by an organization, such as an inquiry." fr "Rapport d'une organisation, comme une enquête.";
        "dataset" en "A data set, such as UCDP GED." fr "Jeu de données, comme UCDP GED.";
        "resolution" en "A resolution or decision of an assembly." fr "Résolution ou décision d'une assemblée.";
        "law" en "A law or decree." fr "Loi ou décret.";
        "social" en "A post on a social network." fr "Publication sur un réseau social.";
        "court" en "A document of a court." fr "Acte ou décision de justice.";
        "interview" en "An interview that the desk made." fr "Entretien mené par la rédaction.";
        "other" en "None of the others." fr "Rien de ce qui précède.";
    }

    /// How far from the event a source is (ACLED `source_scale`).
    SCALE {
        "Local" en "From the place." fr "Du lieu même.";
        "Subnational" en "From the region." fr "De la région.";
        "National" en "From the country." fr "Du pays.";
        "Regional" en "From the region of the world, such as West Africa." fr "De la région du monde, comme l'Afrique de l'Ouest.";
        "International" en "From elsewhere in the world." fr "D'ailleurs dans le monde.";
        "New media" en "Social networks and messengers." fr "Réseaux sociaux et messageries.";
    }

    /// How two actors are related. The actor of the file comes first.
    RELATION_TYPE {
        "member-of" en "It is a member or a part of the other." fr "Il est membre ou partie de l'autre.";
        "allied-with" en "Both are allied." fr "Les deux sont alliés.";
        "opposed-to" en "Both are opposed." fr "Les deux s'opposent.";
        "split-from" en "It came from the other by a split." fr "Il est né d'une scission de l'autre.";
        "succeeds" en "It takes the place of the other." fr "Il succède à l'autre.";
        "supports" en "It supports the other." fr "Il soutient l'autre.";
        "part-of-coalition" en "It belongs to the coalition." fr "Il fait partie de la coalition.";
    }

    /// What kind of region it is.
    LEVEL {
        "country" en "A country." fr "Un pays.";
        "adm1" en "A first-level unit, such as a region or province." fr "Une unité de premier niveau, comme une région ou une province.";
        "adm2" en "A second-level unit, such as a cercle or district." fr "Une unité de deuxième niveau, comme un cercle ou un district.";
        "place" en "A town or village." fr "Une ville ou un village.";
        "area" en "An area that is no administrative unit, such as the Liptako-Gourma." fr "Une zone qui n'est pas une unité administrative, comme le Liptako-Gourma.";
    }

    /// What is done about a name without a file (site.yaml `undeclared`).
    UNDECLARED {
        "allow" en "It gets its pages, and nothing is reported." fr "Il reçoit ses pages, sans signalement.";
        "warn" en "It gets its pages, and a warning says so." fr "Il reçoit ses pages, avec un avertissement.";
        "error" en "It is an error." fr "C'est une erreur.";
    }

    /// What becomes of HTML in Markdown (site.yaml `html`).
    HTML {
        "escape" en "It is shown as text." fr "Il est affiché comme du texte.";
        "allow" en "It is used. Only for sites that trust all their authors." fr "Il est employé. Seulement si tous les auteurs sont dignes de confiance.";
    }

    /// Where the day of the last update comes from (site.yaml `updated`).
    UPDATED {
        "written" en "From the key `updated` of an article alone." fr "De la seule clé `updated` de l'article.";
        "git" en "From the last commit that touched the file, where an article has no `updated`." fr "Du dernier commit qui a touché le fichier, si l'article n'a pas de `updated`.";
    }

    /// What browsers tell other sites about the page that a reader comes from (site.yaml
    /// `referrer`).
    REFERRER {
        "no-referrer" en "Nothing." fr "Rien.";
        "same-origin" en "Nothing to other sites; the whole address to pages of this one." fr "Rien aux autres sites ; l'adresse entière aux pages de celui-ci.";
        "strict-origin" en "The host of the site alone, and nothing over an unencrypted connection." fr "Le seul hôte du site, et rien par une connexion non chiffrée.";
        "strict-origin-when-cross-origin" en "The host to other sites, the whole address to pages of this one; what browsers do by themselves." fr "L'hôte aux autres sites, l'adresse entière aux pages de celui-ci ; ce que font d'eux-mêmes les navigateurs.";
    }

    /// What pages may load (site.yaml `content_security_policy`).
    CONTENT_SECURITY_POLICY {
        "strict" en "Files of the site alone." fr "Les seuls fichiers du site.";
        "embeds" en "Also pictures, sound, film and frames of other hosts, over HTTPS. For sites with `html: allow`." fr "Aussi les images, sons, films et cadres d'autres hôtes, par HTTPS. Pour les sites qui ont `html: allow`.";
        "none" en "Whatever the host's own header allows: pages say nothing." fr "Ce que permet l'en-tête de l'hôte : les pages n'en disent rien.";
    }
}
