//! Text that reads like English and says nothing.
//!
//! Sentences are made from patterns. What an article must contain besides (numbers of claims,
//! links, citations, footnotes) is inserted at random, and the rest goes into a last paragraph.

use super::code;
use super::names::capital;
use super::random::Random;
use super::world::World;

/// The maximum width of a line.
const WIDTH: usize = 100;

/// Patterns of sentences. In capitals: N a noun, NS a plural noun, A an adjective, V a verb, D an
/// adverb, M an actor, R a region, T an article such as "the".
const PATTERNS: &[&str] = &[
    "T A N V T N of T N",
    "M V T N in R, and T N V D",
    "according to T N, T N V D and T A N V",
    "it V that T N had not V T N",
    "some NS V, while others V from T A N",
    "M said that T A N V near T N",
    "no N V T N before T A N of R V it",
    "in R, T N of T N V D after T N",
    "NS that V T N were A, and those that V it were A",
    "M D V a N for which T NS had V",
    "what T N V of T N was A and A",
    "T N, which M had V, V A NS of R",
    "at T N, a N V T A N and V with NS",
    "neither T N nor A NS V by T N",
    "T A N of M V D, as NS had V it",
    "when T N V, NS in R V a A N",
    "there T N V until T N, as it had V A NS",
    "T N V M to T N of R",
    "between R and T N there were A NS, although M had V them",
    "since T N, more NS than before V in R",
    "M V on a A N with NS from R, because T N was not A",
    "for A NS it was a N, and for T N a A N",
    "T N did not say why M V, or who V T A N",
];

const DETERMINERS: &[&str] = &[
    "the", "the", "the", "the", "the", "its", "their", "this", "that", "one such",
];

const TITLES: &[&str] = &[
    "what the N of R V of the A N",
    "the A N and the NS of R",
    "M and the A N in R",
    "how the N V the NS of R",
    "after the N, the A NS of R",
    "the N that M V",
];

const HEADINGS: &[&str] = &[
    "the A N",
    "what the N V",
    "the NS and the A N",
    "before the N",
    "how the A N V",
    "A and A NS",
];

/// A text about some actors and regions.
pub struct Prose<'w, 'r> {
    world: &'w World,
    actors: Vec<usize>,
    regions: Vec<usize>,
    pub random: &'r mut Random,
    pub text: String,
    pub words: usize,
    /// Sentences that must be inserted.
    pub pending: Vec<String>,
    /// Sources that must be cited.
    pub cited: Vec<String>,
    /// How many footnotes must be inserted, and how many have been.
    pub notes: usize,
    notes_written: usize,
}

impl<'w, 'r> Prose<'w, 'r> {
    pub fn new(
        world: &'w World,
        actors: Vec<usize>,
        regions: Vec<usize>,
        random: &'r mut Random,
    ) -> Prose<'w, 'r> {
        Prose {
            world,
            actors,
            regions,
            random,
            text: String::new(),
            words: 0,
            pending: Vec::new(),
            cited: Vec::new(),
            notes: 0,
            notes_written: 0,
        }
    }

    /// Returns a noun.
    pub fn noun(&mut self) -> String {
        self.world.phrases.nouns.draw(self.random).to_owned()
    }

    /// Returns a title.
    pub fn title(&mut self) -> String {
        let pattern = self.random.word(TITLES);
        capital(&self.filled(pattern))
    }

    /// Returns an ordinary sentence, without anything inserted.
    pub fn plain(&mut self) -> String {
        let pattern = self.random.word(PATTERNS);
        capital(&self.filled(pattern)) + "."
    }

    /// Writes paragraphs until the text has this many words.
    pub fn paragraphs_of(&mut self, words: usize) {
        while self.words < words {
            let sentences = self.random.between(3, 6);
            let paragraph: Vec<String> = (0..sentences).map(|_| self.sentence()).collect();
            self.block(&wrapped(&paragraph.join(" "), ""));
        }
    }

    /// Writes a heading.
    pub fn heading(&mut self, level: usize) {
        let pattern = self.random.word(HEADINGS);
        let heading = capital(&self.filled(pattern));
        self.block(&format!("{} {heading}\n", "#".repeat(level)));
    }

    /// Writes a list.
    pub fn list(&mut self, numbered: bool) {
        let items = self.random.between(3, 6);
        let mut list = String::new();
        for number in 1..=items {
            let item = capital(&self.filled("the A N of the N"));
            match numbered {
                true => list.push_str(&format!("{number}. {item}\n")),
                false => list.push_str(&format!("* {item}\n")),
            }
        }
        self.block(&list);
    }

    /// Writes a table.
    pub fn table(&mut self) {
        let mut table = String::from("| Where | When | What |\n|---|---|---|\n");
        for _ in 0..self.random.between(3, 7) {
            let year = self.random.between(2012, 2025);
            let row = self.filled("A NS");
            table.push_str(&format!("| {} | {year} | {row} |\n", self.region()));
        }
        self.block(&table);
    }

