//! Records with ids in place of names: the things of the atlas themselves.

use std::collections::BTreeSet;

use super::collect::{Collected, CollectedRecord, CollectedUse, check_id};
use super::link::{Builder, ClaimLink, Linker, Stub, arranged};
use super::topics::TopicSlugs;
use super::{Names, checks, precision};
use crate::diag::{Code, Diagnostic, Field};
use crate::lang::{Localized, composed};
use crate::load::ContentKind;
use crate::media::Use;
use crate::model::{
    Actor, ActorLabel, Article, Atlas, Claim, ClaimRef, Contested, Correction, Estimate, Event,
    EventUse, FreePage, Home, Id, Image, List, LocalizedText, Membership, Origin, Region, Relation,
    Side, Source, Topic,
};
use crate::schema::{
    RawActor, RawArticle, RawClaim, RawEstimate, RawEvent, RawHome, RawPage, RawRegion, RawSource,
    Reference,
};

impl Linker<'_> {
    /// Builds every thing, then checks what only the whole can show.
    pub fn build(mut self, pool: Collected) -> (Atlas, Names) {
        let Collected {
            articles,
            actors,
            regions,
            events,
            sources,
            pages,
            event_uses,
            source_uses,
            ..
        } = pool;
        let topics = TopicSlugs::gather(&articles, self.config, self.diagnostics);
        let articles = articles
            .into_iter()
            .zip(event_uses.into_iter().zip(source_uses));
        let (articles, _) = self.built(
            articles.collect(),
            |builder, _, (entry, (events, sources))| {
                builder.article(entry, events, sources, &topics)
            },
        );
        let (mut built_actors, _) = self.built(actors, |builder, _, entry| builder.actor_of(entry));
        built_actors.extend(
            std::mem::take(&mut self.actor_stubs)
                .into_iter()
                .map(actor_stub),
        );
        let (mut built_regions, _) =
            self.built(regions, |builder, _, entry| builder.region_of(entry));
        built_regions.extend(
            std::mem::take(&mut self.region_stubs)
                .into_iter()
                .map(region_stub),
        );
        let (events, claim_links) = self.built(events, |builder, place, entry| {
            builder.event_of(place, entry)
        });
        let (sources, _) = self.built(sources, |builder, _, entry| builder.source_of(entry));
        let mut atlas = Atlas {
            articles: List::new(arranged(articles, &self.order[&ContentKind::Article])),
            actors: List::new(arranged(built_actors, &self.order[&ContentKind::Actor])),
            regions: List::new(arranged(built_regions, &self.order[&ContentKind::Region])),
            events: List::new(arranged(events, &self.order[&ContentKind::Event])),
            sources: List::new(arranged(sources, &self.order[&ContentKind::Source])),
            pages: List::new(Vec::new()),
        };
        let mut builder = self.builder();
        builder.claim_links(claim_links, &mut atlas);
        let pages: Vec<FreePage> = (pages.into_iter())
            .map(|entry| builder.page_of(entry, &atlas.events))
            .collect();
        atlas.pages = List::new(arranged(pages, &builder.order[&ContentKind::Page]));
        let (found, unknown) = (builder.diagnostics, builder.unknown);
        self.diagnostics.append(found);
        self.unknown.extend(unknown);
        self.report_unknown();
        checks::whole(&atlas, self.diagnostics);
        precision::coarsen(&mut atlas, self.diagnostics);
        let names = Names {
            directories: self.directories,
            order: self.order,
            withheld: self.withheld,
            unreadable: self.unreadable,
        };
        (atlas, names)
    }
}

