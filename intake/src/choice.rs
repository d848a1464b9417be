//! A field that is the same in every row, or is chosen by the cells of a row.
//!
//! Answers: what does the value table say of these cells. A text is looked up exactly, after white
//! space around it is set aside; then `otherwise` counts; then the text itself, where it is valid.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::{TextOr, WrittenChoice};
use crate::row::{Column, Row};

/// What a plain text means where a choice is written as one.
#[derive(Clone, Copy)]
pub(crate) enum PlainText {
    /// The value of every row.
    IsConstant,
    /// The column that holds the value.
    IsColumn,
}

/// Reads a text of a row or of a value table; the error says what would be valid.
pub(crate) type ReadText<T> = fn(&str) -> Result<T, String>;

/// How one field gets its value.
#[derive(Debug)]
pub(crate) enum Choice<T> {
    /// The same in every row.
    Constant(T),
    /// By the cells of some columns.
    Cells {
        columns: Vec<Column>,
        table: HashMap<String, T>,
        otherwise: Option<T>,
        read: ReadText<T>,
    },
}

impl<T: Clone> Choice<T> {
    /// Checks what a mapping writes, every value of its table included.
    pub fn build(
        setting: &str,
        written: TextOr<WrittenChoice>,
        plain: PlainText,
        (columns, read): (&mut Columns, ReadText<T>),
    ) -> Result<Self, MappingError> {
        let written = match (written, plain) {
            (TextOr::Table(table), _) => table,
            (TextOr::Text(text), PlainText::IsConstant) => WrittenChoice::constant(text),
            (TextOr::Text(text), PlainText::IsColumn) => WrittenChoice::column(text),
        };
        let checked = |text: &str| {
            read(text).map_err(|problem| MappingError::setting(setting, text, &problem))
        };
        let mut names = written.columns;
        names.extend(written.column);
        match (written.constant, names.is_empty()) {
            (Some(text), true) if written.values.is_empty() && written.otherwise.is_none() => {
                Ok(Self::Constant(checked(&text)?))
            }
            (None, false) => {
                let mut table = HashMap::new();
                for (text, value) in &written.values {
                    table.insert(text.trim().to_owned(), checked(value)?);
                }
                let otherwise = written.otherwise.as_deref().map(checked).transpose()?;
                Ok(Self::Cells { columns: columns.all_named(&names)?, table, otherwise, read })
            }
            _ => Err(MappingError::setting(
                setting,
                "",
                "give either `constant` alone or `column` (or `columns`) with `values` and `otherwise`",
            )),
        }
    }

    /// The value for a row.
    pub fn of(&self, row: &Row<'_>) -> Result<T, Fault> {
        let (columns, table, otherwise, read) = match self {
            Self::Constant(value) => return Ok(value.clone()),
            Self::Cells { columns, table, otherwise, read } => (columns, table, otherwise, read),
        };
        let text = match columns.as_slice() {
            [only] => Cow::Borrowed(row.cell(*only)),
            several => Cow::Owned(row.joined(several)),
        };
        if let Some(value) = table.get(text.as_ref()).or(otherwise.as_ref()) {
            return Ok(value.clone());
        }
        read(&text).map_err(|problem| {
            let reason =
                format!("{problem}; or add the text to this field's `values` in the mapping");
            Fault::of_cell(&row.joined_names(columns), &text, reason)
        })
    }

    /// The column in which a row has this very text, where the choice rests on one.
    pub fn written_in(&self, row: &Row<'_>, text: &str) -> Option<Column> {
        let Self::Cells { columns, table, .. } = self else { return None };
        let [only] = columns.as_slice() else { return None };
        (row.cell(*only) == text && !table.contains_key(text)).then_some(*only)
    }
}

/// Words of the source that a row may have.
pub(crate) type Words = Option<Choice<Option<String>>>;

/// Checks what a mapping writes for words; a plain text names their column.
pub(crate) fn build_words(
    setting: &str,
    written: Option<TextOr<WrittenChoice>>,
    columns: &mut Columns,
) -> Result<Words, MappingError> {
    let build =
        |choice| Choice::build(setting, choice, PlainText::IsColumn, (&mut *columns, any_text));
    written.map(build).transpose()
}

/// The words of a row.
pub(crate) fn words_of(words: &Words, row: &Row<'_>) -> Result<Option<String>, Fault> {
    words.as_ref().map_or(Ok(None), |choice| choice.of(row))
}

impl WrittenChoice {
    fn constant(text: String) -> Self {
        Self { constant: Some(text), ..Self::empty() }
    }

    fn column(name: String) -> Self {
        Self { column: Some(name), ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            constant: None,
            column: None,
            columns: Vec::new(),
            values: std::collections::BTreeMap::new(),
            otherwise: None,
        }
    }
}

/// As [`any_text`], to be shared.
#[expect(clippy::unnecessary_wraps, reason = "it has the shape of a reader that can fail")]
pub(crate) fn shared_text(text: &str) -> Result<Option<Arc<str>>, String> {
    Ok((!text.is_empty()).then(|| text.into()))
}

/// Takes any text as it stands; an empty one is no text.
#[expect(clippy::unnecessary_wraps, reason = "it has the shape of a reader that can fail")]
pub(crate) fn any_text(text: &str) -> Result<Option<String>, String> {
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
