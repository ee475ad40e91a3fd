//! The subjects of articles: actors, regions, towns, and sources that many articles share.

use super::day::Day;
use super::names::{Names, id};
use super::prose::Prose;
use super::random::{Random, Zipf};
use super::words::Lexicon;
use super::yaml::{Yaml, quoted};

/// The number of actors, whatever the number of articles.
const ACTORS: usize = 300;
const COUNTRIES: usize = 6;
const PROVINCES: usize = 54;
const REGIONS: usize = 120;
const TOWNS: usize = 60;
const PUBLISHERS: usize = 30;
const SOURCES: usize = 400;

/// All actors, regions and shared sources.
pub struct World {
    pub phrases: Lexicon,
    pub actors: Vec<Actor>,
    pub regions: Vec<Region>,
    pub towns: Vec<String>,
    pub publishers: Vec<String>,
    pub sources: Vec<Source>,
    /// Some actors are in many times as many articles as others; likewise regions.
    pub actor_zipf: Zipf,
    pub region_zipf: Zipf,
}

/// An actor.
pub struct Actor {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    kind: &'static str,
    region: usize,
    /// Whether it has fighters, and so can be a side of an event.
    pub fights: bool,
}

/// A region.
pub struct Region {
    pub id: String,
    pub name: String,
    level: &'static str,
    part_of: Option<usize>,
    /// In hundredths of a degree.
    pub point: (usize, usize),
}

/// A source.
pub struct Source {
    pub id: String,
    title: String,
    kind: &'static str,
    publisher: usize,
    pub day: Day,
    /// The actor that published it, as an index.
    original: Option<usize>,
    /// The index of another shared source that it derives from.
    derives_from: Option<usize>,
}

impl World {
    /// Returns the world, which is always the same.
    pub fn new() -> World {
        let phrases = Lexicon::new();
        let mut names = Names::new(&phrases);
        let regions = regions(&mut names);
        let actors = actors(&mut names, &regions);
        let towns = (0..TOWNS).map(|_| names.name()).collect();
        let publishers = (0..PUBLISHERS)
            .map(|_| {
                let name = names.name();
                let paper = names
                    .random()
                    .word(&["Post", "Times", "Radio", "Agency", "Review", "Observer"]);
                format!("{name} {paper}")
            })
            .collect();
        let mut world = World {
            phrases,
            actors,
            regions,
            towns,
            publishers,
            sources: Vec::new(),
            actor_zipf: Zipf::new(ACTORS, 20),
            region_zipf: Zipf::new(REGIONS, 10),
        };
        world.sources = (0..SOURCES)
            .map(|number| Source::shared(&world.phrases, number))
            .collect();
        world
    }

    /// Returns the files of all actors, regions and shared sources: path below content/, and text.
    pub fn files(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let actors = (0..self.actors.len()).map(|at| {
            let path = format!("actors/{}.md", self.actors[at].id);
            (path, self.actor_file(at))
        });
        let regions = (0..self.regions.len()).map(|at| {
            let path = format!("regions/{}.md", self.regions[at].id);
            (path, self.region_file(at))
        });
        let sources = self.sources.iter().map(|source| {
            let mut yaml = Yaml::new();
            source.fields(self, &mut yaml);
            (format!("sources/{}.md", source.id), yaml.document(""))
        });
        actors.chain(regions).chain(sources)
    }

