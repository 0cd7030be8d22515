//! Acronyms that a text explains: "Internationale Organisation für Migration
//! (IOM)", or "IOM (Internationale Organisation für Migration)".
//!
//! After Schwartz and Hearst (2003): the letters of the short form are looked for
//! in the words beside it, in their order, the first one at the beginning of a
//! word, as near as can be. For precision we ask for more: half of them at the
//! beginnings of words, and few words without any. Only what is one compound may have all
//! others within: "Landespräventionsrat (LPR)". What many lines end with labels them, and
//! explains nothing: "§ 866 Zwangshypothek (ZPO)". Building an index asks for this; the
//! engine reads what was found.

use std::collections::{BTreeMap, HashMap};

use crate::analysis::stemmer::Stemmer;
use crate::analysis::tokenizer::{Shapes, Tokenizer};
use crate::document::Document;
use crate::{Corpus, Result, parallel};

/// Characters of a short form.
const SHORT: std::ops::RangeInclusive<usize> = 2..=8;

/// Words of a long form beyond one for each letter.
const MORE_WORDS: usize = 5;

/// Of these, words that do not join others. More are a sentence.
const MORE_NAMES: usize = 1;

/// Bytes before and behind a bracket that are read, for long lines.
const NEAR: usize = 400;

/// Letters of words that join others ("für", "of"), unless they are capitalised.
const JOINING: usize = 4;

/// Letters of a single word for each letter of a short form that is all capitals. In
/// shorter ones these are found by chance: "Butterfield (BER)".
const COMPOUND: usize = 4;

/// Letters of a short form that is written as a word, "Kita", and how often that is to be found
/// beside where it is explained: a name in brackets may have these letters by chance.
const CLIPPED: std::ops::RangeInclusive<usize> = 3..=6;
const CLIPPED_USES: i32 = 2;

/// Long forms of one short form: the most frequent. What has more is no name.
const MAX_LONG: usize = 3;

/// What stands behind the name of a company or an association.
const LEGAL: [&str; 7] = ["e. V.", "e.V.", "gGmbH", "GmbH", " AG", "Inc.", "Ltd."];

/// What stands before a short form in its brackets.
const INTRODUCTIONS: [&str; 4] = ["kurz:", "kurz ", "abgekürzt ", "short "];

/// What stands before a long form in its brackets.
const LANGUAGES: [&str; 6] = ["engl.:", "engl.", "englisch:", "dt.:", "dt.", "kurz für"];

/// What stands before a number.
const NUMBERS: [&str; 3] = ["Nr.", "No.", "Nummer "];

/// A short form and what it stands for, as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Acronym {
    pub(crate) short: String,
    pub(crate) long: String,
}

/// A short form in brackets.
#[derive(Debug)]
struct Bracketed {
    /// With nothing as its long form if no words beside it explain it.
    acronym: Acronym,
    /// It ends a line, and that its letters are in the words before may be chance.
    is_label: bool,
}

/// By short form and the stems of the long one: how often, as first written.
type Counts = BTreeMap<(String, String), (usize, String)>;

/// All acronyms that documents explain, by their short forms. What is also a word
/// that is written small ("WHO", who) is none that could be searched.
pub(crate) fn explained_in(documents: &(impl Corpus + ?Sized)) -> Result<Vec<Acronym>> {
    let numbers: Vec<usize> = (0..documents.count()).collect();
    let [mut found, mut labels] = [Counts::new(), Counts::new()];
    for of_document in parallel::map(&numbers, |&number| documents.visit(number, explained)) {
        for (Bracketed { acronym: Acronym { short, long }, is_label }, stems) in of_document? {
            let counts = if is_label { &mut labels } else { &mut found };
            counts.entry((short, stems)).or_insert((0, long)).0 += 1;
        }
    }
    add_explaining(labels, &mut found);
    // By short form and the words of the long one, which has other stems in other languages.
    let mut by_short: BTreeMap<String, BTreeMap<String, (usize, String)>> = BTreeMap::new();
    for ((short, _), (count, long)) in found {
        let by_words = by_short.entry(short).or_default();
        by_words.entry(words(&long)).or_insert((0, long)).0 += count;
    }
    drop_common_words(&mut by_short, documents, &numbers)?;
    let of_short = |(short, long): (String, BTreeMap<String, (usize, String)>)| {
        let mut long: Vec<(usize, String)> = long.into_values().collect();
        long.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
        let long = long.into_iter().take(MAX_LONG);
        long.map(move |(_, long)| Acronym { short: short.clone(), long })
    };
    Ok(by_short.into_iter().flat_map(of_short).collect())
}

