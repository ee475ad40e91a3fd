//! Our tables of sources, actors with their relations, and regions with their memberships.

use super::DataContext;
use super::events::{push_actors, push_flag, push_sources, push_term};
use super::table::ColumnType::{Address, Date, Day, Integer, List, Number, Text, YesNo};
use super::table::Meaning::{Key, Word};
use super::table::{
    Column, Reference, Row, Table, push, push_date, push_day, push_list, push_maybe, push_text,
};
use crate::model::terms::Term;
use crate::model::{Actor, ActorLabel, Alias, Entity, Id, Membership, Region, Relation, Source};

type SourceRow<'a> = Row<'a, Id<Source>>;

fn source<'a>(row: &SourceRow<'a>) -> &'a Source {
    &row.data.atlas.sources[*row.item]
}

/// Sources, by id.
pub const SOURCES: Table<Id<Source>> = Table {
    key: &["id"],
    references: &[Reference {
        column: "original",
        table: "actors",
    }],
    columns: &[
        Column::new("id", Text, Word("data_column_id"), |row, out| {
            out.push_str(&source(row).id);
        }),
        Column::new("page", Address, Word("data_column_url"), |row, out| {
            out.push_str(&row.data.address(Entity::Source(*row.item)));
        }),
        Column::localized("title", Key("source.title"), |row, out| {
            push_text(out, &source(row).title, row.lang);
        }),
        Column::new("kind", Text, Key("source.kind"), |row, out| {
            push_term(out, source(row).kind);
        }),
        Column::new("publisher", Text, Key("source.publisher"), |row, out| {
            push_maybe(out, source(row).publisher.as_ref());
        }),
        Column::new("author", Text, Key("source.author"), |row, out| {
            push_maybe(out, source(row).author.as_ref());
        }),
        Column::new("date", Date, Key("source.date"), |row, out| {
            push_date(out, source(row).date.as_ref());
        }),
        Column::new("url", Address, Key("source.url"), |row, out| {
            push_maybe(out, source(row).url.as_ref());
        }),
        Column::new(
            "archive_url",
            Address,
            Key("source.archive_url"),
            |row, out| {
                push_maybe(out, source(row).archive_url.as_ref());
            },
        ),
        Column::new(
            "archived_at",
            Date,
            Key("source.archived_at"),
            |row, out| {
                push_date(out, source(row).archived_at.as_ref());
            },
        ),
        Column::new("accessed", Date, Key("source.accessed"), |row, out| {
            push_date(out, source(row).accessed.as_ref());
        }),
        Column::new("lang", Text, Key("source.lang"), |row, out| {
            push_maybe(out, source(row).lang);
        }),
        Column::new("scale", Text, Key("source.scale"), |row, out| {
            push_term(out, source(row).scale);
        }),
        Column::new("original", Text, Key("source.original"), |row, out| {
            push_actors(out, row.data, source(row).original.as_slice());
        }),
        Column::new(
            "derives_from",
            List,
            Key("source.derives_from"),
            |row, out| {
                push_sources(out, row.data, &source(row).derives_from);
            },
        ),
        Column::new("sha256", Text, Key("source.sha256"), |row, out| {
            push_maybe(out, source(row).sha256.as_ref());
        }),
    ],
};

type ActorRow<'a> = Row<'a, Id<Actor>>;

fn actor<'a>(row: &ActorRow<'a>) -> &'a Actor {
    &row.data.atlas.actors[*row.item]
}

/// Writes aliases, each with its language in brackets if it has one.
fn push_aliases(out: &mut String, aliases: &[Alias]) {
    let name = |alias: &Alias| match alias.lang {
        Some(lang) => format!("{} [{lang}]", alias.name),
        None => alias.name.clone(),
    };
    push_list(out, aliases.iter().map(name));
}

/// Other names of actors and regions.
pub const ALIASES: Table<Alias> = Table {
    key: &["name"],
    references: &[],
    columns: &[
        Column::new("name", Text, Word("data_column_alias"), |row, out| {
            out.push_str(&row.item.name);
        }),
        Column::new("lang", Text, Word("data_column_alias_lang"), |row, out| {
            push_maybe(out, row.item.lang);
        }),
    ],
};

