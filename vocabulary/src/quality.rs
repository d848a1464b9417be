//! Data quality: what may be wrong with figures, what to do about it, and what a person decided.
//!
//! Answers: which faults there are, what each is about, and what its treatment means. It looks at no
//! figure: workflows do; it decides nothing: people do.

use std::fmt;

use rust_decimal::Decimal;

use crate::finding::{Method, Vantage};
use crate::indicator::IndicatorId;
use crate::period::Period;
use crate::place::PlaceId;
use crate::quantity::ValueUnit;
use crate::submission::{Digest, SubmissionId};
use crate::substance::SubstanceId;

/// A way in which figures can mislead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// One value so far above the others that its unit or point is in doubt.
    UnitOutlier,
    /// A period whose figures repeat those of another.
    RepeatedPeriod,
    /// A series whose figures repeat those of another.
    RepeatedSeries,
    /// A total that repeats an earlier total while its parts moved.
    CopiedTotal,
    /// A total that is not the sum of its parts.
    TotalDiffers,
    /// Reporters that join: their counts rise without anything having risen.
    NewReporters,
    /// Reporters that leave.
    LostReporters,
    /// Rows under different keys that say the same thing.
    DuplicateRows,
    /// Categories that end at the same round number: what lies beyond was not captured.
    Truncated,
    /// A value that cannot be: a share above one, a count below nothing.
    ImpossibleValue,
    /// Too many round values: amounts were estimated.
    Heaping,
    /// The area or the definition behind a name changes between periods.
    ChangedDefinition,
    /// Substances reported under their class only.
    UnderClass,
}

impl Fault {
    /// Every fault, the gravest for sums first.
    pub const ALL: [Self; 13] = [
        Self::UnitOutlier,
        Self::RepeatedPeriod,
        Self::RepeatedSeries,
        Self::CopiedTotal,
        Self::TotalDiffers,
        Self::NewReporters,
        Self::LostReporters,
        Self::DuplicateRows,
        Self::Truncated,
        Self::ImpossibleValue,
        Self::Heaping,
        Self::ChangedDefinition,
        Self::UnderClass,
    ];

    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnitOutlier => "unit-outlier",
            Self::RepeatedPeriod => "repeated-period",
            Self::RepeatedSeries => "repeated-series",
            Self::CopiedTotal => "copied-total",
            Self::TotalDiffers => "total-differs",
            Self::NewReporters => "new-reporters",
            Self::LostReporters => "lost-reporters",
            Self::DuplicateRows => "duplicate-rows",
            Self::Truncated => "truncated",
            Self::ImpossibleValue => "impossible-value",
            Self::Heaping => "heaping",
            Self::ChangedDefinition => "changed-definition",
            Self::UnderClass => "under-class",
        }
    }

    /// Reads the word that [`Fault::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.as_str() == text)
    }

    /// What is proposed where it is found.
    pub const fn treatment(self) -> Treatment {
        match self {
            Self::UnitOutlier
            | Self::RepeatedPeriod
            | Self::RepeatedSeries
            | Self::ImpossibleValue => Treatment::LeaveOut,
            Self::CopiedTotal | Self::TotalDiffers => Treatment::UseParts,
            Self::NewReporters | Self::LostReporters => Treatment::NewSeries,
            Self::DuplicateRows => Treatment::CountOnce,
            Self::Truncated => Treatment::LowerBound,
            Self::Heaping | Self::ChangedDefinition | Self::UnderClass => Treatment::Mind,
        }
    }
}

/// What is done about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// The rows it names count in no sum and no series.
    LeaveOut,
    /// Of rows that say the same, one counts.
    CountOnce,
    /// The total counts for nothing; its parts do.
    UseParts,
    /// Figures up to the end of the period are compared with nothing: reporters changed, not what they
    /// report.
    NewSeries,
    /// Figures are lower bounds; whoever reads a signal about them is told.
    LowerBound,
    /// Nothing is done; whoever reads a signal about it is told.
    Mind,
}

impl Treatment {
    /// Every treatment, the strongest first.
    pub const ALL: [Self; 6] = [
        Self::LeaveOut,
        Self::CountOnce,
        Self::UseParts,
        Self::NewSeries,
        Self::LowerBound,
        Self::Mind,
    ];

    /// The word for it, as typed and stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave-out",
            Self::CountOnce => "count-once",
            Self::UseParts => "use-parts",
            Self::NewSeries => "new-series",
            Self::LowerBound => "lower-bound",
            Self::Mind => "mind",
        }
    }

    /// Reads the word that [`Treatment::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|treatment| treatment.as_str() == text)
    }

    /// What it means, in words.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave out of sums and series",
            Self::CountOnce => "count rows that say the same once",
            Self::UseParts => "use the parts, not the total",
            Self::NewSeries => "treat as a new series: compare only figures after the change",
            Self::LowerBound => "mark as incomplete: figures are lower bounds",
            Self::Mind => "keep, and say so beside every signal about it",
        }
    }
}

