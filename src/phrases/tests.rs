use super::words::is_in_word;
use super::*;

fn found<'t>(phrases: &[&str], text: &'t str) -> Vec<&'t str> {
    let phrases: Vec<String> = phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
    leftmost_longest(PhraseMatcher::new(&phrases).hits(text, words(text)))
        .into_iter()
        .map(|(range, _)| &text[range])
        .collect()
}

#[test]
fn phrases_match_entire_words() {
    assert_eq!(
        found(
            &["ennemi", "base"],
            "l'ennemi, l’ennemi ; ennemis, base-ennemi"
        ),
        ["ennemi", "ennemi", "base", "ennemi"]
    );
    assert_eq!(found(&["a b", "a b c"], "a\nb c d, a b"), ["a\nb c", "a b"]);
}

#[test]
fn arabic_particles_are_skipped() {
    assert_eq!(
        found(&["عدو"], "العدو والعدو للعدو بعدو وبالعدو معدو"),
        ["عدو", "عدو", "عدو", "عدو", "عدو"]
    );
    let forms = |word| without_proclitics(word).collect::<Vec<_>>();
    assert_eq!(forms("وللجيش"), ["وللجيش", "للجيش", "جيش"]);
    assert_eq!(forms("بالجيش"), ["بالجيش", "الجيش", "جيش"]);
}

#[test]
fn normalized_text_keeps_byte_offsets() {
    for text in ["Élan İ ẞ Ⱥ ﬁ", "إرهابي", "ABC", "Σ"] {
        assert_eq!(normalized(text).len(), text.len(), "{text}");
    }
    assert_eq!(normalized("RÉGIME إرهابي"), "régime ارهابي");
    let vowelled = "وقُتِلَ 46 شخصًا";
    assert_eq!(normalized(vowelled).len(), vowelled.len());
    assert_eq!(normalized(vowelled).find("46"), vowelled.find("46"));
}

#[test]
fn vowelled_arabic_words_are_found_whole() {
    let phrases = PhraseMatcher::new(&["قتل".to_owned(), "شخصا".to_owned()]);
    for (written, expected) in [("وقُتِلَ", "قُتِلَ"), ("قتـل", "قتـل"), ("شخصًا", "شخصًا")]
    {
        let text = format!("{written} 46.");
        let all: Vec<Range<usize>> = words(&text).collect();
        let hits = phrases.hits(&normalized(&text), all);
        let found: Vec<&str> = hits.iter().map(|(range, _)| &text[range.clone()]).collect();
        assert_eq!(found, [expected], "{written}");
    }
    let text = "قُتِلت";
    let all: Vec<Range<usize>> = words(text).collect();
    assert!(
        phrases.hits(&normalized(text), all).is_empty(),
        "it is another word"
    );
}

#[test]
fn normalized_text_keeps_words_separate() {
    for c in '\0'..=char::MAX {
        let mut text = [0; 4];
        let folded = normalized(c.encode_utf8(&mut text))
            .chars()
            .next()
            .expect("one letter stays one");
        assert_eq!(
            (is_in_word(c), c.is_alphanumeric()),
            (is_in_word(folded), folded.is_alphanumeric()),
            "{c:?}"
        );
    }
}

/// Returns what an automaton finds in the entire text.
fn read_through(automaton: &AhoCorasick, text: &str) -> Vec<(Range<usize>, usize)> {
    let haystack = spaced(text);
    let mut hits: Vec<(Range<usize>, usize)> = automaton
        .find_overlapping_iter(haystack.as_ref())
        .map(|hit| (hit.range(), hit.pattern().as_usize()))
        .filter(|(range, _)| ends_word(&haystack, range.end) && begins_word(&haystack, range.start))
        .collect();
    hits.sort_by_key(|(range, phrase)| (range.start, Reverse(range.end), *phrase));
    hits
}

#[test]
fn phrases_of_all_shapes_are_found() {
    let parts = [
        "a", "b", "_", "-", " ", "\n", "'", "é", "\u{301}", "و", "لل", "ال", "م", "ب", "1", "İ",
    ];
    // All texts of four parts, and all phrases of one part or two.
    let two: Vec<String> = parts
        .iter()
        .flat_map(|first| parts.iter().map(move |second| format!("{first}{second}")))
        .collect();
    let mut phrases: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    phrases.extend(two.iter().cloned());
    // A duplicate.
    phrases.push("a b".to_owned());
    phrases.push("a b".to_owned());
    phrases.push("a".to_owned());
    let matcher = PhraseMatcher::new(&phrases);
    let automaton = AhoCorasick::new(&phrases).expect("they are few");
    for first in &two {
        for second in &two {
            let text = format!("{first}{second}");
            assert_eq!(
                matcher.hits(&text, words(&text)),
                read_through(&automaton, &text),
                "{text:?}"
            );
        }
    }
    let text = "abcوللالم وبالم a\nb";
    assert_eq!(
        matcher.hits(text, words(text)),
        read_through(&automaton, text)
    );
    assert_eq!(PhraseMatcher::new(&[]).hits("a", words("a")), Vec::new());
}

#[test]
fn words_are_letters_and_digits() {
    let text = "L’armée d'Ansar-Dine, 19 «mots»";
    let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
    assert_eq!(found, ["L", "armée", "d", "Ansar", "Dine", "19", "mots"]);
}
