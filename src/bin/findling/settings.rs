//! What `build` and `export` are told, by flags and by `findling.toml`.

use std::collections::{BTreeMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use bytesize::ByteSize;
use etcetera::{BaseStrategy, choose_base_strategy};
use findling::Synonyms;
use findling::bundle::{self, Overwrite, Shape};
use findling::ingest::{Input, PageRules, STDIN, address, primary_language};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::Spanned;

use crate::Misuse;
use crate::build::Args;
use crate::html::HtmlSettings;
use crate::synonyms::{self, Sides};
use crate::terminal::Terminal;

/// Read from the working folder if `--config` names no other.
const DEFAULT_CONFIG: &str = "findling.toml";

/// What a build may take of memory if nothing is said.
const MEMORY: Memory = Memory(ByteSize::gib(1));

/// What a file of settings may say. Paths are relative to the file.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct FileSettings {
    inputs: Vec<PathBuf>,
    out: Option<PathBuf>,
    base_url: Option<String>,
    lang: Option<String>,
    strict: bool,
    cache: Option<CacheDir>,
    memory: Option<Memory>,
    pages: bool,
    compressed: bool,
    split: Option<bool>,
    acronyms: Option<bool>,
    synonyms: Vec<Sides>,
    one_way_synonyms: BTreeMap<Spanned<String>, Sides>,
    pub(crate) html: HtmlSettings,
    /// What the two above say.
    #[serde(skip)]
    own_synonyms: Synonyms,
    /// The file itself.
    #[serde(skip)]
    path: Option<PathBuf>,
}

/// Where what is read of files is kept for the next build.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "expected a folder, or false for none")]
enum CacheDir {
    In(PathBuf),
    /// `true` is as if nothing was said.
    Default(bool),
}

/// What `build` and `export` are told alike: which articles, and how to read them.
#[derive(clap::Args)]
pub(crate) struct ArticleArgs {
    /// Folders and files to index; a sitemap.xml for the pages that it lists, - for JSON Lines from
    /// standard input
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// What comes before a file's path to give its address [default: the way from DIR to INPUT; of
    /// an export, /]
    #[arg(long, value_name = "URL", value_parser = address::base)]
    pub base_url: Option<String>,
    /// Language of all articles [default: what each states, or is recognised as]
    #[arg(long, value_name = "TAG", value_parser = parse_lang)]
    pub lang: Option<String>,
    /// File with settings [default: findling.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// If there is any problem with an input, write nothing and end with exit code 1; what was
    /// written before stays as it is
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub strict: Option<bool>,
    /// Folder in which what is read of files is kept, so that the next build reads only those
    /// that have changed; it may be deleted at any time [default: one of the system's for such]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Keep nothing, and read all files
    #[arg(long, conflicts_with = "cache")]
    pub no_cache: bool,
    /// Memory for building, as 512M or 2GiB: what is counted of texts goes into a temporary file
    /// where it would take more than a quarter of it, as texts do anyway [default: 1GiB]
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<Memory>,
}

/// What a build may take of memory, as `512M`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "toml::Value")]
pub(crate) struct Memory(ByteSize);

impl FromStr for Memory {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Whoever writes 512 means no bytes.
        let has_unit = text.contains(char::is_alphabetic);
        let size = text.parse().ok().filter(|size: &ByteSize| has_unit && size.as_u64() > 0);
        size.map(Self).ok_or_else(|| {
            format!(
                "expected an amount of memory above 0 with its unit, such as 512M or 2GiB, \
                 found `{text}`"
            )
        })
    }
}

impl TryFrom<toml::Value> for Memory {
    type Error = String;

    fn try_from(value: toml::Value) -> Result<Self, String> {
        value.as_str().map_or_else(|| value.to_string(), str::to_owned).parse()
    }
}

/// Which articles are read, and what is known of their words.
#[derive(Debug)]
pub(crate) struct Articles {
    pub inputs: Vec<Input>,
    pub lang: Option<String>,
    pub strict: bool,
    /// The file in which what is read of these inputs is kept.
    pub cache: Option<PathBuf>,
    /// Bytes that a build may take.
    pub memory: u64,
    /// Whether acronyms that articles explain are synonyms.
    pub acronyms: bool,
    /// The site's own.
    pub synonyms: Synonyms,
    pub pages: PageRules,
    /// Addresses, decoded, of the bundle that is there, if it lies within an
    /// input: it is no article of its own site.
    pub own_addresses: HashSet<String>,
}

impl Articles {
    /// For an export, which lies on no website: addresses begin at the root of one.
    pub(crate) fn of_export(args: ArticleArgs, out: &Path, terminal: &Terminal) -> Result<Self> {
        let file = FileSettings::find(args.config.as_deref(), terminal)?;
        let bundle = file.out.clone().unwrap_or_else(|| out.to_owned());
        Self::new(args, file, &bundle, Some("/"))
    }

