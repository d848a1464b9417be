//! Findings and signals as stored texts; floating-point figures to the bit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocabulary::finding::{
    Direction, Finding, Method, Part, Reason, ScorePart, SeriesKey, Signal, Vantage,
};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period};
use vocabulary::place::PlaceId;
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::{Digest, Position};
use vocabulary::substance::SubstanceId;
use vocabulary::weighing::{Composition, Counted, Relation, Testimony, Together, Weighing};

#[derive(Serialize, Deserialize)]
struct FindingText {
    #[serde(flatten)]
    series: SeriesText,
    period: String,
    direction: String,
    observed: Bits,
    #[serde(default)]
    reported: Option<Bits>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    out_of: Option<Bits>,
    expected: Option<Bits>,
    bound: Option<Bits>,
    p_value: Option<Bits>,
    method: String,
    method_version: u16,
    settings: String,
    as_of: String,
    position: u64,
    series_digest: String,
}

#[derive(Serialize, Deserialize)]
struct SignalText {
    substance: String,
    place: String,
    direction: String,
    onset: String,
    last_alarm: String,
    score: Vec<PartText>,
    false_discovery_rate: Option<Bits>,
    weighing: Option<WeighingText>,
    findings: Vec<FindingText>,
}

/// A part of a score: its name, points, reason, and the points it can give at most.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PartText {
    /// As it is written, its reasons by name and figures last.
    Reasoned(String, Bits, String, Option<Bits>, Vec<(String, BTreeMap<String, Bits>)>),
    /// As it was written before reasons had names.
    Bounded(String, Bits, String, Bits),
    /// As it was written before parts had bounds.
    Unbounded(String, Bits, String),
}

#[derive(Serialize, Deserialize)]
struct WeighingText {
    prior: Bits,
    posterior: Option<Bits>,
    testimonies: Vec<TestimonyText>,
    silent: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    composition: Option<CompositionText>,
    /// Chance and ratio of what all sources together say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    together: Option<(Bits, Bits)>,
}

/// Part, whole and periods, before and now.
#[derive(Serialize, Deserialize)]
struct CompositionText {
    before: (u64, u64, u64),
    now: (u64, u64, u64),
    p_value: Bits,
    ratio: Bits,
}

#[derive(Serialize, Deserialize)]
struct TestimonyText {
    #[serde(flatten)]
    series: SeriesText,
    relation: String,
    of: u64,
    p_value: Bits,
    ratio: Bits,
}

#[derive(Serialize, Deserialize)]
struct SeriesText {
    source: String,
    indicator: String,
    substance: String,
    place: String,
    cadence: String,
    unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<String>,
}

/// A floating-point figure as its 64 bits in hexadecimal.
#[derive(Serialize, Deserialize)]
struct Bits(String);

impl Bits {
    fn of(value: f64) -> Self {
        Self(format!("{:016x}", value.to_bits()))
    }

    fn value(&self) -> Option<f64> {
        u64::from_str_radix(&self.0, 16).ok().map(f64::from_bits)
    }
}

fn series_text(series: &SeriesKey) -> SeriesText {
    SeriesText {
        source: series.source.clone(),
        indicator: series.indicator.to_string(),
        substance: series.substance.to_string(),
        place: series.place.to_string(),
        cadence: series.cadence.as_str().to_owned(),
        unit: series.unit.as_str().to_owned(),
        part: series.part.as_ref().map(Part::to_string),
    }
}

fn series(text: SeriesText) -> Option<SeriesKey> {
    Some(SeriesKey {
        source: text.source,
        indicator: IndicatorId::parse(&text.indicator).ok()?,
        substance: SubstanceId::parse(&text.substance).ok()?,
        place: PlaceId::parse(&text.place).ok()?,
        cadence: Cadence::parse(&text.cadence)?,
        unit: ValueUnit::parse(&text.unit)?,
        part: match text.part {
            Some(part) => Some(Part::parse(&part)?),
            None => None,
        },
    })
}

