//! Which substances a row names: in a column of names, in flag columns, in free text.
//!
//! Answers: what is named, in which words, and where it was read. A name that the vocabulary does
//! not know is kept and counted, never dropped and never guessed. The same substance found in two
//! columns is named twice, because each may be wrong by itself.

use std::collections::HashMap;
use std::sync::Arc;

use vocabulary::fact::SubstanceNamed;
use vocabulary::substance::{How, SubstanceId, Substances};

use crate::cache::Cache;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::{OneOrMore, WrittenFlags, WrittenSubstance};
use crate::nearest::nearest;
use crate::row::{Column, Row};

/// One place where substances are read from.
#[derive(Debug)]
pub(crate) enum SubstanceRule {
    /// The same in every row.
    Constant(SubstanceId),
    /// A column of names or combinations, with the mapping's own words first.
    Names { column: Column, table: HashMap<String, Vec<SubstanceId>> },
    /// A column that stands for one substance.
    Flag { column: Column, substance: SubstanceId, marks: Arc<Marks> },
    /// A column of sentences.
    Text { column: Column },
}

/// What the cells of flag columns mean.
#[derive(Debug)]
pub(crate) struct Marks {
    yes: Vec<String>,
    no: Vec<String>,
}

/// What the texts of each rule were resolved to, so that each is resolved once.
pub(crate) type SubstanceCache = Vec<Cache<Arc<[SubstanceNamed]>>>;

impl SubstanceRule {
    /// Checks what a mapping writes as `[[substance]]`.
    pub fn build(written: WrittenSubstance, columns: &mut Columns) -> Result<Self, MappingError> {
        match (written.constant, written.column) {
            (Some(id), None) if written.values.is_empty() => {
                Ok(Self::Constant(known_substance("substance.constant", &id)?))
            }
            (None, Some(column)) => {
                let column = columns.named(&column)?;
                let mut table = HashMap::new();
                for (text, ids) in written.values {
                    let ids = match ids {
                        OneOrMore::One(id) if id.is_empty() => Vec::new(),
                        OneOrMore::One(id) => vec![id],
                        OneOrMore::More(ids) => ids,
                    };
                    let ids = ids.iter().map(|id| known_substance("substance.values", id));
                    table.insert(text.trim().to_owned(), ids.collect::<Result<_, _>>()?);
                }
                Ok(Self::Names { column, table })
            }
            _ => Err(MappingError::setting(
                "substance",
                "",
                "give either `constant` alone or `column` with `values`",
            )),
        }
    }

    /// Checks what a mapping writes under `[flags]`: one rule a column.
    pub fn build_flags(
        written: WrittenFlags,
        columns: &mut Columns,
    ) -> Result<Vec<Self>, MappingError> {
        if written.yes.iter().any(String::is_empty) {
            return Err(MappingError::setting("flags.yes", "", "an empty cell names no substance"));
        }
        let marks = Arc::new(Marks { yes: written.yes, no: written.no });
        let flag = |(column, id): (&String, &String)| {
            Ok(Self::Flag {
                column: columns.named(column)?,
                substance: known_substance("flags.columns", id)?,
                marks: Arc::clone(&marks),
            })
        };
        written.columns.iter().map(flag).collect()
    }

    /// The column it reads, where it reads one.
    pub const fn column(&self) -> Option<Column> {
        match self {
            Self::Constant(_) => None,
            Self::Names { column, .. } | Self::Flag { column, .. } | Self::Text { column } => {
                Some(*column)
            }
        }
    }

    /// Whether it reads a column of names.
    pub const fn is_name(&self) -> bool {
        matches!(self, Self::Names { .. })
    }

    /// Whether an empty cell is accounted for by the mapping.
    pub fn names_blank(&self) -> bool {
        matches!(self, Self::Names { table, .. } if table.contains_key(""))
    }

