//! File metadata that shows whether a file has changed.

use std::fs;
use std::time::SystemTime;

/// The identity and version of a file, from its metadata. Like git's index, it has more than size
/// and mtime, because programs can easily restore these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FileStamp {
    pub size: u64,
    /// mtime in nanoseconds since 1970.
    pub modified: i128,
    /// ctime in nanoseconds since 1970. The system sets it, and programs cannot.
    pub changed: i128,
    pub inode: u64,
    pub device: u64,
}

/// One second in nanoseconds.
const SECOND: i128 = 1_000_000_000;

impl FileStamp {
    #[cfg(unix)]
    pub fn from_metadata(about: &fs::Metadata) -> FileStamp {
        use std::os::unix::fs::MetadataExt as _;
        FileStamp {
            size: about.len(),
            modified: i128::from(about.mtime()) * SECOND + i128::from(about.mtime_nsec()),
            changed: i128::from(about.ctime()) * SECOND + i128::from(about.ctime_nsec()),
            inode: about.ino(),
            device: about.dev(),
        }
    }

    #[cfg(not(unix))]
    pub fn from_metadata(about: &fs::Metadata) -> FileStamp {
        let since = |time: std::io::Result<SystemTime>| time.map_or(0, nanoseconds);
        FileStamp {
            size: about.len(),
            modified: since(about.modified()),
            changed: since(about.modified()).max(since(about.created())),
            inode: 0,
            device: 0,
        }
    }

    /// Whether a change at time `now` could leave this stamp unchanged, because the timestamps of
    /// file systems are coarse.
    pub fn is_fresh(&self, now: SystemTime) -> bool {
        let last = self.modified.max(self.changed);
        let step = if last % SECOND == 0 {
            2 * SECOND
        } else {
            SECOND / 20
        };
        last + step >= nanoseconds(now)
    }

    /// Whether the other stamp is that of the same file with the same bytes, perhaps under another
    /// name. Moving a file changes only its ctime.
    pub fn is_moved(&self, other: &FileStamp) -> bool {
        let changed = other.changed;
        FileStamp { changed, ..*self } == *other
    }
}

fn nanoseconds(time: SystemTime) -> i128 {
    let signed = |nanoseconds: u128| i128::try_from(nanoseconds).unwrap_or(i128::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => signed(since.as_nanos()),
        Err(before) => -signed(before.duration().as_nanos()),
    }
}
