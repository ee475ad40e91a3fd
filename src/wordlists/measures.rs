//! Words that say what a number of people counts: "killed", "arrestations", "تحييد".
//!
//! Built in for French, English and Arabic. A site does not change them, because the grammar of a
//! language decides which number a word belongs to. Words that are also a status, such as
//! "détenus" and "نازحين", are left out: twelve displaced people may have been killed.

use std::ops::Range;

use crate::lang::Lang;
use crate::model::Measure;
use crate::phrases::{PhraseMatcher, leftmost_longest, normalized};

/// The measure words of a language, and the words that decide which number they belong to.
pub struct MeasureWords {
    matcher: PhraseMatcher,
    phrases: Vec<String>,
    /// The word of each phrase.
    words: Vec<MeasureWord>,
    grammar: &'static MeasureGrammar,
}

/// A word that names a measure.
#[derive(Clone, Copy, Debug)]
pub struct MeasureWord {
    pub measure: Measure,
    /// Whether it takes a number after it: "killed 19", "the arrest of 19".
    pub is_before: bool,
    /// Whether it is a noun or an adjective after a number: "19 dead".
    pub is_noun: bool,
    /// Whether it is a passive participle after a number: "19 people were killed".
    pub is_participle: bool,
}

/// Function words of a language. All are in lower case.
pub struct MeasureGrammar {
    /// Words allowed between a measure word and the number after it.
    pub between: &'static [&'static str],
    /// Words before a number that refer to people known already.
    pub definite: &'static [&'static str],
    /// Words allowed between the counted noun and the measure word.
    pub auxiliary: &'static [&'static str],
    /// Auxiliaries of the passive.
    pub passive: &'static [&'static str],
    /// Auxiliaries of the active: "8 men have killed".
    pub active: &'static [&'static str],
    /// Words that end the counted noun.
    pub stop: &'static [&'static str],
    /// Words before a number that take a part of it: "among 19".
    pub partitive: &'static [&'static str],
    /// Words that take a part of a number if a definite word follows: "of the 19".
    pub of: &'static [&'static str],
    /// Words that may follow a participle without an auxiliary. Empty if the language tells a
    /// participle from an active verb by its form.
    pub followers: &'static [&'static str],
    /// Words that join measures one of which may be the right one.
    pub or: &'static [&'static str],
    /// Words by which a sentence denies, asks or leaves open.
    pub doubt: &'static [&'static str],
}

/// The words of one measure in one language.
struct MeasureForms {
    measure: Measure,
    before: &'static [&'static str],
    nouns: &'static [&'static str],
    participles: &'static [&'static str],
}

impl MeasureWords {
    /// Returns the measure words of a language, or `None` if there are none.
    pub fn for_lang(lang: Lang) -> Option<MeasureWords> {
        let (forms, grammar) = match lang.tag().split('-').next()? {
            "en" => (ENGLISH, &ENGLISH_GRAMMAR),
            "fr" => (FRENCH, &FRENCH_GRAMMAR),
            "ar" => (ARABIC, &ARABIC_GRAMMAR),
            _ => return None,
        };
        let mut phrases: Vec<String> = Vec::new();
        let mut words: Vec<MeasureWord> = Vec::new();
        for of_measure in forms {
            let kinds = [of_measure.before, of_measure.nouns, of_measure.participles];
            for (kind, texts) in kinds.into_iter().enumerate() {
                for text in texts {
                    let phrase = normalized(text);
                    let at = phrases
                        .iter()
                        .position(|known| *known == phrase)
                        .unwrap_or(phrases.len());
                    if at == phrases.len() {
                        phrases.push(phrase);
                        words.push(MeasureWord {
                            measure: of_measure.measure,
                            is_before: false,
                            is_noun: false,
                            is_participle: false,
                        });
                    }
                    words[at].is_before |= kind == 0;
                    words[at].is_noun |= kind == 1;
                    words[at].is_participle |= kind == 2;
                }
            }
        }
        Some(MeasureWords {
            matcher: PhraseMatcher::new(&phrases),
            phrases,
            words,
            grammar,
        })
    }

    /// Finds the measure words of a text that was [`normalized`], from left to right.
    pub fn find(&self, text: &str, words: &[Range<usize>]) -> Vec<(Range<usize>, MeasureWord)> {
        let hits = self.matcher.hits(text, words.iter().cloned());
        leftmost_longest(hits)
            .into_iter()
            .map(|(range, phrase)| (range, self.words[phrase]))
            .collect()
    }

    /// Returns what a [`normalized`] word names, or `None` if it names no measure.
    pub fn measure_of(&self, word: &str) -> Option<Measure> {
        let at = self.phrases.iter().position(|phrase| phrase == word)?;
        Some(self.words[at].measure)
    }

