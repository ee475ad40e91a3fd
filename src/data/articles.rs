//! Tables of articles and of what articles have several of. They are only in `site.json`.

use super::events::{push_actors, push_sources};
use super::table::ColumnType::{Address, Date, List, Text};
use super::table::Meaning::{Key, Word};
use super::table::{Column, Row, Table, push, push_date, push_list, push_maybe, push_text};
use crate::model::{Article, Correction, Entity, EventUse, Id, Topic};

type ArticleRow<'a> = Row<'a, Id<Article>>;

fn article<'a>(row: &ArticleRow<'a>) -> &'a Article {
    &row.data.atlas.articles[*row.item]
}

/// Articles, by id.
pub const ARTICLES: Table<Id<Article>> = Table {
    key: &["id"],
    references: &[],
    columns: &[
        Column::new("id", Text, Word("data_column_id"), |row, out| {
            out.push_str(&article(row).id);
        }),
        Column::new("page", Address, Word("data_column_url"), |row, out| {
            out.push_str(&row.data.address(Entity::Article(*row.item)));
        }),
        Column::localized("title", Key("article.title"), |row, out| {
            push_text(out, &article(row).title, row.lang);
        }),
        Column::new(
            "languages",
            List,
            Word("data_column_languages"),
            |row, out| {
                let languages = article(row).bodies.iter();
                push_list(out, languages.map(|(lang, _)| lang.to_string()));
            },
        ),
        Column::new("date", Date, Key("article.date"), |row, out| {
            push(out, article(row).date);
        }),
        Column::new("updated", Date, Key("article.updated"), |row, out| {
            push_date(out, article(row).updated.as_ref());
        }),
        Column::localized("summary", Key("article.summary"), |row, out| {
            push_text(out, &article(row).summary, row.lang);
        }),
        Column::new("actors", List, Key("article.actors"), |row, out| {
            push_actors(out, row.data, &article(row).actors);
        }),
        Column::new("regions", List, Key("article.regions"), |row, out| {
            let regions = article(row).regions.iter();
            push_list(
                out,
                regions.map(|id| row.data.atlas.id(Entity::Region(*id))),
            );
        }),
        Column::new("sources", List, Key("article.sources"), |row, out| {
            push_sources(out, row.data, &article(row).sources);
        }),
    ],
};

/// Topics of articles.
pub const TOPICS: Table<Topic> = Table {
    key: &["id"],
    references: &[],
    columns: &[
        Column::new("id", Text, Word("data_column_id"), |row, out| {
            out.push_str(&row.item.slug);
        }),
        Column::localized("name", Key("article.topics"), |row, out| {
            push_text(out, &row.item.name, row.lang);
        }),
    ],
};

/// An item of a list in an article: its index.
pub type ArticlePart = (Id<Article>, usize);

fn event_use<'a>(row: &Row<'a, ArticlePart>) -> &'a EventUse {
    let (article, at) = *row.item;
    &row.data.atlas.articles[article].events[at]
}

/// Events of articles.
pub const EVENT_USES: Table<ArticlePart> = Table {
    key: &["event"],
    references: &[],
    columns: &[
        Column::new("event", Text, Key("event-use.event"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Event(event_use(row).event)));
        }),
        Column::new("role", Text, Key("event-use.role"), |row, out| {
            push_maybe(out, event_use(row).role.as_ref());
        }),
    ],
};

fn correction<'a>(row: &Row<'a, ArticlePart>) -> &'a Correction {
    let (article, at) = *row.item;
    &row.data.atlas.articles[article].corrections[at]
}

/// Corrections of articles.
pub const CORRECTIONS: Table<ArticlePart> = Table {
    key: &["date"],
    references: &[],
    columns: &[
        Column::new("date", Date, Key("correction.date"), |row, out| {
            push(out, correction(row).date);
        }),
        Column::localized("text", Key("correction.text"), |row, out| {
            push_text(out, &correction(row).text, row.lang);
        }),
    ],
};
