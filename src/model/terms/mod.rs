//! The closed lists of the content model.
//!
//! Kinds of events and actors are those of ACLED (Codebook, 2023 edition). Type of violence,
//! clarity and precision of place are those of UCDP GED (Codebook 23.1). Grades of evidence are
//! those of Airwars, and the status of a claim is that of the Security Force Monitor. Each value is
//! spelled as in its source; readers see a translation.

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

    /// The prefix of the keys of its translations in a theme.
    const WORDS: &'static str;

    /// Other names of the values. They are not accepted, but the finding suggests the value.
    const SYNONYMS: &'static [(&'static [&'static str], Self)];

    /// Returns the value as it is written in front matter.
    fn text(self) -> &'static str;

    /// Returns other accepted spellings, such as UCDP's numbers.
    fn others(self) -> &'static [&'static str];

    /// Returns the value with exactly this spelling.
    fn from_text(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|term| term.text() == text || term.others().contains(&text))
    }
}

terms! {
    /// The kind of an event (ACLED `event_type`).
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
    /// The kind of an event in more detail (ACLED `sub_event_type`).
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
    /// Returns the kind of event that this one refines.
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
    /// The kind of an actor: the kinds of ACLED's `inter`, and civil ones such as media.
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
    /// The kind of organized violence (UCDP `type_of_violence`, 1 to 3).
    ViolenceType "type_of_violence_" VIOLENCE_TYPE {
        StateBased "state-based" | "1",
        NonState "non-state" | "2",
        OneSided "one-sided" | "3",
    }
}

terms! {
    /// Whether the source reports this single event (1) or only a total of several (2): UCDP
    /// `event_clarity`.
    EventClarity "event_clarity_" EVENT_CLARITY {
        Clear "1",
        Aggregate "2",
    }
}

terms! {
    /// The precision of a place (UCDP `where_prec`, 1 to 7), most exact first.
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
    /// What a claim counts or states.
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
    /// Whether the source was checked and supports the claim (Security Force Monitor).
    Status "status_" STATUS {
        Accepted "accepted",
        Conflict "conflict",
        WorkNeeded "work_needed",
    }
}

terms! {
    /// The kind of a source.
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
    /// The distance of a source from the event (ACLED `source_scale`).
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
    /// The kind of a relation between two actors.
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
    /// The kind of a region; `adm1` and `adm2` are its first and second administrative divisions.
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
