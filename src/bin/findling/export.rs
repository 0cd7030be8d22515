//! `findling export`: folders of articles → what a search server loads.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use findling::Corpus;
use findling::bundle::File;
use findling::export::{self, Export, MAX_SECTIONS, MAX_TEXT_BYTES, Server};

use crate::articles;
use crate::build::ENGINE;
use crate::settings::{ArticleArgs, Articles};
use crate::terminal::{BOLD, Terminal, count, grouped, plain, quoted};

const EXAMPLES: &str = "\
Examples:
  findling export public --format opensearch --out export --base-url https://example.org/
      Write an index with German decompounding and the site's synonyms, and the articles for it.
  findling export texts --format quickwit --out export --index texts

Settings are read from findling.toml as for `findling build`; its `out` is the bundle's folder, and
says nothing here.";

/// What a page loads beside the bundle's other files, or instead of them.
const SCRIPTS: [&str; 4] =
    ["findling.js", "findling.d.ts", "findling.opensearch.js", "findling.opensearch.d.ts"];

/// Whether a page loads this file: a script, its types, or the widget's words in a language.
fn is_loaded(name: &str) -> bool {
    let lang = name.strip_prefix("findling.").and_then(|rest| rest.strip_suffix(".json"));
    SCRIPTS.contains(&name) || lang.is_some_and(|lang| lang.len() == 2)
}

/// What a page loads, by name.
fn scripts() -> impl Iterator<Item = &'static (&'static str, &'static [u8])> {
    ENGINE.files.iter().filter(|(name, _)| is_loaded(name))
}

/// Write the articles for a search server, which the same widget asks
///
/// For sites that are too large for a browser: reads the same articles as `findling build`, and
/// writes a description of the index, the articles in files that a server takes as one request, and
/// the widget's scripts. At the end, the commands that load them are printed.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    articles: ArticleArgs,
    /// Server to write for
    #[arg(long, value_enum)]
    format: Format,
    /// Folder to write to: a new or empty one, or one with an older export
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Name of the index
    #[arg(long, value_name = "NAME", default_value = "articles", value_parser = parse_index)]
    index: String,
    /// Write also into a folder that holds other files, and replace those with the same names
    #[arg(long)]
    force: bool,
}

/// The servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(name = "opensearch")]
    OpenSearch,
    Elasticsearch,
    Quickwit,
}

impl Format {
    fn server(self) -> Server {
        match self {
            Self::OpenSearch | Self::Elasticsearch => Server::OpenSearch,
            Self::Quickwit => Server::Quickwit,
        }
    }
}

/// A name that all three servers take.
fn parse_index(name: &str) -> Result<String, String> {
    let is_known = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
    match name.as_bytes() {
        [b'a'..=b'z', _, _, ..] if name.len() <= 255 && name.bytes().all(is_known) => {
            Ok(name.to_owned())
        }
        _ => Err(format!(
            "expected a name of 3 to 255 small letters, digits, `-` and `_` that begins with a \
             letter, found `{name}`"
        )),
    }
}

pub(crate) fn run(args: Args, terminal: &Terminal) -> Result<()> {
    let Args { articles, format, out, index, force } = args;
    let settings = Articles::of_export(articles, &out, terminal)?;
    if !force {
        check(&out)?;
    }
    let reading = articles::read(&settings, terminal);
    let result = articles::check(&settings, &reading).and_then(|()| {
        let spinner = terminal.spinner("exporting");
        let synonyms = articles::synonyms(&settings, &reading, terminal)?;
        let export = export::export(&reading.documents, &synonyms, format.server(), &index)?;
        report_cut(&export.cut, settings.strict, terminal)?;
        write(&out, &export)?;
        spinner.finish_and_clear();
        report(reading.documents.count(), &export, format, &out, &index, terminal)
    });
    articles::report_problems(&reading.problems, terminal);
    result
}

/// Whether a folder is empty or holds an older export, so that nobody's files are replaced.
fn check(out: &Path) -> Result<()> {
    if !out.exists() {
        return Ok(());
    }
    for name in names_in(out)? {
        if !export::is_own(&name) && !is_loaded(&name) {
            bail!(
                "{}: expected an empty folder or one with an older export, found {name} in it; \
                 name another folder, or add --force",
                out.display()
            );
        }
    }
    Ok(())
}

fn names_in(out: &Path) -> Result<Vec<String>> {
    let name = |entry: io::Result<DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    let names: io::Result<_> = fs::read_dir(out).and_then(|entries| entries.map(name).collect());
    names.with_context(|| format!("{}: expected a folder to write to", out.display()))
}

fn report_cut(cut: &[String], strict: bool, terminal: &Terminal) -> Result<()> {
    if cut.is_empty() {
        return Ok(());
    }
    let articles = count(cut.len(), "article");
    let limits = format!(
        "more than {} bytes of text or {} sections, which servers do not take",
        grouped(MAX_TEXT_BYTES),
        grouped(MAX_SECTIONS)
    );
    if strict {
        bail!("{articles} with {limits}; with --strict nothing is written: {}", cut.join(", "));
    }
    terminal.warning(format_args!("{articles} with {limits}; what is beyond is left out:"));
    cut.iter().for_each(|id| terminal.listed(id));
    Ok(())
}