    /// Flags win over the file. `bundle` is the folder of the bundle, from which addresses lead
    /// to the articles if no `base` is known.
    fn new(
        args: ArticleArgs,
        file: FileSettings,
        bundle: &Path,
        base: Option<&str>,
    ) -> Result<Self> {
        let inputs = if args.inputs.is_empty() { file.inputs } else { args.inputs };
        if inputs.is_empty() {
            let message =
                "what to index is missing: name folders or files, or set `inputs` in findling.toml";
            return Err(misuse(message));
        }
        if let Some(missing) = inputs.iter().find(|path| !is_stdin(path) && !path.exists()) {
            let message =
                format!("{}: expected a folder or file to index, found nothing", missing.display());
            return Err(anyhow::anyhow!(message));
        }
        let stated = args.base_url.or(file.base_url);
        let base = stated.as_deref().or(base);
        let inputs: Vec<Input> =
            inputs.into_iter().map(|path| input(path, bundle, base)).collect::<Result<_>>()?;
        Ok(Self {
            own_addresses: own_addresses(&inputs, bundle)?,
            cache: match (args.no_cache, args.cache.map(CacheDir::In).or(file.cache)) {
                (true, _) | (false, Some(CacheDir::Default(false))) => None,
                (false, Some(CacheDir::In(folder))) => Some(folder),
                (false, None | Some(CacheDir::Default(true))) => system_cache(),
            }
            .map(|folder| folder.join(cache_name(&inputs))),
            memory: args.memory.or(file.memory).unwrap_or(MEMORY).0.as_u64(),
            inputs,
            acronyms: file.acronyms.unwrap_or(true),
            synonyms: file.own_synonyms,
            pages: PageRules { stated_in: file.path, ..file.html.into() },
            lang: args.lang.or(file.lang),
            strict: args.strict.unwrap_or(file.strict),
        })
    }
}

/// The folder in which this system's programs keep what they could make again; a program within
/// Node is told by a variable.
fn system_cache() -> Option<PathBuf> {
    let folder = match cfg!(target_os = "wasi") {
        true => PathBuf::from(std::env::var_os("XDG_CACHE_HOME")?),
        false => choose_base_strategy().ok()?.cache_dir(),
    };
    Some(folder.join("findling"))
}

/// Inputs that are read otherwise have another file, so that none takes the other's place.
fn cache_name(inputs: &[Input]) -> String {
    let mut hash = Sha256::new();
    for Input { path, base } in inputs {
        let path = real(path).unwrap_or_else(|_| path.clone());
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(base);
        hash.update([0]);
    }
    let name: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{name}.cache")
}

/// What `build` does.
#[derive(Debug)]
pub(crate) struct Settings {
    pub articles: Articles,
    pub out: PathBuf,
    pub bundle: bundle::Options,
    pub overwrite: Overwrite,
}

impl Settings {
    /// Flags win over the file.
    pub(crate) fn new(args: Args, terminal: &Terminal) -> Result<Self> {
        let mut file = FileSettings::find(args.articles.config.as_deref(), terminal)?;
        let out = args.out.or(file.out.take()).ok_or_else(|| {
            misuse(
                "where to write the bundle is missing: add `--out DIR`, or `out` to findling.toml",
            )
        })?;
        let pages = args.pages.unwrap_or(file.pages);
        if pages && (args.articles.base_url.is_some() || file.base_url.is_some()) {
            terminal.info(
                "The base URL is not used: with --pages hits link to the pages of the bundle.\n",
            );
        }
        let split = if args.single { Some(false) } else { args.split.then_some(true) };
        Ok(Self {
            bundle: bundle::Options {
                pages,
                compressed: args.compressed.unwrap_or(file.compressed),
                shape: match split.or(file.split) {
                    Some(true) => Shape::Split,
                    Some(false) => Shape::Single,
                    None => Shape::BySize,
                },
            },
            articles: Articles::new(args.articles, file, &out, None)?,
            out,
            overwrite: if args.force { Overwrite::Allow } else { Overwrite::Refuse },
        })
    }
}

impl FileSettings {
    pub(crate) fn find(named: Option<&Path>, terminal: &Terminal) -> Result<Self> {
        let path = match named {
            Some(path) => path,
            None if Path::new(DEFAULT_CONFIG).is_file() => Path::new(DEFAULT_CONFIG),
            None => return Ok(Self::default()),
        };
        terminal.detail(format_args!("settings from {}", path.display()));
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{}: expected a file with settings", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let settings = Self::parse(&text, folder).with_context(|| path.display().to_string())?;
        Ok(Self { path: Some(path.to_owned()), ..settings })
    }

