//! Measures the ranking on judged collections, and finds its numbers again.
//!
//!     cargo run --release --example relevance -- DIR [tune NUMBER… | ablate | misses SET QUERIES]
//!
//!     cargo run --release --example relevance -- pairs FILE
//!     cargo run --release --example relevance -- DIR split
//!     cargo run --release --example relevance -- typos FILE WORDS LANG
//!     cargo run --release --example relevance -- compounds FILE WORDS
//!
//! DIR holds a folder a collection, with `docs.jsonl` (id, title, text, lang),
//! `qrels.tsv` (query, document, grade) and `queries.jsonl`, `queries-*.jsonl`
//! (id, text). Figures are nDCG@10. `tune` varies each number of
//! [`Ranking`], or those that are named, on every other query, and reports the
//! rest; `ablate` switches off one part at a time; `misses` lists the queries that could
//! be answered better, the worst first; `split` compares with an index in shards: what a
//! visitor's first query finds and loads, and whether all shards give the same as no shards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use findling::index::{ShardSizes, split};
use findling::search::{Ranking, WordExplanation};
use findling::{Document, Hit, Index, SearchOptions, Section, Synonyms, index};
use serde_json::Value;

type Grades = BTreeMap<String, f64>;

struct Query {
    id: String,
    text: String,
}

struct Collection {
    name: String,
    documents: Vec<Document>,
    index: Vec<u8>,
    grades: BTreeMap<String, Grades>,
    /// By what stands behind `queries-`; `plain` for the others.
    queries: Vec<(String, Vec<Query>)>,
}

fn lines(path: &Path) -> Vec<Value> {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn text_of(value: &Value, field: &str) -> String {
    match &value[field] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

impl Collection {
    fn read(dir: &Path) -> Self {
        let document = |value: &Value| Document {
            id: text_of(value, "id"),
            title: text_of(value, "title"),
            lang: text_of(value, "lang"),
            sections: vec![Section { text: text_of(value, "text"), ..Section::default() }],
            ..Document::default()
        };
        let documents: Vec<_> = lines(&dir.join("docs.jsonl")).iter().map(document).collect();
        let mut grades: BTreeMap<String, Grades> = BTreeMap::new();
        for line in std::fs::read_to_string(dir.join("qrels.tsv")).unwrap_or_default().lines() {
            if let [query, document, grade] = line.split_whitespace().collect::<Vec<_>>()[..]
                && let Ok(grade) = grade.parse::<f64>()
                && grade > 0.0
            {
                grades.entry(query.into()).or_default().insert(document.into(), grade);
            }
        }
        let mut files: Vec<PathBuf> = std::fs::read_dir(dir)
            .expect("a folder")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                path.file_name().is_some_and(|it| it.to_string_lossy().starts_with("queries"))
            })
            .collect();
        files.sort();
        let queries = files.iter().map(|path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let name = stem.strip_prefix("queries-").unwrap_or("plain").to_owned();
            let queries = lines(path)
                .iter()
                .map(|it| Query { id: text_of(it, "id"), text: text_of(it, "text") })
                .filter(|query| grades.contains_key(&query.id))
                .collect();
            (name, queries)
        });
        Self {
            name: dir.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            index: index::build(&documents).expect("an index"),
            documents,
            queries: queries.collect(),
            grades,
        }
    }

    fn ndcg(&self, index: &Index, query: &Query) -> f64 {
        self.ndcg_of(query, &index.search(&query.text, &SearchOptions::default()).hits)
    }

    fn ndcg_of(&self, query: &Query, hits: &[Hit]) -> f64 {
        let Some(grades) = self.grades.get(&query.id) else { return 0.0 };
        let gain = |grades: &mut dyn Iterator<Item = f64>| -> f64 {
            grades.take(10).zip(2..).map(|(grade, place)| grade / f64::from(place).log2()).sum()
        };
        let mut found = hits.iter().map(|hit| grades.get(&hit.id).copied().unwrap_or(0.0));
        let mut ideal: Vec<f64> = grades.values().copied().collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        gain(&mut found) / gain(&mut ideal.into_iter())
    }
}

