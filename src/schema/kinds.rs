//! Articles, actors, regions, sources and free pages as records.

use super::event::{self, RawEventUse};
use super::{Fields, Reference, add_texts, coded, placeholder, titled, web_address};
use crate::diag::{Code, Diagnostic, Field, Place};
use crate::fields::{At, Context, Mapping, phrase_of, text_of};
use crate::lang::Lang;
use crate::model::terms::{ActorType, Level, RelationType, Scale, SourceKind};
use crate::model::{Alias, Date, Geometry, Phrase, Point};
use crate::yaml::Value;

/// An article as written.
pub struct RawArticle {
    pub title: Phrase,
    pub date: At<Date>,
    pub updated: Option<At<Date>>,
    pub summary: Phrase,
    pub authors: Vec<String>,
    pub actors: Vec<Reference>,
    pub regions: Vec<Reference>,
    pub topics: Vec<At<String>>,
    pub events: Vec<RawEventUse>,
    pub sources: Vec<RawSourceUse>,
    pub corrections: Vec<RawCorrection>,
    pub open_questions: Vec<Phrase>,
    pub review_by: Option<Date>,
    pub image: Option<RawImage>,
    pub draft: bool,
}

/// A source in an article's list: by id, or whole.
pub enum RawSourceUse {
    Named(Reference),
    Inline {
        id: Reference,
        source: Box<RawSource>,
        field: Field,
    },
}

/// A correction as written.
pub struct RawCorrection {
    pub date: Date,
    pub text: Phrase,
}

/// A picture as written.
pub struct RawImage {
    pub src: At<String>,
    pub alt: Phrase,
    pub credit: Option<Phrase>,
}

/// Keys that a translation takes from its original.
const STRUCTURE: &[&str] = &["actors", "regions", "topics", "events", "sources", "review_by"];

impl Fields for RawArticle {
    const KEYS: &'static [&'static str] = &[
        "title",
        "date",
        "updated",
        "summary",
        "authors",
        "actors",
        "regions",
        "topics",
        "events",
        "sources",
        "corrections",
        "open_questions",
        "review_by",
        "image",
        "draft",
        "lang",
        "redirect_from",
    ];
    // The keys of the structure are known here, so that each gets a finding of its own.
    const TRANSLATED: &'static [&'static str] = Self::KEYS;

    fn read(front: &Mapping, id: &str, context: &mut Context) -> Self {
        let title = titled(front, "title", id, "article", context);
        front.require("date", Code::MissingField, "this article has no `date`".into(), context);
        let date = front.date("date", context);
        let updated = front.date("updated", context);
        if let (Some(date), Some(updated)) = (&date, &updated)
            && updated.value.latest() < date.value.earliest()
        {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::BadDate,
                    &updated.field,
                    "the article is updated before its own date",
                )
                .help("write a day on or after `date`"),
            );
        }
        RawArticle {
            title,
            date: date.unwrap_or_else(|| At {
                value: placeholder(),
                field: front.field.clone(),
            }),
            updated,
            summary: front.phrase("summary", context),
            authors: plain(front.texts("authors", context)),
            actors: front.texts("actors", context),
            regions: front.texts("regions", context),
            topics: front.texts("topics", context),
            events: event::uses(front, context),
            sources: source_uses(front, context),
            corrections: corrections(front, context),
            open_questions: open_questions(front, context),
            review_by: front.date("review_by", context).map(|at| at.value),
            image: image(front, context),
            draft: front.flag("draft", context).unwrap_or(false),
        }
    }

    fn translate(&mut self, front: &Mapping, context: &mut Context) {
        front.require(
            "title",
            Code::MissingField,
            "this translation has no `title`".into(),
            context,
        );
        add_texts(&mut self.title, front, "title", context);
        add_texts(&mut self.summary, front, "summary", context);
        for key in STRUCTURE {
            if front.has(key) {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownKey,
                        Place::Key(front.field.key(*key)),
                        format!("`{key}` belongs in the original, and this is a translation"),
                    )
                    .help("delete it here: a translation takes it from there"),
                );
            }
        }
        if let Some(date) = front.date("date", context)
            && date.value != self.date.value
        {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::BadDate,
                    &date.field,
                    format!(
                        "the original is dated {}, and this translation {}",
                        self.date.value, date.value
                    ),
                )
                .help("delete `date` here: a translation takes it from the original")
                .related(&self.date.field, "the original's date"),
            );
        }
        for (mine, theirs) in self.open_questions.iter_mut().zip(open_questions(front, context)) {
            for (lang, text) in theirs.iter() {
                mine.set(lang, text.clone());
            }
        }
        for (mine, theirs) in self.corrections.iter_mut().zip(corrections(front, context)) {
            for (lang, text) in theirs.text.iter() {
                mine.text.set(lang, text.clone());
            }
        }
        if let (Some(mine), Some(theirs)) = (&mut self.image, image(front, context)) {
            for (lang, text) in theirs.alt.iter() {
                mine.alt.set(lang, text.clone());
            }
        }
        self.draft |= front.flag("draft", context).unwrap_or(false);
    }
}

