//! Which columns name substances, flag them, or speak of them in sentences.

use std::collections::BTreeMap;

use vocabulary::substance::{How, SubstanceId, Substances};

use super::column::Column;
use super::measure::MeasurePlan;
use super::said::{Confidence, Said};
use super::told::Holds;
use super::words::Sense;
use super::write::add;

/// The sections [[substance]], [flags] and [[text]].
#[derive(Clone, Debug, Default)]
pub(crate) struct SubstancePlan {
    pub constant: Option<SubstanceId>,
    pub columns: Vec<String>,
    /// Whether a row may name none, for a blank cell would pass for all substances.
    pub may_be_blank: bool,
    pub flags: Option<FlagPlan>,
    pub texts: Vec<String>,
    pub said: Vec<Said>,
}

/// Columns that say yes or no for one substance each.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlagPlan {
    pub yes: Vec<String>,
    pub no: Vec<String>,
    pub columns: BTreeMap<String, SubstanceId>,
}

/// Finds what names substances among the columns that may be read.
pub(crate) fn find_substances(columns: &[&Column], taken: &[String], text: &str) -> SubstancePlan {
    let mut plan = SubstancePlan::default();
    let free: Vec<&Column> =
        columns.iter().copied().filter(|column| !taken.contains(&column.name)).collect();
    plan.flags = find_flags(&free);
    if let Some(flags) = &plan.flags {
        let names: Vec<String> = flags.columns.keys().take(3).cloned().collect();
        let proposal = format!("{} columns, yes = {}", flags.columns.len(), flags.yes.join(" "));
        plan.said.push(
            Said::new(
                "flags",
                &proposal,
                Confidence::Likely,
                "their headers are substances and their cells say yes or no",
            )
            .with_examples(names),
        );
    }
    plan.find_columns(&free);
    plan.find_texts(&free);
    if plan.columns.is_empty() && plan.flags.is_none() && plan.texts.is_empty() {
        let named = Substances::shipped().find_in_text(&text.replace(['_', '-', '.'], " "));
        if let [only] = named.as_slice() {
            plan.constant = Some(only.substance.clone());
            let because = "no column names one; the file's name or title does";
            plan.said.push(
                Said::new("substance", only.substance.as_str(), Confidence::Likely, because)
                    .with_examples(vec![only.text.clone()]),
            );
        } else {
            plan.constant = SubstanceId::parse(ALL_DRUGS).ok();
            let because = "no column names one: the figures stand for all drugs. TO DECIDE";
            plan.said.push(Said::new("substance", ALL_DRUGS, Confidence::Guess, because));
        }
    }
    plan
}

impl SubstancePlan {
    /// Whether columns of the file name substances.
    pub fn names_any(&self) -> bool {
        !self.columns.is_empty() || self.flags.is_some() || !self.texts.is_empty()
    }

    /// Whether nothing names a substance, so that figures pass for those of all drugs.
    pub fn is_for_all_drugs(&self) -> bool {
        self.constant.as_ref().is_some_and(|constant| constant.as_str() == ALL_DRUGS)
    }

    /// Says nothing of substances where measures do.
    pub fn leave_to(&mut self, measures: &[MeasurePlan]) {
        if measures.iter().any(|measure| measure.substance.is_some()) {
            self.constant = None;
            self.said.clear();
        }
    }

    fn find_columns(&mut self, free: &[&Column]) {
        let mut found: Vec<(f64, bool, &Column)> = Vec::new();
        for column in free {
            let is_named = column.has(Sense::SUBSTANCE);
            let other = [Sense::NOTE, Sense::SOLD_AS, Sense::PLACE, Sense::LISTING, Sense::UNIT];
            let wordy = column.share(40, |text| text.len() > 60) > 0.2;
            if !column.may_hold(&[Holds::Substance, Holds::SoldAs]) {
                continue;
            }
            if column.is_told(Holds::Substance) {
                found.push((column.share(150, is_understood), true, column));
                continue;
            }
            if column.is_figures() || wordy || (!is_named && column.has_any(&other)) {
                continue;
            }
            let share = column.share(150, is_understood);
            let named =
                column.values.iter().take(150).filter(|(text, _)| names_substance(text)).count();
            let needed = if is_named || column.has(Sense::SOLD_AS) { 0.4 } else { 0.6 };
            if share >= needed
                && named > 0
                && (is_named
                    || named * 2 >= column.values.len().min(150)
                    || (named >= 4 && share > 0.9))
            {
                found.push((share, is_named, column));
            }
        }
        if found.iter().any(|(_, _, column)| column.is_told(Holds::Substance)) {
            found.retain(|(_, _, column)| column.is_told(Holds::Substance));
        }
        // What something was sold as counts only where nothing says what it was.
        if found.iter().any(|(_, _, column)| !column.has(Sense::SOLD_AS)) {
            found.retain(|(_, _, column)| !column.has(Sense::SOLD_AS));
        }
        found.sort_by(|a, b| {
            (b.1, b.0).partial_cmp(&(a.1, a.0)).unwrap_or(std::cmp::Ordering::Equal)
        });
        let told = found.iter().filter(|(_, _, column)| column.is_told(Holds::Substance)).count();
        found.truncate(told.max(if self.flags.is_some() { 3 } else { 1 }));
        for (share, is_named, column) in found {
            let unknown = column.examples(|text| !is_understood(text));
            let mut because =
                format!("the vocabulary understands {:.0} % of its filled cells", share * 100.0);
            if !unknown.is_empty() {
                add(&mut because, format_args!("; not: {}", unknown.join(", ")));
            }
            let confidence = match (is_named, share > 0.9) {
                (true, true) => Confidence::Sure,
                (false, false) => {
                    because.push_str(". TO DECIDE: does it name what was found?");
                    Confidence::Guess
                }
                _ => Confidence::Likely,
            };
            self.may_be_blank |= column.blank > 0;
            self.said.push(
                Said::new("substance", &format!("`{}`", column.name), confidence, &because)
                    .with_examples(column.shown()),
            );
            self.columns.push(column.name.clone());
        }
    }

