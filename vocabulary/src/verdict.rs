//! What a person makes of a signal.
//!
//! Answers: whether it was real, by whoever looked into it. It does not assess or issue anything: an
//! event or an alert is another act.

use jiff::civil::Date;

/// What a signal turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judged {
    /// Something changed in what the signal is about.
    Real,
    /// Nothing changed: chance, reporting or an error.
    False,
    /// It was looked into and cannot be told.
    Unclear,
}

impl Judged {
    /// Everything that can be said.
    pub const ALL: [Self; 3] = [Self::Real, Self::False, Self::Unclear];

    /// The word for it, as typed, stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::False => "false",
            Self::Unclear => "unclear",
        }
    }

    /// Reads the word that [`Judged::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|judged| judged.as_str() == text)
    }
}

/// A verdict on one signal, as it stands in the ledger; the latest on a signal holds.
///
/// - Shape: a signal keeps its name from run to run, and so does the verdict on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalVerdict {
    /// The signal's name: substance, place, direction, onset and rule version it was opened with.
    pub signal: String,
    /// What it turned out to be.
    pub judged: Judged,
    /// The day that the run was asked of in which it was seen.
    pub seen_as_of: Date,
    /// Why, in words.
    pub because: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip() {
        for judged in Judged::ALL {
            assert_eq!(Judged::parse(judged.as_str()), Some(judged));
        }
        assert_eq!(Judged::parse("true"), None);
    }
}
