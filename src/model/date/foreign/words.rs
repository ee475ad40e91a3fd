//! Names of months, and words in dates that can be ignored.

/// Whether a folded word in a date can be ignored: an article, an ordinal ending, a day of the
/// week.
pub(super) fn is_filler(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "of", "the", "on", "in", "le", "la", "les", "l", "de", "du", "des", "d", "en", "au", "del",
        "st", "nd", "rd", "th", "er", "ere", "re", "e", "eme", "year", "an", "annee", "ad", "ce",
        "month", "mois", "day", "jour", "o", "m", "t", "في", "من", "يوم", "عام", "سنة", "شهر", "م",
    ];
    const WEEK: &[&str] = &[
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "tues",
        "thurs",
        "lun",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "الاثنين",
        "الثلاثاء",
        "الاربعاء",
        "الخميس",
        "الجمعة",
        "السبت",
        "الاحد",
    ];
    WORDS.contains(&word) || WEEK.contains(&word)
}

/// The names of the months, folded: English, French, Arabic (Gregorian, Levantine and Maghrebi
/// names), Spanish, Portuguese and German.
///
/// `كانون` and `تشرين` begin names of two words, which [`super::tokens`] parses.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "janvier",
        "enero",
        "janeiro",
        "januar",
        "يناير",
        "جانفي",
        "ينائر",
    ],
    &[
        "february",
        "fevrier",
        "febrero",
        "fevereiro",
        "februar",
        "فبراير",
        "شباط",
        "فيفري",
    ],
    &[
        "march", "mars", "marzo", "marco", "marz", "maerz", "مارس", "اذار",
    ],
    &[
        "april",
        "avril",
        "abril",
        "ابريل",
        "نيسان",
        "افريل",
        "ابريـل",
    ],
    &["may", "mai", "mayo", "maio", "مايو", "ايار", "ماي", "مايس"],
    &[
        "june",
        "juin",
        "junio",
        "junho",
        "juni",
        "يونيو",
        "يونيه",
        "حزيران",
        "جوان",
    ],
    &[
        "july",
        "juillet",
        "julio",
        "julho",
        "juli",
        "يوليو",
        "يوليه",
        "تموز",
        "جويلية",
        "يوليوز",
    ],
    &["august", "aout", "agosto", "اغسطس", "اب", "اوت", "غشت"],
    &[
        "september",
        "septembre",
        "septiembre",
        "setembro",
        "سبتمبر",
        "ايلول",
        "شتنبر",
    ],
    &[
        "october",
        "octobre",
        "octubre",
        "outubro",
        "oktober",
        "اكتوبر",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "نوفمبر",
        "نونبر",
    ],
    &[
        "december",
        "decembre",
        "diciembre",
        "dezembro",
        "dezember",
        "ديسمبر",
        "دجنبر",
    ],
];

/// Returns the month (1 to 12) with a folded name. A prefix of three or more letters is enough if
/// only one month has it.
pub(super) fn month(word: &str) -> Option<i8> {
    let number = |index: usize| i8::try_from(index + 1).ok();
    if let Some(exact) = MONTHS.iter().position(|names| names.contains(&word)) {
        return number(exact);
    }
    if word.chars().count() < 3 || !word.is_ascii() {
        return None;
    }
    let mut candidates =
        (0..12).filter(|index| MONTHS[*index].iter().any(|name| name.starts_with(word)));
    match (candidates.next(), candidates.next()) {
        (Some(only), None) => number(only),
        _ => None,
    }
}
