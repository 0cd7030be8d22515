//! Learns a table of endings from what the stemmer does, at build time.
//!
//! Each form, read from its last letter on, is a path in a tree, at whose end stands how
//! many letters the form has behind what all forms of its stem share with it. A node
//! stands for an end of words; where an entry for it makes more forms right than it
//! costs, there is one. The forms alone would not do: few texts have all endings. So
//! their stems are also written with each ending that the language may have, and the
//! stemmer asked about that.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::candidates::candidates;
use super::{Cuts, Endings, LONGEST, cut, regions, shortest};
use crate::analysis::fold::{Reading, base, bases, fold};
use crate::analysis::korean;
use crate::analysis::stemmer::Stemmer;
use crate::parallel;

/// Letters that are cut, at most, and one more; no language has longer endings.
const CUT: usize = 12;

/// What an entry can say: as many as there are pairs of cuts.
const CHOICES: usize = CUT * CUT;

/// Stems that endings are put to, at most.
const MAX_STEMS: usize = 600;

/// If there are fewer, more are made up.
const FEW_STEMS: usize = 100;

/// How much a form of the documents counts, and one that was made up.
const REAL: u8 = 4;
const MADE_UP: u8 = 1;

/// An entry of the table must make more than 1 right of so many forms, by what they count.
/// Smaller tables find less; in larger ones stand the exceptions of these documents.
const FORMS_FOR_ONE_MORE: u32 = 8192;

/// Letters that a form may lack of its stem: "happi" is that of "happy". Where it
/// lacks more, the stem tells nothing of the form's end, as where a prefix was cut.
const CHANGED: usize = 2;

/// Stands where a form has no more letters.
const NONE: char = '\0';

/// What is known of one form.
struct Sample {
    /// Its last letters, folded, from the last one on; `NONE` before the first.
    letters: [char; LONGEST],
    regions: [u8; 2],
    cut: u8,
    /// 0 if nothing can be learnt from it.
    weight: u8,
}

fn cuts(choice: usize) -> Cuts {
    [(choice / CUT) as u8, (choice % CUT) as u8]
}

impl Endings {
    /// Learns from the forms of documents in `lang`, which ascend, each with its stem.
    pub(crate) fn learn<'f>(lang: &str, forms: impl Iterator<Item = (&'f str, &'f str)>) -> Self {
        if lang == "ko" {
            return Self::whatever_is_before(korean::endings());
        }
        let candidates = candidates(lang);
        if candidates.is_empty() {
            return Self::default();
        }
        let samples = all_samples(forms, candidates, &Stemmer::of(lang));
        let all: u32 = samples.iter().map(|sample| u32::from(sample.weight)).sum();
        let price = 1 + all / FORMS_FOR_ONE_MORE;
        let mut ends = Vec::new();
        Node::grow(&samples, 0, price).write(&mut String::new(), 0, price, &mut ends);
        Self { ends }
    }

    /// Ends that are always cut.
    fn whatever_is_before(ends: impl Iterator<Item = String>) -> Self {
        let entry = |end: String| {
            let letters = end.chars().count() as u8;
            (end.chars().rev().collect(), [letters; 2])
        };
        let mut ends: Vec<(String, Cuts)> = ends.map(entry).collect();
        ends.sort_unstable();
        Self { ends }
    }
}

/// What is known of the forms, and of others that are made up.
fn all_samples<'f>(
    forms: impl Iterator<Item = (&'f str, &'f str)>,
    candidates: &str,
    stemmer: &Stemmer,
) -> Vec<Sample> {
    let real = |(form, stem)| Form { form, stem, weight: REAL, shared: None };
    let mut all: Vec<Form<'_>> = forms.map(real).collect();
    let made_up_forms = made_up(&all, candidates, stemmer);
    let made_up = made_up_forms.iter();
    all.extend(made_up.map(|(form, stem)| Form { form, stem, weight: MADE_UP, shared: None }));
    samples(all)
}

/// A form and its stem, and what they count.
struct Form<'f> {
    form: &'f str,
    stem: &'f str,
    weight: u8,
    /// The letters that all forms of the stem share with it, if one tells.
    shared: Option<u16>,
}

