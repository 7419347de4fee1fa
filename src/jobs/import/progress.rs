//! The progress bar of a long import: rows a second and the time left, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over the bytes of a file; silent where nothing may be drawn.
pub struct Progress {
    bar: ProgressBar,
    rows: u64,
    began: std::time::Instant,
}

impl Progress {
    pub fn new(bytes: u64, draw: bool) -> Progress {
        let target = if draw { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(bytes), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta}") {
            bar.set_style(style);
        }
        if draw {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Progress { bar, rows: 0, began: std::time::Instant::now() }
    }

    /// So many rows more, so many bytes of the file in all.
    pub fn advance(&mut self, rows: u64, bytes: u64) {
        self.rows += rows;
        self.bar.set_position(bytes);
        let seconds = self.began.elapsed().as_secs().max(1);
        self.bar.set_message(format!("{}/s", self.rows / seconds));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
