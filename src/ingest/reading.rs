//! What comes of reading: documents, what was left out, and what went wrong.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::path::{Display, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::article::{Finished, Outcome, Unlisted};
use super::repeated::Membership;
use super::walk::{File, Format};
use super::{Collection, Input, Repeated, STDIN};
use crate::Document;

/// Problems of one file that are told one by one; the rest is told as a number.
pub const MAX_PROBLEMS_PER_FILE: usize = 20;

/// Problems that are the same in several files and told one by one; the last of them tells how many
/// more there are. Within a file one is told.
const MAX_ALIKE: usize = 5;

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The documents: inputs in the given order, within each by path, records in
    /// the order of their lines. No two have the same id.
    pub documents: Collection,
    /// What went wrong: first with the folders, then with the files in their order.
    pub problems: Vec<Problem>,
    /// What was left out because it is no article.
    pub skipped: Skipped,
    /// Pages that ask not to be listed (`noindex`): left out unless [`PageRules`](super::PageRules) say otherwise.
    pub noindex: Vec<PathBuf>,
    /// Drafts, which are left out in the same way.
    pub drafts: Vec<PathBuf>,
    /// Pages with no text but a title, as those that a script fills: they are found by it alone.
    pub textless: Vec<PathBuf>,
    /// What was left out because pages of one input have it in common: menus, footers. Most
    /// frequent first.
    pub repeated: Vec<Repeated>,
    /// Files that were read or tried.
    pub files: usize,
    /// Those of them that have not changed since they were read for [`Options::cache`](super::Options::cache).
    pub unchanged: usize,
    /// Why the cache could not be written, if it could not.
    pub not_kept: Option<String>,
}

/// What a folder holds besides articles.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Files of other kinds by extension (in lower case, empty for none).
    pub other: BTreeMap<String, usize>,
    /// Links to files and folders that are read at their own place.
    pub links: usize,
    /// Pages that only send their readers to another one.
    pub redirects: usize,
    /// Entries of feeds whose pages were read.
    pub copies: usize,
    /// Files for machines (`robots.txt`), or for the generator of the site.
    pub services: Vec<PathBuf>,
    /// Pages without `data-pagefind-body`, where others of the same input have it.
    pub unmarked: Vec<PathBuf>,
}

/// Something that the owner of the files should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// The line, counted from 1, where it concerns a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What is wrong, and what to do where something can be done.
    pub reason: String,
    /// Whether the text is in the documents nevertheless.
    pub indexed: bool,
}

impl Problem {
    pub(super) fn left_out(path: &Path, reason: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: None, reason: reason.into(), indexed: false }
    }

    pub(super) fn noted(path: &Path, reason: impl Into<String>) -> Self {
        Self { indexed: true, ..Self::left_out(path, reason) }
    }

    pub(super) fn at_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", named(&self.path))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// What a file is called in messages.
fn named(path: &Path) -> Display<'_> {
    let path = if path == Path::new(STDIN) { Path::new("standard input") } else { path };
    path.display()
}

