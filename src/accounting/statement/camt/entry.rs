//! `Ntry`: an entry of an account, with its transactions.

use chrono::NaiveDate;

use super::super::pieces::Pieces;
use super::super::{Collector, Detail, Fault};
use super::super::{EntryFacts, StatementError};
use super::texts::Texts;
use super::transaction::{AmountDetails, CamtTransaction};
use super::values::{amount, day, is_credit, is_true};
use super::xml::Elements;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The statement that an entry stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surrounding {
    /// The currency of the account.
    pub(super) currency: Option<Currency>,
    /// The day on which the bank wrote the statement.
    pub(super) written: Option<NaiveDate>,
    /// True if an entry without a status is booked: a camt.053 has no others.
    pub(super) booked: bool,
}

/// The transactions of an entry. The first is kept until a second one makes it a batch, because a single one is the entry itself.
#[derive(Default)]
struct Transactions {
    first: Option<CamtTransaction>,
    details: Pieces<Detail>,
}

impl Transactions {
    fn add(&mut self, transaction: CamtTransaction, credit: bool, out: &mut Collector) {
        if self.first.is_none() && self.details.is_empty() {
            self.first = Some(transaction);
            return;
        }
        for transaction in self.first.take().into_iter().chain([transaction]) {
            self.details.push(out.detail(transaction.facts(credit), &transaction.remittance));
        }
    }
}

/// Reads the open `Ntry`.
pub(super) fn read(xml: &mut Elements<'_>, within: Surrounding, out: &mut Collector) -> Result<(), StatementError> {
    let at = xml.at();
    let (mut moved, mut credit, mut reversal, mut status) = (None, None, false, None);
    let (mut booking_date, mut value_date) = (None, None);
    let (mut amounts, mut texts, mut transactions) =
        (AmountDetails::default(), Texts::default(), Transactions::default());
    xml.children(|xml, name| {
        match name {
            "Amt" => moved = Some(amount(xml, within.currency)?),
            "CdtDbtInd" => credit = Some(is_credit(xml)?),
            "RvslInd" => reversal = is_true(xml)?,
            "Sts" => status = Some(xml.parsed(|text| Ok(text == "BOOK"))?),
            "BookgDt" => booking_date = Some(day(xml)?),
            "ValDt" => value_date = Some(day(xml)?),
            "AcctSvcrRef" => texts.bank_ref(xml)?,
            "AmtDtls" => amounts.read(xml)?,
            "NtryDtls" => xml.children(|xml, name| {
                if name == "TxDtls" {
                    let transaction = CamtTransaction::read(xml, within.currency)?;
                    // The direction stands before the transactions. An entry without one is refused below.
                    transactions.add(transaction, credit.unwrap_or(true), out);
                }
                Ok(())
            })?,
            "AddtlNtryInf" => texts.additional(xml)?,
            _ => {}
        }
        Ok(())
    })?;
    let moved: Money = moved
        .ok_or_else(|| StatementError::new(at.clone(), Fault::NoAmount.says("This entry has no amount (Amt).")))?;
    let credit = credit.ok_or_else(|| {
        StatementError::new(at.clone(), Fault::NoDirection.says("This entry has no direction (CdtDbtInd)."))
    })?;
    let booking_date = match booking_date.or(value_date) {
        Some(date) => date,
        None => {
            let written = within.written.ok_or_else(|| {
                StatementError::new(at.clone(), Fault::NoDay.says("This entry has no day (BookgDt)."))
            })?;
            out.warn(
                at.clone(),
                Fault::DayOfStatement.says("This entry has no day; it was given that of the statement."),
            );
            written
        }
    };
    let mut instructed = amounts.instructed;
    let mut details = transactions.details;
    if let Some(only) = transactions.first {
        instructed = only.instructed().or(instructed);
        if !only.agrees(moved, credit) {
            details.push(out.detail(only.facts(credit), &only.remittance));
        }
        texts.merge(only.remittance);
    }
    let facts = EntryFacts {
        at,
        amount: if credit { moved.minor() } else { -moved.minor() },
        currency: moved.currency(),
        booking_date,
        value_date,
        pending: !status.unwrap_or(within.booked),
        reversal,
        instructed: instructed.filter(|sent| *sent != moved),
        fee: Some(0),
    };
    out.entry(facts, texts.finish(), details);
    Ok(())
}
