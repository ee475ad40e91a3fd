//! A line that tells what a long build is doing, where somebody watches.

use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::Phase;

/// After this time a build says what it is doing, if somebody is watching.
const PATIENCE: Duration = Duration::from_millis(500);

/// Runs `work`; on a terminal, a line tells the phase when it takes long, and goes away in the end.
pub(super) fn with_progress<T>(work: impl FnOnce(Box<dyn Fn(Phase) + Send + Sync>) -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work(Box::new(|_| {}));
    }
    let (sender, receiver) = mpsc::channel();
    let line = std::thread::spawn(move || {
        let begun = Instant::now();
        let mut phase = Phase::Reading;
        let mut shown = false;
        loop {
            match receiver.recv_timeout(
                PATIENCE
                    .saturating_sub(begun.elapsed())
                    .max(Duration::from_millis(100)),
            ) {
                Ok(next) => phase = next,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if begun.elapsed() >= PATIENCE {
                let words = phase.words();
                // A line that cannot be drawn is not worth failing for.
                let _ = write!(
                    std::io::stderr(),
                    "\r\u{1b}[K{words} … {:.1} s",
                    begun.elapsed().as_secs_f64()
                );
                shown = true;
            }
        }
        if shown {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    });
    let outcome = work(Box::new(move |phase| {
        // The line may be gone already; the build does not depend on it.
        let _ = sender.send(phase);
    }));
    let _ = line.join();
    outcome
}
