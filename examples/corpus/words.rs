//! The words of articles: a few hundred English ones, and many more that only sound English.
//!
//! No word takes a side, counts the dead or is a number, since griot reports those.

use std::collections::BTreeSet;

use super::random::{Random, Zipf};

/// Words of one class, the common ones first.
pub struct Words {
    list: Vec<String>,
    zipf: Zipf,
}

impl Words {
    fn new(english: &str, endings: &[&str], count: usize, random: &mut Random) -> Words {
        let mut list: Vec<String> = english.split_whitespace().map(str::to_owned).collect();
        let mut known: BTreeSet<String> = list.iter().cloned().collect();
        while list.len() < count {
            let word = invented(endings, random);
            if known.insert(word.clone()) {
                list.push(word);
            }
        }
        let zipf = Zipf::new(list.len(), 4);
        Words { list, zipf }
    }

    /// Draws a word.
    pub fn draw(&self, random: &mut Random) -> &str {
        &self.list[self.zipf.draw(random)]
    }
}

/// All word classes.
pub struct Lexicon {
    pub nouns: Words,
    pub adjectives: Words,
    /// In the past tense.
    pub verbs: Words,
    pub adverbs: Words,
}

impl Lexicon {
    /// Returns the lexicon, which is always the same.
    pub fn new() -> Lexicon {
        let mut random = Random::new(1, 0);
        let random = &mut random;
        Lexicon {
            nouns: Words::new(
                NOUNS,
                &["ment", "ance", "ity", "or", "ade", "et", "ure", "age"],
                900,
                random,
            ),
            adjectives: Words::new(
                ADJECTIVES,
                &["al", "ic", "ive", "ous", "ary", "able"],
                450,
                random,
            ),
            verbs: Words::new(VERBS, &["ated", "ised", "ified", "ed"], 500, random),
            adverbs: Words::new(ADVERBS, &["ally", "ively", "ously"], 200, random),
        }
    }

    /// Returns every word, for names that must not resemble one.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.nouns, &self.adjectives, &self.verbs, &self.adverbs]
            .into_iter()
            .flat_map(|words| words.list.iter().map(String::as_str))
    }
}

fn invented(endings: &[&str], random: &mut Random) -> String {
    const BEGINNINGS: &[&str] = &[
        "br", "cl", "cr", "dr", "fl", "gr", "pl", "pr", "qu", "sc", "sl", "sp", "st", "str", "tr",
        "w", "th", "h", "p", "c", "tw", "sw", "sm", "sn",
    ];
    const MIDDLES: &[&str] = &["a", "e", "i", "o", "u", "ea", "ai", "oo"];
    const CLOSINGS: &[&str] = &[
        "nt", "rd", "st", "ck", "ll", "rn", "mp", "sh", "ft", "lt", "n", "m", "r", "t", "p", "d",
        "rth", "x",
    ];
    let mut word = String::new();
    let syllables = if random.once_in(4) { 2 } else { 1 };
    for _ in 0..syllables {
        word.push_str(random.word(BEGINNINGS));
        word.push_str(random.word(MIDDLES));
    }
    word.push_str(random.word(CLOSINGS));
    word.push_str(random.word(endings));
    word
}

pub const TOPICS: &[&str] = &[
    "agreements",
    "aid",
    "borders",
    "broadcasting",
    "ceasefire",
    "courts",
    "customs",
    "elections",
    "fuel",
    "grain",
    "grazing",
    "harbours",
    "health",
    "journalism",
    "land",
    "markets",
    "mines",
    "monitoring",
    "pastures",
    "prisons",
    "roads",
    "sanctions",
    "schools",
    "water",
];

const NOUNS: &str = "
    report area road market council government army week agreement region village town border text witness official river
    district family convoy meeting statement school hospital spokesman month commission checkpoint camp season harvest
    bridge station mission delegation radio resident trader farmer herder teacher nurse lawyer driver mayor governor
    colonel minister deputy judge observer reporter agency office archive document letter decree law treaty talks ceasefire
    election ballot vote party movement union league authority ministry parliament court prison police patrol base depot
    vehicle truck motorcycle boat ferry port airport runway well pump pipeline field pasture herd cattle grain flour salt
    sugar fuel price tax customs route trail valley hill plateau forest marsh lake shore island desert dune plain province
    capital suburb quarter street square mosque church shrine cemetery library museum theatre stadium factory mill mine
    quarry workshop bank fund budget salary debt loan contract permit passport census map photograph recording broadcast
    newspaper network antenna signal generator battery lamp shelter tent blanket ration vaccine clinic ward doctor midwife
    refugee return departure arrival journey passage escort guard sentry post trench wall gate fence tower roof storm flood
    drought rain wind dust heat night morning evening afternoon day hour year decade history question answer reason
    version account detail difference figure list table page paragraph line word";

const ADJECTIVES: &str = "
    local new former northern southern eastern western central military civil public national regional early late long
    short large small open closed common separate joint official private written oral recent old main further possible
    certain clear quiet heavy light narrow wide distant near rural urban coastal dry wet cold hot difficult simple partial
    complete temporary permanent legal judicial political social economic commercial agricultural medical technical
    foreign neighbouring internal external daily weekly monthly annual seasonal first last next previous usual rare
    frequent formal informal direct indirect independent anonymous senior junior armed unarmed empty full";

const VERBS: &str = "
    said reported announced described reached left crossed opened closed followed confirmed repeated denied mentioned
    counted listed noted observed visited met received sent carried brought moved returned stopped started continued
    ended delayed cancelled signed published printed recorded questioned answered explained compared checked corrected
    changed kept held took gave found lost needed wanted expected planned prepared arranged organised supported opposed
    accepted refused allowed blocked guarded searched repaired built cleared occupied abandoned entered approached
    surrounded passed joined divided measured weighed stored supplied bought sold paid collected distributed shared
    borrowed promised requested proposed discussed debated approved rejected suspended resumed extended reduced increased
    lowered raised turned waited watched listened called wrote read";

const ADVERBS: &str = "
    again later earlier often rarely quickly slowly quietly openly together apart elsewhere nearby meanwhile however still
    already soon twice once finally usually partly largely mostly directly separately formally briefly carefully";
