//! The rules of the rows, from what a mapping writes about them.

use vocabulary::fact::FactKind;
use vocabulary::place::PlaceId;

use super::MappingError;
use super::columns::{Columns, require_impersonal};
use super::file::read_number_style;
use super::written::{TextOr, Written, WrittenChoice, WrittenSubgroup};
use crate::choice::{Choice, PlainText, shared_text};
use crate::detail::DetailRule;
use crate::facts::{Reads, Rules, SubgroupRule};
use crate::key::KeyRule;
use crate::known::KnownRule;
use crate::leave_out::LeaveOutRule;
use crate::measure::{Figures, read_indicator, read_missing};
use crate::period::PeriodRule;
use crate::place::PlaceRule;
use crate::substance::SubstanceRule;

/// Checks and builds every rule, and collects the columns they read.
pub(crate) fn build_rules(
    mut written: Written,
    coverage: &PlaceId,
    columns: &mut Columns,
) -> Result<Rules, MappingError> {
    let kind = FactKind::parse(&written.kind).ok_or_else(|| {
        let words: Vec<&str> = FactKind::ALL.into_iter().map(FactKind::as_str).collect();
        MappingError::setting("kind", &written.kind, &format!("use {}", words.join(", ")))
    })?;
    let detail = DetailRule::build(kind, &mut written, columns)?;
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
    let mut leave_out = Vec::new();
    for rows in written.leave_out {
        leave_out.push(LeaveOutRule::build(rows, columns)?);
    }
    let key = KeyRule::build(&written.source, &written.key, columns)?;
    let indicator = |choice| {
        Choice::build("indicator", choice, PlainText::IsConstant, (&mut *columns, read_indicator))
    };
    let kind = detail.kind();
    Ok(Rules {
        source: written.source,
        detail,
        leave_out,
        reads: Reads::Kept,
        indicator: written.indicator.map(indicator).transpose()?,
        key,
        known_at: KnownRule::build(written.known_at, columns)?,
        period: PeriodRule::build(written.period, columns)?,
        place: PlaceRule::build(&written.place, (kind, coverage), columns)?,
        substances,
        subgroups: build_subgroups(written.subgroup, columns)?,
        figures: Figures {
            style: read_number_style(&written.file)?,
            missing: read_missing(written.missing)?,
        },
    })
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
                (&mut *columns, shared_text),
            )?,
            unless_same_as: same.map(|name| columns.named(&name)).transpose()?,
            name: subgroup.name.into(),
        })
    };
    written.into_iter().map(build).collect()
}
