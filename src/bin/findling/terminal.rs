//! What the user sees: results on stdout, messages on stderr, colours and
//! progress only on a terminal.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIMMED: Style = Style::new().dimmed();
pub(crate) const ADDRESS: Style = AnsiColor::Cyan.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// How much is said.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct Terminal {
    /// Print only results, problems and errors
    #[arg(long, short, global = true, conflicts_with = "verbose", help_heading = "Messages")]
    quiet: bool,
    /// Print also what is done
    #[arg(long, short, global = true, help_heading = "Messages")]
    verbose: bool,
}

impl Terminal {
    /// Whether reports are unwanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether details are told.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Stdout, which drops colours where they do not belong.
    pub(crate) fn out(&self) -> impl Write + use<> {
        io::BufWriter::new(anstream::stdout().lock())
    }

    /// A result for machines, on one line.
    pub(crate) fn json(&self, value: &impl Serialize) -> anyhow::Result<()> {
        let mut out = self.out();
        writeln!(out, "{}", serde_json::to_string(value)?)?;
        Ok(out.flush()?)
    }

    /// Something worth knowing.
    pub(crate) fn info(&self, message: impl Display) {
        if !self.quiet {
            say(message);
        }
    }

    /// Something worth knowing for who wonders.
    pub(crate) fn detail(&self, message: impl Display) {
        if self.verbose {
            say(format_args!("{DIMMED}{}{DIMMED:#}", plain(&message.to_string())));
        }
    }

    /// Something that the user should look at.
    pub(crate) fn warning(&self, message: impl Display) {
        say(format_args!("{WARNING}warning:{WARNING:#} {}", plain(&message.to_string())));
    }

    /// One of the things that a warning is about.
    pub(crate) fn listed(&self, item: impl Display) {
        say(format_args!("  {}", plain(&item.to_string())));
    }

    /// Why the program fails.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        say(format_args!("{ERROR}error:{ERROR:#} {}", plain(&format!("{error:#}"))));
    }

    /// A bar of known length, to be seen only on a terminal.
    pub(crate) fn progress(&self, what: &'static str) -> ProgressBar {
        let style = ProgressStyle::with_template("{msg:>10} {wide_bar} {pos} of {len}, {eta} left");
        self.bar(what, style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }

    /// Something is being done of which nobody knows how long it takes.
    pub(crate) fn spinner(&self, what: &'static str) -> ProgressBar {
        let bar = self.bar(what, ProgressStyle::default_spinner());
        // It turns by a thread of its own, which programs within Node do not have.
        if !cfg!(target_family = "wasm") {
            bar.enable_steady_tick(std::time::Duration::from_millis(100));
        }
        bar
    }

    fn bar(&self, what: &'static str, style: ProgressStyle) -> ProgressBar {
        let target =
            if self.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        ProgressBar::with_draw_target(None, target).with_style(style).with_message(what)
    }
}

/// Writes to stderr. If nobody listens there, there is nobody to tell.
fn say(message: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{message}");
}

/// Text from articles, or the name of a file, without the control characters that could rule a terminal.
pub(crate) fn plain(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', "\u{FFFD}")
}

/// A path as it can be pasted into a command.
pub(crate) fn pasted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_bare = |c: char| c.is_alphanumeric() || "/._-:\\".contains(c);
    match path.chars().all(is_bare) {
        true => path,
        false => quoted(&path),
    }
}

/// A text as a shell takes it, whatever it holds.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// `one article`, `2 articles`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A number with a comma between thousands.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let cases =
            [(0, "0"), (999, "999"), (1000, "1,000"), (12345, "12,345"), (1234567, "1,234,567")];
        for (number, expect) in cases {
            assert_eq!(grouped(number), expect);
        }
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(2000, "article"), "2,000 articles");
    }

    #[test]
    fn articles_do_not_rule_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\tc\nd\u{9b}e"), "a\u{FFFD}[31mb\tc\nd\u{FFFD}e");
    }
}