/// Writes the files, and deletes those that only an older export had.
fn write(out: &Path, export: &Export) -> Result<()> {
    fs::create_dir_all(out).with_context(|| out.display().to_string())?;
    for File { path, bytes } in &export.files {
        put(&out.join(path), &bytes.read()?)?;
    }
    for (name, bytes) in scripts() {
        put(&out.join(name), bytes)?;
    }
    let written: BTreeSet<&str> = export.files.iter().map(|file| file.path.as_str()).collect();
    for name in names_in(out)? {
        if export::is_own(&name) && !written.contains(name.as_str()) {
            fs::remove_file(out.join(&name)).with_context(|| name)?;
        }
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

fn report(
    articles: usize,
    export: &Export,
    format: Format,
    out: &Path,
    index: &str,
    terminal: &Terminal,
) -> Result<()> {
    if terminal.is_quiet() {
        return Ok(());
    }
    let mut stdout = terminal.out();
    let bytes = export.files.iter().map(|file| file.bytes.len()).sum();
    writeln!(
        stdout,
        "{} in {}: {} for the server ({} bytes), {} for the site\n",
        count(articles, "article"),
        plain(&out.display().to_string()),
        count(export.files.len(), "file"),
        grouped(bytes),
        scripts().count()
    )?;
    writeln!(stdout, "{BOLD}load them{BOLD:#}, at the address of your server:")?;
    writeln!(stdout, "{}\n", load(format, &plain(&out.display().to_string()), index))?;
    writeln!(
        stdout,
        "{BOLD}ask them{BOLD:#} from a page, at an address that leads to its _search:"
    )?;
    writeln!(stdout, "{}", page(format, &export.further_languages))?;
    Ok(stdout.flush()?)
}

/// The commands that load an export.
fn load(format: Format, out: &str, index: &str) -> String {
    let send = |method: &str, path: &str, kind: &str, file: &str| {
        format!("curl -X {method} {path} -H 'Content-Type: {kind}' --data-binary @{file}")
    };
    let json = "application/json";
    let description = quoted(&format!("{out}/{}", export::INDEX));
    let out = quoted(out);
    let lines = "application/x-ndjson";
    let (create, fill) = match format {
        Format::Quickwit => {
            let api = "http://search.example.org:7280/api/v1";
            let ingest = format!("'{api}/{index}/ingest?commit=wait_for'");
            (
                send("POST", &format!("{api}/indexes"), json, &description),
                send("POST", &ingest, lines, "\"$file\""),
            )
        }
        Format::OpenSearch | Format::Elasticsearch => {
            let address = format!("https://search.example.org/{index}");
            (
                send("PUT", &address, json, &description),
                send("POST", &format!("{address}/_bulk"), lines, "\"$file\""),
            )
        }
    };
    format!("  {create}\n  for file in {out}/articles-*.ndjson; do\n    {fill}\n  done")
}

/// What a page holds to ask them. The engine is set first: the element searches as soon as it is
/// there, if the page's address says so.
fn page(format: Format, languages: &[String]) -> String {
    let mut options = "url: '/api/articles/_search'".to_owned();
    if format == Format::Quickwit {
        options += ", server: 'quickwit'";
    }
    if !languages.is_empty() {
        options += &format!(", languages: ['{}']", languages.join("', '"));
    }
    format!(
        "  <script type=\"module\">\n    \
         import {{ openSearchEngine }} from '/search/findling.opensearch.js';\n    \
         document.querySelector('findling-search').engine = openSearchEngine({{ {options} }});\n    \
         await import('/search/findling.js');\n  \
         </script>\n  <findling-search></findling-search>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_indexes() {
        for (name, expect) in [
            ("articles", true),
            ("a-1_b", true),
            ("ab", false),
            ("Articles", false),
            ("1ab", false),
            ("a b c", false),
            ("../a", false),
            ("", false),
        ] {
            assert_eq!(parse_index(name).is_ok(), expect, "{name}");
        }
    }

    #[test]
    fn commands_for_each_server() {
        for (format, parts) in [
            (Format::OpenSearch, ["PUT https://search.example.org/texts ", "/texts/_bulk "]),
            (Format::Elasticsearch, ["@'out/index.json'", "'out'/articles-*.ndjson"]),
            (Format::Quickwit, ["/api/v1/indexes ", "/api/v1/texts/ingest?commit=wait_for'"]),
        ] {
            let commands = load(format, "out", "texts");
            for part in parts {
                assert!(commands.contains(part), "{part} in {commands}");
            }
        }
        assert!(page(Format::Quickwit, &[]).contains("server: 'quickwit' }"));
        let languages = ["en".to_owned(), "fr".to_owned()];
        assert!(page(Format::OpenSearch, &languages).contains("languages: ['en', 'fr'] }"));
    }
}
