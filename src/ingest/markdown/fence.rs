//! Where Markdown shows code as it stands: between lines of ``` or `~~~`, as CommonMark tells them,
//! but however far from the margin: they may stand in a list.

/// Columns by which a line that ends a block may be further in than the one that begins it.
const MAX_INDENT: usize = 4;

/// Whether lines lie in such a block, told one after the other.
#[derive(Default)]
pub(super) struct Fence(Option<Line>);

/// A line that may begin or end a block.
struct Line {
    indent: usize,
    mark: char,
    length: usize,
}

impl Fence {
    /// Whether this line, the next one, is part of a block; so are those that begin and end it.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        let Some(first) = &self.0 else {
            self.0 = Line::that_begins(line);
            return self.0.is_some();
        };
        if first.is_ended_by(line) {
            self.0 = None;
        }
        true
    }
}

impl Line {
    /// The marks of a line, and what stands behind them.
    fn of(line: &str) -> Option<(Self, &str)> {
        let start = line.trim_start();
        let mark = ['`', '~'].into_iter().find(|mark| start.starts_with(*mark))?;
        let rest = start.trim_start_matches(mark);
        let (indent, length) = (line.len() - start.len(), start.len() - rest.len());
        (length >= 3).then_some((Self { indent, mark, length }, rest))
    }

    /// Code within a line may begin with as many backticks.
    fn that_begins(line: &str) -> Option<Self> {
        let entry = after_list_mark(line);
        let (first, language) = Self::of(entry)?;
        let indent = line.len() - entry.len() + first.indent;
        (first.mark != '`' || !language.contains('`')).then_some(Self { indent, ..first })
    }

    fn is_ended_by(&self, line: &str) -> bool {
        Self::of(line).is_some_and(|(last, rest)| {
            last.mark == self.mark
                && last.length >= self.length
                && last.indent < self.indent + MAX_INDENT
                && rest.trim().is_empty()
        })
    }
}

/// The line without a `-` or a `1.` that begins an entry of a list.
fn after_list_mark(line: &str) -> &str {
    let start = line.trim_start();
    let rest = start.trim_start_matches(|c: char| c.is_ascii_digit());
    let marks: &[char] = if rest.len() < start.len() { &['.', ')'] } else { &['-', '+', '*'] };
    rest.strip_prefix(marks).filter(|rest| rest.starts_with([' ', '\t'])).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks() {
        // Of each line, whether it is held.
        let cases = [
            ("a\n```js\nb\n```\nc", "-+++-"),
            ("````\n```\nb\n```\n````\nc", "+++++-"),
            ("```\n~~~\n``\n```` \nc", "++++-"),
            ("~~~ a`b`\nb\n~~~~\nc", "+++-"),
            ("```a``` b\nc", "--"),
            ("```\n``` js\nb\n```\nc", "++++-"),
            ("```\n    ```\nb\n  ```\nc", "++++-"),
            ("      ```\n      ```\nc", "++-"),
            ("- ```js\n  b\n  ```\nc", "+++-"),
            ("10. ```js\n    b\n    ```\nc", "+++-"),
            ("``\n--- ```\n-```\n1.5 ```", "----"),
        ];
        for (text, expect) in cases {
            let mut fence = Fence::default();
            let held = text.lines().map(|line| if fence.holds(line) { '+' } else { '-' });
            assert_eq!(held.collect::<String>(), expect, "{text}");
        }
    }
}