impl Builder<'_> {
    fn article(
        &mut self,
        entry: CollectedRecord<RawArticle>,
        events: Vec<CollectedUse>,
        sources: Vec<CollectedUse>,
        topics: &TopicSlugs,
    ) -> Article {
        let raw = entry.fields;
        let folder = folder_of(&entry.top, self);
        let image = raw.image.and_then(|image| {
            let media = find_media(&folder, &image.src.value, |path| self.media.contains(path));
            if media.is_none() {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::BrokenImage,
                        &image.src.field,
                        format!("there is no file `{}`", image.src.value),
                    )
                    .help("put it into content/media/ or beside the article"),
                );
            }
            if let Some(path) = &media
                && crate::media::use_of(path) != Use::Picture
            {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::BrokenImage,
                        &image.src.field,
                        format!("`{}` is not a picture", image.src.value),
                    )
                    .help("write the name of a picture, and link to this file in the text"),
                );
            }
            Some(Image {
                media: media?,
                alt: image.alt,
                credit: image.credit,
            })
        });
        let config = self.config;
        let topics = raw.topics.into_iter().filter_map(|topic| {
            Some(Topic {
                slug: topics.slug(&topic.value, config)?,
                name: topic.value,
            })
        });
        let mut article = Article {
            id: entry.id,
            title: raw.title,
            bodies: entry.bodies,
            date: raw.date.value,
            updated: raw.updated.map(|at| at.value),
            summary: raw.summary,
            authors: raw.authors,
            actors: self.each(&raw.actors, Self::actor),
            regions: self.each(&raw.regions, Self::region),
            topics: topics.collect(),
            events: events
                .into_iter()
                .filter_map(|used| {
                    let (event, role) = match used {
                        CollectedUse::Named(name, role) => (self.event(&name)?, role),
                        CollectedUse::Inline(place, role) => {
                            (self.id(ContentKind::Event, place), role)
                        }
                    };
                    Some(EventUse { event, role })
                })
                .collect(),
            sources: sources
                .into_iter()
                .filter_map(|used| match used {
                    CollectedUse::Named(name, _) => self.source(&name),
                    CollectedUse::Inline(place, _) => Some(self.id(ContentKind::Source, place)),
                })
                .collect(),
            corrections: raw
                .corrections
                .into_iter()
                .map(|correction| Correction {
                    date: correction.date,
                    text: correction.text,
                })
                .collect(),
            open_questions: raw.open_questions,
            established: raw.established,
            not_established: raw.not_established,
            review_by: raw.review_by,
            image,
            in_translation: entry.drafts,
            redirects: entry.redirects,
            extra: entry.extra,
        };
        // They stand where larger ones stood.
        article.events.shrink_to_fit();
        article.sources.shrink_to_fit();
        article
    }

    fn actor_of(&mut self, entry: CollectedRecord<RawActor>) -> Actor {
        let raw = entry.fields;
        Actor {
            id: entry.id,
            name: raw.name,
            aliases: raw.aliases.into_iter().map(|at| at.value).collect(),
            actor_type: raw.actor_type,
            active: raw.active,
            relations: raw
                .relations
                .iter()
                .filter_map(|relation| {
                    Some(Relation {
                        relation_type: relation.relation_type,
                        actor: self.actor(&relation.actor)?,
                        from: relation.from,
                        until: relation.until,
                        sources: self.each(&relation.sources, Self::source),
                    })
                })
                .collect(),
            region: raw.region.and_then(|region| self.region(&region)),
            party_to_conflict: raw.party_to_conflict,
            labels: raw
                .labels
                .into_iter()
                .map(|label| ActorLabel {
                    text: label.text,
                    used_by: label.used_by.and_then(|actor| self.actor(&actor)),
                    source: label.source.and_then(|source| self.source(&source)),
                })
                .collect(),
            acled_name: raw.acled_name,
            ucdp_id: raw.ucdp_id,
            wikidata: raw.wikidata,
            url: raw.url,
            bodies: entry.bodies,
            origin: Origin::Declared(entry.top.file),
            redirects: entry.redirects,
            extra: entry.extra,
        }
    }

    fn region_of(&mut self, entry: CollectedRecord<RawRegion>) -> Region {
        let raw = entry.fields;
        if let Some(geometry) = &raw.geometry
            && !self.media.contains(&geometry.value.file)
        {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BrokenLink,
                    &geometry.field,
                    format!("there is no file content/{}", geometry.value.file),
                )
                .help("put the boundaries into content/geo/ and name the file from content/"),
            );
        }
        Region {
            id: entry.id,
            name: raw.name,
            aliases: raw.aliases.into_iter().map(|at| at.value).collect(),
            level: raw.level,
            iso_3166: raw.iso_3166,
            part_of: raw
                .part_of
                .iter()
                .filter_map(|part| {
                    Some(Membership {
                        region: self.region(&part.region)?,
                        from: part.from,
                        until: part.until,
                    })
                })
                .collect(),
            point: raw.point,
            geometry: raw.geometry.map(|at| at.value),
            geonames: raw.geonames,
            wikidata: raw.wikidata,
            bodies: entry.bodies,
            origin: Origin::Declared(entry.top.file),
            redirects: entry.redirects,
            extra: entry.extra,
        }
    }

    fn event_of(&mut self, place: usize, entry: CollectedRecord<RawEvent>) -> Event {
        let raw = entry.fields;
        let id: Id<Event> = self.id(ContentKind::Event, place);
        Event {
            title: raw.title,
            date: raw.date.value,
            event_type: raw.event_type,
            sub_event_type: raw.sub_event_type,
            type_of_violence: raw.type_of_violence,
            event_clarity: raw.event_clarity,
            regions: self.each(&raw.regions, Self::region),
            place: raw.place,
            where_prec: raw.where_prec,
            where_description: raw.where_description,
            side_a: self.each(&raw.side_a, Self::actor),
            side_b: self.each(&raw.side_b, Self::actor),
            actors: self.each(&raw.actors, Self::actor),
            claims: self.claims(id, raw.claims),
            estimates: raw.estimates.into_iter().map(estimate).collect(),
            sources: self.each(&raw.sources, Self::source),
            publish_precision: raw.publish_precision,
            graphic: raw.graphic,
            bodies: entry.bodies,
            origin: match entry.inside {
                Some(article) => Origin::Inline(self.id(ContentKind::Article, article), entry.top),
                None => Origin::Declared(entry.top.file),
            },
            redirects: entry.redirects,
            extra: entry.extra,
            id: entry.id,
        }
    }

    fn claims(&mut self, event: Id<Event>, raw: Vec<RawClaim>) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::with_capacity(raw.len());
        let mut ids = BTreeSet::new();
        for (written, claim) in raw.into_iter().enumerate() {
            use crate::model::terms::Term as _;
            let id = match &claim.id {
                Some(written) => {
                    check_id(&written.value, Some(written), &mut self.diagnostics);
                    if ids.contains(&written.value) {
                        self.diagnostics.push(
                            Diagnostic::new(
                                Code::DuplicateId,
                                &written.field,
                                format!("two claims of this event have the id `{}`", written.value),
                            )
                            .help("give one of them another id"),
                        );
                    }
                    written.value.clone()
                }
                None => {
                    let base = claim.measure.text().replace('_', "-");
                    (1..)
                        .map(|n| {
                            if n == 1 {
                                base.clone()
                            } else {
                                format!("{base}-{n}")
                            }
                        })
                        .find(|id| !ids.contains(id))
                        .expect("numbers do not end")
                }
            };
            ids.insert(id.clone());
            let Some(claimant) = claim.claimant.as_ref().and_then(|name| self.actor(name)) else {
                continue;
            };
            let from = ClaimRef {
                event,
                claim: claims.len(),
            };
            let answers = claim.responds_to.into_iter().map(|to| ClaimLink {
                from,
                to,
                answers: true,
            });
            let against = claim.contradicted_by.into_iter().map(|to| ClaimLink {
                from,
                to,
                answers: false,
            });
            self.claim_links.extend(answers.chain(against));
            claims.push(Claim {
                id,
                written,
                measure: claim.measure,
                label: claim.label,
                amount: claim.amount,
                date: claim.date,
                of: claim.of.as_ref().and_then(|name| self.actor(name)),
                claimant,
                sources: self.each(&claim.sources, Self::source),
                quote: claim.quote,
                grade: claim.grade,
                status: claim.status,
                notes: claim.notes,
                responds_to: None,
                contradicted_by: Vec::new(),
            });
        }
        claims
    }

    /// The claim that `event#claim` names, or `claim` of the event at hand.
    fn claim_ref(
        &mut self,
        to: &Reference,
        around: Option<Id<Event>>,
        events: &List<Event>,
    ) -> Option<ClaimRef> {
        let (event, claim) = match to.value.split_once('#') {
            Some((event, claim)) => {
                let name = Reference {
                    value: event.to_owned(),
                    field: to.field.clone(),
                };
                (self.event(&name)?, claim)
            }
            None => (around?, to.value.as_str()),
        };
        let found = events[event]
            .claims
            .iter()
            .position(|known| known.id == claim);
        if let Some(claim) = found {
            return Some(ClaimRef { event, claim });
        }
        if let Some(file) = self.unreadable_event(&events[event].id) {
            self.diagnostics.unchecked(file, 1);
            return None;
        }
        let known = events[event].claims.iter().map(|known| known.id.as_str());
        let help = match crate::diag::nearest(claim, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if events[event].claims.is_empty() => "that event has no claims".to_owned(),
            None => format!("write {}", crate::diag::or_list(known)),
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownReference,
                &to.field,
                format!("the event `{}` has no claim `{claim}`", events[event].id),
            )
            .help(help),
        );
        None
    }

    /// `claim` of the same event, or `event#claim`.
    fn claim_links(&mut self, links: Vec<ClaimLink>, atlas: &mut Atlas) {
        let mut events = std::mem::replace(&mut atlas.events, List::new(Vec::new()));
        for link in links {
            let Some(to) = self.claim_ref(&link.to, Some(link.from.event), &events) else {
                continue;
            };
            let from = events.claim_mut(link.from);
            if link.answers {
                from.responds_to = Some(to);
            } else {
                from.contradicted_by.push(to);
            }
        }
        atlas.events = events;
    }

    fn source_of(&mut self, entry: CollectedRecord<RawSource>) -> Source {
        let raw = entry.fields;
        Source {
            id: entry.id,
            title: raw.title,
            kind: raw.kind,
            publisher: raw.publisher,
            author: raw.author,
            date: raw.date,
            url: raw.url,
            archive_url: raw.archive_url,
            archived_at: raw.archived_at,
            accessed: raw.accessed,
            lang: raw.lang,
            scale: raw.scale,
            original: raw.original.and_then(|actor| self.actor(&actor)),
            derives_from: self.each(&raw.derives_from, Self::source),
            sha256: raw.sha256,
            bodies: entry.bodies,
            origin: match entry.inside {
                Some(article) => Origin::Inline(self.id(ContentKind::Article, article), entry.top),
                None => Origin::Declared(entry.top.file),
            },
            redirects: entry.redirects,
            extra: entry.extra,
        }
    }

    fn page_of(&mut self, entry: CollectedRecord<RawPage>, events: &List<Event>) -> FreePage {
        FreePage {
            id: entry.id,
            title: entry.fields.title,
            summary: entry.fields.summary,
            home: self.home(entry.fields.home, events),
            bodies: entry.bodies,
            redirects: entry.redirects,
            extra: entry.extra,
        }
    }

    fn home(&mut self, raw: RawHome, events: &List<Event>) -> Home {
        let sides = raw.sides.into_iter().map(|side| Side {
            name: side.name,
            actors: self.each(&side.actors, Self::actor),
            text: side.text,
        });
        let sides = sides.collect();
        let mut toll = Vec::new();
        for claim in &raw.toll {
            if claim.value.contains('#') {
                toll.extend(self.claim_ref(claim, None, events));
            } else {
                let help = self.claims_to_write(claim, events);
                let message = format!("`{}` is not a claim", claim.value);
                self.diagnostics.push(
                    Diagnostic::new(Code::UnknownReference, &claim.field, message).help(help),
                );
            }
        }
        let mut contested = Vec::new();
        for item in &raw.contested {
            contested.extend(if item.value.contains('#') {
                self.claim_ref(item, None, events).map(Contested::Claim)
            } else {
                self.event(item).map(Contested::Event)
            });
        }
        Home {
            lead: raw.lead,
            as_of: raw.as_of,
            turning_points: self.each(&raw.turning_points, Self::event),
            sides,
            toll,
            contested,
            start_here: self.each(&raw.start_here, Self::article_named),
        }
    }

    /// The claims of an event that was named alone, as they are to be written.
    fn claims_to_write(&mut self, name: &Reference, events: &List<Event>) -> String {
        let claims: Vec<String> = match self.known_event(&name.value) {
            Some(event) => (events[event].claims.iter())
                .map(|claim| format!("{}#{}", events[event].id, claim.id))
                .collect(),
            None => Vec::new(),
        };
        if claims.is_empty() {
            "write the id of an event and that of its claim: `event#claim`".to_owned()
        } else {
            format!(
                "write {}",
                crate::diag::or_list(claims.iter().map(String::as_str))
            )
        }
    }

    /// Looks up each name, once; a name that stands twice counts once.
    fn each<T>(
        &mut self,
        names: &[Reference],
        look_up: fn(&mut Self, &Reference) -> Option<Id<T>>,
    ) -> Vec<Id<T>> {
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            if let Some(id) = look_up(self, name)
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
        found
    }
}

