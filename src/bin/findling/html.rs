//! What `findling.toml` says of web pages, as `[html]`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use findling::ingest::PageRules;
use serde::Deserialize;

use crate::settings::FileSettings;
use crate::terminal::Terminal;

/// The rules of the file of settings that there is.
pub(crate) fn find(named: Option<&Path>, terminal: &Terminal) -> Result<PageRules> {
    Ok(FileSettings::find(named, terminal)?.html.into())
}

/// As it is written, and checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct HtmlSettings(PageRules);

impl From<HtmlSettings> for PageRules {
    fn from(settings: HtmlSettings) -> Self {
        settings.0
    }
}

/// Selectors as they are written; one may be several with commas between.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    body: Option<String>,
    ignore: Option<String>,
    meta: BTreeMap<String, String>,
    filter: BTreeMap<String, String>,
    weight: BTreeMap<String, u16>,
    read_noindex: bool,
}

impl TryFrom<Written> for HtmlSettings {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let selector = |key: &str, text: String| {
            PageRules::selector(&text).map_err(|reason| format!("{key}: {reason}"))
        };
        let named = |key, all: BTreeMap<String, String>| {
            let one = |(name, text)| Ok((name, selector(key, text)?));
            all.into_iter().map(one).collect::<Result<_, String>>()
        };
        if let Some(name) =
            written.meta.keys().find(|name| !PageRules::META.contains(&name.as_str()))
        {
            return Err(format!("meta: expected {}, found {name}", PageRules::META.join(", ")));
        }
        let weight = |(text, weight)| match weight {
            2..=PageRules::MAX_WEIGHT => Ok((selector("weight", text)?, weight)),
            _ => Err(format!(
                "weight: expected a number from 2 to {}, found {weight}",
                PageRules::MAX_WEIGHT
            )),
        };
        Ok(Self(PageRules {
            body: written.body.map(|text| selector("body", text)).transpose()?,
            ignore: written.ignore.map(|text| selector("ignore", text)).transpose()?,
            meta: named("meta", written.meta)?,
            filter: named("filter", written.filter)?,
            weight: written.weight.into_iter().map(weight).collect::<Result<_, String>>()?,
            read_noindex: written.read_noindex,
            stated_in: None,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_read() -> Result<()> {
        let text = "body = '#text'\nignore = '.ad, nav > *'\nmeta = { date = 'time' }\n\
                    filter = { ort = '.ort' }\nweight = { b = 3 }\nread-noindex = true";
        let selector = |text| PageRules::selector(text).map_err(anyhow::Error::msg);
        let expect = PageRules {
            body: Some(selector("#text")?),
            ignore: Some(selector(".ad, nav > *")?),
            meta: vec![("date".to_owned(), selector("time")?)],
            filter: vec![("ort".to_owned(), selector(".ort")?)],
            weight: vec![(selector("b")?, 3)],
            read_noindex: true,
            stated_in: None,
        };
        assert_eq!(PageRules::from(toml::from_str::<HtmlSettings>(text)?), expect);
        Ok(())
    }
}