fn label<'a>(row: &Row<'a, (Id<Actor>, usize)>) -> &'a ActorLabel {
    let (actor, at) = *row.item;
    &row.data.atlas.actors[actor].labels[at]
}

/// Words by which others call actors.
pub const LABELS: Table<(Id<Actor>, usize)> = Table {
    key: &[],
    references: &[],
    columns: &[
        Column::localized("text", Key("label.text"), |row, out| {
            push_text(out, &label(row).text, row.lang);
        }),
        Column::new("used_by", Text, Key("label.used_by"), |row, out| {
            push_actors(out, row.data, label(row).used_by.as_slice());
        }),
        Column::new("source", Text, Key("label.source"), |row, out| {
            push_sources(out, row.data, label(row).source.as_slice());
        }),
    ],
};

/// Actors, by id.
pub const ACTORS: Table<Id<Actor>> = Table {
    key: &["id"],
    references: &[Reference {
        column: "region",
        table: "regions",
    }],
    columns: &[
        Column::new("id", Text, Word("data_column_id"), |row, out| {
            out.push_str(&actor(row).id);
        }),
        Column::new("page", Address, Word("data_column_url"), |row, out| {
            out.push_str(&row.data.address(Entity::Actor(*row.item)));
        }),
        Column::localized("name", Key("actor.name"), |row, out| {
            push_text(out, &actor(row).name, row.lang);
        }),
        Column::new("aliases", List, Key("actor.aliases"), |row, out| {
            push_aliases(out, &actor(row).aliases);
        }),
        Column::new("actor_type", Text, Key("actor.actor_type"), |row, out| {
            push_term(out, actor(row).actor_type);
        }),
        Column::new("active", Date, Key("actor.active"), |row, out| {
            push_date(out, actor(row).active.as_ref());
        }),
        Column::new(
            "active_start",
            Day,
            Word("data_column_start"),
            |row, out| {
                push_day(out, actor(row).active.and_then(|active| active.earliest()));
            },
        ),
        Column::new("active_end", Day, Word("data_column_end"), |row, out| {
            push_day(out, actor(row).active.and_then(|active| active.latest()));
        }),
        Column::new("region", Text, Key("actor.region"), |row, out| {
            if let Some(region) = actor(row).region {
                out.push_str(row.data.atlas.id(Entity::Region(region)));
            }
        }),
        Column::new(
            "party_to_conflict",
            YesNo,
            Key("actor.party_to_conflict"),
            |row, out| {
                if let Some(is_party) = actor(row).party_to_conflict {
                    push_flag(out, is_party);
                }
            },
        ),
        Column::new("acled_name", Text, Key("actor.acled_name"), |row, out| {
            push_maybe(out, actor(row).acled_name.as_ref());
        }),
        Column::new("ucdp_id", Text, Key("actor.ucdp_id"), |row, out| {
            push_maybe(out, actor(row).ucdp_id.as_ref());
        }),
        Column::new("wikidata", Text, Key("actor.wikidata"), |row, out| {
            push_maybe(out, actor(row).wikidata.as_ref());
        }),
        Column::new("url", Address, Key("actor.url"), |row, out| {
            push_maybe(out, actor(row).url.as_ref());
        }),
    ],
};

/// Returns the relations that actors declare, by actor.
pub fn relations<'a>(data: &DataContext<'a>) -> impl Iterator<Item = (Id<Actor>, usize)> + 'a {
    data.atlas
        .actors
        .iter()
        .flat_map(|(id, actor)| (0..actor.relations.len()).map(move |at| (id, at)))
}

type RelationRow<'a> = Row<'a, (Id<Actor>, usize)>;

fn relation<'a>(row: &RelationRow<'a>) -> &'a Relation {
    let (actor, at) = *row.item;
    &row.data.atlas.actors[actor].relations[at]
}

