//! What a file's columns mean: the mapping, read from TOML and checked against the vocabulary.
//!
//! Answers: may this mapping be used, and what does it say about the whole file. Every id it states
//! must be known and every column it reads must be one that may be read, before any file is opened.

pub(crate) mod columns;
pub(crate) mod file;
mod handling;
pub(crate) mod personal;
mod rules;
pub(crate) mod undecided;
pub(crate) mod written;

use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;
use vocabulary::fact::FactKind;
use vocabulary::handling::Handling;
use vocabulary::place::PlaceId;
use vocabulary::submission::{Absent, Replaces};

use crate::facts::{Reads, Rules};
use crate::known::read_day;
use crate::place::known_place;
use columns::Columns;
use file::Layout;
use rules::build_rules;
pub use undecided::Undecided;
use written::{TextOr, WrittenScope};

/// Why a mapping cannot be used.
#[derive(Debug, Error)]
pub enum MappingError {
    /// The text is not TOML, or a setting is unknown, missing or of the wrong sort.
    #[error("the mapping cannot be read: {0}")]
    Unreadable(String),
    /// A setting's value will not do.
    #[error("the mapping's `{setting}`{}: {problem}", quote(value))]
    Setting {
        /// The setting, as a path.
        setting: String,
        /// Its value, empty where the whole setting is at fault.
        value: String,
        /// Why, and what to do.
        problem: String,
    },
    /// A column of origin, belief, name or birth.
    #[error(
        "the mapping reads the column `{column}`: origin, belief, names and births of people are \
         never read by Watchfire; take it out of the mapping (the file itself may keep it)"
    )]
    ForbiddenColumn {
        /// The column.
        column: String,
    },
}

impl MappingError {
    /// A value that will not do.
    pub(crate) fn setting(setting: &str, value: &str, problem: &str) -> Self {
        Self::Setting {
            setting: setting.to_owned(),
            value: value.to_owned(),
            problem: problem.to_owned(),
        }
    }
}

fn quote(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(" = `{value}`") }
}

/// A mapping that may be used: what each column of a file means, and what holds for all of it.
#[derive(Debug)]
pub struct Mapping {
    title: String,
    licence: String,
    replaces: Replaces,
    absent: Absent,
    coverage: PlaceId,
    handling: Handling,
    retention_years: u16,
    columns: Vec<String>,
    undecided: Vec<Undecided>,
    pub(crate) layout: Layout,
    pub(crate) rules: Rules,
}

impl Mapping {
    /// Reads and checks a mapping.
    ///
    /// # Errors
    /// When it is not TOML, names an unknown setting, substance, place or indicator, contradicts
    /// itself, or reads a column of a person's origin, belief, name or birth.
    pub fn parse(toml_text: &str) -> Result<Self, MappingError> {
        let (written, undecided) = undecided::read_settings(toml_text)?;
        let mut columns = Columns::default();
        let coverage = known_place("coverage", &written.coverage)?;
        if written.source.is_empty() || written.retention_years == 0 {
            let problem = "`source` needs a name and `retention_years` at least 1";
            return Err(MappingError::setting("source", &written.source, problem));
        }
        Ok(Self {
            replaces: read_replaces(&written.replaces)?,
            absent: Absent::parse(&written.absent).ok_or_else(|| {
                let problem =
                    "use zero (the source lists every event) or unknown (it may not have looked)";
                MappingError::setting("absent", &written.absent, problem)
            })?,
            handling: written.handling.check()?,
            retention_years: written.retention_years,
            layout: Layout::build(&written.file, written.wide.as_ref())?,
            title: written.title.clone(),
            licence: written.licence.clone(),
            rules: build_rules(written, &coverage, &mut columns)?,
            coverage,
            columns: columns.into_names(),
            undecided,
        })
    }

    /// The same mapping for the rows that it leaves out and no others; `None` where it leaves out none.
    #[must_use]
    pub fn of_what_it_leaves_out(mut self) -> Option<Self> {
        if self.rules.leave_out.is_empty() {
            return None;
        }
        self.rules.reads = Reads::LeftOut;
        Some(self)
    }

    /// Name of the source; part of every fact key.
    pub fn source(&self) -> &str {
        &self.rules.source
    }

    /// What the file is called among people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Under which terms the file may be used.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// The kinds of fact its rows give.
    pub fn kinds(&self) -> Vec<FactKind> {
        vec![self.rules.detail.kind()]
    }

    /// What earlier facts a file under this mapping takes the place of.
    pub fn replaces(&self) -> Replaces {
        self.replaces.clone()
    }

    /// What it means when a period has no row.
    pub fn absent(&self) -> Absent {
        self.absent
    }

    /// The largest place the figures cover.
    pub fn coverage(&self) -> &PlaceId {
        &self.coverage
    }

    /// How the file's content may be handled.
    pub fn handling(&self) -> &Handling {
        &self.handling
    }

    /// The day by which keeping a file submitted on this day must be reviewed.
    pub fn review_on(&self, submitted_on: Date) -> Date {
        submitted_on.saturating_add(i32::from(self.retention_years).years())
    }

    /// The day from which what a file says about earlier facts holds: the constant `known_at` of
    /// the mapping where there is one, and never later than `today`.
    pub fn effective_on(&self, today: Date) -> Date {
        self.rules.known_at.effective_on(today)
    }

    /// Choices that are still to be made, in the order of the text: what it reads may be looked at, and
    /// is not to be stored before.
    pub fn undecided(&self) -> &[Undecided] {
        &self.undecided
    }

    /// The columns it reads, each once.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

fn read_replaces(written: &TextOr<WrittenScope>) -> Result<Replaces, MappingError> {
    match written {
        TextOr::Text(text) if text == "nothing" => Ok(Replaces::Nothing),
        TextOr::Text(text) if text == "same-keys" => Ok(Replaces::SameKeys),
        TextOr::Text(text) => {
            let problem =
                "use \"nothing\", \"same-keys\" or { from = 2020-01-01, to = 2020-12-31 }";
            Err(MappingError::setting("replaces", text, problem))
        }
        TextOr::Table(scope) => {
            let from = read_day("replaces.from", &scope.from.to_string())?;
            let to = read_day("replaces.to", &scope.to.to_string())?;
            if from > to {
                let problem = format!("it ends on {to}, before it starts");
                return Err(MappingError::setting("replaces", &from.to_string(), &problem));
            }
            Ok(Replaces::Scope { from, to })
        }
    }
}
