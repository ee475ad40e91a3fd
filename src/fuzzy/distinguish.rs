//! Words that distinguish similar names: numbers, directions, countries.

use super::countries::are_distinct_countries;

/// Whether two similar names must mean different entities: they differ in a number, direction,
/// size, single letter or country.
pub fn are_distinct(a: &str, b: &str) -> bool {
    let (first, second) = (Distinguishers::new(a), Distinguishers::new(b));
    let differ = |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && a != b;
    first.numbers != second.numbers
        || differ(&first.letters, &second.letters)
        || first.opposites.iter().any(|one| {
            let mut others = second
                .opposites
                .iter()
                .filter(|other| other.0 == one.0)
                .peekable();
            others.peek().is_some() && others.all(|other| other.1 != one.1)
        })
        || are_distinct_countries(a, b)
}

/// The parts of a name that distinguish it from similar names.
struct Distinguishers {
    /// Numbers in digits of any script, Roman numerals and words.
    numbers: Vec<String>,
    /// Words of one letter.
    letters: Vec<String>,
    /// Words that have an opposite: the index of their group in [`OPPOSITES`], and of their meaning
    /// in the group.
    opposites: Vec<(usize, usize)>,
}

/// Groups of mutually exclusive meanings. Each meaning is a list of words without accents.
const OPPOSITES: &[&[&[&str]]] = &[
    &[
        &[
            "north",
            "northern",
            "nord",
            "norte",
            "septentrional",
            "septentrionale",
            "شمال",
            "شمالي",
            "شماليه",
            "شمالية",
        ],
        &[
            "south",
            "southern",
            "sud",
            "sur",
            "sul",
            "meridional",
            "meridionale",
            "جنوب",
            "جنوبي",
            "جنوبيه",
            "جنوبية",
        ],
        &[
            "east",
            "eastern",
            "est",
            "este",
            "oriental",
            "orientale",
            "شرق",
            "شرقي",
            "شرقيه",
            "شرقية",
        ],
        &[
            "west",
            "western",
            "ouest",
            "oeste",
            "occidental",
            "occidentale",
            "غرب",
            "غربي",
            "غربيه",
            "غربية",
        ],
        &[
            "central", "centre", "center", "centrale", "وسط", "اوسط", "وسطي",
        ],
        &["northeast", "nordeste"],
        &["northwest", "nordoueste"],
        &["southeast", "sudeste"],
        &["southwest", "sudoueste"],
    ],
    &[
        &[
            "upper", "haut", "haute", "hauts", "hautes", "high", "علي", "اعلي", "عليا",
        ],
        &["lower", "bas", "basse", "low", "سفلي", "اسفل"],
        &["middle", "moyen", "moyenne", "اوسط"],
    ],
    &[
        &[
            "greater", "great", "grand", "grande", "big", "large", "كبري", "كبير",
        ],
        &[
            "lesser", "little", "small", "petit", "petite", "minor", "صغري", "صغير",
        ],
    ],
    &[
        &["inner", "interieur", "internal", "internes", "interne"],
        &["outer", "exterieur", "external", "externe", "externes"],
    ],
    &[
        &["old", "vieux", "vieille", "ancien", "ancienne", "قديم"],
        &["new", "nouveau", "nouvelle", "neuf", "neuve", "جديد"],
    ],
    &[&["left", "gauche"], &["right", "droite", "droit"]],
    &[&["pro"], &["anti"]],
    &[&["major", "senior"], &["minor", "junior"]],
    &[&["male", "men", "hommes"], &["female", "women", "femmes"]],
    &[&["urban", "urbain", "urbaine"], &["rural", "rurale"]],
];

/// Ordinals by their number, starting with 1.
const ORDINALS: &[&[&str]] = &[
    &[
        "first", "premier", "premiere", "1st", "1er", "1ere", "one", "اول", "اولي",
    ],
    &[
        "second",
        "deuxieme",
        "seconde",
        "two",
        "ثاني",
        "ثانيه",
        "ثانية",
    ],
    &["third", "troisieme", "three", "ثالث", "ثالثه", "ثالثة"],
    &["fourth", "quatrieme", "four", "رابع", "رابعه", "رابعة"],
    &["fifth", "cinquieme", "five", "خامس", "خامسه", "خامسة"],
    &["sixth", "sixieme", "six", "سادس", "سادسه", "سادسة"],
    &["seventh", "septieme", "seven", "سابع", "سابعه", "سابعة"],
    &["eighth", "huitieme", "eight", "ثامن", "ثامنه", "ثامنة"],
    &["ninth", "neuvieme", "nine", "تاسع", "تاسعه", "تاسعة"],
    &["tenth", "dixieme", "ten", "عاشر", "عاشره", "عاشرة"],
];

