//! The token of a node that one person runs for themselves: whoever has it sits at the node.
//!
//! It opens nothing once there are accounts.

use std::fmt;
use std::hint::black_box;
use std::sync::Arc;

/// A secret of 256 bits, as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Arc<str>);

impl Token {
    /// A token from random bytes.
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        let digit = |half: u8| char::from_digit(half.into(), 16).expect("half a byte is one digit");
        let digits = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        Self(digits.collect::<String>().into())
    }

    /// The secret itself, for the one who started the server.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether a text is the token.
    ///
    /// - Cost: the same for every text of the right length, so that no digit can be guessed by time.
    pub(crate) fn is(&self, given: &str) -> bool {
        let (given, own) = (given.as_bytes(), self.0.as_bytes());
        let differing =
            given.iter().zip(own).fold(0, |differing, (a, b)| black_box(differing | (a ^ b)));
        given.len() == own.len() && differing == 0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_is_the_token() {
        let token = Token::from_random(&[0xa5; 32]);
        let own = token.reveal().to_owned();
        assert_eq!(own.len(), 64);
        assert!(token.is(&own));
        for other in
            ["", "a5", &own[..63], &format!("{own}a"), &own.to_uppercase(), &own.replace('5', "4")]
        {
            assert!(!token.is(other), "{other}");
        }
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}
