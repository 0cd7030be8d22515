//! Words of other languages and scripts than German and English: what finds what.

use findling::{Document, Index, SearchOptions, Section, index};

fn opened(lang: &str, texts: &[&str]) -> Index {
    let document = |(text, number): (&&str, usize)| Document {
        id: number.to_string(),
        lang: lang.into(),
        sections: vec![Section { text: (*text).into(), ..Section::default() }],
        ..Document::default()
    };
    let documents: Vec<Document> = texts.iter().zip(1..).map(document).collect();
    Index::open(index::build(&documents).unwrap()).unwrap()
}

fn found(index: &Index, query: &str) -> String {
    let hits = index.search(query, &SearchOptions::default()).hits;
    let mut ids: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
    ids.sort_unstable();
    ids.join(" ")
}

#[test]
fn words_are_found_as_they_are_typed_elsewhere() {
    // A language, texts, and queries with the numbers of the texts that they find.
    let cases: &[(&str, &[&str], &[(&str, &str)])] = &[
        // Any character, with another one behind it or not.
        (
            "zh",
            &["河边有一只猫。", "猫在树下睡觉。", "狗在桥上。"],
            &[("猫", "1 2"), ("猫 ", "1 2"), ("\"猫\"", "1 2"), ("-猫 在", "3"), ("睡觉", "2")],
        ),
        ("th", &["ตำรวจทำงานที่สถานี", "น้ำตาลในแม่น้ำ"], &[("ตำรวจ", "1"), ("น้ำตาล", "2")]),
        // With other particles, or none.
        (
            "ko",
            &["부산에서 버스를 탔다.", "병원은 강가에 있다.", "빵을 굽는 사람들이 많다."],
            &[
                ("부산 ", "1"),
                ("부산은 ", "1"),
                ("병원으로 ", "2"),
                ("\"부산\"", ""),
                ("사람 ", "3"),
                ("빵이 ", "3"),
                ("부산으로 ", "1"),
            ],
        ),
        // With and without its article, with and without vowel signs, in Persian letters.
        (
            "ar",
            &["المكتبة قرب النهر", "كتاب جديد", "قَرَأَ الوَلَدُ"],
            &[
                ("مكتبة ", "1"),
                ("والنهر ", "1"),
                ("الكتاب ", "2"),
                ("قرأ ", "3"),
                ("مـكتبة ", "1"),
                ("المك", "1"),
                // The article alone says nothing yet.
                ("ال", ""),
                ("المك*", "1"),
                ("کتاب ", "2"),
            ],
        ),
        (
            "he",
            &["רכבת לתל־אביב", "חיילי צה\"ל חזרו", "שָׁלוֹם לכולם"],
            &[("אביב ", "1"), ("צה״ל ", "2"), ("צה\"ל", "2"), ("צהל ", "2"), ("שלום ", "3")],
        ),
        // Digits of any script, none of which is "corrected".
        (
            "ar",
            &["في عام ١٩٤٨ وقع", "في عام ١٩٥٢ وقع"],
            &[("1948", "1"), ("۱۹۴۸", "1"), ("١٩٤٩", "")],
        ),
        ("hi", &["फ़सल २०२४ में", "बाज़ार खुला"], &[("फसल ", "1"), ("2024", "1"), ("बाजार ", "2")]),
        // A quote without a space is one; within a Hebrew abbreviation it is not.
        (
            "ru",
            &["ООО\"Газпром\" и банк", "Банк"],
            &[("газпром ", "1"), ("ООО\"Газпром\" банк", "1")],
        ),
        ("he", &["חיילי צה\"ל חזרו", "חזרו"], &[("\"צה\"ל חזרו\"", "1")]),
        ("ko", &["고양이는 잔다", "고양이 두 마리"], &[("고양이 ", "1 2"), ("고양이를 ", "1 2")]),
        (
            "uk",
            &["Новий комп'ютер", "Здоров’я понад усе", "Велика сімʼя"],
            &[("компʼютер ", "1"), ("компютер ", "1"), ("здоров'я ", "2"), ("сім'я ", "3")],
        ),
        (
            "en",
            &["Charles's mill", "He'll come", "Hell's gate"],
            &[("charles ", "1"), ("hell ", "3")],
        ),
        ("vi", &["Bảo tàng Hà Nội"], &[("hanoi", "1")]),
        ("sa", &["Kṛṣṇa und Ḥadīṯ"], &[("krsna ", "1"), ("\"hadit\"", "1")]),
    ];
    for (lang, texts, queries) in cases {
        let index = opened(lang, texts);
        for (query, expect) in *queries {
            assert_eq!(found(&index, query), *expect, "{lang}: {query}");
        }
    }
}

#[test]
fn an_imprint_in_german_looks_for_no_words_within_english_ones() {
    let english = ["The port of a town", "An important airport", "A report on rates", "Strategy"];
    let texts: Vec<&str> = english.into_iter().cycle().take(20).collect();
    let document = |lang: &str, text: &str, number: usize| Document {
        id: number.to_string(),
        lang: lang.into(),
        sections: vec![Section { text: text.into(), ..Section::default() }],
        ..Document::default()
    };
    for (german, expect) in [(1, 5), (10, 15)] {
        let mut documents: Vec<Document> =
            texts.iter().zip(0..).map(|(text, number)| document("en", text, number)).collect();
        documents.extend((20..20 + german).map(|it| document("de", "Angaben nach dem Gesetz", it)));
        let index = Index::open(index::build(&documents).unwrap()).unwrap();
        let total = index.search("port ", &SearchOptions::default()).total;
        assert_eq!(total, expect, "{german} German articles");
    }
}
