//! The closed lists of the content model: what may be written, and nothing else.
//!
//! Kinds of events and actors are ACLED's (Codebook, 2023 edition); type of violence, clarity and
//! precision of place are UCDP GED's (Codebook 23.1); grades of evidence are Airwars'; the status
//! of a claim is the Security Force Monitor's. Each value has the one spelling of its source;
//! readers see a translation.

mod synonyms;

use serde::{Deserialize, Serialize};

macro_rules! terms {
    ($(#[$doc:meta])* $name:ident $words:literal $synonyms:ident { $($variant:ident $text:literal $(| $other:literal)*),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($variant),* }

        impl Term for $name {
            const ALL: &'static [Self] = &[$($name::$variant),*];
            const WORDS: &'static str = $words;
            const SYNONYMS: &'static [(&'static [&'static str], Self)] = synonyms::$synonyms;

            fn text(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            fn others(self) -> &'static [&'static str] {
                match self { $($name::$variant => &[$($other),*]),* }
            }
        }
    };
}

/// A value of a closed list.
pub trait Term: Copy + 'static {
    /// Every value, in the order of the list.
    const ALL: &'static [Self];

    /// How the keys of its names begin in the words of a theme.
    const WORDS: &'static str;

    /// What else people and other lists call the values. It is not accepted, and the finding about
    /// it says which value is meant.
    const SYNONYMS: &'static [(&'static [&'static str], Self)];

    /// The value as it is written.
    fn text(self) -> &'static str;

    /// Other spellings that are accepted, such as UCDP's numbers.
    fn others(self) -> &'static [&'static str];

    /// The value with exactly that spelling.
    fn from_text(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|term| term.text() == text || term.others().contains(&text))
    }
}

terms! {
    /// What kind of event it was (ACLED `event_type`).
    EventType "event_type_" EVENT_TYPE {
        Battles "Battles",
        Protests "Protests",
        Riots "Riots",
        RemoteViolence "Explosions/Remote violence",
        AgainstCivilians "Violence against civilians",
        StrategicDevelopments "Strategic developments",
    }
}

terms! {
    /// The finer kind (ACLED `sub_event_type`).
    SubEventType "sub_event_type_" SUB_EVENT_TYPE {
        GovernmentRegainsTerritory "Government regains territory",
        NonStateActorOvertakesTerritory "Non-state actor overtakes territory",
        ArmedClash "Armed clash",
        ExcessiveForce "Excessive force against protesters",
        ProtestWithIntervention "Protest with intervention",
        PeacefulProtest "Peaceful protest",
        ViolentDemonstration "Violent demonstration",
        MobViolence "Mob violence",
        ChemicalWeapon "Chemical weapon",
        AirStrike "Air/drone strike",
        SuicideBomb "Suicide bomb",
        Shelling "Shelling/artillery/missile attack",
        RemoteExplosive "Remote explosive/landmine/IED",
        Grenade "Grenade",
        SexualViolence "Sexual violence",
        Attack "Attack",
        Abduction "Abduction/forced disappearance",
        Agreement "Agreement",
        Arrests "Arrests",
        ChangeToGroup "Change to group/activity",
        DisruptedWeapons "Disrupted weapons use",
        Headquarters "Headquarters or base established",
        Looting "Looting/property destruction",
        NonViolentTransfer "Non-violent transfer of territory",
        Other "Other",
    }
}

impl SubEventType {
    /// The kind under which it stands.
    pub fn event_type(self) -> EventType {
        use SubEventType::*;
        match self {
            GovernmentRegainsTerritory | NonStateActorOvertakesTerritory | ArmedClash => {
                EventType::Battles
            }
            ExcessiveForce | ProtestWithIntervention | PeacefulProtest => EventType::Protests,
            ViolentDemonstration | MobViolence => EventType::Riots,
            ChemicalWeapon | AirStrike | SuicideBomb | Shelling | RemoteExplosive | Grenade => {
                EventType::RemoteViolence
            }
            SexualViolence | Attack | Abduction => EventType::AgainstCivilians,
            Agreement | Arrests | ChangeToGroup | DisruptedWeapons | Headquarters | Looting
            | NonViolentTransfer | Other => EventType::StrategicDevelopments,
        }
    }
}