    fn find_texts(&mut self, free: &[&Column]) {
        for column in free {
            let is_sentence = |text: &str| text.len() > 20 && text.split_whitespace().count() > 2;
            let is_told = column.is_told(Holds::Text);
            if self.texts.len() >= 3
                || self.columns.contains(&column.name)
                || !column.may_hold(&[Holds::Text])
                || !is_told && (column.share(60, is_sentence) < 0.5 || column.has(Sense::NOTE))
            {
                continue;
            }
            let speaks = |text: &str| !Substances::shipped().find_in_text(text).is_empty();
            let share = column.share(60, speaks);
            if is_told
                || share >= 0.2
                    && (self.columns.is_empty() || column.values.len() * 5 > column.rows)
            {
                let because = format!(
                    "sentences; {:.0} % of those looked at name a substance",
                    share * 100.0
                );
                self.said.push(
                    Said::new("text", &format!("`{}`", column.name), Confidence::Likely, &because)
                        .with_examples(column.examples(speaks)),
                );
                self.texts.push(column.name.clone());
            }
        }
    }
}

fn find_flags(free: &[&Column]) -> Option<FlagPlan> {
    let mut plan = FlagPlan::default();
    for column in free.iter().filter(|column| is_flags(column) && column.may_hold(&[Holds::Flag])) {
        let resolved = Substances::shipped().resolve(&column.name);
        let [only] = resolved.as_slice() else { continue };
        let Some(substance) = only.substance.clone() else { continue };
        plan.columns.insert(column.name.clone(), substance);
        for (text, _) in column.values.iter().take(30) {
            let lower = text.to_lowercase();
            let list = if NO.contains(&lower.as_str()) { &mut plan.no } else { &mut plan.yes };
            let is_known = NO.contains(&lower.as_str()) || YES.contains(&lower.as_str());
            if is_known && !list.contains(text) {
                list.push(text.clone());
            }
        }
    }
    (plan.columns.len() >= 2 && !plan.yes.is_empty()).then_some(plan)
}

/// Whether the cells of a column say yes or no.
pub(crate) fn is_flags(column: &Column) -> bool {
    let says = |text: &str| {
        let lower = text.to_lowercase();
        YES.contains(&lower.as_str()) || NO.contains(&lower.as_str())
    };
    column.filled() > 0 && column.values.len() <= 30 && column.share(30, says) > 0.9
}

/// Whether a text is a substance, or properly names none.
pub(crate) fn is_understood(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic);
    let parts = if has_letter && text.len() < 200 {
        Substances::shipped().resolve(text)
    } else {
        Vec::new()
    };
    !parts.is_empty() && parts.iter().all(|part| part.how != How::NotResolved)
}

/// Whether a text is the name of a substance.
pub(crate) fn names_substance(text: &str) -> bool {
    let has_letter = text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    has_letter
        && text.len() < 200
        && Substances::shipped().resolve(text).iter().any(|part| part.substance.is_some())
}

const YES: [&str; 12] =
    ["y", "yes", "1", "true", "x", "ja", "oui", "si", "sí", "tak", "j", "positive"];
const NO: [&str; 10] = ["n", "no", "0", "false", "nein", "non", "nie", "nee", "negative", "-"];

/// What figures stand for that name no substance.
pub(super) const ALL_DRUGS: &str = "all-drugs";