impl Reading {
    /// Takes what was read of each file; tells of each document of which site it is a page.
    pub(super) fn gather(
        &mut self,
        inputs: &[Input],
        files: &[File<'_>],
        outcomes: Vec<Outcome>,
    ) -> Vec<Option<Membership>> {
        let mut ids = Ids::default();
        let mut sites = Vec::new();
        let marked = marked_inputs(files, &outcomes);
        for (file, outcome) in files.iter().zip(outcomes) {
            match outcome.unlisted {
                Some(Unlisted::Noindex) => self.noindex.push(file.path.clone()),
                Some(Unlisted::Draft) => self.drafts.push(file.path.clone()),
                None => {}
            }
            if outcome.is_marked == Some(false) && marked.contains(file.input.path.as_path()) {
                self.skipped.unmarked.push(file.path.clone());
                continue;
            }
            if outcome.is_textless {
                self.textless.push(file.path.clone());
            }
            self.skipped.redirects += usize::from(outcome.redirects);
            let mut problems = outcome.problems;
            sum_up_alike(&mut problems, 1);
            let site = site_of(file, inputs);
            for Finished { mut document, line, place, is_bare, .. } in outcome.documents {
                let problem = ids.claim(file, &mut document);
                problems.extend(problem.map(|problem| Problem { line, ..problem }));
                self.documents.push(document, place);
                sites.push(site.map(|site| Membership { site, is_bare }));
            }
            self.problems.extend(summed_up(problems));
        }
        sum_up_alike(&mut self.problems, MAX_ALIKE);
        sites
    }
}

/// The inputs of which a page marks its text as Pagefind wants it.
fn marked_inputs<'f>(files: &'f [File<'_>], outcomes: &[Outcome]) -> HashSet<&'f Path> {
    let marked = files.iter().zip(outcomes).filter(|(_, it)| it.is_marked == Some(true));
    marked.map(|(file, _)| file.input.path.as_path()).collect()
}

/// The input whose furniture a file may hold; records of whatever kind hold none.
fn site_of(file: &File<'_>, inputs: &[Input]) -> Option<usize> {
    match file.format {
        Format::Records | Format::Table | Format::Feed => None,
        _ => inputs.iter().position(|input| std::ptr::eq(input, file.input)),
    }
}

/// The problems of one file by line, the last ones as a number if they are many.
fn summed_up(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.line);
    if problems.len() <= MAX_PROBLEMS_PER_FILE {
        return problems;
    }
    let rest = problems.split_off(MAX_PROBLEMS_PER_FILE);
    if let Some(first) = rest.first() {
        let left_out = rest.iter().filter(|problem| !problem.indexed).count();
        let reason = format!("{} more problems, {left_out} lines left out", rest.len());
        problems.push(Problem { indexed: left_out == 0, ..Problem::left_out(&first.path, reason) });
    }
    problems
}

/// Keeps so many of the problems that are the same, unless they leave something out. What a template
/// has wrong is wrong in each page that is made of it.
fn sum_up_alike(problems: &mut Vec<Problem>, most: usize) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for problem in problems.iter().filter(|problem| problem.indexed) {
        *counts.entry(problem.reason.clone()).or_default() += 1;
    }
    counts.retain(|_, count| *count > most);
    let mut kept: HashMap<String, usize> = HashMap::new();
    problems.retain_mut(|problem| {
        let Some(count) = counts.get(&problem.reason).filter(|_| problem.indexed) else {
            return true;
        };
        let kept = kept.entry(problem.reason.clone()).or_default();
        *kept += 1;
        if *kept == most {
            let more = match count - most {
                1 => "once".to_owned(),
                more => format!("{more} times"),
            };
            problem.reason += &format!(" (and {more} more)");
        }
        *kept <= most
    });
}

/// Whether an id is one that a record or a line of a table states, and not that of its place.
fn is_stated(file: &File<'_>, id: &str) -> bool {
    let name = file.below.file_name().unwrap_or_default().to_string_lossy();
    let place = id.strip_prefix(&*name).and_then(|rest| rest.strip_prefix('#'));
    matches!(file.format, Format::Records | Format::Table) && place.is_none()
}

/// The ids that are taken.
#[derive(Default)]
struct Ids {
    taken: HashMap<String, PathBuf>,
    /// How many wanted the same one.
    claims: HashMap<String, usize>,
}

impl Ids {
    /// Gives a document another id if its own is taken. Files of two folders may
    /// well have the same path below them; two records with one id are a mistake.
    fn claim(&mut self, file: &File<'_>, document: &mut Document) -> Option<Problem> {
        let mut problem = None;
        if let Some(first) = self.taken.get(&document.id) {
            if is_stated(file, &document.id) {
                let (id, first) = (&document.id, named(first));
                let reason =
                    format!("the id {id:?} was given before, in {first}; read under another");
                problem = Some(Problem::noted(&file.path, reason));
            } else if let Some(folder) = file.input.path.file_name() {
                document.id = format!("{}/{}", folder.to_string_lossy(), document.id);
            }
        }
        let wanted = document.id.clone();
        while self.taken.contains_key(&document.id) {
            let claims = self.claims.entry(wanted.clone()).or_insert(1);
            *claims += 1;
            document.id = format!("{wanted}#{claims}");
        }
        self.taken.insert(document.id.clone(), file.path.clone());
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_in_many_files_is_told_of_a_few() {
        let path = Path::new("a.html");
        for (indexed, count, kept, last) in [
            (true, MAX_ALIKE, MAX_ALIKE, "x"),
            (true, MAX_ALIKE + 1, MAX_ALIKE, "x (and once more)"),
            (true, 10_000, MAX_ALIKE, "x (and 9995 times more)"),
            (false, 10_000, 10_000, "x"),
        ] {
            let one = Problem { indexed, ..Problem::noted(path, "x") };
            let mut problems = vec![one; count];
            problems.push(Problem::noted(path, "y"));
            sum_up_alike(&mut problems, MAX_ALIKE);
            assert_eq!(problems.len(), kept + 1, "{count}");
            let told = problems.iter().rev().nth(1).map(|it| it.reason.as_str());
            assert_eq!(told, Some(last), "{count}");
        }
    }

    #[test]
    fn what_is_piped_in_is_called_so() {
        let problem = Problem::noted(Path::new(STDIN), "x").at_line(2);
        assert_eq!(problem.to_string(), "standard input:2: x");
    }
}
