//! Measures of a ranking.
//!
//! As in information retrieval's usual tools: Järvelin and Kekäläinen's
//! discounted cumulative gain with the grade as gain, normalised by the best
//! possible order of all judged articles; reciprocal rank; recall; success.

use std::collections::HashMap;

use anyhow::{Result, bail};
use serde::Serialize;

/// Hits that count.
pub(crate) const CUTOFF: usize = 10;

/// Grades by article for one query.
pub(crate) type Grades = HashMap<String, i64>;

/// Which articles answer which queries.
#[derive(Debug, Default)]
pub(crate) struct Judgements(HashMap<String, Grades>);

impl Judgements {
    /// Reads lines `query-id article-id grade`, also with TREC's further column behind the first.
    /// The first line may be a heading; a pair judged twice has its last grade.
    ///
    /// # Errors
    /// The first line that is no judgement.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut judgements = Self::default();
        for (line, number) in text.lines().zip(1..) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let grade = fields.last().and_then(|grade| grade.parse().ok());
            match (fields.as_slice(), grade) {
                ([], _) => {}
                ([query, article, _] | [query, _, article, _], Some(grade)) => {
                    let grades = judgements.0.entry((*query).to_owned()).or_default();
                    grades.insert((*article).to_owned(), grade);
                }
                _ if number == 1 => {}
                _ => bail!(
                    "line {number}: expected `query-id article-id grade` with a whole number as \
                     grade, found {line:?}"
                ),
            }
        }
        judgements.0.retain(|_, grades| grades.values().any(|&grade| grade > 0));
        Ok(judgements)
    }

    /// The articles that are judged, some of them several times.
    pub(crate) fn articles(&self) -> impl Iterator<Item = &str> {
        self.0.values().flat_map(HashMap::keys).map(String::as_str)
    }

    /// The grades for a query; none if nothing is relevant to it.
    pub(crate) fn of(&self, query: &str) -> Option<&Grades> {
        self.0.get(query)
    }
}

/// The measures of one query, or their means; all from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Measures {
    /// Normalised discounted cumulative gain.
    #[serde(rename = "ndcg@10")]
    pub ndcg: f64,
    /// Reciprocal rank of the first relevant article.
    #[serde(rename = "mrr@10")]
    pub mrr: f64,
    /// Share of the relevant articles that are found.
    #[serde(rename = "recall@10")]
    pub recall: f64,
    /// 1 if the first hit is relevant.
    #[serde(rename = "success@1")]
    pub success: f64,
}

impl Measures {
    /// Of one query's hits, best first, no article twice.
    pub(crate) fn of(grades: &Grades, hits: &[&str]) -> Self {
        let grade = |id: &&str| grades.get(*id).copied().unwrap_or(0).max(0);
        let found: Vec<i64> = hits.iter().take(CUTOFF).map(grade).collect();
        let mut ideal: Vec<i64> = grades.values().copied().filter(|&grade| grade > 0).collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let relevant = found.iter().filter(|&&grade| grade > 0).count();
        let first = found.iter().position(|&grade| grade > 0);
        Self {
            ndcg: ratio(gain(&found), gain(ideal.get(..CUTOFF).unwrap_or(&ideal))),
            mrr: first.map_or(0.0, |position| 1.0 / (position + 1) as f64),
            recall: ratio(relevant as f64, ideal.len() as f64),
            success: f64::from(u8::from(first == Some(0))),
        }
    }

    /// The means over queries.
    pub(crate) fn mean(all: impl IntoIterator<Item = Self>) -> Self {
        let (mut sum, mut number) = (Self::default(), 0.0);
        for one in all {
            sum.ndcg += one.ndcg;
            sum.mrr += one.mrr;
            sum.recall += one.recall;
            sum.success += one.success;
            number += 1.0;
        }
        Self {
            ndcg: ratio(sum.ndcg, number),
            mrr: ratio(sum.mrr, number),
            recall: ratio(sum.recall, number),
            success: ratio(sum.success, number),
        }
    }
}

