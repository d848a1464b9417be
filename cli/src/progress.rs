//! A sign of life on a terminal while long work runs; nothing in a pipe.

use std::time::Duration;

use indicatif::ProgressBar;

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
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
