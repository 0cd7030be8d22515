//! Makes Markdown of MDX: its `import` and `export` lines and the tags of its
//! components go, what stands between the tags stays.

use std::iter::Peekable;
use std::str::Chars;
use std::sync::LazyLock;

use regex::Regex;

use super::fence::Fence;

/// Removes what is code and not text.
pub(super) fn to_markdown(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut fence = Fence::default();
    let mut in_module = false;
    let mut text = String::new();
    for line in source.split_inclusive('\n') {
        let fenced = fence.holds(line);
        in_module = !fenced && is_module_code(line, in_module);
        if fenced {
            out.push_str(&without_tags(&std::mem::take(&mut text)));
            out.push_str(line);
        } else if in_module {
            text.push('\n');
        } else {
            text.push_str(line);
        }
    }
    out.push_str(&without_tags(&text));
    out
}

/// `import` and `export` at the start of a line, up to the next empty line.
fn is_module_code(line: &str, continued: bool) -> bool {
    let begins = line.starts_with("import ") || line.starts_with("export ");
    begins || (continued && !line.trim().is_empty())
}

/// Drops `<Tag …>`, `</Tag>`, `<>` and `{/* comments */}`, but nothing in `code`.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_code = false;
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('`', _) => {
                in_code = !in_code;
                out.push(c);
            }
            ('\n', Some('\n')) => {
                in_code = false;
                out.push(c);
            }
            ('<', Some(next))
                if !in_code && (next.is_alphabetic() || matches!(next, '/' | '>')) =>
            {
                skip_tag(&mut chars, &mut out);
            }
            ('{', Some('/')) if !in_code => skip_braces(&mut chars),
            _ => out.push(c),
        }
    }
    out
}

/// What readers see of a component.
static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"\s(?:title|description|label|alt|caption)=(?:"([^"]*)"|'([^']*)')"#;
    Regex::new(pattern).expect("the pattern is fixed")
});

/// Skips to the end of a tag, over strings and `{…}` within it, but for what readers see. Line ends
/// stay, for a tag alone on its lines is a block of its own. An address (`<https:…>`) is no tag.
fn skip_tag(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut quote = None;
    let mut braces = 0_usize;
    let mut seen = String::new();
    for c in chars.by_ref() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => braces += 1,
            (None, '}') => braces = braces.saturating_sub(1),
            (None, '>') if braces == 0 => break,
            _ => {}
        }
        seen.push(c);
    }
    let stands_apart = out.is_empty() || out.ends_with('\n');
    for value in SHOWN.captures_iter(&seen).filter_map(|it| it.get(1).or_else(|| it.get(2))) {
        out.push_str(value.as_str());
        out.push_str(if stands_apart { "\n\n" } else { " " });
    }
    if seen.contains("://") && !seen.contains([' ', '=']) {
        out.push_str(&seen);
    }
    out.extend(seen.chars().filter(|&c| c == '\n'));
}

fn skip_braces(chars: &mut Peekable<Chars<'_>>) {
    let mut depth = 1_usize;
    for c in chars.by_ref() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components() {
        let cases = [
            ("import A from 'a'\n\n# Titel\n", "\n\n# Titel\n"),
            ("export const x = {\n  a: 1,\n}\n\nText", "\n\n\n\nText"),
            ("Vor <Tip kind=\"a>b\" on={() => 1}>drin</Tip> nach", "Vor drin nach"),
            ("<Card title=\"Ohne Netz\" icon='x'>\nGeht.\n</Card>", "Ohne Netz\n\n\nGeht.\n"),
            ("Am <Bild alt='Fluss' />", "Am Fluss "),
            ("`<Code>` bleibt", "`<Code>` bleibt"),
            ("```js\nimport a\n<X>\n```\n", "```js\nimport a\n<X>\n```\n"),
            (
                "````md\n```js\nimport a\n```\n<X>\n````\n<Y>",
                "````md\n```js\nimport a\n```\n<X>\n````\n",
            ),
            ("{/* nichts */}Text", "Text"),
            ("1 < 2", "1 < 2"),
        ];
        for (source, expect) in cases {
            assert_eq!(to_markdown(source), expect, "{source:?}");
        }
    }
}