/// nDCG@10 of each set of queries, over those whose place leaves `rest` when
/// divided by 2 (all for none).
fn measure(
    collections: &[Collection],
    ranking: &Ranking,
    rest: Option<usize>,
) -> Vec<(String, f64)> {
    let jobs: Vec<(usize, usize)> = collections
        .iter()
        .enumerate()
        .flat_map(|(at, it)| (0..it.queries.len()).map(move |set| (at, set)))
        .collect();
    let next = Mutex::new(jobs.iter());
    let results = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some(&(at, set)) = next.lock().expect("no panic").next() else { break };
                    let collection = &collections[at];
                    let index = Index::open(collection.index.clone())
                        .expect("an index")
                        .with_ranking(ranking.clone());
                    let (name, queries) = &collection.queries[set];
                    let taken = queries
                        .iter()
                        .enumerate()
                        .filter(|(place, _)| rest.is_none_or(|rest| place % 2 == rest));
                    let scores: Vec<f64> =
                        taken.map(|(_, query)| collection.ndcg(&index, query)).collect();
                    let mean = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
                    results
                        .lock()
                        .expect("no panic")
                        .insert((at, set), (format!("{} {name}", collection.name), mean));
                }
            });
        }
    });
    results.into_inner().expect("no panic").into_values().collect()
}

fn mean(figures: &[(String, f64)]) -> f64 {
    figures.iter().map(|(_, figure)| figure).sum::<f64>() / figures.len().max(1) as f64
}

/// Compares each collection's index with the same in shards.
fn compare_split(collections: &[Collection]) {
    println!("{:<32} whole  first query: nDCG, shards, KB, rounds  with all shards the same", "");
    for collection in collections {
        let whole = Index::open(collection.index.clone()).expect("an index");
        let sizes = ShardSizes::of(collection.index.len());
        let synonyms = Synonyms::explained_in(&collection.documents).expect("in memory");
        let draft = index::draft(&collection.documents, &synonyms).expect("a draft");
        let split = split(&draft, sizes, |shard| shard).expect("shards");
        let mut all = Index::open(split.root.clone()).expect("a root");
        all.add(split.shards.clone()).expect("its shards");
        for (name, queries) in &collection.queries {
            let options = SearchOptions::default();
            let (mut sum, mut first) = (0.0, 0.0);
            let (mut shards, mut bytes, mut rounds, mut same) = (0, 0, 0, 0);
            for query in queries {
                let expect = whole.search(&query.text, &options);
                same += usize::from(all.search(&query.text, &options) == expect);
                sum += collection.ndcg_of(query, &expect.hits);
                let mut index = Index::open(split.root.clone()).expect("a root");
                let found = loop {
                    let results = index.search_shards(&query.text, &options).expect("answers");
                    rounds += 1;
                    if results.missing.is_empty() {
                        break results;
                    }
                    let missing = results.missing.iter();
                    let missing: Vec<_> =
                        missing.map(|&shard| split.shards[shard as usize].clone()).collect();
                    shards += missing.len();
                    bytes += missing.iter().map(Vec::len).sum::<usize>();
                    index.add(missing).expect("its shards");
                };
                first += collection.ndcg_of(query, &found.hits);
            }
            let count = queries.len().max(1) as f64;
            println!(
                "{:<32} {:.3}  {:.3} {:>5.1} {:>4.0} {:.1}  {same} of {}",
                format!("{} {name}", collection.name),
                sum / count,
                first / count,
                shards as f64 / count,
                bytes as f64 / count / 1000.0,
                f64::from(rounds) / count,
                queries.len()
            );
        }
    }
}

fn print(figures: &[(String, f64)]) {
    figures.iter().for_each(|(name, figure)| println!("{name:<32} {figure:.4}"));
    println!("{:<32} {:.4}", "mean", mean(figures));
}

/// The ranking with another number at `path`: a field's name, with a place behind a point.
fn with(ranking: &Ranking, path: &str, change: impl Fn(f64) -> f64) -> Ranking {
    let mut value = serde_json::to_value(ranking).expect("numbers");
    let (field, place) = path.split_once('.').unwrap_or((path, ""));
    let slot = match place.parse::<usize>() {
        Ok(place) => &mut value[field][place],
        Err(_) => &mut value[field],
    };
    let changed = change(slot.as_f64().unwrap_or(0.0));
    *slot = if slot.is_u64() { (changed.round() as u64).into() } else { changed.into() };
    serde_json::from_value(value).expect("the same fields")
}

