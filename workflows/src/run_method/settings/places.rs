//! Settings of the scans over places and periods.
//!
//! It reads keys; what a value may be is said by the scans themselves.

use signals::{ScanSettings, ScanStatistic, SubsetSettings};

use super::super::MethodError;
use super::{Control, DateUse, Null, refuse};

/// One scan, or one for each period of a range.
#[derive(Debug)]
pub(in super::super) struct ScanCase {
    pub kind: ScanKind,
    /// Most periods that a cluster lasts; `None` for half of those there are.
    pub longest_window: Option<usize>,
    /// A p-value up to this is an alarm.
    pub alpha: f64,
    /// First and last period under test, from 1; the last one alone where absent.
    pub range: Option<(usize, usize)>,
    pub dates: DateUse,
}

/// What a scan looks for; the longest window is a placeholder until the periods are known.
#[derive(Debug)]
pub(in super::super) enum ScanKind {
    Circles(ScanSettings),
    Subsets(SubsetSettings),
}

/// Where and when a scan looks, before it is known what for.
#[derive(Clone, Copy)]
pub(super) struct ScanFrame {
    pub range: Option<(usize, usize)>,
    pub dates: DateUse,
}

impl ScanCase {
    pub(in super::super) fn statistic(&self) -> ScanStatistic {
        match &self.kind {
            ScanKind::Circles(settings) => settings.statistic,
            ScanKind::Subsets(settings) => settings.statistic,
        }
    }
}

impl Control<'_> {
    pub(super) fn scan(&self, frame: ScanFrame) -> Result<ScanCase, MethodError> {
        let seed = self.seed()?;
        let usual = match self.choice("statistic", &[KULLDORFF, EXPECTATION], Null::Refused)? {
            EXPECTATION => ScanSettings::neill_2005(1, seed),
            _ => ScanSettings::kulldorff_2001(1, seed),
        };
        let replications = self.replications(usual.replications)?;
        let settings = ScanSettings {
            largest_share: self.number("largestShare", usual.largest_share)?,
            largest_radius: self.number_or_null("largestRadius")?,
            most_clusters: self.whole("mostClusters", usual.most_clusters as u64, 1, 16_384)?
                as usize,
            replications,
            ..usual
        };
        self.case(ScanKind::Circles(settings), replications, frame)
    }

    pub(super) fn subset_scan(&self, frame: ScanFrame) -> Result<ScanCase, MethodError> {
        let nearest = self.whole("nearest", 10, 1, 16_384)? as usize;
        let usual = SubsetSettings::neill_2012(1, nearest, self.seed()?);
        let replications = self.replications(usual.replications)?;
        let settings = SubsetSettings {
            statistic: match self.choice("statistic", &[EXPECTATION, KULLDORFF], Null::Refused)? {
                KULLDORFF => ScanStatistic::KulldorffPoisson,
                _ => ScanStatistic::ExpectationBasedPoisson,
            },
            largest_radius: self.number_or_null("largestRadius")?,
            replications,
            ..usual
        };
        self.case(ScanKind::Subsets(settings), replications, frame)
    }

    fn case(
        &self,
        kind: ScanKind,
        replications: u32,
        frame: ScanFrame,
    ) -> Result<ScanCase, MethodError> {
        let alpha = self.number("alpha", 0.05)?;
        if !(alpha > 0.0 && alpha < 1.0) {
            let mend = "give a number above 0 and below 1";
            return refuse("control.alpha", format!("{alpha} cannot be used"), mend);
        }
        let least = 1.0 / (f64::from(replications) + 1.0);
        if alpha < least {
            let problem = format!("with {replications} replications no p-value is below {least}");
            return refuse("control.alpha", problem, "give more replications, or a larger alpha");
        }
        let longest_window = match self.number_or_null("longestWindow")? {
            None => None,
            Some(_) => Some(self.whole("longestWindow", 1, 1, 1024)? as usize),
        };
        Ok(ScanCase { kind, longest_window, alpha, range: frame.range, dates: frame.dates })
    }

    fn replications(&self, usual: u32) -> Result<u32, MethodError> {
        Ok(self.whole("replications", u64::from(usual), 1, 999_999)? as u32)
    }

    fn seed(&self) -> Result<u64, MethodError> {
        // The largest number that every writer of JSON keeps exactly.
        self.whole("seed", 1, 0, (1 << 53) - 1)
    }
}

const KULLDORFF: &str = "kulldorff";
const EXPECTATION: &str = "expectationBasedPoisson";
