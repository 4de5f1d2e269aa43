//! A hundred entries of a file, in one transaction.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;

use super::decide::{Decider, Verdict};
use super::facts::Facts;
use super::refusal::Refusal;
use crate::accounting::statement::{EntryItem, Fingerprint};
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::EntryId;
use crate::domain::payee::Payee;
use crate::domain::statement::EntryState;
use crate::store::{self, EntryCounts, KnownEntry, NewEntry, PrintKind, Prints, StatementRow, Tx};

/// The days within which two entries with one reference of the bank are one. Some banks begin anew with their numbers.
const ONE_REFERENCE: TimeDelta = TimeDelta::days(31);

/// Entries of a statement, in the file's order.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub statement: StatementRow,
    /// The place of the first one in the file, from 1.
    pub first: i64,
    pub items: Vec<EntryItem>,
    /// True for the first chunk, and for every chunk of a dry run, of which nothing stays.
    pub stores_statement: bool,
    pub is_dry: bool,
}

/// The statement's numbers after a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct ChunkOutcome {
    pub counts: EntryCounts,
    pub duplicates: i64,
}

/// The reasons to roll back.
enum Stop {
    /// Nothing was to be written.
    Dry(ChunkOutcome),
    Failed(Error),
}

impl From<store::Error> for Stop {
    fn from(e: store::Error) -> Self {
        Self::Failed(e.into())
    }
}

/// Decides the entries of a chunk in one transaction.
pub(super) async fn decide(ctx: &Context, payee: &Payee, chunk: Chunk) -> Result<ChunkOutcome, Error> {
    let (ours, payee) = (ctx.clone(), payee.clone());
    let is_dry = chunk.is_dry;
    let done = ctx
        .store
        .write(move |mut tx| {
            Box::pin(async move {
                let outcome = run(&mut tx, &ours, &payee, chunk).await.map_err(Stop::Failed)?;
                if is_dry { Err(Stop::Dry(outcome)) } else { Ok(outcome) }
            })
        })
        .await;
    match done {
        Ok(outcome) | Err(Stop::Dry(outcome)) => Ok(outcome),
        Err(Stop::Failed(error)) => Err(error),
    }
}

async fn run(tx: &mut Tx<'_>, ctx: &Context, payee: &Payee, chunk: Chunk) -> Result<ChunkOutcome, Error> {
    let Chunk { statement, first, items, stores_statement, is_dry: _ } = chunk;
    let now = ctx.clock.now();
    if !tx.hold_statements(&payee.id).await? {
        return Err(store::Error::Defect("a payee has no key of statements".into()).into());
    }
    let nothing_found = || store::Error::Defect("a statement is gone while it is imported".into());
    if stores_statement {
        tx.insert_statement(&payee.id, &statement).await?;
    } else if tx.statement(&payee.id, &statement.id).await?.ok_or_else(nothing_found)?.undone_at.is_some() {
        // Somebody undid the import while it went on: what it would book now would stay.
        return Err(Refusal::Undone.into());
    }
    let mut known = Known::load(tx, payee, &items).await?;
    let mut numbered = Vec::with_capacity(items.len());
    let mut duplicates = 0;
    for (position, item) in (first..).zip(items) {
        if known.takes(tx, payee, &item, now).await? {
            numbered.push((position, item));
        } else {
            duplicates += 1;
        }
    }
    let facts = Facts::load(tx, &payee.id, numbered.iter().map(|(_, item)| item)).await?;
    let mut counts = EntryCounts::default();
    let mut waiting: Vec<NewEntry> = Vec::new();
    for (position, item) in numbered {
        let id = EntryId::draw(&ctx.chance);
        // A reversal looks for the entries before it.
        if item.reversal {
            tx.insert_entries(&payee.id, &statement.id, &waiting, now).await?;
            waiting.clear();
        }
        let mut decider = Decider { tx, ctx, payee, statement: &statement.id, format: &statement.format, now };
        let Verdict { state, suggestions, matches } = decider.decide(&id, &item, &facts).await?;
        counts.add(state, 1);
        waiting.push(NewEntry {
            id,
            position,
            currency: item.currency,
            amount: item.amount,
            booking_date: item.booking_date,
            value_date: item.value_date,
            fee: item.fee,
            bank_ref: item.bank_ref.as_deref().map(str::to_owned),
            reversal: item.reversal,
            ordinal: known.next_ordinal(&item),
            prints: prints(&item),
            state,
            suggestions,
        });
        // Later entries look at what earlier ones are the evidence of.
        if !matches.is_empty() {
            tx.insert_entries(&payee.id, &statement.id, &waiting, now).await?;
            waiting.clear();
            for found in &matches {
                tx.insert_match(found).await?;
            }
        }
    }
    tx.insert_entries(&payee.id, &statement.id, &waiting, now).await?;
    tx.count_entries(&statement.id, counts, duplicates).await?;
    // Read from the row: a decision may have moved an earlier entry of the statement.
    let row = tx.statement(&payee.id, &statement.id).await?.ok_or_else(nothing_found)?;
    Ok(ChunkOutcome { counts: row.counts, duplicates: row.duplicates })
}

