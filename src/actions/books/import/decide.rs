//! Decides an entry inside of a transaction, and books its money.

use chrono::NaiveDate;

use super::facts::{Facts, Hit, kept};
use super::recorded::{around, is_near, may_be};
use crate::accounting::matching::{Candidate, Decision, FoundBy, Incoming, Similar, by_amount, by_reference, window};
use crate::accounting::statement::{EntryItem, Reference, ReferenceWords};
use crate::actions::settle::{StatementMoney, can_be_taken, reverse_by_statement, settle_by_statement};
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::{EntryId, PaymentId, StatementId};
use crate::domain::money::currency::Currency;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::payee::Payee;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::statement::{EntryState, Reason, Suggestion};
use crate::store::{EntryMatch, EntryRow, Tx};

/// The outcome for one entry.
#[derive(Debug)]
pub(super) struct Verdict {
    pub state: EntryState,
    pub suggestions: Vec<Suggestion>,
    /// To be stored behind the entry.
    pub matches: Vec<EntryMatch>,
}

impl Verdict {
    fn of(state: EntryState) -> Self {
        Self { state, suggestions: Vec::new(), matches: Vec::new() }
    }

    fn matched(matches: Vec<EntryMatch>) -> Self {
        Self { matches, ..Self::of(EntryState::Matched) }
    }

    fn suggested(suggestions: Vec<Suggestion>) -> Self {
        let state = if suggestions.is_empty() { EntryState::Unmatched } else { EntryState::Suggested };
        Self { suggestions, ..Self::of(state) }
    }
}

/// A payment that was recorded before the bank showed its money.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// The payment that is this money.
    pub same: Option<PaymentId>,
    /// True if one may be this money, or other money of the same amount.
    pub perhaps: bool,
}

/// Decides entries of one statement of a payee.
pub(super) struct Decider<'a, 'c> {
    pub tx: &'a mut Tx<'c>,
    pub ctx: &'a Context,
    pub payee: &'a Payee,
    pub statement: &'a StatementId,
    pub format: &'a str,
    pub now: Timestamp,
}

impl Decider<'_, '_> {
    /// Decides a new entry.
    pub async fn decide(&mut self, id: &EntryId, item: &EntryItem, facts: &Facts) -> Result<Verdict, Error> {
        match (item.amount, item.reversal) {
            (1..=MAX_MINOR, false) => self.arrived(id, item, facts).await,
            (amount, true) if (-MAX_MINOR..0).contains(&amount) => self.taken_back(id, item, facts).await,
            (1.., false) => Ok(Verdict::of(EntryState::Unmatched)),
            // What the payee paid, and what came back of that.
            _ => Ok(Verdict::of(EntryState::Outgoing)),
        }
    }

    async fn arrived(&mut self, id: &EntryId, item: &EntryItem, facts: &Facts) -> Result<Verdict, Error> {
        let incoming = Incoming {
            money: Money::new(item.amount, item.currency),
            booking_date: item.booking_date,
            instructed: item.instructed,
        };
        let candidates = self.candidates(item, facts).await?;
        let decision = match by_reference(&incoming, &candidates) {
            Some(decision) => decision,
            None => by_amount(&incoming, &self.similar(&incoming, facts).await?, self.payee.zone),
        };
        Ok(match decision {
            Decision::Unmatched => Verdict::of(EntryState::Unmatched),
            Decision::Suggest(suggestions) => Verdict::suggested(suggestions),
            Decision::Attach(request, payment) => {
                Verdict::matched(vec![attached(id.clone(), request, payment, item.amount)])
            }
            Decision::Settle(parts) => {
                let mut matches = Vec::with_capacity(parts.len());
                // One fee was kept of the transfer: the first part bears it, so that the sums are right.
                let mut fee = item.fee;
                for (code, amount) in parts {
                    let money = Money::new(amount, item.currency);
                    matches.push(self.settle(id, &code, (money, fee), item.booking_date).await?);
                    fee = fee.and(Some(0));
                }
                Verdict::matched(matches)
            }
        })
    }

