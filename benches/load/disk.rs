//! The disk, for what a durable write costs at least.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// The number of writes that are timed.
const WRITES: usize = 201;
/// A page of a database, in bytes.
const PAGE: [u8; 4096] = [0x5a; 4096];

/// The median time of an `fdatasync` after a page was appended to a file in `directory`.
pub fn sync_time(directory: &Path) -> std::io::Result<Duration> {
    let mut file = tempfile::tempfile_in(directory)?;
    let mut times = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        file.write_all(&PAGE)?;
        let begun = Instant::now();
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok(times[WRITES / 2])
}
