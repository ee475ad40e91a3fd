//! Downloads that are not tables: the site in the formats of maps, bibliographies and graphs.

use super::{DataContext, Download, DownloadKind, FOLDER};

/// A document of the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentId {
    /// The events on a map (GeoJSON, RFC 7946).
    EventsGeojson,
    /// The sources in BibTeX.
    SourcesBibtex,
    /// The sources in JSON of the Citation Style Language.
    SourcesCsl,
    /// Everything.
    Site,
    /// The JSON Schema of [`DocumentId::Site`].
    SiteSchema,
    /// The entities of FollowTheMoney.
    Graph,
}

impl DocumentId {
    /// Every document, in the order of the page about the data.
    pub const ALL: [DocumentId; 6] = [
        DocumentId::EventsGeojson,
        DocumentId::SourcesBibtex,
        DocumentId::SourcesCsl,
        DocumentId::Site,
        DocumentId::SiteSchema,
        DocumentId::Graph,
    ];

    /// Returns the name of the document in the description of all files.
    pub fn name(self) -> &'static str {
        match self {
            DocumentId::EventsGeojson => "events-geojson",
            DocumentId::SourcesBibtex => "sources-bibtex",
            DocumentId::SourcesCsl => "sources-csl",
            DocumentId::Site => "site",
            DocumentId::SiteSchema => "site-schema",
            DocumentId::Graph => "entities-ftm",
        }
    }

    /// Returns the path of the file below the root of the site.
    pub fn path(self) -> String {
        let file = match self {
            DocumentId::EventsGeojson => "events.geojson",
            DocumentId::SourcesBibtex => "sources.bib",
            DocumentId::SourcesCsl => "sources.csl.json",
            DocumentId::Site => "site.json",
            DocumentId::SiteSchema => "site.schema.json",
            DocumentId::Graph => "entities.ftm.jsonl",
        };
        format!("{FOLDER}{file}")
    }

    pub fn media_type(self) -> &'static str {
        match self {
            DocumentId::EventsGeojson => "application/geo+json",
            DocumentId::SourcesBibtex => "application/x-bibtex",
            DocumentId::SourcesCsl => "application/vnd.citationstyles.csl+json",
            DocumentId::Site => "application/json",
            DocumentId::SiteSchema => "application/schema+json",
            DocumentId::Graph => "application/jsonl",
        }
    }

    /// Returns the word of the theme that says what the document contains, and what it cannot say.
    pub fn about(self) -> &'static str {
        match self {
            DocumentId::EventsGeojson => "data_about_geojson",
            DocumentId::SourcesBibtex => "data_about_bibtex",
            DocumentId::SourcesCsl => "data_about_csl",
            DocumentId::Site => "data_about_site",
            DocumentId::SiteSchema => "data_about_schema",
            DocumentId::Graph => "data_about_ftm",
        }
    }
}

/// Returns the documents. Empty if the site has no data.
pub fn documents(data: &DataContext) -> Vec<Download> {
    if !data.config.data {
        return Vec::new();
    }
    let download = |document: DocumentId| Download {
        path: document.path(),
        media_type: document.media_type(),
        kind: DownloadKind::Document(document),
    };
    DocumentId::ALL.into_iter().map(download).collect()
}