fn plain(texts: Vec<At<String>>) -> Vec<String> {
    texts.into_iter().map(|at| at.value).collect()
}

fn source_uses(front: &Mapping, context: &mut Context) -> Vec<RawSourceUse> {
    let mut uses = Vec::new();
    for item in front.list("sources", context) {
        if !matches!(item.value, Value::Map(_)) {
            if let Some(value) = text_of(item.value, "sources", &item.field, context) {
                uses.push(RawSourceUse::Named(At {
                    value,
                    field: item.field,
                }));
            }
            continue;
        }
        let mut allowed = vec!["id"];
        allowed.extend(RawSource::KEYS.iter().filter(|key| **key != "redirect_from"));
        if let Some(inline) = Mapping::open(item.value, item.field.clone(), &allowed, context) {
            inline.require(
                "id",
                Code::MissingField,
                "a source that stands in an article needs an `id`".into(),
                context,
            );
            let source = RawSource::read(&inline, "source", context);
            if let Some(id) = inline.text("id", context) {
                uses.push(RawSourceUse::Inline {
                    id,
                    source: Box::new(source),
                    field: item.field,
                });
            }
        }
    }
    uses
}

fn corrections(front: &Mapping, context: &mut Context) -> Vec<RawCorrection> {
    let items = front.list("corrections", context);
    items
        .into_iter()
        .filter_map(|item| {
            let correction = Mapping::open(item.value, item.field, &["date", "text"], context)?;
            correction.require(
                "date",
                Code::MissingField,
                "this correction has no `date`".into(),
                context,
            );
            correction.require(
                "text",
                Code::MissingField,
                "this correction has no `text`: what was wrong?".into(),
                context,
            );
            Some(RawCorrection {
                date: correction.date("date", context).map_or_else(placeholder, |at| at.value),
                text: correction.phrase("text", context),
            })
        })
        .collect()
}

fn open_questions(front: &Mapping, context: &mut Context) -> Vec<Phrase> {
    let items = front.list("open_questions", context);
    items
        .into_iter()
        .map(|item| phrase_of(item.value, "open_questions", &item.field, context))
        .filter(|phrase| !phrase.is_empty())
        .collect()
}

fn image(front: &Mapping, context: &mut Context) -> Option<RawImage> {
    let image = front.mapping("image", &["src", "alt", "credit"], context)?;
    image.require("src", Code::MissingField, "this image has no `src`".into(), context);
    image.require(
        "alt",
        Code::MissingAlt,
        "this image has no `alt`: what would a reader see?".into(),
        context,
    );
    Some(RawImage {
        src: image.text("src", context)?,
        alt: image.phrase("alt", context),
        credit: Some(image.phrase("credit", context)).filter(|p| !p.is_empty()),
    })
}

/// An actor as written.
pub struct RawActor {
    pub name: Phrase,
    pub aliases: Vec<At<Alias>>,
    pub actor_type: Option<ActorType>,
    pub active: Option<Date>,
    pub relations: Vec<RawRelation>,
    pub region: Option<Reference>,
    pub party_to_conflict: Option<bool>,
    pub labels: Vec<RawLabel>,
    pub acled_name: Option<String>,
    pub ucdp_id: Option<String>,
    pub wikidata: Option<String>,
    pub url: Option<String>,
}

