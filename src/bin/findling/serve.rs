//! `findling serve`: a preview on this machine.

use std::convert::Infallible;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Result, bail};
use findling::bundle::MANIFEST;
use findling::ingest::address;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;
use tokio::task::{LocalSet, spawn_local};

use crate::terminal::{Terminal, plain};

/// How long to wait where no connection can be taken.
const BETWEEN_FAILURES: Duration = Duration::from_millis(50);

const EXAMPLES: &str = "\
Examples:
  findling serve dist --open         a bundle with pages of its own
  findling serve site                a website with a bundle in site/search
  findling serve dist --port 0       on any free port

This is for looking at a bundle. It answers this machine only; on the web, any web server will do.";

/// Look at a folder in a browser
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Folder to show: the bundle, or the website that it is part of
    dir: PathBuf,
    /// Port on 127.0.0.1, 0 for any free one
    #[arg(long, short, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
}

pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<()> {
    let Ok(root) = args.dir.canonicalize().and_then(|dir| dir.read_dir().map(|_| dir)) else {
        bail!("{}: expected a folder to show, found none", args.dir.display());
    };
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)) {
        Ok(listener) => listener,
        Err(error) => bail!(
            "could not listen on 127.0.0.1:{}: {error}; choose another port with --port, or \
             any free one with --port 0",
            args.port
        ),
    };
    let url = format!("http://{}/{}", listener.local_addr()?, start(&root));
    announce(&url, &args.dir, terminal)?;
    if args.open
        && let Err(error) = open::that_detached(&url)
    {
        terminal.warning(format_args!("no browser could be opened ({error}); open {url} yourself"));
    }
    // One thread will do: whoever looks is alone, and files come from this machine.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    LocalSet::new()
        .block_on(&runtime, listen(listener, Rc::new(Shown { root, terminal: *terminal })))
}

/// Where to begin, below the folder: there, if it has a page, else in the first bundle in it.
fn start(root: &Path) -> String {
    let has = |dir: &Path, name: &str| dir.join(name).is_file();
    let mut bundles: Vec<PathBuf> = match fs::read_dir(root) {
        Ok(entries) if !has(root, PAGE) => entries.flatten().map(|entry| entry.path()).collect(),
        _ => Vec::new(),
    };
    bundles.retain(|dir| has(dir, MANIFEST) && has(dir, PAGE));
    bundles.sort();
    let name = bundles.first().and_then(|dir| dir.file_name());
    name.map_or_else(String::new, |name| address::encoded(name.as_encoded_bytes()) + "/")
}

/// What is shown, and where that is told.
struct Shown {
    root: PathBuf,
    terminal: Terminal,
}

