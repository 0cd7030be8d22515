//! Every number of the ranking, with the measurement that set it where there is one.
//!
//! Measured as nDCG@10 by `examples/relevance.rs`, each number varied with the others
//! held, on xquad-de (1,181 German questions on 240 paragraphs; also as key
//! words, with typos, and broken off in the last word), 10kGNAD (963 lead
//! sentences of news on 1,028 articles) and cranfield-en (225 questions on 1,400
//! abstracts). Figures below are for xquad-de unless another is named.

use serde::{Deserialize, Serialize};

/// What a form weighs that is as it was typed.
pub(crate) const EXACT: f32 = 1.0;

/// What decides the order of hits; [`Ranking::default`] is what visitors get.
/// `examples/relevance.rs` measures others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// BM25: how fast further occurrences of a word stop counting. On cranfield-en
    /// .371 for 0.9, .379 for 1.2, .387 for 1.6; German stays within .002.
    pub k1: f32,
    /// BM25: how much a document's length counts. Questions .941 for 0.6, .940 for
    /// 0.75, .939 for 0.9; 10kGNAD the other way round, by as little.
    pub b: f32,
    /// A form with the same letters but for umlauts, accents, ß: next to exact. Where some text has the
    /// word as it was typed, forms with other marks are barely near: of 1,172 words that differ by an
    /// umlaut from another, 383 did not come first in the spelling that was typed, now 153.
    pub folded: f32,
    /// Another form of the same word, by its stem or by rule. Questions .941 for 0.8, .940 for
    /// 0.9, .939 for 1; key words .907, .910, .908. German collections .8843 for 0 by
    /// rule, .8878 for 0.4, .8886 for 0.55, .8903 for 0.75.
    pub inflected: f32,
    /// A longer form that begins like the unfinished last word. Broken-off queries
    /// .876 for 0.4, .889 for 0.6, .899 for 0.8; key words lose .001 from 0.6 to 0.8.
    pub completed: f32,
    /// A compound that a word is the main part of. With words in their parts .739 without
    /// compounds, .877 for 0.55 (and 0.35 elsewhere), .914 for this; questions .943, .950,
    /// .951. Higher ones gain there what short queries lose.
    pub part_at_end: f32,
    /// A compound that a word begins or is within: the mean over all collections is
    /// .8928 for the first at 0.55 and the second at 0.4, .8929 for both at 0.55.
    pub part_elsewhere: f32,
    /// Another word of the same family: the mean over all collections is .8807 for 0,
    /// .8818 for 0.2, .8832 for 0.4, .8795 for 0.8. Times the share of letters that the two
    /// have in common.
    pub related: f32,
    /// The least share of letters that is taken for a family.
    pub related_least: f32,
    /// What a stop word weighs, as a part of what its frequency would give: from 0.15 to
    /// 0.4 the mean over all collections stays within .0001.
    pub stop_word: f32,
    /// How far a word's rarity is, in documents that hold it as it was typed, that of this form
    /// alone. With 0, four of 100 words of 10,000 laws were not among the first ten hits
    /// as they were typed, with 0.3 all were. The mean over all collections is .8909 for 0, .8908
    /// for 0.3, .8905 for 0.6, .8890 for 1. A word by itself is ranked by this form alone: of 1,200 that
    /// one text has as they were typed, this came first for 1,002 with 0.3, and for 1,055 with 1.
    pub typed: f32,
    /// Forms that weigh this much are the word itself: they alone say how rare it is (German
    /// collections .8855 for 0, where any form does, .8921 for 0.65, .8916 for 1.4), and
    /// documents with one for every word are complete.
    pub near: f32,
    /// What the score of a complete document is multiplied with. The mean over all collections
    /// is .8947 from 1 to 1.5, .8943 for 2, .8940 where complete documents come before all others:
    /// then the page on a thing comes behind each that has the thing and the verb of a question.
    /// Of 100 pages whose titles stand in "was bedeutet …" (a manual), 88 come first for 1, 81 for
    /// 1.2, 73 for 1.5, 36 behind all that are complete; of the first five hits for two or three words 60,
    /// 63, 65 and 70 of 100 have them all.
    pub complete: f32,
    /// A compound that two words of the query make.
    pub joined: f32,
    /// A word for people of the other gender.
    pub gender: f32,
    /// A synonym: below the word itself and its inflections, above its compounds.
    /// No collection has judged synonyms.
    pub synonym: f32,
    /// A part of an unknown compound. Those of known ones change no figure by more
    /// than .0003, and "Menschenhandel" would find any "Handel".
    pub part_alone: f32,
    /// Both parts of an unknown compound. German collections .8903 for 0, .8916 for 0.6,
    /// .8926 for 0.8, no more above.
    pub parts_of_unknown: f32,
    /// Both parts of a known compound, where it is not. German collections .8913 for 0,
    /// .8926 for 0.5, .8931 for 0.65, .8882 for 1.
    pub parts: f32,
    /// A form that is so many edits away from an unknown word (folded: none).
    /// Queries with typos .865 for (0.5, 0.3), .886 for (0.7, 0.5), .892 for (0.8, 0.6).
    pub corrected: [f32; 3],
    /// What a correction loses if it is one wrong letter less likely than the best one:
    /// little, but of several the likeliest comes first. The right word is first for
    /// 84.9 % of Wikipedia's English misspellings for 0, for 92.3 % from 0.05 on.
    pub worse: f32,
    /// How much less a correction must cost than all forms of the word's stem. Of the same
    /// misspellings 88.8 % without, 91.7 % for 1, 92.6 % for 0.3, 93.0 % for 0.1, which
    /// costs queries with typos .0003; key words cut to their heads .8013, .8013, .8046 (10kGNAD).
    pub nearer: f32,
    /// The cost of a typing error up to which an unknown word is taken for misspelt even if
    /// it is a part of compounds: two letters swapped, one left out or doubled, i for y. Key
    /// words cut to their heads .8965, .8940 where an a may be taken for an e.
    pub slip: f32,
    /// Letters from which on two edits are looked for beside one. Queries with typos .9150
    /// for 4 and 5, .9139 for 6, .9135 for 8; of German misspellings 89.5 %, for 8 85.7 %;
    /// but "Markt" would find "Marken" with 5.
    pub two_edits: u32,
    /// What the frequency of a candidate for a correction counts (its logarithm)
    /// against the cost of the typing error: ten times as frequent is worth a third of
    /// a letter taken for the one beside it.
    pub likely: f32,
    /// Words that weigh less than this part of the query's weightiest are not
    /// marked: "the" beside a word of one document in ten.
    pub marked: f32,
    /// What a word in its heading adds to a section's weight, as a part of the word's.
    pub in_heading: f32,
    /// What it adds to the weight of an excerpt's words that they stand there as they were typed,
    /// as a part of theirs. In closeness it would cost lead sentences' heads .004.
    pub exactly: f32,
    /// What each further match adds to the weight of an excerpt's words: less than any word.
    pub repeated: f32,
    /// What a document must hold at least of the weight of the query's words that
    /// the best document holds. Up to 0.3 no figure changes by more than .0005, and
    /// documents go that hold no more than an "in" of the query; 0.5 costs .003
    /// (questions) to .019 (queries with split compounds).
    pub least: f32,
    /// How a score rises as the words stand close together: by this much if all of the
    /// query's weight stands in one passage. The mean over all collections is .8872 for 0,
    /// .8884 for 0.2, .8895 for 0.5, .8901 for 1, .8908 for 2, which costs cranfield-en
    /// .004; passages of 100 or 350 bytes make less difference than .001.
    pub closeness: f32,
    /// What it adds to closeness that all words stand one behind the other in the order of
    /// the query, and a title begins with the first. The mean over all collections is .8903
    /// for 0, .8907 for 0.1, .8908 for 0.3; lead sentences of news .9491, .9491, .9498.
    pub in_order: f32,
    /// How a score rises with the share of the query's letters that a document begins with, in
    /// queries of less than five words. The mean over all collections is .8914 for 0, .8923 for
    /// 0.5, .8928 for 1, .8929 for 1.5 and 2, which costs key words cut to their heads .005
    /// (xquad-de); these .804 for 0, .813 for 1, with typos .865 and .872 (10kGNAD).
    pub letters: f32,
}