fn prints(item: &EntryItem) -> Prints {
    Prints {
        strong: item.strong.map(Fingerprint::to_hex),
        weak: item.weak.to_hex(),
        parent: item.parent.map(Fingerprint::to_hex),
    }
}

/// The entries that are stored already.
struct Known {
    strong: HashMap<String, KnownEntry>,
    weak: HashMap<String, KnownEntry>,
    /// The weak ones without a strong fingerprint.
    weak_alone: HashMap<String, KnownEntry>,
    /// Batches of which single payments are stored.
    parents: HashMap<String, KnownEntry>,
    ordinals: HashMap<String, i64>,
    /// Batches that are booked as a whole, so that their single payments aren't booked again; and batches that were replaced.
    booked: HashSet<String>,
    replaced: HashSet<String>,
}

impl Known {
    async fn load(tx: &mut Tx<'_>, payee: &Payee, items: &[EntryItem]) -> Result<Self, Error> {
        let prints: Vec<Prints> = items.iter().map(prints).collect();
        let weak: Vec<&str> = prints.iter().map(|prints| prints.weak.as_str()).collect();
        let strong: Vec<&str> = prints.iter().filter_map(|prints| prints.strong.as_deref()).collect();
        let id = &payee.id;
        Ok(Self {
            strong: tx.known_entries(id, PrintKind::Strong, &strong).await?,
            weak: tx.known_entries(id, PrintKind::Weak, &weak).await?,
            weak_alone: tx.known_entries(id, PrintKind::WeakAlone, &weak).await?,
            parents: tx.known_entries(id, PrintKind::Parent, &strong).await?,
            ordinals: tx.last_ordinals(id, &weak).await?,
            booked: HashSet::new(),
            replaced: HashSet::new(),
        })
    }

    /// Returns whether an item is new, and counts it. The nth of its like is known if n are stored.
    async fn takes(&mut self, tx: &mut Tx<'_>, payee: &Payee, item: &EntryItem, now: Timestamp) -> Result<bool, Error> {
        let Prints { strong, weak, parent } = prints(item);
        let has = |map: &HashMap<String, KnownEntry>, print: &str, place: i64| {
            map.get(print).is_some_and(|known| known.count >= place)
        };
        // Some banks begin anew with their numbers, so a reference names one entry near its day only. Without a reference in both files,
        // the rest of the entry has to do.
        let is_known = match &strong {
            Some(strong) => {
                let near = self
                    .strong
                    .get(strong)
                    .filter(|known| (-ONE_REFERENCE..=ONE_REFERENCE).contains(&(item.booking_date - known.last_day)));
                near.is_some_and(|known| known.count >= item.strong_place)
                    || has(&self.weak_alone, &weak, item.weak_place)
                    || self.parents.contains_key(strong)
            }
            None => has(&self.weak, &weak, item.weak_place),
        };
        if is_known {
            return Ok(false);
        }
        // Asked last: it reads rows, and may take a batch back that gives way to its single payments.
        if let Some(parent) = parent
            && self.is_booked_whole(tx, payee, parent, now).await?
        {
            return Ok(false);
        }
        let day = item.booking_date;
        let count = |map: &mut HashMap<String, KnownEntry>, print: &str| {
            let known = map.entry(print.to_owned()).or_insert_with(|| KnownEntry {
                print: print.to_owned(),
                count: 0,
                last_day: day,
            });
            known.count += 1;
            known.last_day = known.last_day.max(day);
        };
        count(&mut self.weak, &weak);
        match &strong {
            Some(strong) => count(&mut self.strong, strong),
            None => count(&mut self.weak_alone, &weak),
        }
        Ok(true)
    }

    /// Returns whether a batch is booked as one entry. One that is stored and not booked gives way to its single payments.
    async fn is_booked_whole(
        &mut self,
        tx: &mut Tx<'_>,
        payee: &Payee,
        parent: String,
        now: Timestamp,
    ) -> Result<bool, Error> {
        if self.booked.contains(&parent) || self.replaced.contains(&parent) {
            return Ok(self.booked.contains(&parent));
        }
        for batch in tx.entries_by_strong(&payee.id, &parent).await? {
            match batch.state {
                EntryState::Matched => {
                    self.booked.insert(parent);
                    return Ok(true);
                }
                EntryState::Suggested | EntryState::Unmatched | EntryState::Dismissed => {
                    tx.move_entry(&batch, EntryState::Replaced, now).await?;
                }
                EntryState::Outgoing | EntryState::Replaced | EntryState::Undone => {}
            }
        }
        self.replaced.insert(parent);
        Ok(false)
    }

    fn next_ordinal(&mut self, item: &EntryItem) -> i64 {
        let ordinal = self.ordinals.entry(item.weak.to_hex()).or_insert(0);
        *ordinal += 1;
        *ordinal
    }
}
