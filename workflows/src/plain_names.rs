//! What methods and their settings are called by those who do not know their papers.
//!
//! The names that files and papers use stand in the catalogue of methods and in findings; here is what a page
//! writes beside them.

/// A method of the catalogue, or of a finding, in plain words; its own name where it has no other.
pub fn plain_method(name: &str) -> &str {
    plain_in(METHODS, name)
}

/// A setting of a method in plain words; its own key where it has no other.
pub fn plain_setting(key: &str) -> &str {
    plain_in(SETTINGS, key)
}

fn plain_in<'a>(names: &[(&str, &'static str)], name: &'a str) -> &'a str {
    names.iter().find(|(known, _)| *known == name).map_or(name, |(_, plain)| plain)
}

const METHODS: &[(&str, &str)] = &[
    ("farringtonFlexible", "Same season of earlier years (Farrington, improved)"),
    ("earsC", "The few periods before (EARS)"),
    ("algo.farrington", "Same weeks of earlier years (Farrington 1996)"),
    ("algo.cusum", "Sum of excesses (CUSUM)"),
    ("algo.glrpois", "Changed mean of counts (GLR, Poisson)"),
    ("algo.glrnb", "Changed mean of scattered counts (GLR)"),
    ("algo.rki", "Mean of a few weeks (RKI)"),
    ("algo.bayes", "Prediction from a few weeks (Bayes)"),
    ("step", "Step away from the level before"),
    ("trend", "Trend that keeps one way"),
    ("changePoint", "Moment of change (Pettitt)"),
    ("onset", "Onset of an outbreak"),
    ("residualEwma", "Weighted mean of what is unexpected (EWMA)"),
    ("residualCusum", "Sum of what is unexpected (CUSUM)"),
    ("firstSeen", "First reports"),
    ("onlineChange", "Change of level as figures come in"),
    ("nowcast", "What counts will come to"),
    ("scan", "Clusters of places"),
    ("subsetScan", "Sets of places that rise together"),
    // As findings name them.
    ("farrington-flexible", "Same season of earlier years (Farrington, improved)"),
    ("ears-c2", "The few periods before (EARS)"),
    ("first-seen", "First reports"),
    ("sustained", "Four weeks held together against their past"),
    ("drift", "Trend that keeps one way"),
    ("share", "Share of all that the source counts"),
    ("online-change", "Change of level as figures come in"),
    ("residual-ewma", "Weighted mean of what is unexpected (EWMA)"),
];

const SETTINGS: &[(&str, &str)] = &[
    ("M", "Most weeks back"),
    ("Mtilde", "Least weeks since the change"),
    ("actY", "Weeks just before count"),
    ("alarmAbove", "Alarm above this chance"),
    ("alpha", "Chance of a false alarm"),
    ("alpha_used", "Scatter that was used"),
    ("b", "Years back"),
    ("baseline", "Periods compared with"),
    ("c.ARL", "Alarm from this statistic on"),
    ("change", "Kind of change"),
    ("decision", "Alarm from this sum on"),
    ("dir", "Direction"),
    ("fitFun", "Regression"),
    ("glmWarnings", "Warnings"),
    ("greatestSpread", "Largest spread"),
    ("h", "Alarm from this sum on"),
    ("highestLevel", "Highest level"),
    ("k", "Excess that adds to the sum"),
    ("largestResidual", "Largest excess that counts"),
    ("largestRadius", "Largest circle"),
    ("largestShare", "Largest share in a circle"),
    ("leastBaseline", "Fewest earlier figures"),
    ("leastDispersion", "Least scatter"),
    ("leastFigures", "Fewest figures"),
    ("leastHistory", "Shortest history"),
    ("leastLogSpread", "Least spread of amounts"),
    ("leastSpread", "Least spread"),
    ("leastYears", "Fewest years"),
    ("level", "Sureness of the interval"),
    ("limit", "Alarm from this mean on"),
    ("limit54", "Fewest cases"),
    ("longest", "Most periods back"),
    ("longestBaseline", "Most earlier periods"),
    ("longestDelay", "Longest delay"),
    ("longestWindow", "Longest cluster"),
    ("lowestLevel", "Lowest level"),
    ("m", "Expected counts"),
    ("meanRun", "Periods between changes"),
    ("method", "Variant"),
    ("minSigma", "Least spread"),
    ("minimumCases", "Fewest cases"),
    ("mode", "Early or sure"),
    ("model", "What the past did"),
    ("mostClusters", "Most clusters"),
    ("mu0", "Mean before"),
    ("nearest", "Nearest places"),
    ("noPeriods", "Seasons in a year"),
    ("now", "Known up to"),
    ("pThresholdTrend", "Keep a trend below p ="),
    ("pastOutbreaks", "Share of past outbreaks"),
    ("pastWeeksNotIncluded", "Newest periods left out"),
    ("period", "Periods"),
    ("plot", "Plot"),
    ("populationOffset", "By population"),
    ("powertrans", "Transformation"),
    ("previousWeight", "Weight of the period before"),
    ("priorPeriods", "Worth of the first guess"),
    ("priorShape", "Shape of the first guess"),
    ("range", "Periods judged"),
    ("recent", "Newest periods together"),
    ("recentExcluded", "Newest periods left out"),
    ("reference", "Excess that adds to the sum"),
    ("replications", "Random repetitions"),
    ("residuals", "What is unexpected, by"),
    ("ret", "Bound shows"),
    ("reweight", "Past outbreaks weigh less"),
    ("scale", "Counts or amounts"),
    ("search", "Search"),
    ("seed", "Seed"),
    ("spreadingRate", "Spreads above"),
    ("statistic", "Statistic"),
    ("theta", "Factor, if known"),
    ("thresholdMethod", "Bound"),
    ("trans", "Standardised by"),
    ("trend", "Trend"),
    ("verbose", "Verbose"),
    ("w", "Weeks either side"),
    ("weight", "Weight of the newest"),
    ("weightsThreshold", "Outbreak from this excess on"),
    ("window", "Periods that delays are learnt from"),
    ("xMax", "Largest bound sought"),
    ("yearsBack", "Most years back"),
];

#[cfg(test)]
mod tests {
    use super::{METHODS, plain_method, plain_setting};
    use crate::run_method::list_methods;

    #[test]
    fn every_method_and_every_setting_has_plain_words() {
        for method in list_methods() {
            assert_ne!(plain_method(method.name), method.name);
            for setting in method.settings {
                assert_ne!(plain_setting(setting.key), setting.key, "{}", method.name);
            }
        }
        for name in [
            "onset",
            "sustained",
            "farrington-flexible",
            "ears-c2",
            "first-seen",
            "step",
            "drift",
            "share",
        ] {
            assert!(METHODS.iter().any(|(known, _)| *known == name), "{name}");
        }
    }
}
