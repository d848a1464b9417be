//! C1, C2 and C3 give what R surveillance 1.20.3 gives, on a series simulated for this test.

use crate::golden::{Table, assert_near};
use signals::{EarsSettings, ears};

fn check(file: &str, settings: &EarsSettings) {
    let table = Table::parse(file);
    let counts = table.counts();
    let (bounds, alarms) = (table.column("upperbound"), table.column("alarm"));
    let evaluated = settings.first_position()..counts.len();
    for assessment in ears(&counts, evaluated, settings).expect("the reference ran") {
        let t = assessment.position;
        assert_near(assessment.upper_bound, bounds[t], &format!("bound of t {}", t + 1));
        let alarm = assessment.alarm.map_or("", |alarm| if alarm { "1" } else { "0" });
        assert_eq!(alarm, alarms[t], "alarm of t {}", t + 1);
    }
}

macro_rules! golden_file {
    ($name:literal) => {
        include_str!(concat!("../../../golden/ears/", $name))
    };
}

#[test]
fn published_settings() {
    check(golden_file!("c1_published.csv"), &EarsSettings::c1());
    check(golden_file!("c2_published.csv"), &EarsSettings::c2());
    check(golden_file!("c3_published.csv"), &EarsSettings::c3());
}

#[test]
fn a_wide_baseline_with_a_least_deviation() {
    let wide =
        |settings| EarsSettings { baseline: 14, minimum_sigma: 0.5, alpha: 0.01, ..settings };
    check(golden_file!("c1_wide.csv"), &wide(EarsSettings::c1()));
    check(golden_file!("c2_wide.csv"), &wide(EarsSettings::c2()));
    check(golden_file!("c3_wide.csv"), &wide(EarsSettings::c3()));
}
