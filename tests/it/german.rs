//! Which German words find each other: a table of queries and texts.

use findling::{Document, Index, SearchOptions, Section, index};

/// An index of German texts, named by their numbers.
fn texts(texts: &[&str]) -> Index {
    let document = |(number, text): (usize, &&str)| Document {
        id: number.to_string(),
        lang: "de".into(),
        sections: vec![Section { text: (*text).to_owned(), ..Section::default() }],
        ..Document::default()
    };
    let documents: Vec<_> = texts.iter().enumerate().map(document).collect();
    Index::open(index::build(&documents).unwrap()).unwrap()
}

fn found(index: &Index, query: &str) -> Vec<String> {
    index.search(query, &SearchOptions::default()).hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn forms_of_a_word() {
    for (query, text, expect) in [
        ("verletzen ", "Er wurde verletzt.", true),
        ("verletzt ", "Sie verletzen ihn.", true),
        ("festhalten ", "Das wurde festgehalten.", true),
        ("festgehalten ", "Das muss man festhalten.", true),
        ("abreisen ", "Sie ist abgereist.", true),
        ("ausweichen ", "Er versuchte auszuweichen.", true),
        ("fliehen ", "Sie sind geflohen.", true),
        ("geflohen ", "Sie fliehen.", true),
        ("teilnehmen ", "Sie hat teilgenommen.", true),
        ("schreiben ", "Es steht geschrieben.", true),
        ("spielen ", "Er spielte gut, er spielt noch.", true),
        ("wandern ", "Sie wandert gern, wir wanderten mit.", true),
        ("Thema ", "Viele Themen.", true),
        ("Museen ", "Das Museum.", true),
        ("hoch ", "Die hohen Häuser, das hohe Haus.", true),
        ("nehmen ", "Sie nimmt es, er nahm es.", true),
        ("nahm ", "Sie nehmen es, er nahm es.", true),
        ("töten ", "Er wurde getötet.", true),
        ("gehen ", "Er ging.", true),
        ("übernehmen ", "Sie übernahm es.", true),
        ("verschwinden ", "Es verschwand.", true),
        ("herunterladen ", "Es wurde heruntergeladen.", true),
        // What is done, and who does it.
        ("Prüfung ", "Man prüft die Akten.", true),
        ("Einführung ", "Es wurde eingeführt.", true),
        ("Meldung ", "Was gemeldet ist, zu melden.", true),
        ("planen ", "Wir planen, geplant war die Planung.", true),
        ("Virus ", "Die Viren.", true),
        ("Schulbus ", "Zwei Schulbusse.", true),
        ("dunkel ", "Eine dunkle Gasse.", true),
        // Words that only look like forms of another.
        ("Wega ", "Wegen Regen.", false),
        ("Markt ", "Die Marken sind bekannt.", false),
        ("Hafen ", "Er kam in Haft.", false),
        ("hören ", "Das Gehör.", false),
        ("verlegen ", "Sie liegen vorn.", false),
        ("herziehen ", "Der Herzog.", false),
        // Short words within compounds, behind a known one.
        ("Rat ", "Der Bundesrat, der Bund.", true),
        ("Rat ", "Der Literat.", false),
        ("Bauern ", "Ein Bauer.", true),
        // The old spelling and the new one.
        ("Fotograf ", "Der Photograph.", true),
        ("Photographie ", "Die Fotografie.", true),
        ("Potenzial ", "Das Potential.", true),
        ("Schiffahrtsamt ", "Das Schifffahrtsamt.", true),
        ("selbstständig ", "Sie ist selbständig.", true),
        ("Delfine ", "Ein Delphin.", true),
        // People of any gender within compounds.
        ("Bürgerbeteiligung ", "Die Bürger:innenbeteiligung.", true),
        ("Schüler*innenvertretung ", "Die Schülervertretung.", true),
        // Two words in one, and one in two, whichever comes first.
        ("email ", "Eine E-Mail.", true),
        ("email ", "Eine E-Mail, keine Email.", true),
        ("10000 ", "Mit 10.000 und 10000.", true),
        ("AB1234 ", "Artikel AB-1234.", true),
        ("AB1234 ", "Artikel 1234 von AB.", false),
        ("Opfer Schutz ", "Der Opferschutz.", true),
        ("Schutz der Opfer ", "Der Opferschutz.", true),
        // Another number is another thing.
        ("2025 ", "Im Jahr 2024.", false),
        ("AB-1235 ", "Artikel AB-1234.", true),
        ("C++ ", "Die Sprache C++.", true),
        ("C++ ", "Die Sprache C, und C#.", false),
    ] {
        let hits = found(&texts(&[text]), query);
        assert_eq!(hits == ["0"], expect, "{query} in {text}");
    }
}

#[test]
fn a_verb_finds_the_noun_that_is_made_of_it() {
    let index = texts(&["Die Prüfung.", "Man prüft.", "Es ist geprüft.", "Wir prüfen."]);
    for query in ["prüfen ", "geprüft ", "Prüfung "] {
        let mut found = found(&index, query);
        found.sort();
        assert_eq!(found, ["0", "1", "2", "3"], "{query}");
    }
    assert_eq!(found(&index, "Prüfung ")[0], "0");
    // One that is made of none.
    let index = texts(&["In alten Zeiten.", "Die Zeitung."]);
    assert_eq!(found(&index, "Zeitung "), ["1"]);
}

#[test]
fn what_a_compound_is_made_of_is_found_while_more_may_be_typed() {
    let index = texts(&["Der Schutz der Kinder.", "Das Kinderschutzgesetz."]);
    assert_eq!(found(&index, "Kinderschutz"), ["1", "0"]);
}

#[test]
fn two_numbers_are_not_one() {
    let index = texts(&["Im Jahr 2015.", "Um 20:15 Uhr.", "Mit 10000 Leuten."]);
    assert_eq!(found(&index, "20:15"), ["1"]);
    assert_eq!(found(&index, "10 000 "), ["2"]);
}

#[test]
fn compounds_and_their_parts() {
    let index = texts(&[
        "Der Prozess um den Mord beginnt.",
        "Der Prozess dauert.",
        "Ein Mord im Park.",
        "Der Grenzzaun steht.",
        "An der Grenze steht ein Zaun.",
        "Der Zaun ist grün.",
        "An der Grenze steht ein Bretterzaun.",
        "Der Honig kommt von den Bienen.",
    ]);
    for (query, expect) in [
        // Unknown: both parts, then either.
        ("Mordprozess ", "0 1 2"),
        // Known: the word, then both of its parts, but not one alone.
        ("Grenzzaun ", "3 4"),
        ("Zaun ", "5 4 3 6"),
        ("Grenze ", "4 6 3"),
        // The articles have the second part in the plural only.
        ("Honigbiene ", "7"),
        ("Honigbienen ", "7"),
        // Nobody knows the second part.
        ("Honigtopf ", "7"),
    ] {
        assert_eq!(found(&index, query).join(" "), expect, "{query}");
    }
    let excerpt = |query: &str| {
        let hits = index.search(query, &SearchOptions::default()).hits;
        hits.into_iter().map(|hit| hit.excerpt.marks.len()).collect::<Vec<_>>()
    };
    assert_eq!(excerpt("Mordprozess "), [2, 1, 1]);
    assert_eq!(excerpt("Grenzzaun "), [1, 2]);
}

#[test]
fn suspended_hyphens_stand_for_what_is_left_out() {
    let index = texts(&[
        "Die Land- und Forstwirtschaft am Berg. Der Forst. Die Wirtschaft.",
        "Ein- und Ausfuhr, Hin- und Rückfahrt.",
        "Kinder-, Jugend- und Familienhilfe. Die Familie. Die Hilfe.",
        "Haupteingänge und -ausgänge. Eingänge.",
        "Landwirtschaft im Tal.",
    ]);
    for (query, expect, marked) in [
        ("Landwirtschaft ", "4 0", &["Landwirtschaft", "Land", "Wirtschaft"][..]),
        ("Einfuhr ", "1", &["Ein"]),
        ("Hinfahrten ", "1", &["Hin"]),
        ("Jugendhilfe ", "2", &["Jugend", "Hilfe"]),
        ("Hauptausgänge ", "3", &[]),
    ] {
        let results = index.search(query, &SearchOptions::default());
        let ids: Vec<_> = results.hits.iter().map(|hit| hit.id.as_str()).collect();
        assert_eq!((ids.join(" "), results.corrected), (expect.to_owned(), None), "{query}");
        let marks = results.hits.iter().flat_map(|hit| {
            let units: Vec<u16> = hit.excerpt.text.encode_utf16().collect();
            let marks = hit.excerpt.marks.iter();
            marks.map(move |&[from, to]| String::from_utf16_lossy(&units[from..to]))
        });
        assert_eq!(marks.collect::<Vec<_>>(), marked, "{query}");
    }
}

#[test]
fn parts_of_compounds_are_not_corrected() {
    let index = texts(&["Der Multimillionär kandidiert.", "Ein Million ist viel."]);
    let results = index.search("Millionär ", &SearchOptions::default());
    assert_eq!(results.corrected, None);
    assert_eq!(results.hits[0].id, "0");
}

#[test]
fn what_stands_only_within_compounds_is_a_word() {
    let index = texts(&[
        "Der Bergkäse vom hohen Berg.",
        "An der Kasse.",
        "Der Gasbehälter, und Gasse an Gasse. Das Erdgas. Gasgasse.",
        "Sie behalten es.",
        "Die Gassen.",
    ]);
    for (query, first) in [("Käse ", "0"), ("Käse", "0"), ("Kasse ", "1"), ("behalten ", "3")] {
        let results = index.search(query, &SearchOptions::default());
        assert_eq!((results.hits[0].id.as_str(), results.corrected), (first, None), "{query}");
    }
    let hits = index.search("Käse ", &SearchOptions::default()).hits;
    let excerpt = &hits[0].excerpt;
    assert_eq!(
        (excerpt.text.as_str(), &excerpt.marks[..]),
        ("Der Bergkäse vom hohen Berg.", &[[8, 12]][..])
    );
}

#[test]
fn forms_of_a_strong_verb_are_one_word() {
    let index = texts(&["Sie übernahm.", "Wir übernehmen.", "Das übernommene Haus.", "Er nimmt."]);
    for query in ["übernehmen ", "übernahm ", "übernommene "] {
        let mut hits = found(&index, query);
        hits.sort();
        assert_eq!(hits, ["0", "1", "2"], "{query}");
    }
}

#[test]
fn what_is_written_in_two_ways_is_found_in_both() {
    let index = texts(&["Eine Email.", "Eine E-Mail.", "Etwa 5km.", "Etwa 5 km.", "Etwa 6 km."]);
    for (query, expect) in [("Email ", "0 1"), ("5km ", "2 3"), ("6km ", "4")] {
        let mut hits = found(&index, query);
        hits.sort();
        assert_eq!(hits.join(" "), expect, "{query}");
    }
}

#[test]
fn a_word_is_taken_for_no_stop_word_and_for_its_own_forms_first() {
    let index = texts(&["Wenn es regnet.", "Die Hefte.", "In Haft, in Haft.", "Das ist nicht so."]);
    for (query, expect) in [("Wein ", ""), ("Heft ", "1"), ("nciht ", "3")] {
        assert_eq!(found(&index, query).join(" "), expect, "{query}");
    }
}

#[test]
fn the_page_that_is_called_so_comes_first() {
    let document = |title: &str, text: &str| Document {
        id: title.into(),
        title: title.into(),
        lang: "de".into(),
        sections: vec![Section { text: text.into(), ..Section::default() }],
        ..Document::default()
    };
    let long = format!("Was eine Ebene ist. {}", "Und noch ein Satz dazu. ".repeat(60));
    let index = [
        document("Ebene", &long),
        document("Ebenen ordnen", "Die oberste zuletzt."),
        document("Maske", "Eine Maske der Ebene, eine Ebene der Ebene."),
    ];
    let index = Index::open(index::build(&index).unwrap()).unwrap();
    for query in ["Ebene", "Ebene ", "ebene"] {
        assert_eq!(found(&index, query)[0], "Ebene", "{query}");
    }
}

#[test]
fn a_slip_leads_to_what_an_unfinished_word_will_become() {
    let index = texts(&["Die Deckkraft.", "Die Deckkraft erhöhen.", "Auf dem Deck.", "Werzeug."]);
    assert_eq!(found(&index, "deckra")[..2], ["0", "1"]);
    let index = texts(
        &["Ein Werzeug."; 1].iter().chain(&["Das Werkzeug."; 20]).copied().collect::<Vec<_>>(),
    );
    assert_eq!(index.search("Werkzeug ", &SearchOptions::default()).total, 20);
}

#[test]
fn words_that_only_look_alike() {
    for (word, other) in [
        ("Wein", "Es ist weit, und weiter."),
        ("Gast", "Das Gas, die Gasen."),
        ("Sicherheit", "Sie freut sich."),
        ("Seite", "Seit Montag."),
        ("schön", "Schon wieder."),
        ("Bauer", "Der Bau, sie bauen."),
        ("Planet", "Der Plan."),
        ("Reis", "Eine Reise."),
        ("Diesel", "Diese und dieser."),
        ("2000", "Vor 200 Jahren."),
        ("III", "Teil II."),
    ] {
        let index = texts(&[word, other]);
        assert_eq!(found(&index, &format!("{word} ")), ["0"], "{word} in {other}");
    }
}

#[test]
fn rare_compounds_are_not_corrected() {
    let index = texts(&["Die Grenzsicherung.", "Grund und Boden.", "Die Sicherung."]);
    let results = index.search("Grundsicherung ", &SearchOptions::default());
    assert_eq!(results.corrected, None);
    let mut found: Vec<_> = results.hits.into_iter().map(|hit| hit.id).collect();
    found.sort();
    assert_eq!(found, ["1", "2"]);
}

#[test]
fn an_excerpt_shows_the_word_as_it_was_typed() {
    let rest = "Davon ist hier und heute an dieser Stelle gar nicht die Rede. ".repeat(8);
    let text = format!("Der Menschenhandel blüht. {rest} Der Handel mit Waren. {rest}");
    let index = texts(&[&text]);
    let hits = index.search("Handel ", &SearchOptions::default()).hits;
    assert!(hits[0].excerpt.text.contains("Handel mit Waren"), "{hits:?}");
}

#[test]
fn misspelt_words() {
    let index = texts(&[
        "Wir fanden nichts mehr.",
        "Der Faden ist lang.",
        "Die anderen sangen.",
        "Ein Adnat.",
        "Picknick im Park.",
    ]);
    for (query, expect) in [
        // Of two words that are as near, the likelier one: letters are swapped more often
        // than one is too many.
        ("fnaden ", "0 1"),
        // Known by its stem ("adn") only: what is nearer counts more.
        ("adneren ", "2"),
        // Two edits in a short word, if nothing is nearer.
        ("Piknik ", "4"),
        ("Pinik ", ""),
    ] {
        assert_eq!(found(&index, query).join(" "), expect, "{query}");
    }
}

#[test]
fn words_that_stand_close_together_come_first() {
    let rest = "Davon ist hier und heute an dieser Stelle gar nicht die Rede. ".repeat(8);
    let far = format!("Der Hafen. {rest} Die Stadt.");
    let near = format!("{rest} Der Hafen der Stadt.");
    let index = texts(&[&far, &near, &far]);
    assert_eq!(found(&index, "Hafen Stadt "), ["1", "0", "2"]);
    assert_eq!(found(&index, "Hafen "), ["0", "1", "2"]);
}

#[test]
fn words_in_the_order_of_the_query_come_first() {
    let index = texts(&["Stadt am Hafen liegt hier.", "Hafen am Stadt liegt hier."]);
    assert_eq!(found(&index, "Stadt Hafen "), ["0", "1"]);
    assert_eq!(found(&index, "Hafen Stadt "), ["1", "0"]);
}

#[test]
fn related_words_are_those_that_the_best_texts_share() {
    let index = texts(&[
        "Die Polizei sucht nach dem Einbruch die Täter.",
        "Nach einem Einbruch fasst die Polizei Täter.",
        "Beim Einbruch half ein Hund.",
        "Der Hund schläft.",
        "Die Wahl der Partei.",
        "Das Wetter wird gut.",
    ]);
    let suggestions = index.suggest("Einbruch ", 5).into_iter();
    let found: Vec<_> = suggestions.map(|it| (it.text, it.count)).collect();
    assert_eq!(found, [("Einbruch polizei".into(), 2), ("Einbruch täter".into(), 2)]);
}

#[test]
fn quotes_within_words_and_sentences_are_no_condition() {
    let index = texts(&[
        "Die letzten Erben der Truppe im Streit mit dem Falter und der Regierung in Wien.",
        "Die Truppe.",
    ]);
    for (query, expect) in [
        ("\"Erben\"-Truppe ", "0"),
        ("Streit der Regierung in Wien mit \"Faltern\" ", "0"),
        ("\"Wien und Truppe", "0"),
        ("\"Wien und Truppe\"", ""),
    ] {
        assert_eq!(found(&index, query).join(" "), expect, "{query}");
    }
}