/// A relation as written.
pub struct RawRelation {
    pub relation_type: RelationType,
    pub actor: Reference,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub sources: Vec<Reference>,
}

/// What somebody calls an actor, as written.
pub struct RawLabel {
    pub text: Phrase,
    pub used_by: Option<Reference>,
    pub source: Option<Reference>,
}

impl Fields for RawActor {
    const KEYS: &'static [&'static str] = &[
        "name",
        "aliases",
        "actor_type",
        "active",
        "relations",
        "region",
        "party_to_conflict",
        "labels",
        "acled_name",
        "ucdp_id",
        "wikidata",
        "url",
        "redirect_from",
    ];
    const TRANSLATED: &'static [&'static str] = &["name", "aliases", "redirect_from"];

    fn read(front: &Mapping, id: &str, context: &mut Context) -> Self {
        RawActor {
            name: titled(front, "name", id, "actor", context),
            aliases: aliases(front, context),
            actor_type: front.term("actor_type", context).map(|at| at.value),
            active: front.date("active", context).map(|at| at.value),
            relations: relations(front, context),
            region: front.text("region", context),
            party_to_conflict: front.flag("party_to_conflict", context),
            labels: labels(front, context),
            acled_name: front.text("acled_name", context).map(|text| text.value),
            ucdp_id: front.text("ucdp_id", context).map(|text| text.value),
            wikidata: coded(front, "wikidata", is_wikidata, "Q912", context),
            url: web_address(front, "url", context),
        }
    }

    fn translate(&mut self, front: &Mapping, context: &mut Context) {
        add_texts(&mut self.name, front, "name", context);
        let lang = context.lang;
        self.aliases
            .extend(aliases(front, context).into_iter().map(|mut alias| {
                alias.value.lang = Some(lang);
                alias
            }));
    }
}

/// A list of names, or a map of such lists by language.
fn aliases(front: &Mapping, context: &mut Context) -> Vec<At<Alias>> {
    let Some(at) = front.raw("aliases") else {
        return Vec::new();
    };
    let Value::Map(entries) = at.value else {
        return front
            .texts("aliases", context)
            .into_iter()
            .map(|name| At {
                value: Alias {
                    lang: None,
                    name: name.value,
                },
                field: name.field,
            })
            .collect();
    };
    let mut aliases = Vec::new();
    for (tag, value) in entries {
        let field = at.field.key(tag.clone());
        let Some(lang) = Lang::parse(tag).filter(|lang| context.languages.contains(*lang)) else {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownLanguage,
                    Place::Key(field),
                    format!("`{tag}` is no language of this site"),
                )
                .help(format!(
                    "add `{tag}` to `languages` in site.yaml, or write the names as one list without languages"
                )),
            );
            continue;
        };
        let items: Vec<(&Value, Field)> = match value {
            Value::List(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (item, field.index(index)))
                .collect(),
            Value::Null => Vec::new(),
            one => vec![(one, field)],
        };
        for (item, field) in items {
            if let Some(name) = text_of(item, "aliases", &field, context) {
                aliases.push(At {
                    value: Alias { lang: Some(lang), name },
                    field,
                });
            }
        }
    }
    aliases
}

fn relations(front: &Mapping, context: &mut Context) -> Vec<RawRelation> {
    let items = front.list("relations", context);
    items
        .into_iter()
        .filter_map(|item| {
            let relation = Mapping::open(
                item.value,
                item.field,
                &["type", "actor", "from", "until", "sources"],
                context,
            )?;
            relation.require(
                "type",
                Code::MissingField,
                "this relation has no `type`".into(),
                context,
            );
            relation.require(
                "actor",
                Code::MissingField,
                "this relation has no `actor`: to whom?".into(),
                context,
            );
            let (from, until) = period(&relation, context);
            Some(RawRelation {
                relation_type: relation.term("type", context)?.value,
                actor: relation.text("actor", context)?,
                from,
                until,
                sources: relation.texts("sources", context),
            })
        })
        .collect()
}

