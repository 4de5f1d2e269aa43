//! The lines of an export in order, read in chunks.

use std::collections::VecDeque;
use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures_util::Stream;
use futures_util::stream::try_unfold;
use tokio::task::JoinHandle;

use super::ExportOrder;
use crate::accounting::export::{FileEnd, Format, FormatError};
use crate::actions::Error;
use crate::domain::id::{BatchId, PayeeId};
use crate::domain::ledger::{Batch, ExportLine};
use crate::domain::zone::Zone;
use crate::store::{self, MovementFilter, MovementPlace, Store};

/// The number of lines per chunk of two merged scans.
const CHUNK: usize = 1000;

/// The bytes of a finished file that are sent at a time.
const FILE_CHUNK: usize = 64 * 1024;

/// The number of lines that were read for a file so far. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct LinesRead(Arc<AtomicI64>);

impl LinesRead {
    /// Adds lines.
    pub fn add(&self, lines: usize) {
        self.0.fetch_add(i64::try_from(lines).unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    /// The number of lines.
    pub fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A reader of an export's lines.
pub(in crate::actions::books) struct LineReader {
    store: Store,
    payee: PayeeId,
    filter: MovementFilter,
    scans: IndexScans,
    /// The batch whose lines are read. They have its id, and no memo: that may be erased, and a batch's bytes never change.
    batch: Option<BatchId>,
    read: LinesRead,
}

enum IndexScans {
    One(IndexScan),
    /// Lines with a timestamp and lines with a day are read by an index each, and merged.
    Merged {
        moments: IndexScan,
        days: IndexScan,
    },
}

/// A scan in the order of one index.
struct IndexScan {
    rows: VecDeque<ExportLine>,
    /// The position of the last row that was read.
    place: MovementPlace,
    ended: bool,
}

impl IndexScan {
    fn at(place: MovementPlace) -> Self {
        Self { rows: VecDeque::new(), place, ended: false }
    }

    /// Reads the next rows if none are buffered.
    async fn fill(&mut self, store: &Store, payee: &PayeeId, filter: &MovementFilter) -> Result<(), store::Error> {
        if self.rows.is_empty() && !self.ended {
            let rows = store.movements(payee, filter, self.place).await?;
            self.ended = rows.is_empty();
            self.place = rows.last().map_or(self.place, |row| self.place.of(row));
            self.rows = rows.into();
        }
        Ok(())
    }
}

impl LineReader {
    pub(in crate::actions::books) fn new(
        store: Store,
        payee: PayeeId,
        order: ExportOrder,
        filter: MovementFilter,
    ) -> Self {
        let scans = match order {
            ExportOrder::Accounting => IndexScans::One(IndexScan::at(MovementPlace::Accounting(None))),
            ExportOrder::Written => IndexScans::One(IndexScan::at(MovementPlace::Written(None))),
            ExportOrder::Settled => IndexScans::Merged {
                moments: IndexScan::at(MovementPlace::Moment(None)),
                days: IndexScan::at(MovementPlace::Booked(None)),
            },
            ExportOrder::After(seq) => IndexScans::One(IndexScan::at(MovementPlace::Number(seq))),
        };
        Self { store, payee, filter, scans, batch: None, read: LinesRead::default() }
    }

    /// A reader of a batch's lines, narrowed by `filter`.
    pub(in crate::actions::books) fn of_batch(store: Store, batch: &Batch, filter: MovementFilter) -> Self {
        let order = ExportOrder::After(batch.from_seq - 1);
        Self { batch: Some(batch.id.clone()), ..Self::new(store, batch.payee_id.clone(), order, filter) }
    }

    /// The counter of the lines that this reader reads.
    pub(in crate::actions::books) fn lines_read(&self) -> LinesRead {
        self.read.clone()
    }

    /// The next lines; empty at the end.
    pub(in crate::actions::books) async fn next(&mut self, zone: Zone) -> Result<Vec<ExportLine>, store::Error> {
        let mut lines = self.read(zone).await?;
        self.read.add(lines.len());
        if let Some(batch) = &self.batch {
            for line in &mut lines {
                line.memo = None;
                line.batch_id = Some(batch.to_string());
            }
        }
        Ok(lines)
    }

    async fn read(&mut self, zone: Zone) -> Result<Vec<ExportLine>, store::Error> {
        let Self { store, payee, filter, scans, batch: _, read: _ } = self;
        match scans {
            IndexScans::One(scan) => {
                scan.fill(store, payee, filter).await?;
                Ok(std::mem::take(&mut scan.rows).into())
            }
            IndexScans::Merged { moments, days } => {
                let mut merged = Vec::with_capacity(CHUNK);
                while merged.len() < CHUNK {
                    moments.fill(store, payee, filter).await?;
                    days.fill(store, payee, filter).await?;
                    let place = |row: &ExportLine| (row.settled_in(zone), row.seq);
                    let (moment, day) = (moments.rows.front().map(place), days.rows.front().map(place));
                    let is_moment = day.is_none() || moment.is_some_and(|moment| Some(moment) < day);
                    let rows = if is_moment { &mut moments.rows } else { &mut days.rows };
                    let Some(row) = rows.pop_front() else { break };
                    merged.push(row);
                }
                Ok(merged)
            }
        }
    }
}

/// A reader that reads the next lines while the current ones are written and sent.
enum Ahead {
    NotBegun(Box<LineReader>),
    Reading(JoinHandle<Result<(Vec<ExportLine>, LineReader), store::Error>>),
    /// The lines are written, and the rest of the file is to be sent.
    Finished(std::fs::File),
    Ended,
}

impl Ahead {
    fn read(mut reader: LineReader, zone: Zone) -> Self {
        Self::Reading(tokio::spawn(async move {
            let rows = reader.next(zone).await?;
            Ok((rows, reader))
        }))
    }
}

/// The file's bytes: header, lines, trailer.
pub(in crate::actions::books) fn stream(
    reader: LineReader,
    format: Box<dyn Format>,
    zone: Zone,
) -> impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<> {
    try_unfold((format, Ahead::NotBegun(Box::new(reader))), move |(mut format, ahead)| async move {
        let reading = match ahead {
            Ahead::NotBegun(reader) => {
                let begin = format.begin();
                return Ok(Some((begin, (format, Ahead::read(*reader, zone)))));
            }
            Ahead::Reading(reading) => reading,
            Ahead::Finished(file) => return rest(file, format).await,
            Ahead::Ended => return Ok(None),
        };
        let read = reading.await.map_err(|e| store::Error::Defect(format!("reading an export: {e}")))?;
        let (rows, reader) = read?;
        if rows.is_empty() {
            // A workbook is compressed here, which may take seconds.
            let ending = tokio::task::spawn_blocking(move || (format.end(), format));
            let (end, format) = ending.await.map_err(|e| unwritten(std::io::Error::other(e)))?;
            return match end.map_err(unwritten)? {
                FileEnd::Bytes(bytes) => Ok((!bytes.is_empty()).then_some((bytes, (format, Ahead::Ended)))),
                FileEnd::File(file) => rest(file, format).await,
            };
        }
        let ahead = Ahead::read(reader, zone);
        // A spawned task waits in this worker's own queue, where no other thread takes it, so it gets a turn to send its query first.
        tokio::task::yield_now().await;
        let lines = format.lines(&rows).map_err(refused)?;
        Ok(Some((lines, (format, ahead))))
    })
}

/// A part of a stream, and the state after it.
type StreamStep = Option<(Vec<u8>, (Box<dyn Format>, Ahead))>;

/// The next bytes of a finished file.
async fn rest(mut file: std::fs::File, format: Box<dyn Format>) -> Result<StreamStep, Error> {
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::with_capacity(FILE_CHUNK);
        std::io::Read::take(&mut file, FILE_CHUNK.try_into().unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
        Ok((bytes, file))
    });
    let (bytes, file) = read.await.map_err(|e| unwritten(std::io::Error::other(e)))?.map_err(unwritten)?;
    Ok((!bytes.is_empty()).then_some((bytes, (format, Ahead::Finished(file)))))
}

/// Tries the lines against a format that may refuse one of them, so that nothing is sent of a file that can't be written whole.
///
/// # Errors
/// [`Error::Invalid`] on the field `format`.
pub(in crate::actions::books) async fn try_whole(
    mut reader: LineReader,
    mut format: Box<dyn Format>,
    zone: Zone,
) -> Result<(), Error> {
    format.begin();
    loop {
        let rows = reader.next(zone).await?;
        if rows.is_empty() {
            return Ok(());
        }
        format.lines(&rows).map_err(refused)?;
    }
}

fn refused(error: FormatError) -> Error {
    Error::field("format", "does_not_fit", error.to_string())
}

fn unwritten(error: std::io::Error) -> Error {
    store::Error::Defect(format!("writing an export: {error}")).into()
}