/// Adds what the ends of lines explain, of those short forms that explain more of them than they
/// label.
fn add_explaining(labels: Counts, found: &mut Counts) {
    let mut balances: HashMap<String, isize> = HashMap::new();
    for ((short, _), (count, long)) in &labels {
        let sign = if long.is_empty() { -1 } else { 1 };
        *balances.entry(short.clone()).or_default() += sign * count.cast_signed();
    }
    for ((short, stems), (count, long)) in labels {
        let is_explaining = balances.get(&short).is_some_and(|balance| *balance > 0);
        if is_explaining && !long.is_empty() {
            found.entry((short, stems)).or_insert((0, long)).0 += count;
        }
    }
}

/// The short forms in brackets of a document, with the stems of their long forms.
fn explained(document: &Document) -> Vec<(Bracketed, String)> {
    let stemmer = Stemmer::of(&document.lang);
    let with_stems = |bracketed: Bracketed| {
        let stems = each_word(&bracketed.acronym.long, |word| stemmer.stem(word).into_owned());
        (bracketed, stems)
    };
    document.texts().flat_map(find).map(with_stems).collect()
}

/// The words of a text, as they are searched.
fn words(text: &str) -> String {
    each_word(text, str::to_owned)
}

fn each_word(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut tokenizer = Tokenizer::new(text);
    let mut words = String::new();
    while tokenizer.next_word().is_some() {
        words += &change(tokenizer.word());
        words.push(' ');
    }
    words
}

/// Drops short forms that are more often written without capitals than with them, and those written
/// as words that are hardly used.
fn drop_common_words<T>(
    found: &mut BTreeMap<String, T>,
    documents: &(impl Corpus + ?Sized),
    numbers: &[usize],
) -> Result<()> {
    let lower: HashMap<String, i32> = found.keys().map(|short| (short.to_lowercase(), 0)).collect();
    let mut shapes = Shapes::default();
    lower.keys().for_each(|word| shapes.add(word));
    let parts = parallel::map_parts(numbers, |numbers| {
        let mut small_or_not = lower.clone();
        for &number in numbers {
            documents
                .visit(number, |document| count_small(document, &shapes, &mut small_or_not))?;
        }
        Ok(small_or_not)
    });
    let small_or_not: Vec<HashMap<String, i32>> = parts.into_iter().collect::<Result<_>>()?;
    let balance = |word: &str| small_or_not.iter().filter_map(|part| part.get(word)).sum::<i32>();
    let least = |short: &str| if clipped_form(short).is_some() { CLIPPED_USES } else { 0 };
    found.retain(|short, _| -balance(&short.to_lowercase()) >= least(short));
    Ok(())
}

/// Counts how often words, which have these `shapes`, are written without capitals, less how often
/// with them.
fn count_small(document: &Document, shapes: &Shapes, balances: &mut HashMap<String, i32>) {
    for text in document.texts() {
        let mut tokenizer = Tokenizer::new(text);
        while let Some(range) = tokenizer.next_of(Some(shapes)) {
            if let Some(balance) = balances.get_mut(tokenizer.word()) {
                let small = text.get(range) == Some(tokenizer.word());
                *balance += if small { 1 } else { -1 };
            }
        }
    }
}

/// The acronyms that a text explains and the labels of its lines, in order.
fn find(text: &str) -> Vec<Bracketed> {
    text.lines().flat_map(find_in_paragraph).collect()
}

fn find_in_paragraph(paragraph: &str) -> Vec<Bracketed> {
    let mut found = Vec::new();
    for (open, _) in paragraph.match_indices('(') {
        let (before, rest) = (last_part(&paragraph[..open]), first_part(&paragraph[open + 1..]));
        if let Some((inner, behind)) = rest.split_once(')') {
            found.extend(bracketed(before, inner, behind.trim_start()));
        }
    }
    found
}

