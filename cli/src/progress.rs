//! A sign of life on a terminal while long work runs; nothing in a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Shows `what` with a turning sign on standard error until it is dropped.
pub struct Progress(ProgressBar);

impl Progress {
    /// Starts showing.
    pub fn on(what: String) -> Self {
        // Indicatif draws nothing where standard error is no terminal.
        let bar = ProgressBar::new_spinner().with_message(what);
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Starts showing, with a bar once it is known how much there is.
    pub fn of_bytes(what: String) -> Self {
        let style = ProgressStyle::with_template("{spinner} {msg} {bar:30} {percent}% {eta}");
        let progress = Self::on(what);
        if let Ok(style) = style {
            progress.0.set_style(style);
        }
        progress
    }

    /// Moves the bar.
    pub fn at(&self, done: u64, of: u64) {
        self.0.set_length(of);
        self.0.set_position(done);
    }

    /// Says how far it has come.
    pub fn says(&self, what: String) {
        self.0.set_message(what);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