    fn actor_file(&self, at: usize) -> String {
        let actor = &self.actors[at];
        let random = &mut Random::new(3, at);
        let mut yaml = Yaml::new();
        yaml.text("name", &actor.name);
        // In quotes, since letters may spell NULL.
        let aliases: Vec<String> = actor.aliases.iter().map(|alias| quoted(alias)).collect();
        yaml.list("aliases", &aliases);
        yaml.word("actor_type", actor.kind);
        yaml.word("region", &self.regions[actor.region].id);
        if actor.fights {
            yaml.word("party_to_conflict", "yes");
        }
        if random.once_in(3) {
            yaml.word("active", &format!("{}/..", random.between(1990, 2011)));
        }
        if at > 0 && random.once_in(4) {
            let relation = random.word(&[
                "member-of",
                "allied-with",
                "opposed-to",
                "split-from",
                "supports",
            ]);
            let other = &self.actors[random.below(at)].id;
            let source = &random.pick(&self.sources).id;
            yaml.open("relations");
            yaml.item();
            yaml.word("type", relation);
            yaml.word("actor", other);
            yaml.list("sources", &[source]);
            yaml.close();
        }
        let words = random.between(40, 120);
        let mut prose = Prose::new(self, vec![at], vec![actor.region], random);
        prose.paragraphs_of(words);
        yaml.document(&prose.text)
    }

    fn region_file(&self, at: usize) -> String {
        let region = &self.regions[at];
        let random = &mut Random::new(4, at);
        let mut yaml = Yaml::new();
        yaml.text("name", &region.name);
        yaml.word("level", region.level);
        if let Some(parent) = region.part_of {
            yaml.word("part_of", &self.regions[parent].id);
        }
        let (lat, lon) = region.point;
        yaml.word(
            "point",
            &format!("{{lat: {}, lon: {}}}", hundredths(lat), hundredths(lon)),
        );
        let words = random.between(30, 60);
        let mut prose = Prose::new(self, Vec::new(), vec![at], random);
        prose.paragraphs_of(words);
        yaml.document(&prose.text)
    }
}

impl Actor {
    /// Returns its name as it appears within a sentence.
    pub fn in_a_sentence(&self) -> String {
        match self.kind {
            "Person" => self.name.clone(),
            _ => format!("the {}", self.name),
        }
    }
}

impl Source {
    fn shared(phrases: &Lexicon, number: usize) -> Source {
        let random = &mut Random::new(5, number);
        let original = random.once_in(4).then(|| random.below(ACTORS));
        let day = Day(number * Day::COUNT / SOURCES);
        let carries = original.is_none() && number > 0 && random.once_in(5);
        Source {
            id: format!("{}-{:03}", phrases.nouns.draw(random), number + 1),
            title: Source::title(phrases, random),
            kind: match original {
                Some(_) => "communique",
                None => random.word(&[
                    "wire",
                    "news",
                    "report",
                    "dataset",
                    "resolution",
                    "interview",
                ]),
            },
            publisher: random.below(PUBLISHERS),
            day,
            original,
            derives_from: carries.then(|| number.saturating_sub(random.between(1, 10))),
        }
    }

    /// Returns a source that only one article uses.
    pub fn of_article(phrases: &Lexicon, id: String, day: Day, random: &mut Random) -> Source {
        Source {
            id,
            title: Source::title(phrases, random),
            kind: random.word(&["wire", "news", "report", "social", "interview"]),
            publisher: random.below(PUBLISHERS),
            day,
            original: None,
            derives_from: None,
        }
    }

    fn title(phrases: &Lexicon, random: &mut Random) -> String {
        let noun = super::names::capital(phrases.nouns.draw(random));
        let adjective = phrases.adjectives.draw(random);
        format!("{noun} on the {adjective} {}", phrases.nouns.draw(random))
    }

    /// Writes its fields.
    pub fn fields(&self, world: &World, yaml: &mut Yaml) {
        yaml.text("title", &self.title);
        yaml.word("kind", self.kind);
        yaml.text("publisher", &world.publishers[self.publisher]);
        yaml.word("date", &self.day.to_string());
        yaml.word("lang", "en");
        if let Some(actor) = self.original {
            yaml.word("original", &world.actors[actor].id);
        }
        if let Some(other) = self.derives_from {
            yaml.list("derives_from", &[&world.sources[other].id]);
        }
        // Communiqués are often known only from other sources.
        if self.kind != "communique" {
            let path = format!("{}/{}", self.day, self.id);
            yaml.text("url", &format!("https://press.example.org/{path}"));
            yaml.text(
                "archive_url",
                &format!("https://archive.example.org/{path}"),
            );
            yaml.word("archived_at", &self.day.to_string());
        }
    }
}

