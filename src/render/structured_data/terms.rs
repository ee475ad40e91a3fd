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
        "temporalCoverage" "isAccessibleForFree"
    ],
    DOWNLOAD "DataDownload" ["name" "contentUrl" "encodingFormat"],
    WEB_SITE "WebSite" ["name" "description" "url" "inLanguage" "publisher"],
    WEB_PAGE "WebPage" ["name" "inLanguage" "breadcrumb"],
    COLLECTION_PAGE "CollectionPage" ["name" "inLanguage" "breadcrumb"],
    BREADCRUMBS "BreadcrumbList" ["itemListElement"],
    LIST_ITEM "ListItem" ["position" "name" "item"],
}
