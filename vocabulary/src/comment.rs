//! What a person says about a signal.
//!
//! Answers: which text may stand as a comment. It judges nothing: a verdict is another act.

use jiff::civil::Date;

/// The text of a comment: plain, of several lines if need be, and what is seen is what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentText(String);

/// A text that may not stand as a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoComment {
    /// Nothing is said.
    #[error("a comment needs words")]
    Empty,
    /// Too much is said.
    #[error(
        "a comment has {LONGEST_COMMENT} characters at most; put what is longer into a document"
    )]
    TooLong,
    /// Something is in it that cannot be seen.
    #[error(
        "a comment is plain text of one or several lines: take out control characters, and those that \
         hide text or turn its direction around"
    )]
    NotPlain,
}

impl CommentText {
    /// Reads a text, without the spaces around it; lines end in line feeds.
    ///
    /// # Errors
    /// When it is empty, too long, or holds what cannot be seen.
    pub fn parse(text: &str) -> Result<Self, NoComment> {
        let text = text.replace("\r\n", "\n");
        if text.chars().any(is_hidden) {
            return Err(NoComment::NotPlain);
        }
        let text = text.trim();
        if text.is_empty() {
            return Err(NoComment::Empty);
        }
        if text.chars().count() > LONGEST_COMMENT {
            return Err(NoComment::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a character cannot be seen, or makes others be seen elsewhere than they stand.
fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Embeddings, overrides and isolates.
        '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        // Separators of lines, and marks that nobody sees.
        | '\u{2028}'
        | '\u{2029}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// A comment on one signal, as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalComment {
    /// The signal's name: substance, place, direction, onset and rule version it was opened with.
    pub signal: String,
    /// The day that the run was asked of in which it was seen.
    pub seen_as_of: Date,
    /// What is said.
    pub text: CommentText,
}

/// Characters that a comment may have.
pub const LONGEST_COMMENT: usize = 4_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stands_and_what_hides_does_not() {
        let parse = |text: &str| CommentText::parse(text).map(|text| text.as_str().to_owned());
        assert_eq!(parse(" two\r\nlines \n").as_deref(), Ok("two\nlines"));
        assert_eq!(parse("ärztlich bestätigt, мак, أفيون, \u{200f}x").map(|_| ()), Ok(()));
        assert_eq!(parse("👩\u{200d}🔬 =1+1 <b>").map(|_| ()), Ok(()));
        for empty in ["", " \n\t "] {
            assert_eq!(parse(empty), Err(NoComment::Empty));
        }
        for hidden in [
            "a\u{0}b",
            "a\u{1b}[31m",
            "a\u{202e}b",
            "a\u{2066}b",
            "a\rb",
            "a\u{85}b",
            "a\u{e0041}b",
        ] {
            assert_eq!(parse(hidden), Err(NoComment::NotPlain), "{hidden:?}");
        }
        assert!(parse(&"ä".repeat(LONGEST_COMMENT)).is_ok());
        assert_eq!(parse(&"ä".repeat(LONGEST_COMMENT + 1)), Err(NoComment::TooLong));
        let text = CommentText::parse("a\n b").unwrap();
        assert_eq!(CommentText::parse(text.as_str()), Ok(text), "what is read is read again");
    }
}
