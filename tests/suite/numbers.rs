//! Numbers in prose read back as they were written, by this site's own number format and by another
//! library's words.

use griot::lang::Lang;
use griot::number::{NumberMatch, lone_one, readings};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use num2words::{Lang as Tongue, Num2Words};
use proptest::prelude::*;

/// A language with sentences around a number, where nothing else is one.
struct Prose {
    tag: &'static str,
    frames: &'static [(&'static str, &'static str)],
}

const FRENCH: Prose = Prose {
    tag: "fr",
    frames: &[
        ("", ""),
        (
            "Le 22 février 2022, l'armée compte au moins ",
            " morts, dont un chef, près de Tessit (G5).",
        ),
        (
            "«\u{a0}",
            "\u{a0}» : c'est le bilan de 18h30, soit 3,5 % de plus.",
        ),
    ],
};

const ENGLISH: Prose = Prose {
    tag: "en",
    frames: &[
        ("", ""),
        (
            "On 17 February 2022 nearly ",
            " fighters were killed, hundreds of them with AK-47s.",
        ),
        ("The army's figure (", ") is in S/2020/158."),
    ],
};

const ARABIC: Prose = Prose {
    tag: "ar",
    frames: &[
        ("", ""),
        ("في 22 فبراير 2022 قتل الجيش ", " شخصا قرب تيسيت."),
        ("قتل و", "، جريحا"),
    ],
};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn ranges(tag: &str, text: &str) -> Vec<(u64, u64)> {
    let found = readings(lang(tag), text);
    found
        .iter()
        .map(|reading| (reading.low, reading.high))
        .collect()
}

/// The number in a frame of its language (each in turn; the first is empty) reads as itself, and
/// its range is its own text.
fn reads_back(prose: &Prose, n: u64, written: &str) {
    let turn = usize::try_from(n / 7).expect("small") % prose.frames.len();
    for (before, after) in [prose.frames[0], prose.frames[turn]] {
        let text = format!("{before}{written}{after}");
        let found = readings(lang(prose.tag), &text);
        let [
            NumberMatch {
                range, low, high, ..
            },
        ] = found.as_slice()
        else {
            panic!("{n} in `{text}`: {found:?}");
        };
        assert_eq!((*low, *high), (n, n), "{text}");
        assert_eq!(&text[range.clone()], written, "{text}");
    }
}

/// Small numbers one by one, and a choice of those up to a million.
fn numbers() -> impl Iterator<Item = u64> {
    (0..10_000)
        .chain((10_000..1_000_000).step_by(997))
        .chain([100_000, 200_000, 999_999])
}

fn with_zero(n: u64, zero: char) -> String {
    let digit = |c: char| char::from_u32(u32::from(zero) + c.to_digit(10)?);
    n.to_string().chars().filter_map(digit).collect()
}

fn words(n: u64, tongue: Tongue, preferences: &[&str]) -> String {
    let writer = preferences
        .iter()
        .fold(Num2Words::new(n).lang(tongue), |writer, preference| {
            writer.prefer(*preference)
        });
    writer.to_words().expect("small numbers have words")
}

#[test]
fn digits_read_back_as_the_site_writes_them() {
    for prose in [&FRENCH, &ENGLISH, &ARABIC] {
        for tag in [
            prose.tag.to_owned(),
            format!("{}-EG", prose.tag),
            format!("{}-MA", prose.tag),
        ] {
            let format = DecimalFormatter::try_new(lang(&tag).locale().into(), Default::default())
                .expect("a format");
            for n in numbers() {
                reads_back(prose, n, &format.format(&Decimal::from(n)).to_string());
            }
        }
    }
}

#[test]
fn plain_digits_of_three_scripts_read_back() {
    for prose in [&FRENCH, &ENGLISH, &ARABIC] {
        for n in numbers() {
            reads_back(prose, n, &n.to_string());
            reads_back(prose, n, &with_zero(n, '٠'));
            reads_back(prose, n, &with_zero(n, '۰'));
        }
    }
}

#[test]
fn french_words_read_back() {
    let manners: [fn(u64) -> String; 5] = [
        |n| words(n, Tongue::French, &[]),
        |n| words(n, Tongue::French, &["reformed"]),
        |n| words(n, Tongue::French, &["f", "reformed"]),
        |n| words(n, Tongue::French_BE, &[]),
        |n| words(n, Tongue::French_CH, &[]),
    ];
    for n in numbers().filter(|&n| n != 1) {
        for manner in manners {
            reads_back(&FRENCH, n, &manner(n));
        }
        reads_back(&FRENCH, n, &words(n, Tongue::French, &[]).replace('-', " "));
    }
}

#[test]
fn english_words_read_back() {
    for n in numbers().filter(|&n| n != 1) {
        let written = words(n, Tongue::English, &[]);
        reads_back(&ENGLISH, n, &written);
        reads_back(&ENGLISH, n, &written.replace('-', " "));
        reads_back(&ENGLISH, n, &written.replace(" and ", " "));
        let british = written
            .replace(" and ", " ")
            .replace(" hundred ", " hundred and ");
        reads_back(
            &ENGLISH,
            n,
            &british.replace("hundred and thousand", "hundred thousand"),
        );
    }
}