    /// Books money of an entry for a request, and the fee that was kept of it.
    pub async fn settle(
        &mut self,
        entry: &EntryId,
        code: &RequestCode,
        (money, fee): (Money, Option<i64>),
        booking_date: NaiveDate,
    ) -> Result<EntryMatch, Error> {
        let request = self.tx.hold_request(code).await?.ok_or(Error::NotFound)?;
        let arrived = StatementMoney { statement: self.statement.clone(), entry: entry.clone(), money, booking_date };
        let Context { rails, chance, .. } = self.ctx;
        let (payment_id, movement) =
            settle_by_statement(self.tx, rails, chance, &request, (&arrived, fee), self.now).await?;
        Ok(EntryMatch {
            entry_id: entry.clone(),
            payment_id,
            request_code: code.clone(),
            amount: money.minor(),
            movement_id: Some(movement),
            undone: false,
        })
    }

    /// The requests that references name, held, so that what decides doesn't change until the commit.
    async fn candidates(&mut self, item: &EntryItem, facts: &Facts) -> Result<Vec<Candidate>, Error> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let carried: Vec<String> = item.references.iter().filter_map(carried).collect();
        let carried: Vec<&str> = carried.iter().map(String::as_str).collect();
        for Hit { request: code, by, is_ambiguous, own } in facts.hits(item) {
            let is_known = candidates.iter().any(|known| known.request == code && known.by <= by);
            if is_known {
                continue;
            }
            let Some(request) = self.tx.hold_own_request(&self.payee.id, &code).await? else {
                continue;
            };
            let is_own = |words: ReferenceWords<'_>| {
                request.reference.as_ref().is_some_and(|reference| words.are(reference.as_str()))
            };
            if !own.is_none_or(is_own) {
                continue;
            }
            let money = Money::new(item.amount, item.currency);
            let Recorded { mut same, perhaps } = self.recorded(&request, money, item.booking_date).await?;
            if same.is_none() && perhaps {
                same = self.tx.settled_with_reference(&self.payee.id, &code, &carried, money).await?;
            }
            candidates.push(Candidate {
                settled: same,
                is_recorded: perhaps,
                is_booked_elsewhere: self.tx.is_booked_elsewhere(&code, money, item.booking_date, self.format).await?,
                request: code,
                by,
                is_ambiguous,
                currency: counted_in(&request, item.currency),
                outstanding: outstanding_in(&request, item.currency),
                status: request.status(self.now),
            });
        }
        // A payee may use a reference again once its request is over.
        let is_own = |candidate: &Candidate| candidate.by == FoundBy::OwnReference;
        if candidates.iter().any(|candidate| is_own(candidate) && candidate.status == Status::Open) {
            candidates.retain(|candidate| !is_own(candidate) || candidate.status == Status::Open);
        }
        Ok(candidates)
    }

    /// Payments of this amount that no statement has shown yet, known by a provider or by the payee's word.
    pub async fn recorded(
        &mut self,
        request: &PaymentRequest,
        money: Money,
        booking_date: NaiveDate,
    ) -> Result<Recorded, Error> {
        if !request.takes(money.currency()) {
            return Ok(Recorded::default());
        }
        let zone = self.payee.zone;
        let settled = self.tx.settled_without_entry(&request.code, money, around(booking_date, zone)).await?;
        if request.max_payments != Some(1) && request.parts.is_empty() {
            // Two payers may pay the same amount in one week.
            let perhaps = settled.iter().any(|payment| is_near(payment, booking_date, zone));
            return Ok(Recorded { same: None, perhaps });
        }
        let found = settled.into_iter().find(|payment| may_be(payment, booking_date, zone));
        // Each part is money of its own, and two may be the same amount; a request that is open waits for more money, which may be this.
        if !request.parts.is_empty() || request.status(self.now) == Status::Open {
            return Ok(Recorded { same: None, perhaps: found.is_some() });
        }
        // What the payee recorded of a request that is paid once is that money, whenever it was recorded.
        Ok(Recorded { same: found.map(|payment| payment.id), perhaps: false })
    }

    async fn similar(&mut self, incoming: &Incoming, facts: &Facts) -> Result<Vec<Similar>, Error> {
        let period = window(incoming.booking_date, self.payee.zone);
        let found = self.tx.requests_of_amount(&self.payee.id, incoming.money, period).await?;
        let rests = self.tx.requests_of_rest(&self.payee.id, incoming.money, period).await?;
        let found = found.iter().chain(&rests);
        let mut similar: Vec<Similar> = found.map(|request| self.similar_of(request, incoming, None)).collect();
        let (amount, currency) = (incoming.money.minor(), incoming.money.currency());
        let claims = facts.claims.iter().filter(|claim| claim.amount == amount && claim.currency == currency.code());
        for claim in claims.take(20) {
            let request = self.tx.request(&claim.request_code).await?;
            similar.extend(request.map(|request| self.similar_of(&request, incoming, Some(claim.claimed_at))));
        }
        Ok(similar)
    }

    fn similar_of(&self, request: &PaymentRequest, incoming: &Incoming, claimed_at: Option<Timestamp>) -> Similar {
        let currency = incoming.money.currency();
        Similar {
            request: request.code.clone(),
            outstanding: outstanding_in(request, currency),
            currency: counted_in(request, currency),
            status: request.status(self.now),
            created_at: request.created_at,
            claimed_at,
        }
    }

    /// Money that the bank took back: the entry with the same reference, or the one entry of the amount that paid a request which is named.
    async fn taken_back(&mut self, id: &EntryId, item: &EntryItem, facts: &Facts) -> Result<Verdict, Error> {
        let amount = item.amount.saturating_neg();
        let taken = Money::new(amount, item.currency);
        if let Some(mirror) = item.mirror {
            for earlier in self.tx.entries_by_strong(&self.payee.id, &mirror.to_hex()).await? {
                if earlier.state.is_open() && self.tx.move_entry(&earlier, EntryState::Replaced, self.now).await? {
                    return Ok(Verdict::of(EntryState::Replaced));
                }
                if let Some(matches) = self.reverse(id, &earlier, item.booking_date).await? {
                    return Ok(Verdict::matched(matches));
                }
            }
        }
        let mut earlier: Vec<EntryRow> = Vec::new();
        let mut named: Vec<RequestCode> = Vec::new();
        let candidates = self.candidates(item, facts).await?;
        // Surely about this request, and of no other file.
        let sure = match candidates.as_slice() {
            [only] if !only.is_ambiguous && !only.is_booked_elsewhere && only.by != FoundBy::OwnReference => {
                Some(only.request.clone())
            }
            _ => None,
        };
        for candidate in candidates {
            for entry in self.tx.entries_that_paid(&candidate.request, amount).await? {
                if entry.currency == item.currency && !earlier.iter().any(|known| known.id == entry.id) {
                    earlier.push(entry);
                }
            }
            named.push(candidate.request);
        }
        if let [only] = earlier.as_slice()
            && let Some(matches) = self.reverse(id, only, item.booking_date).await?
        {
            return Ok(Verdict::matched(matches));
        }
        if let (Some(request), true) = (sure, earlier.is_empty()) {
            let parts = self.parts_left(&request, taken).await?;
            // Of several payments nobody can tell which one a part came back of, unless one of them is the whole amount.
            let exact = parts.iter().filter(|part| part.amount == amount).count();
            if exact == 1 || parts.len() == 1 {
                let part = parts.into_iter().take(1).collect();
                return Ok(Verdict::matched(self.take_parts(id, part, Some(taken), item.booking_date).await?));
            }
        }
        let suggestions = named.into_iter().map(|request| Suggestion { request, why: Reason::TakenBack });
        Ok(Verdict::suggested(suggestions.collect()))
    }

    /// Takes back all that an entry paid. `None`, and nothing is booked, where a part of it has gone back otherwise.
    pub async fn reverse(
        &mut self,
        id: &EntryId,
        earlier: &EntryRow,
        booking_date: NaiveDate,
    ) -> Result<Option<Vec<EntryMatch>>, Error> {
        let mut parts = Vec::new();
        for part in self.tx.matches_of(earlier).await? {
            self.tx.hold_request(&part.request_code).await?.ok_or(Error::NotFound)?;
            let payment = self.tx.payment(&part.payment_id).await?.ok_or(Error::NotFound)?;
            let is_whole = part.movement_id.is_some() && !part.undone;
            if !is_whole || !can_be_taken(self.tx, &payment, part.amount).await? {
                return Ok(None);
            }
            parts.push(part);
        }
        let matches = self.take_parts(id, parts, None, booking_date).await?;
        Ok((!matches.is_empty()).then_some(matches))
    }

    /// The parts of entries' money that paid a request, and of which this much is left.
    pub async fn parts_left(&mut self, request: &RequestCode, taken: Money) -> Result<Vec<EntryMatch>, Error> {
        let mut left = Vec::new();
        self.tx.hold_request(request).await?.ok_or(Error::NotFound)?;
        for part in self.tx.parts_that_paid(request, taken).await? {
            let payment = self.tx.payment(&part.payment_id).await?.ok_or(Error::NotFound)?;
            if can_be_taken(self.tx, &payment, taken.minor()).await? {
                left.push(part);
            }
        }
        Ok(left)
    }

    /// Books that the bank took parts of entries' money back, whole or this much of each. That much is left of them.
    pub async fn take_parts(
        &mut self,
        id: &EntryId,
        parts: Vec<EntryMatch>,
        taken: Option<Money>,
        booking_date: NaiveDate,
    ) -> Result<Vec<EntryMatch>, Error> {
        let mut matches = Vec::with_capacity(parts.len());
        for part in parts {
            // Read again: the parts may be of one request.
            let request = self.tx.hold_request(&part.request_code).await?.ok_or(Error::NotFound)?;
            let payment = self.tx.payment(&part.payment_id).await?.ok_or(Error::NotFound)?;
            let money = taken.unwrap_or(Money::new(part.amount, payment.currency));
            let back = StatementMoney { statement: self.statement.clone(), entry: id.clone(), money, booking_date };
            let movement_id =
                reverse_by_statement(self.tx, &self.ctx.chance, &request, &payment, &back, self.now).await?;
            // As long as something is left, its entry is evidence of that.
            if !can_be_taken(self.tx, &payment, 1).await? {
                self.tx.undo_match(&part.entry_id, &part.payment_id).await?;
            }
            let amount = money.minor().saturating_neg();
            matches.push(EntryMatch { entry_id: id.clone(), amount, movement_id, undone: false, ..part });
        }
        Ok(matches)
    }
}

/// The currency in which an entry's money counts for a request: its own where the request has a price in it.
fn counted_in(request: &PaymentRequest, entry: Currency) -> Currency {
    if request.takes(entry) { entry } else { request.asked.currency() }
}

/// The amount that a request is open for in [`counted_in`], in minor units.
fn outstanding_in(request: &PaymentRequest, entry: Currency) -> Option<i64> {
    request.outstanding_in(counted_in(request, entry)).map(|money| money.minor())
}

/// The text of a reference that may have travelled with a payment.
fn carried(reference: Reference<'_>) -> Option<String> {
    match reference {
        Reference::Carried(text) => kept(text),
        _ => None,
    }
}

/// An entry as further evidence of a payment that was settled before.
pub(super) fn attached(entry_id: EntryId, request_code: RequestCode, payment_id: PaymentId, amount: i64) -> EntryMatch {
    EntryMatch { entry_id, payment_id, request_code, amount, movement_id: None, undone: false }
}
