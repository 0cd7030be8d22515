//! `findling serve`: a preview on this machine.

use std::fs::File;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};
use std::thread;

use anyhow::{Result, bail};
use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::terminal::{Terminal, plain};

/// Browsers ask for a page and its files at once.
const THREADS: usize = 4;

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
    let server = match Server::http((Ipv4Addr::LOCALHOST, args.port)) {
        Ok(server) => server,
        Err(error) => bail!(
            "could not listen on 127.0.0.1:{}: {error}; choose another port with --port, or \
             any free one with --port 0",
            args.port
        ),
    };
    let Some(address) = server.server_addr().to_ip() else {
        bail!("expected an address on 127.0.0.1, found {}", server.server_addr());
    };
    let url = format!("http://{address}/");
    announce(&url, &args.dir, terminal)?;
    if args.open
        && let Err(error) = open::that_detached(&url)
    {
        terminal.warning(format_args!("no browser could be opened ({error}); open {url} yourself"));
    }
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| server.incoming_requests().for_each(|r| answer(r, &root, terminal)));
        }
    });
    Ok(())
}

/// The address goes to stdout at once: a program may wait for it.
fn announce(url: &str, dir: &Path, terminal: &Terminal) -> Result<()> {
    use io::Write as _;
    let mut out = terminal.out();
    writeln!(out, "{url}")?;
    out.flush()?;
    terminal.info(format_args!("shows {} to this machine only; Ctrl-C ends it", dir.display()));
    Ok(())
}

fn answer(request: Request, root: &Path, terminal: &Terminal) {
    let place = match request.method() {
        Method::Get | Method::Head => find(root, request.url()),
        _ => Place::WrongMethod,
    };
    terminal.detail(format_args!("{} {}: {place:?}", request.method(), plain(request.url())));
    // A visitor that went away needs no answer.
    let _ = match place {
        Place::File(path) => match File::open(&path) {
            Ok(file) => respond(request, Response::from_file(file), content_type(&path)),
            Err(error) => fail(request, 500, &error.to_string()),
        },
        Place::Moved(to) => {
            let mut moved = Response::from_string("").with_status_code(301);
            header("Location", &to).into_iter().for_each(|header| moved.add_header(header));
            respond(request, moved, "text/plain; charset=utf-8".to_owned())
        }
        Place::Nowhere => fail(request, 404, "not found"),
        Place::WrongMethod => fail(request, 405, "only GET and HEAD are answered here"),
    };
}

fn fail(request: Request, status: u16, message: &str) -> io::Result<()> {
    let response = Response::from_string(format!("{status} {message}\n")).with_status_code(status);
    respond(request, response, "text/plain; charset=utf-8".to_owned())
}

fn respond<R: io::Read>(
    request: Request,
    response: Response<R>,
    content_type: String,
) -> io::Result<()> {
    let mut response = response;
    let headers = [
        ("Content-Type", content_type.as_str()),
        // What is looked at here changes with the next build.
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    for header in headers.into_iter().filter_map(|(name, value)| header(name, value)) {
        response.add_header(header);
    }
    request.respond(response)
}

/// A header whose value cannot begin another one.
fn header(name: &str, value: &str) -> Option<Header> {
    let value: String = value.chars().filter(|c| c.is_ascii() && !c.is_control()).collect();
    Header::from_bytes(name, value).ok()
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
    let path = if address.ends_with('/') { path.join("index.html") } else { path };
    match path.canonicalize() {
        Ok(real) if real.starts_with(root) && real.is_file() => Place::File(real),
        _ => Place::Nowhere,
    }
}

fn content_type(path: &Path) -> String {
    // To the registry, that is a format of films.
    if path.extension().is_some_and(|extension| extension == "ts") {
        return "text/plain; charset=utf-8".to_owned();
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