/// Stems of the forms with each ending, each with the stem of that; without the forms themselves,
/// which ascend.
fn made_up(forms: &[Form<'_>], candidates: &str, stemmer: &Stemmer) -> Vec<(String, String)> {
    let is_new = |form: &String| forms.binary_search_by(|it| it.form.cmp(form)).is_err();
    let of_stem = parallel::map(&stems(forms, candidates), |stem| {
        let form = |ending| Some(format!("{stem}{ending}")).filter(is_new);
        let with_stem = |form: String| (stemmer.stem(&form).into_owned(), form);
        let forms = candidates.split(' ').filter_map(form).map(with_stem);
        forms.map(|(stem, form)| (form, stem)).collect::<Vec<_>>()
    });
    let mut made_up: Vec<(String, String)> = of_stem.into_iter().flatten().collect();
    made_up.sort_unstable();
    made_up.dedup();
    made_up
}

/// Some stems of the forms. If there are few, also what they would be with other last
/// letters, on which it may depend whether an "s" is an ending.
fn stems(forms: &[Form<'_>], candidates: &str) -> Vec<String> {
    let stems = forms.iter().map(|form| form.stem);
    let mut stems: Vec<Cow<'_, str>> =
        stems.filter(|stem| stem.chars().count() >= shortest(stem)).map(Cow::Borrowed).collect();
    stems.sort();
    stems.dedup();
    if stems.len() < FEW_STEMS {
        let letters = stems.iter().flat_map(|stem| stem.chars()).chain(candidates.chars());
        let letters: BTreeSet<char> = letters.filter(|&letter| letter != ' ').collect();
        let varied = stems.iter().flat_map(|stem| {
            let mut letters_before = stem.chars();
            letters_before.next_back();
            letters.iter().map(move |letter| format!("{}{letter}", letters_before.as_str()))
        });
        let varied: Vec<String> = varied.collect();
        stems.extend(some(varied, FEW_STEMS).map(Cow::Owned));
        stems.sort_unstable();
        stems.dedup();
    }
    some(stems, MAX_STEMS).map(Cow::into_owned).collect()
}

/// At most so many, from all parts of a list.
fn some<T>(all: Vec<T>, most: usize) -> impl Iterator<Item = T> {
    let every = all.len().div_ceil(most).max(1);
    all.into_iter().step_by(every)
}

/// What is known of forms, by their letters from the last to the first.
fn samples(mut forms: Vec<Form<'_>>) -> Vec<Sample> {
    forms.sort_unstable_by_key(|form| form.stem);
    let known = parallel::map(&forms, |Form { form, stem, .. }| {
        let same = shared_letters(form, stem);
        let tells = same >= shortest(form) && same + CHANGED >= stem.chars().count();
        tells.then_some(same.min(u16::MAX.into()) as u16)
    });
    let mut known = known.as_slice();
    for same_stem in forms.chunk_by_mut(|a, b| a.stem == b.stem) {
        let (of_them, rest) = known.split_at(same_stem.len());
        let shared = of_them.iter().flatten().min().copied();
        same_stem.iter_mut().for_each(|form| form.shared = shared);
        known = rest;
    }
    let mut samples = parallel::map(&forms, Sample::of);
    samples.sort_unstable_by_key(|sample| sample.letters);
    samples
}

impl Sample {
    fn of(Form { form, shared, weight, .. }: &Form<'_>) -> Self {
        let cut = shared.map(|shared| form.chars().count().saturating_sub(shared.into()));
        let cut = cut.filter(|cut| *cut < CUT);
        let mut letters = [NONE; LONGEST];
        letters.iter_mut().zip(form.chars().rev()).for_each(|(slot, letter)| *slot = base(letter));
        let regions = regions(form).map(|at| at.min(u8::MAX.into()) as u8);
        let weight = if cut.is_some() { *weight } else { 0 };
        Self { letters, regions, cut: cut.unwrap_or(0) as u8, weight }
    }
}

/// The letters at the beginning of a form that its stem has as well, whatever their accents.
fn shared_letters(form: &str, stem: &str) -> usize {
    let stem = bases(stem);
    let mut rest = stem.chars();
    let is_next = |c: &char| match fold(*c) {
        Reading::One(letter) | Reading::OneOrTwo(letter, _) => rest.next() == Some(letter),
        Reading::Two(one, two) => rest.next() == Some(one) && rest.next() == Some(two),
        Reading::None => true,
    };
    form.chars().take_while(is_next).count()
}

/// An end of words.
struct Node {
    /// What stands before it.
    longer: Vec<(char, Node)>,
    /// What the words that are cut wrongly count, and the entries for longer ends cost,
    /// for each choice.
    costs: [u32; CHOICES],
}

impl Node {
    /// The end that `samples` share, which has `depth` letters.
    fn grow(samples: &[Sample], depth: usize, price: u32) -> Self {
        let mut node = Self { longer: Vec::new(), costs: [0; CHOICES] };
        for group in samples.chunk_by(|a, b| a.letters.get(depth) == b.letters.get(depth)) {
            let weight: u32 = group.iter().map(|sample| u32::from(sample.weight)).sum();
            let letter = group.first().and_then(|sample| sample.letters.get(depth));
            match letter {
                // If these count less than an entry costs, none can pay.
                Some(&letter) if letter != NONE && weight > price => {
                    let longer = Self::grow(group, depth + 1, price);
                    let at_most = longer.costs[longer.best()] + price;
                    node.add_costs(|choice| longer.costs[choice].min(at_most));
                    node.longer.push((letter, longer));
                }
                _ => group.iter().for_each(|sample| node.add(sample)),
            }
        }
        node
    }

    /// A sample costs where it is cut wrongly.
    fn add(&mut self, sample: &Sample) {
        for choice in 0..CHOICES {
            if cut(cuts(choice), sample.regions.map(usize::from)) != usize::from(sample.cut) {
                self.costs[choice] += u32::from(sample.weight);
            }
        }
    }

    fn add_costs(&mut self, cost: impl Fn(usize) -> u32) {
        self.costs.iter_mut().zip(0..).for_each(|(sum, choice)| *sum += cost(choice));
    }

    /// The choice that costs least.
    fn best(&self) -> usize {
        (0..CHOICES).min_by_key(|&choice| self.costs[choice]).unwrap_or(0)
    }

    /// Appends entries for this end and longer ones, where a shorter one has made `choice`.
    fn write(&self, end: &mut String, choice: usize, price: u32, out: &mut Vec<(String, Cuts)>) {
        let best = self.best();
        let pays = self.costs[best] + price < self.costs[choice];
        if pays {
            out.push((end.clone(), cuts(best)));
        }
        for (letter, longer) in &self.longer {
            end.push(*letter);
            longer.write(end, if pays { best } else { choice }, price, out);
            end.pop();
        }
    }
}