/// Answers every connection for as long as it stays open: browsers keep several.
async fn listen(listener: TcpListener, shown: Rc<Shown>) -> Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        // A visitor that went away needs no answer; too many that are here have to go first.
        let Ok((stream, _)) = listener.accept().await else {
            std::thread::sleep(BETWEEN_FAILURES);
            continue;
        };
        let shown = Rc::clone(&shown);
        let service = service_fn(move |request: Request<Incoming>| {
            let response = answer(&shown, request.method(), &request.uri().to_string());
            async { Ok::<_, Infallible>(response) }
        });
        spawn_local(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

/// The address goes to stdout at once: a program may wait for it.
fn announce(url: &str, dir: &Path, terminal: &Terminal) -> Result<()> {
    use std::io::Write as _;
    let mut out = terminal.out();
    writeln!(out, "{url}")?;
    out.flush()?;
    terminal.info(format_args!("shows {} to this machine only; Ctrl-C ends it", dir.display()));
    Ok(())
}

fn answer(shown: &Shown, method: &Method, url: &str) -> Response<Full<Bytes>> {
    let place = match *method {
        Method::GET | Method::HEAD => find(&shown.root, url),
        _ => Place::WrongMethod,
    };
    shown.terminal.detail(format_args!("{method} {}: {place:?}", plain(url)));
    match place {
        Place::File(path) => match fs::read(&path) {
            Ok(bytes) => respond(StatusCode::OK, bytes, &content_type(&path)),
            Err(error) => fail(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        },
        Place::Moved(to) => {
            let mut moved = respond(StatusCode::MOVED_PERMANENTLY, Vec::new(), TEXT);
            if let Ok(to) = HeaderValue::from_str(&to) {
                moved.headers_mut().insert(LOCATION, to);
            }
            moved
        }
        Place::Nowhere => fail(StatusCode::NOT_FOUND, "there is no such file"),
        Place::WrongMethod => {
            fail(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered here")
        }
    }
}

/// What is shown of a folder.
const PAGE: &str = "index.html";

const TEXT: &str = "text/plain; charset=utf-8";

fn fail(status: StatusCode, message: &str) -> Response<Full<Bytes>> {
    respond(status, format!("{} {message}\n", status.as_u16()).into_bytes(), TEXT)
}

fn respond(status: StatusCode, body: Vec<u8>, content_type: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let headers = [
        (CONTENT_TYPE, content_type),
        // What is looked at here changes with the next build.
        (CACHE_CONTROL, "no-cache"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    /// A folder, whose address ends in `/` so that relative ones work in it.
    Moved(String),
    Nowhere,
    WrongMethod,
}

/// Finds the file for an address. Nothing above the folder is ever shown, not
/// even by links.
fn find(root: &Path, url: &str) -> Place {
    let (address, query) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let Ok(decoded) = percent_decode_str(address).decode_utf8() else { return Place::Nowhere };
    let below = Path::new(decoded.trim_start_matches('/'));
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if !below.components().all(is_plain) || decoded.contains(['\\', '\0']) {
        return Place::Nowhere;
    }
    let path = root.join(below);
    if path.is_dir() && !address.ends_with('/') {
        return Place::Moved(format!("/{}/{query}", address.trim_start_matches('/')));
    }
    let path = if address.ends_with('/') { path.join(PAGE) } else { path };
    match path.canonicalize() {
        Ok(real) if real.starts_with(root) && real.is_file() => Place::File(real),
        _ => Place::Nowhere,
    }
}

fn content_type(path: &Path) -> String {
    // To the registry, that is a format of films.
    if path.extension().is_some_and(|extension| extension == "ts") {
        return TEXT.to_owned();
    }
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = kind.type_() == "text" || kind.subtype() == "json" || kind.suffix().is_some();
    match is_text {
        true => format!("{}; charset=utf-8", kind.essence_str()),
        false => kind.essence_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_files_of_the_folder_only() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let outer = dir.path().canonicalize()?;
        let root = outer.join("root");
        std::fs::create_dir_all(root.join("sub dir"))?;
        for path in ["secret.txt", "root/index.html", "root/ä.html", "root/sub dir/index.html"] {
            std::fs::write(outer.join(path), path)?;
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(outer.join("secret.txt"), root.join("link.txt"))?;
        let file = |path: &str| Place::File(root.join(path));
        let cases = [
            ("/", file("index.html")),
            ("/index.html?q=a#b", file("index.html")),
            ("/%C3%A4.html", file("ä.html")),
            ("/sub%20dir", Place::Moved("/sub%20dir/".into())),
            ("//sub%20dir", Place::Moved("/sub%20dir/".into())),
            ("/sub%20dir?q=a%20b", Place::Moved("/sub%20dir/?q=a%20b".into())),
            ("/sub%20dir/", file("sub dir/index.html")),
            ("/./index.html", file("index.html")),
            ("/missing", Place::Nowhere),
            ("/index.html/", Place::Nowhere),
            ("/../secret.txt", Place::Nowhere),
            ("/%2e%2e/secret.txt", Place::Nowhere),
            ("/..%2fsecret.txt", Place::Nowhere),
            ("/sub%20dir/../../secret.txt", Place::Nowhere),
            ("/..\\secret.txt", Place::Nowhere),
            ("/%ff", Place::Nowhere),
            ("/a%00b", Place::Nowhere),
            ("/link.txt", Place::Nowhere),
        ];
        for (url, expect) in cases {
            assert_eq!(find(&root, url), expect, "{url}");
        }
        Ok(())
    }

    #[test]
    fn a_folder_without_a_page_starts_in_its_bundle() -> Result<()> {
        let dir = tempfile::tempdir()?;
        assert_eq!(start(dir.path()), "");
        for path in ["a/index.html", "die suche/findling.json", "die suche/index.html"] {
            let path = dir.path().join(path);
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(path, "")?;
        }
        assert_eq!(start(dir.path()), "die%20suche/");
        std::fs::write(dir.path().join(PAGE), "")?;
        assert_eq!(start(dir.path()), "");
        Ok(())
    }

    #[test]
    fn browsers_are_told_what_they_get() {
        let cases = [
            ("a.wasm", "application/wasm"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.html", "text/html; charset=utf-8"),
            ("a.css", "text/css; charset=utf-8"),
            ("a.json", "application/json; charset=utf-8"),
            ("a.svg", "image/svg+xml; charset=utf-8"),
            ("a.d.ts", "text/plain; charset=utf-8"),
            ("a.png", "image/png"),
            ("a", "application/octet-stream"),
        ];
        for (path, expect) in cases {
            assert_eq!(content_type(Path::new(path)), expect);
        }
    }
}