fn numbers() -> Vec<String> {
    let value = serde_json::to_value(Ranking::default()).expect("numbers");
    let fields = value.as_object().into_iter().flatten();
    fields
        .flat_map(|(name, value)| match value.as_array() {
            Some(values) => (0..values.len()).map(|at| format!("{name}.{at}")).collect(),
            None => vec![name.clone()],
        })
        .collect()
}

fn tune(collections: &[Collection], names: &[String]) {
    let mut best = Ranking::default();
    let mut most = mean(&measure(collections, &best, Some(0)));
    println!("tuned on every other query, from {most:.4}");
    for name in names {
        for factor in [0.0, 0.5, 0.75, 0.9, 1.1, 1.33, 2.0] {
            let next = with(&best, name, |it| it * factor);
            let figure = mean(&measure(collections, &next, Some(0)));
            println!("{name} × {factor}: {figure:.4}");
            if figure > most + 0.0002 {
                (best, most) = (next, figure);
            }
        }
    }
    println!("{}", serde_json::to_string_pretty(&best).expect("numbers"));
    println!("the queries that it was not tuned on, before:");
    print(&measure(collections, &Ranking::default(), Some(1)));
    println!("and after:");
    print(&measure(collections, &best, Some(1)));
}

fn ablate(collections: &[Collection]) {
    let full = measure(collections, &Ranking::default(), None);
    print(&full);
    for name in numbers() {
        let without = measure(collections, &with(&Ranking::default(), &name, |_| 0.0), None);
        let costs = full
            .iter()
            .zip(&without)
            .map(|((_, full), (_, without))| format!("{:+.3}", without - full));
        println!("{name:<20} {}", costs.collect::<Vec<_>>().join(" "));
    }
}

fn misses(collections: &[Collection], set: &str, queries: &str) {
    let Some(collection) = collections.iter().find(|it| it.name == set) else { return };
    let index = Index::open(collection.index.clone()).expect("an index");
    let queries = collection.queries.iter().filter(|(name, _)| name == queries);
    let figure = |query| (collection.ndcg(&index, query), query);
    let mut figures: Vec<_> = queries.flat_map(|(_, it)| it).map(figure).collect();
    figures.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    for (figure, query) in figures.into_iter().filter(|(figure, _)| *figure < 0.999) {
        let wanted: Vec<_> = collection.grades[&query.id].keys().collect();
        let options = SearchOptions { limit: usize::MAX, explain: true, ..Default::default() };
        let results = index.search(&query.text, &options);
        let hits: Vec<_> = results.hits.iter().take(3).map(|hit| hit.id.as_str()).collect();
        let best = results.hits.iter().find(|hit| wanted.contains(&&hit.id));
        let words = best.and_then(|hit| hit.explanation.as_ref()).map(|it| {
            let word = |it: &WordExplanation| format!("{}={} {:.2}", it.word, it.form, it.score);
            it.words.iter().map(word).collect::<Vec<_>>().join(", ")
        });
        println!(
            "{figure:.2}\t{}\t{}\t{:?}\twanted {wanted:?}\tgot {hits:?}\tfor {}",
            query.id,
            query.text,
            results.corrected,
            words.unwrap_or_default()
        );
    }
}