    fn parse(text: &str, folder: &Path) -> Result<Self> {
        let mut settings: Self = toml::from_str(text)?;
        let cache = match &mut settings.cache {
            Some(CacheDir::In(cache)) => Some(("cache", cache)),
            _ => None,
        };
        let inputs = settings.inputs.iter_mut().map(|input| ("inputs", input));
        let out = settings.out.as_mut().map(|out| ("out", out));
        for (key, path) in inputs.chain(out).chain(cache) {
            if path.as_os_str().is_empty() {
                bail!("{key}: expected a path, found an empty one; `.` is the folder of this file");
            }
            *path = folder.join(&*path);
        }
        if let Some(base) = &settings.base_url {
            settings.base_url = Some(address::base(base).map_err(anyhow::Error::msg)?);
        }
        if let Some(lang) = &settings.lang {
            settings.lang = Some(parse_lang(lang).map_err(anyhow::Error::msg)?);
        }
        settings.own_synonyms =
            synonyms::read(text, &settings.synonyms, &settings.one_way_synonyms)?;
        Ok(settings)
    }
}

fn misuse(message: impl Into<String>) -> anyhow::Error {
    Misuse(message.into()).into()
}

/// The primary subtag of a language tag, read as pages state it.
pub(crate) fn parse_lang(tag: &str) -> Result<String, String> {
    primary_language(tag)
        .ok_or_else(|| format!("expected a language tag like `de` or `de-AT`, found `{tag}`"))
}

/// An input with what comes before its files' addresses: the base that was
/// given, else the way from the bundle to the input.
fn input(path: PathBuf, out: &Path, base: Option<&str>) -> Result<Input> {
    let base = match base {
        Some(base) => base.to_owned(),
        None => {
            let way = pathdiff::diff_paths(real(&folder_of(&path))?, real(out)?);
            way.map(|way| within(&way)).ok_or_else(|| {
                let out = out.display();
                misuse(format!(
                    "no relative address leads from {out} to {}; give --base-url",
                    path.display()
                ))
            })?
        }
    };
    Ok(Input { path, base })
}

/// Addresses of the files of the bundle that is there, of inputs that hold it, as a page that lies
/// there would get them.
fn own_addresses(inputs: &[Input], out: &Path) -> Result<HashSet<String>> {
    let files = bundle::files_of(out)?;
    let address = |input: &Input, below: &Path| decoded(&address::of_path(&input.base, below));
    let addresses = inputs.iter().filter_map(|input| Some((input, below(input, out)?)));
    let addresses = addresses.flat_map(|(input, folder)| {
        files.iter().map(move |file| address(input, &folder.join(file)))
    });
    Ok(addresses.collect())
}

/// Where in an input the bundle lies, if it does.
fn below(input: &Input, out: &Path) -> Option<PathBuf> {
    let (folder, out) = (real(&folder_of(&input.path)).ok()?, real(out).ok()?);
    Some(out.strip_prefix(&folder).ok()?.to_owned())
}

/// An address in which nothing is encoded, for comparing.
pub(crate) fn decoded(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().into_owned()
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new(STDIN)
}

/// The input folder itself, or the one that the input file is in.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        _ if is_stdin(path) => PathBuf::from("."),
        Some(parent) if path.is_file() && parent.as_os_str().is_empty() => PathBuf::from("."),
        Some(parent) if path.is_file() => parent.to_owned(),
        _ => path.to_owned(),
    }
}

/// The path without links and `..`, also of a folder that is not there yet.
pub(crate) fn real(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path).with_context(|| path.display().to_string())?;
    for existing in path.ancestors() {
        if let Ok(real) = existing.canonicalize() {
            return Ok(real.join(path.strip_prefix(existing)?));
        }
    }
    Ok(path)
}

