//! What the words of a title count besides what each occurrence does: the more, the fewer they are,
//! so that the page that is called like a query comes before those that mention it often.

use std::collections::HashMap;

use crate::Corpus;
use crate::analysis::tokenizer::Tokenizer;
use crate::index::counts::Counts;
use crate::ranking::Ranking;

/// Occurrences that the only word of a title counts as, in a document of average length; two count
/// half as much each. Of 245 pages of a manual 201 came first for their titles without, 232 with it;
/// cranfield-en .3934 for 0, .3941 for 48, .3952 for 96, short German queries .8856, .8856, .8834.
const WHOLE: f32 = 48.0;

/// So many times more than it occurs counts a form in a document.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Raise {
    pub(super) form: u32,
    pub(super) document: u32,
    pub(super) more: u16,
}

/// Raises words in titles that no two documents share: those of a series name
/// none of its parts (English key words .9421, with them .9379). As where each field has its own
/// length (BM25F, Robertson et al., 2004), a document's takes nothing from its title. Ascending.
pub(super) fn raises(counts: &Counts, documents: &(impl Corpus + ?Sized)) -> Vec<Raise> {
    let mut uses: HashMap<&str, u32> = HashMap::new();
    documents.heads().for_each(|head| *uses.entry(head.title).or_default() += 1);
    let average = counts.tokens as f32 / counts.lengths.len().max(1) as f32;
    let b = Ranking::default().b;
    let mut raises = Vec::new();
    for ((document, number), head) in (0..).zip(&counts.titled).zip(documents.heads()) {
        if *number == 0 || uses[head.title] > 1 {
            continue;
        }
        let length = counts.lengths[document as usize] as f32;
        let more = WHOLE / *number as f32 * (1.0 - b + b * length / average);
        let mut words = Tokenizer::new(head.title);
        while words.next_word().is_some() {
            let form = counts.forms.find(words.word().as_bytes(), 0);
            raises.extend(form.map(|form| Raise { form, document, more: more as u16 }));
        }
    }
    raises.sort_unstable();
    raises
}
