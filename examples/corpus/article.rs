//! One article: front matter with events, claims and sources, and a body that uses all of griot's
//! Markdown.

use super::day::Day;
use super::names::capital;
use super::prose::Prose;
use super::random::Random;
use super::words::TOPICS;
use super::world::{Source, World, hundredths};
use super::yaml::{Yaml, quoted};

/// One article in this many has a code block.
const CODE: usize = 20;

/// The measures of claims, with what they count and the outcome.
const MEASURES: &[(&str, &str, &str)] = &[
    ("arrested", "people", "were arrested"),
    ("displaced", "families", "were displaced"),
    ("released", "people", "were released"),
    ("vehicles", "vehicles", "were stopped"),
    ("abducted", "people", "were abducted"),
    ("killed", "people", "were killed"),
    ("wounded", "people", "were wounded"),
    ("surrendered", "fighters", "surrendered"),
];

/// The articles that exist.
pub struct Calendar {
    articles: Vec<(Day, String)>,
}

impl Calendar {
    /// Plans the dates and ids of `count` articles.
    pub fn new(world: &World, count: usize) -> Calendar {
        let articles = (0..count)
            .map(|number| {
                let random = &mut Random::new(6, number);
                let day = Day(random.below(Day::COUNT));
                let nouns = &world.phrases.nouns;
                let id = format!(
                    "{day}-{}-{}-{number:05}",
                    nouns.draw(random),
                    nouns.draw(random)
                );
                (day, id)
            })
            .collect();
        Calendar { articles }
    }

    /// Returns the id of an article.
    pub fn id(&self, number: usize) -> &str {
        &self.articles[number].1
    }

    /// Returns another article than this one, if there is one.
    fn other(&self, number: usize, random: &mut Random) -> Option<&str> {
        let others = self.articles.len() - 1;
        (others > 0).then(|| {
            let at = random.below(others);
            self.id(if at < number { at } else { at + 1 })
        })
    }
}

/// Returns the text of an article's file.
pub fn article(world: &World, calendar: &Calendar, number: usize) -> String {
    let random = &mut Random::new(7, number);
    let day = calendar.articles[number].0;
    let mut draft = Draft {
        world,
        number,
        day,
        actors: actors(world, number, calendar.articles.len(), random),
        regions: {
            let mut regions = Vec::new();
            let count = random.between(1, 4);
            world.region_zipf.draw_into(random, &mut regions, count);
            regions
        },
        sources: sources(world, number, day, random),
        figures: Vec::new(),
        in_events: Vec::new(),
        yaml: Yaml::new(),
    };
    let mut prose = Prose::new(world, draft.actors.clone(), draft.regions.clone(), random);
    draft.head(&mut prose);
    draft.events(&mut prose);
    draft.rest(&mut prose);
    draft.puts_in(&mut prose, calendar);
    body(&mut prose, number);
    draft.yaml.document(&prose.text)
}

/// Returns three to six actors. In a small site each actor is assigned to an article, so that all
/// are used.
fn actors(world: &World, number: usize, total: usize, random: &mut Random) -> Vec<usize> {
    let mut actors: Vec<usize> = (number..world.actors.len())
        .step_by(total)
        .take(4)
        .collect();
    let count = random.between(3, 6);
    world.actor_zipf.draw_into(random, &mut actors, count);
    random.shuffle(&mut actors);
    actors
}

/// A source that an article uses.
struct Used {
    id: String,
    /// The full record, if the article defines the source itself.
    own: Option<Source>,
}

