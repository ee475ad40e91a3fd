//! What people, other lists and other languages call the values of the closed lists. Case, accents and separators do not count.

use super::{
    ActorType, EventClarity, EventType, Grade, Level, Measure, Precision, RelationType, Scale, SourceKind, Status, SubEventType, ViolenceType,
};

type Synonyms<T> = &'static [(&'static [&'static str], T)];

pub(super) const EVENT_TYPE: Synonyms<EventType> = &[
    (&["battle", "bataille", "batailles", "combat", "fighting", "clash", "clashes", "affrontement", "affrontements", "معركة", "معارك", "اشتباكات", "قتال"], EventType::Battles),
    (&["protest", "manifestation", "demonstration", "demonstrations", "احتجاج", "مظاهرة"], EventType::Protests),
    (&["riot", "emeute", "emeutes", "شغب"], EventType::Riots),
    (
        &["explosions", "explosion", "remote violence", "explosions remote violence", "bombing", "bombardement", "bombardements", "violence a distance", "انفجار", "قصف"],
        EventType::RemoteViolence,
    ),
    (
        &["civilians", "violence against civilian", "vac", "massacre", "massacres", "violence contre les civils", "violences contre les civils", "one-sided violence", "مجزرة"],
        EventType::AgainstCivilians,
    ),
    (
        &["strategic", "strategic development", "other", "political", "developpement strategique", "developpements strategiques", "politics"],
        EventType::StrategicDevelopments,
    ),
];

pub(super) const SUB_EVENT_TYPE: Synonyms<SubEventType> = &[
    (&["clash", "armed clashes", "firefight", "gunfight", "skirmish", "ambush", "embuscade", "affrontement", "affrontement arme", "accrochage", "اشتباك", "كمين"], SubEventType::ArmedClash),
    (&["government regains", "reprise", "recapture"], SubEventType::GovernmentRegainsTerritory),
    (&["territory captured", "prise de territoire"], SubEventType::NonStateActorOvertakesTerritory),
    (&["protest", "manifestation", "march", "demonstration", "sit-in", "manifestation pacifique", "مظاهرة"], SubEventType::PeacefulProtest),
    (&["riot", "emeute"], SubEventType::ViolentDemonstration),
    (&["lynching", "mob", "lynchage"], SubEventType::MobViolence),
    (&["airstrike", "air strike", "drone strike", "drone", "frappe aerienne", "frappe", "frappe de drone", "raid aerien", "غارة", "غارة جوية"], SubEventType::AirStrike),
    (&["suicide bombing", "suicide attack", "attentat suicide", "attentat-suicide", "kamikaze", "عملية انتحارية"], SubEventType::SuicideBomb),
    (&["shelling", "artillery", "missile", "missile attack", "rocket", "rockets", "mortar", "bombardement", "tir de roquette", "obus", "قصف", "قصف مدفعي"], SubEventType::Shelling),
    (&["ied", "landmine", "mine", "land mine", "bomb", "car bomb", "remote explosive", "engin explosif", "engin explosif improvise", "eei", "لغم", "عبوة ناسفة"], SubEventType::RemoteExplosive),
    (&["chemical", "gas attack", "arme chimique"], SubEventType::ChemicalWeapon),
    (&["rape", "viol", "sexual assault", "violences sexuelles"], SubEventType::SexualViolence),
    (&["massacre", "killing", "killings", "execution", "attaque", "assassinat", "murder", "assassination", "tuerie", "هجوم", "مجزرة"], SubEventType::Attack),
    (
        &["abduction", "kidnapping", "kidnap", "forced disappearance", "disappearance", "enlevement", "enlevements", "disparition", "disparition forcee", "hostage taking", "خطف", "اختطاف"],
        SubEventType::Abduction,
    ),
    (&["accord", "peace agreement", "ceasefire", "cessez-le-feu", "truce", "treve", "negotiation", "اتفاق", "هدنة"], SubEventType::Agreement),
    (&["arrest", "arrestation", "arrestations", "detention", "detentions", "اعتقال", "اعتقالات"], SubEventType::Arrests),
    (&["change to group", "split", "merger", "scission", "fusion"], SubEventType::ChangeToGroup),
    (&["weapons seizure", "disarmament", "saisie d'armes", "desarmement"], SubEventType::DisruptedWeapons),
    (&["base", "headquarters", "base established", "quartier general"], SubEventType::Headquarters),
    (&["looting", "pillage", "property destruction", "arson", "destruction", "burning", "incendie", "نهب"], SubEventType::Looting),
    (&["transfer of territory", "withdrawal", "retrait", "handover"], SubEventType::NonViolentTransfer),
    (&["autre", "misc", "sanctions", "sanction"], SubEventType::Other),
];

pub(super) const ACTOR_TYPE: Synonyms<ActorType> = &[
    (
        &["1", "army", "armed forces", "military", "police", "state", "state force", "security forces", "gendarmerie", "armee", "forces armees", "forces de l'etat", "militaire", "جيش", "شرطة", "قوات الدولة"],
        ActorType::StateForces,
    ),
    (
        &["2", "rebel", "rebels", "rebel groups", "rebelle", "rebelles", "groupe rebelle", "insurgents", "insurgent", "armed group", "groupe arme", "jihadists", "jihadist group", "non-state", "متمردون", "جماعة متمردة", "جماعة مسلحة"],
        ActorType::RebelGroup,
    ),
    (&["3", "political militias", "militia", "militias", "paramilitary", "milice", "milice politique", "ميليشيا"], ActorType::PoliticalMilitia),
    (&["4", "identity militias", "ethnic militia", "communal militia", "self-defence group", "autodefense", "milice d'autodefense", "milice communautaire", "milice identitaire"], ActorType::IdentityMilitia),
    (&["5", "rioter", "emeutiers"], ActorType::Rioters),
    (&["6", "protester", "demonstrators", "manifestants"], ActorType::Protesters),
    (&["7", "civilian", "population", "civils", "villagers", "مدنيون"], ActorType::Civilians),
    (
        &["8", "external forces", "other forces", "foreign forces", "external", "peacekeepers", "un mission", "mercenaries", "private military company", "forces etrangeres", "forces exterieures", "casques bleus", "mercenaires"],
        ActorType::ExternalForces,
    ),
    (&["gouvernement", "ministry", "ministere", "junta", "حكومة"], ActorType::Government),
    (
        &["international organisation", "igo", "intergovernmental organization", "un", "united nations", "organisation internationale", "منظمة دولية"],
        ActorType::InternationalOrganization,
    ),
    (&["organisation", "ngo", "ong", "association", "party", "political party", "company", "entreprise", "parti", "منظمة", "حزب"], ActorType::Organization),
    (&["newspaper", "news agency", "press", "presse", "agency", "agence", "journal", "radio", "اعلام"], ActorType::Media),
    (&["individual", "people", "politician", "personne", "individu", "leader", "شخص"], ActorType::Person),
];

pub(super) const VIOLENCE_TYPE: Synonyms<ViolenceType> = &[
    (&["state", "state based conflict", "state based violence", "etatique"], ViolenceType::StateBased),
    (&["nonstate", "non state conflict", "non state violence", "communal", "non etatique"], ViolenceType::NonState),
    (&["onesided", "one sided violence", "against civilians", "unilaterale"], ViolenceType::OneSided),
];

pub(super) const EVENT_CLARITY: Synonyms<EventClarity> = &[
    (&["clear", "high", "yes", "identified", "clair", "precise", "true"], EventClarity::Clear),
    (&["aggregate", "aggregated", "low", "no", "summary", "agrege", "false"], EventClarity::Aggregate),
];

pub(super) const PRECISION: Synonyms<Precision> = &[
    (&["precise", "exact location", "exacte", "point", "high"], Precision::Exact),
    (&["nearby", "close", "vicinity", "25 km", "proche", "pres"], Precision::Near),
    (&["district", "admin2", "adm 2", "second order", "cercle", "departement"], Precision::Adm2),
    (&["region", "province", "admin1", "adm 1", "first order", "state"], Precision::Adm1),
    (&["vague", "approximate", "unclear", "flou", "approximatif"], Precision::Fuzzy),
    (&["national", "pays", "nation", "بلد"], Precision::Country),
    (&["international waters", "several countries", "abroad", "multinational"], Precision::International),
];

pub(super) const MEASURE: Synonyms<Measure> = &[
    (
        &["deaths", "death", "dead", "fatalities", "fatality", "casualties", "kills", "died", "morts", "mort", "tues", "tue", "deces", "victimes", "قتلى", "قتيل", "وفيات", "شهداء"],
        Measure::Killed,
    ),
    (&["injured", "injuries", "injury", "hurt", "blesses", "blesse", "جرحى", "جريح", "مصابون"], Measure::Wounded),
    (&["arrests", "arrest", "detained", "detentions", "detainees", "arretes", "arrestations", "interpelles", "معتقلون", "موقوفون"], Measure::Arrested),
    (&["neutralized", "neutralises", "neutralise", "eliminated", "تحييد"], Measure::Neutralised),
    (&["abductions", "kidnapped", "kidnappings", "hostages", "missing", "disappeared", "enleves", "otages", "disparus", "مخطوفون", "رهائن"], Measure::Abducted),
    (&["displacement", "refugees", "idps", "deplaces", "refugies", "نازحون", "لاجئون"], Measure::Displaced),
    (&["surrenders", "defected", "rendus", "redditions"], Measure::Surrendered),
    (&["freed", "liberated", "liberes", "relaches", "محررون"], Measure::Released),
    (&["prisoners", "pow", "capture", "captures", "أسرى"], Measure::Captured),
    (&["destruction", "houses destroyed", "damaged", "detruits", "detruit"], Measure::Destroyed),
    (&["seizures", "confiscated", "recovered", "saisis", "saisies", "recuperes"], Measure::Seized),
    (&["bases", "camps", "camps destroyed", "bases demantelees"], Measure::BasesDismantled),
    (&["vehicle", "cars", "trucks", "motorcycles", "vehicules", "motos", "مركبات"], Measure::Vehicles),
    (&["weapon", "arms", "guns", "ammunition", "armes", "munitions", "أسلحة"], Measure::Weapons),
    (&["turnout", "participants", "crowd", "demonstrators", "attendance", "manifestants", "مشاركون"], Measure::Participation),
    (&["cause", "motive", "motif", "raison", "سبب"], Measure::Reason),
    (&["sanctions", "embargo", "عقوبات"], Measure::Sanction),
    (&["soldiers", "soldats", "fighters", "strength", "effectifs", "men", "combatants", "forces", "جنود", "مقاتلون"], Measure::Troops),
    (&["autre", "misc", "unknown"], Measure::Other),
];

pub(super) const GRADE: Synonyms<Grade> = &[
    (&["confirme", "verified", "high", "certain", "admitted", "مؤكد"], Grade::Confirmed),
    (&["credible", "likely", "medium", "good", "probable", "moderate", "plausible"], Grade::Fair),
    (&["low", "single source", "unverified", "unconfirmed", "faible", "ضعيف"], Grade::Weak),
    (&["disputed", "conteste", "contested claims", "متنازع عليه"], Grade::Contested),
    (&["false", "debunked", "rejected", "ecarte", "refute", "faux"], Grade::Discounted),
];

pub(super) const STATUS: Synonyms<Status> = &[
    (&["ok", "checked", "verified", "accept", "accepte", "verifie", "done", "yes"], Status::Accepted),
    (&["disputed", "contradiction", "conflicting", "conflit"], Status::Conflict),
    (&["todo", "to do", "pending", "unchecked", "work", "a faire", "a verifier", "wip", "needs work"], Status::WorkNeeded),
];

pub(super) const SOURCE_KIND: Synonyms<SourceKind> = &[
    (&["press release", "statement", "communique de presse", "declaration", "press statement", "official statement", "بيان"], SourceKind::Communique),
    (&["agency", "news agency", "wire service", "agence", "depeche", "agence de presse", "وكالة"], SourceKind::Wire),
    (&["newspaper", "article", "media", "press", "magazine", "journal", "presse", "web", "website", "blog", "tv", "television", "radio", "broadcast", "video", "صحيفة", "خبر"], SourceKind::News),
    (&["study", "paper", "analysis", "ngo report", "rapport", "etude", "book", "thesis", "academic", "pdf", "document", "تقرير"], SourceKind::Report),
    (&["data", "database", "data set", "spreadsheet", "donnees", "base de donnees", "jeu de donnees", "بيانات"], SourceKind::Dataset),
    (&["un resolution", "security council resolution", "قرار"], SourceKind::Resolution),
    (&["act", "decree", "decret", "loi", "legislation", "treaty", "constitution", "قانون"], SourceKind::Law),
    (
        &["social media", "twitter", "tweet", "x", "facebook", "telegram", "youtube", "post", "tiktok", "instagram", "whatsapp", "reseaux sociaux", "reseau social", "تواصل اجتماعي"],
        SourceKind::Social,
    ),
    (&["judgment", "judgement", "trial", "tribunal", "verdict", "jugement", "icc", "cpi", "court document", "محكمة"], SourceKind::Court),
    (&["testimony", "witness", "temoignage", "entretien", "oral", "مقابلة"], SourceKind::Interview),
    (&["autre", "misc", "unknown"], SourceKind::Other),
];

pub(super) const SCALE: Synonyms<Scale> = &[
    (&["locale", "town"], Scale::Local),
    (&["sub-national", "provincial", "state"], Scale::Subnational),
    (&["nationale", "country"], Scale::National),
    (&["regionale", "continental"], Scale::Regional),
    (&["internationale", "global", "world", "mondial"], Scale::International),
    (&["social media", "social", "online", "nouveaux medias"], Scale::NewMedia),
];

pub(super) const RELATION_TYPE: Synonyms<RelationType> = &[
    (&["member", "part of", "belongs to", "under", "subordinate", "subsidiary", "branch of", "unit of", "membre", "membre de", "fait partie de", "عضو في"], RelationType::MemberOf),
    (&["ally", "ally of", "allied", "alliance", "allies", "allie", "allie de", "allie a", "حليف"], RelationType::AlliedWith),
    (&["enemy", "enemy of", "opponent", "rival", "against", "opposed", "fights", "ennemi", "oppose a", "عدو"], RelationType::OpposedTo),
    (&["split", "splinter", "splinter of", "broke from", "scission", "scission de", "dissident"], RelationType::SplitFrom),
    (&["successor", "successor of", "successor to", "formerly", "replaces", "succede a", "successeur", "merged from"], RelationType::Succeeds),
    (&["supporter", "supports group", "backs", "funds", "funded", "sponsor", "soutient", "soutien", "يدعم"], RelationType::Supports),
    (&["coalition", "in coalition", "coalition member", "part of coalition", "membre de la coalition"], RelationType::PartOfCoalition),
];

pub(super) const LEVEL: Synonyms<Level> = &[
    (&["nation", "state", "adm0", "admin0", "pays", "بلد", "دولة"], Level::Country),
    (&["region", "province", "admin1", "adm 1", "governorate", "first level", "1", "gouvernorat", "wilaya", "ولاية", "محافظة", "إقليم"], Level::Adm1),
    (&["district", "county", "admin2", "adm 2", "department", "cercle", "second level", "2", "departement", "prefecture", "zone", "مديرية", "قضاء"], Level::Adm2),
    (&["city", "town", "village", "ville", "locality", "settlement", "commune", "adm3", "admin3", "lieu", "camp", "مدينة", "قرية", "بلدة"], Level::Place),
    (&["region without borders", "territory", "territoire", "continent", "basin", "forest", "border area", "zone frontaliere", "منطقة"], Level::Area),
];
