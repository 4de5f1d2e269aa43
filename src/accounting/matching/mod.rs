//! Matching: decides which requests the money of a statement's entry pays. Pure: what the store knows is handed in.
//!
//! Money is booked without asking only by a reference that is right, and only in the request's currency. There is no tolerance: less is a
//! part, more is an overpayment. Everything else is a suggestion with its reason, for the payee to decide.

#[cfg(test)]
mod tests;

use chrono::{NaiveDate, TimeDelta};

use crate::domain::clock::Timestamp;
use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::request::Status;
use crate::domain::request::code::RequestCode;
use crate::domain::statement::{Reason, Suggestion};
use crate::domain::zone::Zone;

/// Money that arrived.
#[derive(Debug, Clone, Copy)]
pub struct Incoming {
    /// The amount, more than zero.
    pub money: Money,
    /// The bank's booking day.
    pub booking_date: NaiveDate,
    /// The amount that was sent, if it differs.
    pub instructed: Option<Money>,
}

/// The kinds of reference by which a request was found, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundBy {
    /// An RF reference or a provider's reference in a field for references.
    Structured,
    /// The same in free text.
    Text,
    /// The request's code.
    Code,
    /// The payee's own reference.
    OwnReference,
}

/// A request that a reference of the entry names.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The code of the request.
    pub request: RequestCode,
    /// The reference that names it.
    pub by: FoundBy,
    /// True if the same code or reference names another request, too.
    pub is_ambiguous: bool,
    /// The currency of the request.
    pub currency: Currency,
    /// The open sum in minor units; `None` where the payer chooses the amount.
    pub outstanding: Option<i64>,
    /// The status of the request.
    pub status: Status,
    /// A settled payment of the same amount and time that is known otherwise, and of which no statement has given evidence yet.
    pub settled: Option<PaymentId>,
    /// True if the same amount was booked for it on the same day from a file of another format.
    pub is_booked_elsewhere: bool,
    /// True if the same amount is recorded for a request that may get several equal payments, so that this may be that money.
    pub is_recorded: bool,
}

/// A request that only amount, currency and time speak for.
#[derive(Debug, Clone)]
pub struct Similar {
    /// The code of the request.
    pub request: RequestCode,
    /// The open sum in minor units.
    pub outstanding: Option<i64>,
    /// The currency of the request.
    pub currency: Currency,
    /// The status of the request.
    pub status: Status,
    /// The time at which it was made.
    pub created_at: Timestamp,
    /// The time at which a payer said to have sent this amount.
    pub claimed_at: Option<Timestamp>,
}

/// The outcome for an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The money pays these requests, each with the amount in minor units.
    Settle(Vec<(RequestCode, i64)>),
    /// The entry is further evidence of a payment that is settled.
    Attach(RequestCode, PaymentId),
    /// The payee decides; the likeliest first.
    Suggest(Vec<Suggestion>),
    /// Nothing is known.
    Unmatched,
}

/// The days around a claim in which its money is expected.
const CLAIM_DAYS: i64 = 5;
/// The days before and after a request was made in which an equal amount may be its money.
const DAYS_BEFORE: i64 = 1;
const DAYS_AFTER: i64 = 60;
/// The greatest number of suggestions of an entry.
const MOST: usize = 10;

/// Decides by the references of an entry; `None` where they name no request, and only the amount is left to go by.
pub fn by_reference(incoming: &Incoming, candidates: &[Candidate]) -> Option<Decision> {
    // A surer reference goes before a less sure one. References of the same sort stand beside each other wherever they are.
    let surest = candidates.iter().map(|candidate| sort_of(candidate.by)).min()?;
    let named: Vec<&Candidate> = candidates.iter().filter(|candidate| sort_of(candidate.by) == surest).collect();
    let structured: Vec<&Candidate> =
        named.iter().copied().filter(|candidate| candidate.by == FoundBy::Structured).collect();
    Some(match (named.as_slice(), structured.as_slice()) {
        ([only], _) => by_one(incoming, only),
        (several, structured) => split(incoming, several)
            .or_else(|| split(incoming, structured).filter(|_| structured.len() > 1))
            .or_else(|| match structured {
                [only] => Some(by_one(incoming, only)),
                _ => None,
            })
            .unwrap_or_else(|| {
                let own = surest == Sort::Own;
                // The likeliest first: what is open on it is this amount.
                let fits = |candidate: &&Candidate| {
                    candidate.status == Status::Open
                        && candidate.currency == incoming.money.currency()
                        && candidate.outstanding == Some(incoming.money.minor())
                };
                let mut several = several.to_vec();
                several.sort_by_key(|candidate| !fits(candidate));
                let why = |candidate: &Candidate| match candidate.is_ambiguous {
                    true => Reason::Ambiguous,
                    false if own => Reason::OwnReference,
                    false => Reason::SeveralReferences,
                };
                suggest(several.iter().map(|candidate| (&candidate.request, why(candidate))))
            }),
    })
}