/// Returns one to three sources of the article's own, and one to three shared ones that existed by
/// then.
fn sources(world: &World, number: usize, day: Day, random: &mut Random) -> Vec<Used> {
    let known = world
        .sources
        .partition_point(|source| source.day <= day)
        .max(1);
    let mut sources: Vec<Used> = Vec::new();
    for _ in 0..random.between(1, 3) {
        let id = &world.sources[random.below(known)].id;
        if sources.iter().all(|used| used.id != *id) {
            sources.push(Used {
                id: id.clone(),
                own: None,
            });
        }
    }
    for at in 1..=random.between(1, 3) {
        let noun = world.phrases.nouns.draw(random);
        let id = format!("{noun}-{number:05}-{at}");
        let own = Source::of_article(&world.phrases, id.clone(), day, random);
        sources.push(Used { id, own: Some(own) });
    }
    sources
}

/// An article that is being written.
struct Draft<'w> {
    world: &'w World,
    number: usize,
    day: Day,
    actors: Vec<usize>,
    regions: Vec<usize>,
    sources: Vec<Used>,
    /// Sentences that repeat the number of a claim.
    figures: Vec<String>,
    /// Actors and regions that events name; the article need not name them again.
    in_events: Vec<String>,
    yaml: Yaml,
}

impl Draft<'_> {
    fn head(&mut self, prose: &mut Prose) {
        self.yaml.text("title", &prose.title());
        self.yaml.word("date", &self.day.to_string());
        if prose.random.once_in(5) {
            let later = self.day.after(prose.random.between(1, 20));
            self.yaml.word("updated", &later.to_string());
        }
        let summary = format!("{} {}", prose.plain(), prose.plain());
        self.yaml.text("summary", &summary);
        let author = prose
            .random
            .word(&["News desk", "Data desk", "Night desk", "Regional desk"]);
        self.yaml.list("authors", &[author]);
        let mut topics: Vec<&str> = Vec::new();
        for _ in 0..prose.random.between(1, 3) {
            let topic = prose.random.word(TOPICS);
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        self.yaml.list("topics", &topics);
    }

    fn events(&mut self, prose: &mut Prose) {
        self.yaml.open("events");
        for at in 1..=prose.random.between(1, 4) {
            self.yaml.item();
            self.event(at, prose);
        }
        self.yaml.close();
    }

    fn event(&mut self, at: usize, prose: &mut Prose) {
        let day = self.day.before(prose.random.below(30));
        let noun = prose.noun();
        let id = format!("{day}-{noun}-{:05}-{at}", self.number);
        let title = capital(&prose.filled("A N in R"));
        self.yaml.word("id", &id);
        self.yaml.text("title", &title);
        self.yaml.word("date", &written(day, prose.random));
        let sides = self.sides(prose);
        self.place(prose);
        self.yaml.open("claims");
        let first = prose.random.below(MEASURES.len());
        for next in 0..prose.random.between(1, 2) {
            self.yaml.item();
            self.claim(&id, (first + next * 3) % MEASURES.len(), &sides, prose);
        }
        self.yaml.close();
        if prose.random.once_in(40) {
            let low = prose.random.between(1, 20);
            let high = low + prose.random.between(1, 20);
            let basis = quoted(&prose.plain());
            self.yaml.word(
                "estimate",
                &format!(
                    "{{measure: displaced, low: {low}, best: null, high: {high}, basis: {basis}, by: Desk, date: {}}}",
                    self.day
                ),
            );
        }
    }

    /// Returns the kind of event and the fighters on each side, chosen from the article's actors.
    /// May be empty.
    fn sides(&mut self, prose: &mut Prose) -> Vec<usize> {
        let mut sides: Vec<usize> = self
            .actors
            .iter()
            .copied()
            .filter(|actor| self.world.actors[*actor].fights)
            .collect();
        prose.random.shuffle(&mut sides);
        sides.truncate(prose.random.between(1, 2));
        let (kind, sub) = match sides.len() {
            2 => *prose.random.pick(&[
                ("Battles", "Armed clash"),
                ("Battles", "Non-state actor overtakes territory"),
                (
                    "Explosions/Remote violence",
                    "Shelling/artillery/missile attack",
                ),
                ("Strategic developments", "Agreement"),
            ]),
            _ => *prose.random.pick(&[
                ("Strategic developments", "Arrests"),
                ("Strategic developments", "Change to group/activity"),
                ("Strategic developments", "Looting/property destruction"),
                ("Protests", "Peaceful protest"),
                ("Violence against civilians", "Attack"),
            ]),
        };
        self.yaml.word("event_type", kind);
        self.yaml.word("sub_event_type", sub);
        for (key, actor) in ["side_a", "side_b"].into_iter().zip(&sides) {
            let id = &self.world.actors[*actor].id;
            self.yaml.list(key, &[id]);
            self.in_events.push(id.clone());
        }
        let other = *prose.random.pick(&self.actors);
        if !sides.contains(&other) && prose.random.once_in(2) {
            let id = &self.world.actors[other].id;
            self.yaml.list("actors", &[id]);
            self.in_events.push(id.clone());
        }
        sides
    }

    fn place(&mut self, prose: &mut Prose) {
        let region = &self.world.regions[*prose.random.pick(&self.regions)];
        self.yaml.list("regions", &[&region.id]);
        self.in_events.push(region.id.clone());
        if prose.random.once_in(3) {
            let town = prose.random.pick(&self.world.towns);
            let (lat, lon) = region.point;
            let lat = hundredths(lat + prose.random.below(40));
            let lon = hundredths(lon + prose.random.below(40));
            self.yaml.word(
                "place",
                &format!("{{name: {town}, lat: {lat}, lon: {lon}}}"),
            );
            let precision = prose.random.word(&["exact", "near"]);
            self.yaml.word("where_prec", precision);
        } else {
            let precision = prose.random.word(&["adm1", "adm2", "fuzzy"]);
            self.yaml.word("where_prec", precision);
        }
    }

    fn claim(&mut self, event: &str, measure: usize, sides: &[usize], prose: &mut Prose) {
        let (measure, whom, what) = MEASURES[measure];
        let count = prose.random.between(2, 90);
        let claimant = &self.world.actors[*prose.random.pick(&self.actors)];
        let sources = self.some_sources(prose.random);
        self.yaml.word("id", measure);
        self.yaml.word("measure", measure);
        self.yaml.word("count", &count.to_string());
        if let Some(of) = sides.get(1) {
            self.yaml.word("of", &self.world.actors[*of].id);
        }
        self.yaml.word("claimant", &claimant.id);
        self.in_events.push(claimant.id.clone());
        self.yaml.list("sources", &sources);
        if prose.random.once_in(3) {
            self.yaml.text(
                "quote",
                &capital(&prose.filled("the A N V D, and the NS V")),
            );
        }
        let grades: &[&str] = if sources.len() > 1 {
            &["fair", "fair", "contested"]
        } else {
            &["weak", "weak", "discounted"]
        };
        let grade = prose.random.word(grades);
        self.yaml.word("grade", grade);
        if prose.random.once_in(6) {
            self.yaml.word("status", "accepted");
        }
        let number = number(count, prose.random);
        let where_ = prose.filled("in R");
        self.figures.push(format!(
            "According to {}, [{number} {whom}](claim:{event}#{measure}) {what} {where_}.",
            claimant.in_a_sentence()
        ));
    }

    /// Returns the ids of one or two of the article's sources.
    fn some_sources(&self, random: &mut Random) -> Vec<String> {
        let first = random.below(self.sources.len());
        let count = random.between(1, 2).min(self.sources.len());
        (first..first + count)
            .map(|at| self.sources[at % self.sources.len()].id.clone())
            .collect()
    }

    /// Writes the fields that events do not fill: sources, and sometimes what editors add later.
    fn rest(&mut self, prose: &mut Prose) {
        let missing = |id: &&String| !self.in_events.contains(id);
        let actors = self
            .actors
            .iter()
            .map(|actor| &self.world.actors[*actor].id);
        let regions = self
            .regions
            .iter()
            .map(|region| &self.world.regions[*region].id);
        let actors: Vec<&String> = actors.filter(missing).collect();
        let regions: Vec<&String> = regions.filter(missing).collect();
        self.yaml.list("actors", &actors);
        self.yaml.list("regions", &regions);
        self.yaml.open("sources");
        for used in &self.sources {
            match &used.own {
                None => self.yaml.item_word(&used.id),
                Some(source) => {
                    self.yaml.item();
                    self.yaml.word("id", &used.id);
                    source.fields(self.world, &mut self.yaml);
                }
            }
        }
        self.yaml.close();
        if prose.random.once_in(5) {
            let question = format!("{}?", capital(&prose.filled("why had the N not V the A N")));
            self.yaml.list("open_questions", &[quoted(&question)]);
        }
        if prose.random.once_in(25) {
            self.yaml.open("corrections");
            self.yaml.item();
            self.yaml.word("date", &self.day.after(2).to_string());
            self.yaml.text("text", &prose.plain());
            self.yaml.close();
        }
    }

    /// Queues what the body must contain besides ordinary sentences.
    fn puts_in(&mut self, prose: &mut Prose, calendar: &Calendar) {
        prose.random.shuffle(&mut self.figures);
        self.figures.truncate(prose.random.between(1, 2));
        prose.pending.append(&mut self.figures);
        for _ in 0..prose.random.between(1, 3) {
            if let Some(other) = calendar.other(self.number, prose.random) {
                let text = prose.filled("the A N of the N");
                let rest = prose.filled("the N V");
                prose
                    .pending
                    .push(format!("In [{text}]({other}.md), {rest}."));
            }
        }
        if prose.random.once_in(3) {
            let actor = prose.random.pick(&self.world.actors);
            let link = match prose.random.once_in(2) {
                true => format!("[[{}]]", actor.name),
                false => format!("[[{}|that group]]", actor.id),
            };
            let rest = prose.filled("the N V D");
            prose.pending.push(format!("Of {link}, {rest}."));
        }
        prose.random.shuffle(&mut prose.pending);
        for _ in 0..prose.random.between(2, 4) {
            let sources: Vec<String> = self
                .some_sources(prose.random)
                .iter()
                .map(|id| format!("@{id}"))
                .collect();
            prose.cited.push(sources.join("; "));
        }
        prose.notes = prose.random.between(1, 3);
    }
}

