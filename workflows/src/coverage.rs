//! How much of what sources call a substance is understood, source by source.
//!
//! Answers: for the facts of a node, or for a file that is only looked at, how every string was
//! resolved, in how many rows, and which strings stay open. Of free text it knows the names that were
//! found; a sentence in which nothing was found leaves no trace in the facts.

use std::collections::BTreeMap;
use std::io::SeekFrom;

use intake::{IntakeError, Mapping, MappingError, Reading};
use jiff::civil::Date;
use store::coverage::SubstanceString;
use store::facts::QueryError;
use store::node::Node;
use vocabulary::fact::Fact;
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::substance::How;

use crate::ingest::Source;

/// Every substance string of a node or a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The strings with their rows, by source, column and text.
    pub strings: Vec<(SubstanceString, u64)>,
}

/// How the strings of one source were understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceCoverage {
    /// Whose strings.
    pub source: String,
    /// Distinct strings and their rows, under how they were understood.
    pub counts: BTreeMap<Understood, Count>,
}

/// Distinct strings, and rows that have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Distinct strings, told apart by column.
    pub strings: u64,
    /// Rows.
    pub rows: u64,
}

/// How a string was understood, without the number of edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Understood {
    /// A name, letter for letter.
    Exact,
    /// A listed synonym, letter for letter.
    Synonym,
    /// A spelling that differs in case, accents, punctuation or spacing only.
    Folded,
    /// A misspelling or an unlisted derivative: to be looked at by a person.
    Fuzzy,
    /// It says that no drug is named.
    NoDrugNamed,
    /// It is kept as written and stands for nothing yet.
    Open,
}

/// Why a file cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum CoverageError {
    /// The mapping is wrong.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The file cannot be read with this mapping.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
}

impl Understood {
    /// Every way, the most certain first.
    pub const ALL: [Self; 6] =
        [Self::Exact, Self::Synonym, Self::Folded, Self::Fuzzy, Self::NoDrugNamed, Self::Open];

    /// The way without the number of edits.
    pub const fn of(how: How) -> Self {
        match how {
            How::Exact => Self::Exact,
            How::Synonym => Self::Synonym,
            How::Folded => Self::Folded,
            How::Fuzzy { .. } => Self::Fuzzy,
            How::NoDrugNamed => Self::NoDrugNamed,
            How::NotResolved => Self::Open,
        }
    }

    /// Its word, as in a column heading.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Synonym => "synonym",
            Self::Folded => "folded",
            Self::Fuzzy => "fuzzy",
            Self::NoDrugNamed => "no drug named",
            Self::Open => "open",
        }
    }
}

impl Coverage {
    /// The strings of the node's facts as they could be known.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn of_node(
        node: &Node,
        vantage: Vantage,
        reader: &Reader,
    ) -> Result<Self, QueryError> {
        let facts = node.facts(vantage, reader).await?;
        Ok(Self { strings: facts.substance_strings()? })
    }

    /// The strings of a file under a mapping; nothing is stored.
    ///
    /// # Errors
    /// When the mapping is wrong or the file cannot be read with it.
    pub fn of_file(
        file: &mut dyn Source,
        mapping: &str,
        today: Date,
    ) -> Result<Self, CoverageError> {
        let mapping = Mapping::parse(mapping)?;
        file.seek(SeekFrom::Start(0))?;
        let mut reading = Reading::open(Box::new(file), &mapping, today)?;
        let mut strings = BTreeMap::new();
        while let Some(batch) = reading.next_batch()? {
            for fact in &batch.facts {
                add(mapping.source(), fact, &mut strings);
            }
        }
        Ok(Self { strings: strings.into_iter().map(|(text, (rows, _))| (text, rows)).collect() })
    }

    /// One summary a source.
    ///
    /// - Shape: by source.
    pub fn by_source(&self) -> Vec<SourceCoverage> {
        let mut sources: BTreeMap<&str, BTreeMap<Understood, Count>> = BTreeMap::new();
        for (string, rows) in &self.strings {
            let counts = sources.entry(&string.source).or_default();
            let count = counts.entry(Understood::of(string.how)).or_default();
            count.strings += 1;
            count.rows += rows;
        }
        let summary =
            |(source, counts): (&str, _)| SourceCoverage { source: source.to_owned(), counts };
        sources.into_iter().map(summary).collect()
    }

    /// The strings understood in one way, the most frequent first.
    pub fn understood(&self, way: Understood) -> Vec<&(SubstanceString, u64)> {
        let mut strings: Vec<_> =
            self.strings.iter().filter(|(string, _)| Understood::of(string.how) == way).collect();
        strings.sort_by_key(|(string, rows)| (std::cmp::Reverse(*rows), string));
        strings
    }
}