/// The library whose words are read is right where French is hard.
#[test]
fn the_writer_knows_french() {
    let known = [
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (280, "deux cent quatre-vingts"),
        (1000, "mille"),
        (2000, "deux mille"),
        (80_000, "quatre-vingt mille"),
    ];
    for (n, written) in known {
        assert_eq!(words(n, Tongue::French, &[]), written);
    }
}

#[test]
fn one_alone_is_no_reading() {
    for (tag, word) in [
        ("fr", "un"),
        ("fr", "une"),
        ("en", "one"),
        ("en", "an"),
        ("ar", "واحد"),
    ] {
        assert_eq!(ranges(tag, word), []);
        assert!(lone_one(lang(tag), word));
    }
}

proptest! {
    #[test]
    fn ranges_in_figures(low in 0..9_999u64, more in 1..9_999u64) {
        let high = low + more;
        let western = [
            ("fr", format!("de {low} à {high} morts")),
            ("fr", format!("entre {low} et {high} morts")),
            ("fr", format!("{low} ou {high} morts")),
            ("en", format!("from {low} to {high} dead")),
            ("en", format!("between {low} and {high} dead")),
            ("ar", format!("من {low} إلى {high} قتيلا")),
            ("ar", format!("بين {} و{} قتيلا", with_zero(low, '٠'), with_zero(high, '٠'))),
        ];
        for (tag, text) in western {
            prop_assert_eq!(ranges(tag, &text), [(low, high)], "{}", text);
        }
        if !(1900..=2100).contains(&low) {
            prop_assert_eq!(ranges("fr", &format!("{low}-{high}")), [(low, high)]);
            prop_assert_eq!(ranges("en", &format!("{low}–{high}")), [(low, high)]);
        }
        prop_assert_eq!(ranges("fr", &format!("{high} à {low}")), [(high, high), (low, low)]);
    }

    #[test]
    fn ranges_in_words(low in 2..9_999u64, more in 1..9_999u64) {
        let high = low + more;
        // "deux à trois cents" leaves the first "cents" unsaid.
        prop_assume!(high % 100 != 0);
        let (from, to) = (words(low, Tongue::French, &[]), words(high, Tongue::French, &[]));
        for text in [format!("{from} à {to} morts"), format!("entre {from} et {to} morts")] {
            prop_assert_eq!(ranges("fr", &text), [(low, high)], "{}", text);
        }
        let (from, to) = (words(low, Tongue::English, &[]), words(high, Tongue::English, &[]));
        for text in [format!("{from} to {to} dead"), format!("between {from} and {to} dead")] {
            prop_assert_eq!(ranges("en", &text), [(low, high)], "{}", text);
        }
    }

    #[test]
    fn decimals_and_shares_are_never_read(whole in 0..100_000u64, part in 0..100u64) {
        for (tag, text) in [
            ("fr", format!("{whole},{part:02} personnes")),
            ("en", format!("{whole}.{part:02} people")),
            ("ar", format!("{}٫{} قتيلا", with_zero(whole, '٠'), with_zero(part, '٠'))),
            ("fr", format!("{whole} %")),
            ("en", format!("{whole}%")),
            ("en", format!("{whole}th")),
            ("fr", format!("{whole}e")),
            ("en", format!("{whole}-year-old")),
        ] {
            prop_assert_eq!(ranges(tag, &text), [], "{}", text);
        }
    }

    /// Whatever the text: no panic, places inside the text and on characters, from left to right,
    /// the lower number first.
    #[test]
    fn readings_are_sound(pieces in prop::collection::vec(piece(), 0..24), tag in "fr|en|ar|de|zh") {
        let text = pieces.concat();
        let found = readings(lang(&tag), &text);
        lone_one(lang(&tag), &text);
        let mut last = 0;
        for reading in found {
            prop_assert!(reading.low <= reading.high);
            prop_assert!(last <= reading.range.start && reading.range.start < reading.range.end, "{}", text);
            prop_assert!(text.get(reading.range.clone()).is_some(), "{}", text);
            last = reading.range.end;
        }
    }
}

/// Words that could matter to a reader of numbers.
const WORDS: &str = "un une vingt quatre et dix soixante onze cent cents mille million millions milliards dizaine \
    demi entre à de pour mars février en le h aucun tiers a one two twenty hundred thousand and between to half dozen \
    May February third percent بين من إلى كانون الثاني فبراير و ١٢ ۱۲ 18446744073709551615 2012 19 1 000 0";

/// A word, a mark, or anything.
fn piece() -> impl Strategy<Value = String> {
    let marks = " \u{a0}\u{202f}\n-–.,/:'%°٬٫،ـ".chars();
    prop_oneof![
        6 => prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned),
        3 => Just(" ".to_owned()),
        2 => prop::sample::select(marks.collect::<Vec<_>>()).prop_map(String::from),
        1 => "[0-9]{1,4}",
        1 => "\\PC{0,3}",
    ]
}
