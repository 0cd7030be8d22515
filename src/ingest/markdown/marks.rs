//! Drops what generators add to Markdown, line by line and outside of code: boxes (`!!! note "Title"`
//! before an indented text, `::: tip Title` up to `:::`, `/// note | Title` up to `///`,
//! `> [!note] Title`), tabs (`=== "Title"`), attributes (`{: .wide #start }`), icons, lines that
//! a table of contents or another file takes the place of, and comments (`%%a few words%%`, or lines
//! from `%%` to `%%`). Titles and texts stay, as readers see
//! them.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::fence::Fence;

/// Columns by which what is in a box or a tab is indented.
const INDENT: usize = 4;

/// Bytes above a line of attributes in which what they are of is looked for: there may be as many such
/// lines as fit into a text.
const MAX_ABOVE: usize = 1000;

/// The line before an indented text.
static INDENTED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r#"^(?:(?:!!!|\?\?\?\+?)[ \t]+[\w-][\w \t-]*|===[!+]?[ \t])[ \t]*(?:"([^"]*)")?[ \t]*$"#)
});

/// The line before a text that another one ends. A title is among its attributes, in brackets, or
/// at its end.
static FENCED: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r#"(?x) ^ (?: :{3,} [\ \t]*
                      (?: \{ (?: [^{}]* \b title="([^"{}]*)" )? [^{}]* \} | [A-Za-z][\w-]* )
                      (?: \[ ([^\]]*) \] )? (?: \{ [^{}]* \} )?
                    | /{3,} [\ \t]* [A-Za-z][\w-]* [\ \t]* \|? )
                  [\ \t]* (.*) $"#,
    )
});

/// The line that ends it.
static END: LazyLock<Regex> = LazyLock::new(|| fixed(r"^(?::{3,}|/{3,})[ \t]*$"));

/// What a quotation is for.
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"^((?:[ \t]*>)+[ \t]*)\[![A-Za-z][\w-]*(?:\|[^\]]*)?\][+-]?"));

/// A line that something else takes the place of.
static PLACE: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"^(?i:\[TOC\]|\[\[_?TOC_?\]\]|\[\[\[_?TOC_?\]\]\])[ \t]*$|^[-;]+8<-+"));

/// A line of attributes of what stands above it.
static ABOVE: LazyLock<Regex> = LazyLock::new(|| fixed(r"^\{:[^{}]*\}[ \t]*$"));

/// The attributes of a heading.
static OF_HEADING: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"^(#{1,6}[ \t][^\n]*?)\s*\{:[^{}]*#([\w-]+)[^{}]*\}[ \t]*$"));

/// Attributes of a word or a link, icons, and comments.
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r#"(?x) ( [\])] ) \{ :? [\ \t]* (?: [.\#][A-Za-z_] | [\w-]+= ) [^{}]* \}
              | :(?: material | fontawesome | octicons | simple )-[a-z0-9-]+:
                (?: \{ [^{}]* \} )?
              | \B%%[^%]+%%\B
              | \{ : [\ \t]* (?: [.\#][A-Za-z_][\w-]* | [\w-]+="[^"{}]*" ) (?: [\ \t][^{}]* )? \}"#,
    )
});

/// What Obsidian's comments begin and end with.
const COMMENT: &str = "%%";

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// The text without them.
pub(super) fn without(source: &str) -> String {
    let has_ends = source.lines().any(|line| END.is_match(line.trim_start()));
    let ends_comment = |line: &str| line.trim_end().ends_with(COMMENT);
    let last_end = source.lines().enumerate().filter(|(_, line)| ends_comment(line)).last();
    let last_end = last_end.map_or(0, |(number, _)| number);
    let mut text = String::with_capacity(source.len());
    let mut boxes: Vec<usize> = Vec::new();
    let mut fence = Fence::default();
    let mut lines = source.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let indent = indent_of(line);
        while !line.trim().is_empty() && boxes.pop_if(|outer| indent < *outer + INDENT).is_some() {
            fence = Fence::default();
        }
        let line = unindented(line, INDENT * boxes.len());
        let (margin, start) = line.split_at(line.len() - line.trim_start().len());
        let next = || lines.clone().map(|(_, line)| line).find(|line| !line.trim().is_empty());
        let is_place = PLACE.is_match(start) || has_ends && END.is_match(start);
        if fence.holds(line) {
            text.push_str(line);
        } else if let Some(title) = INDENTED.captures(start)
            && next().is_some_and(|line| indent_of(line) >= indent + INDENT)
        {
            boxes.push(indent);
            put_title(&mut text, margin, &title);
        } else if has_ends && let Some(title) = FENCED.captures(start) {
            put_title(&mut text, margin, &title);
        } else if number < last_end && start.rfind(COMMENT) == Some(0) {
            lines.find(|(_, line)| ends_comment(line));
        } else if ABOVE.is_match(start) {
            put_above(&mut text, start);
        } else if !is_place {
            text.push_str(&outside_of_code(&QUOTED.replace(line, "$1")));
        }
        text.push('\n');
    }
    text
}

/// Columns before the first letter.
fn indent_of(line: &str) -> usize {
    let margin = line.bytes().take_while(u8::is_ascii_whitespace);
    margin.map(|byte| if byte == b'\t' { INDENT } else { 1 }).sum()
}

/// The line with so many columns less before it.
fn unindented(line: &str, columns: usize) -> &str {
    let mut left = columns;
    line.trim_start_matches(|c| {
        let width = if c == '\t' { INDENT } else { 1 };
        let is_dropped = matches!(c, ' ' | '\t') && left >= width;
        left = left.saturating_sub(width);
        is_dropped
    })
}

