//! The engine, the index and the articles → the files of a bundle.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use base64::write::EncoderWriter;
use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::folder::Module;
use super::manifest::shard_path;
use super::sizes::{brotlied, gzip, gzipped};
use super::{Effort, File, MANIFEST, Manifest, pages};
use crate::index::{Draft, ShardSizes, Split, split};
use crate::room::{Blob, BlobWriter, Room};
use crate::{Corpus, Error, Result, embed};

/// What stands in the scripts for the module's file name.
const PLACEHOLDER: &str = "__FINDLING_MODULE__";

/// And for the directory of shards: `gz` if there are compressed ones, then `|` and the first keys
/// of those of words, then `|` and those of compounds, with spaces between keys; nothing if the
/// module holds all.
const DIRECTORY: &str = "__FINDLING_SHARDS__";

/// And for the widget's texts in the languages of the articles: a JSON object by language, within
/// double quotes.
const TEXTS: &str = "__FINDLING_TEXTS__";

/// The part of the articles that a language has if the script carries its texts: one in so many.
/// Pages in others load theirs.
const COMMON: usize = 10;

/// And for the module's digest, as browsers check it.
const INTEGRITY: &str = "__FINDLING_INTEGRITY__";

/// And in the service worker for the files that a visitor needs first: their names, each with
/// its digest, with spaces between all.
const LISTED: &str = "__FINDLING_PRECACHE__";

/// The engine's module before an index is placed in it.
const ENGINE: &str = "engine.wasm";
const SCRIPT: &str = "findling.js";
const API: &str = "findling.engine.js";
const OFFLINE: &str = "findling.offline.js";
const WORKER: &str = "findling.sw.js";

/// The same files for a site that has a service worker of its own.
const PRECACHE: &str = "findling.precache.json";

/// The compiled engine and the files that go with it.
#[derive(Clone, Copy, Debug)]
pub struct Engine {
    /// File names and contents; `engine.wasm`, `findling.js`, `findling.engine.js`,
    /// `findling.offline.js` and `findling.sw.js` are among them.
    pub files: &'static [(&'static str, &'static [u8])],
}

impl Engine {
    fn file(&self, name: &str) -> Result<&'static [u8]> {
        let file = self.files.iter().find(|(file, _)| *file == name);
        file.map(|(_, bytes)| *bytes)
            .ok_or_else(|| Error::file(name, "missing in the engine of this program"))
    }

    /// Files that go into the bundle as they are.
    fn plain_files(&self) -> impl Iterator<Item = File> {
        let special = |name: &str| [ENGINE, SCRIPT, API, OFFLINE, WORKER].contains(&name);
        let plain = self.files.iter().filter(move |(name, _)| !special(name));
        plain.map(|(name, bytes)| file(*name, bytes.to_vec()))
    }
}

/// A bundle that lies in no folder yet.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// What it consists of.
    pub manifest: Manifest,
    /// Its files, the manifest among them.
    pub files: Vec<File>,
    /// Paths of files that are in the folder and stay: the module of the build before.
    pub kept: Vec<String>,
}

/// Whether the index lies in the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// All of it while the module is small enough; of a larger one the root.
    #[default]
    BySize,
    /// All of it, so that a visitor who has loaded it needs no network any more.
    Single,
    /// The root; the rest is loaded as queries need it.
    Split,
}

/// Bytes of a module, compressed, that a visitor loads before the first answer: two seconds of
/// slow mobile data. A root and the shards that a first query needs take a third of that.
const MAX_SINGLE: usize = 320_000;

/// What a bundle shall have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Where the index lies.
    pub shape: Shape,
    /// A page to read for each article.
    pub pages: bool,
    /// Beside what visitors load, the same compressed: `….gz` and `….br`.
    pub compressed: bool,
}

