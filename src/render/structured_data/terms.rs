//! The types of schema.org that pages use, each with the properties that griot writes in it.
//!
//! The tests compare this table with the published vocabulary: every type and property exists, and
//! every property belongs to its type. [`Node`](super::writer::Node) refuses whatever is not in it.

/// A type of schema.org.
#[derive(Debug)]
pub struct SchemaType {
    /// Its name in the vocabulary.
    pub name: &'static str,
    /// The properties that griot may write in it.
    pub properties: &'static [&'static str],
}

macro_rules! schema_types {
    ($($constant:ident $name:literal [$($property:literal)*]),* $(,)?) => {
        $(pub const $constant: &SchemaType = &SchemaType {
            name: $name,
            properties: &[$($property),*],
        };)*

        /// Every type that pages use.
        #[cfg(test)]
        pub const ALL: &[&SchemaType] = &[$($constant),*];
    };
}

schema_types! {
    NEWS_ARTICLE "NewsArticle" [
        "headline" "description" "author" "datePublished" "dateModified" "inLanguage" "publisher"
        "image" "translationOfWork" "correction" "about" "spatialCoverage" "temporalCoverage"
        "citation" "keywords"
    ],
    REPORTAGE "ReportageNewsArticle" [
        "headline" "description" "author" "datePublished" "dateModified" "inLanguage" "publisher"
        "image" "translationOfWork" "correction" "about" "spatialCoverage" "temporalCoverage"
        "citation" "keywords"
    ],
    CORRECTION "CorrectionComment" ["text" "datePublished"],
    EVENT "Event" [
        "name" "description" "startDate" "endDate" "location" "about" "subjectOf"
        "mainEntityOfPage"
    ],
    CLAIM "Claim" ["text" "author" "about" "appearance" "claimInterpreter" "temporalCoverage"],
    ORGANIZATION "Organization" [
        "name" "alternateName" "description" "foundingDate" "dissolutionDate" "memberOf" "sameAs"
        "mainEntityOfPage"
    ],
    GOVERNMENT_ORGANIZATION "GovernmentOrganization" [
        "name" "alternateName" "description" "foundingDate" "dissolutionDate" "memberOf" "sameAs"
        "mainEntityOfPage"
    ],
    NEWS_MEDIA_ORGANIZATION "NewsMediaOrganization" [
        "name" "alternateName" "description" "foundingDate" "dissolutionDate" "memberOf" "sameAs"
        "mainEntityOfPage"
    ],
    PERSON "Person" [
        "name" "alternateName" "description" "memberOf" "sameAs" "mainEntityOfPage"
    ],
    THING "Thing" ["name" "alternateName" "description" "sameAs" "mainEntityOfPage"],
    PLACE "Place" [
        "name" "alternateName" "description" "geo" "containedInPlace" "identifier" "sameAs"
        "mainEntityOfPage"
    ],
    ADMINISTRATIVE_AREA "AdministrativeArea" [
        "name" "alternateName" "description" "geo" "containedInPlace" "identifier" "sameAs"
        "mainEntityOfPage"
    ],
    COUNTRY "Country" [
        "name" "alternateName" "description" "geo" "containedInPlace" "identifier" "sameAs"
        "mainEntityOfPage"
    ],
    GEO "GeoCoordinates" ["latitude" "longitude"],
    WORK "CreativeWork" [
        "name" "creditText" "publisher" "datePublished" "inLanguage" "url" "archivedAt"
        "isBasedOn" "mainEntityOfPage"
    ],
    LEGISLATION "Legislation" [
        "name" "creditText" "publisher" "datePublished" "inLanguage" "url" "archivedAt"
        "isBasedOn" "mainEntityOfPage"
    ],
    DATASET "Dataset" [
        "name" "description" "url" "inLanguage" "license" "creator" "distribution"
        "dateModified" "temporalCoverage" "isAccessibleForFree"
    ],
    DOWNLOAD "DataDownload" ["name" "contentUrl" "encodingFormat"],
    WEB_SITE "WebSite" ["name" "description" "url" "inLanguage" "publisher"],
    WEB_PAGE "WebPage" ["name" "inLanguage" "breadcrumb"],
    COLLECTION_PAGE "CollectionPage" ["name" "inLanguage" "breadcrumb"],
    BREADCRUMBS "BreadcrumbList" ["itemListElement"],
    LIST_ITEM "ListItem" ["position" "name" "item"],
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    const VOCABULARY: &str = include_str!("../../../tests/schema-org/vocabulary.tsv");

    /// A type of the vocabulary: the types above it, and its own properties.
    type Published = (Vec<&'static str>, BTreeSet<&'static str>);

    fn published() -> BTreeMap<&'static str, Published> {
        let lines = VOCABULARY.lines().map(|line| {
            let mut cells = line.split('\t');
            let mut words = || cells.next().unwrap_or_default().split(' ');
            let name = words().next().unwrap_or_default();
            let above = words().filter(|word| !word.is_empty()).collect();
            let properties = words().filter_map(|word| word.split(':').next()).collect();
            (name, (above, properties))
        });
        lines.collect()
    }

    fn has(all: &BTreeMap<&str, Published>, name: &str, property: &str) -> bool {
        let (above, properties) = &all[name];
        properties.contains(property) || above.iter().any(|above| has(all, above, property))
    }

    #[test]
    fn every_term_is_in_the_vocabulary() {
        let all = published();
        for kind in ALL {
            assert!(all.contains_key(kind.name), "{} is no type", kind.name);
            for property in kind.properties {
                assert!(
                    has(&all, kind.name, property),
                    "{} has no property {property}",
                    kind.name
                );
            }
        }
        assert!(!has(&all, "Place", "headline"));
    }

    #[test]
    fn no_page_rates_a_claim() {
        assert!(ALL.iter().all(|kind| kind.name != "ClaimReview"));
    }
}
