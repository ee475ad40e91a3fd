use super::*;

/// Returns the readings of a text: a number, a range `low..high`, and `y` after a possible year.
fn read(tag: &str, text: &str) -> String {
    let figures: Vec<String> = readings(Lang::parse(tag).expect("a tag"), text)
        .iter()
        .map(|reading| {
            let mark = if reading.kind == NumberKind::Year {
                "y"
            } else {
                ""
            };
            match reading.low == reading.high {
                true => format!("{}{mark}", reading.low),
                false => format!("{}..{}{mark}", reading.low, reading.high),
            }
        })
        .collect();
    figures.join(" ")
}

fn check(tag: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, wanted)| read(tag, text) != *wanted)
        .map(|(text, wanted)| format!("{text}: read `{}`, wanted `{wanted}`", read(tag, text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reading_has_the_range_of_its_words() {
    let text = "Entre près de dix et quinze blessés, soit quatre-vingt-onze\u{a0}victimes.";
    let found = readings(Lang::parse("fr").expect("a tag"), text);
    let words: Vec<&str> = found
        .iter()
        .map(|reading| &text[reading.range.clone()])
        .collect();
    assert_eq!(words, ["dix", "quinze", "quatre-vingt-onze"]);
    let text = "Selon eux, entre 10 et 15 blessés";
    let found = readings(Lang::parse("fr").expect("a tag"), text);
    assert_eq!(&text[found[0].range.clone()], "10 et 15");
}

#[test]
fn french_figures() {
    check(
        "fr",
        &[
            ("19 personnes", "19"),
            ("13 289 et 1 920", "13289 1920"),
            ("13\u{a0}289, 1\u{202f}920 et 1.500", "13289 1920 1500"),
            ("1 234 567 déplacés", "1234567"),
            ("2022, 19", "2022y 19"),
            ("19 15", "19 15"),
            ("22 février 2022, 300 personnes", "300"),
            ("3,5 % ou 3.5 ou 2,75", ""),
            ("19 % des 20, 19% et 5 pour cent", "20"),
            ("cinq pour cent, cent pour cent, un pour cent", ""),
            ("entre 10 et 15 % de 30", "30"),
            ("le 19e, le 1er, la 2ème", ""),
            (
                "G5, S/2020/158, A-10, 2022-02-23, 10/8/1932, 18h30, 18 h 30, 10:30, ML-5, COVID-19",
                "",
            ),
            ("Le G5 Sahel a perdu 08 hommes.", "8"),
            ("Bilan :19 tués.", "19"),
            ("n°19, +223 70, -5, 10 000 000 000 000 000 000 000", "70"),
            (
                "2 millions, 15 mille, 2 millions 300 000",
                "2000000 15000 2300000",
            ),
            ("1,5 million", ""),
            ("13° 10′ nord", "10"),
        ],
    );
}

#[test]
fn french_words() {
    check(
        "fr",
        &[
            ("quatre-vingt-onze morts", "91"),
            (
                "quatre vingt onze, Quatre-vingts, quatre-vingt-un",
                "91 80 81",
            ),
            (
                "soixante et onze, soixante-et-onze, septante et un",
                "71 71 71",
            ),
            ("huitante-deux, octante, nonante-neuf", "82 80 99"),
            (
                "mille deux cents, mille un, mille neuf cent douze",
                "1200 1001 1912",
            ),
            ("deux cent mille trois cent vingt et un", "200321"),
            (
                "dix-sept cents, cent mille, trois mille",
                "1700 100000 3000",
            ),
            ("deux millions trois cent mille", "2300000"),
            ("un million et demi, un demi-million", "1500000 500000"),
            (
                "une dizaine, une bonne douzaine, deux dizaines, une demi-douzaine",
                "10 12 20 6",
            ),
            ("une centaine de milliers, trois milliers", "100000 3000"),
            (
                "des dizaines de morts, des centaines de milliers, des millions",
                "",
            ),
            ("aucun mort, aucune, zéro, ZÉRO", "0 0 0 0"),
            ("un communiqué, une femme, l'un d'eux", ""),
            (
                "deuxième, vingt et unième, dix-septième, deux tiers, trois quarts",
                "",
            ),
            ("deux\nsoldats", "2"),
            ("vingt\n\ndeux", "20 2"),
            ("dizaine, quarantaine, demi, vingts, cents", ""),
            ("la Saint-Six, deux-roues", ""),
        ],
    );
}

#[test]
fn french_ranges() {
    check(
        "fr",
        &[
            (
                "10 à 15 morts, de 10 à 15, entre 10 et 15, 10 ou 12",
                "10..15 10..15 10..15 10..12",
            ),
            ("10-15 et 10–15", "10..15 10..15"),
            ("10 000–15 000 déplacés", "10000..15000"),
            ("dix à quinze, entre vingt et un et trente", "10..15 21..30"),
            ("un ou deux morts", "1..2"),
            (
                "deux à trois millions, 2 ou 3 dizaines, cinq à dix mille",
                "2000000..3000000 20..30 5000..10000",
            ),
            ("500 à 2 000, cent à deux mille", "500..2000 100..2000"),
            ("10 et 15, 15 à 10, 15-10", "10 15 15 10 15 10"),
            ("10, 12 ou 15", "10 12..15"),
            ("2012-2013, 2012–2014, 2021-22", ""),
            ("entre 2013 et 2015", "2013..2015y"),
            ("06-12-34", ""),
        ],
    );
}

#[test]
fn french_dates() {
    check(
        "fr",
        &[
            ("le 22 février 2022, le 23 mars, en mars 2022", ""),
            (
                "du 16 au 22 février, les 16, 17 et 22 mai, le 16 et le 22 juin",
                "",
            ),
            ("le dix-sept février", ""),
            ("en 2022, depuis 2012, dès 1990, l'an 2000", ""),
            ("2012 personnes", "2012y"),
            ("2 012 personnes", "2012"),
            ("En mars, 19 morts", "19"),
            ("en mars 19 morts", "19"),
            ("le 17 juin 19 soldats", "19"),
        ],
    );
}

#[test]
fn english() {
    check(
        "en",
        &[
            ("nearly 60 fighters, 13,289 and 1 920", "60 13289 1920"),
            ("1.500, 10,15, 2,000.5, 1,23,456", ""),
            (
                "the 1st, 2nd, 57-year-old, 10-member, two-day, three-year",
                "",
            ),
            (
                "one hundred and five, twenty-one, a hundred, two thousand three hundred",
                "105 21 100 2300",
            ),
            (
                "nine hundred ninety-nine thousand nine hundred and ninety-nine",
                "999999",
            ),
            (
                "a dozen, two dozen, half a dozen, half-dozen, dozens",
                "12 24 6 6",
            ),
            (
                "hundreds of civilians, several hundred, a few thousand, tens of thousands",
                "",
            ),
            (
                "2 million, two and a half million, two and a half years, 300 thousand",
                "2000000 2500000 300000",
            ),
            ("a million and a half, half a million", "1500000 500000"),
            ("one of them, a man, none", "0"),
            ("19 percent, 5 per cent, five percent", ""),
            ("the second, twenty-second, two thirds, three quarters", ""),
            (
                "10 to 15, between 10 and 15, from 10 to 15, ten or twelve",
                "10..15 10..15 10..15 10..12",
            ),
            ("between one hundred and two hundred", "100..200"),
            ("between one hundred and five and two hundred", "105..200"),
            ("two or three hundred, one to two dozen", "200..300 12..24"),
            (
                "10 and 15, two thousand a day, a hundred a week",
                "10 15 2000 100",
            ),
            (
                "17 February, February 22, 2022, 17 February 2022, Feb. 22",
                "",
            ),
            (
                "between 16 and 22 February, February 16–22, 2022, in 2012, since 2012",
                "",
            ),
            ("In February 19 people, and 19 may be alive", "19 19"),
            ("In June, 19 people", "19"),
            ("2012 people", "2012y"),
        ],
    );
}

#[test]
fn arabic_and_other_languages() {
    check(
        "ar",
        &[
            ("١٩ شخصا و۱۹ و19", "19 19 19"),
            ("١٬٢٣٤ و1,234 و1.234 و١ ٢٣٤", "1234 1234 1234 1234"),
            ("٣٫٥ و١٩٪ و19 في المئة", ""),
            (
                "من 10 إلى 15، بين ١٠ و١٥، 10 إلى 15",
                "10..15 10..15 10..15",
            ),
            (
                "في 22 فبراير 2022، و22 شباط/فبراير 2022، 5 كانون الثاني 2013",
                "",
            ),
            ("منذ 2012 قتل 19", "19"),
            ("اثنان و10", "2 10"),
            ("ثلاثة قتلى، ثلاث نساء، الثلاثة، وثلاثة", "3 3 3 3"),
            (
                "أحد عشر جنديا، اثنا عشر، اثنتي عشرة، تسعة عشر، عشرة",
                "11 12 12 19 10",
            ),
            ("واحد وعشرون، ثلاثة وعشرين، خمسون، تسع وتسعون", "21 23 50 99"),
            (
                "مئة، مائتان، ثلاثمئة وخمسة وعشرون، ثماني مائة",
                "100 200 325 800",
            ),
            (
                "ألف ومئتان، ألفان، ثلاثة آلاف وخمسمئة، أحد عشر ألفا",
                "1200 2000 3500 11000",
            ),
            ("مليون وثلاثمئة ألف وخمسة، مئة ألف", "1300005 100000"),
            (
                "أحد الجنود، واحد، يوم الاثنين، القرن العشرون، مئات القتلى، آلاف",
                "",
            ),
            ("بين ثلاثة وخمسة، ثلاثة إلى خمسة", "3..5 3..5"),
            ("خمسة في المئة", ""),
        ],
    );
    check("fr", &[("١٩ et ۱۹ personnes", "19 19")]);
    check("de", &[("1.234 Tote, zehn, 3,5", "1234")]);
}

#[test]
fn zero_and_two_are_recognized() {
    let lang = |tag| Lang::parse(tag).expect("a tag");
    for (tag, text) in [
        ("ar", "لم يُقتل أي مدني"),
        ("ar", "لا أحد"),
        ("ar", "دون قتلى"),
        ("en", "no civilians"),
        ("en", "nobody"),
        ("fr", "personne"),
        ("fr", "pas un civil"),
    ] {
        assert!(says_none(lang(tag), text), "{text}");
    }
    assert!(!says_none(lang("en"), "some civilians") && !says_none(lang("ar"), "قتل مدنيون"));
    assert!(says_two(lang("ar"), "مشتبهان موريتانيان") && says_two(lang("ar"), "مشتبهَين"));
    assert!(!says_two(lang("ar"), "مشتبه") && !says_two(lang("fr"), "civils maliens"));
    assert_eq!(
        (spelled(lang("fr"), 8), spelled(lang("en"), 19)),
        (Some("huit"), Some("nineteen"))
    );
}

#[test]
fn a_lone_one_is_recognized() {
    let has = |tag: &str, text: &str| lone_one(Lang::parse(tag).expect("a tag"), text);
    assert!(
        has("fr", "Un mort")
            && has("fr", "l'une d'elles")
            && has("en", "one killed")
            && has("en", "a soldier")
    );
    assert!(has("ar", "شخص واحد"));
    assert!(!has("fr", "quelques-uns") && !has("en", "A-10 aircraft") && !has("de", "ein Toter"));
}
