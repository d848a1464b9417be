//! One choice of a proposal: what was chosen, why, how sure that is, and cells that show it.

/// How sure a choice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The file's own bytes or cells leave no other reading.
    Sure,
    /// Most cells fit it.
    Likely,
    /// Nothing in the file tells: a person must decide.
    Guess,
}

impl Confidence {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Guess => "guess",
        }
    }
}

/// One choice of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What was to be chosen, such as `period`.
    pub what: String,
    /// What was chosen.
    pub proposal: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why.
    pub because: String,
    /// Cells of the file that show it.
    pub examples: Vec<String>,
}

impl Said {
    /// A choice without examples.
    pub(crate) fn new(what: &str, proposal: &str, confidence: Confidence, because: &str) -> Self {
        let [what, proposal, because] = [what, proposal, because].map(str::to_owned);
        Self { what, proposal, confidence, because, examples: Vec::new() }
    }

    /// Whether a person must decide.
    pub(crate) fn is_open(&self) -> bool {
        self.confidence == Confidence::Guess
    }

    /// The same with cells that show it.
    #[must_use]
    pub(crate) fn with_examples(mut self, examples: Vec<String>) -> Self {
        self.examples = examples.into_iter().map(|text| text.chars().take(60).collect()).collect();
        self
    }
}