/// The files of a bundle in the order in which [`super::write`] may put them in
/// place: each after those that it refers to, the manifest last. Of the modules
/// that are in the folder, newest first, the newest other one is kept.
///
/// # Errors
/// If the engine is not whole, the index too long for a module, or a document not to be read where
/// it lies.
pub fn assemble(
    engine: &Engine,
    draft: &Draft<'_, impl Corpus + ?Sized>,
    options: Options,
    modules: Vec<Module>,
) -> Result<Assembled> {
    let documents = draft.corpus();
    let texts = texts(engine, documents);
    let pages = match options.pages {
        true => pages::render(documents, |lang| label(engine, lang))?,
        false => Vec::new(),
    };
    let packed = pack(engine, draft, options)?;
    let (scripts, precache) = scripts(engine, &packed, &texts)?;
    let Packed { module, name, integrity, shards, directory, offline } = packed;

    let previous = modules.into_iter().find(|module| module.name != name);

    let room = documents.room();
    let loaded = |files: Vec<File>| match options.compressed {
        true => with_compressed(files, room.as_ref()),
        false => Ok(files),
    };
    let shard_count = shards.len();
    let shards = shards.into_iter().enumerate();
    let mut files: Vec<File> =
        shards.map(|(number, shard)| file(shard_path(&name, number), shard)).collect();
    files.push(file(name.as_str(), module));
    let mut files = loaded(files)?;
    files.extend(pages);
    // Declarations are read by editors, and the offline script is opened from a disk.
    let (declarations, plain): (Vec<File>, Vec<File>) =
        engine.plain_files().partition(|it| it.path.ends_with(".d.ts"));
    files.extend(declarations);
    files.extend(loaded(plain)?);
    files.push(file(OFFLINE, offline));
    files.extend(loaded(scripts)?);
    files.push(file(PRECACHE, precache));
    let kept = previous.iter().flat_map(|module| &module.files).cloned().collect::<Vec<_>>();
    let manifest = Manifest {
        findling: env!("CARGO_PKG_VERSION").to_owned(),
        module: name,
        integrity,
        directory,
        previous: previous.as_ref().map(|module| module.name.clone()),
        shards: shard_count,
        articles: draft.articles(),
        files: files.iter().map(|file| &file.path).chain(&kept).cloned().collect(),
    };
    files.push(file(MANIFEST, manifest.to_bytes()));
    Ok(Assembled { manifest, files, kept })
}

/// The index where visitors load it from.
struct Packed {
    module: Vec<u8>,
    /// The module's file name.
    name: String,
    /// The module's digest.
    integrity: String,
    shards: Vec<Blob>,
    /// What scripts have to know of the shards.
    directory: String,
    /// The script that carries all.
    offline: Blob,
}

fn pack(
    engine: &Engine,
    draft: &Draft<'_, impl Corpus + ?Sized>,
    options: Options,
) -> Result<Packed> {
    let room = draft.corpus().room();
    let keep = |bytes| Blob::put(bytes, room.as_ref());
    let (offline, parts) = rayon::join(
        || offline_script(engine, draft, room.as_ref()),
        || match options.shape {
            Shape::Single => None,
            _ => Some(split(draft, ShardSizes::of(draft.bytes()), keep)),
        },
    );
    let (offline, packed) = offline?;
    let is_split = match options.shape {
        Shape::BySize => packed > MAX_SINGLE,
        shape => shape == Shape::Split,
    };
    let (module, shards, directory) = match parts.filter(|_| is_split) {
        Some(parts) => {
            let Split { root, shards, keys } = parts?;
            let packed = if options.compressed { "gz" } else { "" };
            let kinds = keys.iter().filter(|keys| !keys.is_empty()).map(|keys| keys.join(" "));
            let directory = kinds.fold(packed.to_owned(), |known, kind| known + "|" + &kind);
            (embed::place(engine.file(ENGINE)?, &root)?, shards, directory)
        }
        None => {
            let module = embed::place(engine.file(ENGINE)?, &draft.to_bytes()?)?;
            (module, Vec::new(), String::new())
        }
    };
    Ok(Packed {
        name: format!("findling-{}.wasm", hash(&module, &shards)?),
        integrity: integrity_of(&module),
        offline,
        module,
        shards,
        directory,
    })
}

/// The scripts that a browser loads by their names, and the list of what it needs first.
fn scripts(engine: &Engine, packed: &Packed, texts: &str) -> Result<(Vec<File>, Vec<u8>)> {
    let known = [
        (PLACEHOLDER, packed.name.as_str()),
        (INTEGRITY, packed.integrity.as_str()),
        (DIRECTORY, packed.directory.as_str()),
        (TEXTS, texts),
    ];
    let script = |name| filled(name, engine.file(name)?, &known);
    let (api, widget) = (script(API)?, script(SCRIPT)?);
    let first = [(SCRIPT, integrity_of(&widget)), (&packed.name, packed.integrity.clone())];
    let listed = first.iter().map(|(name, digest)| format!("{name} {digest}"));
    let listed = listed.collect::<Vec<_>>().join(" ");
    let worker = filled(WORKER, engine.file(WORKER)?, &[(LISTED, listed.as_str())])?;
    let scripts = vec![file(API, api), file(SCRIPT, widget), file(WORKER, worker)];
    Ok((scripts, precache(&first)))
}

fn file(path: impl Into<String>, bytes: impl Into<Blob>) -> File {
    File { path: path.into(), bytes: bytes.into() }
}