/// Relations between actors.
pub const RELATIONS: Table<(Id<Actor>, usize)> = Table {
    key: &["actor", "number"],
    references: &[
        Reference {
            column: "actor",
            table: "actors",
        },
        Reference {
            column: "other",
            table: "actors",
        },
    ],
    columns: &[
        Column::new("actor", Text, Word("data_column_actor"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Actor(row.item.0)));
        }),
        Column::new("number", Integer, Word("data_column_number"), |row, out| {
            push(out, row.item.1 + 1);
        }),
        Column::new("type", Text, Key("relation.type"), |row, out| {
            out.push_str(relation(row).relation_type.text());
        }),
        Column::new("other", Text, Key("relation.actor"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Actor(relation(row).actor)));
        }),
        Column::new("from", Date, Key("relation.from"), |row, out| {
            push_date(out, relation(row).from.as_ref());
        }),
        Column::new("until", Date, Key("relation.until"), |row, out| {
            push_date(out, relation(row).until.as_ref());
        }),
        Column::new("sources", List, Key("relation.sources"), |row, out| {
            push_sources(out, row.data, &relation(row).sources);
        }),
    ],
};

type RegionRow<'a> = Row<'a, Id<Region>>;

fn region<'a>(row: &RegionRow<'a>) -> &'a Region {
    &row.data.atlas.regions[*row.item]
}

/// Regions, by id.
pub const REGIONS: Table<Id<Region>> = Table {
    key: &["id"],
    references: &[],
    columns: &[
        Column::new("id", Text, Word("data_column_id"), |row, out| {
            out.push_str(&region(row).id);
        }),
        Column::new("page", Address, Word("data_column_url"), |row, out| {
            out.push_str(&row.data.address(Entity::Region(*row.item)));
        }),
        Column::localized("name", Key("region.name"), |row, out| {
            push_text(out, &region(row).name, row.lang);
        }),
        Column::new("aliases", List, Key("region.aliases"), |row, out| {
            push_aliases(out, &region(row).aliases);
        }),
        Column::new("level", Text, Key("region.level"), |row, out| {
            push_term(out, region(row).level);
        }),
        Column::new("iso_3166", Text, Key("region.iso_3166"), |row, out| {
            push_maybe(out, region(row).iso_3166.as_ref());
        }),
        Column::new("part_of", List, Key("region.part_of"), |row, out| {
            let parts = region(row).part_of.iter();
            push_list(
                out,
                parts.map(|part| row.data.atlas.id(Entity::Region(part.region))),
            );
        }),
        Column::new("latitude", Number, Key("point.lat"), |row, out| {
            push_maybe(out, region(row).point.map(|point| point.lat));
        }),
        Column::new("longitude", Number, Key("point.lon"), |row, out| {
            push_maybe(out, region(row).point.map(|point| point.lon));
        }),
        Column::new("geonames", Text, Key("region.geonames"), |row, out| {
            push_maybe(out, region(row).geonames.as_ref());
        }),
        Column::new("wikidata", Text, Key("region.wikidata"), |row, out| {
            push_maybe(out, region(row).wikidata.as_ref());
        }),
    ],
};

/// Returns the memberships of regions, by region.
pub fn memberships<'a>(data: &DataContext<'a>) -> impl Iterator<Item = (Id<Region>, usize)> + 'a {
    data.atlas
        .regions
        .iter()
        .flat_map(|(id, region)| (0..region.part_of.len()).map(move |at| (id, at)))
}

type MembershipRow<'a> = Row<'a, (Id<Region>, usize)>;

fn membership<'a>(row: &MembershipRow<'a>) -> &'a Membership {
    let (region, at) = *row.item;
    &row.data.atlas.regions[region].part_of[at]
}

/// What regions are or were part of.
pub const MEMBERSHIPS: Table<(Id<Region>, usize)> = Table {
    key: &["region", "number"],
    references: &[
        Reference {
            column: "region",
            table: "regions",
        },
        Reference {
            column: "part_of",
            table: "regions",
        },
    ],
    columns: &[
        Column::new("region", Text, Word("data_column_region"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Region(row.item.0)));
        }),
        Column::new("number", Integer, Word("data_column_number"), |row, out| {
            push(out, row.item.1 + 1);
        }),
        Column::new("part_of", Text, Key("membership.region"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Region(membership(row).region)));
        }),
        Column::new("from", Date, Key("membership.from"), |row, out| {
            push_date(out, membership(row).from.as_ref());
        }),
        Column::new("until", Date, Key("membership.until"), |row, out| {
            push_date(out, membership(row).until.as_ref());
        }),
    ],
};
