//! The lines of an export in their order, a chunk at a time.

use std::collections::VecDeque;

use futures_util::Stream;
use futures_util::stream::try_unfold;

use super::Order;
use crate::accounting::export::{Format, Line};
use crate::actions::Error;
use crate::domain::clock::Instant;
use crate::domain::id::PayeeId;
use crate::domain::zone::Zone;
use crate::store::{self, MovementFilter, MovementRow, Store};

/// How many lines a chunk of two merged walks holds.
const CHUNK: usize = 1000;

/// A walk over lines: where it is, and what it still has to give.
pub(super) struct Walk {
    filter: MovementFilter,
    place: Place,
}

enum Place {
    Written(Option<(Instant, i64)>),
    InLine(i64),
    /// Lines with a moment and lines with a day are walked side by side, each by its own index, and merged.
    Settled {
        moments: Lane,
        days: Lane,
    },
}

/// One of two walks that are merged.
#[derive(Default)]
struct Lane {
    rows: VecDeque<MovementRow>,
    last: Option<MovementRow>,
    ended: bool,
}

impl Lane {
    fn lacks(&self) -> bool {
        self.rows.is_empty() && !self.ended
    }

    fn fill(&mut self, rows: Vec<MovementRow>) {
        self.ended = rows.is_empty();
        self.last = rows.last().cloned();
        self.rows = rows.into();
    }
}

impl Walk {
    pub(super) fn new(order: Order, filter: MovementFilter) -> Self {
        let place = match order {
            Order::Written => Place::Written(None),
            Order::Settled => Place::Settled { moments: Lane::default(), days: Lane::default() },
            Order::After(seq) => Place::InLine(seq),
        };
        Self { filter, place }
    }

    /// The next lines; none at the end.
    async fn next(&mut self, store: &Store, payee: &PayeeId, zone: Zone) -> Result<Vec<MovementRow>, store::Error> {
        let filter = &self.filter;
        match &mut self.place {
            Place::Written(last) => {
                let rows = store.movements_by_writing(payee, filter, *last).await?;
                *last = rows.last().map(|row| (row.entry.movement.created_at, row.entry.seq));
                Ok(rows)
            }
            Place::InLine(seq) => {
                let rows = store.movements_in_line(payee, filter, *seq).await?;
                *seq = rows.last().map_or(*seq, |row| row.entry.seq);
                Ok(rows)
            }
            Place::Settled { moments, days } => {
                let mut merged = Vec::new();
                while merged.len() < CHUNK {
                    if moments.lacks() {
                        let last = moments.last.as_ref().map(|row| (row.entry.movement.settled_at, row.entry.seq));
                        moments.fill(store.movements_by_moment(payee, filter, last).await?);
                    }
                    if days.lacks() {
                        let last = days.last.as_ref();
                        let last = last.and_then(|row| row.entry.movement.booking_date.zip(Some(row.entry.seq)));
                        days.fill(store.movements_by_booking(payee, filter, last).await?);
                    }
                    let place = |row: &MovementRow| (row.entry.movement.settled_in(zone), row.entry.seq);
                    let (moment, day) = (moments.rows.front().map(place), days.rows.front().map(place));
                    let lane = if day.is_none() || moment.is_some_and(|moment| Some(moment) < day) {
                        &mut *moments
                    } else {
                        &mut *days
                    };
                    let Some(row) = lane.rows.pop_front() else { break };
                    merged.push(row);
                }
                Ok(merged)
            }
        }
    }
}

/// The head of the file, then its lines.
pub(super) fn stream(
    store: Store,
    payee: PayeeId,
    walk: Walk,
    format: Format,
    zone: Zone,
) -> impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<> {
    try_unfold((walk, false), move |(mut walk, begun)| {
        let (store, payee) = (store.clone(), payee.clone());
        async move {
            if !begun {
                return Ok(Some((format.head(), (walk, true))));
            }
            let rows = walk.next(&store, &payee, zone).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            let lines = rows.iter().map(|row| Line { entry: &row.entry, memo: row.memo.as_ref().map(|m| m.as_str()) });
            Ok(Some((format.lines(lines, zone), (walk, true))))
        }
    })
}
