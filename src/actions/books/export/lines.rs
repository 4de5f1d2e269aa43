//! The lines of an export in their order, a chunk at a time.

use std::collections::VecDeque;

use futures_util::Stream;
use futures_util::stream::try_unfold;
use tokio::task::JoinHandle;

use super::ExportOrder;
use crate::accounting::export::Format;
use crate::actions::Error;
use crate::domain::id::PayeeId;
use crate::domain::ledger::ExportLine;
use crate::domain::zone::Zone;
use crate::store::{self, MovementFilter, MovementPlace, Store};

/// How many lines a chunk of two merged walks holds.
const CHUNK: usize = 1000;

/// A walk over lines: where it is, and what it still has to give.
pub(super) struct LineReader {
    store: Store,
    payee: PayeeId,
    filter: MovementFilter,
    scans: IndexScans,
}

enum IndexScans {
    One(IndexScan),
    /// Lines with a moment and lines with a day are walked side by side, each by its own index, and merged.
    Merged {
        moments: IndexScan,
        days: IndexScan,
    },
}

/// A walk in the order of one index.
struct IndexScan {
    rows: VecDeque<ExportLine>,
    /// The place of the last row that was read.
    place: MovementPlace,
    ended: bool,
}

impl IndexScan {
    fn at(place: MovementPlace) -> Self {
        Self { rows: VecDeque::new(), place, ended: false }
    }

    /// Reads the next rows where there are none left.
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
    pub(super) fn new(store: Store, payee: PayeeId, order: ExportOrder, filter: MovementFilter) -> Self {
        let scans = match order {
            ExportOrder::Written => IndexScans::One(IndexScan::at(MovementPlace::Written(None))),
            ExportOrder::Settled => IndexScans::Merged {
                moments: IndexScan::at(MovementPlace::Moment(None)),
                days: IndexScan::at(MovementPlace::Booked(None)),
            },
            ExportOrder::After(seq) => IndexScans::One(IndexScan::at(MovementPlace::Number(seq))),
        };
        Self { store, payee, filter, scans }
    }

    /// The next lines; none at the end.
    async fn next(&mut self, zone: Zone) -> Result<Vec<ExportLine>, store::Error> {
        let Self { store, payee, filter, scans } = self;
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

/// A walk whose next lines are read while those before them are written and sent.
enum Ahead {
    NotBegun(Box<LineReader>),
    Reading(JoinHandle<Result<(Vec<ExportLine>, LineReader), store::Error>>),
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

/// The bytes of the file: its beginning, its lines, its end.
pub(super) fn stream(
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
            Ahead::Ended => return Ok(None),
        };
        let read = reading.await.map_err(|e| store::Error::Defect(format!("reading an export: {e}")))?;
        let (rows, reader) = read?;
        if rows.is_empty() {
            let end = format.end();
            return Ok((!end.is_empty()).then_some((end, (format, Ahead::Ended))));
        }
        let ahead = Ahead::read(reader, zone);
        // A task that was just spawned waits for the one that did it, and no other thread takes it: let it ask its database first.
        tokio::task::yield_now().await;
        let lines = format.lines(&rows);
        Ok(Some((lines, (format, ahead))))
    })
}