fn bracketed(before: &str, inner: &str, behind: &str) -> Option<Bracketed> {
    let is_end = behind.is_empty();
    if let Some(acronym) = short_in_brackets(before, inner) {
        let has_initials = is_initials(&acronym);
        // A part of a name: "Verordnung (EU) Nr. 10/2010", "Verordnung (EU) 2021/821". Behind the
        // name of a fair stands its year.
        let is_sure = has_initials && acronym.short.chars().count() > 2;
        let is_label = is_end && !has_initials;
        return (is_sure || !begins_with_number(behind)).then_some(Bracketed { acronym, is_label });
    }
    if let Some(acronym) = long_in_brackets(before, inner) {
        return Some(Bracketed { acronym, is_label: false });
    }
    let short = short_form(inner.trim()).filter(|_| is_end)?;
    let acronym = Acronym { short: short.to_owned(), long: String::new() };
    Some(Bracketed { acronym, is_label: true })
}

fn begins_with_number(text: &str) -> bool {
    NUMBERS.iter().any(|it| text.starts_with(it)) || text.starts_with(|c: char| c.is_ascii_digit())
}

fn first_part(text: &str) -> &str {
    &text[..text.floor_char_boundary(NEAR)]
}

fn last_part(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(NEAR))..]
}

/// "Internationale Organisation für Migration (IOM)"
fn short_in_brackets(before: &str, inner: &str) -> Option<Acronym> {
    let inner = inner.split([',', ';']).next()?;
    let short = without_any(inner.trim(), &INTRODUCTIONS);
    let sentence = sentence_end(without_legal_form(before));
    let Some(short) = short_form(short) else { return clipped(clipped_form(short)?, sentence) };
    // What a sentence ends with is who reported it: "… verloren. (APA)"
    if sentence.ends_with(['.', '!', '?', ':', ';']) {
        return None;
    }
    let start = long_form(short, sentence)?;
    acronym(short, &sentence[start..])
}

/// "Kindertagesstätte (Kita)"
fn clipped(short: &str, sentence: &str) -> Option<Acronym> {
    let long = sentence.split_whitespace().next_back()?;
    let is_noun = long.starts_with(char::is_uppercase) && long.chars().all(char::is_alphabetic);
    (is_noun && long_form(short, long) == Some(0)).then(|| acronym(short, long))?
}

/// "IOM (Internationale Organisation für Migration)"
fn long_in_brackets(before: &str, inner: &str) -> Option<Acronym> {
    let short = short_form(before.split_whitespace().next_back()?)?;
    let long = without_any(inner.trim(), &LANGUAGES);
    let long = without_legal_form(long.split([',', ';']).next()?);
    // All of it is the long form, but for an article.
    let start = long_form(short, long)?;
    long[..start].split_whitespace().all(is_joining).then(|| acronym(short, &long[start..]))?
}

fn acronym(short: &str, long: &str) -> Option<Acronym> {
    let long = long.trim_matches(|c: char| !c.is_alphanumeric());
    let repeats = long.split(|c: char| !c.is_alphanumeric()).any(|word| word == short);
    (!repeats).then(|| Acronym { short: short.to_owned(), long: long.to_owned() })
}

fn without_any<'t>(text: &'t str, beginnings: &[&str]) -> &'t str {
    let rest = beginnings.iter().find_map(|beginning| text.strip_prefix(beginning));
    rest.unwrap_or(text).trim()
}

fn without_legal_form(text: &str) -> &str {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || is_quote(c));
    let rest = LEGAL.iter().find_map(|legal| text.strip_suffix(legal));
    rest.unwrap_or(text).trim_end_matches(|c: char| c.is_whitespace() || is_quote(c) || c == ',')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’' | '‚')
}

/// What stands behind the end of the sentence before.
fn sentence_end(text: &str) -> &str {
    let ends = ["! ", "? ", "; ", ": ", ". ", "(", ")", " – ", " - "];
    let ends = ends.iter().filter_map(|end| text.rfind(end).map(|at| at + end.len()));
    &text[ends.max().unwrap_or(0)..]
}

