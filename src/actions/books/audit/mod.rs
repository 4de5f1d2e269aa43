//! The audit: each ledger is checked against its hash chain, its seal and earlier ends, and compared with closes, batches, sums of days,
//! payees, requests, payments and refunds.

mod deliveries;
mod reconcile;

use std::collections::BTreeMap;

use self::deliveries::{compare_days, compare_files, deliveries};
use self::reconcile::{reconcile, reconcile_refunds};
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::ledger::{Broken, ChainCheck, ChainHash, LedgerKey};
use crate::domain::payee::handle::Handle;
use crate::domain::reconciliation::{DeliveryCheck, Finding, Mismatch, PaymentCheck, RequestCheck, Table};
use crate::store::{self, LedgerHead, Snapshot};

/// The most findings that are listed per ledger. Others are counted.
const LISTED: usize = 100;

/// The audit's result for one payee's ledger.
#[derive(Debug)]
pub struct AuditVerdict {
    /// The payee's handle, or its id if the payee's row is missing.
    pub ledger: String,
    /// The number of valid lines, or the first error in the chain.
    pub chain: Result<i64, Broken>,
    /// Mismatches with rows, 100 at most.
    pub findings: Vec<Finding>,
    /// The number of mismatches beyond those listed.
    pub more: u64,
    /// The end of the chain, to be kept outside of the database; `None` if the ledger has none.
    pub end: Option<(i64, ChainHash)>,
}

impl AuditVerdict {
    /// Returns whether the ledger has neither errors nor mismatches.
    pub fn holds(&self) -> bool {
        self.chain.is_ok() && self.findings.is_empty()
    }
}

/// A ledger's end as an earlier audit printed it, kept by the operator where nobody who can write to the database can change it.
#[derive(Debug, Clone)]
pub struct KeptEnd {
    /// The payee whose ledger it is.
    pub handle: Handle,
    /// The number of the last line then.
    pub seq: i64,
    /// The hash of that line.
    pub hash: ChainHash,
}

/// Verdicts under construction, by the payee's id.
#[derive(Debug, Default)]
struct Report(BTreeMap<String, AuditVerdict>);

impl Report {
    /// Adds a verdict for the ledger of a payee without a row, if lines name one.
    fn open_ledger(&mut self, payee_id: &str) {
        if !self.0.contains_key(payee_id) {
            let chain = Err(Broken::Tail { expected: 0, found: 0 });
            let verdict = AuditVerdict { ledger: payee_id.to_owned(), chain, findings: Vec::new(), more: 0, end: None };
            self.0.insert(payee_id.to_owned(), verdict);
            self.add(vec![missing(payee_id)]);
        }
    }

    fn add(&mut self, findings: Vec<Finding>) {
        for finding in findings {
            self.open_ledger(&finding.payee_id);
            if let Some(verdict) = self.0.get_mut(&finding.payee_id) {
                if verdict.findings.len() < LISTED {
                    verdict.findings.push(finding);
                } else {
                    verdict.more += 1;
                }
            }
        }
    }
}

fn missing(payee_id: &str) -> Finding {
    Finding {
        payee_id: payee_id.to_owned(),
        table: Table::Payees,
        row: payee_id.to_owned(),
        mismatch: Mismatch::Missing,
    }
}

/// Audits all ledgers, in chunks of constant size.
///
/// # Errors
/// The database's.
pub async fn audit(ctx: &Context) -> Result<Vec<AuditVerdict>, Error> {
    audit_since(ctx, &[]).await
}

