//! What a file's columns mean: the mapping, read from TOML and checked against the vocabulary.
//!
//! Answers: may this mapping be used, and what does it say about the whole file. Every id it states
//! must be known and every column it reads must be one that may be read, before any file is opened.

pub(crate) mod columns;
mod handling;
pub(crate) mod written;

use encoding_rs::{Encoding, UTF_8};
use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;
use vocabulary::fact::FactKind;
use vocabulary::handling::Handling;
use vocabulary::place::PlaceId;
use vocabulary::submission::Replaces;

use crate::case::CaseRule;
use crate::choice::{Choice, PlainText, any_text};
use crate::facts::{Rules, SubgroupRule};
use crate::key::KeyRule;
use crate::known::{KnownRule, read_day};
use crate::measure::{Figures, Measure, read_indicator, read_missing};
use crate::number::NumberStyle;
use crate::period::PeriodRule;
use crate::place::{PlaceRule, known_place};
use crate::seizure::SeizureRule;
use crate::substance::SubstanceRule;
use columns::{Columns, require_impersonal};
use written::{
    TextOr, Written, WrittenChoice, WrittenFile, WrittenMeasure, WrittenScope, WrittenSubgroup,
};

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
    /// A column of origin, belief or identity.
    #[error(
        "the mapping reads the column `{column}`: origin, belief and names of people are never read \
         by Watchfire; take it out of the mapping (the file itself may keep it)"
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
    coverage: PlaceId,
    handling: Handling,
    retention_years: u16,
    columns: Vec<String>,
    pub(crate) encoding: &'static Encoding,
    pub(crate) separator: u8,
    pub(crate) rules: Rules,
}

impl Mapping {
    /// Reads and checks a mapping.
    ///
    /// # Errors
    /// When it is not TOML, names an unknown setting, substance, place or indicator, contradicts
    /// itself, or reads a column of a person's origin, belief or name.
    pub fn parse(toml_text: &str) -> Result<Self, MappingError> {
        let written: Written = toml::from_str(toml_text)
            .map_err(|error| MappingError::Unreadable(error.to_string().trim_end().to_owned()))?;
        let mut columns = Columns::default();
        let coverage = known_place("coverage", &written.coverage)?;
        if written.source.is_empty() || written.retention_years == 0 {
            let problem = "`source` needs a name and `retention_years` at least 1";
            return Err(MappingError::setting("source", &written.source, problem));
        }
        Ok(Self {
            replaces: read_replaces(&written.replaces)?,
            handling: written.handling.check()?,
            retention_years: written.retention_years,
            encoding: read_encoding(&written.file)?,
            separator: read_separator(&written.file)?,
            title: written.title.clone(),
            licence: written.licence.clone(),
            rules: build_rules(written, &coverage, &mut columns)?,
            coverage,
            columns: columns.into_names(),
        })
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
        vec![self.rules.kind]
    }

