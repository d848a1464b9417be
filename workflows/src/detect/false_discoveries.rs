//! Which alarms stand, given how many series were looked at.
//!
//! Each source is a family of its own: of the signals it raises, an expected share is false, whatever
//! other sources the node holds. A source that comes in later hides nothing of those before it. Parts of
//! what a source counts are a family beside it: however many there are, they hide nothing of the whole.

use std::collections::BTreeMap;

use vocabulary::finding::SeriesKey;

/// A source, and whether it is about parts of what it counts.
pub type Family<'a> = (&'a str, bool);

/// The family that a series belongs to.
pub fn family(series: &SeriesKey) -> Family<'_> {
    (series.source.as_str(), series.part.is_some())
}

/// The p-values of a run, by family.
#[derive(Debug)]
pub struct Families<'a> {
    /// Of each family, its p-values in ascending order with their false discovery rates.
    families: BTreeMap<Family<'a>, Vec<(f64, f64)>>,
}

impl<'a> Families<'a> {
    /// Of families and p-values, in any order.
    ///
    /// - Source: Benjamini & Hochberg 1995, JRSS-B 57:289, as adjusted p-values; they hold for series that
    ///   rise and fall together too (Benjamini & Yekutieli 2001, doi:10.1214/aos/1013699998). Families
    ///   apart, as in Efron 2008, doi:10.1214/07-AOAS141.
    pub fn of(p_values: impl IntoIterator<Item = (Family<'a>, f64)>) -> Self {
        let mut families: BTreeMap<Family<'_>, Vec<(f64, f64)>> = BTreeMap::new();
        for (family, p_value) in p_values {
            families.entry(family).or_default().push((p_value, 1.0));
        }
        for family in families.values_mut() {
            family.sort_by(|a, b| a.0.total_cmp(&b.0));
            let total = family.len() as f64;
            let mut least = 1.0_f64;
            for (rank, (p_value, rate)) in family.iter_mut().enumerate().rev() {
                least = least.min(*p_value * total / (rank + 1) as f64);
                *rate = least;
            }
        }
        Self { families }
    }

    /// Of each family the share of its p-values that are discoveries at this false discovery rate.
    pub fn discovered(&self, at: f64) -> BTreeMap<Family<'a>, f64> {
        let share = |family: &Vec<(f64, f64)>| {
            family.partition_point(|(_, rate)| *rate <= at) as f64 / family.len() as f64
        };
        self.families.iter().map(|(name, family)| (*name, share(family))).collect()
    }

    /// Expected share of false alarms among all series of a family with a p-value this small or smaller.
    pub fn false_discovery_rate(&self, family: Family<'_>, p_value: f64) -> f64 {
        let family = self.families.get(&family).map_or(&[][..], Vec::as_slice);
        let at = family.partition_point(|(known, _)| *known < p_value);
        family.get(at).map_or(1.0, |(_, rate)| *rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Family<'_> = ("a", false);
    const B: Family<'_> = ("a", true);

    #[test]
    fn rates_are_those_of_the_definition() {
        let families = Families::of([0.01, 0.04, 0.03, 0.005, 0.5].map(|p| (A, p)));
        let expected = [(0.005, 0.025), (0.01, 0.025), (0.03, 0.05), (0.04, 0.05), (0.5, 0.5)];
        for (p_value, rate) in expected {
            let found = families.false_discovery_rate(A, p_value);
            assert!((found - rate).abs() < 1e-12, "{p_value}: {found}, not {rate}");
        }
    }

    #[test]
    fn another_family_changes_nothing() {
        let own = [0.001, 0.2, 0.9].map(|p| (A, p));
        let alone = Families::of(own);
        let other = (0..1000).map(|i| (B, f64::from(i) / 1000.0));
        let together = Families::of(own.into_iter().chain(other));
        for (source, p_value) in own {
            let rate = alone.false_discovery_rate(source, p_value);
            assert!((together.false_discovery_rate(source, p_value) - rate).abs() < 1e-15);
        }
        assert!((alone.discovered(0.1)[&A] - 1.0 / 3.0).abs() < 1e-15);
        assert!(alone.false_discovery_rate(B, 0.001) >= 1.0, "nothing is known of it");
    }

    #[test]
    fn without_anything_to_find_a_family_rarely_raises_one() {
        let mut state = 7_u64;
        let mut uniform = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let raised = (0..2000).filter(|_| {
            let p_values: Vec<f64> = (0..50).map(|_| uniform()).collect();
            let families = Families::of(p_values.iter().map(|p| (A, *p)));
            p_values.iter().any(|p| families.false_discovery_rate(A, *p) <= 0.1)
        });
        let share = raised.count() as f64 / 2000.0;
        assert!((0.08..0.12).contains(&share), "{share} of families raise one, 0.1 may");
    }
}
