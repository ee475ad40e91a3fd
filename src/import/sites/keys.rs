//! Keys of front matter that several modules look for, as other generators name them.

/// Keys of the day of publication, the most precise first.
pub(super) const DATES: [&str; 8] = [
    "date",
    "pubDate",
    "publishDate",
    "publish_date",
    "published",
    "datePublished",
    "created",
    "created_at",
];

/// Keys of the day of the last change.
pub(super) const UPDATES: [&str; 11] = [
    "updated",
    "lastmod",
    "updatedDate",
    "last_modified_at",
    "last-modified",
    "modified",
    "lastUpdated",
    "last_updated",
    "last_update",
    "dateModified",
    "modDate",
];

/// Keys of topics.
pub(super) const TOPICS: [&str; 5] = ["tags", "categories", "keywords", "tag", "category"];
