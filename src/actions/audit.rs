//! The audit: does every ledger still say what it said, and do payments and requests
//! say the same of what arrived and what went back?

use super::{Context, Error};
use crate::domain::handle::Handle;
use crate::domain::ledger::{Broken, ChainCheck, ChainHash};
use crate::domain::payee::Payee;
use crate::store::Head;

/// What the audit of one payee's ledger found.
#[derive(Debug)]
pub struct Verdict {
    /// Whose.
    pub payee: Payee,
    /// How many lines hold, or the first thing that doesn't.
    pub chain: Result<i64, Broken>,
    /// The end that was judged, to be kept elsewhere; none where the ledger has none.
    pub end: Option<(i64, ChainHash)>,
}

/// A ledger's end as an earlier audit printed it and the operator kept it, out of reach of whoever writes the database.
#[derive(Debug, Clone)]
pub struct KeptEnd {
    /// Whose ledger.
    pub handle: Handle,
    /// The number of the line that was the last.
    pub seq: i64,
    /// Its hash.
    pub hash: ChainHash,
}

/// Walks every payee's chain, in constant memory.
///
/// # Errors
/// The database's.
pub async fn audit(ctx: &Context) -> Result<Vec<Verdict>, Error> {
    audit_since(ctx, &[]).await
}

/// As [`audit`], and holds each chain against the ends that were kept.
///
/// # Errors
/// The database's.
pub async fn audit_since(ctx: &Context, kept: &[KeptEnd]) -> Result<Vec<Verdict>, Error> {
    let mut verdicts = Vec::new();
    for payee in ctx.store.payees().await? {
        let verdict = match ctx.store.ledger_head(&payee.id).await? {
            None => Verdict { payee, chain: Err(Broken::Tail { expected: 0, found: 0 }), end: None },
            Some(head) => {
                let kept: Vec<_> = kept.iter().filter(|end| end.handle == payee.handle).collect();
                let chain = walk(ctx, &payee, &head, &kept).await?;
                Verdict { payee, chain, end: Some((head.seq, head.hash)) }
            }
        };
        verdicts.push(verdict);
    }
    Ok(verdicts)
}

async fn walk(ctx: &Context, payee: &Payee, head: &Head, kept: &[&KeptEnd]) -> Result<Result<i64, Broken>, Error> {
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
            if kept.iter().any(|end| end.seq == line.seq && end.hash != line.hash) {
                return Ok(Err(Broken::Rewritten { seq: line.seq }));
            }
        }
    }
    let held = check.end(head.seq, &head.hash);
    if held.is_err() {
        return Ok(held);
    }
    if let Some(expected) = kept.iter().map(|end| end.seq).max().filter(|seq| *seq > head.seq) {
        return Ok(Err(Broken::Tail { expected, found: head.seq }));
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
    if let Some(request) = ctx.store.miscounted_request(&payee.id).await? {
        return Ok(Err(Broken::Miscounted { request }));
    }
    let seal = head.seal.as_ref();
    let sealed = ctx.store.ledger_key().is_some_and(|key| key.holds(seal, &payee.id, head.seq, &head.hash));
    Ok(if sealed { held } else { Err(Broken::Unsealed { handle: payee.handle.clone() }) })
}
