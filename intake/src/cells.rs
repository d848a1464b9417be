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

    /// Adds a cell.
    #[inline]
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Adds a copy of a cell that is there.
    pub fn repeat(&mut self, at: usize) {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.extend_from_within(start..self.ends[at]);
        self.ends.push(self.text.len());
    }

    /// Leaves the first cells only; empty ones are added where there are fewer.
    pub fn resize(&mut self, count: usize) {
        self.ends.resize(count, self.text.len());
        self.text.truncate(self.ends.last().copied().unwrap_or_default());
    }

    /// The text of all cells, one after another.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes a whole row: its cells one after another, and where in them each ends.
    pub fn fill(&mut self, text: &str, ends: &[usize]) {
        self.clear();
        self.text.push_str(text);
        self.ends.extend_from_slice(ends);
    }

    /// Takes a whole row: the parts of a line between separators, each of which is an ASCII sign.
    pub fn part(&mut self, line: &str, separator: u8) {
        self.clear();
        let mut start = 0;
        for (at, byte) in line.bytes().enumerate() {
            if byte == separator {
                self.push(&line[start..at]);
                start = at + 1;
            }
        }
        self.push(&line[start..]);
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
    #[inline]
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
        // Most rows begin with a sign that one byte shows.
        !matches!(self.text.as_bytes(), [b'!'..=b'~', ..]) && self.text.trim_start().is_empty()
    }
}