/// `from` and `until`, in their order.
fn period(front: &Mapping, context: &mut Context) -> (Option<Date>, Option<Date>) {
    let from = front.date("from", context).map(|at| at.value);
    let until = front.date("until", context);
    if let (Some(from), Some(until)) = (&from, &until)
        && let (Some(begin), Some(end)) = (from.earliest(), until.value.latest())
        && end < begin
    {
        context.diagnostics.push(
            Diagnostic::new(Code::BadDate, &until.field, "`until` is before `from`")
                .help("write the earlier date in `from`, the later one in `until`"),
        );
    }
    (from, until.map(|at| at.value))
}

fn labels(front: &Mapping, context: &mut Context) -> Vec<RawLabel> {
    let items = front.list("labels", context);
    items
        .into_iter()
        .filter_map(|item| {
            let label = Mapping::open(item.value, item.field, &["text", "used_by", "source"], context)?;
            label.require(
                "text",
                Code::MissingField,
                "this label has no `text`: what is the actor called?".into(),
                context,
            );
            Some(RawLabel {
                text: label.phrase("text", context),
                used_by: label.text("used_by", context),
                source: label.text("source", context),
            })
        })
        .collect()
}

/// A region as written.
pub struct RawRegion {
    pub name: Phrase,
    pub aliases: Vec<At<Alias>>,
    pub level: Option<Level>,
    pub iso_3166: Option<String>,
    pub part_of: Vec<RawMembership>,
    pub point: Option<Point>,
    pub geometry: Option<At<Geometry>>,
    pub geonames: Option<String>,
    pub wikidata: Option<String>,
}

/// What a region belonged to, as written.
pub struct RawMembership {
    pub region: Reference,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Fields for RawRegion {
    const KEYS: &'static [&'static str] = &[
        "name",
        "aliases",
        "level",
        "iso_3166",
        "part_of",
        "point",
        "geometry",
        "geonames",
        "wikidata",
        "redirect_from",
    ];
    const TRANSLATED: &'static [&'static str] = &["name", "aliases", "redirect_from"];

    fn read(front: &Mapping, id: &str, context: &mut Context) -> Self {
        RawRegion {
            name: titled(front, "name", id, "region", context),
            aliases: aliases(front, context),
            level: front.term("level", context).map(|at| at.value),
            iso_3166: coded(front, "iso_3166", is_iso_3166, "ML-5", context),
            part_of: part_of(front, context),
            point: front.mapping("point", &["lat", "lon"], context).and_then(|point| {
                point.require(
                    "lat",
                    Code::MissingField,
                    "a point needs `lat` and `lon`".into(),
                    context,
                );
                point.point(context)
            }),
            geometry: geometry(front, context),
            geonames: coded(front, "geonames", is_digits, "2453866", context),
            wikidata: coded(front, "wikidata", is_wikidata, "Q912", context),
        }
    }

    fn translate(&mut self, front: &Mapping, context: &mut Context) {
        add_texts(&mut self.name, front, "name", context);
        let lang = context.lang;
        self.aliases
            .extend(aliases(front, context).into_iter().map(|mut alias| {
                alias.value.lang = Some(lang);
                alias
            }));
    }
}

fn part_of(front: &Mapping, context: &mut Context) -> Vec<RawMembership> {
    let always = |region: Reference| RawMembership {
        region,
        from: None,
        until: None,
    };
    if !front
        .raw("part_of")
        .is_some_and(|at| matches!(at.value, Value::List(_)))
    {
        return front.text("part_of", context).map(always).into_iter().collect();
    }
    let mut memberships = Vec::new();
    for item in front.list("part_of", context) {
        if !matches!(item.value, Value::Map(_)) {
            if let Some(value) = text_of(item.value, "part_of", &item.field, context) {
                memberships.push(always(At {
                    value,
                    field: item.field,
                }));
            }
            continue;
        }
        let Some(membership) = Mapping::open(item.value, item.field, &["region", "from", "until"], context) else {
            continue;
        };
        membership.require(
            "region",
            Code::MissingField,
            "a part of what? `region` is missing".into(),
            context,
        );
        let (from, until) = period(&membership, context);
        if let Some(region) = membership.text("region", context) {
            memberships.push(RawMembership { region, from, until });
        }
    }
    memberships
}