    /// Returns the function words of the language.
    pub fn grammar(&self) -> &'static MeasureGrammar {
        self.grammar
    }
}

const ENGLISH: &[MeasureForms] = &[
    MeasureForms {
        measure: Measure::Killed,
        before: &[
            "killed",
            "killing",
            "kills",
            "kill",
            "killing of",
            "killings of",
            "death of",
            "deaths of",
            "murdered",
            "massacred",
            "executed",
            "slain",
        ],
        nouns: &["dead", "deaths", "fatalities", "died", "lost their lives"],
        participles: &[
            "killed",
            "slain",
            "murdered",
            "massacred",
            "executed",
            "shot dead",
        ],
    },
    MeasureForms {
        measure: Measure::Wounded,
        before: &[
            "wounded", "wounding", "wounds", "injured", "injuring", "injures",
        ],
        nouns: &["injuries"],
        participles: &["wounded", "injured", "hurt"],
    },
    MeasureForms {
        measure: Measure::Arrested,
        before: &[
            "arrested",
            "arresting",
            "arrests",
            "arrest",
            "arrest of",
            "arrests of",
            "detained",
            "detaining",
            "detention of",
        ],
        nouns: &["arrests"],
        participles: &["arrested", "detained"],
    },
    MeasureForms {
        measure: Measure::Neutralised,
        before: &["neutralised", "neutralized", "neutralising", "neutralizing"],
        nouns: &[],
        participles: &["neutralised", "neutralized"],
    },
    MeasureForms {
        measure: Measure::Abducted,
        before: &[
            "abducted",
            "abducting",
            "kidnapped",
            "kidnapping",
            "abduction of",
            "kidnapping of",
        ],
        nouns: &["abductions", "kidnappings"],
        participles: &["abducted", "kidnapped"],
    },
    MeasureForms {
        measure: Measure::Displaced,
        before: &["displaced", "displacing", "displacement of"],
        nouns: &[],
        participles: &["displaced"],
    },
    MeasureForms {
        measure: Measure::Surrendered,
        before: &["surrender of"],
        nouns: &["surrendered"],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Released,
        before: &["released", "releasing", "freed", "freeing", "release of"],
        nouns: &[],
        participles: &["released", "freed"],
    },
    MeasureForms {
        measure: Measure::Captured,
        before: &["captured", "capturing", "capture of"],
        nouns: &["prisoners", "captives"],
        participles: &["captured", "taken prisoner"],
    },
];

const ENGLISH_GRAMMAR: MeasureGrammar = MeasureGrammar {
    between: &[
        "at",
        "least",
        "most",
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "more",
        "fewer",
        "less",
        "no",
        "than",
        "over",
        "up",
        "to",
        "as",
        "many",
        "an",
        "a",
        "estimated",
        "another",
        "further",
        "between",
        "roughly",
        "approximately",
        "reportedly",
        "total",
        "of",
    ],
    definite: &["the", "these", "those", "all", "his", "her", "its", "their"],
    auxiliary: &[
        "were",
        "was",
        "are",
        "is",
        "be",
        "been",
        "being",
        "have",
        "has",
        "had",
        "reported",
        "reportedly",
        "allegedly",
        "also",
        "later",
        "all",
    ],
    passive: &["were", "was", "are", "is", "be", "been", "being"],
    active: &["have", "has", "had", "having"],
    stop: &[
        "and",
        "or",
        "but",
        "who",
        "whom",
        "which",
        "that",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "to",
        "after",
        "before",
        "when",
        "while",
        "as",
        "than",
        "suspected",
        "accused",
        "how",
        "if",
        "whether",
    ],
    partitive: &["among"],
    of: &["of"],
    followers: &[
        "in",
        "on",
        "at",
        "by",
        "during",
        "and",
        "near",
        "since",
        "when",
        "while",
        "after",
        "before",
        "between",
        "around",
        "there",
        "here",
        "that",
        "last",
        "this",
        "according",
        "from",
        "outside",
        "inside",
        "today",
        "yesterday",
        "as",
        "over",
        "with",
    ],
    or: &["or"],
    doubt: &[
        "not", "never", "nor", "neither", "nobody", "whether", "if", "didn", "wasn", "weren",
        "hasn", "haven", "doesn", "don", "isn", "aren", "cannot", "without", "denies", "denied",
        "deny", "denying", "unclear", "unknown", "how", "what", "instead", "rather", "would",
        "could", "might",
    ],
};

