//! How fast indexes are built and queries answered, beside floors that nothing can beat:
//!
//!     cargo bench
//!
//! The articles are made up: words of made-up syllables, as frequent as words are (by Zipf's
//! law), some of them compounds. It also prints how many bytes the lists of documents take,
//! and how many they would at least.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use findling::index::{ShardSizes, build, draft, split};
use findling::{Document, Index, SearchOptions, Section, Synonyms, format};

const DOCUMENTS: usize = 1_000;
const WORDS: usize = 300;
const VOCABULARY: usize = 20_000;

/// Numbers that look random and are the same everywhere (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// A place in a list of so many, the first ones more often: each twice as far half as often.
    fn place(&mut self, end: usize) -> usize {
        let doublings = end.ilog2() as usize;
        let least = 1 << self.below(doublings + 1);
        (least + self.below(least)).min(end) - 1
    }
}

fn vocabulary() -> Vec<String> {
    let syllables =
        ["ber", "lan", "dek", "tor", "mis", "gen", "hal", "ror", "sul", "win", "pfa", "zük"];
    let mut random = Random(1);
    let mut word = || -> String {
        (0..2 + random.below(3)).map(|_| syllables[random.below(syllables.len())]).collect()
    };
    let mut words: Vec<String> = (0..VOCABULARY).map(|_| word()).collect();
    for at in (VOCABULARY / 2..VOCABULARY).step_by(3) {
        words[at] = format!("{}s{}", words[at - VOCABULARY / 2], words[at / 3]);
    }
    words
}

fn documents(words: &[String]) -> Vec<Document> {
    let mut random = Random(2);
    let mut text = |length: usize| -> String {
        let words: Vec<&str> =
            (0..length).map(|_| words[random.place(words.len())].as_str()).collect();
        words.join(" ")
    };
    let document = |at: usize| Document {
        id: at.to_string(),
        title: text(4),
        lang: "de".into(),
        sections: vec![Section { text: text(WORDS), ..Section::default() }],
        ..Document::default()
    };
    (0..DOCUMENTS).map(document).collect()
}

/// Queries of each kind, from words that are neither frequent nor rare.
fn queries(words: &[String]) -> Vec<(&'static str, String)> {
    let word = |at: usize| words[at].as_str();
    let without_second = |word: &str| format!("{}{}", &word[..1], &word[2..]);
    vec![
        ("word", format!("{} ", word(300))),
        ("pair", format!("{} {} ", word(310), word(911))),
        ("prefix", word(320)[..4].to_owned()),
        ("misspelt", format!("{} ", without_second(word(330)))),
        ("phrase", format!("\"{} {}\"", word(1), word(2))),
        ("sentence", (0..12).map(|at| word(40 * at + 3)).collect::<Vec<_>>().join(" ")),
        ("pasted", (0..600).map(|at| word(7 * at)).collect::<Vec<_>>().join(" ")),
    ]
}

fn benches(criterion: &mut Criterion) {
    let words = vocabulary();
    let documents = documents(&words);
    let bytes: usize = documents.iter().map(|document| document.sections[0].text.len()).sum();
    let index = build(&documents).expect("an index");
    tell_bound(&index);

    let mut building = criterion.benchmark_group("build");
    building.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    building.bench_function("index", |bencher| bencher.iter(|| build(black_box(&documents))));
    let opened = Index::open(index.clone()).expect("an index");
    let draft = draft(&documents, &Synonyms::default()).expect("a draft");
    let sizes = ShardSizes::of(draft.bytes());
    building.bench_function("split", |bencher| {
        bencher.iter(|| split(black_box(&draft), sizes, |shard| shard));
    });
    building.finish();

    let options = SearchOptions::default();
    let mut asking = criterion.benchmark_group("query");
    for (kind, query) in queries(&words) {
        asking.bench_with_input(BenchmarkId::from_parameter(kind), &query, |bencher, query| {
            bencher.iter(|| opened.search(black_box(query), &options));
        });
    }
    asking.finish();

    // All postings, read once: what a query over every word would take if decoding were free.
    let mut floor = criterion.benchmark_group("floor");
    floor.throughput(Throughput::Bytes(index.len() as u64));
    floor.bench_function("memory", |bencher| {
        bencher.iter(|| black_box(&index).iter().map(|&byte| u64::from(byte)).sum::<u64>());
    });
    floor.finish();
}

/// Prints the size of the lists and its bound, if all documents were independent: for each
/// form the logarithm of the number of ways to choose its documents.
fn tell_bound(index: &[u8]) {
    let sections = format::sections(index).expect("an index");
    let section = |name: &str| {
        sections.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, bytes)| *bytes)
    };
    let mut bits = 0.0;
    for frequency in varints(section("frequencies")) {
        bits += (0..frequency)
            .map(|at| f64::from(DOCUMENTS as u32 - at).log2() - f64::from(at + 1).log2())
            .sum::<f64>();
    }
    let lists = section("postings").len();
    println!(
        "lists: {lists} bytes, bound {:.0}: {:.3} of it",
        bits / 8.0,
        lists as f64 * 8.0 / bits
    );
}

fn varints(bytes: &[u8]) -> Vec<u32> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0, 0);
    for &byte in bytes {
        number |= u32::from(byte & 127) << shift;
        shift += 7;
        if byte < 128 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    numbers
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    benches(&mut criterion);
    criterion.final_summary();
}
