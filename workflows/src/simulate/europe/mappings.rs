//! The mappings of the synthetic files, written as the shipped ones are.

use super::catalogue::{CHECKING, DEATHS, EMERGENCY, SEIZURES, SOURCES};
use super::measures::{MeasureSource, PRICES, PURITY, TREATMENT};

/// The mapping of a source of events.
pub(crate) fn event_mapping(source: usize, seed: u64) -> String {
    let (what, kind, rest) = match source {
        DEATHS => ("deaths", "case", CASE),
        EMERGENCY => ("emergency presentations", "case", CASE),
        SEIZURES => ("seizures", "seizure", SEIZURE),
        CHECKING => ("drug-checking samples", "sample", SAMPLE),
        _ => ("events", "case", CASE),
    };
    let source = SOURCES[source];
    let head = head(source.name, what, kind, seed);
    format!(
        "{head}absent = \"zero\"
retention_years = 1
indicator = \"{}\"
{HANDLING}
[key]
columns = [\"id\"]

[known_at]
column = \"known_on\"
formats = [\"%Y-%m-%d\"]

[period]
column = \"occurred_on\"
formats = [\"%Y-%m-%d\"]
cadence = \"day\"

# The mark travels with the place's text.
[place]
columns = [\"region\"]
text = [\"synthetic\", \"region\"]

[[substance]]
column = \"substance\"

[[substance]]
column = \"also_found\"
{rest}",
        source.indicator
    )
}

/// The mapping of a source of figures.
pub(crate) fn measure_mapping(source: MeasureSource, seed: u64) -> String {
    let what = if source == PURITY {
        "purity of a gram in the street"
    } else if source == PRICES {
        "price of a gram in the street"
    } else if source == TREATMENT {
        "people who start treatment"
    } else {
        "residues in wastewater"
    };
    let kind = if source == PRICES { "price" } else { "observation" };
    let head = head(source.source, what, kind, seed);
    let indicator = if source == PRICES {
        String::new()
    } else {
        format!("indicator = \"{}\"\n", source.indicator)
    };
    let rest = if source == PRICES {
        PRICE.to_owned()
    } else {
        format!("\n[[measure]]\ncolumn = \"value\"\nunit = \"{}\"\n", source.unit().as_str())
    };
    format!(
        "{head}absent = \"unknown\"
retention_years = 1
{indicator}{HANDLING}
[key]
columns = [\"place\", \"period\", \"substance\"]

[known_at]
column = \"known_on\"
formats = [\"%Y-%m-%d\"]

[period]
column = \"period\"
forms = [\"iso\", \"year\"]

# The mark travels with the place's text.
[place]
columns = [\"place\"]
text = [\"synthetic\", \"place\"]

[[substance]]
column = \"substance\"
{rest}"
    )
}

fn head(source: &str, what: &str, kind: &str, seed: u64) -> String {
    format!(
        "# SYNTHETIC. Made by `watchfire simulate europe --seed {seed}`; nothing in it is real.

source = \"{source}\"
title = \"SYNTHETIC Europe: {what} (seed {seed}; not real)\"
licence = \"SYNTHETIC data, free to use; tells nothing of any country or person\"
kind = \"{kind}\"
coverage = \"world\"
replaces = \"same-keys\"
"
    )
}

const HANDLING: &str = "
[handling]
tlp = \"TLP:CLEAR\"
purposes = [\"public-health\", \"law-enforcement\", \"customs\", \"research\"]
subjects = \"none\"
";

const CASE: &str = "
[case]
occurred_on = { column = \"occurred_on\", formats = [\"%Y-%m-%d\"] }
reported_on = { column = \"known_on\", formats = [\"%Y-%m-%d\"] }
";

const SEIZURE: &str = "
[seizure]
amount = \"amount\"

[seizure.unit]
column = \"unit\"
";

const SAMPLE: &str = "
[sample]
id = [\"id\"]
sold_as = \"sold_as\"
";

const PRICE: &str = "
[price]
typical = \"value\"
currency = \"EUR\"
per = \"g\"
level = \"retail\"
";