terms! {
    /// What kind of actor it is (ACLED `inter`; and those who act without arms).
    ActorType "actor_type_" ACTOR_TYPE {
        StateForces "State forces",
        RebelGroup "Rebel group",
        PoliticalMilitia "Political militia",
        IdentityMilitia "Identity militia",
        Rioters "Rioters",
        Protesters "Protesters",
        Civilians "Civilians",
        ExternalForces "External/Other forces",
        Government "Government",
        InternationalOrganization "International organization",
        Organization "Organization",
        Media "Media",
        Person "Person",
    }
}

terms! {
    /// Who fights whom (UCDP `type_of_violence`).
    ViolenceType "type_of_violence_" VIOLENCE_TYPE {
        StateBased "state-based" | "1",
        NonState "non-state" | "2",
        OneSided "one-sided" | "3",
    }
}

terms! {
    /// Whether the report tells the incident apart (UCDP `event_clarity`).
    EventClarity "event_clarity_" EVENT_CLARITY {
        Clear "1",
        Aggregate "2",
    }
}

terms! {
    /// How exactly the place is known (UCDP `where_prec`, 1 to 7), most exact first.
    Precision "where_prec_" PRECISION {
        Exact "exact" | "1",
        Near "near" | "2",
        Adm2 "adm2" | "3",
        Adm1 "adm1" | "4",
        Fuzzy "fuzzy" | "5",
        Country "country" | "6",
        International "international" | "7",
    }
}

terms! {
    /// What a claim counts or says.
    Measure "measure_" MEASURE {
        Killed "killed",
        Wounded "wounded",
        Arrested "arrested",
        Neutralised "neutralised",
        Abducted "abducted",
        Displaced "displaced",
        Surrendered "surrendered",
        Released "released",
        Captured "captured",
        Destroyed "destroyed",
        Seized "seized",
        BasesDismantled "bases_dismantled",
        Vehicles "vehicles",
        Weapons "weapons",
        Participation "participation",
        Reason "reason",
        Sanction "sanction",
        Troops "troops",
        Other "other",
    }
}

terms! {
    /// How well a claim is supported (Airwars' grades).
    Grade "grade_" GRADE {
        Confirmed "confirmed",
        Fair "fair",
        Weak "weak",
        Contested "contested",
        Discounted "discounted",
    }
}

terms! {
    /// Whether the source was found to say so (Security Force Monitor).
    Status "status_" STATUS {
        Accepted "accepted",
        Conflict "conflict",
        WorkNeeded "work_needed",
    }
}

terms! {
    /// What kind of source it is.
    SourceKind "source_kind_" SOURCE_KIND {
        Communique "communique",
        Wire "wire",
        News "news",
        Report "report",
        Dataset "dataset",
        Resolution "resolution",
        Law "law",
        Social "social",
        Court "court",
        Interview "interview",
        Other "other",
    }
}

terms! {
    /// How far from the event the source is (ACLED `source_scale`).
    Scale "scale_" SCALE {
        Local "Local",
        Subnational "Subnational",
        National "National",
        Regional "Regional",
        International "International",
        NewMedia "New media",
    }
}

terms! {
    /// How two actors stand to one another.
    RelationType "relation_" RELATION_TYPE {
        MemberOf "member-of",
        AlliedWith "allied-with",
        OpposedTo "opposed-to",
        SplitFrom "split-from",
        Succeeds "succeeds",
        Supports "supports",
        PartOfCoalition "part-of-coalition",
    }
}

terms! {
    /// What kind of region it is.
    Level "level_" LEVEL {
        Country "country",
        Adm1 "adm1",
        Adm2 "adm2",
        Place "place",
        Area "area",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ucdp_numbers_are_read_and_words_are_exact() {
        assert_eq!(ViolenceType::from_text("1"), Some(ViolenceType::StateBased));
        assert_eq!(Precision::from_text("4"), Some(Precision::Adm1));
        assert_eq!(EventType::from_text("battles"), None);
    }
}