impl Distinguishers {
    fn new(name: &str) -> Distinguishers {
        let mut found = Distinguishers {
            numbers: Vec::new(),
            letters: Vec::new(),
            opposites: Vec::new(),
        };
        let words = words(name);
        for (at, (word, elided)) in words.iter().enumerate() {
            if let Some(number) = number(word) {
                found.numbers.push(number);
            } else if word.chars().count() == 1 && !elided {
                found.letters.push(word.clone());
            }
            // `north-east` is one direction.
            let two = words.get(at + 1).map(|(next, _)| format!("{word}{next}"));
            let mut opposites = two.as_deref().and_then(opposite);
            if opposites.is_none() {
                opposites = opposite(word);
            }
            found.opposites.extend(opposites);
        }
        found
    }
}

/// Returns the group and meaning of a word that has an opposite.
fn opposite(word: &str) -> Option<(usize, usize)> {
    let bare = word.strip_prefix("ال").unwrap_or(word);
    OPPOSITES.iter().enumerate().find_map(|(family, meanings)| {
        let meaning = meanings.iter().position(|words| words.contains(&bare))?;
        Some((family, meaning))
    })
}

/// Returns a word as a number: digits, Roman numerals from I to XX, or an ordinal.
fn number(word: &str) -> Option<String> {
    if word.chars().all(char::is_numeric) {
        let digit = |c: char| match u32::from(c) {
            n @ 0x660..=0x669 => char::from_digit(n - 0x660, 10).unwrap_or(c),
            n @ 0x6f0..=0x6f9 => char::from_digit(n - 0x6f0, 10).unwrap_or(c),
            _ => c,
        };
        let digits: String = word.chars().map(digit).collect();
        return Some(digits.trim_start_matches('0').to_owned());
    }
    const ROMAN: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    if let Some(at) = ROMAN.iter().position(|roman| *roman == word) {
        return Some((at + 1).to_string());
    }
    let bare = word.strip_prefix("ال").unwrap_or(word);
    ORDINALS
        .iter()
        .position(|words| words.contains(&bare))
        .map(|at| (at + 1).to_string())
}

/// Splits a name into words, and digits from letters. Returns whether each word is elided (`l'`).
pub(super) fn words(name: &str) -> Vec<(String, bool)> {
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut last = ' ';
    for c in name.chars() {
        if c.is_alphanumeric() {
            let is_new = !last.is_alphanumeric() || last.is_numeric() != c.is_numeric();
            match words.last_mut() {
                Some((word, _)) if !is_new => word.push(c),
                _ => words.push((c.to_string(), false)),
            }
        } else if c == '\''
            && let Some((_, elided)) = words.last_mut()
        {
            *elided = true;
        }
        last = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::confidence;
    use super::*;
    use crate::lang::fold;

    #[test]
    fn opposites_numbers_letters_and_countries_are_distinct() {
        for (a, b) in [
            ("North Kivu", "South Kivu"),
            ("Nord-Kivu", "Sud-Kivu"),
            ("West Darfur", "East Darfur"),
            ("North Darfur", "North-West Darfur"),
            ("شمال دارفور", "جنوب دارفور"),
            ("كيفو الشمالية", "كيفو الجنوبية"),
            ("Haut-Mbomou", "Bas-Mbomou"),
            ("Upper Nile", "Lower Nile"),
            ("Haut-Uele", "Bas-Uele"),
            ("Division I", "Division II"),
            ("Division 1", "Division 2"),
            ("1st Brigade", "2nd Brigade"),
            ("Battalion 101", "Battalion 102"),
            ("اللواء ٣", "اللواء ٤"),
            ("Group A", "Group B"),
            ("First Division", "Third Division"),
            ("M23", "M27"),
            ("Niger", "Nigeria"),
            ("Mali", "Malawi"),
            ("Guinea", "Guyana"),
            ("Iran", "Iraq"),
            ("Iran", "Irak"),
            ("Austria", "Australia"),
            ("Slovaquie", "Slovénie"),
            ("Gambie", "Zambie"),
            ("Nigerien army", "Nigerian army"),
            ("Government of Niger", "Government of Nigeria"),
            ("Greater Gao", "Lesser Gao"),
            ("pro-government militia", "anti-government militia"),
        ] {
            assert!(are_distinct(&fold(a), &fold(b)), "{a} and {b}");
            assert_eq!(confidence(&fold(a), &fold(b)), None, "{a} and {b}");
        }
        for (a, b) in [
            ("Nors-Kivu", "Nord-Kivu"),
            ("Battalion 101", "Batalion 101"),
            ("Nigera", "Nigeria"),
            ("Malii", "Mali"),
        ] {
            assert!(!are_distinct(&fold(a), &fold(b)), "{a} and {b}");
        }
    }
}
