//! Reads figures with their standard errors and limits of quantification from the cells of a row.

use signals::Measured;

use super::MethodError;

/// Where the columns beside the figure stand.
pub(super) struct Measures {
    error: Option<usize>,
    limit: Option<usize>,
}

impl Measures {
    pub(super) fn of(header: &[String]) -> Self {
        let place = |name: &str| header.iter().position(|cell| cell == name);
        Self { error: place(ERROR), limit: place(LIMIT) }
    }

    /// The figure in the cell `observed` of a row.
    pub(super) fn read(
        &self,
        observed: &str,
        cells: &[String],
        row: usize,
    ) -> Result<Measured, MethodError> {
        let beside = |place: Option<usize>, column| -> Result<Option<f64>, MethodError> {
            let cell = place.and_then(|place| cells.get(place)).map_or("", String::as_str);
            if is_empty(cell) { Ok(None) } else { number(cell, column, row).map(Some) }
        };
        let (error, limit) = (beside(self.error, ERROR)?, beside(self.limit, LIMIT)?);
        if is_empty(observed) {
            return Ok(Measured::Missing);
        }
        if let Some(stated) = observed.strip_prefix('<') {
            let stated = stated.trim();
            let limit = match limit {
                _ if !stated.is_empty() => Some(number(stated, OBSERVED, row)?),
                beside => beside,
            };
            return limit.map(|limit| Measured::Below { limit }).ok_or_else(|| MethodError::Cell {
                row,
                column: LIMIT,
                problem: "empty, but `observed` is below it".to_owned(),
                mend: "give the limit here, or write it behind the sign, as in <0.5",
            });
        }
        let value = number(observed, OBSERVED, row)?;
        if let Some(limit) = limit.filter(|limit| value < *limit) {
            return Ok(Measured::Below { limit });
        }
        let error = error.unwrap_or(0.0);
        if error < 0.0 {
            return Err(MethodError::Cell {
                row,
                column: ERROR,
                problem: format!("{error} is negative"),
                mend: "give 0 or more, or leave the cell empty where none is known",
            });
        }
        Ok(Measured::Value { value, error })
    }
}

fn is_empty(cell: &str) -> bool {
    cell.is_empty() || cell == "NA"
}

fn number(cell: &str, column: &'static str, row: usize) -> Result<f64, MethodError> {
    let value = cell.parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| MethodError::Cell {
        row,
        column,
        problem: format!("{cell:?} is not a finite number"),
        mend: "give a number, `<` and the limit where it lies below one, or leave the cell empty",
    })
}

const OBSERVED: &str = "observed";
const ERROR: &str = "standard_error";
const LIMIT: &str = "limit_of_quantification";
