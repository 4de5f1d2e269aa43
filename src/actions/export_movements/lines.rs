//! The lines of an export in their order, a chunk at a time.

use std::collections::VecDeque;

use chrono::NaiveDate;
use futures_util::Stream;
use futures_util::stream::try_unfold;

use super::Order;
use crate::accounting::export::{Format, Line};
use crate::actions::Error;
use crate::domain::clock::Instant;
use crate::domain::id::PayeeId;
use crate::domain::ledger::Movement;
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
        moments: Lane<Instant>,
        days: Lane<NaiveDate>,
    },
}

/// One of two walks that are merged.
#[derive(Default)]
struct Lane<T> {
    rows: VecDeque<MovementRow>,
    /// The place of the last row that was read.
    last: Option<(T, i64)>,
    ended: bool,
}

impl<T> Lane<T> {
    fn lacks(&self) -> bool {
        self.rows.is_empty() && !self.ended
    }

    fn fill(&mut self, rows: Vec<MovementRow>, at: impl Fn(&Movement) -> Option<T>) {
        self.ended = rows.is_empty();
        self.last = rows.last().and_then(|row| at(&row.entry.movement).zip(Some(row.entry.seq)));
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
                        let rows = store.movements_by_moment(payee, filter, moments.last).await?;
                        moments.fill(rows, |movement| Some(movement.settled_at));
                    }
                    if days.lacks() {
                        let rows = store.movements_by_booking(payee, filter, days.last).await?;
                        days.fill(rows, |movement| movement.booking_date);
                    }
                    let place = |row: &MovementRow| (row.entry.movement.settled_in(zone), row.entry.seq);
                    let (moment, day) = (moments.rows.front().map(place), days.rows.front().map(place));
                    let rows = if day.is_none() || moment.is_some_and(|moment| Some(moment) < day) {
                        &mut moments.rows
                    } else {
                        &mut days.rows
                    };
                    let Some(row) = rows.pop_front() else { break };
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
            let lines = rows.iter().map(|row| Line {
                entry: &row.entry,
                memo: row.memo.as_ref().map(|m| m.as_str()),
                provider_ref: row.provider_ref.as_deref(),
            });
            Ok(Some((format.lines(lines, zone), (walk, true))))
        }
    })
}