impl SourceCoverage {
    /// All its strings and rows.
    pub fn all(&self) -> Count {
        let add = |sum: Count, count: &Count| Count {
            strings: sum.strings + count.strings,
            rows: sum.rows + count.rows,
        };
        self.counts.values().fold(Count::default(), add)
    }

    /// The strings and rows of one way.
    pub fn count(&self, way: Understood) -> Count {
        self.counts.get(&way).copied().unwrap_or_default()
    }
}

/// Adds what a fact names; a row that gives several facts counts once.
fn add(source: &str, fact: &Fact, strings: &mut BTreeMap<SubstanceString, (u64, Option<u64>)>) {
    for named in &*fact.substances {
        let string = SubstanceString {
            source: source.to_owned(),
            column: (*named.column).to_owned(),
            text: (*named.text).to_owned(),
            how: named.how,
            substance: named.substance.as_ref().map(ToString::to_string),
        };
        let (rows, last) = strings.entry(string).or_default();
        if *last != Some(fact.row) {
            *rows += 1;
            *last = Some(fact.row);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use jiff::civil::date;

    use super::*;

    const MAPPING: &str = include_str!("../../mappings/us_cbp_drug_seizures.toml");

    const SYNTHETIC: &str = "\
FY,Month (abbv),Component,Region,Land Filter,Area of Responsibility,Drug Type,Count of Event,Sum Qty (lbs)
2020,APR,Office of Field Operations,Coastal/Interior,Other,ATLANTA FIELD OFFICE,Heroin,3,1.5
2020,APR,Office of Field Operations,Coastal/Interior,Other,BOSTON FIELD OFFICE,Heroin,1,2.5
2020,APR,Office of Field Operations,Coastal/Interior,Other,BOSTON FIELD OFFICE,Wonderpill,1,2.5
";

    #[test]
    fn a_file_is_looked_at_and_a_row_with_two_figures_counts_once() {
        let mut file = Cursor::new(SYNTHETIC.as_bytes().to_vec());
        let coverage = Coverage::of_file(&mut file, MAPPING, date(2026, 1, 2)).unwrap();
        let shown = |(string, rows): &(SubstanceString, u64)| {
            (string.text.clone(), string.substance.clone(), *rows)
        };
        let heroin = ("Heroin".to_owned(), Some("heroin".to_owned()), 2);
        let open = ("Wonderpill".to_owned(), None, 1);
        assert_eq!(coverage.strings.iter().map(shown).collect::<Vec<_>>(), [heroin, open]);
    }

    #[test]
    fn a_wrong_mapping_is_said() {
        let mut file = Cursor::new(SYNTHETIC.as_bytes().to_vec());
        let error = Coverage::of_file(&mut file, "title = 'x'", date(2026, 1, 2)).unwrap_err();
        assert!(matches!(error, CoverageError::Mapping(_)), "{error}");
    }

    #[test]
    fn strings_add_up_by_source() {
        let string = |source: &str, text: &str, how| SubstanceString {
            source: source.to_owned(),
            column: "Drug".to_owned(),
            text: text.to_owned(),
            how,
            substance: None,
        };
        let coverage = Coverage {
            strings: vec![
                (string("a", "Heroin", How::Folded), 7),
                (string("a", "herion", How::Fuzzy { distance: 1 }), 2),
                (string("a", "unobtainium", How::NotResolved), 1),
                (string("a", "wonderpill", How::NotResolved), 3),
                (string("b", "unknown", How::NoDrugNamed), 4),
            ],
        };
        let sources = coverage.by_source();
        assert_eq!(sources.len(), 2);
        assert_eq!(sources[0].all(), Count { strings: 4, rows: 13 });
        assert_eq!(sources[0].count(Understood::Open), Count { strings: 2, rows: 4 });
        assert_eq!(sources[1].count(Understood::Open), Count::default());
        let open = coverage.understood(Understood::Open);
        assert_eq!(open[0].0.text, "wonderpill");
    }
}
