//! The lines of an export in their order, a chunk at a time.

use std::collections::VecDeque;

use futures_util::Stream;
use futures_util::stream::try_unfold;
use tokio::task::JoinHandle;

use super::Order;
use crate::accounting::export::Format;
use crate::actions::Error;
use crate::domain::id::PayeeId;
use crate::domain::ledger::ExportLine;
use crate::domain::zone::Zone;
use crate::store::{self, MovementFilter, MovementPlace, Store};

/// How many lines a chunk of two merged walks holds.
const CHUNK: usize = 1000;

/// A walk over lines: where it is, and what it still has to give.
pub(super) struct Walk {
    store: Store,
    payee: PayeeId,
    filter: MovementFilter,
    lanes: Lanes,
}

enum Lanes {
    One(Lane),
    /// Lines with a moment and lines with a day are walked side by side, each by its own index, and merged.
    Merged {
        moments: Lane,
        days: Lane,
    },
}

/// A walk in the order of one index.
struct Lane {
    rows: VecDeque<ExportLine>,
    /// The place of the last row that was read.
    place: MovementPlace,
    ended: bool,
}

impl Lane {
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

impl Walk {
    pub(super) fn new(store: Store, payee: PayeeId, order: Order, filter: MovementFilter) -> Self {
        let lanes = match order {
            Order::Written => Lanes::One(Lane::at(MovementPlace::Written(None))),
            Order::Settled => Lanes::Merged {
                moments: Lane::at(MovementPlace::Moment(None)),
                days: Lane::at(MovementPlace::Booked(None)),
            },
            Order::After(seq) => Lanes::One(Lane::at(MovementPlace::Number(seq))),
        };
        Self { store, payee, filter, lanes }
    }

    /// The next lines; none at the end.
    async fn next(&mut self, zone: Zone) -> Result<Vec<ExportLine>, store::Error> {
        let Self { store, payee, filter, lanes } = self;
        match lanes {
            Lanes::One(lane) => {
                lane.fill(store, payee, filter).await?;
                Ok(std::mem::take(&mut lane.rows).into())
            }
            Lanes::Merged { moments, days } => {
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
    NotBegun(Box<Walk>),
    Reading(JoinHandle<Result<(Vec<ExportLine>, Walk), store::Error>>),
    Ended,
}

impl Ahead {
    fn read(mut walk: Walk, zone: Zone) -> Self {
        Self::Reading(tokio::spawn(async move {
            let rows = walk.next(zone).await?;
            Ok((rows, walk))
        }))
    }
}

/// The bytes of the file: its beginning, its lines, its end.
pub(super) fn stream(
    walk: Walk,
    format: Box<dyn Format>,
    zone: Zone,
) -> impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<> {
    try_unfold((format, Ahead::NotBegun(Box::new(walk))), move |(mut format, ahead)| async move {
        let reading = match ahead {
            Ahead::NotBegun(walk) => {
                let begin = format.begin();
                return Ok(Some((begin, (format, Ahead::read(*walk, zone)))));
            }
            Ahead::Reading(reading) => reading,
            Ahead::Ended => return Ok(None),
        };
        let read = reading.await.map_err(|e| store::Error::Defect(format!("reading an export: {e}")))?;
        let (rows, walk) = read?;
        if rows.is_empty() {
            let end = format.end();
            return Ok((!end.is_empty()).then_some((end, (format, Ahead::Ended))));
        }
        let ahead = Ahead::read(walk, zone);
        // A task that was just spawned waits for the one that did it, and no other thread takes it: let it ask its database first.
        tokio::task::yield_now().await;
        let lines = format.lines(&rows);
        Ok(Some((lines, (format, ahead))))
    })
}
