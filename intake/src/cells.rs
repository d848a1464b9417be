//! The cells of one row, in one buffer that serves every row of a file.

/// The cells of one row, in the order of the file's columns.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// Forgets the row.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Takes a whole row: its cells one after another, and where in them each ends.
    pub fn fill(&mut self, text: &str, ends: &[usize]) {
        self.clear();
        self.text.push_str(text);
        self.ends.extend_from_slice(ends);
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of all cells together.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The cell at a position, from 0; `None` beyond the last.
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.get(start..end)
    }

    /// The cells, first to last.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at).unwrap_or_default())
    }

    /// Whether every cell is empty or white space.
    pub fn are_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }
}