/// Discounted cumulative gain of grades in the order of their ranks.
fn gain(grades: &[i64]) -> f64 {
    (2u32..).zip(grades).map(|(place, &grade)| grade as f64 / f64::from(place).log2()).sum()
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Articles a (3), b (2), c (1), d (0), e (-1); worked out by hand with
    /// discounts 1, .63093, .5, .43068 and an ideal of 3 + 2·.63093 + .5 = 4.76186.
    #[test]
    fn measures_of_one_query() -> Result<()> {
        let judgements = Judgements::parse("q a 3\nq b 2\nq\tc\t1\nq d 0\nq e -1\n")?;
        let grades = judgements.of("q").expect("judged");
        let far = ["d", "e", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "a"];
        let too_far = ["d", "e", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "a"];
        let cases: [(&[&str], [f64; 4]); 8] = [
            (&[], [0.0, 0.0, 0.0, 0.0]),
            (&["a", "b", "c"], [1.0, 1.0, 1.0, 1.0]),
            // (1 + 2·.63093 + 3·.5) / 4.76186
            (&["c", "b", "a"], [0.7900, 1.0, 1.0, 1.0]),
            (&["a"], [0.6300, 1.0, 0.3333, 1.0]),
            // 2·.63093 / 4.76186
            (&["d", "b"], [0.2650, 0.5, 0.3333, 0.0]),
            (&["e", "x", "d"], [0.0, 0.0, 0.0, 0.0]),
            // 3/log2(11) / 4.76186
            (&far, [0.1821, 0.1, 0.3333, 0.0]),
            (&too_far, [0.0, 0.0, 0.0, 0.0]),
        ];
        for (hits, [ndcg, mrr, recall, success]) in cases {
            let found = Measures::of(grades, hits);
            let expect = Measures { ndcg, mrr, recall, success };
            assert!(is_close(found, expect), "{hits:?}: {found:?}, expected {expect:?}");
        }
        Ok(())
    }

    /// Twelve relevant articles: the ideal ends at the tenth, recall does not.
    #[test]
    fn more_relevant_articles_than_hits() {
        let ids: Vec<String> = (0..12).map(|number| format!("d{number}")).collect();
        let grades: Grades = ids.iter().map(|id| (id.clone(), 1)).collect();
        let hits: Vec<&str> = ids.iter().map(String::as_str).take(10).collect();
        let expect = Measures { ndcg: 1.0, mrr: 1.0, recall: 0.8333, success: 1.0 };
        assert!(is_close(Measures::of(&grades, &hits), expect));
    }

    #[test]
    fn judgements_are_read() -> Result<()> {
        let text = "qid docid grade\nq1 a 1\nq1 a 0\nq2 a 1\nq2 b 2\r\n\nq3 a -1\nq4 0 a 1\n";
        let judgements = Judgements::parse(text)?;
        let cases = [("q1", None), ("q2", Some(2)), ("q3", None), ("q4", Some(1)), ("q5", None)];
        for (query, expect) in cases {
            assert_eq!(judgements.of(query).map(HashMap::len), expect, "{query}");
        }
        Ok(())
    }

    #[test]
    fn a_line_that_is_no_judgement_is_told() {
        for line in ["q", "q a", "q a high", "q 0 a 1 2"] {
            let error = Judgements::parse(&format!("q1 a 1\n{line}\n")).expect_err(line);
            let error = error.to_string();
            assert!(error.contains("line 2") && error.contains(line), "{error}");
        }
    }

    #[test]
    fn means_count_every_query() {
        let one = Measures { ndcg: 1.0, mrr: 0.5, recall: 1.0, success: 0.0 };
        let mean = Measures::mean([one, Measures::default()]);
        assert!(is_close(mean, Measures { ndcg: 0.5, mrr: 0.25, recall: 0.5, success: 0.0 }));
        assert_eq!(Measures::mean([]), Measures::default());
    }

    fn is_close(a: Measures, b: Measures) -> bool {
        let pairs =
            [(a.ndcg, b.ndcg), (a.mrr, b.mrr), (a.recall, b.recall), (a.success, b.success)];
        pairs.iter().all(|(a, b)| (a - b).abs() < 1e-4)
    }
}