/// Returns a date with day, month or year precision.
fn written(day: Day, random: &mut Random) -> String {
    let days = random.between(1, 6);
    match random.below(20) {
        0..2 => format!("{}/{day}", day.before(days)),
        2..4 => format!("{}..{day}", day.before(days)),
        4 => {
            let (year, month, _) = day.parts();
            format!("{year:04}-{month:02}")
        }
        5 => format!("{day}~"),
        _ => day.to_string(),
    }
}

/// Returns a number in digits, sometimes a small one in words.
fn number(count: usize, random: &mut Random) -> String {
    const WORDS: &[&str] = &[
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    match WORDS.get(count) {
        Some(word) if random.once_in(2) => (*word).to_owned(),
        _ => count.to_string(),
    }
}

/// Writes about 600 words in four or five sections.
fn body(prose: &mut Prose, number: usize) {
    let words = prose.random.between(520, 660);
    let parts = prose.random.between(4, 5);
    prose.paragraphs_of(50);
    for part in 1..=parts {
        let end = words * part / parts;
        prose.heading(2);
        match part {
            1 => {
                let numbered = prose.random.once_in(3);
                prose.paragraphs_of(end - 30);
                prose.list(numbered);
            }
            2 => {
                prose.table();
                prose.paragraphs_of(end - 60);
                prose.heading(3);
            }
            3 => {
                prose.quotation();
                if number.is_multiple_of(CODE) {
                    prose.code();
                }
            }
            _ => {}
        }
        prose.paragraphs_of(end.max(prose.words + 1));
    }
    prose.end();
}