/// The sorts of references among which a transfer may name several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Reference,
    Code,
    Own,
}

fn sort_of(by: FoundBy) -> Sort {
    match by {
        FoundBy::Structured | FoundBy::Text => Sort::Reference,
        FoundBy::Code => Sort::Code,
        FoundBy::OwnReference => Sort::Own,
    }
}

fn by_one(incoming: &Incoming, candidate: &Candidate) -> Decision {
    let Candidate {
        request,
        by,
        is_ambiguous,
        currency,
        outstanding,
        status,
        settled,
        is_booked_elsewhere,
        is_recorded,
    } = candidate;
    let amount = incoming.money.minor();
    let because = |why| suggest([(request, why)]);
    if *currency != incoming.money.currency() {
        return because(Reason::OtherCurrency);
    }
    if *is_ambiguous {
        return because(Reason::Ambiguous);
    }
    if let Some(payment) = settled {
        return Decision::Attach(request.clone(), payment.clone());
    }
    if *is_booked_elsewhere {
        return because(Reason::BookedFromOtherFile);
    }
    if *is_recorded {
        return because(Reason::RecordedBefore);
    }
    if *by == FoundBy::OwnReference && (*status != Status::Open || *outstanding != Some(amount)) {
        return because(Reason::OwnReference);
    }
    if *status == Status::Paid {
        return because(Reason::PaidAlready);
    }
    let whole = outstanding.map(|outstanding| Money::new(outstanding, *currency));
    if outstanding.is_some_and(|outstanding| amount < outstanding) && incoming.instructed == whole {
        return because(Reason::BankKept);
    }
    Decision::Settle(vec![(request.clone(), amount)])
}

/// One transfer for several requests, if what is open on them adds up to it.
fn split(incoming: &Incoming, named: &[&Candidate]) -> Option<Decision> {
    let mut parts = Vec::with_capacity(named.len());
    let mut sum: i64 = 0;
    for candidate in named {
        let fits = candidate.currency == incoming.money.currency()
            && candidate.status == Status::Open
            && candidate.by != FoundBy::OwnReference
            && !candidate.is_ambiguous
            && !candidate.is_booked_elsewhere
            && !candidate.is_recorded;
        let outstanding = candidate.outstanding.filter(|_| fits)?;
        sum = sum.checked_add(outstanding)?;
        parts.push((candidate.request.clone(), outstanding));
    }
    (!parts.is_empty() && sum == incoming.money.minor()).then_some(Decision::Settle(parts))
}

/// Decides by amount, currency and time alone: never more than a suggestion.
pub fn by_amount(incoming: &Incoming, similar: &[Similar], zone: Zone) -> Decision {
    let (amount, day) = (incoming.money.minor(), incoming.booking_date);
    let near = |at: Timestamp, before: i64, after: i64| {
        let since = day - zone.day_of(at);
        (TimeDelta::days(-before)..=TimeDelta::days(after)).contains(&since)
    };
    let is_claim = |similar: &Similar| similar.claimed_at.is_some_and(|at| near(at, CLAIM_DAYS, CLAIM_DAYS));
    let mut fitting: Vec<&Similar> = similar
        .iter()
        .filter(|similar| similar.currency == incoming.money.currency() && similar.status == Status::Open)
        .filter(|similar| {
            is_claim(similar)
                || similar.outstanding == Some(amount) && near(similar.created_at, DAYS_BEFORE, DAYS_AFTER)
        })
        .collect();
    // A claim is the likeliest; among others the newest.
    fitting.sort_by_key(|similar| (!is_claim(similar), std::cmp::Reverse(similar.created_at)));
    let mut seen: Vec<&RequestCode> = Vec::new();
    fitting.retain(|similar| {
        let is_new = !seen.contains(&&similar.request);
        seen.push(&similar.request);
        is_new
    });
    suggest(fitting.into_iter().map(|similar| {
        let why = if is_claim(similar) { Reason::Claimed } else { Reason::AmountAndTime };
        (&similar.request, why)
    }))
}

/// The times between which a request was made that an entry of a day may pay by its amount alone.
pub fn window(day: NaiveDate, zone: Zone) -> (Timestamp, Timestamp) {
    let from = day.checked_sub_signed(TimeDelta::days(DAYS_AFTER)).unwrap_or(day);
    let to = day.checked_add_signed(TimeDelta::days(DAYS_BEFORE + 1)).unwrap_or(day);
    (zone.midnight(from), zone.midnight(to))
}

/// Suggestions, none of which is [`Decision::Unmatched`].
fn suggest<'a>(list: impl IntoIterator<Item = (&'a RequestCode, Reason)>) -> Decision {
    let list: Vec<_> =
        list.into_iter().take(MOST).map(|(request, why)| Suggestion { request: request.clone(), why }).collect();
    if list.is_empty() { Decision::Unmatched } else { Decision::Suggest(list) }
}
