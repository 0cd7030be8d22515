//! The `findling` program: one file a subcommand, and what they share in files of their own.
//!
//! Results go to stdout, messages to stderr. It ends with 0 if all went well,
//! 1 if something failed, 2 if it was called wrongly.

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod allocator;
mod articles;
mod build;
mod eval;
mod export;
mod extract;
mod html;
mod inspect;
mod measures;
mod queries;
mod run;
mod search;
#[cfg(not(target_family = "wasm"))]
mod serve;
mod settings;
mod suggest;
mod synonyms;
mod table;
mod terminal;

use std::io;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};

use terminal::Terminal;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  findling build site --out site/search     index a website's folder
  findling serve site                       look at it on http://127.0.0.1:8080/search/
  findling search site/search 'some words'  ask the same index here

  findling build texts --out dist --pages   a folder of texts that is no website yet
  findling serve dist --open

A page searches once it holds these two lines:
  <script type=\"module\" src=\"/search/findling.js\"></script>
  <findling-search></findling-search>";

/// Search for websites that runs wholly in the visitor's browser
///
/// `findling build` reads a folder of articles and writes a small folder of files that searches
/// them: typo-tolerant, ranked, without a server, and without a network once it is loaded.
#[derive(Parser)]
#[command(version, styles = STYLES, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    terminal: Terminal,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Args),
    Export(export::Args),
    #[cfg(not(target_family = "wasm"))]
    Serve(serve::Args),
    Search(search::Args),
    Suggest(suggest::Args),
    Extract(extract::Args),
    Inspect(inspect::Args),
    Run(run::Args),
    Eval(eval::Args),
}

/// How results are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading.
    #[default]
    Text,
    /// For other programs.
    Json,
}

/// The program was called wrongly, as only shows once the settings are read.
#[derive(Debug)]
struct Misuse(String);

impl std::fmt::Display for Misuse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

fn main() -> ExitCode {
    enter_working_folder();
    let cli = Cli::parse();
    let terminal = &cli.terminal;
    let result = match cli.command {
        Command::Build(args) => {
            #[cfg(all(target_os = "linux", target_env = "gnu"))]
            allocator::give_back();
            build::run(args, terminal)
        }
        Command::Export(args) => export::run(args, terminal),
        #[cfg(not(target_family = "wasm"))]
        Command::Serve(args) => serve::run(&args, terminal),
        Command::Search(args) => search::run(&args, terminal),
        Command::Suggest(args) => suggest::run(&args, terminal),
        Command::Extract(args) => extract::run(args, terminal),
        Command::Inspect(args) => inspect::run(&args, terminal),
        Command::Run(args) => run::run(&args, terminal),
        Command::Eval(args) => eval::run(&args, terminal),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has enough of it, `| head` for one.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&error);
            ExitCode::from(if error.is::<Misuse>() { 2 } else { 1 })
        }
    }
}

/// A program within Node begins at the root, and is told by a variable where it was started.
fn enter_working_folder() {
    if cfg!(target_os = "wasi")
        && let Some(folder) = std::env::var_os("PWD")
        && let Err(error) = std::env::set_current_dir(&folder)
    {
        eprintln!("findling: {}: {error}", folder.display());
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io_errors = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    io_errors.map(io::Error::kind).any(|kind| kind == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
