//! The values of closed lists, each with its meaning.
//!
//! Definitions follow ACLED's Codebook (2023), UCDP GED's Codebook (23.1), Airwars' methodology and
//! Security Force Monitor's research handbook, in words of our own.

use super::{ListValue, Translations};

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident { $($value:literal en $en:literal fr $fr:literal ar $ar:literal;)+ })+) => {
        $(
            $(#[$doc])*
            pub const $name: &[ListValue] = &[$(
                ListValue { value: $value, text: Translations { en: $en, fr: $fr, ar: $ar } }
            ),+];
        )+
    };
}

values! {
    /// What happened (ACLED `event_type`).
    EVENT_TYPE {
        "Battles"
            en "Armed groups, at least two, fight each other."
            fr "Des groupes armés, deux au moins, s’affrontent."
            ar "معارك: جماعات مسلحة، اثنتان على الأقل، تتقاتل.";
        "Protests"
            en "People demonstrate in public without using violence, whatever is done to them."
            fr "Des personnes manifestent en public sans violence de leur part, quoi qu’on leur fasse."
            ar "احتجاجات: أشخاص يتظاهرون علنا بلا عنف منهم، مهما فُعل بهم.";
        "Riots"
            en "People who demonstrate, or a crowd, use violence."
            fr "Des manifestants ou une foule usent de violence."
            ar "أعمال شغب: متظاهرون أو حشد يستعملون العنف.";
        "Explosions/Remote violence"
            en "A weapon acts from a distance, or by itself: a bomb, a shell, a strike, a mine."
            fr "Une arme agit à distance ou d’elle-même : bombe, obus, frappe, mine."
            ar "انفجارات وعنف عن بعد: سلاح يعمل من بعيد أو من تلقاء نفسه، كقنبلة أو قذيفة أو ضربة أو لغم.";
        "Violence against civilians"
            en "An armed group attacks people who are unarmed and do not take part in the fighting."
            fr "Un groupe armé s’en prend à des personnes sans armes qui ne participent pas aux combats."
            ar "عنف ضد مدنيين: جماعة مسلحة تهاجم أشخاصا عزّلا لا يشاركون في القتال.";
        "Strategic developments"
            en "Something that is no violence and changes the course of the conflict: an agreement, arrests, sanctions."
            fr "Un fait sans violence qui change le cours du conflit : accord, arrestations, sanctions."
            ar "تطورات استراتيجية: أمر بلا عنف يغيّر مسار النزاع، كاتفاق أو توقيفات أو عقوبات.";
    }

    /// What happened, in more detail (ACLED `sub_event_type`).
    SUB_EVENT_TYPE {
        "Government regains territory"
            en "Battles: state forces take back a place that others held."
            fr "Battles : les forces de l’État reprennent un lieu que d’autres tenaient."
            ar "Battles: استعادة الحكومة أرضا كانت في يد غيرها.";
        "Non-state actor overtakes territory"
            en "Battles: an armed group takes a place from the state or from another group."
            fr "Battles : un groupe armé prend un lieu à l’État ou à un autre groupe."
            ar "Battles: سيطرة جماعة مسلحة على أرض كانت للدولة أو لجماعة أخرى.";
        "Armed clash"
            en "Battles: fighting after which no place has changed hands."
            fr "Battles : combats après lesquels aucun lieu n’a changé de mains."
            ar "Battles: اشتباك مسلح لا ينتقل بعده أي مكان من يد إلى يد.";
        "Excessive force against protesters"
            en "Protests: peaceful demonstrators are killed or severely wounded."
            fr "Protests : des manifestants pacifiques sont tués ou grièvement blessés."
            ar "Protests: قوة مفرطة ضد محتجين سلميين، منهم قتلى أو جرحى إصاباتهم خطيرة.";
        "Protest with intervention"
            en "Protests: peaceful demonstrators are dispersed or arrested, without severe violence."
            fr "Protests : des manifestants pacifiques sont dispersés ou arrêtés, sans violence grave."
            ar "Protests: احتجاج رافقه تدخل، فُرّق فيه محتجون سلميون أو أوقفوا بلا عنف شديد.";
        "Peaceful protest"
            en "Protests: nobody intervenes, and nobody is violent."
            fr "Protests : personne n’intervient et personne n’use de violence."
            ar "Protests: احتجاج سلمي بلا تدخل وبلا عنف.";
        "Violent demonstration"
            en "Riots: people who demonstrate destroy, burn or fight."
            fr "Riots : des manifestants détruisent, brûlent ou se battent."
            ar "Riots: مظاهرة عنيفة، فيها تخريب أو إحراق أو عراك.";
        "Mob violence"
            en "Riots: a crowd attacks people or property, apart from a demonstration."
            fr "Riots : une foule s’en prend à des personnes ou à des biens, hors d’une manifestation."
            ar "Riots: عنف حشد يهاجم أشخاصا أو ممتلكات خارج أي مظاهرة.";
        "Chemical weapon"
            en "Explosions/Remote violence: a chemical weapon is used."
            fr "Explosions/Remote violence : une arme chimique est employée."
            ar "Explosions/Remote violence: استعمال سلاح كيميائي.";
        "Air/drone strike"
            en "Explosions/Remote violence: aircraft or drones strike."
            fr "Explosions/Remote violence : des aéronefs ou des drones frappent."
            ar "Explosions/Remote violence: ضربة جوية أو بطائرة مسيّرة.";
        "Suicide bomb"
            en "Explosions/Remote violence: whoever sets off the explosive dies with it."
            fr "Explosions/Remote violence : la personne qui déclenche l’explosif meurt avec lui."
            ar "Explosions/Remote violence: تفجير انتحاري، يموت فيه من فجّر العبوة.";
        "Shelling/artillery/missile attack"
            en "Explosions/Remote violence: shells, rockets or missiles are fired."
            fr "Explosions/Remote violence : des obus, des roquettes ou des missiles sont tirés."
            ar "Explosions/Remote violence: قصف أو هجوم بالمدفعية أو بالصواريخ.";
        "Remote explosive/landmine/IED"
            en "Explosions/Remote violence: a mine or an improvised device explodes."
            fr "Explosions/Remote violence : une mine ou un engin improvisé explose."
            ar "Explosions/Remote violence: انفجار متفجرة عن بعد أو لغم أو عبوة بدائية الصنع.";
        "Grenade"
            en "Explosions/Remote violence: a grenade is thrown by hand."
            fr "Explosions/Remote violence : une grenade est lancée à la main."
            ar "Explosions/Remote violence: إلقاء قنبلة يدوية.";
        "Sexual violence"
            en "Violence against civilians: sexual violence by an armed group."
            fr "Violence against civilians : violences sexuelles commises par un groupe armé."
            ar "Violence against civilians: عنف جنسي ترتكبه جماعة مسلحة.";
        "Attack"
            en "Violence against civilians: people who do not fight are killed or wounded."
            fr "Violence against civilians : des personnes qui ne combattent pas sont tuées ou blessées."
            ar "Violence against civilians: هجوم يُقتل أو يُجرح فيه من لا يقاتلون.";
        "Abduction/forced disappearance"
            en "Violence against civilians: people are taken away, and it is not a lawful arrest."
            fr "Violence against civilians : des personnes sont emmenées, hors de toute arrestation légale."
            ar "Violence against civilians: اختطاف أو إخفاء قسري، وليس توقيفا قانونيا.";
        "Agreement"
            en "Strategic developments: an agreement, a ceasefire, a negotiation."
            fr "Strategic developments : accord, cessez-le-feu, négociation."
            ar "Strategic developments: اتفاق أو وقف لإطلاق النار أو تفاوض.";
        "Arrests"
            en "Strategic developments: people of importance, or many, are arrested."
            fr "Strategic developments : arrestation de personnes importantes ou nombreuses."
            ar "Strategic developments: توقيفات لأشخاص مهمين أو كثيرين.";
        "Change to group/activity"
            en "Strategic developments: a group forms, splits, joins another or changes what it does."
            fr "Strategic developments : un groupe se forme, se divise, en rejoint un autre ou change d’activité."
            ar "Strategic developments: جماعة تنشأ أو تنقسم أو تنضم إلى غيرها أو يتغير نشاطها.";
        "Disrupted weapons use"
            en "Strategic developments: a weapon is found, made safe or intercepted."
            fr "Strategic developments : une arme est trouvée, désamorcée ou interceptée."
            ar "Strategic developments: العثور على سلاح أو تعطيله أو الاستيلاء عليه.";
        "Headquarters or base established"
            en "Strategic developments: a base is set up."
            fr "Strategic developments : une base est établie."
            ar "Strategic developments: إقامة مقر قيادة أو قاعدة.";
        "Looting/property destruction"
            en "Strategic developments: goods are taken or destroyed, and nobody is attacked."
            fr "Strategic developments : des biens sont pris ou détruits, sans attaque contre des personnes."
            ar "Strategic developments: نهب أو تدمير ممتلكات بلا هجوم على أحد.";
        "Non-violent transfer of territory"
            en "Strategic developments: a place changes hands without fighting."
            fr "Strategic developments : un lieu change de mains sans combat."
            ar "Strategic developments: انتقال أرض من يد إلى يد بلا قتال.";
        "Other"
            en "Strategic developments: none of the others, such as a coup or sanctions."
            fr "Strategic developments : rien de ce qui précède, par exemple un coup d’État ou des sanctions."
            ar "Strategic developments: غير ذلك، كانقلاب أو عقوبات.";
    }

    /// What kind of actor (ACLED `inter`, and actors without arms).
    ACTOR_TYPE {
        "State forces" en "Army, police and others who use force for a state." fr "Armée, police et autres qui emploient la force pour un État." ar "قوات الدولة: جيش وشرطة وغيرهما ممن يستعملون القوة لدولة.";
        "Rebel group" en "An armed group that fights a government." fr "Groupe armé qui combat un gouvernement." ar "جماعة متمردة: جماعة مسلحة تقاتل حكومة.";
        "Political militia" en "An armed group that serves a political aim or an ally, and does not fight to replace the government." fr "Groupe armé au service d’un but politique ou d’un allié, sans chercher à remplacer le gouvernement." ar "ميليشيا سياسية: جماعة مسلحة تخدم هدفا سياسيا أو حليفا، ولا تقاتل لتحل محل الحكومة.";
        "Identity militia" en "An armed group of a community, a place or a faith." fr "Groupe armé d’une communauté, d’un lieu ou d’une confession." ar "ميليشيا أهلية: جماعة مسلحة لأهل جماعة أو مكان أو دين.";
        "Rioters" en "People who use violence in a crowd or a demonstration." fr "Personnes qui usent de violence dans une foule ou une manifestation." ar "مشاركون في أعمال شغب: من يستعملون العنف في حشد أو مظاهرة.";
        "Protesters" en "People who demonstrate without violence." fr "Personnes qui manifestent sans violence." ar "محتجون: من يتظاهرون بلا عنف.";
        "Civilians" en "People who do not fight." fr "Personnes qui ne combattent pas." ar "مدنيون: من لا يقاتلون.";
        "External/Other forces" en "Forces of another state, peacekeepers, private military companies." fr "Forces d’un autre État, casques bleus, sociétés militaires privées." ar "قوات خارجية أو أخرى: قوات دولة أخرى أو حفظ سلام أو شركات عسكرية خاصة.";
        "Government" en "A state's authorities, apart from its forces." fr "Autorités d’un État, hors de ses forces." ar "حكومة: سلطات دولة، من دون قواتها.";
        "International organization" en "An organization of states, such as the UN or ECOWAS." fr "Organisation d’États, comme l’ONU ou la CEDEAO." ar "منظمة دولية: منظمة تضم دولا، مثل الأمم المتحدة أو إيكواس.";
        "Organization" en "An association, a party, a company, a non-governmental organization." fr "Association, parti, entreprise, organisation non gouvernementale." ar "منظمة: جمعية أو حزب أو شركة أو منظمة غير حكومية.";
        "Media" en "A news agency, newspaper or broadcaster." fr "Agence de presse, journal, radio ou télévision." ar "وسيلة إعلام: وكالة أنباء أو صحيفة أو إذاعة أو تلفزيون.";
        "Person" en "A single person." fr "Une seule personne." ar "شخص واحد.";
    }

    /// Who fights whom (UCDP `type_of_violence`).
    VIOLENCE_TYPE {
        "state-based" en "A state fights an armed group or another state." fr "Un État combat un groupe armé ou un autre État." ar "دولة تقاتل جماعة مسلحة أو دولة أخرى.";
        "non-state" en "Two armed groups fight, and neither is a state." fr "Deux groupes armés s’affrontent, dont aucun n’est un État." ar "جماعتان مسلحتان تتقاتلان، وليست أي منهما دولة.";
        "one-sided" en "A state or an armed group kills people who do not fight." fr "Un État ou un groupe armé tue des personnes qui ne combattent pas." ar "دولة أو جماعة مسلحة تقتل من لا يقاتلون.";
    }

    /// Whether the source identifies the single incident (UCDP `event_clarity`).
    EVENT_CLARITY {
        "1" en "The source reports this event by itself." fr "La source rapporte cet événement en particulier." ar "المصدر يحدد الحدث بعينه.";
        "2" en "The source gives a total of several events." fr "La source donne le total de plusieurs événements." ar "المصدر لا يعطي سوى مجموع عدة أحداث.";
    }

    /// How exactly a place is known (UCDP `where_prec`).
    PRECISION {
        "exact" en "The place itself is known (UCDP 1)." fr "Le lieu même est connu (UCDP 1)." ar "المكان محدد بدقة (UCDP 1).";
        "near" en "Near a known place, up to about 25 km (UCDP 2)." fr "Près d’un lieu connu, à environ 25 km au plus (UCDP 2)." ar "قرب مكان معروف، في حدود 25 كم تقريبا (UCDP 2).";
        "adm2" en "Somewhere in a district or cercle (UCDP 3)." fr "Quelque part dans un cercle ou un district (UCDP 3)." ar "في موضع ما من دائرة (UCDP 3).";
        "adm1" en "Somewhere in a region or province (UCDP 4)." fr "Quelque part dans une région ou une province (UCDP 4)." ar "في موضع ما من منطقة أو ولاية (UCDP 4).";
        "fuzzy" en "Somewhere along a line or in an area that is no administrative unit (UCDP 5)." fr "Quelque part le long d’une ligne ou dans une zone qui n’est pas une unité administrative (UCDP 5)." ar "في موضع ما على خط أو في نطاق ليس وحدة إدارية (UCDP 5).";
        "country" en "Somewhere in the country (UCDP 6)." fr "Quelque part dans le pays (UCDP 6)." ar "في موضع ما من البلد (UCDP 6).";
        "international" en "In international waters or airspace, or in several countries (UCDP 7)." fr "Dans les eaux ou l’espace aérien internationaux, ou dans plusieurs pays (UCDP 7)." ar "في مياه أو أجواء دولية، أو في بلدان عدة (UCDP 7).";
    }

    /// What a claim counts or says.
    MEASURE {
        "killed" en "People killed." fr "Personnes tuées." ar "قتلى.";
        "wounded" en "People wounded." fr "Personnes blessées." ar "جرحى.";
        "arrested" en "People arrested." fr "Personnes arrêtées." ar "موقوفون.";
        "neutralised" en "The claimant's own word, which does not say whether people were killed, wounded or captured. It is never shown or counted as killed." fr "Le mot de l’auteur de l’affirmation, qui ne dit pas si des personnes ont été tuées, blessées ou capturées. Il n’est jamais montré ni compté comme « tuées »." ar "«تحييد»: كلمة صاحب الإفادة، ولا تقول هل قُتل الأشخاص أم جُرحوا أم أُسروا. لا تُعرض ولا تُحسب أبدا قتلى.";
        "abducted" en "People taken away by force." fr "Personnes enlevées." ar "مختطفون.";
        "displaced" en "People who had to leave their homes." fr "Personnes qui ont dû quitter leur foyer." ar "نازحون.";
        "surrendered" en "People who gave themselves up." fr "Personnes qui se sont rendues." ar "مستسلمون.";
        "released" en "People set free." fr "Personnes libérées." ar "مفرج عنهم.";
        "captured" en "People captured in fighting." fr "Personnes capturées au combat." ar "أسرى.";
        "destroyed" en "Things destroyed." fr "Biens ou matériels détruits." ar "أشياء مدمرة.";
        "seized" en "Things seized." fr "Biens ou matériels saisis." ar "أشياء مستولى عليها.";
        "bases_dismantled" en "Bases or camps that were cleared." fr "Bases ou camps démantelés." ar "قواعد مفككة.";
        "vehicles" en "Vehicles lost, taken or used." fr "Véhicules perdus, pris ou employés." ar "مركبات فُقدت أو أُخذت أو استُعملت.";
        "weapons" en "Weapons lost, taken or found." fr "Armes perdues, prises ou trouvées." ar "أسلحة فُقدت أو أُخذت أو عُثر عليها.";
        "participation" en "Whether, and with whom, somebody took part. In words, not a number." fr "Si, et avec qui, quelqu’un a participé. En mots, sans nombre." ar "مشاركة: هل شارك أحد، ومع من. بالكلمات لا بالعدد.";
        "reason" en "Why something was done, in the words of whoever did it. In words, not a number." fr "Pourquoi une chose a été faite, selon qui l’a faite. En mots, sans nombre." ar "سبب: لماذا فُعل أمر، بكلمات من فعله. بالكلمات لا بالعدد.";
        "sanction" en "A sanction that was imposed. In words, not a number." fr "Une sanction prononcée. En mots, sans nombre." ar "عقوبة فُرضت. بالكلمات لا بالعدد.";
        "troops" en "Soldiers present, sent or withdrawn." fr "Soldats présents, envoyés ou retirés." ar "أفراد القوات: جنود حاضرون أو أُرسلوا أو سُحبوا.";
        "other" en "Something else, which `label` names." fr "Autre chose, que nomme `label`." ar "غير ذلك، ويسميه `label`.";
    }

    /// How well a claim is supported (Airwars).
    GRADE {
        "confirmed" en "The party that is accused accepts it." fr "La partie mise en cause le reconnaît." ar "مؤكدة: الطرف المتهم يقر بها.";
        "fair" en "Two or more credible sources report it, independently." fr "Deux sources crédibles ou plus le rapportent, indépendamment." ar "مدعومة: يوردها مصدران موثوقان على الأقل، مستقل أحدهما عن الآخر.";
        "weak" en "A single source reports it." fr "Une seule source le rapporte." ar "ضعيفة: لا يوردها إلا مصدر واحد.";
        "contested" en "Others claim something else." fr "D’autres affirment autre chose." ar "متنازع عليها: آخرون يقولون غير ذلك.";
        "discounted" en "It was shown to be wrong, or to be about something else." fr "Il est établi que c’est faux, ou qu’il s’agit d’autre chose." ar "مستبعدة: تبيّن أنها خطأ، أو أنها عن أمر آخر.";
    }

    /// Whether the source was checked and supports the claim (Security Force Monitor).
    STATUS {
        "accepted" en "The source was read, and says this." fr "La source a été lue et le dit." ar "تم التحقق: قُرئ المصدر، وهو يقول ذلك.";
        "conflict" en "The sources do not agree, and `notes` says in what." fr "Les sources ne concordent pas, et `notes` dit en quoi." ar "المصادر متباينة، و`notes` يذكر في ماذا.";
        "work_needed" en "The source has still to be checked." fr "La source reste à vérifier." ar "قيد التحقق: ما زال ينبغي التحقق من المصدر.";
    }

    /// What a source is.
    SOURCE_KIND {
        "communique" en "A statement by a party or an authority." fr "Communiqué d’une partie ou d’une autorité." ar "بيان من طرف أو سلطة.";
        "wire" en "A news agency's dispatch." fr "Dépêche d’agence." ar "برقية وكالة أنباء.";
        "news" en "A newspaper's or broadcaster's report." fr "Article de journal, reportage de radio ou de télévision." ar "مقال صحفي، أو تقرير إذاعي أو تلفزيوني.";
        "report" en "A report by an organization, such as an inquiry." fr "Rapport d’une organisation, comme une enquête." ar "تقرير منظمة، مثل تحقيق.";
        "dataset" en "A data set, such as UCDP GED." fr "Jeu de données, comme UCDP GED." ar "مجموعة بيانات، مثل UCDP GED.";
        "resolution" en "A resolution or decision of an assembly." fr "Résolution ou décision d’une assemblée." ar "قرار مجلس أو هيئة.";
        "law" en "A law or decree." fr "Loi ou décret." ar "قانون أو لائحة.";
        "social" en "A post on a social network." fr "Publication sur un réseau social." ar "منشور في شبكة تواصل اجتماعي.";
        "court" en "A document of a court." fr "Acte ou décision de justice." ar "حكم قضائي، أو وثيقة أخرى من محكمة.";
        "interview" en "An interview that the desk made." fr "Entretien mené par la rédaction." ar "مقابلة أجرتها هيئة التحرير.";
        "other" en "None of the others." fr "Rien de ce qui précède." ar "وثيقة أخرى.";
    }

    /// The distance of a source from the event (ACLED `source_scale`).
    SCALE {
        "Local" en "From the place." fr "Du lieu même." ar "محلي: من المكان نفسه.";
        "Subnational" en "From the region." fr "De la région." ar "دون الوطني: من المنطقة.";
        "National" en "From the country." fr "Du pays." ar "وطني: من البلد.";
        "Regional" en "From the region of the world, such as West Africa." fr "De la région du monde, comme l’Afrique de l’Ouest." ar "إقليمي: من تلك الناحية من العالم، مثل غرب أفريقيا.";
        "International" en "From elsewhere in the world." fr "D’ailleurs dans le monde." ar "دولي: من مكان آخر في العالم.";
        "New media" en "Social networks and messengers." fr "Réseaux sociaux et messageries." ar "إعلام جديد: شبكات التواصل وتطبيقات المراسلة.";
    }

    /// How two actors are related. The subject is the actor of the file.
    RELATION_TYPE {
        "member-of" en "It is a member or a part of the other." fr "Il est membre ou partie de l’autre." ar "عضو في الآخر أو جزء منه.";
        "allied-with" en "Both are allied." fr "Les deux sont alliés." ar "كل منهما حليف للآخر.";
        "opposed-to" en "Both are opposed." fr "Les deux s’opposent." ar "كل منهما خصم للآخر.";
        "split-from" en "It came from the other by a split." fr "Il est né d’une scission de l’autre." ar "انشق عن الآخر.";
        "succeeds" en "It takes the place of the other." fr "Il succède à l’autre." ar "حل محل الآخر.";
        "supports" en "It supports the other." fr "Il soutient l’autre." ar "يدعم الآخر.";
        "part-of-coalition" en "It belongs to the coalition." fr "Il fait partie de la coalition." ar "جزء من ائتلاف.";
    }

    /// What kind of region it is.
    LEVEL {
        "country" en "A country." fr "Un pays." ar "بلد.";
        "adm1" en "A first-level unit, such as a region or province." fr "Une unité de premier niveau, comme une région ou une province." ar "وحدة من المستوى الأول، كالمنطقة أو الولاية.";
        "adm2" en "A second-level unit, such as a cercle or district." fr "Une unité de deuxième niveau, comme un cercle ou un district." ar "وحدة من المستوى الثاني، كالدائرة.";
        "place" en "A town or village." fr "Une ville ou un village." ar "مدينة أو قرية.";
        "area" en "An area that is no administrative unit, such as the Liptako-Gourma." fr "Une zone qui n’est pas une unité administrative, comme le Liptako-Gourma." ar "نطاق جغرافي ليس وحدة إدارية، مثل ليبتاكو غورما.";
    }

    /// How a name without a file is reported (site.yaml `undeclared`).
    UNDECLARED {
        "allow" en "It gets its pages, and nothing is reported." fr "Il reçoit ses pages, sans signalement." ar "تُصنع له صفحاته، ولا يظهر شيء.";
        "warn" en "It gets its pages, and a warning says so." fr "Il reçoit ses pages, avec un avertissement." ar "تُصنع له صفحاته، ويظهر تحذير.";
        "error" en "It is an error." fr "C’est une erreur." ar "خطأ يمنع البناء.";
    }

    /// How HTML in Markdown is treated (site.yaml `html`).
    HTML {
        "escape" en "It is shown as text." fr "Il est affiché comme du texte." ar "يُعرض كنص.";
        "allow" en "It is used. Only for sites that trust all their authors." fr "Il est employé. Seulement si tous les auteurs sont dignes de confiance." ar "يُستعمل. للمواقع التي تثق بجميع كتّابها فقط.";
    }

    /// How much of an article a feed has (site.yaml `feed_text`).
    FEED_TEXT {
        "summary" en "Its summary." fr "Son résumé." ar "ملخصه.";
        "full" en "Its whole text, without scripts and drawn figures." fr "Tout son texte, sans scripts ni figures dessinées." ar "نصه كله، من دون سكربتات ولا أشكال مرسومة.";
    }

    /// Where the day of the last update comes from (site.yaml `updated`).
    UPDATED {
        "written" en "From the key `updated` of an article alone." fr "De la seule clé `updated` de l’article." ar "من المفتاح `updated` في المقال وحده.";
        "git" en "From the last commit that touched the file, where an article has no `updated`." fr "Du dernier commit qui a touché le fichier, si l’article n’a pas de `updated`." ar "من آخر إيداع (commit) غيّر الملف، إن لم يكن في المقال `updated`.";
    }

    /// Where the history of figures comes from (site.yaml `history`).
    HISTORY {
        "none" en "Readers do not see it." fr "Les lecteurs ne le voient pas." ar "لا يراها القراء.";
        "git" en "From the commits of the site's repository, all of which must be there." fr "Des commits du dépôt du site, qui doivent tous être là." ar "من إيداعات (commits) مستودع الموقع، ويجب أن تكون كلها موجودة.";
    }

    /// What browsers tell other sites about the page that a reader comes from (site.yaml
    /// `referrer`).
    REFERRER {
        "no-referrer" en "Nothing." fr "Rien." ar "لا شيء.";
        "same-origin" en "Nothing to other sites; the whole address to pages of this one." fr "Rien aux autres sites ; l’adresse entière aux pages de celui-ci." ar "لا شيء للمواقع الأخرى؛ والعنوان كله لصفحات هذا الموقع.";
        "strict-origin" en "The host of the site alone, and nothing over an unencrypted connection." fr "Le seul hôte du site, et rien par une connexion non chiffrée." ar "خادم الموقع وحده، ولا شيء عبر اتصال غير مشفر.";
        "strict-origin-when-cross-origin" en "The host to other sites, the whole address to pages of this one; what browsers do by themselves." fr "L’hôte aux autres sites, l’adresse entière aux pages de celui-ci ; ce que font d’eux-mêmes les navigateurs." ar "الخادم للمواقع الأخرى، والعنوان كله لصفحات هذا الموقع؛ وهذا ما تفعله المتصفحات من تلقاء نفسها.";
    }

    /// What pages may load (site.yaml `content_security_policy`).
    CONTENT_SECURITY_POLICY {
        "strict" en "Files of the site alone." fr "Les seuls fichiers du site." ar "ملفات الموقع وحدها.";
        "embeds" en "Also pictures, sound, film and frames of other hosts, over HTTPS. For sites with `html: allow`." fr "Aussi les images, sons, films et cadres d’autres hôtes, par HTTPS. Pour les sites qui ont `html: allow`." ar "وأيضا صور وأصوات وأفلام وإطارات من خوادم أخرى، عبر HTTPS. للمواقع التي فيها `html: allow`.";
        "none" en "Whatever the host's own header allows: pages say nothing." fr "Ce que permet l’en-tête de l’hôte : les pages n’en disent rien." ar "كل ما يسمح به الخادم في ترويساته: لا تقول الصفحات شيئا.";
    }
}
