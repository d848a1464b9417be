//! How names of substances were resolved, as the API writes it.

pub(crate) mod file;
pub(crate) mod sources;
pub(crate) mod strings;

use serde::Serialize;
use store::coverage::SubstanceString;
use utoipa::ToSchema;
use vocabulary::substance::How;
use workflows::coverage::{Count, Coverage, SourceCoverage, Understood};

/// How the strings of one source were resolved.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct CoverageOfSource {
    /// Whose strings.
    source: String,
    /// Distinct strings, told apart by column.
    strings: u64,
    /// Rows that have them.
    rows: u64,
    /// The same by how they were resolved: "exact", "synonym", "folded" (another spelling), "fuzzy" (a
    /// misspelling: to be looked at), "no drug named" and "open" (stands for nothing yet).
    by_how: Vec<CountOfHow>,
}

/// Strings that were resolved in one way.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct CountOfHow {
    /// How.
    how: &'static str,
    /// Distinct strings.
    strings: u64,
    /// Rows that have them.
    rows: u64,
}

/// One string and what it was resolved to.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ResolvedString {
    /// Whose string.
    source: String,
    /// Column it stands in.
    column: String,
    /// The string, as it stands.
    text: String,
    /// Rows that have it.
    rows: u64,
    /// "exact", "synonym", "folded", "fuzzy", "no drug named" or "open".
    how: &'static str,
    /// Letters that differ, for "fuzzy".
    edits: Option<u64>,
    /// The substance or class; null where it stands for none.
    substance: Option<String>,
}

/// The names of substances in a file.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct FileCoverage {
    /// How they were resolved, by source.
    sources: Vec<CoverageOfSource>,
    /// The strings that stay open, then those understood by spelling alone, most frequent first; at most
    /// 1,000.
    to_look_at: Vec<ResolvedString>,
    /// How many there are.
    to_look_at_total: u64,
}

impl CoverageOfSource {
    fn of(source: &SourceCoverage) -> Self {
        let Count { strings, rows } = source.all();
        let by_how = Understood::ALL.map(|how| {
            let Count { strings, rows } = source.count(how);
            CountOfHow { how: how.as_str(), strings, rows }
        });
        Self { source: source.source.clone(), strings, rows, by_how: by_how.into() }
    }
}

impl ResolvedString {
    fn of((string, rows): &(SubstanceString, u64)) -> Self {
        Self {
            source: string.source.clone(),
            column: string.column.clone(),
            text: string.text.clone(),
            rows: *rows,
            how: Understood::of(string.how).as_str(),
            edits: edits(string.how),
            substance: string.substance.clone(),
        }
    }
}

impl FileCoverage {
    pub fn of(coverage: &Coverage) -> Self {
        let mut to_look_at = coverage.understood(Understood::Open);
        to_look_at.extend(coverage.understood(Understood::Fuzzy));
        Self {
            sources: coverage.by_source().iter().map(CoverageOfSource::of).collect(),
            to_look_at_total: to_look_at.len() as u64,
            to_look_at: to_look_at.into_iter().take(MOST_LISTED).map(ResolvedString::of).collect(),
        }
    }
}

/// Letters that differ from a name, where that is how it was understood.
pub(crate) fn edits(how: How) -> Option<u64> {
    match how {
        How::Fuzzy { distance } => Some(distance.into()),
        _ => None,
    }
}

const MOST_LISTED: usize = 1_000;
