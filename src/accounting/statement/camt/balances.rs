//! `Bal`: balances of a statement. The entries are what counts, so a balance that can't be read is told and never refused.

use chrono::NaiveDate;

use super::super::{Collector, Fault, Flaw, Position, StatementError};
use super::values::{calendar_day, currency_of, direction, money};
use super::xml::Elements;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The booked balances of a statement: the earliest opening and the latest closing one, for a statement may have some for each day.
#[derive(Debug, Default)]
pub(super) struct Balances {
    opening: Side,
    closing: Side,
}

/// The balances of one kind.
#[derive(Debug, Default)]
struct Side {
    kept: Option<Balance>,
    /// One of them can't be read, and may be the one that counts: nothing is compared.
    is_unknown: bool,
}

#[derive(Debug)]
struct Balance {
    at: Position,
    amount: Money,
    day: Option<NaiveDate>,
}

/// The members of a balance, each as it was read.
#[derive(Default)]
struct Members {
    amount: Option<Result<Money, Flaw>>,
    credit: Option<Result<bool, Flaw>>,
    day: Option<Result<NaiveDate, Flaw>>,
}

impl Members {
    /// The amount with its sign, and the day, which may be missing.
    fn whole(self) -> Result<(Money, Option<NaiveDate>), Flaw> {
        let amount = self.amount.ok_or_else(|| Fault::NoAmount.says("It has no amount (Amt)."))??;
        let credit = self.credit.ok_or_else(|| Fault::NoDirection.says("It has no direction (CdtDbtInd)."))??;
        let signed = if credit { amount } else { Money::new(-amount.minor(), amount.currency()) };
        Ok((signed, self.day.transpose()?))
    }
}

impl Balances {
    /// Reads the open `Bal`. Balances of other kinds, such as available ones, aren't parsed.
    pub(super) fn read(
        &mut self,
        xml: &mut Elements<'_>,
        account: Option<Currency>,
        out: &mut Collector,
    ) -> Result<(), StatementError> {
        let at = xml.at();
        let (mut opens, mut closes, mut members) = (false, false, Members::default());
        xml.children(|xml, name| {
            match name {
                "Tp" => {
                    let code = kind(xml)?;
                    opens = code == "OPBD" || code == "PRCD";
                    closes = code == "CLBD";
                }
                "Amt" if opens || closes => {
                    let currency = currency_of(xml, account);
                    members.amount = Some(xml.tried(|text| money(text, currency))?);
                }
                "CdtDbtInd" if opens || closes => members.credit = Some(xml.tried(direction)?),
                "Dt" if opens || closes => members.day = Some(xml.tried(calendar_day)?),
                _ => {}
            }
            Ok(())
        })?;
        if !opens && !closes {
            return Ok(());
        }
        let side = if opens { &mut self.opening } else { &mut self.closing };
        match members.whole() {
            Ok((amount, day)) => side.keep(Balance { at, amount, day }, opens),
            Err(flaw) => {
                side.is_unknown = true;
                out.warn_of_balance(at, &flaw);
            }
        }
        Ok(())
    }

    /// The balance before the entries, once.
    pub(super) fn take_opening(&mut self) -> Option<Money> {
        self.opening.take().map(|balance| balance.amount)
    }

    /// The balance after the entries, with its place.
    pub(super) fn take_closing(&mut self) -> Option<(Position, Money)> {
        self.closing.take().map(|balance| (balance.at, balance.amount))
    }
}

impl Side {
    /// Keeps the earliest of opening balances, or the latest of closing ones.
    fn keep(&mut self, balance: Balance, opens: bool) {
        let is_better = |kept: &Balance| if opens { balance.day < kept.day } else { balance.day >= kept.day };
        if self.kept.as_ref().is_none_or(is_better) {
            self.kept = Some(balance);
        }
    }

    fn take(&mut self) -> Option<Balance> {
        self.kept.take().filter(|_| !self.is_unknown)
    }
}

/// The code of the open `Tp`, without its subtype.
fn kind(xml: &mut Elements<'_>) -> Result<String, StatementError> {
    let mut code = String::new();
    xml.children(|xml, name| {
        if name == "CdOrPrtry" {
            xml.text()?.trim().clone_into(&mut code);
        }
        Ok(())
    })?;
    Ok(code)
}