/// Enough of a hash that a changed module never keeps its address, nor a changed shard.
fn hash(module: &[u8], shards: &[Blob]) -> Result<String> {
    let mut hash = Sha256::new_with_prefix(module);
    for shard in shards {
        hash.update(shard.read()?);
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// The digest of a file in the form of `integrity` attributes.
fn integrity_of(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(bytes)))
}

/// A script with what is known now in place of what stands for it, within quotes: what needs
/// escapes there has them. The first must be there.
fn filled(name: &str, template: &[u8], known: &[(&str, &str)]) -> Result<Vec<u8>> {
    let text = std::str::from_utf8(template).map_err(|error| Error::file(name, error))?;
    if let Some((needed, _)) = known.first().filter(|(needed, _)| !text.contains(needed)) {
        let reason = format!("expected {needed} in the engine's script; build the engine again");
        return Err(Error::file(name, reason));
    }
    let fill = |text: String, (name, value): &(&str, &str)| text.replace(name, value);
    Ok(known.iter().fold(text.to_owned(), fill).into_bytes())
}

/// The list of files, with their digests, that tools for service workers take. A revision tells
/// them whether a file has changed; one that is named by its content needs none.
fn precache(files: &[(&str, String)]) -> Vec<u8> {
    let entry = |(url, integrity): &(&str, String)| {
        let revision = (*url == SCRIPT).then_some(integrity);
        json!({ "url": url, "revision": revision, "integrity": integrity })
    };
    let list: Vec<Value> = files.iter().map(entry).collect();
    let mut json = serde_json::to_vec_pretty(&list).unwrap_or_default();
    json.push(b'\n');
    json
}

/// The widget's texts in the languages that many articles have, to stand in a string.
fn texts(engine: &Engine, documents: &(impl Corpus + ?Sized)) -> String {
    let mut counts = BTreeMap::<&str, usize>::new();
    documents.heads().for_each(|head| *counts.entry(head.lang).or_default() += 1);
    let common = counts.into_iter().filter(|(_, count)| count * COMMON >= documents.count());
    let texts = common.filter_map(|(lang, _)| {
        let text = engine.file(&format!("findling.{lang}.json")).ok()?;
        Some((lang.to_owned(), serde_json::from_slice(text).ok()?))
    });
    let object = Value::Object(texts.collect());
    let quoted = Value::String(object.to_string()).to_string();
    quoted.trim_matches('"').to_owned()
}

/// What the widget calls a search in a language.
fn label(engine: &Engine, lang: &str) -> String {
    let texts = engine.file(&format!("findling.{lang}.json")).ok();
    let texts: Option<Value> = texts.and_then(|json| serde_json::from_slice(json).ok());
    let label = texts.as_ref().and_then(|texts| texts.get("label")?.as_str());
    label.unwrap_or("Search").to_owned()
}

/// The classic script that carries its module with the whole index, and the bytes of that when it
/// is compressed: as it is before base64, since nobody compresses what is opened from `file://`.
/// Harder compression would take half of a build, for 1 % less.
fn offline_script(
    engine: &Engine,
    draft: &Draft<'_, impl Corpus + ?Sized>,
    room: Option<&Arc<dyn Room>>,
) -> Result<(Blob, usize)> {
    let before = embed::before(engine.file(ENGINE)?, draft.bytes())?;
    let script = engine.file(OFFLINE)?;
    let mut text = BlobWriter::new(room);
    text.push(b"globalThis.__findlingModule=\"");
    let start = text.len();
    let mut encoder = EncoderWriter::new(&mut text, &BASE64);
    gzip(Effort::Quick, &mut encoder, |out| {
        out(&before);
        draft.write(out)
    })?;
    encoder.finish().map_err(|error| Error::file(OFFLINE, error))?;
    drop(encoder);
    let packed = (text.len() - start) / 4 * 3;
    text.push(b"\";\n");
    text.push(script);
    Ok((text.finish(), packed))
}