impl Default for Ranking {
    fn default() -> Self {
        Self {
            k1: 1.5,
            b: 0.7,
            folded: 0.95,
            inflected: 0.85,
            completed: 0.75,
            part_at_end: 0.7,
            part_elsewhere: 0.55,
            related: 0.4,
            related_least: 0.6,
            stop_word: 0.3,
            typed: 0.3,
            near: 0.65,
            complete: 1.3,
            joined: 0.9,
            gender: 0.8,
            synonym: 0.8,
            part_alone: 0.4,
            parts_of_unknown: 0.8,
            parts: 0.6,
            corrected: [0.95, 0.8, 0.6],
            worse: 0.05,
            nearer: 0.3,
            two_edits: 6,
            slip: 0.5,
            likely: 0.13,
            marked: 0.1,
            in_heading: 0.5,
            exactly: 0.5,
            repeated: 0.01,
            least: 0.3,
            closeness: 1.0,
            in_order: 0.3,
            letters: 1.0,
        }
    }
}

impl Ranking {
    /// Inverse document frequency: the weight of a word that `frequency` of
    /// `documents` hold (Robertson and Zaragoza 2009, with 1 added so that it stays positive).
    pub(crate) fn idf(&self, frequency: usize, documents: usize) -> f32 {
        let (n, all) = (frequency as f32, documents as f32);
        ((all - n + 0.5) / (n + 0.5)).ln_1p()
    }

    /// How far a word is covered by a form of this weight, from 0 to 1.
    pub(crate) fn covered(&self, weight: f32) -> f32 {
        (weight / self.near).min(1.0)
    }

    /// BM25's share of a word's weight, from 0 to 1, for `frequency` weighted
    /// occurrences in a document of `length` words.
    pub(crate) fn saturation(&self, frequency: f32, length: f32, average_length: f32) -> f32 {
        frequency / (frequency + self.k1 * (1.0 - self.b + self.b * length / average_length))
    }
}