/// `geo/mali-adm1.geojson#name=Mopti`
fn geometry(front: &Mapping, context: &mut Context) -> Option<At<Geometry>> {
    let text = front.text("geometry", context)?;
    let parts = text
        .value
        .split_once('#')
        .and_then(|(file, feature)| feature.split_once('=').map(|(property, value)| (file, property, value)));
    let Some((file, property, value)) =
        parts.filter(|(file, property, value)| !file.is_empty() && !property.is_empty() && !value.is_empty())
    else {
        context.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                &text.field,
                format!("`{}` does not say which feature of which file", text.value),
            )
            .help("write `geo/file.geojson#property=value`, such as `geo/mali-adm1.geojson#name=Mopti`, in quotes"),
        );
        return None;
    };
    Some(At {
        value: Geometry {
            file: file.to_owned(),
            property: property.to_owned(),
            value: value.to_owned(),
        },
        field: text.field,
    })
}

/// A source as written.
pub struct RawSource {
    pub title: Phrase,
    pub kind: Option<SourceKind>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub date: Option<Date>,
    pub url: Option<String>,
    pub archive_url: Option<String>,
    pub archived_at: Option<Date>,
    pub accessed: Option<Date>,
    pub lang: Option<Lang>,
    pub scale: Option<Scale>,
    pub original: Option<Reference>,
    pub derives_from: Vec<Reference>,
    pub sha256: Option<String>,
}

impl Fields for RawSource {
    const KEYS: &'static [&'static str] = &[
        "title",
        "kind",
        "publisher",
        "author",
        "date",
        "url",
        "archive_url",
        "archived_at",
        "accessed",
        "lang",
        "scale",
        "original",
        "derives_from",
        "sha256",
        "redirect_from",
    ];
    const TRANSLATED: &'static [&'static str] = &["title", "redirect_from"];

    fn read(front: &Mapping, id: &str, context: &mut Context) -> Self {
        let lang = front.text("lang", context).and_then(|tag| {
            let lang = Lang::parse(&tag.value);
            if lang.is_none() {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownLanguage,
                        &tag.field,
                        format!("`{}` is no language tag", tag.value),
                    )
                    .help("write a BCP 47 tag in lower case, such as `fr`, `ar` or `bm`"),
                );
            }
            lang
        });
        // A title in one string is in the language of the source.
        let ours = context.lang;
        context.lang = lang.unwrap_or(ours);
        let title = titled(front, "title", id, "source", context);
        context.lang = ours;
        RawSource {
            title,
            kind: front.term("kind", context).map(|at| at.value),
            publisher: front.text("publisher", context).map(|text| text.value),
            author: front.text("author", context).map(|text| text.value),
            date: front.date("date", context).map(|at| at.value),
            url: web_address(front, "url", context),
            archive_url: web_address(front, "archive_url", context),
            archived_at: front.date("archived_at", context).map(|at| at.value),
            accessed: front.date("accessed", context).map(|at| at.value),
            lang,
            scale: front.term("scale", context).map(|at| at.value),
            original: front.text("original", context),
            derives_from: front.texts("derives_from", context),
            sha256: coded(
                front,
                "sha256",
                is_sha256,
                "the 64 hexadecimal digits that `sha256sum` prints",
                context,
            ),
        }
    }

    fn translate(&mut self, front: &Mapping, context: &mut Context) {
        add_texts(&mut self.title, front, "title", context);
    }
}

/// A free page as written.
pub struct RawPage {
    pub title: Phrase,
    pub summary: Phrase,
}

impl Fields for RawPage {
    const KEYS: &'static [&'static str] = &["title", "summary", "redirect_from"];
    const TRANSLATED: &'static [&'static str] = Self::KEYS;

    fn read(front: &Mapping, id: &str, context: &mut Context) -> Self {
        RawPage {
            title: titled(front, "title", id, "page", context),
            summary: front.phrase("summary", context),
        }
    }

    fn translate(&mut self, front: &Mapping, context: &mut Context) {
        front.require(
            "title",
            Code::MissingField,
            "this translation has no `title`".into(),
            context,
        );
        add_texts(&mut self.title, front, "title", context);
        add_texts(&mut self.summary, front, "summary", context);
    }
}

fn is_wikidata(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_iso_3166(text: &str) -> bool {
    let (country, part) = text
        .split_once('-')
        .map_or((text, None), |(country, part)| (country, Some(part)));
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && part.is_none_or(|part| {
            (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        })
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}
