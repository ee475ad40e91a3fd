//! The duration of each phase of a build, for `--timings`.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::Phase;
use crate::message;
use crate::messages::{Message, MessageLanguage};

/// The time at which each phase began.
pub(super) struct Timings {
    starts: Mutex<Vec<(Message, Instant)>>,
}

impl Timings {
    pub(super) fn begin() -> Timings {
        Timings {
            starts: Mutex::new(vec![(message!("starting"), Instant::now())]),
        }
    }

    /// Records the beginning of a phase.
    pub(super) fn begin_phase(&self, phase: Phase) {
        self.add(phase.words());
    }

    /// Records the beginning of a step that is not a phase of compilation.
    pub(super) fn add(&self, words: Message) {
        let mut starts = self.starts.lock().unwrap_or_else(PoisonError::into_inner);
        starts.push((words, Instant::now()));
    }

    /// Returns a table with the wall-clock time of each phase in milliseconds, and its share of the
    /// total.
    pub(super) fn table(&self, language: MessageLanguage) -> String {
        let end = Instant::now();
        let starts = self.starts.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = starts
            .iter()
            .skip(1)
            .map(|(_, started)| *started)
            .chain([end]);
        let rows: Vec<(String, f64)> = starts
            .iter()
            .zip(ends)
            .map(|((words, started), end)| {
                (
                    words.text(language),
                    end.duration_since(*started).as_secs_f64() * 1000.0,
                )
            })
            .collect();
        let all: f64 = rows.iter().map(|(_, time)| time).sum();
        let mut table = String::new();
        for (words, time) in rows {
            let share = 100.0 * time / all.max(1e-9);
            table.push_str(&format!("{words:<28} {time:>9.1} ms {share:>5.1} %\n"));
        }
        table.push_str(&format!(
            "{:<28} {all:>9.1} ms",
            message!("total").text(language)
        ));
        table
    }
}