/// `text` if it can be a short form: one word with two capitals or more. The "s"
/// of a plural is cut off.
pub(crate) fn short_form(text: &str) -> Option<&str> {
    let text = text.trim_matches(is_quote);
    // "MwSt."
    let text = text.strip_suffix('.').filter(|it| !it.contains('.')).unwrap_or(text);
    let is_capital = |c: char| c.is_uppercase();
    let singular = text.strip_suffix('s').filter(|it| it.len() > 1 && it.chars().all(is_capital));
    let short = singular.unwrap_or(text);
    let possible = SHORT.contains(&short.chars().count())
        && short.starts_with(char::is_alphabetic)
        && short.ends_with(char::is_alphanumeric)
        && short.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '&' | ' '))
        // "LPR NRW"
        && short.split(' ').all(|part| part.chars().filter(|&c| is_capital(c)).count() >= 2)
        // Roman numbers.
        && !short.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    possible.then_some(short)
}

/// `text` if it can be a short form that is written as a word.
fn clipped_form(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    let is_word = letters.next()?.is_uppercase() && letters.all(char::is_lowercase);
    (is_word && CLIPPED.contains(&text.chars().count())).then_some(text)
}

/// Where the long form of `short` begins, which reaches to the end of `text`.
fn long_form(short: &str, text: &str) -> Option<usize> {
    let letters = letters_of(short);
    let (starts, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
    let at = initials(&letters, &chars).or_else(|| align(&letters, &chars));
    let start = *starts.get(at?)?;
    let long = &text[start..];
    let words = long.split_whitespace().count();
    let names = long.split_whitespace().filter(|word| !is_joining(word)).count();
    let share = if words == 1 && short.chars().all(char::is_uppercase) { COMPOUND } else { 2 };
    let long_enough = long.chars().filter(|c| c.is_alphabetic()).count() >= share * letters.len();
    let near = words <= letters.len() + MORE_WORDS && names <= letters.len() + MORE_NAMES;
    (long_enough && near).then_some(start)
}

/// The letters of a short form, small.
fn letters_of(short: &str) -> Vec<char> {
    lower(short.chars().filter(|c| c.is_alphanumeric()))
}

/// Whether the letters of a short form are those with which the words of the long one begin.
fn is_initials(Acronym { short, long }: &Acronym) -> bool {
    initials(&letters_of(short), &long.chars().collect::<Vec<_>>()) == Some(0)
}

/// Where the last words begin that have these letters as their first ones, a word for each. Two
/// such words of which one joins others are chance.
fn initials(letters: &[char], chars: &[char]) -> Option<usize> {
    let text = lower(chars.iter().copied());
    let mut at = text.len();
    for (letter, left) in letters.iter().rev().zip((0..letters.len()).rev()) {
        at = (0..at).rfind(|&at| chars[at].is_alphanumeric() && begins_word(chars, at))?;
        let is_name = letters.len() > 2 || !is_joining(&word_at(chars, at));
        if text[at] != *letter || !is_name {
            return None;
        }
        if left == 0 {
            return Some(at);
        }
    }
    None
}

/// The "s" of "user's" begins none.
fn begins_word(chars: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| chars.get(before)) else { return true };
    let is_letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let is_genitive =
        matches!(before, '\'' | '’') && chars.get(at) == Some(&'s') && !is_letter(at + 1);
    !before.is_alphanumeric() && !is_genitive
}

/// The last place where the first letter can stand so that all are found in their
/// order, the first at the beginning of a word and half of them, or two at least, at
/// beginnings too; unless all stand in one word.
fn align(letters: &[char], chars: &[char]) -> Option<usize> {
    let (first, others) = letters.split_first()?;
    let text = lower(chars.iter().copied());
    let joins = joining(chars);
    let can_stand =
        |letter: char, at: usize| text[at] == letter && (begins_word(chars, at) || !joins[at]);
    // For each letter, from each place on: at how many beginnings it and those behind it can stand.
    let mut most = vec![vec![Some(0); text.len() + 1]];
    for letter in others.iter().rev() {
        let behind = most.last()?;
        let mut with_letter = vec![None; text.len() + 1];
        for at in (0..text.len()).rev() {
            let here = behind[at + 1].filter(|_| can_stand(*letter, at));
            let here = here.map(|count| count + usize::from(begins_word(chars, at)));
            with_letter[at] = here.max(with_letter[at + 1]);
        }
        most.push(with_letter);
    }
    most.reverse();
    let behind_first = most.first()?;
    (0..text.len()).rfind(|&at| {
        let is_first = text[at] == *first && begins_word(chars, at) && !joins[at];
        let Some(count) = behind_first[at + 1].filter(|_| is_first).map(|count| count + 1) else {
            return false;
        };
        let single = chars[at..].iter().all(|c| c.is_alphanumeric() || *c == '-');
        let enough = single || count > 1 && 2 * count >= letters.len();
        // Names of offices leave out some of their words: "LUBW", "BMZ".
        let most_untouched = if 2 * count > letters.len() { others.len() } else { 1 };
        enough && untouched(at, &places(at, &most), chars) <= most_untouched
    })
}

