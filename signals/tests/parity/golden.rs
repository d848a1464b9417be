//! Reads the golden tables and compares figures with them.

/// A table of text cells with a header.
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn parse(text: &str) -> Self {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = text.lines();
        let header = lines.next().map(cells).expect("a golden file has a header");
        Self { header, rows: lines.map(cells).collect() }
    }

    /// Cells of a column.
    pub fn column(&self, name: &str) -> Vec<&str> {
        let index = self.header.iter().position(|cell| cell == name).expect("column is there");
        self.rows.iter().map(|row| row[index].as_str()).collect()
    }

    /// Counts, empty where missing.
    pub fn counts(&self) -> Vec<Option<u32>> {
        let parse = |cell: &str| (!cell.is_empty()).then(|| cell.parse().expect("a count"));
        self.column("observed").into_iter().map(parse).collect()
    }
}

/// Panics unless `ours` is missing where `cell` is, and otherwise within 1e-9 of it.
pub fn assert_near(ours: Option<f64>, cell: &str, what: &str) {
    let reference: Option<f64> = match cell {
        "" => None,
        "Inf" => Some(f64::INFINITY),
        "-Inf" => Some(f64::NEG_INFINITY),
        number => Some(number.parse().expect("a number")),
    };
    let near = match (ours, reference) {
        (None, None) => true,
        (Some(a), Some(b)) => a.to_bits() == b.to_bits() || (a - b).abs() <= 1e-9 * b.abs(),
        _ => false,
    };
    assert!(near, "{what}: {ours:?}, reference {cell:?}");
}
