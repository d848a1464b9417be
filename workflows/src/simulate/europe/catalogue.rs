//! What is counted in the synthetic Europe: sources, substances, and how common each is in each.
//!
//! Levels are of the order that public reports give for Europe; none is a figure of any country.

use vocabulary::substance::SubstanceId;

/// A source that reports events one by one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventSource {
    /// Its name in every key; begins with `synthetic-`.
    pub name: &'static str,
    /// Its indicator.
    pub indicator: &'static str,
    /// Events in a year of a million people.
    pub per_million: f64,
    /// Days after which half of the events are known.
    pub delay_median_days: f64,
    /// Standard deviation of the log of a delay.
    pub delay_deviation: f64,
}

/// A substance and its weight among the events of each source, in the order of [`SOURCES`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed {
    pub id: &'static str,
    pub weights: [f64; SOURCES.len()],
}

/// Deaths from a special register, once toxicology is back.
pub(crate) const DEATHS: usize = 0;
/// Presentations at emergency departments, by what patients say.
pub(crate) const EMERGENCY: usize = 1;
/// Seizures, as the laboratory names them.
pub(crate) const SEIZURES: usize = 2;
/// Samples that people hand in.
pub(crate) const CHECKING: usize = 3;

/// The sources, in the order of the constants above.
pub(crate) const SOURCES: [EventSource; 4] = [
    EventSource {
        name: "synthetic-europe-deaths",
        indicator: "deaths-selection-d",
        per_million: 13.0,
        delay_median_days: 60.0,
        delay_deviation: 0.5,
    },
    EventSource {
        name: "synthetic-europe-emergency",
        indicator: "ed-visits",
        per_million: 50.0,
        delay_median_days: 5.0,
        delay_deviation: 0.6,
    },
    EventSource {
        name: "synthetic-europe-seizures",
        indicator: "seizures-number",
        per_million: 60.0,
        delay_median_days: 25.0,
        delay_deviation: 0.7,
    },
    EventSource {
        name: "synthetic-europe-drug-checking",
        indicator: "drug-checking-samples",
        per_million: 15.0,
        delay_median_days: 9.0,
        delay_deviation: 0.4,
    },
];

/// Position of a listed substance.
pub(crate) fn listed(id: &str) -> u8 {
    let at = SUBSTANCES.iter().position(|listed| listed.id == id);
    at.and_then(|at| u8::try_from(at).ok()).expect("a substance of the list")
}

/// Id of the substance at a position.
pub(crate) fn substance(at: u8) -> SubstanceId {
    SubstanceId::parse(SUBSTANCES[usize::from(at)].id).expect("an id of the list")
}

/// Share of a substance among the events of a source.
pub(crate) fn share(source: usize, at: usize) -> f64 {
    let total: f64 = SUBSTANCES.iter().map(|listed| listed.weights[source]).sum();
    SUBSTANCES[at].weights[source] / total
}

/// Substances with their weights: deaths, emergency departments, seizures, drug checking.
#[rustfmt::skip]
pub(crate) const SUBSTANCES: [Listed; 33] = [
    Listed { id: "heroin",          weights: [30.0, 22.0, 12.0, 6.0] },
    Listed { id: "methadone",       weights: [16.0, 5.0, 2.0, 1.0] },
    Listed { id: "buprenorphine",   weights: [4.0, 3.0, 2.0, 1.0] },
    Listed { id: "morphine",        weights: [7.0, 2.0, 1.0, 1.0] },
    Listed { id: "oxycodone",       weights: [4.0, 3.0, 2.0, 2.0] },
    Listed { id: "tramadol",        weights: [5.0, 3.0, 2.0, 1.0] },
    Listed { id: "codeine",         weights: [3.0, 1.0, 0.5, 0.5] },
    Listed { id: "fentanyl",        weights: [3.0, 1.5, 0.8, 1.0] },
    Listed { id: "carfentanil",     weights: [0.25, 0.1, 0.1, 0.1] },
    Listed { id: "isotonitazene",   weights: [0.15, 0.05, 0.08, 0.15] },
    Listed { id: "protonitazene",   weights: [0.15, 0.05, 0.08, 0.15] },
    Listed { id: "metonitazene",    weights: [0.1, 0.05, 0.08, 0.15] },
    Listed { id: "cocaine",         weights: [14.0, 20.0, 22.0, 18.0] },
    Listed { id: "amphetamine",     weights: [5.0, 8.0, 9.0, 9.0] },
    Listed { id: "methamphetamine", weights: [3.0, 4.0, 4.0, 3.0] },
    Listed { id: "mdma",            weights: [3.0, 7.0, 5.0, 22.0] },
    Listed { id: "ketamine",        weights: [1.0, 2.0, 2.0, 9.0] },
    Listed { id: "3-mmc",           weights: [0.5, 1.5, 1.5, 4.0] },
    Listed { id: "alpha-pvp",       weights: [0.4, 0.6, 0.6, 0.6] },
    Listed { id: "ghb",             weights: [1.0, 4.0, 1.0, 1.0] },
    Listed { id: "lsd",             weights: [0.05, 0.7, 0.8, 4.0] },
    Listed { id: "2c-b",            weights: [0.05, 0.2, 0.3, 3.0] },
    Listed { id: "cannabis",        weights: [0.5, 14.0, 40.0, 3.0] },
    Listed { id: "pregabalin",      weights: [6.0, 3.0, 1.0, 1.0] },
    Listed { id: "gabapentin",      weights: [2.0, 0.5, 0.2, 0.2] },
    Listed { id: "diazepam",        weights: [7.0, 4.0, 2.0, 2.0] },
    Listed { id: "alprazolam",      weights: [6.0, 4.0, 2.0, 3.0] },
    Listed { id: "clonazepam",      weights: [2.0, 2.0, 1.0, 1.0] },
    Listed { id: "bromazolam",      weights: [0.6, 0.4, 0.3, 1.0] },
    Listed { id: "etizolam",        weights: [0.5, 0.3, 0.3, 1.0] },
    Listed { id: "xylazine",        weights: [0.1, 0.05, 0.05, 0.15] },
    Listed { id: "medetomidine",    weights: [0.05, 0.02, 0.03, 0.1] },
    Listed { id: "mephedrone",      weights: [0.2, 0.5, 0.5, 1.0] },
];

#[cfg(test)]
mod tests {
    use vocabulary::indicator;
    use vocabulary::substance::Substances;

    use super::*;

    #[test]
    fn every_source_is_marked_and_every_name_is_of_the_vocabulary() {
        for source in SOURCES {
            assert!(source.name.starts_with("synthetic-"));
            assert!(indicator::get(source.indicator).is_some(), "{}", source.indicator);
        }
        for (at, listed) in SUBSTANCES.iter().enumerate() {
            let id = substance(u8::try_from(at).unwrap());
            assert!(Substances::shipped().get(&id).is_some(), "{}", listed.id);
        }
    }
}