/// Returns countries, their provinces, and the districts of these.
fn regions(names: &mut Names) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::with_capacity(REGIONS);
    for at in 0..REGIONS {
        let name = names.name();
        let (level, part_of) = match at {
            0..COUNTRIES => ("country", None),
            COUNTRIES.. if at < COUNTRIES + PROVINCES => ("adm1", Some(at % COUNTRIES)),
            _ => ("adm2", Some(at - PROVINCES)),
        };
        // Parts lie around the centre of their parent.
        let (lat, lon, spread) = match part_of {
            None => (600 + at / 3 * 700, 100 + at % 3 * 700, 1),
            Some(parent) => {
                let (lat, lon) = regions[parent].point;
                (lat, lon, if level == "adm1" { 500 } else { 60 })
            }
        };
        let random = names.random();
        regions.push(Region {
            id: id(&name),
            name,
            level,
            part_of,
            point: (lat + random.below(spread), lon + random.below(spread)),
        });
    }
    regions
}

fn actors(names: &mut Names, regions: &[Region]) -> Vec<Actor> {
    let mut actors: Vec<Actor> = Vec::with_capacity(ACTORS);
    for at in 0..ACTORS {
        let region = names.random().below(regions.len());
        let actor = match at {
            0..COUNTRIES => army(at, &regions[at].name),
            _ => named(names, region),
        };
        // An abbreviation that two actors share would be ambiguous.
        let taken = |alias: &String| actors.iter().any(|other| other.aliases.contains(alias));
        let aliases = actor
            .aliases
            .iter()
            .filter(|alias| !taken(alias))
            .cloned()
            .collect();
        actors.push(Actor { aliases, ..actor });
    }
    actors
}

fn army(country: usize, name: &str) -> Actor {
    let own = format!("Armed Forces of {name}");
    Actor {
        id: id(&own),
        name: own,
        aliases: vec![format!("army of {name}")],
        kind: "State forces",
        region: country,
        fights: true,
    }
}

/// Returns an actor of a region with a new name.
fn named(names: &mut Names, region: usize) -> Actor {
    const KINDS: &[(&str, &[&str])] = &[
        ("Rebel group", &["Front", "Movement", "Brigade", "Column"]),
        ("Political militia", &["Guard", "Battalion", "Legion"]),
        ("Identity militia", &["Hunters", "Riders", "Watch"]),
        ("External/Other forces", &["Mission", "Contingent"]),
        ("Government", &["Government", "Authority"]),
        ("International organization", &["Commission", "Secretariat"]),
        ("Organization", &["Relief", "Union", "Association"]),
        ("Media", &["Broadcasting", "Gazette"]),
        ("Person", &["Colonel", "Minister", "Judge", "Mayor"]),
    ];
    let root = names.name();
    let random = names.random();
    // More armed actors than others, as in conflict event data.
    let place = random.between(0, KINDS.len() + 3);
    let (kind, words) = KINDS[place.checked_sub(4).unwrap_or(place)];
    let word = random.word(words);
    let (name, short) = match kind {
        "Person" => (format!("{word} {root}"), root.clone()),
        _ => (format!("{root} {word}"), letters(&root, word)),
    };
    let mut aliases = vec![short];
    if kind != "Person" && random.once_in(3) {
        aliases.push(root);
    }
    Actor {
        id: id(&name),
        name,
        aliases,
        kind,
        region,
        fights: place < 8,
    }
}

/// Returns an abbreviation of four letters: three of one word and the first of the other.
fn letters(root: &str, word: &str) -> String {
    let first = root.chars().take(3).chain(word.chars().take(1));
    first.collect::<String>().to_uppercase()
}

/// Returns hundredths as a decimal fraction.
pub fn hundredths(number: usize) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}
