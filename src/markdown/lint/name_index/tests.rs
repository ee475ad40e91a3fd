use super::*;
use crate::markdown::lint::passage::Passage;

fn missed(names: &[&str], text: &str) -> Vec<(String, String)> {
    let lang = Lang::parse("fr").expect("a tag");
    let index = NameIndex::from_texts(lang, names.iter().map(|name| (*name).to_owned()).collect());
    let vocabulary = Vocabulary::of_names(names.iter().copied());
    let block = Passage::plain(text);
    let pass = LintPass::new(&block, None);
    index
        .near_misses(&pass, &vocabulary, None, &mut WordCache::default())
        .into_iter()
        .map(|(range, finding)| {
            let help = finding.help.english();
            let name = help.split('`').nth(1).unwrap_or_default().to_owned();
            (text[range].to_owned(), name)
        })
        .collect()
}

fn one(word: &str, name: &str) -> Vec<(String, String)> {
    vec![(word.to_owned(), name.to_owned())]
}

#[test]
fn one_edit_per_four_letters_is_near() {
    let names = ["Tombouctou", "Bandiagara", "Ségou", "Mopti"];
    for (word, name) in [
        ("Tombouctu", "Tombouctou"),
        ("Tomboctou", "Tombouctou"),
        ("Bandiagra", "Bandiagara"),
        ("Badniagara", "Bandiagara"),
        ("Segou", "Ségou"),
        ("Motpi", "Mopti"),
        ("Moptti", "Mopti"),
    ] {
        assert_eq!(
            missed(&names, &format!("À {word}, on vote.")),
            one(word, name)
        );
    }
    for word in [
        "Tombouctou",
        "TOMBOUCTOU",
        "SEGOU",
        "tombouctu",
        "Kidal",
        "Tombe",
        "Monti",
    ] {
        assert_eq!(missed(&names, word), Vec::new(), "{word}");
    }
}

#[test]
fn inflections_are_no_misses() {
    let names = [
        "Bambara", "Nigeria", "Bamako", "Russie", "Touareg", "France",
    ];
    for word in [
        "Bambaras",
        "Nigerian",
        "Bamakois",
        "Russes",
        "Russia",
        "Touaregs",
        "Français",
    ] {
        assert_eq!(missed(&names, word), Vec::new(), "{word}");
    }
}

#[test]
fn acronyms_with_other_letters_are_distinct() {
    assert_eq!(missed(&["MINUSMA"], "la MINUSCA, la MISMA"), Vec::new());
    assert_eq!(
        missed(&["MINUSMA"], "la MINUMSA"),
        one("MINUMSA", "MINUSMA")
    );
}

#[test]
fn a_misspelled_word_of_a_longer_name_is_found() {
    let names = ["Ansar Dine", "Côte d'Ivoire", "Force conjointe"];
    assert_eq!(
        missed(&names, "selon Anssar Dine"),
        one("Anssar Dine", "Ansar Dine")
    );
    assert_eq!(
        missed(&names, "en Côte d’Ivore, et la Forse"),
        one("Côte d’Ivore", "Côte d'Ivoire")
    );
    assert_eq!(missed(&names, "Anssar est venu"), Vec::new());
    assert_eq!(
        missed(&names, "Cote d'Ivoire"),
        one("Cote d'Ivoire", "Côte d'Ivoire")
    );
    assert_eq!(
        missed(&names, "Ansar-Dine"),
        one("Ansar-Dine", "Ansar Dine")
    );
    assert_eq!(
        missed(&names, "ANSAR DINE, Force Conjointe, Ansar. Dine"),
        Vec::new()
    );
}

#[test]
fn arabic_particles_are_skipped() {
    let names = ["تمبكتو", "القاعدة"];
    assert_eq!(missed(&names, "في تمبكتو وتمبكتو وبتمبكتو"), Vec::new());
    assert_eq!(
        missed(&names, "وصلوا إلى تمبوكتو أمس"),
        one("تمبوكتو", "تمبكتو")
    );
    assert_eq!(missed(&names, "تنظيم القاعدة والقاعدة للقاعدة"), Vec::new());
}