/// Adds the title of a box as a paragraph of its own.
fn put_title(text: &mut String, margin: &str, captures: &Captures<'_>) {
    let titles = captures.iter().skip(1).flatten().map(|title| title.as_str().trim());
    for title in titles.filter(|title| !title.is_empty()) {
        text.extend(["\n", margin, title.trim_matches('"'), "\n"]);
    }
}

/// Adds the fragment that is among attributes to the heading above them; a list above `{:toc}` is
/// where a table of contents will be.
fn put_above(text: &mut String, attributes: &str) {
    let start = text.floor_char_boundary(text.len().saturating_sub(MAX_ABOVE));
    let (_, near) = text.split_at(start);
    let above = match near.trim_end_matches('\n').rfind('\n') {
        Some(end) => start + end + 1,
        None if start == 0 => 0,
        None => return,
    };
    let (_, line) = text.split_at(above);
    if line.starts_with('#') {
        let heading = outside_of_code(&format!("{} {attributes}", line.trim_end()));
        text.replace_range(above.., &heading);
    } else if attributes.trim_start_matches(['{', ':', ' ']).starts_with("toc") {
        text.truncate(above);
    }
}

/// A line without attributes and icons, but with code as it stands.
fn outside_of_code(line: &str) -> String {
    let line = OF_HEADING.replace(line, "$1 {#$2}");
    let parts = line.split('`').zip([false, true].into_iter().cycle());
    let kept = parts.map(|(part, is_code)| match is_code {
        true => part.into(),
        false => INLINE.replace_all(part, "$1"),
    });
    kept.collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        let cases = [
            (
                "!!! note \"Rat\"\n    Im Kasten.\n\n    Auch.\n\nDanach",
                "\nRat\n\nIm Kasten.\n\nAuch.\n\nDanach\n",
            ),
            (
                "??? tip\n    a\n\n    !!! info inline end \"b\"\n        c\nd",
                "\na\n\n\nb\n\nc\nd\n",
            ),
            ("- x\n\n    !!! note \"r\"\n        a", "- x\n\n\n    r\n\n    a\n"),
            ("!!! so was\nkein Kasten", "!!! so was\nkein Kasten\n"),
            ("=== \"Eins\"\n\n    a\n\nTitel\n===", "\nEins\n\n\na\n\nTitel\n===\n"),
            ("!!! note\n    ```\n    a\nb\n!!! note\n    c", "\n```\na\nb\n\nc\n"),
            (":::note\na\n:::\nb", "\na\n\nb\n"),
            (":::tip[Rat]\na\n:::", "\nRat\n\na\n\n"),
            ("::: warning Auf der Hut\na\n:::", "\nAuf der Hut\n\na\n\n"),
            ("::: {.callout-note title=\"Rat\"}\na\n:::", "\nRat\n\na\n\n"),
            ("::::{admonition} Rat\na\n::::", "\nRat\n\na\n\n"),
            ("/// note | Rat\na\n///", "\nRat\n\na\n\n"),
            ("::: note ohne Ende", "::: note ohne Ende\n"),
            ("> [!warning]- Rat\n> a", ">  Rat\n> a\n"),
            ("[TOC]\n[[_toc_]]\n--8<-- \"a.md\"\n[toc] a", "\n\n\n[toc] a\n"),
            ("## Ufer {: #u .x}\n## See {#s}", "## Ufer {#u}\n## See {#s}\n"),
            ("## Ufer\n{: .x #u }\n\n* Inhalt\n{:toc}\n\na{: .y}", "## Ufer {#u}\n\n\n\na\n"),
            ("[a](b){ .knopf } `c`{.py} {: id=\"d\"}", "[a](b) `c`{.py} \n"),
            (":material-check:{ .x } ja :smile:", " ja :smile:\n"),
            ("`{: .x}` {:?} {:.2} {a} f(x){ y }", "`{: .x}` {:?} {:.2} {a} f(x){ y }\n"),
            ("a %%b c%%, d\n`%%e%%` 5%% f 6%%", "a , d\n`%%e%%` 5%% f 6%%\n"),
            ("%%i und %%j", "%%i und %%j\n"),
            ("a\n%%\nb\n\nc %%\nd\n%% e", "a\n\nd\n%% e\n"),
            ("%% a\n```\n%% b\n```", "%% a\n```\n%% b\n```\n"),
            ("```\n:::note\n{: .x}\n```\n:::", "```\n:::note\n{: .x}\n```\n\n"),
            ("````\n```\n{: .x}\n```\n````\n{: .y}", "````\n```\n{: .x}\n```\n````\n\n"),
            ("```a``` b\n\n{: .x}", "```a``` b\n\n\n"),
        ];
        for (source, expect) in cases {
            assert_eq!(without(source), expect, "{source:?}");
        }
    }

    #[test]
    fn much_of_them_takes_no_time() {
        let many = |text: &str| text.repeat(50_000);
        for (much, expect) in [
            (many("%% a\n"), many("%% a\n")),
            (many("%% a\nb %%\n"), many("\n")),
            (many("%%"), many("%%") + "\n"),
            (many("!!! a\n"), many("!!! a\n")),
            (many("::: a\n:::\n"), many("\n\n")),
            (many("{: .a }\n").repeat(4), many("\n").repeat(4)),
            (many("a") + "\n" + &many("{: .a }\n"), many("a") + "\n" + &many("\n")),
            ("# a\n".to_owned() + &many("{: .a }\n"), "# a \n".into()),
            (many("    !!! a\n"), many("    !!! a\n")),
            (many("> [!a]"), "> ".to_owned() + &many("> [!a]")[6..] + "\n"),
        ] {
            let found = without(&much);
            let start = much.get(..20).unwrap_or(&much);
            assert!(found == expect, "{start:?}: {:?}", found.get(..20));
        }
    }
}
