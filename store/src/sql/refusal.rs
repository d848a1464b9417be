//! Why a statement is not answered, in plain words.

use datafusion::common::{Column, SchemaError};
use datafusion::error::DataFusionError;
use datafusion::sql::sqlparser::parser::ParserError;

use crate::facts::QueryError;

/// Why a statement is not answered.
#[derive(Debug, thiserror::Error)]
pub enum SqlError {
    /// It is no statement, or more than one.
    #[error("write one SELECT, WITH or EXPLAIN statement; there is {0}")]
    NotOne(&'static str),
    /// It does more than read.
    #[error(
        "{0} is refused: only one SELECT, WITH or EXPLAIN statement is answered, which reads facts and \
         changes nothing"
    )]
    NotReadOnly(String),
    /// It cannot be planned in bounded time.
    #[error("the statement has {count} {what}, more than the {most} that are read: split it")]
    TooLong {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        count: usize,
        /// How much there may be.
        most: usize,
    },
    /// It is no SQL.
    #[error("the statement cannot be read: {0}")]
    Unreadable(String),
    /// It names a table that is not there.
    #[error("there is no table `{name}`{near}; the tables are {tables}")]
    NoTable {
        /// The name.
        name: String,
        /// A name like it, in words; empty where there is none.
        near: String,
        /// Every table.
        tables: String,
    },
    /// It names a column that is not there.
    #[error("there is no column `{name}`{near}; the columns here are {columns}")]
    NoColumn {
        /// The name.
        name: String,
        /// A name like it, in words; empty where there is none.
        near: String,
        /// Every column that may stand there.
        columns: String,
    },
    /// It does not fit the tables in another way.
    #[error("the statement does not fit: {0}")]
    DoesNotFit(String),
    /// It fails on a value.
    #[error("the statement fails on a value: {0}")]
    FailsOnValue(String),
    /// It takes more memory than one statement may.
    #[error(
        "the statement needs more than {} MB of memory: narrow it with WHERE, group by less, or sort \
         fewer columns",
        super::MEMORY_BYTES >> 20
    )]
    TooMuchMemory,
    /// The query engine has given up without a word.
    #[error("the query engine gave up on this statement: write it in another way")]
    GaveUp,
    /// The answer cannot be written as Parquet.
    #[error("the answer cannot be written as Parquet: {0}")]
    NotParquet(String),
    /// The system gives no thread.
    #[error("no thread can be started for the statement: {0}")]
    NoThread(String),
    /// The facts cannot be read.
    #[error(transparent)]
    Facts(#[from] QueryError),
}

impl SqlError {
    /// Whether the statement is at fault, and not the node.
    pub const fn is_of_statement(&self) -> bool {
        !matches!(self, Self::Facts(_) | Self::NoThread(_))
    }
}

/// What went wrong while reading the text.
pub(super) fn parsed(error: &DataFusionError) -> SqlError {
    if let DataFusionError::SQL(parser, _) = error.find_root()
        && **parser == ParserError::RecursionLimitExceeded
    {
        return SqlError::Unreadable("it is nested too deeply".to_owned());
    }
    SqlError::Unreadable(plain(error))
}

/// What went wrong while planning.
pub(super) fn planned(error: DataFusionError) -> SqlError {
    if let DataFusionError::SchemaError(schema, _) = error.find_root()
        && let SchemaError::FieldNotFound { field, valid_fields } = schema.as_ref()
    {
        return no_column(field, valid_fields);
    }
    match error.find_root() {
        DataFusionError::ObjectStore(_)
        | DataFusionError::IoError(_)
        | DataFusionError::ParquetError(_) => broken(error),
        _ => SqlError::DoesNotFit(plain(&error)),
    }
}

/// What went wrong while running.
pub(super) fn failed(error: DataFusionError) -> SqlError {
    match error.find_root() {
        DataFusionError::ResourcesExhausted(_) => SqlError::TooMuchMemory,
        DataFusionError::ObjectStore(_)
        | DataFusionError::IoError(_)
        | DataFusionError::ParquetError(_)
        | DataFusionError::External(_) => broken(error),
        _ => SqlError::FailsOnValue(plain(&error)),
    }
}

/// The node is at fault.
pub(super) fn broken(error: DataFusionError) -> SqlError {
    SqlError::Facts(QueryError::Engine(error))
}

/// " (did you mean `x`?)", where a word is like one of `words`.
pub(super) fn near<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    let word = word.to_lowercase();
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    // Of two equally far, the one whose letters were only swapped.
    let is_other = |known: &str| letters(known) != letters(&word);
    let close = words.into_iter().map(|known| (distance(&word, known), is_other(known), known));
    let nearest = close.filter(|(far, _, known)| *far <= 2.max(known.len() / 4)).min();
    nearest.map_or_else(String::new, |(_, _, known)| format!(" (did you mean `{known}`?)"))
}

fn no_column(field: &Column, valid: &[Column]) -> SqlError {
    let mut names: Vec<&str> = valid.iter().map(|column| column.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let near = near(&field.name, names.iter().copied());
    let columns =
        if names.is_empty() { "none, for there is no FROM".to_owned() } else { names.join(", ") };
    SqlError::NoColumn { name: field.flat_name(), near, columns }
}

/// The message without the words of the engine's trade.
fn plain(error: &DataFusionError) -> String {
    let text = error.find_root().strip_backtrace();
    let mut text = text.as_str();
    for opening in OPENINGS {
        text = text.strip_prefix(opening).unwrap_or(text);
    }
    let text = text.split("\n\nbacktrace").next().unwrap_or(text);
    let text = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let end = text.char_indices().nth(MOST_CHARACTERS).map_or(text.len(), |(at, _)| at);
    text[..end].trim_end_matches("\")").trim_end_matches('.').to_owned()
}

/// Letters to change, add or leave out to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

const OPENINGS: [&str; 12] = [
    "SQL error: ",
    "ParserError(\"",
    "TokenizerError(\"",
    "Error during planning: ",
    "Schema error: ",
    "This feature is not implemented: ",
    "Execution error: ",
    "Arrow error: ",
    "Optimizer rule ",
    "Invalid or Unsupported Configuration: ",
    "Internal error: ",
    "type_coercion\ncaused by\n",
];

const MOST_CHARACTERS: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_like_it_is_named() {
        assert_eq!(
            near("observation", ["observations", "cases"]),
            " (did you mean `observations`?)"
        );
        assert_eq!(
            near("perod_start", ["period_start", "place"]),
            " (did you mean `period_start`?)"
        );
        assert_eq!(near("elephants", ["cases", "seizures"]), "");
    }
}