/// Where the letters stand, the first one `at` its place: each of the others in the last place with
/// as many at beginnings as `most` says that there can be.
fn places(at: usize, most: &[Vec<Option<usize>>]) -> Vec<usize> {
    let mut places = vec![at];
    let mut from = at + 1;
    for of_letter in most.iter().take(most.len().saturating_sub(1)) {
        let ends = (from..of_letter.len()).take_while(|&at| of_letter[at] == of_letter[from]);
        let place = ends.last().unwrap_or(from);
        places.push(place);
        from = place + 1;
    }
    places
}

/// Names from `start` on in which none of the `places` lies.
fn untouched(start: usize, places: &[usize], chars: &[char]) -> usize {
    let joins = joining(chars);
    let mut count = 0;
    let mut at = start;
    while at < chars.len() {
        let end = (at..chars.len()).find(|&at| chars[at].is_whitespace()).unwrap_or(chars.len());
        let is_touched = places.iter().any(|place| (at..end).contains(place));
        let is_name = chars[at..end].iter().any(|c| c.is_alphanumeric()) && !joins[at];
        count += usize::from(is_name && !is_touched);
        at = end + 1;
    }
    count
}

/// Of each character, whether it is of a word that joins others.
fn joining(chars: &[char]) -> Vec<bool> {
    let mut joins = vec![false; chars.len()];
    for at in (0..chars.len()).filter(|&at| begins_word(chars, at)) {
        let word = word_at(chars, at);
        let is_joining = !word.is_empty() && is_joining(&word);
        joins.iter_mut().skip(at).take(word.chars().count()).for_each(|it| *it = is_joining);
    }
    joins
}

