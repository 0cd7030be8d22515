//! Drops what a site's generator replaces before it reads Markdown: short codes of Hugo
//! (`{{< figure … >}}`), inclusions of mdBook (`{{#include …}}`), tags of Jekyll (`{% … %}`).
//! Of a short code, captions and titles are read, as readers see them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::ingest::site::Generator;

/// Those that mean nothing else wherever they stand. `{{</* … */>}}` is one to be shown.
static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\{\{<[^{}]*>\}\}|\{\{%[^{}]*%\}\}|\{\{#[a-z_]+[^{}\n]*\}\}";
    Regex::new(pattern).expect("the pattern is fixed")
});

/// Those that other texts may show.
static LIQUID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{%[^{}]*%\}|\{\{[^{}]*\}\}").expect("the pattern is fixed"));

/// What readers see of a short code.
static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"\b(?:caption|title|alt)\s*=\s*(?:"([^"]*)"|`([^`]*)`)"#;
    Regex::new(pattern).expect("the pattern is fixed")
});

/// Those that become the address of a page, of Hugo and of Jekyll.
const ADDRESSES: [&str; 4] = ["ref", "relref", "link", "post_url"];

/// Stands for such an address: without any, `[name]: …` would be text.
const SOME_ADDRESS: &str = "#";

/// The text without them.
pub(super) fn without(source: &str, generator: Option<Generator>) -> Cow<'_, str> {
    let text = SHORTCODE.replace_all(source, shown);
    match generator {
        Some(Generator::Jekyll) => Cow::Owned(without_tags(&text)),
        _ => text,
    }
}

/// The text without Liquid's tags and comments, but with what is to be shown as it stands.
fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut from, mut open) = (0, "");
    for tag in LIQUID.find_iter(text) {
        let name = tag.as_str().strip_prefix("{%").unwrap_or_default();
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        match (open, name) {
            ("raw", name) if name != "endraw" => continue,
            ("comment", name) if name != "endcomment" => continue,
            ("comment", _) => {}
            _ => kept.push_str(text.get(from..tag.start()).unwrap_or_default()),
        }
        from = tag.end();
        kept.push_str(if open.is_empty() { address(tag.as_str()) } else { "" });
        open = if matches!(name, "raw" | "comment") { name } else { "" };
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

fn shown(code: &Captures<'_>) -> String {
    let code = code.get(0).map_or("", |code| code.as_str());
    if code.starts_with("{{</*") || code.starts_with("{{%/*") {
        return code.replace("/*", "").replace("*/", "");
    }
    if !address(code).is_empty() {
        return SOME_ADDRESS.to_owned();
    }
    let values = SHOWN.captures_iter(code).filter_map(|it| it.get(1).or_else(|| it.get(2)));
    values.map(|value| value.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// What stands for the address that a short code becomes, nothing if it becomes none.
fn address(code: &str) -> &'static str {
    let inner = code.trim_start_matches(['{', '<', '%']);
    let name = inner.split_whitespace().next().unwrap_or_default();
    if ADDRESSES.contains(&name) { SOME_ADDRESS } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        let jekyll = Some(Generator::Jekyll);
        let cases = [
            ("{{< hero >}}\nText\n{{< /hero >}}", None, "\nText\n"),
            ("[a]({{< ref \"b.md\" >}})", None, "[a](#)"),
            ("[a]: {{% relref \"b.md\" %}}", None, "[a]: #"),
            ("[a]: {% link b.md %}", Some(Generator::Jekyll), "[a]: #"),
            ("{{% tip title=\"Rat\" %}}Text{{% /tip %}}", None, "RatText"),
            ("{{<figure src=\"a.png\" caption=\"Am Fluss\">}}", None, "Am Fluss"),
            ("{{</* ref x */>}}", None, "{{< ref x >}}"),
            ("{{#rustdoc_include ../a.rs:main}}", None, ""),
            ("{{ x }} {% y %}", None, "{{ x }} {% y %}"),
            ("{{ x }}{% include a.html %}Text", jekyll, "Text"),
            (
                "a{% raw %}{{ x }}{% endraw %}b{% comment %}c {{ y }}{% endcomment %}d",
                jekyll,
                "a{{ x }}bd",
            ),
            ("{% comment %}a", jekyll, "a"),
            ("{{< offen", None, "{{< offen"),
        ];
        for (source, generator, expect) in cases {
            assert_eq!(without(source, generator), expect, "{source}");
        }
        let many = "{{<".repeat(100_000);
        assert_eq!(without(&many, jekyll), many);
    }
}