impl List<Event> {
    fn claim_mut(&mut self, at: ClaimRef) -> &mut Claim {
        &mut self.get_mut(at.event).claims[at.claim]
    }
}

fn estimate(raw: RawEstimate) -> Estimate {
    Estimate {
        measure: raw.measure,
        count: raw.count,
        basis: raw.basis,
        by: raw.by,
        date: raw.date,
    }
}

fn actor_stub(stub: Stub) -> Actor {
    Actor {
        id: stub.id,
        name: LocalizedText::one(stub.lang, stub.name),
        aliases: Vec::new(),
        actor_type: None,
        active: None,
        relations: Vec::new(),
        region: None,
        party_to_conflict: None,
        labels: Vec::new(),
        acled_name: None,
        ucdp_id: None,
        wikidata: None,
        url: None,
        bodies: Localized::default(),
        origin: Origin::Stub(stub.field),
        redirects: Vec::new(),
        extra: Localized::default(),
    }
}

fn region_stub(stub: Stub) -> Region {
    Region {
        id: stub.id,
        name: LocalizedText::one(stub.lang, stub.name),
        aliases: Vec::new(),
        level: None,
        iso_3166: None,
        part_of: Vec::new(),
        point: None,
        geometry: None,
        geonames: None,
        wikidata: None,
        bodies: Localized::default(),
        origin: Origin::Stub(stub.field),
        redirects: Vec::new(),
        extra: Localized::default(),
    }
}

/// The folder of a file, below `content/`.
fn folder_of(top: &Field, linker: &Builder) -> String {
    let path = linker.sources.path(top.file).trim_start_matches("content/");
    path.rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned()
}

/// The media file that a document in `folder` means by `src`: relative to itself, else to `media/`.
pub fn find_media(folder: &str, src: &str, is_there: impl Fn(&str) -> bool) -> Option<String> {
    [folder, "media"]
        .into_iter()
        .filter_map(|base| Some(composed(&join(base, src)?).into_owned()))
        .find(|path| is_there(path))
}

/// A relative path from a folder, both below `content/`; none when it leads outside.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