fn weighing_text(weighing: &Weighing) -> WeighingText {
    let testimony = |t: &Testimony| TestimonyText {
        series: series_text(&t.series),
        relation: t.relation.as_str().to_owned(),
        of: t.of,
        p_value: Bits::of(t.p_value),
        ratio: Bits::of(t.ratio),
    };
    let silent = weighing.silent.iter();
    WeighingText {
        prior: Bits::of(weighing.prior),
        posterior: weighing.posterior.map(Bits::of),
        testimonies: weighing.testimonies.iter().map(testimony).collect(),
        silent: silent.map(|(source, indicator)| (source.clone(), indicator.to_string())).collect(),
        composition: weighing.composition.as_ref().map(composition_text),
        together: weighing.together.map(|sum| (Bits::of(sum.p_value), Bits::of(sum.ratio))),
    }
}

fn composition_text(composition: &Composition) -> CompositionText {
    let counted = |Counted { part, whole, periods }: Counted| (part, whole, periods);
    CompositionText {
        before: counted(composition.before),
        now: counted(composition.now),
        p_value: Bits::of(composition.p_value),
        ratio: Bits::of(composition.ratio),
    }
}

fn composition(text: &CompositionText) -> Option<Composition> {
    let counted = |(part, whole, periods)| Counted { part, whole, periods };
    Some(Composition {
        before: counted(text.before),
        now: counted(text.now),
        p_value: text.p_value.value()?,
        ratio: text.ratio.value()?,
    })
}

fn weighing(text: WeighingText) -> Option<Weighing> {
    let testimony = |text: TestimonyText| {
        Some(Testimony {
            series: series(text.series)?,
            relation: Relation::parse(&text.relation)?,
            of: text.of,
            p_value: text.p_value.value()?,
            ratio: text.ratio.value()?,
        })
    };
    let silent = |(source, indicator): (String, String)| {
        Some((source, IndicatorId::parse(&indicator).ok()?))
    };
    Some(Weighing {
        prior: text.prior.value()?,
        posterior: figure(text.posterior).ok()?,
        testimonies: text.testimonies.into_iter().map(testimony).collect::<Option<_>>()?,
        silent: text.silent.into_iter().map(silent).collect::<Option<_>>()?,
        composition: match &text.composition {
            Some(text) => Some(composition(text)?),
            None => None,
        },
        together: match &text.together {
            Some((p_value, ratio)) => {
                Some(Together { p_value: p_value.value()?, ratio: ratio.value()? })
            }
            None => None,
        },
    })
}

/// A figure that is not what [`Bits::of`] writes.
struct Damaged;

fn figure(bits: Option<Bits>) -> Result<Option<f64>, Damaged> {
    bits.map(|bits| bits.value().ok_or(Damaged)).transpose()
}

fn finding_text(finding: &Finding) -> FindingText {
    FindingText {
        series: series_text(&finding.series),
        period: finding.period.to_string(),
        direction: finding.direction.as_str().to_owned(),
        observed: Bits::of(finding.observed),
        reported: finding.reported.map(Bits::of),
        out_of: finding.out_of.map(Bits::of),
        expected: finding.expected.map(Bits::of),
        bound: finding.bound.map(Bits::of),
        p_value: finding.p_value.map(Bits::of),
        method: finding.method.name.clone(),
        method_version: finding.method.version,
        settings: finding.method.settings.clone(),
        as_of: finding.vantage.as_of.to_string(),
        position: finding.vantage.position.0,
        series_digest: finding.series_digest.to_string(),
    }
}

fn finding(text: FindingText) -> Option<Finding> {
    Some(Finding {
        series: series(text.series)?,
        period: Period::parse(&text.period).ok()?,
        direction: Direction::parse(&text.direction)?,
        observed: text.observed.value()?,
        reported: figure(text.reported).ok()?,
        out_of: figure(text.out_of).ok()?,
        expected: figure(text.expected).ok()?,
        bound: figure(text.bound).ok()?,
        p_value: figure(text.p_value).ok()?,
        method: Method { name: text.method, version: text.method_version, settings: text.settings },
        vantage: Vantage { as_of: text.as_of.parse().ok()?, position: Position(text.position) },
        series_digest: Digest::parse(&text.series_digest)?,
    })
}