/// What comes before the paths of files in a folder.
fn within(folder: &Path) -> String {
    let part = |part: Component<'_>| address::encoded(part.as_os_str().as_encoded_bytes()) + "/";
    folder.components().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_settings_is_read() -> Result<()> {
        let text = "inputs = ['texts', '/abs']\nout = 'dist'\nbase-url = 'https://example.org'\n\
                    lang = 'DE-at'\nstrict = true\ncache = 'kept'\nmemory = '512M'\npages = true\ncompressed = true\nsplit = false\nacronyms = false\n\
                    synonyms = [['Kita', 'Kindergarten']]\n\
                    one-way-synonyms = { Handy = ['Smartphone'] }";
        let mut own_synonyms = Synonyms::default();
        own_synonyms.add_group(["Kita", "Kindergarten"]);
        own_synonyms.add_one_way("Handy", ["Smartphone"]);
        let expect = FileSettings {
            inputs: vec!["site/texts".into(), "/abs".into()],
            out: Some("site/dist".into()),
            base_url: Some("https://example.org".into()),
            lang: Some("de".into()),
            strict: true,
            cache: Some(CacheDir::In("site/kept".into())),
            memory: Some(Memory(ByteSize::mb(512))),
            pages: true,
            compressed: true,
            split: Some(false),
            acronyms: Some(false),
            own_synonyms,
            ..FileSettings::default()
        };
        let mut settings = FileSettings::parse(text, Path::new("site"))?;
        // As they stand in the file; what they say is compared.
        settings.synonyms.clear();
        settings.one_way_synonyms.clear();
        assert_eq!(settings, expect);
        assert_eq!(FileSettings::parse("", Path::new("site"))?, FileSettings::default());
        Ok(())
    }

    #[test]
    fn mistakes_in_settings_are_named() {
        let cases: [(&str, &[&str]); 25] = [
            ("cache = 1", &["line 1", "folder", "false"]),
            ("cache = ''", &["cache", "empty"]),
            ("out = ''", &["out", "expected a path", "`.`"]),
            ("inputs = ['a', '']", &["inputs", "expected a path"]),
            ("memory = 'much'", &["line 1", "512M", "`much`"]),
            ("memory = '12Q'", &["line 1", "512M", "`12Q`"]),
            ("memory = 0", &["line 1", "above 0", "`0`"]),
            ("memory = 512", &["line 1", "512M", "`512`"]),
            ("memory = true", &["line 1", "512M", "`true`"]),
            ("strict = true\nbase_url = ''", &["line 2", "base_url", "base-url", "inputs"]),
            ("inputs = 'a'", &["line 1", "sequence"]),
            ("pages = 1", &["line 1", "boolean"]),
            ("lang = 'German'", &["German", "`de-AT`"]),
            ("base-url = 'javascript:alert(1)//'", &["javascript:", "https://"]),
            ("= 1", &["line 1"]),
            ("synonyms = [\n['a', 'b'],\n['a']\n]", &["line 3", "two or more words", "found 1"]),
            ("synonyms = [\n['a', '–']]", &["line 2", "word or phrase", "`–`"]),
            ("synonyms = ['a', 'b']", &["line 1", "sequence"]),
            ("one-way-synonyms = { a = 'b' }", &["line 1", "sequence"]),
            ("[html]\nbody = '<main>'", &["line 1", "body", "CSS selector", "<main>"]),
            ("[html]\nignored = 'x'", &["ignored", "read-noindex"]),
            ("[html]\nmeta = { datum = '.am' }", &["meta", "date, lang, language", "datum"]),
            ("[html]\nweight = { b = 11 }", &["weight", "2 to 10", "11"]),
            ("[one-way-synonyms]\na = []", &["line 2", "find as well", "found 0"]),
            ("[one-way-synonyms]\n'' = ['a']", &["line 2", "word or phrase", "``"]),
        ];
        for (text, expect) in cases {
            let error = FileSettings::parse(text, Path::new("")).expect_err(text);
            let message = format!("{error:#}");
            for part in expect {
                assert!(message.contains(part), "{part:?} in {message}");
            }
        }
    }

    #[test]
    fn addresses_lead_from_the_bundle_to_the_input() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let root = dir.path();
        std::fs::create_dir_all(root.join("my site/sub"))?;
        std::fs::write(root.join("my site/a.md"), "a")?;
        // Input, output, base; then that of an article, and that of a file of the bundle.
        let cases = [
            ("my site", "my site/search", None, "../a", Some("../search/b")),
            ("my site", "my site/x y/search", None, "../../a", Some("../../x y/search/b")),
            ("my site", "dist", None, "../my%20site/a", None),
            ("my site", "my site", None, "a", Some("b")),
            ("my site/a.md", "my site/search", None, "../a", Some("../search/b")),
            ("my site/sub", "my site/sub2", None, "../sub/a", None),
            ("my site", "my site/s", Some("/"), "/a", Some("/s/b")),
            ("my site", "my site/s", Some("/x"), "/x/a", Some("/x/s/b")),
            ("my site", "dist", Some("https://example.org/x"), "https://example.org/x/a", None),
            ("my site", "dist", Some("https://example.org/?p="), "https://example.org/?p=a", None),
            ("my site", "dist", Some("/#"), "/#a", None),
            ("my site", "dist", Some(""), "a", None),
        ];
        for (path, out, base, expect, own) in cases {
            let out = root.join(out);
            let input = input(root.join(path), &out, base)?;
            assert_eq!(address::of_path(&input.base, Path::new("a")), expect, "{path} {out:?}");
            let below = below(&input, &out).map(|it| it.join("b"));
            let found = below.map(|it| decoded(&address::of_path(&input.base, &it)));
            assert_eq!(found.as_deref(), own, "{path} {out:?}");
        }
        Ok(())
    }
}