/// As [`audit`], and compares each chain with ends that were kept.
///
/// # Errors
/// The database's.
pub async fn audit_since(ctx: &Context, kept: &[KeptEnd]) -> Result<Vec<AuditVerdict>, Error> {
    // One snapshot for all reads, so that concurrent bookings don't look like mismatches.
    let mut view = ctx.store.snapshot().await?;
    let (mut report, mut days) = (Report::default(), Vec::new());
    for (payee, handle) in view.ledgers().await? {
        let kept: Vec<_> = kept.iter().filter(|end| Some(end.handle.as_str()) == handle.as_deref()).collect();
        let head = view.head(&payee).await?;
        let mut findings = Vec::new();
        let (mut deliveries, batches) = deliveries(&mut view, &payee, ctx.store.ledger_key(), &mut findings).await?;
        let chain = match &head {
            None => Err(Broken::Tail { expected: 0, found: 0 }),
            Some(head) => walk(&mut view, &payee, head, &kept, &mut deliveries).await?,
        };
        // The first fault of a chain is the reason for those that would be found behind it.
        if let (Ok(_), Some(head)) = (&chain, &head) {
            findings.extend(deliveries.end(head.open_from));
            findings.extend(compare_files(ctx, handle.as_deref().unwrap_or_default(), &payee, batches).await?);
            days.extend(compare_days(&mut view, &payee).await?);
        }
        let ledger = handle.clone().unwrap_or_else(|| payee.to_string());
        let chain = match (chain, &head) {
            (Ok(_), Some(head)) if !is_sealed(ctx.store.ledger_key(), head) => {
                Err(Broken::Unsealed { ledger: ledger.clone() })
            }
            (chain, _) => chain,
        };
        let end = head.map(|head| (head.seq, head.hash));
        let verdict = AuditVerdict { ledger, chain, findings: Vec::new(), more: 0, end };
        report.0.insert(payee.to_string(), verdict);
        report.add(findings);
        if handle.is_none() {
            report.add(vec![missing(payee.as_str())]);
        }
    }
    reconcile::<PaymentCheck>(&mut view, &mut report).await?;
    reconcile::<RequestCheck>(&mut view, &mut report).await?;
    reconcile_refunds(&mut view, &mut report).await?;
    // Behind the rows that they may follow from.
    report.add(days);
    view.end().await?;
    let mut verdicts: Vec<_> = report.0.into_values().collect();
    verdicts.sort_by(|a, b| a.ledger.cmp(&b.ledger));
    Ok(verdicts)
}

fn is_sealed(key: Option<&LedgerKey>, head: &LedgerHead) -> bool {
    key.is_some_and(|key| head.is_sealed(key))
}

/// Verifies one chain up to its head.
async fn walk(
    view: &mut Snapshot,
    payee: &PayeeId,
    head: &LedgerHead,
    kept: &[&KeptEnd],
    deliveries: &mut DeliveryCheck,
) -> Result<Result<i64, Broken>, Error> {
    let mut check = ChainCheck::default();
    loop {
        let lines = match view.chain_after(payee, check.length()).await {
            Ok(lines) => lines,
            // A value that can't be parsed was not written by this service.
            Err(store::Error::Defect(_)) => return Ok(Err(Broken::Unreadable { after: check.length() })),
            Err(error) => return Err(error.into()),
        };
        if lines.is_empty() {
            break;
        }
        for line in &lines {
            if line.seq > head.seq {
                return Ok(Err(Broken::Tail { expected: head.seq, found: line.seq }));
            }
            if let Err(broken) = check.follow(line) {
                return Ok(Err(broken));
            }
            if kept.iter().any(|end| end.seq == line.seq && end.hash != line.hash) {
                return Ok(Err(Broken::Rewritten { seq: line.seq }));
            }
            if head.not_before.is_none_or(|least| least < line.movement.created_at) {
                return Ok(Err(Broken::Undated { seq: line.seq }));
            }
            deliveries.follow(line);
        }
    }
    let held = check.end(head.seq, &head.hash);
    let expected = kept.iter().map(|end| end.seq).max().filter(|seq| *seq > head.seq);
    Ok(match expected {
        Some(expected) if held.is_ok() => Err(Broken::Tail { expected, found: head.seq }),
        _ => held,
    })
}