    /// Writes a block quotation.
    pub fn quotation(&mut self) {
        let words = format!("{} {}", self.plain(), self.plain());
        let speaker = self.filled("M, in a A N");
        let quotation = wrapped(&words, "> ");
        self.block(&format!("{quotation}>\n> {}\n", capital(&speaker)));
    }

    /// Writes a code block.
    pub fn code(&mut self) {
        let nouns: Vec<String> = (0..8).map(|_| self.noun()).collect();
        let code = code::block(&nouns, self.random);
        // Words in code are not counted.
        let words = self.words;
        self.block(&code);
        self.words = words;
    }

    /// Writes what was not inserted yet, then the footnotes.
    pub fn end(&mut self) {
        let mut rest = std::mem::take(&mut self.pending);
        while !self.cited.is_empty() || self.notes_written < self.notes {
            let sentence = self.plain();
            rest.push(self.supported(&sentence, 1));
        }
        if !rest.is_empty() {
            self.block(&wrapped(&rest.join(" "), ""));
        }
        for note in 1..=self.notes {
            let sentence = self.plain();
            self.block(&format!("[^{note}]: {sentence}\n"));
        }
    }

    fn sentence(&mut self) -> String {
        if self.random.once_in(4)
            && let Some(pending) = self.pending.pop()
        {
            return pending;
        }
        if self.random.once_in(12) {
            let words = self.filled("the A NS V the N");
            let speaker = self.filled("M V D");
            return format!("\"{},\" {speaker}.", capital(&words));
        }
        let sentence = self.plain();
        self.supported(&sentence, 6)
    }

    /// Returns a sentence, with a citation or a footnote in one of `times` cases.
    fn supported(&mut self, sentence: &str, times: usize) -> String {
        let bare = sentence.trim_end_matches('.');
        if self.random.once_in(times)
            && let Some(source) = self.cited.pop()
        {
            return format!("{bare} [{source}].");
        }
        if self.random.once_in(times) && self.notes_written < self.notes {
            self.notes_written += 1;
            return format!("{bare}.[^{}]", self.notes_written);
        }
        format!("{bare}.")
    }

    /// Returns a pattern with its placeholders filled.
    pub fn filled(&mut self, pattern: &str) -> String {
        let mut text = String::new();
        for slot in pattern.split(' ') {
            if !text.is_empty() {
                text.push(' ');
            }
            let (slot, mark) = match slot.strip_suffix(',') {
                Some(slot) => (slot, ","),
                None => (slot, ""),
            };
            let word = self.slot(slot);
            // "a" becomes "an" before a vowel.
            if text.ends_with(" a ") && word.starts_with(['a', 'e', 'i', 'o', 'u']) {
                text.insert(text.len() - 1, 'n');
            }
            text.push_str(&word);
            text.push_str(mark);
        }
        text
    }

    fn slot(&mut self, slot: &str) -> String {
        let phrases = &self.world.phrases;
        match slot {
            "N" => phrases.nouns.draw(self.random).to_owned(),
            "NS" => plural(phrases.nouns.draw(self.random)),
            "A" => phrases.adjectives.draw(self.random).to_owned(),
            "V" => phrases.verbs.draw(self.random).to_owned(),
            "D" => phrases.adverbs.draw(self.random).to_owned(),
            "M" => self.actor(),
            "R" => self.region(),
            "T" => self.random.word(DETERMINERS).to_owned(),
            word => word.to_owned(),
        }
    }

    /// Returns the name of an actor, or an alias.
    fn actor(&mut self) -> String {
        if self.actors.is_empty() {
            return format!("the {}", self.noun());
        }
        let actor = &self.world.actors[*self.random.pick(&self.actors)];
        if !actor.aliases.is_empty() && self.random.once_in(4) {
            return self.random.pick(&actor.aliases).clone();
        }
        actor.in_a_sentence()
    }

    fn region(&mut self) -> String {
        let region = *self.random.pick(&self.regions);
        self.world.regions[region].name.clone()
    }

    /// Writes lines as a block of their own.
    fn block(&mut self, lines: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.words += lines.split_whitespace().count();
        self.text.push_str(lines);
    }
}

fn plural(noun: &str) -> String {
    let is_sibilant = ["x", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with('s') => noun.to_owned(),
        _ if is_sibilant => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// Wraps words, with `mark` before each line.
fn wrapped(text: &str, mark: &str) -> String {
    let mut lines = String::new();
    let mut width = WIDTH;
    for word in text.split(' ') {
        if width + word.len() >= WIDTH {
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(mark);
            width = mark.len();
        } else {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += word.len();
    }
    lines.push('\n');
    lines
}