/// Files, each with what servers that compress nothing may send in its place.
fn with_compressed(files: Vec<File>, room: Option<&Arc<dyn Room>>) -> Result<Vec<File>> {
    let with = |it: File| {
        let bytes = it.bytes.read()?;
        let packed = |kind, bytes| file(format!("{}.{kind}", it.path), Blob::put(bytes, room));
        let gz = packed("gz", gzipped(&bytes, Effort::Best));
        let br = packed("br", brotlied(&bytes, Effort::Best));
        drop(bytes);
        Ok([it, gz, br])
    };
    let files: Vec<[File; 3]> = files.into_par_iter().map(with).collect::<Result<_>>()?;
    Ok(files.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Synonyms};
    use std::io::Read;

    const FILES: &[(&str, &[u8])] = &[
        ("engine.wasm", b"\0asm\x01\0\0\0"),
        ("findling.d.ts", b"export {};"),
        ("findling.engine.js", b"only('__FINDLING_MODULE__')"),
        ("findling.js", b"load('__FINDLING_MODULE__', '__FINDLING_INTEGRITY__')"),
        ("findling.offline.js", b"open();"),
        ("findling.opensearch.js", b"ask();"),
        ("findling.sw.js", b"keep('__FINDLING_PRECACHE__')"),
        ("index.html", b"<!doctype html>"),
    ];
    const WHOLE: Engine = Engine { files: FILES };

    fn titled(title: &str) -> [Document; 1] {
        [Document { title: title.into(), ..Document::default() }]
    }

    fn assembled(engine: &Engine, documents: &[Document], options: Options) -> Result<Vec<File>> {
        let draft = crate::index::draft(documents, &Synonyms::default())?;
        Ok(assemble(engine, &draft, options, Vec::new())?.files)
    }

    fn bytes(file: &File) -> Vec<u8> {
        file.bytes.read().expect("readable").into_owned()
    }

    /// The contents of the file with this path.
    fn find(files: &[File], path: &str) -> Option<Vec<u8>> {
        files.iter().find(|file| file.path == path).map(bytes)
    }

    #[test]
    fn each_file_comes_after_those_it_refers_to() -> Result<()> {
        let files_of = |title| assembled(&WHOLE, &titled(title), Options::default());
        let files = files_of("one")?;
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        let module = paths[0];
        assert_eq!(
            paths[1..],
            [
                "findling.d.ts",
                "findling.opensearch.js",
                "index.html",
                "findling.offline.js",
                "findling.engine.js",
                "findling.js",
                "findling.sw.js",
                "findling.precache.json",
                "findling.json"
            ]
        );
        let contents = |files: &[File]| files.iter().map(bytes).collect::<Vec<_>>();
        let all = contents(&files);
        assert_eq!(all[2], b"ask();");
        assert_eq!(embed::read(&all[0])?, crate::index::build(&titled("one"))?);
        assert_eq!(all[5], format!("only('{module}')").into_bytes());
        let digest = integrity_of(&all[0]);
        assert_eq!(all[6], format!("load('{module}', '{digest}')").into_bytes());
        assert_eq!(all, contents(&files_of("one")?));
        assert_ne!(all, contents(&files_of("other")?));
        Ok(())
    }

    #[test]
    fn service_workers_are_told_what_a_visitor_needs_first() -> Result<()> {
        let files = assembled(&WHOLE, &titled(""), Options::default())?;
        let find = |path: &str| find(&files, path).expect(path);
        let (script, module) = (integrity_of(&find(SCRIPT)), integrity_of(&bytes(&files[0])));
        let path = &files[0].path;
        let expect = format!("keep('{SCRIPT} {script} {path} {module}')");
        assert_eq!(find(WORKER), expect.into_bytes());
        let list: Value = serde_json::from_slice(&find(PRECACHE)).expect("JSON");
        let expect = json!([
            { "url": SCRIPT, "revision": script, "integrity": script },
            { "url": path, "revision": null, "integrity": module },
        ]);
        assert_eq!(list, expect);
        // What `printf index | openssl dgst -sha256 -binary | base64` prints.
        let expect = "sha256-G8BLUpHCakbZGBOROLmS0t6XbWhR0Ik7BHa4W/vfxuY=";
        assert_eq!(integrity_of(b"index"), expect);
        Ok(())
    }

    #[test]
    fn the_offline_script_carries_the_module() -> Result<()> {
        let files = assembled(&WHOLE, &titled(""), Options::default())?;
        let text = String::from_utf8(bytes(&files[4])).expect("text");
        let payload = text.split('"').nth(1).expect("a payload");
        let packed = BASE64.decode(payload).expect("base64");
        let mut module = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut module).expect("gzip");
        assert_eq!(module, bytes(&files[0]));
        assert!(text.ends_with("open();"));
        Ok(())
    }

    #[test]
    fn a_script_carries_the_words_of_many_of_its_articles() -> Result<()> {
        const SPEAKING: Engine = Engine {
            files: &[
                ("engine.wasm", b"\0asm\x01\0\0\0"),
                ("findling.de.json", b"{ \"label\": \"\xE2\x80\x9ESuche\xE2\x80\x9C \\\"x\\\"\" }"),
                ("findling.engine.js", b"only('__FINDLING_MODULE__')"),
                ("findling.fr.json", b"{\"label\":\"Recherche\"}"),
                ("findling.js", b"load('__FINDLING_MODULE__', \"__FINDLING_TEXTS__\")"),
                ("findling.offline.js", b"open();"),
                ("findling.sw.js", b"keep('__FINDLING_PRECACHE__')"),
            ],
        };
        let de = r#"{\"de\":{\"label\":\"„Suche“ \\\"x\\\"\"}}"#;
        let fr = r#"{\"fr\":{\"label\":\"Recherche\"}}"#;
        // Articles of each language, and what the script carries.
        let cases: [(&[(&str, usize)], &str); 5] = [
            (&[("de", 10), ("fr", 1)], de),
            (&[("fr", 3)], fr),
            (&[("en", 9), ("", 1)], "{}"),
            (&[("sv", 3)], "{}"),
            (&[], "{}"),
        ];
        for (articles, expect) in cases {
            let document = |lang: &str| Document { lang: lang.into(), ..Document::default() };
            let documents: Vec<Document> = articles
                .iter()
                .flat_map(|(lang, count)| std::iter::repeat_with(|| document(lang)).take(*count))
                .collect();
            let files = assembled(&SPEAKING, &documents, Options::default())?;
            let text = String::from_utf8(find(&files, SCRIPT).expect("a script")).expect("text");
            assert!(text.ends_with(&format!(", \"{expect}\")")), "{articles:?}: {text}");
        }
        Ok(())
    }

    #[test]
    fn what_visitors_load_is_compressed_on_demand() -> Result<()> {
        let options = Options { compressed: true, ..Options::default() };
        let files = assembled(&WHOLE, &titled(""), options)?;
        let find = |path: &str| find(&files, path);
        let script = find("findling.js").expect("a script");
        let mut read = Vec::new();
        let packed = find("findling.js.gz").expect("compressed");
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut read).expect("gzip");
        assert_eq!(read, script);
        read.clear();
        let packed = find("findling.js.br").expect("compressed");
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut read).expect("brotli");
        assert_eq!(read, script);
        assert!(files[0].path.ends_with(".wasm") && files[2].path.ends_with(".wasm.br"));
        assert!(find("findling.offline.js.gz").is_none() && find("findling.json.gz").is_none());
        Ok(())
    }

    #[test]
    fn the_module_before_stays_for_one_build() -> Result<()> {
        let dir = tempfile::tempdir().expect("a folder");
        let mut modules: Vec<String> = Vec::new();
        // The index of each build, and the build whose module is kept beside its own.
        let cases = [
            ("a", None),
            ("b", Some(0)),
            ("b", Some(0)),
            ("c", Some(1)),
            ("b", Some(3)),
            ("d", Some(4)),
        ];
        for (title, expect) in cases {
            let there = crate::bundle::modules_of(dir.path());
            let documents = titled(title);
            let draft = crate::index::draft(&documents, &Synonyms::default())?;
            let bundle = assemble(&WHOLE, &draft, Options::default(), there)?;
            crate::bundle::write(
                dir.path(),
                &bundle.files,
                &bundle.kept,
                crate::bundle::Overwrite::Refuse,
            )?;
            modules.push(bundle.manifest.module.clone());
            let expect = expect.map(|build| modules[build].clone());
            assert_eq!(bundle.manifest.previous, expect, "{title}");
            let mut found: Vec<String> = std::fs::read_dir(dir.path())
                .expect("readable")
                .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
                .filter(|name| name.ends_with(".wasm"))
                .collect();
            let mut wanted: Vec<String> =
                expect.into_iter().chain([bundle.manifest.module]).collect();
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{title}");
        }
        Ok(())
    }

    #[test]
    fn a_broken_engine_is_an_error() {
        let cases: [(&'static [(&str, &[u8])], &str); 3] = [
            (&[], "engine.wasm"),
            (&[("engine.wasm", b"\0asm\x01\0\0\0"), ("findling.js", b"x")], "findling.offline.js"),
            (
                &[
                    ("engine.wasm", b"\0asm\x01\0\0\0"),
                    ("findling.js", b"x"),
                    ("findling.engine.js", b"x"),
                    ("findling.offline.js", b"x"),
                    ("findling.sw.js", b"x"),
                ],
                PLACEHOLDER,
            ),
        ];
        for (files, expect) in cases {
            let engine = Engine { files };
            let error = assembled(&engine, &titled(""), Options::default())
                .expect_err("not whole")
                .to_string();
            assert!(error.contains(expect), "{error}");
        }
    }
}