    /// What a row names; rows that name the same share it.
    pub fn read(
        &self,
        row: &Row<'_>,
        cache: &mut Cache<Arc<[SubstanceNamed]>>,
    ) -> Option<Arc<[SubstanceNamed]>> {
        let (text, name) = match self.column() {
            Some(column) => (row.cell(column), row.name(column)),
            None => ("", ""),
        };
        if text.is_empty() && self.column().is_some() && !self.names_blank() {
            return None;
        }
        let named = cache.get_or_read(text, || self.resolve(text, name).into());
        (!named.is_empty()).then(|| Arc::clone(named))
    }

    fn resolve(&self, text: &str, column: &str) -> Vec<SubstanceNamed> {
        match self {
            Self::Constant(id) => vec![stated(id, id.as_str(), "", How::Exact)],
            Self::Names { table, .. } => match table.get(text) {
                Some(ids) => ids.iter().map(|id| stated(id, text, column, How::Synonym)).collect(),
                None => resolve_names(text, column),
            },
            Self::Flag { substance, marks, .. } => match marks.read(text) {
                Some(Mark::Yes) => vec![stated(substance, text, column, How::Exact)],
                Some(Mark::No) => Vec::new(),
                None => vec![unresolved(text, column)],
            },
            Self::Text { .. } => find_in_text(text, column),
        }
    }
}

/// What a flag says.
enum Mark {
    Yes,
    No,
}

impl Marks {
    /// What a cell means; `None` where the mapping does not say.
    fn read(&self, text: &str) -> Option<Mark> {
        let is_listed = |patterns: &[String]| patterns.iter().any(|pattern| fits(pattern, text));
        match (is_listed(&self.no), is_listed(&self.yes)) {
            (true, _) => Some(Mark::No),
            (false, true) => Some(Mark::Yes),
            (false, false) => None,
        }
    }
}

/// Whether a text is a pattern, or begins like one that ends in `*`.
fn fits(pattern: &str, text: &str) -> bool {
    pattern.strip_suffix('*').map_or(text == pattern, |start| text.starts_with(start))
}

fn resolve_names(text: &str, column: &str) -> Vec<SubstanceNamed> {
    let resolutions = Substances::shipped().resolve(text);
    if resolutions.is_empty() {
        return vec![unresolved(text, column)];
    }
    let named = |part: vocabulary::substance::Resolution| SubstanceNamed {
        substance: part.substance,
        text: part.text.into(),
        column: column.into(),
        how: part.how,
    };
    resolutions.into_iter().map(named).collect()
}

fn find_in_text(text: &str, column: &str) -> Vec<SubstanceNamed> {
    let mut named: Vec<SubstanceNamed> = Vec::new();
    for mention in Substances::shipped().find_in_text(text) {
        if named.iter().all(|earlier| earlier.substance.as_ref() != Some(&mention.substance)) {
            named.push(stated(&mention.substance, &mention.text, column, mention.how));
        }
    }
    named
}

fn stated(id: &SubstanceId, text: &str, column: &str, how: How) -> SubstanceNamed {
    SubstanceNamed { substance: Some(id.clone()), text: text.into(), column: column.into(), how }
}

fn unresolved(text: &str, column: &str) -> SubstanceNamed {
    SubstanceNamed {
        substance: None,
        text: text.into(),
        column: column.into(),
        how: How::NotResolved,
    }
}

/// The substance of an id that a mapping states.
pub(crate) fn known_substance(setting: &str, text: &str) -> Result<SubstanceId, MappingError> {
    let error = |problem: &str| MappingError::setting(setting, text, problem);
    let id = SubstanceId::parse(text).map_err(|problem| error(&problem.to_string()))?;
    if Substances::shipped().get(&id).is_some() {
        return Ok(id);
    }
    let near = nearest(text, Substances::shipped().all().map(|entry| entry.id().as_str()));
    Err(error(&format!("the vocabulary has no such substance; the nearest are {near}")))
}
