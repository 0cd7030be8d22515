//! Where Markdown shows code as it stands: between lines of ``` or `~~~`.

/// Whether lines lie in such a block, told one after the other.
#[derive(Default)]
pub(super) struct Fence(Option<&'static str>);

impl Fence {
    /// Whether this line, the next one, is part of a block; so are those that begin and end it.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        let is_held = self.0.is_some() || mark.is_some();
        self.0 = match (self.0, mark) {
            (None, mark) => mark,
            (Some(open), Some(mark)) if open == mark => None,
            (open, _) => open,
        };
        is_held
    }
}