const FRENCH: &[MeasureForms] = &[
    MeasureForms {
        measure: Measure::Killed,
        before: &[
            "tué",
            "tue",
            "tuent",
            "tuer",
            "tuant",
            "tuait",
            "tuaient",
            "mort de",
            "mort d",
            "abattu",
            "abattent",
            "abattre",
            "abattant",
            "coûté la vie à",
            "assassiné",
            "assassinent",
            "massacré",
            "massacrent",
            "exécuté",
            "exécutent",
            "décès de",
            "décès d",
        ],
        nouns: &["morts", "mortes", "décès", "tués", "tuées", "cadavres"],
        participles: &[
            "tués",
            "tuées",
            "abattus",
            "abattues",
            "assassinés",
            "assassinées",
            "massacrés",
            "massacrées",
            "exécutés",
            "exécutées",
            "tué",
            "tuée",
            "perdu la vie",
        ],
    },
    MeasureForms {
        measure: Measure::Wounded,
        before: &["blessé", "blessent", "blesser", "blessant"],
        nouns: &["blessés", "blessées"],
        participles: &["blessés", "blessées", "blessé", "blessée"],
    },
    MeasureForms {
        measure: Measure::Arrested,
        before: &[
            "arrêté",
            "arrêtent",
            "arrêter",
            "arrêtant",
            "interpellé",
            "interpellent",
            "interpeller",
            "interpellant",
            "arrestation de",
            "arrestation d",
            "interpellation de",
            "interpellation d",
        ],
        nouns: &["arrestations", "interpellations"],
        participles: &[
            "arrêtés",
            "arrêtées",
            "interpellés",
            "interpellées",
            "arrêté",
            "arrêtée",
            "interpellé",
            "interpellée",
        ],
    },
    MeasureForms {
        measure: Measure::Neutralised,
        before: &[
            "neutralisé",
            "neutralisent",
            "neutraliser",
            "neutralisant",
            "neutralisation de",
            "neutralisation d",
        ],
        nouns: &["neutralisés", "neutralisées"],
        participles: &["neutralisés", "neutralisées"],
    },
    MeasureForms {
        measure: Measure::Abducted,
        before: &[
            "enlevé",
            "enlèvent",
            "enlever",
            "enlevant",
            "kidnappé",
            "kidnappent",
            "enlèvement de",
            "enlèvement d",
            "rapt de",
        ],
        nouns: &["enlèvements"],
        participles: &[
            "enlevés",
            "enlevées",
            "kidnappés",
            "kidnappées",
            "enlevé",
            "enlevée",
        ],
    },
    MeasureForms {
        measure: Measure::Displaced,
        before: &["déplacé", "déplacement de", "déplacement d"],
        nouns: &[],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Surrendered,
        before: &["reddition de", "reddition d"],
        nouns: &["redditions"],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Released,
        before: &[
            "libéré",
            "libèrent",
            "libérer",
            "libérant",
            "relâché",
            "relâchent",
            "libération de",
            "libération d",
        ],
        nouns: &["libérations"],
        participles: &[
            "libérés",
            "libérées",
            "relâchés",
            "relâchées",
            "libéré",
            "libérée",
        ],
    },
    MeasureForms {
        measure: Measure::Captured,
        before: &[
            "capturé",
            "capturent",
            "capturer",
            "capturant",
            "capture de",
            "capture d",
        ],
        nouns: &["prisonniers", "captifs"],
        participles: &["capturés", "capturées", "capturé", "capturée"],
    },
];

const FRENCH_GRAMMAR: MeasureGrammar = MeasureGrammar {
    between: &[
        "au",
        "moins",
        "environ",
        "près",
        "de",
        "d",
        "plus",
        "presque",
        "quelque",
        "jusqu",
        "à",
        "encore",
        "autres",
        "soit",
        "total",
        "officiellement",
        "entre",
        "pas",
        "un",
        "une",
    ],
    definite: &["les", "ces", "ses", "leurs", "aux", "tous", "toutes"],
    auxiliary: &[
        "ont", "été", "sont", "étaient", "avaient", "auraient", "seraient", "furent", "est",
        "était", "fut", "a", "avait", "aurait", "serait", "aussi", "ensuite", "tous", "toutes",
    ],
    passive: &[
        "été", "sont", "étaient", "seraient", "furent", "est", "était", "fut", "serait", "soient",
    ],
    active: &[
        "a", "ont", "avait", "avaient", "aurait", "auraient", "avoir", "ayant", "ait", "aient",
    ],
    stop: &[
        "et",
        "ou",
        "mais",
        "qui",
        "que",
        "dont",
        "de",
        "des",
        "du",
        "d",
        "à",
        "au",
        "aux",
        "en",
        "dans",
        "par",
        "pour",
        "sur",
        "avec",
        "après",
        "avant",
        "quand",
        "lors",
        "comme",
        "soupçonnés",
        "accusés",
        "si",
        "les",
        "la",
        "le",
        "l",
    ],
    partitive: &["parmi", "des", "sur", "chez"],
    of: &["de", "d"],
    followers: &[],
    or: &["ou"],
    doubt: &[
        "ne",
        "n",
        "pas",
        "jamais",
        "ni",
        "aucun",
        "si",
        "nie",
        "nient",
        "nié",
        "dément",
        "démentent",
        "démenti",
        "sans",
        "combien",
        "ignore",
        "inconnu",
        "plutôt",
        "pourrait",
        "pourraient",
        "peut",
        "peuvent",
    ],
};