fn part_text(part: &ScorePart) -> PartText {
    let bits = |values: &BTreeMap<String, f64>| {
        values.iter().map(|(name, value)| (name.clone(), Bits::of(*value))).collect()
    };
    let reasons = part.reasons.iter().map(|reason| (reason.id.clone(), bits(&reason.values)));
    PartText::Reasoned(
        part.name.clone(),
        Bits::of(part.points),
        part.why.clone(),
        part.most.map(Bits::of),
        reasons.collect(),
    )
}

fn part(text: PartText) -> Option<ScorePart> {
    let (name, points, why, most, reasons) = match text {
        PartText::Reasoned(name, points, why, most, reasons) => (name, points, why, most, reasons),
        PartText::Bounded(name, points, why, most) => (name, points, why, Some(most), Vec::new()),
        PartText::Unbounded(name, points, why) => (name, points, why, None, Vec::new()),
    };
    let reason = |(id, values): (String, BTreeMap<String, Bits>)| {
        let values = values.into_iter().map(|(name, bits)| Some((name, bits.value()?)));
        Some(Reason { id, values: values.collect::<Option<_>>()? })
    };
    let reasons = reasons.into_iter().map(reason).collect::<Option<_>>()?;
    Some(ScorePart { name, points: points.value()?, most: figure(most).ok()?, why, reasons })
}

pub(super) fn write_signal(signal: &Signal) -> String {
    let score = signal.score.iter();
    let text = SignalText {
        substance: signal.substance.to_string(),
        place: signal.place.to_string(),
        direction: signal.direction.as_str().to_owned(),
        onset: signal.onset.to_string(),
        last_alarm: signal.last_alarm.to_string(),
        score: score.map(part_text).collect(),
        false_discovery_rate: signal.false_discovery_rate.map(Bits::of),
        weighing: signal.weighing.as_ref().map(weighing_text),
        findings: signal.findings.iter().map(finding_text).collect(),
    };
    serde_json::to_string(&text).expect("strings and numbers always serialise")
}

/// `None` when the text is not what [`write_signal`] writes.
pub(super) fn read_signal(id: String, text: &str) -> Option<Signal> {
    let text: SignalText = serde_json::from_str(text).ok()?;
    Some(Signal {
        id,
        substance: SubstanceId::parse(&text.substance).ok()?,
        place: PlaceId::parse(&text.place).ok()?,
        direction: Direction::parse(&text.direction)?,
        onset: text.onset.parse().ok()?,
        last_alarm: text.last_alarm.parse().ok()?,
        score: text.score.into_iter().map(part).collect::<Option<_>>()?,
        false_discovery_rate: figure(text.false_discovery_rate).ok()?,
        weighing: match text.weighing {
            Some(text) => Some(weighing(text)?),
            None => None,
        },
        findings: text.findings.into_iter().map(finding).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_sources_together_say_is_read_as_it_was_written() {
        for together in [None, Some(Together { p_value: 0.0012, ratio: 43.5 })] {
            let written = Weighing {
                prior: 0.02,
                posterior: Some(0.47),
                testimonies: Vec::new(),
                silent: Vec::new(),
                composition: None,
                together,
            };
            let text = serde_json::to_string(&weighing_text(&written)).unwrap();
            assert_eq!(weighing(serde_json::from_str(&text).unwrap()), Some(written));
        }
    }

    #[test]
    fn parts_of_a_score_are_read_as_every_version_wrote_them() {
        let part = ScorePart {
            name: "growth".to_owned(),
            points: 3.25,
            most: Some(8.0),
            why: "3.2 times what was expected".to_owned(),
            reasons: vec![Reason::of("growth-rise", [("times", 3.2)])],
        };
        let read = |text: &str| super::part(serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!(read(&serde_json::to_string(&part_text(&part)).unwrap()), part);
        let [points, most] =
            [3.25, 8.0].map(|figure| serde_json::to_string(&Bits::of(figure)).unwrap());
        let without = ScorePart { reasons: Vec::new(), ..part.clone() };
        let bounded = format!(r#"["growth", {points}, "{}", {most}]"#, part.why);
        assert_eq!(read(&bounded), without);
        let unbounded = format!(r#"["growth", {points}, "{}"]"#, part.why);
        assert_eq!(read(&unbounded), ScorePart { most: None, ..without });
    }
}
