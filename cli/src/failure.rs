//! How a command ends when it fails: one message, one status.

use crate::output::visible;
use std::error::Error;

use store::lock::LockError;
use store::node::NodeError;

/// A message for a person and an exit status.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong and what to do.
    pub message: String,
    /// 2: bad input or arguments. 3: another process writes. 1: anything else.
    pub status: u8,
}

impl Failure {
    /// The input or the arguments are at fault.
    pub fn bad_input(message: impl Into<String>) -> Self {
        Self { message: message.into(), status: 2 }
    }

    /// Something else went wrong.
    pub fn other(message: impl Into<String>) -> Self {
        Self { message: message.into(), status: 1 }
    }

    /// Prints the message to standard error.
    pub fn print(&self) {
        eprintln!("error: {}", visible(&self.message));
    }
}

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Self {
        let status = match &error {
            NodeError::Lock(LockError::Held { .. }) => 3,
            NodeError::NoNode(_) | NodeError::NotEmpty(_) => 2,
            _ => 1,
        };
        Self { message: error.to_string(), status }
    }
}

/// For `map_err`: any error that is not the input's fault.
pub fn other(error: impl Error) -> Failure {
    Failure::other(error.to_string())
}

/// For `map_err`: any error that is the input's fault.
pub fn bad_input(error: impl Error) -> Failure {
    Failure::bad_input(error.to_string())
}
