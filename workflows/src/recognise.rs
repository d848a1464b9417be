//! The form of an earlier submission recognised in a file that comes without a mapping.
//!
//! The same name but for its digits, and most of its first rows accepted by the mapping of then: a new month of
//! the same table. It guesses nothing: what fits several sources, or none, says so.

use std::collections::BTreeSet;

use intake::{Mapping, Reading};
use jiff::civil::Date;
use store::node::Node;
use store::submissions::{ReadError, StoredSubmission};
use vocabulary::handling::Reader;
use vocabulary::submission::{Content, SubmissionId};

use crate::ingest::Source;

/// Whether a form was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// It is that of this submission, whose mapping follows.
    As(SubmissionId, String),
    /// It is that of submissions of several sources.
    Several(Vec<String>),
    /// It is that of none.
    None,
}

/// Looks for an earlier submission of the same form; the latest of its source is taken.
///
/// - Cost: the first rows of the file for each source that sent files of such a name.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn recognise(
    node: &Node,
    file_name: &str,
    file: &mut dyn Source,
    today: Date,
    reader: &Reader,
) -> Result<Recognised, ReadError> {
    let (form, all) = (form_of(file_name), node.submissions(reader).await?);
    let mut tried = BTreeSet::new();
    let mut fitting = Vec::new();
    for stored in all.iter().rev() {
        let Some(source) = standing_source(stored) else { continue };
        let is_alike = form_of(&stored.header.file_name) == form;
        if !is_alike || tried.len() >= MOST_TRIED || !tried.insert(source.to_owned()) {
            continue;
        }
        let mapping = node.mapping(&stored.header.id, reader).await?;
        if fits(file, &mapping, today) {
            fitting.push((source.to_owned(), stored.header.id.clone(), mapping));
        }
    }
    if fitting.len() > 1 {
        return Ok(Recognised::Several(fitting.into_iter().map(|(source, ..)| source).collect()));
    }
    Ok(match fitting.pop() {
        Some((_, id, mapping)) => Recognised::As(id, mapping),
        None => Recognised::None,
    })
}

/// The source of a submission of rows that stands.
fn standing_source(stored: &StoredSubmission) -> Option<&str> {
    match &stored.header.content {
        Content::Rows { source, .. } if stored.withdrawn_by.is_none() => Some(source),
        _ => None,
    }
}

/// A name without its digits: tables of another month differ in no more.
fn form_of(file_name: &str) -> String {
    file_name.chars().filter(|c| !c.is_ascii_digit()).collect::<String>().to_lowercase()
}

/// Whether a mapping reads the file and accepts most of its first rows.
fn fits(file: &mut dyn Source, mapping: &str, today: Date) -> bool {
    let Ok(mapping) = Mapping::parse(mapping) else { return false };
    if file.rewind().is_err() {
        return false;
    }
    let Ok(mut reading) = Reading::open(Box::new(file), &mapping, today) else { return false };
    if reading.next_batch().is_err() {
        return false;
    }
    let read = reading.summary();
    read.rows_accepted * 2 > read.rows_read
}

/// Sources whose mappings are tried.
const MOST_TRIED: usize = 20;
