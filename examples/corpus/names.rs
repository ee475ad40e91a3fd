//! Names of actors, regions, towns and newspapers. No two are similar, and none is similar to a
//! word, so none is reported as a misspelling.

use super::random::Random;
use super::words::Lexicon;

/// Names at most this many edits apart count as similar; griot looks two edits far.
const NEAR: usize = 3;

/// Generates unique names.
pub struct Names {
    random: Random,
    /// In lower case, with all words that can begin a sentence.
    taken: Vec<String>,
}

impl Names {
    /// Returns a generator that avoids all words of the lexicon.
    pub fn new(phrases: &Lexicon) -> Names {
        Names {
            random: Random::new(2, 0),
            taken: phrases.all().map(str::to_owned).collect(),
        }
    }

    /// Returns a word with a capital letter.
    pub fn name(&mut self) -> String {
        loop {
            let name = sounds(&mut self.random);
            if self.taken.iter().all(|other| edits(other, &name) > NEAR) {
                self.taken.push(name.clone());
                return capital(&name);
            }
        }
    }

    /// Returns the generator of random numbers.
    pub fn random(&mut self) -> &mut Random {
        &mut self.random
    }
}

fn sounds(random: &mut Random) -> String {
    const BEGINNINGS: &[&str] = &[
        "b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "j", "y", "kh", "dj", "sh",
    ];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ou", "aa"];
    const ENDINGS: &[&str] = &[
        "ra", "ko", "li", "nde", "zar", "mat", "sso", "gui", "bo", "tun", "yek", "va",
    ];
    let mut name = String::new();
    for _ in 0..random.between(2, 3) {
        name.push_str(random.word(BEGINNINGS));
        name.push_str(random.word(VOWELS));
    }
    name.push_str(random.word(ENDINGS));
    name
}

/// Returns a text with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Returns the Levenshtein distance of two words.
fn edits(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > NEAR {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, left) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (to, right) in b.bytes().enumerate() {
            let changed = diagonal + usize::from(left != right);
            diagonal = row[to + 1];
            row[to + 1] = changed.min(diagonal + 1).min(row[to] + 1);
        }
    }
    row[b.len()]
}

/// Returns the id of a name: in lower case, with hyphens for spaces.
pub fn id(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}
