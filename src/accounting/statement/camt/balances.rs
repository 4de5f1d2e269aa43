//! `Bal`: balances of a statement.

use chrono::NaiveDate;

use super::super::{Position, StatementError};
use super::values::{amount, day, is_credit};
use super::xml::Elements;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The booked balances of a statement: the earliest opening and the latest closing one, for a statement may have some for each day.
#[derive(Debug, Default)]
pub(super) struct Balances {
    opening: Option<Balance>,
    closing: Option<Balance>,
}

#[derive(Debug)]
struct Balance {
    at: Position,
    amount: Money,
    day: Option<NaiveDate>,
}

impl Balances {
    /// Reads the open `Bal`. Balances of other kinds, such as available ones, aren't parsed.
    pub(super) fn read(&mut self, xml: &mut Elements<'_>, account: Option<Currency>) -> Result<(), StatementError> {
        let at = xml.at();
        let (mut opens, mut closes, mut number, mut credit, mut date) = (false, false, None, true, None);
        xml.children(|xml, name| {
            match name {
                "Tp" => {
                    let code = kind(xml)?;
                    opens = code == "OPBD" || code == "PRCD";
                    closes = code == "CLBD";
                }
                "Amt" if opens || closes => number = Some(amount(xml, account)?),
                "CdtDbtInd" if opens || closes => credit = is_credit(xml)?,
                "Dt" if opens || closes => date = Some(day(xml)?),
                _ => {}
            }
            Ok(())
        })?;
        let Some(number) = number else { return Ok(()) };
        let balance = Balance {
            at,
            amount: if credit { number } else { Money::new(-number.minor(), number.currency()) },
            day: date,
        };
        let kept = if opens { &mut self.opening } else { &mut self.closing };
        let better =
            kept.as_ref().is_none_or(|kept| if opens { balance.day < kept.day } else { balance.day >= kept.day });
        if better {
            *kept = Some(balance);
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