    /// What earlier facts a file under this mapping takes the place of.
    pub fn replaces(&self) -> Replaces {
        self.replaces.clone()
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

    /// The columns it reads, each once.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

fn build_rules(
    written: Written,
    coverage: &PlaceId,
    columns: &mut Columns,
) -> Result<Rules, MappingError> {
    let kind = FactKind::parse(&written.kind).ok_or_else(|| {
        MappingError::setting("kind", &written.kind, "use observation, case or seizure")
    })?;
    require_parts_of_kind(kind, &written)?;
    let mut substances = Vec::new();
    for substance in written.substance {
        substances.push(SubstanceRule::build(substance, columns)?);
    }
    if let Some(flags) = written.flags {
        substances.extend(SubstanceRule::build_flags(flags, columns)?);
    }
    for text in written.text {
        substances.push(SubstanceRule::Text { column: columns.named(&text.column)? });
    }
    let indicator = |choice| {
        Choice::build("indicator", choice, PlainText::IsConstant, (&mut *columns, read_indicator))
    };
    Ok(Rules {
        source: written.source,
        kind,
        indicator: written.indicator.map(indicator).transpose()?,
        key: KeyRule::build(&written.key, columns)?,
        known_at: KnownRule::build(written.known_at, columns)?,
        period: PeriodRule::build(written.period, columns)?,
        place: PlaceRule::build(&written.place, coverage, columns)?,
        substances,
        subgroups: build_subgroups(written.subgroup, columns)?,
        figures: Figures {
            style: read_number_style(&written.file)?,
            missing: read_missing(written.missing)?,
        },
        measures: build_measures(written.measure, columns)?,
        case: CaseRule::build(written.case.unwrap_or_default(), columns)?,
        seizure: SeizureRule::build(written.seizure.unwrap_or_default(), columns)?,
    })
}

/// Each kind has its own parts, and an indicator for every fact.
fn require_parts_of_kind(kind: FactKind, written: &Written) -> Result<(), MappingError> {
    let parts = [
        (FactKind::Observation, "[[measure]]", !written.measure.is_empty()),
        (FactKind::Case, "[case]", written.case.is_some()),
        (FactKind::Seizure, "[seizure]", written.seizure.is_some()),
    ];
    for (owner, part, is_written) in parts {
        if is_written != (owner == kind) {
            let verb = if is_written { "has no" } else { "needs" };
            let problem = format!("a mapping of this kind {verb} {part}");
            return Err(MappingError::setting("kind", kind.as_str(), &problem));
        }
    }
    let is_named = |measure: &WrittenMeasure| measure.indicator.is_some();
    let all_named = kind == FactKind::Observation && written.measure.iter().all(is_named);
    if written.indicator.is_none() && !all_named {
        let problem = "name it for the whole file, or in each [[measure]]";
        return Err(MappingError::setting("indicator", "", problem));
    }
    Ok(())
}

fn build_measures(
    written: Vec<WrittenMeasure>,
    columns: &mut Columns,
) -> Result<Vec<Measure>, MappingError> {
    written.into_iter().map(|measure| Measure::build(measure, columns)).collect()
}

fn build_subgroups(
    written: Vec<WrittenSubgroup>,
    columns: &mut Columns,
) -> Result<Vec<SubgroupRule>, MappingError> {
    let build = |subgroup: WrittenSubgroup| {
        require_impersonal(&subgroup.name)?;
        let choice = TextOr::Table(WrittenChoice {
            constant: subgroup.constant,
            column: subgroup.column,
            columns: Vec::new(),
            values: subgroup.values,
            otherwise: subgroup.otherwise,
        });
        let same = subgroup.unless_same_as;
        Ok(SubgroupRule {
            choice: Choice::build(
                "subgroup",
                choice,
                PlainText::IsColumn,
                (&mut *columns, any_text),
            )?,
            unless_same_as: same.map(|name| columns.named(&name)).transpose()?,
            name: subgroup.name,
        })
    };
    written.into_iter().map(build).collect()
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

fn read_encoding(file: &WrittenFile) -> Result<&'static Encoding, MappingError> {
    let Some(label) = &file.encoding else { return Ok(UTF_8) };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        let problem = "use a name such as utf-8, windows-1252, iso-8859-15 or utf-16le";
        MappingError::setting("file.encoding", label, problem)
    })
}

fn read_separator(file: &WrittenFile) -> Result<u8, MappingError> {
    match file.separator.as_deref() {
        None => Ok(b','),
        Some("tab") => Ok(b'\t'),
        Some(text) => match text.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != b'"' || *byte == b'\t' => Ok(*byte),
            _ => Err(MappingError::setting(
                "file.separator",
                text,
                "use one sign, such as \";\", or \"tab\"",
            )),
        },
    }
}

fn read_number_style(file: &WrittenFile) -> Result<NumberStyle, MappingError> {
    let sign = |setting: &str, text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => {
            let mut letters = text.chars();
            match (letters.next(), letters.next()) {
                (Some(sign), None) if !sign.is_alphanumeric() => Ok(Some(sign)),
                _ => Err(MappingError::setting(setting, text, "use one sign, such as \",\"")),
            }
        }
    };
    let decimal = sign("file.decimal", &file.decimal)?.unwrap_or('.');
    let thousands = sign("file.thousands", &file.thousands)?;
    if thousands == Some(decimal) {
        let problem = "it is the decimal sign too: set both under [file]";
        return Err(MappingError::setting("file.thousands", &decimal.to_string(), problem));
    }
    Ok(NumberStyle { decimal, thousands })
}