/// Documents of one text each.
fn texts<'t>(texts: impl Iterator<Item = &'t str>, lang: &str) -> Index {
    let document = |(text, at): (&str, usize)| Document {
        id: at.to_string(),
        lang: lang.to_owned(),
        sections: vec![Section { text: text.to_owned(), ..Section::default() }],
        ..Document::default()
    };
    let documents: Vec<_> = texts.zip(0..).map(document).collect();
    Index::open(index::build(&documents).expect("an index")).expect("the same index")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Lines `query TAB text TAB 1 or 0`: whether the query finds the text, or not.
fn pairs(path: &str) {
    let file = read(path);
    let rows: Vec<Vec<&str>> = file.lines().map(|line| line.split('\t').collect()).collect();
    let index = texts(rows.iter().map(|row| row.get(1).copied().unwrap_or_default()), "de");
    let options = SearchOptions { limit: usize::MAX, ..SearchOptions::default() };
    let mut right = 0;
    for (row, at) in rows.iter().zip(0..) {
        let hits = index.search(&format!("{} ", row[0]), &options).hits;
        let score = |id: usize| {
            hits.iter().find(|hit| hit.id == id.to_string()).map_or(0.0, |hit| hit.score)
        };
        let is_right = (score(at) > 0.0) == (row.get(2) == Some(&"1"));
        right += usize::from(is_right);
        if !is_right {
            println!("wrong: {}", row.join("\t"));
        }
    }
    println!(
        "{right} of {} ({:.1} %)",
        rows.len(),
        100.0 * right as f64 / rows.len().max(1) as f64
    );
}

/// Lines `typo TAB word`: whether the word is the first hit among documents of
/// one word each, the `words`, one a line.
fn typos(path: &str, words: &str, lang: &str) {
    let (file, words) = (read(path), read(words));
    let index = texts(words.lines(), lang);
    let (mut right, mut all) = (0, 0);
    for line in file.lines() {
        let Some((typo, word)) = line.split_once('\t') else { continue };
        let hits = index.search(&format!("{typo} "), &SearchOptions::default()).hits;
        all += 1;
        match hits.first().map(|hit| hit.excerpt.text.to_lowercase()) {
            Some(first) if first == word.to_lowercase() => right += 1,
            other => println!("wrong: {typo}\t{word}\t{other:?}"),
        }
    }
    println!(
        "{right} of {all} ({:.1} %) in {} words",
        100.0 * f64::from(right) / f64::from(all.max(1)),
        index.info().forms
    );
}

/// Lines `compound TAB part+part`, alternatives split by `|`, or `word TAB word` for one that
/// must stay whole: whether the last part is right, how many are split, and how many
/// wrongly, by the words of documents of one word each.
fn compounds(path: &str, words: &str) {
    let (file, words) = (read(path), read(words));
    let index = texts(words.lines(), "de");
    let (mut compounds, mut split, mut right, mut whole, mut wrong) = (0, 0, 0, 0, 0);
    for line in file.lines().filter(|line| !line.starts_with('#')).map(str::to_lowercase) {
        let Some((word, parts)) = line.split_once('\t') else { continue };
        let parts = parts.split('\t').next().unwrap_or_default();
        let found = index.parts(word);
        if parts.contains('+') {
            compounds += 1;
            let heads = parts.split('|').filter_map(|parts| Some(parts.rsplit_once('+')?.1));
            let is_right = |head: &str| heads.clone().any(|it| it == head);
            split += usize::from(found.is_some());
            right += usize::from(found.is_some_and(|[_, head]| is_right(&head)));
        } else {
            whole += 1;
            wrong += usize::from(found.is_some());
        }
    }
    println!(
        "{compounds} compounds: {split} split, {right} with the right head; \
         {whole} other words: {wrong} split; {} words known",
        index.info().forms
    );
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(dir) = arguments.first() else {
        eprintln!(
            "expected a folder of judged collections; see the beginning of examples/relevance.rs"
        );
        std::process::exit(2);
    };
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pairs", path] => return pairs(path),
        ["compounds", path, words] => return compounds(path, words),
        ["typos", path, words, lang] => return typos(path, words, lang),
        _ => {}
    }
    let mut folders: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap_or_else(|error| panic!("{dir}: {error}"))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("docs.jsonl").is_file())
        .collect();
    folders.sort();
    let collections: Vec<_> = folders.iter().map(|folder| Collection::read(folder)).collect();
    match arguments.get(1).map(String::as_str) {
        None => print(&measure(&collections, &Ranking::default(), None)),
        Some("tune") if arguments.len() > 2 => tune(&collections, &arguments[2..]),
        Some("tune") => tune(&collections, &numbers()),
        Some("ablate") => ablate(&collections),
        Some("split") => compare_split(&collections),
        Some("misses") if arguments.len() == 4 => {
            misses(&collections, &arguments[2], &arguments[3])
        }
        Some(other) => eprintln!("expected tune, ablate or misses SET QUERIES; found {other}"),
    }
}
