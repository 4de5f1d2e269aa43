//! The audit: does every ledger still say what it said, and do payments and requests
//! say the same of what arrived and what went back?

use super::{Context, Error};
use crate::domain::ledger::{Broken, ChainCheck};
use crate::domain::payee::Payee;

/// What the audit of one payee's ledger found.
#[derive(Debug)]
pub struct Verdict {
    /// Whose.
    pub payee: Payee,
    /// How many lines hold, or the first thing that doesn't.
    pub chain: Result<i64, Broken>,
}

/// Walks every payee's chain, in constant memory.
///
/// # Errors
/// The database's.
pub async fn audit(ctx: &Context) -> Result<Vec<Verdict>, Error> {
    let mut verdicts = Vec::new();
    for payee in ctx.store.payees().await? {
        let chain = walk(ctx, &payee).await?;
        verdicts.push(Verdict { payee, chain });
    }
    Ok(verdicts)
}

async fn walk(ctx: &Context, payee: &Payee) -> Result<Result<i64, Broken>, Error> {
    let Some(head) = ctx.store.ledger_head(&payee.id).await? else {
        return Ok(Err(Broken::Tail { expected: 0, found: 0 }));
    };
    let mut check = ChainCheck::default();
    while check.length() < head.seq {
        let lines = ctx.store.ledger_after(&payee.id, check.length()).await?;
        if lines.is_empty() {
            break;
        }
        // What was written after we read the head is not ours to judge.
        for line in lines.iter().filter(|line| line.seq <= head.seq) {
            if let Err(broken) = check.follow(line) {
                return Ok(Err(broken));
            }
        }
    }
    let held = check.end(head.seq, &head.hash);
    if held.is_err() {
        return Ok(held);
    }
    // A line and the head that counts it come in one transaction: a line that is there has a head that knows it, if asked later.
    if let Some(last) = ctx.store.ledger_after(&payee.id, head.seq).await?.pop() {
        let expected = ctx.store.ledger_head(&payee.id).await?.map_or(0, |head| head.seq);
        if last.seq > expected {
            return Ok(Err(Broken::Tail { expected, found: last.seq }));
        }
    }
    if let Some(payment) = ctx.store.disputed_payment(&payee.id).await? {
        return Ok(Err(Broken::Unbacked { payment }));
    }
    if let Some(payment) = ctx.store.misreturned_payment(&payee.id).await? {
        return Ok(Err(Broken::Unreturned { payment }));
    }
    Ok(match ctx.store.miscounted_request(&payee.id).await? {
        Some(request) => Err(Broken::Miscounted { request }),
        None => held,
    })
}