/// What a fault is about; what is left open does not matter to it.
///
/// - Shape: the same fault found again has the same subject, in whatever submission it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Which fault.
    pub fault: Fault,
    /// Whose figures.
    pub source: String,
    /// What is counted.
    pub indicator: Option<IndicatorId>,
    /// Of which substance or class.
    pub substance: Option<SubstanceId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// In which unit.
    pub unit: Option<ValueUnit>,
    /// In which period.
    pub period: Option<Period>,
    /// The one value in doubt.
    pub value: Option<Decimal>,
    /// What else tells it from another: the period or category it is held against.
    pub other: Option<String>,
}

impl Subject {
    /// A fault of a source, everything else open.
    pub const fn of(fault: Fault, source: String) -> Self {
        Self {
            fault,
            source,
            indicator: None,
            substance: None,
            place: None,
            unit: None,
            period: None,
            value: None,
            other: None,
        }
    }
}

impl fmt::Display for Subject {
    /// One canonical text: every part in a fixed order, `-` where it is open.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = || "-".to_owned();
        let text = |part: &Option<String>| part.clone().unwrap_or_else(open);
        let parts = [
            self.fault.as_str().to_owned(),
            self.source.clone(),
            self.indicator.as_ref().map_or_else(open, ToString::to_string),
            self.substance.as_ref().map_or_else(open, ToString::to_string),
            self.place.as_ref().map_or_else(open, ToString::to_string),
            self.unit.map_or_else(open, |unit| unit.as_str().to_owned()),
            self.period.map_or_else(open, |period| period.to_string()),
            self.value.map_or_else(open, |value| value.normalize().to_string()),
            text(&self.other),
        ];
        f.write_str(&parts.join("/"))
    }
}

/// A figure that speaks for a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is, such as "robust score".
    pub name: String,
    /// The figure as shown.
    pub figure: String,
}

/// A row that a fault was seen in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowSeen {
    /// Submission it came in.
    pub submission: SubmissionId,
    /// Row of the file, counted as a spreadsheet does.
    pub row: u64,
}

/// A fault that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityFinding {
    /// Its name: the fault and a digest of its subject.
    pub id: String,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, as a sentence with its figures.
    pub says: String,
    /// The figures.
    pub evidence: Vec<Evidence>,
    /// The first rows it was seen in.
    pub rows: Vec<RowSeen>,
    /// How many rows there are in all.
    pub rows_in_all: u64,
    /// What is proposed.
    pub proposed: Treatment,
    /// The check, its version and its settings.
    pub method: Method,
}

/// One look at the quality of a node's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityRun {
    /// Number of the run, from 1.
    pub id: u64,
    /// The day and position it was asked of.
    pub vantage: Vantage,
    /// The source it was about; all of them where there is none.
    pub source: Option<String>,
    /// How many figures were looked at.
    pub figures: u64,
    /// How many faults were found.
    pub findings: u64,
    /// Digest of all that was found.
    pub digest: Digest,
    /// Day it was run.
    pub ran_on: jiff::civil::Date,
}

/// What a person made of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is a fault, and is treated as proposed.
    Accepted,
    /// It is none.
    Rejected,
    /// It is treated in another way than was proposed.
    Overridden,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Rejected, Self::Overridden];

    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Overridden => "overridden",
        }
    }

    /// Reads the word that [`Verdict::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == text)
    }
}

/// A decision about one finding, as it stands in the ledger; the latest about a finding holds.
///
/// - Shape: it names the whole subject, so that it can be respected where no finding is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityDecision {
    /// The finding's name.
    pub finding: String,
    /// What the finding is about.
    pub subject: Subject,
    /// What was decided.
    pub verdict: Verdict,
    /// What is done; nothing where the finding is rejected.
    pub treatment: Option<Treatment>,
    /// Why, in words.
    pub because: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip_and_differ() {
        for fault in Fault::ALL {
            assert_eq!(Fault::parse(fault.as_str()), Some(fault));
        }
        for treatment in Treatment::ALL {
            assert_eq!(Treatment::parse(treatment.as_str()), Some(treatment));
        }
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
        }
        assert_eq!(Fault::parse("unit outlier"), None);
    }

    #[test]
    fn a_subject_has_one_text_however_its_value_is_written() {
        let subject = |value: &str| Subject {
            value: Some(value.parse().unwrap()),
            period: Some(Period::parse("2013-05-17").unwrap()),
            ..Subject::of(Fault::UnitOutlier, "unodc-ids".to_owned())
        };
        let text = "unit-outlier/unodc-ids/-/-/-/-/2013-05-17/103563/-";
        assert_eq!(subject("103563").to_string(), text);
        assert_eq!(subject("103563.00").to_string(), text);
        assert_ne!(subject("103564").to_string(), text);
    }
}
