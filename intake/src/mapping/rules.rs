//! The rules of the rows, from what a mapping writes about them.

use vocabulary::fact::FactKind;
use vocabulary::place::PlaceId;

use super::MappingError;
use super::columns::{Columns, require_impersonal};
use super::file::read_number_style;
use super::written::{TextOr, Written, WrittenChoice, WrittenMeasure, WrittenSubgroup};
use crate::case::CaseRule;
use crate::choice::{Choice, PlainText, any_text};
use crate::facts::{Rules, SubgroupRule};
use crate::key::KeyRule;
use crate::known::KnownRule;
use crate::measure::{Figures, Measure, read_indicator, read_missing};
use crate::period::PeriodRule;
use crate::place::PlaceRule;
use crate::seizure::SeizureRule;
use crate::substance::SubstanceRule;

/// Checks and builds every rule, and collects the columns they read.
pub(crate) fn build_rules(
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
