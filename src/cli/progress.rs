//! A progress line on a terminal, shown during builds that take long.

use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::Phase;
use crate::message;
use crate::messages::{Decimal, MessageLanguage};

/// The time after which the progress line appears.
const PATIENCE: Duration = Duration::from_millis(500);

/// Runs `work`. If it takes long, a line on the terminal shows the current phase, and disappears at
/// the end.
pub(super) fn with_progress<T>(
    language: MessageLanguage,
    work: impl FnOnce(Box<dyn Fn(Phase) + Send + Sync>) -> T,
) -> T {
    if !std::io::stderr().is_terminal() {
        return work(Box::new(|_| {}));
    }
    let (sender, receiver) = mpsc::channel();
    let line = std::thread::spawn(move || {
        let started = Instant::now();
        let mut phase = Phase::Reading;
        let mut shown = false;
        loop {
            match receiver.recv_timeout(
                PATIENCE
                    .saturating_sub(started.elapsed())
                    .max(Duration::from_millis(100)),
            ) {
                Ok(next) => phase = next,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if started.elapsed() >= PATIENCE {
                let words = message!(
                    "{phase} … {seconds} s",
                    phase = phase.words(),
                    seconds = Decimal(started.elapsed().as_secs_f64(), 1)
                );
                // A line that cannot be drawn is not an error.
                let _ = write!(std::io::stderr(), "\r\u{1b}[K{}", words.text(language));
                shown = true;
            }
        }
        if shown {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    });
    let outcome = work(Box::new(move |phase| {
        // The thread that draws the line may have ended already.
        let _ = sender.send(phase);
    }));
    let _ = line.join();
    outcome
}