/// Lower case, one character for each.
fn lower(chars: impl Iterator<Item = char>) -> Vec<char> {
    chars.map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

fn word_at(chars: &[char], at: usize) -> String {
    chars[at..].iter().take_while(|c| c.is_alphanumeric()).collect()
}

/// Whether a word joins others rather than being part of a name.
fn is_joining(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && word.chars().count() <= JOINING
        || matches!(
            word,
            "Der" | "Die" | "Das" | "The" | "gegen" | "against" | "zwischen" | "between"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;
    use proptest::prelude::*;

    fn explained_by(text: &str) -> Vec<Acronym> {
        let acronyms = find(text).into_iter().map(|it| it.acronym);
        acronyms.filter(|it| !it.long.is_empty()).collect()
    }

    fn show(found: &[Acronym]) -> String {
        let one = |it: &Acronym| format!("{}={}", it.short, it.long);
        found.iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn what_is_explained_is_found() {
        for (text, expect) in [
            (
                "Wir fragten die Internationale Organisation für Migration (IOM).",
                "IOM=Internationale Organisation für Migration",
            ),
            (
                "Die IOM (Internationale Organisation für Migration) hilft.",
                "IOM=Internationale Organisation für Migration",
            ),
            ("Der Landespräventionsrat (LPR) tagt.", "LPR=Landespräventionsrat"),
            (
                "Der Landespräventionsrat Nordrhein-Westfalen (LPR NRW) tagt.",
                "LPR NRW=Landespräventionsrat Nordrhein-Westfalen",
            ),
            (
                "bei der Deutschen Gesellschaft für Internationale Zusammenarbeit GmbH (GIZ)",
                "GIZ=Gesellschaft für Internationale Zusammenarbeit",
            ),
            (
                "das Bundesministerium für wirtschaftliche Zusammenarbeit und Entwicklung (BMZ)",
                "BMZ=Bundesministerium für wirtschaftliche Zusammenarbeit und Entwicklung",
            ),
            (
                "The United Nations Office on Drugs and Crime (UNODC) said",
                "UNODC=United Nations Office on Drugs and Crime",
            ),
            ("the World Health Organization (WHO)", "WHO=World Health Organization"),
            ("Nach dem Asylgesetz (AsylG) gilt", "AsylG=Asylgesetz"),
            (
                "nach einem Urteil des Europäischen Gerichtshofs (EuGH)",
                "EuGH=Europäischen Gerichtshofs",
            ),
            (
                "the Inter-Agency Coordination Group against Trafficking in Persons (ICAT)",
                "ICAT=Inter-Agency Coordination Group against Trafficking in Persons",
            ),
            ("das Strafgesetzbuch (StGB)", "StGB=Strafgesetzbuch"),
            (
                "Bundesamt für Migration und Flüchtlinge (kurz: BAMF)",
                "BAMF=Bundesamt für Migration und Flüchtlinge",
            ),
            ("Nichtregierungsorganisationen (NGOs) in Wien", "NGO=Nichtregierungsorganisationen"),
            ("der Verein „Hilfe für Frauen e. V.“ (HfF)", "HfF=Hilfe für Frauen"),
            (
                "das Ministerium für Familie, Senioren und Jugend („MFSJ“, Berlin)",
                "MFSJ=Ministerium für Familie, Senioren und Jugend",
            ),
            (
                "ILO (engl. International Labour Organization) und natural language processing (NLP)",
                "ILO=International Labour Organization | NLP=natural language processing",
            ),
            (
                "zum Deutsch-europäischen Forum für urbane Sicherheit (DEFUS)",
                "DEFUS=Deutsch-europäischen Forum für urbane Sicherheit",
            ),
            ("Österreichischer Integrationsfonds (ÖIF)", "ÖIF=Österreichischer Integrationsfonds"),
            ("zuzüglich Mehrwertsteuer (MwSt.)", "MwSt=Mehrwertsteuer"),
            ("die Datenschutz-Grundverordnung (DSGVO)", "DSGVO=Datenschutz-Grundverordnung"),
            (
                "nach dem Bundesausbildungsförderungsgesetz (BAföG)",
                "BAföG=Bundesausbildungsförderungsgesetz",
            ),
            ("in einer Kindertagesstätte (Kita)", "Kita=Kindertagesstätte"),
            ("als Auszubildender (Azubi)", "Azubi=Auszubildender"),
            (
                "numbers, which states that two instances of the not-a-number (NaN) are unequal",
                "NaN=not-a-number",
            ),
            ("die Meta-Rhein-Main-Chaos-Days (MRMCD) 2025", "MRMCD=Meta-Rhein-Main-Chaos-Days"),
            ("GUM (GIMP Users Manual) 0.5", "GUM=GIMP Users Manual"),
            ("the GIMP User's Manual (GUM)", "GUM=GIMP User's Manual"),
            ("über das file transfer protocol (FTP) auf", "FTP=file transfer protocol"),
            (
                "die Landesanstalt für Umwelt, Messungen und Naturschutz Baden-Württemberg (LUBW)",
                "LUBW=Landesanstalt für Umwelt, Messungen und Naturschutz Baden-Württemberg",
            ),
            (
                "die Zentralstelle zur Bekämpfung der Internetkriminalität (ZIT)",
                "ZIT=Zentralstelle zur Bekämpfung der Internetkriminalität",
            ),
            (
                "das UNO-Flüchtlingshochkommissariat (UNHCR)",
                "UNHCR=UNO-Flüchtlingshochkommissariat",
            ),
        ] {
            assert_eq!(show(&explained_by(text)), expect, "{text}");
        }
    }

    #[test]
    fn what_is_no_explanation_is_not() {
        for text in [
            "Angela Beispiel (CDU) sagte",
            "im Jahr (2019) und Artikel (II) der Interessanten Idee (II)",
            "das Zentrum für internationale rechtliche Zusammenarbeit (CILC)",
            "das Büro der Vereinten Nationen für Suchtstoffe und Verbrechen (UNODC)",
            "Übergreifend (Global) und Akteure (NGOs, Polizei, Justiz)",
            "Das Bundeskriminalamt in Wiesbaden (BKA)",
            "wegen eines Urteils, sagte Herr Butterfield (BER)",
            "Am Ende war alles verloren, was Puls hat. (APA)",
            "die Demokratische Partei (DS)",
            "Der Spanier gewann einen Schlag vor Erik Beispielsen (SWE)",
            "Wir halten inne. Oft mehr (IOM)",
            "der Europäischen Union (DG NEAR)",
            "die EU (siehe unten) und die EU (eine schöne Utopie)",
            "Die (IOM) und ( und ) und () und (IOM",
            "USA (USA)",
            "die Moderatorin (Maria) und die alte Stadt (Wien)",
            "der Vorsitzende (vors.)",
            "für Erzeugnisse gemäß (EG) 1935/2004",
            "sich ergeben und gemäß der Verordnung (EU) Nr. 528/2012",
            "Einheiten, die gemäß der Verordnung (EG) 338/97 gelten",
            "die Besetzung der Senate des Anwaltsgerichtshofes (BRAO)",
            "bei Podemos am Montag Verhandlungen mit der Sozialistischen Arbeiterpartei (PSOE)",
            "HSV Farbton im Gegen-Uhrzeigersinn des Kreises (HG)",
            "Viele leben im Osten (IO)",
        ] {
            assert_eq!(show(&explained_by(text)), "", "{text}");
        }
    }

    fn documents(texts: &[&str]) -> Vec<Document> {
        let document = |text: &&str| Document {
            lang: "de".into(),
            sections: vec![Section { text: (*text).to_owned(), ..Section::default() }],
            ..Document::default()
        };
        texts.iter().map(document).collect()
    }

    #[test]
    fn inflected_forms_are_one_and_common_words_are_none() {
        let found = explained_in(&documents(&[
            "Internationale Organisation für Migration (IOM)",
            "der Internationalen Organisation für Migration (IOM)",
            "World Health Organization (WHO)",
            "those who can, and who not, and who else",
            "Die Kindertagesstätte (Kita) und die Bundesbahn (Bahn)",
            "In der Kita",
        ]))
        .expect("in memory");
        assert_eq!(
            show(&found),
            "IOM=Internationale Organisation für Migration | Kita=Kindertagesstätte"
        );
    }

    #[test]
    fn what_lines_end_with_labels_them() {
        let law = ["Zwangshypothek (ZPO)", "Klage (ZPO)", "Urteil (ZPO)", "Kosten (XYZ)"];
        let parties = ["Anna (SPD)", "Ben (SPD)", "Sozialdemokratische Partei Deutschlands (SPD)"];
        let cases = [
            (law.to_vec(), ""),
            (
                [&law[..], &["der Zivilprozessordnung (ZPO) nach"]].concat(),
                "ZPO=Zivilprozessordnung",
            ),
            (vec!["Asylgesetz (AsylG)", "Klage (AsylG)"], ""),
            (
                vec!["Asylgesetz (AsylG)", "das Asylgesetz (AsylG)", "Klage (AsylG)"],
                "AsylG=Asylgesetz",
            ),
            (parties.to_vec(), "SPD=Sozialdemokratische Partei Deutschlands"),
        ];
        for (texts, expect) in cases {
            let found = explained_in(&documents(&texts)).expect("in memory");
            assert_eq!(show(&found), expect, "{texts:?}");
        }
    }

    #[test]
    fn what_languages_stem_otherwise_is_one() {
        let mut documents =
            documents(&["die Color Initiative (ECI) und European Color Initiatives (ECI)"; 2]);
        documents[1].lang = "en".into();
        let found = explained_in(&documents).expect("in memory");
        assert_eq!(show(&found), "ECI=European Color Initiatives");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(
            text: String,
            parts in prop::collection::vec(prop::sample::select(&[
                "(", ")", " ", "IOM", "ÄÖ", "ß", "ı", "İ", "„", "GmbH", "e. V.", "s", "für", "a", "\n", ", ", "–",
            ][..]), 0..30),
        ) {
            find(&text);
            for it in explained_by(&parts.concat()) {
                prop_assert!(it.long.chars().count() > it.short.chars().count());
            }
        }
    }
}