const ARABIC: &[MeasureForms] = &[
    MeasureForms {
        measure: Measure::Killed,
        before: &[
            "قتل",
            "قُتل",
            "قُتِل",
            "قتلت",
            "قُتلت",
            "قتلوا",
            "مقتل",
            "مصرع",
            "اغتيال",
            "إعدام",
        ],
        nouns: &[
            "قتيلا",
            "قتيلًا",
            "قتيل",
            "قتيلة",
            "قتيلين",
            "قتلى",
            "قُتلوا",
            "قُتلن",
        ],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Wounded,
        before: &[
            "إصابة",
            "أصيب",
            "أُصيب",
            "جرح",
            "جُرح",
            "أصاب",
            "أصابت",
            "جرحت",
        ],
        nouns: &[
            "جريحا",
            "جريحًا",
            "جريح",
            "جريحة",
            "جرحى",
            "مصابا",
            "مصابًا",
            "مصابين",
            "مصابون",
            "أُصيبوا",
            "أصيبوا",
        ],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Arrested,
        before: &["توقيف", "اعتقال", "اعتقل", "اعتقلت", "اعتُقل", "القبض على"],
        nouns: &["اعتُقلوا", "اعتقلوا"],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Neutralised,
        before: &["تحييد", "حيد", "حيدت", "حيّد", "حيّدت"],
        nouns: &[],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Abducted,
        before: &["اختطاف", "اختطف", "اختطفت", "خطف", "خطفت", "خُطف", "اختُطف"],
        nouns: &["مختطفا", "مختطفين"],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Displaced,
        before: &["نزوح", "تهجير", "شردت"],
        nouns: &[],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Surrendered,
        before: &["استسلام", "استسلم"],
        nouns: &["استسلموا"],
        participles: &[],
    },
    MeasureForms {
        measure: Measure::Released,
        before: &[
            "إطلاق سراح",
            "أطلق سراح",
            "أطلقت سراح",
            "الإفراج عن",
            "أفرج عن",
            "أفرجت عن",
            "أُفرج عن",
        ],
        nouns: &[],
        participles: &[],
    },
];

const ARABIC_GRAMMAR: MeasureGrammar = MeasureGrammar {
    between: &[
        "ما",
        "لا",
        "يقل",
        "يزيد",
        "عن",
        "نحو",
        "حوالي",
        "حوالى",
        "اكثر",
        "من",
        "قرابة",
        "زهاء",
        "على",
        "الاقل",
        "بين",
        "اقل",
    ],
    definite: &["جميع", "كل", "هؤلاء"],
    auxiliary: &[],
    passive: &[],
    active: &[],
    stop: &[
        "من",
        "في",
        "على",
        "عن",
        "الى",
        "التي",
        "الذين",
        "الذي",
        "بعد",
        "قبل",
        "مع",
        "ثم",
        "او",
        "بينهم",
        "بينما",
        "كانوا",
        "متهمين",
        "مشتبها",
    ],
    partitive: &["بين", "ضمن"],
    of: &[],
    followers: &[],
    or: &["او", "ام"],
    doubt: &[
        "لم", "لن", "لا", "ليس", "ليست", "نفى", "نفت", "ينفي", "تنفي", "هل", "دون", "كم",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_has_two_measures() {
        for forms in [ENGLISH, FRENCH, ARABIC] {
            for (at, one) in forms.iter().enumerate() {
                let all = |of: &MeasureForms| -> Vec<&str> {
                    [of.before, of.nouns, of.participles].concat()
                };
                for other in &forms[at + 1..] {
                    let both: Vec<&str> = all(one)
                        .into_iter()
                        .filter(|word| all(other).contains(word))
                        .collect();
                    assert!(both.is_empty(), "{both:?}");
                }
            }
        }
    }

    #[test]
    fn function_words_are_normalized() {
        for grammar in [&ENGLISH_GRAMMAR, &FRENCH_GRAMMAR, &ARABIC_GRAMMAR] {
            let lists = [
                grammar.between,
                grammar.definite,
                grammar.stop,
                grammar.doubt,
            ];
            for word in lists.concat() {
                assert_eq!(normalized(word), word);
            }
        }
    }
}
